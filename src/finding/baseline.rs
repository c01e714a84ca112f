//! Findings that were there when a desk began to look: known by their fingerprints, so that neither new line breaks nor moved
//! paragraphs nor other names of files make them new.
//!
//! A baseline is JSON Lines: a head, then one entry a line, ordered. Two versions of it merge line by line.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Finding, Report};

/// A finding that a baseline has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub fingerprint: String,
    pub rule: String,
    /// Where it stood when the baseline was written; for people, and to tell what was not looked at from what is gone.
    pub article: String,
    pub message: String,
}

/// The first line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The version of the format.
    #[serde(rename = "claimlint-baseline")]
    version: u32,
}

const VERSION: u32 = 1;

/// Known findings, ordered. An entry that stands twice covers two findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    pub entries: Vec<Entry>,
}

/// A line that is none of a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: usize,
    pub message: String,
    pub help: Option<&'static str>,
}

const NO_BASELINE: &str = "`claimlint check --write-baseline` writes one";
const MERGE: &str = "take out the marks of the merge; every entry of both sides may stay";

impl Baseline {
    /// The entries of a report: what is violated, counts and is not let stand. `name` is that of the article a finding is of.
    pub fn of<'a>(report: &Report, name: impl Fn(&Finding) -> &'a str) -> Baseline {
        let found = report.found().filter(|f| f.counts());
        let mut entries: Vec<Entry> = found
            .map(|f| Entry {
                fingerprint: f.fingerprint.clone(),
                rule: f.rule.to_string(),
                article: name(f).to_string(),
                message: f.message.clone(),
            })
            .collect();
        entries.sort();
        Baseline { entries }
    }

    /// Whether a text begins as a baseline of any version does.
    pub fn begins(text: &str) -> bool {
        let head = text.lines().next().unwrap_or_default();
        serde_json::from_str::<Head>(head.trim_start_matches('\u{feff}')).is_ok()
    }

    pub fn read(text: &str) -> Result<Baseline, BadLine> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_start_matches('\u{feff}')));
        let bad = |line, message: String, help| BadLine { line, message, help };
        let (at, head) = lines.next().unwrap_or((1, ""));
        match serde_json::from_str::<Head>(head) {
            Ok(Head { version: VERSION }) => {}
            Ok(Head { version }) => {
                let message = format!(
                    "is written for version {version} of baselines, and this claimlint reads version {VERSION}"
                );
                return Err(bad(at, message, Some(NO_BASELINE)));
            }
            Err(_) => return Err(bad(at, "does not begin as a baseline does".into(), Some(NO_BASELINE))),
        }
        let mut entries = Vec::new();
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
                return Err(bad(at, "holds a merge that was not finished".into(), Some(MERGE)));
            }
            // A union of two versions has the head twice.
            if serde_json::from_str::<Head>(line).is_ok_and(|h| h.version == VERSION) {
                continue;
            }
            match serde_json::from_str::<Entry>(line) {
                Ok(entry) => entries.push(entry),
                Err(e) => return Err(bad(at, format!("holds a line that is no entry: {e}"), None)),
            }
        }
        entries.sort();
        Ok(Baseline { entries })
    }

    /// The lines of the file, each a value to be written as JSON.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        std::iter::once(Line::Head(Head { version: VERSION })).chain(self.entries.iter().map(Line::Entry))
    }

    /// Marks the findings that the baseline has, and notes in the report what is gone. `looked_at` says of an entry whether the run
    /// would have found it, were it still there. Of more findings than entries of one fingerprint, the first ones are known.
    pub fn apply(&self, report: &mut Report, looked_at: impl Fn(&Entry) -> bool) {
        let mut left: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.iter().rev() {
            left.entry(&entry.fingerprint).or_default().push(entry);
        }
        for finding in report.findings.iter_mut().filter(|f| f.counts()) {
            let known = left.get_mut(&*finding.fingerprint).is_some_and(|entries| entries.pop().is_some());
            if finding.known != known {
                Arc::make_mut(finding).known = known;
            }
        }
        let mut gone: Vec<Entry> = left.into_values().flatten().filter(|e| looked_at(e)).cloned().collect();
        gone.sort();
        report.gone = Some(gone);
    }
}

/// A line of a baseline.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Line<'a> {
    Head(Head),
    Entry(&'a Entry),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Level, Verdict};

    fn finding(fingerprint: &str, message: &str) -> Finding {
        Finding {
            rule: "weekday".into(),
            level: Level::Error,
            verdict: Verdict::Violated,
            message: message.into(),
            help: None,
            fix: Vec::new(),
            labels: Vec::new(),
            assumed: Vec::new(),
            record: None,
            related: Vec::new(),
            suppressed: None,
            known: false,
            fingerprint: fingerprint.into(),
        }
    }

    fn report(findings: &[(&str, &str)]) -> Report {
        Report { findings: findings.iter().map(|(f, m)| Arc::new(finding(f, m))).collect(), ..Report::default() }
    }

    fn written(baseline: &Baseline) -> String {
        baseline.lines().map(|line| serde_json::to_string(&line).unwrap() + "\n").collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let report = report(&[("b2", "the 4th was no Monday"), ("a1", "“May” \u{1b}[31m")]);
        let baseline = Baseline::of(&report, |_| "a.txt");
        assert_eq!(Baseline::read(&written(&baseline)), Ok(baseline.clone()));
        assert!(written(&baseline).lines().nth(1).unwrap().contains("a1"), "ordered by fingerprint");
        // As git leaves it that merges by union, on a machine with other line ends.
        let twice = format!("{}{}", written(&baseline), written(&Baseline::default())).replace('\n', "\r\n");
        assert_eq!(Baseline::read(&twice), Ok(baseline));
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_line() {
        let head = "{\"claimlint-baseline\":1}\n";
        for (text, line, told) in [
            (String::new(), 1, "does not begin"),
            ("[]".into(), 1, "does not begin"),
            ("{\"claimlint-baseline\":2}".into(), 1, "version 2"),
            (format!("{head}\n{{}}\n"), 3, "no entry"),
            (format!("{head}<<<<<<< HEAD\n"), 2, "not finished"),
        ] {
            let bad = Baseline::read(&text).unwrap_err();
            assert_eq!(bad.line, line, "{text}");
            assert!(bad.message.contains(told), "{}", bad.message);
        }
    }

    #[test]
    fn an_entry_covers_one_finding_and_what_is_gone_is_told() {
        let before = report(&[("a1", "one"), ("b2", "two"), ("c3", "three")]);
        let baseline = Baseline::of(&before, |f| if f.message == "three" { "other.txt" } else { "a.txt" });
        let mut now = report(&[("a1", "one"), ("a1", "one"), ("d4", "four")]);
        baseline.apply(&mut now, |e| e.article == "a.txt");
        let known: Vec<bool> = now.found().map(|f| f.known).collect();
        assert_eq!(known, [true, false, false]);
        let gone: Vec<&str> = now.gone.iter().flatten().map(|e| &*e.message).collect();
        assert_eq!(gone, ["two"]);
    }
}
