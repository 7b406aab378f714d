//! The cells of one sheet, within bounds: what a workbook claims is not taken on trust.
//!
//! A sheet is held as a rectangle. One stray entry in the last cell of an Excel sheet makes that rectangle 17 billion
//! cells, so its size is asked before it is made. An `.ods` file that ends in the middle would be read for ever,
//! so its XML is checked first.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Cell, Data, DataRef, Range, Reader, Sheets};
use quick_xml::events::Event;

use super::workbook::is_blank;

/// As many cells as one sheet may span; twenty columns in every row an Excel sheet can have fit twice.
const MOST_CELLS: u64 = 50_000_000;

/// A workbook of any kind.
pub(super) type Workbook = Sheets<BufReader<File>>;

/// The filled part of a sheet, or why it cannot be read.
pub(super) fn range(workbook: &mut Workbook, sheet: &str) -> Result<Range<Data>, String> {
    match workbook {
        Sheets::Xlsx(book) => {
            let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
            collected(|| reader.next_cell().map_err(|error| error.to_string()))
        }
        Sheets::Xlsb(book) => {
            let mut reader = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
            collected(|| reader.next_cell().map_err(|error| error.to_string()))
        }
        // These two are bounded: by 65 536 rows of 256 columns, and by the reader itself.
        Sheets::Xls(_) | Sheets::Ods(_) => workbook.worksheet_range(sheet).map_err(|error| error.to_string()),
    }
}

fn collected<'a>(mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, String>) -> Result<Range<Data>, String> {
    let mut cells = Vec::new();
    let (mut from, mut to) = ((u32::MAX, u32::MAX), (0, 0));
    while let Some(cell) = next()? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        if is_blank(&value) {
            continue;
        }
        from = (from.0.min(row), from.1.min(column));
        to = (to.0.max(row), to.1.max(column));
        cells.push(Cell::new((row, column), value));
    }
    if cells.is_empty() {
        return Ok(Range::empty());
    }
    let (rows, columns) = (u64::from(to.0 - from.0) + 1, u64::from(to.1 - from.1) + 1);
    if rows * columns > MOST_CELLS {
        return Err(format!(
            "its cells lie in {rows} rows and {columns} columns; look for a stray entry far down or far to the right"
        ));
    }
    Ok(Range::from_sparse(cells))
}

/// Whether the parts of an `.ods` file end as they begin; what is no such file is for the reader to tell.
pub(super) fn is_whole(path: &Path) -> bool {
    let archive = File::open(path).ok().and_then(|file| zip::ZipArchive::new(BufReader::new(file)).ok());
    let Some(mut archive) = archive else { return true };
    ["content.xml", "META-INF/manifest.xml"].iter().all(|part| match archive.by_name(part) {
        Ok(part) => is_well_formed(quick_xml::Reader::from_reader(BufReader::new(part))),
        Err(_) => true,
    })
}

/// Whether every element is closed before the end.
fn is_well_formed<R: std::io::BufRead>(mut reader: quick_xml::Reader<R>) -> bool {
    let (mut buffer, mut depth) = (Vec::new(), 0_u64);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Err(_) => return false,
            Ok(_) => {}
        }
        buffer.clear();
    }
}
