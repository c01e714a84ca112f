//! One line a finding, as compilers print them: `path:line:column: error[rule] message`; `known error[rule]` for what a baseline
//! has.

use std::io::{self, Write};

use super::Listed;
use super::json::is_shown;
use super::places::Documents;
use super::sanitize::Sanitized;
use crate::article::Batch;
use crate::finding::{Finding, Report, Verdict};
use crate::language::Program;

pub fn write(out: &mut dyn Write, report: &Report, batch: &Batch, program: &Program, listed: Listed) -> io::Result<()> {
    let documents = Documents::new(batch, &program.sources);
    lines(out, report.found().filter(|f| is_shown(f, listed)), &documents)
}

pub fn lines<'f>(
    out: &mut dyn Write,
    findings: impl Iterator<Item = &'f Finding>,
    documents: &Documents,
) -> io::Result<()> {
    for finding in findings {
        if let Some(label) = finding.first_label() {
            write!(out, "{}: ", documents.article(label.article).at(label.span))?;
        }
        let known = if finding.known { "known " } else { "" };
        writeln!(out, "{known}{} {}", head(finding), Sanitized::words(&finding.message))?;
    }
    Ok(())
}

/// `error[held-office]`, `undecided[held-office]`.
pub fn head(finding: &Finding) -> Sanitized {
    let level = match finding.verdict {
        Verdict::Violated => finding.level.name(),
        Verdict::Undecided(_) => "undecided",
    };
    Sanitized::name(&format!("{level}[{}]", finding.rule))
}
