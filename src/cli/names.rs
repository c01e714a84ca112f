//! `claimlint names`.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::Status;
use super::output::{self, Stop};
use crate::extract::names::{SAME, likeness};

#[derive(Args)]
pub struct NamesArgs {
    /// Two names, or with `--format jsonl` a file of pairs (`-` for standard input)
    #[arg(required = true, num_args = 1..=2, value_name = "NAME")]
    names: Vec<String>,
    /// jsonl: one `{"id", "a", "b"}` a line in, one `{"id", "same", "score"}` a line out
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

impl NamesArgs {
    /// Its output is for machines, and so are its errors.
    pub fn is_machine(&self) -> bool {
        self.format == Format::Jsonl
    }
}

#[derive(Deserialize)]
struct Pair {
    id: serde_json::Value,
    a: String,
    b: String,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    same: bool,
    score: f64,
}

pub fn run(args: &NamesArgs) -> Result<Status, Stop> {
    match (args.format, &args.names[..]) {
        (Format::Text, [a, b]) => {
            let score = likeness(a, b);
            let mut out = output::open(None)?;
            writeln!(out, "{} ({score:.2})", if score >= SAME { "same" } else { "different" })?;
            out.flush()?;
            Ok(Status::Clean)
        }
        (Format::Jsonl, [file]) => pairs(file),
        (Format::Text, _) => Err(Stop::usage("E0710", "two names are needed to compare", None)),
        (Format::Jsonl, _) => Err(Stop::usage("E0710", "`--format jsonl` takes one file of pairs", None)),
    }
}

fn pairs(file: &str) -> Result<Status, Stop> {
    let unread = |e: std::io::Error| Stop::usage("E0711", format!("cannot read `{file}`: {e}"), None);
    let input: Box<dyn BufRead> = match file {
        "-" => Box::new(std::io::stdin().lock()),
        path => Box::new(std::io::BufReader::new(std::fs::File::open(PathBuf::from(path)).map_err(unread)?)),
    };
    let mut out = output::open(None)?;
    for (n, line) in input.lines().enumerate() {
        let line = line.map_err(unread)?;
        if line.trim().is_empty() {
            continue;
        }
        let pair: Pair = serde_json::from_str(&line).map_err(|e| {
            let help = "each line is an object like {\"id\": 1, \"a\": \"Name\", \"b\": \"Other name\"}";
            Stop::usage("E0712", format!("line {} of `{file}` is no pair of names: {e}", n + 1), Some(help.into()))
        })?;
        let score = likeness(&pair.a, &pair.b);
        // Two places are enough for anybody, and keep the output the same on every machine.
        let answer = Answer { id: pair.id, same: score >= SAME, score: (score * 100.0).round() / 100.0 };
        serde_json::to_writer(&mut out, &answer).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Status::Clean)
}
