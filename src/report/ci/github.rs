//! Annotations on the lines of a pull request: [workflow commands] of GitHub Actions, one line a finding.
//!
//! What a baseline knows is left out: an annotation asks for attention.
//!
//! [workflow commands]: https://docs.github.com/actions/reference/workflow-commands-for-github-actions

use std::io::{self, Write};

use super::Input;
use crate::finding::{Level, Verdict};
use crate::report::sanitize::Sanitized;

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    for finding in input.shown().filter(|f| !f.known) {
        let command = match (finding.verdict, finding.level) {
            (Verdict::Violated, Level::Error) => "error",
            (Verdict::Violated, Level::Warning) => "warning",
            _ => "notice",
        };
        write!(out, "::{command} title={}", property(Sanitized::name(&finding.rule).as_str()))?;
        if let Some(label) = finding.first_label() {
            let spot = input.spot(label);
            write!(out, ",file={},line={}", property(Sanitized::name(spot.file).as_str()), spot.line)?;
            if let Some(columns) = spot.columns {
                write!(out, ",endLine={}", columns.end_line)?;
                // Columns are taken for one line only.
                if columns.end_line == spot.line {
                    write!(out, ",col={},endColumn={}", columns.start, columns.end)?;
                }
            }
        }
        writeln!(out, "::{}", data(&input.text(finding)))?;
    }
    Ok(())
}

/// Text that cannot end a command or begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
