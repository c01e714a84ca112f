//! Cutting text into tokens.

use super::fold::key_and_lower;
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and marks; `U.S.` with its points; `n't` on its own.
    Word,
    /// Digits with inner separators: `60,000`, `1.2`, `17:34`.
    Number,
    /// `'s` after a word.
    Possessive,
    /// One character of anything else.
    Punct,
}

#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub span: Span,
    /// [`word_key`](super::word_key) of the token: case, spelling variant and kind of apostrophe folded.
    pub key: u64,
    pub kind: TokenKind,
    /// Blank or block start before it.
    pub spaced: bool,
    /// Starts with an upper-case letter.
    pub capital: bool,
    /// Two or more letters, all upper case (points ignored).
    pub all_caps: bool,
    /// Folding it does no more than to put ASCII letters in lower case.
    pub(super) plain: bool,
}

impl Token {
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

fn is_word_char(c: char) -> bool {
    // Marks belong to their letter; the rest of the scripts comes with `is_alphabetic`.
    c.is_alphabetic()
        || ('\u{300}'..='\u{36f}').contains(&c)
        || c == '\u{200d}'
        || c == '\u{200c}'
        || c == '\u{ad}'
        || c == '\u{200b}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Cuts the bytes of `text` at `block` into tokens and appends them. Linear in the block's length.
pub fn tokenize(text: &str, block: Span, out: &mut Vec<Token>) {
    let end = block.end as usize;
    let mut at = block.start as usize;
    let mut spaced = true;
    while at < end {
        let c = text[at..end].chars().next().expect("at is a boundary before end");
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let start = at;
        let kind;
        if c.is_ascii_digit() {
            at = number_end(text, at, end);
            kind = TokenKind::Number;
        } else if is_word_char(c) {
            at = word_end(text, at, end);
            kind = TokenKind::Word;
        } else if is_apostrophe(c) && possessive(text, at, end, spaced, out.last()) {
            at += c.len_utf8() + 1;
            kind = TokenKind::Possessive;
        } else {
            at += c.len_utf8();
            kind = TokenKind::Punct;
        }
        if kind == TokenKind::Word
            && let Some(cut) = negation(text, start, at, end)
        {
            // "didn't" is "did" and "n't": cues and phrases see the negation as a word.
            push(text, start, cut, kind, spaced, out);
            let stop = cut + text[cut..end].find('t').or_else(|| text[cut..end].find('T')).map_or(0, |i| i + 1);
            push(text, cut, stop, kind, false, out);
            at = stop;
        } else {
            push(text, start, at, kind, spaced, out);
        }
        spaced = false;
    }
}

fn push(text: &str, start: usize, end: usize, kind: TokenKind, spaced: bool, out: &mut Vec<Token>) {
    let word = &text[start..end];
    let (key, plain) = key_and_lower(word);
    let capital = match word.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    };
    let all_caps = kind == TokenKind::Word && {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        letters().next().is_some_and(char::is_uppercase)
            && letters().all(char::is_uppercase)
            && letters().nth(1).is_some()
    };
    out.push(Token { span: Span::new(start, end), key, kind, spaced, capital, all_caps, plain });
}

/// Digits, and separators with digits on both sides.
fn number_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end {
        if bytes[at].is_ascii_digit()
            || (matches!(bytes[at], b',' | b'.' | b':') && at + 1 < end && bytes[at + 1].is_ascii_digit())
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn word_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end {
        if bytes[at].is_ascii() {
            if !bytes[at].is_ascii_alphabetic() {
                break;
            }
            at += 1;
            continue;
        }
        match text[at..end].chars().next() {
            Some(c) if is_word_char(c) => at += c.len_utf8(),
            _ => break,
        }
    }
    // Single letters with points: U.S., D.C., p.m.
    if bytes.get(at) == Some(&b'.') && text[start..at].chars().nth(1).is_none() {
        let mut points = 0;
        let mut stop = at;
        let mut rest = text[at..end].chars();
        let mut probe = at;
        while rest.next() == Some('.') {
            points += 1;
            probe += 1;
            stop = probe;
            match rest.next() {
                Some(c) if c.is_alphabetic() => {
                    let next = probe + c.len_utf8();
                    if text[next..end].starts_with('.') {
                        probe = next;
                    } else {
                        break;
                    }
                }
                _ => break,
            }
        }
        if points >= 2 {
            return stop;
        }
    }
    at
}

/// `'s` or `’s` that ends a word right before it.
fn possessive(text: &str, at: usize, end: usize, spaced: bool, last: Option<&Token>) -> bool {
    if spaced || !last.is_some_and(|t| t.kind != TokenKind::Punct) {
        return false;
    }
    let mut rest = text[at..end].chars();
    rest.next();
    matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(is_word_char)
}

/// Where `n't` begins in a word that an apostrophe and a `t` follow.
fn negation(text: &str, start: usize, word_end: usize, end: usize) -> Option<usize> {
    let word = &text[start..word_end];
    if !(word.ends_with('n') || word.ends_with('N')) || word.len() < 2 {
        return None;
    }
    let mut rest = text[word_end..end].chars();
    if !rest.next().is_some_and(is_apostrophe) {
        return None;
    }
    if !matches!(rest.next(), Some('t' | 'T')) || rest.next().is_some_and(is_word_char) {
        return None;
    }
    Some(word_end - 1)
}
