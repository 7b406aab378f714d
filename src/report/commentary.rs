//! What authors said about a period: commentary on perspectives and objectives, notes on measures.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sheet::Sheet;
use super::view::Link;
use crate::scorecard::{NodeIndex, Period, Scorecard, Text};

/// How many notes are shown on the page of a node.
const NOTES: usize = 12;

/// What was said about something in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// The number of its mark in the trend, on a measure's page.
    pub number: Option<usize>,
    /// When.
    pub period: String,
    /// About what.
    pub about: Link,
    /// What was said.
    pub text: String,
}

impl<'a> Sheet<'a> {
    /// What was said about a node, by period: a measure's notes, the commentary of any other.
    pub fn said_of(&self, node: NodeIndex) -> &'a BTreeMap<Period, Text> {
        self.measure(node).map_or(&self.node(node).commentary, |measure| &measure.notes)
    }

    /// What was said about a node for the period reported on.
    pub fn commentary(&self, node: NodeIndex) -> Option<String> {
        self.pen.some_text(self.said_of(node).get(&self.period()))
    }

    /// A note as shown.
    pub fn note(&self, period: Period, node: NodeIndex, text: &Text) -> NoteView {
        NoteView { number: None, period: self.pen.period(period), about: self.link(node), text: self.pen.text(text) }
    }
}

/// What was said about some nodes up to the period reported on, the latest first. Commentary on that period itself
/// heads a page and is left out.
pub fn notes(sheet: &Sheet, nodes: &[NodeIndex]) -> Vec<NoteView> {
    let mut all: Vec<(Period, NodeIndex, &Text)> = Vec::new();
    for node in nodes {
        let past = |period: Period| match sheet.measure(*node) {
            Some(_) => period <= sheet.period(),
            None => period < sheet.period(),
        };
        let said = sheet.said_of(*node).iter().filter(|(period, _)| past(**period));
        all.extend(said.map(|(period, text)| (*period, *node, text)));
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    all.into_iter().take(NOTES).map(|(period, node, text)| sheet.note(period, node, text)).collect()
}

/// Whether anything was said about a scorecard's nodes other than its measures.
pub fn is_there(scorecard: &Scorecard) -> bool {
    scorecard.nodes.iter().any(|node| !node.commentary.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn commentary_on_this_period_heads_the_page_and_earlier_stands_with_the_notes() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a sheet");
        assert_eq!(sheet.commentary(NodeIndex(3)).as_deref(), Some("The desk is not staffed"));
        let said: Vec<(String, String)> =
            notes(&sheet, &[NodeIndex(3), NodeIndex(5)]).into_iter().map(|note| (note.period, note.text)).collect();
        let expected = [("September 2026", "They came back"), ("September 2026", "Festival promotion")];
        assert_eq!(said, expected.map(|(period, text)| (period.to_owned(), text.to_owned())));
    }
}
