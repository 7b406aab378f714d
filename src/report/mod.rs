//! View models: what each page says, as plain serialisable structs without HTML.

pub mod figure;
pub mod number;
