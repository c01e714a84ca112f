//! Where a fact and each of its values came from.

use std::sync::Arc;

use super::known_place;
use crate::article::ArticleId;
use crate::check::context::Context;
use crate::check::message::one_line;
use crate::check::print;
use crate::extract::seats::OF_OTHERS;
use crate::facts::{Attribution, Cued, DateValue, EntityKind, Fact, FactId, FieldValue, Provenance, Stance, Value};
use crate::language::TermKind;
use crate::source::{FileSpan, Span};

/// A fact with all that it rests on.
#[derive(Clone, Debug)]
pub struct FactNote {
    pub id: FactId,
    pub kind: Arc<str>,
    pub article: ArticleId,
    pub span: Span,
    pub stance: Stance,
    pub source: Option<Attribution>,
    pub cue: Option<Cued>,
    /// `std/roles phrase 2`, `dates`.
    pub by: Provenance,
    /// The phrases or derivations that it may come from: one, but for derived facts of a kind with several.
    pub phrases: Vec<FileSpan>,
    pub fields: Vec<FieldNote>,
}

/// A value with what gave it.
#[derive(Clone, Debug)]
pub struct FieldNote {
    pub name: Arc<str>,
    pub value: String,
    /// The value is what its words say, letter for letter.
    pub verbatim: bool,
    /// Its words in the article.
    pub spans: Vec<Span>,
    /// What gave it besides its words, for people: `the article's own date, from its dateline`.
    pub how: Vec<String>,
    /// The entry of the vocabulary that it is named by.
    pub named: Option<FileSpan>,
}

/// All that a fact rests on.
pub fn of(cx: &Context, id: FactId) -> FactNote {
    let fact = cx.fact(id);
    let kind = cx.schema().def(fact.kind);
    let phrases = match &*fact.by {
        "derived" => cx.program.derives.iter().filter(|d| d.kind == fact.kind).map(|d| d.at).collect(),
        by => cx.program.phrases.iter().find(|p| *p.name == *by).map(|p| p.at).into_iter().collect(),
    };
    let fields = fact.fields.iter().map(|value| field(cx, fact, value, kind.def(value.field).name.clone()));
    FactNote {
        id,
        kind: kind.name.clone(),
        article: fact.article,
        span: fact.span,
        stance: fact.stance,
        source: fact.source.as_deref().cloned(),
        cue: fact.cue.as_deref().copied(),
        by: fact.by,
        phrases,
        fields: fields.collect(),
    }
}

fn field(cx: &Context, fact: &Fact, value: &FieldValue, name: Arc<str>) -> FieldNote {
    let article = cx.batch.get(fact.article);
    let mut how = Vec::new();
    if let Some(by) = value.by.as_deref().or(unworded(value)) {
        how.push(context(cx, fact, value, by));
    }
    if let Some(DateValue { by: Some(by), .. }) = value.value.as_date() {
        how.push(by_words(by));
    }
    let mut named = None;
    let words = value.span().map(|s| article.words(s)).unwrap_or_default();
    if let Some(shown) = crate::check::compare::words(&value.value).filter(|_| value.by.is_none()) {
        let other = !words.is_empty() && *words != *shown;
        named = vocabulary(cx, &value.value).filter(|_| other);
        let person = matches!(&value.value, Value::Entity(e) if e.kind == EntityKind::Person);
        if named.is_none() && other && person {
            how.push("the name as the articles have it most fully".into());
        }
    }
    let shown = one_line(&print::show(&value.value));
    let verbatim = value.spans.len() == 1 && shown == one_line(words);
    FieldNote { name, value: shown, verbatim, spans: value.spans.to_vec(), how, named }
}

/// What stands for the origin of a value that has neither words nor a note.
fn unworded(value: &FieldValue) -> Option<&'static str> {
    (value.spans.is_empty() && !matches!(value.value, Value::Set(_))).then_some("read off the words of the fact")
}

/// What filled a field in, for people.
fn context(cx: &Context, fact: &Fact, value: &FieldValue, by: &str) -> String {
    let article = cx.batch.get(fact.article);
    if cx.is_article_date(fact, value) {
        let from = article.date.as_ref().map_or("", |d| d.by);
        return format!("the article's own date, from {from}");
    }
    match by {
        "the sentence" if matches!(value.value, Value::Date(_)) => "the only date in its clause".into(),
        "the sentence" => "the only one in its sentence".into(),
        "coreference" => "whom the description or pronoun means".into(),
        "role in the article" => "the office that the article gives this person".into(),
        "earlier in the article" | "later in the article" => format!("named in full {by}"),
        OF_OTHERS => "whose it is by what other articles say of this person".into(),
        "the record" => "the only such office that the record gives this person".into(),
        "no time is told" => "the words tell no time".into(),
        "derived" => "follows from other facts".into(),
        "names" => "people of that name in the article".into(),
        other => other.to_string(),
    }
}

/// What completed a date, for people.
fn by_words(by: &str) -> String {
    match by {
        "article date" => "reckoned from the article's own date".into(),
        other => format!("completed by {other}"),
    }
}

/// The declaration that gives a name its form.
fn vocabulary(cx: &Context, value: &Value) -> Option<FileSpan> {
    let program = cx.program;
    let term = |kind: TermKind, name: &str| program.vocabulary.iter().find(|t| t.kind == kind && *t.name == *name);
    match value {
        Value::Entity(e) => {
            let kind = match e.kind {
                EntityKind::Person => TermKind::Person,
                EntityKind::Place => TermKind::Place,
                EntityKind::Organisation => TermKind::Organisation,
            };
            term(kind, &e.name).and_then(|t| known_place(t.at))
        }
        Value::Office(o) => program.roles.iter().find(|r| *r.name == *o.name).and_then(|r| known_place(r.at)),
        _ => None,
    }
}
