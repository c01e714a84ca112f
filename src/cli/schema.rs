//! `claimlint schema`.

use std::io::Write;

use clap::Args;

use super::Status;
use super::options::unknown;
use super::output::{self, Stop};
use crate::report::schema::{SCHEMAS, schema};

#[derive(Args)]
pub struct SchemaArgs {
    /// Which format; without it, they are listed
    name: Option<String>,
}

pub fn run(args: &SchemaArgs) -> Result<Status, Stop> {
    let mut out = output::open(None)?;
    match &args.name {
        None => {
            for s in SCHEMAS {
                writeln!(out, "{:11}  {}", s.name, s.about)?;
            }
        }
        Some(name) => match schema(name) {
            Some(s) => out.write_all(s.text.as_bytes())?,
            None => return Err(unknown("E0703", "schema", name, SCHEMAS.iter().map(|s| s.name))),
        },
    }
    out.flush()?;
    Ok(Status::Clean)
}
