//! A desk that keeps claimlint on: its configuration, its baseline, what it lets stand.

#[path = "support/folder.rs"]
mod folder;

use folder::{Done, Folder};
use serde_json::Value;

const WEEKDAY: &str = "The council met on Tuesday, 15 October 2024, in Nordby.\n";
const DATE: &str = "The harbour will open on 31 June 2025.\n";

fn report(done: &Done) -> Value {
    serde_json::from_str(&done.out).unwrap_or_else(|e| panic!("{e}: {}{}", done.out, done.err))
}

/// `rule article known` of each finding.
fn findings(report: &Value) -> Vec<String> {
    let of = |f: &Value| format!("{} {} {} {}", f["rule"], f["level"], f["labels"][0]["article"], f["baseline"]);
    report["findings"].as_array().unwrap().iter().map(|f| of(f).replace('"', "")).collect()
}

#[test]
fn a_baseline_knows_findings_by_what_they_say() {
    let wrong = WEEKDAY.replace("15", "16");
    let folder = Folder::new("baseline", &[("a.txt", &wrong), ("b.txt", DATE)]);
    let write = folder.run(&["check", "--write-baseline"]);
    assert_eq!(write.status, 0, "{}{}", write.out, write.err);
    let name = "claimlint-baseline.jsonl";
    assert!(write.err.starts_with(&format!("wrote {name}: 2 findings; ")), "{}", write.err);
    let first = std::fs::read_to_string(folder.0.join(name)).unwrap();
    assert_eq!(first.lines().count(), 3);
    // Wrapped anew, moved below a new paragraph, in a file of another name: the same finding. A second one is new.
    std::fs::remove_file(folder.0.join("a.txt")).unwrap();
    folder.write("c/moved.txt", &format!("Rain is near.\n\n{}", wrong.replace("October 2024", "October\n2024")));
    folder.write("d.txt", "They met on Friday, 17 October 2024.\n");
    let done = folder.run(&["check", "--baseline", name, "--format", "json"]);
    assert_eq!(done.status, 1);
    let found = report(&done);
    assert_eq!(
        findings(&found),
        ["impossible-date error b.txt known", "weekday error c/moved.txt known", "weekday error d.txt new"]
    );
    let counts = &found["summary"]["baseline"];
    assert_eq!((&counts["new"], &counts["known"], &counts["gone"]), (&1.into(), &2.into(), &Value::Array(Vec::new())));
    // What is mended is told; writing again takes it out, and writes the same bytes for the same findings.
    folder.write("b.txt", "The harbour will open on 30 June 2025.\n");
    std::fs::remove_file(folder.0.join("d.txt")).unwrap();
    let done = folder.run(&["check", "--baseline", name]);
    assert_eq!(done.status, 0, "{}", done.out);
    assert!(done.out.contains("0 new, 1 known; 1 of the baseline gone (impossible-date in `b.txt`)"), "{}", done.out);
    assert!(done.out.contains("c/moved.txt:3:20: known error[weekday]"), "{}", done.out);
    // Neither a rule that did not run nor an article elsewhere is gone.
    for args in [&["--not", "impossible-date"][..], &["c"]] {
        let done = folder.run(&[&["check", "--format", "json", "--baseline", name], args].concat());
        let gone = report(&done)["summary"]["baseline"]["gone"].as_array().unwrap().len();
        assert_eq!(gone, 0, "{args:?}");
    }
    folder.run(&["check", "--write-baseline", "--baseline", "again.jsonl"]);
    folder.run(&["check", "--write-baseline", "--baseline", name]);
    let texts = [name, "again.jsonl"].map(|n| std::fs::read_to_string(folder.0.join(n)).unwrap());
    assert_eq!(texts[0], texts[1]);
    assert_eq!(texts[0].lines().count(), 2);
}

#[test]
fn only_a_baseline_is_written_over() {
    let wrong = WEEKDAY.replace("15", "16");
    let folder = Folder::new("no-baseline", &[("a.txt", &wrong), ("b.txt", DATE), ("empty.jsonl", "\n")]);
    let read = |name: &str| std::fs::read_to_string(folder.0.join(name)).unwrap();
    let done = folder.run(&["check", "a.txt", "--write-baseline", "--baseline", "b.txt"]);
    assert_eq!(done.status, 2, "{}{}", done.out, done.err);
    assert!(
        done.err.contains("E0716") && done.err.contains("`b.txt:1` does not begin as a baseline does"),
        "{}",
        done.err
    );
    assert_eq!(read("b.txt"), DATE);
    // What is empty, of another version or half merged is written anew.
    folder.write("old.jsonl", "{\"claimlint-baseline\":0}\n");
    folder.write("merged.jsonl", "{\"claimlint-baseline\":1}\n<<<<<<< ours\n");
    for name in ["new.jsonl", "empty.jsonl", "old.jsonl", "merged.jsonl"] {
        let done = folder.run(&["check", "a.txt", "--write-baseline", "--baseline", name]);
        assert_eq!(done.status, 0, "{name}: {}{}", done.out, done.err);
        assert_eq!(read(name), read("new.jsonl"), "{name}");
    }
}

#[test]
fn the_configuration_says_what_is_checked_and_how_it_ends() {
    let config = "articles = [\"news\", \"opinion\"]\nexclude = [\"old\", \"*.bak.txt\"]\nfail-on = \"warning\"\nbaseline = \"known.jsonl\"\n\
                  [[overrides]]\npaths = [\"opinion\"]\nlevels = { weekday = \"off\", impossible-date = \"advice\" }\n";
    let wrong = WEEKDAY.replace("15", "16");
    let folder = Folder::new(
        "configured",
        &[
            ("claimlint.toml", config),
            ("known.jsonl", "{\"claimlint-baseline\":1}\n"),
            ("news/a.txt", &wrong),
            ("news/old/b.txt", &wrong),
            ("news/c.bak.txt", &wrong),
            ("opinion/d.txt", &format!("{wrong}\n{DATE}")),
            ("other/e.txt", &wrong),
        ],
    );
    let done = folder.run(&["check", "--format", "json"]);
    let expected = ["weekday error news/a.txt new", "impossible-date advice opinion/d.txt new"];
    assert_eq!((done.status, findings(&report(&done))), (1, expected.map(String::from).to_vec()));
    // Who names a file or a rule means it.
    let named = folder.run(&["check", "--format", "json", "news/old/b.txt"]);
    assert_eq!(findings(&report(&named)), ["weekday error news/old/b.txt new"]);
    let named = folder.run(&["check", "--format", "json", "--only", "weekday", "opinion"]);
    assert_eq!(findings(&report(&named)), ["weekday error opinion/d.txt new"]);
    // The same from below, and with the level of the command line.
    let mut below = folder.command(&["check", "--format", "json", "--fail-on", "off"]);
    let done = folder::done(below.current_dir(folder.0.join("news")).output().unwrap());
    let expected = ["weekday error ../news/a.txt new", "impossible-date advice ../opinion/d.txt new"];
    assert_eq!((done.status, findings(&report(&done))), (0, expected.map(String::from).to_vec()));
    let shown = folder.run(&["config"]).out;
    for row in [
        "articles = [\"news\", \"opinion\"]",
        "exclude = [\"old\", \"*.bak.txt\"]",
        "fail-on = \"warning\"",
        "[[overrides]]\npaths = [\"opinion\"]",
        "levels.weekday = \"off\"",
    ] {
        assert!(shown.contains(row), "{row}: {shown}");
    }
    // A rule that is off everywhere but here.
    folder.write(
        "claimlint.toml",
        "[levels]\nweekday = \"off\"\n[[overrides]]\npaths = [\"news\"]\nlevels.weekday = \"warning\"\n",
    );
    let done = folder.run(&["check", "--format", "json", "news/a.txt", "other"]);
    assert_eq!(findings(&report(&done)), ["weekday warning news/a.txt new"]);
    folder.write("claimlint.toml", "[[overrides]]\npaths = [\"news\"]\nlevels.weekdays = \"warning\"\n");
    let done = folder.run(&["check"]);
    assert!(done.status == 2 && done.err.contains("did you mean `weekday`"), "{}", done.err);
}

#[test]
fn records_may_call_their_fields_otherwise() {
    let records =
        "{\"nr\": 7, \"content\": {\"body\": \"They met on Tuesday, 16 October 2024.\"}, \"head\": \"Ships\"}\n";
    let config = "[fields]\nid = \"nr\"\ntext = \"content.body\"\ntitle = \"head\"\n";
    let folder = Folder::new(
        "fields",
        &[("claimlint.toml", config), ("a.jsonl", records), ("b/c.json", &format!("[{}]", records.trim()))],
    );
    let found = report(&folder.run(&["check", "--format", "json", "."]));
    assert_eq!(findings(&found), ["weekday error a.jsonl#7 new", "weekday error b/c.json#7 new"]);
    let label = &found["findings"][0]["labels"][0];
    assert_eq!((&label["start"], &label["text"]), (&12.into(), &"Tuesday, 16 October 2024".into()));
    assert!(folder.run(&["config"]).out.contains("[fields]\nid = \"nr\""));
    // Without the names these are no articles.
    let done = folder.run(&["check", "--config", "none.toml", "a.jsonl"]);
    assert_eq!(done.status, 2);
    folder.write("claimlint.toml", "");
    assert!(folder.run(&["check", "a.jsonl"]).err.contains("it has no `text`"));
}

#[test]
fn fix_takes_out_what_lets_nothing_stand() {
    let page = "<!-- stet weekday: so said the mayor -->\nThey met on Tuesday, 16 October 2024.\n\n\
                <!-- stet weekday, impossible-date: it was right -->\nThey met on Wednesday, 16 October 2024.\n";
    let folder = Folder::new(
        "stets",
        &[
            ("a.md", page),
            ("b.txt", "Rain fell.\n"),
            ("b.txt.stet.toml", "[[stet]]\nrule = \"weekday\"\ntext = \"Rain\"\n"),
        ],
    );
    // One rule alone does not tell what the others need.
    folder.run(&["check", "--fix", "--only", "impossible-date"]);
    assert_eq!(std::fs::read_to_string(folder.0.join("a.md")).unwrap(), page);
    let done = folder.run(&["check", "--fix"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert!(done.err.contains("fixed a.md: took out 2 stets") && !done.err.contains("W0609"), "{}", done.err);
    let left = page.replace("<!-- stet weekday, impossible-date: it was right -->\n", "");
    assert_eq!(std::fs::read_to_string(folder.0.join("a.md")).unwrap(), left);
    assert_eq!(std::fs::read_to_string(folder.0.join("b.txt.stet.toml")).unwrap(), "");
    assert_eq!(folder.run(&["check", "--fix"]).err, "");
}
