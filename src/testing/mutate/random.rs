//! Numbers that look random and are the same on every machine and with every version of every library.

use crate::finding::fingerprint;

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// One stream for each seed and each list of words: what is drawn for one place of one article does not depend on what
    /// else is drawn.
    pub fn of(seed: u64, place: &[&str]) -> Random {
        let hash = u64::from_str_radix(&fingerprint(place), 16).unwrap_or_default();
        let mut random = Random(seed ^ hash);
        // Two seeds that differ in one bit are not to begin alike.
        random.next();
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { Some(&of[self.below(of.len())]) }
    }
}
