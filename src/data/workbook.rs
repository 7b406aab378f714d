//! Spreadsheets: each sheet that holds anything becomes a CSV file in the scratch folder.
//!
//! The first row with anything in it is the header; columns are those from the first to the last that hold anything.
//! Dates are written as `2026-10-31` or `2026-10-31 14:05:00`, durations as hours, numbers with as many digits as it
//! takes to read them back exactly, error cells as nothing.

use std::path::{Path, PathBuf};

use calamine::{Data, ExcelDateTime, Range, Reader, SheetType, SheetVisible, open_workbook_auto};

use super::discover::table_name;
use super::{Input, cells, header};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Format, TableSource};

/// The tables of workbooks: of a file, one a sheet; of a folder, one for all files.
pub(super) fn sources(
    name: &str,
    is_folder: bool,
    inputs: &[Input],
    scratch: &Path,
    findings: &mut Findings,
) -> Vec<TableSource> {
    let mut tables = Vec::new();
    for input in inputs {
        let sheets = read(input, findings);
        if is_folder && sheets.len() > 1 {
            let message = format!("`{}` has {} sheets, and a folder is one table", input.path, sheets.len());
            let help = "keep one sheet in each file of the folder, or put the file directly into `data/`";
            findings.push(Diagnostic::error("workbook-sheets", message).in_file(&input.path, None).help(help));
            return Vec::new();
        }
        let single = sheets.len() == 1;
        for (at, (sheet, range)) in sheets.into_iter().enumerate() {
            let table =
                if single { name.to_owned() } else { format!("{name}_{}", table_name(&sheet).trim_start_matches('_')) };
            let path = scratch.join(format!("{}-{at}.csv", input.index));
            tables.extend(table_of(table, sheet, &range, input, path, findings));
        }
    }
    if is_folder { joined(tables) } else { tables }
}

/// One table of the sheets of several files.
fn joined(tables: Vec<TableSource>) -> Vec<TableSource> {
    tables
        .into_iter()
        .reduce(|mut all, next| {
            all.paths.extend(next.paths);
            all.files.extend(next.files);
            all.columns.extend(next.columns);
            all.sheet = None;
            all
        })
        .into_iter()
        .collect()
}

/// Every sheet that holds anything, in the order of the workbook.
fn read(input: &Input, findings: &mut Findings) -> Vec<(String, Range<Data>)> {
    if input.path.to_lowercase().ends_with(".ods") && !cells::is_whole(&input.absolute) {
        findings.push(broken(input, "only a part of it is there"));
        return Vec::new();
    }
    let mut workbook = match open_workbook_auto(&input.absolute) {
        Ok(workbook) => workbook,
        Err(error) => {
            findings.push(unopened(input, &error));
            return Vec::new();
        }
    };
    let mut sheets = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            let message = format!("the hidden sheet `{}` of `{}` is not read", sheet.name, input.path);
            let help = "unhide the sheet if its data belongs in the report";
            findings.push(Diagnostic::warning("sheet-hidden", message).in_file(&input.path, None).help(help));
            continue;
        }
        match cells::range(&mut workbook, &sheet.name) {
            Ok(range) => sheets.push((sheet.name, range)),
            Err(error) => findings.push(broken(input, &format!("the sheet `{}` cannot be read: {error}", sheet.name))),
        }
    }
    sheets.retain(|(_, range)| range.used_cells().any(|(_, _, cell)| !is_blank(cell)));
    if sheets.is_empty() && !findings.iter().any(|finding| finding.file == Some((input.path.clone(), None))) {
        findings.push(broken(input, "no sheet holds any data"));
    }
    sheets
}

fn unopened(input: &Input, error: &calamine::Error) -> Diagnostic {
    let text = error.to_string();
    // Excel wraps an encrypted workbook in an OLE container, which then is no zip file.
    let ole = std::fs::File::open(&input.absolute).and_then(|mut file| {
        let mut begin = [0; 8];
        std::io::Read::read_exact(&mut file, &mut begin).map(|()| begin == *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
    });
    let is_xls = input.path.to_lowercase().ends_with(".xls");
    if text.to_lowercase().contains("password") || (ole.unwrap_or(false) && !is_xls) {
        return Diagnostic::error("workbook-encrypted", format!("`{}` is protected by a password", input.path))
            .in_file(&input.path, None)
            .help("save it without a password");
    }
    // Every workbook is a container: a zip file, or before 2007 an OLE file.
    let no_container = text.contains("Zip error") || text.contains("Cfb error");
    broken(input, if no_container { "it is no workbook, or only a part of one" } else { &text })
}

fn broken(input: &Input, why: &str) -> Diagnostic {
    Diagnostic::error("workbook-broken", format!("`{}` cannot be read: {why}", input.path))
        .in_file(&input.path, None)
        .help("open it in a spreadsheet program and save it again, or export the sheet as CSV")
}

/// Writes a sheet and says how the engine reads it.
fn table_of(
    name: String,
    sheet: String,
    range: &Range<Data>,
    input: &Input,
    path: PathBuf,
    findings: &mut Findings,
) -> Option<TableSource> {
    let columns = match write(range, &path) {
        Ok(cells) => {
            let (columns, repairs) = header::names(&cells);
            report(input, &sheet, &repairs, findings);
            columns
        }
        Err(error) => {
            findings.push(broken(input, &format!("the sheet `{sheet}` cannot be copied: {error}")));
            return None;
        }
    };
    let format = Format::Csv { delimiter: b',' };
    Some(TableSource {
        name,
        format,
        paths: vec![path],
        files: vec![input.index],
        columns: vec![columns],
        sheet: Some(sheet),
    })
}

fn report(input: &Input, sheet: &str, repairs: &header::Repairs, findings: &mut Findings) {
    let mut warn = |code, what: String| {
        let message = format!("sheet `{sheet}` of `{}`: {what}", input.path);
        let help = "give every column a name of its own in the first row";
        findings.push(Diagnostic::warning(code, message).in_file(&input.path, None).help(help));
    };
    for (at, name, new) in &repairs.doubled {
        warn("column-twice", format!("column {at} is called `{name}` like one before it, and is read as `{new}`"));
    }
    for (at, name) in &repairs.unnamed {
        warn("column-unnamed", format!("column {at} has no name and is read as `{name}`"));
    }
}

/// Writes the part of a sheet that holds anything, and gives the cells of its first row.
fn write(range: &Range<Data>, path: &Path) -> Result<Vec<String>, csv::Error> {
    let filled = || range.used_cells().filter(|(_, _, cell)| !is_blank(cell));
    let top = filled().map(|(row, _, _)| row).min().unwrap_or(0);
    let left = filled().map(|(_, column, _)| column).min().unwrap_or(0);
    let right = filled().map(|(_, column, _)| column).max().unwrap_or(0);
    let bottom = filled().map(|(row, _, _)| row).max().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new().from_path(path)?;
    let mut header = Vec::new();
    for (at, row) in range.rows().enumerate().take(bottom + 1).skip(top) {
        let cells: Vec<String> = row.iter().take(right + 1).skip(left).map(text).collect();
        writer.write_record(&cells)?;
        if at == top {
            header = cells;
        }
    }
    writer.flush()?;
    Ok(header)
}

/// Whether a cell says nothing.
pub(super) fn is_blank(cell: &Data) -> bool {
    match cell {
        Data::Empty | Data::Error(_) => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A cell as text in a CSV file.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) => moment_text(moment),
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return (moment.as_f64() * 24.0).to_string();
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}
