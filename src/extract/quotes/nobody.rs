//! What nobody says: titles of works, names and words held at arm's length.

use super::attribution::Place;
use super::marks::is_mark;
use crate::article::BlockKind;
use crate::extract::Mention;
use crate::text::TokenKind;

impl Place<'_, '_> {
    /// The title of a work or a name, which nobody says: `on “The Morning Show”`, `her memoir, “Harbours”`, the
    /// `“Long Peace”`.
    pub(super) fn is_title(&self, quote: &Mention, lists: bool) -> bool {
        const BEFORE: &str = "in of from the to with";
        const NAMES: &str = "\
            titled entitled dubbed nicknamed book film movie song songs show series album novel magazine column \
            podcast play memoir documentary musical biography autobiography author sitcom drama comedy essay poem \
            painting opera episode programme anthem ballad bestseller";
        const MAX_TITLE: u32 = 14;
        let doc = self.doc;
        let block = &doc.blocks[self.sentence.block as usize];
        if block.kind != BlockKind::Paragraph || self.open == self.sentence.first || quote.end - quote.first > MAX_TITLE
        {
            return false;
        }
        let listed = |list: &str, i: u32| list.split(' ').any(|word| word == doc.word(i));
        let before = self.open - 1;
        // `her memoir, “…”`, `the author of “…”`
        let lead =
            before.checked_sub(1).filter(|&i| i >= self.sentence.first && matches!(doc.word(before), "," | "of"));
        let sure = lists || doc.word(before) == "on" || listed(NAMES, before) || lead.is_some_and(|i| listed(NAMES, i));
        let possessive = doc.tokens[before as usize].kind == TokenKind::Possessive;
        let named = sure || possessive || listed(BEFORE, before);
        let capitals = self.capitals(quote);
        named && (capitals > 1 || ((sure || possessive) && capitals == 1 && quote.end - quote.first < 3))
    }

    /// Whether nothing but `and`, `or` and commas stands between token `end` and the quotation.
    pub(super) fn joins(&self, end: u32) -> bool {
        let between = end.min(self.open)..self.open;
        between.len() < 5
            && between.into_iter().all(|i| matches!(self.doc.word(i), "and" | "or" | ",") || is_mark(self.doc.word(i)))
    }

    /// How many words of the quotation have a capital; none where a longer word has none.
    fn capitals(&self, quote: &Mention) -> u32 {
        let words = (quote.first..quote.end).map(|i| &self.doc.tokens[i as usize]).filter(|t| t.is_word());
        let begins = words.clone().next().is_some_and(|t| t.capital);
        let all = words.clone().all(|t| t.capital || t.span.len() < 4);
        if begins && all { words.filter(|t| t.capital).count() as u32 } else { 0 }
    }

    /// Within a sentence, without a speaker and no sentence itself: a term (`a “swing” town`), a name (`the “Long
    /// Peace”`), a word held at arm's length.
    pub(super) fn is_term(&self, quote: &Mention) -> bool {
        const MAX_TERM: usize = 2;
        const MAX_NAME: u32 = 8;
        let doc = self.doc;
        let block = &doc.blocks[self.sentence.block as usize];
        let opens = self.open == self.sentence.first;
        let alone = opens && self.sentence_end <= self.close;
        if block.kind != BlockKind::Paragraph || alone {
            return false;
        }
        // `had one message: “Go home.”`, `“Never!”`
        let introduced = !opens && doc.word(self.open - 1) == ":";
        if introduced || (quote.first..quote.end).any(|i| matches!(doc.word(i), "!" | "?" | "…")) {
            return false;
        }
        let words = quote.span.of(doc.text).split_whitespace().count();
        // `“Salt and Bread” is a play`; but `“Open the Harbour,” it read.`
        let runs_on = !opens || !matches!(doc.word(quote.end - 1), "," | "." | "—" | "–");
        words <= MAX_TERM || (quote.end - quote.first <= MAX_NAME + 1 && runs_on && self.capitals(quote) > 1)
    }
}
