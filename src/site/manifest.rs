//! `manifest.json`: every input, every query and every output with its hash. No time stamps: same inputs, same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::theme::Override;
use crate::diagnostic::Sources;
use crate::report::{Cased, Material};
use crate::scorecard::{Contract, Logo, Period, Sql, ValueSource, Weighting};

/// What marks a folder as a site of ours.
pub(super) const TOOL: &str = "scorebook";

/// The manifest of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Manifest {
    tool: &'static str,
    version: String,
    /// BLAKE3 over the paths and hashes of all data files.
    data_drop: String,
    /// BLAKE3 over the paths and hashes of all definitions: the YAML and the SQL beside it.
    definitions: String,
    /// The period each scorecard reports on, by its id.
    periods: BTreeMap<String, Period>,
    /// The earlier edition each scorecard was compared with, by its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    compared_to: BTreeMap<String, ComparedTo>,
    inputs: Vec<Hashed>,
    queries: Vec<Query>,
    data_tests: Vec<DataTest>,
    outputs: Vec<Hashed>,
}

/// A file with the BLAKE3 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Hashed {
    path: String,
    hash: String,
}

/// An earlier edition of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ComparedTo {
    period: String,
    edition: String,
    data_drop: String,
    definitions: String,
    version: String,
}

/// A measure's query with what it read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Query {
    scorecard: String,
    measure: String,
    /// The path of the parent whose weights it gives judgements for; `None` for values and answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    weights_of: Option<String>,
    hash: String,
    tables: Vec<String>,
    models: Vec<String>,
}

/// A test of the data with what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct DataTest {
    table: String,
    test: &'static str,
    columns: Vec<String>,
    passed: bool,
    /// Broken, and accepted with a reason.
    accepted: bool,
    failed: u64,
    tested: u64,
}

/// The BLAKE3 of some bytes, in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Manifest {
    /// The manifest of what was read and written; `outputs` is path → hash.
    pub(super) fn new(material: &Material, overrides: &[Override], outputs: &BTreeMap<String, String>) -> Self {
        let outputs = outputs.iter().map(|(path, hash)| Hashed { path: path.clone(), hash: hash.clone() });
        Self {
            tool: TOOL,
            version: material.tool_version.to_owned(),
            data_drop: material.drop.hash.clone(),
            definitions: definitions(material.sources),
            compared_to: compared_to(material),
            periods: material.cards.iter().map(|c| (c.scorecard.id.clone(), c.evaluation.period)).collect(),
            inputs: inputs(material, overrides),
            queries: queries(material),
            data_tests: data_tests(material),
            outputs: outputs.collect(),
        }
    }
}

/// The version of a book's definitions: the same files give the same hash, in whatever order they were read.
pub fn definitions(sources: &Sources) -> String {
    let mut files: Vec<(&str, String)> = sources.iter().map(|(path, text)| (path, hash(text.as_bytes()))).collect();
    files.sort();
    files.dedup();
    let lines: Vec<String> = files.into_iter().map(|(path, hash)| format!("{path}\n{hash}\n")).collect();
    hash(lines.concat().as_bytes())
}

fn compared_to(material: &Material) -> BTreeMap<String, ComparedTo> {
    let compared = material.cards.iter().filter_map(|card| {
        let since = card.since?;
        let to = ComparedTo {
            period: since.difference.periods.0.clone(),
            edition: since.edition.clone(),
            data_drop: since.origin.data_drop.clone(),
            definitions: since.origin.definitions.clone(),
            version: since.tool.clone(),
        };
        Some((card.scorecard.id.clone(), to))
    });
    compared.collect()
}

fn inputs(material: &Material, overrides: &[Override]) -> Vec<Hashed> {
    let file = |path: &str, hash: String| Hashed { path: path.to_owned(), hash };
    let definitions = material.sources.iter().map(|(path, text)| file(path, hash(text.as_bytes())));
    let data = material.drop.files.iter().map(|data| file(&data.path, data.hash.clone()));
    let theme = overrides.iter().map(|theme| file(&theme.path, hash(&theme.bytes)));
    let kept = material.cards.iter().filter_map(|card| card.history);
    let kept = kept.map(|history| file(&history.path, hash(history.text.as_bytes())));
    let logo = material.book.logo.iter().flat_map(Logo::pictures);
    let logo = logo.map(|(picture, _)| file(&picture.path, hash(&picture.bytes)));
    let mut inputs: Vec<Hashed> = definitions.chain(data).chain(theme).chain(logo).chain(kept).collect();
    inputs.sort();
    inputs.dedup();
    inputs
}

fn queries(material: &Material) -> Vec<Query> {
    let mut queries = Vec::new();
    for card in &material.cards {
        for (index, node, measure) in card.scorecard.measures() {
            let ValueSource::Query(sql) = &measure.source else { continue };
            let series = card.series(index);
            queries.push(Query {
                scorecard: card.scorecard.id.clone(),
                measure: node.path.clone(),
                weights_of: None,
                hash: hash(sql.text.as_bytes()),
                tables: series.map_or_else(Vec::new, |series| series.tables.clone()),
                models: series.map_or_else(Vec::new, |series| series.models.clone()),
            });
        }
    }
    for own in &material.appraised {
        let Some(panel) = &own.assessment.panel else { continue };
        queries.push(Query {
            scorecard: format!("assessment/{}", own.assessment.id),
            measure: String::new(),
            weights_of: None,
            hash: hash(panel.sql.text.as_bytes()),
            tables: own.panel.tables.clone(),
            models: own.panel.models.clone(),
        });
    }
    queries.extend(of_cases(material));
    queries.extend(judgements(material));
    queries.extend(of_ratings(material));
    queries.extend(of_surveys(material));
    queries.extend(of_customers(material));
    queries.sort();
    queries
}

/// The queries for transactions of customers.
fn of_customers(material: &Material) -> impl Iterator<Item = Query> {
    material.counted.iter().map(|own| Query {
        scorecard: format!("customers/{}", own.customers.id),
        measure: String::new(),
        weights_of: None,
        hash: hash(own.customers.transactions.text.as_bytes()),
        tables: own.facts.tables.clone(),
        models: own.facts.models.clone(),
    })
}

/// The queries for the answers to surveys, and for who was invited.
fn of_surveys(material: &Material) -> impl Iterator<Item = Query> {
    material.surveyed.iter().flat_map(|own| {
        own.survey.statements().map(|sql| Query {
            scorecard: format!("survey/{}", own.survey.id),
            measure: String::new(),
            weights_of: None,
            hash: hash(sql.text.as_bytes()),
            tables: own.responses.tables.clone(),
            models: own.responses.models.clone(),
        })
    })
}

/// The queries that judgements of weights were read by.
fn judgements(material: &Material) -> Vec<Query> {
    let mut queries = Vec::new();
    let mut add = |document: String, parent: &str, weighting: Option<&Weighting>| {
        for read in weighting.map(Weighting::reads).unwrap_or_default() {
            queries.push(Query {
                scorecard: document.clone(),
                measure: String::new(),
                weights_of: Some(parent.to_owned()),
                hash: hash(read.sql.as_bytes()),
                tables: read.tables.clone(),
                models: Vec::new(),
            });
        }
    };
    for card in &material.cards {
        for node in &card.scorecard.nodes {
            add(card.scorecard.id.clone(), &node.path, node.weighting.as_deref());
        }
    }
    for own in &material.appraised {
        let document = format!("assessment/{}", own.assessment.id);
        for factor in &own.assessment.factors {
            add(document.clone(), &factor.id, factor.weighting.as_deref());
        }
    }
    queries
}

/// The queries of the panels of SWOTs and portfolios.
fn of_ratings(material: &Material) -> Vec<Query> {
    let mut queries = Vec::new();
    let swots = material.swots.iter().map(|rated| ("swot", &rated.own.id, &rated.own.panel, rated.panel));
    let portfolios =
        material.portfolios.iter().map(|rated| ("portfolio", &rated.own.id, &rated.own.panel, rated.panel));
    for (kind, id, query, panel) in swots.chain(portfolios) {
        let Some(query) = query else { continue };
        queries.push(Query {
            scorecard: format!("{kind}/{id}"),
            measure: String::new(),
            weights_of: None,
            hash: hash(query.sql.text.as_bytes()),
            tables: panel.tables.clone(),
            models: Vec::new(),
        });
    }
    queries
}

/// The queries of business cases: what was paid, and the firm's statements.
fn of_cases(material: &Material) -> Vec<Query> {
    let query = |own: &Cased, sql: &Sql, tables: Option<&Vec<String>>| Query {
        scorecard: format!("business-case/{}", own.case.id),
        measure: String::new(),
        weights_of: None,
        hash: hash(sql.text.as_bytes()),
        tables: tables.cloned().unwrap_or_default(),
        models: Vec::new(),
    };
    let of_case = |own: &Cased| {
        let outcome = own.outcome;
        let paid = own
            .case
            .actuals
            .as_ref()
            .map(|from| query(own, &from.sql, outcome.actuals.as_ref().map(|own| &own.tables)));
        let firm = own
            .case
            .statements
            .as_ref()
            .map(|from| query(own, &from.sql, outcome.firm.as_ref().map(|own| &own.tables)));
        paid.into_iter().chain(firm)
    };
    material.cases.iter().flat_map(of_case).collect()
}

fn data_tests(material: &Material) -> Vec<DataTest> {
    let mut all = Vec::new();
    for quality in &material.drop.quality {
        let of = |contract: &&Contract| contract.table.eq_ignore_ascii_case(&quality.table);
        let Some(contract) = material.book.contracts.iter().find(of) else { continue };
        for (at, result) in &quality.tests {
            let Some(test) = contract.tests.get(*at) else { continue };
            all.push(DataTest {
                table: quality.table.clone(),
                test: test.check.word(),
                columns: test.check.columns().into_iter().map(ToOwned::to_owned).collect(),
                passed: result.passed,
                accepted: !result.passed && test.accepted.is_some(),
                failed: result.failed,
                tested: result.tested,
            });
        }
    }
    all
}
