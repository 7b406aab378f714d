//! Decisions: each once, in an order of time that can be, about what there is.

use super::super::decode::Spanned;
use super::super::raw;
use super::checker::among;
use super::id::{self, Taken};
use super::{Checker, timeline};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Decision, DecisionStatus, Frequency, Node, NodeIndex, Period, Scorecard};

/// The decisions of a scorecard with these nodes and periods.
pub(super) fn decisions(
    checker: &mut Checker<'_>,
    raw: &[Spanned<raw::Decision>],
    nodes: &[Node],
    frequency: Option<Frequency>,
) -> Vec<Decision> {
    let mut taken = Taken::default();
    raw.iter().filter_map(|raw| decision(checker, &mut taken, raw, nodes, frequency)).collect()
}

/// One decision; `None` where it is not known when it was taken.
fn decision(
    checker: &mut Checker<'_>,
    taken: &mut Taken,
    raw: &Spanned<raw::Decision>,
    nodes: &[Node],
    frequency: Option<Frequency>,
) -> Option<Decision> {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "decision", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "decision");
    }
    let whose = id::called("decision", id.as_ref());
    let written = checker.required(&fields.period, "period", &whose, span);
    let period = timeline::field(checker, written, "period");
    let due = timeline::field(checker, fields.due.as_ref(), "due");
    let closed = timeline::field(checker, fields.closed.as_ref(), "closed");
    if let (Some(period), Some(written)) = (period, written) {
        short_enough(checker, period, written.span, frequency);
        let taken = (period, written.span);
        not_before(checker, taken, due.zip(fields.due.as_ref().map(|due| due.span)), "due");
        not_before(checker, taken, closed.zip(fields.closed.as_ref().map(|closed| closed.span)), "closed");
    }
    let status = status(fields.status.unwrap_or_default());
    if let (DecisionStatus::Open, Some(closed)) = (status, &fields.closed) {
        let finding = Diagnostic::error("closed-but-open", format!("{whose} is open, but says when it was closed"));
        let help = "add `status: done` or `status: dropped`, or delete `closed`";
        checker.report(finding.at(closed.span, "").help(help));
    }
    let title = checker.title(&fields.title, &whose, span);
    let text = checker.optional_text(fields.text.as_ref(), "text");
    let by = checker.optional_text(fields.by.as_ref(), "by");
    let owner = checker.optional_text(fields.owner.as_ref(), "owner");
    let outcome = checker.optional_text(fields.outcome.as_ref(), "outcome");
    let about = about(checker, fields.about.as_deref().unwrap_or_default(), nodes);
    let (id, period) = (id.unwrap_or_default(), period?);
    Some(Decision { id, period, title, text, by, owner, about, due, status, closed, outcome, span })
}

fn status(raw: raw::DecisionStatus) -> DecisionStatus {
    match raw {
        raw::DecisionStatus::Open => DecisionStatus::Open,
        raw::DecisionStatus::Done => DecisionStatus::Done,
        raw::DecisionStatus::Dropped => DecisionStatus::Dropped,
    }
}

/// A decision belongs to one period of the scorecard, so it cannot be dated with a longer one.
fn short_enough(checker: &mut Checker<'_>, period: Period, span: Span, frequency: Option<Frequency>) {
    let Some(frequency) = frequency.filter(|frequency| period.frequency() > *frequency) else { return };
    let expected = format!("{} or shorter", timeline::expected(Some(frequency)));
    let found = period.frequency().word();
    let message = format!("`{period}` in `period` is a {found}, where it must be {expected}");
    checker.report(Diagnostic::error("period-length", message).at(span, "").help(format!("write {expected}")));
}

/// Reports what ends before the decision was taken.
fn not_before(checker: &mut Checker<'_>, taken: (Period, Span), other: Option<(Period, Span)>, name: &str) {
    let Some((then, span)) = other else { return };
    // `due: 2026` is the end of 2026: what ends on or after the first day of the decision's period is not before it.
    if then.ending_in(Frequency::Day).is_on_or_after(taken.0) {
        return;
    }
    let message = format!("`{name}: {then}` lies before the decision was taken in `{}`", taken.0);
    let finding = Diagnostic::error("before-decision", message).at(span, "").at(taken.1, "taken here");
    checker.report(finding.help("exchange the two, or correct one of them"));
}

/// What a decision is about, by path; the whole scorecard where nothing is named.
fn about(checker: &mut Checker<'_>, raw: &[Spanned<String>], nodes: &[Node]) -> Vec<NodeIndex> {
    let mut found: Vec<NodeIndex> = raw.iter().filter_map(|path| find(checker, path, nodes)).collect();
    found.sort_unstable();
    found.dedup();
    if raw.is_empty() { vec![Scorecard::ROOT] } else { found }
}

fn find(checker: &mut Checker<'_>, path: &Spanned<String>, nodes: &[Node]) -> Option<NodeIndex> {
    let named = |node: &Node| !node.path.is_empty() && node.path == path.value;
    let found = nodes.iter().position(named).map(NodeIndex);
    if found.is_none() {
        let message = format!("`about` names `{}`, which is no path in this scorecard", path.value);
        let finding = Diagnostic::error("unknown-about", message).at(path.span, "not known here");
        checker.report(finding.help(candidates(&path.value, nodes)));
    }
    found
}

/// The paths that end in what was written, or the nearest of all.
fn candidates(written: &str, nodes: &[Node]) -> String {
    let paths: Vec<&str> = nodes.iter().map(|node| node.path.as_str()).filter(|path| !path.is_empty()).collect();
    let last = written.rsplit('/').next().unwrap_or_default();
    let ending: Vec<&str> = paths.iter().copied().filter(|path| path.rsplit('/').next() == Some(last)).collect();
    match ending.as_slice() {
        [] => among(written, &paths, "paths"),
        [one] => format!("write `{one}`: a path begins with the perspective"),
        several => format!("write one of {}", super::plain_list(several)),
    }
}
