//! A batch that is checked again and again, while few of its articles change from one time to the next: for `--watch` and editors.

use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::Engine;
use crate::article::{ArticleId, Batch};
use crate::check::{self, Checked, Prepared};
use crate::extract::{Extracted, Joined};
use crate::facts::FactStore;
use crate::finding::Report;
use crate::language::Program;
use crate::observe::{Observer, Stage};

/// Facts that may be derived before all is derived from the beginning, so that the limit is met where a plain run meets it.
const DERIVED: usize = 500_000;

/// Keeps in memory what it needs to say what [`Engine::check`] says of a batch that has changed a little, in less time.
pub struct Session<'p> {
    engine: Engine<'p>,
    prepared: Arc<Prepared>,
    now: Option<Now>,
}

/// What was said the last time.
struct Now {
    batch: Arc<Batch>,
    options: String,
    joined: Joined,
    store: FactStore,
    checked: Checked,
    /// Facts that were derived up to now, at most.
    derived: usize,
}

impl<'p> Session<'p> {
    pub fn new(engine: Engine<'p>) -> Session<'p> {
        let program: &Program = engine.program;
        Session { prepared: Arc::new(Prepared::new(program)), engine, now: None }
    }

    /// What the rules say of the facts of the batch.
    pub fn check(&mut self, batch: &Arc<Batch>, options: &check::Options, observer: &dyn Observer) -> Report {
        let asked = format!("{options:?}");
        let again = self.now.take().filter(|now| now.options == asked && now.is_like(batch));
        let (now, report) = match again.map(|now| self.again(now, batch, options, observer)) {
            Some(Some(done)) => done,
            Some(None) | None => self.anew(batch, asked, options, observer),
        };
        self.now = Some(now);
        report
    }

    fn anew(
        &self,
        batch: &Arc<Batch>,
        asked: String,
        options: &check::Options,
        observer: &dyn Observer,
    ) -> (Now, Report) {
        let ids: Vec<ArticleId> = batch.ids().collect();
        let read = self.read(batch, &ids, observer).into_iter().map(|(_, read)| read).collect();
        observer.begin(Stage::Join, ids.len());
        let (joined, store) = Joined::new(&self.engine.extractor, batch, read);
        let checked = Checked::new(self.prepared.clone(), batch, self.engine.program, options);
        let now = Now { batch: batch.clone(), options: asked, joined, store, checked, derived: 0 };
        self.follow(now, &ids, options, observer)
    }

    /// `None`: what has changed has to be looked at with all the rest.
    fn again(
        &self,
        mut now: Now,
        batch: &Arc<Batch>,
        options: &check::Options,
        observer: &dyn Observer,
    ) -> Option<(Now, Report)> {
        let ids: Vec<ArticleId> = batch.ids().collect();
        let differs = |id: &ArticleId| !now.batch.get(*id).says_the_same(batch.get(*id));
        let changed: Vec<ArticleId> = ids.into_par_iter().filter(differs).collect();
        // What a draft says is held against all sources.
        if now.derived >= DERIVED || !changed.is_empty() && batch.articles.iter().any(|a| a.is_source) {
            return None;
        }
        // To take the old one apart is nothing that anybody waits for.
        let old = std::mem::replace(&mut now.batch, batch.clone());
        rayon::spawn(move || drop(old));
        let read = self.read(batch, &changed, observer);
        observer.begin(Stage::Join, changed.len());
        let dirty = now.joined.change(&self.engine.extractor, batch, &mut now.store, read)?;
        Some(self.follow(now, &dirty, options, observer))
    }

    /// What follows from the facts of these articles, and what the rules say then.
    fn follow(
        &self,
        mut now: Now,
        dirty: &[ArticleId],
        options: &check::Options,
        observer: &dyn Observer,
    ) -> (Now, Report) {
        let (program, record, batch) = (self.engine.program, &self.engine.record, now.batch.clone());
        now.derived += check::derive_in(&batch, &mut now.store, program, record, &self.prepared, dirty);
        check::details_in(&batch, &mut now.store, program, record, &self.prepared, dirty);
        observer.begin(Stage::Check, batch.articles.len());
        let report = now.checked.check(record, &batch, &now.store, program, options, dirty);
        (now, report)
    }

    fn read(&self, batch: &Batch, ids: &[ArticleId], observer: &dyn Observer) -> Vec<(ArticleId, Extracted)> {
        observer.begin(Stage::Extract, ids.len());
        let read = ids.par_iter().map(|&id| {
            let began = Instant::now();
            let read = self.engine.read_or_recall(id, batch.get(id));
            observer.article(id, began.elapsed());
            (id, read)
        });
        read.collect()
    }
}

impl Now {
    /// Whether another batch has the same articles by name.
    fn is_like(&self, batch: &Batch) -> bool {
        fn names(batch: &Batch) -> impl Iterator<Item = &str> {
            batch.articles.iter().map(|article| &*article.name)
        }
        names(&self.batch).eq(names(batch))
    }
}
