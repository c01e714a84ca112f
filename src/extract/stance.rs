//! How an article puts its claims: denied, planned, hedged, reported, quoted.

use std::sync::Arc;

use super::MentionKind;
use super::phrases::{Match, Mentions, Target};
use crate::facts::{Attribution, Cued, Stance};
use crate::language::{CueDirection, CueScope, Program};
use crate::source::Span;
use crate::text::{Doc, Sentence, TokenKind};

/// The cues found in one article, and its quotations.
#[derive(Debug, Default)]
pub struct Stances {
    cues: Vec<Found>,
    quotes: Vec<Quoted>,
}

#[derive(Debug)]
struct Found {
    /// The quotation that it stands in: it says nothing of what stands outside.
    quote: Option<Span>,
    stance: Stance,
    first: u32,
    end: u32,
    /// Tokens that the cue speaks of.
    reach: (u32, u32),
    source: Option<Attribution>,
    cue: Cued,
}

/// How a claim is put.
#[derive(Debug, Default)]
pub struct Put {
    pub stance: Stance,
    pub source: Option<Attribution>,
    pub cue: Option<Cued>,
}

/// The words of a quotation, and who speaks.
#[derive(Clone, Debug)]
pub struct Quoted {
    pub span: Span,
    pub speaker: Option<(Arc<str>, Span)>,
}

impl Quoted {
    pub fn source(&self) -> Option<Attribution> {
        self.speaker.as_ref().map(|(name, span)| Attribution { name: name.clone(), anonymous: false, span: *span })
    }
}

impl Stances {
    pub fn new(quotes: Vec<Quoted>) -> Stances {
        Stances { cues: Vec::new(), quotes }
    }

    /// Notes the cues among `matches` of one sentence.
    pub fn add(&mut self, doc: &Doc, sentence: &Sentence, program: &Program, mentions: &Mentions, matches: &[Match]) {
        for m in matches {
            let Target::Cue(i) = m.target else { continue };
            let cue = &program.cues[i as usize];
            // "On May 16th" hedges nothing.
            if mentions.between(MentionKind::Date, sentence.first, m.end).any(|d| d.end > m.first) {
                continue;
            }
            let (from, to) = match cue.scope {
                CueScope::Clause => clause(doc, sentence, m.first),
                CueScope::Sentence => (sentence.first, sentence.end),
                CueScope::Paragraph => {
                    let b = &doc.blocks[sentence.block as usize];
                    (b.first, b.end)
                }
            };
            // A cue that ends a clause ("…, he denied that") speaks of the one that follows.
            let to = if cue.scope == CueScope::Clause && m.end >= to {
                clause(doc, sentence, m.end.min(sentence.end - 1)).1
            } else {
                to
            };
            let reach = match cue.direction {
                CueDirection::Forward => (m.end, to),
                CueDirection::Backward => (from, m.first),
                CueDirection::Both => (from, to),
            };
            let named = m.captures.iter().flat_map(|c| c.filling.items.first()).next();
            let source = match (cue.stance, named) {
                (Stance::Reported, Some(item)) => Some(Attribution {
                    name: Arc::from(item.span.of(doc.text)),
                    anonymous: cue.anonymous,
                    span: item.span,
                }),
                (Stance::Reported, None) => {
                    let span = doc.span(m.first, m.end);
                    Some(Attribution { name: Arc::from(span.of(doc.text)), anonymous: true, span })
                }
                _ => None,
            };
            let words = doc.span(m.first, m.end);
            let quote = self.quotes.iter().map(|q| q.span).find(|q| q.contains(words));
            self.cues.push(Found {
                quote,
                stance: cue.stance,
                first: m.first,
                end: m.end,
                reach,
                source,
                cue: Cued { span: words, at: Some(cue.at) },
            });
        }
    }

    /// How a claim is put whose verb is token `anchor`. `event`: it has a verb of its own; a title before a name
    /// ("President X will …") is asserted whatever the sentence does, unless it is quoted.
    pub fn of(&self, anchor: u32, span: Span, event: bool) -> Put {
        if let Some(q) = self.quotes.iter().find(|q| q.span.contains(span)) {
            let cue = Some(Cued { span: q.span, at: None });
            return Put { stance: Stance::Quoted, source: q.source(), cue };
        }
        let mut put = Put::default();
        if !event {
            return put;
        }
        let reaches = |f: &&Found| {
            f.reach.0 <= anchor && anchor < f.reach.1 && !(f.first <= anchor && anchor < f.end) && f.quote.is_none()
        };
        for f in self.cues.iter().filter(reaches) {
            if strength(f.stance) > strength(put.stance) {
                put.stance = f.stance;
                put.cue = Some(f.cue);
            }
            if f.stance == Stance::Reported && put.source.is_none() {
                put.source = f.source.clone();
            }
        }
        put
    }
}

/// Where several cues speak of one claim, the strongest decides.
fn strength(stance: Stance) -> u8 {
    match stance {
        Stance::Asserted => 0,
        Stance::Reported => 1,
        Stance::Hedged => 2,
        Stance::Planned => 3,
        Stance::Hypothetical => 4,
        Stance::Denied => 5,
        Stance::Quoted => 6,
    }
}

/// Words that begin a clause after a comma, and those that do so without one.
const AFTER_COMMA: &[&str] =
    &["and", "but", "while", "which", "who", "where", "as", "although", "though", "whereas", "or", "so", "with"];
const ALONE: &[&str] = &["but", "while", "although", "though", "whereas", "which", "because"];

/// The clause of a sentence that holds token `at`: tokens `first..end`.
pub fn clause(doc: &Doc, sentence: &Sentence, at: u32) -> (u32, u32) {
    let mut first = sentence.first;
    let mut end = sentence.end;
    for i in sentence.first..sentence.end {
        if boundary(doc, sentence, i) {
            if i <= at {
                first = i;
            } else {
                end = i;
                break;
            }
        }
    }
    (first, end)
}

fn boundary(doc: &Doc, sentence: &Sentence, i: u32) -> bool {
    if i == sentence.first {
        return false;
    }
    let word = doc.word(i);
    let token = &doc.tokens[i as usize];
    if token.kind == TokenKind::Punct {
        return matches!(word, ";" | "—" | "–" | ":" | "(" | ")");
    }
    let lower = word.to_ascii_lowercase();
    if doc.word(i - 1) == "," && AFTER_COMMA.contains(&lower.as_str()) {
        // ", and Y" of a list is no clause: a verb would have to follow, which a name does not show.
        return lower != "and" && lower != "or" || doc.token(i + 1).is_some_and(|t| !t.capital);
    }
    ALONE.contains(&lower.as_str())
}
