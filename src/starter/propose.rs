//! From what the columns of all tables hold to a proposal: which tables, which periods, which measures.

use std::collections::{BTreeMap, BTreeSet};

use super::StarterFile;
use super::table::{self, Dating, TableDraft};
use super::time;
use super::words;
use super::yaml;
use crate::scorecard::{Frequency, TableProfile};

/// So many tables are measured; the others are named in a comment.
const MOST_TABLES: usize = 5;

/// Why a table is not measured.
const LIST: &str = "they do not say when: lists to join with";
const MANY: &str = "the others are larger";
const EMPTY: &str = "they have no rows";

/// The period everything stands in when no table says when.
const STATED: &str = "2026";

/// A book without its baselines and targets.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub(super) tables: Vec<TableDraft>,
    /// The tables that are not measured, with why.
    pub(super) left_out: Vec<(String, &'static str)>,
    pub(super) frequency: Frequency,
    /// What undated tables are dated.
    pub(super) stated: String,
    /// Whether a table knows when.
    pub(super) is_dated: bool,
    pub(super) is_chinese: bool,
}

/// What can be measured in these tables.
///
/// The largest table that knows when sets the length of a period, and its organisation is the scorecard's; tables
/// that do not know when stand in its last period.
pub fn propose(profiles: &[TableProfile]) -> Proposal {
    let mut order: Vec<(&TableProfile, Option<time::TimeColumn>)> = profiles
        .iter()
        .filter(|profile| profile.table.rows > 0)
        .map(|profile| (profile, time::column(profile)))
        .collect();
    order.sort_by_key(|(profile, time)| (time.is_none(), std::cmp::Reverse(profile.table.rows)));
    let main = order.first().and_then(|(profile, time)| Some((*profile, time.clone()?)));
    let frequency = main.as_ref().map_or(Frequency::Year, |(_, time)| time::frequency(time));
    let stated = main.as_ref().map_or(STATED.to_owned(), |(_, time)| time.last.ending_in(frequency).to_string());
    // A table that only knows years has no months.
    let fits = |time: &time::TimeColumn| time.first.frequency() <= frequency;
    let mut ids = Ids::default();
    // Beside a table that knows when, one that does not is a list to join with.
    let looked_at = |time: &Option<time::TimeColumn>| main.is_none() || time.is_some();
    let lists = order.iter().filter(|(_, time)| !looked_at(time));
    let lists: Vec<(String, &str)> = lists.map(|(profile, _)| (profile.table.name.clone(), LIST)).collect();
    let order: Vec<_> = order.iter().filter(|(_, time)| looked_at(time)).collect();
    let tables = order.iter().take(MOST_TABLES).map(|(profile, time)| {
        let dating = Dating::of(time.as_ref().filter(|time| fits(time)), frequency, &stated);
        let entity = table::entity(profile).filter(|_| main.as_ref().is_some_and(|(main, _)| main == profile));
        let mut draft = table::draft(profile, ids.take(&profile.table.name, "table"), &dating, entity);
        draft.time = time.clone().filter(|time| fits(time));
        let mut own = Ids::default();
        for measure in &mut draft.measures {
            measure.id = own.take(&measure.id.clone(), "measure");
        }
        draft
    });
    let tables: Vec<TableDraft> = tables.collect();
    let small = order.iter().skip(MOST_TABLES).map(|(profile, _)| (profile.table.name.clone(), MANY));
    let empty = profiles.iter().filter(|profile| profile.table.rows == 0);
    let left_out =
        lists.into_iter().chain(small).chain(empty.map(|profile| (profile.table.name.clone(), EMPTY))).collect();
    let is_dated = main.is_some();
    Proposal { is_chinese: is_chinese(profiles), tables, left_out, frequency, stated, is_dated }
}

/// Whether the data speaks Chinese: the book then does so first.
fn is_chinese(profiles: &[TableProfile]) -> bool {
    let chinese = |profile: &TableProfile| {
        words::is_chinese(&profile.table.name)
            || profile.columns.iter().any(|column| words::is_chinese(&column.column.name))
    };
    profiles.iter().any(chinese)
}

impl Proposal {
    /// Whether there is nothing to measure.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The book, once it is known what each measure was: actuals of the whole in order of time, by the measure's path
    /// (`sales/overview/rows`). A measure that never had a value is left out.
    pub fn files(&self, history: &BTreeMap<String, Vec<f64>>) -> Vec<StarterFile> {
        yaml::files(self, history)
    }

    /// The same book with numbers in place of baselines and targets: to find out what each measure was.
    pub fn draft(&self) -> Vec<StarterFile> {
        let paths = self
            .tables
            .iter()
            .flat_map(|table| table.measures.iter().map(|measure| (yaml::path(table, measure), vec![0.0])));
        self.files(&paths.collect())
    }
}

/// Ids that are each taken once.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn take(&mut self, name: &str, otherwise: &str) -> String {
        let wanted = words::slug(name).unwrap_or_else(|| otherwise.to_owned());
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.0.contains(id));
        let free = free.unwrap_or(wanted);
        self.0.insert(free.clone());
        free
    }
}
