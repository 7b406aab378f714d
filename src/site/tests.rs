//! The whole site of a small book, written and read again.

use std::path::Path;

use super::publish;
use crate::report::testing::made;

#[test]
fn a_site_is_written_and_written_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let made = made();
    for _ in 0..2 {
        let published =
            publish(&made.material(), Path::new("/nowhere"), &out, &|| {}).unwrap_or_else(|f| panic!("{f:#?}"));
        assert_eq!(published.pages, 30);
    }
}
