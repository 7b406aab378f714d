//! Builds books again and again, with what is kept and without, and holds one against the other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use super::common::{bytes_below, said, scorebook};

/// A file changed in the very moment a build begins is not vouched for.
pub(crate) fn settle() {
    std::thread::sleep(Duration::from_millis(30));
}

pub(crate) fn build(book: &Path, options: &[&str]) -> Output {
    scorebook(["build".into(), book.to_owned()].into_iter().chain(options.iter().map(PathBuf::from)))
}

pub(crate) fn change(book: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(book.join(path)).expect("readable");
    assert!(text.contains(from), "{from} is not in {path}");
    super::shapes::write(book, path, text.replacen(from, to, 1));
    settle();
}

/// How many questions a stage worked out and how many it took over, as `--timings` says.
#[track_caller]
pub(crate) fn counts(output: &Output, stage: &str) -> (usize, usize) {
    let told = said(output);
    let line = told.lines().find(|line| line.starts_with(stage)).unwrap_or_else(|| panic!("no {stage} in {told}"));
    let after = |word: &str| {
        let before = line.split(word).next().expect("a part").trim_end();
        before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{line}"))
    };
    (after(" worked out"), after(" taken over"))
}

/// Builds with what is kept and without, and holds one against the other; gives the former.
#[track_caller]
pub(crate) fn same_as_clean(book: &Path) -> Output {
    let clean = book.parent().expect("a parent").join("clean");
    let by_cache = build(book, &["--timings"]);
    let anew = build(book, &["--no-cache", &format!("--out={}", clean.display())]);
    assert_eq!(by_cache.status.code(), anew.status.code(), "{}\n{}", said(&by_cache), said(&anew));
    assert_eq!(findings(&by_cache), findings(&anew));
    if anew.status.success() {
        assert_same(&bytes_below(&book.join("site")), &bytes_below(&clean));
    }
    by_cache
}

#[track_caller]
pub(crate) fn assert_same(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(one.keys().eq(other.keys()), "the sites have different files");
    let differing: Vec<_> = one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "files differ: {differing:?}");
}

/// What was found, without what was done and how long it took.
pub(crate) fn findings(output: &Output) -> Vec<String> {
    let done = [
        "nothing has changed",
        "published ",
        "compare ",
        "define ",
        "read ",
        "load ",
        "judge ",
        "query ",
        "evaluate ",
        "test ",
        "write ",
        "all ",
    ];
    let told = said(output);
    told.lines().filter(|line| !done.iter().any(|word| line.starts_with(word))).map(str::to_owned).collect()
}
