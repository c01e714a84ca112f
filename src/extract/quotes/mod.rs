//! Quotations and who is quoted.
//!
//! A quotation is what stands between marks, whether a whole speech or one word held at arm's length. Only outermost
//! ones are mentions: what a speaker quotes in turn is part of his words.

mod marks;
mod pairs;
mod speech;

pub use pairs::Closed;

use super::{Mention, MentionKind};
use crate::facts::{FieldId, FieldValue, Value};
use crate::text::Doc;

const WORDS: FieldId = FieldId(1);
const CLOSED: FieldId = FieldId(4);

/// Every quotation between marks, as mentions of kind `Quote` in order of start; speakers are still open. The span is
/// that of the words, without their outer marks. `words` has one span for each paragraph that it runs over.
pub fn find(doc: &Doc) -> Vec<Mention> {
    pairs::quotations(doc)
        .into_iter()
        .filter_map(|q| {
            let (&(first, _), &(_, end)) = (q.runs.first()?, q.runs.last()?);
            let spans: Vec<_> = q.runs.iter().map(|&(f, e)| doc.span(f, e)).collect();
            let words: Vec<&str> = spans.iter().map(|s| s.of(doc.text)).collect();
            let value = Value::text(&words.join(" "));
            Some(Mention {
                kind: MentionKind::Quote,
                first,
                end,
                span: doc.span(first, end),
                value: value.clone(),
                fields: vec![
                    FieldValue { field: WORDS, value, spans, by: None },
                    FieldValue { field: CLOSED, value: Value::text(q.closed.name()), spans: Vec::new(), by: None },
                ],
                by: "quotes".into(),
            })
        })
        .collect()
}

/// Fills in the speakers: `people` are all person mentions (names and resolved descriptions) in order of start.
pub fn attribute(_doc: &Doc, _quotes: &mut [Mention], _people: &[Mention]) {}

#[cfg(test)]
mod tests;
