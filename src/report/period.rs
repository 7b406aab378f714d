//! One period that keeps an address: the overview as it stood then, told from the data of this build.

use serde::Serialize;

use super::address::Address;
use super::overview::{self, OverviewPage};
use super::past::period_href;
use super::sheet::Sheet;
use super::view::Link;
use crate::scorecard::Period;

/// What the page of a period says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodPage {
    /// The overview of that period.
    #[serde(flatten)]
    pub overview: OverviewPage,
    /// `Customer relationship strategy, August 2026`.
    pub name: String,
    /// That this is a past period, told from today's data; or that it is the latest.
    pub note: String,
    /// What of it is restated since it was published; `None` where nothing is.
    pub restated: Option<String>,
    /// The overview of the latest period.
    pub latest: Link,
    /// The page of all periods.
    pub all: Link,
    /// The period before that has a page.
    pub earlier: Option<Link>,
    /// The period after.
    pub later: Option<Link>,
}

/// Builds the page of a period.
pub fn page(sheet: &Sheet, told: Period) -> PeriodPage {
    let then = sheet.at_period(told);
    let published = sheet.card.published();
    let at = published.iter().position(|period| *period == told);
    let beside = |step: fn(usize) -> Option<usize>| published.get(step(at?)?).copied();
    let link = |period: Period| Link { href: period_href(sheet, period), title: sheet.pen.period(period) };
    let (period, latest) = (sheet.pen.period(told), sheet.pen.period(sheet.period()));
    let overview = overview::page(&then);
    let key = if then.is_latest() { "period.latest-note" } else { "period.past-note" };
    PeriodPage {
        name: sheet.pen.say("period.name", &[("title", &overview.title), ("period", &period)]),
        note: sheet.pen.say(key, &[("period", &period)]),
        restated: sheet.restated_whole(told),
        latest: Link {
            href: sheet.pen.href(Address::Overview(sheet.at)),
            title: sheet.pen.say("period.to-latest", &[("period", &latest)]),
        },
        all: Link { href: sheet.pen.href(Address::Periods(sheet.at)), title: sheet.pen.say("picker.all", &[]) },
        earlier: beside(|at| at.checked_add(1)).map(link),
        later: beside(|at| at.checked_sub(1)).map(link),
        overview,
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, period, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn a_past_period_is_told_as_it_stood_then() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        let page = page(&sheet, period("2026-09"));
        // Training hours still reported in September: 15 of 16 hours.
        assert_eq!(page.overview.standing.score.as_deref(), Some("70.7"));
        assert_eq!(page.overview.standing.since.as_deref(), Some("since August"));
        assert!(page.note.contains("past period, September 2026"), "{}", page.note);
        assert_eq!(page.earlier.map(|link| link.title).as_deref(), Some("August 2026"));
        assert_eq!(page.later.map(|link| link.href).as_deref(), Some("Overview(0)"));
        assert_eq!(page.overview.attention.all, None, "the list of exceptions is of the latest period");
    }

    #[test]
    fn the_latest_period_keeps_its_address_too() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a card");
        let page = page(&sheet, period("2026-10"));
        let now = overview::page(&sheet);
        assert_eq!(page.overview.lead, now.lead);
        assert!(!page.note.contains("past") && page.later.is_none());
    }
}
