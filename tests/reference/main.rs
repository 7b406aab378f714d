//! Published and hand-worked cases led through the public path: a book in YAML, built by the tool, and the numbers read
//! from the files it publishes.
//!
//! `cases.json` holds the facts: inputs, what is expected of them, to which tolerance, and after whom. What the tool offers
//! no way to write in a book is named where the rest of its case is checked.

#![allow(clippy::needless_for_each, reason = "a list of checks reads best as a line each")]
#![allow(clippy::float_cmp, reason = "ratings of cases are whole numbers")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the tool writes these names itself")]

#[path = "../common/mod.rs"]
mod common;

mod book;
mod cases;
mod fuzzy;
mod history;
mod pairs;
mod rankings;
mod scoring;

#[test]
fn every_case_is_led_through_a_book() {
    let mut led: Vec<&str> = [pairs::CASES, rankings::CASES, history::CASES, fuzzy::CASES, scoring::CASES].concat();
    led.sort_unstable();
    let mut all = cases::ids();
    all.sort();
    assert_eq!(led, all);
}
