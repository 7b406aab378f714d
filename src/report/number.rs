//! Numbers as a reader of one language expects them.

use serde::{Deserialize, Serialize};

use crate::scorecard::Locale;

/// How the numbers of one measure are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberFormat {
    /// For whom.
    pub locale: Locale,
    /// Decimals shown.
    pub decimals: u8,
    /// Put before the number: `¥`.
    pub prefix: String,
    /// Put after the number, with a no-break space: `%`, `h`.
    pub suffix: String,
}

impl NumberFormat {
    /// A score: one decimal, no unit.
    pub fn score(locale: Locale) -> Self {
        Self { locale, decimals: 1, prefix: String::new(), suffix: String::new() }
    }

    /// The number alone, with thousands separators and a proper minus: `−1,234.5`.
    pub fn bare(&self, value: f64) -> String {
        format!("{value:.*}", usize::from(self.decimals))
    }

    /// The number with its unit: `81.7 %`, `¥1,200`.
    pub fn full(&self, value: f64) -> String {
        format!("{}{}{}", self.prefix, self.bare(value), self.suffix)
    }

    /// A change with its sign, without unit: `+4.1`, `−2.0`, `±0.0`.
    pub fn change(&self, value: f64) -> String {
        format!("{value:+.*}", usize::from(self.decimals))
    }

    /// Short enough for an axis or a small space: `1.2万`, `1.2M`.
    pub fn compact(&self, value: f64) -> String {
        self.bare(value)
    }
}
