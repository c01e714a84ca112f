//! Slips of one letter, in every word of the language: the word that was meant has to be the one that is suggested.
//!
//! Words between `‹` and `›` are mistyped, one at a time, in every way that the test knows, where they stand; what makes
//! another word of the language, or a file without an error, is left out. `cargo test --test typos -- --nocapture` prints
//! the misses.

use std::collections::BTreeSet;

use claimlint::language::{Diagnostic, LoadOptions, RuleInput, load};

/// Before every snippet; so that names resolve.
const BEFORE: &str = r#"language 1
fact tally "Things are counted"
  number  number
  thing   text
  who     people
  kind    one of big, small
  when    date
  place   place
  same when who overlap, when within 2 days
extract tally "{number} {thing} by {who} [on {when}]"
list CRAFT "ship", "boat"
param gap duration default 2 days between 0 days and 30 days
"#;

/// What is wrong with the right words, too: nobody reads files here, and the version stands twice.
const ALONE: &[&str] = &["E0502", "E0507", "E0508"];

/// Words of the language, each where it belongs.
const SNIPPETS: &[(&str, &[&str])] = &[
    (
        "declarations",
        &[
            "‹language› 1",
            "‹use› std/visits",
            "‹person› \"Omar Lund\"\n  also \"O. Lund\"",
            "‹place› \"Aske\"\n  in \"Norland\"",
            "‹organisation› \"Red Cross\"",
            "‹term› \"ceasefire\"",
            "‹role› \"Mayor\"\n  held by \"Omar Lund\"",
            "‹record› \"Norland\"\n  founded 1991",
            "‹list› CARS \"car\"",
            "‹param› most number default 3",
            "‹fact› talk\n  who people\nextract talk \"{who} talked\"",
            "‹extract› tally \"{number} {thing} came\"",
            "‹cue› denied \"<deny> that\"",
            "‹derive› tally\n  for each quote q\n  with thing q.words",
            "‹rule› few\n  for each tally t\n  must t.number < 3",
            "rule few\n  for each tally t\n  must t.number < 3\n‹test› \"a\" of few \"x\" holds",
        ],
    ),
    (
        "clauses of rules",
        &[
            "rule few\n  ‹level› error\n  ‹for› ‹each› tally t ‹and› ‹each› tally u\n  ‹including› planned\n  ‹where› t.number < 3\n  ‹same› thing ‹alone›, when ‹within› 2 days\n  ‹must› t.number < u.number\n  ‹unless› t.number < 2\n  ‹except› \"a/**\" ‹until› 2027-01-01 ‹because› \"old\"\n  ‹say› \"x\"\n  ‹help› \"x\"\n  ‹why› \"x\"\n  ‹tags› a, b\n  ‹since› \"1\"\n  ‹owner› \"desk\"\n  ‹formerly› lots",
            "rule few\n  for each word w\n  must not occur\n  ‹fix› form ‹with› \"x\"",
            "rule few\n  for each tally t\n  ‹must› t.number < 3\n  ‹help› \"x\"",
            "rule few\n  for each tally t\n  same who ‹overlap›\n  must agree on number",
            "rule few\n  for each tally t ‹within› article ‹in› body\n  must ‹not› ‹occur›",
            "rule few\n  for each tally t\n  must ‹agree› ‹on› number ‹within› 5 %",
            "rule few\n  for each tally t\n  must agree on who ‹as› equal ‹ignoring› case",
            "rule few\n  for each quote q\n  must ‹match› ‹the› ‹record›",
            "rule few\n  for each tally t\n  must ‹never› ‹fall› ‹on› number",
            "tally number ‹must› ‹agree› ‹within› 5 %\n  ‹level› advice",
        ],
    ),
    (
        "operators",
        &[
            "rule few\n  for each tally t\n  where t.thing ‹is› \"a\" ‹and› t.thing ‹is› ‹not› \"b\" ‹or› t.when ‹is› ‹known›\n  must t.when is ‹missing›",
            "rule few\n  for each tally t\n  must t.thing is ‹one› ‹of› \"a\", \"b\"",
            "rule few\n  for each tally t\n  must t.thing is not ‹one› ‹of› CRAFT",
            "rule few\n  for each tally t\n  must ‹not› (t.when ‹before› 2024-01-01) and t.when ‹after› 2020-01-01",
            "rule few\n  for each tally t and each tally u\n  must t.when ‹within› 3 days ‹of› u.when",
            "rule few\n  for each tally t and each tally u\n  must t.when ‹within› gap ‹of› u.when",
            "rule few\n  for each tally t and each tally u\n  must t.who ‹contains› \"Lund\" and t.who ‹overlaps› u.who and t.who is ‹within› u.who",
            "rule few\n  for each tally t\n  must t.thing ‹starts› ‹with› \"a\" and t.thing ‹ends› ‹with› \"b\" and t.thing is ‹like› \"c\" and t.thing ‹matches› /x/",
            "rule few\n  for each tally t\n  must ‹count› ‹of› t.who > 2 and ‹year› ‹of› t.when > 2000 and ‹abs›(t.number) < ‹about› 3",
            "fact haul\n  all  quantity\n  of   quantities\n  port place\nextract haul \"{all}: {of} in {port}\"\nrule few\n  for each haul h\n  must ‹sum› ‹of› h.of is h.all and ‹unit› ‹of› h.all is \"km\" and ‹dimension› ‹of› h.all is \"length\" and ‹rank› ‹of› h.port is town",
            "rule few\n  for each acronym a\n  must a.letters is ‹initials› ‹of› a.expansion",
            "rule few\n  for each date d\n  must ‹weekday› ‹of› d.when is Monday and ‹years› ‹from› d.when ‹to› 2024-01-01 < 3",
        ],
    ),
    (
        "quantifiers",
        &[
            "rule few\n  for each tally t\n  must ‹any› quote q ‹has› (q.closed is yes)",
            "rule few\n  for each tally t\n  must ‹all› quote q ‹has› (q.closed is yes)",
            "rule few\n  for each tally t\n  must ‹exactly› ‹one› quote q ‹has› (q.closed is yes)",
            "rule few\n  for each tally t\n  must ‹at› ‹least› 2 quote q ‹has› (q.closed is yes)",
            "rule few\n  for each tally t\n  must ‹at› ‹most› 2 quote q ‹has› (q.closed is yes)",
        ],
    ),
    (
        "closed lists",
        &[
            "rule few\n  level ‹error›\n  for each tally t\n  must t.number < 3",
            "rule few\n  level ‹warning›\n  for each tally t\n  must t.number < 3",
            "rule few\n  level ‹advice›\n  for each tally t\n  must t.number < 3",
            "rule few\n  level ‹off›\n  for each tally t\n  must t.number < 3",
            "rule few\n  for each tally t within ‹sentence› in ‹headline›\n  must t.number < 3",
            "rule few\n  for each tally t within ‹paragraph› in ‹body›\n  must t.number < 3",
            "rule few\n  for each tally t within ‹article› in ‹caption›\n  must t.number < 3",
            "rule few\n  for each tally t within ‹batch› in ‹quotes›\n  must t.number < 3",
            "rule few\n  for each tally t within ‹story›\n  must t.number < 3",
            "rule few\n  for each tally t\n  including ‹planned›, ‹hedged›, ‹denied›, ‹hypothetical›, ‹quoted›, ‹anonymous›, ‹reported›, ‹asserted›\n  must t.number < 3",
            "rule few\n  for each tally t\n  must agree on who as ‹equal› ignoring ‹case›, ‹marks›, ‹accents›, ‹order›, ‹brackets›",
            "rule few\n  for each tally t\n  must agree on who as ‹overlapping›",
            "rule many\n  for each tally t\n  must agree on number as ‹rising›",
            "rule few\n  for each tally t\n  must agree on who as ‹within›",
            "rule few\n  for each tally t\n  must t.kind is ‹small› or t.kind is ‹big› or t.stance is ‹planned›",
            "rule few\n  for each date d\n  must weekday of d.when is ‹Monday› or d.weekday is ‹Wednesday› or d.granularity is ‹month›",
            "rule few\n  for each word w\n  same scripts alone\n  must agree on form\n  fix form with ‹majority›",
            "cue ‹planned› \"will\"",
            "cue ‹hypothetical› \"if\"",
        ],
    ),
    (
        "units",
        &[
            "rule few\n  for each tally t and each tally u\n  must t.when within 3 ‹days› of u.when and t.when within 3 ‹weeks› of u.when and t.when within 3 ‹months› of u.when and t.when within 3 ‹years› of u.when",
            "rule few\n  for each tally t and each tally u\n  must t.when within 1 ‹day› of u.when or t.when within 1 ‹week› of u.when or t.when within 1 ‹month› of u.when or t.when within 1 ‹year› of u.when",
            "rule few\n  for each tally t\n  must t.number < 3 ‹tonnes› or t.number < 3 ‹hectares› or t.number < 3 ‹miles› or t.number < 3 ‹barrels› or t.number < 3 ‹litres›",
            "rule few\n  for each tally t\n  must t.number < 3 ‹dollars› or t.number < 3 ‹euros› or t.number < 3 ‹metres›",
            "param wait duration default 2 ‹hours›\nparam pause duration default 2 ‹minutes›",
        ],
    ),
    (
        "test expectations",
        &[
            "rule few\n  for each tally t\n  must t.number < 3\n  ‹test› \"a\" ‹dated› 2025-05-20 \"x y\" ‹violated› ‹at› \"x\"",
            "rule few\n  for each tally t\n  must t.number < 3\n  test \"a\" \"x\" ‹holds› ‹todo›",
            "rule few\n  for each tally t\n  must t.number < 3\n  test \"a\" ‹given› ‹role› \"Mayor\" ‹held› ‹by› \"Omar Lund\" \"x\" holds",
            "rule few\n  for each tally t\n  must t.number < 3\n  test \"a\" \"x\" ‹undecided› ‹because› \"‹date›\"",
            "rule few\n  for each tally t\n  must t.number < 3\ntest \"a\" ‹of› few ‹article› \"one\" ‹dated› 2024 \"x\" ‹article› \"two\" \"y\" ‹holds›",
            "rule few\n  for each tally t\n  must t.number < 3\ntest \"a\" of few ‹source› \"one\" ‹dated› 2024 \"x\" article \"two\" \"y\" holds",
            "rule few\n  for each tally t\n  must t.number < 3\n  test \"a\" \"x\" undecided because \"‹record›\"\n  test \"b\" \"x\" undecided because \"‹alignment›\"\n  test \"c\" \"x\" undecided because \"‹stance›\"",
        ],
    ),
    (
        "vocabulary and record",
        &[
            "person \"Omar Lund\"\n  ‹also› \"O. Lund\"\n  ‹short› \"OL\"",
            "place \"Aske\" ‹in› \"Norland\" ‹also› \"Aaske\"",
            "record \"Norland\"\n  ‹founded› 1991-01-01 ‹or› 1992\n  ‹capital› \"Aske\" ‹from› 1991 ‹to› 1999\n  ‹has› \"Holm\"\n  ‹in› \"Union\"\n  ‹complete› ‹from› 1991",
            "record \"Omar Lund\" ‹born› 1971",
            "‹record› ‹roles› ‹from› \"mayors.csv\" ‹complete› ‹from› 1991",
            "record \"Omar Lund\" ‹said› \"We sail\" ‹on› 2024-01-01",
        ],
    ),
    (
        "tenures",
        &[
            "role \"Mayor\"\n  ‹also› \"Town mayor\"\n  ‹in› \"Aske\"\n  ‹seats› ‹many›\n  ‹held› ‹by› \"Omar Lund\" ‹from› 2019 ‹to› 2021\n  ‹acting› ‹by› \"Anna Berg\" ‹on› 2021-03-01\n  ‹complete› ‹from› 1991",
            "role \"Mayor\" ‹held› ‹by› \"Omar Lund\" ‹from› 2019-11 ‹to› ?",
        ],
    ),
    (
        "types",
        &[
            "fact talk\n  a ‹text›\n  b ‹word›\n  c ‹number›\n  d ‹quantity›\n  e ‹date›\n  f ‹duration›\n  g ‹person›\n  h ‹place›\n  i ‹organisation›\n  j ‹office›\n  k ‹quote›\n  l ‹people›\n  m ‹places›\n  n ‹offices›\n  o ‹organisations›\n  p ‹words›\nextract talk \"{a} met\"",
            "fact talk\n  who people\n  how ‹one› ‹of› big, small\n  ‹same› ‹when› who ‹overlap›, how ‹alone›\nextract talk \"{who} met\"",
            "fact talk\n  who people\n  on date\n  ‹same› ‹when› who ‹overlap›, on ‹within› 2 days\nextract talk \"{who} met\" ‹pairwise›",
            "param most ‹number› ‹default› 3 ‹between› 1 ‹and› 9",
            "list CARS ‹from› \"cars.txt\"",
            "cue denied \"never\" ‹forward› ‹within› ‹clause›",
            "cue denied \"never\" ‹backward› within ‹sentence›",
            "cue denied \"never\" ‹both› within ‹paragraph›",
            "derive tally\n  ‹for› ‹each› quote q\n  ‹where› q.closed is yes\n  ‹with› thing q.words",
        ],
    ),
    (
        "names of this file",
        &[
            "rule few\n  for each ‹tally› first and each tally second\n  where ‹first›.‹number› < ‹second›.number\n  must first.thing is one of ‹CRAFT› and first.when within ‹gap› of second.when",
            "rule closed-once\n  for each quote q\n  must q.‹speaker› is known\n  say \"{q.‹speaker›}\"\ntest \"a\" of ‹closed-once› \"x\" holds",
            "extract ‹tally› \"{‹number›} {‹thing›} [on {‹when›}]\"",
            "‹tally› ‹thing› must agree",
            "derive ‹tally›\n  for each quote q\n  with ‹thing› q.‹words›",
        ],
    ),
];

/// Slips in a word: each letter left out, doubled, replaced, and exchanged with the next; a letter put in before each.
fn slips(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let other = |i: usize, c: char| {
        // Two letters that differ from place to place, so that all come up.
        let pick = |n: usize| (b'a' + ((i * 7 + n * 11 + c as usize) % 26) as u8) as char;
        [pick(1), pick(2)]
    };
    let mut all = BTreeSet::new();
    let mut add = |letters: Vec<char>| {
        all.insert(letters.into_iter().collect::<String>());
    };
    for (i, &c) in letters.iter().enumerate() {
        let with = |change: &dyn Fn(&mut Vec<char>)| {
            let mut slip = letters.clone();
            change(&mut slip);
            slip
        };
        add(with(&|l| {
            l.remove(i);
        }));
        add(with(&|l| l.insert(i, c)));
        for o in other(i, c) {
            add(with(&|l| l[i] = o));
            add(with(&|l| l.insert(i, o)));
        }
        if i + 1 < letters.len() {
            add(with(&|l| l.swap(i, i + 1)));
        }
    }
    all.remove(word);
    all.retain(|slip| !slip.is_empty() && slip.starts_with(|c: char| c.is_alphanumeric()) && !slip.ends_with('-'));
    all
}

/// Whether the first error about the slip names the word, alone or in the words that it stands in.
fn suggests(diagnostics: &[&Diagnostic], word: &str) -> bool {
    diagnostics.iter().filter_map(|d| d.help.as_deref()).any(|help| {
        let names = help.split('`').skip(1).step_by(2).take(1);
        let one = help.starts_with("did you mean") || help.starts_with("write");
        one && names.flat_map(|n| n.split([' ', '.'])).any(|w| w == word)
    })
}

fn read(text: String, std: bool) -> claimlint::language::Loaded {
    let input = RuleInput { name: "main.claim".into(), text };
    load(&[input], &LoadOptions { std, ..LoadOptions::default() })
}

#[derive(Default)]
struct Score {
    right: usize,
    misses: Vec<String>,
}

impl Score {
    fn share(&self) -> f64 {
        self.right as f64 / (self.right + self.misses.len()).max(1) as f64
    }
    /// In 100, with the misses.
    fn check(&self, group: &str) {
        let of = self.right + self.misses.len();
        println!("{group}: {} of {of}, {:.1} in 100", self.right, self.share() * 100.0);
        for miss in &self.misses {
            println!("    {miss}");
        }
        assert!(of > 0, "{group} has no slips");
    }
}

#[test]
fn every_word_of_the_language_is_found_again() {
    let words: BTreeSet<&str> =
        SNIPPETS.iter().flat_map(|(_, s)| s.iter()).flat_map(|s| marked(s)).map(|(_, word)| word).collect();
    let mut total = Score::default();
    let mut low = Vec::new();
    for (group, snippets) in SNIPPETS {
        let mut score = Score::default();
        for snippet in *snippets {
            let whole: String = snippet.replace(['‹', '›'], "");
            let errors = read(format!("{BEFORE}{whole}\n"), false).diagnostics;
            let errors: Vec<_> = errors.iter().filter(|d| d.is_error() && !ALONE.contains(&d.code)).collect();
            assert!(errors.is_empty(), "{snippet}: {errors:?}");
            for (at, word) in marked(snippet) {
                for slip in slips(word).into_iter().filter(|s| !words.contains(s.as_str())) {
                    let before = snippet[..at].replace(['‹', '›'], "");
                    let after = snippet[at + '‹'.len_utf8() + word.len()..].replace(['‹', '›'], "");
                    let loaded = read(format!("{BEFORE}{before}{slip}{after}\n"), false);
                    let errors: Vec<&Diagnostic> =
                        loaded.diagnostics.iter().filter(|d| d.is_error() && !ALONE.contains(&d.code)).collect();
                    if errors.is_empty() {
                        continue;
                    }
                    if suggests(&errors, word) {
                        score.right += 1;
                    } else {
                        let told: Vec<String> = errors
                            .iter()
                            .map(|d| format!("{} {}", d.message, d.help.as_deref().unwrap_or("-")))
                            .collect();
                        let line = before.lines().last().unwrap_or_default();
                        score.misses.push(format!("{word} → {slip} in “{line}”: {}", told.join(" | ")));
                    }
                }
            }
        }
        score.check(group);
        if score.share() < 0.95 {
            low.push(*group);
        }
        total.right += score.right;
        total.misses.append(&mut score.misses);
    }
    assert!(low.is_empty(), "under 95 in 100: {low:?}");
    assert!(total.share() >= 0.95, "{}", total.share());
}

/// Words of the grammar that another form of the same word stands for, or that only mistakes have.
const NOT_OURS: &[&str] = &["equals"];

#[test]
fn every_keyword_stands_in_a_snippet() {
    let grammar =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/claim.pest")).expect("the grammar");
    let marked: BTreeSet<&str> =
        SNIPPETS.iter().flat_map(|(_, s)| s.iter()).flat_map(|s| marked(s)).map(|(_, word)| word).collect();
    let pattern = regex_lite::Regex::new(r#""([a-z]+)" ~ edge"#).expect("a pattern");
    let missing: Vec<&str> = pattern
        .captures_iter(&grammar)
        .filter_map(|c| c.get(1).map(|m| m.as_str()))
        .filter(|w| !marked.contains(w) && !NOT_OURS.contains(w))
        .collect();
    assert!(missing.is_empty(), "no snippet has {missing:?}");
}

/// Words between marks, with the offset of the opening one.
fn marked(snippet: &str) -> Vec<(usize, &str)> {
    snippet
        .match_indices('‹')
        .map(|(at, mark)| {
            let rest = &snippet[at + mark.len()..];
            (at, &rest[..rest.find('›').expect("marks come in pairs")])
        })
        .collect()
}

/// Slips in names of the bundled packs: one file with a line for each, so that no error hides another.
fn in_one_file(group: &str, cases: &[(String, String, String)], line: usize) {
    let text: String = cases.iter().map(|(.., text)| text.as_str()).collect();
    let loaded = read(format!("language 1\n{text}"), true);
    let index = claimlint::source::LineIndex::new(
        &loaded.program.sources.iter().find(|(_, f)| f.name == "main.claim").expect("the file").1.text,
    );
    let mut by_case: Vec<Vec<&Diagnostic>> = vec![Vec::new(); cases.len()];
    for diagnostic in loaded.diagnostics.iter().filter(|d| d.is_error()) {
        let at = index.line_of(diagnostic.labels[0].0.span.start as usize);
        by_case[(at - 1) / line].push(diagnostic);
    }
    let mut score = Score::default();
    for ((word, slip, _), errors) in cases.iter().zip(&by_case) {
        if errors.is_empty() {
            continue;
        }
        if suggests(errors, word) {
            score.right += 1;
        } else {
            score.misses.push(format!("{word} → {slip}: {} {:?}", errors[0].message, errors[0].help));
        }
    }
    score.check(group);
    assert!(score.share() >= 0.95, "{group}: {}", score.share());
}

#[test]
fn every_kind_is_found_again() {
    let loaded = read("language 1\n".into(), true);
    let kinds = &loaded.program.schema.kinds;
    let mut cases = Vec::new();
    for kind in kinds {
        for slip in slips(&kind.name).into_iter().filter(|s| !kinds.iter().any(|k| *k.name == **s)) {
            let n = cases.len();
            let text = format!("rule r{n}\n  for each {slip} x\n  must not occur\n");
            cases.push((kind.name.to_string(), slip, text));
        }
    }
    in_one_file("kinds", &cases, 3);
}

#[test]
fn every_field_is_found_again() {
    let loaded = read("language 1\n".into(), true);
    let meta = ["article", "article-date", "stance", "source", "text", "sentence"];
    let mut cases = Vec::new();
    for kind in &loaded.program.schema.kinds {
        let fields: Vec<&str> = kind.fields.iter().map(|f| &*f.name).collect();
        for field in fields.iter().chain(&meta) {
            let known = |slip: &str| fields.contains(&slip) || meta.contains(&slip);
            for slip in slips(field).into_iter().filter(|s| !known(s)) {
                let n = cases.len();
                let text = format!("rule r{n}\n  for each {} x\n  must x.{slip} is known\n", kind.name);
                cases.push((field.to_string(), slip, text));
            }
        }
    }
    in_one_file("fields", &cases, 3);
}

#[test]
fn every_rule_is_found_again() {
    let loaded = read("language 1\n".into(), true);
    let names: BTreeSet<&str> = loaded.program.rules.iter().map(|r| &*r.name).collect();
    let mut cases = Vec::new();
    for name in &names {
        for slip in slips(name).into_iter().filter(|s| !names.contains(s.as_str())) {
            cases.push((name.to_string(), slip.clone(), format!("test \"a\" of {slip} \"x\" holds\n")));
        }
    }
    in_one_file("rules", &cases, 1);
}
