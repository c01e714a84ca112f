//! Rules and tests.

use super::declarations::{for_each, merged, within};
use super::expressions::{block, condition, date, field, listed, names, quoted, same_keys};
use super::{Entry, Layout, Printer, WIDTH, filled};
use crate::language::ast::*;
use crate::source::Span;

impl Printer<'_> {
    pub(super) fn rule(&self, rule: &Rule) -> Vec<Entry> {
        let head = self.rule_head(rule);
        let mut entries = vec![head];
        // The words of the clauses stand in one column, what they say in another.
        let width = rule.clauses.iter().map(|c| word(c.tag).len()).max().unwrap_or(0) + 2;
        let column = 2 + width;
        let mut parts: Vec<(Tag, Entry)> = Vec::new();
        let mut add = |tag: Tag, text: String| {
            let pad = " ".repeat(width - word(tag).len());
            parts.push((tag, merged(2, &rule.clauses, tag, format!("{}{pad}{text}", word(tag)))));
        };
        if let Some(level) = &rule.level {
            add(Tag::Level, level.text.clone());
        }
        if let Some(each) = &rule.for_each {
            add(Tag::ForEach, for_each(each));
        }
        if !rule.including.is_empty() {
            add(Tag::Including, names(&rule.including));
        }
        if let Some(keys) = &rule.same {
            add(Tag::Same, same_keys(keys));
        }
        if let (Some(must), RuleForm::Named(_)) = (&rule.must, &rule.form) {
            add(Tag::Must, must_words(must, column));
        }
        for (tag, texts) in [(Tag::Say, &rule.say), (Tag::Help, &rule.help), (Tag::Why, &rule.why)] {
            if let Some(texts) = texts {
                let lines: Vec<String> = texts.parts.iter().map(|t| block(t, column)).collect();
                add(tag, lines.join(&format!("\n{}", " ".repeat(column))));
            }
        }
        for (tag, tagged) in [(Tag::Tags, &rule.tags), (Tag::Formerly, &rule.formerly)] {
            if !tagged.is_empty() {
                let all: Vec<String> = tagged
                    .iter()
                    .map(|t| match t {
                        Tagged::Bare(name) => name.text.clone(),
                        Tagged::Quoted(text) => quoted(text),
                    })
                    .collect();
                add(tag, filled(&all, column, column));
            }
        }
        for (tag, text) in [(Tag::Since, &rule.since), (Tag::Owner, &rule.owner)] {
            if let Some(text) = text {
                add(tag, quoted(text));
            }
        }
        if let Some(fix) = &rule.fix {
            let with = match &fix.with {
                FixWith::Text(text) => quoted(text),
                FixWith::Field(f) => field(f),
            };
            add(Tag::Fix, format!("{} with {with}", field(&fix.field)));
        }
        // Clauses that may come more than once keep their order.
        let repeated = [(Tag::Where, &rule.wheres), (Tag::Unless, &rule.unless)];
        for (tag, conditions) in repeated {
            let spans = rule.clauses.iter().filter(|c| c.tag == tag);
            for (clause, expr) in spans.zip(conditions) {
                let pad = " ".repeat(width - word(tag).len());
                let text = format!("{}{pad}{}", word(tag), condition(expr, column));
                parts.push((tag, Entry::new(2, clause.span, text)));
            }
        }
        for except in &rule.except {
            let pad = " ".repeat(width - word(Tag::Except).len());
            let mut words = Vec::new();
            words.extend(except.path.as_ref().map(quoted));
            words.extend(except.until.as_ref().map(|d| format!("until {}", date(d))));
            words.extend(except.because.as_ref().map(|b| format!("because {}", quoted(b))));
            let text = format!("{}{pad}{}", word(Tag::Except), words.join(" "));
            parts.push((Tag::Except, Entry::new(2, except.span, text)));
        }
        parts.sort_by_key(|(tag, _)| *tag);
        let any = !parts.is_empty();
        entries.extend(parts.into_iter().map(|(_, e)| e));
        for (i, test) in rule.tests.iter().enumerate() {
            let mut lines = self.test(test, 2);
            if let Some(first) = lines.first_mut() {
                first.blank = i == 0 && any;
            }
            entries.extend(lines);
        }
        entries
    }

    fn rule_head(&self, rule: &Rule) -> Entry {
        match &rule.form {
            RuleForm::Named(name) => {
                let mut head = format!("rule {}", name.text);
                let mut span = name.span;
                if let Some(title) = &rule.title {
                    head.push_str(&format!("  {}", quoted(title)));
                    span = span.cover(title.span);
                }
                Entry::new(0, span, head)
            }
            RuleForm::OneLine { kind, field } => {
                let span = kind.span.cover(rule.must.as_ref().map_or(field.span, |m| m.span));
                let words = match rule.must.as_ref().map(|m| &m.node) {
                    Some(MustNode::Agree(agree)) => format!("must agree{}", agree_options(agree)),
                    _ => String::new(),
                };
                Entry::new(0, span, format!("{} {} {words}", kind.text, field.text))
            }
        }
    }

    /// A test at `indent`. In rules its name stands where the words of most clauses do.
    pub(super) fn test(&self, test: &Test, indent: usize) -> Vec<Entry> {
        let pad = if indent == 0 { " " } else { "   " };
        let mut head = format!("test{pad}{}", quoted(&test.name));
        let mut span = Span { start: test.span.start, end: test.name.span.end };
        if let Some(of) = &test.of {
            head.push_str(&format!(" of {}", of.text));
            span = span.cover(of.span);
        }
        if let Some(d) = &test.dated {
            head.push_str(&format!("  dated {}", date(d)));
            span = span.cover(d.span);
        }
        let mut entries = vec![Entry::new(indent, span, head)];
        let inner = indent + 2;
        for given in &test.given {
            entries.extend(self.given(given, inner));
        }
        if let Some(texts) = &test.text {
            entries.extend(texts.parts.iter().map(|t| Entry::new(inner, t.span, block(t, inner))));
        }
        for article in &test.articles {
            let word = if article.is_source { "source" } else { "article" };
            let mut head = format!("{word} {}", quoted(&article.name));
            let mut span = Span { start: article.span.start, end: article.name.span.end };
            if let Some(d) = &article.dated {
                head.push_str(&format!(" dated {}", date(d)));
                span = span.cover(d.span);
            }
            entries.push(Entry::new(inner, span, head));
            let deeper = inner + 2;
            entries.extend(article.text.parts.iter().map(|t| Entry::new(deeper, t.span, block(t, deeper))));
        }
        let expectation = match &test.expectation {
            Expectation::Violated(at) if at.is_empty() => "violated".to_string(),
            Expectation::Violated(at) => format!("violated at {}", filled(&listed(at), inner + 12, inner + 12)),
            Expectation::Holds => "holds".to_string(),
            Expectation::Undecided(None) => "undecided".to_string(),
            Expectation::Undecided(Some(word)) => format!("undecided because {}", quoted(word)),
        };
        entries.push(merged(inner, &test.clauses, Tag::Must, with_todo(expectation, test.todo.as_ref(), inner)));
        entries
    }

    /// `given role …` at `indent`, on one line where that is long enough.
    fn given(&self, given: &Given, indent: usize) -> Vec<Entry> {
        let layout = match &given.node {
            GivenNode::Role(role) => self.role(role),
            GivenNode::Record(record) => self.record(record),
        };
        let mut entries = match layout {
            Layout::Either(line, entries) if entries.is_empty() || fits(&line, indent + "given ".len()) => {
                vec![Entry::new(0, given.span, line)]
            }
            Layout::Either(_, entries) | Layout::Lines(entries) => entries,
        };
        for (i, entry) in entries.iter_mut().enumerate() {
            if i == 0 {
                entry.text.insert_str(0, "given ");
            }
            entry.text = entry.text.replace('\n', &format!("\n{}", " ".repeat(indent)));
            entry.indent += indent;
        }
        entries
    }
}

/// `violated at "…"  todo "why"`, on one line where that is long enough.
fn with_todo(expectation: String, todo: Option<&Todo>, indent: usize) -> String {
    let Some(todo) = todo else { return expectation };
    let todo = todo.why.as_ref().map_or("todo".to_string(), |why| format!("todo {}", quoted(why)));
    let line = format!("{expectation}  {todo}");
    if fits(&line, indent) { line } else { format!("{expectation}\n{}{todo}", " ".repeat(indent)) }
}

/// Whether a text that begins in a column stays on its line.
fn fits(text: &str, column: usize) -> bool {
    !text.contains('\n') && column + text.chars().count() <= WIDTH
}

fn must_words(must: &Must, column: usize) -> String {
    match &must.node {
        MustNode::MatchRecord => "match the record".to_string(),
        MustNode::NotOccur => "not occur".to_string(),
        MustNode::NeverFall(f) => format!("never fall on {}", field(f)),
        MustNode::Condition(expr) => condition(expr, column),
        MustNode::Agree(agree) => {
            let on = agree.field.as_ref().map_or(String::new(), |f| format!(" on {}", field(f)));
            format!("agree{on}{}", agree_options(agree))
        }
    }
}

fn agree_options(agree: &Agree) -> String {
    let mut out = within(agree.within.as_ref());
    if let Some(mode) = &agree.mode {
        out.push_str(&format!(" as {}", mode.text));
    }
    if !agree.ignoring.is_empty() {
        out.push_str(&format!(" ignoring {}", names(&agree.ignoring)));
    }
    out
}

/// The first word of a clause.
fn word(tag: Tag) -> &'static str {
    match tag {
        Tag::Level => "level",
        Tag::ForEach => "for",
        Tag::Including => "including",
        Tag::Where => "where",
        Tag::Same => "same",
        Tag::Must => "must",
        Tag::Unless => "unless",
        Tag::Except => "except",
        Tag::Say => "say",
        Tag::Help => "help",
        Tag::Why => "why",
        Tag::Tags => "tags",
        Tag::Since => "since",
        Tag::Owner => "owner",
        Tag::Formerly => "formerly",
        Tag::Fix => "fix",
        Tag::Test => "test",
        Tag::With => "with",
        Tag::Also | Tag::Short | Tag::In | Tag::Seats | Tag::Tenure | Tag::Relation | Tag::Complete | Tag::SameWhen => {
            ""
        }
    }
}
