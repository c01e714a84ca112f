//! The record as files that can be read again: rule files and tables.

use std::collections::BTreeSet;

use crate::facts::DateValue;
use crate::language::{
    Program, RecordEntry, RecordRelation, Role, Seats, Tenure, TenureEnd, Term, TermKind, Written, format_source,
    quoted,
};

/// The roles of a record that are not of a bundled pack, with the tenures that are not.
pub fn own_roles(program: &Program) -> impl Iterator<Item = (&Role, Vec<&Tenure>)> {
    program.roles.iter().filter_map(|role| {
        let tenures: Vec<&Tenure> = role.tenures.iter().filter(|t| program.sources.is_own(t.at)).collect();
        (program.sources.is_own(role.at) || !tenures.is_empty()).then_some((role, tenures))
    })
}

/// The vocabulary and the record of a program as a formatted rule file. Sources and days of which an entry is right become
/// comments.
pub fn claim(program: &Program) -> String {
    let mut out = String::from("language 1\n\n");
    for term in program.vocabulary.iter().filter(|t| t.kind != TermKind::Role && program.sources.is_own(t.at)) {
        term_of(term, &mut out);
    }
    for (role, tenures) in own_roles(program) {
        role_of(role, &tenures, &mut out);
    }
    for entry in program.record.iter().filter(|e| program.sources.is_own(e.at)) {
        entry_of(entry, &mut out);
    }
    // What is written here parses; if it ever did not, unformatted is better than nothing.
    format_source(&out).unwrap_or(out)
}

fn names(word: &str, names: &[std::sync::Arc<str>]) -> String {
    let all: Vec<String> = names.iter().map(|n| quoted(n)).collect();
    if all.is_empty() { String::new() } else { format!("  {word} {}\n", all.join(", ")) }
}

fn term_of(term: &Term, out: &mut String) {
    let kind = match term.kind {
        TermKind::Person => "person",
        TermKind::Place => "place",
        TermKind::Organisation => "organisation",
        TermKind::Term | TermKind::Role => "term",
    };
    out.push_str(&format!("{kind} {}\n", quoted(&term.name)));
    out.push_str(&names("also", &term.also));
    out.push_str(&names("short", &term.short));
    out.push_str(&term.within.as_ref().map_or(String::new(), |w| format!("  in {}\n", quoted(w))));
}

fn role_of(role: &Role, tenures: &[&Tenure], out: &mut String) {
    out.push_str(&format!("role {}\n", quoted(&role.name)));
    out.push_str(&names("also", &role.also));
    out.push_str(&role.within.as_ref().map_or(String::new(), |w| format!("  in {}\n", quoted(w))));
    match role.seats {
        Seats::Number(1) => {}
        Seats::Number(n) => out.push_str(&format!("  seats {n}\n")),
        Seats::Many => out.push_str("  seats many\n"),
    }
    for tenure in tenures {
        let by = if tenure.acting { "acting" } else { "held" };
        let when = when(&tenure.from, &tenure.to, tenure.on_day_only);
        let as_of = tenure.as_of.map(|day| format!("as of {day}"));
        let notes: Vec<String> = tenure.source.as_deref().map(one_line).into_iter().chain(as_of).collect();
        let comment = if notes.is_empty() { String::new() } else { format!("  # {}", notes.join(", ")) };
        out.push_str(&format!("  {by} by {}{when}{comment}\n", quoted(&tenure.person)));
    }
    out.push_str(&role.complete_from.map_or(String::new(), |day| format!("  complete from {day}\n")));
}

fn when(from: &TenureEnd, to: &TenureEnd, on_day_only: bool) -> String {
    match (from, to) {
        (TenureEnd::Known(day), _) if on_day_only => format!(" on {day}"),
        _ => {
            let from = written(from).map_or(String::new(), |day| format!(" from {day}"));
            let to = match to {
                TenureEnd::Unknown => " to ?".to_string(),
                _ => written(to).map_or(String::new(), |day| format!(" to {day}")),
            };
            format!("{from}{to}")
        }
    }
}

fn written(end: &TenureEnd) -> Option<&Written> {
    match end {
        TenureEnd::Known(words) => Some(words),
        TenureEnd::Unknown | TenureEnd::Open => None,
    }
}

fn entry_of(entry: &RecordEntry, out: &mut String) {
    let or = |dates: &[DateValue]| dates.iter().filter_map(iso).collect::<Vec<_>>().join(" or ");
    let list = |names: &[std::sync::Arc<str>]| names.iter().map(|n| quoted(n)).collect::<Vec<_>>().join(", ");
    let relation = match &entry.relation {
        RecordRelation::Founded(dates) => format!("founded {}", or(dates)),
        RecordRelation::Born(dates) => format!("born {}", or(dates)),
        RecordRelation::Capital { name, from, to } => format!("capital {}{}", quoted(name), when(from, to, false)),
        RecordRelation::Has(names) => format!("has {}", list(names)),
        RecordRelation::In(names) => format!("in {}", list(names)),
        RecordRelation::Said { words, on } => {
            let on = on.as_ref().and_then(iso).map_or(String::new(), |day| format!(" on {day}"));
            format!("said {}{on}", quoted(words))
        }
    };
    let complete = entry.complete_from.map_or(String::new(), |day| format!(" complete from {day}"));
    out.push_str(&format!("record {} {relation}{complete}\n", quoted(&entry.subject)));
}

fn iso(date: &DateValue) -> Option<String> {
    Some(Written::iso(date.from?, date.to?).to_string())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tenures of a program as a table, and what of the record a table has no place for, for people.
pub fn csv(program: &Program) -> (String, Vec<&'static str>) {
    let roles: Vec<(&Role, Vec<&Tenure>)> = own_roles(program).collect();
    let tenures = || roles.iter().flat_map(|(_, t)| t);
    let used = [
        ("organisation", roles.iter().any(|(r, _)| r.within.is_some())),
        ("also", roles.iter().any(|(r, _)| !r.also.is_empty())),
        ("source", tenures().any(|t| t.source.is_some())),
        ("as_of", tenures().any(|t| t.as_of.is_some())),
        ("acting", tenures().any(|t| t.acting)),
        ("on", tenures().any(|t| t.on_day_only)),
    ];
    let columns: Vec<&str> =
        ["role", "person", "from", "to"].into_iter().chain(used.iter().filter(|u| u.1).map(|u| u.0)).collect();
    let mut out = columns.join(",") + "\n";
    for (role, tenures) in &roles {
        for (n, tenure) in tenures.iter().enumerate() {
            let end = |end: &TenureEnd, unknown: &str| match end {
                TenureEnd::Unknown => unknown.to_string(),
                end => written(end).map(Written::to_string).unwrap_or_default(),
            };
            let cells = columns.iter().map(|column| match *column {
                "role" => role.name.to_string(),
                "person" => tenure.person.to_string(),
                "from" | "to" if tenure.on_day_only => String::new(),
                "from" => end(&tenure.from, ""),
                "to" => end(&tenure.to, "?"),
                "organisation" => role.within.as_deref().unwrap_or_default().to_string(),
                "also" if n == 0 => role.also.join("; "),
                "source" => tenure.source.as_deref().unwrap_or_default().to_string(),
                "as_of" => tenure.as_of.map_or(String::new(), |day| day.to_string()),
                "acting" if tenure.acting => "yes".into(),
                "on" if tenure.on_day_only => end(&tenure.from, ""),
                _ => String::new(),
            });
            out.push_str(&cells.map(|c| cell(&c)).collect::<Vec<_>>().join(","));
            out.push('\n');
        }
    }
    let mut lost: BTreeSet<&'static str> = BTreeSet::new();
    for (role, tenures) in &roles {
        lost.extend((role.seats != Seats::Number(1)).then_some("how many hold an office"));
        lost.extend(role.complete_from.map(|_| "since when an office is complete"));
        lost.extend(tenures.is_empty().then_some("offices without a holder"));
    }
    let other = program.vocabulary.iter().any(|t| t.kind != TermKind::Role && program.sources.is_own(t.at));
    lost.extend(other.then_some("names of persons and places"));
    lost.extend(program.record.iter().any(|e| program.sources.is_own(e.at)).then_some("what is no tenure"));
    (out, lost.into_iter().collect())
}

/// A cell as RFC 4180 has it.
fn cell(words: &str) -> String {
    match words.contains([',', '"', '\n', '\r', ';', '\t']) || words.trim() != words {
        true => format!("\"{}\"", words.replace('"', "\"\"")),
        false => words.to_string(),
    }
}
