//! Which way a measure's title says it goes.

use crate::scorecard::{Locale, Text};

/// Which way a title says its measure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    /// The value is growth itself: `Customer growth`, `客户净增率`.
    Growth,
    /// The value goes up: `Raise revenue`, `提高人效`.
    Up,
    /// The value goes down: `Reduce waste`, `降低成本`.
    Down,
}

const GROWTH: [&str; 3] = ["growth", "增长", "净增"];
const UP: [&str; 11] =
    ["grow", "growing", "increase", "increased", "raise", "raised", "improve", "improved", "提高", "提升", "增加"];
const DOWN: [&str; 10] =
    ["reduce", "reduced", "lower", "lowered", "decrease", "decreased", "cut", "降低", "减少", "压降"];

/// What a title promises, in whichever language it does; nothing where it says both.
pub(super) fn promise(title: &Text) -> Option<Promise> {
    let says = |words: &[&str]| Locale::ALL.iter().any(|locale| has(title.get(*locale), words));
    match (says(&GROWTH), says(&UP), says(&DOWN)) {
        (true, _, false) => Some(Promise::Growth),
        (false, true, false) => Some(Promise::Up),
        (false, false, true) => Some(Promise::Down),
        _ => None,
    }
}

/// Whether a title has one of the words: English ones whole, Chinese ones anywhere.
fn has(title: &str, words: &[&str]) -> bool {
    let lower = title.to_lowercase();
    let mut own = lower.split(|letter: char| !letter.is_ascii_alphabetic());
    let whole = own.any(|word| words.contains(&word));
    whole || words.iter().any(|word| !word.is_ascii() && lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_promise_in_both_languages() {
        let of = |title: &str| promise(&Text::plain(title));
        assert_eq!(of("Net customer growth"), Some(Promise::Growth));
        assert_eq!(of("提高人效"), Some(Promise::Up));
        assert_eq!(of("Reduce waste"), Some(Promise::Down));
        assert_eq!(of("降低单户成本"), Some(Promise::Down));
        assert_eq!(of("Lower cost, raise quality"), None);
        assert_eq!(of("Cutlery sold to flowering growers"), None, "words are whole");
    }
}
