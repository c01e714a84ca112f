//! What a temporal expression says, before the article's date is brought in.

use super::lexicon::{Part, Season, Unit, Vague};

/// Which year is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum YearRef {
    Given(i16),
    /// The text does not say.
    Open,
    /// So many years after the article's.
    Shift(i16),
    /// So many years after the last date that the text named.
    AfterLast(i16),
}

impl YearRef {
    /// The year before it.
    pub fn before(self) -> YearRef {
        match self {
            YearRef::Given(y) => YearRef::Given(y - 1),
            YearRef::Shift(n) => YearRef::Shift(n - 1),
            YearRef::AfterLast(n) => YearRef::AfterLast(n - 1),
            YearRef::Open => YearRef::Open,
        }
    }
}

/// Where counting starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Article,
    /// The last date that the text named, else the article.
    Text,
}

/// How a bare day or month is tied to the article: `last May`, `next Friday`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// By the tense around it.
    Open,
    Last,
    This,
    Next,
    /// The first one ahead: `this coming Friday`.
    Coming,
    /// The first one after the date that the text named last: `the following May`.
    Following,
    /// So many weeks after the article's week: `Tuesday of last week`.
    Week(i8),
}

/// How many: `None` is an unknown number (`several years`).
pub type Amount = Option<f64>;

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Hour, minute and second, as far as given; minutes east of Greenwich, where the text gives them.
    At(i8, Option<i8>, Option<i8>, Option<i16>),
    Part(Part),
}

/// What is counted within a longer stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    Unit(Unit),
    /// 1 is Monday.
    Weekday(i8),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A day of the calendar, 1..=12 and 1..=31; the day may not exist. `also`: the other reading of `03/04/2025`.
    Day {
        year: YearRef,
        month: i8,
        day: i8,
        also: Option<(i8, i8)>,
    },
    /// `the 16th`; the weekday where one is named and no month is: `Tuesday the 16th`.
    DayOfMonth {
        day: i8,
        month: i32,
        named: bool,
        weekday: Option<i8>,
    },
    Month {
        year: YearRef,
        month: i8,
        near: Nearest,
    },
    Year(YearRef),
    /// 1990; how many decades after the article's, where that is what is said.
    Decade(i16),
    /// 19 for the 20th century.
    Century(i16),
    Season {
        year: YearRef,
        season: Season,
        near: Nearest,
    },
    Quarter {
        year: YearRef,
        quarter: i8,
    },
    Half {
        year: YearRef,
        half: i8,
    },
    Week {
        year: YearRef,
        week: i8,
    },
    Weekday {
        day: i8,
        near: Nearest,
    },
    /// `last week` (-1), `this month` (0), `yesterday` (-1 day), `the following day` (1 after the text's date).
    Shift {
        unit: Unit,
        by: i32,
        origin: Origin,
    },
    /// `the past year` (-1), `the next month` (1): the one that ends or begins now, or that of the calendar.
    Running {
        unit: Unit,
        by: i32,
    },
    /// `two weeks ago` (-2), `three days later`: rounded to the unit.
    Offset {
        amount: Amount,
        unit: Unit,
        forward: bool,
        origin: Origin,
    },
    /// `two days after Easter`, `a day before May 5`.
    From {
        amount: Amount,
        unit: Unit,
        forward: bool,
        of: Box<Expr>,
    },
    /// What of a stretch lies ahead: `the rest of the week`.
    Rest(Box<Expr>),
    /// The week that holds a day, or the weekend: `Labor Day weekend`.
    WeekOf(Box<Expr>),
    WeekendOf(Box<Expr>),
    /// `the first Tuesday in May`, `the last week of 2016`; -1 is the last.
    Nth {
        n: i8,
        what: Member,
        of: Box<Expr>,
    },
    Holiday {
        index: usize,
        year: YearRef,
        near: Nearest,
    },
    /// `three days`, `1 hour and 30 minutes`. `reach`: the span of time it is: before (-1) or after (1) now, or from now
    /// on (2). `most`: the second number of `two to three weeks`.
    Duration {
        parts: Vec<(Amount, Unit)>,
        reach: i8,
        most: Amount,
    },
    /// A length of time that begins or ends a longer one: `the first nine months` of 2024.
    PartOf {
        n: i32,
        unit: Unit,
        last: bool,
        of: Box<Expr>,
    },
    /// A value as TIMEX3 writes sets.
    Set(String),
    Vague(Vague),
    At {
        day: Option<Box<Expr>>,
        clock: Clock,
    },
    Range(Box<Expr>, Box<Expr>),
    /// What the article reports on, in a year counted from the report's own: `the year-ago period` (-1). `quarter`: the
    /// one that is named with it.
    Reported {
        year: YearRef,
        quarter: Option<i8>,
    },
    /// A year, half or quarter as a company or a state counts it: where it begins is open.
    Fiscal(Box<Expr>),
    /// A stretch whose last day is named behind it: `the year ended March 31`.
    Ended {
        of: Box<Expr>,
        day: Box<Expr>,
    },
}

impl Expr {
    /// Whether it is what a report compares itself with: `a year earlier`, `the year-ago quarter`.
    pub fn is_comparison(&self) -> bool {
        match self {
            Expr::Offset { unit: Unit::Year, forward: false, .. }
            | Expr::Shift { unit: Unit::Quarter, by: ..-3, .. } => true,
            Expr::Reported { year, .. } => *year != YearRef::Shift(0),
            _ => false,
        }
    }
    /// Whether it is one day, or may be.
    pub fn is_day(&self) -> bool {
        match self {
            Expr::Day { .. } | Expr::DayOfMonth { .. } | Expr::Weekday { .. } | Expr::Holiday { .. } => true,
            Expr::Nth { what, .. } => matches!(what, Member::Weekday(_) | Member::Unit(Unit::Day)),
            Expr::Shift { unit, .. } | Expr::Offset { unit, .. } | Expr::From { unit, .. } => {
                matches!(unit, Unit::Day | Unit::Workday)
            }
            _ => false,
        }
    }
}
