//! What two trees say, compared: without places, without the form of strings, and with the clauses in any order.

use serde::Serialize;
use serde_json::Value;

use super::ast::{Comment, Declaration, File};
use crate::source::Span;

/// Where the second tree first says something else than the first: a place in the file of the first.
pub fn first_difference(a: &File, b: &File) -> Option<Span> {
    let pairs = a.declarations.iter().zip(&b.declarations);
    if let Some((d, _)) = pairs.into_iter().find(|(x, y)| said(x) != said(y)) {
        return Some(d.span);
    }
    let (more, fewer) = (&a.declarations, &b.declarations);
    match more.get(fewer.len()) {
        Some(lost) => Some(lost.span),
        None if more.len() < fewer.len() => more.last().map(|d| d.span).or(Some(Span::default())),
        None if value(&a.docs) != value(&b.docs) => Some(a.docs.first().map_or(Span::default(), |d| d.span)),
        None => None,
    }
}

/// A comment of the first tree that the second one lacks, or has more often. Formatting puts clauses into their order,
/// and comments go with them: they are compared as a bag.
pub fn lost_comment(a: &File, b: &File) -> Option<Span> {
    let (before, after) = (comments(a), comments(b));
    let differs = before.iter().zip(&after).find(|(x, y)| x.text != y.text).map(|(x, _)| x.span);
    let longer = || before.get(after.len()).or(before.last().filter(|_| after.len() > before.len()));
    differs.or_else(|| longer().map(|c| c.span))
}

fn comments(file: &File) -> Vec<&Comment> {
    let mut all: Vec<&Comment> = file.declarations.iter().flat_map(|d| &d.comments).chain(&file.comments).collect();
    all.sort_by(|x, y| x.text.cmp(&y.text));
    all
}

fn said(declaration: &Declaration) -> (Value, Value) {
    (value(&declaration.docs), value(&declaration.node))
}

fn value(part: &impl Serialize) -> Value {
    // Trees hold names, strings and whole numbers: nothing that cannot be a value.
    serde_json::to_value(part).unwrap_or(Value::Null)
}
