//! A folder of its own for a test, and the program run in it.

// Each test target takes what it needs of this.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder with files; it is gone when the test is.
pub struct Folder(pub PathBuf);

/// What a run of the program came to.
pub struct Done {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{name}-{}-{number}", env!("CARGO_CRATE_NAME"), std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Folder(path);
        for (file, content) in files {
            folder.write(file, content);
        }
        folder
    }
    pub fn write(&self, file: &str, content: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    fn cache(&self) -> PathBuf {
        self.0.with_extension("cache")
    }
    /// The program, as on a desk: what CI sets changes nothing.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.args(args).current_dir(&self.0).env_remove("CI");
        // Beside the folder, so that no walk finds it; it goes with it.
        command.env("CLAIMLINT_CACHE_DIR", self.cache());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
    pub fn run(&self, args: &[&str]) -> Done {
        done(self.command(args).output().unwrap())
    }
}

impl Done {
    /// Exit status, standard output, standard error.
    pub fn parts(self) -> (i32, String, String) {
        (self.status, self.out, self.err)
    }
}

pub fn done(output: Output) -> Done {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_dir_all(self.cache());
    }
}
