//! What the command line does: one thin file a verb, putting the stages in order.

mod build;
mod check;
mod console;
mod diff;
mod explain;
mod first_look;
mod init;
mod interrupt;
mod lint;
mod locate;
mod pipeline;
mod rows;
mod schema;
mod tables;

use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::cli::{Cli, Command, Completions};
use console::Console;

/// The book or its data has errors; nothing was published.
const REFUSED: u8 = 1;

/// Does what was asked for and says how it went: 0 done, 1 the book or its data has errors.
pub fn run(cli: &Cli) -> ExitCode {
    let console = Console::new(cli);
    let done = match &cli.command {
        Command::Init(args) => init::run(args, &console),
        Command::Build(args) => build::run(args, &console),
        Command::Check(args) => check::run(args, &console),
        Command::Lint(args) => lint::run(args, &console),
        Command::Explain(args) => explain::run(args, &console),
        Command::Diff(args) => diff::run(args, &console),
        Command::Tables(args) => tables::run(args, &console),
        Command::Schema(args) => schema::run(args, &console),
        Command::Completions(args) => completions(args, &console),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) }
}

fn completions(args: &Completions, console: &Console) -> bool {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "scorebook", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    true
}
