//! `scorebook lint`: how good the measures are, and nothing else but errors.

use super::console::{Console, counted};
use super::pipeline;
use crate::cli::Lint;
use crate::diagnostic::{Findings, Severity};

pub(super) fn run(args: &Lint, console: &Console) -> bool {
    let cache = pipeline::cache(&args.source.book, &args.source.run);
    let assessed = pipeline::assess(&args.source.book, &args.source.run, &cache, console);
    let mut findings: Findings = assessed.quality.findings;
    findings.extend(assessed.findings.into_iter().filter(|finding| finding.severity == Severity::Error));
    let fine = console.report(&findings, &assessed.sources);
    let silenced = counted(assessed.quality.silenced.len(), "finding");
    if !assessed.quality.silenced.is_empty() {
        console.say(&format!("{silenced} silenced with a reason; the report lists them on its page of methods"));
    }
    if fine && findings.is_empty() {
        console.say("nothing to object to");
    }
    fine
}
