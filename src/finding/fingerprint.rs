//! Names of findings that outlive wrapping, moved files and the order of a batch.

use std::fmt::Write;

/// Sixteen hex digits of what a finding says: rule, keys and differing values, as text.
///
/// The hash is FNV-1a, written out here because stored baselines hold its results: no new version of a library may
/// change it.
pub fn fingerprint<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // 0xff never occurs in UTF-8, so that parts cannot run into each other.
        for byte in part.as_ref().bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    let mut digits = String::with_capacity(16);
    write!(digits, "{hash:016x}").expect("a string takes everything");
    digits
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn parts_are_kept_apart_and_the_hash_never_changes() {
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
        assert_eq!(fingerprint(["held-office", "person anna berg"]), "ca7cdd7af7519a4c");
    }
}
