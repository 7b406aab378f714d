//! A measure: actual against target over time, how it is scored, who did what, and where it comes from.

use serde::Serialize;

use super::address::{Address, Download};
use super::commentary::{NoteView, notes};
use super::decision::DecisionView;
use super::figure::{Figure, Trend};
use super::initiative::InitiativeView;
use super::measure_entities::{EntityTable, entities};
use super::measure_trend::trend;
use super::process::ProcessView;
use super::published::RowsView;
use super::restated::RestatedView;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::sources::SourceView;
use super::view::{Quantity, Standing, StatusView};
use super::working::Working;
use super::{Material, quality};
use crate::evaluate::Outcome;
use crate::scorecard::{Direction, NodeIndex, Period};

/// How many periods the table shows; the download has all.
const PERIODS: usize = 60;

/// How many of them stand open; the rest unfolds.
const OPEN: usize = 12;

/// What a measure's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasurePage {
    /// Its name.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it; `None` when it is not scored.
    pub standing: Option<Standing>,
    /// What stands in the figure's place then.
    pub actual: Option<Quantity>,
    /// How it stands, or that it is not scored.
    pub status: StatusView,
    /// Whether it holds its parent down when off track.
    pub critical: bool,
    /// (`Target`, `84 % · attainment 69 %`), …
    pub facts: Vec<(String, String)>,
    /// `36 months`.
    pub trend_title: String,
    /// Actual against target over time.
    pub trend: Figure,
    /// Whether it moves by more than its own noise.
    pub process: ProcessView,
    /// The latest periods, the latest first.
    pub periods: Vec<PeriodRow>,
    /// The periods before, folded away.
    pub earlier: Vec<PeriodRow>,
    /// `All 36 months`.
    pub earlier_title: String,
    /// How today's actual becomes its score.
    pub working: Option<Working>,
    /// What each entity did; `None` without entities.
    pub entities: Option<EntityTable>,
    /// Work that should move it.
    pub initiatives: Vec<InitiativeView>,
    /// Decisions about it, what is open first.
    pub decisions: Vec<DecisionView>,
    /// What authors said, the latest first.
    pub notes: Vec<NoteView>,
    /// Tests that the data it reads does not pass.
    pub warnings: Vec<String>,
    /// Where it comes from.
    pub source: Option<SourceView>,
    /// The same as a picture; `None` where nothing is queried.
    pub lineage: Option<Figure>,
    /// The source rows its author publishes, table by table.
    pub rows: Vec<RowsView>,
    /// The download of its numbers.
    pub csv: String,
}

/// One period of a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodRow {
    /// When.
    pub period: String,
    /// `2026-10`, to sort by.
    pub sort: String,
    /// What was observed.
    pub actual: Option<Quantity>,
    /// The goal.
    pub target: Option<Quantity>,
    /// `58.3`
    pub score: Option<Quantity>,
    /// How it stood.
    pub status: StatusView,
    /// `value of August`, for a carried value.
    pub remark: Option<String>,
    /// What was first published, where it is another number now.
    pub restated: Option<RestatedView>,
}

/// Builds the page of a measure.
pub fn page(sheet: &Sheet, node: NodeIndex, material: &Material) -> MeasurePage {
    let now = sheet.now(node);
    let mut periods = period_rows(sheet, node);
    let earlier = periods.split_off(OPEN.min(periods.len()));
    let trend = trend(sheet, node);
    let duration = |n| sheet.pen.duration(sheet.period(), n);
    MeasurePage {
        title: sheet.title(node),
        description: sheet.pen.some_text(sheet.node(node).description.as_ref()),
        lead: sheet.measure_headline(node),
        standing: sheet.is_scored(node).then(|| sheet.standing(node, "hero")),
        actual: sheet.quantity(node, now.and_then(|outcome| outcome.actual)),
        status: sheet.measure_status(node),
        critical: sheet.node(node).critical,
        facts: facts(sheet, node),
        trend_title: duration(trend.points.len()),
        earlier_title: sheet.pen.say("measure.earlier", &[("duration", &duration(earlier.len()))]),
        process: sheet.process_view(node),
        periods,
        earlier,
        working: sheet.working(node, "curve"),
        entities: entities(sheet, node),
        initiatives: sheet.initiatives_for(node).into_iter().map(|each| sheet.initiative(each)).collect(),
        decisions: sheet.decisions_under(node),
        notes: numbered(notes(sheet, &[node]), &trend),
        warnings: quality::warnings(sheet.pen, material, sheet.at, node),
        source: sheet.sources(node, material),
        lineage: sheet.lineage(node, material),
        rows: sheet.published_rows(node, material),
        csv: sheet.pen.href(Address::Download(Download::Measure(sheet.at, node))),
        trend: Figure::Trend(trend),
    }
}

/// Gives notes, the latest first, the numbers their marks have in the trend, the oldest first.
fn numbered(mut notes: Vec<NoteView>, trend: &Trend) -> Vec<NoteView> {
    let marks = trend.points.iter().filter(|point| point.note.is_some()).count();
    for (at, note) in notes.iter_mut().enumerate() {
        note.number = marks.checked_sub(at).filter(|number| *number > 0);
    }
    notes
}

/// What stands beside the score.
fn facts(sheet: &Sheet, node: NodeIndex) -> Vec<(String, String)> {
    let now = sheet.now(node);
    let label = |key: &str| sheet.pen.say(&format!("fact.{key}"), &[]);
    let mut facts = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((label(key), value));
        }
    };
    add("actual", now.and_then(|outcome| actual_fact(sheet, node, outcome)));
    add("published", sheet.restated(node, sheet.period()).map(|restated| restated.said));
    add("target", now.and_then(|outcome| target_fact(sheet, node, outcome)));
    add("last-year", sheet.last_year_fact(node));
    add("to-date", sheet.to_date_fact(node));
    add("better", Some(direction(sheet, node)));
    add("owner", sheet.owner(node));
    add("weight", weight_fact(sheet, node));
    add("reporting", now.and_then(|outcome| reporting(sheet, outcome)));
    facts
}

/// `81.7 % (245 ÷ 300) · −4.1 pp since September`.
fn actual_fact(sheet: &Sheet, node: NodeIndex, outcome: &Outcome) -> Option<String> {
    let value = sheet.value_text(node, outcome.actual?);
    let count = |value: f64| super::number::NumberFormat::count(sheet.pen.locale()).bare(value);
    let parts = outcome.numerator.zip(outcome.denominator).map(|(numerator, denominator)| {
        let (numerator, denominator) = (count(numerator), count(denominator));
        sheet.pen.say("fact.ratio", &[("numerator", &numerator), ("denominator", &denominator)])
    });
    let sample = outcome.n.filter(|_| parts.is_none()).map(|n| sheet.pen.say("fact.sample", &[("n", &count(n))]));
    let change = sheet.actual_change(node).zip(sheet.since_previous()).map(|(change, since)| {
        let change = sheet.pen.change(&sheet.format(node), change);
        sheet.pen.say("change-since", &[("change", &change), ("since", &since)])
    });
    let first = [Some(value), parts, sample].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(sheet.pen.facts([Some(first), change, sheet.remark(node)]))
}

fn target_fact(sheet: &Sheet, node: NodeIndex, outcome: &Outcome) -> Option<String> {
    let target = sheet.value_text(node, outcome.target?);
    let attainment = outcome.attainment.map(|share| {
        let share = sheet.pen.share_text(share);
        sheet.pen.say("fact.attainment", &[("share", &share)])
    });
    Some(sheet.pen.facts([Some(target), attainment]))
}

fn direction(sheet: &Sheet, node: NodeIndex) -> String {
    let key = match sheet.measure(node).map(|measure| measure.better) {
        Some(Direction::Lower) => "better.lower",
        Some(Direction::Within) => "better.within",
        _ => "better.higher",
    };
    sheet.pen.say(key, &[])
}

fn weight_fact(sheet: &Sheet, node: NodeIndex) -> Option<String> {
    if !sheet.is_scored(node) {
        return None;
    }
    let parent = sheet.weight_in_parent(node).map(|share| sheet.pen.share_text(share))?;
    let whole = sheet.pen.share_text(sheet.now(node)?.weight);
    let own = sheet.pen.say("fact.weights", &[("parent", &parent), ("whole", &whole)]);
    let critical = sheet.node(node).critical.then(|| sheet.pen.say("critical", &[]));
    Some(sheet.pen.facts([Some(own), critical]))
}

fn reporting(sheet: &Sheet, outcome: &Outcome) -> Option<String> {
    let (reported, expected) = outcome.reporting;
    let fill = [("reported", reported.to_string()), ("expected", expected.to_string())];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (expected > 0).then(|| sheet.pen.say("fact.entities", &fill))
}

/// The periods of a measure, the latest first.
fn period_rows(sheet: &Sheet, node: NodeIndex) -> Vec<PeriodRow> {
    let history = sheet.history(node, PERIODS);
    let row = |(period, outcome): &(Period, &Outcome)| PeriodRow {
        period: sheet.pen.period(*period),
        sort: period.to_string(),
        actual: sheet.quantity(node, outcome.actual),
        target: sheet.quantity(node, outcome.target),
        score: outcome.score.map(|score| sheet.pen.score_quantity(score, sheet.bands())),
        status: if outcome.actual.is_some() && !sheet.is_scored(node) {
            sheet.pen.unscored()
        } else {
            sheet.pen.status(outcome.status)
        },
        remark: carried(sheet, *period, outcome),
        restated: sheet.restated(node, *period),
    };
    history.iter().rev().map(row).collect()
}

/// `value of August`, for a carried value.
fn carried(sheet: &Sheet, period: Period, outcome: &Outcome) -> Option<String> {
    let from = period.plus(-i64::from(outcome.stale));
    let from = sheet.pen.period_beside(from, period);
    (outcome.stale > 0).then(|| sheet.pen.say("remark.stale", &[("period", &from)]))
}
