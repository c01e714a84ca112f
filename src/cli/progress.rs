//! The bar on a terminal, and `--stats`.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;
use crate::article::{ArticleId, Batch};
use crate::finding::Report;
use crate::observe::{Observer, Stage};
use crate::report::{Sanitized, counted};

/// Work that is done by then needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Rules and articles that are listed.
const LISTED: usize = 10;

/// Draws the bar, and takes the figures.
pub struct Progress {
    began: Instant,
    /// `None`: nobody looks.
    bar: Option<ProgressBar>,
    /// Stages with when they began, in order.
    stages: Mutex<Vec<(Stage, Instant)>>,
    /// Nanoseconds by article; empty unless figures are wanted.
    articles: Mutex<Vec<(ArticleId, Duration)>>,
    rules: Mutex<Vec<(String, Duration)>>,
    wants_figures: bool,
    done: AtomicU64,
}

impl Progress {
    pub fn new(console: &Console, wants_figures: bool) -> Progress {
        let watched = io::stderr().is_terminal() && !console.quiet;
        Progress {
            began: Instant::now(),
            bar: watched.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())),
            stages: Mutex::default(),
            articles: Mutex::default(),
            rules: Mutex::default(),
            wants_figures,
            done: AtomicU64::new(0),
        }
    }

    /// Takes the bar away: before anything else is written.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn show(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.began.elapsed() > PATIENCE {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} articles, {per_sec}, {eta} left");
            bar.set_style(style.expect("the template is right"));
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(self.done.load(Ordering::Relaxed));
    }

    /// What the run took, on standard error.
    pub fn stats(&self, report: &Report, batch: &Batch) {
        let mut out = io::BufWriter::new(io::stderr().lock());
        // Where standard error is closed there is nobody left to tell.
        let _ = self.write(&mut out, report, batch).and_then(|()| out.flush());
    }

    fn write(&self, out: &mut dyn Write, report: &Report, batch: &Batch) -> io::Result<()> {
        let end = Instant::now();
        let stages = self.stages.lock().expect("no thread panics");
        let ends = stages.iter().skip(1).map(|s| s.1).chain([end]);
        let took = stages.iter().zip(ends).map(|(&(stage, began), ended)| {
            let name = match stage {
                Stage::Read => "read",
                Stage::Extract => "extract",
                Stage::Join => "join",
                Stage::Check => "check and report",
            };
            format!("{name} {}", time(ended - began))
        });
        let bytes: usize = batch.articles.iter().map(|a| a.text.len()).sum();
        let memory = peak_memory().map_or(String::new(), |kb| format!("; {} MB at most", kb / 1024));
        writeln!(
            out,
            "{} of {} KB in {}: {}{memory}",
            counted(batch.articles.len(), "article"),
            bytes.div_ceil(1024),
            time(end - self.began),
            took.collect::<Vec<_>>().join(", ")
        )?;
        self.rules(out, report)?;
        let mut articles = self.articles.lock().expect("no thread panics").clone();
        articles.sort_by_key(|&(id, took)| (std::cmp::Reverse(took), id));
        if !articles.is_empty() {
            writeln!(out, "\nslowest articles")?;
        }
        for &(id, took) in articles.iter().take(LISTED) {
            let article = batch.get(id);
            writeln!(out, "{:>9}  {} ({} bytes)", time(took), Sanitized::name(&article.name), article.text.len())?;
        }
        Ok(())
    }

    fn rules(&self, out: &mut dyn Write, report: &Report) -> io::Result<()> {
        let mut rules = self.rules.lock().expect("no thread panics").clone();
        if rules.is_empty() {
            return Ok(());
        }
        rules.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let whole: Duration = rules.iter().map(|r| r.1).sum();
        writeln!(out, "\n     time  share  candidates  violated  undecided  rule")?;
        for (name, took) in &rules {
            let count = report.rules.iter().find(|(rule, _)| **rule == **name).map(|(_, c)| *c).unwrap_or_default();
            let share = took.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE) * 100.0;
            writeln!(
                out,
                "{:>9}  {share:>4.1}%  {:>10}  {:>8}  {:>9}  {}",
                time(*took),
                count.candidates,
                count.violated,
                count.undecided,
                Sanitized::name(name)
            )?;
        }
        Ok(())
    }
}

impl Observer for Progress {
    fn begin(&self, stage: Stage, articles: usize) {
        self.stages.lock().expect("no thread panics").push((stage, Instant::now()));
        self.done.store(0, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.reset();
            bar.set_length(articles as u64);
            bar.set_message(match stage {
                Stage::Read => "reading",
                Stage::Extract => "extracting",
                Stage::Join => "comparing",
                Stage::Check => "checking",
            });
        }
        self.show();
    }

    fn article(&self, id: ArticleId, took: Duration) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.show();
        if self.wants_figures {
            self.articles.lock().expect("no thread panics").push((id, took));
        }
    }

    fn rule(&self, name: &str, took: Duration) {
        if self.wants_figures {
            self.rules.lock().expect("no thread panics").push((name.to_string(), took));
        }
    }
}

/// `12 ms`, `1.3 s`.
fn time(took: Duration) -> String {
    match took.as_secs_f64() {
        s if s >= 1.0 => format!("{s:.1} s"),
        s if s >= 0.001 => format!("{:.0} ms", s * 1e3),
        s => format!("{:.0} µs", s * 1e6),
    }
}

/// The most memory that the process has had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
