//! Snapshot suites: a folder of articles, and in its folder `snapshots` the report on them that was accepted.

use std::fs;
use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use rustc_hash::FxHashSet;

use super::compare::Comparison;
use super::snapshot::{self, Block};
use crate::article::{Batch, InputError};
use crate::check::Options;
use crate::finding::Verdict;
use crate::language::Program;
use crate::report::{self, Page};
use crate::run;

/// The folder of a suite's snapshot, and the file in it.
const FOLDER: &str = "snapshots";
const REPORT: &str = "report.snap";
/// Columns of a finding in a snapshot: as wide as a report to a file.
const PAGE: Page = Page { width: 100, color: false, unicode: true };

/// A folder of articles with its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    pub folder: PathBuf,
    /// Suites within it: their articles are their own.
    pub within: Vec<PathBuf>,
}

/// The accepted report of a suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// There is none yet.
    Nothing,
    Report(Vec<Block>),
    /// It is there, but cannot be used, and why.
    Broken(String),
}

/// What `check` says of a suite now.
#[derive(Debug)]
pub struct Current {
    pub articles: usize,
    /// In the order of the report.
    pub blocks: Vec<Block>,
    pub errors: Vec<InputError>,
}

/// The suites in and below the folders among `paths`, in order of path. With `create`, a folder that is named and holds
/// articles becomes one if there is no other suite in it.
pub fn find(paths: &[PathBuf], create: bool) -> Vec<Suite> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths.iter().filter(|p| p.is_dir()) {
        let path = plain(path);
        let mut found = below(&path);
        if found.is_empty() && create && holds_articles(&path) && !is_taken(&path) {
            found.push(path);
        }
        folders.append(&mut found);
    }
    folders.sort();
    folders.dedup();
    let within = |outer: &PathBuf| {
        folders.iter().filter(|inner| *inner != outer && is_below(inner, outer)).cloned().collect::<Vec<_>>()
    };
    folders.iter().map(|folder| Suite { folder: folder.clone(), within: within(folder) }).collect()
}

/// Without `.` parts; the current folder is `.`.
fn plain(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().filter(|c| *c != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}

fn is_below(path: &Path, folder: &Path) -> bool {
    folder == Path::new(".") && path.is_relative() && !path.starts_with("..") || path.starts_with(folder)
}

/// Folders with a snapshot of ours, accepted or waiting.
fn below(folder: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(folder).sort_by_file_name(|a, b| a.cmp(b)).build();
    let mut found = Vec::new();
    for entry in walk.flatten().filter(|e| e.file_type().is_some_and(|t| t.is_file())) {
        let path = entry.path();
        let snapshots = path.parent().filter(|p| p.file_name().is_some_and(|n| n == FOLDER));
        let Some(suite) = snapshots.and_then(Path::parent) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ours = (name == REPORT || name.strip_suffix(".new") == Some(REPORT)) && is_ours(path);
        if ours && !found.contains(&plain(suite)) {
            found.push(plain(suite));
        }
    }
    found
}

fn is_ours(path: &Path) -> bool {
    // One whose body was broken is still ours.
    fs::read(path).is_ok_and(|bytes| snapshot::is_ours(&String::from_utf8_lossy(&bytes)))
}

/// Whether an article lies in the folder itself.
fn holds_articles(folder: &Path) -> bool {
    let (batch, _) = run::articles(&[folder.to_path_buf()], None);
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let files = entries.flatten().filter(|e| e.path().is_file()).map(|e| e.file_name().to_string_lossy().into_owned());
    let files: FxHashSet<String> = files.collect();
    // In a file of many, an article is called `file#id`, and an id may hold anything.
    let is_in = |name: &str| files.contains(name) || name.match_indices('#').any(|(at, _)| files.contains(&name[..at]));
    batch.articles.iter().any(|a| is_in(inner_name(&a.name, folder)))
}

/// Whether something else keeps a file where the snapshot would stand.
fn is_taken(folder: &Path) -> bool {
    let path = folder.join(FOLDER).join(REPORT);
    path.exists() && !is_ours(&path)
}

/// The name of an article as seen from the folder.
fn inner_name<'n>(name: &'n str, folder: &Path) -> &'n str {
    if folder == Path::new(".") {
        return name;
    }
    let rest = name.strip_prefix(&*folder.to_string_lossy()).unwrap_or(name);
    rest.trim_start_matches(MAIN_SEPARATOR)
}

impl Suite {
    /// As reports call it.
    pub fn name(&self) -> String {
        self.folder.to_string_lossy().into_owned()
    }
    pub fn snapshot(&self) -> PathBuf {
        self.folder.join(FOLDER).join(REPORT)
    }
    fn pending(&self) -> PathBuf {
        self.folder.join(FOLDER).join(format!("{REPORT}.new"))
    }

    /// The suite's own rule files.
    pub fn rule_files(&self) -> Vec<PathBuf> {
        let mut files = run::rule_files(std::slice::from_ref(&self.folder));
        files.retain(|file| self.has(file));
        files
    }

    /// Whether a file is the suite's own.
    pub fn has(&self, file: &Path) -> bool {
        let file = &plain(file);
        is_below(file, &self.folder) && !self.within.iter().any(|suite| is_below(file, suite))
    }

    /// The accepted report.
    pub fn accepted(&self) -> Accepted {
        match fs::read_to_string(self.snapshot()) {
            Ok(text) => snapshot::read(&text).map_or_else(|why| Accepted::Broken(why.into()), Accepted::Report),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Accepted::Nothing,
            Err(e) => Accepted::Broken(format!("it cannot be read: {e}")),
        }
    }

    /// The report on the suite's articles, as `check` called from within the folder would print it.
    pub fn current(&self, program: &Program, options: &Options) -> Current {
        let (batch, mut errors) = run::articles(std::slice::from_ref(&self.folder), None);
        let own =
            |name: &str| self.has(Path::new(name)) && !is_below(Path::new(name), &plain(&self.folder.join(FOLDER)));
        errors.retain(|e| own(&e.path));
        let mut articles = batch.articles;
        articles.retain(|a| own(&a.name));
        for article in &mut articles {
            let name = inner_name(&article.name, &self.folder);
            // The same on every system.
            article.name = if MAIN_SEPARATOR == '/' { name.into() } else { name.replace(MAIN_SEPARATOR, "/") };
        }
        let batch = Batch::new(articles);
        let (_, report) = run::check(&batch, program, options);
        let found: Vec<_> = report.found().filter(|f| f.verdict == Verdict::Violated).collect();
        let drawn = report::draw(&found, &batch, program, &PAGE);
        let blocks = found.iter().zip(&drawn).map(|(f, text)| Block::new(&f.rule, &f.fingerprint, text));
        Current { articles: batch.articles.len(), blocks: blocks.collect(), errors }
    }

    /// The accepted report against the one of today.
    pub fn compare(accepted: &Accepted, current: &Current, options: &Options) -> Comparison {
        let before: &[Block] = match accepted {
            Accepted::Report(blocks) => blocks,
            Accepted::Nothing | Accepted::Broken(_) => &[],
        };
        Comparison::new(before, &current.blocks, |rule| {
            options.only.is_empty() || options.only.iter().any(|name| name == rule)
        })
    }

    /// Accepts a report; what waited is settled.
    pub fn accept(&self, blocks: &[Block]) -> io::Result<()> {
        fs::create_dir_all(self.folder.join(FOLDER))?;
        run::write_whole(&self.snapshot(), &snapshot::write(blocks), |_| Ok(()))?;
        self.settle()
    }

    /// Keeps a report that is not accepted yet.
    pub fn keep_pending(&self, blocks: &[Block]) -> io::Result<()> {
        fs::create_dir_all(self.folder.join(FOLDER))?;
        run::write_whole(&self.pending(), &snapshot::write(blocks), |_| Ok(()))
    }

    /// Nothing waits any longer.
    pub fn settle(&self) -> io::Result<()> {
        remove(&self.pending())
    }

    /// Snapshots of ours that no report is held against: all of them where the suite has no articles left.
    pub fn stale(&self, articles: usize) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.folder.join(FOLDER)) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
        paths.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let snapshot = name.ends_with(".snap") || name.ends_with(".snap.new");
            let current = *path == self.snapshot() || *path == self.pending();
            snapshot && (articles == 0 || !current) && is_ours(path)
        });
        paths.sort();
        paths
    }
}

/// Removes a file, if it is there.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
