//! Chinese names in the romanisation of Wade and Giles beside pinyin: "Teng Hsiao-ping" and "Deng Xiaoping".

/// What an initial is in pinyin; the older spelling's apostrophes, which tell the readings apart, are seldom printed.
const INITIALS: &[(&str, &[&str])] = &[
    ("hs", &["x"]),
    ("sh", &["sh"]),
    ("ch", &["zh", "ch", "j", "q"]),
    ("tz", &["z", "c"]),
    ("ts", &["z", "c"]),
    ("sz", &["s"]),
    ("ss", &["s"]),
    ("j", &["r"]),
    ("k", &["g", "k"]),
    ("p", &["b", "p"]),
    ("t", &["d", "t"]),
    ("f", &["f"]),
    ("h", &["h"]),
    ("l", &["l"]),
    ("m", &["m"]),
    ("n", &["n"]),
    ("s", &["s"]),
    ("w", &["w"]),
    ("y", &["y"]),
    ("", &[""]),
];

/// Finals that pinyin writes in another way.
const FINALS: &[(&str, &[&str])] = &[
    ("ung", &["ong"]),
    ("iung", &["iong"]),
    ("ih", &["i"]),
    ("ieh", &["ie"]),
    ("ueh", &["ue"]),
    ("eh", &["e"]),
    ("ien", &["ian"]),
    ("uei", &["ui"]),
    ("erh", &["er"]),
    ("o", &["o", "uo", "e"]),
    ("u", &["u", "i", "ou"]),
    ("en", &["en", "an"]),
];

/// Finals that both write alike.
const SAME: &[&str] = &[
    "a", "ai", "an", "ang", "ao", "e", "ei", "eng", "i", "ia", "iang", "iao", "in", "ing", "iu", "ou", "ua", "uai",
    "uan", "uang", "ui", "un", "uo", "er", "ie",
];

/// What pinyin never writes.
const OLD: &[&str] = &["hs", "tz", "ts", "sz", "ung", "ieh", "ueh", "ien", "eh", "ih", "erh"];

/// Whether `old`, syllables with blanks between, is in the older spelling the name that `new` is in pinyin; keys both.
pub fn is_pinyin_of(old: &str, new: &str) -> bool {
    let syllables: Vec<&str> = old.split(' ').collect();
    let marked = OLD.iter().any(|mark| syllables.iter().any(|s| s.starts_with(mark) || s.ends_with(mark)));
    let letters: String = new.split(' ').collect();
    (2..=4).contains(&syllables.len()) && marked && letters.len() <= 24 && fits(&syllables, &letters)
}

fn fits(syllables: &[&str], letters: &str) -> bool {
    let Some((first, rest)) = syllables.split_first() else { return letters.is_empty() };
    readings(first).iter().any(|reading| letters.strip_prefix(reading.as_str()).is_some_and(|after| fits(rest, after)))
}

/// The pinyin that a syllable may stand for; empty where it is none.
fn readings(syllable: &str) -> Vec<String> {
    let Some((initials, last)) = INITIALS.iter().find_map(|(i, pinyin)| Some((pinyin, syllable.strip_prefix(i)?)))
    else {
        return Vec::new();
    };
    let changed = FINALS.iter().find(|f| f.0 == last).map(|f| f.1);
    let same = SAME.iter().find(|f| **f == last).map(std::slice::from_ref);
    let finals = changed.or(same).unwrap_or_default();
    initials.iter().flat_map(|i| finals.iter().map(move |f| format!("{i}{f}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_spellings_are_read() {
        for (old, new) in [
            ("teng hsiao ping", "deng xiaoping"),
            ("mao tse tung", "mao zedong"),
            ("chiang ching kuo hsu", "jiang jingguo xu"),
            ("lin piao tzu", "lin biaozi"),
        ] {
            assert!(is_pinyin_of(old, new), "{old} / {new}");
        }
        for (old, new) in [
            ("chen li", "zhen li"),
            ("teng hsiao ping", "deng xiaopeng"),
            ("hsu lin", "xu lan"),
            ("ida hsu marsh", "ida xu marsh"),
            ("", ""),
        ] {
            assert!(!is_pinyin_of(old, new), "{old} / {new}");
        }
    }
}
