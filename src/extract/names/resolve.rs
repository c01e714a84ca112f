//! The second reading: what the article itself tells of the names that the first left open.

use rustc_hash::FxHashMap;

use super::bearers::{Bearer, People, only_here};
use super::classes::Classes;
use super::identity;
use super::reader::Reader;
use super::scan::{Guess, Loose, Scan};
use super::tables;
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, FieldValue, Undecided, Value, native};
use crate::text::Doc;

/// Mentions of everything that the two readings found, in order, none overlapping.
pub fn resolve(reader: &Reader, scan: Scan, article: &str) -> Vec<Mention> {
    let doc = reader.doc;
    let Scan { guesses, loose } = scan;
    let form = |first: u32, end: u32| identity::clean(doc.span(first, end).of(doc.text));
    let full = guesses
        .iter()
        .filter(|g| g.kind == MentionKind::Person && (g.words >= 2 || reader.is_initial(g.first)))
        .map(|g| (form(g.first, g.end), g.entity.clone()));
    let people = People::new(full, reader.lexicon);
    let organisations = Organisations::new(reader, &guesses);
    let mut names = Names { reader, people, organisations, article, mentions: Vec::new() };
    for guess in &guesses {
        names.guess(guess);
    }
    let decided = names.decide(&loose);
    for (loose, kind) in loose.iter().zip(decided) {
        if let Some(kind) = kind {
            names.push(kind, loose.first, loose.end, loose.maybe.clone().filter(|m| m.0 == kind).map(|m| m.1));
        }
    }
    let mut mentions = names.mentions;
    mentions.sort_by_key(|m| (m.first, std::cmp::Reverse(m.end)));
    let mut end = 0;
    mentions.retain(|m| {
        let free = m.first >= end;
        if free {
            end = m.end;
        }
        free
    });
    mentions
}

struct Names<'a> {
    reader: &'a Reader<'a>,
    people: People,
    organisations: Organisations,
    article: &'a str,
    mentions: Vec<Mention>,
}

impl Names<'_> {
    fn form(&self, first: u32, end: u32) -> String {
        let doc: &Doc = self.reader.doc;
        identity::clean(doc.span(first, end).of(doc.text))
    }

    fn guess(&mut self, guess: &Guess) {
        // "Santa Fe" of "Santa Fe Pacific Corp", where nobody is in it.
        if guess.kind == MentionKind::Place
            && !self.reader.is_located(guess.first, guess.end)
            && self.organisations.known(&self.form(guess.first, guess.end)).is_some()
        {
            return self.push(MentionKind::Organisation, guess.first, guess.end, None);
        }
        self.push(guess.kind, guess.first, guess.end, guess.entity.clone());
    }

    fn push(&mut self, kind: MentionKind, first: u32, end: u32, entity: Option<Entity>) {
        let doc = self.reader.doc;
        let lexicon = self.reader.lexicon;
        let span = doc.span(first, end);
        let form = self.form(first, end);
        let mut candidates = Vec::new();
        // What the article explains goes before what the bundled lists say, not before the desk.
        let open = kind == MentionKind::Organisation && entity.as_ref().is_none_or(|e| lexicon.desk(e).is_none());
        let explained = self.organisations.explained(&form).filter(|_| open);
        let value = match (kind, explained.or(entity)) {
            (_, Some(entity)) => Value::Entity(entity),
            (MentionKind::Person, None) => match self.people.full(&form) {
                Some(entity) => Value::Entity(entity),
                None => match self.people.bearer(&form) {
                    Bearer::One(entity) => Value::Entity(entity),
                    Bearer::Several(entities) => {
                        candidates = entities;
                        Value::Unknown(Undecided::Name)
                    }
                    Bearer::Nobody => Value::Entity(only_here(&form, self.article)),
                },
            },
            (MentionKind::Organisation, None) => Value::Entity(
                self.organisations.known(&form).unwrap_or_else(|| lexicon.entity(EntityKind::Organisation, &form)),
            ),
            (_, None) => Value::Entity(lexicon.entity(EntityKind::Place, &form)),
        };
        let mut fields = Vec::new();
        if kind != MentionKind::Demonym {
            fields.push(FieldValue::new(native::ENTITY, value.clone(), span));
            fields.push(FieldValue::new(native::FORM, Value::text(span.of(doc.text)), span));
            if !candidates.is_empty() {
                let of = |entity| FieldValue::inferred(native::CANDIDATES, Value::Entity(entity), "names");
                let set = Value::Set(candidates.into_iter().map(of).collect());
                fields.push(FieldValue::inferred(native::CANDIDATES, set, "names"));
            }
        }
        self.mentions.push(Mention { kind, first, end, span, value, fields, by: "names".into() });
    }

    /// What each of the loose words is, in their order.
    fn decide(&self, loose: &[Loose]) -> Vec<Option<MentionKind>> {
        let mut kinds: Vec<Option<MentionKind>> = loose.iter().map(|l| self.by_context(l)).collect();
        // What one place of the article tells of a word holds for its others.
        let mut told: FxHashMap<String, MentionKind> = FxHashMap::default();
        for (l, kind) in loose.iter().zip(&kinds) {
            if let Some(kind) = kind
                && l.maybe.is_none()
            {
                told.entry(tables::key(&self.form(l.first, l.end))).or_insert(*kind);
            }
        }
        for (l, kind) in loose.iter().zip(&mut kinds) {
            if kind.is_none() && !(l.unproven && self.reader.is(l.first, Classes::COMMON)) {
                *kind = told.get(&tables::key(&self.form(l.first, l.end))).copied();
            }
        }
        kinds
    }

    fn by_context(&self, l: &Loose) -> Option<MentionKind> {
        let r = self.reader;
        let class = r.class(l.first);
        let form = self.form(l.first, l.end);
        let single = r.compound_end(l.first) >= l.end;
        if r.is_dateline(l.first, l.end) {
            return Some(MentionKind::Place);
        }
        if let Some((MentionKind::Place, _)) = l.maybe
            && self.people.surname_bearer(&form)
            && !self.is_in_place(l)
        {
            return Some(MentionKind::Person);
        }
        if l.unproven && class.has(Classes::COMMON) && !self.people.surname_bearer(&form) {
            return None;
        }
        let borne =
            self.people.surname_bearer(&form) || !class.has(Classes::COMMON) && self.person_or_none(&form).is_some();
        if single && l.maybe.is_none() && !self.is_in_place(l) && borne {
            return Some(MentionKind::Person);
        }
        if self.organisations.known(&form).is_some() {
            return Some(MentionKind::Organisation);
        }
        let common = class.has(Classes::COMMON);
        let speaks = r.lower(l.end) && r.is(l.end, Classes::SPEECH);
        let aged = r.is_mark(l.end, &[","]) && r.is_number(l.end + 1) && r.is_mark(l.end + 2, &[","]);
        if single && !common && l.maybe.is_none() && (speaks || aged) && class.has(Classes::SURNAME | Classes::GIVEN) {
            return Some(MentionKind::Person);
        }
        if let Some((kind, _)) = &l.maybe {
            let located = *kind != MentionKind::Place || r.is_located(l.first, l.end) || !(common || self.is_minor(l));
            return Some(*kind).filter(|_| !(l.unproven && common) && located);
        }
        let container = r.is_mark(l.end, &[","])
            && r.lookup(l.end + 1)
                .is_some_and(|f| f.kind == MentionKind::Place && !r.doc.token(f.end).is_some_and(|t| t.is_word()));
        // "Stansted airport", "the town of Kazanluk".
        let terrain = r.lower(l.end) && r.is(l.end, Classes::TERRAIN)
            || l.first > 1
                && r.is_word_of(l.first - 1, &["of"])
                && r.lower(l.first - 2)
                && r.is(l.first - 2, Classes::TERRAIN);
        if !common && terrain {
            return Some(MentionKind::Place);
        }
        if !common && !r.is(l.first, Classes::SURNAME | Classes::GIVEN) && (self.is_in_place(l) || container) {
            return Some(MentionKind::Place);
        }
        None
    }

    /// A town so small that its name is rather somebody's.
    fn is_minor(&self, l: &Loose) -> bool {
        let Some((_, entity)) = &l.maybe else { return false };
        let size = tables::PLACES.get(&tables::key(&entity.name)).and_then(|mut row| row.nth(1));
        matches!(size, Some("0" | "1" | "2")) && self.reader.is(l.first, Classes::SURNAME)
    }

    fn person_or_none(&self, form: &str) -> Option<()> {
        match self.people.bearer(form) {
            Bearer::Nobody => None,
            _ => Some(()),
        }
    }

    /// "in Karatau", and not "in Karatau's".
    fn is_in_place(&self, l: &Loose) -> bool {
        let r = self.reader;
        r.place_expected(l.first) && r.is_word_of(l.first - 1, &["in", "near", "outside"])
    }
}

/// The organisations of one article: short forms of the names that stand in full.
struct Organisations {
    /// Acronyms given in brackets behind the name.
    explained: FxHashMap<String, Entity>,
    by_short: FxHashMap<String, Option<Entity>>,
}

impl Organisations {
    fn new(reader: &Reader, guesses: &[Guess]) -> Organisations {
        let doc = reader.doc;
        let mut by_short: FxHashMap<String, Option<Entity>> = FxHashMap::default();
        let mut explained: FxHashMap<String, Entity> = FxHashMap::default();
        let mut add = |short: String, entity: &Entity, open: bool| {
            by_short
                .entry(short)
                .and_modify(|known| {
                    if open && known.as_ref() != Some(entity) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(entity.clone()));
        };
        for guess in guesses.iter().filter(|g| g.kind == MentionKind::Organisation && g.end > g.first + 1) {
            let name = identity::clean(doc.span(guess.first, guess.end).of(doc.text));
            let entity = guess.entity.clone().unwrap_or_else(|| reader.lexicon.entity(EntityKind::Organisation, &name));
            // "Council of Ministers of Defence (CMD)": the acronym is the council.
            if reader.is_mark(guess.end, &["("])
                && reader.all_caps(guess.end + 1)
                && reader.is_mark(guess.end + 2, &[")"])
            {
                explained.entry(tables::key(reader.word(guess.end + 1))).or_insert_with(|| entity.clone());
            }
            let key = tables::key(&name);
            let words: Vec<&str> = key.split(' ').collect();
            if words.len() > 2 {
                let letters = |all: bool| -> String {
                    words
                        .iter()
                        .filter(|w| all || !matches!(**w, "of" | "the" | "and" | "for" | "on" | "in"))
                        .filter_map(|w| w.chars().next())
                        .collect()
                };
                for acronym in [letters(false), letters(true)] {
                    if acronym.len() > 2 {
                        add(acronym, &entity, true);
                    }
                }
            }
            // "Lund Corp" is later "Lund".
            let distinct =
                !reader.is(guess.first, Classes::COMMON | Classes::PLACE | Classes::DEMONYM | Classes::GIVEN);
            let incorporated = reader.is(reader.last_word(guess.first, guess.end), Classes::SUFFIX);
            if let Some(place) = reader.lookup(guess.first).filter(|l| incorporated && l.end < guess.end) {
                add(tables::key(doc.span(guess.first, place.end).of(doc.text)), &entity, false);
            }
            if distinct && reader.is(guess.end - 1, Classes::SUFFIX | Classes::HEAD) {
                add(words[0].to_string(), &entity, false);
            }
        }
        Organisations { explained, by_short }
    }

    /// The organisation whose acronym the article says `form` is.
    fn explained(&self, form: &str) -> Option<Entity> {
        self.explained.get(&tables::key(form)).cloned()
    }

    /// The organisation of the article that `form` is short for.
    fn known(&self, form: &str) -> Option<Entity> {
        self.explained(form).or_else(|| self.by_short.get(&tables::key(form)).cloned().flatten())
    }
}
