//! The stages in order, up to the evaluation: what `build`, `check`, `explain` and `tables` have in common.
//!
//! Every stage that can still run does, so that one run tells all findings.

use std::collections::BTreeMap;
use std::path::Path;

use super::console::{Console, counted};
use super::documents::{Documents, WorkedOut};
use super::history;
use super::scratch::Scratch;
use super::weigh::{self, WeighedNodes};
use super::weigh_factors;
use crate::cache::{About, Cache, Cached, Opening, Tally, Watch};
use crate::cli::Run;
use crate::diagnostic::{Diagnostic, Findings, Sources};
use crate::engine::{self, Engine as _};
use crate::evaluate::{self, Evaluation};
use crate::history::History;
use crate::lint::{self, Linted, Results};
use crate::scorecard::{
    Book, Contract, DataDrop, EntitySource, EntityTree, Locale, NodeIndex, Period, Scorecard, Series, TableQuality,
    Text,
};
use crate::{data, definition};

/// How far a run came, and what it found on the way.
pub(super) struct Assessed {
    /// The files findings point into.
    pub(super) sources: Sources,
    /// Everything found.
    pub(super) findings: Findings,
    /// How good the measures are; only of a definition without errors. Not among `findings`.
    pub(super) quality: Linted,
    /// What came of the tests of the data; `None` when an error stood in the way of running any.
    pub(super) tested: Option<Tested>,
    /// All that a report needs; `None` when an error stood in the way.
    pub(super) ready: Option<Ready>,
}

/// Contracts and what came of them, which is known even where a query failed.
pub(super) struct Tested {
    pub(super) contracts: Vec<Contract>,
    pub(super) quality: Vec<TableQuality>,
    /// The language of the book.
    pub(super) locale: Locale,
}

/// A book with its data read and its scorecards evaluated.
pub(super) struct Ready {
    pub(super) book: Book,
    pub(super) drop: DataDrop,
    /// One a scorecard, in the order of the book.
    pub(super) cards: Vec<Card>,
    /// What came of the other documents.
    pub(super) documents: WorkedOut,
    /// The data, still open for rows behind a measure.
    pub(super) engine: Cached,
    /// Holds decoded copies of files; removed when the run ends.
    _scratch: Scratch,
}

/// One scorecard, evaluated.
pub(super) struct Card {
    pub(super) entities: EntityTree,
    pub(super) series: Vec<(NodeIndex, Series)>,
    pub(super) evaluation: Evaluation,
    /// What was published before, with the period reported on; `None` where the book keeps no history.
    pub(super) history: Option<History>,
    /// The weights that judgements or data decide.
    pub(super) weighed: WeighedNodes,
}

/// The book with its data open for queries.
pub(super) struct Opened {
    pub(super) book: Book,
    pub(super) drop: DataDrop,
    pub(super) engine: Cached,
    /// Holds decoded copies of files; removed when the run ends.
    scratch: Scratch,
}

/// Which period is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Of every scorecard; `None` is the latest complete one.
    pub(super) all: Option<Period>,
    /// Of single scorecards, by their ids.
    each: BTreeMap<String, Period>,
}

impl Wanted {
    /// The period of a scorecard; `None` is the latest complete one.
    pub(super) fn of(&self, scorecard: &Scorecard) -> Option<Period> {
        self.each.get(&scorecard.id).copied().or(self.all)
    }
}

/// What earlier runs on a book worked out; nothing where the run is to do all work itself.
pub(super) fn cache(root: &Path, run: &Run) -> Cache {
    if run.no_cache { Cache::none() } else { Cache::of(root) }
}

/// Reads and evaluates a book.
pub(super) fn assess(root: &Path, run: &Run, cache: &Cache, console: &Console) -> Assessed {
    let mut findings = Findings::default();
    let wanted = Wanted { all: wanted_period(run, &mut findings), each: BTreeMap::new() };
    assess_for((root, root, cache), run, &wanted, findings, console)
}

/// Reads and evaluates the book in `root` on the data in `data_root`.
pub(super) fn assess_on(root: &Path, data_root: &Path, run: &Run, console: &Console) -> Assessed {
    let mut findings = Findings::default();
    let wanted = Wanted { all: wanted_period(run, &mut findings), each: BTreeMap::new() };
    assess_for((root, data_root, &Cache::none()), run, &wanted, findings, console)
}

/// Reads and evaluates a book, each scorecard for a period of its own.
pub(super) fn assess_each(root: &Path, run: &Run, each: BTreeMap<String, Period>, console: &Console) -> Assessed {
    assess_for((root, root, &Cache::none()), run, &Wanted { all: None, each }, Findings::default(), console)
}

/// `places` are the folder of the definitions, the one of the data, and what is known of both.
fn assess_for(
    places: (&Path, &Path, &Cache),
    run: &Run,
    wanted: &Wanted,
    before: Findings,
    console: &Console,
) -> Assessed {
    let (sources, mut findings, opened) = open_on(places, run, console);
    findings.extend(before);
    let mut advice = Linted::default();
    let mut tested = None;
    let ready = opened.and_then(|mut opened| {
        let (cards, documents) = ask_and_evaluate(&mut opened, run, wanted, console, &mut findings);
        let mut cards: Option<Vec<Card>> = cards.into_iter().collect();
        if let Some(cards) = &mut cards {
            weigh_by_history(&mut opened.book, cards, wanted, &mut findings);
            let about = (&opened.book, &sources, &opened.drop);
            history::read(places.0, about, cards, &mut findings);
        }
        advice = lint::lint(&opened.book, &results(cards.as_deref().unwrap_or_default()));
        let reported = |cards: &Vec<Card>| cards.iter().map(|card| card.evaluation.period).max();
        let as_of = cards.as_ref().and_then(reported).or(wanted.all);
        let test = || opened.engine.quality(&opened.book, as_of, &mut findings);
        let quality = console.timings.stage("test", test, |_| tests_run(&opened.engine));
        opened.engine.keep();
        opened.drop.quality = quality;
        tested = Some(Tested {
            contracts: opened.book.contracts.clone(),
            quality: opened.drop.quality.clone(),
            locale: opened.book.locales.first().copied().unwrap_or(Locale::En),
        });
        let Opened { book, drop, engine, scratch } = opened;
        Some(Ready { book, drop, cards: cards?, documents: documents.worked_out()?, engine, _scratch: scratch })
    });
    Assessed { sources, findings, quality: advice, tested, ready }
}

/// Asks people and data, and evaluates what they say.
fn ask_and_evaluate(
    opened: &mut Opened,
    run: &Run,
    wanted: &Wanted,
    console: &Console,
    findings: &mut Findings,
) -> (Vec<Option<Card>>, Documents) {
    let judge = || {
        weigh::by_judgement(&opened.engine, &mut opened.book.scorecards, findings);
        weigh_factors::by_judgement(&opened.engine, &mut opened.book.assessments, findings);
        opened.engine.tally(About::Judgements)
    };
    let judged = console.timings.stage("judge", judge, |asked| reused("table", *asked));
    let queried = query_all(opened, run, console, findings);
    let asked = || opened.engine.tally(About::Judgements).since(judged);
    let evaluate = || evaluate_all(opened, queried, wanted, findings);
    console.timings.stage("evaluate", evaluate, |_| reused("table", asked()))
}

/// Weights that the measures' history decides, and scores by them; what other ways would make of all weights.
fn weigh_by_history(book: &mut Book, cards: &mut [Card], wanted: &Wanted, findings: &mut Findings) {
    for (scorecard, card) in book.scorecards.iter_mut().zip(cards) {
        let (weighed, anew) = weigh::by_history(scorecard, &card.evaluation, findings);
        card.weighed = weighed;
        // The first evaluation told all there is to find.
        let again = || evaluate::evaluate(scorecard, &card.entities, &card.series, wanted.of(scorecard)).0;
        if let Some(evaluation) = anew.then(again).flatten() {
            card.evaluation = evaluation;
        }
    }
}

fn results(cards: &[Card]) -> Vec<Results<'_>> {
    cards.iter().map(|card| Results { series: &card.series, evaluation: &card.evaluation }).collect()
}

/// Reads the definitions and the data, and opens the data for queries.
pub(super) fn open(root: &Path, run: &Run, console: &Console) -> (Sources, Findings, Option<Opened>) {
    open_on((root, root, &Cache::none()), run, console)
}

fn open_on(
    (root, data_root, cache): (&Path, &Path, &Cache),
    run: &Run,
    console: &Console,
) -> (Sources, Findings, Option<Opened>) {
    let timings = &console.timings;
    let loaded =
        timings.stage("define", || definition::load(root), |loaded| counted(loaded.sources.iter().count(), "file"));
    let mut findings = loaded.findings;
    let opened = Scratch::or_find(&mut findings).and_then(|scratch| {
        // Before the first file is read: what changes from now on is seen.
        let watch = Watch::begin(cache, data_root);
        let bar = console.spinner("reading");
        let collect = || data::collect(data_root, &loaded.contracts, scratch.path(), &mut findings);
        let collected = timings.stage("read", collect, |collected| counted(collected.files.len(), "file"));
        bar.finish_and_clear();
        // Files that could not be read are said; what does not need them is still checked.
        let book = loaded.book?;
        let (sources, files, threads) = (collected.sources, collected.files.clone(), threads(run));
        let opening = Opening { sources, files, book: book.clone(), scratch: scratch.path().to_owned(), threads };
        let open = || Cached::open(cache.clone(), watch, opening, &mut findings);
        let engine = timings.stage("load", open, |engine| engine.as_ref().map_or_else(String::new, loaded_tables))?;
        let tables = engine.tables().to_vec();
        let drop = DataDrop { files: collected.files, tables, hash: collected.hash, quality: Vec::new() };
        Some(Opened { book, drop, engine, scratch })
    });
    (loaded.sources, findings, opened)
}

/// `24 tables known`, without loading any; or which of their rows were read from files and which as they were kept.
fn loaded_tables(engine: &Cached) -> String {
    let tables = counted(engine.tables().len(), "table");
    if engine.is_open() { format!("{tables}; {}", rows_loaded(engine)) } else { format!("{tables} known") }
}

/// `rows of 4 tables: 1 worked out, 3 taken over`
fn rows_loaded(engine: &Cached) -> String {
    format!("rows of {}", reused("table", engine.tally(About::Loads)))
}

/// What was asked of tables, and how many had to be loaded up to now.
fn tests_run(engine: &Cached) -> String {
    format!("{}; {}", reused("question", engine.tally(About::Tables)), rows_loaded(engine))
}

/// `21 measures: 3 worked out, 18 taken over`
pub(super) fn reused(what: &str, tally: Tally) -> String {
    let Tally { run, reused } = tally;
    format!("{}: {run} worked out, {reused} taken over", counted(run + reused, what))
}

fn wanted_period(run: &Run, findings: &mut Findings) -> Option<Period> {
    let text = run.period.as_deref()?;
    let period = Period::parse(text);
    if period.is_none() {
        let finding = Diagnostic::error("bad-period", format!("`--period {text}` is not a period"));
        findings.push(
            finding.help("write 2026-10 for a month, 2026-Q3 for a quarter, 2026 for a year, 2026-W44 or 2026-10-31"),
        );
    }
    period
}

fn threads(run: &Run) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    run.threads.map_or_else(cores, usize::from)
}

/// A scorecard's entities and values, not evaluated yet.
struct Queried {
    entities: EntityTree,
    series: Vec<(NodeIndex, Series)>,
}

impl From<Card> for Queried {
    fn from(card: Card) -> Self {
        Self { entities: card.entities, series: card.series }
    }
}

/// Runs every measure of every scorecard side by side; `None` for a scorecard one of whose queries failed.
fn query_all(opened: &Opened, run: &Run, console: &Console, findings: &mut Findings) -> Vec<Option<Queried>> {
    let scorecards = &opened.book.scorecards;
    let entities: Vec<Option<EntityTree>> =
        scorecards.iter().map(|scorecard| entities_of(opened, scorecard.entities.as_ref(), findings)).collect();
    let work: Vec<(&Scorecard, NodeIndex)> =
        scorecards.iter().flat_map(|card| card.measures().map(move |(index, ..)| (card, index))).collect();
    let bar = console.progress(work.len(), "querying");
    let progress = |done: usize| bar.set_position(done as u64);
    let query = || engine::run_all(&opened.engine, &work, threads(run), &progress, findings);
    let answers = console.timings.stage("query", query, |_| reused("measure", opened.engine.tally(About::Measures)));
    let mut answers = answers.into_iter();
    bar.finish_and_clear();
    let queried = scorecards.iter().zip(entities).map(|(scorecard, entities)| {
        let answers = scorecard.measures().map(|(index, ..)| Some((index, answers.next().flatten()?)));
        // Every answer is taken before the first missing one ends the scorecard: the next one's begin after them.
        let series: Vec<Option<(NodeIndex, Series)>> = answers.collect();
        Some(Queried { entities: entities?, series: series.into_iter().collect::<Option<_>>()? })
    });
    queried.collect()
}

/// Evaluates scorecards and other documents in the order they rest on each other: a document once its measures are
/// known, a scorecard anew once a result that it takes is. What is found in a scorecard is told once, of the last time.
fn evaluate_all(
    opened: &Opened,
    mut queried: Vec<Option<Queried>>,
    wanted: &Wanted,
    findings: &mut Findings,
) -> (Vec<Option<Card>>, Documents) {
    let scorecards = &opened.book.scorecards;
    let mut documents = Documents::of(&opened.book);
    let mut found: Vec<Findings> = scorecards.iter().map(|_| Findings::default()).collect();
    let mut cards: Vec<Option<Card>> = Vec::new();
    loop {
        let news = documents.round(opened, &cards, wanted, findings);
        let is_first = cards.is_empty();
        cards.resize_with(scorecards.len(), || None);
        let mut anew = false;
        for (at, scorecard) in scorecards.iter().enumerate() {
            if !is_first && !news.iter().any(|(kind, id)| scorecard.takes_from(*kind, id)) {
                continue;
            }
            anew = true;
            let known = cards[at].take().map(Queried::from).or_else(|| queried[at].take());
            let filled = known.and_then(|mut known| {
                documents.fill(&opened.book, scorecard, &mut known.series)?;
                Some(known)
            });
            (cards[at], found[at]) = filled.map_or_else(Default::default, |known| evaluated(scorecard, known, wanted));
        }
        if !anew {
            break;
        }
    }
    findings.extend(found.into_iter().flatten());
    (cards, documents)
}

fn evaluated(scorecard: &Scorecard, known: Queried, wanted: &Wanted) -> (Option<Card>, Findings) {
    let Queried { entities, series } = known;
    let (evaluation, found) = evaluate::evaluate(scorecard, &entities, &series, wanted.of(scorecard));
    let weighed = WeighedNodes::new();
    (evaluation.map(|evaluation| Card { entities, series, evaluation, history: None, weighed }), found)
}

/// The hierarchy of entities; one without a table.
pub(super) fn entities_of(
    opened: &Opened,
    source: Option<&EntitySource>,
    findings: &mut Findings,
) -> Option<EntityTree> {
    match source {
        Some(source) => opened.engine.entities(source, findings),
        None => Some(EntityTree::single(Text::default())),
    }
}
