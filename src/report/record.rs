//! The record for those who ask: what is doubtful in it, and who held what.

use std::io::{self, Write};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::json;
use super::places::Documents;
use super::problems::Problem;
use super::sanitize::Sanitized;
use crate::article::Batch;
use crate::facts::DateValue;
use crate::language::{Diagnostic, Program, Role, Seats, Tenure, TenureEnd};
use crate::record::{checks, export, interval, keys, possible, sure};

/// Everything doubtful in the record, bundled packs apart.
pub fn doubts(program: &Program) -> Vec<Problem> {
    let roles: Vec<&Role> = export::own_roles(program).map(|(role, _)| role).collect();
    let mut found: Vec<Diagnostic> = roles.iter().flat_map(|role| checks::tenures(role)).collect();
    found.extend(checks::names(roles));
    found.extend(checks::passed_over(program));
    found.iter().map(Problem::from).collect()
}

/// `2 offices, 5 tenures, 4 people: 1 problem`.
pub fn count(program: &Program, problems: usize) -> String {
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let (mut offices, mut tenures, mut people) = (0, 0, FxHashSet::default());
    for (_, of) in export::own_roles(program) {
        offices += 1;
        tenures += of.len();
        people.extend(of.iter().map(|t| keys::person(&t.person)));
    }
    format!(
        "{}, {}, {}: {}",
        plural(offices, "office", "offices"),
        plural(tenures, "tenure", "tenures"),
        plural(people.len(), "person", "people"),
        plural(problems, "problem", "problems"),
    )
}

/// What is asked of the record.
pub struct Query<'a> {
    /// An office or a person.
    pub name: &'a str,
    pub on: Option<&'a DateValue>,
}

/// What the record has.
pub enum Lookup<'p> {
    /// In order of office, then of time.
    Found(Vec<Shown<'p>>),
    Unknown,
}

/// A tenure of an answer.
pub struct Shown<'p> {
    role: &'p Role,
    tenure: &'p Tenure,
    /// Whether it was held at the time asked for; `None` where none was.
    held: Option<Certainty>,
}

/// Whether a tenure covers a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    Yes,
    Maybe,
}

impl<'p> Lookup<'p> {
    pub fn new(program: &'p Program, query: &Query) -> Lookup<'p> {
        let plain = |name: &str| keys::words(name).join(" ");
        let (words, office) = (plain(query.name), keys::office(query.name));
        let is_named = |role: &Role| {
            let mut names = std::iter::once(&role.name).chain(&role.also);
            names.any(|n| plain(n) == words || keys::office(n) == office)
        };
        let with_body =
            |role: &Role| role.within.as_ref().is_some_and(|b| plain(&format!("{} of {b}", role.name)) == words);
        let roles: Vec<&Role> = program.roles.iter().filter(|r| is_named(r) || with_body(r)).collect();
        let mut found: Vec<(&Role, &Tenure)> = roles.iter().flat_map(|r| r.tenures.iter().map(|t| (*r, t))).collect();
        if roles.is_empty() {
            let mut people: FxHashMap<u64, bool> = FxHashMap::default();
            let person = keys::person(query.name);
            let also = program.vocabulary.iter().filter(|t| t.also.iter().any(|a| keys::person(a) == person));
            let wanted: Vec<u64> = std::iter::once(person).chain(also.map(|t| keys::person(&t.name))).collect();
            let all = program.roles.iter().flat_map(|r| r.tenures.iter().map(move |t| (r, t)));
            found = all
                .filter(|(_, t)| {
                    let key = keys::person(&t.person);
                    *people.entry(key).or_insert_with(|| wanted.contains(&key))
                })
                .collect();
            if found.is_empty() {
                return Lookup::Unknown;
            }
        }
        let days: Option<Vec<(i32, i32)>> =
            query.on.map(|on| on.readings().into_iter().map(|(a, b)| interval(a, b)).collect());
        let mut shown: Vec<Shown> = found
            .into_iter()
            .filter_map(|(role, tenure)| {
                let held = match &days {
                    None => None,
                    Some(days) => Some(certainty(tenure, days)?),
                };
                Some(Shown { role, tenure, held })
            })
            .collect();
        shown.sort_by_key(|s| (s.role.at, possible(&s.tenure.from, &s.tenure.to), s.tenure.at));
        Lookup::Found(shown)
    }
}

/// Whether a tenure covers a time; `None`: it cannot.
fn certainty(tenure: &Tenure, days: &[(i32, i32)]) -> Option<Certainty> {
    let sure = sure(&tenure.from, &tenure.to);
    if days.iter().all(|d| sure.is_some_and(|s| s.0 <= d.0 && d.1 <= s.1)) {
        return Some(Certainty::Yes);
    }
    let (from, to) = possible(&tenure.from, &tenure.to);
    days.iter().any(|d| from <= d.1 && d.0 <= to).then_some(Certainty::Maybe)
}

/// The answer for people: a line for each tenure under its office, with its place in the record.
pub fn write_text(out: &mut dyn Write, found: &[Shown], query: &Query, program: &Program) -> io::Result<()> {
    let batch = Batch::default();
    let documents = Documents::new(&batch, &program.sources);
    if found.is_empty() {
        let on = query.on.map_or(String::new(), |d| format!(" on {}", words_of(d)));
        return writeln!(out, "the record has nobody{on}");
    }
    let name = |s: &Shown| Sanitized::words(&s.tenure.person).to_string();
    let width = found.iter().map(|s| name(s).chars().count()).max().unwrap_or(0);
    let times: Vec<String> = found.iter().map(|s| time(s.tenure)).collect();
    let time_width = times.iter().map(|t| t.chars().count()).max().unwrap_or(0);
    let mut last: Option<&Role> = None;
    for (shown, time) in found.iter().zip(&times) {
        if last.is_none_or(|l| !std::ptr::eq(l, shown.role)) {
            writeln!(out, "{}", head(shown.role))?;
            last = Some(shown.role);
        }
        let at = Sanitized::words(&documents.file_and_line(shown.tenure.at)).to_string();
        let mut notes = vec![at];
        notes.extend(shown.tenure.source.as_deref().map(|s| Sanitized::words(s).to_string()));
        notes.extend(shown.tenure.as_of.map(|day| format!("as of {day}")));
        if shown.held == Some(Certainty::Maybe) {
            notes.insert(0, "perhaps".into());
        }
        let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.chars().count()));
        let name = name(shown);
        writeln!(out, "  {name}{}  {time}{}  {}", pad(&name, width), pad(time, time_width), notes.join(", "))?;
    }
    Ok(())
}

fn head(role: &Role) -> String {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(role.within.as_ref().map(|b| b.to_string()));
    match role.seats {
        Seats::Number(1) => {}
        Seats::Number(n) => notes.push(format!("{n} seats")),
        Seats::Many => notes.push("many seats".into()),
    }
    notes.extend(role.complete_from.map(|day| format!("complete from {day}")));
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
    Sanitized::words(&format!("{}{notes}", role.name)).to_string()
}

fn time(tenure: &Tenure) -> String {
    let acting = if tenure.acting { "acting " } else { "" };
    let time = match (&tenure.from, &tenure.to) {
        (TenureEnd::Known(day), _) if tenure.on_day_only => format!("on {day}"),
        (TenureEnd::Known(from), TenureEnd::Open) => format!("from {from}"),
        (TenureEnd::Known(from), TenureEnd::Known(to)) => format!("from {from} to {to}"),
        (TenureEnd::Known(from), TenureEnd::Unknown) => format!("from {from} to ?"),
        (_, TenureEnd::Known(to)) => format!("to {to}"),
        (_, TenureEnd::Unknown) => "at an unknown time".into(),
        (_, TenureEnd::Open) => "still in office".into(),
    };
    format!("{acting}{time}")
}

fn words_of(date: &DateValue) -> String {
    match (date.from, date.to) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        _ => "that day".into(),
    }
}

#[derive(Serialize)]
struct TenureJson<'a> {
    office: &'a str,
    organisation: Option<&'a str>,
    person: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    /// `known`, `unknown`, or `open`: still held as far as the record knows.
    end: &'static str,
    acting: bool,
    on_day_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<Certainty>,
    source: Option<&'a str>,
    as_of: Option<String>,
    at: String,
}

/// The answer for machines: one object a line, as `schemas/tenure.json` describes it.
pub fn write_lines(out: &mut dyn Write, found: &[Shown], program: &Program) -> io::Result<()> {
    let batch = Batch::default();
    let documents = Documents::new(&batch, &program.sources);
    let written = |end: &'_ TenureEnd| match end {
        TenureEnd::Known(words) => Some(words.to_string()),
        TenureEnd::Unknown | TenureEnd::Open => None,
    };
    for Shown { role, tenure, held } in found {
        let (from, to) = (written(&tenure.from), written(&tenure.to));
        let line = TenureJson {
            office: &role.name,
            organisation: role.within.as_deref(),
            person: &tenure.person,
            from: from.as_deref(),
            to: to.as_deref(),
            end: match tenure.to {
                TenureEnd::Known(..) => "known",
                TenureEnd::Unknown => "unknown",
                TenureEnd::Open => "open",
            },
            acting: tenure.acting,
            on_day_only: tenure.on_day_only,
            held: *held,
            source: tenure.source.as_deref(),
            as_of: tenure.as_of.map(|day| day.to_string()),
            at: documents.file_and_line(tenure.at),
        };
        json::line(out, &line)?;
    }
    Ok(())
}
