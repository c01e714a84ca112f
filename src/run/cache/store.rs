//! A folder of what earlier runs worked out, each piece under a key of everything that it depends on.
//!
//! A piece is a file: a mark, its key, a checksum, its bytes. One that is torn, of another version or of something else is taken
//! for missing and taken away. Pieces hold words of articles: the folder is its owner's alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

/// What this program is made from.
const ENGINE: &str = env!("CLAIMLINT_ENGINE");
/// The first bytes of a piece.
const MARK: &[u8] = b"claimlint cache 1\n";
/// Bytes that all pieces may have; those used longest ago go first.
const MAX_BYTES: u64 = 1 << 30;
/// The part of [`MAX_BYTES`] that is left when pieces go, in hundredths: not every run shall have to look.
const KEPT: u64 = 75;

/// A hash of everything that a piece depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn name(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Makes a [`Key`] of parts that cannot run into each other.
pub struct Keyed(Sha256);

impl Keyed {
    /// `what`: the kind of piece.
    pub fn new(what: &str) -> Keyed {
        Keyed(Sha256::new()).with(ENGINE.as_bytes()).with(what.as_bytes())
    }
    pub fn with(mut self, part: &[u8]) -> Keyed {
        self.add(part);
        self
    }
    pub fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }
    pub fn key(self) -> Key {
        Key(self.0.finalize().into())
    }
}

/// The pieces of one user.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// In the user's cache folder, or where `CLAIMLINT_CACHE_DIR` says; `None` where there is neither, or it cannot be made.
    pub fn open() -> Option<Cache> {
        let named = std::env::var_os("CLAIMLINT_CACHE_DIR").filter(|v| !v.is_empty()).map(PathBuf::from);
        let folder = named.or_else(|| dirs::cache_dir().map(|d| d.join("claimlint")))?;
        private_folder(&folder).ok()?;
        Some(Cache { folder })
    }

    /// The bytes that were put under this key.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut bytes = fs::read(&path).ok()?;
        let head = MARK.len() + 32;
        let right = bytes.len() >= head + 32
            && bytes.starts_with(MARK)
            && bytes[MARK.len()..head] == key.0
            && bytes[head..head + 32] == Sha256::digest(&bytes[head + 32..])[..];
        if !right {
            let _ = fs::remove_file(&path);
            return None;
        }
        // What was used last stays longest. That it was is no harm where it cannot be noted.
        if let Ok(file) = fs::File::options().append(true).open(&path) {
            let _ = file.set_modified(SystemTime::now());
        }
        bytes.drain(..head + 32);
        Some(bytes)
    }

    /// Puts bytes under a key. A run never fails for it: where they cannot be written, they are worked out again.
    pub fn put(&self, key: &Key, bytes: &[u8]) {
        let _ = self.write(key, bytes);
    }

    fn write(&self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().expect("a piece lies in a folder");
        fs::create_dir_all(folder)?;
        let beside = folder.join(format!(".{}-{}", std::process::id(), key.name()));
        let written = (|| {
            let mut file = private_file(&beside)?;
            file.write_all(MARK)?;
            file.write_all(&key.0)?;
            file.write_all(&Sha256::digest(bytes))?;
            file.write_all(bytes)?;
            // In one step: nobody ever finds half of it. That it may be lost with the power is no harm.
            fs::rename(&beside, &path)
        })();
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }

    /// Takes away what was used longest ago, where there is too much.
    pub fn tidy(&self) {
        let mut pieces = Vec::new();
        for folder in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            for piece in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                if let Ok(meta) = piece.metadata() {
                    pieces.push((meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len(), piece.path()));
                }
            }
        }
        let mut all: u64 = pieces.iter().map(|p| p.1).sum();
        if all <= MAX_BYTES {
            return;
        }
        pieces.sort();
        for (_, length, path) in pieces {
            if all <= MAX_BYTES / 100 * KEPT {
                break;
            }
            let _ = fs::remove_file(path);
            all -= length;
        }
    }

    /// Few folders of many files are slow on some systems.
    fn path(&self, key: &Key) -> PathBuf {
        let name = key.name();
        self.folder.join(&name[..2]).join(&name[2..])
    }
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(name: &str) -> Cache {
        let folder = std::env::temp_dir().join(format!("claimlint-cache-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        private_folder(&folder).unwrap();
        Cache { folder }
    }

    #[test]
    fn what_is_torn_foreign_or_of_another_key_is_missing() {
        let cache = cache("torn");
        let (key, other) = (Keyed::new("a").key(), Keyed::new("b").key());
        cache.put(&key, b"findings");
        assert_eq!(cache.get(&key).as_deref(), Some(&b"findings"[..]));
        assert_eq!(cache.get(&other), None);
        let whole = fs::read(cache.path(&key)).unwrap();
        // Every cut, and a changed bit in every part.
        for cut in 0..whole.len() {
            fs::write(cache.path(&key), &whole[..cut]).unwrap();
            assert_eq!(cache.get(&key), None, "{cut}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(cache.path(&key), changed).unwrap();
            assert_eq!(cache.get(&key), None, "{at}");
            assert!(!cache.path(&key).exists());
        }
        // One that was put where another belongs.
        fs::create_dir_all(cache.path(&other).parent().unwrap()).unwrap();
        fs::write(cache.path(&other), &whole).unwrap();
        assert_eq!(cache.get(&other), None);
        fs::remove_dir_all(&cache.folder).unwrap();
    }

    #[test]
    fn parts_of_a_key_are_kept_apart() {
        let key = |parts: &[&[u8]]| parts.iter().fold(Keyed::new("x"), |k, p| k.with(p)).key();
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
        assert_ne!(key(&[b"a"]), key(&[b"a", b""]));
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let cache = cache("private");
        let key = Keyed::new("a").key();
        cache.put(&key, b"x");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
        assert_eq!((mode(&cache.folder), mode(&cache.path(&key))), (0, 0));
        fs::remove_dir_all(&cache.folder).unwrap();
    }
}
