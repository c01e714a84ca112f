//! `claimlint init`: a first rule with its tests and a first configuration, ready to be changed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::Status;
use super::output::{self, Stop};
use crate::config;

#[derive(Args)]
pub struct InitArgs {}

/// Where the first rule goes, from the current folder.
const FILE: &str = "rules/desk.claim";

/// What stands in it. It names invented people only, and finds little: whoever sees a thousand findings at first sight looks no further.
pub const FIRST_RULES: &str = include_str!("init.claim");

/// The folder of articles that most projects have.
const ARTICLES: &str = "articles";

/// The first configuration.
const FIRST_CONFIG: &str = include_str!("init.toml");

pub fn run(_: &InitArgs) -> Result<Status, Stop> {
    create(Path::new(FILE), FIRST_RULES).map_err(|e| unwritten(FILE, &e))?;
    let mut out = output::open(None)?;
    writeln!(out, "wrote {FILE}: a record of one office, and a rule with two tests")?;
    // Rules may well be added to a project that has a configuration.
    let has_articles = Path::new(ARTICLES).is_dir();
    match create(Path::new(config::FILE), &first_config(has_articles)) {
        Ok(()) => writeln!(out, "wrote {}: where the rules are, and what is asked of them", config::FILE)?,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(out, "{} is there already and stays as it is: list the rules in it", config::FILE)?;
        }
        Err(e) => return Err(unwritten(config::FILE, &e)),
    }
    write!(
        out,
        "\nnext:\n  \
         claimlint test                        runs the tests in it\n  \
         claimlint check {}             checks your articles\n  \
         claimlint check --write-baseline      marks what is there already as known\n  \
         claimlint explain house-kyiv          says what the first rule asks for\n",
        if has_articles { "         " } else { "articles/" }
    )?;
    out.flush()?;
    Ok(Status::Clean)
}

fn first_config(has_articles: bool) -> String {
    match has_articles {
        true => FIRST_CONFIG.replace("\n# articles =", "\narticles ="),
        false => FIRST_CONFIG.into(),
    }
}

fn unwritten(file: &str, e: &io::Error) -> Stop {
    match e.kind() {
        io::ErrorKind::AlreadyExists => {
            Stop::usage("E0705", format!("`{file}` is there already and stays as it is"), None)
        }
        _ => Stop::usage("E0704", format!("cannot write `{file}`: {e}"), None),
    }
}

/// Writes the file and the folder above it; a file that is there is left alone.
fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rules_are_right() {
        let input = crate::language::RuleInput { name: FILE.into(), text: FIRST_RULES.into() };
        let loaded = crate::language::load(&[input], &crate::language::LoadOptions::default());
        assert_eq!(loaded.diagnostics, []);
        assert_eq!(loaded.program.rules.iter().filter(|r| !r.bundled).count(), 1);
        assert_eq!(crate::language::format_source(FIRST_RULES).unwrap(), FIRST_RULES);
    }

    #[test]
    fn the_first_configuration_is_right() {
        for has_articles in [false, true] {
            let (config, problems) = config::read(Path::new(config::FILE), &first_config(has_articles));
            assert_eq!(problems, []);
            assert_eq!(config.articles.is_some(), has_articles);
        }
        let (config, _) = config::read(Path::new(config::FILE), FIRST_CONFIG);
        let rules: Vec<_> = config.rules.iter().flat_map(|r| &r.value).map(|r| r.value.clone()).collect();
        assert_eq!(rules, [Path::new(FILE).parent().unwrap()]);
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = std::env::temp_dir().join(format!("claimlint-init-{}", std::process::id()));
        let file = folder.join("rules").join("desk.claim");
        create(&file, FIRST_RULES).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), FIRST_RULES);
        fs::write(&file, "mine").unwrap();
        assert_eq!(create(&file, FIRST_RULES).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        fs::remove_dir_all(&folder).unwrap();
    }
}
