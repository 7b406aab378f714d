//! Table contracts: how columns are read, and the tests of rows.

use super::super::decode::{Field, Required, Spanned, Written};
use super::super::raw;
use super::layout::layout;
use super::scorecard::Across;
use super::{Checker, plain_list, quantity};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Allowed, ColumnRule, Contract, DataCheck, DataTest, DataType, Limit, NumberStyle, Text};

/// The tests there are.
const TESTS: [&str; 8] =
    ["not_null", "unique", "accepted_values", "relationship", "row_count", "range", "freshness", "sql"];

/// Examples of dates with what they mean to `strptime`.
const DATES: [(&str, &str); 11] = [
    ("2026-10-31", "%Y-%m-%d"),
    ("2026/10/31", "%Y/%m/%d"),
    ("2026.10.31", "%Y.%m.%d"),
    ("20261031", "%Y%m%d"),
    ("2026年10月31日", "%Y年%m月%d日"),
    ("2026年10月", "%Y年%m月"),
    ("31.10.2026", "%d.%m.%Y"),
    ("31/10/2026", "%d/%m/%Y"),
    ("31-10-2026", "%d-%m-%Y"),
    ("10/31/2026", "%m/%d/%Y"),
    ("10-31-2026", "%m-%d-%Y"),
];

/// The contracts of a document; a table has one in the whole book.
pub(crate) fn contracts(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::Data,
    document: Span,
) -> Vec<Contract> {
    let Some(tables) = checker.required(&raw.tables, "tables", "this document", document) else { return Vec::new() };
    let mut contracts = Vec::new();
    for (name, table) in &tables.0 {
        across.contracts.take(checker, &name.value.to_lowercase(), name.span, "contract");
        contracts.push(contract(checker, name, &table.value));
    }
    contracts
}

fn contract(checker: &mut Checker<'_>, name: &Spanned<String>, raw: &raw::DataTable) -> Contract {
    let columns = raw.columns.iter().flat_map(|columns| &columns.0);
    Contract {
        table: name.value.clone(),
        title: checker.optional_text(raw.title.as_ref(), "title"),
        layout: layout(checker, raw),
        null_values: raw.null_values.iter().flatten().map(|value| value.value.0.trim().to_owned()).collect(),
        columns: columns.map(|(name, column)| rule(checker, name, &column.value)).collect(),
        tests: raw.tests.iter().flatten().filter_map(|raw| test(checker, raw)).collect(),
        span: name.span,
    }
}

fn rule(checker: &mut Checker<'_>, name: &Spanned<String>, raw: &raw::DataColumn) -> ColumnRule {
    let data_type = raw.data_type.map(|word| match word {
        raw::DataTypeWord::Text => DataType::Text,
        raw::DataTypeWord::Integer => DataType::Integer,
        raw::DataTypeWord::Decimal => DataType::Decimal,
        raw::DataTypeWord::Percent => DataType::Percent,
        raw::DataTypeWord::Boolean => DataType::Boolean,
        raw::DataTypeWord::Date => DataType::Date,
        raw::DataTypeWord::Timestamp => DataType::Timestamp,
        raw::DataTypeWord::Period => DataType::Period,
    });
    let (numbers, dates) = raw.format.as_ref().map_or_else(Default::default, |f| format(checker, f, data_type));
    if let Some(rename) = raw.rename.as_ref().filter(|rename| rename.value.trim().is_empty()) {
        let finding = Diagnostic::error("empty-text", "`rename` is empty");
        checker.report(finding.at(rename.span, "").help("write the name queries shall use"));
    }
    ColumnRule {
        name: name.value.clone(),
        rename: raw.rename.as_ref().map(|rename| rename.value.trim().to_owned()),
        data_type,
        numbers,
        dates,
        private: raw.private.unwrap_or(false),
        span: name.span,
    }
}

/// What a `format` means for a type.
fn format(
    checker: &mut Checker<'_>,
    raw: &Spanned<Written>,
    data_type: Option<DataType>,
) -> (NumberStyle, Option<String>) {
    let written = raw.value.0.trim();
    let help = match data_type {
        Some(DataType::Integer | DataType::Decimal | DataType::Percent) => match written {
            "1,234.5" => return (NumberStyle::PointDecimal, None),
            "1.234,5" => return (NumberStyle::CommaDecimal, None),
            _ => {
                "a number is written \"1,234.5\" or \"1.234,5\"; currency, %, 万, 亿 and brackets are understood".into()
            }
        },
        Some(DataType::Date | DataType::Timestamp) => {
            if written.contains('%') {
                return (NumberStyle::default(), Some(written.to_owned()));
            }
            if let Some((_, pattern)) = DATES.iter().find(|(example, _)| *example == written) {
                return (NumberStyle::default(), Some((*pattern).to_owned()));
            }
            let examples: Vec<&str> = DATES.iter().map(|(example, _)| *example).collect();
            format!(
                "show the last day of October 2026: {}; or write a pattern such as \"%d %b %Y\"",
                plain_list(&examples)
            )
        }
        _ => "a format goes with `type: integer`, `decimal`, `percent`, `date` or `timestamp`".into(),
    };
    let finding = Diagnostic::error("bad-format", format!("`{written}` is no format for this column"));
    checker.report(finding.at(raw.span, "").help(help));
    Default::default()
}

fn test(checker: &mut Checker<'_>, raw: &Spanned<raw::DataTest>) -> Option<DataTest> {
    let fields = &raw.value;
    let written = [
        !fields.not_null.is_absent(),
        !fields.unique.is_absent(),
        !fields.accepted_values.is_absent(),
        !fields.relationship.is_absent(),
        !fields.row_count.is_absent(),
        !fields.range.is_absent(),
        !fields.freshness.is_absent(),
        !fields.sql.is_absent(),
    ];
    let found: Vec<&str> = TESTS.iter().zip(written).filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    if found.len() != 1 {
        let message = match found.as_slice() {
            [] => "this test says nothing to test".to_owned(),
            several => format!("this entry holds {} tests: {}", several.len(), plain_list(several)),
        };
        let help = format!("an entry of `tests` has exactly one of {}", plain_list(&TESTS));
        checker.report(Diagnostic::error("one-test", message).at(raw.span, "").help(help));
        return None;
    }
    let check = check(checker, fields)?;
    let filter = fields.filter.as_ref().map(|filter| checker.sql(filter, "the test"));
    if let Some(filter) = filter.as_ref().filter(|_| matches!(check, DataCheck::Sql(_))) {
        let finding = Diagnostic::error("where-with-sql", "`where` does not go with `sql`");
        checker.report(finding.at(filter.span, "").help("write the condition into the query"));
    }
    Some(DataTest {
        check,
        title: checker.optional_text(fields.title.as_ref(), "title"),
        warns: fields.severity == Some(raw::SeverityWord::Warn),
        filter,
        allowed: allowed(checker, fields.max_failures.as_ref()),
        accepted: accepted(checker, fields),
        span: Span { end: raw.span.end.min(raw.span.start + first_line(checker, raw.span)), ..raw.span },
    })
}

/// The reason for which a broken test is not warned of. A test that stops the build cannot be set aside by a sentence.
fn accepted(checker: &mut Checker<'_>, fields: &raw::DataTest) -> Option<Text> {
    let raw = fields.accept.as_ref()?;
    if fields.severity != Some(raw::SeverityWord::Warn) {
        let finding = Diagnostic::error("accept-error", "`accept` does not go with a test that stops the build");
        checker.report(finding.at(raw.span, "").help("write `severity: warn` beside it, or take the reason out"));
    }
    Some(checker.reason(raw, "accept", "accepting a broken test"))
}

/// How long the first line of a place is: a finding points at that, not at ten lines.
fn first_line(checker: &Checker<'_>, span: Span) -> usize {
    let text = checker.files.sources.text(span.file);
    let rest = text.get(span.start..).unwrap_or_default();
    rest.lines().next().map_or(0, |line| line.trim_end().len())
}

fn check(checker: &mut Checker<'_>, fields: &raw::DataTest) -> Option<DataCheck> {
    if let Field::Given(columns) = &fields.not_null {
        return names(checker, columns).map(DataCheck::NotNull);
    }
    if let Field::Given(columns) = &fields.unique {
        return names(checker, columns).map(DataCheck::Unique);
    }
    if let Field::Given(Spanned { value, span }) = &fields.accepted_values {
        let values = checker.required(&value.values, "values", "`accepted_values`", *span);
        let values = values.map(|values| values.iter().map(|value| value.0.clone()).collect());
        return Some(DataCheck::AcceptedValues(column(checker, &value.column, *span)?, values?));
    }
    if let Field::Given(raw) = &fields.relationship {
        return relationship(checker, raw);
    }
    if let Field::Given(Spanned { value, span }) = &fields.row_count {
        return limit(checker, (value.min, value.max), *span).map(DataCheck::RowCount);
    }
    if let Field::Given(Spanned { value, span }) = &fields.range {
        let own = column(checker, &value.column, *span);
        return Some(DataCheck::Range(own?, limit(checker, (value.min, value.max), *span)?));
    }
    if let Field::Given(Spanned { value, span }) = &fields.freshness {
        let days = checker.required(&value.max_days, "max_days", "`freshness`", *span).map(|days| days.value);
        return Some(DataCheck::Freshness(column(checker, &value.column, *span)?, days?));
    }
    // Where this is absent too, what is written was of the wrong type, which has been told.
    fields.sql.given().map(|sql| DataCheck::Sql(checker.sql(sql, "the test")))
}

fn column(checker: &mut Checker<'_>, field: &Required<Spanned<String>>, span: Span) -> Option<String> {
    checker.required(field, "column", "this test", span).map(|column| column.value.clone())
}

fn relationship(checker: &mut Checker<'_>, raw: &Spanned<raw::Relationship>) -> Option<DataCheck> {
    let column = column(checker, &raw.value.column, raw.span);
    let to = checker.required(&raw.value.to, "to", "`relationship`", raw.span)?;
    let Some((table, other)) = to.value.split_once('.') else {
        let finding = Diagnostic::error("bad-reference", format!("`{}` names no column", to.value));
        checker.report(finding.at(to.span, "").help("write `table.column`, such as `customers.id`"));
        return None;
    };
    Some(DataCheck::Relationship(column?, table.trim().to_owned(), other.trim().to_owned()))
}

fn names(checker: &mut Checker<'_>, raw: &Spanned<raw::Names>) -> Option<Vec<String>> {
    let names = match &raw.value {
        raw::Names::Text(name) => vec![name.clone()],
        raw::Names::List(names) => names.clone(),
    };
    if names.is_empty() {
        let finding = Diagnostic::error("empty-field", "this test names no column");
        checker.report(finding.at(raw.span, "").help("name a column, or several: `[order_id, line]`"));
    }
    Some(names).filter(|names| !names.is_empty())
}

fn limit(checker: &mut Checker<'_>, (min, max): (Option<f64>, Option<f64>), span: Span) -> Option<Limit> {
    let message = match (min, max) {
        (None, None) => "this test has neither `min` nor `max`",
        (Some(min), Some(max)) if min > max => "`min` is more than `max`",
        _ => return Some(Limit { min, max }),
    };
    let finding = Diagnostic::error("bad-limits", message);
    checker.report(finding.at(span, "").help("write `min`, `max` or both, the lower first"));
    None
}

fn allowed(checker: &mut Checker<'_>, raw: Option<&Spanned<Written>>) -> Allowed {
    let Some(raw) = raw else { return Allowed::Rows(0) };
    match raw.value.0.trim().parse::<u64>() {
        Ok(rows) => Allowed::Rows(rows),
        Err(_) => Allowed::Share(quantity::share(checker, raw, "max_failures").unwrap_or(0.0)),
    }
}
