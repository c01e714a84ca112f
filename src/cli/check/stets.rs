//! Warnings about stets.

use crate::article::{Batch, Stet};
use crate::check::{Options, compares_articles, unused_stets};
use crate::finding::Report;
use crate::language::{Program, nearest};
use crate::report::{FilePlace, Problem};

/// Takes out what says no reason, with a warning each: for desks that want one.
pub fn without_reason(batch: &mut Batch) -> Vec<Problem> {
    let mut out = Vec::new();
    for stets in batch.articles.iter_mut().map(|a| &mut a.stets) {
        for stet in stets.extract_if(.., |s| s.reason.is_none()) {
            let help = format!("write `stet {}:` and behind it why", stet.rule);
            let message = format!("lets `{}` stand and does not say why, so that it does not", stet.rule);
            out.push(warning("W0620", &stet, message, Some(help)));
        }
    }
    out
}

fn warning(code: &'static str, stet: &Stet, message: String, help: Option<String>) -> Problem {
    let file = FilePlace { path: stet.file.clone(), offset: None, line: Some(stet.line) };
    let message = format!("`{}:{}` {message}", stet.file, stet.line);
    Problem { code, warning: true, message, labels: Vec::new(), file: Some(file), help }
}

/// What stands in articles and no finding needs, where that can be told from these articles alone.
pub fn needless<'b>(report: &Report, batch: &'b Batch, program: &Program, options: &Options) -> Vec<&'b Stet> {
    let rule = |stet: &Stet| program.rules.iter().find(|r| r.is_called(&stet.rule));
    // What a rule finds between articles depends on which ones are read.
    let alone = |stet: &&Stet| rule(stet).is_some_and(|r| !compares_articles(r) && options.level(r).is_some());
    unused_stets(report, batch, options).into_iter().filter(alone).collect()
}

/// Warnings for what articles let stand though no rule of that name exists, or finds anything there.
pub fn warnings(report: &Report, batch: &Batch, program: &Program, options: &Options) -> Vec<Problem> {
    let is_rule = |stet: &&Stet| program.rules.iter().any(|r| r.is_called(&stet.rule));
    let mut out = Vec::new();
    for stet in batch.articles.iter().flat_map(|a| &a.stets).filter(|s| !is_rule(s)) {
        let near = nearest(&stet.rule, program.rules.iter().map(|r| &*r.name));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        out.push(warning("W0610", stet, format!("lets `{}` stand, which is no rule", stet.rule), help));
    }
    for stet in unused_stets(report, batch, options).into_iter().filter(is_rule) {
        let message = format!("lets `{}` stand where it finds nothing", stet.rule);
        out.push(warning("W0609", stet, message, Some("take the `stet` out".into())));
    }
    out
}
