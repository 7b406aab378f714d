//! Applies a table's contract: cells that mean nothing, types of columns, and their names.

use super::super::counted;
use super::{Diagnostic, Findings, Load, literal, parse, quoted};
use crate::diagnostic::did_you_mean;
use crate::scorecard::{ColumnRule, Contract, DataType, Format, Table};

/// What stands for a value that is not shown.
pub(in super::super) const PRIVATE: &str = "‹private›";

/// Where the table is made before it takes the place of the other.
const MADE: &str = "scorebook_made";

/// How many of the values that cannot be read are shown.
const SHOWN: usize = 5;

/// Digits after the point that are kept.
const SCALE: i64 = 8;

impl Load<'_> {
    /// The type a contract asks for a column of the file.
    pub(super) fn asked(&self, name: &str) -> Option<(&ColumnRule, DataType)> {
        let rule = self.contract?.columns.iter().find(|rule| rule.name.eq_ignore_ascii_case(name))?;
        Some((rule, rule.data_type?))
    }

    /// `text`, or NULL where it is one of the contract's marks for a missing value.
    pub(super) fn without_marks(&self, text: &str) -> String {
        let marks = self.contract.map_or(&[][..], |contract| &contract.null_values);
        if marks.is_empty() {
            return text.to_owned();
        }
        let marks: Vec<String> = marks.iter().map(|mark| literal(mark)).collect();
        format!("CASE WHEN trim({text}) IN ({}) THEN NULL ELSE {text} END", marks.join(", "))
    }

    /// Makes of a loaded table what its contract says; `None`, with findings, when it cannot.
    pub(super) fn apply(&self, table: Table, findings: &mut Findings) -> Option<Table> {
        let Some(contract) = self.contract else { return Some(table) };
        let names = renamed(contract, &table, findings)?;
        let as_it_is = |rule: &ColumnRule| rule.data_type.is_none() && rule.rename.is_none();
        if contract.null_values.is_empty() && contract.columns.iter().all(as_it_is) {
            return Some(table);
        }
        let unread: Vec<bool> = contract.columns.iter().map(|rule| self.is_unread(rule, &table, findings)).collect();
        if unread.contains(&true) {
            return None;
        }
        let columns = table.columns.iter().zip(&names).map(|(column, name)| {
            let expression = self.expression(&column.name, &column.data_type)?;
            Ok(format!("{expression} AS {}", quoted(name)))
        });
        let columns = columns.collect::<Result<Vec<String>, _>>();
        let columns = columns.map_err(|error| findings.push(self.failed(&error))).ok()?;
        let (own, kind) = (quoted(&table.name), if self.source.format == Format::Parquet { "VIEW" } else { "TABLE" });
        let sql = format!(
            "CREATE TABLE {MADE} AS SELECT {} FROM {own}; DROP {kind} {own}; ALTER TABLE {MADE} RENAME TO {own};",
            columns.join(", ")
        );
        self.execute(&sql, findings)?;
        self.described().map_err(|error| findings.push(self.failed(&error))).ok()
    }

    /// What a column becomes.
    fn expression(&self, name: &str, now: &str) -> Result<String, duckdb::Error> {
        let column = quoted(name);
        let Some((rule, data_type)) = self.asked(name) else {
            return Ok(if now == "VARCHAR" { self.without_marks(&column) } else { column });
        };
        let value = parse::value(rule, data_type, &self.cell(name));
        if !matches!(data_type, DataType::Decimal | DataType::Percent) {
            return Ok(value);
        }
        // As narrow as the values allow, so that sums and products have room.
        let facts = format!(
            "SELECT coalesce(max(length(rtrim(split_part(v, '.', 2), '0'))), 0)::BIGINT, \
             coalesce(max(length(ltrim(split_part(v, '.', 1), '-'))), 0)::BIGINT \
             FROM (SELECT ({value})::VARCHAR AS v FROM {})",
            quoted(&self.source.name)
        );
        let (scale, digits): (i64, i64) =
            self.connection.query_row(&facts, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let width = if digits + scale <= 18 { 18 } else { 38 };
        Ok(format!("CAST({value} AS DECIMAL({width},{}))", scale.min(SCALE)))
    }

    /// The text of a cell without blanks around it; NULL where it stands for nothing.
    fn cell(&self, name: &str) -> String {
        let text = format!("CAST({} AS VARCHAR)", quoted(name));
        format!("nullif(trim({}), '')", self.without_marks(&text))
    }

    /// Whether a column has values that are not of its type, which is then told.
    fn is_unread(&self, rule: &ColumnRule, table: &Table, findings: &mut Findings) -> bool {
        let column = table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(&rule.name));
        let (Some(column), Some(data_type)) = (column, rule.data_type) else { return false };
        let cell = self.cell(&column.name);
        let sql = format!(
            "SELECT count(*)::BIGINT, coalesce(min(r), 0)::BIGINT, \
             coalesce(array_to_string(list('`' || left(t, 40) || '`' ORDER BY r)[1:{SHOWN}], ', '), '') \
             FROM (SELECT row_number() OVER () AS r, {cell} AS t, {} AS v FROM {}) WHERE t IS NOT NULL AND v IS NULL",
            parse::value(rule, data_type, &cell),
            quoted(&table.name)
        );
        let found: Result<(i64, i64, String), _> =
            self.connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        match found {
            Ok((0, ..)) => false,
            Ok((count, first, values)) => {
                findings.push(self.unread(rule, data_type, count.unsigned_abs(), first, values));
                true
            }
            Err(error) => {
                findings.push(self.failed(&error));
                true
            }
        }
    }

    fn unread(&self, rule: &ColumnRule, data_type: DataType, count: u64, first: i64, values: String) -> Diagnostic {
        let of = counted(count, "value");
        let message = format!("{of} of `{}` in {} cannot be read as {}", rule.name, self.place(0), data_type.word());
        let values = if rule.private { PRIVATE.to_owned() } else { values };
        let more = if count > SHOWN as u64 && !rule.private { ", …" } else { "" };
        let help = match data_type {
            DataType::Date | DataType::Timestamp => {
                "say how dates are written, `format: \"31/10/2026\"`, or add what stands for a missing value to `null_values`"
            }
            DataType::Decimal | DataType::Integer => {
                "say how numbers are written, `format: \"1.234,5\"`; for shares with % write `type: percent`; add what stands \
                 for a missing value to `null_values`"
            }
            _ => "choose another `type`, or add what stands for a missing value to `null_values`",
        };
        let mut finding =
            Diagnostic::error("value-unreadable", message).at(rule.span, "").note(format!("{values}{more}"));
        finding = match self.source.files.as_slice() {
            [_] => finding.note(format!("the first in row {first} below the header")),
            files => finding.note(format!("the table is made of {} files", files.len())),
        };
        finding.help(help)
    }
}

/// The names of all columns after the contract's renaming; tells columns it names that are not there.
fn renamed(contract: &Contract, table: &Table, findings: &mut Findings) -> Option<Vec<String>> {
    let before = findings.count(crate::diagnostic::Severity::Error);
    let has = |name: &str| table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    for rule in contract.columns.iter().filter(|rule| !has(&rule.name)) {
        findings.push(unknown_column(&rule.name, table, rule.span));
    }
    let rule = |name: &str| contract.columns.iter().find(|rule| rule.name.eq_ignore_ascii_case(name));
    let new = |name: &str| rule(name).and_then(|rule| rule.rename.clone());
    let names: Vec<String> = table.columns.iter().map(|c| new(&c.name).unwrap_or_else(|| c.name.clone())).collect();
    for (at, name) in names.iter().enumerate() {
        if names[..at].iter().any(|other| other.eq_ignore_ascii_case(name)) {
            let message = format!("two columns of `{}` would be called `{name}`", table.name);
            let finding = Diagnostic::error("column-twice", message).at(contract.span, "");
            findings.push(finding.help("give one of them another name with `rename`"));
        }
    }
    (findings.count(crate::diagnostic::Severity::Error) == before).then_some(names)
}

/// A finding about a column a contract names and the table does not have.
pub(in super::super) fn unknown_column(name: &str, table: &Table, span: crate::diagnostic::Span) -> Diagnostic {
    let known: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let help = match did_you_mean(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    let message = format!("the table `{}` has no column `{name}`", table.name);
    Diagnostic::error("contract-column", message).at(span, "").help(help)
}
