//! Where a number stands for an amount, and its comparator, sign and currency.

use super::numerals::{Form, Numeral, joined, mark};
use super::{Found, lexicon, numerals, things};
use crate::facts::Comparator;
use crate::text::{Doc, TokenKind};

/// Words before `over` that make it more than a length of time: `for over two years`, `it took over an hour`.
#[rustfmt::skip]
const OVER: &[&str] = &[
    "for", "just", "in", "well", "little", "bit", "slightly", "of", "by", "at", "after", "until", "till", "within", "with",
    "than", "is", "was", "are", "were", "be", "been", "being", "has", "have", "had", "take", "takes", "took", "taken",
    "taking", "last", "lasts", "lasted", "lasting", "spend", "spends", "spent", "spending", "live", "lived", "living",
    "wait", "waited", "waiting", "work", "worked", "working", "serve", "served", "serving", "stay", "stayed", "need",
    "needs", "needed", "require", "requires", "required", "aged", "ages", "his", "her", "its", "their", "my", "our", "your",
];

/// Words behind a length of time that do so: `over two years ago`, `over 60 hours a week`.
const OVER_BEHIND: &[&str] = &[
    "ago", "later", "earlier", "apart", "before", "after", "since", "late", "long", "of", "a", "per", "older",
    "younger",
];

/// A number with the currency before it.
#[derive(Clone, Copy)]
pub struct Figures {
    pub first: u32,
    pub numeral: Numeral,
    /// The currency and its tokens.
    pub money: Option<(&'static str, u32, u32)>,
}

/// Reads quantities within the tokens `lo..hi`.
pub struct Reader<'d, 'a> {
    pub doc: &'d Doc<'a>,
    pub lo: u32,
    pub hi: u32,
}

impl Reader<'_, '_> {
    pub fn word(&self, i: u32) -> &str {
        if i < self.hi { self.doc.word(i) } else { "" }
    }
    /// The same with its ASCII letters in lower case.
    pub fn lower(&self, i: u32) -> &str {
        if i < self.hi { self.doc.lower(i) } else { "" }
    }
    pub fn kind(&self, i: u32) -> Option<TokenKind> {
        (i < self.hi).then(|| self.doc.tokens[i as usize].kind)
    }
    pub fn capital(&self, i: u32) -> bool {
        i < self.hi && self.doc.tokens[i as usize].capital
    }
    pub fn mark(&self, i: u32) -> Option<char> {
        if i < self.hi { mark(self.doc, i) } else { None }
    }

    /// The token from which to go on where no quantity begins at `i`.
    pub fn skip(&self, i: u32) -> u32 {
        if let Some(end) = self.phone(i) {
            return end;
        }
        // What a number that stands for no quantity is made of is not tried again.
        match self.kind(i) {
            Some(TokenKind::Number) => {
                let mut end = i + 1;
                while end < self.hi
                    && joined(self.doc, end)
                    && matches!(self.mark(end), Some('-' | '–' | '/' | '.'))
                    && joined(self.doc, end + 1)
                    && self.kind(end + 1) == Some(TokenKind::Number)
                {
                    end += 2;
                }
                end
            }
            _ => i + 1,
        }
    }

    /// The token behind a telephone number at `i`: `+47 22 55 01 00`.
    fn phone(&self, i: u32) -> Option<u32> {
        let starts = self.mark(i) == Some('+') && joined(self.doc, i + 1);
        let mut end = i + 1;
        let mut groups = 0;
        while starts && end < self.hi && end < i + 16 {
            match self.kind(end) {
                Some(TokenKind::Number) if !self.word(end).contains(['.', ',']) => groups += 1,
                _ if matches!(self.mark(end), Some('-' | '(' | ')' | '/')) => {}
                _ => break,
            }
            end += 1;
        }
        (groups > 2).then_some(end)
    }

    pub fn quantity(&self, i: u32) -> Option<Found> {
        if self.phone(i).is_some() {
            return None;
        }
        let (comparator, at) = match lexicon::comparator(self.doc, i) {
            Some((c, at)) if at < self.hi => {
                // `more than about 40`
                let hedge = lexicon::comparator(self.doc, at)
                    .filter(|h| h.0 == Comparator::About && c != Comparator::About && h.1 < self.hi);
                (Some((c, (i, at))), hedge.map_or(at, |h| h.1))
            }
            _ => match self.sign_comparator(i) {
                Some((c, at)) => (Some((c, (i, at))), at),
                None => (None, i),
            },
        };
        let between = self.word(at).eq_ignore_ascii_case("between");
        let figures = self.figures(if between { at + 1 } else { at })?;
        let found = self.measure(i, comparator, figures, between)?;
        // `$2 billion over 10 years` says how long it takes: the number stands alone.
        let over = self.word(i).eq_ignore_ascii_case("over") && at == i + 1;
        (!over || self.exceeds(i, &found)).then_some(found)
    }

    /// Whether `over` at `i` means more than what is found behind it, not a stretch of time or the second of two numbers.
    fn exceeds(&self, i: u32, found: &Found) -> bool {
        if i > self.lo && (self.kind(i - 1) == Some(TokenKind::Number) || numerals::is_number_word(self.doc, i - 1)) {
            return false;
        }
        let timed = found.unit.as_ref().is_some_and(|(name, _)| lexicon::is_time(name));
        let before = if i > self.lo { self.lower(i - 1) } else { "" };
        !timed
            || matches!(self.word(found.end - 1), "old" | "olds" | "age")
            || OVER.contains(&before)
            || OVER_BEHIND.contains(&self.word(found.end))
    }

    /// `>`, `<=`, `~`, `sub-` before digits.
    fn sign_comparator(&self, i: u32) -> Option<(Comparator, u32)> {
        if matches!(self.word(i), "sub" | "Sub")
            && self.mark(i + 1) == Some('-')
            && joined(self.doc, i + 1)
            && joined(self.doc, i + 2)
            && (self.kind(i + 2) == Some(TokenKind::Number) || self.currency(i + 2).is_some())
        {
            return Some((Comparator::LessThan, i + 2));
        }
        let second = self.mark(i + 1).filter(|_| joined(self.doc, i + 1));
        let both = match (self.mark(i)?, second) {
            ('>', Some('=')) | ('=', Some('>')) => Some(Comparator::AtLeast),
            ('<', Some('=')) | ('=', Some('<')) => Some(Comparator::AtMost),
            _ => None,
        };
        if let Some(c) = both {
            return (self.kind(i + 2) == Some(TokenKind::Number)).then_some((c, i + 2));
        }
        let c = match self.mark(i)? {
            '~' | '≈' => Comparator::About,
            '<' | '>' if i > self.lo && joined(self.doc, i) && matches!(self.mark(i - 1), Some('<' | '>')) => {
                return None;
            }
            '>' => Comparator::MoreThan,
            '<' => Comparator::LessThan,
            '≥' => Comparator::AtLeast,
            '≤' => Comparator::AtMost,
            _ => return None,
        };
        matches!(self.kind(i + 1), Some(TokenKind::Number)).then_some((c, i + 1))
    }

    /// Currency, sign and number at `i`.
    pub fn figures(&self, i: u32) -> Option<Figures> {
        let (money, at) = self.currency(i).map_or((None, i), |(name, at)| (Some((name, i, at)), at));
        let (negative, at) = self.minus(at);
        let mut numeral = numerals::cardinal(self.doc, at).filter(|n| n.end <= self.hi)?;
        if numeral.form == Form::Fraction
            && self.kind(at) == Some(TokenKind::Word)
            && !self.is_share(numeral.end)
            && !self.is_change(at, numeral.end)
            && self.of_unit(numeral.end).is_none()
            && !self.is_counted_part(at, &numeral)
        {
            return None;
        }
        numeral = self.in_every(numerals::and_a_half(self.doc, numeral));
        if money.is_some() || self.million_behind(numeral.end) {
            numeral = self.short_million(numeral);
        }
        // `MEUR 12`
        if let (Some(_), Some((_, scale))) = (money, lexicon::scaled_code(self.word(i)))
            && numeral.scale == 1.0
        {
            numeral = numeral.times(scale, numeral.end);
        }
        if negative {
            numeral.value = -numeral.value;
            (numeral.low, numeral.high) = (-numeral.high, -numeral.low);
        }
        if self.is_no_number(i, at, &numeral, money.is_some()) {
            return None;
        }
        Some(Figures { first: i, numeral, money })
    }

    /// `two thirds`, `one-fifth`: parts with a number of their own, and `a half turn`.
    fn is_counted_part(&self, at: u32, n: &Numeral) -> bool {
        let article = matches!(self.word(at), "a" | "an" | "A" | "An");
        let half = self.word(at).eq_ignore_ascii_case("half");
        let quarters = self.word(n.end - 1).eq_ignore_ascii_case("quarters");
        n.end > at + 1 && !article && !half && !quarters
    }

    /// Whether `1 in 5` is a share: what is behind it is no stretch of time, no games, and no more than a few.
    fn is_share_of(&self, n: &Numeral, m: &Numeral) -> bool {
        let counts = lexicon::unit(self.doc, m.end).is_some()
            || matches!(self.word(m.end), "games" | "matches" | "starts" | "attempts" | "tries" | "races" | "years");
        let round = matches!(m.value as u32, 10 | 100 | 1000);
        let few = m.value <= 5.0 && things::is_plural(self.doc, m.end);
        !counts && (n.form == Form::Words || n.value == 1.0 || round || few)
    }

    /// `one in three`, `nine out of 10`, `1 in 5`: a share.
    fn in_every(&self, n: Numeral) -> Numeral {
        let at = match (self.word(n.end), self.word(n.end + 1)) {
            ("in", _) => n.end + 1,
            ("out", "of") => n.end + 2,
            _ => return n,
        };
        let out = self.word(n.end) == "out";
        if at >= self.hi || !matches!(n.form, Form::Words | Form::Digits) {
            return n;
        }
        match numerals::cardinal(self.doc, at).filter(|m| m.end <= self.hi) {
            Some(m)
                if m.whole().is_some_and(|m| m > 1 && f64::from(m) > n.value)
                    && m.value <= 1000.0
                    && m.scale == 1.0
                    && (out || self.is_share_of(&n, &m)) =>
            {
                let value = n.value / m.value;
                Numeral { end: m.end, value, low: value, high: value, rounding: 0.0, form: Form::Fraction, scale: 1.0 }
            }
            _ => n,
        }
    }

    /// `of a mile`, `an hour` behind a fraction: the unit, its first token, and the token after it.
    pub fn of_unit(&self, end: u32) -> Option<(lexicon::Unit, u32, u32)> {
        let at = if self.word(end) == "of" { end + 1 } else { end };
        if !matches!(self.word(at), "a" | "an") {
            return None;
        }
        // `of a US pint`
        [at + 1, at + 2].into_iter().filter(|&k| k == at + 1 || self.capital(k - 1)).find_map(|k| {
            let (unit, stop) = lexicon::unit(self.doc, k).filter(|u| u.1 <= self.hi)?;
            (self.is_unit(unit, k, stop) && unit.name != "second").then_some((unit, k, stop))
        })
    }

    /// `cut by a third`, `fell by two thirds in May`: a share of what there was.
    fn is_change(&self, at: u32, end: u32) -> bool {
        let hyphen = matches!(self.mark(end), Some('-' | '‐' | '‑')) && joined(self.doc, end);
        // "too clever by half"
        let idiom = (self.lo.max(at.saturating_sub(4))..at).any(|k| self.word(k) == "too");
        at > self.lo && self.word(at - 1) == "by" && !hyphen && !idiom && things::is_stop(self.doc, end)
    }

    /// A fraction in words is a share only before `of` or `the`.
    fn is_share(&self, end: u32) -> bool {
        matches!(self.word(end), "of" | "the" | "his" | "her" | "its" | "their" | "our" | "my")
    }

    /// `$5m`, `€1.2M`: money makes `m` a million.
    pub fn short_million(&self, n: Numeral) -> Numeral {
        let factor = match self.word(n.end) {
            "m" | "M" | "mil" | "mn" if n.scale == 1.0 => 1e6,
            "b" | "B" | "bn" if n.scale == 1.0 => 1e9,
            "tn" | "trn" | "t" if n.scale == 1.0 => 1e12,
            _ => return n,
        };
        if !joined(self.doc, n.end) && !matches!(self.word(n.end), "M" | "B") {
            return n;
        }
        Numeral {
            end: n.end + 1,
            value: numerals::scaled(n.value, factor),
            low: numerals::scaled(n.low, factor),
            high: numerals::scaled(n.high, factor),
            rounding: n.rounding * factor,
            scale: factor,
            ..n
        }
    }

    /// `1.2m people`, `8 B people`: a plural behind `m` makes it a million.
    pub fn million_behind(&self, end: u32) -> bool {
        let letter = self.word(end) == "m" && joined(self.doc, end) || matches!(self.word(end), "M" | "B");
        letter && things::is_plural(self.doc, end + 1) && !self.capital(end + 1)
    }

    /// A currency before its number: `$`, `US$`, `EUR`.
    pub fn currency(&self, i: u32) -> Option<(&'static str, u32)> {
        if let Some(c) = self.mark(i) {
            let sign = lexicon::currency_sign(c)?;
            // `$US160`
            if c == '$'
                && self.kind(i + 1) == Some(TokenKind::Word)
                && joined(self.doc, i + 1)
                && joined(self.doc, i + 2)
                && let Some(name) = lexicon::dollar(self.word(i + 1))
            {
                return Some((name, i + 2));
            }
            return Some((sign, i + 1));
        }
        if self.kind(i) != Some(TokenKind::Word) {
            return None;
        }
        if self.mark(i + 1) == Some('$')
            && let Some(name) = lexicon::dollar(self.word(i))
        {
            return Some((name, i + 2));
        }
        // Agencies that have no sign for the yen write `Y=28,030`.
        if self.word(i) == "Y"
            && self.mark(i + 1) == Some('=')
            && joined(self.doc, i + 1)
            && joined(self.doc, i + 2)
            && self.kind(i + 2) == Some(TokenKind::Number)
        {
            return Some(("JPY", i + 2));
        }
        let scaled = lexicon::scaled_code(self.word(i)).map(|c| c.0);
        let name = scaled.or_else(|| lexicon::code_before(self.doc, i))?;
        if self.word(i) == "Rs" && self.mark(i + 1) == Some('.') && self.kind(i + 2) == Some(TokenKind::Number) {
            return Some((name, i + 2));
        }
        (self.kind(i + 1) == Some(TokenKind::Number)).then_some((name, i + 1))
    }

    /// A minus before a number: `-1.3%`, `minus five percent`.
    fn minus(&self, i: u32) -> (bool, u32) {
        let sign = match self.mark(i) {
            Some('-' | '−' | '–') => {
                self.doc.tokens[i as usize].spaced
                    && joined(self.doc, i + 1)
                    && self.kind(i + 1) == Some(TokenKind::Number)
                    && !(i > self.lo && self.kind(i - 1) == Some(TokenKind::Number))
            }
            Some('+') => return (false, if joined(self.doc, i + 1) { i + 1 } else { i }),
            _ => {
                let word = matches!(self.word(i), "minus" | "negative");
                // `a minus-1.4 degree angle`
                let at = if self.mark(i + 1) == Some('-') && joined(self.doc, i + 1) { i + 2 } else { i + 1 };
                if word && numerals::cardinal(self.doc, at).is_some() {
                    return (true, at);
                }
                false
            }
        };
        if sign { (true, i + 1) } else { (false, i) }
    }

    pub fn thing(&self, i: u32, one: bool) -> Option<(u32, u32)> {
        if i >= self.hi {
            return None;
        }
        things::thing(self.doc, i, self.hi, one).map(|end| (i, end))
    }
}
