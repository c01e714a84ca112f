//! `claimlint completions` and `claimlint man`: what shells and manuals know of the command line, made from its definition.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};

use super::output::{self, Stop};
use super::{Args as Arguments, Status};

#[derive(Args)]
pub struct CompletionsArgs {
    /// For which shell
    shell: clap_complete::Shell,
}

pub fn completions(args: &CompletionsArgs) -> Result<Status, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "claimlint", &mut script);
    let mut out = output::open(None)?;
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Clean)
}

#[derive(Args)]
pub struct ManArgs {
    /// Write the pages of all commands into this folder, instead of the first one to standard output
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub fn man(args: &ManArgs) -> Result<Status, Stop> {
    let mut command = Arguments::command();
    command.build();
    match &args.output {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            let mut out = output::open(None)?;
            out.write_all(&page)?;
            out.flush()?;
        }
        Some(folder) => {
            let written = fs::create_dir_all(folder).and_then(|()| pages(&command, "claimlint", folder));
            written.map_err(|e| Stop::usage("E0704", format!("cannot write in `{}`: {e}", folder.display()), None))?;
        }
    }
    Ok(Status::Clean)
}

/// A page for a command and for each command below it: `claimlint-record-show.1`.
fn pages(command: &Command, name: &str, folder: &Path) -> io::Result<()> {
    let named = command.clone().name(name.to_string());
    let mut page = Vec::new();
    clap_mangen::Man::new(named).render(&mut page)?;
    fs::write(folder.join(format!("{name}.1")), page)?;
    command.get_subcommands().try_for_each(|sub| pages(sub, &format!("{name}-{}", sub.get_name()), folder))
}
