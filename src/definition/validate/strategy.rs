//! The strategies of a SWOT: each uses factors of both kinds that its field joins.

use super::super::decode::Spanned;
use super::super::raw;
use super::Checker;
use super::checker::among;
use super::id::{self, Taken};
use super::rating;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{StrategyField, Swot, SwotKind, SwotStrategy};

/// The strategies, field by field.
pub(super) fn strategies(
    checker: &mut Checker<'_>,
    raw: Option<&Spanned<raw::Strategies>>,
    swot: &Swot,
) -> Vec<SwotStrategy> {
    let Some(raw) = raw else { return Vec::new() };
    let fields = [
        (StrategyField::So, &raw.value.so),
        (StrategyField::Wo, &raw.value.wo),
        (StrategyField::St, &raw.value.st),
        (StrategyField::Wt, &raw.value.wt),
    ];
    let mut taken = Taken::default();
    let mut found = Vec::new();
    for (field, list) in fields {
        for raw in list.iter().flatten() {
            found.push(strategy(checker, &mut taken, raw, field, swot));
        }
    }
    found
}

fn strategy(
    checker: &mut Checker<'_>,
    taken: &mut Taken,
    raw: &Spanned<raw::Strategy>,
    field: StrategyField,
    swot: &Swot,
) -> SwotStrategy {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "strategy", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "strategy");
    }
    let name = id::called("strategy", id.as_ref());
    let list = checker.required(&fields.uses, "uses", &name, span);
    let uses = list.map(|list| uses(checker, list, swot)).unwrap_or_default();
    if let Some(list) = list.filter(|list| !checker.has_blamed(list.span)) {
        joined(checker, field, &uses, swot, (&name, list.span));
    }
    SwotStrategy {
        title: checker.title(&fields.title, &name, span),
        description: checker.optional_text(fields.description.as_ref(), "description"),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        initiative: rating::initiative(fields.initiative.as_ref()),
        id: id.unwrap_or_default(),
        field,
        uses,
        span,
    }
}

/// The places of factors named by their ids; reports those there are not.
fn uses(checker: &mut Checker<'_>, list: &Spanned<Vec<Spanned<String>>>, swot: &Swot) -> Vec<usize> {
    let mut found = Vec::new();
    for named in &list.value {
        match swot.factors.iter().position(|factor| factor.id == named.value) {
            Some(place) if found.contains(&place) => {
                let finding = Diagnostic::warning("used-twice", format!("`{}` is used twice", named.value));
                checker.report(finding.at(named.span, "again here").help("name each factor once"));
            }
            Some(place) => found.push(place),
            None => {
                let known: Vec<&str> = swot.factors.iter().map(|factor| factor.id.as_str()).collect();
                let finding = Diagnostic::error("unknown-factor", format!("there is no factor `{}`", named.value));
                checker.report(finding.at(named.span, "").help(among(&named.value, &known, "factors")));
            }
        }
    }
    found
}

/// Reports a strategy that does not use one factor of either kind its field joins.
fn joined(checker: &mut Checker<'_>, field: StrategyField, uses: &[usize], swot: &Swot, (name, span): (&str, Span)) {
    let (inner, outer) = field.joins();
    for kind in [inner, outer] {
        if uses.iter().any(|place| swot.factors[*place].kind == kind) {
            continue;
        }
        let known: Vec<&str> = swot.of_kind(kind).map(|(_, factor)| factor.id.as_str()).collect();
        let (word, own) = (kind.word(), field.word());
        let finding = Diagnostic::error("strategy-field", format!("{name} stands under `{own}` and uses no {word}"));
        let list = format!("{} are {}", plural(kind), super::plain_list(&known));
        checker.report(finding.at(span, "").help(format!("name one, or move the strategy to another field; {list}")));
    }
}

fn plural(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => "strengths",
        SwotKind::Weakness => "weaknesses",
        SwotKind::Opportunity => "opportunities",
        SwotKind::Threat => "threats",
    }
}

/// Warns of factors that no strategy uses, all at once.
pub(super) fn unused(checker: &mut Checker<'_>, swot: &Swot, name: &str) {
    let is_used = |place: usize| swot.strategies.iter().any(|strategy| strategy.uses.contains(&place));
    let indexed = swot.factors.iter().enumerate();
    let unused: Vec<_> =
        indexed.filter(|(place, factor)| factor.set_aside.is_none() && !is_used(*place)).map(|(_, own)| own).collect();
    // A strategy that could not be read may use it.
    let whole = Span { start: 0, end: usize::MAX, ..swot.span };
    if unused.is_empty() || checker.has_blamed(whole) {
        return;
    }
    let names: Vec<&str> = unused.iter().map(|factor| factor.id.as_str()).collect();
    let message = format!("no strategy of {name} uses {}", super::plain_list(&names));
    let finding = Diagnostic::warning("factor-unused", message);
    let finding = unused.iter().fold(finding, |finding, factor| finding.at(factor.span, "not used"));
    let help = "name it under `uses` of a strategy, or say in its `set_aside` why nothing follows from it";
    checker.report(finding.help(help));
}
