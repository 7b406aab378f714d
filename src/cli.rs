//! The command line: what can be asked for. No logic.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::ci::Gate;

/// Turns YAML scorecards and a folder of exported data into a static report.
#[derive(Debug, Parser)]
#[command(name = "scorebook", version, about, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// How findings are printed.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub message_format: Format,

    /// When to use colour; `NO_COLOR` is honoured.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,

    /// Print findings and results only: no progress, no summary.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

const AFTER_HELP: &str = "\
BOOK is the folder that holds scorebook.yaml; the current folder by default.

Exit codes:
  0  done
  1  the book or its data has errors; nothing was published
  2  wrong usage
  3  done, but a gate of --fail-on tripped";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a book: from a template, or from the files in DIR/data
    Init(Init),
    /// Build the report into BOOK/site
    Build(Build),
    /// Do everything but write: report every finding
    Check(Check),
    /// Check how good the measures are: units, targets, owners, balance, values that never move
    Lint(Lint),
    /// Show how a score comes about, down to the query and the files
    Explain(Explain),
    /// Compare two editions of a book: what moved, and how much is due to data, SQL, targets, weights
    Diff(Diff),
    /// Check that a published site is whole and unchanged, and with --book that the book still gives it
    Verify(Verify),
    /// List the tables found in the data: columns, types, rows, files
    Tables(Tables),
    /// Print JSON Schema for the YAML of a book, so that editors complete and check it
    Schema(Schema),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// Which book, which period, how.
#[derive(Debug, Args)]
pub struct Source {
    /// The folder that holds scorebook.yaml
    #[arg(default_value = ".")]
    pub book: PathBuf,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub run: Run,
}

/// How queries are run and which period is reported.
#[derive(Debug, Args)]
pub struct Run {
    /// Report on this period (2026-10, 2026-Q3, 2026) instead of the latest complete one
    #[arg(long, short, value_name = "PERIOD")]
    pub period: Option<String>,

    /// Threads to use; as many as there are cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,

    /// Work everything out anew, and neither read nor write BOOK/.scorebook
    #[arg(long)]
    pub no_cache: bool,
}

/// What a pipeline asks of a run.
#[derive(Debug, Args)]
pub struct Asked {
    /// End with 3 where one of these gates trips; separated by commas, or given several times
    #[arg(long, value_name = "GATES", value_delimiter = ',')]
    pub fail_on: Vec<Gate>,

    /// Write what came of the tests of the data to this file, as JUnit XML
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
}

const GATES_HELP: &str = "\
Gates, for every node of every scorecard, at the top of the organisation and in the period reported on:
  off-track         off track
  at-risk           at risk or off track
  no-data           no score, or no value
  stale             a measure whose value was carried forward
  coverage=PERCENT  data for less of its weight than this (measures aside)
  score-drop=POINTS a score that fell by more than this since the period before
  data-tests        a test of the data that does not hold, warnings included

docs/ci.md has recipes for pipelines.";

/// `scorebook init`
#[derive(Debug, Args)]
#[command(after_help = "Files that exist are never overwritten: if one is in the way, nothing is written.")]
pub struct Init {
    /// The folder of the new book
    #[arg(default_value = ".")]
    pub dir: PathBuf,

    /// What to begin with; `from-data` looks at the files in DIR/data and proposes measures [default:
    /// balanced-scorecard]
    #[arg(long, short, value_name = "NAME")]
    pub template: Option<String>,

    /// Write a workflow that builds, checks and publishes the book; where DIR holds a book, nothing else
    #[arg(long, value_enum, value_name = "WHERE")]
    pub ci: Option<Pipeline>,

    /// List the templates and end
    #[arg(long)]
    pub list: bool,
}

/// `scorebook build`
#[derive(Debug, Args)]
#[command(after_help = GATES_HELP)]
pub struct Build {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub asked: Asked,

    /// Write here instead of BOOK/site
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Say on standard error what each stage did, what it reused, and how long it took
    #[arg(long)]
    pub timings: bool,

    /// Add a page on what moved since OLD: a site (also the one that is replaced), its manifest.json, a book, or a git
    /// revision of the book
    #[arg(long, value_name = "OLD")]
    pub compare_to: Option<String>,
}

/// `scorebook check`
#[derive(Debug, Args)]
#[command(after_help = GATES_HELP)]
pub struct Check {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub asked: Asked,
}

/// `scorebook verify`
#[derive(Debug, Args)]
#[command(after_help = "Exit code 0 when nothing differs, 1 when something does. Without --book only the hashes in \
                        SITE/manifest.json vouch for the site; with it the site is built again and compared.")]
pub struct Verify {
    /// The folder of the published site
    pub site: PathBuf,

    /// Build this book again, for the periods the site reports on, and compare byte for byte
    #[arg(long, value_name = "BOOK")]
    pub book: Option<PathBuf>,

    /// Threads to use; as many as there are cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

/// `scorebook lint`
#[derive(Debug, Args)]
#[command(after_help = "Exit code 0 unless there are errors. docs/lint.md says why each check matters; \
                        `silence: {code: reason}` in the YAML silences one.")]
pub struct Lint {
    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,
}

/// `scorebook diff`
#[derive(Debug, Args)]
#[command(
    after_help = "An edition is a site, its manifest.json, a book, or a git revision of the book (git:REV where a \
                        folder has the same name). With two books, what changed in data and definition at once is \
                        taken apart by running each definition on the data of the other. See docs/diff.md."
)]
pub struct Diff {
    /// The earlier edition: a site, a manifest.json, a book, or a git revision of the book
    pub old: String,

    /// The later edition; the book by default
    pub new: Option<String>,

    /// The book that git revisions are of
    #[arg(long, default_value = ".", value_name = "DIR")]
    pub book: PathBuf,

    /// How the difference is written
    #[arg(long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT")]
    pub format: DiffFormat,

    /// Names in this language
    #[arg(long, value_name = "LOCALE", value_parser = ["zh", "en"], default_value = "en")]
    pub locale: String,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub run: Run,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For a terminal
    Text,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

/// `scorebook explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// A path such as customer/keep-customers/retention, or its last part; a scorecard's id for the whole
    pub node: String,

    #[command(flatten)]
    #[allow(missing_docs)]
    pub source: Source,

    /// For this entity instead of the top one
    #[arg(long, short, value_name = "ENTITY")]
    pub entity: Option<String>,

    /// Also show the first N source rows behind a measure, 10 by default; private columns are withheld
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "10",
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub rows: Option<u32>,

    /// Names in this language; the book's first by default
    #[arg(long, value_name = "LOCALE", value_parser = ["zh", "en"])]
    pub locale: Option<String>,
}

/// `scorebook tables`
#[derive(Debug, Args)]
pub struct Tables {
    /// The folder that holds scorebook.yaml
    #[arg(default_value = ".")]
    pub book: PathBuf,
}

/// `scorebook schema`
#[derive(Debug, Args)]
#[command(after_help = SCHEMA_HELP)]
pub struct Schema {
    /// Of which document: `book` is scorebook.yaml; without it, everything under scorecards/
    #[arg(long, short, value_name = "KIND", conflicts_with = "out")]
    pub kind: Option<String>,

    /// Write every schema into this folder instead of printing one
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

const SCHEMA_HELP: &str = "\
In a file under scorecards/, this first line makes editors with a YAML language server use it:

  # yaml-language-server: $schema=../schema/scorebook.schema.json

and in scorebook.yaml:

  # yaml-language-server: $schema=schema/book.schema.json";

/// `scorebook completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Where pipelines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pipeline {
    /// GitHub Actions: .github/workflows/scorebook.yml in the repository DIR is in
    Github,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// With the line, a caret and help
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// One SARIF 2.1.0 document, on standard output
    Sarif,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
