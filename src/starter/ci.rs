//! What a pipeline needs to build a book: a workflow for GitHub Actions.

use super::StarterFile;

const GITHUB: &str = include_str!("../../starters/github-actions.yml");

/// Stands in the workflow for the folder of the book.
const BOOK: &str = "THE_BOOK";

/// The workflow for a book in a folder of the repository: `.`, or a path with `/`.
pub fn github_workflow(book: &str) -> StarterFile {
    // A JSON string is a YAML string, whatever the folder is called.
    let quoted = serde_json::Value::from(book).to_string();
    StarterFile::text(".github/workflows/scorebook.yml", GITHUB.replacen(BOOK, &quoted, 1))
}
