//! What spellings of one name come to: letters that romanisations of one alphabet, and habits of one language, write in several ways.

use super::tables::FORMS;

/// Folds one name of a person (a key of one word). `given`: not the surname.
pub fn fold_name(word: &str, given: bool) -> String {
    if let Some(mut row) = FORMS.get(word)
        && let Some(base) = row.next()
    {
        return fold_letters(base, given);
    }
    fold_letters(word, given)
}

/// Makes one of what romanisations of one spelling differ in (a key of one word); `given` as in [`fold_name`].
pub fn fold_letters(word: &str, given: bool) -> String {
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let w = word.as_bytes();
    let n = w.len();
    if n < 3 || !word.is_ascii() {
        return word.to_string();
    }
    let at = |i: usize| w.get(i).copied().unwrap_or(0);
    let mut out: Vec<u8> = Vec::with_capacity(n);
    let mut i = 0;
    while i < n {
        let b = w[i];
        let before = if i == 0 { 0 } else { w[i - 1] };
        let (text, used): (&[u8], usize) = match b {
            b'c' if at(i + 1) == b'k' => (b"k", 2),
            b'c' if matches!(at(i + 1), b'h' | b'e' | b'i' | b'y') => (b"c", 1),
            b'c' => (b"k", 1),
            b'k' if at(i + 1) == b's' => (b"x", 2),
            b'k' if at(i + 1) == b'h' && n >= 5 => (b"h", 2),
            b'p' if at(i + 1) == b'h' => (b"f", 2),
            b't' if at(i + 1) == b'z' => (b"ts", 2),
            b't' if at(i + 1) == b'h' && given => (b"t", 2),
            b'w' if i == 0 && at(1) == b'l' => (b"v", 1),
            // Fyodor, Fedor; Solovyov, Solovyev, Soloviev.
            b'y' if at(i + 1) == b'o' && i > 0 && !vowel(before) && n >= 5 && !vowel(at(i + 2)) && i + 2 < n => {
                (b"e", 2)
            }
            b'y' | b'i' if !given && i + 3 == n && at(i + 1) == b'e' && at(i + 2) == b'v' => (b"", 1),
            // Yevgeny, Evgeny; Dostoyevsky, Dostoevsky.
            b'y' | b'i' if at(i + 1) == b'e' && (i == 0 && n >= 4 || i > 0 && vowel(before)) => (b"", 1),
            b'j' if i == 0 && given && ["jev", "jek", "jele", "juri", "juli"].iter().any(|s| word.starts_with(s)) => {
                if at(1) == b'e' {
                    (b"", 1)
                } else {
                    (b"i", 1)
                }
            }
            b'j' if i == 0 => (b"j", 1),
            b'j' if !vowel(before) && vowel(at(i + 1)) => (b"j", 1),
            b'j' => (b"i", 1),
            b'y' if i == 0 && at(1) == b'a' && n <= 4 => (b"y", 1),
            b'y' if i > 0 && i + 1 < n && !vowel(before) && !vowel(at(i + 1)) && n < 8 => (b"y", 1),
            b'y' => (b"i", 1),
            // Müller, Mueller, Muller; Schröder, Schroeder.
            b'o' | b'u' if !given && at(i + 1) == b'e' && i > 0 && !vowel(before) && i + 2 < n && !vowel(at(i + 2)) => {
                (&w[i..i + 1], 2)
            }
            _ => (&w[i..i + 1], 1),
        };
        for &c in text {
            if n < 4 || out.last() != Some(&c) {
                out.push(c);
            }
        }
        i += used;
    }
    if !given && n >= 5 && word.ends_with("ff") && (out.ends_with(b"of") || out.ends_with(b"ef")) {
        out.pop();
        out.push(b'v');
    }
    if given && out.ends_with(b"andr") {
        out.pop();
        out.extend(b"er");
    }
    if out.ends_with(b"enka") && n >= 7 {
        out.pop();
        out.push(b'o');
    }
    String::from_utf8(out).unwrap_or_else(|_| word.to_string())
}
