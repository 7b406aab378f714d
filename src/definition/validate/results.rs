//! Results of other documents as values of measures: `from: assessment/readiness.vision`, and what such documents take
//! from measures in turn. Looked at once all documents are read.

use std::collections::BTreeMap;

use super::super::decode::Spanned;
use super::Checker;
use super::checker::among;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Aggregate, Frequency, Measure, NodeDetail, ResultKind, ResultRef, Scorecard, ValueSource};

/// A document that works out results. Adding a kind: a variant of [`ResultKind`], and its givers in `definition::givers`.
pub(crate) struct Giver<'a> {
    pub(crate) kind: ResultKind,
    pub(crate) id: &'a str,
    pub(crate) frequency: Frequency,
    /// Whether it has a result as a whole, `assessment/readiness`.
    pub(crate) whole: bool,
    /// What its named results are called in findings: `factor`.
    pub(crate) part: &'static str,
    /// Its results by name.
    pub(crate) names: Vec<&'a str>,
    /// The measures it takes values from: scorecard and path.
    pub(crate) measures: Vec<(&'a str, &'a str)>,
}

/// The source a measure names; whether there is such a result is seen by [`link`].
pub(super) fn named(checker: &mut Checker<'_>, from: &Spanned<String>) -> ValueSource {
    let parsed = from.value.split_once('/').and_then(|(word, rest)| {
        let kind = ResultKind::ALL.iter().copied().find(|kind| kind.word() == word)?;
        let (document, name) = rest.split_once('.').map_or((rest, None), |(id, name)| (id, Some(name)));
        let result =
            ResultRef { kind, document: document.to_owned(), name: name.map(ToOwned::to_owned), span: from.span };
        (!document.is_empty() && name != Some("")).then_some(result)
    });
    parsed.map_or_else(
        || {
            let finding = Diagnostic::error("bad-from", format!("`{}` names no result of a document", from.value));
            let known: Vec<String> = ResultKind::ALL.iter().map(|kind| format!("`{}/ID`", kind.word())).collect();
            let help = format!("write {}, or with the name of one of its results, `/ID.NAME`", known.join(", "));
            checker.report(finding.at(from.span, "").help(help));
            ValueSource::Stated(Vec::new())
        },
        ValueSource::Result,
    )
}

/// Checks the results that measures name, and gives these measures what follows: how often values come, and that there is
/// one at every level of the hierarchy.
pub(crate) fn link(checker: &mut Checker<'_>, givers: &[Giver<'_>], scorecards: &mut [Scorecard]) {
    let sources = Sources::of(givers, scorecards);
    for scorecard in scorecards {
        let own = scorecard.frequency;
        for node in &mut scorecard.nodes {
            let NodeDetail::Measure(measure) = &mut node.detail else { continue };
            let ValueSource::Result(from) = &measure.source else { continue };
            let circular = sources.rests_on_itself(&scorecard.id, &node.path);
            match fault(from, own, givers, circular) {
                Ok(giver) => take(measure, giver, own),
                Err(finding) => checker.report(*finding),
            }
        }
    }
}

fn take(measure: &mut Measure, giver: &Giver<'_>, own: Frequency) {
    measure.frequency = Some(giver.frequency).filter(|frequency| *frequency != own);
    measure.aggregate = Some(Aggregate::Sql);
}

/// The document a measure takes a result from, or why it cannot.
fn fault<'g, 'a>(
    from: &ResultRef,
    own: Frequency,
    givers: &'g [Giver<'a>],
    circular: bool,
) -> Result<&'g Giver<'a>, Box<Diagnostic>> {
    let word = from.kind.word();
    let of_kind = || givers.iter().filter(|giver| giver.kind == from.kind);
    let Some(giver) = of_kind().find(|giver| giver.id == from.document) else {
        let known: Vec<&str> = of_kind().map(|giver| giver.id).collect();
        let finding =
            Diagnostic::error("unknown-document", format!("there is no {} `{}`", called(word), from.document));
        return Err(Box::new(finding.at(from.span, "").help(among(
            &from.document,
            &known,
            &format!("{}s", called(word)),
        ))));
    };
    known_result(from, giver)?;
    if circular {
        let message = format!("{word} `{}` itself rests on measures that rest on it", giver.id);
        let finding = Diagnostic::error("result-cycle", message).at(from.span, "");
        return Err(Box::new(
            finding.help("a value cannot rest on itself: name a document that does without this measure"),
        ));
    }
    if giver.frequency < own {
        let (short, long) = (giver.frequency.word(), own.word());
        let message = format!("{} {word} by {short} cannot be a measure in a scorecard by {long}", article(word));
        let finding = Diagnostic::error("frequency", message).at(from.span, "");
        return Err(Box::new(finding.help(format!("write `period: {long}` on the {word}"))));
    }
    Ok(giver)
}

fn known_result(from: &ResultRef, giver: &Giver<'_>) -> Result<(), Box<Diagnostic>> {
    let (word, part) = (giver.kind.word(), giver.part);
    let help = |named: &str| among(named, &giver.names, &format!("{part}s"));
    match &from.name {
        Some(name) if !giver.names.contains(&name.as_str()) => {
            let message = format!("{word} `{}` has no {part} `{name}`", giver.id);
            Err(Box::new(Diagnostic::error("unknown-result", message).at(from.span, "").help(help(name))))
        }
        None if !giver.whole => {
            let message = format!("{word} `{}` has several results: say which, `{from}.NAME`", giver.id);
            Err(Box::new(Diagnostic::error("unknown-result", message).at(from.span, "").help(help(""))))
        }
        _ => Ok(()),
    }
}

/// Where results and the measures they rest on come from.
struct Sources<'a> {
    /// The measures each document takes values from.
    measures: BTreeMap<(ResultKind, String), Vec<(&'a str, &'a str)>>,
    /// The document each measure takes its values from, by scorecard and path.
    documents: BTreeMap<(String, String), (ResultKind, String)>,
}

impl<'a> Sources<'a> {
    fn of(givers: &[Giver<'a>], scorecards: &[Scorecard]) -> Self {
        let measures = givers.iter().map(|giver| ((giver.kind, giver.id.to_owned()), giver.measures.clone())).collect();
        let mut documents = BTreeMap::new();
        for scorecard in scorecards {
            for (_, node, measure) in scorecard.measures() {
                if let ValueSource::Result(from) = &measure.source {
                    let of = (scorecard.id.clone(), node.path.clone());
                    documents.insert(of, (from.kind, from.document.clone()));
                }
            }
        }
        Self { measures, documents }
    }

    /// Whether a measure takes a result that rests, over any number of documents, on the measure.
    fn rests_on_itself(&self, scorecard: &str, path: &str) -> bool {
        let start = (scorecard.to_owned(), path.to_owned());
        let (mut open, mut seen) = (vec![start.clone()], Vec::new());
        while let Some(measure) = open.pop() {
            let Some(document) = self.documents.get(&measure).filter(|document| !seen.contains(document)) else {
                continue;
            };
            seen.push(document);
            let below = self.measures.get(document).into_iter().flatten();
            open.extend(below.map(|(scorecard, path)| ((*scorecard).to_owned(), (*path).to_owned())));
            if open.contains(&start) {
                return true;
            }
        }
        false
    }
}

/// What a document of a kind is called in a sentence.
fn called(word: &str) -> &str {
    if word == ResultKind::Customers.word() { "customer document" } else { word }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
