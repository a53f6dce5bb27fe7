//! Finds expressions of time in tokens, without any idea of today.
//!
//! Patterns only: what [`super`] makes of them against a publication date is settled there.

mod days;
mod periods;

use std::ops::Range;

use chrono::Weekday;

use crate::language::arabic::numbers::lexicon::{
    Calendar, CalendarWord, Direction, Lexicon, Third, Unit, lexicon,
};
use crate::language::arabic::numbers::tokens::{Kind, Token};

/// One expression of time.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Found {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub what: What,
    /// "الماضي", "المقبل", "الجاري" beside it.
    pub direction: Option<Direction>,
    /// "مطلع", "أواخر" before it.
    pub third: Option<Third>,
    /// True where something is called after the day ("حركة 20 فبراير").
    pub named: bool,
}

/// What an expression of time says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum What {
    /// A day of a month, or several in a row.
    Day { first: DayOf, last: Option<DayOf> },
    /// A month.
    Month(MonthOf, YearOf),
    /// A year or a few.
    Year {
        calendar: Calendar,
        first: i32,
        last: i32,
    },
    /// A weekday, `weeks` weeks from the one nearest in its direction.
    Weekday { day: Weekday, weeks: i64 },
    /// A weekday of the week that is `weeks` from the present one.
    WeekdayOfWeek { day: Weekday, weeks: i64 },
    /// Days from the publication.
    Offset(i64),
    /// The weekday nearest to that many days from the publication ("امس الخميس").
    Anchored { day: Weekday, offset: i64 },
    /// The week, month or year that many from the present one.
    Period { unit: Unit, offset: i64 },
    /// That many units before (below zero) or after the publication; vague without a number.
    Ago { unit: Unit, count: Option<i64> },
}

/// A day of a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct DayOf {
    pub day: u32,
    pub month: MonthOf,
    pub year: YearOf,
}

/// A month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum MonthOf {
    /// By name or number.
    Named(Calendar, u32),
    /// Counted from the month of publication.
    Relative(i64),
    /// Not said ("يوم 25").
    Unsaid,
}

/// A year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum YearOf {
    /// In figures.
    Number(i32),
    /// Counted from the year of publication.
    Relative(i32),
    /// Not said.
    Unsaid,
    /// That of some other date ("من العام نفسه").
    Other,
}

impl Found {
    fn new(tokens: Range<usize>, what: What) -> Self {
        Found {
            tokens,
            what,
            direction: None,
            third: None,
            named: false,
        }
    }

    fn toward(mut self, direction: Option<Direction>) -> Self {
        self.direction = direction.or(self.direction);
        self
    }

    /// True where it means a day, not a longer time.
    fn is_day(&self) -> bool {
        matches!(
            self.what,
            What::Day { .. }
                | What::Weekday { .. }
                | What::WeekdayOfWeek { .. }
                | What::Offset(_)
                | What::Anchored { .. }
        )
    }
}

/// The expressions of time in a text, in order, none overlapping another.
pub(in super::super) fn scan(tokens: &[Token]) -> Vec<Found> {
    let scanner = Scanner {
        tokens,
        lexicon: lexicon(),
    };
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match scanner
            .found_at(at, Cue::None)
            .map(|found| scanner.joined(found))
        {
            Some(found) => {
                at = found.tokens.end.max(at + 1);
                out.push(found);
            }
            None => at += 1,
        }
    }
    scanner.share_directions(&mut out);
    out
}

/// What stands before an expression and makes it a likelier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    None,
    /// "يوم", "يومي", "بتاريخ".
    Day,
    /// "صباح", "ليلة".
    OfDay,
    /// "مطلع", "نهاية".
    Third,
}

/// A month name as read.
struct MonthName {
    calendar: Calendar,
    number: u32,
    doubtful: bool,
    next: usize,
}

/// What follows a month: its year or direction.
struct Tail {
    year: YearOf,
    direction: Option<Direction>,
    next: usize,
}

struct Scanner<'t> {
    tokens: &'t [Token<'t>],
    lexicon: &'static Lexicon,
}

impl Scanner<'_> {
    /// The expression that begins at a token.
    fn found_at(&self, at: usize, cue: Cue) -> Option<Found> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Digits {
            return self
                .numeric(at, cue)
                .or_else(|| self.day_of_month(at, cue))
                .or_else(|| self.bare_year(at, cue));
        }
        let word = token.word?;
        let found = match word.calendar {
            Some(CalendarWord::Phrases(_)) => {
                self.relative(at, cue).or_else(|| self.month(at, cue))
            }
            Some(CalendarWord::Weekday(_)) => self.weekday(at, cue),
            Some(CalendarWord::Before | CalendarWord::After) => self.ago(at),
            Some(CalendarWord::Unit(unit, _)) => self.unit(at, unit),
            Some(CalendarWord::Day) => self.prefixed(at, Cue::Day),
            Some(CalendarWord::OfDay) => self.prefixed(at, Cue::OfDay),
            Some(CalendarWord::Third(third)) => self.third(at, third),
            Some(CalendarWord::This) => self.this(at),
            Some(CalendarWord::Years) => self.years(at),
            _ => None,
        };
        found.or_else(|| word.number.and_then(|_| self.day_of_month(at, cue)))
    }

    fn calendar(&self, at: usize) -> Option<CalendarWord> {
        self.tokens.get(at)?.word?.calendar
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.text(at))
    }

    fn has_article(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .and_then(|token| token.word)
            .is_some_and(|word| word.clitic.article)
    }

    fn direction(&self, at: usize) -> Option<Direction> {
        match self.calendar(at)? {
            CalendarWord::Direction(direction) => Some(direction),
            _ => None,
        }
    }

    /// The token after an opening bracket, or `at`.
    fn open(&self, at: usize) -> usize {
        if matches!(self.text(at), "(" | "[") {
            at + 1
        } else {
            at
        }
    }

    /// "الماضي" or "قبل الماضي" at a token: direction, how many steps, end.
    fn steps(&self, at: usize) -> Option<(Direction, i64, usize)> {
        if let Some(direction) = self.direction(at) {
            let steps = match direction {
                Direction::Past => -1,
                Direction::Current => 0,
                Direction::Future => 1,
            };
            return Some((direction, steps, at + 1));
        }
        let farther = match self.calendar(at)? {
            CalendarWord::Before => Direction::Past,
            CalendarWord::After => Direction::Future,
            _ => return None,
        };
        let direction = self
            .direction(at + 1)
            .filter(|&direction| direction == farther)?;
        Some((
            direction,
            if farther == Direction::Past { -2 } else { 2 },
            at + 2,
        ))
    }

    /// Adds what says the same day in another way: "امس الجمعه", "الخميس 23 يونيو", "(الموافق …)".
    fn joined(&self, mut found: Found) -> Found {
        for _ in 0..3 {
            let Some(next) = self.join(&found) else { break };
            found = next;
        }
        found
    }

    fn join(&self, found: &Found) -> Option<Found> {
        if !found.is_day() || found.named {
            return None;
        }
        let end = found.tokens.end;
        let sign = self.text(end);
        let mut at = if matches!(sign, "(" | "[" | "،" | "," | "-" | "–" | "/") {
            end + 1
        } else {
            end
        };
        let bracket = matches!(sign, "(" | "[");
        let corresponding = self.calendar(at) == Some(CalendarWord::Corresponding);
        if corresponding {
            at += 1;
            at += usize::from(matches!(self.text(at), "ل" | ":"));
        }
        let other = self.found_at(at, Cue::Day).filter(Found::is_day)?;
        let tight = corresponding || bracket || at == end || matches!(sign, "/" | "-" | "–");
        let mut merged = merge(found, &other, tight)?;
        let close = bracket && matches!(self.text(other.tokens.end), ")" | "]");
        merged.tokens = found.tokens.start..other.tokens.end + usize::from(close);
        Some(merged)
    }

    /// "الثلاثاء والاربعاء الماضيين": the direction at the end of a row of weekdays is that of all.
    fn share_directions(&self, all: &mut [Found]) {
        for index in (1..all.len()).rev() {
            let later = &all[index];
            let weekday = matches!(later.what, What::Weekday { weeks: 0, .. });
            let conjunction = self.tokens[later.tokens.start]
                .word
                .is_some_and(|word| word.clitic.conjunction);
            let direction = later.direction.filter(|_| weekday && conjunction);
            let adjacent = all[index - 1].tokens.end == later.tokens.start;
            let earlier = &mut all[index - 1];
            if adjacent
                && earlier.direction.is_none()
                && matches!(earlier.what, What::Weekday { .. })
            {
                earlier.direction = direction;
            }
        }
    }
}

/// Two adjacent expressions as one day, where they can be one.
fn merge(one: &Found, two: &Found, tight: bool) -> Option<Found> {
    let what = match (one.what, two.what) {
        (What::Offset(offset), What::Weekday { day, weeks: 0 })
        | (What::Weekday { day, weeks: 0 }, What::Offset(offset))
            if one.direction.is_none() && two.direction.is_none() =>
        {
            What::Anchored { day, offset }
        }
        (
            What::Offset(_)
            | What::Weekday { .. }
            | What::Anchored { .. }
            | What::WeekdayOfWeek { .. },
            What::Day { .. },
        ) => two.what,
        (What::Day { .. }, What::Weekday { weeks: 0, .. } | What::Offset(_)) if tight => one.what,
        (What::Day { first: a, .. }, What::Day { first: b, .. }) if tight => {
            match (a.month, b.month) {
                (MonthOf::Named(Calendar::Hijri, _), MonthOf::Named(Calendar::Gregorian, _)) => {
                    two.what
                }
                (MonthOf::Named(Calendar::Gregorian, _), MonthOf::Named(Calendar::Hijri, _)) => {
                    one.what
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Found {
        what,
        direction: two.direction.or(one.direction),
        ..one.clone()
    })
}
