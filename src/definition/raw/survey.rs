//! A document of `kind: survey`: what customers were asked, and what published instruments make of their answers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned};
use super::super::schema::{Id, Weight};
use super::scorecard::{EntityTable, Frequency, Weights};
use super::{Sql, Text};

/// A survey: answers of customers, and the figures made of them, each with the number of answers and its interval.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Survey {
    /// What this document is: always `survey`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `customers`: lower-case letters, digits and hyphens. Unique among surveys.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language, `{zh: 客户满意度调查, en: Customer survey}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is for, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// How long a period is: `quarter` makes 2026-Q3. Only periods in which somebody answered appear.
    pub(crate) period: Required<Frequency>,
    /// The hierarchy of reporting entities and the table that lists them. Answers count for their entity and all above it.
    pub(crate) entities: Option<Spanned<EntityTable>>,
    /// Figures of fewer respondents than this are withheld. By default that of scorebook.yaml.
    pub(crate) min_group: Option<u32>,
    /// The answers: a query, and who was asked.
    pub(crate) answers: Required<Spanned<SurveyAnswers>>,
    /// How many were invited: a query that returns `period`, `invited`, and `entity` if there are entities.
    pub(crate) invited: Option<Spanned<SurveyInvited>>,
    /// What is made of the answers.
    #[schemars(length(min = 1))]
    pub(crate) instruments: Required<Spanned<Vec<Spanned<Instrument>>>>,
}

/// The answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct SurveyAnswers {
    /// One SELECT for all items, entities and periods, a row a respondent and item. It returns `period`, `respondent`, `item`,
    /// and `value`, or `expected` and `perceived`, or all of them; optionally `importance`, `entity` and `weight`. NULL is
    /// no answer. Or the file that holds it: `{file: sql/answers.sql}`.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// Who was asked, and how; shown on the page.
    pub(crate) description: Option<Spanned<Text>>,
}

/// The invitations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct SurveyInvited {
    /// One SELECT that returns `period`, `invited`, and `entity` if there are entities.
    pub(crate) sql: Required<Spanned<Sql>>,
}

/// What is made of answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Instrument {
    /// What measures call it, `from: survey/customers.ID`: lower-case letters, digits and hyphens. Unique in the survey.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is asked, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// `nps`, `csat`, `ces`, `servqual`, `delivered-value` or `importance-performance`.
    pub(crate) method: Required<Spanned<Method>>,
    /// Of `nps`, `csat`, `ces`: the item that answers name; the id by default.
    #[schemars(with = "Option<Id>")]
    pub(crate) item: Option<Spanned<String>>,
    /// The lowest and the highest answer: `[1, 5]`. `nps` has 0 to 10, `ces` what its variant has.
    #[schemars(length(min = 2, max = 2))]
    pub(crate) scale: Option<Spanned<Vec<f64>>>,
    /// Which of its definitions is meant. Of `csat`: `top-two`, `mean` or `index`. Of `ces`: `effort-mean` (version 1, from 1 to
    /// 5, low is good), `ease-mean`, `ease-top-three` or `ease-index` (version 2, from 1 to 7).
    pub(crate) variant: Option<Spanned<String>>,
    /// Of `servqual`: the dimensions with their items.
    #[schemars(length(min = 1))]
    pub(crate) dimensions: Option<Spanned<Vec<Spanned<SurveyDimension>>>>,
    /// Of `servqual`: `percent` (the default): weights of dimensions sum to 100. `relative`: they are shared out.
    pub(crate) weights: Option<Spanned<Weights>>,
    /// Of `delivered-value`: the items of what a customer gets, in one unit with the costs.
    pub(crate) value: Option<Spanned<TotalValue>>,
    /// Of `delivered-value`: the items of what it costs him.
    pub(crate) cost: Option<Spanned<TotalCost>>,
    /// Of `importance-performance`: the id of the `servqual` instrument whose items it maps, by what was perceived.
    pub(crate) of: Option<Spanned<String>>,
    /// Of `importance-performance`: items of its own, instead of `of`.
    pub(crate) items: Option<Spanned<Vec<Spanned<SurveyItem>>>>,
    /// Of `importance-performance`: `stated` (in the column `importance`) or `derived` (the correlation with `outcome`).
    pub(crate) importance: Option<Spanned<SurveyImportance>>,
    /// Of a map with `importance: derived`: the item it is correlated with, such as overall satisfaction.
    pub(crate) outcome: Option<Spanned<String>>,
    /// Of `importance-performance`: where the lines stand, at the `means` (the default) or the `middle` of the scale.
    pub(crate) cut: Option<Spanned<SurveyCut>>,
    /// From where the figure is on track and from where at risk, in its own unit: `{on_track: 40, at_risk: 20}`.
    pub(crate) bands: Option<Spanned<FigureBands>>,
}

/// How answers make a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Method {
    /// Net promoter score.
    Nps,
    /// Customer satisfaction.
    Csat,
    /// Customer effort score.
    Ces,
    /// Perceived less expected, by item and dimension.
    Servqual,
    /// Total customer value less total customer cost.
    DeliveredValue,
    /// A map of items by importance and performance.
    ImportancePerformance,
}

/// How the importance of items is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SurveyImportance {
    /// Respondents say so.
    Stated,
    /// By correlation with an outcome.
    Derived,
}

/// Where the lines of a map stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SurveyCut {
    /// At the means of the items shown.
    #[default]
    Means,
    /// In the middle of the scale.
    Middle,
}

/// A dimension of service quality.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct SurveyDimension {
    /// What measures call it; unique in the survey.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// How much it matters, in percent; 100 together with the others.
    #[schemars(with = "Option<Weight>")]
    pub(crate) weight: Option<Spanned<f64>>,
    /// Instead of `weight`: the item in which each respondent gave it some of 100 points.
    #[schemars(with = "Option<Id>")]
    pub(crate) points: Option<Spanned<String>>,
    /// What was asked.
    #[schemars(length(min = 1))]
    pub(crate) items: Required<Spanned<Vec<Spanned<SurveyItem>>>>,
}

/// A question.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct SurveyItem {
    /// What answers call it: lower-case letters, digits and hyphens. Unique in the survey.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
}

/// The items of what a customer gets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct TotalValue {
    /// Of the product.
    pub(crate) product: Required<Spanned<String>>,
    /// Of the service.
    pub(crate) service: Required<Spanned<String>>,
    /// Of the people.
    pub(crate) personnel: Required<Spanned<String>>,
    /// Of the image.
    pub(crate) image: Required<Spanned<String>>,
}

/// The items of what it costs a customer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct TotalCost {
    /// Money.
    pub(crate) money: Required<Spanned<String>>,
    /// Time.
    pub(crate) time: Required<Spanned<String>>,
    /// Energy.
    pub(crate) energy: Required<Spanned<String>>,
    /// Worry and trouble of mind.
    pub(crate) psychic: Required<Spanned<String>>,
}

/// Limits of the statuses in the unit of a figure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct FigureBands {
    /// On track from here.
    pub(crate) on_track: Required<Spanned<f64>>,
    /// At risk from here, off track beyond.
    pub(crate) at_risk: Required<Spanned<f64>>,
}
