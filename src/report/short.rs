//! One line a finding, as compilers print them: `path:line:column: error[rule] message`.

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
    for finding in report.findings.iter().filter(|f| is_shown(f, listed)) {
        if let Some(label) = finding.labels.iter().find(|l| l.primary).or(finding.labels.first()) {
            write!(out, "{}: ", documents.article(label.article).at(label.span))?;
        }
        writeln!(out, "{} {}", head(finding), Sanitized::words(&finding.message))?;
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
