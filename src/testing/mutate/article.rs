//! An article with one change in it.

use crate::article::{Article, Block, TextMap, plain_text};
use crate::extract::date_by_own_dateline;
use crate::source::Span;

/// Other words in place of those at `span` of an article's view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub with: String,
}

impl Edit {
    /// The new words, as a span of the changed text.
    pub fn changed(&self) -> Span {
        let start = self.span.start as usize;
        Span::new(start, start + self.with.len())
    }

    pub fn text(&self, of: &str) -> String {
        let (start, end) = (self.span.start as usize, self.span.end as usize);
        [&of[..start], &self.with, &of[end..]].concat()
    }

    /// Where `span` of the original went; words that the change cuts into reach to its end.
    pub fn follow(&self, span: Span) -> Span {
        let changed = self.changed();
        let at = |p: u32| match p {
            p if p <= self.span.start => p,
            p if p >= self.span.end => p - self.span.end + changed.end,
            _ => changed.end,
        };
        Span { start: at(span.start), end: at(span.end) }
    }
}

/// The article with the change, its date included where it stands in the words that changed. Places lead to the changed view
/// itself: the original's bytes never had these words.
pub fn mutant(article: &Article, edit: &Edit) -> Article {
    let text = edit.text(&article.text);
    let mut new = match edit.with.contains('\n') {
        // A new line may be a new paragraph: its parts are found anew.
        true => plain_text(&article.name, text),
        false => {
            let block = |b: &Block| Block { kind: b.kind, span: edit.follow(b.span) };
            let blocks = article.blocks.iter().map(block).filter(|b| !b.span.is_empty()).collect();
            Article {
                map: TextMap::identity(text.len()).into(),
                text: text.into(),
                is_file: false,
                blocks,
                ..article.clone()
            }
        }
    };
    new.story.clone_from(&article.story);
    new.date.clone_from(&article.date);
    match new.date.as_mut().and_then(|d| d.span.as_mut()) {
        Some(span) if span.overlaps(edit.span) => {
            new.date = None;
            date_by_own_dateline(&mut new);
            new
        }
        Some(span) => {
            *span = edit.follow(*span);
            new
        }
        None => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_change_moves_with_it() {
        let article = plain_text("a", "Oslo. Ilse Varga spoke.\n\nShe left Oslo at noon.".into());
        let edit = Edit { span: Span::new(6, 16), with: "Marek Dunin".into() };
        let new = mutant(&article, &edit);
        assert_eq!(&*new.text, "Oslo. Marek Dunin spoke.\n\nShe left Oslo at noon.");
        let words = |a: &Article| -> Vec<String> { a.blocks.iter().map(|b| a.words(b.span).to_string()).collect() };
        assert_eq!(words(&new), words(&plain_text("a", new.text.to_string())));
        assert_eq!(edit.follow(Span::new(0, 4)), Span::new(0, 4));
        assert_eq!(edit.follow(Span::new(6, 22)).of(&new.text), "Marek Dunin spoke");
        assert_eq!(edit.follow(Span::new(17, 22)).of(&new.text), "spoke");
    }
}
