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

macro_rules! pack {
    ($name:literal) => {
        PackFile { name: concat!("std/", $name), text: include_str!(concat!("../rules/std/", $name, ".claim")) }
    };
}

/// In order of name.
const FILES: &[PackFile] = &[
    pack!("copy"),
    pack!("counts"),
    pack!("dates"),
    pack!("history"),
    pack!("meetings"),
    pack!("names"),
    pack!("offices"),
    pack!("quotes"),
    pack!("roles"),
    pack!("stance"),
    pack!("visits"),
];

/// The files of a pack, in order of name: all of them for `std/news`, else the one of that name.
pub fn files(name: &str) -> Vec<PackFile> {
    FILES.iter().filter(|f| name == EVERYTHING || f.name == name).copied().collect()
}

/// What `use` can bring in.
pub fn names() -> impl Iterator<Item = &'static str> {
    [EVERYTHING].into_iter().chain(FILES.iter().map(|f| f.name))
}

#[cfg(test)]
mod tests {
    use crate::language::{LoadOptions, load};
    use crate::source::LineIndex;

    #[test]
    fn the_bundled_packs_are_without_errors() {
        let loaded = load(&[], &LoadOptions::default());
        let all: Vec<String> = loaded
            .diagnostics
            .iter()
            .map(|d| {
                let at = d.labels[0].0;
                let file = loaded.program.sources.get(at.source);
                let place = LineIndex::new(&file.text).position(&file.text, at.span.start as usize);
                format!(
                    "{}:{}:{}: {} {} [{}]",
                    file.name,
                    place.line,
                    place.column,
                    d.code,
                    d.message,
                    at.span.of(&file.text)
                )
            })
            .collect();
        assert!(all.is_empty(), "{}", all.join("\n"));
    }

    #[test]
    fn files_stand_in_order() {
        assert!(super::FILES.is_sorted_by_key(|f| f.name));
    }
}
