//! `claimlint init`: a first rule with its tests, ready to be changed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::Status;
use super::output::{self, Stop};

#[derive(Args)]
pub struct InitArgs {}

/// Where the first rule goes, from the current folder.
const FILE: &str = "rules/desk.claim";

/// What stands in it. It names invented people only.
pub const FIRST_RULES: &str = include_str!("init.claim");

pub fn run(_: &InitArgs) -> Result<Status, Stop> {
    create(Path::new(FILE)).map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => {
            Stop::usage("E0705", format!("`{FILE}` is there already and stays as it is"), None)
        }
        _ => Stop::usage("E0704", format!("cannot write `{FILE}`: {e}"), None),
    })?;
    let mut out = output::open(None)?;
    write!(
        out,
        "wrote {FILE}: a record of one office, and a rule with two tests\n\n\
         next:\n  \
         claimlint test {FILE}                    runs the tests in it\n  \
         claimlint check articles/ --rules {FILE} checks your articles\n  \
         claimlint explain quoted-by-name --rules {FILE}\n"
    )?;
    out.flush()?;
    Ok(Status::Clean)
}

/// Writes the file and the folder above it; a file that is there is left alone.
fn create(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(FIRST_RULES.as_bytes())
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
    fn nothing_is_overwritten() {
        let folder = std::env::temp_dir().join(format!("claimlint-init-{}", std::process::id()));
        let file = folder.join("rules").join("desk.claim");
        create(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), FIRST_RULES);
        fs::write(&file, "mine").unwrap();
        assert_eq!(create(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        fs::remove_dir_all(&folder).unwrap();
    }
}
