//! Names the engine by everything that it is made from, so that a cache knows whose work it holds.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

fn main() {
    let mut hasher = Sha256::new();
    for root in ["Cargo.toml", "Cargo.lock", "grammar", "rules", "src"] {
        println!("cargo::rerun-if-changed={root}");
        add(Path::new(root), &mut hasher);
    }
    let digits: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=CLAIMLINT_ENGINE={digits}");
}

/// Files and folders by name and content, in order of name. What is missing, as the lock file is in a package, adds its name only.
fn add(path: &Path, hasher: &mut Sha256) {
    hasher.update(path.to_string_lossy().as_bytes());
    hasher.update([0]);
    if path.is_dir() {
        let mut inner: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
        inner.sort();
        inner.iter().for_each(|p| add(p, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
}
