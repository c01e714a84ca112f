//! Entities by the names that they were made of: articles say the same names over and over.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::identity::hash;
use crate::facts::{Entity, EntityKind};

/// Parts with a lock each; a power of two.
const SHARDS: usize = 16;

/// Names of one kind that a part keeps at most; then it begins anew.
const MOST: usize = 2_000;

/// Names longer than this, in bytes, are not kept.
const LONG: usize = 100;

/// What an entity is follows from its kind and name alone, so that neither order nor threads change an answer.
#[derive(Debug, Default)]
pub struct Known {
    shards: [Mutex<[FxHashMap<Box<str>, Entity>; 3]>; SHARDS],
}

impl Known {
    pub fn get(&self, kind: EntityKind, name: &str, make: impl FnOnce() -> Entity) -> Entity {
        if name.len() > LONG {
            return make();
        }
        let shard = &self.shards[(hash(name) >> 32) as usize & (SHARDS - 1)];
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entity) = lock()[kind as usize].get(name) {
            return entity.clone();
        }
        let entity = make();
        let of = &mut lock()[kind as usize];
        if of.len() >= MOST {
            of.clear();
        }
        of.insert(name.into(), entity.clone());
        entity
    }
}
