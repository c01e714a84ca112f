//! Numerals: digits, words and both together, without unit or thing.

mod figures;
mod words;

use crate::text::{Doc, TokenKind};
pub use figures::digits;
use figures::figure;
use words::{Word, lexicon, ordinals};

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `60,000`, `1.2 million`
    Digits,
    /// `two`, `half a million`
    Words,
    /// `several`, `dozens`, `hundreds of thousands`: a range.
    Vague,
    /// `a third`, `two thirds`, `half`
    Fraction,
}

/// A number from its first token up to `end` (not included).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    pub end: u32,
    /// The middle of the range where the form is vague.
    pub value: f64,
    /// What a vague numeral may mean; both bounds are `value` elsewhere.
    pub low: f64,
    pub high: f64,
    /// Half the unit of the last written place.
    pub rounding: f64,
    pub form: Form,
    /// What the digits were multiplied by: 1e6 in `1.2 million`.
    pub scale: f64,
}

impl Numeral {
    fn new(end: u32, value: f64, rounding: f64, form: Form) -> Numeral {
        Numeral { end, value, low: value, high: value, rounding, form, scale: 1.0 }
    }
    fn vague(end: u32, low: f64, high: f64) -> Numeral {
        let value = (low + high) / 2.0;
        Numeral { end, value, low, high, rounding: (high - low) / 2.0, form: Form::Vague, scale: 1.0 }
    }
    pub fn times(mut self, scale: f64, end: u32) -> Numeral {
        self.value = scaled(self.value, scale);
        self.low = scaled(self.low, scale);
        self.high = scaled(self.high, scale);
        self.rounding *= scale;
        self.scale *= scale;
        self.end = end;
        self
    }
    /// The value as a whole number of at most nine digits.
    pub fn whole(&self) -> Option<u32> {
        (self.form != Form::Vague && self.value.fract() == 0.0 && (0.0..1e9).contains(&self.value))
            .then_some(self.value as u32)
    }
}

/// `value` times `scale` as the decimals say it: 16.4 million millions are 16,400,000,000,000, not a hair less.
pub fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let whole = product.round();
    if (product - whole).abs() <= whole.abs() * 4.0 * f64::EPSILON { whole } else { product }
}

fn word(doc: &Doc, i: u32) -> Option<Word> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    lexicon().get(token.key).copied()
}

/// Whether token `i` is a word that only ever means a number.
pub fn is_number_word(doc: &Doc, i: u32) -> bool {
    matches!(word(doc, i), Some(Word::Small(_) | Word::Tens(_) | Word::Hundred | Word::Scale(_) | Word::Dozen))
}

/// The punctuation mark at `i`.
pub fn mark(doc: &Doc, i: u32) -> Option<char> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Punct)?;
    match *doc.word(i).as_bytes() {
        [ascii] => Some(char::from(ascii)),
        _ => token.span.of(doc.text).chars().next(),
    }
}

/// Whether token `i` follows the one before it without a blank.
pub fn joined(doc: &Doc, i: u32) -> bool {
    doc.token(i).is_some_and(|t| !t.spaced)
}

/// The index after a hyphen at `i` that joins two words, else `i`.
fn skip_hyphen(doc: &Doc, i: u32) -> u32 {
    let hyphen = matches!(mark(doc, i), Some('-' | '‐' | '‑'));
    if hyphen && joined(doc, i) && joined(doc, i + 1) { i + 1 } else { i }
}

/// `million`, `dozen`, `hundred` ... behind a number, and short forms that are joined to digits: `30k`, `1.2bn`.
pub fn multiplier(doc: &Doc, i: u32) -> Option<(f64, u32)> {
    let at = skip_hyphen(doc, i);
    match word(doc, at)? {
        Word::Hundred => Some((100.0, at + 1)),
        Word::Scale(s) => Some((s, at + 1)),
        Word::Dozen => Some((12.0, at + 1)),
        _ => None,
    }
}

/// Letters directly behind digits that multiply them. `m` is left to the caller: it is metres as well.
fn short_multiplier(doc: &Doc, i: u32) -> Option<f64> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    Some(match token.span.of(doc.text) {
        "k" | "K" if !token.spaced => 1e3,
        "mm" | "MM" if !token.spaced && token.all_caps => 1e6,
        "M" | "mil" | "mio" if !token.spaced => 1e6,
        "b" | "B" | "bil" if !token.spaced => 1e9,
        _ => return None,
    })
}

/// A cardinal number at token `i`: digits, words, both, vague amounts and fractions.
pub fn cardinal(doc: &Doc, i: u32) -> Option<Numeral> {
    if let Some(mut number) = figure(doc, i) {
        if let Some(scale) = short_multiplier(doc, number.end) {
            number = number.times(scale, number.end + 1);
        } else {
            while let Some((scale, end)) = multiplier(doc, number.end).filter(|_| number.scale < 1e9) {
                number = number.times(scale, end);
            }
        }
        if number.form == Form::Fraction && number.scale > 1.0 {
            number.form = Form::Digits;
        }
        return Some(smaller_group(doc, number));
    }
    match word(doc, i)? {
        Word::Article => article(doc, i),
        Word::Half => Some(half(doc, i + 1)),
        Word::Small(_) | Word::Tens(_) => in_words(doc, i),
        Word::Hundred | Word::Dozen | Word::Scale(_) | Word::Point | Word::And | Word::Of => None,
        Word::Plural(low, high) => Some(plural(doc, i, low, high)),
        Word::Several => Some(vague_times(doc, Numeral::vague(i + 1, 3.0, 9.0))),
        Word::Few => Some(vague_times(doc, Numeral::vague(i + 1, 3.0, 9.0))),
        Word::Couple => Some(couple(doc, i + 1)),
        // `quarter million`
        Word::Part(n, _) => matches!(word(doc, skip_hyphen(doc, i + 1)), Some(Word::Scale(_)))
            .then(|| part_of_scale(doc, Numeral::new(i + 1, 1.0 / n, 0.0, Form::Fraction))),
    }
}

/// `6 crore 20 lakh`, `2 million 300 thousand`: a smaller group behind the digits of a larger.
fn smaller_group(doc: &Doc, number: Numeral) -> Numeral {
    if number.scale < 1e5 || number.value.fract() != 0.0 {
        return number;
    }
    let Some(rest) = figure(doc, number.end).filter(|n| n.form == Form::Digits) else { return number };
    match multiplier(doc, rest.end) {
        Some((scale, end)) if scale >= 1e3 && rest.value * scale < number.scale => {
            let rest = rest.times(scale, end);
            let value = number.value + rest.value;
            Numeral { end, value, low: value, high: value, rounding: rest.rounding, scale, form: Form::Digits }
        }
        _ => number,
    }
}

fn vague_times(doc: &Doc, number: Numeral) -> Numeral {
    match multiplier(doc, number.end) {
        Some((scale, end)) => number.times(scale, end),
        None => number,
    }
}

fn couple(doc: &Doc, end: u32) -> Numeral {
    let mut two = Numeral::new(end, 2.0, 0.5, Form::Words);
    let after = if word(doc, end) == Some(Word::Of) { end + 1 } else { end };
    if let Some((scale, stop)) = multiplier(doc, after) {
        two = two.times(scale, stop);
    }
    two
}

/// `hundreds`, `tens of thousands`, `hundreds of thousands`.
fn plural(doc: &Doc, i: u32, low: f64, high: f64) -> Numeral {
    let mut number = Numeral::vague(i + 1, low, high);
    if word(doc, i + 1) == Some(Word::Of)
        && let Some(Word::Plural(scale, _)) = word(doc, i + 2)
        && scale >= 1e3
    {
        number = number.times(scale, i + 3);
    }
    number
}

/// `a hundred`, `a dozen`, `a few`, `a couple`, `a half`, `a third`, `a quarter of a million`.
fn article(doc: &Doc, i: u32) -> Option<Numeral> {
    let at = skip_hyphen(doc, i + 1);
    match word(doc, at)? {
        Word::Hundred | Word::Scale(_) | Word::Dozen => in_words(doc, i),
        Word::Few => Some(vague_times(doc, Numeral::vague(at + 1, 3.0, 9.0))),
        Word::Couple => Some(couple(doc, at + 1)),
        Word::Half => Some(half(doc, at + 1)),
        Word::Part(n, false) => {
            let number = Numeral::new(at + 1, 1.0 / n, 0.0, Form::Fraction);
            Some(part_of_scale(doc, number))
        }
        _ => None,
    }
}

/// `half`, `half a dozen`, `half a million`, `half million`, `half an hour` (then the article stays outside).
fn half(doc: &Doc, end: u32) -> Numeral {
    part_of_scale(doc, Numeral::new(end, 0.5, 0.0, Form::Fraction))
}

/// A fraction with `[of] [a] million` behind it.
fn part_of_scale(doc: &Doc, number: Numeral) -> Numeral {
    let mut at = number.end;
    if word(doc, at) == Some(Word::Of) {
        at += 1;
    }
    at = skip_hyphen(doc, at);
    if word(doc, at) == Some(Word::Article) {
        at = skip_hyphen(doc, at + 1);
    }
    match word(doc, at) {
        Some(Word::Scale(_) | Word::Dozen | Word::Hundred) => {
            let (scale, end) = multiplier(doc, at).unwrap_or((1.0, at));
            let mut scaled = number.times(scale, end);
            scaled.form = Form::Words;
            scaled.rounding = 0.05 * scale;
            scaled
        }
        _ => number,
    }
}

/// `two hundred and fifty-four thousand`, `a hundred`, `two and a half`, `three quarters`, `five point two`.
fn in_words(doc: &Doc, first: u32) -> Option<Numeral> {
    let mut i = first;
    let mut total = 0.0;
    // The group below the next scale word, and what may still be added to it: anything below `room`.
    let mut group: Option<f64> = None;
    let mut room = 1000.0;
    let mut top = f64::INFINITY;
    let mut last_scale = 1.0;
    if word(doc, i) == Some(Word::Article) {
        group = Some(1.0);
        room = 1.0;
        i = skip_hyphen(doc, i + 1);
    }
    let mut end = i;
    while i < first + 24 {
        match word(doc, i) {
            Some(Word::Small(v)) if v < room && (group.is_none() || v > 0.0) => {
                group = Some(group.unwrap_or(0.0) + v);
                room = 1.0;
                last_scale = 1.0;
            }
            Some(Word::Tens(v)) if room > 20.0 => {
                group = Some(group.unwrap_or(0.0) + v);
                room = 10.0;
                last_scale = 1.0;
            }
            Some(Word::Hundred) if group.is_some_and(|g| g < 100.0) => {
                group = group.map(|g| g * 100.0);
                room = 100.0;
                last_scale = 100.0;
            }
            Some(Word::Dozen) if group.is_some() && total == 0.0 => {
                let value = group.unwrap_or(0.0) * 12.0;
                return Some(Numeral::new(i + 1, value, 0.5, Form::Words));
            }
            Some(Word::Scale(s)) if group.is_some() && s < top => {
                total += group.unwrap_or(0.0) * s;
                group = None;
                room = 1000.0;
                top = s;
                last_scale = s;
            }
            _ => break,
        }
        i += 1;
        end = i;
        let mut next = skip_hyphen(doc, i);
        if room == 10.0
            && next == i
            && cut_hyphen(doc, i)
            && matches!(word(doc, i + 1), Some(Word::Small(v)) if v < 10.0)
        {
            next = i + 1;
        }
        if word(doc, next) == Some(Word::And) && (room == 100.0 || group.is_none()) {
            let after = skip_hyphen(doc, next + 1);
            if matches!(word(doc, after), Some(Word::Small(_) | Word::Tens(_))) && !fraction_at(doc, after) {
                next = after;
            }
        }
        i = next;
    }
    let whole = total + group.unwrap_or(0.0);
    let mut number = Numeral::new(end, whole, 0.5 * last_scale, Form::Words);
    if group.is_none() {
        number.scale = last_scale;
    }
    let at = if cut_hyphen(doc, end) { end + 1 } else { skip_hyphen(doc, end) };
    if let Some(Word::Part(n, plural)) = word(doc, at)
        && total == 0.0
        && (whole == 1.0) != plural
        && whole < 1000.0
    {
        let part = Numeral::new(at + 1, whole / n, 0.0, Form::Fraction);
        return Some(part_of_scale(doc, part));
    }
    if word(doc, end) == Some(Word::Point) {
        let mut at = end + 1;
        let mut place = 0.1;
        if let Some((hundredths, stop)) = below_hundred(doc, at) {
            number.value += hundredths / 100.0;
            place = 0.001;
            at = stop;
        }
        while let Some(Word::Small(v)) = word(doc, at).filter(|_| at < end + 12) {
            if v > 9.0 {
                break;
            }
            number.value += v * place;
            place /= 10.0;
            at += 1;
        }
        if at > end + 1 {
            number = Numeral::new(at, number.value, place * 5.0, Form::Words);
            while let Some((scale, stop)) = multiplier(doc, number.end).filter(|_| number.scale < 1e9) {
                number = number.times(scale, stop);
            }
        }
        return Some(number);
    }
    Some(and_a_half(doc, number))
}

/// A number from ten to ninety-nine behind "point": `eleven`, `seventy-one`.
fn below_hundred(doc: &Doc, i: u32) -> Option<(f64, u32)> {
    match word(doc, i)? {
        Word::Small(v) if v > 9.0 => Some((v, i + 1)),
        Word::Tens(v) => {
            let at = skip_hyphen(doc, i + 1);
            match word(doc, at) {
                Some(Word::Small(ones)) if (1.0..10.0).contains(&ones) => Some((v + ones, at + 1)),
                _ => Some((v, i + 1)),
            }
        }
        _ => None,
    }
}

/// Whether the hyphen at `i` has blanks on both sides, as in text that was cut in words: `ninety - five`.
pub fn cut_hyphen(doc: &Doc, i: u32) -> bool {
    mark(doc, i) == Some('-') && !joined(doc, i) && !joined(doc, i + 1)
}

/// Whether a fraction in words begins at `i`: `three fifths`, `one half`.
fn fraction_at(doc: &Doc, i: u32) -> bool {
    let one = word(doc, i) == Some(Word::Small(1.0));
    match word(doc, skip_hyphen(doc, i + 1)) {
        Some(Word::Part(_, plural)) => plural != one,
        Some(Word::Half) => one,
        _ => false,
    }
}

/// `and a half` behind a whole number, and what multiplies both: `five and a half million`.
pub fn and_a_half(doc: &Doc, number: Numeral) -> Numeral {
    let and = skip_hyphen(doc, number.end);
    if word(doc, and) != Some(Word::And) {
        return number;
    }
    let mut at = skip_hyphen(doc, and + 1);
    let mut parts = 1.0;
    if word(doc, at) == Some(Word::Article) || word(doc, at) == Some(Word::Small(1.0)) {
        at = skip_hyphen(doc, at + 1);
    } else if let Some(Word::Small(v)) = word(doc, at).filter(|_| number.scale > 1.0 && fraction_at(doc, at)) {
        parts = v;
        at = skip_hyphen(doc, at + 1);
    } else if word(doc, at) != Some(Word::Half) {
        return number;
    }
    let part = match word(doc, at) {
        Some(Word::Half) => 0.5,
        Some(Word::Part(n, plural)) if plural == (parts > 1.0) => parts / n,
        _ => return number,
    };
    // `two million and a third of the rest`
    if number.scale > 1.0 && word(doc, at + 1) == Some(Word::Of) {
        return number;
    }
    let sum = |scale: f64, end: u32| Numeral::new(end, number.value + part * scale, 0.0, number.form);
    match multiplier(doc, at + 1) {
        Some((scale, end)) if number.scale == 1.0 => sum(1.0, end).times(scale, end),
        // `one billion and a half million`
        Some((scale, end)) if scale < number.scale => sum(scale, end),
        _ => sum(number.scale, at + 1),
    }
}

/// An ordinal at `i`, its value and the token after it: `16th`, `second`, `twenty-fifth`.
pub fn ordinal(doc: &Doc, i: u32) -> Option<(u32, u32)> {
    let token = doc.token(i)?;
    match token.kind {
        TokenKind::Number => {
            let text = token.span.of(doc.text);
            if text.len() > 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let ending = doc.token(i + 1).filter(|t| !t.spaced && t.kind == TokenKind::Word)?;
            let ending = ending.span.of(doc.text);
            ["st", "nd", "rd", "th"]
                .iter()
                .any(|e| e.eq_ignore_ascii_case(ending))
                .then(|| text.parse().ok().map(|n| (n, i + 2)))?
        }
        TokenKind::Word => {
            if let Some(&n) = ordinals().get(token.key) {
                return Some((n, i + 1));
            }
            let Some(Word::Tens(tens)) = word(doc, i) else { return None };
            let at = skip_hyphen(doc, i + 1);
            let unit = doc.token(at).and_then(|t| ordinals().get(t.key)).filter(|&&n| n < 10)?;
            Some((tens as u32 + unit, at + 1))
        }
        _ => None,
    }
}
