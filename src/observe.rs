//! Who is told how a run goes: progress on a terminal, figures of a run. Nothing that is told changes what is found.

use std::time::Duration;

use crate::article::ArticleId;

/// What a run is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Read,
    Extract,
    /// What articles share, and what follows from their facts.
    Join,
    Check,
}

/// Is told, from any thread.
pub trait Observer: Sync {
    /// A stage begins; `articles`: how many it will tell of.
    fn begin(&self, _stage: Stage, _articles: usize) {}
    /// One article has been gone through in [`Stage::Extract`].
    fn article(&self, _id: ArticleId, _took: Duration) {}
    /// A rule has looked at all its candidates. What a rule takes includes what others make wait.
    fn rule(&self, _name: &str, _took: Duration) {}
}

/// Listens to nothing.
pub struct Nobody;

impl Observer for Nobody {}
