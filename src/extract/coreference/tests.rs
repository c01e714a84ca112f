//! Small scenes in our own words, marked as in the tests of offices; blank lines part paragraphs.

use std::sync::Arc;

use super::*;
use crate::article::{Block, BlockKind};
use crate::extract::offices::tests::{marked, mentions};
use crate::facts::{FieldDef, FieldId, FieldValue, KindDef, KindId, Provenance, Type};

/// The document of a text whose paragraphs are parted by blank lines.
fn document(text: &str) -> Doc<'_> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for paragraph in text.split("\n\n") {
        let span = crate::source::Span::new(start, start + paragraph.len());
        blocks.push(Block { kind: BlockKind::Paragraph, span });
        start += paragraph.len() + 2;
    }
    Doc::of_blocks(text, &blocks)
}

fn schema() -> Schema {
    let mut schema = Schema::default();
    let field = |name: &str, ty: Type| FieldDef { name: Arc::from(name), ty };
    schema.kinds.push(KindDef {
        name: "role".into(),
        title: "".into(),
        fields: vec![field("person", Type::Person), field("office", Type::Office)],
        same_when: Vec::new(),
        native: false,
    });
    schema
}

/// Descriptions with whom they mean. Roles are made of an office right before a person.
fn resolved(text: &str) -> Vec<(String, String)> {
    let (text, names) = marked(text);
    let doc = document(&text);
    let names = mentions(&doc, &names);
    let offices = offices::find(&doc, &names, &offices::Register::default());
    let schema = schema();
    let kind = KindId(schema.kinds.len() as u16 - 1);
    let mut roles = Vec::new();
    for office in &offices {
        for person in names.iter().filter(|n| n.kind == MentionKind::Person && n.first == office.end) {
            roles.push(Fact {
                kind,
                article: Default::default(),
                span: office.span.cover(person.span),
                sentence: office.span,
                stance: Default::default(),
                source: None,
                cue: None,
                fields: vec![
                    FieldValue::new(FieldId(0), person.value.clone(), person.span),
                    FieldValue::new(FieldId(1), office.value.clone(), office.span),
                ],
                by: Provenance::of(&"test"),
            });
        }
    }
    resolve(&doc, &names, &offices, &roles, &schema)
        .iter()
        .filter(|m| matches!(m.kind, MentionKind::Person | MentionKind::Organisation))
        .map(|m| (m.span.of(&text).to_string(), m.value.as_entity().expect("an entity").name.to_string()))
        .collect()
}

#[test]
fn who_is_meant() {
    check(&[
        (
            "[Norwegian|D:Norway] Trade Minister [Ida Lund|P] came. The minister smiled. She left.",
            &[("The minister", "Ida Lund"), ("She", "Ida Lund")],
        ),
        // Whose deed it is, his is what it is about.
        ("[Karl Berg|P] mocked [Olav Lund|P]'s handling of his talks.", &[("his", "Olav Lund")]),
        // A title tells who is "he": of two names without a gender only one is left.
        ("Congresswoman [Qorv Varg|P] met [Yoxl Berg|P]. He left.", &[("He", "Yoxl Berg")]),
        // Two ministers of two countries: the country tells.
        (
            "[Norwegian|D:Norway] Trade Minister [Ida Lund|P] met [Malian|D:Mali] Trade Minister [Omar Keita|P]. The [Malian|D:Mali] minister smiled.\n\nThe trade ministers left.",
            &[("The Malian minister", "Omar Keita")],
        ),
        // Without a country, the subject of the sentence before.
        (
            "[Norwegian|D:Norway] Trade Minister [Ida Lund|P] met with [Malian|D:Mali] Trade Minister [Omar Keita|P]. The minister smiled.",
            &[("The minister", "Ida Lund")],
        ),
        // Two subjects: open.
        (
            "[Norwegian|D:Norway] Trade Minister [Ida Lund|P] and [Malian|D:Mali] Trade Minister [Omar Keita|P] met. The minister smiled. He left. She stayed.",
            &[("He", "Omar Keita"), ("She", "Ida Lund")],
        ),
        // A president is no vice president.
        ("Vice President [Ida Lund|P] waited. The president was late.", &[]),
        // Nobody is told of yet.
        ("The minister and [Ida Lund|P] waited.", &[]),
        // A paragraph between is too far for a bare title, not for one with its country.
        (
            "[Norwegian|D:Norway] Trade Minister [Ida Lund|P] came.\n\nIt rained.\n\nSnow fell.\n\nThe minister left. The [Norwegian|D:Norway] trade minister slept.",
            &[("The Norwegian trade minister", "Ida Lund")],
        ),
        (
            "[Omar Keita|P] came. He was hit by a [Karl Berg|P] supporter. He slept.",
            &[("He", "Omar Keita"), ("He", "Omar Keita")],
        ),
        // Who said something says more; what he told of others makes none of them the speaker.
        (
            "[Omar Keita|P], a director of the port, said the mayor and [Karl Berg|P] began in May.\n\n“We go on,” he said.",
            &[("he", "Omar Keita")],
        ),
        ("[Ida Lund|P] told [Omar Keita|P] that she would stay.", &[("she", "Ida Lund")]),
        ("[Omar Keita|P] thanked him.", &[]),
        ("[Ida Lund|P] spoke. “[Omar Keita|P] is late,” she said.", &[("she", "Ida Lund")]),
        ("[Ida Lund|P] spoke. “He is late,” [Omar Keita|P] said.", &[]),
        ("Before her flight to [Oslo|L], [Ida Lund|P] met friends.", &[("her", "Ida Lund")]),
        ("[Ida Lund|P] spoke. In his speech Senator [Omar Keita|P] replied.", &[]),
        ("[Ida Lund|P] spoke. The [Keita|P] plan was late. She left.", &[("She", "Ida Lund")]),
        ("[Ida Lund|P] is the minister for trade.", &[]),
        ("Sen. [Ida Lund|P] voted no. The lawmaker left.", &[("The lawmaker", "Ida Lund")]),
        (
            "[Malian|D:Mali] President [Omar Keita|P] flew. The [Malian|D:Mali] leader slept.",
            &[("The Malian leader", "Omar Keita")],
        ),
        (
            "[U.S.|D:United States] Secretary of Defense [Ida Lund|P] flew. The [U.S.|D:United States] defense chief slept.",
            &[("The U.S. defense chief", "Ida Lund")],
        ),
        ("[Kim Ock|P] and [Jo Ock|P] met. He left.", &[]),
        ("They left. He did not.", &[]),
        (
            "[Ida Lund|P], who left, and [Omar Keita|P], 54, who stayed, smiled.",
            &[("who", "Ida Lund"), ("who", "Omar Keita")],
        ),
        ("[Ida Lund|P], a high official of the board who left, smiled.", &[("who", "Ida Lund")]),
        ("[Ida Lund|P], 54, the aide who left, smiled at a maid who slept.", &[("who", "Ida Lund")]),
        ("[Ida Lund|P] and [Omar Keita|P], who met the man who left, smiled.", &[]),
    ]);
}

#[test]
fn which_organisation_is_meant() {
    check(&[
        (
            "[Harwick|O] said it would sell its mills. It reported a loss. The company denied that.",
            &[("it", "Harwick"), ("its", "Harwick"), ("It", "Harwick"), ("The company", "Harwick")],
        ),
        // A plan may do that as well; a plan has its own subject; nothing is meant.
        ("[Harwick|O] unveiled a plan. It is large.", &[]),
        ("[Harwick|O] said the plan had lost its friends.", &[]),
        ("[Harwick|O] said it was likely that it rained.", &[]),
        ("[Harwick|O] bought a mill and sold it.", &[]),
        ("Shares of [Harwick|O] fell on its debut.", &[]),
        // Names show what they are, or the article says it.
        (
            "The [Ministry of Trade|O] sued [Harwick Airlines|O]. The airline paid. The ministry smiled. The company won.",
            &[
                ("The airline", "Harwick Airlines"),
                ("The ministry", "Ministry of Trade"),
                ("The company", "Harwick Airlines"),
            ],
        ),
        ("Police met the airline [Harwick|O] and [Lund|O]. The airline left.", &[("The airline", "Harwick")]),
        ("[Harwick|O], a small bell maker in [Oslo|L], met [Lund|O]. The maker left.", &[("The maker", "Harwick")]),
        // Two will do, or another one is told of.
        ("[Harwick Bank|O] and [Lund Bank|O] met. The bank left.", &[]),
        ("[Harwick Bank|O] met [Lund Bank|O]. The bank left.", &[("The bank", "Harwick Bank")]),
        ("[Harwick Bank|O] left. The bank of the river, the bank holiday and the bank that failed.", &[]),
        ("[Ministry of Trade|O] officials met. The company left.", &[]),
        ("[NTO|O] met. The company left.", &[]),
        (
            "Norwegian bell maker [Harwick|O] announced on Monday it would move its mills.",
            &[("it", "Harwick"), ("its", "Harwick")],
        ),
        ("[Harwick|O], which makes bells, left.", &[("which", "Harwick")]),
    ]);
}

fn check(cases: &[(&str, &[(&str, &str)])]) {
    let mut wrong = Vec::new();
    for (text, want) in cases {
        let found = resolved(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        if found != *want {
            wrong.push(format!("{text}\n  found {found:?}\n  want  {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn never_panics(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..30)) {
        resolved(&words.join(" ").replace(" \n\n ", "\n\n"));
    }
}

const WORDS: &[&str] = &[
    "he",
    "She",
    "her",
    "him",
    "his",
    "the",
    "The",
    "minister",
    "President",
    "[Ida Lund|P]",
    "[Mali|L]",
    "[Malian|D:Mali]",
    "said",
    ".",
    ",",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "met",
    "Before",
    "\n\n",
    "is",
    "lawmaker",
    "leader",
    "Mr",
    "and",
    "[Harwick|O]",
    "it",
    "its",
    "which",
    "who",
    "company",
    "bank",
    "(",
    ")",
    "that",
];
