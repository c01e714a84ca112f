//! From articles to facts.
//!
//! One article: words → dates, quantities, quotations, names, offices (each a [`Mention`]) → roles by phrases →
//! who "the minister" and "he" are → everything else by phrases → stance. Then the batch: names that mean one
//! person are made one.

pub mod acronyms;
pub mod coreference;
pub mod dates;
pub mod link;
mod mention;
pub mod names;
pub mod offices;
pub mod passages;
pub mod quantities;
pub mod quotes;
pub mod words;

pub use mention::{Mention, MentionKind};

use rayon::prelude::*;

use crate::article::{Article, ArticleId, Batch};
use crate::facts::{Attribution, Fact, FactStore, FieldValue, KindId, Stance, Value, native};
use crate::language::Program;
use crate::source::Span;
use crate::text::Doc;
use names::Lexicon;

/// Every fact of the batch. Articles are read side by side; the result does not depend on how many at a time.
pub fn extract(batch: &Batch, program: &Program) -> FactStore {
    let lexicon = Lexicon::new(program);
    let ids: Vec<ArticleId> = batch.ids().collect();
    let read: Vec<(Vec<Fact>, Vec<Mention>)> =
        ids.par_iter().map(|&id| article_facts(id, batch.get(id), program, &lexicon)).collect();
    let mut facts = Vec::new();
    let mut masked = Vec::with_capacity(read.len());
    for (mut of_article, mask) in read {
        facts.append(&mut of_article);
        masked.push(mask);
    }
    facts.append(&mut passages::find(batch, &masked));
    link::link(&mut facts, &lexicon);
    FactStore::new(facts, batch.articles.len(), program.schema.kinds.len())
}

/// The facts of one article, and the mentions whose words do not count as copied.
fn article_facts(id: ArticleId, article: &Article, program: &Program, lexicon: &Lexicon) -> (Vec<Fact>, Vec<Mention>) {
    let doc = Doc::new(article);
    let dates = dates::find(&doc, article);
    let quantities = quantities::find(&doc, &dates);
    let mut quotes = quotes::find(&doc);
    let names = names::find(&doc, article, lexicon);
    let offices = offices::find(&doc, &names, lexicon);
    let roles: Vec<Fact> = Vec::new();
    let described = coreference::resolve(&doc, &names, &offices, &roles, &program.schema);
    let mut people: Vec<Mention> =
        names.iter().chain(&described).filter(|m| m.kind == MentionKind::Person).cloned().collect();
    people.sort_by_key(|m| (m.first, m.end));
    quotes::attribute(&doc, &mut quotes, &people);
    let mut facts = Vec::new();
    for mention in [&dates, &quantities, &quotes, &names, &described, &acronyms::find(&doc), &words::find(&doc)]
        .into_iter()
        .flatten()
    {
        if let Some(kind) = native_kind(mention.kind).filter(|_| !mention.fields.is_empty()) {
            facts.push(Fact {
                kind,
                article: id,
                span: mention.span,
                sentence: doc.sentences.get(doc.sentence_of(mention.first)).map_or(mention.span, |s| s.span),
                stance: Stance::Asserted,
                source: None::<Attribution>,
                fields: mention.fields.clone(),
                by: mention.by.clone(),
            });
        }
    }
    structure(id, article, &mut facts);
    (facts, names.into_iter().chain(offices).chain(quotes).collect())
}

fn native_kind(kind: MentionKind) -> Option<KindId> {
    Some(match kind {
        MentionKind::Person => native::PERSON,
        MentionKind::Place => native::PLACE,
        MentionKind::Organisation => native::ORGANISATION,
        MentionKind::Date => native::DATE,
        MentionKind::Quantity => native::QUANTITY,
        MentionKind::Quote => native::QUOTE,
        MentionKind::Acronym => native::ACRONYM,
        MentionKind::Word => native::WORD,
        MentionKind::Demonym | MentionKind::Office => return None,
    })
}

/// Headline, dateline, captions, paragraphs and lines as facts.
fn structure(id: ArticleId, article: &Article, facts: &mut Vec<Fact>) {
    use crate::article::BlockKind;
    use crate::facts::FieldId;
    for block in &article.blocks {
        let kind = match block.kind {
            BlockKind::Headline => native::HEADLINE,
            BlockKind::Dateline => native::DATELINE,
            BlockKind::Caption => native::CAPTION,
            BlockKind::Paragraph => native::PARAGRAPH,
            BlockKind::Line => native::LINE,
        };
        let text = article.words(block.span);
        let mut fields = vec![FieldValue::new(FieldId(0), Value::text(text), block.span)];
        if block.kind == BlockKind::Dateline
            && let Some(date) = &article.date
        {
            let mut value = FieldValue::inferred(FieldId(2), Value::Date(date.value.clone()), date.by);
            value.spans = date.span.into_iter().filter(|s: &Span| block.span.contains(*s)).collect();
            fields.push(value);
        }
        facts.push(Fact {
            kind,
            article: id,
            span: block.span,
            sentence: block.span,
            stance: Stance::Asserted,
            source: None,
            fields,
            by: "structure".into(),
        });
    }
}
