//! Ranges, scenarios, the simulation, and checks that are set aside.

use super::super::super::decode::{Entries, Spanned, Written};
use super::super::super::raw;
use super::super::super::raw::business_case::{self as own, BusinessCase as Raw};
use super::super::Checker;
use super::super::checker::among;
use super::super::id::{self, Taken};
use super::amount::percent;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::business_case::{
    BusinessCase, CaseCheck, CaseSilence, CostLine, Scenario, Shape, Simulation, Target, Uncertain,
};

/// Gives a case what is not certain of it.
pub(super) fn risks(checker: &mut Checker<'_>, raw: &Raw, case: &mut BusinessCase) {
    for range in raw.uncertain.iter().flat_map(|list| &list.value) {
        let found = uncertain(checker, range, case);
        case.uncertain.extend(found);
    }
    let mut taken = Taken::default();
    for raw in raw.scenarios.iter().flat_map(|list| &list.value) {
        let found = scenario(checker, raw, &mut taken, case);
        case.scenarios.extend(found);
    }
    case.simulation = raw.simulation.as_ref().map(|raw| simulation(checker, raw));
    if let (Some(simulation), true) = (&raw.simulation, case.uncertain.is_empty() && raw.uncertain.is_none()) {
        let finding = Diagnostic::error("nothing-uncertain", "there is nothing to draw: `uncertain` is missing");
        checker.report(finding.at(simulation.span, "").help("add `uncertain: [{of: costs, low: 90%, high: 140%}]`"));
    }
    case.silences = silences(checker, raw.silence.as_ref());
}

fn uncertain(checker: &mut Checker<'_>, raw: &Spanned<own::Uncertain>, case: &BusinessCase) -> Option<Uncertain> {
    let fields = &raw.value;
    let of = checker.required(&fields.of, "of", "a range", raw.span);
    let low = checker.required(&fields.low, "low", "a range", raw.span);
    let low = low.and_then(|low| percent(checker, low, "low"));
    let high = checker.required(&fields.high, "high", "a range", raw.span);
    let high = high.and_then(|high| percent(checker, high, "high"));
    let of = target(checker, of?, case)?;
    let (low, high) = (low?, high?);
    let (plan, told) = if of == Target::Rate { (case.rate, "the rate of the case") } else { (1.0, "100%, the plan") };
    if !(low < high && (low..=high).contains(&plan)) || (of == Target::Rate && low <= -1.0) {
        let message = format!("a range must have {told} between `low` and `high`");
        checker.report(
            Diagnostic::error("uncertain-range", message).at(raw.span, "").help("write such as `low: 80%, high: 130%`"),
        );
    }
    let shape = match fields.shape.unwrap_or_default() {
        own::Shape::Triangular => Shape::Triangular,
        own::Shape::Pert => Shape::Pert,
        own::Shape::Uniform => Shape::Uniform,
        own::Shape::Normal => Shape::Normal,
    };
    Some(Uncertain { of, low, high, shape })
}

/// What a name stands for: an item, a line, all of one side, or the rate.
fn target(checker: &mut Checker<'_>, named: &Spanned<String>, case: &BusinessCase) -> Option<Target> {
    let name = named.value.as_str();
    let cost = case.costs.iter().position(|item| item.id == name).map(Target::Cost);
    let benefit = || case.benefits.iter().position(|item| item.id == name).map(Target::Benefit);
    let other = || match name {
        "costs" => Some(Target::Costs),
        "benefits" => Some(Target::Benefits),
        "rate" => Some(Target::Rate),
        _ => CostLine::ALL.into_iter().find(|line| line.code() == name).map(Target::Line),
    };
    let found = cost.or_else(benefit).or_else(other);
    if found.is_none() {
        let items =
            case.costs.iter().map(|item| item.id.as_str()).chain(case.benefits.iter().map(|item| item.id.as_str()));
        let known: Vec<&str> = items.chain(["costs", "benefits", "rate"]).collect();
        let message = format!("there is no cost, benefit or line `{name}` in this case");
        let finding = Diagnostic::error("unknown-target", message).at(named.span, "not known here");
        checker.report(finding.help(among(name, &known, "names")));
    }
    found
}

fn scenario(
    checker: &mut Checker<'_>,
    raw: &Spanned<own::Scenario>,
    taken: &mut Taken,
    case: &BusinessCase,
) -> Option<Scenario> {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "scenario", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "scenario");
    }
    let name = id::called("scenario", id.as_ref());
    let title = checker.title(&fields.title, &name, span);
    let change = checker.required(&fields.change, "change", &name, span)?;
    let change = changes(checker, change, case);
    Some(Scenario { id: id.unwrap_or_default(), title: Some(title), change })
}

fn changes(
    checker: &mut Checker<'_>,
    raw: &Spanned<Entries<Spanned<Written>>>,
    case: &BusinessCase,
) -> Vec<(Target, f64)> {
    let mut found = Vec::new();
    for (named, share) in &raw.value.0 {
        let of = target(checker, named, case);
        let value = percent(checker, share, "change");
        if let (Some(Target::Rate), Some(rate)) = (&of, value.filter(|rate| *rate <= -1.0)) {
            let finding = Diagnostic::error("rate-range", "a discount rate must be above −100%");
            checker.report(finding.at(share.span, format!("{rate}")).help("write a rate such as `10%`"));
        }
        found.extend(of.zip(value));
    }
    found
}

fn simulation(checker: &mut Checker<'_>, raw: &Spanned<own::Simulation>) -> Simulation {
    const RUNS: std::ops::RangeInclusive<u32> = 100..=100_000;
    let runs = raw.value.runs.as_ref().map_or(10_000, |runs| {
        if !RUNS.contains(&runs.value) {
            let message = format!("`runs` must be {} to {}, found {}", RUNS.start(), RUNS.end(), runs.value);
            checker
                .report(Diagnostic::error("runs", message).at(runs.span, "").help("10000 are enough for two digits"));
        }
        runs.value.clamp(*RUNS.start(), *RUNS.end())
    });
    Simulation { runs, seed: raw.value.seed.as_ref().map_or(1, |seed| seed.value) }
}

fn silences(checker: &mut Checker<'_>, raw: Option<&Entries<Spanned<raw::Text>>>) -> Vec<CaseSilence> {
    let mut silences = Vec::new();
    for (code, written) in raw.into_iter().flat_map(|entries| &entries.0) {
        let reason = checker.reason(written, "silence", &format!("silencing `{}`", code.value));
        match CaseCheck::from_code(&code.value) {
            Some(check) => silences.push(CaseSilence { check, reason, span: code.span }),
            None => unknown(checker, &code.value, code.span),
        }
    }
    silences
}

fn unknown(checker: &mut Checker<'_>, code: &str, span: Span) {
    let known = CaseCheck::ALL.map(CaseCheck::code);
    let finding = Diagnostic::error("unknown-check", format!("there is no check `{code}` of a business case"));
    checker.report(finding.at(span, "not known").help(among(code, &known, "the checks")));
}
