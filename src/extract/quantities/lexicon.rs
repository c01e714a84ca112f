//! Comparators, currencies and units of measure.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::facts::Comparator;
use crate::text::{Doc, TokenKind, word_key};

/// Words before a number. The longest match counts.
const COMPARATORS: &[(&str, Comparator)] = &[
    ("about", Comparator::About),
    ("around", Comparator::About),
    ("some", Comparator::About),
    ("approximately", Comparator::About),
    ("approx", Comparator::About),
    ("roughly", Comparator::About),
    ("nearly", Comparator::About),
    ("almost", Comparator::About),
    ("circa", Comparator::About),
    ("close to", Comparator::About),
    ("an estimated", Comparator::About),
    ("estimated", Comparator::About),
    ("an average of", Comparator::About),
    ("more or less", Comparator::About),
    ("give or take", Comparator::About),
    ("in the region of", Comparator::About),
    ("at least", Comparator::AtLeast),
    ("no fewer than", Comparator::AtLeast),
    ("no less than", Comparator::AtLeast),
    ("not less than", Comparator::AtLeast),
    ("not fewer than", Comparator::AtLeast),
    ("a minimum of", Comparator::AtLeast),
    ("greater than or equal to", Comparator::AtLeast),
    ("more than", Comparator::MoreThan),
    ("greater than", Comparator::MoreThan),
    ("higher than", Comparator::MoreThan),
    ("larger than", Comparator::MoreThan),
    ("over", Comparator::MoreThan),
    ("above", Comparator::MoreThan),
    ("just over", Comparator::MoreThan),
    ("well over", Comparator::MoreThan),
    ("slightly over", Comparator::MoreThan),
    ("slightly more than", Comparator::MoreThan),
    ("just more than", Comparator::MoreThan),
    ("a little over", Comparator::MoreThan),
    ("a little more than", Comparator::MoreThan),
    ("well above", Comparator::MoreThan),
    ("just above", Comparator::MoreThan),
    ("exceeding", Comparator::MoreThan),
    ("in excess of", Comparator::MoreThan),
    ("upwards of", Comparator::MoreThan),
    ("upward of", Comparator::MoreThan),
    ("at most", Comparator::AtMost),
    ("up to", Comparator::AtMost),
    ("as many as", Comparator::AtMost),
    ("as much as", Comparator::AtMost),
    ("no more than", Comparator::AtMost),
    ("not more than", Comparator::AtMost),
    ("a maximum of", Comparator::AtMost),
    ("less than or equal to", Comparator::AtMost),
    ("less than", Comparator::LessThan),
    ("fewer than", Comparator::LessThan),
    ("lower than", Comparator::LessThan),
    ("smaller than", Comparator::LessThan),
    ("under", Comparator::LessThan),
    ("below", Comparator::LessThan),
    ("just under", Comparator::LessThan),
    ("just below", Comparator::LessThan),
    ("well under", Comparator::LessThan),
    ("well below", Comparator::LessThan),
    ("slightly under", Comparator::LessThan),
    ("slightly below", Comparator::LessThan),
    ("slightly less than", Comparator::LessThan),
    ("just less than", Comparator::LessThan),
    ("a little under", Comparator::LessThan),
    ("a little less than", Comparator::LessThan),
    ("shy of", Comparator::LessThan),
    ("just shy of", Comparator::LessThan),
];

/// Words behind a number.
const BEHIND: &[(&str, Comparator)] = &[
    ("or more", Comparator::AtLeast),
    ("or higher", Comparator::AtLeast),
    ("or above", Comparator::AtLeast),
    ("or greater", Comparator::AtLeast),
    ("and above", Comparator::AtLeast),
    ("or less", Comparator::AtMost),
    ("or fewer", Comparator::AtMost),
    ("or lower", Comparator::AtMost),
    ("or below", Comparator::AtMost),
    ("or so", Comparator::About),
];

/// Names of a unit; the first is the canonical one. Names after `|` are symbols, whose case counts.
const UNITS: &[&str] = &[
    "percent,per cent,percentage,pct |%",
    "percentage point,percent point,percentage points,percent points |pp",
    "basis point,basis points",
    // Money: ISO 4217 codes.
    "USD,us dollar,us dollars,u.s. dollar,u.s. dollars,american dollars,dollar,dollars,dlr,dlrs,buck,bucks,usd |USD US$",
    "EUR,euro,euros,eur |EUR €",
    "GBP,pound sterling,pounds sterling,british pound,british pounds,quid,gbp |GBP £",
    "JPY,yen,japanese yen,jpy |JPY ¥",
    "CNY,yuan,chinese yuan,renminbi,rmb |CNY RMB 元",
    "RUB,ruble,rubles,rouble,roubles,russian rubles,russian roubles |RUB ₽",
    "BYN,belarusian rubles,belarusian roubles |BYN",
    "UAH,hryvnia,hryvnias,ukrainian hryvnia |UAH ₴",
    "KZT,tenge |KZT ₸",
    "INR,rupee,rupees,indian rupee,indian rupees |INR ₹ Rs",
    "PKR,pakistani rupee,pakistani rupees |PKR",
    "CAD,canadian dollar,canadian dollars,cad |CAD C$ CA$",
    "AUD,australian dollar,australian dollars,aud |AUD A$ AU$",
    "NZD,new zealand dollar,new zealand dollars |NZD NZ$",
    "HKD,hong kong dollar,hong kong dollars |HKD HK$",
    "SGD,singapore dollar,singapore dollars,singaporean dollars |SGD S$",
    "TWD,taiwan dollars,taiwan dollar |TWD NT$",
    "CHF,swiss franc,swiss francs |CHF",
    "SEK,swedish krona,swedish kronor,swedish crowns |SEK",
    "NOK,norwegian krone,norwegian kroner,norwegian crowns |NOK",
    "DKK,danish krone,danish kroner,danish crowns |DKK",
    "CZK,czech koruna,czech crowns,czech koruny |CZK",
    "PLN,zloty,zlotys,polish zloty |PLN",
    "HUF,forint,forints |HUF",
    "TRY,lira,turkish lira,turkish liras |TRY ₺",
    "ILS,shekel,shekels,israeli shekel,israeli shekels |ILS ₪ NIS",
    "KRW,won,south korean won,korean won |KRW ₩",
    "BRL,real,reais,brazilian real,brazilian reais |BRL R$",
    "MXN,mexican peso,mexican pesos |MXN",
    "ARS,argentine peso,argentine pesos |ARS",
    "PHP,philippine peso,philippine pesos |PHP ₱",
    "ZAR,rand,south african rand |ZAR",
    "NGN,naira |NGN ₦",
    "KES,kenyan shilling,kenyan shillings |KES",
    "EGP,egyptian pound,egyptian pounds |EGP",
    "SAR,saudi riyal,saudi riyals,riyal,riyals |SAR",
    "AED,dirham,dirhams,uae dirhams |AED",
    "IRR,iranian rial,iranian rials,rial,rials |IRR",
    "MYR,ringgit,malaysian ringgit |MYR RM",
    "IDR,rupiah,indonesian rupiah |IDR",
    "THB,baht,thai baht |THB ฿",
    "VND,dong,vietnamese dong |VND",
    "HRK,kuna,croatian kuna |HRK",
    "CRC,colones,costa rican colones |CRC ₡",
    "LKR,sri lankan rupee,sri lankan rupees |LKR",
    "BDT,taka |BDT",
    // Money that was replaced by the euro.
    "DEM,deutsche mark,deutsche marks,deutschemark,deutschemarks,d-mark,d-marks,german mark,german marks |DEM DM",
    "FRF,french franc,french francs |FRF",
    "BEF,belgian franc,belgian francs |BEF",
    "NLG,guilder,guilders,dutch guilder,dutch guilders |NLG",
    "ITL,lire,italian lire |ITL",
    "ESP,peseta,pesetas,spanish pesetas |ESP",
    "PTE,escudo,escudos,portuguese escudos |PTE",
    "ATS,austrian schilling,austrian schillings |ATS",
    "GRD,drachma,drachmas |GRD",
    "FIM,markka,markkaa,finnish markka |FIM",
    "IEP,irish pound,irish pounds,punt,punts |IEP",
    "cent,cents,cts |¢",
    "pence,penny |p",
    "peso,pesos",
    "franc,francs",
    "pound,pounds",
    "crown,crowns,krona,kronor,krone,kroner",
    "bitcoin,bitcoins |BTC",
    "ether |ETH",
    // Length
    "km,kilometre,kilometres,kilometer,kilometers,kms |km",
    "m,metre,metres,meter,meters |m",
    "dm,decimetre,decimetres,decimeter,decimeters |dm",
    "cm,centimetre,centimetres,centimeter,centimeters |cm",
    "mm,millimetre,millimetres,millimeter,millimeters |mm",
    "micrometre,micrometres,micrometer,micrometers,micron,microns |µm μm",
    "nm,nanometre,nanometres,nanometer,nanometers |nm",
    "mile,miles |mi",
    "nautical mile,nautical miles |nmi",
    "yard,yards |yd",
    "foot,feet |ft",
    "inch,inches |″",
    "light-year,light year,light years,light-years",
    // Area
    "square kilometre,square kilometres,square kilometer,square kilometers,sq km |km² km2",
    "square metre,square metres,square meter,square meters,sq m,sqm |m² m2",
    "square mile,square miles,sq miles",
    "square foot,square feet,sq ft,sq feet,sqft |ft²",
    "square inch,square inches,sq in",
    "square yard,square yards,sq yd,sq yards",
    "square centimetre,square centimetres,square centimeter,square centimeters,sq cm |cm² cm2",
    "hectare,hectares |ha",
    "acre,acres",
    // Volume
    "cubic metre,cubic metres,cubic meter,cubic meters,cu m |m³ m3",
    "cubic kilometre,cubic kilometres,cubic kilometer,cubic kilometers |km³ km3",
    "cubic centimetre,cubic centimetres,cubic centimeter,cubic centimeters |cm³ cm3 cc",
    "cubic inch,cubic inches,cu in",
    "cubic yard,cubic yards,cu yd",
    "cubic foot,cubic feet,cu ft",
    "acre-foot,acre-feet,acre feet",
    "litre,litres,liter,liters |l L",
    "millilitre,millilitres,milliliter,milliliters |ml mL",
    "gallon,gallons",
    "pint,pints",
    "quart,quarts",
    "barrel,barrels |bbl",
    "bushel,bushels",
    "teaspoon,teaspoons |tsp",
    "tablespoon,tablespoons |tbsp",
    "cup,cups",
    // Mass
    "kg,kilogram,kilograms,kilogramme,kilogrammes,kilo,kilos |kg",
    "g,gram,grams,gramme,grammes |g",
    "mg,milligram,milligrams |mg",
    "microgram,micrograms,microgramme,microgrammes |µg μg mcg",
    "tonne,tonnes,metric ton,metric tons,metric tonnes",
    "ton,tons,short tons,long tons",
    "pound-mass,lbs |lb",
    "ounce,ounces |oz",
    "fluid ounce,fluid ounces",
    "carat,carats",
    // Time
    "second,seconds,secs",
    "minute,minutes,min,mins",
    "hour,hours,hrs,hr |h",
    "day,days",
    "week,weeks",
    "fortnight,fortnights",
    "month,months",
    "quarter,quarters",
    "year,years,yrs",
    "decade,decades",
    "century,centuries",
    "millisecond,milliseconds |ms",
    // Speed
    "km/h,kilometres per hour,kilometers per hour,kilometres an hour,kilometers an hour,kph,kmh |km/h km/hr",
    "mph,miles per hour,miles an hour,m.p.h. |mph",
    "knot,knots",
    "metre per second,metres per second,meters per second |m/s",
    // Energy, power, data
    "W,watt,watts |W",
    "kW,kilowatt,kilowatts |kW",
    "MW,megawatt,megawatts |MW",
    "GW,gigawatt,gigawatts |GW",
    "TW,terawatt,terawatts |TW",
    "Wh,watt hours,watt-hours |Wh",
    "kWh,kilowatt hour,kilowatt hours,kilowatt-hour,kilowatt-hours |kWh KWh",
    "MWh,megawatt hour,megawatt hours,megawatt-hours |MWh",
    "GWh,gigawatt hour,gigawatt hours,gigawatt-hours |GWh",
    "TWh,terawatt hour,terawatt hours,terawatt-hours |TWh",
    "mAh,milliampere-hour,milliampere hours |mAh",
    "V,volt,volts |V kV",
    "horsepower,hp |hp HP",
    "joule,joules |J",
    "calorie,calories,kcal",
    "Hz,hertz |Hz HZ",
    "kHz,kilohertz |kHz",
    "MHz,megahertz |MHz",
    "GHz,gigahertz |GHz Ghz",
    "bit,bits",
    "kilobit,kilobits |kbit",
    "megabit,megabits |Mbit",
    "gigabit,gigabits |Gbit",
    "byte,bytes",
    "kB,kilobyte,kilobytes |KB kB",
    "MB,megabyte,megabytes |MB",
    "GB,gigabyte,gigabytes |GB",
    "TB,terabyte,terabytes |TB",
    "PB,petabyte,petabytes |PB",
    "EB,exabyte,exabytes |EB",
    "kbps,kilobits per second |kbps Kbps",
    "Mbps,megabits per second |Mbps",
    "Gbps,gigabits per second |Gbps",
    "pascal,pascals |Pa",
    "hectopascal,hectopascals |hPa",
    "kilopascal,kilopascals |kPa",
    "megapascal,megapascals |MPa",
    "psi,pounds per square inch |psi",
    "ksi,kilopounds per square inch |ksi",
    "millibar,millibars |mbar",
    "kilojoule,kilojoules |kJ",
    "megajoule,megajoules |MJ",
    "newton,newtons |kN",
    "feet per second,foot per second |ft/s",
    "kilometre per second,kilometres per second,kilometers per second |km/s",
    "mpg,miles per gallon |mpg",
    "decibel,decibels |dB",
    // Temperature and angles
    "celsius,degrees celsius,degree celsius,degrees centigrade,degrees c,degree c |°C C",
    "fahrenheit,degrees fahrenheit,degree fahrenheit,degrees farenheit,degrees f,degree f |°F F",
    "kelvin |K",
    "degree,degrees |°",
    "times |x",
    "magnitude",
    "ppm,parts per million",
    "ppb,parts per billion",
    "megaton,megatons,megatonne,megatonnes",
    "gigatonne,gigatonnes,gigaton,gigatons",
    "kiloton,kilotons",
];

/// Symbols that stand before a number, without letters.
pub fn currency_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₽' => "RUB",
        '₴' => "UAH",
        '₸' => "KZT",
        '₹' => "INR",
        '₺' => "TRY",
        '₪' => "ILS",
        '₩' => "KRW",
        '₱' => "PHP",
        '₦' => "NGN",
        '฿' => "THB",
        '₡' => "CRC",
        _ => return None,
    })
}

/// Letters before a `$`: `US`, `HK`.
pub fn dollar(letters: &str) -> Option<&'static str> {
    Some(match letters.trim_end_matches('.') {
        "US" | "U.S" | "us" | "USD" => "USD",
        "C" | "CA" | "CAD" | "c" | "Can" => "CAD",
        "A" | "AU" | "AUD" | "Aus" => "AUD",
        "NZ" | "NZD" | "nzd" => "NZD",
        "HK" | "HKD" => "HKD",
        "S" | "SG" | "SGD" => "SGD",
        "NT" => "TWD",
        "R" => "BRL",
        "Z" => "ZWL",
        _ => return None,
    })
}

/// A unit: canonical name, and whether it is money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub name: &'static str,
    pub money: bool,
    pub time: bool,
}

struct Table {
    /// By the key of the first word: keys of all words, and the unit.
    words: FxHashMap<u64, Vec<(Vec<u64>, Unit)>>,
    /// Symbols of letters, as written.
    symbols: FxHashMap<&'static str, Unit>,
    before: FxHashMap<u64, Vec<(Vec<u64>, Comparator)>>,
    behind: FxHashMap<u64, Vec<(Vec<u64>, Comparator)>>,
}

fn keys(words: &str) -> Vec<u64> {
    words.split([' ', '-']).filter(|w| !w.is_empty()).map(word_key).collect()
}

fn by_first<T: Copy>(items: impl Iterator<Item = (Vec<u64>, T)>) -> FxHashMap<u64, Vec<(Vec<u64>, T)>> {
    let mut map: FxHashMap<u64, Vec<(Vec<u64>, T)>> = FxHashMap::default();
    for (keys, value) in items {
        if let Some(&first) = keys.first() {
            map.entry(first).or_default().push((keys, value));
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
    }
    map
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Vec::new();
        let mut symbols = FxHashMap::default();
        for line in UNITS {
            let (names, signs) = line.split_once('|').unwrap_or((line, ""));
            let names: Vec<&'static str> =
                if names.contains(',') { names.split(',').map(str::trim).collect() } else { vec![names.trim()] };
            let name = names[0];
            let money =
                is_money(name) || matches!(name, "cent" | "pence" | "peso" | "franc" | "crown" | "bitcoin" | "ether");
            let time = matches!(
                name,
                "second"
                    | "minute"
                    | "hour"
                    | "day"
                    | "week"
                    | "fortnight"
                    | "month"
                    | "quarter"
                    | "year"
                    | "decade"
                    | "century"
            );
            let unit = Unit { name, money, time };
            let code = name.bytes().any(|b| b.is_ascii_uppercase());
            words.extend(names.iter().filter(|n| !(code && **n == name)).map(|n| (keys(n), unit)));
            symbols.extend(signs.split_whitespace().map(|s| (s, unit)));
        }
        Table {
            words: by_first(words.into_iter()),
            symbols,
            before: by_first(COMPARATORS.iter().map(|(w, c)| (keys(w), *c))),
            behind: by_first(BEHIND.iter().map(|(w, c)| (keys(w), *c))),
        }
    })
}

/// The longest entry whose words stand at `i`; hyphens between them do not count.
fn longest<T: Copy>(map: &FxHashMap<u64, Vec<(Vec<u64>, T)>>, doc: &Doc, i: u32) -> Option<(T, u32)> {
    let token = doc.token(i)?;
    map.get(&token.key)?.iter().find_map(|(keys, value)| {
        let mut at = i;
        for (n, key) in keys.iter().enumerate() {
            if n > 0 && doc.token(at).is_some_and(|t| !t.spaced && matches!(t.span.of(doc.text), "-" | ".")) {
                at += 1;
            }
            if doc.token(at)?.key != *key {
                return None;
            }
            at += 1;
        }
        Some((*value, at))
    })
}

/// The unit at `i` and the token after it.
pub fn unit(doc: &Doc, i: u32) -> Option<(Unit, u32)> {
    let token = doc.token(i)?;
    let table = table();
    let word = token.span.of(doc.text);
    // A symbol may be cut in several tokens: `km/h`, `°C`, `m²`, `km2`.
    for parts in (1..=3).rev() {
        let Some(last) = doc.token(i + parts - 1) else { continue };
        if (i + 1..i + parts).any(|k| doc.tokens[k as usize].spaced) {
            continue;
        }
        let written = token.span.cover(last.span).of(doc.text);
        let longer = doc.token(i + parts).is_some_and(|t| {
            !t.spaced && (t.kind == TokenKind::Word || t.kind == TokenKind::Number && written.len() == 1)
        });
        if let Some(unit) = table.symbols.get(written).filter(|_| !longer) {
            // One capital letter is a unit only right behind its number: `40C`, not "20 F".
            let letter = written.len() == 1 && written.bytes().all(|b| b.is_ascii_alphabetic());
            if letter && token.spaced && !matches!(written, "m" | "g" | "l" | "W" | "V") || is_video_format(doc, i) {
                continue;
            }
            return Some((*unit, i + parts));
        }
    }
    if token.kind != TokenKind::Word || word.len() < 2 {
        return None;
    }
    longest(&table.words, doc, i)
}

/// Whether the `p` at `i` counts lines of a picture: `1080p`.
fn is_video_format(doc: &Doc, i: u32) -> bool {
    doc.word(i) == "p"
        && i > 0
        && matches!(doc.word(i - 1), "144" | "240" | "360" | "480" | "576" | "720" | "1080" | "1440" | "2160" | "4320")
}

/// The comparator that begins at `i` and the token after it.
pub fn comparator(doc: &Doc, i: u32) -> Option<(Comparator, u32)> {
    longest(&table().before, doc, i)
}

/// The comparator behind a number.
pub fn comparator_behind(doc: &Doc, i: u32) -> Option<(Comparator, u32)> {
    longest(&table().behind, doc, i)
}

/// A currency code or name that stands before its number: `EUR 125`, `RM79`.
pub fn code_before(doc: &Doc, i: u32) -> Option<&'static str> {
    let token = doc.token(i).filter(|t| t.kind == TokenKind::Word)?;
    let unit = table().symbols.get(token.span.of(doc.text)).filter(|u| u.money)?;
    Some(unit.name)
}

/// Whether a canonical unit is money.
pub fn is_money(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a canonical unit is a length of time.
pub fn is_time(name: &str) -> bool {
    table().words.get(&word_key(name)).is_some_and(|list| list.iter().any(|(_, u)| u.name == name && u.time))
}
