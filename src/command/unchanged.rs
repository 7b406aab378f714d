//! A build that has nothing to do: what it would read, and what it would write, is all as the last one left it.

use std::collections::BTreeMap;
use std::path::Path;

use super::End;
use super::asked;
use super::console::{Console, counted};
use super::pipeline::{Assessed, Ready};
use super::scratch::Scratch;
use crate::cache::{self, Cache, Finished, Key};
use crate::cli::{Asked, Build, Run, Source};
use crate::diagnostic::Findings;
use crate::scorecard::Logo;
use crate::site::{Published, Record};

/// What of the command line decides what is built and told.
///
/// Every option is named, so that a new one does not compile before somebody has thought about it here. `None` where more is
/// read than the book: what another edition says may have changed.
fn key(args: &Build, out: &Path, console: &Console) -> Option<Key> {
    let Build { source, asked, out: _, timings: _, compare_to: None } = args else { return None };
    let Source { book: _, run } = source;
    // The same bytes come of any number of threads.
    let Run { period, threads: _, no_cache: _ } = run;
    let Asked { fail_on, junit } = asked;
    let gates: Vec<String> = fail_on.iter().map(|gate| format!("{gate:?}")).collect();
    // JUnit names files as they are seen from where the run was started.
    let seen = junit.as_ref().map(|_| console.root().see("scorebook.yaml"));
    let place = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let key = Key::of("build")
        .maybe(period.as_deref())
        .texts(gates)
        .maybe(seen.as_deref())
        .text(&place.to_string_lossy())
        .done();
    Some(key)
}

/// Says again what the last build said, where nothing has changed since; `None` where there is something to do.
pub(super) fn again(args: &Build, out: &Path, cache: &Cache, console: &Console) -> Option<End> {
    let finished = cache::unchanged(cache, &key(args, out, console)?, &args.source.book, out)?;
    if let Some(path) = &args.asked.junit {
        // What cannot be written is told by a whole build.
        asked::write(path, finished.junit.as_ref()?).ok()?;
    }
    // A run that makes a temporary folder deletes what killed ones left of theirs; this one needs none, and no less does so.
    drop(Scratch::new());
    let mut findings = finished.findings;
    findings.extend(finished.gates.clone());
    console.report(&findings, &finished.sources);
    let (pages, files) = (counted(finished.pages, "page"), counted(finished.files, "file"));
    console.say(&format!("nothing has changed: {pages} ({files}) in {} stand as they are", out.display()));
    Some(asked::end(&finished.gates, console))
}

/// A build that has just published, and what it said.
pub(super) struct Done<'a> {
    pub(super) assessed: &'a Assessed,
    pub(super) ready: &'a Ready,
    pub(super) gates: &'a Findings,
    pub(super) junit: Option<String>,
    pub(super) published: &'a Published,
}

/// Keeps what a build said, for the next one.
pub(super) fn keep(
    args: &Build,
    out: &Path,
    cache: &Cache,
    watch: Option<cache::Watch>,
    done: Done<'_>,
    console: &Console,
) {
    let (Some(watch), Some(key)) = (watch, key(args, out, console)) else { return };
    let Ok(record) = Record::read(&done.published.folder) else { return };
    let outputs: BTreeMap<String, String> =
        record.outputs().map(|(path, hash)| (path.to_owned(), hash.to_owned())).collect();
    let texts = done.assessed.sources.iter().map(|(path, _)| path.to_owned());
    let pictures = done.ready.book.logo.iter().flat_map(Logo::pictures).map(|(picture, _)| picture.path.clone());
    let finished = Finished {
        findings: done.assessed.findings.clone(),
        gates: done.gates.clone(),
        sources: done.assessed.sources.clone(),
        junit: done.junit,
        pages: done.published.pages,
        files: done.published.files,
    };
    watch.keep(cache, &key, texts.chain(pictures).collect(), out, &outputs, &finished);
}
