//! `claimlint test`, as authors of rules call it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder to run in, with its files.
struct Folder(PathBuf);

struct Done {
    status: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("testing-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let folder = Folder(path);
        for (file, content) in files {
            folder.write(file, content);
        }
        folder
    }
    fn write(&self, file: &str, content: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(args).current_dir(&self.0).env_remove("CI");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
    fn run(&self, args: &[&str]) -> Done {
        done(self.command(args).output().unwrap())
    }
}

fn done(output: std::process::Output) -> Done {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

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
    assert_eq!((done.status, done.out.as_str()), (0, "1 test, 0 failed, 1 todo\n"));
    // What is yet to be seen has not been shown to work.
    assert!(done.err.contains("rule `mayors` has no test that is violated"), "{}", done.err);
    folder.write("desk.claim", &rules(&format!("{tests}{done_by_now}")));
    let done = folder.run(&["test", "desk.claim"]);
    assert_eq!(done.status, 1);
    assert_eq!(told(&done.out), ["passes now: “read by now” of mayors"], "{}", done.out);
    assert!(done.out.ends_with("2 tests, 1 failed, 1 todo\n"), "{}", done.out);
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
    assert!(one.out.ends_with("1 test, 1 failed, 2 filtered out\n"), "{}", one.out);
    let none = folder.run(&["test", "desk.claim", "--only", "foundings"]);
    assert_eq!((none.status, none.out.as_str()), (0, "0 tests, 0 failed, 3 filtered out\n"));
    assert_eq!(folder.run(&["test", "desk.claim", "--only", "mayor"]).status, 2);
}
