//! The way from paths to facts and findings, one and the same for the command line, tests and editors.

mod rules;

use std::path::PathBuf;

use crate::article::{ArticleDate, Batch, InputError, read};
use crate::check;
use crate::extract::{Extractor, date_by_dateline};
use crate::facts::{DateValue, FactStore};
use crate::finding::Report;
use crate::language::Program;
use crate::record::Record;

pub use rules::{RuleFiles, load_rules, read_rule_file, rule_files};

/// Reads the articles at `paths` and dates them: by their own record, front matter or metadata, else by their
/// dateline, else by `date`.
pub fn articles(paths: &[PathBuf], date: Option<&DateValue>) -> (Batch, Vec<InputError>) {
    let (mut batch, errors) = read(paths);
    date_by_dateline(&mut batch);
    if let Some(date) = date {
        for article in batch.articles.iter_mut().filter(|a| a.date.is_none()) {
            article.date = Some(ArticleDate { value: date.clone(), by: "--date", span: None });
        }
    }
    (batch, errors)
}

/// The facts of the batch: what its words say, and what follows from that.
pub fn facts(batch: &Batch, program: &Program) -> FactStore {
    facts_and_record(batch, program).0
}

fn facts_and_record(batch: &Batch, program: &Program) -> (FactStore, Record) {
    let extractor = Extractor::new(program);
    let record = Record::with_keys(program, extractor.role_keys());
    (check::derive(batch, extractor.extract(batch), program, &record), record)
}

/// The facts of the batch, and what the rules say of them.
pub fn check(batch: &Batch, program: &Program, options: &check::Options) -> (FactStore, Report) {
    let (store, record) = facts_and_record(batch, program);
    let report = check::check_against(&record, batch, &store, program, options);
    (store, report)
}
