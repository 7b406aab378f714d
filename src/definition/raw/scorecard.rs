//! A document of `kind: scorecard`, down to its objectives.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned, Written};
use super::super::schema::{ByPeriod, Id, Percent, Weight};
use super::{Decision, Initiative, Measure, NamedSql, Text, Translation, WeightsField};

/// A scorecard: a weighted tree of perspectives, objectives and measures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Scorecard {
    /// What this document is: always `scorecard`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses and paths, such as `keep-customers`: lower-case letters, digits and hyphens. Unique in the book.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language, `{zh: 客户战略评分卡, en: Customer strategy}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is for, in a sentence or two; shown on its first page.
    pub(crate) description: Option<Spanned<Text>>,
    /// Which perspectives there are: `balanced-scorecard`, `performance-pyramid` or `own` (the default).
    pub(crate) framework: Option<Framework>,
    /// How long a period is: scores are given for each. `month` makes periods such as 2026-10.
    pub(crate) period: Required<Frequency>,
    /// The hierarchy of reporting entities (group, region, branch) and the table that lists them. Without it the
    /// scorecard has one entity.
    pub(crate) entities: Option<Spanned<EntityTable>>,
    /// From which score a status begins, in points of 100: `{on_track: 80, at_risk: 60}` (the default).
    pub(crate) bands: Option<Spanned<Bands>>,
    /// Below this share of its weight with data a node has no score, only bounds. `60%` by default; the % is written.
    #[schemars(with = "Option<Percent>")]
    pub(crate) min_coverage: Option<Spanned<Written>>,
    /// How many periods before the one reported on keep a page of their own, at most 400: `24`.
    #[schemars(range(max = 400))]
    pub(crate) past_periods: Option<Spanned<u32>>,
    /// `percent` (the default): weights of siblings sum to 100. `relative`: they are shared out, so 1 and 3 are 25 % and
    /// 75 %. Holds for every node below. Or a method that works out the perspectives' weights: `{method: delphi, …}`.
    pub(crate) weights: Option<Spanned<WeightsField>>,
    /// How scores of children make the score of their parent: `mean` (the default), `geometric` or `worst`. Holds for
    /// every node below.
    pub(crate) rollup: Option<Rollup>,
    /// Pictures that are drawn only where asked for.
    pub(crate) show: Option<Show>,
    /// How firm scores are when weights are others: how that is tried, or `false` for not at all. Every score is tried by
    /// default.
    pub(crate) sensitivity: Option<Sensitivity>,
    /// Named SELECTs that measures and other models read like tables: `{active: SELECT * FROM customers WHERE active}`.
    pub(crate) models: Option<Entries<Spanned<NamedSql>>>,
    /// A value that rests on fewer people than this is withheld, and so is what would give it away; 0 withholds nothing.
    pub(crate) min_group: Option<u32>,
    /// Checks of `scorebook lint` that need not hold here and below, each with the reason that readers see:
    /// `{no-target: the plan is due in June}`.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// What was said about it in a period: `{2026-10: {zh: …, en: …}}`.
    #[schemars(with = "Option<ByPeriod<Text>>")]
    pub(crate) commentary: Option<Entries<Spanned<Text>>>,
    /// What was decided.
    pub(crate) decisions: Option<Vec<Spanned<Decision>>>,
    /// The perspectives, each with its objectives; their weights sum to 100.
    #[schemars(length(min = 1))]
    pub(crate) perspectives: Required<Spanned<Vec<Spanned<Perspective>>>>,
}

/// How the firmness of scores is tried.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Sensitivity {
    /// `false`: not at all.
    Boolean(bool),
    /// `{samples: 2000, close_call: 5%}`
    Map(Trial),
}

/// Weights drawn at random in place of those written.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Trial {
    /// How many sets of weights are drawn, at most 10000; 1000 by default.
    #[schemars(range(min = 1, max = 10000))]
    pub(crate) samples: Option<Spanned<u32>>,
    /// Where the draws begin: the same seed gives the same draws on every machine. 1 by default.
    pub(crate) seed: Option<u32>,
    /// How closely the drawn weights keep to those written, from 1 to 100000; with 100 (the default) a weight of 25 % is
    /// between 21 % and 29 % two times in three.
    #[schemars(range(min = 1, max = 100_000))]
    pub(crate) concentration: Option<Spanned<f64>>,
    /// A status that changes in more than this share of the draws is marked as a close call; `10%` by default.
    #[schemars(with = "Option<Percent>")]
    pub(crate) close_call: Option<Spanned<Written>>,
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
    /// On track from this score up, 0 to 100; 80 by default.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) on_track: Option<Spanned<f64>>,
    /// At risk from this score up to `on_track`, off track below; 0 to 100, 60 by default.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) at_risk: Option<Spanned<f64>>,
}

/// Where entities are listed: one row an entity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct EntityTable {
    /// The table or model with one row an entity, such as `branches`.
    pub(crate) table: Required<Spanned<String>>,
    /// The column with an entity's id, as queries return it in `entity`.
    pub(crate) id: Required<Spanned<String>>,
    /// The column with the id of the entity above; empty for the top. Without it all stand side by side under one top.
    pub(crate) parent: Option<Spanned<String>>,
    /// The column with its name, or one a language: `{zh: name_zh, en: name_en}`. The id by default.
    pub(crate) title: Option<Spanned<EntityTitle>>,
    /// What stands above all entities where not exactly one has no parent; its id is one no row has. By default `all`.
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
    /// Its id, which queries may return in `entity` for the whole.
    pub(crate) id: Required<Spanned<String>>,
    /// Its name; the id by default.
    pub(crate) title: Option<Spanned<Text>>,
}

/// A perspective: financial, customer, process, learning, or a framework's own level.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Perspective {
    /// Part of addresses and paths, such as `keep-customers`: lower-case letters, digits and hyphens. Unique in the scorecard; a framework has its own,
    /// such as `customer`.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name. Those of a framework have one already.
    pub(crate) title: Option<Spanned<Text>>,
    /// What it means, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the scorecard, in percent: more than 0, and 100 together with its siblings. Not beside `feeds`.
    #[serde(default)]
    #[schemars(with = "Weight")]
    pub(crate) weight: Field<Spanned<f64>>,
    /// `true`: while it is off track, the scorecard is at risk at best, whatever its score.
    pub(crate) critical: Option<bool>,
    /// Whether the weights of its objectives sum to 100 (`percent`) or are shared out (`relative`). As the scorecard says
    /// by default. Or a method that works them out: `{method: ahp, …}`.
    pub(crate) weights: Option<Spanned<WeightsField>>,
    /// How the scores of its objectives make its own: `mean`, `geometric` or `worst`. As the scorecard says by default.
    pub(crate) rollup: Option<Rollup>,
    /// The perspectives it feeds instead of the scorecard, each with its share of that one in percent:
    /// `{customer-satisfaction: 60, flexibility: 50}`.
    #[serde(default)]
    pub(crate) feeds: Field<Spanned<Entries<Spanned<f64>>>>,
    /// Checks of `scorebook lint` that need not hold here and below, each with the reason that readers see:
    /// `{no-target: the plan is due in June}`.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// What was said about it in a period: `{2026-10: {zh: …, en: …}}`.
    #[schemars(with = "Option<ByPeriod<Text>>")]
    pub(crate) commentary: Option<Entries<Spanned<Text>>>,
    /// What is to be achieved from this point of view; their weights sum to 100.
    #[serde(default)]
    pub(crate) objectives: Field<Spanned<Vec<Spanned<Objective>>>>,
}

/// What is to be achieved.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Objective {
    /// Part of addresses and paths, such as `keep-customers`: lower-case letters, digits and hyphens. Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// What is to be achieved, in a few words: `Keep customers`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it means, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the perspective, in percent: more than 0, and 100 together with its siblings. Left out where the
    /// perspective's `weights` are a method.
    #[serde(default)]
    #[schemars(with = "Weight")]
    pub(crate) weight: Field<Spanned<f64>>,
    /// `true`: while it is off track, its perspective is at risk at best, whatever its score.
    pub(crate) critical: Option<bool>,
    /// Whether the weights of its measures sum to 100 (`percent`) or are shared out (`relative`). As the perspective or the
    /// scorecard says by default. Or a method that works them out: `{method: ahp, …}`.
    pub(crate) weights: Option<Spanned<WeightsField>>,
    /// How the scores of its measures make its own: `mean`, `geometric` or `worst`. As the perspective or the scorecard says by
    /// default.
    pub(crate) rollup: Option<Rollup>,
    /// Ids of the objectives it helps: an arrow each on the strategy map, from cause to effect. `[grow-margin]`
    pub(crate) drives: Option<Vec<Spanned<String>>>,
    /// Checks of `scorebook lint` that need not hold here and below, each with the reason that readers see:
    /// `{no-target: the plan is due in June}`.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// What was said about it in a period: `{2026-10: {zh: …, en: …}}`.
    #[schemars(with = "Option<ByPeriod<Text>>")]
    pub(crate) commentary: Option<Entries<Spanned<Text>>>,
    /// What tells whether it is achieved; their weights sum to 100.
    #[schemars(length(min = 1))]
    pub(crate) measures: Required<Spanned<Vec<Spanned<Measure>>>>,
    /// Work that should move it, with owner, budget and milestones.
    pub(crate) initiatives: Option<Vec<Spanned<Initiative>>>,
}
