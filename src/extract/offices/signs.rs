//! Of what time a role is told, by the words around it.
//!
//! A title before a name stays there when the office is long left: "nominated by President Lund". Nothing single tells the two
//! apart, so signs are added up: dates, the verb behind the name, what stands before the title, the tense of the sentence and of
//! what stands near, and the cues of the packs. The more a sign has shown to tell, the more points it has.

use jiff::ToSpan;

use super::times::{Tie, Times};
use crate::extract::quotes::{Class, class, says};
use crate::extract::{Mention, MentionKind};
use crate::facts::{DateValue, Day, Entity, Granularity, TimexType};
use crate::language::Era;
use crate::text::{Doc, Sentence, TokenKind};

/// Tokens to either side that count as near.
const NEAR: u32 = 60;

/// Days before the article's own date that its news may be from.
const NEWS: i64 = 10;

/// Days before the article's own date from which on a time is gone by.
const GONE: i64 = 60;

/// Tokens of an apposition or bracket behind a name at most.
const MAX_APPOSITION: u32 = 25;

/// Adverbs and days between a name and its verb at most: "Lund on Tuesday also said".
const MAX_ADVERBS: u32 = 4;

/// Points from which on a role is told of the article's own time.
const NOW: i32 = 11;

/// Points from which on it seems to be.
const LIKELY: i32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sign {
    /// A day of the article's own time in the sentence; near it.
    Dated,
    DatedNear,
    /// A time gone by in the sentence; near it.
    Gone,
    GoneNear,
    /// A day ahead.
    AheadNear,
    /// The role opens its sentence.
    Opens,
    /// "Ada Lund, president of Norway", "the president of Norway, Ada Lund": said of her, not only written before her name.
    Described,
    /// "former President Lund": the word was put in at the time of writing.
    Marked,
    /// "of President Lund", "since President Lund".
    Oblique,
    /// The verb behind the name: "has", "said", "speaks", "did".
    Present,
    Says,
    Speaks,
    Did,
    /// "President Lund’s plan".
    Possessive,
    /// "President Lund, who …".
    Who,
    /// "President Lund (D)".
    Bracket,
    /// "is" or "has" in the sentence.
    PresentTense,
    /// "was" or "had" in the sentence; near it.
    PastTense,
    PastTenseNear,
    /// Somebody says something near.
    SpeechNear,
    /// Elsewhere the same person does something now.
    ActsNear,
    /// Cues of the packs.
    CurrentHolds,
    CurrentClause,
    CurrentSentence,
    CurrentParagraph,
    PastHolds,
    PastClause,
    PastSentence,
    PastParagraph,
}

impl Sign {
    fn points(self) -> i32 {
        use Sign::*;
        match self {
            Dated => 5,
            Says | Present | ActsNear | Marked => 3,
            DatedNear | AheadNear | Opens | Described | Speaks | Bracket | PresentTense => 2,
            CurrentHolds | CurrentClause | CurrentSentence => 2,
            SpeechNear | Possessive | CurrentParagraph => 1,
            Did | Who | PastTense | PastClause | PastParagraph => -1,
            Oblique | GoneNear | PastTenseNear | PastSentence => -2,
            Gone => -4,
            PastHolds => -6,
        }
    }
}

/// What is read for the signs of one article.
pub(super) struct Signs<'a> {
    pub doc: &'a Doc<'a>,
    pub names: &'a [Mention],
    pub dates: &'a [Mention],
    pub times: &'a Times,
    /// The article's own date.
    pub own: Option<&'a DateValue>,
}

impl Signs<'_> {
    /// `now`, `likely` or `open`: whether the role at tokens `first..end` is told of the article's own time. `more`: what its own
    /// words say.
    pub fn told(&self, role: (u32, u32), who: Option<&Entity>, more: &[Sign]) -> &'static str {
        match self.of(role, who).into_iter().chain(more.iter().copied()).map(Sign::points).sum::<i32>() {
            NOW.. => "now",
            LIKELY.. => "likely",
            _ => "open",
        }
    }

    /// The signs of the role at tokens `first..end`, each once.
    pub fn of(&self, (first, end): (u32, u32), who: Option<&Entity>) -> Vec<Sign> {
        let doc = self.doc;
        let Some(sentence) = doc.sentences.get(doc.sentence_of(first)) else { return Vec::new() };
        let near = (first.saturating_sub(NEAR), (end + NEAR).min(doc.tokens.len() as u32));
        let mut found: Vec<Sign> = self.times.of((first, end)).map(|(era, tie)| cued(era, tie)).collect();
        self.dated(sentence, near, &mut found);
        found.extend(self.before(sentence, first));
        found.extend(self.verb(sentence, end));
        let at = |i: u32| doc.token(i).map_or("", |_| doc.word(i));
        if at(end) == "who" || at(end) == "," && at(end + 1) == "who" {
            found.push(Sign::Who);
        }
        if at(end) == "(" {
            found.push(Sign::Bracket);
        }
        self.tense(sentence, (first, end), near, &mut found);
        if (first..end).any(|i| self.is_over(i)) {
            found.push(Sign::PastHolds);
        }
        if let Some(who) = who {
            let from = self.names.partition_point(|m| m.end <= near.0);
            let others = self.names[from..].iter().take_while(|m| m.first < near.1);
            for m in others.filter(|m| m.kind == MentionKind::Person && !(first..end).contains(&m.first)) {
                let same = m.value.as_entity().is_some_and(|e| e.key == who.key);
                let sentence = doc.sentences.get(doc.sentence_of(m.first)).filter(|_| same);
                if sentence.is_some_and(|s| matches!(self.verb(s, m.end), Some(Sign::Present | Sign::Says))) {
                    found.push(Sign::ActsNear);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn dated(&self, sentence: &Sentence, near: (u32, u32), found: &mut Vec<Sign>) {
        let own = self.own.and_then(|d| d.from.zip(d.to));
        let start = self.dates.partition_point(|m| m.end <= near.0);
        for m in self.dates[start..].iter().take_while(|m| m.first < near.1) {
            let inside = sentence.first <= m.first && m.end <= sentence.end;
            let Some(date) = m.value.as_date() else { continue };
            let point = date.timex.as_ref().is_none_or(|t| matches!(t.kind, TimexType::Date | TimexType::Time));
            let Some((from, to)) = own else {
                // Of an article without a date the days without a year are news.
                if inside && date.yearless.is_some_and(|y| y.day.is_some()) {
                    found.push(Sign::Dated);
                }
                continue;
            };
            // A day without a year may be the one near the article's own.
            let nearest = || date.in_year(to.year());
            let Some((a, b)) = date.from.zip(date.to).or_else(nearest).filter(|_| point) else { continue };
            let day = date.granularity <= Granularity::Day;
            let back = |days: i64| -> Day { from.saturating_sub(days.days()) };
            if b < back(GONE) {
                found.push(if inside { Sign::Gone } else { Sign::GoneNear });
            } else if a > to && day && !inside {
                found.push(Sign::AheadNear);
            } else if a >= back(NEWS) && b >= back(NEWS) && a <= to && day {
                found.push(if inside { Sign::Dated } else { Sign::DatedNear });
            }
        }
    }

    fn before(&self, sentence: &Sentence, first: u32) -> Option<Sign> {
        let Some(i) = super::telling::before(self.doc, sentence, first) else { return Some(Sign::Opens) };
        match self.doc.folded(i) {
            "of" | "from" | "throughout" | "since" | "during" | "under" | "until" | "than" | "against" | "about"
            | "after" | "before" => Some(Sign::Oblique),
            _ => None,
        }
    }

    /// "Ada Lund | was a senator": she may be one no more. But she was named one.
    fn is_over(&self, at: u32) -> bool {
        let named = |word: &str| word.ends_with("ed") || matches!(word, "sworn" | "chosen" | "made" | "not");
        matches!(self.doc.folded(at), "was" | "were")
            && !self.doc.token(at + 1).is_some_and(|_| named(self.doc.folded(at + 1)))
    }

    /// What stands behind a name, appositions and brackets, adverbs and days passed over.
    fn verb(&self, sentence: &Sentence, end: u32) -> Option<Sign> {
        let doc = self.doc;
        if super::telling::is_possessive(doc, end) {
            return Some(Sign::Possessive);
        }
        let close = match doc.token(end).map(|_| doc.word(end)) {
            Some(",") => ",",
            Some("(") => ")",
            _ => "",
        };
        let mut at = end;
        if !close.is_empty() {
            let stop = sentence.end.min(end + MAX_APPOSITION);
            at = (end + 1..stop).find(|&i| doc.word(i) == close)? + 1;
        }
        let light = |i: u32| matches!(class(doc, i), Some(Class::Adverb | Class::Time)) || doc.word(i) == "on";
        let at = (at..sentence.end.min(at + MAX_ADVERBS + 1)).find(|&i| !light(i))?;
        let token = &doc.tokens[at as usize];
        let word = doc.folded(at);
        match word {
            "is" | "are" | "has" | "have" | "will" | "can" | "may" | "must" => Some(Sign::Present),
            "was" | "were" | "had" | "did" => Some(Sign::Did),
            _ if says(doc, at) => Some(Sign::Says),
            _ if token.capital || token.kind != TokenKind::Word || class(doc, at).is_some() => None,
            w if w.ends_with('s') && w.len() > 3 => Some(Sign::Speaks),
            _ => None,
        }
    }

    fn tense(&self, sentence: &Sentence, role: (u32, u32), near: (u32, u32), found: &mut Vec<Sign>) {
        let doc = self.doc;
        for i in near.0.min(sentence.first)..near.1.max(sentence.end) {
            if (role.0..role.1).contains(&i) {
                continue;
            }
            let inside = (sentence.first..sentence.end).contains(&i);
            if !inside && !(near.0..near.1).contains(&i) {
                continue;
            }
            let sign = match doc.folded(i) {
                "is" | "are" | "has" | "have" if inside => Sign::PresentTense,
                "was" | "were" | "did" | "had" => {
                    if inside {
                        Sign::PastTense
                    } else {
                        Sign::PastTenseNear
                    }
                }
                "said" | "says" | "told" if !inside => Sign::SpeechNear,
                _ => continue,
            };
            found.push(sign);
        }
    }
}

fn cued(era: Era, tie: Tie) -> Sign {
    match (era, tie) {
        (Era::Current, Tie::Holds) => Sign::CurrentHolds,
        (Era::Current, Tie::Clause) => Sign::CurrentClause,
        (Era::Current, Tie::Sentence) => Sign::CurrentSentence,
        (Era::Current, Tie::Paragraph) => Sign::CurrentParagraph,
        (Era::Past, Tie::Holds) => Sign::PastHolds,
        (Era::Past, Tie::Clause) => Sign::PastClause,
        (Era::Past, Tie::Sentence) => Sign::PastSentence,
        (Era::Past, Tie::Paragraph) => Sign::PastParagraph,
    }
}
