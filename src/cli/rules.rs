//! `claimlint rules`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::RuleOptions;
use super::output::{self, Stop};
use crate::report::rules::{self, Checked};

#[derive(Args)]
pub struct RulesArgs {
    /// Rule files, and folders of them [default: those of the configuration]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// Check the rules instead of listing them; exit with status 1 where the configuration's policy is not met
    #[arg(long)]
    check: bool,
    /// With `--check`: every warning is an error
    #[arg(long, requires = "check")]
    deny_warnings: bool,
    /// How rules are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object, as `claimlint schema rules` describes it
    Json,
}

impl RulesArgs {
    /// Its output is for machines, and so are its errors.
    pub fn is_machine(&self) -> bool {
        self.format == Format::Json
    }
}

pub fn run(args: &RulesArgs, console: &Console) -> Result<Status, Stop> {
    let mut options = args.rules.clone();
    options.rules.splice(..0, args.paths.iter().cloned());
    let project = options.project(true)?;
    let mut problems = if args.check { project.problems_for_authors() } else { project.problems() };
    if args.deny_warnings {
        problems.iter_mut().for_each(|p| p.warning = false);
    }
    let program = &project.loaded.program;
    let errors = problems.iter().filter(|p| !p.warning).count();
    let checked = args.check.then(|| Checked {
        rules: program.rules.iter().filter(|r| !r.bundled).count(),
        errors,
        warnings: problems.len() - errors,
    });
    // What is wrong comes first, and the count of it last.
    console.problems(&problems, &program.sources);
    let mut out = output::open(None)?;
    match (args.format, &checked) {
        (Format::Json, _) => rules::write_json(&mut out, program, checked.as_ref())?,
        (Format::Text, None) => rules::list(&mut out, program)?,
        (Format::Text, Some(checked)) if !console.quiet => {
            rules::write_checked(&mut out, checked, !project.files.rules.value.is_empty())?
        }
        (Format::Text, Some(_)) => {}
    }
    out.flush()?;
    Ok(if args.check && errors > 0 { Status::Found } else { Status::Clean })
}
