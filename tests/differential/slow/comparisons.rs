//! Comparisons of two values.

use claimlint::facts::Undecided;

use super::Truth::{No, Open, Yes};
use super::{Truth, Val};
use crate::model::*;

type Range = (Option<i64>, Option<i64>);

/// Whether both may be one number.
pub fn meet(a: Range, b: Range) -> bool {
    near(a, b, 0)
}

/// Whether they may lie so near to each other.
pub fn near(a: Range, b: Range, by: i64) -> bool {
    let reaches = |low: Option<i64>, high: Option<i64>| low.zip(high).is_none_or(|(low, high)| low <= high + by);
    reaches(a.0, b.1) && reaches(b.0, a.1)
}

/// The days between two dates, least and most.
pub fn apart(a: (&str, i32, i32), b: (&str, i32, i32)) -> (i32, i32) {
    ((b.1 - a.2).max(a.1 - b.2).max(0), (b.2 - a.1).max(a.2 - b.1))
}

pub fn compare(op: Op, a: &Val, b: &Val) -> Truth {
    match (a, b) {
        (Val::Missing(why), _) | (_, Val::Missing(why)) => Open(*why),
        (Val::Words(a), Val::Words(b)) => words(op, a, b),
        (Val::Name(a), Val::Name(b)) => words(op, a, b),
        (Val::Number(a, b), Val::Number(c, d)) => numbers(op, (*a, *b), (*c, *d)),
        (Val::Date(a), Val::Date(b)) => dates(op, DATES[*a], DATES[*b]),
        (Val::Names(a), Val::Names(b)) => names(op, a, b),
        (Val::Names(a), Val::Name(b)) => names(op, a, &[b]),
        (Val::Name(a), Val::Names(b)) => names(op, &[a], b),
        other => panic!("{op:?} of {other:?}"),
    }
}

fn words(op: Op, a: &str, b: &str) -> Truth {
    Truth::of(match op {
        Op::Is => a == b,
        Op::IsNot => a != b,
        Op::Contains => a.contains(b),
        Op::StartsWith => a.starts_with(b),
        Op::EndsWith => a.ends_with(b),
        other => panic!("{other:?} of words"),
    })
}

fn names(op: Op, a: &[&str], b: &[&str]) -> Truth {
    let within = |x: &[&str], y: &[&str]| x.iter().all(|m| y.contains(m));
    Truth::of(match op {
        Op::Is => within(a, b) && within(b, a),
        Op::IsNot => !(within(a, b) && within(b, a)),
        Op::Contains => within(b, a),
        Op::IsWithin => within(a, b),
        Op::Overlaps => a.iter().any(|m| b.contains(m)),
        other => panic!("{other:?} of sets"),
    })
}

fn numbers(op: Op, a: Range, b: Range) -> Truth {
    let below = |x: Range, y: Range| x.1.zip(y.0).is_some_and(|(high, low)| high < low);
    let not_above = |x: Range, y: Range| x.1.zip(y.0).is_some_and(|(high, low)| high <= low);
    let decide = |yes: bool, no: bool| {
        if yes {
            Yes
        } else if no {
            No
        } else {
            Open(Undecided::Number)
        }
    };
    match op {
        // "They can be" the same.
        Op::Is => Truth::of(meet(a, b)),
        Op::IsNot => Truth::of(!meet(a, b)),
        Op::Less => decide(below(a, b), not_above(b, a)),
        Op::Greater => decide(below(b, a), not_above(a, b)),
        Op::LessOrEqual => decide(not_above(a, b), below(b, a)),
        Op::GreaterOrEqual => decide(not_above(b, a), below(a, b)),
        Op::Within(by) => Truth::of(near(a, b, by)),
        Op::WithinPercent(percent) => {
            let larger = [a.0, a.1, b.0, b.1].into_iter().try_fold(0, |most: i64, end| Some(most.max(end?.abs())));
            // The gap is at most that share of the larger one, in hundredths.
            let times = |r: Range| (r.0.map(|n| n * 100), r.1.map(|n| n * 100));
            Truth::of(larger.is_none_or(|size| near(times(a), times(b), size * percent)))
        }
        other => panic!("{other:?} of numbers"),
    }
}

fn dates(op: Op, a: (&str, i32, i32), b: (&str, i32, i32)) -> Truth {
    let decide = |yes: bool, no: bool| {
        if yes {
            Yes
        } else if no {
            No
        } else {
            Open(Undecided::Date)
        }
    };
    let disjoint = a.2 < b.1 || b.2 < a.1;
    let is = decide((a.1, a.2) == (b.1, b.2), disjoint);
    match op {
        Op::Is => is,
        Op::IsNot => is.not(),
        Op::Before => decide(a.2 < b.1, a.1 >= b.2),
        Op::After => decide(b.2 < a.1, b.1 >= a.2),
        Op::IsWithin => decide(b.1 <= a.1 && a.2 <= b.2, disjoint),
        Op::WithinDays(days) => {
            let (least, most) = apart(a, b);
            decide(i64::from(most) <= days, i64::from(least) > days)
        }
        other => panic!("{other:?} of dates"),
    }
}
