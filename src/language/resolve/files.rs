//! Reading rule files and what they use. The files themselves come from outside, through [`Loader`].

use std::borrow::Cow;
use std::collections::VecDeque;

use super::super::ast::{DeclarationNode, File, UsePath};
use super::super::errors::{Diagnostic, FileProblem, ReadError, Warning, nearest};
use super::super::parse::parse;
use super::settings::Settings;
use crate::pack::{self, PackFile};
use crate::source::{FileSpan, SourceId, Sources, Span};

/// A rule file: its name, as the user typed it or as [`Loader`] gave it, and its text.
#[derive(Clone, Debug, Default)]
pub struct RuleInput {
    pub name: String,
    pub text: String,
}

/// Gives the language the files that rule files name. Keeps the language itself free of input and output.
pub trait Loader {
    /// `path` as written in the file called `from`. The name in the answer is the file's own: the same for one file
    /// however it was reached, so that a file is read once and a cycle is seen.
    fn read(&self, from: &str, path: &str) -> Result<RuleInput, ReadError>;
}

/// Nothing outside the inputs can be read.
impl Loader for () {
    fn read(&self, _from: &str, _path: &str) -> Result<RuleInput, ReadError> {
        Err(ReadError::Missing)
    }
}

pub struct LoadOptions<'a> {
    /// Bring in `std/news` first, as if each input used it.
    pub std: bool,
    /// Read the tests of bundled packs as well. Without them loading is faster, and nothing else changes.
    pub with_tests: bool,
    pub loader: &'a dyn Loader,
    /// What a configuration sets.
    pub settings: Option<&'a Settings>,
}

impl Default for LoadOptions<'_> {
    fn default() -> Self {
        LoadOptions { std: true, with_tests: true, loader: &(), settings: None }
    }
}

/// A parsed file.
pub struct SourceTree {
    pub source: SourceId,
    /// As in [`Sources`].
    pub name: String,
    pub file: File,
    /// From a bundled pack.
    pub bundled: bool,
}

impl SourceTree {
    pub fn at(&self, span: Span) -> FileSpan {
        FileSpan { source: self.source, span }
    }
}

struct Reading<'a> {
    options: &'a LoadOptions<'a>,
    sources: Sources,
    trees: Vec<SourceTree>,
    diagnostics: Vec<Diagnostic>,
    /// Names of the files read so far, in the order of `trees`, with what each uses.
    used: Vec<(String, Vec<Use>)>,
    /// Files that are still to be read.
    queue: VecDeque<Queued>,
}

struct Queued {
    name: String,
    text: Cow<'static, str>,
    pack: Option<PackFile>,
}

/// `use "path"`: the name of the file that it brings in.
struct Use {
    name: String,
    path: String,
    at: FileSpan,
}

/// All files, in the order in which they were first named.
pub fn read_all(inputs: &[RuleInput], options: &LoadOptions) -> (Sources, Vec<SourceTree>, Vec<Diagnostic>) {
    let mut reading = Reading {
        options,
        sources: Sources::default(),
        trees: Vec::new(),
        diagnostics: Vec::new(),
        used: Vec::new(),
        queue: VecDeque::new(),
    };
    if options.std {
        reading.bundled(pack::EVERYTHING);
    }
    for input in inputs {
        reading.enqueue(input.name.clone(), Cow::Owned(input.text.clone()), None);
    }
    while let Some(queued) = reading.queue.pop_front() {
        reading.read(queued);
    }
    reading.cycles();
    (reading.sources, reading.trees, reading.diagnostics)
}

impl Reading<'_> {
    /// Queues the files of a pack; `false` where there is none of that name.
    fn bundled(&mut self, name: &str) -> bool {
        for file in pack::files(name) {
            self.enqueue(file.name.to_string(), Cow::Borrowed(file.text), Some(file));
        }
        pack::names().any(|n| n == name)
    }

    /// A file is read once, however often it is named.
    fn enqueue(&mut self, name: String, text: Cow<'static, str>, pack: Option<PackFile>) {
        let queued = self.queue.iter().any(|other| other.name == name);
        if !queued && !self.used.iter().any(|(used, _)| *used == name) {
            self.queue.push_back(Queued { name, text, pack });
        }
    }

    fn read(&mut self, Queued { name, text, pack }: Queued) {
        let bundled = pack.is_some();
        self.used.push((name.clone(), Vec::new()));
        let source =
            if bundled { self.sources.add_bundled(name.clone(), text) } else { self.sources.add(name.clone(), text) };
        let text = self.sources.get(source).text.clone();
        if text.len() > u32::MAX as usize {
            let at = FileSpan { source, span: Span::default() };
            self.diagnostics.push(Diagnostic::new(FileProblem::TooLarge, at));
            return;
        }
        let made = pack.filter(|_| !self.options.with_tests).and_then(|pack| postcard::from_bytes(pack.tree).ok());
        let file = made.unwrap_or_else(|| {
            let parsed = parse(&text, source, bundled && !self.options.with_tests);
            self.diagnostics.extend(parsed.diagnostics);
            parsed.file
        });
        let tree = SourceTree { source, name, file, bundled };
        self.version(&tree, &text);
        for declaration in &tree.file.declarations {
            if let DeclarationNode::Use(path) = &declaration.node {
                self.follow(&tree, path);
            }
        }
        self.trees.push(tree);
    }

    fn version(&mut self, tree: &SourceTree, text: &str) {
        let mut versions = tree.file.declarations.iter().enumerate().filter_map(|(i, d)| match &d.node {
            DeclarationNode::Language(number) => Some((i, number)),
            _ => None,
        });
        match versions.next() {
            Some((_, number)) if number.raw != "1" => {
                self.diagnostics.push(FileProblem::other_version(number, tree.source));
            }
            Some((index, number)) if index > 0 => {
                self.diagnostics.push(Diagnostic::new(FileProblem::VersionNotFirst, tree.at(number.span)));
            }
            Some(_) => {}
            // A file whose `language` line is broken has its error already.
            None if tree.file.declarations.is_empty() => {}
            None => {
                let first = tree.file.declarations[0].span;
                let line = first.of(text).find(['\n', '\r']).unwrap_or(first.len());
                let at = tree.at(Span::new(first.start as usize, first.start as usize + line));
                self.diagnostics.push(Diagnostic::new(Warning::NoVersion, at));
            }
        }
        for (_, number) in versions {
            self.diagnostics.push(Diagnostic::new(FileProblem::VersionTwice, tree.at(number.span)));
        }
    }

    fn follow(&mut self, tree: &SourceTree, path: &UsePath) {
        match path {
            UsePath::Pack(name) => {
                if !self.bundled(&name.text) {
                    let near = nearest(&name.text, pack::names()).map(str::to_string);
                    let problem = FileProblem::UnknownPack { name: name.text.clone(), near };
                    self.diagnostics.push(Diagnostic::new(problem, tree.at(name.span)));
                }
            }
            UsePath::File(text) => match self.options.loader.read(&tree.name, &text.value) {
                Ok(input) => {
                    if let Some((_, uses)) = self.used.last_mut() {
                        let (name, path) = (input.name.clone(), text.value.clone());
                        uses.push(Use { name, path, at: tree.at(text.span) });
                    }
                    self.enqueue(input.name, Cow::Owned(input.text), None);
                }
                Err(error) => {
                    let problem = FileProblem::NotRead { path: text.value.clone(), error };
                    self.diagnostics.push(Diagnostic::new(problem, tree.at(text.span)));
                }
            },
        }
    }

    /// Reports each `use` that leads back to a file which is still being followed.
    fn cycles(&mut self) {
        let index = |name: &str| self.used.iter().position(|(n, _)| n == name);
        let mut state = vec![Visit::Unseen; self.used.len()];
        let mut found = Vec::new();
        for start in 0..self.used.len() {
            // File and the next of its uses to follow.
            let mut path = vec![(start, 0)];
            while let Some((file, next)) = path.last_mut() {
                if state[*file] == Visit::Done {
                    path.pop();
                    continue;
                }
                state[*file] = Visit::Open;
                let Some(used) = self.used[*file].1.get(*next) else {
                    state[*file] = Visit::Done;
                    path.pop();
                    continue;
                };
                *next += 1;
                match index(&used.name) {
                    Some(to) if state[to] == Visit::Open => found.push((used.path.clone(), used.at)),
                    Some(to) => path.push((to, 0)),
                    None => {}
                }
            }
        }
        for (path, at) in found {
            self.diagnostics.push(Diagnostic::new(FileProblem::Cycle { path }, at));
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Unseen,
    Open,
    Done,
}
