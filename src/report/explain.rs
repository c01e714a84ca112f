//! What a rule asks for, in full; and the list of all rules.

use std::io::{self, Write};

use super::places::Document;
use super::sanitize::Sanitized;
use super::{Page, counted, wrap};
use crate::language::{Expectation, Program, Rule, Test};
use crate::source::FileSpan;

/// The rule called `name`, or one that was called so once.
pub fn find_rule<'a>(program: &'a Program, name: &str) -> Option<&'a Rule> {
    let formerly = |r: &&Rule| r.formerly.iter().any(|f| &**f == name);
    program.rules.iter().find(|r| &*r.name == name).or_else(|| program.rules.iter().find(formerly))
}

/// Prints a rule: its title and reason, its source, the longer form it stands for (`desugared`, where it has one),
/// and its tests.
pub fn explain(
    out: &mut dyn Write,
    program: &Program,
    rule: &Rule,
    desugared: Option<&str>,
    page: &Page,
) -> io::Result<()> {
    let bold = |text: &str| match page.color {
        true => format!("\u{1b}[1m{text}\u{1b}[0m"),
        false => text.to_string(),
    };
    let document = Document::file(program.sources.get(rule.at.source));
    let at = Sanitized::name(&format!("{}:{}", document.name(), document.place(rule.at.span).line));
    writeln!(out, "{}  {}  {at}", bold(Sanitized::name(&rule.name).as_str()), rule.level.name())?;
    if let Some(replaced) = rule.replaces {
        writeln!(
            out,
            "replaces the rule of that name in {}",
            Sanitized::name(&program.sources.get(replaced.source).name)
        )?;
    }
    // A one-line rule has no title but its name.
    if rule.title != rule.name {
        wrap::write(out, &rule.title, page)?;
    }
    if let Some(why) = &rule.why {
        writeln!(out)?;
        wrap::write(out, why, page)?;
    }
    writeln!(out)?;
    for line in declaration(program, rule.at) {
        source_line(out, line)?;
    }
    if let Some(longer) = desugared {
        writeln!(out, "\n{}", bold("in full"))?;
        for line in longer.lines() {
            source_line(out, line)?;
        }
    }
    let tests: Vec<&Test> = program.tests.iter().filter(|t| t.rule == rule.name).collect();
    writeln!(out, "\n{}", bold(&if tests.is_empty() { "no tests".into() } else { counted(tests.len(), "test") }))?;
    for test in tests {
        let expected = match &test.expect {
            Expectation::Violated(_) => "violated".to_string(),
            Expectation::Holds => "holds".into(),
            Expectation::Undecided(None) => "undecided".into(),
            Expectation::Undecided(Some(why)) => format!("undecided because {}", why.word()),
        };
        let todo = if test.todo.is_some() { " (todo: not yet)" } else { "" };
        writeln!(out, "  {}: {expected}{todo}", Sanitized::words(&test.name))?;
    }
    let list = |names: &[std::sync::Arc<str>]| names.join(", ");
    let more = [
        ("tags", (!rule.tags.is_empty()).then(|| list(&rule.tags))),
        ("formerly", (!rule.formerly.is_empty()).then(|| list(&rule.formerly))),
        ("since", rule.since.as_deref().map(String::from)),
        ("owner", rule.owner.as_deref().map(String::from)),
    ];
    if more.iter().any(|(_, value)| value.is_some()) {
        writeln!(out)?;
    }
    for (what, value) in more.iter().filter_map(|(what, value)| value.as_ref().map(|v| (what, v))) {
        writeln!(out, "{what}: {}", Sanitized::words(value))?;
    }
    Ok(())
}

fn source_line(out: &mut dyn Write, line: &str) -> io::Result<()> {
    match line.trim_end() {
        "" => writeln!(out),
        line => writeln!(out, "  {}", Sanitized::line(line)),
    }
}

/// The lines of the declaration that begins at `at`, with the `##` lines that document it. A declaration starts in
/// column 0 and goes on while lines are indented.
fn declaration(program: &Program, at: FileSpan) -> Vec<&str> {
    let text = &**program.sources.get(at.source).text;
    let lines: Vec<&str> = text.lines().collect();
    let first = text[..text.floor_char_boundary(at.span.start as usize)].matches('\n').count();
    let indented = |line: &str| line.starts_with([' ', '\t']) || line.trim().is_empty();
    let mut start = first.min(lines.len());
    while start > 0 && start < lines.len() && indented(lines[start]) {
        start -= 1;
    }
    let mut end = (start + 1).min(lines.len());
    while end < lines.len() && indented(lines[end]) {
        end += 1;
    }
    while start > 0 && lines[start - 1].starts_with("##") {
        start -= 1;
    }
    let mut declaration = lines[start..end].to_vec();
    while declaration.last().is_some_and(|l| l.trim().is_empty()) {
        declaration.pop();
    }
    declaration
}

/// The `##` lines above a declaration, without their marks.
pub(super) fn comment(program: &Program, at: FileSpan) -> Vec<String> {
    let lines = declaration(program, at);
    let marked = lines.iter().take_while(|line| line.starts_with("##"));
    marked.map(|line| line.trim_start_matches('#').trim().to_string()).collect()
}

/// A declaration without the comment above it and the tests in it.
pub(super) fn without_tests(program: &Program, at: FileSpan) -> Vec<&str> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let all = declaration(program, at);
    let mut lines: Vec<&str> = Vec::new();
    let mut test: Option<usize> = None;
    for line in all.into_iter().filter(|line| !line.starts_with("##")) {
        if test.is_some_and(|of| indent(line) > of || line.trim().is_empty()) {
            continue;
        }
        test = line.trim_start().starts_with("test ").then(|| indent(line));
        if test.is_none() {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// The `given` lines of a test.
pub(super) fn given(program: &Program, test: FileSpan) -> Vec<&str> {
    let text = &**program.sources.get(test.source).text;
    let from = text.get(test.span.start as usize..).unwrap_or_default();
    let within = from.lines().skip(1).map(str::trim_start).take_while(|line| !line.starts_with("test "));
    within.filter(|line| line.starts_with("given ")).collect()
}
