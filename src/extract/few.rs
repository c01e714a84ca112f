//! A map of few entries.

use std::collections::BTreeMap;

/// Keys in order, each with its value. Most have one entry, for which a tree would take room for eleven.
#[derive(Clone, Debug)]
pub enum Few<K, V> {
    Few(Vec<(K, V)>),
    Many(BTreeMap<K, V>),
}

/// Entries from which on a tree is quicker.
const MANY: usize = 16;

impl<K, V> Default for Few<K, V> {
    fn default() -> Few<K, V> {
        Few::Few(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        match self {
            Few::Few(all) => all.iter_mut().find(|(k, _)| k == key).map(|(_, value)| value),
            Few::Many(all) => all.get_mut(key),
        }
    }
    /// The value of a key, which is made where there is none.
    pub fn or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        if let Few::Few(all) = self
            && all.len() == MANY
        {
            *self = Few::Many(std::mem::take(all).into_iter().collect());
        }
        match self {
            Few::Few(all) => {
                let at = all.binary_search_by(|(k, _)| k.cmp(&key)).unwrap_or_else(|at| {
                    all.reserve_exact(1);
                    all.insert(at, (key, value()));
                    at
                });
                &mut all[at].1
            }
            Few::Many(all) => all.entry(key).or_insert_with(value),
        }
    }
    pub fn remove(&mut self, key: &K) {
        match self {
            Few::Few(all) => all.retain(|(k, _)| k != key),
            Few::Many(all) => drop(all.remove(key)),
        }
    }
    pub fn len(&self) -> usize {
        match self {
            Few::Few(all) => all.len(),
            Few::Many(all) => all.len(),
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let (few, many) = match self {
            Few::Few(all) => (Some(all), None),
            Few::Many(all) => (None, Some(all)),
        };
        few.into_iter().flatten().map(|(key, value)| (key, value)).chain(many.into_iter().flatten())
    }
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_in_order() {
        let mut map = Few::default();
        for key in (0..2 * MANY).rev() {
            *map.or_insert_with(key, || 0) += key;
            *map.or_insert_with(key, || 100) += 1;
            assert_eq!(map.len(), 2 * MANY - key);
        }
        assert!(map.iter().map(|(key, value)| (*key, *value)).eq((0..2 * MANY).map(|key| (key, key + 1))));
        for key in 0..2 * MANY {
            assert_eq!(map.get_mut(&key).copied(), Some(key + 1));
            map.remove(&key);
            assert_eq!(map.get_mut(&key), None);
        }
        assert!(map.is_empty());
    }
}
