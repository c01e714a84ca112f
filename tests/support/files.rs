//! Rule files and tables that stand in an example.

use claimlint::language::{Loader, ReadError, RuleInput};

/// Files, by name and text, that the first of an example can name.
pub struct Files(pub Vec<(String, String)>);

impl Loader for Files {
    fn read(&self, _from: &str, path: &str) -> Result<RuleInput, ReadError> {
        if path.starts_with("..") {
            return Err(ReadError::Outside);
        }
        let found = self.0.iter().find(|(name, _)| name == path);
        found.map(|(name, text)| RuleInput { name: name.clone(), text: text.clone() }).ok_or(ReadError::Missing)
    }
}
