//! A measure: where its values come from and how they are scored.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned};
use super::super::schema::{ByPeriod, Id, Pair, Weight};
use super::scorecard::Frequency;
use super::{Sql, Text, Timeline};

/// Pairs (value, score).
pub(crate) type Pairs = Spanned<Vec<Spanned<(f64, f64)>>>;

/// One SQL query and how its values are scored.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Measure {
    /// Unique in its objective.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it means, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the objective.
    #[schemars(with = "Weight")]
    pub(crate) weight: Required<Spanned<f64>>,
    /// Off track, it holds its objective at "at risk" or below.
    pub(crate) critical: Option<bool>,
    /// What it is counted in.
    pub(crate) unit: Option<Spanned<Text>>,
    /// How many decimals are shown.
    #[schemars(range(max = 6))]
    pub(crate) decimals: Option<Spanned<u32>>,
    /// Which way it should move.
    pub(crate) better: Option<Spanned<Direction>>,
    /// The goal, worth 100 points together with a baseline.
    #[serde(default)]
    pub(crate) target: Field<Spanned<Timeline>>,
    /// Where it started, worth 0 points.
    #[serde(default)]
    pub(crate) baseline: Field<Spanned<Timeline>>,
    /// The values from which it is on track and off track.
    #[serde(default)]
    pub(crate) thresholds: Field<Spanned<Thresholds>>,
    /// Fail, best from, best to, fail; rising.
    #[serde(default)]
    pub(crate) within: Field<Spanned<[f64; 4]>>,
    /// (value, score): from each value up to the next, its score.
    #[serde(default)]
    #[schemars(with = "Vec<Pair>", length(min = 1))]
    pub(crate) steps: Field<Pairs>,
    /// (value, score), joined by straight lines.
    #[serde(default)]
    #[schemars(with = "Vec<Pair>", length(min = 2))]
    pub(crate) curve: Field<Pairs>,
    /// Yes or no, or no score at all.
    #[serde(default)]
    pub(crate) scoring: Field<Spanned<ScoringWord>>,
    /// How values of entities make the value of their parent.
    pub(crate) aggregate: Option<Aggregate>,
    /// What numerator/denominator is multiplied by.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub(crate) scale: Option<Spanned<f64>>,
    /// For how many periods the last value may stand in.
    pub(crate) carry_forward: Option<u32>,
    /// How often values arrive, if not every period.
    pub(crate) frequency: Option<Spanned<Frequency>>,
    /// The query.
    #[serde(default)]
    pub(crate) sql: Field<Spanned<Sql>>,
    /// Numbers by period, for what no system records.
    #[serde(default)]
    #[schemars(with = "ByPeriod<f64>")]
    pub(crate) value: Field<Spanned<Entries<Spanned<f64>>>>,
    /// Texts by period.
    #[schemars(with = "Option<ByPeriod<Text>>")]
    pub(crate) notes: Option<Entries<Spanned<Text>>>,
    /// Whether it foretells results or states them.
    pub(crate) indicates: Option<Indicates>,
    /// How far ahead it looks.
    pub(crate) horizon: Option<Horizon>,
    /// A value that rests on fewer people than this is withheld, and so is what would give it away; 0 withholds nothing.
    pub(crate) min_group: Option<u32>,
    /// What says how many people a value rests on.
    pub(crate) group_size: Option<Spanned<GroupSize>>,
    /// Whether its page shows source rows: at most 100, or `{limit: 200}`. Private columns are left out.
    pub(crate) publish_rows: Option<Spanned<PublishRows>>,
    /// Checks that need not hold, each with its reason.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
}

/// What says how many people a value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GroupSize {
    /// The column `n` of the query.
    N,
    /// The denominator.
    Denominator,
}

/// Whether the page of a measure shows source rows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum PublishRows {
    /// `true`: at most 100.
    Boolean(bool),
    /// `{limit: 200}`
    Map(RowLimit),
}

/// How many rows are shown.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct RowLimit {
    /// At most so many rows of each table.
    #[schemars(range(min = 1, max = 1000))]
    pub(crate) limit: Required<Spanned<u32>>,
}

/// Whether a measure foretells results or states them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Indicates {
    /// It moves before the result does.
    Leading,
    /// It is the result.
    Lagging,
}

/// How far ahead a measure looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Horizon {
    /// Within the year.
    Short,
    /// Beyond it.
    Long,
}

/// Which way a measure should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Best within a range.
    Within,
}

/// The values from which a measure is on track and off track.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Thresholds {
    /// Off track beyond this value.
    pub(crate) off_track: Required<Spanned<f64>>,
    /// On track from this value.
    pub(crate) on_track: Required<Spanned<f64>>,
}

/// Ways of scoring that need no numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ScoringWord {
    /// The value is 1 or 0, true or false.
    YesNo,
    /// Shown, not scored.
    None,
}

/// How values of entities make the value of their parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Aggregate {
    /// Numerators and denominators are summed, then divided.
    Ratio,
    /// Summed.
    Sum,
    /// Averaged.
    Mean,
    /// Summed over entities; over time the last stands.
    Last,
    /// The query returns a row for every level.
    Sql,
}
