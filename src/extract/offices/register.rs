//! The offices that rule files declare: their names, other names, and who ever held them.

use std::sync::{Arc, LazyLock, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::build::{self, with_article};
use super::parse::Reader;
use super::tables::keys;
use crate::extract::names::{self, Lexicon};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Entity, EntityKind, Office, Provenance, Value};
use crate::language::{Program, Role, Tenure};
use crate::text::Doc;

/// Declared roles, for look-up while an article is read. Built once a run.
#[derive(Debug, Default)]
pub struct Register {
    /// One for each declared role, with the role's own name.
    offices: Vec<Declared>,
    /// By the comparison form of a role's name and of its other names.
    by_key: FxHashMap<u64, u32>,
    /// Names that hold no title the grammar knows, by their first word.
    literal: FxHashMap<u64, Vec<(Vec<u64>, u32)>>,
    /// By person: the roles that person ever held.
    held: FxHashMap<u64, Vec<u32>>,
    /// For each role of the program the keys of all its names.
    keys: Vec<Vec<u64>>,
}

impl Register {
    pub fn new(program: &Program) -> Register {
        Register::of(program, RoleNames::of(&program.roles), &names::all_tenures(program))
    }

    /// Of the holders only those of these tenures, role by role. `names`: of the program's roles.
    pub fn of(program: &Program, names: RoleNames, tenures: &[Vec<&Tenure>]) -> Register {
        let mut register = Register::default();
        let holders: Vec<Vec<u64>> = tenures.par_iter().map(|tenures| holders(tenures)).collect();
        for ((role, names), holders) in program.roles.iter().zip(names.0).zip(holders) {
            let Names { keys, literal } = names;
            let id = *register.by_key.entry(keys[0]).or_insert_with(|| {
                let (name, within) = (role.name.clone(), role.within.clone());
                register.offices.push(Declared { name, within, office: OnceLock::new() });
                register.offices.len() as u32 - 1
            });
            for &key in &keys {
                register.by_key.entry(key).or_insert(id);
            }
            for words in literal {
                register.literal.entry(words[0]).or_default().push((words, id));
            }
            for holder in holders {
                let roles = register.held.entry(holder).or_default();
                if !roles.contains(&id) {
                    roles.push(id);
                }
            }
            register.keys.push(keys);
        }
        for names in register.literal.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        register
    }

    /// For each role of the program the keys of its name and of its other names.
    pub fn keys(&self) -> &[Vec<u64>] {
        &self.keys
    }

    /// The declared office that is compared the same, with its declared name.
    pub(super) fn canonical(&self, office: Office) -> Office {
        match self.by_key.get(&office.key) {
            Some(&id) => {
                let declared = self.offices[id as usize].office();
                Office {
                    name: declared.name.clone(),
                    key: declared.key,
                    body: office.body.or(declared.body.clone()),
                    ..office
                }
            }
            None => office,
        }
    }

    /// A declared name that stands at token `at` word by word, with the token after it.
    pub(super) fn literal(&self, doc: &Doc, at: u32, end: u32) -> Option<(&Office, u32)> {
        let token = doc.token(at)?;
        self.literal.get(&token.key)?.iter().find_map(|(words, id)| {
            let mut pos = at;
            for (n, word) in words.iter().enumerate() {
                if n > 0 {
                    pos = super::tables::skip_hyphen(doc, pos, end);
                }
                if pos >= end || doc.token(pos)?.key != *word {
                    return None;
                }
                pos += 1;
            }
            Some((self.offices[*id as usize].office(), pos))
        })
    }

    /// The one role that a person (by key) ever held whose words contain those of `office`: "Justice A. B." of somebody who was
    /// Justice of the Supreme Court and nothing else of that title.
    pub(super) fn of_holder(&self, person: u64, office: &Office) -> Option<&Office> {
        let words = OfficeWords::new(office);
        let mut fitting = self
            .held
            .get(&person)?
            .iter()
            .filter(|&&id| words.within(&OfficeWords::new(self.offices[id as usize].office())));
        let first = fitting.next()?;
        fitting.next().is_none().then(|| self.offices[*first as usize].office())
    }
}

/// The words of an office in their comparison form.
#[derive(Clone, Debug)]
pub struct OfficeWords(Vec<String>);

impl OfficeWords {
    pub fn new(office: &Office) -> OfficeWords {
        OfficeWords(build::plain(&office.name))
    }

    /// Whether these words say no more than `full`, so that both can be one office: "Minister" and "Defence Minister of
    /// Norway", but not "President" and "Vice President". A chief of a policy area may be its minister.
    pub fn within(&self, full: &OfficeWords) -> bool {
        let (few, all) = (&self.0, &full.0);
        let minister = few.len() > 1 && all.iter().any(|w| w == "minister" || w == "secretary");
        few.iter().all(|w| all.contains(w) || (w == "chief" && minister))
            && !all.iter().any(|w| is_degree(w) && !few.contains(w))
    }
}

fn is_degree(word: &str) -> bool {
    matches!(
        word,
        "deputy" | "vice" | "assistant" | "prime" | "first" | "under" | "chief" | "undersecretary" | "lieutenant"
    )
}

/// A declared role. What its name says is put in words only when the office is met.
#[derive(Debug)]
struct Declared {
    name: Arc<str>,
    within: Option<Arc<str>>,
    office: OnceLock<Office>,
}

impl Declared {
    fn office(&self) -> &Office {
        let made = || Office { name: self.name.clone(), ..in_body(parse_name(&self.name), self.within.as_deref()) };
        self.office.get_or_init(made)
    }
}

/// How the names of a program's roles are compared, role by role. To read them is what takes time where a record is large; they
/// depend on nothing but the roles.
#[derive(Debug, Deserialize, Serialize)]
pub struct RoleNames(Vec<Names>);

#[derive(Debug, Deserialize, Serialize)]
struct Names {
    /// Of the role's name and of its other names.
    keys: Vec<u64>,
    /// Names that the grammar does not read whole, word by word; none is empty.
    literal: Vec<Vec<u64>>,
}

impl RoleNames {
    pub fn of(roles: &[Role]) -> RoleNames {
        RoleNames(roles.par_iter().map(read_role).collect())
    }

    /// Whether each of so many roles has its names here.
    pub fn are_of(&self, roles: usize) -> bool {
        self.0.len() == roles
    }
}

fn read_role(role: &Role) -> Names {
    let mut literal = Vec::new();
    let mut key = |name: &str| {
        let (key, is_whole) = read_key(name);
        if !is_whole {
            literal.push(keys(name));
        }
        key
    };
    let mut keys = vec![key(&role.name)];
    keys.extend(role.also.iter().map(|other| key(other)));
    if let Some(body) = &role.within {
        keys[0] = in_body(parse_name(&role.name), Some(body)).key;
    }
    literal.retain(|words| !words.is_empty());
    Names { keys, literal }
}

/// The keys of those who hold a role, each once.
fn holders(tenures: &[&Tenure]) -> Vec<u64> {
    let mut holders: Vec<u64> = tenures.iter().map(|t| names::person_key(&t.person)).collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// The office of a name as one of `body`, where the name names none itself.
fn in_body(own: Office, body: Option<&str>) -> Office {
    match (&own.body, body) {
        (None, Some(body)) => with_place(&own, body),
        _ => own,
    }
}

/// For each role the keys of its name and of its other names.
pub fn role_keys(roles: &[Role]) -> Vec<Vec<u64>> {
    RoleNames::of(roles).0.into_iter().map(|names| names.keys).collect()
}

/// The office that a name given alone stands for: the name of a role in a rule file or record.
pub fn parse_name(name: &str) -> Office {
    let doc = Doc::of_text(name);
    let name = name.trim();
    match whole(&doc) {
        Some(parsed) => Office { name: name.into(), ..build::office(&parsed) },
        None => {
            let key = build::hash(&build::plain(name));
            Office { name: name.into(), title: name.into(), body: None, key }
        }
    }
}

/// [`parse_name`]`(name).key`, and whether the grammar reads the name whole.
fn read_key(name: &str) -> (u64, bool) {
    let doc = Doc::of_text(name);
    match whole(&doc) {
        Some(parsed) => (build::key(&parsed), true),
        None => (build::hash(&build::plain(name.trim())), false),
    }
}

/// [`parse_name`]`(name).key`: equal for all ways to write one office.
pub fn office_key(name: &str) -> u64 {
    read_key(name).0
}

/// The reading of a text that is one office from its first word to its last.
fn whole(doc: &Doc) -> Option<super::parse::Parsed> {
    let end = doc.tokens.len() as u32;
    let bodies = listed_bodies(doc);
    let reader = Reader { doc, names: &bodies, whole: true };
    let start = u32::from(reader.is_word(0, "the"));
    (start..end).find_map(|at| {
        reader.title(at, end)?;
        reader.parse(at, start, end, 0).filter(|p| p.first == start && p.end == end)
    })
}

/// The bundled lists alone: what an office is called must not depend on the desk's other names.
static LISTED: LazyLock<Lexicon> = LazyLock::new(Lexicon::of_lists);

/// The place that `words` name, by its name or by its demonym.
pub(super) fn listed_place(words: &str) -> Option<Entity> {
    let doc = Doc::of_text(words);
    let end = doc.tokens.len() as u32;
    let found = LISTED.lookup(&doc, 0, end).filter(|l| l.end == end)?;
    matches!(found.kind, MentionKind::Place | MentionKind::Demonym).then_some(found.entity)
}

/// The places, demonyms and organisations of the bundled lists in a name that stands alone.
fn listed_bodies(doc: &Doc) -> Vec<Mention> {
    let end = doc.tokens.len() as u32;
    let mut out = Vec::new();
    let mut at = 0;
    while at < end {
        let found = doc.tokens[at as usize].capital.then(|| LISTED.lookup(doc, at, end)).flatten();
        let Some(listed) = found.filter(|l| l.end > at && l.kind != MentionKind::Person) else {
            at += 1;
            continue;
        };
        out.push(Mention {
            kind: listed.kind,
            first: at,
            end: listed.end,
            span: doc.span(at, listed.end),
            value: Value::Entity(listed.entity),
            fields: Vec::new(),
            by: Provenance::of(&"names"),
        });
        at = listed.end;
    }
    out
}

/// `office` as one of `place`: the plural title "Ministers of Defence" and "Norway" make the Defence Minister of Norway.
pub(super) fn with_place(office: &Office, place: &str) -> Office {
    let name = format!("{} of {}", office.name, with_article(place));
    let key = office_key(&name);
    Office {
        name: name.into(),
        title: office.title.clone(),
        body: office.body.clone().or_else(|| Some(names::entity(EntityKind::Place, place))),
        key,
    }
}
