//! `--watch`: waits until something that a run reads has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::cli::output::Stop;

/// Editors write a file in several steps: a change is over when so long nothing more has happened.
const QUIET: Duration = Duration::from_millis(50);
/// The same, where the last thing that happened is that a file was closed behind what was written, or got its name: as a rule
/// nothing follows, but several files may be saved at a time.
const WHOLE: Duration = Duration::from_millis(10);

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
        let mut quiet = None;
        loop {
            let event = match quiet {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(quiet) => self.events.recv_timeout(quiet),
            };
            match event {
                Ok(event) if self.matters(&event) => match event {
                    Ok(event) if !event.need_rescan() => {
                        quiet = Some(if is_whole(&event) { WHOLE } else { QUIET });
                        changed.extend(event.paths);
                    }
                    // It is not known what was missed.
                    _ => {
                        quiet = Some(QUIET);
                        changed.push(PathBuf::new());
                    }
                },
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Some(changed),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Whether an event is a change of a watched file. Hidden files, those of git and half-written ones among them, are none, but
    /// for those that say which files there are.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let hidden = |name: &str| name.starts_with('.') && !matches!(name, ".gitignore" | ".ignore");
        let hidden = |path: &Path| path.file_name().is_some_and(|n| hidden(&n.to_string_lossy()));
        let meant = |path: &PathBuf| !hidden(path) && path.ancestors().any(|p| self.paths.contains(p));
        event.need_rescan() || is_change(event) && event.paths.iter().any(meant)
    }
}

/// To look at a file changes nothing; to close one that was written ends a change.
fn is_change(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) || is_whole(event)
}

/// Whether the file that the event is of is there as a whole.
fn is_whole(event: &Event) -> bool {
    let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
    let named = |kind| matches!(kind, EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)));
    event.kind == closed || named(event.kind)
}
