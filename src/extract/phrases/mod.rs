//! Phrases: `extract` and `cue` declarations, all compiled into one matcher.
//!
//! The matcher walks a sentence once, token by token. A *thread* is a state of the automaton with what its holes have
//! taken so far; threads of all phrases go side by side. Phrases that begin with a word are entered where that word
//! stands; phrases that begin with a hole only in sentences that hold one of their trigger words (the rarest
//! mandatory word), or, without any, an office. A thread is dropped as soon as a word that it cannot do without does not stand in
//! the rest of the sentence, and what a hole can take at a token is made once for all phrases. So the cost follows the text and its
//! matches, not the number of phrases.

mod automaton;
mod context;
#[cfg(test)]
mod differential_tests;
mod facts;
mod holes;
mod numbers;
mod numerals;
#[cfg(test)]
mod pack_tests;
mod people;
mod posts;
mod run;
#[cfg(test)]
mod tests;
mod values;
mod walk;
mod words;

pub use automaton::{Matcher, Target};
pub use facts::{Context, build};
pub use holes::Mentions;
pub use run::{Capture, Match};
pub use walk::Walk;
