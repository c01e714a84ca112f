//! Words of speech: verbs that introduce what somebody said, and where it was said.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrase::{Class, class, is};
use crate::text::{Doc, TokenKind, inflections, word_key};

/// How surely a verb introduces speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Introduces words only where a clause follows that `that` begins.
    Clause,
    /// Also a verb of other things (`call`, `note`, `go on`): counts only beside a subject.
    Weak,
    /// Hardly used but for speech.
    Strong,
}

const STRONG: &str = "\
    say tell add write tweet retweet reply respond ask insist explain warn argue admit acknowledge concede \
    recall quip joke exclaim declare remark retort shout yell whisper mutter murmur assert contend opine \
    muse lament complain announce proclaim reiterate stress emphasise emphasize testify boast recount vow \
    thunder stammer sigh gush enthuse interject caution confess chant blog deadpan tease snap counter allege \
    plead implore urge demand marvel bellow comment surmise ponder grouse posit exult mumble chuckle enthuse \
    theorise theorize hypothesise hypothesize admonish exhort";

const WEAK: &str = "\
    call describe note continue conclude observe state claim suggest propose promise pledge predict \
    speculate wonder agree disagree point go read report mention email believe \
    think feel express criticise criticize denounce condemn blast slam accuse praise refer label brand dub \
    deny dismiss reject defend hail laud decry deride mock ridicule attack answer advise assure begin cite \
    clarify confirm deem disclose echo elaborate estimate finish highlight hint imply indicate inform \
    interrupt maintain nod outline portray post pray preach protest question quote rant react recommend \
    remember remind repeat reveal signal speak summarise summarize sum swear talk threaten underline \
    underscore use utter voice volunteer worry chime offer hope intone laugh smile scoff grumble bemoan rail \
    characterise characterize charge challenge cry scream fume rebut refute specify instruct order want know \
    learn see credit blame liken term compare commend applaud celebrate sing pen beam boom bark growl snarl \
    hiss wail vent relay tout hammer trumpet lambaste rebuke castigate chide scold berate herald deplore dispute \
    portray depict paint frame cast style reassure coach";

/// They tell only what a clause behind them says: `found that`, `showed that`.
const WITH_CLAUSE: &str = "find show hold demonstrate rule decide";

/// Verbs that answer together with `back`: `shot back`.
const BACK: &str = "shoot shot fire hit push punch clap snap write";

fn table() -> &'static FxHashMap<u64, Strength> {
    static TABLE: OnceLock<FxHashMap<u64, Strength>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        let lists = [(WITH_CLAUSE, Strength::Clause), (WEAK, Strength::Weak), (STRONG, Strength::Strong)];
        for (words, strength) in lists {
            for form in words.split_whitespace().flat_map(inflections) {
                table.insert(word_key(&form), strength);
            }
        }
        for (form, strength) in [
            ("told", Strength::Strong),
            ("wrote", Strength::Strong),
            ("written", Strength::Strong),
            ("thought", Strength::Weak),
            ("spoke", Strength::Weak),
            ("swore", Strength::Weak),
            ("found", Strength::Clause),
            ("held", Strength::Clause),
        ] {
            table.insert(word_key(form), strength);
        }
        table
    })
}

/// The strength of the verb of speech at token `i`, if it is one. Capitalised words are names or headlines' words.
pub(super) fn verb(doc: &Doc, i: u32) -> Option<Strength> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    match table().get(&token.key).copied() {
        Some(Strength::Clause) => tells_that(doc, i).then_some(Strength::Weak),
        None if answers_back(doc, i) => Some(Strength::Strong),
        strength => strength,
    }
}

/// Whether the phrase of tokens `first..end` may be the subject of the verb at token `v` by their numbers: not "Dorn" of "state" in "visited
/// Dorn state prison".
pub(super) fn agrees(doc: &Doc, first: u32, end: u32, v: u32) -> bool {
    static BASES: OnceLock<FxHashSet<u64>> = OnceLock::new();
    let bases = BASES.get_or_init(|| [STRONG, WEAK].iter().flat_map(|l| l.split_whitespace()).map(word_key).collect());
    // What is the past of itself may have any subject.
    let plain = doc.token(v).is_some_and(|t| bases.contains(&t.key)) && !matches!(doc.lower(v), "read" | "cast");
    let helped = v > end && (end..v).any(|i| matches!(class(doc, i), Some(Class::Auxiliary | Class::Modal)));
    let one = doc.tokens[end as usize - 1].capital && !is(doc, first, Class::Pronoun);
    let many = doc.word(end - 1).ends_with('s') || (first..end).any(|i| is(doc, i, Class::And));
    !(plain && one && !many && !helped)
}

/// `shot back`
fn answers_back(doc: &Doc, i: u32) -> bool {
    static TABLE: OnceLock<FxHashSet<u64>> = OnceLock::new();
    let verbs = || BACK.split_whitespace().flat_map(inflections).map(|form| word_key(&form)).collect();
    doc.token(i + 1).is_some_and(|t| !t.capital && doc.word(i + 1) == "back")
        && doc.token(i).is_some_and(|t| !t.capital && TABLE.get_or_init(verbs).contains(&t.key))
}

/// Whether a clause follows the verb at token `v`: `said that`, `complained to a crowd in Dorn that`.
pub(super) fn tells_that(doc: &Doc, v: u32) -> bool {
    const REACH: u32 = 8;
    for i in v + 1..v + REACH {
        let Some(token) = doc.token(i) else { return false };
        let begins = match doc.word(i) {
            "that" => true,
            "whether" | "if" | "why" | "how" => i == v + 1,
            _ => false,
        };
        if begins {
            return true;
        }
        let passed = match class(doc, i) {
            Some(Class::Preposition | Class::Determiner | Class::Time) => true,
            None => token.is_word() || token.kind == TokenKind::Number,
            Some(_) => false,
        };
        if !passed {
            return false;
        }
    }
    false
}

/// Whether token `i` surely is a verb of speech in running text.
pub(in crate::extract) fn says(doc: &Doc, i: u32) -> bool {
    verb(doc, i) == Some(Strength::Strong) && doc.token(i).is_some_and(|t| !t.capital)
}

/// Whether token `i` names an utterance: `Lund's call for`, `her warning that`.
pub(super) fn is_speech_noun(doc: &Doc, i: u32) -> bool {
    const NOUNS: &str = "\
        statement statements remark remarks comment comments words claim claims description warning warnings \
        call calls pledge promise promises emphasis message tweet tweets post speech assertion assertions \
        argument accusation accusations allegation allegations insistence demand demands reference \
        references suggestion admission slogan motto mantra rhetoric declaration letter answer reply response \
        question phrase term vow criticism characterisation characterization mention release memo email \
        emails interview complaint complaints threat threats quip joke boast plea appeal contention concession \
        confession apology explanation advice assessment prediction predictions proposal proposals";
    static TABLE: OnceLock<FxHashSet<u64>> = OnceLock::new();
    listed(doc, i, &TABLE, NOUNS)
}

/// Whether the noun at token `i` means words, so that `Lund's answer was “…”` quotes Lund.
pub(super) fn is_words(doc: &Doc, i: u32) -> bool {
    const NOUNS: &str = "answer reply response message slogan motto mantra words question advice argument explanation";
    static TABLE: OnceLock<FxHashSet<u64>> = OnceLock::new();
    listed(doc, i, &TABLE, NOUNS)
}

/// Whether the noun at token `i` is of somebody or something that may speak: a person by part or trade, a body, a paper.
pub(super) fn may_speak(doc: &Doc, i: u32) -> bool {
    const NOUNS: &str = "\
        official officials spokesman spokeswoman spokesperson spokesmen aide aides adviser advisers advisor \
        advisors critic critics friend friends leader leaders lawmaker lawmakers source sources expert experts \
        analyst analysts resident residents witness witnesses statement email letter document documents ad ads \
        poll survey study report agency campaign group ministry department council committee court party \
        newspaper paper magazine editorial article book memo union company government administration police \
        prosecutor prosecutors lawyer lawyers attorney attorneys judge judges senator senators congressman \
        congresswoman minister president governor mayor candidate candidates editor editors author writer \
        columnist reporter journalist activist activists protester protesters supporter supporters opponent \
        opponents rival rivals economist economists scientist scientists researcher researchers historian \
        professor teacher doctor doctors mother father wife husband brother sister son daughter man woman men \
        women people person pope bishop chief chairman chairwoman director manager coach player captain owner \
        founder member members voter voters lobbyist lobbyists donor donors neighbour neighbours neighbor \
        neighbors crowd regulator ambassador diplomat diplomats executive executives insider insiders commander \
        general soldier soldiers worker workers team watchdog tribunal panel commission operative operatives \
        strategist pastor priest sheriff officer officers delegate delegates student students host";
    static TABLE: OnceLock<FxHashSet<u64>> = OnceLock::new();
    listed(doc, i, &TABLE, NOUNS)
}

pub(super) fn listed(doc: &Doc, i: u32, table: &OnceLock<FxHashSet<u64>>, words: &str) -> bool {
    let table = table.get_or_init(|| words.split_whitespace().map(word_key).collect());
    doc.token(i).is_some_and(|t| !t.capital && table.contains(&t.key))
}
