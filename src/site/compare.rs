//! Two sites side by side: the published one, and the one the book gives now.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::verify::{Entry, MANIFEST, Record, listed};
use crate::diagnostic::{Diagnostic, Findings};

/// More nodes of one file than these are only counted.
const NODES_SHOWN: usize = 20;

/// Everything in which the manifest of `published` is not that of `rebuilt`, which the book gives now, and the nodes
/// whose scores differ.
///
/// [`Record::check`] holds the files of a site against its own manifest; with both, every byte is compared.
pub fn compare(published: &Path, rebuilt: &Path) -> Findings {
    let both = (Record::read(published), Record::read(rebuilt));
    let (Ok(was), Ok(is)) = both else {
        return [both.0.err(), both.1.err()].into_iter().flatten().collect();
    };
    let mut findings = outputs(&was, &is);
    if findings.is_empty() && fs::read(published.join(MANIFEST)).ok() != fs::read(rebuilt.join(MANIFEST)).ok() {
        findings.extend(listed("site-differs", DIFFERS, &[MANIFEST.to_owned()]).map(|finding| finding.help(HELP)));
    }
    let tables = is.outputs.iter().map(|entry| entry.path.as_str()).filter(|path| path.ends_with("/scores.json"));
    findings.extend(tables.filter_map(|path| scores(published, rebuilt, path)));
    if !findings.is_empty() {
        findings.extend(inputs(&was, &is));
    }
    findings
}

const DIFFERS: &str = "not what the book gives now";
const HELP: &str = "build the book and publish the site again; where the data was restated this is what changed";

fn outputs(was: &Record, is: &Record) -> Findings {
    let (old, new) = (by_path(&was.outputs), by_path(&is.outputs));
    let owned = |path: &str| path.to_owned();
    let differing = old.iter().filter(|(path, hash)| new.get(*path).is_some_and(|own| own != *hash));
    let lacking = new.keys().filter(|path| !old.contains_key(*path));
    let surplus = old.keys().filter(|path| !new.contains_key(*path));
    let all: [(_, _, Vec<String>); 3] = [
        ("site-differs", DIFFERS, differing.map(|(path, _)| owned(path)).collect()),
        ("site-lacks", "given by the book now and not in the site", lacking.map(|path| owned(path)).collect()),
        ("site-surplus", "in the site and no longer given by the book", surplus.map(|path| owned(path)).collect()),
    ];
    let findings = all.iter().filter_map(|(code, what, paths)| listed(code, what, paths));
    findings.map(|finding| finding.help(HELP)).collect()
}

/// What the two were built from, where that is not the same.
fn inputs(was: &Record, is: &Record) -> Option<Diagnostic> {
    let old = by_path(&was.inputs);
    let new = by_path(&is.inputs);
    let paths: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let notes = paths.into_iter().filter_map(|path| match (old.get(path), new.get(path)) {
        (Some(one), Some(other)) => (one != other).then(|| format!("`{path}` has changed")),
        (Some(_), None) => Some(format!("`{path}` is gone")),
        (None, _) => Some(format!("`{path}` is new")),
    });
    let version = (was.version != is.version)
        .then(|| format!("the site was built by version {} of the tool, this is {}", was.version, is.version));
    let notes: Vec<String> = version.into_iter().chain(notes).collect();
    if notes.is_empty() {
        return None;
    }
    let finding = Diagnostic::warning("inputs-differ", "the book is not the one the site was built from");
    Some(notes.into_iter().fold(finding, Diagnostic::note))
}

fn by_path(entries: &[Entry]) -> BTreeMap<&str, &str> {
    entries.iter().map(|entry| (entry.path.as_str(), entry.hash.as_str())).collect()
}

/// Which nodes of a `scores.json` differ, and in what.
fn scores(published: &Path, rebuilt: &Path, path: &str) -> Option<Diagnostic> {
    let (old, new) = (nodes(&published.join(path)), nodes(&rebuilt.join(path)));
    let keys: BTreeSet<&(String, String)> = old.keys().chain(new.keys()).collect();
    let notes: Vec<String> = keys
        .into_iter()
        .filter_map(|key| {
            let what = match (old.get(key), new.get(key)) {
                (Some(old), Some(new)) => changes(old, new)?,
                (Some(_), None) => "no longer given by the book".to_owned(),
                (None, _) => "not in the site".to_owned(),
            };
            let (id, entity) = key;
            let id = if id.is_empty() { "the scorecard" } else { id };
            let of = if entity.is_empty() { String::new() } else { format!(" of {entity}") };
            Some(format!("{id}{of}: {what}"))
        })
        .collect();
    if notes.is_empty() {
        return None;
    }
    let nodes = if notes.len() == 1 { "1 node differs".to_owned() } else { format!("{} nodes differ", notes.len()) };
    let more = notes.len().saturating_sub(NODES_SHOWN);
    let finding = Diagnostic::error("scores-differ", format!("{nodes} in `{path}`"));
    let finding = notes.into_iter().take(NODES_SHOWN).fold(finding, Diagnostic::note);
    let finding = if more > 0 { finding.note(format!("and {more} more")) } else { finding };
    Some(finding.help("`scorebook explain NODE` shows what the book gives now and what it rests on"))
}

/// The rows of a `scores.json` by node and entity; none where it cannot be read.
fn nodes(path: &Path) -> BTreeMap<(String, String), Value> {
    let document: Value = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let rows = document.get("nodes").and_then(Value::as_array).cloned().unwrap_or_default();
    rows.into_iter().map(|row| ((text(&row, "id"), text(&row, "entity")), row)).collect()
}

/// `score 80.1, the book gives 79.2`, for each field.
fn changes(old: &Value, new: &Value) -> Option<String> {
    let (old, new) = (old.as_object()?, new.as_object()?);
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let null = Value::Null;
    let fields = keys.into_iter().filter_map(|key| {
        let (old, new) = (old.get(key).unwrap_or(&null), new.get(key).unwrap_or(&null));
        (old != new).then(|| format!("{key} {old}, the book gives {new}"))
    });
    let fields: Vec<String> = fields.collect();
    (!fields.is_empty()).then(|| fields.join("; "))
}
