//! The command line: one file per subcommand.

mod facts;
mod init;
mod output;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A linter for what articles claim.
#[derive(Parser)]
#[command(name = "claimlint", version, about, disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print what was extracted from articles
    Facts(facts::FactsArgs),
    /// Write a first rule with its tests
    Init(init::InitArgs),
    /// Print the JSON Schema of a machine format
    Schema(schema::SchemaArgs),
}

/// How a run ended; the numbers are part of the published contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Clean = 0,
    /// A usage, configuration or rule error: nothing was done.
    Usage = 2,
    /// Some input could not be read; all the rest was done.
    Unread = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.command {
        Command::Facts(facts) => facts::run(facts),
        Command::Init(init) => init::run(init),
        Command::Schema(schema) => schema::run(schema),
    };
    match done {
        Ok(status) => status.into(),
        Err(output::Stop::ClosedPipe) => Status::Clean.into(),
        Err(output::Stop::Failed(message)) => {
            eprintln!("error: {message}");
            Status::Usage.into()
        }
    }
}
