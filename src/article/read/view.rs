//! The view of a marked-up article as it grows: words, blanks shown as one, and their bytes in the file.

use std::mem;

use crate::article::TextMap;
use crate::source::Span;

/// Between two units in the view.
const SEAM: &str = "\n\n";

pub struct View<'a> {
    source: &'a str,
    pub text: String,
    pub map: TextMap,
    /// Where the words of the unit begin that is being added; `None` before its first word.
    start: Option<usize>,
    blank: Option<Blank>,
}

/// A run of blanks, which shows as one.
enum Blank {
    /// At these bytes of the source.
    Space(Span),
    /// A line break.
    Line,
}

impl<'a> View<'a> {
    pub fn new(source: &'a str) -> View<'a> {
        View { source, text: String::new(), map: TextMap::default(), start: None, blank: None }
    }

    /// Adds what the bytes at `source` show. `exact`: the bytes are the words; else they are one reference.
    pub fn add(&mut self, words: &str, source: Span, exact: bool) {
        let mut at = 0;
        let part_of = |from: usize, to: usize| match exact {
            true => Span::new(source.start as usize + from, source.start as usize + to),
            false => source,
        };
        for part in words.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.part();
                let view = Span::new(self.text.len(), self.text.len() + word.len());
                self.text.push_str(word);
                let span = part_of(at, at + word.len());
                match exact {
                    true => self.map.push(view.start as usize, word.len(), None, span.start as usize),
                    false => self.map.push_unit(view, None, span),
                }
            }
            if word.len() < part.len() && self.start.is_some() {
                let span = part_of(at + word.len(), at + part.len());
                self.blank = Some(match self.blank.take() {
                    Some(Blank::Line) => Blank::Line,
                    Some(Blank::Space(first)) => Blank::Space(first.cover(span)),
                    None => Blank::Space(span),
                });
            }
            at += part.len();
        }
    }

    /// A line break within the unit.
    pub fn line_break(&mut self) {
        if self.start.is_some() {
            self.blank = Some(Blank::Line);
        }
    }

    /// Ends the unit: the span of its words without blanks at their ends; `None` where there is no letter or digit.
    pub fn end(&mut self) -> Option<Span> {
        self.blank = None;
        let start = mem::take(&mut self.start)?;
        let words = &self.text[start..];
        let first = start + (words.len() - words.trim_start().len());
        words.chars().any(char::is_alphanumeric).then(|| Span::new(first, first + words.trim().len()))
    }

    /// Adds what parts the next word from the last one.
    fn part(&mut self) {
        if self.start.is_none() {
            if !self.text.is_empty() {
                self.text.push_str(SEAM);
            }
            self.start = Some(self.text.len());
            return;
        }
        match self.blank.take() {
            None => {}
            Some(Blank::Line) => self.text.push('\n'),
            Some(Blank::Space(source)) => {
                let at = self.text.len();
                self.text.push(' ');
                match source.of(self.source) {
                    " " => self.map.push(at, 1, None, source.start as usize),
                    _ => self.map.push_unit(Span::new(at, at + 1), None, source),
                }
            }
        }
    }
}
