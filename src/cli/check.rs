//! `claimlint check`.

use std::io::Write;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::fix;
use super::options::{ArticleOptions, RuleOptions, unknown};
use super::output::{self, Stop};
use crate::article::{Batch, Stet};
use crate::check::{Options, unused_stets};
use crate::facts::{Reasons, Undecided};
use crate::finding::{Level, Report, Verdict};
use crate::language::{Program, nearest};
use crate::report::{self, FilePlace, Listed, Problem, RenderOptions};
use crate::{run, testing};

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
    /// Exit with status 1 from findings of this level on
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    fail_on: FailOn,
    /// Exit with status 1 for what is undecided for this reason, too, and list it (repeatable)
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_parser = reason())]
    strict: Vec<Undecided>,
    /// Mend spellings, acronyms, alphabets and the form of dates in the articles' files, where a rule says how
    #[arg(long)]
    fix: bool,
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
}

impl From<Format> for report::Format {
    fn from(format: Format) -> report::Format {
        match format {
            Format::Full => report::Format::Full,
            Format::Short => report::Format::Short,
            Format::Json => report::Format::Json,
            Format::Jsonl => report::Format::Jsonl,
            Format::Html => report::Format::Html,
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

impl FailOn {
    /// Whether the findings of a report make the run fail.
    fn fails(self, report: &Report) -> bool {
        let least = match self {
            FailOn::Error => Level::Error,
            FailOn::Warning => Level::Warning,
            FailOn::Advice => Level::Advice,
            FailOn::Off => return false,
        };
        report.findings.iter().any(|f| f.verdict == Verdict::Violated && f.level >= least && f.suppressed.is_none())
    }
}

/// Whether something is undecided for a reason that makes the run fail.
fn is_strict(report: &Report, strict: Reasons) -> bool {
    let open = |v: Verdict| matches!(v, Verdict::Undecided(why) if strict.has(why));
    report.findings.iter().any(|f| f.level != Level::Off && f.suppressed.is_none() && open(f.verdict))
}

/// One of the nine words.
fn reason() -> impl TypedValueParser<Value = Undecided> {
    PossibleValuesParser::new(Undecided::ALL.map(Undecided::word))
        .map(|word| Undecided::ALL.into_iter().find(|why| why.word() == word).expect("only these words are let in"))
}

/// Warnings for what articles let stand though no rule of that name exists, or finds anything there.
fn stets(report: &Report, batch: &Batch, program: &Program, options: &Options) -> Vec<Problem> {
    let warning = |code, stet: &Stet, message: String, help: Option<String>| {
        let file = FilePlace { path: stet.file.clone(), offset: None, line: Some(stet.line) };
        let message = format!("`{}:{}` {message}", stet.file, stet.line);
        Problem { code, warning: true, message, labels: Vec::new(), file: Some(file), help }
    };
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
    pub fn is_machine(&self) -> bool {
        matches!(self.format, Format::Json | Format::Jsonl)
    }

    /// Which rules run; an error where one is named that does not exist.
    fn options(&self, program: &Program) -> Result<Options, Stop> {
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
        })
    }
}

pub fn run(args: &CheckArgs, console: &Console) -> Result<Status, Stop> {
    // A page shows what rules say of their tests.
    let mut rules = args.rules.load(args.format == Format::Html)?;
    let mut problems = std::mem::take(&mut rules.problems);
    let program = &rules.program;
    let options = args.options(program)?;
    if args.fix {
        fix::allow(&args.articles.paths)?;
    }
    let strict: Reasons = args.strict.iter().copied().collect();
    let (mut batch, mut unread) = args.articles.read_against(&rules, &args.against);
    let (_, mut report) = run::check(&batch, program, &options);
    if args.fix {
        let (changed, mut unmade) = fix::make(&report, &batch, console);
        problems.append(&mut unmade);
        if changed {
            // The report is of the articles as they are now.
            (batch, unread) = args.articles.read_against(&rules, &args.against);
            (_, report) = run::check(&batch, program, &options);
        }
    }
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
    };
    report::render(args.format.into(), &report, &batch, program, &render, &mut out)?;
    out.flush()?;
    let status = match (unread.iter().all(|p| p.warning), args.fail_on.fails(&report) || is_strict(&report, strict)) {
        (false, _) => Status::Unread,
        (true, true) => Status::Found,
        (true, false) => Status::Clean,
    };
    problems.extend(unread);
    problems.extend(stets(&report, &batch, program, &options));
    console.problems(&problems, &program.sources);
    // The process ends here: to take a large record apart entry by entry would only cost time.
    std::mem::forget(rules);
    Ok(status)
}
