//! `scorebook explain`: how a score comes about, as a tree.

mod branch;
mod measure;
mod node;
mod rows;

use super::console::Console;
use super::locate;
use super::pipeline::{self, Card, Ready};
use crate::cli::Explain;
use crate::diagnostic::{Diagnostic, Sources};
use crate::evaluate::Outcome;
use crate::scorecard::{Book, DataDrop, EntityIndex, Locale, NodeIndex, Scorecard};

/// One node of one scorecard for one entity, with all that explains it.
pub(super) struct Subject<'a> {
    ready: &'a Ready,
    /// The scorecard's place in the book.
    at: usize,
    book: &'a Book,
    drop: &'a DataDrop,
    sources: &'a Sources,
    scorecard: &'a Scorecard,
    card: &'a Card,
    entity: EntityIndex,
    node: NodeIndex,
    locale: Locale,
    /// How many source rows are shown; `None` shows none.
    rows: Option<u32>,
}

pub(super) fn run(args: &Explain, console: &Console) -> bool {
    let cache = pipeline::cache(&args.source.book, &args.source.run);
    let mut assessed = pipeline::assess(&args.source.book, &args.source.run, &cache, console);
    let ready = assessed.ready.take();
    let Some(ready) = ready.filter(|_| !assessed.findings.has_errors()) else {
        return console.report(&assessed.findings, &assessed.sources);
    };
    match subject(args, &ready, &assessed.sources) {
        Ok(subject) => console.out(&explain(&subject)),
        Err(finding) => assessed.findings.push(finding),
    }
    console.report(&assessed.findings, &assessed.sources)
}

fn subject<'a>(args: &Explain, ready: &'a Ready, sources: &'a Sources) -> Result<Subject<'a>, Diagnostic> {
    let (at, node) = locate::node(ready, &args.node)?;
    let card = &ready.cards[at];
    let entity = locate::entity(&card.entities, args.entity.as_deref())?;
    let first = ready.book.locales.first().copied().unwrap_or(Locale::En);
    let locale = args.locale.as_deref().and_then(Locale::from_code).unwrap_or(first);
    let (book, drop, scorecard) = (&ready.book, &ready.drop, &ready.book.scorecards[at]);
    Ok(Subject { ready, at, rows: args.rows, book, drop, sources, scorecard, card, entity, node, locale })
}

fn explain(subject: &Subject<'_>) -> String {
    let tree = match subject.scorecard.node(subject.node).measure() {
        Some(measure) => measure::branch(subject, measure),
        None => node::branch(subject, subject.node),
    };
    format!("{}\n{tree}", subject.heading())
}

impl Subject<'_> {
    fn heading(&self) -> String {
        let period = self.card.evaluation.period;
        let entity = self.card.entities.get(self.entity);
        match &entity.id {
            Some(id) if entity.title.get(self.locale) != id => {
                format!("{} ({id}) · {period}", entity.title.get(self.locale))
            }
            Some(id) => format!("{id} · {period}"),
            None => period.to_string(),
        }
    }

    fn outcome(&self, node: NodeIndex) -> Option<&Outcome> {
        self.card.evaluation.current(self.entity, node)
    }
}
