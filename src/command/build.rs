//! `scorebook build`: from a book to a published site.

use std::path::PathBuf;

use super::console::{Console, counted};
use super::interrupt;
use super::pipeline::{self, Assessed, Ready};
use super::rows;
use crate::cli::Build;
use crate::diagnostic::{Diagnostic, Findings};
use crate::report::{Card, Material, PublishedRows};
use crate::site::{self, Published};

pub(super) fn run(args: &Build, console: &Console) -> bool {
    let mut assessed = pipeline::assess(&args.source.book, &args.source.run, console);
    assessed.findings.extend(std::mem::take(&mut assessed.quality.findings));
    let ready = assessed.ready.take().filter(|_| !assessed.findings.has_errors());
    let rows = ready.as_ref().map(|ready| rows::published(ready, &mut assessed.findings)).unwrap_or_default();
    let ready = ready.filter(|_| !assessed.findings.has_errors());
    let published = ready.map(|ready| publish(args, &ready, &rows, &assessed, console));
    if interrupt::is_wanted() && !matches!(published, Some(Ok(_))) {
        console.say("stopped: nothing was published; what was there before is as it was");
        interrupt::leave();
    }
    match published {
        Some(Ok(published)) => {
            console.report(&assessed.findings, &assessed.sources);
            let (pages, files) = (counted(published.pages, "page"), counted(published.files, "file"));
            console.say(&format!("published {pages} ({files}) in {}", published.folder.display()));
            true
        }
        failed => {
            assessed.findings.extend(failed.into_iter().filter_map(Result::err).flatten());
            console.report(&assessed.findings, &assessed.sources);
            console.say("nothing was published; what was there before is as it was");
            false
        }
    }
}

fn publish(
    args: &Build,
    ready: &Ready,
    rows: &PublishedRows,
    assessed: &Assessed,
    console: &Console,
) -> Result<Published, Findings> {
    let book = &ready.book;
    let cards = book.scorecards.iter().zip(&ready.cards);
    let cards = cards.map(|(scorecard, card)| Card::new(scorecard, &card.entities, &card.series, &card.evaluation));
    let material = Material {
        book,
        sources: &assessed.sources,
        drop: &ready.drop,
        cards: cards.collect(),
        rows,
        silenced: &assessed.quality.silenced,
        tool_version: env!("CARGO_PKG_VERSION"),
    };
    let out = folder(args)?;
    let bar = console.spinner("writing");
    let published = interrupt::while_publishing(|| {
        site::publish(&material, &args.source.book, &out, &|| {
            bar.inc(1);
            !interrupt::is_wanted()
        })
    });
    bar.finish_and_clear();
    published
}

/// Folders of the book that are read: a site in one of them would be taken for input by the next run.
const INPUTS: [&str; 3] = ["data", "scorecards", "templates"];

/// Where the site goes: `--out`, or `site` in the book.
fn folder(args: &Build) -> Result<PathBuf, Diagnostic> {
    let Some(out) = args.out.clone() else { return Ok(args.source.book.join("site")) };
    let Ok(wanted) = std::path::absolute(&out) else { return Ok(out) };
    let parents: Vec<PathBuf> = wanted.ancestors().filter_map(|folder| folder.canonicalize().ok()).collect();
    let read = INPUTS.iter().find(|name| {
        let input = args.source.book.join(name).canonicalize();
        input.is_ok_and(|input| parents.contains(&input))
    });
    match read {
        None => Ok(out),
        Some(name) => Err(Diagnostic::error("out-among-inputs", format!("the site cannot be written into `{name}/`"))
            .in_file(out.display().to_string(), None)
            .help(format!("everything in `{name}/` is read as part of the book; choose another folder with --out"))),
    }
}
