//! A batch that changes: what a session says of it is what a run from the beginning says.

use std::path::PathBuf;
use std::sync::Arc;

use claimlint::article::{Article, ArticleDate, Batch, plain_text};
use claimlint::check::Options;
use claimlint::facts::{DateValue, Day};
use claimlint::finding::Report;
use claimlint::observe::Nobody;
use claimlint::run::{self, Engine, Session};

/// Further sentences, of which some contradict each other, so that there is something to find across articles.
const MORE: &[&str] = &[
    "Ilse Varga and Marek Dunin met in Oslo on 3 March 2025 to sign the harbour treaty.",
    "Ilse Varga and Marek Dunin met in Oslo on 8 March 2025 to sign the harbour treaty.",
    "In a post on Facebook, Marek Dunin wrote: “The old harbour bridge will be rebuilt by the town before the winter comes.”",
    "In a post on Facebook, Marek Dunin wrote: “The old harbour bridge will be rebuilt by private owners next year.”",
    "Foreign Minister Valeriy Orlenko spoke in Oslo on Monday, 3 March 2025.",
    "Foreign Minister Valerii Orlenko spoke in Oslo on Tuesday, 3 March 2025.",
    "Mayor Ida Maria Lund opened the long bridge over the cold river in the north of the town on Friday.",
    "Mayor Ida Lund opened the long bridge over the cold river in the south of the town on Friday.",
    "Mayor Ida Lund said that 15 people were hurt in the fire at the old harbour hall in Nordby on Sunday night.",
    "Mayor Jens Falk said that 19 people were hurt in the fire at the old harbour hall in Nordby on Sunday night.",
    "The Council of Nordby Traders (CNT) was founded in 1990.",
    "The CNT was founded in 1992, its head Ida Lund said.",
    "It was a new chapter in the long history of both peoples of the two cold and windy coasts.",
    "Correction: In “Ferry burns off the northern coast” we gave a wrong number. It is 19.",
    "Ferry burns off the northern coast",
];

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// An article as a list of paragraphs, and the day that it is of.
#[derive(Clone)]
struct Draft {
    paragraphs: Vec<String>,
    day: Option<i8>,
    story: Option<String>,
}

impl Draft {
    fn new(random: &mut Random, pool: &[String]) -> Draft {
        let paragraphs = (0..3 + random.below(6)).map(|_| pool[random.below(pool.len())].clone()).collect();
        Draft { paragraphs, day: Some(3), story: None }
    }

    fn change(&mut self, random: &mut Random, pool: &[String]) {
        let at = random.below(self.paragraphs.len());
        match random.below(9) {
            0..=2 => self.paragraphs[at] = pool[random.below(pool.len())].clone(),
            3 => self.paragraphs.insert(at, pool[random.below(pool.len())].clone()),
            4 if self.paragraphs.len() > 1 => drop(self.paragraphs.remove(at)),
            5 => {
                let swaps = [("15", "19"), ("Ida", "Ada"), ("Oslo", "Bergen"), ("Monday", "Friday"), ("2025", "2024")];
                let (from, to) = swaps[random.below(swaps.len())];
                self.paragraphs[at] = self.paragraphs[at].replace(from, to);
            }
            6 => self.day = [None, Some(3), Some(4), Some(20)][random.below(4)],
            7 => self.story = [None, Some("one".into()), Some("two".into())][random.below(3)].clone(),
            _ => self.paragraphs.swap(0, at),
        }
    }

    fn article(&self, name: usize) -> Article {
        let mut article = plain_text(&format!("{name:02}.txt"), self.paragraphs.join("\n\n"));
        let day = |day| DateValue::day(Day::new(2025, 3, day).expect("a day"));
        article.date = self.day.map(|d| ArticleDate { value: day(d), by: "the test", span: None });
        article.story.clone_from(&self.story);
        article
    }
}

fn said(report: &Report) -> String {
    let Report { findings, facts, rules, stets, .. } = report;
    format!("{facts} {rules:?} {stets:?} {findings:#?}")
}

#[test]
fn what_is_changed_is_found_as_from_the_beginning() {
    let loaded =
        run::load_rules(&run::RuleFiles { rules: vec![PathBuf::from("examples/desk.claim")], ..Default::default() })
            .expect("the rules can be read");
    let mut pool: Vec<String> = MORE.iter().map(|s| s.to_string()).collect();
    let mut files: Vec<PathBuf> = std::fs::read_dir("examples/articles").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let (examples, _) = run::articles(&files, None);
    pool.extend(examples.articles.iter().flat_map(|a| a.blocks.iter().map(|b| a.words(b.span).to_string())));
    let options = Options::default();
    let (mut found, mut differed) = (0, 0);
    for seed in 1..=3u64 {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut drafts: Vec<Draft> = (0..14).map(|_| Draft::new(&mut random, &pool)).collect();
        let plain = Engine::new(&loaded.program);
        let mut session = Session::new(Engine::new(&loaded.program));
        let mut last = String::new();
        for step in 0..20 {
            let articles = drafts.iter().enumerate().map(|(name, draft)| draft.article(name)).collect();
            let batch = Arc::new(Batch::new(articles));
            let again = session.check(&batch, &options, &Nobody);
            let (_, anew) = plain.check(&batch, &options);
            let told = said(&again);
            assert!(told == said(&anew), "seed {seed}, step {step}:\n{told}\n\nfrom the beginning:\n{}", said(&anew));
            found += again.findings.len();
            differed += usize::from(told != last);
            last = told;
            match random.below(12) {
                0 => drafts.push(Draft::new(&mut random, &pool)),
                1 => drop(drafts.pop()),
                _ => (0..1 + random.below(2)).for_each(|_| {
                    let at = random.below(drafts.len());
                    drafts[at].change(&mut random, &pool);
                }),
            }
        }
    }
    // The test says something only where there is something to find, and where it changes.
    assert!(found > 500 && differed > 35, "{found} findings, {differed} steps that differ");
}
