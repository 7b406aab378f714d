//! What was paid, read from the rows of a query.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::business_case::{BusinessCase, CostLine};
use crate::scorecard::{Listing, Money};

/// The columns a query of actuals must return.
const COLUMNS: [&str; 3] = ["year", "line", "amount"];

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// What was paid, in the currency of the case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actuals {
    /// The years there are rows of.
    pub years: BTreeSet<i32>,
    /// The last year that is complete.
    pub through: i32,
    /// By line and year, to the cent.
    pub lines: BTreeMap<CostLine, BTreeMap<i32, Money>>,
    /// The same of items that rows name, by id.
    pub items: BTreeMap<String, BTreeMap<i32, Money>>,
    /// The tables the query reads.
    pub tables: Vec<String>,
}

impl Actuals {
    /// The years that are complete.
    pub fn full(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied().filter(|year| *year <= self.through)
    }

    /// What was paid in a line and year; `None` in a year without rows.
    pub fn paid(&self, line: CostLine, year: i32) -> Option<Money> {
        self.years
            .contains(&year)
            .then(|| self.lines.get(&line).and_then(|years| years.get(&year)).copied().unwrap_or_default())
    }
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Year,
    Line,
    Amount,
    Item,
    Currency,
}

/// A row that can be added up.
struct Paid {
    year: i32,
    line: CostLine,
    item: Option<String>,
    amount: Money,
}

/// Reads the rows; `None` where one of them cannot be added up.
pub fn read(case: &BusinessCase, listing: &Listing) -> (Option<Actuals>, Findings) {
    let (mut findings, mut actuals) = (Findings::default(), Actuals::default());
    missing(case, listing, &mut findings);
    if findings.has_errors() {
        return (None, findings);
    }
    let mut faults: BTreeMap<Fault, (usize, Vec<String>)> = BTreeMap::new();
    for row in &listing.rows {
        match paid(case, listing, row) {
            Ok(paid) => actuals.add(&paid),
            Err(fault) => {
                let (count, shown) = faults.entry(fault).or_default();
                *count += 1;
                if shown.len() < SHOWN && !listing.private {
                    shown.push(told(row));
                }
            }
        }
    }
    for (fault, (count, shown)) in &faults {
        findings.push(finding(case, *fault, *count, shown));
    }
    gaps(case, &actuals, &mut findings);
    actuals.through =
        case.actuals.as_ref().and_then(|own| own.through).or(actuals.years.last().copied()).unwrap_or(case.opening);
    actuals.tables.clone_from(&listing.tables);
    (faults.is_empty().then_some(actuals), findings)
}

/// Tells every column that is needed and not there.
fn missing(case: &BusinessCase, listing: &Listing, findings: &mut Findings) {
    for name in COLUMNS.into_iter().filter(|name| listing.column(name).is_none()) {
        let message = format!("actuals of `{}`: the query returns no column `{name}`", case.id);
        let help = "it returns `year`, `line` and `amount`, and if wanted `item` and `currency`";
        findings.push(Diagnostic::error("actual-columns", message).at(place(case), "").help(help));
    }
}

/// Where the query stands.
fn place(case: &BusinessCase) -> crate::diagnostic::Span {
    case.actuals.as_ref().map_or(case.span, |own| own.sql.locate(0, 0))
}

impl Actuals {
    fn add(&mut self, paid: &Paid) {
        self.years.insert(paid.year);
        let sum = |years: &mut BTreeMap<i32, Money>| {
            let before = years.get(&paid.year).copied().unwrap_or_default();
            years.insert(paid.year, before + paid.amount);
        };
        sum(self.lines.entry(paid.line).or_default());
        if let Some(item) = &paid.item {
            sum(self.items.entry(item.clone()).or_default());
        }
    }
}

fn paid(case: &BusinessCase, listing: &Listing, row: &[Option<String>]) -> Result<Paid, Fault> {
    let cell =
        |name: &str| listing.column(name).and_then(|at| row[at].as_deref()).map(str::trim).filter(|c| !c.is_empty());
    let year = cell("year").and_then(|text| text.get(..4)).and_then(|text| text.parse::<i32>().ok());
    let year = year.filter(|year| (case.opening..=case.last_year()).contains(year)).ok_or(Fault::Year)?;
    let line = cell("line").and_then(|text| CostLine::ALL.into_iter().find(|line| line.code() == text));
    let item = cell("item").map(ToOwned::to_owned);
    if item.as_ref().is_some_and(|item| case.costs.iter().all(|own| own.id != *item)) {
        return Err(Fault::Item);
    }
    let rate = cell("currency").map_or(Some(1.0), |code| case.exchange(code)).ok_or(Fault::Currency)?;
    let amount = cell("amount").and_then(Money::parse).and_then(|amount| amount.times(rate)).ok_or(Fault::Amount)?;
    Ok(Paid { year, line: line.ok_or(Fault::Line)?, item, amount: amount.to_cents() })
}

fn told(row: &[Option<String>]) -> String {
    let cells: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or("NULL")).collect();
    cells.join(", ")
}

fn finding(case: &BusinessCase, fault: Fault, count: usize, shown: &[String]) -> Diagnostic {
    let rows = if count == 1 { "a row".to_owned() } else { format!("{count} rows") };
    let lines = CostLine::ALL.map(CostLine::code).join(", ");
    let (first, last) = (case.opening, case.last_year());
    let (what, help) = match fault {
        Fault::Year => ("with a `year` that is not counted", format!("return years from {first} to {last}")),
        Fault::Line => ("with an unknown `line`", format!("lines are {lines}")),
        Fault::Amount => {
            ("with an `amount` that is no money", "return numbers; leave rows without an amount out".into())
        }
        Fault::Item => ("with an `item` that is no cost of this case", "return the ids of costs, or NULL".into()),
        Fault::Currency => ("in a `currency` without a rate", "add its rate to `rates`".into()),
    };
    let message = format!("actuals of `{}`: the query returns {rows} {what}", case.id);
    let finding = Diagnostic::error("actual-row", message).at(place(case), "");
    let finding = if shown.is_empty() { finding } else { finding.note(format!("such as: {}", shown.join("; "))) };
    finding.help(help)
}

/// Warns of years without rows between others: nothing paid and nothing recorded look alike.
fn gaps(case: &BusinessCase, actuals: &Actuals, findings: &mut Findings) {
    let (Some(first), Some(last)) = (actuals.years.first(), actuals.years.last()) else { return };
    let gaps: Vec<String> =
        (*first..=*last).filter(|year| !actuals.years.contains(year)).map(|year| year.to_string()).collect();
    if !gaps.is_empty() {
        let message = format!("actuals of `{}`: there are no rows of {}", case.id, gaps.join(", "));
        findings.push(
            Diagnostic::warning("missing-year", message).at(place(case), "").help("look for what was not exported"),
        );
    }
}
