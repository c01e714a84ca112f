//! What each stage of a check takes: `cargo bench --bench stages -- FILE [RUNS]`
//!
//! FILE is any input that `claimlint check` reads. One thread, the whole standard pack, no cache. Prints one JSON object: nanoseconds for a
//! byte of text, medians.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use claimlint::check::Options;
use claimlint::extract::names::Lexicon;
use claimlint::extract::offices::Register;
use claimlint::extract::{Extractor, dates, names, offices, quantities, quotes};
use claimlint::facts::FactStore;
use claimlint::observe::Nobody;
use claimlint::record::Record;
use claimlint::report::{Format, RenderOptions};
use claimlint::text::Doc;
use claimlint::{check, report, run};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Stages {
    bytes: f64,
    /// By stage, nanoseconds for a byte.
    took: Vec<(&'static str, Vec<f64>)>,
}

impl Stages {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let made = black_box(work());
        self.add(stage, began.elapsed().as_nanos() as f64);
        made
    }

    fn add(&mut self, stage: &'static str, nanoseconds: f64) {
        let each = nanoseconds / self.bytes;
        match self.took.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, all)) => all.push(each),
            None => self.took.push((stage, vec![each])),
        }
    }
}

fn median(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    (all[all.len() / 2] * 10.0).round() / 10.0
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let (Some(file), runs) = (args.next(), args.next()) else {
        eprintln!("skipped: name a file of articles");
        return;
    };
    let runs: usize = runs.map_or(5, |n| n.parse().expect("a number of runs"));
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no pool was made before");
    let loaded = run::load_rules(&run::RuleFiles::default()).expect("the standard pack can be read");
    let program = &loaded.program;
    let paths = [PathBuf::from(file)];
    let bytes = run::articles(&paths, None).0.articles.iter().map(|a| a.text.len()).sum::<usize>() as f64;
    let mut stages = Stages { bytes, took: Vec::new() };
    for _ in 0..runs {
        let (batch, _) = stages.time("decode", || run::articles(&paths, None));
        let extractor = Extractor::for_batch(program, &batch);
        let (lexicon, register) = (Lexicon::new(program), Register::new(program));
        let articles = &batch.articles;
        let docs = stages.time("words and sentences", || articles.iter().map(Doc::new).collect::<Vec<_>>());
        let of = || docs.iter().zip(articles);
        let found = stages.time("dates", || of().map(|(d, a)| dates::find(d, a)).collect::<Vec<_>>());
        stages.time("quantities", || docs.iter().zip(&found).map(|(d, m)| quantities::find(d, m)).collect::<Vec<_>>());
        stages.time("quotations", || docs.iter().map(quotes::find).collect::<Vec<_>>());
        let found = stages.time("names", || of().map(|(d, a)| names::find_all(d, a, &lexicon).0).collect::<Vec<_>>());
        stages.time("offices", || {
            docs.iter().zip(&found).map(|(d, m)| offices::find(d, m, &register)).collect::<Vec<_>>()
        });
        drop((docs, found));
        // Phrases, who is meant by whom, stance: what reading an article takes beyond the stages above.
        let began = Instant::now();
        let read: Vec<_> = batch.ids().map(|id| extractor.read(id, batch.get(id))).collect();
        let all = began.elapsed().as_nanos() as f64;
        let known = ["words and sentences", "dates", "quantities", "quotations", "names", "offices"];
        let before = stages.took.iter().filter(|(name, _)| known.contains(name));
        let before: f64 = before.filter_map(|(_, took)| took.last()).sum();
        stages.add("phrases, coreference, stance", all - before * bytes);
        let record = Record::new(program);
        let store: FactStore = stages.time("facts", || {
            let store = extractor.join(&batch, read);
            check::details(&batch, check::derive(&batch, store, program, &record), program, &record)
        });
        let options = Options::default();
        let found = stages.time("rules", || check::check_against(&record, &batch, &store, program, &options, &Nobody));
        stages
            .time("report", || {
                let mut out = Vec::new();
                report::render(Format::Jsonl, &found, &batch, program, &RenderOptions::default(), &mut out).map(|_| out)
            })
            .expect("memory takes it");
    }
    let mut all: Vec<(&str, f64)> = stages.took.iter_mut().map(|(name, took)| (*name, median(took))).collect();
    all.push(("all", all.iter().map(|(_, ns)| ns).sum::<f64>().round()));
    println!("{}", serde_json::Value::Object(all.into_iter().map(|(n, ns)| (n.into(), ns.into())).collect()));
}
