//! A baseline as a file: see [`crate::finding::Baseline`].

use std::io::{self, Write};

use super::json::line;
use crate::article::Batch;
use crate::finding::{Baseline, Report};

/// The findings of a report as a baseline: each under the article of its first mark.
pub fn baseline(report: &Report, batch: &Batch) -> Baseline {
    Baseline::of(report, |finding| finding.first_label().map_or("", |label| &batch.get(label.article).name))
}

/// The same findings give the same bytes.
pub fn write_baseline(out: &mut dyn Write, baseline: &Baseline) -> io::Result<()> {
    baseline.lines().try_for_each(|entry| line(out, &entry))
}
