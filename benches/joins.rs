//! Rules over facts alone: `cargo bench --bench joins -- [RUNS]`
//!
//! Q1: a million claims of who holds an office, against a record of 200,000 tenures (`held-office`). Q2: 300,000 meetings, held against
//! each other (`meeting-date`). The facts are made here as extraction makes them; building indexes is part of what is measured. Prints one
//! JSON object: milliseconds of CPU time on one thread, medians.

use std::fmt::Write as _;
use std::time::Instant;

use claimlint::article::{ArticleId, Batch, plain_text};
use claimlint::check::{Options, check_against};
use claimlint::extract::{names, offices};
use claimlint::facts::{DateValue, Day, EntityKind, Fact, FactStore, FieldValue, Provenance, Stance, Value};
use claimlint::language::{LoadOptions, Program, RuleInput, load};
use claimlint::observe::Nobody;
use claimlint::record::Record;
use claimlint::source::Span;

const CLAIMS: usize = 1_000_000;
const TENURES: usize = 200_000;
const OFFICES: usize = 20_000;
const MEETINGS: usize = 300_000;
/// Facts of one article.
const OF_ARTICLE: usize = 100;

/// A name that no list knows.
fn name(n: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "bal", "dor", "fen", "gris", "jor", "kal", "lem", "mor", "nel", "pel", "quin", "ras", "sel", "tor", "ul", "vas",
    ];
    let mut name = String::new();
    let mut rest = n;
    for _ in 0..5 {
        name.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    let first = name.remove(0).to_ascii_uppercase();
    name.insert(0, first);
    name
}

fn person(n: usize) -> String {
    format!("{} {}", name(n), name(n.wrapping_mul(7919) % 1_000_003))
}

/// The n-th day from 1950 on.
fn day(n: usize) -> Day {
    Day::new(1950 + (n / 336) as i16, (n / 28 % 12 + 1) as i8, (n % 28 + 1) as i8).expect("a day")
}

/// Office, first and last day of a tenure.
fn tenure(n: usize) -> (usize, usize, usize) {
    let start = n * 31 % 18_000;
    (n * 7919 % OFFICES, start, start + 1500)
}

fn program(rules: &str) -> Program {
    let text = format!("language 1\nuse std/news\n{rules}");
    let loaded = load(&[RuleInput { name: "joins.claim".into(), text }], &LoadOptions::default());
    assert!(loaded.diagnostics.iter().all(|d| !d.is_error()), "{:?}", loaded.diagnostics.first());
    loaded.program
}

fn batch(facts: usize) -> Batch {
    Batch::new((0..facts.div_ceil(OF_ARTICLE)).map(|n| plain_text(&format!("{n:06}"), "A word.".to_string())).collect())
}

/// A fact of the `n`-th place; its fields by name.
fn fact(program: &Program, kind: &str, n: usize, fields: Vec<(&str, Value)>) -> Fact {
    let id = program.schema.kind(kind).expect("a kind of the standard pack");
    let def = program.schema.def(id);
    let span = Span::new(2, 6);
    let field = |(name, value): (&str, Value)| FieldValue::new(def.field(name).expect("a field"), value, span);
    let mut fields: Vec<FieldValue> = fields.into_iter().map(field).collect();
    fields.sort_by_key(|f| f.field);
    Fact {
        kind: id,
        article: ArticleId((n / OF_ARTICLE) as u32),
        span,
        sentence: span,
        stance: Stance::Asserted,
        source: None,
        cue: None,
        fields,
        by: Provenance::of(&"joins"),
    }
}

/// The median of the milliseconds that a rule takes, and how many candidates it has.
fn measure(
    program: &Program,
    record: &Record,
    batch: &Batch,
    store: &FactStore,
    rule: &str,
    runs: usize,
) -> (f64, usize) {
    let options = Options { only: vec![rule.into()], ..Options::default() };
    let mut candidates = 0;
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let began = Instant::now();
            let report = check_against(record, batch, store, program, &options, &Nobody);
            candidates = report.rules[0].1.candidates;
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], candidates)
}

fn main() {
    let runs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(5);
    let entity = |kind, name: &str| Value::Entity(names::entity(kind, name));
    let date = |n| Value::Date(Box::new(DateValue::day(day(n))));

    let mut rules = String::new();
    let mut of_office: Vec<Vec<usize>> = vec![Vec::new(); OFFICES];
    (0..TENURES).for_each(|n| of_office[tenure(n).0].push(n));
    for (office, tenures) in of_office.iter().enumerate() {
        let _ = writeln!(rules, "role \"Mayor of {}\"", name(office));
        for &n in tenures {
            let (_, from, to) = tenure(n);
            let _ = writeln!(rules, "  held by \"{}\"  from {} to {}", person(n), day(from), day(to));
        }
    }
    let program = program(&rules);
    let record = Record::new(&program);
    let claims = (0..CLAIMS).map(|n| {
        let held = n * 7 % TENURES;
        let (office, from, _) = tenure(held);
        let day = if n % 100 == 0 { from + 1700 } else { from + 700 };
        let office = Value::Office(Box::new(offices::parse_name(&format!("Mayor of {}", name(office)))));
        let person = entity(EntityKind::Person, &person(held));
        fact(&program, "role", n, vec![("person", person), ("office", office), ("date", date(day))])
    });
    let (articles, store) = (batch(CLAIMS), FactStore::new(claims.collect(), CLAIMS.div_ceil(OF_ARTICLE)));
    let (q1, claims) = measure(&program, &record, &articles, &store, "held-office", runs);
    drop(store);

    let meetings = (0..MEETINGS).map(|n| {
        let who = n * 7919 % 60_000;
        let both = [who, who + 100_000].map(|who| entity(EntityKind::Person, &person(who)));
        let both =
            Value::Set(both.map(|value| FieldValue::new(claimlint::facts::FieldId(0), value, Span::new(2, 6))).into());
        let place = entity(EntityKind::Place, &name(n * 31 % 400));
        fact(&program, "meeting", n, vec![("participants", both), ("location", place), ("date", date(n * 17 % 3000))])
    });
    let (articles, store) = (batch(MEETINGS), FactStore::new(meetings.collect(), MEETINGS.div_ceil(OF_ARTICLE)));
    let (q2, meetings) = measure(&program, &record, &articles, &store, "meeting-date", runs);
    println!("{{\"Q1\":{q1:.1},\"Q1 candidates\":{claims},\"Q2\":{q2:.1},\"Q2 candidates\":{meetings}}}");
}
