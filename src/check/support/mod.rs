//! What a text says, against another that should bear it out: a draft against its sources, and a headline or caption
//! against the body of its article.
//!
//! Each name, number, date, place and quotation becomes a fact of kind `detail`, once for what is said several times,
//! with the nearest thing that the other text does say. Whether that is a fault is for a rule to say.

mod witness;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::context::{Context, Prepared};
use super::dates::When;
use super::print;
use crate::article::{ArticleId, Batch, BlockKind};
use crate::facts::{
    Comparator, Elsewhere, Fact, FactId, FactStore, FieldId, FieldValue, Granularity, KindId, Provenance, Quantity,
    Spans, Stance, Value, native,
};
use crate::language::Program;
use crate::record::Record;
use crate::source::Span;
use witness::{Scope, Witness};

/// Fields of `detail`.
const WHAT: FieldId = FieldId(0);
const FORM: FieldId = FieldId(1);
const SUPPORTED: FieldId = FieldId(2);
const NEAREST: FieldId = FieldId(3);
const AGAINST: FieldId = FieldId(4);
const LIKENESS: FieldId = FieldId(5);

/// The kinds that are looked up, and what `detail.what` calls them.
const KINDS: [(KindId, &str); 6] = [
    (native::PERSON, "person"),
    (native::PLACE, "place"),
    (native::ORGANISATION, "organisation"),
    (native::DATE, "date"),
    (native::QUANTITY, "number"),
    (native::QUOTE, "quotation"),
];

/// The facts of `store` with the details of drafts, where the batch has sources, and of headlines and captions.
pub fn details(batch: &Batch, mut store: FactStore, program: &Program, record: &Record) -> FactStore {
    let ids: Vec<ArticleId> = batch.ids().collect();
    details_in(batch, &mut store, program, record, &Arc::new(Prepared::new(program)), &ids);
    store
}

/// [`details`] for some articles.
pub fn details_in(
    batch: &Batch,
    store: &mut FactStore,
    program: &Program,
    record: &Record,
    prepared: &Arc<Prepared>,
    articles: &[ArticleId],
) {
    let cx = Context::prepared(batch, store, program, record, prepared.clone());
    let mut found = Vec::new();
    if batch.articles.iter().any(|a| a.is_source) {
        let sources: Vec<ArticleId> = batch.ids().filter(|&id| batch.get(id).is_source).collect();
        let sources = Witness::of(&cx, &sources, Scope::Article);
        // Where and when a draft was written is no claim of its sources.
        let told = |kind| kind != Some(BlockKind::Dateline);
        for &draft in articles.iter().filter(|id| !batch.get(**id).is_source) {
            found.extend(of_article(&cx, &sources, draft, "sources", told));
        }
    }
    let above = |kind| matches!(kind, Some(BlockKind::Headline | BlockKind::Caption));
    found.par_extend(articles.par_iter().flat_map_iter(|&article| {
        let mut any = KINDS.iter().flat_map(|(kind, _)| cx.of_kind_in(*kind, article));
        if any.any(|&id| above(part_of(&cx, cx.fact(id)))) {
            let body = Witness::of(&cx, &[article], Scope::Body);
            return of_article(&cx, &body, article, "body", above);
        }
        Vec::new()
    }));
    store.add(found);
}

fn part_of(cx: &Context, fact: &Fact) -> Option<BlockKind> {
    cx.block_of(fact).map(|(_, kind)| kind)
}

/// The details of the parts of an article that `stands` picks.
fn of_article(
    cx: &Context,
    witness: &Witness,
    article: ArticleId,
    against: &'static str,
    stands: impl Fn(Option<BlockKind>) -> bool,
) -> Vec<Fact> {
    let mut seen: FxHashSet<(KindId, String)> = FxHashSet::default();
    let mut out = Vec::new();
    for (kind, what) in KINDS {
        for &id in cx.of_kind_in(kind, article) {
            let fact = cx.fact(id);
            let Some((span, value)) = told(fact).filter(|_| stands(part_of(cx, fact))) else { continue };
            if !seen.insert((kind, print::canonical(&value))) {
                continue;
            }
            let text =
                |field, value: &str| FieldValue { field, value: Value::text(value), spans: Spans::none(), by: None };
            let form = cx.batch.get(article).words(span);
            let supported = witness.supports(cx, fact, &value);
            let nearest = if supported { None } else { witness.nearest(cx, fact, &value) };
            let mut fields = vec![
                text(WHAT, what),
                FieldValue::new(FORM, Value::text(form), span),
                text(SUPPORTED, if supported { "yes" } else { "no" }),
            ];
            fields.extend(nearest.map(|(near, _)| elsewhere(cx, near)));
            fields.push(text(AGAINST, against));
            fields.extend(nearest.map(|(_, likeness)| text(LIKENESS, likeness.name())));
            out.push(Fact {
                kind: native::DETAIL,
                article,
                span,
                sentence: fact.sentence,
                stance: Stance::Asserted,
                source: None,
                cue: None,
                fields,
                by: if against == "body" {
                    Provenance::of(&"against body")
                } else {
                    Provenance::of(&"against sources")
                },
            });
        }
    }
    out
}

/// What a fact says that another text should say too, and where. `None`: nothing that could be looked up, or so small that
/// every text has it.
fn told(fact: &Fact) -> Option<(Span, Value)> {
    if &*fact.by == "coreference" {
        return None;
    }
    let field = |n: u8| fact.get(FieldId(n));
    match fact.kind {
        native::DATE => {
            let value = field(0)?;
            let date = value.value.as_date()?;
            let named = date.granularity <= Granularity::Year && When::of(date) != When::Open;
            named.then(|| (fact.span, value.value.clone()))
        }
        native::QUANTITY => {
            let quantity = quantity_of(fact)?;
            // "One of them", "the two": counted on the fingers.
            let number = &quantity.number;
            let small = quantity.unit.is_none()
                && number.comparator == Comparator::Exactly
                && number.value.is_some_and(|v| (0.0..=2.0).contains(&v));
            (!small).then_some((fact.span, Value::Quantity(Box::new(quantity))))
        }
        native::QUOTE => {
            let words = field(1)?;
            Some((words.span()?, words.value.clone()))
        }
        _ => {
            let value = &field(0)?.value;
            matches!(value, Value::Entity(_)).then(|| (fact.span, value.clone()))
        }
    }
}

/// What a fact of kind `quantity` says, in one value.
fn quantity_of(fact: &Fact) -> Option<Quantity> {
    let Value::Number(number) = fact.value(FieldId(0))? else { return None };
    let text = |n: u8| fact.value(FieldId(n)).and_then(Value::as_text).map(Arc::from);
    Some(Quantity { number: (**number).clone(), unit: text(2), thing: text(3) })
}

/// The words of another fact, which may stand in another article.
fn elsewhere(cx: &Context, id: FactId) -> FieldValue {
    let fact = cx.fact(id);
    let words = super::message::one_line(cx.batch.get(fact.article).words(fact.span));
    let value =
        Value::Elsewhere(Box::new(Elsewhere { text: Arc::from(words), article: fact.article, span: fact.span }));
    FieldValue { field: NEAREST, value, spans: Spans::none(), by: None }
}
