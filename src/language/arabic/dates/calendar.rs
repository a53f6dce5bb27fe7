//! Calendar arithmetic: Hijri conversion, month and year periods, the nearest of several days.
//!
//! Hijri days are those of the printed Umm al-Qura calendar where it reaches (see
//! [`super::umm_al_qura`]), else of the tabular ("Kuwaiti") calendar with eleven leap years in thirty.
//! What was sighted in one state or another may differ by a day.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::umm_al_qura::{FIRST_DAY, FIRST_YEAR, FULL_MONTHS};
use crate::language::arabic::numbers::lexicon::{Calendar, Direction, Third};

/// First and last day of a time.
pub(super) type Period = (NaiveDate, NaiveDate);

/// A day of a calendar as a Gregorian date.
pub(super) fn date(calendar: Calendar, year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    match calendar {
        Calendar::Gregorian => NaiveDate::from_ymd_opt(year, month, day),
        Calendar::Hijri => hijri(year, month, day),
    }
}

/// The Gregorian date of a Hijri day; day 30 is taken in every month, since a month that is short in
/// print may be full by sighting.
pub(super) fn hijri(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    if !(1..=2000).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let first = printed_month(year, month).unwrap_or_else(|| tabular_month(year, month));
    NaiveDate::from_num_days_from_ce_opt(first + day as i32 - 1)
}

/// First day of a month in the printed Umm al-Qura calendar, counted from the year 1.
fn printed_month(year: i32, month: u32) -> Option<i32> {
    static YEARS: LazyLock<Vec<i32>> = LazyLock::new(|| {
        let mut first = FIRST_DAY;
        let mut starts = Vec::with_capacity(FULL_MONTHS.len());
        for full in FULL_MONTHS {
            starts.push(first);
            first += 12 * 29 + full.count_ones() as i32;
        }
        starts
    });
    let index = usize::try_from(year - FIRST_YEAR).ok()?;
    let before = u32::from(*FULL_MONTHS.get(index)?) >> (13 - month);
    Some(YEARS.get(index)? + 29 * (month as i32 - 1) + before.count_ones() as i32)
}

/// The same in the tabular calendar, civil epoch, for years that no printed calendar covers.
fn tabular_month(year: i32, month: u32) -> i32 {
    let month = month as i32;
    let julian = (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + 1_948_056;
    // Julian day 1,721,426 is 1 January of the year 1
    julian - 1_721_425
}

/// The Hijri year that a day lies in.
pub(super) fn hijri_year(day: NaiveDate) -> i32 {
    let estimate = (f64::from(day.num_days_from_ce() - 227_014) / 354.366_67) as i32 + 1;
    (estimate - 1..=estimate + 1)
        .rev()
        .find(|&year| hijri(year, 1, 1).is_some_and(|first| first <= day))
        .unwrap_or(estimate)
}

/// The year of a calendar that a day lies in.
pub(super) fn year_of(calendar: Calendar, day: NaiveDate) -> i32 {
    match calendar {
        Calendar::Gregorian => day.year(),
        Calendar::Hijri => hijri_year(day),
    }
}

/// All days of a month.
pub(super) fn month(calendar: Calendar, year: i32, number: u32) -> Option<Period> {
    let (next_year, next) = if number == 12 {
        (year + 1, 1)
    } else {
        (year, number + 1)
    };
    Some((
        date(calendar, year, number, 1)?,
        date(calendar, next_year, next, 1)?.pred_opt()?,
    ))
}

/// All days of a year.
pub(super) fn year(calendar: Calendar, number: i32) -> Option<Period> {
    Some((
        date(calendar, number, 1, 1)?,
        date(calendar, number + 1, 1, 1)?.pred_opt()?,
    ))
}

/// The Gregorian month `offset` months from that of `day`.
pub(super) fn month_from(day: NaiveDate, offset: i64) -> Option<Period> {
    let months = i64::from(day.year()) * 12 + i64::from(day.month0()) + offset;
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    month(Calendar::Gregorian, year, months.rem_euclid(12) as u32 + 1)
}

/// The week `offset` weeks from that of `day`, Saturday to Friday as most Arab states count it.
pub(super) fn week_from(day: NaiveDate, offset: i64) -> Option<Period> {
    let into = i64::from(day.weekday().num_days_from_sunday() + 1) % 7;
    let first = plus(day, offset.checked_mul(7)? - into)?;
    Some((first, plus(first, 6)?))
}

/// A day some days on or, below zero, back.
pub(super) fn plus(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    match u64::try_from(days) {
        Ok(on) => day.checked_add_days(Days::new(on)),
        Err(_) => day.checked_sub_days(Days::new(days.unsigned_abs())),
    }
}

/// The early, middle or late third of a time.
pub(super) fn third(period: Period, third: Third) -> Option<Period> {
    let days = (period.1 - period.0).num_days() + 1;
    let (from, to) = match third {
        Third::Early => (0, days / 3 - 1),
        Third::Middle => (days / 3, 2 * days / 3 - 1),
        Third::Late => (2 * days / 3, days - 1),
    };
    Some((plus(period.0, from)?, plus(period.0, to)?))
}

/// The weekday nearest to `day` in a direction: past may be `day` itself only where `same` is set.
pub(super) fn weekday_near(
    day: NaiveDate,
    weekday: Weekday,
    direction: Direction,
    same: bool,
) -> Option<NaiveDate> {
    let ahead =
        i64::from((weekday.num_days_from_monday() + 7 - day.weekday().num_days_from_monday()) % 7);
    let days = match direction {
        _ if ahead == 0 && same => 0,
        Direction::Past => ahead - 7,
        Direction::Future if ahead == 0 => 7,
        Direction::Future => ahead,
        Direction::Current if ahead > 3 => ahead - 7,
        Direction::Current => ahead,
    };
    plus(day, days)
}

/// Of several days the latest not after, the earliest not before, or the nearest to `day`.
pub(super) fn choose(
    days: impl Iterator<Item = NaiveDate>,
    day: NaiveDate,
    direction: Option<Direction>,
) -> Option<NaiveDate> {
    match direction {
        Some(Direction::Past) => days.filter(|&d| d <= day).max(),
        Some(Direction::Future) => days.filter(|&d| d >= day).min(),
        _ => days.min_by_key(|&d| ((d - day).num_days().abs(), d)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn hijri_days_are_those_of_the_printed_calendar() {
        for (hijri_day, printed) in [
            ((1444, 1, 1), ymd(2022, 7, 30)),
            ((1436, 1, 1), ymd(2014, 10, 25)),
            ((1436, 9, 1), ymd(2015, 6, 18)),
            ((1436, 10, 1), ymd(2015, 7, 17)),
            ((1437, 1, 1), ymd(2015, 10, 14)),
            ((1438, 9, 1), ymd(2017, 5, 27)),
            ((1438, 10, 1), ymd(2017, 6, 25)),
            ((1445, 1, 1), ymd(2023, 7, 19)),
        ] {
            let (year, month, day) = hijri_day;
            assert_eq!(hijri(year, month, day), Some(printed), "{hijri_day:?}");
        }
    }

    #[test]
    fn the_tabular_calendar_stays_within_two_days_of_the_printed_one() {
        for year in FIRST_YEAR..FIRST_YEAR + FULL_MONTHS.len() as i32 {
            for month in 1..=12 {
                let printed = printed_month(year, month).unwrap();
                assert!(
                    (printed - tabular_month(year, month)).abs() <= 2,
                    "{year}-{month}"
                );
            }
        }
    }

    #[test]
    fn hijri_years_are_found_again() {
        for year in 1300..1600 {
            let first = hijri(year, 1, 1).unwrap();
            assert_eq!(hijri_year(first), year);
            assert_eq!(hijri_year(plus(first, -1).unwrap()), year - 1);
        }
    }

    #[test]
    fn weeks_run_from_saturday_to_friday() {
        assert_eq!(
            week_from(ymd(2017, 6, 23), 0),
            Some((ymd(2017, 6, 17), ymd(2017, 6, 23)))
        );
        assert_eq!(
            week_from(ymd(2017, 6, 24), -1),
            Some((ymd(2017, 6, 17), ymd(2017, 6, 23)))
        );
    }
}
