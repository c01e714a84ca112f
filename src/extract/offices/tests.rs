//! Titles in our own words. Names are marked as `[words|kind]` or `[words|kind:canonical]` with kinds P (person), L (place),
//! D (demonym), O (organisation), since the name extractor is tested elsewhere.

use super::*;
use crate::extract::names::entity as entity_of;
use crate::source::Span;
use std::sync::Arc;

/// The text without marks, and the mentions that the marks make.
pub(crate) fn marked(text: &str) -> (String, Vec<(MentionKind, Span, String)>) {
    let mut out = String::new();
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        let close = open + rest[open..].find(']').expect("a mark ends");
        let (words, kind) = rest[open + 1..close].split_once('|').expect("a mark has a kind");
        let (kind, name) = kind.split_once(':').unwrap_or((kind, words));
        let kind = match kind {
            "P" => MentionKind::Person,
            "L" => MentionKind::Place,
            "D" => MentionKind::Demonym,
            _ => MentionKind::Organisation,
        };
        names.push((kind, Span::new(out.len(), out.len() + words.len()), name.to_string()));
        out.push_str(words);
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    (out, names)
}

pub(crate) fn mentions(doc: &Doc, names: &[(MentionKind, Span, String)]) -> Vec<Mention> {
    names
        .iter()
        .map(|(kind, span, name)| {
            let (first, end) = doc.tokens_in(*span);
            let entity = match kind {
                MentionKind::Person => EntityKind::Person,
                MentionKind::Organisation => EntityKind::Organisation,
                _ => EntityKind::Place,
            };
            let value = Value::Entity(entity_of(entity, name));
            Mention { kind: *kind, first, end, span: *span, value, fields: Vec::new(), by: Provenance::of(&"names") }
        })
        .collect()
}

fn offices(text: &str) -> Vec<(String, String)> {
    let (text, names) = marked(text);
    let doc = Doc::of_text(&text);
    let names = mentions(&doc, &names);
    find(&doc, &names, &Register::default())
        .into_iter()
        .map(|m| match m.value {
            Value::Office(o) => (doc.span(m.first, m.end).of(&text).to_string(), o.name.to_string()),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn titles_and_their_bodies() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "[Norwegian|D:Norway] Defense Minister [Ola Berg|P]",
            &[("Norwegian Defense Minister", "Defence Minister of Norway")],
        ),
        ("the Minister of Defense of [Norway|L]", &[("Minister of Defense of Norway", "Defence Minister of Norway")]),
        ("[Norway|L]'s defence minister", &[("Norway's defence minister", "Defence Minister of Norway")]),
        ("[Norway|L]’s former defence minister", &[("Norway’s former defence minister", "Defence Minister of Norway")]),
        (
            "[Norwegian|D:Norway] Minister of Defence",
            &[("Norwegian Minister of Defence", "Defence Minister of Norway")],
        ),
        ("the [Norwegian|D:Norway] defense chief", &[("Norwegian defense chief", "Defence Minister of Norway")]),
        (
            "the [British|D:United Kingdom] defence chief",
            &[("British defence chief", "Defence Chief of the United Kingdom")],
        ),
        (
            "the [U.S.|D:United States] defense chief",
            &[("U.S. defense chief", "Secretary of Defence of the United States")],
        ),
        (
            "head of the [Norwegian|D:Norway] Ministry of Defense",
            &[("head of the Norwegian Ministry of Defense", "Defence Minister of Norway")],
        ),
        (
            "the Head of the Department of International Military Cooperation and assistant to the Head of the [Norwegian|D:Norway] Ministry of Defense",
            &[
                (
                    "Head of the Department of International Military Cooperation",
                    "Head of the Department of International Military Cooperation",
                ),
                (
                    "assistant to the Head of the Norwegian Ministry of Defense",
                    "Assistant to the Defence Minister of Norway",
                ),
            ],
        ),
        (
            "commander of the [Malian|D:Mali] National Army",
            &[("commander of the Malian National Army", "Commander of the National Army of Mali")],
        ),
        (
            "commander of the [Malian National Army|O]",
            &[("commander of the Malian National Army", "Commander of the Malian National Army")],
        ),
        ("President [Ola Berg|P]", &[("President", "President")]),
        ("[Chadian|D:Chad] President", &[("Chadian President", "President of Chad")]),
        ("then-President of [Chad|L] [Ola Berg|P]", &[("then-President of Chad", "President of Chad")]),
        (
            "[U.S.|D:United States] Secretary of State [Ola Berg|P]",
            &[("U.S. Secretary of State", "Secretary of State of the United States")],
        ),
        (
            "Secretary of the Security Council of [Chad|L]",
            &[("Secretary of the Security Council of Chad", "Secretary of the Security Council of Chad")],
        ),
        (
            "[Chadian|D:Chad] Security Council Secretary",
            &[("Chadian Security Council Secretary", "Security Council Secretary of Chad")],
        ),
        ("Sen. [Ola Berg|P]", &[("Sen.", "Senator")]),
        ("[Ohio|L] Gov. [Ola Berg|P]", &[("Ohio Gov.", "Governor of Ohio")]),
        ("Lt. Gov. [Ola Berg|P]", &[("Lt. Gov.", "Lieutenant Governor")]),
        ("House Speaker [Ola Berg|P]", &[("House Speaker", "House Speaker")]),
        (
            "[Ida Lund|P], chief of staff for President [Ola Berg|P], left",
            &[("chief of staff for President Ola Berg", "Chief of Staff for Ola Berg"), ("President", "President")],
        ),
        ("chairman & CEO of [Acme|O]", &[("chairman", "Chairman of Acme"), ("CEO of Acme", "Chief Executive of Acme")]),
        (
            "[Chad|L]'s president and commander-in-chief",
            &[("Chad's president", "President of Chad"), ("commander-in-chief", "Commander in Chief of Chad")],
        ),
        (
            "[Acme|O] chairman and CEO [Ola Berg|P]",
            &[("Acme chairman", "Chairman of Acme"), ("CEO", "Chief Executive of Acme")],
        ),
        ("director of the newly founded [Acme|O]", &[("director of the newly founded Acme", "Director of Acme")]),
        (
            "speaker of the [U.S. House of Representatives|O:House of Representatives]",
            &[(
                "speaker of the U.S. House of Representatives",
                "Speaker of the House of Representatives of the United States",
            )],
        ),
        (
            "former [US House|O:House of Representatives] Speaker [Ola Berg|P]",
            &[("former US House Speaker", "House Speaker of the United States")],
        ),
        (
            "former [Ida Lund|P] administration Trade Minister [Ola Berg|P]",
            &[("former Ida Lund administration Trade Minister", "Trade Minister")],
        ),
        ("former two-term Gov. [Ola Berg|P]", &[("former two-term Gov.", "Governor")]),
        ("[Republican|O] Gov. [Ola Berg|P]", &[("Gov.", "Governor")]),
        ("Senate Majority Leader [Ola Berg|P]", &[("Senate Majority Leader", "Senate Majority Leader")]),
        ("CEO of [Acme|O]", &[("CEO of Acme", "Chief Executive of Acme")]),
        (
            "Only then did Acme chief executive [Ola Berg|P] speak",
            &[("Acme chief executive", "Chief Executive of Acme")],
        ),
        ("chairman of the Federal Reserve", &[("chairman of the Federal Reserve", "Chairman of the Federal Reserve")]),
        ("Fed Chair [Ola Berg|P]", &[("Fed Chair", "Fed Chair")]),
        ("Attorney General [Ola Berg|P]", &[("Attorney General", "Attorney General")]),
        ("Supreme Court Justice [Ola Berg|P]", &[("Supreme Court Justice", "Supreme Court Justice")]),
        ("the mayor of [Bergen|L]", &[("mayor of Bergen", "Mayor of Bergen")]),
        ("[Bergen|L] mayor [Ola Berg|P]", &[("Bergen mayor", "Mayor of Bergen")]),
        ("FBI Director [Ola Berg|P]", &[("FBI Director", "FBI Director")]),
        ("director of the FBI", &[("director of the FBI", "Director of the FBI")]),
        (
            "a spokesman for the [Danish|D:Denmark] Foreign Ministry",
            &[("spokesman for the Danish Foreign Ministry", "Spokesman for the Foreign Ministry of Denmark")],
        ),
        (
            "Health and Human Services Secretary [Ola Berg|P]",
            &[("Health and Human Services Secretary", "Secretary of Health and Human Services")],
        ),
        ("Treasury Secretary [Ola Berg|P]", &[("Treasury Secretary", "Secretary of the Treasury")]),
        (
            "[Japan|L]'s agriculture, forestry and fisheries minister",
            &[(
                "Japan's agriculture, forestry and fisheries minister",
                "Agriculture, Forestry and Fisheries Minister of Japan",
            )],
        ),
        ("White House Press Secretary [Ola Berg|P]", &[("White House Press Secretary", "White House Press Secretary")]),
        ("Deputy Prime Minister [Ola Berg|P]", &[("Deputy Prime Minister", "Deputy Prime Minister")]),
        (
            "[Danish|D:Denmark] deputy foreign minister",
            &[("Danish deputy foreign minister", "Deputy Foreign Minister of Denmark")],
        ),
        ("Vice President-elect [Ola Berg|P]", &[("Vice President-elect", "Vice President")]),
        ("[French|D:France] ambassador to [Chad|L]", &[("French ambassador to Chad", "Ambassador to Chad of France")]),
        (
            "[Peru|L]'s ambassador to the [United Nations|O]",
            &[("Peru's ambassador to the United Nations", "Ambassador to the United Nations of Peru")],
        ),
        ("the 45th president", &[("president", "President")]),
        (
            "former [U.S.|D:United States] president [Ola Berg|P]",
            &[("former U.S. president", "President of the United States")],
        ),
        ("[Danish|D:Denmark] economist [Ola Berg|P]", &[("economist", "Economist")]),
        (
            "the [Danish|D:Denmark] chief executive of [Acme|O]",
            &[("chief executive of Acme", "Chief Executive of Acme")],
        ),
        ("[Ola Berg|P]'s chief of staff", &[("Ola Berg's chief of staff", "Chief of Staff of Ola Berg")]),
        ("on Tuesday President [Ola Berg|P] said", &[("President", "President")]),
        ("[Chad|L]'s Council of Ministers met", &[("Ministers", "Minister")]),
        ("the [National Governors Association|O]", &[]),
        ("[Larry King|P] said", &[]),
        (
            "Ministers of Defense of [Chad|L] and [Mali|L], [Ola Berg|P] and [Ida Lund|P]",
            &[("Ministers of Defense", "Defence Minister")],
        ),
        (
            "[Chadian|D:Chad] and [Malian|D:Mali] Foreign Ministers [Ola Berg|P] and [Ida Lund|P]",
            &[("Chadian", "Foreign Minister of Chad"), ("Malian Foreign Ministers", "Foreign Minister of Mali")],
        ),
        ("the presidents of [Chad|L] and [Mali|L]", &[("presidents", "President")]),
        (
            "Secretary of State for Work and Pensions [Ola Berg|P]",
            &[("Secretary of State for Work and Pensions", "Secretary of State for Work and Pensions")],
        ),
        ("MP [Ola Berg|P] and an mp3", &[("MP", "Member of Parliament")]),
    ];
    let mut wrong = Vec::new();
    for (text, want) in cases {
        let found = offices(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        if found != *want {
            wrong.push(format!("{text}\n  found {found:?}\n  want  {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The key of the only office in a marked text.
fn key(text: &str) -> u64 {
    let (text, names) = marked(text);
    let doc = Doc::of_text(&text);
    let names = mentions(&doc, &names);
    let found = find(&doc, &names, &Register::default());
    match &found.first().expect(&text).value {
        Value::Office(o) => o.key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_office_has_one_key() {
    for (name, ways) in [
        (
            "Defence Minister of Norway",
            &[
                "[Norwegian|D:Norway] Defense Minister",
                "the Minister of Defense of [Norway|L]",
                "[Norway|L]'s former minister of national defence",
                "[Norwegian|D:Norway] defense chief",
                "the head of the [Norwegian|D:Norway] Ministry of Defence",
            ][..],
        ),
        (
            "Minister of Foreign Affairs of Norway",
            &["[Norwegian|D:Norway] Foreign Minister", "[Norway|L]'s minister for foreign affairs"],
        ),
        ("Secretary of Health and Human Services of the United States", &["[U.S.|D:United States] HHS Secretary"]),
        ("Director of the FBI", &["FBI Director", "director of the Federal Bureau of Investigation"]),
        ("Speaker of the House of Representatives", &["House Speaker", "Speaker of the House"]),
        ("Governor of Ohio", &["[Ohio|L] Gov.", "[Ohio|L]'s governor"]),
        ("Chairman of the Joint Chiefs of Staff", &["Joint Chiefs chair"]),
        ("Secretary of State for Health of the United Kingdom", &["[British|D:United Kingdom] Health Secretary"]),
        ("Secretary of the Security Council of Chad", &["[Chadian|D:Chad] Security Council Secretary"]),
        ("Chief Executive Officer of Acme", &["CEO of [Acme|O]", "[Acme|O]'s chief executive"]),
    ] {
        for way in ways {
            assert_eq!(key(way), office_key(name), "{way} / {name}");
        }
    }
}

#[test]
fn other_offices_have_other_keys() {
    for (a, b) in [
        ("President of Chad", "Vice President of Chad"),
        ("Minister of Defence of Chad", "Deputy Minister of Defence of Chad"),
        ("Minister of Defence of Chad", "Minister of Defence of Mali"),
        ("Minister of Foreign Affairs of Chad", "Minister of Foreign Trade of Chad"),
        ("Prime Minister of Chad", "Minister of Chad"),
        ("[French|D:France] ambassador to [Germany|L]", "[German|D:Germany] ambassador to [France|L]"),
    ] {
        let one = |t: &str| if t.contains('[') { key(t) } else { office_key(t) };
        assert_ne!(one(a), one(b), "{a} / {b}");
    }
}

#[test]
fn plural_titles_take_each_body() {
    let office = parse_name("Ministers of Defence");
    let body = entity_of(EntityKind::Place, "Norway");
    let made = with_body(&office, &body);
    assert_eq!(made.key, office_key("Defence Minister of Norway"));
    assert_eq!(made.body, Some(body));
}

#[test]
fn seats() {
    for (name, one) in [
        ("President of Chad", true),
        ("Vice President of Acme", false),
        ("Senator of Ohio", false),
        ("President", false),
        ("Mayor of Bergen", true),
        ("Assistant to the Defence Minister of Norway", false),
    ] {
        let mut office = parse_name(name);
        if name.contains(" of ") {
            office.body = Some(entity_of(EntityKind::Place, "x"));
        }
        assert_eq!(one_seat(&office), one, "{name}");
    }
}

#[test]
fn declared_names_win() {
    let role = |name: &str, also: &[&str]| crate::language::Role {
        name: name.into(),
        also: also.iter().map(|a| (*a).into()).collect(),
        within: None,
        seats: crate::language::Seats::Number(1),
        complete_from: None,
        tenures: Arc::default(),
        at: Default::default(),
    };
    let program = crate::language::Program {
        roles: vec![
            role("Minister of Defence (Norway)", &["Defence Minister of Norway"]),
            role("President of Chad", &["the strongman of N'Djamena"]),
        ],
        ..Default::default()
    };
    let register = Register::new(&program);
    let (text, names) = marked("[Norwegian|D:Norway] Defense Minister [Ola Berg|P] met the strongman of N'Djamena.");
    let doc = Doc::of_text(&text);
    let found = find(&doc, &mentions(&doc, &names), &register);
    let names: Vec<&str> = found
        .iter()
        .map(|m| match &m.value {
            Value::Office(o) => &*o.name,
            _ => "",
        })
        .collect();
    assert_eq!(names, ["Minister of Defence (Norway)", "President of Chad"]);
    assert_eq!(doc.span(found[1].first, found[1].end).of(&text), "the strongman of N'Djamena");
}

proptest::proptest! {
    /// Any run of title words, names and marks: nothing panics, and mentions are ordered and disjoint.
    #[test]
    fn never_panics(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..24), text in ".{0,60}") {
        let joined = words.join(" ");
        for text in [joined.as_str(), &joined.replace(" - ", "-"), &text] {
            let doc = Doc::of_text(text);
            let names: Vec<(MentionKind, Span, String)> = doc
                .tokens
                .iter()
                .filter_map(|t| match t.span.of(text) {
                    "Chad" => Some((MentionKind::Place, t.span, "Chad".to_string())),
                    "Chadian" => Some((MentionKind::Demonym, t.span, "Chad".to_string())),
                    "Acme" => Some((MentionKind::Organisation, t.span, "Acme".to_string())),
                    "Berg" => Some((MentionKind::Person, t.span, "Ola Berg".to_string())),
                    _ => None,
                })
                .collect();
            let found = find(&doc, &mentions(&doc, &names), &Register::default());
            for m in &found {
                assert!(m.first < m.end);
                tenure_of(&doc, m.first, m.end);
            }
            assert!(found.windows(2).all(|w| w[0].first < w[1].first), "{found:?}");
            parse_name(text);
        }
    }
}

const WORDS: &[&str] = &[
    "Minister",
    "of",
    "Defence",
    "the",
    "Chad",
    "Chadian",
    "Acme",
    "Berg",
    "'s",
    "’s",
    "and",
    ",",
    "-",
    "elect",
    "former",
    "deputy",
    "Head",
    "to",
    "assistant",
    "Ministry",
    "for",
    "Foreign",
    "Affairs",
    "President",
    "ministers",
    "House",
    "FBI",
    "Gov",
    ".",
    "time",
    "one",
    "ex",
    "chief",
    "Chief",
    "&",
    "at",
    "from",
    "Senators",
    "(",
    "45",
    "th",
    "Secretary",
    "State",
];
