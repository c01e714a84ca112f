//! What every rule of a run may look at, made once.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::dates::When;
use super::pattern::Pattern;
use super::stories::Stories;
use super::words::comparable_hash;
use crate::article::{ArticleId, Batch, BlockKind};
use crate::facts::{Entity, EntityKind, Fact, FactId, FactStore, FieldId, FieldValue, KindId, Schema};
use crate::language::{Cond, ListId, Program, Rule, Scope};
use crate::record::{Record, keys};
use crate::source::Span;

/// What is made of a program once, for any number of batches.
#[derive(Debug)]
pub struct Prepared {
    /// Hashes of comparison forms.
    lists: Vec<FxHashSet<u64>>,
    patterns: FxHashMap<Arc<str>, Pattern>,
}

impl Prepared {
    pub fn new(program: &Program) -> Prepared {
        let mut patterns = FxHashMap::default();
        for rule in &program.rules {
            for cond in conditions(rule) {
                collect_patterns(cond, &mut patterns);
            }
        }
        for derive in &program.derives {
            derive.filter.iter().for_each(|c| collect_patterns(c, &mut patterns));
        }
        let hashes = |items: &[Arc<str>]| items.iter().map(|i| comparable_hash(i)).collect();
        Prepared { lists: program.lists.iter().map(|l| hashes(&l.items)).collect(), patterns }
    }
}

/// The batch, its facts, the program and the record, with the indexes that rules need.
pub struct Context<'a> {
    pub batch: &'a Batch,
    pub store: &'a FactStore,
    pub program: &'a Program,
    pub record: &'a Record,
    prepared: Arc<Prepared>,
    stories: OnceLock<Arc<Stories>>,
    /// Blocks of each article that paragraphs are told by, in order.
    blocks: Vec<OnceLock<Vec<(Span, BlockKind)>>>,
    /// The words of the persons' names that were compared so far.
    persons: RwLock<FxHashMap<Arc<str>, Arc<[String]>>>,
    /// Whether rules keep what alignment makes of their facts.
    pub shows_alignment: bool,
    /// Whether rules find fault with sources, too.
    pub judges_sources: bool,
    /// Combinations of facts that one rule tries at most.
    pub pairs: usize,
}

impl<'a> Context<'a> {
    pub fn new(batch: &'a Batch, store: &'a FactStore, program: &'a Program, record: &'a Record) -> Context<'a> {
        Context::prepared(batch, store, program, record, Arc::new(Prepared::new(program)))
    }

    /// [`Context::new`] with what is made of the program already made.
    pub fn prepared(
        batch: &'a Batch,
        store: &'a FactStore,
        program: &'a Program,
        record: &'a Record,
        prepared: Arc<Prepared>,
    ) -> Context<'a> {
        Context {
            batch,
            store,
            program,
            record,
            prepared,
            stories: OnceLock::new(),
            blocks: batch.articles.iter().map(|_| OnceLock::new()).collect(),
            persons: RwLock::default(),
            judges_sources: false,
            pairs: super::limits::PAIRS,
            shows_alignment: false,
        }
    }

    /// Takes over which articles are versions of which, where that is known.
    pub fn told(self, stories: Arc<Stories>) -> Context<'a> {
        Context { stories: OnceLock::from(stories), ..self }
    }
    pub fn stories(&self) -> &Stories {
        self.stories.get_or_init(|| Arc::new(Stories::new(self.batch)))
    }

    /// Whether rules find fault with an article; sources only bear witness against drafts.
    pub fn is_judged(&self, article: ArticleId) -> bool {
        self.judges_sources || !self.batch.get(article).is_source
    }
    pub fn any_judged(&self, facts: &[FactId]) -> bool {
        facts.iter().any(|&id| self.is_judged(self.fact(id).article))
    }
    pub fn schema(&self) -> &'a Schema {
        &self.program.schema
    }
    pub fn fact(&self, id: FactId) -> &'a Fact {
        self.store.get(id)
    }
    pub fn field(&self, id: FactId, field: FieldId) -> Option<&'a FieldValue> {
        self.store.get(id).get(field)
    }
    /// Whether a list holds a text, as texts are compared.
    pub fn in_list(&self, list: ListId, text: &str) -> bool {
        self.prepared.lists.get(list.0 as usize).is_some_and(|l| l.contains(&comparable_hash(text)))
    }
    /// Whether an entity may be the person `a` although their keys differ.
    pub fn may_be_one_person(&self, a: &Entity, b: &Entity) -> bool {
        if a.kind != EntityKind::Person {
            return false;
        }
        keys::may_be_one(&self.name_words(&a.name), &self.name_words(&b.name))
    }
    fn name_words(&self, name: &Arc<str>) -> Arc<[String]> {
        if let Some(words) = self.persons.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return words.clone();
        }
        let words: Arc<[String]> = keys::words(name).into();
        self.persons.write().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), words.clone());
        words
    }
    pub fn pattern(&self, pattern: &str) -> Option<&Pattern> {
        self.prepared.patterns.get(pattern)
    }

    /// The headline, caption, dateline or paragraph that a fact begins in.
    pub fn block_of(&self, fact: &Fact) -> Option<(usize, BlockKind)> {
        self.block_at(fact.article, fact.span)
    }
    /// As [`Context::block_of`], for any words of an article.
    pub fn block_at(&self, article: ArticleId, words: Span) -> Option<(usize, BlockKind)> {
        let of = || {
            let all = self.batch.get(article).blocks.iter().filter(|b| b.kind != BlockKind::Line);
            all.map(|b| (b.span, b.kind)).collect()
        };
        let blocks = self.blocks.get(article.0 as usize)?.get_or_init(of);
        let at = blocks.partition_point(|(span, _)| span.end <= words.start);
        let (span, kind) = blocks.get(at)?;
        (span.start <= words.start).then_some((at, *kind))
    }
    /// When it was told: the first and last day that the article's own date may mean.
    pub fn told_on(&self, fact: &Fact) -> Option<(i32, i32)> {
        When::of(&self.batch.get(fact.article).date.as_ref()?.value).ends()
    }
    /// Equal for facts within one scope: article (or story) and place in it.
    pub fn scope_of(&self, fact: &Fact, scope: Scope) -> (u32, u32) {
        let article = fact.article.0;
        match scope {
            Scope::Sentence => (article, fact.sentence.start),
            Scope::Paragraph => (article, self.block_of(fact).map_or(u32::MAX, |(i, _)| i as u32)),
            Scope::Article => (article, 0),
            Scope::Story => (self.stories().of(fact.article), 0),
            Scope::Batch => (0, 0),
        }
    }
    /// The facts of a kind in one article.
    pub fn of_kind_in(&self, kind: KindId, article: ArticleId) -> &'a [FactId] {
        self.store.of_kind_in(kind, article)
    }
    /// The article's own date filled this field: it says when the article is from, not when the event was.
    pub fn is_article_date(&self, fact: &Fact, value: &FieldValue) -> bool {
        let Some(by) = &value.by else { return false };
        let own = self.batch.get(fact.article).date.as_ref().map(|d| d.by);
        value.spans.is_empty() && (&**by == "article date" || own == Some(&**by))
    }
}

/// Every condition of a rule.
pub fn conditions(rule: &Rule) -> impl Iterator<Item = &Cond> {
    let must = match &rule.must {
        crate::language::Must::Condition(c) => Some(c),
        _ => None,
    };
    rule.filter.iter().chain(must).chain(&rule.unless)
}

fn collect_patterns(cond: &Cond, out: &mut FxHashMap<Arc<str>, Pattern>) {
    match cond {
        Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| collect_patterns(c, out)),
        Cond::Not(inner) | Cond::Quantified { body: inner, .. } => collect_patterns(inner, out),
        Cond::Matches { pattern, .. } => {
            out.entry(pattern.clone()).or_insert_with(|| Pattern::new(pattern));
        }
        Cond::Compare { .. } | Cond::OneOf { .. } | Cond::Known(..) => {}
    }
}
