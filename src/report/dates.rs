//! Periods as a reader of one language expects them.

use super::words::Words;
use crate::scorecard::{Frequency, Locale, Period};

/// In full: `October 2026`, `2026年10月`, `Q3 2026`, `week 44 of 2026`.
pub fn full(words: &Words, period: Period) -> String {
    written(words, period, "full")
}

/// As short as it can be beside a period of the same year: `October`, `Q3`; in full where the years differ.
pub fn beside(words: &Words, period: Period, other: Period) -> String {
    let form = if period.year() == other.year() { "short" } else { "full" };
    written(words, period, form)
}

/// Two periods with what is between them, the year named once where the language names it: `January to October 2026`,
/// `2026年1月至10月`.
pub fn span(words: &Words, first: Period, last: Period) -> String {
    let (from, upto) = match words.locale {
        Locale::Zh => (full(words, first), beside(words, last, first)),
        Locale::En => (beside(words, first, last), full(words, last)),
    };
    words.say("fact.span", &[("from", &from), ("upto", &upto)])
}

fn written(words: &Words, period: Period, form: &str) -> String {
    let year = period.year().to_string();
    let month = words.say(&format!("month.{}", period.month()), &[]);
    let day = period.day().to_string();
    let ordinal = period.ordinal_in_year().to_string();
    let key = format!("period.{}.{form}", period.frequency().word());
    words.say(&key, &[("year", &year), ("month", &month), ("day", &day), ("ordinal", &ordinal)])
}

/// `3 months`, `3个月`.
pub fn duration(words: &Words, frequency: Frequency, n: usize) -> String {
    words.count(&format!("duration.{}", frequency.word()), n, &[])
}

/// What stands under a time axis: years where they begin, and the first period's own name; else nothing.
///
/// Short series, of up to a year and a bit, name every other month, quarter or so instead.
pub fn ticks(words: &Words, periods: &[Period]) -> Vec<String> {
    let Some(first) = periods.first() else { return Vec::new() };
    let short = periods.len() <= usize::try_from(first.frequency().per_year().min(31) + 2).unwrap_or(0);
    let step = periods.len().div_ceil(7).max(1);
    let mut last_year = None;
    let mut since_tick = usize::MAX;
    let mut out = Vec::with_capacity(periods.len());
    for (at, period) in periods.iter().enumerate() {
        let year_begins = last_year.is_some_and(|year| year != period.year());
        last_year = Some(period.year());
        since_tick = since_tick.saturating_add(1);
        let label = if year_begins || period.frequency() == Frequency::Year {
            words.say("tick.year", &[("year", &period.year().to_string())])
        } else if (short && at % step == 0 && since_tick >= step) || at == 0 {
            words.say(&format!("tick.{}", period.frequency().word()), &tick_parts(words, *period).fill())
        } else {
            String::new()
        };
        if !label.is_empty() {
            since_tick = 0;
        }
        out.push(label);
    }
    clear_crowded_start(&mut out);
    out
}

/// The first label gives way when a year begins right after it.
fn clear_crowded_start(ticks: &mut [String]) {
    let near = (ticks.len() / 12).max(1);
    let crowded = ticks.iter().skip(1).take(near).any(|label| !label.is_empty());
    if let (true, true, Some(first)) = (ticks.len() > 12, crowded, ticks.first_mut()) {
        first.clear();
    }
}

struct TickParts {
    month: String,
    day: String,
    ordinal: String,
}

fn tick_parts(words: &Words, period: Period) -> TickParts {
    TickParts {
        month: words.say(&format!("month.{}.short", period.month()), &[]),
        day: period.day().to_string(),
        ordinal: period.ordinal_in_year().to_string(),
    }
}

impl TickParts {
    fn fill(&self) -> [(&str, &str); 3] {
        [("month", &self.month), ("day", &self.day), ("ordinal", &self.ordinal)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::words;
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).expect("a period")
    }

    #[test]
    fn every_frequency_reads_well_in_both_languages() {
        let all = ["2026-10", "2026-Q3", "2026", "2026-W44", "2026-10-31"];
        let en = all.map(|text| full(&words(Locale::En), period(text)));
        assert_eq!(en, ["October 2026", "Q3 2026", "2026", "week 44 of 2026", "31 October 2026"]);
        let zh = all.map(|text| full(&words(Locale::Zh), period(text)));
        assert_eq!(zh, ["2026年10月", "2026年第3季度", "2026年", "2026年第44周", "2026年10月31日"]);
    }

    #[test]
    fn the_year_is_left_out_where_it_is_clear() {
        let en = words(Locale::En);
        assert_eq!(beside(&en, period("2026-09"), period("2026-10")), "September");
        assert_eq!(beside(&en, period("2025-12"), period("2026-01")), "December 2025");
    }

    #[test]
    fn a_span_names_the_year_once_where_the_language_does() {
        let said = |locale, first, last| span(&words(locale), period(first), period(last));
        assert_eq!(said(Locale::En, "2026-01", "2026-10"), "January to October 2026");
        assert_eq!(said(Locale::Zh, "2026-01", "2026-10"), "2026年1月至10月");
        assert_eq!(said(Locale::En, "2025-12", "2026-01"), "December 2025 to January 2026");
        assert_eq!(said(Locale::Zh, "2026-Q1", "2026-Q3"), "2026年第1季度至第3季度");
    }

    #[test]
    fn an_axis_names_years_where_they_begin() {
        let months: Vec<Period> = (0..36).map(|n| period("2023-11").plus(n)).collect();
        let ticks = ticks(&words(Locale::En), &months);
        let named: Vec<(usize, &str)> =
            ticks.iter().enumerate().filter(|(_, t)| !t.is_empty()).map(|(at, t)| (at, t.as_str())).collect();
        assert_eq!(named, [(2, "2024"), (14, "2025"), (26, "2026")]);
    }
}
