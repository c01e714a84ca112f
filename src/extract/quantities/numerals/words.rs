//! Number words.

use std::sync::OnceLock;

use crate::text::{KeyMap, word_key};

/// What a word is to a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    /// 0 to 19
    Small(f64),
    Tens(f64),
    Hundred,
    /// thousand, million, ...
    Scale(f64),
    Dozen,
    /// hundreds, thousands, dozens, scores, tens: their first and last number.
    Plural(f64, f64),
    Several,
    Few,
    Couple,
    Half,
    /// third, quarter, ...: the denominator. True where it is plural.
    Part(f64, bool),
    Article,
    And,
    Of,
    Point,
}

#[rustfmt::skip]
const WORDS: &[(&str, Word)] = &[
    ("zero", Word::Small(0.0)), ("nought", Word::Small(0.0)), ("naught", Word::Small(0.0)), ("one", Word::Small(1.0)),
    ("two", Word::Small(2.0)), ("three", Word::Small(3.0)), ("four", Word::Small(4.0)), ("five", Word::Small(5.0)),
    ("six", Word::Small(6.0)), ("seven", Word::Small(7.0)), ("eight", Word::Small(8.0)), ("nine", Word::Small(9.0)),
    ("ten", Word::Small(10.0)), ("eleven", Word::Small(11.0)), ("twelve", Word::Small(12.0)),
    ("thirteen", Word::Small(13.0)), ("fourteen", Word::Small(14.0)), ("fifteen", Word::Small(15.0)),
    ("sixteen", Word::Small(16.0)), ("seventeen", Word::Small(17.0)), ("eighteen", Word::Small(18.0)),
    ("nineteen", Word::Small(19.0)), ("twenty", Word::Tens(20.0)), ("thirty", Word::Tens(30.0)),
    ("forty", Word::Tens(40.0)), ("fourty", Word::Tens(40.0)), ("fifty", Word::Tens(50.0)),
    ("sixty", Word::Tens(60.0)), ("seventy", Word::Tens(70.0)), ("eighty", Word::Tens(80.0)),
    ("ninety", Word::Tens(90.0)), ("hundred", Word::Hundred), ("thousand", Word::Scale(1e3)),
    ("lakh", Word::Scale(1e5)), ("million", Word::Scale(1e6)), ("mln", Word::Scale(1e6)), ("mn", Word::Scale(1e6)),
    ("crore", Word::Scale(1e7)), ("billion", Word::Scale(1e9)), ("bn", Word::Scale(1e9)), ("bln", Word::Scale(1e9)),
    ("trillion", Word::Scale(1e12)), ("trn", Word::Scale(1e12)), ("tn", Word::Scale(1e12)),
    ("quadrillion", Word::Scale(1e15)), ("dozen", Word::Dozen), ("tens", Word::Plural(10.0, 100.0)),
    ("dozens", Word::Plural(12.0, 100.0)), ("scores", Word::Plural(20.0, 100.0)),
    ("hundreds", Word::Plural(100.0, 1e3)), ("thousands", Word::Plural(1e3, 1e4)), ("lakhs", Word::Plural(1e5, 1e7)),
    ("millions", Word::Plural(1e6, 1e9)), ("billions", Word::Plural(1e9, 1e12)),
    ("trillions", Word::Plural(1e12, 1e15)), ("several", Word::Several), ("few", Word::Few),
    ("couple", Word::Couple), ("half", Word::Half), ("halves", Word::Part(2.0, true)),
    ("third", Word::Part(3.0, false)), ("thirds", Word::Part(3.0, true)), ("quarter", Word::Part(4.0, false)),
    ("quarters", Word::Part(4.0, true)), ("fourth", Word::Part(4.0, false)), ("fourths", Word::Part(4.0, true)),
    ("fifth", Word::Part(5.0, false)), ("fifths", Word::Part(5.0, true)), ("sixth", Word::Part(6.0, false)),
    ("sixths", Word::Part(6.0, true)), ("seventh", Word::Part(7.0, false)), ("sevenths", Word::Part(7.0, true)),
    ("eighth", Word::Part(8.0, false)), ("eighths", Word::Part(8.0, true)), ("ninth", Word::Part(9.0, false)),
    ("ninths", Word::Part(9.0, true)), ("tenth", Word::Part(10.0, false)), ("tenths", Word::Part(10.0, true)),
    ("hundredths", Word::Part(100.0, true)), ("thousandths", Word::Part(1000.0, true)),
    ("a", Word::Article), ("an", Word::Article), ("and", Word::And), ("of", Word::Of), ("point", Word::Point),
];

#[rustfmt::skip]
const ORDINALS: &[(&str, u32)] = &[
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7),
    ("eighth", 8), ("ninth", 9), ("tenth", 10), ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13),
    ("fourteenth", 14), ("fifteenth", 15), ("sixteenth", 16), ("seventeenth", 17), ("eighteenth", 18),
    ("nineteenth", 19), ("twentieth", 20), ("thirtieth", 30), ("fortieth", 40), ("fiftieth", 50), ("sixtieth", 60),
    ("seventieth", 70), ("eightieth", 80), ("ninetieth", 90), ("hundredth", 100), ("thousandth", 1000),
];

/// What a word is to a number, by word key.
pub fn lexicon() -> &'static KeyMap<Word> {
    static MAP: OnceLock<KeyMap<Word>> = OnceLock::new();
    MAP.get_or_init(|| WORDS.iter().map(|&(w, n)| (word_key(w), n)).collect())
}

/// Ordinals by word key.
pub fn ordinals() -> &'static KeyMap<u32> {
    static MAP: OnceLock<KeyMap<u32>> = OnceLock::new();
    MAP.get_or_init(|| ORDINALS.iter().map(|&(w, n)| (word_key(w), n)).collect())
}
