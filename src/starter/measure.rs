//! Measures worth a first look, from what the columns of a table hold.

use super::table::Dating;
use super::words;
use crate::scorecard::{ColumnProfile, TableProfile};

/// At most so many measures a table: a first look, not a census.
const MOST: usize = 5;

/// A measure without its baseline and target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// Its id in the objective.
    pub(super) id: String,
    /// Its name in Chinese and English.
    pub(super) title: (String, String),
    /// What it looks at and what to check, for a comment.
    pub(super) comment: String,
    /// Whether it is a share, in percent.
    pub(super) is_share: bool,
    /// How entities add up; `None` for a share.
    pub(super) aggregate: Option<&'static str>,
    /// Whether less is better.
    pub(super) less_is_better: bool,
    /// The lines of its query.
    pub(super) sql: Vec<String>,
}

/// What is queried, before it is put into a statement.
struct Idea {
    id: &'static str,
    column: String,
    title: (String, String),
    comment: String,
    /// What follows the period in the SELECT.
    columns: Vec<String>,
    aggregate: Option<&'static str>,
}

/// The measures of a table. `skip` is its time column.
pub(super) fn drafts(profile: &TableProfile, skip: Option<&str>, dating: &Dating, entity: Option<&str>) -> Vec<Draft> {
    let columns: Vec<&ColumnProfile> =
        profile.columns.iter().filter(|c| Some(c.column.name.as_str()) != skip && c.distinct > 0).collect();
    let mut ideas = vec![rows(&profile.table.name)];
    ideas.extend(product(&columns));
    ideas.extend(columns.iter().filter(|c| is_summed(c)).take(1).flat_map(|c| [sum(c), mean(c)]));
    ideas.extend(columns.iter().filter_map(|c| share(c)).take(2));
    ideas.extend(columns.iter().filter(|c| is_counted(c, profile.table.rows)).take(1).map(|c| distinct(c)));
    let plain = columns.iter().filter(|c| ideas.len() < 3 && is_number(c) && !words::is_id(&c.column.name));
    let plain: Vec<Idea> = plain.take(2).map(|c| mean(c)).collect();
    ideas.extend(plain);
    ideas.truncate(MOST);
    ideas.into_iter().map(|idea| idea.draft(&profile.table.name, dating, entity)).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn is_number(column: &ColumnProfile) -> bool {
    let data_type = column.column.data_type.as_str();
    ["DECIMAL", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "HUGEINT", "TINYINT", "UINTEGER", "UBIGINT"]
        .iter()
        .any(|number| data_type.starts_with(number))
        && !data_type.ends_with("[]")
}

fn is_summed(column: &ColumnProfile) -> bool {
    let name = &column.column.name;
    is_number(column) && words::is_amount(name) && !words::is_price(name) && !words::is_quantity(name)
}

/// Occurs in several rows: customers of orders, not orders of orders.
fn is_counted(column: &ColumnProfile, rows: u64) -> bool {
    words::is_counted(&column.column.name) && column.distinct > 1 && column.distinct < rows && !is_summed(column)
}

fn rows(table: &str) -> Idea {
    Idea {
        id: "rows",
        column: String::new(),
        title: (format!("{table} 行数"), format!("Rows of {table}")),
        comment: "How many rows there are: cases, orders, visits, whatever a row is.".into(),
        columns: vec!["count(*) AS value".into()],
        aggregate: Some("sum"),
    }
}

fn product(columns: &[&ColumnProfile]) -> Option<Idea> {
    let find = |is: fn(&str) -> bool| columns.iter().find(|column| is_number(column) && is(&column.column.name));
    let (price, quantity) = (find(words::is_price)?, find(words::is_quantity)?);
    let (price, quantity) = (&price.column.name, &quantity.column.name);
    if price == quantity {
        return None;
    }
    Some(Idea {
        id: "sales",
        column: String::new(),
        title: (format!("{price} × {quantity}"), format!("{price} × {quantity}")),
        comment: "What was sold, if the one is a price and the other a quantity; discounts are not taken off.".into(),
        columns: vec![format!("sum({} * {}) AS value", quoted(price), quoted(quantity))],
        aggregate: Some("sum"),
    })
}

fn sum(column: &ColumnProfile) -> Idea {
    let name = &column.column.name;
    Idea {
        id: "sum",
        column: name.clone(),
        title: (format!("{name}合计"), format!("Sum of {name}")),
        comment: format!("The sum of `{name}`. Does it mean anything added up?"),
        columns: vec![format!("sum({}) AS value", quoted(name))],
        aggregate: Some("sum"),
    }
}

fn mean(column: &ColumnProfile) -> Idea {
    let name = &column.column.name;
    Idea {
        id: "mean",
        column: name.clone(),
        title: (format!("{name}均值"), format!("Mean of {name}")),
        comment: format!("The mean of `{name}` over the rows that have one; `n` is how many those are."),
        columns: vec![format!("avg({0}) AS value, count({0}) AS n", quoted(name))],
        aggregate: Some("mean"),
    }
}

fn distinct(column: &ColumnProfile) -> Idea {
    let name = &column.column.name;
    Idea {
        id: "distinct",
        column: name.clone(),
        title: (format!("不同{name}数"), format!("Different values of {name}")),
        comment: format!("How many different `{name}` there are, each counted once a period."),
        columns: vec![format!("count(DISTINCT {}) AS value", quoted(name))],
        aggregate: Some("sum"),
    }
}

fn share(column: &ColumnProfile) -> Option<Idea> {
    let name = &column.column.name;
    let (test, of) = match column.column.data_type.as_str() {
        "BOOLEAN" => (quoted(name), name.clone()),
        "VARCHAR" => {
            let value = yes(column).or_else(|| done(column))?;
            (format!("{} = '{}'", quoted(name), value.replace('\'', "''")), format!("{name} = {value}"))
        }
        _ => return None,
    };
    Some(Idea {
        id: "share",
        column: name.clone(),
        title: (format!("{of} 占比"), format!("Share with {of}")),
        comment: format!(
            "The share of rows with {of} among those that say something. Entities are pooled, never averaged."
        ),
        columns: vec![
            format!("count(*) FILTER ({test}) AS numerator,"),
            format!("count({}) AS denominator", quoted(name)),
        ],
        aggregate: None,
    })
}

/// The value that says yes in a column with two.
fn yes(column: &ColumnProfile) -> Option<&String> {
    (column.distinct == 2).then(|| column.values.iter().find(|value| words::is_yes(value)))?
}

/// The value of a status that says it came to a good end.
fn done(column: &ColumnProfile) -> Option<&String> {
    (words::is_status(&column.column.name) && column.distinct > 1)
        .then(|| column.values.iter().find(|value| words::is_done(value)))?
}

impl Idea {
    fn draft(self, table: &str, dating: &Dating, entity: Option<&str>) -> Draft {
        let id = match words::slug(&self.column) {
            Some(slug) => format!("{}-{slug}", self.id),
            None => self.id.to_owned(),
        };
        let less_is_better = words::is_bad(&self.column);
        let sql = statement(&self.columns, table, dating, entity);
        let (title, comment) = (self.title, self.comment);
        let is_share = self.aggregate.is_none();
        Draft { id, title, comment, is_share, aggregate: self.aggregate, less_is_better, sql }
    }
}

/// One SELECT for all periods; with an entity a row for each and one for the whole, whose entity is NULL.
fn statement(columns: &[String], table: &str, dating: &Dating, entity: Option<&str>) -> Vec<String> {
    let mut lines = vec![format!("SELECT {} AS period,", dating.period)];
    // A stated period is a constant, and nothing to group by.
    let period = dating.condition.as_ref().map(|_| dating.period.clone());
    let groups = |more: Option<&String>| period.iter().chain(more).cloned().collect::<Vec<_>>().join(", ");
    let group = match entity.map(quoted) {
        Some(entity) => {
            lines.push(format!("       {entity} AS entity,"));
            Some(format!("GROUP BY GROUPING SETS (({}), ({}))", groups(Some(&entity)), groups(None)))
        }
        None => period.as_ref().map(|period| format!("GROUP BY {period}")),
    };
    lines.extend(columns.iter().map(|column| format!("       {column}")));
    lines.push(format!("FROM {}", quoted(table)));
    lines.extend(dating.condition.as_ref().map(|condition| format!("WHERE {condition}")));
    lines.extend(group);
    lines
}
