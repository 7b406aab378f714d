//! What a build takes over from the one before, and that it never shows.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use common::{bytes_below, copy_folder, root, said, scorebook};

/// A small book on its own, whose files are older than now.
fn book() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    copy_folder(&root().join("tests/pipelines"), &book);
    settle();
    (folder, book)
}

/// A file changed in the very moment a build begins is not vouched for.
fn settle() {
    std::thread::sleep(Duration::from_millis(30));
}

fn build(book: &Path, options: &[&str]) -> Output {
    let arguments = ["build".into(), book.to_owned()].into_iter().chain(options.iter().map(PathBuf::from));
    scorebook(arguments)
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("readable");
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).expect("writable");
    settle();
}

fn had_nothing_to_do(output: &Output) -> bool {
    said(output).contains("nothing has changed")
}

/// The findings, without what was done.
fn findings(output: &Output) -> Vec<String> {
    let told = said(output);
    let done = |line: &&str| !line.starts_with("nothing has changed") && !line.starts_with("published ");
    told.lines().filter(done).map(str::to_owned).collect()
}

#[test]
fn nothing_new_says_the_same_ends_the_same_and_leaves_the_site_alone() {
    let (folder, book) = book();
    let (one, two) = (folder.path().join("one.xml"), folder.path().join("two.xml"));
    let junit = |path: &Path| format!("--junit={}", path.display());
    let gates = "--fail-on=off-track,stale,data-tests";
    let first = build(&book, &[gates, &junit(&one)]);
    assert_eq!(first.status.code(), Some(3), "{}", said(&first));
    assert!(!had_nothing_to_do(&first) && said(&first).contains("warning"), "{}", said(&first));
    let site = bytes_below(&book.join("site"));
    let index = fs::metadata(book.join("site/index.html")).expect("there").modified().expect("a time");
    let second = build(&book, &[gates, &junit(&two)]);
    assert!(had_nothing_to_do(&second), "{}", said(&second));
    assert_eq!(second.status.code(), Some(3));
    assert_eq!(findings(&first), findings(&second));
    assert_eq!(fs::read(one).expect("written"), fs::read(two).expect("written"));
    assert_eq!(bytes_below(&book.join("site")), site);
    assert_eq!(fs::metadata(book.join("site/index.html")).expect("there").modified().expect("a time"), index);
}

#[test]
fn whatever_changes_is_built() {
    let (_folder, book) = book();
    build(&book, &[]);
    assert!(had_nothing_to_do(&build(&book, &[])));
    assert!(had_nothing_to_do(&build(&book, &["--threads=1"])), "threads change nothing");
    let orders = book.join("data/orders.csv");
    let data = fs::read_to_string(&orders).expect("readable");
    fs::write(&orders, &data).expect("writable");
    assert!(had_nothing_to_do(&build(&book, &[])), "only touched");
    for options in [&["--period=2026-09"][..], &[], &["--fail-on=no-data"], &["--no-cache"]] {
        assert!(!had_nothing_to_do(&build(&book, options)), "{options:?}");
    }
    let scorecard = fs::read_dir(book.join("scorecards")).expect("there").flatten().map(|entry| entry.path());
    let scorecard = scorecard.filter(|path| path.extension().is_some_and(|e| e == "yaml")).min().expect("a scorecard");
    let edits: [(&str, &dyn Fn()); 6] = [
        ("data", &|| fs::write(&orders, format!("{data}\n")).expect("writable")),
        ("a new file", &|| fs::write(book.join("data/more.csv"), "a\n1\n").expect("writable")),
        ("a template", &|| {
            fs::create_dir_all(book.join("templates/css")).expect("a folder");
            fs::write(book.join("templates/css/own.css"), "body { margin: 0 }").expect("writable");
        }),
        ("a definition", &|| change(&scorecard, "kind:", "# again\nkind:")),
        ("the site", &|| change(&book.join("site/index.html"), "<", " <")),
        ("a stray file", &|| fs::write(book.join("site/stray.txt"), "x").expect("writable")),
    ];
    for (what, edit) in edits {
        edit();
        settle();
        let output = build(&book, &[]);
        assert!(output.status.success() && !had_nothing_to_do(&output), "{what}: {}", said(&output));
        assert!(had_nothing_to_do(&build(&book, &[])), "{what} once");
    }
    assert!(!book.join("site/stray.txt").exists());
}

#[test]
fn no_cache_neither_reads_nor_writes() {
    let (_folder, book) = book();
    assert!(build(&book, &["--no-cache"]).status.success());
    assert!(!book.join(".scorebook").exists());
    build(&book, &[]);
    let kept = bytes_below(&book.join(".scorebook"));
    assert!(!kept.is_empty());
    assert!(!had_nothing_to_do(&build(&book, &["--no-cache"])));
    assert_eq!(bytes_below(&book.join(".scorebook")), kept);
}

#[test]
fn what_is_refused_is_refused_again() {
    let (_folder, book) = book();
    build(&book, &[]);
    change(&book.join("scorebook.yaml"), "title:", "titel:");
    let first = build(&book, &[]);
    let second = build(&book, &[]);
    assert_eq!(first.status.code(), Some(1));
    assert_eq!(second.status.code(), Some(1));
    assert_eq!(said(&first), said(&second));
    change(&book.join("scorebook.yaml"), "titel:", "title:");
    assert!(had_nothing_to_do(&build(&book, &[])), "the site still is that of this book");
}
