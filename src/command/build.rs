//! `scorebook build`: from a book to a published site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::End;
use super::asked;
use super::console::{Console, counted};
use super::history::Pending;
use super::interrupt;
use super::judge;
use super::pipeline::{self, Assessed, Ready};
use super::rows;
use super::since;
use super::unchanged::{self, Done};
use crate::cache::{About, Cache, Watch};
use crate::cli::Build;
use crate::compare::Since;
use crate::diagnostic::{Diagnostic, Findings};
use crate::method::sensitivity;
use crate::report::{Appraised, Card, Cased, Material, Rated};
use crate::site::{self, Published};

pub(super) fn run(args: &Build, console: &Console) -> End {
    let cache = pipeline::cache(&args.source.book, &args.source.run);
    let out = folder(&args.source.book, args.out.as_deref());
    let again = || unchanged::again(args, out.as_ref().ok()?, &cache, console);
    let checked = |end: &Option<End>| if end.is_some() { "nothing has changed" } else { "something is new" };
    let end = console.timings.stage("compare", again, |end| checked(end).to_owned());
    let end = end.unwrap_or_else(|| whole(args, out, &cache, console));
    console.timings.report(console);
    end
}

/// Builds, whatever stands there.
fn whole(args: &Build, out: Result<PathBuf, Diagnostic>, cache: &Cache, console: &Console) -> End {
    let watch = Watch::begin(cache, &args.source.book);
    let mut assessed = pipeline::assess(&args.source.book, &args.source.run, cache, console);
    assessed.findings.extend(std::mem::take(&mut assessed.quality.findings));
    let junit = asked::write_junit(&args.asked, &mut assessed, console);
    let gates = asked::tripped(&args.asked, &assessed);
    let ready = assessed.ready.take().filter(|_| !assessed.findings.has_errors());
    // The earlier edition may be the very site that is replaced: it is read before anything is written.
    let since = ready.as_ref().map_or_else(BTreeMap::new, |ready| since::of(args, ready, &mut assessed, console));
    let published = ready.filter(|_| !assessed.findings.has_errors()).map(|ready| {
        let out = out.map_err(Findings::from)?;
        let (published, unkept) = published(args, &out, &ready, &assessed, (&since, console))?;
        ready.engine.keep();
        // What a build adds to a history is read by the next one, so that nothing stands as it was remembered.
        if !ready.book.history {
            let done = Done { assessed: &assessed, ready: &ready, gates: &gates, junit, published: &published };
            unchanged::keep(args, &out, cache, watch, done, console);
        }
        Ok::<_, Findings>((published, unkept))
    });
    cache.finish();
    if interrupt::is_wanted() && !matches!(published, Some(Ok(_))) {
        console.say("stopped: nothing was published; what was there before is as it was");
        interrupt::leave();
    }
    match published {
        Some(Ok(done)) => told(done, assessed, &gates, console),
        failed => {
            assessed.findings.extend(failed.into_iter().filter_map(Result::err).flatten());
            console.report(&assessed.findings, &assessed.sources);
            console.say("nothing was published; what was there before is as it was");
            End::Refused
        }
    }
}

/// Says what was published, and what stands against it.
fn told(
    (published, unkept): (Published, Option<Diagnostic>),
    mut assessed: Assessed,
    gates: &Findings,
    console: &Console,
) -> End {
    let kept = unkept.is_none();
    assessed.findings.extend(gates.clone().into_iter().chain(unkept));
    console.report(&assessed.findings, &assessed.sources);
    let (pages, files) = (counted(published.pages, "page"), counted(published.files, "file"));
    let same = if published.changed { "" } else { ", no byte of which has changed" };
    console.say(&format!("published {pages} ({files}) in {}{same}", published.folder.display()));
    if kept { asked::end(gates, console) } else { End::Refused }
}

/// Publishes, and then keeps what was published: with what kept the history from being written, if anything did.
fn published(
    args: &Build,
    out: &Path,
    ready: &Ready,
    assessed: &Assessed,
    with: (&BTreeMap<String, Since>, &Console),
) -> Result<(Published, Option<Diagnostic>), Findings> {
    let pending = Pending::prepare(&args.source.book, &ready.cards)?;
    let published = written(&args.source.book, out, ready, assessed, with)?;
    Ok((published, interrupt::while_publishing(|| pending.keep()).err()))
}

/// [`publish`] as a stage with its time.
fn written(
    root: &Path,
    out: &Path,
    ready: &Ready,
    assessed: &Assessed,
    (since, console): (&BTreeMap<String, Since>, &Console),
) -> Result<Published, Findings> {
    let write = || publish(root, out, ready, assessed, (since, console));
    console.timings.stage("write", write, |done| match done {
        Ok(published) => {
            let rows = pipeline::reused("question", ready.engine.tally(About::Rows));
            format!("{}; rows behind measures: {rows}", counted(published.files, "file"))
        }
        Err(_) => "nothing".to_owned(),
    })
}

/// Writes the site of an assessed book to `out`; with what each scorecard was compared with, by its id.
pub(super) fn publish(
    root: &Path,
    out: &Path,
    ready: &Ready,
    assessed: &Assessed,
    (since, console): (&BTreeMap<String, Since>, &Console),
) -> Result<Published, Findings> {
    let mut found = Findings::default();
    let rows = rows::published(ready, &mut found);
    if found.has_errors() {
        return Err(found);
    }
    let book = &ready.book;
    let material = Material {
        book,
        sources: &assessed.sources,
        drop: &ready.drop,
        cards: cards(ready, since),
        appraised: appraised(ready),
        swots: rated(&book.swots, &ready.documents.swots),
        portfolios: rated(&book.portfolios, &ready.documents.portfolios),
        cases: cases(ready),
        rows: &rows,
        silenced: &assessed.quality.silenced,
        tool_version: env!("CARGO_PKG_VERSION"),
    };
    let bar = console.spinner("writing");
    let published = interrupt::while_publishing(|| {
        site::publish(&material, root, out, ready.engine.threads(), &|| {
            bar.inc(1);
            !interrupt::is_wanted()
        })
    });
    bar.finish_and_clear();
    published
}

/// The scorecards with what came of them, and of them since earlier editions.
fn cards<'a>(ready: &'a Ready, since: &'a BTreeMap<String, Since>) -> Vec<Card<'a>> {
    let cards = ready.book.scorecards.iter().zip(&ready.cards);
    let cards = cards.map(|(scorecard, card)| {
        let told = Card::new(scorecard, &card.entities, &card.series, &card.evaluation);
        let told = told.with_weighed(&card.weighed).compared(since.get(&scorecard.id));
        told.kept_in(card.history.as_ref())
    });
    cards.collect()
}

/// The business cases with what came of them.
fn cases(ready: &Ready) -> Vec<Cased<'_>> {
    let told = ready.book.business_cases.iter().zip(&ready.documents.cases);
    told.map(|(case, outcome)| Cased { case, outcome }).collect()
}

/// The assessments with what came of them.
fn appraised(ready: &Ready) -> Vec<Appraised<'_>> {
    let told = ready.documents.appraised.iter().map(|done| Appraised {
        firmness: sensitivity::of_assessment(&done.assessment, &done.entities, &done.appraisal),
        weighed: &done.weighed,
        assessment: &done.assessment,
        entities: &done.entities,
        panel: &done.panel,
        appraisal: &done.appraisal,
    });
    told.collect()
}

/// SWOTs or portfolios with what came of them.
fn rated<'a, T>(all: &'a [T], done: &'a [judge::Rated]) -> Vec<Rated<'a, T>> {
    let told = all.iter().zip(done).map(|(own, done)| Rated { own, panel: &done.panel, rounds: &done.rounds });
    told.collect()
}

/// Folders of the book that are read: a site in one of them would be taken for input by the next run, or for its cache.
const INPUTS: [&str; 4] = [".scorebook", "data", "scorecards", "templates"];

/// Where the site goes: `--out`, or `site` in the book.
pub(super) fn folder(book: &Path, out: Option<&Path>) -> Result<PathBuf, Diagnostic> {
    let Some(out) = out.map(Path::to_owned) else { return Ok(book.join("site")) };
    let Ok(wanted) = std::path::absolute(&out) else { return Ok(out) };
    let parents: Vec<PathBuf> = wanted.ancestors().filter_map(|folder| folder.canonicalize().ok()).collect();
    let read = INPUTS.iter().find(|name| {
        let input = book.join(name).canonicalize();
        input.is_ok_and(|input| parents.contains(&input))
    });
    match read {
        None => Ok(out),
        Some(name) => Err(Diagnostic::error("out-among-inputs", format!("the site cannot be written into `{name}/`"))
            .in_file(wanted.display().to_string(), None)
            .help(format!("everything in `{name}/` is read as part of the book; choose another folder with --out"))),
    }
}
