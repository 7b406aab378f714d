//! Bytes as the files of a drop: discovery, encodings, delimiters, headers, workbooks, up to the table sources.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scorebook::data;
use scorebook::diagnostic::{Findings, Sources};
use scorebook_fuzz::{Folder, render};

static FOLDER: LazyLock<Folder> = LazyLock::new(Folder::new);

fuzz_target!(|input: &[u8]| {
    FOLDER.fill(input, "data/orders.csv");
    let mut findings = Findings::default();
    let collected = data::collect(&FOLDER.root, &[], &FOLDER.scratch, &mut findings);
    for source in &collected.sources {
        // JSON and Parquet say their columns themselves.
        let named = source.columns.len();
        assert!(named == 0 || named == source.paths.len(), "{}: {named}", source.name);
        assert!(source.files.iter().all(|file| *file < collected.files.len()), "{}", source.name);
        assert!(source.paths.iter().all(|path| path.is_file()), "{}", source.name);
    }
    render(&findings, &Sources::default());
});
