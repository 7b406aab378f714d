//! Writes the report as a folder of static pages: plans every path, renders, and swaps the folder in as a whole.
//!
//! The only stage that knows HTML. [`publish`] writes a site; [`Record`] and [`compare`] check one that was written.

mod anchor;
mod compare;
mod download;
mod lock;
mod manifest;
mod plan;
mod print;
mod publish;
mod render;
mod side_by_side;
mod slug;
mod squeeze;
mod stage;
mod swap;
mod target;
mod theme;
mod verify;

#[cfg(test)]
mod tests;

pub use compare::compare;
pub use manifest::definitions;
pub use publish::{Published, publish};
pub use verify::Record;
