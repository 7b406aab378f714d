//! A difference for the terminal.

use std::fmt::Write as _;

use super::words;
use crate::compare::{CardDifference, Difference, EntityDifference, Named, NodeDifference};
use crate::report::difference::ShownDifference;
use crate::scorecard::Bands;
use unicode_width::UnicodeWidthStr as _;

/// The whole difference.
pub(super) fn text(difference: &Difference, locale: &str) -> String {
    let cards: Vec<String> = difference.scorecards.iter().map(|card| scorecard(card, locale)).collect();
    let mut out = cards.join("\n");
    listed(&mut out, "scorecards added", &difference.added, locale);
    listed(&mut out, "scorecards removed", &difference.removed, locale);
    out
}

fn scorecard(card: &CardDifference, locale: &str) -> String {
    let mut out =
        format!("{} ({})   {}\n", words::name(&card.title, locale, &card.scorecard), card.scorecard, periods(card));
    let rows: Vec<Row> = card.nodes.iter().map(|node| Row::of(node, card.bands, locale)).collect();
    let width = |of: fn(&Row) -> &String| rows.iter().map(|row| of(row).width()).max().unwrap_or(0);
    let (names, scores) = (width(|row| &row.name), width(|row| &row.score));
    for row in &rows {
        let (name, score) = (padded(&row.name, names), padded(&row.score, scores));
        let line = format!("  {name}  {score}  {:>6}  {}", row.change, row.because);
        let _ = writeln!(out, "{}", line.trim_end());
        if !row.note.trim().is_empty() {
            let _ = writeln!(out, "  {}", row.note);
        }
    }
    entities(&mut out, card, locale);
    listed(&mut out, "added", &card.added, locale);
    listed(&mut out, "removed", &card.removed, locale);
    let _ = writeln!(out, "  {} as before", super::super::console::counted(card.same, "node"));
    out
}

/// `2026-09 → 2026-10`, or the one period of both.
pub(super) fn periods(card: &CardDifference) -> String {
    let (old, new) = &card.periods;
    if old == new { new.clone() } else { format!("{old} → {new}") }
}

/// A line about a node, and what stands under it; the note may be blank.
struct Row {
    name: String,
    score: String,
    change: String,
    because: String,
    note: String,
}

impl Row {
    fn of(node: &NodeDifference, bands: (Bands, Bands), locale: &str) -> Self {
        let shown = ShownDifference::of(node, bands);
        let depth = if node.id.is_empty() { 0 } else { node.id.matches('/').count() + 1 };
        let name = words::name(&node.title, locale, &node.id);
        let (old, new) = (&node.old, &node.new);
        let defined = match node.definition.as_slice() {
            [] => String::new(),
            all => format!("definition changed: {}", all.join(", ")),
        };
        let about = [words::turned(old, new), words::values(node), words::coverage(old, new), defined];
        let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            name: format!("{}{} {name}", "  ".repeat(depth), new.status.mark()),
            score: words::scores(&shown),
            change: shown.change.map(words::tenths).unwrap_or_default(),
            because: words::causes(&shown),
            note: format!("{}    {}", "  ".repeat(depth), about.join("; ")),
        }
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn entities(out: &mut String, card: &CardDifference, locale: &str) {
    if card.withheld {
        let _ = writeln!(out, "  {}", words::WITHHELD);
    }
    if card.entities.is_empty() {
        return;
    }
    out.push_str("  entities:\n");
    for entity in &card.entities {
        let moved = entity_moved(entity, card.bands);
        let _ = writeln!(out, "    {}  {moved}", words::name(&entity.title, locale, &entity.id));
    }
}

/// `62.8 → 61.0 (−1.8)  ▲ at risk`, `new`, `gone`.
pub(super) fn entity_moved(entity: &EntityDifference, bands: (Bands, Bands)) -> String {
    let (Some(old), Some(new)) = (entity.old, entity.new) else {
        return if entity.new.is_some() { "new".to_owned() } else { "gone".to_owned() };
    };
    let shown = ShownDifference::between(&old, &new, bands);
    let change = shown.change.map(|change| format!(" ({})", words::tenths(change))).unwrap_or_default();
    format!("{}{change}  {}", words::scores(&shown), words::status(&old, &new))
}

fn listed(out: &mut String, what: &str, all: &[Named], locale: &str) {
    if !all.is_empty() {
        let names = all.iter().map(|named| format!("{} ({})", words::name(&named.title, locale, &named.id), named.id));
        let _ = writeln!(out, "  {what}: {}", names.collect::<Vec<_>>().join(", "));
    }
}
