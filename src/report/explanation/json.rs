//! An explanation as one JSON object, version 1.

use std::io::{self, Write};

use serde::Serialize;

use super::Cited;
use crate::article::ArticleId;
use crate::check::trace::provenance::FactNote;
use crate::check::trace::{Asked, Compared, Node, Pair};
use crate::check::{AlignmentVerdict, Explanation, KeyMatch, Quiet, Story, Truth};
use crate::facts::FactId;
use crate::finding::Level;
use crate::report::json as findings;
use crate::source::Span;

pub fn write<'a>(out: &mut dyn Write, explanation: &'a Explanation, cited: &Cited<'_, 'a>) -> io::Result<()> {
    findings::line(out, &whole(explanation, cited))
}

#[derive(Serialize)]
struct Whole<'a, F: Serialize> {
    version: u32,
    at: Vec<PlaceJson>,
    rule: Option<&'a str>,
    found: Vec<StoryJson<'a, F>>,
    misses: Vec<StoryJson<'a, F>>,
    quiet: Vec<QuietJson<'a>>,
    facts: Vec<FactJson<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct QuietJson<'a> {
    rule: &'a str,
    holds: usize,
    undecided: Vec<&'static str>,
    excepted: usize,
}

#[derive(Serialize)]
struct PlaceJson {
    article: String,
    start: usize,
    end: usize,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    line: usize,
    column: usize,
    text: String,
}

#[derive(Serialize)]
struct StoryJson<'a, F: Serialize> {
    rule: &'a str,
    level: Level,
    title: &'a str,
    at: String,
    outcome: &'static str,
    reason: &'a str,
    finding: Option<F>,
    folded: Option<FoldedJson<'a>>,
    facts: Vec<FactJson<'a>>,
    more_facts: usize,
    aligned: Vec<PairJson<'a>>,
    compared: Vec<ComparedJson<'a>>,
    conditions: Vec<AskedJson<'a>>,
    record: Option<RecordedJson<'a>>,
    exceptions: &'a [String],
}

#[derive(Serialize)]
struct FoldedJson<'a> {
    rule: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct FactJson<'a> {
    kind: &'a str,
    place: PlaceJson,
    stance: &'static str,
    source: Option<SourceJson<'a>>,
    cue: Option<CueJson>,
    by: &'a str,
    phrases: Vec<PhraseJson>,
    fields: Vec<FieldJson<'a>>,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    name: &'a str,
    anonymous: bool,
    place: PlaceJson,
}

#[derive(Serialize)]
struct CueJson {
    place: PlaceJson,
    at: Option<String>,
}

#[derive(Serialize)]
struct PhraseJson {
    at: String,
    text: String,
}

#[derive(Serialize)]
struct FieldJson<'a> {
    name: &'a str,
    value: &'a str,
    places: Vec<PlaceJson>,
    how: &'a [String],
    named: Option<String>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    facts: [PlaceJson; 2],
    verdict: &'static str,
    far_apart: bool,
    keys: Vec<KeyJson<'a>>,
}

#[derive(Serialize)]
struct KeyJson<'a> {
    key: &'a str,
    alone: bool,
    found: &'static str,
    counted: bool,
    values: [ValueJson<'a>; 2],
}

/// A value, or why there is none.
#[derive(Serialize)]
struct ValueJson<'a> {
    value: Option<&'a str>,
    missing: Option<&'a str>,
}

#[derive(Serialize)]
struct ComparedJson<'a> {
    field: &'a str,
    facts: [PlaceJson; 2],
    values: &'a [String; 2],
    answer: &'static str,
}

#[derive(Serialize)]
struct AskedJson<'a> {
    clause: &'static str,
    fact: Option<PlaceJson>,
    condition: NodeJson<'a>,
}

#[derive(Serialize)]
struct NodeJson<'a> {
    words: &'a str,
    answer: &'static str,
    because: Option<&'static str>,
    fact: Option<PlaceJson>,
    values: Vec<SideJson<'a>>,
    parts: Vec<NodeJson<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct SideJson<'a> {
    words: &'a str,
    value: Option<&'a str>,
    missing: Option<&'static str>,
}

#[derive(Serialize)]
struct RecordedJson<'a> {
    answer: &'static str,
    says: &'a str,
    entries: Vec<EntryJson<'a>>,
    assumed: &'a [String],
}

#[derive(Serialize)]
struct EntryJson<'a> {
    entry: &'a str,
    at: Option<String>,
}

fn whole<'a>(explanation: &'a Explanation, cited: &Cited<'_, 'a>) -> Whole<'a, impl Serialize + use<'a>> {
    let stories = |all: &'a [Story]| all.iter().map(|s| story(s, cited)).collect();
    Whole {
        version: 1,
        at: explanation.spans.iter().map(|&s| place(cited, explanation.article, s)).collect(),
        rule: explanation.rule.as_deref(),
        found: stories(&explanation.found),
        misses: stories(&explanation.misses),
        quiet: explanation.quiet.iter().map(quiet).collect(),
        facts: explanation.here.iter().map(|f| fact(f, cited)).collect(),
        notes: &explanation.notes,
    }
}

fn quiet(quiet: &Quiet) -> QuietJson<'_> {
    QuietJson {
        rule: &quiet.rule,
        holds: quiet.holds,
        undecided: quiet.undecided.iter().map(|why| why.word()).collect(),
        excepted: quiet.excepted,
    }
}

fn place(cited: &Cited, article: ArticleId, span: Span) -> PlaceJson {
    let document = cited.documents.article(article);
    let place = document.place(span);
    PlaceJson {
        article: document.name().to_string(),
        start: place.start,
        end: place.end,
        field: place.field,
        line: place.line,
        column: place.column,
        text: document.clamp(span).of(document.text()).to_string(),
    }
}

fn place_of(cited: &Cited, id: FactId) -> PlaceJson {
    let fact = cited.store.get(id);
    place(cited, fact.article, fact.span)
}

fn answer(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Undecided(_) => "undecided",
    }
}

fn story<'a>(story: &'a Story, cited: &Cited<'_, 'a>) -> StoryJson<'a, impl Serialize + use<'a>> {
    let candidate = &story.candidate;
    StoryJson {
        rule: &story.rule,
        level: story.level,
        title: &story.title,
        at: cited.documents.file_and_line(story.at),
        outcome: super::outcome(candidate),
        reason: &story.reason,
        finding: story.finding.as_ref().map(|f| findings::finding(f, cited.documents)),
        folded: story.folded.as_ref().map(|(rule, message)| FoldedJson { rule, message }),
        facts: story.facts.iter().map(|f| fact(f, cited)).collect(),
        more_facts: candidate.facts.len().saturating_sub(story.facts.len()),
        aligned: candidate.pairs.iter().map(|p| pair(p, cited)).collect(),
        compared: candidate.compared.iter().map(|c| compared(c, cited)).collect(),
        conditions: candidate.asked.iter().map(|a| asked(a, cited)).collect(),
        record: candidate.record.as_ref().map(|r| RecordedJson {
            answer: answer(r.truth),
            says: &r.says,
            entries: r
                .entries
                .iter()
                .map(|e| EntryJson { entry: &e.entry, at: e.at.map(|at| cited.documents.file_and_line(at)) })
                .collect(),
            assumed: &r.assumed,
        }),
        exceptions: &story.exceptions,
    }
}

fn fact<'a>(fact: &'a FactNote, cited: &Cited) -> FactJson<'a> {
    let file = |at| cited.documents.file_and_line(at);
    FactJson {
        kind: &fact.kind,
        place: place(cited, fact.article, fact.span),
        stance: fact.stance.name(),
        source: fact.source.as_ref().map(|s| SourceJson {
            name: &s.name,
            anonymous: s.anonymous,
            place: place(cited, fact.article, s.span),
        }),
        cue: fact.cue.map(|c| CueJson { place: place(cited, fact.article, c.span), at: c.at.map(file) }),
        by: &fact.by,
        phrases: fact.phrases.iter().map(|&at| PhraseJson { at: file(at), text: cited.source(at) }).collect(),
        fields: fact
            .fields
            .iter()
            .map(|f| FieldJson {
                name: &f.name,
                value: &f.value,
                places: f.spans.iter().map(|&s| place(cited, fact.article, s)).collect(),
                how: &f.how,
                named: f.named.map(file),
            })
            .collect(),
    }
}

fn pair<'a>(pair: &'a Pair, cited: &Cited) -> PairJson<'a> {
    PairJson {
        facts: pair.facts.map(|id| place_of(cited, id)),
        verdict: match pair.verdict {
            AlignmentVerdict::Aligned => "one",
            AlignmentVerdict::Split => "not-one",
            AlignmentVerdict::Loose(_) => "open",
        },
        far_apart: pair.far_apart,
        keys: pair
            .keys
            .iter()
            .map(|k| KeyJson {
                key: &k.words,
                alone: k.alone,
                found: match k.found {
                    KeyMatch::Agree => "agrees",
                    KeyMatch::Differ => "differs",
                    KeyMatch::Unknown => "unknown",
                },
                counted: k.found == KeyMatch::Agree && !k.repeats,
                values: [0, 1].map(|i| match &k.values[i] {
                    Ok(value) => ValueJson { value: Some(value), missing: None },
                    Err(why) => ValueJson { value: None, missing: Some(why) },
                }),
            })
            .collect(),
    }
}

fn compared<'a>(compared: &'a Compared, cited: &Cited<'_, 'a>) -> ComparedJson<'a> {
    let kind = cited.store.get(compared.facts[0]).kind;
    ComparedJson {
        field: &cited.program.schema.def(kind).def(compared.field).name,
        facts: compared.facts.map(|id| place_of(cited, id)),
        values: &compared.values,
        answer: answer(compared.truth),
    }
}

fn asked<'a>(asked: &'a Asked, cited: &Cited) -> AskedJson<'a> {
    AskedJson {
        clause: asked.clause.name(),
        fact: asked.fact.map(|id| place_of(cited, id)),
        condition: node(&asked.node, cited),
    }
}

fn node<'a>(from: &'a Node, cited: &Cited) -> NodeJson<'a> {
    NodeJson {
        words: &from.words,
        answer: answer(from.truth),
        because: match from.truth {
            Truth::Undecided(why) => Some(why.word()),
            _ => None,
        },
        fact: from.fact.map(|id| place_of(cited, id)),
        values: from
            .sides
            .iter()
            .map(|s| SideJson {
                words: &s.words,
                value: s.value.as_ref().ok().map(String::as_str),
                missing: s.value.as_ref().err().map(|why| why.word()),
            })
            .collect(),
        parts: from.parts.iter().map(|p| node(p, cited)).collect(),
        more: from.more,
    }
}
