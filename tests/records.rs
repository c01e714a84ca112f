//! Records as files: the same verdicts from every format, what is written reads back, and large ones load quickly.

#[path = "support/files.rs"]
mod files;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/records.rs"]
mod records;

use std::fs;

use claimlint::check::Options;
use claimlint::extract::names::{Families, Spoken};
use claimlint::language::{LoadOptions, Loaded, Program, RuleInput, TenureEnd, load};
use claimlint::record::export;
use claimlint::run::{self, Engine};
use files::Files;
use folder::Folder;
use proptest::prelude::*;
use serde_json::Value;

fn read(text: String) -> Loaded {
    let rules = RuleInput { name: "desk.claim".into(), text: "language 1\nrecord roles from \"record\"\n".into() };
    let files = Files(vec![("record".into(), text)]);
    load(&[rules], &LoadOptions { std: false, loader: &files, ..LoadOptions::default() })
}

fn read_claim(text: String) -> Loaded {
    let rules = RuleInput { name: "record.claim".into(), text };
    load(&[rules], &LoadOptions { std: false, ..LoadOptions::default() })
}

/// Everything that a table can say, in words.
fn tenures(program: &Program) -> Vec<String> {
    let end = |e: &TenureEnd| match e {
        TenureEnd::Known(words) => format!("{} {} {words}", words.first, words.last),
        other => format!("{other:?}"),
    };
    let of = program.roles.iter().flat_map(|r| r.tenures.iter().map(move |t| (r, t)));
    of.map(|(r, t)| {
        let (from, to) = (end(&t.from), end(&t.to));
        format!("{} {:?} {:?} {} {from} {to} {} {}", r.name, r.within, r.also, t.person, t.acting, t.on_day_only)
    })
    .collect()
}

/// A cell as tables quote it.
fn cell(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

fn date() -> impl Strategy<Value = String> {
    let some = (1900i32..2030, 1u8..13, 1u8..29).prop_flat_map(|(y, m, d)| {
        prop_oneof![Just(format!("{y}")), Just(format!("{y}-{m:02}")), Just(format!("{y}-{m:02}-{d:02}"))]
    });
    prop_oneof![1 => Just(String::new()), 1 => Just("?".to_string()), 4 => some]
}

/// Names as careless people write them.
fn name() -> impl Strategy<Value = String> {
    "[A-Za-zÉéøŁж0-9][A-Za-zÉéøŁж0-9 ,;\"'.\\\\#\\-{}()]{0,20}[a-z]"
        .prop_map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn row() -> impl Strategy<Value = String> {
    let also = prop::collection::vec("[A-Z][a-z\"\\\\]{1,6}", 0..2);
    (name(), name(), date(), date(), prop::option::of(name()), also, any::<bool>()).prop_map(
        |(role, person, from, to, organisation, also, acting)| {
            let acting = if acting { "yes" } else { "" };
            let cells = [role, person, from, to, organisation.unwrap_or_default(), also.join(";"), acting.into()];
            cells.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_reads_back(rows in prop::collection::vec(row(), 1..8)) {
        let first = read(format!("role,person,from,to,organisation,also,acting\n{}\n", rows.join("\n")));
        prop_assume!(!first.has_errors());
        let claim = export::claim(&first.program);
        let from_claim = read_claim(claim.clone());
        prop_assert!(!from_claim.has_errors(), "{:?}\n{claim}", from_claim.diagnostics);
        prop_assert_eq!(tenures(&from_claim.program), tenures(&first.program), "{}", claim);
        let (csv, _) = export::csv(&first.program);
        prop_assert_eq!(tenures(&read(csv.clone()).program), tenures(&first.program), "{}", csv);
        // And so on for ever.
        prop_assert_eq!(export::claim(&from_claim.program), claim);
        prop_assert_eq!(export::csv(&from_claim.program).0, csv);
    }
}

const ARTICLE: &str = "Mayor of Aske Anna Lund opened the harbour on 3 June 2025.";

const FORMATS: [(&str, &str); 6] = [
    (
        "mayors.claim",
        "language 1\nrole \"Mayor of Aske\"\n  held by \"Anna Lund\" from 2019 to 2024-01-15\n  held by \"Omar Moe\" from 2024-01-15\n",
    ),
    (
        "mayors.txt",
        "role,person,from,to,as_of\nMayor of Aske,Anna Lund,2019,2024-01-15,2024-02-01\nMayor of Aske,Omar Moe,2024-01-15,,2024-02-01\n",
    ),
    (
        "mayors.jsonl",
        "{\"role\": \"Mayor of Aske\", \"person\": \"Anna Lund\", \"from\": 2019, \"to\": \"2024-01-15\"}\n{\"role\": \"Mayor of Aske\", \"person\": \"Omar Moe\", \"from\": \"2024-01-15\"}\n",
    ),
    (
        "popolo.json",
        r#"{"persons": [{"id": "a", "name": "Anna Lund"}, {"id": "b", "name": "Omar Moe"}],
            "posts": [{"id": "m", "label": "Mayor of Aske"}],
            "memberships": [{"person_id": "a", "post_id": "m", "start_date": "2019", "end_date": "2024-01-15"},
                            {"person_id": "b", "post_id": "m", "start_date": "2024-01-15"}]}"#,
    ),
    (
        "sparql.json",
        r#"{"head": {"vars": []}, "results": {"bindings": [
            {"personLabel": {"value": "Anna Lund"}, "positionLabel": {"value": "Mayor of Aske"}, "start": {"value": "2019-01-01T00:00:00Z"}, "startPrecision": {"value": "9"}, "end": {"value": "2024-01-15T00:00:00Z"}},
            {"personLabel": {"value": "Omar Moe"}, "positionLabel": {"value": "Mayor of Aske"}, "start": {"value": "2024-01-15T00:00:00Z"}}]}}"#,
    ),
    (
        "wikidata.json",
        r#"{"entities": {
          "Q9": {"id": "Q9", "labels": {"en": {"value": "Mayor of Aske"}}, "claims": []},
          "Q1": {"id": "Q1", "labels": {"en": {"value": "Anna Lund"}}, "claims": {"P39": [{"rank": "normal",
            "mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q9"}}}, "qualifiers": {
              "P580": [{"snaktype": "value", "datavalue": {"value": {"time": "+2019-00-00T00:00:00Z", "precision": 9}}}],
              "P582": [{"snaktype": "value", "datavalue": {"value": {"time": "+2024-01-15T00:00:00Z", "precision": 11}}}]}}]}},
          "Q2": {"id": "Q2", "labels": {"en": {"value": "Omar Moe"}}, "claims": {"P39": [{"rank": "normal",
            "mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q9"}}}, "qualifiers": {
              "P580": [{"snaktype": "value", "datavalue": {"value": {"time": "+2024-01-15T00:00:00Z", "precision": 11}}}]}}]}}}}"#,
    ),
];

#[test]
fn the_examples_of_the_page_are_records() {
    let page = include_str!("../docs/record.md");
    let mut examples = 0;
    for block in page.split("\n```").skip(1).step_by(2) {
        let (form, text) = block.split_once('\n').unwrap();
        if matches!(form, "csv" | "jsonl" | "json") {
            let loaded = read(text.to_string());
            assert!(loaded.diagnostics.is_empty(), "{form}: {:?}", loaded.diagnostics);
            assert!(!tenures(&loaded.program).is_empty() && loaded.program.passed_over.is_empty(), "{text}");
            examples += 1;
        }
    }
    assert_eq!(examples, 5);
}

#[test]
fn every_format_decides_the_same() {
    let mut files = FORMATS.to_vec();
    files.push(("a.txt", ARTICLE));
    let folder = Folder::new("formats", &files);
    for (file, _) in FORMATS {
        let (status, out, err) = folder.run(&["check", "--record", file, "--format", "jsonl", "a.txt"]).parts();
        assert_eq!((status, err.as_str()), (1, ""), "{file}: {out}");
        let finding: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        assert_eq!(
            (&finding["rule"], &finding["labels"][0]["text"]),
            (&"held-office".into(), &"Anna Lund".into()),
            "{file}"
        );
        assert_eq!(finding["record"]["entry"], "Mayor of Aske: Omar Moe from 2024-01-15", "{file}");
        let line = match file {
            "mayors.claim" => 4,
            "mayors.txt" | "sparql.json" => 3,
            "mayors.jsonl" => 2,
            "popolo.json" => 4,
            _ => 7,
        };
        assert_eq!(finding["record"]["at"], format!("{file}:{line}"));
    }
}

#[test]
fn a_finding_says_that_its_entry_is_older_than_the_article() {
    let mut files = FORMATS.to_vec();
    files.push(("a.txt", ARTICLE));
    let folder = Folder::new("as-of", &files);
    let assumed = |args: &[&str]| {
        let args = [&["check", "--format", "jsonl", "a.txt"], args].concat();
        let finding: Value = serde_json::from_str(folder.run(&args).out.lines().next().unwrap()).unwrap();
        finding["assumed"].to_string()
    };
    let told = "the record’s entry of Omar Moe is as of 2024-02-01, older than the article";
    assert!(assumed(&["--record", "mayors.txt", "--date", "2025-06-04"]).contains(told));
    assert!(!assumed(&["--record", "mayors.txt", "--date", "2024-02-01"]).contains("older"));
    assert!(!assumed(&["--record", "mayors.jsonl", "--date", "2025-06-04"]).contains("older"));
    assert!(assumed(&["--record", "mayors.jsonl", "--date", "2025-06-04", "--as-of", "2024-02-01"]).contains(told));
    // What a file says of itself comes first.
    assert!(assumed(&["--record", "mayors.txt", "--date", "2025-06-04", "--as-of", "2026-01-01"]).contains(told));
}

#[test]
fn the_record_is_linted_shown_and_written() {
    let folder = Folder::new("commands", &FORMATS);
    let (status, out, err) = folder.run(&["record", "check", "mayors.jsonl"]).parts();
    assert_eq!((status, out.as_str(), err.as_str()), (0, "1 office, 2 tenures, 2 people: 0 problems\n", ""));
    let (status, out, _) = folder.run(&["record", "check", "--format", "jsonl", "mayors.jsonl", "mayors.txt"]).parts();
    let codes: Vec<Value> = out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()["error"].clone()).collect();
    assert_eq!((status, codes), (1, vec!["W0403".into(), "W0403".into()]));
    let show = ["record", "show", "aske mayor", "--record", "popolo.json"];
    let (status, out, _) = folder.run(&show).parts();
    assert_eq!(
        (status, out.as_str()),
        (
            0,
            "Mayor of Aske\n  Anna Lund  from 2019 to 2024-01-15  popolo.json:3\n  Omar Moe   from 2024-01-15          popolo.json:4\n"
        )
    );
    let on = |day: &str| folder.run(&[&show[..], &["--on", day]].concat()).out;
    assert!(on("2025-01-01").contains("Omar Moe") && !on("2025-01-01").contains("Anna"));
    assert!(on("2019-03-01").contains("perhaps") && on("2018-03-01").contains("nobody"));
    let (_, out, _) =
        folder.run(&["record", "show", "Omar Moe", "--format", "jsonl", "--record", "mayors.txt"]).parts();
    let tenure: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&tenure["office"], &tenure["end"], &tenure["as_of"]),
        (&"Mayor of Aske".into(), &"open".into(), &"2024-02-01".into())
    );
    let (status, _, err) = folder.run(&["record", "show", "Omar Mo", "--record", "mayors.txt"]).parts();
    assert!(status == 2 && err.contains("did you mean `Omar Moe`?"), "{err}");
    for (file, _) in FORMATS {
        let (status, _, err) = folder.run(&["record", "import", file, "-o", "out.csv"]).parts();
        assert_eq!(status, 0, "{file}: {err}");
        let csv = fs::read_to_string(folder.0.join("out.csv")).unwrap();
        assert!(csv.contains("Mayor of Aske,Omar Moe,2024-01-15,"), "{file}: {csv}");
    }
}

/// The rows of a table of 30,000 tenures, and an article that names some of them well and some badly.
fn large() -> (Program, claimlint::article::Batch) {
    let table = records::table(30_000);
    let folder = Folder::new("large", &[("record.csv", &table)]);
    let mut article = String::new();
    for (i, row) in table.lines().skip(1).step_by(1_777).enumerate() {
        let cells: Vec<&str> = row.split(',').collect();
        let (office, person) = (cells[0], cells[1]);
        article += &format!("The {office}, {person}, spoke on 3 May {}.\n\n", 1955 + i * 3);
    }
    fs::write(folder.0.join("a.txt"), article).unwrap();
    let files = run::RuleFiles { records: vec![folder.0.join("record.csv")], ..run::RuleFiles::default() };
    let loaded = run::load_rules(&files).unwrap();
    assert!(loaded.diagnostics.iter().all(|d| d.code != "W0011"));
    (loaded.program, run::articles(&[folder.0.join("a.txt")], None).0)
}

#[test]
fn a_large_record_is_read_as_a_small_one() {
    let (program, batch) = large();
    let tenures: usize = program.roles.iter().map(|r| r.tenures.len()).sum();
    assert!(tenures >= 30_000 && program.roles.len() >= 7_500);
    // Whom the batch does not name is left out of the tables, and nothing else comes of it.
    let of_batch = Engine::for_batch(&program, &batch).check(&batch, &Options::default());
    let of_all = Engine::new(&program).check(&batch, &Options::default());
    assert_eq!(of_batch.0.len(), of_all.0.len());
    assert_eq!(of_batch.1.findings, of_all.1.findings);
    assert!(of_all.1.findings.iter().any(|f| &*f.rule == "held-office"));
}

/// A clock would tell of the machine; what is looked up and what is not tells of the program.
#[test]
fn a_large_record_costs_what_the_batch_names() {
    let (program, batch) = large();
    let chosen = Spoken::of(&batch).choose(&program.roles, &Families::of(&program.roles));
    let named: usize = chosen.iter().map(Vec::len).sum();
    assert!((17..300).contains(&named), "{named} of 30,000 tenures");
}

/// `RECORD_ROWS=1000000 RECORD_FILE=/tmp/million.csv cargo test --test records -- --ignored`: a table to measure with.
#[test]
#[ignore = "it writes a file"]
fn write_a_table() {
    let rows = std::env::var("RECORD_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(30_000);
    let file = std::env::var("RECORD_FILE").expect("RECORD_FILE names the file");
    fs::write(file, records::table(rows)).unwrap();
}
