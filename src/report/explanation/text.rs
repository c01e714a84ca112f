//! An explanation for people.

use std::io::{self, Write};

use super::Cited;
use crate::check::trace::provenance::{FactNote, FieldNote};
use crate::check::trace::{Asked, Node, Outcome, Pair, Side};
use crate::check::{AlignmentVerdict, Explanation, KeyMatch, Story, Truth};
use crate::facts::{FactId, Stance};
use crate::report::sanitize::Sanitized;
use crate::report::{Page, counted, wrap};
use crate::source::Span;

/// Columns of words that are cited.
const WORDS: usize = 60;
/// Facts of the place that are listed.
const LISTED: usize = 12;

pub fn write(out: &mut dyn Write, explanation: &Explanation, cited: &Cited, page: &Page) -> io::Result<()> {
    let mut sheet = Sheet { out, cited, page };
    for (i, story) in explanation.found.iter().enumerate() {
        if i > 0 {
            writeln!(sheet.out)?;
        }
        sheet.story(story)?;
    }
    if explanation.found.is_empty() {
        sheet.nothing(explanation)?;
    }
    sheet.quiet(explanation)?;
    for note in &explanation.notes {
        writeln!(sheet.out)?;
        sheet.line(0, note)?;
    }
    Ok(())
}

struct Sheet<'s, 'd, 'a> {
    out: &'s mut dyn Write,
    cited: &'s Cited<'d, 'a>,
    page: &'s Page,
}

impl Sheet<'_, '_, '_> {
    /// A paragraph; its further lines stand two columns further in.
    fn line(&mut self, indent: usize, text: &str) -> io::Result<()> {
        self.hung(indent, indent + 2, text)
    }
    fn hung(&mut self, indent: usize, hang: usize, text: &str) -> io::Result<()> {
        let room = |taken: usize| self.page.width.saturating_sub(taken).max(24);
        let lines = wrap::hanging(&Sanitized::words(text), room(indent), room(hang));
        for (i, line) in lines.iter().enumerate() {
            writeln!(self.out, "{:1$}{line}", "", if i == 0 { indent } else { hang })?;
        }
        Ok(())
    }
    /// `label  text`, the text in one column.
    fn row(&mut self, indent: usize, label: &str, width: usize, text: &str) -> io::Result<()> {
        let label = Sanitized::words(label);
        let head = format!("{:indent$}{label:width$}  ", "");
        let at = indent + width + 2;
        let room = self.page.width.saturating_sub(at).max(24);
        for (i, line) in wrap::paragraph(&Sanitized::words(text), room).iter().enumerate() {
            match i {
                0 => writeln!(self.out, "{head}{line}")?,
                _ => writeln!(self.out, "{:at$}{line}", "")?,
            }
        }
        Ok(())
    }
    fn heading(&mut self, text: &str) -> io::Result<()> {
        let (on, off) = if self.page.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        writeln!(self.out, "\n  {on}{text}{off}")
    }

    fn story(&mut self, story: &Story) -> io::Result<()> {
        self.head(story)?;
        self.heading("what the article says")?;
        for fact in &story.facts {
            self.fact(fact)?;
        }
        let more = story.candidate.facts.len().saturating_sub(story.facts.len());
        if more > 0 {
            self.line(4, &format!("and {} of the same", counted(more, "more fact")))?;
        }
        if !story.candidate.pairs.is_empty() {
            self.heading("why these are taken for one thing, or are not")?;
            for pair in &story.candidate.pairs {
                self.pair(pair)?;
            }
        }
        if !story.candidate.compared.is_empty() {
            self.heading("what is compared")?;
            for c in &story.candidate.compared {
                let name = self.field_name(c.facts[0], c.field);
                let [a, b] = [0, 1].map(|i| format!("“{}” ({})", c.values[i], self.at_fact(c.facts[i])));
                let verdict = match c.truth {
                    Truth::True => "agree".to_string(),
                    Truth::False => "differ".into(),
                    Truth::Undecided(why) => format!("cannot be compared ({})", why.word()),
                };
                self.line(4, &format!("{name}: {a} and {b} {verdict}"))?;
            }
        }
        if !story.candidate.asked.is_empty() {
            self.heading("what the rule asks")?;
            for asked in &story.candidate.asked {
                self.asked(asked)?;
            }
        }
        if let Some(record) = &story.candidate.record {
            self.heading("what the record says")?;
            if !record.says.is_empty() {
                self.line(4, &record.says)?;
            }
            for entry in &record.entries {
                let at = entry.at.map_or(String::new(), |at| format!("  {}", self.cited.documents.file_and_line(at)));
                self.line(4, &format!("{}{at}", entry.entry))?;
            }
        }
        let none = Vec::new();
        let assumed = story.finding.as_ref().map_or(&none, |f| &f.assumed);
        let assumed = match (assumed.is_empty(), &story.candidate.record) {
            (true, Some(record)) => &record.assumed,
            _ => assumed,
        };
        if !assumed.is_empty() {
            self.heading("what is taken for granted")?;
            for text in assumed {
                self.line(4, text)?;
            }
        }
        if matches!(story.candidate.outcome, Outcome::Violated | Outcome::Undecided(_)) {
            self.heading("exceptions")?;
            for text in &story.exceptions {
                self.line(4, text)?;
            }
        }
        let related = story.finding.iter().flat_map(|f| &f.related);
        for (i, other) in related.enumerate() {
            if i == 0 {
                self.heading("other rules on the same mistake")?;
            }
            self.line(4, &format!("{}: {}", other.rule, other.message))?;
        }
        Ok(())
    }

    fn head(&mut self, story: &Story) -> io::Result<()> {
        let level = match story.candidate.outcome {
            Outcome::Violated if story.folded.is_some() => "folded",
            Outcome::Violated => story.level.name(),
            Outcome::Undecided(_) => "undecided",
            _ => super::outcome(&story.candidate),
        };
        let undecided = matches!(story.candidate.outcome, Outcome::Undecided(_));
        let message = match &story.finding {
            Some(finding) if !undecided => finding.message.clone(),
            _ => story.reason.clone(),
        };
        let head = format!("{level}[{}]", story.rule);
        let colour = match (self.page.color, &story.candidate.outcome, level) {
            (false, ..) => ("", ""),
            (_, Outcome::Violated, "error") => ("\u{1b}[1;31m", "\u{1b}[0m"),
            (_, Outcome::Violated, "warning") => ("\u{1b}[1;33m", "\u{1b}[0m"),
            _ => ("\u{1b}[1;36m", "\u{1b}[0m"),
        };
        let lines = wrap::paragraph(&Sanitized::words(&format!("{head} {message}")), self.page.width);
        for (i, line) in lines.iter().enumerate() {
            match line.strip_prefix(&head).filter(|_| i == 0) {
                Some(rest) => writeln!(self.out, "{}{head}{}{rest}", colour.0, colour.1)?,
                None => writeln!(self.out, "{line}")?,
            }
        }
        if story.finding.is_some() && !undecided {
            self.line(2, &story.reason)?;
        }
        let place = self.cited.documents.file_and_line(story.at);
        let title = if story.title == story.rule { String::new() } else { format!(": {}", story.title) };
        self.line(2, &format!("rule at {place}{title}"))
    }

    fn fact(&mut self, fact: &FactNote) -> io::Result<()> {
        self.line(4, &self.named(fact))?;
        let width = fact.fields.iter().map(|f| f.name.len()).max().unwrap_or(0).max(7);
        for field in &fact.fields {
            let text = self.origin(fact, field);
            self.row(6, &field.name, width, &text)?;
        }
        if let Some(text) = self.stance(fact) {
            self.row(6, "stance", width, &text)?;
        }
        let read = match fact.phrases.is_empty() {
            true => format!("{} (built in)", fact.by),
            false => {
                let at = |p: &crate::source::FileSpan| self.cited.documents.file_and_line(*p);
                let places: Vec<String> = fact.phrases.iter().map(at).collect();
                format!("{}, {}: {}", fact.by, places.join(" or "), self.cited.source(fact.phrases[0]))
            }
        };
        self.row(6, "read by", width, &read)
    }

    /// `role “Prime Minister Ada Holm”  a.txt:3:1`.
    fn named(&self, fact: &FactNote) -> String {
        format!("{} “{}”  {}", fact.kind, self.words(fact, fact.span), self.at(fact, fact.span))
    }
    fn words(&self, fact: &FactNote, span: Span) -> String {
        let document = self.cited.documents.article(fact.article);
        Sanitized::words(document.clamp(span).of(document.text())).clip(WORDS).to_string()
    }
    fn at(&self, fact: &FactNote, span: Span) -> String {
        self.cited.documents.article(fact.article).at(span).to_string()
    }
    fn at_fact(&self, id: FactId) -> String {
        let fact = self.cited.store.get(id);
        self.cited.documents.article(fact.article).at(fact.span).to_string()
    }
    fn field_name(&self, id: FactId, field: crate::facts::FieldId) -> String {
        self.cited.program.schema.def(self.cited.store.get(id).kind).def(field).name.to_string()
    }

    fn origin(&self, fact: &FactNote, field: &FieldNote) -> String {
        let document = self.cited.documents.article(fact.article);
        let cited: Vec<String> = field
            .spans
            .iter()
            .filter(|s| !s.is_empty())
            .map(|&s| {
                let place = document.place(s);
                format!("“{}” ({}:{})", self.words(fact, s), place.line, place.column)
            })
            .collect();
        let mut how = field.how.clone();
        how.extend(field.named.map(|at| format!("named in {}", self.cited.documents.file_and_line(at))));
        let how = how.join("; ");
        match (cited.is_empty(), field.verbatim, how.is_empty()) {
            (true, _, true) => field.value.clone(),
            (true, _, false) => format!("{}: {how}", field.value),
            (false, true, true) => cited.join(", "),
            (false, true, false) => format!("{}; {how}", cited.join(", ")),
            (false, false, true) => format!("{}, from {}", field.value, cited.join(", ")),
            (false, false, false) => format!("{}, from {}; {how}", field.value, cited.join(", ")),
        }
    }

    fn stance(&self, fact: &FactNote) -> Option<String> {
        let source = fact.source.as_ref().map(|s| {
            let unnamed = if s.anonymous { "an unnamed source: " } else { "" };
            format!(", {unnamed}“{}”", s.name)
        });
        if fact.stance == Stance::Asserted && source.is_none() {
            return None;
        }
        let cue = fact.cue.map(|c| {
            let words = format!("“{}” ({})", self.words(fact, c.span), self.place_of(fact, c.span));
            match c.at {
                Some(at) => format!(", by the cue {words}, {}", self.cited.documents.file_and_line(at)),
                None => format!(", for it stands in the quotation {words}"),
            }
        });
        Some(format!("{}{}{}", fact.stance.name(), source.unwrap_or_default(), cue.unwrap_or_default()))
    }
    fn place_of(&self, fact: &FactNote, span: Span) -> String {
        let place = self.cited.documents.article(fact.article).place(span);
        format!("{}:{}", place.line, place.column)
    }

    fn pair(&mut self, pair: &Pair) -> io::Result<()> {
        let [a, b] = pair.facts.map(|id| self.at_fact(id));
        let kind = self.cited.kind(self.cited.store.get(pair.facts[0]).kind).to_string();
        let verdict = match pair.verdict {
            AlignmentVerdict::Aligned => format!("one {kind}"),
            AlignmentVerdict::Split if pair.far_apart => {
                format!("not one {kind}: undated, and told by articles of different times")
            }
            AlignmentVerdict::Split => format!("not one {kind}"),
            AlignmentVerdict::Loose(_) => format!("too little in common to say whether they are one {kind}"),
        };
        self.line(4, &format!("{a} and {b}: {verdict}"))?;
        let width = pair.keys.iter().map(|k| k.words.chars().count()).max().unwrap_or(0);
        for key in &pair.keys {
            let found = match (key.found, key.alone, key.repeats) {
                (KeyMatch::Agree, true, _) => "agrees, and is enough alone",
                (KeyMatch::Agree, _, true) => "agrees, in words that count already",
                (KeyMatch::Agree, ..) => "agrees",
                (KeyMatch::Differ, ..) => "differs",
                (KeyMatch::Unknown, ..) => "is open",
            };
            let value = |i: usize| match &key.values[i] {
                Ok(value) => format!("“{}”", Sanitized::words(value).clip(WORDS)),
                Err(why) => (*why).to_string(),
            };
            let (a, b) = (value(0), value(1));
            let values = if a == b { format!("both {a}") } else { format!("{a} and {b}") };
            self.row(6, &key.words, width, &format!("{found}: {values}"))?;
        }
        Ok(())
    }

    fn asked(&mut self, asked: &Asked) -> io::Result<()> {
        let of = asked.fact.map_or(String::new(), |id| format!(" (of {})", self.at_fact(id)));
        self.node(&asked.node, 4, &format!("{}{of} ", asked.clause.name()))
    }
    fn node(&mut self, node: &Node, indent: usize, head: &str) -> io::Result<()> {
        let truth = match node.truth {
            Truth::True => "yes".to_string(),
            Truth::False => "no".into(),
            Truth::Undecided(why) => format!("open ({})", why.word()),
        };
        // Of a fact that does not count, what decided is enough.
        if let (Some(_), Truth::False) = (node.fact, node.truth) {
            let decided = node.deciding(Truth::True);
            let values: Vec<String> = decided.sides.iter().map(value_of).collect();
            let values = if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
            let of = self.of_fact(node);
            return self.hung(indent, indent + 4, &format!("{of}{} — no{values}", decided.words));
        }
        let of = self.of_fact(node);
        self.hung(
            indent,
            indent + 4,
            &format!("{head}{of}{} — {truth}", Sanitized::words(&node.words).clip(WORDS * 2)),
        )?;
        for side in &node.sides {
            self.hung(indent + 4, indent + 6, &value_of(side))?;
        }
        // Where some fact is enough, the others do not matter.
        let enough = node.truth == Truth::True && node.parts.iter().any(|p| p.fact.is_some() && p.truth == Truth::True);
        let shown = |p: &&Node| !enough || p.truth == Truth::True;
        for part in node.parts.iter().filter(shown) {
            self.node(part, indent + 2, "")?;
        }
        let more = node.more + node.parts.iter().filter(|p| !shown(p)).count();
        if more > 0 {
            let rest = if enough { "for which it is not so" } else { "like these" };
            self.line(indent + 2, &format!("and {more} more {rest}"))?;
        }
        Ok(())
    }
    /// The fact that an answer of a quantifier is of.
    fn of_fact(&self, node: &Node) -> String {
        let Some(id) = node.fact else { return String::new() };
        let fact = self.cited.store.get(id);
        let document = self.cited.documents.article(fact.article);
        let words = Sanitized::words(document.clamp(fact.span).of(document.text())).clip(WORDS / 2);
        format!("{} “{words}” ({}): ", self.cited.kind(fact.kind), document.at(fact.span))
    }

    /// Nothing was found at the place.
    fn nothing(&mut self, explanation: &Explanation) -> io::Result<()> {
        let document = self.cited.documents.article(explanation.article);
        let at = explanation.spans.first().map_or(String::new(), |s| document.at(*s).to_string());
        match &explanation.rule {
            Some(rule) => self.line(0, &format!("`{rule}` found nothing at {at}"))?,
            None => self.line(0, &format!("nothing was found at {at}"))?,
        }
        for (i, story) in explanation.misses.iter().enumerate() {
            if i == 0 {
                writeln!(self.out)?;
                self.line(0, "What it saw there, nearest to a finding first:")?;
            }
            writeln!(self.out)?;
            self.line(0, &format!("{}. {}", i + 1, story.reason))?;
            self.miss(story)?;
        }
        if explanation.misses.is_empty() {
            self.facts_here(explanation)?;
        }
        Ok(())
    }

    /// The rules that looked at the place and reported nothing.
    fn quiet(&mut self, explanation: &Explanation) -> io::Result<()> {
        // What stayed open is asked about most.
        let first = explanation.quiet.iter().find(|q| !q.undecided.is_empty()).or(explanation.quiet.first());
        let Some(first) = first else { return Ok(()) };
        writeln!(self.out)?;
        let others = if explanation.found.is_empty() { "These rules" } else { "Other rules" };
        self.line(0, &format!("{others} looked at it:"))?;
        let width = explanation.quiet.iter().map(|q| q.rule.chars().count()).max().unwrap_or(0);
        for quiet in &explanation.quiet {
            let mut says = Vec::new();
            if quiet.holds > 0 {
                says.push(format!("holds for {}", counted(quiet.holds, "candidate")));
            }
            says.extend(quiet.undecided.iter().map(|why| format!("undecided ({})", why.word())));
            if quiet.excepted > 0 {
                says.push("excepted".into());
            }
            self.row(2, &quiet.rule, width, &says.join(", "))?;
        }
        self.line(0, &format!("`--rule {}` says why", Sanitized::name(&first.rule)))
    }

    /// A miss in short: its facts, and the conditions or keys in full where there are any.
    fn miss(&mut self, story: &Story) -> io::Result<()> {
        for fact in story.facts.iter().take(2) {
            self.line(4, &self.named(fact))?;
            if let Some(text) = self.stance(fact) {
                self.line(6, &text)?;
            }
        }
        for pair in story.candidate.pairs.iter().take(1) {
            self.pair(pair)?;
        }
        for c in story.candidate.compared.iter().take(1) {
            let name = self.field_name(c.facts[0], c.field);
            let verdict = if c.truth == Truth::True { "agree" } else { "would be compared" };
            self.line(4, &format!("{name}: “{}” and “{}” {verdict}", c.values[0], c.values[1]))?;
        }
        for asked in &story.candidate.asked {
            self.asked(asked)?;
        }
        if let Some(record) = &story.candidate.record {
            for entry in &record.entries {
                let at = entry.at.map_or(String::new(), |at| format!("  {}", self.cited.documents.file_and_line(at)));
                self.line(4, &format!("record: {}{at}", entry.entry))?;
            }
        }
        Ok(())
    }

    fn facts_here(&mut self, explanation: &Explanation) -> io::Result<()> {
        writeln!(self.out)?;
        if let (Some(_), false) = (&explanation.rule, explanation.kinds.is_empty()) {
            let kinds: Vec<String> = explanation.kinds.iter().map(|k| format!("`{k}`")).collect();
            let named = kinds.join(" or ");
            self.line(0, &format!("No {named} fact was read there, which is what the rule looks at."))?;
        }
        match explanation.here.is_empty() {
            true => return self.line(0, "No fact was read there at all."),
            false => self.line(0, "Facts that stand there:")?,
        }
        for fact in explanation.here.iter().take(LISTED) {
            self.line(2, &self.named(fact))?;
        }
        let more = explanation.here.len().saturating_sub(LISTED);
        if more > 0 {
            self.line(2, &format!("and {more} more; `claimlint facts` lists all"))?;
        }
        Ok(())
    }
}

/// `r.tenure = current`.
fn value_of(side: &Side) -> String {
    match &side.value {
        Ok(value) => format!("{} = {}", side.words, Sanitized::words(value).clip(WORDS * 2)),
        Err(why) => format!("{} is not known ({})", side.words, why.word()),
    }
}
