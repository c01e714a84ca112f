//! What nobody says: titles of works, names and words held at arm's length.

use super::attribution::Place;
use super::marks::is_mark;
use super::phrase::{Class, class, is};
use crate::article::BlockKind;
use crate::extract::Mention;
use crate::text::TokenKind;

impl Place<'_, '_> {
    /// The title of a work or a name, which nobody says: `on “The Morning Show”`, `her memoir, “Harbours”`, the
    /// `“Long Peace”`.
    pub(super) fn is_title(&self, quote: &Mention, lists: bool) -> bool {
        const BEFORE: &str = "in of from the to with for told";
        const NAMES: &str = "\
            titled entitled dubbed nicknamed known book film movie song songs show series album novel magazine column \
            podcast play memoir documentary musical biography autobiography author sitcom drama comedy essay poem \
            painting opera episode programme anthem ballad bestseller thriller newsletter exhibition miniseries \
            headlined ad spot video hit classic publish published publishes publishing perform performed performs edits \
            edited hosts hosted";
        /// Where a work is told what it is: `“Harbours,” a novel by`.
        const WORKS: &str = "\
            book film movie song show series album novel podcast play memoir documentary musical biography \
            autobiography sitcom drama comedy essay poem opera ballad bestseller thriller collection history";
        const MAX_TRAIL: u32 = 6;
        const MAX_TITLE: u32 = 14;
        let doc = self.doc;
        let block = &doc.blocks[self.sentence.block as usize];
        if block.kind != BlockKind::Paragraph || self.is_credited(quote) {
            return block.kind == BlockKind::Paragraph;
        }
        if self.open == self.sentence.first || quote.end - quote.first > MAX_TITLE {
            return false;
        }
        let listed = |list: &str, i: u32| list.split(' ').any(|word| word == doc.word(i));
        let before = self.open - 1;
        // `her memoir, “…”`, `the author of “…”`, `known as “…”`
        let lead = before
            .checked_sub(1)
            .filter(|&i| i >= self.sentence.first && matches!(doc.word(before), "," | "of" | "as"));
        let behind = self.close + u32::from(self.close < self.sentence_end && doc.word(self.close) == ",");
        let comma = behind > self.close || doc.word(self.last) == ",";
        let end = self.sentence_end.min(behind + MAX_TRAIL);
        // `, a novel by`, `, by Mia Berg`
        let told =
            comma && behind < end && is(doc, behind, Class::Determiner) && (behind..end).any(|i| listed(WORKS, i));
        let sure = told
            || lists
            || doc.word(before) == "on"
            || listed(NAMES, before)
            || lead.is_some_and(|i| listed(NAMES, i));
        let mark = &doc.tokens[before as usize];
        let possessive = mark.kind == TokenKind::Possessive || !mark.spaced && matches!(doc.word(before), "'" | "’");
        // `headlined “let it go”`, `known as “inversion”`, `identified in the letter as “Person A”`, `the nickname “Ace”`, `a letter, called “Yes”`
        const NEAR: u32 = 6;
        let near = || self.sentence.first.max(before.saturating_sub(NEAR))..before;
        let label = match doc.word(before) {
            "titled" | "entitled" | "headlined" | "name" | "nickname" | "moniker" => true,
            "called" => {
                before > self.sentence.first && doc.word(before - 1) == "," && doc.tokens[quote.first as usize].capital
            }
            "as" => near().any(|i| matches!(doc.word(i), "known" | "identified")),
            _ => false,
        };
        if label || self.is_name_of(quote) {
            return true;
        }
        let named = sure || possessive || listed(BEFORE, before);
        let capitals = self.capitals(quote);
        named && (capitals > 1 || ((sure || possessive) && capitals == 1 && quote.end - quote.first < 3))
    }

    /// What something is called: `the “remain in Dorn” policy`, `its “Five Points” platform`; but `the “deeply flawed” plan`.
    fn is_name_of(&self, quote: &Mention) -> bool {
        const NAMED: &[&str] = &[
            "policy",
            "policies",
            "platform",
            "law",
            "laws",
            "rule",
            "act",
            "doctrine",
            "movement",
            "slogan",
            "list",
            "clause",
            "amendment",
            "provision",
            "caucus",
            "program",
            "programme",
            "campaign",
            "agenda",
            "tour",
            "initiative",
            "project",
            "hashtag",
            "proposal",
            "proposals",
            "culture",
        ];
        const ADJECTIVES: &[&str] = &["ed", "ing", "ous", "ful", "ive", "able", "ible", "less", "ish"];
        let doc = self.doc;
        let owned = |i: u32| is(doc, i, Class::Determiner) || doc.tokens[i as usize].kind == TokenKind::Possessive;
        let governed = self.open > self.sentence.first && (owned(self.open - 1) || doc.word(self.open - 1) == "of");
        let names = self.close < self.sentence_end && NAMED.contains(&doc.word(self.close));
        let described = is(doc, quote.first, Class::Adverb)
            || matches!(doc.lower(quote.first), "very" | "so" | "too" | "most" | "more")
            || ADJECTIVES.iter().any(|e| doc.lower(self.last).ends_with(e));
        let words = quote.end - quote.first;
        governed && names && !described && (words > 1 || doc.tokens[quote.first as usize].capital)
    }

    /// The headline of another article: `“Ferry runs aground,” by Mia Berg`.
    fn is_credited(&self, quote: &Mention) -> bool {
        let doc = self.doc;
        let comma = doc.word(self.last) == "," || doc.token(self.close).is_some() && doc.word(self.close) == ",";
        let by = self.close + u32::from(doc.word(self.last) != ",");
        let name = |i: u32| doc.token(i).is_some_and(|t| t.capital);
        comma && name(quote.first) && doc.token(by).is_some() && doc.word(by) == "by" && name(by + 1)
    }

    /// A crosshead: a paragraph of a few words in marks without a stop, or in single marks where the article quotes in
    /// double ones.
    pub(super) fn is_crosshead(&self, quote: &Mention, doubles: bool) -> bool {
        const MAX_CROSSHEAD: u32 = 10;
        let doc = self.doc;
        let block = &doc.blocks[self.sentence.block as usize];
        let mut around = (block.first..self.open).chain(self.close..block.end);
        let alone = around.all(|i| matches!(doc.word(i), "." | "—" | "–" | "-"));
        let single = matches!(doc.word(self.open), "'" | "‘");
        let stops = matches!(doc.word(quote.end - 1), "." | "!" | "?" | "…" | ",");
        block.kind == BlockKind::Paragraph
            && alone
            && quote.end - quote.first <= MAX_CROSSHEAD
            && ((single && doubles) || !stops)
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
        let small = |i: u32| matches!(class(self.doc, i), Some(Class::Preposition | Class::And));
        let all = (quote.first..quote.end).all(|i| {
            let t = &self.doc.tokens[i as usize];
            !t.is_word() || t.capital || t.span.len() < 4 || small(i)
        });
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
        let headline = block.kind == BlockKind::Headline;
        if !(headline || block.kind == BlockKind::Paragraph) || alone {
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
        words <= MAX_TERM
            || !headline && (quote.end - quote.first <= MAX_NAME + 1 && runs_on && self.capitals(quote) > 1)
    }
}
