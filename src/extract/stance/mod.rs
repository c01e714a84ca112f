//! How an article puts its claims: denied, planned, hedged, reported, quoted.
//!
//! The words that say so are cues of the packs. A cue reaches a claim by the claim's verb; of cues on the same words the
//! longer one counts (`not only` over `not`), and of those that reach one claim the strongest.

mod reach;

pub use reach::{clause, is_finite_verb, is_mishap, is_past};

use std::sync::Arc;

use super::MentionKind;
use super::phrases::{Match, Mentions, Target};
use super::quotes::{self, Scene, Telling, Told};
use crate::facts::{Attribution, Cued, Stance, Value};
use crate::language::{Cue, CueDirection, CueScope, Program, Says};
use crate::source::Span;
use crate::text::{Doc, Sentence, TokenKind};

/// The cues found in one article, and its quotations.
#[derive(Debug, Default)]
pub struct Stances {
    /// Those that speak of their own sentence at most, in order of sentence.
    cues: Vec<Found>,
    /// Those of a whole paragraph.
    wide: Vec<Found>,
    quotes: Vec<Quoted>,
}

#[derive(Debug)]
struct Found {
    sentence: usize,
    /// The quotation that it stands in: it says nothing of what stands outside.
    quote: Option<Span>,
    stance: Stance,
    /// Its tokens; a claim within a gap is none of them.
    words: (u32, u32),
    /// Tokens that the cue speaks of.
    reach: (u32, u32),
    /// From here on what has happened is taken for granted.
    granted: u32,
    /// Whether it speaks of the noun behind it as well, as `plans for` and `cancelled` do; `may` and `not` are of a verb.
    governs: bool,
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
    pub speaker: Option<Attribution>,
}

impl Stances {
    pub fn new(quotes: Vec<Quoted>) -> Stances {
        Stances { cues: Vec::new(), wide: Vec::new(), quotes }
    }

    /// Notes the cues among `matches` of one sentence. `scene`: who speaks.
    pub fn add(
        &mut self,
        scene: &Scene,
        sentence: &Sentence,
        program: &Program,
        mentions: &Mentions,
        matches: &[Match],
    ) {
        let doc = scene.doc;
        for m in matches {
            let Target::Cue(i) = m.target else { continue };
            let cue = &program.cues[i as usize];
            let Says::Stance(stance) = cue.says else { continue };
            if is_within_longer(m, matches, program) {
                continue;
            }
            // "On May 16th" hedges nothing, and "Planned Parenthood" is not planned; what stands in the gap of a cue takes no part in it.
            let taken = |kind: MentionKind| mentions.between(kind, sentence.first, m.end).any(|d| d.end > m.first);
            if m.skipped == 0 && (taken(MentionKind::Date) || is_name(mentions, m, sentence)) {
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
            let to = if cue.scope == CueScope::Clause { reach::ends(doc, sentence, (m.first, m.end), to) } else { to };
            let mut reach = match cue.direction {
                CueDirection::Forward => (m.end, to),
                CueDirection::Backward => (from, m.first),
                // Of "would … if" what stands before is not meant.
                CueDirection::Both if m.skipped > 0 => (m.first, to),
                CueDirection::Both => (from, to),
            };
            if stance == Stance::Hedged && reach::is_within_phrase(doc, m.first, m.end) {
                reach = (m.end, to.min(m.end + reach::MAX_PHRASE));
            }
            let mut granted = to;
            if cue.direction == CueDirection::Forward {
                granted = reach::granted(doc, m.end, to);
                match stance {
                    // Of a plan the time may lie ahead as well: `will leave after he has met her`.
                    Stance::Planned => reach.1 = reach::told(doc, m.end, to),
                    Stance::Hedged => reach.1 = reach::told(doc, m.end, granted),
                    Stance::Denied => reach.1 = granted,
                    _ => {}
                }
            }
            let mut source = None;
            if stance == Stance::Reported {
                let telling = quotes::telling(scene, sentence, m.first, m.end);
                // A verb of speech without a subject reports nothing.
                let Some(found) = reported(scene, cue, m, telling.as_ref()) else { continue };
                source = Some(found);
                if let (Some(t), CueDirection::Both) = (&telling, cue.direction) {
                    // `After Lund said it was late, they …`
                    let opening = reach::is_in_opening(doc, sentence, t.first);
                    let end = if opening { reach::ends(doc, sentence, (t.first, t.end), to) } else { to };
                    reach = match t.told {
                        Told::Before => (from, t.first),
                        Told::Behind => (t.end, end.min(t.stop)),
                        Told::Around => (from, to),
                    };
                }
            }
            let words = doc.span(m.first, m.end);
            let quote = self.quote_of(words).map(|q| q.span);
            let list = if cue.scope == CueScope::Paragraph { &mut self.wide } else { &mut self.cues };
            list.push(Found {
                sentence: doc.sentence_of(m.first),
                quote,
                stance,
                words: if m.skipped == 0 { (m.first, m.end) } else { (m.first, m.first) },
                reach,
                granted,
                governs: match stance {
                    Stance::Denied => !reach::negates(doc, m.end - 1),
                    Stance::Hedged | Stance::Hypothetical => !reach::is_of_verb(doc, m.end - 1),
                    _ => true,
                },
                source,
                cue: Cued { span: words, at: Some(cue.at) },
            });
        }
    }

    /// The quotation that holds a span; they stand in order, none in another.
    fn quote_of(&self, span: Span) -> Option<&Quoted> {
        let before = self.quotes.partition_point(|q| q.span.start <= span.start);
        self.quotes[..before].last().filter(|q| q.span.contains(span))
    }

    /// Whether one speaks who says both: both stand in one quotation, or in none.
    pub fn in_one_voice(&self, a: Span, b: Span) -> bool {
        self.quote_of(a).map(|q| q.span) == self.quote_of(b).map(|q| q.span)
    }

    /// How a claim is put whose verb is token `anchor`. `event`: it has a verb of its own; a title before a name
    /// ("President X will …") is asserted whatever the sentence does, unless it is quoted.
    pub fn of(&self, doc: &Doc, anchor: u32, span: Span, event: bool) -> Put {
        if let Some(q) = self.quote_of(span) {
            let cue = Some(Cued { span: q.span, at: None });
            return Put { stance: Stance::Quoted, source: q.speaker.clone(), cue };
        }
        let mut put = Put::default();
        if !event {
            return put;
        }
        let relative = reach::relative(doc, anchor);
        let reaches = |f: &&Found| {
            let own = f.words.0 <= anchor && anchor < f.words.1;
            // "There was no meeting": the cue ends with what it speaks of.
            let ends_with = f.reach.0 == f.words.1 && f.words.0 < anchor && anchor + 1 == f.words.1;
            // What has been done is no plan: `when it will close, Lund signed`.
            let past = f.stance == Stance::Planned
                && (f.granted < anchor && reach::is_past(doc, anchor) || reach::is_done(doc, anchor))
                || f.stance == Stance::Hypothetical && f.granted < anchor && reach::is_done(doc, anchor);
            // `will look into the attack that killed …`, `may recall his talks with …`
            let known = f.stance != Stance::Reported
                && (relative.is_some_and(|at| at >= f.words.1)
                    || reach::is_matter(doc, f.words.1, anchor)
                        && (f.stance == Stance::Planned
                            || f.stance == Stance::Denied && !doc.lower(f.words.0).starts_with("den"))
                    || matches!(f.stance, Stance::Planned | Stance::Hypothetical | Stance::Hedged)
                        && reach::is_mishap(doc, anchor)
                    || reach::is_setting_of_past(doc, f.words.1, anchor)
                    || (!f.governs && anchor > f.words.1 + 1 && reach::is_definite(doc, anchor))
                    || (!f.governs && reach::is_past(doc, f.words.0) && reach::is_setting(doc, f.words.1, anchor)));
            // `tweeted criticism of Berg, who met Lund`: no clause is told.
            let beside = f.stance == Stance::Reported
                && (relative.is_some_and(|at| at >= f.words.1 && reach::is_object(doc, f.words.1, at))
                    || reach::is_known_to_source(doc, f.words.1 - 1, anchor));
            let within = f.reach.0 <= anchor && anchor < f.reach.1 && !own;
            (within || ends_with) && !past && !known && !beside && f.quote.is_none()
        };
        let ahead = || reach::is_ahead(doc, anchor, span).map(|at| (Stance::Planned, at));
        if let Some((stance, at)) = reach::of_subject(doc, anchor, span).or_else(ahead) {
            put = Put { stance, source: None, cue: Some(Cued { span: doc.span(at, at + 1), at: None }) };
        }
        let sentence = doc.sentence_of(anchor);
        let first = self.cues.partition_point(|f| f.sentence < sentence);
        let near = self.cues[first..].iter().take_while(|f| f.sentence == sentence);
        for f in near.chain(&self.wide).filter(reaches) {
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

/// Whether all words of a cue are part of a longer name.
fn is_name(mentions: &Mentions, m: &Match, sentence: &Sentence) -> bool {
    [MentionKind::Organisation, MentionKind::Person].into_iter().any(|kind| {
        let mut names = mentions.between(kind, sentence.first, m.end);
        names.any(|n| n.first <= m.first && m.end <= n.end && n.end - n.first > m.end - m.first)
    })
}

/// Whether a longer cue says what this one means: `not` begins `not only`, `would` ends `said he would`. Who reports is told
/// by each.
fn is_within_longer(m: &Match, matches: &[Match], program: &Program) -> bool {
    let stance = |m: &Match| match m.target {
        Target::Cue(i) => match program.cues[i as usize].says {
            Says::Stance(stance) => Some(stance),
            Says::Time(_) => None,
        },
        Target::Phrase(_) => None,
    };
    let reports = |m: &Match| stance(m) == Some(Stance::Reported);
    matches.iter().any(|o| {
        let longer = o.first <= m.first && m.end <= o.end && o.end - o.first > m.end - m.first;
        let edge = o.first == m.first || o.end == m.end || o.skipped == 0;
        longer && edge && stance(o).is_some() && reports(o) == reports(m)
    })
}

/// Who says so: whom the cue's hole took, else the subject of its verb or what its preposition names, else the cue itself.
fn reported(scene: &Scene, cue: &Cue, m: &Match, telling: Option<&Telling>) -> Option<Attribution> {
    let doc = scene.doc;
    if let Some(item) = m.captures.iter().find_map(|c| c.filling.items.first()) {
        let name = name_of(doc, &item.value, item.by.is_some(), item.span);
        return Some(Attribution { name, anonymous: cue.anonymous, span: item.span });
    }
    if let Some(t) = telling {
        let span = t.speaker.span;
        let name = name_of(doc, &t.speaker.value, t.speaker.by.is_some(), span);
        return Some(Attribution { name, anonymous: cue.anonymous || t.anonymous, span });
    }
    // "Lund's claim that", "his claim that"
    let possessor = || match doc.tokens[m.first.checked_sub(1)? as usize].kind {
        TokenKind::Possessive => scene.possessor_before(m.first - 1),
        _ => scene.possessor_before(m.first).filter(|_| reach::is_definite(doc, m.first)),
    };
    if cue.anonymous
        && let Some((_, speaker)) = possessor()
    {
        let name = name_of(doc, &speaker.value, speaker.by.is_some(), speaker.span);
        return Some(Attribution { name, anonymous: false, span: speaker.span });
    }
    let span = doc.span(m.first, m.end);
    cue.anonymous.then(|| Attribution { name: Arc::from(span.of(doc.text)), anonymous: true, span })
}

/// As written; by name where the words are a pronoun or a description.
fn name_of(doc: &Doc, value: &Value, described: bool, span: Span) -> Arc<str> {
    value.as_entity().filter(|_| described).map_or_else(|| Arc::from(span.of(doc.text)), |e| e.name.clone())
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

#[cfg(test)]
mod tests;
