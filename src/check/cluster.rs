//! Groups of facts that speak of one thing, whatever order they come in.

use rustc_hash::FxHashMap;

/// How two facts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// They speak of one thing.
    Aligned,
    /// Nothing known parts them.
    Compatible,
    /// They speak of different things.
    Split,
}

/// Groups `0..count` by `aligned` pairs. `fit` tells for any pair of one connected group how it stands. Each group has two
/// members at least, in order; the groups are in order of their first member.
///
/// A group holds no two that are split. One that is compatible with both of two split ones fits either side, and joins
/// neither. `largest` is the most members a connected group may have to be looked at; larger ones are returned apart.
pub fn clusters(
    count: usize,
    aligned: &[(u32, u32)],
    largest: usize,
    mut fit: impl FnMut(u32, u32) -> Fit,
) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let (mut groups, mut too_large) = (Vec::new(), Vec::new());
    for members in connected(count, aligned) {
        if members.len() > largest {
            too_large.push(members);
            continue;
        }
        let n = members.len();
        let fits: Vec<Fit> = (0..n * n)
            .map(|i| if i / n < i % n { fit(members[i / n], members[i % n]) } else { Fit::Compatible })
            .collect();
        let of = |a: usize, b: usize| fits[a.min(b) * n + a.max(b)];
        let split: Vec<(usize, usize)> =
            (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).filter(|&(a, b)| of(a, b) == Fit::Split).collect();
        if split.is_empty() {
            groups.push(members);
            continue;
        }
        let torn =
            |m: usize| split.iter().any(|&(a, b)| a != m && b != m && of(a, m) != Fit::Split && of(b, m) != Fit::Split);
        let kept: Vec<usize> = (0..n).filter(|&m| !torn(m)).collect();
        // No path of aligned pairs is left between two split ones: each step of it would have been torn.
        let pairs: Vec<(u32, u32)> = (0..kept.len())
            .flat_map(|i| (i + 1..kept.len()).map(move |j| (i, j)))
            .filter(|&(i, j)| of(kept[i], kept[j]) == Fit::Aligned)
            .map(|(i, j)| (i as u32, j as u32))
            .collect();
        groups.extend(
            connected(kept.len(), &pairs)
                .into_iter()
                .map(|group| group.into_iter().map(|i| members[kept[i as usize]]).collect::<Vec<u32>>()),
        );
    }
    groups.sort_unstable();
    (groups, too_large)
}

/// Connected groups of two or more, members in order.
fn connected(count: usize, pairs: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut parent: Vec<u32> = (0..count as u32).collect();
    fn root(parent: &mut [u32], mut i: u32) -> u32 {
        while parent[i as usize] != i {
            parent[i as usize] = parent[parent[i as usize] as usize];
            i = parent[i as usize];
        }
        i
    }
    for &(a, b) in pairs {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b) as usize] = a.min(b);
    }
    let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for i in 0..count as u32 {
        groups.entry(root(&mut parent, i)).or_default().push(i);
    }
    let mut all: Vec<Vec<u32>> = groups.into_values().filter(|g| g.len() > 1).collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(count: usize, aligned: &[(u32, u32)], split: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let has = |all: &[(u32, u32)], a: u32, b: u32| all.contains(&(a, b)) || all.contains(&(b, a));
        let fit = |a, b| {
            if has(split, a, b) {
                Fit::Split
            } else if has(aligned, a, b) {
                Fit::Aligned
            } else {
                Fit::Compatible
            }
        };
        clusters(count, aligned, 100, fit).0
    }

    #[test]
    fn one_that_fits_two_joins_neither() {
        assert_eq!(of(3, &[(0, 1), (1, 2)], &[]), [[0, 1, 2]]);
        assert_eq!(of(3, &[(0, 1), (1, 2)], &[(0, 2)]), Vec::<Vec<u32>>::new());
        // Two pairs and one between them.
        assert_eq!(of(5, &[(0, 1), (1, 2), (2, 3), (3, 4)], &[(0, 3), (0, 4), (1, 3), (1, 4)]), [[0, 1], [3, 4]]);
        // The ends of a chain are split: what lies between fits both.
        assert_eq!(of(4, &[(0, 1), (1, 2), (2, 3)], &[(0, 3)]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn what_is_too_large_is_said_so() {
        let (groups, too_large) = clusters(3, &[(0, 1), (1, 2)], 2, |_, _| Fit::Aligned);
        assert!(groups.is_empty());
        assert_eq!(too_large, [[0, 1, 2]]);
    }

    proptest! {
        #[test]
        fn order_makes_no_difference(
            fits in proptest::collection::vec(0u8..3, 28),
            order in Just((0u32..8).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            // A symmetric table of fits between eight facts.
            let fit = |a: u32, b: u32| {
                let (a, b) = (a.min(b) as usize, a.max(b) as usize);
                match fits[b * (b - 1) / 2 + a] {
                    0 => Fit::Aligned,
                    1 => Fit::Compatible,
                    _ => Fit::Split,
                }
            };
            let run = |name: &dyn Fn(u32) -> u32| {
                let aligned: Vec<(u32, u32)> = (0..8u32)
                    .flat_map(|a| (a + 1..8).map(move |b| (a, b)))
                    .filter(|&(a, b)| fit(name(a), name(b)) == Fit::Aligned)
                    .collect();
                let (groups, _) = clusters(8, &aligned, 100, |a, b| fit(name(a), name(b)));
                let mut named: Vec<Vec<u32>> = groups
                    .into_iter()
                    .map(|g| {
                        let mut g: Vec<u32> = g.into_iter().map(name).collect();
                        g.sort_unstable();
                        g
                    })
                    .collect();
                named.sort_unstable();
                named
            };
            let plain = run(&|i| i);
            prop_assert_eq!(&plain, &run(&|i| order[i as usize]));
            for group in &plain {
                for a in group {
                    for b in group {
                        prop_assert!(a == b || fit(*a, *b) != Fit::Split);
                    }
                }
            }
        }
    }
}
