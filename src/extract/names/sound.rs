//! Whether two words of names may be one as different languages write it.

/// Endings that some languages give names of others: Latin "Robertus", Latvian "Edgars", Czech "Harwicková".
const ENDINGS: &[&str] = &["ova", "ius", "us", "as", "is", "os", "s", "o"];

/// Whether one is the other, or both are one stem, with an ending of [`ENDINGS`]; keys of one word both.
pub fn are_inflected(a: &str, b: &str) -> bool {
    fn stem(word: &str) -> &str {
        ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
    }
    let whole = |stem: &str| stem.len() > 2;
    let (x, y) = (stem(a), stem(b));
    whole(x) && (x == b || x == y) || whole(y) && y == a
}

/// A word as it sounds, roughly, whoever wrote it down: `Schukria`, `Shokria`; `Fouad`, `Fuad`; `Ibrahimi`, `Ebrahimi`.
/// A key of one word, folded.
pub fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let group = ["sch", "sh", "sj", "sy", "sz"].iter().find_map(|g| rest.strip_prefix(g));
        let (sound, after) = match first {
            's' if group.is_some() => ('S', group.unwrap_or_default()),
            'g' | 't' | 'd' if rest[1..].starts_with('h') => (first, &rest[2..]),
            'o' if rest.starts_with("ou") || rest.starts_with("oo") => ('u', &rest[2..]),
            'w' => ('v', &rest[1..]),
            'e' | 'i' | 'y' | 'j' => ('i', &rest[1..]),
            'o' | 'u' => ('u', &rest[1..]),
            c => (c, &rest[c.len_utf8()..]),
        };
        // A final h is silent: Aisha, Aishah.
        let silent = first == 'h' && after.is_empty() && out.len() > 2;
        if !out.ends_with(sound) && !silent {
            out.push(sound);
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_write_otherwise() {
        for (a, b) in [
            ("schukria", "shokria"),
            ("fouad", "fuad"),
            ("aishah", "aisyah"),
            ("hmayed", "hmajed"),
            ("sokolow", "sokolov"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} / {b}");
        }
        for (a, b) in [("hassan", "hussein"), ("olga", "oleg"), ("maria", "mario")] {
            assert_ne!(sound(a), sound(b), "{a} / {b}");
        }
        for (a, b) in [("robertus", "roberto"), ("edgars", "edgar"), ("harwickova", "harwick"), ("georgius", "georg")] {
            assert!(are_inflected(a, b) && are_inflected(b, a), "{a} / {b}");
        }
        for (a, b) in [("anna", "anno"), ("us", "is"), ("harwick", "harper"), ("", "")] {
            assert!(!are_inflected(a, b), "{a} / {b}");
        }
    }
}
