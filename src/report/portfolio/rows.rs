//! Candidates: in order of priority, by what to do about them, by what is done with the step, and who rated them.

use serde::Serialize;

use super::{View, code};
use crate::method::portfolio::Field;
use crate::method::rating::Rating;
use crate::report::number::NumberFormat;
use crate::report::rated::{RatingView, initiative_link, two_decimals};
use crate::report::view::{Link, Quantity};
use crate::scorecard::{Candidate, Criterion, Esia};

/// A candidate in order of priority.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateRow {
    /// For its anchor.
    pub id: String,
    /// `3`; `None` where it is not rated by all criteria.
    pub rank: Option<String>,
    /// Its rank when it was rated before.
    pub before: Option<String>,
    /// Its name.
    pub title: String,
    /// What is done.
    pub description: Option<String>,
    /// `Eliminate`.
    pub esia: String,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Gap, importance, feasibility.
    pub ratings: Vec<Option<Quantity>>,
    /// Gap and importance together.
    pub value: Option<Quantity>,
    /// 0 to 100.
    pub priority: Option<Quantity>,
    /// `Take up first`.
    pub field: Option<String>,
    /// The initiative that takes it up.
    pub initiative: Option<Link>,
}

/// Candidates of which the same is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldGroup {
    /// `Take up first`.
    pub title: String,
    /// What that means.
    pub advice: String,
    /// The highest priority first.
    pub candidates: Vec<Link>,
}

/// Candidates with whose step the same is done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EsiaGroup {
    /// `Eliminate`.
    pub title: String,
    /// `What adds no value is left out.`
    pub note: String,
    /// The highest priority first, each with it: `82.5`.
    pub candidates: Vec<(Link, Option<String>)>,
}

/// Who rated a candidate by one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatedRow {
    /// The candidate.
    pub title: String,
    /// `Performance gap`.
    pub criterion: String,
    /// Its rating, and who gave it.
    pub rating: RatingView,
}

impl View<'_> {
    fn rating(&self, place: usize, criterion: usize) -> Option<&Rating> {
        self.rated.rounds.now().get(place * Criterion::ALL.len() + criterion)?.as_ref()
    }

    /// In order of priority; those without one last.
    fn in_order(&self) -> Vec<(usize, Option<usize>)> {
        let ranked = self.ranked.iter().map(|(place, rank)| (*place, Some(*rank)));
        let rest = (0..self.judged.len()).filter(|place| self.judged[*place].is_none()).map(|place| (place, None));
        ranked.chain(rest).collect()
    }

    /// Every candidate.
    pub(super) fn rows(&self) -> Vec<CandidateRow> {
        let before = self.rated.rounds.previous().map(|period| self.ranks_at(period)).unwrap_or_default();
        let before = |place: usize| before.iter().find(|(own, _)| *own == place).map(|(_, rank)| rank.to_string());
        self.in_order().into_iter().map(|(place, rank)| self.row(place, rank, before(place))).collect()
    }

    fn row(&self, place: usize, rank: Option<usize>, before: Option<String>) -> CandidateRow {
        let candidate: &Candidate = &self.rated.own.candidates[place];
        let judged = self.judged[place];
        let rating = |criterion| self.rating(place, criterion).map(|rating| self.ratings().number(rating.value));
        CandidateRow {
            id: candidate.id.clone(),
            rank: rank.map(|rank| rank.to_string()),
            before,
            title: self.pen.text(&candidate.title),
            description: self.pen.some_text(candidate.description.as_ref()),
            esia: self.esia(candidate.esia),
            owner: self.pen.some_text(candidate.owner.as_ref()),
            ratings: (0..Criterion::ALL.len()).map(rating).collect(),
            value: judged.map(|judged| Quantity::new(&two_decimals(self.pen), judged.value)),
            priority: judged.map(|judged| Quantity::new(&NumberFormat::score(self.pen.locale()), judged.priority)),
            field: judged.map(|judged| self.field(judged.field)),
            initiative: initiative_link(self.pen, self.material, candidate.initiative.as_ref()),
        }
    }

    fn esia(&self, esia: Esia) -> String {
        self.pen.say(&format!("portfolio.esia.{}", esia.word()), &[])
    }

    fn field(&self, field: Field) -> String {
        self.pen.say(&format!("portfolio.field.{}", code(field)), &[])
    }

    /// By what to do about them; also the fields in which nothing stands.
    pub(super) fn field_groups(&self) -> Vec<FieldGroup> {
        let group = |field: Field| FieldGroup {
            title: self.field(field),
            advice: self.pen.say(&format!("portfolio.field.{}.advice", code(field)), &[]),
            candidates: self.in_field(field).into_iter().map(|place| self.candidate_link(place)).collect(),
        };
        Field::ALL.into_iter().map(group).collect()
    }

    /// By what is done with the step, in the order in which that is tried.
    pub(super) fn groups(&self) -> Vec<EsiaGroup> {
        let of = |esia: Esia| {
            self.in_order().into_iter().filter(move |(place, _)| self.rated.own.candidates[*place].esia == esia)
        };
        let told = |(place, _): (usize, Option<usize>)| {
            let priority = self.judged[place].map(|judged| self.score(judged.priority));
            (self.candidate_link(place), priority)
        };
        let group = |esia: Esia| EsiaGroup {
            title: self.esia(esia),
            note: self.pen.say(&format!("portfolio.esia.{}.note", esia.word()), &[]),
            candidates: of(esia).map(told).collect(),
        };
        Esia::ALL.into_iter().map(group).collect()
    }

    /// Who rated what, in the order of the book.
    pub(super) fn rated_rows(&self) -> Vec<RatedRow> {
        let mut rows = Vec::new();
        for (place, candidate) in self.rated.own.candidates.iter().enumerate() {
            for (at, (criterion, by)) in Criterion::ALL.into_iter().zip(&candidate.rated).enumerate() {
                rows.push(RatedRow {
                    title: self.pen.text(&candidate.title),
                    criterion: self.pen.say(&format!("portfolio.{}", criterion.word()), &[]),
                    rating: self.ratings().view(by, self.rating(place, at)),
                });
            }
        }
        rows
    }

    /// What stated ratings rest on.
    pub(super) fn evidence(&self) -> Vec<(Link, String)> {
        let all = self.rated.own.candidates.iter().enumerate();
        let told = |(place, candidate): (usize, &Candidate)| {
            Some((self.candidate_link(place), self.pen.some_text(candidate.evidence.as_ref())?))
        };
        all.filter_map(told).collect()
    }
}
