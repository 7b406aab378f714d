//! What a pipeline is handed beside the site: gates that trip, and the tests of the data as JUnit.
//!
//! Pure: a function of results. `command` chooses the exit code and writes the files.

mod gate;
pub mod junit;
#[cfg(test)]
mod testing;
mod trip;

pub use gate::Gate;
pub use trip::{Results, tripped};
