//! Changes of a snapshot, accepted or rejected one by one.

use std::io::{self, BufRead, Write};

use super::compare::Change;

/// What is to become of one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The snapshot takes it over.
    Accept,
    /// The snapshot stays as it is, and the change is not kept for later.
    Reject,
    /// The snapshot stays as it is, and the change waits.
    Skip,
}

/// Asks about changes, an answer a line.
pub struct Review<'a> {
    pub input: &'a mut dyn BufRead,
    pub out: &'a mut dyn Write,
    pub color: bool,
    /// Nothing more is asked: the input has ended, or somebody has had enough.
    pub ended: bool,
    /// Questions that were answered.
    pub answered: usize,
}

const HELP: &str = "  a  accept: the snapshot takes it over\n  r  reject: the snapshot stays as it is\n  \
                    s  skip: decide later\n  q  quit: skip this and all the rest\n";

impl Review<'_> {
    /// Shows a change and asks what is to become of it. After the end of the review everything is skipped.
    pub fn change(&mut self, change: &Change, number: usize, of: usize) -> io::Result<Answer> {
        if self.ended {
            return Ok(Answer::Skip);
        }
        writeln!(self.out, "\n{} of {of}: {}", number + 1, change.name())?;
        for line in change.lines() {
            writeln!(self.out, "{}", painted(&line, self.color))?;
        }
        self.ask()
    }

    /// Asks about what was shown.
    pub fn ask(&mut self) -> io::Result<Answer> {
        while !self.ended {
            write!(self.out, "accept (a), reject (r), skip (s), quit (q)? ")?;
            self.out.flush()?;
            let mut line = String::new();
            // An answer is a letter; whatever pours in endless lines is no answer.
            let read = io::Read::take(&mut self.input, 4096).read_line(&mut line)?;
            let answer = line.trim().to_lowercase();
            self.ended = read == 0 || matches!(answer.as_str(), "q" | "quit");
            self.answered += usize::from(read > 0);
            match answer.as_str() {
                "a" | "accept" => return Ok(Answer::Accept),
                "r" | "reject" => return Ok(Answer::Reject),
                "s" | "skip" => return Ok(Answer::Skip),
                _ if self.ended => writeln!(self.out)?,
                _ => write!(self.out, "{HELP}")?,
            }
        }
        Ok(Answer::Skip)
    }
}

/// A line of a change in the colours that such lines have everywhere.
pub fn painted(line: &str, color: bool) -> String {
    match line.as_bytes().first() {
        Some(b'+') if color => format!("\u{1b}[32m{line}\u{1b}[0m"),
        Some(b'-') if color => format!("\u{1b}[31m{line}\u{1b}[0m"),
        _ => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::Block;
    use super::*;

    fn answers(input: &str, changes: usize) -> (Vec<Answer>, usize, String) {
        let (mut input, mut out) = (input.as_bytes(), Vec::new());
        let mut review = Review { input: &mut input, out: &mut out, color: false, ended: false, answered: 0 };
        let block = Block::new("r", "1", "words");
        let all = (0..changes).map(|n| review.change(&Change::Added(&block), n, changes).unwrap()).collect();
        let answered = review.answered;
        (all, answered, String::from_utf8(out).unwrap())
    }

    #[test]
    fn an_answer_a_line() {
        use Answer::{Accept, Reject, Skip};
        assert_eq!(answers("a\nR\nskip\n", 3).0, [Accept, Reject, Skip]);
        assert_eq!(answers("what\n\n a \n", 1).0, [Accept]);
        assert!(answers("what\na\n", 1).2.contains("reject: the snapshot stays"));
        assert_eq!(answers("a\nq\na\n", 3), (vec![Accept, Skip, Skip], 2, answers("a\nq\na\n", 3).2));
        assert_eq!(answers("a\n", 3).0, [Accept, Skip, Skip]);
        assert_eq!(answers("", 2).1, 0);
        assert!(answers("a\na\n", 2).2.contains("2 of 2: added\n+ words\n"));
    }
}
