//! Walking a sentence.

use std::cell::LazyCell;
use std::sync::LazyLock;

use super::automaton::{Matcher, State, Target, takes_any};
use super::holes::{Filling, Mentions};
use super::walk::{Here, Link, Start, Thread, Walk};
use crate::facts::Type;
use crate::text::{Doc, KeySet, Sentence, word_key};

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

impl Matcher {
    /// Every match in one sentence: for each phrase and start the best one (most holes filled, then fewest tokens passed
    /// over, then the longest). `wanted` says which phrases take part.
    pub fn find(
        &self,
        doc: &Doc,
        sentence: &Sentence,
        mentions: &Mentions,
        wanted: &dyn Fn(Target) -> bool,
        walk: &mut Walk,
    ) -> Vec<Match> {
        let (first, end) = (sentence.first, sentence.end);
        let here = Here { doc, mentions, first, end };
        walk.begin(self, mentions, first, end);
        walk.start(self, first, end, wanted);
        let triggered = std::mem::take(&mut walk.triggered);
        let groups: Vec<&[Start]> = triggered.chunk_by(|a, b| a.opens == b.opens).collect();

        let mut threads = 0;
        let mut best: Vec<(Thread, u32)> = Vec::new();
        for at in first..=end {
            let mut now = std::mem::take(&mut walk.agenda[(at - first) as usize]);
            if at < end {
                self.enter(here, at, &groups, wanted, walk, &mut now);
            }
            // Better threads first, so that a worse one that reaches the same state is dropped.
            now.sort_by_key(|t| (t.entry, t.first, std::cmp::Reverse(t.captured), t.skipped));
            let mut stack = std::mem::take(&mut walk.stack);
            stack.extend(now.iter().rev());
            now.clear();
            walk.agenda[(at - first) as usize] = now;
            let mut group = None;
            while let Some(t) = stack.pop() {
                if group != Some((t.entry, t.first)) {
                    group = Some((t.entry, t.first));
                    walk.seen.next_group(self.states.len());
                }
                if !walk.seen.insert(&t) {
                    continue;
                }
                threads += 1;
                if threads > MAX_THREADS {
                    break;
                }
                self.step(here, at, t, walk, &mut stack, &mut best);
            }
            stack.clear();
            walk.stack = stack;
        }
        walk.triggered = triggered;
        best.into_iter().map(|(t, end)| self.found(t, end, walk)).collect()
    }

    /// The threads that begin at token `at`.
    fn enter(
        &self,
        here: Here,
        at: u32,
        groups: &[&[Start]],
        wanted: &dyn Fn(Target) -> bool,
        walk: &mut Walk,
        now: &mut Vec<Thread>,
    ) {
        let governed = LazyCell::new(|| at > here.first && among(here.doc, at - 1, &GOVERNING));
        let enter = |e: u32| Thread {
            state: self.entries[e as usize].start,
            first: at,
            trigger: None,
            skipped: 0,
            captured: 0,
            link: 0,
            entry: e,
            named: false,
            governed: *governed,
            verbal: false,
        };
        if let Some(word) = walk.word(self, at) {
            let wanted = |e: u32| {
                let entry = &self.entries[e as usize];
                walk.may_hold(entry) && walk.is_live(self, entry.start, at) && wanted(entry.target)
            };
            now.extend(word.begins.iter().filter(|&&e| wanted(e)).map(|&e| enter(e)));
        }
        let mention = here.mentions.any_at(at);
        for group in groups {
            // Most holes take nothing at most tokens: then no entry that begins with one need be tried.
            if let Some(hole) = group[0].opens {
                if !(mention || self.entries[group[0].entry as usize].anywhere) {
                    continue;
                }
                let kind = &self.holes[usize::from(hole)];
                let none = walk.fill(here, at, hole, kind).1 == 0;
                if none && here.mentions.possessor(here.doc, at, here.end, &kind.ty).is_none() {
                    continue;
                }
            }
            let tried = |s: &&Start| s.until > at && (mention || self.entries[s.entry as usize].anywhere);
            now.extend(group.iter().filter(tried).map(|s| enter(s.entry)));
        }
    }

    /// Takes one thread on from token `at`.
    fn step(
        &self,
        here: Here,
        at: u32,
        t: Thread,
        walk: &mut Walk,
        stack: &mut Vec<Thread>,
        best: &mut Vec<(Thread, u32)>,
    ) {
        let Here { doc, mentions, first, end } = here;
        match &self.states[t.state as usize] {
            State::Accept if t.named && at < end && is_modifier(doc, at, t.verbal) && self.takes_part(t) => {}
            State::Accept => accept(best, t, at),
            State::Split(ways) => {
                let live = ways.iter().rev().filter(|&&state| walk.is_live(self, state, at));
                stack.extend(live.map(|&state| Thread { state, ..t }));
            }
            State::Gap { next } => {
                stack.push(Thread { state: *next, ..t });
                if at < end && walk.is_live(self, *next, at + 1) {
                    walk.agenda[(at + 1 - first) as usize].push(Thread { skipped: t.skipped + 1, named: false, ..t });
                }
            }
            State::Word { keys, verb, next } => {
                // "an aide to X met", "they urged X to resign"
                let only_asked = t.named && at < end && doc.tokens[at as usize].key == *TO;
                if *verb && (t.governed && t.captured > 0 || only_asked) && self.takes_part(t) {
                    return;
                }
                let mut pos = at;
                while let Some(token) = doc.token(pos).filter(|_| pos < end) {
                    if keys.binary_search(&token.key).is_ok() {
                        if walk.is_live(self, *next, pos + 1) {
                            let is_trigger = self.entries[t.entry as usize].triggers.contains(&token.key);
                            let trigger = if is_trigger { t.trigger.or(Some(pos)) } else { t.trigger };
                            let verbal = t.verbal || *verb;
                            let taken = Thread { state: *next, trigger, named: false, governed: false, verbal, ..t };
                            walk.agenda[(pos + 1 - first) as usize].push(taken);
                        }
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
                walk.links.push(Link { slot: *slot, filling: None, before: t.link });
                stack.push(Thread { state: *next, link: walk.links.len() as u32, ..t });
            }
            State::Hole { hole, slot, next, possessed } => {
                let kind = &self.holes[usize::from(*hole)];
                // A match begins with a mention, not with what is passed over before it.
                if at == end || at == t.first && !mentions.any_at(at) && !takes_any(&kind.ty) {
                    return;
                }
                let (from, number) = walk.fill(here, at, *hole, kind);
                let taken = Thread { captured: t.captured + kind.weight, ..t };
                for filling in from..from + number {
                    walk.take(self, first, *slot, filling, Thread { state: *next, named: kind.named, ..taken });
                }
                // "{visitor} 's trip": "his trip".
                if let Some(state) = *possessed
                    && let Some(filling) = mentions.possessor(doc, at, end, &kind.ty)
                {
                    walk.fillings.push(filling);
                    let filling = walk.fillings.len() as u32 - 1;
                    // As if the genitive had been there, which is a word of the phrase.
                    walk.take(self, first, *slot, filling, Thread { state, named: false, governed: false, ..taken });
                }
            }
        }
    }

    fn takes_part(&self, t: Thread) -> bool {
        self.entries[t.entry as usize].takes_part
    }

    fn found(&self, t: Thread, end: u32, walk: &Walk) -> Match {
        let mut captures = Vec::new();
        let mut given = Vec::new();
        let mut at = t.link;
        while at != 0 {
            let link = &walk.links[at as usize - 1];
            match link.filling {
                None => given.push(link.slot),
                Some(filling) => {
                    captures.push(Capture { slot: link.slot, filling: walk.fillings[filling as usize].clone() })
                }
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
    match best.iter_mut().rev().find(|(b, _)| b.entry == t.entry && b.first == t.first) {
        Some(b) => {
            if rank(&t, end) > rank(&b.0, b.1) {
                *b = (t, end);
            }
        }
        None => best.push((t, end)),
    }
}

/// Types of names, which can stand before a noun that is meant instead. What a body's people do it does itself.
pub(super) fn is_name(ty: &Type) -> bool {
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
    // "talks between the Lund | and Berg teams"
    if matches!(word, "and" | "or") {
        const MAX_NAME: u32 = 3;
        let people = (at + 2..at + 2 + MAX_NAME).find(|&i| doc.token(i).is_none_or(|t| !t.capital));
        return doc.token(at + 1).is_some_and(|t| t.capital) && people.is_some_and(|i| is_people(doc, i));
    }
    let lower = token.is_word() && token.spaced && word.chars().all(|c| c.is_lowercase());
    if !verbal || !lower {
        return lower && is_people(doc, at);
    }
    !is_light(token.key) && !among(doc, at, &FOLLOWING) && !["ly", "ing", "ed"].iter().any(|e| word.ends_with(e))
}

fn is_people(doc: &Doc, at: u32) -> bool {
    doc.token(at).is_some_and(|t| PEOPLE.contains(t.key))
}

type Words = LazyLock<KeySet>;

fn among(doc: &Doc, at: u32, words: &Words) -> bool {
    words.contains(doc.tokens[at as usize].key)
}

static TO: LazyLock<u64> = LazyLock::new(|| word_key("to"));
pub(super) static GENITIVE: LazyLock<u64> = LazyLock::new(|| word_key("'s"));

/// Prepositions that make a name part of what stands before them.
static GOVERNING: Words = LazyLock::new(|| KeySet::of("of for to by with from against about like"));

/// Who or what is named by whom it belongs to.
static PEOPLE: Words = LazyLock::new(|| {
    KeySet::of(
        "administration administrations adviser advisers advisor advisors aide aides allies ally appointee appointees \
         associate associates attorney attorneys backers camp campaign campaigns camps critics delegation delegations \
         diplomats donors families family government governments lawyer lawyers loyalists negotiators nominee nominees \
         official officials opponents regime representatives spokesman spokeswoman staff supporter supporters team \
         teams transition voter voters",
    )
});

/// Words that go on with the sentence behind a name, and are no nouns.
static FOLLOWING: Words = LazyLock::new(|| {
    KeySet::of(
        "area region state province district county city in on at for with by from of and or but nor as than after before since until while when where who whom whose \
         which that because if though although amid rather instead over against despite without within via into onto near outside \
         inside between among around along across under behind through throughout alongside minus a an the this these \
         his her its their my our your he she it they we you i there here so yet twice alone together all only soon \
         ever instead too well last next late ahead back up down out off away abroad home overseas said says told \
         took came went began led made left ran gave became saw brought kept held won lost met felt found fell rose spoke \
         drew broke put sent tonight tomorrow whether per one-on-one face-to-face",
    )
});

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
    static KEYS: Words = LazyLock::new(|| LIGHT.iter().map(|w| (word_key(w), ())).collect());
    KEYS.contains(key)
}

fn light(doc: &Doc, at: u32) -> bool {
    let token = &doc.tokens[at as usize];
    token.is_word() && (is_light(token.key) || (!token.capital && token.span.len() > 4 && doc.word(at).ends_with("ly")))
}
