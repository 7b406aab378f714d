//! All initiatives of a scorecard: what is late, what is spent, and what came of it.

use serde::Serialize;

use super::effect::Effect;
use super::figure::{Figure, Spend};
use super::gantt;
use super::initiative::InitiativeView;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::view::Link;
use crate::scorecard::{Initiative, Scorecard, Status};

/// What the page of initiatives says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InitiativesPage {
    /// `Initiatives`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// How many are late, on schedule, complete.
    pub tally: Vec<Count>,
    /// Milestones on a line of time; `None` where no date is known.
    pub figure: Option<Figure>,
    /// The initiatives, the most overdue first.
    pub rows: Vec<InitiativeRow>,
}

/// How many are in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// For its mark: `late`, `open`, `done`, `dropped`.
    pub state: &'static str,
    /// `late`, `on schedule`.
    pub word: String,
    /// How many.
    pub n: usize,
}

/// An initiative with its money and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InitiativeRow {
    /// The initiative.
    pub view: InitiativeView,
    /// The objective it belongs to.
    pub objective: Link,
    /// What is spent of the budget; `None` without a budget.
    pub spend: Option<Figure>,
    /// `money 67 %, time 75 %`: shares of the budget and of the time from start to end.
    pub shares: Option<String>,
    /// Whether more than the budget is spent.
    pub over: bool,
    /// What came of it so far.
    pub effect: Effect,
}

/// Whether a scorecard has a page of initiatives.
pub fn are_there(scorecard: &Scorecard) -> bool {
    !scorecard.initiatives.is_empty()
}

/// Builds the page.
pub fn page(sheet: &Sheet) -> InitiativesPage {
    let all = in_order(sheet);
    let most = all.iter().filter_map(|each| spent_share(sheet, each)).fold(1.0, f64::max);
    let rows: Vec<InitiativeRow> = all.iter().map(|each| row(sheet, each, most)).collect();
    let headline = headline(sheet, &all, &rows);
    InitiativesPage {
        title: sheet.pen.say("nav.initiatives", &[]),
        figure: gantt::figure(sheet, headline.clone()),
        lead: Headline { headline, deck: deck(sheet, &all, &rows) },
        tally: tally(sheet, &rows),
        rows,
    }
}

/// The most overdue first, then by the day they end; what is complete last.
fn in_order<'a>(sheet: &Sheet<'a>) -> Vec<&'a Initiative> {
    let mut all: Vec<&Initiative> = sheet.scorecard().initiatives.iter().collect();
    all.sort_by_cached_key(|each| {
        let late = sheet.lateness(each).map_or(i64::MAX, |by| -by);
        let end = each.end.map_or(i64::MAX, |end| end.days().1);
        (late, sheet.initiative(each).state == "done", end, each.id.clone())
    });
    all
}

fn row(sheet: &Sheet, initiative: &Initiative, most: f64) -> InitiativeRow {
    let share = spent_share(sheet, initiative);
    InitiativeRow {
        view: sheet.initiative(initiative),
        objective: sheet.link(initiative.objective),
        spend: initiative.budget.map(|_| spend(sheet, initiative, most)),
        shares: shares(sheet, initiative),
        over: share.is_some_and(|share| share > 1.0),
        effect: sheet.effect(initiative),
    }
}

/// The share of its budget an initiative has spent.
fn spent_share(sheet: &Sheet, initiative: &Initiative) -> Option<f64> {
    let budget = initiative.budget.filter(|budget| *budget > 0.0)?;
    initiative.spent_by(sheet.period()).map(|spent| spent / budget)
}

/// The share of its time that is gone at the end of the period reported on.
fn elapsed(sheet: &Sheet, initiative: &Initiative) -> Option<f64> {
    let (start, end) = (initiative.start?.days().0, initiative.end?.days().1);
    let gone = (sheet.period().days().1 - start) as f64 / (end - start).max(1) as f64;
    Some(gone.clamp(0.0, 1.0))
}

fn shares(sheet: &Sheet, initiative: &Initiative) -> Option<String> {
    let share = |of: f64| sheet.pen.share_text(of);
    match (spent_share(sheet, initiative), elapsed(sheet, initiative)) {
        (Some(money), Some(time)) => {
            Some(sheet.pen.say("spend.shares", &[("money", &share(money)), ("time", &share(time))]))
        }
        (Some(money), None) => Some(sheet.pen.say("spend.money", &[("money", &share(money))])),
        (None, Some(time)) => Some(sheet.pen.say("spend.time", &[("time", &share(time))])),
        (None, None) => None,
    }
}

fn spend(sheet: &Sheet, initiative: &Initiative, most: f64) -> Figure {
    let title = sheet.pen.text(&initiative.title);
    let caption =
        sheet.pen.caption(&format!("spend-{}", initiative.id), title, shares(sheet, initiative).unwrap_or_default());
    Figure::Spend(Spend { caption, spent: spent_share(sheet, initiative), elapsed: elapsed(sheet, initiative), most })
}

fn tally(sheet: &Sheet, rows: &[InitiativeRow]) -> Vec<Count> {
    let count = |state: &'static str| Count {
        state,
        word: sheet.pen.say(&format!("initiatives.{state}"), &[]),
        n: rows.iter().filter(|row| row.view.state == state).count(),
    };
    ["late", "open", "done"].map(count).into_iter().filter(|count| count.n > 0).collect()
}

/// `Two of nine initiatives are late; “Second-line desk” is furthest behind, 4 months late, and Complaints solved, …`
fn headline(sheet: &Sheet, all: &[&Initiative], rows: &[InitiativeRow]) -> String {
    let of = |state: &str| rows.iter().filter(|row| row.view.state == state).count();
    let (late, done, total) = (of("late"), of("done"), rows.len());
    let (key, n) = match (late, done) {
        (0, done) if done == total => ("initiatives.all-done", total),
        (0, _) => ("initiatives.none-late", total),
        (late, _) if late == total => ("initiatives.all-late", total),
        (late, _) => ("initiatives.some-late", late),
    };
    let fill = [("count", sheet.pen.cardinal(n)), ("total", sheet.pen.cardinal(total))];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = sheet.pen.count(key, n, &fill) + &worst(sheet, all, rows);
    sheet.pen.sentence(&(said + &sheet.pen.say("sentence.end", &[])))
}

/// What is furthest behind, and how the measure stands that it should move.
fn worst(sheet: &Sheet, all: &[&Initiative], rows: &[InitiativeRow]) -> String {
    let (Some(first), Some(row)) = (all.first(), rows.first()) else { return String::new() };
    let Some(late) = &row.view.late else { return String::new() };
    let said = sheet.pen.say("initiatives.worst", &[("title", &row.view.title), ("late", late)]);
    let node = sheet.moved_by(first);
    let status = sheet.now(node).map(|outcome| outcome.status).filter(|_| sheet.is_scored(node));
    match status.filter(|status| *status != Status::NoData) {
        Some(status) => {
            let standing = sheet.pen.say(&format!("standing.{}", status.code()), &[]);
            said + &sheet
                .pen
                .say("initiatives.worst-moves", &[("measure", &row.effect.link.title), ("standing", &standing)])
        }
        None => said,
    }
}

/// What is spent, who spent too much, and what came of it.
fn deck(sheet: &Sheet, all: &[&Initiative], rows: &[InitiativeRow]) -> String {
    sheet.pen.paragraph([money(sheet, all), over(sheet, rows), effects(sheet, rows)])
}

/// Over those that have a budget.
fn money(sheet: &Sheet, all: &[&Initiative]) -> String {
    let budgeted = all.iter().filter_map(|each| Some((each.budget?, each.spent_by(sheet.period())?)));
    let (budget, spent) = budgeted.fold((0.0, 0.0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    if budget <= 0.0 {
        return String::new();
    }
    let format = sheet.money_format();
    let amount = |value: f64| format!("{}{}", format.prefix, format.compact(value));
    let fill = [("spent", amount(spent)), ("budget", amount(budget)), ("share", sheet.pen.share_text(spent / budget))];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sheet.pen.say("initiatives.money", &fill)
}

fn over(sheet: &Sheet, rows: &[InitiativeRow]) -> String {
    let over: Vec<String> = rows.iter().filter(|row| row.over).map(|row| sheet.pen.quoted(&row.view.title)).collect();
    if over.is_empty() {
        return String::new();
    }
    sheet.pen.sentence(&sheet.pen.count("initiatives.over", over.len(), &[("titles", &sheet.pen.words.list(&over))]))
}

fn effects(sheet: &Sheet, rows: &[InitiativeRow]) -> String {
    let how_many = |way: &str| rows.iter().filter(|row| row.effect.way == Some(way)).count();
    let (better, worse) = (how_many("better"), how_many("worse"));
    if better + worse == 0 {
        return String::new();
    }
    let fill = [("better", sheet.pen.cardinal(better)), ("worse", sheet.pen.cardinal(worse))];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sheet.pen.say("initiatives.effects", &fill)
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Made, Named, made, period, words};
    use super::*;
    use crate::scorecard::{Locale, Timeline};

    fn built(made: &Made, locale: Locale) -> InitiativesPage {
        let words = words(locale);
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0);
        page(&sheet.expect("a sheet"))
    }

    #[test]
    fn it_opens_with_what_is_late_and_what_came_of_it() {
        let page = built(&made(), Locale::En);
        assert_eq!(
            page.lead.headline,
            "The one initiative is late; “Second-line desk” is furthest behind, 2 months late, and Complaints solved in 24 h, which it should move, is off track."
        );
        assert_eq!(
            page.lead.deck,
            "¥600K of ¥900K is spent (67\u{a0}%). Of the measures they should move, against the time before work began: none better, one worse."
        );
        let zh = built(&made(), Locale::Zh);
        assert_eq!(
            zh.lead.headline,
            "1项行动方案均已逾期；“Second-line desk”滞后最多，逾期2个月，其旨在改善的Complaints solved in 24 h落后。"
        );
    }

    #[test]
    fn effects_are_counted_from_before_work_began() {
        let mut made = made();
        made.book.scorecards[0].initiatives[0].start = Some(period("2026-09-10"));
        let effect = built(&made, Locale::En).rows.remove(0).effect;
        assert_eq!(effect.values.as_deref(), Some("88\u{a0}% → 69\u{a0}%"));
        assert_eq!(effect.since.as_deref(), Some("worse since August 2026"));
        // Nothing is known of the time before: the first value stands in.
        made.book.scorecards[0].initiatives[0].start = Some(period("2020"));
        let effect = built(&made, Locale::En).rows.remove(0).effect;
        assert_eq!(effect.since.as_deref(), Some("worse since August 2026"));
    }

    #[test]
    fn what_is_spent_beyond_the_budget_is_said() {
        let mut made = made();
        made.book.scorecards[0].initiatives[0].spent = Timeline::dated(vec![
            (period("2026-06"), 300_000.0),
            (period("2026-10"), 990_000.0),
            (period("2026-11"), 1_200_000.0),
        ]);
        let page = built(&made, Locale::En);
        assert!(page.lead.deck.contains("“Second-line desk” has spent more than its budget."), "{}", page.lead.deck);
        assert_eq!(page.rows[0].shares.as_deref(), Some("money 110\u{a0}%, time 80\u{a0}%"));
        let Some(Figure::Spend(spend)) = &page.rows[0].spend else { panic!("a picture") };
        assert_eq!((spend.spent, spend.most), (Some(1.1), 1.1));
    }
}
