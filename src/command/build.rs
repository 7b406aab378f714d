//! `scorebook build`: from a book to a published site.

use std::path::PathBuf;

use super::console::{Console, counted};
use super::interrupt;
use super::pipeline::{self, Assessed, Ready};
use crate::cli::Build;
use crate::diagnostic::Findings;
use crate::report::{Card, Material};
use crate::site::{self, Published};

pub(super) fn run(args: &Build, console: &Console) -> bool {
    let mut assessed = pipeline::assess(&args.source.book, &args.source.run, console);
    assessed.findings.extend(std::mem::take(&mut assessed.quality.findings));
    let ready = assessed.ready.take().filter(|_| !assessed.findings.has_errors());
    let published = ready.map(|ready| publish(args, &ready, &assessed, console));
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

fn publish(args: &Build, ready: &Ready, assessed: &Assessed, console: &Console) -> Result<Published, Findings> {
    let book = &ready.book;
    let cards = book.scorecards.iter().zip(&ready.cards);
    let cards = cards.map(|(scorecard, card)| Card::new(scorecard, &card.entities, &card.series, &card.evaluation));
    let material = Material {
        book,
        sources: &assessed.sources,
        drop: &ready.drop,
        cards: cards.collect(),
        silenced: &assessed.quality.silenced,
        tool_version: env!("CARGO_PKG_VERSION"),
    };
    let out = args.out.clone().unwrap_or_else(|| default_folder(args));
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

fn default_folder(args: &Build) -> PathBuf {
    args.source.book.join("site")
}
