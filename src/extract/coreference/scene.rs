//! Who is on the scene: the persons of an article in order, sentence by sentence.

use rustc_hash::FxHashMap;

use super::gender::{self, Gender};
use crate::extract::offices::{self, Category, OfficeWords};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, Fact, FieldValue, Office, Provenance, Schema, Undecided, Value, native};
use crate::source::Span;
use crate::text::{Doc, TokenKind, fold};

/// A person of the article.
#[derive(Debug)]
pub(super) struct Person {
    /// `None`: named, but who it is stays open.
    pub entity: Option<Entity>,
    pub gender: Option<Gender>,
    /// From the article's roles.
    pub offices: Vec<Held>,
}

/// An office that the article gives a person.
#[derive(Debug)]
pub(super) struct Held {
    /// The token at which it is told.
    pub told: u32,
    pub office: Office,
    pub category: Option<Category>,
    pub words: OfficeWords,
}

/// A person at a place in the text: by name, or by a description that was resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Appearance {
    pub person: usize,
    pub first: u32,
    pub end: u32,
    /// It stands where subjects stand: no preposition and no verb before it, no possessive behind.
    pub subject: bool,
    pub quoted: bool,
}

#[derive(Debug)]
pub(super) struct Scene {
    pub people: Vec<Person>,
    /// For each sentence of the document, in order of the text.
    pub sentences: Vec<Vec<Appearance>>,
    /// For each token: inside quotation marks.
    pub quoted: Vec<bool>,
    /// Where the offices of roles stand, in order: those have their person beside them.
    told: Vec<Span>,
}

impl Scene {
    pub fn new(doc: &Doc, names: &[Mention], offices: &[Mention], roles: &[Fact], schema: &Schema) -> Scene {
        let quoted = quoted(doc);
        let mut people: Vec<Person> = Vec::new();
        let mut by_key: FxHashMap<u64, usize> = FxHashMap::default();
        let mut sentences: Vec<Vec<Appearance>> = vec![Vec::new(); doc.sentences.len()];
        for m in names.iter().filter(|m| m.kind == MentionKind::Person) {
            let entity = m.value.as_entity().cloned();
            let person = match entity.as_ref().and_then(|e| by_key.get(&e.key)) {
                Some(&p) => p,
                None => {
                    let gender = entity.as_ref().and_then(|e| gender::of_name(&e.name));
                    if let Some(e) = &entity {
                        by_key.insert(e.key, people.len());
                    }
                    people.push(Person { entity, gender, offices: Vec::new() });
                    people.len() - 1
                }
            };
            if people[person].gender.is_none() {
                people[person].gender = gender::before(doc, m);
            }
            // "the Lund plan", "an Ida Lund supporter": a name that only qualifies a noun brings nobody on the scene.
            let qualifies = m.end == m.first + 1
                && m.first.checked_sub(1).is_some_and(|i| matches!(doc.folded(i), "the" | "a" | "an"))
                && doc.token(m.end).is_some_and(|t| t.is_word() && !t.capital)
                || doc.token(m.end).is_some_and(|t| t.spaced) && is_of_followers(doc.word(m.end));
            if let Some(list) = sentences.get_mut(doc.sentence_of(m.first)).filter(|_| !qualifies) {
                list.push(Appearance {
                    person,
                    first: m.first,
                    end: m.end,
                    subject: is_subject(doc, offices, m.first, m.end),
                    quoted: quoted.get(m.first as usize).copied().unwrap_or(false),
                });
            }
        }
        let mut scene = Scene { people, sentences, quoted, told: Vec::new() };
        scene.give_offices(doc, roles, schema, &by_key);
        scene
    }

    fn give_offices(&mut self, doc: &Doc, roles: &[Fact], schema: &Schema, by_key: &FxHashMap<u64, usize>) {
        for role in roles {
            let def = schema.def(role.kind);
            let (Some(person), Some(office)) = (def.field("person"), def.field("office")) else { continue };
            let (Some(who), Some(Value::Office(held))) =
                (role.value(person).and_then(Value::as_entity), role.value(office))
            else {
                continue;
            };
            self.told.extend(role.get(office).and_then(FieldValue::span));
            if let Some(&p) = by_key.get(&who.key) {
                let at = doc.tokens_in(role.span).0;
                let known = &mut self.people[p].offices;
                // Told again, an office says nothing new.
                match known.iter_mut().find(|k| k.office == **held) {
                    Some(before) => before.told = before.told.min(at),
                    None => known.push(Held {
                        told: at,
                        office: (**held).clone(),
                        category: offices::category(held),
                        words: OfficeWords::new(held),
                    }),
                }
                if self.people[p].gender.is_none() {
                    self.people[p].gender = held.title.split(' ').find_map(|word| gender::of_title(&fold(word)));
                }
            }
        }
        // By their ends: spans that overlap one place lie together.
        self.told.sort_unstable_by_key(|s| (s.end, s.start));
    }

    /// Whether an office at `span` belongs to a role.
    pub fn is_told(&self, span: Span) -> bool {
        let at = self.told.partition_point(|s| s.end <= span.start);
        self.told.get(at).is_some_and(|s| s.overlaps(span))
    }

    /// Adds a resolved description, in order of the text.
    pub fn add(&mut self, sentence: usize, appearance: Appearance) {
        let Some(list) = self.sentences.get_mut(sentence) else { return };
        let at = list.partition_point(|a| a.first < appearance.first);
        list.insert(at, appearance);
    }
}

/// What those are called who stand by somebody, and what is somebody's: "Lund | supporters".
fn is_of_followers(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "supporter",
        "supporters",
        "voter",
        "voters",
        "fan",
        "fans",
        "backer",
        "backers",
        "loyalist",
        "loyalists",
        "ally",
        "allies",
        "aide",
        "aides",
        "donor",
        "donors",
        "appointee",
        "appointees",
        "critic",
        "critics",
        "staffer",
        "staffers",
        "campaign",
    ];
    WORDS.contains(&word)
}

/// Words after which a name is no subject: prepositions, and verbs told by the words of their kind.
fn opens_subject(word: &str) -> bool {
    matches!(
        word,
        "," | ";"
            | ":"
            | "-"
            | "–"
            | "—"
            | "“"
            | "”"
            | "\""
            | "‘"
            | "’"
            | "'"
            | "("
            | "…"
            | "and"
            | "but"
            | "or"
            | "that"
            | "when"
            | "while"
            | "because"
            | "if"
            | "though"
            | "although"
            | "where"
            | "whether"
            | "which"
            | "as"
            | "after"
            | "before"
            | "since"
            | "until"
            | "so"
            | "then"
            | "once"
            | "the"
            | "meanwhile"
            | "however"
            | "said"
            | "says"
            | "added"
            | "wrote"
            | "noted"
            | "stated"
            | "told"
            | "asked"
            | "replied"
            | "explained"
            | "stressed"
            | "emphasised"
            | "insisted"
            | "argued"
            | "announced"
            | "warned"
            | "tweeted"
            | "continued"
            | "concluded"
            | "recalled"
    )
}

/// Whether the name at tokens `first..end` stands where subjects stand.
pub(super) fn is_subject(doc: &Doc, offices: &[Mention], first: u32, end: u32) -> bool {
    if doc
        .token(end)
        .is_some_and(|t| t.kind == TokenKind::Possessive || (!t.spaced && matches!(doc.word(end), "’" | "'")))
    {
        return false;
    }
    let Some(sentence) = doc.sentences.get(doc.sentence_of(first)) else { return false };
    let mut at = first;
    // "Norwegian Trade Minister | Ida Lund", "Mr. | Lund".
    for _ in 0..3 {
        if let Some(o) =
            offices.get(offices.partition_point(|o| o.end < at)).filter(|o| o.end == at && o.first >= sentence.first)
        {
            at = o.first;
        } else if at > sentence.first && gender::of_title(doc.folded(at - 1)).is_some() {
            at -= 1;
        } else if at > sentence.first + 1 && doc.word(at - 1) == "." && gender::of_title(doc.folded(at - 2)).is_some() {
            at -= 2;
        } else if at > sentence.first && matches!(doc.folded(at - 1), "the" | "a" | "an") {
            at -= 1;
        }
    }
    at == sentence.first || opens_subject(doc.folded(at - 1))
}

/// For each token, whether it stands inside quotation marks. A paragraph begins outside, or inside where it opens with the
/// mark that the one before left open.
fn quoted(doc: &Doc) -> Vec<bool> {
    let mut inside = vec![false; doc.tokens.len()];
    for block in &doc.blocks {
        let mut double = false;
        let mut single = false;
        for i in block.first..block.end {
            let token = &doc.tokens[i as usize];
            let next_spaced = i + 1 >= block.end || doc.tokens[i as usize + 1].spaced;
            match doc.word(i) {
                "“" | "«" => double = true,
                "”" | "»" => double = false,
                "\"" => double = !double,
                "‘" => single = true,
                // A mark of two apostrophes.
                "'" if double && !next_spaced && i + 1 < block.end && doc.word(i + 1) == "'" => double = false,
                "'" if token.spaced && !next_spaced => single = true,
                "’" | "'" if !token.spaced && (next_spaced || is_mark(doc, i + 1)) => single = false,
                _ => {}
            }
            inside[i as usize] = double || single;
        }
    }
    inside
}

fn is_mark(doc: &Doc, at: u32) -> bool {
    doc.token(at).is_some_and(|t| t.kind == TokenKind::Punct)
}

/// A pronoun of which it is open whom or what it means.
pub(super) fn open(doc: &Doc, kind: MentionKind, first: u32, end: u32) -> Mention {
    Mention {
        kind,
        first,
        end,
        span: doc.span(first, end),
        value: Value::Unknown(Undecided::Name),
        fields: Vec::new(),
        by: Provenance::of(&"coreference"),
    }
}

/// The mention that a resolved description becomes.
pub(super) fn mention(doc: &Doc, first: u32, end: u32, entity: &Entity) -> Mention {
    let span = doc.span(first, end);
    let by = Provenance::of(&"coreference");
    let value = Value::Entity(entity.clone());
    Mention {
        kind: match entity.kind {
            EntityKind::Person => MentionKind::Person,
            EntityKind::Place => MentionKind::Place,
            EntityKind::Organisation => MentionKind::Organisation,
        },
        first,
        end,
        span,
        value: value.clone(),
        fields: vec![
            FieldValue { field: native::ENTITY, value, spans: span.into(), by: Some(by) },
            FieldValue::new(native::FORM, Value::Text(doc.text_at(span)), span),
        ],
        by,
    }
}
