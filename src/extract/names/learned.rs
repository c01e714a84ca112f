//! Everyday words that the article itself shows to be names: "Luck" behind "Ida Luck", "Badgers" behind "Oslo Badgers",
//! "Target" behind "Target Corp".

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::Classes;
use super::reader::{Case, Reader};
use super::scan::{Guess, Loose};
use crate::extract::MentionKind;
use crate::facts::{Entity, EntityKind};

/// A word that is rather something else than the short form of a name.
const OTHER: Classes =
    Classes(Classes::FUNCTION.0 | Classes::CALENDAR.0 | Classes::HONORIFIC.0 | Classes::OFFICE.0 | Classes::MODIFIER.0);

/// What an organisation's short form stands for; `None` where two have it.
pub type Shorts = FxHashMap<u64, Option<Entity>>;

/// Takes what the article shows elsewhere to be a name for one at the head of a sentence too, unless the word stands in
/// lower case as well.
pub fn prove(reader: &Reader, guesses: &[Guess], loose: &mut [Loose]) {
    let key = |i: u32| reader.doc.tokens[i as usize].key;
    let mut shown: FxHashSet<u64> =
        loose.iter().filter(|l| !l.unproven && l.end == l.first + 1).map(|l| key(l.first)).collect();
    shown.extend(incorporated(reader, guesses).map(|g| key(g.first)));
    if shown.is_empty() {
        return;
    }
    let mut lower: Option<FxHashSet<u64>> = None;
    for l in loose.iter_mut().filter(|l| l.unproven && l.end == l.first + 1) {
        if shown.contains(&key(l.first)) && !reader.word(l.first).ends_with("ing") {
            l.unproven = lower.get_or_insert_with(|| lower_words(reader)).contains(&key(l.first));
        }
    }
}

/// Keys of words that are surnames and that the article shows to be somebody's without ever naming him in full: they stand in capitals
/// within sentences, never without, and now and then before a verb of speech or in "-ed", never so behind "the".
pub fn speakers(reader: &Reader, guesses: &[Guess], loose: &[Loose]) -> FxHashSet<u64> {
    const LEAST: u32 = 3;
    let acts = |i: u32| {
        let acted = || reader.word(i).ends_with("ed") || reader.is_word_of(i, &["himself", "herself"]);
        reader.lower(i) && (reader.is(i, Classes::SPEECH) || acted())
    };
    // How often each stands within a sentence, and whether it speaks or acts there.
    let mut shown: FxHashMap<u64, (u32, bool)> = FxHashMap::default();
    for l in loose.iter().filter(|l| !l.unproven && l.maybe.is_none() && l.end == l.first + 1) {
        let class = reader.class(l.first);
        let body = reader.is_word_of(l.first, &["house", "bench", "lords", "commons"]);
        if class.has(Classes::SURNAME) && !class.has(OTHER | Classes::HEAD) && !body {
            let (count, acted) = shown.entry(reader.doc.tokens[l.first as usize].key).or_default();
            *count += 1;
            *acted |= acts(l.end);
        }
    }
    shown.retain(|_, (count, acted)| *count >= LEAST && *acted);
    // "Fox" beside "Fox News".
    let bodies = guesses.iter().filter(|g| g.kind == MentionKind::Organisation && g.entity.is_some());
    for body in bodies.filter(|g| g.end > g.first + 1) {
        shown.remove(&reader.doc.tokens[body.first as usize].key);
    }
    if shown.is_empty() {
        return FxHashSet::default();
    }
    let tokens = &reader.doc.tokens;
    for (i, token) in (0..).zip(tokens).filter(|(_, t)| t.is_word()) {
        // "the House said", but "the Trump campaign".
        let body = || i > 0 && reader.is_word_of(i - 1, &["the"]) && acts(i + 1);
        if !token.capital || shown.contains_key(&token.key) && body() {
            shown.remove(&token.key);
        }
    }
    shown.into_keys().collect()
}

/// Plain words in capitals that are the surname of somebody in the article, or the short form of a club or company in it.
/// `shorts` are those of organisations by the key of their word.
pub fn plain_names(reader: &Reader, guesses: &[Guess], shorts: &Shorts) -> Vec<Guess> {
    let key = |i: u32| reader.doc.tokens[i as usize].key;
    // By surname, the words that stand before it in full names.
    let mut surnames: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
    for g in guesses.iter().filter(|g| g.kind == MentionKind::Person && g.words > 1) {
        let last = reader.last_word(g.first, g.end);
        if reader.is_plain(last) {
            let before = surnames.entry(key(last)).or_default();
            before.extend((g.first..last).filter(|&i| reader.capital(i)).map(key).take(4));
            before.truncate(40);
        }
    }
    if surnames.is_empty() && shorts.is_empty() {
        return Vec::new();
    }
    let mut taken = vec![false; reader.doc.tokens.len()];
    for g in guesses {
        taken[g.first as usize..g.end as usize].fill(true);
    }
    let free = |i: u32| taken.get(i as usize).is_some_and(|t| !t);
    let lower = lower_words(reader);
    let mut found = Vec::new();
    for (n, sentence) in reader.doc.sentences.iter().enumerate() {
        for i in sentence.first..sentence.end {
            let short = key(i);
            let before = surnames.get(&short);
            let body = shorts.get(&short).and_then(Option::as_ref);
            if before.is_none() && body.is_none() || !free(i) || !reader.capital(i) {
                continue;
            }
            if !reader.is_plain(i) || reader.is(i, OTHER) {
                continue;
            }
            let proven = reader.case(n) == Case::Sentence && !reader.is_first(i, sentence);
            // Beside another capital it is part of some longer name.
            let joined = |k: u32| {
                reader.capital(k) && free(k) && !reader.is(k, OTHER) && k >= sentence.first && k < sentence.end
            };
            if !proven && lower.contains(&short) || reader.case(n) == Case::Sentence && joined(i + 1) {
                continue;
            }
            let mut first = i;
            while let Some(before) = before
                && first > sentence.first
                && reader.capital(first - 1)
                && before.contains(&key(first - 1))
                && free(first - 1)
            {
                first -= 1;
            }
            let beside = first > sentence.first && joined(first - 1) && reader.case(n) == Case::Sentence;
            if beside {
                continue;
            }
            let (kind, entity) = match (before, body) {
                (Some(_), _) => (MentionKind::Person, None),
                (None, body) => (MentionKind::Organisation, body.cloned()),
            };
            let words = if first < i { 2 } else { 1 };
            found.push(Guess { kind, first, end: i + 1, entity, words, weak: false });
        }
    }
    found
}

/// Short forms of clubs, "Badgers" of "Oslo Badgers", and of companies, "Target" of "Target Corp", by the key of the word.
pub fn shorts(reader: &Reader, guesses: &[Guess]) -> Shorts {
    let mut shorts = Shorts::default();
    let mut add = |at: u32, entity: Entity| {
        shorts
            .entry(reader.doc.tokens[at as usize].key)
            .and_modify(|known| {
                if known.as_ref() != Some(&entity) {
                    *known = None;
                }
            })
            .or_insert(Some(entity));
    };
    let entity = |g: &Guess| {
        let name = reader.doc.span(g.first, g.end).of(reader.doc.text);
        g.entity.clone().unwrap_or_else(|| reader.lexicon.entity(EntityKind::Organisation, name))
    };
    for g in guesses.iter().filter(|g| g.kind == MentionKind::Organisation && g.end > g.first + 1) {
        if let Some(last) = club_short(reader, g) {
            add(last, entity(g));
        }
    }
    for g in incorporated(reader, guesses) {
        let rest = (g.first + 1..g.end).all(|i| !reader.capital(i) || reader.is(i, Classes::SUFFIX));
        if rest && !reader.is(g.first, Classes::PLACE | Classes::DEMONYM | Classes::MODIFIER | Classes::HEAD) {
            add(g.first, entity(g));
        }
    }
    shorts
}

/// Companies that say so by "Inc", "Corp", "Ltd".
fn incorporated<'g>(reader: &Reader, guesses: &'g [Guess]) -> impl Iterator<Item = &'g Guess> {
    let suffixed = |g: &&Guess| {
        g.kind == MentionKind::Organisation
            && g.end > g.first + 1
            && reader.is(reader.last_word(g.first, g.end), Classes::SUFFIX)
    };
    guesses.iter().filter(suffixed).collect::<Vec<_>>().into_iter()
}

/// The last word of a town's club, a plural.
fn club_short(reader: &Reader, guess: &Guess) -> Option<u32> {
    let last = guess.end - 1;
    let word = reader.word(last);
    let kinds = Classes::HEAD | Classes::TERRAIN | Classes::EVENT | Classes::DEMONYM | Classes::SUFFIX;
    let plural = reader.capital(last) && word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
    let town = || {
        reader.lexicon.lookup(reader.doc, guess.first, last).filter(|l| l.kind == MentionKind::Place && l.end == last)
    };
    (plural && !reader.is(last, kinds) && town().is_some()).then_some(last)
}

/// Keys of the words that stand in the article in lower case.
fn lower_words(reader: &Reader) -> FxHashSet<u64> {
    reader.doc.tokens.iter().filter(|t| t.is_word() && !t.capital).map(|t| t.key).collect()
}
