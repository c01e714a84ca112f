//! Rule and record files: found, read, and loaded into one program.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::check;
use crate::config::{self, By, Chosen, ChosenFiles, Config, Placed};
use crate::language::{
    Diagnostic, LoadOptions, Loaded, Loader, Program, ReadError, RecordFormat, RuleInput, Settings, WARNINGS, load,
};
use crate::record::checks;
use crate::report::{FilePlace, Problem};
use crate::source::{FileSpan, SourceId, Sources};

/// Which rules a run goes by: what was asked for on the command line. What was not is as the configuration says.
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
    pub config: ConfigFile,
}

/// Which configuration a run goes by.
#[derive(Clone, Debug, Default)]
pub enum ConfigFile {
    #[default]
    None,
    /// The nearest `claimlint.toml` in the current folder and those above it, if there is one.
    Nearest,
    At(PathBuf),
}

/// What a run goes by.
#[derive(Debug)]
pub struct Project {
    pub config: Config,
    pub files: ChosenFiles,
    /// The program, and what is wrong with it.
    pub loaded: Loaded,
}

/// Files that cannot be read, or a configuration that cannot be understood.
#[derive(Debug)]
pub struct Unloaded {
    pub problems: Vec<Problem>,
    pub sources: Sources,
}

/// The program of these files and what is wrong with them; `Err` where a file cannot be read at all.
pub fn load_rules(files: &RuleFiles) -> Result<Loaded, Unloaded> {
    load_project(files).map(|project| project.loaded)
}

/// The configuration, and the program of the files that it and the command line name.
pub fn load_project(asked: &RuleFiles) -> Result<Project, Unloaded> {
    let config = configuration(&asked.config)?;
    let some = |paths: &Vec<PathBuf>| (!paths.is_empty()).then(|| paths.clone());
    let set = |placed: &Option<Placed<Vec<Placed<PathBuf>>>>| {
        let plain = |p: &Placed<Vec<Placed<PathBuf>>>| p.value.iter().map(|p| p.value.clone()).collect();
        placed.as_ref().map(|p| Placed { value: plain(p), at: p.at })
    };
    let files = ChosenFiles {
        rules: Chosen::new(some(&asked.rules), set(&config.rules), Vec::new()),
        record: Chosen::new(some(&asked.records), set(&config.record), Vec::new()),
        std: Chosen::new(asked.no_std.then_some(false), config.std.clone(), true),
    };
    let inputs = inputs(&files, &config)?;
    let settings = Settings {
        file: RuleInput {
            name: config.file.as_deref().unwrap_or(Path::new("")).to_string_lossy().into_owned(),
            text: config.text.clone(),
        },
        params: config.params.clone(),
        levels: config.levels.clone(),
        overrides: config.overrides.iter().flat_map(|o| o.levels.iter().cloned()).collect(),
        require: config.policy.required().to_vec(),
        partial: files.rules.by == By::CommandLine || files.std.by == By::CommandLine,
    };
    let loader = Files::new(&files, &config);
    let options = LoadOptions {
        std: files.std.value,
        with_tests: asked.std_tests,
        loader: &loader,
        settings: config.file.is_some().then_some(&settings),
    };
    let loaded = load(&inputs, &options);
    Ok(Project { config, files, loaded })
}

impl Project {
    /// What is to be told to whoever checks articles: errors, and warnings that a run may say less or other than its rules
    /// read.
    pub fn problems(&self) -> Vec<Problem> {
        let told = |p: &Problem| {
            !p.warning || !self.config.policy.allows(p.code) && WARNINGS.iter().any(|w| w.code == p.code && w.in_runs)
        };
        self.loaded.diagnostics.iter().map(Problem::from).filter(told).collect()
    }

    /// What is to be told to whoever writes rules: everything. What the desk's policy denies is an error.
    pub fn problems_for_authors(&self) -> Vec<Problem> {
        let policy = &self.config.policy;
        let mut all = self.loaded.diagnostics.clone();
        if !self.loaded.has_errors() {
            all.extend(lints(&self.loaded.program));
            all.sort_by_key(|d| (d.labels[0].0.source, d.labels[0].0.span.start, d.code));
        }
        let told = all.iter().map(Problem::from).filter(|p| !p.warning || !policy.allows(p.code));
        told.map(|p| Problem { warning: p.warning && !policy.denies(p.code), ..p }).collect()
    }
}

/// Warnings that take more than the words of rule files: what a rule costs, and tenures that cannot all be right. (Gaps and
/// names that look misspelt are for those who keep the record.)
pub fn lints(program: &Program) -> Vec<Diagnostic> {
    let copies = program.copies();
    // In a copy of a bundled file, every tenure stands twice.
    let copied = |d: &Diagnostic| {
        d.code == "W0403" && d.labels.get(1).is_some_and(|l| copies.contains(&(d.labels[0].0.source, l.0.source)))
    };
    let mut found = check::growth(program);
    found.extend(program.roles.iter().flat_map(checks::tenures));
    found.retain(|d| d.code != "W0404" && program.sources.is_own(d.labels[0].0) && !copied(d));
    found
}

/// The configuration of a run. One that is broken stops it: nobody can tell what it would have said.
fn configuration(file: &ConfigFile) -> Result<Config, Unloaded> {
    let fail = |problems| Unloaded { problems, sources: Sources::default() };
    let (path, text) = match file {
        ConfigFile::None => return Ok(Config::default()),
        ConfigFile::At(path) => (path.clone(), fs::read(path)),
        ConfigFile::Nearest => {
            let found = config::candidates().map(|path| (fs::read(&path), path));
            // A folder of that name is none of ours.
            let is_there = |read: &io::Result<Vec<u8>>| match read {
                Ok(_) => true,
                Err(e) => !matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory),
            };
            match found.into_iter().find(|(read, _)| is_there(read)) {
                Some((read, path)) => (path, read),
                None => return Ok(Config::default()),
            }
        }
    };
    let path = plain(&path);
    let bytes = text.map_err(|e| {
        let why = match read_error(&e) {
            ReadError::Missing | ReadError::Outside => "there is no such file".to_string(),
            ReadError::Unreadable(why) => why,
        };
        fail(vec![config::unread(&path, &why)])
    })?;
    let text = String::from_utf8(bytes).map_err(|_| fail(vec![config::unread(&path, "it is not UTF-8")]))?;
    let (config, problems) = config::read(&path, &text);
    if problems.is_empty() {
        return Ok(config);
    }
    let mut sources = Sources::default();
    sources.add(path.to_string_lossy(), text);
    Err(Unloaded { problems, sources })
}

/// Files told of that cannot be read, at most: where so many are missing, a folder is.
const MOST_UNREAD: usize = 20;

/// All rule and record files of a run, each once.
fn inputs(files: &ChosenFiles, config: &Config) -> Result<Vec<RuleInput>, Unloaded> {
    let mut problems = Vec::new();
    let mut found = rule_files(&files.rules.value);
    found.extend(files.record.value.iter().cloned());
    let mut once: FxHashSet<PathBuf> = FxHashSet::default();
    found.retain(|path| once.insert(plain(path)));
    let mut inputs: Vec<RuleInput> = Vec::new();
    for path in found {
        if problems.len() == MOST_UNREAD {
            break;
        }
        match input(&path) {
            Ok(input) => inputs.push(input),
            Err(error) => {
                let mut problem = unread(&path, &error);
                let placed = [&config.rules, &config.record].into_iter().flatten().flat_map(|p| &p.value);
                if let Some(at) = placed.filter(|p| p.value == path).map(|p| p.at).next() {
                    problem.labels.push((FileSpan { source: SourceId(0), span: at }, String::new()));
                }
                problems.push(problem);
            }
        }
    }
    if problems.is_empty() {
        return Ok(inputs);
    }
    let mut sources = Sources::default();
    sources.add(config.file.as_deref().unwrap_or(Path::new("")).to_string_lossy(), config.text.clone());
    Err(Unloaded { problems, sources })
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

/// What a rule file is called in a program.
pub fn rule_file_name(path: &Path) -> String {
    plain(path).to_string_lossy().into_owned()
}

/// A rule file, or why it cannot be read.
pub fn read_rule_file(path: &Path) -> Result<RuleInput, Vec<Problem>> {
    let name = plain(path).to_string_lossy().into_owned();
    let text = read_text(path).map_err(|error| vec![unread(path, &error)])?;
    Ok(RuleInput { name, text })
}

/// A file named on the command line. A record that is no rule file comes in by a rule file of one line.
fn input(path: &Path) -> Result<RuleInput, ReadError> {
    let name = plain(path).to_string_lossy().into_owned();
    if !is_rule_file(path).map_err(|e| read_error(&e))? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"");
        return Ok(RuleInput {
            name: format!("{name}.claim"),
            text: format!("language 1\nrecord roles from \"{file}\"\n"),
        });
    }
    Ok(RuleInput { name, text: read_text(path)? })
}

/// Whether a file is one of rules, by its first bytes, or by its name where they do not tell.
fn is_rule_file(path: &Path) -> io::Result<bool> {
    use io::Read;
    if path.extension().is_some_and(|e| e == "claim") {
        return Ok(true);
    }
    let mut head = Vec::new();
    fs::File::open(path)?.take(1 << 16).read_to_end(&mut head)?;
    Ok(match RecordFormat::by_beginning(&String::from_utf8_lossy(&head)) {
        Some(format) => format == RecordFormat::Claim,
        None => !path
            .extension()
            .is_some_and(|e| ["csv", "tsv", "json", "jsonl", "ndjson"].iter().any(|o| e.eq_ignore_ascii_case(o))),
    })
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

/// Files that rule files name: beside them, and never outside the project, which is the current folder, that of the
/// configuration, and the folders of the files that these two name.
struct Files {
    roots: Vec<PathBuf>,
}

impl Files {
    fn new(files: &ChosenFiles, config: &Config) -> Files {
        let named = files.rules.value.iter().chain(&files.record.value).chain(&config.file);
        let folders = named.map(|path| match path.is_dir() {
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
        let named = ChosenFiles {
            rules: Chosen::new(Some(vec![desk.clone()]), None, Vec::new()),
            record: Chosen::new(None, None, Vec::new()),
            std: Chosen::new(None, None, true),
        };
        let files = Files::new(&named, &Config::default());
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
