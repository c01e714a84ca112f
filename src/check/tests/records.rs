//! `must match the record`.

use super::build::{World, expect};

const ROLES: &str = r#"
fact role "Somebody holds an office"
  person person
  office office
  tenure word
  date date

role "Defence Minister of Norway"
  held by "Anna Berg" from 2012-11-06 to 2024-05-12
  held by "Omar Lund" from 2024-05-14

role "President of Norway" held by "Ida Holm" from 2020-01-20

rule held-office "Held it then"
  level error
  for each role r
  must match the record
  say "{r.person} is called {r.office} on {r.date}; the record has {record.person} ({record.from} to {record.to})"

rule one-holder "One holder"
  level error
  for each role r and each role s within article
  where r.office is s.office
  must r.person is s.person
"#;

#[test]
fn the_articles_date_dates_a_role() {
    let berg = "role person=Anna Berg; office=Defence Minister of Norway; tenure=current";
    let world = World::new(ROLES, &[("a 2025-05-20", &[berg])]);
    assert_eq!(world.findings(), ["held-office: Anna Berg in a"]);
    let finding = &world.report().findings[0];
    assert_eq!(
        finding.message,
        "Anna Berg is called Defence Minister of Norway on 2025-05-20; the record has Omar Lund (2024-05-14 to now)"
    );
    assert_eq!(finding.labels[0].note, "in office from 2012-11-06 to 2024-05-12");
    assert_eq!(finding.assumed, ["article date 2025-05-20 from --date"]);
    assert_eq!(finding.record.as_ref().unwrap().entry, "Defence Minister of Norway: Omar Lund from 2024-05-14");
    expect(ROLES, &[("a 2020-05-20", &[berg])], &[]);
    expect(
        ROLES,
        &[("a", &[berg])],
        &["held-office undecided date: Anna Berg Defence Minister of Norway current in a"],
    );
    let former = berg.replace("current", "former");
    expect(ROLES, &[("a 2025-05-20", &[&former])], &[]);
    expect(ROLES, &[("a 2020-05-20", &[&former])], &["held-office: Anna Berg in a"]);
    // The fingerprint does not hold the article's date.
    let later = World::new(ROLES, &[("b 2025-06-01", &[berg])]).report();
    assert_eq!(later.findings[0].fingerprint, finding.fingerprint);
}

#[test]
fn a_day_without_a_year_and_the_rule_that_sees_it_too() {
    let lead = "role person=Omar Lund; office=Defence Minister of Norway; tenure=current";
    let wrong = "role person=Anna Berg; office=Defence Minister of Norway; tenure=current; date=--05-16";
    let president = "role person=Ida Holm; office=President of Norway; tenure=current";
    let world = World::new(ROLES, &[("a", &[lead, president, wrong])]);
    let found = world.findings();
    assert_eq!(found.last().unwrap(), "held-office: Anna Berg in a, Omar Lund in a, --05-16 in a + one-holder");
    assert_eq!(
        world.report().findings.last().unwrap().assumed,
        ["“16 May” was tried in every year in which Omar Lund is in that office and Ida Holm is President of Norway"]
    );
    // Without anything that narrows the years, some year fits.
    expect(
        ROLES,
        &[("a", &[wrong])],
        &["held-office undecided date: Anna Berg Defence Minister of Norway current --05-16 in a"],
    );
}

#[test]
fn what_the_record_does_not_know() {
    let other = "role person=Ole Dahl; office=Mayor of Bergen; tenure=current";
    expect(
        ROLES,
        &[("a 2025-05-20", &[other])],
        &["held-office undecided record: Ole Dahl Mayor of Bergen current in a"],
    );
    let open = "role person=?; office=Defence Minister of Norway; tenure=current";
    expect(
        ROLES,
        &[("a 2025-05-20", &[open])],
        &["held-office undecided name: ? Defence Minister of Norway current in a"],
    );
}

const OTHER: &str = r#"
fact founding "Founded"
  thing organisation
  date date
fact birth "Born"
  person person
  date date
fact capital "A capital"
  city place
  country place
fact containment "Lies in"
  place place
  container place
fact speech "Said"
  speaker person
  words quote

record "Nordic Harbour Council" founded 1999-12-08 or 2000-01-26
record "Maria Silva" born 1991-11-02
record "Kazakhstan" capital "Astana" from 2022-09
record "Kazakhstan" capital "Almaty" from 1991-12 to 1997-12
record "Kherson" in "Kherson region"
record "Nordic states" has "Norway", "Denmark"
record "Omar Lund" said "The old harbour bridge will be rebuilt by the town" on 2025-03-01

rule founding "F"
  for each founding f
  must match the record
rule birth "B"
  for each birth f
  must match the record
rule capital "C"
  for each capital f
  must match the record
rule place-in "P"
  for each containment f
  must match the record
rule wording "W"
  for each speech f
  must match the record
"#;

#[test]
fn other_entries_of_the_record() {
    for (fact, expected) in [
        ("founding thing=Nordic Harbour Council; date=1996", &["founding: 1996 in a"][..]),
        ("founding thing=Nordic Harbour Council; date=1999", &[]),
        ("founding thing=the Nordic Harbour Council; date=2000-01-26", &[]),
        (
            "founding thing=Nordic Harbour Council; date=--12-08",
            &["founding undecided year: Nordic Harbour Council --12-08 in a"],
        ),
        (
            "founding thing=Nordic Fish Council; date=1996",
            &["founding undecided record: Nordic Fish Council 1996 in a"],
        ),
        ("birth person=Maria Silva; date=1991-11-02", &[]),
        ("birth person=Maria Silva; date=1992", &["birth: 1992 in a"]),
        ("capital city=Astana; country=Kazakhstan", &[]),
        ("capital city=Almaty; country=Kazakhstan", &["capital: Almaty in a"]),
        ("capital city=Oslo; country=Norway", &["capital undecided record: Oslo Norway in a"]),
        ("containment place=Kherson; container=Kherson region", &[]),
        ("containment place=Kherson; container=Ukraine", &[]),
        ("containment place=Kherson; container=Donetsk region", &["place-in: Donetsk region in a"]),
        ("containment place=Oslo; container=Sweden", &["place-in: Sweden in a"]),
        ("containment place=Oslo; container=Nordic states", &[]),
        ("speech speaker=Omar Lund; words=the old harbour bridge will be rebuilt", &[]),
        (
            "speech speaker=Omar Lund; words=the old harbour bridge will be torn down",
            &["wording: the old harbour bridge will be torn down in a"],
        ),
    ] {
        expect(OTHER, &[("a 2025-05-20", &[fact])], expected);
    }
    let report = World::new(OTHER, &[("a", &["founding thing=Nordic Harbour Council; date=1996"])]).report();
    assert_eq!(report.findings[0].labels[0].note, "the record has 1999-12-08 or 2000-01-26");
}

#[test]
fn facts_follow_from_facts() {
    let rules = format!(
        "{ROLES}{}",
        r#"
fact appointment "Somebody got an office"
  who person
  office office
  date date

fact swearing "Somebody was sworn in"
  who person
  date date

derive role
  for each appointment a and each swearing s within article
  where a.who is s.who
  with person a.who, office a.office, date s.date

derive role
  for each appointment a
  where a.date is known
  with person a.who, office a.office, date a.date
"#
    );
    let named = "appointment who=Anna Berg; office=Defence Minister of Norway";
    let sworn = "swearing who=Anna Berg; date=2025-03-03";
    // The derived role stands at the words it follows from, and rules see it as any other.
    expect(&rules, &[("a", &[named, sworn])], &["held-office: Anna Berg in a, 2025-03-03 in a"]);
    expect(&rules, &[("a", &[named]), ("b", &[sworn])], &[]);
    expect(&rules, &[("a", &[named, "swearing who=Omar Lund; date=2025-03-03"])], &[]);
    let dated = format!("{named}; date=2025-03-03");
    expect(&rules, &[("a", &[&dated])], &["held-office: Anna Berg in a, 2025-03-03 in a"]);
    // What is planned stays planned.
    let planned = format!("{dated}; stance=planned");
    let world = World::new(&rules, &[("a", &[&planned])]);
    assert!(world.findings().is_empty());
    let role = world.program.schema.kind("role").unwrap();
    let derived = world.store.get(world.store.of_kind(role).next().unwrap());
    assert_eq!(
        (derived.stance, &*derived.by, world.store.of_kind(role).count()),
        (crate::facts::Stance::Planned, "derived", 1)
    );
}
