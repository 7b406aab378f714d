//! Pictures that set entities or objectives beside each other over time, each with what its table says.

use serde::Serialize;

use super::figure::{Figure, Multiples, Panel, Slope, SlopeRow};
use super::number::NumberFormat;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use crate::scorecard::{EntityIndex, NodeIndex, Scorecard, Status};

/// How many rows a slope takes before its labels stand far from their lines.
const SLOPED: usize = 24;
/// How many small trends a page shows.
const PANELS: usize = 36;
/// How many periods they span.
const PERIODS: usize = 24;
/// Fewer periods than this are no trend.
const LEAST: usize = 3;

/// A picture with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// `October 2025 against October 2026`.
    pub title: String,
    /// What the lines and marks mean.
    pub note: String,
    /// The picture.
    pub figure: Figure,
    /// Over the two columns of numbers.
    pub heads: (String, String),
    /// The numbers, in the order drawn.
    pub rows: Vec<ComparedRow>,
}

/// A row of numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparedRow {
    /// The entity or objective.
    pub link: Link,
    /// The earlier score.
    pub from: Option<Quantity>,
    /// The later score.
    pub to: Option<Quantity>,
    /// How it stands now.
    pub status: StatusView,
}

/// A score by entity or objective, seen from the sheet it is told by.
struct Line<'a> {
    sheet: Sheet<'a>,
    node: NodeIndex,
    link: Link,
}

impl Line<'_> {
    fn status(&self) -> Status {
        self.sheet.now(self.node).map_or(Status::NoData, |outcome| outcome.status)
    }

    fn row(&self, from: Option<f64>, to: Option<f64>) -> ComparedRow {
        let quantity = |score: f64| self.sheet.pen.score_quantity(score, self.sheet.bands());
        ComparedRow {
            link: self.link.clone(),
            from: from.map(quantity),
            to: to.map(quantity),
            status: self.sheet.status(self.node),
        }
    }
}

/// Scores now against the same period a year before; `None` without two entities that have both.
pub fn slope(sheet: &Sheet, entities: &[EntityIndex]) -> Option<Compared> {
    let (before, now) = (sheet.period().last_year(), sheet.period());
    let lines: Vec<Line> = entities.iter().map(|entity| entity_line(sheet, *entity)).collect();
    let scores: Vec<(Option<f64>, Option<f64>)> = lines
        .iter()
        .map(|line| {
            let at = |period| line.sheet.card.evaluation.outcome(line.sheet.entity, period, line.node)?.score;
            (at(before), at(now))
        })
        .collect();
    let both = scores.iter().filter(|(from, to)| from.is_some() && to.is_some()).count();
    if both < 2 || lines.len() > SLOPED {
        return None;
    }
    let (from, to) = (sheet.pen.period(before), sheet.pen.period(now));
    let fill = [("from", from.as_str()), ("to", to.as_str())];
    let title = sheet.pen.say("slope.title", &fill);
    let summary = sheet.pen.say("slope.summary", &fill);
    let row = |(line, (from, to)): (&Line, &(Option<f64>, Option<f64>))| SlopeRow {
        label: line.link.title.clone(),
        from: shown(sheet, *from),
        to: shown(sheet, *to),
        status: line.status(),
    };
    let figure = Slope {
        caption: sheet.pen.caption("slope", title.clone(), summary),
        rows: lines.iter().zip(&scores).map(row).collect(),
        from: from.clone(),
        to: to.clone(),
        format: NumberFormat::score(sheet.pen.locale()),
    };
    Some(Compared {
        title,
        note: sheet.pen.say("slope.note", &[]),
        figure: Figure::Slope(figure),
        heads: (from, to),
        rows: lines.iter().zip(scores).map(|(line, (from, to))| line.row(from, to)).collect(),
    })
}

/// A small trend of each entity's own score.
pub fn entity_multiples(sheet: &Sheet, entities: &[EntityIndex]) -> Option<Compared> {
    let lines: Vec<Line> = entities.iter().map(|entity| entity_line(sheet, *entity)).collect();
    multiples(sheet, "multiples.entities", &lines)
}

/// A small trend of each objective's score.
pub fn objective_multiples<'a>(sheet: &Sheet<'a>) -> Option<Compared> {
    let objectives = sheet.objectives_under(Scorecard::ROOT);
    let line = |node: NodeIndex| Line { sheet: *sheet, node, link: sheet.link(node) };
    multiples(sheet, "multiples.objectives", &objectives.into_iter().map(line).collect::<Vec<Line<'a>>>())
}

fn entity_line<'a>(sheet: &Sheet<'a>, entity: EntityIndex) -> Line<'a> {
    Line { sheet: sheet.of(entity), node: Scorecard::ROOT, link: sheet.entity_link(entity) }
}

/// Small trends on one scale; `None` for a single one or where there is no past.
fn multiples(sheet: &Sheet, key: &str, lines: &[Line]) -> Option<Compared> {
    let periods: Vec<_> = sheet.history(Scorecard::ROOT, PERIODS).into_iter().map(|(period, _)| period).collect();
    let (first, last) = (*periods.first()?, *periods.last()?);
    if periods.len() < LEAST || !(2..=PANELS).contains(&lines.len()) {
        return None;
    }
    let ends = (sheet.pen.period(first), sheet.pen.period(last));
    let fill = [("from", ends.0.as_str()), ("to", ends.1.as_str())];
    let title = sheet.pen.say(key, &[]);
    let limit = NumberFormat::score(sheet.pen.locale()).compact(sheet.bands().on_track);
    let note = sheet.pen.say("multiples.note", &[fill[0], fill[1], ("score", &limit)]);
    let panels: Vec<Panel> = lines.iter().map(panel).collect();
    let ends_of = |panel: &Panel| (panel.values.first().copied().flatten(), panel.values.last().copied().flatten());
    let rows = lines.iter().zip(&panels).map(|(line, panel)| line.row(ends_of(panel).0, ends_of(panel).1)).collect();
    let figure = Multiples {
        caption: sheet.pen.caption("multiples", title.clone(), note.clone()),
        panels,
        reference: Some(sheet.bands().on_track),
        ends: ends.clone(),
        format: NumberFormat::score(sheet.pen.locale()),
    };
    Some(Compared { title, note, figure: Figure::Multiples(figure), heads: ends, rows })
}

fn panel(line: &Line) -> Panel {
    let values: Vec<Option<f64>> =
        line.sheet.history(line.node, PERIODS).into_iter().map(|(_, outcome)| outcome.score).collect();
    let said = match values.last().copied().flatten() {
        Some(score) => line.sheet.score_text(score),
        None => line.sheet.pen.status_word(Status::NoData),
    };
    Panel { label: line.link.title.clone(), values, said, status: line.status() }
}

/// A score as its label will say it, so that rounding does not show another band.
fn shown(sheet: &Sheet, score: Option<f64>) -> Option<f64> {
    score.map(|score| super::rounding::score(score, sheet.bands()))
}
