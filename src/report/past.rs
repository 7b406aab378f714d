//! The periods that keep a page, and the list in the header that leads to them.

use serde::Serialize;

use super::Card;
use super::address::Address;
use super::sheet::Sheet;
use super::view::Link;
use crate::scorecard::{EntityTree, Frequency, Period};

impl Card<'_> {
    /// The periods that keep a page, the latest first: the one reported on, and as many before it with any data for
    /// the top as the scorecard keeps.
    pub fn published(&self) -> Vec<Period> {
        let latest = self.evaluation.period;
        let keeps = usize::try_from(self.scorecard.past_periods).unwrap_or(usize::MAX);
        let before = self.evaluation.periods.iter().rev().filter(|period| **period < latest && self.reports(**period));
        [latest].into_iter().chain(before.take(keeps).copied()).collect()
    }

    /// Whether the top has a value of any measure in a period.
    pub(super) fn reports(&self, period: Period) -> bool {
        let actual = |node| self.evaluation.outcome(EntityTree::TOP, period, node)?.actual;
        self.scorecard.measures().any(|(node, ..)| actual(node).is_some())
    }
}

/// The list of periods in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picker {
    /// The period of the page: `October 2026`.
    pub current: String,
    /// The periods, by year, the latest first.
    pub years: Vec<PickerYear>,
    /// The page of all periods.
    pub all: Link,
}

/// The periods of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PickerYear {
    /// `2026`; empty where the periods are years themselves.
    pub year: String,
    /// The latest first.
    pub periods: Vec<PickerItem>,
}

/// A period to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PickerItem {
    /// `October`, and the overview as it stood then.
    pub link: Link,
    /// Whether it is the period of the page.
    pub current: bool,
}

/// Builds the list; `None` where there is no period to choose from.
pub fn picker(sheet: &Sheet) -> Option<Picker> {
    let published = sheet.card.published();
    if published.len() < 2 {
        return None;
    }
    let by_years = published[0].frequency() == Frequency::Year;
    let mut years: Vec<PickerYear> = Vec::new();
    for period in published {
        let year = if by_years { String::new() } else { period.year().to_string() };
        if years.last().is_none_or(|last| last.year != year) {
            years.push(PickerYear { year, periods: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.periods.push(item(sheet, period));
        }
    }
    let all = Link { href: sheet.pen.href(Address::Periods(sheet.at)), title: sheet.pen.say("picker.all", &[]) };
    Some(Picker { current: sheet.pen.period(sheet.period()), years, all })
}

fn item(sheet: &Sheet, period: Period) -> PickerItem {
    let link = Link { href: period_href(sheet, period), title: sheet.pen.period_beside(period, period) };
    PickerItem { link, current: period == sheet.period() }
}

/// Where a reader finds a period: the overview for the one reported on, else its own page.
pub fn period_href(sheet: &Sheet, period: Period) -> String {
    let latest = period == sheet.card.evaluation.period;
    sheet.pen.href(if latest { Address::Overview(sheet.at) } else { Address::Period(sheet.at, period) })
}
