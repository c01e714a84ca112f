//! What a report says of the articles that it cites: enough to prove later what was read.

#[path = "support/folder.rs"]
mod folder;

use std::fmt::Write as _;

use folder::Folder;
use serde_json::Value;
use sha2::{Digest, Sha256};

const RULE: &str =
    "language 1\n\nrule no-storm  \"No storms\"\n  level error\n  for each quantity q\n  must not occur\n";

fn hash(bytes: &str) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[test]
fn cited_articles_have_hash_url_and_date() {
    let first = r#"{"id": "a", "text": "38 boats sank.", "date": "2025-06-03", "url": "https://wire.example/a", "source": "Wire", "modified": "2025-06-04"}"#;
    let second = "{\"id\": \"b\",\n \"text\": \"39 boats sank.\"}";
    let files = [
        ("bom.txt", "\u{feff}40 boats sank.\r\n".to_string()),
        ("front.md", "---\ndate: 2025-06-02\nurl: javascript:alert(1)\n---\n41 *boats* sank.\n".to_string()),
        ("lines.jsonl", format!("\u{feff}{first}  \r\n\n{{\"id\": \"none\", \"text\": \"Boats sank.\"}}\n")),
        ("list.json", format!("[ {second} ]\n")),
        ("page.html", "<html><body><p>42 boats sank off the coast in the storm that night.</p></body></html>\n".into()),
        ("quiet.txt", "Nothing happened.\n".into()),
    ];
    let mut folder_files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    folder_files.push(("r.claim", RULE));
    let folder = Folder::new("cited", &folder_files);
    let done = folder.run(&["check", ".", "--rules", "r.claim", "--no-std", "--only", "no-storm", "--format", "json"]);
    assert_eq!((done.status, done.err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&done.out).unwrap();
    let origin = |name: &str, sha256: &str, rest: [Value; 6]| {
        let [url, date, date_source, modified, modified_source, source] = rest;
        serde_json::json!({
            "name": name, "sha256": sha256, "url": url, "date": date, "date_source": date_source,
            "modified": modified, "modified_source": modified_source, "source": source, "byline": null,
        })
    };
    let none = || [const { Value::Null }; 6];
    let record = ["https://wire.example/a", "2025-06-03", "the record's date", "2025-06-04", "the record", "Wire"]
        .map(Value::from);
    let front = ["javascript:alert(1)", "2025-06-02", "front matter"].map(Value::from);
    let [url, date, by] = front;
    let expected = [
        origin("bom.txt", &hash(&files[0].1), none()),
        origin("front.md", &hash(&files[1].1), [url, date, by, Value::Null, Value::Null, Value::Null]),
        origin("lines.jsonl#a", &hash(first), record),
        origin("list.json#b", &hash(second), none()),
        origin("page.html", &hash(&files[4].1), none()),
    ];
    assert_eq!(report["articles"].as_array().unwrap()[..], expected);
    // Standard input is what came in.
    let mut stdin = folder.command(&["check", "-", "--rules", "r.claim", "--no-std", "--format", "json"]);
    let mut child = stdin.stdin(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"40 boats sank.\n").unwrap();
    let out: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(out["articles"][0]["sha256"], hash("40 boats sank.\n"));
}
