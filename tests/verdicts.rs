//! What a check makes of open questions, alignment and root causes, as its options have it.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use serde_json::Value;

const FIRST: &str = "BERGEN, 3 March 2025 - A ferry fire killed 15 people in Bergen on Monday.\n";
const SECOND: &str = "BERGEN, 5 March 2025 - A fire on a ferry killed 19 people in Bergen on Monday.\n";
const THIRD: &str = "BERGEN, 6 March 2025 - A fire on a ferry killed 12 people in Bergen on Monday.\n";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn alignment_is_shown_with_the_keys_that_agree() {
    let folder = Folder::new("alignment", &[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)]);
    let done = folder.run(&["check", "--only", "same-count", "--show", "alignment"]);
    assert_eq!(done.status, 0);
    let shown = done.out.split("alignment").nth(1).expect("a group is shown");
    assert!(
        shown.starts_with(
            "[same-count] 3 counts taken for one\n  \
             a.txt:1:44  number 15\n  b.txt:1:49  number 19\n  c.txt:1:49  number 12\n  \
             keys that agree: verb (killed) · place (Bergen) · date (2025-03-03)\n"
        ),
        "{}",
        done.out
    );
    let report = json(&folder.run(&["check", "--only", "same-count", "--show", "alignment", "--format", "json"]).out);
    let group = &report["alignment"][0];
    assert_eq!((&group["how"], &group["field"]), (&"one".into(), &"number".into()));
    assert_eq!(group["members"].as_array().map(Vec::len), Some(3));
    assert_eq!(group["keys"][2]["said"], "agree");
    // Nobody asked for it.
    assert!(json(&folder.run(&["check", "--format", "json"]).out).get("alignment").is_none());
}

#[test]
fn one_mistake_is_reported_once() {
    let folder = Folder::new("one-mistake", &[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)]);
    let report = json(&folder.run(&["check", "--format", "json"]).out);
    let findings = report["findings"].as_array().expect("findings");
    let rules: Vec<&str> = findings.iter().filter_map(|f| f["rule"].as_str()).collect();
    assert_eq!(rules, ["death-toll"]);
    let mut related: Vec<&str> =
        findings[0]["related"].as_array().expect("notes").iter().filter_map(|r| r["rule"].as_str()).collect();
    related.sort_unstable();
    assert_eq!(related, ["one-telling", "same-count"]);
}

#[test]
fn what_is_undecided_for_a_chosen_reason_fails_the_run() {
    let undated = "The harbour council meets on Tuesday, 15 October.\n";
    let folder = Folder::new("strict", &[("a.txt", undated)]);
    let status = |args: &[&str]| folder.run(&[&["check", "--only", "weekday"], args].concat()).status;
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--strict", "record"]), 0);
    assert_eq!(status(&["--strict", "record,year"]), 1);
    let listed = folder.run(&["check", "--only", "weekday", "--strict", "year", "--format", "short"]);
    assert!(listed.out.starts_with("a.txt:1:30: undecided[weekday] "), "{}", listed.out);
    // A reason that does not exist is named with those that do.
    let unknown = folder.run(&["check", "--strict", "years"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("year"), "{}", unknown.err);
}

#[test]
fn a_later_version_of_an_article_does_not_contradict_the_earlier_one() {
    let record = |id: &str, date: &str, toll: u32| {
        let text = format!("A ferry fire killed {toll} people in Bergen on 3 March 2025.");
        serde_json::json!({"id": id, "url": "https://example.org/ferry", "date": date, "text": text}).to_string()
    };
    let versions = format!("{}\n{}\n", record("one", "2025-03-05", 19), record("two", "2025-03-06", 15));
    let other = record("three", "2025-03-06", 15).replace("/ferry", "/fire");
    let folder = Folder::new("versions", &[("v.jsonl", &versions), ("o.jsonl", &format!("{other}\n"))]);
    let done = folder.run(&["check", "--only", "same-count", "--format", "short"]);
    assert_eq!((done.status, done.out.as_str()), (0, ""));
    // Told by two articles, the same is a contradiction.
    let two = versions.replacen("/ferry", "/fire", 1);
    let folder = Folder::new("other-articles", &[("v.jsonl", &two)]);
    let done = folder.run(&["check", "--only", "same-count", "--format", "short"]);
    assert!(done.out.contains("warning[same-count]"), "{}", done.out);
}

#[test]
fn a_note_of_correction_does_not_contradict_its_article() {
    let text = "Ferry burns in Bergen harbour\n\nA ferry fire killed 19 people in Bergen on 3 March 2025.\n\n\
                Correction: An earlier version of this article said the fire killed 15 people in Bergen on 3 March 2025.\n";
    let folder = Folder::new("correction-note", &[("a.txt", text)]);
    let done = folder.run(&["check", "--only", "same-count", "--format", "short"]);
    assert_eq!((done.status, done.out.as_str()), (0, ""));
    let without = text.replace("Correction: An earlier version of this article said the", "The");
    let folder = Folder::new("no-correction", &[("a.txt", &without)]);
    let done = folder.run(&["check", "--only", "same-count", "--format", "short"]);
    assert!(done.out.contains("warning[same-count]"), "{}", done.out);
}

const WRONG_DAY: &str = "The council met on Tuesday, 15 October 2025.";

#[test]
fn what_an_article_lets_stand_is_not_reported() {
    let page = format!(
        "<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>\n\
         <p>{WRONG_DAY}<!-- stet weekday: as the minutes have it --></p>\n\
         <p>The bridge opens on 31 June 2026, and nobody knows why it was built.</p></article></body></html>"
    );
    let markdown = format!(
        "---\ntitle: Bridge opens\nstet:\n  - weekday: the house does so\n---\n\n{WRONG_DAY}\n\n\
         <!-- stet impossible-date wrong: our calendar has it -->\nThe fair opens on 31 June 2027.\n\n\
         The fair closes on 31 September 2027.\n"
    );
    let beside = "[[stet]]\nrule = \"weekday\"\ntext = \"Tuesday, 15 October 2025\"\nreason = \"a quotation\"\n";
    let record = format!("{}\n", serde_json::json!({"id": "r1", "text": WRONG_DAY}));
    let of_record = format!("{beside}article = \"r1\"\nwrong = true\n");
    let folder = Folder::new(
        "stets",
        &[
            ("a.html", &page),
            ("b.md", &markdown),
            ("c.txt", WRONG_DAY),
            ("c.txt.stet.toml", beside),
            ("d.jsonl", &record),
            ("d.jsonl.stet.toml", &of_record),
        ],
    );
    let done = folder.run(&["check", "--format", "short"]);
    let found: Vec<&str> = done.out.lines().collect();
    assert_eq!(
        found,
        [
            "a.html:3:24: error[impossible-date] there is no such day",
            "b.md:12:20: error[impossible-date] there is no such day"
        ]
    );
    assert_eq!((done.status, done.err.as_str()), (1, ""));
    let report = json(&folder.run(&["check", "--format", "json", "--show", "suppressed"]).out);
    let reasons: Vec<&str> =
        report["findings"].as_array().expect("findings").iter().filter_map(|f| f["suppressed"].as_str()).collect();
    let expected = ["as the minutes have it", "the house does so", "our calendar has it", "a quotation", "a quotation"];
    assert_eq!(reasons, expected);
    assert_eq!((&report["summary"]["suppressed"], &report["summary"]["violated"]), (&5.into(), &2.into()));
    // Nothing else is found once the rest may stand, too.
    let done = folder.run(&["check", "--not", "impossible-date"]);
    assert_eq!(done.status, 0);
    assert!(done.out.contains("4 let stand"), "{}", done.out);
    let audit = json(&folder.run(&["audit", "weekday", "--corpus", ".", "--format", "json"]).out);
    assert_eq!((&audit["stets"]["count"], &audit["stets"]["wrong"]), (&4.into(), &1.into()));
    assert_eq!(audit["stets"]["all"][3]["file"], "d.jsonl.stet.toml");
}

#[test]
fn a_faulty_file_of_stets_is_told_and_the_rest_is_checked() {
    let folder =
        Folder::new("bad-stets", &[("a.txt", WRONG_DAY), ("a.txt.stet.toml", "[[stet]]\nrule = \"weekday\"\n")]);
    let done = folder.run(&["check", "--format", "short"]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("warning[W0608]: `a.txt.stet.toml` has a `stet` in line 1"), "{}", done.err);
    assert!(done.out.contains("error[weekday]"), "{}", done.out);
}

#[test]
fn a_finding_says_whose_word_it_takes_for_a_seat() {
    let rules = "language 1\nrule no-president \"No president\"\n  for each role r\n  \
                 must r.office is not \"President of Norway\" and r.office is not \"President of Chile\"\n";
    let folder = Folder::new(
        "seats",
        &[
            ("rules/desk.claim", rules),
            ("a.txt", "President Ada Lund spoke on Monday.\n"),
            ("b.txt", "Norwegian President Ada Lund spoke in Oslo.\n"),
            ("c.txt", "Chilean farmers met in Chile. President Kari Dahl spoke.\n"),
        ],
    );
    let of = |names: &[&str]| {
        let checked = [&["check", "--rules", "rules", "--only", "no-president"], names].concat();
        folder.run(&checked).out
    };
    let told = of(&["a.txt", "b.txt"]);
    assert!(told.contains("assumed: “President” is President of Norway, by other articles"), "{told}");
    assert!(!of(&["a.txt"]).contains("assumed"));
    let told = of(&["c.txt"]);
    assert!(told.contains("assumed: “President” is President of Chile, by the country at hand"), "{told}");
}
