//! The way from paths to facts and findings, one and the same for the command line, tests and editors.

mod articles;
mod fix;
mod rules;
mod write;

use rayon::prelude::*;

use crate::article::{Article, ArticleId, Batch};
use crate::check;
use crate::extract::{Extracted, Extractor};
use crate::facts::{FactId, FactStore};
use crate::finding::Report;
use crate::language::{Program, Rule};
use crate::record::Record;

pub use fix::{Fixed, Made, Unmade, fix};
pub use rules::{
    ConfigFile, Project, RuleFiles, Unloaded, lints, load_project, load_rules, read_rule_file, rule_file_name,
    rule_files,
};
pub use write::whole as write_whole;

pub use articles::{Reading, articles, articles_against, take_out_crowded};

/// The facts of the batch: what its words say, and what follows from that.
pub fn facts(batch: &Batch, program: &Program) -> FactStore {
    Engine::for_batch(program, batch).facts(batch)
}

/// The facts of the batch, and what the rules say of them.
pub fn check(batch: &Batch, program: &Program, options: &check::Options) -> (FactStore, Report) {
    Engine::for_batch(program, batch).check(batch, options)
}

/// A program made ready for any number of batches: its names and phrases as look-ups, its record by key.
pub struct Engine<'p> {
    pub program: &'p Program,
    extractor: Extractor<'p>,
    record: Record,
}

impl<'p> Engine<'p> {
    pub fn new(program: &'p Program) -> Engine<'p> {
        Engine::of(program, Extractor::new(program))
    }

    /// For this batch and no other: a large record costs what the batch may name of it.
    pub fn for_batch(program: &'p Program, batch: &Batch) -> Engine<'p> {
        Engine::of(program, Extractor::for_batch(program, batch))
    }

    fn of(program: &'p Program, extractor: Extractor<'p>) -> Engine<'p> {
        let record = Record::with_keys(program, extractor.role_keys());
        Engine { program, extractor, record }
    }

    /// As [`facts`].
    pub fn facts(&self, batch: &Batch) -> FactStore {
        self.follow(batch, self.extractor.extract(batch))
    }

    /// As [`check()`].
    pub fn check(&self, batch: &Batch, options: &check::Options) -> (FactStore, Report) {
        let store = self.facts(batch);
        let report = self.report(batch, &store, options);
        (store, report)
    }

    /// The facts of the batch, and why there is a finding at a place, or none.
    pub fn explain(&self, batch: &Batch, question: &check::Question) -> (FactStore, check::Explanation) {
        let store = self.facts(batch);
        let explanation = check::explain(&self.record, batch, &store, self.program, question);
        (store, explanation)
    }

    /// What one article says by itself: for batches of which little changes from one to the next.
    pub fn read(&self, id: ArticleId, article: &Article) -> Extracted {
        self.extractor.read(id, article)
    }

    /// As [`facts`], where each article has been read.
    pub fn join(&self, batch: &Batch, read: Vec<Extracted>) -> FactStore {
        self.follow(batch, self.extractor.join(batch, read))
    }

    /// What was read, what follows from it, and what of a draft its sources bear out.
    fn follow(&self, batch: &Batch, read: FactStore) -> FactStore {
        let store = check::derive(batch, read, self.program, &self.record);
        check::details(batch, store, self.program, &self.record)
    }

    /// As [`facts`](Engine::facts), with no more facts than one rule looks at: for large batches.
    pub fn facts_for(&self, batch: &Batch, rule: &Rule) -> FactStore {
        let kinds = check::kinds_of(rule, self.program);
        let ids: Vec<ArticleId> = batch.ids().collect();
        let read = ids.par_iter().map(|&id| {
            let mut read = self.read(id, batch.get(id));
            read.facts.retain(|f| kinds.contains(&f.kind));
            read.facts.shrink_to_fit();
            read
        });
        self.join(batch, read.collect())
    }

    /// What the rules say of the facts of the batch.
    pub fn report(&self, batch: &Batch, store: &FactStore, options: &check::Options) -> Report {
        check::check_against(&self.record, batch, store, self.program, options)
    }

    /// The facts that a rule takes into its candidates.
    pub fn candidates(&self, batch: &Batch, store: &FactStore, rule: &Rule) -> Vec<FactId> {
        check::candidates(&self.record, batch, store, self.program, rule)
    }

    pub fn record(&self) -> &Record {
        &self.record
    }
}
