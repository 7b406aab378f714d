//! A document of `kind: customers`: who bought what, and how customers are told apart by what they are worth.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod, Percent};
use super::scorecard::Frequency;
use super::{Sql, Text};

/// What customers are worth, and how that changes: worked out from one SELECT of transactions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Customers {
    /// What this document is: always `customers`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `household`: lower-case letters, digits and hyphens. Unique among documents of this kind.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language, `{zh: 家庭客户, en: Household customers}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is for, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// How long a period is: `month` tells customers of September from those of October.
    pub(crate) period: Required<Frequency>,
    /// What customers bought.
    pub(crate) transactions: Required<Spanned<Transactions>>,
    /// The day everything is reckoned to, `2026-10-31`; transactions after it are left out. By default the day of the last
    /// transaction.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) as_of: Option<Spanned<Written>>,
    /// What a customer is worth: `revenue` (the default), or `profit`, which is amount less cost.
    pub(crate) value: Option<Worth>,
    /// How many periods back a purchase still counts, this one included: `12`. Who bought nothing for longer is no
    /// customer any more. By default everything counts for ever.
    #[schemars(range(min = 1, max = 1000))]
    pub(crate) window: Option<Spanned<u32>>,
    /// How many periods are looked at, from 2 to 60, the one reported on included; `13` by default.
    #[schemars(range(min = 2, max = 60))]
    pub(crate) periods: Option<Spanned<u32>>,
    /// Tiers of customers, the most valuable first: by share of customers or by value, all in the same way. By default
    /// 1 %, 4 %, 15 % and 80 % of the customers.
    #[schemars(length(min = 2))]
    pub(crate) tiers: Option<Spanned<Vec<Spanned<Tier>>>>,
    /// Of which shares of customers it is told what they bring; `[1%, 5%, 10%, 20%, 50%]` by default.
    #[schemars(with = "Option<Vec<Percent>>")]
    pub(crate) top: Option<Spanned<Vec<Spanned<Written>>>>,
    /// Where classes A and B end, as shares of the value of all; `[80%, 95%]` by default.
    #[schemars(with = "Option<Vec<Percent>>")]
    pub(crate) abc: Option<Spanned<Vec<Spanned<Written>>>>,
}

/// What a customer is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Worth {
    /// The sum of amounts.
    #[default]
    Revenue,
    /// The sum of amounts less costs.
    Profit,
}

/// What customers bought.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Transactions {
    /// One SELECT with a row a transaction. It returns `customer`, `date` and `amount`, and `cost` where value is profit.
    /// Or the file that holds it: `{file: sql/orders.sql}`.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// What they are, in a sentence; shown on the page.
    pub(crate) description: Option<Spanned<Text>>,
}

/// A tier of customers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Tier {
    /// Part of names of results: lower-case letters, digits and hyphens. `vip`, `major`, `ordinary` and `small` have names of
    /// their own.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Option<Spanned<Text>>,
    /// The share of customers in it; 100 % together with the others. Their number is rounded up from the top.
    #[schemars(with = "Option<Percent>")]
    pub(crate) share: Option<Spanned<Written>>,
    /// The value a customer in it has at least; the last tier takes the rest and has none.
    pub(crate) from: Option<Spanned<f64>>,
}
