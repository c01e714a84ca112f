//! What mutation testing found: for people, and as one JSON object.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::excerpt::{Mark, excerpts};
use super::places::Document;
use super::sanitize::Sanitized;
use super::{Page, counted, json, wrap};
use crate::source::Span;
use crate::testing::mutate::{Escape, LeftOut, Missed, Mutations, Operator, RuleMutations, Score, mutant};

/// Columns of the words that were changed.
const WORDS: usize = 60;
/// Columns before a line of an excerpt.
const INDENT: usize = 6;

/// Each rule with its share and what got away. `quiet`: only what got away.
pub fn write(out: &mut dyn Write, mutations: &Mutations, page: &Page, quiet: bool) -> io::Result<()> {
    for rule in &mutations.rules {
        if rule.has_operators && rule.score().mutants > 0 && !(quiet && rule.escaped.is_empty()) {
            of_rule(out, rule, page)?;
        }
    }
    if quiet {
        return Ok(());
    }
    for (lead, rules) in [
        ("nothing to change for", untried(mutations, true)),
        ("no operator makes the errors of", untried(mutations, false)),
    ] {
        if !rules.is_empty() {
            paragraph(out, &format!("{lead} {}", rules.join(", ")), 0, page)?;
        }
    }
    let score = mutations.score();
    let tried = mutations.rules.iter().filter(|r| r.score().mutants > 0).count();
    writeln!(
        out,
        "{}, {}: {}, seed {}",
        counted(tried, "rule"),
        counted(score.mutants, "mutant"),
        share(score),
        mutations.seed
    )
}

fn untried(mutations: &Mutations, has_operators: bool) -> Vec<String> {
    let rules = mutations.rules.iter().filter(|r| r.has_operators == has_operators && r.score().mutants == 0);
    rules.map(|r| Sanitized::name(&r.rule).to_string()).collect()
}

fn of_rule(out: &mut dyn Write, rule: &RuleMutations, page: &Page) -> io::Result<()> {
    let score = rule.score();
    let name = Sanitized::name(&rule.rule);
    let name = if page.color { format!("\u{1b}[1m{name}\u{1b}[0m") } else { name.to_string() };
    writeln!(out, "{name}: {} of {}, {}", score.caught, counted(score.mutants, "mutant"), share(score))?;
    let operators = rule.operators.iter().map(|(o, s)| format!("{} {} of {}", o.words(), s.caught, s.mutants));
    paragraph(out, &operators.collect::<Vec<_>>().join(", "), 2, page)?;
    if !rule.left_out.is_empty() {
        let reasons = rule.left_out.iter().map(|(why, n)| format!("{n} {}", why.words()));
        paragraph(out, &format!("left out: {}", reasons.collect::<Vec<_>>().join(", ")), 2, page)?;
    }
    for escape in &rule.escaped {
        escaped(out, escape, page)?;
    }
    writeln!(out)
}

/// `87 % caught`
fn share(score: Score) -> String {
    score.percent().map_or_else(|| "none caught".into(), |percent| format!("{} % caught", percent.floor()))
}

fn escaped(out: &mut dyn Write, escape: &Escape, page: &Page) -> io::Result<()> {
    let article = &*escape.article;
    let document = Document::article(article);
    let (old, new) = whole_words(&article.text, escape.edit.span, &escape.edit.with);
    let (old, new) = (&*old, &*new);
    let words = |text: &str| Sanitized::words(text).clip(WORDS).to_string();
    let change = match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("“{}” added", words(new)),
        (_, true) => format!("“{}” dropped", words(old)),
        _ => format!("“{}” became “{}”", words(old), words(new)),
    };
    let head = format!("{}: got away: {change}{}", document.at(escape.edit.span), missed(escape.missed));
    paragraph(out, &head, 2, page)?;
    let changed = mutant(article, &escape.edit);
    let after = Document::article(&changed);
    excerpt(out, '-', &document, escape.edit.span, page)?;
    excerpt(out, '+', &after, escape.edit.changed(), page)
}

/// What was changed and into what, with the rest of the words that a change cuts into.
fn whole_words(text: &str, span: Span, with: &str) -> (String, String) {
    let (start, end) = (span.start as usize, span.end as usize);
    let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let old = &text[start..end];
    let run = |part: &str| part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
    let back = text[..start].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let before = if letters(old.chars().next()) { &text[back..start] } else { "" };
    let behind = if letters(old.chars().next_back()) { &text[end..end + run(&text[end..])] } else { "" };
    (format!("{before}{old}{behind}"), format!("{before}{with}{behind}"))
}

fn missed(missed: Missed) -> String {
    match missed {
        Missed::Holds => String::new(),
        Missed::Undecided(why) => format!(" (undecided: {})", why.word()),
        Missed::Unread => " (no longer read as this claim)".into(),
    }
}

/// The sentence around the words; where none are left, around the place.
fn excerpt(out: &mut dyn Write, sign: char, document: &Document, span: Span, page: &Page) -> io::Result<()> {
    let text = document.text();
    let span = match span.is_empty() {
        true => {
            let start = text[..span.start as usize].char_indices().next_back().map_or(0, |(at, _)| at);
            Span::new(start, text.ceil_char_boundary(span.end as usize + 1))
        }
        false => span,
    };
    let mark = Mark { span, note: Sanitized::words(""), primary: true };
    let mut first = true;
    for excerpt in excerpts(document, &[mark], page.width.saturating_sub(INDENT)) {
        for line in excerpt.lines {
            writeln!(out, "    {} {}", if first { sign } else { ' ' }, line.text)?;
            first = false;
        }
    }
    Ok(())
}

fn paragraph(out: &mut dyn Write, text: &str, indent: usize, page: &Page) -> io::Result<()> {
    for (i, line) in wrap::paragraph(&Sanitized::words(text), page.width.saturating_sub(indent + 2)).iter().enumerate()
    {
        writeln!(out, "{:1$}{line}", "", indent + if i > 0 { 2 } else { 0 })?;
    }
    Ok(())
}

/// One object, as `schemas/mutations.json` describes it.
pub fn write_json(out: &mut dyn Write, mutations: &Mutations) -> io::Result<()> {
    let rules: Vec<RuleJson> = mutations.rules.iter().map(rule_json).collect();
    let score = mutations.score();
    let summary = ScoreJson { mutants: score.mutants, caught: score.caught, percent: score.percent() };
    json::line(out, &Whole { version: 1, seed: mutations.seed, rules, summary })
}

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    seed: u64,
    rules: Vec<RuleJson<'a>>,
    summary: ScoreJson,
}

#[derive(Serialize)]
struct ScoreJson {
    mutants: usize,
    caught: usize,
    percent: Option<f64>,
}

#[derive(Serialize)]
struct RuleJson<'a> {
    rule: &'a str,
    mutants: usize,
    caught: usize,
    percent: Option<f64>,
    operators: BTreeMap<&'static str, ScoreJson>,
    left_out: BTreeMap<&'static str, usize>,
    escaped: Vec<EscapeJson<'a>>,
}

#[derive(Serialize)]
struct EscapeJson<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    line: usize,
    column: usize,
    operator: &'static str,
    before: &'a str,
    after: &'a str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
}

fn rule_json(rule: &RuleMutations) -> RuleJson<'_> {
    let score = rule.score();
    let of = |s: &Score| ScoreJson { mutants: s.mutants, caught: s.caught, percent: s.percent() };
    RuleJson {
        rule: &rule.rule,
        mutants: score.mutants,
        caught: score.caught,
        percent: score.percent(),
        operators: rule.operators.iter().map(|(o, s): (&Operator, &Score)| (o.name(), of(s))).collect(),
        left_out: rule.left_out.iter().map(|(why, n): (&LeftOut, &usize)| (why.name(), *n)).collect(),
        escaped: rule.escaped.iter().map(escape_json).collect(),
    }
}

fn escape_json(escape: &Escape) -> EscapeJson<'_> {
    let place = Document::article(&escape.article).place(escape.edit.span);
    let (verdict, because) = match escape.missed {
        Missed::Holds => ("holds", None),
        Missed::Undecided(why) => ("undecided", Some(why.word())),
        Missed::Unread => ("unread", None),
    };
    EscapeJson {
        article: &escape.article.name,
        start: place.start,
        end: place.end,
        field: place.field,
        line: place.line,
        column: place.column,
        operator: escape.operator.name(),
        before: escape.article.words(escape.edit.span),
        after: &escape.edit.with,
        verdict,
        because,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_within_a_word_is_told_by_the_word() {
        for (text, part, with, old, new) in [
            ("so Klára Orlenko, he", "rle", "rel", "Orlenko", "Orelnko"),
            ("Orlenko", "ko", "", "Orlenko", "Orlen"),
            ("we will build", "will ", "", "will ", ""),
            ("“so”", "”", "", "”", ""),
            ("in Oslo on", "Oslo", "Bergen", "Oslo", "Bergen"),
            ("né", "é", "e", "né", "ne"),
        ] {
            let start = text.find(part).unwrap();
            let told = whole_words(text, Span::new(start, start + part.len()), with);
            assert_eq!(told, (old.to_string(), new.to_string()), "{text}");
        }
    }
}
