//! Conditions, quantifiers, pairs.

use super::build::{World, expect};

const THINGS: &str = r#"
fact thing "A thing"
  who person
  where-at place
  office office
  when date
  until date
  size number
  weight quantity
  name text
  tags words
  people people

list NAMES "Ilse Varga", "harbour day"

"#;

/// `holds`, `violated`, `undecided REASON` of `must CONDITION` for one fact.
fn verdict(condition: &str, fact: &str) -> String {
    let rules = format!("{THINGS}rule r \"R\"\n  for each thing t\n  must {condition}\n");
    let found = World::new(&rules, &[("a 2025-05-20", &[fact])]).findings();
    match &found[..] {
        [] => "holds".into(),
        [one] if one.starts_with("r undecided ") => one["r ".len()..].split(':').next().unwrap_or_default().into(),
        [_] => "violated".into(),
        more => panic!("{more:?}"),
    }
}

#[test]
fn conditions_by_type() {
    for (condition, fact, expected) in [
        ("t.name is \"Harbour  Day\"", "thing name=harbour day", "holds"),
        ("t.name is \"harbour day\"", "thing name=spring fair", "violated"),
        ("t.name is \"harbour day\"", "thing size=1", "undecided name"),
        ("t.name is not \"harbour day\"", "thing size=1", "undecided name"),
        ("t.name is known", "thing size=1", "violated"),
        ("t.name is missing", "thing size=1", "holds"),
        ("t.who is known", "thing who=?", "violated"),
        ("t.who is \"Ilse Varga\"", "thing who=?", "undecided name"),
        ("t.who is \"Ilse Varga\"", "thing who=Ilse Varga", "holds"),
        ("t.who is one of \"Marek Dunin\", \"Ilse Varga\"", "thing who=Ilse Varga", "holds"),
        ("t.who is one of NAMES", "thing who=Marek Dunin", "violated"),
        ("t.name is one of NAMES", "thing name=Harbour Day", "holds"),
        ("t.office is \"Norwegian Foreign Minister\"", "thing office=Foreign Minister of Norway", "holds"),
        ("t.where-at is within \"Norway\"", "thing where-at=Oslo", "holds"),
        ("t.where-at is within \"Norway\"", "thing where-at=Vienna", "violated"),
        ("t.size < 10", "thing size=9", "holds"),
        ("t.size < 10", "thing size=10", "violated"),
        ("t.size < 10", "thing size=>=5", "undecided number"),
        ("t.size >= 10", "thing size=>=10", "holds"),
        ("t.size within 2 of 10", "thing size=12", "holds"),
        ("t.size within 5 % of 100", "thing size=94", "violated"),
        ("t.size + 2 is 2 * 6", "thing size=10", "holds"),
        ("abs(t.size - 10) <= 1", "thing size=8", "violated"),
        ("t.size / 0 is 1", "thing size=8", "undecided number"),
        ("t.weight is 1000 kg", "thing weight=1 tonne", "holds"),
        ("t.weight is 1000 kg", "thing weight=1 km", "undecided unit"),
        ("t.when before 2025-05-17", "thing when=2025-05-16", "holds"),
        ("t.when before 2025-05-16", "thing when=2025-05-16", "violated"),
        ("t.when before 2025-05-16", "thing when=2025-05", "undecided date"),
        ("t.when before 2025-05-16", "thing when=--05-01", "undecided year"),
        ("t.when before 2025-05-16", "thing size=1", "undecided date"),
        ("t.when within 3 days of 2025-05-16", "thing when=2025-05-19", "holds"),
        ("t.when within 3 days of 2025-05-16", "thing when=2025-05-20", "violated"),
        ("t.when + 3 days is 2025-05-19", "thing when=2025-05-16", "holds"),
        ("weekday of t.when is \"Friday\"", "thing when=2025-05-16", "holds"),
        ("weekday of t.when is \"Friday\"", "thing when=--05-16", "undecided year"),
        ("year of t.when is 2025", "thing when=2025-05", "holds"),
        ("years from t.when to t.until is 34", "thing when=1991-11-02; until=2025-05-20", "violated"),
        ("years from t.when to t.until is 33", "thing when=1991-11-02; until=2025-05-20", "holds"),
        ("count of t.people >= 2", "thing people=Ilse Varga+Marek Dunin", "holds"),
        ("t.people contains \"Ilse Varga\"", "thing people=Ilse Varga+Marek Dunin", "holds"),
        ("t.people contains \"Jonas Petrell\"", "thing people=Ilse Varga+Marek Dunin", "violated"),
        ("t.name starts with \"Harb\"", "thing name=harbour day", "holds"),
        ("t.name ends with \"day\"", "thing name=harbour days", "violated"),
        ("t.name is like \"Müller\"", "thing name=Muller", "holds"),
        ("t.name matches /^h.*y$/", "thing name=harbour day", "holds"),
        ("t.name matches /^d/", "thing name=harbour day", "violated"),
        ("initials of t.name is \"CNH\"", "thing name=Council of Nordic Harbours", "holds"),
        ("t.stance is asserted", "thing name=x", "holds"),
        ("t.article is \"a\"", "thing name=x", "holds"),
        // And, or and not are three-valued.
        ("t.name is \"x\" or t.when before 2025-05-16", "thing name=x", "holds"),
        ("t.name is \"y\" or t.when before 2025-05-16", "thing name=x", "undecided date"),
        ("t.name is \"y\" and t.when before 2025-05-16", "thing name=x", "violated"),
        ("not (t.when before 2025-05-16)", "thing name=x", "undecided date"),
    ] {
        assert_eq!(verdict(condition, fact), expected, "{condition} of {fact}");
    }
}

#[test]
fn where_must_and_unless_together() {
    let rules = |rest: &str| format!("{THINGS}rule r \"R\"\n  for each thing t\n{rest}");
    let verdicts = |rest: &str, fact: &str| World::new(&rules(rest), &[("a", &[fact])]).findings();
    // An undecided `where` leaves the candidate open, unless its `must` holds.
    let rest = "  where t.when before 2025-05-16\n  must t.name is \"x\"\n";
    assert_eq!(verdicts(rest, "thing name=y"), ["r undecided date: y in a"]);
    assert!(verdicts(rest, "thing name=x").is_empty());
    assert!(verdicts(rest, "thing name=y; when=2025-05-20").is_empty());
    assert_eq!(verdicts(rest, "thing name=y; when=2025-05-01"), ["r: y in a"]);
    // The same for `unless`.
    let rest = "  must t.name is \"x\"\n  unless t.size > 5\n";
    assert_eq!(verdicts(rest, "thing name=y"), ["r undecided number: y in a"]);
    assert!(verdicts(rest, "thing name=y; size=6").is_empty());
    assert_eq!(verdicts(rest, "thing name=y; size=5"), ["r: y in a"]);
    assert_eq!(verdicts("  where t.size > 5\n  must not occur\n", "thing size=6"), ["r: 6 in a"]);
}

#[test]
fn quantifiers_look_at_the_articles_of_the_candidate() {
    let rules =
        |must: &str| format!("{THINGS}rule r \"R\"\n  for each thing t\n  where t.name is \"x\"\n  must {must}\n");
    let a = ["thing name=x; size=1", "thing name=y; size=2", "thing name=z"];
    for (must, expected) in [
        ("any thing u has (u.size is 2)", &[][..]),
        ("any thing u has (u.size is 7)", &["r undecided number: x in a"][..]),
        ("any thing u has (u.name is \"elsewhere\")", &["r: x in a"][..]),
        ("all thing u has (u.name is not \"elsewhere\")", &[][..]),
        ("all thing u has (u.size < 9)", &["r undecided number: x in a"][..]),
        ("all thing u has (u.size > 1)", &["r: x in a"][..]),
        ("exactly one thing u has (u.name is \"y\")", &[][..]),
        ("at least 3 thing u has (u.name is known)", &[][..]),
        ("at least 4 thing u has (u.name is known)", &["r: x in a"][..]),
        ("any thing u has (u is not t and u.size > t.size)", &[][..]),
    ] {
        let found = World::new(&rules(must), &[("a", &a), ("b", &["thing name=elsewhere; size=3"])]).findings();
        let found: Vec<String> = found.iter().map(|f| f.split(" 1").next().unwrap_or(f).replace("x 1", "x")).collect();
        let expected: Vec<&str> = expected.to_vec();
        let found: Vec<String> =
            found.into_iter().map(|f| if f.contains(" in a") { f } else { format!("{f} in a") }).collect();
        assert_eq!(found, expected, "{must}");
    }
}

#[test]
fn a_pair_is_told_once() {
    let rules = format!(
        "{THINGS}rule r \"R\"\n  for each thing a and each thing b\n  where a.name is b.name\n  must a.size is b.size\n"
    );
    expect(&rules, &[("a", &["thing name=x; size=1"]), ("b", &["thing name=X; size=2"])], &["r: 2 in b, 1 in a"]);
    expect(&rules, &[("a", &["thing name=x; size=1"])], &[]);
    expect(&rules, &[("a", &["thing name=x; size=1"]), ("b", &["thing name=y; size=2"])], &[]);
    let count =
        World::new(&rules, &[("a", &["thing name=x; size=1"]), ("b", &["thing name=x; size=1"])]).report().rules[0].1;
    assert_eq!((count.candidates, count.violated), (1, 0));
    // One whose name is not known is told once, not with every other.
    let open =
        World::new(&rules, &[("a", &["thing size=1"]), ("b", &["thing name=x; size=2", "thing name=y; size=2"])]);
    assert_eq!(open.findings(), ["r undecided name: 1 in a"]);
}

#[test]
fn pairs_meet_by_any_of_several_links() {
    let rules = format!(
        "{THINGS}rule r \"R\"\n  for each thing a and each thing b\n  where a.name is b.name and (a.article is b.article or a.when is b.when)\n  must a.who is b.who\n"
    );
    let (one, two) =
        ("thing name=x; who=Ilse Varga; when=2025-05-16", "thing name=x; who=Marek Dunin; when=2025-05-16");
    expect(&rules, &[("a", &[one]), ("b", &[two])], &["r: Marek Dunin in b, Ilse Varga in a"]);
    let later = "thing name=x; who=Marek Dunin; when=2025-06-16";
    expect(&rules, &[("a", &[one]), ("b", &[later])], &[]);
    expect(&rules, &[("a", &[one, later])], &["r: Marek Dunin in a, Ilse Varga in a"]);
}

/// Found by `tests/differential`.
#[test]
fn pairs_that_no_link_finds_are_undecided_where_they_may_be_candidates() {
    let pairs = |rest: &str| format!("{THINGS}rule r \"R\"\n  for each thing a and each thing b\n{rest}");
    // Days that may be any of a month, or of a year, meet.
    let either = pairs("  where a.when is b.when or a.article is b.article\n  must not occur\n");
    let of = |one: &str, other: &str| World::new(&either, &[("a", &[one]), ("b", &[other])]).findings();
    assert_eq!(of("thing name=x; when=2025", "thing name=y; when=2025"), ["r: y 2025 in b, x 2025 in a"]);
    assert_eq!(of("thing name=x; when=2025-05", "thing name=y; when=2025-05-16").len(), 1);
    assert!(of("thing name=x; when=2025-05", "thing name=y; when=2025-06").is_empty());
    // Whoever lacks what an alternative looks for is undecided with those that it may meet.
    assert_eq!(of("thing name=x", "thing name=y; when=2025-05-16"), ["r undecided date: x in a"]);
    // It is not undecided where nothing is left open: what else `where` says, or `must`, decides.
    let more = pairs("  where a.name is b.name and a.who is \"Ilse Varga\"\n  must a.size is 1\n");
    let unnamed = "thing who=Ilse Varga; size=1";
    expect(&more, &[("a", &[unnamed]), ("b", &["thing name=y; who=Marek Dunin; size=2"])], &[]);
    let found = World::new(&more, &[("a", &[unnamed]), ("b", &["thing name=y; who=Ilse Varga; size=2"])]).findings();
    assert_eq!(found.len(), 1, "{found:?}");
    // One that only the second variable may be.
    let second = pairs("  where b.size is 1 and a.name is b.name\n  must not occur\n");
    let found = World::new(&second, &[("a", &["thing size=1"]), ("b", &["thing name=y; size=2"])]).findings();
    assert_eq!(found, ["r undecided name: 1 in a"]);
}

#[test]
fn pairs_may_be_aligned_by_keys() {
    let rules = format!(
        "{THINGS}rule r \"R\"\n  for each thing a and each thing b\n  same who, when within 2 days\n  must a.size is b.size\n"
    );
    let one = "thing who=Ilse Varga; when=2025-05-16; size=1";
    expect(&rules, &[("a", &[one]), ("b", &["thing who=Ilse Varga; when=2025-05-17; size=2"])], &["r: 2 in b, 1 in a"]);
    expect(&rules, &[("a", &[one]), ("b", &["thing who=Ilse Varga; when=2025-05-27; size=2"])], &[]);
    let undated = World::new(&rules, &[("a", &[one]), ("b", &["thing who=Ilse Varga; size=2"])]).findings();
    assert!(undated.len() == 1 && undated[0].starts_with("r undecided date"), "{undated:?}");
}

#[test]
fn large_groups_of_equals_are_passed_over() {
    let rules = format!(
        "{THINGS}rule r \"R\"\n  for each thing a and each thing b\n  where a.name is b.name\n  must a.who is b.who\n"
    );
    let lines: Vec<String> = (0..600)
        .map(|i| format!("thing name=x; who={}", if i == 300 { "Marek Dunin" } else { "Ilse Varga" }))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let world = World::new(&rules, &[("a", &lines)]);
    let report = world.report();
    let count = report.rules[0].1;
    assert_eq!((count.candidates, count.violated), (600 * 599 / 2, 599));
    // One odd claim, one finding.
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn limits_are_told() {
    let rules = format!(
        "{THINGS}rule r \"R\"\n  for each thing a and each thing b\n  where a.size < b.size\n  must a.size < 5000\n"
    );
    let lines: Vec<String> = (0..300).map(|i| format!("thing size={i}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = World::new(&rules, &[("a", &lines)]).findings();
    assert_eq!(found, ["r undecided limit: 0 in a"]);
}
