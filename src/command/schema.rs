//! `scorebook schema`: what editors need to complete and check a book.

use std::fs;
use std::path::Path;

use super::console::{Console, counted};
use crate::cli::Schema;
use crate::definition::schema::{self, JsonSchemaFile};
use crate::diagnostic::{Diagnostic, Findings, Sources, did_you_mean};

/// The schema that is printed unless a kind is asked for: it picks by `kind`.
const USUAL: &str = "scorebook";

pub(super) fn run(args: &Schema, console: &Console) -> bool {
    let all = schema::all();
    let done = match &args.out {
        Some(folder) => write(&all, folder, console),
        None => print(&all, args.kind.as_deref().unwrap_or(USUAL), console),
    };
    let findings = done.err().map(Findings::from).unwrap_or_default();
    console.report(&findings, &Sources::default())
}

fn print(all: &[JsonSchemaFile], wanted: &str, console: &Console) -> Result<(), Diagnostic> {
    match all.iter().find(|file| file.subject == wanted) {
        Some(file) => console.out(&file.text),
        None => return Err(unknown(all, wanted)),
    }
    Ok(())
}

fn unknown(all: &[JsonSchemaFile], wanted: &str) -> Diagnostic {
    let subjects: Vec<&str> = all.iter().map(|file| file.subject).collect();
    let finding = Diagnostic::error("unknown-kind", format!("there is no kind of document `{wanted}`"));
    finding.help(match did_you_mean(wanted, subjects.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("ask for one of: {}", subjects.join(", ")),
    })
}

fn write(all: &[JsonSchemaFile], folder: &Path, console: &Console) -> Result<(), Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("the schemas cannot be written into `{}`: {error}", folder.display());
        Diagnostic::error("cannot-write", message).help("name a folder that can be written to")
    };
    fs::create_dir_all(folder).map_err(failed)?;
    for file in all {
        fs::write(folder.join(&file.name), &file.text).map_err(failed)?;
    }
    console.say(&format!("wrote {} into {}", counted(all.len(), "schema"), folder.display()));
    Ok(())
}
