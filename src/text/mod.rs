//! Words and sentences: made once for an article, read by every extractor.

mod fold;
mod inflect;
mod keys;
mod sentences;
mod tokens;

use fold::Folded;
pub use fold::{fold, word_key};
pub use inflect::inflections;
pub use keys::{KeyMap, KeySet, WordKeys};
pub use tokens::{Token, TokenKind, tokenize};

use std::sync::Arc;

use crate::article::{Article, Block, BlockKind};
use crate::facts::Text;
use crate::source::Span;

/// A sentence: tokens `first..end` of its [`Doc`]. Never crosses a block.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    pub span: Span,
    pub first: u32,
    pub end: u32,
    /// Index into [`Doc::blocks`].
    pub block: u32,
}

/// A headline, dateline, caption or paragraph with its tokens and sentences.
#[derive(Clone, Copy, Debug)]
pub struct TextBlock {
    pub kind: BlockKind,
    pub span: Span,
    /// Tokens `first..end`.
    pub first: u32,
    pub end: u32,
}

/// An article's view, cut into tokens and sentences.
#[derive(Debug)]
pub struct Doc<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub blocks: Vec<TextBlock>,
    /// By token, as written.
    words: Vec<&'a str>,
    folded: Folded,
    /// The text, where others share it.
    shared: Option<&'a Arc<str>>,
}

impl<'a> Doc<'a> {
    pub fn new(article: &'a Article) -> Doc<'a> {
        Doc { shared: Some(&article.text), ..Doc::of_blocks(&article.text, &article.blocks) }
    }
    /// Words of the text, as a value.
    pub fn text_at(&self, span: Span) -> Text {
        self.shared.map_or_else(|| Text::from(span.of(self.text)), |text| Text::part(text, span))
    }
    /// The blocks of a text, lines left out. They must lie in it, in order and apart.
    pub fn of_blocks(text: &'a str, blocks: &[Block]) -> Doc<'a> {
        let (mut tokens, mut sentences, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for block in blocks.iter().filter(|b| b.kind != BlockKind::Line) {
            let first = tokens.len() as u32;
            tokenize(text, block.span, &mut tokens);
            let end = tokens.len() as u32;
            let index = parts.len() as u32;
            parts.push(TextBlock { kind: block.kind, span: block.span, first, end });
            sentences::split(text, &tokens, first, end, index, &mut sentences);
        }
        Doc::of_parts(text, tokens, sentences, parts)
    }

    fn of_parts(text: &'a str, tokens: Vec<Token>, sentences: Vec<Sentence>, blocks: Vec<TextBlock>) -> Doc<'a> {
        let words = tokens.iter().map(|t| t.span.of(text)).collect();
        let folded = Folded::of(text, &tokens);
        Doc { text, tokens, sentences, blocks, words, folded, shared: None }
    }

    /// A document of one paragraph, for tests and for names given alone.
    pub fn of_text(text: &'a str) -> Doc<'a> {
        let span = Span::new(0, text.len());
        let mut tokens = Vec::new();
        tokenize(text, span, &mut tokens);
        let end = tokens.len() as u32;
        let mut sentences = Vec::new();
        sentences::split(text, &tokens, 0, end, 0, &mut sentences);
        let blocks = vec![TextBlock { kind: BlockKind::Paragraph, span, first: 0, end }];
        Doc::of_parts(text, tokens, sentences, blocks)
    }
    /// The words of token `i`, as written.
    #[inline]
    pub fn word(&self, i: u32) -> &'a str {
        self.words[i as usize]
    }
    /// The words of token `i` with its ASCII letters in lower case.
    pub fn lower(&self, i: u32) -> &str {
        self.folded.lower(&self.tokens[i as usize])
    }
    /// The words of token `i` as [`fold`] has them.
    pub fn folded(&self, i: u32) -> &str {
        self.folded.get(i, &self.tokens[i as usize])
    }
    /// The token at `i`, or `None` past the end.
    pub fn token(&self, i: u32) -> Option<&Token> {
        self.tokens.get(i as usize)
    }
    /// The span of tokens `first..end` (`end > first`).
    pub fn span(&self, first: u32, end: u32) -> Span {
        self.tokens[first as usize].span.cover(self.tokens[end as usize - 1].span)
    }
    /// Index of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: u32) -> usize {
        self.sentences.partition_point(|s| s.end <= i)
    }
    /// Tokens `first..end` that lie within `span`.
    pub fn tokens_in(&self, span: Span) -> (u32, u32) {
        let first = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        (first as u32, end.max(first) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let doc = Doc::of_text(text);
        (0..doc.tokens.len() as u32).map(|i| doc.word(i)).collect()
    }

    fn sentences(text: &str) -> Vec<&str> {
        Doc::of_text(text).sentences.iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn words_are_cut_where_grammar_needs_it() {
        assert_eq!(
            words("The U.S. didn’t ask Jones's son."),
            ["The", "U.S.", "did", "n’t", "ask", "Jones", "'s", "son", "."]
        );
        assert_eq!(
            words("On May 16th, 60,000 of 1.2m (8.5%)"),
            ["On", "May", "16", "th", ",", "60,000", "of", "1.2", "m", "(", "8.5", "%", ")"]
        );
        assert_eq!(words("Alma-Ata 2026–2030 17:34"), ["Alma", "-", "Ata", "2026", "–", "2030", "17:34"]);
        assert_eq!(words("the nations’ share"), ["the", "nations", "’", "share"]);
    }

    #[test]
    fn sentences_survive_titles_initials_and_places() {
        assert_eq!(
            sentences("Gen. Lt. Viktor G. Lund met on Oct. 15 in Washington, D.C. on Tuesday. It was late."),
            ["Gen. Lt. Viktor G. Lund met on Oct. 15 in Washington, D.C. on Tuesday.", "It was late."]
        );
        assert_eq!(sentences("“Stop.” He left. 'No!' she said."), ["“Stop.”", "He left.", "'No!' she said."]);
        assert_eq!(sentences("He lives in the U.S. She does not."), ["He lives in the U.S.", "She does not."]);
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "and so on ".repeat(2_000);
        let doc = Doc::of_text(&text);
        assert!(doc.sentences.iter().all(|s| s.end - s.first <= 600));
        assert!(doc.sentences.windows(2).all(|s| s[0].end == s[1].first));
        assert_eq!(doc.sentences.last().map(|s| s.end as usize), Some(doc.tokens.len()));
    }
}
