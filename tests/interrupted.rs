//! A build that is killed: the published site is the old one or the new one, to the byte, and the next build is none
//! the worse for it.
#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{bytes_below, copy_folder, root};

/// At how many moments of its run a build is killed.
const MOMENTS: u32 = 200;

/// Books that are built side by side, each with its share of the moments.
const BOOKS: u32 = 2;

type Site = BTreeMap<PathBuf, Vec<u8>>;

/// A book of two editions, which differ on every page.
struct Place {
    folder: tempfile::TempDir,
    editions: [Site; 2],
    /// How long a build takes here and now.
    takes: Duration,
}

const TITLES: [&str; 2] = ["Shop of old", "Shop of late"];

impl Place {
    /// Both editions were built once; the first is published.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("tmp")).expect("a folder");
        let book = folder.path().join("book");
        copy_folder(&root().join("tests/pipelines"), &book);
        // A file in an old encoding, so that there is a decoded copy to be left behind.
        let (gbk, _, _) = encoding_rs::GBK.encode("店名,月份\n朝阳门外大街旗舰店,2026-10\n");
        std::fs::write(book.join("data/shops.csv"), gbk).expect("writable");
        let mut place = Self { folder, editions: [Site::new(), Site::new()], takes: Duration::ZERO };
        for edition in [1, 0, 1, 0] {
            place.write(edition);
            let began = Instant::now();
            place.finish();
            place.takes = place.takes.max(began.elapsed());
            place.editions[edition] = bytes_below(&place.site());
        }
        assert!(place.editions[0].len() > 50, "only {} files", place.editions[0].len());
        let (html, title) = (Path::new("index.html"), TITLES[0].as_bytes());
        assert!(place.editions[0][html].windows(title.len()).any(|part| part == title));
        place
    }

    fn book(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("book/site")
    }

    /// Makes an edition the one that is built.
    fn write(&self, edition: usize) {
        let text = format!("title: {}\nlocales: [en]\nmade_up: true\n", TITLES[edition]);
        std::fs::write(self.book().join("scorebook.yaml"), text).expect("writable");
    }

    fn build(&self) -> Command {
        let mut build = Command::new(env!("CARGO_BIN_EXE_scorebook"));
        build.arg("build").arg(self.book()).env("TMPDIR", self.folder.path().join("tmp"));
        build.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        build
    }

    fn finish(&self) {
        assert!(self.build().status().expect("the binary runs").success());
    }

    /// Starts a build and kills it after a while; where it was: [`Died`].
    fn kill_after(&self, wait: Duration) -> Died {
        let mut build = self.build().spawn().expect("the binary runs");
        std::thread::sleep(wait);
        build.kill().expect("it is ours");
        let ended = build.wait().expect("it ends").success();
        let writing = self.book().join(".site.tmp-new").exists();
        let reading = std::fs::read_dir(self.folder.path().join("tmp")).expect("readable").next().is_some();
        match (ended, writing, reading) {
            (true, ..) => Died::Never,
            (_, true, _) => Died::Writing,
            (_, _, true) => Died::Reading,
            _ => Died::Early,
        }
    }

    /// Which edition is published; every byte of it.
    fn published(&self) -> Option<usize> {
        let site = bytes_below(&self.site());
        self.editions.iter().position(|edition| *edition == site)
    }

    /// What is left behind: hidden files of the book (the cache aside), and temporary ones.
    fn strays(&self) -> Vec<PathBuf> {
        let book = std::fs::read_dir(self.book()).expect("readable").flatten().map(|entry| entry.path());
        let hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".site"));
        let temporary = std::fs::read_dir(self.folder.path().join("tmp")).expect("readable").flatten();
        book.filter(hidden).chain(temporary.map(|entry| entry.path())).collect()
    }
}

/// What a build was at when it was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Died {
    /// It had left nothing behind yet, or nothing any more.
    Early,
    /// The data was open.
    Reading,
    /// The new site was being written, or the old one deleted.
    Writing,
    /// It was through.
    Never,
}

/// Kills builds at every `BOOKS`th moment from the `first` on; counts what they were at.
fn kill(first: u32) -> BTreeMap<Died, usize> {
    let place = Place::new();
    let mut died = BTreeMap::new();
    let mut old = 0;
    for moment in (first..MOMENTS).step_by(BOOKS as usize) {
        let new = 1 - old;
        place.write(new);
        let at = place.kill_after(place.takes * moment / MOMENTS);
        *died.entry(at).or_default() += 1;
        let published = place.published();
        assert!(published.is_some(), "{at:?}, moment {moment}: neither the old site nor the new one");
        match at {
            // Nothing was touched: the next build is as any other.
            Died::Early => old = published.unwrap_or(old),
            Died::Never => {
                assert_eq!(published, Some(new), "a build that ended well has published");
                old = new;
            }
            Died::Reading | Died::Writing => {
                place.finish();
                assert_eq!(place.published(), Some(new), "the build after {at:?}, moment {moment}");
                old = new;
            }
        }
        let lock = place.book().join(".site.tmp-lock");
        let strays: Vec<PathBuf> =
            place.strays().into_iter().filter(|stray| *stray != lock || at != Died::Early).collect();
        assert!(strays.is_empty(), "{strays:?} after {at:?}, moment {moment}");
    }
    died
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let died = std::thread::scope(|scope| {
        let books: Vec<_> = (0..BOOKS).map(|first| scope.spawn(move || kill(first))).collect();
        let mut all: BTreeMap<Died, usize> = BTreeMap::new();
        for book in books {
            let died = book.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            for (at, count) in died {
                *all.entry(at).or_default() += count;
            }
        }
        all
    });
    assert_eq!(died.values().sum::<usize>(), MOMENTS as usize);
    for at in [Died::Reading, Died::Writing] {
        assert!(died.get(&at).is_some_and(|count| *count >= 5), "too few builds were killed while {at:?}: {died:?}");
    }
}
