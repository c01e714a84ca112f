//! The second reading: what the article itself tells of the names that the first left open.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearers::{Bearer, People, only_here};
use super::called::{KIN, Surnames, children, is_called, title};
use super::classes::Classes;
use super::identity;
use super::learned;
use super::reader::Reader;
use super::scan::{Guess, Loose, Scan};
use super::tables::{self, GENDERS};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, FieldValue, Provenance, Undecided, Value, native};
use crate::text::word_key;

/// Mentions of everything that the two readings found, in order, none overlapping.
pub fn resolve(reader: &Reader, scan: Scan, article: &str) -> Vec<Mention> {
    let Scan { mut guesses, mut loose } = scan;
    let speakers = learned::speakers(reader, &guesses, &loose);
    drop_accidents(reader, &speakers, &mut guesses, &mut loose);
    learned::prove(reader, &guesses, &mut loose);
    let shorts = learned::shorts(reader, &guesses);
    let plain = learned::plain_names(reader, &guesses, &shorts);
    let organisations = Organisations::new(reader, &guesses, shorts);
    // "Aer Lund" has the shape of a person's name; beside "Aer Lund Group PLC" it is none.
    for guess in guesses.iter_mut().filter(|g| g.kind == MentionKind::Person && g.entity.is_none() && g.words > 1) {
        if organisations.known(&form(reader, guess.first, guess.end)).is_some() {
            (guess.kind, guess.words) = (MentionKind::Organisation, 0);
        }
    }
    let full = guesses
        .iter()
        .filter(|g| is_full(reader, g))
        .map(|g| (g.first, form(reader, g.first, g.end), g.entity.clone()));
    let written = guesses.iter().filter(|g| is_full(reader, g)).map(|g| (g.first, g.end, form(reader, g.first, g.end)));
    let people = People::new(full, &children(reader, written), reader.lexicon);
    let mut names = Names {
        reader,
        people,
        organisations,
        article,
        settled: FxHashMap::default(),
        titles: FxHashMap::default(),
        surnames: OnceCell::new(),
    };
    let decided = names.decide(&guesses, &loose, &speakers);
    for (loose, kind) in loose.into_iter().zip(decided) {
        if let Some(kind) = kind {
            let entity = loose.maybe.filter(|m| m.0 == kind).map(|m| m.1);
            guesses.push(Guess { kind, first: loose.first, end: loose.end, entity, words: 1, weak: false });
        }
    }
    guesses.extend(plain);
    guesses.sort_by_key(|g| (g.first, std::cmp::Reverse(g.end)));
    let mut end = 0;
    guesses.retain(|g| {
        let free = g.first >= end;
        if free {
            end = g.end;
        }
        free
    });
    let mut mentions: Vec<Mention> = guesses.iter().map(|g| names.mention(g)).collect();
    // "LUND TO VISIT" over an article in which Lund is soon one man: only now it is known.
    for mention in mentions.iter_mut().filter(|m| m.value == Value::Unknown(Undecided::Name)) {
        names.settle_late(mention);
    }
    mentions
}

fn form(reader: &Reader, first: u32, end: u32) -> String {
    identity::clean(reader.doc.span(first, end).of(reader.doc.text))
}

fn is_full(reader: &Reader, guess: &Guess) -> bool {
    guess.kind == MentionKind::Person && (guess.words >= 2 || reader.is_initial(guess.first))
}

/// Takes back what only looks like a person: `Hillary Democrat` if it never comes again, `Lund Marsh` where Lund and Marsh
/// are two. `speakers`: words that are somebody's surname.
fn drop_accidents(reader: &Reader, speakers: &FxHashSet<u64>, guesses: &mut Vec<Guess>, loose: &mut Vec<Loose>) {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    let mut surnames: FxHashMap<u64, u32> = FxHashMap::default();
    for guess in guesses.iter().filter(|g| is_full(reader, g)) {
        *counts.entry(form(reader, guess.first, guess.end)).or_default() += 1;
        if reader.is(guess.first, Classes::GIVEN) {
            let last = reader.last_word(guess.first, guess.end);
            *surnames.entry(reader.doc.tokens[last as usize].key).or_default() += 1;
        }
    }
    guesses.retain(|guess| {
        if !is_full(reader, guess) || guess.entity.is_some() {
            return true;
        }
        let first = &reader.doc.tokens[guess.first as usize];
        let crowd = guess.words == 2
            && guess.end == guess.first + 2
            && !reader.is(guess.first, Classes::GIVEN)
            && (surnames.contains_key(&first.key) || speakers.contains(&first.key));
        let accident = crowd || guess.weak && counts.get(&form(reader, guess.first, guess.end)) == Some(&1);
        if accident {
            loose.extend((guess.first..guess.end).filter(|&i| reader.capital(i)).map(|i| Loose {
                first: i,
                end: i + 1,
                unproven: true,
                maybe: None,
            }));
        }
        !accident
    });
}

struct Names<'a> {
    reader: &'a Reader<'a>,
    people: People,
    organisations: Organisations,
    article: &'a str,
    /// Whom a surname alone has come to mean, by its comparison form.
    settled: FxHashMap<String, Entity>,
    /// Who was called so before the name: `president` and the person's key.
    titles: FxHashMap<u64, Vec<Entity>>,
    surnames: OnceCell<Surnames>,
}

impl Names<'_> {
    fn form(&self, first: u32, end: u32) -> String {
        form(self.reader, first, end)
    }

    fn mention(&mut self, guess: &Guess) -> Mention {
        let doc = self.reader.doc;
        let lexicon = self.reader.lexicon;
        let (first, end) = (guess.first, guess.end);
        let span = doc.span(first, end);
        let form = self.form(first, end);
        let mut kind = guess.kind;
        let mut entity = guess.entity.clone();
        // "Santa Fe" of "Santa Fe Pacific Corp", where nobody is in it.
        if kind == MentionKind::Place
            && !self.reader.is_located(first, end)
            && self.organisations.known(&form).is_some()
        {
            kind = MentionKind::Organisation;
            entity = None;
        }
        let mut candidates = Vec::new();
        // What the article explains goes before what the bundled lists say, not before the desk.
        let open = kind == MentionKind::Organisation && entity.as_ref().is_none_or(|e| lexicon.desk(e).is_none());
        let explained = self.organisations.explained(&form).filter(|_| open);
        let value = match (kind, explained.or(entity)) {
            (_, Some(entity)) => Value::Entity(entity),
            (MentionKind::Person, None) => match self.person(&form, first) {
                Bearer::One(entity) => Value::Entity(entity),
                Bearer::Several { entities, .. } => {
                    candidates = entities;
                    Value::Unknown(Undecided::Name)
                }
                Bearer::Nobody => Value::Entity(only_here(&form, self.article)),
            },
            (MentionKind::Organisation, None) => Value::Entity(
                self.organisations.known(&form).unwrap_or_else(|| lexicon.entity(EntityKind::Organisation, &form)),
            ),
            (_, None) => Value::Entity(lexicon.entity(EntityKind::Place, &form)),
        };
        let mut fields = Vec::new();
        if kind != MentionKind::Demonym {
            fields.push(FieldValue::new(native::ENTITY, value.clone(), span));
            fields.push(FieldValue::new(native::FORM, Value::Text(doc.text_at(span)), span));
            if !candidates.is_empty() {
                let of =
                    |entity| FieldValue::inferred(native::CANDIDATES, Value::Entity(entity), Provenance::of(&"names"));
                let set = Value::Set(candidates.into_iter().map(of).collect());
                fields.push(FieldValue::inferred(native::CANDIDATES, set, Provenance::of(&"names")));
            }
        }
        Mention { kind, first, end, span, value, fields, by: Provenance::of(&"names") }
    }

    /// Who is meant by `form` at token `first`, mentions being asked in order of the text.
    fn person(&mut self, form: &str, first: u32) -> Bearer {
        let title = title(self.reader, first);
        if let Some(entity) = self.people.introduce(form) {
            if let Some(title) = title {
                let called = self.titles.entry(title).or_default();
                if !called.contains(&entity) {
                    called.push(entity.clone());
                }
            }
            return Bearer::One(entity);
        }
        let surname = self.people.comparison_form(form);
        match self.people.bearer(form) {
            Bearer::Several { entities, heard } => {
                // "President Lund" is the one who was called so; else the one who is meant since before the others came;
                // else the only one of whom the reader has heard.
                let called = title.and_then(|t| self.titles.get(&t)).and_then(|called| only(&entities, called));
                let meant = called.or_else(|| self.settled.get(&surname).cloned()).or_else(|| only(&entities, &heard));
                match meant {
                    Some(entity) => {
                        self.settled.entry(surname).or_insert_with(|| entity.clone());
                        Bearer::One(entity)
                    }
                    None => Bearer::Several { entities, heard },
                }
            }
            Bearer::One(entity) => {
                if !self.settled.contains_key(&surname) {
                    let anothers = self.is_anothers(form, first);
                    let meant = if anothers { only_here(form, self.article) } else { entity.clone() };
                    self.settled.insert(surname.clone(), meant);
                }
                let settled = self.settled[&surname].clone();
                // "Mrs. Lund" is she who is named in full.
                let hers = is_called(self.reader, first, &["mrs", "ms", "miss"]);
                Bearer::One(if hers { entity } else { settled })
            }
            Bearer::Nobody => Bearer::Nobody,
        }
    }

    /// Whether a surname that only a later full name bears is somebody else's: "President Lund" before "First Lady Anna Lund"; and before
    /// "Anna Lund" where "Mr. Lund", "the Lund administration" or, without a title of hers, "President Lund" stand anywhere.
    fn is_anothers(&self, form: &str, first: u32) -> bool {
        let Some((full, given)) = self.people.only_behind(form, first) else { return false };
        if full > 0 && self.reader.is_word_of(full - 1, KIN) {
            return true;
        }
        if GENDERS.get(given).and_then(|mut row| row.next()) != Some("f") {
            return false;
        }
        let surnames = self.surnames.get_or_init(|| Surnames::of(self.reader));
        let key = self.reader.doc.tokens[first as usize].key;
        surnames.men.contains(&key) || surnames.presidents.contains(&key) && title(self.reader, full).is_none()
    }

    /// Fills in an open surname that stood before everybody who bears it.
    fn settle_late(&self, mention: &mut Mention) {
        let form = self.form(mention.first, mention.end);
        if !self.people.precedes_all(&form, mention.first) {
            return;
        }
        let Some(entity) = self.settled.get(&self.people.comparison_form(&form)) else { return };
        mention.value = Value::Entity(entity.clone());
        mention.fields.retain(|f| f.field != native::CANDIDATES);
        for field in mention.fields.iter_mut().filter(|f| f.field == native::ENTITY) {
            field.value = mention.value.clone();
        }
    }

    /// What each of the loose words is, in their order.
    fn decide(&self, guesses: &[Guess], loose: &[Loose], speakers: &FxHashSet<u64>) -> Vec<Option<MentionKind>> {
        let mut kinds: Vec<Option<MentionKind>> = loose.iter().map(|l| self.by_context(l)).collect();
        // What one place of the article tells of a word holds for its others; an acronym for its softer spelling too.
        let mut told: FxHashMap<String, MentionKind> = FxHashMap::default();
        for g in guesses.iter().filter(|g| g.kind == MentionKind::Organisation && g.end == g.first + 1) {
            let key = tables::key(&self.form(g.first, g.end));
            if key.len() > 3 {
                told.entry(key).or_insert(g.kind);
            }
        }
        for (l, kind) in loose.iter().zip(&kinds) {
            if let Some(kind) = kind
                && l.maybe.is_none()
            {
                told.entry(tables::key(&self.form(l.first, l.end))).or_insert(*kind);
            }
        }
        for (l, kind) in loose.iter().zip(&mut kinds) {
            if kind.is_none()
                && l.end == l.first + 1
                && speakers.contains(&self.reader.doc.tokens[l.first as usize].key)
            {
                *kind = Some(MentionKind::Person);
            }
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
        if l.maybe
            .as_ref()
            .is_some_and(|m| m.0 == MentionKind::Place || m.0 == MentionKind::Organisation && !r.all_caps(l.first))
            && self.people.surname_bearer(&form)
            && !self.is_in_place(l)
        {
            return Some(MentionKind::Person);
        }
        let acting = l.maybe.as_ref().is_some_and(|m| m.0 == MentionKind::Organisation) && r.acts_as_enterprise(l.end);
        if l.unproven && class.has(Classes::COMMON) && !self.people.is_written(&form) && !acting {
            return None;
        }
        let borne = self.people.surname_bearer(&form) && (!class.has(Classes::COMMON) || self.people.is_written(&form))
            || !class.has(Classes::COMMON) && self.person_or_none(&form).is_some();
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
        if !common && l.maybe.is_none() && !borne && r.is_said_enterprise(l.first, l.end) {
            return Some(MentionKind::Organisation);
        }
        if let Some((kind, _)) = &l.maybe {
            let located = *kind != MentionKind::Place || r.is_located(l.first, l.end) || !(common || self.is_minor(l));
            return Some(*kind).filter(|_| !(l.unproven && common && !acting) && located);
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
        // "in Marsh, Alaska": a surname that nobody has in the article.
        if !common && (terrain || container && self.is_in_place(l) && !borne) {
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

/// The one of `entities` that is among `others` too, if it is one.
fn only(entities: &[Entity], others: &[Entity]) -> Option<Entity> {
    let mut both = entities.iter().filter(|e| others.contains(e));
    both.next().filter(|_| both.next().is_none()).cloned()
}

/// The organisations of one article: short forms of the names that stand in full.
struct Organisations {
    /// Acronyms given in brackets behind the name.
    explained: FxHashMap<String, Entity>,
    by_short: FxHashMap<String, Option<Entity>>,
    by_word: learned::Shorts,
}

/// Words for bodies that have the name of their town before them, which is not their own: "Harwick Police".
const OF_A_PLACE: &[&str] = &[
    "police",
    "department",
    "council",
    "court",
    "hospital",
    "school",
    "schools",
    "office",
    "authority",
    "board",
    "commission",
    "prison",
    "center",
    "centre",
    "parliament",
    "assembly",
    "administration",
    "embassy",
    "museum",
    "library",
    "church",
    "cathedral",
    "mosque",
    "fire",
];

impl Organisations {
    fn new(reader: &Reader, guesses: &[Guess], by_word: learned::Shorts) -> Organisations {
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
            let seat = words.iter().any(|w| OF_A_PLACE.contains(w));
            if distinct && !seat && reader.is(guess.end - 1, Classes::SUFFIX | Classes::HEAD) {
                add(words[0].to_string(), &entity, false);
            }
            // "Aer Lund Group PLC" is later "Aer Lund".
            let core = identity::company_core(&key);
            if core.contains(' ') && core.len() < key.len() {
                add(core.to_string(), &entity, true);
            }
        }
        Organisations { explained, by_short, by_word }
    }

    /// The organisation whose acronym the article says `form` is.
    fn explained(&self, form: &str) -> Option<Entity> {
        self.explained.get(&tables::key(form)).cloned()
    }

    /// The organisation of the article that `form` is short for.
    fn known(&self, form: &str) -> Option<Entity> {
        let key = tables::key(form);
        let word = || self.by_word.get(&word_key(&key)).cloned().flatten();
        self.explained.get(&key).cloned().or_else(|| self.by_short.get(&key).cloned().flatten()).or_else(word)
    }
}
