//! A book that is refused publishes nothing: no file appears, none changes, and the exit code says so.

mod common;

use std::path::Path;

use common::{bytes_of_book, copy_folder, root, said, scorebook};

#[test]
fn a_refused_book_is_left_as_it_was() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let refused = std::fs::read_dir(root().join("tests/refused")).expect("the refused books");
    let mut tried = 0;
    for case in refused {
        let case = case.expect("the folder can be read").path();
        let book = folder.path().join(case.file_name().expect("a name"));
        copy_folder(&case, &book);
        let before = bytes_of_book(&book);
        let output = scorebook([Path::new("build"), &book]);
        assert_eq!(output.status.code(), Some(1), "{}: {}", case.display(), said(&output));
        assert!(bytes_of_book(&book) == before, "{}", case.display());
        tried += 1;
    }
    assert!(tried >= 40, "only {tried} books");
}
