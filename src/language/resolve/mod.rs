//! Tree → [`Program`]: names bound, types checked, phrases compiled.
//!
//! All files are read first (`files`), so that order never matters. Then kinds, lists and params are declared
//! (`names`), then vocabulary and record (`record`), phrases and cues (`phrases`), and last the rules and their tests
//! (`rules`, `conditions`, `values`), which speak of all of these.
//!
//! In conditions and messages, every variable `x` has, besides the fields of its kind:
//!
//! | written | means |
//! |---|---|
//! | `x.article` | the name of its article |
//! | `x.article-date` | the article's own date |
//! | `x.stance` | how the article puts it: `asserted`, `reported`, `denied`, … |
//! | `x.source` | who is said to say so; missing where nobody is |
//! | `x.text` | its words |
//! | `x.sentence` | the words of its sentence |
//! | `x` | the fact itself |
//!
//! A field of that name comes first (`quote.text`, where a kind has one). A bare word is a variable, a word of the
//! other side's enumeration, a param, a list, or else a field of the first variable; one that is two of these is an
//! error.

mod conditions;
mod derive;
mod files;
mod import;
mod lower;
mod names;
mod phrases;
mod record;
mod rules;
mod settings;
mod spelled;
mod tests;
mod types;
mod units;
mod values;

pub use files::{LoadOptions, Loader, RuleInput};
pub use import::RecordFormat;
pub use settings::{LevelSetting, Metadata, ParamSetting, Settings};

use rustc_hash::FxHashMap;

use super::ast::{Declaration, Expr, Name};
use super::errors::{Describe, Diagnostic, MOST_ERRORS, Problem};
use super::lints::lint;
use super::program::Program;
use super::split::with_stack;
use crate::facts::{FieldId, KindId, Schema, Type};
use crate::source::{FileSpan, SourceId, Span};
use files::SourceTree;

/// A program, and everything that is wrong with the files that it came from. With an error among them, the program is
/// what could be understood, and not to be run.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub program: Program,
    /// In order of file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads rule files, and whatever they bring in, into one program.
pub fn load(inputs: &[RuleInput], options: &LoadOptions) -> Loaded {
    with_stack(|| load_here(inputs, options))
}

fn load_here(inputs: &[RuleInput], options: &LoadOptions) -> Loaded {
    let (mut sources, mut trees, mut diagnostics) = files::read_all(inputs, options);
    let settings = options
        .settings
        .map(|settings| (settings, sources.add(settings.file.name.clone(), settings.file.text.clone())));
    // Whatever a project declares again, it finds declared by the bundled packs.
    trees.sort_by_key(|t| !t.bundled);
    let program = Program { sources, ..Program::default() };
    let mut resolver = Resolver {
        program,
        diagnostics: Vec::new(),
        names: names::Names::default(),
        options,
        errors: 0,
        settings,
        spelled: spelled::Spelled::default(),
    };
    resolver.names.lost.extend(trees.iter().flat_map(|t| t.file.lost.iter().cloned()));
    resolver.kinds(&trees);
    resolver.lists_and_params(&trees);
    resolver.vocabulary(&trees);
    resolver.extraction(&trees);
    resolver.all_rules(&trees);
    resolver.unknown_params();
    if resolver.is_full()
        && let Some(at) = resolver.diagnostics.last().map(|d| d.labels[0].0)
    {
        resolver.report(Problem::Enough, at);
    }
    diagnostics.append(&mut resolver.diagnostics);
    // Rules with errors are missing from the program, which would make lists look idle and rules alike; and whoever
    // has errors to mend need not hear of missing tests yet.
    if !diagnostics.iter().any(Diagnostic::is_error) {
        resolver.untested_rules();
        diagnostics.append(&mut resolver.diagnostics);
        let declared = resolver.names.declared();
        diagnostics.append(&mut lint(&resolver.program, &declared));
    }
    diagnostics.sort_by_key(|d| (d.labels[0].0.source, d.labels[0].0.span.start, d.code));
    Loaded { program: resolver.program, diagnostics }
}

struct Resolver<'a> {
    program: Program,
    diagnostics: Vec<Diagnostic>,
    names: names::Names,
    options: &'a LoadOptions<'a>,
    /// Among the diagnostics.
    errors: usize,
    /// What the configuration sets, and its file.
    settings: Option<(&'a Settings, SourceId)>,
    spelled: spelled::Spelled,
}

impl Resolver<'_> {
    fn report(&mut self, problem: impl Describe, at: FileSpan) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(problem, at);
        self.errors += usize::from(diagnostic.is_error());
        self.diagnostics.push(diagnostic);
        self.diagnostics.last_mut().expect("one was pushed just now")
    }
    /// So many errors that the rest is not looked at.
    fn is_full(&self) -> bool {
        self.errors >= MOST_ERRORS
    }
    fn schema(&self) -> &Schema {
        &self.program.schema
    }
    /// The words of a place. (What a configuration sets a param to is read as if it stood in its file's first line: its
    /// words are never told.)
    fn words(&self, at: FileSpan) -> &str {
        let text = &self.program.sources.get(at.source).text;
        text.get(at.span.start as usize..at.span.end as usize).unwrap_or_default()
    }
}

/// All declarations with the file they stand in.
fn declarations(trees: &[SourceTree]) -> impl Iterator<Item = (&SourceTree, &Declaration)> {
    trees.iter().flat_map(|t| t.file.declarations.iter().map(move |d| (t, d)))
}
