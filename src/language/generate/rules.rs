//! Rules and tests.

use super::{Forms, Writer};

/// Clauses that stand once, by their number in [`Writer::clause`].
const ONCE: usize = 10;

impl Writer<'_> {
    pub(super) fn rule(&mut self) {
        self.word("rule");
        self.name();
        if self.chance(2) {
            self.text();
        }
        self.clauses(false);
    }

    /// `meeting location must agree within 2 days`
    pub(super) fn one_line_rule(&mut self) {
        // What stands in column 0 is told by its first words: no comment comes between.
        let kind = self.pick(&["meeting", "role", "person", "é-b"]);
        self.word_here(kind);
        let field = self.pick(&["location", "on", "date"]);
        self.word_here(field);
        self.word_here("must");
        self.word("agree");
        self.agree_options();
        self.clauses(true);
    }

    fn clauses(&mut self, one_line: bool) {
        let mut used = [false; ONCE];
        used[0] = one_line;
        for _ in 0..self.choices.below(10) {
            let clause = self.choices.below(ONCE + 6);
            if clause < ONCE && std::mem::replace(&mut used[clause], true) {
                continue;
            }
            self.clause(clause);
        }
    }

    fn clause(&mut self, which: usize) {
        match which {
            0 => self.must(),
            1 => {
                self.word("level");
                self.name();
            }
            2 => self.for_each(),
            3 => {
                self.word("including");
                self.names(3);
            }
            4 => {
                self.word("same");
                self.same_keys();
            }
            5 | 6 => {
                self.word(["say", "help"][which - 5]);
                self.templates();
            }
            7 => {
                self.word("why");
                self.texts();
            }
            8 => {
                let word = self.pick(&["since", "owner"]);
                self.word(word);
                self.text();
            }
            9 => {
                self.word("fix");
                self.field();
                self.word("with");
                if self.chance(2) { self.field() } else { self.text() }
            }
            10 | 11 => {
                self.word(["where", "unless"][which - 10]);
                self.condition();
            }
            12 => self.except(),
            13 => {
                let word = self.pick(&["tags", "formerly"]);
                self.word(word);
                self.listed(3, |w| if w.chance(2) { w.text() } else { w.bare_name() });
                // Behind strings a comma may trail, where the next clause begins a line of its own.
                if self.out.ends_with('"') && self.forms == Forms::Ours && self.chance(3) {
                    self.out.push(',');
                    self.out.push_str(self.line_end);
                }
            }
            _ => self.test(false),
        }
    }

    pub(super) fn for_each(&mut self) {
        self.word("for");
        for i in 0..self.some(3) {
            if i > 0 {
                self.word("and");
            }
            self.word("each");
            self.name();
            self.bare_name();
        }
        let (within, part) = (self.chance(2), self.chance(2));
        let mut clauses = vec![("within", within), ("in", part)];
        if self.chance(2) {
            clauses.reverse();
        }
        for (word, _) in clauses.into_iter().filter(|(_, wanted)| *wanted) {
            self.word(word);
            self.name();
        }
    }

    fn must(&mut self) {
        self.word("must");
        match self.choices.below(6) {
            0 => self.words("match the record"),
            1 => {
                self.words("agree on");
                self.field();
                self.agree_options();
            }
            2 => {
                self.words("never fall on");
                self.field();
            }
            3 => self.words("not occur"),
            _ => self.condition(),
        }
    }

    fn agree_options(&mut self) {
        let options = [self.chance(2), self.chance(3), self.chance(3)];
        if options[0] {
            self.tolerance();
        }
        if options[1] {
            self.word("as");
            self.name();
        }
        if options[2] {
            self.word("ignoring");
            self.names(3);
        }
    }

    fn except(&mut self) {
        self.word("except");
        let path = self.chance(2);
        if path {
            self.text();
        }
        if !path || self.chance(2) {
            self.word("until");
            self.when();
        }
        if self.chance(2) {
            self.word("because");
            self.text();
        }
    }

    pub(super) fn test(&mut self, alone: bool) {
        self.word("test");
        self.text();
        if alone {
            self.word("of");
            self.name();
        }
        self.dated();
        for _ in 0..self.choices.below(3) {
            self.word("given");
            if self.chance(2) { self.record(true) } else { self.role(true) }
        }
        if self.chance(3) {
            for _ in 0..self.some(2) {
                let word = if self.chance(3) { "source" } else { "article" };
                self.word(word);
                self.text();
                self.dated();
                self.texts();
            }
        } else {
            self.texts();
        }
        match self.choices.below(4) {
            0 => self.word("holds"),
            1 => {
                self.word("undecided");
                if self.chance(2) {
                    self.word("because");
                    self.text();
                }
            }
            _ => {
                self.word("violated");
                if self.chance(2) {
                    self.word("at");
                    self.text_list();
                }
            }
        }
        if self.chance(4) {
            self.word("todo");
            if self.chance(2) {
                self.text();
            }
        }
    }

    fn dated(&mut self) {
        if self.chance(3) {
            self.word("dated");
            self.when();
        }
    }
}
