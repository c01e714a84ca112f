//! Text → tree and errors. Parsing never fails: a declaration that cannot be read is left out and reported.
//!
//! `syntax` holds the generated parser and what its errors mean; the other modules turn its pairs into the tree, one
//! module per level of the grammar. No type of pest leaves this module.

mod conditions;
mod declarations;
mod expected;
mod foreign;
mod literals;
mod phrases;
mod productions;
mod recover;
mod repair;
mod rules;
mod syntax;
mod templates;
mod wording;

pub use literals::{dedent, escape};
pub use productions::{all_productions, productions};
pub use templates::{TemplatePart, literal, template};

use super::ast::{Declaration, DeclarationNode, File};
use super::errors::{Diagnostic, MOST_ERRORS, Problem};
use super::split::{Piece, cut};
use crate::source::{FileSpan, SourceId, Span};
use syntax::{Pair, Rule};

/// A tree, and what is wrong with the text that it came from.
#[derive(Debug, Default)]
pub struct Parsed {
    pub file: File,
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one file. With `skip_tests`, tests are left out where that is cheap (see [`cut`]).
pub fn parse(text: &str, source: SourceId, skip_tests: bool) -> Parsed {
    let cut = cut(text, skip_tests);
    let mut builder = Builder::new(text, source);
    let (mut declarations, mut lost) = (Vec::new(), Vec::new());
    for piece in cut.pieces {
        if builder.diagnostics.len() >= MOST_ERRORS {
            builder.report(Problem::Enough, first_line(piece.span.of(text), piece.span.start as usize));
            break;
        }
        builder.room = builder.diagnostics.len() + MOST_HERE;
        let node = builder.piece(&piece);
        if node.is_none() {
            lost.extend(declared(piece.span.of(text)));
        }
        // What was said about a declaration that could not be read stays with the next one, or formatting would
        // lose it; but such a file is not formatted.
        if let Some(node) = node {
            declarations.push(Declaration { docs: piece.docs, comments: piece.comments, span: piece.span, node });
        }
    }
    let file = File { declarations, lost, docs: cut.docs, comments: cut.comments };
    Parsed { file, diagnostics: builder.diagnostics }
}

/// Turns pairs into the tree. Each method is named after its rule of the grammar.
struct Builder<'a> {
    /// The whole file.
    text: &'a str,
    /// Offset of the text that the parser saw.
    base: usize,
    source: SourceId,
    diagnostics: Vec<Diagnostic>,
    /// How many diagnostics there may be.
    room: usize,
    /// One for which there was no room.
    left_out: Option<Diagnostic>,
}

/// Errors told of one declaration.
const MOST_HERE: usize = 50;

impl<'a> Builder<'a> {
    fn new(text: &'a str, source: SourceId) -> Builder<'a> {
        Builder { text, base: 0, source, diagnostics: Vec::new(), room: MOST_HERE, left_out: None }
    }

    fn report(&mut self, problem: Problem, span: Span) -> &mut Diagnostic {
        let at = FileSpan { source: self.source, span };
        let diagnostic = Diagnostic::new(problem, at);
        if self.diagnostics.len() > self.room {
            return self.left_out.insert(diagnostic);
        }
        self.diagnostics.push(diagnostic);
        self.diagnostics.last_mut().expect("one was pushed just now")
    }

    /// From the start of the pair to the end of its last token. (pest counts the blanks before an optional part that
    /// does not come as part of the pair.)
    fn span(&self, pair: &Pair) -> Span {
        Span::new(self.base + pair.as_span().start(), self.base + end(pair.clone()))
    }

    fn piece(&mut self, piece: &Piece) -> Option<DeclarationNode> {
        let text = piece.span.of(self.text);
        self.base = piece.span.start as usize;
        if piece.orphan {
            self.report(Problem::Orphan, first_line(text, self.base));
            return None;
        }
        if let Some(bracket) = piece.too_deep {
            self.report(Problem::TooDeep, bracket);
            return None;
        }
        let entry = self.entry(text)?;
        match syntax::parse(entry, text) {
            Ok(pair) => self.declaration(entry, pair),
            Err(failure) => self.recover(entry, text, failure),
        }
    }

    /// The rule of the grammar that reads a declaration, by its first words.
    fn entry(&mut self, text: &str) -> Option<Rule> {
        let mut words = text.split([' ', '\t', '\r', '\n', '\u{a0}']).filter(|w| !w.is_empty());
        let first: &str = words.next().unwrap_or_default();
        let name_end = first.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(first.len());
        let name = &first[..name_end];
        let second = words.next().unwrap_or_default();
        let entry = DECLARATIONS.iter().find(|(word, _)| *word == name).map(|(_, entry)| *entry);
        // `role person must agree`: kinds may be called like declarations of names, which go on with a string.
        let kind = matches!(entry, None | Some(Rule::term_entry | Rule::role_entry));
        if kind && name == first && is_name(second) {
            let near = |word: Option<&str>, ours| word.is_some_and(|w| strsim::damerau_levenshtein(w, ours) <= 1);
            let (third, fourth) = (words.next(), words.next());
            // One of the two may be misspelt.
            if third.is_some_and(|w| ["must", "agrees", "should", "shall"].contains(&w))
                || entry.is_none() && near(third, "must") && near(fourth, "agree")
            {
                return Some(Rule::one_line_entry);
            }
        }
        if entry.is_some() {
            return entry;
        }
        let mut clauses_of = None;
        let span = if name.is_empty() { syntax::token_at(text, 0) } else { Span::new(0, name.len()) };
        let problem = if let Some(mark) = expected::FOREIGN_COMMENTS.into_iter().find(|mark| text.starts_with(mark)) {
            Problem::ForeignComment { found: mark.to_string() }
        } else if name.is_empty() {
            Problem::NoDeclaration { found: span.of(text).to_string() }
        } else if expected::begins_clause(name) {
            Problem::ClauseInColumnZero { word: name.to_string() }
        } else {
            let meant =
                foreign::declaration(name, DECLARATIONS).or_else(|| repair::declaration(text, name, DECLARATIONS));
            clauses_of = meant.map(|(_, entry)| entry);
            Problem::UnknownDeclaration { word: name.to_string(), near: meant.map(|(word, _)| word.to_string()) }
        };
        let base = self.base;
        self.report(problem, span.shift(base));
        if let Some(entry) = clauses_of {
            self.clauses_only(entry, text);
        }
        None
    }
}

const DECLARATIONS: &[(&str, Rule)] = &[
    ("language", Rule::language_entry),
    ("use", Rule::use_entry),
    ("person", Rule::term_entry),
    ("place", Rule::term_entry),
    ("organisation", Rule::term_entry),
    ("term", Rule::term_entry),
    ("role", Rule::role_entry),
    ("record", Rule::record_entry),
    ("list", Rule::list_entry),
    ("param", Rule::param_entry),
    ("fact", Rule::fact_entry),
    ("extract", Rule::extract_entry),
    ("cue", Rule::cue_entry),
    ("derive", Rule::derive_entry),
    ("rule", Rule::rule_entry),
    ("test", Rule::test_entry),
];

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic()) && word.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// Declarations that have to do with the name behind their first word.
const DECLARING: &[&str] = &["rule", "fact", "list", "param", "extract", "derive"];

/// What a declaration that cannot be read would have declared: the name behind its first word.
fn declared(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let (first, name) = (words.next()?, words.next()?.trim_matches(|c: char| !c.is_alphanumeric()));
    let nameless = DECLARATIONS.iter().any(|(word, _)| *word == first) && !DECLARING.contains(&first);
    (!nameless && is_name(name)).then(|| name.to_string())
}

/// The byte behind the last blank; blanks may be of several bytes.
fn behind_last_blank(text: &str) -> usize {
    text.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8())
}

fn first_line(text: &str, base: usize) -> Span {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::new(base, base + text[..end].trim_end().len())
}

/// Where the last token of a pair ends.
fn end(pair: Pair) -> usize {
    let own = pair.as_span().end();
    pair.into_inner().next_back().map_or(own, end)
}
