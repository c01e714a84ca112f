//! One person, one entity: names across the articles of a batch.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::{self, Lexicon};
use crate::article::ArticleId;
use crate::facts::{Entity, EntityKind, Fact, Value, native};

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
    spell_out(facts, &mut forms);
    drop_middle_names(facts, &mut forms);
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

/// Gives an acronym that one article explains ("the Council of Trade (CT)") the same meaning in articles that do not,
/// unless articles explain it differently.
fn spell_out(facts: &mut [Fact], forms: &mut FxHashMap<(EntityKind, u64), Forms>) {
    let mut explained: FxHashMap<u64, Option<Entity>> = FxHashMap::default();
    for fact in facts.iter().filter(|f| f.kind == native::ORGANISATION) {
        let Some(entity) = fact.value(native::ENTITY).and_then(Value::as_entity) else { continue };
        let Some(form) = fact
            .value(native::FORM)
            .and_then(Value::as_text)
            .filter(|form| is_acronym(form) && !names::is_listed_organisation(form))
        else {
            continue;
        };
        let bare = names::entity(EntityKind::Organisation, form).key;
        if bare != entity.key {
            explained
                .entry(bare)
                .and_modify(|known| match known {
                    Some(other) if other != entity => *known = None,
                    // Of two names for it the first in code-point order, whichever article came first.
                    Some(same) if entity.name < same.name => *known = Some(entity.clone()),
                    _ => {}
                })
                .or_insert_with(|| Some(entity.clone()));
        }
    }
    let meant =
        explained.into_iter().filter_map(|(bare, full)| Some(((EntityKind::Organisation, bare), full?))).collect();
    replace(facts, forms, &meant);
}

/// Makes "Ida Maria Lund" and "Ida Lund" of different articles one, where the batch knows no other middle name.
fn drop_middle_names(facts: &mut [Fact], forms: &mut FxHashMap<(EntityKind, u64), Forms>) {
    // By the key of first and last name: the longer names with their keys.
    let mut longer: FxHashMap<u64, BTreeMap<Vec<String>, u64>> = FxHashMap::default();
    for (&(kind, key), names) in forms.iter() {
        for name in names.keys().filter(|_| kind == EntityKind::Person) {
            let parts = names::person_parts(name);
            if let [first, _, .., last] = &parts[..]
                && parts.iter().all(|p| p.len() > 1)
            {
                let short = names::entity(EntityKind::Person, &format!("{first} {last}")).key;
                if forms.contains_key(&(kind, short)) {
                    longer.entry(short).or_default().insert(parts, key);
                }
            }
        }
    }
    let mut meant = FxHashMap::default();
    for (short, names) in longer {
        let (mut keys, name) = (names.values(), forms.get(&(EntityKind::Person, short)).and_then(|f| f.keys().next()));
        if let (Some(key), Some(name)) = (keys.next(), name)
            && keys.all(|k| k == key)
        {
            let entity = Entity { kind: EntityKind::Person, name: name.clone(), key: short };
            meant.insert((EntityKind::Person, *key), entity);
        }
    }
    replace(facts, forms, &meant);
}

/// Puts one entity for another in every fact.
fn replace(
    facts: &mut [Fact],
    forms: &mut FxHashMap<(EntityKind, u64), Forms>,
    meant: &FxHashMap<(EntityKind, u64), Entity>,
) {
    if meant.is_empty() {
        return;
    }
    for field in facts.iter_mut().flat_map(|f| &mut f.fields) {
        each_entity(&mut field.value, &mut |entity| {
            let Some(full) = meant.get(&(entity.kind, entity.key)) else { return };
            if let Some(used) = forms.remove(&(entity.kind, entity.key)) {
                let articles: Vec<ArticleId> = used.into_values().flatten().collect();
                forms.entry((full.kind, full.key)).or_default().entry(full.name.clone()).or_default().extend(articles);
            }
            *entity = full.clone();
        });
    }
}

fn is_acronym(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| *c != '.');
    form.chars().count() < 9 && letters.clone().count() > 1 && letters.all(char::is_uppercase)
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
    use crate::facts::{FieldValue, Stance};
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
            cue: None,
            fields: vec![FieldValue::new(native::ENTITY, Value::Entity(entity), Span::new(0, name.len()))],
            by: "names".into(),
        }
    }

    fn organisation(article: u32, name: &str, form: &str) -> Fact {
        let span = Span::new(0, form.len());
        let entity = names::entity(EntityKind::Organisation, name);
        Fact {
            kind: native::ORGANISATION,
            fields: vec![
                FieldValue::new(native::ENTITY, Value::Entity(entity), span),
                FieldValue::new(native::FORM, Value::text(form), span),
            ],
            ..fact(article, name)
        }
    }

    #[test]
    fn an_acronym_means_everywhere_what_one_article_says() {
        let names = |mut facts: Vec<Fact>| -> Vec<String> {
            link(&mut facts, &Lexicon::new(&Program::default()));
            facts.iter().filter_map(|f| f.fields[0].value.as_entity()).map(|e| e.name.to_string()).collect()
        };
        let council = organisation(0, "Council of Trade", "CTX");
        let bare = organisation(1, "CTX", "CTX");
        assert_eq!(names(vec![council.clone(), bare.clone()]), ["Council of Trade"; 2]);
        assert_eq!(names(vec![bare.clone(), council.clone()]), ["Council of Trade"; 2]);
        let other = organisation(2, "Centre for Texts", "CTX");
        assert_eq!(names(vec![council, bare, other]), ["Council of Trade", "CTX", "Centre for Texts"]);
    }

    fn linked(people: &[(u32, &str)]) -> Vec<String> {
        let mut facts: Vec<Fact> = people.iter().map(|&(article, name)| fact(article, name)).collect();
        link(&mut facts, &Lexicon::new(&Program::default()));
        facts.iter().map(|f| f.fields[0].value.as_entity().map_or_else(String::new, |e| e.name.to_string())).collect()
    }

    #[test]
    fn one_middle_name_in_the_batch_is_left_out() {
        assert_eq!(linked(&[(0, "Ida Maria Lund"), (1, "Ida Lund")]), ["Ida Lund"; 2]);
        assert_eq!(
            linked(&[(0, "Ida Maria Lund"), (1, "Ida Lund"), (2, "Ida Clara Lund")]),
            ["Ida Maria Lund", "Ida Lund", "Ida Clara Lund"]
        );
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
