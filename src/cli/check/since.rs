//! `--since REV`: findings of what has changed, with all the rest as context.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crate::article::Batch;
use crate::cli::output::Stop;
use crate::finding::{Finding, Report};

/// The files that differ from a revision, and those that git does not know yet.
pub struct Changed {
    /// As the file system calls them.
    files: BTreeSet<PathBuf>,
}

impl Changed {
    /// Asks git; nothing that the repository configures is run.
    pub fn since(revision: &str) -> Result<Changed, Stop> {
        let fail = |why: &str| {
            let message = format!("git cannot tell what has changed since `{revision}`: {why}");
            let help = "name a commit, a branch or a tag of the repository that the current folder is in, such as `origin/main`";
            Err(Stop::usage("E0717", message, Some(help.into())))
        };
        // An option of git is no revision.
        if revision.starts_with('-') || revision.is_empty() {
            return fail("this is no revision");
        }
        let of_commit = format!("{revision}^{{commit}}");
        let asked = || -> Result<BTreeSet<PathBuf>, String> {
            let top = git(["rev-parse", "--show-toplevel"])?;
            let top = PathBuf::from(top.trim_end_matches('\n'));
            let commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", &*of_commit])
                .map_err(|e| if e.is_empty() { "there is no such revision".into() } else { e })?;
            let changed = git([
                "diff",
                "--name-only",
                "-z",
                "--no-ext-diff",
                "--no-textconv",
                "--no-renames",
                commit.trim(),
                "--",
            ])?;
            let unknown = git(["ls-files", "--others", "--exclude-standard", "--full-name", "-z"])?;
            let names = changed.split('\0').chain(unknown.split('\0')).filter(|n| !n.is_empty());
            Ok(names.filter_map(|name| top.join(name).canonicalize().ok()).collect())
        };
        match asked() {
            Ok(files) => Ok(Changed { files }),
            Err(why) => fail(&why),
        }
    }

    /// Whether a file has changed; what is no file, as standard input, has.
    pub fn has(&self, path: &str) -> bool {
        Path::new(path).canonicalize().map_or(true, |path| self.files.contains(&path))
    }

    /// Leaves the findings that touch something changed.
    pub fn retain(&self, report: &mut Report, batch: &Batch) {
        let changed: Vec<bool> = batch.articles.iter().map(|a| self.has(a.path())).collect();
        let touches = |f: &Arc<Finding>| f.labels.iter().any(|l| changed[l.article.0 as usize]);
        report.findings.retain(touches);
    }
}

/// What git says; `Err`: what it says is wrong.
fn git<const N: usize>(args: [impl AsRef<OsStr>; N]) -> Result<String, String> {
    // Neither what a repository configures is run, nor is anything fetched that a partial clone has left out.
    let settings = ["-c", "core.fsmonitor=false", "-c", "protocol.allow=never"];
    let run = Command::new("git").env("GIT_NO_LAZY_FETCH", "1").args(settings).args(args).output();
    let output = run.map_err(|e| format!("it cannot be run: {e}"))?;
    match output.status.success() {
        true => String::from_utf8(output.stdout).map_err(|_| "a name is not UTF-8".into()),
        false => Err(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_string()),
    }
}
