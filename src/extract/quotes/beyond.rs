//! Speakers who are named further on: at the end of the sentence, and in the sentence before for a speech that goes on.

use super::attribution::{Found, MAX_REACH, Place, Use};
use super::phrase::Scene;
use super::speech::{self, Strength};
use crate::article::BlockKind;
use crate::extract::Mention;

impl Place<'_, '_> {
    /// Later in the sentence: `a “disaster” for Dorn, Lund said`.
    pub(super) fn behind(&self, scene: &Scene) -> Option<Found> {
        self.told_after_comma(scene, self.close.min(self.sentence_end), self.sentence_end)
    }

    /// The first `, Lund said` within reach of token `low`, in a sentence that ends at token `end`.
    fn told_after_comma(&self, scene: &Scene, low: u32, end: u32) -> Option<Found> {
        const NEAR: u32 = 12;
        let doc = self.doc;
        for at in low..end.min(low + MAX_REACH) {
            if scene.is_quoted(at) || doc.word(at) != "," || at + 1 >= end {
                continue;
            }
            if let Some(found) = self.according(scene, at + 1, end) {
                return Some(found);
            }
            if speech::says(doc, at + 1)
                && let Some(found) = self.inverted(scene, at + 1)
            {
                return Some(found);
            }
            let Some(found) = self.subject_first(scene, at + 1, end) else { continue };
            let verb = found.end - 1;
            // `, and Lund said that …` tells something else.
            let tells =
                doc.token(found.end).is_some() && matches!(doc.word(found.end), "that" | ":" | "the" | "a" | "it");
            if speech::verb(doc, verb) == Some(Strength::Strong) && !tells && verb - at <= NEAR {
                return Some(found);
            }
        }
        None
    }

    /// A speech that goes on: after another piece of it, or after a sentence whose subject speaks.
    pub(super) fn continued(&self, scene: &Scene, quotes: &[Mention], out: &[Use]) -> Option<Found> {
        let doc = self.doc;
        // `“…,” Lund said on “Harbour Hour.” “…”`: titles and terms lie between.
        let last = out.iter().rposition(|used| !matches!(used, Use::Nobody));
        let previous = last.map(|p| (&quotes[p], out[p].found()));
        // Another piece in the same sentence.
        if let Some((q, found)) = previous
            && q.end > self.sentence.first
            && q.end <= self.open
        {
            return found.map(Found::taken_up);
        }
        if self.sentence.first != self.open {
            return None;
        }
        let whole = self.sentence_end <= self.close;
        let block = &doc.blocks[self.sentence.block as usize];
        let index = doc.sentence_of(self.open);
        let earlier = index.checked_sub(1).map(|i| doc.sentences[i])?;
        if let Some((q, found)) = previous
            && q.end > earlier.first
            && (whole || earlier.block == self.sentence.block)
        {
            return found.map(Found::taken_up);
        }
        if !whole {
            return None;
        }
        let same_block = earlier.block == self.sentence.block;
        let adjacent = same_block || (block.first == self.open && earlier.block + 1 == self.sentence.block);
        if !adjacent || doc.blocks[earlier.block as usize].kind != BlockKind::Paragraph {
            return None;
        }
        // `The bridge will stay, Lund said. “It is safe.”`
        const TAIL: u32 = 8;
        let tail = earlier.first.max(earlier.end.saturating_sub(MAX_REACH / 2));
        let told = self.told_after_comma(scene, tail, earlier.end).filter(|f| f.end + TAIL > earlier.end);
        if let Some(found) = told.filter(|_| same_block) {
            return Some(found);
        }
        let (first, end) = scene.main_subject(earlier.first, earlier.end)?;
        let speaks = (end..earlier.end.min(end + MAX_REACH / 2))
            .any(|v| speech::verb(doc, v).is_some() && !doc.tokens[v as usize].capital && !scene.is_quoted(v));
        let speaker = scene.speaker(first, end);
        (speaks && speaker.value.as_entity().is_some()).then_some(Found { speaker, first, end })
    }
}
