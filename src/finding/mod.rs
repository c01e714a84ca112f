//! Findings: what a rule says of the articles, as values. Rendering comes later.

mod baseline;
mod causes;
mod fingerprint;
mod order;

pub use baseline::{BadLine, Baseline, Entry};
pub use causes::{Claim, Draft, merge};
pub use fingerprint::fingerprint;
pub use order::{Renamed, order as final_order};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::article::ArticleId;
use crate::facts::Undecided;
use crate::source::{FileSpan, Span};

/// As configured; ordered from weakest to strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Off,
    Advice,
    Warning,
    Error,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Error, Level::Warning, Level::Advice, Level::Off];

    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Advice => "advice",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Verdict {
    Violated,
    /// With its reason; shown only with `--show undecided`.
    Undecided(Undecided),
}

/// Words of an article that the finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Label {
    pub article: ArticleId,
    /// Of the article's view; never empty.
    pub span: Span,
    /// Shown at the mark: `in office from 2012-11-06 to 2024-05-12`. May be empty.
    pub note: String,
    pub primary: bool,
}

/// Other words for some of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Edit {
    pub article: ArticleId,
    /// Of the article's view; never empty.
    pub span: Span,
    pub replacement: String,
}

/// The entry of the record that the finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RecordRef {
    /// For people: `Defence Minister of Russia: Sergei Shoigu from 2012-11-06 to 2024-05-12`.
    pub entry: String,
    pub at: Option<FileSpan>,
}

/// Another rule's view of the same mistake.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Related {
    pub rule: Arc<str>,
    pub message: String,
    pub labels: Vec<Label>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Finding {
    pub rule: Arc<str>,
    pub level: Level,
    pub verdict: Verdict,
    /// One sentence, no final point.
    pub message: String,
    pub help: Option<String>,
    /// What mends it, if that only changes how something is written.
    pub fix: Vec<Edit>,
    /// The primary label first, then by article and start.
    pub labels: Vec<Label>,
    /// What was taken for granted, a sentence each.
    pub assumed: Vec<String>,
    pub record: Option<RecordRef>,
    /// Findings with the same root cause.
    pub related: Vec<Related>,
    /// The article lets it stand.
    pub suppressed: Option<Suppressed>,
    /// The baseline has it.
    pub known: bool,
    /// Sixteen hex digits of rule, keys and differing values; never of names of files or positions.
    pub fingerprint: String,
}

impl Finding {
    /// The label of its place: the primary one.
    pub fn first_label(&self) -> Option<&Label> {
        self.labels.iter().find(|l| l.primary).or(self.labels.first())
    }

    /// Whether it is a violation that somebody should mend: neither switched off nor let stand.
    pub fn counts(&self) -> bool {
        self.verdict == Verdict::Violated && self.level != Level::Off && self.suppressed.is_none()
    }
}

/// Why a finding may stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Suppressed {
    pub reason: Arc<str>,
    /// The rule was wrong.
    pub wrong: bool,
}

/// Counts of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    pub candidates: usize,
    pub violated: usize,
    pub undecided: usize,
    /// Violations and undecided candidates that an `except` of the rule takes out.
    #[serde(skip)]
    pub excepted: usize,
}

impl RuleCount {
    pub fn add(&mut self, other: &RuleCount) {
        self.candidates += other.candidates;
        self.violated += other.violated;
        self.undecided += other.undecided;
        self.excepted += other.excepted;
    }
}

/// Facts that a rule has put together, or has not, before it compares what they say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Grouping {
    pub rule: Arc<str>,
    /// The kind of the facts.
    pub kind: Arc<str>,
    pub how: Together,
    /// The field that the rule compares; it is never a key.
    pub field: Arc<str>,
    /// In order of article and start.
    pub members: Vec<Member>,
    pub keys: Vec<KeySaid>,
    /// Pairs of what members say ([`Member::says`], the lower one first) that contradict each other. Of facts that are
    /// [`Together::One`] only, and of the first values, up to a limit.
    pub differ: Vec<(usize, usize)>,
    /// Such pairs of which it is open whether they do. All others agree.
    pub open: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Together {
    /// They speak of one thing.
    One,
    /// The first fits others that do not fit one another, and so joined none.
    Torn,
    /// They may speak of one thing: too little is known.
    Open(Undecided),
    /// They agree in a key and differ in another: two things.
    Apart,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Member {
    pub article: ArticleId,
    /// The compared value, or the whole fact where it has no words of its own.
    pub span: Span,
    /// As it is compared.
    pub value: String,
    /// Equal for members of a group that say the same; counted from 0 in order of the members.
    pub says: usize,
}

/// What the members of a group say of one key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct KeySaid {
    pub name: Arc<str>,
    pub said: Said,
    /// Each value once.
    pub values: Vec<String>,
    /// How many members do not say.
    pub missing: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Said {
    Agree,
    Differ,
    Unknown,
}

impl Said {
    pub fn name(self) -> &'static str {
        match self {
            Said::Agree => "agree",
            Said::Differ => "differ",
            Said::Unknown => "unknown",
        }
    }
}

/// What a check found: findings in final order (article, start, rule, fingerprint), and counts.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Shared with what a session keeps for the next time.
    pub findings: Vec<Arc<Finding>>,
    pub facts: usize,
    /// By rule, in order of name.
    pub rules: Vec<(Arc<str>, RuleCount)>,
    /// Stets that findings needed: the article and which of its stets, in order.
    pub stets: Vec<(ArticleId, usize)>,
    /// By rule; empty unless asked for.
    pub groupings: Vec<Grouping>,
    /// What the baseline has and the articles no longer say, in order of the baseline. `None`: there is no baseline.
    pub gone: Option<Vec<Entry>>,
}

impl Report {
    /// The findings in their order.
    pub fn found(&self) -> impl DoubleEndedIterator<Item = &Finding> + Clone {
        self.findings.iter().map(|finding| &**finding)
    }
}
