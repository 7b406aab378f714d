//! Where the rows of tables come from, and where they go once they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::cached::Opening;
use super::codec::{self, stored};
use super::findings::{self, Told};
use super::key::Key;
use super::store::Cache;
use super::tally::{About, Counts};
use crate::diagnostic::Findings;
use crate::engine::{DuckDb, Fill, Filled};
use crate::scorecard::{Column, Format, Table, TableSource};

/// Rows as Parquet.
const ROWS: &str = "parquet";

/// Larger files are not kept, in bytes: they would be held in memory on their way.
const LARGEST: u64 = 1 << 29;

/// What is known of a table without loading it.
pub(super) struct Facts {
    columns: Vec<Column>,
    rows: u64,
    told: Vec<Told>,
}

stored! { Facts { columns, rows, told } }

impl Facts {
    /// What is known once a table is loaded; `None` where something was found that cannot be told again.
    pub(super) fn of(table: &Table, told: &Findings) -> Option<Self> {
        let told = findings::anchored(told, &[])?;
        Some(Self { columns: table.columns.clone(), rows: table.rows, told })
    }

    fn filled(self, source: &TableSource) -> Option<Filled> {
        let Self { columns, rows, told } = self;
        let (name, files, sheet) = (source.name.clone(), source.files.clone(), source.sheet.clone());
        let table = Table { name, columns, rows, files, sheet };
        Some(Filled { table, told: findings::raised(told, &[])? })
    }
}

/// What is known of a drop's tables, in the order of its sources.
#[derive(Default)]
pub(super) struct Loads {
    /// The content of each; none where nothing is to be taken over or kept.
    pub(super) keys: Vec<Key>,
    /// What earlier runs found out of each.
    pub(super) known: Vec<Option<Filled>>,
    /// Rows in a file of this run, and whether they were read just now.
    files: Mutex<BTreeMap<Key, (PathBuf, bool)>>,
}

impl Loads {
    /// Takes over what is known of tables of these contents.
    pub(super) fn recall(cache: &Cache, keys: Vec<Key>, sources: &[TableSource]) -> Self {
        let facts = |key: &Key| codec::value::<Facts>(&cache.get("table", key)?);
        let known = keys.iter().zip(sources).map(|(key, source)| facts(key)?.filled(source)).collect();
        Self { keys, known, files: Mutex::default() }
    }

    /// The names, in lower case, of tables that were not read before.
    pub(super) fn changed(&self, sources: &[TableSource]) -> BTreeSet<String> {
        let changed = sources.iter().zip(&self.known).filter(|(_, known)| known.is_none());
        changed.map(|(source, _)| source.name.to_lowercase()).collect()
    }

    /// Starts DuckDB with these tables, by lower-case name; `None` are all.
    pub(super) fn start(
        &self,
        (cache, counts): (&Cache, &Counts),
        opening: &Opening,
        wanted: Option<&BTreeSet<String>>,
        findings: &mut Findings,
    ) -> Option<DuckDb> {
        let Opening { sources, files, book, scratch, threads } = opening;
        let folder = scratch.join("kept");
        let is_wanted = |source: &TableSource| wanted.is_none_or(|all| all.contains(&source.name.to_lowercase()));
        let has_folder = fs::create_dir_all(&folder).is_ok();
        let fill = |(at, source)| self.fill(cache, has_folder.then_some(&folder), (at, source), is_wanted(source));
        let fills: Vec<Fill> = sources.iter().enumerate().map(fill).collect();
        for (fill, source) in fills.iter().zip(sources) {
            match fill {
                Fill::Kept(..) => counts.reused(About::Loads),
                Fill::Parsed | Fill::ParsedAndKept(_) if source.format != Format::Parquet => counts.run(About::Loads),
                _ => {}
            }
        }
        let engine = DuckDb::open_filled(sources, &fills, files, book, (scratch, *threads), findings);
        self.note_written(&fills);
        engine
    }

    /// Where the rows of a source come from.
    fn fill(&self, cache: &Cache, folder: Option<&PathBuf>, (at, source): (usize, &TableSource), wanted: bool) -> Fill {
        // Parquet is read where it stands.
        let key = self.keys.get(at).filter(|_| source.format != Format::Parquet);
        match (self.known.get(at).and_then(Option::as_ref), key.zip(folder)) {
            (Some(known), own) if !wanted => {
                if let Some((key, _)) = own {
                    cache.touch(ROWS, key);
                }
                Fill::Left(known.clone())
            }
            (_, None) => Fill::Parsed,
            (known, Some((key, folder))) => {
                let path = folder.join(format!("{key}.parquet"));
                match known.filter(|_| self.is_here(cache, key, &path)) {
                    Some(known) => Fill::Kept(path, known.clone()),
                    None => Fill::ParsedAndKept(path),
                }
            }
        }
    }

    /// Whether rows of a content are in the file, after they were fetched where they are kept.
    fn is_here(&self, cache: &Cache, key: &Key, path: &Path) -> bool {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.contains_key(key) {
            return true;
        }
        let fetched = cache.get(ROWS, key).is_some_and(|bytes| fs::write(path, bytes).is_ok());
        if fetched {
            files.insert(*key, (path.to_owned(), false));
        }
        fetched
    }

    /// Remembers which rows were written just now.
    fn note_written(&self, fills: &[Fill]) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, fill) in self.keys.iter().zip(fills) {
            if let Fill::ParsedAndKept(path) = fill
                && path.is_file()
            {
                files.insert(*key, (path.clone(), true));
            }
        }
    }

    /// Keeps the rows that were read just now.
    pub(super) fn keep(&self, cache: &Cache) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, (path, is_new)) in files.iter_mut().filter(|(_, (_, is_new))| *is_new) {
            let is_small = fs::metadata(&*path).is_ok_and(|found| found.len() <= LARGEST);
            if let Some(bytes) = is_small.then(|| fs::read(&*path).ok()).flatten() {
                cache.put(ROWS, key, &bytes);
            }
            *is_new = false;
        }
    }
}
