//! Two reports held against each other, finding by finding, and put together from both.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::snapshot::Block;

/// Lines of one finding that are compared one by one.
const LINES: usize = 400;

/// What became of one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    Added(&'a Block),
    Removed(&'a Block),
    /// The same finding in other words or at another place, or another one of its rule at its place.
    Changed {
        before: &'a Block,
        after: &'a Block,
    },
}

impl Change<'_> {
    /// `added`, `removed`, `changed`
    pub fn name(&self) -> &'static str {
        match self {
            Change::Added(_) => "added",
            Change::Removed(_) => "removed",
            Change::Changed { .. } => "changed",
        }
    }
    /// As it is now, or else as it was.
    pub fn block(&self) -> &Block {
        match self {
            Change::Added(block) | Change::Removed(block) | Change::Changed { after: block, .. } => block,
        }
    }
    /// `+ …` and `- …`, with the lines that stay around them.
    pub fn lines(&self) -> Vec<String> {
        let marked = |mark: &str, lines: &[String]| -> Vec<String> {
            lines.iter().map(|line| format!("{mark} {line}").trim_end().to_string()).collect()
        };
        match self {
            Change::Added(block) => marked("+", &block.lines()),
            Change::Removed(block) => marked("-", &block.lines()),
            Change::Changed { before, after } => {
                let (before, after) = (before.lines(), after.lines());
                let mut all = Vec::new();
                let (mut old, mut new) = (0, 0);
                for (i, k) in common(&before, &after).into_iter().chain([(before.len(), after.len())]) {
                    all.extend(marked("-", &before[old..i]));
                    all.extend(marked("+", &after[new..k]));
                    all.extend(marked(" ", before.get(i..i + 1).unwrap_or_default()));
                    (old, new) = (i + 1, k + 1);
                }
                all
            }
        }
    }
}

/// The places of a longest common sequence of lines. Both are as long as one finding is, at most [`LINES`] are looked at.
fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let (a, b) = (&a[..a.len().min(LINES)], &b[..b.len().min(LINES)]);
    let mut length = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for k in (0..b.len()).rev() {
            length[i][k] = match a[i] == b[k] {
                true => length[i + 1][k + 1] + 1,
                false => length[i + 1][k].max(length[i][k + 1]),
            };
        }
    }
    let (mut i, mut k, mut places) = (0, 0, Vec::new());
    while i < a.len() && k < b.len() {
        if a[i] == b[k] {
            places.push((i, k));
            (i, k) = (i + 1, k + 1);
        } else if length[i + 1][k] >= length[i][k + 1] {
            i += 1;
        } else {
            k += 1;
        }
    }
    places
}

/// The findings of two reports, paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Before and after, in order of the later report; what is gone stands behind what it stood behind before.
    pairs: Vec<(Option<Block>, Option<Block>)>,
}

impl Comparison {
    /// `seen`: whether the later report would have a finding of that rule. Of others, what was found before stays.
    pub fn new(before: &[Block], after: &[Block], seen: impl Fn(&str) -> bool) -> Comparison {
        // A finding is known by its fingerprint; else, one of its rule at its place is taken for a new version of it.
        let mut partner: Vec<Option<usize>> = vec![None; after.len()];
        let mut taken = vec![false; before.len()];
        pair(before, after, &mut partner, &mut taken, |block| Some(block.fingerprint.as_str()));
        pair(before, after, &mut partner, &mut taken, Block::place);
        // What is gone, by what it stood behind.
        let mut gone: FxHashMap<Option<usize>, Vec<usize>> = FxHashMap::default();
        let mut ahead = None;
        for (old, taken) in taken.into_iter().enumerate() {
            match taken {
                true => ahead = Some(old),
                false => gone.entry(ahead).or_default().push(old),
            }
        }
        let mut order: Vec<(Option<usize>, Option<usize>)> = Vec::new();
        let mut leave = |order: &mut Vec<_>, behind| {
            order.extend(gone.remove(&behind).into_iter().flatten().map(|old| (Some(old), None)));
        };
        leave(&mut order, None);
        for (new, old) in partner.into_iter().enumerate() {
            order.push((old, Some(new)));
            if old.is_some() {
                leave(&mut order, old);
            }
        }
        let pairs = order.into_iter().map(|(old, new)| {
            let old = old.map(|i| before[i].clone());
            let new = new.map(|i| after[i].clone());
            match (old, new) {
                (Some(old), None) if !seen(&old.rule) => (Some(old.clone()), Some(old)),
                pair => pair,
            }
        });
        Comparison { pairs: pairs.collect() }
    }

    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.pairs.iter().filter_map(change)
    }

    /// The earlier report with those changes made that `accepts` says, by their number in [`Comparison::changes`].
    pub fn with(&self, accepts: impl Fn(usize) -> bool) -> Vec<Block> {
        let mut number = 0;
        let mut blocks = Vec::new();
        for pair in &self.pairs {
            let accepted = change(pair).is_some_and(|_| {
                number += 1;
                accepts(number - 1)
            });
            blocks.extend(if accepted { pair.1.clone() } else { pair.0.clone() });
        }
        blocks
    }
}

/// Pairs findings that have no partner yet, of one rule and with one key, in their order.
fn pair<'b>(
    before: &'b [Block],
    after: &'b [Block],
    partner: &mut [Option<usize>],
    taken: &mut [bool],
    key: impl Fn(&'b Block) -> Option<&'b str>,
) {
    let mut open: FxHashMap<(&str, &str), VecDeque<usize>> = FxHashMap::default();
    for (old, block) in before.iter().enumerate().filter(|(old, _)| !taken[*old]) {
        if let Some(key) = key(block) {
            open.entry((&block.rule, key)).or_default().push_back(old);
        }
    }
    for (new, block) in after.iter().enumerate() {
        if let (None, Some(key)) = (partner[new], key(block)) {
            partner[new] = open.get_mut(&(block.rule.as_str(), key)).and_then(VecDeque::pop_front);
            if let Some(old) = partner[new] {
                taken[old] = true;
            }
        }
    }
}

fn change((before, after): &(Option<Block>, Option<Block>)) -> Option<Change<'_>> {
    match (before, after) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) => Some(Change::Changed { before, after }),
        (Some(before), None) => Some(Change::Removed(before)),
        (None, Some(after)) => Some(Change::Added(after)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `rule:fingerprint:place:words`
    fn block(of: &str) -> Block {
        let parts: Vec<&str> = of.split(':').collect();
        Block::new(parts[0], &format!("{:0>16}", parts[1]), &format!("{}\n   ╭─[{}]", parts[3], parts[2]))
    }
    fn blocks(of: &[&str]) -> Vec<Block> {
        of.iter().map(|b| block(b)).collect()
    }
    fn changes(before: &[&str], after: &[&str]) -> Vec<String> {
        let comparison = Comparison::new(&blocks(before), &blocks(after), |_| true);
        comparison.changes().map(|c| format!("{} {}", c.name(), &c.block().fingerprint[15..])).collect()
    }

    #[test]
    fn findings_are_known_by_fingerprint_then_by_place() {
        let before = ["r:1:a:x", "r:2:b:x", "s:3:b:x", "r:4:c:x"];
        assert!(changes(&before, &before).is_empty());
        assert_eq!(changes(&before, &["r:1:a:x", "r:2:b:y", "s:3:b:x", "r:4:c:x"]), ["changed 2"]);
        assert_eq!(changes(&before, &["r:1:a:x", "r:5:b:x", "s:3:b:x", "r:4:c:x"]), ["changed 5"]);
        assert_eq!(changes(&before, &["r:1:a:x", "s:6:b:x", "s:3:b:x", "r:4:c:x"]), ["removed 2", "added 6"]);
        assert_eq!(changes(&before, &["r:4:c:x"]), ["removed 1", "removed 2", "removed 3"]);
        assert_eq!(changes(&[], &before), ["added 1", "added 2", "added 3", "added 4"]);
        // The order alone is nothing that somebody has to look at.
        assert!(changes(&before, &["r:4:c:x", "s:3:b:x", "r:2:b:x", "r:1:a:x"]).is_empty());
    }

    #[test]
    fn rules_that_did_not_run_keep_their_findings() {
        let (before, after) = (blocks(&["r:1:a:x", "s:2:b:x"]), blocks(&["r:3:a:x"]));
        let comparison = Comparison::new(&before, &after, |rule| rule == "r");
        assert_eq!(comparison.changes().count(), 1);
        assert_eq!(comparison.with(|_| true), blocks(&["r:3:a:x", "s:2:b:x"]));
    }

    #[test]
    fn a_change_shows_what_stays() {
        let (before, after) = (Block::new("r", "1", "a\nb\nc\nd"), Block::new("r", "1", "a\nx\ny\nd"));
        let change = Change::Changed { before: &before, after: &after };
        assert_eq!(change.lines(), ["  a", "- b", "- c", "+ x", "+ y", "  d"]);
        let bare = Block::new("r", "1", "a\na");
        assert_eq!(Change::Changed { before: &block("r:1:p:a"), after: &bare }.lines(), ["  a", "-    ╭─[p]", "+ a"]);
    }

    proptest! {
        #[test]
        fn accepting_all_gives_the_one_and_nothing_the_other(
            before in prop::collection::btree_map(0u8..12, (0u8..3, 0u8..4), 0..8),
            after in prop::collection::btree_map(0u8..12, (0u8..3, 0u8..4), 0..8),
            some in any::<u16>(),
        ) {
            let report = |of: &std::collections::BTreeMap<u8, (u8, u8)>| -> Vec<Block> {
                of.iter().map(|(n, (place, words))| block(&format!("r:{n}:{place}:{words}"))).collect()
            };
            let (before, after) = (report(&before), report(&after));
            let comparison = Comparison::new(&before, &after, |_| true);
            prop_assert_eq!(comparison.with(|_| true), after.clone());
            let sorted = |mut blocks: Vec<Block>| { blocks.sort_by_key(|b| b.fingerprint.clone()); blocks };
            prop_assert_eq!(sorted(comparison.with(|_| false)), sorted(before.clone()));
            // What is left after some were accepted are the others.
            let partly = comparison.with(|n| some >> (n % 16) & 1 == 1);
            let left = Comparison::new(&partly, &after, |_| true).changes().count();
            let refused = (0..comparison.changes().count()).filter(|n| some >> (n % 16) & 1 == 0).count();
            prop_assert!(left <= refused, "{} left of {}", left, refused);
        }
    }
}
