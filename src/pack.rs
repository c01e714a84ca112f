//! The bundled packs.

/// A rule file that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct PackFile {
    /// `std/roles`: without its ending.
    pub name: &'static str,
    pub text: &'static str,
}

/// The pack that brings in all others.
pub const EVERYTHING: &str = "std/news";

const FILES: &[PackFile] = &[];

/// The files of a pack, in order of name: all of them for `std/news`, else the one of that name.
pub fn files(name: &str) -> Vec<PackFile> {
    FILES.iter().filter(|f| name == EVERYTHING || f.name == name).copied().collect()
}

/// What `use` can bring in.
pub fn names() -> impl Iterator<Item = &'static str> {
    [EVERYTHING].into_iter().chain(FILES.iter().map(|f| f.name))
}
