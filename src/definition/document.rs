//! The documents of a book: `scorebook.yaml`, and what each file under `scorecards/` is.

use schemars::{Schema, SchemaGenerator};
use serde::Deserialize;

use super::decode::{self, Required, Spanned};
use super::files::Files;
use super::raw;
use super::schema;
use super::yaml::{self, Node, Value};
use crate::diagnostic::{Diagnostic, FileId, Findings, Span, did_you_mean};

/// A document under `scorecards/`.
#[derive(Debug)]
pub(super) enum Document {
    /// `kind: scorecard`
    Scorecard(Box<raw::Scorecard>),
    /// `kind: assessment`
    Assessment(Box<raw::Assessment>),
    /// `kind: swot`
    Swot(Box<raw::Swot>),
    /// `kind: portfolio`
    Portfolio(Box<raw::Portfolio>),
    /// `kind: business-case`
    BusinessCase(Box<raw::business_case::BusinessCase>),
    /// `kind: data`
    Data(Box<raw::Data>),
}

/// A kind of document: a row in the table of [`KINDS`].
pub(super) struct KindOf {
    /// What its `kind` says.
    pub(super) name: &'static str,
    /// Reads the document as this kind.
    read: fn(&Node, &mut Findings) -> Option<Document>,
    /// Its JSON Schema.
    pub(super) schema: fn(&mut SchemaGenerator) -> Schema,
}

/// Every kind there is. Reading, findings and schemas go by this table.
pub(super) const KINDS: &[KindOf] = &[
    KindOf {
        name: "scorecard",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::Scorecard),
        schema: schema::reference::<raw::Scorecard>,
    },
    KindOf {
        name: "assessment",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::Assessment),
        schema: schema::reference::<raw::Assessment>,
    },
    KindOf {
        name: "swot",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::Swot),
        schema: schema::reference::<raw::Swot>,
    },
    KindOf {
        name: "portfolio",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::Portfolio),
        schema: schema::reference::<raw::Portfolio>,
    },
    KindOf {
        name: "business-case",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::BusinessCase),
        schema: schema::reference::<raw::business_case::BusinessCase>,
    },
    KindOf {
        name: "data",
        read: |root, findings| decode::decode(root, findings).map(Box::new).map(Document::Data),
        schema: schema::reference::<raw::Data>,
    },
];

/// The field every document under `scorecards/` has.
#[derive(Deserialize)]
struct Kind {
    kind: Required<Spanned<String>>,
}

/// Reads `scorebook.yaml`.
pub(super) fn book(files: &mut Files, findings: &mut Findings) -> Option<(FileId, raw::Book)> {
    const NAME: &str = "scorebook.yaml";
    if files.inside(NAME.as_ref()).is_err() {
        findings.push(no_scorebook(files));
        return None;
    }
    let (file, root) = tree(files, NAME, findings)?;
    Some((file, decode::decode(&root, findings)?))
}

fn no_scorebook(files: &Files) -> Diagnostic {
    let finding =
        Diagnostic::error("no-scorebook", "this folder has no scorebook.yaml").in_file("scorebook.yaml", None);
    if files.inside("scorebook.yml".as_ref()).is_ok() {
        return finding.help("rename `scorebook.yml` to `scorebook.yaml`");
    }
    finding.help("write one with a `title:`, or name the folder that has one")
}

/// Reads a document under `scorecards/`.
pub(super) fn read(files: &mut Files, path: &str, findings: &mut Findings) -> Option<(FileId, Document)> {
    let (file, root) = tree(files, path, findings)?;
    let kind = kind(&root, findings)?;
    Some((file, (kind.read)(&root, findings)?))
}

fn tree(files: &mut Files, path: &str, findings: &mut Findings) -> Option<(FileId, Node)> {
    let read = files.read(path).and_then(|file| {
        let root = yaml::parse(file, files.sources.text(file))?;
        if matches!(root.value, Value::Map(_)) { Ok((file, root)) } else { Err(no_fields(&root).into()) }
    });
    read.map_err(|finding| findings.push(*finding)).ok()
}

fn no_fields(root: &Node) -> Diagnostic {
    Diagnostic::error("no-fields", "a document is made of fields, `name: value`")
        .at(root.span, "no field")
        .help("begin with `kind: scorecard`, a space after the colon")
}

/// Which kind a document says it is; reports none and an unknown one.
fn kind(root: &Node, findings: &mut Findings) -> Option<&'static KindOf> {
    // Only this field is looked at here: what else is wrong is found when the document is read as its kind.
    let mut aside = Findings::default();
    let probe: Option<Kind> = decode::decode(root, &mut aside);
    let first_line = Span { end: root.span.start, ..root.span };
    let known: Vec<String> = KINDS.iter().map(|kind| format!("`kind: {}`", kind.name)).collect();
    let known = known.join(" or ");
    match probe?.kind {
        Required::Given(kind) => {
            let found = KINDS.iter().find(|known| known.name == kind.value);
            if found.is_some() {
                return found;
            }
            let help = match did_you_mean(&kind.value, KINDS.iter().map(|kind| kind.name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {known}"),
            };
            let finding = Diagnostic::error("unknown-kind", format!("there is no kind of document `{}`", kind.value));
            findings.push(finding.at(kind.span, "not known here").help(help));
        }
        Required::Absent | Required::SetAside => {
            let finding = Diagnostic::error("no-kind", "this document does not say what it is");
            findings.push(finding.at(first_line, "no `kind`").help(format!("begin with {known}")));
        }
    }
    None
}
