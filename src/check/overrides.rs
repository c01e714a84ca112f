//! Levels that a desk sets for some of its articles only.

use std::sync::Arc;

use super::Options;
use crate::article::ArticleId;
use crate::finding::{Draft, Level, RuleCount, Verdict};
use crate::language::{Program, Rule};

/// Other levels for some articles.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// Ordered.
    pub articles: Vec<ArticleId>,
    /// By names of rules, which may be old ones.
    pub levels: Vec<(String, Level)>,
}

impl Override {
    fn level(&self, rule: &Rule) -> Option<Level> {
        self.levels.iter().rev().find(|(name, _)| rule.is_called(name)).map(|&(_, level)| level)
    }
}

impl Options {
    /// The strongest level that a rule has in any article.
    pub(super) fn strongest(&self, rule: &Rule) -> Level {
        self.overrides.iter().filter_map(|o| o.level(rule)).fold(rule.level, Level::max)
    }
}

/// Gives each finding the level of its rule in the article of its first mark, and takes out those of a rule that is off there.
pub fn apply(drafts: &mut Vec<Draft>, counts: &mut [(Arc<str>, RuleCount)], program: &Program, options: &Options) {
    if options.overrides.is_empty() {
        return;
    }
    drafts.retain_mut(|draft| {
        let finding = &draft.finding;
        let Some(rule) = program.rules.iter().find(|r| r.name == finding.rule) else { return true };
        let first = finding.first_label().map(|l| l.article);
        let here = |o: &&super::Override| first.is_some_and(|id| o.articles.binary_search(&id).is_ok());
        let set = options.overrides.iter().rev().filter(here).find_map(|o| o.level(rule));
        // Who asks for a rule by name gets it, even where it is off.
        let level = set.or((rule.level == Level::Off).then_some(Level::Off)).filter(|_| !options.asks_for(rule));
        let (verdict, was) = (finding.verdict, finding.level);
        let is_on = level.unwrap_or(was) != Level::Off;
        if !is_on && let Some((_, count)) = counts.iter_mut().find(|(name, _)| *name == finding.rule) {
            match verdict {
                Verdict::Violated => count.violated = count.violated.saturating_sub(1),
                Verdict::Undecided(_) => count.undecided = count.undecided.saturating_sub(1),
            }
        }
        if let Some(level) = level.filter(|level| *level != was) {
            Arc::make_mut(&mut draft.finding).level = level;
        }
        is_on
    });
}
