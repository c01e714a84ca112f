//! An article as the recognisers see it: word classes, and how each sentence uses capitals.

use std::cell::Cell;

use super::classes::Classes;
use super::lexicon::{Lexicon, Listed};
use crate::article::BlockKind;
use crate::text::{Doc, Sentence, TokenKind};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Capitals mark names.
    Sentence,
    /// `Most Words Have One`.
    Title,
    /// `EVERY LETTER IS ONE`.
    Upper,
}

/// Small words that have a capital where `Most Words Have One`: verbs and pronouns, unlike articles and prepositions.
const NEVER_SMALL: &[&str] = &[
    "he", "she", "it", "they", "we", "who", "which", "whose", "his", "its", "their", "is", "are", "was", "were",
    "been", "has", "had", "have", "will", "would", "also", "born", "called",
];

pub struct Reader<'a> {
    pub doc: &'a Doc<'a>,
    pub lexicon: &'a Lexicon,
    /// By sentence.
    cases: Vec<Case>,
    /// The sentence asked for last.
    current: Cell<(u32, u32)>,
    /// Titles before names, in order: a name begins behind them.
    titles: Vec<(u32, u32)>,
}

impl<'a> Reader<'a> {
    pub fn new(doc: &'a Doc<'a>, lexicon: &'a Lexicon) -> Reader<'a> {
        let mut reader = Reader {
            doc,
            lexicon,
            cases: Vec::new(),
            current: Cell::new((0, 0)),
            titles: crate::extract::offices::titles(doc),
        };
        reader.cases = doc.sentences.iter().map(|s| reader.case_of(s)).collect();
        reader
    }

    pub fn case(&self, sentence: usize) -> Case {
        self.cases.get(sentence).copied().unwrap_or(Case::Sentence)
    }

    /// The title that begins at `i` or, failing that, the next one behind it.
    pub fn next_title(&self, i: u32) -> Option<(u32, u32)> {
        self.titles.get(self.titles.partition_point(|t| t.0 < i)).copied()
    }

    /// What the word at `i` may be; a word in lower case is no listed name.
    pub fn class(&self, i: u32) -> Classes {
        match self.doc.token(i) {
            Some(t) if t.is_word() && !t.capital => super::classes::of_lower(t.key),
            _ => self.lexicon.classes(self.doc, i),
        }
    }

    pub fn is(&self, i: u32, class: Classes) -> bool {
        self.class(i).has(class)
    }

    /// Where the sentence of token `i` ends: no name goes further.
    pub fn sentence_end(&self, i: u32) -> u32 {
        self.sentence(i).1
    }

    /// The tokens of the sentence that holds `i`. Asked for one place after another, so the last answer is kept.
    pub fn sentence(&self, i: u32) -> (u32, u32) {
        let (first, end) = self.current.get();
        if (first..end).contains(&i) {
            return (first, end);
        }
        let found = self.doc.sentences.get(self.doc.sentence_of(i)).map_or((i, i), |s| (s.first, s.end));
        self.current.set(found);
        found
    }

    /// The longest listed name that begins at `i`, within its sentence.
    pub fn lookup(&self, i: u32) -> Option<Listed> {
        self.lexicon.lookup(self.doc, i, self.sentence_end(i))
    }

    pub fn word(&self, i: u32) -> &'a str {
        if i < self.doc.tokens.len() as u32 { self.doc.word(i) } else { "" }
    }

    /// A word that begins with a capital.
    pub fn capital(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| t.is_word() && t.capital)
    }

    pub fn lower(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| t.is_word() && !t.capital)
    }

    pub fn all_caps(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| t.all_caps)
    }

    /// Written to the token before it.
    pub fn attached(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| !t.spaced)
    }

    pub fn is_mark(&self, i: u32, marks: &[&str]) -> bool {
        self.doc.token(i).is_some_and(|t| t.kind == TokenKind::Punct) && marks.contains(&self.word(i))
    }

    pub fn is_possessive(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| t.kind == TokenKind::Possessive)
    }

    pub fn is_number(&self, i: u32) -> bool {
        self.doc.token(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// The lower-case form of the word at `i`, folded for comparison with plain words.
    pub fn is_word_of(&self, i: u32, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// One capital letter and its point (or without): an initial.
    pub fn is_initial(&self, i: u32) -> bool {
        self.capital(i) && {
            let mut letters = self.word(i).chars().filter(|c| *c != '.');
            letters.next().is_some()
                && (letters.next().is_none() || self.word(i).contains('.') && self.word(i).len() <= 6)
        }
    }

    /// Whether the word at `i` begins its sentence, a quotation or a line: its capital proves nothing.
    pub fn is_first(&self, i: u32, sentence: &Sentence) -> bool {
        if i == sentence.first {
            return true;
        }
        let mut before = i - 1;
        // Only marks stand before it, or it opens a quotation or follows a colon.
        if self.is_mark(before, &["“", "\"", "‘", "'", ":", "«", "„", "•", "…", "*", "[", ";"]) {
            return true;
        }
        while before > sentence.first && !self.doc.tokens[before as usize].is_word() {
            if self.is_number(before) {
                return false;
            }
            before -= 1;
        }
        !self.doc.tokens[before as usize].is_word() && !self.is_number(before)
    }

    fn case_of(&self, sentence: &Sentence) -> Case {
        let (mut words, mut upper, mut common_capital, mut common_lower, mut lower) = (0, 0, 0, 0, 0);
        for i in sentence.first..sentence.end {
            let token = &self.doc.tokens[i as usize];
            if !token.is_word() || token.span.len() < 2 {
                continue;
            }
            words += 1;
            if token.all_caps {
                upper += 1;
            } else if !token.capital {
                lower += 1;
            }
            if token.span.len() >= 2 {
                if !token.capital {
                    common_lower += u32::from(!self.is(i, Classes::FUNCTION) || NEVER_SMALL.contains(&self.word(i)));
                } else if i != sentence.first && !token.all_caps && self.is_plain(i) {
                    common_capital += 1;
                }
            }
        }
        let headline = self.doc.blocks.get(sentence.block as usize).is_some_and(|b| b.kind == BlockKind::Headline);
        if words > 0 && upper * 10 >= words * 6 && lower * 5 <= words && (words > 1 || self.all_caps(sentence.first)) {
            Case::Upper
        } else if self.capital(sentence.first)
            && if headline { common_capital > 4 * common_lower } else { common_capital > 1 && common_lower == 0 }
        {
            Case::Title
        } else {
            Case::Sentence
        }
    }

    /// Whether `i` and the word after it are joined by a hyphen, without blanks.
    pub fn hyphenated(&self, hyphen: u32) -> bool {
        self.is_mark(hyphen, &["-", "‑", "–"])
            && self.attached(hyphen)
            && self.attached(hyphen + 1)
            && self.doc.token(hyphen + 1).is_some_and(|t| t.is_word())
    }

    /// Whether the words behind `i` name an event after it: `Davis Cup`, `Venice Film Festival`.
    pub fn event_follows(&self, i: u32) -> Option<u32> {
        let stop = self.sentence_end(i).min(i + 3);
        let mut at = i;
        while at < stop && self.capital(at) && !self.is(at, Classes::HEAD | Classes::FUNCTION | Classes::CALENDAR) {
            if self.is(at, Classes::EVENT) {
                return Some(at + 1);
            }
            at += 1;
        }
        None
    }

    /// Whether `general election` or the like stands behind `i`, so that the name before it only says which.
    pub fn election_follows(&self, i: u32) -> bool {
        let mut at = i;
        while at < i + 2
            && self.lower(at)
            && self.is_word_of(
                at,
                &[
                    "general",
                    "presidential",
                    "federal",
                    "state",
                    "local",
                    "municipal",
                    "gubernatorial",
                    "special",
                    "parliamentary",
                    "legislative",
                    "leadership",
                    "provincial",
                    "regional",
                    "mayoral",
                    "party",
                    "snap",
                ],
            )
        {
            at += 1;
        }
        self.lower(at)
            && self.is_word_of(
                at,
                &["election", "elections", "primary", "primaries", "referendum", "by-election", "byelection"],
            )
    }

    /// An everyday word and nothing that a list knows as a name.
    pub fn is_plain(&self, i: u32) -> bool {
        let class = self.class(i);
        class.has(Classes::COMMON | Classes::FUNCTION | Classes::CALENDAR)
            && !class.has(Classes::GIVEN | Classes::SURNAME | Classes::PLACE | Classes::DEMONYM | Classes::ORGANISATION)
    }
}
