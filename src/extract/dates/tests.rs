use proptest::prelude::*;

use super::find;
use crate::article::{Article, ArticleDate, TextMap};
use crate::facts::{DateValue, Day, FieldId, Value, Yearless};
use crate::source::Span;
use crate::text::Doc;

/// An article of one paragraph, dated `date` if that is not empty.
fn article(text: &str, date: &str) -> Article {
    let date = (!date.is_empty()).then(|| ArticleDate {
        value: DateValue::day(date.parse::<Day>().unwrap()),
        by: "the record's date",
        span: None,
    });
    Article { date, ..Article::new("a.txt", text, TextMap::default(), Vec::new()) }
}

/// Every mention as `words = TYPE value`.
pub(super) fn read(text: &str, date: &str) -> Vec<String> {
    let doc = Doc::of_text(text);
    find(&doc, &article(text, date))
        .iter()
        .map(|m| {
            let timex = m.fields.iter().find(|f| f.field == FieldId(4)).and_then(|f| f.value.as_text()).unwrap();
            format!("{} = {timex}", m.span.of(text))
        })
        .collect()
}

/// The date of the first mention.
pub(super) fn first(text: &str, date: &str) -> DateValue {
    let doc = Doc::of_text(text);
    let mentions = find(&doc, &article(text, date));
    mentions[0].fields[0].value.as_date().unwrap().clone()
}

/// The first mention's first and last day.
pub(super) fn ends(text: &str, date: &str) -> String {
    let day = |d: Option<Day>| d.map_or("-".to_string(), |d| d.to_string());
    let date = first(text, date);
    format!("{}..{}", day(date.from), day(date.to))
}

#[test]
fn stretches() {
    // (text, article's date, first and last day)
    let cases: &[(&str, &str, &str)] = &[
        ("Rain is likely in the next three days.", "2025-05-20", "2025-05-21..2025-05-23"),
        ("Prices will climb over the next two weeks.", "2025-05-20", "2025-05-21..2025-06-03"),
        ("The dam will leak in the four coming years.", "2025-05-20", "2025-05-21..2029-05-20"),
        ("Sales fell in the past three months.", "2025-05-20", "2025-02-20..2025-05-20"),
        ("Profit shrank in the last two quarters.", "2025-05-20", "2024-10-01..2025-03-31"),
        ("Orders should grow in the next two quarters.", "2025-05-20", "2025-07-01..2025-12-31"),
        ("The coast will shift in the next two decades.", "2025-05-20", "2030-01-01..2049-12-31"),
        ("Shops closed for the last two weeks of December.", "2025-05-20", "2024-12-18..2024-12-31"),
        ("The mayor held office from 2014 to May 2018.", "2025-05-20", "2014-01-01..2018-05-31"),
        ("It was shut between March 2019 and June 3, 2020.", "2025-05-20", "2019-03-01..2020-06-03"),
        ("Exports rose in q2 of 2017 and fell later.", "2025-05-20", "2017-04-01..2017-06-30"),
        ("They have to pay in five days.", "2025-05-20", "2025-05-25..2025-05-25"),
        ("the first nine months of 2024", "2025-05-20", "2024-01-01..2024-09-30"),
        ("It hailed for the last 48 hours.", "2025-05-20", "2025-05-18..2025-05-20"),
        ("She sold them on Feb. 13 in 33 separate deals.", "2020-03-01", "2020-02-13..2020-02-13"),
        ("It fell two weeks ago.", "2025-05-20", "2025-05-06..2025-05-06"),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&ends(text, date), expected, "{text}");
    }
}

#[test]
fn values() {
    // (text, article's date, mentions); 2025-05-20 is a Tuesday.
    let cases: &[(&str, &str, &[&str])] = &[
        ("It opened on 15 October 2025.", "", &["15 October 2025 = DATE 2025-10-15"]),
        ("It opened on Oct. 15, 2025.", "", &["Oct. 15, 2025 = DATE 2025-10-15"]),
        ("They met on May 16th.", "", &["May 16th = DATE XXXX-05-16"]),
        ("They met on May 16th.", "2025-05-20", &["May 16th = DATE 2025-05-16"]),
        ("They will meet on 3 March.", "2025-05-20", &["3 March = DATE 2026-03-03"]),
        ("Filed 2025-10-15, paid 10/25/2025.", "", &["2025-10-15 = DATE 2025-10-15", "10/25/2025 = DATE 2025-10-25"]),
        ("Built in 1996 and sold in May 2024.", "", &["1996 = DATE 1996", "May 2024 = DATE 2024-05"]),
        ("He wrote in the 1990s.", "", &["the 1990s = DATE 199"]),
        ("It began in mid-2024.", "", &["mid-2024 = DATE 2024"]),
        ("They spoke on Tuesday, 15 October 2025.", "", &["Tuesday, 15 October 2025 = DATE 2025-10-15"]),
        ("She arrived on Friday.", "2025-05-20", &["Friday = DATE 2025-05-16"]),
        ("She arrives next week.", "2025-05-20", &["next week = DATE 2025-W22"]),
        ("It fell two weeks ago.", "2025-05-20", &["two weeks ago = DATE 2025-W19"]),
        (
            "He left last May and returned yesterday.",
            "2025-07-20",
            &["last May = DATE 2025-05", "yesterday = DATE 2025-07-19"],
        ),
        ("a plan for 2026-2030", "", &["2026-2030 = DATE 2026/2030"]),
        ("the war of 1941–1945", "", &["1941–1945 = DATE 1941/1945"]),
        ("from May 3 to 5", "", &["May 3 to 5 = DATE XXXX-05-03/XXXX-05-05"]),
        ("It took three days.", "", &["three days = DURATION P3D"]),
        ("Every Monday she runs.", "", &["Every Monday = SET XXXX-WXX-1"]),
        ("17:34, 15 October", "", &["17:34, 15 October = TIME XXXX-10-15T17:34"]),
        ("Closing at 3 p.m. on Friday", "", &["3 p.m. on Friday = TIME XXXX-WXX-5T15:00"]),
        ("Profit rose in the third quarter of 2009.", "", &["the third quarter of 2009 = DATE 2009-Q3"]),
        ("Recently it was closed.", "", &["Recently = DATE PAST_REF"]),
        ("On Easter Monday 2025 he died.", "", &["Easter Monday 2025 = DATE 2025-04-21"]),
        ("They will meet on Friday.", "2025-05-20", &["Friday = DATE 2025-05-23"]),
        ("The vote is due in three weeks.", "2025-05-20", &["three weeks = DATE 2025-W24"]),
        ("He was jailed for two and a half years.", "", &["two and a half years = DURATION P2Y6M"]),
        ("It lasted nearly an hour.", "", &["nearly an hour = DURATION PT1H"]),
        ("Talks took two to three weeks.", "", &["two to three weeks = DURATION P2W"]),
        ("Sales fell in the past two years.", "2025-05-20", &["the past two years = DURATION P2Y"]),
        ("In recent months it grew.", "2025-05-20", &["recent months = DURATION PXM"]),
        ("It froze in the winter of 2019.", "", &["the winter of 2019 = DATE 2019-WI"]),
        ("He fled in early March.", "2025-05-20", &["early March = DATE 2025-03"]),
        ("She won in June last year.", "2025-05-20", &["June last year = DATE 2024-06"]),
        ("It opens at the end of the month.", "2025-05-20", &["the end of the month = DATE 2025-05"]),
        ("It was the 21st century.", "", &["the 21st century = DATE 20"]),
        ("It closed 10 p.m. Wednesday.", "2025-05-20", &["10 p.m. Wednesday = TIME 2025-05-14T22:00"]),
        ("He died Monday night.", "2025-05-20", &["Monday night = TIME 2025-05-19TNI"]),
        (
            "Open Monday from 9 a.m. to noon.",
            "2025-05-20",
            &["Monday from 9 a.m. to noon = TIME 2025-05-19T09:00/2025-05-19T12:00"],
        ),
        (
            "He left on May 5 and died the following day.",
            "2025-05-20",
            &["May 5 = DATE 2025-05-05", "the following day = DATE 2025-05-06"],
        ),
        ("It meets twice a week.", "", &["twice a week = SET P1W"]),
        ("He paid annually.", "", &["annually = SET P1Y"]),
        ("The first Tuesday in November 2024 came.", "", &["The first Tuesday in November 2024 = DATE 2024-11-05"]),
        ("the last week of 2016", "", &["the last week of 2016 = DATE 2016-W52"]),
        ("It began three days after Easter 2025.", "", &["three days after Easter 2025 = DATE 2025-04-23"]),
        ("Between 5 and 9 May 2024 it rained.", "", &["5 and 9 May 2024 = DATE 2024-05-05/2024-05-09"]),
        ("from November to February 2017", "", &["November to February 2017 = DATE 2016-11/2017-02"]),
        (
            "In the third quarter it lost $3 million; a year ago it won.",
            "2025-10-20",
            &["the third quarter = DATE 2025-Q3", "a year ago = DATE 2024-Q3"],
        ),
        ("It sails at 0900 GMT on April six.", "", &["0900 GMT on April six = TIME XXXX-04-06T09:00Z"]),
        (
            "The Easter parade, the Fourth of July 2024",
            "",
            &["Easter = DATE XXXX-XX-XX", "the Fourth of July 2024 = DATE 2024-07-04"],
        ),
        ("on 1986 earnings", "", &["1986 = DATE 1986"]),
        ("the Aug. 7 bombings", "2025-10-20", &["Aug. 7 = DATE 2025-08-07"]),
        (
            "22/Jan/2019, 2019-02-03 and 23.04.2022",
            "",
            &["22/Jan/2019 = DATE 2019-01-22", "2019-02-03 = DATE 2019-02-03", "23.04.2022 = DATE 2022-04-23"],
        ),
        (
            "Two years ago, yesterday and last week",
            "",
            &["Two years ago = DATE XXXX", "yesterday = DATE XXXX-XX-XX", "last week = DATE XXXX-WXX"],
        ),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, date, expected)| (text, read(text, date), expected))
        .filter(|(_, got, expected)| got != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn times_and_ranges() {
    // 2025-05-20 is a Tuesday.
    let cases: &[(&str, &str, &[&str])] = &[
        ("It ends at half past seven on 9 May.", "", &["half past seven on 9 May = TIME XXXX-05-09T07:30"]),
        ("The doors open tomorrow at 7pm.", "2025-05-20", &["tomorrow at 7pm = TIME 2025-05-21T19:00"]),
        ("The bus left today at ten past nine.", "2025-05-20", &["today at ten past nine = TIME 2025-05-20T09:10"]),
        ("Shut on Friday the 30th at 4.", "2025-05-20", &["Friday the 30th at 4 = TIME 2025-05-30T04:00"]),
        ("Sold Friday at 9 a share.", "2025-05-20", &["Friday = DATE 2025-05-16"]),
        (
            "Open 2 to 4 p.m. Monday and from 10:30 to 3 on 1/2/2015",
            "2025-05-20",
            &[
                "2 to 4 p.m. Monday = TIME 2025-05-19T14:00/2025-05-19T16:00",
                "10:30 to 3 on 1/2/2015 = TIME 2015-01-02T10:30/2015-01-02T15:00",
            ],
        ),
        (
            "Logged 2011-03-04T05:06:07Z, 22:00 on 27 April (UTC+8)",
            "",
            &["2011-03-04T05:06:07Z = TIME 2011-03-04T05:06:07Z", "22:00 on 27 April = TIME XXXX-04-27T22:00"],
        ),
        ("At 6:40 pm (GMT+8) it rang.", "2025-05-20", &["6:40 pm (GMT+8) = TIME 2025-05-20T18:40+08:00"]),
        ("They meet Mondays at 17:30.", "", &["Mondays at 17:30 = SET XXXX-WXX-1T17:30"]),
        ("Pay on the 3rd of every month.", "", &["3rd of every month = SET XXXX-XX-03"]),
        ("between the 21st and the 23rd", "2025-05-20", &["the 21st and the 23rd = DATE 2025-05-21/2025-05-23"]),
        (
            "from the 27th to the 3rd of April",
            "2025-05-20",
            &["the 27th to the 3rd of April = DATE 2025-03-27/2025-04-03"],
        ),
        ("May 3, 4 and 5, 2024", "", &["May 3 = DATE XXXX-05-03", "4 = DATE XXXX-05-04", "5, 2024 = DATE 2024-05-05"]),
        (
            "The 3rd, 4th and 5th of May 2024 were wet.",
            "",
            &["The 3rd = DATE 2024-05-03", "4th = DATE 2024-05-04", "5th of May 2024 = DATE 2024-05-05"],
        ),
        (
            "They go Thursday or Friday next week.",
            "2025-05-20",
            &["Thursday = DATE 2025-05-29", "Friday next week = DATE 2025-05-30"],
        ),
        ("from 10/1 to 11/7", "2025-05-20", &["10/1 to 11/7 = DATE 2025-10-01/2025-11-07"]),
        ("from 1/2 to 3/4 of it", "2025-05-20", &[]),
        (
            "He fell in 44 BC, she in AD 79 and they on 10 August 234 BCE.",
            "2025-05-20",
            &["44 BC = DATE BC0044", "AD 79 = DATE 0079", "10 August 234 BCE = DATE BC0234-08-10"],
        ),
        ("It stood in the 5th century BC.", "", &["the 5th century BC = DATE BC04"]),
        ("They lost 6-4 on Monday 6-4.", "2025-05-20", &["Monday = DATE 2025-05-19"]),
        (
            "Free on 11/20, 11/22 or 11/25.",
            "2025-05-20",
            &["11/20 = DATE 2024-11-20", "11/22 = DATE 2024-11-22", "11/25 = DATE 2024-11-25"],
        ),
        ("the third week of Jan 2018", "", &["the third week of Jan 2018 = DATE 2018-W03"]),
        ("Shops shut for Labor Day weekend 2024.", "", &["Labor Day weekend 2024 = DATE 2024-W35-WE"]),
        ("in the week of the 18th", "2025-05-20", &["the week of the 18th = DATE 2025-W20"]),
        (
            "Born twenty-five January nineteen eighty-six.",
            "",
            &["twenty-five January nineteen eighty-six = DATE 1986-01-25"],
        ),
        ("It dates back to 1865.", "", &["1865 = DATE 1865"]),
        ("The ferry returns in two weeks.", "2025-05-20", &["two weeks = DATE 2025-W23"]),
        ("It will be the worst frost in ten years.", "2025-05-20", &["ten years = DURATION P10Y"]),
        (
            "Rosh Hashanah 2024 and Passover 2024",
            "",
            &["Rosh Hashanah 2024 = DATE 2024-10-03", "Passover 2024 = DATE 2024-04-23"],
        ),
        ("We sang on christmas eve.", "2025-05-20", &["christmas eve = DATE 2024-12-24"]),
        ("Rest until 6 p.m. The first time helps.", "2025-05-20", &["6 p.m. = TIME 2025-05-20T18:00"]),
        ("Open 9 p.m. to midnight Eastern.", "", &["9 p.m. to midnight Eastern = TIME T21:00/T24:00"]),
        ("They doubled after 9/11.", "2025-05-20", &[]),
        ("In the five years between the wars it grew.", "2025-05-20", &["the five years = DURATION P5Y"]),
        (
            "They will talk next week, perhaps on Tuesday.",
            "2025-05-20",
            &["next week = DATE 2025-W22", "Tuesday = DATE 2025-05-27"],
        ),
        ("the first Monday evening of June 2025", "", &["the first Monday evening of June 2025 = TIME 2025-06-02TEV"]),
        ("2015-1-32 is wrong.", "", &[]),
        ("No boat can cross it in one minute.", "2025-05-20", &["one minute = DURATION PT1M"]),
        ("In ten minutes.", "2025-05-20", &["ten minutes = DATE 2025-05-20"]),
        ("It rained all weekend.", "2025-05-20", &[]),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, date, expected)| (text, read(text, date), expected))
        .filter(|(_, got, expected)| got != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_dates() {
    for text in [
        "You may leave.",
        "The drill Zapad 2025 ended.",
        "Some 2000 people came.",
        "They march on.",
        "He is 34 years old.",
        "A second round was held.",
        "The ratio is 4:3.",
        "Over 1500 homes burned.",
        "He is in his 40s.",
        "She cut costs by 1500.",
        "An F-2000 jet.",
        "Theresa May spoke.",
        "Jan Novak came second.",
        "It may rain.",
        "the show 60 Minutes",
        "It cost 1999 euros.",
    ] {
        assert_eq!(read(text, "2025-05-20"), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn impossible_days_are_kept() {
    let text = "It happened on 30 February 2024.";
    let doc = Doc::of_text(text);
    let found = find(&doc, &article(text, "2024-05-20"));
    let valid = found[0].fields.iter().find(|f| f.field == FieldId(5)).unwrap();
    assert_eq!(valid.value, Value::text("no"));
    let date = first(text, "");
    assert_eq!((date.from, date.to), (None, None));
    assert_eq!(date.timex.unwrap().value, "2024-02-30");
}

#[test]
fn open_writings_keep_their_readings() {
    let other = |y, m, d| (Day::new(y, m, d).unwrap(), Day::new(y, m, d).unwrap());
    let date = first("Signed 03/04/2025.", "");
    assert_eq!((date.from, date.also), (Day::new(2025, 3, 4).ok(), vec![other(2025, 4, 3)]));
    let date = first("Signed 03/04/2025, paid 25/04/2025.", "");
    assert_eq!((date.from, date.also), (Day::new(2025, 4, 3).ok(), vec![other(2025, 3, 4)]));
}

#[test]
fn days_without_a_year_say_so() {
    let date = first("It was on 29 February.", "");
    assert_eq!(date.yearless, Some(Yearless { month: 2, day: Some(29) }));
    assert!(date.is_open() && date.by.is_none());
    let date = first("Party: 20 December", "2025-08-20");
    assert_eq!((date.from, date.also.len()), (Day::new(2025, 12, 20).ok(), 1));
    let date = first("It was on 29 February.", "2025-05-20");
    assert_eq!((date.from, date.by), (Day::new(2024, 2, 29).ok(), Some("article date")));
}

#[test]
fn lengths_of_time_are_durations() {
    let text = "It took three days.";
    let doc = Doc::of_text(text);
    assert_eq!(find(&doc, &article(text, ""))[0].value, Value::Duration(3.0, 3.0));
}

#[test]
fn a_weekday_with_a_date_is_kept() {
    let text = "He resigned on Monday, May 5.";
    let doc = Doc::of_text(text);
    let found = find(&doc, &article(text, ""));
    let weekday = found[0].fields.iter().find(|f| f.field == FieldId(2)).unwrap();
    assert_eq!(weekday.value, Value::text("Monday"));
    assert_eq!(*weekday.spans, [Span::new(15, 21)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..40)) {
        let text = words.join(" ");
        check(&text);
        check(&words.concat());
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,60}") {
        check(&text);
    }
}

const WORDS: &[&str] = &[
    "May",
    "march",
    "3",
    "16th",
    "2025",
    "1988",
    "-",
    "–",
    ",",
    ".",
    "the",
    "first",
    "quarter",
    "of",
    "last",
    "this",
    "next",
    "week",
    "year",
    "years",
    "ago",
    "from",
    "to",
    "between",
    "and",
    "a",
    "half",
    "few",
    "10:30",
    "p.m.",
    "at",
    "Friday",
    "on",
    "'",
    "s",
    "90",
    "early",
    "mid",
    "end",
    "Easter",
    "31",
    "30",
    "February",
    "/",
    "0",
    "9999",
    "12",
    "million",
    "several",
    "hundred",
    "before",
    "after",
    "yesterday",
    "every",
    "in",
    "é",
    "Q",
    "4",
    "century",
    "day",
    "all",
    "within",
    "business",
    "days",
    "present",
    "20250315",
    "rest",
    "date",
    "now",
    "odd",
    "weekends",
    "nights",
];

fn check(text: &str) {
    let doc = Doc::of_text(text);
    for date in ["", "2024-02-29", "-009999-01-01", "9999-12-31"] {
        let mut at = 0;
        for m in find(&doc, &article(text, date)) {
            assert!(m.first >= at && m.end > m.first, "{text:?}");
            assert_eq!(m.span, doc.span(m.first, m.end));
            assert!(text.is_char_boundary(m.span.start as usize) && text.is_char_boundary(m.span.end as usize));
            at = m.end;
        }
    }
}
