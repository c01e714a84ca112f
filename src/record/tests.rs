use std::sync::Arc;

use super::*;
use crate::facts::{DateValue, Day, EntityKind, Undecided};
use crate::language::{RecordEntry, RecordRelation, Role, Seats, Tenure, TenureEnd, Written};
use crate::source::FileSpan;

/// `2024`, `2024-05` or `2024-05-14` as first and last day.
fn days(written: &str) -> (Day, Day) {
    let parts: Vec<i16> = written.split('-').map(|p| p.parse().unwrap()).collect();
    let (y, m, d) = (parts[0], parts.get(1).map(|m| *m as i8), parts.get(2).map(|d| *d as i8));
    match (m, d) {
        (Some(m), Some(d)) => (Day::constant(y, m, d), Day::constant(y, m, d)),
        (Some(m), None) => (Day::constant(y, m, 1), Day::constant(y, m, 1).last_of_month()),
        _ => (Day::constant(y, 1, 1), Day::constant(y, 12, 31)),
    }
}

fn end(written: &str) -> TenureEnd {
    match written {
        "?" => TenureEnd::Unknown,
        "" => TenureEnd::Open,
        _ => {
            let (a, b) = days(written);
            TenureEnd::Known(Written::iso(a, b))
        }
    }
}

/// `Anna Berg: 2012-11-06 to 2024-05-12`, `acting Omar Lund: 2024-05 to`, `Omar Lund: on 2024-07-10`.
pub(super) fn tenure(written: &str) -> Tenure {
    let (person, time) = written.split_once(':').unwrap();
    let (acting, person) = match person.strip_prefix("acting ") {
        Some(person) => (true, person),
        None => (false, person),
    };
    let time = time.trim();
    let (from, to, on_day_only) = match time.strip_prefix("on ") {
        Some(day) => (end(day), end(day), true),
        None => {
            let (from, to) = time.split_once(" to").unwrap();
            (end(from.trim()), end(to.trim()), false)
        }
    };
    Tenure {
        person: Arc::from(person),
        from,
        to,
        acting,
        on_day_only,
        source: None,
        as_of: None,
        at: FileSpan::default(),
    }
}

pub(super) fn role(name: &str, tenures: &[&str]) -> Role {
    Role {
        name: Arc::from(name),
        also: Vec::new(),
        within: None,
        seats: Seats::Number(1),
        complete_from: None,
        tenures: Arc::new(tenures.iter().map(|t| tenure(t)).collect()),
        at: FileSpan::default(),
    }
}

fn record(role: Role) -> Record {
    Record::new(&Program { roles: vec![role], ..Program::default() })
}

fn person(name: &str) -> Entity {
    Entity { kind: EntityKind::Person, name: Arc::from(name), key: keys::person(name) }
}

/// `""`: undated; `?`: vague; dates parted by `|` are readings.
fn when(written: &str) -> When {
    match written {
        "" => When::Undated,
        "?" => When::Vague,
        _ => When::Days(
            written
                .split('|')
                .map(|r| {
                    let (from, to) = r.split_once("..").unwrap_or((r, r));
                    (number(days(from).0), number(days(to).1))
                })
                .collect(),
        ),
    }
}

fn outcome(record: &Record, tenure: TenureWord, name: &str, at: &str) -> Outcome {
    let claimed = Claimed { person: &person(name), tenure, when: when(at) };
    record.offices[0].judge(record, &claimed).outcome
}

use Outcome::{Holds, Violated};
const DATE: Outcome = Outcome::Undecided(Undecided::Date);
const RECORD: Outcome = Outcome::Undecided(Undecided::Record);
const NAME: Outcome = Outcome::Undecided(Undecided::Name);

const MINISTER: &[&str] =
    &["Anna Berg: 2012-11-06 to 2024-05-12", "Omar Lund: 2024-05-14 to", "Ida Holm: 2001-03 to 2007-02-15"];

#[track_caller]
fn check(role: Role, tenure: TenureWord, rows: &[(&str, &str, Outcome)]) {
    let record = record(role);
    for (name, at, expected) in rows {
        assert_eq!(outcome(&record, tenure, name, at), *expected, "{tenure:?} {name} at `{at}`");
    }
}

#[test]
fn a_current_holder_by_every_row_of_the_table() {
    check(
        role("Defence Minister of Norland", MINISTER),
        TenureWord::Current,
        &[
            // A tenure covers the date in every reading, in some.
            ("Anna Berg", "2024-05-12", Holds),
            ("Anna Berg", "2012-11-06", Holds),
            ("Omar Lund", "2031-01-01", Holds),
            ("Anna Berg", "2023", Holds),
            ("Anna Berg", "2024", DATE),
            ("Anna Berg", "2024-03-04|2024-04-03", Holds),
            ("Anna Berg", "2024-05-06|2024-06-05", DATE),
            // Partial ends are intervals.
            ("Ida Holm", "2001-03-10", DATE),
            ("Ida Holm", "2001-04-01", Holds),
            // Tenures of that person, none of which can cover the date.
            ("Anna Berg", "2024-05-13", Violated),
            ("Anna Berg", "2025-05-16", Violated),
            ("Omar Lund", "2024-05-13", Violated),
            ("Anna Berg", "2024-06-07|2024-07-06", Violated),
            ("Ida Holm", "2001-02-28", Violated),
            // No tenure of that person: within the office's known time, outside it, undated.
            ("Ole Dahl", "2024-05-13", Violated),
            ("Ole Dahl", "2010-01-01", Violated),
            ("Ole Dahl", "2040-01-01", Violated),
            ("Ole Dahl", "2000-01-01", RECORD),
            ("Ole Dahl", "2000-12-31..2001-12-31", RECORD),
            ("Ole Dahl", "", Violated),
            ("Ole Dahl", "?", DATE),
            // Tenures of that person and no date at all.
            ("Anna Berg", "", DATE),
            ("Omar Lund", "", DATE),
            ("Omar Lund", "?", DATE),
        ],
    );
}

#[test]
fn without_an_open_tenure_the_record_says_less() {
    let closed = || role("Mayor of Alvik", &["Anna Berg: 2010 to 2014-06-30", "Ida Holm: 2014-07-01 to ?"]);
    check(
        closed(),
        TenureWord::Current,
        &[
            ("Ole Dahl", "", RECORD),
            ("Ole Dahl", "2012-01-01", Violated),
            ("Ole Dahl", "2010-05-01", RECORD),
            ("Ole Dahl", "2014-07-01", Violated),
            ("Ole Dahl", "2020-01-01", RECORD),
            ("Ida Holm", "2014-07-01", Holds),
            ("Ida Holm", "2020-01-01", RECORD),
            ("Ida Holm", "2014-06-30", Violated),
        ],
    );
    check(
        Role { complete_from: Some(Day::constant(1991, 1, 1)), ..closed() },
        TenureWord::Current,
        &[("Ole Dahl", "", Violated), ("Ole Dahl", "2020-01-01", Violated), ("Ole Dahl", "1990-01-01", RECORD)],
    );
}

#[test]
fn one_day_says_nothing_of_other_days() {
    check(
        role("Prime Minister of Norland", &["Omar Lund: on 2024-07-10"]),
        TenureWord::Current,
        &[
            ("Omar Lund", "2024-07-10", Holds),
            ("Omar Lund", "2024-07-11", RECORD),
            ("Anna Berg", "2024-07-10", Violated),
            ("Anna Berg", "2024-07-11", RECORD),
        ],
    );
}

#[test]
fn tenures_in_a_row_cover_what_lies_across_them() {
    check(
        role("Chair of Norbank", &["Anna Berg: 2012-01-01 to 2015-12-31", "Anna Berg: 2016-01-01 to 2019-12-31"]),
        TenureWord::Current,
        &[("Anna Berg", "2015-06-01..2016-06-30", Holds)],
    );
}

#[test]
fn more_seats_than_one() {
    let deputies = |seats| Role { seats, ..role("Deputy Prime Minister of Norland", MINISTER) };
    let rows = |outcome| {
        [("Ole Dahl", "2020-01-01", outcome), ("Ole Dahl", "", outcome), ("Anna Berg", "2025-01-01", Violated)]
    };
    check(deputies(Seats::Many), TenureWord::Current, &rows(RECORD));
    check(deputies(Seats::Number(2)), TenureWord::Current, &rows(RECORD));
    let full = Role {
        seats: Seats::Number(2),
        ..role("Vice-President of Norland", &["Anna Berg: 2019 to", "Omar Lund: 2018 to"])
    };
    check(full, TenureWord::Current, &[("Ole Dahl", "2020-01-01", Violated), ("Ole Dahl", "2019-06-01", RECORD)]);
}

#[test]
fn former_means_before_and_not_now() {
    check(
        role("Defence Minister of Norland", MINISTER),
        TenureWord::Former,
        &[
            ("Anna Berg", "2025-05-20", Holds),
            ("Ida Holm", "2010-01-01", Holds),
            ("Anna Berg", "2020-01-01", Violated),
            ("Omar Lund", "2025-01-01", Violated),
            ("Omar Lund", "2020-01-01", Violated),
            ("Anna Berg", "2024", DATE),
            ("Anna Berg", "", DATE),
            ("Ole Dahl", "2025-01-01", RECORD),
        ],
    );
}

#[test]
fn acting_elect_and_designate_by_their_own_meaning() {
    let with_acting = [
        "Anna Berg: 2012-01-01 to 2015-12-31",
        "acting Omar Lund: 2016-01-01 to 2016-03-31",
        "Omar Lund: 2016-04-01 to",
    ];
    check(
        role("Governor of Alvik", &with_acting),
        TenureWord::Acting,
        &[
            ("Omar Lund", "2016-02-01", Holds),
            ("Omar Lund", "2017-02-01", Violated),
            ("Anna Berg", "2014-01-01", Violated),
            ("Anna Berg", "2017-01-01", RECORD),
            ("Ole Dahl", "2016-02-01", RECORD),
            ("Omar Lund", "", DATE),
            ("Ole Dahl", "", RECORD),
        ],
    );
    check(role("Governor of Alvik", &with_acting), TenureWord::Current, &[("Omar Lund", "2016-02-01", Holds)]);
    for word in [TenureWord::Elect, TenureWord::Designate] {
        check(
            role("Defence Minister of Norland", MINISTER),
            word,
            &[
                ("Omar Lund", "2024-05-01", Holds),
                ("Omar Lund", "2024-06-01", Violated),
                ("Anna Berg", "2020-01-01", Violated),
                ("Anna Berg", "2025-01-01", RECORD),
                ("Omar Lund", "2024", DATE),
                ("Ole Dahl", "2024-05-01", RECORD),
                ("Omar Lund", "", DATE),
            ],
        );
    }
}

#[test]
fn parts_and_spellings_of_a_name() {
    check(
        role(
            "Defence Minister of Norland",
            &["Viktor Berg: 2012 to 2019", "Omar Lund: 2020 to", "Olga Lund: 2008 to 2011"],
        ),
        TenureWord::Current,
        &[
            ("Berg", "2015-01-01", Holds),
            ("Victor Berg", "2015-01-01", Holds),
            ("Victor Berg", "2025-01-01", Violated),
            ("Lund", "2025-01-01", NAME),
            ("Omar Lund", "2025-01-01", Holds),
            ("Anna Berg", "2015-01-01", Violated),
        ],
    );
}

#[test]
fn the_record_names_whom_it_has_instead() {
    let record = record(role("Defence Minister of Norland", MINISTER));
    let said = |name: &str, at: &str| {
        let claimed = Claimed { person: &person(name), tenure: TenureWord::Current, when: when(at) };
        record.offices[0].judge(&record, &claimed).instead.map(Held::describe)
    };
    assert_eq!(said("Anna Berg", "2025-05-16").unwrap(), "Omar Lund from 2024-05-14");
    assert_eq!(said("Omar Lund", "2020-01-01").unwrap(), "Anna Berg from 2012-11-06 to 2024-05-12");
    assert_eq!(said("Ole Dahl", "").unwrap(), "Omar Lund from 2024-05-14");
    assert_eq!(said("Anna Berg", "2024-05-13").unwrap(), "Anna Berg from 2012-11-06 to 2024-05-12");
}

#[test]
fn a_day_without_a_year_is_tried_where_the_other_claims_hold() {
    let record = record(role("Defence Minister of Norland", MINISTER));
    let office = &record.offices[0];
    let allowed = |name: &str| OfficeRecord::cover(&office.of(&record.keys_of(&person(name)))).1;
    // The lead's claim, then one that cannot stand beside it.
    let claims = [allowed("Omar Lund"), allowed("Anna Berg")];
    let windows = Windows::new(&claims, &Days::all());
    let known = (number(days("2001-03").0), number(days("2024-05-14").0));
    let date = DateValue::yearless(5, Some(16));
    let read = |i: usize| readings(&date, &windows.of(i), known);
    let judge = |name: &str, i: usize| {
        let claimed = Claimed { person: &person(name), tenure: TenureWord::Current, when: When::Days(read(i)) };
        office.judge(&record, &claimed).outcome
    };
    assert_eq!(read(1)[0], (number(days("2024-05-16").0), number(days("2024-05-16").0)));
    assert_eq!(judge("Anna Berg", 1), Violated);
    // The claim at fault has no say in the lead's window.
    assert_eq!(windows.of(0), Days::all());
    assert_eq!(judge("Omar Lund", 0), DATE);
    // With a second claim that goes with the lead, the lead's own day is settled.
    let third = Days::of([(number(days("2025-01-01").0), LAST)]);
    let windows = Windows::new(&[allowed("Omar Lund"), allowed("Anna Berg"), third], &Days::all());
    let found = readings(&date, &windows.of(0), known);
    let claimed = Claimed { person: &person("Omar Lund"), tenure: TenureWord::Current, when: When::Days(found) };
    assert_eq!(office.judge(&record, &claimed).outcome, Holds);
}

#[test]
fn other_entries_are_found_by_any_form_of_the_name() {
    let entry = |subject: &str, relation| RecordEntry {
        subject: Arc::from(subject),
        relation,
        complete_from: None,
        at: FileSpan::default(),
    };
    let year =
        |y| DateValue::interval(Day::constant(y, 1, 1), Day::constant(y, 12, 31), crate::facts::Granularity::Year);
    let place = |name: &str| Entity { kind: EntityKind::Place, name: Arc::from(name), key: keys::place(name) };
    let term = |name: &str, also: &[&str], within: Option<&str>| crate::language::Term {
        kind: crate::language::TermKind::Place,
        name: Arc::from(name),
        also: also.iter().map(|a| Arc::from(*a)).collect(),
        within: within.map(Arc::from),
        short: Vec::new(),
        at: FileSpan::default(),
    };
    let record = Record::new(&Program {
        vocabulary: vec![term("Alvik", &["Old Alvik"], Some("Norland")), term("Norland", &[], Some("Norvania"))],
        record: vec![
            entry("Northern League", RecordRelation::Founded(vec![year(1949), year(1951)])),
            entry("Alvik", RecordRelation::In(vec![Arc::from("Alvik County")])),
            entry("Norvania", RecordRelation::In(vec![Arc::from("Norland")])),
            entry("Norland", RecordRelation::Capital { name: Arc::from("Alvik"), from: end("1905"), to: end("") }),
        ],
        ..Program::default()
    });
    assert_eq!(record.founded("the Northern League").unwrap().intervals().len(), 2);
    let mut containers = record.containers(&place("Old Alvik"));
    containers.sort_unstable();
    // A cycle ends, and a place is not its own container unless the record says so.
    let mut expected: Vec<u64> = ["Norland", "Alvik County", "Norvania"].map(keys::place).to_vec();
    expected.sort_unstable();
    assert_eq!(containers, expected);
    assert_eq!(record.capital(&place("Norland")).unwrap().tenures()[0].describe(), "Alvik from 1905");
}
