//! All periods that keep a page: how the score went, and the way to each.

use serde::Serialize;

use super::address::Address;
use super::dates;
use super::figure::{Figure, Trend, TrendBand, TrendPoint};
use super::number::NumberFormat;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use crate::scorecard::{Period, Scorecard, Status};

/// How many periods the figure shows at most.
const TREND: usize = 120;

/// What the page of all periods says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodsPage {
    /// `All periods`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The score over time.
    pub figure: Figure,
    /// The statuses counted in the table: all but `withheld`, which stands there only where a measure is.
    pub statuses: Vec<StatusView>,
    /// The periods, the latest first.
    pub rows: Vec<PeriodLine>,
}

/// A period in the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodLine {
    /// The overview as it stood then.
    pub link: Link,
    /// `2026-10`, to sort by.
    pub sort: String,
    /// Whether it is the period reported on.
    pub latest: bool,
    /// `74.3`
    pub score: Option<Quantity>,
    /// Against the period before.
    pub change: Option<String>,
    /// How the scorecard stood.
    pub status: StatusView,
    /// How many measures had each of the page's statuses.
    pub counts: Vec<usize>,
    /// `99 %`
    pub coverage: Quantity,
}

/// Builds the page.
pub fn page(sheet: &Sheet) -> PeriodsPage {
    let lead = Headline { headline: headline(sheet), deck: deck(sheet) };
    let statuses = counted(sheet);
    PeriodsPage {
        title: sheet.pen.say("picker.all", &[]),
        figure: Figure::Trend(trend(sheet, &lead.headline)),
        lead,
        rows: sheet.card.published().into_iter().map(|period| line(sheet, period, &statuses)).collect(),
        statuses: statuses.into_iter().map(|status| sheet.pen.status(status)).collect(),
    }
}

/// The statuses worth a column.
fn counted(sheet: &Sheet) -> Vec<Status> {
    let measures = sheet.measures_under(Scorecard::ROOT);
    let occurs = |status: Status| {
        sheet.card.published().into_iter().any(|period| {
            let then = sheet.at_period(period);
            measures.iter().any(|node| then.now(*node).is_some_and(|outcome| outcome.status == status))
        })
    };
    Status::ALL.into_iter().filter(|status| *status != Status::Withheld || occurs(*status)).collect()
}

/// The periods with a score, oldest first.
fn scored(sheet: &Sheet) -> Vec<(Period, f64)> {
    let history = sheet.history(Scorecard::ROOT, usize::MAX);
    history.into_iter().filter_map(|(period, outcome)| Some((period, outcome.score?))).collect()
}

/// `The score rose from 70.1 (October 2025) to 74.3 (October 2026).`
fn headline(sheet: &Sheet) -> String {
    let scored = scored(sheet);
    let Some((now, to)) = scored.last().copied() else { return sheet.pen.say("periods.none", &[]) };
    let last_year = scored.iter().find(|(period, _)| *period == now.last_year());
    let first = scored.first().filter(|(period, _)| *period != now);
    let (to_text, now_text) = (sheet.score_text(to), sheet.pen.period(now));
    let Some((then, from)) = last_year.or(first).copied() else {
        return sheet.pen.say("periods.only", &[("to", &to_text), ("now", &now_text)]);
    };
    let (from_text, then_text) = (sheet.score_text(from), sheet.pen.period(then));
    let key = match from_text == to_text {
        true => "periods.same",
        false if to > from => "periods.up",
        false => "periods.down",
    };
    let fill = [("from", from_text.as_str()), ("then", &then_text), ("to", &to_text), ("now", &now_text)];
    sheet.pen.say(key, &fill)
}

/// `It was highest in June 2026 (79.5) and lowest in …`
fn deck(sheet: &Sheet) -> String {
    let scored = scored(sheet);
    let by_score = |a: &&(Period, f64), b: &&(Period, f64)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
    let (Some(high), Some(low)) = (scored.iter().max_by(by_score), scored.iter().min_by(by_score)) else {
        return String::new();
    };
    let (best, best_at) = (sheet.score_text(high.1), sheet.pen.period(high.0));
    let (worst, worst_at) = (sheet.score_text(low.1), sheet.pen.period(low.0));
    let extremes = [("high", best.as_str()), ("best", &best_at), ("low", &worst), ("worst", &worst_at)];
    let said = if high.0 == low.0 { String::new() } else { sheet.pen.say("periods.extremes", &extremes) };
    sheet.pen.paragraph([said, sheet.pen.say("periods.note", &[])])
}

fn line(sheet: &Sheet, period: Period, statuses: &[Status]) -> PeriodLine {
    let then = sheet.at_period(period);
    let now = then.now(Scorecard::ROOT);
    let tally = then.tally(&then.measures_under(Scorecard::ROOT));
    let counts = Status::ALL.into_iter().zip(tally).filter(|(status, _)| statuses.contains(status));
    PeriodLine {
        link: Link { href: sheet.pen.href(Address::Period(sheet.at, period)), title: sheet.pen.period(period) },
        sort: period.to_string(),
        latest: then.is_latest(),
        score: now.and_then(|o| o.score).map(|score| sheet.pen.score_quantity(score, sheet.bands())),
        change: then.score_change(Scorecard::ROOT),
        status: sheet.pen.status(now.map_or(Status::NoData, |outcome| outcome.status)),
        counts: counts.map(|(_, count)| count).collect(),
        coverage: sheet.pen.share(now.map_or(0.0, |outcome| outcome.coverage)),
    }
}

fn trend(sheet: &Sheet, summary: &str) -> Trend {
    let history = sheet.history(Scorecard::ROOT, TREND);
    let periods: Vec<Period> = history.iter().map(|(period, _)| *period).collect();
    let points =
        history.iter().zip(dates::ticks(sheet.pen.words, &periods)).map(|((period, outcome), tick)| TrendPoint {
            label: sheet.pen.period(*period),
            tick,
            value: outcome.score,
            target: None,
            status: outcome.status,
            stale: false,
            signal: false,
            interval: None,
            note: None,
        });
    let on_track = NumberFormat::score(sheet.pen.locale()).compact(sheet.bands().on_track);
    let label = sheet.pen.say("entities.on-track-from", &[("score", &on_track)]);
    Trend {
        caption: sheet.pen.caption("score", sheet.title(Scorecard::ROOT), summary.to_owned()),
        points: points.collect(),
        format: NumberFormat::score(sheet.pen.locale()),
        target_label: String::new(),
        current: history.len().saturating_sub(1),
        bands: vec![TrendBand { from: Some(sheet.bands().on_track), to: None, label }],
        limits: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn every_period_stands_with_its_score_and_its_address() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        let page = page(&sheet);
        let score = |row: &PeriodLine| row.score.as_ref().map(|score| score.number.clone()).unwrap_or_default();
        let rows: Vec<(&str, String)> = page.rows.iter().map(|row| (row.sort.as_str(), score(row))).collect();
        let expected = [("2026-10", "48.0"), ("2026-09", "70.7"), ("2026-08", "79.4")];
        assert_eq!(rows, expected.map(|(period, score)| (period, score.to_owned())));
        assert!(page.rows[0].latest && !page.rows[1].latest);
        assert_eq!(page.rows[0].counts, [0, 1, 1, 1]);
        assert_eq!(page.lead.headline, "The score fell from 79.4 (August 2026) to 48.0 (October 2026).");
    }

    #[test]
    fn a_scorecard_keeps_as_many_past_periods_as_it_says() {
        let mut made = made();
        made.book.scorecards[0].past_periods = 1;
        let material = made.material();
        let kept: Vec<String> = material.cards[0].published().iter().map(ToString::to_string).collect();
        assert_eq!(kept, ["2026-10", "2026-09"]);
    }
}
