//! A document of `kind: scorecard`, down to its objectives.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned, Written};
use super::super::schema::{Id, Percent, Weight};
use super::{Initiative, Measure, NamedSql, Text, Translation};

/// A scorecard: a weighted tree of perspectives, objectives and measures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Scorecard {
    /// Always `scorecard`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Unique in the book; part of addresses.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is for, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Which perspectives there are: `balanced-scorecard`, `performance-pyramid` or `own`.
    pub(crate) framework: Option<Framework>,
    /// How long a period is.
    pub(crate) period: Required<Frequency>,
    /// Where its entities are listed.
    pub(crate) entities: Option<Spanned<EntityTable>>,
    /// Lower limits of the statuses, in points.
    pub(crate) bands: Option<Spanned<Bands>>,
    /// Below this share of its weight a node has no score, only bounds: `60%`.
    #[schemars(with = "Option<Percent>")]
    pub(crate) min_coverage: Option<Spanned<Written>>,
    /// Whether weights of siblings sum to 100 or are shared out.
    pub(crate) weights: Option<Weights>,
    /// How scores of children make the score of their parent.
    pub(crate) rollup: Option<Rollup>,
    /// Pictures that are drawn only where asked for.
    pub(crate) show: Option<Show>,
    /// Named SELECTs that measures and other models read like tables.
    pub(crate) models: Option<Entries<Spanned<NamedSql>>>,
    /// Checks that need not hold here and below, each with its reason.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// The perspectives.
    #[schemars(length(min = 1))]
    pub(crate) perspectives: Required<Spanned<Vec<Spanned<Perspective>>>>,
}

/// Pictures that are drawn only where asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Show {
    /// The perspectives' scores around a centre. The area of a radar misleads; the bars of the overview say the same.
    pub(crate) radar: Option<bool>,
}

/// Which perspectives a scorecard has and how they are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Framework {
    /// Financial, customer, process, learning.
    BalancedScorecard,
    /// Market and financial down to quality, delivery, cycle time and waste.
    PerformancePyramid,
    /// The book's own perspectives.
    #[default]
    Own,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Frequency {
    /// `2026-10-31`
    Day,
    /// `2026-W44`
    Week,
    /// `2026-10`
    Month,
    /// `2026-Q4`
    Quarter,
    /// `2026`
    Year,
}

/// Whether weights of siblings sum to 100 or are shared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Weights {
    /// They sum to 100.
    #[default]
    Percent,
    /// They are shared out.
    Relative,
}

/// How scores of children make the score of their parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Rollup {
    /// Weighted mean.
    Mean,
    /// Weighted geometric mean.
    Geometric,
    /// The lowest score.
    Worst,
}

/// Lower limits of the statuses, in points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Bands {
    /// On track from here.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) on_track: Option<Spanned<f64>>,
    /// At risk from here, off track below.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) at_risk: Option<Spanned<f64>>,
}

/// Where entities are listed: one row an entity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct EntityTable {
    /// The table.
    pub(crate) table: Required<Spanned<String>>,
    /// The column with an entity's id.
    pub(crate) id: Required<Spanned<String>>,
    /// The column with its parent's id.
    pub(crate) parent: Option<Spanned<String>>,
    /// The column with its name, or one a language.
    pub(crate) title: Option<Spanned<EntityTitle>>,
    /// What stands above all entities, where not exactly one has no parent.
    pub(crate) top: Option<Spanned<EntityTop>>,
}

/// The column with an entity's name, or one a language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum EntityTitle {
    /// `name`
    Text(String),
    /// `{zh: name_zh, en: name_en}`
    Map(Translation),
}

/// The entity above all others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct EntityTop {
    /// Its id in the `entity` column.
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Option<Spanned<Text>>,
}

/// A perspective: financial, customer, process, learning, or a framework's own level.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Perspective {
    /// Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name; those of a framework have one.
    pub(crate) title: Option<Spanned<Text>>,
    /// What it means, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the scorecard.
    #[serde(default)]
    #[schemars(with = "Weight")]
    pub(crate) weight: Field<Spanned<f64>>,
    /// Off track, it holds the scorecard at "at risk" or below.
    pub(crate) critical: Option<bool>,
    /// Whether the weights of its objectives sum to 100 or are shared out.
    pub(crate) weights: Option<Weights>,
    /// How the scores of its objectives make its own.
    pub(crate) rollup: Option<Rollup>,
    /// The perspectives it feeds instead of the scorecard, each with its share of that perspective.
    #[serde(default)]
    pub(crate) feeds: Field<Spanned<Entries<Spanned<f64>>>>,
    /// Checks that need not hold here and below, each with its reason.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// Its objectives.
    #[serde(default)]
    pub(crate) objectives: Field<Spanned<Vec<Spanned<Objective>>>>,
}

/// What is to be achieved.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Objective {
    /// Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it means, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the perspective.
    #[schemars(with = "Weight")]
    pub(crate) weight: Required<Spanned<f64>>,
    /// Off track, it holds its perspective at "at risk" or below.
    pub(crate) critical: Option<bool>,
    /// Whether the weights of its measures sum to 100 or are shared out.
    pub(crate) weights: Option<Weights>,
    /// How the scores of its measures make its own.
    pub(crate) rollup: Option<Rollup>,
    /// Objectives it helps: cause and effect on the strategy map.
    pub(crate) drives: Option<Vec<Spanned<String>>>,
    /// Checks that need not hold here and below, each with its reason.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// Its measures.
    #[schemars(length(min = 1))]
    pub(crate) measures: Required<Spanned<Vec<Spanned<Measure>>>>,
    /// Work that should move it.
    pub(crate) initiatives: Option<Vec<Spanned<Initiative>>>,
}
