//! The `scorebook` command.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    scorebook::command::run(&scorebook::cli::Cli::parse())
}
