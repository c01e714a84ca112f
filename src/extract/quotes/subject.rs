//! The subject of a verb of speech, and whose utterance a noun names.

use super::attribution::{Found, MAX_WEAK_REACH, Place};
use super::marks::is_mark;
use super::phrase::{Class, Scene, class, head, is};
use super::speech;
use crate::text::TokenKind;

impl Scene<'_, '_> {
    /// The subject of the verb at token `v`, looked for not before `from`, and whether the verb is passive.
    pub(super) fn subject_of(&self, v: u32, from: u32) -> Option<(u32, u32, bool)> {
        let doc = self.doc;
        let mut at = v;
        let mut passive = false;
        while at > from {
            match class(doc, at - 1) {
                Some(Class::Adverb) => {}
                Some(Class::Auxiliary) => {}
                Some(Class::Be) => passive = !doc.word(v).ends_with("ing"),
                // What somebody would or should say has not been said.
                Some(Class::Negation | Class::Modal) => return None,
                _ => break,
            }
            at -= 1;
        }
        if at <= from {
            return None;
        }
        let before = at - 1;
        if self.is_quoted(before) {
            return None;
        }
        let subject = match doc.word(before) {
            "as" => self.phrase_before(before, from),
            // `Lund spoke, saying`, `Lund issued a statement saying`, `with Lund saying`; but `protesters chanting`.
            _ if doc.word(v).ends_with("ing") && !passive => {
                let person = || self.person_before(at).filter(|&(first, _)| first >= from);
                let own = || {
                    self.phrase_before(at, from).filter(|_| {
                        doc.tokens[before as usize].is_word()
                            && doc.word(before).ends_with('s')
                            && !doc.tokens[before as usize].capital
                    })
                };
                let main = || self.main_subject(from, v).filter(|&(f, e)| self.looks_like_speaker(f, e));
                person().or_else(own).or_else(main)
            }
            "who" => self.antecedent(before, from).map(|(first, end)| (self.who_is_meant(first, end), end)),
            // `signs that said`
            "that" | "which" if speech::verb(doc, v) == Some(speech::Strength::Strong) => {
                let told = before > from && speech::verb(doc, before - 1).is_some();
                self.antecedent(before, from).filter(|_| !told)
            }
            // `Lund (R-Dorn) said`
            ")" if let Some(open) = self.bracket(before, from) => self.phrase_before(open, from),
            // `Lund — the mayor of Dorn — said`
            "—" | "–" | "-" if doc.tokens[before as usize].spaced => {
                let dash = (from + 1..before)
                    .rev()
                    .find(|&i| doc.word(i) == doc.word(before) && doc.tokens[i as usize].spaced)?;
                self.phrase_before(dash, from)
            }
            "," | ")" => {
                let named = self
                    .person_before(before)
                    .filter(|&(f, _)| f > from && doc.word(f - 1) == "," && doc.word(before) == ",");
                let main = self.main_subject(from, v).filter(|&(_, e)| matches!(doc.word(e), "," | "(" | "of"));
                let known = |&(f, e): &(u32, u32)| self.speaker(f, e).value.as_entity().is_some();
                named.or_else(|| main.filter(known)).or_else(|| self.described_before(before, from)).or(main)
            }
            "and" | "then" | "to" => self.main_subject(from, v),
            _ => self.phrase_before(at, from),
        }?;
        Some((subject.0, subject.1, passive))
    }

    /// Whether a phrase far from its verb is of somebody: a known person, a pronoun, a name, a person by part or trade.
    pub(super) fn looks_like_speaker(&self, first: u32, end: u32) -> bool {
        let doc = self.doc;
        let pronoun = is(doc, first, Class::Pronoun) && !doc.word(first).eq_ignore_ascii_case("it");
        // A lone capital at the head of a sentence is a name, unless it is one of the things that tell.
        let thing = ["Findings", "Figures", "Results", "Data", "Signs", "Evidence", "Numbers", "Statistics", "Records"];
        let lone = end == first + 1 && doc.tokens[first as usize].capital && !thing.contains(&doc.word(first));
        let name = lone || (first + 1..end).any(|i| doc.tokens[i as usize].capital);
        let head = head(doc, first, end);
        pronoun
            || name
            || head.is_some_and(|i| speech::may_speak(doc, i))
            || self.speaker(first, end).value.as_entity().is_some()
    }

    /// Whom `who` at token `at` means: `Lund, who`, `Lund (R-Dorn), who`, `Lund — who`.
    /// Where the words of the person begin whom a "who" behind the phrase means: `a gift from the founder Per Lund, who said` speaks of
    /// the founder, `a spokesman for Per Lund, who said` of the spokesman.
    fn who_is_meant(&self, first: u32, end: u32) -> u32 {
        let Some((mut before, _)) = self.person_before(end) else { return first };
        let speaks = |i: u32| speech::may_speak(self.doc, i) || self.doc.tokens[i as usize].capital;
        while let Some(preposition) = (first + 1..before).rev().find(|&i| is(self.doc, i, Class::Preposition)) {
            if !speaks(preposition - 1) {
                return preposition + 1;
            }
            before = preposition;
        }
        first
    }

    fn antecedent(&self, at: u32, from: u32) -> Option<(u32, u32)> {
        let doc = self.doc;
        let mut end = at;
        if end > from && matches!(doc.word(end - 1), "," | "—" | "–" | "-") {
            end -= 1;
        }
        if end > from && doc.word(end - 1) == ")" {
            end = self.bracket(end - 1, from)?;
        }
        self.phrase_before(end, from)
    }

    /// The bracket that the one at token `close` closes.
    fn bracket(&self, close: u32, from: u32) -> Option<u32> {
        const REACH: usize = 8;
        (from + 1..close).rev().take(REACH).find(|&i| self.doc.word(i) == "(")
    }
}

impl Place<'_, '_> {
    /// Whether the subject of a weak verb `away` tokens before the quotation looks like somebody: a person, a pronoun, a
    /// name, a person by trade, a paper.
    pub(super) fn may_speak(&self, scene: &Scene, first: u32, end: u32, away: u32) -> bool {
        let doc = self.doc;
        if scene.speaker(first, end).value.as_entity().is_some() {
            return true;
        }
        let pronoun = is(doc, first, Class::Pronoun) && doc.word(first) != "it";
        let head = head(doc, first, end);
        let speaks = head.is_some_and(|i| speech::may_speak(doc, i));
        away <= MAX_WEAK_REACH && (pronoun || speaks || doc.tokens[end as usize - 1].capital)
    }

    /// Whether the word at `v`, which may be a verb of speech, is a noun here: `the report`, `his claims`.
    pub(super) fn is_noun(&self, scene: &Scene, v: u32) -> bool {
        let doc = self.doc;
        let before = v - 1;
        if doc.word(v).ends_with("ed") || doc.word(v).ends_with("ing") {
            return false;
        }
        scene.is_quoted(before)
            || matches!(class(doc, before), Some(Class::Determiner | Class::Preposition)) && doc.word(before) != "to"
            || doc.tokens[before as usize].kind == TokenKind::Possessive
    }

    /// `Lund’s call for`, `his warning that`: the noun of speech at token `v` and its possessor.
    pub(super) fn possessor(&self, scene: &Scene, v: u32) -> Option<Found> {
        let doc = self.doc;
        if !speech::is_speech_noun(doc, v) || self.open - v > MAX_WEAK_REACH {
            return None;
        }
        // `Lund’s remarks were “…”` is somebody else's word; `Lund’s answer was “…”` is his.
        let between = v + 1..self.open;
        let told = speech::is_words(doc, v)
            && is(doc, v + 1, Class::Be)
            && (v + 2 == self.open || matches!(doc.word(v + 2), "that" | ":" | ","));
        if between.clone().any(|i| is(doc, i, Class::Be)) && !told {
            return None;
        }
        // `Lund’s comments “are untrue”`: they are spoken of.
        let first = (self.open..self.close).find(|&i| !is_mark(doc.word(i)))?;
        let spoken_of = matches!(class(doc, first), Some(Class::Be | Class::Auxiliary | Class::Modal));
        if between.is_empty() && spoken_of {
            return None;
        }
        let low = v.saturating_sub(4).max(self.sentence.first);
        let mut near = (low..v).rev().take_while(|&i| !scene.is_quoted(i) && !matches!(doc.word(i), "," | "." | ";"));
        let at = near.find(|&i| {
            doc.tokens[i as usize].kind == TokenKind::Possessive || matches!(doc.word(i), "his" | "her" | "their")
        })?;
        // `his alleged “…”`: others say so.
        if (at + 1..self.open).any(|i| matches!(doc.word(i), "alleged" | "supposed" | "purported")) {
            return None;
        }
        let pronoun = doc.tokens[at as usize].kind != TokenKind::Possessive;
        let (first, speaker) = match scene.possessor_before(if pronoun { at + 1 } else { at }) {
            Some(found) => found,
            None if pronoun => (at, scene.speaker(at, at + 1)),
            None => {
                let (first, end) = scene.phrase_before(at, self.sentence.first)?;
                (first, scene.speaker(first, end))
            }
        };
        Some(Found { speaker, first, end: v + 1 })
    }
}
