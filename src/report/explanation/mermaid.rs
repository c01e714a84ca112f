//! An explanation as a graph in Mermaid's language.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Cited;
use crate::article::ArticleId;
use crate::check::trace::provenance::FactNote;
use crate::check::trace::{Node, Pair};
use crate::check::{AlignmentVerdict, Explanation, KeyMatch, Story, Truth};
use crate::facts::FactId;
use crate::report::sanitize::Sanitized;
use crate::source::Span;

/// Columns of a label's lines.
const WORDS: usize = 60;

pub fn write(out: &mut dyn Write, explanation: &Explanation, cited: &Cited) -> io::Result<()> {
    let mut graph = Graph { out, cited, words: BTreeMap::new(), facts: BTreeMap::new(), verdicts: 0, joints: 0 };
    writeln!(graph.out, "flowchart LR")?;
    for story in explanation.found.iter().chain(&explanation.misses) {
        graph.story(story)?;
    }
    if explanation.found.is_empty() && explanation.misses.is_empty() {
        for fact in &explanation.here {
            graph.fact(fact)?;
        }
    }
    Ok(())
}

struct Graph<'g, 'd, 'a> {
    out: &'g mut dyn Write,
    cited: &'g Cited<'d, 'a>,
    words: BTreeMap<(ArticleId, Span), usize>,
    facts: BTreeMap<FactId, usize>,
    verdicts: usize,
    /// Conditions, alignments and entries of the record.
    joints: usize,
}

impl Graph<'_, '_, '_> {
    fn story(&mut self, story: &Story) -> io::Result<()> {
        let verdict = self.verdicts + 1;
        self.verdicts = verdict;
        let facts: Vec<usize> = story.facts.iter().map(|f| self.fact(f)).collect::<io::Result<_>>()?;
        let mut joined = false;
        for pair in &story.candidate.pairs {
            joined |= self.pair(pair, verdict)?;
        }
        for compared in &story.candidate.compared {
            let [Some(&a), Some(&b)] = compared.facts.map(|id| self.facts.get(&id)) else { continue };
            self.joints += 1;
            let kind = self.cited.store.get(compared.facts[0]).kind;
            let field = &self.cited.program.schema.def(kind).def(compared.field).name;
            let found = match compared.truth {
                Truth::True => "agrees",
                Truth::False => "differs",
                Truth::Undecided(_) => "cannot be compared",
            };
            let [x, y] = &compared.values;
            writeln!(self.out, "  j{}{{{{{}}}}}", self.joints, label(&[&format!("{field} {found}"), x, y]))?;
            writeln!(self.out, "  f{a} --> j{0}\n  f{b} --> j{0}\n  j{0} --> v{verdict}", self.joints)?;
            joined = true;
        }
        for asked in &story.candidate.asked {
            self.joints += 1;
            let label = self.condition(asked.clause.name(), &asked.node);
            writeln!(self.out, "  j{}{{{{{label}}}}}", self.joints)?;
            let of: Vec<usize> = match asked.fact.and_then(|id| self.facts.get(&id)) {
                Some(&one) => vec![one],
                None => facts.clone(),
            };
            for fact in of {
                writeln!(self.out, "  f{fact} --> j{}", self.joints)?;
            }
            writeln!(self.out, "  j{} --> v{verdict}", self.joints)?;
            joined = true;
        }
        if let Some(record) = &story.candidate.record {
            for entry in &record.entries {
                self.joints += 1;
                let at = entry.at.map_or(String::new(), |at| self.cited.documents.file_and_line(at));
                writeln!(self.out, "  j{}[({})]", self.joints, label(&[&entry.entry, &at]))?;
                writeln!(self.out, "  j{} -->|record| v{verdict}", self.joints)?;
            }
        }
        if !joined || story.candidate.record.is_some() {
            for fact in &facts {
                writeln!(self.out, "  f{fact} --> v{verdict}")?;
            }
        }
        let message = story.finding.as_ref().map_or(&story.reason, |f| &f.message);
        let head = format!("{} {}", super::outcome(&story.candidate), story.rule);
        writeln!(self.out, "  v{verdict}([{}])", label(&[&head, message]))
    }

    fn fact(&mut self, fact: &FactNote) -> io::Result<usize> {
        if let Some(&known) = self.facts.get(&fact.id) {
            return Ok(known);
        }
        let number = self.facts.len() + 1;
        self.facts.insert(fact.id, number);
        let document = self.cited.documents.article(fact.article);
        let mut lines = vec![format!("{} at {}", fact.kind, document.at(fact.span))];
        // What no words give stands in the fact itself.
        for field in fact.fields.iter().filter(|f| f.spans.is_empty()) {
            lines.push(format!("{}: {}", field.name, field.value));
        }
        if fact.stance != crate::facts::Stance::Asserted {
            lines.push(fact.stance.name().to_string());
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        writeln!(self.out, "  f{number}[{}]", label(&lines))?;
        for field in &fact.fields {
            for &span in field.spans.iter().filter(|s| !s.is_empty()) {
                let words = self.words_at(fact.article, span)?;
                writeln!(self.out, "  w{words} -->|{}| f{number}", label(&[&field.name]))?;
            }
        }
        if let Some(cue) = fact.cue {
            let words = self.words_at(fact.article, cue.span)?;
            writeln!(self.out, "  w{words} -.->|stance| f{number}")?;
        }
        Ok(number)
    }

    fn words_at(&mut self, article: ArticleId, span: Span) -> io::Result<usize> {
        if let Some(&known) = self.words.get(&(article, span)) {
            return Ok(known);
        }
        let number = self.words.len() + 1;
        self.words.insert((article, span), number);
        let document = self.cited.documents.article(article);
        let words = format!("“{}”", document.clamp(span).of(document.text()));
        writeln!(self.out, "  w{number}>{}]", label(&[&words, document.at(span).as_str()]))?;
        Ok(number)
    }

    /// False where one of the two is not shown.
    fn pair(&mut self, pair: &Pair, verdict: usize) -> io::Result<bool> {
        let [Some(&a), Some(&b)] = pair.facts.map(|id| self.facts.get(&id)) else { return Ok(false) };
        self.joints += 1;
        let mut lines = vec![match pair.verdict {
            AlignmentVerdict::Aligned => "one thing".to_string(),
            AlignmentVerdict::Split => "not one thing".into(),
            AlignmentVerdict::Loose(_) => "perhaps one thing".into(),
        }];
        lines.extend(pair.keys.iter().map(|k| {
            let found = match k.found {
                KeyMatch::Agree => "agrees",
                KeyMatch::Differ => "differs",
                KeyMatch::Unknown => "is open",
            };
            format!("{} {found}", k.words)
        }));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        writeln!(self.out, "  j{}{{{{{}}}}}", self.joints, label(&lines))?;
        writeln!(self.out, "  f{a} --> j{0}\n  f{b} --> j{0}\n  j{0} --> v{verdict}", self.joints)?;
        Ok(true)
    }

    fn condition(&self, clause: &str, node: &Node) -> String {
        let mut lines = Vec::new();
        tree(node, clause, 0, &mut lines);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        label(&lines)
    }
}

fn tree(node: &Node, head: &str, depth: usize, out: &mut Vec<String>) {
    let truth = match node.truth {
        Truth::True => "yes".to_string(),
        Truth::False => "no".into(),
        Truth::Undecided(why) => format!("open ({})", why.word()),
    };
    let head = if head.is_empty() { String::new() } else { format!("{head} ") };
    out.push(format!("{head}{}: {truth}", node.words));
    for side in &node.sides {
        let value = side.value.as_ref().map_or("not known", String::as_str);
        out.push(format!("{} = {value}", side.words));
    }
    // A graph shows the outline; the text has the rest.
    if depth < 3 {
        node.parts.iter().filter(|p| p.fact.is_none()).for_each(|p| tree(p, "", depth + 1, out));
    }
}

/// A quoted label of several lines. What Mermaid or HTML would act on is written by its number.
fn label(lines: &[&str]) -> String {
    let escaped = lines.iter().filter(|l| !l.is_empty()).map(|line| {
        let words = Sanitized::words(line).clip(WORDS).to_string();
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                // A list, a heading or code in Mermaid's Markdown strings; entities, tags and the end of the label.
                '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' | '|' => out.push_str(&format!("#{};", c as u32)),
                _ => out.push(c),
            }
        }
        out
    });
    format!("\"{}\"", escaped.collect::<Vec<_>>().join("<br>"))
}
