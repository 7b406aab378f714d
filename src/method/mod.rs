//! Evaluation methods as pure functions.
pub mod finance;
