//! The entities of a scorecard: who leads, who trails, and how each stands on every objective.

use serde::Serialize;

use super::compared::{Compared, entity_multiples, slope};
use super::figure::{DotRow, Dots, Figure};
use super::firm::{OrderView, Tried as _};
use super::heat::{HeatTable, heat};
use super::number::NumberFormat;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{Link, Quantity, StatusView};
use crate::scorecard::{EntityIndex, NodeIndex, Scorecard, Status};

/// How many entities a table on a measure's page shows.
const ROWS: usize = 60;

/// How many entities a ranking draws or lists.
const RANKED: usize = 60;

/// What the page of all entities says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntitiesPage {
    /// `Entities`.
    pub title: String,
    /// The sentence it opens with.
    pub headline: String,
    /// How many of the lowest entities stand where.
    pub tally: Vec<Tally>,
    /// A ranking for each level, the lowest level first.
    pub levels: Vec<Ranking>,
    /// The lowest level against the same period a year before; `None` without data on it.
    pub slope: Option<Compared>,
    /// The lowest level over time.
    pub multiples: Option<Compared>,
    /// Entities × perspectives and objectives.
    pub heat: HeatTable,
}

/// Entities of one level, best first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranking {
    /// `12 entities`.
    pub title: String,
    /// The scores as dots.
    pub figure: Figure,
    /// The same as a table.
    pub rows: Vec<RankRow>,
    /// `and 40 more`; `None` when all are shown.
    pub more: Option<String>,
    /// How firm the order is; `None` where it was not tried.
    pub firm: Option<OrderView>,
}

/// An entity in a ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankRow {
    /// From 1; equal scores share a rank; `None` without a score.
    pub rank: Option<usize>,
    /// The entity.
    pub link: Link,
    /// What it belongs to.
    pub parent: Option<Link>,
    /// `83.7`
    pub score: Option<Quantity>,
    /// `+1.2`
    pub change: Option<String>,
    /// How it stands.
    pub status: StatusView,
    /// `coverage 80 %`; `None` when all has data.
    pub coverage: Option<String>,
}

/// An entity in the table of a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityRow {
    /// The entity.
    pub link: Link,
    /// How deep it lies: 1 is directly below the top.
    pub depth: usize,
    /// What was observed.
    pub actual: Option<Quantity>,
    /// The goal.
    pub target: Option<Quantity>,
    /// Against its target: `−30`.
    pub gap: Option<Quantity>,
    /// The same as a share of the target: `−37.5 %`; not for what is itself in per cent.
    pub gap_share: Option<Quantity>,
    /// Against the period before.
    pub change: Option<Quantity>,
    /// Its values over time; the numbers stand in its own page.
    pub spark: Figure,
    /// `58.3`
    pub score: Option<Quantity>,
    /// How it stands.
    pub status: StatusView,
}

/// Builds the page of all entities.
pub fn page(sheet: &Sheet) -> EntitiesPage {
    let mut levels = levels(sheet);
    levels.reverse();
    let lowest = levels.first().map_or(&[][..], Vec::as_slice);
    EntitiesPage {
        title: sheet.pen.say("nav.entities", &[]),
        headline: headline(sheet, lowest),
        tally: sheet.tally_of(tally(sheet, lowest)),
        levels: levels.iter().enumerate().map(|(at, level)| ranking(sheet, level, at, levels.len() - 1 - at)).collect(),
        slope: slope(sheet, lowest),
        multiples: entity_multiples(sheet, lowest),
        heat: heat(sheet),
    }
}

/// Entities by depth below the top, each level best first.
pub(super) fn levels(sheet: &Sheet) -> Vec<Vec<EntityIndex>> {
    let mut levels: Vec<Vec<EntityIndex>> = Vec::new();
    let depths = sheet.depths();
    for (entity, _) in sheet.card.entities.indexed() {
        let Some(level) = depths[entity.0].checked_sub(1) else { continue };
        if levels.len() <= level {
            levels.resize(level + 1, Vec::new());
        }
        levels[level].push(entity);
    }
    for level in &mut levels {
        sheet.rank(level);
    }
    levels
}

fn tally(sheet: &Sheet, entities: &[EntityIndex]) -> [usize; Status::ALL.len()] {
    let status = |entity: &EntityIndex| sheet.of(*entity).now(Scorecard::ROOT).map_or(Status::NoData, |o| o.status);
    Status::ALL.map(|wanted| entities.iter().filter(|entity| status(entity) == wanted).count())
}

/// `Riverside leads with 91.2, East Park trails with 41.2; 3 of 12 are off track.`
fn headline(sheet: &Sheet, lowest: &[EntityIndex]) -> String {
    let score = |entity: &&EntityIndex| sheet.entity_score(**entity);
    let scored: Vec<&EntityIndex> = lowest.iter().filter(|entity| score(entity).is_some()).collect();
    let text = |entity: &EntityIndex| {
        let score = sheet.entity_score(*entity).map(|score| sheet.score_text(score));
        (sheet.entity_title(*entity), score.unwrap_or_default())
    };
    let [_, _, off, ..] = tally(sheet, lowest);
    let (count, total) = (sheet.pen.cardinal(off), sheet.pen.cardinal(lowest.len()));
    let (first, last) = match scored.as_slice() {
        [] => return sheet.pen.say("entities.no-data", &[]),
        [only] => (text(only), text(only)),
        [first, .., last] => (text(first), text(last)),
    };
    let fill = [("first", first.0.as_str()), ("first_score", &first.1), ("last", &last.0), ("last_score", &last.1)];
    let said = sheet.pen.say("entities.lead", &fill);
    let counted = sheet.pen.count("entities.off", off, &[("count", &count), ("total", &total)]);
    sheet.pen.sentence(&(said + &counted))
}

/// `at` is the level's place on the page, `depth` that below the top.
fn ranking(sheet: &Sheet, level: &[EntityIndex], at: usize, depth: usize) -> Ranking {
    let shown = &level[..level.len().min(RANKED)];
    let left = level.len() - shown.len();
    let title = sheet.pen.count("entities.level", level.len(), &[]);
    let row = |entity: &EntityIndex| {
        let own = sheet.of(*entity);
        DotRow {
            label: sheet.entity_title(*entity),
            value: sheet.entity_score(*entity),
            previous: own.before(Scorecard::ROOT).and_then(|outcome| outcome.score),
            status: own.now(Scorecard::ROOT).map_or(Status::NoData, |outcome| outcome.status),
        }
    };
    let target = sheet.bands().on_track;
    let target_text = NumberFormat::score(sheet.pen.locale()).compact(target);
    let figure = Dots {
        caption: sheet.pen.caption(&format!("rank{at}"), title.clone(), sheet.pen.say("entities.ranking-summary", &[])),
        rows: shown.iter().map(row).collect(),
        target: Some(target),
        target_label: sheet.pen.say("entities.on-track-from", &[("score", &target_text)]),
        format: NumberFormat::score(sheet.pen.locale()),
    };
    let more = (left > 0).then(|| sheet.pen.count("entities.more", left, &[]));
    let firm = sheet.firm_order(depth, shown);
    Ranking { title, figure: Figure::Dots(figure), rows: sheet.rank_rows(shown), more, firm }
}

impl Sheet<'_> {
    /// The score of an entity's own scorecard.
    pub fn entity_score(&self, entity: EntityIndex) -> Option<f64> {
        self.of(entity).now(Scorecard::ROOT)?.score
    }

    /// Sorts entities by score, best first, those without one last.
    pub fn rank(&self, entities: &mut [EntityIndex]) {
        let key = |entity: &EntityIndex| self.entity_score(*entity).map_or(f64::INFINITY, |score| -score);
        entities.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
    }

    /// Rows of a ranking for entities that are sorted already.
    pub fn rank_rows(&self, ranked: &[EntityIndex]) -> Vec<RankRow> {
        let mut rank = 0;
        let mut previous = None;
        let mut rows = Vec::with_capacity(ranked.len());
        for (at, entity) in ranked.iter().enumerate() {
            let score = self.entity_score(*entity);
            if score != previous {
                rank = at + 1;
                previous = score;
            }
            rows.push(self.rank_row(*entity, score.map(|_| rank)));
        }
        rows
    }

    fn rank_row(&self, entity: EntityIndex, rank: Option<usize>) -> RankRow {
        let own = self.of(entity);
        let now = own.now(Scorecard::ROOT);
        RankRow {
            rank,
            link: self.entity_link(entity),
            parent: self.card.entities.get(entity).parent.map(|parent| self.entity_link(parent)),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            change: own.score_change(Scorecard::ROOT),
            status: own.status(Scorecard::ROOT),
            coverage: now.and_then(|outcome| own.coverage(outcome)),
        }
    }

    /// How deep each entity lies; 0 is the top. Parents stand before their children.
    pub fn depths(&self) -> Vec<usize> {
        let mut depths = Vec::with_capacity(self.card.entities.len());
        for (_, entity) in self.card.entities.indexed() {
            let depth = entity.parent.and_then(|parent| depths.get(parent.0)).map_or(0, |above: &usize| above + 1);
            depths.push(depth);
        }
        depths
    }

    /// Entities below the top in the order of the hierarchy, down to the lowest level that fits within `most`;
    /// with how many are left out.
    pub fn entities_within(&self, most: usize) -> (Vec<(EntityIndex, usize)>, usize) {
        let depths = self.depths();
        let deepest = depths.iter().copied().max().unwrap_or(0);
        let upto = |depth: usize| depths.iter().filter(|d| (1..=depth).contains(*d)).count();
        let depth = (1..=deepest).rev().find(|depth| upto(*depth) <= most).unwrap_or(1.min(deepest));
        let mut ordered = Vec::new();
        let mut open: Vec<EntityIndex> = self.card.entities.get(crate::scorecard::EntityTree::TOP).children.clone();
        open.reverse();
        while let Some(entity) = open.pop() {
            ordered.push((entity, depths[entity.0]));
            if depths[entity.0] < depth {
                open.extend(self.card.entities.get(entity).children.iter().rev());
            }
        }
        ordered.truncate(most);
        let left = depths.len().saturating_sub(1 + ordered.len());
        (ordered, left)
    }

    /// What each entity did on a measure, and how many are left out.
    pub fn entity_rows(&self, node: NodeIndex) -> (Vec<EntityRow>, usize) {
        let (entities, left) = self.entities_within(ROWS);
        let apply = entities.into_iter().filter(|(entity, _)| self.of(*entity).applies(node));
        (apply.map(|(entity, depth)| self.entity_row(node, entity, depth)).collect(), left)
    }

    fn entity_row(&self, node: NodeIndex, entity: EntityIndex, depth: usize) -> EntityRow {
        let own = self.of(entity);
        let now = own.now(node);
        EntityRow {
            link: self.entity_link(entity),
            depth,
            actual: self.quantity(node, now.and_then(|outcome| outcome.actual)),
            target: self.quantity(node, now.and_then(|outcome| outcome.target)),
            gap: own.gap(node).map(|gap| own.difference(node, gap)),
            gap_share: own.gap_share(node),
            spark: own.bare_spark(node),
            change: own.change_quantity(node),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            status: own.measure_status(node),
        }
    }
}
