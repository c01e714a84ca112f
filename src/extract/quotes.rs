//! Quotations and who is quoted.

use super::Mention;
use crate::text::Doc;

/// Every quotation between marks, as mentions of kind `Quote` in order of start; speakers are still open.
pub fn find(_doc: &Doc) -> Vec<Mention> {
    Vec::new()
}

/// Fills in the speakers: `people` are all person mentions (names and resolved descriptions) in order of start.
pub fn attribute(_doc: &Doc, _quotes: &mut [Mention], _people: &[Mention]) {}
