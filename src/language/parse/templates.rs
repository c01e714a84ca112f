//! The inside of the strings of `say` and `help`: words, and values in braces.

use super::literals::escape;
use super::syntax::{self, Rule};
use super::{Builder, expected};
use crate::language::ast::{Expr, ExprNode, Name, Text};
use crate::language::errors::{Diagnostic, Problem};
use crate::language::split;
use crate::source::{SourceId, Span};

#[derive(Debug)]
pub enum TemplatePart {
    Words(String),
    Hole(Expr),
}

/// Reads one string of `file` (the whole text of the source).
pub fn template(text: &Text, file: &str, source: SourceId) -> (Vec<TemplatePart>, Vec<Diagnostic>) {
    let mut builder = Builder::new(file, source);
    let parts = builder.template(text);
    (parts, builder.diagnostics)
}

/// Reads the value that a configuration gives to a param; `None` where it is none. Its places speak of `text`.
pub fn literal(text: &str, source: SourceId) -> Option<Expr> {
    let mut builder = Builder::new(text, source);
    let pair = syntax::parse(Rule::literal_entry, text).ok()?;
    let expr = pair.into_inner().find_map(|p| builder.operand(p))?;
    builder.diagnostics.is_empty().then_some(expr)
}

impl Builder<'_> {
    fn template(&mut self, text: &Text) -> Vec<TemplatePart> {
        let raw = text.raw.as_str();
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(c) = raw[at..].chars().next() {
            let here = text.raw_start + at;
            match c {
                '{' => {
                    let Some(len) = raw[at..].find('}') else {
                        self.report(Problem::OpenMark { open: '{', close: '}' }, Span::new(here, here + 1));
                        break;
                    };
                    if !words.is_empty() {
                        parts.push(TemplatePart::Words(std::mem::take(&mut words)));
                    }
                    parts.extend(self.template_hole(&raw[at + 1..at + len], here + 1));
                    at += len + 1;
                }
                '}' => {
                    self.report(Problem::StrayMark { mark: c }, Span::new(here, here + 1));
                    at += 1;
                }
                '\\' => {
                    let after = &raw[at + 1..];
                    let brace = after.chars().next().filter(|c| matches!(c, '{' | '}'));
                    match brace.map(|c| (c, 1)).or_else(|| escape(after)) {
                        Some((c, used)) => {
                            words.push(c);
                            at += 1 + used;
                        }
                        None => {
                            let len = 1 + after.chars().next().map_or(0, char::len_utf8);
                            let found = raw[at..at + len].to_string();
                            self.report(Problem::Escape { found }, Span::new(here, here + len));
                            at += len;
                        }
                    }
                }
                // A long string is set for reading in the rule file: its line ends are blanks.
                _ if text.long && c.is_whitespace() => {
                    if !words.ends_with(' ') && !(words.is_empty() && parts.is_empty()) {
                        words.push(' ');
                    }
                    at += c.len_utf8();
                }
                _ => {
                    words.push(c);
                    at += c.len_utf8();
                }
            }
        }
        if text.long {
            words.truncate(words.trim_end().len());
        }
        if !words.is_empty() {
            parts.push(TemplatePart::Words(words));
        }
        parts
    }

    fn template_hole(&mut self, inside: &str, at: usize) -> Option<TemplatePart> {
        self.base = at;
        if let Some(bracket) = split::scan(inside).too_deep {
            self.report(Problem::TooDeep, bracket.shift(at));
            return None;
        }
        if let Some(field) = self.field_of_variable(inside) {
            return Some(TemplatePart::Hole(field));
        }
        match syntax::parse(Rule::hole_entry, inside) {
            Ok(pair) => {
                let inner = pair.into_inner().find(|p| p.as_rule() == Rule::expr)?;
                Some(TemplatePart::Hole(self.expr(inner)))
            }
            Err(failure) => {
                let (problem, span) = expected::explain(&failure, Rule::hole_entry, inside, 0..inside.len());
                // An empty hole has nothing to underline but its braces.
                let span =
                    if inside.trim().is_empty() { Span::new(at - 1, at + inside.len() + 1) } else { span.shift(at) };
                self.report(problem, span);
                None
            }
        }
    }

    /// `a.date`, as nearly all holes are: a letter, which is no reserved word, and a field. The grammar reads it the same, at many times the
    /// cost.
    fn field_of_variable(&mut self, inside: &str) -> Option<Expr> {
        let (variable, field) = inside.split_once('.')?;
        let letters = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase());
        if variable.len() != 1 || !letters(variable) || !field.split('-').all(letters) {
            return None;
        }
        let name = |from: usize, text: &str| {
            let start = self.base + from;
            Name { text: text.to_string(), span: Span::new(start, start + text.len()) }
        };
        let node = ExprNode::Path(vec![name(0, variable), name(2, field)]);
        Some(Expr { node, span: Span::new(self.base, self.base + inside.len()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_variables_are_read_as_the_grammar_reads_them() {
        let file = "say \"{a.article-date}\"";
        let inside = "a.article-date";
        let mut builder = Builder::new(file, SourceId(0));
        builder.base = 6;
        let fast = builder.field_of_variable(inside).expect("it is one");
        let pair = syntax::parse(Rule::hole_entry, inside).expect("the grammar reads it");
        let slow = pair.into_inner().find(|p| p.as_rule() == Rule::expr).map(|p| builder.expr(p));
        assert_eq!(format!("{fast:?}"), format!("{:?}", slow.expect("an expression")));
        for other in ["a", "ab.c", "a.b.c", "a.", ".a", "A.b", "a.1", "a-b", "1.5", "a. b", "a.b-"] {
            assert!(builder.field_of_variable(other).is_none(), "{other}");
        }
    }
}
