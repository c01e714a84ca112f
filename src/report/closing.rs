//! The lines under the findings: what was checked, what of it was found, left open or let stand, and what to do next.
//!
//! Five lines at most on a page of 80 columns: nobody reads more below a report. Lists are cut to what their line holds.

use std::io::{self, Write};

use super::json::is_shown;
use super::sanitize::width;
use super::summary::{AgainstBaseline, Summary};
use super::{RenderOptions, counted, wrap};
use crate::article::Batch;
use crate::finding::{Level, Report, Verdict};
use crate::language::Program;

/// From more findings than this on they are counted by rule, too.
const MANY: usize = 50;

pub fn write(
    out: &mut dyn Write,
    report: &Report,
    batch: &Batch,
    program: &Program,
    options: &RenderOptions,
) -> io::Result<()> {
    let summary = Summary::new(report, batch);
    let columns = options.page.width;
    let mut lines = vec![totals(&summary)];
    // What the baseline has is of no rule's interest any more.
    lines.extend(against_baseline(&summary, columns).or_else(|| by_rule(&summary, report, program, columns)));
    lines.extend(left(&summary, options, columns));
    lines.extend(next(report, options));
    for line in &lines {
        wrap::write(out, line, &options.page)?;
    }
    Ok(())
}

/// What was checked and found, in one line.
pub fn totals(summary: &Summary) -> String {
    let found = match summary.levels.is_empty() {
        true => "nothing found".to_string(),
        false => {
            let levels = summary.levels.iter().map(|&(level, n)| match level {
                Level::Advice | Level::Off => format!("{n} advice"),
                _ => counted(n, level.name()),
            });
            levels.collect::<Vec<_>>().join(", ")
        }
    };
    let against = match summary.sources {
        0 => String::new(),
        n => format!(" against {}", counted(n, "source")),
    };
    format!(
        "{}{against}, {}, {} checked: {found}",
        counted(summary.articles, "article"),
        counted(summary.facts, "fact"),
        counted(summary.checked, "candidate"),
    )
}

/// What of the findings the baseline has, and what it has beside them.
fn against_baseline(summary: &Summary, columns: usize) -> Option<String> {
    let AgainstBaseline { new, known, gone } = summary.baseline.as_ref()?;
    let counts = format!("{new} new, {known} known");
    if gone.is_empty() {
        return Some(counts);
    }
    let before = format!("{counts}; {} of the baseline gone (", gone.len());
    let after = format!("): `--write-baseline` takes {} out", if gone.len() == 1 { "it" } else { "them" });
    let listed: Vec<String> = gone.iter().map(|e| format!("{} in `{}`", e.rule, e.article)).collect();
    Some(fitting(columns, &before, &listed, "more", &after))
}

/// How often each rule found something, and the project's own rules that saw no candidate. Of the bundled ones that is nothing
/// strange: they are for all kinds of articles.
fn by_rule(summary: &Summary, report: &Report, program: &Program, columns: usize) -> Option<String> {
    if summary.articles == 0 {
        return None;
    }
    if summary.checked == 0 {
        return Some("no rule had anything to check here; `claimlint facts` shows what was read".into());
    }
    let own = |name: &str| program.rules.iter().any(|r| *r.name == *name && !r.bundled);
    let idle = report.rules.iter().filter(|(name, count)| count.candidates == 0 && own(name));
    let idle: Vec<String> = idle.map(|(name, _)| format!("`{name}`")).collect();
    let idle = match idle.is_empty() {
        true => String::new(),
        false => fitting(columns / 2, "no candidate for ", &idle, "other rule", ""),
    };
    let rules: Vec<String> = summary.by_rule.iter().map(|(rule, n)| format!("{n} {rule}")).collect();
    match (summary.violated > MANY, idle.is_empty()) {
        (true, true) => Some(fitting(columns, "by rule: ", &rules, "other rule", "")),
        (true, false) => Some(fitting(columns, "by rule: ", &rules, "other rule", &format!("; {idle}"))),
        (false, false) => Some(idle),
        (false, true) => None,
    }
}

/// What is undecided, excepted or let stand.
fn left(summary: &Summary, options: &RenderOptions, columns: usize) -> Option<String> {
    let mut hidden = Vec::new();
    if summary.reasons.iter().any(|(why, _)| !options.listed.undecided.has(*why)) {
        hidden.push("undecided");
    }
    let mut rest = Vec::new();
    let excepted = summary.suppressed - summary.standing;
    if excepted > 0 {
        rest.push(format!("{excepted} excepted by `except`"));
    }
    if summary.standing > 0 {
        rest.push(format!("{} let stand", summary.standing));
        if !options.listed.suppressed {
            hidden.push("suppressed");
        }
    }
    let hint = match hidden.is_empty() {
        true => String::new(),
        false => format!("; `--show {}`", hidden.join(",")),
    };
    if summary.undecided == 0 {
        return (!rest.is_empty()).then(|| format!("{}{hint}", rest.join(", ")));
    }
    let after: String = rest.iter().map(|r| format!(", {r}")).chain([hint]).collect();
    let reasons: Vec<String> = summary.reasons.iter().map(|(why, n)| format!("{n} {}", why.word())).collect();
    let undecided = format!("{} undecided", summary.undecided);
    Some(match reasons.is_empty() {
        true => format!("{undecided}{after}"),
        false => fitting(columns, &format!("{undecided} ("), &reasons, "more", &format!("){after}")),
    })
}

/// What to do about the findings.
fn next(report: &Report, options: &RenderOptions) -> Option<String> {
    let shown = || report.found().filter(|f| is_shown(f, options.listed));
    // The first of the loudest.
    let finding =
        shown().filter(|f| !f.known).min_by_key(|f| (f.verdict != Verdict::Violated, std::cmp::Reverse(f.level)));
    let mended = match shown().filter(|f| !f.fix.is_empty()).count() {
        0 => None,
        1 => Some("`claimlint check --fix` mends one of these".to_string()),
        n => Some(format!("`claimlint check --fix` mends {n} of these")),
    };
    let why = finding.map(|f| {
        format!(
            "`claimlint explain {}` says why it matters, `claimlint explain --at FILE:LINE` how it came about",
            f.rule
        )
    });
    let parts: Vec<String> = mended.into_iter().chain(why).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// `before`, as many of `items` as fit between it and `after` on `columns` columns, the count of the others, and `after`. The
/// first always stands there.
fn fitting(columns: usize, before: &str, items: &[String], others: &str, after: &str) -> String {
    let line = |n: usize| {
        let more = items.len() - n;
        let more = match others {
            "more" => (more > 0).then(|| format!("{more} more")),
            _ => (more > 0).then(|| counted(more, others)),
        };
        let listed: Vec<String> = items[..n].iter().cloned().chain(more).collect();
        format!("{before}{}{after}", listed.join(", "))
    };
    let most = (1..=items.len()).rev().find(|&n| width(&line(n)) <= columns);
    line(most.unwrap_or(items.len().min(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_to_their_line() {
        let items: Vec<String> = ["12 full-date", "3 weekday", "1 headline-body"].map(String::from).to_vec();
        assert_eq!(
            fitting(80, "by rule: ", &items, "other rule", "."),
            "by rule: 12 full-date, 3 weekday, 1 headline-body."
        );
        assert_eq!(
            fitting(48, "by rule: ", &items, "other rule", "."),
            "by rule: 12 full-date, 3 weekday, 1 other rule."
        );
        assert_eq!(fitting(10, "by rule: ", &items, "other rule", "."), "by rule: 12 full-date, 2 other rules.");
        assert_eq!(fitting(10, "gone (", &items, "more", ")"), "gone (12 full-date, 2 more)");
        assert_eq!(fitting(10, "none", &[], "more", ""), "none");
    }
}
