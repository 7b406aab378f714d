//! The columns a query returns, against those a measure needs.

use crate::diagnostic::{Diagnostic, Findings, Severity, did_you_mean};
use crate::scorecard::Column;

/// What a column of a result is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// When.
    Period,
    /// Whose.
    Entity,
    /// What was observed.
    Value,
    /// Upper half of what was observed.
    Numerator,
    /// Lower half of what was observed.
    Denominator,
    /// The goal.
    Target,
    /// Where it started.
    Baseline,
    /// How many cases it rests on.
    N,
}

impl Role {
    /// Every role.
    pub(super) const ALL: [Self; 8] = [
        Self::Period,
        Self::Entity,
        Self::Value,
        Self::Numerator,
        Self::Denominator,
        Self::Target,
        Self::Baseline,
        Self::N,
    ];

    /// The name of the column.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Entity => "entity",
            Self::Value => "value",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Target => "target",
            Self::Baseline => "baseline",
            Self::N => "n",
        }
    }

    /// Whether the column holds a number.
    pub(super) fn is_number(self) -> bool {
        !matches!(self, Self::Period | Self::Entity)
    }
}

/// The columns of a result by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// (role, name as the query spells it), in the order of [`Role::ALL`].
    pub(super) columns: Vec<(Role, String)>,
}

impl Shape {
    /// Where the column of a role stands, if there is one.
    pub(super) fn position(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|(own, _)| *own == role)
    }
}

/// The code of a finding about a column of a wrong type.
pub(super) const WRONG_TYPE: &str = "result-type";

/// The type of a bare NULL.
pub(super) const NULL_TYPE: &str = "\"NULL\"";

/// Which columns are text where numbers are read.
pub(super) fn number_texts(columns: &[Column]) -> Vec<usize> {
    let is_text = |column: &Column| column.data_type == "VARCHAR" && role_of(&column.name).is_some_and(Role::is_number);
    columns.iter().enumerate().filter(|(_, column)| is_text(column)).map(|(at, _)| at).collect()
}

/// Types as DuckDB names them, with and without `(18,2)`.
fn is_numeric(data_type: &str) -> bool {
    let name = data_type.split('(').next().unwrap_or_default();
    ["BOOLEAN", "DECIMAL", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"].contains(&name)
        || ["UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "BIGNUM"].contains(&name)
        // Missing for all rows.
        || name == NULL_TYPE
}

fn fits(role: Role, data_type: &str) -> bool {
    let is_text = data_type == "VARCHAR" || data_type.starts_with("ENUM(");
    let is_date = data_type == "DATE" || data_type.starts_with("TIMESTAMP");
    let is_whole = is_numeric(data_type) && !["DOUBLE", "FLOAT", "BOOLEAN"].contains(&data_type);
    match role {
        Role::Period => is_text || is_date || is_whole,
        Role::Entity => is_text || is_numeric(data_type) || data_type == "UUID" || is_date,
        _ => is_numeric(data_type),
    }
}

/// Matches columns to roles; `finding` starts a finding that names and points at the measure.
pub(super) fn shape(
    columns: &[Column],
    error: impl Fn(&'static str, String) -> Diagnostic,
    findings: &mut Findings,
) -> Option<Shape> {
    let before = findings.count(Severity::Error);
    let mut shape = Shape { columns: Vec::new() };
    for role in Role::ALL {
        let mut own = columns.iter().filter(|column| column.name.eq_ignore_ascii_case(role.name()));
        let Some(column) = own.next() else { continue };
        if own.next().is_some() {
            let message = format!("the query returns `{}` twice", role.name());
            findings.push(error("result-columns", message).help("rename or remove one of the two"));
        }
        if !fits(role, &column.data_type) {
            findings.push(wrong_type(role, column, &error));
        }
        shape.columns.push((role, column.name.clone()));
    }
    missing(&shape, columns, &error, findings);
    (findings.count(Severity::Error) == before).then_some(shape)
}

fn wrong_type(role: Role, column: &Column, error: &impl Fn(&'static str, String) -> Diagnostic) -> Diagnostic {
    let (name, data_type) = (role.name(), &column.data_type);
    let (expected, help) = match role {
        Role::Period => ("a date, a year or text such as 2026-10", "cast it: `month::DATE AS period`".to_owned()),
        Role::Entity => ("text or a whole number", "cast it: `…::VARCHAR AS entity`".to_owned()),
        _ => (
            "a number",
            format!("cast it: `{name}::DECIMAL(18,2)`, or `TRY_CAST({name} AS DOUBLE)` where some rows hold no number"),
        ),
    };
    error(WRONG_TYPE, format!("the column `{name}` is {data_type}, not {expected}")).help(help)
}

/// Findings about roles that are not filled and columns that fill none.
fn missing(
    shape: &Shape,
    columns: &[Column],
    error: &impl Fn(&'static str, String) -> Diagnostic,
    findings: &mut Findings,
) {
    let extra: Vec<&Column> = columns.iter().filter(|column| role_of(&column.name).is_none()).collect();
    let advised = |finding: Diagnostic| match near(&extra, shape) {
        Some((column, role)) => finding.note(format!("did you mean `{role}` by `{column}`?")).help(EXPECTED),
        None => finding.help(EXPECTED),
    };
    let problems = problems(shape);
    if problems.is_empty() && !extra.is_empty() {
        let message = format!("the query returns {}, which nothing reads", listed(extra.iter().copied()));
        let finding = Diagnostic { severity: Severity::Warning, ..error("result-extra-column", message) };
        findings.push(advised(finding));
    }
    for problem in problems {
        let finding = error("result-columns", problem.to_owned());
        findings.push(advised(finding.note(format!("it returns {}", listed(columns.iter())))));
    }
}

/// What is missing or too much among the columns known by name.
fn problems(shape: &Shape) -> Vec<&'static str> {
    let has = |role| shape.position(role).is_some();
    let mut problems = Vec::new();
    if !has(Role::Period) {
        problems.push("the query returns no column `period`");
    }
    match [Role::Value, Role::Numerator, Role::Denominator].map(has) {
        [true, false, false] | [false, true, true] => {}
        [false, false, false] => problems.push("the query returns neither `value` nor `numerator` and `denominator`"),
        [false, true, false] => problems.push("the query returns `numerator` without `denominator`"),
        [false, false, true] => problems.push("the query returns `denominator` without `numerator`"),
        [true, _, _] => problems.push("the query returns both `value` and `numerator` or `denominator`"),
    }
    problems
}

fn listed<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    columns.map(|column| format!("`{}`", column.name)).collect::<Vec<_>>().join(", ")
}

const EXPECTED: &str = "a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, \
                        and optionally `target`, `baseline` and `n`";

fn role_of(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name().eq_ignore_ascii_case(name))
}

/// A misspelt column and what it most likely should be called.
fn near<'a>(extra: &[&'a Column], shape: &Shape) -> Option<(&'a str, &'static str)> {
    let open = || Role::ALL.into_iter().filter(|role| shape.position(*role).is_none()).map(Role::name);
    extra.iter().find_map(|column| Some((column.name.as_str(), did_you_mean(&column.name, open())?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &[(&str, &str)]) -> (Option<Shape>, Vec<String>) {
        let columns: Vec<Column> = columns
            .iter()
            .map(|(name, data_type)| Column { name: (*name).into(), data_type: (*data_type).into() })
            .collect();
        let mut findings = Findings::default();
        let shape = shape(&columns, Diagnostic::error, &mut findings);
        (shape, findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect())
    }

    #[test]
    fn columns_are_known_by_name_whatever_their_case_and_order() {
        let (shape, findings) = check(&[("VALUE", "DECIMAL(18,2)"), ("Entity", "BIGINT"), ("period", "DATE")]);
        assert_eq!(findings, Vec::<String>::new());
        let shape = shape.expect("a shape");
        assert_eq!(shape.columns[2], (Role::Value, "VALUE".to_owned()));
        assert_eq!(shape.position(Role::N), None);
    }

    #[test]
    fn every_fault_is_told() {
        let (shape, findings) = check(&[("month", "DATE"), ("numerator", "VARCHAR"), ("perod", "DATE")]);
        assert_eq!(shape, None);
        assert_eq!(
            findings,
            [
                "result-type: the column `numerator` is VARCHAR, not a number",
                "result-columns: the query returns no column `period`",
                "result-columns: the query returns `numerator` without `denominator`",
            ]
        );
    }

    #[test]
    fn a_column_nothing_reads_is_only_a_warning() {
        let (shape, findings) = check(&[("period", "VARCHAR"), ("value", "DOUBLE"), ("targt", "DOUBLE")]);
        assert!(shape.is_some());
        assert_eq!(findings, ["result-extra-column: the query returns `targt`, which nothing reads"]);
    }
}
