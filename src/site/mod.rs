//! Writes the report as a folder of static pages: plans every path, renders, and swaps the folder in as a whole.
//!
//! The only stage that knows HTML. [`publish`] is all the others need.

mod anchor;
mod download;
mod manifest;
mod plan;
mod print;
mod publish;
mod render;
mod slug;
mod stage;
mod theme;

#[cfg(test)]
mod tests;

pub use publish::{Published, publish};
