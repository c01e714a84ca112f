use proptest::prelude::*;

use super::{find, number_at};
use crate::facts::{Comparator, Number, Value};
use crate::text::Doc;

/// Every quantity as `words: value low..high unit thing`.
fn read(text: &str) -> Vec<String> {
    let doc = Doc::of_text(text);
    let show = |n: Option<f64>| n.map_or("?".to_string(), |n| n.to_string());
    find(&doc, &[])
        .iter()
        .map(|m| {
            let Value::Quantity(q) = &m.value else { panic!("no quantity") };
            let Number { low, high, value, .. } = q.number;
            let mut out = format!("{}: {} {}..{}", m.span.of(text), show(value), show(low), show(high));
            for part in [&q.unit, &q.thing].into_iter().flatten() {
                out.push_str(&format!(" [{part}]"));
            }
            out
        })
        .collect()
}

#[test]
fn quantities() {
    let cases: &[(&str, &[&str])] = &[
        ("Currently, more than 400 specialists study.", &["more than 400 specialists: 400 401..? [specialists]"]),
        ("They held 150 joint activities in all.", &["150 joint activities: 150 150..150 [joint activities]"]),
        (
            "There were 49 Belarusian Armed Forces instructors there.",
            &["49 Belarusian Armed Forces instructors: 49 49..49 [Belarusian Armed Forces instructors]"],
        ),
        ("It involved about 60,000 troops.", &["about 60,000 troops: 60000 55000..65000 [troops]"]),
        ("It cost US$1.2 million in all.", &["US$1.2 million: 1200000 1200000..1200000 [USD]"]),
        ("At least 12 people died.", &["At least 12 people: 12 12..? [people]"]),
        (
            "He paid $5m, then €30bn.",
            &["$5m: 5000000 5000000..5000000 [USD]", "€30bn: 30000000000 30000000000..30000000000 [EUR]"],
        ),
        (
            "Two dozen cows and half a million hens.",
            &["Two dozen cows: 24 24..24 [cows]", "half a million hens: 500000 500000..500000 [hens]"],
        ),
        (
            "Shares fell 3.5% and 2 percentage points.",
            &["3.5%: 3.5 3.5..3.5 [percent]", "2 percentage points: 2 2..2 [percentage point]"],
        ),
        ("Between 40 and 50 boats sank.", &["Between 40 and 50 boats: ? 40..50 [boats]"]),
        ("Some 10-15 tents burned.", &["Some 10-15 tents: ? 10..15 [tents]"]),
        ("Up to 700 jobs may go.", &["Up to 700 jobs: 700 ?..700 [jobs]"]),
        ("Dozens of villages were cut off.", &["Dozens of villages: ? 12..100 [villages]"]),
        ("A 40-member team came.", &["40-member: 40 40..40 [member]"]),
        ("It is 60 miles (about 80 km) off.", &["60 miles: 60 60..60 [mile]", "about 80 km: 80 75..85 [km]"]),
        ("She was 34 years old.", &["34 years old: 34 34..34 [year]"]),
        ("Oil sold at $98 a barrel.", &["$98 a barrel: 98 98..98 [USD per barrel]"]),
        (
            "It rose from 40 to 50 million euros.",
            &["40: 40 40..40", "50 million euros: 50000000 50000000..50000000 [EUR]"],
        ),
    ];
    let wrong: Vec<_> =
        cases.iter().map(|(t, want)| (t, read(t), want)).filter(|(_, got, want)| got != *want).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_quantities() {
    for text in [
        "He is one of the best.",
        "On one hand, no one knows.",
        "They beat them 2-1.",
        "An F-16 and Flight 370.",
        "See Article 5 and No. 10.",
        "The second round.",
        "The two agreed.",
        "The test scores fell.",
        "As noted [12] in 501(c)(3) rules.",
        "Model T100 and MH17.",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn numbers_in_phrases() {
    let doc = Doc::of_text("at least two hundred and fifty boats");
    let (number, end) = number_at(&doc, 0).unwrap();
    assert_eq!((number.comparator, number.low, end), (Comparator::AtLeast, Some(250.0), 6));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        check(&words.join(" "));
        check(&words.concat());
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,60}") {
        check(&text);
    }
}

const WORDS: &[&str] = &[
    "one", "two", "twenty", "-", "–", "hundred", "and", "a", "half", "third", "thirds", "million", "dozens", "of", "3",
    "1.2", "60,000", "$", "US", "€", "%", "km", "to", "between", "people", "more", "than", "or", "m", "k", "1/2", "½",
    ".", "001", "point", "per", "share", "the", "'s", "old", "year", "+", "é", "couple", "few", "1 000",
];

fn check(text: &str) {
    let doc = Doc::of_text(text);
    let mut at = 0;
    for m in find(&doc, &[]) {
        assert!(m.first >= at && m.end > m.first, "{text:?}");
        assert_eq!(m.span, doc.span(m.first, m.end));
        at = m.end;
        for span in m.fields.iter().flat_map(|f| &f.spans) {
            assert!(m.span.contains(*span), "{text:?}");
        }
    }
}
