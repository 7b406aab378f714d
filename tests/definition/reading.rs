//! Files and folders: what is read, what is not, and what is said about it.

use std::path::Path;

use scorebook::definition::{Loaded, load};
use scorebook::scorecard::{Limits, Locale, ValueSource};

use super::{BOOK, CARD, PYRAMID, load_files, write};

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    assert!(loaded.book.is_none() || !loaded.findings.has_errors());
    loaded.findings.sorted().iter().map(|finding| finding.code).collect()
}

#[test]
fn a_file_of_more_than_a_megabyte_is_not_read() {
    let huge = format!("# {}\n{CARD}", "数据".repeat(170_000));
    let loaded = load_files(&[("scorebook.yaml", BOOK), ("scorecards/crm.yaml", &huge)]);
    assert!(codes(&loaded).contains(&"huge-file"));
}

#[test]
fn a_folder_that_is_not_there_is_a_finding() {
    assert_eq!(codes(&load(Path::new("/no/such/folder"))), ["no-book"]);
}

#[test]
fn a_book_without_locales_is_in_english() {
    let loaded = load_files(&[("scorebook.yaml", "title: Book\n"), ("scorecards/p.yaml", PYRAMID)]);
    assert_eq!(loaded.book.map(|book| (book.locales, book.limits)), Some((vec![Locale::En], Limits::default())));
}

#[test]
fn a_byte_order_mark_and_windows_line_breaks_do_no_harm() {
    let card = format!("\u{feff}{}", CARD.trim_start().replace('\n', "\r\n"));
    let files = [("scorebook.yaml", BOOK), ("scorecards/crm.yaml", &card), ("scorecards/sql/recent.sql", "SELECT 1")];
    let loaded = load_files(&files);
    let book = loaded.book.expect("a book");
    let ValueSource::Query(sql) = &super::full::measure(&book.scorecards[0], "customer/keep/retention").source else {
        panic!("a query")
    };
    let at = sql.text.find("总数").expect("the column");
    let place = sql.locate(at, at + "总数".len());
    assert_eq!(&loaded.sources.text(place.file)[place.start..place.end], "总数");
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_book_and_reported_outside() {
    let (inside, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(outside.path(), &[("secret.yaml", PYRAMID), ("query.sql", "SELECT 1")]);
    write(
        inside.path(),
        &[("scorebook.yaml", BOOK), ("shared/card.yaml", PYRAMID), ("scorecards/sql/recent.sql", "SELECT 1")],
    );
    let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, inside.path().join(to)).expect("a link");
    link(&inside.path().join("shared"), "scorecards/shared");
    let loaded = load(inside.path());
    assert_eq!(codes(&loaded), Vec::<&str>::new());
    assert_eq!(loaded.book.map(|book| book.scorecards.len()), Some(1));

    link(&outside.path().join("secret.yaml"), "scorecards/secret.yaml");
    link(outside.path(), "scorecards/elsewhere");
    link(inside.path(), "scorecards/loop");
    link(Path::new("nowhere"), "scorecards/broken.yaml");
    let loaded = load(inside.path());
    assert_eq!(codes(&loaded), ["unreadable-file", "link-outside", "link-loop", "link-outside"]);
    assert!(loaded.sources.iter().all(|(path, _)| !path.contains("secret")));
}
