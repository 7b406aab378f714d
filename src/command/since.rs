//! What a build compares with: an earlier edition, read and compared before anything is published.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::console::Console;
use super::diff::side::{self, Refused, Side};
use super::diff::{git, reruns};
use super::pipeline::{Assessed, Ready};
use crate::cli::Build;
use crate::compare::{Earlier, Edition, Since};
use crate::diagnostic::{Diagnostic, Findings, Sources};
use crate::scorecard::Period;

/// What became of each scorecard since the edition of `--compare-to`, by its id; empty where there is none.
///
/// What stands in the way is told at once where it points into other files than the book's, else among the findings.
pub(super) fn of(args: &Build, ready: &Ready, assessed: &mut Assessed, console: &Console) -> BTreeMap<String, Since> {
    let Some(name) = &args.compare_to else { return BTreeMap::new() };
    if is_nothing(name, &args.source.book) {
        assessed.findings.push(nothing(name));
        return BTreeMap::new();
    }
    match compared(args, name, ready, console) {
        Ok((since, findings)) => {
            assessed.findings.extend(findings);
            since
        }
        Err((findings, sources)) => {
            // A place in another book would be shown in the file of this one.
            if sources.iter().next().is_some() {
                console.report(&findings, &sources);
                assessed.findings.push(unevaluated(name));
            } else {
                assessed.findings.extend(findings);
            }
            BTreeMap::new()
        }
    }
}

fn compared(
    args: &Build,
    name: &str,
    ready: &Ready,
    console: &Console,
) -> Result<(BTreeMap<String, Since>, Findings), Refused> {
    let book = &args.source.book;
    let old = Side::find(name, book).map_err(|finding| (finding.into(), Sources::default()))?;
    let new = Side::Book { root: book.clone(), data: book.clone(), _scratch: None };
    let (earlier, is) = (old.earlier(&args.source.run, console)?, side::editions(ready));
    let findings = told(name, &earlier, &is);
    if findings.has_errors() {
        return Err((findings, Sources::default()));
    }
    let reruns = reruns(&args.source.run, (&old, &earlier.editions), (&new, &is), console);
    Ok((earlier.since(&is, &reruns), findings))
}

/// Whether there is nothing there yet, as before the first publication; a revision that is asked for as one must exist.
fn is_nothing(name: &str, book: &Path) -> bool {
    if name.starts_with("git:") {
        return false;
    }
    match fs::read_dir(name) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound && !git::knows(book, name),
    }
}

/// What a reader of the comparison should know of the earlier edition.
fn told(name: &str, earlier: &Earlier, is: &[Edition]) -> Findings {
    let pairs: Vec<(&Edition, &Edition)> = is
        .iter()
        .filter_map(|is| Some((earlier.editions.iter().find(|was| was.scorecard == is.scorecard)?, is)))
        .collect();
    if pairs.is_empty() {
        return other_book(name, &earlier.editions).into();
    }
    let periods = pairs.iter().filter_map(|(was, is)| period(name, was, is));
    let version = pairs.iter().find(|(was, is)| was.tool != is.tool).map(|(was, is)| {
        let message = format!("`{name}` was made by version {} of the tool, this is {}", was.tool, is.tool);
        Diagnostic::warning("compare-version", message)
            .help("what the two versions score differently is told as policy; build the earlier edition again to tell it apart")
    });
    periods.chain(version).collect()
}

/// A later period, or one of another kind.
fn period(name: &str, was: &Edition, is: &Edition) -> Option<Diagnostic> {
    let (old, new) = (Period::parse(&was.period)?, Period::parse(&is.period)?);
    let card = &is.scorecard;
    if old.frequency() != new.frequency() {
        let message =
            format!("`{card}` is now reported by {}: {} against {}", new.frequency().word(), is.period, was.period);
        let help =
            "values of a longer period are larger for that alone; what moved says so little until the next publication";
        return Some(Diagnostic::warning("compare-period", message).in_file(name, None).help(help));
    }
    (old > new).then(|| {
        let message = format!("`{card}` is compared with a later period: {} against {}", is.period, was.period);
        let help = "leave `--period` out, or compare with an edition of that period or an earlier one";
        Diagnostic::warning("compare-period", message).in_file(name, None).help(help)
    })
}

fn nothing(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "compare-nothing",
        format!("there is nothing to compare with yet: `{name}` does not exist or is empty"),
    )
    .help("the report has no page on what moved since; it has one from the second publication on, if the name is right")
}

fn other_book(name: &str, editions: &[Edition]) -> Diagnostic {
    let theirs: Vec<String> = editions.iter().map(|edition| format!("`{}`", edition.scorecard)).collect();
    Diagnostic::error("compare-other-book", format!("`{name}` has none of the scorecards of this book"))
        .note(format!("it has {}", theirs.join(", ")))
        .help("name an edition of this book; scorecards are the same when their ids are")
}

fn unevaluated(name: &str) -> Diagnostic {
    Diagnostic::error("compare-refused", format!("`{name}` has errors of its own, which stand above"))
        .help("compare with the site that was published from it, or with a revision that can be evaluated")
}
