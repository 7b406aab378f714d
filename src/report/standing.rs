//! The figure beside a headline: score, status, change, coverage and bounds, and its bullet.

use super::cover::ShortStanding;
use super::figure::{Bullet, Figure};
use super::sheet::Sheet;
use super::view::Standing;
use crate::evaluate::Outcome;
use crate::scorecard::{NodeIndex, Status};

impl Sheet<'_> {
    /// How a node stands; `id` is unique on the page.
    pub fn standing(&self, node: NodeIndex, id: &str) -> Standing {
        let now = self.now(node);
        Standing {
            score: now.and_then(|outcome| outcome.score).map(|score| self.score_text(score)),
            status: self.status(node),
            change: self.score_change(node),
            since: self.since_previous(),
            coverage: now.and_then(|outcome| self.coverage(outcome)),
            bounds: now.and_then(|outcome| self.bounds(outcome)),
            held: now.and_then(|outcome| self.held(outcome)),
            bullet: self.labelled_bullet(node, id),
        }
    }

    /// The change of a node's score against the period before, as the difference of what is shown.
    pub fn score_change(&self, node: NodeIndex) -> Option<String> {
        let (from, to) = (self.before(node)?.score?, self.now(node)?.score?);
        Some(self.pen.score_change(from, to, self.bands()))
    }

    /// `coverage 94 %`; `None` when all has data.
    pub fn coverage(&self, outcome: &Outcome) -> Option<String> {
        let share = self.pen.share_text(outcome.coverage);
        is_partial(outcome).then(|| self.pen.say("coverage", &[("share", &share)]))
    }

    /// `between 67.3 and 73.6 …`; `None` when nothing is missing.
    pub fn bounds(&self, outcome: &Outcome) -> Option<String> {
        if !is_partial(outcome) {
            return None;
        }
        let (low, high) = (self.score_text(outcome.low), self.score_text(outcome.high));
        Some(self.pen.say("bounds", &[("low", &low), ("high", &high)]))
    }

    /// `held at “at risk” by Complaints solved`.
    pub fn held(&self, outcome: &Outcome) -> Option<String> {
        let by = self.title(outcome.held_by?);
        let status = self.pen.status_word(outcome.status);
        Some(self.pen.say("held", &[("status", &status), ("measure", &by)]))
    }

    /// A bullet without labels, for a row of a table.
    pub fn bullet(&self, node: NodeIndex, id: &str) -> Figure {
        Figure::Bullet(self.plain_bullet(node, id))
    }

    fn labelled_bullet(&self, node: NodeIndex, id: &str) -> Figure {
        let mut bullet = self.plain_bullet(node, id);
        if let (Some(previous), Some(score)) = (self.previous_period(), bullet.previous) {
            let period = self.pen.period_beside(previous, self.period());
            let score = self.score_text(score);
            bullet.previous_label = self.pen.say("bullet.previous", &[("period", &period), ("score", &score)]);
        }
        let bands = self.bands();
        let limits = [(Status::OffTrack, 0.0), (Status::AtRisk, bands.at_risk), (Status::OnTrack, bands.on_track)];
        bullet.band_labels = limits.map(|(status, from)| self.band_label(status, from)).to_vec();
        Figure::Bullet(bullet)
    }

    fn band_label(&self, status: Status, from: f64) -> (String, String) {
        let format = super::number::NumberFormat::score(self.pen.locale());
        (self.pen.status_word(status), self.pen.say("bullet.from", &[("score", &format.compact(from))]))
    }

    fn plain_bullet(&self, node: NodeIndex, id: &str) -> Bullet {
        let now = self.now(node);
        Bullet {
            caption: self.pen.caption(id, self.title(node), self.bullet_summary(node)),
            score: now.and_then(|outcome| outcome.score),
            bounds: now.filter(|outcome| is_partial(outcome)).map(|outcome| (outcome.low, outcome.high)),
            previous: self.before(node).and_then(|outcome| outcome.score),
            previous_label: String::new(),
            status: now.map_or(Status::NoData, |outcome| outcome.status),
            bands: self.bands(),
            band_labels: Vec::new(),
        }
    }

    /// What a bullet says to those who cannot see it.
    fn bullet_summary(&self, node: NodeIndex) -> String {
        let Some(outcome) = self.now(node) else { return self.pen.status_word(Status::NoData) };
        let status = self.pen.status_word(outcome.status);
        let Some(score) = outcome.score else { return status };
        let score = self.score_text(score);
        let said = self.pen.say("bullet.summary", &[("score", &score), ("status", &status)]);
        let said = [Some(said), self.bounds(outcome)].into_iter().flatten().collect::<Vec<_>>();
        said.join(&self.pen.say("clause.separator", &[]))
    }
}

/// Whether something of a node's weight has no data.
fn is_partial(outcome: &Outcome) -> bool {
    outcome.coverage < 1.0 - 1e-9
}

/// The children of a node, each in a line.
pub fn short_standings(sheet: &Sheet, node: NodeIndex) -> Vec<ShortStanding> {
    let edges = sheet.node(node).edges.iter();
    edges.map(|edge| short_standing(sheet, edge.child)).collect()
}

/// A node in a line.
pub fn short_standing(sheet: &Sheet, node: NodeIndex) -> ShortStanding {
    let now = sheet.now(node);
    ShortStanding {
        link: sheet.link(node),
        status: sheet.status(node),
        score: now.and_then(|outcome| outcome.score).map(|score| sheet.score_text(score)),
    }
}
