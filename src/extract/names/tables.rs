//! The bundled name lists, searched where they lie: sorted lines, no table built at start.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::identity::FORMS;

/// A list whose lines are sorted by their first column, after a head of `#` lines.
pub struct Table {
    rows: &'static str,
    index: OnceLock<Index>,
}

struct Index {
    /// Where the rows start, with the first eight bytes of each; in one order with the rows.
    rows: Vec<(u64, u32)>,
    /// By first byte, how many rows begin with a lower one.
    before: [u32; 257],
}

/// The columns of a row that are still to be read.
pub type Columns = std::str::Split<'static, char>;

pub static PLACES: Table = Table::new(include_str!("../../../rules/std/data/places.tsv"));
pub static NAMESAKES: Table = Table::new(include_str!("../../../rules/std/data/namesakes.tsv"));
pub static DEMONYMS: Table = Table::new(include_str!("../../../rules/std/data/demonyms.tsv"));
pub static ORGANISATIONS: Table = Table::new(include_str!("../../../rules/std/data/organisations.tsv"));
pub static GIVEN_NAMES: Table = Table::new(include_str!("../../../rules/std/data/given_names.txt"));
pub static SURNAMES: Table = Table::new(include_str!("../../../rules/std/data/surnames.txt"));
pub static WORDS: Table = Table::new(include_str!("../../../rules/std/data/words.txt"));
/// Given names that are those of women (`f`) or of men (`m`) almost everywhere.
pub static GENDERS: Table = Table::new(include_str!("../../../rules/std/data/name_genders.tsv"));

impl Table {
    pub const fn new(text: &'static str) -> Table {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && bytes[at] == b'#' {
            while at < bytes.len() && bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
        }
        let (_, rows) = text.split_at(at);
        Table { rows, index: OnceLock::new() }
    }

    /// Makes the look-up of any row several times as fast, for the price of reading the table once. Worth it where thousands
    /// of names are looked up.
    pub fn prepare(&self) {
        self.index.get_or_init(|| {
            let mut at = 0;
            let mut rows = Vec::with_capacity(self.rows.len() / 12);
            while at < self.rows.len() {
                let (key, next) = self.row_key(at);
                rows.push((beginning(key), at as u32));
                at = next;
            }
            let mut before = [0; 257];
            for (byte, before) in before.iter_mut().enumerate().take(256) {
                *before = rows.partition_point(|(b, _)| b >> 56 < byte as u64) as u32;
            }
            before[256] = rows.len() as u32;
            Index { rows, before }
        });
    }

    /// Byte offset of the first row whose key is not below `key`.
    fn lower_bound(&self, key: &str) -> usize {
        let bytes = self.rows.as_bytes();
        if let Some(index) = self.index.get() {
            let begins = beginning(key.as_bytes());
            let byte = (begins >> 56) as usize;
            let (from, to) = (index.before[byte] as usize, index.before[byte + 1] as usize);
            let mut at = from + index.rows[from..to].partition_point(|(b, _)| *b < begins);
            while let Some((b, start)) = index.rows.get(at) {
                if *b != begins || self.row_key(*start as usize).0 >= key.as_bytes() {
                    return *start as usize;
                }
                at += 1;
            }
            return bytes.len();
        }
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
            let (row_key, end) = self.row_key(start);
            if row_key < key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        low
    }

    /// The key of the row that starts at `start`, and where the next row starts.
    fn row_key(&self, start: usize) -> (&'static [u8], usize) {
        let rest = &self.rows.as_bytes()[start..];
        let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        let key = rest[..end].iter().position(|&b| b == b'\t').unwrap_or(end);
        (&rest[..key], (start + end + 1).min(self.rows.len()))
    }

    /// The columns after the key, or `None` where there is no such row.
    pub fn get(&self, key: &str) -> Option<Columns> {
        self.row(self.lower_bound(key), key)
    }

    fn row(&self, start: usize, key: &str) -> Option<Columns> {
        let (row_key, end) = self.row_key(start);
        if key.is_empty() || row_key != key.as_bytes() {
            return None;
        }
        let mut columns = self.rows[start..end].trim_end_matches('\n').split('\t');
        columns.next();
        Some(columns)
    }

    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The row of `word`, and how many words the longest key has that begins with it; 0 where none does.
    pub fn get_and_longest(&self, word: &str) -> (Option<Columns>, usize) {
        let start = self.lower_bound(word);
        let row = self.row(start, word);
        let mut at = start;
        let mut longest = 0;
        while at < self.rows.len() {
            let (key, next) = self.row_key(at);
            match key.strip_prefix(word.as_bytes()) {
                Some(rest) if rest.is_empty() || rest[0] == b' ' => {
                    longest = longest.max(1 + rest.iter().filter(|&&b| b == b' ').count());
                }
                // "new" < "new delhi" < "newark": a blank sorts before every letter.
                _ => break,
            }
            at = next;
        }
        (row, longest)
    }

    pub fn rows(&self) -> impl Iterator<Item = &'static str> {
        self.rows.lines()
    }

    #[cfg(test)]
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.rows.lines().map(|line| line.split('\t').next().unwrap_or(line))
    }
}

/// The first eight bytes of a key as a number that sorts as they do.
fn beginning(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let n = key.len().min(8);
    bytes[..n].copy_from_slice(&key[..n]);
    u64::from_be_bytes(bytes)
}

/// Makes all lists ready for many look-ups.
pub fn prepare() {
    let lists = [&PLACES, &DEMONYMS, &ORGANISATIONS, &GIVEN_NAMES, &SURNAMES, &WORDS, &FORMS];
    lists.par_iter().for_each(|t| t.prepare());
}

/// Whether `word` (a key of one word) is an everyday English word, endings taken off.
pub fn is_word(word: &str) -> bool {
    if WORDS.contains(word) {
        return true;
    }
    // The list leaves out forms that these endings make.
    if let Some(stem) = word.strip_suffix('s')
        && stem.len() > 2
        && !stem.ends_with('s')
        && is_word(stem)
    {
        return true;
    }
    ["ing", "ed"].iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|stem| stem.len() > 2 && (WORDS.contains(stem) || WORDS.contains(&format!("{stem}e"))))
    })
}

/// The comparison form of a name, appended to `out`: lower-case ASCII words with one blank between them. Points and
/// apostrophes vanish (`U.S.` is `us`, `O'Neil` is `oneil`), hyphens part words, other letters are transliterated.
pub fn push_key(name: &str, out: &mut String) {
    let from = out.len();
    let mut gap = false;
    let mut push = |s: &str, out: &mut String| {
        for b in s.bytes() {
            match b {
                b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => {
                    if gap && out.len() > from {
                        out.push(' ');
                    }
                    gap = false;
                    out.push(b.to_ascii_lowercase() as char);
                }
                b'.' | b'\'' | b'`' => {}
                _ => gap = true,
            }
        }
    };
    if name.is_ascii() {
        return push(name, out);
    }
    let mut buffer = [0; 4];
    for c in name.chars() {
        if c.is_ascii() {
            push(c.encode_utf8(&mut buffer), out);
        } else if !matches!(c, '’' | 'ʼ' | 'ʻ' | '‘' | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}') {
            let plain = any_ascii::any_ascii_char(c);
            push(if plain.is_empty() && c.is_whitespace() { " " } else { plain }, out);
        }
    }
}

/// [`push_key`] as a new string.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    push_key(name, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_folded() {
        for (name, table) in [
            ("places", &PLACES),
            ("demonyms", &DEMONYMS),
            ("organisations", &ORGANISATIONS),
            ("given names", &GIVEN_NAMES),
            ("surnames", &SURNAMES),
            ("words", &WORDS),
            ("genders", &GENDERS),
        ] {
            let mut last = "";
            for k in table.keys() {
                assert!(last < k, "{name}: {last:?} before {k:?}");
                assert_eq!(key(k), k, "{name}");
                last = k;
            }
            assert!(table.keys().count() > 500, "{name}");
        }
    }

    #[test]
    fn rows_are_found_by_key() {
        let name = |k: &str| PLACES.get(k).and_then(|mut c| c.next());
        assert_eq!(name("alma ata"), Some("Almaty"));
        assert_eq!(name("russian federation"), Some("Russia"));
        assert_eq!(name(PLACES.keys().next().unwrap()), PLACES.rows.split('\t').nth(1));
        assert!(name(PLACES.keys().last().unwrap()).is_some());
        for missing in ["", " ", "alma", "zzzz", "a", "new ", "russia\n"] {
            assert_eq!(name(missing), None, "{missing:?}");
        }
        assert!(PLACES.get_and_longest("new").1 >= 3);
        assert_eq!(PLACES.get_and_longest("zzz").1, 0);
    }

    #[test]
    fn an_index_changes_no_answer() {
        for table in [&PLACES, &WORDS] {
            let plain = Table { rows: table.rows, index: OnceLock::new() };
            let indexed = Table { rows: table.rows, index: OnceLock::new() };
            indexed.prepare();
            let near =
                table.keys().step_by(37).flat_map(|k| [k.to_string(), format!("{k}a"), k[..k.len() - 1].to_string()]);
            for key in near.chain(["".into(), " ".into(), "zzzzzzzzzz".into(), "0".into()]) {
                assert_eq!(indexed.lower_bound(&key), plain.lower_bound(&key), "{key:?}");
                assert_eq!(indexed.get_and_longest(&key).1, plain.get_and_longest(&key).1, "{key:?}");
            }
        }
    }

    #[test]
    fn keys_fold_marks_and_scripts() {
        for (name, folded) in [
            ("U.S.", "us"),
            ("Alma-Ata", "alma ata"),
            ("N’Djamena", "ndjamena"),
            ("St.  Petersburg ", "st petersburg"),
            ("Beloусов", "belousov"),
            ("São Tomé", "sao tome"),
            ("…", ""),
        ] {
            assert_eq!(key(name), folded);
        }
    }

    #[test]
    fn inflected_words_are_words() {
        for word in ["meeting", "meetings", "convened", "making", "talks"] {
            assert!(is_word(word), "{word}");
        }
        for name in ["khrenin", "belousov", "nairobi"] {
            assert!(!is_word(name), "{name}");
        }
    }
}
