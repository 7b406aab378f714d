//! How much of the data behind a measure readers may see.

use super::super::decode::Spanned;
use super::super::raw;
use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Disclosure, GroupSize};

/// Rows shown where the YAML gives no number.
const ROWS: u32 = 100;

/// More rows than this belong into a file of their own.
const MOST_ROWS: u32 = 1000;

/// What a measure says of withholding and of publishing rows; `inherited` is the `min_group` from above.
pub(super) fn disclosure(checker: &mut Checker<'_>, raw: &raw::Measure, name: &str, inherited: u32) -> Disclosure {
    // Values written in the YAML come from its author, not from rows about people.
    let queried = raw.value.given().is_none() && raw.from.given().is_none();
    let min_group = raw.min_group.unwrap_or(inherited);
    let group_size = match raw.group_size.as_ref().map(|size| size.value) {
        Some(raw::GroupSize::Denominator) => GroupSize::Denominator,
        Some(raw::GroupSize::N) | None => GroupSize::N,
    };
    let publish_rows = raw.publish_rows.as_ref().and_then(|rows| {
        let limit = limit(checker, rows)?;
        refuse(checker, rows, name, queried, min_group);
        Some(limit)
    });
    Disclosure { min_group: if queried { min_group } else { 0 }, group_size, publish_rows }
}

/// How many rows are published; `None` for none.
fn limit(checker: &mut Checker<'_>, rows: &Spanned<raw::PublishRows>) -> Option<u32> {
    let limit = match &rows.value {
        raw::PublishRows::Boolean(publish) => return publish.then_some(ROWS),
        raw::PublishRows::Map(map) => checker.required(&map.limit, "limit", "`publish_rows`", rows.span)?,
    };
    if !(1..=MOST_ROWS).contains(&limit.value) {
        let message = format!("`limit` must lie from 1 to {MOST_ROWS}, found {}", limit.value);
        let finding = Diagnostic::error("row-limit", message).at(limit.span, "");
        checker.report(finding.help("write how many rows readers shall see, or `publish_rows: false` for none"));
    }
    Some(limit.value)
}

/// Refuses rows there are none of, and rows that would show what `min_group` withholds.
fn refuse(checker: &mut Checker<'_>, rows: &Spanned<raw::PublishRows>, name: &str, queried: bool, min_group: u32) {
    if !queried {
        let finding =
            Diagnostic::error("rows-without-query", format!("{name} has no rows: its values are written here"));
        checker.report(finding.at(rows.span, "").help("leave `publish_rows` out, or query the values with `sql`"));
    } else if min_group > 0 {
        let message = format!("{name} cannot publish rows: values of fewer than {min_group} are withheld");
        let finding = Diagnostic::error("rows-of-small-groups", message).at(rows.span, "");
        let help = "leave `publish_rows` out; or, where its rows are about no person, write `min_group: 0` here";
        checker.report(finding.note("rows show the very groups that `min_group` withholds").help(help));
    }
}
