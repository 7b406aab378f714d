//! Factors: what blocks, the weakest first, and who rated them.

use serde::Serialize;

use super::sight::Sight;
use crate::report::overview::NodeTable;
use crate::report::view::{Link, Quantity, StatusView};
use crate::scorecard::{Assessment, EntityTree, NodeIndex, Rated};

/// A critical factor below the floor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockerView {
    /// The factor.
    pub link: Link,
    /// `21.4`.
    pub score: String,
    /// How it stands.
    pub status: StatusView,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What follows.
    pub consequence: Option<String>,
    /// What can be done.
    pub remedy: Option<String>,
}

/// Who rated a factor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatedRow {
    /// For its anchor.
    pub id: String,
    /// The factor.
    pub title: String,
    /// The group it belongs to; `None` right under the whole.
    pub group: Option<String>,
    /// `panel`, `judgement`, or the measure.
    pub by: String,
    /// How many people.
    pub raters: u32,
    /// How many were asked and did not answer.
    pub missing: u32,
    /// How many answers.
    pub answers: u32,
    /// How far they agree: `62 %`.
    pub agreement: Option<Quantity>,
    /// The grade most belongs to.
    pub verdict: Option<String>,
    /// How it stands.
    pub status: StatusView,
}

impl Sight<'_> {
    /// The factors that are rated themselves, the weakest first; those without a score last.
    pub fn in_order(&self) -> Vec<NodeIndex> {
        let mut leaves: Vec<NodeIndex> = self.own.assessment.leaves().map(|(index, _)| index).collect();
        let score = |factor: &NodeIndex| self.now(*factor).and_then(|outcome| outcome.score).unwrap_or(f64::INFINITY);
        leaves.sort_by(|a, b| score(a).total_cmp(&score(b)));
        leaves
    }

    /// The critical factors below the floor.
    pub fn blockers(&self) -> Vec<BlockerView> {
        let found = self.own.appraisal.blockers(self.own.assessment, EntityTree::TOP, self.period());
        let view = |index: NodeIndex| {
            let factor = self.own.assessment.factor(index);
            BlockerView {
                link: self.link(index),
                score: self.now(index).and_then(|now| now.score).map_or_else(String::new, |s| self.score_text(s)),
                status: self.status(index),
                owner: self.pen.some_text(factor.owner.as_ref()),
                consequence: self.pen.some_text(factor.consequence.as_ref()),
                remedy: self.pen.some_text(factor.remedy.as_ref()),
            }
        };
        found.into_iter().map(view).collect()
    }

    /// What stands in their place.
    pub fn no_blockers(&self) -> String {
        let critical = self.own.assessment.factors.iter().filter(|factor| factor.critical).count();
        let floor = self.score_text(self.own.assessment.floor);
        let key = if critical == 0 { "assessment.none-critical" } else { "assessment.no-blockers" };
        self.pen.say(key, &[("floor", &floor)])
    }

    /// The groups right under the whole; `None` where there are only factors.
    pub fn groups(&self) -> Option<NodeTable> {
        let parts = self.parts(Assessment::ROOT);
        let is_group = |part: &NodeIndex| !self.own.assessment.factor(*part).edges.is_empty();
        parts.iter().any(is_group).then(|| self.table("group", self.pen.say("assessment.groups", &[]), &parts))
    }

    /// The factors that are rated themselves, the weakest first.
    pub fn weakest(&self) -> NodeTable {
        self.table("factor", self.pen.say("assessment.factors", &[]), &self.in_order())
    }

    /// Who rated each factor, in the order of the YAML.
    pub fn rated(&self) -> Vec<RatedRow> {
        self.own.assessment.leaves().map(|(index, _)| self.rated_row(index)).collect()
    }

    fn rated_row(&self, index: NodeIndex) -> RatedRow {
        let factor = self.own.assessment.factor(index);
        let now = self.now(index);
        RatedRow {
            id: factor.id.clone(),
            title: self.title(index),
            group: self.group_of(index),
            by: self.rated_by(index),
            raters: now.map_or(0, |now| now.raters),
            missing: now.map_or(0, |now| now.missing),
            answers: now.map_or(0, |now| now.answers),
            agreement: now.and_then(|now| now.agreement).map(|agreement| self.pen.share(agreement)),
            verdict: self.verdict_words(index),
            status: self.status(index),
        }
    }

    fn rated_by(&self, index: NodeIndex) -> String {
        match &self.own.assessment.factor(index).rated {
            Rated::ByMeasure(measure) => {
                let value = self.now(index).and_then(|now| now.number).map(|number| self.decimal(number));
                self.pen.facts([Some(format!("{}/{}", measure.scorecard, measure.path)), value])
            }
            Rated::ByJudgement(_) => self.pen.say("assessment.by-judgement", &[]),
            Rated::ByPanel | Rated::ByParts => self.pen.say("assessment.by-panel", &[]),
        }
    }

    /// The name of the group a factor belongs to; `None` right under the whole.
    pub(super) fn group_of(&self, index: NodeIndex) -> Option<String> {
        let holds = |factor: &crate::scorecard::Factor| factor.edges.iter().any(|edge| edge.child == index);
        let (group, _) = self.own.assessment.indexed().find(|(_, factor)| holds(factor))?;
        (group != Assessment::ROOT).then(|| self.title(group))
    }
}
