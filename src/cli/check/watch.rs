//! `--watch`: waits until something that a run reads has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::output::Stop;

/// Editors write a file in several steps: a change is over when so long nothing more has happened.
const QUIET: Duration = Duration::from_millis(50);

/// Files and folders that are watched.
pub struct Watch {
    /// Absolute; folders stand for all that lies in them.
    paths: BTreeSet<PathBuf>,
    events: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

impl Watch {
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Result<Watch, Stop> {
        let paths: BTreeSet<PathBuf> = paths.into_iter().filter_map(|p| p.canonicalize().ok()).collect();
        let (sender, events) = channel();
        let fail = |e: notify::Error| Stop::usage("E0718", format!("changes cannot be watched: {e}"), None);
        let mut watcher = notify::recommended_watcher(sender).map_err(fail)?;
        // A file that is saved as a new one is seen by its folder only.
        let folders: BTreeSet<(PathBuf, bool)> = paths
            .iter()
            .filter_map(|path| match path.is_dir() {
                true => Some((path.clone(), true)),
                false => path.parent().map(|folder| (folder.to_path_buf(), false)),
            })
            .collect();
        for (folder, deep) in folders {
            let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(&folder, mode).map_err(fail)?;
        }
        Ok(Watch { paths, events, _watcher: watcher })
    }

    /// Returns what has changed, when it is quiet again; `None`: nothing is watched any more.
    pub fn wait(&self) -> Option<Vec<PathBuf>> {
        let mut changed = Vec::new();
        let mut note = |event: notify::Result<Event>| match event {
            Ok(event) => changed.extend(event.paths),
            // It is not known what was missed.
            Err(_) => changed.push(PathBuf::new()),
        };
        loop {
            match self.events.recv() {
                Ok(event) if self.matters(&event) => {
                    note(event);
                    break;
                }
                Ok(_) => {}
                Err(_) => return None,
            }
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(event) if self.matters(&event) => note(event),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Some(changed),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Whether an event is a change of a watched file. Hidden files, those of git and half-written ones among them, are none.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let hidden = |path: &Path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let meant = |path: &PathBuf| !hidden(path) && path.ancestors().any(|p| self.paths.contains(p));
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(meant)
    }
}
