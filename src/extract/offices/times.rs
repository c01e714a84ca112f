//! The cues that say of what time the titles before names are told: `cue past "<fire> {_: person}"`.

use crate::extract::phrases::{Match, Target};
use crate::extract::stance;
use crate::language::{CueDirection, CueScope, Element, Era, Program, Says};
use crate::text::{Doc, Sentence};

/// Those of one article.
#[derive(Debug, Default)]
pub struct Times {
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    era: Era,
    scope: CueScope,
    /// Its tokens.
    words: (u32, u32),
    /// Tokens that it speaks of.
    reach: (u32, u32),
}

/// How closely a cue is tied to a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// It takes the role in: `fired {person}`.
    Holds,
    Clause,
    Sentence,
    Paragraph,
}

impl Times {
    /// Notes the cues among `matches` of one sentence.
    pub fn add(&mut self, doc: &Doc, sentence: &Sentence, program: &Program, matches: &[Match]) {
        let cue = |m: &Match| match m.target {
            Target::Cue(i) => Some(&program.cues[i as usize]),
            Target::Phrase(_) => None,
        };
        let era = |m: &Match| match cue(m)?.says {
            Says::Time(era) => Some(era),
            Says::Stance(_) => None,
        };
        for m in matches {
            let (Some(cue), Some(own)) = (cue(m), era(m)) else { continue };
            // Of two on the same words the longer one counts.
            let longer = |o: &Match| {
                let edge = o.first == m.first || o.end == m.end;
                edge && era(o).is_some() && o.first <= m.first && m.end <= o.end && o.end - o.first > m.end - m.first
            };
            if matches.iter().any(longer) {
                continue;
            }
            let (from, to) = match cue.scope {
                CueScope::Clause => stance::clause(doc, sentence, m.first),
                CueScope::Sentence => (sentence.first, sentence.end),
                CueScope::Paragraph => {
                    let block = &doc.blocks[sentence.block as usize];
                    (block.first, block.end)
                }
            };
            let reach = match cue.direction {
                CueDirection::Forward => (m.end, to),
                CueDirection::Backward => (from, m.first),
                CueDirection::Both => (from, to),
            };
            // What is said of somebody is said of nobody else.
            let reach = if has_hole(&cue.elements) { (m.end, m.end) } else { reach };
            self.found.push(Found { era: own, scope: cue.scope, words: (m.first, m.end), reach });
        }
    }

    /// The cues that speak of the role at tokens `first..end`.
    pub(super) fn of(&self, (first, end): (u32, u32)) -> impl Iterator<Item = (Era, Tie)> + '_ {
        self.found.iter().filter_map(move |f| {
            // "fired {person}", "{person} said": the role at one end of it.
            let holds = (f.words.0 <= first && end <= f.words.1) && (f.words.0 == first || f.words.1 == end);
            let reaches = f.reach.0 <= first && first < f.reach.1;
            let tie = match f.scope {
                _ if holds => Tie::Holds,
                _ if !reaches => return None,
                CueScope::Clause => Tie::Clause,
                CueScope::Sentence => Tie::Sentence,
                CueScope::Paragraph => Tie::Paragraph,
            };
            Some((f.era, tie))
        })
    }
}

fn has_hole(elements: &[Element]) -> bool {
    elements.iter().any(|e| match e {
        Element::Hole(_) => true,
        Element::Optional(of) => has_hole(of),
        Element::Choice(ways) => ways.iter().any(|of| has_hole(of)),
        Element::Word(_) | Element::Gap => false,
    })
}
