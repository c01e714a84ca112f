//! `claimlint test`, as authors of rules call it.

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::io::Write;
use std::process::Stdio;

use folder::{Done, Folder, done};

/// Rules with these tests.
fn rules(tests: &str) -> String {
    format!(
        "language 1\n\nrole \"Mayor of Oslo\" held by \"Omar Lund\" from 2020\n\nrecord \"Union State\" founded 1950\n\n\
         rule mayors  \"Mayors are those of the record\"\n  level  error\n  for    each role r\n  where  r.tenure is current\n  \
         must   match the record\n\n\
         rule foundings  \"Foundings are those of the record\"\n  level  error\n  for    each founding f\n  \
         must   match the record\n\n{tests}"
    )
}

/// The heading of every test that did not end well, without the place.
fn told(out: &str) -> Vec<&str> {
    out.lines().filter_map(|l| l.split_once(": ").filter(|_| l.contains(".claim:")).map(|(_, rest)| rest)).collect()
}

#[test]
fn a_test_may_have_a_record_of_its_own() {
    let mayor = "\"The Mayor of Oslo, Ada Berg, opened the bridge.\"";
    let tests = format!(
        "test \"the desk's record\" of mayors  dated 2025-05-20\n  {mayor}\n  violated at \"Ada Berg\"\n\n\
         test \"its own\" of mayors  dated 2025-05-20\n  given role \"Mayor of Oslo\" held by \"Ada Berg\" from 2020\n  \
         {mayor}\n  holds\n\n\
         test \"by another name\" of mayors  dated 2025-05-20\n  given role \"Oslo Mayor\" held by \"Ada Berg\" from 2020\n  \
         {mayor}\n  holds\n\n\
         test \"another office\" of mayors  dated 2025-05-20\n  given role \"Mayor of Bergen\" held by \"Ada Berg\" from 2020\n  \
         {mayor}\n  violated\n\n\
         test \"in two papers\" of mayors\n  given role \"Mayor of Oslo\"\n    held by \"Ada Berg\"   from 2020 to 2024\n    \
         held by \"Omar Lund\"  from 2024\n  article \"old\" dated 2021-05-20\n    {mayor}\n  \
         article \"new\" dated 2025-05-20\n    {mayor}\n  violated at \"Ada Berg\"\n\n\
         test \"founded\" of foundings\n  \"The Union State was founded in 1950.\"\n  holds\n\n\
         test \"founded later\" of foundings\n  given record \"Union State\" founded 1960\n  \
         \"The Union State was founded in 1950.\"\n  violated at \"1950\"\n\n\
         test \"something else of it\" of foundings\n  given record \"Union State\" has \"Norland\", \"Sorland\"\n  \
         \"The Union State was founded in 1950.\"\n  holds\n"
    );
    let folder = Folder::new("given", &[("desk.claim", &rules(&tests))]);
    let done = folder.run(&["test", "desk.claim"]);
    assert_eq!((done.status, done.out.as_str()), (0, "8 tests, 0 failed\n"), "{}{}", done.out, done.err);
    // The form is the formatter's, and no check knows of a test's record.
    let desk = fs::read_to_string(folder.0.join("desk.claim")).unwrap();
    assert_eq!(folder.run(&["fmt", "desk.claim"]).status, 0);
    assert_eq!(fs::read_to_string(folder.0.join("desk.claim")).unwrap(), desk);
    folder.write("a.txt", "OSLO, May 20, 2025 (AP) — The Mayor of Oslo, Ada Berg, opened the bridge.\n");
    let check = folder.run(&["check", "--rules", "desk.claim", "--only", "mayors", "a.txt"]);
    assert_eq!(check.status, 1, "{}{}", check.out, check.err);
}

#[test]
fn a_todo_is_told_of_when_it_passes() {
    let tests = "test \"not read yet\" of mayors  dated 2025-05-20\n  \"She who runs Oslo, Ada Berg, opened the bridge.\"\n  \
                 violated at \"Ada Berg\"  todo \"no phrase reads it\"\n";
    let done_by_now = "\ntest \"read by now\" of mayors  dated 2025-05-20\n  \"The Mayor of Oslo, Ada Berg, went.\"\n  \
                       violated at \"Ada Berg\"  todo\n";
    let folder = Folder::new("todo", &[("desk.claim", &rules(tests))]);
    let done = folder.run(&["test", "desk.claim"]);
    assert_eq!((done.status, done.out.as_str()), (0, "1 test, 0 failed, 1 todo; 1 rule without a test\n"));
    // What is yet to be seen has not been shown to work.
    assert!(done.err.contains("rule `mayors` has no test that is violated"), "{}", done.err);
    folder.write("desk.claim", &rules(&format!("{tests}{done_by_now}")));
    let done = folder.run(&["test", "desk.claim"]);
    assert_eq!(done.status, 1);
    assert_eq!(told(&done.out), ["passes now: “read by now” of mayors"], "{}", done.out);
    assert!(done.out.ends_with("2 tests, 1 failed, 1 todo; 1 rule without a test\n"), "{}", done.out);
}

#[test]
fn a_failure_is_told_finding_by_finding() {
    let tests = "test \"elsewhere\" of mayors  dated 2025-05-20\n  \
                 \"The Mayor of Oslo, Ada Berg, met Kari Holm.\"\n  violated at \"Kari Holm\"\n\n\
                 test \"unexpected\" of mayors  dated 2025-05-20\n  article \"a\" \"The Mayor of Oslo, Ada Berg, went.\"\n  holds\n\n\
                 test \"missing\" of mayors\n  \"Ships met.\"\n  undecided because \"date\"\n";
    let folder = Folder::new("diff", &[("desk.claim", &rules(tests))]);
    let done = folder.run(&["test", "desk.claim"]);
    assert_eq!(done.status, 1);
    assert_eq!(
        told(&done.out),
        ["failed: “elsewhere” of mayors", "failed: “unexpected” of mayors", "failed: “missing” of mayors"]
    );
    let lines: Vec<&str> = done.out.lines().map(str::trim).collect();
    for line in [
        "expected: violated at “Kari Holm”",
        "missing: no violation at “Kari Holm”",
        "missing: not undecided because “date”",
        "found: nothing that the rule speaks of",
    ] {
        assert!(lines.contains(&line), "{line}\n{}", done.out);
    }
    for start in ["elsewhere: violated at “Ada Berg”", "unexpected: violated at “Ada Berg”"] {
        assert!(lines.iter().any(|l| l.starts_with(start)), "{start}\n{}", done.out);
    }
    // One of them by its name, whatever the case.
    let one = folder.run(&["test", "desk.claim", "--test", "UNEXP"]);
    assert_eq!(told(&one.out), ["failed: “unexpected” of mayors"]);
    assert!(one.out.ends_with("1 test, 1 failed; 1 rule without a test; 2 filtered out\n"), "{}", one.out);
    let none = folder.run(&["test", "desk.claim", "--only", "foundings"]);
    assert_eq!((none.status, none.out.as_str()), (0, "0 tests, 0 failed; 1 rule without a test; 3 filtered out\n"));
    assert_eq!(folder.run(&["test", "desk.claim", "--only", "mayor"]).status, 2);
}

const FERRY: &str = "Ferry\n\nThe ferry left Bergen on Tuesday.\n\nIt went on to Geneva.\n";
const BRIDGE: &str = "Bridge\n\nThe bridge in Bergen was opened.\n";

/// Rules that find something in both articles, with these tests.
fn places(tests: &str) -> String {
    format!(
        "language 1\n\nrule bergen  \"Bergen is not to be named\"\n  level  error\n  for    each place p\n  \
         where  p.form is \"Bergen\"\n  must   not occur\n\n\
         rule abroad  \"Towns abroad are not to be named\"\n  for    each place p\n  \
         where  p.form is one of \"Geneva\", \"Vienna\"\n  must   not occur\n  say    \"{{p.form}} is abroad\"\n\n{tests}"
    )
}

/// A suite in `week` with its own rules.
fn suite(name: &str) -> Folder {
    let folder =
        Folder::new(name, &[("week/desk.claim", &places("")), ("week/ferry.txt", FERRY), ("week/bridge.txt", BRIDGE)]);
    let made = folder.run(&["test", "week", "--update"]);
    assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    assert!(made.out.starts_with("week: week/snapshots/report.snap written: "), "{}", made.out);
    folder
}

impl Folder {
    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
    }
    fn has(&self, file: &str) -> bool {
        self.0.join(file).exists()
    }
    fn answer(&self, args: &[&str], answers: &str) -> Done {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
        done(child.wait_with_output().unwrap())
    }
}

const SNAPSHOT: &str = "week/snapshots/report.snap";
const PENDING: &str = "week/snapshots/report.snap.new";

/// Rule and place of the findings of a snapshot.
fn findings(snapshot: &str) -> Vec<String> {
    let blocks = snapshot.split("\n# ").skip(1);
    let of = |block: &str| {
        let place = block.split("╭─[").nth(1).and_then(|b| b.split(']').next()).unwrap_or_default();
        format!("{} {place}", block.split(' ').next().unwrap_or_default())
    };
    blocks.map(of).collect()
}

#[test]
fn a_suite_is_the_same_from_everywhere() {
    let folder = suite("suite");
    let snapshot = folder.read(SNAPSHOT);
    assert!(findings(&snapshot).contains(&"bergen bridge.txt:3:15".to_string()), "{snapshot}");
    // Neither the folder it is called from nor the way in which paths are written can be seen.
    let others = Folder::new("suite-other", &[]);
    let whole = folder.0.join("week").to_string_lossy().into_owned();
    for (from, args) in [
        (&folder.0, vec!["test", "./week/"]),
        (&folder.0, vec!["test", "."]),
        (&folder.0.join("week"), vec!["test", "."]),
        (&others.0, vec!["test", whole.as_str()]),
    ] {
        let mut command = folder.command(&args);
        let done = done(command.current_dir(from).output().unwrap());
        assert_eq!((done.status, done.out.as_str()), (0, "1 suite, 0 failed; 2 rules without a test\n"), "{args:?}");
    }
    // What a suite says is what `check` says there, and insta reads the file.
    let check = done(
        folder
            .command(&["check", "--rules", "desk.claim", "--only", "abroad", "."])
            .current_dir(folder.0.join("week"))
            .output()
            .unwrap(),
    );
    let block = snapshot.split("\n# abroad").nth(1).and_then(|b| b.split("\n# ").next()).unwrap();
    for line in block.lines().skip(1).filter(|l| !l.is_empty()) {
        assert!(check.out.contains(line), "{line}\n{}", check.out);
    }
    let read = insta::Snapshot::from_file(&folder.0.join(SNAPSHOT)).unwrap();
    assert_eq!(read.metadata().expression(), Some("claimlint test"));
    assert!(snapshot.trim_end().ends_with(read.contents().as_text().unwrap().to_string().trim_end()));
    // A file without `\r` and one with it are the same to whom looks at findings.
    folder.write(SNAPSHOT, &snapshot.replace('\n', "\r\n"));
    assert_eq!(folder.run(&["test", "week"]).status, 0);
}

#[test]
fn what_differs_waits_and_is_accepted() {
    let folder = suite("differs");
    let before = folder.read(SNAPSHOT);
    folder.write("week/ferry.txt", &FERRY.replace("Geneva", "Vienna").replace("Bergen", "Oslo"));
    let watched = folder.command(&["test", "week"]).env("CI", "true").output().map(done).unwrap();
    assert_eq!(watched.status, 1);
    assert!(watched.out.contains("week: not as in week/snapshots/report.snap: "), "{}", watched.out);
    for line in ["- warning[abroad]", "+ warning[abroad]", "removed\n- error[bergen]"] {
        assert!(watched.out.contains(line), "{line}\n{}", watched.out);
    }
    assert!(!folder.has(PENDING), "where nobody looks, nothing is left behind");
    let one = folder.run(&["test", "week", "--only", "abroad"]);
    assert!(one.status == 1 && !one.out.contains("bergen]"), "{}", one.out);
    let done = folder.run(&["test", "week"]);
    assert_eq!((done.status, done.out.as_str()), (1, watched.out.as_str()));
    assert_eq!(folder.read(SNAPSHOT), before);
    assert!(folder.read(PENDING).contains("Vienna"));
    // One rule alone is accepted, then all.
    assert_eq!(folder.run(&["test", "week", "--only", "abroad", "--update"]).status, 0);
    let partly = folder.read(SNAPSHOT);
    assert_eq!(findings(&partly), findings(&before));
    assert!(partly.contains("Vienna") && !folder.has(PENDING));
    assert_eq!(folder.run(&["test", "week", "--update"]).status, 0);
    assert!(findings(&folder.read(SNAPSHOT)).iter().all(|f| !f.starts_with("bergen ferry.txt")));
    assert_eq!(folder.run(&["test", "week"]).status, 0);
    // What was kept for later goes when the articles are again as they were accepted.
    let accepted = folder.read("week/ferry.txt");
    folder.write("week/ferry.txt", FERRY);
    assert!(folder.run(&["test", "week"]).status == 1 && folder.has(PENDING));
    folder.write("week/ferry.txt", &accepted);
    assert!(folder.run(&["test", "week"]).status == 0 && !folder.has(PENDING));
}

#[test]
fn a_review_takes_exactly_what_is_accepted() {
    let folder = suite("review");
    let before = folder.read(SNAPSHOT);
    folder.write("week/ferry.txt", &FERRY.replace("Geneva", "Vienna").replace("Bergen", "Oslo"));
    let nobody = folder.run(&["test", "week", "--review"]);
    assert_eq!(nobody.status, 2);
    assert!(nobody.err.contains("E0720"), "{}", nobody.err);
    assert_eq!((folder.read(SNAPSHOT), folder.has(PENDING)), (before.clone(), false));
    let count = nobody.out.split(" of ").nth(1).and_then(|n| n.split(':').next()).unwrap().parse::<usize>().unwrap();
    // All but the first are rejected.
    let first = folder.answer(&["test", "week", "--review"], &format!("a\n{}", "r\n".repeat(count - 1)));
    assert_eq!(first.status, 1, "{}", first.out);
    assert!(first.out.contains(&format!("week: 1 of {count} differences accepted")), "{}", first.out);
    let after = folder.read(SNAPSHOT);
    assert!(after != before && !folder.has(PENDING));
    // The first is not asked again; one skipped waits with what was accepted, and what is rejected does not.
    let second = folder.answer(&["test", "week", "--review"], &format!("s\n{}", "r\n".repeat(count - 2)));
    assert!(second.status == 1 && second.out.contains(&format!("1 of {}: ", count - 1)), "{}", second.out);
    assert_eq!(folder.read(SNAPSHOT), after);
    assert_ne!(folder.read(PENDING), after);
    // Somebody who leaves early keeps what was accepted until then.
    let third = folder.answer(&["test", "week", "--review"], "q\n");
    assert_eq!((third.status, folder.read(SNAPSHOT)), (1, after));
    let all = folder.answer(&["test", "week", "--review"], &"a\n".repeat(count - 1));
    assert_eq!(all.status, 0, "{}", all.out);
    let reviewed = folder.read(SNAPSHOT);
    assert!(!folder.has(PENDING));
    fs::remove_dir_all(folder.0.join("week/snapshots")).unwrap();
    assert_eq!(folder.run(&["test", "week", "--update"]).status, 0);
    assert_eq!(folder.read(SNAPSHOT), reviewed, "accepted one by one or all at once: the same snapshot");
    let idle = folder.answer(&["test", "week", "--review"], "");
    assert_eq!(idle.status, 0, "where nothing differs nobody is asked");
}

#[test]
fn snapshots_without_articles_are_stale() {
    let folder = suite("stale");
    folder.write("week/snapshots/old.snap", &folder.read(SNAPSHOT));
    folder.write("week/snapshots/theirs.snap", "---\nsource: tests/a.rs\nexpression: report\n---\nx\n");
    let extra = folder.run(&["test", "week"]);
    assert_eq!(extra.status, 1);
    assert!(extra.out.contains("week/snapshots/old.snap: stale: no report is held against it"), "{}", extra.out);
    assert!(!extra.out.contains("theirs.snap"));
    assert_eq!(folder.run(&["test", "week", "--update"]).status, 0);
    assert!(!folder.has("week/snapshots/old.snap") && folder.has("week/snapshots/theirs.snap"));
    for article in ["week/ferry.txt", "week/bridge.txt"] {
        fs::remove_file(folder.0.join(article)).unwrap();
    }
    let gone = folder.run(&["test", "week"]);
    assert_eq!(gone.status, 1);
    assert!(gone.out.contains("report.snap: stale: there are no articles any more"), "{}", gone.out);
    assert_eq!(folder.run(&["test", "week", "--update"]).status, 0);
    assert!(!folder.has(SNAPSHOT) && folder.has("week/snapshots/theirs.snap"));
    let empty = folder.run(&["test", "week"]);
    assert!(empty.status == 0 && empty.out.starts_with("nothing to test here"), "{}", empty.out);
}

#[test]
fn a_snapshot_that_cannot_be_read_is_told() {
    let folder = suite("broken");
    let good = folder.read(SNAPSHOT);
    let (head, body) = good.split_once("\n# ").unwrap();
    folder.write(SNAPSHOT, &format!("{head}\n<<<<<<< ours\n# {body}=======\n>>>>>>> theirs\n"));
    let done = folder.run(&["test", "week"]);
    assert_eq!(done.status, 1);
    assert!(done.out.contains("week/snapshots/report.snap is no snapshot: two versions"), "{}", done.out);
    let broken = folder.read(SNAPSHOT);
    let part = folder.run(&["test", "week", "--update", "--only", "abroad"]);
    assert_eq!((part.status, folder.read(SNAPSHOT)), (1, broken), "{}", part.out);
    assert_eq!(folder.run(&["test", "week", "--update"]).status, 0);
    assert_eq!(folder.read(SNAPSHOT), good);
    // What cannot be read would be missing from a report.
    fs::write(folder.0.join("week/ferry.txt"), [0xff, 0xfe, 0xfd, b'a', 0x80]).unwrap();
    let unread = folder.run(&["test", "week", "--update"]);
    assert_eq!((unread.status, folder.read(SNAPSHOT)), (3, good.clone()), "{}{}", unread.out, unread.err);
    folder.write("week/ferry.txt", FERRY);
    // Escape sequences in a snapshot reach no terminal.
    folder.write(SNAPSHOT, &good.replace("error[", "\u{1b}]0;x\u{7}error["));
    let done = folder.run(&["test", "week"]);
    assert!(done.status == 1 && !done.out.contains('\u{1b}'), "{}", done.out);
}

#[test]
fn suites_within_suites_keep_their_articles() {
    let folder = suite("nested");
    folder.write("week/sunday/late.txt", BRIDGE);
    folder.write("week/sunday/own.claim", "language 1\n");
    assert_eq!(folder.run(&["test", "week/sunday", "--update"]).status, 0);
    let both = folder.run(&["test", "week", "--show", "passed"]);
    assert_eq!(
        (both.status, both.out.as_str()),
        (
            0,
            "week: as in week/snapshots/report.snap\nweek/sunday: as in week/sunday/snapshots/report.snap\n\
             2 suites, 0 failed; 2 rules without a test\n"
        )
    );
    assert!(!folder.read(SNAPSHOT).contains("late.txt"));
    let one = folder.run(&["test", "week", "--test", "SUNDAY"]);
    assert!(one.out.starts_with("1 suite, 0 failed"), "{}", one.out);
    assert!(one.out.ends_with("1 filtered out\n"), "{}", one.out);
}

#[test]
fn results_for_machines() {
    let folder = suite("json");
    let tests = "test \"unexpected\" of bergen\n  \"They met in Bergen.\"\n  holds\n";
    folder.write("week/desk.claim", &places(tests));
    folder.write("week/ferry.txt", &FERRY.replace("Geneva", "Vienna"));
    let done = folder.run(&["test", "week", "--format", "json"]);
    let run: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(done.status, 1);
    let test = &run["tests"][0];
    assert_eq!((&test["status"], &test["file"]), (&"failed".into(), &"week/desk.claim".into()));
    assert_eq!(test["differences"][0]["kind"], "unexpected");
    assert_eq!(test["differences"][0]["at"][0]["text"], "Bergen");
    let suite = &run["suites"][0];
    assert_eq!((&suite["path"], &suite["state"], &suite["articles"]), (&"week".into(), &"differs".into(), &2.into()));
    assert!(suite["differences"].as_array().unwrap().iter().any(|d| d["rule"] == "abroad" && d["kind"] == "changed"));
    assert_eq!(run["untested"], serde_json::json!(["abroad"]));
    assert_eq!((&run["summary"]["failed"], &run["summary"]["suites_failed"]), (&1.into(), &1.into()));
    assert!(lines_of(&done.err).iter().all(|line| line["error"].is_string()), "{}", done.err);
    // Any number of threads, the same words.
    for threads in ["1", "4"] {
        let again = folder.command(&["test", "week", "--format", "json"]).env("RAYON_NUM_THREADS", threads).output();
        assert_eq!(String::from_utf8(again.unwrap().stdout).unwrap(), done.out);
    }
}

fn lines_of(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

#[test]
fn a_configuration_names_what_is_tested() {
    let folder = suite("configured");
    let own = "test \"near\" of bergen\n  \"They met in Bergen.\"\n  violated\n\ntest \"far\" of bergen\n  \"They met.\"\n  holds\n";
    fs::rename(folder.0.join("week/desk.claim"), folder.0.join("desk.claim")).unwrap();
    folder.write("desk.claim", &places(own));
    folder.write("claimlint.toml", "rules = [\".\"]\n");
    let whole = folder.run(&["test"]);
    assert_eq!(
        (whole.status, whole.out.as_str()),
        (0, "2 tests, 0 failed; 1 suite, 0 failed; 1 rule without a test\n"),
        "{}",
        whole.err
    );
    // The suite alone goes by the same rules; their tests are not its own.
    for from in [".", "week"] {
        let args = if from == "." { ["test", "week"] } else { ["test", "."] };
        let one = done(folder.command(&args).current_dir(folder.0.join(from)).output().unwrap());
        assert_eq!((one.status, one.out.as_str()), (0, "1 suite, 0 failed\n"), "{from}: {}", one.err);
    }
    // A rule file in the suite is read beside them, and its tests are run.
    folder.write(
        "week/own.claim",
        "language 1\n\nrule bridges\n  for    each place p\n  where  p.form is \"Bergen\" and p.sentence contains \"bridge\"\n  \
         must   not occur\n\n  test   \"none\"\n    \"They met in Bergen.\"\n    holds\n",
    );
    let more = folder.run(&["test"]);
    assert_eq!(more.status, 1);
    assert!(more.out.contains("\nadded\n+ warning[bridges]"), "{}", more.out);
    assert!(more.out.contains("\n3 tests, 0 failed; 1 suite, 1 failed; 1 rule without a test\n"), "{}", more.out);
}

#[test]
fn a_file_of_many_articles_is_a_suite() {
    let record = |id: &str, town: &str| format!("{{\"id\": \"{id}\", \"text\": \"They met in {town}.\"}}\n");
    let wire = format!("{}{}", record("wire/1", "Bergen"), record("../2#x", "Geneva"));
    let folder = Folder::new("wire", &[("desk.claim", &places("")), ("wire/all.jsonl", &wire)]);
    let made = folder.run(&["test", "wire", "--rules", "desk.claim", "--update"]);
    assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    let found = findings(&folder.read("wire/snapshots/report.snap"));
    assert_eq!(found, ["abroad all.jsonl#../2#x:1:13", "bergen all.jsonl#wire/1:1:13"]);
    assert_eq!(folder.run(&["test", "wire", "--rules", "desk.claim"]).status, 0);
}

#[test]
#[cfg(unix)]
fn a_snapshot_behind_a_link_is_left_alone() {
    let folder = Folder::new("linked", &[("desk/a.txt", "It was on Friday, 4 March 2025.\n")]);
    fs::create_dir_all(folder.0.join("desk/snapshots")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("elsewhere"), folder.0.join("desk/snapshots/report.snap")).unwrap();
    let done = folder.run(&["test", "--update", "desk"]);
    assert_eq!(done.status, 2, "{}", done.err);
    assert!(done.err.contains("cannot write `desk/snapshots/report.snap`: it is a link"), "{}", done.err);
    assert!(!folder.0.join("elsewhere").exists());
}

#[test]
fn a_snapshot_with_a_broken_letter_is_still_one() {
    let folder = Folder::new("letter", &[("desk/a.txt", "It was on Friday, 4 March 2025.\n")]);
    folder.run(&["test", "--update", "desk"]);
    let snapshot = folder.0.join("desk/snapshots/report.snap");
    let mut bytes = fs::read(&snapshot).unwrap();
    bytes.push(0xff);
    fs::write(&snapshot, bytes).unwrap();
    let done = folder.run(&["test", "desk"]);
    assert_eq!(done.status, 1, "{}", done.out);
    assert!(done.out.contains("is no snapshot: it cannot be read"), "{}", done.out);
}
