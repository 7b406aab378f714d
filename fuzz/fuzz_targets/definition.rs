//! Bytes as the YAML of a book: text, tree, structs, validation of every kind of document, and all findings printed.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scorebook::definition;
use scorebook_fuzz::{Folder, render};

static FOLDER: LazyLock<Folder> = LazyLock::new(Folder::new);

fuzz_target!(|input: &[u8]| {
    FOLDER.fill(input, "scorecards/first.yaml");
    FOLDER.default("scorebook.yaml", b"title: {zh: \xe6\xb5\x8b\xe8\xaf\x95, en: Test}\nlocales: [zh, en]\n");
    let loaded = definition::load(&FOLDER.root);
    assert_eq!(loaded.book.is_none(), loaded.findings.has_errors());
    render(&loaded.findings, &loaded.sources);
});
