//! Who speaks: `“…,” Lund said`, `said Lund`, `Lund told the BBC that “…”`, `according to Lund`, and speeches that go
//! on. Where the words do not show it, nobody is named.

use std::ops::Range;

use super::issuer;
use super::marks::is_mark;
use super::medium::{BESIDE, medium, medium_in};
use super::phrase::{Class, Scene, Speaker, class, is};
use super::speech::{self, Strength};
use crate::extract::Mention;
use crate::facts::{Granularity, Provenance};
use crate::text::{Doc, Sentence, TokenKind};

/// Who is said to speak, and the verb that says so.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub speaker: Speaker,
    /// Tokens of the attribution: from subject or verb, whichever comes first, to the other's end.
    pub first: u32,
    pub end: u32,
}

impl Found {
    /// The same speaker for the next piece of the speech.
    pub(super) fn taken_up(&self) -> Found {
        let mut found = self.clone();
        found.speaker.by.get_or_insert_with(|| Provenance::of(&"continued speech"));
        found
    }
}

/// Tokens between a verb of speech and the words it introduces.
pub(super) const MAX_REACH: u32 = 60;
/// The same for verbs that are mostly used otherwise.
pub(super) const MAX_WEAK_REACH: u32 = 14;
/// The same for them beside somebody who is known by name.
const MAX_KNOWN_REACH: u32 = 24;

/// What a quotation is.
#[derive(Clone, Debug)]
pub(super) enum Use {
    Spoken(Found),
    /// Somebody's words, as far as can be told.
    Open,
    /// The title of a work, or a word or name held at arm's length.
    Nobody,
}

impl Use {
    pub(super) fn found(&self) -> Option<&Found> {
        match self {
            Use::Spoken(found) => Some(found),
            _ => None,
        }
    }
}

/// How each quotation is used, and who speaks it.
pub(super) fn uses(scene: &Scene, quotes: &[Mention]) -> Vec<Use> {
    let doc = scene.doc;
    let mut out: Vec<Use> = Vec::with_capacity(quotes.len());
    let mut title: Option<u32> = None;
    let doubles = quotes.iter().filter(|q| !matches!(doc.word(q.first.saturating_sub(1)), "'" | "‘")).count();
    let doubles = doubles * 2 > quotes.len();
    for (k, quote) in quotes.iter().enumerate() {
        let place = Place::new(doc, quotes, k);
        // `“Harbours” and “Bridges”`
        let lists = title.is_some_and(|end| place.joins(end));
        if place.is_title(quote, lists) {
            title = Some(quote.end);
            out.push(Use::Nobody);
            continue;
        }
        title = None;
        if place.is_crosshead(quote, doubles) {
            out.push(Use::Nobody);
            continue;
        }
        let found = place
            .own(scene)
            .or_else(|| place.before(scene, k.checked_sub(1).and_then(|p| out[p].found())))
            .or_else(|| place.behind(scene))
            .or_else(|| place.continued(scene, quotes, &out));
        out.push(match found {
            Some(found) => Use::Spoken(found),
            None if place.is_term(quote) && medium_of(scene, quote, None).is_none() => Use::Nobody,
            None => Use::Open,
        });
    }
    out
}

/// The medium named in the sentence of the quotation or of its attribution, else in the sentence before it. Returns its
/// name and its tokens.
pub(super) fn medium_of(scene: &Scene, quote: &Mention, found: Option<&Found>) -> Option<(&'static str, Range<u32>)> {
    let doc = scene.doc;
    let quoted = |i: u32| scene.is_quoted(i);
    let beside = |i: u32| {
        let said = found.is_some_and(|f| (f.first..f.end).contains(&i));
        said || (quote.first.saturating_sub(BESIDE)..quote.end + BESIDE).contains(&i)
    };
    let begins = doc.sentence_of(quote.first.saturating_sub(1));
    let own = [Some(begins), Some(doc.sentence_of(quote.end - 1)), found.map(|f| doc.sentence_of(f.first))];
    let block = doc.sentences.get(begins)?.block;
    let before = begins.checked_sub(1).filter(|&s| doc.sentences[s].block == block);
    let apart = |i: u32| quoted(i) || found.is_some_and(|f| is_of_another(scene, f, i));
    let named_in = |s: usize| {
        let sentence = doc.sentences.get(s)?;
        let near = sentence.first.max(quote.first.saturating_sub(MAX_REACH))..sentence.end.min(quote.end + MAX_REACH);
        medium(doc, near, &apart, &beside)
    };
    // "The press release from the ministry praised “…”"
    let tells = || {
        let (first, end) = doc.tokens_in(found?.speaker.span);
        medium_in(doc, issuer::text_of(doc, first, end)?)
    };
    own.into_iter().flatten().find_map(named_in).or_else(tells).or_else(|| before.and_then(named_in))
}

/// Whether the medium at token `at` is another's than who speaks, "during Berg’s testimony", or of another time than what is said: "said Lund,
/// who gave a speech".
fn is_of_another(scene: &Scene, found: &Found, at: u32) -> bool {
    const NEAR: u32 = 4;
    let doc = scene.doc;
    let owner = (at.saturating_sub(NEAR)..at).rev().find(|&i| doc.tokens[i as usize].kind == TokenKind::Possessive);
    let owner = owner.and_then(|i| scene.person_before(i)).map(|(first, end)| scene.speaker(first, end).value);
    let another = match (owner.as_ref().and_then(|o| o.as_entity()), found.speaker.value.as_entity()) {
        (Some(owner), Some(speaker)) => owner != speaker,
        _ => false,
    };
    let aside = |i: u32| matches!(doc.word(i), "where" | "who" | "whom" | "after" | "before");
    let reach = found.end..at.min(found.end + MAX_REACH);
    another || at < found.end + MAX_REACH && reach.into_iter().any(|i| aside(i) && !scene.is_quoted(i))
}

/// When it was said: the date within a few words behind the attribution, as in `Lund told reporters on Monday`.
pub(super) fn date_of<'m>(scene: &Scene, found: &Found, dates: &'m [Mention]) -> Option<&'m Mention> {
    const REACH: u32 = 6;
    let doc = scene.doc;
    let end = doc.sentences.get(doc.sentence_of(found.end - 1))?.end;
    let at = dates.partition_point(|d| d.first < found.end);
    let date = dates.get(at).filter(|d| d.first < (found.end + REACH).min(end))?;
    let clear = (found.end..date.first).all(|i| {
        !scene.is_quoted(i) && speech::verb(doc, i).is_none() && !is(doc, i, Class::Clause) && doc.word(i) != ";"
    });
    let day = date.value.as_date().is_some_and(|d| d.granularity <= Granularity::Month);
    (clear && day).then_some(date)
}

/// A quotation and what stands around it.
pub(super) struct Place<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    /// Its opening mark, and the token after its closing one.
    pub(super) open: u32,
    pub(super) close: u32,
    /// The last token inside.
    pub(super) last: u32,
    /// The sentence that it begins in, from its start to the quotation.
    pub(super) sentence: Sentence,
    /// End of what stands behind it: the next quotation, or the end of the sentence that takes it up.
    stop: u32,
    /// End of the sentence that it ends in.
    pub(super) sentence_end: u32,
}

impl<'d, 't> Place<'d, 't> {
    fn new(doc: &'d Doc<'t>, quotes: &[Mention], k: usize) -> Place<'d, 't> {
        let q = &quotes[k];
        let mut open = q.first.saturating_sub(1);
        // A mark of two apostrophes or backticks.
        if open > 0 && !doc.tokens[open as usize].spaced && matches!(doc.word(open), "'" | "`") {
            open -= u32::from(doc.word(open - 1) == doc.word(open));
        }
        let count = doc.tokens.len() as u32;
        let mut close = q.end;
        while close < count && close < q.end + 2 && is_mark(doc.word(close)) {
            close += 1;
        }
        // The marks of a quotation inside do not count: `… ‘no,’” he said`.
        let last = (q.first..q.end).rev().find(|&i| !is_mark(doc.word(i))).unwrap_or(q.end - 1);
        let sentence = doc.sentences[doc.sentence_of(open).min(doc.sentences.len() - 1)];
        let ends_in = doc.sentences[doc.sentence_of(last).min(doc.sentences.len() - 1)];
        let mut stop = ends_in.end;
        // `“Why?” Lund asked`: the mark ends a sentence, but not the reporter's.
        let goes_on = matches!(doc.word(last), "?" | "!" | "…" | "," | "—" | "–" | "-");
        let block_end = doc.blocks[ends_in.block as usize].end;
        if stop <= close && goes_on && close < block_end {
            stop = doc.sentences[doc.sentence_of(close)].end;
        }
        let next = quotes.get(k + 1).map_or(count, |n| n.first.saturating_sub(1));
        Place { doc, open, close, last, sentence, stop: stop.min(block_end).min(next), sentence_end: ends_in.end }
    }

    /// Right behind the quotation: `,” said Lund`, `,” Lund said`, `,” according to Lund`.
    fn own(&self, scene: &Scene) -> Option<Found> {
        let doc = self.doc;
        let mut at = self.close;
        let last = doc.word(self.last);
        let outside = at < self.stop && matches!(doc.word(at), "," | "—" | "–" | "-");
        at += u32::from(outside);
        let joined = outside || matches!(last, "," | "?" | "!" | "…" | "—" | "–" | "-");
        if at >= self.stop {
            return None;
        }
        if !joined && last == "." && doc.tokens[at as usize].capital {
            return None;
        }
        if let Some(found) = self.according(scene, at, self.stop) {
            return Some(found);
        }
        if !joined && last != "." {
            // A quoted word within the sentence; only `‘No’ said Lund` is left, and a whole sentence: `“We go” Lund said`.
            let inverted = || self.inverted(scene, at);
            if speech::says(doc, at) && !doc.word(at).ends_with("ing") {
                return inverted();
            }
            const NEAR: u32 = 6;
            let whole = self.open == self.sentence.first && self.close - self.open > NEAR;
            return whole.then(|| self.subject_first(scene, at, self.stop.min(at + NEAR))).flatten();
        }
        self.inverted(scene, at)
            .or_else(|| self.subject_first(scene, at, self.stop))
            .or_else(|| self.unheard(scene, at).filter(|_| joined))
    }

    /// Right behind the quotation a verb that no list has: `,” beamed Lund.`, `,” she mused.`
    fn unheard(&self, scene: &Scene, at: u32) -> Option<Found> {
        let doc = self.doc;
        let told = |v: u32| {
            v < self.stop
                && doc.tokens[v as usize].kind == TokenKind::Word
                && !doc.tokens[v as usize].capital
                && doc.word(v).ends_with("ed")
                && class(doc, v).is_none()
        };
        let stands_alone = |end: u32| {
            end >= self.stop
                || matches!(doc.word(end), "." | "," | ";" | ":")
                || matches!(class(doc, end), Some(Class::Preposition | Class::Adverb | Class::Time | Class::Clause))
        };
        if told(at) {
            let (first, end) = scene.phrase_after(at + 1, self.stop)?;
            let speaker = scene.speaker(first, end);
            let known = speaker.value.as_entity().is_some() || is(doc, first, Class::Pronoun);
            return (known && stands_alone(end)).then_some(Found { speaker, first: at, end });
        }
        let (first, end) = scene.phrase_after(at, self.stop)?;
        let verb = (end..self.stop).find(|&i| !is(doc, i, Class::Adverb))?;
        let speaker = scene.speaker(first, end);
        let known = speaker.value.as_entity().is_some() || matches!(doc.word(first), "he" | "she");
        (known && told(verb) && stands_alone(verb + 1)).then_some(Found { speaker, first, end: verb + 1 })
    }

    /// `said Lund`, with the verb at token `at`.
    pub(super) fn inverted(&self, scene: &Scene, at: u32) -> Option<Found> {
        let doc = self.doc;
        speech::verb(doc, at)?;
        if doc.word(at).ends_with("ing") || doc.tokens[at as usize].capital {
            return None;
        }
        let (first, end) = scene.phrase_after(at + 1, self.stop)?;
        let speaker = scene.speaker(first, end);
        // `said the mayor, Per Lund`: the name behind the description is the speaker.
        if end + 1 < self.stop
            && doc.word(end) == ","
            && is(doc, first, Class::Determiner)
            && let Some((f, e)) = scene.phrase_after(end + 1, self.stop)
        {
            let named = scene.speaker(f, e);
            if named.value.as_entity().is_some() && doc.tokens[f as usize].capital {
                return Some(Found { speaker: named, first: at, end: e });
            }
        }
        Some(Found { speaker, first: at, end })
    }

    /// `Lund said`, `Lund, the mayor of Dorn, said`, with the subject at token `at`.
    pub(super) fn subject_first(&self, scene: &Scene, at: u32, stop: u32) -> Option<Found> {
        let doc = self.doc;
        let limit = stop.min(at + MAX_REACH / 2);
        for v in at + 1..limit {
            if scene.is_quoted(v) {
                return None;
            }
            let Some(strength) = speech::verb(doc, v) else { continue };
            // `Lund, the report's author, said`
            let genitive = doc.token(v + 1).is_some_and(|t| t.kind == TokenKind::Possessive);
            if genitive || doc.tokens[v as usize].capital && strength == Strength::Weak {
                continue;
            }
            let Some((first, end, _)) = scene.subject_of(v, at) else { continue };
            // The subject begins what stands behind the mark, adverbs and adjectives apart.
            let opens = (at..first).all(|i| {
                matches!(class(doc, i), Some(Class::Adverb | Class::Determiner))
                    || doc.tokens[i as usize].capital
                    || matches!(doc.word(i), "." | "," | "-")
                    || (doc.tokens[i as usize].is_word() && class(doc, i).is_none() && speech::verb(doc, i).is_none())
            });
            if opens {
                return Some(Found { speaker: scene.speaker(first, end), first, end: v + 1 });
            }
            // `Lund, the man who runs the port said`: the second comma is missing.
            let (first, end) = scene.phrase_after(at, v).filter(|&(_, e)| doc.word(e) == ",")?;
            let speaker = scene.speaker(first, end);
            let told = strength == Strength::Strong && speaker.value.as_entity().is_some();
            return told.then_some(Found { speaker, first, end: v + 1 });
        }
        None
    }

    /// `according to Lund` at token `at`.
    pub(super) fn according(&self, scene: &Scene, at: u32, stop: u32) -> Option<Found> {
        let doc = self.doc;
        if at + 2 >= stop || !doc.word(at).eq_ignore_ascii_case("according") || doc.word(at + 1) != "to" {
            return None;
        }
        let (first, end) = scene.phrase_after(at + 2, stop)?;
        Some(Found { speaker: scene.speaker(first, end), first: at, end })
    }

    /// In the sentence before the quotation: `Lund told the BBC that “…”`, `Lund: “…”`, `Lund’s call for “…”`.
    fn before(&self, scene: &Scene, previous: Option<&Found>) -> Option<Found> {
        let doc = self.doc;
        let from = self.sentence.first;
        let low = self.open.saturating_sub(MAX_REACH).max(from);
        let mut negated = false;
        for v in (low..self.open).rev() {
            if scene.is_quoted(v) {
                continue;
            }
            if let Some(found) = previous.filter(|p| p.first <= v && v < p.end) {
                return Some(found.clone());
            }
            if let Some(found) = self.according(scene, v, self.open) {
                return Some(found);
            }
            if let Some(found) = self.possessor(scene, v) {
                return Some(found);
            }
            let Some(strength) = speech::verb(doc, v) else { continue };
            let told = strength == Strength::Strong || speech::tells_that(doc, v);
            let away = self.open - v;
            if !told && away > MAX_KNOWN_REACH || !self.uses_words(v) {
                continue;
            }
            let noun = v > from && (doc.tokens[v as usize].capital || self.is_noun(scene, v));
            if noun {
                continue;
            }
            if v > from && is(doc, v - 1, Class::Negation) {
                if strength == Strength::Strong {
                    return None;
                }
                // `Lund said he was not going to be “…”`: only a sure verb counts further ahead.
                negated = true;
            }
            if negated && strength == Strength::Weak {
                continue;
            }
            let Some((first, end, passive)) = scene.subject_of(v, from) else { continue };
            // `Aptly termed “…”`
            if first == from && end == first + 1 && doc.word(first).ends_with("ly") && !scene.is_named(first) {
                continue;
            }
            // `Harbour town accused of “neglect”`
            let object = strength == Strength::Weak && doc.word(v).ends_with("ed") && doc.word(v) != "talked";
            let suffers = object && matches!(doc.word(v + 1), "of" | "over" | "by");
            if passive || suffers {
                // `was called “…” by Lund`, `was told by Lund that “…”`
                let by = [v + 1, self.close].into_iter().find(|&i| doc.token(i).is_some() && doc.word(i) == "by");
                let Some(by) = by else {
                    if suffers {
                        continue;
                    }
                    return None;
                };
                let (first, end) = scene.phrase_after(by + 1, self.sentence_end.max(by + 1))?;
                return Some(Found { speaker: scene.speaker(first, end), first: v, end });
            }
            if !told && !self.may_speak(scene, first, end, away) {
                continue;
            }
            return Some(Found { speaker: scene.speaker(first, end), first, end: v + 1 });
        }
        if let Some(found) = self.announced(scene) {
            return Some(found);
        }
        if self.open <= from + 1 || doc.word(self.open - 1) != ":" {
            return None;
        }
        // `Lund: “…”`
        let label = scene.phrase_before(self.open - 1, from).filter(|&(first, end)| {
            first == from || !is(doc, first, Class::Determiner) && scene.speaker(first, end).value.as_entity().is_some()
        });
        // `Lund leaned in and boomed: “…”`
        let (first, end) = label.or_else(|| {
            let known = |&(f, e): &(u32, u32)| scene.speaker(f, e).value.as_entity().is_some();
            scene.main_subject(from, self.open - 1).filter(known)
        })?;
        Some(Found { speaker: scene.speaker(first, end), first, end })
    }

    /// Who uses something else than words uses what the quotation names: `used the word “…”`, but `uses “loose ends” as proof`.
    fn uses_words(&self, v: u32) -> bool {
        const WORDS: &[&str] = &[
            "word",
            "words",
            "phrase",
            "phrases",
            "term",
            "terms",
            "expression",
            "language",
            "line",
            "slur",
            "adjective",
            "adjectives",
            "name",
            "names",
            "epithet",
        ];
        !matches!(self.doc.word(v), "use" | "uses" | "used" | "using")
            || (v + 1..self.open).any(|i| WORDS.contains(&self.doc.word(i)))
    }

    /// The sentence begins with its verb: `Said Lund, who came from Dorn, “…”`.
    fn announced(&self, scene: &Scene) -> Option<Found> {
        let (doc, from) = (self.doc, self.sentence.first);
        let inverted = from < self.open
            && speech::verb(doc, from) == Some(Strength::Strong)
            && (doc.word(from) == "Said" || doc.word(from).ends_with("ed"))
            && matches!(doc.word(self.open - 1), "," | ":");
        let (first, end) = scene.phrase_after(from + 1, self.open).filter(|_| inverted)?;
        let speaker = scene.speaker(first, end);
        let named = speaker.value.as_entity().is_some() || doc.tokens[first as usize].capital;
        named.then_some(Found { speaker, first: from, end })
    }
}
