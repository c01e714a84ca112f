//! Files that are written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file: beside it first, then in one step, so that nobody ever finds half of it. A file that may not be written and a
/// link are left alone. `check` is asked last, with the path; what it refuses is not written.
pub fn whole(path: &Path, text: &str, check: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let known = match fs::symlink_metadata(path) {
        Ok(known) => Some(known),
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        Err(e) => return Err(e),
    };
    match &known {
        // What stands elsewhere was not named by anybody.
        Some(known) if known.is_symlink() => return Err(io::Error::other("it is a link")),
        Some(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A new file in its place would need no leave.
        Some(known) if known.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.claimlint-{}", std::process::id()));
    let mut file = fs::File::create_new(&beside)?;
    let written = (|| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Some(known) = known {
            fs::set_permissions(&beside, known.permissions())?;
        }
        check(path)?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
