//! The program as scripts call it: output, standard error and exit status.

#[path = "support/folder.rs"]
mod folder;
#[path = "support/samples.rs"]
mod samples;

use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;

use folder::Folder;
use samples::{OPENED, OSLO, lines};
use serde_json::Value;

const SHIPS: &str = "Ships meet off Oslo\n\nOSLO, June 3, 2025 (AP) — Two ships met.\n";

#[test]
fn facts_are_json_lines_where_nobody_watches() {
    let folder = Folder::new("facts", &[("b.txt", SHIPS), ("a/a.txt", "Ships left."), ("notes.xyz", "No article.")]);
    let done = folder.run(&["facts", "--kind", "paragraph", "--kind", "dateline"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    let facts: Vec<_> = lines(&done.out)
        .iter()
        .map(|f| format!("{} {} {} {}", f["article"], f["kind"], f["start"], f["text"]).replace('"', ""))
        .collect();
    assert_eq!(
        facts,
        [
            "a/a.txt paragraph 0 Ships left.",
            "b.txt dateline 21 OSLO, June 3, 2025 (AP)",
            "b.txt paragraph 49 Two ships met."
        ]
    );
    let dateline = &lines(&done.out)[1]["fields"]["date"];
    assert_eq!((&dateline["from"], &dateline["text"]), (&"2025-06-03".into(), &"June 3, 2025".into()));
    // The order of paths and the number of threads change nothing.
    for args in [["b.txt", "a", "--jobs", "1"], ["a/a.txt", "b.txt", "--jobs", "4"]] {
        let again = folder.run(&[&["facts", "--kind", "paragraph", "--kind", "dateline"], &args[..]].concat());
        assert_eq!(again.out, done.out);
    }
}

#[test]
fn a_date_is_for_articles_that_carry_none() {
    let record = "{\"id\": \"r\", \"text\": \"Ships left.\", \"date\": \"2024-01-05\"}\n";
    let folder = Folder::new("date", &[("a.txt", "Ships left."), ("b.txt", SHIPS), ("c.jsonl", record)]);
    let done = folder.run(&["facts", "--kind", "dateline", "--date", "2025-05-20"]);
    let dates: Vec<_> = lines(&done.out).iter().map(|f| f["fields"]["date"]["from"].clone()).collect();
    assert_eq!(dates, ["2025-05-20", "2025-06-03", "2024-01-05"]);
    assert_eq!(lines(&done.out)[0]["fields"]["date"]["by"], "--date");
    let wrong = folder.run(&["facts", "--date", "May"]);
    assert_eq!(wrong.status, 2);
    // A date that nobody understands is told; the article is read without it.
    let folder = Folder::new("no-date", &[("a.jsonl", "{\"text\": \"Ships left.\", \"date\": \"5/6/25\"}\n")]);
    let done = folder.run(&["facts", "--kind", "paragraph"]);
    assert_eq!((done.status, lines(&done.out).len()), (0, 1));
    assert_eq!((&lines(&done.err)[0]["level"], &lines(&done.err)[0]["line"]), (&"warning".into(), &1.into()));
}

#[test]
fn an_article_tells_where_its_date_is_from() {
    let page = r#"<html><head><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-01"}</script></head><body><article><h1>Ships meet</h1><p>Two ships met off Oslo and nobody was hurt at all that day.</p></article></body></html>"#;
    let folder = Folder::new(
        "dated",
        &[
            ("a.txt", SHIPS),
            ("b.md", "---\ndate: 2025-06-02\n---\nShips left."),
            ("c.jsonl", "{\"id\": \"r\", \"text\": \"Ships left.\", \"date\": \"2024-01-05\"}\n"),
            ("d.html", page),
            ("e.txt", "OSLO, June 3 (AP) - Two ships met."),
        ],
    );
    let done = folder.run(&["facts", "--kind", "dateline"]);
    let dates: Vec<_> = lines(&done.out)
        .iter()
        .map(|f| {
            let date = &f["fields"]["date"];
            format!("{} by {}", date["from"].as_str().unwrap_or("-"), date["by"].as_str().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        dates,
        [
            "2025-06-03 by the dateline",
            "2025-06-02 by front matter",
            "2024-01-05 by the record's date",
            "2025-06-01 by the page's linked data",
            // Without its year a dateline dates nothing.
            "- by -",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let records = "{\"id\": \"x\", \"text\": \"Ships met.\"}\n{\"id\": \"y\"\n";
    let folder = Folder::new("unread", &[("a.txt", "Ships left."), ("b.jsonl", records)]);
    let done = folder.run(&["facts", "--kind", "paragraph", "a.txt", "b.jsonl", "missing.txt"]);
    assert_eq!(done.status, 3);
    assert_eq!(lines(&done.out).len(), 2);
    let errors: Vec<_> =
        lines(&done.err).iter().map(|e| (e["error"].clone(), e["file"].clone(), e["line"].clone())).collect();
    assert_eq!(
        errors,
        [
            (Value::from("E0601"), Value::from("missing.txt"), Value::Null),
            (Value::from("E0606"), Value::from("b.jsonl"), Value::from(2)),
        ]
    );
    let people = folder.run(&["facts", "--format", "table", "--color", "always", "a.txt", "missing.txt"]);
    assert_eq!(people.status, 3);
    assert!(people.err.contains("E0601") && people.err.contains('\u{1b}'), "{}", people.err);
    assert!(!folder.run(&["facts", "--format", "table", "missing.txt"]).err.contains('\u{1b}'));
}

#[test]
fn unknown_names_come_with_the_nearest() {
    let folder = Folder::new("names", &[("a.txt", "Ships left.")]);
    let done = folder.run(&["facts", "--kind", "quantitty"]);
    assert_eq!((done.status, done.out.as_str()), (2, ""));
    assert_eq!(lines(&done.err)[0]["help"], "did you mean `quantity`?");
    let done = folder.run(&["schema", "fact"]);
    assert_eq!(done.status, 2);
    assert!(done.err.contains("did you mean `facts`?"), "{}", done.err);
}

#[test]
fn standard_input_and_output_files() {
    let folder = Folder::new("streams", &[]);
    let mut child = folder
        .command(&["facts", "--kind", "paragraph", "--output", "facts.jsonl", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("\u{feff}Ships left.".as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(0), 0));
    let facts = lines(&fs::read_to_string(folder.0.join("facts.jsonl")).unwrap());
    assert_eq!((&facts[0]["article"], &facts[0]["start"]), (&"-".into(), &3.into()));
    let done = folder.run(&["facts", "--output", "nowhere/facts.jsonl", "-"]);
    assert_eq!(done.status, 2);
    assert_eq!(lines(&done.err)[0]["error"], "E0704");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new("pipe", &[("a.txt", &"Ships left off Oslo.\n".repeat(20_000))]);
    let mut child = folder.command(&["facts"]).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), done.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn every_fact_of_every_format_is_of_the_schema() {
    // The schema itself is tested beside it; here its required members are held against the program's output.
    let page = "<html><body><article><h1>Ships meet off Oslo</h1><p>Two ships met off Caf&eacute; Lund in Oslo on 3 June 2025, &ldquo;a <b>fine</b> day&rdquo; as Anna Moe said, and nobody was hurt.</p></article>";
    let record = "{\"id\": 1, \"title\": \"Ships meet off Oslo\", \"text\": \"Two ships met.\"}\n";
    let folder =
        Folder::new("all", &[("a.txt", SHIPS), ("b.html", page), ("c.jsonl", record), ("d.md", "# Ships\n\nMet.")]);
    let schema: Value = serde_json::from_str(&folder.run(&["schema", "facts"]).out).unwrap();
    let facts = lines(&folder.run(&["facts"]).out);
    let required: Vec<&str> = schema["required"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
    for fact in &facts {
        assert!(required.iter().all(|key| fact.get(*key).is_some()), "{fact}");
        assert!(fact.as_object().unwrap().keys().all(|key| schema["properties"].get(key).is_some()), "{fact}");
    }
    let title: Vec<_> = facts.iter().filter(|f| f["in"] == "title").map(|f| f["start"].clone()).collect();
    assert!(!title.is_empty() && title.iter().all(|start| start.as_u64().unwrap() < 20));
    let quoted = facts.iter().find(|f| f["kind"] == "paragraph" && f["article"] == "b.html").unwrap();
    let (start, end) = (quoted["start"].as_u64().unwrap() as usize, quoted["end"].as_u64().unwrap() as usize);
    assert!(page[start..end].starts_with("Two") && page[start..end].contains("Caf&eacute; Lund"));
    assert!(quoted["text"].as_str().unwrap().contains("“a fine day”"));
}

#[test]
fn a_finding_makes_the_run_fail_by_its_level() {
    let folder = Folder::new("check", &[("a.txt", OPENED), ("b.txt", "Ships left."), ("oslo.claim", OSLO)]);
    let done = folder.run(&["check", "--rules", "oslo.claim", "--format", "json", "a.txt", "b.txt"]);
    assert_eq!((done.status, done.err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&done.out).unwrap();
    let finding = &report["findings"][0];
    assert_eq!((&finding["rule"], &finding["level"]), (&"held-office".into(), &"error".into()));
    let label = &finding["labels"][0];
    assert_eq!(
        (&label["article"], &label["text"], &label["start"]),
        (&"a.txt".into(), &"Anna Lund".into(), &11.into())
    );
    assert_eq!(finding["record"]["at"], "oslo.claim:4");
    assert_eq!(report["summary"]["articles"], 2);
    let status = |args: &[&str]| folder.run(&[&["check", "--record", "oslo.claim", "--quiet"], args].concat()).status;
    assert_eq!(status(&["a.txt"]), 1);
    assert_eq!(status(&["b.txt"]), 0);
    assert_eq!(status(&["--fail-on", "off", "a.txt"]), 0);
    assert_eq!(status(&["--not", "held-office", "a.txt"]), 0);
    assert_eq!(status(&["--only", "weekday", "a.txt"]), 0);
    assert_eq!(status(&["--tag", "record", "a.txt"]), 1);
    assert_eq!(status(&["a.txt", "missing.txt"]), 3, "what was not read wins over what was found");
}

#[test]
fn the_record_may_be_a_table() {
    let table =
        "role,person,from,to\nMayor of Oslo,Anna Lund,2020-01-01,2024-01-01\nMayor of Oslo,Omar Moe,2024-01-01,\n";
    let folder = Folder::new("table", &[("a.txt", OPENED), ("data/oslo.csv", table)]);
    let done = folder.run(&["check", "--record", "data/oslo.csv", "--format", "jsonl", "a.txt"]);
    assert_eq!((done.status, done.err.as_str()), (1, ""));
    assert_eq!(lines(&done.out)[0]["record"]["at"], "data/oslo.csv:3");
}

#[test]
fn fix_changes_the_words_and_nothing_else() {
    let folder = Folder::new(
        "fix",
        &[
            ("a.txt", "\u{feff}Foreign Minister Valeriy Orlenko spoke.\r\nHe left."),
            ("b.txt", "Foreign Minister Valeriy Orlenko spoke in Oslo. D\u{443}nin was thanked.\n\n"),
            ("c.md", "---\ntitle: Talks\n---\n\nForeign Minister *Valerii*\nOrlenko spoke. Later ORLENKA left.\n"),
            (
                "d.html",
                "<article><p>Foreign Minister Valerii <b>Orlenko</b> spoke, and D&#1091;nin was thanked for all of it.</p></article>",
            ),
            ("e.jsonl", "{\"id\": 1, \"text\": \"Foreign Minister Valerii Orlenko spoke in Oslo.\"}\n"),
            ("f.txt", "Foreign Minister Valeriy Orlenko spoke again."),
            ("g.txt", "Foreign Minister Valeriy Orlenko spoke to nobody."),
        ],
    );
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
    let done = folder.run(&["check", "--only", "one-spelling", "--only", "one-alphabet", "--format", "short", "."]);
    let proposed = folder.run(&["check", "--only", "one-spelling", "--only", "one-alphabet", "--format", "jsonl", "."]);
    let edits: Vec<String> = lines(&proposed.out)
        .iter()
        .flat_map(|f| f["fix"]["edits"].as_array().unwrap().clone())
        .map(|e| {
            format!("{} {}-{} {} {}", e["article"], e["start"], e["end"], e["text"], e["replacement"]).replace('"', "")
        })
        .collect();
    assert!(edits.contains(&"d.html 29-36 Valerii Valeriy".to_string()), "{edits:?}");
    assert_eq!(done.status, 1, "{}", done.out);

    let done =
        folder.run(&["check", "--only", "one-spelling", "--only", "one-alphabet", "--fix", "--fail-on", "off", "."]);
    assert_eq!(read("a.txt"), "\u{feff}Foreign Minister Valeriy Orlenko spoke.\r\nHe left.");
    assert_eq!(read("b.txt"), "Foreign Minister Valeriy Orlenko spoke in Oslo. Dynin was thanked.\n\n");
    assert_eq!(
        read("c.md"),
        "---\ntitle: Talks\n---\n\nForeign Minister *Valeriy*\nOrlenko spoke. Later ORLENKO left.\n"
    );
    assert_eq!(
        read("d.html"),
        "<article><p>Foreign Minister Valeriy <b>Orlenko</b> spoke, and Dynin was thanked for all of it.</p></article>"
    );
    assert_eq!(read("e.jsonl"), "{\"id\": 1, \"text\": \"Foreign Minister Valerii Orlenko spoke in Oslo.\"}\n");
    assert!(done.err.contains("fixed c.md:5:19: “Valerii” → “Valeriy” [one-spelling]"), "{}", done.err);
    assert!(
        done.err.contains("1 edit of `e.jsonl#1` not made: only articles that are files of their own"),
        "{}",
        done.err
    );
    // What is left is what could not be changed; nothing is changed twice.
    let left =
        folder.run(&["check", "--only", "one-spelling", "--only", "one-alphabet", "--fix", "--format", "jsonl", "."]);
    let left = lines(&left.out);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["fix"]["edits"][0]["article"], "e.jsonl#1");
    assert!(folder.0.read_dir().unwrap().all(|f| !f.unwrap().file_name().to_string_lossy().contains("claimlint")));

    let refused = folder.run(&["check", "--fix", "-"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("E0707"), "{}", refused.err);
}

const PORT: &str = "language 1

fact sailing \"A ship sails\"
  ship text

extract sailing \"the {ship} (<sail>)\"

rule no-sailing \"No ship sails\"
  level warning
  for each sailing s
  must not occur

rule no-strike \"Nobody strikes\"
  for each sailing s
  where s.ship is \"Strike\"
  must not occur
";

#[test]
fn a_place_is_explained_in_every_format() {
    let wire = "{\"id\": 1, \"text\": \"Fog.\"}\n{\"id\": 2, \"text\": \"Fog.\\nThe Tern sails.\"}\n";
    let files = [("port.claim", PORT), ("news/a.txt", "The Gannet sails.\n\nFog.\n"), ("wire.jsonl", wire)];
    let folder = Folder::new("explain-at", &files);
    let rules = ["--rules", "port.claim", "--no-std"];
    let run = |args: &[&str]| folder.run(&[&["explain"], args, &rules[..]].concat());
    let done = run(&["--at", "news/a.txt:1:5"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(done.out.starts_with("warning[no-sailing]"), "{}", done.out);
    // The file is one of the batch, however its path is written, and among no others.
    for at in ["./news/a.txt:1", "news/a.txt:1"] {
        for paths in [&[][..], &["news"], &["."], &["wire.jsonl"]] {
            let again = run(&[&["--at", at], paths].concat());
            assert_eq!(again.out.replace("./", ""), done.out, "{at} {paths:?}");
        }
    }
    assert!(run(&["--at", "wire.jsonl#2:2"]).out.contains("“Tern” (2:5)"));
    let json = lines(&run(&["--at", "news/a.txt:1", "--format", "json"]).out);
    assert_eq!((&json[0]["version"], &json[0]["found"][0]["outcome"]), (&1.into(), &"violated".into()));
    assert!(run(&["--at", "news/a.txt:1", "--format", "mermaid"]).out.starts_with("flowchart LR\n"));
    let miss = run(&["--at", "news/a.txt:1", "--rule", "no-strike"]);
    assert!(miss.out.contains("`s.ship is \"Strike\"` does not hold: s.ship is Gannet"), "{}", miss.out);
}

#[test]
fn a_place_that_is_not_there_is_told_with_a_way_out() {
    let wire = "{\"id\": 1, \"text\": \"Fog.\"}\n{\"id\": 2, \"text\": \"Fog.\"}\n";
    let folder = Folder::new("explain-nowhere", &[("a.txt", "The Gannet sails.\n\nFog.\n"), ("wire.jsonl", wire)]);
    for (at, told) in [
        ("a.txt", "is no place in an article"),
        ("a.txt:0", "is no place in an article"),
        ("a.txt:9", "name a line from 1 to 3"),
        ("a.txt:2", "name a line with words"),
        ("a.txt:1:99", "without the column, the whole line is looked at: `a.txt:1`"),
        ("b.txt:1", "is not there"),
        ("wire.jsonl:1", "as in `wire.jsonl#1:1`"),
        ("wire.jsonl#7:1", "its first one is `wire.jsonl#1`"),
    ] {
        let done = folder.run(&["explain", "--at", at]);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{at}");
        assert!(done.err.contains(told), "{at}: {}", done.err);
    }
    let done = folder.run(&["explain", "--at", "a.txt:9", "--format", "json"]);
    assert_eq!(lines(&done.err)[0]["error"], "E0714");
    let done = folder.run(&["explain", "--at", "a.txt:1", "--rule", "one-holde"]);
    assert!(done.err.contains("did you mean `one-holder`?"), "{}", done.err);
    assert!(folder.run(&["explain", "held-office", "one-holder"]).err.contains("--at article.txt:3"));
}

#[test]
fn a_rule_that_had_nothing_to_check_is_named() {
    let folder = Folder::new("idle", &[("port.claim", PORT), ("a.txt", "The Gannet sails.\n")]);
    let done = folder.run(&["check", "a.txt", "--rules", "port.claim", "--no-std"]);
    assert!(done.out.contains("no candidate for `no-strike`\n"), "{}", done.out);
}

#[test]
fn a_rule_that_meets_a_limit_says_so() {
    let rule = "language 1\nuse std/meetings\nrule apart  \"Nobody is in two towns\"\n  for    each meeting m and each meeting n\n  \
                must   m.location is n.location\n  say    \"two towns\"\n";
    let articles =
        ["Oslo", "Bergen", "Vienna"].map(|town| format!("Ilse Varga met Marek Dunin in {town} on 3 March 2025.\n"));
    let [a, b, c] = &articles;
    let folder = Folder::new("pairs", &[("r.claim", rule), ("n/a.txt", a), ("n/b.txt", b), ("n/c.txt", c)]);
    let args =
        ["check", "n", "--rules", "r.claim", "--no-std", "--only", "apart", "--format", "short", "--strict", "limit"];
    let whole = folder.run(&args);
    assert!(whole.status == 0 && !whole.out.contains("more than"), "{}", whole.out);
    let cut = folder.run(&[&args[..], &["--limit", "pairs=1"]].concat());
    assert!(cut.status == 1 && cut.out.contains("more than 1 combinations of facts"), "{}{}", cut.out, cut.err);
}

#[test]
fn a_story_is_all_versions_of_one_article() {
    let rules = "language 1\n\nfact toll\n  number  number\nextract toll\n  \"{number: quantity} were hurt\"\n\nrule in-story\n  for each toll a and each toll b  within story\n  must a.number is b.number\n";
    let folder = Folder::new(
        "story",
        &[
            ("r.claim", rules),
            ("a/one.jsonl", "{\"id\": \"ferry\", \"text\": \"12 people were hurt.\"}\n"),
            (
                "a/two.jsonl",
                "{\"id\": \"ferry\", \"text\": \"15 people were hurt.\"}\n{\"id\": \"bus\", \"text\": \"9 people were hurt.\"}\n",
            ),
            ("b/one.md", "---\nurl: https://paper.example/tram\n---\n\n3 people were hurt.\n"),
            (
                "b/two.html",
                "<head><link rel=\"canonical\" href=\"https://paper.example/tram\"></head><article><p>4 people were hurt.</p></article>",
            ),
            ("b/three.txt", "7 people were hurt."),
        ],
    );
    let done =
        folder.run(&["check", "--no-std", "--rules", "r.claim", "--format", "jsonl", "--fail-on", "off", "a", "b"]);
    let mut told: Vec<String> = lines(&done.out)
        .iter()
        .map(|f| {
            let mut articles: Vec<_> =
                f["labels"].as_array().unwrap().iter().map(|l| l["article"].to_string()).collect();
            articles.sort();
            articles.join(" ").replace('"', "")
        })
        .collect();
    told.sort();
    assert_eq!(told, ["a/one.jsonl#ferry a/two.jsonl#ferry", "b/one.md b/two.html"], "{}{}", done.out, done.err);
}

#[test]
fn exceptions_are_counted() {
    let rules = "language 1\n\nfact toll\n  number  number\nextract toll\n  \"{number: quantity} were hurt\"\n\nrule none\n  for each toll t\n  must not occur\n  except \"old/**\" because \"published\"\n  except until 2025-06-01\n";
    let folder = Folder::new(
        "except",
        &[
            ("r.claim", rules),
            ("old/a.md", "---\ndate: 2025-07-01\n---\n\n3 people were hurt.\n"),
            ("new/b.md", "---\ndate: 2025-05-01\n---\n\n3 people were hurt.\n"),
            ("new/c.md", "---\ndate: 2025-07-01\n---\n\n3 people were hurt.\n"),
            ("new/d.md", "3 people were hurt.\n"),
        ],
    );
    let args = ["check", "--no-std", "--rules", "r.claim", "--fail-on", "off", "old", "new"];
    let report: Value = serde_json::from_str(&folder.run(&[&args[..], &["--format", "json"]].concat()).out).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(report["findings"][0]["labels"][0]["article"], "new/c.md");
    assert_eq!(report["summary"]["suppressed"], 3);
    assert!(folder.run(&args).out.contains("3 excepted by `except`"));
}

#[test]
fn fix_leaves_files_that_may_not_be_written() {
    let rules = "language 1\nplace \"Kyiv\" also \"Kiev\"\nrule kyiv \"Kyiv\"\n  level error\n  for each place p\n  \
                 where p.form is \"Kiev\"\n  must not occur\n  fix form with \"Kyiv\"\n";
    let folder = Folder::new("fix-read-only", &[("k.claim", rules), ("a.txt", "They met in Kiev.\n")]);
    let file = folder.0.join("a.txt");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let done = folder.run(&["check", "--rules", "k.claim", "--fix", "a.txt"]);
    assert!(done.err.contains("1 edit of `a.txt` not made: the file cannot be written"), "{}", done.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "They met in Kiev.\n");
}

#[test]
fn drafts_are_held_against_their_sources() {
    let folder = Folder::new(
        "against",
        &[
            ("draft.txt", "Ilse Varga met Marek Dunin in Oslo on 3 March 2025. She stayed for 12 days."),
            ("wire/a.txt", "Ilse Varga met Marek Dunin in Vienna on 3 March 2025. She stayed for 12 days."),
            ("wire/b.txt", "Ilse Varga met Marek Dunin in Bergen on 3 March 2025, the news agency said."),
        ],
    );
    let checked = |args: &[&str]| {
        let done = folder.run(&[&["check", "--format", "json", "draft.txt", "--against", "wire"], args].concat());
        let report: Value = serde_json::from_str(&done.out).expect("a report");
        let found: Vec<String> = report["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|f| {
                format!(
                    "{} {}",
                    f["rule"].as_str().unwrap_or_default(),
                    f["labels"][0]["article"].as_str().unwrap_or_default()
                )
            })
            .collect();
        (done.status, found, report["summary"]["articles"].clone(), report["summary"]["sources"].clone())
    };
    // What the sources say of each other is no finding of its own; the draft's place is in none of them.
    let (status, found, articles, sources) = checked(&["--only", "unsupported"]);
    assert_eq!((status, &found[..]), (0, &["unsupported draft.txt".to_string()][..]));
    assert_eq!((articles, sources), (1.into(), 2.into()));
    let (status, found, ..) = checked(&["--only", "meeting-place"]);
    assert_eq!((status, found.len()), (1, 1), "{found:?}");
    // Two sources that differ are none of the draft's business, unless asked.
    let folder = Folder::new(
        "against-each-other",
        &[
            ("draft.txt", "Bread prices rose in Oslo."),
            ("wire/a.txt", "Ilse Varga met Marek Dunin in Vienna on 3 March 2025."),
            ("wire/b.txt", "Ilse Varga met Marek Dunin in Bergen on 3 March 2025."),
        ],
    );
    let run = |more: &[&str]| {
        folder.run(&[&["check", "draft.txt", "--only", "meeting-place", "--against", "wire"], more].concat())
    };
    assert_eq!(run(&[]).status, 0);
    assert_eq!(run(&["--check-sources"]).status, 1);
    // No source at all is told, and the draft is checked for itself.
    folder.write("empty/notes.xyz", "No article.");
    let none = folder.run(&["check", "draft.txt", "--against", "empty"]);
    assert!(none.status == 3 && none.err.contains("no article to check against"), "{}", none.err);
}
