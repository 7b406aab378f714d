//! Rows of a query made statements: what is wrong with them is told, all of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Asked;
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::method::finance::ledger::{Ledger, Statement};
use crate::scorecard::{EntityTree, Frequency, Listing, Money, Period, STATEMENT_ITEMS};

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// The columns that are no amounts.
const ABOUT: [&str; 4] = ["period", "year", "entity", "currency"];

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Period,
    Entity,
    Currency,
    Amount,
    Twice,
}

/// What is wrong with rows: how many, and some of them.
type Faults = BTreeMap<Fault, Vec<String>>;

/// A row as read: whose, when, what.
type Row = (Option<String>, i32, Statement);

/// The entities of rows, where no table lists them: side by side under one top.
pub fn entities(listing: &Listing) -> EntityTree {
    let at = listing.column("entity");
    let ids: BTreeSet<String> =
        at.iter().flat_map(|at| listing.rows.iter().filter_map(|row| row[*at].clone())).collect();
    let rows = ids.into_iter().map(|id| (id.clone(), None, crate::scorecard::Text::plain(id)));
    let top = crate::scorecard::Text::new(Some("全部".into()), Some("All".into()));
    let rows: Vec<_> = rows.collect();
    let single = EntityTree::single(top.clone());
    if rows.is_empty() {
        return single;
    }
    EntityTree::from_rows(rows, Some(&(EntityTree::DEFAULT_TOP.to_owned(), top))).unwrap_or(single)
}

/// The statements in the rows; `None`, with findings, where anything is wrong with them.
pub fn read(asked: &Asked, listing: &Listing, tree: &EntityTree, findings: &mut Findings) -> Option<Ledger> {
    let fine = columns(asked, listing, findings);
    let (mut faults, mut rows) = (Faults::new(), Vec::<Row>::new());
    let mut taken = BTreeSet::new();
    for cells in &listing.rows {
        let Some((entity, year, statement)) = row(asked, listing, tree, cells, &mut faults) else { continue };
        let whose = tree.find(entity.as_deref()).map_or(0, |index| index.0);
        if !taken.insert((whose, year)) {
            faults.entry(Fault::Twice).or_default().push(named(entity.as_deref(), year));
        }
        rows.push((entity, year, statement));
    }
    let has_years = listing.column("year").or(listing.column("period")).is_some();
    for (fault, examples) in faults.iter().filter(|(fault, _)| has_years || **fault != Fault::Period) {
        findings.push(finding(asked, *fault, examples, listing.private));
    }
    if !fine || !faults.is_empty() {
        return None;
    }
    gaps(asked, &rows, findings)?;
    let amounts = listing.columns.iter().map(|name| name.to_lowercase()).filter(|name| !ABOUT.contains(&name.as_str()));
    Some(Ledger::new(amounts.collect(), tree, rows))
}

/// Whether the columns are those that can be read; tells which are not.
fn columns(asked: &Asked, listing: &Listing, findings: &mut Findings) -> bool {
    let known: Vec<&str> =
        ABOUT.into_iter().chain(STATEMENT_ITEMS).chain(asked.adjusted.iter().map(String::as_str)).collect();
    let mut fine = true;
    let mut seen = BTreeSet::new();
    for column in &listing.columns {
        let name = column.to_lowercase();
        let unknown = !known.contains(&name.as_str());
        if unknown || !seen.insert(name.clone()) {
            fine = false;
            let what = if unknown { "which nothing reads" } else { "twice" };
            let help = match did_you_mean(&name, known.iter().copied()).filter(|_| unknown) {
                Some(near) => format!("did you mean `{near}`? Write `{column} AS {near}`"),
                None => format!(
                    "leave it out, or name it by one of {}",
                    STATEMENT_ITEMS.map(|own| format!("`{own}`")).join(", ")
                ),
            };
            let message = format!("{}: the query returns `{column}`, {what}", asked.subject);
            findings.push(Diagnostic::error("statement-column", message).at(asked.source.sql.span, "").help(help));
        }
    }
    if !seen.contains("period") && !seen.contains("year") {
        fine = false;
        let message = format!("{}: the query returns no column `year`", asked.subject);
        let finding = Diagnostic::error("statement-column", message).at(asked.source.sql.span, "");
        findings.push(finding.help("name the column of the years `year`"));
    }
    fine
}

/// One row; `None` where something is wrong with it.
fn row(
    asked: &Asked,
    listing: &Listing,
    tree: &EntityTree,
    cells: &[Option<String>],
    faults: &mut Faults,
) -> Option<Row> {
    let cell = |name: &str| listing.column(name).and_then(|at| cells[at].as_deref()).map(str::trim);
    let entity = cell("entity").map(str::to_owned);
    let said = cell("year").or_else(|| cell("period"));
    let Some(year) = said.and_then(year) else {
        faults.entry(Fault::Period).or_default().push(said.unwrap_or("NULL").to_owned());
        return None;
    };
    let here = named(entity.as_deref(), year);
    if entity.is_some() && tree.find(entity.as_deref()).is_none() {
        faults.entry(Fault::Entity).or_default().push(here);
        return None;
    }
    let mut fine = true;
    if let Some(currency) = cell("currency").filter(|currency| !currency.eq_ignore_ascii_case(asked.currency)) {
        faults.entry(Fault::Currency).or_default().push(format!("{here}: {currency}"));
        fine = false;
    }
    let mut statement = Statement::new();
    for (column, text) in listing.columns.iter().zip(cells) {
        let name = column.to_lowercase();
        let Some(text) = text.as_deref().filter(|_| !ABOUT.contains(&name.as_str())) else { continue };
        if let Some(amount) = Money::parse(text) {
            statement.insert(name, amount);
        } else {
            faults.entry(Fault::Amount).or_default().push(format!("{here}: `{column}` is `{text}`"));
            fine = false;
        }
    }
    fine.then_some((entity, year, statement))
}

/// The year a cell names: `2026`, also as a number or a date on its first or last day.
fn year(text: &str) -> Option<i32> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let period = Period::parse(whole)?;
    let is_year = period.frequency() == Frequency::Year || whole.ends_with("-12-31") || whole.ends_with("-01-01");
    is_year.then(|| whole.get(..4)?.parse().ok()).flatten()
}

fn named(entity: Option<&str>, year: i32) -> String {
    entity.map_or_else(|| year.to_string(), |entity| format!("{entity} {year}"))
}

fn finding(asked: &Asked, fault: Fault, examples: &[String], private: bool) -> Diagnostic {
    let (code, what, help) = match fault {
        Fault::Period => ("statement-year", "without a year", "write the year as a number, such as 2026"),
        Fault::Entity => {
            ("statement-entity", "of an entity that is not in the table of entities", "add it there, or correct its id")
        }
        Fault::Currency => (
            "statement-currency",
            "in another currency than the case",
            "convert the amounts in the query, at a rate you state",
        ),
        Fault::Amount => ("statement-amount", "with what is no amount", "return numbers up to 10¹⁵; NULL is missing"),
        Fault::Twice => (
            "statement-twice",
            "for a year that has one already",
            "return one row a year and entity: aggregate in the query",
        ),
    };
    let rows = if examples.len() == 1 { "a row".to_owned() } else { format!("{} rows", examples.len()) };
    let finding = Diagnostic::error(code, format!("{}: {rows} {what}", asked.subject)).at(asked.source.sql.span, "");
    let finding = if private {
        finding.note("the rows are private")
    } else {
        examples.iter().take(SHOWN).cloned().fold(finding, Diagnostic::note)
    };
    finding.help(help)
}

/// Tells years that are left out between others; `None` where there are any.
fn gaps(asked: &Asked, rows: &[Row], findings: &mut Findings) -> Option<()> {
    let mut years: BTreeMap<Option<&str>, BTreeSet<i32>> = BTreeMap::new();
    for (entity, year, _) in rows {
        years.entry(entity.as_deref()).or_default().insert(*year);
    }
    let mut fine = Some(());
    for (entity, years) in years {
        let (Some(first), Some(last)) = (years.first(), years.last()) else { continue };
        let missing: Vec<String> =
            (*first..*last).filter(|year| !years.contains(year)).map(|year| year.to_string()).take(SHOWN).collect();
        if missing.is_empty() {
            continue;
        }
        fine = None;
        let whose = entity.map_or_else(String::new, |entity| format!(" of `{entity}`"));
        let message = format!("{}: there is no statement{whose} for {}", asked.subject, missing.join(", "));
        let finding = Diagnostic::error("statement-gap", message).at(asked.source.sql.span, "");
        findings.push(
            finding.help("return every year between the first and the last: balances carry on from year to year"),
        );
    }
    fine
}
