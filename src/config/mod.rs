//! `claimlint.toml`: what a desk has decided once, so that nobody types it again.
//!
//! [`read`] turns a file into a [`Config`] and everything that is wrong with it. Whatever is not set there is `None`: the
//! default is chosen by whoever asks, and the command line comes before both. Paths are relative to the file's folder.

mod globs;
mod problems;
mod read;
mod show;

use std::path::PathBuf;

pub use globs::Globs;
pub use problems::unread;
pub use read::{candidates, read};
pub use show::{By, Chosen, ChosenFiles, show};

use crate::article::{FieldNames, LimitSpec, Limits};
use crate::finding::Level;
use crate::language::{LevelSetting, Metadata, ParamSetting};
use crate::source::Span;

/// The file's name, looked for in the current folder and in those above it.
pub const FILE: &str = "claimlint.toml";

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    pub value: T,
    pub at: Span,
}

impl<T> Placed<T> {
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Placed<U> {
        Placed { value: f(self.value), at: self.at }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Config {
    /// As one would name it from the current folder; `None`: there is no file.
    pub file: Option<PathBuf>,
    pub text: String,
    /// Rule files and folders, as one would name them from the current folder.
    pub rules: Option<Placed<Vec<Placed<PathBuf>>>>,
    /// Files of the record, likewise.
    pub record: Option<Placed<Vec<Placed<PathBuf>>>>,
    /// Whether the bundled packs are on.
    pub std: Option<Placed<bool>>,
    /// What is checked where the command line names no article.
    pub articles: Option<Placed<Vec<Placed<PathBuf>>>>,
    /// Files that are passed over where they are found in a folder.
    pub exclude: Option<Placed<Globs>>,
    pub baseline: Option<Placed<PathBuf>>,
    pub fail_on: Option<Placed<Level>>,
    /// The address of a rule's page, with `{rule}` once.
    pub rule_pages: Option<Placed<String>>,
    /// Who answers for what is published of findings.
    pub publisher: Option<Placed<String>>,
    pub params: Vec<ParamSetting>,
    pub levels: Vec<LevelSetting>,
    /// In order of the file: of several that set one rule for an article, the last one counts.
    pub overrides: Vec<Override>,
    pub policy: Policy,
    /// What records call their fields, by our names.
    pub fields: Vec<(&'static str, Placed<String>)>,
    /// Other limits than the usual ones.
    pub limits: Vec<LimitSetting>,
}

/// A limit of input, and where it is set.
#[derive(Clone, Debug)]
pub struct LimitSetting {
    pub limit: &'static LimitSpec,
    pub value: Placed<u64>,
}

impl Config {
    /// What records call their fields.
    pub fn fields(&self) -> FieldNames {
        let mut names = FieldNames::default();
        self.fields.iter().for_each(|(ours, theirs)| names.set(ours, &theirs.value));
        names
    }

    /// The limits in effect.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for setting in &self.limits {
            setting.limit.set(&mut limits, setting.value.value);
        }
        limits
    }
}

/// Other levels for some articles.
#[derive(Clone, Debug)]
pub struct Override {
    pub paths: Placed<Globs>,
    pub levels: Vec<LevelSetting>,
}

/// What a desk asks of its own rule files. It decides how `claimlint rules --check` ends; it stops no check of articles.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// A rule has a test that is violated and one that holds.
    pub require_tests: Option<Placed<bool>>,
    /// A rule says these of itself.
    pub require: Option<Placed<Vec<Metadata>>>,
    /// Codes of warnings that are errors; `all` stands for every one.
    pub deny: Option<Placed<Vec<String>>>,
    /// Codes of warnings that are not told.
    pub allow: Option<Placed<Vec<String>>>,
    /// A `stet` without a reason is a warning.
    pub stet_reasons: Option<Placed<bool>>,
}

/// The code of a rule without a violated and a holding test.
const NO_TESTS: &str = "W0002";

impl Policy {
    /// Whether a warning is an error by the desk's policy.
    pub fn denies(&self, code: &str) -> bool {
        let listed = self.deny.as_ref().is_some_and(|d| d.value.iter().any(|c| c == code || c == ALL));
        let tests = code == NO_TESTS && self.require_tests.as_ref().is_some_and(|r| r.value);
        // What is missing is only ever told where the desk requires it.
        listed || tests || code == crate::language::NO_METADATA
    }

    /// Whether a warning is not told at all. What is denied is told, though all else be allowed.
    pub fn allows(&self, code: &str) -> bool {
        !self.denies(code) && self.allow.as_ref().is_some_and(|a| a.value.iter().any(|c| c == code || c == ALL))
    }

    pub fn required(&self) -> &[Metadata] {
        self.require.as_ref().map_or(&[], |r| &r.value)
    }
}

/// In `deny` and `allow`: every warning.
pub const ALL: &str = "all";
