//! The real evaluator against a slow one that is written from the language's text (`slow/`): random rules over random facts, the same
//! findings.
//!
//! Covered: rules over one, two and three facts, `where`, `must CONDITION`, `must not occur`, `unless`, `except` by name and time, scopes,
//! parts of articles, `including`; conditions with three truth values and their reasons, over words, numbers (exact and ranges), dates
//! (days, months, years), persons, organisations, offices and sets; what every fact has; quantifiers; `must agree` with keys, `alone`,
//! `overlap`, tolerances, set modes; `must never fall`; `must match the record` for offices of one seat.
//!
//! Not covered: days without a year, quotations, quantities with units, counted things, places and their containers, names that are
//! alike, `same` in rules over two facts, `as rising`, `ignoring`, stories, sources, `derive`, tenures other than current ones, `to ?`.
//! These have cases in `tests/meaning/` and beside their modules.
//!
//! What is compared: for each rule how many violations there are, which facts they are of, and which candidates are undecided and why.
//! (Reports merge findings of one cause: a rule is run by itself, and its findings are taken together.)
//!
//! `DIFFERENTIAL_CASES` sets how many cases there are, `DIFFERENTIAL_SEED` the seed. A failure says the seed and the smallest case.

mod model;
mod random;
mod slow;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use claimlint::check::{Options, check_against};
use claimlint::finding::{Level, Report, Verdict};
use claimlint::language::{LoadOptions, Loaded, RuleInput, load};
use claimlint::observe::Nobody;
use claimlint::record::Record;
use rayon::prelude::*;

/// Articles that each program is run over.
const WORLDS: usize = 100;

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

#[test]
fn findings_are_those_of_the_slow_evaluator() {
    let (cases, seed) = (setting("DIFFERENTIAL_CASES", 100_000), setting("DIFFERENTIAL_SEED", 1));
    let violations = AtomicUsize::new(0);
    let undecided = AtomicUsize::new(0);
    let done: usize = (0..cases.div_ceil(WORLDS))
        .into_par_iter()
        .map(|n| {
            let bytes = random_bytes((seed as u64) << 32 | n as u64, 400);
            let tested = Tested::new(&bytes);
            for w in 0..WORLDS {
                let world = random_bytes((seed as u64) << 40 | (n as u64) << 8 | w as u64, 500);
                match tested.differs(&world) {
                    Ok((v, u)) => {
                        violations.fetch_add(v, Ordering::Relaxed);
                        undecided.fetch_add(u, Ordering::Relaxed);
                    }
                    Err(_) => {
                        let (program, world) = shrink(bytes, world);
                        let tested = Tested::new(&program);
                        let why = tested.differs(&world).expect_err("a smaller case differs, too");
                        let world = tested.world(&world);
                        let facts: String = world.facts.iter().map(|f| format!("{f:?}\n")).collect();
                        let articles = world.articles;
                        panic!(
                            "DIFFERENTIAL_SEED={seed}, program {n}\n{}\n{articles:?}\n{facts}{why}",
                            tested.program.written()
                        );
                    }
                }
            }
            WORLDS
        })
        .sum();
    let (violations, undecided) = (violations.into_inner(), undecided.into_inner());
    println!("{done} cases, {violations} violations, {undecided} undecided");
    // A test that compares nothing with nothing would pass as well.
    assert!(done < 1_000 || (violations > done / 10 && undecided > done / 10), "{violations} {undecided}");
}

fn random_bytes(seed: u64, n: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 32) as u8
    };
    std::iter::repeat_with(next).take(n).collect()
}

/// Leaves out and simplifies bytes for as long as the two still differ.
fn shrink(mut program: Vec<u8>, mut world: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let differs = |program: &[u8], world: &[u8]| Tested::new(program).differs(world).is_err();
    let mut smaller = true;
    while std::mem::take(&mut smaller) {
        for of_world in [true, false] {
            let mut size = 64;
            while size > 0 {
                let mut at = 0;
                while at < if of_world { world.len() } else { program.len() } {
                    let bytes = if of_world { &world } else { &program };
                    let end = (at + size).min(bytes.len());
                    let mut cut = bytes.clone();
                    cut.drain(at..end);
                    let mut zeroed = bytes.clone();
                    zeroed[at..end].fill(0);
                    let better = [cut, zeroed]
                        .into_iter()
                        .find(|b| b != bytes && if of_world { differs(&program, b) } else { differs(b, &world) });
                    match better {
                        Some(better) if of_world => world = better,
                        Some(better) => program = better,
                        None => at += size,
                    }
                }
                size /= 2;
            }
        }
    }
    (program, world)
}

/// A program, loaded.
struct Tested {
    program: model::Program,
    loaded: Loaded,
    record: Record,
}

impl Tested {
    fn new(bytes: &[u8]) -> Tested {
        let program = random::program(&mut random::Choices::new(bytes));
        let input = RuleInput { name: "main.claim".into(), text: program.written() };
        let loaded = load(&[input], &LoadOptions { std: false, ..LoadOptions::default() });
        let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
        let said: Vec<_> = errors.iter().map(|d| (&d.message, &d.labels)).collect();
        assert!(errors.is_empty(), "{}\n{said:?}", program.written());
        let record = Record::new(&loaded.program);
        Tested { program, loaded, record }
    }

    fn world(&self, bytes: &[u8]) -> model::World {
        // Few are large: the slow evaluator is slow.
        let many = bytes.starts_with(&[255]) && bytes.get(1).is_some_and(|b| *b >= 250);
        random::world(&mut random::Choices::new(bytes), &self.program, many)
    }

    /// How many violations and undecided candidates both find.
    fn differs(&self, bytes: &[u8]) -> Result<(usize, usize), String> {
        let world = self.world(bytes);
        let (batch, store) = world.made(&self.program.kinds, &self.loaded.program.schema);
        let (mut violations, mut undecided) = (0, 0);
        for (n, rule) in self.program.rules.iter().enumerate() {
            if rule.kinds.len() > 2 && world.facts.len() > 50 {
                // Millions of combinations.
                continue;
            }
            let options = Options { only: vec![format!("r{n}")], ..Options::default() };
            let report = check_against(&self.record, &batch, &store, &self.loaded.program, &options, &Nobody);
            let real = said(&report, &store);
            let slow = slow::run(&self.program, &world, rule);
            let count = report.rules.first().map(|r| r.1).unwrap_or_default();
            if let Err(what) = compare(rule, &real, &slow, &count) {
                return Err(format!("rule r{n}: {what}\n  real {real:?}\n  slow {slow:?}"));
            }
            violations += count.violated;
            undecided += count.undecided;
        }
        Ok((violations, undecided))
    }
}

/// The findings of a report, with the facts that their labels mark.
fn said(report: &Report, store: &claimlint::facts::FactStore) -> Vec<slow::Said> {
    let of = |f: &claimlint::finding::Finding| {
        assert_eq!(f.level, Level::Warning);
        let mut facts = BTreeSet::new();
        for label in &f.labels {
            let marked = store.iter().position(|(_, x)| x.article == label.article && x.span.contains(label.span));
            facts.insert(marked.expect("a label marks a fact"));
        }
        let verdict = match f.verdict {
            Verdict::Violated => slow::Verdict::Violated,
            Verdict::Undecided(why) => slow::Verdict::Undecided(why),
        };
        slow::Said { verdict, facts: facts.into_iter().collect() }
    };
    report.found().map(of).collect()
}

fn compare(
    rule: &model::Rule,
    real: &[slow::Said],
    slow: &slow::Outcome,
    count: &claimlint::finding::RuleCount,
) -> Result<(), String> {
    let equal = |what: &str, a: usize, b: usize| match a == b {
        true => Ok(()),
        false => Err(format!("{what}: {a} and {b}")),
    };
    let touched = |of: &[slow::Said]| -> BTreeSet<usize> {
        let violated = of.iter().filter(|s| s.verdict == slow::Verdict::Violated);
        violated.flat_map(|s| s.facts.iter().copied()).collect()
    };
    if touched(real) != touched(&slow.said) {
        return Err("the facts that violate it".into());
    }
    let open = |of: &[slow::Said]| -> Vec<slow::Said> {
        let mut open: Vec<_> = of.iter().filter(|s| s.verdict != slow::Verdict::Violated).cloned().collect();
        open.sort();
        open
    };
    let violated = slow.said.iter().filter(|s| s.verdict == slow::Verdict::Violated).count();
    let (mut ours, mut theirs) = (open(real), open(&slow.said));
    match &rule.must {
        model::Must::Agree { .. } | model::Must::NeverFall(_) => {
            if matches!(rule.must, model::Must::NeverFall(_)) {
                equal("violations", count.violated, violated)?;
            }
            for said in theirs {
                let Some(at) = ours.iter().position(|s| *s == said) else { return Err(format!("{said:?}")) };
                ours.remove(at);
            }
            for group in &slow.open_groups {
                let of_group = |s: &slow::Said| s.facts.iter().all(|f| group.contains(f));
                let Some(at) = ours.iter().position(of_group) else { return Err(format!("{group:?} is open")) };
                ours.remove(at);
            }
            if ours.is_empty() { Ok(()) } else { Err(format!("not undecided: {ours:?}")) }
        }
        _ if rule.kinds.len() == 1 => {
            equal("violations", count.violated, violated)?;
            equal("candidates", count.candidates, slow.candidates)?;
            equal("excepted", count.excepted, slow.excepted)?;
            if ours != theirs { Err("what is undecided, and why".into()) } else { Ok(()) }
        }
        _ => {
            equal("violations", count.violated, violated)?;
            // A fact that does not say what it would be found by is told of once, not with each that it might be held against.
            let singles: Vec<Vec<usize>> = ours.iter().map(|s| s.facts.clone()).filter(|f| f.len() == 1).collect();
            ours.retain(|s| s.facts.len() > 1);
            for single in &singles {
                if !theirs.iter().any(|s| s.facts.contains(&single[0])) {
                    return Err(format!("{single:?} is undecided with nothing"));
                }
            }
            // Of combinations that hold anyhow it is not counted whether they are candidates, where that is not known.
            if slow.unsure == 0 {
                equal("candidates", count.candidates, slow.candidates)?;
                equal("excepted", count.excepted, slow.excepted)?;
            }
            let facts = |of: &[slow::Said]| of.iter().map(|s| s.facts.clone()).collect::<BTreeSet<_>>();
            theirs.retain(|s| !singles.iter().any(|f| s.facts.contains(&f[0])));
            let (ours, theirs) = (facts(&ours), facts(&theirs));
            if let Some(facts) = theirs.difference(&ours).next() {
                return Err(format!("{facts:?} are undecided"));
            }
            let single = |facts: &&Vec<usize>| !facts.iter().any(|f| singles.contains(&vec![*f]));
            if let Some(facts) = ours.difference(&theirs).find(single) {
                return Err(format!("{facts:?} are not undecided"));
            }
            Ok(())
        }
    }
}
