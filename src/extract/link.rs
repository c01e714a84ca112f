//! One person, one entity: names across the articles of a batch.

use super::names::Lexicon;
use crate::facts::Fact;

/// Makes entities that are one person (place, organisation) equal in every fact of the batch: same key, and one
/// canonical name (the desk's vocabulary, else the form most articles use, else the first in code-point order).
pub fn link(_facts: &mut [Fact], _lexicon: &Lexicon) {}
