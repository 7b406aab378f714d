//! How good the measures are: what management courses ask of an indicator, checked.
//!
//! [`lint`] looks at a book that is valid: nothing it finds forbids publishing. [`definition`] needs only what is
//! written, [`values`] what was observed. Every finding is a [`Check`]; [`advice`] says why it matters and what to do,
//! and `docs/lint.md` says it at length. [`silence`] sets aside what the author gave a reason for.

mod advice;
mod definition;
mod silence;
mod title;
mod values;

pub use silence::SILENCE_UNUSED;

use crate::diagnostic::{Diagnostic, Findings};
use crate::evaluate::Evaluation;
use crate::scorecard::{Book, Check, Node, NodeIndex, Scorecard, Series, Silenced};

/// What came of a scorecard.
#[derive(Clone, Copy)]
pub struct Results<'a> {
    /// What the query of each measure returned.
    pub series: &'a [(NodeIndex, Series)],
    /// The outcomes.
    pub evaluation: &'a Evaluation,
}

/// What was found, and what was silenced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linted {
    /// Warnings.
    pub findings: Findings,
    /// What would have been one, in the order of the book.
    pub silenced: Vec<Silenced>,
}

/// One finding before it is known whether it is silenced.
struct Found {
    check: Check,
    /// The node it is about; a second one where it is about both.
    nodes: Vec<NodeIndex>,
    diagnostic: Diagnostic,
}

impl Found {
    /// A finding about a node; `message` says what is wrong.
    fn new(check: Check, (index, node): (NodeIndex, &Node), message: impl Into<String>) -> Self {
        let (why, what) = advice::on(check);
        let diagnostic = Diagnostic::warning(check.code(), message).at(node.span, "").note(why).help(what);
        Self { check, nodes: vec![index], diagnostic }
    }

    /// Says that it is about another node as well.
    fn and(mut self, (index, node): (NodeIndex, &Node)) -> Self {
        self.nodes.push(index);
        self.diagnostic = self.diagnostic.at(node.span, "");
        self
    }
}

/// Checks a book. `results` holds those of every scorecard in the order of the book, or nothing where the data could not
/// be read: then only what is written is checked, and no silence is called unused.
pub fn lint(book: &Book, results: &[Results]) -> Linted {
    let found = book.scorecards.iter().enumerate().map(|(at, scorecard)| {
        let mut found = definition::check(scorecard);
        found.extend(results.get(at).into_iter().flat_map(|results| values::check(scorecard, *results)));
        found
    });
    silence::apply(book, found.collect(), results.len() == book.scorecards.len())
}

/// "measure `customer/keep/retention`", or "scorecard `crm`" for the root.
fn name(scorecard: &Scorecard, node: &Node) -> String {
    let id = if node.path.is_empty() { &scorecard.id } else { &node.path };
    format!("{} `{id}`", node.detail.kind())
}
