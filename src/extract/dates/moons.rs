//! Days of the calendars that follow the moon, by their arithmetic rules.

use jiff::ToSpan;

use crate::facts::Day;

/// The day with this number, counted from 1 January of the year 1.
fn numbered(n: i64) -> Option<Day> {
    Day::new(1, 1, 1).ok()?.checked_add((n - 1).days()).ok()
}

/// Easter Sunday of the Eastern churches: the rule of the Julian calendar (Meeus).
pub fn orthodox_easter(year: i16) -> Option<Day> {
    let y = i64::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34).rem_euclid(7);
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let behind = y / 100 - y / 400 - 2;
    Day::new(year, month as i8, day as i8).ok()?.checked_add(behind.days()).ok()
}

/// The days from the epoch of the Hebrew calendar to the mean new moon that begins `year`, kept off three weekdays.
fn hebrew_days(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// The number of the first day of a Hebrew year.
fn hebrew_new_year(year: i64) -> i64 {
    let [before, this, next] = [year - 1, year, year + 1].map(hebrew_days);
    let delay = if next - this == 356 { 2 } else { i64::from(this - before == 382) };
    this + delay - 1_373_427
}

/// The Jewish new year in the autumn of a year of the common calendar.
pub fn rosh_hashanah(year: i16) -> Option<Day> {
    numbered(hebrew_new_year(i64::from(year) + 3761))
}

/// The first day of Passover, which the new year follows by a fixed number of days.
pub fn passover(year: i16) -> Option<Day> {
    numbered(hebrew_new_year(i64::from(year) + 3761) - 163)
}

/// The first day of Hanukkah: the month before it is longer in years of 355 or 385 days.
pub fn hanukkah(year: i16) -> Option<Day> {
    let hebrew = i64::from(year) + 3761;
    let (first, next) = (hebrew_new_year(hebrew), hebrew_new_year(hebrew + 1));
    numbered(first + if (next - first) % 10 == 5 { 84 } else { 83 })
}

/// A day of the Islamic calendar in `year`, by the tables that begin on a Thursday; what is seen of the moon may move it by a day.
pub fn islamic(year: i16, month: i64, day: i64) -> Option<Day> {
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..near + 3).find_map(|y| {
        let n = day + 29 * (month - 1) + (6 * month - 1) / 11 + (y - 1) * 354 + (3 + 11 * y).div_euclid(30) + 227_013;
        numbered(n).filter(|d| d.year() == year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_known_years() {
        let day = |y, m, d| Day::new(y, m, d).ok();
        assert_eq!(orthodox_easter(2021), day(2021, 5, 2));
        assert_eq!(orthodox_easter(2024), day(2024, 5, 5));
        assert_eq!((rosh_hashanah(2023), rosh_hashanah(2024)), (day(2023, 9, 16), day(2024, 10, 3)));
        assert_eq!((passover(2023), passover(2024)), (day(2023, 4, 6), day(2024, 4, 23)));
        assert_eq!((hanukkah(2023), hanukkah(2024)), (day(2023, 12, 8), day(2024, 12, 26)));
        assert_eq!((islamic(2022, 10, 1), islamic(2023, 10, 1)), (day(2022, 5, 2), day(2023, 4, 21)));
    }
}
