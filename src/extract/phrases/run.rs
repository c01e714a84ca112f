//! Walking a sentence.

use rustc_hash::FxHashSet;

use super::automaton::{Matcher, State, StateId, Target};
use super::holes::{Filling, Mentions};
use crate::facts::Type;
use crate::text::{Doc, Sentence, word_key};

/// What one hole took.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Number of the hole in its phrase, from 0, in the order of writing.
    pub slot: u16,
    pub filling: Filling,
}

/// A phrase found in a sentence.
#[derive(Clone, Debug)]
pub struct Match {
    pub target: Target,
    /// Tokens `first..end`.
    pub first: u32,
    pub end: u32,
    /// The token of the phrase's trigger word, where it has one.
    pub trigger: Option<u32>,
    /// In order of slot.
    pub captures: Vec<Capture>,
    /// Tokens that gaps passed over.
    pub skipped: u32,
}

/// Threads alive in one sentence at most; past it the sentence's further threads are dropped. Real sentences stay under
/// a few hundred.
const MAX_THREADS: usize = 20_000;

/// Tokens that may stand before a verb: auxiliaries, negation, adverbs.
const MAX_AUXILIARIES: u32 = 6;

#[derive(Clone, Copy)]
struct Thread {
    state: StateId,
    first: u32,
    trigger: Option<u32>,
    skipped: u32,
    captured: u32,
    /// Index of the last capture in the list of links, +1; 0 = none.
    link: u32,
    entry: u32,
}

struct Link {
    capture: Capture,
    before: u32,
}

impl Matcher {
    /// Every match in one sentence: for each phrase and start the best one (most holes filled, then fewest tokens passed
    /// over, then the longest). `wanted` says which phrases take part.
    pub fn find(
        &self,
        doc: &Doc,
        sentence: &Sentence,
        mentions: &Mentions,
        wanted: &dyn Fn(Target) -> bool,
    ) -> Vec<Match> {
        let (first, end) = (sentence.first, sentence.end);
        let mut triggered: Vec<u32> = Vec::new();
        for t in &doc.tokens[first as usize..end as usize] {
            if let Some(entries) = self.by_trigger.get(&t.key) {
                triggered.extend(entries);
            }
        }
        triggered.extend(&self.bare);
        triggered.sort_unstable();
        triggered.dedup();
        triggered.retain(|&e| wanted(self.entries[e as usize].target));

        let mut links: Vec<Link> = Vec::new();
        let mut agenda: Vec<Vec<Thread>> = vec![Vec::new(); (end - first) as usize + 1];
        let mut threads = 0;
        let mut best: Vec<(Thread, u32)> = Vec::new();
        for at in first..=end {
            let mut now = std::mem::take(&mut agenda[(at - first) as usize]);
            if at < end {
                let enter = |e: u32| Thread {
                    state: self.entries[e as usize].start,
                    first: at,
                    trigger: None,
                    skipped: 0,
                    captured: 0,
                    link: 0,
                    entry: e,
                };
                if let Some(entries) = self.by_first_word.get(&doc.tokens[at as usize].key) {
                    now.extend(entries.iter().filter(|&&e| wanted(self.entries[e as usize].target)).map(|&e| enter(e)));
                }
                let mention = mentions.any_at(at);
                now.extend(
                    triggered.iter().filter(|&&e| mention || self.entries[e as usize].anywhere).map(|&e| enter(e)),
                );
            }
            let mut seen: FxHashSet<(StateId, u32, u32, u32)> = FxHashSet::default();
            // Better threads first, so that a worse one that reaches the same state is dropped.
            now.sort_by_key(|t| (t.entry, t.first, std::cmp::Reverse(t.captured), t.skipped));
            let mut stack: Vec<Thread> = now.into_iter().rev().collect();
            while let Some(t) = stack.pop() {
                if !seen.insert((t.state, t.first, t.captured, t.entry)) {
                    continue;
                }
                threads += 1;
                if threads > MAX_THREADS {
                    break;
                }
                match &self.states[t.state as usize] {
                    State::Accept => accept(&mut best, t, at),
                    State::Split(ways) => stack.extend(ways.iter().rev().map(|&state| Thread { state, ..t })),
                    State::Gap { next } => {
                        stack.push(Thread { state: *next, ..t });
                        if at < end {
                            agenda[(at + 1 - first) as usize].push(Thread { skipped: t.skipped + 1, ..t });
                        }
                    }
                    State::Word { keys, verb, next } => {
                        let mut pos = at;
                        while let Some(token) = doc.token(pos).filter(|_| pos < end) {
                            if keys.binary_search(&token.key).is_ok() {
                                let is_trigger = self.entries[t.entry as usize].triggers.contains(&token.key);
                                let trigger = if is_trigger { t.trigger.or(Some(pos)) } else { t.trigger };
                                agenda[(pos + 1 - first) as usize].push(Thread { state: *next, trigger, ..t });
                                break;
                            }
                            // Only inside a phrase: a match never begins with an auxiliary.
                            if !*verb || t.first == at || pos - at >= MAX_AUXILIARIES || !light(doc, pos) {
                                break;
                            }
                            pos += 1;
                        }
                    }
                    State::Hole { ty, slot, next } => {
                        if at == end {
                            continue;
                        }
                        for filling in mentions.fillings(doc, at, end, ty) {
                            let stop = filling.end;
                            links.push(Link { capture: Capture { slot: *slot, filling }, before: t.link });
                            agenda[(stop - first) as usize].push(Thread {
                                state: *next,
                                captured: t.captured + if matches!(ty, Type::Text | Type::Word) { 1 } else { 2 },
                                link: links.len() as u32,
                                ..t
                            });
                        }
                    }
                }
            }
        }
        best.into_iter().map(|(t, end)| self.found(t, end, &links)).collect()
    }

    fn found(&self, t: Thread, end: u32, links: &[Link]) -> Match {
        let mut captures = Vec::new();
        let mut at = t.link;
        while at != 0 {
            let link = &links[at as usize - 1];
            captures.push(link.capture.clone());
            at = link.before;
        }
        captures.sort_by_key(|c| c.slot);
        Match {
            target: self.entries[t.entry as usize].target,
            first: t.first,
            end,
            trigger: t.trigger,
            captures,
            skipped: t.skipped,
        }
    }
}

/// Keeps the best match of each phrase and start.
fn accept(best: &mut Vec<(Thread, u32)>, t: Thread, end: u32) {
    if end == t.first {
        return;
    }
    let rank = |t: &Thread, end: u32| (t.captured, std::cmp::Reverse(t.skipped), end);
    match best.iter_mut().find(|(b, _)| b.entry == t.entry && b.first == t.first) {
        Some(b) => {
            if rank(&t, end) > rank(&b.0, b.1) {
                *b = (t, end);
            }
        }
        None => best.push((t, end)),
    }
}

/// Auxiliaries, negation, and the words by which plans are made; adverbs in `-ly`.
const LIGHT: &[&str] = &[
    "will",
    "would",
    "shall",
    "should",
    "may",
    "might",
    "can",
    "could",
    "must",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "not",
    "n't",
    "never",
    "also",
    "then",
    "later",
    "first",
    "again",
    "already",
    "both",
    "each",
    "to",
    "scheduled",
    "expected",
    "due",
    "set",
    "slated",
    "planning",
    "plans",
    "plan",
    "planned",
    "hopes",
    "hoped",
    "going",
    "about",
    "reportedly",
    "once",
    "just",
    "even",
    "still",
    "soon",
    "earlier",
    "now",
    "today",
    "yesterday",
];

fn light(doc: &Doc, at: u32) -> bool {
    use std::sync::LazyLock;
    static KEYS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| LIGHT.iter().map(|w| word_key(w)).collect());
    let token = &doc.tokens[at as usize];
    token.is_word()
        && (KEYS.contains(&token.key) || (!token.capital && token.span.len() > 4 && doc.word(at).ends_with("ly")))
}
