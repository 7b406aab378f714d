//! What an instrument looks like: gaps, stacked shares, a bridge from value to cost, a map; and its figure over time.

use super::Sight;
use crate::method::survey::PartKind;
use crate::report::dates;
use crate::report::figure::{
    Bridge, BridgePart, Figure, GapRow, Gaps, Quadrant, QuadrantAxis, QuadrantPoint, Quadrants, Stack, StackRow, Trend,
    TrendPoint,
};
use crate::report::number::NumberFormat;
use crate::scorecard::{Cut, EntityTree, InstrumentMethod, Period, Status};

/// How many periods the stacked shares show.
const STACKED: usize = 8;
/// How many periods a trend shows.
const TREND: usize = 60;

impl Sight<'_> {
    /// The picture of an instrument with what reads it.
    pub(super) fn picture(&self, at: usize) -> (Option<Figure>, String) {
        let (figure, note) = match &self.own.survey.instruments[at].method {
            InstrumentMethod::Nps(_) => (Some(self.stack(at)), "nps"),
            InstrumentMethod::Servqual(..) => (Some(self.gaps(at)), "gaps"),
            InstrumentMethod::DeliveredValue(..) => (self.worth(at), "worth"),
            InstrumentMethod::Map(items, _, cut) => (self.map(at, items, *cut), "map"),
            InstrumentMethod::Csat(..) | InstrumentMethod::Ces(..) => return (None, String::new()),
        };
        let note = self.pen.say(&format!("survey.picture.{note}"), &[]);
        if figure.is_some() { (figure, note) } else { (None, String::new()) }
    }

    fn instrument_title(&self, at: usize) -> String {
        self.pen.text(&self.own.survey.instruments[at].title)
    }

    fn id(&self, at: usize, kind: &str) -> String {
        format!("{}-{kind}", self.own.survey.instruments[at].id)
    }

    /// A number of the whole in a period.
    fn value(&self, part: Option<usize>, period: Period) -> Option<f64> {
        Some(self.own.surveyed.figure(EntityTree::TOP, period, part?)?.estimate?.value)
    }

    fn current(&self, at: usize, kind: PartKind) -> Option<f64> {
        self.value(self.own.surveyed.find(at, kind), self.period())
    }

    /// Detractors, passives and promoters of the latest periods.
    fn stack(&self, at: usize) -> Figure {
        let part = |kind| self.own.surveyed.find(at, kind);
        let [score, worst, middle, best] =
            [PartKind::Nps, PartKind::Detractors, PartKind::Passives, PartKind::Promoters].map(part);
        let periods = self.own.surveyed.periods.iter().rev().filter(|period| **period <= self.period()).take(STACKED);
        let row = |period: &Period| {
            let shares = [worst, middle, best].map(|part| self.value(part, *period).map(|share| share / 100.0));
            let shares =
                if let [Some(worst), Some(middle), Some(best)] = shares { Some([worst, middle, best]) } else { None };
            let figure = score.and_then(|part| self.own.surveyed.figure(EntityTree::TOP, *period, part));
            let said = self.value(score, *period).zip(score).map(|(value, part)| self.said(part, value));
            let said = said.unwrap_or_else(|| self.nothing(figure));
            StackRow { label: self.pen.period(*period), shares, said }
        };
        let rows: Vec<StackRow> = periods.map(row).collect();
        let summary = rows.iter().map(|row| format!("{} {}", row.label, row.said)).collect::<Vec<_>>();
        let heads =
            ["detractors", "passives", "promoters"].map(|word| self.pen.say(&format!("survey.part.{word}"), &[]));
        let format = NumberFormat { decimals: 0, suffix: "%".into(), ..NumberFormat::score(self.pen.locale()) };
        let caption = self.pen.caption(&self.id(at, "stack"), self.instrument_title(at), self.pen.clauses(&summary));
        Figure::Stack(Stack { caption, heads, rows, format })
    }

    /// Expected and perceived of every item.
    fn gaps(&self, at: usize) -> Figure {
        let items = self.own.survey.instruments[at].dimensions().iter().flat_map(|dimension| &dimension.items);
        let rows = items.map(|item| {
            let part = self.own.surveyed.find(at, PartKind::ItemGap(*item));
            let figure = part.and_then(|part| self.now(part));
            let gap = figure.and_then(|figure| figure.estimate).map(|own| own.value);
            GapRow {
                label: self.pen.text(&self.own.survey.items[*item].title),
                expected: self.current(at, PartKind::Expected(*item)),
                perceived: self.current(at, PartKind::Perceived(*item)),
                said: gap.zip(part).map_or_else(|| self.nothing(figure), |(gap, part)| self.said(part, gap)),
            }
        });
        let rows: Vec<GapRow> = rows.collect();
        let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.said)).collect();
        let word = |key: &str| self.pen.say(&format!("survey.kind.{key}"), &[]);
        Figure::Gaps(Gaps {
            caption: self.pen.caption(&self.id(at, "gaps"), self.instrument_title(at), self.pen.clauses(&told)),
            heads: (word("expected"), word("perceived")),
            rows,
            format: NumberFormat::score(self.pen.locale()),
        })
    }

    /// From total value over the four costs to what is delivered; `None` without both.
    fn worth(&self, at: usize) -> Option<Figure> {
        let part = self.own.surveyed.find(at, PartKind::Delivered)?;
        let (total, delivered) = (self.current(at, PartKind::TotalValue)?, self.current(at, PartKind::Delivered)?);
        let costs = self.own.surveyed.parts.iter().enumerate().filter_map(|(place, own)| match own.kind {
            PartKind::Component(_, component) if own.instrument == at && component >= 4 => {
                let change = -self.value(Some(place), self.period())?;
                Some(BridgePart { label: self.part_title(place), change })
            }
            _ => None,
        });
        let word = |code: &str| self.pen.say(&format!("survey.part.{code}"), &[]);
        let summary = self.said(part, delivered);
        Some(Figure::Bridge(Bridge {
            caption: self.pen.caption(&self.id(at, "worth"), self.instrument_title(at), summary),
            from: (word("total-value"), total),
            to: (word("delivered-value"), delivered),
            parts: costs.collect(),
            format: self.format(part),
        }))
    }

    /// Items by performance and importance; `None` where nothing is known of either.
    fn map(&self, at: usize, items: &[usize], cut: Cut) -> Option<Figure> {
        let places: Vec<(usize, Option<f64>, Option<f64>)> = items
            .iter()
            .map(|item| {
                (*item, self.current(at, PartKind::Performance(*item)), self.current(at, PartKind::Importance(*item)))
            })
            .collect();
        let known = || places.iter().filter_map(|(_, across, up)| Some(((*across)?, (*up)?)));
        let count = known().count() as f64;
        if count == 0.0 {
            return None;
        }
        let (low, high) = self.own.survey.items[items[0]].scale;
        let middle = f64::midpoint(low, high);
        let means = (known().map(|own| own.0).sum::<f64>() / count, known().map(|own| own.1).sum::<f64>() / count);
        let lines = if cut == Cut::Means { means } else { (middle, middle) };
        let cuts = self.cuts(lines, cut);
        let (across, up) = lines;
        let first = places.iter().filter(|(_, x, y)| x.is_some_and(|x| x < across) && y.is_some_and(|y| y >= up));
        let first: Vec<String> = first.map(|(item, ..)| self.pen.text(&self.own.survey.items[*item].title)).collect();
        let summary = if first.is_empty() {
            cuts.clone()
        } else {
            self.pen.say("survey.map.first", &[("items", &self.pen.clauses(&first))])
        };
        let point = |(item, across, up): &(usize, Option<f64>, Option<f64>)| QuadrantPoint {
            label: self.pen.text(&self.own.survey.items[*item].title),
            across: *across,
            up: *up,
            status: None,
        };
        Some(Figure::Quadrants(Box::new(Quadrants {
            caption: self.pen.caption(&self.id(at, "map"), self.instrument_title(at), summary),
            across: self.axis("performance", across),
            up: self.axis("importance", up),
            cuts,
            quadrants: ["concentrate", "keep", "low", "overkill"].map(|word| self.quarter(word)),
            points: places.iter().map(point).collect(),
        })))
    }

    /// What the lines of a map are.
    fn cuts(&self, (across, up): (f64, f64), cut: Cut) -> String {
        let key = if cut == Cut::Means { "survey.cut.means" } else { "survey.cut.middle" };
        let (across, up) = (self.of_map().bare(across), self.of_map().bare(up));
        self.pen.say(key, &[("across", &across), ("up", &up)])
    }

    fn of_map(&self) -> NumberFormat {
        NumberFormat { decimals: 2, ..NumberFormat::score(self.pen.locale()) }
    }

    fn axis(&self, key: &str, cut: f64) -> QuadrantAxis {
        QuadrantAxis { title: self.pen.say(&format!("survey.kind.{key}"), &[]), cut, ends: None, format: self.of_map() }
    }

    fn quarter(&self, word: &str) -> Quadrant {
        Quadrant {
            name: self.pen.say(&format!("survey.quadrant.{word}"), &[]),
            advice: self.pen.say(&format!("survey.quadrant.{word}-advice"), &[]),
        }
    }

    /// A figure over time with its intervals; `None` where there is but one period.
    pub(super) fn trend(&self, part: usize) -> Option<Figure> {
        let all = self.own.surveyed.periods.iter().filter(|period| **period <= self.period());
        let upto: Vec<Period> = all.copied().collect();
        let periods = &upto[upto.len().saturating_sub(TREND)..];
        if periods.len() < 2 {
            return None;
        }
        let instrument = self.own.surveyed.parts[part].instrument;
        let target = self.own.survey.instruments[instrument]
            .bands
            .map(|(on_track, _)| self.pen.say("survey.on-track-from", &[("value", &self.format(part).full(on_track))]));
        let note = self.pen.say("survey.trend", &[]);
        let ticks = dates::ticks(self.pen.words, periods);
        Some(Figure::Trend(Trend {
            caption: self.pen.caption(&self.id(instrument, "trend"), self.instrument_title(instrument), note),
            points: periods.iter().zip(ticks).map(|(period, tick)| self.point(part, *period, tick)).collect(),
            format: self.format(part),
            target_label: target.unwrap_or_default(),
            current: periods.len() - 1,
            bands: Vec::new(),
            limits: None,
        }))
    }

    fn point(&self, part: usize, period: Period, tick: String) -> TrendPoint {
        let own = &self.own.survey.instruments[self.own.surveyed.parts[part].instrument];
        let figure = self.own.surveyed.figure(EntityTree::TOP, period, part);
        let estimate = figure.and_then(|figure| figure.estimate);
        let value = estimate.map(|own| own.value);
        TrendPoint {
            label: self.pen.period(period),
            tick,
            value,
            target: own.bands.map(|(on_track, _)| on_track),
            status: own.status(value).unwrap_or(Status::NoData),
            stale: false,
            signal: false,
            interval: estimate.and_then(|own| own.interval),
            note: None,
        }
    }
}
