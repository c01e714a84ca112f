//! The command line: one file per subcommand.

mod audit;
mod check;
mod config;
mod console;
mod explain;
mod facts;
mod fmt;
mod init;
mod names;
mod options;
mod output;
mod place;
mod progress;
mod record;
mod rules;
mod schema;
mod shell;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::Console;

use crate::report::Sanitized;

/// A linter for what articles claim.
#[derive(Parser)]
#[command(name = "claimlint", version, about, disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// Colours: on a terminal (auto), always or never
    #[arg(long, value_enum, default_value = "auto", hide_possible_values = true, global = true, value_name = "WHEN")]
    color: options::Color,
    /// Nothing but findings and errors
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles against the rules
    Check(check::CheckArgs),
    /// Print what was extracted from articles
    Facts(facts::FactsArgs),
    /// Run the tests of rules, and suites of articles with their accepted reports
    Test(test::TestArgs),
    /// How often a rule fires on many articles, with a sample; what a change to it adds and removes
    Audit(audit::AuditArgs),
    /// Format rule files
    Fmt(fmt::FmtArgs),
    /// Print a rule in full, with its reason and its tests; or what a code such as E0203 means
    Explain(explain::ExplainArgs),
    /// List the rules, or check them without any article
    Rules(rules::RulesArgs),
    /// Print every setting in effect and where it came from
    Config(config::ConfigArgs),
    /// Write a first rule with its tests
    Init(init::InitArgs),
    /// Compare two names, or many pairs
    Names(names::NamesArgs),
    /// Lint, look up and convert what is held to be true
    Record(record::RecordArgs),
    /// Print the JSON Schema of a machine format
    Schema(schema::SchemaArgs),
    /// Print what a shell needs to complete the command line
    Completions(shell::CompletionsArgs),
    /// Print the manual page, or write those of all commands
    Man(shell::ManArgs),
}

impl Command {
    /// Its output is for machines, and so are its errors.
    fn is_machine(&self) -> bool {
        match self {
            Command::Check(check) => check.is_machine(),
            Command::Facts(facts) => facts.is_machine(),
            Command::Names(names) => names.is_machine(),
            Command::Record(record) => record.is_machine(),
            Command::Test(test) => test.is_machine(),
            Command::Rules(rules) => rules.is_machine(),
            Command::Explain(explain) => explain.is_machine(),
            Command::Audit(audit) => audit.is_machine(),
            _ => false,
        }
    }
}

/// How a run ended; the numbers are part of the published contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Clean = 0,
    /// Findings at or above the failing level, or a failed test.
    Found = 1,
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
    let args = Args::try_parse().unwrap_or_else(|e| refused(&e));
    let console = Console {
        color: args.color.into(),
        quiet: args.quiet,
        machine: args.command.is_machine(),
        ..Console::default()
    };
    let done = match &args.command {
        Command::Check(check) => check::run(check, &console),
        Command::Facts(facts) => facts::run(facts, &console),
        Command::Test(test) => test::run(test, &console),
        Command::Audit(audit) => audit::run(audit, &console),
        Command::Fmt(args) => fmt::run(args, &console),
        Command::Explain(rule) => explain::run(rule, &console),
        Command::Rules(args) => rules::run(args, &console),
        Command::Config(args) => config::run(args, &console),
        Command::Init(init) => init::run(init),
        Command::Names(args) => names::run(args),
        Command::Record(args) => record::run(args, &console),
        Command::Schema(schema) => schema::run(schema),
        Command::Completions(args) => shell::completions(args),
        Command::Man(args) => shell::man(args),
    };
    match done {
        Ok(status) => status.into(),
        Err(output::Stop::ClosedPipe) => Status::Clean.into(),
        Err(output::Stop::Failed(problems, sources)) => {
            console.problems(&problems, &sources);
            Status::Usage.into()
        }
    }
}

/// Tells what is wrong with the command line, in which a shell may have put the names of files; or prints the help that it asks for.
fn refused(error: &clap::Error) -> ! {
    let told = error.render().to_string();
    let shown: Vec<String> = told.lines().map(|line| Sanitized::line(line).to_string()).collect();
    // As it is, it may have colours.
    if told.lines().eq(&shown) {
        error.exit();
    }
    eprintln!("{}", shown.join("\n"));
    std::process::exit(error.exit_code())
}
