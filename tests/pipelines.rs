//! The scripts of the GitHub action and the GitLab job, run as those systems run them.

#[path = "support/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use folder::Folder;

const WRONG: &str = "---\ndate: 2025-10-16\n---\n\nThe council met on Tuesday, 15 October 2025.\n";

/// The shell scripts of the action's steps, by the names of the steps.
fn action() -> Vec<(String, String)> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let mut steps = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("    - name: ") {
            steps.push((name.to_string(), String::new()));
        } else if line == "      run: |" {
            let script = &mut steps.last_mut().unwrap().1;
            while let Some(line) = lines.next_if(|l| l.starts_with("        ") || l.is_empty()) {
                script.push_str(line.trim_start_matches("        "));
                script.push('\n');
            }
        }
    }
    steps
}

/// Runs a script in the folder as a step of an action runs: with the program on the path.
fn step(folder: &Folder, script: &str, env: &[(&str, &str)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_claimlint")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(&folder.0).env("PATH", path);
    command.env("CLAIMLINT_CACHE_DIR", folder.0.join("cache"));
    for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH"] {
        command.env(name, folder.0.join(name));
    }
    for name in ["PATHS", "ARGS", "FAIL_ON", "SARIF", "SUMMARY"] {
        command.env(name, "");
    }
    command.envs(env.iter().copied()).output().unwrap()
}

#[test]
fn the_action_annotates_and_says_how_it_ended() {
    let steps = action();
    let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Install", "Check"]);
    let folder = Folder::new("action", &[("news/a.md", WRONG), ("news/b.txt", "Rain fell.\n")]);
    // The program is there already: nothing is built.
    let done = step(&folder, &steps[0].1, &[]);
    assert!(done.status.success() && done.stdout.is_empty() && !folder.0.join("GITHUB_PATH").exists());

    let check = &steps[1].1;
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap_or_default();
    let done = step(&folder, check, &[("PATHS", "news"), ("SARIF", "out.sarif"), ("SUMMARY", "true")]);
    assert_eq!(done.status.code(), Some(1));
    let out = String::from_utf8(done.stdout).unwrap();
    assert!(out.starts_with("::error title=weekday,file=news/a.md,line=5,"), "{out}");
    assert_eq!(read("GITHUB_OUTPUT"), "status=1\n");
    let sarif: serde_json::Value = serde_json::from_str(&read("out.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "weekday");
    assert!(read("GITHUB_STEP_SUMMARY").contains("weekday"));

    // Words of the inputs are options and paths, and never run.
    let args = "--not weekday $(touch made) `touch made` ; touch made";
    let done = step(&folder, check, &[("PATHS", "news"), ("ARGS", args)]);
    assert_eq!(done.status.code(), Some(3));
    assert!(!folder.0.join("made").exists());
    let done = step(&folder, check, &[("PATHS", "news"), ("ARGS", "--not weekday")]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let done = step(&folder, check, &[("PATHS", "news"), ("FAIL_ON", "off")]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(read("GITHUB_OUTPUT"), "status=1\nstatus=3\nstatus=0\nstatus=0\n");
}

#[test]
fn the_gitlab_job_leaves_its_reports() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/claimlint.gitlab-ci.yml"));
    let text = text.unwrap();
    let script = text.lines().skip_while(|l| *l != "  script:").skip(1).map_while(|l| l.strip_prefix("    - "));
    let script = script.collect::<Vec<_>>().join("\n");
    let folder = Folder::new("gitlab", &[("news/a.md", WRONG)]);
    for (options, status, findings) in [("", 1, 1), ("--not weekday", 0, 0)] {
        let done = step(&folder, &script, &[("CLAIMLINT_PATHS", "news"), ("CLAIMLINT_OPTIONS", options)]);
        assert_eq!(done.status.code(), Some(status), "{}", String::from_utf8_lossy(&done.stderr));
        let report = fs::read_to_string(folder.0.join("gl-code-quality-report.json")).unwrap();
        let report: Vec<serde_json::Value> = serde_json::from_str(&report).unwrap();
        assert_eq!(report.len(), findings);
        assert!(fs::read_to_string(folder.0.join("claimlint.xml")).unwrap().contains("<testsuites"));
    }
}
