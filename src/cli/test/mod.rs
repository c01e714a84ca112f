//! `claimlint test`.

mod mutate;
mod suites;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, unknown};
use super::output::{self, Stop};
use crate::article::InputError;
use crate::check::Options;
use crate::language::{Program, Rule, Test};
use crate::report::Problem;
use crate::run::{self, Project};
use crate::source::FileSpan;
use crate::testing::{self, Outcome, Suite, TestResult, TestRun};
use suites::{SuiteRun, Writing};

#[derive(Args)]
#[command(after_help = "\
A test of a rule stands in its file: a text or several articles, and what the rule must say of them.\n\n\
A suite is a folder of articles. Its report stands in its `snapshots/report.snap` and is held against that of \
today, finding by finding; `--update` makes and accepts it, `--review` asks about each finding. Suites are checked by \
the `*.claim` files in their folder and those of `--rules` or the configuration, as `check` does when it is called from there. Files in a suite's \
`snapshots` are of insta's format. Without `CI` in the environment, what differs is kept in `report.snap.new`.\n\n\
Exit status: 0 all is as expected, 1 a test or a suite is not, a `todo` passes, or a snapshot is stale, 2 usage or rule error, \
3 an article of a suite could not be read.")]
pub struct TestArgs {
    /// Rule files, folders of them, and suites: folders of articles [default: all that the configuration names, or the bundled packs]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RuleOptions,
    /// Only tests and findings of this rule (repeatable)
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// Only tests and suites whose name holds these words (repeatable)
    #[arg(long, value_name = "WORDS")]
    test: Vec<String>,
    /// Accept what suites report today, make a suite of a named folder of articles, remove stale snapshots
    #[arg(long)]
    update: bool,
    /// Accept or reject what suites report today finding by finding; answers may be piped in, one a line
    #[arg(long, conflicts_with = "update")]
    review: bool,
    /// How results are printed
    #[arg(long, value_enum, default_value = "full", conflicts_with = "review")]
    format: Format,
    /// List these, too
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHICH")]
    show: Vec<Show>,
    #[command(flatten)]
    mutate: mutate::MutateArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What is not as expected, finding by finding
    Full,
    /// One object, as `claimlint schema test` describes it; with `--mutate`, as `schema mutations` does
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Tests that passed, and suites
    Passed,
    /// Tests that are yet to pass
    Todo,
    /// Rules without a test
    Untested,
}

impl TestArgs {
    pub fn is_machine(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether `--test` picks something of that name.
    fn picks(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.test.is_empty() || self.test.iter().any(|words| name.contains(&words.to_lowercase()))
    }
    fn wants(&self, test: &Test) -> bool {
        let of_rule = self.only.is_empty() || self.only.iter().any(|rule| *test.rule == **rule);
        of_rule && self.picks(&test.name)
    }

    fn writing(&self) -> Writing {
        // As other tools that keep snapshots, nothing is left behind where nobody would look at it.
        let ci = std::env::var("CI").is_ok_and(|v| !matches!(v.as_str(), "" | "0" | "false"));
        match (self.update, self.review) {
            (true, _) => Writing::Update,
            (_, true) => Writing::Review,
            _ if ci => Writing::Nothing,
            _ => Writing::Pending,
        }
    }
}

/// Rules that belong together, with the suite in whose folder they stand.
struct Part {
    project: Project,
    suite: Option<Suite>,
    /// Nobody named files: the tests of the bundled packs are meant.
    bundled: bool,
}

impl Part {
    fn program(&self) -> &Program {
        &self.project.loaded.program
    }
    /// Whether what stands there is of this part: everything else is only brought in.
    fn has(&self, at: FileSpan) -> bool {
        let name = &self.program().sources.get(at.source).name;
        let project = self.program().sources.is_own(at);
        match &self.suite {
            Some(suite) => project && suite.has(Path::new(name)),
            None => project || self.bundled,
        }
    }
    fn tests(&self) -> impl Iterator<Item = &Test> {
        self.program().tests.iter().filter(|t| self.has(t.at))
    }
    /// Rules of the part that no test looks at.
    fn untested(&self) -> impl Iterator<Item = &Rule> {
        let tested = |rule: &Rule| self.program().tests.iter().any(|t| t.rule == rule.name);
        self.program().rules.iter().filter(move |rule| self.has(rule.at) && !tested(rule))
    }
}

/// The rules of the run: those outside of suites together, and those of each suite.
fn parts(args: &TestArgs, console: &Console) -> Result<Vec<Part>, Stop> {
    let mut suites = testing::find_suites(&args.paths, args.update || args.review);
    // What the configuration and `--rules` name.
    let shared = match args.paths.is_empty() || !suites.is_empty() {
        true => Some(args.rules.project(args.paths.is_empty() && args.rules.rules.is_empty())?),
        false => None,
    };
    let configured = shared.as_ref().and_then(|p| p.config.file.as_deref()).and_then(Path::parent);
    if let (true, Some(folder)) = (args.paths.is_empty(), configured) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        suites = testing::find_suites(&[folder.to_path_buf()], false);
    }
    let outside = |paths: &[PathBuf]| -> Vec<PathBuf> {
        run::rule_files(paths).into_iter().filter(|file| !suites.iter().any(|s| s.has(file))).collect()
    };
    let named = shared.as_ref().map_or(&[][..], |p| &p.files.rules.value);
    let common = outside(named);
    let load = |rules: Vec<PathBuf>| RuleOptions { rules, ..args.rules.clone() }.project(false);

    let mut parts = Vec::new();
    let mut add = |project: Project, suite: Option<Suite>| {
        let part = Part { bundled: project.files.rules.value.is_empty() && suite.is_none(), suite, project };
        // What is wrong with files that several parts bring in is told once.
        let own =
            |p: &Problem| part.suite.is_none() || !p.warning || p.labels.first().is_some_and(|(at, _)| part.has(*at));
        let problems: Vec<Problem> = part.project.problems_for_authors().into_iter().filter(own).collect();
        console.problems(&problems, &part.program().sources);
        parts.push(part);
    };
    let files = outside(&args.paths);
    if !args.paths.is_empty() && (!files.is_empty() || !args.rules.rules.is_empty()) {
        add(load(files.into_iter().chain(args.rules.rules.iter().cloned()).collect())?, None);
    }
    for suite in &suites {
        let rules: Vec<PathBuf> = suite.rule_files().into_iter().chain(common.iter().cloned()).collect();
        add(load(rules)?, Some(suite.clone()));
    }
    match shared {
        Some(shared) if args.paths.is_empty() && common.len() == run::rule_files(&shared.files.rules.value).len() => {
            add(shared, None);
        }
        Some(_) if args.paths.is_empty() && !common.is_empty() => add(load(common)?, None),
        _ => {}
    }
    // Those outside of suites come first.
    parts.sort_by_key(|part| part.suite.is_some());
    let mut rules = parts.iter().flat_map(|p| &p.program().rules).map(|r| &*r.name);
    match args.only.iter().find(|name| !rules.clone().any(|rule| rule == **name)) {
        Some(name) => Err(unknown("E0701", "rule", name, &mut rules)),
        None => Ok(parts),
    }
}

/// What came of a run.
struct Done<'p> {
    tests: Vec<(&'p Part, TestResult<'p>)>,
    suites: Vec<SuiteRun<'p>>,
    /// Tests and suites that the filters left out.
    left_out: usize,
    untested: Vec<(&'p Part, &'p Rule)>,
}

impl Done<'_> {
    fn failed_tests(&self) -> usize {
        self.tests.iter().filter(|(_, r)| !r.is_well()).count()
    }
    fn todo(&self) -> usize {
        self.tests.iter().filter(|(_, r)| matches!(r.outcome, Outcome::Todo(_))).count()
    }
    fn failed_suites(&self) -> usize {
        self.suites.iter().filter(|s| !s.is_well()).count()
    }
    fn stale(&self) -> usize {
        self.suites.iter().map(|s| s.stale.len()).sum()
    }
    fn is_well(&self) -> bool {
        self.failed_tests() == 0
            && self.failed_suites() == 0
            && self.suites.iter().all(|s| s.removed || s.stale.is_empty())
    }
}

pub fn run(args: &TestArgs, console: &Console) -> Result<Status, Stop> {
    if args.mutate.mutate {
        return mutate::run(&args.mutate, &args.paths, &args.rules, &args.only, args.is_machine(), console);
    }
    let writing = args.writing();
    let parts = parts(args, console)?;
    let options = Options { only: args.only.clone(), ..Options::default() };
    let mut done = Done { tests: Vec::new(), suites: Vec::new(), left_out: 0, untested: Vec::new() };
    for part in &parts {
        let results = testing::run(part.program(), |test| args.wants(test) && part.has(test.at));
        done.left_out += part.tests().count() - results.len();
        done.tests.extend(results.into_iter().map(|r| (part, r)));
        let named = |rule: &&Rule| args.only.is_empty() || args.only.iter().any(|name| *rule.name == **name);
        done.untested.extend(part.untested().filter(named).map(|rule| (part, rule)));
    }
    let (picked, others): (Vec<&Part>, Vec<&Part>) = parts
        .iter()
        .filter(|p| p.suite.is_some())
        .partition(|p| p.suite.as_ref().is_some_and(|s| args.picks(&s.name())));
    done.left_out += others.len();
    done.suites = suites::run(&picked, &options);

    let mut out = output::open(None)?;
    if !args.is_machine() {
        text::tests(&mut *out, &done, args)?;
    }
    suites::settle(&mut done.suites, writing, console, &mut *out)?;
    match args.format {
        Format::Full => text::suites_and_summary(&mut *out, &done, args, console)?,
        Format::Json => testing::write_json(&mut *out, &test_run(&done))?,
    }
    out.flush()?;
    let errors: Vec<&InputError> = done.suites.iter().flat_map(|s| &s.current.errors).collect();
    let problems: Vec<Problem> = errors.iter().map(|e| Problem::from(*e)).collect();
    console.problems(&problems, &Default::default());
    Ok(match (problems.iter().all(|p| p.warning), done.is_well()) {
        (false, _) => Status::Unread,
        (true, true) => Status::Clean,
        (true, false) => Status::Found,
    })
}

/// The same for machines.
fn test_run<'d>(done: &'d Done) -> TestRun<'d> {
    let tests = done.tests.iter().map(|(part, result)| testing::json_test(result, &part.program().sources));
    TestRun {
        version: 1,
        tests: tests.collect(),
        suites: done.suites.iter().map(SuiteRun::json).collect(),
        untested: done.untested.iter().map(|(_, rule)| &*rule.name).collect(),
        summary: testing::JsonSummary {
            tests: done.tests.len(),
            passed: done.tests.iter().filter(|(_, r)| matches!(r.outcome, Outcome::Passed)).count(),
            failed: done.failed_tests(),
            todo: done.todo(),
            filtered_out: done.left_out,
            suites: done.suites.len(),
            suites_failed: done.failed_suites(),
            stale: done.stale(),
            untested: done.untested.len(),
        },
    }
}
