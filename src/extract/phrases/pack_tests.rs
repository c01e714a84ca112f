//! What the phrases of the standard pack read of persons and organisations, in sentences of our own.

use crate::article::{Article, Batch, Block, BlockKind, TextMap};
use crate::extract::extract;
use crate::facts::{FieldValue, Value};
use crate::language::{LoadOptions, Program, load};
use crate::source::Span;

/// The facts of some kinds in a text of one paragraph, each with these of its fields.
fn told(program: &Program, text: &str, kinds: &[(&str, &[&str])]) -> Vec<String> {
    let article = Article::new(
        "a.txt",
        text,
        TextMap::identity(text.len()),
        vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
    );
    let facts = extract(&Batch::new(vec![article]), program);
    let mut out = Vec::new();
    for (_, fact) in facts.iter() {
        let def = program.schema.def(fact.kind);
        if let Some((_, fields)) = kinds.iter().find(|(kind, _)| *kind == &*def.name) {
            let shown = |name: &&str| show(text, def.field(name).and_then(|f| fact.get(f)));
            out.push(fields.iter().map(shown).collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

fn show(text: &str, field: Option<&FieldValue>) -> String {
    match field.map(|f| (&f.value, f.span())) {
        Some((Value::Entity(e), _)) => e.name.to_string(),
        Some((Value::Office(o), _)) => o.name.to_string(),
        Some((Value::Date(_), Some(span))) => span.of(text).to_string(),
        Some((Value::Text(words), _)) => words.to_string(),
        // Whom it means stays open.
        Some((Value::Unknown(_), Some(span))) => format!("{}?", span.of(text)),
        Some((Value::Set(members), _)) => members.iter().map(|m| show(text, Some(m))).collect::<Vec<_>>().join(", "),
        _ => "-".into(),
    }
}

#[test]
fn meetings() {
    let program = pack();
    for (text, want) in [
        ("Ilse Varga met Marek Dunin in Oslo on Monday.", &["Ilse Varga, Marek Dunin | Monday | -"][..]),
        // When something is said is no day of what it tells.
        (
            "“There were talks between Ilse Varga and Marek Dunin,” Per Lund said on Sunday.",
            &["Ilse Varga, Marek Dunin | - | -"],
        ),
        (
            "“There were talks between Ilse Varga and Marek Dunin on Sunday,” Per Lund said.",
            &["Ilse Varga, Marek Dunin | Sunday | -"],
        ),
        ("Ilse Varga said late on 3 March 2025 she called off a meeting with Marek Dunin.", &["Marek Dunin | - | -"]),
        (
            "Per Lund said the March 2025 meeting between Ilse Varga and Marek Dunin was short.",
            &["Ilse Varga, Marek Dunin | March 2025 | -"],
        ),
        (
            "That is all, he said. On 3 March 2025 Ilse Varga will meet Marek Dunin.",
            &["Ilse Varga, Marek Dunin | 3 March 2025 | -"],
        ),
        (
            "In March 2025 Per Lund raised the prospect of talks between Ilse Varga and Marek Dunin.",
            &["Ilse Varga, Marek Dunin | - | -"],
        ),
        (
            "In March 2025 Per Lund attended talks between Ilse Varga and Marek Dunin.",
            &["Ilse Varga, Marek Dunin | March 2025 | -"],
        ),
        // A call is one.
        ("Ilse Varga spoke with Marek Dunin by phone on Sunday.", &["Ilse Varga, Marek Dunin | Sunday | phone"]),
        ("Ilse Varga phoned Marek Dunin on Sunday.", &["Ilse Varga, Marek Dunin | Sunday | phone"]),
        ("Ilse Varga had a long call with Marek Dunin.", &["Ilse Varga, Marek Dunin | - | phone"]),
        ("They heard Ilse Varga’s July phone call with Marek Dunin.", &["Ilse Varga, Marek Dunin | July | phone"]),
        ("Ilse Varga spoke with Marek Dunin in person.", &["Ilse Varga, Marek Dunin | - | -"]),
        ("Ilse Varga spoke with Marek Dunin about the tape.", &[]),
        ("Ilse Varga hosted Marek Dunin for lunch.", &["Ilse Varga, Marek Dunin | - | -"]),
        ("Ilse Varga hosted Marek Dunin, a poet, in her show.", &[]),
    ] {
        let kinds: &[(&str, &[&str])] = &[("meeting", &["participants", "date", "format"])];
        assert_eq!(told(&program, text, kinds), want, "{text}");
    }
}

fn pack() -> Program {
    load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program
}

#[test]
fn foundings() {
    let program = pack();
    for (text, want) in [
        ("Zorvan Freight was founded in 1987.", vec!["Zorvan Freight | 1987"]),
        ("It was founded in May 1987 in Oslo.", vec!["It? | May 1987"]),
        ("Founded in 1987 by two brothers, Zorvan Freight has nine ships.", vec!["Zorvan Freight | 1987"]),
        ("Zorvan Freight (ZF), a shipping line established in 1987, has nine ships.", vec!["Zorvan Freight | 1987"]),
        ("Zorvan Freight is a small line founded in 1987.", vec!["Zorvan Freight | 1987"]),
        ("In 1987 she founded Zorvan Freight.", vec!["Zorvan Freight | 1987"]),
        ("Zorvan Freight is based in Oslo and was founded in 1987.", vec!["Zorvan Freight | 1987"]),
        ("Ola Lund is a member of Zorvan Freight, which was founded in 1987.", vec!["Zorvan Freight | 1987"]),
        (
            "Zorvan Freight, one of Oslo's shipping lines, which was founded in 1987, has nine ships.",
            vec!["Zorvan Freight | 1987"],
        ),
        // To find is not to found, and nobody is founded.
        ("Zorvan Bank found in 1987 that it had no money.", vec![]),
        ("It was led by the firm of Ola Lund, born in 1987.", vec![]),
    ] {
        assert_eq!(told(&program, text, &[("founding", &["thing", "date"])]), want, "{text}");
    }
}

#[test]
fn founders_and_staff() {
    let program = pack();
    for (text, want) in [
        ("Ola Lund founded Zorvan Freight.", vec!["Ola Lund | Founder of Zorvan Freight | Zorvan Freight"]),
        (
            "In 1987 Ola Lund founded Zorvan Freight with Ida Berg.",
            vec![
                "Ola Lund | Founder of Zorvan Freight | Zorvan Freight",
                "Ida Berg | Founder of Zorvan Freight | Zorvan Freight",
            ],
        ),
        (
            "Before founding Zorvan Freight, Ola Lund managed a bank.",
            vec!["Ola Lund | Founder of Zorvan Freight | Zorvan Freight"],
        ),
        ("Zorvan Freight named Ola Lund its chairman.", vec!["Ola Lund | Chairman | Zorvan Freight"]),
        (
            "Zorvan Freight was founded in 1987 by the painter Ola Lund and Ida Berg.",
            vec![
                "Ola Lund | Founder of Zorvan Freight | Zorvan Freight",
                "Ida Berg | Founder of Zorvan Freight | Zorvan Freight",
            ],
        ),
        ("He is the chairman of Zorvan Freight.", vec!["He? | Chairman of Zorvan Freight | Zorvan Freight"]),
        (
            "Ola Lund is founder, chairman and chief executive of Zorvan Freight.",
            vec![
                "Ola Lund | Founder of Zorvan Freight | Zorvan Freight",
                "Ola Lund | Chairman of Zorvan Freight | Zorvan Freight",
                "Ola Lund | Chief Executive of Zorvan Freight | Zorvan Freight",
            ],
        ),
        (
            "Founded by Ola Lund with his two brothers, Zorvan Freight has nine ships.",
            vec!["Ola Lund | Founder of Zorvan Freight | Zorvan Freight"],
        ),
        (
            "The Zorvan Council, led by Ola Lund, met in May.",
            vec!["Ola Lund | Leader of Zorvan Council | Zorvan Council"],
        ),
        ("They fought the Zorvan Council and its leader Ola Lund.", vec!["Ola Lund | Leader | Zorvan Council"]),
        (
            "Ola Lund is a professor at Berg University and a fellow at Marsh College.",
            vec![
                "Ola Lund | Professor at Berg University | Berg University",
                "Ola Lund | Fellow at Marsh College | Marsh College",
            ],
        ),
        ("She joined Zorvan Freight in 2001 as chief economist.", vec!["She? | Chief Economist | Zorvan Freight"]),
        ("The plan was called off. Zorvan is not chairman.", vec![]),
    ] {
        assert_eq!(told(&program, text, &[("role", &["person", "office", "organisation"])]), want, "{text}");
    }
}

#[test]
fn births() {
    let program = pack();
    for (text, want) in [
        ("Ola Lund (3 May 1850 – 2 June 1901) was a painter.", vec!["Ola Lund | 3 May 1850"]),
        ("Ola Lund (1850-1901) was a painter.", vec!["Ola Lund | 1850"]),
        ("Ola Lund (3 May 1850, Oslo – 2 June 1901) was a painter.", vec!["Ola Lund | 3 May 1850"]),
        ("Ola Lund (born 3 May 1950) is a painter.", vec!["Ola Lund | 3 May 1950"]),
        ("She was born on 3 May 1950.", vec!["She? | 3 May 1950"]),
        ("Ola Lund, CBE, FRS (3 May 1850 – 2 June 1901) was a painter.", vec!["Ola Lund | 3 May 1850"]),
        // A term of office is no life.
        ("Ola Lund spoke of the plan (2 June).", vec![]),
    ] {
        assert_eq!(told(&program, text, &[("birth", &["person", "date"])]), want, "{text}");
    }
}

#[test]
fn days_of_offices() {
    let program = pack();
    for (text, want) in [
        ("Ilse Varga became mayor of Oslo in 2001.", &["Ilse Varga | Mayor of Oslo | in 2001"][..]),
        (
            "In the fall of 1988, when Varga was the mayor, Ilse Varga built it.",
            &["Ilse Varga | Mayor | the fall of 1988"],
        ),
        // Of another deed.
        ("Ilse Varga, a professor from Oslo who has sued Per Lund in 1982, is late.", &["Ilse Varga | Professor | -"]),
        ("Ilse Varga, an adviser to Per Lund's 2016 campaign, is late.", &["Ilse Varga | Advisor to Per Lund | -"]),
        ("“We lost in 2012,” said Ilse Varga, the mayor of Oslo.", &["Ilse Varga | Mayor of Oslo | -"]),
        // Of an office that is nearer.
        (
            "Ilse Varga, who was mayor of Oslo, became the secretary of state in 2001.",
            &["Ilse Varga | Mayor of Oslo | -", "Ilse Varga | Secretary of State | in 2001"],
        ),
        // No offices of theirs.
        ("Ilse Varga, the president's daughter, is late.", &[]),
    ] {
        assert_eq!(told(&program, text, &[("role", &["person", "office", "date"])]), want, "{text}");
    }
}

#[test]
fn speakers_by_pronoun() {
    let program = pack();
    for (text, want) in [
        // Whoever is named in a quotation does not speak it.
        ("They spoke of Donald Lund. “Donald Lund is late,” he said.", &["Donald Lund is late, | he?"][..]),
        ("Ida Berg wrote of Ada Lund. “I know Ada Lund,” she said.", &["I know Ada Lund, | Ida Berg"]),
        // Who has told something goes on telling.
        (
            "Nils Berg spoke. Snow, Nils Berg said, is late. Ola Lund will “wait for it” in Oslo, he said.",
            &["wait for it | Nils Berg"],
        ),
        ("When Ola Berg came, “It was the snow,” he said.", &["It was the snow, | Ola Berg"]),
        // A noun is no verb of speech.
        ("“It is late,” Ada Lund, the report's author, told Ola Berg.", &["It is late, | Ada Lund"]),
        // Who speaks, to the end and no further.
        ("In early March the mayor said that “it is late.”", &["it is late. | the mayor?"]),
        ("“It is late,” said one veteran of the state's first vote.", &["It is late, | one veteran?"]),
        // Names of things, which nobody says.
        ("Ada Lund said the turn known as “inversion” is late.", &[]),
        ("Ada Lund wrote of an article headlined “Let them be late.”", &[]),
        ("Ada Lund took on the name “dossier.”", &[]),
        ("Saying that Ada Lund paid one identified in the letter as “Guest A,” the clerk left.", &[]),
        ("It was a letter from Ada Lund, called “Update on the snow,” in May.", &[]),
        // A mark of two apostrophes.
        (
            "They spoke of Donald Lund. Ola Berg said so. “Donald Lund is late,'' he said.",
            &["Donald Lund is late, | Ola Berg"],
        ),
    ] {
        assert_eq!(told(&program, text, &[("quote", &["words", "speaker"])]), want, "{text}");
    }
}

#[test]
fn places_and_days_of_events() {
    let program = pack();
    for (text, want) in [
        ("In Bergen, Ada Lund was arrested.", &["arrest | Ada Lund | Bergen | -"][..]),
        ("Ada Lund was in Bergen when she died.", &["death | Ada Lund | Bergen | -"]),
        // Of another deed.
        (
            "Ada Lund resigned in May, saying that Ola Berg was glad of his days in Bergen.",
            &["resignation | - | - | May"],
        ),
        ("Police in Bergen sought those who had spoken of Ada Lund's death.", &["death | Ada Lund | - | -"]),
        ("As of Thursday, Ada Lund was arrested.", &["arrest | Ada Lund | - | -"]),
        // Of how long, of a name, of what comes of it, of when it was told.
        ("Ada Lund signed a law that keeps the port open through 30 September.", &["signing | - | - | -"]),
        ("Ada Lund was found guilty of meddling in the 2016 presidential race.", &["verdict | Ada Lund | - | -"]),
        ("Ada Lund was convicted of theft, spending six months in jail in 1895.", &["verdict | Ada Lund | - | -"]),
        ("On Monday the mayor said he had spoken of the arrest of Ada Lund.", &["arrest | Ada Lund | - | -"]),
        ("Berg on Tuesday spoke of Ada Lund's death.", &["death | Ada Lund | - | -"]),
        ("A jury was seated on Friday to consider the killing of Ada Lund.", &["death | Ada Lund | - | -"]),
        // What is told by more words is told better.
        ("Ada Lund was shot to death.", &["death | Ada Lund | - | -"]),
        ("Ada Lund was shot and killed by police.", &["death | Ada Lund | - | -"]),
        ("Ada Lund was shot in Bergen.", &["injury | Ada Lund | Bergen | -"]),
    ] {
        assert_eq!(told(&program, text, &[("event", &["what", "whom", "place", "date"])]), want, "{text}");
    }
}
