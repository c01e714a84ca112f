//! The people of one article: who bears which surname.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::identity;
use super::letters;
use super::lexicon::Lexicon;
use crate::facts::{Entity, EntityKind};

/// Somebody whose full name stands in the article.
struct Person {
    /// Comparison forms of the name's parts, the fullest seen.
    parts: Vec<String>,
    /// Written forms with how often each stands there, in order of first sight.
    forms: Vec<(String, u32)>,
    entity: Option<Entity>,
    /// Token of the first mention in full.
    first: u32,
    /// Mentioned in full so far.
    heard: bool,
    /// Told of as the child of somebody of the same name: "his son, Ola Lund Jr."
    junior: bool,
}

impl Person {
    /// Whether initials between first and last name tell two people apart: "George H. W. Lund" is not George W. Lund.
    fn contradicts(&self, other: &Person) -> bool {
        let initials = |p: &Person| {
            p.forms.iter().map(|(form, _)| identity::middle_initials(form)).max_by_key(String::len).unwrap_or_default()
        };
        identity::initials_contradict(&initials(self), &initials(other))
    }
}

#[derive(Default)]
pub struct People {
    people: Vec<Person>,
    /// By the last part.
    surnames: FxHashMap<String, Vec<usize>>,
    /// By the first part.
    firsts: FxHashMap<String, Vec<usize>>,
    /// Children of namesakes who are in the article too, by the parts of both: a surname alone never means them.
    juniors: FxHashMap<Vec<String>, usize>,
}

/// Whom a surname or first name alone means.
pub enum Bearer {
    Nobody,
    One(Entity),
    /// In order of their first mention; `heard` are those whom the text has named in full so far.
    Several {
        entities: Vec<Entity>,
        heard: Vec<Entity>,
    },
}

/// Bearers of one surname that are looked at; a longer list is no article about people.
const CROWD: usize = 30;

/// Family names of China, Korea and Vietnam that stand before the given name, in comparison form.
#[rustfmt::skip]
const FAMILY_FIRST: &[&str] = &[
    "kim", "park", "pak", "choe", "choi", "jang", "moon", "ri", "lee", "li", "xi", "wang", "zhang", "chen", "liu", "yang",
    "huang", "zhao", "wu", "zhou", "xu", "sun", "zhu", "hu", "guo", "lin", "ma", "jiang", "deng", "mao", "nguyen", "tran", "pham",
];

impl People {
    /// `names` are full names as written with their first token, in order; `entity` is given where the desk knows the person.
    /// `children`: the parts of those who are told of as somebody's child.
    pub fn new(
        names: impl IntoIterator<Item = (u32, String, Option<Entity>)>,
        children: &FxHashSet<Vec<String>>,
        lexicon: &Lexicon,
    ) -> People {
        let mut all = People::default();
        let mut by_parts: FxHashMap<(Vec<String>, bool), usize> = FxHashMap::default();
        for (first, form, entity) in names {
            let parts = identity::person_parts(&form);
            if parts.is_empty() {
                continue;
            }
            let junior = identity::is_junior(&form) && children.contains(&parts);
            let index = *by_parts.entry((parts.clone(), junior)).or_insert_with(|| {
                all.people.push(Person { parts, forms: Vec::new(), entity: None, first, heard: false, junior });
                all.people.len() - 1
            });
            let person = &mut all.people[index];
            person.entity = person.entity.take().or(entity);
            match person.forms.iter_mut().find(|(f, _)| *f == form) {
                Some((_, count)) => *count += 1,
                None => person.forms.push((form, 1)),
            }
        }
        all.merge();
        let parents: FxHashSet<Vec<String>> = match children.is_empty() {
            true => FxHashSet::default(),
            false => all.people.iter().filter(|p| !p.junior).map(|p| p.parts.clone()).collect(),
        };
        for (i, person) in all.people.iter_mut().enumerate() {
            let [first, .., last] = &person.parts[..] else { continue };
            if person.junior && parents.contains(&person.parts) {
                all.juniors.insert(person.parts.clone(), i);
                continue;
            }
            all.surnames.entry(last.clone()).or_default().push(i);
            all.firsts.entry(first.clone()).or_default().push(i);
        }
        for person in &mut all.people {
            if person.entity.is_none() {
                let name = person.forms.iter().rev().max_by_key(|(_, count)| *count).map_or("", |(form, _)| form);
                let entity = identity::entity(EntityKind::Person, name);
                person.entity = Some(lexicon.desk(&entity).unwrap_or(entity));
            }
        }
        // Names with "Jr." and without are one person elsewhere, and have one key.
        for &i in all.juniors.values() {
            if let Some(entity) = &mut all.people[i].entity {
                entity.key = entity.key.rotate_left(9);
            }
        }
        all
    }

    /// Makes one of "J. Lund" and "Jan Lund", "Garcia Perez" and "Ana Garcia Perez", "Ana Maria Perez" and "Ana Perez",
    /// where only one fits.
    fn merge(&mut self) {
        let mut by_last: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (i, person) in self.people.iter().enumerate().filter(|(_, p)| !p.junior) {
            if let Some(last) = person.parts.last() {
                by_last.entry(last).or_default().push(i);
            }
        }
        let mut into: Vec<Option<usize>> = vec![None; self.people.len()];
        // A crowd of one surname is left as it is: comparing all with all would take too long.
        for group in by_last.values().filter(|g| (2..=CROWD).contains(&g.len())) {
            for &short in group {
                let parts = |i: usize| &self.people[i].parts;
                let same = |long: usize| {
                    fits(parts(short), parts(long)) && !self.people[short].contradicts(&self.people[long])
                };
                let fuller: Vec<usize> = group.iter().copied().filter(|&long| long != short && same(long)).collect();
                // Several will do where all are lesser forms of one: "J. Dennis Lund", "John Dennis Lund".
                let fullest = fuller.iter().copied().max_by_key(|&i| (parts(i).len(), parts(i)[0].len()));
                into[short] = fullest.filter(|&full| fuller.iter().all(|&i| i == full || fits(parts(i), parts(full))));
            }
        }
        for short in 0..into.len() {
            // A chain of ever fuller names ends at the fullest; `fits` grows strictly, so there is no cycle.
            let mut target = short;
            let mut steps = 0;
            while let Some(next) = into[target] {
                target = next;
                steps += 1;
                if steps > 50 {
                    break;
                }
            }
            if target != short {
                let forms = std::mem::take(&mut self.people[short].forms);
                let entity = self.people[short].entity.take();
                let initial = self.people[short].parts[0].len() == 1;
                let first = self.people[short].first;
                let person = &mut self.people[target];
                person.entity = person.entity.take().or(entity);
                person.first = person.first.min(first);
                if !initial {
                    person.forms.extend(forms);
                }
                self.people[short].parts.clear();
            }
        }
        let mut kept: Vec<Person> = std::mem::take(&mut self.people);
        kept.retain(|p| !p.parts.is_empty());
        self.people = kept;
    }

    /// The person of a full name, who is known to the reader from now on.
    pub fn introduce(&mut self, form: &str) -> Option<Entity> {
        let parts = identity::person_parts(form);
        if identity::is_junior(form)
            && let Some(&child) = self.juniors.get(&parts)
        {
            self.people[child].heard = true;
            return self.people[child].entity.clone();
        }
        let bearers = self.surnames.get(parts.last()?)?;
        let parts_of = |i: &usize| &self.people[*i].parts;
        let exact = bearers.iter().take(CROWD).copied().find(|i| *parts_of(i) == parts);
        let person = exact.or_else(|| {
            let mut fuller = bearers.iter().take(CROWD).copied().filter(|i| fits(&parts, parts_of(i)));
            fuller.next().filter(|_| fuller.next().is_none())
        })?;
        self.people[person].heard = true;
        self.people[person].entity.clone()
    }

    /// Whether `form` is the surname of somebody in the article.
    pub fn surname_bearer(&self, form: &str) -> bool {
        identity::person_parts(form).last().is_some_and(|last| self.surnames.contains_key(last))
    }

    /// Whether somebody's surname is written so, letter for letter: "Red" is not "Walter Reed".
    pub fn is_written(&self, form: &str) -> bool {
        let key = super::tables::key(form);
        self.surnames.get(&self.comparison_form(form)).is_some_and(|bearers| {
            bearers
                .iter()
                .take(CROWD)
                .flat_map(|&i| &self.people[i].forms)
                .any(|(full, _)| super::tables::key(full).split(' ').any(|word| Some(word) == key.rsplit(' ').next()))
        })
    }

    /// The comparison form of the surname in `form`.
    pub fn comparison_form(&self, form: &str) -> String {
        identity::person_parts(form).pop().unwrap_or_default()
    }

    /// Whether token `first` stands before every full name of those who bear the surname `form`.
    pub fn precedes_all(&self, form: &str, first: u32) -> bool {
        let bearers = self.surnames.get(&self.comparison_form(form));
        bearers.is_some_and(|all| all.iter().take(CROWD).all(|&i| first < self.people[i].first))
    }

    /// The only bearer of the surname `form`, where the text names that person in full only behind token `first`: the token of that
    /// full name, and the first name in comparison form.
    pub fn only_behind(&self, form: &str, first: u32) -> Option<(u32, &str)> {
        let [one] = self.surnames.get(&self.comparison_form(form))?[..] else { return None };
        let Person { parts, first: full, .. } = &self.people[one];
        (*full > first).then(|| (*full, &*parts[0]))
    }

    /// Who is meant by one name: a surname, or else a first name.
    pub fn bearer(&self, form: &str) -> Bearer {
        let parts = identity::person_parts(form);
        let Some(last) = parts.last() else { return Bearer::Nobody };
        // "Lund Jr."
        if parts.len() == 1 && identity::is_junior(form) {
            let mut of_name = self.juniors.iter().filter(|(parts, _)| parts.last() == Some(last));
            if let (Some((_, &child)), None) = (of_name.next(), of_name.next())
                && let Some(entity) = &self.people[child].entity
            {
                return Bearer::One(entity.clone());
            }
        }
        let given = parts.len() == 1 && !self.surnames.contains_key(last);
        let found = if given {
            // A first name will do where only one has it.
            let first = letters::fold_name(&super::tables::key(form), true);
            self.firsts.get(&first).filter(|bearers| bearers.len() == 1)
        } else {
            self.surnames.get(last)
        };
        // "Kim" of "Kim Jong-un" beside "Tony Kim": either may be meant.
        let before = letters::fold_name(&super::tables::key(form), true);
        let eastern = (!given && parts.len() == 1 && FAMILY_FIRST.contains(&before.as_str()))
            .then(|| self.firsts.get(&before))
            .flatten();
        let mut entities: Vec<Entity> = Vec::new();
        let mut heard: Vec<Entity> = Vec::new();
        for &i in found.into_iter().flatten().take(CROWD).chain(eastern.into_iter().flatten().take(CROWD)) {
            let Some(entity) = &self.people[i].entity else { continue };
            if !entities.contains(entity) {
                entities.push(entity.clone());
            }
            if self.people[i].heard && !heard.contains(entity) {
                heard.push(entity.clone());
            }
        }
        match entities.len() {
            0 => Bearer::Nobody,
            1 => Bearer::One(entities.swap_remove(0)),
            _ => Bearer::Several { entities, heard },
        }
    }
}

/// Whether `short` is a lesser form of the full name `long`, both ending in one surname.
fn fits(short: &[String], long: &[String]) -> bool {
    if short.len() > long.len() || short == long || short.last() != long.last() {
        return false;
    }
    let (Some(first), Some(full)) = (short.first(), long.first()) else { return false };
    let initial = first.len() == 1 && full.len() > 1 && full.starts_with(first.as_str());
    if short.len() == 1 {
        return false;
    }
    // "J. Lund", "Ana Perez" of "Ana Maria Perez", "Garcia Perez" of "Ana Garcia Perez".
    (first == full || initial) && (short.len() == 2 || short[1..] == long[1..]) && (initial || short.len() < long.len())
        || short.len() < long.len() && long.ends_with(short)
}

/// The entity of a surname that nobody's full name explains: equal within the article only.
pub fn only_here(name: &str, article: &str) -> Entity {
    let entity = identity::entity(EntityKind::Person, &without_capitals(name));
    let salted = crate::text::word_key(article).rotate_left(17) ^ entity.key;
    Entity { kind: EntityKind::Person, name: Arc::clone(&entity.name), key: salted }
}

/// "LUND" of a transcript or headline is Lund; shorter words are rather initials.
fn without_capitals(name: &str) -> Cow<'_, str> {
    const LEAST: usize = 4;
    if name.len() < LEAST || !name.bytes().all(|b| b.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("{}{}", &name[..1], name[1..].to_ascii_lowercase()))
}
