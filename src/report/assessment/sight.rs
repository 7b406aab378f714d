//! One assessment in one language, in the period reported on, for the top of its hierarchy.

use crate::method::assessment::Outcome;
use crate::report::Appraised;
use crate::report::address::Address;
use crate::report::figure::{Bullet, Figure, Spark};
use crate::report::firm::Tried as _;
use crate::report::overview::NodeTable;
use crate::report::pen::Pen;
use crate::report::view::{Link, NodeRow, Quantity, Standing, StatusView};
use crate::scorecard::{Assessment, EntityTree, NodeIndex, Period, Status};

/// An assessment, and the pen to tell it with.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// The assessment with what came of it.
    pub own: &'a Appraised<'a>,
    /// Its place among the assessments.
    pub at: usize,
}

impl<'a> Sight<'a> {
    /// The assessment at a place.
    pub fn new(pen: Pen<'a>, own: &'a Appraised<'a>, at: usize) -> Self {
        Self { pen, own, at }
    }

    /// The period reported on.
    pub fn period(&self) -> Period {
        self.own.appraisal.period
    }

    /// When it was assessed before.
    pub fn previous(&self) -> Option<Period> {
        self.own.appraisal.previous()
    }

    /// How a factor stands.
    pub fn now(&self, factor: NodeIndex) -> Option<&'a Outcome> {
        self.own.appraisal.current(EntityTree::TOP, factor)
    }

    /// How it stood when it was assessed before.
    pub fn before(&self, factor: NodeIndex) -> Option<&'a Outcome> {
        self.own.appraisal.outcome(EntityTree::TOP, self.previous()?, factor)
    }

    /// Its name.
    pub fn title(&self, factor: NodeIndex) -> String {
        self.pen.text(&self.own.assessment.factor(factor).title)
    }

    /// Where it is told about: the page, or a row of it.
    pub fn link(&self, factor: NodeIndex) -> Link {
        let page = self.pen.href(Address::Assessment(self.at));
        let id = &self.own.assessment.factor(factor).id;
        let href = if factor == Assessment::ROOT { page } else { format!("{page}#factor-{id}") };
        Link { href, title: self.title(factor) }
    }

    /// The parts of a group.
    pub fn parts(&self, group: NodeIndex) -> Vec<NodeIndex> {
        self.own.assessment.factor(group).edges.iter().map(|edge| edge.child).collect()
    }

    /// A score as shown.
    pub fn score_text(&self, score: f64) -> String {
        self.pen.score(score, self.own.assessment.bands)
    }

    /// A score in pieces.
    pub fn score(&self, outcome: Option<&Outcome>) -> Option<Quantity> {
        let score = outcome?.score?;
        Some(self.pen.score_quantity(score, self.own.assessment.bands))
    }

    /// The status of a factor.
    pub fn status_of(&self, factor: NodeIndex) -> Status {
        self.now(factor).map_or(Status::NoData, |outcome| outcome.status)
    }

    /// The same, to be shown.
    pub fn status(&self, factor: NodeIndex) -> StatusView {
        StatusView { close: self.close_call(EntityTree::TOP, factor), ..self.pen.status(self.status_of(factor)) }
    }

    /// By how much its score changed.
    pub fn change(&self, factor: NodeIndex) -> Option<String> {
        let (from, to) = (self.before(factor)?.score?, self.now(factor)?.score?);
        Some(self.pen.score_change(from, to, self.own.assessment.bands))
    }

    /// The figure beside the headline.
    pub fn standing(&self) -> Standing {
        let now = self.now(Assessment::ROOT);
        let share = now.map_or(0.0, |outcome| outcome.coverage);
        let coverage =
            (share < 1.0 - 1e-9).then(|| self.pen.say("coverage", &[("share", &self.pen.share_text(share))]));
        let previous = self.previous().map(|period| self.pen.period_beside(period, self.period()));
        Standing {
            score: now.and_then(|outcome| outcome.score).map(|score| self.score_text(score)),
            status: self.status(Assessment::ROOT),
            change: self.change(Assessment::ROOT),
            since: previous.map(|period| self.pen.say("since", &[("period", &period)])),
            coverage,
            bounds: None,
            held: None,
            bullet: self.bullet(Assessment::ROOT, "hero"),
        }
    }

    fn bullet(&self, factor: NodeIndex, id: &str) -> Figure {
        let score = self.now(factor).and_then(|outcome| outcome.score);
        let status = self.status(factor).word;
        let summary = match score {
            Some(score) => {
                let score = self.score_text(score);
                self.pen.say("bullet.summary", &[("score", &score), ("status", &status)])
            }
            None => status,
        };
        Figure::Bullet(Bullet {
            caption: self.pen.caption(id, self.title(factor), summary),
            score,
            bounds: None,
            previous: self.before(factor).and_then(|outcome| outcome.score),
            previous_label: String::new(),
            status: self.status_of(factor),
            bands: self.own.assessment.bands,
            band_labels: Vec::new(),
        })
    }

    /// Factors in a table; `id` begins the ids of its pictures.
    pub fn table(&self, id: &str, title: String, factors: &[NodeIndex]) -> NodeTable {
        let bullet_head = match self.previous() {
            Some(previous) => {
                let period = self.pen.period_beside(previous, self.period());
                self.pen.say("table.bullet-since", &[("period", &period)])
            }
            None => self.pen.say("table.score", &[]),
        };
        let rounds = self.own.appraisal.periods.len();
        let spark_head = self.pen.count("assessment.rounds", rounds, &[]);
        let shares = self.own.assessment.shares();
        let rows = factors.iter().map(|factor| self.row(id, *factor, shares[factor.0])).collect();
        NodeTable { title, bullet_head, spark_head, rows }
    }

    fn row(&self, id: &str, factor: NodeIndex, share: f64) -> NodeRow {
        let own = self.own.assessment.factor(factor);
        let history = self.own.appraisal.periods.iter();
        let outcome = |period: &Period| self.own.appraisal.outcome(EntityTree::TOP, *period, factor);
        let values: Vec<Option<f64>> = history.map(|period| outcome(period).and_then(|found| found.score)).collect();
        let caption = self.pen.caption(&format!("{id}-{}-spark", own.id), self.title(factor), String::new());
        NodeRow {
            link: self.link(factor),
            owner: self.pen.some_text(own.owner.as_ref()),
            weight: self.pen.share(share),
            score: self.score(self.now(factor)),
            change: self.change(factor),
            bullet: self.bullet(factor, &format!("{id}-{}", own.id)),
            spark: Figure::Spark(Spark { caption, targets: vec![None; values.len()], values }),
            status: self.status(factor),
            remark: self.pen.some_text(own.description.as_ref()),
            critical: own.critical,
        }
    }
}
