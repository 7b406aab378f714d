//! `scorebook build`: from a book to a published site.

use super::console::{Console, counted};
use super::pipeline;
use crate::cli::Build;
use crate::report::{self, Material};
use crate::site;

pub(super) fn run(args: &Build, console: &Console) -> bool {
    let root = &args.source.book;
    let mut assessed = pipeline::assess(root, &args.source.run, console);
    let ready = assessed.ready.take().filter(|_| !assessed.findings.has_errors());
    let Some(ready) = ready else {
        console.report(&assessed.findings, &assessed.sources);
        console.say("nothing was published");
        return false;
    };
    let cards = ready.book.scorecards.iter().zip(&ready.cards).map(|(scorecard, card)| report::Card {
        scorecard,
        entities: &card.entities,
        series: &card.series,
        evaluation: &card.evaluation,
    });
    let material = Material { book: &ready.book, drop: &ready.drop, cards: cards.collect(), version: env!("CARGO_PKG_VERSION") };
    let out = args.out.clone().unwrap_or_else(|| root.join("site"));
    match site::publish(&material, root, &out) {
        Ok(published) => {
            console.report(&assessed.findings, &assessed.sources);
            console.say(&format!("published {} in {}", counted(published.pages, "page"), out.display()));
            true
        }
        Err(found) => {
            assessed.findings.extend(found);
            console.report(&assessed.findings, &assessed.sources);
            console.say("nothing was published; what was there before is untouched");
            false
        }
    }
}
