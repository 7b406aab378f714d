//! An assessment: its verdict and how far that can be relied on, the weakest factors, what blocks, and who said so.

mod diagnosis;
mod entities;
mod evidence;
mod factors;
mod grades;
mod sentence;
mod sight;
mod weights;

use serde::Serialize;

use super::figure::{Figure, Radar, RadarAxis};
use super::firm::{FirmView, OrderView, Tried as _};
use super::overview::NodeTable;
use super::pen::Pen;
use super::sentence::Headline;
use super::sources::TableView;
use super::view::Standing;
use super::weights::WeightsView;
use super::{Appraised, Material};
use crate::scorecard::Assessment;

pub use diagnosis::{Area, Diagnosis};
pub use entities::{EntityRow, RoundRow};
pub use evidence::{AnswerRow, EvidenceView};
pub use factors::{BlockerView, RatedRow};
pub use grades::{GradeCell, GradeRow};
pub use sight::Sight;

/// With fewer axes there is no shape to see.
const LEAST_AXES: usize = 3;

/// What an assessment's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssessmentPage {
    /// Its name.
    pub title: String,
    /// The period reported on.
    pub period: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What it is for.
    pub description: Option<String>,
    /// The figure beside it.
    pub standing: Standing,
    /// (`Verdict`, `largely ready, 38 %`), …
    pub facts: Vec<(String, String)>,
    /// What to be careful about: ties, what an operator does not hear.
    pub cautions: Vec<String>,
    /// Critical factors below the floor.
    pub blockers: Vec<BlockerView>,
    /// `None of the critical factors is below “partly ready”.`
    pub no_blockers: String,
    /// What follows from each answer, and what can be done, by area.
    pub diagnosis: Vec<Area>,
    /// Groups directly under the whole, in the order of the YAML; none where there are only factors.
    pub groups: Option<NodeTable>,
    /// The same around a centre.
    pub radar: Option<Figure>,
    /// How firm its score is; `None` where no weight moves it.
    pub firm: Option<FirmView>,
    /// Where the weights of its groups come from; none where they are written as numbers.
    pub weights: Vec<WeightsView>,
    /// How firm the order of its entities is, level by level.
    pub orders: Vec<OrderView>,
    /// Factors that are rated themselves, the weakest first.
    pub weakest: NodeTable,
    /// The names of the grades.
    pub grades: Vec<String>,
    /// How far everything belongs to each grade, in the order of the YAML.
    pub memberships: Vec<GradeRow>,
    /// Who rated each factor, and how far they agree.
    pub rated: Vec<RatedRow>,
    /// The names of the parts right under the whole.
    pub parts: Vec<String>,
    /// What each entity has; none without entities.
    pub entities: Vec<EntityRow>,
    /// Every time it was assessed, the latest first.
    pub rounds: Vec<RoundRow>,
    /// Judgements in force with what they rest on.
    pub evidence: Vec<EvidenceView>,
    /// Who was asked.
    pub panel: Option<String>,
    /// The query of the panel; `None` where nobody was asked.
    pub sql: Option<String>,
    /// `scorecards/readiness.yaml, line 33`.
    pub place: String,
    /// Models the query reads: (name, SQL).
    pub models: Vec<(String, String)>,
    /// Tables it reads.
    pub tables: Vec<TableView>,
    /// Every answer, without names; none where there are too many to be handed out.
    pub answers: Vec<AnswerRow>,
    /// What a number of answers is called: `420 answers`.
    pub answers_note: String,
}

/// Builds the page of the assessment at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<AssessmentPage> {
    let sight = Sight::new(pen, material.appraised.get(at)?, at);
    let root = Assessment::ROOT;
    let (sql, place, models, tables) = sight.source(material);
    let answers = sight.answers();
    Some(AssessmentPage {
        title: sight.title(root),
        period: pen.period(sight.period()),
        lead: sight.lead(),
        description: pen.some_text(sight.own.assessment.description.as_ref()),
        standing: sight.standing(),
        facts: sight.facts(),
        cautions: sight.cautions(),
        blockers: sight.blockers(),
        no_blockers: sight.no_blockers(),
        diagnosis: sight.diagnosis(),
        groups: sight.groups(),
        radar: radar(&sight),
        firm: sight.firm(root),
        weights: sight.weights(),
        orders: sight.orders(),
        weakest: sight.weakest(),
        grades: sight.grade_names(),
        memberships: sight.memberships(),
        rated: sight.rated(),
        parts: sight.parts(root).into_iter().map(|part| sight.title(part)).collect(),
        entities: sight.entities(),
        rounds: sight.rounds(),
        evidence: sight.evidence(),
        panel: pen.some_text(sight.own.assessment.panel.as_ref().and_then(|panel| panel.description.as_ref())),
        answers_note: pen.count("assessment.answers", sight.own.panel.answers.len(), &[]),
        sql,
        place,
        models,
        tables,
        answers,
    })
}

/// The parts of the whole around a centre: its groups where there are three, else its factors.
fn radar(sight: &Sight) -> Option<Figure> {
    let top: Vec<_> = sight.parts(Assessment::ROOT);
    if top.len() < LEAST_AXES {
        return None;
    }
    let axis = |factor| {
        let now = sight.now(factor);
        let value = now.and_then(|outcome| outcome.score);
        RadarAxis {
            label: sight.title(factor),
            value,
            said: value.map_or_else(|| sight.status(factor).word, |score| sight.score_text(score)),
            previous: sight.before(factor).and_then(|outcome| outcome.score),
            status: sight.status_of(factor),
        }
    };
    let note = match sight.previous() {
        Some(previous) => {
            let previous = sight.pen.period_beside(previous, sight.period());
            sight.pen.say("radar.note", &[("previous", &previous)])
        }
        None => sight.pen.say("radar.note-first", &[]),
    };
    Some(Figure::Radar(Radar {
        caption: sight.pen.caption("radar", sight.pen.say("assessment.radar", &[]), note),
        axes: top.into_iter().map(axis).collect(),
        bands: sight.own.assessment.bands,
    }))
}

/// An assessment on the cover and in lists.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssessmentLine {
    /// Its page.
    pub link: super::view::Link,
    /// When it was last assessed.
    pub period: String,
    /// One sentence.
    pub headline: String,
    /// How it stands.
    pub standing: Standing,
}

/// An assessment on paper: what it comes to, and what blocks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssessmentBrief {
    /// Its name.
    pub title: String,
    /// When it was last assessed.
    pub period: String,
    /// Its score.
    pub score: Option<String>,
    /// How it stands.
    pub status: super::view::StatusView,
    /// What it comes to, and what is weakest.
    pub lead: Headline,
    /// Critical factors below the floor.
    pub blockers: Vec<BlockerView>,
}

/// Every assessment of a book in a paragraph.
pub fn briefs(pen: Pen, material: &Material) -> Vec<AssessmentBrief> {
    let one = |(at, own): (usize, &Appraised)| {
        let sight = Sight::new(pen, own, at);
        let score = sight.now(Assessment::ROOT).and_then(|now| now.score);
        AssessmentBrief {
            title: sight.title(Assessment::ROOT),
            period: pen.period(sight.period()),
            score: score.map(|score| sight.score_text(score)),
            status: sight.status(Assessment::ROOT),
            lead: sight.lead(),
            blockers: sight.blockers(),
        }
    };
    material.appraised.iter().enumerate().map(one).collect()
}

/// Every assessment of a book in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<AssessmentLine> {
    let one = |(at, own): (usize, &Appraised)| {
        let sight = Sight::new(pen, own, at);
        let mut standing = sight.standing();
        standing.bullet.caption_mut().id = format!("assessment{at}");
        AssessmentLine {
            link: sight.link(Assessment::ROOT),
            period: pen.period(sight.period()),
            headline: sight.lead().headline,
            standing,
        }
    };
    material.appraised.iter().enumerate().map(one).collect()
}
