//! What an assessment comes to, in a sentence, and what qualifies it.

use super::sight::Sight;
use crate::method::fuzzy::{self, Reliability, Verdict};
use crate::report::number::NumberFormat;
use crate::report::sentence::Headline;
use crate::scorecard::{Assessment, AssessmentMethod, EntityTree, NodeIndex};

impl Sight<'_> {
    /// `Readiness to implement is “partly ready”: 55.3 of 100, 12.0 more than in Q1.`, with what is weakest.
    pub fn lead(&self) -> Headline {
        let root = Assessment::ROOT;
        let title = self.title(root);
        let Some(score) = self.now(root).and_then(|outcome| outcome.score) else {
            return Headline {
                headline: self.pen.say("assessment.no-score", &[("title", &title)]),
                deck: String::new(),
            };
        };
        let (score, verdict) = (self.score_text(score), self.verdict_words(root).unwrap_or_default());
        let fill = [("title", title.as_str()), ("score", &score), ("verdict", &verdict)];
        let tied = self.verdict(root).is_some_and(|verdict| verdict.reliability == Reliability::Tied);
        let key = match self.own.assessment.method {
            AssessmentMethod::Maturity => "assessment.lead-level",
            AssessmentMethod::Mean => "assessment.lead-mean",
            AssessmentMethod::Fuzzy if tied => "assessment.lead-tied",
            AssessmentMethod::Fuzzy => "assessment.lead",
        };
        Headline { headline: self.pen.sentence(&self.pen.say(key, &fill)), deck: self.deck() }
    }

    /// What blocks and what is weakest.
    fn deck(&self) -> String {
        let blocking = self.own.appraisal.blockers(self.own.assessment, EntityTree::TOP, self.period());
        let named = |factors: &[NodeIndex]| {
            let names: Vec<String> = factors.iter().map(|factor| self.pen.quoted(&self.title(*factor))).collect();
            self.pen.words.list(&names)
        };
        let blocked = (!blocking.is_empty())
            .then(|| self.pen.count("assessment.blocked", blocking.len(), &[("factors", &named(&blocking))]));
        let weakest: Vec<NodeIndex> =
            self.in_order().into_iter().filter(|factor| !blocking.contains(factor)).take(2).collect();
        let weak = (!weakest.is_empty()).then(|| {
            let key = if blocking.is_empty() { "assessment.weakest" } else { "assessment.weakest-beside" };
            self.pen.say(key, &[("factors", &named(&weakest))])
        });
        self.pen.paragraph([blocked, weak].into_iter().flatten())
    }

    /// The verdict on a factor by largest membership.
    pub fn verdict(&self, factor: NodeIndex) -> Option<Verdict> {
        fuzzy::verdict(&self.now(factor)?.memberships)
    }

    /// The grade a factor belongs to, or the grades that tie; the level it has reached.
    pub fn verdict_words(&self, factor: NodeIndex) -> Option<String> {
        let now = self.now(factor)?;
        let name = |grade: usize| self.pen.quoted(&self.pen.text(&self.own.assessment.grades[grade].title));
        if let Some(reached) = now.reached {
            return Some(name(reached.clamp(1, self.own.assessment.grades.len()) - 1));
        }
        let names: Vec<String> = fuzzy::verdict(&now.memberships)?.tied.into_iter().map(name).collect();
        Some(self.pen.words.list(&names))
    }

    /// What stands beside the score.
    pub fn facts(&self) -> Vec<(String, String)> {
        let root = Assessment::ROOT;
        let mut facts = Vec::new();
        let mut add = |key: &str, value: Option<String>| {
            facts.extend(value.map(|value| (self.pen.say(&format!("assessment.fact.{key}"), &[]), value)));
        };
        add("verdict", self.verdict_words(root));
        add("reliability", self.reliability());
        add("level", self.now(root).and_then(|now| now.level).map(|level| self.decimal(level)));
        add("raters", self.now(root).map(|now| now.raters).filter(|n| *n > 0).map(|n| self.pen.number(n.into())));
        add("answers", self.now(root).map(|now| now.answers).filter(|n| *n > 0).map(|n| self.pen.number(n.into())));
        add("method", Some(self.method()));
        facts
    }

    /// `fair, α = 0.75`.
    fn reliability(&self) -> Option<String> {
        let verdict = self.verdict(Assessment::ROOT)?;
        if self.own.assessment.method != AssessmentMethod::Fuzzy {
            return None;
        }
        let word = match verdict.reliability {
            Reliability::Tied => "tied",
            Reliability::Low => "low",
            Reliability::Fair => "fair",
            Reliability::High => "high",
        };
        let index = verdict.validity.map(|validity| format!("α = {}", self.decimal(validity)));
        Some(self.pen.facts([Some(self.pen.say(&format!("assessment.reliability.{word}"), &[])), index]))
    }

    fn method(&self) -> String {
        let formula = self.own.assessment.factor(Assessment::ROOT).operator.formula();
        match self.own.assessment.method {
            AssessmentMethod::Fuzzy => self.pen.say("assessment.method.fuzzy", &[("operator", formula)]),
            AssessmentMethod::Mean => self.pen.say("assessment.method.mean", &[]),
            AssessmentMethod::Maturity => self.pen.say("assessment.method.maturity", &[]),
        }
    }

    /// A number with two decimals.
    pub fn decimal(&self, value: f64) -> String {
        NumberFormat { decimals: 2, ..NumberFormat::score(self.pen.locale()) }.bare(value)
    }

    /// What small groups keep back.
    fn withheld(&self) -> Option<String> {
        let least = Some(self.own.assessment.min_group).filter(|least| *least > 0)?;
        Some(self.pen.say("assessment.withheld", &[("n", &self.pen.number(least.into()))]))
    }

    /// What to be careful about: grades that nearly tie, factors an operator does not hear, opinions apart.
    pub fn cautions(&self) -> Vec<String> {
        let mut said = Vec::new();
        said.extend(self.withheld());
        let verdict = self.verdict(Assessment::ROOT).filter(|verdict| !verdict.near.is_empty());
        if let Some(verdict) = verdict.filter(|_| self.own.assessment.method == AssessmentMethod::Fuzzy) {
            let name = |grade: usize| self.pen.quoted(&self.pen.text(&self.own.assessment.grades[grade].title));
            let near = self.pen.words.list(&verdict.near.iter().map(|grade| name(*grade)).collect::<Vec<_>>());
            said.push(self.pen.say("assessment.near", &[("verdict", &name(verdict.grade)), ("near", &near)]));
        }
        for (index, factor) in self.own.assessment.indexed() {
            let Some(loss) = self.now(index).and_then(|outcome| outcome.loss.as_ref()) else { continue };
            let silent: Vec<String> = loss.silent.iter().map(|at| self.title(NodeIndex(*at))).collect();
            let (group, operator) = (self.title(index), factor.operator.formula());
            let factors = self.pen.words.list(&silent);
            let fill = [("group", group.as_str()), ("operator", operator), ("factors", &factors)];
            said.push(self.pen.say(if silent.is_empty() { "assessment.many" } else { "assessment.unheard" }, &fill));
        }
        said
    }
}
