//! [SARIF 2.1.0], the exchange format of code scanning. One run; a rule for each that ran, with why it exists; the primary mark as
//! location, the others as related ones; the fingerprint, so that a finding is followed through moved lines.
//!
//! GitHub takes 25,000 results a run and shows 100 locations of one; what is beyond is left out from the weakest on, and said in a
//! notification of the invocation.
//!
//! [SARIF 2.1.0]: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::{Input, Spot, others};
use crate::article::path_of;
use crate::finding::{Edit, Entry, Finding, Label, Level, Verdict};
use crate::language::Rule;
use crate::report::json::line;
use crate::report::sanitize::Sanitized;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Results of a run.
const MAX_RESULTS: usize = 25_000;
/// Related locations of a result.
const MAX_RELATED: usize = 99;
/// Tags of a rule.
const MAX_TAGS: usize = 20;

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let ran: Vec<&Rule> = input.report.rules.iter().filter_map(|(name, _)| input.rule(name)).collect();
    let index: FxHashMap<&str, usize> = ran.iter().enumerate().map(|(i, r)| (&*r.name, i)).collect();
    let mut shown: Vec<&Finding> = input.shown().collect();
    let all = shown.len();
    if all > MAX_RESULTS {
        shown.sort_by_key(|f| (f.known, f.verdict != Verdict::Violated, std::cmp::Reverse(f.level)));
        shown.truncate(MAX_RESULTS);
    }
    let mut results: Vec<Value> = shown.iter().map(|f| result(input, f, &index)).collect();
    let gone = input.report.gone.iter().flatten().take(MAX_RESULTS - results.len());
    results.extend(gone.map(absent));
    let mut invocation = json!({"executionSuccessful": true});
    if all > MAX_RESULTS {
        let text = format!("{} of {all} findings are left out: a run has {MAX_RESULTS} at most", all - MAX_RESULTS);
        invocation["toolExecutionNotifications"] = json!([{"level": "warning", "message": {"text": text}}]);
    }
    let report = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "claimlint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": ran.iter().map(|r| rule(input, r)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": results,
        }],
    });
    line(out, &report)
}

fn rule(input: &Input, rule: &Rule) -> Value {
    let why = rule.why.as_deref().unwrap_or(&rule.title);
    let mut descriptor = json!({
        "id": &*rule.name,
        "shortDescription": {"text": &*rule.title},
        "fullDescription": {"text": why},
        "help": {"text": format!("{why}\n\nclaimlint explain {} prints the rule in full.", rule.name)},
        "defaultConfiguration": {"level": level(rule.level)},
        "properties": {"tags": rule.tags.iter().take(MAX_TAGS).map(|t| &**t).collect::<Vec<_>>()},
    });
    if let Some(page) = input.options.page_of(&rule.name) {
        descriptor["helpUri"] = page.into();
    }
    descriptor
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "note",
        Level::Off => "none",
    }
}

fn result(input: &Input, finding: &Finding, index: &FxHashMap<&str, usize>) -> Value {
    let first = finding.first_label();
    let others = others(finding).take(MAX_RELATED);
    let mut result = json!({
        "ruleId": &*finding.rule,
        "level": level(finding.level),
        "message": {"text": input.text(finding)},
        "locations": first.map(|l| location(input, l, None)).into_iter().collect::<Vec<_>>(),
        "relatedLocations": others.enumerate().map(|(i, l)| location(input, l, Some(i + 1))).collect::<Vec<_>>(),
        "partialFingerprints": {"claim/v1": finding.fingerprint},
    });
    if let Some(&at) = index.get(&*finding.rule) {
        result["ruleIndex"] = at.into();
    }
    if let Verdict::Undecided(why) = finding.verdict {
        result["kind"] = "open".into();
        // A kind other than `fail` has no level.
        result["level"] = "none".into();
        result["properties"] = json!({"because": why.word()});
    }
    if input.report.gone.is_some() {
        result["baselineState"] = if finding.known { "unchanged" } else { "new" }.into();
    }
    if let Some(stet) = &finding.suppressed {
        result["suppressions"] =
            json!([{"kind": "inSource", "justification": Sanitized::words(&stet.reason).as_str()}]);
    }
    if let Some(fix) = fix(input, &finding.fix) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// What the baseline has and the articles no longer say.
fn absent(entry: &Entry) -> Value {
    json!({
        "ruleId": entry.rule,
        "message": {"text": Sanitized::words(&entry.message).as_str()},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path_of(&entry.article))}}}],
        "partialFingerprints": {"claim/v1": entry.fingerprint},
        "baselineState": "absent",
    })
}

fn location(input: &Input, label: &Label, id: Option<usize>) -> Value {
    let spot = input.spot(label);
    let mut place = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(spot.file)},
        "region": region(&spot),
    }});
    if let Some(article) = spot.article {
        place["logicalLocations"] =
            json!([{"fullyQualifiedName": Sanitized::name(article).as_str(), "kind": "resource"}]);
    }
    if let Some(id) = id {
        let document = input.documents.article(label.article);
        let words = format!("“{}”", document.clamp(label.span).of(document.text()));
        let note = if label.note.is_empty() { words } else { format!("{words}: {}", label.note) };
        place["id"] = id.into();
        place["message"] = json!({"text": Sanitized::words(&note).as_str()});
    }
    place
}

fn region(spot: &Spot) -> Value {
    let mut region = Map::new();
    region.insert("startLine".into(), spot.line.into());
    if let Some(columns) = spot.columns {
        region.insert("startColumn".into(), columns.start.into());
        region.insert("endLine".into(), columns.end_line.into());
        region.insert("endColumn".into(), columns.end.into());
    }
    region.into()
}

/// The edits, if all are of one text file's own words: those of records have no place in the file.
fn fix(input: &Input, edits: &[Edit]) -> Option<Value> {
    let mut changes: Vec<(&str, Vec<Value>)> = Vec::new();
    for edit in edits {
        let label = Label { article: edit.article, span: edit.span, note: String::new(), primary: true };
        let spot = input.spot(&label);
        spot.columns?;
        let change = json!({"deletedRegion": region(&spot), "insertedContent": {"text": edit.replacement}});
        match changes.last_mut().filter(|(file, _)| *file == spot.file) {
            Some((_, replacements)) => replacements.push(change),
            None => changes.push((spot.file, vec![change])),
        }
    }
    let changes = changes
        .into_iter()
        .map(|(file, replacements)| json!({"artifactLocation": {"uri": uri(file)}, "replacements": replacements}));
    let changes: Vec<Value> = changes.collect();
    (!changes.is_empty()).then(|| json!({"artifactChanges": changes}))
}

/// What a path may hold as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as a reference: relative to where the run was, unless it is absolute.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let encoded = utf8_percent_encode(path, PATH).to_string();
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        for (path, reference) in [
            ("./desk/a.txt", "desk/a.txt"),
            ("a b%.txt", "a%20b%25.txt"),
            ("é:1?#.md", "%C3%A9%3A1%3F%23.md"),
            ("/tmp/a.txt", "file:///tmp/a.txt"),
        ] {
            assert_eq!(uri(path), reference);
        }
    }
}
