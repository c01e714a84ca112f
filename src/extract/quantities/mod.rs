//! Numbers, amounts and measures.

pub mod numerals;

use super::Mention;
use crate::text::Doc;

/// Every quantity that is no part of a date, as mentions of kind `Quantity` in order of start, none overlapping.
pub fn find(_doc: &Doc, _dates: &[Mention]) -> Vec<Mention> {
    Vec::new()
}
