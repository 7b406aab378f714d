//! What follows from each answer, and what can be done about it: a list by area.

use serde::Serialize;

use super::sight::Sight;
use crate::report::view::{Link, StatusView};
use crate::scorecard::{EntityTree, NodeIndex, Status};

/// The factors of an area.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Area {
    /// The group; `None` for factors right under the whole.
    pub title: Option<String>,
    /// Its factors, in the order of the YAML.
    pub items: Vec<Diagnosis>,
}

/// How a factor was answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The factor.
    pub link: Link,
    /// How it stands.
    pub status: StatusView,
    /// The grade most belongs to: `“partly”`.
    pub verdict: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What follows; only below on track.
    pub consequence: Option<String>,
    /// What can be done; only below on track.
    pub remedy: Option<String>,
}

impl Sight<'_> {
    /// Every factor with a consequence or a remedy by its area, less those told as blockers; in the order of the YAML.
    pub fn diagnosis(&self) -> Vec<Area> {
        let blocking = self.own.appraisal.blockers(self.own.assessment, EntityTree::TOP, self.period());
        let mut areas: Vec<Area> = Vec::new();
        for (index, factor) in self.own.assessment.leaves() {
            let says_something = factor.consequence.is_some() || factor.remedy.is_some();
            if !says_something || blocking.contains(&index) {
                continue;
            }
            let (title, item) = (self.group_of(index), self.diagnosed(index));
            match areas.iter_mut().find(|area| area.title == title) {
                Some(area) => area.items.push(item),
                None => areas.push(Area { title, items: vec![item] }),
            }
        }
        areas
    }

    fn diagnosed(&self, index: NodeIndex) -> Diagnosis {
        let factor = self.own.assessment.factor(index);
        let is_weak = !matches!(self.status_of(index), Status::OnTrack | Status::NoData);
        Diagnosis {
            link: self.link(index),
            status: self.status(index),
            verdict: self.verdict_words(index).filter(|verdict| !verdict.is_empty()),
            owner: self.pen.some_text(factor.owner.as_ref()),
            consequence: self.pen.some_text(factor.consequence.as_ref()).filter(|_| is_weak),
            remedy: self.pen.some_text(factor.remedy.as_ref()).filter(|_| is_weak),
        }
    }
}
