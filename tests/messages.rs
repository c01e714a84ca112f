//! What every message about a rule file owes its reader, whatever is wrong: a place that can be seen, words for people,
//! and silence about what only follows from it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use claimlint::language::{Diagnostic, LoadOptions, Loaded, RuleInput, load};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).expect("the folder is there").map(|e| e.expect("readable").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == ending));
    paths.sort();
    paths
}

/// The `claim` blocks of all cases.
fn cases() -> Vec<String> {
    let mut all = Vec::new();
    for path in files("grammar/cases", "md") {
        let text = fs::read_to_string(path).expect("UTF-8");
        all.extend(text.split("\n```").filter_map(|b| b.strip_prefix("claim")).map(|b| {
            let body = b.split_once('\n').map_or("", |(_, body)| body);
            body.lines().map(|l| format!("{l}\n")).collect::<String>()
        }));
    }
    all
}

fn read(text: &str) -> Loaded {
    let input = RuleInput { name: "main.claim".into(), text: text.into() };
    load(&[input], &LoadOptions { std: false, ..LoadOptions::default() })
}

/// Names of the grammar's rules that are no words of English.
fn identifiers() -> BTreeSet<String> {
    let grammar = fs::read_to_string(root().join("grammar/claim.pest")).expect("the grammar");
    let names = grammar.lines().filter_map(|l| l.split_once(" = ").or(l.split_once("= "))).map(|(n, _)| n.trim());
    names.filter(|n| n.contains('_') || *n == "EOI" || *n == "SOI").map(str::to_string).chain(["EOI".into()]).collect()
}

/// Panics where a message is not fit to be shown. `text`: the file that it is about.
fn fit(diagnostic: &Diagnostic, loaded: &Loaded, text: &str, identifiers: &BTreeSet<String>) {
    let words =
        [&diagnostic.message].into_iter().chain(&diagnostic.help).chain(diagnostic.labels.iter().map(|(_, l)| l));
    for words in words {
        let code = diagnostic.code;
        assert!(!words.contains('\n') && !words.contains("  ") && !words.ends_with('.'), "{code}: {words}\n{text}");
        for word in words.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            // What the author wrote is quoted as it is.
            let ours = identifiers.contains(word) || ["None", "Some", "Option", "String", "Vec"].contains(&word);
            assert!(!ours || text.contains(word), "{code} speaks of `{word}`: {words}\n{text}");
        }
        assert!(!words.contains("::") || text.contains("::"), "{code}: {words}\n{text}");
    }
    for (i, (at, _)) in diagnostic.labels.iter().enumerate() {
        let file = &loaded.program.sources.get(at.source).text;
        let marked = file.get(at.span.start as usize..at.span.end as usize);
        let seen = marked.is_some_and(|m| !m.trim().is_empty() || i > 0);
        assert!(seen, "{} marks nothing: {} {:?}\n{text}", diagnostic.code, diagnostic.message, at.span);
    }
    assert!(!diagnostic.labels.is_empty(), "{} has no place", diagnostic.code);
}

/// Words, strings and marks, with the blanks behind them.
fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < text.len() {
        let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b >= 0x80;
        if bytes[i] == b'"' {
            i += 1 + text[i + 1..].find(['"', '\n']).map_or(text.len() - i - 1, |n| n + 1);
        } else if word(bytes[i]) {
            while i < text.len() && word(bytes[i]) {
                i += 1;
            }
        } else {
            i += 1;
        }
        while i < text.len() && bytes[i].is_ascii_whitespace() {
            i += 1;
        }
        all.push(&text[start..i]);
        start = i;
    }
    all
}

/// The text with one token left out, doubled, or exchanged with the next; at most `most` of each.
fn changed(text: &str, most: usize) -> Vec<String> {
    let tokens = tokens(text);
    let step = tokens.len().div_ceil(most).max(1);
    let mut all = Vec::new();
    for i in (0..tokens.len()).step_by(step) {
        let (before, after) = (tokens[..i].concat(), tokens[i + 1..].concat());
        all.push(format!("{before}{after}"));
        all.push(format!("{before}{0} {0}{after}", tokens[i]));
        if let Some(next) = tokens.get(i + 1) {
            // The blanks stay where they are.
            let (a, b) = (tokens[i].trim_end(), next.trim_end());
            let (x, y) = (&tokens[i][a.len()..], &next[b.len()..]);
            all.push(format!("{before}{b}{x}{a}{y}{}", tokens[i + 2..].concat()));
        }
    }
    all
}

#[test]
fn messages_of_all_cases_are_for_people() {
    let identifiers = identifiers();
    assert!(identifiers.len() > 100, "{identifiers:?}");
    for text in cases() {
        let loaded = read(&text);
        loaded.diagnostics.iter().for_each(|d| fit(d, &loaded, &text, &identifiers));
    }
}

#[test]
fn a_changed_word_makes_few_errors_and_all_of_them_fit() {
    let identifiers = identifiers();
    let mut many = Vec::new();
    let mut count = 0;
    let mut texts: Vec<String> = cases().into_iter().filter(|t| !read(t).has_errors()).collect();
    texts.push(fs::read_to_string(root().join("examples/desk.claim")).expect("the example"));
    for text in &texts {
        for changed in changed(text, 60) {
            let loaded = read(&changed);
            loaded.diagnostics.iter().for_each(|d| fit(d, &loaded, &changed, &identifiers));
            let errors: Vec<&Diagnostic> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
            count += 1;
            if errors.len() > 4 {
                let told: Vec<String> = errors.iter().map(|d| format!("{} {}", d.code, d.message)).collect();
                many.push(format!("{}\n{changed}", told.join("\n")));
            }
        }
    }
    assert!(count > 1_000, "{count}");
    // One word in the head of a kind may be felt wherever its facts are named.
    println!("{} of {count} have more than four errors", many.len());
    if let Some(first) = many.first() {
        println!("{first}");
    }
    assert!(many.len() * 100 <= count, "{} of {count} changes make more than four errors", many.len());
}

#[test]
fn packs_with_a_changed_word_are_told_of_in_words_for_people() {
    let identifiers = identifiers();
    for path in files("rules/std", "claim") {
        let text = fs::read_to_string(&path).expect("UTF-8");
        if text.len() > 60_000 {
            continue;
        }
        for changed in changed(&text, 4) {
            let loaded = read(&changed);
            loaded.diagnostics.iter().for_each(|d| fit(d, &loaded, &changed, &identifiers));
        }
    }
}

#[test]
fn no_broken_declaration_hides_what_is_wrong_with_another() {
    // Each piece has an error of its own; whatever stands before it, the error is told.
    let pieces = [
        "person Omar\n",
        "place \"Aske\" inn \"Norland\"\n",
        "ruel a\n  for each quote q\n  must not occur\n",
        "rule b\n  for each qoute q\n  must not occur\n",
        "rule c\n  for each quote q\n  must (q.closed is yes\n",
        "rule d\n  for each quote q\n  must q.closd is yes\n",
        "fact f {\n  a text\n}\n",
        "extract visitt \"x\"\n",
        "cue denid \"never\"\n",
        "role \"Mayor\" held by \"Omar Lund\n",
        "list \"x\"\n",
        "param most nubmer default 3\n",
        "test \"a\" of nothing \"x\" holds\n",
        "// comment\n",
        "record \"Norland\" foundd 1991\n",
        "derive quote\n  for each quote q\n  with words q.words\n",
        "  indented \"x\n",
    ];
    let alone: Vec<usize> = pieces
        .iter()
        .map(|p| read(&format!("language 1\n## A comment ends what stands above.\n{p}")))
        .map(|l| l.diagnostics.iter().filter(|d| d.is_error()).count())
        .collect();
    assert!(alone.iter().all(|n| *n > 0), "{alone:?}");
    for first in 0..pieces.len() {
        let order: Vec<usize> = (0..pieces.len()).map(|i| (i + first) % pieces.len()).collect();
        let mut text = "language 1\n".to_string();
        let mut starts = Vec::new();
        for &i in &order {
            text.push_str("## A comment ends what stands above.\n");
            starts.push(text.len());
            text.push_str(pieces[i]);
        }
        let loaded = read(&text);
        for (n, &i) in order.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(text.len());
            let here = loaded
                .diagnostics
                .iter()
                .filter(|d| d.is_error() && (starts[n]..end).contains(&(d.labels[0].0.span.start as usize)))
                .count();
            assert_eq!(here, alone[i], "{}\nin\n{text}\n{:?}", pieces[i], loaded.diagnostics);
        }
    }
}

#[test]
fn no_broken_clause_hides_what_is_wrong_with_another() {
    let text = "language 1
rule a
  level fatal
  for each quote q
  where q.closed is is yes
  same words alone alone, speaker 5
  must q.closd is yes
  unless q.closed si no
  except \"x\" untl 2027
  say \"{q.speakr}\"
  tags a b
  fix words wth \"x\"
role \"Mayor\"
  also \"Town mayor\" \"Mayor of the town\"
  held by \"Omar Lund\" form 2019
  seats several
  acting by Anna
fact visit
  visitor person
  host
  when   dat
";
    let loaded = read(text);
    let index = claimlint::source::LineIndex::new(text);
    let mut lines: Vec<usize> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(|d| index.line_of(d.labels[0].0.span.start as usize) + 1)
        .collect();
    lines.dedup();
    assert_eq!(lines, [3, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 20, 21], "{:#?}", loaded.diagnostics);
}
