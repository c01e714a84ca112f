//! Which persons of a large record a batch may name at all: the others need no place in any table.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::identity::{family_name, hash, is_numeral};
use super::numerals;
use super::tables;
use crate::article::Batch;
use crate::language::{Role, Tenure};

/// Pieces of one word that are joined: `O'Neil`, `U.S.`, and nothing longer than `J.R.R.`.
const MAX_JOINED: usize = 4;

/// The words of a batch, in the form in which family names are compared.
#[derive(Debug, Default)]
pub struct Spoken {
    words: FxHashSet<u64>,
}

impl Spoken {
    pub fn of(batch: &Batch) -> Spoken {
        let texts: Vec<FxHashSet<u64>> = batch.articles.par_iter().map(|a| words(&a.text)).collect();
        let mut all = texts.into_iter();
        let mut words = all.next().unwrap_or_default();
        all.for_each(|w| words.extend(w));
        Spoken { words }
    }

    /// The tenures of each role whose holders the batch may name. `families`: of these roles.
    pub fn choose<'p>(&self, roles: &'p [Role], families: &Families) -> Vec<Vec<&'p Tenure>> {
        let mut families = families.0.iter();
        let mut may_name = |_: &&Tenure| families.next().is_none_or(|f| *f == ANY || self.words.contains(f));
        roles.iter().map(|role| role.tenures.iter().filter(|tenure| may_name(tenure)).collect()).collect()
    }
}

/// The family names of all who hold roles, role by role, as [`Spoken`] compares them. To read them is what takes time where a record is
/// large; they depend on nothing but the roles.
#[derive(Debug)]
pub struct Families(Vec<u64>);

/// As bytes: numbers that are hashes get no shorter in any other form, and are read one by one.
impl Serialize for Families {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0.iter().flat_map(|family| family.to_le_bytes()).collect::<Vec<u8>>())
    }
}

impl<'de> Deserialize<'de> for Families {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Families, D::Error> {
        let (families, rest) = <&[u8]>::deserialize(deserializer)?.as_chunks();
        match rest {
            [] => Ok(Families(families.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect())),
            _ => Err(D::Error::custom("no whole number of family names")),
        }
    }
}

/// Of somebody whom any text may name: no word is known to be the family name.
const ANY: u64 = 0;

impl Families {
    pub fn of(roles: &[Role]) -> Families {
        // Family names come again and again.
        let persons = roles.par_iter().flat_map_iter(|role| role.tenures.iter().map(|t| &*t.person));
        let lasts: Vec<(&str, Option<&str>)> = persons.map(|person| (person, last(person))).collect();
        let once: FxHashSet<&str> = lasts.iter().filter_map(|(_, last)| *last).collect();
        let known: FxHashMap<&str, u64> = once.into_par_iter().map(|last| (last, family(last))).collect();
        let of = |&(person, last): &(&str, Option<&str>)| match last {
            _ if !person.is_ascii() && person.chars().any(is_unparted) => ANY,
            Some(last) => known[last],
            None => family(person),
        };
        Families(lasts.par_iter().map(of).collect())
    }

    /// Whether there is one for each tenure of these roles.
    pub fn are_of(&self, roles: &[Role]) -> bool {
        self.0.len() == roles.iter().map(|role| role.tenures.len()).sum::<usize>()
    }
}

/// The last word of a name, where it can be nothing but the family name.
fn last(person: &str) -> Option<&str> {
    let blank = person.bytes().rposition(|b| b == b' ');
    Some(&person[blank.map_or(0, |at| at + 1)..]).filter(|w| w.len() > 2 && !is_suffix(w))
}

fn family(name: &str) -> u64 {
    family_name(name).map_or(ANY, |name| hash(&name))
}

/// Words that stand behind a family name, in any spelling.
fn is_suffix(word: &str) -> bool {
    if is_numeral(word) {
        return true;
    }
    word.get(..2).is_some_and(|w| w.eq_ignore_ascii_case("jr") || w.eq_ignore_ascii_case("ju"))
        || !word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

/// Letters of scripts whose words nothing parts.
fn is_unparted(c: char) -> bool {
    c >= '\u{590}' && c.is_alphanumeric()
}

fn words(text: &str) -> FxHashSet<u64> {
    let mut found = FxHashSet::default();
    let mut raw: FxHashSet<&str> = FxHashSet::default();
    let mut key = String::new();
    let within = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '.' | '\'' | '`' | '’' | 'ʼ' | 'ʻ' | '‘')
            || !c.is_ascii() && !c.is_whitespace()
    };
    for run in text.split(|c: char| !within(c)).filter(|r| !r.is_empty()) {
        if !raw.insert(run) {
            continue;
        }
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let mut open: Option<(usize, bool)> = None;
        for (at, c) in run.char_indices().chain([(run.len(), ' ')]) {
            let kind = c.is_alphanumeric().then(|| is_unparted(c));
            if let Some((start, _)) = open.filter(|(_, of)| Some(*of) != kind) {
                pieces.push((start, at));
                open = None;
            }
            if let (None, Some(of)) = (open, kind) {
                open = Some((at, of));
            }
        }
        for (i, &(start, _)) in pieces.iter().enumerate() {
            for &(_, end) in &pieces[i..pieces.len().min(i + MAX_JOINED)] {
                key.clear();
                tables::push_key(&run[start..end], &mut key);
                for word in key.split(' ').filter(|w| !w.is_empty()) {
                    found.insert(hash(&super::letters::fold_name(word, false)));
                    // Numbers are compared as they stand.
                    found.extend(numerals::roman(word).map(|_| hash(word)));
                }
            }
        }
    }
    found
}
