//! What a rule that looks across articles has worked out of facts, one by one and two by two.
//!
//! Everything is kept under the facts that it follows from. Where their articles say the same as before, it holds for the next run,
//! too: [`Memo::forget`] takes out what does not.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::agree::{Agreement, Relation};
use super::align::{AlignmentVerdict, KeyMatch, Keys};
use crate::article::ArticleId;
use crate::facts::{FactId, Undecided};
use crate::finding::{Draft, RuleCount};

#[derive(Default)]
pub struct Memo {
    /// By article: the facts that a rule with one variable takes into its groups.
    pub members: FxHashMap<ArticleId, Arc<[Member]>>,
    /// A number for each profile.
    profiles: FxHashMap<Vec<String>, u32>,
    pairs: FxHashMap<[FactId; 2], Pair>,
    differ: FxHashMap<[FactId; 2], bool>,
    /// By the facts of a group, those of one node behind another.
    pub judged: FxHashMap<Box<[FactId]>, Arc<Judged>>,
    /// By variable and article: facts that pass the conditions on that variable alone.
    pub passing: FxHashMap<(usize, ArticleId), Arc<[FactId]>>,
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

/// What the keys say of two facts.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub verdict: AlignmentVerdict,
    /// One key agrees at least.
    pub agrees: bool,
}

/// What came of a group.
#[derive(Debug)]
pub struct Judged {
    pub count: RuleCount,
    pub drafts: Vec<Draft>,
}

impl Memo {
    /// Forgets what follows from facts of these articles.
    pub fn forget(&mut self, articles: &FxHashSet<ArticleId>) {
        let stays = |id: &FactId| !articles.contains(&id.article);
        self.members.retain(|article, _| !articles.contains(article));
        self.passing.retain(|(_, article), _| !articles.contains(article));
        self.pairs.retain(|pair, _| pair.iter().all(stays));
        self.differ.retain(|pair, _| pair.iter().all(stays));
        self.frames.retain(|pair, _| pair.iter().all(stays));
        self.judged.retain(|facts, _| facts.iter().all(stays));
    }

    pub fn profile(&mut self, profile: Vec<String>) -> u32 {
        let next = self.profiles.len() as u32;
        *self.profiles.entry(profile).or_insert(next)
    }

    pub fn pair(&mut self, keys: &Keys, a: FactId, b: FactId) -> Pair {
        *self.pairs.entry([a, b]).or_insert_with(|| {
            let alignment = keys.align(keys.fact(a), keys.fact(b));
            Pair { verdict: alignment.verdict, agrees: alignment.keys.contains(&KeyMatch::Agree) }
        })
    }

    pub fn differ(&mut self, agreement: &Agreement, a: FactId, b: FactId) -> bool {
        *self.differ.entry([a, b]).or_insert_with(|| agreement.of(a, b) == Relation::Disagree)
    }
}
