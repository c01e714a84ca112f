//! What is known of names before an article is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::classes::{self, Classes};
use super::identity::{self, listed};
use super::known::Known;
use super::tables::{self, DEMONYMS, ORGANISATIONS, PLACES};
use crate::extract::MentionKind;
use crate::facts::{Entity, EntityKind};
use crate::language::{Program, RecordRelation, Tenure, TermKind};
use crate::text::{Doc, TokenKind, word_key};

/// Slots of the tables that keep what is known of words, for batches and for a few words; powers of two.
const SLOTS: usize = 1 << 16;
const FEW_SLOTS: usize = 1 << 11;

/// Bits of a slot that hold the classes; the rest tells whose they are.
const CLASS_BITS: u64 = 0xff_ffff;

/// Words that a listed name may have at most.
const LONGEST: u32 = 7;

/// The bundled lists and the desk's vocabulary. Built once a run.
pub struct Lexicon {
    /// The desk's names by the key of each of their forms.
    forms: FxHashMap<String, Entity>,
    /// The desk's names by kind and key: spellings that it does not list.
    entities: FxHashMap<(EntityKind, u64), Entity>,
    /// The longest form, in words, by its first word.
    longest: FxHashMap<String, u32>,
    /// Classes of words seen, by [`crate::text::Token::key`]. A slot is a pure function of its word, so that races between
    /// threads cannot change an answer.
    seen: Vec<AtomicU64>,
    /// Works out the classes of a word, given [`word_key`] and key.
    classify: fn(u64, &str) -> Classes,
    /// Hashes of keys that no bundled list has; as harmless under races.
    absent: Vec<AtomicU64>,
    known: Known,
}

/// A listed name in the text: tokens up to `end`.
#[derive(Clone, Debug)]
pub struct Listed {
    pub end: u32,
    pub kind: MentionKind,
    pub entity: Entity,
    /// By the desk, not by the bundled lists.
    pub desk: bool,
}

/// All tenures of a program, role by role.
pub fn all_tenures(program: &Program) -> Vec<Vec<&Tenure>> {
    program.roles.iter().map(|r| r.tenures.iter().collect()).collect()
}

impl Lexicon {
    pub fn new(program: &Program) -> Lexicon {
        Lexicon::of(program, &all_tenures(program), false)
    }

    /// The bundled lists, to look names up and nothing else: of words no class is known but those of the lists.
    pub fn of_lists() -> Lexicon {
        Lexicon { classify: |_, word| classes::listed(word), ..Lexicon::new(&Program::default()) }
    }

    /// Of those who hold offices only these, role by role. `large`: for more than a few articles.
    pub fn of(program: &Program, tenures: &[Vec<&Tenure>], large: bool) -> Lexicon {
        let slots = || (0..if large { SLOTS } else { FEW_SLOTS }).map(|_| AtomicU64::new(0)).collect();
        let mut lexicon = Lexicon {
            forms: FxHashMap::default(),
            entities: FxHashMap::default(),
            longest: FxHashMap::default(),
            seen: slots(),
            classify: classes::of,
            absent: slots(),
            known: Known::default(),
        };
        for term in &program.vocabulary {
            let kind = match term.kind {
                TermKind::Person => EntityKind::Person,
                TermKind::Place => EntityKind::Place,
                TermKind::Organisation => EntityKind::Organisation,
                TermKind::Role | TermKind::Term => continue,
            };
            lexicon.add(kind, &term.name, term.also.iter().chain(&term.short));
        }
        for (role, tenures) in program.roles.iter().zip(tenures) {
            for tenure in tenures {
                lexicon.add(EntityKind::Person, &tenure.person, []);
            }
            if let Some(body) = &role.within {
                lexicon.add_body(body);
            }
        }
        for entry in &program.record {
            match &entry.relation {
                RecordRelation::Born(_) | RecordRelation::Said { .. } => {
                    lexicon.add(EntityKind::Person, &entry.subject, [])
                }
                RecordRelation::Founded(_) => lexicon.add_body(&entry.subject),
                RecordRelation::Capital { name, .. } => {
                    lexicon.add_place(&entry.subject);
                    lexicon.add_place(name);
                }
                RecordRelation::Has(places) | RecordRelation::In(places) => {
                    std::iter::once(&entry.subject).chain(places).for_each(|place| lexicon.add_place(place));
                }
            }
        }
        lexicon
    }

    /// A place of the record. One that is listed anyway stays what it is: a desk's own name would win over longer names that
    /// begin with it, as "Norway" over "Norway Radio".
    fn add_place(&mut self, name: &Arc<str>) {
        if identity::place_name(name).is_none() {
            self.add(EntityKind::Place, name, []);
        }
    }

    /// A country or, failing that, an organisation.
    fn add_body(&mut self, name: &Arc<str>) {
        let kind = if identity::place_name(name).is_some() { EntityKind::Place } else { EntityKind::Organisation };
        self.add(kind, name, []);
    }

    fn add<'a>(&mut self, kind: EntityKind, name: &'a Arc<str>, also: impl IntoIterator<Item = &'a Arc<str>>) {
        // A name that stands already, as another's form too, keeps its first meaning.
        let entity = match self.forms.get(&tables::key(name)) {
            Some(known) if known.kind == kind => known.clone(),
            Some(_) => return,
            None => Entity { name: name.clone(), ..identity::entity(kind, name) },
        };
        self.entities.entry((kind, entity.key)).or_insert_with(|| entity.clone());
        for form in std::iter::once(name).chain(also) {
            let key = tables::key(form);
            if let Some(first) = key.split(' ').next().filter(|w| !w.is_empty()) {
                let words = key.matches(' ').count() as u32 + 1;
                let longest = self.longest.entry(first.to_string()).or_default();
                *longest = (*longest).max(words.min(LONGEST));
            }
            self.entities.entry((kind, identity::entity(kind, form).key)).or_insert_with(|| entity.clone());
            self.forms.entry(key).or_insert_with(|| entity.clone());
        }
    }

    /// The entity of a name: the desk's canonical form where it knows the name, else the gazetteer's, else as written.
    pub fn entity(&self, kind: EntityKind, name: &str) -> Entity {
        self.known.get(kind, name, || self.made(kind, name))
    }

    fn made(&self, kind: EntityKind, name: &str) -> Entity {
        if let Some(entity) = self.forms.get(&tables::key(&identity::clean(name))).filter(|e| e.kind == kind) {
            return entity.clone();
        }
        let entity = identity::entity(kind, name);
        self.desk(&entity).unwrap_or(entity)
    }

    /// The desk's entity that `entity` is, by its key.
    pub fn desk(&self, entity: &Entity) -> Option<Entity> {
        self.entities.get(&(entity.kind, entity.key)).cloned()
    }

    /// The place of that name, where the desk or the gazetteer knows it.
    pub fn place(&self, name: &str) -> Option<Entity> {
        let key = tables::key(name);
        if let Some(entity) = self.forms.get(&key).filter(|e| e.kind == EntityKind::Place) {
            return Some(entity.clone());
        }
        identity::place_name(name).map(|name| self.entity(EntityKind::Place, name))
    }

    /// The organisation of that name, where the desk or the lists know it.
    pub fn organisation(&self, name: &str) -> Option<Entity> {
        let key = tables::key(name);
        if let Some(entity) = self.forms.get(&key).filter(|e| e.kind == EntityKind::Organisation) {
            return Some(entity.clone());
        }
        identity::organisation_name(name).map(|name| self.entity(EntityKind::Organisation, name))
    }

    /// The place whose people or things the word at `token` names: `Russian`, and either word of `South Korean`.
    pub fn demonym(&self, doc: &Doc, token: u32) -> Option<Entity> {
        if let Some(before) = token.checked_sub(1)
            && let Some(found) = self.demonym_at(doc, before)
            && found.end > token
        {
            return Some(found.entity);
        }
        self.demonym_at(doc, token).map(|found| found.entity)
    }

    fn demonym_at(&self, doc: &Doc, token: u32) -> Option<Listed> {
        self.lookup(doc, token, doc.tokens.len() as u32).filter(|found| found.kind == MentionKind::Demonym)
    }

    /// The classes of the word at `token`; none for marks and numbers.
    pub fn classes(&self, doc: &Doc, token: u32) -> Classes {
        let Some(t) = doc.token(token).filter(|t| t.is_word()) else {
            return Classes::default();
        };
        self.classes_of(t.key, || tables::key(doc.folded(token)))
    }

    /// The classes of the word that `text` makes; `hash` stands for that word.
    fn classes_of(&self, hash: u64, text: impl FnOnce() -> String) -> Classes {
        let slot = &self.seen[(hash >> 24) as usize & (self.seen.len() - 1)];
        let held = slot.load(Ordering::Relaxed);
        if held != 0 && held & !CLASS_BITS == hash & !CLASS_BITS {
            return Classes((held & CLASS_BITS) as u32);
        }
        let classes = (self.classify)(hash, &text());
        slot.store(hash & !CLASS_BITS | u64::from(classes.0), Ordering::Relaxed);
        classes
    }

    /// Whether `key` was looked up in vain before.
    fn is_absent(&self, key: &str) -> bool {
        let hash = identity::hash(key);
        self.absent[(hash >> 24) as usize & (self.absent.len() - 1)].load(Ordering::Relaxed) == hash
    }

    fn note_absent(&self, key: &str) {
        let hash = identity::hash(key);
        self.absent[(hash >> 24) as usize & (self.absent.len() - 1)].store(hash, Ordering::Relaxed);
    }

    /// The longest listed name that begins at `token` and ends before `limit`.
    pub fn lookup(&self, doc: &Doc, token: u32, limit: u32) -> Option<Listed> {
        let limit = limit.min(doc.tokens.len() as u32);
        let mut longest = self.classes(doc, token).longest();
        // "People's", "N'Djamena": the apostrophe makes one word of two tokens.
        let joined = joined_end(doc, token, limit);
        if joined > token + 1 {
            let word = doc.span(token, joined).of(doc.text);
            longest = longest.max(self.classes_of(word_key(word), || tables::key(word)).longest());
        }
        if !self.longest.is_empty() && doc.token(token).is_some_and(|t| t.is_word()) {
            let first = tables::key(doc.span(token, joined).of(doc.text));
            for first in [&*first, &*tables::key(doc.word(token))] {
                longest = longest.max(self.longest.get(first).copied().unwrap_or(0));
            }
        }
        if longest == 0 {
            return None;
        }
        let (ends, count) = word_ends(doc, token, limit, longest as usize);
        let mut key = String::new();
        for &end in ends[..count].iter().rev() {
            let form = doc.span(token, end).of(doc.text);
            key.clear();
            tables::push_key(form, &mut key);
            if let Some(entity) = self.forms.get(&key) {
                return Some(Listed { end, kind: mention_kind(entity.kind), entity: entity.clone(), desk: true });
            }
            if self.is_absent(&key) {
                continue;
            }
            let mut absent = true;
            let lists = [
                (&PLACES, 3, MentionKind::Place, EntityKind::Place),
                (&DEMONYMS, 2, MentionKind::Demonym, EntityKind::Place),
                (&ORGANISATIONS, 1, MentionKind::Organisation, EntityKind::Organisation),
            ];
            for (table, flag, kind, of) in lists {
                if !table.contains(&key) {
                    continue;
                }
                absent = false;
                // "Xinhua news agency": the list's name, but not written as one.
                if of == EntityKind::Organisation
                    && end > token + 1
                    && doc.tokens[end as usize - 1].is_word()
                    && !doc.tokens[end as usize - 1].capital
                {
                    continue;
                }
                if let Some(name) = listed(table, flag, &key, form, false) {
                    return Some(Listed { end, kind, entity: self.entity(of, name), desk: false });
                }
            }
            if absent {
                self.note_absent(&key);
                continue;
            }
            // "Reno, Nev.": the abbreviation takes its point with it.
            if token > 0
                && doc.word(token - 1) == ","
                && let Some(name) = listed(&PLACES, 3, &key, form, true)
            {
                let pointed = end < limit && doc.word(end) == "." && !doc.tokens[end as usize].spaced;
                let end = if pointed { end + 1 } else { end };
                let entity = self.entity(EntityKind::Place, name);
                return Some(Listed { end, kind: MentionKind::Place, entity, desk: false });
            }
        }
        None
    }
}

/// The end of the word at `token` with the possessive or the apostrophe and letters that are written to it.
fn joined_end(doc: &Doc, token: u32, limit: u32) -> u32 {
    let attached = |i: u32| i < limit && doc.token(i).is_some_and(|t| !t.spaced);
    if attached(token + 1) && doc.tokens[token as usize + 1].kind == TokenKind::Possessive {
        return token + 2;
    }
    if attached(token + 1) && matches!(doc.word(token + 1), "'" | "’") && attached(token + 2) {
        return token + 3;
    }
    token + 1
}

/// Where the first, second, … word from `token` on ends: marks inside a name (hyphen, point, possessive) belong to the
/// word before them where they are written together. Stops at anything else.
fn word_ends(doc: &Doc, token: u32, limit: u32, most: usize) -> ([u32; LONGEST as usize], usize) {
    let mut ends = [0; LONGEST as usize];
    let mut count = 0;
    let mut at = token;
    while at < limit && count < most.min(LONGEST as usize) {
        let t = &doc.tokens[at as usize];
        if t.kind == TokenKind::Punct || t.kind == TokenKind::Possessive {
            break;
        }
        at += 1;
        ends[count] = at;
        count += 1;
        // The point of "St." and the "'s" of "People's" may end a word inside a name; a hyphen or an apostrophe joins two.
        while at < limit && !doc.tokens[at as usize].spaced {
            let mark = &doc.tokens[at as usize];
            let word = doc.word(at);
            let joins = matches!(word, "-" | "'" | "’" | "&" | "/" | "–");
            let inside = mark.kind == TokenKind::Possessive || word == "." || joins;
            if !inside
                || at + 1 >= limit
                || (joins && (doc.tokens[at as usize + 1].spaced || !doc.tokens[at as usize + 1].is_word()))
            {
                break;
            }
            at += 1;
            if joins && word != "-" && word != "–" && at < limit {
                // One word by its key: "N'Djamena".
                at += 1;
                ends[count - 1] = at;
            }
        }
        if at < limit && doc.word(at) == "&" {
            at += 1;
        }
    }
    (ends, count)
}

fn mention_kind(kind: EntityKind) -> MentionKind {
    match kind {
        EntityKind::Person => MentionKind::Person,
        EntityKind::Place => MentionKind::Place,
        EntityKind::Organisation => MentionKind::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_names_are_found_where_they_begin() {
        let lexicon = Lexicon::new(&Program::default());
        for (text, token, name, end) in [
            ("Alma-Ata hosted it", 0, "Almaty", 3),
            ("in St. Petersburg today", 1, "Saint Petersburg", 4),
            ("the Republic of Belarus said", 1, "Belarus", 4),
            ("the South Korean team", 1, "South Korea", 3),
            ("the People's Republic of China", 1, "China", 6),
            ("Washington, D.C. is", 0, "Washington", 1),
            ("the U.S. team", 1, "United States", 2),
            ("a European Union summit", 1, "European Union", 3),
        ] {
            let doc = Doc::of_text(text);
            let found = lexicon.lookup(&doc, token, doc.tokens.len() as u32).expect(text);
            assert_eq!((&*found.entity.name, found.end), (name, end), "{text}");
        }
        for (text, token) in [("let us go", 1), ("who knows", 0), ("the minister", 1)] {
            let doc = Doc::of_text(text);
            assert!(lexicon.lookup(&doc, token, doc.tokens.len() as u32).is_none(), "{text}");
        }
        let doc = Doc::of_text("the South Korean team");
        assert_eq!(&*lexicon.demonym(&doc, 2).unwrap().name, "South Korea");
        assert!(lexicon.demonym(&doc, 3).is_none());
    }
}
