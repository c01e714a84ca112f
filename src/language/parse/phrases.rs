//! The inside of the strings of `extract` and `cue`.
//!
//! A reader of its own: its marks (`[ ] ( ) | < > { } …`) mean nothing elsewhere, and each error is marked inside the
//! string.

use super::Builder;
use super::literals::escape;
use super::syntax::Pair;
use crate::language::ast::*;
use crate::language::errors::Problem;
use crate::language::split::MAX_NESTING;
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn phrase(&mut self, pair: Pair) -> Phrase {
        let text = self.text(pair);
        if text.long {
            self.report(Problem::LongPhrase, text.span);
        }
        let mut reader = Reader { raw: &text.raw, at: 0, base: text.raw_start, depth: 0, problems: Vec::new() };
        let parts = reader.sequence(None);
        let problems = reader.problems;
        for (problem, span) in problems {
            self.report(problem, span);
        }
        if parts.is_empty() && text.raw.trim().is_empty() {
            self.report(Problem::EmptyPhrase, text.span);
        }
        Phrase { text, parts }
    }
}

struct Reader<'a> {
    raw: &'a str,
    at: usize,
    base: usize,
    depth: usize,
    problems: Vec<(Problem, Span)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.raw[self.at..].chars().next()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn problem(&mut self, problem: Problem, start: usize, end: usize) {
        let span = self.span(start, end);
        self.problems.push((problem, span));
    }

    /// Parts up to the end, or within brackets up to the mark that closes them or to a `|`, which stay unread.
    fn sequence(&mut self, open: Option<char>) -> Vec<PhrasePart> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                '|' if open.is_some() => break,
                ')' if open == Some('(') => break,
                ']' if open == Some('[') => break,
                '[' | '(' => {
                    if !self.holds_marks_only() {
                        self.glued_before(start);
                    }
                    self.bracket(c, &mut parts);
                    self.glued_behind();
                }
                '<' => {
                    self.inflected(&mut parts);
                    self.glued_behind();
                }
                '{' => self.hole(&mut parts),
                '…' => {
                    self.at += c.len_utf8();
                    parts.push(PhrasePart::Gap(self.span(start, self.at)));
                }
                '.' if self.raw[start..].starts_with("...") => {
                    self.at += 3;
                    parts.push(PhrasePart::Gap(self.span(start, self.at)));
                }
                ')' | ']' | '}' | '>' | '|' => {
                    self.at += 1;
                    self.problem(Problem::StrayMark { mark: c }, start, start + 1);
                }
                _ => self.words(&mut parts),
            }
        }
        parts
    }

    /// `capital[,]`: a mark is no part of the word before it, unless it is one that words are written with.
    fn holds_marks_only(&self) -> bool {
        let inner = &self.raw[self.at + 1..];
        let end = inner.find([']', ')']).unwrap_or(inner.len());
        !inner[..end].contains(|c: char| c.is_alphanumeric() || "'’-‐‑[({<…\\".contains(c))
    }

    /// `print[ed]`: a bracket cannot cut a word.
    fn glued_before(&mut self, start: usize) {
        let before = &self.raw[..start];
        let word_start = before
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
        if word_start < start && !before[..word_start].ends_with('\\') {
            self.cut_word(word_start, start);
        }
    }

    /// `[un]known`, `<meet>s`
    fn glued_behind(&mut self) {
        if self.peek().is_some_and(char::is_alphabetic) && !self.raw[self.at..].starts_with("n't") {
            let rest = &self.raw[self.at..];
            let end = self.at + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            self.cut_word(self.at, end);
        }
    }

    fn cut_word(&mut self, start: usize, end: usize) {
        // Shown with the whole of what is glued: from blank to blank.
        let from = super::behind_last_blank(&self.raw[..start]);
        let to = self.raw[end..].find(char::is_whitespace).map_or(self.raw.len(), |i| end + i);
        let whole = self.raw[from.min(start)..to.max(end)].to_string();
        if !self.problems.iter().any(|(p, _)| matches!(p, Problem::CutWord { found } if *found == whole)) {
            self.problem(Problem::CutWord { found: whole }, from.min(start), to.max(end));
        }
    }

    fn words(&mut self, parts: &mut Vec<PhrasePart>) {
        let start = self.at;
        let mut words = String::new();
        while let Some(c) = self.peek() {
            match c {
                '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '|' | '…' => break,
                '.' if self.raw[self.at..].starts_with("...") => break,
                '\\' => {
                    let after = &self.raw[self.at + 1..];
                    let mark = after.chars().next().filter(|c| "[](){}<>|".contains(*c));
                    match mark.map(|c| (c, 1)).or_else(|| escape(after)) {
                        Some((c, used)) => {
                            words.push(c);
                            self.at += 1 + used;
                        }
                        None => {
                            let end = self.at + 1 + after.chars().next().map_or(0, char::len_utf8);
                            let found = self.raw[self.at..end].to_string();
                            self.problem(Problem::Escape { found }, self.at, end);
                            self.at = end;
                        }
                    }
                }
                _ => {
                    words.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        let raw = &self.raw[start..self.at];
        let lead = raw.len() - raw.trim_start().len();
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return;
        }
        let glued = lead == 0 && start > 0;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        parts.push(PhrasePart::Words { words, glued });
    }

    fn bracket(&mut self, open: char, parts: &mut Vec<PhrasePart>) {
        let start = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_NESTING {
            self.problem(Problem::TooDeep, start, start + 1);
            // The rest is not read: it would only repeat this.
            self.at = self.raw.len();
            self.depth -= 1;
            return;
        }
        let mut branches = vec![self.sequence(Some(open))];
        while self.peek() == Some('|') {
            let at = self.at;
            if branches.last().is_some_and(Vec::is_empty) {
                self.problem(Problem::EmptyBranch, at, at + 1);
            }
            self.at += 1;
            branches.push(self.sequence(Some(open)));
        }
        self.depth -= 1;
        let close = if open == '(' { ')' } else { ']' };
        if self.peek() != Some(close) {
            if self.problems.iter().all(|(p, _)| !matches!(p, Problem::TooDeep)) {
                self.problem(Problem::OpenMark { open, close }, start, start + 1);
            }
            return;
        }
        self.at += 1;
        if branches.last().is_some_and(Vec::is_empty) {
            self.problem(Problem::EmptyBranch, start, self.at);
        }
        parts.push(if open == '(' { PhrasePart::Choice(branches) } else { PhrasePart::Optional(branches) });
    }

    /// What stands up to `close`; `None`, with an error, where it does not close.
    fn enclosed(&mut self, close: char) -> Option<(usize, usize)> {
        let start = self.at;
        let open = self.peek()?;
        match self.raw[start..].find(close) {
            Some(i) => {
                self.at = start + i + close.len_utf8();
                Some((start + open.len_utf8(), start + i))
            }
            None => {
                self.problem(Problem::OpenMark { open, close }, start, start + open.len_utf8());
                self.at = self.raw.len();
                None
            }
        }
    }

    fn inflected(&mut self, parts: &mut Vec<PhrasePart>) {
        let start = self.at;
        let Some((from, to)) = self.enclosed('>') else { return };
        let words = self.raw[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = |c: char| c.is_alphanumeric() || " -'’.".contains(c);
        if words.is_empty() || !words.chars().all(plain) || !words.starts_with(char::is_alphabetic) {
            self.problem(Problem::InflectedWord { found: self.raw[start..self.at].to_string() }, start, self.at);
            return;
        }
        parts.push(PhrasePart::Inflected(words));
    }

    fn hole(&mut self, parts: &mut Vec<PhrasePart>) {
        let start = self.at;
        let Some((from, to)) = self.enclosed('}') else { return };
        let inside = &self.raw[from..to];
        let (field, ty) = match inside.split_once(':') {
            Some((field, ty)) => (field, Some((ty, from + field.len() + 1))),
            None => (inside, None),
        };
        let named = |words: &str, at: usize| {
            let trimmed = words.trim();
            let lead = words.len() - words.trim_start().len();
            Name { text: trimmed.to_string(), span: self.span(at + lead, at + lead + trimmed.len()) }
        };
        let field = named(field, from);
        let ty = ty.map(|(words, at)| named(words, at));
        let is_name = |n: &Name| {
            n.text.starts_with(char::is_alphabetic) && n.text.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        if let Some((field, words)) = inside.split_once('=') {
            let field = named(field, from);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let plain = |c: char| c.is_alphanumeric() || " -'’".contains(c);
            if !is_name(&field) || words.is_empty() || !words.chars().all(plain) {
                self.problem(Problem::HoleForm { found: self.raw[start..self.at].to_string() }, start, self.at);
                return;
            }
            parts.push(PhrasePart::Given { field, words, span: self.span(start, self.at) });
            return;
        }
        if !(field.text == "_" || is_name(&field)) || ty.as_ref().is_some_and(|t| !is_name(t)) {
            self.problem(Problem::HoleForm { found: self.raw[start..self.at].to_string() }, start, self.at);
            return;
        }
        let field = Some(field).filter(|f| f.text != "_");
        if field.is_none() && ty.is_none() {
            self.problem(Problem::HoleForm { found: self.raw[start..self.at].to_string() }, start, self.at);
            return;
        }
        parts.push(PhrasePart::Hole { field, ty, span: self.span(start, self.at) });
    }
}
