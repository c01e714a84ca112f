//! Quotation marks told from apostrophes, primes and inches, by what stands beside them.

use crate::text::{Doc, TokenKind};

/// Marks that pair with each other. A straight mark may also close a curly one of its [`Form::family`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `"`, and two straight apostrophes or backticks.
    StraightDouble,
    /// `“ ” „ ‟`
    CurlyDouble,
    /// `« »`
    Guillemet,
    /// `'`, and a backtick before a word.
    StraightSingle,
    /// `‘ ’ ‚ ‛`
    CurlySingle,
    /// `‹ ›`
    SingleGuillemet,
}

impl Form {
    pub(super) fn is_single(self) -> bool {
        matches!(self, Form::StraightSingle | Form::CurlySingle | Form::SingleGuillemet)
    }
    /// Whether a mark of `self` may close one of `open`: people mix straight and curly marks of one size.
    pub(super) fn closes(self, open: Form) -> bool {
        let guillemet = |f| matches!(f, Form::Guillemet | Form::SingleGuillemet);
        self == open || (self.is_single() == open.is_single() && !guillemet(self) && !guillemet(open))
    }
}

/// What a mark can be where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Open,
    Close,
    /// A closing mark or the apostrophe of `the nations' share`, `goin' home`.
    Weak,
    /// A straight double mark between blanks or between letters: opens where none is open, else closes.
    Either,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Tokens `first..end` are the mark (two for a doubled apostrophe).
    pub first: u32,
    pub end: u32,
    pub form: Form,
    pub role: Role,
}

const SIGNS: &str = "\"“”„‟«»'`´‘’‚‛‹›＂＇";

/// Whether a token is a quotation mark or an apostrophe.
pub(super) fn is_mark(word: &str) -> bool {
    word.chars().all(|c| SIGNS.contains(c))
}

/// Words that begin with an apostrophe. Decades are told by their digits.
const ELISIONS: &[&str] = &[
    "em", "tis", "twas", "twere", "twill", "til", "till", "cause", "cuz", "bout", "round", "n", "er", "im", "ello",
    "nuff", "neath", "gainst", "cept", "hood", "burbs", "kay", "cos", "fraid", "nother", "sup", "tude",
];

/// Every mark of tokens `first..end` that may open or close a quotation, in order. Apostrophes inside words, of
/// decades and elisions, and marks of feet and inches are left out.
pub(super) fn marks(doc: &Doc, first: u32, end: u32) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut i = first;
    // Left-over markup: `<a href="x">`. The mark after `=` and its partner quote nothing.
    let mut attribute = false;
    while i < end {
        let at = i;
        i += 1;
        if doc.tokens[at as usize].kind != TokenKind::Punct {
            continue;
        }
        let Some((form, sign, stop)) = sign_at(doc, at, end) else { continue };
        i = stop;
        if form == Form::StraightDouble && (attribute || (at > first && doc.word(at - 1) == "=")) {
            attribute = !attribute;
            continue;
        }
        let (before, after) = (neighbour_before(doc, at, first), neighbour_after(doc, stop, end));
        // A mark right after another stands where that one stands: `"'Go,' she said`, `‘a “b”’`.
        let glued = out.last().copied().filter(|m| m.end == at && before.is_some());
        if let Some(role) = role(doc, form, sign, (at, stop, end), before, after, glued) {
            out.push(Mark { first: at, end: stop, form, role });
        }
    }
    out
}

/// Form and sign of the mark at token `i`, and the token after it.
fn sign_at(doc: &Doc, i: u32, end: u32) -> Option<(Form, char, u32)> {
    let sign = doc.word(i).chars().next()?;
    let form = match sign {
        '"' | '＂' => Form::StraightDouble,
        '“' | '”' | '„' | '‟' => Form::CurlyDouble,
        '«' | '»' => Form::Guillemet,
        '\'' | '`' | '´' | '＇' => Form::StraightSingle,
        '‘' | '’' | '‚' | '‛' => Form::CurlySingle,
        '‹' | '›' => Form::SingleGuillemet,
        _ => return None,
    };
    let twin = |s: char| {
        i + 1 < end
            && !doc.tokens[i as usize + 1].spaced
            && doc.tokens[i as usize + 1].kind == TokenKind::Punct
            && doc.word(i + 1).starts_with(s)
    };
    match sign {
        '\'' | '`' | '´' if twin(sign) => Some((Form::StraightDouble, '"', i + 2)),
        '‘' if twin('‘') => Some((Form::CurlyDouble, '“', i + 2)),
        '’' if twin('’') => Some((Form::CurlyDouble, '”', i + 2)),
        _ => Some((form, sign, i + 1)),
    }
}

/// The character right before token `i`; `None` after a blank or at the block's start.
fn neighbour_before(doc: &Doc, i: u32, first: u32) -> Option<char> {
    if i == first || doc.tokens[i as usize].spaced {
        return None;
    }
    doc.word(i - 1).chars().next_back()
}

/// The character right after the token before `stop`; `None` before a blank or at the block's end.
fn neighbour_after(doc: &Doc, stop: u32, end: u32) -> Option<char> {
    if stop >= end || doc.tokens[stop as usize].spaced {
        return None;
    }
    doc.word(stop).chars().next()
}

fn role(
    doc: &Doc,
    form: Form,
    sign: char,
    (at, stop, end): (u32, u32, u32),
    before: Option<char>,
    after: Option<char>,
    glued: Option<Mark>,
) -> Option<Role> {
    let bracket_open = |c: char| "([{<—–-/…:|*_¿¡".contains(c);
    let bracket_close = |c: char| ".,;:!?)]}>—–-/…|*_%".contains(c);
    let after_open = glued.is_some_and(|m| m.role == Role::Open);
    let after_close = glued.is_some_and(|m| m.role != Role::Open);
    let can_open =
        after.is_some() && !after_close && (before.is_none() || after_open || before.is_some_and(bracket_open));
    let can_close = before.is_some()
        && !after_open
        && (after.is_none() || after.is_some_and(|c| bracket_close(c) || SIGNS.contains(c)));
    // Low marks within a word are the wreck of a wrong encoding.
    if matches!(sign, '„' | '‟' | '‚' | '‛') && !can_open {
        return None;
    }
    // Behind the last word nothing opens, whatever way the mark turns.
    if stop == end && !form.is_single() && at > 0 {
        return Some(Role::Close);
    }
    match form {
        Form::CurlyDouble | Form::Guillemet | Form::SingleGuillemet => Some(match sign {
            '„' => Role::Open,
            // The other way round in German and Swedish; the pairing asks what is open.
            '“' | '‟' | '«' | '‹' if can_close && !can_open => Role::Either,
            '”' | '»' | '›' if can_open && !can_close => Role::Either,
            '“' | '‟' | '«' | '‹' => Role::Open,
            _ => Role::Close,
        }),
        Form::StraightDouble => {
            if inches(doc, at, before) {
                return None;
            }
            Some(match (can_open, can_close) {
                (true, false) => Role::Open,
                (false, true) => Role::Close,
                // `"word"said`: a letter on both sides says nothing.
                _ => Role::Either,
            })
        }
        Form::StraightSingle | Form::CurlySingle => {
            let opens = matches!(sign, '\'' | '`' | '‘' | '‚' | '‛' | '＇');
            let closes = !matches!(sign, '`' | '‚' | '‛');
            if opens && can_open && !can_close {
                return (!elision(doc, stop, end)).then_some(Role::Open);
            }
            if sign == '‘' && can_close && !can_open {
                return Some(Role::Close);
            }
            if !closes || !can_close || can_open || before.is_some_and(is_prime) {
                // `'-'` and the like: between dashes a mark may do both.
                return (opens && can_open && closes && can_close && before.is_some_and(char::is_alphanumeric))
                    .then_some(Role::Weak);
            }
            Some(if apostrophe_may_end(doc, at, stop, end) { Role::Weak } else { Role::Close })
        }
    }
}

fn is_prime(c: char) -> bool {
    c == '′' || c == '″'
}

/// `6'2"`: inches after feet.
fn inches(doc: &Doc, at: u32, before: Option<char>) -> bool {
    if !before.is_some_and(|c| c.is_ascii_digit()) || at < 3 {
        return false;
    }
    matches!(doc.word(at - 2), "'" | "’" | "′")
        && doc.word(at - 3).ends_with(|c: char| c.is_ascii_digit())
        && !doc.tokens[at as usize - 1].spaced
        && !doc.tokens[at as usize - 2].spaced
}

/// Whether the word after the mark is written with a leading apostrophe: `'90s`, `'em`.
fn elision(doc: &Doc, stop: u32, end: u32) -> bool {
    if stop >= end {
        return false;
    }
    let word = doc.word(stop);
    if doc.tokens[stop as usize].kind == TokenKind::Number {
        let next = (stop + 1 < end && !doc.tokens[stop as usize + 1].spaced).then(|| doc.word(stop + 1));
        return word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit()) && !matches!(next, Some("%" | "-" | "th"));
    }
    let lower = word.to_lowercase();
    // `'round'` right before another mark is a quoted word; `'n'` never is.
    let closed = doc.token(stop + 1).is_some_and(|t| !t.spaced && matches!(doc.word(stop + 1), "'" | "’"));
    ELISIONS.contains(&lower.as_str()) && (!closed || lower == "n")
}

/// Whether the mark may be the apostrophe that ends a word: `the nations' share`, `goin' home`.
fn apostrophe_may_end(doc: &Doc, at: u32, stop: u32, end: u32) -> bool {
    if at == 0 || stop >= end || !doc.tokens[stop as usize].spaced {
        return false;
    }
    let (word, next) = (doc.word(at - 1), &doc.tokens[stop as usize]);
    let lower = word.to_lowercase();
    let shortened =
        (lower.ends_with("in") && lower.len() > 4) || matches!(lower.as_str(), "o" | "ol" | "an" | "th" | "n");
    let plural = lower.ends_with(['s', 'z', 'x']);
    matches!(next.kind, TokenKind::Word | TokenKind::Number) && (shortened || plural)
}
