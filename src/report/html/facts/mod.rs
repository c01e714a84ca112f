//! Facts as one page for a browser: the articles' words, every fact marked in them.
//!
//! An article's text is cut wherever a fact or one of its fields begins or ends. The pieces are plain `<mark>`s beside
//! each other; which facts run over which of them is data beside the text. So facts may lie across each other in any
//! way, and the page's size follows the text and the facts. `facts.js` draws the facts whose kinds are ticked.
//!
//! Words of articles reach the page as text (the template escapes it) or in JSON that holds no `<`, both through
//! [`Sanitized`].

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use super::Assets;
use super::pieces::{self, Block, Pieces, Range};
use crate::article::{ArticleId, Batch};
use crate::facts::{Fact, FactStore, FieldValue, KindDef, KindId, Schema, Value, native};
use crate::report::places::{Document, Documents};
use crate::report::sanitize::Sanitized;
use crate::report::{counted, table};
use crate::source::Sources;

const TEMPLATE: &str = include_str!("facts.html");
const STYLE: &str = concat!(include_str!("../base.css"), include_str!("facts.css"));
const SCRIPT: &str = concat!(include_str!("facts.js"), include_str!("../theme.js"));

/// Kinds whose facts are whole blocks: marked only if one ticks or asks for them.
const WHOLE_BLOCKS: [KindId; 7] = [
    native::HEADLINE,
    native::DATELINE,
    native::CAPTION,
    native::PARAGRAPH,
    native::LINE,
    native::PASSAGE,
    native::RETELLING,
];

#[derive(Serialize)]
struct Page {
    assets: Assets,
    summary: String,
    kinds: Vec<Kind>,
    articles: Vec<ArticleView>,
}

/// A line of the legend.
#[derive(Serialize)]
struct Kind {
    name: String,
    title: String,
    count: usize,
    shown: bool,
}

#[derive(Serialize)]
struct ArticleView {
    name: String,
    date: Option<String>,
    count: usize,
    blocks: Vec<Block>,
    /// Of [`FactView`]s, as JSON without `<`.
    facts: String,
}

#[derive(Serialize)]
struct FactView {
    /// Index in the legend.
    kind: usize,
    /// Of its words; where there are none, as of a date that stands beside the text, of the article's name.
    marks: Range,
    /// Line and column, and bytes of the original.
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<String>,
    fields: Vec<FieldView>,
    by: String,
}

#[derive(Serialize)]
struct FieldView {
    name: String,
    /// One, or the members of a set.
    values: Vec<ValueView>,
}

#[derive(Serialize)]
struct ValueView {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    marks: Vec<Range>,
}

/// Writes the page; `kinds` empty: facts of all kinds.
pub fn write(
    out: &mut dyn Write,
    batch: &Batch,
    store: &FactStore,
    schema: &Schema,
    kinds: &[KindId],
) -> io::Result<()> {
    super::render(out, TEMPLATE, page(batch, store, schema, kinds))
}

fn page(batch: &Batch, store: &FactStore, schema: &Schema, chosen: &[KindId]) -> Page {
    let sources = Sources::default();
    let documents = Documents::new(batch, &sources);
    let mut counts = vec![0; schema.kinds.len()];
    for (_, fact) in store.iter().filter(|(_, f)| chosen.is_empty() || chosen.contains(&f.kind)) {
        counts[fact.kind.0 as usize] += 1;
    }
    let ids: Vec<KindId> = (0..schema.kinds.len() as u16).map(KindId).filter(|k| counts[k.0 as usize] > 0).collect();
    let articles: Vec<ArticleView> = batch
        .ids()
        .map(|id| {
            let facts = store.of_article(id).map(|f| store.get(f)).filter(|f| ids.contains(&f.kind));
            let facts: Vec<&Fact> = facts.filter(|f| chosen.is_empty() || chosen.contains(&f.kind)).collect();
            article(id, &facts, batch, documents.article(id), schema, &ids)
        })
        .collect();
    let legend = ids.iter().map(|&id| Kind {
        name: Sanitized::name(&schema.def(id).name).to_string(),
        title: Sanitized::words(&schema.def(id).title).to_string(),
        count: counts[id.0 as usize],
        shown: !chosen.is_empty() || !WHOLE_BLOCKS.contains(&id),
    });
    Page {
        assets: Assets::new(STYLE, SCRIPT),
        summary: format!("{}, {}", counted(articles.len(), "article"), counted(counts.iter().sum(), "fact")),
        kinds: legend.collect(),
        articles,
    }
}

fn article(
    id: ArticleId,
    facts: &[&Fact],
    batch: &Batch,
    document: &Document,
    schema: &Schema,
    legend: &[KindId],
) -> ArticleView {
    let article = batch.get(id);
    let fields = |fact: &Fact| fact.fields.iter().flat_map(spans).collect::<Vec<_>>();
    let marked = facts.iter().flat_map(|f| fields(f).into_iter().chain([f.span])).map(|span| document.clamp(span));
    let pieces = Pieces::new(&article.text, &article.blocks, marked.collect());
    let facts: Vec<FactView> = facts
        .iter()
        .map(|fact| {
            let kind = schema.def(fact.kind);
            let place = document.place(fact.span);
            let within = place.field.map_or(String::new(), |f| format!("{f} "));
            FactView {
                kind: legend.binary_search(&fact.kind).unwrap_or_default(),
                marks: pieces.range(document.clamp(fact.span)).unwrap_or(pieces::NAME),
                at: format!("{within}{}:{}, bytes {}–{}", place.line, place.column, place.start, place.end),
                stance: Some(table::stance(fact)).filter(|s| !s.is_empty()).map(|s| Sanitized::words(&s).to_string()),
                fields: fact.fields.iter().map(|f| field(f, kind, &pieces, document)).collect(),
                by: Sanitized::words(&fact.by).to_string(),
            }
        })
        .collect();
    ArticleView {
        name: Sanitized::name(&article.name).to_string(),
        date: article.date.as_ref().and_then(|d| crate::report::facts::written(&d.value)),
        count: facts.len(),
        blocks: pieces.blocks,
        // These types always serialise.
        facts: serde_json::to_string(&facts).unwrap_or_default().replace('<', "\\u003c"),
    }
}

/// Every place that a field stands in, members of a set one by one.
fn spans(field: &FieldValue) -> Vec<crate::source::Span> {
    match &field.value {
        Value::Set(members) => members.iter().flat_map(|m| m.spans.iter().copied()).collect(),
        _ => field.spans.to_vec(),
    }
}

fn field(field: &FieldValue, kind: &KindDef, pieces: &Pieces, document: &Document) -> FieldView {
    let view = |field: &FieldValue| ValueView {
        value: Sanitized::words(&table::shown(&field.value)).to_string(),
        by: field.by.as_deref().or(field.value.as_date().and_then(|d| d.by)).map(|by| Sanitized::words(by).to_string()),
        marks: field.spans.iter().filter_map(|&span| pieces.range(document.clamp(span))).collect(),
    };
    let values = match &field.value {
        Value::Set(members) => members.iter().map(view).collect(),
        _ => vec![view(field)],
    };
    FieldView { name: Sanitized::name(&kind.def(field.field).name).to_string(), values }
}
