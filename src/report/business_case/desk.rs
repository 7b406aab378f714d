//! One business case seen from one page: how its money, rates and years are written.

use crate::report::Cased;
use crate::report::address::Address;
use crate::report::number::{MINUS, NumberFormat};
use crate::report::pen::Pen;
use crate::report::view::{Link, Quantity};
use crate::scorecard::Money;

/// Writes about one case in one language.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The words.
    pub pen: Pen<'a>,
    /// The case with what came of it.
    pub own: &'a Cased<'a>,
    /// Its place among the cases of the book.
    pub at: usize,
}

impl<'a> Desk<'a> {
    /// Sits down with a case.
    pub fn new(pen: Pen<'a>, own: &'a Cased<'a>, at: usize) -> Self {
        Self { pen, own, at }
    }

    /// Its page.
    pub fn link(&self) -> Link {
        self.pen.link(Address::BusinessCase(self.at), &self.own.case.title)
    }

    /// `2026 to 2031`
    pub fn span(&self) -> String {
        let (first, last) = (self.own.case.opening.to_string(), self.own.case.last_year().to_string());
        self.pen.say("case.span", &[("first", &first), ("last", &last)])
    }

    /// How amounts are written where the currency is said elsewhere.
    pub fn format(&self) -> NumberFormat {
        let decimals = if self.own.case.rounding.to_number() < 1.0 { 2 } else { 0 };
        NumberFormat { decimals, ..NumberFormat::score(self.pen.locale()) }
    }

    /// An amount in a table, rounded as the case asks; its value is not.
    pub fn money(&self, amount: Money) -> Quantity {
        self.amount(amount.to_number())
    }

    /// The same of a binary number, such as a present value.
    pub fn amount(&self, value: f64) -> Quantity {
        let step = self.own.case.rounding.to_number();
        let rounded = if step > 0.0 { (value / step).round() * step } else { value };
        Quantity { value, ..Quantity::new(&self.format(), rounded) }
    }

    /// An amount in a sentence, in full: `¥2,508,800`, `2,508,800元`.
    pub fn said(&self, value: f64) -> String {
        self.with_currency(&self.amount(value).number)
    }

    /// An amount in a sentence, short: `¥2.51M`, `251万元`.
    pub fn short(&self, value: f64) -> String {
        self.with_currency(&self.format().compact(value))
    }

    /// The sign stands before the currency.
    pub fn with_currency(&self, number: &str) -> String {
        let (sign, digits) = number.strip_prefix(MINUS).map_or(("", number), |digits| ("\u{2212}", digits));
        let code = self.own.case.currency.as_str();
        let key = format!("money.{code}");
        let key = if self.pen.words.has(&key) { key.as_str() } else { "money.other" };
        format!("{sign}{}", self.pen.say(key, &[("amount", digits), ("currency", code)]))
    }

    /// A rate in per cent with one decimal: `25.6 %`.
    pub fn percent(&self, rate: f64) -> String {
        let format = NumberFormat { suffix: "%".to_owned(), ..NumberFormat::score(self.pen.locale()) };
        format.full(rate * 100.0)
    }

    /// What amounts are in, and how they are rounded.
    pub fn money_note(&self) -> String {
        let step = self.own.case.rounding.to_number();
        let rounding = NumberFormat { decimals: if step < 1.0 { 2 } else { 0 }, ..self.format() }.bare(step);
        self.pen.say("case.money", &[("currency", &self.own.case.currency), ("rounding", &rounding)])
    }
}
