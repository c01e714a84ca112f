//! Nothing in the bundled pack uses what an author cannot: the pack as a project's own files, its kinds and rules under other names, says the
//! same of the same articles.

use std::path::{Path, PathBuf};

use claimlint::article::Batch;
use claimlint::check::Options;
use claimlint::finding::Finding;
use claimlint::language::{LoadOptions, RuleInput, load};
use claimlint::run;
use claimlint::testing;
use regex_lite::Regex;

const MARK: &str = "own-";

/// The pack's files with every kind and rule of theirs renamed.
fn renamed() -> Vec<RuleInput> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/std");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the pack is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "claim"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    let declared = Regex::new(r"(?m)^fact +([\w-]+)").unwrap();
    let kinds: Vec<String> =
        files.iter().flat_map(|(_, text)| declared.captures_iter(text)).map(|c| c[1].to_string()).collect();
    assert!(kinds.iter().any(|k| k == "role") && kinds.len() > 5, "{kinds:?}");
    let kind = Regex::new(&format!(r"\b(fact|extract|derive|each|any|all|one) +({})\b", kinds.join("|"))).unwrap();
    let rule = Regex::new(r#"(?m)^(rule +|test +".*" +of +)([\w-]+)"#).unwrap();
    files
        .into_iter()
        .map(|(name, text)| {
            // Strings may hold the same words; they are left alone.
            let lines: Vec<String> = text
                .lines()
                .map(|line| {
                    let parts = line.split('"').enumerate().map(|(i, part)| match i % 2 {
                        0 => kind.replace_all(part, format!("$1 {MARK}$2")).into_owned(),
                        _ => part.to_string(),
                    });
                    parts.collect::<Vec<_>>().join("\"")
                })
                .collect();
            let text = rule.replace_all(&lines.join("\n"), format!("${{1}}{MARK}$2")).into_owned();
            RuleInput { name: format!("house/{name}"), text: text + "\n" }
        })
        .collect()
}

fn said(finding: &Finding, batch: &Batch) -> String {
    let labels: Vec<String> =
        finding.labels.iter().map(|l| format!("{}:{:?} {}", batch.get(l.article).name, l.span, l.note)).collect();
    let related: Vec<String> = finding.related.iter().map(|r| format!("{} {}", r.rule, r.message)).collect();
    let all = format!(
        "{} {:?} {:?} {} {:?} {} {} {:?}",
        finding.rule,
        finding.level,
        finding.verdict,
        finding.message,
        finding.assumed,
        labels.join(", "),
        related.join(", "),
        finding.record.as_ref().map(|r| &r.entry),
    );
    all.replace(MARK, "")
}

#[test]
fn the_pack_is_an_authors_own() {
    let inputs = renamed();
    let own = load(&inputs, &LoadOptions { std: false, ..LoadOptions::default() });
    let errors: Vec<_> = own.diagnostics.iter().filter(|d| d.is_error()).map(|d| &d.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let pack = load(&[], &LoadOptions::default());
    assert_eq!(own.program.rules.len(), pack.program.rules.len());
    assert!(own.program.rules.iter().all(|r| r.name.starts_with(MARK)));

    // Its own tests pass as those of the pack do.
    for result in testing::run(&own.program, |_| true) {
        assert!(result.is_well(), "{}: {}", result.test.rule, result.test.name);
    }

    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
    let (batch, unread) = run::articles(&[PathBuf::from("examples/articles")], None);
    assert_eq!(unread, []);
    let findings = |program| {
        let (_, report) = run::check(&batch, program, &Options::default());
        let mut all: Vec<String> = report.findings.iter().map(|f| said(f, &batch)).collect();
        all.sort();
        all
    };
    let (theirs, ours) = (findings(&pack.program), findings(&own.program));
    assert!(theirs.len() > 5, "{theirs:?}");
    assert_eq!(ours, theirs);
}
