//! Dates in folded Arabic news text, settled against the day of publication.
//!
//! International, Levantine and Maghrebi months, Hijri dates, numbers day first, weekdays, "yesterday",
//! "three days ago", "last month". The words are in calendar.toml. Hijri days are those of the printed
//! Umm al-Qura calendar, and may be off by a day where the moon was sighted otherwise. Pass `None` for a publication date that is not to be
//! trusted (in the future, before 1990).

mod calendar;
pub(super) mod scan;
mod umm_al_qura;

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use self::calendar::{
    Period, choose, date, month, month_from, plus, third, week_from, weekday_near, year, year_of,
};
use self::scan::{DayOf, Found, MonthOf, What, YearOf, scan};
pub use super::numbers::lexicon::Direction;
use super::numbers::lexicon::{Calendar, Unit};
use super::numbers::tokens::{Token, tokens};
use super::numbers::{Numeral, numerals_of};
use crate::statement::{DateBasis, vocabulary};

vocabulary! {
    /// How exact a date is.
    Precision {
        /// One day, or a few in a row.
        Day = "day",
        /// A week, or a day about a week away.
        Week = "week",
        /// A month or a part of one.
        Month = "month",
        /// A year or a part of one.
        Year = "year",
    }
}

/// One date of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct DateMention {
    /// Bytes in the folded text, with "يوم", "صباح" and the like before it, without prepositions.
    pub range: Range<usize>,
    /// The day, the first one of a range; `None` for longer times and where nothing settles it.
    pub day: Option<NaiveDate>,
    /// The last day where several are named ("4 و5 تموز").
    pub end: Option<NaiveDate>,
    /// First and last day of the time meant, of longer times too.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// How exact it is.
    pub precision: Precision,
    /// What the day rests on; never `Context` or `None`.
    pub basis: DateBasis,
    /// Where the words themselves say it lies ("الماضي", "المقبل", "الجاري", "قبل", "أمس", "غدا").
    pub direction: Option<Direction>,
    open: Open,
}

/// What the tense of the sentence may still decide.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Settled,
    Weekday(Weekday),
    Day(DayOf),
}

impl DateMention {
    /// The day under a reading as past or future: "الخميس" is the last one where something was said on
    /// it, the next one where something will be. Words that carry a direction themselves keep to it.
    pub fn resolve(&self, published: Option<NaiveDate>, direction: Direction) -> Option<NaiveDate> {
        let Some(published) = published else {
            return self.day;
        };
        match self.open {
            Open::Settled => self.day,
            Open::Weekday(weekday) => weekday_near(published, weekday, direction, true),
            Open::Day(day) => day_of(day, Some(published), Some(direction)).or(self.day),
        }
    }
}

/// The dates of a folded text, in order. A bare weekday is the last such day up to `published`, a day
/// without a year the nearest one; [`DateMention::resolve`] gives the other readings.
pub fn dates(folded: &str, published: Option<NaiveDate>) -> Vec<DateMention> {
    let tokens = tokens(folded);
    settle_all(&tokens, &scan(&tokens), published)
}

/// Dates and numerals of one text in one pass.
pub fn dates_and_numerals(
    folded: &str,
    published: Option<NaiveDate>,
) -> (Vec<DateMention>, Vec<Numeral>) {
    let tokens = tokens(folded);
    let found = scan(&tokens);
    (
        settle_all(&tokens, &found, published),
        numerals_of(&tokens, &found),
    )
}

fn settle_all(tokens: &[Token], found: &[Found], published: Option<NaiveDate>) -> Vec<DateMention> {
    let mentions = found.iter().filter(|found| !found.named);
    mentions
        .map(|found| settle(tokens, found, published))
        .collect()
}

/// The day, its last day, the period, and how exact it is.
#[derive(Default)]
struct Settled {
    day: Option<NaiveDate>,
    end: Option<NaiveDate>,
    period: Option<Period>,
}

impl Settled {
    fn day(day: Option<NaiveDate>) -> Self {
        Settled {
            day,
            end: None,
            period: day.map(|day| (day, day)),
        }
    }

    fn period(period: Option<Period>) -> Self {
        Settled {
            period,
            ..Settled::default()
        }
    }
}

fn settle(tokens: &[Token], found: &Found, published: Option<NaiveDate>) -> DateMention {
    let direction = found.direction;
    let (precision, basis, mut settled) = match found.what {
        What::Day { first, last } => (
            Precision::Day,
            DateBasis::Explicit,
            days(first, last, published, direction),
        ),
        What::Month(month, year) => (
            Precision::Month,
            DateBasis::Explicit,
            Settled::period(month_of(month, year, published, direction)),
        ),
        What::Year {
            calendar,
            first,
            last,
        } => {
            let period = year(calendar, first)
                .zip(year(calendar, last))
                .map(|(first, last)| (first.0, last.1));
            (
                Precision::Year,
                DateBasis::Explicit,
                Settled::period(period),
            )
        }
        What::Weekday { .. } | What::WeekdayOfWeek { .. } | What::Anchored { .. } => {
            let day = published.and_then(|published| weekday_of(found.what, published, direction));
            (Precision::Day, DateBasis::Weekday, Settled::day(day))
        }
        What::Offset(days) => (
            Precision::Day,
            DateBasis::Relative,
            Settled::day(published.and_then(|day| plus(day, days))),
        ),
        What::Period { unit, offset } => {
            let period = published.and_then(|day| unit_from(day, unit, offset));
            (
                precision_of(unit),
                DateBasis::Relative,
                Settled::period(period),
            )
        }
        What::Ago { unit, count } => (
            precision_of(unit),
            DateBasis::Relative,
            ago(unit, count, published),
        ),
    };
    if let Some(part) = found.third {
        settled.period = settled.period.and_then(|period| third(period, part));
    }
    let first = &tokens[found.tokens.start];
    let clitic = first.word.map_or(0, |word| {
        if word.clitic.article {
            0
        } else {
            word.clitic.bytes
        }
    });
    DateMention {
        range: first.start + clitic..tokens[found.tokens.end - 1].end,
        day: settled.day,
        end: settled.end,
        period: settled.period,
        precision,
        basis,
        direction: said_direction(found),
        open: open(found),
    }
}

/// The direction that the words carry, those of "امس" and "غدا" too.
fn said_direction(found: &Found) -> Option<Direction> {
    found.direction.or(match found.what {
        What::Offset(days) | What::Anchored { offset: days, .. } => Some(match days.signum() {
            -1 => Direction::Past,
            0 => Direction::Current,
            _ => Direction::Future,
        }),
        _ => None,
    })
}

fn open(found: &Found) -> Open {
    match found.what {
        _ if found.direction.is_some() => Open::Settled,
        What::Weekday { day, weeks: 0 } => Open::Weekday(day),
        What::Day { first, .. } if first.year == YearOf::Unsaid => Open::Day(first),
        _ => Open::Settled,
    }
}

fn precision_of(unit: Unit) -> Precision {
    match unit {
        Unit::Hour | Unit::Day => Precision::Day,
        Unit::Week => Precision::Week,
        Unit::Month => Precision::Month,
        Unit::Year => Precision::Year,
    }
}

/// One day of a month, or the first and last of several.
fn days(
    first: DayOf,
    last: Option<DayOf>,
    published: Option<NaiveDate>,
    direction: Option<Direction>,
) -> Settled {
    let day = day_of(first, published, direction);
    let end = day.zip(last).and_then(|(day, last)| end_of(last, day));
    Settled {
        day,
        end,
        period: day.map(|day| (day, end.unwrap_or(day))),
    }
}

/// The first such day from `start` on.
fn end_of(last: DayOf, start: NaiveDate) -> Option<NaiveDate> {
    match last.month {
        MonthOf::Named(calendar, _) => {
            let year = year_of(calendar, start);
            let days = (year..=year + 1).filter_map(|year| day_in(last, year));
            choose(days, start, Some(Direction::Future))
        }
        _ => start.with_day(last.day).filter(|&end| end >= start),
    }
}

/// A named day of a year.
fn day_in(day: DayOf, year: i32) -> Option<NaiveDate> {
    match day.month {
        MonthOf::Named(calendar, month) => date(calendar, year, month, day.day),
        _ => None,
    }
}

fn day_of(
    day: DayOf,
    published: Option<NaiveDate>,
    direction: Option<Direction>,
) -> Option<NaiveDate> {
    match (day.month, day.year) {
        (MonthOf::Named(..), YearOf::Number(year)) => day_in(day, year),
        (MonthOf::Named(calendar, _), YearOf::Relative(offset)) => {
            day_in(day, year_of(calendar, published?) + offset)
        }
        (MonthOf::Named(calendar, _), YearOf::Unsaid) => {
            let published = published?;
            let year = year_of(calendar, published);
            choose(
                (year - 1..=year + 1).filter_map(|year| day_in(day, year)),
                published,
                direction,
            )
        }
        (_, YearOf::Other) => None,
        (MonthOf::Relative(offset), _) => month_from(published?, offset)?.0.with_day(day.day),
        (MonthOf::Unsaid, _) => {
            let published = published?;
            let months =
                (-1..=1).filter_map(|offset| month_from(published, offset)?.0.with_day(day.day));
            choose(months, published, direction)
        }
    }
}

/// All days of a month; without a year the nearest such month, or the last or next full one.
fn month_of(
    of: MonthOf,
    in_year: YearOf,
    published: Option<NaiveDate>,
    direction: Option<Direction>,
) -> Option<Period> {
    let MonthOf::Named(calendar, number) = of else {
        return None;
    };
    match in_year {
        YearOf::Number(year) => month(calendar, year, number),
        YearOf::Relative(offset) => month(calendar, year_of(calendar, published?) + offset, number),
        YearOf::Other => None,
        YearOf::Unsaid => {
            let published = published?;
            let year = year_of(calendar, published);
            let months = (year - 1..=year + 1).filter_map(|year| month(calendar, year, number));
            match direction {
                Some(Direction::Past) => months.filter(|month| month.1 < published).max(),
                Some(Direction::Future) => months.filter(|month| month.0 > published).min(),
                _ => months.min_by_key(|month| distance(*month, published)),
            }
        }
    }
}

/// Days between a day and a time, 0 within it.
fn distance(period: Period, day: NaiveDate) -> i64 {
    (period.0 - day)
        .num_days()
        .max((day - period.1).num_days())
        .max(0)
}

fn weekday_of(what: What, published: NaiveDate, direction: Option<Direction>) -> Option<NaiveDate> {
    match what {
        What::Weekday { day, weeks } => {
            let near = match direction {
                None | Some(Direction::Current) => {
                    weekday_near(published, day, direction.unwrap_or(Direction::Past), true)
                }
                Some(direction) => weekday_near(published, day, direction, false),
            };
            plus(near?, weeks * 7)
        }
        What::WeekdayOfWeek { day, weeks } => {
            let (first, _) = week_from(published, weeks)?;
            weekday_near(first, day, Direction::Future, true)
        }
        What::Anchored { day, offset } => {
            weekday_near(plus(published, offset)?, day, Direction::Current, true)
        }
        _ => None,
    }
}

/// The week, month or year some units from the one of publication.
fn unit_from(published: NaiveDate, unit: Unit, offset: i64) -> Option<Period> {
    match unit {
        Unit::Week => week_from(published, offset),
        Unit::Month => month_from(published, offset),
        Unit::Year => year(
            Calendar::Gregorian,
            published.year() + i32::try_from(offset).ok()?,
        ),
        Unit::Hour | Unit::Day => plus(published, offset).map(|day| (day, day)),
    }
}

/// "قبل ثلاثة ايام" is a day, "قبل اسبوع" about a day, "قبل شهر" that month.
fn ago(unit: Unit, count: Option<i64>, published: Option<NaiveDate>) -> Settled {
    let (Some(count), Some(published)) = (count, published) else {
        return Settled::default();
    };
    match unit {
        Unit::Hour | Unit::Day => Settled::day(plus(published, count)),
        Unit::Week => {
            let day = count.checked_mul(7).and_then(|days| plus(published, days));
            let period = day.and_then(|day| Some((plus(day, -3)?, plus(day, 3)?)));
            Settled {
                day,
                end: None,
                period,
            }
        }
        Unit::Month | Unit::Year => Settled::period(unit_from(published, unit, count)),
    }
}

#[cfg(test)]
mod tests;
