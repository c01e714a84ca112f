//! The bundled name lists, searched where they lie: sorted lines, no table built at start.

use super::index::{self, BUCKETS};

/// A list whose lines are sorted by their first column, after a head of `#` lines.
pub struct Table {
    rows: &'static str,
    /// How many rows stand before each bucket.
    before: &'static [[u8; 4]],
    /// The first eight bytes of each row, as a number.
    beginnings: &'static [[u8; 8]],
    /// Where each row starts.
    starts: &'static [[u8; 4]],
}

/// A list of `rules/std/data` with its index.
macro_rules! table {
    ($file:literal) => {
        Table::new(
            include_str!(concat!("../../../rules/std/data/", $file)),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".index")),
        )
    };
}

/// The columns of a row that are still to be read.
pub type Columns = std::str::Split<'static, char>;

pub static PLACES: Table = table!("places.tsv");
pub static NAMESAKES: Table = table!("namesakes.tsv");
pub static DEMONYMS: Table = table!("demonyms.tsv");
pub static ORGANISATIONS: Table = table!("organisations.tsv");
pub static GIVEN_NAMES: Table = table!("given_names.txt");
pub static SURNAMES: Table = table!("surnames.txt");
pub static WORDS: Table = table!("words.txt");
/// Forms of one name that no rule of spelling makes one: `Bill` and `William`, `Mohamed` and `Muhammad`.
pub static FORMS: Table = table!("name_forms.tsv");
/// Given names that are those of women (`f`) or of men (`m`) almost everywhere.
pub static GENDERS: Table = table!("name_genders.tsv");

impl Table {
    const fn new(text: &'static str, index: &'static [u8]) -> Table {
        let (_, rows) = text.split_at(index::first_row(text));
        let (before, of_rows) = index.split_at(4 * (BUCKETS + 1));
        let (beginnings, starts) = of_rows.split_at(of_rows.len() / 12 * 8);
        Table { rows, before: before.as_chunks().0, beginnings: beginnings.as_chunks().0, starts: starts.as_chunks().0 }
    }

    /// The first row whose key is not below `key`, by its number.
    fn lower_bound(&self, key: &str) -> usize {
        let key = key.as_bytes();
        let (begins, bucket) = (index::beginning(key), index::bucket(key));
        let before = |bucket: usize| u32::from_le_bytes(self.before[bucket]) as usize;
        let (from, to) = (before(bucket), before(bucket + 1));
        let first = from + self.beginnings[from..to].partition_point(|b| u64::from_le_bytes(*b) < begins);
        let begins_so = |row: usize| self.beginnings.get(row).is_some_and(|b| u64::from_le_bytes(*b) == begins);
        // Keys of fewer letters than are compared are told apart already.
        let is_below = |row: usize| key.len() >= 8 && begins_so(row) && self.row_key(self.start(row)).0 < key;
        (first..).find(|row| !is_below(*row)).unwrap_or(first)
    }

    /// Byte offset of a row.
    fn start(&self, row: usize) -> usize {
        self.starts.get(row).map_or(self.rows.len(), |start| u32::from_le_bytes(*start) as usize)
    }

    /// Whether the key of a row begins with `key`, as far as its first eight bytes tell.
    fn may_begin(&self, row: usize, key: &str) -> bool {
        let bits = 64 - 8 * key.len().min(8) as u32;
        let differs = |b: &[u8; 8]| (u64::from_le_bytes(*b) ^ index::beginning(key.as_bytes())) >> bits != 0;
        bits < 64 && self.beginnings.get(row).is_some_and(|b| !differs(b))
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

    fn row(&self, row: usize, key: &str) -> Option<Columns> {
        if !self.may_begin(row, key) {
            return None;
        }
        let start = self.start(row);
        let (row_key, end) = self.row_key(start);
        if row_key != key.as_bytes() {
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
        let first = self.lower_bound(word);
        let row = self.row(first, word);
        let mut longest = 0;
        for row in (first..).take_while(|row| self.may_begin(*row, word)) {
            let (key, _) = self.row_key(self.start(row));
            match key.strip_prefix(word.as_bytes()) {
                Some(rest) if rest.is_empty() || rest[0] == b' ' => {
                    longest = longest.max(1 + rest.iter().filter(|&&b| b == b' ').count());
                }
                // "new" < "new delhi" < "newark": a blank sorts before every letter.
                _ => break,
            }
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
    fn an_index_finds_what_a_walk_finds() {
        for table in [&PLACES, &WORDS] {
            let mut starts: Vec<(&str, usize)> = Vec::new();
            let mut at = 0;
            for row in table.rows.split_inclusive('\n') {
                starts.push((row.trim_end().split('\t').next().unwrap(), at));
                at += row.len();
            }
            assert_eq!(starts.len(), table.starts.len());
            let near =
                table.keys().step_by(37).flat_map(|k| [k.to_string(), format!("{k}a"), k[..k.len() - 1].to_string()]);
            for key in near.chain(["", " ", "zzzzzzzzzz", "0", "Z", "a:", "~", "aé"].map(String::from)) {
                let at = starts.partition_point(|(k, _)| *k < &*key);
                let expected = starts.get(at).map_or(table.rows.len(), |(_, start)| *start);
                assert_eq!(table.start(table.lower_bound(&key)), expected, "{key:?}");
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
