//! Rules over a batch of which a few articles have changed.
//!
//! What a rule finds in one article is kept by article. A rule that looks across articles keeps what it has worked out of single facts,
//! of two, and of groups ([`Memo`]), and puts these together anew. Rules of which neither is true run as ever. Limits hold for the whole
//! batch: a rule that comes near one runs from the beginning.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::context::{Context, Prepared};
use super::memo::Memo;
use super::run::RuleRun;
use super::stories::{Stories, Told};
use super::{Options, limits, run};
use crate::article::{ArticleId, Batch};
use crate::facts::FactStore;
use crate::finding::{Draft, Grouping, Level, Renamed, Report, RuleCount};
use crate::language::{Program, Rule};
use crate::record::Record;

/// What rules have found in a batch, kept for the next time.
pub struct Checked {
    prepared: Arc<Prepared>,
    /// What articles say of the stories that they belong to, in order of the batch.
    told: Vec<Told>,
    stories: Option<Arc<Stories>>,
    /// Of each rule that runs, in order of the program.
    rules: Vec<Kept>,
    renamed: Renamed,
}

enum Kept {
    /// By article.
    Articles(Vec<OfArticle>),
    Across(Box<Memo>),
    Nothing,
}

/// What a rule has found in one article.
#[derive(Default)]
struct OfArticle {
    count: RuleCount,
    drafts: Vec<Draft>,
    steps: u64,
    tried: usize,
    opened: usize,
}

impl OfArticle {
    fn of(run: RuleRun) -> OfArticle {
        let RuleRun { count, drafts, steps, tried, opened, .. } = run;
        OfArticle { count, drafts, steps, tried, opened }
    }
}

type Done = (Arc<str>, RuleCount, Vec<Draft>, Vec<Grouping>);

impl Checked {
    /// For batches of as many articles as `batch` has, and these options.
    pub fn new(prepared: Arc<Prepared>, batch: &Batch, program: &Program, options: &Options) -> Checked {
        let kept = |rule: &Rule| match () {
            () if options.alignment => Kept::Nothing,
            () if run::is_local(rule) => Kept::Articles(batch.ids().map(|_| OfArticle::default()).collect()),
            () if run::is_kept(rule) => Kept::Across(Box::default()),
            () => Kept::Nothing,
        };
        let rules = program.rules.iter().filter(|rule| options.level(rule).is_some()).map(kept).collect();
        Checked { prepared, told: Vec::new(), stories: None, rules, renamed: Renamed::default() }
    }

    /// What [`super::check_against`] says of the batch. `changed`: the articles of which something is otherwise than the last time, or
    /// all.
    pub fn check(
        &mut self,
        record: &Record,
        batch: &Batch,
        store: &FactStore,
        program: &Program,
        options: &Options,
        changed: &[ArticleId],
    ) -> Report {
        if self.told.is_empty() {
            self.told = batch.articles.par_iter().map(Told::of).collect();
        } else {
            changed.iter().for_each(|&id| self.told[id.0 as usize] = Told::of(batch.get(id)));
        }
        let stories = Arc::new(Stories::told(batch, &self.told));
        let mut dirty: FxHashSet<ArticleId> = changed.iter().copied().collect();
        if let Some(before) = self.stories.replace(stories.clone()) {
            // Another version may stand in an article's place now.
            let differs = |id: &ArticleId| {
                (before.of(*id), before.is_superseded(*id)) != (stories.of(*id), stories.is_superseded(*id))
            };
            dirty.extend(batch.ids().filter(differs));
        }
        let mut articles: Vec<ArticleId> = dirty.iter().copied().collect();
        articles.sort_unstable();
        let mut cx = Context::prepared(batch, store, program, record, self.prepared.clone()).told(stories);
        cx.judges_sources = options.sources;
        cx.shows_alignment = options.alignment;
        cx.pairs = options.pairs.unwrap_or(cx.pairs);
        let rules: Vec<(&Rule, Level)> =
            program.rules.iter().filter_map(|r| options.level(r).map(|level| (r, level))).collect();
        let done: Vec<Done> = self
            .rules
            .par_iter_mut()
            .zip(&rules)
            .map(|(kept, &(rule, level))| {
                let (count, drafts, groupings) = match kept {
                    Kept::Articles(of) => local(&cx, rule, level, of, &articles),
                    Kept::Across(memo) => across(&cx, rule, level, memo, &dirty),
                    Kept::Nothing => None,
                }
                .unwrap_or_else(|| {
                    let run = run::run(&cx, rule, level, None);
                    (run.count, run.drafts, run.groupings)
                });
                (rule.name.clone(), count, drafts, groupings)
            })
            .collect();
        super::report(batch, store, program, options, done, &mut self.renamed)
    }
}

type Found = (RuleCount, Vec<Draft>, Vec<Grouping>);

/// `None`: a limit is near.
fn local(cx: &Context, rule: &Rule, level: Level, of: &mut [OfArticle], articles: &[ArticleId]) -> Option<Found> {
    let found: Vec<OfArticle> =
        articles.par_iter().map(|&id| OfArticle::of(run::run_of(cx, rule, level, id))).collect();
    for (id, found) in articles.iter().zip(found) {
        of[id.0 as usize] = found;
    }
    let mut all = OfArticle::default();
    for of in of.iter() {
        all.count.add(&of.count);
        all.steps += of.steps;
        all.tried += of.tried;
        all.opened += of.opened;
        all.drafts.extend_from_slice(&of.drafts);
    }
    let within = all.steps < limits::QUANTIFIED_FACTS
        && all.tried < cx.pairs
        && all.opened < limits::OPEN
        && all.drafts.len() < limits::FINDINGS;
    within.then_some((all.count, all.drafts, Vec::new()))
}

/// `None`: a limit is near.
fn across(cx: &Context, rule: &Rule, level: Level, memo: &mut Memo, dirty: &FxHashSet<ArticleId>) -> Option<Found> {
    let run = run::run_again(cx, rule, level, memo, dirty);
    let within = run.tried < cx.pairs && run.drafts.len() < limits::FINDINGS;
    within.then_some((run.count, run.drafts, Vec::new()))
}
