//! Memberships: how far everything belongs to each grade.

use serde::Serialize;

use super::sight::Sight;
use crate::method::fuzzy;
use crate::report::view::Quantity;
use crate::scorecard::NodeIndex;

/// A factor or group with its memberships.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeRow {
    /// For the anchor of a group; factors that are rated themselves have theirs where their raters are told.
    pub id: Option<String>,
    /// Its name.
    pub title: String,
    /// How deep it lies; 0 is the whole.
    pub depth: usize,
    /// One a grade; none where nothing rated it.
    pub cells: Vec<GradeCell>,
}

/// How far something belongs to one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeCell {
    /// `38 %`.
    pub share: Quantity,
    /// The status of the grade's score, where most belongs to it; empty elsewhere.
    pub code: &'static str,
}

impl Sight<'_> {
    /// The names of the grades.
    pub fn grade_names(&self) -> Vec<String> {
        self.own.assessment.grades.iter().map(|grade| self.pen.text(&grade.title)).collect()
    }

    /// All memberships, the whole first, in the order of the YAML.
    pub fn memberships(&self) -> Vec<GradeRow> {
        let mut depths = vec![0_usize; self.own.assessment.factors.len()];
        for (at, factor) in self.own.assessment.factors.iter().enumerate() {
            let depth = depths[at] + 1;
            factor.edges.iter().for_each(|edge| depths[edge.child.0] = depth);
        }
        self.own.assessment.indexed().map(|(index, _)| self.grade_row(index, depths[index.0])).collect()
    }

    fn grade_row(&self, index: NodeIndex, depth: usize) -> GradeRow {
        let memberships = self.now(index).map(|now| now.memberships.as_slice()).unwrap_or_default();
        let largest = fuzzy::verdict(memberships).map(|verdict| verdict.tied).unwrap_or_default();
        let code = |grade: usize| {
            let status = self.own.assessment.bands.status(Some(self.own.assessment.grades[grade].score));
            if largest.contains(&grade) { status.code() } else { "" }
        };
        let cell = |(grade, share): (usize, &f64)| GradeCell { share: self.pen.share(*share), code: code(grade) };
        let factor = self.own.assessment.factor(index);
        let id = (depth > 0 && !factor.edges.is_empty()).then(|| factor.id.clone());
        GradeRow { id, title: self.title(index), depth, cells: memberships.iter().enumerate().map(cell).collect() }
    }
}
