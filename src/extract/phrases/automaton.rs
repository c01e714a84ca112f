//! The automaton, and how phrases become states of it.

use std::collections::BTreeSet;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::run::{GENITIVE, is_light, is_name};
use crate::extract::MentionKind;
use crate::facts::Type;
use crate::language::{Element, Program};
use crate::text::WordKeys;

pub(super) type StateId = u32;

/// What a match of a phrase yields: an index into [`Program::phrases`] or [`Program::cues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Phrase(u32),
    Cue(u32),
}

#[derive(Debug)]
pub(super) enum State {
    /// One token with one of these keys. `verb`: auxiliaries and adverbs may stand before it.
    Word {
        keys: WordKeys,
        verb: bool,
        next: StateId,
    },
    /// A typed hole; `slot` numbers the holes of the phrase.
    Hole {
        /// Index into [`Matcher::holes`].
        hole: u16,
        slot: u16,
        next: StateId,
        /// Where "his" takes the thread that stands for `{person} 's`.
        possessed: Option<StateId>,
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

/// What may stand in a hole. Holes of one type take the same at one place.
#[derive(Debug, PartialEq)]
pub(super) struct HoleKind {
    pub ty: Type,
    pub open: bool,
    /// It takes names: see [`is_name`].
    pub named: bool,
    /// What a filling counts among the captures of a match.
    pub weight: u32,
    /// The sort of mention without which nothing fills it.
    pub sort: Option<Sort>,
}

/// Sorts of mentions that holes need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A person or what is one only because one must stand there.
    AnyPerson,
    Place,
    Organisation,
    /// An organisation or what is one only because one must stand there.
    AnyThing,
    Office,
    Date,
    Quantity,
    Quote,
}

impl Sort {
    pub const COUNT: usize = 9;

    fn of(ty: &Type, open: bool) -> Option<Sort> {
        Some(match ty {
            Type::Person if open => Sort::AnyPerson,
            Type::Person => Sort::Person,
            Type::Place if !open => Sort::Place,
            Type::Organisation if open => Sort::AnyThing,
            Type::Organisation => Sort::Organisation,
            Type::Office if !open => Sort::Office,
            Type::Date | Type::Duration if !open => Sort::Date,
            Type::Quantity if !open => Sort::Quantity,
            Type::Quote if !open => Sort::Quote,
            // Lists of numbers take ordinals as well.
            Type::Set(of) if !matches!(**of, Type::Quantity | Type::Number) => return Sort::of(of, open),
            _ => return None,
        })
    }

    /// Those that a mention is of.
    pub fn of_mention(kind: MentionKind) -> &'static [Sort] {
        match kind {
            MentionKind::Person => &[Sort::Person, Sort::AnyPerson],
            MentionKind::OpenPerson => &[Sort::AnyPerson],
            MentionKind::Place => &[Sort::Place],
            MentionKind::Organisation => &[Sort::Organisation, Sort::AnyThing],
            MentionKind::OpenThing => &[Sort::AnyThing],
            MentionKind::Office => &[Sort::Office],
            MentionKind::Date => &[Sort::Date],
            MentionKind::Quantity => &[Sort::Quantity],
            MentionKind::Quote => &[Sort::Quote],
            MentionKind::Demonym | MentionKind::Acronym | MentionKind::Word => &[],
        }
    }

    pub fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Word sets of which each must have a word in what is left of the sentence, or no way from the state on leads to a match.
pub(super) type Needs = [u32; NEEDS];

const NEEDS: usize = 4;

/// A need that is none.
pub(super) const NOTHING: u32 = u32::MAX;

/// One phrase as compiled.
#[derive(Debug)]
pub(super) struct Entry {
    pub target: Target,
    pub start: StateId,
    /// Words of which one must stand in the sentence; empty where the phrase has none. A consumed trigger word marks the
    /// match: two matches on one trigger word tell of one thing.
    pub triggers: Vec<u64>,
    /// May begin with a gap or with a hole that takes any word (text, word, number): entered at every token, not only at mentions.
    pub anywhere: bool,
    /// Its names take part in what its words tell; a name that only belongs to a noun beside it does not. (Who holds an
    /// office is told of "President X's lawyer", too.)
    pub takes_part: bool,
    /// The sorts of mentions, as [`Sort::bit`], that it takes in any case.
    pub sorts: u16,
    /// The hole that it begins with, whatever way is gone.
    pub opens: Option<u16>,
}

/// What a word is to the phrases.
#[derive(Debug, Default)]
pub(super) struct Use {
    /// The word sets that it is in.
    pub sets: Vec<u32>,
    /// Entries that may begin with it.
    pub begins: Vec<u32>,
    /// Entries that may begin with a hole or a gap and that it triggers.
    pub triggers: Vec<u32>,
}

/// All phrases and cues of a program as one automaton. Read-only once made; threads share it.
#[derive(Debug)]
pub struct Matcher {
    pub(super) states: Vec<State>,
    /// By state.
    pub(super) needs: Vec<Needs>,
    pub(super) holes: Vec<HoleKind>,
    /// The keys of each word set.
    sets: Vec<WordKeys>,
    pub(super) entries: Vec<Entry>,
    /// The words of phrases by key: indices into `uses`.
    words: FxHashMap<u64, u32>,
    pub(super) uses: Vec<Use>,
    /// Entries that may begin with a hole or a gap and need no word, or only `'s`, for which "his" may stand: tried in every sentence that
    /// holds a mention of their first hole.
    pub(super) bare: Vec<u32>,
}

impl Matcher {
    pub fn new(program: &Program) -> Matcher {
        // How many phrases use a word: the rarest mandatory word of a phrase is its trigger.
        let mut uses: FxHashMap<u64, u32> = FxHashMap::default();
        let all = program.phrases.iter().map(|p| &p.elements).chain(program.cues.iter().map(|c| &c.elements));
        // All is as large as it will be from the beginning: at start-up memory that is touched costs as much as the work.
        let states = all.map(|elements| count_words(elements, &mut uses) + 1).sum();
        let words = FxHashMap::with_capacity_and_hasher(uses.len(), FxBuildHasher);
        let mut matcher = Matcher {
            states: Vec::with_capacity(states),
            needs: Vec::with_capacity(states),
            holes: Vec::new(),
            sets: Vec::with_capacity(uses.len()),
            entries: Vec::with_capacity(program.phrases.len() + program.cues.len()),
            words,
            uses: Vec::with_capacity(uses.len()),
            bare: Vec::new(),
        };
        let mut known = FxHashMap::with_capacity_and_hasher(uses.len(), FxBuildHasher);
        for (i, p) in program.phrases.iter().enumerate() {
            let takes_part = program.schema.kinds.get(p.kind.0 as usize).is_none_or(|k| !k.tells_offices());
            matcher.add(Target::Phrase(i as u32), &p.elements, &uses, takes_part, &mut known);
        }
        for (i, c) in program.cues.iter().enumerate() {
            matcher.add(Target::Cue(i as u32), &c.elements, &uses, false, &mut known);
        }
        let sets = std::mem::take(&mut matcher.sets);
        for (set, keys) in sets.iter().enumerate() {
            keys.iter().for_each(|&key| matcher.word(key).sets.push(set as u32));
        }
        matcher.sets = sets;
        matcher
    }

    /// What a word is to the phrases: an index into [`Matcher::uses`].
    pub(super) fn word_id(&self, key: u64) -> Option<u32> {
        self.words.get(&key).copied()
    }

    fn word(&mut self, key: u64) -> &mut Use {
        let next = self.uses.len() as u32;
        let id = *self.words.entry(key).or_insert(next);
        if id == next {
            self.uses.push(Use::default());
        }
        &mut self.uses[id as usize]
    }

    /// How many word sets there are.
    pub(super) fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The number of a word set.
    fn set(&mut self, keys: WordKeys, known: &mut FxHashMap<WordKeys, u32>) -> u32 {
        if let Some(&set) = known.get(&keys) {
            return set;
        }
        let set = self.sets.len() as u32;
        self.sets.push(keys.clone());
        known.insert(keys, set);
        set
    }

    fn add(
        &mut self,
        target: Target,
        elements: &[Element],
        uses: &FxHashMap<u64, u32>,
        takes_part: bool,
        known: &mut FxHashMap<WordKeys, u32>,
    ) {
        let id = self.entries.len() as u32;
        let accept = self.state(State::Accept, [NOTHING; NEEDS]);
        let mut slot = holes(elements);
        let start = self.sequence(elements, accept, &mut slot, known);
        let triggers = triggers(elements, uses);
        let mut start_of = Beginnings::default();
        start_of.add(elements);
        let Beginnings { words, mention, anywhere } = start_of;
        for word in words {
            self.word(word).begins.push(id);
        }
        if mention || anywhere {
            match triggers.is_empty() || triggers.contains(&*GENITIVE) {
                true => self.bare.push(id),
                false => triggers.iter().for_each(|&w| self.word(w).triggers.push(id)),
            }
        }
        let opens = match self.states[start as usize] {
            State::Hole { hole, .. } => Some(hole),
            _ => None,
        };
        let sorts = elements.iter().filter_map(sort).fold(0, |all, sort| all | sort.bit());
        self.entries.push(Entry { target, start, triggers, anywhere, takes_part, sorts, opens });
    }

    fn state(&mut self, state: State, needs: Needs) -> StateId {
        self.states.push(state);
        self.needs.push(needs);
        self.states.len() as StateId - 1
    }

    /// Builds from the last element to the first; `slot` counts the holes down.
    fn sequence(
        &mut self,
        elements: &[Element],
        mut next: StateId,
        slot: &mut u16,
        known: &mut FxHashMap<WordKeys, u32>,
    ) -> StateId {
        for e in elements.iter().rev() {
            let after = self.needs[next as usize];
            next = match e {
                Element::Word(keys) => {
                    let verb = keys.len() > 1;
                    let needs = self.with_need(e, after, known);
                    self.state(State::Word { keys: keys.clone(), verb, next }, needs)
                }
                Element::Hole(h) => {
                    *slot -= 1;
                    match h.given {
                        Some(_) => self.state(State::Given { slot: *slot, next }, after),
                        None => {
                            let hole = self.hole(&h.ty, h.open);
                            let possessed = match &self.states[next as usize] {
                                State::Word { keys, next, .. } if keys.contains(&*GENITIVE) => Some(*next),
                                _ => None,
                            };
                            self.state(State::Hole { hole, slot: *slot, next, possessed }, after)
                        }
                    }
                }
                Element::Gap => self.state(State::Gap { next }, after),
                Element::Optional(inner) => {
                    let with = self.sequence(inner, next, slot, known);
                    self.state(State::Split(vec![with, next]), after)
                }
                Element::Choice(branches) => {
                    let mut ways: Vec<StateId> =
                        branches.iter().rev().map(|b| self.sequence(b, next, slot, known)).collect();
                    ways.reverse();
                    let needs = self.with_need(e, after, known);
                    self.state(State::Split(ways), needs)
                }
            };
        }
        next
    }

    fn hole(&mut self, ty: &Type, open: bool) -> u16 {
        let weight = if matches!(ty, Type::Text | Type::Word) { 1 } else { 2 };
        let kind = HoleKind { ty: ty.clone(), open, named: is_name(ty), weight, sort: Sort::of(ty, open) };
        let at = self.holes.iter().position(|k| *k == kind).unwrap_or_else(|| {
            self.holes.push(kind);
            self.holes.len() - 1
        });
        at as u16
    }

    /// What a state needs that begins with `element` and goes on with what needs `after`.
    fn with_need(&mut self, element: &Element, after: Needs, known: &mut FxHashMap<WordKeys, u32>) -> Needs {
        let mut needs = after;
        if let Some(keys) = mandatory(element) {
            let set = self.set(keys, known);
            if !needs.contains(&set) {
                let [first, second, third, _] = needs;
                needs = [set, first, second, third];
            }
        }
        needs
    }
}

/// The sort of mention that an element takes, whatever way is gone.
fn sort(element: &Element) -> Option<Sort> {
    match element {
        Element::Hole(hole) if hole.given.is_none() => Sort::of(&hole.ty, hole.open),
        _ => None,
    }
}

/// Words of which an element takes one, whatever way is gone; `None` where it may take none. `'s` is none: "his" may stand for it.
fn mandatory(element: &Element) -> Option<WordKeys> {
    fn add(element: &Element, all: &mut Vec<u64>) -> bool {
        match element {
            Element::Word(keys) if keys.contains(&*GENITIVE) => false,
            Element::Word(keys) => {
                all.extend_from_slice(keys);
                true
            }
            Element::Choice(branches) => {
                let before = all.len();
                let each = branches.iter().all(|branch| branch.iter().any(|e| add(e, all)));
                if !each {
                    all.truncate(before);
                }
                each
            }
            Element::Optional(_) | Element::Gap | Element::Hole(_) => false,
        }
    }
    match element {
        Element::Word(keys) => Some(keys.clone()).filter(|keys| !keys.contains(&*GENITIVE)),
        Element::Choice(_) => {
            let mut all = Vec::new();
            add(element, &mut all).then(|| all.into_iter().collect())
        }
        Element::Optional(_) | Element::Gap | Element::Hole(_) => None,
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

/// Counts how often words are used. Returns how many states the elements come to.
fn count_words(elements: &[Element], uses: &mut FxHashMap<u64, u32>) -> usize {
    let mut states = elements.len();
    for e in elements {
        match e {
            Element::Word(keys) => keys.iter().for_each(|k| *uses.entry(*k).or_default() += 1),
            Element::Optional(inner) => states += count_words(inner, uses),
            Element::Choice(branches) => states += branches.iter().map(|b| count_words(b, uses)).sum::<usize>(),
            Element::Gap | Element::Hole(_) => {}
        }
    }
    states
}

/// The mandatory words of the phrase that are used least: one word (with its inflections), or one word of each branch of a
/// choice. Empty where every word is optional.
fn triggers(elements: &[Element], uses: &FxHashMap<u64, u32>) -> Vec<u64> {
    let mut all = Vec::new();
    add_triggers(elements, uses, &mut all);
    all
}

/// Adds them behind what is there; whether there are any.
fn add_triggers(elements: &[Element], uses: &FxHashMap<u64, u32>, all: &mut Vec<u64>) -> bool {
    let weight = |keys: &[u64]| keys.iter().map(|k| uses.get(k).copied().unwrap_or(0)).max().unwrap_or(0);
    // Verbs (several forms) tell an event better than prepositions and commas do, but for those that only help another.
    // "his" may stand for `{person} 's`.
    let rank = |keys: &[u64]| (keys.iter().any(|&k| is_light(k) || k == *GENITIVE), keys.len() == 1, weight(keys));
    let from = all.len();
    let mut best: Option<(bool, bool, u32)> = None;
    for e in elements {
        let end = all.len();
        let found = match e {
            Element::Word(keys) => {
                all.extend_from_slice(keys);
                true
            }
            Element::Choice(branches) => branches.iter().all(|b| add_triggers(b, uses, all)),
            Element::Optional(_) | Element::Gap | Element::Hole(_) => false,
        };
        let new = found.then(|| rank(&all[end..])).filter(|new| best.is_none_or(|best| *new < best));
        match new {
            // What was best so far gives way.
            Some(_) => drop(all.drain(from..end)),
            None => all.truncate(end),
        }
        best = new.or(best);
    }
    best.is_some()
}

/// Whether a hole may take words that are no mention.
pub(super) fn takes_any(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Word | Type::Number | Type::Enumeration(_))
}

/// How a phrase can begin.
#[derive(Default)]
struct Beginnings {
    words: BTreeSet<u64>,
    /// With a hole that a mention fills.
    mention: bool,
    /// With a gap, or a hole that any word may fill.
    anywhere: bool,
}

impl Beginnings {
    /// Adds those of some elements; whether all of them may take nothing, so that what follows may be the beginning, too.
    fn add(&mut self, elements: &[Element]) -> bool {
        elements.iter().all(|e| match e {
            Element::Word(keys) => {
                self.words.extend(keys.iter());
                false
            }
            Element::Hole(hole) if hole.given.is_some() => true,
            Element::Hole(hole) => {
                *if takes_any(&hole.ty) { &mut self.anywhere } else { &mut self.mention } = true;
                false
            }
            Element::Gap => {
                self.anywhere = true;
                true
            }
            Element::Optional(inner) => {
                self.add(inner);
                true
            }
            Element::Choice(branches) => branches.iter().filter(|branch| self.add(branch)).count() > 0,
        })
    }
}
