//! Two written forms of one name: variants that should not stand side by side, or ways to shorten it.

use crate::record::keys;

/// Whether two forms of one person's, place's or organisation's name spell the same word in two ways. Shorter forms and
/// words in another order do not.
pub fn conflict(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    let odd = |x: &[String], y: &[String]| -> Vec<String> { x.iter().filter(|w| !y.contains(w)).cloned().collect() };
    let (only_x, only_y) = (odd(&x, &y), odd(&y, &x));
    only_x.iter().any(|p| only_y.iter().any(|q| variants(p, q)))
}

fn words(name: &str) -> Vec<String> {
    keys::words(name).into_iter().filter(|w| w.len() > 1).collect()
}

/// One word in two spellings: most letters are shared, and neither is the beginning of the other.
fn variants(p: &str, q: &str) -> bool {
    let longest = p.len().max(q.len());
    longest >= 4
        && !p.starts_with(q)
        && !q.starts_with(p)
        && p.chars().next() == q.chars().next()
        && strsim::damerau_levenshtein(p, q) * 4 <= longest
}

#[cfg(test)]
mod tests {
    use super::conflict;

    #[test]
    fn spellings_and_short_forms() {
        for (a, b, yes) in [
            ("Valeriy Orlenko", "Valerii Orlenko", true),
            ("Victor Berg", "Viktor Berg", true),
            ("Orlenko", "Valeriy Orlenko", false),
            ("V. Orlenko", "Valeriy Orlenko", false),
            ("Orlenko", "Orlenco", true),
            ("Valeriy", "Orlenko", false),
            ("Old Alvik", "Alvik", false),
        ] {
            assert_eq!(conflict(a, b), yes, "{a} / {b}");
        }
    }
}
