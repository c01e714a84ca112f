//! What cannot be written as a case of `grammar/cases`: bytes, depth, time, chance.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{LoadOptions, Loaded, ParamSetting, RuleInput, Settings, desugar, format_source, load};
use crate::source::Span;

fn read(text: &str) -> Loaded {
    let input = RuleInput { name: "main.claim".into(), text: text.into() };
    load(&[input], &LoadOptions { std: false, ..LoadOptions::default() })
}

/// Code and underlined words of everything wrong.
fn problems(text: &str) -> Vec<(&'static str, String)> {
    let loaded = read(text);
    let words = |at: crate::source::FileSpan| at.span.of(&loaded.program.sources.get(at.source).text).to_string();
    loaded.diagnostics.iter().map(|d| (d.code, words(d.labels[0].0))).collect()
}

#[test]
fn bytes_of_other_editors() {
    let plain = "language 1\n\nplace \"Åske\"\n  also \"Æske\"\n\nplace \"Holm\" inn \"Norland\"\n";
    let expected = vec![("E0101", "inn".to_string())];
    assert_eq!(problems(plain), expected);
    for text in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace("  also", "\talso").replace("place \"Holm\" ", "place\t\"Holm\"\u{a0}"),
        plain.trim_end().to_string(),
    ] {
        assert_eq!(problems(&text), expected, "{text:?}");
    }
    assert_eq!(problems("\u{feff}place \"Aske\""), [("W0001", "place \"Aske\"".to_string())]);
    assert_eq!(problems(""), []);
    assert_eq!(problems("\u{feff}\r\n  \r\n# nothing\r\n"), []);
}

/// Found by the fuzz target `phrases`: what is marked begins behind a blank of several bytes.
#[test]
fn blanks_of_several_bytes() {
    let fact = "language 1\n\nfact f\n  a person\n\nextract f\n  ";
    for blank in ['\u{a0}', '\u{2003}'] {
        let cut = format!("{fact}\"said [{{{blank}a}}]re\"\n");
        assert!(
            problems(&cut).iter().any(|(code, words)| (*code, &**words) == ("E0305", "a}]re")),
            "{:?}",
            problems(&cut)
        );
    }
    // A clause that lacks its end.
    let clause = format!("{fact}\"said {{a}}\"\n\nrule r\n  for each f x\n  must\u{a0}x.a is\n  why \"so\"\n");
    assert!(problems(&clause).iter().any(|(code, _)| code.starts_with("E01")), "{:?}", problems(&clause));
}

#[test]
fn strings_keep_their_bytes() {
    let text = "language 1\r\nlist L \"a\\u{e9}\\\"b\\\\\", \"ü — “x”\"\r\n";
    let loaded = read(text);
    let items: Vec<&str> = loaded.program.lists[0].items.iter().map(|i| &**i).collect();
    assert_eq!(items, ["aé\"b\\", "ü — “x”"]);
    let long = "language 1\nrule r\n  for each quote q\n  must not occur\n  why \"\"\"\n      one\n\n        two\n      three\n      \"\"\"\n";
    let loaded = read(long);
    assert_eq!(loaded.program.rules[0].why.as_deref(), Some("one\n\n  two\nthree"));
}

/// One rule whose condition nests `depth` brackets.
fn nested(depth: usize) -> String {
    let (open, close) = ("(".repeat(depth), ")".repeat(depth));
    format!("language 1\nrule r\n  for each quote q\n  must {open}q.closed is yes{close}\nplace Aske\n")
}

#[test]
fn brackets_nest_200_deep() {
    let after = ("E0101", "Aske".to_string());
    assert_eq!(problems(&nested(200)), vec![after.clone()]);
    for depth in [201, 100_000] {
        assert_eq!(problems(&nested(depth)), [("E0104", "(".to_string()), after.clone()]);
    }
    let phrase = |depth: usize, open: &str, close: &str| {
        let (open, close) = (open.repeat(depth), close.repeat(depth));
        let text = format!("language 1\nfact f\n  a text\nextract f \"x {open}y{close} {{a}}\"\n");
        problems(&text).into_iter().filter(|(code, _)| code.starts_with('E')).collect::<Vec<_>>()
    };
    for (open, close) in [("(", ")"), ("[", "]")] {
        assert_eq!(phrase(200, open, close), []);
        assert_eq!(phrase(201, open, close), [("E0104", open.to_string())]);
        assert_eq!(phrase(100_000, open, close), [("E0104", open.to_string())]);
    }
    let hole = |depth: usize| {
        let (open, close) = ("(".repeat(depth), ")".repeat(depth));
        problems(&format!(
            "language 1\nrule r\n  for each quote q\n  must not occur\n  say \"{{{open}q.words{close}}}\"\nplace Aske\n"
        ))
    };
    assert_eq!(hole(200), vec![after.clone()]);
    assert_eq!(hole(201), [("E0104", "(".to_string()), after]);
}

#[test]
fn depth_and_length_cost_linear_time() {
    let start = Instant::now();
    for text in [
        // Never closed, and closed too often.
        format!("language 1\nrule r\n  for each quote q\n  must {}\n", "(".repeat(200)),
        format!("language 1\nrule r\n  for each quote q\n  must q.closed is yes {}\n", ")".repeat(100_000)),
        format!("language 1\nrule r\n  for each quote q\n  must {}q.closed is yes\n", "not ".repeat(100_000)),
        format!(
            "language 1\nrule r\n  for each quote q\n  must q.closed is yes{}\n",
            " and q.closed is yes".repeat(5_000)
        ),
        format!("language 1\nrule r\n  for each quantity q\n  must q.number{} is 3\n", " + 1".repeat(20_000)),
        format!("language 1\nrule r\n  for each quantity q\n  must 1{}\n", " < 1".repeat(20_000)),
        format!("language 1\nlist L {}\n", "\"a\", ".repeat(20_000)),
        format!("language 1\nextract f \"{}\"\n", "{a".repeat(20_000)),
        format!("language 1\nplace \"{}\n", "\\\"".repeat(50_000)),
        "x\n".repeat(20_000),
        "## x\n\n".repeat(20_000),
        format!("language 1\nplace {}\n", "\"\"\"".repeat(10_001)),
    ] {
        let begun = Instant::now();
        let loaded = read(&text);
        let _ = format_source(&text);
        assert!(begun.elapsed() < Duration::from_secs(20), "{}… took {:?}", &text[..40], begun.elapsed());
        drop(loaded);
    }
    assert!(start.elapsed() < Duration::from_secs(120));
}

/// A file of `count` rules as desks with long style guides have them, some 400 bytes each.
fn many_rules(count: usize) -> String {
    let mut text = "language 1\n".to_string();
    for i in 0..count {
        let (kind, condition) = match i % 3 {
            0 => ("quote q", format!("q.closed is yes and q.medium is not \"m{i}\"")),
            1 => ("quantity q", format!("q.number < {i} and q.thing is \"things {i}\"")),
            _ => ("date q", format!("q.when before {}-01-02 and q.timex is not \"t{i}\"", 1900 + i % 120)),
        };
        text += &format!(
            "rule desk-{i}  \"Rule {i} of the list\"\n  for each {kind} within article\n  where {condition}\n  must not occur\n  \
             say \"rule {i} speaks of {{q.article}}\"\n  test \"it fires\" \"Ships met off Oslo on {} May 2025.\" violated\n  \
             test \"it is quiet\" \"Nobody came, and nobody was missed.\" holds\n\n",
            1 + i % 28
        );
    }
    text
}

#[test]
fn three_thousand_rules_are_no_matter() {
    let text = many_rules(3_000);
    assert!(text.len() > 900_000, "{}", text.len());
    let begun = Instant::now();
    let loaded = read(&text);
    assert_eq!((loaded.program.rules.len(), loaded.has_errors()), (3_000, false));
    // Optimised, it takes under half a second; here, on a busy machine, not much more than ten times that.
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn what_is_no_rule_file_costs_little_and_is_told_of() {
    let words = ["the", "ship", "came", "ruel", "must", "where", "in", "1,200", "(", "\"x\""];
    // Deterministic noise.
    let noise = |n: usize, end: usize| {
        let mut text = String::new();
        let mut seed = 7usize;
        for i in 0..n {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            text += words[(seed >> 33) % words.len()];
            text.push(if i % end == end - 1 { '\n' } else { ' ' });
        }
        text
    };
    let many = |n: usize, piece: &str| piece.repeat(n);
    for (name, text) in [
        ("words", noise(200_000, 8)),
        ("one line of words", noise(200_000, usize::MAX)),
        ("one declaration of words", format!("rule a\n  {}", noise(200_000, 8).replace('\n', "\n  "))),
        ("NUL bytes", many(1_000_000, "\0")),
        ("lines of NUL bytes", many(300_000, "\0\n")),
        ("a string without an end", format!("language 1\nperson \"Omar{}\nplace Aske\n", many(500_000, " x"))),
        ("a long string without an end", format!("language 1\nperson \"\"\"Omar{}", many(300_000, " x\n"))),
        ("brackets", format!("language 1\nrule a\n  for each quote q\n  must {}", many(1_000_000, "("))),
        ("brackets in a phrase", format!("language 1\nfact f\n  a text\nextract f \"{}\"", many(10_000, "["))),
        ("a list without commas", format!("language 1\nlist L {}\n", many(100_000, "\"a\" "))),
        (
            "broken clauses",
            format!("language 1\n{}", many(8_000, "rule a\n  for each quote q\n  were q.closd is yes\n")),
        ),
        ("unknown kinds", {
            let one =
                |i: usize| format!("fact kind-{i}\n  a text\nrule r{i}\n  for each kindx-{i}y z\n  must not occur\n");
            format!("language 1\n{}", (0..3_000).map(one).collect::<String>())
        }),
        (
            "fields",
            format!("language 1\nfact f\n{}", (0..40_000).map(|i| format!("  a{i} tetx\n")).collect::<String>()),
        ),
    ] {
        let begun = Instant::now();
        let loaded = read(&text);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(30), "{name} took {took:?}");
        let errors = loaded.diagnostics.iter().filter(|d| d.is_error()).count();
        assert!((1..=1_002).contains(&errors), "{name} has {errors} errors");
        for diagnostic in &loaded.diagnostics {
            assert!(!diagnostic.labels[0].0.span.is_empty(), "{name}: {}", diagnostic.message);
            let help = diagnostic.help.as_deref().unwrap_or_default();
            assert!(diagnostic.message.len() + help.len() < 1_000, "{name}: {}", diagnostic.message);
        }
    }
}

#[test]
fn long_chains_are_told_of() {
    let sum = format!("language 1\nrule r\n  for each quantity q\n  must q.number{} < 3\n", " + 1".repeat(201));
    assert_eq!(problems(&sum)[0].0, "E0118");
    let nots = format!("language 1\nrule r\n  for each quote q\n  must {}q.closed is yes\n", "not ".repeat(201));
    assert_eq!(problems(&nots)[0].0, "E0104");
}

#[test]
fn params_are_set_from_outside() {
    let text = "language 1
param gap duration default 2 days between 0 days and 30 days
param most number default 3
param mood one of calm, wild default calm
rule r
  for each date a and each date b
  must a.when within gap of b.when and count of a.article < most
";
    let text = text.replace(" and count of a.article < most", "");
    let set = |name: &str, value: &str| {
        let file = RuleInput { name: "claimlint.toml".into(), text: format!("{name} = {value}") };
        let at = Span::new(0, name.len());
        let value_at = Span::new(name.len() + 3, file.text.len());
        let setting = ParamSetting { param: name.into(), at, value: value.into(), quoted: true, value_at };
        let settings = Settings { file, params: vec![setting], ..Settings::default() };
        let input = RuleInput { name: "main.claim".into(), text: text.clone() };
        let loaded = load(&[input], &LoadOptions { std: false, settings: Some(&settings), ..LoadOptions::default() });
        let errors: Vec<String> = loaded
            .diagnostics
            .iter()
            .filter(|d| d.is_error())
            .map(|d| format!("{}: {}", d.message, d.labels[0].1))
            .collect();
        let values: Vec<String> = loaded.program.params.iter().map(|p| format!("{:?}", p.default)).collect();
        (values, desugar(&loaded.program.rules[0], &loaded.program), errors)
    };
    let (values, rule, errors) = set("gap", "1 week");
    assert_eq!(values[0], "Duration(7.0, 7.0)");
    assert!(rule.contains("within 7 days of"), "{rule}");
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(set("mood", "wild").0[2], "Word(\"wild\")");
    let wrong = |name, value| set(name, value).2.join("; ");
    assert_eq!(wrong("gap", "31 days"), "the configuration sets `gap` to `31 days`: it has to be within its bounds");
    assert_eq!(wrong("gap", "soon"), "the configuration sets `gap` to `soon`: it has to be a duration");
    assert_eq!(
        wrong("gap", "2 days and more"),
        "the configuration sets `gap` to `2 days and more`: it has to be a duration"
    );
    assert_eq!(wrong("mood", "mild"), "the configuration sets `mood` to `mild`: it has to be one of calm, wild");
    assert_eq!(wrong("gab", "1"), "there is no param `gab`: ");
}

const SEED: &str = r#"language 1
## docs
role "Mayor of Aske" also "Aske mayor" seats 2 held by "Omar Lund" from 2019-11 to ?
record "Union" founded 1999-12-08 or 2000 complete from 1991
list L "a", "b",
param gap duration default 2 days between 0 days and 30 days
fact tally "Things are counted"
  number  number
  thing   text
  who     people
  kind    one of big, small
  when    date
  same when who overlap, when within 2 days
extract tally "{number: quantity} <hold> [the|a] (one|two) {thing} … {_: places} by {who}" pairwise
cue denied "<deny> (that|having|any)" forward within clause
derive tally for each quote q where q.closed is yes with thing q.words
tally number must agree within 5 %
rule r "title" # comment
  level error
  for each tally t and each tally u within article in body
  including planned, anonymous
  where t.thing is one of L and not (t.number + 1 < 3 * 2 or t.when within gap of u.when)
  must any quote q has (count of t.who >= 2 and q.words matches /a\/b+/)
  unless t.who contains "Omar Lund"
  except "a/**" until 2027-01-01 because "old"
  say "{t.number} of {years from t.when to u.when} \{x\}" "more"
  fix t.when with when
  test "a" dated 2025-05-20 """
    long
    text
    """ violated at "long" todo "later"
  test "b" given role "Mayor" seats 2 held by "A" from 2020 given record "U" has "x", "y" founded 2000 "text" holds
test "b" of r article "one" "x" article "two" dated 2024 "y" undecided because "date"
"#;

/// The seed with pieces cut out, doubled, or replaced by odd bytes.
pub fn mutated() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\"",
        "\"\"\"",
        "(",
        ")",
        "[",
        "{",
        "}",
        "<",
        "|",
        "…",
        "\\",
        "\\u{",
        "#",
        "##",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "é",
        "\u{200b}",
        "\u{feff}",
        "must",
        "for each",
        "is",
        "not",
        "1,200",
        "2024-",
        "-",
        "/",
        ".",
        ",",
        "'",
        "“",
        "=",
        "== ",
        "&&",
        "999999999999999999999",
        "0000",
        "\u{0}",
        "record",
        "same when",
        "not not",
        " or ",
        "is one of",
        "😀",
    ]);
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, odd, 0u8..4), 1..6).prop_map(|edits| {
        let mut text: Vec<char> = SEED.chars().collect();
        for (at, length, odd, how) in edits {
            let at = at.index(text.len().max(1)).min(text.len());
            let end = (at + length).min(text.len());
            match how {
                0 => drop(text.drain(at..end)),
                1 => {
                    let piece: Vec<char> = text[at..end].to_vec();
                    text.splice(at..at, piece);
                }
                2 => drop(text.splice(at..end, odd.chars()).collect::<Vec<_>>()),
                _ => drop(text.splice(at..at, odd.chars()).collect::<Vec<_>>()),
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_panic(text in mutated()) {
        let loaded = read(&text);
        for diagnostic in &loaded.diagnostics {
            for (at, _) in &diagnostic.labels {
                // Every place can be cut out of its file.
                let file = &loaded.program.sources.get(at.source).text;
                prop_assert!(file.get(at.span.start as usize..at.span.end as usize).is_some());
            }
            prop_assert!(!diagnostic.message.contains('\n'));
        }
        for rule in &loaded.program.rules {
            desugar(rule, &loaded.program);
        }
        if let Ok(once) = format_source(&text) {
            prop_assert_eq!(format_source(&once).ok(), Some(once));
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
        let _ = format_source(&text);
    }
}

#[test]
fn the_seed_itself_is_right() {
    let errors: Vec<_> = read(SEED).diagnostics.into_iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn rules_are_linted_without_setting_each_against_each() {
    // Every two of these share a kind, a field and most of their words.
    let tests = "  test \"a\" \"x\" violated\n  test \"b\" \"x\" holds\n";
    let rules = |n: usize| {
        let rule = |i: usize| {
            format!(
                "rule r{i}\n  for each place p\n  where p.form is \"Town {i}\" or p.form is \"Ville {i}\" and p.form is not \
                 \"Town\"\n  must p.entity is known\n{tests}"
            )
        };
        let phrase = |i: usize| format!("  \"{{a}} (went|<travel>|sailed{i}) [on foot] to the market by word{i}\"\n");
        let kind = "fact f\n  a person\nextract f\n";
        let reader = format!("rule reads\n  for each f x\n  must x.a is known\n{tests}");
        let rules: String = (0..n).map(rule).collect();
        format!("language 1\n{kind}{}{reader}{rules}", (0..n).map(phrase).collect::<String>())
    };
    let time = |text: &str| {
        let start = Instant::now();
        let loaded = read(text);
        assert_eq!(loaded.diagnostics, []);
        start.elapsed()
    };
    let (few, many) = (rules(300), rules(3_000));
    time(&few);
    let (short, long) = (time(&few), time(&many));
    // Ten times as many; a hundred times as long is what each against each would take.
    assert!(long < short * 35 + Duration::from_millis(500), "{short:?}, {long:?}");
}
