//! What stands behind a number: the end of a range, the unit, the counted thing.

use super::lent::Lent;
use super::lexicon::Unit;
use super::numerals::{Form, Numeral, joined};
use super::reader::{Figures, Reader};
use super::{Found, lexicon, number, numerals, things};
use crate::facts::Comparator;
use crate::text::TokenKind;

impl Reader<'_, '_> {
    /// Everything behind the number.
    pub fn measure(
        &self,
        first: u32,
        comparator: Option<(Comparator, (u32, u32))>,
        a: Figures,
        between: bool,
    ) -> Option<Found> {
        let reader = Reader { doc: self.doc, lo: self.lo, hi: self.wall(a.numeral.end) };
        reader.measure_within(first, comparator, a, between)
    }

    /// Where a new line or column begins: what stands there is no part of the amount before it.
    fn wall(&self, from: u32) -> u32 {
        (from..self.hi.min(from + 16))
            .find(|&i| {
                let (before, token) = (&self.doc.tokens[i as usize - 1], &self.doc.tokens[i as usize]);
                let gap = &self.doc.text[before.span.end as usize..token.span.start as usize];
                gap.len() > 2 || gap.contains('\n') && token.capital
            })
            .unwrap_or(self.hi)
    }

    fn measure_within(
        &self,
        first: u32,
        comparator: Option<(Comparator, (u32, u32))>,
        a: Figures,
        between: bool,
    ) -> Option<Found> {
        let bounded = self.upper_bound(&a, comparator.map(|c| c.0));
        let range = bounded.or_else(|| self.second(first, &a, between));
        if between && range.is_none() {
            return None;
        }
        let start = if between { first } else { comparator.map_or(a.first, |_| first) };
        let (low, mut last) = match &range {
            Some((b, low)) => (Some(*low), *b),
            None => (None, a),
        };
        let mut end = last.numeral.end;
        let figures = (a.first, end);
        // Both bounds are said: nothing is left to compare.
        let mut comparator = comparator.filter(|_| bounded.is_none());
        let behind = |at: &mut u32, comparator: &mut Option<(Comparator, (u32, u32))>| {
            if comparator.is_none()
                && let Some((c, stop)) = self.comparator_behind(*at)
            {
                *comparator = Some((c, (*at, stop)));
                *at = stop;
            }
        };
        if self.mark(end) == Some('+') && joined(self.doc, end) && comparator.is_none() {
            comparator = Some((Comparator::AtLeast, (end, end + 1)));
            end += 1;
        }
        behind(&mut end, &mut comparator);
        // `some 40-odd boats`
        end = self.odd(end).unwrap_or(end);
        let mut added = 0.0;
        if self.takes_of(&last.numeral) && self.word(end) == "of" && lexicon::unit(self.doc, end + 1).is_some() {
            // `hundreds of miles`, `a couple of hours`
            end += 1;
        }
        let from = end;
        let unit = match self.of_unit(end).filter(|_| last.numeral.form == Form::Fraction && low.is_none()) {
            Some((unit, first, stop)) => {
                end = stop;
                Some((unit.name.to_string(), (first, stop)))
            }
            None => self.unit(&mut last, &a, &mut end, &mut added),
        };
        if unit.is_none() && from > last.numeral.end && self.word(from - 1) == "of" {
            end = from - 1;
        }
        last.numeral.value += added;
        behind(&mut end, &mut comparator);
        let unit = unit.or_else(|| self.old(&mut end));
        let mut lent = None;
        if low.is_none() && (unit.is_none() || last.money.is_some()) && last.numeral.form != Form::Vague {
            if let Some(scale) = self.lent_scale(first, &last) {
                last.numeral = last.numeral.times(scale, last.numeral.end);
            }
            lent = if unit.is_none() { self.suspended(&mut end) } else { None };
        }
        let unit = match lent {
            Some(Lent::Unit(name)) => Some((name.to_string(), figures)),
            _ => unit.or_else(|| {
                let before = || self.unit_before(first, &last).filter(|_| low.is_none());
                let name = self.lent_unit(first, &last, low.is_some()).or_else(before)?;
                Some((name.to_string(), figures))
            }),
        };
        // A third of the cows and ten cows are no two counts of one thing.
        // Shares that rise `5/8` rise by points.
        let written = self.kind(last.numeral.end - 1) == Some(TokenKind::Number);
        let share = unit.is_none()
            && last.numeral.form == Form::Fraction
            && (!written
                || matches!(self.word(last.numeral.end), "of" | "the")
                || self.word(last.numeral.end - 2) != "/");
        let mut counted = unit.is_none().then(|| self.counted(end, &last.numeral)).flatten();
        if let Some((_, stop)) = counted {
            end = stop;
            // `30 people or more`
            if last.numeral.form != Form::Fraction && low.is_none() {
                behind(&mut end, &mut comparator);
            }
        }
        let mut thing = counted.map(|at| (at, at));
        if let Some(Lent::Thing(at)) = lent {
            counted = Some(at);
            thing = Some((at, figures));
        }
        if let Some(low) = low
            && unit.is_none()
            && counted.is_none()
            && !between
            && bounded.is_none()
            && last.numeral.scale == 1.0
            && low >= 0.0
            && self.word(a.numeral.end) != "to"
        {
            // `lost 2-4`, `555-1212`
            return None;
        }
        let unit = if share { Some(("share".to_string(), figures)) } else { unit };
        let counts = counted.is_some() && !share;
        let kind = comparator.map_or(Comparator::Exactly, |c| c.0);
        let number = match low {
            Some(low) => super::range(low, &last.numeral, kind),
            None => number(last.numeral, kind, counts),
        };
        Some(Found { first: start, end, number, figures, comparator: comparator.map(|c| c.1), unit, thing })
    }

    /// Whether what is counted stands behind `of`: `dozens of cows`, `a couple of cows`.
    fn takes_of(&self, n: &Numeral) -> bool {
        n.form == Form::Vague || self.word(n.end - 1).eq_ignore_ascii_case("couple")
    }

    /// `-odd` of `40-odd boats`, `-some` of `20-some years`: the token behind it.
    fn odd(&self, at: u32) -> Option<u32> {
        let hyphen = self.mark(at) == Some('-') && joined(self.doc, at) && joined(self.doc, at + 1);
        (hyphen && matches!(self.word(at + 1), "odd" | "some")).then_some(at + 2)
    }

    /// `or more`, `and older`, `-plus`, `plus years`; "40 and over 50" and "1 and up to 4" are two numbers.
    fn comparator_behind(&self, at: u32) -> Option<(Comparator, u32)> {
        let hyphen = self.mark(at) == Some('-') && joined(self.doc, at) && joined(self.doc, at + 1);
        let plus = if hyphen { at + 1 } else { at };
        if self.word(plus) == "plus" {
            let counts = lexicon::unit(self.doc, plus + 1).is_some() || things::is_plural(self.doc, plus + 1);
            return (hyphen || counts).then_some((Comparator::AtLeast, plus + 1));
        }
        if let Some(stop) = self.odd(at) {
            return Some((Comparator::About, stop));
        }
        let (comparator, stop) = lexicon::comparator_behind(self.doc, at).filter(|b| b.1 <= self.hi)?;
        let goes_on = self.word(stop) == "to"
            || self.kind(stop) == Some(TokenKind::Number)
            || numerals::is_number_word(self.doc, stop)
            || self.currency(stop).is_some();
        (!goes_on).then_some((comparator, stop))
    }

    /// `87 yo`, `87 y/o`
    fn old(&self, end: &mut u32) -> Option<(String, (u32, u32))> {
        let stop = match self.word(*end) {
            "yo" => *end + 1,
            "y" if self.mark(*end + 1) == Some('/') && self.word(*end + 2) == "o" => *end + 3,
            _ => return None,
        };
        let at = *end;
        *end = stop;
        Some(("year".to_string(), (at, stop)))
    }

    /// The unit at `end`, with its rate; moves `end` behind it.
    fn unit(&self, last: &mut Figures, a: &Figures, end: &mut u32, added: &mut f64) -> Option<(String, (u32, u32))> {
        if let Some((inches, stop)) = self.feet(*end).filter(|_| last.money.is_none()) {
            let at = (*end, stop);
            *added = inches;
            *end = stop;
            return Some(("foot".to_string(), at));
        }
        let hyphen =
            matches!(self.mark(*end), Some('-' | '‐' | '‑')) && joined(self.doc, *end) && joined(self.doc, *end + 1);
        let at = if hyphen || self.is_cut_unit(*end) { *end + 1 } else { *end };
        let money = last.money.or(a.money);
        let at = if money.is_none() && self.is_measured(at) { at + 1 } else { at };
        // `12 MEUR`
        if let (None, 1.0, Some((name, scale))) = (money, last.numeral.scale, lexicon::scaled_code(self.word(at))) {
            last.numeral = last.numeral.times(scale, at + 1);
            *end = at + 1;
            return Some((name.to_string(), (at, at + 1)));
        }
        let behind = lexicon::unit(self.doc, at).filter(|u| u.1 <= self.hi);
        let (name, tokens, stop) = match (money, behind) {
            // `US $58 million dollars`
            (Some((_, first, _)), Some((unit, stop))) if unit.money => (unit.name, (first, stop), stop),
            (Some((name, first, to)), _) => (name, (first, to), *end),
            (None, Some((unit, stop))) if self.is_unit(unit, at, stop) => (unit.name, (at, stop), stop),
            _ => return None,
        };
        *end = stop;
        // `75 USD million`
        if money.is_none()
            && self.word(at).bytes().all(|b| b.is_ascii_uppercase())
            && lexicon::is_money(name)
            && let Some((scale, stop)) = numerals::multiplier(self.doc, stop).filter(|m| m.0 >= 1e6 && m.1 <= self.hi)
        {
            last.numeral = last.numeral.times(scale, stop);
            *end = stop;
            return Some((name.to_string(), tokens));
        }
        if let Some(sum) = self.smaller(name, stop, last) {
            *added = sum.0;
            *end = sum.1;
            return Some((name.to_string(), (tokens.0, sum.1)));
        }
        let mut name = name.to_string();
        let mut tokens = tokens;
        if name == "year" || name == "month" || name == "week" || name == "day" {
            // `five years old`, `15-year-old`, `three years of age`
            let old = if matches!(self.mark(stop), Some('-')) { stop + 1 } else { stop };
            if matches!(self.word(old), "old" | "olds") {
                *end = old + 1;
            } else if self.word(stop) == "of" && self.word(stop + 1) == "age" {
                *end = stop + 2;
            }
        }
        let timed = name == "percent" || lexicon::is_time(&name);
        if let Some((per, stop)) = self.rate(stop, money.is_some()).filter(|_| !timed) {
            name = format!("{name} per {per}");
            tokens.1 = stop.max(tokens.1);
            *end = stop;
        }
        Some((name, tokens))
    }

    /// `four more years`, `two full days`: a word between the number at `i` and its unit, which leaves the unit what it is.
    fn is_measured(&self, i: u32) -> bool {
        matches!(
            self.word(i),
            "more"
                | "additional"
                | "extra"
                | "further"
                | "full"
                | "whole"
                | "entire"
                | "long"
                | "short"
                | "straight"
                | "consecutive"
                | "successive"
                | "solid"
                | "separate"
        ) && lexicon::unit(self.doc, i + 1).is_some()
            // `two US gallons`
            || matches!(self.word(i), "US" | "U.S." | "imperial")
                && lexicon::unit(self.doc, i + 1).is_some_and(|u| !u.0.money && !u.0.time)
    }

    /// `5'10"`: what the inches behind the mark of feet at `i` add, and the token after them.
    fn feet(&self, i: u32) -> Option<(f64, u32)> {
        let mark = matches!(self.mark(i), Some('\'' | '’' | '′')) && joined(self.doc, i) && joined(self.doc, i + 1);
        let digits = self.kind(i + 1) == Some(TokenKind::Number);
        let n = numerals::cardinal(self.doc, i + 1).filter(|n| mark && digits && n.end <= self.hi && n.value < 12.0)?;
        let closed = matches!(self.mark(n.end), Some('"' | '”' | '″')) && joined(self.doc, n.end);
        Some((n.value / 12.0, if closed { n.end + 1 } else { n.end }))
    }

    /// Whether a unit in the singular stands behind a hyphen with blanks: `30 - year bonds`.
    fn is_cut_unit(&self, i: u32) -> bool {
        numerals::cut_hyphen(self.doc, i)
            && matches!(
                self.word(i + 1),
                "year" | "month" | "week" | "day" | "hour" | "minute" | "mile" | "inch" | "foot" | "pound" | "ounce"
            )
    }

    /// `5 feet 2 inches`: what the smaller unit adds to the larger one, and the token after it.
    fn smaller(&self, unit: &str, at: u32, last: &Figures) -> Option<(f64, u32)> {
        let (small, parts) = match unit {
            "foot" => ("inch", 12.0),
            "pound" | "pound-mass" if !self.is_price(at, last) => ("ounce", 16.0),
            "USD" | "EUR" | "CAD" | "AUD" | "NZD" | "GBP" | "pound" if last.numeral.scale == 1.0 => {
                return self.cents(at, last);
            }
            _ => return None,
        };
        // `5-foot-10`
        let hyphen = self.mark(at) == Some('-') && joined(self.doc, at) && joined(self.doc, at + 1);
        let at = if hyphen || self.word(at) == "and" || self.mark(at) == Some(',') { at + 1 } else { at };
        let n = numerals::cardinal(self.doc, at).filter(|n| n.end <= self.hi && n.value < parts)?;
        let digits = self.kind(at) == Some(TokenKind::Number);
        let stop = match lexicon::unit(self.doc, n.end) {
            Some((unit, stop)) if unit.name == small => stop,
            // `in` is a preposition elsewhere.
            _ if small == "inch" && self.word(n.end) == "in" => n.end + 1,
            _ if hyphen && digits && self.mark(n.end) == Some('-') && self.word(n.end + 1) == "inch" => n.end + 2,
            _ if hyphen && digits => n.end,
            _ => return None,
        };
        (last.numeral.value.fract() == 0.0).then_some((n.value / parts, stop))
    }

    /// `5 dollars and 30 cents`, `15 dollars 50`: the smaller coins as a part of the larger, and the token after them.
    fn cents(&self, at: u32, last: &Figures) -> Option<(f64, u32)> {
        let small = last.numeral.value < 1000.0 || self.word(at) == "and";
        let whole = last.numeral.value.fract() == 0.0 && last.money.is_none() && small;
        let n = if self.word(at) == "and" { at + 1 } else { at };
        let n = numerals::cardinal(self.doc, n)
            .filter(|n| whole && n.end <= self.hi && n.whole().is_some_and(|n| n < 100))?;
        let named = lexicon::unit(self.doc, n.end).filter(|u| u.1 <= self.hi);
        let stop = match named {
            Some((unit, stop)) if matches!(unit.name, "cent" | "pence") => stop,
            Some(_) => return None,
            // Without a name only where the price ends.
            None if n.value >= 10.0 && self.ends_phrase(n.end) => n.end,
            None => return None,
        };
        Some((n.value / 100.0, stop))
    }

    /// Whether the coins of a pound sterling stand at `at`, not ounces.
    fn is_price(&self, at: u32, last: &Figures) -> bool {
        self.cents(at, last).is_some()
    }

    /// Whether a clause ends before token `i`.
    fn ends_phrase(&self, i: u32) -> bool {
        i >= self.hi || matches!(self.mark(i), Some('.' | ',' | ';' | '!' | '?' | ')')) && !joined(self.doc, i + 1)
    }

    /// Units that are also words: `second`, `quarter`, `times`, `cup`, `real`.
    pub fn is_unit(&self, unit: Unit, at: u32, stop: u32) -> bool {
        let word = self.word(at);
        match unit.name {
            "quarter" => word == "quarters",
            "second" => {
                word != "second" || self.kind(at - 1) == Some(TokenKind::Punct) || things::is_stop(self.doc, stop)
            }
            "BRL" => word != "real" || !things::is_plural(self.doc, stop),
            // `three Times employees`
            "cup" | "times" => !self.capital(at) || self.doc.tokens[at as usize].all_caps,
            // `the two million mark`, `day 100 marks the end`
            "mark" => word == "marks" && !matches!(self.word(stop), "the" | "a" | "an" | "its" | "his" | "their"),
            _ => true,
        }
    }

    /// `a share`, `per day`, `an ounce`, `/month` behind a unit.
    fn rate(&self, i: u32, money: bool) -> Option<(String, u32)> {
        let at = match self.word(i) {
            "per" => i + 1,
            "a" | "an" if money || self.is_period(i + 1) => i + 1,
            "each" => return None,
            _ if self.mark(i) == Some('/') && joined(self.doc, i) && self.kind(i + 1) == Some(TokenKind::Word) => i + 1,
            _ if self.mark(i) == Some('-') && matches!(self.word(i + 1), "a" | "per") => i + 2,
            _ => return None,
        };
        let at = if self.mark(at) == Some('-') { at + 1 } else { at };
        if let Some((unit, stop)) = lexicon::unit(self.doc, at).filter(|u| u.1 <= self.hi && !u.0.money) {
            return Some((unit.name.to_string(), stop));
        }
        let word = self.word(at);
        let known = matches!(
            word,
            "share"
                | "person"
                | "head"
                | "capita"
                | "household"
                | "unit"
                | "seat"
                | "game"
                | "piece"
                | "vehicle"
                | "bottle"
                | "ticket"
                | "kilo"
                | "student"
                | "child"
                | "annum"
        );
        (known || self.word(i) == "per" && self.kind(at) == Some(TokenKind::Word))
            .then(|| (word.to_lowercase(), at + 1))
    }

    /// A length of time as a rate has it: `a day`, `an hour`.
    fn is_period(&self, i: u32) -> bool {
        matches!(self.word(i), "second" | "minute" | "hour" | "day" | "week" | "month" | "year")
    }

    /// The thing counted: `joint activities`, `of Lund's deputies`, `40-member`.
    fn counted(&self, end: u32, n: &Numeral) -> Option<(u32, u32)> {
        let one = n.value == 1.0;
        if matches!(self.mark(end), Some('-' | '‐' | '‑'))
            && joined(self.doc, end)
            && self.kind(end + 1) == Some(TokenKind::Word)
        {
            // `40-member team`: what is counted is joined to the number; "two-for-one" counts nothing.
            return (joined(self.doc, end + 1) && !things::is_stop(self.doc, end + 1)).then_some((end + 1, end + 2));
        }
        if self.word(end) == "of" {
            let mut at = end + 1;
            while at < self.hi && at < end + 5 && self.opens_group(at) {
                at += 1;
            }
            if let Some(m) = numerals::cardinal(self.doc, at).filter(|m| m.end < self.hi && at > end + 1) {
                // `280 million of the 1.5 billion shekels`: an amount of its own.
                if lexicon::unit(self.doc, m.end).is_some() {
                    return None;
                }
                at = m.end;
            }
            let share = n.form == Form::Fraction || self.takes_of(n);
            return self.thing(at, false).filter(|_| at > end + 1 || share);
        }
        if n.form == Form::Fraction && self.opens_group(end) {
            return self.thing(end + 1, false);
        }
        self.thing(end, one)
    }

    /// `the`, `his`, `Johnson's` before the things of a group.
    fn opens_group(&self, i: u32) -> bool {
        matches!(self.word(i), "the" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "all")
            || self.kind(i) == Some(TokenKind::Possessive)
            || self.kind(i + 1) == Some(TokenKind::Possessive)
    }
}
