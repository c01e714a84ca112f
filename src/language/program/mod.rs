//! The resolved program: what rule files say once names are bound and types checked.
//!
//! Everything here is plain data. Extraction reads phrases, cues, vocabulary and derivations; evaluation reads
//! rules and the record; `claimlint test` reads the tests. Nothing here refers to the grammar or to the syntax tree.

mod conditions;
mod extraction;
mod knowledge;
mod rule_tests;
mod rules;

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::facts::Schema;
use crate::source::{FileSpan, SourceId, Sources};

pub use conditions::*;
pub use extraction::*;
pub use knowledge::*;
pub use rule_tests::*;
pub use rules::*;

/// Index into [`Program::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListId(pub u32);

/// Index into [`Program::params`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParamId(pub u32);

/// A variable of a rule, in order of declaration; quantifiers add theirs behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VarId(pub u8);

#[derive(Clone, Debug, Default)]
pub struct Program {
    pub sources: Sources,
    pub schema: Schema,
    /// In order of declaration; the matcher compiles all of them into one.
    pub phrases: Vec<Phrase>,
    pub cues: Vec<Cue>,
    pub derives: Vec<Derive>,
    pub rules: Vec<Rule>,
    pub lists: Vec<List>,
    pub params: Vec<Param>,
    pub vocabulary: Vec<Term>,
    pub roles: Vec<Role>,
    pub record: Vec<RecordEntry>,
    /// Columns and fields of record files that nothing reads.
    pub passed_over: Vec<(Arc<str>, FileSpan)>,
    pub tests: Vec<Test>,
}

impl Program {
    /// Files of the project, each with the bundled file that it stands in for: they share their name, or a rule of the
    /// one replaces a rule of the other.
    pub fn copies(&self) -> FxHashSet<(SourceId, SourceId)> {
        let replaced = self.rules.iter().filter_map(|r| r.replaces.map(|old| (r.at.source, old.source)));
        let mut found: FxHashSet<(SourceId, SourceId)> = replaced.collect();
        let (bundled, own): (Vec<_>, Vec<_>) = self.sources.iter().partition(|(_, file)| file.bundled);
        for (copy, file) in own {
            let stem = Path::new(&file.name).file_stem();
            let same = bundled.iter().filter(|(_, other)| stem == Path::new(&other.name).file_stem());
            found.extend(same.map(|(other, _)| (copy, *other)));
        }
        found
    }
}
