//! The second run: what is kept of the first one changes nothing but the time; what has changed since a commit.

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use folder::Folder;

/// Of a file with [`WRONG`] in it.
const MAY_STAND: &str =
    "[[stet]]\nrule = \"weekday\"\ntext = \"Tuesday, 16 October 2024\"\nreason = \"as it was announced\"\n";
const WRONG: &str = "The council of Nordby met on Tuesday, 16 October 2024, and 12 people came.\n";
const OTHER: &str = "Mayor Jens Falk opened the harbour of Nordby on 31 June 2025.\n";
const RULES: &str = "language 1\n\nuse std/news\n\nrole \"Mayor of Nordby\"\n  held by \"Ida Holm\"  from 2023-11-01\n\n\
                     rule no-nordby  \"Nordby is not named\"\n  for each place p\n    where p.form is \"Nordby\"\n  must not occur\n";

fn pieces(folder: &Folder) -> Vec<PathBuf> {
    let cache = folder.0.with_extension("cache");
    let inner = |path: &Path| fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect::<Vec<_>>();
    let mut all: Vec<PathBuf> = inner(&cache).iter().flat_map(|p| inner(p)).collect();
    all.sort();
    all
}

#[test]
fn a_second_run_says_the_same_bytes() {
    let folder = Folder::new("again", &[("a.txt", WRONG), ("b.html", OTHER), ("r.claim", RULES)]);
    let args = ["check", "--rules", "r.claim", "--format", "json", "--show", "undecided,alignment", "a.txt", "b.html"];
    let fresh = folder.run(&[&args[..], &["--no-cache"]].concat()).parts();
    assert_eq!(pieces(&folder), Vec::<PathBuf>::new());
    let first = folder.run(&args).parts();
    // One piece for each article, one for the report.
    let kept = pieces(&folder);
    assert_eq!(kept.len(), 3);
    let second = folder.run(&args).parts();
    assert_eq!((&first, &second), (&fresh, &fresh));
    assert_eq!(pieces(&folder), kept);
    // Another format is another way to say it.
    let short = [&args[..4], &["short", "a.txt", "b.html"]].concat();
    assert_eq!(folder.run(&short).out, folder.run(&[&short[..], &["--no-cache"]].concat()).out);
    // Torn and foreign pieces are worked out anew.
    for (i, piece) in kept.iter().enumerate() {
        let bytes = fs::read(piece).unwrap();
        fs::write(piece, if i == 0 { &bytes[..bytes.len() / 2] } else { b"something else" }).unwrap();
    }
    assert_eq!(folder.run(&args).parts(), fresh);
    assert_eq!(folder.run(&args).parts(), fresh);
}

#[test]
fn what_changes_is_looked_at_again_and_nothing_else() {
    let files = [("a.txt", WRONG), ("b.txt", OTHER), ("r.claim", RULES), ("claimlint.toml", "")];
    let folder = Folder::new("changed", &files);
    let args = ["check", "--rules", "r.claim", "--format", "jsonl", "a.txt", "b.txt"];
    let agree = |what: &str, new: usize| {
        let before = pieces(&folder).len();
        let kept = folder.run(&args);
        let fresh = folder.run(&[&args[..], &["--no-cache"]].concat());
        assert_eq!(kept.parts(), fresh.parts(), "{what}");
        assert_eq!(pieces(&folder).len() - before, new, "{what}");
    };
    agree("first", 3);
    folder.write("b.txt", &OTHER.replace("31 June", "30 June"));
    agree("one article: it and the report", 2);
    folder.write("r.claim", &RULES.replace("must not occur", "must p.form is \"Oslo\""));
    agree("a rule: the report alone", 1);
    folder.write("r.claim", &RULES.replace("Ida Holm", "Jens Falk"));
    agree("the record: all", 3);
    folder.write("claimlint.toml", "[levels]\nweekday = \"off\"\n");
    agree("a level: the report", 1);
    folder.write("a.txt.stet.toml", "[[stet]]\nrule = \"no-nordby\"\ntext = \"Nordby\"\nreason = \"it is\"\n");
    agree("what may stand: the article and the report", 2);
}

fn git(folder: &Folder, args: &[&str]) {
    let identity = ["-c", "user.name=desk", "-c", "user.email=desk@desk.example", "-c", "commit.gpgsign=false"];
    let run = Command::new("git").args(identity).args(args).current_dir(&folder.0).output().expect("git is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn findings_since_a_commit() {
    let place =
        |where_: &str| format!("Ida Holm and Jens Falk met in {where_} on 3 March 2025 to talk about the harbour.\n");
    let folder = Folder::new("since", &[("a.txt", WRONG), ("b.txt", &place("Oslo")), ("d/c.txt", "Rain fell.\n")]);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "first"]);
    let found = |args: &[&str]| {
        let done = folder.run(&[&["check", "--format", "short"], args].concat());
        assert!(done.status < 2, "{}", done.err);
        done.out.lines().map(|l| l.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(found(&["--since", "HEAD"]), Vec::<String>::new());
    // One that git does not know yet contradicts one that has not changed.
    folder.write("d/new.txt", &place("Bergen"));
    let since = found(&["--since", "HEAD"]);
    assert!(since.iter().any(|f| f == "d/new.txt:1:31: error[meeting-place]"), "{since:?}");
    assert!(!since.iter().any(|f| f.starts_with("a.txt")), "{since:?}");
    assert!(found(&[]).iter().any(|f| f.starts_with("a.txt:1:")));
    let mut below = folder.command(&["check", "--format", "short", "--since", "HEAD", ".."]);
    let below = folder::done(below.current_dir(folder.0.join("d")).output().unwrap());
    assert!(below.out.contains("../d/new.txt:1:31: error[meeting-place]"), "{}{}", below.out, below.err);
    for revision in ["no-such-branch", "--output=x"] {
        let done = folder.run(&["check", &format!("--since={revision}")]);
        assert_eq!(done.status, 2);
        assert!(done.err.contains("E0717"), "{}", done.err);
    }
}

/// git is asked with everything off that could reach out or run what a repository names.
#[cfg(unix)]
#[test]
fn git_is_kept_from_networks() {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\nprintf '%s\\n' \"$GIT_NO_LAZY_FETCH $*\" >> \"$TOLD\"\nexit 1\n";
    let folder = Folder::new("no-network", &[("a.txt", WRONG), ("bin/git", script)]);
    let git = folder.0.join("bin/git");
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let told = folder.0.join("told");
    let path = format!("{}:/usr/bin:/bin", folder.0.join("bin").display());
    let mut command = folder.command(&["check", "--since", "main", "a.txt"]);
    let done = folder::done(command.env("PATH", path).env("TOLD", &told).output().unwrap());
    assert_eq!(done.status, 2);
    let told = fs::read_to_string(told).unwrap();
    assert!(!told.is_empty());
    for line in told.lines() {
        assert!(line.starts_with("1 -c core.fsmonitor=false -c protocol.allow=never "), "{line}");
    }
}

#[test]
fn a_diff_shows_what_fix_would_change() {
    let rules = "language 1\nuse std/news\nrule house-kyiv  \"Kyiv\"\n  for each place p\n    where p.form is \"Kiev\"\n  \
                 must not occur\n  fix form with \"Kyiv\"\n";
    let text = "Rain fell.\r\nThey met in Kiev.\r\n";
    let folder = Folder::new("diff", &[("k.claim", rules), ("a.txt", text)]);
    let args = ["check", "--rules", "k.claim", "--only", "house-kyiv", "a.txt"];
    for look in [&["--diff"][..], &["--fix", "--diff"]] {
        let done = folder.run(&[&args[..], look].concat());
        assert_eq!(done.status, 1, "{}", done.err);
        assert_eq!(
            done.out,
            "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n Rain fell.\n-They met in Kiev.\n+They met in Kyiv.\n"
        );
        assert_eq!(fs::read_to_string(folder.0.join("a.txt")).unwrap(), text);
    }
    folder.run(&[&args[..], &["--fix"]].concat());
    assert_eq!(fs::read_to_string(folder.0.join("a.txt")).unwrap(), text.replace("Kiev", "Kyiv"));
    let done = folder.run(&[&args[..], &["--diff"]].concat());
    assert_eq!((done.status, &*done.out), (0, ""));
}

#[test]
fn a_watch_checks_again_what_changes() {
    use std::io::{BufRead, BufReader};
    let folder = Folder::new("watch", &[("articles/a.txt", "Rain fell.\n"), ("r.claim", "language 1\nuse std/news\n")]);
    let args = ["check", "--watch", "--rules", "r.claim", "--format", "short", "articles"];
    let mut child = folder.command(&args).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut found = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut wait = |until: &str| assert!(told.any(|line| line.contains(until)), "{until}");
    wait("waiting for a change");
    folder.write("articles/b.txt", WRONG);
    wait("waiting for a change");
    assert!(found.next().unwrap().starts_with("articles/b.txt:1:30: error[weekday]"));
    // A rule file that is broken for a while ends nothing.
    folder.write("r.claim", "language 1\nuse std/news\nrule x\n");
    wait("error[E");
    wait("waiting for a change");
    folder.write("r.claim", "language 1\nuse std/news\n");
    wait("waiting for a change");
    assert!(found.next().unwrap().starts_with("articles/b.txt:1:30: error[weekday]"));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The names of many roles are kept from run to run; what is kept says what is read.
#[test]
fn names_of_many_roles_are_read_once() {
    let table = |town: &str| {
        let row = |n: usize| {
            format!(
                "Mayor of {town}{},Anna Lund {n},2020-01-01,2021-01-01\n",
                "abcdefghij".repeat(n % 60) + &"k".repeat(n / 60)
            )
        };
        "role,person,from,to\n".to_string()
            + &(0..600).map(row).collect::<String>()
            + &format!("Mayor of {town},Omar Berg,2020-01-01,2024-06-01\n")
    };
    let folder = Folder::new("roles", &[("r.csv", &table("Aske")), ("a.txt", "Rain fell.\n")]);
    let args = ["check", "--record", "r.csv", "--date", "2025-05-05", "--format", "short", "a.txt"];
    let told = |text: &str| {
        folder.write("a.txt", text);
        let done = folder.run(&args);
        assert_eq!(done.out, folder.run(&[&args[..], &["--no-cache"]].concat()).out);
        done.out
    };
    assert_eq!(told("Rain fell.\n"), "");
    let wrong = "The Mayor of Aske, Omar Berg, opened the bridge on Friday.\n";
    assert!(told(wrong).contains("error[held-office]"));
    folder.write("r.csv", &table("Nordby"));
    assert_eq!(told(&format!("{wrong}Rain fell.\n")), "");
}

/// Whatever comes, goes or is renamed: the last thing that is printed is what a run from the beginning prints.
#[test]
fn a_watch_sees_files_come_and_go() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    let folder = Folder::new("come-and-go", &[("articles/a.txt", WRONG), ("beside/late/c.txt", WRONG)]);
    let printed = folder.0.join("printed");
    let args = ["check", "--no-cache", "articles"];
    let mut command = folder.command(&[&args[..], &["--watch"]].concat());
    let mut child = command.stdout(fs::File::create(&printed).unwrap()).stderr(Stdio::null()).spawn().unwrap();
    let seen = |what: &str| {
        let expected = folder.run(&args).out;
        let began = Instant::now();
        while !fs::read_to_string(&printed).unwrap().ends_with(&expected) {
            assert!(began.elapsed() < Duration::from_secs(60), "{what}: {}", fs::read_to_string(&printed).unwrap());
            std::thread::sleep(Duration::from_millis(20));
        }
        expected
    };
    let articles = folder.0.join("articles");
    let mut all = vec![seen("at the beginning")];
    let mut step = |what: &str, change: &dyn Fn()| {
        change();
        all.push(seen(what));
    };
    step("a new file", &|| folder.write("articles/b.txt", &WRONG.repeat(2)));
    step("a file saved under another name", &|| {
        folder.write("articles/b.txt~", "Rain fell.\n");
        fs::rename(articles.join("b.txt~"), articles.join("b.txt")).unwrap();
    });
    step("a folder moved in", &|| fs::rename(folder.0.join("beside/late"), articles.join("late")).unwrap());
    step("a file in it", &|| folder.write("articles/late/d.txt", WRONG));
    step("a file that may be told", &|| folder.write("articles/a.txt.stet.toml", MAY_STAND));
    step("files that are left out", &|| folder.write("articles/.ignore", "late\n"));
    step("a file taken out", &|| fs::remove_file(articles.join("a.txt")).unwrap());
    child.kill().unwrap();
    child.wait().unwrap();
    // Each step is seen by another report.
    assert!(all.windows(2).all(|two| two[0] != two[1]), "{all:#?}");
}

#[test]
fn shells_and_manuals_know_every_command() {
    let folder = Folder::new("shell", &[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]).out;
        assert!(script.contains("write-baseline"), "{shell}");
    }
    assert!(folder.run(&["man"]).out.contains(".TH claimlint 1"));
    assert_eq!(folder.run(&["man", "--output", "pages"]).status, 0);
    let page = fs::read_to_string(folder.0.join("pages/claimlint-record-show.1")).unwrap();
    assert!(page.contains(".TH claimlint-record-show 1"), "{page}");
}

#[test]
fn stats_go_to_standard_error() {
    let folder = Folder::new("stats", &[("a.txt", WRONG)]);
    let done = folder.run(&["check", "--stats", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&done.out).is_ok());
    for told in ["1 article of 1 KB in ", "slowest articles", "weekday", "candidates"] {
        assert!(done.err.contains(told), "{told}: {}", done.err);
    }
}
