//! Phrases of which another takes every match.
//!
//! A phrase without gaps is a finite automaton over words and holes. One is idle if each way through it is a way through
//! another phrase of its kind that fills at least the same fields: at every place where it matches, the other matches the
//! same words. Phrases with gaps are left alone.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{FieldId, Type};
use crate::language::errors::{Diagnostic, Warning};
use crate::language::program::*;

/// Phrases that one is held against, of all that share its rarest word.
const CANDIDATES: usize = 24;

/// Pairs of a state and a set of states that one comparison looks at; past it nothing is said.
const PAIRS: usize = 2_000;

pub fn lint(program: &Program) -> Vec<Diagnostic> {
    if !program.phrases.iter().any(|p| program.sources.is_own(p.at)) {
        return Vec::new();
    }
    let compiled: Vec<Option<Automaton>> = program.phrases.iter().map(|p| Automaton::new(&p.elements)).collect();
    let mut uses: FxHashMap<u64, usize> = FxHashMap::default();
    for phrase in &program.phrases {
        all_words(&phrase.elements, &mut |key| *uses.entry(key).or_default() += 1);
    }
    // Each phrase lies under the rarest words of which it needs one; one that needs none, under its kind alone.
    let mut index: FxHashMap<(u16, Option<u64>), Vec<usize>> = FxHashMap::default();
    for (i, phrase) in program.phrases.iter().enumerate().filter(|(i, _)| compiled[*i].is_some()) {
        match rarest(&phrase.elements, &uses) {
            Some(keys) => keys.iter().for_each(|k| index.entry((phrase.kind.0, Some(*k))).or_default().push(i)),
            None => index.entry((phrase.kind.0, None)).or_default().push(i),
        }
    }
    let copies = program.copies();
    let mut found = Vec::new();
    let mut told: FxHashSet<usize> = FxHashSet::default();
    for (i, phrase) in program.phrases.iter().enumerate().filter(|(_, p)| program.sources.is_own(p.at)) {
        let Some(automaton) = &compiled[i] else { continue };
        let mut keys: Vec<Option<u64>> = automaton.one_way().into_iter().map(Some).chain([None]).collect();
        keys.sort_unstable();
        keys.dedup();
        let lists = keys.into_iter().filter_map(|k| index.get(&(phrase.kind.0, k)));
        let mut candidates: Vec<usize> = lists.flat_map(|of| of.iter().take(CANDIDATES)).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let takes = |a: usize, b: &Automaton| compiled[a].as_ref().is_some_and(|a| a.takes_all_of(b));
        let wider = candidates.into_iter().find(|&j| {
            let other = &program.phrases[j];
            let alike = (other.pairwise, &other.with) == (phrase.pairwise, &phrase.with);
            if j == i || told.contains(&j) || !alike || !takes(j, automaton) {
                return false;
            }
            let same = compiled[j].as_ref().is_some_and(|other| takes(i, other));
            // Of two that match the same, the later one is told of; but not in a copy of the file where the first stands.
            !same || j < i && !copies.contains(&(phrase.at.source, program.phrases[j].at.source))
        });
        if let Some(wider) = wider {
            told.insert(i);
            let other = &program.phrases[wider];
            let mut warning = Diagnostic::new(Warning::TakenPhrase { other: other.name.to_string() }, phrase.at);
            warning.also(other.at, "this one takes it");
            found.push(warning);
        }
    }
    found
}

fn all_words(elements: &[Element], see: &mut impl FnMut(u64)) {
    for element in elements {
        match element {
            Element::Word(keys) => keys.iter().for_each(|k| see(*k)),
            Element::Optional(inner) => all_words(inner, see),
            Element::Choice(branches) => branches.iter().for_each(|b| all_words(b, see)),
            Element::Gap | Element::Hole(_) => {}
        }
    }
}

/// The words of which every match has one, for the part of the phrase where they are used least.
fn rarest(elements: &[Element], uses: &FxHashMap<u64, usize>) -> Option<Vec<u64>> {
    let needed = elements.iter().filter_map(|element| match element {
        Element::Word(keys) => Some(keys.to_vec()),
        Element::Choice(branches) => {
            let each: Option<Vec<Vec<u64>>> = branches.iter().map(|b| rarest(b, uses)).collect();
            each.map(|e| e.concat())
        }
        Element::Optional(_) | Element::Gap | Element::Hole(_) => None,
    });
    needed.min_by_key(|keys| keys.iter().map(|k| uses.get(k).copied().unwrap_or(0)).sum::<usize>())
}

/// What one step of a phrase takes.
#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    /// A word by its keys. With several, auxiliaries may stand before it.
    Word(&'p [u64]),
    /// The last says whether it takes names that no list knows.
    Hole(Option<FieldId>, &'p Type, bool),
}

impl Step<'_> {
    /// Whether this takes what `other` takes by `key` (of a word), and keeps what it keeps.
    fn takes(&self, other: &Step, key: Option<u64>) -> bool {
        match (self, other) {
            (Step::Word(ours), Step::Word(theirs)) => {
                key.is_some_and(|k| ours.contains(&k)) && (ours.len() > 1 || theirs.len() == 1)
            }
            (Step::Hole(ours, a, open), Step::Hole(theirs, b, narrow)) => {
                a == b && (*open || !narrow) && (theirs.is_none() || ours == theirs)
            }
            _ => false,
        }
    }
}

/// States are numbers; 0 is the end.
struct Automaton<'p> {
    steps: Vec<Vec<(Step<'p>, usize)>>,
    /// States that a state goes over to without taking anything.
    free: Vec<Vec<usize>>,
    start: usize,
}

impl<'p> Automaton<'p> {
    /// `None` where a gap makes it something else.
    fn new(elements: &'p [Element]) -> Option<Automaton<'p>> {
        let mut automaton = Automaton { steps: vec![Vec::new()], free: vec![Vec::new()], start: 0 };
        automaton.start = automaton.sequence(elements, 0)?;
        Some(automaton)
    }

    fn state(&mut self) -> usize {
        self.steps.push(Vec::new());
        self.free.push(Vec::new());
        self.steps.len() - 1
    }

    fn sequence(&mut self, elements: &'p [Element], mut next: usize) -> Option<usize> {
        for element in elements.iter().rev() {
            let state = self.state();
            match element {
                Element::Word(keys) => self.steps[state].push((Step::Word(keys), next)),
                Element::Hole(hole) if hole.given.is_none() => {
                    self.steps[state].push((Step::Hole(hole.field, &hole.ty, hole.open), next));
                }
                Element::Gap | Element::Hole(_) => return None,
                Element::Optional(inner) => {
                    let with = self.sequence(inner, next)?;
                    self.free[state].extend([with, next]);
                }
                Element::Choice(branches) => {
                    for branch in branches {
                        let way = self.sequence(branch, next)?;
                        self.free[state].push(way);
                    }
                }
            }
            next = state;
        }
        Some(next)
    }

    /// The words of one way from start to end, each by one of its keys.
    fn one_way(&self) -> Vec<u64> {
        let mut words = Vec::new();
        let mut state = self.start;
        // States are numbered from the end, so that each step leads to a lower number or over to another way.
        while state != 0 {
            if let Some((step, next)) = self.steps[state].first() {
                if let Step::Word(keys) = step {
                    words.extend(keys.first());
                }
                state = *next;
            } else if let Some(next) = self.free[state].last() {
                state = *next;
            } else {
                break;
            }
        }
        words
    }

    /// Everything that `states` go over to, sorted.
    fn closure(&self, states: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut seen: FxHashSet<usize> = FxHashSet::default();
        let mut stack: Vec<usize> = states.into_iter().collect();
        while let Some(state) = stack.pop() {
            if seen.insert(state) {
                stack.extend(&self.free[state]);
            }
        }
        let mut all: Vec<usize> = seen.into_iter().collect();
        all.sort_unstable();
        all
    }

    /// Whether each way through `other` is one through this.
    fn takes_all_of(&self, other: &Automaton) -> bool {
        let mut seen: FxHashSet<(usize, Vec<usize>)> = FxHashSet::default();
        let mut stack = vec![(other.start, self.closure([self.start]))];
        while let Some((at, ours)) = stack.pop() {
            if at == 0 && !ours.contains(&0) {
                return false;
            }
            if seen.len() > PAIRS {
                return false;
            }
            if !seen.insert((at, ours.clone())) {
                continue;
            }
            stack.extend(other.free[at].iter().map(|&next| (next, ours.clone())));
            for (step, next) in &other.steps[at] {
                let keys: Vec<Option<u64>> = match step {
                    Step::Word(keys) => keys.iter().map(|k| Some(*k)).collect(),
                    Step::Hole(..) => vec![None],
                };
                for key in keys {
                    let steps = ours.iter().flat_map(|s| &self.steps[*s]);
                    let after: Vec<usize> = steps.filter(|(s, _)| s.takes(step, key)).map(|(_, next)| *next).collect();
                    if after.is_empty() {
                        return false;
                    }
                    stack.push((*next, self.closure(after)));
                }
            }
        }
        true
    }
}
