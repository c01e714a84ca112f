//! Whether a file is still the one that was read.

use std::hash::{DefaultHasher, Hasher};

/// Length and hash of some bytes. It tells a file that somebody else has saved since; it is no proof against a forger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checksum {
    length: u64,
    hash: u64,
}

impl Checksum {
    pub fn of(bytes: &[u8]) -> Checksum {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Checksum { length: bytes.len() as u64, hash: hasher.finish() }
    }
}
