//! Reports as a whole. Findings are built by hand; labels are given by the words they stand on.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, ArticleId, TextMap, of_lines};
use crate::facts::{Reasons, Undecided};
use crate::finding::{Finding, Label, Level, RecordRef, Related, RuleCount, Verdict};
use crate::source::{FileSpan, Span};

/// A record with a title of its own.
fn titled(name: &str, title: &str, body: &str) -> Article {
    let mut article = of_lines(name, &format!("{title}\n\n{body}"));
    let mut map = TextMap::default();
    map.push(0, title.len(), Some("title"), 0);
    map.push(title.len() + 2, body.len(), None, 0);
    article.map = map.into();
    article
}

fn label(batch: &Batch, article: u32, words: &str, note: &str) -> Label {
    let start = batch.get(ArticleId(article)).text.find(words).expect("the words stand in the article");
    let span = Span::new(start, start + words.len());
    Label { article: ArticleId(article), span, note: note.into(), primary: false }
}

fn finding(rule: &str, level: Level, message: &str, mut labels: Vec<Label>) -> Finding {
    labels[0].primary = true;
    Finding {
        rule: rule.into(),
        level,
        verdict: Verdict::Violated,
        message: message.into(),
        help: None,
        fix: Vec::new(),
        labels,
        assumed: Vec::new(),
        record: None,
        related: Vec::new(),
        suppressed: None,
        known: false,
        fingerprint: "00112233445566aa".into(),
    }
}

const RECORD: &str = "language 1\n\nrole \"Mayor of Nordby\"\n  held by \"Ida Holm\"  from 2023-11-01\n";

/// Three articles on one meeting, and a report with a finding of each level.
pub fn sample() -> (Batch, Program, Report) {
    let batch = Batch::new(vec![
        of_lines(
            "desk/council.txt",
            "Nordby, 4 March 2026\nThe council met on Tuesday. Mayor Jens Falk opened the meeting in the old town hall, \
             which had been closed for repairs since the flood of 2019, and thanked the forty volunteers who had carried \
             its archive to safety. No date was set for the next one.\n",
        ),
        of_lines("desk/flood.txt", "Ida Holm, the mayor of Nordby, welcomed 38 volunteers in the new library.\n"),
        titled("desk/wire.jsonl#12", "Nordby thanks its volunteers", "The ceremony took place in the library.\n"),
    ]);
    let mut program = Program::default();
    let source = program.sources.add("rules/desk.claim", RECORD);
    let mut wrong = finding(
        "held-office",
        Level::Error,
        "Jens Falk is called Mayor of Nordby on 2026-03-04; the record has Ida Holm",
        vec![
            label(&batch, 0, "Jens Falk", "the record has Ida Holm from 2023-11-01"),
            label(&batch, 0, "4 March 2026", ""),
            label(&batch, 0, "Mayor", "office"),
        ],
    );
    let entry = RECORD.find("held by").unwrap();
    wrong.record = Some(RecordRef {
        entry: "Mayor of Nordby: Ida Holm from 2023-11-01".into(),
        at: Some(FileSpan { source, span: Span::new(entry, entry + 7) }),
    });
    wrong.assumed = vec!["article date 2026-03-04 from the dateline".into()];
    wrong.related = vec![Related {
        rule: "one-holder".into(),
        message: "Jens Falk and Ida Holm are both Mayor of Nordby".into(),
        labels: vec![label(&batch, 1, "Ida Holm", "")],
    }];
    wrong.help = Some("write who opened the meeting, or add the tenure to the record".into());
    let place = finding(
        "meeting-place",
        Level::Warning,
        "one meeting is placed in the old town hall and in the library",
        vec![
            label(&batch, 0, "old town hall", "here"),
            label(&batch, 1, "new library", "there"),
            label(&batch, 2, "the library", "there"),
        ],
    );
    let title = finding("full-date", Level::Advice, "no year is given", vec![label(&batch, 2, "thanks", "")]);
    let mut open = finding("same-count", Level::Warning, "38 or 40", vec![label(&batch, 1, "38 volunteers", "")]);
    open.verdict = Verdict::Undecided(Undecided::Alignment);
    let counts =
        |candidates, violated, undecided| RuleCount { candidates, violated, undecided, excepted: candidates / 3 };
    let report = Report {
        findings: [wrong, place, title, open].map(Arc::new).into(),
        facts: 61,
        groupings: Vec::new(),
        gone: None,
        stets: Vec::new(),
        rules: vec![
            (Arc::from("held-office"), counts(2, 1, 0)),
            (Arc::from("meeting-place"), counts(1, 1, 0)),
            (Arc::from("same-count"), counts(3, 0, 1)),
        ],
    };
    (batch, program, report)
}

fn rendered(format: Format, options: &RenderOptions) -> String {
    rendered_of(&sample(), format, options)
}

pub fn rendered_of(parts: &(Batch, Program, Report), format: Format, options: &RenderOptions) -> String {
    let mut out = Vec::new();
    render(format, &parts.2, &parts.0, &parts.1, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The articles of a batch and what was made of them, as a snapshot.
fn with_input(output: &str) -> String {
    let (batch, ..) = sample();
    let mut all = String::new();
    for article in &batch.articles {
        all.push_str(&format!("==> {}\n{}\n", article.name, article.text));
    }
    format!("{all}==> rules/desk.claim\n{RECORD}\n==> report\n{output}")
}

macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $text); });
    };
}

#[test]
fn a_report_for_people() {
    snapshot!("report-full", with_input(&rendered(Format::Full, &RenderOptions::default())));
    let narrow = Page { width: 60, color: false, unicode: false };
    let options = RenderOptions {
        page: narrow,
        listed: Listed { undecided: Reasons::all(), suppressed: false },
        ..RenderOptions::default()
    };
    snapshot!("report-narrow-ascii", with_input(&rendered(Format::Full, &options)));
}

#[test]
fn colours_change_nothing_else() {
    let plain = rendered(Format::Full, &RenderOptions::default());
    let page = Page { color: true, ..Page::default() };
    let coloured = rendered(Format::Full, &RenderOptions { page, ..RenderOptions::default() });
    assert_ne!(plain, coloured);
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find("\u{1b}[") {
        bare.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
    }
    bare.push_str(rest);
    let trimmed = |s: &str| s.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trimmed(&bare), trimmed(&plain));
}

#[test]
fn a_line_a_finding() {
    assert_eq!(
        rendered(
            Format::Short,
            &RenderOptions {
                listed: Listed { undecided: Reasons::all(), suppressed: false },
                ..RenderOptions::default()
            }
        ),
        "desk/council.txt:2:35: error[held-office] Jens Falk is called Mayor of Nordby on 2026-03-04; the record has \
         Ida Holm\n\
         desk/council.txt:2:71: warning[meeting-place] one meeting is placed in the old town hall and in the library\n\
         desk/wire.jsonl#12 (title):1:8: advice[full-date] no year is given\n\
         desk/flood.txt:1:41: undecided[same-count] 38 or 40\n"
    );
}

#[test]
fn a_report_for_machines() {
    let json = rendered(Format::Json, &RenderOptions::default());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    snapshot!("report-json", with_input(&serde_json::to_string_pretty(&value).unwrap()));
    let undecided =
        RenderOptions { listed: Listed { undecided: Reasons::all(), suppressed: false }, ..RenderOptions::default() };
    let lines = rendered(Format::Jsonl, &undecided);
    assert_eq!(schema::validate::problems("check", &value), Vec::<String>::new());
    let lines: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[..3], value["findings"].as_array().unwrap()[..]);
    for line in &lines {
        assert_eq!(schema::validate::problems("finding", line), Vec::<String>::new());
    }
    assert_eq!((&lines[3]["verdict"], &lines[3]["because"]), (&"undecided".into(), &"alignment".into()));
}

#[test]
fn facts_are_as_their_schema_says() {
    let text = "On 3 May 2025 some 60,000 people met Mayor Ida Holm in Oslo. “We will\u{2014}soon\u{2014}rebuild,” she said, \
                “all of it.” The North Harbour Board (NHB) paid $8.6 million. They talked for three days in the 1990s.\n";
    let batch = Batch::new(vec![of_lines("a.txt", text), titled("b.jsonl#1", "Holm met 12 teams on 3 May", text)]);
    let program = Program::default();
    let store = crate::extract::extract(&batch, &program);
    let mut out = Vec::new();
    facts::write_jsonl(&mut out, &batch, &store, &program.schema, &[]).unwrap();
    let out = String::from_utf8(out).unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    for line in out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(schema::validate::problems("facts", &value), Vec::<String>::new(), "{line}");
        kinds.insert(value["kind"].to_string());
    }
    assert!(kinds.len() >= 2, "{kinds:?}");
    // The table has a line with the place of each of them.
    let mut table = Vec::new();
    table::write(&mut table, &batch, &store, &program.schema, &[], &Page::default()).unwrap();
    let table = String::from_utf8(table).unwrap();
    let placed = |l: &&str| l.trim_start().starts_with(|c: char| c.is_ascii_digit()) && l.contains(':');
    assert_eq!(table.lines().filter(placed).count(), out.lines().count());
    assert!(table.lines().all(|l| sanitize::width(l) <= 100), "{table}");
}

#[test]
fn problems_are_shown_where_they_stand() {
    let mut sources = crate::source::Sources::default();
    let text = "language 1\n\nrule toll\n  for each count c\n  must c.numbr <= 3\n";
    let source = sources.add("rules/desk.claim", text);
    let other = sources.add("std/counts.claim", "fact count\n  number  number\n");
    let at = |source, text: &str, words: &str| {
        let start = text.find(words).unwrap();
        FileSpan { source, span: Span::new(start, start + words.len()) }
    };
    let mut problems = vec![
        Problem {
            code: "E0203",
            warning: false,
            message: "`count` has no field `numbr`".into(),
            labels: vec![
                (at(source, text, "numbr"), "no such field".into()),
                (at(source, text, "count c"), "`c` is a `count`".into()),
                (at(other, "fact count", "count"), "declared here".into()),
            ],
            file: None,
            help: Some("the nearest is `number`".into()),
        },
        Problem {
            code: "W0001",
            warning: true,
            message: "rule `toll` has no test".into(),
            labels: vec![(FileSpan { source, span: Span::new(text.len(), text.len()) }, String::new())],
            file: None,
            help: None,
        },
    ];
    let error = crate::article::InputError {
        path: "desk/\u{1b}[2J.txt".into(),
        kind: crate::article::InputErrorKind::NotText,
        message: "is no UTF-8 text: byte 7 fits no character".into(),
        help: Some("save it as UTF-8".into()),
        offset: Some(7),
        line: Some(1),
    };
    problems.push((&error).into());
    let mut out = Vec::new();
    write_problems(&mut out, &problems, &sources, &Page::default()).unwrap();
    write_problem_lines(&mut out, &problems, &sources).unwrap();
    let out = String::from_utf8(out).unwrap();
    for line in out.lines().filter(|l| l.starts_with('{')) {
        let line = serde_json::from_str(line).unwrap();
        assert_eq!(schema::validate::problems("errors", &line), Vec::<String>::new());
    }
    snapshot!("report-problems", format!("==> rules/desk.claim\n{text}\n==> problems\n{out}"));
}

#[test]
fn a_rule_is_explained_from_its_source() {
    let text = "language 1\n\n## Who is quoted, is named.\n# no part of it\n\n## What editors ask for.\n\
                rule quoted-by-name  \"Whoever is quoted is named\"\n  level  advice\n  for    each quote q\n  \
                must   q.speaker is known\n  why    \"Readers ask.\"\n  tags   \"quotes\", \"style\"\n  \
                owner  \"the desk\"\n  formerly  \"named-quotes\"\n\n  \
                test   \"a quotation that hangs in the air\"\n    \"“We will rebuild it.” It rained.\"\n    \
                violated at \"We will rebuild it.\"\n\n\
                test \"somebody said it\" of quoted-by-name\n  \"“We will rebuild it,” said Ida Holm.\"\n  holds\n";
    let input = crate::language::RuleInput { name: "rules/desk.claim".into(), text: text.into() };
    let options = crate::language::LoadOptions { std: false, ..Default::default() };
    let loaded = crate::language::load(&[input], &options);
    assert_eq!(loaded.diagnostics, []);
    let program = &loaded.program;
    assert!(explain::find_rule(program, "quoted").is_none());
    let rule = explain::find_rule(program, "named-quotes").unwrap();
    let mut out = Vec::new();
    explain::explain(&mut out, program, rule, None, &Page::default()).unwrap();
    out.extend_from_slice(b"\n==> all rules\n");
    super::rules::list(&mut out, program).unwrap();
    let mut json = Vec::new();
    let checked = super::rules::Checked { rules: 1, errors: 0, warnings: 0 };
    for checked in [None, Some(&checked)] {
        json.clear();
        super::rules::write_json(&mut json, program, checked).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(schema::validate::problems("rules", &value), Vec::<String>::new());
    }
    let out = String::from_utf8(out).unwrap();
    snapshot!("report-explain", format!("==> rules/desk.claim\n{text}\n==> explained\n{out}"));
}

/// A report with one finding whose every string is `text`.
pub fn hostile(text: &str, spans: &[(u32, u32)]) -> (Batch, Program, Report) {
    let batch = Batch::new(vec![of_lines(text, text), titled(text, text, text)]);
    let labels: Vec<Label> = spans
        .iter()
        .map(|&(start, end)| Label {
            article: ArticleId(start % 2),
            span: Span { start: start.min(end), end: start.max(end) },
            note: text.into(),
            primary: false,
        })
        .collect();
    let mut finding = finding(text, Level::Error, text, labels.clone());
    finding.help = Some(text.into());
    finding.assumed = vec![text.into()];
    finding.record = Some(RecordRef { entry: text.into(), at: None });
    finding.related = vec![Related { rule: text.into(), message: text.into(), labels }];
    (batch, Program::default(), Report { findings: vec![Arc::new(finding)], facts: 1, ..Report::default() })
}

fn all_formats(parts: &(Batch, Program, Report), page: Page) -> String {
    let listed = Listed { undecided: Reasons::all(), suppressed: false };
    let options = RenderOptions { page, listed, ..RenderOptions::default() };
    // The page keeps line ends of articles, and is looked at by itself.
    let formats = Format::ALL.iter().filter(|&&format| format != Format::Html);
    formats.map(|&format| rendered_of(parts, format, &options)).collect()
}

#[test]
fn one_endless_line_is_no_danger() {
    for filler in ["word ", "\u{301}"] {
        let text = filler.repeat(70_000);
        let middle = text.floor_char_boundary(text.len() / 2) as u32;
        let parts = hostile(&text, &[(middle, middle + 9), (0, text.len() as u32), (5, 6)]);
        rendered_of(&parts, Format::Html, &RenderOptions::default());
        let out = all_formats(&parts, Page::default());
        let full = &out[..out.find("  help: ").unwrap()];
        assert!(full.lines().count() < 150, "{}", full.lines().count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_text_breaks_a_report_or_its_terminal(
        text in "(?s)([a-z. \n\r\t東ж\u{301}\u{200d}\u{1b}\u{9b}\u{202e}👩“”\u{0}]{1,40}|.{1,40}|[^ ]{200}){1,4}",
        spans in prop::collection::vec((any::<u16>(), any::<u16>()), 1..8),
        width in 0usize..200,
        unicode in any::<bool>(),
    ) {
        let scale = |x: u16| (x as usize * (text.len() + 3) / 65536) as u32;
        let spans: Vec<_> = spans.into_iter().map(|(a, b)| (scale(a), scale(b))).collect();
        let parts = hostile(&text, &spans);
        let mut page = Vec::new();
        render(Format::Html, &parts.2, &parts.0, &parts.1, &RenderOptions::default(), &mut page).unwrap();
        // A browser takes the one line end for the other.
        let page = String::from_utf8(page).unwrap().replace('\r', "\n");
        let out = page + &all_formats(&parts, Page { width, color: false, unicode });
        let bad = out.chars().find(|&c| c != '\n' && (sanitize::is_hidden(c) || c == '\t'));
        prop_assert!(bad.is_none(), "{:?}", bad);
        prop_assert!(!out.contains("Failed to read"));
    }
}
