//! What expressions of news text mean: reports of companies, tense, vague lengths.

use super::tests::{ends, first, read};

#[test]
fn reports() {
    // (text, article's date, mentions)
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "Profit rose in the second quarter, compared with a year-earlier loss.",
            "2025-07-20",
            &["the second quarter = DATE 2025-Q2", "year-earlier = DATE 2024-Q2"],
        ),
        (
            "Sales fell in the second quarter. For the first six months, they fell from a year earlier.",
            "2025-07-20",
            &["the second quarter = DATE 2025-Q2", "the first six months = DURATION P6M", "a year earlier = DATE 2024"],
        ),
        (
            "Costs grew in the second quarter from the year-ago period; the latest period had no gains.",
            "2025-07-20",
            &[
                "the second quarter = DATE 2025-Q2",
                "the year-ago period = DATE 2024-Q2",
                "the latest period = DATE 2025-Q2",
            ],
        ),
        (
            "The loss for the third quarter compares with the same quarter a year earlier.",
            "2025-10-20",
            &["the third quarter = DATE 2025-Q3", "the same quarter a year earlier = DATE 2024-Q3"],
        ),
        (
            "Output rose in March against the same period last year.",
            "2025-04-20",
            &["March = DATE 2025-03", "the same period last year = DATE 2024-03"],
        ),
        ("It beat the year-ago third quarter.", "2025-10-20", &["the year-ago third quarter = DATE 2024-Q3"]),
        (
            "Margins shrank in the first and second quarters of 2024.",
            "2025-10-20",
            &["the first = DATE 2024-Q1", "second quarters of 2024 = DATE 2024-Q2"],
        ),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&read(text, date), expected, "{text}");
    }
}

#[test]
fn stretches_with_their_last_day() {
    let cases: &[(&str, &str, &str)] = &[
        ("The quarter ended Sept. 30 brought a loss.", "2025-10-20", "2025-07-01..2025-09-30"),
        ("Its fourth quarter ended Aug. 24 was weak.", "2025-10-20", "2025-05-25..2025-08-24"),
        ("The year ended March 31 was weak.", "2025-10-20", "2024-04-01..2025-03-31"),
        ("The six months to June 30 were weak.", "2025-10-20", "2025-01-01..2025-06-30"),
        ("The 13 weeks ended June 28 were weak.", "2025-10-20", "2025-03-30..2025-06-28"),
        ("The year ended badly.", "2025-10-20", "2025-01-01..2025-12-31"),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&ends(text, date), expected, "{text}");
    }
}

#[test]
fn tense() {
    // The first mention of each, in an article of Tuesday, 20 May 2025.
    let cases = [
        ("The crew planned to leave on Friday.", "Friday = DATE 2025-05-23"),
        ("The owner could not be reached on Friday.", "Friday = DATE 2025-05-16"),
        ("The board could vote on Friday.", "Friday = DATE 2025-05-23"),
        ("The lease had been due to expire on Friday.", "Friday = DATE 2025-05-16"),
        ("On Friday, when he set aside his notes, it rained.", "Friday = DATE 2025-05-16"),
        ("The panel meets on Friday.", "Friday = DATE 2025-05-23"),
        ("She wants to close the pit by Friday.", "Friday = DATE 2025-05-23"),
        (
            "Berg will fly to the coast to open a fair with her deputy at the old hall of the port of Dorn on Friday.",
            "Friday = DATE 2025-05-23",
        ),
        ("He rang on Monday and left later in the day.", "Monday = DATE 2025-05-19"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, "2025-05-20")[0], expected, "{text}");
    }
}

#[test]
fn vague_lengths() {
    let cases: &[(&str, &[&str])] = &[
        ("A storm hit after months of drought.", &["months = DURATION PXM"]),
        ("It is a matter of days.", &[]),
        ("The plant grew over the years.", &["the years = DURATION PXY"]),
        ("In the first hours of the siege they fled.", &["the first hours = DURATION PTXH"]),
        ("Rain will fall in the weeks ahead.", &["the weeks ahead = DURATION PXW"]),
        ("It cuts costs in future years.", &["future years = DATE FUTURE_REF"]),
        ("An engine failed and a minute and a half later it fell.", &["a minute and a half later = DURATION PT1M30S"]),
        ("He watched Harbour Today at home.", &[]),
        ("She told USA TODAY that it rains.", &[]),
        ("Watch how the new pier was built 02:45", &[]),
        ("The ferry leaves the new pier at 02:45", &["02:45 = TIME 2025-05-20T02:45"]),
        ("Ahead of her Friday hearing, she had no comment.", &["Friday = DATE 2025-05-23"]),
        ("On Monday it ended the day at 12 crowns.", &["Monday = DATE 2025-05-19", "the day = DATE 2025-05-19"]),
        ("A previously closed road is open.", &[]),
        ("It has been quiet for a while.", &["a while = DURATION PXX"]),
        ("Every once in a while it rains.", &[]),
        ("In recent weeks and months it rained.", &["recent weeks and months = DATE PAST_REF"]),
    ];
    for (text, expected) in cases {
        assert_eq!(&read(text, "2025-05-20"), expected, "{text}");
    }
}

#[test]
fn open_readings() {
    // (text, article's date, first days of all readings)
    let cases: &[(&str, &str, &[&str])] = &[
        // Which year's September, nothing tells.
        ("Smoke over the harbour on September 11.", "2025-08-02", &["2025-09-11", "2024-09-11"]),
        ("Smoke rose over the harbour on September 11.", "2025-07-02", &["2024-09-11"]),
        ("A row over the October debate.", "2025-05-20", &["2024-10-01", "2025-10-01"]),
        ("A row over the May 19 debate.", "2025-05-20", &["2025-05-19"]),
        // Where a fiscal year begins is open.
        (
            "In fiscal 2019 it lost money.",
            "2025-05-20",
            &["2019-01-01", "2018-04-01", "2018-07-01", "2018-10-01", "2019-02-01", "2019-04-01"],
        ),
        ("It lost money in the fiscal year ended June 30, 2019.", "2025-05-20", &["2018-07-01"]),
        ("In the late 1800s it burned.", "", &["1800-01-01"]),
    ];
    for (text, date, expected) in cases {
        let date = first(text, date);
        let days: Vec<String> = date.readings().iter().map(|r| r.0.unwrap().to_string()).collect();
        assert_eq!(&days, expected, "{text}");
    }
}

#[test]
fn what_is_no_date_or_no_stretch() {
    assert_eq!(
        read("They postponed the fair from May 3 to June 5.", "2025-03-20"),
        ["May 3 = DATE 2025-05-03", "June 5 = DATE 2025-06-05"]
    );
    assert_eq!(read("It airs on “Harbour News Sunday” in spring.", "2025-03-20"), Vec::<String>::new());
    assert_eq!(read("They saw two or three cases a year.", "2025-03-20"), Vec::<String>::new());
    assert_eq!(read("It heals within seven to 10 days.", "2025-03-20"), ["seven to 10 days = DURATION P7D"]);
    assert_eq!(read("He was there as recently as 2007.", ""), ["2007 = DATE 2007"]);
    assert_eq!(read("He was called Rower of the Week.", "2025-03-20"), Vec::<String>::new());
}

#[test]
fn what_words_beside_a_date_say() {
    // (text, article's date, mentions); 2025-05-20 is a Tuesday.
    let cases: &[(&str, &str, &[&str])] = &[
        ("It rained all day.", "2025-05-20", &["all day = DURATION P1D"]),
        ("It is open all year round, the best all year.", "2025-05-20", &["all year round = DURATION P1Y"]),
        ("The lamp is out at present.", "2025-05-20", &["at present = DATE PRESENT_REF"]),
        ("It was late in the day Monday.", "2025-05-20", &["late in the day Monday = DATE 2025-05-19"]),
        ("They will pay this year or next.", "2025-05-20", &["this year = DATE 2025", "next = DATE 2026"]),
        ("We can do it this or next week.", "2025-05-20", &["this = DATE 2025-W21", "next week = DATE 2025-W22"]),
        ("She was this week next to nobody.", "2025-05-20", &["this week = DATE 2025-W21"]),
        (
            "They will play next week on Tuesday Wednesday or Thursday.",
            "2025-05-20",
            &["next week on Tuesday = DATE 2025-05-27", "Wednesday = DATE 2025-05-28", "Thursday = DATE 2025-05-29"],
        ),
        (
            "Let us start three minutes from today.",
            "2025-05-20",
            &["three minutes = DURATION PT3M", "today = DATE 2025-05-20"],
        ),
        ("Please register by 3 January.", "2025-05-20", &["3 January = DATE 2026-01-03"]),
        ("Neither she nor her aides could be reached on Monday.", "2025-05-20", &["Monday = DATE 2025-05-19"]),
        ("The train leaves at 6.45.", "2025-05-20", &["6.45 = TIME 2025-05-20T06:45"]),
        ("Shares closed at 6.45.", "2025-05-20", &[]),
        ("Open 9.30-11 a.m. today", "2025-05-20", &["9.30-11 a.m. today = TIME 2025-05-20T09:30/2025-05-20T11:00"]),
        ("It was in may.", "2025-05-20", &["may = DATE 2025-05"]),
        ("He led it from 1994 to the present.", "2025-05-20", &["1994 to the present = DATE 1994/2025-05-20"]),
        ("Mayor, 2015-present", "2025-05-20", &["2015-present = DATE 2015/2025-05-20"]),
        ("Stamped 20250315 and 20251345", "", &["20250315 = DATE 2025-03-15"]),
        ("It is 32 - 2015.", "2025-05-20", &[]),
        ("It shuts in Easter week 2025.", "", &["Easter week 2025 = DATE 2025-W16"]),
        (
            "The first week of May 2025, on Friday, was wet.",
            "",
            &["The first week of May 2025, on Friday = DATE 2025-05-02"],
        ),
        ("She was the player of the year.", "2025-05-20", &[]),
        (
            "She fell on May 5 and died the next morning. That night it snowed.",
            "2025-05-20",
            &["May 5 = DATE 2025-05-05", "the next morning = TIME 2025-05-06TMO", "That night = TIME 2025-05-06TNI"],
        ),
        ("Where was she that night?", "2025-05-20", &["that night = TIME TNI"]),
        ("It sank on the night of May 5, 2024.", "", &["the night of May 5, 2024 = TIME 2024-05-05TNI"]),
        ("It was new in the late 70s and early 80s.", "", &["the late 70s = DATE 197", "early 80s = DATE 198"]),
        ("He is in his late 70s, and highs are in the mid 70s.", "", &[]),
        ("They met two Sundays ago.", "2025-05-20", &["two Sundays ago = DATE 2025-05-11"]),
        ("It was in a March report on the March for Bread.", "2025-05-20", &["March = DATE 2025-03"]),
        (
            "She left on May 5, 2024. The next week she resigned.",
            "2025-05-20",
            &["May 5, 2024 = DATE 2024-05-05", "The next week = DATE 2024-W19"],
        ),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&read(text, date), expected, "{text}");
    }
}

#[test]
fn days_that_follow_from_others() {
    let cases: &[(&str, &str, &str)] = &[
        ("It will rain in the next four business days.", "2025-05-20", "2025-05-21..2025-05-26"),
        ("They paid two trading days after May 9, 2025.", "2025-05-20", "2025-05-13..2025-05-13"),
        ("They left one working day before Sunday.", "2025-05-20", "2025-05-16..2025-05-16"),
        ("Sales fell over the past year.", "2025-05-20", "2024-05-20..2025-05-20"),
        ("It opens at the end of the next month.", "2025-05-20", "2025-06-01..2025-06-30"),
        ("They will meet in the next month.", "2025-05-20", "2025-05-20..2025-06-20"),
        ("The ferry will leave in several hours.", "2025-05-20", "2025-05-20..2025-05-21"),
        ("They will answer within 10 to 20 days.", "2025-05-20", "2025-05-20..2025-06-09"),
        ("They will answer within ten days.", "2025-05-20", "2025-05-20..2025-05-30"),
        ("They will answer within ten days of the vote.", "2025-05-20", "-..-"),
        ("They answered within ten days.", "2025-05-20", "-..-"),
        ("He will be away for three days from today.", "2025-05-20", "2025-05-20..2025-05-22"),
        // Near the article's own day the weekday is wrong, further off another month is meant.
        ("She will sing on Monday the 23rd.", "2025-05-20", "2025-05-23..2025-05-23"),
        ("She will sing on Monday the 30th.", "2025-05-20", "2025-06-30..2025-06-30"),
        ("She will sing on Friday 30.", "2025-05-20", "2025-05-30..2025-05-30"),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&ends(text, date), expected, "{text}");
    }
}

#[test]
fn dates_apart_from_others() {
    // (text, article's date, mentions); 2025-05-20 is a Tuesday.
    let cases: &[(&str, &str, &[&str])] = &[
        ("It opens the day after tomorrow.", "2025-05-20", &["the day after tomorrow = DATE 2025-05-22"]),
        ("It shut the day before yesterday.", "2025-05-20", &["the day before yesterday = DATE 2025-05-18"]),
        ("They meet the week after next.", "2025-05-20", &["the week after next = DATE 2025-W23"]),
        ("They met the year before last.", "2025-05-20", &["the year before last = DATE 2023"]),
        ("It came the day after Christmas 2024.", "", &["the day after Christmas 2024 = DATE 2024-12-26"]),
        ("On the Tuesday after Easter 2025 it rained.", "", &["the Tuesday after Easter 2025 = DATE 2025-04-22"]),
        ("On the Sunday before May 5 it rained.", "2025-05-20", &["the Sunday before May 5 = DATE 2025-05-04"]),
        ("The day after the vote it rained.", "2025-05-20", &[]),
        ("She returns two Fridays from now.", "2025-05-20", &["two Fridays from now = DATE 2025-05-30"]),
        ("It closed a week ago Sunday.", "2025-05-20", &["a week ago Sunday = DATE 2025-05-11"]),
        ("They will vote Friday week.", "2025-05-20", &["Friday week = DATE 2025-05-30"]),
        ("They meet this coming Friday.", "2025-05-20", &["this coming Friday = DATE 2025-05-23"]),
        ("It burned ten years ago today.", "2025-05-20", &["ten years ago today = DATE 2015-05-20"]),
        ("It burned a year ago this month.", "2025-05-20", &["a year ago this month = DATE 2024-05"]),
        ("It burned two years ago in March.", "2025-05-20", &["two years ago in March = DATE 2023-03"]),
        (
            "She left on May 5, 2019 and returned the following Monday, then left the following March.",
            "2025-05-20",
            &[
                "May 5, 2019 = DATE 2019-05-05",
                "the following Monday = DATE 2019-05-06",
                "the following March = DATE 2020-03",
            ],
        ),
        ("They met again following Monday's vote.", "2025-05-20", &["Monday = DATE 2025-05-19"]),
        ("It fell one Sunday, or on a Monday.", "2025-05-20", &[]),
        ("It shut May-July 2019.", "", &["May-July 2019 = DATE 2019-05/2019-07"]),
        ("It shut in the winter of 2019-20.", "", &["the winter of 2019-20 = DATE 2019-WI"]),
        ("Sales rose 5% year-to-date.", "2025-05-20", &["year-to-date = DATE 2025/2025-05-20"]),
        ("It rose in the year to March.", "2025-05-20", &["the year = DURATION P1Y", "March = DATE 2025-03"]),
        ("It began half a century ago.", "2025-05-20", &["half a century ago = DATE 1975"]),
        ("It took a quarter of an hour.", "2025-05-20", &["a quarter of an hour = DURATION PT15M"]),
        ("It took 40-odd years.", "2025-05-20", &["40-odd years = DURATION P40Y"]),
        ("It was warm in the summer of '69 and in '71.", "", &["the summer of '69 = DATE 1969-SU", "'71 = DATE 1971"]),
        ("It was new in the 1920s and 30s.", "", &["the 1920s = DATE 192", "30s = DATE 193"]),
        ("In the 18th and 19th centuries it grew.", "", &["the 18th = DATE 17", "19th centuries = DATE 18"]),
        ("In the 2019/20 season they won.", "", &["2019/20 = DATE 2019/2020"]),
        (
            "They sing on Sunday mornings and every Friday night.",
            "",
            &["Sunday mornings = SET XXXX-WXX-7TMO", "every Friday night = SET XXXX-WXX-5TNI"],
        ),
        ("They rest on weekends.", "", &["weekends = SET XXXX-WXX-WE"]),
        ("They met at midday in the midday sun.", "", &["midday = TIME T12:00"]),
        ("She read The Sun.", "", &[]),
        (
            "It is shut from Tuesday to Thursday next week.",
            "2025-05-20",
            &["Tuesday to Thursday next week = DATE 2025-05-27/2025-05-29"],
        ),
    ];
    for (text, date, expected) in cases {
        assert_eq!(&read(text, date), expected, "{text}");
    }
    assert_eq!(ends("It is shut for the rest of the week.", "2025-05-20"), "2025-05-20..2025-05-25");
    assert_eq!(ends("She watched the rest of the Sunday shows.", "2025-05-20"), "2025-05-18..2025-05-18");
}
