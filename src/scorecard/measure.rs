//! A measure: one query and how its values are scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Direction, Disclosure, Frequency, Nature, Period, ResultRef, Scoring, Text, Timeline};
use crate::diagnostic::Span;

/// One SQL query and how its values are read and scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What it is counted in.
    pub unit: Unit,
    /// Decimals shown; `None` lets the report choose from the size of the values.
    pub decimals: Option<u8>,
    /// Which way it should move.
    pub better: Direction,
    /// From actual to score.
    pub scoring: Scoring,
    /// Where it started; 0 points under [`Scoring::Target`].
    pub baseline: Timeline,
    /// The goal; 100 points under [`Scoring::Target`], otherwise only shown.
    pub target: Timeline,
    /// How entities add up to their parent; `None` where the YAML leaves it to the shape of the query
    /// (`numerator` and `denominator` mean [`Aggregate::Ratio`]).
    pub aggregate: Option<Aggregate>,
    /// What numerator/denominator is multiplied by: 100 for `%`, 1000 for `‰`, else 1.
    pub ratio_scale: f64,
    /// For how many periods the last value may stand in for a missing one.
    pub carry_forward: u32,
    /// How often new values arrive, when that is not the scorecard's own period.
    pub frequency: Option<Frequency>,
    /// Where its values come from.
    pub source: ValueSource,
    /// What an author had to say about a period.
    pub notes: BTreeMap<Period, Text>,
    /// What its author says of its nature.
    pub nature: Nature,
    /// What of it is withheld, and which rows behind it are published.
    pub disclosure: Disclosure,
}

/// Where the values of a measure come from.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueSource {
    /// One query for all periods and entities.
    Query(Sql),
    /// Written in the YAML, for the top of the hierarchy: what no system records.
    Stated(Vec<(Period, f64)>),
    /// What another document works out, for every entity and period it has a result for.
    Result(ResultRef),
}

/// The text of one SELECT and where it stands in the book's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sql {
    /// The statement, as DuckDB will read it.
    pub text: String,
    /// The span of the whole value in its file.
    pub span: Span,
    /// For each line of `text`, the byte in the file where that line begins; empty when the text was folded or
    /// escaped in YAML, so that only the whole can be pointed at.
    pub line_starts: Vec<usize>,
}

impl Sql {
    /// The place in the file of a byte range of `text`; the whole value where lines cannot be matched.
    pub fn locate(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| {
            let before = self.text.get(..at)?;
            let line = before.matches('\n').count();
            let line_begin = before.rfind('\n').map_or(0, |newline| newline + 1);
            Some(self.line_starts.get(line)? + (at - line_begin))
        };
        match (place(start), place(end.max(start))) {
            (Some(start), Some(end)) if start <= end => Span { file: self.span.file, start, end },
            _ => self.span,
        }
    }
}

/// How the values of entities make the value of their parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// Numerators and denominators are summed, then divided: rates are never averaged.
    Ratio,
    /// Amounts of a period (sales): summed over entities and over time.
    Sum,
    /// The mean, weighted by `n` where every value has one.
    Mean,
    /// Stocks (head count): summed over entities; over time the last value stands.
    Last,
    /// The query itself returns a row for every level.
    Sql,
}

/// What a measure is counted in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// `%`, `¥`, `h`, `{zh: 人, en: people}`; empty for a bare number.
    pub label: Text,
}

impl Unit {
    /// Whether it is `%`: changes are then percentage points.
    pub fn is_percent(&self) -> bool {
        self.label.get(super::Locale::En) == "%"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;

    #[test]
    fn a_place_in_the_sql_is_found_in_the_file() {
        // "sql: |\n  SELECT 1,\n         x\n": lines begin at bytes 9 and 21 of the file.
        let span = Span { file: FileId(0), start: 5, end: 31 };
        let sql = Sql { text: "SELECT 1,\n       x\n".into(), span, line_starts: vec![9, 21] };
        assert_eq!(sql.locate(17, 18), Span { file: FileId(0), start: 28, end: 29 });
        assert_eq!(sql.locate(900, 901), span);
    }
}
