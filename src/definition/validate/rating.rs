//! Ratings in SWOTs and portfolios: stated numbers, measures, panels; and what they say of scorecards.

use super::super::decode::{Spanned, Written};
use super::super::raw;
use super::checker::among;
use super::results::Giver;
use super::{Checker, number, timeline};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{
    Frequency, InitiativeRef, MeasureRef, Period, Portfolio, RatedBy, RatingQuery, ResultKind, Scale, Scorecard, Swot,
};

/// What is written of the rating of one thing by one criterion.
pub(super) struct Ratable<'a> {
    /// What findings call it: "the factor `x`".
    pub(super) name: &'a str,
    /// What the number is called in YAML: `rating`.
    pub(super) field: &'a str,
    pub(super) stated: Option<&'a Spanned<raw::Timeline>>,
    pub(super) measure: Option<&'a Spanned<String>>,
    pub(super) knots: Option<&'a Spanned<Vec<f64>>>,
    /// Whether a measure may rate it.
    pub(super) by_measure: bool,
    /// Where it is defined.
    pub(super) span: Span,
}

/// What holds for all ratings of a document.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) scale: Scale,
    pub(super) frequency: Frequency,
    pub(super) has_panel: bool,
}

/// Who or what rates something; reports two ways, none, and numbers off the scale.
pub(super) fn rated(checker: &mut Checker<'_>, written: &Ratable<'_>, rules: Rules) -> RatedBy {
    let Ratable { name, field, .. } = written;
    if let (Some(stated), Some(measure)) = (written.stated, written.measure) {
        let finding = Diagnostic::error("rated-twice", format!("{name} has `{field}` and `measure`"));
        let finding = finding.at(stated.span, format!("`{field}`")).at(measure.span, "`measure`");
        checker.report(finding.help("keep one: a number, or a measure; the panel rates what has neither"));
    }
    if let (Some(knots), None) = (written.knots, written.measure) {
        let finding = Diagnostic::error("knots", format!("{name} has `knots` and no `measure`")).at(knots.span, "");
        checker.report(finding.help("name the `measure` whose values these are, or delete `knots`"));
    }
    if let Some(measure) = written.measure {
        let knots = written.knots.map(|knots| self::knots(checker, knots)).unwrap_or_default();
        let (scorecard, path) = measure.value.split_once('/').unwrap_or((measure.value.as_str(), ""));
        let (scorecard, path) = (scorecard.to_owned(), path.to_owned());
        return RatedBy::Measure(MeasureRef { scorecard, path, knots, span: measure.span });
    }
    if let Some(stated) = written.stated {
        return RatedBy::Stated(self::stated(checker, stated, written, rules));
    }
    if !rules.has_panel {
        let finding = Diagnostic::error("unrated", format!("nobody rates {name}: it has no `{field}`"));
        let or_measure = if written.by_measure { " or a `measure`" } else { "" };
        let help = format!("add `{field}: …`{or_measure} here, or `panel: {{sql: …}}` to the document");
        checker.report(finding.at(written.span, "").help(help));
    }
    RatedBy::Panel
}

fn stated(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Timeline>,
    written: &Ratable<'_>,
    rules: Rules,
) -> crate::scorecard::Timeline {
    let values = timeline::dated(checker, raw, written.field, Some(rules.frequency));
    for (_, value, span) in values.iter().filter(|(_, value, _)| !rules.scale.holds(*value)) {
        let (low, high) = (number(rules.scale.low), number(rules.scale.high));
        let message = format!("`{}` of {} must lie from {low} to {high}", written.field, written.name);
        let finding = Diagnostic::error("rating-range", message).at(*span, format!("found {}", number(*value)));
        checker.report(finding.help(format!("write a number from {low} to {high}")));
    }
    timeline::timeline(&values)
}

/// Two or more numbers, in order.
fn knots(checker: &mut Checker<'_>, raw: &Spanned<Vec<f64>>) -> Vec<f64> {
    let rises = raw.value.windows(2).all(|pair| pair[0] < pair[1]);
    let falls = raw.value.windows(2).all(|pair| pair[0] > pair[1]);
    if raw.value.len() < 2 || !(rises || falls) {
        let finding = Diagnostic::error("knots", "`knots` needs two or more numbers that rise or fall throughout");
        let help =
            "write actual values of the measure from the one worth the lowest rating to the one worth the highest";
        checker.report(finding.at(raw.span, "").help(help));
    }
    raw.value.clone()
}

/// A panel.
pub(super) fn panel(
    checker: &mut Checker<'_>,
    raw: Option<&Spanned<raw::RatingPanel>>,
    name: &str,
) -> Option<RatingQuery> {
    let raw = raw?;
    let whose = format!("the panel of {name}");
    let description = checker.optional_text(raw.value.description.as_ref(), "description");
    let sql = checker.required(&raw.value.sql, "sql", &whose, raw.span)?;
    Some(RatingQuery { sql: checker.sql(sql, &whose), description })
}

/// When undated ratings were given; a shorter period stands for the one it lies in.
pub(super) fn as_of(checker: &mut Checker<'_>, raw: Option<&Spanned<Written>>, frequency: Frequency) -> Option<Period> {
    let found = timeline::field(checker, raw, "as_of")?;
    if let Some(raw) = raw.filter(|_| found.frequency() > frequency) {
        let expected = format!("{} or shorter", timeline::expected(Some(frequency)));
        let message = format!("`{found}` in `as_of` is a {}, where it must be {expected}", found.frequency().word());
        let finding = Diagnostic::error("period-length", message).at(raw.span, "");
        checker.report(finding.help(format!("write {expected}")));
        return None;
    }
    Some(found.ending_in(frequency))
}

/// Warns of a panel that nothing asks, and reports ratings none of which has a date.
pub(super) fn dated(
    checker: &mut Checker<'_>,
    rated: &[&RatedBy],
    (panel, as_of): (Option<&Spanned<raw::RatingPanel>>, Option<Period>),
    (name, span): (&str, Span),
) {
    let asked = rated.iter().any(|by| matches!(by, RatedBy::Panel));
    if let Some(panel) = panel.filter(|_| !asked && !rated.is_empty()) {
        let finding = Diagnostic::warning("panel-unused", format!("nothing in {name} is rated by its panel"));
        checker.report(finding.at(panel.span, "").help("delete `panel`, or the number or measure that rates instead"));
    }
    let has_date = |by: &&RatedBy| match by {
        RatedBy::Stated(timeline) => timeline.entries().iter().any(|(from, _)| from.is_some()),
        RatedBy::Panel | RatedBy::Measure(_) => true,
    };
    if as_of.is_none() && !rated.is_empty() && !rated.iter().any(has_date) {
        let finding = Diagnostic::error("no-date", format!("{name} does not say when its ratings were given"));
        checker.report(finding.at(span, "").help("add `as_of: 2026-Q3`, or ratings by period: `{2026-Q3: 4}`"));
    }
}

/// `crm-strategy/win-back`; whether there is one is seen when all documents are read.
pub(super) fn initiative(raw: Option<&Spanned<String>>) -> Option<InitiativeRef> {
    let raw = raw?;
    let (scorecard, initiative) = raw.value.split_once('/').unwrap_or((raw.value.as_str(), ""));
    Some(InitiativeRef { scorecard: scorecard.to_owned(), initiative: initiative.to_owned(), span: raw.span })
}

/// What SWOTs and portfolios give to measures.
pub(crate) fn givers<'a>(swots: &'a [Swot], portfolios: &'a [Portfolio]) -> impl Iterator<Item = Giver<'a>> {
    fn path(named: &MeasureRef) -> (&str, &str) {
        (&named.scorecard, &named.path)
    }
    let of_swots = swots.iter().map(|own| Giver {
        kind: ResultKind::Swot,
        id: &own.id,
        frequency: own.frequency,
        whole: false,
        part: "result",
        names: Swot::TOTALS.into_iter().chain(own.factors.iter().map(|factor| factor.id.as_str())).collect(),
        measures: own.measures().map(path).collect(),
    });
    let of_portfolios = portfolios.iter().map(|own| Giver {
        kind: ResultKind::Portfolio,
        id: &own.id,
        frequency: own.frequency,
        whole: true,
        part: "candidate",
        names: own.candidates.iter().map(|candidate| candidate.id.as_str()).collect(),
        measures: own.measures().map(path).collect(),
    });
    of_swots.chain(of_portfolios)
}

/// Checks what SWOTs and portfolios say of scorecards, once all documents are read.
pub(crate) fn link(checker: &mut Checker<'_>, swots: &[Swot], portfolios: &[Portfolio], scorecards: &[Scorecard]) {
    let by_swots = swots.iter().flat_map(|own| own.factors.iter().map(|factor| (&factor.rated, own.frequency)));
    let by_portfolios = portfolios.iter().flat_map(|own| {
        own.candidates.iter().flat_map(|candidate| candidate.rated.iter().map(|by| (by, own.frequency)))
    });
    for (by, frequency) in by_swots.chain(by_portfolios) {
        if let RatedBy::Measure(named) = by
            && let Some(finding) = measure_fault(named, scorecards, frequency)
        {
            checker.report(finding);
        }
    }
    let of_strategies = swots.iter().flat_map(|own| own.strategies.iter().filter_map(|one| one.initiative.as_ref()));
    let of_candidates =
        portfolios.iter().flat_map(|own| own.candidates.iter().filter_map(|one| one.initiative.as_ref()));
    for finding in of_strategies.chain(of_candidates).filter_map(|named| initiative_fault(named, scorecards)) {
        checker.report(finding);
    }
}

fn unknown_scorecard(code: &'static str, name: &str, scorecards: &[Scorecard], span: Span, form: &str) -> Diagnostic {
    let known: Vec<&str> = scorecards.iter().map(|scorecard| scorecard.id.as_str()).collect();
    let finding = Diagnostic::error(code, format!("there is no scorecard `{name}`")).at(span, "");
    finding.help(format!("{}; write {form}", among(name, &known, "scorecards")))
}

fn measure_fault(named: &MeasureRef, scorecards: &[Scorecard], frequency: Frequency) -> Option<Diagnostic> {
    let Some(scorecard) = scorecards.iter().find(|scorecard| scorecard.id == named.scorecard) else {
        let form = "`scorecard/perspective/objective/measure`";
        return Some(unknown_scorecard("unknown-measure", &named.scorecard, scorecards, named.span, form));
    };
    let is_measure = scorecard.find(&named.path).is_some_and(|index| scorecard.node(index).measure().is_some());
    if !is_measure {
        let paths: Vec<&str> = scorecard.measures().map(|(_, node, _)| node.path.as_str()).collect();
        let message = format!("scorecard `{}` has no measure `{}`", scorecard.id, named.path);
        let finding = Diagnostic::error("unknown-measure", message).at(named.span, "not known there");
        return Some(finding.help(among(&named.path, &paths, "measures")));
    }
    (scorecard.frequency > frequency).then(|| {
        let (own, long) = (frequency.word(), scorecard.frequency.word());
        let finding = Diagnostic::error("frequency", format!("a measure by {long} cannot rate anything by {own}"));
        finding.at(named.span, "").help(format!("write `period: {long}` here, or rate it otherwise"))
    })
}

fn initiative_fault(named: &InitiativeRef, scorecards: &[Scorecard]) -> Option<Diagnostic> {
    let Some(scorecard) = scorecards.iter().find(|scorecard| scorecard.id == named.scorecard) else {
        let form = "`scorecard/initiative`";
        return Some(unknown_scorecard("unknown-initiative", &named.scorecard, scorecards, named.span, form));
    };
    let known: Vec<&str> = scorecard.initiatives.iter().map(|own| own.id.as_str()).collect();
    (!known.contains(&named.initiative.as_str())).then(|| {
        let message = format!("scorecard `{}` has no initiative `{}`", scorecard.id, named.initiative);
        let finding = Diagnostic::error("unknown-initiative", message).at(named.span, "not known there");
        finding.help(among(&named.initiative, &known, "initiatives"))
    })
}
