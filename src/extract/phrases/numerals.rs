//! Numbers that are no quantities: ordinals, and the sides of a match's result.

use super::holes::Item;
use crate::facts::{Number, Value};
use crate::text::{Doc, TokenKind};

/// "80th", "first": an ordinal as a number.
pub(super) fn ordinal(doc: &Doc, at: u32) -> Option<Item> {
    const WORDS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let t = doc.token(at)?;
    let make = |value: f64, end: u32| Item {
        value: Value::Number(Box::new(Number::exact(value))),
        span: doc.span(at, end),
        first: at,
        end,
        by: None,
        titled: false,
    };
    if t.kind == TokenKind::Number {
        let suffix = doc.token(at + 1).filter(|s| !s.spaced && s.is_word())?;
        if !matches!(suffix.span.of(doc.text), "st" | "nd" | "rd" | "th") {
            return None;
        }
        return doc.word(at).replace(',', "").parse().ok().map(|v| make(v, at + 2));
    }
    let lower = doc.lower(at);
    let n = WORDS.iter().position(|w| *w == lower)?;
    Some(make(n as f64 + 1.0, at + 1))
}

/// One side of a match's result: "3" and "1" of "3-1". As a quantity it would be a range, or nothing.
pub(super) fn result(doc: &Doc, at: u32) -> Option<Item> {
    let digits = |i: u32| {
        let token = doc.token(i).filter(|t| t.kind == TokenKind::Number && t.span.len() <= 3)?;
        doc.word(i).parse::<u16>().ok().map(|value| (value, token))
    };
    let dash = |i: u32| {
        matches!(doc.token(i), Some(t) if !t.spaced && matches!(doc.word(i), "-" | "–" | "‑"))
            && doc.token(i + 1).is_some_and(|t| !t.spaced)
    };
    let (value, token) = digits(at)?;
    let before = at >= 2 && dash(at - 1) && digits(at - 2).is_some();
    let after = dash(at + 1) && digits(at + 2).is_some();
    (before != after).then(|| Item {
        value: Value::Number(Box::new(Number::exact(value.into()))),
        span: token.span,
        first: at,
        end: at + 1,
        by: None,
        titled: false,
    })
}
