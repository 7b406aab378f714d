//! Money, to the last cent: sums of it are exact and do not depend on the order they are made in.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use rust_decimal::{Decimal, RoundingStrategy};

/// An amount in the currency of where it stands, as a decimal number of up to 28 digits.
///
/// Adding saturates at ±7.9·10²⁸, beyond any economy; amounts that are read are held below [`Money::LARGEST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(Decimal);

impl Money {
    /// The largest amount a book may state or a query may give: 10¹⁵.
    pub const LARGEST: i64 = 1_000_000_000_000_000;

    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads an amount as it is written: `600000`, `-12.50`, `1.2e6`. `None` when it is no number or above
    /// [`Money::LARGEST`].
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let amount = text.parse().or_else(|_| Decimal::from_scientific(text)).ok()?;
        (amount.abs() <= Decimal::from(Self::LARGEST)).then_some(Self(amount))
    }

    /// An amount from a binary number, by the shortest decimal that is written for it: 0.1 is one tenth.
    ///
    /// `None` for what is not finite or above [`Money::LARGEST`].
    pub fn from_number(number: f64) -> Option<Self> {
        Self::parse(&number.to_string())
    }

    /// This many times a factor, such as a share or a count, to 10 decimal places; halves go to the even digit.
    ///
    /// Factors are taken by the shortest decimal written for them. `None` when the result is above [`Money::LARGEST`]
    /// or the factor is not finite.
    pub fn times(self, factor: f64) -> Option<Self> {
        let factor = factor.to_string().parse().ok().or_else(|| Decimal::from_f64(factor))?;
        let product = self.0.checked_mul(factor)?.round_dp_with_strategy(10, RoundingStrategy::MidpointNearestEven);
        (product.abs() <= Decimal::from(Self::LARGEST)).then_some(Self(product))
    }

    /// The same without a limit, for sums of amounts and rates that were checked where they were read; saturates as sums do.
    ///
    /// A factor that is not finite counts as nothing.
    #[must_use]
    pub fn part(self, factor: f64) -> Self {
        let factor: Decimal = factor.to_string().parse().ok().or_else(|| Decimal::from_f64(factor)).unwrap_or_default();
        Self(self.0.saturating_mul(factor).round_dp_with_strategy(10, RoundingStrategy::MidpointNearestEven))
    }

    /// Rounded to cents; halves go to the even cent.
    #[must_use]
    pub fn to_cents(self) -> Self {
        Self(self.0.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven))
    }

    /// As a binary number, for pictures and for discounting.
    pub fn to_number(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// Which part of a whole this is; `None` of nothing.
    pub fn share_of(self, whole: Self) -> Option<f64> {
        self.0.checked_div(whole.0).and_then(|share| share.to_f64())
    }
}

impl fmt::Display for Money {
    /// Without zeros at the end: `600000`, `0.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(formatter)
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap_or_else(|| panic!("{text} is money"))
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        assert_eq!(money("600000").to_string(), "600000");
        assert_eq!(money(" -12.50 ").to_string(), "-12.5");
        assert_eq!(money("1.2e6").to_string(), "1200000");
        assert_eq!(Money::from_number(0.1), Some(money("0.1")));
        for none in ["", "abc", "NaN", "inf", "1e16", "-1000000000000001"] {
            assert_eq!(Money::parse(none), None, "{none}");
        }
        assert_eq!(Money::from_number(f64::NAN), None);
        assert_eq!(Money::from_number(1e300), None);
    }

    #[test]
    fn tenths_add_up() {
        let sum: Money = std::iter::repeat_n(money("0.1"), 10).sum();
        assert_eq!(sum, money("1"), "binary numbers give 0.9999999999999999");
        assert_eq!(money("1") - money("0.9") + -money("0.1"), Money::ZERO);
    }

    #[test]
    fn products_and_shares() {
        assert_eq!(money("600000").times(0.18), Some(money("108000")));
        assert_eq!(money("0.05").times(0.5).map(Money::to_cents), Some(money("0.02")), "halves go to the even cent");
        assert_eq!(money("1e15").times(2.0), None);
        assert_eq!(money("1e15").part(2.0), money("1e15") + money("1e15"), "no limit");
        assert_eq!(money("100").part(1.0 / 3.0), money("33.3333333333"));
        assert_eq!(money("1").times(f64::INFINITY), None);
        assert_eq!(money("1350000").share_of(money("2240000")).map(|s| (s * 1e6).round()), Some(602_679.0));
        assert_eq!(money("1").share_of(Money::ZERO), None);
    }

    proptest! {
        #[test]
        fn the_order_of_a_sum_does_not_matter(mut cents in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 0..50)) {
            let total = |cents: &[i64]| cents.iter().map(|c| money(&format!("{c}e-2"))).sum::<Money>();
            let before = total(&cents);
            prop_assert_eq!(before, money(&format!("{}e-2", cents.iter().sum::<i64>())));
            cents.sort_unstable();
            prop_assert_eq!(total(&cents), before);
        }
    }
}
