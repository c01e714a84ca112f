//! Patterns of paths, as a configuration has them.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// Patterns of paths below a folder: `drafts/**`, `*.bak`, `opinion/*.md`. A pattern without `/` is held against names of files and
/// folders at any depth, as in `.gitignore`; one that names a folder takes all that lies in it.
#[derive(Clone, Default)]
pub struct Globs {
    /// Absolute.
    folder: PathBuf,
    /// As written.
    patterns: Vec<String>,
    matchers: Vec<GlobMatcher>,
}

impl fmt::Debug for Globs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.patterns).finish()
    }
}

impl Globs {
    pub fn new(folder: &Path) -> Globs {
        Globs { folder: absolute(folder), ..Globs::default() }
    }

    /// Adds a pattern; `Err`: what is wrong with it.
    pub fn add(&mut self, pattern: &str) -> Result<(), String> {
        let bare = pattern.trim_start_matches("./").trim_end_matches('/');
        let anywhere = if bare.contains('/') { "" } else { "**/" };
        let rooted = bare.trim_start_matches('/');
        for form in [format!("{anywhere}{rooted}"), format!("{anywhere}{rooted}/**")] {
            let glob = GlobBuilder::new(&form).literal_separator(true).build().map_err(|e| e.kind().to_string())?;
            self.matchers.push(glob.compile_matcher());
        }
        self.patterns.push(pattern.to_string());
        Ok(())
    }

    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Whether a path, as one would name it from the current folder, is meant.
    pub fn has(&self, path: impl AsRef<Path>) -> bool {
        if self.matchers.is_empty() {
            return false;
        }
        let path = absolute(path.as_ref());
        path.strip_prefix(&self.folder).is_ok_and(|below| self.matchers.iter().any(|m| m.is_match(below)))
    }
}

/// From the root, without `.` and `..`; links are not followed.
fn absolute(path: &Path) -> PathBuf {
    let whole = if path.as_os_str().is_empty() { std::env::current_dir() } else { std::path::absolute(path) };
    let mut parts = PathBuf::new();
    for part in whole.unwrap_or_else(|_| path.to_path_buf()).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_of_paths_below_the_folder() {
        for (pattern, path, meant) in [
            ("drafts/**", "drafts/a/b.txt", true),
            ("drafts", "drafts/b.txt", true),
            ("drafts/", "news/drafts/b.txt", true),
            ("/drafts", "news/drafts/b.txt", false),
            ("*.bak", "news/a.bak", true),
            ("news/*.md", "news/a.md", true),
            ("news/*.md", "news/b/a.md", false),
            ("./news/*.md", "./news/../news/a.md", true),
            ("**/wire.jsonl", "a/b/wire.jsonl", true),
            ("a", "b.txt", false),
        ] {
            let mut globs = Globs::new(Path::new(""));
            globs.add(pattern).unwrap();
            assert_eq!(globs.has(path), meant, "{pattern} {path}");
        }
        let mut above = Globs::new(Path::new(".."));
        above.add("*.txt").unwrap();
        assert!(above.has("a.txt") && !above.has("/a.txt"));
    }
}
