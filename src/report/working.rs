//! How an actual becomes a score, worked in words and figures a reader can check with a pocket calculator.

use serde::Serialize;

use super::figure::{Curve as CurveFigure, Figure};
use super::number::NumberFormat;
use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::evaluate::curve::{self, Curve};
use crate::scorecard::{NodeIndex, Scoring, Status};

/// The way from an actual to its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Working {
    /// `How 81.7 % becomes 58.3`.
    pub title: String,
    /// How this measure is scored.
    pub form: String,
    /// Where on the curve the actual lies.
    pub step: Option<String>,
    /// `(81.67 − 70) ÷ (90 − 70) × 100 = 58.3`.
    pub formula: Option<String>,
    /// The curve with today's point.
    pub figure: Figure,
    /// (value, score) of every anchor.
    pub anchors: Vec<(String, String)>,
}

impl Sheet<'_> {
    /// How a measure's actual becomes its score; `None` when it is not scored or has no curve in this period.
    pub fn working(&self, node: NodeIndex, id: &str) -> Option<Working> {
        let measure = self.measure(node)?;
        let outcome = self.now(node)?;
        let curve = curve::of(measure, self.bands(), outcome.baseline, outcome.target)?;
        let point = outcome.actual.map(|actual| (actual, curve.score(actual)));
        let format = self.format(node);
        let (step, formula) = point.map_or((None, None), |(x, y)| self.step(&curve, &format, x, y));
        let title = match point {
            Some((x, y)) => {
                let (actual, score) = (format.full(x), self.score_text(y));
                self.pen.say("working.title", &[("actual", &actual), ("score", &score)])
            }
            None => self.pen.say("working.title-missing", &[]),
        };
        let anchors = curve.anchors().iter().map(|(v, s)| (anchor_value(&format, *v), self.points(*s)));
        Some(Working {
            form: self.form(&measure.scoring, &curve, &format),
            step,
            formula,
            anchors: anchors.collect(),
            figure: self.curve_figure(&curve, format.clone(), point, outcome, (id, &title)),
            title,
        })
    }

    /// How the measure is scored, in a sentence.
    fn form(&self, scoring: &Scoring, curve: &Curve, format: &NumberFormat) -> String {
        let anchors = curve.anchors();
        let text = |value: f64| anchor_value(format, value);
        match scoring {
            Scoring::Target => {
                let worst = anchors.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(value, _)| text(*value));
                let best = anchors.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(value, _)| text(*value));
                let (baseline, target) = (worst.unwrap_or_default(), best.unwrap_or_default());
                self.pen.say("working.target", &[("baseline", &baseline), ("target", &target)])
            }
            Scoring::Thresholds { off_track, on_track } => {
                let (low, high) = (self.points(self.bands().at_risk), self.points(self.bands().on_track));
                let fill = [("off", text(*off_track)), ("on", text(*on_track)), ("low", low), ("high", high)];
                let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.pen.say("working.thresholds", &fill)
            }
            Scoring::Within([a, b, c, d]) => {
                let fill = [("a", text(*a)), ("b", text(*b)), ("c", text(*c)), ("d", text(*d))];
                let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.pen.say("working.within", &fill)
            }
            Scoring::Steps(_) => self.pen.say("working.steps", &[]),
            Scoring::YesNo => self.pen.say("working.yes-no", &[]),
            Scoring::Curve(_) => self.pen.say("working.curve", &[]),
            Scoring::Unscored => String::new(),
        }
    }

    /// Where on the curve a value lies, and the line through it as a sum.
    fn step(&self, curve: &Curve, format: &NumberFormat, x: f64, y: f64) -> (Option<String>, Option<String>) {
        let anchors = curve.anchors();
        let above = anchors.partition_point(|(at, _)| *at <= x);
        let at = |index: usize| anchors.get(index).map(|(v, s)| (anchor_value(format, *v), self.points(*s)));
        let score = self.score_text(y);
        match (above.checked_sub(1).and_then(at), at(above)) {
            (Some(left), Some(right)) if curve.is_stepped() => {
                let fill = [("from", left.0.as_str()), ("upto", &right.0), ("score", &score)];
                (Some(self.pen.say("working.in-step", &fill)), None)
            }
            (Some(left), Some(right)) => {
                let fill = [("from", left.0.as_str()), ("low", &left.1), ("upto", &right.0), ("high", &right.1)];
                let formula = self.formula(format, (anchors[above - 1], anchors[above]), (x, y));
                (Some(self.pen.say("working.between", &fill)), Some(formula))
            }
            (Some(last), None) => {
                (Some(self.pen.say("working.from-on", &[("from", &last.0), ("score", &score)])), None)
            }
            (None, first) => {
                let first = first.map_or_else(String::new, |first| first.0);
                (Some(self.pen.say("working.upto", &[("upto", &first), ("score", &score)])), None)
            }
        }
    }

    /// The straight line as a sum whose rounded terms give the score as shown.
    fn formula(&self, format: &NumberFormat, segment: ((f64, f64), (f64, f64)), point: (f64, f64)) -> String {
        let ((v0, s0), (v1, s1)) = segment;
        let number = |value: f64, decimals: u8| {
            let text = NumberFormat { decimals, ..NumberFormat::score(self.pen.locale()) }.bare(value);
            if value < 0.0 { format!("({text})") } else { text }
        };
        let ends = least_decimals(v0).max(least_decimals(v1));
        let score = self.score_text(point.1);
        let agrees = |decimals: &u8| {
            let scale = 10f64.powi(i32::from(*decimals));
            let x = (point.0 * scale).round() / scale;
            self.score_text(s0 + (x - v0) / (v1 - v0) * (s1 - s0)) == score
        };
        let decimals = (format.decimals..=MOST).find(agrees).unwrap_or(MOST);
        let start = if s0 == 0.0 { String::new() } else { format!("{} + ", self.points(s0)) };
        let rise =
            if s1 < s0 { format!("({} − {})", self.points(s1), self.points(s0)) } else { self.points(s1 - s0) };
        let (x, from, upto) = (number(point.0, decimals), number(v0, ends), number(v1, ends));
        format!("{start}({x} − {from}) ÷ ({upto} − {from}) × {rise} = {score}")
    }

    fn curve_figure(
        &self,
        curve: &Curve,
        format: NumberFormat,
        point: Option<(f64, f64)>,
        outcome: &Outcome,
        (id, title): (&str, &str),
    ) -> Figure {
        let status = match point {
            Some((_, score)) => self.bands().status(Some(score)),
            None => Status::NoData,
        };
        let summary = match (outcome.actual, point) {
            (Some(actual), Some((_, score))) => {
                let (actual, score) = (format.full(actual), self.score_text(score));
                self.pen.say("working.summary", &[("actual", &actual), ("score", &score)])
            }
            _ => title.to_owned(),
        };
        Figure::Curve(CurveFigure {
            caption: self.pen.caption(id, title.to_owned(), summary),
            anchors: curve.anchors().to_vec(),
            steps: curve.is_stepped(),
            point,
            status,
            bands: self.bands(),
            format,
        })
    }

    /// Points with no more decimals than they have, two at most.
    fn points(&self, score: f64) -> String {
        let decimals = least_decimals(score).min(2);
        NumberFormat { decimals, ..NumberFormat::score(self.pen.locale()) }.bare(score)
    }
}

/// An anchor's value with no more decimals than it has, and its unit.
fn anchor_value(format: &NumberFormat, value: f64) -> String {
    NumberFormat { decimals: least_decimals(value), ..format.clone() }.full(value)
}

/// Decimals beyond this only show how a computer stores numbers.
const MOST: u8 = 6;

/// The fewest decimals that write a value as it is.
fn least_decimals(value: f64) -> u8 {
    let exact = |decimals: &u8| {
        let scale = 10f64.powi(i32::from(*decimals));
        ((value * scale).round() / scale - value).abs() < 1e-9 * value.abs().max(1.0)
    };
    (0..=MOST).find(exact).unwrap_or(MOST)
}
