//! A difference for a pull request: what matters first, every node folded below.

use std::fmt::Write as _;

use super::text::{entity_moved, periods};
use super::words;
use crate::compare::{CardDifference, Difference, Named, NodeDifference};
use crate::report::difference::ShownDifference;
use crate::scorecard::Bands;

/// The whole difference.
pub(super) fn markdown(difference: &Difference, locale: &str) -> String {
    let mut out = String::new();
    for card in &difference.scorecards {
        scorecard(&mut out, card, locale);
    }
    listed(&mut out, "Scorecards added", &difference.added, locale);
    listed(&mut out, "Scorecards removed", &difference.removed, locale);
    out
}

fn scorecard(out: &mut String, card: &CardDifference, locale: &str) {
    let title = escaped(words::name(&card.title, locale, &card.scorecard));
    let _ = writeln!(out, "### {title} · {}\n", periods(card));
    if let Some(root) = card.nodes.first() {
        let _ = writeln!(out, "{}\n", headline(root, card.bands));
    }
    let (measures, above): (Vec<_>, Vec<_>) = card.nodes.iter().skip(1).partition(|node| node.kind == "measure");
    table(out, (&above, card.bands), locale);
    if !measures.is_empty() {
        let _ = writeln!(
            out,
            "<details><summary>{}</summary>\n",
            super::super::console::counted(measures.len(), "measure")
        );
        table(out, (&measures, card.bands), locale);
        out.push_str("</details>\n\n");
    }
    if card.withheld {
        let _ = writeln!(out, "{}\n", words::WITHHELD);
    }
    if !card.entities.is_empty() {
        let count = super::super::console::counted(card.entities.len(), "entity").replace("entitys", "entities");
        let _ = writeln!(out, "<details><summary>{count}</summary>\n");
        for entity in &card.entities {
            let name = escaped(words::name(&entity.title, locale, &entity.id));
            let _ = writeln!(out, "- {name}: {}", entity_moved(entity, card.bands));
        }
        out.push_str("\n</details>\n\n");
    }
    listed(out, "Added", &card.added, locale);
    listed(out, "Removed", &card.removed, locale);
}

/// `**75.4 → 74.3 (−1.1)**, ▲ at risk: data −0.9, weights −0.2`
fn headline(root: &NodeDifference, bands: (Bands, Bands)) -> String {
    let shown = ShownDifference::of(root, bands);
    let change = shown.change.map(|change| format!(" ({})", words::tenths(change))).unwrap_or_default();
    let causes = words::causes(&shown);
    let because = if causes.is_empty() { String::new() } else { format!(": {causes}") };
    format!("**{}{change}**, {}{because}", words::scores(&shown), words::status(&root.old, &root.new))
}

fn table(out: &mut String, (nodes, bands): (&[&NodeDifference], (Bands, Bands)), locale: &str) {
    if nodes.is_empty() {
        return;
    }
    out.push_str("| | score | change | because of | status | values | definition |\n|---|---|---:|---|---|---|---|\n");
    for node in nodes {
        let shown = ShownDifference::of(node, bands);
        let cells = [
            escaped(words::name(&node.title, locale, &node.id)),
            words::scores(&shown),
            shown.change.map(words::tenths).unwrap_or_default(),
            words::causes(&shown),
            words::status(&node.old, &node.new),
            words::values(node),
            node.definition.join(", "),
        ];
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn listed(out: &mut String, what: &str, all: &[Named], locale: &str) {
    if !all.is_empty() {
        let names = all
            .iter()
            .map(|named| format!("{} (`{}`)", escaped(words::name(&named.title, locale, &named.id)), named.id));
        let _ = writeln!(out, "{what}: {}\n", names.collect::<Vec<_>>().join(", "));
    }
}

/// Names come from authors: nothing in them is markup, a link or a mention.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(escaped("a|b <img> @all [x](y)"), "a\\|b &lt;img> &#64;all \\[x\\](y)");
    }
}
