//! What expressions of news text mean: reports of companies, tense, vague lengths.

use super::tests::{ends, read};

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
        ("On Monday it ended the day at 12 crowns.", &["Monday = DATE 2025-05-19", "the day = DATE 2025-05-19"]),
        ("A previously closed road is open.", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(&read(text, "2025-05-20"), expected, "{text}");
    }
}
