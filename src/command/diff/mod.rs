//! `scorebook diff`: what moved between two editions of a book, and why.

pub(super) mod git;
mod markdown;
pub(super) mod side;
mod text;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use super::console::Console;
use crate::cli::{Diff, DiffFormat, Run};
use crate::compare::{Difference, Edition, Rerun, Reruns, compare_all, unclear};
use crate::diagnostic::Sources;
use side::{Refused, Side};

pub(super) fn run(args: &Diff, console: &Console) -> bool {
    match difference(args, console) {
        Ok(difference) => {
            console.out(&written(args, &difference));
            true
        }
        Err((findings, sources)) => console.report(&findings, &sources),
    }
}

fn difference(args: &Diff, console: &Console) -> Result<Difference, Refused> {
    let find = |name: &str| Side::find(name, &args.book).map_err(|finding| (finding.into(), Sources::default()));
    let book = args.book.display().to_string();
    let (old, new) = (find(&args.old)?, find(args.new.as_deref().unwrap_or(&book))?);
    let (was, is) = (old.editions(&args.run, console)?, new.editions(&args.run, console)?);
    let reruns = reruns(&args.run, (&old, &was), (&new, &is), console);
    Ok(compare_all(&was, &is, &reruns))
}

/// The measures that changed in data and definition at once, run on the data of the other side. By scorecard.
pub(super) fn reruns(
    run: &Run,
    (old, was): (&Side, &[Edition]),
    (new, is): (&Side, &[Edition]),
    console: &Console,
) -> BTreeMap<String, Reruns> {
    let pairs = is.iter().filter_map(|is| Some((was.iter().find(|was| was.scorecard == is.scorecard)?, is)));
    let wanted: Vec<(&str, Vec<String>)> = pairs.map(|(was, is)| (is.scorecard.as_str(), unclear(was, is))).collect();
    if wanted.iter().all(|(_, measures)| measures.is_empty()) {
        return BTreeMap::new();
    }
    let mixed = old.on_data_of(new, run, console).zip(new.on_data_of(old, run, console));
    let Some((new_data, new_definition)) = mixed else { return BTreeMap::new() };
    let actual = |editions: &[Edition], scorecard: &str, measure: &str| {
        let edition = editions.iter().find(|edition| edition.scorecard == scorecard)?;
        edition.node(measure)?.measure.as_ref()?.actual
    };
    let of = |(scorecard, measures): (&str, Vec<String>)| {
        let rerun = |measure: String| {
            let rerun = Rerun {
                new_data: actual(&new_data, scorecard, &measure),
                new_definition: actual(&new_definition, scorecard, &measure),
            };
            (measure, rerun)
        };
        (scorecard.to_owned(), measures.into_iter().map(rerun).collect())
    };
    wanted.into_iter().map(of).collect()
}

fn written(args: &Diff, difference: &Difference) -> String {
    match args.format {
        DiffFormat::Text => text::text(difference, &args.locale),
        DiffFormat::Markdown => markdown::markdown(difference, &args.locale),
        DiffFormat::Json => json(args, difference),
    }
}

/// The difference with what was compared.
#[derive(Serialize)]
struct Compared<'a> {
    old: &'a str,
    new: &'a str,
    #[serde(flatten)]
    difference: &'a Difference,
}

fn json(args: &Diff, difference: &Difference) -> String {
    let compared = Compared { old: &args.old, new: args.new.as_deref().unwrap_or("."), difference };
    // Numbers are finite and keys are strings, so there is nothing serde_json refuses.
    let mut text = serde_json::to_string_pretty(&compared).unwrap_or_default();
    text.push('\n');
    text
}
