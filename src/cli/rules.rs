//! `claimlint rules`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::RuleOptions;
use super::output::{self, Stop};
use crate::language::Program;
use crate::report::rules::{self, Checked};
use crate::run::write_whole;
use crate::testing;

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
    /// Write a page for each rule into this folder, in Markdown: what it asks for, and what it says of its tests
    #[arg(long, value_name = "DIR", conflicts_with_all = ["check", "format"])]
    pages: Option<PathBuf>,
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
    if let Some(folder) = &args.pages {
        return pages(folder, program, console);
    }
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

/// Writes the pages of all rules that this run has tests of, and their list.
fn pages(folder: &Path, program: &Program, console: &Console) -> Result<Status, Stop> {
    let pages = testing::rule_pages(program);
    let failed =
        |path: &Path, e: io::Error| Stop::usage("E0704", format!("cannot write `{}`: {e}", path.display()), None);
    fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
    for (name, text) in &pages {
        let path = folder.join(name);
        write_whole(&path, text, |_| Ok(())).map_err(|e| failed(&path, e))?;
    }
    console.hint(&format!("{} pages in {}", pages.len(), folder.display()));
    Ok(Status::Clean)
}
