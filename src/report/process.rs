//! Whether a measure moves by more than its own noise, in words.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::Quantity;
use crate::evaluate::Outcome;
use crate::evaluate::process::{LEAST, Limits, NoLimits, Rule, Side};
use crate::scorecard::{NodeIndex, Period, Scoring};

/// How many values, the latest, are looked at. Limits come from the first 24 of them.
const LOOKED_AT: usize = 36;
/// How many signals a page lists.
const LISTED: usize = 6;

/// What says that the value of the period reported on is more than noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A rule of the limits about the mean.
    Level(Rule),
    /// The step from the value before, where a measure drifts and every level is a signal.
    Step,
}

/// The limits of a measure with the values they judge.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// As computed.
    pub limits: Limits,
    /// What was observed, oldest first; values carried forward are not.
    pub values: Vec<(Period, f64)>,
    /// The rule that fired at each.
    pub rules: Vec<Option<Rule>>,
    /// The least a share can be, where the lower limit would lie below.
    pub least: Option<f64>,
    /// The most a share can be, where the upper limit would lie above.
    pub most: Option<f64>,
}

impl Process {
    /// The lower limit as shown.
    pub fn low(&self) -> f64 {
        self.least.unwrap_or(self.limits.low)
    }

    /// The upper limit as shown.
    pub fn high(&self) -> f64 {
        self.most.unwrap_or(self.limits.high)
    }

    /// Lower limit, mean and upper limit.
    pub fn shown(&self) -> [f64; 3] {
        [self.low(), self.limits.mean, self.high()]
    }

    /// Whether most values are signals: the measure follows a trend, a season or steps instead of varying about one
    /// level. One more value beyond the limits is no news then.
    pub fn drifts(&self) -> bool {
        2 * self.rules.iter().flatten().count() >= self.values.len()
    }

    /// What says that the value of a period is more than noise.
    pub fn signal(&self, period: Period) -> Option<Signal> {
        if !self.drifts() {
            return self.fired(period).map(Signal::Level);
        }
        let at = self.values.iter().position(|(at, _)| *at == period)?;
        let before = self.values.get(at.checked_sub(1)?)?.1;
        ((self.values[at].1 - before).abs() > self.limits.largest_step()).then_some(Signal::Step)
    }

    /// The rule that fired in a period.
    pub fn fired(&self, period: Period) -> Option<Rule> {
        let at = self.values.iter().position(|(at, _)| *at == period)?;
        self.rules.get(at).copied().flatten()
    }
}

/// What a measure's own noise says about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProcessView {
    /// `October lies below its natural limits: a real change, not noise.`
    pub said: String,
    /// Where the limits come from; empty without limits.
    pub basis: String,
    /// (`upper limit`, 87.9 %), mean and lower limit; empty without limits.
    pub limits: Vec<(String, Quantity)>,
    /// Periods in which a rule fired, the latest first.
    pub signals: Vec<SignalRow>,
    /// `9 earlier signals.`; `None` when all are listed.
    pub more: Option<String>,
}

/// A period in which a rule fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignalRow {
    /// When.
    pub period: String,
    /// What was observed.
    pub actual: Quantity,
    /// The rule in words: `lies below its natural limits`.
    pub rule: String,
}

impl Sheet<'_> {
    /// A measure's outcomes that are due: every period, or one a quarter where it is quarterly. Oldest first.
    pub fn due(&self, node: NodeIndex, most: usize) -> Vec<(Period, &Outcome)> {
        let own = self.measure(node).and_then(|measure| measure.frequency);
        let is_due =
            |period: Period| own.is_none_or(|own| period.ending_in(own).ending_in(period.frequency()) == period);
        let due: Vec<_> = self.history(node, usize::MAX).into_iter().filter(|(period, _)| is_due(*period)).collect();
        let skip = due.len().saturating_sub(most);
        due.into_iter().skip(skip).collect()
    }

    /// The natural process limits of a measure, or why there are none.
    ///
    /// # Errors
    /// Too few values, or none that differ. Yes or no is no quantity: it counts as no values.
    pub fn process(&self, node: NodeIndex) -> Result<Process, NoLimits> {
        if self.measure(node).is_none_or(|measure| measure.scoring == Scoring::YesNo) {
            return Err(NoLimits::NoVariation);
        }
        let due = self.due(node, usize::MAX);
        let fresh: Vec<_> = due.into_iter().filter(|(_, o)| o.stale == 0 && o.actual.is_some()).collect();
        let looked_at = &fresh[fresh.len().saturating_sub(LOOKED_AT)..];
        let values: Vec<(Period, f64)> =
            looked_at.iter().filter_map(|(period, o)| Some((*period, o.actual?))).collect();
        let numbers: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
        let limits = Limits::of(&numbers)?;
        let rules = limits.signals(&numbers);
        let share = self.measure(node).map(|m| m.ratio_scale).filter(|_| looked_at.iter().all(|(_, o)| is_share(o)));
        let least = share.map(|_| 0.0).filter(|least| limits.low < *least);
        let most = share.filter(|most| limits.high > *most);
        Ok(Process { limits, values, rules, least, most })
    }

    /// What says that the value of the period reported on is more than noise.
    pub fn signal(&self, node: NodeIndex) -> Option<Signal> {
        self.process(node).ok()?.signal(self.period())
    }

    /// What the page of a measure says about its noise.
    pub fn process_view(&self, node: NodeIndex) -> ProcessView {
        match self.process(node) {
            Err(reason) => ProcessView {
                said: self.no_limits(node, reason),
                basis: String::new(),
                limits: Vec::new(),
                signals: Vec::new(),
                more: None,
            },
            Ok(process) => ProcessView {
                said: self.pen.paragraph([self.verdict(&process), self.drift(node, &process)]),
                basis: self.basis(&process),
                limits: self.limit_rows(node, &process),
                signals: self.signal_rows(node, &process),
                more: self.more_signals(&process),
            },
        }
    }

    fn no_limits(&self, node: NodeIndex, reason: NoLimits) -> String {
        match reason {
            NoLimits::TooFew(count) => {
                let (count, least) = (self.pen.cardinal(count), self.pen.cardinal(LEAST));
                self.pen.say("process.too-few", &[("count", &count), ("least", &least)])
            }
            NoLimits::NoVariation if self.measure(node).is_some_and(|m| m.scoring == Scoring::YesNo) => {
                self.pen.say("process.yes-no", &[])
            }
            NoLimits::NoVariation => self.pen.say("process.no-variation", &[]),
        }
    }

    /// Whether the period reported on is more than noise.
    fn verdict(&self, process: &Process) -> String {
        let period = self.pen.period_beside(self.period(), self.period());
        let signal = match process.values.last() {
            Some((last, _)) if *last == self.period() => process.signal(*last),
            _ => return self.pen.say("process.unjudged", &[("period", &period)]),
        };
        let noise = if process.drifts() { "process.no-step" } else { "process.noise" };
        let Some(signal) = signal else { return self.pen.say(noise, &[("period", &period)]) };
        let rule = self.signal_text(signal);
        self.pen.say("process.signal", &[("period", &period), ("rule", &rule)])
    }

    /// That most values are signals, and what is judged instead; empty where they are not.
    fn drift(&self, node: NodeIndex, process: &Process) -> String {
        if !process.drifts() {
            return String::new();
        }
        let count = self.pen.cardinal(process.rules.iter().flatten().count());
        let total = self.pen.cardinal(process.values.len());
        let most = process.limits.largest_step();
        let step = self.pen.distance(&self.computed_format(node, &[most]), most);
        let fill = [("count", count.as_str()), ("total", &total), ("step", &step)];
        self.pen.sentence(&self.pen.say("process.drift", &fill))
    }

    /// `lies below its natural limits`, `lies further from the value before than usual`.
    pub fn signal_text(&self, signal: Signal) -> String {
        match signal {
            Signal::Level(rule) => self.rule_text(rule),
            Signal::Step => self.pen.say("process.step", &[]),
        }
    }

    /// `lies below its natural limits`.
    fn rule_text(&self, rule: Rule) -> String {
        let name = match rule {
            Rule::Outside(_) => "outside",
            Rule::NearLimit(_) => "near",
            Rule::Run(_) => "run",
        };
        let side = if rule.side() == Side::Low { "low" } else { "high" };
        self.pen.say(&format!("process.{name}.{side}"), &[])
    }

    fn basis(&self, process: &Process) -> String {
        let base = &process.values[..process.limits.count.min(process.values.len())];
        let name = |at: Option<&(Period, f64)>| at.map_or_else(String::new, |(period, _)| self.pen.period(*period));
        let count = process.limits.count.to_string();
        let fill = [("count", count), ("from", name(base.first())), ("upto", name(base.last()))];
        let fill: Vec<(&str, &str)> = fill.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.pen.say("process.basis", &fill)
    }

    fn limit_rows(&self, node: NodeIndex, process: &Process) -> Vec<(String, Quantity)> {
        let format = self.computed_format(node, &process.shown());
        let row = |key: &str, value: f64| (self.pen.say(key, &[]), Quantity::new(&format, value));
        let high = process.most.is_none().then(|| row("process.upper-limit", process.limits.high));
        let low = process.least.is_none().then(|| row("process.lower-limit", process.limits.low));
        [high, Some(row("process.the-mean", process.limits.mean)), low].into_iter().flatten().collect()
    }

    fn signal_rows(&self, node: NodeIndex, process: &Process) -> Vec<SignalRow> {
        let fired = process.values.iter().zip(&process.rules).rev();
        let row = |((period, value), rule): (&(Period, f64), &Option<Rule>)| {
            Some(SignalRow {
                period: self.pen.period(*period),
                actual: Quantity::new(&self.format(node), *value),
                rule: self.rule_text((*rule)?),
            })
        };
        fired.filter_map(row).take(LISTED).collect()
    }

    fn more_signals(&self, process: &Process) -> Option<String> {
        let left = process.rules.iter().flatten().count().saturating_sub(LISTED);
        (left > 0).then(|| self.pen.count("process.more", left, &[]))
    }
}

/// Whether a value is a share of a whole, which lies between nothing and all of it.
fn is_share(outcome: &Outcome) -> bool {
    let parts = outcome.numerator.zip(outcome.denominator);
    parts.is_some_and(|(numerator, denominator)| numerator >= 0.0 && numerator <= denominator)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made, made_over, words};
    use super::*;
    use crate::report::pen::Pen;
    use crate::scorecard::Locale;

    const RETENTION: NodeIndex = NodeIndex(5);

    #[test]
    fn too_few_values_have_no_limits_and_say_so() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a scorecard");
        let view = sheet.process_view(RETENTION);
        assert_eq!(view.said, "No natural process limits yet: they need eight values, and there are three.");
        assert!(view.limits.is_empty() && view.signals.is_empty());
    }

    /// By hand: values 80 and 82 in turn have the mean 81 and moving ranges of 2: limits 81 ± 5.32. The last, 70, is out.
    #[test]
    fn the_rule_that_fired_is_named() {
        let values: Vec<f64> = (0..24).map(|at| 80.0 + 2.0 * f64::from(at % 2)).chain([70.0]).collect();
        let (made, words) = (made_over(&values), words(Locale::En));
        let material = made.material();
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a scorecard");
        let view = sheet.process_view(RETENTION);
        assert_eq!(view.said, "October lies below its natural limits: a real change, not noise.");
        let limits: Vec<&str> = view.limits.iter().map(|(_, value)| value.number.as_str()).collect();
        assert_eq!(limits, ["86.3", "81.0", "75.7"], "81 ± 5.32");
        assert!(view.basis.contains("24 values, from October 2024 to September 2026"), "{}", view.basis);
        assert_eq!(view.signals.len(), 1);
    }

    /// A line rising by 1 a month has moving ranges of 1, so steps up to 3.268 may be noise; the last one is 5.
    #[test]
    fn on_a_trend_steps_are_judged_not_levels() {
        let view = |last: f64| {
            let values: Vec<f64> = (0..24).map(|at| 50.0 + f64::from(at)).chain([last]).collect();
            let (made, words) = (made_over(&values), words(Locale::En));
            let material = made.material();
            let pen = Pen { words: &words, links: &Named, book: &made.book };
            let sheet = Sheet::new(pen, &material, 0).expect("a scorecard");
            (sheet.process_view(RETENTION).said, sheet.signal(RETENTION))
        };
        let (said, signal) = view(78.0);
        assert_eq!(signal, Some(Signal::Step));
        assert!(said.starts_with("October lies further from the value before than usual: a real change"), "{said}");
        assert!(said.contains("more than 3.27\u{a0}pp is unusual"), "{said}");
        let (said, signal) = view(74.0);
        assert_eq!(signal, None);
        assert!(said.starts_with("October lies no further from the value before than usual"), "{said}");
    }
}
