//! Commands that look at rule files and at the configuration, as scripts call them.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/samples.rs"]
mod samples;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use folder::{Done, Folder};
use samples::{OPENED, OSLO, lines};
use serde_json::Value;

#[test]
fn broken_rules_stop_the_run() {
    let broken = "language 1\nrule toll \"Tolls\"\n  for each cuont c\n  must c.number > 3\n";
    let folder = Folder::new("broken", &[("a.txt", OPENED), ("desk/broken.claim", broken), ("desk/oslo.claim", OSLO)]);
    let done = folder.run(&["check", "--rules", "desk", "--format", "jsonl", "a.txt"]);
    assert_eq!((done.status, done.out.as_str()), (2, ""));
    let error = lines(&done.err).into_iter().find(|e| e["level"] == "error").unwrap();
    assert_eq!(
        (&error["file"], &error["line"], &error["text"]),
        (&"desk/broken.claim".into(), &3.into(), &"cuont".into())
    );
    assert_eq!(broken[error["start"].as_u64().unwrap() as usize..].get(..5), Some("cuont"));
    let missing = folder.run(&["check", "--rules", "nowhere.claim", "a.txt"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("there is no file `nowhere.claim`"), "{}", missing.err);
}

#[test]
fn rule_names_are_checked() {
    let folder = Folder::new("rules", &[("a.txt", OPENED)]);
    for option in ["--only", "--not"] {
        let done = folder.run(&["check", option, "held-ofice", "--format", "json", "a.txt"]);
        assert_eq!((done.status, done.out.as_str()), (2, ""));
        assert_eq!(lines(&done.err)[0]["help"], "did you mean `held-office`?");
    }
    assert_eq!(folder.run(&["check", "--tag", "nonsense", "a.txt"]).status, 2);
    assert_eq!(folder.run(&["explain", "held-ofice"]).status, 2);
    let explained = folder.run(&["explain", "held-office"]);
    assert!(explained.status == 0 && explained.out.contains("must   match the record"), "{}", explained.out);
    assert!(folder.run(&["rules"]).out.contains("held-office"));
}

#[test]
fn tests_of_rules() {
    let rule = |verdict: &str| {
        format!(
            "language 1\nrule no-oslo \"No Oslo\"\n  for    each place p where p.form is \"Oslo\"\n  must   not occur\n\n  \
             test \"far away\"\n    \"Ships met off Bergen.\"\n    holds\n  \
             test \"near\"\n    \"Ships met off Oslo.\"\n    {verdict}\n"
        )
    };
    let folder = Folder::new("tests", &[("good.claim", &rule("violated at \"Oslo\"")), ("bad.claim", &rule("holds"))]);
    let good = folder.run(&["test", "good.claim"]);
    assert_eq!((good.status, good.out.as_str(), good.err.as_str()), (0, "2 tests, 0 failed\n", ""));
    let bad = folder.run(&["test", "bad.claim"]);
    assert_eq!(bad.status, 1);
    assert!(bad.out.starts_with("bad.claim:9: failed: “near” of no-oslo\n"), "{}", bad.out);
}

#[test]
fn rule_files_of_earlier_versions_are_migrated() {
    let old = "language 0\nplace 'Aske'\n";
    let folder = Folder::new("migrate", &[("old.claim", old), ("later.claim", "language 2\nplace \"Aske\"\n")]);
    let plain = folder.run(&["fmt", "old.claim"]);
    assert_eq!((plain.status, plain.err.contains("E0107")), (2, true), "{}", plain.err);
    let done = folder.run(&["fmt", "--migrate", "old.claim"]);
    assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(folder.0.join("old.claim")).unwrap(), "language 1\n\nplace \"Aske\"\n");
    for later in [&["fmt", "later.claim"][..], &["fmt", "--migrate", "later.claim"]] {
        let refused = folder.run(later);
        assert_eq!((refused.status, refused.err.contains("E0506")), (2, true), "{}", refused.err);
    }
    assert_eq!(fs::read_to_string(folder.0.join("later.claim")).unwrap(), "language 2\nplace \"Aske\"\n");
    let mut child = folder.command(&["fmt", "--migrate", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(old.as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"language 1\n\nplace \"Aske\"\n");
}

#[test]
fn rule_files_are_formatted_in_place() {
    let untidy =
        "language 1\nrule no-oslo   \"No Oslo\"\n for each place p where p.form is \"Oslo\"\n must not occur\n";
    let folder = Folder::new("fmt", &[("desk/a.claim", untidy), ("broken.claim", "language 1\nrule\n")]);
    let check = folder.run(&["fmt", "--check", "desk"]);
    assert_eq!((check.status, check.out.as_str()), (1, "desk/a.claim\n"));
    let hint = "--- desk/a.claim\n+++ formatted\n@@ -1,4 +1,6 @@\n language 1\n-rule no-oslo   \"No Oslo\"\n";
    assert!(check.err.starts_with(hint), "{}", check.err);
    assert!(check.err.contains("\n+  must   not occur\n"), "{}", check.err);
    assert_eq!(folder.run(&["fmt", "--check", "--quiet", "desk"]).err, "");
    assert_eq!(fs::read_to_string(folder.0.join("desk/a.claim")).unwrap(), untidy);
    let done = folder.run(&["fmt", "desk"]);
    assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""));
    let tidy = fs::read_to_string(folder.0.join("desk/a.claim")).unwrap();
    assert!(tidy.contains("\nrule no-oslo  \"No Oslo\"\n"), "{tidy}");
    assert_eq!(folder.run(&["fmt", "--check", "desk"]).status, 0);
    let broken = folder.run(&["fmt"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("broken.claim:2"), "{}", broken.err);
    let mut child = folder.command(&["fmt", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(untidy.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), tidy);
}

#[test]
fn codes_are_explained() {
    let broken = "language 1\nrule toll\n  for each cuont c\n  must c.number > 3\nplace Aske\n";
    let folder = Folder::new("codes", &[("a.claim", broken), ("b.claim", broken), ("a.txt", OPENED)]);
    let done = folder.run(&["explain", "e0201"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(done.out.starts_with("E0201: ") && done.out.contains("\n    rule closed\n"), "{}", done.out);
    let unknown = folder.run(&["explain", "E0299"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("did you mean `E0209`?"), "{}", unknown.err);
    // Once a run, whatever is wrong, and never for machines.
    let footer = "for more about an error, run `claimlint explain E0101`\n";
    for args in [&["check", "--rules", "a.claim", "a.txt"][..], &["fmt", "a.claim", "b.claim"]] {
        let done = folder.run(args);
        assert_eq!(done.err.matches("for more about").count(), 1, "{}", done.err);
    }
    assert!(folder.run(&["fmt", "a.claim"]).err.ends_with(footer));
    for args in [&["check", "--rules", "a.claim", "--format", "json", "a.txt"][..], &["fmt", "--quiet", "a.claim"]] {
        assert!(!folder.run(args).err.contains("for more about"));
    }
}

const NO_OSLO: &str = "language 1

param most number default 3 between 1 and 9

rule no-oslo \"No Oslo\"
  for   each place p
  where p.form is \"Oslo\" and 1 < most
  must  not occur
  test \"far away\" \"Ships met off Bergen.\" holds
  test \"near\" \"Ships met off Oslo.\" violated
";

#[test]
fn a_configuration_is_found_and_gone_by() {
    let config = "rules = [\"desk\"]\nrecord = [\"desk/data/oslo.csv\"]\n\n[levels]\nno-oslo = \"advice\"\nheld-office = \"warning\"\n\n\
                  [params]\nmost = 5\n";
    let table = "role,person,from,to\nMayor of Oslo,Omar Moe,2024-01-01,\n";
    let files = [
        ("claimlint.toml", config),
        ("desk/rules.claim", NO_OSLO),
        ("desk/data/oslo.csv", table),
        ("articles/today/a.txt", OPENED),
        ("other.toml", "std = false\n"),
    ];
    let mut folder = Folder::new("config", &files);
    let top = folder.0.clone();
    let rules = |done: Done| {
        let found: Vec<String> =
            lines(&done.out).iter().map(|f| format!("{} {}", f["rule"], f["level"]).replace('"', "")).collect();
        (done.status, done.err, found.join(", "))
    };
    let all = (0, String::new(), "no-oslo advice, held-office warning".to_string());
    assert_eq!(rules(folder.run(&["check", "--format", "jsonl", "articles"])), all);
    // From a folder below, too; places are told from there.
    folder.0 = top.join("articles/today");
    assert_eq!(rules(folder.run(&["check", "--format", "jsonl", "a.txt"])), all);
    let shown = folder.run(&["config", "--no-std"]).out;
    let shown: Vec<&str> = shown.lines().collect();
    assert_eq!(
        shown,
        [
            "# configuration: ../../claimlint.toml",
            "rules = [\"../../desk\"]                 # ../../claimlint.toml:1",
            "record = [\"../../desk/data/oslo.csv\"]  # ../../claimlint.toml:2",
            "std = false                            # command line",
            "articles = [\".\"]                       # default",
            "exclude = []                           # default",
            "fail-on = \"error\"                      # default",
            "",
            "[params]",
            "most = 5                               # ../../claimlint.toml:9",
            "",
            "[levels]",
            "no-oslo = \"advice\"                     # ../../claimlint.toml:5",
            "",
            "[policy]",
            "require-tests = false                  # default",
            "require = []                           # default",
            "deny = []                              # default",
            "allow = []                             # default",
            "stet-reasons = false                   # default",
            "",
            "[limits]",
            "article-bytes = 67108864               # default",
            "words = 1000000                        # default",
            "facts = 200000                         # default",
            "depth = 8                              # default",
            "expansion = 200                        # default",
            "expanded-bytes = 68719476736           # default",
            "pairs = 2000000                        # default",
        ]
    );
    // The command line comes first.
    let other = folder.run(&["check", "--format", "jsonl", "--config", "../../other.toml", "a.txt"]);
    assert_eq!(rules(other), (0, String::new(), String::new()));
    folder.0 = top.clone();
    let args =
        ["check", "--format", "jsonl", "--rules", "articles/today/../..", "--record", "desk/rules.claim", "articles"];
    assert_eq!(rules(folder.run(&args)), (0, String::new(), "no-oslo advice".into()));
    assert_eq!(folder.run(&["test"]).out, "2 tests, 0 failed\n");
    assert!(folder.run(&["rules"]).out.contains("advice   no-oslo"));
    let place = |facts: Done| (facts.status, facts.out.lines().count());
    assert_eq!(place(folder.run(&["facts", "--config", "other.toml", "--kind", "role", "articles"])).0, 2);
    folder.0 = top;
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_at_its_place() {
    let oslo = ("desk/rules.claim", NO_OSLO);
    for (name, config, code, text, help) in [
        ("key", "rulse = []\n", "E0802", Some("rulse"), Some("did you mean `rules`?")),
        ("toml", "rules = [\n", "E0801", None, None),
        (
            "rule",
            "rules = [\"desk\"]\nlevels.no-olso = \"off\"\n",
            "E0213",
            Some("no-olso"),
            Some("did you mean `no-oslo`?"),
        ),
        ("param", "rules = [\"desk\"]\nparams.mots = 3\n", "E0237", Some("mots"), Some("did you mean `most`?")),
        ("bounds", "rules = [\"desk\"]\nparams.most = 10\n", "E0235", Some("10"), None),
        ("type", "rules = [\"desk\"]\nparams.most = \"many\"\n", "E0235", Some("\"many\""), None),
        ("path", "rules = [\"desks\"]\n", "E0502", Some("\"desks\""), None),
    ] {
        let folder = Folder::new(&format!("config-{name}"), &[("claimlint.toml", config), oslo, ("a.txt", OPENED)]);
        for command in ["check", "facts"] {
            let done = folder.run(&[command, "--format", "jsonl", "a.txt"]);
            assert_eq!((done.status, done.out.as_str()), (2, ""), "{config}");
            let error = lines(&done.err).into_iter().find(|e| e["level"] == "error").unwrap();
            assert_eq!((&error["error"], &error["file"]), (&code.into(), &"claimlint.toml".into()));
            if let Some(text) = text {
                assert_eq!((&error["text"], &error["help"]), (&text.into(), &help.into()), "{error}");
            }
        }
        let people = folder.run(&["test"]);
        assert_eq!(people.status, 2);
        assert!(people.err.contains("claimlint.toml:"), "{}", people.err);
    }
    let folder =
        Folder::new("config-none", &[("a.txt", OPENED), ("claimlint.toml", "levels.no-oslo = \"off\"\n"), oslo]);
    let missing = folder.run(&["check", "--config", "nowhere.toml", "a.txt"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("E0806"), "{}", missing.err);
    // Where other rules are asked for, the configuration may well speak of some that are not there.
    assert_eq!(folder.run(&["check", "a.txt"]).status, 2);
    assert_eq!(folder.run(&["test", "desk"]).out, "2 tests, 0 failed\n");
}

#[test]
fn rules_are_checked_without_articles() {
    let narrow = "rule thousand\n  for each quantity q\n  where q.number > 1000\n  must not occur\n  \
                  test \"many\" \"5,000 ships\" violated\n  test \"few\" \"5 ships\" holds\n";
    let rules = format!(
        "language 1\n\nlist towns \"Oslo\"\n\n{}\n{narrow}",
        narrow.replace("1000", "100").replace("thousand", "hundred")
    );
    let untested = "language 1\n\nrule no-oslo\n  for each place p\n  where p.form is \"Oslo\"\n  must not occur\n";
    let files = [
        ("desk.claim", rules.as_str()),
        ("untested.claim", untested),
        ("a.txt", "Ships left."),
        ("good.claim", NO_OSLO),
    ];
    let folder = Folder::new("rules-check", &files);
    let codes = |done: &Done| -> Vec<String> {
        lines(&done.err).iter().map(|e| format!("{} {}", e["error"], e["level"]).replace('"', "")).collect()
    };
    let good = folder.run(&["rules", "--check", "good.claim"]);
    assert_eq!((good.status, good.out.as_str(), good.err.as_str()), (0, "1 rule checked: nothing is wrong\n", ""));
    let done = folder.run(&["rules", "--check", "--format", "json", "desk.claim", "untested.claim"]);
    assert_eq!(
        (done.status, codes(&done)),
        (0, vec!["W0014 warning".into(), "W0019 warning".into(), "W0002 warning".into()])
    );
    let report: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(report["check"], serde_json::json!({"rules": 3, "errors": 0, "warnings": 3}));
    let own: Vec<&Value> = report["rules"].as_array().unwrap().iter().filter(|r| r["bundled"] == false).collect();
    assert_eq!(
        (&own[0]["name"], &own[0]["kinds"][0], &own[0]["line"]),
        (&"hundred".into(), &"quantity".into(), &5.into())
    );
    assert_eq!(own[0]["tests"], serde_json::json!({"violated": 1, "holds": 1, "undecided": 0}));
    // By policy, or by option, they are errors.
    let denied = folder.run(&["rules", "--check", "--deny-warnings", "desk.claim"]);
    assert_eq!((denied.status, denied.out.as_str()), (1, "2 rules checked: 2 errors, 0 warnings\n"));
    let policy = "[policy]\nrequire-tests = true\nrequire = [\"owner\"]\nallow = [\"W0014\"]\ndeny = [\"W0019\"]\n";
    fs::write(folder.0.join("claimlint.toml"), policy).unwrap();
    let done = folder.run(&["rules", "--check", "--format", "json", "untested.claim", "desk.claim"]);
    let told = ["W0002 error", "W0017 error", "W0017 error", "W0017 error", "W0019 error"];
    assert_eq!((done.status, codes(&done)), (1, told.map(String::from).to_vec()));
    // Those who check articles are not told of what concerns authors, and no policy stops them.
    let check =
        folder.run(&["check", "--rules", "untested.claim", "--rules", "desk.claim", "--format", "jsonl", "a.txt"]);
    assert_eq!((check.status, check.err.as_str()), (0, ""));
    let broken = folder.run(&["rules", "--check", "a.txt"]);
    assert_eq!(broken.status, 2);
}

#[test]
fn the_standard_pack_and_the_examples_are_right_by_their_own_lints() {
    // Also as a copy, beside the bundled pack, of what is bundled.
    for args in [&["rules/std", "--no-std"][..], &["rules/std"], &["examples"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(["rules", "--check"]).args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
        let done = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!((done.status.code(), text(&done.stderr).as_str()), (Some(0), ""), "{args:?}");
        assert!(text(&done.stdout).ends_with("rules checked: nothing is wrong\n"), "{}", text(&done.stdout));
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
    command.args(["fmt", "--check", "rules/std", "examples"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(command.output().unwrap().status.code(), Some(0), "`claimlint fmt rules/std examples` writes them well");
}

#[test]
fn a_folder_called_like_the_pack_is_the_projects() {
    let folder = Folder::new("own-std", &[("std/desk.claim", NO_OSLO), ("a.txt", "They met in Oslo.")]);
    let tested = folder.run(&["test", "std/desk.claim"]);
    assert_eq!((tested.status, tested.out.as_str()), (0, "2 tests, 0 failed\n"));
    let idle = "language 1\n\nlist towns \"Oslo\"\n";
    fs::write(folder.0.join("std/towns.claim"), idle).unwrap();
    let checked = folder.run(&["rules", "--check", "--format", "json", "std"]);
    assert_eq!(lines(&checked.err).iter().map(|e| &e["error"]).collect::<Vec<_>>(), ["W0014"]);
    let text = folder.run(&["rules", "--check", "std/towns.claim"]);
    assert_eq!(text.out, "0 rules checked: 0 errors, 1 warning\n");
}
