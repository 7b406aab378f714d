//! Factors: the four fields, and the matrices with weights, ratings and what both make.

use serde::Serialize;

use super::View;
use crate::report::rated::{RatingView, two_decimals};
use crate::report::view::{Link, Quantity};
use crate::scorecard::{SwotFactor, SwotKind, Text};

/// A field of the matrix: strengths.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// `strength`.
    pub code: &'static str,
    /// `Strengths`.
    pub title: String,
    /// `inside, and good`.
    pub note: String,
    /// Its factors, the one that counts most first.
    pub factors: Vec<Entry>,
}

/// A factor in a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its row.
    pub link: Link,
    /// `weight 15 %, rating 4`.
    pub said: String,
}

/// A matrix: internal or external factors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HalfView {
    /// `ife`, `efe`.
    pub id: &'static str,
    /// `Internal factors (IFE)`.
    pub title: String,
    /// What ratings mean here.
    pub note: String,
    /// A factor each, in the order of the book.
    pub rows: Vec<FactorRow>,
    /// `2.85`.
    pub total: Option<Quantity>,
}

/// A factor in a matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactorRow {
    /// For its anchor.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `Strength`.
    pub kind: String,
    /// `strength`.
    pub code: &'static str,
    /// What is meant.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its share of the half: `15 %`.
    pub weight: Quantity,
    /// Its rating, and who gave it.
    pub rating: RatingView,
    /// Weight times rating: `0.60`.
    pub weighted: Option<Quantity>,
}

impl View<'_> {
    /// The four fields.
    pub(super) fn fields(&self) -> Vec<Field> {
        let field = |kind: SwotKind| {
            let mut own: Vec<(usize, &SwotFactor)> = self.rated.own.of_kind(kind).collect();
            // Stable: equal weights stay in the order of the book.
            own.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight));
            Field {
                code: kind.word(),
                title: self.pen.say(&format!("swot.fields.{}", kind.word()), &[]),
                note: self.pen.say(&format!("swot.fields.{}.note", kind.word()), &[]),
                factors: own.into_iter().map(|(place, factor)| self.entry(place, factor)).collect(),
            }
        };
        SwotKind::ALL.into_iter().map(field).collect()
    }

    fn entry(&self, place: usize, factor: &SwotFactor) -> Entry {
        let weight = self.pen.share_text(factor.weight);
        let said = match self.rating(place) {
            Some(rating) => {
                let rating = self.ratings().number(rating.value).text();
                self.pen.say("swot.entry", &[("weight", &weight), ("rating", &rating)])
            }
            None => self.pen.say("swot.entry-unrated", &[("weight", &weight)]),
        };
        Entry { link: self.factor_link(place), said }
    }

    /// One of the two matrices.
    pub(super) fn half(&self, internal: bool) -> HalfView {
        let (inner, outer) = self.halves_at(self.rated.rounds.period);
        let (id, half) = if internal { ("ife", inner) } else { ("efe", outer) };
        HalfView {
            id,
            title: self.pen.say(&format!("swot.{id}"), &[]),
            note: self.pen.say(&format!("swot.{id}.note"), &[]),
            rows: self.rated.own.half(internal).map(|(place, factor)| self.row(place, factor)).collect(),
            total: half.total.map(|total| Quantity::new(&two_decimals(self.pen), total)),
        }
    }

    fn row(&self, place: usize, factor: &SwotFactor) -> FactorRow {
        let rating = self.rating(place);
        let weighted = rating.map(|rating| rating.value * factor.weight);
        FactorRow {
            id: factor.id.clone(),
            title: self.pen.text(&factor.title),
            kind: self.pen.say(&format!("swot.kind.{}", factor.kind.word()), &[]),
            code: factor.kind.word(),
            description: self.pen.some_text(factor.description.as_ref()),
            owner: self.pen.some_text(factor.owner.as_ref()),
            weight: self.pen.share(factor.weight),
            rating: self.ratings().view(&factor.rated, rating),
            weighted: weighted.map(|product| Quantity::new(&two_decimals(self.pen), product)),
        }
    }

    /// The factors of which something is said, with what.
    pub(super) fn noted(&self, what: impl Fn(&SwotFactor) -> Option<&Text>) -> Vec<(Link, String)> {
        let all = self.rated.own.factors.iter().enumerate();
        all.filter_map(|(place, factor)| Some((self.factor_link(place), self.pen.some_text(what(factor))?))).collect()
    }
}
