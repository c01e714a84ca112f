//! Files that were read, for those who read the same files again and again and change few of them.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::files::Input;
use super::{Read, stets};

/// What was read from files. It holds while neither length nor time of a file have changed, and nobody says that it has.
#[derive(Debug, Default)]
pub struct Kept(Mutex<HashMap<PathBuf, (Stamp, Read)>>);

/// Length and time of a file, and of the one with its stets.
type Stamp = [Option<(u64, SystemTime)>; 2];

impl Kept {
    /// What was read from a file, or else what `read` reads.
    pub(super) fn read(&self, input: &Input, read: impl FnOnce() -> Read) -> Read {
        let stamp = [input.path.clone(), PathBuf::from(stets::file_beside(&input.name))].map(|path| stamp(&path));
        if stamp[0].is_none() {
            return read();
        }
        let known = |kept: &HashMap<PathBuf, (Stamp, Read)>| {
            kept.get(&input.path).filter(|(of, _)| *of == stamp).map(|(_, read)| read.clone())
        };
        if let Some(read) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return read;
        }
        let read = read();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(input.path.clone(), (stamp, read.clone()));
        read
    }

    /// Forgets files with these names, wherever they lie.
    pub fn forget(&self, changed: &[PathBuf]) {
        let named = |path: &Path| {
            let stem = |path: &Path| path.file_name().map(|n| n.to_string_lossy().split('.').next().map(String::from));
            changed.iter().any(|other| stem(other) == stem(path) || other.as_os_str().is_empty())
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|path, _| !named(path));
    }
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let meta = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((meta.len(), meta.modified().ok()?))
}
