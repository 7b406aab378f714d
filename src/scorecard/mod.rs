//! The vocabulary every stage speaks: what a book, a scorecard, a measure, a period and an observation are.
//!
//! Plain types without I/O. Stages hand these to one another; the words are those of the docs and of the
//! report. A scorecard is a graph of nodes whose edges carry weights: a tree for most frameworks, with several
//! parents allowed where a framework (the performance pyramid) asks for it.

mod assessment;
mod book;
pub mod business_case;
mod colour;
mod contract;
mod customers;
mod decision;
mod disclosure;
mod drop;
mod entity;
mod initiative;
mod layout;
mod listing;
mod logo;
mod measure;
mod money;
mod period;
mod portfolio;
mod profile;
mod quality;
mod rating;
mod result;
mod scoring;
mod sensitivity;
mod series;
mod statements;
mod survey;
mod swot;
mod text;
mod tree;
mod weighting;

pub use assessment::{
    Answer, Assessment, AssessmentMethod, Factor, Grade, Judgement, MeasureRef, Operator, Panel, PanelSource, Rated,
    Said,
};
pub use book::{Book, Limits, Model, PaletteDirection};
pub use colour::{Colour, Paper, READABLE};
pub use contract::{
    Allowed, ColumnQuality, ColumnRule, Contract, DataCheck, DataTest, DataType, Limit, NumberStyle, TableDates,
    TableQuality, TestResult,
};
pub use customers::{CustomerFacts, CustomerPeriod, CustomerResult, Customers, Group, Moves, Tier, Tiered};
pub use decision::{Decision, DecisionStatus};
pub use disclosure::{Disclosure, GroupSize, SourceRows};
pub use drop::{Column, CsvStyle, DataDrop, DataFile, Format, Table, TableSource};
pub use entity::{Entity, EntityIndex, EntitySource, EntityTitle, EntityTree, HierarchyError};
pub use initiative::{Initiative, Milestone};
pub use layout::{Begin, Delimiter, Header, Layout, Stated};
pub use listing::Listing;
pub use logo::{Logo, Picture, PictureFormat};
pub use measure::{Aggregate, Measure, Sql, Unit, ValueSource};
pub use money::Money;
pub use period::{Frequency, Period};
pub use portfolio::{Candidate, Criterion, Esia, Portfolio};
pub use profile::{ColumnProfile, TableProfile};
pub use quality::{Check, Horizon, Indicates, Nature, Silence, Silenced};
pub use rating::{RatedBy, RatingPanel, RatingQuery, RatingRow, Scale};
pub use result::{ResultKind, ResultRef, ResultValue};
pub use scoring::{Bands, Direction, Scoring, Status, Timeline};
pub use sensitivity::Sensitivity;
pub use series::{Amount, Observation, Reading, Series};
pub use statements::{
    Adjustment, AdjustmentKind, CapitalAt, CostOfCapital, CostOfEquity, EVA_RESULTS, EvaPlan, EvaPreset, ProfitFrom,
    RATIO_RESULTS, RatioPlan, STATEMENT_ITEMS, StatementSource, Taxes, is_of_firm,
};
pub use survey::{
    CesFigure, CsatFigure, Cut, Dimension, DimensionWeights, Importance, Instrument, InstrumentMethod, Item,
    ItemColumns, Response, Responses, Survey,
};
pub use swot::{InitiativeRef, StrategyField, Swot, SwotFactor, SwotKind, SwotStrategy};
pub use text::{Locale, Text};
pub use tree::{Edge, Framework, Node, NodeDetail, NodeIndex, Rollup, Scorecard};
pub use weighting::{
    Ahp, Answers, Combination, Delphi, EntropyPractice, ExpertJudgement, GroupRule, JudgementQuery, JudgementSource,
    JudgementsRead, PriorityRule, RandomIndex, RankRule, StopRule, WeightMethod, Weighting,
};
