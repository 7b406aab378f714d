//! Same inputs, same bytes: whatever the threads, the time zone, the locale, the working directory, the order and the
//! times of files, or what was there before.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use common::{bytes_below, copy_demo, said};

type Site = BTreeMap<PathBuf, Vec<u8>>;

fn build_command(book: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorebook"));
    command.arg("build").arg(book);
    command
}

/// Runs a build of the book in `book` and hands back every byte of its site.
#[track_caller]
fn site_after(mut command: Command, book: &Path) -> Site {
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{}", said(&output));
    bytes_below(&book.join("site"))
}

fn differing(first: &Site, second: &Site) -> Vec<PathBuf> {
    let all = first.keys().chain(second.keys().filter(|path| !first.contains_key(*path)));
    all.filter(|path| first.get(*path) != second.get(*path)).cloned().collect()
}

#[test]
fn threads_time_zone_locale_and_folder_leave_no_trace_in_the_demo() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let build = |name: &str, threads: &str, environment: [(&str, &str); 2]| {
        let book = folder.path().join(name);
        copy_demo(&book);
        let mut command = build_command(&book);
        command.args(["--threads", threads]).envs(environment).current_dir(folder.path());
        site_after(command, &book)
    };
    let first = build("one", "1", [("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8")]);
    let second = build("elsewhere/two", "8", [("TZ", "America/New_York"), ("LC_ALL", "C")]);
    assert!(first.len() > 100, "only {} files", first.len());
    assert_eq!(differing(&first, &second), Vec::<PathBuf>::new());
}

const BOOK: &str = "title: {en: Chain, zh: 连锁}\nlocales: [en, zh]\n";

/// Sums and means of fractions, in which the order of adding shows; a table of several files; entities.
const SCORECARD: &str = "\
kind: scorecard
id: chain
title: {en: Chain, zh: 连锁}
period: month
entities: {table: shops, id: shop, parent: region, title: name}
models:
  spread: {sql: 'SELECT month, shop, stddev_pop(amount) AS spread, sum(amount) AS amount FROM sales GROUP BY ALL'}
perspectives:
  - id: money
    title: {en: Money, zh: 财务}
    weight: 100
    objectives:
      - id: earn
        title: {en: Earn, zh: 挣钱}
        weight: 100
        measures:
          - {id: takings, title: {en: Takings, zh: 营业额}, weight: 60, baseline: 0, target: 9000, aggregate: sum,
             sql: 'SELECT month AS period, shop AS entity, sum(amount) AS value FROM sales GROUP BY ALL'}
          - {id: spread, title: {en: Spread, zh: 波动}, weight: 40, better: lower, baseline: 100, target: 0, aggregate: mean,
             sql: 'SELECT month AS period, shop AS entity, spread / amount * 1e5 AS value FROM spread'}
";

/// The files of a book, by path: a table of eight files, one of them as old Chinese programs write it.
fn files() -> Vec<(String, Vec<u8>)> {
    let shops = "shop,region,name\nall,,全部\nnorth,all,北店\nsouth,all,南店\nwest,all,西店\n";
    let mut files = vec![
        ("scorebook.yaml".to_owned(), BOOK.into()),
        ("scorecards/chain.yaml".to_owned(), SCORECARD.into()),
        ("data/shops.csv".to_owned(), encoding_rs::GB18030.encode(shops).0.into_owned()),
    ];
    for part in 0_u32..8 {
        let mut text = "month,shop,amount\n".to_owned();
        for row in 0..400_u32 {
            let shop = ["north", "south", "west"][(row % 3) as usize];
            // Fractions that no double holds exactly.
            let amount = f64::from((row * 7919 + part * 104_729) % 1_000_003) / 3e4;
            let _ = writeln!(text, "2026-{:02},{shop},{amount}", 1 + (row + part) % 10);
        }
        files.push((format!("data/sales/{part}.csv"), text.into_bytes()));
    }
    files
}

fn write(book: &Path, files: &[(String, Vec<u8>)]) {
    for (path, bytes) in files {
        let path = book.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("writable");
    }
}

/// A book in a folder of its own, and its name there.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self::with(&files(), &std::env::temp_dir())
    }

    fn with(files: &[(String, Vec<u8>)], among: &Path) -> Self {
        let folder = tempfile::tempdir_in(among).expect("a temporary folder");
        write(&folder.path().join("book"), files);
        Self { folder }
    }

    fn book(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    /// Builds with something changed about the command.
    #[track_caller]
    fn site(&self, change: impl FnOnce(&mut Command) -> &mut Command) -> Site {
        let mut command = build_command(&self.book());
        change(&mut command);
        site_after(command, &self.book())
    }
}

#[track_caller]
fn assert_as_ever(site: &Site) {
    static FIRST: OnceLock<Site> = OnceLock::new();
    let first = FIRST.get_or_init(|| Place::new().site(|build| build));
    assert!(first.len() > 50, "only {} files", first.len());
    assert_eq!(differing(first, site), Vec::<PathBuf>::new());
}

#[test]
fn threads_leave_no_trace() {
    for threads in ["1", "2", "8"] {
        assert_as_ever(&Place::new().site(|build| build.args(["--threads", threads])));
    }
}

#[test]
fn the_environment_leaves_no_trace() {
    for (name, value) in [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "de_DE"), ("NO_COLOR", "1")]
    {
        assert_as_ever(&Place::new().site(|build| build.env(name, value)));
    }
    // No home, no path, no terminal, no language.
    assert_as_ever(&Place::new().site(|build| {
        let library = std::env::var_os("LD_LIBRARY_PATH");
        build.env_clear().envs(library.map(|path| ("LD_LIBRARY_PATH", path)))
    }));
}

#[test]
fn the_place_of_the_book_and_where_it_is_built_from_leave_no_trace() {
    let deep = tempfile::tempdir().expect("a temporary folder");
    let deep = deep.path().join("a b/深/c");
    std::fs::create_dir_all(&deep).expect("a folder");
    assert_as_ever(&Place::with(&files(), &deep).site(|build| build));
    let place = Place::new();
    for (from, book) in [("book", "."), ("book/data", ".."), (".", "book"), (".", "./book/../book/")] {
        let mut command = build_command(Path::new(book));
        command.current_dir(place.folder.path().join(from));
        let site = site_after(command, &place.book());
        std::fs::remove_dir_all(place.book().join("site")).expect("deleted");
        assert_as_ever(&site);
    }
}

#[test]
fn the_order_and_the_times_of_files_leave_no_trace() {
    // A memory disk lists files in the order they were made, which others do not.
    let memory = Path::new("/dev/shm");
    let among = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    for turned in [false, true] {
        let mut files = files();
        if turned {
            files.reverse();
        }
        let place = Place::with(&files, &among);
        let times = files.iter().enumerate().map(|(at, (path, _))| (path, Duration::from_secs(1 + 86_400 * at as u64)));
        for (path, age) in times {
            let file = std::fs::File::options().append(true).open(place.book().join(path)).expect("there");
            file.set_modified(SystemTime::UNIX_EPOCH + age).expect("set");
        }
        assert_as_ever(&place.site(|build| build));
    }
}

#[cfg(unix)]
#[test]
fn who_may_read_new_files_leaves_no_trace() {
    let place = Place::new();
    let mut command = Command::new("sh");
    command
        .args(["-c", "umask 077; exec \"$1\" build \"$2\"", "sh", env!("CARGO_BIN_EXE_scorebook")])
        .arg(place.book());
    assert_as_ever(&site_after(command, &place.book()));
}

#[test]
fn what_was_built_before_leaves_no_trace() {
    let place = Place::new();
    let mut files = files();
    let last = files.last_mut().expect("files");
    last.1.extend_from_slice(b"2026-10,north,5000000.25\n");
    write(&place.book(), &files);
    let other = place.site(|build| build);
    write(&place.book(), &self::files());
    let site = place.site(|build| build);
    assert!(differing(&other, &site).len() > 10, "else no difference would be seen");
    assert_as_ever(&site);
    assert_as_ever(&place.site(|build| build));
    assert_as_ever(&place.site(|build| build.arg("--no-cache")));
    std::fs::remove_dir_all(place.book().join(".scorebook")).expect("there was a cache");
    assert_as_ever(&place.site(|build| build));
}
