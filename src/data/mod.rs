//! The drop: finds the files in `data/`, brings their text into a form the engine reads, and fingerprints them.
//!
//! | file | table |
//! |---|---|
//! | `data/orders.csv` (`.tsv`, `.parquet`, `.json`, `.ndjson`, `.jsonl`) | `orders` |
//! | `data/orders/**/*.csv`, all of one format | `orders`: a folder of files is one table |
//! | `data/plan.xlsx` (`.xlsm`, `.xlsb`, `.xls`, `.ods`) with one sheet | `plan` |
//! | `data/plan.xlsx` with several sheets | `plan_<sheet>` each |
//!
//! A name keeps its letters (Chinese ones too) and digits; everything else becomes `_`. Hidden files, lock files of
//! Office (`~$…`), `README*` and `*.md` are passed over. Text is UTF-8, UTF-16 or a legacy encoding such as GB18030,
//! which is detected over the whole file; what is not plain UTF-8 is copied as UTF-8 into a scratch folder, and
//! spreadsheets are written there as CSV. A contract may name the files of a table and say how they are written
//! ([`Layout`](crate::scorecard::Layout)); what it says is taken, and what does not fit is told. What the values mean is left to the engine.

mod cells;
mod claim;
mod delimited;
mod discover;
mod encoding;
mod fingerprint;
mod header;
mod json;
mod options;
mod parquet;
mod rows;
mod transcode;
mod workbook;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Contract, DataFile, Format, TableSource};
use discover::{Candidate, Kind};
use fingerprint::Fingerprint;

/// What `data/` holds, ready for an engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Every file that makes a table, in order of path.
    pub files: Vec<DataFile>,
    /// BLAKE3 over the paths and hashes of all files, in hexadecimal: the name of the drop.
    pub hash: String,
    /// Every table, in order of name; those that cannot be read have no paths.
    pub sources: Vec<TableSource>,
}

/// A file on its way into a table.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Where it is.
    absolute: PathBuf,
    /// As findings name it: `data/orders.csv`.
    path: String,
    /// Its index in [`Collected::files`].
    index: usize,
    /// What one pass over its bytes told.
    fingerprint: Fingerprint,
}

/// Reads the drop of the book in `root`; copies that have to be made go into `scratch`, which must exist.
///
/// `contracts` say which files make some of the tables, and how they are written.
/// Everything that is wrong is pushed into `findings`; tables that cannot be read have no paths in the result.
pub fn collect(root: &Path, contracts: &[Contract], scratch: &Path, findings: &mut Findings) -> Collected {
    let candidates = discover::discover(root, contracts, findings);
    let mut collected = Collected::default();
    let mut sources = Vec::new();
    for (candidate, inputs) in fingerprint_all(candidates, &mut collected.files, findings) {
        let mut reader = Reader { contracts, files: &mut collected.files, scratch, findings };
        sources.extend(reader.read(&candidate, inputs));
    }
    collected.hash = drop_hash(&collected.files);
    collected.sources = without_collisions(sources, &collected.files, findings);
    collected
}

/// Hashes every file, in order of path, and leaves out those that cannot be read.
fn fingerprint_all(
    candidates: Vec<Candidate>,
    files: &mut Vec<DataFile>,
    findings: &mut Findings,
) -> Vec<(Candidate, Vec<Input>)> {
    let mut inputs: Vec<Vec<Input>> = vec![Vec::new(); candidates.len()];
    let mut order: Vec<(usize, &discover::Found)> =
        candidates.iter().enumerate().flat_map(|(at, c)| c.files.iter().map(move |file| (at, file))).collect();
    order.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let mut done: BTreeMap<&str, Input> = BTreeMap::new();
    for (at, found) in order {
        // Sheets of one workbook can be claimed for several tables.
        if let Some(input) = done.get(found.path.as_str()) {
            inputs[at].push(input.clone());
            continue;
        }
        let is_text = matches!(candidates[at].kind, Kind::Delimited | Kind::Json);
        match fingerprint::read(&found.absolute, is_text) {
            Ok(fingerprint) => {
                let (absolute, path) = (found.absolute.clone(), found.path.clone());
                let (bytes, hash) = (fingerprint.bytes, fingerprint.hash.clone());
                let input = Input { absolute, path: path.clone(), index: files.len(), fingerprint };
                done.insert(&found.path, input.clone());
                inputs[at].push(input);
                files.push(DataFile { path, bytes, hash, encoding: None });
            }
            Err(error) => findings.push(unreadable(&found.path, &error)),
        }
    }
    candidates.into_iter().zip(inputs).collect()
}

/// A finding about a file the system does not let us read.
fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("`{path}` cannot be read: {error}"))
        .in_file(path, None)
        .help("check that the file exists and that this user may read it")
}

/// Turns candidates into tables.
struct Reader<'a> {
    contracts: &'a [Contract],
    files: &'a mut [DataFile],
    scratch: &'a Path,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// The tables of one candidate: none when it is broken, several for a workbook.
    fn read(&mut self, candidate: &Candidate, mut inputs: Vec<Input>) -> Vec<TableSource> {
        let Self { contracts, files, scratch, findings } = self;
        inputs.retain(|input| not_empty(input, findings));
        options::check(candidate, findings);
        let name = candidate.name.as_str();
        let layout = &candidate.layout;
        let sources: Vec<TableSource> = match candidate.kind {
            _ if inputs.is_empty() => Vec::new(),
            Kind::Delimited => delimited::source(name, &inputs, layout, files, scratch, findings).into_iter().collect(),
            Kind::Json => json::source(name, &inputs, layout, files, scratch, findings).into_iter().collect(),
            Kind::Parquet => parquet::source(name, &inputs, findings).into_iter().collect(),
            Kind::Workbook => workbook::sources(candidate, contracts, &inputs, scratch, findings),
        };
        if sources.is_empty() { vec![broken(name)] } else { sources }
    }
}

/// A table whose files cannot be read.
fn broken(name: &str) -> TableSource {
    let (paths, files, columns, lines_down) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    TableSource { name: name.to_owned(), format: Format::Json, paths, files, columns, lines_down, sheet: None }
}

fn not_empty(input: &Input, findings: &mut Findings) -> bool {
    if input.fingerprint.bytes == 0 {
        let finding = Diagnostic::error("file-empty", format!("`{}` is empty", input.path))
            .in_file(&input.path, None)
            .help("export it again, or take it out of `data/`");
        findings.push(finding);
    }
    input.fingerprint.bytes > 0
}

fn drop_hash(files: &[DataFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        hasher.update(format!("{}\0{}\n", file.path, file.hash).as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Two tables of one name (case aside, as in SQL) are both broken, with a finding that names their files.
fn without_collisions(sources: Vec<TableSource>, files: &[DataFile], findings: &mut Findings) -> Vec<TableSource> {
    let mut by_name: BTreeMap<String, Vec<TableSource>> = BTreeMap::new();
    for source in sources {
        by_name.entry(source.name.to_lowercase()).or_default().push(source);
    }
    let mut unique = Vec::new();
    for (_, mut same) in by_name {
        if same.len() > 1 {
            findings.push(collision(&same, files));
            same = vec![broken(&same[0].name)];
        }
        unique.append(&mut same);
    }
    unique
}

fn collision(same: &[TableSource], files: &[DataFile]) -> Diagnostic {
    let places: Vec<String> = same.iter().map(|source| place(source, files)).collect();
    let (name, first) = (&same[0].name, same[0].files.first().map_or("", |file| files[*file].path.as_str()));
    Diagnostic::error("table-twice", format!("the table `{name}` is in {}", places.join(" and in ")))
        .in_file(first, None)
        .help("rename or remove one of them; files that belong to one table go into one folder")
}

/// `` `data/plan.xlsx` (sheet `North`) ``
fn place(source: &TableSource, files: &[DataFile]) -> String {
    let path = source.files.first().map_or("", |file| files[*file].path.as_str());
    match &source.sheet {
        Some(sheet) => format!("`{path}` (sheet `{sheet}`)"),
        None if source.files.len() > 1 => format!("`{path}` and {} more files", source.files.len() - 1),
        None => format!("`{path}`"),
    }
}
