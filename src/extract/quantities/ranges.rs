//! Two numbers that bound one amount: `40 to 50`, `between 40 and 50`, `two or three`, `more than 40 but fewer than 50`.

use super::numerals::{Form, joined};
use super::reader::{Figures, Reader};
use super::{lexicon, numerals};
use crate::facts::Comparator;
use crate::text::TokenKind;

/// Whether `a or b` is a rough number, as in "two or three" and "10 or 15", not one of two things.
fn is_estimate(a: f64, b: f64) -> bool {
    let (next, round) = (b - a == 1.0, a % 5.0 == 0.0 && b % 5.0 == 0.0 && b <= 1.5 * a);
    a.fract() == 0.0 && a > 0.0 && (next && b <= 12.0 || b > a && round)
}

impl Reader<'_, '_> {
    /// `more than 40 but fewer than 50`: the upper bound behind the lower one `a`, and the lower one.
    pub fn upper_bound(&self, a: &Figures, comparator: Option<Comparator>) -> Option<(Figures, f64)> {
        use Comparator::{AtLeast, AtMost, LessThan, MoreThan};
        let at = a.numeral.end;
        let at = if self.mark(at) == Some(',') { at + 1 } else { at };
        if !matches!(comparator, Some(AtLeast | MoreThan)) || !matches!(self.word(at), "and" | "but") {
            return None;
        }
        let (_, stop) = lexicon::comparator(self.doc, at + 1).filter(|c| matches!(c.0, AtMost | LessThan))?;
        let b = self.figures(stop).filter(|b| b.numeral.end <= self.hi && b.numeral.value > a.numeral.value)?;
        let plain = |f: &Figures| matches!(f.numeral.form, Form::Digits | Form::Words);
        (plain(a) && plain(&b)).then_some((Figures { money: b.money.or(a.money), ..b }, a.numeral.value))
    }

    /// The end of a range whose first number is `a`, and the first number in the units of the second.
    pub fn second(&self, first: u32, a: &Figures, between: bool) -> Option<(Figures, f64)> {
        let mut at = a.numeral.end;
        // `13.5 mm to 14 mm`
        let unit = lexicon::unit(self.doc, at).filter(|u| u.1 < self.hi);
        at = unit.map_or(at, |u| u.1);
        let dash = matches!(self.mark(at), Some('-' | '–' | '—' | '‐' | '‑' | '~'));
        let from = first > self.lo && self.word(first - 1).eq_ignore_ascii_case("from");
        // `10-to-15 percent`, `from 10 up to 15`
        let joined_to = dash && self.word(at + 1) == "to" && (at..at + 4).all(|i| joined(self.doc, i));
        let up_to = from && self.word(at) == "up" && self.word(at + 1) == "to";
        if joined_to || up_to {
            at += 1;
        }
        let dash = dash && !joined_to;
        // `a 12- to 18-month stay`
        let hangs = dash
            && joined(self.doc, at)
            && self.word(at + 1) == "to"
            && self.doc.token(at + 1).is_some_and(|t| t.spaced)
            && numerals::cardinal(self.doc, at + 2)
                .is_some_and(|n| joined(self.doc, n.end) && matches!(self.mark(n.end), Some('-' | '‐' | '‑')));
        let dash = dash && !hangs;
        at += u32::from(hangs);
        let or = self.word(at) == "or" && !between;
        let word = match self.word(at) {
            "to" => !from || self.ranges(first),
            "and" => between,
            _ => or,
        };
        if !dash && !word || a.numeral.form == Form::Vague || a.numeral.form == Form::Fraction {
            return None;
        }
        if dash && self.doc.tokens[at as usize].spaced != self.doc.token(at + 1).is_some_and(|t| t.spaced) {
            return None;
        }
        if joined_to {
            at += 1;
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
        if low > n.value && !between || or && !is_estimate(low / n.scale, n.value / n.scale) {
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
        let lists = first >= self.lo + 2
            && matches!(
                self.lower(first - 2),
                "scale"
                    | "fines"
                    | "sizes"
                    | "lengths"
                    | "prices"
                    | "costs"
                    | "fees"
                    | "salaries"
                    | "sentences"
                    | "estimates"
                    | "ages"
                    | "aged"
                    | "starting"
                    | "lasting"
                    | "measuring"
                    | "spanning"
            );
        lists
            || (2..=3).any(|n| {
                first.checked_sub(n).filter(|&k| k >= self.lo).is_some_and(|k| {
                    matches!(
                        self.word(k),
                        "range"
                            | "ranges"
                            | "ranged"
                            | "ranging"
                            | "anywhere"
                            | "vary"
                            | "varies"
                            | "priced"
                            | "between"
                    )
                })
            })
    }
}
