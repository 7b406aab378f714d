//! The beginnings of books: those that are built in, and one proposed from the data that is there.
//!
//! | step | takes | gives |
//! |---|---|---|
//! | [`template`] | a name | the files of a built-in book, from `starters/` |
//! | [`propose`] | what columns hold | [`Proposal`]: tables, their time columns, measures with SQL |
//! | [`Proposal::files`] | what the measures were in the past | the files of a book, with baselines and targets |
//!
//! [`github_workflow`] is the beginning of a pipeline for any of them.
//!
//! Nothing is read or written here: `scorebook init` runs the queries and writes the files.

mod ci;
mod goal;
mod measure;
mod propose;
mod table;
mod time;
mod words;
mod yaml;

use rust_embed::RustEmbed;

pub use ci::github_workflow;
pub use propose::{Proposal, propose};
pub use yaml::SCORECARD_ID;

/// The name of the template that looks at the data.
pub const FROM_DATA: &str = "from-data";

/// The names of all templates with what each is for; the first is the usual one.
pub const TEMPLATES: [(&str, &str); 4] = [
    ("balanced-scorecard", "four perspectives from learning to money, with made-up data of a small shop"),
    (
        "crm-assessment",
        "is a company ready for CRM, what does it need, what do customers say: assessments, survey, SWOT, processes",
    ),
    ("performance-pyramid", "from delivery, quality, cycle time and waste up to the vision"),
    (FROM_DATA, "looks at the files in DIR/data and proposes measures with working SQL"),
];

/// What a new book should not keep under version control.
const GITIGNORE: (&str, &str) = (".gitignore", "# Made by `scorebook build`.\n/site/\n/.scorebook/\n");

#[derive(RustEmbed)]
#[folder = "starters/"]
struct BuiltIn;

/// A file of a new book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarterFile {
    /// Relative to the book, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl StarterFile {
    fn text(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), bytes: text.into().into_bytes() }
    }
}

/// The files of a built-in template in order of path; `None` when there is no such template.
pub fn template(name: &str) -> Option<Vec<StarterFile>> {
    let folder = format!("{name}/");
    let mut paths: Vec<_> = BuiltIn::iter().filter(|path| path.starts_with(&folder)).collect();
    paths.sort();
    let file = |path: &std::borrow::Cow<'static, str>| {
        let bytes = BuiltIn::get(path)?.data.into_owned();
        Some(StarterFile { path: path.strip_prefix(&folder)?.to_owned(), bytes })
    };
    let mut files: Vec<StarterFile> = paths.iter().filter_map(file).collect();
    if files.is_empty() {
        return None;
    }
    files.push(StarterFile::text(GITIGNORE.0, GITIGNORE.1));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_that_is_listed_is_built_in() {
        for (name, _) in TEMPLATES.iter().filter(|(name, _)| *name != FROM_DATA) {
            let files = template(name).unwrap_or_else(|| panic!("{name}"));
            let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            assert!(paths.contains(&".gitignore") && paths.contains(&"scorebook.yaml"), "{name}: {paths:?}");
            assert!(paths.iter().any(|path| path.starts_with("scorecards/")), "{name}: {paths:?}");
        }
        assert_eq!(template("balanced"), None);
        assert_eq!(template(FROM_DATA), None);
    }
}
