//! Names of persons, places and organisations.

use super::Mention;
use crate::article::Article;
use crate::language::Program;
use crate::text::Doc;

/// What is known of names before an article is read: the bundled lists and the desk's vocabulary. Built once a run.
pub struct Lexicon {}

impl Lexicon {
    pub fn new(_program: &Program) -> Lexicon {
        Lexicon {}
    }
}

/// Every name (and demonym), as mentions in order of start, none overlapping. Within the article a surname is
/// resolved to the full name; where several fit, the value is `Unknown(Name)` and `candidates` is filled.
pub fn find(_doc: &Doc, _article: &Article, _lexicon: &Lexicon) -> Vec<Mention> {
    Vec::new()
}
