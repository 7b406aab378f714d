//! A book's data folder made for one test, and measures asked of it.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "every test binary uses its own part of this")]

use std::path::Path;

use scorebook::data::{self, Collected};
use scorebook::diagnostic::{Findings, MessageFormat, Renderer, Sources, Span};
use scorebook::engine::{DuckDb, Engine};
use scorebook::scorecard::{
    Amount, Bands, Book, Direction, Disclosure, Framework, Frequency, Limits, Measure, Model, Nature, Node, NodeDetail,
    Rollup, Scorecard, Scoring, Series, Sql, Table, Text, Timeline, Unit, ValueSource,
};

/// A book's folder with data and nothing else.
pub struct Case {
    folder: tempfile::TempDir,
    scratch: tempfile::TempDir,
    /// Named SELECTs of the book.
    pub models: Vec<(String, String)>,
    /// Whether models are materialized.
    pub materialize: bool,
    /// What queries may use.
    pub limits: Limits,
    /// How many threads load the drop.
    pub threads: usize,
    /// The measure's own frequency.
    pub frequency: Option<Frequency>,
}

/// What a case gave.
pub struct Outcome {
    /// What was found, one line each: `path:line:column: error[code]: message`.
    pub told: Vec<String>,
    /// The same at length.
    pub shown: String,
    /// The drop.
    pub collected: Collected,
    /// The tables that were loaded.
    pub tables: Vec<Table>,
    /// One for each query.
    pub series: Vec<Option<Series>>,
}

impl Case {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            scratch: tempfile::tempdir().expect("a folder"),
            models: Vec::new(),
            materialize: false,
            limits: Limits::default(),
            threads: 2,
            frequency: None,
        }
    }

    /// Puts a file below `data/`.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join("data").join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
        self
    }

    /// Adds a model.
    pub fn model(mut self, name: &str, sql: &str) -> Self {
        self.models.push((name.to_owned(), sql.to_owned()));
        self
    }

    /// The book's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Collects and loads.
    pub fn open(&self, sources: &mut Sources, findings: &mut Findings) -> (Collected, DuckDb) {
        let collected = data::collect(self.folder.path(), &[], self.scratch.path(), findings);
        let models = self.models.iter().map(|(name, sql)| {
            let sql = place(sources, &format!("models/{name}.sql"), sql);
            Model { name: name.clone(), sql, materialize: self.materialize, ..Model::default() }
        });
        let book = Book { models: models.collect(), limits: self.limits.clone(), ..Book::default() };
        let files = &collected.files;
        let engine = DuckDb::open(&collected.sources, files, &book, self.scratch.path(), self.threads, findings);
        (collected, engine.expect("DuckDB starts"))
    }

    /// Collects, loads, and asks one measure a query.
    pub fn run(&self, queries: &[&str]) -> Outcome {
        let (mut findings, mut sources) = (Findings::default(), Sources::default());
        let (collected, engine) = self.open(&mut sources, &mut findings);
        let sqls = queries
            .iter()
            .enumerate()
            .map(|(at, sql)| ValueSource::Query(place(&mut sources, &format!("q{at}.sql"), sql)));
        let scorecard = scorecard(sqls.collect(), self.frequency);
        let work: Vec<_> = scorecard.measures().map(|(index, ..)| (&scorecard, index)).collect();
        let series = scorebook::engine::run_all(&engine, &work, self.threads, &|_| {}, &mut findings);
        let tables = engine.tables().to_vec();
        let (told, shown) = (short(&findings, &sources), Renderer::default().render(&findings, &sources));
        Outcome { told, shown, collected, tables, series }
    }
}

impl Outcome {
    /// `orders: id BIGINT, amount DECIMAL(18,2); 3 rows`
    pub fn described(&self) -> Vec<String> {
        let table = |table: &Table| {
            let columns: Vec<String> = table.columns.iter().map(|c| format!("{} {}", c.name, c.data_type)).collect();
            format!("{}: {}; {} rows", table.name, columns.join(", "), table.rows)
        };
        self.tables.iter().map(table).collect()
    }

    /// `2026-10 north 12` or `2026-10 - 3/4`, for the first query.
    pub fn rows(&self) -> Vec<String> {
        let number = |number: Option<f64>| number.map_or_else(|| "NULL".to_owned(), |number| number.to_string());
        let series = self.series.first().and_then(Option::as_ref);
        let rows = series.into_iter().flat_map(|series| &series.observations).map(|row| {
            let amount = match row.amount {
                Amount::Value(value) => number(value),
                Amount::Ratio(above, below) => format!("{}/{}", number(above), number(below)),
            };
            format!("{} {} {amount}", row.period, row.entity.as_deref().unwrap_or("-"))
        });
        rows.collect()
    }
}

/// Findings in one line each.
pub fn short(findings: &Findings, sources: &Sources) -> Vec<String> {
    let short = Renderer { format: MessageFormat::Short, colour: false }.render(findings, sources);
    short.lines().map(str::to_owned).collect()
}

/// A statement in a file of its own.
fn place(sources: &mut Sources, path: &str, sql: &str) -> Sql {
    let file = sources.add(path, sql);
    let line_starts = std::iter::once(0).chain(sql.match_indices('\n').map(|(at, _)| at + 1)).collect();
    Sql { text: sql.to_owned(), span: Span { file, start: 0, end: sql.len() }, line_starts }
}

/// A monthly scorecard of measures `m0`, `m1`, …
pub fn scorecard(sources: Vec<ValueSource>, frequency: Option<Frequency>) -> Scorecard {
    let nodes = sources.into_iter().enumerate().map(|(at, source)| Node {
        path: format!("m{at}"),
        title: Text::plain("m"),
        description: None,
        owner: None,
        critical: false,
        rollup: Rollup::default(),
        edges: Vec::new(),
        weighting: None,
        commentary: std::collections::BTreeMap::new(),
        silences: Vec::new(),
        span: Span::default(),
        detail: NodeDetail::Measure(Box::new(measure(source, frequency))),
    });
    Scorecard {
        id: "test".to_owned(),
        title: Text::plain("Test"),
        description: None,
        framework: Framework::Own,
        frequency: Frequency::Month,
        entities: None,
        bands: Bands::default(),
        min_coverage: 0.6,
        past_periods: 24,
        radar: false,
        sensitivity: None,
        nodes: nodes.collect(),
        initiatives: Vec::new(),
        decisions: Vec::new(),
    }
}

fn measure(source: ValueSource, frequency: Option<Frequency>) -> Measure {
    Measure {
        unit: Unit::default(),
        decimals: None,
        better: Direction::Higher,
        scoring: Scoring::Unscored,
        baseline: Timeline::default(),
        target: Timeline::default(),
        aggregate: None,
        ratio_scale: 1.0,
        carry_forward: 0,
        frequency,
        source,
        notes: std::collections::BTreeMap::new(),
        nature: Nature::default(),
        disclosure: Disclosure::default(),
    }
}
