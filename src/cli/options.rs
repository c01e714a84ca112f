//! Options that several commands share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::article::{Batch, Kept, LIMITS, LimitSpec, Limits, parse_date};
use crate::cli::output::Stop;
use crate::config::Config;
use crate::facts::{DateValue, Day};
use crate::language::{Program, nearest};
use crate::report::{ColorChoice, Problem};
use crate::run::{self, ConfigFile, Project, RuleFiles, load_project};

/// The articles of a run.
#[derive(Args)]
pub struct ArticleOptions {
    /// Articles: files, folders, `-` for standard input [default: those of the configuration, else the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The own date of articles that carry none, as 2025-05-20
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<DateValue>,
    /// Pass over what the configuration excludes, also where it is named here: for tools that name changed files
    #[arg(long)]
    pub force_exclude: bool,
    /// How many articles are read side by side [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// How much one article or file may ask for, as in `words=200000` (repeatable) [names: article-bytes, words, facts, depth,
    /// expansion, expanded-bytes, pairs]
    #[arg(long, value_name = "NAME=NUMBER", value_parser = limit)]
    pub limit: Vec<(&'static LimitSpec, u64)>,
    /// Keep nothing for the next run, and use nothing of the last one
    #[arg(long)]
    pub no_cache: bool,
}

/// The value of `--date`.
pub fn date(written: &str) -> Result<DateValue, String> {
    parse_date(written).ok_or_else(|| "no date: write the day as 2025-05-20".into())
}

/// The value of `--limit`.
fn limit(written: &str) -> Result<(&'static LimitSpec, u64), String> {
    let (name, number) = written.split_once('=').ok_or("write a name and a number, as in `words=200000`")?;
    let limit = LimitSpec::of(name.trim()).ok_or_else(|| {
        let near = nearest(name, LIMITS.iter().map(|l| l.name));
        let known = || LIMITS.map(|l| l.name).join(", ");
        near.map_or_else(|| format!("the limits are {}", known()), |near| format!("did you mean `{near}`?"))
    })?;
    match number.trim().replace('_', "").parse() {
        Ok(number) if number > 0 => Ok((limit, number)),
        _ => Err(format!("`{}` takes a whole number from 1 on", limit.name)),
    }
}

/// The last day of a date.
pub fn day(written: &str) -> Result<Day, String> {
    date(written)?.to.ok_or_else(|| "no day: write it as 2025-05-20".into())
}

impl ArticleOptions {
    /// Those of the configuration, and before them those of the command line.
    pub fn limits(&self, rules: &Rules) -> Limits {
        let mut limits = rules.config.limits();
        self.limit.iter().for_each(|(limit, value)| limit.set(&mut limits, *value));
        limits
    }

    /// The articles in every language, and what could not be read.
    pub fn read_all(&self, rules: &Rules) -> (Batch, Vec<Problem>) {
        self.reading(rules, &[], true, None)
    }

    /// The articles as drafts, the sources beside them, and what could not be read.
    pub fn read_against(&self, rules: &Rules, sources: &[PathBuf], kept: Option<&Kept>) -> (Batch, Vec<Problem>) {
        self.reading(rules, sources, false, kept)
    }

    fn reading(
        &self,
        rules: &Rules,
        sources: &[PathBuf],
        every_language: bool,
        kept: Option<&Kept>,
    ) -> (Batch, Vec<Problem>) {
        if let Some(jobs) = self.jobs {
            // Fails only where the threads run already, in tests that call a command twice.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        }
        let set = rules.config.articles.as_ref().map(|a| a.value.iter().map(|p| p.value.clone()).collect());
        let mut paths = match (&self.paths[..], set) {
            ([], Some(set)) => set,
            ([], None) => vec![PathBuf::from(".")],
            (named, _) => named.to_vec(),
        };
        let excluded = rules.config.exclude.as_ref().map(|e| &e.value);
        let out = |path: &Path| excluded.is_some_and(|e| e.has(path));
        paths.retain(|path| !self.force_exclude || !out(path));
        let reading = run::Reading {
            drafts: &paths,
            sources,
            date: self.date.as_ref(),
            every_language,
            limits: self.limits(rules),
            fields: rules.config.fields(),
            excluded: Some(&out),
            kept,
        };
        let (mut batch, mut errors) = reading.read();
        errors.extend(run::take_out_crowded(&mut batch, &rules.program, &reading.limits));
        (batch, errors.iter().map(Problem::from).collect())
    }
}

/// The rules of a run.
#[derive(Args, Clone, Default)]
pub struct RuleOptions {
    /// Rules: a file, or a folder of `*.claim` files (repeatable) [default: those of the configuration]
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Without the standard pack
    #[arg(long)]
    pub no_std: bool,
    /// What is known to be true: `.claim`, CSV, JSON Lines, Popolo, Wikidata or SPARQL JSON (repeatable) [default: those of
    /// the configuration]
    #[arg(long, value_name = "FILE")]
    pub record: Vec<PathBuf>,
    /// The day of which the record is known to be right, where it does not say so itself
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// The configuration [default: the nearest `claimlint.toml` here or in a folder above]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Rules that are loaded.
pub struct Rules {
    pub program: Program,
    /// Warnings, for those who check articles.
    pub problems: Vec<Problem>,
    pub config: Config,
}

impl RuleOptions {
    /// The program of the rules, and what else a run is told by its configuration.
    pub fn load(&self, std_tests: bool) -> Result<Rules, Stop> {
        let project = self.project(std_tests)?;
        let problems = project.problems();
        Ok(Rules { program: project.loaded.program, problems, config: project.config })
    }

    /// The configuration and the program of the rules, which has no errors.
    pub fn project(&self, std_tests: bool) -> Result<Project, Stop> {
        self.by_config(std_tests, self.config.clone().map_or(ConfigFile::Nearest, ConfigFile::At))
    }

    /// The program of these files alone, without any configuration.
    pub fn alone(&self) -> Result<Project, Stop> {
        self.by_config(false, ConfigFile::None)
    }

    fn by_config(&self, std_tests: bool, config: ConfigFile) -> Result<Project, Stop> {
        let asked = RuleFiles {
            rules: self.rules.clone(),
            records: self.record.clone(),
            no_std: self.no_std,
            std_tests,
            config,
        };
        let mut project = load_project(&asked).map_err(|e| Stop::Failed(e.problems, e.sources))?;
        if let Some(day) = self.as_of {
            let tenures = project.loaded.program.roles.iter_mut().flat_map(|r| Arc::make_mut(&mut r.tenures));
            tenures.for_each(|t| t.as_of = t.as_of.or(Some(day)));
        }
        match project.loaded.has_errors() {
            true => Err(Stop::Failed(project.problems(), project.loaded.program.sources)),
            false => Ok(project),
        }
    }
}

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> ColorChoice {
        match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// An error for a name that does not exist, with the nearest one that does.
pub fn unknown<'a>(code: &'static str, what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Stop {
    let near = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
    Stop::usage(code, format!("there is no {what} named `{name}`"), near)
}
