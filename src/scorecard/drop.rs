//! The data drop: which tables there are and which files they came from.

/// The contents of `data/` at a build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataDrop {
    /// Every file, in order of path.
    pub files: Vec<DataFile>,
    /// Every table, in order of name.
    pub tables: Vec<Table>,
    /// BLAKE3 over the paths and hashes of all files, in hexadecimal: the name of the drop.
    pub hash: String,
    /// What is known of each table, in order of name.
    pub quality: Vec<super::TableQuality>,
}

/// One file of the drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Relative to the book, with `/`: `data/orders.csv`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// How its text was encoded, where that matters: `UTF-8`, `UTF-16LE`, `GB18030`.
    pub encoding: Option<&'static str>,
}

/// A table queries can read.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name in SQL.
    pub name: String,
    /// Its columns, in the order of the file.
    pub columns: Vec<Column>,
    /// How many rows it has.
    pub rows: u64,
    /// Indices into [`DataDrop::files`].
    pub files: Vec<usize>,
    /// The sheet, for a spreadsheet.
    pub sheet: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as in the file.
    pub name: String,
    /// DuckDB's name for its type: `VARCHAR`, `DECIMAL(18,2)`, `DATE`.
    pub data_type: String,
}

/// A table as the data stage hands it to the engine: files in a format the engine reads by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSource {
    /// The name in SQL.
    pub name: String,
    /// How the files are read.
    pub format: Format,
    /// The files, absolute, in order of path: those of the drop, or UTF-8 copies of them in a scratch folder. None
    /// when the table is broken, which has been told: its name is then known, so that nobody is told to look for it.
    pub paths: Vec<std::path::PathBuf>,
    /// Indices of the original files into [`DataDrop::files`].
    pub files: Vec<usize>,
    /// For CSV, the names of the columns of each file in `paths`, each name once; empty for formats that say so
    /// themselves.
    pub columns: Vec<Vec<String>>,
    /// For CSV, how many lines further down each line of a path stands in the original file; none where they are the
    /// same in all.
    pub lines_down: Vec<i64>,
    /// The sheet, for a spreadsheet.
    pub sheet: Option<String>,
}

/// How delimited text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Between the columns.
    pub delimiter: u8,
    /// Around cells that hold the delimiter; doubled where it stands within.
    pub quote: Option<u8>,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { delimiter: b',', quote: Some(b'"') }
    }
}

/// A format the engine reads by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 text with one header line, which is passed over.
    Csv(CsvStyle),
    /// Apache Parquet.
    Parquet,
    /// One array of objects, or one object a line.
    Json,
}
