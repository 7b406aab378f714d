//! What every page is written with: the words of one language, and where things lie.

use super::address::{Address, Links};
use super::figure::Caption;
use super::number::{NO_BREAK_SPACE, NumberFormat};
use super::view::{Link, Quantity, StatusView};
use super::words::Words;
use super::{dates, rounding};
use crate::scorecard::{Bands, Book, Locale, Period, Status, Text};

/// Writes for one page in one language.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// The words.
    pub words: &'a Words,
    /// Where things lie, seen from this page.
    pub links: &'a dyn Links,
    /// The book, for its currency.
    pub book: &'a Book,
}

impl Pen<'_> {
    /// For whom.
    pub fn locale(&self) -> Locale {
        self.words.locale
    }

    /// A sentence with its placeholders filled.
    pub fn say(&self, key: &str, fill: &[(&str, &str)]) -> String {
        self.words.say(key, fill)
    }

    /// A sentence in its form for `n`.
    pub fn count(&self, key: &str, n: usize, fill: &[(&str, &str)]) -> String {
        self.words.count(key, n, fill)
    }

    /// An author's text in this language, without what would turn round or hide the text beside it.
    pub fn text(&self, text: &Text) -> String {
        self.plain(text.get(self.locale()))
    }

    /// A text that is in no `Text`, without what would turn round or hide the text beside it.
    pub fn plain(&self, text: &str) -> String {
        text.chars().filter(|c| !is_invisible_control(*c)).collect()
    }

    /// An author's text in this language, if there is one that says something.
    pub fn some_text(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text)).filter(|text| !text.is_empty())
    }

    /// A period in full.
    pub fn period(&self, period: Period) -> String {
        dates::full(self.words, period)
    }

    /// A period named beside another: without the year where that is the same.
    pub fn period_beside(&self, period: Period, other: Period) -> String {
        dates::beside(self.words, period, other)
    }

    /// `3 months`.
    pub fn duration(&self, period: Period, n: usize) -> String {
        dates::duration(self.words, period.frequency(), n)
    }

    /// A status with its word.
    pub fn status(&self, status: Status) -> StatusView {
        StatusView { code: status.code(), word: self.status_word(status), close: None }
    }

    /// `on track`, `达标`.
    pub fn status_word(&self, status: Status) -> String {
        self.say(&format!("status.{}", status.code()), &[])
    }

    /// What stands where a status would, for a measure that is shown without a score.
    pub fn unscored(&self) -> StatusView {
        StatusView { code: "unscored", word: self.say("status.unscored", &[]), close: None }
    }

    /// The relative link to an address.
    pub fn href(&self, address: Address) -> String {
        self.links.to(address)
    }

    /// A link with its name.
    pub fn link(&self, address: Address, title: &Text) -> Link {
        Link { href: self.href(address), title: self.text(title) }
    }

    /// A score as shown: `79.9` for 79.96 under an on-track band of 80.
    pub fn score(&self, score: f64, bands: Bands) -> String {
        NumberFormat::score(self.locale()).bare(rounding::score(score, bands))
    }

    /// A score as shown, in pieces and with what to sort by.
    pub fn score_quantity(&self, score: f64, bands: Bands) -> Quantity {
        Quantity { value: score, ..Quantity::new(&NumberFormat::score(self.locale()), rounding::score(score, bands)) }
    }

    /// The change between two scores, as the difference of what is shown of them.
    pub fn score_change(&self, from: f64, to: f64, bands: Bands) -> String {
        let change = rounding::score(to, bands) - rounding::score(from, bands);
        NumberFormat::score(self.locale()).change(change)
    }

    /// A share of a whole, 0 to 1, in per cent: `94 %`; never 100 % or 0 % unless it is.
    pub fn share(&self, share: f64) -> Quantity {
        let (percent, decimals) = rounding::percent(share * 100.0);
        let format = NumberFormat { locale: self.locale(), decimals, prefix: String::new(), suffix: "%".to_owned() };
        Quantity { value: share, ..Quantity::new(&format, percent) }
    }

    /// A share of a whole as text.
    pub fn share_text(&self, share: f64) -> String {
        let quantity = self.share(share);
        quantity.number + &quantity.after
    }

    /// A change of a measure with its unit; per cent change by percentage points: `−2.1 pp`, `−2.1 个百分点`.
    pub fn change(&self, format: &NumberFormat, change: f64) -> String {
        let number = format.change(change);
        match format.suffix.as_str() {
            "%" => self.say("unit.percentage-points", &[("n", &number)]),
            suffix => {
                let (sign, digits) = number.split_at(number.chars().next().map_or(0, char::len_utf8));
                format!("{sign}{}{digits}{}{suffix}", format.prefix, format.gap())
            }
        }
    }

    /// A change short enough for a chart: `−¥1.2M`, `+38.4万`; in full where it is short anyway.
    pub fn short_change(&self, format: &NumberFormat, change: f64) -> String {
        let full = self.change(format, change);
        if change.abs() < 9_999.5 || format.suffix == "%" {
            return full;
        }
        let sign = if change < 0.0 { '−' } else { '+' };
        let (number, gap, suffix) = (format.compact(change.abs()), format.gap(), &format.suffix);
        format!("{sign}{}{number}{gap}{suffix}", format.prefix)
    }

    /// A relative change in per cent, with its sign: `−37.5 %`.
    pub fn change_in_percent(&self, percent: f64) -> Quantity {
        let format = NumberFormat { suffix: "%".to_owned(), ..NumberFormat::score(self.locale()) };
        let after = format!("{}%", format.gap());
        Quantity { before: String::new(), number: format.change(percent), after, value: percent }
    }

    /// The size of a difference, without its sign: `2.3 pp`.
    pub fn distance(&self, format: &NumberFormat, difference: f64) -> String {
        let text = self.change(format, difference.abs());
        text.trim_start_matches(['+', '±']).to_owned()
    }

    /// A sentence: begins with a capital where the language has them.
    pub fn sentence(&self, text: &str) -> String {
        let mut characters = text.chars();
        match characters.next() {
            Some(first) => first.to_uppercase().chain(characters).collect(),
            None => String::new(),
        }
    }

    /// Small numbers in words: `three`, `三`; larger ones in figures.
    pub fn cardinal(&self, n: usize) -> String {
        let key = format!("cardinal.{n}");
        if self.words.has(&key) { self.say(&key, &[]) } else { NumberFormat::count(self.locale()).bare(n as f64) }
    }

    /// `third`; larger ones as `21st`, `13th`.
    pub fn ordinal(&self, n: usize) -> String {
        let key = format!("ordinal.{n}");
        if self.words.has(&key) {
            return self.say(&key, &[]);
        }
        let key = match (n % 100, n % 10) {
            (11..=13, _) => "ordinal.other",
            (_, 1) => "ordinal.ends-in-1",
            (_, 2) => "ordinal.ends-in-2",
            (_, 3) => "ordinal.ends-in-3",
            _ => "ordinal.other",
        };
        self.say(key, &[("n", &n.to_string())])
    }

    /// Sentences one after the other, with the space the language puts between them.
    pub fn paragraph(&self, sentences: impl IntoIterator<Item = String>) -> String {
        let between = self.say("sentence.separator", &[]);
        let said: Vec<String> = sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect();
        said.join(&between)
    }

    /// Clauses of one sentence: `one is off track, two have no data and one shows an old value`.
    pub fn clauses(&self, clauses: &[String]) -> String {
        match clauses {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => {
                let rest = rest.join(&self.say("clause.separator", &[]));
                self.say("clause.last", &[("rest", &rest), ("last", last)])
            }
        }
    }

    /// The words a picture carries; `id` is unique on its page.
    pub fn caption(&self, id: &str, title: String, summary: String) -> Caption {
        let [no_data, withheld] = [Status::NoData, Status::Withheld].map(|status| self.status_word(status));
        Caption { id: id.to_owned(), title, summary, no_data, withheld }
    }

    /// A name in the quotation marks of the language.
    pub fn quoted(&self, name: &str) -> String {
        self.say("quoted", &[("name", name)])
    }

    /// A count with separators.
    pub fn number(&self, n: u64) -> String {
        NumberFormat::count(self.locale()).bare(n as f64)
    }

    /// Joins facts: `Customer service · 5 % of the total weight`.
    pub fn facts(&self, facts: impl IntoIterator<Item = Option<String>>) -> String {
        let said: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        said.join(&format!("{NO_BREAK_SPACE}· "))
    }
}

/// Control characters and marks that change the direction of all that follows.
fn is_invisible_control(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made, words};
    use super::*;

    #[test]
    fn large_ordinals_have_their_endings() {
        let (made, words) = (made(), words(Locale::En));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        assert_eq!(
            [3, 13, 21, 22, 23, 111].map(|n| pen.ordinal(n)),
            ["third", "13th", "21st", "22nd", "23rd", "111th"]
        );
    }

    #[test]
    fn a_text_cannot_turn_its_neighbours_round() {
        let (made, words) = (made(), words(Locale::En));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        assert_eq!(pen.text(&Text::plain("a\u{202e}b\u{0}c")), "abc");
    }

    #[test]
    fn per_cent_changes_by_points() {
        let (made, words) = (made(), words(Locale::Zh));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let format = |prefix: &str, suffix: &str| NumberFormat {
            locale: Locale::Zh,
            decimals: 1,
            prefix: prefix.into(),
            suffix: suffix.into(),
        };
        assert_eq!(pen.change(&format("", "%"), -2.1), "−2.1个百分点");
        assert_eq!(pen.change(&format("¥", ""), 2.7), "+¥2.7");
        assert_eq!(pen.distance(&format("", "天"), -3.0), "3.0天");
    }
}
