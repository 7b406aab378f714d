//! What changed: against the period before and against the same period last year, each taken apart by cause.

use serde::Serialize;

use super::bridge::{BridgeView, ShownChange, points};
use super::flips::{Flip, Turn};
use super::moved::{EntityMoves, MovedTable};
use super::number::NumberFormat;
use super::rounding;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::view::Standing;
use crate::evaluate::change::Part;
use crate::scorecard::{Period, Scorecard};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangesPage {
    /// `What changed`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it.
    pub standing: Standing,
    /// Against the period before, then against the same period last year.
    pub comparisons: Vec<Comparison>,
}

/// Two periods side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// `previous` or `last-year`; an anchor.
    pub id: &'static str,
    /// `What changed since September`.
    pub title: String,
    /// Why there is nothing to compare with; all that follows is empty then.
    pub absent: Option<String>,
    /// `September`
    pub from: String,
    /// `October`
    pub to: String,
    /// The score, part by part; `None` where it did not move or is missing in a period.
    pub bridge: Option<BridgeView>,
    /// Why there is no bridge.
    pub no_bridge: String,
    /// The same change by cause.
    pub causes: Option<Causes>,
    /// Who changed status, the worst first.
    pub flips: Vec<Flip>,
    /// Every measure that moved.
    pub moved: MovedTable,
    /// The entities that moved most; `None` without entities.
    pub entities: Option<EntityMoves>,
}

/// A change by cause; the points add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Causes {
    /// Values, targets and baselines, data that came or went.
    pub rows: Vec<Cause>,
    /// `−1.1`
    pub total: String,
}

/// What moved a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// `Measured values`.
    pub title: String,
    /// What that means.
    pub note: String,
    /// `−1.3`
    pub points: String,
    /// In tenths of a point.
    #[serde(skip)]
    tenths: i64,
}

/// The causes, in the order shown.
const CAUSES: [&str; 3] = ["value", "definition", "coverage"];

/// Builds the page.
pub fn page(sheet: &Sheet) -> ChangesPage {
    let last_year = sheet.compared_with(sheet.period().last_year());
    let mut comparisons = vec![comparison(sheet, "previous")];
    if last_year.against() != sheet.against() {
        comparisons.push(comparison(&last_year, "last-year"));
    }
    let headline = headline(sheet);
    let restated = [sheet.period(), sheet.against()].map(|period| sheet.restated_sentence(period));
    let said = [causes_sentence(sheet), last_year_sentence(sheet, &last_year)].into_iter().chain(restated);
    let deck = sheet.pen.paragraph(said);
    ChangesPage {
        title: sheet.pen.say("nav.changes", &[]),
        lead: Headline { headline, deck },
        standing: sheet.standing(Scorecard::ROOT, "hero"),
        comparisons,
    }
}

fn comparison(sheet: &Sheet, id: &'static str) -> Comparison {
    let (then, now) = (sheet.against(), sheet.period());
    let from = sheet.pen.period_beside(then, now);
    let absent = absent(sheet);
    let shown = sheet.shown_change(Scorecard::ROOT);
    let there = absent.is_none();
    Comparison {
        id,
        title: sheet.pen.say("bridge.title", &[("period", &from)]),
        to: sheet.pen.period_beside(now, then),
        bridge: sheet.bridge(Scorecard::ROOT, &format!("bridge-{id}")),
        no_bridge: no_bridge(sheet, &from),
        causes: shown.as_ref().map(|shown| causes(sheet, shown)),
        flips: if there { sheet.flips() } else { Vec::new() },
        moved: if there { sheet.moved(shown.as_ref()) } else { MovedTable::default() },
        entities: sheet.entity_moves(&format!("moves-{id}")).filter(|_| there),
        absent,
        from,
    }
}

/// Why there is nothing to compare with, if so.
fn absent(sheet: &Sheet) -> Option<String> {
    if sheet.card.reports(sheet.against()) {
        return None;
    }
    let period = sheet.pen.period(sheet.against());
    let first = sheet.card.evaluation.periods.iter().find(|period| sheet.card.reports(**period));
    let before_all = |first: &&Period| **first > sheet.against();
    Some(match first.filter(before_all) {
        Some(first) => {
            sheet.pen.say("changes.before-data", &[("period", &period), ("first", &sheet.pen.period(*first))])
        }
        None => sheet.pen.say("changes.no-data", &[("period", &period)]),
    })
}

fn no_bridge(sheet: &Sheet, from: &str) -> String {
    let scores =
        (sheet.before(Scorecard::ROOT).and_then(|o| o.score), sheet.now(Scorecard::ROOT).and_then(|o| o.score));
    match scores {
        (Some(_), Some(_)) => sheet.pen.say("bridge.unchanged", &[]),
        (None, _) => sheet.pen.say("changes.no-score", &[("period", from)]),
        _ => sheet.pen.say("changes.no-score", &[("period", &sheet.pen.period(sheet.period()))]),
    }
}

/// A change by cause. What came or went is as in the bridge beside it; the rest is shared out by what it was.
fn causes(sheet: &Sheet, shown: &ShownChange) -> Causes {
    let total = ((shown.to - shown.from) * 10.0).round() as i64;
    let coverage = shown.coverage.unwrap_or(0);
    let sum = |cause: fn(&Part) -> f64| shown.bridge.parts.iter().map(cause).sum::<f64>();
    let split = [sum(|part| part.value), sum(|part| part.definition)];
    let tenths = match split {
        // Nothing was set differently: a tenth that rounding left over is no sign that something was.
        [_, definition] if definition.abs() < 1e-9 => vec![total - coverage, 0],
        split => rounding::apportion(&split, total - coverage),
    };
    let format = NumberFormat::score(sheet.pen.locale());
    let rows = CAUSES.iter().zip(tenths.into_iter().chain([coverage])).map(|(cause, tenths)| Cause {
        title: sheet.pen.say(&format!("cause-of.{cause}"), &[]),
        note: sheet.pen.say(&format!("cause-of.{cause}.note"), &[]),
        points: format.change(points(tenths)),
        tenths,
    });
    Causes { rows: rows.collect(), total: format.change(points(total)) }
}

/// `Since September, three of 29 measures changed for the worse and one for the better; the score fell from … to ….`
fn headline(sheet: &Sheet) -> String {
    let now = sheet.pen.period(sheet.period());
    if let Some(absent) = absent(sheet) {
        return sheet.pen.paragraph([sheet.pen.say("changes.first", &[("period", &now)]), absent]);
    }
    let what = turned(sheet);
    let since = sheet.pen.period_beside(sheet.against(), sheet.period());
    let score = |outcome: Option<&crate::evaluate::Outcome>| outcome?.score.map(|score| sheet.score_text(score));
    let ends = score(sheet.before(Scorecard::ROOT)).zip(score(sheet.now(Scorecard::ROOT)));
    let key = match &ends {
        None => "changes.lead",
        Some((from, to)) if from == to => "changes.lead-same",
        Some(_) if sheet.score_rose() => "changes.lead-up",
        Some(_) => "changes.lead-down",
    };
    let (from, to) = ends.unwrap_or_default();
    let fill = [("period", since.as_str()), ("what", &what), ("from", &from), ("to", &to)];
    sheet.pen.sentence(&sheet.pen.say(key, &fill))
}

/// `three of 29 measures changed for the worse and one for the better`.
fn turned(sheet: &Sheet) -> String {
    let flips = sheet.flips();
    let total = sheet.pen.cardinal(sheet.tally(&sheet.measures_under(Scorecard::ROOT)).iter().sum());
    let mut clauses = Vec::new();
    for turn in Turn::ALL {
        let n = flips.iter().filter(|flip| flip.is_measure && flip.turn == turn).count();
        if n > 0 {
            let form = if clauses.is_empty() { "first" } else { "next" };
            let fill = [("count", sheet.pen.cardinal(n)), ("total", total.clone())];
            let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
            clauses.push(sheet.pen.count(&format!("turn.{}.{form}", turn.code()), n, &fill));
        }
    }
    if clauses.is_empty() { sheet.pen.say("turn.none", &[]) } else { sheet.pen.clauses(&clauses) }
}

/// `Of the −1.1 points, measured values account for −1.3 and targets and baselines for +0.2.`
fn causes_sentence(sheet: &Sheet) -> String {
    let Some(shown) = sheet.shown_change(Scorecard::ROOT) else { return String::new() };
    let causes = causes(sheet, &shown);
    let felt = || causes.rows.iter().zip(CAUSES).filter(|(row, _)| row.tenths != 0);
    let clause =
        |(row, cause): (&Cause, &str)| sheet.pen.say(&format!("cause-of.{cause}.clause"), &[("points", &row.points)]);
    let clauses: Vec<String> = felt().map(clause).collect();
    match clauses.len() {
        0 => String::new(),
        1 => sheet.pen.say(&format!("cause-of.{}.alone", felt().next().map_or("value", |(_, cause)| cause)), &[]),
        _ => {
            let list = sheet.pen.clauses(&clauses);
            sheet.pen.say("cause-of.sentence", &[("total", &causes.total), ("causes", &list)])
        }
    }
}

/// `Since October 2025 it rose by 3.2 points.`
fn last_year_sentence(sheet: &Sheet, last_year: &Sheet) -> String {
    if last_year.against() == sheet.against() {
        return String::new();
    }
    let period = sheet.pen.period(last_year.against());
    let (before, now) = (last_year.before(Scorecard::ROOT), last_year.now(Scorecard::ROOT));
    let ends = before.and_then(|outcome| outcome.score).zip(now.and_then(|outcome| outcome.score));
    let Some((from, to)) = ends else { return sheet.pen.say("changes.no-last-year", &[("period", &period)]) };
    let change = rounding::score(to, sheet.bands()) - rounding::score(from, sheet.bands());
    let key = match (change.abs() < 0.05, change > 0.0) {
        (true, _) => "changes.year-same",
        (_, true) => "changes.year-up",
        _ => "changes.year-down",
    };
    let by = NumberFormat::score(sheet.pen.locale()).bare(change.abs());
    sheet.pen.say(key, &[("period", &period), ("by", &by)])
}

impl Sheet<'_> {
    /// Whether the score of the whole is higher than in the period it is compared with.
    fn score_rose(&self) -> bool {
        let score = |outcome: Option<&crate::evaluate::Outcome>| outcome.and_then(|outcome| outcome.score);
        score(self.before(Scorecard::ROOT)).zip(score(self.now(Scorecard::ROOT))).is_some_and(|(from, to)| to > from)
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Made, Named, made, period, words};
    use super::*;
    use crate::evaluate::evaluate;
    use crate::scorecard::{Locale, Observation};

    fn told<T>(made: &Made, locale: Locale, tell: impl Fn(&ChangesPage) -> T) -> T {
        let words = words(locale);
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        tell(&page(&sheet))
    }

    /// The book of the tests with the group's rows of October a year before, and a new target for retention.
    fn with_last_year() -> Made {
        let mut made = made();
        for (_, series) in &mut made.series {
            let last_year = series.observations.iter().filter(|row| row.period == period("2026-08"));
            let last_year = last_year.map(|row| Observation { period: period("2025-10"), ..row.clone() });
            series.observations.extend(last_year.collect::<Vec<_>>());
        }
        let of_october = |row: &&mut Observation| row.period == period("2026-10");
        made.series[0].1.observations.iter_mut().filter(of_october).for_each(|row| row.target = Some(90.0));
        let (evaluation, _) = evaluate(&made.book.scorecards[0], &made.entities, &made.series, Some(period("2026-10")));
        made.evaluation = evaluation.expect("an evaluation");
        made
    }

    fn number(text: &str) -> f64 {
        text.replace('−', "-").replace('±', "").parse().expect("a number")
    }

    #[test]
    fn the_headline_counts_turns_and_says_what_the_score_did() {
        let made = made();
        let lead = told(&made, Locale::En, |page| page.lead.clone());
        // Complaints were off track already, retention stays at risk; training hours stopped.
        let headline = "Since September, one of three measures has no data any more; the score fell from 70.7 to 48.0.";
        assert_eq!(lead.headline, headline);
        assert!(lead.deck.ends_with("There is no score for October 2025, the same period last year."), "{}", lead.deck);
        let zh = told(&made, Locale::Zh, |page| page.lead.headline.clone());
        assert_eq!(zh, "较9月，3个指标中1个缺少数据，得分由70.7降至48.0。");
    }

    #[test]
    fn parts_causes_and_measures_all_add_up_to_the_change_shown() {
        let made = with_last_year();
        for comparison in told(&made, Locale::En, |page| page.comparisons.clone()) {
            let bridge = comparison.bridge.expect("a bridge");
            let change = number(&bridge.to.1) - number(&bridge.from.1);
            let causes = comparison.causes.expect("causes");
            let by_cause: f64 = causes.rows.iter().map(|row| number(&row.points)).sum();
            let by_part: f64 = bridge.rows.iter().map(|row| number(&row.change)).sum();
            let moved = &comparison.moved;
            let by_measure: f64 = moved.rows.iter().filter_map(|row| Some(row.points.as_ref()?.value)).sum();
            let by_measure = by_measure + moved.coverage.as_deref().map_or(0.0, number);
            for sum in [by_cause, by_part, by_measure, number(&causes.total)] {
                assert!((sum - change).abs() < 1e-9, "{}: {sum} is not {change}", comparison.id);
            }
        }
    }

    #[test]
    fn a_new_target_is_told_apart_from_what_was_measured() {
        let made = with_last_year();
        let comparison = told(&made, Locale::En, |page| page.comparisons[0].clone());
        // Retention 80.4 → 79.2 while its target goes from 84 to 90: scores 70 and 40. The target takes 70 to 46.67 and
        // 60 to 40, −21.67 on average; the value has −8.33. Weights are 0.36 before and 0.6 after, 0.48 on average.
        let retention = comparison.moved.rows.iter().find(|row| row.link.title == "Retention rate").expect("retention");
        assert_eq!(retention.cause, "value and target");
        let points: Vec<f64> = comparison.causes.expect("causes").rows.iter().map(|row| number(&row.points)).collect();
        assert!((points[1] + 10.4).abs() < 0.11, "{points:?}");
        assert!(points[0] < 0.0 && points[2] < 0.0, "{points:?}");
    }

    #[test]
    fn a_period_without_data_is_said_plainly() {
        let made = made();
        let comparisons = told(&made, Locale::En, |page| page.comparisons.clone());
        let last_year = &comparisons[1];
        let absent = "There is no data for October 2025: the data begins in August 2026.";
        assert_eq!(last_year.absent.as_deref(), Some(absent));
        assert!(last_year.flips.is_empty() && last_year.moved.rows.is_empty() && last_year.bridge.is_none());
        assert!(last_year.entities.is_none());
    }

    #[test]
    fn status_changes_stand_with_what_they_were_and_the_worst_first() {
        let flips = told(&made(), Locale::En, |page| page.comparisons[0].flips.clone());
        let seen: Vec<(&str, &str, &str)> =
            flips.iter().map(|flip| (flip.link.title.as_str(), flip.from.code, flip.to.code)).collect();
        // The whole falls from 70.7 to 48.0; what has no data any more comes after what got worse.
        assert_eq!(seen[0], ("Strategy scorecard", "at-risk", "off-track"));
        assert_eq!(seen.last(), Some(&("Training hours <script>", "on-track", "no-data")));
        assert_eq!(flips[0].kind, "Scorecard");
    }

    #[test]
    fn entities_are_named_by_how_far_they_moved() {
        let moves = told(&made(), Locale::En, |page| page.comparisons[0].entities.clone()).expect("entities");
        let changes: Vec<f64> = moves.rows.iter().map(|row| row.change.value.abs()).collect();
        assert_eq!(changes.len(), 3);
        assert!(changes.windows(2).all(|pair| pair[0] >= pair[1]), "{changes:?}");
    }
}
