//! `claimlint config`.

use std::io::Write;

use clap::Args;

use super::Status;
use super::console::Console;
use super::options::RuleOptions;
use super::output::{self, Stop};
use crate::config::show;

#[derive(Args)]
pub struct ConfigArgs {
    #[command(flatten)]
    rules: RuleOptions,
}

pub fn run(args: &ConfigArgs, console: &Console) -> Result<Status, Stop> {
    let project = args.rules.project(false)?;
    let mut out = output::open(None)?;
    show(&mut out, &project.config, &project.files, &project.loaded.program)?;
    out.flush()?;
    console.problems(&project.problems(), &project.loaded.program.sources);
    Ok(Status::Clean)
}
