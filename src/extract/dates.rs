//! Dates, times, durations and sets of times.

use super::Mention;
use crate::article::Article;
use crate::text::Doc;

/// Every temporal expression of the article, as mentions of kind `Date` in order of start, none overlapping.
pub fn find(_doc: &Doc, _article: &Article) -> Vec<Mention> {
    Vec::new()
}
