//! What walks through a sentence, and the room that it takes.

use super::automaton::{Entry, HoleKind, Matcher, NOTHING, Sort, StateId, Target, Use};
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

/// What walks through an article's sentences need, kept from one to the next.
pub struct Walk {
    /// By token of the article, what its word is to the phrases: an index, or [`NOTHING`].
    words: Vec<u32>,
    /// By token of the sentence, the threads that go on there.
    pub(super) agenda: Vec<Vec<Thread>>,
    pub(super) stack: Vec<Thread>,
    pub(super) links: Vec<Link>,
    /// Entries that the sentence may hold and that begin with no word, those that begin with one hole together.
    pub(super) triggered: Vec<Start>,
    /// By word set, the place behind its last word in the sentence; 0 where it has none.
    last: Vec<u32>,
    /// Word sets that have a place.
    present: Vec<u32>,
    /// By sort of mention, the place behind the first word of its last one in the sentence; 0 where it has none.
    until: [u32; Sort::COUNT],
    /// Sorts of mentions that the sentence has, as [`Sort::bit`].
    sorts: u16,
    /// What holes took, and by token and kind of hole which of these: first and number.
    pub(super) fillings: Vec<Filling>,
    taken: Vec<Taken>,
    /// How many sentences were begun.
    turn: u32,
    pub(super) seen: Seen,
}

/// An entry that may begin somewhere in the sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    /// The hole that it begins with, whatever way is gone.
    pub opens: Option<u16>,
    pub entry: u32,
    /// It cannot begin from this token on: what it needs stands before.
    pub until: u32,
}

/// What a kind of hole took at a token: the first of [`Walk::fillings`], and how many; of the sentence that was the `turn`th.
#[derive(Clone, Copy, Default)]
struct Taken {
    turn: u32,
    first: u32,
    number: u32,
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
    pub fn of(matcher: &Matcher, doc: &Doc) -> Walk {
        Walk {
            words: doc.tokens.iter().map(|t| matcher.word_id(t.key).unwrap_or(NOTHING)).collect(),
            agenda: Vec::new(),
            stack: Vec::new(),
            links: Vec::new(),
            triggered: Vec::new(),
            last: vec![0; matcher.sets()],
            present: Vec::new(),
            until: [0; Sort::COUNT],
            sorts: 0,
            fillings: Vec::new(),
            taken: Vec::new(),
            turn: 0,
            seen: Seen::default(),
        }
    }

    /// What the word at a token is to the phrases.
    pub(super) fn word<'m>(&self, matcher: &'m Matcher, at: u32) -> Option<&'m Use> {
        matcher.uses.get(self.words[at as usize] as usize)
    }

    /// Makes room for a sentence, and looks up the words of phrases in it.
    pub(super) fn begin(&mut self, matcher: &Matcher, mentions: &Mentions, first: u32, end: u32) {
        let length = (end - first) as usize;
        if self.agenda.len() <= length {
            self.agenda.resize_with(length + 1, Vec::new);
        }
        self.agenda[..=length].iter_mut().for_each(Vec::clear);
        self.links.clear();
        self.fillings.clear();
        self.turn += 1;
        if self.taken.len() < length * matcher.holes.len() {
            self.taken.resize(length * matcher.holes.len(), Taken::default());
        }
        for set in self.present.drain(..) {
            self.last[set as usize] = 0;
        }
        (self.until, self.sorts) = ([0; Sort::COUNT], 0);
        for mention in mentions.within(first, end) {
            for &sort in Sort::of_mention(mention.kind) {
                self.until[sort as usize] = mention.first + 1;
                self.sorts |= sort.bit();
            }
        }
        for at in first..end {
            let Some(word) = self.word(matcher, at) else { continue };
            for &set in &word.sets {
                if self.last[set as usize] == 0 {
                    self.present.push(set);
                }
                self.last[set as usize] = at + 1;
            }
        }
    }

    /// The entries that may begin with a hole or a gap, once each. `wanted` says which phrases take part.
    pub(super) fn start(&mut self, matcher: &Matcher, first: u32, end: u32, wanted: &dyn Fn(Target) -> bool) {
        let mut triggered = std::mem::take(&mut self.triggered);
        triggered.clear();
        let words = (first..end).filter_map(|at| self.word(matcher, at)).flat_map(|word| &word.triggers);
        triggered.extend(matcher.bare.iter().chain(words).filter_map(|&e| {
            let entry = Some(&matcher.entries[e as usize]).filter(|entry| self.may_hold(entry))?;
            let until = self.live_until(matcher, entry.start);
            let starts = until > first && wanted(entry.target);
            starts.then_some(Start { opens: entry.opens, entry: e, until })
        }));
        triggered.sort_unstable();
        triggered.dedup();
        self.triggered = triggered;
    }

    /// Whether the sentence has what an entry takes in any case.
    pub(super) fn may_hold(&self, entry: &Entry) -> bool {
        self.sorts & entry.sorts == entry.sorts
    }

    /// The first token from which on something that the state needs is missing.
    fn live_until(&self, matcher: &Matcher, state: StateId) -> u32 {
        let needs = matcher.needs[state as usize].iter().filter(|&&set| set != NOTHING);
        needs.map(|&set| self.last[set as usize]).min().unwrap_or(u32::MAX)
    }

    /// Whether what the state needs stands at `at` or behind it.
    pub(super) fn is_live(&self, matcher: &Matcher, state: StateId, at: u32) -> bool {
        matcher.needs[state as usize].iter().all(|&set| set == NOTHING || self.last[set as usize] > at)
    }

    /// What a hole takes at token `at`: the first of [`Walk::fillings`], and how many.
    pub(super) fn fill(&mut self, here: Here, at: u32, hole: u16, kind: &HoleKind) -> (u32, u32) {
        // A range of days may be taken from its second one on, so that any date of the sentence counts.
        let missing = |sort: Sort| match sort {
            Sort::Date => self.until[sort as usize] == 0,
            sort => self.until[sort as usize] <= at,
        };
        if kind.sort.is_some_and(missing) {
            return (0, 0);
        }
        let length = (here.end - here.first) as usize;
        let place = usize::from(hole) * length + (at - here.first) as usize;
        let known = self.taken[place];
        if known.turn == self.turn {
            return (known.first, known.number);
        }
        let first = self.fillings.len() as u32;
        self.fillings.extend(here.mentions.fillings(here.doc, at, here.end, &kind.ty, kind.open));
        let number = self.fillings.len() as u32 - first;
        self.taken[place] = Taken { turn: self.turn, first, number };
        (first, number)
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
