//! Gates: what a pipeline asks of a report, as written after `--fail-on`.

use std::str::FromStr;

use crate::diagnostic::did_you_mean;

/// A condition under which a pipeline should stop although the report is sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gate {
    /// `off-track`: a node is off track.
    OffTrack,
    /// `at-risk`: a node is at risk, or off track.
    AtRisk,
    /// `no-data`: a node has no score, or a measure that is only shown no value.
    NoData,
    /// `stale`: the value of a measure was carried forward.
    Stale,
    /// `coverage=PERCENT`: a node above the measures has data for less than this share, 0 to 1, of its weight.
    Coverage(f64),
    /// `data-tests`: a test of the data does not hold, be it only a warning.
    DataTests,
    /// `score-drop=POINTS`: a score fell by more points than this since the period before.
    ScoreDrop(f64),
}

/// How the gates are written; with `=` before a number.
const NAMES: [&str; 7] = ["off-track", "at-risk", "no-data", "stale", "coverage=", "data-tests", "score-drop="];

impl FromStr for Gate {
    type Err = String;

    /// Reads one gate; the error says what would have been understood.
    fn from_str(text: &str) -> Result<Self, String> {
        let (name, number) = match text.split_once('=') {
            Some((name, number)) => (name, Some(number)),
            None => (text, None),
        };
        match (name, number) {
            ("off-track", None) => Ok(Self::OffTrack),
            ("at-risk", None) => Ok(Self::AtRisk),
            ("no-data", None) => Ok(Self::NoData),
            ("stale", None) => Ok(Self::Stale),
            ("data-tests", None) => Ok(Self::DataTests),
            ("coverage", _) => {
                let percent = number.map(|number| number.trim_end_matches('%')).and_then(up_to_100);
                percent.map(|percent| Self::Coverage(percent / 100.0)).ok_or_else(|| wants_number(name, "80"))
            }
            ("score-drop", _) => number.and_then(up_to_100).map(Self::ScoreDrop).ok_or_else(|| wants_number(name, "5")),
            _ if NAMES.contains(&name) => Err(format!("`{name}` takes no number")),
            _ => Err(unknown(name)),
        }
    }
}

fn up_to_100(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number| (0.0..=100.0).contains(number))
}

fn wants_number(name: &str, example: &str) -> String {
    format!("`{name}` needs a number from 0 to 100, such as `{name}={example}`")
}

fn unknown(name: &str) -> String {
    let names = NAMES.map(|name| name.trim_end_matches('='));
    match did_you_mean(name, names) {
        Some(near) => format!("there is no gate `{name}`; did you mean `{near}`?"),
        None => format!("there is no gate `{name}`; there are {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_are_read_with_and_without_numbers() {
        assert_eq!("off-track".parse(), Ok(Gate::OffTrack));
        assert_eq!("coverage=82.5".parse(), Ok(Gate::Coverage(0.825)));
        assert_eq!("coverage=80%".parse(), Ok(Gate::Coverage(0.8)));
        assert_eq!("score-drop=0".parse(), Ok(Gate::ScoreDrop(0.0)));
    }

    #[test]
    fn what_is_not_understood_is_answered_with_what_would_be() {
        let error = |text: &str| text.parse::<Gate>().expect_err(text);
        assert_eq!(error("of-track"), "there is no gate `of-track`; did you mean `off-track`?");
        assert!(error("everything").ends_with("score-drop"));
        for text in ["coverage", "coverage=", "coverage=101", "coverage=-1", "score-drop=NaN", "score-drop=much"] {
            assert!(error(text).contains("needs a number from 0 to 100"), "{text}");
        }
        assert_eq!(error("stale=3"), "`stale` takes no number");
    }
}
