//! What a programme brings for what it costs: present values, rates of return, time to pay back, economic value added.
//!
//! A flow is money at the end of a period; the flow at 0 is today's and is not discounted. Rates are fractions a period.
//! Sums of money are added up exactly before they come here; what is discounted is a binary number, since a power of a
//! rate is no exact decimal anyway. What is not defined is `None`, never 0 and never NaN.

pub mod adjust;
pub mod eva;
pub mod firm;
pub mod flows;
pub mod ledger;
pub mod payback;
pub mod programme;
pub mod rates;
pub mod ratios;
pub mod returns;
mod roots;
pub mod tco;

#[cfg(test)]
#[allow(clippy::unreadable_literal, clippy::inconsistent_digit_grouping)] // figures stand as they were printed
mod tests;
#[cfg(test)]
#[allow(clippy::float_cmp, reason = "amounts are exact decimals")]
mod tests_eva;
