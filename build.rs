//! Names the engine by everything that it is made from, so that a cache knows whose work it holds, and reads the bundled packs, and finds
//! the rows of the bundled lists, so that no run has to: the parser is built for this script as well.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

#[allow(dead_code, unused_imports)]
#[path = "src/source/mod.rs"]
mod source;

#[allow(dead_code, unused_imports)]
#[path = "src/language"]
mod language {
    pub mod ast;
    pub mod errors;
    pub mod parse;
    pub mod split;
}

#[path = "src/extract/names/index.rs"]
mod index;

fn main() {
    let mut hasher = Sha256::new();
    for root in ["Cargo.toml", "Cargo.lock", "grammar", "rules", "src"] {
        println!("cargo::rerun-if-changed={root}");
        add(Path::new(root), &mut hasher);
    }
    let digits: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=CLAIMLINT_ENGINE={digits}");
    let out = std::env::var_os("OUT_DIR").expect("Cargo names a folder for what is made");
    let made = |name: String, bytes: Vec<u8>| {
        fs::write(Path::new(&out).join(name), bytes).expect("what is made can be written");
    };
    for list in fs::read_dir("rules/std/data").expect("the lists are there").flatten() {
        if let Ok(text) = fs::read_to_string(list.path()) {
            made(format!("{}.index", list.file_name().to_string_lossy()), index::of(&text));
        }
    }
    for pack in fs::read_dir("rules/std").expect("the packs are there").flatten() {
        if let Some(name) = pack.file_name().to_str().and_then(|name| name.strip_suffix(".claim")) {
            let text = fs::read_to_string(pack.path()).expect("a pack is UTF-8");
            made(format!("{name}.tree"), tree(&text));
        }
    }
}

/// The tree of a bundled pack, its tests left out; nothing where it has errors, which loading it then tells.
fn tree(text: &str) -> Vec<u8> {
    let parsed = language::parse::parse(text, source::SourceId(0), true);
    if !parsed.diagnostics.is_empty() {
        return Vec::new();
    }
    postcard::to_stdvec(&parsed.file).expect("a tree has nothing that cannot be written")
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
