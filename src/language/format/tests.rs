use proptest::prelude::*;

use super::*;

fn tree(text: &str) -> File {
    let parsed = parse(text, SourceId(0), false);
    assert!(parsed.diagnostics.iter().all(|d| !d.is_error()), "{:?}\n{text}", parsed.diagnostics);
    parsed.file
}

fn check(text: &str) -> String {
    let once = format_source(text).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    assert_eq!(first_difference(&tree(text), &tree(&once)), None, "the tree has changed\n{text}\n---\n{once}");
    assert_eq!(lost_comment(&tree(text), &tree(&once)), None, "a comment is lost\n{text}\n---\n{once}");
    let twice = format_source(&once).expect("what is printed parses");
    assert_eq!(once, twice, "printing is not stable");
    once
}

/// Every rule file of the repository, and every case of the language.
fn corpus() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["rules/std", "examples", "src/cli", "grammar/cases"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        for path in paths {
            let name = path.display().to_string();
            match path.extension().and_then(|e| e.to_str()) {
                Some("claim") => all.push((name, std::fs::read_to_string(&path).expect("UTF-8"))),
                Some("md") => {
                    let text = std::fs::read_to_string(&path).expect("UTF-8");
                    let blocks = text.split("```claim").skip(1).filter_map(|b| b.split("\n```").next());
                    let body = |b: &str| b.split_once('\n').map_or(String::new(), |(_, b)| format!("{b}\n"));
                    all.extend(blocks.map(|b| (name.clone(), body(b))));
                }
                _ => {}
            }
        }
    }
    all
}

#[test]
fn printing_keeps_the_tree_and_is_stable() {
    let mut formatted = 0;
    for (name, text) in corpus() {
        if format_source(&text).is_ok() {
            eprintln!("{name}");
            check(&text);
            formatted += 1;
        }
    }
    assert!(formatted > 12, "only {formatted} files were formatted");
}

#[test]
fn comments_stay_with_their_clause() {
    let text = "\
language 1
# about the rule
rule r \"title\" # behind the head
  # above must
  must not occur # behind must
  for each quote
    # within for
    q
  level error
# in column 0, still within
  why \"so\"
# at the end
";
    assert_eq!(
        check(text),
        "\
language 1

# about the rule
rule r  \"title\"  # behind the head
  level  error
  # within for
  for    each quote q
  # above must
  must   not occur  # behind must
  # in column 0, still within
  why    \"so\"

# at the end
"
    );
}

#[test]
fn files_with_errors_are_left_alone() {
    let errors = format_source("language 1\nrule r\n  must a == b\n").expect_err("`==` is an error");
    assert_eq!(errors[0].code, "E0108");
}

/// What a printer could do wrong, and where that is seen.
#[test]
fn what_says_something_else_is_not_written() {
    let text =
        "language 1\n# kept\nplace \"Aske\"  also \"Æske\"\nrule r\n  for each quote q\n  must q.closed is yes\n";
    let file = tree(text);
    let told = |printed: &str| match harmless(&file, printed.to_string()) {
        Ok(_) => String::new(),
        Err(problems) => format!("{} {}", problems[0].code, problems[0].labels[0].0.span.of(text)),
    };
    assert_eq!(told(text), "");
    let rule = "E0150 rule r\n  for each quote q\n  must q.closed is yes";
    assert_eq!(told(&text.replace("is yes", "is not yes")), rule);
    assert_eq!(told(&text.replace("must q", "mus q")), rule);
    assert_eq!(told(&text.replace("also \"Æske\"", "")), "E0150 place \"Aske\"  also \"Æske\"");
    assert_eq!(told(&text.replace("place \"Aske\"  also \"Æske\"\n", "")), "E0150 place \"Aske\"  also \"Æske\"");
    assert_eq!(told(&text.replace("# kept", "# kept not")), "E0150 # kept");
    assert_eq!(told(&text.replace("# kept\n", "")), "E0150 # kept");
    assert_eq!(told(&format!("{text}# more\n")), "E0150 # kept");
    assert_eq!(told(&format!("{text}place \"Holm\"\n")), rule);
    assert_eq!(told(&format!("{text}## of nothing\n")), "E0150 ");
    assert_eq!(told(&text.replace("q.closed is yes", "(q.closed) is yes").replace("\n  must", "   must")), "");
}

#[test]
fn other_versions_are_migrated_or_refused() {
    let migrated = |text: &str| migrate_source(text).map_err(|e| e.iter().map(|d| d.code).collect::<Vec<_>>());
    let place = "place \"Aske\"\n";
    assert_eq!(migrated(place).unwrap(), format!("language 1\n\n{place}"));
    assert_eq!(migrated(&format!("# desk\nlanguage 0.9\n{place}")).unwrap(), format!("# desk\nlanguage 1\n\n{place}"));
    assert_eq!(
        migrated(&format!("## The desk.\n\n{place}# old\nlanguage 1  # version\n")).unwrap(),
        format!("language 1\n\n## The desk.\n\n{place}\n# old\n# version\n")
    );
    assert_eq!(migrated(&format!("language 2\n{place}")), Err(vec!["E0506"]));
    assert_eq!(migrated(&format!("{place}language 1.1\n")), Err(vec!["E0506"]));
    assert_eq!(migrated("language 0\nrule\n"), Err(vec!["E0101"]));
    for version in ["0", "2"] {
        let errors = format_source(&format!("language {version}\n{place}")).expect_err("another version");
        assert_eq!(errors[0].code, "E0506");
    }
}

#[test]
fn forms_of_other_languages_are_migrated() {
    let text = "\
rule r
  for each count c and each quote q
  where c.thing == 'people \"all\"' && !(c.number >= 1,200 || q.date is not before 2024)
  where c.thing is \"ships\" or \"boats\"
  same date overlaps
  must c.number within 5 percent of 7-2  # “so”
list L \"a\" “b”
";
    assert_eq!(
        migrate_source(text).unwrap(),
        "\
language 1

rule r
  for    each count c and each quote q
  where  c.thing is \"people \\\"all\\\"\" and not (c.number >= 1200 or not q.date before 2024)
  where  c.thing is one of \"ships\", \"boats\"
  same   date overlap
  must   c.number within 5 % of 7 - 2  # “so”

list L \"a\", \"b\"
"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_odd_files_keeps_their_tree(text in crate::language::tests::mutated()) {
        if format_source(&text).is_ok() {
            check(&text);
        }
    }
}
