//! The bundled packs.

/// A rule file that is part of the program.
#[derive(Clone, Copy, Debug)]
pub struct PackFile {
    /// `std/roles`: without its ending.
    pub name: &'static str,
    pub text: &'static str,
    /// Its tree without its tests, as `build.rs` wrote it; empty where the text has errors.
    pub tree: &'static [u8],
}

/// The pack that brings in all others.
pub const EVERYTHING: &str = "std/news";

macro_rules! pack {
    ($name:literal) => {
        PackFile {
            name: concat!("std/", $name),
            text: include_str!(concat!("../rules/std/", $name, ".claim")),
            tree: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".tree")),
        }
    };
}

/// In order of name.
const FILES: &[PackFile] = &[
    pack!("capitals"),
    pack!("changes"),
    pack!("conversions"),
    pack!("copy"),
    pack!("counts"),
    pack!("dates"),
    pack!("disputes"),
    pack!("events"),
    pack!("headlines"),
    pack!("history"),
    pack!("meetings"),
    pack!("names"),
    pack!("narration"),
    pack!("offices"),
    pack!("order"),
    pack!("people"),
    pack!("places"),
    pack!("quotes"),
    pack!("roles"),
    pack!("scores"),
    pack!("sources"),
    pack!("stance"),
    pack!("totals"),
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
    fn every_file_of_the_folder_is_bundled() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/std");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .filter_map(|e| {
                e.expect("readable").file_name().to_str()?.strip_suffix(".claim").map(|n| format!("std/{n}"))
            })
            .collect();
        there.sort();
        assert_eq!(there, super::FILES.iter().map(|f| f.name).collect::<Vec<_>>());
    }

    #[test]
    fn leaving_tests_out_changes_nothing_else() {
        let with = load(&[], &LoadOptions::default()).program;
        let without = load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program;
        assert!(without.tests.is_empty() && !with.tests.is_empty());
        assert_eq!(format!("{:?}", with.rules), format!("{:?}", without.rules));
        assert_eq!(format!("{:?}", with.phrases), format!("{:?}", without.phrases));
    }
}
