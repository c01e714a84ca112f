//! Numbers as intervals: rounding, comparators, arithmetic.

use super::Truth;
use crate::facts::{Comparator, Number, Undecided};
use crate::language::{ArithmeticOp, CompareOp};

/// What a number may be. Ends are finite or infinite, never NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
    low_open: bool,
    high_open: bool,
    /// How far a whole number as written may be off where it stands against a fraction: 17 for 17.5.
    slack: f64,
}

/// Below this, two numbers differ by arithmetic alone.
const NOISE: f64 = 1e-9;

impl Range {
    /// What a number may be as written: "8.6 million" and "about 1,200" reach as far as their last written place; a whole
    /// number of things is exact.
    pub fn of(n: &Number) -> Range {
        let mut low = n.low.filter(|v| !v.is_nan()).unwrap_or(f64::NEG_INFINITY);
        let mut high = n.high.filter(|v| !v.is_nan()).unwrap_or(f64::INFINITY);
        let whole = n.rounding <= 0.5 && low.fract() == 0.0 && n.comparator != Comparator::About;
        let rounding = n.rounding.max(0.0);
        if low == high && !whole {
            low -= rounding;
            high += rounding;
        }
        Range {
            low,
            high,
            // "More than 12" leaves 12 out; of things counted the extractor begins at 13 already.
            low_open: n.comparator == Comparator::MoreThan && n.low == n.value,
            high_open: n.comparator == Comparator::LessThan && n.high == n.value,
            slack: if whole { rounding } else { 0.0 },
        }
    }
    pub fn exact(value: f64) -> Range {
        Range { low: value, high: value, low_open: false, high_open: false, slack: 0.0 }
    }
    pub fn between(low: f64, high: f64) -> Range {
        Range { low, high, low_open: false, high_open: false, slack: 0.0 }
    }
    /// As a number; the value is set where only one is possible.
    pub fn number(self) -> Number {
        Number {
            low: Some(self.low).filter(|v| v.is_finite()),
            high: Some(self.high).filter(|v| v.is_finite()),
            value: (self.low == self.high).then_some(self.low),
            comparator: Comparator::Exactly,
            rounding: 0.0,
        }
    }
    fn noise(self, other: Range) -> f64 {
        let size = [self.low, self.high, other.low, other.high].into_iter().filter(|v| v.is_finite());
        NOISE * size.fold(1.0, |m: f64, v| m.max(v.abs()))
    }
    /// By how much the two are apart at least; `None` where they share a value.
    fn gap(self, other: Range) -> Option<f64> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        let is_open = |r: Range| (r.low == low && r.low_open) || (r.high == high && r.high_open);
        // "More than 12" and 12 touch without a value in common.
        (low > high || (low == high && (is_open(self) || is_open(other)))).then_some(low - high)
    }
    fn is_fraction(self) -> bool {
        (self.low.is_finite() && self.low.fract() != 0.0) || (self.high.is_finite() && self.high.fract() != 0.0)
    }
    /// Whether both may be one number, each within its rounding.
    pub fn agrees(self, other: Range) -> bool {
        let Some(gap) = self.gap(other) else { return true };
        let slack = if self.is_fraction() || other.is_fraction() { self.slack.max(other.slack) } else { 0.0 };
        gap > 0.0 && gap <= slack + self.noise(other)
    }
    /// Whether both may be one number when `within` more is allowed.
    pub fn agrees_within(self, other: Range, within: f64) -> bool {
        self.gap(other).is_none_or(|gap| gap <= within + self.noise(other))
    }
    /// As [`Range::agrees_within`], by percent of the larger one.
    pub fn agrees_within_percent(self, other: Range, percent: f64) -> bool {
        let larger = |r: Range| r.low.abs().max(r.high.abs());
        let size = larger(self).max(larger(other));
        size.is_infinite() || self.gap(other).is_none_or(|gap| gap <= size * percent / 100.0 + self.noise(other))
    }
    /// Surely below `other`.
    pub fn is_below(self, other: Range) -> bool {
        self.high < other.low || (self.high == other.low && (self.high_open || other.low_open))
    }
    pub fn compare(self, op: CompareOp, other: Range) -> Truth {
        let less = |a: Range, b: Range| {
            if a.is_below(b) {
                Truth::True
            } else if a.low >= b.high {
                Truth::False
            } else {
                Truth::Undecided(Undecided::Number)
            }
        };
        match op {
            CompareOp::Less | CompareOp::Before => less(self, other),
            CompareOp::Greater | CompareOp::After => less(other, self),
            CompareOp::LessOrEqual => not_above(self, other),
            CompareOp::GreaterOrEqual => not_above(other, self),
            CompareOp::IsNot => !Truth::of(self.agrees(other)),
            _ => Truth::of(self.agrees(other)),
        }
    }
    /// `None`: divided by what may be zero, or without an end that decides.
    pub fn arithmetic(self, op: ArithmeticOp, other: Range) -> Option<Range> {
        let (a, b) = (self, other);
        let (low, high) = match op {
            ArithmeticOp::Add => (a.low + b.low, a.high + b.high),
            ArithmeticOp::Subtract => (a.low - b.high, a.high - b.low),
            ArithmeticOp::Multiply => span([a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]),
            ArithmeticOp::Divide if b.low <= 0.0 && b.high >= 0.0 => return None,
            ArithmeticOp::Divide => span([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]),
        };
        (!low.is_nan() && !high.is_nan()).then_some(Range::between(low, high))
    }
    pub fn abs(self) -> Range {
        if self.low >= 0.0 {
            Range { slack: 0.0, ..self }
        } else if self.high <= 0.0 {
            Range::between(-self.high, -self.low)
        } else {
            Range::between(0.0, self.high.max(-self.low))
        }
    }
}

fn not_above(a: Range, b: Range) -> Truth {
    if a.high <= b.low {
        Truth::True
    } else if b.is_below(a) {
        Truth::False
    } else {
        Truth::Undecided(Undecided::Number)
    }
}

fn span(ends: [f64; 4]) -> (f64, f64) {
    ends.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        // Infinity times zero says nothing: the result is open.
        if v.is_nan() { (f64::NEG_INFINITY, f64::INFINITY) } else { (low.min(v), high.max(v)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64, comparator: Comparator, rounding: f64) -> Range {
        let (low, high) = match comparator {
            Comparator::AtLeast | Comparator::MoreThan => (Some(value), None),
            Comparator::AtMost | Comparator::LessThan => (None, Some(value)),
            Comparator::Exactly | Comparator::About => (Some(value), Some(value)),
        };
        Range::of(&Number { low, high, value: Some(value), comparator, rounding })
    }
    fn exact(value: f64) -> Range {
        Range::of(&Number::exact(value))
    }

    #[test]
    fn numbers_agree_within_their_rounding() {
        use Comparator::*;
        let about = |v, r| written(v, About, r);
        let between = Range::of(&Number { low: Some(40.0), high: Some(50.0), ..Number::default() });
        for (a, b, agree) in [
            (about(1200.0, 50.0), exact(1187.0), true),
            (about(1200.0, 50.0), exact(1260.0), false),
            (written(12.0, AtLeast, 0.5), exact(15.0), true),
            (written(12.0, AtLeast, 0.5), exact(12.0), true),
            (written(12.0, MoreThan, 0.5), exact(12.0), false),
            (written(12.0, LessThan, 0.5), exact(12.0), false),
            (written(12.0, AtMost, 0.5), exact(13.0), false),
            (between, about(45.0, 5.0), true),
            (between, exact(51.0), false),
            (exact(74.0), exact(75.0), false),
            (exact(74.0), exact(74.0), true),
            (written(8.6e6, Exactly, 5e4), exact(8_620_000.0), true),
            (written(8.6e6, Exactly, 5e4), exact(8_700_000.0), false),
            // A whole number stands for a computed fraction that rounds to it.
            (exact(17.0), Range::exact(17.5), true),
            (exact(17.0), Range::exact(17.6), false),
            (exact(33.0), Range::exact(100.0 / 3.0), true),
            (exact(45.0), Range::exact(44.0), false),
        ] {
            assert_eq!(a.agrees(b), agree, "{a:?} {b:?}");
            assert_eq!(b.agrees(a), agree, "{b:?} {a:?}");
        }
        assert!(exact(100.0).agrees_within(exact(103.0), 3.0) && !exact(100.0).agrees_within(exact(104.0), 3.0));
        assert!(exact(95.0).agrees_within_percent(exact(100.0), 5.0));
        assert!(!exact(94.0).agrees_within_percent(exact(100.0), 5.0));
    }

    #[test]
    fn order_is_undecided_where_ranges_cross() {
        let about = written(1200.0, Comparator::About, 50.0);
        let undecided = Truth::Undecided(Undecided::Number);
        assert_eq!(about.compare(CompareOp::Less, exact(1251.0)), Truth::True);
        assert_eq!(about.compare(CompareOp::Less, exact(1200.0)), undecided);
        assert_eq!(about.compare(CompareOp::GreaterOrEqual, exact(1150.0)), Truth::True);
        assert_eq!(exact(5.0).compare(CompareOp::LessOrEqual, exact(5.0)), Truth::True);
        assert_eq!(exact(5.0).compare(CompareOp::Less, exact(5.0)), Truth::False);
        assert_eq!(
            written(12.0, Comparator::AtLeast, 0.5).compare(CompareOp::GreaterOrEqual, exact(12.0)),
            Truth::True
        );
        assert_eq!(written(12.0, Comparator::MoreThan, 0.5).compare(CompareOp::Greater, exact(12.0)), Truth::True);
    }

    #[test]
    fn arithmetic_keeps_what_is_possible() {
        use ArithmeticOp::*;
        let forty = written(4e7, Comparator::Exactly, 5e5);
        let fifty = written(5e7, Comparator::Exactly, 5e5);
        let rise = fifty.arithmetic(Subtract, forty).unwrap().arithmetic(Divide, forty).unwrap();
        let percent = rise.arithmetic(Multiply, Range::exact(100.0)).unwrap();
        assert!(percent.agrees(exact(25.0)) && !percent.agrees(exact(20.0)));
        assert_eq!(forty.arithmetic(Divide, Range::between(-1.0, 1.0)), None);
        assert_eq!(Range::between(-3.0, 2.0).abs(), Range::between(0.0, 3.0));
    }
}
