//! Who "the minister", "the Russian minister" and "he" are.

use super::Mention;
use crate::facts::{Fact, Schema};
use crate::text::Doc;

/// Pronouns and descriptions that resolve to one person, as person mentions with `by: coreference`, in order of
/// start. `names` and `offices` are the article's mentions, `roles` its role facts so far.
pub fn resolve(
    _doc: &Doc,
    _names: &[Mention],
    _offices: &[Mention],
    _roles: &[Fact],
    _schema: &Schema,
) -> Vec<Mention> {
    Vec::new()
}
