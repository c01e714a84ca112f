//! What is doubtful in a record: overlaps, gaps, doubles and names that look misspelt.
//!
//! Everything here is found from the entries alone, and from what they say for certain: a tenure that ends in `2024` and one
//! that starts in `2024` do not overlap.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::days::{FIRST, LAST, day};
use super::keys;
use super::tenure;
use crate::language::{Diagnostic, Program, RecordProblem, Role, Seats, Tenure, TenureDoubt};
use crate::source::FileSpan;

/// Days between two holders that need no word: appointments and elections take their time.
const SHORT_GAP: i32 = 31;

/// A shorter name is one letter off too many others.
const MIN_NAME: usize = 9;

/// Names whose neighbours are looked at; of more, no two are likely one person misspelt.
const MAX_ALIKE: usize = 8;

fn sure(t: &Tenure) -> Option<(i32, i32)> {
    tenure::sure(&t.from, &t.to)
}

fn possible(t: &Tenure) -> (i32, i32) {
    tenure::possible(&t.from, &t.to)
}

/// Overlaps, tenures that stand twice, and gaps of one office, in order of its tenures.
pub fn tenures(role: &Role) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let holders: Vec<u64> = role.tenures.iter().map(|t| keys::person(&t.person)).collect();
    let repeated = own(role, &holders, &mut found);
    if let Seats::Number(seats) = role.seats {
        overlaps(role, seats, &holders, &repeated, &mut found);
        if seats <= 1 {
            gaps(role, &mut found);
        }
    }
    found.sort_by_key(|d: &Diagnostic| (d.labels[0].0, d.code));
    found
}

/// Tenures of one person that are the same or overlap; the later of such a pair is answered for.
fn own(role: &Role, holders: &[u64], found: &mut Vec<Diagnostic>) -> FxHashSet<usize> {
    let mut order: Vec<usize> = (0..role.tenures.len()).filter(|&i| !role.tenures[i].on_day_only).collect();
    order.sort_by_key(|&i| (holders[i], role.tenures[i].acting, sure(&role.tenures[i]).unwrap_or((LAST, LAST)), i));
    let mut repeated = FxHashSet::default();
    // The one of this person that reaches furthest.
    let mut last: Option<usize> = None;
    for i in order {
        let tenure = &role.tenures[i];
        let before = last.filter(|&l| holders[l] == holders[i] && role.tenures[l].acting == tenure.acting);
        let Some(before) = before else {
            last = Some(i);
            continue;
        };
        let other = &role.tenures[before];
        let (office, person) = (role.name.to_string(), tenure.person.to_string());
        let doubt = match (sure(other), sure(tenure)) {
            _ if (&other.from, &other.to) == (&tenure.from, &tenure.to) => Some(TenureDoubt::Double { office, person }),
            (Some(a), Some(b)) if shared(a, b) => {
                let (from, to) = words((a.0.max(b.0), a.1.min(b.1)));
                Some(TenureDoubt::HeldTwice { office, person, from, to })
            }
            _ => None,
        };
        if let Some(doubt) = doubt {
            repeated.insert(i);
            report(found, doubt, tenure.at, other.at, "the other one");
        }
        if sure(tenure).map(|s| s.1) >= sure(other).map(|s| s.1) {
            last = Some(i);
        }
    }
    repeated
}

fn overlaps(role: &Role, seats: u32, holders: &[u64], repeated: &FxHashSet<usize>, found: &mut Vec<Diagnostic>) {
    let mut order: Vec<((i32, i32), usize)> = (0..role.tenures.len())
        .filter(|i| !repeated.contains(i) && !role.tenures[*i].acting && !role.tenures[*i].on_day_only)
        .filter_map(|i| Some((sure(&role.tenures[i])?, i)))
        .collect();
    order.sort_unstable();
    // Who is in office, by last day; a day of handing over is shared by two.
    let mut seated: BTreeSet<(i32, usize)> = BTreeSet::new();
    for ((from, to), i) in order {
        while let Some(&(end, j)) = seated.first().filter(|(end, _)| *end <= from) {
            seated.remove(&(end, j));
        }
        seated.insert((to, i));
        if seated.len() <= seats.max(1) as usize {
            continue;
        }
        let other = seated.iter().rev().find(|(_, j)| *j != i && holders[*j] != holders[i]).copied();
        if let Some((end, j)) = other
            && to > from
        {
            let (tenure, other) = (&role.tenures[i], &role.tenures[j]);
            let (start, end) = words((from, end.min(to)));
            let doubt = TenureDoubt::Overlap {
                office: role.name.to_string(),
                seats: seats.max(1),
                other: other.person.to_string(),
                from: start,
                to: end,
            };
            report(found, doubt, tenure.at, other.at, "the other holder");
        }
        // Each tenure too many is told once.
        seated.pop_first();
    }
}

fn gaps(role: &Role, found: &mut Vec<Diagnostic>) {
    let mut order: Vec<((i32, i32), &Tenure)> =
        role.tenures.iter().filter(|t| !t.on_day_only).map(|t| (possible(t), t)).collect();
    order.sort_by_key(|(days, tenure)| (*days, tenure.at));
    let mut last: Option<(i32, &Tenure)> = None;
    for ((from, to), tenure) in order {
        if let Some((end, before)) = last
            && from != FIRST
            && end < from.saturating_sub(SHORT_GAP)
        {
            let (from, to) = words((end + 1, from - 1));
            let doubt = TenureDoubt::Gap { office: role.name.to_string(), from, to };
            report(found, doubt, tenure.at, before.at, "the last holder before");
        }
        if last.is_none_or(|(end, _)| to >= end) {
            last = Some((to, tenure));
        }
    }
}

/// Whether two stretches share more than a day of handing over.
fn shared(a: (i32, i32), b: (i32, i32)) -> bool {
    a.0.max(b.0) < a.1.min(b.1)
}

/// Days as they are written; an open end is empty.
fn words((from, to): (i32, i32)) -> (String, String) {
    let word = |n: i32| day(n).map_or_else(String::new, |d| d.to_string());
    (word(from), word(to))
}

fn report(found: &mut Vec<Diagnostic>, doubt: TenureDoubt, at: FileSpan, other: FileSpan, label: &str) {
    let mut diagnostic = Diagnostic::new(doubt, at);
    if other != at {
        diagnostic.also(other, label);
    }
    found.push(diagnostic);
}

/// Names of holders that are one letter off another's: likely one person, misspelt once. The rarer name is the one at fault.
pub fn names<'a>(roles: impl IntoIterator<Item = &'a Role>) -> Vec<Diagnostic> {
    let mut people: Vec<Person> = Vec::new();
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    for tenure in roles.into_iter().flat_map(|r| r.tenures.iter()) {
        let at = *known.entry(keys::person(&tenure.person)).or_insert_with(|| {
            let letters: Vec<char> = keys::words(&tenure.person).join(" ").chars().collect();
            people.push(Person { name: tenure.person.clone(), letters, at: tenure.at, count: 0 });
            people.len() - 1
        });
        people[at].count += 1;
    }
    // Two words that are one letter off each other share a form with one letter less.
    let mut shorter: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (i, person) in people.iter().enumerate().filter(|(_, p)| p.letters.len() >= MIN_NAME) {
        let mut forms: Vec<u64> = (0..=person.letters.len()).map(|skip| person.without(skip)).collect();
        forms.sort_unstable();
        forms.dedup();
        for form in forms {
            let list = shorter.entry(form).or_default();
            if list.len() < MAX_ALIKE {
                list.push(i as u32);
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in shorter.values().filter(|a| a.len() > 1) {
        for (n, &a) in alike.iter().enumerate() {
            pairs.extend(alike[n + 1..].iter().map(|&b| (a as usize, b as usize)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut found = Vec::new();
    for (a, b) in pairs.into_iter().filter(|&(a, b)| is_slip(&people[a], &people[b])) {
        let (rare, usual) = if people[a].count < people[b].count { (a, b) } else { (b, a) };
        let (rare, usual) = (&people[rare], &people[usual]);
        let doubt = TenureDoubt::NearName { name: rare.name.to_string(), other: usual.name.to_string() };
        report(&mut found, doubt, rare.at, usual.at, "the other name");
    }
    found.sort_by_key(|d| (d.labels[0].0, d.labels[1..].first().map(|l| l.0)));
    found
}

/// Columns and fields of record files that nothing reads.
pub fn passed_over(program: &Program) -> Vec<Diagnostic> {
    let all = program.passed_over.iter();
    all.map(|(name, at)| Diagnostic::new(RecordProblem::PassedOver { name: name.to_string() }, *at)).collect()
}

/// A holder, under the first spelling of the name.
struct Person {
    name: Arc<str>,
    letters: Vec<char>,
    at: FileSpan,
    count: usize,
}

impl Person {
    /// Hash of the name without the letter at `skip`; behind the end, of the whole name.
    fn without(&self, skip: usize) -> u64 {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        for (_, c) in self.letters.iter().enumerate().filter(|(i, _)| *i != skip) {
            hasher.write_u32(*c as u32);
        }
        hasher.finish()
    }
}

/// Whether one word differs, by one letter, and is long enough for that to be a slip: Lund and Lind are two families.
fn is_slip(a: &Person, b: &Person) -> bool {
    let text = |p: &Person| p.letters.iter().collect::<String>();
    let (a, b) = (text(a), text(b));
    if strsim::osa_distance(&a, &b) != 1 {
        return false;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    a.len() == b.len() && a.iter().zip(&b).filter(|(x, y)| x != y).all(|(x, y)| x.len().min(y.len()) >= 6)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{role, tenure};
    use super::*;
    use crate::source::{SourceId, Span};

    /// The tenures as lines of a file; what is told, each with its line from 1.
    fn told(seats: Seats, lines: &[&str]) -> Vec<String> {
        let mut role = Role { seats, ..role("Mayor of Aske", &[]) };
        role.tenures = Arc::new(lines.iter().map(|l| tenure(l)).collect());
        for (i, t) in Arc::make_mut(&mut role.tenures).iter_mut().enumerate() {
            t.at = FileSpan { source: SourceId(0), span: Span::new(i + 1, i + 1) };
        }
        let line = |d: &Diagnostic, i: usize| d.labels.get(i).map_or(0, |l| l.0.span.start);
        let mut found = tenures(&role);
        found.extend(names([&role]));
        found.iter().map(|d| format!("{} {}/{}: {}", d.code, line(d, 0), line(d, 1), d.message)).collect()
    }

    #[test]
    fn holders_follow_each_other() {
        for lines in [
            &["Anna Lund: 2020-01-01 to 2024-05-12", "Omar Moe: 2024-05-12 to"][..],
            &["Anna Lund: 2020-01-01 to 2024", "Omar Moe: 2024 to"],
            &["Anna Lund: 2020-01-01 to ?", "Omar Moe: 2024 to"],
            &["Anna Lund: 2020 to 2022", "acting Omar Moe: 2021 to 2023", "Ida Berg: 2023 to"],
            &["Anna Lund: on 2021-05-05", "Omar Moe: 2020 to 2022"],
            &["Anna Lund: 2020-01-01 to 2020-12-31", "Omar Moe: 2021-01-15 to"],
            &["Anna Lund: 2020 to 2021", "Omar Moe: 2021 to 2022", "Anna Lund: 2022 to"],
            &["Omar Moe: ? to 2022", "Anna Lund: ? to 2021"],
        ] {
            assert_eq!(told(Seats::Number(1), lines), Vec::<String>::new(), "{lines:?}");
        }
    }

    #[test]
    fn more_holders_than_seats() {
        let lines =
            ["Anna Lund: 2020-01-01 to 2024-05-12", "Omar Moe: 2024-01-01 to", "Ida Berg: 2023-02-01 to 2023-03-01"];
        assert_eq!(
            told(Seats::Number(1), &lines),
            [
                "W0401 2/1: `Mayor of Aske` has one seat, and Anna Lund holds it from 2024-01-01 to 2024-05-12",
                "W0401 3/1: `Mayor of Aske` has one seat, and Anna Lund holds it from 2023-02-01 to 2023-03-01",
            ]
        );
        assert!(told(Seats::Number(2), &lines).is_empty());
        assert!(told(Seats::Many, &lines).is_empty());
        let open = ["Anna Lund: 2020-01-01 to", "Omar Moe: 2021-01-01 to", "Ida Berg: 2022-02-03 to"];
        assert_eq!(
            told(Seats::Number(2), &open),
            ["W0401 3/2: `Mayor of Aske` has 2 seats, and they are taken, the last by Omar Moe, from 2022-02-03 on"]
        );
    }

    #[test]
    fn what_stands_twice() {
        assert_eq!(
            told(
                Seats::Number(1),
                &["Anna Lund: 2020 to 2024", "Anna Lund: 2020 to 2024", "Anna Lund: 2021 to 2022-05-01"]
            ),
            [
                "W0403 2/1: this tenure of Anna Lund as `Mayor of Aske` stands twice",
                "W0402 3/2: Anna Lund holds `Mayor of Aske` twice from 2021-12-31 to 2022-05-01",
            ]
        );
    }

    #[test]
    fn days_without_a_holder() {
        let lines = ["Anna Lund: 2010 to 2012", "Omar Moe: 2015-06-01 to"];
        assert_eq!(
            told(Seats::Number(1), &lines),
            ["W0404 2/1: nobody holds `Mayor of Aske` from 2013-01-01 to 2015-05-31"]
        );
        assert!(told(Seats::Number(2), &lines).is_empty());
    }

    #[test]
    fn names_one_letter_off() {
        assert_eq!(
            told(
                Seats::Many,
                &["Anna Bergstad: 2010 to 2012", "Anna Bergstad: 2014 to 2015", "Anna Bergtsad: 2016 to"]
            ),
            ["W0405 3/1: `Anna Bergtsad` is one letter off `Anna Bergstad`"]
        );
        // Other families, and spellings of one name, are no slips.
        for pair in [["Anna Lund", "Anna Lind"], ["Sergei Alvik", "Sergey Alvik"], ["Ola Berg Moe", "Ola Berg"]] {
            let lines = [format!("{}: 2010 to 2011", pair[0]), format!("{}: 2015 to 2016", pair[1])];
            assert_eq!(told(Seats::Many, &[&*lines[0], &*lines[1]]), Vec::<String>::new(), "{pair:?}");
        }
    }

    #[test]
    fn a_long_office_takes_little_time() {
        let lines: Vec<Tenure> = (0..20_000)
            .map(|i| Tenure { person: format!("Holder {i}").into(), ..tenure("x: 2020-01-01 to") })
            .collect();
        let role = Role { tenures: Arc::new(lines), ..role("Mayor of Aske", &[]) };
        assert_eq!(tenures(&role).len(), 19_999);
        assert_eq!(tenures(&Role { seats: Seats::Number(10_000), ..role }).len(), 10_000);
    }
}
