//! What is found in whole texts, as tables: each text with its names in order, `kind:words` and `=name` where the canonical
//! name differs. Kinds: p person, l place, o organisation, d demonym, ? a person that stays open.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block, BlockKind, TextMap};
use crate::extract::MentionKind;
use crate::facts::{Value, native};
use crate::language::{Program, Term, TermKind};
use crate::source::{FileSpan, Span};

fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        if !paragraph.is_empty() {
            let span = Span::new(at, at + paragraph.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        at += paragraph.len() + 2;
    }
    Article::new("a.txt", text, TextMap::identity(text.len()), blocks)
}

fn names_with(text: &str, program: &Program) -> Vec<String> {
    let article = article(text);
    let doc = Doc::new(&article);
    find(&doc, &article, &Lexicon::new(program))
        .iter()
        .map(|m| {
            let words = m.span.of(text);
            let kind = match m.kind {
                MentionKind::Person => "p",
                MentionKind::Place => "l",
                MentionKind::Organisation => "o",
                _ => "d",
            };
            match &m.value {
                Value::Entity(e) if &*e.name == words => format!("{kind}:{words}"),
                Value::Entity(e) => format!("{kind}:{words}={}", e.name),
                _ => format!("?:{words}"),
            }
        })
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(names_with(text, &Program::default()), *expected, "{text}");
    }
}

#[test]
fn middle_initials_tell_father_and_son_apart() {
    check(&[
        ("Mayor Georg H. W. Lund was followed by Georg W. Lund.", &["p:Georg H. W. Lund", "p:Georg W. Lund"]),
        (
            "Mayor Georg H. W. Lund spoke. Georg H. Lund left.",
            &["p:Georg H. W. Lund", "p:Georg H. Lund=Georg H. W. Lund"],
        ),
    ]);
}

#[test]
fn verbs_and_pronouns_in_small_letters_are_no_headline() {
    check(&[
        ("Mark Fjordrup is Chairman and CEO of the Harbour Works.", &["p:Mark Fjordrup"]),
        ("Mark Fjordrup Is Chairman and Chief of the Harbour Works", &[]),
    ]);
}

#[test]
fn surnames_of_both_parents_are_joined() {
    check(&[
        ("They honoured Antoni Lund i Marsh in Oslo.", &["p:Antoni Lund i Marsh", "l:Oslo"]),
        ("They honoured Elena Lund y Marsh.", &["p:Elena Lund y Marsh"]),
    ]);
}

#[test]
fn the_article_shows_everyday_words_to_be_names() {
    check(&[
        (
            "Ida Luck came. Critics saw Luck there. Luck waved. W. Ida Felt left. Ida Felt slept.",
            &["p:Ida Luck", "p:Luck=Ida Luck", "p:Luck=Ida Luck", "p:W. Ida Felt", "p:Ida Felt=W. Ida Felt"],
        ),
        // The word stands in lower case too: at the head of a sentence it may be that.
        ("Ida Luck came by luck. Luck helps.", &["p:Ida Luck"]),
        (
            "The Oslo Badgers won. Badgers beat them, and so the Badgers left.",
            &["o:Oslo Badgers", "o:Badgers=Oslo Badgers", "o:Badgers=Oslo Badgers"],
        ),
        ("Cable operator Harkom rose. Harkom shares fell later.", &["o:Harkom", "o:Harkom"]),
        ("Apple unveils a phone. Apple pie is better.", &["o:Apple"]),
        (
            "Harkwick Police Department said so. The mayor lives in Harkwick.",
            &["o:Harkwick Police Department", "l:Harkwick"],
        ),
        ("Target Corp rose. Analysts at Target smiled.", &["o:Target Corp", "o:Target=Target Corp"]),
        (
            "Aer Harwick Group PLC rose, and Aer Harwick fell.",
            &["o:Aer Harwick Group PLC", "o:Aer Harwick=Aer Harwick Group PLC"],
        ),
    ]);
}

#[test]
fn people() {
    check(&[
        ("Gen. Lt. Viktor G. Lund met Dr. Ada Marsh.", &["p:Viktor G. Lund", "p:Ada Marsh"]),
        (
            "Ursula van der Berg greeted Khalid al-Masri and Sean O’Neill’s son.",
            &["p:Ursula van der Berg", "p:Khalid al-Masri", "p:Sean O’Neill=Sean O'Neill"],
        ),
        ("Robert “Bobby” Harper Jr. won.", &["p:Robert “Bobby” Harper Jr."]),
        // What has an article is somebody only where a word of it can be nothing else.
        ("In a recent piece the Crystal Ball team saw it coming.", &[]),
        ("A look into Lund's Crystal Ball did not help.", &[]),
        ("In a recent piece the Anna Lund team saw it coming.", &["p:Anna Lund"]),
        ("Crystal Ball saw it coming.", &["p:Crystal Ball"]),
        ("J. K. Marsh, Kim Jong-un and Ban Ki-moon spoke.", &["p:J. K. Marsh", "p:Kim Jong-un", "p:Ban Ki-moon"]),
        (
            "Viktor Lund arrived. Lund’s aides said Lund was ill.",
            &["p:Viktor Lund", "p:Lund=Viktor Lund", "p:Lund=Viktor Lund"],
        ),
        (
            "Viktor Lund and Anna Lund arrived. Lund spoke, Anna did not.",
            &["p:Viktor Lund", "p:Anna Lund", "?:Lund", "p:Anna=Anna Lund"],
        ),
        (
            "Viktor Lund arrived, Lund said. His wife Anna Lund stayed. Lund left.",
            &["p:Viktor Lund", "p:Lund=Viktor Lund", "p:Anna Lund", "p:Lund=Viktor Lund"],
        ),
        // A surname that stands before the only full name may be her husband's.
        ("President Lund spoke. First Lady Anna Lund stayed. Lund left.", &["p:Lund", "p:Anna Lund", "p:Lund"]),
        ("Lund spoke. His wife Anna Lund stayed.", &["p:Lund", "p:Anna Lund"]),
        ("Mr. Lund spoke. Anna Lund stayed, and Mrs. Lund left.", &["p:Lund", "p:Anna Lund", "p:Lund=Anna Lund"]),
        ("The Lund administration failed. Anna Lund stayed.", &["p:Lund", "p:Anna Lund"]),
        ("Chancellor Lund spoke. Anna Lund stayed.", &["p:Lund=Anna Lund", "p:Anna Lund"]),
        ("At dawn Lund left. Mr. Lund spoke. Anna Lund stayed.", &["p:Lund", "p:Lund", "p:Anna Lund"]),
        ("President Lund spoke. Lund left. They saw Anna Lund.", &["p:Lund", "p:Lund", "p:Anna Lund"]),
        ("President Lund spoke. They saw President Anna Lund.", &["p:Lund=Anna Lund", "p:Anna Lund"]),
        // A child of the same name.
        (
            "President Ola Lund spoke. His son, Ola Lund Jr., left. Lund stayed. Ola Lund slept.",
            &["p:Ola Lund", "p:Ola Lund Jr.", "p:Lund=Ola Lund", "p:Ola Lund"],
        ),
        ("Ola Lund Jr., the mayor’s eldest son, left. They saw Ola Lund.", &["p:Ola Lund Jr.", "p:Ola Lund"]),
        ("They saw President Ola Lund. At dawn Ola Lund Jr. left.", &["p:Ola Lund", "p:Ola Lund Jr."]),
        ("They saw Mayor Ola Lund. At dawn Ola Lund Jr. left.", &["p:Ola Lund", "p:Ola Lund Jr.=Ola Lund"]),
        ("Ola Lund Jr. spoke. Ola Lund left.", &["p:Ola Lund Jr.", "p:Ola Lund=Ola Lund Jr."]),
        // An everyday word that speaks.
        (
            "Baker stayed. At dawn Baker said no. They saw Baker. Nobody asked Baker.",
            &["p:Baker", "p:Baker", "p:Baker", "p:Baker"],
        ),
        ("So Baker left. At dawn Baker himself went. They saw Baker.", &["p:Baker", "p:Baker", "p:Baker"]),
        ("Baker stayed. At dawn Baker said no. They saw Baker, a baker. Nobody asked Baker.", &[]),
        ("At noon Baker said no. At dawn the Baker said so. They saw Baker. Nobody asked Baker.", &[]),
        ("Mr. Lund spoke. Viktor Lund stayed.", &["p:Lund=Viktor Lund", "p:Viktor Lund"]),
        (
            "President Viktor Lund and Senator Anna Lund met. President Lund spoke.",
            &["p:Viktor Lund", "p:Anna Lund", "p:Lund=Viktor Lund"],
        ),
        ("Leeds (BHN) Viktor Marsh spoke.", &["l:Leeds", "o:BHN", "p:Viktor Marsh"]),
        ("They rely on Helga May to steer it.", &["p:Helga May"]),
        (
            "The talks with Kim Dae-sun ended. Tony Kim waited while Kim spoke.",
            &["p:Kim Dae-sun", "p:Tony Kim", "?:Kim"],
        ),
        (
            "They follow Anna Marsh Anna Ida MarshMayor waits as critics of Viktor Lund gather.",
            &["p:Anna Marsh", "p:Anna=Anna Marsh", "p:Viktor Lund"],
        ),
        ("Viktor Harper Defeats Anna Marsh in Leeds.", &["p:Viktor Harper", "p:Anna Marsh", "l:Leeds"]),
        ("In Leeds, Martin Luther Harper Jr. spoke.", &["l:Leeds", "p:Martin Luther Harper Jr."]),
        ("Israel Benjamin Marsh flew to.", &["l:Israel", "p:Benjamin Marsh"]),
        ("The talks with Andrei Beloусов went on.", &["p:Andrei Beloусов=Andrei Belousov"]),
        ("President Harper met Mr. Galley.", &["p:Harper", "p:Galley"]),
        ("French President Ada Marsh spoke.", &["d:French=France", "p:Ada Marsh"]),
        ("Jordan Harper moved to Jordan.", &["p:Jordan Harper", "l:Jordan"]),
        ("However, Will and Hope are words. Mark the day.", &[]),
    ]);
}

#[test]
fn places() {
    check(&[
        ("He flew from Alma-Ata to Kiev.", &["l:Alma-Ata=Almaty", "l:Kiev=Kyiv"]),
        (
            "The Russian Federation and the Republic of Belarus signed.",
            &["l:Russian Federation=Russia", "l:Republic of Belarus=Belarus"],
        ),
        ("In Karatau, Kazakhstan, it snowed.", &["l:Karatau", "l:Kazakhstan"]),
        ("They met near Lake Baikal and in Orange County.", &["l:Lake Baikal", "l:Orange County"]),
        ("The U.S. asked us; the South Korean side agreed.", &["l:U.S.=United States", "d:South Korean=South Korea"]),
        ("Reno, Nev., is in Nevada.", &["l:Reno", "l:Nev.=Nevada", "l:Nevada"]),
        ("The Belarus-Russia border and Moscow-backed forces.", &["d:Belarus", "d:Russia", "d:Moscow"]),
        ("The 2019 United Kingdom general election was won in Leeds.", &["d:United Kingdom", "l:Leeds"]),
        ("A fire broke out at Karlavik airport, in the town of Osmund.", &["l:Karlavik", "l:Osmund"]),
        ("Nobody read it in Reading.", &["l:Reading"]),
    ]);
}

#[test]
fn organisations() {
    check(&[
        ("The Belarusian Ministry of Defense told NATO.", &["o:Belarusian Ministry of Defense", "o:NATO"]),
        ("U.S. District Judge Ola Lund told NATO.", &["l:U.S.=United States", "p:Ola Lund", "o:NATO"]),
        ("The Norwegian MoD told NATO.", &["o:Norwegian MoD", "o:NATO"]),
        (
            "The Council of Ministers of Defence (CMD) met; the CMD adjourned.",
            &[
                "o:Council of Ministers of Defence",
                "o:CMD=Council of Ministers of Defence",
                "o:CMD=Council of Ministers of Defence",
            ],
        ),
        (
            "The Libyan National Army and the Department of International Military Cooperation agreed.",
            &["o:Libyan National Army", "o:Department of International Military Cooperation"],
        ),
        (
            "The Austrian Bank of Trade (ABC) closed; ABC had been unwell.",
            &["o:Austrian Bank of Trade", "o:ABC=Austrian Bank of Trade", "o:ABC=Austrian Bank of Trade"],
        ),
        ("Harwick Systems Inc. bought Lund & Marsh Ltd in May.", &["o:Harwick Systems Inc.", "o:Lund & Marsh Ltd"]),
        ("Karlavik Corp fell. Shares in Karlavik rose.", &["o:Karlavik Corp", "o:Karlavik=Karlavik Corp"]),
        ("The Social Democratic and Labour Party won.", &["o:Social Democratic and Labour Party"]),
        ("The Workers' Party of Belgium lost.", &["o:Workers' Party of Belgium"]),
        ("The Bank of New Brunswick closed.", &["o:Bank of New Brunswick"]),
        ("The Davis Cup and the Paris Agreement are no bodies.", &[]),
        ("Leeds 2 Norwich 1", &["o:Leeds", "o:Norwich"]),
        ("He watched Sheffield United in Sheffield.", &["o:Sheffield United", "l:Sheffield"]),
    ]);
}

#[test]
fn headlines_are_read_with_care() {
    check(&[
        (
            "LUND TO VISIT MINSK\n\nViktor Lund will go to Minsk.",
            &["p:LUND=Viktor Lund", "l:MINSK=Minsk", "p:Viktor Lund", "l:Minsk"],
        ),
        ("Harper’s Long Visit Signals Deep Change\n\nAda Harper came.", &["p:Harper=Ada Harper", "p:Ada Harper"]),
    ]);
}

#[test]
fn the_desk_knows_best() {
    let term = |kind, name: &str, also: &[&str]| Term {
        kind,
        name: name.into(),
        also: also.iter().map(|&a| a.into()).collect(),
        within: None,
        short: Vec::new(),
        at: FileSpan::default(),
    };
    let program = Program {
        vocabulary: vec![
            term(TermKind::Person, "Valery Lund", &["Valeriy Lund"]),
            term(TermKind::Organisation, "Union State", &["Union"]),
            term(TermKind::Place, "Orange Free Port", &[]),
        ],
        ..Program::default()
    };
    assert_eq!(
        names_with("Valerii Lund told the Union that the Orange Free Port of the Union State is shut.", &program),
        ["p:Valerii Lund=Valery Lund", "o:Union=Union State", "l:Orange Free Port", "o:Union State"]
    );
}

#[test]
fn a_surname_that_nobody_explains_stays_in_its_article() {
    let text = "President Harper spoke.";
    let mut other = article(text);
    other.name = "b.txt".into();
    let here = article(text);
    let lexicon = Lexicon::new(&Program::default());
    let [a, b] = [&here, &other].map(|a| find(&Doc::new(a), a, &lexicon)[0].value.clone());
    assert_ne!(a, b);
    assert_eq!(a, find(&Doc::new(&here), &here, &lexicon)[0].value);
}

#[test]
fn an_open_surname_lists_whom_it_may_mean() {
    let article = article("Viktor Lund and Anna Lund came. Lund spoke.");
    let mentions = find(&Doc::new(&article), &article, &Lexicon::new(&Program::default()));
    let Some(Value::Set(people)) =
        mentions[2].fields.iter().find(|f| f.field == native::CANDIDATES).map(|f| f.value.clone())
    else {
        panic!("no candidates in {:?}", mentions[2]);
    };
    let names: Vec<_> = people.iter().filter_map(|p| p.value.as_entity()).map(|e| e.name.to_string()).collect();
    assert_eq!(names, ["Viktor Lund", "Anna Lund"]);
}

proptest! {
    /// Whatever the text: no panic, mentions in order, none overlapping, spans on boundaries and where the tokens are.
    #[test]
    fn any_text_is_survived(text in text_like()) {
        let article = article(&text);
        let doc = Doc::new(&article);
        let mut end = 0;
        for m in find(&doc, &article, &Lexicon::new(&Program::default())) {
            prop_assert!(m.first >= end && m.end > m.first);
            prop_assert_eq!(doc.span(m.first, m.end), m.span);
            prop_assert!(!m.span.of(&text).trim().is_empty());
            end = m.end;
        }
    }

    #[test]
    fn any_two_names_are_compared(a in "\\PC{0,40}", b in "[A-Za-zА-я’'. -]{0,40}") {
        prop_assert_eq!(spelling_conflict(&a, &b), spelling_conflict(&b, &a));
        prop_assert!(!spelling_conflict(&a, &a));
        for kind in [crate::facts::EntityKind::Person, crate::facts::EntityKind::Place, crate::facts::EntityKind::Organisation] {
            prop_assert_eq!(entity(kind, &a).key, entity(kind, &a).key);
        }
    }
}

/// Words and marks that the recognisers look at, and anything else.
fn text_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "Viktor", "Lund", "Ministry", "of", "Defense", "the", "The", "al", "-", "Masri", "van", "O", "'", "’", "s", "Neill",
            ".", ",", "(", ")", "\"", "“", "”", "Inc", "Corp", "&", "and", "Russia", "Russian", "U.S.", "US", "President",
            "Gen", "J", "K", "v", "beat", "2", "1", "-", "1996", "New", "York", "Saint", "Lake", "Gulf", "Party", "People",
            "'s", "said", "in", "Leeds", "United", "Cup", "Jr", "II", "NATO", "СССР", "Beloусов", "Élysée", "\u{ad}",
        ]).prop_map(str::to_string),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec((piece, prop::sample::select(vec![" ", " ", " ", "", "\n", "\n\n"])), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(p, gap)| p + gap).collect())
}
