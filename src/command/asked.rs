//! What a pipeline asks of `build` and `check` beside their work: gates, and the tests of the data as JUnit.

use std::fs;
use std::path::Path;

use super::End;
use super::console::{Console, counted};
use super::pipeline::Assessed;
use crate::ci::{self, junit};
use crate::cli::Asked;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::Locale;

/// The gates that trip; none of a book with errors, which is refused anyway.
pub(super) fn tripped(asked: &Asked, assessed: &Assessed) -> Findings {
    let Some(ready) = assessed.ready.as_ref().filter(|_| !assessed.findings.has_errors()) else {
        return Findings::default();
    };
    let evaluations = ready.cards.iter().map(|card| &card.evaluation).collect();
    ci::tripped(&asked.fail_on, &ci::Results { book: &ready.book, evaluations, quality: &ready.drop.quality })
}

/// Says how many gates tripped, and gives how the command ends.
pub(super) fn end(gates: &Findings, console: &Console) -> End {
    if gates.is_empty() {
        return End::Done;
    }
    let findings = counted(gates.iter().count(), "finding");
    console.say(&format!("{findings} by gates of --fail-on, which is why this ends with exit code 3"));
    End::Tripped
}

/// Writes the JUnit file, where one was asked for, and gives its text.
pub(super) fn write_junit(asked: &Asked, assessed: &mut Assessed, console: &Console) -> Option<String> {
    let path = asked.junit.as_ref()?;
    let tested = assessed.tested.as_ref();
    let text = junit::document(&junit::Tests {
        contracts: tested.map_or(&[], |tested| &tested.contracts),
        quality: tested.map(|tested| tested.quality.as_slice()),
        findings: &assessed.findings,
        sources: &assessed.sources,
        root: console.root(),
        locale: tested.map_or(Locale::En, |tested| tested.locale),
    });
    assessed.findings.extend(write(path, &text).err());
    Some(text)
}

/// Writes a JUnit file; a finding where that fails.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|error| {
        let message = format!("`{}` cannot be written: {error}", path.display());
        let help = "name a file after --junit in a folder that can be written to";
        Diagnostic::error("cannot-write", message).help(help)
    })
}
