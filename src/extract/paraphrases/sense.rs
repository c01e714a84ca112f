//! What two sentences tell the same of, and yet not the same: of whom ("Norwegian crews", "Swedish crews"), whether at all ("was
//! arrested", "was not arrested"), or the opposite ("opens", "closes").
//!
//! They differ where the whole other article does not say it too, in whatever sentence.

use std::rc::Rc;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::MentionKind;
use super::super::names::{Lexicon, place_rank};
use super::super::retellings::side;
use super::{Sentence, says, shared_words};
use crate::article::{ArticleId, Batch};
use crate::facts::{Entity, Fact};
use crate::source::Span;
use crate::text::{Doc, fold, inflections, word_key};

/// Words of which only one can be true of one thing at one time. What one side of a deal or a match calls the other way round ("bought",
/// "sold"; "won", "lost") does not belong here.
const OPPOSITES: &[(&[&str], &[&str])] = &[
    (&["open", "reopen"], &["close", "shut"]),
    (&["rise", "climb", "soar", "increase"], &["fall", "drop", "decline", "plunge", "decrease"]),
    (&["expand", "grow"], &["shrink", "contract"]),
    (&["raise"], &["lower"]),
    (&["approve", "accept", "adopt"], &["reject", "refuse"]),
    (&["allow", "permit"], &["ban", "forbid", "prohibit"]),
    (&["convict"], &["acquit"]),
    (&["guilty"], &["innocent"]),
    (&["arrest", "detain"], &["release", "free"]),
    (&["hire"], &["fire"]),
    (&["support", "back"], &["oppose"]),
    (&["begin", "start"], &["end", "stop"]),
    (&["add"], &["remove", "cut", "reduce"]),
    (&["strengthen"], &["weaken"]),
    (&["succeed"], &["fail"]),
    (&["confirm", "admit"], &["deny"]),
    (&["include"], &["exclude"]),
    (&["build"], &["demolish"]),
    (&["keep"], &["delete"]),
    (&["survive"], &["die"]),
    (&["legal", "lawful"], &["illegal", "unlawful"]),
    (&["public"], &["private"]),
    (&["male"], &["female"]),
    (&["man"], &["woman"]),
    (&["boy"], &["girl"]),
    (&["brother"], &["sister"]),
    (&["son"], &["daughter"]),
    (&["father"], &["mother"]),
    (&["northern", "north"], &["southern", "south"]),
    (&["eastern", "east"], &["western", "west"]),
    (&["oldest", "eldest"], &["youngest"]),
    (&["largest", "biggest"], &["smallest"]),
    (&["highest"], &["lowest"]),
    (&["longest"], &["shortest"]),
    (&["majority"], &["minority"]),
    (&["success"], &["failure"]),
    (&["profit"], &["loss"]),
    (&["surplus"], &["deficit"]),
    (&["mandatory", "compulsory"], &["voluntary", "optional"]),
    (&["direct"], &["indirect", "roundabout"]),
    (&["struggling", "ailing", "troubled"], &["thriving", "flourishing"]),
    (&["peaceful"], &["violent"]),
    (&["strong"], &["weak"]),
    (&["rich", "wealthy"], &["poor"]),
    (&["safe"], &["dangerous", "unsafe"]),
    (&["urban"], &["rural"]),
    (&["domestic"], &["foreign"]),
    (&["maximum"], &["minimum"]),
    (&["help", "boost", "spur"], &["hinder", "hamper"]),
    (&["billions"], &["millions"]),
];

/// A word of [`OPPOSITES`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Opposite {
    pair: u16,
    second: bool,
    /// Its place on its side.
    word: u16,
}

/// The forms of those words by their keys.
static FORMS: LazyLock<FxHashMap<u64, Opposite>> = LazyLock::new(|| {
    let mut forms = FxHashMap::default();
    for (pair, (one, other)) in OPPOSITES.iter().enumerate() {
        for (words, second) in [(one, false), (other, true)] {
            for (word, base) in words.iter().enumerate() {
                let opposite = Opposite { pair: pair as u16, second, word: word as u16 };
                forms.extend(inflections(base).iter().map(|form| (word_key(form), opposite)));
            }
        }
    }
    forms
});

/// Words that leave open whether what is told happened, or turn it round.
const OPENS: &[&str] = &[
    "not",
    "never",
    "no",
    "nor",
    "neither",
    "without",
    "unless",
    "if",
    "whether",
    "could",
    "may",
    "might",
    "would",
    "should",
    "possible",
    "possibly",
    "allegedly",
    "alleged",
    "deny",
    "denies",
    "denied",
    "denying",
    "refuse",
    "refused",
    "fail",
    "failed",
    "fails",
    "hardly",
    "almost",
    "nearly",
];
/// What "not" does not deny: "not only arrested".
const ONLY: &[&str] =
    &["only", "just", "necessarily", "yet", "even", "merely", "so", "all", "every", "always", "simply", "immediately"];
/// Words between "not" and what it denies.
const REACH: u32 = 3;
/// Words before a verb that may leave it open.
const BEFORE: u32 = 6;

/// What an article says somewhere.
#[derive(Default)]
struct Said {
    words: FxHashSet<u64>,
    /// By [`stem`], outside and inside of a denial.
    told: FxHashMap<Box<str>, u32>,
    denied: FxHashSet<Box<str>>,
    opposites: Vec<Opposite>,
    /// Keys of the countries that it names, by themselves or by their people, and with the word behind them.
    nations: FxHashSet<u64>,
    belonging: FxHashSet<(u64, u64)>,
}

/// Compares the sense of sentences; what an article says is looked up once.
pub(super) struct Senses<'a> {
    batch: &'a Batch,
    lexicon: &'a Lexicon,
    said: FxHashMap<ArticleId, Rc<Said>>,
}

/// Words in which a sentence differs, from the start of the sentence.
struct Difference {
    what: &'static str,
    /// What tells it from other differences of the same sentences.
    of: String,
    sides: [Span; 2],
}

impl<'a> Senses<'a> {
    pub fn new(batch: &'a Batch, lexicon: &'a Lexicon) -> Senses<'a> {
        Senses { batch, lexicon, said: FxHashMap::default() }
    }

    /// Both sides of each difference of two sentences that tell the same.
    pub fn compared(&mut self, a: Sentence, b: Sentence) -> Vec<[Fact; 2]> {
        let batch = self.batch;
        let [x, y] = [a, b].map(|(article, span)| Doc::of_text(batch.get(article).words(span)));
        let mut found = self.nations((a.0, &x), (b.0, &y));
        found.extend(self.denial((a.0, &x), (b.0, &y)));
        found.extend(self.denial((b.0, &y), (a.0, &x)).map(|d| Difference { sides: [d.sides[1], d.sides[0]], ..d }));
        found.extend(self.opposites((a.0, &x), (b.0, &y)));
        if found.is_empty() || !self.one_subject((a.0, &x), (b.0, &y)) {
            return Vec::new();
        }
        let shared = shared_words(batch, a, b);
        let made = |(article, sentence): Sentence, at: Span, frame: &str, what: &str| {
            let span = Span { start: at.start + sentence.start, end: at.end + sentence.start };
            side(batch, article, (span, sentence), what, frame, "paraphrase")
        };
        let facts = found.iter().map(|d| {
            let frame = format!("{shared} {} {}", d.what, d.of);
            [made(a, d.sides[0], &frame, d.what), made(b, d.sides[1], &frame, d.what)]
        });
        facts.collect()
    }

    fn said(&mut self, article: ArticleId) -> Rc<Said> {
        let (batch, lexicon) = (self.batch, self.lexicon);
        let said = self.said.entry(article).or_insert_with(|| {
            let doc = Doc::new(batch.get(article));
            let mut said = Said { words: doc.tokens.iter().map(|t| t.key).collect(), ..Said::default() };
            let denied = denials(&doc);
            for i in 0..doc.tokens.len() as u32 {
                if !doc.tokens[i as usize].is_word() {
                    continue;
                }
                if denied.iter().any(|d| d.1 == i) {
                    said.denied.insert(stem(doc.word(i)));
                } else {
                    *said.told.entry(stem(doc.word(i))).or_default() += 1;
                }
            }
            for nation in nations(&doc, lexicon) {
                said.nations.insert(nation.entity.key);
                said.belonging.extend(nation.noun.map(|noun| (nation.entity.key, noun)));
            }
            said.opposites = doc.tokens.iter().filter_map(|t| FORMS.get(&t.key).copied()).collect();
            Rc::new(said)
        });
        Rc::clone(said)
    }

    /// Whether every name of one of the sentences stands in the other's article, so that they speak of the same. A nation may be what
    /// they differ in.
    fn one_subject(&mut self, (a, x): (ArticleId, &Doc), (b, y): (ArticleId, &Doc)) -> bool {
        let (in_a, in_b) = (self.said(a), self.said(b));
        let lexicon = self.lexicon;
        let within = |doc: &Doc, said: &Said| {
            let nations = nations(doc, lexicon);
            (1..doc.tokens.len() as u32).all(|i| {
                let t = &doc.tokens[i as usize];
                !(t.is_word() && t.capital)
                    || said.words.contains(&t.key)
                    || nations.iter().any(|n| (n.first..n.end).contains(&i))
            })
        };
        within(x, &in_b) || within(y, &in_a)
    }

    fn nations(&mut self, (a, x): (ArticleId, &Doc), (b, y): (ArticleId, &Doc)) -> Vec<Difference> {
        let (xs, ys) = (nations(x, self.lexicon), nations(y, self.lexicon));
        let mut out = Vec::new();
        for n in &xs {
            let Some(noun) = n.noun else { continue };
            let of = |list: &[Nation]| list.iter().filter(|m| m.noun == Some(noun)).count() == 1;
            let Some(m) = ys.iter().find(|m| m.noun == Some(noun)).filter(|_| of(&xs) && of(&ys)) else { continue };
            let (in_a, in_b) = (self.said(a), self.said(b));
            let (n_key, m_key) = (n.entity.key, m.entity.key);
            if n.entity == m.entity
                || in_b.nations.contains(&n_key) && in_a.nations.contains(&m_key)
                || in_b.belonging.contains(&(n_key, noun))
                || in_a.belonging.contains(&(m_key, noun))
            {
                continue;
            }
            let of = fold(x.word(n.end)).into_owned();
            out.push(Difference {
                what: "nation",
                of,
                sides: [x.span(n.first, n.end + 1), y.span(m.first, m.end + 1)],
            });
        }
        out
    }

    /// What the first sentence denies and the second one tells.
    fn denial(&mut self, (a, x): (ArticleId, &Doc), (b, y): (ArticleId, &Doc)) -> Option<Difference> {
        let denied = denials(x);
        let [(not, verb)] = denied[..] else { return None };
        let told = stem(x.word(verb));
        let other = (0..y.tokens.len() as u32).find(|&i| y.tokens[i as usize].is_word() && stem(y.word(i)) == told)?;
        if is_open(x, verb, Some(not)) || is_open(y, other, None) {
            return None;
        }
        if self.said(b).denied.contains(&told) || self.said(a).told.contains_key(&told) {
            return None;
        }
        Some(Difference { what: "sense", of: told.into(), sides: [x.span(not, verb + 1), y.span(other, other + 1)] })
    }

    fn opposites(&mut self, (a, x): (ArticleId, &Doc), (b, y): (ArticleId, &Doc)) -> Vec<Difference> {
        let forms = |doc: &Doc| -> Vec<(Opposite, u32)> {
            let form = |i: u32| FORMS.get(&doc.tokens[i as usize].key).map(|&opposite| (opposite, i));
            (0..doc.tokens.len() as u32).filter_map(form).filter(|f| !is_open(doc, f.1, None)).collect()
        };
        let (xs, ys) = (forms(x), forms(y));
        let mut out = Vec::new();
        for &(one, i) in &xs {
            let Some(&(other, j)) = ys.iter().find(|y| y.0.pair == one.pair && y.0.second != one.second) else {
                continue;
            };
            if self.said(b).opposites.contains(&one) || self.said(a).opposites.contains(&other) {
                continue;
            }
            let of = OPPOSITES[usize::from(one.pair)].0[0].to_string();
            out.push(Difference { what: "sense", of, sides: [x.span(i, i + 1), y.span(j, j + 1)] });
        }
        out
    }
}

/// A country, by its name or its people, before a word that it belongs to: "Norwegian | crews", "U.K. | crews".
struct Nation {
    entity: Entity,
    first: u32,
    end: u32,
    /// Key of the word behind it, where it says something.
    noun: Option<u64>,
}

fn nations(doc: &Doc, lexicon: &Lexicon) -> Vec<Nation> {
    let mut out = Vec::new();
    let mut i = 0;
    let end = doc.tokens.len() as u32;
    while i < end {
        let found = if doc.tokens[i as usize].capital { lexicon.lookup(doc, i, end) } else { None };
        let Some(found) = found.filter(|f| matches!(f.kind, MentionKind::Demonym | MentionKind::Place)) else {
            i += 1;
            continue;
        };
        if place_rank(&found.entity) == Some("country") {
            let noun = doc.token(found.end).filter(|t| t.is_word() && !t.capital && says(doc.word(found.end)));
            out.push(Nation { entity: found.entity, first: i, end: found.end, noun: noun.map(|t| t.key) });
        }
        i = found.end.max(i + 1);
    }
    out
}

/// Each "not" with the word that it denies.
fn denials(doc: &Doc) -> Vec<(u32, u32)> {
    let end = doc.tokens.len() as u32;
    let mut out = Vec::new();
    for i in 0..end {
        if !is_not(doc, i) || ONLY.iter().any(|w| i + 1 < end && doc.word(i + 1).eq_ignore_ascii_case(w)) {
            continue;
        }
        let word = |&k: &u32| doc.tokens[k as usize].is_word() && !doc.tokens[k as usize].capital && says(doc.word(k));
        if let Some(verb) = (i + 1..end.min(i + 1 + REACH)).find(word) {
            out.push((i, verb));
        }
    }
    out
}

fn is_not(doc: &Doc, i: u32) -> bool {
    // "cant" for "can't" is a slip of its own.
    matches!(
        &*doc.word(i).to_lowercase(),
        "not" | "never" | "n't" | "n’t" | "cannot" | "cant" | "dont" | "didnt" | "wont" | "isnt" | "wasnt"
    )
}

/// Whether the words before the one at `at` leave open, or turn round, what it tells, the "not" at `but` apart.
fn is_open(doc: &Doc, at: u32, but: Option<u32>) -> bool {
    let word = |i: u32| doc.word(i).to_lowercase();
    let asked = (0..at).any(|i| matches!(&*word(i), "if" | "whether" | "unless"));
    let before =
        (at.saturating_sub(BEFORE)..at).rev().take_while(|&i| !matches!(doc.word(i), "," | ";" | ":" | "–" | "—"));
    asked
        || doc.tokens.iter().any(|t| t.span.of(doc.text) == "?")
        || before.filter(|i| Some(*i) != but).any(|i| is_not(doc, i) || OPENS.contains(&&*word(i)))
}

/// A word without its ending: "arrest" of "arrested".
fn stem(word: &str) -> Box<str> {
    let word = fold(word);
    let stem =
        ["ing", "ed", "es", "e", "s"].iter().find_map(|e| word.strip_suffix(e).filter(|s| s.chars().count() > 2));
    stem.unwrap_or(&word).into()
}
