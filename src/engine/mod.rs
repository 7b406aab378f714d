//! Runs SQL over the drop and hands back series of observations.
//!
//! [`Engine`] is what the other stages know; [`DuckDb`] is the one there is. A query runs in a closed room: it is one
//! SELECT, it reads the tables of the drop and the models of the book and nothing else, it has no clock and no dice,
//! and its memory and time are bounded.
//!
//! # What a query returns
//!
//! Columns are known by name, whatever their case or order:
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `period` | date, timestamp, year, or text such as `2026-10` | required, never NULL |
//! | `entity` | text or whole number | optional; NULL is the top of the hierarchy |
//! | `value` | number or boolean (true is 1) | either this … |
//! | `numerator`, `denominator` | numbers | … or both of these |
//! | `target`, `baseline`, `n` | numbers | optional |
//!
//! NULL in a number is missing, which is not zero. NaN and infinity are errors, and so are two rows for one entity and
//! period. Numbers arrive rounded to 12 significant digits, so that the order in which an engine adds floating-point
//! numbers does not show. A timestamp belongs to the period of its day; one with a time zone is taken in UTC. A measure with
//! a `frequency` of its own has its values in the last period of the scorecard within it: `2026-Q3` in `2026-09`.

mod contract;
mod duckdb;
mod observe;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::diagnostic::Findings;
use crate::scorecard::{
    Assessment, Book, EntitySource, EntityTree, Listing, NodeIndex, Panel, Period, Scorecard, Series, SourceRows, Sql,
    Table, TableProfile, TableQuality,
};

pub use duckdb::{DuckDb, Fill, Filled, Named, Parser, stated};

/// Answers questions about the drop.
pub trait Engine: Sync {
    /// Every table that could be loaded, in order of name.
    fn tables(&self) -> &[Table];

    /// The hierarchy a scorecard's entities form; `None`, with findings, when its rows do not form one.
    fn entities(&self, source: &EntitySource, findings: &mut Findings) -> Option<EntityTree>;

    /// The values of a measure, queried or stated in the book; `None`, with findings, when there is an error.
    ///
    /// `None` without an error among the findings means that a table or model it reads is broken, which has been
    /// said already.
    fn series(&self, scorecard: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series>;

    /// The rows of a query as texts, with the columns wanted, or all where none is named; `None`, with findings, when it
    /// cannot be had.
    ///
    /// `subject` is what findings call it. Rows stand in the order of the query. Floating-point numbers are
    /// rounded to 12 significant digits.
    fn listing(&self, sql: &Sql, columns: &[&str], subject: &str, findings: &mut Findings) -> Option<Listing>;

    /// The answers of an assessment's panel; empty where nobody was asked. `None` as for [`Engine::series`].
    ///
    /// Its query returns `period`, `rater`, `factor`, and `grade` (text) or `value` (a number); optionally `entity` and
    /// `item`. NULL in `grade` or `value` is a question without an answer.
    fn panel(&self, assessment: &Assessment, findings: &mut Findings) -> Option<Panel>;

    /// What the columns of a table hold; `None`, with a finding, when it cannot be read.
    fn profile(&self, table: &Table, findings: &mut Findings) -> Option<TableProfile>;

    /// Runs the tests of the book's contracts and finds out what is missing, how recent and how used each table is, in
    /// order of name.
    ///
    /// `as_of` is the report period, which freshness is reckoned from; without one such tests give no result.
    fn quality(&self, book: &Book, as_of: Option<Period>, findings: &mut Findings) -> Vec<TableQuality>;

    /// Rows of the source tables behind a measure, without private columns; none for values stated in the book.
    ///
    /// A query over one table is narrowed to the period and entities wanted where it can be told; otherwise the rows
    /// are those of every table it reads, and each says so.
    fn rows(&self, scorecard: &Scorecard, measure: NodeIndex, wanted: &RowsWanted) -> Vec<SourceRows>;
}

/// Which source rows are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsWanted {
    /// When.
    pub period: Period,
    /// The ids of the entity and of all below it; `None` is everybody.
    pub entities: Option<BTreeSet<String>>,
    /// At most so many of each table.
    pub limit: u32,
}

/// Reads the values of many measures side by side, on up to `threads` threads.
///
/// Results stand in the order of `work` and findings are pushed in that order, whatever finishes first. `progress` is
/// called on this thread with how many measures are done.
pub fn run_all(
    engine: &dyn Engine,
    work: &[(&Scorecard, NodeIndex)],
    threads: usize,
    progress: &dyn Fn(usize),
    findings: &mut Findings,
) -> Vec<Option<Series>> {
    let next = AtomicUsize::new(0);
    let mut answers: Vec<Answer> = vec![Default::default(); work.len()];
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, work.len().max(1)) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || answer_next(engine, work, next, &send));
        }
        drop(send);
        for (done, (at, answer)) in receive.into_iter().enumerate() {
            answers[at] = answer;
            progress(done + 1);
        }
    });
    let mut all = Vec::with_capacity(work.len());
    for (series, own) in answers {
        findings.extend(own);
        all.push(series);
    }
    all
}

/// The values of a measure, and what was found about them.
type Answer = (Option<Series>, Findings);

/// Takes one piece of work after another until none is left.
fn answer_next(
    engine: &dyn Engine,
    work: &[(&Scorecard, NodeIndex)],
    next: &AtomicUsize,
    send: &mpsc::Sender<(usize, Answer)>,
) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some((scorecard, measure)) = work.get(at) else { return };
        let mut findings = Findings::default();
        let series = engine.series(scorecard, *measure, &mut findings);
        if send.send((at, (series, findings))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::time::Duration;

    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::scorecard::{Bands, Framework, Frequency, Text};

    /// Answers measure n with n tables and a warning, the later the sooner.
    struct Slow;

    impl Engine for Slow {
        fn tables(&self) -> &[Table] {
            &[]
        }

        fn entities(&self, _: &EntitySource, _: &mut Findings) -> Option<EntityTree> {
            None
        }

        fn quality(&self, _: &Book, _: Option<Period>, _: &mut Findings) -> Vec<TableQuality> {
            Vec::new()
        }

        fn series(&self, _: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series> {
            std::thread::sleep(Duration::from_millis(5 * (8 - measure.0 as u64)));
            findings.push(Diagnostic::warning("w", measure.0.to_string()));
            let tables = vec![String::new(); measure.0];
            (measure.0 != 3).then_some(Series { tables, ..Series::default() })
        }

        fn listing(&self, _: &Sql, _: &[&str], _: &str, _: &mut Findings) -> Option<Listing> {
            None
        }

        fn panel(&self, _: &Assessment, _: &mut Findings) -> Option<Panel> {
            None
        }

        fn profile(&self, _: &Table, _: &mut Findings) -> Option<TableProfile> {
            None
        }

        fn rows(&self, _: &Scorecard, _: NodeIndex, _: &RowsWanted) -> Vec<SourceRows> {
            Vec::new()
        }
    }

    #[test]
    fn answers_stand_in_the_order_of_the_questions() {
        let scorecard = Scorecard {
            id: "s".into(),
            title: Text::plain("s"),
            description: None,
            framework: Framework::Own,
            frequency: Frequency::Month,
            entities: None,
            bands: Bands::default(),
            min_coverage: 0.0,
            past_periods: 24,
            radar: false,
            sensitivity: None,
            nodes: Vec::new(),
            initiatives: Vec::new(),
            decisions: Vec::new(),
        };
        let work: Vec<_> = (0..8).map(|at| (&scorecard, NodeIndex(at))).collect();
        for threads in [0, 1, 3, 50] {
            let (mut findings, done) = (Findings::default(), RefCell::new(Vec::new()));
            let all = run_all(&Slow, &work, threads, &|count| done.borrow_mut().push(count), &mut findings);
            let sizes: Vec<_> = all.iter().map(|series| series.as_ref().map(|series| series.tables.len())).collect();
            assert_eq!(sizes, [Some(0), Some(1), Some(2), None, Some(4), Some(5), Some(6), Some(7)]);
            let told: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
            assert_eq!(told, ["0", "1", "2", "3", "4", "5", "6", "7"]);
            assert_eq!(done.into_inner(), (1..=8).collect::<Vec<_>>());
        }
        assert_eq!(run_all(&Slow, &[], 2, &|_| {}, &mut Findings::default()), Vec::new());
    }
}
