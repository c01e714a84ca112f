//! What an article was read from, as a number that other tools can compute.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// SHA-256 of the bytes that an article was read from: the whole file or standard input as it is, byte order mark and line ends
/// included; of a compressed file, what it becomes; of a page in a WARC, the page without its HTTP header and codings; of an
/// item in a feed or another document of many, the document; of a JSON record or an item of ninjs, the record as it is written, in UTF-8, from `{` to `}`. Shown as 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
