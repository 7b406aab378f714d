//! Initiatives and their milestones.

use super::super::decode::Spanned;
use super::super::raw;
use super::checker::among;
use super::id::{self, Taken};
use super::{Checker, number, timeline};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Initiative, Milestone, NodeIndex, Period, Timeline};

/// An initiative of an objective; `measures` are the objective's, by id.
pub(super) fn initiative(
    checker: &mut Checker<'_>,
    taken: &mut Taken,
    raw: &Spanned<raw::Initiative>,
    objective: NodeIndex,
    measures: &[(String, NodeIndex)],
) -> Initiative {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "initiative", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "initiative");
    }
    let whose = id::called("initiative", id.as_ref());
    let start = timeline::field(checker, fields.start.as_ref(), "start");
    let end = timeline::field(checker, fields.end.as_ref(), "end");
    in_order(checker, raw, start.zip(end));
    Initiative {
        title: checker.title(&fields.title, &whose, span),
        description: checker.optional_text(fields.description.as_ref(), "description"),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        moves: fields.moves.as_ref().and_then(|moves| moved(checker, moves, measures)),
        budget: fields.budget.as_ref().map(|budget| money(checker, budget.value, budget.span, "budget")),
        spent: fields.spent.as_ref().map(|spent| self::spent(checker, spent)).unwrap_or_default(),
        milestones: fields.milestones.iter().flatten().filter_map(|raw| milestone(checker, raw)).collect(),
        id: id.unwrap_or_default(),
        objective,
        start,
        end,
        span,
    }
}

fn in_order(checker: &mut Checker<'_>, raw: &Spanned<raw::Initiative>, periods: Option<(Period, Period)>) {
    let (Some((first, last)), Some(start), Some(end)) = (periods, &raw.value.start, &raw.value.end) else { return };
    // `end: 2026` is the end of 2026: an end within the same year is not before the start.
    if last.plus(1).is_on_or_after(first) && last.plus(1) != first {
        return;
    }
    let finding = Diagnostic::error("end-before-start", format!("the end `{last}` lies before the start `{first}`"))
        .at(end.span, "ends here")
        .at(start.span, "starts here")
        .help("exchange the two, or correct one of them");
    checker.report(finding);
}

fn moved(checker: &mut Checker<'_>, moves: &Spanned<String>, measures: &[(String, NodeIndex)]) -> Option<NodeIndex> {
    let found = measures.iter().find(|(id, _)| *id == moves.value).map(|(_, node)| *node);
    if found.is_none() {
        let known: Vec<&str> = measures.iter().map(|(id, _)| id.as_str()).collect();
        let message = format!("`moves` names `{}`, which is no measure of this objective", moves.value);
        let finding = Diagnostic::error("unknown-moves", message).at(moves.span, "not known here");
        checker.report(finding.help(among(&moves.value, &known, "its measures")));
    }
    found
}

fn money(checker: &mut Checker<'_>, amount: f64, span: Span, name: &str) -> f64 {
    if amount < 0.0 {
        let message = format!("`{name}` must not be less than 0, found {}", number(amount));
        let finding = Diagnostic::error("negative-amount", message);
        checker.report(finding.at(span, "").help("write the amount without a sign"));
    }
    amount
}

/// One amount, or totals by period of any length.
fn spent(checker: &mut Checker<'_>, raw: &Spanned<raw::Timeline>) -> Timeline {
    let totals = timeline::dated(checker, raw, "spent", None);
    for (_, amount, span) in &totals {
        money(checker, *amount, *span, "spent");
    }
    timeline::timeline(&totals)
}

fn milestone(checker: &mut Checker<'_>, raw: &Spanned<raw::Milestone>) -> Option<Milestone> {
    let fields = &raw.value;
    let span = fields.title.given().map_or(Span { end: raw.span.start, ..raw.span }, |title| title.span);
    let title = checker.title(&fields.title, "a milestone", span);
    let due = checker.required(&fields.due, "due", "a milestone", span);
    let due = timeline::field(checker, due, "due");
    let done = timeline::field(checker, fields.done.as_ref(), "done");
    Some(Milestone { title, due: due?, done })
}
