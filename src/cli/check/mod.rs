//! `claimlint check`.

mod baseline;
mod fix;
mod since;
mod stets;
mod watch;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use self::baseline::Known;
use self::since::Changed;
use self::watch::Watch;
use super::Status;
use super::console::Console;
use super::options::{ArticleOptions, RuleOptions, Rules, unknown};
use super::output::{self, Stop};
use super::progress::Progress;
use crate::article::{Batch, Kept};
use crate::check::{Options, Override};
use crate::config::{Config, Placed};
use crate::facts::{Reasons, Undecided};
use crate::finding::{Level, Report, Verdict};
use crate::observe::{Observer, Stage};
use crate::report::{self, Drawings, Listed, Problem, RenderOptions};
use crate::run::{self, Cache, Engine, Session};
use crate::testing;

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    articles: ArticleOptions,
    #[command(flatten)]
    rules: RuleOptions,
    /// Sources that the articles are drafts of: what a source contradicts, and what none has, is a finding (repeatable;
    /// files and folders)
    #[arg(long, value_name = "PATH", num_args = 1..)]
    against: Vec<PathBuf>,
    /// With `--against`: check the sources, too, and hold them against each other
    #[arg(long, requires = "against")]
    check_sources: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "full")]
    format: Format,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only this rule (repeatable)
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// Not this rule (repeatable)
    #[arg(long, value_name = "RULE")]
    not: Vec<String>,
    /// Only rules with this tag (repeatable)
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Exit with status 1 from findings of this level on [default: that of the configuration, else error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Findings that were there before: they are marked as known, and fail no run [default: that of the configuration]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings of this run as the baseline of later ones
    #[arg(long, conflicts_with_all = ["only", "not", "tag", "against"])]
    write_baseline: bool,
    /// Exit with status 1 for what is undecided for this reason, too, and list it (repeatable)
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_parser = reason())]
    strict: Vec<Undecided>,
    /// Mend spellings, acronyms, alphabets and the form of dates in the articles' files, where a rule says how; take out what
    /// lets nothing stand
    #[arg(long)]
    fix: bool,
    /// Print what `--fix` would change, and change nothing, also beside `--fix`; status 1 if there is something
    #[arg(long, conflicts_with_all = ["output", "write_baseline"])]
    diff: bool,
    /// Report on what has changed since a commit, with all the articles as context
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    since: Option<String>,
    /// Check again whenever an article, a rule or the record changes
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline", "output"])]
    watch: bool,
    /// Say on standard error what the run took: by stage, rule and article
    #[arg(long)]
    stats: bool,
    /// List these findings, too
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHICH")]
    show: Vec<Show>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Every finding with the words it rests on
    Full,
    /// One line a finding
    Short,
    /// One object, as `claimlint schema check` describes it
    Json,
    /// One object a finding, as `claimlint schema finding` describes it
    Jsonl,
    /// A page for a browser, in one file: findings with their articles side by side
    Html,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit's XML: articles as suites, findings as cases
    Junit,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// Checkstyle's XML
    Checkstyle,
    /// A summary for a pull request
    Markdown,
    /// ClaimReview of schema.org as JSON-LD, of what the record or the calendar decides
    ClaimReview,
}

impl From<Format> for report::Format {
    fn from(format: Format) -> report::Format {
        match format {
            Format::Full => report::Format::Full,
            Format::Short => report::Format::Short,
            Format::Json => report::Format::Json,
            Format::Jsonl => report::Format::Jsonl,
            Format::Html => report::Format::Html,
            Format::Sarif => report::Format::Sarif,
            Format::Junit => report::Format::Junit,
            Format::Github => report::Format::Github,
            Format::Gitlab => report::Format::Gitlab,
            Format::Checkstyle => report::Format::Checkstyle,
            Format::Markdown => report::Format::Markdown,
            Format::ClaimReview => report::Format::ClaimReview,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Advice,
    /// Never
    Off,
}

impl From<FailOn> for Level {
    fn from(level: FailOn) -> Level {
        match level {
            FailOn::Error => Level::Error,
            FailOn::Warning => Level::Warning,
            FailOn::Advice => Level::Advice,
            FailOn::Off => Level::Off,
        }
    }
}

/// Whether something is undecided for a reason that makes the run fail.
fn is_strict(report: &Report, strict: Reasons) -> bool {
    let open = |v: Verdict| matches!(v, Verdict::Undecided(why) if strict.has(why));
    report.found().any(|f| f.level != Level::Off && f.suppressed.is_none() && open(f.verdict))
}

/// One of the nine words.
fn reason() -> impl TypedValueParser<Value = Undecided> {
    PossibleValuesParser::new(Undecided::ALL.map(Undecided::word))
        .map(|word| Undecided::ALL.into_iter().find(|why| why.word() == word).expect("only these words are let in"))
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// What could not be decided, each with its reason
    Undecided,
    /// What articles let stand (`stet`), each with its reason
    Suppressed,
    /// Which facts were taken for one thing, which may be, and which were told apart: by which keys (`--format full` and
    /// `json`)
    Alignment,
}

impl CheckArgs {
    /// The articles that a run reads.
    fn read_paths(&self, config: &Config) -> Vec<PathBuf> {
        let mut all = chosen(&self.articles.paths, &config.articles);
        if all.is_empty() {
            all.push(PathBuf::from("."));
        }
        all.extend(self.against.iter().cloned());
        all
    }

    /// The rules, the record and the configuration that a run goes by.
    fn ruled_by(&self, config: &Config) -> Vec<PathBuf> {
        let mut all = chosen(&self.rules.rules, &config.rules);
        all.extend(chosen(&self.rules.record, &config.record));
        all.extend(config.file.clone());
        all
    }

    fn load(&self) -> Result<Rules, Stop> {
        // A page shows what rules say of their tests.
        self.rules.load(self.format == Format::Html)
    }

    fn cache(&self) -> Option<Cache> {
        if self.articles.no_cache { None } else { Cache::open() }
    }

    pub fn is_machine(&self) -> bool {
        !matches!(self.format, Format::Full | Format::Short | Format::Github | Format::Markdown)
    }

    /// Which rules run; an error where one is named that does not exist.
    fn options(&self, rules: &Rules) -> Result<Options, Stop> {
        let program = &rules.program;
        for name in self.only.iter().chain(&self.not) {
            if !program.rules.iter().any(|rule| rule.is_called(name)) {
                return Err(unknown("E0701", "rule", name, program.rules.iter().map(|r| &*r.name)));
            }
        }
        for tag in &self.tag {
            let mut tags = program.rules.iter().flat_map(|r| &r.tags).map(|t| &**t);
            if !tags.clone().any(|t| t == tag) {
                return Err(unknown("E0706", "tag", tag, &mut tags));
            }
        }
        Ok(Options {
            only: self.only.clone(),
            not: self.not.clone(),
            tags: self.tag.clone(),
            sources: self.check_sources,
            // The page has a graph of it.
            alignment: self.show.contains(&Show::Alignment) || self.format == Format::Html,
            overrides: Vec::new(),
            pairs: Some(usize::try_from(self.articles.limits(rules).pairs).unwrap_or(usize::MAX)),
        })
    }
}

/// What the command line names, else what the configuration has.
fn chosen(named: &[PathBuf], set: &Option<Placed<Vec<Placed<PathBuf>>>>) -> Vec<PathBuf> {
    match named.is_empty() {
        true => set.iter().flat_map(|p| &p.value).map(|p| p.value.clone()).collect(),
        false => named.to_vec(),
    }
}

/// The levels that the configuration sets for some of the articles.
fn overrides(config: &Config, batch: &Batch) -> Vec<Override> {
    let of = |o: &crate::config::Override| Override {
        articles: batch.ids().filter(|&id| o.paths.value.has(batch.get(id).path())).collect(),
        levels: o.levels.iter().map(|l| (l.rule.clone(), l.level)).collect(),
    };
    config.overrides.iter().map(of).collect()
}

pub fn run(args: &CheckArgs, console: &Console) -> Result<Status, Stop> {
    if args.watch {
        return watched(args, console);
    }
    let rules = args.load()?;
    let cache = args.cache();
    let status = once(args, &rules, console, None, &mut |batch, options, progress| {
        run::check_cached(batch, &rules.program, options, cache.as_ref(), progress)
    });
    // The process ends here: to take a large record apart entry by entry would only cost time.
    std::mem::forget(rules);
    status
}

/// Checks whenever something has changed.
fn watched(args: &CheckArgs, console: &Console) -> Result<Status, Stop> {
    let config = args.rules.load(false)?.config;
    let watch = Watch::new(args.read_paths(&config).into_iter().chain(args.ruled_by(&config)))?;
    let cache = args.cache();
    loop {
        let rules = match args.load() {
            Ok(rules) => rules,
            // A rule file that is half written is told of; the next change may mend it.
            Err(stop) => {
                tell(stop, console)?;
                match watch.wait() {
                    Some(_) => continue,
                    None => return Ok(Status::Clean),
                }
            }
        };
        let ruled_by: Vec<PathBuf> =
            args.ruled_by(&rules.config).iter().filter_map(|path| path.canonicalize().ok()).collect();
        let is_rule = |path: &PathBuf| {
            let rules = |path: &Path| path.extension().is_some_and(|ending| ending == "claim" || ending == "toml");
            // Without a path it is not known what has changed.
            path.as_os_str().is_empty()
                || rules(path)
                || path.ancestors().any(|p| ruled_by.iter().any(|rule| rule == p))
        };
        let kept = Again::default();
        let mut session = Session::new(Engine::new(&rules.program).cached(cache.as_ref()));
        loop {
            let done = once(args, &rules, console, Some(&kept), &mut |batch, options, progress| {
                session.check(batch, options, progress)
            });
            if let Err(stop) = done {
                tell(stop, console)?;
            }
            match watch.wait() {
                Some(changed) if changed.iter().any(is_rule) => break,
                Some(changed) => kept.files.forget(&changed),
                None => return Ok(Status::Clean),
            }
        }
    }
}

/// What stops a run, where another one follows.
fn tell(stop: Stop, console: &Console) -> Result<(), Stop> {
    match stop {
        Stop::ClosedPipe => return Err(Stop::ClosedPipe),
        Stop::Failed(problems, sources) => console.problems(&problems, &sources),
    }
    console.hint("\nwaiting for a change");
    Ok(())
}

/// How a run ends: what could not be read counts more than what was found.
fn status(unread: &[Problem], found: bool) -> Status {
    match (unread.iter().all(|p| p.warning), found) {
        (false, _) => Status::Unread,
        (true, true) => Status::Found,
        (true, false) => Status::Clean,
    }
}

/// Says what the rules find in a batch.
type Check<'c> = &'c mut dyn FnMut(&Arc<Batch>, &Options, &Progress) -> Report;

/// What one check leaves to the next one.
#[derive(Default)]
struct Again {
    files: Kept,
    drawings: Drawings,
}

/// Checks once.
fn once(
    args: &CheckArgs,
    rules: &Rules,
    console: &Console,
    again: Option<&Again>,
    check: Check,
) -> Result<Status, Stop> {
    let mut problems = rules.problems.clone();
    let (program, config) = (&rules.program, &rules.config);
    let mut options = args.options(rules)?;
    let known = Known::open(args.baseline.as_deref(), args.write_baseline, config)?;
    if args.fix && !args.diff {
        fix::allow(&args.articles.paths)?;
    }
    let changed = args.since.as_deref().map(Changed::since).transpose()?;
    let strict: Reasons = args.strict.iter().copied().collect();
    let wants_reasons = config.policy.stet_reasons.as_ref().is_some_and(|p| p.value);
    let read = || {
        let (mut batch, mut unread) = args.articles.read_against(rules, &args.against, again.map(|again| &again.files));
        if wants_reasons {
            unread.append(&mut stets::without_reason(&mut batch));
        }
        (Arc::new(batch), unread)
    };
    let progress = Progress::new(console, args.stats);
    progress.begin(Stage::Read, 0);
    let (mut batch, mut unread) = read();
    options.overrides = overrides(config, &batch);
    let mut report = check(&batch, &options, &progress);
    if args.diff {
        progress.finish();
        let mut out = output::open(None)?;
        let (differs, mut unmade) = fix::diff(&report, &batch, &mut out)?;
        out.flush()?;
        let status = status(&unread, differs);
        problems.append(&mut unread);
        problems.append(&mut unmade);
        console.problems(&problems, &program.sources);
        return Ok(status);
    }
    if args.fix {
        let (changed, mut unmade) = fix::make(&report, &batch, console);
        problems.append(&mut unmade);
        let taken = fix::take_out(&stets::needless(&report, &batch, program, &options), console);
        if changed || taken {
            // The report is of the articles as they are now.
            (batch, unread) = read();
            report = check(&batch, &options, &progress);
        }
    }
    progress.finish();
    if let Some(changed) = &changed {
        changed.retain(&mut report, &batch);
    }
    known.apply(&mut report, &batch, program, &options, changed.as_ref());
    let mut out = output::open(args.output.as_deref())?;
    let listed = Listed {
        undecided: if args.show.contains(&Show::Undecided) { Reasons::all() } else { strict },
        suppressed: args.show.contains(&Show::Suppressed),
    };
    let rule_pages = match args.format {
        Format::Html => {
            let named = report::rules_named(&report, listed);
            testing::rule_pages_of(program, |rule| named.contains(&*rule.name))
        }
        _ => Vec::new(),
    };
    let render = RenderOptions {
        page: console.page(args.output.is_some()),
        listed,
        quiet: console.quiet,
        rule_pages: &rule_pages,
        fail_on: args.fail_on.map(Level::from).or(config.fail_on.as_ref().map(|l| l.value)).unwrap_or(Level::Error),
        rule_address: config.rule_pages.as_ref().map(|p| p.value.clone()),
        publisher: config.publisher.as_ref().map(|p| p.value.clone()),
        drawings: again.map(|again| &again.drawings),
    };
    report::render(args.format.into(), &report, &batch, program, &render, &mut out)?;
    out.flush()?;
    known.write(&report, &batch, console)?;
    if args.stats {
        progress.stats(&report, &batch);
    }
    let status = status(&unread, report.found().any(|f| render.fails(f)) || is_strict(&report, strict));
    problems.extend(unread);
    problems.extend(stets::warnings(&report, &batch, program, &options));
    console.problems(&problems, &program.sources);
    if args.watch {
        console.hint("\nwaiting for a change");
    }
    Ok(status)
}
