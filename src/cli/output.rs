//! Where output goes: standard output or a file, buffered.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::report::Problem;
use crate::source::Sources;

/// Why a run ended before anything was done.
#[derive(Debug)]
pub enum Stop {
    /// Whoever read the output has gone: no error.
    ClosedPipe,
    Failed(Vec<Problem>, Sources),
}

impl Stop {
    /// A mistake in how the command was called.
    pub fn usage(code: &'static str, message: impl Into<String>, help: Option<String>) -> Stop {
        Stop::Failed(vec![problem(code, message, help)], Sources::default())
    }
}

/// An error that stands in no file.
pub fn problem(code: &'static str, message: impl Into<String>, help: Option<String>) -> Problem {
    Problem { code, warning: false, message: message.into(), labels: Vec::new(), file: None, help }
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Stop {
        match e.kind() {
            io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::usage("E0704", format!("cannot write the output: {e}"), None),
        }
    }
}

/// A buffered writer to `path`, or to standard output.
pub fn open(path: Option<&Path>) -> Result<Box<dyn Write>, Stop> {
    match path {
        None => Ok(Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))),
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Box::new(BufWriter::with_capacity(1 << 16, file))),
            Err(e) => Err(Stop::usage("E0704", format!("cannot write `{}`: {e}", path.display()), None)),
        },
    }
}
