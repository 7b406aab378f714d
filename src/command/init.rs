//! `scorebook init`: the beginning of a book.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::console::{Console, counted};
use super::first_look;
use crate::cli::Init;
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
    let (mut findings, sources) = (Findings::default(), Sources::default());
    let files = match args.template.as_str() {
        FROM_DATA => first_look::files(&args.dir, console, &mut findings),
        name => starter::template(name).or_else(|| {
            findings.push(unknown(name));
            None
        }),
    };
    let files = files.map(with_schemas);
    let written = files.filter(|_| !findings.has_errors()).map(|files| (files.len(), write(&args.dir, &files)));
    let mut count = 0;
    if let Some((length, written)) = written {
        count = length;
        findings.extend(written.err());
    }
    let fine = console.report(&findings, &sources);
    if fine {
        console.say(&format!("wrote {} into {}", counted(count, "file"), args.dir.display()));
        console.say(&next_steps(args));
    }
    fine
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
    let edit = match args.template.as_str() {
        FROM_DATA => "replace the proposed targets in scorecards/ by what you aim at",
        _ => "put your own exports into data/ and your own words into scorecards/",
    };
    format!(
        "next:\n  1. scorebook build {dir}    then open {}\n  2. {edit}\n  3. scorebook check {dir}    says what is wrong, line by line",
        args.dir.join("site/index.html").display()
    )
}

/// Writes all files or none: what is there already is never overwritten.
fn write(dir: &Path, files: &[StarterFile]) -> Result<(), Diagnostic> {
    let in_the_way: Vec<&str> =
        files.iter().map(|file| file.path.as_str()).filter(|path| dir.join(path).symlink_metadata().is_ok()).collect();
    if !in_the_way.is_empty() {
        return Err(exists(dir, &in_the_way));
    }
    let mut made = Vec::new();
    for file in files {
        let path = dir.join(&file.path);
        if let Err(error) = write_new(&path, &file.bytes) {
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
