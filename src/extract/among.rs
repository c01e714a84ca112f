//! What of a batch has to be looked at again where a few of its articles have changed.
//!
//! What articles share is found by keys (hashes of words) that stand in several of them. Where one article changes, no index of all
//! keys is kept: going through the keys of every article once more and taking out the few that matter costs less than to look each
//! of them up.

use rustc_hash::FxHashSet;

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

    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.hashes.iter().copied()
    }

    fn mix(hash: u64) -> u64 {
        hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
    }
}
