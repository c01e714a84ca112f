//! The words of time, by word key.

use std::sync::OnceLock;

use crate::facts::calendar;
use rustc_hash::FxHashMap;

use crate::text::{Doc, TokenKind, word_key};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// `three business days`: Monday to Friday.
    Workday,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    Winter,
    Spring,
    Summer,
    Autumn,
}

impl Season {
    /// As TIMEX3 values write it.
    pub fn code(self) -> &'static str {
        match self {
            Season::Winter => "WI",
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
        }
    }
}

/// Parts of the day, as TIMEX3 values write them: `TMO`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    pub fn code(self) -> &'static str {
        match self {
            Part::Morning => "MO",
            Part::Midday => "MI",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
        }
    }
}

/// Where in the past, present or future a vague word points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    Past,
    Present,
    Future,
}

/// Function words of temporal expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kw {
    The,
    A,
    This,
    That,
    These,
    Last,
    Past,
    Previous,
    Next,
    Coming,
    Following,
    Same,
    Current,
    Recent,
    Latest,
    Each,
    Every,
    Other,
    Any,
    All,
    Whole,
    First,
    Final,
    Early,
    Earlier,
    Mid,
    Middle,
    Late,
    Later,
    End,
    Beginning,
    Ago,
    From,
    Now,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Before,
    After,
    In,
    On,
    Of,
    To,
    Through,
    Until,
    Between,
    And,
    Or,
    At,
    By,
    Since,
    During,
    For,
    Within,
    About,
    Nearly,
    Up,
    More,
    Less,
    Than,
    Least,
    Most,
    No,
    Not,
    Just,
    Only,
    Over,
    Additional,
    Another,
    Extra,
    Fiscal,
    Comparable,
    Trading,
    Noon,
    Midnight,
    Am,
    Pm,
    Oclock,
    Zone,
    Class,
    Bc,
    Ad,
    So,
    Some,
    Sometime,
    Consecutive,
    Straight,
    Long,
    Old,
    Term,
    Period,
    Time,
    Ahead,
    Business,
    Half,
    Few,
}

impl Kw {
    /// Prepositions, conjunctions, determiners and adverbs: no part of a noun phrase goes on with them.
    pub fn is_function_word(self) -> bool {
        use Kw::*;
        matches!(
            self,
            The | A
                | This
                | That
                | These
                | Last
                | Next
                | Each
                | Every
                | Any
                | All
                | Ago
                | From
                | Now
                | Today
                | Yesterday
                | Tomorrow
                | Tonight
                | Before
                | After
                | In
                | On
                | Of
                | To
                | Through
                | Until
                | Between
                | And
                | Or
                | At
                | By
                | Since
                | During
                | For
                | Within
                | About
                | Nearly
                | Up
                | More
                | Less
                | Than
                | No
                | Not
                | Just
                | Only
                | Over
                | Another
                | So
                | Some
                | Early
                | Earlier
                | Late
                | Later
                | Noon
                | Midnight
        )
    }
}

/// What a word is to a temporal expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lex {
    Other,
    /// 1..=12; abbreviated or not.
    Month(i8, bool),
    /// 1 is Monday; abbreviated, plural.
    Weekday(i8, bool, bool),
    /// True where plural.
    Unit(Unit, bool),
    Season(Season),
    Part(Part),
    /// `daily`, `annual`: how many of the unit, and whether the word is an adverb only.
    Frequency(&'static str),
    /// `currently`, `recently`, `soon`.
    Vague(Vague),
    Kw(Kw),
}

const WEEKDAYS_SHORT: &[(&str, i8)] = &[
    ("mon", 1),
    ("tue", 2),
    ("tues", 2),
    ("wed", 3),
    ("weds", 3),
    ("thu", 4),
    ("thur", 4),
    ("thurs", 4),
    ("fri", 5),
    ("sat", 6),
    ("sun", 7),
];

#[rustfmt::skip]
const WORDS: &[(&str, Lex)] = &[
    ("second", Lex::Unit(Unit::Second, false)), ("seconds", Lex::Unit(Unit::Second, true)),
    ("sec", Lex::Unit(Unit::Second, false)), ("secs", Lex::Unit(Unit::Second, true)),
    ("minute", Lex::Unit(Unit::Minute, false)), ("minutes", Lex::Unit(Unit::Minute, true)),
    ("min", Lex::Unit(Unit::Minute, false)), ("mins", Lex::Unit(Unit::Minute, true)),
    ("hour", Lex::Unit(Unit::Hour, false)), ("hours", Lex::Unit(Unit::Hour, true)),
    ("hr", Lex::Unit(Unit::Hour, false)), ("hrs", Lex::Unit(Unit::Hour, true)),
    ("day", Lex::Unit(Unit::Day, false)), ("days", Lex::Unit(Unit::Day, true)),
    ("weekend", Lex::Unit(Unit::Weekend, false)), ("weekends", Lex::Unit(Unit::Weekend, true)),
    ("week", Lex::Unit(Unit::Week, false)), ("weeks", Lex::Unit(Unit::Week, true)),
    ("wk", Lex::Unit(Unit::Week, false)), ("wks", Lex::Unit(Unit::Week, true)),
    ("fortnight", Lex::Unit(Unit::Fortnight, false)), ("fortnights", Lex::Unit(Unit::Fortnight, true)),
    ("month", Lex::Unit(Unit::Month, false)), ("months", Lex::Unit(Unit::Month, true)),
    ("quarter", Lex::Unit(Unit::Quarter, false)), ("quarters", Lex::Unit(Unit::Quarter, true)),
    ("year", Lex::Unit(Unit::Year, false)), ("years", Lex::Unit(Unit::Year, true)),
    ("yr", Lex::Unit(Unit::Year, false)), ("yrs", Lex::Unit(Unit::Year, true)),
    ("decade", Lex::Unit(Unit::Decade, false)), ("decades", Lex::Unit(Unit::Decade, true)),
    ("century", Lex::Unit(Unit::Century, false)), ("centuries", Lex::Unit(Unit::Century, true)),
    ("winter", Lex::Season(Season::Winter)), ("spring", Lex::Season(Season::Spring)),
    ("springtime", Lex::Season(Season::Spring)), ("summer", Lex::Season(Season::Summer)),
    ("summertime", Lex::Season(Season::Summer)), ("autumn", Lex::Season(Season::Autumn)),
    ("fall", Lex::Season(Season::Autumn)),
    ("morning", Lex::Part(Part::Morning)), ("mornings", Lex::Part(Part::Morning)),
    ("midday", Lex::Part(Part::Midday)), ("lunchtime", Lex::Part(Part::Midday)),
    ("afternoon", Lex::Part(Part::Afternoon)), ("afternoons", Lex::Part(Part::Afternoon)),
    ("evening", Lex::Part(Part::Evening)), ("evenings", Lex::Part(Part::Evening)),
    ("night", Lex::Part(Part::Night)), ("nights", Lex::Part(Part::Night)),
    ("hourly", Lex::Frequency("PT1H")), ("daily", Lex::Frequency("P1D")), ("nightly", Lex::Frequency("P1D")),
    ("weekly", Lex::Frequency("P1W")), ("biweekly", Lex::Frequency("P2W")),
    ("fortnightly", Lex::Frequency("P2W")), ("monthly", Lex::Frequency("P1M")),
    ("bimonthly", Lex::Frequency("P2M")), ("quarterly", Lex::Frequency("P3M")),
    ("semiannual", Lex::Frequency("P6M")), ("semiannually", Lex::Frequency("P6M")),
    ("biannual", Lex::Frequency("P6M")), ("annual", Lex::Frequency("P1Y")), ("annually", Lex::Frequency("P1Y")),
    ("yearly", Lex::Frequency("P1Y")), ("biennial", Lex::Frequency("P2Y")),
    ("everyday", Lex::Frequency("P1D")),
    ("currently", Lex::Vague(Vague::Present)), ("presently", Lex::Vague(Vague::Present)),
    ("nowadays", Lex::Vague(Vague::Present)), ("recently", Lex::Vague(Vague::Past)),
    ("lately", Lex::Vague(Vague::Past)), ("soon", Lex::Vague(Vague::Future)),
    ("the", Lex::Kw(Kw::The)), ("a", Lex::Kw(Kw::A)), ("an", Lex::Kw(Kw::A)), ("this", Lex::Kw(Kw::This)),
    ("that", Lex::Kw(Kw::That)), ("these", Lex::Kw(Kw::These)), ("last", Lex::Kw(Kw::Last)),
    ("past", Lex::Kw(Kw::Past)), ("previous", Lex::Kw(Kw::Previous)), ("preceding", Lex::Kw(Kw::Previous)),
    ("prior", Lex::Kw(Kw::Previous)), ("next", Lex::Kw(Kw::Next)), ("coming", Lex::Kw(Kw::Coming)),
    ("upcoming", Lex::Kw(Kw::Coming)), ("future", Lex::Kw(Kw::Coming)), ("following", Lex::Kw(Kw::Following)),
    ("ensuing", Lex::Kw(Kw::Following)), ("subsequent", Lex::Kw(Kw::Following)), ("same", Lex::Kw(Kw::Same)),
    ("current", Lex::Kw(Kw::Current)), ("present", Lex::Kw(Kw::Current)), ("recent", Lex::Kw(Kw::Recent)),
    ("latest", Lex::Kw(Kw::Latest)), ("each", Lex::Kw(Kw::Each)), ("every", Lex::Kw(Kw::Every)),
    ("other", Lex::Kw(Kw::Other)), ("any", Lex::Kw(Kw::Any)), ("all", Lex::Kw(Kw::All)),
    ("whole", Lex::Kw(Kw::Whole)), ("entire", Lex::Kw(Kw::Whole)), ("full", Lex::Kw(Kw::Whole)),
    ("first", Lex::Kw(Kw::First)), ("opening", Lex::Kw(Kw::First)), ("final", Lex::Kw(Kw::Final)),
    ("closing", Lex::Kw(Kw::Final)), ("early", Lex::Kw(Kw::Early)),
    ("earlier", Lex::Kw(Kw::Earlier)), ("mid", Lex::Kw(Kw::Mid)), ("middle", Lex::Kw(Kw::Middle)),
    ("late", Lex::Kw(Kw::Late)), ("later", Lex::Kw(Kw::Later)), ("end", Lex::Kw(Kw::End)),
    ("close", Lex::Kw(Kw::End)), ("beginning", Lex::Kw(Kw::Beginning)), ("start", Lex::Kw(Kw::Beginning)),
    ("ago", Lex::Kw(Kw::Ago)), ("from", Lex::Kw(Kw::From)), ("now", Lex::Kw(Kw::Now)),
    ("today", Lex::Kw(Kw::Today)), ("yesterday", Lex::Kw(Kw::Yesterday)), ("tomorrow", Lex::Kw(Kw::Tomorrow)),
    ("tonight", Lex::Kw(Kw::Tonight)), ("before", Lex::Kw(Kw::Before)), ("after", Lex::Kw(Kw::After)),
    ("in", Lex::Kw(Kw::In)), ("on", Lex::Kw(Kw::On)), ("of", Lex::Kw(Kw::Of)), ("to", Lex::Kw(Kw::To)),
    ("through", Lex::Kw(Kw::Through)), ("thru", Lex::Kw(Kw::Through)), ("until", Lex::Kw(Kw::Until)),
    ("till", Lex::Kw(Kw::Until)), ("between", Lex::Kw(Kw::Between)), ("and", Lex::Kw(Kw::And)),
    ("or", Lex::Kw(Kw::Or)), ("at", Lex::Kw(Kw::At)), ("by", Lex::Kw(Kw::By)), ("since", Lex::Kw(Kw::Since)),
    ("during", Lex::Kw(Kw::During)), ("for", Lex::Kw(Kw::For)), ("within", Lex::Kw(Kw::Within)),
    ("about", Lex::Kw(Kw::About)), ("around", Lex::Kw(Kw::About)), ("approximately", Lex::Kw(Kw::About)),
    ("roughly", Lex::Kw(Kw::About)), ("nearly", Lex::Kw(Kw::Nearly)), ("almost", Lex::Kw(Kw::Nearly)),
    ("up", Lex::Kw(Kw::Up)), ("more", Lex::Kw(Kw::More)), ("less", Lex::Kw(Kw::Less)),
    ("fewer", Lex::Kw(Kw::Less)), ("than", Lex::Kw(Kw::Than)), ("least", Lex::Kw(Kw::Least)),
    ("most", Lex::Kw(Kw::Most)), ("no", Lex::Kw(Kw::No)), ("not", Lex::Kw(Kw::Not)), ("just", Lex::Kw(Kw::Just)),
    ("only", Lex::Kw(Kw::Only)), ("over", Lex::Kw(Kw::Over)), ("additional", Lex::Kw(Kw::Additional)),
    ("another", Lex::Kw(Kw::Another)), ("extra", Lex::Kw(Kw::Extra)), ("fiscal", Lex::Kw(Kw::Fiscal)),
    ("comparable", Lex::Kw(Kw::Comparable)), ("trading", Lex::Kw(Kw::Trading)),
    ("business", Lex::Kw(Kw::Business)), ("working", Lex::Kw(Kw::Business)), ("noon", Lex::Kw(Kw::Noon)),
    ("midnight", Lex::Kw(Kw::Midnight)), ("am", Lex::Kw(Kw::Am)), ("a.m.", Lex::Kw(Kw::Am)),
    ("pm", Lex::Kw(Kw::Pm)), ("p.m.", Lex::Kw(Kw::Pm)), ("o'clock", Lex::Kw(Kw::Oclock)),
    ("oclock", Lex::Kw(Kw::Oclock)), ("gmt", Lex::Kw(Kw::Zone)), ("utc", Lex::Kw(Kw::Zone)),
    ("est", Lex::Kw(Kw::Zone)), ("edt", Lex::Kw(Kw::Zone)), ("et", Lex::Kw(Kw::Zone)), ("pst", Lex::Kw(Kw::Zone)),
    ("pdt", Lex::Kw(Kw::Zone)), ("pt", Lex::Kw(Kw::Zone)), ("cst", Lex::Kw(Kw::Zone)), ("cdt", Lex::Kw(Kw::Zone)),
    ("mst", Lex::Kw(Kw::Zone)), ("mdt", Lex::Kw(Kw::Zone)), ("cet", Lex::Kw(Kw::Zone)),
    ("cest", Lex::Kw(Kw::Zone)), ("bst", Lex::Kw(Kw::Zone)), ("ist", Lex::Kw(Kw::Zone)),
    ("jst", Lex::Kw(Kw::Zone)), ("msk", Lex::Kw(Kw::Zone)), ("eet", Lex::Kw(Kw::Zone)),
    ("eest", Lex::Kw(Kw::Zone)), ("aest", Lex::Kw(Kw::Zone)), ("aedt", Lex::Kw(Kw::Zone)),
    ("class", Lex::Kw(Kw::Class)), ("bc", Lex::Kw(Kw::Bc)), ("bce", Lex::Kw(Kw::Bc)), ("b.c.", Lex::Kw(Kw::Bc)),
    ("ad", Lex::Kw(Kw::Ad)), ("ce", Lex::Kw(Kw::Ad)), ("a.d.", Lex::Kw(Kw::Ad)), ("so", Lex::Kw(Kw::So)),
    ("some", Lex::Kw(Kw::Some)), ("sometime", Lex::Kw(Kw::Sometime)), ("consecutive", Lex::Kw(Kw::Consecutive)),
    ("successive", Lex::Kw(Kw::Consecutive)), ("straight", Lex::Kw(Kw::Straight)), ("long", Lex::Kw(Kw::Long)),
    ("old", Lex::Kw(Kw::Old)), ("term", Lex::Kw(Kw::Term)), ("period", Lex::Kw(Kw::Period)),
    ("time", Lex::Kw(Kw::Time)), ("ahead", Lex::Kw(Kw::Ahead)), ("half", Lex::Kw(Kw::Half)),
    ("few", Lex::Kw(Kw::Few)),
];

fn table() -> &'static FxHashMap<u64, Lex> {
    static MAP: OnceLock<FxHashMap<u64, Lex>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = FxHashMap::default();
        for (i, month) in (1..).zip(calendar::MONTHS) {
            map.insert(word_key(month), Lex::Month(i, false));
        }
        for (month, i) in calendar::SHORT_MONTHS {
            map.insert(word_key(month), Lex::Month(i, true));
        }
        for (i, day) in (1..).zip(calendar::WEEKDAYS) {
            map.insert(word_key(day), Lex::Weekday(i, false, false));
            map.insert(word_key(&format!("{day}s")), Lex::Weekday(i, false, true));
        }
        for &(day, i) in WEEKDAYS_SHORT {
            map.insert(word_key(day), Lex::Weekday(i, true, false));
        }
        map.extend(WORDS.iter().map(|&(word, lex)| (word_key(word), lex)));
        map
    })
}

/// What each token of `doc` is.
pub fn classify(doc: &Doc) -> Vec<Lex> {
    let table = table();
    doc.tokens
        .iter()
        .map(|t| match t.kind {
            TokenKind::Word => table.get(&t.key).copied().unwrap_or(Lex::Other),
            _ => Lex::Other,
        })
        .collect()
}
