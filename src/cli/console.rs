//! Standard error: what went wrong, for people or for machines.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

use crate::report::{ColorChoice, Page, Problem, Sanitized, more_about, write_problem_lines, write_problems};
use crate::source::Sources;

/// How a command speaks.
#[derive(Clone, Debug, Default)]
pub struct Console {
    pub color: ColorChoice,
    pub quiet: bool,
    /// Errors are JSON Lines, as the command's own output is for machines.
    pub machine: bool,
    /// Whether it was said where to read more: once is enough.
    pub explained: Cell<bool>,
}

impl Console {
    /// Writes what helps to understand the output to standard error, unless the run is `--quiet` or for machines.
    pub fn hint(&self, lines: &str) {
        if self.quiet || self.machine {
            return;
        }
        let mut out = io::BufWriter::new(io::stderr().lock());
        for line in lines.lines() {
            let _ = writeln!(out, "{}", Sanitized::line(line));
        }
        let _ = out.flush();
    }

    /// The page that standard output is.
    pub fn page(&self, to_file: bool) -> Page {
        match to_file {
            true => Page { color: self.color == ColorChoice::Always, ..Page::default() },
            false => Page::of_stdout(self.color),
        }
    }

    /// Says on a terminal what goes on, in place of what was said before; nothing clears the line.
    pub fn progress(&self, words: &str) {
        let err = io::stderr();
        if err.is_terminal() && !self.quiet && !self.machine {
            let _ = write!(err.lock(), "\r\u{1b}[K{words}");
        }
    }

    /// Writes problems to standard error; warnings only where the run is not `--quiet`.
    pub fn problems(&self, problems: &[Problem], sources: &Sources) {
        let shown: Vec<Problem> = problems.iter().filter(|p| !(p.warning && self.quiet)).cloned().collect();
        let mut out = io::BufWriter::new(io::stderr().lock());
        // Where standard error is closed there is nobody left to tell.
        let _ = match self.machine {
            true => write_problem_lines(&mut out, &shown, sources),
            false => write_problems(&mut out, &shown, sources, &Page::of_stderr(self.color)),
        };
        if !self.machine
            && !self.quiet
            && let Some(footer) = more_about(&shown)
            && !self.explained.replace(true)
        {
            let _ = writeln!(out, "{footer}");
        }
        let _ = out.flush();
    }
}
