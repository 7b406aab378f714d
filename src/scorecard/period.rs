//! Periods: a day, week, month, quarter or year, as they are written, ordered and stepped through.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// How long one period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// `2026-10-31`
    Day,
    /// `2026-W44`, ISO 8601: Monday to Sunday
    Week,
    /// `2026-10`
    Month,
    /// `2026-Q4`
    Quarter,
    /// `2026`
    Year,
}

impl Frequency {
    /// Every frequency, shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word for it in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How a period of this frequency is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Day => "2026-10-31",
            Self::Week => "2026-W44",
            Self::Month => "2026-10",
            Self::Quarter => "2026-Q4",
            Self::Year => "2026",
        }
    }

    /// How many periods make a year: the distance to "same period last year".
    pub fn per_year(self) -> i64 {
        match self {
            Self::Day => 365,
            Self::Week => 52,
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }
}

/// One period: its frequency and its first day. Ordered by first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    start: Date,
    frequency: Frequency,
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.frequency).cmp(&(other.start, other.frequency))
    }
}

impl Period {
    /// The period of `frequency` that contains a day.
    ///
    /// Returns `None` for a date that does not exist or lies outside the years 1 to 9998.
    pub fn containing(year: i64, month: i64, day: i64, frequency: Frequency) -> Option<Self> {
        if !(1..=9998).contains(&year) {
            return None;
        }
        let day = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Self::of(day, frequency))
    }

    fn of(day: Date, frequency: Frequency) -> Self {
        let start = match frequency {
            Frequency::Day => day,
            Frequency::Week => {
                let week = day.iso_week_date();
                ISOWeekDate::new(week.year(), week.week(), Weekday::Monday).map_or(day, ISOWeekDate::date)
            }
            Frequency::Month => day.first_of_month(),
            Frequency::Quarter => date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
            Frequency::Year => day.first_of_year(),
        };
        Self { start, frequency }
    }

    /// Reads `2026`, `2026-Q3`, `2026-10`, `2026-W44` or `2026-10-31`, whichever it is.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        if year == 0 || year == 9999 {
            return None;
        }
        let Some(rest) = rest else { return Some(Self::of(date(year, 1, 1), Frequency::Year)) };
        Self::parse_in_year(year, rest)
    }

    fn parse_in_year(year: i16, rest: &str) -> Option<Self> {
        let digits = |text: &str| (text.len() == 2).then(|| text.parse::<u8>().ok()).flatten();
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            return Some(Self::of(date(year, (quarter - 1) * 3 + 1, 1), Frequency::Quarter));
        }
        if let Some(week) = rest.strip_prefix(['W', 'w']) {
            let monday = ISOWeekDate::new(year, digits(week)?.try_into().ok()?, Weekday::Monday).ok()?;
            return Some(Self::of(monday.date(), Frequency::Week));
        }
        let (month, day) = match rest.split_once('-') {
            Some((month, day)) => (month, Some(digits(day)?)),
            None => (rest, None),
        };
        let month: i8 = digits(month)?.try_into().ok()?;
        let frequency = if day.is_some() { Frequency::Day } else { Frequency::Month };
        let first = Date::new(year, month, day.unwrap_or(1).try_into().ok()?).ok()?;
        Some(Self::of(first, frequency))
    }

    /// Reads a period of one frequency: as written in that frequency, or as any day within it.
    ///
    /// `2026-10-31` and `2026-10-31 00:00:00` are both in the month `2026-10`: exports often carry a date.
    /// A longer period (`2026` in a monthly series) is not in it and gives `None`.
    pub fn parse_as(text: &str, frequency: Frequency) -> Option<Self> {
        let text = text.trim();
        let text = match text.split_once([' ', 'T']) {
            Some((day, _time)) => day,
            None => text,
        };
        let period = Self::parse(text)?;
        match period.frequency {
            own if own == frequency => Some(period),
            Frequency::Day => Some(Self::of(period.start, frequency)),
            _ => None,
        }
    }

    /// How long the period is.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The calendar year of the period's first day; for a week, its ISO year.
    pub fn year(self) -> i16 {
        match self.frequency {
            Frequency::Week => self.start.iso_week_date().year(),
            _ => self.start.year(),
        }
    }

    /// The month, 1 to 12, of the period's first day.
    pub fn month(self) -> u8 {
        self.start.month().unsigned_abs()
    }

    /// The day of the month, 1 to 31, of the period's first day.
    pub fn day(self) -> u8 {
        self.start.day().unsigned_abs()
    }

    /// The position within its year, from 1: month, quarter, ISO week or day of the year; 1 for a year.
    pub fn ordinal_in_year(self) -> u16 {
        match self.frequency {
            Frequency::Day => self.start.day_of_year().unsigned_abs(),
            Frequency::Week => self.start.iso_week_date().week().unsigned_abs().into(),
            Frequency::Month => self.month().into(),
            Frequency::Quarter => u16::from((self.month() - 1) / 3 + 1),
            Frequency::Year => 1,
        }
    }

    /// The period of another frequency in which this one ends: `2026-Q3` ends in `2026-09`, `2026-09` in `2026-Q3`.
    #[must_use]
    pub fn ending_in(self, frequency: Frequency) -> Self {
        let last_day = self.plus(1).start.yesterday().unwrap_or(self.start);
        Self::of(last_day.max(self.start), frequency)
    }

    /// The period of another frequency in which this one begins: `2026` begins in `2026-Q1`.
    #[must_use]
    pub fn beginning_in(self, frequency: Frequency) -> Self {
        Self::of(self.start, frequency)
    }

    /// The period `steps` later (earlier when negative), or itself at the edge of the calendar.
    #[must_use]
    pub fn plus(self, steps: i64) -> Self {
        let moved = match self.frequency {
            Frequency::Day => self.start.checked_add(steps.days()),
            Frequency::Week => self.start.checked_add(steps.weeks()),
            Frequency::Month => self.start.checked_add(steps.months()),
            Frequency::Quarter => self.start.checked_add((steps * 3).months()),
            Frequency::Year => self.start.checked_add(steps.years()),
        };
        moved.map_or(self, |day| Self::of(day, self.frequency))
    }

    /// The period before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// The same period a year earlier: the same month, quarter, ISO week or calendar day.
    #[must_use]
    pub fn last_year(self) -> Self {
        match self.frequency {
            Frequency::Day => {
                let day = self.start.checked_sub(1.year()).unwrap_or(self.start);
                Self::of(day, Frequency::Day)
            }
            other => self.plus(-other.per_year()),
        }
    }

    /// How many periods of the same frequency lie between `earlier` and this one; `None` if they differ in frequency.
    pub fn since(self, earlier: Self) -> Option<i64> {
        if self.frequency != earlier.frequency {
            return None;
        }
        let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let days = || earlier.start.until(self.start).map_or(0, |span| i64::from(span.get_days()));
        Some(match self.frequency {
            Frequency::Day => days(),
            Frequency::Week => days() / 7,
            Frequency::Month => months(self.start) - months(earlier.start),
            Frequency::Quarter => (months(self.start) - months(earlier.start)) / 3,
            Frequency::Year => i64::from(self.start.year()) - i64::from(earlier.start.year()),
        })
    }

    /// The days from 1970-01-01 to the beginning and to the end of the period: places on a line of time.
    pub fn days(self) -> (i64, i64) {
        let days = |day: Date| date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()));
        let last = self.plus(1).start.yesterday().unwrap_or(self.start);
        (days(self.start), days(last.max(self.start)) + 1)
    }

    /// Whether something dated with `from` is in force in this period: `from` begins on or before it does.
    pub fn is_on_or_after(self, from: Self) -> bool {
        self.start >= from.start
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year();
        match self.frequency {
            Frequency::Day => write!(f, "{year:04}-{:02}-{:02}", self.month(), self.day()),
            Frequency::Week => write!(f, "{year:04}-W{:02}", self.ordinal_in_year()),
            Frequency::Month => write!(f, "{year:04}-{:02}", self.month()),
            Frequency::Quarter => write!(f, "{year:04}-Q{}", self.ordinal_in_year()),
            Frequency::Year => write!(f, "{year:04}"),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_written() {
        for text in ["2026", "2026-Q3", "2026-10", "2026-W53", "2024-02-29"] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "26",
            "2026-13",
            "2026-Q5",
            "2026-2",
            "2025-02-29",
            "2025-W53",
            "0000",
            "9999",
            "2026-10-31x",
            "二〇二六",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_falls_in_its_period() {
        let month = |text| Period::parse_as(text, Frequency::Month).map(|p| p.to_string());
        assert_eq!(month("2026-10-31 00:00:00").as_deref(), Some("2026-10"));
        assert_eq!(month("2026-10").as_deref(), Some("2026-10"));
        assert_eq!(month("2026"), None);
        let week = Period::parse_as("2027-01-01", Frequency::Week).map(|p| p.to_string());
        assert_eq!(week.as_deref(), Some("2026-W53"));
    }

    #[test]
    fn a_period_ends_in_one_of_another_length() {
        let ends = |text: &str, frequency| Period::parse(text).map(|p| p.ending_in(frequency).to_string());
        assert_eq!(ends("2026-Q3", Frequency::Month).as_deref(), Some("2026-09"));
        assert_eq!(ends("2026-08", Frequency::Quarter).as_deref(), Some("2026-Q3"));
        assert_eq!(ends("2024-02", Frequency::Day).as_deref(), Some("2024-02-29"));
        assert_eq!(ends("2026-W01", Frequency::Year).as_deref(), Some("2026"));
        assert_eq!(ends("2026-10", Frequency::Month).as_deref(), Some("2026-10"));
        let begins = |text: &str, frequency| Period::parse(text).map(|p| p.beginning_in(frequency).to_string());
        assert_eq!(begins("2026", Frequency::Quarter).as_deref(), Some("2026-Q1"));
        assert_eq!(begins("2026-11-30", Frequency::Quarter).as_deref(), Some("2026-Q4"));
    }

    #[test]
    fn a_period_has_its_place_in_days() {
        let days = |text: &str| Period::parse(text).map(Period::days);
        assert_eq!(days("1970-01"), Some((0, 31)));
        assert_eq!(days("2000-03-01"), Some((11_017, 11_018)), "10,957 days to 2000, 31 and 29 in it");
        assert_eq!(days("2024"), Some((19_723, 20_089)));
    }

    #[test]
    fn steps_cross_years() {
        let step = |text: &str, n| Period::parse(text).map(|p| p.plus(n).to_string());
        assert_eq!(step("2026-01", -1).as_deref(), Some("2025-12"));
        assert_eq!(step("2025-Q4", 1).as_deref(), Some("2026-Q1"));
        assert_eq!(step("2026-W53", 1).as_deref(), Some("2027-W01"));
        let since = |a: &str, b: &str| Period::parse(b).and_then(|b| b.since(Period::parse(a)?));
        assert_eq!(since("2025-11", "2026-02"), Some(3));
        assert_eq!(since("2025-W52", "2026-W02"), Some(2));
        assert_eq!(since("2025", "2026-02"), None);
    }
}
