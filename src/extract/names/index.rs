//! Where a key stands in a sorted list. The build script makes an index of every bundled list, which [`tables`](super::tables)
//! searches where it lies: nothing is made at start.
//!
//! An index is, in little-endian bytes: for each [`bucket`] how many rows stand before it, with one more for the end (`u32`);
//! then the [`beginning`] of each row (`u64`); then where each row starts (`u32`, bytes from the first row).

/// What two characters of a key are told apart by.
const CLASSES: usize = 40;
pub const BUCKETS: usize = CLASSES * CLASSES;

/// The rows of a list begin behind its head of `#` lines; byte offset of the first one.
pub const fn first_row(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] == b'#' {
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    at
}

/// The index of a list whose rows are sorted by their first column.
#[allow(dead_code, reason = "only the build script makes them")]
pub fn of(text: &str) -> Vec<u8> {
    let mut start = 0;
    let mut rows = Vec::new();
    for row in text[first_row(text)..].split_inclusive('\n') {
        rows.push((row.split(['\t', '\n']).next().unwrap_or(row).as_bytes(), start));
        start += row.len() as u32;
    }
    let before = (0..=BUCKETS).map(|at| rows.partition_point(|(key, _)| bucket(key) < at) as u32);
    let mut out: Vec<u8> = before.flat_map(u32::to_le_bytes).collect();
    out.extend(rows.iter().flat_map(|(key, _)| beginning(key).to_le_bytes()));
    out.extend(rows.iter().flat_map(|(_, start)| start.to_le_bytes()));
    out
}

/// A number for the first two characters of a key that is no lower for a higher key.
pub fn bucket(key: &[u8]) -> usize {
    let class = |at: usize| match key.get(at) {
        None => 0,
        Some(b'0'..=b'9') => 2 + usize::from(key[at] - b'0'),
        Some(b'a'..=b'z') => 13 + usize::from(key[at] - b'a'),
        Some(b) if *b < b'0' => 1,
        Some(b) if *b < b'a' => 12,
        Some(_) => CLASSES - 1,
    };
    class(0) * CLASSES + class(1)
}

/// The first eight bytes of a key as a number that is no lower for a higher key.
pub fn beginning(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let n = key.len().min(8);
    bytes[..n].copy_from_slice(&key[..n]);
    u64::from_be_bytes(bytes)
}
