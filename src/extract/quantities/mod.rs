//! Numbers, amounts and measures.

mod lexicon;
pub mod numerals;
#[cfg(test)]
mod tests;
mod things;

use super::{Mention, MentionKind};
use crate::facts::{Comparator, FieldId, FieldValue, Number, Quantity, Value};
use crate::source::Span;
use crate::text::{Doc, TokenKind};
use lexicon::Unit;
use numerals::{Form, Numeral, joined, mark};

/// Every quantity that is no part of a date, as mentions of kind `Quantity` in order of start, none overlapping. A
/// length of time (`three days`) is a quantity as well as a date.
pub fn find(doc: &Doc, dates: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut next = dates.iter().peekable();
    for block in &doc.blocks {
        let mut i = block.first;
        while i < block.end {
            while next.peek().is_some_and(|d| d.end <= i) {
                next.next();
            }
            let date = next.peek().filter(|d| d.first <= i);
            if let Some(date) = date.filter(|d| !is_length(d)) {
                i = date.end;
                continue;
            }
            // The next date bounds what a number may take; a length of time is no bound.
            let limit =
                next.clone().find(|d| d.first > i && !is_length(d)).map_or(block.end, |d| d.first.min(block.end));
            let reader = Reader { doc, lo: block.first, hi: limit };
            match reader.quantity(i) {
                Some(q) => {
                    i = q.end;
                    found.push(q.mention(doc));
                }
                None => i = reader.skip(i),
            }
        }
    }
    found
}

/// The number at token `i` as it stands, with its comparator, and the token after it.
pub fn number_at(doc: &Doc, i: u32) -> Option<(Number, u32)> {
    let (comparator, at) = lexicon::comparator(doc, i).map_or((Comparator::Exactly, i), |(c, at)| (c, at));
    let n = numerals::cardinal(doc, at)?;
    Some((number(n, comparator, false), n.end))
}

/// Whether a date mention is a length of time with a number.
fn is_length(date: &Mention) -> bool {
    let timex = date.fields.iter().find(|f| f.field == FieldId(4)).and_then(|f| f.value.as_text());
    timex.is_some_and(|t| t.starts_with("DURATION"))
}

/// A quantity, by tokens.
struct Found {
    first: u32,
    end: u32,
    number: Number,
    figures: (u32, u32),
    comparator: Option<(u32, u32)>,
    unit: Option<(String, (u32, u32))>,
    thing: Option<(u32, u32)>,
}

impl Found {
    fn mention(self, doc: &Doc) -> Mention {
        let span = |(a, b): (u32, u32)| doc.span(a, b);
        let mut fields = vec![FieldValue::new(FieldId(0), Value::Number(self.number.clone()), span(self.figures))];
        if let Some(at) = self.comparator {
            let name = self.number.comparator.name();
            fields.push(FieldValue::new(FieldId(1), Value::text(name), span(at)));
        }
        let mut quantity = Quantity { number: self.number, unit: None, thing: None };
        if let Some((name, at)) = self.unit {
            fields.push(FieldValue::new(FieldId(2), Value::text(&name), span(at)));
            quantity.unit = Some(name.into());
        }
        if let Some(at) = self.thing {
            let words = span(at).of(doc.text);
            fields.push(FieldValue::new(FieldId(3), Value::text(words), span(at)));
            quantity.thing = Some(words.into());
        }
        let whole: Span = span((self.first, self.end));
        Mention {
            kind: MentionKind::Quantity,
            first: self.first,
            end: self.end,
            span: whole,
            value: Value::Quantity(quantity),
            fields,
            by: "quantities".into(),
        }
    }
}

/// A number with the currency before it.
#[derive(Clone, Copy)]
struct Figures {
    first: u32,
    numeral: Numeral,
    /// The currency and its tokens.
    money: Option<(&'static str, u32, u32)>,
}

struct Reader<'d, 'a> {
    doc: &'d Doc<'a>,
    lo: u32,
    hi: u32,
}

impl Reader<'_, '_> {
    fn word(&self, i: u32) -> &str {
        if i < self.hi { self.doc.word(i) } else { "" }
    }
    fn kind(&self, i: u32) -> Option<TokenKind> {
        (i < self.hi).then(|| self.doc.tokens[i as usize].kind)
    }
    fn capital(&self, i: u32) -> bool {
        i < self.hi && self.doc.tokens[i as usize].capital
    }
    fn mark(&self, i: u32) -> Option<char> {
        if i < self.hi { mark(self.doc, i) } else { None }
    }

    /// The token from which to go on where no quantity begins at `i`.
    fn skip(&self, i: u32) -> u32 {
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

    fn quantity(&self, i: u32) -> Option<Found> {
        let (comparator, at) = match lexicon::comparator(self.doc, i) {
            Some((c, at)) if at < self.hi => (Some((c, (i, at))), at),
            _ => match self.sign_comparator(i) {
                Some((c, at)) => (Some((c, (i, at))), at),
                None => (None, i),
            },
        };
        let between = self.word(at).eq_ignore_ascii_case("between");
        let figures = self.figures(if between { at + 1 } else { at })?;
        self.measure(i, comparator, figures, between)
    }

    /// `>`, `<`, `~` before digits.
    fn sign_comparator(&self, i: u32) -> Option<(Comparator, u32)> {
        let c = match self.mark(i)? {
            '~' | '≈' => Comparator::About,
            '>' => Comparator::MoreThan,
            '<' => Comparator::LessThan,
            '≥' => Comparator::AtLeast,
            '≤' => Comparator::AtMost,
            _ => return None,
        };
        matches!(self.kind(i + 1), Some(TokenKind::Number)).then_some((c, i + 1))
    }

    /// Currency, sign and number at `i`.
    fn figures(&self, i: u32) -> Option<Figures> {
        let (money, at) = self.currency(i).map_or((None, i), |(name, at)| (Some((name, i, at)), at));
        let (negative, at) = self.minus(at);
        let mut numeral = numerals::cardinal(self.doc, at).filter(|n| n.end <= self.hi)?;
        if numeral.form == Form::Fraction && self.kind(at) == Some(TokenKind::Word) && !self.is_share(numeral.end) {
            return None;
        }
        numeral = self.in_every(numerals::and_a_half(self.doc, numeral));
        if money.is_some() || self.million_behind(numeral.end) {
            numeral = self.short_million(numeral);
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

    /// `one in three`, `nine out of 10`: a share. In digits "2 in 10" is something else.
    fn in_every(&self, n: Numeral) -> Numeral {
        let at = match (self.word(n.end), self.word(n.end + 1)) {
            ("in", _) => n.end + 1,
            ("out", "of") => n.end + 2,
            _ => return n,
        };
        let spelled = n.form == Form::Words || n.form == Form::Digits && self.word(at) == "10";
        if !spelled || at >= self.hi || n.form == Form::Digits && things::is_plural(self.doc, at + 1) && at == n.end + 1
        {
            return n;
        }
        match numerals::cardinal(self.doc, at).filter(|m| m.end <= self.hi) {
            Some(m)
                if m.whole().is_some_and(|m| m > 1 && f64::from(m) > n.value)
                    && m.value <= 1000.0
                    && m.scale == 1.0 =>
            {
                let value = n.value / m.value;
                Numeral { end: m.end, value, low: value, high: value, rounding: 0.0, form: Form::Fraction, scale: 1.0 }
            }
            _ => n,
        }
    }

    /// A fraction in words is a share only before `of` or `the`.
    fn is_share(&self, end: u32) -> bool {
        matches!(self.word(end), "of" | "the" | "his" | "her" | "its" | "their" | "our" | "my")
    }

    /// `$5m`, `€1.2M`: money makes `m` a million.
    fn short_million(&self, n: Numeral) -> Numeral {
        let factor = match self.word(n.end) {
            "m" | "mil" | "mn" if n.scale == 1.0 => 1e6,
            "b" | "bn" if n.scale == 1.0 => 1e9,
            "tn" | "trn" | "t" if n.scale == 1.0 => 1e12,
            _ => return n,
        };
        if !joined(self.doc, n.end) {
            return n;
        }
        Numeral {
            end: n.end + 1,
            value: n.value * factor,
            low: n.low * factor,
            high: n.high * factor,
            rounding: n.rounding * factor,
            scale: factor,
            ..n
        }
    }

    /// `1.2m people`: a plural behind `m` makes it a million.
    fn million_behind(&self, end: u32) -> bool {
        self.word(end) == "m" && joined(self.doc, end) && things::is_plural(self.doc, end + 1)
    }

    /// A currency before its number: `$`, `US$`, `EUR`.
    fn currency(&self, i: u32) -> Option<(&'static str, u32)> {
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
        let name = lexicon::code_before(self.doc, i)?;
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
            _ => matches!(self.word(i), "minus" | "negative") && numerals::cardinal(self.doc, i + 1).is_some(),
        };
        if sign { (true, i + 1) } else { (false, i) }
    }

    /// Numbers that name or order something: `F-16`, `Boeing 787`, `Article 5`, `No. 10`, `17:34`, `3-1`.
    fn is_no_number(&self, first: u32, at: u32, n: &Numeral, money: bool) -> bool {
        if money {
            return false;
        }
        let digits = self.kind(at) == Some(TokenKind::Number);
        if !digits {
            return self.is_pronoun(at, n);
        }
        // Codes: a leading zero, too many digits, a footnote `[3]`, a paragraph `501(c)(4)`.
        let figures = self.word(at).as_bytes();
        let zero = figures.len() > 1 && figures[0] == b'0' && figures[1].is_ascii_digit();
        let note = self.mark(at + 1) == Some(']') && at > self.lo && self.mark(at - 1) == Some('[');
        let letter = self.mark(at + 1) == Some(')')
            && at > self.lo
            && self.mark(at - 1) == Some('(')
            && joined(self.doc, at - 1);
        if zero || note || letter || figures.len() > 13 && !figures.contains(&b',') {
            return true;
        }
        // Letters joined before or behind: `MH17`, `24703L202`.
        if at > self.lo && joined(self.doc, at) && first == at {
            let before = at - 1;
            match self.kind(before) {
                Some(TokenKind::Word | TokenKind::Number | TokenKind::Possessive) => return true,
                _ => match self.mark(before) {
                    Some('-' | '‐' | '‑' | '–' | '/' | '.' | '#' | '_' | ':' | '@' | '&' | '=') => {
                        return joined(self.doc, before) || self.mark(before) == Some('#');
                    }
                    _ => {}
                },
            }
        }
        let end = n.end;
        if end < self.hi && joined(self.doc, end) {
            match self.kind(end) {
                Some(TokenKind::Word) if lexicon::unit(self.doc, end).is_none() => return true,
                Some(TokenKind::Number) => return true,
                _ => {}
            }
            if matches!(self.mark(end), Some('/' | '@' | '_' | '=' | '&' | ':')) && joined(self.doc, end + 1) {
                return self.mark(end) != Some('/') || self.kind(end + 1) == Some(TokenKind::Number);
            }
        }
        // `beat them 2-1`
        let dash = matches!(self.mark(end), Some('-' | '–')) && joined(self.doc, end) && joined(self.doc, end + 1);
        let falls = dash && numerals::cardinal(self.doc, end + 1).is_some_and(|b| b.value <= n.value && b.scale == 1.0);
        if numerals::ordinal(self.doc, at).is_some() || falls && self.kind(end + 1) == Some(TokenKind::Number) {
            return true;
        }
        self.is_label(at, end)
    }

    /// A number behind its name: `Big 12`, `Flight 370`, `page 3`.
    fn is_label(&self, at: u32, end: u32) -> bool {
        if at == self.lo {
            return false;
        }
        let before = at - 1;
        let label = matches!(
            self.word(before).to_ascii_lowercase().as_str(),
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
            && matches!(self.word(before - 1).to_ascii_lowercase().as_str(), "no" | "nos" | "nr" | "nrs");
        if label {
            return true;
        }
        let name = self.kind(before) == Some(TokenKind::Word)
            && self.word(before).contains(char::is_uppercase)
            && !things::is_stop(self.doc, before)
            && !self.begins_sentence(before)
            && lexicon::comparator(self.doc, before).is_none();
        name && lexicon::unit(self.doc, end).is_none()
            && self.mark(end) != Some('%')
            && !(things::is_plural(self.doc, end) && !self.capital(end))
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
        let before = if at > self.lo { self.word(at - 1).to_ascii_lowercase() } else { String::new() };
        let counted = lexicon::unit(self.doc, n.end).is_some() || self.mark(n.end) == Some('-');
        if n.value == 1.0 {
            let determined = matches!(
                before.as_str(),
                "no" | "this" | "that" | "the" | "any" | "each" | "every" | "which" | "some" | "another" | "only" | "a"
            );
            let hand = matches!(self.word(n.end), "hand" | "another" | "thing" | "day" | "side") && !determined;
            let free = things::is_stop(self.doc, n.end);
            return determined || hand || free && !counted || self.word(n.end) == "of";
        }
        // `the two agreed`
        let determined = matches!(before.as_str(), "the" | "these" | "those" | "between");
        determined && !counted && self.thing(n.end, false).is_none()
    }

    fn thing(&self, i: u32, one: bool) -> Option<(u32, u32)> {
        if i >= self.hi {
            return None;
        }
        things::thing(self.doc, i, self.hi, one).map(|end| (i, end))
    }

    /// Everything behind the number.
    fn measure(
        &self,
        first: u32,
        comparator: Option<(Comparator, (u32, u32))>,
        a: Figures,
        between: bool,
    ) -> Option<Found> {
        let range = self.second(&a, between);
        if between && range.is_none() {
            return None;
        }
        let start = if between { first } else { comparator.map_or(a.first, |_| first) };
        let (low, last) = match &range {
            Some((b, low)) => (Some(*low), *b),
            None => (None, a),
        };
        let mut end = last.numeral.end;
        let figures = (a.first, end);
        let mut comparator = comparator;
        let behind = |at: &mut u32, comparator: &mut Option<(Comparator, (u32, u32))>| {
            if comparator.is_none()
                && let Some((c, stop)) = lexicon::comparator_behind(self.doc, *at).filter(|b| b.1 <= self.hi)
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
        let unit = self.unit(&last, &a, &mut end);
        behind(&mut end, &mut comparator);
        let thing = if unit.is_none() { self.counted(end, &last.numeral) } else { None };
        if let Some((_, stop)) = thing {
            end = stop;
        }
        if let Some(low) = low
            && unit.is_none()
            && thing.is_none()
            && !between
            && last.numeral.scale == 1.0
            && low >= 0.0
            && self.word(a.numeral.end) != "to"
        {
            // `lost 2-4`, `555-1212`
            return None;
        }
        let counts = thing.is_some();
        let kind = comparator.map_or(Comparator::Exactly, |c| c.0);
        let number = match low {
            Some(low) => Number {
                low: Some(low.min(last.numeral.value)),
                high: Some(low.max(last.numeral.value)),
                value: None,
                comparator: kind,
                rounding: last.numeral.rounding,
            },
            None => number(last.numeral, kind, counts),
        };
        Some(Found { first: start, end, number, figures, comparator: comparator.map(|c| c.1), unit, thing })
    }

    /// The end of a range whose first number is `a`, and the first number in the units of the second.
    fn second(&self, a: &Figures, between: bool) -> Option<(Figures, f64)> {
        let mut at = a.numeral.end;
        // `13.5 mm to 14 mm`
        let unit = lexicon::unit(self.doc, at).filter(|u| u.1 < self.hi);
        at = unit.map_or(at, |u| u.1);
        let dash = matches!(self.mark(at), Some('-' | '–' | '—' | '‐' | '‑' | '~'));
        let word = match self.word(at) {
            "to" => !(a.first > self.lo && self.word(a.first - 1).eq_ignore_ascii_case("from")) || self.ranges(a.first),
            "and" => between,
            _ => false,
        };
        if !dash && !word || a.numeral.form == Form::Vague || a.numeral.form == Form::Fraction {
            return None;
        }
        if dash && self.doc.tokens[at as usize].spaced != self.doc.token(at + 1).is_some_and(|t| t.spaced) {
            return None;
        }
        let money = self.currency(at + 1);
        let number_at = money.map_or(at + 1, |m| m.1);
        let n = numerals::cardinal(self.doc, number_at).filter(|n| n.end <= self.hi)?;
        if dash
            && self.kind(number_at) == Some(TokenKind::Word)
            && self.kind(a.numeral.end - 1) == Some(TokenKind::Number)
        {
            return None;
        }
        let mut n = numerals::and_a_half(self.doc, n);
        if money.is_some() || a.money.is_some() || self.million_behind(n.end) {
            n = self.short_million(n);
        }
        if n.form == Form::Vague || n.form == Form::Fraction || numerals::ordinal(self.doc, number_at).is_some() {
            return None;
        }
        if dash
            && joined(self.doc, n.end)
            && matches!(self.mark(n.end), Some('-' | '–' | '/'))
            && self.kind(n.end + 1) == Some(TokenKind::Number)
        {
            return None;
        }
        // `rose 2 percent to 350`, `fell $2 to 50 points`: no range.
        let other = lexicon::unit(self.doc, n.end).map(|u| u.0);
        let alike = match unit {
            Some((unit, _)) => other == Some(unit) || unit.money && money.is_some(),
            None => a.money.is_none() || money.is_some() || other.is_none_or(|u| u.money),
        };
        if !alike || word && self.changes(a.first) {
            return None;
        }
        let mut low = a.numeral.value;
        if a.numeral.scale == 1.0 && n.scale > 1.0 && low < 1000.0 && low * n.scale <= n.value {
            low *= n.scale;
        }
        if low > n.value && !between {
            return None;
        }
        let money = a.money.or(money.map(|(name, stop)| (name, at + 1, stop)));
        Some((Figures { first: a.first, numeral: n, money }, low))
    }

    /// Whether the word before a number says by how much something changed: `rose 5 to 40`.
    fn changes(&self, first: u32) -> bool {
        first > self.lo
            && matches!(
                self.word(first - 1),
                "rose"
                    | "fell"
                    | "gained"
                    | "dropped"
                    | "lost"
                    | "climbed"
                    | "added"
                    | "jumped"
                    | "slid"
                    | "slipped"
                    | "up"
                    | "down"
                    | "rises"
                    | "falls"
                    | "tumbled"
                    | "soared"
                    | "surged"
                    | "plunged"
                    | "declined"
                    | "increased"
                    | "decreased"
                    | "advanced"
                    | "by"
            )
    }

    /// Whether a word before `from` says that what follows is a range, not a change.
    fn ranges(&self, first: u32) -> bool {
        (2..=3).any(|n| {
            first.checked_sub(n).filter(|&k| k >= self.lo).is_some_and(|k| {
                matches!(
                    self.word(k),
                    "range" | "ranges" | "ranged" | "ranging" | "anywhere" | "vary" | "varies" | "priced" | "between"
                )
            })
        })
    }

    /// The unit at `end`, with its rate; moves `end` behind it.
    fn unit(&self, last: &Figures, a: &Figures, end: &mut u32) -> Option<(String, (u32, u32))> {
        let at =
            if matches!(self.mark(*end), Some('-' | '‐' | '‑')) && joined(self.doc, *end) && joined(self.doc, *end + 1)
            {
                *end + 1
            } else {
                *end
            };
        let money = last.money.or(a.money);
        let behind = lexicon::unit(self.doc, at).filter(|u| u.1 <= self.hi);
        let (name, tokens, stop) = match (money, behind) {
            // `US $58 million dollars`
            (Some((_, first, _)), Some((unit, stop))) if unit.money => (unit.name, (first, stop), stop),
            (Some((name, first, to)), _) => (name, (first, to), *end),
            (None, Some((unit, stop))) if self.is_unit(unit, at, stop) => (unit.name, (at, stop), stop),
            _ => return None,
        };
        *end = stop;
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

    /// Units that are also words: `second`, `quarter`, `times`, `cup`, `real`.
    fn is_unit(&self, unit: Unit, at: u32, stop: u32) -> bool {
        let word = self.word(at);
        match unit.name {
            "quarter" => word == "quarters",
            "second" => {
                word != "second" || self.kind(at - 1) == Some(TokenKind::Punct) || things::is_stop(self.doc, stop)
            }
            "BRL" => word != "real" || !things::is_plural(self.doc, stop),
            "cup" => !self.capital(at),
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
            // `40-member team`: what is counted is joined to the number.
            return joined(self.doc, end + 1).then_some((end + 1, end + 2));
        }
        if self.word(end) == "of" {
            let mut at = end + 1;
            while at < self.hi && at < end + 5 && self.opens_group(at) {
                at += 1;
            }
            if let Some(m) = numerals::cardinal(self.doc, at).filter(|m| m.end < self.hi && at > end + 1) {
                at = m.end;
            }
            let share = n.form == Form::Fraction || n.form == Form::Vague;
            return self.thing(at, false).filter(|_| at > end + 1 || share);
        }
        if n.form == Form::Fraction && self.opens_group(end) {
            return self.thing(end + 1, false);
        }
        self.thing(end, one)
    }

    /// `the`, `his`, `Johnson's` before the things of a group.
    fn opens_group(&self, i: u32) -> bool {
        matches!(self.word(i), "the" | "these" | "those" | "his" | "her" | "its" | "their" | "our" | "all" | "them")
            || self.kind(i) == Some(TokenKind::Possessive)
            || self.kind(i + 1) == Some(TokenKind::Possessive)
    }
}

/// `n` as an interval. `counted`: whole things, of which "more than 400" are at least 401.
fn number(n: Numeral, comparator: Comparator, counted: bool) -> Number {
    if n.form == Form::Vague {
        let (low, high) = (Some(n.low), Some(n.high));
        return match comparator {
            Comparator::AtLeast | Comparator::MoreThan => {
                Number { low, high: None, value: None, comparator, rounding: n.rounding }
            }
            Comparator::AtMost | Comparator::LessThan => {
                Number { low: None, high, value: None, comparator, rounding: n.rounding }
            }
            _ => Number { low, high, value: None, comparator, rounding: n.rounding },
        };
    }
    let v = n.value;
    let step = if counted && v.fract() == 0.0 && v >= 0.0 { 1.0 } else { 0.0 };
    let rounding = match comparator {
        Comparator::About => n.rounding.max(last_place(&n) / 2.0),
        _ => n.rounding,
    };
    let (low, high) = match comparator {
        Comparator::Exactly => (Some(v), Some(v)),
        Comparator::About => (Some(v - rounding), Some(v + rounding)),
        Comparator::AtLeast => (Some(v), None),
        Comparator::MoreThan => (Some(v + step), None),
        Comparator::AtMost => (None, Some(v)),
        Comparator::LessThan => (None, Some(v - step)),
    };
    Number { low, high, value: Some(v), comparator, rounding }
}

/// The unit of the last place that is not zero: 100 for 1,200, 1 for 74.
fn last_place(n: &Numeral) -> f64 {
    let value = (n.value / n.scale).abs();
    if value == 0.0 || value.fract() != 0.0 || value >= 1e15 {
        return 2.0 * n.rounding;
    }
    let mut place = 1.0;
    while (value / (place * 10.0)).fract() == 0.0 {
        place *= 10.0;
    }
    place * n.scale
}
