//! Extraction: any text gives facts in order, with places on characters of the text.

#![no_main]

use claimlint::facts::{FieldValue, Value};
use claimlint_fuzz::{articles, hold, standard};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let batch = articles(bytes);
    let store = standard().facts(&batch);
    for fact in batch.ids().flat_map(|id| store.of_article(id)).map(|id| store.get(id)) {
        let article = batch.get(fact.article);
        hold(article, fact.span);
        hold(article, fact.sentence);
        let mut fields: Vec<&FieldValue> = fact.fields.iter().collect();
        while let Some(field) = fields.pop() {
            field.spans.iter().for_each(|span| hold(article, *span));
            if let Value::Set(members) = &field.value {
                fields.extend(members);
            }
        }
    }
});
