//! Formats for other tools, by the program as scripts call it, and by the schemas of those tools.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use serde_json::Value;

const PAGE: &str = "<html><body><article><h1>Harbour opens</h1><p>The harbour of Nordby will open on <b>31 June</b> 2025, \
                    caf&eacute; and all; it was built by forty people.</p></article></body></html>\n";
const RECORDS: &str = "{\"id\": \"one\", \"text\": \"Rain fell.\"}\n{\"id\": \"two\", \"text\": \"They met on Tuesday, 16 October 2024.\"}\n";
const LET_STAND: &str = "<!-- stet weekday: so said the mayor -->\nThey met on Friday, 16 October 2024.\n";

#[test]
fn sarif_is_valid_by_the_official_schema() {
    let folder = Folder::new(
        "sarif",
        &[
            ("a b.html", PAGE),
            ("c.jsonl", RECORDS),
            ("d.md", LET_STAND),
            ("e.txt", "The CouncilRat (CNH) met. The Council of Nordby Harbour (CHN) met on 3 March 2026.\n"),
            (
                "known.jsonl",
                "{\"claimlint-baseline\":1}\n{\"fingerprint\":\"ff\",\"rule\":\"weekday\",\"article\":\"e.txt\",\"message\":\"m\"}\n",
            ),
            ("claimlint.toml", "rule-pages = \"https://desk.example/{rule}\"\n"),
        ],
    );
    let paths = ["a b.html", "c.jsonl", "d.md", "e.txt"];
    let args = ["check", "--format", "sarif", "--baseline", "known.jsonl", "--show", "undecided,suppressed"];
    let done = folder.run(&[&args[..], &paths].concat());
    let sarif: Value = serde_json::from_str(&done.out).unwrap_or_else(|e| panic!("{e}: {}", done.err));
    let mut schema: Value = serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).unwrap();
    // The standard's pattern for languages has a bracket that closes nothing.
    for of in ["run", "toolComponent"] {
        schema["definitions"][of]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(&sarif).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(problems, Vec::<String>::new());
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    let region = |of: &Value| of["locations"][0]["physicalLocation"]["region"].clone();
    let of = |uri: &str, rule: &str| {
        let is = |r: &&Value| {
            r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
                && r["ruleId"] == rule
                && r["baselineState"] != "absent"
        };
        results.iter().find(is).unwrap_or_else(|| panic!("{uri} {rule}: {results:#?}"))
    };
    // A page is cited as it is written.
    let page = of("a%20b.html", "impossible-date");
    assert_eq!(region(page)["startColumn"], PAGE.find("31 June").unwrap() + 1);
    // Of a record, the line is that of the file.
    let record = of("c.jsonl", "weekday");
    assert_eq!(region(record), serde_json::json!({"startLine": 2}));
    assert_eq!(record["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "c.jsonl#two");
    assert_eq!(of("d.md", "weekday")["suppressions"][0]["justification"], "so said the mayor");
    assert!(results.iter().any(|r| r["baselineState"] == "absent"));
    // Every result has its rule, and that has its page.
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results.iter().filter(|r| r["baselineState"] != "absent") {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["helpUri"], format!("https://desk.example/{}", rule["id"].as_str().unwrap()));
    }
}

#[test]
fn a_format_changes_neither_status_nor_batch_order() {
    let folder = Folder::new("formats", &[("a.html", PAGE), ("c.jsonl", RECORDS), ("d.md", LET_STAND)]);
    for format in
        ["short", "json", "jsonl", "sarif", "junit", "github", "gitlab", "checkstyle", "markdown", "claim-review"]
    {
        let one = folder.run(&["check", "--format", format, "a.html", "c.jsonl", "d.md"]);
        let other = folder.run(&["check", "--format", format, "--jobs", "1", "d.md", "c.jsonl", "a.html"]);
        assert_eq!((one.status, one.out.is_empty()), (1, false), "{format}");
        assert_eq!(one.out, other.out, "{format}");
    }
    // Errors of input go where errors go, whatever is read from standard output.
    let done = folder.run(&["check", "--format", "sarif", "missing.txt"]);
    assert_eq!(done.status, 3);
    assert!(serde_json::from_str::<Value>(&done.out).is_ok() && done.err.contains("E0601"), "{}", done.err);
}
