use proptest::prelude::*;

use super::{distances, find, number_at};
use crate::extract::{Mention, MentionKind};
use crate::facts::{Comparator, Number, Provenance, Value};
use crate::text::Doc;

/// Every quantity as `words: value low..high unit thing`.
fn read(text: &str) -> Vec<String> {
    let doc = Doc::of_text(text);
    let show = |n: Option<f64>| n.map_or("?".to_string(), |n| n.to_string());
    find(&doc, &[])
        .iter()
        .map(|m| {
            let Value::Quantity(q) = &m.value else { panic!("no quantity") };
            let Number { low, high, value, .. } = q.number;
            let mut out = format!("{}: {} {}..{}", m.span.of(text), show(value), show(low), show(high));
            for part in [&q.unit, &q.thing].into_iter().flatten() {
                out.push_str(&format!(" [{part}]"));
            }
            out
        })
        .collect()
}

#[test]
fn quantities() {
    let cases: &[(&str, &[&str])] = &[
        ("Currently, more than 400 specialists study.", &["more than 400 specialists: 400 401..? [specialists]"]),
        ("They held 150 joint activities in all.", &["150 joint activities: 150 150..150 [joint activities]"]),
        (
            "There were 49 Belarusian Armed Forces instructors there.",
            &["49 Belarusian Armed Forces instructors: 49 49..49 [Belarusian Armed Forces instructors]"],
        ),
        ("It involved about 60,000 troops.", &["about 60,000 troops: 60000 55000..65000 [troops]"]),
        ("It cost US$1.2 million in all.", &["US$1.2 million: 1200000 1200000..1200000 [USD]"]),
        ("At least 12 people died.", &["At least 12 people: 12 12..? [people]"]),
        (
            "He paid $5m, then €30bn.",
            &["$5m: 5000000 5000000..5000000 [USD]", "€30bn: 30000000000 30000000000..30000000000 [EUR]"],
        ),
        (
            "Two dozen cows and half a million hens.",
            &["Two dozen cows: 24 24..24 [cows]", "half a million hens: 500000 500000..500000 [hens]"],
        ),
        (
            "Shares fell 3.5% and 2 percentage points.",
            &["3.5%: 3.5 3.5..3.5 [percent]", "2 percentage points: 2 2..2 [percentage point]"],
        ),
        ("Between 40 and 50 boats sank.", &["Between 40 and 50 boats: ? 40..50 [boats]"]),
        ("Some 10-15 tents burned.", &["Some 10-15 tents: ? 10..15 [tents]"]),
        ("Up to 700 jobs may go.", &["Up to 700 jobs: 700 ?..700 [jobs]"]),
        ("Dozens of villages were cut off.", &["Dozens of villages: ? 12..100 [villages]"]),
        ("A 40-member team came.", &["40-member: 40 40..40 [member]"]),
        ("It is 60 miles (about 80 km) off.", &["60 miles: 60 60..60 [mile]", "about 80 km: 80 75..85 [km]"]),
        ("She was 34 years old.", &["34 years old: 34 34..34 [year]"]),
        ("Oil sold at $98 a barrel.", &["$98 a barrel: 98 98..98 [USD per barrel]"]),
    ];
    check_all(cases);
}

#[test]
fn over_is_more_than_or_how_long() {
    let cases: &[(&str, &[&str])] = &[
        ("Over 40 boats sank.", &["Over 40 boats: 40 41..? [boats]"]),
        (
            "It costs $2 billion over 10 years.",
            &["$2 billion: 2000000000 2000000000..2000000000 [USD]", "10 years: 10 10..10 [year]"],
        ),
        ("She ran it for over two years.", &["over two years: 2 2..? [year]"]),
        ("It sank over 20 years ago.", &["over 20 years: 20 20..? [year]"]),
        ("He is over 80 years old.", &["over 80 years old: 80 80..? [year]"]),
        ("The pressure was 120 over 80.", &["120: 120 120..120", "80: 80 80..80"]),
    ];
    check_all(cases);
}

#[test]
fn money_and_heat_as_they_are_written() {
    let cases: &[(&str, &[&str])] = &[
        ("It hit 30 C (86 F) by noon.", &["30 C: 30 30..30 [celsius]", "86 F: 86 86..86 [fahrenheit]"]),
        ("Temperatures of 41 C are likely.", &["41 C: 41 41..41 [celsius]"]),
        ("She took 30 C batteries.", &["30 C batteries: 30 30..30 [C batteries]"]),
        ("The fund sent a 13F filing.", &[]),
        (
            "Sales of MSEK 120 and a loss of 1.5 MEUR",
            &["MSEK 120: 120000000 120000000..120000000 [SEK]", "1.5 MEUR: 1500000 1500000..1500000 [EUR]"],
        ),
        ("He owes Rs 6 crore 20 lakh to them.", &["Rs 6 crore 20 lakh: 62000000 62000000..62000000 [INR]"]),
        ("It fell from 31 mpg to 27, they say.", &["31 mpg: 31 31..31 [mpg]", "27: 27 27..27 [mpg]"]),
        ("It rose from 14-18 mpg to 24.", &["14-18 mpg: ? 14..18 [mpg]", "24: 24 24..24 [mpg]"]),
        ("She leads 49-44 percent.", &["49: 49 49..49 [percent]", "44 percent: 44 44..44 [percent]"]),
        ("They lost the vote 52-48.", &[]),
        ("It fell by a third in May.", &["a third: 0.3333333333333333 0.3333333333333333..0.3333333333333333 [share]"]),
        ("It was run by a third party, too clever by half.", &[]),
        ("Some 40-odd boats sank.", &["Some 40-odd boats: 40 35..45 [boats]"]),
        ("It drew 30 people or more.", &["30 people or more: 30 30..? [people]"]),
        ("Some 12 US gallons leaked.", &["Some 12 US gallons: 12 11.5..12.5 [gallon]"]),
        ("They went from 3 miles to 10 towns.", &["3 miles: 3 3..3 [mile]", "10 towns: 10 10..10 [towns]"]),
    ];
    check_all(cases);
}

#[test]
fn one_thing_ends_where_its_verb_begins() {
    check_all(&[
        ("It failed, one harbour clerk told reporters.", &["one harbour clerk: 1 1..1 [harbour clerk]"]),
        ("They saw one woman carrying lamps.", &["one woman: 1 1..1 [woman]"]),
        ("It is one person familiar with the lease.", &["one person: 1 1..1 [person]"]),
        ("That is one reason Lund left early.", &["one reason: 1 1..1 [reason]"]),
        ("She met one former Berg adviser.", &["one former Berg adviser: 1 1..1 [former Berg adviser]"]),
        ("She met one senior harbour official.", &["one senior harbour official: 1 1..1 [senior harbour official]"]),
        ("He sat through one council meeting.", &["one council meeting: 1 1..1 [council meeting]"]),
        ("She lost one family member.", &["one family member: 1 1..1 [family member]"]),
        (
            "It ran one rather unsurprising headline.",
            &["one rather unsurprising headline: 1 1..1 [rather unsurprising headline]"],
        ),
        ("They paid three Times reporters.", &["three Times reporters: 3 3..3 [Times reporters]"]),
        ("He opened one savings account.", &["one savings account: 1 1..1 [savings account]"]),
        ("They will get one eventually.", &[]),
        ("At one time, one wonders if it helps.", &[]),
        ("They paid for it one way or another.", &[]),
        ("It was a one-way trip and a one-two punch by a one-time ally.", &[]),
        ("They zero in on the north pier, a zero-sum game, says @four_harbours.", &[]),
    ]);
}

#[test]
fn years_days_and_ranks_are_no_amounts() {
    check_all(&[
        ("It is the best of the 2014 races.", &[]),
        ("They argued about 2016, and over 2012 levels.", &[]),
        ("Copyright 2019 Lund Media", &[]),
        (
            "Some 2000 people and 2014 of the others came.",
            &["Some 2000 people: 2000 1500..2500 [people]", "2014 of the others: 2014 2014..2014 [others]"],
        ),
        ("Since 9/11, the pier has been closed.", &[]),
        ("They drank 3/4 of it.", &["3/4: 0.75 0.75..0.75 [share]"]),
        ("It ranks them: Berg 80 1. Lund 40 2. Dahl 30", &["40: 40 40..40", "30: 30 30..30"]),
        ("See chart 2 for the sums.", &[]),
        ("She told it on the programme 40 Minutes last winter.", &[]),
        ("It owes $16.4 trillion.", &["$16.4 trillion: 16400000000000 16400000000000..16400000000000 [USD]"]),
    ]);
}

#[test]
fn ranges_with_an_open_end() {
    check_all(&[
        ("It takes a 12- to 18-month stay.", &["12- to 18-month: ? 12..18 [month]"]),
        ("It will take at least 20 to 30 boats.", &["at least 20 to 30 boats: ? 20..? [boats]"]),
        ("It took as many as 20 to 30 boats.", &["as many as 20 to 30 boats: ? ?..30 [boats]"]),
    ]);
}

fn check_all(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> =
        cases.iter().map(|(t, want)| (t, read(t), want)).filter(|(_, got, want)| got != *want).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn numbers_in_words() {
    check_all(&[
        (
            "It has two hundred and one point seventy-one.",
            &["two hundred and one point seventy-one: 201.71 201.71..201.71"],
        ),
        ("The ratio is nought point eleven.", &["nought point eleven: 0.11 0.11..0.11"]),
        (
            "They grew five and a half million tulips.",
            &["five and a half million tulips: 5500000 5500000..5500000 [tulips]"],
        ),
        ("It is worth two million and one half.", &["two million and one half: 2500000 2500000..2500000"]),
        (
            "It owes one billion and a quarter million.",
            &["one billion and a quarter million: 1000250000 1000250000..1000250000"],
        ),
        (
            "It owes five billion and three quarters.",
            &["five billion and three quarters: 5750000000 5750000000..5750000000"],
        ),
        ("It has forty - two cows.", &["forty - two cows: 42 42..42 [cows]"]),
        ("It grew by seven hundredths.", &["seven hundredths: 0.07 0.07..0.07 [share]"]),
    ]);
}

#[test]
fn numbers_in_digits() {
    check_all(&[
        ("A cell weighs 2.5e-9 g.", &["2.5e-9 g: 0.0000000025 0.0000000025..0.0000000025 [g]"]),
        ("It holds 4 x 10^6 cells.", &["4 x 10^6 cells: 4000000 4000000..4000000 [cells]"]),
        ("It holds 4×10⁶ cells.", &["4×10⁶ cells: 4000000 4000000..4000000 [cells]"]),
        ("It has 12 345 678 parts.", &["12 345 678 parts: 12345678 12345678..12345678 [parts]"]),
        ("It is 40 000 km long.", &["40 000 km: 40000 40000..40000 [km]"]),
        ("In hall 3 250 people sat.", &["3: 3 3..3", "250 people: 250 250..250 [people]"]),
        ("About 1 , 118 songs.", &["About 1 , 118 songs: 1118 1117.5..1118.5 [songs]"]),
        ("It yields 6 . 2 %.", &["6 . 2 %: 6.2 6.2..6.2 [percent]"]),
        ("It gained 7 3 / 4 %.", &["7 3 / 4 %: 7.75 7.75..7.75 [percent]"]),
        ("A town of 8 B people.", &["8 B people: 8000000000 8000000000..8000000000 [people]"]),
        ("Where x >= 30 it holds.", &[">= 30: 30 30..?"]),
    ]);
}

#[test]
fn money() {
    check_all(&[
        ("A cup is 5 dollars and 30 cents.", &["5 dollars and 30 cents: 5.3 5.3..5.3 [USD]"]),
        ("A cup is fifteen euros fifty.", &["fifteen euros fifty: 15.5 15.5..15.5 [EUR]"]),
        ("He gave 15 dollars and 50 cows.", &["15 dollars: 15 15..15 [USD]", "50 cows: 50 50..50 [cows]"]),
        ("Shares closed at 118.5p.", &["118.5p: 118.5 118.5..118.5 [pence]"]),
        ("It lost 75 USD million.", &["75 USD million: 75000000 75000000..75000000 [USD]"]),
        ("Its stock fell to Y=28,030.", &["Y=28,030: 28030 28030..28030 [JPY]"]),
        ("It owes 420 million Finnish markka.", &["420 million Finnish markka: 420000000 420000000..420000000 [FIM]"]),
        ("Net 918,000 dlrs 38 cts.", &["918,000 dlrs: 918000 918000..918000 [USD]", "38 cts: 38 38..38 [cent]"]),
        ("A phone for less than Rs. 9,000.", &["less than Rs. 9,000: 9000 ?..9000 [INR]"]),
    ]);
}

#[test]
fn measures() {
    check_all(&[
        ("He is 5'10\" tall.", &["5'10\": 5.833333333333333 5.833333333333333..5.833333333333333 [foot]"]),
        ("A 5-foot-6 guard.", &["5-foot-6: 5.5 5.5..5.5 [foot]"]),
        ("The bolts hold 9 ksi.", &["9 ksi: 9 9..9 [ksi]"]),
        ("It is half a mile off.", &["half a mile: 0.5 0.5..0.5 [mile]"]),
        ("It is 1/16 of a US pint.", &["1/16 of a US pint: 0.0625 0.0625..0.0625 [pint]"]),
        ("An 87 yo man.", &["87 yo: 87 87..87 [year]"]),
        ("A 30 - year bond.", &["30 - year: 30 30..30 [year]"]),
        ("Sub-300 sq. m offices.", &["Sub-300 sq. m: 300 ?..300 [square metre]"]),
        ("At an angle of minus-1.4 degrees.", &["minus-1.4 degrees: -1.4 -1.4..-1.4 [degree]"]),
        ("A 30- and 60-day plan.", &["30-: 30 30..30 [day]", "60-day: 60 60..60 [day]"]),
        (
            "With four-, five- and six-cylinder engines.",
            &["four-: 4 4..4 [cylinder]", "five-: 5 5..5 [cylinder]", "six-cylinder: 6 6..6 [cylinder]"],
        ),
        (
            "He has 280 million of the 1.5 billion shekels.",
            &[
                "280 million: 280000000 280000000..280000000",
                "1.5 billion shekels: 1500000000 1500000000..1500000000 [ILS]",
            ],
        ),
        ("It has two new 737 Max jets.", &["two new 737 Max jets: 2 2..2 [new 737 Max jets]"]),
        ("It took more than about 40 days.", &["more than about 40 days: 40 40..? [day]"]),
    ]);
}

#[test]
fn what_stands_once_counts_for_both() {
    check_all(&[
        (
            "It rose from 40 to 50 million euros.",
            &["40: 40000000 40000000..40000000 [EUR]", "50 million euros: 50000000 50000000..50000000 [EUR]"],
        ),
        (
            "It fell from about $4 to $3 billion.",
            &[
                "about $4: 4000000000 3500000000..4500000000 [USD]",
                "$3 billion: 3000000000 3000000000..3000000000 [USD]",
            ],
        ),
        ("It went from 13.5 to 14 mm.", &["13.5: 13.5 13.5..13.5 [mm]", "14 mm: 14 14..14 [mm]"]),
        // Too far apart: nobody can tell.
        ("It went from 5 to 200 million.", &["5: 5 5..5", "200 million: 200000000 200000000..200000000"]),
        (
            "It went from 900,000 to 1.2 million.",
            &["900,000: 900000 900000..900000", "1.2 million: 1200000 1200000..1200000"],
        ),
    ]);
}

#[test]
fn bounds() {
    check_all(&[
        (
            "It has more than 100 but fewer than 300 cows.",
            &["more than 100 but fewer than 300 cows: ? 100..300 [cows]"],
        ),
        ("It took two or three weeks.", &["two or three weeks: ? 2..3 [week]"]),
        ("It took 20 or 25 men.", &["20 or 25 men: ? 20..25 [men]"]),
        ("A 10-to-15-year plan.", &["10-to-15-year: ? 10..15 [year]"]),
        ("It sells 13 and 26-week bills.", &["13: 13 13..13 [week]", "26-week: 26 26..26 [week]"]),
        ("They cut one to two billion euros.", &["one to two billion euros: ? 1000000000..2000000000 [EUR]"]),
        ("With prices from $5 to $10.", &["$5 to $10: ? 5..10 [USD]"]),
        ("Open to those aged 65 and older.", &["65 and older: 65 65..?"]),
        ("It sold 60-plus tickets.", &["60-plus tickets: 60 60..? [tickets]"]),
        ("After 20 plus years.", &["20 plus years: 20 20..? [year]"]),
        ("As few as 40 boats came.", &["As few as 40 boats: 40 40..? [boats]"]),
        // Another number begins.
        ("Between 30 and 40 and over 50 cows.", &["Between 30 and 40: ? 30..40", "over 50 cows: 50 51..? [cows]"]),
    ]);
}

#[test]
fn shares() {
    let fifth = "About 1 in 5 adults: 0.2 0.2..0.2 [share] [adults]";
    check_all(&[
        ("About 1 in 5 adults smoke.", &[fifth]),
        ("Only 12 out of 48 towns agreed.", &["12 out of 48 towns: 0.25 0.25..0.25 [share] [towns]"]),
        ("He won 3 in 5 games.", &["3: 3 3..3", "5 games: 5 5..5 [games]"]),
    ]);
}

#[test]
fn units_behind_other_words() {
    check_all(&[
        (
            "It cost hundreds of millions of dollars.",
            &["hundreds of millions of dollars: ? 100000000..1000000000 [USD]"],
        ),
        ("It is thousands of miles off.", &["thousands of miles: ? 1000..10000 [mile]"]),
        ("It took a couple of hours.", &["a couple of hours: 2 2..2 [hour]"]),
        ("A couple of old boats sank.", &["A couple of old boats: 2 2..2 [old boats]"]),
        ("It took four more years.", &["four more years: 4 4..4 [year]"]),
        ("It made 3.9 billion marks.", &["3.9 billion marks: 3900000000 3900000000..3900000000 [mark]"]),
        ("It owes 50 mln Australian dlrs.", &["50 mln Australian dlrs: 50000000 50000000..50000000 [AUD]"]),
        ("It costs 10 $ today.", &["10 $: 10 10..10 [USD]"]),
        ("He has five $10 notes.", &["five: 5 5..5", "$10: 10 10..10 [USD]"]),
        (
            "They sent 18 F-16s, 300 Model 3s.",
            &["18 F-16s: 18 18..18 [F-16s]", "300 Model 3s: 300 300..300 [Model 3s]"],
        ),
    ]);
}

#[test]
fn distances_in_time() {
    let text = "Nine days later she left.";
    let doc = Doc::of_text(text);
    let later = Mention {
        kind: MentionKind::Date,
        first: 0,
        end: 3,
        span: doc.span(0, 3),
        value: Value::text("later"),
        fields: Vec::new(),
        by: Provenance::of(&"dates"),
    };
    let found = distances(&doc, &[later]);
    assert_eq!(found.iter().map(|m| m.span.of(text)).collect::<Vec<_>>(), ["Nine days"]);
}

#[test]
fn no_quantities() {
    for text in [
        "He is one of the best.",
        "On one hand, no one knows.",
        "They beat them 2-1.",
        "An F-16 and Flight 370.",
        "See Article 5 and No. 10.",
        "The second round.",
        "The two agreed.",
        "The test scores fell.",
        "As noted [12] in 501(c)(3) rules.",
        "Model T100 and MH17.",
        "A Boeing 777F landed.",
        "Call 555-0100-2200 now.",
        "Ring +1 917 555 0100.",
        "They are in the bottom three.",
        "A screen in 1080p.",
        "They met one-on-one after a two-for-one split.",
        "A TWO-FOR-ONE SPLIT.",
        "She said: 1) the town and 2) the port were shut.",
        "They want: (1) the town, (2) the port.",
        "3. Stir the soup.",
        "Many homes in the town of Seven Oaks burned.",
        "The Group of Seven ministers agreed.",
        "A zero tolerance policy.",
        "They buried a loved one due to the flood.",
        "It sold number two yellow corn.",
        "The S&P 500 firms and Fortune 500 companies fell.",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn numbers_in_phrases() {
    let doc = Doc::of_text("at least two hundred and fifty boats");
    let (number, end) = number_at(&doc, 0).unwrap();
    assert_eq!((number.comparator, number.low, end), (Comparator::AtLeast, Some(250.0), 6));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        check(&words.join(" "));
        check(&words.concat());
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,60}") {
        check(&text);
    }
}

const WORDS: &[&str] = &[
    "one", "two", "twenty", "-", "–", "hundred", "and", "a", "half", "third", "thirds", "million", "dozens", "of", "3",
    "1.2", "60,000", "$", "US", "€", "%", "km", "to", "between", "people", "more", "than", "or", "m", "k", "1/2", "½",
    ".", "001", "point", "per", "share", "the", "'s", "old", "year", "+", "é", "couple", "few", "1 000", "C", "F", "(",
    ")", "MEUR", "lakh", "from", "mpg", "13",
];

fn check(text: &str) {
    let doc = Doc::of_text(text);
    let mut at = 0;
    for m in find(&doc, &[]) {
        assert!(m.first >= at && m.end > m.first, "{text:?}");
        assert_eq!(m.span, doc.span(m.first, m.end));
        at = m.end;
        for span in m.fields.iter().flat_map(|f| &f.spans) {
            assert!(m.span.contains(*span), "{text:?}");
        }
    }
}
