//! Entries of the record other than tenures.

use std::sync::Arc;

use super::days::interval;
use crate::facts::{DateValue, Day};
use crate::language::RecordEntry;
use crate::source::FileSpan;

/// Containers of one place that are followed; real places lie in far fewer.
pub const MAX_CONTAINERS: usize = 64;

/// A thing or person with the dates that are right for its beginning: any of them.
#[derive(Clone, Debug, Default)]
pub struct Dated {
    pub subject: Arc<str>,
    pub dates: Vec<DateValue>,
    pub at: FileSpan,
}

impl Dated {
    pub(super) fn add(&mut self, entry: &RecordEntry, dates: &[DateValue]) {
        if self.dates.is_empty() {
            self.subject = entry.subject.clone();
            self.at = entry.at;
        }
        self.dates.extend_from_slice(dates);
    }
    /// The dates as intervals of days.
    pub fn intervals(&self) -> Vec<(i32, i32)> {
        self.dates.iter().flat_map(|d| d.readings()).map(|(a, b)| interval(a, b)).collect()
    }
}

/// `record "Baltic states" has "Estonia", "Latvia", "Lithuania"`.
#[derive(Clone, Debug, Default)]
pub struct Members {
    pub whole: Arc<str>,
    pub members: Vec<u64>,
    pub names: Vec<Arc<str>>,
    pub complete_from: Option<Day>,
    pub at: FileSpan,
}

impl Members {
    pub(super) fn add(&mut self, entry: &RecordEntry, members: Vec<u64>) {
        if self.members.is_empty() {
            self.whole = entry.subject.clone();
            self.at = entry.at;
        }
        self.complete_from = self.complete_from.or(entry.complete_from);
        self.members.extend(members);
        if let crate::language::RecordRelation::Has(names) = &entry.relation {
            self.names.extend(names.iter().cloned());
        }
    }
}

/// `record "Omar Lund" said "…" on 2025-03-01`.
#[derive(Clone, Debug)]
pub struct Said {
    pub subject: Arc<str>,
    pub words: Arc<str>,
    pub on: Option<DateValue>,
    pub at: FileSpan,
}

impl Said {
    pub(super) fn new(entry: &RecordEntry, words: &Arc<str>, on: &Option<DateValue>) -> Said {
        Said { subject: entry.subject.clone(), words: words.clone(), on: on.clone(), at: entry.at }
    }
}
