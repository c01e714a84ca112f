//! How much one rule may do in one run. A rule that meets a limit says so in an undecided finding.

/// Facts that the quantifiers of one rule look at, over all its candidates. Fuzz targets meet it, and the next, soon.
pub const QUANTIFIED_FACTS: u64 = if cfg!(fuzzing) { 100_000 } else { 50_000_000 };

/// Combinations of facts that one rule tries, unless a run says otherwise (`--limit pairs=N`). Tests meet it sooner.
pub const PAIRS: usize = if cfg!(any(test, fuzzing)) { 40_000 } else { 2_000_000 };

/// Combinations that one rule tries with facts that lack a value by which they would be found.
pub const OPEN: usize = if cfg!(any(test, fuzzing)) { 4_000 } else { 200_000 };

/// Facts that share one key and are compared pair by pair.
pub const SAME_KEY: usize = 2_000;

/// Facts that share no more than one key: of so many, each pair is looked at.
pub const LOOSE_SAME_KEY: usize = 200;

/// Different values of one field in one cluster.
pub const VALUES_IN_CLUSTER: usize = 500;

/// Findings of one rule that are kept; the others are counted.
pub const FINDINGS: usize = 20_000;

/// Labels that show one of the groups of a finding.
pub const LABELS_IN_GROUP: usize = 8;

/// Words of one quotation that are compared word by word.
pub const QUOTE_WORDS: usize = 1_000;

/// Quotations that are held against one, those first that share most words with it.
pub const NEAR_QUOTES: usize = 50;

/// Facts, each saying something else, that may speak of one thing.
pub const CLUSTER: usize = 400;

/// Combinations that are judged for one fact only to explain why it came to nothing.
pub const EXPLAINED: usize = 1_000;

/// Pairs that were left open, and pairs that were told apart, that are shown of one rule.
pub const SHOWN_PAIRS: usize = 200;

/// Different values of one group that are held against each other to show who agrees with whom.
pub const SHOWN_VALUES: usize = 40;

/// How often facts are derived from derived facts.
pub const DERIVE_ROUNDS: usize = 16;

/// Derived facts of one batch.
pub const DERIVED_FACTS: usize = 1_000_000;
