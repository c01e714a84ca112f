//! Each format on the sample report of [`crate::report`]'s tests, and on one whose every word is hostile.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::facts::Reasons;
use crate::finding::Level;
use crate::report::tests::{hostile, rendered_of, sample};
use crate::report::{Format, Listed, RenderOptions};

const FORMATS: [(Format, &str); 7] = [
    (Format::Sarif, "report-sarif"),
    (Format::Junit, "report-junit"),
    (Format::Github, "report-github"),
    (Format::Gitlab, "report-gitlab"),
    (Format::Checkstyle, "report-checkstyle"),
    (Format::Markdown, "report-markdown"),
    (Format::ClaimReview, "report-claim-review"),
];

fn options() -> RenderOptions<'static> {
    RenderOptions {
        listed: Listed { undecided: Reasons::all(), suppressed: true },
        rule_address: Some("https://desk.example/rules/{rule}.html".into()),
        publisher: Some("The Nordby Courier".into()),
        fail_on: Level::Warning,
        ..RenderOptions::default()
    }
}

/// JSON is shown with its lines.
fn legible(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap(),
        Err(_) => text.to_string(),
    }
}

#[test]
fn formats_for_other_tools() {
    let mut parts = sample();
    let report = &mut parts.2;
    Arc::make_mut(&mut report.findings[1]).known = true;
    report.gone = Some(vec![crate::finding::Entry {
        fingerprint: "ffee".into(),
        rule: "held-office".into(),
        article: "desk/old.txt".into(),
        message: "an old one".into(),
    }]);
    for (format, name) in FORMATS {
        let text = rendered_of(&parts, format, &options());
        insta::with_settings!({snapshot_path => "../../../snapshots", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(name, legible(&text));
        });
    }
}

/// The texts of a document, elements and attributes apart.
fn xml_texts(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut texts = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return texts,
            Event::Start(e) | Event::Empty(e) => {
                for attribute in e.attributes() {
                    texts.push(attribute.expect("an attribute").value.into_owned());
                }
            }
            Event::Text(text) => texts.push(text.into_inner().into_owned()),
            _ => {}
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let text = "<script>alert(1)</script> ]]> ::error::x\r\n\n::warning::y % @desk #12 http://e.example/ www.e.example \
                ![x](y) `a` | \u{1b}[2J \u{202e}gnp \u{2028} \\ \"' &amp; </details>\n# head\n- item";
    let parts = hostile(text, &[(0, 30), (3, 60)]);
    for (format, name) in FORMATS {
        let text = rendered_of(&parts, format, &options());
        let hidden = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{2028}';
        assert!(!text.contains(hidden), "{name}: {text}");
        match format {
            Format::Sarif | Format::Gitlab | Format::ClaimReview => {
                serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
                assert!(format != Format::ClaimReview || !text.contains('<'), "{text}");
            }
            Format::Junit | Format::Checkstyle => assert!(!xml_texts(&text).is_empty()),
            Format::Github => {
                let commands = ["::error ", "::warning ", "::notice "];
                assert!(text.lines().all(|l| commands.iter().any(|c| l.starts_with(c))), "{text}");
                assert_eq!(text.lines().count(), parts.2.findings.len());
            }
            _ => {
                let tags = ["<details>", "<summary>", "<b>", "</b>", "</summary>", "</details>", "<!-- -->"];
                let left = tags.iter().fold(text.clone(), |text, tag| text.replace(tag, ""));
                assert!(!left.contains('<'), "{left}");
                assert!(!text.contains("@desk") && !text.contains("http://") && !text.contains("![x]("), "{text}");
            }
        }
    }
}

#[test]
fn sarif_keeps_to_what_code_scanning_takes() {
    let mut parts = sample();
    let report = &mut parts.2;
    let one = report.findings[2].clone();
    report.findings.extend(std::iter::repeat_n(one, 25_000));
    let text = rendered_of(&parts, Format::Sarif, &options());
    let sarif: Value = serde_json::from_str(&text).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    assert_eq!(run["results"][0]["ruleId"], "held-office", "the weakest are left out");
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(note, "4 of 25004 findings are left out: a run has 25000 at most");
}
