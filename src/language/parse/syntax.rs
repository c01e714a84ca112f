//! The generated parser.

// The derive writes items that nobody documents.
#![allow(missing_docs)]

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use crate::source::Span;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/claim.pest"]
struct ClaimParser;

pub type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// Where the parser could not go on, and what it could have read there.
#[derive(Debug)]
pub struct Failure {
    pub at: usize,
    pub expected: Vec<Rule>,
    /// The parser ran out of stack.
    pub overrun: bool,
}

/// Reads `text` by an entry rule and returns its pair.
pub fn parse(entry: Rule, text: &str) -> Result<Pair<'_>, Failure> {
    match ClaimParser::parse(entry, text) {
        Ok(mut pairs) => pairs.next().ok_or(Failure { at: 0, expected: Vec::new(), overrun: false }),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            let (expected, overrun) = match error.variant {
                ErrorVariant::ParsingError { positives, .. } => (positives, false),
                ErrorVariant::CustomError { .. } => (Vec::new(), true),
            };
            Err(Failure { at, expected, overrun })
        }
    }
}

/// The word, number, string or mark at a byte offset; the last character of the text where nothing follows.
pub fn token_at(text: &str, at: usize) -> Span {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else {
        let last = text.trim_end().char_indices().next_back();
        return last.map_or(Span::new(0, 0), |(i, c)| Span::new(i, i + c.len_utf8()));
    };
    let word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let len = if word(first) {
        rest.find(|c: char| !word(c)).unwrap_or(rest.len())
    } else if first == '"' {
        rest[1..].find(['"', '\n', '\r']).map_or(rest.trim_end().len(), |i| i + 2)
    } else {
        let mark = |c: char| "=<>!&|+*".contains(c);
        if mark(first) { rest.find(|c: char| !mark(c)).unwrap_or(rest.len()) } else { first.len_utf8() }
    };
    // An unclosed string leaves its line end out.
    let len = rest[..len.min(rest.len())].trim_end().len().max(first.len_utf8());
    Span::new(at, at + len)
}
