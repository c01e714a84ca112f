//! A draft against its sources: which of its names, numbers, dates, places and quotations stand in one of them.
//!
//! Each becomes a fact of kind `detail`, once for what a draft says several times, with the nearest thing that a source
//! does say. Whether that is a fault is for a rule to say.

mod sources;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::context::Context;
use super::dates::When;
use super::print;
use crate::article::{ArticleId, Batch, BlockKind};
use crate::facts::{
    Comparator, Elsewhere, EntityKind, Fact, FactId, FactStore, FieldId, FieldValue, Granularity, KindId, Quantity,
    Stance, Value, native,
};
use crate::language::Program;
use crate::record::Record;
use sources::Sources;

/// Fields of `detail`.
const WHAT: FieldId = FieldId(0);
const FORM: FieldId = FieldId(1);
const SUPPORTED: FieldId = FieldId(2);
const NEAREST: FieldId = FieldId(3);

/// The kinds that are looked up, and what `detail.what` calls them.
const KINDS: [(KindId, &str); 6] = [
    (native::PERSON, "person"),
    (native::PLACE, "place"),
    (native::ORGANISATION, "organisation"),
    (native::DATE, "date"),
    (native::QUANTITY, "number"),
    (native::QUOTE, "quotation"),
];

/// The facts of `store` and the details of its drafts; nothing is added where the batch has no sources.
pub fn details(batch: &Batch, store: FactStore, program: &Program, record: &Record) -> FactStore {
    if batch.articles.iter().all(|a| !a.is_source) {
        return store;
    }
    let found = {
        let cx = Context::new(batch, &store, program, record);
        let sources = Sources::of(&cx);
        batch
            .ids()
            .filter(|&id| !batch.get(id).is_source)
            .flat_map(|id| of_draft(&cx, &sources, id))
            .collect::<Vec<_>>()
    };
    let mut facts = store.into_facts();
    facts.extend(found);
    FactStore::new(facts, batch.articles.len(), program.schema.kinds.len())
}

fn of_draft(cx: &Context, sources: &Sources, draft: ArticleId) -> Vec<Fact> {
    let mut seen: FxHashSet<(KindId, String)> = FxHashSet::default();
    let mut out = Vec::new();
    for (kind, what) in KINDS {
        for &id in cx.of_kind_in(kind, draft) {
            let fact = cx.fact(id);
            let told = match cx.block_of(fact) {
                // Where and when a draft was written is no claim of its sources.
                Some((_, BlockKind::Dateline)) => None,
                _ => told(fact),
            };
            let Some((form, value)) = told else { continue };
            if !seen.insert((kind, print::canonical(&value))) {
                continue;
            }
            let text =
                |field, value: &str| FieldValue { field, value: Value::text(value), spans: Vec::new(), by: None };
            let mut fields = vec![text(WHAT, what), FieldValue::new(FORM, Value::text(form.of(cx, draft)), form.span)];
            match sources.support(cx, fact, &value) {
                true => fields.push(text(SUPPORTED, "yes")),
                false => {
                    fields.push(text(SUPPORTED, "no"));
                    fields.extend(sources.nearest(cx, fact, &value).map(|near| nearest(cx, near)));
                }
            }
            out.push(Fact {
                kind: native::DETAIL,
                article: draft,
                span: form.span,
                sentence: fact.sentence,
                stance: Stance::Asserted,
                source: None,
                cue: None,
                fields,
                by: Arc::from("against sources"),
            });
        }
    }
    out
}

/// The words of a detail.
struct Form {
    span: crate::source::Span,
}

impl Form {
    fn of<'a>(&self, cx: &Context<'a>, article: ArticleId) -> &'a str {
        cx.batch.get(article).words(self.span)
    }
}

/// What a fact says that a source should say too. `None`: nothing that could be looked up, or so small that every text has it.
fn told(fact: &Fact) -> Option<(Form, Value)> {
    if &*fact.by == "coreference" {
        return None;
    }
    let field = |n: u8| fact.get(FieldId(n));
    let whole = Form { span: fact.span };
    match fact.kind {
        native::DATE => {
            let value = field(0)?;
            let date = value.value.as_date()?;
            let named = date.granularity <= Granularity::Year && When::of(date) != When::Open;
            named.then(|| (whole, value.value.clone()))
        }
        native::QUANTITY => {
            let Value::Number(number) = &field(0)?.value else { return None };
            let text = |n: u8| field(n).and_then(|f| f.value.as_text()).map(Arc::from);
            let (unit, thing) = (text(2), text(3));
            // "One of them", "the two": counted on the fingers.
            let small = unit.is_none()
                && number.comparator == Comparator::Exactly
                && number.value.is_some_and(|v| (0.0..=2.0).contains(&v));
            (!small).then(|| (whole, Value::Quantity(Quantity { number: number.clone(), unit, thing })))
        }
        native::QUOTE => {
            let words = field(1)?;
            let span = words.span()?;
            Some((Form { span }, words.value.clone()))
        }
        _ => {
            let value = &field(0)?.value;
            matches!(value, Value::Entity(_)).then(|| (whole, value.clone()))
        }
    }
}

fn nearest(cx: &Context, id: FactId) -> FieldValue {
    let fact = cx.fact(id);
    let words = super::message::one_line(cx.batch.get(fact.article).words(fact.span));
    let value = Value::Elsewhere(Elsewhere { text: Arc::from(words), article: fact.article, span: fact.span });
    FieldValue { field: NEAREST, value, spans: Vec::new(), by: None }
}

/// What kind of entities facts of this kind hold.
fn entity_kind(kind: KindId) -> Option<EntityKind> {
    match kind {
        native::PERSON => Some(EntityKind::Person),
        native::PLACE => Some(EntityKind::Place),
        native::ORGANISATION => Some(EntityKind::Organisation),
        _ => None,
    }
}
