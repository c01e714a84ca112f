//! What of a batch has to be looked at again where a few of its articles have changed.
//!
//! What articles share is found by keys (hashes of words) that stand in several of them. Of sentences an [`Index`] says where each key
//! stands. Of runs of words, of which there are as many as words, none is kept: going through those of every article once more and
//! taking out the few that matter ([`Sieve`]) costs less than to look each of them up.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::ArticleId;

/// Which articles are looked at.
#[derive(Clone, Copy)]
pub enum Among<'a> {
    All,
    /// What is found of these is whole; of others nothing is told.
    These(&'a FxHashSet<ArticleId>),
}

impl Among<'_> {
    pub fn has(self, article: u32) -> bool {
        match self {
            Among::All => true,
            Among::These(these) => these.contains(&ArticleId(article)),
        }
    }
}

/// A set of hashes that says of most others at once that it does not have them.
pub struct Sieve {
    bits: Vec<u64>,
    mask: u64,
    hashes: FxHashSet<u64>,
}

impl Sieve {
    pub fn of(hashes: FxHashSet<u64>) -> Sieve {
        // One bit in sixteen is set at most.
        let bits = (hashes.len() * 16).next_power_of_two().max(1024);
        let mut sieve = Sieve { bits: vec![0; bits / 64], mask: bits as u64 - 1, hashes };
        for hash in &sieve.hashes {
            let at = Self::mix(*hash) & sieve.mask;
            sieve.bits[(at / 64) as usize] |= 1 << (at % 64);
        }
        sieve
    }

    pub fn has(&self, hash: u64) -> bool {
        let at = Self::mix(hash) & self.mask;
        self.bits[(at / 64) as usize] & (1 << (at % 64)) != 0 && self.hashes.contains(&hash)
    }

    fn mix(hash: u64) -> u64 {
        hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
    }
}

/// Where keys stand: by article, and in it by what `P` says.
pub struct Index<K, P>(FxHashMap<K, Vec<(u32, P)>>);

impl<K, P> Default for Index<K, P> {
    fn default() -> Self {
        Index(FxHashMap::default())
    }
}

impl<K: Hash + Eq, P: Copy> Index<K, P> {
    /// Of an article that it does not have, in order.
    pub fn add(&mut self, article: ArticleId, keys: impl Iterator<Item = (K, P)>) {
        for (key, place) in keys {
            let places = self.0.entry(key).or_default();
            let at = places.partition_point(|(of, _)| *of <= article.0);
            places.insert(at, (article.0, place));
        }
    }

    /// Takes out what [`Index::add`] put in.
    pub fn remove(&mut self, article: ArticleId, keys: impl Iterator<Item = (K, P)>) {
        for (key, _) in keys {
            let Some(places) = self.0.get_mut(&key) else { continue };
            let from = places.partition_point(|(of, _)| *of < article.0);
            let to = places.partition_point(|(of, _)| *of <= article.0);
            places.drain(from..to);
            if places.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    /// In order of articles, and in each in the order in which they were added.
    pub fn of(&self, key: &K) -> &[(u32, P)] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Those in other articles, of more than `most` one more.
    pub fn without(&self, key: &K, is_left_out: impl Fn(u32) -> bool, most: usize) -> Vec<(u32, P)> {
        self.of(key).iter().filter(|(of, _)| !is_left_out(*of)).take(most + 1).copied().collect()
    }
}
