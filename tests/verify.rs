//! `scorebook verify`: a published site is held against its manifest, and against its book.

mod common;

use std::path::{Path, PathBuf};
use std::process::Output;

use common::{copy_folder, root, said, scorebook};

/// A book with its site, built for a period that is not the latest.
fn published() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (book, site) = (folder.path().join("book"), folder.path().join("published"));
    copy_folder(&root().join("tests/pipelines"), &book);
    let output = scorebook([Path::new("build"), &book, Path::new("--period=2026-09"), Path::new("--out"), &site]);
    assert!(output.status.success(), "{}", said(&output));
    (folder, book, site)
}

fn verify(site: &Path) -> Output {
    scorebook([Path::new("verify"), site])
}

fn verify_with(site: &Path, book: &Path) -> Output {
    scorebook([Path::new("verify"), site, Path::new("--book"), book])
}

#[track_caller]
fn assert_told(output: &Output, words: &[&str]) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    for word in words {
        assert!(said(output).contains(word), "{word} is not in\n{}", said(output));
    }
}

fn change(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("readable");
    assert!(text.contains(from), "{from} is not in {}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).expect("writable");
}

#[test]
fn what_was_built_is_in_order_and_its_book_gives_the_same() {
    let (_folder, book, site) = published();
    for output in [verify(&site), verify_with(&site, &book)] {
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(said(&output).contains("no file differs"), "{}", said(&output));
    }
    let manifest = std::fs::read_to_string(site.join("manifest.json")).expect("readable");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!(manifest["periods"], serde_json::json!({"shop": "2026-09"}));
}

#[test]
fn files_changed_added_and_removed_are_all_listed() {
    let (_folder, _, site) = published();
    change(&site.join("index.html"), "<", " <");
    change(&site.join("assets/scorebook.css"), "{", " {");
    std::fs::remove_file(site.join("data/shop/scores.csv")).expect("there");
    std::fs::create_dir(site.join("extra")).expect("a folder");
    std::fs::write(site.join("extra/漏.txt"), "x").expect("writable");
    let words = [
        "error[site-changed]: 2 files are not what the build wrote",
        "note: `assets/scorebook.css`",
        "note: `index.html`",
        "error[site-missing]: 1 file is missing from the site",
        "note: `data/shop/scores.csv`",
        "error[site-added]: 1 file is in the site and not from the build",
        "note: `extra/漏.txt`",
    ];
    assert_told(&verify(&site), &words);
}

#[test]
fn a_folder_that_is_no_site_of_ours_is_refused() {
    let (folder, _, site) = published();
    assert_told(&verify(&folder.path().join("nowhere")), &["error[no-site]", "manifest.json"]);
    change(&site.join("manifest.json"), "\"scorebook\"", "\"something\"");
    assert_told(&verify(&site), &["another tool wrote its manifest"]);
    std::fs::write(site.join("manifest.json"), "{}").expect("writable");
    assert_told(&verify(&site), &["error[no-site]"]);
}

#[test]
fn a_site_forged_together_with_its_manifest_is_found_out_by_the_book() {
    let (_folder, book, site) = published();
    let scores = site.join("data/shop/scores.json");
    let before = blake3::hash(&std::fs::read(&scores).expect("readable")).to_hex().to_string();
    change(&scores, "\"score\": 50.0", "\"score\": 95.0");
    let after = blake3::hash(&std::fs::read(&scores).expect("readable")).to_hex().to_string();
    change(&site.join("manifest.json"), &before, &after);
    assert_eq!(verify(&site).status.code(), Some(0), "its own manifest vouches for it");
    let words = [
        "error[site-differs]: 1 file is not what the book gives now",
        "note: `data/shop/scores.json`",
        "error[scores-differ]: 1 node differs in `data/shop/scores.json`",
        "note: market/win/visits: score 95.0, the book gives 50.0",
    ];
    assert_told(&verify_with(&site, &book), &words);
}

#[test]
fn a_manifest_changed_by_hand_is_found_out_by_the_book() {
    let (_folder, book, site) = published();
    change(&site.join("manifest.json"), "\"data_drop\": \"", "\"data_drop\": \"0");
    assert_eq!(verify(&site).status.code(), Some(0));
    assert_told(&verify_with(&site, &book), &["error[site-differs]", "note: `manifest.json`"]);
}

#[test]
fn changed_data_is_named_with_the_files_and_nodes_it_moves() {
    let (_folder, book, site) = published();
    change(&book.join("data/orders.csv"), "1,north,2026-09", "1,north,2026-09,x\n4,north,2026-09");
    let output = verify_with(&site, &book);
    assert_told(&output, &["data/orders.csv"]);
    change(&book.join("data/orders.csv"), "1,north,2026-09,x", "1,north,2026-09,Ms Secret");
    let words = [
        "error[site-differs]",
        "note: `data/shop/scores.json`",
        "note: market/win/orders: actual 1.0, the book gives 2.0; ",
        "score 5.0, the book gives 10.0",
        "warning[inputs-differ]",
        "note: `data/orders.csv` has changed",
    ];
    assert_told(&verify_with(&site, &book), &words);
    assert!(!said(&verify_with(&site, &book)).contains("scorecards/shop.yaml` has changed"));
}

#[test]
fn a_book_that_no_longer_builds_is_said_to() {
    let (_folder, book, site) = published();
    change(&book.join("scorebook.yaml"), "title:", "titel:");
    assert_told(&verify_with(&site, &book), &["error[unknown-field]", "scorebook.yaml:1:1"]);
}
