//! Names, strings, numbers, dates, phrases.

use super::Writer;

/// No word of the language, so that it can stand bare.
const BARE: &[&str] = &["a", "b", "r", "claim-2", "émile", "record", "current", "gap", "word", "from"];
/// Fields, kinds and tags may be called anything.
const ANY: &[&str] = &["date", "person", "on", "must", "with", "is", "quote", "within", "x-y", "not", "role"];

const WORDS: &[&str] =
    &["", "Omar Lund", "Åske — “x”", "# no comment", "a\\\"b\\\\", "\\u{e9}\\n", "  two  blanks ", "'"];

impl Writer<'_> {
    pub(super) fn bare_name(&mut self) {
        let name = self.pick(BARE);
        self.word(name);
    }
    /// A name that anything may be.
    pub(super) fn name(&mut self) {
        let name = if self.chance(3) { self.pick(ANY) } else { self.pick(BARE) };
        self.word(name);
    }
    /// Names behind commas: a clause word on a line of its own would be read as the clause.
    pub(super) fn names(&mut self, most: usize) {
        self.listed(most, Writer::bare_name);
    }

    /// `field` or `x.field`
    pub(super) fn field(&mut self) {
        if self.chance(2) {
            let path = format!("{}.{}", self.pick(BARE), self.pick(ANY));
            self.word(&path);
        } else {
            self.name();
        }
    }

    pub(super) fn path(&mut self) {
        let mut path = self.pick(BARE).to_string();
        for _ in 0..1 + self.choices.below(2) {
            path.push('.');
            path.push_str(self.pick(ANY));
        }
        self.word(&path);
    }

    // ---- strings ----

    pub(super) fn text(&mut self) {
        if self.foreign() {
            let text = self.pick(&["'house'", "“Åske”", "„Åske“", "«Åske»", "‘a \"b’", "”x”"]);
            return self.word(text);
        }
        if self.chance(8) {
            return self.long_text(false);
        }
        let words = self.pick(WORDS);
        self.word(&format!("\"{words}\""));
    }

    pub(super) fn texts(&mut self) {
        (0..self.some(2)).for_each(|_| self.text());
    }

    pub(super) fn text_list(&mut self) {
        for i in 0..self.some(3) {
            if i > 0 && !self.foreign() {
                self.mark(",");
            }
            self.text();
        }
        if self.chance(5) {
            self.mark(",");
        }
    }

    fn long_text(&mut self, holes: bool) {
        let mut text = String::from("\"\"\"");
        let lines = self.choices.below(4);
        // A line in column 0 would begin a declaration.
        let indent = self.pick(&["    ", "  ", "\t", " "]);
        for i in 0..lines {
            if i > 0 || !self.chance(4) {
                text.push_str(self.line_end);
                text.push_str(self.pick(&[indent, indent, "      ", "   "]));
            }
            text.push_str(self.pick(&["words of it", "", "a \"quoted\" word", "trailing  ", "\\u{e9} # \\\\"]));
            if holes && self.chance(3) {
                text.push_str(" {r.person} \\{");
            }
        }
        if self.chance(2) {
            text.push_str(self.line_end);
            text.push_str(indent);
        }
        // A mark before the closing ones would be read as part of them.
        if text.ends_with('"') && text.len() > 3 {
            text.push(' ');
        }
        text.push_str("\"\"\"");
        self.word(&text);
    }

    /// What `say` and `help` hold.
    pub(super) fn templates(&mut self) {
        for _ in 0..self.some(2) {
            if self.chance(5) {
                self.long_text(true);
                continue;
            }
            let mut text = String::from("\"");
            for _ in 0..self.choices.below(4) {
                let part = self.pick(&["words ", "\\{as is\\} ", "\\\\", "\\u{2019}s "]);
                text.push_str(part);
                if self.chance(2) {
                    let hole = self.pick(&[
                        "r.person",
                        "count of r.x",
                        " record.from ",
                        "years from a.x to b.x",
                        "(a.x + 1) * 2",
                    ]);
                    text.push_str(&format!("{{{hole}}}"));
                }
            }
            text.push('"');
            self.word(&text);
        }
    }

    // ---- numbers and dates ----

    pub(super) fn number(&mut self) {
        let foreign = self.foreign();
        let number =
            self.pick(if foreign { &["1,200", "12,000.5", "0,000"] } else { &["3", "0.50", "1200", "-4", "007"] });
        self.word(number);
    }

    pub(super) fn integer(&mut self) {
        let number = self.pick(&["2", "1", "12", "4294967295"]);
        self.word(number);
    }

    pub(super) fn measure(&mut self) {
        self.number();
        match self.choices.below(4) {
            0 => {}
            1 => self.mark("%"),
            2 => {
                let unit = self.pick(&["days", "km", "years"]);
                self.word(unit);
            }
            _ if self.foreign() => self.word("percent"),
            _ => self.bare_name(),
        }
    }

    pub(super) fn date(&mut self) {
        let date = self.pick(&["2025-05-20", "2024-02", "0987-1-9", "2024-2-29"]);
        self.word(date);
    }

    /// A date or a year.
    pub(super) fn when(&mut self) {
        if self.chance(3) {
            let year = self.pick(&["2024", "0007"]);
            self.word(year);
        } else {
            self.date();
        }
    }

    // ---- phrases ----

    /// What `extract` and `cue` hold.
    pub(super) fn phrase(&mut self) {
        let mut text = String::from("\"");
        self.phrase_parts(&mut text, true);
        text.push('"');
        self.word(&text);
    }

    fn phrase_parts(&mut self, text: &mut String, outermost: bool) {
        self.depth += 1;
        for i in 0..self.some(3) {
            if i > 0 {
                text.push_str(self.pick(&[" ", "  "]));
            }
            let deeper = if self.depth < 4 { 9 } else { 7 };
            match self.choices.below(deeper) {
                0 | 1 => text.push_str(self.pick(&["met", "l’été and", "a\\(b", "don\\u{27}t", "x\\\"y"])),
                2 => text.push_str(self.pick(&["<meet>", "<held talks>"])),
                3 => text.push_str(self.pick(&["{date}", "{who: people}", "{_: text}", "{ person }'s", "{x}, {y-z}"])),
                4 if outermost => text.push_str(self.pick(&["a … b", "a ... b", "…"])),
                4..=6 => text.push_str("on"),
                deep => {
                    let (open, close) = [('(', ')'), ('[', ']')][deep - 7];
                    text.push(open);
                    for branch in 0..self.some(3) {
                        if branch > 0 {
                            text.push_str(self.pick(&["|", " | "]));
                        }
                        self.phrase_parts(text, false);
                    }
                    text.push(close);
                }
            }
        }
        self.depth -= 1;
    }
}
