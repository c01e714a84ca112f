//! How long a session takes to check a batch again of which one article has changed: `cargo bench --bench again -- FILE [EDITS]`
//!
//! FILE is any input that `claimlint check` reads. Every tenth edit is held against a check from the beginning. Prints one JSON object:
//! milliseconds.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use claimlint::article::{Batch, plain_text};
use claimlint::check::Options;
use claimlint::observe::{Nobody, Observer, Stage};
use claimlint::run::{self, Engine, Session};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// When stages began.
#[derive(Default)]
struct Stages(std::sync::Mutex<Vec<(Stage, Instant)>>);

impl Observer for Stages {
    fn begin(&self, stage: Stage, _articles: usize) {
        self.0.lock().expect("one thread").push((stage, Instant::now()));
    }
}

fn milliseconds(from: Instant, to: Instant) -> f64 {
    (to - from).as_secs_f64() * 1000.0
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).map_or(0.0, |ms| (ms * 10.0).round() / 10.0)
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let (Some(file), edits) = (args.next(), args.next()) else {
        eprintln!("skipped: name a file of articles");
        return;
    };
    let edits: usize = edits.map_or(21, |n| n.parse().expect("a number of edits"));
    let loaded = run::load_rules(&run::RuleFiles::default()).expect("the standard pack can be read");
    let (batch, _) = run::articles(&[PathBuf::from(file)], None);
    let mut batch = Arc::new(batch);
    let options = Options::default();
    let plain = Engine::new(&loaded.program);
    let mut session = Session::new(Engine::new(&loaded.program));
    let began = Instant::now();
    session.check(&batch, &options, &Nobody);
    let first = milliseconds(began, Instant::now());
    let (mut all, mut extract, mut join, mut check) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for edit in 0..edits {
        let mut articles = batch.articles.clone();
        let at = edit * 7919 % articles.len();
        let was = &articles[at];
        // Each time another sentence goes.
        let sentences: Vec<&str> = was.text.split_inclusive(". ").collect();
        let gone = edit * 31 % sentences.len();
        let text = sentences.iter().enumerate().filter(|(n, _)| *n != gone).map(|(_, s)| *s).collect::<String>();
        let mut article = plain_text(&was.name, text);
        (article.date, article.story) = (was.date.clone(), was.story.clone());
        articles[at] = article;
        batch = Arc::new(Batch { articles });
        let stages = Stages::default();
        let began = Instant::now();
        let report = session.check(&batch, &options, &stages);
        let ended = Instant::now();
        all.push(milliseconds(began, ended));
        let stages = stages.0.into_inner().expect("one thread");
        let of = |stage| stages.iter().find(|s| s.0 == stage).map_or(ended, |s| s.1);
        extract.push(milliseconds(of(Stage::Extract), of(Stage::Join)));
        join.push(milliseconds(of(Stage::Join), of(Stage::Check)));
        check.push(milliseconds(of(Stage::Check), ended));
        if edit % 10 == 0 {
            let (_, anew) = plain.check(&batch, &options);
            assert!(
                report.findings == anew.findings && report.rules == anew.rules,
                "edit {edit} of `{}`",
                batch.articles[at].name
            );
        }
    }
    let most = all.iter().copied().fold(0.0, f64::max).round();
    println!(
        "{{\"articles\":{},\"bytes\":{},\"first\":{first:.0},\"again\":{},\"most\":{most},\"extract\":{},\"join\":{},\"check\":{}}}",
        batch.articles.len(),
        batch.articles.iter().map(|a| a.text.len()).sum::<usize>(),
        median(all),
        median(extract),
        median(join),
        median(check),
    );
}
