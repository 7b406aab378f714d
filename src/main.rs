//! The `scorebook` command.

fn main() {}
