//! A git revision of a book, written into a folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::diagnostic::Diagnostic;

/// Whether `revision` names a commit of the repository the book lies in.
pub(in crate::command) fn knows(book: &Path, revision: &str) -> bool {
    // A name that begins with a hyphen would be an option.
    !revision.starts_with('-') && git(book, None, &["rev-parse", "--verify", "--quiet", &commit(revision)]).is_ok()
}

/// Writes the book as it was in a revision into `folder` and says where it lies.
///
/// Neither the work tree nor the index of the repository is touched: an index of its own is read and written out.
pub(super) fn write_out(book: &Path, revision: &str, folder: &Path) -> Result<PathBuf, Diagnostic> {
    let index = folder.join("index");
    let target = folder.join("book");
    std::fs::create_dir_all(&target).map_err(|error| failed(revision, &error.to_string()))?;
    let told = |result: Result<String, String>| result.map_err(|error| failed(revision, &error));
    let below = told(git(book, None, &["rev-parse", "--show-prefix"]))?;
    let top = told(git(book, None, &["rev-parse", "--show-toplevel"]))?;
    let tree = format!("{}:{}", commit(revision), below.trim().trim_end_matches('/'));
    told(git(book, Some(&index), &["read-tree", &tree]))?;
    let prefix = format!("--prefix={}/", target.display());
    told(git(Path::new(top.trim()), Some(&index), &["checkout-index", "--all", &prefix]))?;
    Ok(target)
}

fn commit(revision: &str) -> String {
    format!("{revision}^{{commit}}")
}

/// What git prints, or what it complains of.
fn git(folder: &Path, index: Option<&Path>, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    let Output { status, stdout, stderr } = command.output().map_err(|error| format!("git does not run: {error}"))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    if status.success() { Ok(text(stdout)) } else { Err(text(stderr).trim().to_owned()) }
}

fn failed(revision: &str, why: &str) -> Diagnostic {
    Diagnostic::error("diff-revision", format!("the revision `{revision}` cannot be read: {why}"))
        .help("check that git is installed and that the book was part of that revision")
}
