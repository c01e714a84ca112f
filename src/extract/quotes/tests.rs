use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block, BlockKind, TextMap};
use crate::source::Span;

/// An article whose lines are its paragraphs.
fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + trimmed.len()) });
        }
        at += line.len();
    }
    Article {
        name: "a.txt".into(),
        text: text.into(),
        map: TextMap::identity(text.len()),
        original: None,
        blocks,
        date: None,
        modified: None,
        url: None,
        source: None,
        story: None,
    }
}

/// The quotations of a text, a line each: runs joined by ` | `, and how it closes where that is not `yes`.
fn quoted(text: &str) -> Vec<String> {
    let article = article(text);
    let doc = Doc::new(&article);
    find(&doc)
        .iter()
        .map(|m| {
            let words = m.fields.iter().find(|f| f.field == WORDS).expect("every quotation has words");
            let runs: Vec<&str> = words.spans.iter().map(|s| s.of(text)).collect();
            let closed = m.fields.iter().find(|f| f.field == CLOSED).and_then(|f| f.value.as_text()).unwrap_or("");
            let mark = if closed == "yes" { String::new() } else { format!(" ({closed})") };
            format!("{}{mark}", runs.join(" | "))
        })
        .collect()
}

#[test]
fn marks_of_many_kinds() {
    for (text, expected) in [
        ("“We agree,” she said. “It is time.”", &["We agree,", "It is time."][..]),
        ("\"We agree,\" she said. \"It is time.\"", &["We agree,", "It is time."]),
        ("'We agree,' she said. 'It is time.'", &["We agree,", "It is time."]),
        ("‘We agree,’ she said. ‘It is time.’", &["We agree,", "It is time."]),
        ("``We agree,'' she said.", &["We agree,"]),
        ("Er sagte: „Das ist gut“, und ging.", &["Das ist gut"]),
        ("Il a dit : « C’est bien » hier, «puis» rien.", &["C’est bien", "puis"]),
        ("»Das ist gut«, sagte er.", &["Das ist gut"]),
        ("”Det är bra”, sade han.", &["Det är bra"]),
        ("The “historic” deal, a \"win-win\", was 'fair'.", &["historic", "win-win", "fair"]),
        ("He called it “fair\" and “just“ again.", &["fair", "just"]),
        ("(\"Enough!\") and—“no”—and [‘yes’].", &["Enough!", "no", "yes"]),
        ("It read \" Keep out \" in red.", &["Keep out"]),
        ("<a href=\"x.html\" class=\"y\">“Read on”</a>", &["Read on"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn apostrophes_are_no_marks() {
    for text in [
        "It's the nations' share, and the Joneses' too.",
        "It’s the nations’ share, and the Joneses’ too.",
        "In the '90s and the ’60s, rock 'n' roll was king.",
        "Tell 'em 'twas goin' well; y'all won't.",
        "‘Twas the ‘90s, said Ali ibn ‘Abd al-Aziz.",
        "He is 6'2\" tall and O'Neill's boss; she is 5' 10.",
        "The d'Estaing papers, l’Humanité, rock’n’roll",
        "The ministers’ talks and the states’ aims",
    ] {
        assert_eq!(quoted(text), [""; 0], "{text}");
    }
    for (text, expected) in [
        ("'The nations' share is fair,' he said.", &["The nations' share is fair,"][..]),
        ("‘The nations’ share is fair,’ he said.", &["The nations’ share is fair,"]),
        ("He called the talks' tone 'tense' and the hosts' mood 'good'.", &["tense", "good"]),
        ("He spoke of 'shared goals' and left.", &["shared goals"]),
        ("'It's the boys' turn in the '90s,' he said.", &["It's the boys' turn in the '90s,"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn quotations_in_quotations() {
    for (text, expected) in [
        ("“She told me ‘no’ twice,” he said.", &["She told me ‘no’ twice,"][..]),
        ("\"'No,' she told me,\" he said, \"'never.'\"", &["'No,' she told me,", "'never.'"]),
        ("‘She told me “no” twice,’ he said.", &["She told me “no” twice,"]),
        ("“A ‘b “c” d’ e” f", &["A ‘b “c” d’ e"]),
        ("“The boys’ ‘own’ game’s up,” he said.", &["The boys’ ‘own’ game’s up,"]),
        // The same mark inside, closed twice or once.
        ("“She told me “no” twice,” he said.", &["She told me “no” twice, (same-mark)"]),
        (
            "'It was agreed to end the 'state of alarm on the border,' she wrote, and left.",
            &["It was agreed to end the 'state of alarm on the border, (same-mark)"],
        ),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn quotations_over_paragraphs() {
    for (text, expected) in [
        ("“One.\n“Two.\n“Three,” he said.", &["One. | Two. | Three,"][..]),
        ("\"One.\n\"Two,\" he said.\nThree.", &["One. | Two,"]),
        ("‘One, the nations’ share.\n‘Two,’ he said.", &["One, the nations’ share. | Two,"]),
        // The mark is not repeated, but closed.
        ("“One.\nTwo,” he said.", &["One. | Two,"]),
        // Neither repeated nor closed.
        ("He said: “One.\nTwo.\n“Three,” he said.", &["One. (no)", "Three,"]),
        ("“One.", &["One. (no)"]),
        ("“We shall go, he said. “It is late.”", &["We shall go, he said. (no)", "It is late."]),
        ("'We shall go,' he said.\n'It's late, he said.", &["We shall go,", "It's late, he said. (no)"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_marks_give_ordered_spans(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "'", "“", "”", "‘", "’", "„", "«", "»", "`", "‹", "›", " ", " ", "\n", "a", "nations", "said",
                ", ", ". ", "é", "—", "90s", "?", "=", "(", "6",
            ]),
            0..60,
        )
    ) {
        let text = parts.concat();
        let article = article(&text);
        let doc = Doc::new(&article);
        let mut last = 0;
        for m in find(&doc) {
            prop_assert!(m.span.start >= last && m.first < m.end);
            prop_assert!(!m.span.of(&text).is_empty());
            last = m.span.end;
            for f in &m.fields {
                for s in &f.spans {
                    prop_assert!(m.span.contains(*s));
                }
            }
        }
    }
}

/// Twice the marks take about twice the time: an unbounded search would take minutes here.
#[test]
fn many_marks_end_soon() {
    for pattern in ["\"a ", "'a ", "“a ", "‘a, said ", "'s ", "a' ", "“a ‘b ", "'A, \"b "] {
        let text = pattern.repeat(20_000);
        let doc = Doc::of_text(&text);

        find(&doc);
    }
}
