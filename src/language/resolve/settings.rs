//! What a configuration sets: values of params, levels of rules, and what every rule must say of itself.

use super::super::ast;
use super::super::errors::{NameProblem, Warning, nearest};
use super::super::format::short;
use super::super::parse::literal;
use super::super::program::Literal;
use super::files::RuleInput;
use super::names::size;
use super::rules::RuleNames;
use super::types::Ty;
use super::{FileSpan, Resolver, Type};
use crate::finding::Level;
use crate::source::Span;

#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The configuration's own file: spans below are places in it.
    pub file: RuleInput,
    pub params: Vec<ParamSetting>,
    pub levels: Vec<LevelSetting>,
    /// Levels for some articles only: their rules must exist.
    pub overrides: Vec<LevelSetting>,
    /// What every rule of the project must say of itself.
    pub require: Vec<Metadata>,
    /// Only some of the project's rules are loaded: a name that is not among them is no error.
    pub partial: bool,
}

/// `gap = "3 days"`.
#[derive(Clone, Debug)]
pub struct ParamSetting {
    pub param: String,
    pub at: Span,
    /// As it would stand behind `default`; words of a text without their quotation marks.
    pub value: String,
    /// It stands in quotation marks, and may be a text.
    pub quoted: bool,
    pub value_at: Span,
}

/// `held-office = "warning"`.
#[derive(Clone, Debug)]
pub struct LevelSetting {
    pub rule: String,
    pub at: Span,
    pub level: Level,
}

/// What a rule says of itself beside what it checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metadata {
    Level,
    Why,
    Tags,
    Since,
    Owner,
}

impl Metadata {
    pub const ALL: [Metadata; 5] = [Metadata::Level, Metadata::Why, Metadata::Tags, Metadata::Since, Metadata::Owner];

    /// The word of its clause.
    pub fn name(self) -> &'static str {
        match self {
            Metadata::Level => "level",
            Metadata::Why => "why",
            Metadata::Tags => "tags",
            Metadata::Since => "since",
            Metadata::Owner => "owner",
        }
    }
}

impl Resolver<'_> {
    /// What the configuration sets a param to, if it does and the value fits.
    pub(super) fn param_setting(
        &mut self,
        name: &str,
        ty: &Type,
        (min, max): (&Option<Literal>, &Option<Literal>),
        declared: FileSpan,
    ) -> Option<Literal> {
        let (settings, source) = self.settings?;
        let setting = settings.params.iter().find(|s| s.param == name)?;
        let words = matches!(ty, Type::Number | Type::Quantity | Type::Date | Type::Duration | Type::Enumeration(_));
        let value = if setting.quoted && !words { short(&setting.value) } else { setting.value.clone() };
        let before = self.diagnostics.len();
        let read = literal(&value, source).and_then(|expr| self.literal(&expr, source, ty));
        // What was said about it speaks of places in the value.
        self.diagnostics.truncate(before);
        let outside = |l: &Literal| {
            let (value, min, max) = (size(l), min.as_ref().and_then(size), max.as_ref().and_then(size));
            value.is_some_and(|v| min.is_some_and(|m| v < m) || max.is_some_and(|m| v > m))
        };
        let wants = match &read {
            None => Ty::Of(ty.clone()).name(),
            Some(read) if outside(read) => "within its bounds".to_string(),
            Some(_) => return read,
        };
        let problem = NameProblem::ParamSetting { name: name.to_string(), value: setting.value.clone(), wants };
        self.report(problem, FileSpan { source, span: setting.value_at }).also(declared, "declared here");
        None
    }

    /// Params that the configuration sets and no file declares.
    pub(super) fn unknown_params(&mut self) {
        let Some((settings, source)) = self.settings.filter(|(settings, _)| !settings.partial) else { return };
        for setting in &settings.params {
            if self.names.declared_params.contains(&setting.param) {
                continue;
            }
            let near = nearest(&setting.param, self.program.params.iter().map(|p| &*p.name)).map(str::to_string);
            let problem = NameProblem::UnknownParam { name: setting.param.clone(), near };
            self.report(problem, FileSpan { source, span: setting.at });
        }
    }

    /// What the configuration requires a rule to say of itself and it does not. A level that the configuration sets is one.
    pub(super) fn metadata(&mut self, rule: &ast::Rule, name: &str, at: FileSpan) {
        let Some((settings, _)) = self.settings else { return };
        for &required in &settings.require {
            let missing = match required {
                Metadata::Level => rule.level.is_none() && settings.levels.iter().all(|l| l.rule != name),
                Metadata::Why => rule.why.is_none(),
                Metadata::Tags => rule.tags.is_empty(),
                Metadata::Since => rule.since.is_none(),
                Metadata::Owner => rule.owner.is_none(),
            };
            if missing {
                self.report(Warning::NoMetadata { rule: name.to_string(), missing: required.name() }, at);
            }
        }
    }

    /// Gives rules the levels that the configuration sets. A rule is found by its old names, too.
    pub(super) fn set_levels(&mut self, names: &RuleNames) {
        let Some((settings, source)) = self.settings else { return };
        let everywhere = settings.levels.iter().map(|s| (s, true));
        for (setting, sets) in everywhere.chain(settings.overrides.iter().map(|s| (s, false))) {
            let called = |name: &str| name == setting.rule;
            let rules = &mut self.program.rules;
            let found = match rules.iter().position(|r| called(&r.name)) {
                Some(index) => Some(index),
                None => rules.iter().position(|r| r.formerly.iter().any(|f| called(f))),
            };
            if let Some(index) = found {
                if sets {
                    rules[index].level = setting.level;
                }
            } else if !settings.partial && !names.contains_key(&setting.rule) {
                let near = nearest(&setting.rule, rules.iter().map(|r| &*r.name)).map(str::to_string);
                let problem = NameProblem::UnknownRule { name: setting.rule.clone(), near };
                self.report(problem, FileSpan { source, span: setting.at });
            }
        }
    }
}
