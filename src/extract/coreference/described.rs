//! Who "who" is: "Ada Lund (born 1950) is a Danish banker who …", "Ola Berg, a judge from Norway, who …".

use super::Resolver;
use crate::text::TokenKind;

/// Tokens from the name to its relative pronoun at most.
const FAR: u32 = 60;

impl Resolver<'_> {
    /// The person whom the relative pronoun at `at` takes up over what is said of him in between: behind brackets, or the
    /// subject. What somebody else could be meant by stays open: "a critic of the minister who".
    pub(super) fn described(&self, sentence: usize, at: u32) -> Option<usize> {
        if self.word(at) != "who" || self.quoted(at) {
            return None;
        }
        let people = &self.scene.sentences[sentence];
        let nearest = people[..people.partition_point(|a| a.end <= at)].last()?;
        if nearest.end + FAR < at {
            return None;
        }
        let behind = self.over_brackets(nearest.end, at);
        if behind == at {
            // Right behind the name it is not for here to say: "Ada Lund and Ola Berg, who".
            return (nearest.end + 1 < at).then_some(nearest.person);
        }
        // "Lund is a banker", "Lund, a banker".
        let copula = matches!(self.word(behind), "is" | "was") && nearest.subject;
        let article = if copula || self.word(behind - 1) == "," { behind + u32::from(copula) } else { return None };
        let one = matches!(self.word(article), "a" | "an") || copula && matches!(self.word(article), "the" | "one");
        (one && self.speaks_of_one(article + 1, at)).then_some(nearest.person)
    }

    /// The first token behind `from` that is in no brackets and no comma, up to `to`.
    fn over_brackets(&self, from: u32, to: u32) -> u32 {
        let mut at = from;
        while at < to {
            match self.doc.word(at) {
                "," => at += 1,
                "(" | "[" => {
                    let close = if self.doc.word(at) == "(" { ")" } else { "]" };
                    match (at + 1..to).find(|&i| self.doc.word(i) == close) {
                        Some(end) => at = end + 1,
                        None => return at,
                    }
                }
                _ => break,
            }
        }
        at
    }

    /// Whether the words `from..to` are one description with nobody else in it.
    fn speaks_of_one(&self, from: u32, to: u32) -> bool {
        let mut preposition = false;
        for i in from..to {
            match self.word(i) {
                ";" | ":" | "—" | "is" | "was" | "has" | "had" | "were" | "are" | "who" | "which" | "that" | "his"
                | "her" | "their" => {
                    return false;
                }
                "of" | "for" | "to" | "with" | "by" | "from" | "in" | "at" | "than" | "under" => preposition = true,
                // "of the minister", "with a friend"; "from the Netherlands" names nobody.
                "the" | "a" | "an" if preposition && self.doc.token(i + 1).is_none_or(|t| !t.capital) => return false,
                "the" | "a" | "an" if preposition => {}
                _ if preposition
                    && i + 1 == to
                    && let Some(word) = self.doc.token(i).filter(|t| t.kind == TokenKind::Word) =>
                {
                    // "of banks who": a plural without an article is as open, and so is a name: "a friend of Ola Berg who".
                    return !word.capital && !self.doc.word(i).ends_with('s');
                }
                _ => {}
            }
        }
        true
    }
}
