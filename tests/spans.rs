//! Every place that a fact names leads back to bytes of the original that show its words, whatever the format.

use std::fs;
use std::path::Path;

use claimlint::article::{Article, Batch, read};
use claimlint::extract::extract;
use claimlint::facts::{Fact, FactStore, FieldValue, Value};
use claimlint::language::{LoadOptions, Program, load};
use claimlint::source::Span;
use proptest::prelude::*;

/// Pieces of news: words, then how they are marked up in HTML and Markdown.
const PIECES: &[(&str, &str, &str)] = &[
    (
        "Norway’s Defence Minister Anna Lund ",
        "Norway&rsquo;s <b>Defence Minister</b> Anna&nbsp;Lund ",
        "Norway’s **Defence Minister** Anna Lund ",
    ),
    ("met Omar Moe in São Tomé ", "met Omar Moe in S&atilde;o <i>Tom&#233;</i> ", "met *Omar Moe* in S&atilde;o Tomé "),
    ("on Tuesday, 3 June 2025. ", "on Tuesday,<br>3 <span>June</span> 2025. ", "on Tuesday,\n3 June 2025. "),
    ("“We agreed,” she said. ", "&ldquo;We agreed,&#8221; she said. ", "“We agreed,” [she](x) said. "),
    (
        "At least 1,200 people left for the North Atlantic Treaty Organization (NATO). ",
        "At least 1,200 people left for the <a href=x>North Atlantic Treaty Organization</a> (NATO). ",
        "At least 1,200 people left for the North Atlantic Treaty Organization (NATO). ",
    ),
    (
        "She denied that he arrived in Oslo. ",
        "She denied that <!-- x -->he arrived in Oslo. ",
        "She denied that he arrived in `Oslo`. ",
    ),
    ("Beloусов paid $8.6 million. ", "Beloусов paid $8.6&thinsp;million. ", "Beloусов paid \\$8.6 million. "),
    ("\n\n", "</p><p>", "\n\n"),
    ("\r\n", " \r\n ", "\r\n"),
    ("😀 ", "&#128512; ", "😀 "),
    ("- ", "<li>", "- "),
    ("Photo: Anna Lund\n", "<figcaption>Anna Lund</figcaption>", "Photo: Anna Lund\n"),
];

fn program() -> Program {
    load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program
}

/// All places of a fact.
fn spans(fact: &Fact) -> Vec<Span> {
    fn of_field(field: &FieldValue, out: &mut Vec<Span>) {
        out.extend(&field.spans);
        if let Value::Set(members) = &field.value {
            members.iter().for_each(|m| of_field(m, out));
        }
    }
    let mut out = vec![fact.span, fact.sentence];
    out.extend(fact.source.as_ref().map(|s| s.span));
    fact.fields.iter().for_each(|f| of_field(f, &mut out));
    out
}

/// The letters and digits that bytes of a page show.
fn letters(page: &str) -> String {
    let mut rest = page;
    let mut text = String::new();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("<!--") { "-->" } else { ">" };
        rest = rest[at..].find(end).map_or("", |i| &rest[at + i + end.len()..]);
    }
    text.push_str(rest);
    for (written, shown) in [("&rsquo;", "’"), ("&atilde;", "ã"), ("&#233;", "é")] {
        text = text.replace(written, shown);
    }
    for mark in ["&nbsp;", "&ldquo;", "&#8221;", "&thinsp;", "&#128512;"] {
        text = text.replace(mark, "");
    }
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn check(article: &Article, facts: &FactStore, batch: &Batch, files: &[(&str, String)]) -> Result<(), TestCaseError> {
    let id = batch.ids().find(|id| batch.get(*id).name == article.name).unwrap();
    let file = files.iter().find(|(name, _)| article.name.contains(name)).unwrap();
    for fact in facts.of_article(id).map(|f| facts.get(f)) {
        for span in spans(fact) {
            let words = article.words(span);
            let located = article.locate(span);
            let original = if located.field.is_some() { "Anna Lund é meets Omar Moe" } else { &file.1 };
            let bytes = located.span.of(original);
            match file.0 {
                "a.html" => {
                    let shown: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
                    prop_assert_eq!(letters(bytes), shown, "{:?} for {:?}", bytes, words);
                }
                "a.md" => {
                    let mut rest = bytes.chars();
                    let ascii = words.chars().filter(char::is_ascii_alphanumeric);
                    prop_assert!(ascii.clone().all(|c| rest.any(|r| r == c)), "{:?} for {:?}", bytes, words);
                }
                _ => prop_assert_eq!(bytes, words),
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_shows_its_words(order in proptest::collection::vec(0..PIECES.len(), 0..20), case in 0..1_000_000u32) {
        let text: String = order.iter().map(|&i| PIECES[i].0).collect();
        let page: String = order.iter().map(|&i| PIECES[i].1).collect();
        let markdown: String = order.iter().map(|&i| PIECES[i].2).collect();
        let record = serde_json::json!({"id": "x", "title": "Anna Lund é meets Omar Moe", "text": text}).to_string();
        let files = [
            ("a.txt", format!("\u{feff}{text}")),
            ("a.html", format!("<html><head><title>Anna Lund meets Omar Moe</title></head><body><p>{page}</p></body></html>")),
            ("a.md", format!("---\ntitle: Anna Lund meets Omar Moe\n---\n{markdown}")),
            ("a.jsonl", text.clone()),
        ];
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("spans-{}-{case}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, content) in &files {
            fs::write(folder.join(name), if *name == "a.jsonl" { &record } else { content }).unwrap();
        }
        let (batch, errors) = read(std::slice::from_ref(&folder));
        fs::remove_dir_all(&folder).unwrap();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        prop_assert_eq!(batch.articles.len(), 4);
        let facts = extract(&batch, &program());
        for article in &batch.articles {
            check(article, &facts, &batch, &files)?;
        }
    }
}
