//! Evaluation methods as plain arithmetic: numbers in, numbers out. Pure: no files, no clock, no hash order.

mod random;
pub mod sensitivity;
