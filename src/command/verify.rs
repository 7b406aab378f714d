//! `scorebook verify`: whether a published site is what was built, and what its book still gives.

use std::path::Path;

use super::build;
use super::console::Console;
use super::interrupt;
use super::pipeline;
use crate::cli::{Run, Verify};
use crate::diagnostic::{Findings, Severity, Sources};
use crate::site::{self, Record};

pub(super) fn run(args: &Verify, console: &Console) -> bool {
    let mut sources = Sources::default();
    let findings = match Record::read(&args.site) {
        Err(finding) => finding.into(),
        Ok(record) => {
            let mut findings = record.check(&args.site);
            if let Some(book) = &args.book {
                findings.extend(rebuilt(args, book, &record, &mut sources, console));
            }
            findings
        }
    };
    let fine = console.report(&findings, &sources);
    if fine {
        let told = if args.book.is_some() { "is what the book gives" } else { "is what its manifest says" };
        console.say(&format!("{} {told}: no file differs", args.site.display()));
    }
    fine
}

/// Builds the book aside, for the periods the site reports on, and compares.
fn rebuilt(args: &Verify, book: &Path, record: &Record, sources: &mut Sources, console: &Console) -> Findings {
    let run = Run { period: None, threads: args.threads, no_cache: true };
    let mut assessed = pipeline::assess_each(book, &run, record.periods(), console);
    let mut findings = Findings::default();
    if let Some(ready) = assessed.ready.take().filter(|_| !assessed.findings.has_errors()) {
        let aside = pipeline::scratch_folder(&mut findings);
        findings.extend(aside.into_iter().flat_map(|aside| {
            let out = aside.path().join("site");
            let since = match record.since(&args.site) {
                Ok(since) => since,
                Err(finding) => return finding.into(),
            };
            match build::publish(book, &out, &ready, &assessed, (&since, console)) {
                Ok(published) => site::compare(&args.site, &published.folder),
                // Half a comparison must not read like a whole one.
                Err(_) if interrupt::is_wanted() => interrupt::leave(),
                Err(findings) => findings,
            }
        }));
    }
    // Warnings were told when the site was built; what keeps the book from building now has to be told here.
    findings.extend(assessed.findings.into_iter().filter(|finding| finding.severity == Severity::Error));
    *sources = assessed.sources;
    findings
}
