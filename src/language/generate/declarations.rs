//! Declarations other than rules and tests.

use super::Writer;

impl Writer<'_> {
    pub(super) fn declaration(&mut self) {
        match self.choices.below(18) {
            0..=3 => self.rule(),
            4 => self.one_line_rule(),
            5 => self.test(true),
            6 => self.use_(),
            7 => self.term(),
            8 | 9 => self.role(false),
            10 | 11 => self.record(false),
            12 => self.list(),
            13 => self.param(),
            14 => self.fact(),
            15 => self.extract(),
            16 => self.cue(),
            _ => self.derive(),
        }
    }

    pub(super) fn language(&mut self) {
        self.words("language 1");
    }

    fn use_(&mut self) {
        self.word("use");
        if self.chance(2) {
            let pack = self.pick(&["std/news", "std", "a-b/c/d"]);
            self.word(pack);
        } else {
            self.text();
        }
    }

    fn term(&mut self) {
        let kind = self.pick(&["person", "place", "organisation", "term"]);
        self.word(kind);
        self.text();
        let within = self.chance(2);
        for _ in 0..self.choices.below(4) {
            let clause = self.pick(&["also", "short"]);
            self.word(clause);
            self.text_list();
        }
        if within {
            self.word("in");
            self.text();
        }
    }

    /// `role …`; in a test the record has fewer clauses.
    pub(super) fn role(&mut self, given: bool) {
        self.word("role");
        self.text();
        let (mut within, mut seats, mut complete) = (given, false, false);
        let fewest = usize::from(given);
        for _ in 0..fewest + self.choices.below(5) {
            match self.choices.below(6) {
                1 if !given => {
                    let clause = self.pick(&["also", "short"]);
                    self.word(clause);
                    self.text_list();
                }
                2 if !std::mem::replace(&mut within, true) => {
                    self.word("in");
                    self.text();
                }
                3 if !std::mem::replace(&mut seats, true) => {
                    self.word("seats");
                    if self.chance(2) {
                        self.word("many");
                    } else {
                        self.integer();
                    }
                }
                4 if !std::mem::replace(&mut complete, true) => self.complete(),
                _ => {
                    let word = self.pick(&["held", "acting"]);
                    self.word(word);
                    self.word("by");
                    self.text();
                    self.span();
                }
            }
        }
    }

    fn complete(&mut self) {
        self.words("complete from");
        self.when();
    }

    /// `on D`, `from D to ?`, or nothing.
    fn span(&mut self) {
        let end = |w: &mut Self| if w.chance(4) { w.word("?") } else { w.when() };
        match self.choices.below(5) {
            0 => {}
            1 => {
                self.word("on");
                self.when();
            }
            n => {
                if n < 4 {
                    self.word("from");
                    end(self);
                }
                if n > 2 {
                    self.word("to");
                    end(self);
                }
            }
        }
    }

    pub(super) fn record(&mut self, given: bool) {
        self.word("record");
        if !given && self.chance(4) {
            self.words("roles from");
            self.text();
            if self.chance(2) {
                self.complete();
            }
            return;
        }
        self.text();
        let mut complete = false;
        for _ in 0..self.some(4) {
            match self.choices.below(7) {
                0 | 1 => {
                    let word = self.pick(&["founded", "born"]);
                    self.word(word);
                    self.when();
                    while self.chance(3) {
                        self.word("or");
                        self.when();
                    }
                }
                2 => {
                    self.word("capital");
                    self.text();
                    self.span();
                }
                3 | 4 => {
                    let word = self.pick(&["has", "in"]);
                    self.word(word);
                    if given { self.listed(3, Self::text) } else { self.text_list() }
                }
                5 if !std::mem::replace(&mut complete, true) => self.complete(),
                _ => {
                    self.word("said");
                    self.text();
                    if self.chance(2) {
                        self.word("on");
                        self.when();
                    }
                }
            }
        }
    }

    fn list(&mut self) {
        self.word("list");
        self.bare_name();
        if self.chance(3) {
            self.word("from");
            self.text();
        } else {
            self.text_list();
        }
    }

    fn param(&mut self) {
        self.word("param");
        self.bare_name();
        self.type_name();
        self.word("default");
        self.literal();
        if self.chance(2) {
            self.word("between");
            self.literal();
            self.word("and");
            self.literal();
        }
    }

    /// What a configuration may give to a param, too.
    pub(super) fn literal(&mut self) {
        match self.choices.below(4) {
            0 => self.measure(),
            1 => self.text(),
            2 => self.date(),
            _ => self.bare_name(),
        }
    }

    fn type_name(&mut self) {
        if self.chance(3) {
            self.words("one of");
            self.names(3);
        } else {
            let name = self.pick(&["text", "people", "date", "quantity"]);
            self.word(name);
        }
    }

    fn fact(&mut self) {
        self.word("fact");
        self.bare_name();
        if self.chance(2) {
            self.text();
        }
        for _ in 0..self.choices.below(4) {
            self.new_line();
            self.at_start = true;
            let name = self.pick(&["who", "on", "number", "must", "é", "when"]);
            self.word(name);
            if self.chance(3) {
                self.word_here("one");
                self.word("of");
                self.names(3);
            } else {
                let name = self.pick(&["text", "people", "date"]);
                self.word_here(name);
            }
        }
        if self.chance(2) {
            self.words("same when");
            self.same_keys();
        }
    }

    pub(super) fn same_keys(&mut self) {
        self.listed(3, |w| {
            w.field();
            while w.chance(3) {
                match w.choices.below(3) {
                    0 => w.tolerance(),
                    1 => w.word("alone"),
                    _ => {
                        let word = if w.foreign() { "overlaps" } else { "overlap" };
                        w.word(word);
                    }
                }
            }
        });
    }

    fn extract(&mut self) {
        self.word("extract");
        self.name();
        if self.chance(3) {
            self.word("with");
            for i in 0..self.some(2) {
                if i > 0 {
                    self.mark(",");
                }
                self.name();
                if self.chance(2) { self.name() } else { self.text() }
            }
        }
        for _ in 0..self.some(3) {
            self.phrase();
            if self.chance(3) {
                self.word("pairwise");
            }
        }
    }

    fn cue(&mut self) {
        self.word("cue");
        self.name();
        for _ in 0..self.some(3) {
            self.phrase();
            if self.chance(4) {
                self.mark(",");
            }
            if self.chance(2) {
                let direction = self.pick(&["forward", "backward", "both"]);
                self.word(direction);
            }
            if self.chance(2) {
                self.word("within");
                self.name();
            }
        }
    }

    fn derive(&mut self) {
        self.word("derive");
        self.name();
        let mut each = false;
        for _ in 0..self.choices.below(5) {
            match self.choices.below(3) {
                0 if !std::mem::replace(&mut each, true) => self.for_each(),
                0 | 1 => {
                    self.word("where");
                    self.condition();
                }
                _ => self.with_fields(),
            }
        }
    }

    fn with_fields(&mut self) {
        self.word("with");
        self.listed(3, |w| {
            w.name();
            // A list behind `is one of` takes commas too.
            if w.chance(2) {
                w.word("(");
                w.condition();
                w.mark(")");
            } else {
                w.value();
            }
        });
    }
}
