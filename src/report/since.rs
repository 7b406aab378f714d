//! Since the last publication: what moved against an earlier edition of the book, and what each cause has of it.

use serde::Serialize;

use super::bridge::{BridgeRow, BridgeView, points};
use super::difference::ShownDifference;
use super::figure::{Bridge, BridgePart, Figure};
use super::number::NumberFormat;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::since_rows::{EntitySince, SinceRow};
use super::sources::short_hash;
use super::view::{Link, Standing};
use super::{Material, pen::Pen};
use crate::compare::{Cause, Named, Names, NodeDifference, Since};
use crate::scorecard::{Locale, Period, Scorecard};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SincePage {
    /// `Since the last publication`.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it.
    pub standing: Standing,
    /// The score, cause by cause; `None` where it did not move or is missing on a side.
    pub bridge: Option<BridgeView>,
    /// Why there is no bridge.
    pub no_bridge: String,
    /// Whether nothing at all is different.
    pub unmoved: bool,
    /// What is left out to protect small groups; `None` where nothing is.
    pub withheld: Option<String>,
    /// Every node with anything different, in the order of the scorecard.
    pub rows: Vec<SinceRow>,
    /// `23 others are as they were.`
    pub same: Option<String>,
    /// Definitions added: (`Measure`, …) with where they lead.
    pub added: Vec<Link>,
    /// Definitions taken out, by name.
    pub removed: Vec<String>,
    /// Scorecards added and taken out, each a sentence.
    pub scorecards: Vec<String>,
    /// Entities whose scorecards stand differently.
    pub entities: Vec<EntitySince>,
    /// What was compared with what.
    pub editions: Vec<EditionRow>,
}

/// A fact about both editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditionRow {
    /// `period`, `data`, `definitions`, `tool`.
    #[serde(skip)]
    pub key: &'static str,
    /// `Data drop`.
    pub what: String,
    /// `7f3a9c42`
    pub was: String,
    /// `19bd00e1`
    pub is: String,
    /// Whether the two are the same.
    pub same: bool,
}

/// Builds the page; `definitions` is the hash of the book's definitions. `None` where nothing was compared.
pub fn page(sheet: &Sheet, material: &Material, definitions: &str) -> Option<SincePage> {
    let since = sheet.card.since?;
    let difference = &since.difference;
    let root = difference.nodes.first()?;
    let told = Told { sheet, since };
    let bridge = told.bridge(root);
    let rows: Vec<SinceRow> = difference.nodes.iter().filter(|node| is_told(node)).map(|node| told.row(node)).collect();
    let (pen, same) = (sheet.pen, difference.same);
    Some(SincePage {
        title: pen.say("since.title", &[]),
        lead: Headline { headline: told.headline(root), deck: told.deck() },
        standing: sheet.standing(Scorecard::ROOT, "hero"),
        no_bridge: told.no_bridge(root),
        bridge,
        unmoved: told.is_unmoved(),
        withheld: difference.withheld.then(|| pen.say("since.withheld", &[])),
        same: (same > 0 && !rows.is_empty()).then(|| pen.count("since.same-nodes", same, &[])),
        rows,
        added: difference.added.iter().filter_map(|named| told.link(&named.id)).collect(),
        removed: difference.removed.iter().map(|named| name(pen, named)).collect(),
        scorecards: told.scorecards(),
        entities: difference.entities.iter().map(|entity| told.entity(entity)).collect(),
        editions: told.editions(material, definitions),
    })
}

/// The sentence the page opens with; `None` where nothing was compared.
pub fn headline(sheet: &Sheet) -> Option<String> {
    let since = sheet.card.since?;
    Some(Told { sheet, since }.headline(since.difference.nodes.first()?))
}

/// The name of something that may be gone, in the language of the page or else in the other.
pub(super) fn name(pen: Pen, named: &Named) -> String {
    let Names { zh, en } = &named.title;
    let (own, other) = if pen.locale() == Locale::Zh { (zh, en) } else { (en, zh) };
    pen.plain(own.as_ref().or(other.as_ref()).unwrap_or(&named.id))
}

/// Whether a node has something to tell; the scorecard is always among the nodes.
fn is_told(node: &NodeDifference) -> bool {
    node.old.differs(&node.new) || !node.definition.is_empty()
}

/// A scorecard told against its earlier edition.
pub(super) struct Told<'a, 'b> {
    pub(super) sheet: &'a Sheet<'b>,
    pub(super) since: &'a Since,
}

impl Told<'_, '_> {
    /// `data −0.9 and weights −0.2`: the words of `scorebook diff`.
    pub(super) fn causes(&self, shown: &ShownDifference) -> Vec<String> {
        let format = NumberFormat::score(self.sheet.pen.locale());
        let felt = shown.causes.iter().filter(|(_, tenths)| *tenths != 0);
        felt.map(|(cause, tenths)| format!("{} {}", self.cause(*cause), format.change(points(*tenths)))).collect()
    }

    fn cause(&self, cause: Cause) -> String {
        self.sheet.pen.say(&format!("since.cause.{}", cause.code()), &[])
    }

    pub(super) fn shown(&self, node: &NodeDifference) -> ShownDifference {
        ShownDifference::of(node, self.since.difference.bands)
    }

    pub(super) fn link(&self, id: &str) -> Option<Link> {
        self.sheet.scorecard().find(id).map(|node| self.sheet.link(node))
    }

    fn is_unmoved(&self) -> bool {
        let difference = &self.since.difference;
        let lists = [difference.added.len(), difference.removed.len(), difference.entities.len()];
        let nothing = lists == [0; 3] && !difference.withheld && !difference.nodes.iter().any(is_told);
        nothing && self.since.added.is_empty() && self.since.removed.is_empty()
    }

    /// `the last publication`.
    fn before(&self) -> String {
        let key = if self.since.origin.published { "since.publication" } else { "since.state" };
        self.sheet.pen.say(key, &[])
    }

    fn headline(&self, root: &NodeDifference) -> String {
        let (pen, shown, before) = (self.sheet.pen, self.shown(root), self.before());
        let format = NumberFormat::score(pen.locale());
        let text = |score: Option<f64>| score.map_or_else(String::new, |score| format.bare(score));
        let causes = pen.words.list(&self.causes(&shown));
        let key = match (self.is_unmoved(), shown.change) {
            (true, _) => "since.nothing",
            (_, None) if root.new.score.is_none() => "since.no-score",
            (_, None) => "since.no-score-before",
            (_, Some(0)) => "since.same",
            (_, Some(1..)) => "since.up",
            (_, Some(_)) => "since.down",
        };
        let fill = [("before", before.as_str()), ("from", &text(shown.from)), ("to", &text(shown.to))];
        pen.sentence(&pen.say(key, &[&fill[..], &[("causes", causes.as_str())]].concat()))
    }

    fn deck(&self) -> String {
        let pen = self.sheet.pen;
        pen.paragraph([self.counts(), self.period_sentence()])
    }

    /// `Four of 29 measures moved; two of them changed status.`
    fn counts(&self) -> String {
        let pen = self.sheet.pen;
        let measures = self.since.difference.nodes.iter().filter(|node| node.kind == "measure");
        let moved: Vec<&NodeDifference> = measures.filter(|node| node.old.differs(&node.new)).collect();
        let turned = moved.iter().filter(|node| node.old.status != node.new.status).count();
        let total = pen.number(self.sheet.scorecard().measures().count() as u64);
        let fill = [("count", pen.cardinal(moved.len())), ("total", total)];
        let fill: Vec<(&str, &str)> = fill.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let moved = match moved.len() {
            0 if self.is_unmoved() => String::new(),
            0 => pen.say("since.none-moved", &[]),
            n => pen.sentence(&pen.count("since.moved", n, &fill)),
        };
        let turned = (turned > 0).then(|| pen.count("since.turned", turned, &[("count", &pen.cardinal(turned))]));
        pen.paragraph([moved, turned.map(|text| pen.sentence(&text)).unwrap_or_default()])
    }

    /// `The last publication was about September 2026, this one is about October 2026.`
    fn period_sentence(&self) -> String {
        let (was, is) = &self.since.difference.periods;
        if was == is {
            return String::new();
        }
        let fill = [("before", self.before()), ("was", self.period(was)), ("is", self.period(is))];
        let fill: Vec<(&str, &str)> = fill.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.sheet.pen.sentence(&self.sheet.pen.say("since.periods", &fill))
    }

    fn period(&self, text: &str) -> String {
        Period::parse(text).map_or_else(|| text.to_owned(), |period| self.sheet.pen.period(period))
    }

    fn no_bridge(&self, root: &NodeDifference) -> String {
        let unchanged = root.change.is_some();
        self.sheet.pen.say(if unchanged { "bridge.unchanged" } else { "since.no-bridge" }, &[])
    }

    /// What each cause has of the change of the whole.
    fn bridge(&self, root: &NodeDifference) -> Option<BridgeView> {
        let shown = self.shown(root);
        let (from, to) = shown.from.zip(shown.to).filter(|_| shown.change.is_some())?;
        let parts: Vec<(String, i64)> = shown
            .causes
            .iter()
            .map(|(cause, tenths)| (self.sheet.pen.sentence(&self.cause(*cause)), *tenths))
            .collect();
        if parts.is_empty() {
            return None;
        }
        let pen = self.sheet.pen;
        let format = NumberFormat::score(pen.locale());
        let said = parts.iter().map(|(label, tenths)| format!("{label} {}", format.change(points(*tenths))));
        let list = pen.words.list(&said.collect::<Vec<_>>());
        let (was, is) = self.ends();
        let fill = [("from", format.bare(from)), ("to", format.bare(to)), ("parts", list)];
        let fill: Vec<(&str, &str)> = fill.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let caption = pen.caption("since-bridge", pen.say("changes.by-cause", &[]), pen.say("bridge.summary", &fill));
        let row = |(label, tenths): &(String, i64)| BridgeRow {
            link: None,
            label: label.clone(),
            change: format.change(points(*tenths)),
        };
        let part = |(label, tenths): &(String, i64)| BridgePart { label: label.clone(), change: points(*tenths) };
        Some(BridgeView {
            title: caption.title.clone(),
            rows: parts.iter().map(row).collect(),
            from: (was.clone(), format.bare(from)),
            to: (is.clone(), format.bare(to)),
            figure: Figure::Bridge(Bridge {
                caption,
                from: (was, from),
                to: (is, to),
                parts: parts.iter().map(part).collect(),
                format,
            }),
        })
    }

    /// What stands at the ends of the bridge: `September` and `October`, or `before` and `now` within a period.
    fn ends(&self) -> (String, String) {
        let pen = self.sheet.pen;
        let (was, is) = &self.since.difference.periods;
        match (Period::parse(was), Period::parse(is)) {
            (Some(was), Some(is)) if was != is => (pen.period_beside(was, is), pen.period_beside(is, was)),
            _ => (pen.say("since.was", &[]), pen.say("since.is", &[])),
        }
    }

    fn scorecards(&self) -> Vec<String> {
        let pen = self.sheet.pen;
        let lists = [(&self.since.added, "since.cards-added"), (&self.since.removed, "since.cards-removed")];
        let told = lists.into_iter().filter(|(cards, _)| !cards.is_empty()).map(|(cards, key)| {
            let names: Vec<String> = cards.iter().map(|card| name(pen, card)).collect();
            pen.say(key, &[("names", &pen.words.list(&names))])
        });
        told.collect()
    }

    /// What OLD was, without a moment and without a path.
    fn editions(&self, material: &Material, definitions: &str) -> Vec<EditionRow> {
        let (was, is) = &self.since.difference.periods;
        let origin = &self.since.origin;
        let row = |key: &'static str, word: &str, was: String, is: String| EditionRow {
            key,
            what: self.sheet.pen.say(word, &[]),
            same: was == is,
            was,
            is,
        };
        vec![
            row("period", "table.period", self.period(was), self.period(is)),
            row("data", "term.drop", short_hash(&origin.data_drop), short_hash(&material.drop.hash)),
            row("definitions", "since.definitions", short_hash(&origin.definitions), short_hash(definitions)),
            row("tool", "since.tool", self.since.tool.clone(), material.tool_version.to_owned()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::words;
    use super::*;

    #[test]
    fn causes_are_called_what_the_command_line_calls_them() {
        let words = words(Locale::En);
        for cause in Cause::ALL {
            assert_eq!(words.say(&format!("since.cause.{}", cause.code()), &[]), cause.word());
        }
    }
}
