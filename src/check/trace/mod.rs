//! What a rule does with the facts of one place, noted by the code that decides.
//!
//! Rules run as ever. Where a [`Tracer`] is given, they tell it of each candidate that touches its place: the conditions
//! with their answers, the keys, what the record said, and what came of it. Nothing here decides anything.

mod conditions;
pub mod pairs;
pub mod provenance;

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::Truth;
use super::align::{AlignmentVerdict, KeyMatch};
use super::context::Context;
use crate::article::ArticleId;
use crate::facts::{Fact, FactId, FieldId, Stance, Undecided};
use crate::finding::{Finding, RecordRef};
use crate::source::{FileSpan, Span};

/// Candidates that are kept for one place; those that hold are dropped first.
const CANDIDATES: usize = 500;

/// Which clause of a rule asked a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    Where,
    Must,
    Unless,
}

impl Clause {
    pub fn name(self) -> &'static str {
        match self {
            Clause::Where => "where",
            Clause::Must => "must",
            Clause::Unless => "unless",
        }
    }
}

/// A condition with its answer, and the answers of its parts.
#[derive(Clone, Debug)]
pub struct Node {
    /// As written in the rule: `r.tenure is current`; `all of`, `any of`, `not` for joined ones.
    pub words: String,
    pub truth: Truth,
    /// What its expressions stand for, in order of writing.
    pub sides: Vec<Side>,
    pub parts: Vec<Node>,
    /// In a quantifier: the fact that this answer is of.
    pub fact: Option<FactId>,
    /// Answers of a quantifier that are left out here.
    pub more: usize,
}

/// An expression of a condition and its value.
#[derive(Clone, Debug)]
pub struct Side {
    pub words: String,
    /// `Err`: not known, and why.
    pub value: Result<String, Undecided>,
    /// The field that the expression names.
    pub of: Option<(FactId, FieldId)>,
}

/// One condition of a clause.
#[derive(Clone, Debug)]
pub struct Asked {
    pub clause: Clause,
    /// Where it was asked of one fact by itself.
    pub fact: Option<FactId>,
    pub node: Node,
}

/// What one key says of two facts.
#[derive(Clone, Debug)]
pub struct KeyNote {
    pub field: FieldId,
    /// As in a rule: `date within 2 days`.
    pub words: String,
    /// Agreement here suffices.
    pub alone: bool,
    /// The values of both; `Err` says why there is none.
    pub values: [Result<String, &'static str>; 2],
    pub found: KeyMatch,
    /// Agrees, but in the words in which another key agrees already.
    pub repeats: bool,
}

/// Whether two facts speak of one thing.
#[derive(Clone, Debug)]
pub struct Pair {
    pub facts: [FactId; 2],
    pub keys: Vec<KeyNote>,
    pub verdict: AlignmentVerdict,
    /// No key differs; but they have no dates of their own, and their articles are of different times.
    pub far_apart: bool,
}

/// The values of the field that must agree.
#[derive(Clone, Debug)]
pub struct Compared {
    pub field: FieldId,
    pub facts: [FactId; 2],
    pub values: [String; 2],
    /// Whether they agree.
    pub truth: Truth,
}

/// What the record says of a fact.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// `in office from 2012-11-06 to 2024-05-12`.
    pub says: String,
    /// The entries that were looked at, the one that the verdict names first.
    pub entries: Vec<RecordRef>,
    pub assumed: Vec<String>,
    pub truth: Truth,
}

/// What came of a candidate, or why a fact was none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Violated,
    Undecided(Undecided),
    Holds,
    Excepted,
    Unless,
    /// A later version of its article stands in its place.
    Superseded,
    /// The two would be compared, but one of them fits two things that differ, and joins neither.
    Torn,
    NotAligned,
    Where,
    /// The fact does not give the value that the rule compares.
    NoValue(FieldId),
    /// Nothing in reach to compare it with.
    Alone,
    Stance(Stance),
    Anonymous,
    /// It stands in another part of the article.
    Part,
}

/// A candidate, or a fact that did not become one.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub facts: Vec<FactId>,
    pub outcome: Outcome,
    pub asked: Vec<Asked>,
    pub pairs: Vec<Pair>,
    pub compared: Vec<Compared>,
    pub record: Option<Recorded>,
    /// As the rule gave them, before findings with one root cause are merged.
    pub findings: Vec<Finding>,
}

/// What a rule told of one place.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub candidates: Vec<Candidate>,
    /// Limits that the rule met, for people.
    pub limits: Vec<String>,
    /// Candidates beyond those that are kept.
    pub dropped: usize,
}

#[derive(Default)]
struct State {
    /// Conditions that are being asked: the parts that have been answered.
    open: Vec<Vec<Node>>,
    current: Option<Candidate>,
    trace: Trace,
    /// By their facts, in order.
    index: FxHashMap<Vec<FactId>, usize>,
    /// What was asked of facts that passed, for the candidates that they become part of.
    passed: FxHashMap<FactId, Vec<Asked>>,
}

/// Notes what touches a place of an article.
pub struct Tracer<'a> {
    article: ArticleId,
    spans: &'a [Span],
    /// Facts that came to nothing are set against others, too, to find out what they missed.
    pub near: bool,
    state: RefCell<State>,
}

impl<'a> Tracer<'a> {
    /// `spans` of the article's view.
    pub fn new(article: ArticleId, spans: &'a [Span], near: bool) -> Tracer<'a> {
        Tracer { article, spans, near, state: RefCell::default() }
    }

    pub fn touches(&self, fact: &Fact) -> bool {
        touches(fact, self.article, self.spans)
    }

    /// A candidate of these facts is looked at from here on, until the next one is.
    pub fn begin(&self, cx: &Context, facts: &[FactId]) {
        self.end();
        if facts.iter().any(|&id| self.touches(cx.fact(id))) {
            self.state.borrow_mut().current = Some(Candidate {
                facts: facts.to_vec(),
                outcome: Outcome::Holds,
                asked: Vec::new(),
                pairs: Vec::new(),
                compared: Vec::new(),
                record: None,
                findings: Vec::new(),
            });
        }
    }

    /// Goes on with the candidate of these facts, in whatever order.
    pub fn resume(&self, facts: &[FactId]) {
        self.end();
        let state = &mut *self.state.borrow_mut();
        if let Some(&at) = state.index.get(&in_order(facts)) {
            state.current = state.trace.candidates.get(at).cloned();
        }
    }

    /// Keeps the candidate that is being looked at. Of two of the same facts the worse outcome counts.
    pub fn end(&self) {
        let state = &mut *self.state.borrow_mut();
        let Some(mut candidate) = state.current.take() else { return };
        for id in &candidate.facts {
            if candidate.asked.iter().all(|a| a.fact != Some(*id)) {
                candidate.asked.extend(state.passed.get(id).into_iter().flatten().cloned());
            }
        }
        let key = in_order(&candidate.facts);
        match state.index.get(&key) {
            Some(&at) => {
                let known = &mut state.trace.candidates[at];
                let told = |c: &Candidate| (weight(&c.outcome), c.findings.len());
                if told(&candidate) >= told(known) {
                    *known = candidate;
                }
            }
            None if state.trace.candidates.len() >= CANDIDATES && candidate.findings.is_empty() => {
                state.trace.dropped += 1;
            }
            None => {
                state.index.insert(key, state.trace.candidates.len());
                state.trace.candidates.push(candidate);
            }
        }
    }

    /// The fact passed what was asked of it alone: it is no candidate by itself.
    pub fn pass(&self) {
        let state = &mut *self.state.borrow_mut();
        if let Some(candidate) = state.current.take()
            && let [only] = candidate.facts[..]
        {
            let mut asked = candidate.asked;
            asked.iter_mut().for_each(|a| a.fact = Some(only));
            state.passed.insert(only, asked);
        }
    }

    fn with(&self, act: impl FnOnce(&mut Candidate)) {
        if let Some(candidate) = &mut self.state.borrow_mut().current {
            act(candidate);
        }
    }
    /// Notes a pair; once, in whatever order.
    pub fn pair(&self, pair: Pair) {
        self.with(|c| {
            if c.pairs.iter().all(|p| in_order(&p.facts) != in_order(&pair.facts)) {
                c.pairs.push(pair);
            }
        });
    }
    pub fn compared(&self, compared: Compared) {
        self.with(|c| {
            if c.compared.iter().all(|k| in_order(&k.facts) != in_order(&compared.facts)) {
                c.compared.push(compared);
            }
        });
    }
    pub fn recorded(&self, recorded: Recorded) {
        self.with(|c| c.record = Some(recorded));
    }
    pub fn outcome(&self, outcome: Outcome) {
        self.with(|c| {
            if weight(&outcome) >= weight(&c.outcome) || c.outcome == Outcome::Holds {
                c.outcome = outcome;
            }
        });
    }
    pub fn finding(&self, finding: &Finding) {
        self.with(|c| c.findings.push(finding.clone()));
    }
    pub fn limit(&self, what: &str) {
        self.state.borrow_mut().trace.limits.push(what.to_string());
    }

    /// Whether a candidate is being looked at that touches the place.
    pub fn is_noting(&self) -> bool {
        self.state.borrow().current.is_some()
    }
    /// Whether the fact is part of a candidate already.
    pub fn knows(&self, id: FactId) -> bool {
        let state = self.state.borrow();
        let all = state.trace.candidates.iter().chain(&state.current);
        all.into_iter().any(|c| c.facts.contains(&id))
    }

    pub fn finish(self) -> Trace {
        self.end();
        self.state.into_inner().trace
    }
}

/// Whether a fact, or one of its fields, stands at a place.
pub fn touches(fact: &Fact, article: ArticleId, spans: &[Span]) -> bool {
    // An empty span, as of a dateline without words, touches what it stands in.
    let meets = |a: Span| spans.iter().any(|s| s.overlaps(a) || (a.is_empty() && s.contains(a)));
    fact.article == article && (meets(fact.span) || fact.fields.iter().any(|f| f.spans.iter().any(|s| meets(*s))))
}

/// Of two accounts of one candidate the weightier one is kept.
fn weight(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Violated => 4,
        Outcome::Undecided(_) => 3,
        Outcome::Excepted | Outcome::Unless => 2,
        Outcome::Holds | Outcome::Torn => 1,
        _ => 0,
    }
}

fn in_order(facts: &[FactId]) -> Vec<FactId> {
    let mut all = facts.to_vec();
    all.sort_unstable();
    all
}

/// A place in a rule file, where there is one.
pub fn known_place(at: FileSpan) -> Option<FileSpan> {
    (at != FileSpan::default()).then_some(at)
}
