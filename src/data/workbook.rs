//! Spreadsheets: each sheet that holds anything becomes a CSV file in the scratch folder.
//!
//! The first row with anything in it is the header; columns are those from the first to the last that hold anything.
//! Dates are written as `2026-10-31` or `2026-10-31 14:05:00`, durations as hours, numbers with as many digits as it
//! takes to read them back exactly, error cells as nothing.

use std::path::{Path, PathBuf};

use calamine::{Data, ExcelDateTime, Range, Reader, SheetType, SheetVisible, open_workbook_auto};

use super::discover::{Candidate, listed, table_name};
use super::{Input, cells, claim, header, rows};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{Contract, CsvStyle, Format, Layout, Stated, TableSource};

/// The tables of workbooks: of a file, one a sheet; of files that belong together, one for all.
pub(super) fn sources(
    candidate: &Candidate,
    contracts: &[Contract],
    inputs: &[Input],
    scratch: &Path,
    findings: &mut Findings,
) -> Vec<TableSource> {
    let mut tables = Vec::new();
    let name = &candidate.name;
    let is_one = candidate.is_joined || !candidate.layout.files.is_empty();
    for input in inputs {
        let sheets = read(input, candidate.layout.sheet.as_ref(), findings);
        if is_one && sheets.len() > 1 {
            findings.push(several(candidate, input, &sheets));
            return Vec::new();
        }
        let single = sheets.len() == 1;
        for sheet in sheets {
            let (table, layout) = if single {
                (name.clone(), candidate.layout.clone())
            } else {
                let table = format!("{name}_{}", table_name(&sheet.name).trim_start_matches('_'));
                (table.clone(), claim::layout_of(contracts, &table))
            };
            let path = scratch.join(format!("{}-{}.csv", input.index, sheet.place));
            tables.extend(table_of(table, &sheet, &layout, input, path, findings));
        }
    }
    if candidate.is_joined { joined(tables) } else { tables }
}

/// A finding about a workbook with several sheets where one is a table.
fn several(candidate: &Candidate, input: &Input, sheets: &[Sheet]) -> Diagnostic {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let message = format!("`{}` has {} sheets", input.path, sheets.len());
    if let Some(pattern) = candidate.layout.files.first() {
        let message = format!("{message}, and `{}` is one table", candidate.name);
        let help = format!("say with `sheet` which it is: {}", listed(&names));
        return Diagnostic::error("workbook-sheets", message).at(pattern.span, "").help(help);
    }
    let help = "keep one sheet in each file of the folder, or put the file directly into `data/`";
    let message = format!("{message}, and a folder is one table");
    Diagnostic::error("workbook-sheets", message).in_file(&input.path, None).help(help)
}

/// One table of the sheets of several files.
fn joined(tables: Vec<TableSource>) -> Vec<TableSource> {
    tables
        .into_iter()
        .reduce(|mut all, next| {
            all.paths.extend(next.paths);
            all.files.extend(next.files);
            all.columns.extend(next.columns);
            all.lines_down.extend(next.lines_down);
            all.sheet = None;
            all
        })
        .into_iter()
        .collect()
}

/// A sheet that holds anything.
struct Sheet {
    name: String,
    /// Its place in the workbook, from 0.
    place: usize,
    cells: Range<Data>,
}

/// Every visible sheet that holds anything, in the order of the workbook, or the one that is wanted.
fn read(input: &Input, wanted: Option<&Stated<String>>, findings: &mut Findings) -> Vec<Sheet> {
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
    let all = workbook.sheets_metadata().to_vec();
    let Some(chosen) = chosen(&all, wanted, input, findings) else { return Vec::new() };
    let mut sheets = Vec::new();
    for place in chosen {
        let sheet = &all[place];
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible && wanted.is_none() {
            let message = format!("the hidden sheet `{}` of `{}` is not read", sheet.name, input.path);
            let help = "unhide the sheet if its data belongs in the report";
            findings.push(Diagnostic::warning("sheet-hidden", message).in_file(&input.path, None).help(help));
            continue;
        }
        match cells::range(&mut workbook, &sheet.name) {
            Ok(cells) => sheets.push(Sheet { name: sheet.name.clone(), place, cells }),
            Err(error) => findings.push(broken(input, &format!("the sheet `{}` cannot be read: {error}", sheet.name))),
        }
    }
    sheets.retain(|sheet| sheet.cells.used_cells().any(|(_, _, cell)| !is_blank(cell)));
    if sheets.is_empty() && !findings.iter().any(|finding| finding.file == Some((input.path.clone(), None))) {
        let what = if wanted.is_some() { "that sheet holds no data" } else { "no sheet holds any data" };
        findings.push(broken(input, what));
    }
    sheets
}

/// The places of the sheets that are looked at: all, or the one that is wanted; `None`, with a finding, without that.
fn chosen(
    all: &[calamine::Sheet],
    wanted: Option<&Stated<String>>,
    input: &Input,
    findings: &mut Findings,
) -> Option<Vec<usize>> {
    let Some(wanted) = wanted else { return Some((0..all.len()).collect()) };
    let place = place_of(&wanted.value, all);
    if place.is_none() {
        findings.push(unknown_sheet(wanted, input, all));
    }
    place.map(|place| vec![place])
}

/// The place of a sheet by its name, or else by its number from 1.
fn place_of(wanted: &str, all: &[calamine::Sheet]) -> Option<usize> {
    let named = all.iter().position(|sheet| sheet.name.trim() == wanted);
    let numbered = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < all.len());
    named.or_else(numbered)
}

fn unknown_sheet(wanted: &Stated<String>, input: &Input, all: &[calamine::Sheet]) -> Diagnostic {
    let names: Vec<&str> = all.iter().map(|sheet| sheet.name.as_str()).collect();
    let help = match did_you_mean(&wanted.value, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its sheets are {}; or write the number of one", listed(&names)),
    };
    Diagnostic::error("sheet-unknown", format!("`{}` has no sheet `{}`", input.path, wanted.value))
        .at(wanted.span, "")
        .help(help)
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
    sheet: &Sheet,
    layout: &Layout,
    input: &Input,
    path: PathBuf,
    findings: &mut Findings,
) -> Option<TableSource> {
    let Some(frame) = Frame::of(&sheet.cells, layout) else {
        findings.push(rows::nothing_there(&input.path, layout));
        return None;
    };
    let first = frame.rows(&sheet.cells).next().unwrap_or_default();
    let columns = rows::columns(&first, layout, &input.path, findings)?;
    if layout.header.is_none() {
        report(input, &sheet.name, &header::names(&first).1, findings);
    }
    if let Err(error) = write(&frame, &sheet.cells, layout, &path) {
        findings.push(broken(input, &format!("the sheet `{}` cannot be copied: {error}", sheet.name)));
        return None;
    }
    Some(TableSource {
        name,
        format: Format::Csv(CsvStyle::default()),
        paths: vec![path],
        files: vec![input.index],
        columns: vec![columns],
        lines_down: Vec::new(),
        sheet: Some(sheet.name.clone()),
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

/// The part of a sheet that is read, within its used range; the ends are included.
struct Frame {
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
}

impl Frame {
    /// What holds anything below the rows that are passed over; `None` where nothing does, or where the header should be.
    fn of(range: &Range<Data>, layout: &Layout) -> Option<Self> {
        let start = range.start().map_or(0, |(row, _)| row as usize);
        // Rows are counted from the top of the sheet, and those of the range from its first used one.
        let from = layout.passed_over().saturating_sub(start);
        let filled = || range.used_cells().filter(|(row, _, cell)| *row >= from && !is_blank(cell));
        let top = filled().map(|(row, _, _)| row).min()?;
        let frame = Self {
            top,
            bottom: filled().map(|(row, _, _)| row).max()?,
            left: filled().map(|(_, column, _)| column).min()?,
            right: filled().map(|(_, column, _)| column).max()?,
        };
        rows::begin_fits(layout, top + start > layout.passed_over()).then_some(frame)
    }

    fn rows<'a>(&'a self, range: &'a Range<Data>) -> impl Iterator<Item = Vec<String>> {
        let rows = range.rows().take(self.bottom + 1).skip(self.top);
        rows.map(|row| row.iter().take(self.right + 1).skip(self.left).map(text).collect())
    }
}

fn write(frame: &Frame, range: &Range<Data>, layout: &Layout, path: &Path) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().from_path(path)?;
    if layout.header.is_some() {
        writer.write_record((frame.left..=frame.right).map(|column| column.to_string()))?;
    }
    for row in frame.rows(range) {
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
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
