//! The automaton, and how phrases become states of it.

use rustc_hash::FxHashMap;

use super::run::{GENITIVE, is_light};
use crate::facts::Type;
use crate::language::{Element, Program};

pub(super) type StateId = u32;

/// What a match of a phrase yields: an index into [`Program::phrases`] or [`Program::cues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Phrase(u32),
    Cue(u32),
}

#[derive(Debug)]
pub(super) enum State {
    /// One token with one of these keys (sorted). `verb`: auxiliaries and adverbs may stand before it.
    Word {
        keys: Vec<u64>,
        verb: bool,
        next: StateId,
    },
    /// A typed hole; `slot` numbers the holes of the phrase.
    Hole {
        ty: Type,
        open: bool,
        slot: u16,
        next: StateId,
    },
    /// Takes nothing; the hole of `slot` has its value given.
    Given {
        slot: u16,
        next: StateId,
    },
    /// Any tokens of the sentence, or none.
    Gap {
        next: StateId,
    },
    /// Goes on in each of these, the earlier the better.
    Split(Vec<StateId>),
    Accept,
}

/// One phrase as compiled.
#[derive(Debug)]
pub(super) struct Entry {
    pub target: Target,
    pub start: StateId,
    /// Words of which one must stand in the sentence; empty where the phrase has none. A consumed trigger word marks the
    /// match: two matches on one trigger word tell of one thing.
    pub triggers: Vec<u64>,
    /// Begins with a hole that may take any word (text, word, number): entered at every token, not only at mentions.
    pub anywhere: bool,
    /// Its names take part in what its words tell; a name that only belongs to a noun beside it does not. (Who holds an
    /// office is told of "President X's lawyer", too.)
    pub takes_part: bool,
}

/// All phrases and cues of a program as one automaton. Read-only once made; threads share it.
#[derive(Debug)]
pub struct Matcher {
    pub(super) states: Vec<State>,
    pub(super) entries: Vec<Entry>,
    /// Entries that begin with a word, by that word.
    pub(super) by_first_word: FxHashMap<u64, Vec<u32>>,
    /// Entries that begin with a hole or a gap, by trigger word.
    pub(super) by_trigger: FxHashMap<u64, Vec<u32>>,
    /// Entries without any word: tried in every sentence that holds a mention of their first hole.
    pub(super) bare: Vec<u32>,
}

impl Matcher {
    pub fn new(program: &Program) -> Matcher {
        let mut matcher = Matcher {
            states: Vec::new(),
            entries: Vec::new(),
            by_first_word: FxHashMap::default(),
            by_trigger: FxHashMap::default(),
            bare: Vec::new(),
        };
        // How many phrases use a word: the rarest mandatory word of a phrase is its trigger.
        let mut uses: FxHashMap<u64, u32> = FxHashMap::default();
        for elements in program.phrases.iter().map(|p| &p.elements).chain(program.cues.iter().map(|c| &c.elements)) {
            count_words(elements, &mut uses);
        }
        for (i, p) in program.phrases.iter().enumerate() {
            let takes_part = program.schema.kinds.get(p.kind.0 as usize).is_none_or(|k| !k.tells_offices());
            matcher.add(Target::Phrase(i as u32), &p.elements, &uses, takes_part);
        }
        for (i, c) in program.cues.iter().enumerate() {
            matcher.add(Target::Cue(i as u32), &c.elements, &uses, false);
        }
        matcher
    }

    fn add(&mut self, target: Target, elements: &[Element], uses: &FxHashMap<u64, u32>, takes_part: bool) {
        let id = self.entries.len() as u32;
        let accept = self.state(State::Accept);
        let mut slot = holes(elements);
        let start = self.sequence(elements, accept, &mut slot);
        let triggers = triggers(elements, uses);
        let first = first_words(elements);
        match first {
            Some(words) => {
                for w in words {
                    self.by_first_word.entry(w).or_default().push(id);
                }
            }
            None if triggers.is_empty() => self.bare.push(id),
            None => {
                for &w in &triggers {
                    self.by_trigger.entry(w).or_default().push(id);
                }
            }
        }
        let anywhere = begins_anywhere(elements);
        self.entries.push(Entry { target, start, triggers, anywhere, takes_part });
    }

    fn state(&mut self, state: State) -> StateId {
        self.states.push(state);
        self.states.len() as StateId - 1
    }

    /// Builds from the last element to the first; `slot` counts the holes down.
    fn sequence(&mut self, elements: &[Element], mut next: StateId, slot: &mut u16) -> StateId {
        for e in elements.iter().rev() {
            next = match e {
                Element::Word(keys) => {
                    let mut keys = keys.clone();
                    keys.sort_unstable();
                    keys.dedup();
                    let verb = keys.len() > 1;
                    self.state(State::Word { keys, verb, next })
                }
                Element::Hole(h) => {
                    *slot -= 1;
                    match h.given {
                        Some(_) => self.state(State::Given { slot: *slot, next }),
                        None => self.state(State::Hole { ty: h.ty.clone(), open: h.open, slot: *slot, next }),
                    }
                }
                Element::Gap => self.state(State::Gap { next }),
                Element::Optional(inner) => {
                    let with = self.sequence(inner, next, slot);
                    self.state(State::Split(vec![with, next]))
                }
                Element::Choice(branches) => {
                    let mut ways: Vec<StateId> = branches.iter().rev().map(|b| self.sequence(b, next, slot)).collect();
                    ways.reverse();
                    self.state(State::Split(ways))
                }
            };
        }
        next
    }
}

/// Number of holes, choices and optional parts included: slots are numbered in the order of writing.
fn holes(elements: &[Element]) -> u16 {
    elements
        .iter()
        .map(|e| match e {
            Element::Hole(_) => 1,
            Element::Optional(inner) => holes(inner),
            Element::Choice(branches) => branches.iter().map(|b| holes(b)).sum(),
            Element::Word(_) | Element::Gap => 0,
        })
        .sum()
}

fn count_words(elements: &[Element], uses: &mut FxHashMap<u64, u32>) {
    for e in elements {
        match e {
            Element::Word(keys) => keys.iter().for_each(|k| *uses.entry(*k).or_default() += 1),
            Element::Optional(inner) => count_words(inner, uses),
            Element::Choice(branches) => branches.iter().for_each(|b| count_words(b, uses)),
            Element::Gap | Element::Hole(_) => {}
        }
    }
}

/// The mandatory words of the phrase that are used least: one word (with its inflections), or one word of each branch of a
/// choice. Empty where every word is optional.
fn triggers(elements: &[Element], uses: &FxHashMap<u64, u32>) -> Vec<u64> {
    let weight = |keys: &[u64]| keys.iter().map(|k| uses.get(k).copied().unwrap_or(0)).max().unwrap_or(0);
    let mut best: Option<((bool, bool, u32), Vec<u64>)> = None;
    for e in elements {
        let keys = match e {
            Element::Word(keys) => keys.clone(),
            Element::Choice(branches) => {
                let each: Vec<Vec<u64>> = branches.iter().map(|b| triggers(b, uses)).collect();
                if each.iter().any(Vec::is_empty) {
                    continue;
                }
                each.concat()
            }
            Element::Optional(_) | Element::Gap | Element::Hole(_) => continue,
        };
        // Verbs (several forms) tell an event better than prepositions and commas do, but for those that only help another.
        // "his" may stand for `{person} 's`.
        let rank = (keys.iter().any(|&k| is_light(k) || k == *GENITIVE), keys.len() == 1, weight(&keys));
        if best.as_ref().is_none_or(|b| rank < b.0) {
            best = Some((rank, keys));
        }
    }
    best.map_or(Vec::new(), |b| b.1)
}

/// The words that the phrase can begin with, or `None` where it can begin with a hole or a gap.
fn first_words(elements: &[Element]) -> Option<Vec<u64>> {
    let mut all = Vec::new();
    for e in elements {
        match e {
            Element::Word(keys) => {
                all.extend(keys);
                all.sort_unstable();
                all.dedup();
                return Some(all);
            }
            Element::Choice(branches) => {
                for b in branches {
                    all.extend(first_words(b)?);
                }
                all.sort_unstable();
                all.dedup();
                return Some(all);
            }
            Element::Optional(inner) => all.extend(first_words(inner)?),
            Element::Hole(hole) if hole.given.is_some() => {}
            Element::Gap | Element::Hole(_) => return None,
        }
    }
    None
}

fn begins_anywhere(elements: &[Element]) -> bool {
    match elements.first() {
        Some(Element::Hole(h)) => matches!(h.ty, Type::Text | Type::Word | Type::Number | Type::Enumeration(_)),
        Some(Element::Gap) => true,
        Some(Element::Optional(inner)) => begins_anywhere(inner) || begins_anywhere(&elements[1..]),
        Some(Element::Choice(branches)) => branches.iter().any(|b| begins_anywhere(b)),
        Some(Element::Word(_)) | None => false,
    }
}
