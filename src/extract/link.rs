//! One person, one entity: names across the articles of a batch.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::{self, Lexicon};
use crate::article::ArticleId;
use crate::facts::{Entity, EntityKind, Fact, Value};

/// The names that one entity goes by, and the articles that use each (in order, each once).
type Forms = BTreeMap<Arc<str>, Vec<ArticleId>>;

/// Makes entities that are one person (place, organisation) equal in every fact of the batch: same key, and one
/// canonical name (the desk's vocabulary, else the form most articles use, else the first in code-point order).
///
/// The result does not depend on the order of `facts`.
pub fn link(facts: &mut [Fact], lexicon: &Lexicon) {
    let mut forms: FxHashMap<(EntityKind, u64), Forms> = FxHashMap::default();
    for fact in facts.iter_mut() {
        let article = fact.article;
        for field in &mut fact.fields {
            each_entity(&mut field.value, &mut |entity| {
                if let Some(known) = lexicon.desk(entity) {
                    *entity = known;
                }
                let articles =
                    forms.entry((entity.kind, entity.key)).or_default().entry(entity.name.clone()).or_default();
                if articles.last() != Some(&article) {
                    articles.push(article);
                }
            });
        }
    }
    let names: FxHashMap<(EntityKind, u64), Arc<str>> = forms
        .into_iter()
        .filter(|(_, forms)| forms.len() > 1)
        .map(|(key, forms)| (key, canonical(key.0, forms)))
        .collect();
    if names.is_empty() {
        return;
    }
    for field in facts.iter_mut().flat_map(|f| &mut f.fields) {
        each_entity(&mut field.value, &mut |entity| {
            if let Some(name) = names.get(&(entity.kind, entity.key)) {
                entity.name = name.clone();
            }
        });
    }
}

/// The fullest form first, then the one that most articles use, then the first in code-point order.
fn canonical(kind: EntityKind, forms: Forms) -> Arc<str> {
    let mut best: Option<((bool, usize), Arc<str>)> = None;
    for (name, mut articles) in forms {
        articles.sort_unstable();
        articles.dedup();
        let full = kind != EntityKind::Person || names::is_full_name(&name);
        let rank = (full, articles.len());
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, name));
        }
    }
    best.map_or_else(|| Arc::from(""), |(_, name)| name)
}

/// Every entity in a value, in sets and as the body of an office too.
fn each_entity(value: &mut Value, act: &mut impl FnMut(&mut Entity)) {
    match value {
        Value::Entity(entity) => act(entity),
        Value::Office(office) => {
            if let Some(body) = &mut office.body {
                act(body);
            }
        }
        // Sets hold no sets: their fields are of plain types.
        Value::Set(members) => {
            for member in members {
                if let Value::Entity(entity) = &mut member.value {
                    act(entity);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FieldValue, Stance, native};
    use crate::language::Program;
    use crate::source::Span;

    fn fact(article: u32, name: &str) -> Fact {
        let entity = names::entity(EntityKind::Person, name);
        Fact {
            kind: native::PERSON,
            article: ArticleId(article),
            span: Span::new(0, name.len()),
            sentence: Span::new(0, name.len()),
            stance: Stance::Asserted,
            source: None,
            fields: vec![FieldValue::new(native::ENTITY, Value::Entity(entity), Span::new(0, name.len()))],
            by: "names".into(),
        }
    }

    fn linked(people: &[(u32, &str)]) -> Vec<String> {
        let mut facts: Vec<Fact> = people.iter().map(|&(article, name)| fact(article, name)).collect();
        link(&mut facts, &Lexicon::new(&Program::default()));
        facts.iter().map(|f| f.fields[0].value.as_entity().map_or_else(String::new, |e| e.name.to_string())).collect()
    }

    #[test]
    fn the_form_of_most_articles_wins() {
        assert_eq!(
            linked(&[(0, "Valerii Lund"), (0, "Valerii Lund"), (1, "Valeriy Lund"), (2, "Valeriy Lund")]),
            ["Valeriy Lund"; 4]
        );
        // A tie is broken by code points, whatever the order.
        assert_eq!(linked(&[(0, "Victor Lund"), (1, "Viktor Lund")]), ["Victor Lund"; 2]);
        assert_eq!(linked(&[(1, "Viktor Lund"), (0, "Victor Lund")]), ["Victor Lund"; 2]);
        assert_eq!(linked(&[(0, "Viktor Lund"), (1, "Viktor Marsh")]), ["Viktor Lund", "Viktor Marsh"]);
    }
}
