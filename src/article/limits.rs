//! How much one article, or one file, may ask for. What goes beyond is reported as not read, and everything else is checked.

/// Each limit with its default. A run sets them by `--limit NAME=NUMBER` or in the table `limits` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article as stored: of its file, record or page.
    pub article_bytes: u64,
    /// Words and marks of one article. Reading costs in proportion to them, so that this is also a limit of time, and one
    /// that does not depend on the machine.
    pub words: u64,
    /// Facts of one article.
    pub facts: u64,
    /// Archives, compressed files and messages within one another.
    pub depth: u64,
    /// How many times longer than stored a compressed file may become.
    pub expansion: u64,
    /// Bytes that one compressed file may become.
    pub expanded_bytes: u64,
    /// Combinations of facts that one rule tries. A rule that would try more says so in an undecided finding.
    pub pairs: u64,
}

/// A limit as people set it.
#[derive(Clone, Copy, Debug)]
pub struct LimitSpec {
    pub name: &'static str,
    /// For people, as in “the most … ”.
    pub what: &'static str,
    get: fn(&Limits) -> u64,
    set: fn(&mut Limits) -> &mut u64,
}

/// All limits, in the order of their fields.
pub const LIMITS: [LimitSpec; 7] = [
    LimitSpec {
        name: "article-bytes",
        what: "bytes of one article as stored",
        get: |l| l.article_bytes,
        set: |l| &mut l.article_bytes,
    },
    LimitSpec { name: "words", what: "words and marks of one article", get: |l| l.words, set: |l| &mut l.words },
    LimitSpec { name: "facts", what: "facts of one article", get: |l| l.facts, set: |l| &mut l.facts },
    LimitSpec { name: "depth", what: "archives within one another", get: |l| l.depth, set: |l| &mut l.depth },
    LimitSpec {
        name: "expansion",
        what: "times its stored length that a compressed file becomes",
        get: |l| l.expansion,
        set: |l| &mut l.expansion,
    },
    LimitSpec {
        name: "expanded-bytes",
        what: "bytes that one compressed file becomes",
        get: |l| l.expanded_bytes,
        set: |l| &mut l.expanded_bytes,
    },
    LimitSpec {
        name: "pairs",
        what: "combinations of facts that one rule tries",
        get: |l| l.pairs,
        set: |l| &mut l.pairs,
    },
];

impl LimitSpec {
    pub fn of(name: &str) -> Option<&'static LimitSpec> {
        LIMITS.iter().find(|l| l.name == name)
    }
    pub fn get(&self, limits: &Limits) -> u64 {
        (self.get)(limits)
    }
    pub fn set(&self, limits: &mut Limits, value: u64) {
        *(self.set)(limits) = value;
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            article_bytes: 64 << 20,
            words: 1_000_000,
            facts: 200_000,
            depth: 8,
            expansion: 200,
            expanded_bytes: 64 << 30,
            pairs: 2_000_000,
        }
    }
}

/// A word longer than this counts as several, in bytes.
const WORD: usize = 16;

/// Words and marks of a text, as [`Limits::words`] counts them.
pub fn words(text: &str) -> u64 {
    let (mut count, mut length) = (0, 0);
    for c in text.chars() {
        if c.is_alphanumeric() {
            count += u64::from(length % WORD == 0);
            length += 1;
        } else {
            length = 0;
            count += u64::from(!c.is_whitespace());
        }
    }
    count
}

/// Tags and references of a page or a document in XML: what its tree and its map are made of.
pub fn marks(page: &str) -> u64 {
    page.bytes().filter(|b| matches!(b, b'<' | b'&')).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        for (i, spec) in LIMITS.iter().enumerate() {
            spec.set(&mut limits, i as u64);
            assert_eq!((spec.get(&limits), LimitSpec::of(spec.name).unwrap().name), (i as u64, spec.name));
        }
        assert_eq!(limits.article_bytes, 0);
        assert_eq!(limits.expanded_bytes, 5);
    }

    #[test]
    fn words_and_marks() {
        assert_eq!(words("“Ships,” he said.\n"), 7);
        assert_eq!(words(&"a".repeat(33)), 3);
    }
}
