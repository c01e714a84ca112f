//! What walks through a sentence, and the room that it takes.

use super::automaton::{HoleKind, Matcher, NOTHING, StateId};
use super::holes::{Filling, Mentions};
use crate::text::Doc;

#[derive(Clone, Copy)]
pub(super) struct Thread {
    pub state: StateId,
    pub first: u32,
    pub trigger: Option<u32>,
    pub skipped: u32,
    pub captured: u32,
    /// Index of the last capture in the list of links, +1; 0 = none.
    pub link: u32,
    pub entry: u32,
    /// A name was just taken, and nothing since.
    pub named: bool,
    /// It begins with a name that stands behind a preposition, and no word of the phrase has come yet: "an aide to X".
    pub governed: bool,
    /// A verb of the phrase has come.
    pub verbal: bool,
}

/// How many marks a thread has.
const MARKS: u32 = 3;

impl Thread {
    /// What may end it where another in its state goes on.
    fn marks(&self) -> u32 {
        u32::from(self.named) | u32::from(self.governed) << 1 | u32::from(self.verbal) << 2
    }
}

pub(super) struct Link {
    pub slot: u16,
    /// Index into [`Walk::fillings`]; `None` where the value is given.
    pub filling: Option<u32>,
    pub before: u32,
}

/// The sentence that is walked: tokens `first..end`.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub doc: &'a Doc<'a>,
    pub mentions: &'a Mentions<'a>,
    pub first: u32,
    pub end: u32,
}

/// What a walk through a sentence needs room for, kept from one sentence to the next.
#[derive(Default)]
pub struct Walk {
    /// By token of the sentence, the threads that go on there.
    pub(super) agenda: Vec<Vec<Thread>>,
    pub(super) stack: Vec<Thread>,
    pub(super) links: Vec<Link>,
    pub(super) triggered: Vec<u32>,
    /// By word set, the place behind its last word in the sentence; 0 where it has none.
    last: Vec<u32>,
    /// Word sets that have a place.
    present: Vec<u32>,
    /// What holes took, and by token and kind of hole which of these: first and number.
    pub(super) fillings: Vec<Filling>,
    taken: Vec<Option<(u32, u32)>>,
    pub(super) seen: Seen,
}

/// Which states were reached with how many captures by the threads of one phrase that began at one token; those that may go on in
/// other ways ([`Thread::marks`]) are told apart.
#[derive(Default)]
pub(super) struct Seen {
    /// By state: of which group, and one bit for each number of captures with its marks.
    states: Vec<(u32, u64)>,
    /// Further numbers.
    more: Vec<(StateId, u32)>,
    group: u32,
}

impl Seen {
    pub(super) fn next_group(&mut self, states: usize) {
        if self.states.len() != states || self.group == u32::MAX {
            self.states = vec![(0, 0); states];
            self.group = 0;
        }
        self.group += 1;
        self.more.clear();
    }

    /// False where one like it was there already.
    pub(super) fn insert(&mut self, t: &Thread) -> bool {
        let (state, reached) = (t.state, t.captured << MARKS | t.marks());
        if reached >= u64::BITS {
            let is_new = !self.more.contains(&(state, reached));
            if is_new {
                self.more.push((state, reached));
            }
            return is_new;
        }
        let slot = &mut self.states[state as usize];
        if slot.0 != self.group {
            *slot = (self.group, 0);
        }
        let is_new = slot.1 >> reached & 1 == 0;
        slot.1 |= 1 << reached;
        is_new
    }
}

impl Walk {
    /// Makes room for a sentence, and looks up the words of phrases in it.
    pub(super) fn begin(&mut self, matcher: &Matcher, doc: &Doc, first: u32, end: u32) {
        let length = (end - first) as usize;
        if self.agenda.len() <= length {
            self.agenda.resize_with(length + 1, Vec::new);
        }
        self.agenda.iter_mut().for_each(Vec::clear);
        self.links.clear();
        self.fillings.clear();
        self.taken.clear();
        self.taken.resize(length * matcher.holes.len(), None);
        self.last.resize(matcher.sets(), 0);
        for set in self.present.drain(..) {
            self.last[set as usize] = 0;
        }
        self.triggered.clear();
        for at in first..end {
            let key = doc.tokens[at as usize].key;
            for &set in matcher.sets_of.get(&key).map_or(&[][..], Vec::as_slice) {
                if self.last[set as usize] == 0 {
                    self.present.push(set);
                }
                self.last[set as usize] = at + 1;
            }
            if let Some(entries) = matcher.by_trigger.get(&key) {
                self.triggered.extend(entries);
            }
        }
    }

    /// Whether what the state needs stands at `at` or behind it.
    pub(super) fn is_live(&self, matcher: &Matcher, state: StateId, at: u32) -> bool {
        matcher.needs[state as usize].iter().all(|&set| set == NOTHING || self.last[set as usize] > at)
    }

    /// What a hole takes at token `at`: the first of [`Walk::fillings`], and how many.
    pub(super) fn fill(&mut self, here: Here, at: u32, hole: u16, kind: &HoleKind) -> (u32, u32) {
        let length = (here.end - here.first) as usize;
        let place = usize::from(hole) * length + (at - here.first) as usize;
        if let Some(known) = self.taken[place] {
            return known;
        }
        let from = self.fillings.len() as u32;
        self.fillings.extend(here.mentions.fillings(here.doc, at, here.end, &kind.ty, kind.open));
        let taken = (from, self.fillings.len() as u32 - from);
        self.taken[place] = Some(taken);
        taken
    }

    /// Sends a thread on with what a hole took.
    pub(super) fn take(&mut self, matcher: &Matcher, first: u32, slot: u16, filling: u32, thread: Thread) {
        let stop = self.fillings[filling as usize].end;
        if self.is_live(matcher, thread.state, stop) {
            self.links.push(Link { slot, filling: Some(filling), before: thread.link });
            let link = self.links.len() as u32;
            self.agenda[(stop - first) as usize].push(Thread { link, ..thread });
        }
    }
}
