//! `must agree`, `must never fall`.

use proptest::prelude::*;

use super::build::{Given, World, expect};
use crate::check::{Options, check};

const MEETING: &str = r#"
fact meeting "People met"
  participants people
  location place
  date date
  occasion text
  same when participants overlap, occasion, date within 2 days

"#;

fn place(rule: &str) -> String {
    format!("{MEETING}rule meeting-place \"One place\"\n  for each meeting m\n{rule}  must agree on location\n")
}

const OSLO: &str = "meeting participants=Ilse Varga+Marek Dunin; location=Oslo; date=2025-03-03";
const VIENNA: &str = "meeting participants=Marek Dunin+Ilse Varga; location=Vienna; date=2025-03-04";

#[test]
fn two_keys_make_one_meeting() {
    expect(&place(""), &[("a", &[OSLO]), ("b", &[VIENNA])], &["meeting-place: Vienna in b, Oslo in a"]);
    // A known difference splits.
    let later = "meeting participants=Ilse Varga+Marek Dunin; location=Vienna; date=2025-03-13";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[later])], &[]);
    // The same in one article.
    expect(&place(""), &[("a", &[OSLO, VIENNA])], &["meeting-place: Vienna in a, Oslo in a"]);
    // A place agrees with the one that holds it.
    let norway = "meeting participants=Ilse Varga; location=Norway; date=2025-03-03";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[norway])], &[]);
}

/// Found by `tests/differential`.
#[test]
fn two_that_joined_no_group_are_told_of_once() {
    let rules = "\nfact crate-load \"A load\"\n  size number\n  day date\n  name text\n\n\
        rule r \"R\"\n  for each crate-load c\n  same size, day\n  must agree on name\n";
    let load = |size: &str, name: &str| format!("crate-load size={size}; day=2025-03-01; name={name}");
    // The middle one fits both ends, which differ.
    let all = [load("1", "silk"), load("1-3", "wool"), load("3", "silk")];
    let world = World::new(rules, &[("a", &[&all[0]]), ("b", &[&all[1]]), ("c", &[&all[2]])]);
    let found = world.findings();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|f| f.starts_with("r undecided alignment")) && found[0] != found[1], "{found:?}");
}

#[test]
fn a_group_tells_who_agrees_with_whom() {
    let norway = "meeting participants=Ilse Varga+Marek Dunin; location=Norway; date=2025-03-03";
    let world = World::new(&place(""), &[("a", &[OSLO]), ("b", &[VIENNA]), ("c", &[OSLO]), ("d", &[norway])]);
    let options = Options { alignment: true, ..Options::default() };
    let report = check(&world.batch, &world.store, &world.program, &options);
    let group = &report.groupings[0];
    let said: Vec<_> = group.members.iter().map(|m| (m.article.0, m.value.as_str(), m.says)).collect();
    assert_eq!(said, [(0, "Oslo", 0), (1, "Vienna", 1), (2, "Oslo", 0), (3, "Norway", 2)]);
    assert_eq!((&group.differ[..], &group.open[..]), (&[(0, 1), (1, 2)][..], &[][..]));
}

#[test]
fn one_key_decides_nothing() {
    let undated = "meeting participants=Ilse Varga+Marek Dunin; location=Vienna";
    expect(
        &place(""),
        &[("a", &[OSLO]), ("b", &[undated])],
        &[
            "meeting-place undecided date: Ilse Varga Marek Dunin Oslo 2025-03-03 in a, Ilse Varga Marek Dunin Vienna in b",
        ],
    );
    let same_place = "meeting participants=Ilse Varga+Marek Dunin; location=Oslo";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[same_place])], &[]);
    let other_people = "meeting participants=Jonas Petrell; location=Vienna; date=2025-03-03";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[other_people])], &[]);
    // Unless the rule says that it does.
    expect(
        &place("  same participants overlap alone\n"),
        &[("a", &[OSLO]), ("b", &[undated])],
        &["meeting-place: Vienna in b, Oslo in a"],
    );
}

#[test]
fn keys_in_the_same_words_are_one() {
    let rules = r#"
fact visit "Somebody came"
  host person
  person person
  place place
  same when host, person

visit place must agree
"#;
    let mut world = World::new(
        rules,
        &[
            ("a", &["visit host=Ilse Varga; person=Marek Dunin; place=Oslo"]),
            ("b", &["visit host=Ilse Varga; person=Marek Dunin; place=Vienna"]),
        ],
    );
    assert_eq!(world.findings(), ["visit-place: Vienna in b, Oslo in a"]);
    // In one of the two, both names rest on the same words.
    let facts: Vec<_> = world
        .store
        .iter()
        .map(|(_, f)| {
            let mut f = f.clone();
            let host = f.fields[0].spans.clone();
            f.fields[1].spans = host;
            f
        })
        .collect();
    world.store = crate::facts::FactStore::new(facts, 2);
    assert_eq!(
        world.findings(),
        ["visit-place undecided alignment: Ilse Varga Marek Dunin Oslo in a, Ilse Varga Marek Dunin Vienna in b"]
    );
}

#[test]
fn what_was_assumed_is_said() {
    let yearless = "meeting participants=Ilse Varga; location=Vienna; date=--03-03; occasion=the spring fair";
    let dated = "meeting participants=Ilse Varga; location=Oslo; date=2025-03-03; occasion=spring fair";
    let world = World::new(&place(""), &[("a", &[dated]), ("b", &[yearless])]);
    let report = world.report();
    assert_eq!(
        report.findings[0].assumed,
        [
            "taken for one meeting: `participants` (Ilse Varga), `occasion` (spring fair) and `date` (2025-03-03) agree",
            "`b` gives no year with “--03-03”",
        ]
    );
    let undated = "meeting participants=Ilse Varga; location=Vienna; occasion=spring fair";
    let world = World::new(&place(""), &[("a", &[dated]), ("b", &[undated])]);
    assert_eq!(world.report().findings[0].assumed[1..], ["`b` gives no date for the meeting"]);
}

#[test]
fn undated_events_told_a_month_apart_are_two() {
    let oslo = "meeting participants=Ilse Varga; location=Oslo; occasion=spring fair";
    let vienna = "meeting participants=Ilse Varga; location=Vienna; occasion=spring fair";
    let found = ["meeting-place: Vienna in b, Oslo in a"];
    expect(&place(""), &[("a 2025-03-03", &[oslo]), ("b 2025-03-20", &[vienna])], &found);
    expect(&place(""), &[("a 2025-03-03", &[oslo]), ("b 2025-05-20", &[vienna])], &[]);
    expect(&place(""), &[("a", &[oslo]), ("b 2025-05-20", &[vienna])], &found);
    // The article's own date does not date the event either.
    let dated = "meeting participants=Ilse Varga; location=Vienna; date=2025-03-20";
    expect(
        &place(""),
        &[("a 2025-03-20", &["meeting participants=Ilse Varga; location=Oslo"]), ("b 2025-03-20", &[dated])],
        &["meeting-place undecided date: Ilse Varga Oslo in a, Ilse Varga Vienna 2025-03-20 in b"],
    );
}

#[test]
fn sides_are_shown_with_all_who_take_them() {
    let facts = [("a", [OSLO]), ("b", [VIENNA]), ("c", [OSLO]), ("d", [OSLO])];
    let articles: Vec<Given> = facts.iter().map(|(name, of)| (*name, &of[..])).collect();
    expect(&place(""), &articles, &["meeting-place: Vienna in b, Oslo in a, Oslo in c, Oslo in d"]);
}

#[test]
fn scopes_stances_and_parts() {
    let planned = "meeting participants=Ilse Varga+Marek Dunin; location=Vienna; date=2025-03-03; stance=planned";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[planned])], &[]);
    expect(
        &place("  including planned\n"),
        &[("a", &[OSLO]), ("b", &[planned])],
        &["meeting-place: Vienna in b, Oslo in a"],
    );
    let sources = "meeting participants=Ilse Varga+Marek Dunin; location=Vienna; date=2025-03-03; stance=reported; source=sources";
    expect(&place(""), &[("a", &[OSLO]), ("b", &[sources])], &[]);
    let named = sources.replace("=sources", "=Norway Radio");
    expect(&place(""), &[("a", &[OSLO]), ("b", &[&named])], &["meeting-place: Vienna in b, Oslo in a"]);
    let within = |scope: &str| place("").replace("each meeting m", &format!("each meeting m within {scope}"));
    expect(&within("article"), &[("a", &[OSLO]), ("b", &[VIENNA])], &[]);
    expect(&within("paragraph"), &[("a", &[OSLO, VIENNA])], &[]);
    expect(&within("story"), &[("a@x", &[OSLO]), ("b@y", &[VIENNA])], &[]);
    expect(&within("story"), &[("a@x", &[OSLO]), ("b@x", &[VIENNA])], &["meeting-place: Vienna in b@x, Oslo in a@x"]);
}

#[test]
fn where_and_unless_pick_the_facts() {
    let rules = place("  where m.occasion is \"spring fair\"\n");
    let oslo = format!("{OSLO}; occasion=spring fair");
    let vienna = format!("{VIENNA}; occasion=spring fair");
    expect(&rules, &[("a", &[&oslo]), ("b", &[&vienna])], &["meeting-place: Vienna in b, Oslo in a"]);
    // Not known for one of the two: only undecided.
    expect(
        &rules,
        &[("a", &[&oslo]), ("b", &[VIENNA])],
        &[
            "meeting-place undecided name: Ilse Varga Marek Dunin Oslo 2025-03-03 spring fair in a, Marek Dunin Ilse Varga Vienna 2025-03-04 in b",
        ],
    );
    let rules = place("") + "  unless m.occasion is \"rehearsal\"\n";
    let rehearsal = format!("{VIENNA}; occasion=rehearsal");
    expect(&rules, &[("a", &[&oslo]), ("b", &[&rehearsal])], &[]);
}

#[test]
fn exceptions_are_counted() {
    let rules = place("") + "  except \"old/**\" until 2027-01-01 because \"archive\"\n";
    let world = World::new(&rules, &[("old/a 2020-01-01", &[OSLO]), ("b", &[VIENNA])]);
    let report = world.report();
    assert!(report.findings.is_empty());
    assert_eq!(report.rules[0].1.excepted, 1);
    expect(&rules, &[("old/a 2028-01-01", &[OSLO]), ("b", &[VIENNA])], &["meeting-place: Oslo in old/a, Vienna in b"]);
    // Undated: always.
    expect(&rules, &[("old/a", &[OSLO]), ("b", &[VIENNA])], &[]);
    expect(&rules, &[("old/a", &[OSLO]), ("b", &[VIENNA]), ("c", &[OSLO])], &["meeting-place: Oslo in c, Vienna in b"]);
}

const COUNT: &str = r#"
fact count "So many"
  number number
  thing text
  verb word
  place place
  date date
  same when verb, place, date

"#;

#[test]
fn numbers_agree_within_their_rounding() {
    let count = |n: &str| format!("count number={n}; verb=kill; place=Oslo; date=2025-03-03");
    let rules = format!("{COUNT}count number must agree\n");
    for (a, b, agree) in [
        ("15", "15", true),
        ("15", "19", false),
        ("15", ">=12", true),
        (">=20", "19", false),
        ("~1200", "1187", true),
        ("40-50", "45", true),
    ] {
        let (x, y) = (count(a), count(b));
        let found = World::new(&rules, &[("a", &[&x]), ("b", &[&y])]).findings();
        assert_eq!(found.is_empty(), agree, "{a} / {b}: {found:?}");
    }
}

#[test]
fn tolls_never_fall() {
    let rules = format!("{COUNT}rule toll \"Never falls\"\n  for each count c\n  must never fall on number\n");
    let count = |n: &str| format!("count number={n}; verb=kill; place=Oslo; date=2025-03-03");
    let (twelve, fifteen, nine) = (count("12"), count("15"), count("9"));
    let rising: [Given; 3] =
        [("a 2025-03-03", &[&twelve]), ("b 2025-03-04", &[&fifteen]), ("c 2025-03-05", &[&fifteen])];
    expect(&rules, &rising, &[]);
    let falling: [Given; 3] = [("a 2025-03-03", &[&twelve]), ("b 2025-03-04", &[&fifteen]), ("c 2025-03-05", &[&nine])];
    expect(&rules, &falling, &["toll: 9 in c, 15 in b"]);
    // Two of one day have no order; one without a day is open.
    expect(&rules, &[("a 2025-03-03", &[&twelve]), ("b 2025-03-03", &[&nine])], &[]);
    expect(
        &rules,
        &[("a 2025-03-03", &[&twelve]), ("b", &[&nine])],
        &["toll undecided date: 9 kill Oslo 2025-03-03 in b, 12 kill Oslo 2025-03-03 in a"],
    );
}

#[test]
fn quotations_of_one_utterance() {
    let rules = r#"
fact speech "Somebody is quoted"
  speaker person
  medium text
  words quote
  same when speaker, medium

rule wording "One wording"
  for each speech q
  must agree on words within 10 %
"#;
    let quote = |words: &str| format!("speech speaker=Marek Dunin; medium=a post on Norbook; words={words}");
    let one = quote("The old harbour bridge will be rebuilt by the town before the winter comes");
    let part = quote("the old harbour bridge will be rebuilt");
    let other = quote("The old harbour bridge will be rebuilt by private owners next year");
    let another = quote("Nobody should have to queue for bread");
    expect(rules, &[("a", &[&one]), ("b", &[&part])], &[]);
    let found = World::new(rules, &[("a", &[&one, &another]), ("b", &[&other])]).findings();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("wording: The old harbour bridge will be rebuilt by private owners next year in b"),
        "{found:?}"
    );
    // Another utterance is no contradiction.
    let found = World::new(rules, &[("a", &[&one]), ("b", &[&another])]).findings();
    assert!(found.len() == 1 && found[0].starts_with("wording undecided alignment"), "{found:?}");
}

#[test]
fn spellings_of_one_name() {
    let rules = "rule spelling \"One spelling\"\n  for each person p\n  same entity alone\n  must agree on form\n";
    let (a, b, c) = (
        "person entity=Valeriy Orlenko; form=Valeriy Orlenko",
        "person entity=Valerii Orlenko; form=Valerii Orlenko",
        "person entity=Valeriy Orlenko; form=Orlenko",
    );
    expect(
        rules,
        &[("a", &[a, c]), ("b", &[b]), ("c", &[a])],
        &["spelling: Valerii Orlenko in b, Valeriy Orlenko in a, Valeriy Orlenko in c"],
    );
    expect(rules, &[("a", &[a]), ("b", &[c])], &[]);
}

#[test]
fn fingerprints_outlive_moves_and_new_members() {
    let print = |articles: &[Given]| World::new(&place(""), articles).report().findings[0].fingerprint.clone();
    let first = print(&[("a", &[OSLO]), ("b", &[VIENNA])]);
    assert_eq!(first, print(&[("x/late", &[VIENNA]), ("z", &[OSLO]), ("y", &[OSLO])]));
    assert_ne!(first, print(&[("a", &[OSLO]), ("b", &[&VIENNA.replace("Vienna", "Rome")])]));
    // Two findings that say the same are told apart.
    let oslo = "place entity=Oslo; form=Oslo";
    let rule = "rule no-visits \"None\"\n  for each place p\n  must not occur\n";
    let world = World::new(rule, &[("a", &[oslo]), ("b", &[oslo])]);
    let prints: Vec<String> = world.report().findings.iter().map(|f| f.fingerprint.clone()).collect();
    assert!(prints.len() == 2 && prints[0] != prints[1], "{prints:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn findings_do_not_depend_on_the_order_of_facts(
        picks in proptest::collection::vec((0usize..3, 0usize..3, 0usize..4, 0usize..3), 2..7),
        order in proptest::collection::vec(any::<u32>(), 7),
    ) {
        let lines: Vec<String> = picks
            .iter()
            .map(|&(people, place, date, occasion)| {
                let mut line = format!("meeting location={}", ["Oslo", "Vienna", "Rome"][place]);
                line += ["; participants=Ilse Varga", "; participants=Ilse Varga+Marek Dunin", "; participants=Jonas Petrell"][people];
                line += ["", "; date=2025-03-03", "; date=2025-03-05", "; date=--03-04"][date];
                line + ["", "; occasion=spring fair", "; occasion=harbour day"][occasion]
            })
            .collect();
        let run = |lines: &[String]| {
            let of: Vec<[&str; 1]> = lines.iter().map(|l| [l.as_str()]).collect();
            let names: Vec<String> = (0..of.len()).map(|i| format!("a{i}")).collect();
            let articles: Vec<Given> = names.iter().zip(&of).map(|(n, f)| (n.as_str(), &f[..])).collect();
            // Names of articles follow the order, so they are left out.
            let mut prints: Vec<(String, usize)> = World::new(&place(""), &articles)
                .report()
                .findings
                .iter()
                .filter(|f| f.verdict == crate::finding::Verdict::Violated)
                .map(|f| (f.fingerprint.clone(), f.labels.len()))
                .collect();
            prints.sort();
            prints
        };
        let mut shuffled: Vec<(u32, String)> = lines.iter().enumerate().map(|(i, l)| (order[i], l.clone())).collect();
        shuffled.sort();
        let shuffled: Vec<String> = shuffled.into_iter().map(|(_, l)| l).collect();
        prop_assert_eq!(run(&lines), run(&shuffled));
    }
}
