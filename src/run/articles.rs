//! Which articles a run reads, and what it passes over.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::article::{
    ArticleDate, ArticleId, Batch, Excluded, FieldNames, InputError, InputErrorKind, Kept, Limits, read_kept,
};
use crate::extract::{Extractor, date_by_own_dateline};
use crate::facts::DateValue;
use crate::language::Program;

/// The articles of a run.
#[derive(Clone, Default)]
pub struct Reading<'a> {
    pub drafts: &'a [PathBuf],
    /// What the drafts are held against. What is given as both is a draft.
    pub sources: &'a [PathBuf],
    /// Of articles that carry none.
    pub date: Option<&'a DateValue>,
    pub limits: Limits,
    /// What records call their fields.
    pub fields: FieldNames,
    /// Articles in other languages than English are in the batch, too.
    pub every_language: bool,
    /// Files that are passed over where they are found in a folder.
    pub excluded: Option<&'a Excluded<'a>>,
    /// What was read before.
    pub kept: Option<&'a Kept>,
}

/// Reads the articles at `paths` and dates them: by their own record, front matter or metadata, else by their
/// dateline, else by `date`.
pub fn articles(paths: &[PathBuf], date: Option<&DateValue>) -> (Batch, Vec<InputError>) {
    articles_against(paths, &[], date)
}

/// [`articles`] of drafts, and of the sources that they are held against. What is given as both is a draft.
pub fn articles_against(drafts: &[PathBuf], sources: &[PathBuf], date: Option<&DateValue>) -> (Batch, Vec<InputError>) {
    Reading { drafts, sources, date, ..Reading::default() }.read()
}

impl Reading<'_> {
    pub fn read(&self) -> (Batch, Vec<InputError>) {
        let excluded = self.excluded.unwrap_or(&|_| false);
        let read = |paths| read_kept(paths, &self.limits, &self.fields, excluded, self.kept, &date_by_own_dateline);
        let (mut batch, mut errors) = read(self.drafts);
        if !self.sources.is_empty() {
            let (mut beside, mut unread) = read(self.sources);
            if beside.articles.is_empty() && unread.is_empty() {
                // A draft without a source would pass unseen.
                let path = self.sources[0].display().to_string();
                unread.push(
                    InputError::new(&path, InputErrorKind::NotFound, "holds no article to check against")
                        .help("name files, or folders that hold articles, behind `--against`"),
                );
            }
            errors.append(&mut unread);
            beside.articles.retain(|s| batch.articles.iter().all(|d| d.name != s.name));
            beside.articles.iter_mut().for_each(|a| a.is_source = true);
            batch.articles.append(&mut beside.articles);
            batch = Batch::new(batch.articles);
        }
        errors.extend(other_languages(&batch));
        if !self.every_language {
            batch.articles.retain(|a| a.language.is_none());
        }
        if let Some(date) = self.date {
            for article in batch.articles.iter_mut().filter(|a| a.date.is_none()) {
                article.date = Some(ArticleDate { value: date.clone(), by: "--date", span: None });
            }
        }
        (batch, errors)
    }
}

/// Takes out articles of which there are more facts than the limit, and says so of each. An article has fewer facts than
/// bytes, so that few need to be looked at.
pub fn take_out_crowded(batch: &mut Batch, program: &Program, limits: &Limits) -> Vec<InputError> {
    let most = limits.facts;
    let long: Vec<ArticleId> = batch.ids().filter(|id| batch.get(*id).text.len() as u64 > most).collect();
    if long.is_empty() {
        return Vec::new();
    }
    let extractor = Extractor::for_batch(program, batch);
    let is_crowded = |id: &ArticleId| extractor.read(*id, batch.get(*id)).facts.len() as u64 > most;
    let crowded: Vec<ArticleId> = long.into_par_iter().filter(is_crowded).collect();
    let told = |id: &ArticleId| {
        let message = format!("says more than {most} facts, the most one article may say");
        InputError::new(&batch.get(*id).name, InputErrorKind::TooManyFacts, message)
            .help("split it into its articles, or raise the limit `facts`")
    };
    let errors = crowded.iter().map(told).collect();
    let mut at = 0;
    batch.articles.retain(|_| {
        at += 1;
        !crowded.contains(&ArticleId(at - 1))
    });
    errors
}

/// One note for all articles that are not in English, with how many there are of each language.
fn other_languages(batch: &Batch) -> Option<InputError> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut first = None;
    for article in &batch.articles {
        let Some(language) = article.language else { continue };
        first = first.or(Some(article));
        match counts.iter_mut().find(|(l, _)| *l == language) {
            Some((_, count)) => *count += 1,
            None => counts.push((language, 1)),
        }
    }
    let path = &first?.name;
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let message = match counts[..] {
        [(language, 1)] => format!("is in {language}; rules read English only, and it is passed over"),
        _ => {
            let others = counts.iter().map(|(_, count)| count).sum::<usize>() - 1;
            let more = if others == 1 { "another article".to_string() } else { format!("{others} other articles") };
            let told: Vec<String> = counts.iter().map(|(language, count)| format!("{language} {count}")).collect();
            let told = told.join(", ");
            format!("and {more} are not in English ({told}); rules read English only, and they are passed over")
        }
    };
    Some(InputError::new(path, InputErrorKind::Language, message))
}
