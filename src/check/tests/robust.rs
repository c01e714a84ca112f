//! Whatever the facts, the rules of the standard pack end, without a panic, and with the same answer.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use crate::article::{Article, ArticleDate, ArticleId, Batch, plain_text};
use crate::check::{Options, check};
use crate::facts::{
    Comparator, DateValue, Day, EntityKind, Fact, FactStore, FieldId, FieldValue, Granularity, KindId, Number,
    Provenance, Quantity, Spans, Stance, Type, Undecided, Value,
};
use crate::language::{LoadOptions, Program, load};
use crate::source::Span;

pub static STANDARD: LazyLock<Program> =
    LazyLock::new(|| load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program);

const TEXT: &str = "Ilse Varga met “Marek” in Ósló on 3 March, çok güzel. 15 people were there.";

/// Values of a type by a number: well-formed, odd and open ones.
fn value(ty: &Type, seed: u64) -> Value {
    let pick = |n: u64| seed % n;
    let day = |n: u64| {
        let year = [1, -9999, 9999, 2024, 2025, 2025][(n % 6) as usize];
        Day::new(year, 1 + (n / 6 % 12) as i8, 1 + (n / 72 % 28) as i8).expect("a day")
    };
    if seed % 11 == 10 {
        return Value::Unknown(Undecided::ALL[(seed / 11 % 9) as usize]);
    }
    match ty {
        Type::Text | Type::Word | Type::Quote => Value::text(
            ["", " ", "Oslo", "“…", "the old harbour bridge will be rebuilt", "[", "ß\u{301}"][pick(7) as usize],
        ),
        Type::Enumeration(words) => Value::text(words[(seed % words.len().max(1) as u64) as usize]),
        Type::Person => {
            entity(EntityKind::Person, ["Ilse Varga", "Varga", "", "Kofi Annan", "\u{202e}"][pick(5) as usize])
        }
        Type::Place => entity(EntityKind::Place, ["Oslo", "Norway", "Alvik", "", "Kherson region"][pick(5) as usize]),
        Type::Organisation => entity(EntityKind::Organisation, ["NATO", "United Nations", ""][pick(3) as usize]),
        Type::Office => Value::Office(Box::new(crate::extract::offices::parse_name(
            ["Secretary-General of the United Nations", "Foreign Minister of Norway", "Minister", ""][pick(4) as usize],
        ))),
        Type::Number => Value::Number(Box::new(number(seed))),
        Type::Quantity => Value::Quantity(Box::new(Quantity {
            number: number(seed),
            unit: [None, Some("km"), Some("percent"), Some("celsius"), Some("?")][pick(5) as usize].map(Arc::from),
            thing: [None, Some("people"), Some("of"), Some("")][(seed / 5 % 4) as usize].map(Arc::from),
        })),
        Type::Date => Value::Date(match pick(5) {
            0 => Box::new(DateValue::yearless(2, Some(29))),
            1 => Box::new(DateValue::yearless(12, None)),
            2 => Box::new(DateValue { also: vec![(day(seed), day(seed))], ..DateValue::day(day(seed / 5)) }),
            3 => Box::new(DateValue { from: None, to: Some(day(seed)), ..DateValue::day(day(seed)) }),
            _ => {
                let (a, b) = (day(seed), day(seed / 7));
                Box::new(DateValue::interval(a.min(b), a.max(b), Granularity::Year))
            }
        }),
        Type::Duration => Value::Duration(seed as f64, f64::INFINITY),
        Type::Set(of) => Value::Set(
            (0..pick(4))
                .map(|i| FieldValue {
                    field: FieldId(0),
                    value: value(of, seed / 4 + i),
                    spans: Spans::none(),
                    by: None,
                })
                .collect(),
        ),
    }
}

fn entity(kind: EntityKind, name: &str) -> Value {
    Value::Entity(crate::extract::names::entity(kind, name))
}

fn number(seed: u64) -> Number {
    let v = [0.0, -1.0, 12.0, 1e300, f64::NAN, f64::INFINITY, 0.1][(seed % 7) as usize];
    let comparator =
        [Comparator::Exactly, Comparator::About, Comparator::MoreThan, Comparator::AtMost][(seed / 7 % 4) as usize];
    let end = |n: u64| (!seed.is_multiple_of(n)).then_some(v);
    Number { low: end(3), high: end(2), value: Some(v), comparator, rounding: [0.0, 0.5, 1e9][(seed % 3) as usize] }
}

pub fn fact(article: u32, seed: u64) -> Fact {
    let kinds = &STANDARD.schema.kinds;
    let kind = KindId((seed % kinds.len() as u64) as u16);
    let ends: Vec<usize> = TEXT.char_indices().map(|(i, _)| i).chain([TEXT.len()]).collect();
    let span = |n: u64| {
        let (a, b) = (ends[(n % ends.len() as u64) as usize], ends[(n / 97 % ends.len() as u64) as usize]);
        Span::new(a.min(b), a.max(b))
    };
    // A fact has words, its fields may have none.
    let words = |n: u64| Some(span(n)).filter(|s| !s.is_empty()).unwrap_or(Span::new(0, 4));
    let fields =
        kinds[kind.0 as usize].fields.iter().enumerate().filter(|(i, _)| (seed >> (i + 5)) & 3 != 0).map(|(i, f)| {
            let n = seed.rotate_right(i as u32 * 7 + 1);
            let mut v = FieldValue::new(FieldId(i as u8), value(&f.ty, n), span(n));
            if let Value::Set(members) = &mut v.value {
                members.iter_mut().for_each(|m| m.field = FieldId(i as u8));
            }
            if n.is_multiple_of(5) {
                v.spans = Spans::none();
                v.by = Some(Provenance::of(&"article date"));
            }
            v
        });
    Fact {
        kind,
        article: ArticleId(article),
        span: words(seed),
        sentence: words(seed),
        stance: Stance::ALL[(seed / 3 % 7) as usize],
        source: None,
        cue: None,
        fields: fields.collect(),
        by: Provenance::of(&"test"),
    }
}

/// One article of those that the facts are of.
pub fn article(i: usize, dated: bool) -> Article {
    let mut article = plain_text(&format!("a{i}"), TEXT.to_string());
    let value = DateValue::day(Day::constant(2025, 3, 3));
    article.date = dated.then_some(ArticleDate { value, by: "--date", span: None });
    article
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn any_facts(seeds in proptest::collection::vec((0u32..3, any::<u64>()), 0..60), dated in any::<bool>()) {
        let batch = Batch::new((0..3).map(|i| article(i, dated)).collect());
        let run = || {
            let facts = seeds.iter().map(|&(article, seed)| fact(article, seed)).collect();
            let store = FactStore::new(facts, 3);
            check(&batch, &store, &STANDARD, &Options::default())
        };
        let report = run();
        prop_assert_eq!(&report.findings, &run().findings);
        for finding in &report.findings {
            prop_assert!(!finding.labels.is_empty() && finding.labels[0].primary, "{:?}", finding);
            prop_assert!(finding.fingerprint.len() == 16 && !finding.message.is_empty());
            for label in &finding.labels {
                prop_assert!(!label.span.is_empty(), "{:?}", finding);
            }
        }
    }
}
