//! What earlier runs worked out and a run need not work out again: what each article says by itself, and what rules say of a batch.
//!
//! A key is made of all that its piece depends on: the program itself, the articles, the rules, the record, what was asked. So an
//! entry never goes stale, and the output of a run is the same with a cache and without.

mod store;

pub use store::{Cache, Key};

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::Keyed;

use crate::article::{Article, ArticleId, Batch, BlockKind};
use crate::check;
use crate::extract::names::Families;
use crate::extract::offices::RoleNames;
use crate::extract::{Extracted, OfRoles};
use crate::finding::{Finding, Grouping, Report, RuleCount};
use crate::language::Program;

/// From so many roles on, their names are kept: to read them takes longer than to open a file.
const MANY_ROLES: usize = 500;

/// What extraction goes by: everything in the rule files but the rules, and what the configuration sets of params.
fn extraction_key(program: &Program) -> Key {
    let mut keyed = Keyed::new("extraction");
    for (id, file) in program.sources.iter() {
        // Facts tell of places in files by their number.
        keyed.add(&id.0.to_le_bytes());
        keyed.add(file.name.as_bytes());
        // Of the configuration, params are all that counts.
        if file.bundled || file.name.ends_with(".toml") {
            continue;
        }
        if !file.name.ends_with(".claim") {
            // A table, or another record: there is no rule in it.
            keyed.add(file.digest());
        } else {
            crate::language::without_rules(&file.text, &mut |at, piece| {
                keyed.add(&at.to_le_bytes());
                keyed.add(piece.as_bytes());
            });
        }
    }
    for param in &program.params {
        keyed.add(format!("{} {:?}", param.name, param.default).as_bytes());
    }
    keyed.key()
}

/// What an article says by itself.
fn extracted_key(extraction: &Key, article: &Article) -> Key {
    let mut keyed = Keyed::new("extracted").with(extraction.bytes());
    add(&mut keyed, article);
    keyed.key()
}

/// What rules say of a batch.
pub fn report_key(program: &Program, batch: &Batch, options: &check::Options) -> Key {
    let mut keyed = Keyed::new("report");
    for (_, file) in program.sources.iter() {
        keyed.add(file.name.as_bytes());
        keyed.add(if file.bundled { b"" } else { file.digest() });
    }
    // What a configuration and the command line change of the files' words.
    for rule in &program.rules {
        keyed.add(format!("{} {}", rule.name, rule.level.name()).as_bytes());
    }
    for param in &program.params {
        keyed.add(format!("{} {:?}", param.name, param.default).as_bytes());
    }
    for role in &program.roles {
        let as_of: Vec<String> = role.tenures.iter().filter_map(|t| t.as_of).map(|day| day.to_string()).collect();
        keyed.add(as_of.join(" ").as_bytes());
    }
    keyed.add(format!("{options:?}").as_bytes());
    for article in &batch.articles {
        add(&mut keyed, article);
    }
    keyed.key()
}

/// Everything of an article that extraction and rules see.
fn add(keyed: &mut Keyed, article: &Article) {
    keyed.add(article.name.as_bytes());
    keyed.add(article.text.as_bytes());
    let mut blocks = Vec::with_capacity(article.blocks.len() * 9);
    for block in article.blocks.iter() {
        blocks.push(match block.kind {
            BlockKind::Headline => 0,
            BlockKind::Dateline => 1,
            BlockKind::Caption => 2,
            BlockKind::Paragraph => 3,
            BlockKind::Line => 4,
        });
        blocks.extend(block.span.start.to_le_bytes());
        blocks.extend(block.span.end.to_le_bytes());
    }
    keyed.add(&blocks);
    let Article { date, modified, url, source, language, story, is_source, stets, .. } = article;
    keyed.add(format!("{:?}", (date, modified, url, source, language, story, is_source, stets)).as_bytes());
}

/// A report as it is kept: all but what a baseline adds.
#[derive(Serialize, Deserialize)]
struct Kept {
    findings: Vec<Arc<Finding>>,
    facts: usize,
    /// Candidates, violated, undecided, excepted.
    rules: Vec<(Arc<str>, [usize; 4])>,
    stets: Vec<(ArticleId, usize)>,
    groupings: Vec<Grouping>,
}

/// A cache as it serves one program.
#[derive(Clone, Copy)]
pub struct Serving<'c> {
    cache: &'c Cache,
    extraction: Key,
}

impl Serving<'_> {
    /// What an article says, as the article `id` of a batch, unless an earlier run has read it: as `read` reads it.
    pub fn extracted(&self, id: ArticleId, article: &Article, read: impl FnOnce() -> Extracted) -> Extracted {
        let key = extracted_key(&self.extraction, article);
        self.cache.extracted(&key, id).unwrap_or_else(|| {
            let read = read();
            self.cache.keep_extracted(&key, &read);
            read
        })
    }

    /// What is read of all roles: of their names, or of their holders'.
    fn roles_key(&self, what: &str) -> Key {
        Keyed::new(what).with(self.extraction.bytes()).key()
    }
}

impl OfRoles for Serving<'_> {
    fn names(&self, program: &Program) -> RoleNames {
        let roles = &program.roles;
        if roles.len() < MANY_ROLES {
            return RoleNames::of(roles);
        }
        let key = self.roles_key("role names");
        self.cache.kept(&key, |names: &RoleNames| names.are_of(roles.len()), || RoleNames::of(roles))
    }

    fn families(&self, program: &Program) -> Families {
        let (key, roles) = (self.roles_key("families"), &program.roles);
        self.cache.kept(&key, |families: &Families| families.are_of(roles), || Families::of(roles))
    }
}

impl Cache {
    pub fn serving(&self, program: &Program) -> Serving<'_> {
        Serving { cache: self, extraction: extraction_key(program) }
    }

    /// What is kept under a key, where it can be read and is right; else it is made and kept.
    fn kept<T: Serialize + DeserializeOwned>(
        &self,
        key: &Key,
        is_right: impl Fn(&T) -> bool,
        make: impl FnOnce() -> T,
    ) -> T {
        let known = self.get(key).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        known.filter(is_right).unwrap_or_else(|| {
            let made = make();
            if let Ok(bytes) = postcard::to_stdvec(&made) {
                self.put(key, &bytes);
            }
            made
        })
    }

    pub fn report(&self, key: &Key) -> Option<Report> {
        let kept: Kept = postcard::from_bytes(&self.get(key)?).ok()?;
        let count = |[candidates, violated, undecided, excepted]: [usize; 4]| RuleCount {
            candidates,
            violated,
            undecided,
            excepted,
        };
        Some(Report {
            findings: kept.findings,
            facts: kept.facts,
            rules: kept.rules.into_iter().map(|(name, counts)| (name, count(counts))).collect(),
            stets: kept.stets,
            groupings: kept.groupings,
            gone: None,
        })
    }

    pub fn keep_report(&self, key: &Key, report: &Report) {
        let counts = |c: &RuleCount| [c.candidates, c.violated, c.undecided, c.excepted];
        let kept = Kept {
            findings: report.findings.clone(),
            facts: report.facts,
            rules: report.rules.iter().map(|(name, count)| (name.clone(), counts(count))).collect(),
            stets: report.stets.clone(),
            groupings: report.groupings.clone(),
        };
        if let Ok(bytes) = postcard::to_stdvec(&kept) {
            self.put(key, &bytes);
        }
    }

    /// What an article says, as the article `id` of a batch.
    fn extracted(&self, key: &Key, id: ArticleId) -> Option<Extracted> {
        let mut read: Extracted = postcard::from_bytes(&self.get(key)?).ok()?;
        read.facts.iter_mut().for_each(|f| f.article = id);
        Some(read)
    }

    fn keep_extracted(&self, key: &Key, read: &Extracted) {
        if let Ok(bytes) = postcard::to_stdvec(read) {
            self.put(key, &bytes);
        }
    }
}
