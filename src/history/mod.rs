//! What was published before: one append-only file a scorecard, kept beside its definition where a book says
//! `history: true`.
//!
//! [`History::read`] takes the text of `scorecards/history/SCORECARD.csv` and tells everything that is wrong with it.
//! [`History::publish`] adds the rows of a period that has none yet; what stood there stays, byte for byte, as the
//! beginning of the new text. A report is made from the text *after* that: the build that publishes a period first
//! and every one after it say the same.

mod read;
mod row;

pub use row::{Published, VersionId};

use std::collections::BTreeMap;

use crate::diagnostic::Findings;
use crate::evaluate::Evaluation;
use crate::scorecard::{EntityTree, Frequency, Period, Scorecard};
use row::{HEADER, Row};

/// The folder of a book that keeps it.
pub const FOLDER: &str = "scorecards/history";

/// What was published of one scorecard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Relative to the book, with `/`.
    pub path: String,
    /// The whole file.
    pub text: String,
    /// How many bytes of it were there before; the rest is new.
    pub kept: usize,
    rows: BTreeMap<Key, Published>,
    now: Option<VersionId>,
}

/// Period, path of the node, id of the entity; empty without a hierarchy.
type Key = (Period, String, String);

impl History {
    /// The place of a scorecard's file.
    pub fn path_of(scorecard: &Scorecard) -> String {
        format!("{FOLDER}/{}.csv", scorecard.id)
    }

    /// Reads a file; `None` as text is a file that is not there yet. Tells every row that cannot be trusted.
    pub fn read(path: String, text: Option<String>, frequency: Frequency, findings: &mut Findings) -> Self {
        let text = text.unwrap_or_default();
        let rows = if text.is_empty() { Vec::new() } else { read::rows(&path, &text, frequency, findings) };
        let kept = text.len();
        Self { path, text, kept, rows: rows.into_iter().map(Row::keyed).collect(), now: None }
    }

    /// The same with the period an evaluation reports on, unless it was published before.
    #[must_use]
    pub fn publish(
        mut self,
        scorecard: &Scorecard,
        entities: &EntityTree,
        evaluation: &Evaluation,
        version: &VersionId,
    ) -> Self {
        self.now = Some(version.clone());
        let period = evaluation.period;
        if self.periods().any(|known| known == period) {
            return self;
        }
        let mut rows = Vec::new();
        for (entity, known) in entities.indexed() {
            for (index, node) in scorecard.indexed() {
                let Some(outcome) = evaluation.current(entity, index).filter(|outcome| outcome.applies) else {
                    continue;
                };
                let published = Published::of(outcome, version);
                let entity = known.id.clone().unwrap_or_default();
                rows.push(Row { period, node: node.path.clone(), entity, published });
            }
        }
        rows.sort_by(|a, b| (&a.node, &a.entity).cmp(&(&b.node, &b.entity)));
        if self.text.is_empty() {
            self.text.push_str(HEADER);
        }
        let count = rows.len();
        for row in &rows {
            self.text.push_str(&row.line(count));
        }
        self.rows.extend(rows.into_iter().map(Row::keyed));
        self
    }

    /// The bytes that are not in the file yet; none where the period was published before.
    pub fn added(&self) -> &str {
        self.text.get(self.kept..).unwrap_or_default()
    }

    /// What was first published of a node for an entity; the entity is empty without a hierarchy.
    pub fn published(&self, period: Period, node: &str, entity: &str) -> Option<&Published> {
        self.rows.get(&(period, node.to_owned(), entity.to_owned()))
    }

    /// What the report is made from now.
    pub fn now(&self) -> Option<&VersionId> {
        self.now.as_ref()
    }

    /// The periods that were published, each at least once.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.rows.keys().map(|(period, ..)| *period)
    }
}

#[cfg(test)]
mod tests;
