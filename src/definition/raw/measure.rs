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
    /// Part of addresses and paths, such as `keep-customers`: lower-case letters, digits and hyphens. Unique in its objective.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language, `{zh: 客户保持率, en: Retention rate}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it means and how it is counted, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the objective, in percent; 100 together with its siblings. 0 only beside `scoring: none`. Left out
    /// where the objective's `weights` are a method.
    #[serde(default)]
    #[schemars(with = "Weight")]
    pub(crate) weight: Field<Spanned<f64>>,
    /// `true`: while it is off track, its objective is at risk at best, whatever its score.
    pub(crate) critical: Option<bool>,
    /// What it is counted in: `"%"` (in quotes), `"¥"`, `h`, or one a language, `{zh: 天, en: days}`.
    pub(crate) unit: Option<Spanned<Text>>,
    /// How many decimals are shown, 0 to 6. Chosen from the values by default; scores are worked out unrounded.
    #[schemars(range(max = 6))]
    pub(crate) decimals: Option<Spanned<u32>>,
    /// Which way is better: `higher` (the default), `lower`, or `within` a range.
    pub(crate) better: Option<Spanned<Direction>>,
    /// The goal: the actual value that is worth 100 points beside a `baseline`; with any other way of scoring it is only
    /// shown. A number, or numbers by the period from which each holds: `{2025: 80, 2026-07: 84}`.
    #[serde(default)]
    pub(crate) target: Field<Spanned<Timeline>>,
    /// Where it started: the actual value that is worth 0 points. Needs a `target`. A number, or numbers by period.
    #[serde(default)]
    pub(crate) baseline: Field<Spanned<Timeline>>,
    /// The values at which the status changes: `{off_track: 500, on_track: 700}`. Scores between and beyond lie on the same
    /// line. One way of scoring.
    #[serde(default)]
    pub(crate) thresholds: Field<Spanned<Thresholds>>,
    /// Best within a range: `[fail, ok, ok, fail]`, rising. 0 points at the outer two, 100 from the second to the third.
    /// One way of scoring.
    #[serde(default)]
    pub(crate) within: Field<Spanned<[f64; 4]>>,
    /// Pairs of value and score: from each value up to the next, its score. `[[0, 0], [80, 60], [90, 100]]`. One way of
    /// scoring.
    #[serde(default)]
    #[schemars(with = "Vec<Pair>", length(min = 1))]
    pub(crate) steps: Field<Pairs>,
    /// Pairs of value and score (0 to 100), joined by straight lines: `[[0, 0], [50, 80], [100, 100]]`. The value rises from
    /// pair to pair. One way of scoring.
    #[serde(default)]
    #[schemars(with = "Vec<Pair>", length(min = 2))]
    pub(crate) curve: Field<Pairs>,
    /// `yes-no`: 1 or true is worth 100 points, 0 or false none. `none`: shown, not scored.
    #[serde(default)]
    pub(crate) scoring: Field<Spanned<ScoringWord>>,
    /// How the values of entities make the value of their parent. `ratio` is the default for queries with `numerator` and
    /// `denominator`.
    pub(crate) aggregate: Option<Aggregate>,
    /// What numerator / denominator is multiplied by. By default 100 where the unit is `%`, 1000 where it is `‰`, else 1.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub(crate) scale: Option<Spanned<f64>>,
    /// For how many periods the last value may stand in for a missing one, marked as old. 0 by default.
    pub(crate) carry_forward: Option<u32>,
    /// How often values arrive, if less often than every period of the scorecard: `quarter` in a monthly one.
    pub(crate) frequency: Option<Spanned<Frequency>>,
    /// One SELECT for all periods and entities. It returns `period`; `entity` if there are entities; `value`, or `numerator` and
    /// `denominator`; and if wanted `target`, `baseline` and `n`. Or the file that holds it: `{file: sql/retention.sql}`.
    #[serde(default)]
    pub(crate) sql: Field<Spanned<Sql>>,
    /// A result of another document instead of a query: `assessment/readiness`, `assessment/readiness.vision`,
    /// `survey/voice.recommend`, `business-case/crm.npv`. The score of an assessment is scored as it is where nothing else is said.
    #[serde(default)]
    pub(crate) from: Field<Spanned<String>>,
    /// Numbers by period instead of a query, for what no system records: `{2026-09: 71, 2026-10: 74}`.
    #[serde(default)]
    #[schemars(with = "ByPeriod<f64>")]
    pub(crate) value: Field<Spanned<Entries<Spanned<f64>>>>,
    /// Remarks by period, shown at the trend: `{2026-09: {zh: 中秋促销, en: Festival promotion}}`.
    #[schemars(with = "Option<ByPeriod<Text>>")]
    pub(crate) notes: Option<Entries<Spanned<Text>>>,
    /// `leading`: it moves before the result does. `lagging`: it is the result. Looked at by `scorebook lint`.
    pub(crate) indicates: Option<Indicates>,
    /// `short`: it looks at this year. `long`: beyond. Looked at by `scorebook lint`.
    pub(crate) horizon: Option<Horizon>,
    /// A value that rests on fewer people than this is withheld, and so is what would give it away; 0 withholds nothing.
    pub(crate) min_group: Option<u32>,
    /// What says how many people a value rests on.
    pub(crate) group_size: Option<Spanned<GroupSize>>,
    /// Whether its page shows source rows: at most 100, or `{limit: 200}`. Private columns are left out.
    pub(crate) publish_rows: Option<Spanned<PublishRows>>,
    /// Checks of `scorebook lint` that need not hold, each with the reason that readers see:
    /// `{no-target: the plan is due in June}`.
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
    /// The value at which "off track" begins. Below `on_track`; above it where lower is better.
    pub(crate) off_track: Required<Spanned<f64>>,
    /// The value from which the measure is on track.
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
