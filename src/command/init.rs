//! `scorebook init`: the beginning of a book.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::console::{Console, counted};
use super::first_look;
use crate::cli::{Init, Pipeline};
use crate::definition::schema;
use crate::diagnostic::{Diagnostic, Findings, Sources, did_you_mean};
use crate::starter::{self, FROM_DATA, StarterFile, TEMPLATES};

/// The schemas of `scorebook.yaml` and of everything under `scorecards/`.
const EDITED: [&str; 2] = ["book", "scorebook"];

pub(super) fn run(args: &Init, console: &Console) -> bool {
    if args.list {
        console.out(&list());
        return true;
    }
    let mut findings = Findings::default();
    let only_workflow = args.ci.is_some() && args.template.is_none() && args.dir.join("scorebook.yaml").exists();
    let book = if only_workflow { Some(Vec::new()) } else { book(args, console, &mut findings) };
    let mut count = 0;
    if let Some(book) = book.filter(|_| !findings.has_errors()) {
        let mut files: Vec<Planned> = book.into_iter().map(|file| Planned::new(&args.dir, file)).collect();
        files.extend(args.ci.map(|Pipeline::Github| workflow(&args.dir)));
        count = files.len();
        findings.extend(write(&args.dir, &files).err());
    }
    let fine = console.report(&findings, &Sources::default());
    if fine {
        console.say(&format!("wrote {} into {}", counted(count, "file"), args.dir.display()));
        console.say(&if only_workflow { "next:".to_owned() } else { next_steps(args) });
        if args.ci.is_some() {
            console.say(
                "  -  .github/workflows/scorebook.yml needs to know where the tool comes from: its first lines say how",
            );
        }
    }
    fine
}

/// The template that is meant.
fn template(args: &Init) -> &str {
    args.template.as_deref().unwrap_or(TEMPLATES[0].0)
}

/// The files of a new book.
fn book(args: &Init, console: &Console, findings: &mut Findings) -> Option<Vec<StarterFile>> {
    let files = match template(args) {
        FROM_DATA => first_look::files(&args.dir, console, findings),
        name => starter::template(name).or_else(|| {
            findings.push(unknown(name));
            None
        }),
    };
    files.map(with_schemas)
}

/// A file to be written.
struct Planned {
    path: PathBuf,
    /// What it is called when it is in the way.
    name: String,
    bytes: Vec<u8>,
}

impl Planned {
    fn new(folder: &Path, file: StarterFile) -> Self {
        Self { path: folder.join(&file.path), name: file.path, bytes: file.bytes }
    }
}

/// The workflow, where GitHub looks for it: in the repository that holds the book.
fn workflow(dir: &Path) -> Planned {
    let dir = dir.canonicalize().or_else(|_| std::path::absolute(dir)).unwrap_or_else(|_| dir.to_owned());
    let root = dir.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&dir);
    let inner = dir.strip_prefix(root).unwrap_or(Path::new(""));
    let book = inner.to_string_lossy().replace('\\', "/");
    Planned::new(root, starter::github_workflow(if book.is_empty() { "." } else { &book }))
}

/// Adds what editors need: the first line of each YAML file points at it.
fn with_schemas(mut files: Vec<StarterFile>) -> Vec<StarterFile> {
    let schemas = schema::all().into_iter().filter(|file| EDITED.contains(&file.subject));
    files.extend(schemas.map(|file| StarterFile { path: format!("schema/{}", file.name), bytes: file.text.into() }));
    files
}

fn list() -> String {
    let width = TEMPLATES.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines: Vec<String> = TEMPLATES.iter().map(|(name, what)| format!("{name:width$}  {what}")).collect();
    lines.join("\n") + "\n"
}

fn unknown(name: &str) -> Diagnostic {
    let names = TEMPLATES.map(|(name, _)| name);
    let finding = Diagnostic::error("unknown-template", format!("there is no template `{name}`"));
    finding.help(match did_you_mean(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose one of {}", names.join(", ")),
    })
}

fn next_steps(args: &Init) -> String {
    let dir = args.dir.display();
    let edit = match template(args) {
        FROM_DATA => "replace the proposed targets in scorecards/ by what you aim at",
        _ => "put your own exports into data/ and your own words into scorecards/",
    };
    format!(
        "next:\n  1. scorebook build {dir}    then open {}\n  2. {edit}\n  3. scorebook check {dir}    says what is wrong, line by line",
        args.dir.join("site/index.html").display()
    )
}

/// Writes all files or none: what is there already is never overwritten.
fn write(dir: &Path, files: &[Planned]) -> Result<(), Diagnostic> {
    let is_there = |file: &&Planned| file.path.symlink_metadata().is_ok();
    let in_the_way: Vec<&str> = files.iter().filter(is_there).map(|file| file.name.as_str()).collect();
    if !in_the_way.is_empty() {
        return Err(exists(dir, &in_the_way));
    }
    let mut made = Vec::new();
    for file in files {
        let path = &file.path;
        if let Err(error) = write_new(path, &file.bytes) {
            // Half a book is worse than none: what this run wrote goes again.
            for path in made {
                let _ = fs::remove_file(path);
            }
            let message = format!("`{}` cannot be written: {error}", path.display());
            return Err(Diagnostic::error("cannot-write", message).help("name a folder that can be written to"));
        }
        made.push(path);
    }
    Ok(())
}

fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

fn exists(dir: &Path, paths: &[&str]) -> Diagnostic {
    let message = format!("{} in the way in `{}`; nothing was written", counted(paths.len(), "file"), dir.display());
    let finding = Diagnostic::error("files-exist", message).help("name another folder, or move these files away");
    paths.iter().fold(finding, |finding, path| finding.note(format!("`{path}` exists already")))
}
