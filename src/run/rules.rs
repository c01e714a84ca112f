//! Rule and record files: found, read, and loaded into one program.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::language::{LoadOptions, Loaded, Loader, ReadError, RuleInput, load};
use crate::report::{FilePlace, Problem};

/// Which rules a run goes by.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles {
    /// Files, and folders of `*.claim` files.
    pub rules: Vec<PathBuf>,
    /// `.claim` or `.csv` files.
    pub records: Vec<PathBuf>,
    /// Without the bundled pack.
    pub no_std: bool,
    /// With the tests of the bundled pack.
    pub std_tests: bool,
}

/// The program of these files and what is wrong with them; `Err` where a file cannot be read at all.
pub fn load_rules(files: &RuleFiles) -> Result<Loaded, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut found = rule_files(&files.rules);
    found.extend(files.records.iter().cloned());
    let mut inputs: Vec<RuleInput> = Vec::new();
    for path in found {
        match input(&path) {
            Ok(input) if inputs.iter().all(|i| i.name != input.name) => inputs.push(input),
            Ok(_) => {}
            Err(error) => problems.push(unread(&path, &error)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let loader = Files::new(files);
    Ok(load(
        &inputs,
        &LoadOptions { std: !files.no_std, with_tests: files.std_tests, loader: &loader, ..LoadOptions::default() },
    ))
}

/// The rule files that paths stand for: files as they are, and of folders all `*.claim` files in order of name.
pub fn rule_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let walk = ignore::WalkBuilder::new(path).sort_by_file_name(|a, b| a.cmp(b)).build();
        let files = walk.flatten().filter(|e| e.file_type().is_some_and(|t| t.is_file())).map(|e| e.into_path());
        found.extend(files.filter(|p| p.extension().is_some_and(|e| e == "claim")));
    }
    found
}

/// A rule file, or why it cannot be read.
pub fn read_rule_file(path: &Path) -> Result<RuleInput, Vec<Problem>> {
    let name = plain(path).to_string_lossy().into_owned();
    let text = read_text(path).map_err(|error| vec![unread(path, &error)])?;
    Ok(RuleInput { name, text })
}

/// A file named on the command line. A table of the record comes in by a rule file of one line.
fn input(path: &Path) -> Result<RuleInput, ReadError> {
    let name = plain(path).to_string_lossy().into_owned();
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        fs::metadata(path).map_err(|e| read_error(&e))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"");
        return Ok(RuleInput {
            name: format!("{name}.claim"),
            text: format!("language 1\nrecord roles from \"{file}\"\n"),
        });
    }
    Ok(RuleInput { name, text: read_text(path)? })
}

fn read_text(path: &Path) -> Result<String, ReadError> {
    let bytes = fs::read(path).map_err(|e| read_error(&e))?;
    String::from_utf8(bytes).map_err(|_| ReadError::Unreadable("it is not UTF-8".into()))
}

fn read_error(e: &io::Error) -> ReadError {
    match e.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Unreadable("permission denied".into()),
        io::ErrorKind::IsADirectory => ReadError::Unreadable("it is a folder".into()),
        _ => ReadError::Unreadable(e.to_string()),
    }
}

fn unread(path: &Path, error: &ReadError) -> Problem {
    let path = path.to_string_lossy().into_owned();
    let (code, message) = match error {
        ReadError::Missing | ReadError::Outside => ("E0502", format!("there is no file `{path}`")),
        ReadError::Unreadable(why) => ("E0504", format!("`{path}` cannot be read: {why}")),
    };
    let file = Some(FilePlace { path, offset: None, line: None });
    Problem { code, warning: false, message, labels: Vec::new(), file, help: None }
}

/// Files that rule files name: beside them, and never outside the project, which is the current folder and the folders
/// of the files that were named on the command line.
struct Files {
    roots: Vec<PathBuf>,
}

impl Files {
    fn new(files: &RuleFiles) -> Files {
        let folders = files.rules.iter().chain(&files.records).map(|path| match path.is_dir() {
            true => path.clone(),
            false => path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf(),
        });
        let roots = folders.chain([PathBuf::from(".")]).filter_map(|p| p.canonicalize().ok()).collect();
        Files { roots }
    }
}

impl Loader for Files {
    fn read(&self, from: &str, path: &str) -> Result<RuleInput, ReadError> {
        if Path::new(path).is_absolute() {
            return Err(ReadError::Outside);
        }
        let path = plain(&Path::new(from).parent().unwrap_or(Path::new("")).join(path));
        // Links are followed first: the place that counts is where the file really lies.
        let real = path.canonicalize().map_err(|e| match self.is_outside(&path) {
            true => ReadError::Outside,
            false => read_error(&e),
        })?;
        if !self.roots.iter().any(|root| real.starts_with(root)) {
            return Err(ReadError::Outside);
        }
        Ok(RuleInput { name: path.to_string_lossy().into_owned(), text: read_text(&path)? })
    }
}

impl Files {
    /// Whether a path that is not there would lie outside.
    fn is_outside(&self, path: &Path) -> bool {
        let Ok(path) = std::path::absolute(path) else { return false };
        !self.roots.iter().any(|root| plain(&path).starts_with(root))
    }
}

/// A path without `.` parts, and without `..` parts that follow a name.
fn plain(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.components().next_back(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            Component::ParentDir if parts.has_root() => {}
            _ => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_name() {
        for (path, name) in [
            ("./rules/a.claim", "rules/a.claim"),
            ("rules/../house/./a.claim", "house/a.claim"),
            ("../a.claim", "../a.claim"),
            ("/a/../../b", "/b"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(name), "{path}");
        }
    }

    #[test]
    fn files_are_read_from_the_project_only() {
        let folder = std::env::temp_dir().join(format!("claimlint-rules-{}", std::process::id()));
        let inner = folder.join("project/house");
        fs::create_dir_all(&inner).unwrap();
        fs::write(folder.join("secret.claim"), "language 1\n").unwrap();
        fs::write(inner.join("names.claim"), "language 1\n").unwrap();
        fs::write(folder.join("project/desk.claim"), "language 1\n").unwrap();
        let desk = folder.join("project/desk.claim");
        let files = Files::new(&RuleFiles { rules: vec![desk.clone()], ..RuleFiles::default() });
        let from = desk.to_str().unwrap();
        assert_eq!(
            files.read(from, "house/../house/names.claim").unwrap().name,
            inner.join("names.claim").to_str().unwrap()
        );
        assert_eq!(files.read(from, "../secret.claim").unwrap_err(), ReadError::Outside);
        assert_eq!(files.read(from, "/etc/hostname").unwrap_err(), ReadError::Outside);
        assert_eq!(files.read(from, "missing.claim").unwrap_err(), ReadError::Missing);
        assert_eq!(files.read(from, "../missing.claim").unwrap_err(), ReadError::Outside);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.join("secret.claim"), inner.join("link.claim")).unwrap();
            assert_eq!(files.read(from, "house/link.claim").unwrap_err(), ReadError::Outside);
        }
        assert!(matches!(files.read(from, "house").unwrap_err(), ReadError::Unreadable(_)));
        fs::remove_dir_all(&folder).unwrap();
    }
}
