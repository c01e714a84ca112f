//! A page for each rule, in Markdown: what it asks for and why, its source, and what it says of the articles of its tests.

use std::fmt::Write as _;

use super::explain::{comment, given, without_tests};
use crate::article::{ArticleId, Batch};
use crate::finding::{Finding, Report, Verdict};
use crate::language::{Expectation, Program, Rule, Test};
use crate::source::Span;

/// A test of a rule with its articles and what the rule says of them.
pub struct Example<'a> {
    pub test: &'a Test,
    /// What the record has in it, as written.
    pub given: Vec<&'a str>,
    pub batch: Batch,
    pub report: Report,
}

impl<'a> Example<'a> {
    pub fn new(program: &'a Program, test: &'a Test, batch: Batch, report: Report) -> Example<'a> {
        Example { test, given: given(program, test.at), batch, report }
    }
}

/// The page of a rule, a whole Markdown file. The same rule and tests give the same bytes.
pub fn page(program: &Program, rule: &Rule, examples: &[Example]) -> String {
    let mut out = format!("# {}\n\n{}\n\n", rule.name, marked(&rule.title));
    let kinds: Vec<String> = rule.vars.iter().map(|v| format!("`{}`", program.schema.def(v.kind).name)).collect();
    let mut unique = kinds.clone();
    unique.dedup();
    let file = &program.sources.get(rule.at.source).name;
    let tags = rule.tags.iter().map(|t| marked(t)).collect::<Vec<_>>().join(", ");
    let tags = if tags.is_empty() { String::new() } else { format!(" · tags: {tags}") };
    _ = writeln!(out, "Level: {} · reads: {}{tags} · in `{file}`", rule.level.name(), unique.join(", "));
    if let Some(why) = &rule.why {
        _ = write!(out, "\n{}\n", marked(why));
    }
    let told = comment(program, rule.at);
    if !told.is_empty() {
        _ = write!(out, "\n## What it cannot know\n\n{}\n", told.join("\n"));
    }
    _ = write!(out, "\n## The rule\n\n```claim\n{}\n```\n", without_tests(program, rule.at).join("\n"));
    let of = |wanted: fn(&Expectation) -> bool| examples.iter().filter(move |e| wanted(&e.test.expect));
    let parts = [
        ("Found", of(|e| matches!(e, Expectation::Violated(_))).collect::<Vec<_>>()),
        ("Let pass", of(|e| matches!(e, Expectation::Holds)).collect()),
        ("Left undecided", of(|e| matches!(e, Expectation::Undecided(_))).collect()),
    ];
    for (title, examples) in parts {
        if examples.is_empty() {
            continue;
        }
        _ = write!(out, "\n## {title}\n");
        examples.iter().for_each(|e| example(&mut out, e));
    }
    out
}

/// The list of all pages, by pack.
pub fn index(program: &Program) -> String {
    let mut out = String::from(
        "# The rules\n\nEach page is made from the rule and its tests by `claimlint rules --pages docs/rules`.\n\n\
         | rule | level | asks that |\n|---|---|---|\n",
    );
    for rule in &program.rules {
        _ = writeln!(out, "| [`{0}`]({0}.md) | {1} | {2} |", rule.name, rule.level.name(), marked(&rule.title));
    }
    out
}

fn example(out: &mut String, example: &Example) {
    _ = write!(out, "\n**{}**\n", marked(&example.test.name));
    if !example.given.is_empty() {
        _ = write!(out, "\n```claim\n{}\n```\n", example.given.join("\n"));
    }
    let findings: Vec<&Finding> = match &example.test.expect {
        Expectation::Holds => Vec::new(),
        Expectation::Violated(_) => example.report.found().filter(|f| f.verdict == Verdict::Violated).collect(),
        Expectation::Undecided(_) => example.report.found().filter(|f| f.verdict != Verdict::Violated).collect(),
    };
    let several = example.batch.articles.len() > 1;
    for id in example.batch.ids() {
        let article = example.batch.get(id);
        let dated = article.date.as_ref().and_then(|d| d.value.from).map(|d| d.to_string());
        let head = match (several, dated) {
            (true, Some(date)) => Some(format!("{}, {date}", article.name)),
            (true, None) => Some(article.name.to_string()),
            (false, Some(date)) => Some(date),
            (false, None) => None,
        };
        out.push('\n');
        if let Some(head) = head {
            _ = writeln!(out, "> *{}*\\", marked(&head));
        }
        let spans: Vec<Span> =
            findings.iter().flat_map(|f| &f.labels).filter(|l| l.article == id).map(|l| l.span).collect();
        let text = shown(&example.batch, id, &spans);
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
        _ = writeln!(out, "> {}", lines.join("\\\n> "));
    }
    let mut said: Vec<String> = findings
        .iter()
        .map(|f| match f.verdict {
            Verdict::Violated => marked(&f.message),
            Verdict::Undecided(why) => format!("*{}*: {}", why.word(), marked(&f.message)),
        })
        .collect();
    said.sort_unstable();
    said.dedup();
    for line in said {
        _ = write!(out, "\n→ {line}\n");
    }
}

/// The text of an article with `spans` in bold.
fn shown(batch: &Batch, id: ArticleId, spans: &[Span]) -> String {
    let text = &batch.get(id).text;
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < at || end > text.len() {
            continue;
        }
        _ = write!(out, "{}**{}**", marked(&text[at..start]), marked(&text[start..end]));
        at = end;
    }
    out + &marked(&text[at..])
}

/// Words as Markdown shows them: what would be markup is escaped, line ends stay.
fn marked(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~') {
            out.push('\\');
        }
        match c {
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
