//! What a number has from another one: a magnitude, a unit or a thing that stands once for both.

use super::numerals::{Form, joined};
use super::reader::{Figures, Reader};
use super::{lexicon, numerals};
use crate::text::TokenKind;

/// What a number has from another one.
#[derive(Clone, Copy)]
pub enum Lent {
    Unit(&'static str),
    /// The tokens of the thing.
    Thing((u32, u32)),
}

impl Reader<'_, '_> {
    /// `40` of `from 40 to 50 million`: what it is multiplied by as the number behind it is. Where the two would be far
    /// apart, the first may have been meant as it stands.
    pub fn lent_scale(&self, first: u32, a: &Figures) -> Option<f64> {
        let b = self.goal(first, a)?;
        let ratio = a.numeral.value * b.numeral.scale / b.numeral.value;
        let alike = a.money.map(|m| m.0) == b.money.map(|m| m.0) || a.money.is_none();
        let bare = a.numeral.scale == 1.0 && a.numeral.value < 1000.0 && alike;
        (bare && b.numeral.scale >= 1e3 && (0.05..=20.0).contains(&ratio)).then_some(b.numeral.scale)
    }

    /// `13.5` of `from 13.5 to 14 mm`: the unit of the number behind it.
    pub fn lent_unit(&self, first: u32, a: &Figures, range: bool) -> Option<&'static str> {
        let year = a.numeral.whole().is_some_and(|n| (1700..2200).contains(&n)) && a.numeral.scale == 1.0;
        if self.splits(a.first) && !range {
            return Some("percent");
        }
        let b = self.goal(first, a).filter(|_| !range && !year)?;
        match b.money {
            Some(_) => None,
            None => {
                let (unit, stop) = lexicon::unit(self.doc, b.numeral.end).filter(|u| u.1 <= self.hi)?;
                (!unit.time && self.is_unit(unit, b.numeral.end, stop)).then_some(unit.name)
            }
        }
    }

    /// `23` of `from 21 mpg to 23`: the unit of the number before it.
    pub fn unit_before(&self, first: u32, a: &Figures) -> Option<&'static str> {
        let plain = a.numeral.scale == 1.0 && a.money.is_none() && self.thing(a.numeral.end, false).is_none();
        if !plain || first < self.lo + 4 || self.word(first - 1) != "to" {
            return None;
        }
        (self.lo.max(first.saturating_sub(7))..first - 3).find_map(|from| {
            self.word(from).eq_ignore_ascii_case("from").then_some(())?;
            let at = lexicon::comparator(self.doc, from + 1).map_or(from + 1, |c| c.1);
            let b = self
                .figures(at)
                .filter(|b| b.money.is_none() && !matches!(b.numeral.form, Form::Vague | Form::Fraction))?;
            // `from 14-18 mpg to 24`
            let b = self.second(from + 1, &b, false).map_or(b, |range| range.0);
            let (unit, stop) = lexicon::unit(self.doc, b.numeral.end)?;
            let fits = stop == first - 1 && !unit.time && !unit.money && self.is_unit(unit, b.numeral.end, stop);
            fits.then_some(unit.name)
        })
    }

    /// The number to which something goes that goes `from` the number `a`.
    fn goal(&self, first: u32, a: &Figures) -> Option<Figures> {
        let from = first > self.lo && self.word(first - 1).eq_ignore_ascii_case("from");
        if !from || self.word(a.numeral.end) != "to" {
            return None;
        }
        let at = a.numeral.end + 1;
        self.figures(lexicon::comparator(self.doc, at).map_or(at, |c| c.1))
            .filter(|b| b.numeral.end <= self.hi && !matches!(b.numeral.form, Form::Vague | Form::Fraction))
    }

    /// `four-, five- and six-cylinder`: what the last number of a list is joined to belongs to those before it.
    pub fn suspended(&self, end: &mut u32) -> Option<Lent> {
        let hangs = |i: u32| matches!(self.mark(i), Some('-' | '‐' | '‑')) && joined(self.doc, i);
        // `13 and 26-week bills`
        if matches!(self.word(*end), "and" | "or") {
            let n = numerals::cardinal(self.doc, *end + 1).filter(|n| n.end < self.hi && hangs(n.end))?;
            let (unit, _) =
                lexicon::unit(self.doc, n.end + 1).filter(|u| joined(self.doc, n.end + 1) && u.1 <= self.hi)?;
            return Some(Lent::Unit(unit.name));
        }
        if !hangs(*end) || joined(self.doc, *end + 1) && self.mark(*end + 1) != Some(',') {
            return None;
        }
        let mut at = *end + 1;
        for _ in 0..4 {
            if self.mark(at) == Some(',') {
                at += 1;
            }
            if matches!(self.word(at), "and" | "or" | "to") {
                at += 1;
            }
            let n = numerals::cardinal(self.doc, at).filter(|n| n.end < self.hi && hangs(n.end))?;
            at = n.end + 1;
            if joined(self.doc, at) && self.kind(at) == Some(TokenKind::Word) {
                *end += 1;
                return Some(match lexicon::unit(self.doc, at).filter(|u| u.1 <= self.hi) {
                    Some((unit, _)) => Lent::Unit(unit.name),
                    None => Lent::Thing((at, at + 1)),
                });
            }
        }
        None
    }
}
