//! Customers: what a book asks about them, and what was counted.

use super::{Frequency, Period, Reading, Sql, Text};
use crate::diagnostic::Span;

/// A document of `kind: customers`.
#[derive(Clone, Debug, PartialEq)]
pub struct Customers {
    /// Unique among documents of this kind.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is for.
    pub description: Option<Text>,
    /// How long its periods are.
    pub frequency: Frequency,
    /// Returns a row a transaction.
    pub transactions: Sql,
    /// What they are.
    pub about: Option<Text>,
    /// The day everything is reckoned to; `None` is the day of the last transaction.
    pub as_of: Option<Period>,
    /// Whether value is amount less cost.
    pub by_profit: bool,
    /// How many periods back a purchase counts, its own included; `None` is for ever.
    pub window: Option<u32>,
    /// How many periods are looked at.
    pub periods: u32,
    /// The most valuable first; never fewer than two.
    pub tiers: Vec<Tier>,
    /// How customers come into tiers.
    pub tiered: Tiered,
    /// Shares of customers, 0 to 1, of which it is told what they bring; rising.
    pub top: Vec<f64>,
    /// Shares of value, 0 to 1, at which classes A and B end.
    pub abc: [f64; 2],
    /// Names of the results that measures can take.
    pub results: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// A tier of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// Unique in the document.
    pub id: String,
    /// Its name; `None` for one that goes by a word of the report.
    pub title: Option<Text>,
    /// What it takes, see [`Tiered`]; the last takes the rest.
    pub bound: f64,
}

/// How customers come into tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiered {
    /// By share of customers: a bound is the share, 0 to 1, of the tier itself.
    ByShare,
    /// By value: a bound is the least value in the tier.
    ByValue,
}

impl Customers {
    /// What its results are called, by the shares it is asked of and its tiers.
    pub fn names(top: &[f64], tiers: &[Tier]) -> Vec<String> {
        let plain = CustomerResult::PLAIN.iter().map(|(_, name)| (*name).to_owned());
        let top = top.iter().map(|share| format!("top_{}_share", percent(*share)));
        let tiers = tiers.iter().flat_map(|tier| [format!("customers_{}", tier.id), format!("share_{}", tier.id)]);
        plain.chain(top).chain(tiers).collect()
    }

    /// The result of a name.
    pub fn result(&self, name: &str) -> Option<CustomerResult> {
        let plain = CustomerResult::PLAIN.iter().find(|(_, known)| *known == name).map(|(result, _)| *result);
        let at = self.results.iter().position(|known| known == name)?;
        plain.or_else(|| {
            let rest = at.checked_sub(CustomerResult::PLAIN.len())?;
            match rest.checked_sub(self.top.len()) {
                None => Some(CustomerResult::Top(rest)),
                Some(own) if own % 2 == 0 => Some(CustomerResult::TierCustomers(own / 2)),
                Some(own) => Some(CustomerResult::TierShare(own / 2)),
            }
        })
    }
}

/// A share in per cent as part of a name: `20`, `2_5`.
fn percent(share: f64) -> String {
    format!("{}", (share * 1e8).round() / 1e6).replace('.', "_")
}

/// A result that measures can take; rates and shares are in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerResult {
    /// How many there are at the end of the period.
    Customers,
    /// What all of them are worth.
    Value,
    /// The same a customer.
    MeanValue,
    /// Gini's coefficient of their values, 0 to 1.
    Gini,
    /// Customers who bought for the first time, of those at the start.
    NewRate,
    /// Customers lost, of those at the start.
    ChurnRate,
    /// Customers kept, of those at the start.
    RetentionRate,
    /// Customers who rose a tier, of those at the start who could.
    UpgradeRate,
    /// Customers who fell a tier, of those at the start who could.
    DowngradeRate,
    /// What the top customers bring, by the place of their share.
    Top(usize),
    /// How many customers a tier has.
    TierCustomers(usize),
    /// What share of value a tier brings.
    TierShare(usize),
}

impl CustomerResult {
    /// Those that every document has, with their names.
    pub const PLAIN: &[(Self, &str)] = &[
        (Self::Customers, "customers"),
        (Self::Value, "value"),
        (Self::MeanValue, "value_per_customer"),
        (Self::Gini, "gini"),
        (Self::NewRate, "new_rate"),
        (Self::ChurnRate, "churn_rate"),
        (Self::RetentionRate, "retention_rate"),
        (Self::UpgradeRate, "upgrade_rate"),
        (Self::DowngradeRate, "downgrade_rate"),
    ];
}

/// What was counted of customers. Only sums: no customer is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerFacts {
    /// The first and the last day with a transaction that counts; `None` without any.
    pub days: Option<(Period, Period)>,
    /// Transactions that count, with those of nobody.
    pub transactions: u64,
    /// Transactions after the day everything is reckoned to.
    pub later: u64,
    /// Transactions without a customer, and what they are worth.
    pub nobody: (u64, f64),
    /// Oldest first, the last is the one reported on.
    pub periods: Vec<CustomerPeriod>,
    /// Customers and value of classes A, B and C in the last period; none where the value of all is not positive.
    pub abc: Vec<Group>,
    /// The curve of the last period, at most a hundred points: (customers, share of value), the most valuable first.
    pub curve: Vec<(u64, f64)>,
    /// How many of the most valuable customers bring a share of value: (0.8, 7695).
    pub needed: Vec<(f64, u64)>,
    /// Where the curve is highest: customers, and their share of value.
    pub peak: Option<(u64, f64)>,
    /// The tables the query reads, models resolved.
    pub tables: Vec<String>,
    /// The models it reads.
    pub models: Vec<String>,
    /// What each of them reads directly.
    pub readings: Vec<Reading>,
    /// Whether it reads a table with private columns.
    pub private: bool,
}

/// Some customers, and what they are worth together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Group {
    /// How many.
    pub customers: u64,
    /// What they are worth.
    pub value: f64,
}

/// Customers at the end of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerPeriod {
    /// Which.
    pub period: Period,
    /// All of them.
    pub all: Group,
    /// Those worth less than nothing.
    pub below_zero: Group,
    /// Σ i·x over customers from the least valuable (i = 1) up, as Gini's coefficient wants it.
    pub ranked_sum: f64,
    /// What the top customers are worth, by the shares asked of.
    pub top: Vec<Group>,
    /// By tier.
    pub tiers: Vec<Group>,
    /// From where to where customers went since the period before; `None` for the first one.
    pub moves: Option<Moves>,
}

/// From where to where customers went between the ends of two periods. A place is a tier, or one past the last for "no
/// customer".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// By place before and after.
    pub counts: Vec<Vec<u64>>,
    /// Of those who were no customers before: how many bought for the first time ever.
    pub first_time: u64,
}
