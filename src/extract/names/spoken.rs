//! Which persons of a large record a batch may name at all: the others need no place in any table.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::identity::{family_name, hash};
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

    /// The tenures of each role whose holders the batch may name.
    pub fn choose<'p>(&self, roles: &'p [Role]) -> Vec<Vec<&'p Tenure>> {
        // Family names come again and again.
        let last = |tenure: &'p Tenure| tenure.person.rsplit(' ').next().filter(|w| w.len() > 2 && !is_suffix(w));
        let once: FxHashSet<&str> = roles.iter().flat_map(|role| role.tenures.iter()).filter_map(last).collect();
        let known: FxHashMap<&str, bool> = once.into_par_iter().map(|last| (last, self.has_family(last))).collect();
        let may_name = |tenure: &&'p Tenure| {
            let person = &*tenure.person;
            !person.is_ascii() && person.chars().any(is_unparted)
                || last(tenure).map_or_else(|| self.has_family(person), |last| known[last])
        };
        roles.par_iter().map(|role| role.tenures.iter().filter(may_name).collect()).collect()
    }

    /// Whether the family name at the end of a name is a word of the batch; `true` where there is none.
    fn has_family(&self, name: &str) -> bool {
        family_name(name).is_none_or(|name| self.words.contains(&hash(&name)))
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
                    key.split(' ').filter(|w| !w.is_empty()).map(|w| hash(&super::letters::fold_name(w, false))),
                );
            }
        }
    }
    found
}
