//! Words that mix scripts or hold invisible or confusable letters.

use super::Mention;
use crate::text::Doc;

/// Mentions of kind `Word` in order of start.
pub fn find(_doc: &Doc) -> Vec<Mention> {
    Vec::new()
}
