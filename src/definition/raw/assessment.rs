//! A document of `kind: assessment`: factors, who rates them, and how ratings make a verdict.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Field, Required, Spanned, Written};
use super::super::schema::{Id, InPeriod, Percent, Weight};
use super::scorecard::{Bands, EntityTable, Frequency, Sensitivity};
use super::{Sql, Text, WeightsField};

/// An assessment: a weighted tree of factors, rated by people where no system records anything.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Assessment {
    /// What this document is: always `assessment`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `readiness`: lower-case letters, digits and hyphens. Unique among assessments.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language, `{zh: 实施准备度, en: Readiness to implement}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is for, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// How long a period is: `quarter` makes 2026-Q3. Only periods in which somebody was asked appear.
    pub(crate) period: Required<Frequency>,
    /// The hierarchy of reporting entities and the table that lists them. Answers count for their entity and all above it.
    pub(crate) entities: Option<Spanned<EntityTable>>,
    /// How ratings make a result: `fuzzy` (the default), `mean` or `maturity`.
    pub(crate) evaluate: Option<Evaluate>,
    /// How memberships add up, where a group says nothing else: `weighted-mean` (the default), `min-max`, `product-max`,
    /// `min-sum` or `balanced`. Only with `evaluate: fuzzy`.
    pub(crate) operator: Option<Spanned<Operator>>,
    /// `true`: the memberships of a group are made to sum to 1 before they go up a level. `false` by default.
    pub(crate) normalise: Option<Spanned<bool>>,
    /// What a rating can be, in order, the best first or last. Levels of maturity begin with the lowest.
    #[schemars(length(min = 2))]
    pub(crate) grades: Required<Spanned<Vec<Spanned<Grade>>>>,
    /// From which score a status begins, in points of 100: `{on_track: 80, at_risk: 60}` (the default).
    pub(crate) bands: Option<Spanned<Bands>>,
    /// Below this share of its weight with ratings a group has no result. `60%` by default; the % is written.
    #[schemars(with = "Option<Percent>")]
    pub(crate) min_coverage: Option<Spanned<Written>>,
    /// The grade below which a critical factor blocks. By default it blocks while it is off track.
    pub(crate) floor: Option<Spanned<String>>,
    /// Who was asked: a query that returns their answers.
    pub(crate) panel: Option<Spanned<Panel>>,
    /// `percent` (the default): weights of siblings sum to 100. `relative`: they are shared out. Holds for every group below.
    /// Or a method that works out the weights right under the whole: `{method: ahp, …}`.
    pub(crate) weights: Option<Spanned<WeightsField>>,
    /// What fewer people than this said of a factor is withheld, and so is what would give it away; 0 withholds nothing.
    /// As scorebook.yaml says by default.
    pub(crate) min_group: Option<u32>,
    /// How firm scores are when weights are others: how that is tried, or `false` for not at all. Every score is tried by
    /// default.
    pub(crate) sensitivity: Option<Sensitivity>,
    /// What is rated; their weights sum to 100.
    #[schemars(length(min = 1))]
    pub(crate) factors: Required<Spanned<Vec<Spanned<Factor>>>>,
}

/// How ratings make a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Evaluate {
    /// Fuzzy comprehensive evaluation: how far the whole belongs to each grade, a verdict and a score.
    #[default]
    Fuzzy,
    /// The weighted mean of scores.
    Mean,
    /// Grades are levels: the level every factor has reached, and the mean level.
    Maturity,
}

/// How memberships of factors make those of the group, by formula: a is a weight, r a membership.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Operator {
    /// Σ a·r
    #[default]
    WeightedMean,
    /// max min(a, r)
    MinMax,
    /// max a·r
    ProductMax,
    /// min(1, Σ min(a, r))
    MinSum,
    /// Σ min(a, r / Σ r)
    Balanced,
}

/// A grade.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Grade {
    /// What answers call it: lower-case letters, digits and hyphens.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: `{zh: 已就绪, en: ready}`. Answers may use it instead of the id.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is worth, 0 to 100; rising or falling from grade to grade.
    #[schemars(range(min = 0, max = 100))]
    pub(crate) score: Required<Spanned<f64>>,
    /// The number that is wholly this grade, where answers are numbers. The score by default.
    pub(crate) at: Option<Spanned<f64>>,
}

/// Who was asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Panel {
    /// One SELECT for all factors, entities and periods. It returns `period`, `rater`, `factor`, and `grade` or `value`;
    /// `entity` if there are entities, and `item` where a factor has several questions. Or the file that holds it:
    /// `{file: sql/panel.sql}`.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// Who they are, in a sentence; shown on the page.
    pub(crate) description: Option<Spanned<Text>>,
}

/// What is rated, or a group of such.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Factor {
    /// What answers call it: lower-case letters, digits and hyphens. Unique in the assessment.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is asked, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Its share of the group, in percent; 100 together with its siblings. Left out where the group's `weights` are a
    /// method.
    #[serde(default)]
    #[schemars(with = "Weight")]
    pub(crate) weight: Field<Spanned<f64>>,
    /// `true`: while it is below the floor it is told as a blocker, apart from the score.
    pub(crate) critical: Option<bool>,
    /// What follows where it is weak.
    pub(crate) consequence: Option<Spanned<Text>>,
    /// What can be done about it.
    pub(crate) remedy: Option<Spanned<Text>>,
    /// Of a group: whether the weights of its factors sum to 100 (`percent`) or are shared out (`relative`). Or a method
    /// that works them out: `{method: delphi, …}`.
    pub(crate) weights: Option<Spanned<WeightsField>>,
    /// Of a group: how memberships add up.
    pub(crate) operator: Option<Spanned<Operator>>,
    /// Makes it a group: what it is made of.
    pub(crate) factors: Option<Spanned<Vec<Spanned<Factor>>>>,
    /// Rates it by a measure instead of the panel: `crm-strategy/customer/keep-customers/retention`.
    pub(crate) measure: Option<Spanned<String>>,
    /// The actual values of the measure that are wholly each grade, in the order of the grades. Without them the score of
    /// the measure is taken.
    pub(crate) knots: Option<Spanned<Vec<f64>>>,
    /// Rates it by what was found, instead of the panel.
    pub(crate) judgements: Option<Spanned<Vec<Spanned<Judgement>>>>,
}

/// One stated judgement with its evidence. It holds from its period until the next one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Judgement {
    /// When it was made: a period of the assessment, or a shorter one such as the day.
    #[schemars(with = "InPeriod")]
    pub(crate) when: Required<Spanned<Written>>,
    /// The id of the grade.
    pub(crate) grade: Required<Spanned<String>>,
    /// What it rests on: a document, an interview, a visit.
    pub(crate) evidence: Required<Spanned<Text>>,
    /// Who made it.
    pub(crate) by: Option<Spanned<Text>>,
    /// The id of the entity it is about; all of them where it is left out.
    pub(crate) entity: Option<Spanned<String>>,
}
