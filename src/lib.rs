//! Scorebook turns YAML scorecards and a folder of exported data into a static report.
//!
//! A folder is a stage; each hands plain types on to the next:
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`definition`] | `scorebook.yaml`, `scorecards/**` | [`scorecard::Book`] |
//! | [`data`] | `data/**` | files an engine can read |
//! | [`engine`] | SQL and the drop | [`scorecard::Table`]s, [`scorecard::EntityTree`], [`scorecard::Series`] |
//! | [`cache`] | a key | what an earlier run worked out |
//! | [`evaluate`] | scorecard, entities, series | [`evaluate::Evaluation`] |
//! | [`lint`] | book, series, evaluation | what management courses would object to |
//! | [`method`] | numbers, judgements, an evaluation | what published methods make of them; how firm a score is |
//! | [`report`] | book, evaluation | view models: what each page says |
//! | [`compare`] | evaluations, or what sites kept of them | what moved, and why |
//! | [`chart`] | [`report::figure::Figure`] | SVG |
//! | [`site`] | view models | `site/` |
//! | [`ci`] | evaluations, tests of the data | gates that tripped, JUnit |
//! | [`starter`] | a name, or profiles of tables | the files of a new book |
//!
//! [`scorecard`] holds the words they share, [`diagnostic`] what they find wrong; [`command`] puts them in order.
//! `docs/architecture.md` says why each wall stands.

pub mod cache;
pub mod chart;
pub mod ci;
pub mod cli;
pub mod command;
pub mod compare;
pub mod data;
pub mod definition;
pub mod diagnostic;
pub mod engine;
pub mod evaluate;
pub mod lint;
pub mod method;
pub mod report;
pub mod scorecard;
pub mod site;
pub mod starter;
