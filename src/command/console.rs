//! The terminal: results to standard output, findings and progress to standard error. A SARIF document is a result.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::timings::Timings;
use crate::cli::{Cli, Colour, Command, Format};
use crate::diagnostic::{Findings, MessageFormat, Renderer, Root, Severity, Sources};

/// Where this run speaks, and how.
pub(super) struct Console {
    stdout: std::io::Stdout,
    stderr: std::io::Stderr,
    renderer: Renderer,
    root: Root,
    quiet: bool,
    progress: bool,
    /// What the stages of this run did, and for how long.
    pub(super) timings: Timings,
}

impl Console {
    pub(super) fn new(cli: &Cli) -> Self {
        let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
        let terminal = stderr.is_terminal();
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = match cli.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !no_colour,
        };
        let format = match cli.message_format {
            Format::Human => MessageFormat::Human,
            Format::Short => MessageFormat::Short,
            Format::Json => MessageFormat::Json,
            Format::Github => MessageFormat::Github,
            Format::Sarif => MessageFormat::Sarif,
        };
        Self {
            stdout,
            stderr,
            renderer: Renderer { format, colour },
            root: Root::new(book(&cli.command), &std::env::current_dir().unwrap_or_default()),
            quiet: cli.quiet,
            progress: terminal && !cli.quiet,
            timings: Timings::new(matches!(&cli.command, Command::Build(args) if args.timings)),
        }
    }

    /// Whether findings take standard output, so that no other result may go there.
    pub(super) fn findings_are_the_result(&self) -> bool {
        self.renderer.format == MessageFormat::Sarif
    }

    /// Where the book lies.
    pub(super) fn root(&self) -> &Root {
        &self.root
    }

    /// Prints a result. A reader that has gone away (`| head`) is no error.
    pub(super) fn out(&self, text: &str) {
        let mut stdout = self.stdout.lock();
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }

    /// Prints a line for the person at the terminal, unless `--quiet` or a machine is reading.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet && self.renderer.format != MessageFormat::Json {
            self.err(&format!("{line}\n"));
        }
    }

    /// Prints a line somebody asked for, unless a machine is reading.
    pub(super) fn note(&self, line: &str) {
        if self.renderer.format != MessageFormat::Json {
            self.err(&format!("{line}\n"));
        }
    }

    /// Prints all findings and, for people, how many there were. True when nothing forbids publishing.
    pub(super) fn report(&self, findings: &Findings, sources: &Sources) -> bool {
        let text = self.renderer.render_from(&self.root, findings, sources);
        if self.renderer.format == MessageFormat::Sarif {
            self.out(&text);
        } else {
            self.err(&text);
        }
        let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
        if errors + warnings > 0 {
            self.say(&format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")));
        }
        errors == 0
    }

    /// A bar that counts to `length`; invisible in a pipe and with `--quiet`.
    pub(super) fn progress(&self, length: usize, doing: &'static str) -> ProgressBar {
        let target = if self.progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(length as u64), target).with_message(doing);
        if let Ok(style) = ProgressStyle::with_template("{msg:>10} [{bar:32}] {pos}/{len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// A count without a known end; invisible in a pipe and with `--quiet`.
    pub(super) fn spinner(&self, doing: &'static str) -> ProgressBar {
        let bar = self.progress(0, doing);
        if let Ok(style) = ProgressStyle::with_template("{msg:>10} {spinner} {pos}") {
            bar.set_style(style);
        }
        bar
    }

    fn err(&self, text: &str) {
        let _ = self.stderr.lock().write_all(text.as_bytes());
    }
}

/// The book a command is about: the paths of findings are relative to it.
fn book(command: &Command) -> &Path {
    match command {
        Command::Build(args) => &args.source.book,
        Command::Check(args) => &args.source.book,
        Command::Lint(args) => &args.source.book,
        Command::Explain(args) => &args.source.book,
        Command::Tables(args) => &args.book,
        Command::Init(args) => &args.dir,
        Command::Diff(args) => &args.book,
        Command::Verify(args) => args.book.as_deref().unwrap_or(&args.site),
        Command::Schema(_) | Command::Completions(_) => Path::new("."),
    }
}

/// `1 error`, `2 errors`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
