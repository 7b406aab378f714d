//! From observations to scores: curve, roll-up, status, coverage and change. Pure: no files, no clock.

mod outcome;

pub use outcome::{Evaluation, Outcome};
