//! Versions of one article: same id or canonical url, or a correction that names it; and which of them stands.
//!
//! What a later version says supersedes what an earlier one said: the two do not contradict each other, and nobody else is
//! held against what was taken back.

use rustc_hash::FxHashMap;

use super::words::comparable;
use crate::article::{Article, ArticleId, Batch, BlockKind};
use crate::facts::Day;
use crate::record::number;

/// Words of a headline that a correction quotes at least: shorter ones name too much.
const HEADLINE_WORDS: usize = 3;

#[derive(Debug, PartialEq, Eq)]
pub struct Stories {
    /// The story of each article: the first article of it.
    of: Vec<u32>,
    superseded: Vec<bool>,
}

/// What one article says that versions are told by.
pub struct Told {
    /// As texts are compared; `None`: none, or one that names too much.
    headline: Option<String>,
    /// The headlines that its corrections may name, as texts are compared.
    named: Vec<String>,
}

impl Told {
    pub fn of(article: &Article) -> Told {
        let headline = article.blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| article.words(b.span));
        let headline = headline.filter(|words| words.split_whitespace().count() >= HEADLINE_WORDS);
        let named = correction(article).into_iter().flat_map(quoted).map(comparable);
        Told { headline: headline.map(comparable), named: named.collect() }
    }
}

impl Stories {
    pub fn new(batch: &Batch) -> Stories {
        Stories::told(batch, &batch.articles.iter().map(Told::of).collect::<Vec<_>>())
    }

    /// `told`: in order of the batch.
    pub fn told(batch: &Batch, told: &[Told]) -> Stories {
        let mut of: Vec<u32> = Vec::with_capacity(batch.articles.len());
        let mut first: FxHashMap<&str, u32> = FxHashMap::default();
        for id in batch.ids() {
            of.push(match &batch.get(id).story {
                Some(story) => *first.entry(story).or_insert(id.0),
                None => id.0,
            });
        }
        let mut corrects: Vec<Option<u32>> = vec![None; of.len()];
        let titles = titles(told);
        for id in batch.ids() {
            let named = told[id.0 as usize].named.iter();
            let other = named.filter_map(|title| *titles.get(&**title)?).find(|&other| other != id.0);
            if let Some(other) = other {
                corrects[id.0 as usize] = Some(other);
                let (from, to) = (of[id.0 as usize], of[other as usize]);
                of.iter_mut().filter(|s| **s == from).for_each(|s| *s = to);
            }
        }
        let mut versions: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (id, story) in of.iter().enumerate() {
            versions.entry(*story).or_default().push(id as u32);
        }
        let mut superseded = vec![false; of.len()];
        for versions in versions.values().filter(|v| v.len() > 1) {
            for &old in versions {
                let later = |&new: &u32| {
                    corrects[new as usize] == Some(old)
                        || is_later(batch.get(ArticleId(new)), batch.get(ArticleId(old)))
                };
                superseded[old as usize] = versions.iter().any(later);
            }
        }
        Stories { of, superseded }
    }

    /// The first article of the story that an article is a version of.
    pub fn of(&self, article: ArticleId) -> u32 {
        self.of.get(article.0 as usize).copied().unwrap_or(article.0)
    }

    /// Whether a later version of the article stands in its place.
    pub fn is_superseded(&self, article: ArticleId) -> bool {
        self.superseded.get(article.0 as usize).copied().unwrap_or(false)
    }
}

/// Whether `new` is the later one of two versions: by when it was changed or, of one day, by what it says of itself.
fn is_later(new: &Article, old: &Article) -> bool {
    let day = |a: &Article| -> Option<i32> {
        let own: Option<Day> = a.date.as_ref().and_then(|d| d.value.to);
        a.modified.map(|m| m.day).max(own).map(number)
    };
    match (day(new), day(old)) {
        (Some(a), Some(b)) if a != b => a > b,
        _ => is_marked(new) && !is_marked(old),
    }
}

/// Whether an article says that it was corrected or brought up to date.
fn is_marked(article: &Article) -> bool {
    let first = |words: &str| words.trim_start_matches(['(', '[', '*', ' ']).to_lowercase();
    paragraphs(article).any(|p| {
        let p = first(p);
        p.starts_with("correction") || p.starts_with("updated") || p.starts_with("update:")
    })
}

/// The paragraph or headline that says what an article corrects.
fn correction(article: &Article) -> Vec<&str> {
    let starts = |p: &&str| p.get(..10).is_some_and(|head| head.eq_ignore_ascii_case("correction"));
    paragraphs(article).filter(starts).collect()
}

fn paragraphs(article: &Article) -> impl Iterator<Item = &str> {
    let of = |kind| matches!(kind, BlockKind::Headline | BlockKind::Paragraph);
    article.blocks.iter().filter(move |b| of(b.kind)).map(|b| article.words(b.span))
}

/// Articles by headline; `None` where several bear it.
fn titles(told: &[Told]) -> FxHashMap<&str, Option<u32>> {
    let mut titles: FxHashMap<&str, Option<u32>> = FxHashMap::default();
    for (id, Told { headline, .. }) in told.iter().enumerate() {
        if let Some(headline) = headline {
            titles.entry(headline).and_modify(|of| *of = None).or_insert(Some(id as u32));
        }
    }
    titles
}

/// What stands in quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '”', '"']).skip(1).step_by(2).map(|title| title.trim_end_matches(['.', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleDate, plain_text};
    use crate::facts::DateValue;

    fn article(name: &str, story: Option<&str>, day: Option<i8>, text: &str) -> Article {
        let mut article = plain_text(name, text.to_string());
        article.story = story.map(String::from);
        let value = |day| DateValue::day(Day::new(2025, 3, day).expect("a day"));
        article.date = day.map(|day| ArticleDate { value: value(day), by: "the test", span: None });
        article
    }

    fn superseded(articles: Vec<Article>) -> Vec<bool> {
        let batch = Batch::new(articles);
        let stories = Stories::new(&batch);
        batch.ids().map(|id| stories.is_superseded(id)).collect()
    }

    #[test]
    fn the_later_version_stands() {
        let one = article("a", Some("s"), Some(3), "A fire killed 15 people.");
        let two = article("b", Some("s"), Some(4), "A fire killed 19 people.");
        let other = article("c", Some("t"), Some(5), "A fire killed 19 people.");
        assert_eq!(superseded(vec![one, two, other]), [true, false, false]);
    }

    #[test]
    fn of_one_day_the_marked_version_stands() {
        let one = || article("a", Some("s"), Some(3), "A fire killed 15 people.");
        let two = article("b", Some("s"), Some(3), "A fire killed 19 people.\n\nCorrection: the toll was wrong.");
        assert_eq!(superseded(vec![one(), two]), [true, false]);
        let plain = article("b", Some("s"), Some(3), "A fire killed 19 people.");
        assert_eq!(superseded(vec![one(), plain]), [false, false]);
    }

    #[test]
    fn a_correction_names_what_it_corrects() {
        let one = article("a", None, None, "Ferry burns in Bergen harbour\n\nA fire killed 15 people.");
        let named = "Correction: In “Ferry burns in Bergen harbour” we gave a wrong toll. It is 19.";
        let two = article("b", None, None, named);
        assert_eq!(superseded(vec![one.clone(), two]), [true, false]);
        let other = article("b", None, None, "Correction: In “Bread grows dear” we gave a wrong price.");
        assert_eq!(superseded(vec![one, other]), [false, false]);
    }
}
