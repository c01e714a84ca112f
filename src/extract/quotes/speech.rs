//! Words of speech: verbs that introduce what somebody said, and where it was said.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::text::{Doc, TokenKind, inflections, word_key};

/// How surely a verb introduces speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
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
    plead implore urge demand marvel bellow comment";

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
    learn see credit blame liken term compare commend applaud celebrate sing pen";

fn table() -> &'static FxHashMap<u64, Strength> {
    static TABLE: OnceLock<FxHashMap<u64, Strength>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for (words, strength) in [(WEAK, Strength::Weak), (STRONG, Strength::Strong)] {
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
        ] {
            table.insert(word_key(form), strength);
        }
        table
    })
}

/// The strength of the verb of speech at token `i`, if it is one. Capitalised words are names or headlines' words.
pub(super) fn verb(doc: &Doc, i: u32) -> Option<Strength> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    table().get(&token.key).copied()
}

/// Whether token `i` surely is a verb of speech in running text.
pub(super) fn says(doc: &Doc, i: u32) -> bool {
    verb(doc, i) == Some(Strength::Strong) && doc.token(i).is_some_and(|t| !t.capital)
}

/// Whether token `i` names an utterance: `Lund's call for`, `her warning that`.
pub(super) fn is_speech_noun(doc: &Doc, i: u32) -> bool {
    const NOUNS: &str = "\
        statement statements remark remarks comment comments words claim claims description warning warnings \
        call calls pledge promise promises emphasis message tweet tweets post speech assertion assertions \
        argument accusation accusations allegation allegations insistence demand demands reference \
        references suggestion admission slogan mantra rhetoric declaration letter answer reply response \
        question phrase term vow criticism characterisation characterization mention release memo email \
        emails interview";
    doc.token(i).is_some_and(|t| !t.capital) && NOUNS.split(' ').any(|noun| noun == doc.word(i))
}
