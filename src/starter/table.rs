//! One table of the proposal: its name in the book, its time column, its measures.

use super::measure::{Draft, drafts};
use super::time::{self, TimeColumn};
use super::words;
use crate::scorecard::{ColumnProfile, Frequency, TableProfile};

/// A table the proposal measures.
#[derive(Clone, Debug)]
pub(super) struct TableDraft {
    /// Its name in SQL.
    pub(super) name: String,
    /// The id of its perspective.
    pub(super) id: String,
    /// How many rows it has.
    pub(super) rows: u64,
    /// When its rows happened.
    pub(super) time: Option<TimeColumn>,
    /// The part of the organisation its rows belong to.
    pub(super) entity: Option<String>,
    /// What can be measured.
    pub(super) measures: Vec<Draft>,
}

/// The id of the whole, above all parts of the organisation.
pub(super) const TOP: &str = "all";

/// The part of the organisation the rows of a table belong to, if a column tells.
pub(super) fn entity(profile: &TableProfile) -> Option<String> {
    const FEW: std::ops::RangeInclusive<u64> = 2..=30;
    let tells = |column: &&ColumnProfile| {
        let name = &column.column.name;
        column.column.data_type == "VARCHAR"
            && words::is_entity(name)
            && column.nulls == 0
            && FEW.contains(&column.distinct)
            && !column.values.iter().any(|value| value.eq_ignore_ascii_case(TOP))
            && column.min.as_ref().is_some_and(|least| !least.trim().is_empty())
    };
    profile.columns.iter().find(tells).map(|column| column.column.name.clone())
}

/// How a table's rows are dated in the periods of the scorecard.
#[derive(Clone, Debug)]
pub(super) struct Dating {
    /// An expression of the period.
    pub(super) period: String,
    /// What leaves out rows without a date; `None` where all rows stand in one stated period.
    pub(super) condition: Option<String>,
}

impl Dating {
    /// By its time column, or all rows in one stated period.
    pub(super) fn of(time: Option<&TimeColumn>, frequency: Frequency, stated: &str) -> Self {
        let Some(time) = time else {
            return Self { period: format!("'{stated}'"), condition: None };
        };
        let period = match frequency {
            Frequency::Day => time.date.clone(),
            longer => format!("date_trunc('{}', {})", longer.word(), time.date),
        };
        Self { period, condition: Some(format!("{} IS NOT NULL", time.date)) }
    }
}

/// The draft of a table; its measures may be none.
pub(super) fn draft(profile: &TableProfile, id: String, dating: &Dating, entity: Option<String>) -> TableDraft {
    let time = time::column(profile);
    let skip = time.as_ref().map(|time| time.name.as_str());
    let measures = drafts(profile, skip, dating, entity.as_deref());
    TableDraft { name: profile.table.name.clone(), id, rows: profile.table.rows, time, entity, measures }
}
