//! Values as people read them, and as fingerprints hold them.

use super::words::comparable;
use crate::article::Batch;
use crate::facts::{
    Comparator, DateValue, EntityKind, Fact, Granularity, Number, Quantity, Schema, Stance, Type, Value, calendar,
};

/// For messages: `Andrei Belousov`, `2025-05-16`, `16 May`, `at least 12 people`, `Oslo and Vienna`.
pub fn show(value: &Value) -> String {
    match value {
        Value::Text(t) => t.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Entity(e) => e.name.to_string(),
        Value::Office(o) => o.name.to_string(),
        Value::Number(n) => number(n),
        Value::Quantity(q) => quantity(q),
        Value::Date(d) => date(d),
        Value::Duration(a, b) => duration(*a, *b),
        Value::Set(members) => listed(&members.iter().map(|m| show(&m.value)).collect::<Vec<_>>()),
        Value::Elsewhere(e) => e.text.to_string(),
        Value::Unknown(_) => "?".into(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What stands for a value that is not known: `an unknown date`.
pub fn unknown(ty: &Type) -> String {
    let name = match ty {
        Type::Enumeration(_) => "word".into(),
        _ => ty.name(),
    };
    format!("an unknown {name}")
}

pub fn date(d: &DateValue) -> String {
    if let Some(y) = d.yearless {
        let month = calendar::MONTHS[(y.month.clamp(1, 12) - 1) as usize];
        return y.day.map_or(month.to_string(), |day| format!("{day} {month}"));
    }
    match (d.from, d.to) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => match d.granularity {
            Granularity::Year if a.year() == b.year() => format!("{:04}", a.year()),
            Granularity::Month if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{:04}-{:02}", a.year(), a.month())
            }
            _ => format!("{a} to {b}"),
        },
        (Some(a), None) => format!("{a} or later"),
        (None, Some(b)) => format!("{b} or earlier"),
        (None, None) => "an unknown date".into(),
    }
}

pub fn plain(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let rounded = format!("{value:.4}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn number(n: &Number) -> String {
    let comparator = match n.comparator {
        Comparator::Exactly => "",
        Comparator::About => "about ",
        Comparator::AtLeast => "at least ",
        Comparator::MoreThan => "more than ",
        Comparator::AtMost => "at most ",
        Comparator::LessThan => "less than ",
    };
    match (n.value, n.low, n.high) {
        (Some(v), ..) => format!("{comparator}{}", plain(v)),
        (None, Some(a), Some(b)) if a == b => plain(a),
        (None, Some(a), Some(b)) => format!("{} to {}", plain(a), plain(b)),
        (None, Some(a), None) => format!("at least {}", plain(a)),
        (None, None, Some(b)) => format!("at most {}", plain(b)),
        (None, None, None) => "an unknown number".into(),
    }
}

fn quantity(q: &Quantity) -> String {
    let n = number(&q.number);
    match (q.unit.as_deref(), q.thing.as_deref()) {
        (Some("percent"), _) => format!("{n}%"),
        (Some(unit), _) => format!("{n} {unit}"),
        (None, Some(thing)) => format!("{n} {thing}"),
        (None, None) => n,
    }
}

fn duration(a: f64, b: f64) -> String {
    let days = |d: f64| format!("{} {}", plain(d), if d == 1.0 { "day" } else { "days" });
    if a == b { days(a) } else { format!("{} to {}", plain(a), days(b)) }
}

/// A fact on one line: kind, words, stance and fields.
pub fn describe(fact: &Fact, batch: &Batch, schema: &Schema) -> String {
    let kind = schema.def(fact.kind);
    let words = super::message::one_line(batch.get(fact.article).words(fact.span));
    let mut out = format!("{} “{words}”", kind.name);
    if fact.stance != Stance::Asserted {
        out.push_str(&format!(" ({})", fact.stance.name()));
    }
    for value in &fact.fields {
        out.push_str(&format!(", {} {}", kind.def(value.field).name, show(&value.value)));
    }
    out
}

/// The same for values that say the same, whatever words they were written in.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Text(t) => comparable(t),
        Value::Entity(e) => {
            let kind = match e.kind {
                EntityKind::Person => "person",
                EntityKind::Place => "place",
                EntityKind::Organisation => "organisation",
            };
            format!("{kind} {}", comparable(&e.name))
        }
        Value::Office(o) => format!("office {}", comparable(&o.name)),
        Value::Quantity(q) => {
            let thing = q.thing.as_deref().map(comparable).unwrap_or_default();
            format!("{} {} {thing}", range(&q.number), q.unit.as_deref().unwrap_or_default())
        }
        Value::Number(n) => range(n),
        Value::Set(members) => {
            let mut all: Vec<String> = members.iter().map(|m| canonical(&m.value)).collect();
            all.sort_unstable();
            all.dedup();
            format!("[{}]", all.join("|"))
        }
        Value::Date(d) => {
            let mut all: Vec<String> = d.also.iter().map(|(a, b)| format!("{a}/{b}")).collect();
            all.insert(0, date(d));
            all.join("|")
        }
        Value::Duration(..) | Value::Elsewhere(_) | Value::Unknown(_) => show(value),
    }
}

fn range(n: &Number) -> String {
    let end = |v: Option<f64>| v.map(plain).unwrap_or_default();
    format!("{}..{} {} {}", end(n.low), end(n.high), n.comparator.name(), plain(n.rounding))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Day;

    #[test]
    fn values_read_well() {
        let month = DateValue::interval(Day::constant(2025, 5, 1), Day::constant(2025, 5, 31), Granularity::Month);
        assert_eq!(date(&month), "2025-05");
        assert_eq!(date(&DateValue::day(Day::constant(2025, 5, 16))), "2025-05-16");
        assert_eq!(date(&DateValue::yearless(5, Some(16))), "16 May");
        assert_eq!(
            show(&Value::Number(Box::new(Number { comparator: Comparator::AtLeast, ..Number::exact(12.0) }))),
            "at least 12"
        );
        let percent = Quantity { number: Number::exact(8.5), unit: Some("percent".into()), thing: None };
        assert_eq!(show(&Value::Quantity(Box::new(percent))), "8.5%");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!((plain(2025.0), plain(1.0 / 3.0)), ("2025".into(), "0.3333".into()));
    }
}
