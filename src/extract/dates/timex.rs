//! TIMEX3 values.

use super::expr::{Amount, Clock};
use super::lexicon::Unit;
use crate::facts::Granularity;

/// Designator, and whether it stands behind the `T`.
fn designator(unit: Unit) -> (&'static str, bool) {
    match unit {
        Unit::Second => ("S", true),
        Unit::Minute => ("M", true),
        Unit::Hour => ("H", true),
        Unit::Day | Unit::Workday => ("D", false),
        Unit::Weekend => ("WE", false),
        Unit::Week | Unit::Fortnight => ("W", false),
        Unit::Month => ("M", false),
        Unit::Quarter => ("Q", false),
        Unit::Year | Unit::Decade | Unit::Century => ("Y", false),
    }
}

fn factor(unit: Unit) -> f64 {
    match unit {
        Unit::Fortnight => 2.0,
        Unit::Decade => 10.0,
        Unit::Century => 100.0,
        _ => 1.0,
    }
}

/// A half of these is a whole number of a smaller unit.
fn half(unit: Unit) -> Option<(Unit, f64)> {
    Some(match unit {
        Unit::Minute => (Unit::Second, 60.0),
        Unit::Hour => (Unit::Minute, 60.0),
        Unit::Day => (Unit::Hour, 24.0),
        Unit::Year => (Unit::Month, 12.0),
        _ => return None,
    })
}

/// `P3D`, `PT1H30M`, `P2Y6M`, `PXY`; `PXX` where not even the unit is said.
pub fn duration(parts: &[(Amount, Unit)]) -> String {
    if parts.is_empty() {
        return "PXX".into();
    }
    let mut dates = String::new();
    let mut times = String::new();
    for &(amount, unit) in parts {
        let mut push = |number: String, unit: Unit| {
            let (letter, timed) = designator(unit);
            let out = if timed { &mut times } else { &mut dates };
            out.push_str(&number);
            out.push_str(letter);
        };
        let Some(n) = amount.map(|n| n * factor(unit)) else {
            match unit {
                Unit::Decade => push("X".into(), Unit::Decade),
                unit => push("X".into(), unit),
            }
            continue;
        };
        match half(unit) {
            Some((smaller, per)) if n.fract() != 0.0 && (n.fract() * per).fract() == 0.0 => {
                if n >= 1.0 {
                    push(format!("{}", n.trunc()), unit);
                }
                push(format!("{}", n.fract() * per), smaller);
            }
            _ => push(format!("{}", (n * 100.0).round() / 100.0), unit),
        }
    }
    if times.is_empty() { format!("P{dates}") } else { format!("P{dates}T{times}") }
}

/// That of the largest unit.
pub fn granularity(parts: &[(Amount, Unit)]) -> Granularity {
    match parts.iter().map(|p| p.1).max() {
        Some(Unit::Second | Unit::Minute | Unit::Hour) => Granularity::Time,
        Some(Unit::Day | Unit::Workday) => Granularity::Day,
        Some(Unit::Week | Unit::Weekend | Unit::Fortnight) => Granularity::Week,
        Some(Unit::Month) => Granularity::Month,
        Some(Unit::Quarter) => Granularity::Quarter,
        Some(Unit::Year) => Granularity::Year,
        Some(Unit::Decade) => Granularity::Decade,
        Some(Unit::Century) => Granularity::Century,
        None => Granularity::Unknown,
    }
}

/// Least and most days.
pub fn days(parts: &[(Amount, Unit)]) -> (f64, f64) {
    parts.iter().fold((0.0, 0.0), |(low, high), &(amount, unit)| {
        let (a, b) = match unit {
            Unit::Second => (1.0 / 86_400.0, 1.0 / 86_400.0),
            Unit::Minute => (1.0 / 1_440.0, 1.0 / 1_440.0),
            Unit::Hour => (1.0 / 24.0, 1.0 / 24.0),
            Unit::Day => (1.0, 1.0),
            Unit::Workday => (1.0, 1.5),
            Unit::Weekend => (2.0, 3.0),
            Unit::Week => (7.0, 7.0),
            Unit::Fortnight => (14.0, 14.0),
            Unit::Month => (28.0, 31.0),
            Unit::Quarter => (89.0, 92.0),
            Unit::Year => (365.0, 366.0),
            Unit::Decade => (3_652.0, 3_653.0),
            Unit::Century => (36_524.0, 36_525.0),
        };
        let (least, most) = amount.map_or((2.0, 99.0), |n| (n, n));
        (low + a * least, high + b * most)
    })
}

/// `T15`, `T07:15`, `TMO`.
pub fn clock(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", part.code()),
        Clock::At(hour, minute, second, offset) => {
            let mut value = format!("T{hour:02}:{:02}", minute.unwrap_or(0));
            if let Some(s) = second {
                value.push_str(&format!(":{s:02}"));
            }
            match offset {
                Some(0) => value.push('Z'),
                Some(n) => {
                    let sign = if n < 0 { '-' } else { '+' };
                    value.push_str(&format!("{sign}{:02}:{:02}", n.abs() / 60, n.abs() % 60));
                }
                None => {}
            }
            value
        }
    }
}
