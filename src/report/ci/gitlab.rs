//! GitLab's [Code Quality] report: a subset of Code Climate's.
//!
//! [Code Quality]: https://docs.gitlab.com/ci/testing/code_quality/

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::Input;
use crate::finding::{Level, Verdict};
use crate::report::json::line;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// Unique in the report.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut issues = Vec::new();
    for finding in input.shown() {
        let Some(label) = finding.first_label() else { continue };
        let spot = input.spot(label);
        let count = seen.entry(&finding.fingerprint).or_default();
        *count += 1;
        issues.push(Issue {
            description: input.text(finding).replace('\n', "; "),
            check_name: &finding.rule,
            fingerprint: match *count {
                1 => finding.fingerprint.clone(),
                n => format!("{}-{n}", finding.fingerprint),
            },
            severity: match (finding.verdict, finding.level) {
                (Verdict::Violated, Level::Error) => "major",
                (Verdict::Violated, Level::Warning) => "minor",
                _ => "info",
            },
            location: Location {
                path: spot.file.strip_prefix("./").unwrap_or(spot.file),
                lines: Lines { begin: spot.line, end: spot.columns.map(|c| c.end_line) },
            },
        });
    }
    line(out, &issues)
}
