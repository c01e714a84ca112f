//! One record in every format comes to the same program; broken entries cost themselves only.

use proptest::prelude::*;

use crate::language::{LoadOptions, Loaded, Loader, ReadError, Role, RuleInput, Seats, TenureEnd, load};

struct File(String);

impl Loader for File {
    fn read(&self, _: &str, path: &str) -> Result<RuleInput, ReadError> {
        Ok(RuleInput { name: path.into(), text: self.0.clone() })
    }
}

fn import(text: &str) -> Loaded {
    with_rules("", text)
}

fn with_rules(rules: &str, text: &str) -> Loaded {
    let input =
        RuleInput { name: "desk.claim".into(), text: format!("language 1\n{rules}record roles from \"mayors\"\n") };
    let loader = File(text.to_string());
    load(&[input], &LoadOptions { std: false, loader: &loader, ..LoadOptions::default() })
}

/// `Mayor of Aske: Anna Lund 2019-05-02..2024`, the words of its place in the file behind it.
fn tenures(loaded: &Loaded) -> Vec<String> {
    let end = |e: &TenureEnd| match e {
        TenureEnd::Known(words) => words.to_string(),
        TenureEnd::Unknown => "?".into(),
        TenureEnd::Open => String::new(),
    };
    let one = |role: &Role| {
        let of = role.within.as_deref().map_or(String::new(), |w| format!(" ({w})"));
        let tenure = |t: &crate::language::Tenure| {
            let acting = if t.acting { "acting " } else { "" };
            format!("{}{of}: {acting}{} {}..{}", role.name, t.person, end(&t.from), end(&t.to))
        };
        role.tenures.iter().map(tenure).collect::<Vec<_>>()
    };
    loaded.program.roles.iter().flat_map(one).collect()
}

/// Code and words of each diagnostic.
fn told(loaded: &Loaded) -> Vec<String> {
    let words = |d: &crate::language::Diagnostic| {
        let at = d.labels[0].0;
        format!("{} {}: {}", d.code, at.span.of(&loaded.program.sources.get(at.source).text), d.message)
    };
    loaded.diagnostics.iter().map(words).collect()
}

const SAME: [&str; 3] = [
    "Mayor of Aske: Anna Lund 2019-05-02..2024",
    "Mayor of Aske: Omar Moe 2024-03..",
    "Harbour Master of Aske: acting Ida Berg ?..?",
];

const CSV: &str = "role,person,from,to,acting
Mayor of Aske,Anna Lund,2019-05-02,2024,
Mayor of Aske,Omar Moe,2024-03,,
Harbour Master of Aske,Ida Berg,,?,yes
";

const JSONL: &str = r#"{"role": "Mayor of Aske", "person": "Anna Lund", "from": "2019-05-02", "to": 2024}
{"role": "Mayor of Aske", "person": "Omar Moe", "from": "2024-03", "to": null}
{"role": "Harbour Master of Aske", "person": "Ida Berg", "to": "?", "acting": true}
"#;

const SPARQL: &str = r#"{"head": {"vars": ["person", "personLabel", "positionLabel", "start", "end"]}, "results": {"bindings": [
  {"person": {"type": "uri", "value": "http://example.org/entity/Q1"}, "personLabel": {"xml:lang": "en", "type": "literal", "value": "Anna Lund"},
   "positionLabel": {"type": "literal", "value": "Mayor of Aske"}, "start": {"type": "literal", "value": "2019-05-02T00:00:00Z"},
   "end": {"type": "literal", "value": "2024-01-01T00:00:00Z"}, "endPrecision": {"type": "literal", "value": "9"}},
  {"personLabel": {"type": "literal", "value": "Omar Moe"}, "positionLabel": {"type": "literal", "value": "Mayor of Aske"},
   "start": {"type": "literal", "value": "2024-03-01T00:00:00Z"}, "startPrecision": {"type": "literal", "value": "10"}},
  {"personLabel": {"type": "literal", "value": "Ida Berg"}, "positionLabel": {"type": "literal", "value": "Harbour Master of Aske"},
   "end": {"type": "bnode", "value": "t1"}, "acting": {"type": "literal", "value": "true"}}
]}}"#;

const POPOLO: &str = r#"{
  "persons": [{"id": "p1", "name": "Anna Lund"}, {"id": "p2", "name": "Omar Moe"}, {"id": "p3", "name": "Ida Berg"}],
  "organizations": [{"id": "party", "name": "Harbour Party"}],
  "posts": [{"id": "mayor", "label": "Mayor of Aske"}, {"id": "master", "label": "Harbour Master of Aske"}],
  "memberships": [
    {"person_id": "p1", "post_id": "mayor", "start_date": "2019-05-02", "end_date": "2024", "on_behalf_of_id": "party"},
    {"person_id": "p2", "post_id": "mayor", "start_date": "2024-03", "end_date": null},
    {"person_id": "p3", "post_id": "master", "role": "acting", "end_date": "?"}
  ]
}"#;

fn snak(kind: &str, value: &str) -> String {
    match kind {
        "item" => format!(
            r#"{{"snaktype": "value", "datavalue": {{"value": {{"id": "{value}"}}, "type": "wikibase-entityid"}}}}"#
        ),
        "somevalue" | "novalue" => format!(r#"{{"snaktype": "{kind}"}}"#),
        precision => format!(
            r#"{{"snaktype": "value", "datavalue": {{"value": {{"time": "+{value}T00:00:00Z", "precision": {precision}}}, "type": "time"}}}}"#
        ),
    }
}

fn statement(position: &str, rank: &str, qualifiers: &[(&str, &str, &str)]) -> String {
    let qualifiers: Vec<String> =
        qualifiers.iter().map(|(p, kind, value)| format!(r#""{p}": [{}]"#, snak(kind, value))).collect();
    format!(
        r#"{{"mainsnak": {}, "qualifiers": {{{}}}, "rank": "{rank}"}}"#,
        snak("item", position),
        qualifiers.join(", ")
    )
}

fn item(id: &str, name: &str, aliases: &[&str], claims: &[String]) -> String {
    let aliases: Vec<String> = aliases.iter().map(|a| format!(r#"{{"language": "en", "value": "{a}"}}"#)).collect();
    let claims = match claims.is_empty() {
        true => "[]".to_string(),
        false => format!(r#"{{"P39": [{}]}}"#, claims.join(", ")),
    };
    format!(
        r#"{{"type": "item", "id": "{id}", "modified": "2025-02-03T04:05:06Z", "labels": {{"en": {{"language": "en", "value": "{name}"}}}}, "aliases": {{"en": [{}]}}, "claims": {claims}}}"#,
        aliases.join(", ")
    )
}

fn wikidata() -> Vec<String> {
    vec![
        item(
            "Q1",
            "Anna Lund",
            &["A. Lund"],
            &[statement("Q10", "normal", &[("P580", "11", "2019-05-02"), ("P582", "9", "2024-00-00")])],
        ),
        item(
            "Q2",
            "Omar Moe",
            &[],
            &[statement("Q10", "preferred", &[("P580", "10", "2024-03-00"), ("P582", "novalue", "")])],
        ),
        item(
            "Q3",
            "Ida Berg",
            &[],
            &[statement("Q11", "normal", &[("P582", "somevalue", ""), ("P5102", "item", "Q4676846")])],
        ),
        item("Q10", "Mayor of Aske", &["Head of Aske"], &[]),
        item("Q11", "Harbour Master of Aske", &[], &[]),
    ]
}

#[test]
fn one_record_in_every_format() {
    let entities = wikidata();
    let listed = format!("[\n{}\n]", entities.join(",\n"));
    let keyed: Vec<String> = entities.iter().enumerate().map(|(i, e)| format!("\"Q{i}\": {e}")).collect();
    let keyed = format!("{{\"entities\": {{{}}}}}", keyed.join(", "));
    let rows = format!("[{}]", JSONL.trim().replace('\n', ","));
    for (format, text) in [
        ("table", CSV),
        ("table with tabs", &CSV.replace(',', "\t")),
        ("table with semicolons", &format!("\u{feff}{}", CSV.replace(',', ";").replace('\n', "\r\n"))),
        ("lines", JSONL),
        ("rows", &rows),
        ("SPARQL", SPARQL),
        ("Wikidata, one a line", &entities.join("\n")),
        ("Wikidata, a list", &listed),
        ("Wikidata, by identifier", &keyed),
    ] {
        let loaded = import(text);
        assert_eq!((tenures(&loaded), told(&loaded)), (SAME.map(String::from).to_vec(), vec![]), "{format}");
    }
    // Popolo has no word for acting.
    let popolo = import(POPOLO);
    assert_eq!((tenures(&popolo), told(&popolo)), (SAME.map(|t| t.replace("acting ", "")).to_vec(), vec![]));
}

#[test]
fn entries_keep_their_place() {
    for (text, begins, line) in [
        (CSV, "Mayor of Aske,Omar Moe", 3),
        (JSONL, "{\"role\": \"Mayor of Aske\", \"person\": \"Omar", 2),
        (POPOLO, "{\"person_id\": \"p2\"", 7),
        (SPARQL, "{\"personLabel\"", 5),
    ] {
        let loaded = import(text);
        let at = loaded.program.roles[0].tenures[1].at;
        let file = loaded.program.sources.get(at.source);
        assert!(at.span.of(&file.text).starts_with(begins), "{}", at.span.of(&file.text));
        let index = crate::source::LineIndex::new(&file.text);
        assert_eq!((file.name.as_str(), index.line_of(at.span.start as usize) + 1), ("mayors", line));
    }
}

#[test]
fn a_table_adds_to_the_record() {
    let loaded = with_rules(
        "role \"Mayor of Oslo\" held by \"Anna Lund\" from 2020 to 2024-01\n",
        "person,to,role,from,note,also,source,as_of\nOmar Moe,,mayor of oslo,2024-01-15,x,Head of Oslo; Oslo Mayor,The gazette,2025-03\n\"Moe, B.\",2001,Mayor of Bergen,,,,,\n",
    );
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let roles = &loaded.program.roles;
    assert_eq!(roles.iter().map(|r| (r.tenures.len(), r.also.len())).collect::<Vec<_>>(), [(2, 2), (1, 0)]);
    let tenure = &roles[0].tenures[1];
    assert_eq!(
        (&*tenure.person, &tenure.to, tenure.source.as_deref()),
        ("Omar Moe", &TenureEnd::Open, Some("The gazette"))
    );
    assert_eq!(tenure.as_of.map(|d| d.to_string()).as_deref(), Some("2025-03-31"));
    assert_eq!(loaded.program.passed_over.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["note"]);
}

#[test]
fn offices_of_two_bodies_are_two() {
    let loaded = import(
        "role,person,from,organisation\nPrime Minister,Anna Lund,2020,Norland\nPrime Minister,Omar Moe,2021,Sorland\nprime minister,Ida Berg,2022,norland\n",
    );
    let of: Vec<_> = loaded.program.roles.iter().map(|r| (r.within.as_deref(), r.tenures.len())).collect();
    assert_eq!(of, [(Some("Norland"), 2), (Some("Sorland"), 1)]);
}

#[test]
fn broken_entries_are_told_and_the_others_read() {
    let loaded = import(
        "role,person,from,to\nMayor,,,\nMayor,Moe,soon,\nMayor,Moe,2024,2020\nMayor,Moe,2023-02-30,\nMayor,\"Moe,2024,\nMayor,Lund,2024,\nMayor,A\u{0}B,2024,\n",
    );
    let words: Vec<_> = told(&loaded);
    assert_eq!(
        words,
        [
            "W0011 : this row is left out: it has no person",
            "W0011 soon: this row is left out: `soon` is no day, month or year",
            "W0011 Mayor,Moe,2024,2020: this row is left out: it ends, 2020, before it starts, 2024",
            "W0011 2023-02-30: this row is left out: `2023-02-30` is no day, month or year",
            "W0011 \"Moe,2024,: this row is left out: a quotation mark is never closed",
            "W0011 A\u{0}B: this row is left out: its person holds a control character",
        ]
    );
    assert_eq!(tenures(&loaded), ["Mayor: Lund 2024.."]);
    let lines = import(
        "{\"role\": \"Mayor\", \"person\": \"Lund\"\n{\"role\": \"Mayor\", \"person\": \"Moe\"}\n[1]\n{\"person\": \"Moe\"}\n",
    );
    assert_eq!(tenures(&lines), ["Mayor: Moe ?.."]);
    assert_eq!(lines.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["W0011"; 3]);
    let popolo = import(
        &POPOLO
            .replace("\"p2\", \"post_id\"", "\"p9\", \"post_id\"")
            .replace("\"master\", \"label\"", "\"x\", \"label\""),
    );
    assert_eq!(tenures(&popolo), SAME[..1]);
    assert!(told(&popolo)[0].ends_with("there is no person `p9` with a name in this file"));
    assert!(told(&popolo)[1].ends_with("there is no post `master` in this file"));
    let many = import(&format!("role,person,from\n{}", "Mayor,Moe,soon\n".repeat(super::MAX_REPORTED + 5)));
    assert_eq!(many.diagnostics.len(), super::MAX_REPORTED + 1);
    assert!(many.diagnostics.iter().any(|d| d.code == "W0012" && d.message.starts_with("5 more")));
}

#[test]
fn what_is_no_record_is_told() {
    for (text, codes) in [
        ("name,post\n", &["E0408"][..]),
        ("", &["E0408", "E0408"]),
        ("{\"memberships\": [{\"person_id\": ", &["E0409"]),
        ("{\"people\": []}", &["E0409"]),
        ("{\"role\": \"Mayor\"", &["E0409"]),
        ("role,persn,form\n", &["W0406", "E0408", "W0406"]),
        ("role,person,form\n", &["W0406"]),
    ] {
        let mut found: Vec<_> = import(text).diagnostics.iter().map(|d| d.code).collect();
        let mut codes = codes.to_vec();
        found.sort_unstable();
        codes.sort_unstable();
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn ranks_and_unknown_ends_of_wikidata() {
    let load = |claims: &[String]| {
        let entities =
            [item("Q1", "Anna Lund", &["A. Lund"], claims), item("Q10", "Mayor of Aske", &["Head of Aske"], &[])];
        import(&entities.join("\n"))
    };
    let ends = |claims: &[String]| -> Vec<String> {
        tenures(&load(claims)).iter().map(|t| t.replace("Mayor of Aske: Anna Lund ", "")).collect()
    };
    let dated = |rank: &str, from: &str, to: &str| statement("Q10", rank, &[("P580", "11", from), ("P582", "11", to)]);
    // A preferred statement stands for others of its time only.
    assert_eq!(
        ends(&[
            dated("deprecated", "1999-01-01", "2000-01-01"),
            dated("normal", "2001-01-01", "2002-01-01"),
            dated("normal", "2011-05-05", "2014-01-01"),
            dated("preferred", "2011-03-03", "2015-01-01"),
            statement("Q10", "normal", &[]),
        ]),
        ["2001-01-01..2002-01-01", "2011-03-03..2015-01-01"]
    );
    for (qualifiers, read) in [
        (&[("P580", "11", "2020-02-03")][..], "2020-02-03.."),
        (&[("P580", "11", "2020-02-03"), ("P1366", "item", "Q7")], "2020-02-03..?"),
        (&[("P580", "8", "2020-00-00")], "?..?"),
        (&[("P580", "somevalue", ""), ("P582", "novalue", "")], "?.."),
        (&[("P580", "9", "2020-01-01"), ("P582", "10", "2021-02-01")], "2020..2021-02"),
        (&[], "?..?"),
    ] {
        assert_eq!(ends(&[statement("Q10", "normal", qualifiers)]), [read], "{qualifiers:?}");
    }
    let loaded = load(&[dated("normal", "2001-01-01", "2002-01-01")]);
    let role = &loaded.program.roles[0];
    assert_eq!((&*role.also[0], role.tenures[0].source.as_deref()), ("Head of Aske", Some("Wikidata Q1")));
    assert_eq!(role.tenures[0].as_of.map(|d| d.to_string()).as_deref(), Some("2025-02-03"));
    let person = loaded.program.vocabulary.iter().find(|t| &*t.name == "Anna Lund").unwrap();
    assert_eq!(person.also.iter().map(|a| &**a).collect::<Vec<_>>(), ["A. Lund"]);
    // The name of a position that is not in the file cannot be known.
    let alone = import(&item("Q1", "Anna Lund", &[], &[statement("Q99", "normal", &[])]));
    assert!(told(&alone)[0].ends_with("its role `Q99` has no English label in this file"), "{:?}", told(&alone));
}

#[test]
fn parliaments_of_popolo() {
    let loaded = import(
        r#"{"persons": [{"id": 1, "name": "Anna Lund", "birth_date": "1970-02", "other_names": [{"name": "Anne Lund"}]}],
            "organizations": [{"id": "o", "name": "Aske Council", "founding_date": "1901"}],
            "events": [{"id": "t1", "classification": "legislative period", "start_date": "2015-01-01", "end_date": "2018-12-31"}],
            "memberships": [{"person_id": 1, "organization_id": "o", "role": "member", "legislative_period_id": "t1", "updated_at": "2020-01-01", "sources": [{"url": "https://example.org/1"}]}]}"#,
    );
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert_eq!(tenures(&loaded), ["member (Aske Council): Anna Lund 2015-01-01..2018-12-31"]);
    let role = &loaded.program.roles[0];
    assert_eq!((role.seats, role.tenures[0].source.as_deref()), (Seats::Many, Some("https://example.org/1")));
    assert_eq!(loaded.program.record.len(), 2);
}

#[test]
fn hostile_files_end_in_words() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(200_000), close.repeat(200_000));
    let nested = "{\"name\": [".repeat(100_000);
    for text in [
        deep("[", "]"),
        deep("{\"memberships\": [", "]}"),
        format!("{{\"memberships\": [], \"persons\": [{{\"id\": 1, \"other_names\": {}}}]}}", deep("[", "]")),
        format!("{{\"role\": \"Mayor\", \"person\": \"Lund\", \"also\": {nested}"),
        format!("{{\"role\": {}, \"person\": 1}}", deep("[", "]")),
        format!("role,person\n\"{}", "\"\"".repeat(300_000)),
        format!("role,person\n{}", "\"a\n".repeat(50_000)),
        format!("role,person\n{},x\n", "a".repeat(3_000_000)),
        "\0".repeat(100_000),
        "role,person\n\0,\0\n".repeat(10_000),
        "{".repeat(1_000_000),
    ] {
        let started = std::time::Instant::now();
        import(&text);
        assert!(started.elapsed().as_secs() < 20, "{}", &text[..40]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_panics(text in "(role|person|,|;|\"|\n|\\{|\\}|\\[|\\]|:|2024|-|é|\"role\"|\"memberships\"|\"entities\"|\"claims\"|\"labels\"|\"results\"|\"head\"| |\\\\u00e9|null){0,60}") {
        import(&text);
    }
}
