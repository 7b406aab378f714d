//! Figures that make up another one, as a tree: for a picture and for the table beside it.

use serde::Serialize;

use super::Desk;
use crate::report::figure::{Driver, Drivers, Figure, Join};
use crate::report::number::NumberFormat;

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gauge {
    /// Money.
    Money,
    /// A share, told in per cent.
    Share,
    /// So many times.
    Times,
    /// Days.
    Days,
}

/// A figure with what it was a year before.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub title: String,
    /// What it is counted in.
    pub gauge: Gauge,
    /// Now; `None` where it is not known.
    pub now: Option<f64>,
    /// The year before.
    pub before: Option<f64>,
    /// The place of what it makes up.
    pub parent: Option<usize>,
    /// How it is joined to the part before it.
    pub join: Option<Join>,
}

/// A row of the table beside the picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DriverRow {
    /// Its name, with its sign.
    pub title: String,
    /// How deep it stands: 1 is the figure itself.
    pub depth: usize,
    /// Now; null where it is not known.
    pub now: Option<f64>,
    /// The same, as it is shown.
    pub said: String,
    /// The year before.
    pub before: Option<f64>,
    /// The same, as it is shown.
    pub said_before: String,
    /// By how much it changed.
    pub change: String,
}

impl Desk<'_> {
    /// A figure as it is shown; `–` where it is not known.
    pub fn gauged(&self, gauge: Gauge, value: Option<f64>) -> String {
        let Some(value) = value else { return self.pen.say("none", &[]) };
        match gauge {
            Gauge::Money => self.short(value),
            Gauge::Share => self.percent(value),
            Gauge::Times => NumberFormat { decimals: 2, suffix: "×".into(), ..self.format() }.full(value),
            Gauge::Days => self.pen.say("eva.days", &[("days", &self.plain(1).bare(value))]),
        }
    }

    /// A change as it is shown, with its sign; empty where either is not known.
    pub fn moved(&self, gauge: Gauge, before: Option<f64>, now: Option<f64>) -> String {
        let (Some(before), Some(now)) = (before, now) else { return String::new() };
        let by = now - before;
        match gauge {
            Gauge::Money => {
                let sign = if by > 0.0 { "+" } else { "" };
                format!("{sign}{}", self.short(by))
            }
            Gauge::Share => self.pen.say("eva.points", &[("points", &self.plain(1).change(by * 100.0))]),
            Gauge::Times => self.plain(2).change(by),
            Gauge::Days => self.pen.say("eva.days", &[("days", &self.plain(1).change(by))]),
        }
    }

    fn plain(&self, decimals: u8) -> NumberFormat {
        NumberFormat { decimals, ..NumberFormat::score(self.pen.locale()) }
    }

    /// The picture of a tree.
    pub fn drivers(&self, id: &str, title: String, summary: String, parts: &[Part]) -> Figure {
        let node = |part: &Part| Driver {
            title: part.title.clone(),
            value: self.gauged(part.gauge, part.now),
            change: self.moved(part.gauge, part.before, part.now),
            parent: part.parent,
            join: part.join,
        };
        let nodes = parts.iter().map(node).collect();
        Figure::Drivers(Drivers { caption: self.pen.caption(id, title, summary), nodes })
    }

    /// The same as rows.
    pub fn driver_rows(&self, parts: &[Part]) -> Vec<DriverRow> {
        let mut depths: Vec<usize> = Vec::with_capacity(parts.len());
        for part in parts {
            depths.push(part.parent.map_or(1, |parent| depths.get(parent).map_or(1, |above| above + 1)));
        }
        let row = |(part, depth): (&Part, usize)| DriverRow {
            title: part.join.map_or_else(|| part.title.clone(), |join| format!("{} {}", join.sign(), part.title)),
            depth: depth.min(3),
            now: part.now,
            said: self.gauged(part.gauge, part.now),
            before: part.before,
            said_before: self.gauged(part.gauge, part.before),
            change: self.moved(part.gauge, part.before, part.now),
        };
        parts.iter().zip(depths).map(row).collect()
    }
}
