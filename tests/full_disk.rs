//! A disk that fills up under a build, at whatever byte: the published site stays, the reason is said, and with room
//! again the next build is none the worse for it.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{bytes_below, copy_folder, root, said};

/// How many sizes of disk, or of files, are tried.
const SIZES: u64 = 20;

/// A block of a memory disk, in bytes.
const BLOCK: u64 = 4096;

type Site = BTreeMap<PathBuf, Vec<u8>>;

/// A book with a table of some length in an old encoding, which is decoded into a temporary copy.
fn book(folder: &Path) -> PathBuf {
    let book = folder.join("book");
    copy_folder(&root().join("tests/pipelines"), &book);
    let rows = "朝阳门外大街七号店,2026-10
"
    .repeat(6_000);
    let (gbk, _, _) = encoding_rs::GBK.encode(&rows);
    std::fs::write(book.join("data/shops.csv"), [&encoding_rs::GBK.encode("店名,月份\n").0, &gbk[..]].concat())
        .expect("writable");
    book
}

fn title(book: &Path, title: &str) {
    std::fs::write(book.join("scorebook.yaml"), format!("title: {title}\nlocales: [en]\n")).expect("writable");
}

/// Runs a script of `sh` with the binary, the book and a folder as `$1`, `$2` and `$3`.
fn sh(prefix: &[&str], script: &str, book: &Path, folder: &Path) -> Output {
    let mut command = Command::new(prefix.first().copied().unwrap_or("sh"));
    command.args(prefix.iter().skip(1)).args(if prefix.is_empty() { &[][..] } else { &["sh"] });
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_scorebook")]).arg(book).arg(folder);
    command.env("NO_COLOR", "1").output().expect("sh runs")
}

/// What a namespace of one's own needs, so that a disk of any size can be mounted in it without being root.
const ALONE: [&str; 2] = ["unshare", "-rm"];

fn may_mount(folder: &Path) -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs"]).arg(folder).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        eprintln!("skipped: this system does not let users mount a memory disk (unshare -rm)");
    }
    may
}

/// What a memory disk takes for a site, in bytes: whole blocks, and nothing for folders.
fn size_on_disk(site: &Site) -> u64 {
    site.values().map(|bytes| (bytes.len() as u64).div_ceil(BLOCK) * BLOCK).sum()
}

/// The code a finding of this kind has.
fn is_told(output: &Output, codes: &[&str]) -> bool {
    codes.iter().any(|code| said(output).contains(&format!("error[{code}]")))
}

/// A temporary folder with a book and both its editions, built where there is room.
fn place() -> (tempfile::TempDir, PathBuf, Site, Site) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = book(folder.path());
    let edition = |name: &str| {
        title(&book, name);
        let out = folder.path().join(name);
        let output = sh(&[], "\"$1\" build \"$2\" --out \"$3\"", &book, &out);
        assert!(output.status.success(), "{}", said(&output));
        bytes_below(&out)
    };
    let (new, old) = (edition("new"), edition("old"));
    title(&book, "new");
    assert_ne!(old, new);
    (folder, book, old, new)
}

/// On a disk with the old site: builds, keeps what is there then, makes room, builds again, keeps that too.
const ON_A_FULL_DISK: &str = r#"
disk="$3/disk"; mount -t tmpfs -o size=SIZE tmpfs "$disk" && cp -r "$3/old" "$disk/site" || exit 77
"$1" build "$2" --out "$disk/site"; code=$?
cp -r "$disk/site" "$3/after" && ls -A "$disk" > "$3/beside" || exit 77
mount -o remount,size=64m "$disk" && "$1" build "$2" --out "$disk/site" -q 2> "$3/again" || exit 78
cp -r "$disk/site" "$3/healed" && ls -A "$disk" >> "$3/beside"
exit $code
"#;

#[test]
fn a_disk_that_fills_up_under_the_site_leaves_the_old_one() {
    let (folder, book, old, new) = place();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("disk")).expect("a folder");
    if !may_mount(&at("disk")) {
        return;
    }
    let (room, own) = (size_on_disk(&old), size_on_disk(&new) + 16 * BLOCK);
    let mut refused = 0;
    for size in 0..=SIZES {
        let bytes = room + BLOCK + own * size / SIZES;
        let output = sh(&ALONE, &ON_A_FULL_DISK.replace("SIZE", &bytes.to_string()), &book, folder.path());
        let (after, fits) = (bytes_below(&at("after")), output.status.success());
        assert_eq!(after == new, fits, "{bytes} bytes: {}", said(&output));
        if !fits {
            refused += 1;
            assert_eq!(output.status.code(), Some(1), "{bytes} bytes: {}", said(&output));
            assert!(is_told(&output, &["site-unwritable"]) && said(&output).contains("make room"), "{}", said(&output));
            assert!(after == old, "{bytes} bytes: neither the old site nor the new one");
        }
        assert!(bytes_below(&at("healed")) == new, "{bytes} bytes: the next build");
        let beside = std::fs::read_to_string(at("beside")).expect("written");
        assert_eq!(beside, "site\nsite\n", "{bytes} bytes: something was left");
        for name in ["after", "healed"] {
            std::fs::remove_dir_all(at(name)).expect("deleted");
        }
    }
    // The last one at least has room for all.
    assert!((SIZES * 3 / 4..=SIZES).contains(&refused), "{refused} of {SIZES} disks were too small");
}

/// With a temporary folder on a disk of its own: builds, and says what is left there.
const WITHOUT_TEMPORARY_ROOM: &str = r#"
mount -t tmpfs -o size=SIZE tmpfs "$3/disk" || exit 77
TMPDIR="$3/disk" "$1" build "$2" --no-cache --out "$3/site"; code=$?
ls -A "$3/disk" > "$3/beside"
exit $code
"#;

#[test]
fn a_temporary_disk_that_fills_up_leaves_the_old_site() {
    let (folder, book, old, new) = place();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("disk")).expect("a folder");
    if !may_mount(&at("disk")) {
        return;
    }
    // Decoded, the table takes half as much again: three bytes a character instead of two.
    let copy = std::fs::metadata(book.join("data/shops.csv")).expect("there").len() * 3 / 2 + 16 * BLOCK;
    let mut refused = 0;
    for size in 0..=SIZES {
        copy_folder(&at("old"), &at("site"));
        let bytes = BLOCK + copy * size / SIZES;
        let output = sh(&ALONE, &WITHOUT_TEMPORARY_ROOM.replace("SIZE", &bytes.to_string()), &book, folder.path());
        let site = bytes_below(&at("site"));
        if output.status.success() {
            assert!(site == new, "{bytes} bytes");
        } else {
            refused += 1;
            assert_eq!(output.status.code(), Some(1), "{bytes} bytes: {}", said(&output));
            assert!(site == old, "{bytes} bytes: the published site was touched");
            assert!(said(&output).contains("error["), "{bytes} bytes: {}", said(&output));
        }
        assert_eq!(std::fs::read_to_string(at("beside")).expect("written"), "", "{bytes} bytes: something was left");
        std::fs::remove_dir_all(at("site")).expect("deleted");
    }
    assert!((SIZES / 2..=SIZES).contains(&refused), "{refused} of {SIZES} disks were too small");
}

#[test]
fn files_that_may_not_grow_leave_the_old_site() {
    let (folder, book, old, new) = place();
    // A decoded copy of this one would be in the way before any page is.
    std::fs::remove_file(book.join("data/shops.csv")).expect("deleted");
    let site = folder.path().join("site");
    let largest = new.values().map(Vec::len).max().expect("files") as u64;
    let mut refused = 0;
    for size in 0..SIZES {
        copy_folder(&folder.path().join("old"), &site);
        // Half a kilobyte is what `sh` counts in; without the trap the system kills the process, which is tested elsewhere.
        let script =
            format!("trap '' XFSZ; ulimit -f {}; exec \"$1\" build \"$2\" --out \"$3\"", largest * size / SIZES / 512);
        let output = sh(&[], &script, &book, &site);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(bytes_below(&site) == old, "size {size}: the published site was touched");
        refused += usize::from(is_told(&output, &["site-unwritable"]));
        let left = std::fs::read_dir(folder.path()).expect("readable").flatten();
        assert!(
            left.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().starts_with('.')),
            "size {size}"
        );
        std::fs::remove_dir_all(&site).expect("deleted");
    }
    assert!(refused > 0, "the site itself was never in the way");
}
