//! What may be written in a book, as the shape of its YAML. One struct for each thing that has fields.
//!
//! The comments say what a field means in the words of `docs/scorecards.md`. Nothing is checked here beyond types:
//! that is [`super::validate`]. A field that must be written is [`Required`](super::decode::Required); one of several
//! of which some must be is a [`Field`](super::decode::Field); any other an `Option`. An enum whose variants are shapes (`Text`, `Number`, `Map`) takes whichever is written.

mod assessment;
mod book;
pub(super) mod business_case;
mod data;
mod decision;
mod initiative;
mod measure;
mod portfolio;
mod scorecard;
mod swot;
mod value;
mod weighting;

pub(super) use assessment::{Assessment, Evaluate, Factor, Grade, Judgement, Operator, Panel};
pub(super) use book::{Book, Limits, Logo, Palette};
pub(super) use data::{
    Data, DataColumn, DataTable, DataTest, DataTypeWord, Files, Header, Names, Relationship, SeverityWord,
};
pub(super) use decision::{Decision, DecisionStatus};
pub(super) use initiative::{Initiative, Milestone};
pub(super) use measure::{
    Aggregate, Direction, GroupSize, Horizon, Indicates, Measure, Pairs, PublishRows, ScoringWord, Thresholds,
};
pub(super) use portfolio::{Candidate, CriterionWeights, Cuts, Esia, Portfolio};
pub(super) use scorecard::{
    Bands, EntityTable, EntityTitle, EntityTop, Framework, Frequency, Objective, Perspective, Rollup, Scorecard,
    Sensitivity, Trial, Weights,
};
pub(super) use swot::{RatingPanel, Strategies, Strategy, Swot, SwotFactor};
pub(super) use value::{NamedSql, Query, Sql, Text, Timeline, Translation};
pub(super) use weighting::{
    Answers, Combination, GroupRule, Judged, JudgedEntry, JudgementColumns, Practice, PriorityRule, RandomIndex,
    RankRule, Stop, WeightMethod, Weighting, WeightsField,
};
