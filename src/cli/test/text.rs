//! Results for people.

use std::io::{self, Write};

use super::suites::SuiteRun;
use super::{Done, Part, Show, TestArgs};
use crate::cli::console::Console;
use crate::report::Sanitized;
use crate::source::{FileSpan, LineIndex};
use crate::testing::{self, Accepted, Outcome};

/// `rules/desk.claim:12`
fn place(part: &Part, at: FileSpan) -> String {
    let file = part.program().sources.get(at.source);
    let line = LineIndex::new(&file.text).line_of(at.span.start as usize) + 1;
    format!("{}:{line}", Sanitized::name(&file.name))
}

/// Every test that did not end well, and those that are asked for.
pub fn tests(out: &mut dyn Write, done: &Done, args: &TestArgs) -> io::Result<()> {
    for (part, result) in &done.tests {
        let test = result.test;
        let shows = |what: Show| args.show.contains(&what);
        let (heading, lines) = match &result.outcome {
            Outcome::Passed if shows(Show::Passed) => ("passed", Vec::new()),
            Outcome::Todo(failure) if shows(Show::Todo) => ("todo", testing::lines(test, failure)),
            Outcome::Passed | Outcome::Todo(_) => continue,
            Outcome::Failed(failure) => ("failed", testing::lines(test, failure)),
            Outcome::NowPasses => ("passes now", vec!["help: remove its `todo`, so that it stays so".to_string()]),
        };
        let (name, rule) = (Sanitized::words(&test.name), Sanitized::name(&test.rule));
        write!(out, "{}: {heading}: “{name}” of {rule}", place(part, test.at))?;
        match test.todo.as_deref() {
            Some(why) if !why.is_empty() => writeln!(out, " ({})", Sanitized::words(why))?,
            _ => writeln!(out)?,
        }
        for line in &lines {
            writeln!(out, "  {line}")?;
        }
        if !lines.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

pub fn suites_and_summary(out: &mut dyn Write, done: &Done, args: &TestArgs, console: &Console) -> io::Result<()> {
    for run in &done.suites {
        suite(out, run, args, console)?;
    }
    if args.show.contains(&Show::Untested) {
        for (part, rule) in &done.untested {
            writeln!(out, "{}: without a test: {}", place(part, rule.at), Sanitized::name(&rule.name))?;
        }
    }
    if !console.quiet {
        if done.tests.is_empty() && done.suites.is_empty() && done.left_out == 0 {
            writeln!(
                out,
                "nothing to test here: no rule has a test, and no folder of articles is a suite (`--update` makes it one, if articles lie in it)"
            )?;
        }
        writeln!(out, "{}", summary(done))?;
    }
    Ok(())
}

fn suite(out: &mut dyn Write, run: &SuiteRun, args: &TestArgs, console: &Console) -> io::Result<()> {
    let name = Sanitized::name(&run.suite.name());
    let snapshot = run.suite.snapshot();
    let snapshot = Sanitized::name(&snapshot.to_string_lossy());
    let count = run.comparison.changes().count();
    let counted: Vec<String> = ["added", "changed", "removed"]
        .iter()
        .map(|what| (run.comparison.changes().filter(|c| c.name() == *what).count(), what))
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let counted = if counted.is_empty() { "nothing found".to_string() } else { counted.join(", ") };
    if run.written && run.is_well() {
        writeln!(out, "{name}: {snapshot} written: {counted}")?;
    } else if !run.is_well() {
        match &run.accepted {
            Accepted::Nothing => writeln!(out, "{name}: no report is accepted yet: {counted}")?,
            Accepted::Broken(why) => writeln!(out, "{name}: {snapshot} is no snapshot: {}", Sanitized::words(why))?,
            Accepted::Report(_) if run.taken > 0 => {
                writeln!(out, "{name}: {} of {count} differences accepted", run.taken)?;
            }
            Accepted::Report(_) => writeln!(out, "{name}: not as in {snapshot}: {counted}")?,
        }
        if !args.review {
            let color = console.page(false).color;
            for change in run.comparison.changes() {
                writeln!(out, "\n{}", change.name())?;
                for line in change.lines() {
                    writeln!(out, "{}", testing::painted(&line, color))?;
                }
            }
            match run.held() {
                Some(why) => writeln!(out, "\n  note: {why}\n")?,
                None => {
                    writeln!(out, "\n  help: `--review` asks about each difference, `--update` accepts them all\n")?;
                }
            }
        }
    } else if args.show.contains(&Show::Passed) && run.stale.is_empty() {
        writeln!(out, "{name}: as in {snapshot}")?;
    }
    for path in &run.stale {
        let path = Sanitized::name(&path.to_string_lossy());
        let why =
            if run.current.articles == 0 { "there are no articles any more" } else { "no report is held against it" };
        match run.removed {
            true => writeln!(out, "{path}: stale and removed: {why}")?,
            false => writeln!(out, "{path}: stale: {why}; `--update` removes it")?,
        }
    }
    Ok(())
}

/// `12 tests, 1 failed, 1 todo; 2 suites, 0 failed; 3 rules without a test`
fn summary(done: &Done) -> String {
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let more = |of: &[(usize, &str)]| -> String {
        of.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}")).collect()
    };
    let mut parts = Vec::new();
    if !done.tests.is_empty() || done.suites.is_empty() {
        let rest = more(&[(done.todo(), "todo")]);
        parts.push(format!("{}, {} failed{rest}", counted(done.tests.len(), "test"), done.failed_tests()));
    }
    if !done.suites.is_empty() {
        let written = done.suites.iter().filter(|s| s.written).count();
        let rest = more(&[(written, "written")]);
        parts.push(format!("{}, {} failed{rest}", counted(done.suites.len(), "suite"), done.failed_suites()));
    }
    if done.stale() > 0 {
        parts.push(counted(done.stale(), "stale snapshot"));
    }
    if !done.untested.is_empty() {
        parts.push(format!("{} without a test", counted(done.untested.len(), "rule")));
    }
    if done.left_out > 0 {
        parts.push(format!("{} filtered out", done.left_out));
    }
    parts.join("; ")
}
