//! Bytes and places: spans, line numbers, rule-file sources.
//!
//! Spans count bytes everywhere. Lines and columns exist only in reporters, which ask [`LineIndex`] or, in long texts,
//! [`Columns`].

mod columns;
mod lines;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use columns::Columns;
pub use lines::{LineIndex, Position};

/// A half-open range of bytes, `start..end`, within one text (an article's view or one rule file).
///
/// INVARIANT: `start <= end`, and both lie on character boundaries of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// `start` and `end` are byte offsets; texts over 4 GiB are refused before any span is made.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// The words of `text` at this span. `text` must be the text that the span was made from.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Which rule file (index into [`Sources`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct SourceId(pub u32);

/// A span in a rule file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct FileSpan {
    pub source: SourceId,
    pub span: Span,
}

/// One rule or record file. `name` is what the user typed or `std/...` for a bundled pack.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub name: String,
    pub text: SourceText,
    pub bundled: bool,
    digest: OnceLock<[u8; 32]>,
}

impl SourceFile {
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>, bundled: bool) -> SourceFile {
        SourceFile { name: name.into(), text: Arc::new(text.into()), bundled, digest: OnceLock::new() }
    }
    /// SHA-256 of the text, worked out once.
    pub fn digest(&self) -> &[u8; 32] {
        self.digest.get_or_init(|| Sha256::digest(self.text.as_bytes()).into())
    }
}

/// A text that is shared, not copied: those of bundled packs are part of the program, and those of records may be large.
pub type SourceText = Arc<Cow<'static, str>>;

/// Every rule and record file of one run, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> SourceId {
        self.push(SourceFile::new(name, text, false))
    }
    pub fn add_bundled(&mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> SourceId {
        self.push(SourceFile::new(name, text, true))
    }
    fn push(&mut self, file: SourceFile) -> SourceId {
        self.files.push(file);
        SourceId(self.files.len() as u32 - 1)
    }
    /// Whether a place lies in a file of the project, and not of a bundled pack. A project may have a folder `std`, too.
    pub fn is_own(&self, at: FileSpan) -> bool {
        !self.get(at.source).bundled
    }
    pub fn get(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (SourceId(i as u32), f))
    }
}
