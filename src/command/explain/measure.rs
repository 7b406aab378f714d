//! A measure: actual, target, curve, weight, query, tables and files.

use super::branch::Branch;
use super::{Subject, node, rows};
use crate::evaluate::{Outcome, curve};
use crate::scorecard::{Measure, NodeIndex, Series, Status, ValueSource};

/// The measure and everything its score rests on.
pub(super) fn branch(subject: &Subject<'_>, measure: &Measure) -> Branch {
    let own = subject.scorecard.node(subject.node);
    let mut below = Vec::new();
    if let Some(outcome) = subject.outcome(subject.node) {
        below.extend(weights(subject, outcome));
        below.extend(amounts(subject, measure, outcome));
        below.extend(curve_branch(subject, measure, outcome));
    }
    below.extend(entities(subject));
    below.push(source(subject, measure));
    below.extend(reads(subject));
    below.extend(subject.rows.into_iter().flat_map(|limit| rows::branches(subject, limit)));
    let standing = node::standing(subject, subject.node);
    Branch::with(format!("{} · {}: {standing}", own.title.get(subject.locale), own.path), below)
}

fn weights(subject: &Subject<'_>, outcome: &Outcome) -> Vec<Branch> {
    let parents = subject.scorecard.parents(subject.node);
    let shares = parents.map(|(parent, weight)| {
        format!("{:.1} % of {}", weight * 100.0, subject.scorecard.node(parent).title.get(subject.locale))
    });
    let whole = format!("{:.1} % of the scorecard", outcome.weight * 100.0);
    let now = format!("{:.1} % now", outcome.effective_weight * 100.0);
    let said: Vec<String> = shares.chain([whole, now]).collect();
    vec![Branch::leaf(format!("weight      {}", said.join(", ")))]
}

fn amounts(subject: &Subject<'_>, measure: &Measure, outcome: &Outcome) -> Vec<Branch> {
    let unit = measure.unit.label.get(subject.locale);
    let amount = |value: Option<f64>| {
        value.map_or_else(|| nothing(outcome), |value| format!("{} {unit}", short(value)).trim_end().to_owned())
    };
    let parts = outcome.numerator.zip(outcome.denominator).map(|(numerator, denominator)| {
        let scale = measure.ratio_scale;
        let times = if (scale - 1.0).abs() > f64::EPSILON { format!(" × {}", short(scale)) } else { String::new() };
        format!(" = {} / {}{times}", short(numerator), short(denominator))
    });
    let (have, expected) = outcome.reporting;
    let partly = (have < expected).then(|| format!(" ({have} of {expected} entities reported)"));
    let small = (outcome.status == Status::Withheld).then(|| {
        let least = measure.disclosure.min_group;
        format!(": it rests on fewer than {least} people, or would give away a group that does")
    });
    let extra: String = parts.into_iter().chain(partly).chain(small).collect();
    let actual = format!("actual      {}{extra}", amount(outcome.actual));
    let mut branches = vec![Branch::leaf(actual)];
    for (name, value) in [("target", outcome.target), ("baseline", outcome.baseline)] {
        branches.extend(value.map(|value| Branch::leaf(format!("{name:<12}{}", amount(Some(value))))));
    }
    let reached = outcome
        .attainment
        .map(|share| format!("attainment  {:.0} % of the way from baseline to target", share * 100.0));
    branches.extend(reached.map(Branch::leaf));
    branches
}

fn curve_branch(subject: &Subject<'_>, measure: &Measure, outcome: &Outcome) -> Option<Branch> {
    let curve = curve::of(measure, subject.scorecard.bands, outcome.baseline, outcome.target)?;
    let anchors: Vec<String> =
        curve.anchors().iter().map(|(value, score)| format!("{} → {}", short(*value), short(*score))).collect();
    let between = if curve.is_stepped() { "steps at" } else { "straight lines between" };
    Some(Branch::leaf(format!("curve       {between} {}", anchors.join(", "))))
}

fn entities(subject: &Subject<'_>) -> Option<Branch> {
    let below = &subject.card.entities.get(subject.entity).children;
    let rows = below.iter().filter_map(|child| {
        let outcome = subject.card.evaluation.current(*child, subject.node)?;
        let entity = subject.card.entities.get(*child);
        let actual = outcome.actual.map_or_else(|| nothing(outcome), short);
        let mark = outcome.status.mark();
        Some(Branch::leaf(format!("{mark} {actual:>12}  {}", entity.title.get(subject.locale))))
    });
    let rows: Vec<Branch> = rows.collect();
    (!rows.is_empty()).then(|| Branch::with("entities", rows))
}

fn source(subject: &Subject<'_>, measure: &Measure) -> Branch {
    match &measure.source {
        ValueSource::Stated(_) => Branch::leaf("values      written in the YAML"),
        ValueSource::Result(from) => Branch::leaf(format!("values      results of {from}")),
        ValueSource::Query(sql) => {
            let (line, _) = subject.sources.line_column(sql.span);
            let text = sql.text.trim_end().to_owned();
            Branch::with(
                format!("query       {}:{line}", subject.sources.path(sql.span.file)),
                vec![Branch::leaf(text)],
            )
        }
    }
}

fn reads(subject: &Subject<'_>) -> Option<Branch> {
    let series = series_of(subject, subject.node)?;
    let models = series.models.iter().map(|model| {
        let place = subject.book.models.iter().find(|known| known.name == *model).map(|known| known.sql.span);
        let place =
            place.map(|span| format!(" · {}:{}", subject.sources.path(span.file), subject.sources.line_column(span).0));
        Branch::leaf(format!("model {model}{}", place.unwrap_or_default()))
    });
    let tables = series.tables.iter().map(|name| table(subject, name));
    let below: Vec<Branch> = models.chain(tables).collect();
    (!below.is_empty()).then(|| Branch::with("reads", below))
}

fn table(subject: &Subject<'_>, name: &str) -> Branch {
    let Some(table) = subject.drop.tables.iter().find(|table| table.name == name) else {
        return Branch::leaf(format!("table {name}"));
    };
    let files = table.files.iter().filter_map(|index| subject.drop.files.get(*index));
    let files = files.map(|file| Branch::leaf(format!("{} · {}", file.path, file.hash.get(..12).unwrap_or_default())));
    Branch::with(format!("table {name} · {} rows", table.rows), files.collect())
}

fn series_of<'a>(subject: &'a Subject<'_>, node: NodeIndex) -> Option<&'a Series> {
    subject.card.series.iter().find(|(index, _)| *index == node).map(|(_, series)| series)
}

/// What stands in the place of a value that is not there.
pub(super) fn nothing(outcome: &Outcome) -> String {
    if outcome.status == Status::Withheld { "withheld" } else { "missing" }.to_owned()
}

/// Six significant digits are more than a reader compares and fewer than binary fractions betray.
pub(super) fn short(value: f64) -> String {
    let digits = value.abs().max(1e-9).log10().floor();
    let decimals = (5.0 - digits).clamp(0.0, 9.0) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_but_whole() {
        let texts: Vec<String> = [81.666_666_7, 10_005_534.0, 0.1 + 0.2, -2.5, 0.0].into_iter().map(short).collect();
        assert_eq!(texts, ["81.6667", "10005534", "0.3", "-2.5", "0"]);
    }
}
