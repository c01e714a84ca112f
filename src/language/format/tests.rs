use proptest::prelude::*;

use super::*;
use crate::language::ast::Text;

fn forget(text: &mut Text) {
    text.value.clear();
}

/// The tree without places and without how strings were written: what must survive printing.
fn shape(text: &str) -> String {
    let mut parsed = parse(text, SourceId(0), false);
    assert!(parsed.diagnostics.iter().all(|d| !d.is_error()), "{:?}\n{text}", parsed.diagnostics);
    let mut comments: Vec<String> = Vec::new();
    let mut out = String::new();
    for declaration in &mut parsed.file.declarations {
        comments.extend(declaration.comments.iter().map(|c| c.text.clone()));
        let docs: Vec<(&Vec<String>, bool)> = declaration.docs.iter().map(|d| (&d.lines, d.of_file)).collect();
        // Of a phrase its parts count.
        match &mut declaration.node {
            DeclarationNode::Extract(e) => e.phrases.iter_mut().for_each(|p| forget(&mut p.phrase.text)),
            DeclarationNode::Cue(c) => c.phrases.iter_mut().for_each(|p| forget(&mut p.phrase.text)),
            _ => {}
        }
        out.push_str(&format!("{docs:?} {:#?}\n", declaration.node));
    }
    comments.extend(parsed.file.comments.iter().map(|c| c.text.clone()));
    comments.sort();
    let places =
        regex_lite::Regex::new(r#"Span \{[^}]*\}|raw_start: \d+|long: \w+|clauses: \[[^\]]*\]|raw: "(?:[^"\\]|\\.)*""#)
            .expect("a pattern");
    format!("{}{comments:?}", places.replace_all(&out, ""))
}

fn check(text: &str) -> String {
    let once = format_source(text).unwrap_or_else(|e| panic!("{e:?}\n{text}"));
    assert_eq!(shape(text), shape(&once), "the tree has changed\n{text}\n---\n{once}");
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_odd_files_keeps_their_tree(text in crate::language::tests::mutated()) {
        if format_source(&text).is_ok() {
            check(&text);
        }
    }
}
