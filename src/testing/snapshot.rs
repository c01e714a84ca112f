//! A report kept in a file of the format that insta reads: a head between lines of `---`, then a block for each finding.
//!
//! A block is a line that names the finding, `# RULE FINGERPRINT`, and the finding as `check` prints it on a page of fixed
//! width. Blocks stand by themselves, so that a snapshot may be put together from those of two reports.

use crate::report::Sanitized;

/// What makes a snapshot one of ours, in its head.
const EXPRESSION: &str = "claimlint test";
/// Stands where a report has no finding.
const NOTHING: &str = "nothing found";

/// One finding of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub rule: String,
    /// Sixteen hex digits, as in machine formats.
    pub fingerprint: String,
    /// As printed, without blanks at the end of its lines and without lines around it.
    pub text: String,
}

impl Block {
    pub fn new(rule: &str, fingerprint: &str, text: &str) -> Block {
        let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
        Block { rule: rule.into(), fingerprint: fingerprint.into(), text: lines.join("\n") }
    }

    /// Where it stands first, by the drawing of its excerpt: `a.txt:3:7`.
    pub fn place(&self) -> Option<&str> {
        let line = self.text.lines().find(|l| l.trim_start().starts_with("╭─["))?;
        line.trim().strip_prefix("╭─[")?.strip_suffix(']')
    }

    /// Its lines, safe to print: a snapshot is a file like any other.
    pub fn lines(&self) -> Vec<String> {
        self.text.lines().map(|line| Sanitized::line(line).to_string()).collect()
    }
}

/// The text of a snapshot with these findings.
pub fn write(blocks: &[Block]) -> String {
    let mut out = format!("---\nsource: \"..\"\nexpression: {EXPRESSION}\n---\n");
    if blocks.is_empty() {
        out.push_str(&format!("{NOTHING}\n"));
    }
    for (i, block) in blocks.iter().enumerate() {
        let blank = if i == 0 { "" } else { "\n" };
        out.push_str(&format!("{blank}# {} {}\n{}\n", block.rule, block.fingerprint, block.text));
    }
    out
}

/// Whether the head says that `claimlint test` wrote it.
pub fn is_ours(text: &str) -> bool {
    split(text).is_some_and(|(head, _)| {
        head.lines().any(|l| l.strip_prefix("expression:").is_some_and(|e| e.trim().trim_matches('"') == EXPRESSION))
    })
}

/// The findings of a snapshot; an error where it is none that [`write`] could have written.
pub fn read(text: &str) -> Result<Vec<Block>, &'static str> {
    let text = text.replace("\r\n", "\n");
    let (_, body) = split(&text).ok_or("its head between two lines of `---` is missing")?;
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, Vec<&str>)> = None;
    for line in body.lines() {
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
            return Err("two versions of it stand side by side, unmerged");
        }
        match (named(line), &mut open) {
            (Some((rule, fingerprint)), _) => {
                blocks.extend(open.take().map(closed));
                open = Some((rule, fingerprint, Vec::new()));
            }
            (None, Some((_, _, lines))) => lines.push(line),
            (None, None) if line.trim().is_empty() || line == NOTHING => {}
            (None, None) => return Err("a finding in it does not begin with its rule and fingerprint"),
        }
    }
    blocks.extend(open.take().map(closed));
    Ok(blocks)
}

fn closed((rule, fingerprint, lines): (&str, &str, Vec<&str>)) -> Block {
    Block::new(rule, fingerprint, &lines.join("\n"))
}

/// `# RULE FINGERPRINT`
fn named(line: &str) -> Option<(&str, &str)> {
    let (rule, fingerprint) = line.strip_prefix("# ")?.trim_end().split_once(' ')?;
    let hex = fingerprint.len() == 16 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then_some((rule, fingerprint))
}

/// Head and body.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let end = rest.match_indices("---").find(|(at, _)| {
        let (before, after) = (&rest[..*at], &rest[at + 3..]);
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with(['\n', '\r']))
    })?;
    let body = &rest[end.0 + 3..];
    Some((&rest[..end.0], body.strip_prefix('\r').unwrap_or(body).strip_prefix('\n').unwrap_or(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn block(rule: &str, n: u32, text: &str) -> Block {
        Block::new(rule, &format!("{n:016x}"), text)
    }

    #[test]
    fn what_is_written_is_read() {
        let blocks = [
            block("founding", 7, "error[founding]: a\n   ╭─[a.txt:3:7]\n 3 │ x   \n   ╰────\n\n"),
            block("café-rule", 0xabc, "warning[x]: b\n  help: # no name\n\n\nmore"),
        ];
        let text = write(&blocks);
        assert!(is_ours(&text), "{text}");
        assert_eq!(read(&text), Ok(blocks.to_vec()));
        assert_eq!(read(&text.replace('\n', "\r\n")), Ok(blocks.to_vec()));
        assert_eq!(blocks[0].place(), Some("a.txt:3:7"));
        assert_eq!(read(&write(&[])), Ok(Vec::new()));
    }

    #[test]
    fn other_files_are_no_snapshots_of_ours() {
        let of_others = "---\nsource: tests/a.rs\nexpression: \"claimlint test --help\"\n---\nclaimlint test\n";
        assert!(!is_ours(of_others));
        assert!(!is_ours("") && !is_ours("---\nexpression: claimlint test\n"));
        for (text, why) in [
            ("", "head"),
            ("# a 0000000000000001\n", "head"),
            ("---\n---\nerror[x]: a\n", "begin"),
            ("---\n---\n# a 000000000000001\n", "begin"),
            ("---\n---\n# a 0000000000000001\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n", "unmerged"),
        ] {
            assert!(read(text).is_err_and(|e| e.contains(why)), "{text}");
        }
    }

    /// What a finding says is no matter: only its first line could be taken for a name.
    #[test]
    fn insta_reads_it() {
        let text = write(&[block("founding", 7, "error[founding]: “a”\n   ╭─[a.txt:3:7]")]);
        let path = std::env::temp_dir().join(format!("claimlint-{}-report.snap", std::process::id()));
        std::fs::write(&path, &text).unwrap();
        let snapshot = insta::Snapshot::from_file(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(snapshot.metadata().expression(), Some(EXPRESSION));
        assert_eq!(snapshot.metadata().source(), Some(".."));
        let contents = text.splitn(3, "---\n").nth(2).unwrap();
        let read = snapshot.contents().as_text().unwrap().to_string();
        assert_eq!(read.trim_end(), contents.trim_end());
    }
}
