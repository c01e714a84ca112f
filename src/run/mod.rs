//! The way from paths to facts and findings, one and the same for the command line, tests and editors.

mod articles;
mod cache;
mod fix;
mod rules;
mod session;
mod write;

use std::time::Instant;

use rayon::prelude::*;

use crate::article::{Article, ArticleId, Batch};
use crate::check;
use crate::extract::{Extracted, Extractor, NoneKept, OfRoles};
use crate::facts::{FactId, FactStore};
use crate::finding::Report;
use crate::language::{Program, Rule};
use crate::observe::{Nobody, Observer, Stage};
use crate::record::Record;

pub use cache::Cache;
pub use fix::{Fixed, Made, Unmade, fix, take_out};
pub use rules::{
    ConfigFile, Project, RuleFiles, Unloaded, lints, load_project, load_rules, read_rule_file, rule_file_name,
    rule_files,
};
pub use session::Session;
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

/// What the rules say of the facts of the batch, as [`check()`], but from a cache what earlier runs have worked out.
pub fn check_cached(
    batch: &Batch,
    program: &Program,
    options: &check::Options,
    cache: Option<&Cache>,
    observer: &dyn Observer,
) -> Report {
    let key = cache.map(|cache| (cache, cache::report_key(program, batch, options)));
    if let Some(report) = key.as_ref().and_then(|(cache, key)| cache.report(key)) {
        return report;
    }
    let serving = cache.map(|cache| cache.serving(program));
    let of_roles: &dyn OfRoles = serving.as_ref().map_or(&NoneKept, |serving| serving);
    let engine = Engine { cache: serving, ..Engine::of(program, Extractor::for_batch_with(program, batch, of_roles)) };
    // The process ends here: to take apart what a large record has made would only cost time.
    let engine = std::mem::ManuallyDrop::new(engine.observed(observer));
    let report = engine.check(batch, options).1;
    if let Some((cache, key)) = &key {
        cache.keep_report(key, &report);
        cache.tidy();
    }
    report
}

/// A program made ready for any number of batches: its names and phrases as look-ups, its record by key.
pub struct Engine<'p> {
    pub program: &'p Program,
    extractor: Extractor<'p>,
    record: Record,
    observer: &'p dyn Observer,
    cache: Option<cache::Serving<'p>>,
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
        Engine { program, extractor, record, observer: &Nobody, cache: None }
    }

    /// The same engine, which tells somebody how it goes.
    pub fn observed(self, observer: &'p dyn Observer) -> Engine<'p> {
        Engine { observer, ..self }
    }

    /// The same engine, which takes from a cache what articles say, and puts it there.
    pub fn cached(self, cache: Option<&'p Cache>) -> Engine<'p> {
        Engine { cache: cache.map(|cache| cache.serving(self.program)), ..self }
    }

    /// As [`facts`].
    pub fn facts(&self, batch: &Batch) -> FactStore {
        self.observer.begin(Stage::Extract, batch.articles.len());
        let ids: Vec<ArticleId> = batch.ids().collect();
        let read = ids.par_iter().map(|&id| {
            let began = Instant::now();
            let read = self.read_or_recall(id, batch.get(id));
            self.observer.article(id, began.elapsed());
            read
        });
        self.join(batch, read.collect())
    }

    /// [`Engine::read`], unless an earlier run has.
    fn read_or_recall(&self, id: ArticleId, article: &Article) -> Extracted {
        let read = || self.read(id, article);
        self.cache.map_or_else(read, |cache| cache.extracted(id, article, read))
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
        self.observer.begin(Stage::Join, batch.articles.len());
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
        self.observer.begin(Stage::Check, batch.articles.len());
        check::check_against(&self.record, batch, store, self.program, options, self.observer)
    }

    /// The facts that a rule takes into its candidates.
    pub fn candidates(&self, batch: &Batch, store: &FactStore, rule: &Rule) -> Vec<FactId> {
        check::candidates(&self.record, batch, store, self.program, rule)
    }

    pub fn record(&self) -> &Record {
        &self.record
    }
}
