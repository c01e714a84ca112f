//! Conditions and values, with brackets where they are needed and where they are not.

use super::Writer;

/// How deep they nest.
const DEEPEST: usize = 5;

impl Writer<'_> {
    /// Something that holds or does not.
    pub(super) fn condition(&mut self) {
        self.depth += 1;
        self.one_condition();
        for _ in 0..self.choices.below(3) {
            let link = match self.foreign() {
                true => self.pick(&["&&", "&", "||", "|"]),
                false => self.pick(&["and", "or"]),
            };
            self.word(link);
            self.one_condition();
        }
        self.depth -= 1;
    }

    fn one_condition(&mut self) {
        while self.chance(6) {
            let not = if self.foreign() { "!" } else { "not" };
            self.word(not);
        }
        if self.depth >= DEEPEST {
            return self.path();
        }
        match self.choices.below(8) {
            0..=4 => self.comparison(),
            5 => self.path(),
            6 => self.quantified(),
            _ => {
                self.word("(");
                self.condition();
                self.mark(")");
            }
        }
    }

    fn comparison(&mut self) {
        self.value();
        match self.choices.below(9) {
            0 | 1 => {
                if self.foreign() {
                    let operator =
                        self.pick(&["==", "!=", "<>", "≠", "=", "===", "=<", "=>", "≤", "≥", "equals", "is before"]);
                    self.words(operator);
                } else {
                    self.word("is");
                    self.maybe_not();
                    if self.chance(3) {
                        self.word("like");
                    }
                }
                self.value();
            }
            2 => {
                self.word("is");
                self.maybe_not();
                let word = self.pick(&["known", "missing"]);
                self.word(word);
            }
            3 => {
                self.word("is");
                self.maybe_not();
                self.words("one of");
                self.listed(3, |w| match w.choices.below(4) {
                    0 => w.text(),
                    1 => w.bare_name(),
                    2 => w.measure(),
                    _ => w.date(),
                });
            }
            4 => {
                self.word("matches");
                let pattern = self.pick(&["/a/", "/a\\/b+/", "/[\"#(]\\\\/", "//", "/\\d{2} x|y/"]);
                self.word(pattern);
            }
            5 => {
                let operator = self.pick(&["<", "<=", ">", ">="]);
                self.word(operator);
                self.value();
            }
            6 => {
                if self.foreign() {
                    self.word("is");
                    self.maybe_not();
                }
                let operator =
                    self.pick(&["before", "after", "contains", "overlaps", "starts with", "ends with", "<="]);
                self.words(operator);
                self.value();
            }
            7 => {
                if self.chance(3) {
                    self.word("is");
                    self.maybe_not();
                }
                self.tolerance();
                self.word("of");
                self.value();
            }
            _ => {
                self.word("is");
                self.maybe_not();
                self.word("within");
                self.path();
            }
        }
    }

    fn maybe_not(&mut self) {
        if self.chance(4) {
            self.word("not");
        }
    }

    /// `within 2 days`, `within gap`
    pub(super) fn tolerance(&mut self) {
        self.word("within");
        if self.chance(4) {
            self.bare_name();
        } else {
            self.measure();
        }
    }

    fn quantified(&mut self) {
        match self.choices.below(6) {
            0 => self.word("any"),
            1 => self.word("all"),
            n => {
                self.words(["exactly", "at least", "at most", "exactly"][n - 2]);
                if self.chance(3) {
                    self.word("one");
                } else {
                    self.integer();
                }
            }
        }
        self.name();
        self.bare_name();
        self.word("has");
        self.word("(");
        self.condition();
        self.mark(")");
    }

    /// A value: a sum, or less.
    pub(super) fn value(&mut self) {
        self.depth += 1;
        self.factor();
        let most = if self.depth < DEEPEST { 3 } else { 1 };
        for _ in 0..self.choices.below(most) {
            let operator = self.pick(&["+", "-", "*", "/"]);
            self.word(operator);
            self.factor();
        }
        self.depth -= 1;
    }

    fn factor(&mut self) {
        let most = if self.depth < DEEPEST { 9 } else { 4 };
        match self.choices.below(most) {
            0 => self.path(),
            1 => self.text(),
            2 => self.measure(),
            3 => self.date(),
            4 => self.bare_name(),
            5 => {
                self.word("about");
                self.measure();
            }
            6 => {
                let function = self.pick(&[
                    "count of",
                    "sum of",
                    "unit of",
                    "dimension of",
                    "rank of",
                    "initials of",
                    "weekday of",
                    "year of",
                ]);
                self.words(function);
                self.argument();
            }
            7 => {
                self.words("years from");
                self.argument();
                self.word("to");
                self.argument();
            }
            _ => {
                if self.chance(2) {
                    self.word("abs");
                }
                self.word("(");
                self.value();
                self.mark(")");
            }
        }
    }

    fn argument(&mut self) {
        match self.choices.below(4) {
            0 => self.path(),
            1 => self.text(),
            2 => self.date(),
            _ => {
                self.word("(");
                self.value();
                self.mark(")");
            }
        }
    }
}
