//! One row of a history file: what was published of a node, for an entity and a period.

use crate::evaluate::Outcome;
use crate::scorecard::{Period, Status};

/// The first line. Columns are only ever added at its end.
pub(super) const HEADER: &str = "period,node,entity,actual,target,score,status,coverage,definitions,data,check\n";

/// How many columns a row has.
pub(super) const COLUMNS: usize = 11;

/// Digits of a hash that are kept: enough to name one state of a book, short enough for a diff.
const HASH: usize = 16;

/// Which definitions and data a publication was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionId {
    definitions: String,
    data: String,
}

impl VersionId {
    /// From the hashes of a manifest: of all definitions, and of the data drop.
    pub fn new(definitions: &str, data: &str) -> Self {
        let short = |hash: &str| hash.chars().take(HASH).collect();
        Self { definitions: short(definitions), data: short(data) }
    }

    /// The first digits of the hash of all definitions.
    pub fn definitions(&self) -> &str {
        &self.definitions
    }

    /// The first digits of the hash of the data drop.
    pub fn data(&self) -> &str {
        &self.data
    }
}

/// What was first published of a node. Numbers are unrounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The value; measures only, none when missing or withheld.
    pub actual: Option<f64>,
    /// The goal in force.
    pub target: Option<f64>,
    /// 0 to 100.
    pub score: Option<f64>,
    /// How it stood; `withheld` where the value was.
    pub status: Status,
    /// The share of its weight that had data, 0 to 1.
    pub coverage: f64,
    /// What it was published from.
    pub version: VersionId,
}

impl Published {
    /// An outcome as it is published now.
    pub(super) fn of(outcome: &Outcome, version: &VersionId) -> Self {
        let shown = |value: Option<f64>| value.filter(|_| outcome.status != Status::Withheld);
        Self {
            actual: shown(outcome.actual),
            target: outcome.target,
            score: shown(outcome.score),
            status: outcome.status,
            coverage: outcome.coverage,
            version: version.clone(),
        }
    }

    /// Whether an outcome is not what was published: another value, target or score.
    ///
    /// What is withheld, then or now, says nothing of the kind.
    pub fn is_restated(&self, now: &Outcome) -> bool {
        let differs = |then: Option<f64>, now: Option<f64>| match (then, now) {
            (Some(then), Some(now)) => (then - now).abs() > 1e-9 * then.abs().max(1.0),
            (then, now) => then.is_some() != now.is_some(),
        };
        let withheld = [self.status, now.status].contains(&Status::Withheld);
        let told = [(self.actual, now.actual), (self.target, now.target), (self.score, now.score)];
        !withheld && told.into_iter().any(|(then, now)| differs(then, now))
    }
}

/// What was published, with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) period: Period,
    pub(super) node: String,
    /// Empty without a hierarchy.
    pub(super) entity: String,
    pub(super) published: Published,
}

impl Row {
    pub(super) fn keyed(self) -> (super::Key, Published) {
        ((self.period, self.node, self.entity), self.published)
    }

    /// The line of the file; `count` is how many rows its period has.
    pub(super) fn line(&self, count: usize) -> String {
        let fields = self.fields();
        let check = check(&fields, count);
        let cells = fields.iter().map(|field| quoted(field)).chain([check]);
        format!("{}\n", cells.collect::<Vec<_>>().join(","))
    }

    fn fields(&self) -> [String; COLUMNS - 1] {
        let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        let Published { actual, target, score, status, coverage, version } = &self.published;
        [
            self.period.to_string(),
            self.node.clone(),
            self.entity.clone(),
            number(*actual),
            number(*target),
            number(*score),
            status.code().to_owned(),
            coverage.to_string(),
            version.definitions.clone(),
            version.data.clone(),
        ]
    }
}

/// Eight digits that a row has only as it was written, among as many rows of its period as were written.
pub(super) fn check(fields: &[String], count: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(count as u64).to_le_bytes());
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(8).collect()
}

/// A cell as CSV has it: ids of entities come from data.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
