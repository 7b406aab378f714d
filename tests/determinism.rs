//! Same inputs, same bytes: whatever the threads, the time zone, the locale, the working directory, or what was
//! there before.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{bytes_below, copy_demo, said};

/// Builds `book` in a given environment and hands back every byte of its site.
fn build(book: &Path, threads: u16, environment: &[(&str, &str)], from: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorebook"));
    command.arg("build").arg(book).args(["--threads", &threads.to_string()]);
    command.envs(environment.iter().copied()).current_dir(from);
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", said(&output));
    bytes_below(&book.join("site"))
}

#[track_caller]
fn assert_same(first: &BTreeMap<PathBuf, Vec<u8>>, second: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(first.keys().eq(second.keys()), "the sites have different files");
    let differing: Vec<_> =
        first.iter().filter(|(path, bytes)| second[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "files differ: {differing:?}");
}

#[test]
fn threads_time_zone_locale_and_folder_leave_no_trace() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("elsewhere/two"));
    copy_demo(&one);
    copy_demo(&two);
    let first = build(&one, 1, &[("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8")], Path::new("/"));
    let second = build(&two, 2, &[("TZ", "America/New_York"), ("LC_ALL", "C")], folder.path());
    assert!(first.len() > 100, "only {} files", first.len());
    assert_same(&first, &second);
    let again = build(&two, 2, &[], folder.path());
    assert_same(&first, &again);
}
