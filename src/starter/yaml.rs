//! A proposal as YAML with comments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::goal::{Goal, goal};
use super::measure::Draft;
use super::propose::Proposal;
use super::table::{TOP, TableDraft};
use super::{GITIGNORE, StarterFile};

/// The id of the proposed scorecard.
pub const SCORECARD_ID: &str = "first-look";

/// The id of the objective that holds a table's measures.
const OBJECTIVE: &str = "overview";

/// The model that lists the parts of the organisation.
const ENTITIES: &str = "reporting_entities";

/// Where a measure stands in the scorecard. Objectives are unique in a scorecard, so they carry the table's id.
pub(super) fn path(table: &TableDraft, measure: &Draft) -> String {
    format!("{}/{}-{OBJECTIVE}/{}", table.id, table.id, measure.id)
}

/// A measure with what it was.
type Known<'a> = (&'a Draft, &'a [f64]);

pub(super) fn files(proposal: &Proposal, history: &BTreeMap<String, Vec<f64>>) -> Vec<StarterFile> {
    vec![
        StarterFile::text(GITIGNORE.0, GITIGNORE.1),
        StarterFile::text("scorebook.yaml", book(proposal)),
        StarterFile::text(&format!("scorecards/{SCORECARD_ID}.yaml"), scorecard(proposal, history)),
    ]
}

fn book(proposal: &Proposal) -> String {
    let locales = if proposal.is_chinese { "[zh, en]" } else { "[en, zh]" };
    format!(
        "# yaml-language-server: $schema=schema/book.schema.json\n\
         # The book. `scorebook build` turns it into site/; docs/scorecards.md has every field.\n\
         title: {{zh: 数据初探, en: A first look at the data}}\n\
         locales: {locales}                 # the first is the default\n"
    )
}

fn scorecard(proposal: &Proposal, history: &BTreeMap<String, Vec<f64>>) -> String {
    let measured: Vec<(&TableDraft, Vec<Known<'_>>)> = proposal
        .tables
        .iter()
        .map(|table| (table, known(table, history)))
        .filter(|(_, measures)| !measures.is_empty())
        .collect();
    let mut text = heading(proposal);
    if let Some(table) = proposal.tables.iter().find(|table| table.entity.is_some()) {
        text += &entities(table);
    }
    text += "perspectives:\n";
    for ((table, measures), weight) in measured.iter().zip(weights(measured.len())) {
        text += &perspective(proposal, table, measures, weight);
    }
    text
}

fn known<'a>(table: &'a TableDraft, history: &'a BTreeMap<String, Vec<f64>>) -> Vec<Known<'a>> {
    let values =
        |measure: &Draft| history.get(&path(table, measure)).map(Vec::as_slice).filter(|values| !values.is_empty());
    table.measures.iter().filter_map(|measure| Some((measure, values(measure)?))).collect()
}

/// Whole numbers as equal as can be that sum to 100.
fn weights(count: usize) -> Vec<usize> {
    (0..count).map(|at| 100 * (at + 1) / count - 100 * at / count).collect()
}

fn heading(proposal: &Proposal) -> String {
    let mut text = String::from(
        "# yaml-language-server: $schema=../schema/scorebook.schema.json\n\
         # Proposed from what is in data/. Everything here is a guess to be argued with: keep what matters, rename it in\n\
         # your own words, move it under the objectives you pursue, and replace every target by a decision.\n\
         kind: scorecard\n",
    );
    let _ = writeln!(text, "id: {SCORECARD_ID}");
    text += "title: {zh: 数据初探, en: A first look}\n";
    let _ = writeln!(text, "period: {}", proposal.frequency.word());
    if !proposal.is_dated {
        let _ = writeln!(
            text,
            "# No table says when its rows happened, so all of them stand in one period: {}. Correct it in every query.",
            proposal.stated
        );
    }
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (table, why) in &proposal.left_out {
        reasons.entry(why).or_default().push(one_line(table));
    }
    for (why, tables) in reasons {
        let _ = writeln!(text, "# Not looked at, as {why}: {}.", tables.join(", "));
    }
    text
}

fn entities(table: &TableDraft) -> String {
    let (column, name) = (identifier(table.entity.as_deref().unwrap_or_default()), identifier(&table.name));
    format!(
        "# Who reports: every value there is. A table with parents and names makes a hierarchy of it.\n\
         models:\n  {ENTITIES}: |\n    SELECT DISTINCT {column} AS id FROM {name}\n\
         entities: {{table: {ENTITIES}, id: id, top: {{id: {TOP}, title: {{zh: 全部, en: All}}}}}}\n"
    )
}

fn perspective(proposal: &Proposal, table: &TableDraft, measures: &[Known<'_>], weight: usize) -> String {
    let mut text = String::new();
    let name = quoted(&table.name);
    let _ = writeln!(text, "  # The table {}, {} rows.", one_line(&table.name), table.rows);
    let when = match &table.time {
        Some(time) => format!("{} says when: from {} to {}.", one_line(&time.name), time.first, time.last),
        None => format!("No column says when, so all rows stand in {}.", proposal.stated),
    };
    let _ = writeln!(text, "  # {when}");
    let _ = write!(
        text,
        "  - id: {id}\n    title: {name}\n    weight: {weight}\n    objectives:\n      - id: {id}-{OBJECTIVE}\n        \
         title: {{zh: 总览, en: Overview}}\n        weight: 100\n        measures:\n",
        id = table.id
    );
    for ((measure, values), weight) in measures.iter().zip(weights(measures.len())) {
        text += &self::measure(measure, &goal(values, measure.less_is_better), weight);
    }
    text
}

fn measure(measure: &Draft, goal: &Goal, weight: usize) -> String {
    let (zh, en) = &measure.title;
    let mut lines = vec![
        format!("# {}", one_line(&measure.comment)),
        format!("- id: {}", measure.id),
        format!("  title: {{zh: {}, en: {}}}", quoted(zh), quoted(en)),
        format!("  weight: {weight}"),
    ];
    if measure.is_share {
        lines.push("  unit: \"%\"".into());
    }
    lines.push(format!("  better: {}", if measure.less_is_better { "lower" } else { "higher" }));
    lines.push(format!("  # {}", why(measure, goal)));
    lines.push(format!("  baseline: {}", goal.baseline));
    lines.push(format!("  target: {}", goal.target));
    lines.extend(measure.aggregate.map(|aggregate| format!("  aggregate: {aggregate}")));
    lines.push("  sql: |".into());
    lines.extend(measure.sql.iter().map(|line| format!("    {line}")));
    let indented: Vec<String> = lines.iter().map(|line| format!("          {line}")).collect();
    indented.join("\n") + "\n"
}

/// Where baseline and target come from.
fn why(measure: &Draft, goal: &Goal) -> &'static str {
    match (goal.from_history, measure.less_is_better) {
        (true, false) => "What was reached in 9 of 10 periods, and in 1 of 10: replace them by what you aim at.",
        (true, true) => "What was undercut in 9 of 10 periods, and in 1 of 10: replace them by what you aim at.",
        (false, _) => "There is one value only, so these lie a fifth around it: replace them by what you aim at.",
    }
}

/// A name in a comment: it must not end its line.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A text in double quotes, in which JSON and YAML agree.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum() {
        assert_eq!(weights(3), [33, 33, 34]);
        for count in 1..=7 {
            assert_eq!(weights(count).iter().sum::<usize>(), 100);
        }
    }
}
