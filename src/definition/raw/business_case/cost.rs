//! Items of cost: amounts year by year, or by rule.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::super::decode::{Entries, Required, Spanned, Written};
use super::super::super::schema::Id;
use super::super::Text;

/// One thing that is paid for. It is stated by `amounts`, `each_year`, `per_user` or `share`; exactly one of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct CostItem {
    /// Lower-case letters, digits and hyphens. Unique among the costs and benefits of the case.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// Which of the eight lines it belongs to.
    pub(crate) line: Required<Spanned<CostLine>>,
    /// What is paid in each year: `{2026: 600000, 2027: 80000}`. One number alone is paid in the opening year.
    pub(crate) amounts: Option<Spanned<Amounts>>,
    /// What is paid in every year from `from` to `until`.
    pub(crate) each_year: Option<Spanned<Written>>,
    /// What one user costs a year; times `users`.
    pub(crate) per_user: Option<Spanned<Written>>,
    /// How many users there are, for `per_user`: one number, or numbers by the year from which each holds.
    pub(crate) users: Option<Spanned<Amounts>>,
    /// A share of the licences bought so far, with its `%`: what maintenance costs a year.
    pub(crate) share: Option<Spanned<Written>>,
    /// What `share` is taken of: licences at their `discounted` fee (the default) or at `list` price.
    pub(crate) of: Option<Spanned<FeeBase>>,
    /// `true` (the default): `share` is first paid in the year after a licence is bought. `false`: in that very year.
    pub(crate) first_year_free: Option<Spanned<bool>>,
    /// The first year of `each_year` and `per_user`; the year after the opening one by default.
    pub(crate) from: Option<Spanned<u32>>,
    /// The last year of `each_year` and `per_user`; the last of the horizon by default.
    pub(crate) until: Option<Spanned<u32>>,
    /// What `each_year` and `per_user` grow by from year to year: `3%`.
    pub(crate) growth: Option<Spanned<Written>>,
    /// What the vendor takes off the list price: with `25%`, 0.75 of the amounts is paid.
    pub(crate) discount: Option<Spanned<Written>>,
    /// The part of a shared cost that this programme bears: `30%`, by a key such as its share of users.
    pub(crate) allocated: Option<Spanned<Written>>,
    /// What it still brings at the end of the horizon; taken off in the last year.
    pub(crate) residual: Option<Spanned<Written>>,
    /// The currency of its amounts, where it is not that of the case.
    pub(crate) currency: Option<Spanned<String>>,
    /// `true`: keeps the system running; `false`: is part of buying it. By default maintenance, telecommunications,
    /// internal staff and other are support, the rest is purchase.
    pub(crate) support: Option<bool>,
    /// What it is for: `run` (the default), `change` of what is there, or `training`.
    pub(crate) purpose: Option<Purpose>,
    /// Who answers for the amount.
    pub(crate) owner: Option<Spanned<Text>>,
    /// What the amount rests on: a quotation, a contract, an estimate.
    pub(crate) source: Option<Spanned<Text>>,
}

/// The eight lines of total cost of ownership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CostLine {
    /// Rights to use software.
    Licences,
    /// What the vendor asks each year to keep it current.
    Maintenance,
    /// Machines.
    Hardware,
    /// Lines and messages.
    Telecommunications,
    /// Consultants and integrators.
    ExternalServices,
    /// The vendor's own people.
    VendorServices,
    /// The firm's own people.
    InternalStaff,
    /// Everything else.
    Other,
}

/// What a cost is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Purpose {
    /// Buying it and keeping it running.
    #[default]
    Run,
    /// Making it do what it did not do before.
    Change,
    /// Teaching people to use it.
    Training,
}

/// Which price of licences maintenance is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FeeBase {
    /// What is paid.
    Discounted,
    /// Before `discount`.
    List,
}

/// One number, or numbers by year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Amounts {
    /// `600000`
    Number(f64),
    /// `{2026: 600000, 2027: 80000}`
    Map(Entries<Spanned<Written>>),
}
