//! Which persons of a large record a batch may name at all: the others need no place in any table.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::identity::{family_name, hash};
use super::tables;
use crate::article::Batch;
use crate::language::{Role, Tenure};

/// Roles that are looked through at a time.
const CHUNK: usize = 512;

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

    /// The tenures of each role whose holders the batch may name.
    pub fn choose<'p>(&self, roles: &'p [Role]) -> Vec<Vec<&'p Tenure>> {
        let of_roles = |roles: &'p [Role]| -> Vec<Vec<&'p Tenure>> {
            // Family names come again and again.
            let mut known: FxHashMap<&str, bool> = FxHashMap::default();
            let mut may_name = |tenure: &&'p Tenure| {
                let person = &*tenure.person;
                let last = person.rsplit(' ').next().filter(|w| w.len() > 2 && !is_suffix(w));
                match last {
                    Some(last) => *known.entry(last).or_insert_with(|| self.may_name(person, last)),
                    None => self.may_name(person, person),
                }
            };
            roles.iter().map(|role| role.tenures.iter().filter(&mut may_name).collect()).collect()
        };
        roles.par_chunks(CHUNK).flat_map_iter(of_roles).collect()
    }

    /// Whether some words of the batch may name this person in full; `true` where that cannot be told. `last`: the end of the name that
    /// has the family name.
    fn may_name(&self, person: &str, last: &str) -> bool {
        !person.is_ascii() && person.chars().any(is_unparted)
            || family_name(last).is_none_or(|name| self.words.contains(&hash(&name)))
    }
}

/// Words that stand behind a family name, in any spelling.
fn is_suffix(word: &str) -> bool {
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
                found.extend(
                    key.split(' ').filter(|w| !w.is_empty()).map(|w| hash(&super::identity::fold_name(w, false))),
                );
            }
        }
    }
    found
}
