//! CSV: read as text, typed by [`guess`], loaded in the order of its lines.

use std::io::{BufRead, Read};

use super::super::counted;
use super::{BTreeMap, Diagnostic, Findings, Guessed, Load, Typed, guess, list, literal, quoted};
use crate::scorecard::CsvStyle;

/// Where DuckDB notes lines it cannot read.
const REJECTS: &str = "scorebook_rejects";

/// How many such lines a file may have before DuckDB stops to note them.
const REJECTS_LIMIT: usize = 1000;

/// The longest line, in bytes.
const LINE_LIMIT: usize = 8 << 20;

/// How much of a file is read at a time, in bytes. Left alone, DuckDB takes 16 times the longest line.
const BUFFER: usize = 32 << 20;

/// A line DuckDB could not read.
struct Reject {
    file: String,
    byte: u64,
    kind: String,
    expected: String,
}

impl Load<'_> {
    pub(super) fn csv(&self, style: CsvStyle, findings: &mut Findings) -> Option<()> {
        let names = self.all_names();
        let guessed = self.guess(style, &names);
        // There are no notes when the pass itself failed, which is then told below.
        let rejects = self.rejects().unwrap_or_default();
        if !rejects.is_empty() {
            self.report_rejects(&rejects, findings);
            return None;
        }
        let mut guessed = guessed.map_err(|error| findings.push(self.failed(&error))).ok()?;
        for column in guessed.columns.iter_mut().filter(|column| self.asked(&column.name).is_some()) {
            column.leave_as_text();
        }
        self.report(&guessed, findings);
        let columns: Vec<String> = guessed.columns.iter().map(Typed::expression).collect();
        let (columns, rows) = (columns.join(", "), self.text_rows(style, ""));
        let cells: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let filled = match guessed.blank_lines {
            0 => "true".to_owned(),
            _ => format!("coalesce({}) IS NOT NULL", cells.join(", ")),
        };
        let table = quoted(&self.source.name);
        self.execute(&format!("CREATE TABLE {table} AS SELECT {columns} FROM ({rows}) WHERE {filled}"), findings)
    }

    /// Types all columns; on its one pass over all lines DuckDB notes those it cannot read.
    fn guess(&self, style: CsvStyle, names: &[String]) -> Result<Guessed, duckdb::Error> {
        let noting = format!(
            ", store_rejects = true, rejects_table = '{REJECTS}', rejects_scan = '{REJECTS}_scans', \
             rejects_limit = {REJECTS_LIMIT}"
        );
        let first_pass = format!("({})", self.text_rows(style, &noting));
        let rows = format!("({})", self.text_rows(style, ", ignore_errors = true"));
        self.connection
            .execute_batch(&format!("DROP TABLE IF EXISTS {REJECTS}; DROP TABLE IF EXISTS {REJECTS}_scans;"))?;
        guess::guess_all(self.connection, &rows, &first_pass, names)
    }

    /// The names of all files' columns, each once.
    fn all_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.source.columns.iter().flatten() {
            if !names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The rows of all files as text; files with the same columns are read together.
    fn text_rows(&self, style: CsvStyle, options: &str) -> String {
        let rows = self.raw_rows(style, options);
        if self.contract.is_none_or(|contract| contract.null_values.is_empty()) {
            return rows;
        }
        let names = self.all_names();
        let cells = names.iter().map(|name| format!("{} AS {}", self.without_marks(&quoted(name)), quoted(name)));
        format!("SELECT {} FROM ({rows})", cells.collect::<Vec<_>>().join(", "))
    }

    /// The same with all marks for missing values in them.
    fn raw_rows(&self, style: CsvStyle, options: &str) -> String {
        let mut groups: Vec<(&Vec<String>, Vec<String>)> = Vec::new();
        for (path, columns) in self.source.paths.iter().zip(&self.source.columns) {
            let path = path.to_string_lossy().into_owned();
            match groups.last_mut() {
                Some((own, paths)) if *own == columns => paths.push(path),
                _ => groups.push((columns, vec![path])),
            }
        }
        let text = |byte: Option<u8>| literal(&byte.map(char::from).map(String::from).unwrap_or_default());
        let (delimiter, quote) = (text(Some(style.delimiter)), text(style.quote));
        let reads: Vec<String> = groups
            .into_iter()
            .map(|(columns, paths)| {
                let fields: Vec<String> = columns.iter().map(|name| format!("{}: 'VARCHAR'", literal(name))).collect();
                format!(
                    "SELECT * FROM read_csv({}, auto_detect = false, header = true, delim = {delimiter}, quote = {quote}, \
                     escape = {quote}, nullstr = '', max_line_size = {LINE_LIMIT}, buffer_size = {BUFFER}, columns = {{{}}}{options})",
                    list(paths.iter()),
                    fields.join(", ")
                )
            })
            .collect();
        reads.join(" UNION ALL BY NAME ")
    }

    fn rejects(&self) -> Result<Vec<Reject>, duckdb::Error> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT file_path, line_byte_position::BIGINT, error_type::VARCHAR, error_message \
             FROM {REJECTS} JOIN {REJECTS}_scans USING (scan_id, file_id) ORDER BY file_path, line_byte_position, error_type::VARCHAR"
        ))?;
        let rows = statement.query_map([], |row| {
            let byte: i64 = row.get(1)?;
            Ok(Reject { file: row.get(0)?, byte: byte.unsigned_abs(), kind: row.get(2)?, expected: row.get(3)? })
        })?;
        rows.collect()
    }

    /// One finding a file and kind of fault, with the first lines it occurs in.
    fn report_rejects(&self, rejects: &[Reject], findings: &mut Findings) {
        const SHOWN: usize = 5;
        let mut by_fault: BTreeMap<(&str, &str), Vec<&Reject>> = BTreeMap::new();
        for reject in rejects {
            // DuckDB notes a line once a column that it lacks or has too many of.
            let faults = by_fault.entry((&reject.file, &reject.kind)).or_default();
            if faults.last().is_none_or(|last| last.byte != reject.byte) {
                faults.push(reject);
            }
        }
        for ((file, kind), faults) in by_fault {
            let at = self.source.paths.iter().position(|path| path.to_string_lossy() == file).unwrap_or(0);
            let lines: Vec<Option<usize>> = faults.iter().take(SHOWN).map(|fault| self.line(at, fault.byte)).collect();
            let first = lines.first().copied().flatten();
            let (code, what, help) = fault_words(kind, &faults[0].expected);
            let mut finding =
                Diagnostic::error(code, format!("{}: {what}", self.place(at))).in_file(self.path(at), first);
            if faults.len() > 1 {
                let shown: Vec<String> = lines.iter().flatten().map(usize::to_string).collect();
                let more = if faults.len() > SHOWN { ", …" } else { "" };
                let many = if faults.len() >= REJECTS_LIMIT { " or more" } else { "" };
                let text = format!("{}{many} lines: {}{more}", faults.len(), shown.join(", "));
                finding = finding.note(text);
            }
            findings.push(finding.help(help));
        }
    }

    /// The line, from 1, that a byte of a file stands in. DuckDB counts rows, which may have several lines.
    fn line(&self, at: usize, byte: u64) -> Option<usize> {
        let file = std::fs::File::open(self.source.paths.get(at)?).ok()?;
        // DuckDB counts bytes from 1, and points at the beginning of a line, so that all lines before it are whole.
        let before = std::io::BufReader::new(file.take(byte.saturating_sub(1))).split(b'\n').map_while(Result::ok);
        let line = i64::try_from(before.count() + 1).ok()?;
        let down = self.source.lines_down.get(at).copied().unwrap_or(0);
        usize::try_from(line + down).ok().filter(|line| *line > 0)
    }

    fn report(&self, guessed: &Guessed, findings: &mut Findings) {
        let mut warn = |code, message: String, help: &str| {
            findings.push(Diagnostic::warning(code, message).in_file(self.path(0), None).help(help));
        };
        if guessed.blank_lines > 0 {
            let lines = counted(guessed.blank_lines, "line");
            let message = format!("{}: {lines} without any value left out", self.place(0));
            warn("lines-blank", message, "delete the empty rows at the end of the sheet before exporting it");
        }
        for column in guessed.columns.iter().filter(|column| column.marks > 0) {
            let message = format!(
                "{}: {} of `{}` hold a mark such as NA and are read as missing",
                self.place(0),
                counted(column.marks, "cell"),
                column.name
            );
            warn("cells-marked-missing", message, "leave cells without a value empty");
        }
        for column in guessed.columns.iter().filter(|column| column.ambiguous) {
            let message = format!(
                "{}: dates in `{}` may begin with the day or the month, and stay text",
                self.place(0),
                column.name
            );
            let help = "say which in SQL, `strptime(x, '%d/%m/%Y')`, or export dates as 2026-10-31";
            warn("dates-ambiguous", message, help);
        }
    }
}

fn fields(count: &str) -> String {
    counted(count.parse().unwrap_or(0), "field")
}

/// Code, words and help for a kind of line DuckDB cannot read.
fn fault_words(kind: &str, expected: &str) -> (&'static str, String, &'static str) {
    let numbers: Vec<&str> = expected.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    match (kind, numbers.as_slice()) {
        ("MISSING COLUMNS", [wanted, found]) => (
            "line-too-short",
            format!("a line has {} where the header has {wanted}", fields(found)),
            "a line break inside a field must stand in double quotes; cut-off lines have to be exported again",
        ),
        ("TOO MANY COLUMNS", [wanted, found]) => (
            "line-too-long",
            format!("a line has {} where the header has {wanted}", fields(found)),
            "text that holds the delimiter must stand in double quotes",
        ),
        ("UNQUOTED VALUE", _) => (
            "quotes-broken",
            "a quoted field does not end where it should".to_owned(),
            "a double quote inside quoted text is written twice",
        ),
        ("LINE SIZE OVER MAXIMUM", _) => (
            "line-too-big",
            format!("a line is longer than {} MB", LINE_LIMIT >> 20),
            "look for a double quote that is never closed",
        ),
        _ => ("line-unreadable", format!("a line cannot be read: {expected}"), "export the file again"),
    }
}
