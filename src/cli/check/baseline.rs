//! `--baseline` and `--write-baseline`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::since::Changed;
use crate::article::{Batch, path_of};
use crate::check::Options;
use crate::cli::console::Console;
use crate::cli::output::{Stop, problem};
use crate::config::Config;
use crate::finding::{Baseline, Entry, Report};
use crate::language::Program;
use crate::report::{self, FilePlace, Problem, counted};
use crate::run::write_whole;
use crate::source::Sources;

/// Beside the configuration, where neither it nor the command line names another.
const FILE: &str = "claimlint-baseline.jsonl";

/// What was found before, and what becomes of it.
pub struct Known {
    before: Option<Baseline>,
    /// Where the findings of this run are written as those of later ones.
    write: Option<PathBuf>,
    /// The configuration names the file: nobody has to be told how to.
    configured: bool,
}

impl Known {
    /// Reads the baseline that the command line names, or else the configuration. One that is to be written need not be there.
    pub fn open(named: Option<&Path>, write: bool, config: &Config) -> Result<Known, Stop> {
        let set = config.baseline.as_ref().map(|b| b.value.clone());
        let path = named.map(Path::to_path_buf).or(set.clone());
        let default = || config.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(FILE);
        let before = match (&path, write) {
            (None, _) => None,
            (Some(path), false) => Some(read(path)?),
            (Some(path), true) => before_writing(path)?,
        };
        let write = write.then(|| path.clone().unwrap_or_else(default));
        Ok(Known { before, configured: write.is_some() && write == set, write })
    }

    /// Marks what was found before, and notes what is gone. Where a baseline is written, all that is found is known from now on.
    pub fn apply(
        &self,
        report: &mut Report,
        batch: &Batch,
        program: &Program,
        options: &Options,
        changed: Option<&Changed>,
    ) {
        let looked_at = |entry: &Entry| {
            let rule = program.rules.iter().find(|r| r.is_called(&entry.rule));
            let ran = rule.is_none_or(|r| options.level(r).is_some());
            let file = path_of(&entry.article);
            // What lies elsewhere is not gone; a file that is not there any more is.
            let read = batch.articles.iter().any(|a| a.name == entry.article || a.path() == file);
            let reported = changed.is_none_or(|c| c.has(file));
            ran && reported && (read || !Path::new(file).exists())
        };
        match (&self.write, &self.before) {
            (None, Some(before)) => before.apply(report, looked_at),
            (Some(_), before) => {
                if let Some(before) = before {
                    before.apply(report, looked_at);
                }
                let gone = report.gone.take();
                report::baseline(report, batch).apply(report, |_| true);
                report.gone = gone;
            }
            (None, None) => {}
        }
    }

    /// Writes the baseline that this run was asked for, and tells of it.
    pub fn write(&self, report: &Report, batch: &Batch, console: &Console) -> Result<(), Stop> {
        let Some(path) = &self.write else { return Ok(()) };
        let mut text = Vec::new();
        let baseline = report::baseline(report, batch);
        report::write_baseline(&mut text, &baseline)?;
        let text = String::from_utf8(text).expect("JSON is UTF-8");
        let name = path.display();
        write_whole(path, &text, |_| Ok(()))
            .map_err(|e| Stop::usage("E0704", format!("cannot write `{name}`: {e}"), None))?;
        let how = match self.configured {
            true => String::new(),
            false => format!(
                "; `baseline = \"{name}\"` in claimlint.toml, or `--baseline {name}`, lets them be known to later runs"
            ),
        };
        console.hint(&format!("wrote {name}: {}{how}", counted(baseline.entries.len(), "finding")));
        Ok(())
    }
}

/// What a file holds that a baseline is to be written to. One in the midst of a merge or of another version is written anew; what is
/// no baseline at all, an article that was named by mistake, is not written over.
fn before_writing(path: &Path) -> Result<Option<Baseline>, Stop> {
    let text = match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(_) => return read(path).map(Some),
    };
    match text.trim().is_empty() || Baseline::begins(&text) {
        true => Ok(Baseline::read(&text).ok()),
        false => {
            let help = "it is not written over: name a file that is a baseline, or a new one".to_string();
            let message = format!("`{}:1` does not begin as a baseline does", path.display());
            let file = FilePlace { path: path.to_string_lossy().into_owned(), offset: None, line: Some(1) };
            let problem = Problem { file: Some(file), ..problem("E0716", message, Some(help)) };
            Err(Stop::Failed(vec![problem], Sources::default()))
        }
    }
}

fn read(path: &Path) -> Result<Baseline, Stop> {
    let name = path.to_string_lossy().into_owned();
    let fail = |code, message: String, line, help: Option<&str>| {
        let file = Some(FilePlace { path: name.clone(), offset: None, line });
        Stop::Failed(vec![Problem { file, ..problem(code, message, help.map(String::from)) }], Sources::default())
    };
    let bytes = fs::read(path).map_err(|e| {
        let why = match e.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_string(),
            _ => e.to_string(),
        };
        let help = "`claimlint check --write-baseline` writes the findings that are there now";
        fail("E0715", format!("the baseline `{name}` cannot be read: {why}"), None, Some(help))
    })?;
    // A byte that is no UTF-8 makes its line no entry, which says where it is.
    let text = String::from_utf8_lossy(&bytes);
    Baseline::read(&text)
        .map_err(|bad| fail("E0716", format!("`{name}:{}` {}", bad.line, bad.message), Some(bad.line), bad.help))
}
