//! What an author says of a measure's nature, and which checks are silenced with what reason.

use super::super::decode::{Entries, Spanned};
use super::super::raw;
use super::Checker;
use super::checker::among;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Check, Horizon, Indicates, Locale, Nature, Silence, Text};

/// A reason is at least this long; a Chinese character counts twice.
const SHORTEST_REASON: usize = 10;

/// The nature of a measure, as the other stages know it.
pub(super) fn nature(raw: &raw::Measure) -> Nature {
    Nature {
        direction_stated: raw.better.is_some(),
        indicates: raw.indicates.map(|indicates| match indicates {
            raw::Indicates::Leading => Indicates::Leading,
            raw::Indicates::Lagging => Indicates::Lagging,
        }),
        horizon: raw.horizon.map(|horizon| match horizon {
            raw::Horizon::Short => Horizon::Short,
            raw::Horizon::Long => Horizon::Long,
        }),
    }
}

impl Checker<'_> {
    /// The checks silenced at one place: `silence: {no-target: why it has none}`.
    pub(super) fn silences(&mut self, raw: Option<&Entries<Spanned<raw::Text>>>) -> Vec<Silence> {
        let mut silences = Vec::new();
        for (code, written) in raw.into_iter().flat_map(|entries| &entries.0) {
            let reason = self.reason(written, "silence", &format!("silencing `{}`", code.value));
            match Check::from_code(&code.value) {
                Some(check) => silences.push(Silence { check, reason, span: code.span }),
                None => self.report(unknown(code)),
            }
        }
        silences
    }

    /// A reason readers of the report see; it has to say something. `deed` is what it is a reason for.
    pub(super) fn reason(&mut self, written: &Spanned<raw::Text>, field: &str, deed: &str) -> Text {
        let reason = self.text(written, field);
        if Locale::ALL.iter().any(|locale| says_little(&reason, *locale)) {
            let message = format!("the reason for {deed} says too little");
            let help = "say in a few words why it need not hold; readers of the report see it";
            self.report(Diagnostic::error("silence-reason", message).at(written.span, "").help(help));
        }
        reason
    }
}

fn unknown(code: &Spanned<String>) -> Diagnostic {
    let known = Check::ALL.map(Check::code);
    Diagnostic::error("unknown-check", format!("there is no check `{}`", code.value))
        .at(code.span, "not known")
        .help(among(&code.value, &known, "the checks"))
}

/// Whether a reason is only a word, a number or dots.
fn says_little(reason: &Text, locale: Locale) -> bool {
    let letters = reason.get(locale).chars().filter(|letter| letter.is_alphabetic());
    let length: usize = letters.map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    // An empty one has been told.
    (1..SHORTEST_REASON).contains(&length) || (length == 0 && !reason.get(locale).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_in_words() {
        let little = |reason: &str| says_little(&Text::plain(reason), Locale::Zh);
        assert!(little("ok") && little("12345 67890 12") && little("不适用") && little("......"));
        assert!(!little("set by law, not by us") && !little("由监管部门规定"));
    }
}
