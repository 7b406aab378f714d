//! Headlines: the one sentence a page opens with, and the one or two under it.

use super::bridge::Move;
use super::history::{Movement, Way};
use super::rounding;
use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::scorecard::{Direction, EntityTree, Framework, NodeIndex, Scorecard, Status};

/// A headline and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Headline {
    /// One sentence.
    pub headline: String,
    /// A few more; may be empty.
    pub deck: String,
}

impl Sheet<'_> {
    /// What a leader must know about the scorecard, a perspective or an objective. `moves` are what its score
    /// is made from and by how many points each moved it, the largest first.
    pub fn node_headline(&self, node: NodeIndex, moves: &[Move]) -> Headline {
        let sentences = [self.others_moved(node, moves), self.held_sentence(node), self.counts_sentence(node)];
        Headline { headline: self.node_sentence(node, moves), deck: self.pen.paragraph(sentences) }
    }

    /// The headline alone.
    pub fn node_sentence(&self, node: NodeIndex, moves: &[Move]) -> String {
        let subject = self.subject(node);
        let Some((outcome, score)) = self.now(node).and_then(|outcome| Some((outcome, outcome.score?))) else {
            return self.scoreless(node, &subject);
        };
        let standing = self.pen.say(&format!("standing.{}", outcome.status.code()), &[]);
        let to = self.score_text(score);
        let Some((before, previous)) = self.before(node).and_then(|o| o.score).zip(self.previous_period()) else {
            let fill = [("subject", subject.as_str()), ("standing", &standing), ("to", &to)];
            return self.pen.sentence(&self.pen.say("headline.first", &fill));
        };
        let from = self.score_text(before);
        let previous = self.pen.period_beside(previous, self.period());
        let change = rounding::score(score, self.bands()) - rounding::score(before, self.bands());
        let cause = self.cause(change, moves).unwrap_or_default();
        let key = match (change.abs() < 0.05, change > 0.0, cause.is_empty()) {
            (true, _, _) => "headline.unchanged",
            (_, true, true) => "headline.up-alone",
            (_, true, false) => "headline.up",
            (_, false, true) => "headline.down-alone",
            (_, false, false) => "headline.down",
        };
        let parts = [("subject", subject.as_str()), ("standing", &standing), ("cause", &cause)];
        let scores = [("from", from.as_str()), ("to", &to), ("previous", &previous)];
        self.pen.sentence(&self.pen.say(key, &[parts, scores].concat()))
    }

    /// `the strategy`, the entity whose scorecard it is, or the node's name.
    fn subject(&self, node: NodeIndex) -> String {
        let is_strategy = self.scorecard().framework == Framework::BalancedScorecard;
        match (node == Scorecard::ROOT, self.entity == EntityTree::TOP) {
            (true, true) if is_strategy => self.pen.say("headline.strategy", &[]),
            (true, false) => self.entity_title(self.entity),
            _ => self.title(node),
        }
    }

    fn scoreless(&self, node: NodeIndex, subject: &str) -> String {
        let (share, status) = self.now(node).map_or((0.0, Status::NoData), |now| (now.coverage, now.status));
        let key = match status {
            Status::Withheld => "headline.withheld",
            _ if share > 0.0 => "headline.low-coverage",
            _ => "headline.no-data",
        };
        let (share, period) = (self.pen.share_text(share), self.pen.period(self.period()));
        self.pen.sentence(&self.pen.say(key, &[("subject", subject), ("share", &share), ("period", &period)]))
    }

    /// What moved the score most, in the direction it moved.
    fn cause(&self, change: f64, moves: &[Move]) -> Option<String> {
        let same_way = |each: &&Move| each.points * change > 0.0;
        let driver = moves.iter().find(same_way)?;
        let measure = self.title(driver.node);
        if driver.points < 0.0 && self.target_ran_ahead(driver.node) {
            return Some(self.pen.say("cause.behind", &[("measure", &measure)]));
        }
        if driver.by_coverage {
            let key = match self.now(driver.node) {
                Some(now) if now.score.is_some() => "arrived",
                Some(now) if now.status == Status::Withheld => "withheld",
                _ => "missing",
            };
            return Some(self.pen.say(&format!("cause.{key}"), &[("measure", &measure)]));
        }
        Some(match self.movement(driver.node).filter(|m| self.explains(driver, *m)) {
            Some(Movement { way: Way::Rose, run }) => self.ran("rose", &measure, run),
            Some(Movement { way: Way::Fell, run }) => self.ran("fell", &measure, run),
            _ => {
                let key = if driver.points > 0.0 { "cause.score-rose" } else { "cause.score-fell" };
                self.pen.say(key, &[("measure", &measure)])
            }
        })
    }

    /// Whether a measure moved the right way, but by less than its target.
    fn target_ran_ahead(&self, node: NodeIndex) -> bool {
        let (Some(now), Some(before)) = (self.now(node), self.before(node)) else { return false };
        let sign = match self.measure(node).map(|measure| measure.better) {
            Some(Direction::Higher) => 1.0,
            Some(Direction::Lower) => -1.0,
            _ => return false,
        };
        let gain = |from: Option<f64>, to: Option<f64>| Some((to? - from?) * sign);
        let (actual, target) = (gain(before.actual, now.actual), gain(before.target, now.target));
        actual.zip(target).is_some_and(|(actual, target)| actual >= 0.0 && target > actual)
    }

    /// Whether the way an actual moved is the way its score moved; a new target can turn that round.
    fn explains(&self, driver: &Move, movement: Movement) -> bool {
        let better = self.measure(driver.node).map_or(Direction::Higher, |measure| measure.better);
        match (better, movement.way) {
            (Direction::Higher, Way::Rose) | (Direction::Lower, Way::Fell) => driver.points > 0.0,
            (Direction::Higher, Way::Fell) | (Direction::Lower, Way::Rose) => driver.points < 0.0,
            (Direction::Within, way) => way != Way::Stayed,
            (_, Way::Stayed) => false,
        }
    }

    /// `Retention fell`, `Retention fell for the third month running`.
    pub(super) fn ran(&self, verb: &str, measure: &str, run: usize) -> String {
        if run < 2 {
            return self.pen.say(&format!("cause.{verb}"), &[("measure", measure)]);
        }
        let noun = self.pen.say(&format!("period-noun.{}", self.period().frequency().word()), &[]);
        let (ordinal, n) = (self.pen.ordinal(run), run.to_string());
        let fill = [("measure", measure), ("ordinal", ordinal.as_str()), ("noun", &noun), ("n", &n)];
        self.pen.say(&format!("cause.{verb}-run"), &fill)
    }

    /// `Renewal margin and Route punctuality improved.`: the other way than the score, else more of the same.
    fn others_moved(&self, node: NodeIndex, moves: &[Move]) -> String {
        let Some(change) = self.now(node).and_then(|o| o.score).zip(self.before(node).and_then(|o| o.score)) else {
            return String::new();
        };
        let down = change.0 < change.1;
        let counts = |each: &&Move| (each.points > 0.0) == down && each.points.abs() >= 0.05 && !each.by_coverage;
        let names: Vec<String> = moves.iter().filter(counts).take(2).map(|each| self.title(each.node)).collect();
        if names.is_empty() {
            return String::new();
        }
        let key = if down { "deck.improved" } else { "deck.worsened" };
        self.pen.sentence(&self.pen.say(key, &[("measures", &self.pen.words.list(&names))]))
    }

    fn held_sentence(&self, node: NodeIndex) -> String {
        let Some(outcome) = self.now(node) else { return String::new() };
        let (Some(by), Some(score)) = (outcome.held_by, outcome.score) else { return String::new() };
        let own = self.pen.status_word(self.bands().status(Some(score)));
        let status = self.pen.status_word(outcome.status);
        self.pen.say("deck.held", &[("measure", &self.title(by)), ("own", &own), ("status", &status)])
    }

    /// `Three of 24 measures are off track, two have no data; were they known, …`
    fn counts_sentence(&self, node: NodeIndex) -> String {
        let tally = self.tally(&self.measures_under(node));
        let total = tally.iter().sum::<usize>();
        if total == 0 {
            return String::new();
        }
        let all = self.pen.cardinal(total);
        let clause = |key: &str, n: usize| self.pen.count(key, n, &[("count", &self.pen.cardinal(n)), ("total", &all)]);
        let [on, risk, off, missing, withheld] = tally;
        let mut said = match (off, risk, on) {
            (0, 0, 0) if withheld > 0 => clause("deck.all-withheld", withheld),
            (0, 0, 0) => clause("deck.all-missing", total),
            (0, 0, _) if missing + withheld == 0 => clause("deck.all-on", total),
            (0, 0, _) => clause("deck.rest-on", on),
            (0, risk, _) => clause("deck.at-risk", risk),
            (off, _, _) => clause("deck.off-track", off),
        };
        if missing > 0 && missing < total {
            said += &clause("deck.and-missing", missing);
        }
        if withheld > 0 && on + risk + off > 0 {
            said += &clause("deck.and-withheld", withheld);
        }
        if let Some(outcome) = self.now(node).filter(|outcome| missing > 0 && outcome.coverage > 0.0) {
            said += &self.would_lie(outcome);
        }
        self.pen.sentence(&(said + &self.pen.say("sentence.end", &[])))
    }

    fn would_lie(&self, outcome: &Outcome) -> String {
        let (low, high) = (self.score_text(outcome.low), self.score_text(outcome.high));
        if low == high {
            return String::new();
        }
        self.pen.say("deck.would-lie", &[("low", &low), ("high", &high)])
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    fn said<T>(locale: Locale, tell: impl Fn(&Sheet) -> T) -> T {
        let made = made();
        let material = made.material();
        let words = words(locale);
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        tell(&Sheet::new(pen, &material, 0).expect("a scorecard"))
    }

    fn root(sheet: &Sheet) -> Headline {
        sheet.node_headline(Scorecard::ROOT, &sheet.moves(Scorecard::ROOT))
    }

    #[test]
    fn the_overview_says_what_a_leader_must_know() {
        let en = said(Locale::En, root);
        let headline =
            "Strategy scorecard is off track: Learning has no data any more and took the score from 70.7 to 48.0.";
        assert_eq!(en.headline, headline);
        let deck = "One of three measures is off track, one has no data; \
                    were all data known, the score would lie between 28.8 and 68.8.";
        assert_eq!(en.deck, deck);
        let zh = said(Locale::Zh, root);
        assert_eq!(zh.headline, "战略评分卡落后：Learning缺少数据，得分由70.7降至48.0。");
        assert_eq!(zh.deck, "3个指标中有1个落后，1个无数据；若数据齐全，得分将在28.8至68.8之间。");
    }

    #[test]
    fn a_measure_says_where_it_stands_against_its_target() {
        let leads = |sheet: &Sheet| [5, 7].map(|node| sheet.measure_headline(NodeIndex(node)));
        let [retention, hours] = said(Locale::En, leads);
        let headline =
            "Retention rate fell for the second month running to 79.2 %, 4.8 pp short of its target of 84.0 %.";
        assert_eq!(retention.headline.replace('\u{a0}', " "), headline);
        let deck = "It scores 60.0 of 100 and has been at risk for 3 months. \
                    Lowest is West at 75.2 %, highest East <b> at 77.2 %.";
        assert_eq!(retention.deck.replace('\u{a0}', " "), deck);
        let missing = "Training hours <script> has no data for October 2026; it last reported for September 2026.";
        assert_eq!(hours.headline, missing);
        let [retention, _] = said(Locale::Zh, leads);
        assert_eq!(retention.headline, "Retention rate连续2个月下降至79.2%，比目标值84.0%低4.8个百分点。");
    }

    #[test]
    fn what_needs_attention_names_owner_time_and_initiative() {
        let items = said(Locale::En, |sheet: &Sheet| sheet.attention(Scorecard::ROOT));
        let complaints = &items[0];
        assert!(complaints.critical);
        assert_eq!(complaints.said.replace('\u{a0}', " "), "69 % against a target of 90 %, for 2 months now.");
        let who = "Customer service · initiative “Second-line desk”: 2 months late";
        assert_eq!(complaints.who.replace('\u{a0}', " "), who);
        assert_eq!(items[1].said, "Last reported September.");
    }

    #[test]
    fn a_bridge_adds_up_as_shown() {
        let bridge = said(Locale::En, |sheet: &Sheet| sheet.bridge(Scorecard::ROOT, "bridge")).expect("a bridge");
        let number = |text: &str| text.replace('−', "-").replace('±', "").parse::<f64>().expect("a number");
        let parts: f64 = bridge.rows.iter().map(|row| number(&row.change)).sum();
        assert!((number(&bridge.from.1) + parts - number(&bridge.to.1)).abs() < 1e-9, "{bridge:?}");
    }

    #[test]
    fn the_working_can_be_checked_by_hand() {
        let working = said(Locale::En, |sheet: &Sheet| sheet.working(NodeIndex(5), "curve")).expect("a working");
        assert_eq!(working.formula.as_deref(), Some("(79.2 − 72) ÷ (84 − 72) × 100 = 60.0"));
    }
}
