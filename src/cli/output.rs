//! Where output goes: standard output or a file, buffered.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Why a run ended early.
#[derive(Debug)]
pub enum Stop {
    /// Whoever read the output has gone: no error.
    ClosedPipe,
    /// For people.
    Failed(String),
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Stop {
        match e.kind() {
            io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::Failed(format!("cannot write the output: {e}")),
        }
    }
}

/// A buffered writer to `path`, or to standard output.
pub fn open(path: Option<&Path>) -> Result<Box<dyn Write>, Stop> {
    match path {
        None => Ok(Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))),
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Box::new(BufWriter::with_capacity(1 << 16, file))),
            Err(e) => Err(Stop::Failed(format!("cannot write `{}`: {e}", path.display()))),
        },
    }
}
