//! A method that works out weights: the fields that belong to it, and the judgements written in the book.

use super::super::decode::{Entries, Field, Spanned};
use super::super::raw;
use super::judgements::{Reader, stated};
use super::{Checker, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{
    Ahp, Answers, Combination, Delphi, EntropyPractice, GroupRule, JudgementQuery, JudgementSource, PriorityRule,
    RandomIndex, RankRule, Sql, StopRule, WeightMethod, Weighting,
};

/// ε where the book chooses none.
const EPSILON: f64 = 0.002;

/// Sets within sets deeper than this are a slip.
const DEEPEST: usize = 3;

/// Reads `weights: {method: …}` of a parent whose children that carry weight have these ids; `None` where it cannot be
/// used, which is reported.
pub(super) fn weighting(
    checker: &mut Checker<'_>,
    raw: &raw::Weighting,
    span: Span,
    parent: &str,
    items: &[String],
) -> Option<Weighting> {
    nested(checker, raw, span, parent, items, 0)
}

fn nested(
    checker: &mut Checker<'_>,
    raw: &raw::Weighting,
    span: Span,
    parent: &str,
    items: &[String],
    depth: usize,
) -> Option<Weighting> {
    let whose = format!("`weights` of {parent}");
    let word = checker.required(&raw.method, "method", &whose, span)?.clone();
    fields(checker, raw, word.value);
    let method = method(checker, raw, word.value, (span, parent, items), depth)?;
    let source = source(checker, raw, &word, span, parent, items)?;
    let accepted = checker.optional_text(raw.accept.as_ref(), "accept");
    Some(Weighting { method, source, read: None, accepted, span })
}

fn method(
    checker: &mut Checker<'_>,
    raw: &raw::Weighting,
    method: raw::WeightMethod,
    (span, parent, items): (Span, &str, &[String]),
    depth: usize,
) -> Option<WeightMethod> {
    Some(match method {
        raw::WeightMethod::Equal => WeightMethod::Equal,
        raw::WeightMethod::Points => WeightMethod::Points,
        raw::WeightMethod::Ranks => WeightMethod::Ranks(rule(checker, raw)),
        raw::WeightMethod::Delphi => WeightMethod::Delphi(Box::new(delphi(checker, raw)?)),
        raw::WeightMethod::Ahp => WeightMethod::Ahp(ahp(raw)),
        raw::WeightMethod::Entropy => WeightMethod::Entropy(practice(checker, raw)),
        raw::WeightMethod::Critic => WeightMethod::Critic,
        raw::WeightMethod::Variation => WeightMethod::Variation,
        raw::WeightMethod::Combined => {
            let listed = checker.required(&raw.sets, "sets", &format!("`weights` of {parent}"), span)?;
            if listed.value.len() < 2 || depth >= DEEPEST {
                let finding =
                    Diagnostic::error("weights-sets", "`combined` needs two sets or more, not too deep in each other");
                checker.report(
                    finding.at(listed.span, "").help("list each set as a method of its own: `- {method: ahp, …}`"),
                );
                return None;
            }
            let sets = listed.value.iter().map(|set| nested(checker, &set.value, set.span, parent, items, depth + 1));
            let sets: Vec<Option<Weighting>> = sets.collect();
            let sets: Vec<Weighting> = sets.into_iter().collect::<Option<_>>()?;
            WeightMethod::Combined { rule: combination(raw), parts: parts(checker, raw, sets.len())?, sets }
        }
    })
}

/// A field and the methods it says something to.
type Belongs = (&'static str, Option<Span>, &'static [raw::WeightMethod]);

/// Reports fields that say nothing under a method.
fn fields(checker: &mut Checker<'_>, raw: &raw::Weighting, method: raw::WeightMethod) {
    use raw::WeightMethod::{Ahp, Combined, Delphi, Entropy, Points, Ranks};
    const ASKED: &[raw::WeightMethod] = &[Points, Ranks, Delphi, Ahp];
    let known: [Belongs; 23] = [
        ("judgements", raw.judgements.given().map(|f| f.span), ASKED),
        ("rounds", raw.rounds.given().map(|f| f.span), &[Delphi]),
        ("table", raw.table.given().map(|f| f.span), ASKED),
        ("sql", raw.sql.given().map(|f| f.span), ASKED),
        ("columns", raw.columns.as_ref().map(|f| f.span), ASKED),
        ("rule", raw.rule.as_ref().map(|f| f.span), &[Ranks, Delphi]),
        ("exponent", raw.exponent.as_ref().map(|f| f.span), &[Ranks, Delphi]),
        ("answers", raw.answers.as_ref().map(|f| f.span), &[Delphi]),
        ("full_marks", raw.full_marks.as_ref().map(|f| f.span), &[Delphi]),
        ("round", raw.round.as_ref().map(|f| f.span), &[Delphi]),
        ("stop", raw.stop.as_ref().map(|f| f.span), &[Delphi]),
        ("authority", raw.authority.as_ref().map(|f| f.span), &[Delphi]),
        ("sent", raw.sent.as_ref().map(|f| f.span), &[Delphi]),
        ("priorities", raw.priorities.as_ref().map(|f| f.span), &[Ahp]),
        ("group", raw.group.as_ref().map(|f| f.span), &[Ahp]),
        ("random_index", raw.random_index.as_ref().map(|f| f.span), &[Ahp]),
        ("practice", raw.practice.as_ref().map(|f| f.span), &[Entropy]),
        ("items", raw.items.as_ref().and_then(|f| f.0.first()).map(|(name, _)| name.span), ASKED),
        ("epsilon", raw.epsilon.as_ref().map(|f| f.span), &[Entropy]),
        ("parts", raw.parts.as_ref().map(|f| f.span), &[Combined]),
        ("sets", raw.sets.given().map(|f| f.span), &[Combined]),
        ("accept", raw.accept.as_ref().map(|f| f.span), &[Ahp, Delphi]),
        ("combine", raw.combine.as_ref().map(|f| f.span), &[Combined]),
    ];
    unused(checker, raw, method);
    for (name, span, methods) in known {
        if let Some(span) = span.filter(|_| !methods.contains(&method)) {
            let finding = Diagnostic::error("weights-field", format!("`{name}` says nothing under this method"));
            checker.report(finding.at(span, "").help("take it out, or choose the method it belongs to"));
        }
    }
}

/// Reports `exponent` and `full_marks` where the rule or the answers that the method goes by do not use them.
fn unused(checker: &mut Checker<'_>, raw: &raw::Weighting, method: raw::WeightMethod) {
    let asks = matches!(method, raw::WeightMethod::Ranks | raw::WeightMethod::Delphi);
    let is_exponent = raw.rule.as_ref().is_some_and(|rule| rule.value == raw::RankRule::Exponent);
    let are_scores = raw.answers.as_ref().is_some_and(|answers| answers.value == raw::Answers::Scores);
    let exponent = raw.exponent.as_ref().filter(|_| asks && (!is_exponent || are_scores));
    let full_marks = raw.full_marks.as_ref().filter(|_| method == raw::WeightMethod::Delphi && !are_scores);
    let found = [
        (exponent.map(|field| field.span), "`exponent` says nothing here", "write `rule: exponent`, or take it out"),
        (full_marks.map(|field| field.span), "ranks have no full marks", "write `answers: scores`, or take it out"),
    ];
    for (span, message, help) in found {
        if let Some(span) = span {
            checker.report(Diagnostic::error("weights-field", message).at(span, "").help(help));
        }
    }
}

fn rule(checker: &mut Checker<'_>, raw: &raw::Weighting) -> RankRule {
    match raw.rule.as_ref().map(|rule| rule.value) {
        None | Some(raw::RankRule::Sum) => RankRule::Sum,
        Some(raw::RankRule::Reciprocal) => RankRule::Reciprocal,
        Some(raw::RankRule::Centroid) => RankRule::Centroid,
        Some(raw::RankRule::Gap) => RankRule::Gap,
        Some(raw::RankRule::InverseMean) => RankRule::InverseMean,
        Some(raw::RankRule::Exponent) => {
            let power = raw.exponent.as_ref().map_or(2.0, |power| within(checker, power, "exponent", (0.0, 10.0)));
            RankRule::Exponent(power)
        }
    }
}

fn delphi(checker: &mut Checker<'_>, raw: &raw::Weighting) -> Option<Delphi> {
    let full = raw.full_marks.as_ref().map(|full| within(checker, full, "full_marks", (f64::MIN_POSITIVE, 1e6)));
    let answers = match raw.answers.as_ref().map(|answers| answers.value) {
        Some(raw::Answers::Scores) => Answers::Scores { full },
        Some(raw::Answers::Ranks) | None => Answers::Ranks,
    };
    let mut authority = std::collections::BTreeMap::new();
    for (expert, given) in raw.authority.iter().flat_map(|given| &given.value.0) {
        let whose = format!("the authority of `{}`", expert.value);
        let basis = checker.required(&given.value.basis, "basis", &whose, given.span)?.clone();
        let familiarity = checker.required(&given.value.familiarity, "familiarity", &whose, given.span)?.clone();
        let both = [(&basis, "basis"), (&familiarity, "familiarity")]
            .map(|(share, name)| within(checker, share, name, (0.0, 1.0)));
        authority.insert(expert.value.clone(), f64::midpoint(both[0], both[1]));
    }
    Some(Delphi {
        answers,
        rule: rule(checker, raw),
        stop: stop(checker, raw.stop.as_ref()),
        round: raw.round.as_ref().map(|round| round.value),
        authority,
        sent: raw.sent.as_ref().map(|sent| sent.value),
    })
}

fn stop(checker: &mut Checker<'_>, raw: Option<&Spanned<raw::Stop>>) -> StopRule {
    let Some(raw) = raw.map(|stop| &stop.value) else { return StopRule::default() };
    let mut limit = |field: Option<&Spanned<f64>>, name: &str, most: f64| {
        field.map(|value| within(checker, value, name, (0.0, most)))
    };
    StopRule {
        least_w: limit(raw.w.as_ref(), "w", 1.0),
        most_p: limit(raw.p.as_ref(), "p", 1.0),
        most_variation: limit(raw.variation.as_ref(), "variation", 1e6),
        most_range: limit(raw.range.as_ref(), "range", 1e6),
        least_full_marks: limit(raw.full_marks.as_ref(), "full_marks", 1.0),
        most_shift: limit(raw.shift.as_ref(), "shift", 1e6),
    }
}

fn ahp(raw: &raw::Weighting) -> Ahp {
    Ahp {
        priority: match raw.priorities.as_ref().map(|rule| rule.value) {
            None | Some(raw::PriorityRule::Eigenvector) => PriorityRule::Eigenvector,
            Some(raw::PriorityRule::GeometricMean) => PriorityRule::GeometricMean,
            Some(raw::PriorityRule::ColumnMean) => PriorityRule::ColumnMean,
        },
        group: match raw.group.as_ref().map(|rule| rule.value) {
            None | Some(raw::GroupRule::Judgements) => GroupRule::Judgements,
            Some(raw::GroupRule::Priorities) => GroupRule::Priorities,
        },
        index: match raw.random_index.as_ref().map(|index| index.value) {
            None | Some(raw::RandomIndex::Saaty1980) => RandomIndex::Saaty1980,
            Some(raw::RandomIndex::SaatyLater) => RandomIndex::SaatyLater,
            Some(raw::RandomIndex::DoneganDodd) => RandomIndex::DoneganDodd,
            Some(raw::RandomIndex::TummalaLing) => RandomIndex::TummalaLing,
        },
    }
}

fn practice(checker: &mut Checker<'_>, raw: &raw::Weighting) -> EntropyPractice {
    match raw.practice.as_ref().map(|practice| practice.value) {
        Some(raw::Practice::Sum) => EntropyPractice::Sum,
        Some(raw::Practice::MinMax) | None => {
            let given = raw.epsilon.as_ref();
            let epsilon = given.map_or(EPSILON, |epsilon| within(checker, epsilon, "epsilon", (1e-9, 0.499)));
            EntropyPractice::MinMax { epsilon }
        }
    }
}

fn combination(raw: &raw::Weighting) -> Combination {
    match raw.combine.as_ref().map(|rule| rule.value) {
        None | Some(raw::Combination::Linear) => Combination::Linear,
        Some(raw::Combination::Multiplicative) => Combination::Multiplicative,
        Some(raw::Combination::Geometric) => Combination::Geometric,
        Some(raw::Combination::Game) => Combination::Game,
    }
}

/// The parts of a linear combination; `None` when they do not fit, which is reported.
#[allow(clippy::option_option)] // no parts written and parts that do not fit are two things
fn parts(checker: &mut Checker<'_>, raw: &raw::Weighting, sets: usize) -> Option<Option<Vec<f64>>> {
    let Some(parts) = &raw.parts else { return Some(None) };
    let values: Vec<f64> = parts.value.iter().map(|part| part.value).collect();
    if combination(raw) == Combination::Linear && values.len() == sets && values.iter().all(|part| *part > 0.0) {
        return Some(Some(values));
    }
    let message = "`parts` must be one number above 0 for each set of a linear combination";
    checker
        .report(Diagnostic::error("weights-parts", message).at(parts.span, "").help("write `[60, 40]` for two sets"));
    None
}

/// A number within a range; beyond it is reported.
fn within(checker: &mut Checker<'_>, given: &Spanned<f64>, name: &str, range: (f64, f64)) -> f64 {
    if !(range.0..=range.1).contains(&given.value) {
        let (least, most) = (if range.0 < 1e-6 { "0".to_owned() } else { number(range.0) }, number(range.1));
        let message = format!("`{name}` must lie between {least} and {most}, found {}", number(given.value));
        checker.report(
            Diagnostic::error("weights-number", message).at(given.span, "").help("write a number within that range"),
        );
    }
    given.value
}

/// Where the judgements come from: exactly one place for a method that needs them.
fn source(
    checker: &mut Checker<'_>,
    raw: &raw::Weighting,
    word: &Spanned<raw::WeightMethod>,
    span: Span,
    parent: &str,
    items: &[String],
) -> Option<JudgementSource> {
    use raw::WeightMethod::{Ahp, Delphi, Points, Ranks};
    if !matches!(word.value, Points | Ranks | Delphi | Ahp) {
        return Some(JudgementSource::None);
    }
    one_place(checker, raw, span, parent)?;
    if let Some(sql) = sql(checker, raw, parent) {
        return Some(JudgementSource::Query(Box::new(query(raw, word.value, sql))));
    }
    let rounds: Vec<&Entries<Spanned<raw::Judged>>> = match (&raw.judgements, &raw.rounds) {
        (Field::Given(one), _) => vec![&one.value],
        (_, Field::Given(several)) => several.value.iter().map(|round| &round.value).collect(),
        _ => return None,
    };
    let reader = Reader { pairs: word.value == Ahp, items, parent };
    stated(checker, &reader, &rounds).map(JudgementSource::Stated)
}

/// Reports judgements in no place, or in two.
fn one_place(checker: &mut Checker<'_>, raw: &raw::Weighting, span: Span, parent: &str) -> Option<()> {
    let places = [
        raw.judgements.given().map(|field| field.span),
        raw.rounds.given().map(|field| field.span),
        raw.table.given().map(|field| field.span),
        raw.sql.given().map(|field| field.span),
    ];
    let places: Vec<Span> = places.into_iter().flatten().collect();
    let absent = raw.judgements.is_absent() && raw.rounds.is_absent() && raw.table.is_absent() && raw.sql.is_absent();
    match places.as_slice() {
        [_] => return Some(()),
        [] if absent => {
            let finding =
                Diagnostic::error("weights-no-judgements", format!("`weights` of {parent} has no judgements"));
            let help = "add `judgements: {expert: [first, second]}`, or `table:` with the table that holds them";
            checker.report(finding.at(span, "").help(help));
        }
        [] => {}
        [first, second, ..] => {
            let message = format!("`weights` of {parent} has judgements in two places");
            let finding = Diagnostic::error("weights-two-sources", message).at(*second, "").at(*first, "");
            checker.report(finding.help("keep the one they shall be read from"));
        }
    }
    None
}

fn sql(checker: &mut Checker<'_>, raw: &raw::Weighting, parent: &str) -> Option<Sql> {
    if let Some(sql) = raw.sql.given() {
        return Some(checker.sql(sql, &format!("`weights` of {parent}")));
    }
    let table = raw.table.given()?;
    let text = format!("SELECT * FROM \"{}\"", table.value.replace('"', "\"\""));
    Some(Sql { text, span: table.span, line_starts: Vec::new() })
}

fn query(raw: &raw::Weighting, method: raw::WeightMethod, sql: Sql) -> JudgementQuery {
    let columns = raw.columns.as_ref().map(|columns| &columns.value);
    let named = |field: fn(&raw::JudgementColumns) -> Option<&Spanned<String>>, default: &str| {
        columns.and_then(field).map_or_else(|| default.to_owned(), |name| name.value.clone())
    };
    let scores = raw.answers.as_ref().is_some_and(|answers| answers.value == raw::Answers::Scores);
    let is = |wanted: raw::WeightMethod| method == wanted;
    JudgementQuery {
        expert: named(|columns| columns.expert.as_ref(), "expert"),
        item: named(|columns| columns.item.as_ref(), "item"),
        other: is(raw::WeightMethod::Ahp).then(|| named(|columns| columns.other.as_ref(), "other")),
        round: is(raw::WeightMethod::Delphi).then(|| named(|columns| columns.round.as_ref(), "round")),
        value: match method {
            raw::WeightMethod::Ahp => named(|columns| columns.judgement.as_ref(), "judgement"),
            raw::WeightMethod::Points => named(|columns| columns.points.as_ref(), "points"),
            _ if scores => named(|columns| columns.score.as_ref(), "score"),
            _ => named(|columns| columns.rank.as_ref(), "rank"),
        },
        items: raw
            .items
            .iter()
            .flat_map(|items| &items.0)
            .map(|(name, id)| (name.value.clone(), id.value.clone()))
            .collect(),
        sql,
    }
}
