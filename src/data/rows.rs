//! Where the rows of a file begin and what its columns are called, as a contract states it: for text and for sheets.

use super::header;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Begin, Header, Layout};

/// Whether the row a contract calls the header holds anything; `is_blank` says that it does not.
pub(super) fn begin_fits(layout: &Layout, is_blank: bool) -> bool {
    !(is_blank && layout.begin.as_ref().is_some_and(|begin| matches!(begin.value, Begin::HeaderIn(_))))
}

/// A finding about a file, or the sheet of one, that holds nothing where its rows should begin.
pub(super) fn nothing_there(place: &str, layout: &Layout) -> Diagnostic {
    let Some(begin) = layout.begin.as_ref().filter(|_| layout.passed_over() > 0) else {
        return Diagnostic::error("file-empty", format!("`{place}` holds only blank lines"))
            .in_file(place, None)
            .help("export it again, or take it out of `data/`");
    };
    let (message, help) = match begin.value {
        Begin::HeaderIn(row) => (
            format!("`{place}` has nothing in row {row}, where its header should be"),
            "write the number that an editor or the spreadsheet shows beside the names of the columns",
        ),
        Begin::After(rows) => (
            format!("`{place}` has nothing after the {rows} rows that are passed over"),
            "pass over only what stands above the names of the columns",
        ),
    };
    Diagnostic::error("header-row", message).at(begin.span, "").help(help)
}

/// What the columns are called: as the first row says, or as the contract does; `None`, with a finding, when it names
/// more or fewer than there are.
pub(super) fn columns(
    first_row: &[String],
    layout: &Layout,
    place: &str,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    let Some(stated) = &layout.header else { return Some(header::names(first_row).0) };
    let Header::Names(names) = &stated.value else {
        return Some((1..=first_row.len()).map(|at| format!("column_{at}")).collect());
    };
    if names.len() == first_row.len() {
        return Some(names.clone());
    }
    let columns = |count: usize| if count == 1 { "1 column".to_owned() } else { format!("{count} columns") };
    let message = format!(
        "`header` names {}, and the first row of `{place}` has {}",
        columns(names.len()),
        columns(first_row.len())
    );
    let help = "write one name a column; where the rows are cut in the wrong places, state the `delimiter`";
    findings.push(Diagnostic::error("header-count", message).at(stated.span, "").help(help));
    None
}

/// A line that stands where a header is expected; what it says is not read.
pub(super) fn placeholder(columns: usize, delimiter: u8) -> String {
    let names: Vec<String> = (1..=columns).map(|at| at.to_string()).collect();
    names.join(&char::from(delimiter).to_string())
}
