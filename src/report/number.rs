//! Numbers as a reader of one language expects them.

use serde::{Deserialize, Serialize};

use crate::scorecard::Locale;

/// Keeps a number and its unit on one line.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// The sign of a negative number; a hyphen is shorter and sits lower.
pub const MINUS: char = '\u{2212}';

/// How the numbers of one measure are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// For whom.
    pub locale: Locale,
    /// Decimals shown.
    pub decimals: u8,
    /// Put before the number: `¥`.
    pub prefix: String,
    /// Put after the number, with a no-break space where the language wants one: `%`, `h`.
    pub suffix: String,
}

impl NumberFormat {
    /// A score: one decimal, no unit.
    pub fn score(locale: Locale) -> Self {
        Self { locale, decimals: 1, prefix: String::new(), suffix: String::new() }
    }

    /// A count: no decimals, no unit.
    pub fn count(locale: Locale) -> Self {
        Self { decimals: 0, ..Self::score(locale) }
    }

    /// The number alone, with thousands separators and a proper minus: `−1,234.5`.
    pub fn bare(&self, value: f64) -> String {
        signed(sign(value, self.decimals), &grouped(value, self.decimals))
    }

    /// The number with its unit: `81.7 %`, `¥1,200`, `−¥30`, `12天`.
    pub fn full(&self, value: f64) -> String {
        let number = format!("{}{}", self.prefix, grouped(value, self.decimals));
        format!("{}{}{}", signed(sign(value, self.decimals), &number), self.gap(), self.suffix)
    }

    /// A change with its sign, without unit: `+4.1`, `−2.0`, `±0.0`.
    pub fn change(&self, value: f64) -> String {
        let sign = match sign(value, self.decimals) {
            Some(sign) => sign,
            None if grouped(value, self.decimals).bytes().any(|b| (b'1'..=b'9').contains(&b)) => '+',
            None => '±',
        };
        signed(Some(sign), &grouped(value, self.decimals))
    }

    /// Short enough for an axis or a small space: `1.2万`, `1.2M`, `80`; three digits that count, no unit.
    pub fn compact(&self, value: f64) -> String {
        let (scaled, unit, decimals) = self.scale(value.abs());
        let number = trimmed(&grouped(scaled, decimals));
        let minus = (value < 0.0 && number != "0").then_some(MINUS);
        format!("{}{unit}", signed(minus, &number))
    }

    /// What stands between the number and its unit: nothing before `×`, and in Chinese nothing before `%`, `人` or `天`.
    pub fn gap(&self) -> String {
        let Some(first) = self.suffix.chars().next() else { return String::new() };
        let close = first == '×' || (self.locale == Locale::Zh && !first.is_ascii_alphabetic());
        if close { String::new() } else { NO_BREAK_SPACE.to_string() }
    }

    /// The value in the largest step it fills, the step's sign, and the decimals that leave three digits.
    fn scale(&self, value: f64) -> (f64, &'static str, u8) {
        let steps: &[(f64, &str)] = match self.locale {
            Locale::Zh => &[(1e8, "亿"), (1e4, "万")],
            Locale::En => &[(1e9, "B"), (1e6, "M"), (1e3, "K")],
        };
        if value < 9_999.5 {
            return (value, "", self.decimals);
        }
        // 999,950 is 1M, not 1000K: what rounds up to the next step belongs to it.
        let fits = |(step, _): &&(f64, &str)| value >= step * 0.999_5;
        let (step, unit) = steps.iter().find(fits).copied().unwrap_or((1.0, ""));
        let scaled = value / step;
        let decimals = if scaled < 9.995 { 2 } else { u8::from(scaled < 99.95) };
        (scaled, unit, decimals)
    }
}

/// The digits of a number, halves rounded away from zero: 74.5 is 75 and 2.675 is 2.68.
///
/// Formatting alone rounds halves to the even digit (74), and what binary keeps of 2.675 lies below it. Values carry
/// twelve digits, so a nudge in the thirteenth changes nothing else.
fn rounded(value: f64, decimals: u8) -> String {
    let scale = 10f64.powi(i32::from(decimals));
    let nudged = (value * scale * (1.0 + 1e-12)).round() / scale;
    let exact = if nudged.is_finite() && (value * scale).abs() < 1e15 { nudged } else { value };
    format!("{exact:.*}", usize::from(decimals))
}

/// The minus of a number that is still negative when rounded.
fn sign(value: f64, decimals: u8) -> Option<char> {
    let rounded = rounded(value, decimals);
    let negative = rounded.starts_with('-') && rounded.bytes().any(|b| (b'1'..=b'9').contains(&b));
    negative.then_some(MINUS)
}

fn signed(sign: Option<char>, number: &str) -> String {
    sign.into_iter().chain(number.chars()).collect()
}

/// The amount without sign, in groups of three digits.
fn grouped(value: f64, decimals: u8) -> String {
    let text = rounded(value.abs(), decimals);
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + 4);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Without zeros that say nothing: `80` for `80.0`.
fn trimmed(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(locale: Locale, decimals: u8, prefix: &str, suffix: &str) -> NumberFormat {
        NumberFormat { locale, decimals, prefix: prefix.into(), suffix: suffix.into() }
    }

    #[test]
    fn units_stand_where_the_language_puts_them() {
        assert_eq!(format(Locale::En, 1, "", "%").full(81.66), "81.7\u{a0}%");
        assert_eq!(format(Locale::Zh, 1, "", "%").full(81.66), "81.7%");
        assert_eq!(format(Locale::Zh, 0, "", "天").full(12.0), "12天");
        assert_eq!(format(Locale::Zh, 0, "", "h").full(12.0), "12\u{a0}h");
        assert_eq!(format(Locale::En, 0, "¥", "").full(-1234.0), "−¥1,234");
    }

    #[test]
    fn zero_has_no_sign_and_a_change_has_one() {
        let score = NumberFormat::score(Locale::En);
        assert_eq!([score.bare(-0.04), score.bare(-0.06)], ["0.0", "−0.1"]);
        assert_eq!([score.change(0.04), score.change(-0.04), score.change(4.1)], ["±0.0", "±0.0", "+4.1"]);
        assert_eq!(score.change(-1234.5), "−1,234.5");
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let bare = |value, decimals| format(Locale::En, decimals, "", "").bare(value);
        assert_eq!([bare(74.5, 0), bare(75.5, 0), bare(-0.5, 0), bare(2.675, 2)], ["75", "76", "−1", "2.68"]);
        assert_eq!(
            [bare(0.444_444, 2), bare(0.449_999_9, 1), bare(1e300, 1).len().to_string()],
            ["0.44", "0.4", "403"]
        );
    }

    #[test]
    fn large_numbers_step_at_the_languages_own_places() {
        let en = |value| format(Locale::En, 0, "", "").compact(value);
        assert_eq!(
            [en(9_999.4), en(9_999.5), en(999_499.0), en(999_500.0), en(1e9)],
            ["9,999", "10K", "999K", "1M", "1B"]
        );
        let zh = |value| format(Locale::Zh, 0, "", "").compact(value);
        let all = [zh(9_999.4), zh(9_999.5), zh(123_456.0), zh(99_949_999.0), zh(99_950_000.0), zh(-2.345e8)];
        assert_eq!(all, ["9,999", "1万", "12.3万", "9,995万", "1亿", "−2.35亿"]);
    }

    #[test]
    fn compact_numbers_keep_three_digits() {
        let compact = |locale, value| format(locale, 1, "", "").compact(value);
        let en: Vec<String> = [80.0, 9_999.0, 12_345.0, 999_950.0, -1_234_567.0, 2.5e9]
            .iter()
            .map(|value| compact(Locale::En, *value))
            .collect();
        assert_eq!(en, ["80", "9,999", "12.3K", "1M", "−1.23M", "2.5B"]);
        let zh: Vec<String> = [12_000.0, 99_999_999.0, 3.4e8].iter().map(|value| compact(Locale::Zh, *value)).collect();
        assert_eq!(zh, ["1.2万", "1亿", "3.4亿"]);
    }
}
