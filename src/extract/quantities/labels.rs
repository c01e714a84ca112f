//! Numbers that count nothing: names, codes, marks of lists, scores, pronouns.

use super::numerals::{Form, Numeral, joined};
use super::reader::Reader;
use super::{lexicon, numerals, things};
use crate::text::TokenKind;

impl Reader<'_, '_> {
    /// Numbers that name or order something: `F-16`, `Boeing 787`, `Article 5`, `No. 10`, `17:34`, `3-1`.
    pub fn is_no_number(&self, first: u32, at: u32, n: &Numeral, money: bool) -> bool {
        if money {
            return false;
        }
        if self.is_compound(at, n.end) {
            return true;
        }
        if first == at && (self.splits(at) || at > self.lo + 1 && self.splits(at - 2)) {
            return false;
        }
        let digits = self.kind(at) == Some(TokenKind::Number);
        if !digits {
            let numbered = at > self.lo && matches!(self.lower(at - 1), "number" | "no");
            return numbered || self.is_pronoun(at, n) || self.is_named(at, n.end);
        }
        // Codes: a leading zero, too many digits, a footnote `[3]`, a paragraph `501(c)(4)`.
        let figures = self.word(at).as_bytes();
        let zero = figures.len() > 1 && figures[0] == b'0' && figures[1].is_ascii_digit();
        let note = self.mark(at + 1) == Some(']') && at > self.lo && self.mark(at - 1) == Some('[');
        let letter = self.mark(at + 1) == Some(')')
            && at > self.lo
            && self.mark(at - 1) == Some('(')
            && joined(self.doc, at - 1);
        if zero
            || note
            || letter
            || self.is_marker(at, n)
            || self.is_year(at, n)
            || self.is_programme(at, n.end)
            || figures.len() > 13 && !figures.contains(&b',')
        {
            return true;
        }
        // Letters joined before or behind: `MH17`, `24703L202`.
        if at > self.lo && joined(self.doc, at) && first == at {
            let before = at - 1;
            if self.mark(before).is_none() {
                return true;
            }
            let binds = matches!(
                self.mark(before),
                Some('-' | '‐' | '‑' | '–' | '/' | '.' | '#' | '_' | ':' | '@' | '&' | '=' | '%')
            );
            let bound = matches!(self.word(before.saturating_sub(1)), "sub" | "Sub" | "minus");
            if binds && !bound && (joined(self.doc, before) || self.mark(before) == Some('#')) {
                return true;
            }
        }
        let end = n.end;
        if end < self.hi && joined(self.doc, end) {
            match self.kind(end) {
                Some(TokenKind::Word) if lexicon::unit(self.doc, end).is_none() => return true,
                Some(TokenKind::Number) => return true,
                _ => {}
            }
            // `501(c)`
            if self.mark(end) == Some('(') && joined(self.doc, end + 1) {
                return true;
            }
            if matches!(self.mark(end), Some('/' | '@' | '_' | '=' | '&' | ':')) && joined(self.doc, end + 1) {
                return self.mark(end) != Some('/') || self.kind(end + 1) == Some(TokenKind::Number);
            }
        }
        if self.is_chain(end) {
            return true;
        }
        // `beat them 2-1`
        let dash = matches!(self.mark(end), Some('-' | '–')) && joined(self.doc, end) && joined(self.doc, end + 1);
        let falls = dash && numerals::cardinal(self.doc, end + 1).is_some_and(|b| b.value <= n.value && b.scale == 1.0);
        if numerals::ordinal(self.doc, at).is_some() || falls && self.kind(end + 1) == Some(TokenKind::Number) {
            return true;
        }
        self.is_label(at, end)
    }

    /// `49-44 percent`: the shares of two sides, the larger first.
    pub fn splits(&self, at: u32) -> bool {
        let whole = |k: u32| numerals::cardinal(self.doc, k).filter(|n| n.end == k + 1 && n.form == Form::Digits);
        let dash = matches!(self.mark(at + 1), Some('-' | '–')) && joined(self.doc, at + 1) && joined(self.doc, at + 2);
        let (Some(a), Some(b)) = (whole(at), whole(at + 2)) else { return false };
        let percent = lexicon::unit(self.doc, at + 3).is_some_and(|u| u.0.name == "percent" && u.1 <= self.hi);
        dash && percent && a.value > b.value && a.value + b.value <= 100.0
    }

    /// Four digits without a comma that may be a year are one, whatever stands behind them (`the 2014 races`), unless it is a
    /// unit or something that comes in thousands.
    fn is_year(&self, at: u32, n: &Numeral) -> bool {
        let figures = self.word(at);
        let plain = n.end == at + 1 && figures.len() == 4 && figures.bytes().all(|b| b.is_ascii_digit());
        if !plain || !(1900.0..2040.0).contains(&n.value) {
            return false;
        }
        let of = self.word(n.end) == "of" && self.word(n.end + 1) != "a";
        let measured = lexicon::unit(self.doc, n.end).is_some() || self.mark(n.end) == Some('-');
        let counted = self.thing(n.end, false).is_some_and(|(_, end)| {
            matches!(
                self.word(end - 1),
                "people"
                    | "men"
                    | "women"
                    | "children"
                    | "troops"
                    | "soldiers"
                    | "jobs"
                    | "workers"
                    | "employees"
                    | "homes"
                    | "houses"
                    | "words"
                    | "pages"
                    | "members"
                    | "students"
                    | "shares"
                    | "cars"
                    | "units"
                    | "points"
                    | "protesters"
                    | "families"
                    | "refugees"
                    | "migrants"
            )
        });
        !of && !measured && !counted && self.kind(n.end) != Some(TokenKind::Number)
    }

    /// A number that is part of a word: `one-on-one`, `two-for-one`, `all-in-one`.
    fn is_compound(&self, at: u32, end: u32) -> bool {
        let hyphen =
            |i: u32| matches!(self.mark(i), Some('-' | '‐' | '‑')) && joined(self.doc, i) && joined(self.doc, i + 1);
        let link = |i: u32| matches!(self.lower(i), "for" | "on" | "to" | "in" | "by" | "of" | "off" | "upmanship");
        let before = at >= self.lo + 2 && hyphen(at - 1) && link(at - 2);
        // `10-to-15 percent` is a range.
        let range = self.word(end + 1) == "to"
            && numerals::cardinal(self.doc, end + 3).is_some_and(|b| b.value > 2.0)
            && self.kind(at) == Some(TokenKind::Number);
        // `a one-two punch`, `one-way`, `one-sided`
        let words = self.kind(at) == Some(TokenKind::Word) && end == at + 1;
        let paired = words
            && (hyphen(end) && self.lower(at) == "one" && self.lower(end + 1) == "two"
                || at >= self.lo + 2 && hyphen(at - 1) && self.lower(at - 2) == "one" && self.lower(at) == "two");
        let kind = words
            && matches!(self.lower(at), "one" | "two")
            && hyphen(end)
            && matches!(
                self.lower(end + 1),
                "way" | "sided" | "stop" | "liner" | "liners" | "size" | "trick" | "note" | "percenter" | "percenters"
            );
        // `19-cv-0042`, a case before a court
        let docket = hyphen(end) && matches!(self.lower(end + 1), "cv" | "cr");
        let past = docket || words && self.lower(at) == "one" && hyphen(end) && self.lower(end + 1) == "time";
        before || paired || kind || past || hyphen(end) && link(end + 1) && !range
    }

    /// A number word within a name: `Seven Oaks`, `the Big Five`. In a headline in capitals nobody can tell.
    fn is_named(&self, at: u32, end: u32) -> bool {
        let written = |i: u32| self.capital(i) && !self.doc.tokens[i as usize].all_caps;
        let idiom = matches!((self.lower(at), self.word(end)), ("zero", "tolerance" | "hour" | "sum"))
            // `they zero in on it`
            || self.lower(at) == "zero" && self.word(end) == "in" && self.word(end + 1) == "on"
            || self.lower(at) == "zero" && self.mark(end) == Some('-') && self.word(end + 1) == "sum"
            // `@four_harbours`
            || at > self.lo && self.mark(at - 1) == Some('@') && joined(self.doc, at);
        if idiom
            || !written(at)
            || at == self.lo
            || self.kind(at - 1) != Some(TokenKind::Word)
            || self.begins_sentence(at)
        {
            return idiom;
        }
        // `1.26 billion`, and `Nine months` on the next line of a table
        let (before, here) = (self.doc.tokens[at as usize - 1].span.end, self.doc.tokens[at as usize].span.start);
        if here - before > 1 {
            return false;
        }
        self.near_small_words(at, end)
    }

    /// Whether longer words in small letters stand around tokens `at..end`, so that a capital says something.
    fn near_small_words(&self, at: u32, end: u32) -> bool {
        let Some(sentence) = self.doc.sentences.get(self.doc.sentence_of(at)) else { return false };
        let near = at.saturating_sub(12).max(sentence.first)..(end + 12).min(sentence.end);
        near.into_iter().any(|i| {
            let small = self.doc.tokens[i as usize].kind == TokenKind::Word && !self.doc.tokens[i as usize].capital;
            small && self.doc.word(i).len() > 3 && !things::is_stop(self.doc, i)
        })
    }

    /// A length of time as a name: "on 60 Minutes, she said".
    fn is_programme(&self, at: u32, end: u32) -> bool {
        self.capital(end)
            && !self.doc.tokens[end as usize].all_caps
            && joined(self.doc, end) == (self.mark(end) == Some('-'))
            && lexicon::unit(self.doc, end).is_some_and(|u| u.0.time && u.1 <= self.hi)
            && self.near_small_words(at, end)
    }

    /// The mark of an item in a list: `1) the town`, `(2) all reports`, `3. Stir.` at the head of a block.
    fn is_marker(&self, at: u32, n: &Numeral) -> bool {
        if n.end != at + 1 || n.value > 30.0 || n.value.fract() != 0.0 {
            return false;
        }
        let before = |n: u32| at.checked_sub(n).filter(|&i| i >= self.lo);
        match self.mark(n.end) {
            Some(')') if before(1).is_some_and(|i| self.mark(i) == Some('(')) => before(2).is_none_or(|i| {
                self.kind(i) == Some(TokenKind::Punct) || matches!(self.word(i), "and" | "or" | "the" | "that" | "to")
            }),
            Some(')') => !(at.saturating_sub(16).max(self.lo)..at).any(|i| self.mark(i) == Some('(')),
            Some('.') if joined(self.doc, n.end) && self.mark(n.end + 1) == Some(')') => at == self.lo,
            Some('.') if joined(self.doc, n.end) && self.capital(n.end + 1) => {
                // In a list that runs on, behind the end of a sentence or a figure: `1. Lund 40 2. Berg 30`
                let ends = |i: u32| {
                    matches!(self.mark(i), Some('.' | '?' | '!' | '|' | '•')) || self.kind(i) == Some(TokenKind::Number)
                };
                before(1).is_none_or(ends)
            }
            _ => false,
        }
    }

    /// Whether digits go on behind `end` with two more groups: `555-0100-22`.
    fn is_chain(&self, end: u32) -> bool {
        [end, end + 2].into_iter().all(|i| {
            matches!(self.mark(i), Some('-' | '–' | '/'))
                && joined(self.doc, i)
                && joined(self.doc, i + 1)
                && self.kind(i + 1) == Some(TokenKind::Number)
        })
    }

    /// A number behind its name: `Big 12`, `Flight 370`, `page 3`.
    fn is_label(&self, at: u32, end: u32) -> bool {
        if at == self.lo {
            return false;
        }
        let before = at - 1;
        let label = matches!(
            self.lower(before),
            "page"
                | "chapter"
                | "article"
                | "room"
                | "flight"
                | "route"
                | "number"
                | "phase"
                | "grade"
                | "level"
                | "type"
                | "section"
                | "line"
                | "no"
                | "nos"
                | "vol"
                | "episode"
                | "paragraph"
                | "act"
                | "gate"
                | "platform"
                | "highway"
                | "exit"
                | "unit"
                | "channel"
                | "volume"
                | "game"
                | "group"
                | "version"
                | "nr"
                | "nrs"
                | "exercise"
                | "step"
                | "area"
                | "building"
        ) || self.mark(before) == Some('.')
            && before > self.lo
            && matches!(self.lower(before - 1), "no" | "nos" | "nr" | "nrs");
        // `Chart 2`, `Copyright 2019`: where nothing is counted behind them
        let marked = matches!(
            self.lower(before),
            "chart"
                | "figure"
                | "fig"
                | "table"
                | "map"
                | "slide"
                | "exhibit"
                | "appendix"
                | "question"
                | "tip"
                | "item"
                | "season"
                | "round"
                | "rule"
                | "tier"
                | "category"
                | "district"
                | "ward"
                | "precinct"
                | "proposition"
                | "amendment"
                | "copyright"
        ) && lexicon::unit(self.doc, end).is_none()
            && self.mark(end) != Some('%')
            && self.thing(end, false).is_none();
        // `S&P 500 companies`, `Fortune 500 firms`
        let letter = self.word(before).len() == 1 && self.capital(before) && !matches!(self.word(before), "A" | "I");
        let index = matches!(
            self.word(before),
            "Fortune"
                | "Forbes"
                | "FTSE"
                | "Nasdaq"
                | "Dow"
                | "Russell"
                | "Nikkei"
                | "DAX"
                | "CAC"
                | "ASX"
                | "Stoxx"
                | "CSI"
        );
        if label || marked || letter || index {
            return true;
        }
        let name = self.kind(before) == Some(TokenKind::Word)
            && self.word(before).contains(char::is_uppercase)
            && !things::is_stop(self.doc, before)
            && !self.begins_sentence(before)
            && lexicon::comparator(self.doc, before).is_none();
        // `Boeing 777F`: a letter behind the number of a name is no unit.
        let letter = joined(self.doc, end) && self.word(end).len() == 1;
        let counts = lexicon::unit(self.doc, end).is_some_and(|_| !letter)
            || self.mark(end) == Some('%')
            || things::is_plural(self.doc, end) && !self.capital(end);
        name && !counts
    }

    fn begins_sentence(&self, i: u32) -> bool {
        self.doc.sentences.get(self.doc.sentence_of(i)).is_some_and(|s| s.first == i)
    }

    /// `one` as a pronoun, `the two`.
    fn is_pronoun(&self, at: u32, n: &Numeral) -> bool {
        if n.form == Form::Vague {
            // "several" and "a few" name no number.
            return n.scale == 1.0 && (n.high < 12.0 || self.word(n.end) != "of" && n.low == 20.0);
        }
        if self.word(at).eq_ignore_ascii_case("couple") {
            return true;
        }
        if n.end != at + 1 || n.value > 12.0 || n.form == Form::Fraction {
            return false;
        }
        let before = if at > self.lo { self.lower(at - 1) } else { "" };
        let counted = lexicon::unit(self.doc, n.end).is_some() || self.mark(n.end) == Some('-');
        if n.value == 1.0 {
            let determined = matches!(
                before,
                "no" | "this" | "that" | "the" | "any" | "each" | "every" | "which" | "some" | "another" | "only" | "a"
            );
            let hand = matches!(self.word(n.end), "hand" | "another" | "thing" | "day" | "side") && !determined;
            // `one to two billion`
            let range = matches!(self.word(n.end), "to" | "or") && numerals::cardinal(self.doc, n.end + 1).is_some();
            let free = things::is_stop(self.doc, n.end) && !range;
            // `at one time`, `one way or another`, `one wonders`
            let idiom = before == "at" && matches!(self.word(n.end), "time" | "stage" | "moment")
                || self.word(n.end) == "way" && self.word(n.end + 1) == "or"
                || !counted && things::is_no_one(self.doc, n.end);
            // `a loved one`, `the old one`
            let article = at >= self.lo + 2 && matches!(self.word(at - 2), "a" | "an" | "the" | "A" | "The");
            let noun = article && !counted && !things::is_stop(self.doc, at - 1);
            return determined || noun || hand || idiom || free && !counted || self.word(n.end) == "of";
        }
        // `the two agreed`
        let determined = matches!(before, "the" | "these" | "those" | "between" | "top" | "bottom");
        determined && !counted && self.thing(n.end, false).is_none()
    }
}
