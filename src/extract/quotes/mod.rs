//! Quotations and who is quoted.
//!
//! A mention is what stands between marks, whether a whole speech or one word held at arm's length. Only outermost
//! ones are mentions: what a speaker quotes in turn is part of his words. Titles of works and words held at arm's
//! length become no facts, as nobody said them.

mod attribution;
mod beyond;
mod issuer;
mod marks;
mod medium;
mod nobody;
mod pairs;
mod phrase;
mod speech;
mod subject;
mod telling;

pub use pairs::Closed;

use attribution::Use;
pub use phrase::Scene;
pub(super) use phrase::{Class, class, is};
pub(super) use speech::says;
pub use telling::{Telling, Told, telling};

use super::{Mention, MentionKind};
use crate::facts::{FieldId, FieldValue, Provenance, Spans, Value};
use crate::text::Doc;

const SPEAKER: FieldId = FieldId(0);
const WORDS: FieldId = FieldId(1);
const MEDIUM: FieldId = FieldId(2);
const DATE: FieldId = FieldId(3);
const CLOSED: FieldId = FieldId(4);

/// Every quotation between marks, as mentions of kind `Quote` in order of start; speakers are still open. The span is
/// that of the words, without their outer marks. `words` has one span for each paragraph that it runs over.
pub fn find(doc: &Doc) -> Vec<Mention> {
    pairs::quotations(doc)
        .into_iter()
        .filter_map(|q| {
            let (&(first, _), &(_, end)) = (q.runs.first()?, q.runs.last()?);
            let spans: Spans = q.runs.iter().map(|&(f, e)| doc.span(f, e)).collect();
            let value = match *spans {
                [whole] => Value::Text(doc.text_at(whole)),
                _ => Value::text(&spans.iter().map(|s| s.of(doc.text)).collect::<Vec<_>>().join(" ")),
            };
            Some(Mention {
                kind: MentionKind::Quote,
                first,
                end,
                span: doc.span(first, end),
                value: value.clone(),
                fields: vec![
                    FieldValue { field: WORDS, value, spans, by: None },
                    FieldValue { field: CLOSED, value: Value::word(q.closed.name()), spans: Spans::none(), by: None },
                ],
                by: Provenance::of(&"quotes"),
            })
        })
        .collect()
}

/// Fills in speaker, medium and date. `people` and `organisations` are all mentions of these (names and resolved descriptions),
/// `dates` all dates of the article, each in order of start. The span of a speaker is that of the words that name him where
/// the quotation is attributed; somebody described but not identified is `Unknown(Name)`. What nobody says loses its
/// fields, unless its marks do not balance.
pub fn attribute(doc: &Doc, quotes: &mut [Mention], people: &[Mention], organisations: &[&Mention], dates: &[Mention]) {
    if quotes.is_empty() {
        return;
    }
    let scene = Scene::new(doc, people, quotes);
    let uses = attribution::uses(&scene, quotes);
    for (quote, used) in quotes.iter_mut().zip(uses) {
        let balanced = |f: &FieldValue| f.field == CLOSED && f.value.as_text() == Some(Closed::Yes.name());
        if matches!(used, Use::Nobody) && quote.fields.iter().any(balanced) {
            quote.fields.clear();
            continue;
        }
        let found = match used {
            Use::Spoken(found) => Some(found),
            _ => None,
        };
        let medium = attribution::medium_of(&scene, quote, found.as_ref());
        let date = found.as_ref().and_then(|f| attribution::date_of(&scene, f, dates));
        if let Some(found) = found {
            let mut speaker = found.speaker;
            if matches!(speaker.value, Value::Unknown(_)) {
                let (first, end) = doc.tokens_in(speaker.span);
                if let Some(issuer) = issuer::issuer(doc, first, end, organisations) {
                    (speaker.value, speaker.span) = (issuer.value.clone(), issuer.span);
                    let described = (&*issuer.by == "coreference").then_some(issuer.by);
                    speaker.by = speaker.by.or(described);
                }
            }
            let spans = speaker.span.into();
            quote.fields.push(FieldValue { field: SPEAKER, value: speaker.value, spans, by: speaker.by });
        }
        if let Some((name, words)) = medium {
            quote.fields.push(FieldValue::new(MEDIUM, Value::text(name), doc.span(words.start, words.end)));
        }
        if let Some(date) = date {
            quote.fields.push(FieldValue::new(DATE, date.value.clone(), date.span));
        }
        quote.fields.sort_by_key(|f| f.field);
    }
}

#[cfg(test)]
mod tests;
