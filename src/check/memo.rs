//! What a rule that looks across articles has worked out of facts, one by one and two by two.
//!
//! Everything is kept under the facts that it follows from. Where their articles say the same as before, it holds for the next run,
//! too: [`Memo::forget`] takes out what does not.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::agree::{Agreement, Relation};
use super::align::{AlignmentVerdict, Keys};
use super::group::Groups;
use crate::article::ArticleId;
use crate::facts::{FactId, Undecided};
use crate::finding::{Draft, RuleCount};

#[derive(Default)]
pub struct Memo {
    /// By article: the facts that a rule with one variable takes into its groups.
    pub members: FxHashMap<ArticleId, Arc<[Member]>>,
    pub profiles: Profiles,
    /// Which of the members meet.
    pub groups: Option<Groups>,
    pub fits: Fits,
    differ: FxHashMap<[FactId; 2], bool>,
    /// By the number of a group.
    pub judged: FxHashMap<(u32, usize), Judged>,
    /// What came of two facts that may speak of one thing, and differ.
    pub opened: FxHashMap<[FactId; 2], Judged>,
    /// Of each variable the facts that pass the conditions on it alone, in order.
    pub passing: [Vec<FactId>; 2],
    /// Of facts that lack a value, in the place of a variable: the first fact that leaves a combination with them undecided.
    pub witnesses: FxHashMap<(usize, FactId), Option<FactId>>,
    /// What the rule found, where that is all that it says.
    pub said: Option<Judged>,
    /// What facts are found by.
    pub tokens: super::join::Tokens,
    /// What came of combinations of two facts.
    pub frames: FxHashMap<[FactId; 2], Option<super::condition_rule::Outcome>>,
}

/// A fact that takes part in the groups of a rule.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: FactId,
    /// `where` or `unless` is undecided for it.
    pub open: Option<Undecided>,
    /// Equal for facts that say the same in every key and in the compared value.
    pub profile: u32,
    /// By key: see [`Keys::tokens`].
    pub tokens: Arc<[Vec<u64>]>,
}

/// A number for each profile.
#[derive(Default)]
pub struct Profiles(FxHashMap<Vec<String>, u32>);

impl Profiles {
    pub fn number(&mut self, profile: Vec<String>) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(profile).or_insert(next)
    }
}

/// What the keys say of two facts.
#[derive(Default)]
pub struct Fits(FxHashMap<[FactId; 2], AlignmentVerdict>);

impl Fits {
    pub fn of(&mut self, keys: &Keys, a: FactId, b: FactId) -> AlignmentVerdict {
        *self.0.entry([a, b]).or_insert_with(|| keys.align(keys.fact(a), keys.fact(b)).verdict)
    }
}

/// What came of a group.
#[derive(Debug)]
pub struct Judged {
    pub count: RuleCount,
    pub drafts: Vec<Draft>,
}

impl Memo {
    /// Forgets what follows from facts of these articles, but for [`Memo::members`] and what is made of them.
    pub fn forget(&mut self, articles: &FxHashSet<ArticleId>) {
        let stays = |id: &FactId| !articles.contains(&id.article);
        self.fits.0.retain(|pair, _| pair.iter().all(stays));
        self.differ.retain(|pair, _| pair.iter().all(stays));
        self.opened.retain(|pair, _| pair.iter().all(stays));
        self.tokens.retain(|(.., id), _| stays(id));
        self.witnesses.retain(|(_, id), witness| stays(id) && witness.as_ref().is_none_or(stays));
        self.frames.retain(|pair, _| pair.iter().all(stays));
    }

    pub fn differ(&mut self, agreement: &Agreement, a: FactId, b: FactId) -> bool {
        *self.differ.entry([a, b]).or_insert_with(|| agreement.of(a, b) == Relation::Disagree)
    }
}
