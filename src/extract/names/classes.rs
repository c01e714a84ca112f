//! What one word may be in a name: a set of classes, from the lists and from the words below.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tables::{self, Table};
use crate::text::word_key;

/// A set of the classes below, and the length of the longest listed name that begins with the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u32);

macro_rules! classes {
    ($($bit:literal $name:ident $doc:literal)*) => {
        impl Classes {
            $(#[doc = $doc] pub const $name: Classes = Classes(1 << $bit);)*
        }
    };
}

classes! {
    0 GIVEN "A given name of some language."
    1 SURNAME "A surname of the lists."
    2 COMMON "An everyday English word."
    3 PLACE "A place by itself."
    4 DEMONYM "People or things of a place."
    5 ORGANISATION "An organisation by itself."
    6 HONORIFIC "Mr, Dr, Gen.: a name follows."
    7 OFFICE "President, chairman, striker: a name may follow."
    8 HEAD "Ministry, university, bank: makes the name round it an organisation."
    9 SUFFIX "Inc, Ltd: ends a company's name."
    10 TERRAIN "River, province, airport: makes the name round it a place."
    11 EVENT "War, cup, act: makes the name round it neither person, place nor organisation."
    12 CALENDAR "Month or weekday."
    13 PARTICLE "van, bin, al: stands inside a person's name in lower case."
    14 FUNCTION "Article, pronoun, preposition, conjunction, auxiliary, sentence adverb."
    15 SPEECH "Said, told: a speaker stands beside it."
    16 MODIFIER "National, federal: begins the name of an organisation."
    17 CAPS "Listed only as written in capitals."
}

impl Classes {
    pub fn has(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
    /// Words of the longest listed place, demonym or organisation that begins with this word; 0 where none does.
    pub fn longest(self) -> u32 {
        self.0 >> 20 & 7
    }
    fn with_longest(self, longest: usize) -> Classes {
        Classes(self.0 | (longest.min(7) as u32) << 20)
    }
}

impl std::ops::BitOr for Classes {
    type Output = Classes;
    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// Lower-case words by class, blanks between them.
const WORDS: &[(Classes, &str)] = &[
    (
        Classes::HONORIFIC,
        "mr mrs ms miss dr prof professor sir dame lord lady rev reverend fr hon king queen prince princess pope \
         emperor tsar duke duchess baron baroness countess sheikh sheik sultan emir ayatollah imam mullah rabbi \
         cardinal archbishop bishop patriarch pastor monsignor gen general major lt lieutenant col colonel maj \
         capt captain cmdr commander adm admiral vadm sgt sergeant cpl corporal pvt marshal brig brigadier cdr pfc \
         supt insp messrs mme mlle monsieur madame herr frau senor senora gov sen rep datuk dato hajji haji maulana",
    ),
    (
        Classes::OFFICE,
        "president premier chancellor minister secretary senator representative congressman congresswoman governor \
         mayor ambassador chairman chairwoman chairperson chair chief director spokesman spokeswoman spokesperson judge \
         justice attorney prosecutor commissioner coach manager striker goalkeeper midfielder defender forward winger \
         driver leader deputy speaker councillor councilor envoy ceo cfo coo founder owner officer constable detective \
         inspector superintendent analyst economist adviser advisor aide lawyer author writer actor actress singer \
         director producer journalist reporter editor correspondent professor historian scientist researcher doctor \
         candidate nominee lawmaker legislator mp mep mps delegate activist dissident rebel warlord guerrilla champion \
         runner swimmer cyclist sprinter boxer pitcher quarterback teammate compatriot captain seed wife husband son \
         daughter brother sister mother father widow partner colleague rival friend banker businessman billionaire \
         tycoon executive head vice undersecretary treasurer comptroller solicitor sheriff trooper firefighter \
         astronaut cosmonaut pilot priest boss trader dealer veteran opener skipper batsman bowler wicketkeeper \
         fly-half scrum-half lock hooker prop fullback halfback centre-half playmaker forwards strikers defenders \
         presidents ministers senators secretaries leaders generals officials members prosecutors lawyers victims \
         player players star hero novelist poet painter composer architect philosopher",
    ),
    (
        Classes::HEAD,
        "ministry department agency bureau commission committee council university college institute institution school \
         academy party union association federation league organisation organization foundation society club bank court \
         parliament congress senate assembly army navy force forces guard guards police corps command fund group company \
         corporation authority administration board office center centre hospital church museum library airlines airways \
         airline press news times post journal herald tribune gazette telegraph observer chronicle front movement \
         brigade battalion regiment division alliance coalition confederation network service services industries motors \
         holdings holding partners brothers bros stores records pictures studios entertainment energy petroleum electric \
         steel mining insurance securities exchange trust capital financial technologies software communications \
         telecommunications telecom pharmaceuticals chemical chemicals laboratories aerospace railways railroad \
         resources enterprises investments investment products foods brewery breweries magazine radio television tv \
         computer motor patrol orchestra symphony choir ballet opera theatre theater cabinet legislature tribunal secretariat directorate \
         inspectorate treasury caucus chamber fleet squadron marines militia militias committees parties councils \
         unions banks armed bundesliga consortium cooperative co-operative syndicate conglomerate consulting solutions \
         systems cargo shipping lines rovers wanderers athletic albion hotspur academy seminary monastery \
         diocese archdiocese synod conservatory gymnasium polytechnic clinic prison penitentiary mosque cathedral \
         synagogue embassy consulate taskforce watchdog bloc rally bundesbank forum bundeswehr partido partito parti partij movimiento movimento alianza coalicion coalicio assemblea asamblea frente liga lega grupo bloque banco banca banque gazzetta giornale diario corriere zeitung accademia universita universidad universite universitat istituto instituto institut stiftung",
    ),
    (
        Classes::SUFFIX,
        "inc ltd corp co plc llc llp gmbh ag sa nv spa oao ooo zao pao pjsc ojsc jsc kg kgaa pty bhd sdn asa ab oy fc \
         afc cf ac bv sarl srl cos incorporated limited kk lp",
    ),
    (
        Classes::TERRAIN,
        "river province district region oblast county peninsula valley island islands sea ocean bay gulf airport \
         station bridge square park beach cape strait straits desert forest lake mountain mountains mount hill hills \
         street avenue road boulevard highway village town city township suburb prefecture governorate territory \
         republic raion borough port harbour harbor canal plain plains plateau coast falls creek springs reef stadium \
         arena fort castle palace cemetery base camp glacier basin archipelago wells empire kingdom caliphate emirate duchy khanate sultanate",
    ),
    (
        Classes::EVENT,
        "war wars day cup games championship championships open prize award awards act treaty agreement accord accords \
         revolution election elections bible festival tour series olympics grand prix derby stakes handicap masters \
         trophy final finals test plan project programme program initiative protocol charter declaration convention \
         constitution doctrine theorem syndrome disease virus award index summit round shield conference \
         code law amendment scandal affair crisis massacre uprising age era century \
         christmas easter ramadan eve week month year night operation exercise hurricane typhoon storm cyclone \
         earthquake bond bonds hebrew arabic latin farsi mandarin cantonese hindi urdu pashto swahili yiddish \
         islam christianity judaism buddhism hinduism internet bible koran quran god allah tour tournament",
    ),
    (
        Classes::CALENDAR,
        "january february march april may june july august september october november december jan feb mar apr jun jul \
         aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur \
         thurs fri sat sun gmt est edt pst pdt cet bst am pm",
    ),
    (
        Classes::PARTICLE,
        "van von der den de del della di da dos das du la le bin ibn bint al el ul ur as ben abu ter ten zu af av y i e",
    ),
    (
        Classes::FUNCTION,
        "a an the this that these those my your his her its our their he she it they we you i me him them us who whom \
         whose which what when where why how there here in on at by for from to of off with without within into onto \
         over under above below between among amid across after before during since until till through throughout \
         against about around along beside besides beyond despite except like near next past per than toward towards \
         upon via as and or but nor so yet if because although though while whereas unless whether once is are was were \
         be been being am do does did done have has had having will would shall should can could may might must not no \
         yes never ever also too very just only even still already again then now today yesterday tomorrow tonight \
         later earlier meanwhile however moreover furthermore nevertheless nonetheless therefore thus hence instead \
         otherwise perhaps maybe indeed rather quite almost nearly soon recently currently previously finally \
         eventually initially originally reportedly apparently clearly certainly probably possibly some any all both \
         each every either neither none many much more most few fewer less least several such other others another own \
         same one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands first second \
         third fourth fifth last former late new old let lets please according following including regarding given \
         asked based born called despite due elsewhere everyone everybody everything somebody someone something nobody \
         nothing anything anyone anybody well oh let's it's that's he's she's there's i'm we're they're you're don't \
         can't won't isn't above-mentioned",
    ),
    (
        Classes::SPEECH,
        "said says say saying told tells tell telling added adds replied stated states announced argued asserted claimed \
         claims commented complained concluded confirmed conceded declared declined denied describes described \
         emphasised emphasized explained expressed insisted insists joked maintained mentioned noted notes observed \
         pledged pointed predicted promised recalled remarked reported revealed spoke stressed suggested testified \
         thinks thought tweeted urged vowed warned warns wrote writes",
    ),
    (
        Classes::MODIFIER,
        "national federal royal supreme central general state united international european american world global \
         republican democratic social socialist communist christian islamic muslim catholic orthodox jewish people's \
         peoples liberal conservative labour labor green progressive revolutionary popular free independent joint \
         special high higher human military naval air foreign interior home public civil medical first southern \
         northern eastern western south north east west southeast northeast grand great electoral constitutional \
         economic financial monetary atomic nuclear olympic presidential liberation arab arabs moslem moslems muslims sunni sunnis shiite shiites shia hindu hindus buddhist buddhists protestant protestants christians catholics jews marxist maoist nazi zionist slavic hispanic latino standard new first second third",
    ),
];

/// The classes of the words above by [`word_key`]; made on first use, in some 50 µs.
static BY_WORD: LazyLock<FxHashMap<u64, Classes>> = LazyLock::new(|| {
    let mut by_word: FxHashMap<u64, Classes> = FxHashMap::default();
    for (class, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            let classes = by_word.entry(word_key(word)).or_default();
            *classes = *classes | *class;
        }
    }
    by_word
});

/// What a word in lower case may be: a part of speech or a title, never a listed name. `hash` is its [`word_key`].
pub fn of_lower(hash: u64) -> Classes {
    BY_WORD.get(&hash).copied().unwrap_or_default()
}

/// All classes of a word by its [`word_key`] and its key (see [`tables::key`]).
pub fn of(hash: u64, word: &str) -> Classes {
    let mut classes = of_lower(hash);
    for (class, table) in [(Classes::GIVEN, &tables::GIVEN_NAMES), (Classes::SURNAME, &tables::SURNAMES)] {
        if table.contains(word) {
            classes = classes | class;
        }
    }
    if tables::is_word(word) {
        classes = classes | Classes::COMMON;
    }
    classes | listed(word)
}

/// What the lists of places, their people and organisations tell of a word by its key.
pub fn listed(word: &str) -> Classes {
    let (mut classes, mut longest) = (Classes::default(), 0);
    for (class, table, flag) in LISTS {
        let (row, words) = table.get_and_longest(word);
        if let Some(mut row) = row {
            classes = classes | class;
            if row.nth(flag) == Some("caps") {
                classes = classes | Classes::CAPS;
            }
        }
        longest = longest.max(words);
    }
    classes.with_longest(longest)
}

/// The lists, and which column behind the key says how a name is to be written.
static LISTS: [(Classes, &Table, usize); 3] = [
    (Classes::PLACE, &tables::PLACES, 3),
    (Classes::DEMONYM, &tables::DEMONYMS, 9),
    (Classes::ORGANISATION, &tables::ORGANISATIONS, 1),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_classes() {
        for (word, class) in [
            ("ministry", Classes::HEAD),
            ("gen", Classes::HONORIFIC),
            ("van", Classes::PARTICLE),
            ("france", Classes::PLACE),
            ("french", Classes::DEMONYM),
            ("nato", Classes::ORGANISATION),
            ("viktor", Classes::GIVEN),
            ("tuesday", Classes::CALENDAR),
            ("meeting", Classes::COMMON),
            ("us", Classes::CAPS),
        ] {
            assert!(of(word_key(word), word).has(class), "{word}");
        }
        assert!(!of(word_key("khrenin"), "khrenin").has(Classes::COMMON | Classes::GIVEN));
        assert_eq!(of(word_key("khrenin"), "khrenin").longest(), 0);
        assert!(of(word_key("new"), "new").longest() >= 2);
    }
}
