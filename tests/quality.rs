//! `claimlint test --mutate` and `claimlint audit`, as authors of rules call them.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

const DESK: &str = r#"language 1

rule port  "Ships of the line call at its ports"
  level  warning
  for    each visit v
  must   v.destination is one of "Oslo", "Bergen"
  test   "a port of the line"
    "Ilse Varga arrived in Oslo on 3 March 2025."
    holds
  test   "another port"
    "Ilse Varga arrived in Vienna on 3 March 2025."
    violated at "Vienna"
"#;

/// The rule as it was: Vienna was a port of the line, and Bergen was none.
const BEFORE: &str = r#"language 1

rule port  "Ships of the line call at its ports"
  level  warning
  for    each visit v
  must   v.destination is one of "Oslo", "Vienna"
"#;

const ONE: &str = "Ilse Varga arrived in Oslo on 3 March 2025.\n";
const TWO: &str = "Marek Dunin arrived in Bergen on 4 March 2025.\n";
const THREE: &str = "Tomas Reuel arrived in Vienna on 5 March 2025.\n";
const FOUR: &str = "Tomas Reuel arrived in Helsinki on 6 March 2025.\n";

#[test]
fn mutants_of_tests_and_of_articles() {
    let folder = Folder::new("mutate", &[("rules/desk.claim", DESK), ("news/one.txt", ONE), ("news/three.txt", THREE)]);
    let (status, out, _) = folder.run(&["test", "--mutate", "rules/desk.claim", "news"]).parts();
    assert_eq!(status, 0, "{out}");
    assert!(out.starts_with("port: 2 of 2 mutants, 100 % caught\n  another place 2 of 2\n"), "{out}");
    // The visit to Vienna is found as it is.
    assert!(out.contains("left out: 1 found before the change, too\n"), "{out}");
    assert!(out.ends_with("\n1 rule, 2 mutants: 100 % caught, seed 0\n"), "{out}");
    let (_, without, _) = folder.run(&["test", "--mutate", "rules/desk.claim", "--corpus", "news/three.txt"]).parts();
    assert!(without.ends_with("\n1 rule, 1 mutant: 100 % caught, seed 0\n"), "{without}");
}

#[test]
fn mutants_for_machines_and_a_share_to_be_reached() {
    // A rule that asks for nothing it could be made to miss, and one that misses whatever is changed.
    let blind =
        DESK.replace("must   v.destination is one of \"Oslo\", \"Bergen\"", "must   v.destination is v.destination");
    let folder = Folder::new("share", &[("desk.claim", &blind), ("one.txt", ONE)]);
    let args = ["test", "--mutate", "desk.claim", "one.txt", "--format", "json", "--min-caught", "50"];
    let (status, out, _) = folder.run(&args).parts();
    assert_eq!(status, 1, "{out}");
    let found = json(&out);
    assert_eq!(found["summary"]["percent"], 0.0, "{out}");
    let escaped = &found["rules"][0]["escaped"][1];
    assert_eq!((&escaped["before"], &escaped["operator"]), (&"Oslo".into(), &"another-place".into()));
    assert_eq!(&ONE[escaped["start"].as_u64().unwrap() as usize..escaped["end"].as_u64().unwrap() as usize], "Oslo");
    // The same bytes each time, others by another seed.
    assert_eq!(folder.run(&args).out, out);
    assert_ne!(folder.run(&[&args[..], &["--seed", "1"]].concat()).out, out);
    let (status, ..) = folder.run(&["test", "--mutate", "desk.claim", "one.txt"]).parts();
    assert_eq!(status, 0);
    // Its options mean nothing without it.
    let (status, _, err) = folder.run(&["test", "desk.claim", "--seed", "1"]).parts();
    assert_eq!(status, 2, "{err}");
    let (status, _, err) = folder.run(&["test", "--mutate", "desk.claim", "--only", "prot"]).parts();
    assert_eq!(status, 2);
    assert!(err.contains("did you mean `port`?"), "{err}");
    let (status, ..) = folder.run(&["test", "--mutate", "desk.claim", "missing.txt"]).parts();
    assert_eq!(status, 3);
}

#[test]
fn an_audit_counts_and_shows_a_sample() {
    let news =
        [("desk.claim", DESK), ("news/1.txt", ONE), ("news/2.txt", TWO), ("news/3.txt", THREE), ("news/4.txt", FOUR)];
    let folder = Folder::new("audit", &news);
    let (status, out, err) =
        folder.run(&["audit", "port", "--corpus", "news", "--rules", "desk.claim", "--sample", "1"]).parts();
    assert_eq!((status, err.contains("\u{1b}")), (0, false), "{err}");
    assert!(out.contains("port: 2 findings in 4 articles, 500.0 per 1,000; 1 shown\n"), "{out}");
    assert!(out.contains("4 candidates, 2 violated, 0 undecided (0 %)\n"), "{out}");
    assert!(out.contains("2 articles with findings; most: news/3.txt (1), news/4.txt (1)\n"), "{out}");
    assert_eq!(out.matches("warning[port]").count(), 1, "{out}");
    let (status, _, err) = folder.run(&["audit", "prot", "--corpus", "news", "--rules", "desk.claim"]).parts();
    assert_eq!(status, 2);
    assert!(err.contains("did you mean `port`?"), "{err}");
    assert_eq!(folder.run(&["audit", "port", "--corpus", "olds", "--rules", "desk.claim"]).status, 3);
}

#[test]
fn an_audit_of_two_versions() {
    let news = [
        ("desk.claim", DESK),
        ("old/desk.claim", BEFORE),
        ("old/other.claim", "language 1\n"),
        ("news/1.txt", ONE),
        ("news/2.txt", TWO),
        ("news/3.txt", THREE),
        ("news/4.txt", FOUR),
    ];
    let folder = Folder::new("before", &news);
    let args = ["audit", "port", "--corpus", "news", "--rules", "desk.claim", "--before"];
    let (status, out, _) = folder.run(&[&args[..], &["old/desk.claim", "--format", "json"]].concat()).parts();
    assert_eq!(status, 0);
    let found = json(&out);
    let words =
        |of: &Value| -> Vec<Value> { of.as_array().unwrap().iter().map(|f| f["labels"][0]["text"].clone()).collect() };
    assert_eq!(words(&found["before"]["added"]), ["Vienna"]);
    assert_eq!(words(&found["before"]["removed"]), ["Bergen"]);
    assert_eq!((&found["before"]["kept"], &found["before"]["findings"]), (&1.into(), &2.into()));
    let schema = json(&folder.run(&["schema", "audit"]).out);
    for key in schema["required"].as_array().unwrap() {
        assert!(found.get(key.as_str().unwrap()).is_some(), "{key}");
    }
    assert!(found.as_object().unwrap().keys().all(|key| schema["properties"].get(key).is_some()));
    let (_, text, _) = folder.run(&[&args[..], &["old/desk.claim"]].concat()).parts();
    assert!(text.contains("added: 1 finding\n") && text.contains("removed: 1 finding\n"), "{text}");
    assert!(text.contains("before: 2 findings, 500.0 per 1,000 articles; added 1, removed 1, kept 1\n"), "{text}");
    let (status, _, err) = folder.run(&[&args[..], &["old/other.claim"]].concat()).parts();
    assert_eq!(status, 2);
    assert!(err.contains("there is no rule named `port` in `old/other.claim`"), "{err}");
}
