//! Files that were read, for those who read the same files again and again and change few of them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::files::Input;
use super::{InputError, Read, sniff, stets};

/// What was read from files, and which files folders hold. It holds until somebody says what has changed: whoever keeps it
/// watches the folders. Files that were named one by one may be links to what nobody watches; they are looked at each time.
#[derive(Debug, Default)]
pub struct Kept {
    files: Mutex<HashMap<PathBuf, (Option<Stamp>, Read)>>,
    lists: Mutex<HashMap<Vec<PathBuf>, List>>,
}

/// The files that lie in folders.
#[derive(Debug)]
struct List {
    inputs: Arc<Vec<Input>>,
    /// The same files by their absolute names, as those who watch call them.
    known: HashSet<PathBuf>,
}

/// Length and time of a file, and of the one with its stets.
type Stamp = [Option<(u64, SystemTime)>; 2];

impl Kept {
    /// The files that `paths` stand for, as they were found before, or else as `find` finds them.
    pub(super) fn list(
        &self,
        paths: &[PathBuf],
        find: impl FnOnce() -> (Vec<Input>, Vec<InputError>),
    ) -> (Arc<Vec<Input>>, Vec<InputError>) {
        if let Some(list) = locked(&self.lists).get(paths) {
            return (list.inputs.clone(), Vec::new());
        }
        let (inputs, errors) = find();
        let inputs = Arc::new(inputs);
        // What is not there, or not in a folder, may change without a sound.
        if errors.is_empty() && inputs.iter().all(|input| input.found) {
            let list = List { inputs: inputs.clone(), known: absolute(&inputs) };
            locked(&self.lists).insert(paths.to_vec(), list);
        }
        (inputs, errors)
    }

    /// What was read from a file, or else what `read` reads.
    pub(super) fn read(&self, input: &Input, read: impl FnOnce() -> Read) -> Read {
        let now = if input.found { None } else { Some(stamps(input)) };
        if now.is_some_and(|[own, _]| own.is_none()) {
            return read();
        }
        let known = locked(&self.files).get(&input.path).filter(|(then, _)| *then == now).map(|(_, read)| read.clone());
        known.unwrap_or_else(|| {
            let read = read();
            locked(&self.files).insert(input.path.clone(), (now, read.clone()));
            read
        })
    }

    /// Forgets what may be others now: the files with these names, wherever they lie, and which files there are where one has come
    /// or gone. An empty path: anything may have changed.
    pub fn forget(&self, changed: &[PathBuf]) {
        if changed.iter().any(|path| path.as_os_str().is_empty()) {
            locked(&self.files).clear();
            locked(&self.lists).clear();
            return;
        }
        let stem = |path: &Path| path.file_name().map(|n| n.to_string_lossy().split('.').next().map(String::from));
        let stems: HashSet<_> = changed.iter().map(|path| stem(path)).collect();
        locked(&self.files).retain(|path, _| !stems.contains(&stem(path)));
        locked(&self.lists).retain(|_, list| changed.iter().all(|path| list.stands(path)));
    }
}

impl List {
    /// Whether the same files are there after a change at `path`.
    fn stands(&self, path: &Path) -> bool {
        let is_known = self.known.contains(path);
        if path.is_file() {
            // What git is told to ignore has a name without an ending.
            let other = || path.extension().is_some() && !sniff::may_hold_articles(&path.to_string_lossy());
            return is_known || other();
        }
        // A folder that has come may hold any files; one that has gone took its files with it.
        !path.exists() && !self.known.iter().any(|file| file.starts_with(path))
    }
}

/// Files by their absolute names, without links in the names of folders.
fn absolute(inputs: &[Input]) -> HashSet<PathBuf> {
    let mut folders: HashMap<&Path, Option<PathBuf>> = HashMap::new();
    inputs
        .iter()
        .filter_map(|Input { path, .. }| {
            let folder = path.parent().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p })?;
            let folder = folders.entry(folder).or_insert_with(|| fs::canonicalize(folder).ok()).as_ref()?;
            Some(folder.join(path.file_name()?))
        })
        .collect()
}

fn locked<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stamps(input: &Input) -> Stamp {
    let stamp = |path: &Path| {
        let meta = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some((meta.len(), meta.modified().ok()?))
    };
    [stamp(&input.path), stamp(Path::new(&stets::file_beside(&input.name)))]
}
