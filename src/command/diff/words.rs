//! How numbers, names and causes of a difference are written, in a terminal and in Markdown alike.

use crate::compare::Names;
use crate::compare::{NodeDifference, Standing};
use crate::report::difference::ShownDifference;
use crate::report::rounding;
use crate::scorecard::Status;

/// Why something is not told.
pub(super) const WITHHELD: &str = "withheld: what two values of one period and nearly the same people would give away";

/// A name in the language asked for, else in the other, else the id.
pub(super) fn name<'a>(names: &'a Names, locale: &str, id: &'a str) -> &'a str {
    let (own, other) = if locale == "zh" { (&names.zh, &names.en) } else { (&names.en, &names.zh) };
    own.as_deref().or(other.as_deref()).unwrap_or(id)
}

/// A score as shown: `75.4`, or `–` for none.
pub(super) fn score(shown: Option<f64>) -> String {
    shown.map_or_else(|| "–".to_owned(), |score| format!("{score:.1}"))
}

/// `75.4 → 74.3`
pub(super) fn scores(shown: &ShownDifference) -> String {
    format!("{} → {}", score(shown.from), score(shown.to))
}

/// `+1.2`, `−0.4`, `±0.0`.
pub(super) fn tenths(tenths: i64) -> String {
    let sign = match tenths {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{:.1}", tenths.unsigned_abs() as f64 / 10.0)
}

/// A value with as many digits as it needs, at most five that count.
pub(super) fn value(value: Option<f64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    if value == 0.0 {
        return "0".to_owned();
    }
    let decimals = (4 - value.abs().log10().floor() as i32).clamp(0, 8);
    let text = format!("{value:.*}", decimals as usize);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.replace('-', "−")
}

/// `● on track`, or `▲ at risk, was on track`.
pub(super) fn status(old: &Standing, new: &Standing) -> String {
    let now = format!("{} {}", new.status.mark(), word(new.status));
    if old.status == new.status { now } else { format!("{now}, was {}", word(old.status)) }
}

/// `at risk, was on track`; empty where it stayed.
pub(super) fn turned(old: &Standing, new: &Standing) -> String {
    let turned = old.status != new.status;
    if turned { format!("{}, was {}", word(new.status), word(old.status)) } else { String::new() }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::OnTrack => "on track",
        Status::AtRisk => "at risk",
        Status::OffTrack => "off track",
        Status::NoData => "no data",
        Status::Withheld => "withheld",
    }
}

/// `data −0.9, weights +0.1`: the parts add up to the change as shown.
pub(super) fn causes(shown: &ShownDifference) -> String {
    let said = shown.causes.iter().map(|(cause, points)| format!("{} {}", cause.word(), tenths(*points)));
    said.collect::<Vec<_>>().join(", ")
}

/// `81.7 → 80.2`, `target 84 → 86`; empty where neither moved.
pub(super) fn values(node: &NodeDifference) -> String {
    let (old, new) = (&node.old, &node.new);
    let mut said = Vec::new();
    if old.actual != new.actual {
        said.push(format!("{} → {}", value(old.actual), value(new.actual)));
    }
    if old.target != new.target {
        said.push(format!("target {} → {}", value(old.target), value(new.target)));
    }
    said.join(", ")
}

/// `coverage 99 % → 85 %`; empty where it did not move.
pub(super) fn coverage(old: &Standing, new: &Standing) -> String {
    let percent = |share: f64| {
        let (percent, decimals) = rounding::percent(share * 100.0);
        format!("{percent:.*} %", usize::from(decimals))
    };
    let (was, is) = (percent(old.coverage), percent(new.coverage));
    if was == is { String::new() } else { format!("coverage {was} → {is}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_the_digits_that_count() {
        let all = [Some(81.666_666), Some(0.0123), Some(1_234_567.8), Some(-3.0), Some(0.0), None].map(value);
        assert_eq!(all, ["81.667", "0.0123", "1234568", "−3", "0", "–"]);
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!([13, 0, -20].map(tenths), ["+1.3", "±0.0", "−2.0"]);
        assert_eq!([Some(99.9), Some(80.0), None].map(score), ["99.9", "80.0", "–"]);
    }
}
