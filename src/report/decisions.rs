//! Decisions and commentary by period: what is open, and what was decided and said when.

use serde::Serialize;

use super::commentary::{self, NoteView};
use super::decision::DecisionView;
use super::initiatives::Count;
use super::sentence::Headline;
use super::sheet::Sheet;
use crate::scorecard::{DecisionStatus, NodeIndex, Period, Scorecard};

/// What the page of decisions says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionsPage {
    /// `Decisions`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// How many are late, open, done, dropped.
    pub tally: Vec<Count>,
    /// What is open, the most overdue first.
    pub open: Vec<DecisionView>,
    /// The latest first.
    pub periods: Vec<PeriodView>,
}

/// A period with what was decided and said in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodView {
    /// `2026-10`, for its anchor.
    pub id: String,
    /// `October 2026`.
    pub title: String,
    /// What was decided.
    pub decisions: Vec<DecisionView>,
    /// What was said about the whole scorecard.
    pub summary: Option<String>,
    /// What was said about its parts, in their order.
    pub said: Vec<NoteView>,
}

/// Whether a scorecard has a page of decisions: measures' notes alone have theirs.
pub fn are_there(scorecard: &Scorecard) -> bool {
    !scorecard.decisions.is_empty() || commentary::is_there(scorecard)
}

/// Builds the page.
pub fn page(sheet: &Sheet) -> DecisionsPage {
    let open = sheet.open_decisions();
    DecisionsPage {
        title: sheet.pen.say("nav.decisions", &[]),
        lead: Headline { headline: headline(sheet), deck: deck(sheet) },
        tally: tally(sheet),
        open: open.into_iter().map(|each| sheet.decision(each)).collect(),
        periods: periods(sheet),
    }
}

fn tally(sheet: &Sheet) -> Vec<Count> {
    let all: Vec<DecisionView> = sheet.decisions().into_iter().map(|each| sheet.decision(each)).collect();
    let count = |state: &'static str| Count {
        state,
        word: sheet.pen.say(&format!("decision.{state}"), &[]),
        n: all.iter().filter(|each| each.state == state).count(),
    };
    ["late", "open", "done", "dropped"].map(count).into_iter().filter(|count| count.n > 0).collect()
}

/// `Four decisions are open, one of them late: “Second van”, 2 months.`
fn headline(sheet: &Sheet) -> String {
    let open = sheet.open_decisions();
    let late = open.iter().filter(|each| sheet.decision_lateness(each).is_some()).count();
    let first = open.first();
    let title = first.map(|each| sheet.pen.text(&each.title)).unwrap_or_default();
    let due = first.and_then(|each| each.due).map(|due| sheet.pen.period(due)).unwrap_or_default();
    let by = first.and_then(|each| sheet.decision_lateness(each));
    let by = by.map(|by| sheet.late_text(by)).unwrap_or_default();
    let (count, of_them) = (sheet.pen.cardinal(open.len()), sheet.pen.cardinal(late));
    let fill = [("count", count.as_str()), ("late", &of_them), ("title", &title), ("due", &due), ("by", &by)];
    let (key, n) = match (sheet.decisions().is_empty(), open.is_empty(), late, due.is_empty()) {
        (true, ..) => ("decisions.none-taken", 0),
        (_, true, ..) => ("decisions.none-open", 0),
        (_, _, 0, true) => ("decisions.open", open.len()),
        (_, _, 0, false) => ("decisions.none-late", open.len()),
        (_, _, late, _) if late == open.len() => ("decisions.all-late", late),
        (_, _, late, _) => ("decisions.some-late", late),
    };
    sheet.pen.sentence(&sheet.pen.count(key, n, &fill))
}

/// `Twelve were taken since March 2026: seven are done, one was dropped.`
fn deck(sheet: &Sheet) -> String {
    let all = sheet.decisions();
    let Some(first) = all.iter().map(|each| each.period).min() else { return String::new() };
    let how_many = |status| all.iter().filter(|each| sheet.status_of(each) == status).count();
    let (done, dropped) = (how_many(DecisionStatus::Done), how_many(DecisionStatus::Dropped));
    let first = sheet.pen.period(first.ending_in(sheet.period().frequency()));
    let taken = [("count", sheet.pen.cardinal(all.len())), ("period", first)];
    let taken: Vec<(&str, &str)> = taken.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut said = sheet.pen.count("decisions.taken", all.len(), &taken);
    let parts = [("decisions.are-done", done), ("decisions.were-dropped", dropped)].into_iter().filter(|(_, n)| *n > 0);
    let parts = parts.map(|(key, n)| sheet.pen.count(key, n, &[("count", &sheet.pen.cardinal(n))]));
    let parts = parts.collect::<Vec<_>>().join(&sheet.pen.say("clause.separator", &[]));
    if !parts.is_empty() {
        said += &sheet.pen.say("decisions.of-them", &[("parts", &parts)]);
    }
    sheet.pen.sentence(&(said + &sheet.pen.say("sentence.end", &[])))
}

/// Every period up to the one reported on in which something was decided or said, the latest first.
fn periods(sheet: &Sheet) -> Vec<PeriodView> {
    let nodes = || sheet.scorecard().indexed().map(|(index, _)| index);
    let taken = |period: &Period| period.ending_in(sheet.period().frequency());
    let mut all: Vec<Period> = nodes().flat_map(|node| sheet.said_of(node).keys().map(taken)).collect();
    all.extend(sheet.decisions().iter().map(|each| taken(&each.period)));
    all.retain(|period| *period <= sheet.period());
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    all.into_iter().map(|period| in_period(sheet, period, nodes())).collect()
}

fn in_period(sheet: &Sheet, period: Period, nodes: impl Iterator<Item = NodeIndex>) -> PeriodView {
    let here = |other: Period| other.ending_in(period.frequency()) == period;
    let decisions = sheet.decisions().into_iter().filter(|each| here(each.period));
    let said = |node: NodeIndex| sheet.said_of(node).iter().map(move |(at, text)| (*at, node, text));
    let said = nodes.filter(|node| *node != Scorecard::ROOT).flat_map(said).filter(|(at, ..)| here(*at));
    PeriodView {
        id: period.to_string(),
        title: sheet.pen.period(period),
        summary: sheet.pen.some_text(sheet.said_of(Scorecard::ROOT).get(&period)),
        decisions: decisions.map(|each| sheet.decision(each)).collect(),
        said: said.map(|(at, node, text)| sheet.note(at, node, text)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    fn built(locale: Locale) -> DecisionsPage {
        let (made, words) = (made(), words(locale));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0);
        page(&sheet.expect("a sheet"))
    }

    #[test]
    fn it_opens_with_what_is_open_and_late() {
        let page = built(Locale::En);
        assert_eq!(
            page.lead.headline,
            "Two decisions are open and one of them is late: “Hire twelve people”, 2 months late."
        );
        assert_eq!(page.lead.deck, "Three were taken since June 2026; one is done.");
        let zh = built(Locale::Zh);
        assert_eq!(zh.lead.headline, "2项决定尚未落实，其中1项逾期，拖得最久的“Hire twelve people”逾期2个月。");
    }

    #[test]
    fn periods_hold_what_was_decided_and_said_in_them() {
        let page = built(Locale::En);
        let titles: Vec<&str> = page.periods.iter().map(|period| period.title.as_str()).collect();
        assert_eq!(titles, ["October 2026", "September 2026", "June 2026"]);
        // 14 October belongs to October.
        assert_eq!(page.periods[0].decisions[0].id, "train");
        let about: Vec<&str> = page.periods[1].said.iter().map(|note| note.about.title.as_str()).collect();
        assert_eq!(about[0], "Keep customers");
        assert_eq!(page.periods[2].said, Vec::new());
    }
}
