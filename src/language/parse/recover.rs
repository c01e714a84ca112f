//! What goes on behind a mistake: a declaration is read clause by clause, so that a broken one hides no other.
//!
//! A clause that cannot be read is blanked, and the declaration read again; so places stay what they are. Where already
//! the head is broken, the clauses are read by themselves, for their errors only.

use std::ops::Range;

use super::syntax::{self, Failure, Rule};
use super::{Builder, expected, repair};
use crate::language::ast::DeclarationNode;
use crate::language::errors::{Found, Problem};
use crate::language::split::line_starts;
use crate::source::Span;

/// Declarations that are longer are told one error each: they are read anew for each further one.
const LONGEST: usize = 100_000;

/// Errors told of one declaration, at most: what follows so many is more likely noise.
const MOST_ERRORS: usize = 12;

/// The words that begin a clause, by declaration.
fn clause_words(entry: Rule) -> &'static [&'static str] {
    match entry {
        Rule::rule_entry | Rule::one_line_entry => expected::RULE_CLAUSES,
        Rule::term_entry => &["also", "short", "in"],
        Rule::role_entry => &["also", "short", "in", "seats", "held", "acting", "complete"],
        Rule::record_entry => &["founded", "born", "capital", "has", "in", "said", "complete"],
        Rule::derive_entry => &["for", "where", "with"],
        _ => &[],
    }
}

/// The rule of the grammar for the clauses of a declaration alone.
fn headless(entry: Rule) -> Option<Rule> {
    Some(match entry {
        Rule::rule_entry | Rule::one_line_entry => Rule::rule_clauses,
        Rule::term_entry => Rule::term_clauses,
        Rule::role_entry => Rule::role_clauses,
        Rule::record_entry => Rule::record_clauses,
        Rule::derive_entry => Rule::derive_clauses,
        Rule::fact_entry => Rule::fact_lines,
        Rule::extract_entry => Rule::extract_lines,
        Rule::cue_entry => Rule::cue_lines,
        _ => return None,
    })
}

/// Offsets at which the head and the clauses of a declaration begin; the first is 0.
fn segments(entry: Rule, text: &str) -> Vec<usize> {
    let words = clause_words(entry);
    // Fields and phrases stand on lines of their own.
    let every_line = matches!(entry, Rule::fact_entry | Rule::extract_entry | Rule::cue_entry);
    let mut all = vec![0];
    for at in line_starts(text) {
        let line = &text[at..];
        let content = line.trim_start_matches([' ', '\t', '\u{a0}']);
        let word = content.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
        let word = word.to_lowercase();
        let clause = words.contains(&word.as_str()) || words.len() > 10 && expected::begins_clause_elsewhere(&word);
        if clause || every_line && !content.starts_with(['\n', '\r', '#']) && !content.is_empty() {
            all.push(at + line.len() - content.len());
        }
    }
    all
}

impl Builder<'_> {
    /// Reports what is wrong with a declaration, and reads what is right of it. What is built is marked as broken.
    pub(super) fn recover(&mut self, entry: Rule, text: &str, first: Failure) -> Option<DeclarationNode> {
        let starts = segments(entry, text);
        let head = starts.get(1).copied().unwrap_or(text.len());
        let most = if text.len() > LONGEST { 1 } else { MOST_ERRORS };
        let mut left = text.to_string();
        let mut reading = entry;
        let mut failure = first;
        for told in 0..most {
            // Where the text ends too early because of what was blanked, all has been said.
            if told > 0 && left[failure.at..].trim().is_empty() {
                return None;
            }
            let broken = self.report_failure(reading, &left, &failure, &starts)?;
            // The head may be whole up to the mistake, once it has a name.
            let in_head = broken.start == 0 && reading == entry;
            let named = left[..failure.at].split_whitespace().nth(1).is_some();
            blank(&mut left, if in_head { failure.at..broken.end } else { broken });
            let mut parsed = syntax::parse(reading, &left);
            if in_head && (!named || parsed.as_ref().is_err_and(|next| next.at <= head)) {
                reading = headless(entry)?;
                blank(&mut left, 0..head);
                parsed = syntax::parse(reading, &left);
            }
            match parsed {
                Ok(pair) => return self.declaration(entry, pair).map(broken_node),
                Err(next) => failure = next,
            }
        }
        None
    }

    /// Reports a failure, and gives what has to go for the rest to be read; `None` where there is no rest.
    fn report_failure(
        &mut self,
        reading: Rule,
        text: &str,
        failure: &Failure,
        starts: &[usize],
    ) -> Option<Range<usize>> {
        let broken = broken(reading, text, failure, starts);
        let (problem, span) = explain(failure, reading, text, starts, broken.clone());
        let (start, end) = (span.start as usize, span.end as usize);
        let cut = match problem {
            Problem::TooDeep => None,
            // Its clauses are none of this declaration.
            Problem::Indented { .. } => Some(start..text.len()),
            // The clause is whole without these.
            Problem::NeedlessMark { .. } => Some(start..end),
            Problem::ForeignComment { .. } => {
                let rest = &text[start..];
                let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
                let closed = rest.find("*/").map(|i| i + 2).filter(|_| rest.starts_with("/*"));
                Some(start..start + closed.unwrap_or(line))
            }
            _ => Some(broken),
        };
        let base = self.base;
        self.report(problem, span.shift(base));
        cut
    }

    /// Reads the clauses of a declaration whose first word is wrong, for their errors.
    pub(super) fn clauses_only(&mut self, entry: Rule, text: &str) {
        let starts = segments(entry, text);
        let Some(reading) = headless(entry).filter(|_| text.len() <= LONGEST) else { return };
        let mut left = text.to_string();
        blank(&mut left, 0..starts.get(1).copied().unwrap_or(text.len()));
        for _ in 1..MOST_ERRORS {
            match syntax::parse(reading, &left) {
                Ok(pair) => return drop(self.declaration(entry, pair)),
                Err(failure) if left[failure.at..].trim().is_empty() => return,
                Err(failure) => match self.report_failure(reading, &left, &failure, &starts) {
                    Some(broken) => blank(&mut left, broken),
                    None => return,
                },
            }
        }
    }
}

/// The clause that a failure is in.
fn broken(reading: Rule, text: &str, failure: &Failure, starts: &[usize]) -> Range<usize> {
    let next = starts.partition_point(|s| *s <= failure.at);
    let start = starts[next - 1];
    let end = starts.get(next).copied().unwrap_or(text.len());
    let clause_expected = expected::clause_expected(failure);
    if start == failure.at && next > 1 && !clause_expected && reading != Rule::fact_lines {
        // The clause above has no end.
        return starts[next - 2]..failure.at;
    }
    let line = text[..failure.at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let begins_line = text[line..failure.at].trim().is_empty();
    // A clause could have begun here, so this is one, with another word.
    if begins_line && line > start && clause_expected { failure.at..end } else { start..end }
}

/// Spaces for what cannot be read; line ends stay.
fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String =
        text[range.clone()].bytes().map(|b| if matches!(b, b'\n' | b'\r') { b as char } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}

fn broken_node(mut node: DeclarationNode) -> DeclarationNode {
    match &mut node {
        DeclarationNode::Rule(rule) => rule.broken = true,
        DeclarationNode::Fact(fact) => fact.broken = true,
        DeclarationNode::Derive(derive) => derive.broken = true,
        _ => {}
    }
    node
}

/// What is wrong, and where. A word that makes the clause readable is worth more than one that is merely near.
fn explain(failure: &Failure, entry: Rule, text: &str, starts: &[usize], segment: Range<usize>) -> (Problem, Span) {
    let (mut problem, mut span) = expected::explain(failure, entry, text, segment.clone());
    // A clause that lacks its end is marked itself, not the one behind it.
    if segment.end == failure.at && segment.start < failure.at && !text[failure.at..].trim().is_empty() {
        let last = text[segment.clone()].trim_end().len() + segment.start;
        let from = super::behind_last_blank(&text[..last]).max(segment.start);
        if let Problem::Unexpected { found, near, .. } = &mut problem
            && last > from
        {
            *found = Found::End("this clause");
            *near = None;
            span = Span::new(from, last);
        }
    }
    let Problem::Unexpected { found, expected, near, missing } = &mut problem else { return (problem, span) };
    if near.as_deref().is_some_and(|ours| expected::is_translation(span.of(text), ours)) {
        return (problem, span);
    }
    if let Some((at, word)) = repair::repair(entry, text, failure.at, starts, segment.clone()) {
        if at != span {
            *found = Found::Words(at.of(text).to_string());
            expected.clear();
            span = at;
        }
        *near = Some(word.to_string());
    } else if near.is_none() && matches!(found, Found::Words(_)) {
        *missing = repair::left_out(entry, text, failure, starts, segment);
    }
    (problem, span)
}
