//! Programs from bytes: each byte decides one thing, so that whoever makes bytes (a property test, a fuzzer) makes rule
//! files. They are right in form and reach every production of the grammar; names and types are random, so most of them
//! would not load. Layout is as odd as the grammar allows: comments between any two words, any line ends.
//!
//! Where the bytes end, the first and simplest choice is taken: shorter bytes make smaller files, and every file ends.

mod conditions;
mod declarations;
mod literals;
mod rules;

/// Which forms a program may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forms {
    /// Those of the language: no error of form.
    Ours,
    /// Also those of other languages that the grammar reads in order to answer them.
    Foreign,
}

/// A rule file that the bytes decide.
pub fn program(bytes: &[u8], forms: Forms) -> String {
    written(bytes, forms).out
}

fn written(bytes: &[u8], forms: Forms) -> Writer<'_> {
    let mut writer = Writer::new(bytes, forms);
    if writer.chance(8) {
        writer.out.push('\u{feff}');
    }
    writer.declaration_at(|w| w.language());
    for _ in 0..64 {
        if writer.choices.is_empty() {
            break;
        }
        writer.between_declarations();
        writer.declaration_at(Writer::declaration);
    }
    writer.between_declarations();
    if writer.chance(2) {
        writer.line();
    }
    writer
}

/// Where decisions come from.
struct Choices<'b> {
    bytes: &'b [u8],
}

impl Choices<'_> {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
    /// A number below `n`, which is at most 256.
    fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *first as usize % n
    }
}

struct Writer<'b> {
    choices: Choices<'b>,
    forms: Forms,
    out: String,
    line_end: &'static str,
    /// How many comments there are so far: each is another one.
    comments: usize,
    /// How deep conditions and phrases nest here.
    depth: usize,
    /// Nothing stands before the next word.
    at_start: bool,
}

impl<'b> Writer<'b> {
    fn new(bytes: &'b [u8], forms: Forms) -> Writer<'b> {
        let mut choices = Choices { bytes };
        let line_end = ["\n", "\n", "\r\n", "\r"][choices.below(4)];
        Writer { choices, forms, out: String::new(), line_end, comments: 0, depth: 0, at_start: true }
    }

    // ---- decisions ----

    /// One time in `n`, and never where the bytes have ended.
    fn chance(&mut self, n: usize) -> bool {
        self.choices.below(n) == n - 1
    }
    fn foreign(&mut self) -> bool {
        self.forms == Forms::Foreign && self.chance(6)
    }
    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.choices.below(of.len())]
    }
    /// `n` at most, and at least one.
    fn some(&mut self, n: usize) -> usize {
        1 + self.choices.below(n)
    }

    // ---- layout ----

    fn line(&mut self) {
        self.out.push_str(self.line_end);
    }

    fn comment(&mut self) {
        self.comments += 1;
        let mark = self.pick(&["# note ", "#", "#  \"note ", "#! é/( "]);
        let tail = self.pick(&["", " ", " #", " \"", "\t"]);
        self.out.push_str(&format!("{mark}{}{tail}", self.comments));
        self.line();
    }

    /// Between two words of a declaration.
    fn gap(&mut self) {
        match self.choices.below(24) {
            0..=15 => self.out.push(' '),
            16 => self.out.push_str("  "),
            17 => self.out.push('\t'),
            18 => self.out.push('\u{a0}'),
            19 | 20 => self.new_line(),
            21 => {
                self.line();
                self.new_line();
            }
            22 => {
                self.out.push_str("  ");
                self.comment();
                self.out.push_str("   ");
            }
            _ => {
                self.line();
                let indent = self.pick(&["", "  ", "    "]);
                self.out.push_str(indent);
                self.comment();
                self.out.push_str("  ");
            }
        }
    }

    fn new_line(&mut self) {
        self.line();
        let indent = self.pick(&["  ", " ", "\t", "      "]);
        self.out.push_str(indent);
    }

    fn word(&mut self, word: &str) {
        if !std::mem::take(&mut self.at_start) {
            self.gap();
        }
        self.out.push_str(word);
    }

    /// A word on the line of the last one: its place decides what it is.
    fn word_here(&mut self, word: &str) {
        if !std::mem::take(&mut self.at_start) {
            let blank = self.pick(&[" ", "   ", "\t"]);
            self.out.push_str(blank);
        }
        self.out.push_str(word);
    }

    fn words(&mut self, words: &str) {
        words.split(' ').for_each(|w| self.word(w));
    }

    /// A mark that may stand right behind the last word.
    fn mark(&mut self, mark: &str) {
        if self.chance(4) {
            self.word(mark);
        } else {
            self.out.push_str(mark);
        }
    }

    /// One or more, parted by commas.
    fn listed(&mut self, most: usize, mut one: impl FnMut(&mut Self)) {
        for i in 0..self.some(most) {
            if i > 0 {
                self.mark(",");
            }
            one(self);
        }
    }

    fn declaration_at(&mut self, write: impl FnOnce(&mut Self)) {
        self.at_start = true;
        write(self);
        self.line();
    }

    fn between_declarations(&mut self) {
        for _ in 0..self.choices.below(4) {
            match self.choices.below(6) {
                0..=2 => self.line(),
                3 => self.comment(),
                4 => {
                    self.out.push_str("  ");
                    self.comment();
                }
                _ => {
                    for _ in 0..self.some(2) {
                        let doc = self.pick(&["## What this is for.", "##", "###  marked # thrice ", "##\tétude"]);
                        self.out.push_str(doc);
                        self.line();
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
