//! Publication dates as papers, feeds and people write them. Knows nothing of dates *in* an article's
//! text; those are the language's matter.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, NaiveDate};
use regex::Regex;

use crate::language::arabic::dates::{Precision, dates};
use crate::language::arabic::fold::folded;
use crate::statement::DateBasis;

/// What a date must look like, for messages.
pub(super) const EXPECTED: &str = "expected a day such as 2017-06-23, 2017-06-23T14:05:00+03:00 or Fri, 23 Jun 2017 14:05:00 +0300";

/// Nothing that is read here was published before; earlier dates are mistakes of some system.
pub(super) const FIRST_YEAR: i32 = 1990;

/// An ISO 8601 day, extended or basic, with or without a time and zone.
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^ ([0-9]{4}) (?: - ([0-9]{2}) - ([0-9]{2}) | ([0-9]{2}) ([0-9]{2}) )
        (?: [Tt\ ] (?:[01][0-9]|2[0-4]) :? [0-5][0-9] (?: :? [0-6][0-9] (?:[.,][0-9]+)? )?
            \ ? (?: [Zz] | UTC | GMT | [+-][0-9]{2} (?: :?[0-9]{2} )? )? )? $",
    )
    .expect("the pattern is a constant")
});

/// The day of an ISO date, an ISO date-time (the date part as written) or an RFC 2822 date; `None` where
/// it is none of these or no day of the calendar. Arabic-Indic digits count as digits.
pub fn parse(raw: &str) -> Option<NaiveDate> {
    let raw: String = raw.trim().chars().map(western_digit).collect();
    if let Some(found) = ISO.captures(&raw) {
        let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
        let year = i32::try_from(number(1)?).ok()?;
        return NaiveDate::from_ymd_opt(year, number(2).or(number(4))?, number(3).or(number(5))?);
    }
    let date = DateTime::parse_from_rfc2822(&raw).ok()?;
    Some(date.date_naive())
}

/// A day in words or numbers as pages show it: all that [`parse`] takes, numbers day first (23/06/2017,
/// 2017/6/23), English and French months, and Arabic months of all calendars. The first day in the text
/// with a year of its own, in the Gregorian calendar if it stands in several.
pub(super) fn written(raw: &str) -> Option<NaiveDate> {
    const LONGEST: usize = 200;
    let raw = raw.trim();
    if let Some(day) = parse(raw) {
        return Some(day);
    }
    if raw.len() > LONGEST {
        return None;
    }
    let western: String = raw.chars().map(western_digit).collect();
    numbers(&western)
        .or_else(|| latin_month(&western))
        .or_else(|| in_arabic(raw))
}

/// A year, month and day, or day, month and year, in numbers.
fn numbers(text: &str) -> Option<NaiveDate> {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x) (?:^|[^0-9./-]) (?:
            ([0-9]{4}) \s?[-/.]\s? ([0-9]{1,2}) \s?[-/.]\s? ([0-9]{1,2})
            | ([0-9]{1,2}) \s?[-/.]\s? ([0-9]{1,2}) \s?[-/.]\s? ([0-9]{4}) ) (?:$|[^0-9./-])",
        )
        .expect("the pattern is a constant")
    });
    let found = NUMBERS.captures(text)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let (year, month, day) = match number(1) {
        Some(year) => (year, number(2)?, number(3)?),
        None => (number(6)?, number(5)?, number(4)?),
    };
    let year = i32::try_from(year).ok().filter(|year| *year > 1700)?;
    // month first only where it can't be otherwise
    NaiveDate::from_ymd_opt(year, month, day).or_else(|| NaiveDate::from_ymd_opt(year, day, month))
}

/// "23 June 2017", "Jun 23, 2017", "23 juin 2017".
fn latin_month(text: &str) -> Option<NaiveDate> {
    const MONTHS: [(&str, u32); 26] = [
        ("jan", 1),
        ("feb", 2),
        ("fév", 2),
        ("fev", 2),
        ("mar", 3),
        ("apr", 4),
        ("avr", 4),
        ("may", 5),
        ("mai", 5),
        ("juil", 7),
        ("jul", 7),
        ("juin", 6),
        ("jun", 6),
        ("aug", 8),
        ("aoû", 8),
        ("aou", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("déc", 12),
        ("janv", 1),
        ("févr", 2),
        ("mars", 3),
        ("avril", 4),
        ("sept", 9),
    ];
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix) \b ([0-9]{1,2}) (?:st|nd|rd|th|er)? [\s-]+ (\p{Latin}{3,9}) \.? [\s,-]+ ([0-9]{4}) \b
            | \b (\p{Latin}{3,9}) \.? \s+ ([0-9]{1,2}) (?:st|nd|rd|th)? ,? \s+ ([0-9]{4}) \b",
        )
        .expect("the pattern is a constant")
    });
    DATE.captures_iter(text).find_map(|found| {
        let group = |a: usize, b: usize| found.get(a).or_else(|| found.get(b));
        let name = group(2, 4)?.as_str().to_lowercase();
        let (_, month) = MONTHS.iter().find(|(start, _)| name.starts_with(start))?;
        let number = |at: Option<regex::Match<'_>>| at?.as_str().parse::<u32>().ok();
        let year = i32::try_from(number(group(3, 6))?).ok()?;
        NaiveDate::from_ymd_opt(year, *month, number(group(1, 5))?)
    })
}

/// A date in Arabic words.
fn in_arabic(raw: &str) -> Option<NaiveDate> {
    let text = folded(raw);
    let found: Vec<(bool, NaiveDate)> = dates(&text, None)
        .iter()
        .filter(|date| date.precision == Precision::Day && date.basis == DateBasis::Explicit)
        .filter_map(|date| {
            let day = date.day?;
            let year = day.year().to_string();
            Some((text[date.range.clone()].contains(&year), day))
        })
        .collect();
    let gregorian = found.iter().find(|(gregorian, _)| *gregorian);
    gregorian.or(found.first()).map(|(_, day)| *day)
}

/// The day if it can be one on which a document of today was published, else `None`.
pub(super) fn plausible(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    (day.year() >= FIRST_YEAR && day <= today).then_some(day)
}

fn western_digit(c: char) -> char {
    let value = match c {
        '\u{0660}'..='\u{0669}' => c as u32 - 0x0660,
        '\u{06F0}'..='\u{06F9}' => c as u32 - 0x06F0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn dates_in_every_form_papers_and_feeds_use() {
        for written in [
            "2017-06-23",
            " 2017-06-23 ",
            "2017-06-23T23:59:59Z",
            "2017-06-23T00:30:00+03:00",
            "2017-06-23T00:30:00.123-0500",
            "2017-06-23 14:05",
            "2017-06-23 14:05:10 UTC",
            "20170623",
            "20170623T140510Z",
            "٢٠١٧-٠٦-٢٣",
            "Fri, 23 Jun 2017 01:00:00 +0300",
            "23 Jun 2017 23:00:00 GMT",
        ] {
            assert_eq!(parse(written), day(2017, 6, 23), "{written}");
        }
    }

    #[test]
    fn dates_in_words_as_pages_show_them() {
        for shown in [
            "2017-06-23T10:00",
            "23/06/2017 - 14:05",
            "٢٣-٦-٢٠١٧",
            "2017/6/23",
            "06/23/2017",
            "الجمعة 23 حزيران 2017",
            "نشر في: ٢٣ يونيو ٢٠١٧",
            "23 جوان 2017، الساعة 10:40 ص",
            "الجمعة، 23 حزيران/يونيو 2017",
            "28 رمضان 1438 هـ",
            "الجمعة 28 رمضان 1438 هـ الموافق 23 يونيو 2017 م",
            "Published 23 June 2017 at 10:00",
            "Jun 23, 2017",
            "vendredi 23 juin 2017",
        ] {
            assert_eq!(written(shown), day(2017, 6, 23), "{shown}");
        }
        for none in [
            "",
            "أمس",
            "23 يونيو",
            "الجمعة",
            "قبل ساعتين",
            "192.168.2.2017",
            "1498176000",
            "الساعة 10:40",
        ] {
            assert_eq!(written(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        for written in [
            "",
            "soon",
            "2017-13-45",
            "2017-02-30",
            "2017-06",
            "2017",
            "2017-06-23x",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn future_and_ancient_days_are_not_used() {
        let today = day(2024, 5, 1).expect("a day");
        for (given, used) in [
            (day(2024, 5, 1), true),
            (day(2024, 5, 2), false),
            (day(1990, 1, 1), true),
            (day(1989, 12, 31), false),
        ] {
            assert_eq!(
                plausible(given.expect("a day"), today).is_some(),
                used,
                "{given:?}"
            );
        }
    }
}
