//! `claimlint explain --at FILE:LINE[:COL]`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::{RuleOptions, Rules, date, unknown};
use super::output::{self, Stop};
use crate::article::{ArticleId, Batch, path_of};
use crate::check::Question;
use crate::facts::DateValue;
use crate::report::{Problem, explain::find_rule, explanation};
use crate::run::{Engine, Reading};

#[derive(Args)]
pub struct PlaceArgs {
    /// Why there is a finding at this place of an article, or none
    #[arg(long, value_name = "FILE:LINE[:COL]")]
    pub at: Option<String>,
    /// What this rule saw there, and what parted it from a finding
    #[arg(long, value_name = "RULE", requires = "at")]
    rule: Option<String>,
    /// The own date of articles that carry none, as 2025-05-20
    #[arg(long, value_name = "DATE", value_parser = date, requires = "at")]
    date: Option<DateValue>,
    /// How the explanation is printed
    #[arg(long, value_enum, default_value = "text", requires = "at")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object, as `claimlint schema explanation` describes it
    Json,
    /// A graph in Mermaid's language
    Mermaid,
}

impl PlaceArgs {
    pub fn is_machine(&self) -> bool {
        self.at.is_some() && self.format == Format::Json
    }
}

/// A place as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// `path`, or `path#id`.
    name: String,
    line: usize,
    column: Option<usize>,
}

fn parse(typed: &str) -> Option<Place> {
    let number = |s: &str| s.parse::<usize>().ok().filter(|n| *n > 0);
    let (name, last) = typed.rsplit_once(':')?;
    let last = number(last)?;
    let place = match name.rsplit_once(':').and_then(|(name, line)| Some((name, number(line)?))) {
        Some((name, line)) => Place { name: name.into(), line, column: Some(last) },
        None => Place { name: name.into(), line: last, column: None },
    };
    (!place.name.is_empty()).then_some(place)
}

/// Explains the place `at`, in a batch of its own article and those at `paths`.
pub fn run(
    at: &str,
    paths: &[PathBuf],
    args: &PlaceArgs,
    rules: &RuleOptions,
    console: &Console,
) -> Result<Status, Stop> {
    let place = parse(at).ok_or_else(|| {
        let help = "write the file, the line and perhaps the column, as in `article.txt:3:14`";
        Stop::usage("E0714", format!("`{at}` is no place in an article"), Some(help.into()))
    })?;
    let Rules { program, config, .. } = rules.load(false)?;
    let (limits, fields) = (config.limits(), config.fields());
    let rule = match &args.rule {
        None => None,
        Some(name) => Some(
            find_rule(&program, name)
                .ok_or_else(|| unknown("E0701", "rule", name, program.rules.iter().map(|r| &*r.name)))?,
        ),
    };
    let file = path_of(&place.name);
    let mut all = paths.to_vec();
    // Within a folder of the batch it is there already, perhaps by another way to write its path.
    if !paths.iter().any(|path| holds(path, Path::new(file))) {
        all.insert(0, PathBuf::from(file));
    }
    let (batch, unread) =
        Reading { drafts: &all, date: args.date.as_ref(), limits, fields, ..Reading::default() }.read();
    let problems: Vec<Problem> = unread.iter().map(Problem::from).collect();
    let article = find(&batch, &place, file, &problems)?;
    let spans = explanation::place(&batch, article, place.line, place.column).map_err(|lines| {
        let name = &batch.get(article).name;
        let count = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
        let help = match lines {
            0 => "the article is empty".to_string(),
            _ => format!("name a line from 1 to {lines}"),
        };
        Stop::usage("E0714", format!("`{name}` has no line {}: it has {count}", place.line), Some(help))
    })?;
    if spans.is_empty() {
        let column = place.column.map_or(String::new(), |c| format!(", column {c}"));
        let help = match place.column {
            Some(_) => format!("without the column, the whole line is looked at: `{}:{}`", place.name, place.line),
            None => "name a line with words of the article".into(),
        };
        let message = format!("no words of the article stand at line {}{column} of `{}`", place.line, place.name);
        return Err(Stop::usage("E0714", message, Some(help)));
    }
    let question = Question { article, spans: &spans, rule };
    let (store, answer) = Engine::new(&program).explain(&batch, &question);
    let mut out = output::open(None)?;
    let format = match args.format {
        Format::Text => explanation::Format::Text,
        Format::Json => explanation::Format::Json,
        Format::Mermaid => explanation::Format::Mermaid,
    };
    explanation::write(format, &mut out, &answer, &batch, &store, &program, &console.page(false))?;
    out.flush()?;
    console.problems(&problems, &program.sources);
    Ok(if problems.iter().all(|p| p.warning) { Status::Clean } else { Status::Unread })
}

/// Whether `path` is the file or a folder around it.
fn holds(path: &Path, file: &Path) -> bool {
    match (path.canonicalize(), file.canonicalize()) {
        (Ok(path), Ok(file)) => file.starts_with(path),
        _ => path == file,
    }
}

/// The article of a place: the file, or the one of its records that is named.
fn find(batch: &Batch, place: &Place, file: &str, problems: &[Problem]) -> Result<ArticleId, Stop> {
    let real = Path::new(file).canonicalize().ok();
    let of_file = |id: &ArticleId| {
        let name = &batch.get(*id).name;
        let path = path_of(name);
        path == file || (real.is_some() && Path::new(path).canonicalize().ok() == real)
    };
    let articles: Vec<ArticleId> = batch.ids().filter(of_file).collect();
    let id = |name: &str| name.split_once('#').map(|(_, id)| id.to_string());
    let named = |a: &&ArticleId| id(&batch.get(**a).name) == id(&place.name);
    match (&articles[..], articles.iter().find(named)) {
        (_, Some(found)) => Ok(*found),
        ([], _) => {
            if !problems.is_empty() {
                return Err(Stop::Failed(problems.to_vec(), crate::source::Sources::default()));
            }
            let help = "name a file with an article in it, as in `article.txt:3`";
            Err(Stop::usage("E0714", format!("no article was read from `{file}`"), Some(help.into())))
        }
        ([first, ..], None) => {
            let first = &batch.get(*first).name;
            let (message, help) = match id(&place.name) {
                Some(id) => (format!("`{file}` has no article `{id}`"), format!("its first one is `{first}`")),
                None => {
                    let help = format!("name one of them, as in `{first}:{}`", place.line);
                    (format!("`{file}` holds several articles"), help)
                }
            };
            Err(Stop::usage("E0714", message, Some(help)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_from_their_end() {
        let place = |name: &str, line, column| Some(Place { name: name.into(), line, column });
        for (typed, read) in [
            ("a.txt:3", place("a.txt", 3, None)),
            ("a.txt:3:14", place("a.txt", 3, Some(14))),
            ("a:b.txt:3", place("a:b.txt", 3, None)),
            ("c:\\a.txt:3:1", place("c:\\a.txt", 3, Some(1))),
            ("wire.jsonl#7:2", place("wire.jsonl#7", 2, None)),
            ("a.txt", None),
            ("a.txt:0", None),
            ("a.txt:x", None),
            (":3", None),
        ] {
            assert_eq!(parse(typed), read, "{typed}");
        }
    }
}
