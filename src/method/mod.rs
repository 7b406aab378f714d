//! Published methods of evaluation, one file each: pure arithmetic on numbers handed in. No files, no clock.
//!
//! Every function names the source of its formula. What cannot be said (a share of nothing, a tie) is `None` or told,
//! never 0.

// Numbers as an author or a rater wrote them are compared exactly wherever that is asked.
#![allow(clippy::float_cmp)]

pub mod agreement;
pub mod assessment;
pub mod finance;
pub mod fuzzy;
pub mod maturity;
pub mod membership;
pub mod readiness;
pub mod survey;
pub mod swot;
