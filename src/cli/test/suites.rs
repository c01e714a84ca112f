//! Snapshot suites of a run: checked, held against what was accepted, written.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use super::Part;
use crate::article::InputError;
use crate::check::Options;
use crate::cli::console::Console;
use crate::cli::output::Stop;
use crate::report::Sanitized;
use crate::testing::{self, Accepted, Answer, Comparison, Current, Review, Suite};

/// What a run does with the snapshots of its suites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    Nothing,
    /// What differs is kept beside the snapshot.
    Pending,
    Update,
    Review,
}

/// A suite as it was found.
pub struct SuiteRun<'p> {
    pub suite: &'p Suite,
    pub accepted: Accepted,
    pub current: Current,
    pub comparison: Comparison,
    /// Not all rules ran.
    pub partial: bool,
    /// What of the differences was accepted in this run.
    pub taken: usize,
    /// The snapshot was written anew.
    pub written: bool,
    pub stale: Vec<PathBuf>,
    /// The stale ones are gone.
    pub removed: bool,
}

impl SuiteRun<'_> {
    /// Differences that are left.
    pub fn open(&self) -> usize {
        self.comparison.changes().count() - self.taken
    }
    /// Whether the snapshot says what is found today.
    pub fn is_well(&self) -> bool {
        self.open() == 0 && (self.written || matches!(self.accepted, Accepted::Report(_)) || self.current.articles == 0)
    }
    /// Why nothing may be written: what could not be read would be missing for good.
    pub fn held(&self) -> Option<&'static str> {
        if self.current.errors.iter().any(InputError::is_unread) {
            return Some("nothing is written while an article cannot be read");
        }
        let broken = matches!(self.accepted, Accepted::Broken(_));
        (self.partial && broken).then_some("only a run of all rules can write it anew")
    }
    fn is_held(&self) -> bool {
        self.held().is_some()
    }
    /// `matches`, `differs`, `new`, `broken`, `empty`
    pub fn state(&self) -> &'static str {
        match &self.accepted {
            _ if self.current.articles == 0 => "empty",
            Accepted::Nothing => "new",
            Accepted::Broken(_) => "broken",
            Accepted::Report(_) if self.comparison.changes().next().is_some() => "differs",
            Accepted::Report(_) => "matches",
        }
    }

    pub fn json(&self) -> testing::JsonSuite<'_> {
        let path = |path: &PathBuf| path.to_string_lossy().into_owned();
        testing::JsonSuite {
            path: self.suite.name(),
            snapshot: path(&self.suite.snapshot()),
            articles: self.current.articles,
            state: self.state(),
            written: self.written,
            differences: self.comparison.changes().map(testing::json_change).collect(),
            stale: self.stale.iter().map(path).collect(),
        }
    }
}

/// Checks the suites of these parts, side by side.
pub fn run<'p>(parts: &[&'p Part], options: &Options) -> Vec<SuiteRun<'p>> {
    let run = |part: &&'p Part| {
        let suite = part.suite.as_ref()?;
        let accepted = suite.accepted();
        let current = suite.current(part.program(), options);
        let stale = suite.stale(current.articles);
        let comparison = match current.articles {
            0 => Comparison::default(),
            _ => Suite::compare(&accepted, &current, options),
        };
        let partial = !options.only.is_empty();
        Some(SuiteRun {
            suite,
            accepted,
            current,
            comparison,
            partial,
            taken: 0,
            written: false,
            stale,
            removed: false,
        })
    };
    parts.par_iter().filter_map(run).collect()
}

/// Writes what is to be written.
pub fn settle(runs: &mut [SuiteRun], writing: Writing, console: &Console, out: &mut dyn Write) -> Result<(), Stop> {
    let mut input = io::stdin().lock();
    let color = console.page(false).color;
    let mut review = Review { input: &mut input, out, color, ended: false, answered: 0 };
    for run in runs {
        let articles = run.current.articles;
        let settled = match writing {
            _ if run.is_held() => Ok(()),
            Writing::Nothing => Ok(()),
            Writing::Pending if articles == 0 => Ok(()),
            Writing::Pending if run.is_well() => run.suite.settle(),
            Writing::Pending => run.suite.keep_pending(&run.comparison.with(|_| true)),
            Writing::Update => update(run),
            Writing::Review if articles == 0 || run.is_well() => Ok(()),
            Writing::Review => {
                ask(run, &mut review)?;
                continue;
            }
        };
        settled.map_err(|e| unwritable(run.suite, &e))?;
    }
    Ok(())
}

fn unwritable(suite: &Suite, e: &io::Error) -> Stop {
    Stop::usage("E0704", format!("cannot write `{}`: {e}", suite.snapshot().display()), None)
}

fn update(run: &mut SuiteRun) -> io::Result<()> {
    run.stale.iter().try_for_each(|path| testing::remove_snapshot(path))?;
    run.removed = true;
    if run.current.articles == 0 {
        return Ok(());
    }
    if run.is_well() {
        return run.suite.settle();
    }
    run.suite.accept(&run.comparison.with(|_| true))?;
    run.taken = run.comparison.changes().count();
    run.written = true;
    Ok(())
}

/// Asks about every difference, and writes what comes of it.
fn ask(run: &mut SuiteRun, review: &mut Review) -> Result<(), Stop> {
    if review.ended {
        return Ok(());
    }
    writeln!(review.out, "{}", Sanitized::name(&run.suite.name()))?;
    let count = run.comparison.changes().count();
    let mut answers = Vec::with_capacity(count);
    for (number, change) in run.comparison.changes().enumerate() {
        answers.push(review.change(&change, number, count)?);
    }
    if count == 0 {
        writeln!(review.out, "\nthe first report of this suite: nothing found")?;
        answers.push(review.ask()?);
    }
    if review.answered == 0 {
        return Err(Stop::usage(
            "E0720",
            "`--review` asks about each finding, and there is nobody to answer",
            Some("call it in a terminal, or pipe answers in, one a line; `--update` accepts everything".into()),
        ));
    }
    writeln!(review.out)?;
    let written = write(run, &answers);
    written.map_err(|e| unwritable(run.suite, &e))
}

fn write(run: &mut SuiteRun, answers: &[Answer]) -> io::Result<()> {
    if answers.contains(&Answer::Accept) {
        run.suite.accept(&run.comparison.with(|n| answers[n] == Answer::Accept))?;
        run.written = true;
        run.taken = run.comparison.changes().enumerate().filter(|(n, _)| answers[*n] == Answer::Accept).count();
    }
    match answers.contains(&Answer::Skip) {
        // What is still to be decided waits for another review; what was rejected does not.
        true => run.suite.keep_pending(&run.comparison.with(|n| answers[n] != Answer::Reject)),
        false => run.suite.settle(),
    }
}
