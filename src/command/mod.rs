//! What the command line does: one thin file a verb, putting the stages in order.

mod appraise;
mod asked;
mod build;
mod business;
mod check;
mod console;
mod diff;
mod documents;
mod explain;
mod first_look;
mod history;
mod init;
mod interrupt;
pub mod judge;
mod lint;
mod locate;
mod pipeline;
mod rows;
mod schema;
mod scratch;
mod serve;
mod since;
pub mod statements;
mod tables;
mod timings;
mod unchanged;
mod verify;
pub mod weigh;
pub mod weigh_factors;

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap::error::ErrorKind;

use crate::cli::{Cli, Command, Completions};
use console::Console;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It did what it was asked for.
    Done,
    /// The book or its data has errors: nothing was published.
    Refused,
    /// Done, but a gate that was asked for tripped.
    Tripped,
}

impl From<bool> for End {
    fn from(done: bool) -> Self {
        if done { Self::Done } else { Self::Refused }
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Done => Self::SUCCESS,
            End::Refused => Self::from(1),
            End::Tripped => Self::from(3),
        }
    }
}

/// What clap ends with on wrong usage.
const WRONG_USAGE: u8 = 2;

/// Does what was asked for and says how it went: 0 done, 1 the book or its data has errors, 2 wrong usage, 3 done, but
/// a gate tripped.
pub fn run(cli: &Cli) -> ExitCode {
    let console = Console::new(cli);
    if console.findings_are_the_result() && prints_a_result(&cli.command) {
        let message = "`--message-format sarif` takes standard output, which this command prints its result to";
        // Where nobody listens there is nobody to tell.
        let _ = Cli::command().error(ErrorKind::ArgumentConflict, message).print();
        return ExitCode::from(WRONG_USAGE);
    }
    let end = match &cli.command {
        Command::Init(args) => init::run(args, &console).into(),
        Command::Build(args) => build::run(args, &console),
        Command::Serve(args) => serve::run(args, &console).into(),
        Command::Check(args) => check::run(args, &console),
        Command::Lint(args) => lint::run(args, &console).into(),
        Command::Explain(args) => explain::run(args, &console).into(),
        Command::Diff(args) => diff::run(args, &console).into(),
        Command::Verify(args) => verify::run(args, &console).into(),
        Command::Tables(args) => tables::run(args, &console).into(),
        Command::Schema(args) => schema::run(args, &console).into(),
        Command::Completions(args) => completions(args, &console).into(),
    };
    End::into(end)
}

/// Whether a command writes something else than findings to standard output.
fn prints_a_result(command: &Command) -> bool {
    !matches!(command, Command::Build(_) | Command::Check(_) | Command::Lint(_) | Command::Verify(_))
}

fn completions(args: &Completions, console: &Console) -> bool {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "scorebook", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    true
}
