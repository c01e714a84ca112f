//! Who says what, where "he said" stands beside it.

use super::scene::Appearance;
use super::{REACH, Resolver};
use crate::extract::quotes::says;

impl Resolver<'_> {
    /// The persons named in the quotation right before the "he said" at `at`: they are spoken of, and do not speak.
    pub(super) fn spoken_of(&self, sentence: usize, at: u32) -> Vec<usize> {
        if at < 2 || !self.quoted(at - 2) || self.quoted(at - 1) || !says(self.doc, at + 1) {
            return Vec::new();
        }
        let from = (0..at - 1).rev().take_while(|&i| self.quoted(i)).last().unwrap_or(at);
        let people = self.scene.sentences[self.doc.sentence_of(from)..=sentence].iter().flatten();
        people.filter(|a| (from..at).contains(&a.first)).map(|a| a.person).collect()
    }

    /// Who speaks on, where "he said" at `at` ends a sentence that tells his words: whoever was the last to say something in the paragraph.
    pub(super) fn speaks_on(&self, sentence: usize, at: u32, fits: impl Fn(&Appearance) -> bool) -> Option<usize> {
        let doc = self.doc;
        let bounds = doc.sentences[sentence];
        let ends = says(doc, at + 1) && matches!(self.word(at + 2), "." | "”" | "\"");
        let trails = at > bounds.first + 1 && (doc.word(at - 1) == "," || self.quoted(at - 2)) && !self.opens(sentence);
        if !ends || !trails || self.quoted(bounds.first) || (bounds.first..at).any(|i| !self.quoted(i) && says(doc, i))
        {
            return None;
        }
        for s in (0..sentence).rev().take(REACH).take_while(|&s| doc.sentences[s].block == bounds.block) {
            let mut people = self.scene.sentences[s].iter().rev().filter(|a| !a.quoted);
            let spoke = |a: &&Appearance| says(doc, a.end) || a.first > 0 && says(doc, a.first - 1) && a.subject;
            if let Some(speaker) = people.find(spoke) {
                return fits(speaker).then_some(speaker.person);
            }
        }
        None
    }

    /// Whether the person is the subject of a verb of speech, an apposition passed over: "Lund, the mayor of Oslo, also said".
    pub(super) fn tells(&self, sentence: usize, a: &Appearance) -> bool {
        const MAX_APPOSITION: u32 = 25;
        let doc = self.doc;
        let end = doc.sentences[sentence].end;
        let mut at = a.end;
        if at < end && doc.word(at) == "," {
            let Some(close) = (at + 1..end.min(at + MAX_APPOSITION)).find(|&i| doc.word(i) == ",") else {
                return false;
            };
            at = close + 1;
        }
        let at = at + u32::from(at < end && matches!(self.word(at), "also" | "later" | "then"));
        !a.quoted && at < end && says(doc, at)
    }
}
