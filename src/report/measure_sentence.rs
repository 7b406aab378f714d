//! Headlines of measures: where the actual went, how it stands against its target, and who made it.

use super::history::{Movement, Way};
use super::sentence::Headline;
use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::scorecard::{Direction, NodeIndex, Status};

impl Sheet<'_> {
    /// What a leader must know about a measure.
    pub fn measure_headline(&self, node: NodeIndex) -> Headline {
        let said = self.measure_sentence(node);
        let sentences = [self.score_sentence(node), self.signal_sentence(node), self.extremes_sentence(node)];
        Headline { headline: self.pen.sentence(&said), deck: self.pen.paragraph(sentences) }
    }

    fn measure_sentence(&self, node: NodeIndex) -> String {
        let measure = self.title(node);
        let Some((outcome, actual)) = self.now(node).and_then(|outcome| Some((outcome, outcome.actual?))) else {
            return self.unreported(node, &measure);
        };
        let value = self.value_text(node, actual);
        if outcome.stale > 0 {
            let period =
                self.last_reported(node).map_or_else(String::new, |p| self.pen.period_beside(p, self.period()));
            let fill = [("measure", measure.as_str()), ("value", &value), ("period", &period)];
            return self.pen.say("headline.measure.stale", &fill);
        }
        let clause = match self.movement(node) {
            Some(Movement { way: Way::Rose, run }) => self.ran("rose", &measure, run),
            Some(Movement { way: Way::Fell, run }) => self.ran("fell", &measure, run),
            Some(_) => self.pen.say("cause.stayed", &[("measure", &measure)]),
            None => measure.clone(),
        };
        let against = self.against_target(node, outcome, actual);
        let key = match self.movement(node).map(|movement| movement.way) {
            Some(Way::Rose) => "headline.measure.rose",
            Some(Way::Fell) => "headline.measure.fell",
            Some(Way::Stayed) => "headline.measure.stayed",
            None => "headline.measure.first",
        };
        self.pen.say(key, &[("clause", &clause), ("value", &value), ("against", &against)])
    }

    fn unreported(&self, node: NodeIndex, measure: &str) -> String {
        let period = self.pen.period(self.period());
        if self.now(node).is_some_and(|outcome| outcome.status == Status::Withheld) {
            return self.pen.say("headline.measure.withheld", &[("measure", measure), ("period", &period)]);
        }
        match self.last_reported(node).map(|last| self.pen.period(last)) {
            None => self.pen.say("headline.measure.never", &[("measure", measure)]),
            Some(last) => {
                self.pen.say("headline.measure.missing", &[("measure", measure), ("period", &period), ("last", &last)])
            }
        }
    }

    /// `, 2.3 pp short of its target of 84 %`; nothing without a target.
    fn against_target(&self, node: NodeIndex, outcome: &Outcome, actual: f64) -> String {
        let (Some(target), Some(measure)) = (outcome.target, self.measure(node)) else { return String::new() };
        let format = self.format(node);
        let gap = actual - target;
        let key = match (format.bare(actual) == format.bare(target), measure.better, gap > 0.0) {
            (true, _, _) => "against.met",
            (_, Direction::Higher, true) => "against.above-good",
            (_, Direction::Higher, false) => "against.below-bad",
            (_, Direction::Lower, true) => "against.above-bad",
            (_, Direction::Lower, false) => "against.below-good",
            (_, Direction::Within, true) => "against.above",
            (_, Direction::Within, false) => "against.below",
        };
        let (gap, target) = (self.pen.distance(&format, gap), format.full(target));
        self.pen.say(key, &[("gap", &gap), ("target", &target)])
    }

    /// `It lies below its natural limits: a real change, not noise.`
    fn signal_sentence(&self, node: NodeIndex) -> String {
        let rule = self.signal(node).map(|signal| self.signal_text(signal));
        rule.map_or_else(String::new, |rule| self.pen.say("deck.signal", &[("rule", &rule)]))
    }

    /// `It scores 58.3 of 100 and has been off track for 5 months.`
    fn score_sentence(&self, node: NodeIndex) -> String {
        let Some(outcome) = self.now(node).filter(|_| self.is_scored(node)) else { return String::new() };
        let run = self.standing_for(node);
        let duration = self.pen.duration(self.period(), run);
        let status = self.pen.status_word(outcome.status);
        let Some(score) = outcome.score else { return String::new() };
        let score = self.score_text(score);
        let key = if run > 1 && outcome.status != Status::NoData { "deck.scores-for" } else { "deck.scores" };
        self.pen.say(key, &[("score", &score), ("status", &status), ("duration", &duration)])
    }

    /// `Lowest: East Park at 72.3 %; highest: Riverside at 91.2 %.` among the entities directly below.
    fn extremes_sentence(&self, node: NodeIndex) -> String {
        let below = &self.card.entities.get(self.entity).children;
        let value = |entity| self.of(entity).now(node).and_then(|outcome| outcome.actual);
        let mut values: Vec<_> = below.iter().filter_map(|entity| Some((*entity, value(*entity)?))).collect();
        values.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let (Some(low), Some(high)) = (values.first(), values.last()) else { return String::new() };
        if low.1 >= high.1 {
            return String::new();
        }
        let (low_name, high_name) = (self.entity_title(low.0), self.entity_title(high.0));
        let (low, high) = (self.value_text(node, low.1), self.value_text(node, high.1));
        let fill = [("low", low.as_str()), ("low_entity", &low_name), ("high", &high), ("high_entity", &high_name)];
        self.pen.say("deck.extremes", &fill)
    }
}
