//! `scorebook check`: everything but writing.

use super::End;
use super::asked;
use super::console::{Console, counted};
use super::pipeline;
use crate::cli::Check;

pub(super) fn run(args: &Check, console: &Console) -> End {
    let cache = pipeline::cache(&args.source.book, &args.source.run);
    let mut assessed = pipeline::assess(&args.source.book, &args.source.run, &cache, console);
    assessed.findings.extend(std::mem::take(&mut assessed.quality.findings));
    if let Some(ready) = assessed.ready.as_ref().filter(|_| !assessed.findings.has_errors()) {
        super::rows::published(ready, &mut assessed.findings);
        ready.engine.keep();
    }
    cache.finish();
    asked::write_junit(&args.asked, &mut assessed, console);
    let gates = asked::tripped(&args.asked, &assessed);
    let fine = !assessed.findings.has_errors();
    assessed.findings.extend(gates.clone());
    console.report(&assessed.findings, &assessed.sources);
    if let Some(ready) = assessed.ready.filter(|_| fine) {
        let measures: usize = ready.cards.iter().map(|card| card.series.len()).sum();
        console.say(&format!(
            "the book is ready: {}, {}, {}",
            counted(ready.cards.len(), "scorecard"),
            counted(measures, "measure"),
            counted(ready.drop.tables.len(), "table"),
        ));
    }
    if fine { asked::end(&gates, console) } else { End::Refused }
}
