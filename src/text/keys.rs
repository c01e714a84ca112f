//! Look-up by the key of a word.

use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::word_key;

/// The ways to write one word, by [`word_key`]: in order, each once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WordKeys(Ways);

/// Nearly all words have one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Ways {
    One(u64),
    More(Arc<[u64]>),
}

impl WordKeys {
    pub fn one(key: u64) -> WordKeys {
        WordKeys(Ways::One(key))
    }
}

/// In any order.
impl FromIterator<u64> for WordKeys {
    fn from_iter<I: IntoIterator<Item = u64>>(keys: I) -> WordKeys {
        let mut keys: Vec<u64> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        WordKeys(if let [key] = keys[..] { Ways::One(key) } else { Ways::More(keys.into()) })
    }
}

impl Deref for WordKeys {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        match &self.0 {
            Ways::One(key) => std::slice::from_ref(key),
            Ways::More(keys) => keys,
        }
    }
}

/// Bits of [`KeyMap::seen`].
const BITS: u64 = 4096;

/// Values by [`word_key`]. Nearly all words of a text are in none of these lists: one bit tells so for most of them.
#[derive(Debug)]
pub struct KeyMap<V> {
    seen: [u64; (BITS / 64) as usize],
    map: FxHashMap<u64, V>,
}

/// Words by their keys.
pub type KeySet = KeyMap<()>;

impl<V> KeyMap<V> {
    #[inline]
    pub fn get(&self, key: u64) -> Option<&V> {
        let bit = key % BITS;
        if self.seen[(bit / 64) as usize] >> (bit % 64) & 1 == 0 { None } else { self.map.get(&key) }
    }
    #[inline]
    pub fn contains(&self, key: u64) -> bool {
        self.get(key).is_some()
    }
}

impl KeySet {
    /// Of words that blanks part.
    pub fn of(words: &str) -> KeySet {
        words.split_whitespace().map(|word| (word_key(word), ())).collect()
    }
}

impl<V> FromIterator<(u64, V)> for KeyMap<V> {
    /// Of two values with one key the later counts.
    fn from_iter<I: IntoIterator<Item = (u64, V)>>(values: I) -> KeyMap<V> {
        let map: FxHashMap<u64, V> = values.into_iter().collect();
        let mut seen = [0; (BITS / 64) as usize];
        for key in map.keys() {
            let bit = key % BITS;
            seen[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        KeyMap { seen, map }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let set = KeySet::of("of for by with");
        assert!(["of", "For", "BY", "with"].iter().all(|w| set.contains(word_key(w))));
        assert!(["off", "four", "", "withs"].iter().all(|w| !set.contains(word_key(w))));
        let many: KeyMap<usize> = (0..10_000).map(|n| (word_key(&format!("w{n}")), n)).collect();
        assert!((0..10_000).all(|n| many.get(word_key(&format!("w{n}"))) == Some(&n)));
        assert_eq!(many.get(word_key("w10000")), None);
    }
}
