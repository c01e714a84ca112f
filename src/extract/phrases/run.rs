//! Walking a sentence.

use std::sync::LazyLock;

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
    /// Slots of the holes on the way that have their value given.
    pub given: Vec<u16>,
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
    /// A name was just taken, and nothing since.
    named: bool,
    /// It begins with a name that stands behind a preposition, and no word of the phrase has come yet: "an aide to X".
    governed: bool,
    /// A verb of the phrase has come.
    verbal: bool,
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
                let governed = at > first && among(doc, at - 1, &GOVERNING);
                let enter = |e: u32| Thread {
                    state: self.entries[e as usize].start,
                    first: at,
                    trigger: None,
                    skipped: 0,
                    captured: 0,
                    link: 0,
                    entry: e,
                    named: false,
                    governed,
                    verbal: false,
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
                    State::Accept if t.named && at < end && is_modifier(doc, at, t.verbal) && self.takes_part(t) => {}
                    State::Accept => accept(&mut best, t, at),
                    State::Split(ways) => stack.extend(ways.iter().rev().map(|&state| Thread { state, ..t })),
                    State::Gap { next } => {
                        stack.push(Thread { state: *next, ..t });
                        if at < end {
                            agenda[(at + 1 - first) as usize].push(Thread {
                                skipped: t.skipped + 1,
                                named: false,
                                ..t
                            });
                        }
                    }
                    State::Word { keys, verb, next } => {
                        // "an aide to X met", "they urged X to resign"
                        let only_asked = t.named && at < end && doc.tokens[at as usize].key == *TO;
                        if *verb && (t.governed && t.link != 0 || only_asked) && self.takes_part(t) {
                            continue;
                        }
                        let mut pos = at;
                        while let Some(token) = doc.token(pos).filter(|_| pos < end) {
                            if keys.binary_search(&token.key).is_ok() {
                                let is_trigger = self.entries[t.entry as usize].triggers.contains(&token.key);
                                let trigger = if is_trigger { t.trigger.or(Some(pos)) } else { t.trigger };
                                let verbal = t.verbal || *verb;
                                let taken =
                                    Thread { state: *next, trigger, named: false, governed: false, verbal, ..t };
                                agenda[(pos + 1 - first) as usize].push(taken);
                                break;
                            }
                            // Only inside a phrase: a match never begins with an auxiliary.
                            if !*verb || t.first == at || pos - at >= MAX_AUXILIARIES || !light(doc, pos) {
                                break;
                            }
                            pos += 1;
                        }
                    }
                    State::Given { slot, next } => {
                        let filling = Filling { items: Vec::new(), end: at };
                        links.push(Link { capture: Capture { slot: *slot, filling }, before: t.link });
                        stack.push(Thread { state: *next, link: links.len() as u32, ..t });
                    }
                    State::Hole { ty, open, slot, next } => {
                        if at == end {
                            continue;
                        }
                        let mut fillings: Vec<(Filling, StateId)> =
                            mentions.fillings(doc, at, end, ty, *open).into_iter().map(|f| (f, *next)).collect();
                        // "{visitor} 's trip": "his trip".
                        if let State::Word { keys, next, .. } = &self.states[*next as usize]
                            && keys.contains(&*GENITIVE)
                        {
                            fillings.extend(mentions.possessor(doc, at, end, ty).map(|f| (f, *next)));
                        }
                        for (filling, state) in fillings {
                            let stop = filling.end;
                            links.push(Link { capture: Capture { slot: *slot, filling }, before: t.link });
                            agenda[(stop - first) as usize].push(Thread {
                                state,
                                captured: t.captured + if matches!(ty, Type::Text | Type::Word) { 1 } else { 2 },
                                link: links.len() as u32,
                                named: is_name(ty) && state == *next,
                                ..t
                            });
                        }
                    }
                }
            }
        }
        best.into_iter().map(|(t, end)| self.found(t, end, &links)).collect()
    }

    fn takes_part(&self, t: Thread) -> bool {
        self.entries[t.entry as usize].takes_part
    }

    fn found(&self, t: Thread, end: u32, links: &[Link]) -> Match {
        let mut captures = Vec::new();
        let mut given = Vec::new();
        let mut at = t.link;
        while at != 0 {
            let link = &links[at as usize - 1];
            if link.capture.filling.items.is_empty() {
                given.push(link.capture.slot);
            } else {
                captures.push(link.capture.clone());
            }
            at = link.before;
        }
        captures.sort_by_key(|c| c.slot);
        Match {
            target: self.entries[t.entry as usize].target,
            first: t.first,
            end,
            trigger: t.trigger,
            captures,
            given,
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

/// Types of names, which can stand before a noun that is meant instead. What a body's people do it does itself.
fn is_name(ty: &Type) -> bool {
    match ty {
        Type::Person | Type::Place => true,
        Type::Set(of) => is_name(of),
        _ => false,
    }
}

/// Whether the name that ends before token `at` only belongs to what follows: "met Varga's lawyer", "met Varga aides".
/// Behind a noun ("the meeting with Varga") the sentence's own verb may follow: `verbal` is false there, and only words
/// for somebody's people are told apart.
pub(super) fn is_modifier(doc: &Doc, at: u32, verbal: bool) -> bool {
    let Some(token) = doc.token(at) else { return false };
    if token.key == *GENITIVE || (!token.spaced && matches!(doc.word(at), "’" | "'")) {
        return true;
    }
    let word = doc.word(at);
    let lower = token.is_word() && token.spaced && word.chars().all(|c| c.is_lowercase());
    if !verbal || !lower {
        return lower && among(doc, at, &PEOPLE);
    }
    !is_light(token.key) && !among(doc, at, &FOLLOWING) && !["ly", "ing", "ed"].iter().any(|e| word.ends_with(e))
}

type Words = LazyLock<FxHashSet<u64>>;

fn among(doc: &Doc, at: u32, words: &Words) -> bool {
    words.contains(&doc.tokens[at as usize].key)
}

static TO: LazyLock<u64> = LazyLock::new(|| word_key("to"));
pub(super) static GENITIVE: LazyLock<u64> = LazyLock::new(|| word_key("'s"));

/// Prepositions that make a name part of what stands before them.
static GOVERNING: Words = LazyLock::new(|| keys("of for to by with from against about like"));

/// Who or what is named by whom it belongs to.
static PEOPLE: Words = LazyLock::new(|| {
    keys(
        "administration adviser advisers advisor advisors aide aides allies ally appointee appointees associate \
         associates attorney attorneys backers campaign critics donors family government lawyer lawyers loyalists \
         nominee nominees official officials opponents regime representatives spokesman spokeswoman staff supporter \
         supporters team transition voter voters",
    )
});

/// Words that go on with the sentence behind a name, and are no nouns.
static FOLLOWING: Words = LazyLock::new(|| {
    keys(
        "area region state province district county city in on at for with by from of and or but nor as than after before since until while when where who whom whose \
         which that because if though although amid rather instead over against despite without within via into onto near outside \
         inside between among around along across under behind through throughout alongside minus a an the this these \
         his her its their my our your he she it they we you i there here so yet twice alone together all only soon \
         ever instead too well last next late ahead back up down out off away abroad home overseas said says told \
         took came went began led made left ran gave became saw brought kept held won lost met felt found fell rose spoke \
         drew broke put sent tonight tomorrow whether per one-on-one face-to-face",
    )
});

fn keys(words: &str) -> FxHashSet<u64> {
    words.split_whitespace().map(word_key).collect()
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

/// Whether a word by its key is one of [`LIGHT`].
pub(super) fn is_light(key: u64) -> bool {
    static KEYS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| LIGHT.iter().map(|w| word_key(w)).collect());
    KEYS.contains(&key)
}

fn light(doc: &Doc, at: u32) -> bool {
    let token = &doc.tokens[at as usize];
    token.is_word() && (is_light(token.key) || (!token.capital && token.span.len() > 4 && doc.word(at).ends_with("ly")))
}
