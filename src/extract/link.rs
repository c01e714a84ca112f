//! One person, one entity: names across the articles of a batch, and the offices of those who have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::few::Few;
use super::names::{self, Lexicon};
use super::seats::{AllSeats, ByName, Held, Kinds, Known, Seat};
use crate::article::ArticleId;
use crate::facts::{Entity, EntityKind, Fact, Value, native};

/// What tells one entity from another.
type Id = (EntityKind, u64);

/// The names that one entity goes by, and the articles that use each (in order, each once).
type Forms = Few<Arc<str>, Vec<ArticleId>>;

/// What one article calls whom.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Each once.
    forms: Vec<(Id, Arc<str>)>,
    /// Persons' names with a middle one: their parts, the key of the whole and that of first and last name.
    middle: Vec<(Vec<String>, u64, u64)>,
    /// Acronyms that it explains ("the Council of Trade (CT)"): the key of the bare letters.
    explained: Vec<(u64, Entity)>,
    /// Offices of which it tells the body.
    seats: Vec<(Seat, Held)>,
    /// Open offices of people whom it calls by their surname.
    by_name: Vec<ByName>,
}

impl Named {
    /// Of the facts of one article; what the desk's vocabulary has is put in their place.
    pub fn of(facts: &mut [Fact], lexicon: &Lexicon, kinds: &Kinds) -> Named {
        let mut named = Named::default();
        let mut seen: FxHashSet<(Id, Arc<str>)> = FxHashSet::default();
        for field in facts.iter_mut().flat_map(|f| &mut f.fields) {
            each_entity(&mut field.value, &mut |entity| {
                if let Some(known) = lexicon.desk(entity) {
                    *entity = known;
                }
                if seen.insert((id(entity), entity.name.clone())) {
                    named.forms.push((id(entity), entity.name.clone()));
                }
            });
        }
        for ((kind, key), name) in &named.forms {
            let parts = if *kind == EntityKind::Person { names::person_parts(name) } else { Vec::new() };
            if let [first, _, .., last] = &parts[..]
                && parts.iter().all(|p| p.len() > 1)
            {
                let short = names::entity(EntityKind::Person, &format!("{first} {last}")).key;
                named.middle.push((parts, *key, short));
            }
        }
        (named.seats, named.by_name) = (kinds.told(facts), kinds.by_name(facts));
        for fact in facts.iter().filter(|f| f.kind == native::ORGANISATION) {
            let entity = fact.value(native::ENTITY).and_then(Value::as_entity);
            let form = fact.value(native::FORM).and_then(Value::as_text);
            let (Some(entity), Some(form)) = (entity, form) else { continue };
            if is_acronym(form) && !names::is_listed_organisation(form) {
                let bare = names::entity(EntityKind::Organisation, form).key;
                if bare != entity.key {
                    named.explained.push((bare, entity.clone()));
                }
            }
        }
        named
    }
}

/// The names of a batch, of which articles may be taken out and put in.
#[derive(Default)]
pub struct AllNames {
    forms: FxHashMap<Id, Forms>,
    /// By the key of first and last name: the longer names with their keys, and how many articles have each.
    longer: BTreeMap<u64, BTreeMap<(Vec<String>, u64), usize>>,
    /// By the key of the bare letters: what articles say that they mean, each as often as it is said.
    explained: BTreeMap<u64, Vec<Entity>>,
    seats: AllSeats,
}

impl AllNames {
    pub fn add(&mut self, article: ArticleId, named: &Named) {
        for (id, name) in &named.forms {
            let articles = self.forms.entry(*id).or_default().or_insert_with(name.clone(), Vec::new);
            if let Err(at) = articles.binary_search(&article) {
                articles.insert(at, article);
            }
        }
        for (parts, key, short) in &named.middle {
            *self.longer.entry(*short).or_default().entry((parts.clone(), *key)).or_default() += 1;
        }
        for (bare, entity) in &named.explained {
            self.explained.entry(*bare).or_default().push(entity.clone());
        }
        self.seats.add(&named.seats);
    }

    /// Takes out what [`AllNames::add`] put in.
    pub fn remove(&mut self, article: ArticleId, named: &Named) {
        for (id, name) in &named.forms {
            let Some(forms) = self.forms.get_mut(id) else { continue };
            if let Some(articles) = forms.get_mut(name) {
                articles.retain(|a| *a != article);
                if articles.is_empty() {
                    forms.remove(name);
                }
            }
            if forms.is_empty() {
                self.forms.remove(id);
            }
        }
        for (parts, key, short) in &named.middle {
            let Some(longer) = self.longer.get_mut(short) else { continue };
            let name = (parts.clone(), *key);
            match longer.get_mut(&name) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(longer.remove(&name)),
            }
            if longer.is_empty() {
                self.longer.remove(short);
            }
        }
        for (bare, entity) in &named.explained {
            let Some(meant) = self.explained.get_mut(bare) else { continue };
            if let Some(at) = meant.iter().position(|e| e == entity && e.name == entity.name) {
                meant.swap_remove(at);
            }
            if meant.is_empty() {
                self.explained.remove(bare);
            }
        }
        self.seats.remove(&named.seats);
    }

    /// What each name means.
    pub fn meanings(&self) -> Meanings {
        let (spelled, shortened) = (self.spelled(), self.shortened());
        let moved = || spelled.iter().chain(&shortened);
        let mut merged: FxHashMap<Id, Forms> = FxHashMap::default();
        for (from, to) in moved() {
            let kept = !spelled.contains_key(&id(to)) && !shortened.contains_key(&id(to));
            let own = || self.forms.get(&id(to)).filter(|_| kept).cloned().unwrap_or_default();
            let forms = merged.entry(id(to)).or_insert_with(own);
            let used = self.forms.get(from).into_iter().flat_map(Forms::values).flatten();
            forms.or_insert_with(to.name.clone(), Vec::new).extend(used);
        }
        let is_moved = |id: &Id| spelled.contains_key(id) || shortened.contains_key(id) || merged.contains_key(id);
        let mut names: FxHashMap<Id, Arc<str>> = self
            .forms
            .iter()
            .filter(|(id, forms)| forms.len() > 1 && !is_moved(id))
            .map(|(id, forms)| (*id, canonical(id.0, forms)))
            .collect();
        let several = merged.iter().filter(|(_, forms)| forms.len() > 1);
        names.extend(several.map(|(id, forms)| (*id, canonical(id.0, forms))));
        let seats = self.seats.known(|key| shortened.get(&(EntityKind::Person, key)).map_or(key, |short| short.key));
        Meanings { spelled, shortened, names, seats }
    }

    /// Gives an acronym that one article explains the same meaning in articles that do not, unless articles explain it differently.
    fn spelled(&self) -> FxHashMap<Id, Entity> {
        let mut spelled = FxHashMap::default();
        for (bare, meant) in &self.explained {
            let bare = (EntityKind::Organisation, *bare);
            // Of two names for it the first in code-point order, whichever article came first.
            let first = meant.iter().min_by(|a, b| a.name.cmp(&b.name));
            if let Some(first) =
                first.filter(|first| self.forms.contains_key(&bare) && meant.iter().all(|e| e == *first))
            {
                spelled.insert(bare, first.clone());
            }
        }
        spelled
    }

    /// Makes "Ida Maria Lund" and "Ida Lund" of different articles one, where the batch knows no other middle name.
    fn shortened(&self) -> FxHashMap<Id, Entity> {
        let mut shortened = FxHashMap::default();
        for (&short, longer) in &self.longer {
            let name = self.forms.get(&(EntityKind::Person, short)).and_then(|forms| forms.keys().next());
            let mut keys = longer.keys().map(|(_, key)| *key);
            if let (Some(key), Some(name)) = (keys.next(), name)
                && keys.all(|k| k == key)
            {
                let entity = Entity { kind: EntityKind::Person, name: name.clone(), key: short };
                shortened.insert((EntityKind::Person, key), entity);
            }
        }
        shortened
    }
}

/// What names mean across a batch.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    /// Acronyms, and what they stand for.
    spelled: FxHashMap<Id, Entity>,
    /// Persons with a middle name, and without.
    shortened: FxHashMap<Id, Entity>,
    /// The one name of each that goes by several.
    names: FxHashMap<Id, Arc<str>>,
    seats: Known,
}

impl Meanings {
    /// Makes entities that are one person (place, organisation) equal: same key, and one canonical name (the desk's vocabulary, else
    /// the form most articles use, else the first in code-point order). Gives offices the body that other articles tell.
    pub fn apply(&self, facts: &mut [Fact], kinds: &Kinds) {
        for field in facts.iter_mut().flat_map(|f| &mut f.fields) {
            each_entity(&mut field.value, &mut |entity| {
                for meant in [&self.spelled, &self.shortened] {
                    if let Some(full) = meant.get(&id(entity)) {
                        *entity = full.clone();
                    }
                }
                if let Some(name) = self.names.get(&id(entity)) {
                    entity.name = name.clone();
                }
            });
        }
        kinds.fill(facts, &self.seats);
    }

    /// What means something else here than in `other`.
    pub fn differing(&self, other: &Meanings) -> Differing {
        let mut out = FxHashSet::default();
        let full = |a: Option<&Entity>| a.map(|e| (id(e), e.name.clone()));
        for (a, b) in [(&self.spelled, &other.spelled), (&self.shortened, &other.shortened)] {
            out.extend(a.keys().chain(b.keys()).filter(|id| full(a.get(id)) != full(b.get(id))));
        }
        let (a, b) = (&self.names, &other.names);
        out.extend(a.keys().chain(b.keys()).filter(|id| a.get(id) != b.get(id)));
        let (holders, by_name) = self.seats.differing(&other.seats);
        out.extend(holders.into_iter().map(|key| (EntityKind::Person, key)));
        Differing { ids: out, by_name }
    }

    /// Whether an article calls somebody by a name of which one of these means something else now.
    pub fn touches(&self, differing: &Differing, named: &Named) -> bool {
        let Differing { ids, by_name } = differing;
        let touched = named.forms.iter().any(|&(mut of, _)| {
            let differs = |of: &Id| ids.contains(of);
            if differs(&of) {
                return true;
            }
            [&self.spelled, &self.shortened].iter().any(|meant| {
                of = meant.get(&of).map_or(of, id);
                differs(&of)
            })
        });
        touched || named.by_name.iter().any(|by| by_name.contains(by))
    }
}

/// Names, and seats by their holders' surnames, that mean something else than they did.
pub struct Differing {
    ids: FxHashSet<Id>,
    by_name: FxHashSet<ByName>,
}

impl Differing {
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.by_name.is_empty()
    }
}

fn id(entity: &Entity) -> Id {
    (entity.kind, entity.key)
}

fn is_acronym(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| *c != '.');
    form.chars().count() < 9 && letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// The fullest form first, then the one that most articles use, then the first in code-point order.
fn canonical(kind: EntityKind, forms: &Forms) -> Arc<str> {
    let mut best: Option<((bool, usize), &Arc<str>)> = None;
    for (name, articles) in forms.iter() {
        // Only those of names that were made one may have an article twice.
        let articles = match articles.is_sorted_by(|a, b| a < b) {
            true => articles.len(),
            false => articles.iter().collect::<FxHashSet<_>>().len(),
        };
        let full = kind != EntityKind::Person || names::is_full_name(name);
        let rank = (full, articles);
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            best = Some((rank, name));
        }
    }
    best.map_or_else(|| Arc::from(""), |(_, name)| name.clone())
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
    use crate::facts::{FieldValue, Provenance, Schema, Stance};
    use crate::language::Program;
    use crate::source::Span;

    /// As a batch does it: article by article.
    fn link(facts: &mut [Fact], lexicon: &Lexicon) {
        let (mut all, kinds) = (AllNames::default(), Kinds::of(&Schema::default()));
        for fact in facts.iter_mut() {
            all.add(fact.article, &Named::of(std::slice::from_mut(fact), lexicon, &kinds));
        }
        all.meanings().apply(facts, &kinds);
    }

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
            by: Provenance::of(&"names"),
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
