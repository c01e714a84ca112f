//! Mutation testing as a whole, on articles of our own.

use proptest::prelude::*;

use super::*;
use crate::article::plain_text;
use crate::language::{LoadOptions, RuleInput, load};
use crate::report::schema::validate::problems;
use crate::report::{Page, mutations};

const RULES: &str = r#"language 1

role "Mayor of Nordby"
  held by "Ida Holm"    from 2019-01-01 to 2023-12-31
  held by "Jens Falk"   from 2024-01-01

fact catch  "So much fish was landed"
  weight  number
  fish    text
  port    place
  date    date

extract catch
  "{weight: quantity} <be> landed in {port} on {date}"

## A kind of the desk's own.
rule same-catch  "Reports of one landing weigh it alike"
  level  warning
  for    each catch c
  same   port, date
  must   agree on weight within 5 %

rule some-catch  "Something is landed"
  level  warning
  for    each catch c
  must   c.weight > 0

rule good-port  "Fish is landed where there is a quay"
  level  warning
  for    each catch c
  must   c.port is one of "Oslo", "Bergen"

rule no-gossip  "No gossip"
  level  advice
  for    each line l
  where  l.text contains "it is whispered"
  must   not occur

test "right" of held-office
  article "a" dated 2025-05-20
    "Jens Falk, Mayor of Nordby, opened the quay on 3 May 2025."
  holds
test "wrong" of held-office
  article "a" dated 2025-05-20
    "Ida Holm, Mayor of Nordby, opened the quay on 3 May 2025."
  violated
test "other ports" of same-catch
  article "a"
    "40 tonnes were landed in Oslo on 3 May 2025."
  article "b"
    "60 tonnes were landed in Bergen on 3 May 2025."
  holds
"#;

fn program() -> Program {
    let input = RuleInput { name: "desk.claim".into(), text: RULES.into() };
    let loaded = load(&[input], &LoadOptions { std: true, with_tests: false, ..LoadOptions::default() });
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.program
}

fn options(seed: u64) -> Options {
    Options { seed, limit: 100 }
}

fn of<'m>(all: &'m Mutations, rule: &str) -> &'m RuleMutations {
    all.rules.iter().find(|r| *r.rule == *rule).unwrap()
}

#[test]
fn a_rule_over_a_kind_of_the_desks_own_is_tried_on_what_it_asks_for() {
    let program = program();
    let done = run(&program, Batch::default(), |r| !r.bundled, &options(0));
    // Both articles of the test, each beside itself unchanged: three ways to get a number wrong.
    let catch = of(&done, "same-catch");
    let counted = catch.score().mutants + catch.left_out.values().sum::<usize>();
    assert_eq!(counted, 6, "{catch:?}");
    assert_eq!(catch.score().caught, catch.score().mutants, "{catch:?}");
    // 40 and 41 differ by less than the rule lets pass, 60 and 61, too.
    assert_eq!(catch.left_out.get(&LeftOut::WithinTolerance), Some(&2), "{catch:?}");
    let port = of(&done, "good-port");
    assert_eq!(port.operators.get(&Operator::Place), Some(&Score { mutants: 2, caught: 2 }));
    let gossip = of(&done, "no-gossip");
    assert!(!gossip.has_operators && gossip.score().mutants == 0);
}

#[test]
fn what_never_falls_is_read_after_a_copy_of_the_day_before() {
    let mut program = program();
    let rule = program.rules.iter_mut().find(|r| *r.name == *"same-catch").unwrap();
    rule.must = crate::language::Must::NeverFall(crate::facts::FieldId(0));
    program.tests.clear();
    let article = plain_text("a.txt", "40 tonnes were landed in Oslo on 3 May 2025.\n".into());
    for seed in 0..10 {
        let done = run(&program, Batch::new(vec![article.clone()]), |r| *r.name == *"same-catch", &options(seed));
        let catch = of(&done, "same-catch");
        // What rises is no error; what falls is found, though the article has no date of its own.
        assert_eq!(catch.score().caught, catch.score().mutants, "{catch:?}");
        assert!(catch.left_out.contains_key(&LeftOut::WithinTolerance), "{catch:?}");
    }
}

#[test]
fn the_record_gives_the_wrong_holder() {
    let program = program();
    let done = run(&program, Batch::default(), |r| *r.name == *"held-office", &options(0));
    // Of the two tests only the one that holds is changed.
    assert_eq!(of(&done, "held-office").operators[&Operator::Person], Score { mutants: 1, caught: 1 });
}

#[test]
fn what_gets_away_is_shown_before_and_after() {
    let program = program();
    let article = plain_text(
        "a.txt",
        "The council met.\n\nBoats came late. 40 tonnes were landed in Oslo on 3 May 2025, which was a Saturday.\n"
            .into(),
    );
    let done = run(&program, Batch::new(vec![article]), |r| *r.name == *"some-catch", &options(3));
    assert!(!of(&done, "some-catch").escaped.is_empty(), "{done:?}");
    let mut text = Vec::new();
    mutations::write(&mut text, &done, &Page::default(), false).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("  a.txt:3:18: got away: “"), "{text}");
    assert!(text.contains("    - … 40 tonnes were landed in Oslo"), "{text}");
    assert!(text.contains("    + … 400 tonnes") || text.contains("    + … 4 tonnes"), "{text}");
    assert!(text.ends_with("% caught, seed 3\n"), "{text}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_they_are_of_the_schema() {
    let program = program();
    let json = |seed| {
        let mut out = Vec::new();
        mutations::write_json(&mut out, &run(&program, Batch::default(), |_| true, &options(seed))).unwrap();
        out
    };
    assert_eq!(json(7), json(7));
    let value: serde_json::Value = serde_json::from_slice(&json(7)).unwrap();
    assert_eq!(problems("mutations", &value), Vec::<String>::new());
}

#[test]
fn a_limit_takes_the_operators_in_turn() {
    let program = program();
    let done = run(&program, Batch::default(), |r| *r.name == *"same-catch", &Options { seed: 0, limit: 3 });
    let catch = of(&done, "same-catch");
    assert_eq!(catch.score().mutants + catch.left_out.values().sum::<usize>(), 3);
    assert!(catch.operators.values().all(|s| s.mutants <= 1), "{catch:?}");
}

/// An article with something for every operator.
const ALL: &str = "Harbour Board meets\n\nMayor of Nordby Jens Falk met Norwegian Foreign Minister Valeriy Orlenko in Oslo on \
    Saturday, 3 May 2025. “We shall rebuild the old bridge before the winter comes,” said Jens Falk.\n\nThe Council of Nordic \
    Harbours (CNH) was founded in 1961. A ferry fire killed 1,200 people in Bergen on 30 June 2025. It was the 60th anniversary \
    of the flood of 1965.\n";

fn every_mutant(seed: u64) -> Vec<Mutant> {
    let program = program();
    let engine = Engine::new(&program);
    let case = Case { articles: Batch { articles: vec![plain_text("a", ALL.into())] }, given: Given::default() };
    let rules: Vec<usize> = (0..program.rules.len()).collect();
    plan::mutants(&engine, &Donors::new(&program), &case, 0, &rules, &options(seed))
}

#[test]
fn one_article_with_everything_meets_most_operators() {
    let mut met: Vec<Operator> = every_mutant(1).iter().map(|m| m.operator).collect();
    met.sort();
    met.dedup();
    assert!(met.len() >= 14, "{met:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_mutant_differs_in_the_span_that_it_names(seed: u64) {
        let all = every_mutant(seed);
        let again = every_mutant(seed);
        prop_assert_eq!(all.len(), again.len());
        for (m, same) in all.iter().zip(&again) {
            prop_assert_eq!(&m.edit, &same.edit);
            let original = plain_text("a", ALL.into());
            let new = mutant(&original, &m.edit);
            let (start, end) = (m.edit.span.start as usize, m.edit.span.end as usize);
            prop_assert!(new.text.starts_with(&ALL[..start]) && new.text.ends_with(&ALL[end..]));
            prop_assert_eq!(new.text.len(), ALL.len() - (end - start) + m.edit.with.len());
            prop_assert_ne!(&ALL[start..end], m.edit.with.as_str());
            prop_assert_eq!(m.edit.changed().of(&new.text), m.edit.with.as_str());
            for block in new.blocks.iter() {
                prop_assert!(!block.span.of(&new.text).is_empty());
            }
        }
    }
}

proptest! {
    #[test]
    fn an_operator_changes_any_words_within_them(words in "[A-Za-zéЖ0-9 ,.\u{201c}\u{201d}'-]{0,40}|\\PC{0,20}", seed: u64) {
        use Operator::*;
        let others = ["Ida Holm".to_string()];
        for operator in [
            Person, Organisation, Place, Day, Month, Year, Weekday, NoSuchDay, Digit, FactorTen, Neighbour, WordDropped,
            WordsSwapped, WordChanged, WordsLeftOut, QuotationMark, Alphabet, Letters, Spelling, LineTwice,
        ] {
            let mut random = random::Random::of(seed, &[operator.name()]);
            if let Some((range, with)) = operator.apply(&words, &others, &mut random) {
                // Slicing panics off a character's boundary.
                prop_assert_ne!(&words[range], with.as_str());
            }
        }
    }
}
