//! Finds expressions of time in tokens, without any idea of today.
//!
//! Patterns only: what [`super`] makes of them against a publication date is settled there.

use std::ops::Range;

use chrono::Weekday;

use crate::language::arabic::numbers::lexicon::{
    Calendar, CalendarWord, Direction, Lexicon, Meaning, Number, NumberWord, Third, Unit, lexicon,
};
use crate::language::arabic::numbers::reader::number_at;
use crate::language::arabic::numbers::tokens::{Kind, Token, is_lost_dash};

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

    // ── Small questions ─────────────────────────────────────────────────────────────────────────

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

    // ── Days ────────────────────────────────────────────────────────────────────────────────────

    /// "يوم", "صباح" and the like with the day they go with.
    fn prefixed(&self, at: usize, cue: Cue) -> Option<Found> {
        let begin = self.open(at + 1);
        let found = self.found_at(begin, cue).filter(Found::is_day)?;
        let closed = begin > at + 1 && self.text(found.tokens.end) == ")";
        let end = if closed {
            found.tokens.end + 1
        } else {
            found.tokens.end
        };
        Some(Found {
            tokens: at..end,
            ..found
        })
    }

    /// "اليوم", "امس الاول".
    fn relative(&self, at: usize, cue: Cue) -> Option<Found> {
        let (meaning, next) = self.phrase(at)?;
        let Meaning::Relative { days, weak, guard } = meaning else {
            return None;
        };
        if weak && cue == Cue::None && self.weekday(self.open(next), Cue::None).is_none() {
            return None;
        }
        let guard = &self.lexicon.relatives[guard];
        if guard.not_after.contains(self.before(at)) || guard.not_before.contains(self.text(next)) {
            return None;
        }
        if days == 0 && (self.is_counted_day(next) || self.closes_name(at, next)) {
            return None;
        }
        Some(Found::new(at..next, What::Offset(days)))
    }

    /// "اليوم الثالث": an ordinal follows.
    fn is_counted_day(&self, at: usize) -> bool {
        let number = self
            .tokens
            .get(at)
            .and_then(|token| token.word)
            .and_then(|word| word.number);
        self.has_article(at)
            && matches!(number, Some(NumberWord::Ordinal { .. }))
            && !matches!(self.calendar(at), Some(CalendarWord::Weekday(_)))
    }

    /// True where «… اليوم» is the end of a name in quotation marks or behind "قناة", "وكالة".
    fn closes_name(&self, at: usize, next: usize) -> bool {
        let back = at.saturating_sub(3);
        let quoted = matches!(self.text(next), "»" | "\"" | "”" | "“" | "'")
            && self.tokens[back..at]
                .iter()
                .any(|token| matches!(token.text, "«" | "\"" | "“" | "”" | "'"));
        quoted
            || self.tokens[at.saturating_sub(2)..at]
                .iter()
                .any(|token| self.lexicon.lists.media.contains(token.text))
    }

    /// The longest phrase of the calendar at a token, and its end.
    fn phrase(&self, at: usize) -> Option<(Meaning, usize)> {
        let CalendarWord::Phrases(index) = self.calendar(at)? else {
            return None;
        };
        self.lexicon.phrases[index]
            .iter()
            .find(|phrase| {
                let rest = self.tokens.get(at + 1..at + 1 + phrase.rest.len());
                rest.is_some_and(|rest| {
                    rest.iter()
                        .zip(&phrase.rest)
                        .all(|(token, word)| token.text == word)
                })
            })
            .map(|phrase| (phrase.meaning, at + 1 + phrase.rest.len()))
    }

    /// "الخميس الماضي", "الاحد من الاسبوع المقبل", after "يوم" without article too.
    fn weekday(&self, at: usize, cue: Cue) -> Option<Found> {
        let CalendarWord::Weekday(day) = self.calendar(at)? else {
            return None;
        };
        let lists = &self.lexicon.lists;
        let guards = &self.lexicon.weekday_guards[day.num_days_from_monday() as usize];
        if !(self.has_article(at) || cue == Cue::Day)
            || guards.contains(self.before(at))
            || lists.habit.contains(self.before(at))
            || cue == Cue::Day
                && lists
                    .habit
                    .contains(at.checked_sub(1).map_or("", |at| self.before(at)))
            || self.is_counted_day(at + 1)
        {
            return None;
        }
        if let Some((direction, steps, next)) = self.steps(at + 1) {
            let weeks = if steps.abs() == 2 { steps.signum() } else { 0 };
            return Some(
                Found::new(at..next, What::Weekday { day, weeks }).toward(Some(direction)),
            );
        }
        if self.calendar(at + 1) == Some(CalendarWord::From)
            && matches!(
                self.calendar(at + 2),
                Some(CalendarWord::Unit(Unit::Week, Number::Singular))
            )
            && let Some((direction, weeks, next)) = self.steps(at + 3)
        {
            return Some(
                Found::new(at..next, What::WeekdayOfWeek { day, weeks }).toward(Some(direction)),
            );
        }
        Some(Found::new(at..at + 1, What::Weekday { day, weeks: 0 }))
    }

    /// "5 مايو", "4 و5 تموز المقبل", "الخامس من الشهر الجاري", "يوم 25".
    fn day_of_month(&self, at: usize, cue: Cue) -> Option<Found> {
        if self.lexicon.lists.counted.contains(self.before(at)) {
            return None;
        }
        let (day, next) = self.day_number(at)?;
        let found = self
            .day_list(at, day, next)
            .or_else(|| self.day_with_month(at, day, None, next));
        if let Some(found) = found {
            return Some(self.ranged(self.name_checked(found)));
        }
        let lone =
            cue == Cue::Day && self.tokens[at].kind == Kind::Digits && !self.counts_something(next);
        lone.then(|| {
            let first = DayOf {
                day,
                month: MonthOf::Unsaid,
                year: YearOf::Unsaid,
            };
            Found::new(at..next, What::Day { first, last: None })
        })
    }

    /// True where the number before `at` may count a noun or go on.
    fn counts_something(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind != Kind::Sign || matches!(token.text, "/" | "-" | "%" | ":" | ".")
        }) && !matches!(
            self.calendar(at),
            Some(CalendarWord::From | CalendarWord::To | CalendarWord::OfDay)
        )
    }

    /// 1 to 31 in digits or as an ordinal with the article.
    fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let reading = number_at(self.tokens, at)?;
        let value = if reading.ordinal {
            // "اول يوليو" needs no article
            // and "الايام الاولى من" counts no day: days are masculine
            let first = reading.value == 1.0 && self.month_name(reading.next).is_some();
            let word = self.text(reading.first);
            let masculine = !word.ends_with('ه') && !word.ends_with("اولي");
            ((reading.article || first) && masculine).then_some(reading.value as u32)?
        } else {
            let token = &self.tokens[reading.first];
            token.digits().filter(|_| token.text.len() <= 2)?
        };
        let next = if reading.ordinal {
            reading.next
        } else {
            reading.first + 1
        };
        (1..=31).contains(&value).then_some((value, next))
    }

    /// Two or more day numbers before one month.
    fn day_list(&self, at: usize, first: u32, next: usize) -> Option<Found> {
        let (mut last, mut next, mut days) = (first, next, 1);
        while days < 8
            && let Some((day, after)) = self.next_day(next)
        {
            (last, next, days) = (day, after, days + 1);
        }
        (days > 1 && last > first)
            .then(|| self.day_with_month(at, first, Some(last), next))
            .flatten()
    }

    /// A further day number behind "و", "-", "الى" or a comma.
    fn next_day(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.tokens.get(at)?;
        let conjunction = token
            .word
            .is_some_and(|word| word.clitic.conjunction && word.number.is_some());
        if conjunction {
            let detached = token.text == "و"
                && self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.kind == Kind::Digits);
            return self.day_number(if detached { at + 1 } else { at });
        }
        if is_lost_dash(&self.tokens[at - 1], token) {
            return self.day_number(at);
        }
        let joint = matches!(token.text, "-" | "–" | "—" | "،" | ",")
            || self.calendar(at) == Some(CalendarWord::To);
        if joint { self.day_number(at + 1) } else { None }
    }

    /// The month after one or several day numbers.
    fn day_with_month(
        &self,
        at: usize,
        first: u32,
        last: Option<u32>,
        next: usize,
    ) -> Option<Found> {
        let (month, tail) = self.month_of_day(next)?;
        let day = |day| DayOf {
            day,
            month,
            year: tail.year,
        };
        let what = What::Day {
            first: day(first),
            last: last.map(day),
        };
        Some(Found::new(at..tail.next, what).toward(tail.direction))
    }

    /// "مايو 2017", "من شهر مايو", "من الشهر الجاري", "الجاري", "/ مايو / 2017".
    fn month_of_day(&self, at: usize) -> Option<(MonthOf, Tail)> {
        let of = self.calendar(at) == Some(CalendarWord::From);
        let slash = matches!(self.text(at), "/" | "-");
        let mut next = if of || slash { at + 1 } else { at };
        if let Some(CalendarWord::Unit(Unit::Month, Number::Singular)) = self.calendar(next) {
            if self.has_article(next) {
                let (direction, offset, end) = self.steps(next + 1)?;
                let tail = Tail {
                    year: YearOf::Unsaid,
                    direction: Some(direction),
                    next: end,
                };
                return Some((MonthOf::Relative(offset), tail));
            }
            next += 1;
        }
        let bare = |at: usize| {
            let word = self.tokens.get(at).and_then(|token| token.word);
            word.is_some_and(|word| word.clitic.bytes == 0 || word.clitic.article)
        };
        if let Some(name) = self.month_name(next).filter(|_| bare(next)) {
            // "1-صفر" is a result: one to nil
            if slash && name.doubtful && self.text(name.next) != self.text(at) {
                return None;
            }
            let mut tail = self.tail(name.calendar, name.next);
            if slash && tail.year == YearOf::Unsaid && matches!(self.text(name.next), "/" | "-") {
                tail = self.tail(name.calendar, name.next + 1);
            }
            return Some((MonthOf::Named(name.calendar, name.number), tail));
        }
        // "في 25 الجاري", but "القمة ال20 الحالية" counts something else
        let masculine =
            self.direction(next) == Some(Direction::Current) && !self.text(next).ends_with('ه');
        (masculine && !slash).then(|| {
            let tail = Tail {
                year: YearOf::Unsaid,
                direction: Some(Direction::Current),
                next: next + 1,
            };
            (MonthOf::Relative(0), tail)
        })
    }

    /// Marks "حركة 20 فبراير".
    fn name_checked(&self, mut found: Found) -> Found {
        let undated = matches!(found.what, What::Day { first, .. } if first.year == YearOf::Unsaid);
        let at = found.tokens.start;
        found.named = undated
            && found.direction.is_none()
            && self.lexicon.lists.named.contains(self.before(at));
        found
    }

    /// "من 28 يونيو الى 3 يوليو": the second day of a range with two months.
    fn ranged(&self, found: Found) -> Found {
        let opens = found
            .tokens
            .start
            .checked_sub(1)
            .and_then(|at| self.calendar(at));
        let begin = match (opens, self.calendar(found.tokens.end)) {
            (Some(CalendarWord::From), Some(CalendarWord::To)) => found.tokens.end + 1,
            (Some(CalendarWord::Between), _) if self.text(found.tokens.end) == "و" => {
                found.tokens.end + 1
            }
            _ => return found,
        };
        let What::Day { first, last: None } = found.what else {
            return found;
        };
        let second = self
            .day_number(begin)
            .and_then(|(day, next)| self.day_with_month(begin, day, None, next));
        let Some(Found {
            what: What::Day {
                first: mut until, ..
            },
            tokens,
            direction,
            ..
        }) = second
        else {
            return found;
        };
        let mut from = first;
        if from.year == YearOf::Unsaid {
            from.year = until.year;
        } else if until.year == YearOf::Unsaid {
            until.year = from.year;
        }
        let what = What::Day {
            first: from,
            last: Some(until),
        };
        Found {
            tokens: found.tokens.start..tokens.end,
            what,
            ..found
        }
        .toward(direction)
    }

    /// "23/6/2017", "2017-06-23", "23.6.2017", "28 / 9 / 1436ه"; after "يوم" also "23/6".
    fn numeric(&self, at: usize, cue: Cue) -> Option<Found> {
        if let Some(found) = self.numeric_lost(at) {
            return Some(found);
        }
        let (first, second) = (
            self.tokens[at].digits()?,
            self.tokens.get(at + 2)?.digits()?,
        );
        let separator = self.text(at + 1);
        if !matches!(separator, "/" | "-" | "." | "–" | "\\") {
            return None;
        }
        let glued = |at: usize| self.tokens[at].end == self.tokens[at + 1].start;
        if separator == "." && !(glued(at) && glued(at + 1)) {
            return None;
        }
        let year = (self.text(at + 3) == separator)
            .then(|| self.tokens.get(at + 4))
            .flatten();
        let Some((third, token)) = year.and_then(|token| Some((token.digits()?, token))) else {
            let short = cue == Cue::Day && separator == "/" && !self.counts_something(at + 3);
            return short
                .then(|| self.numeric_day(at..at + 3, first, second, YearOf::Unsaid))
                .flatten();
        };
        let lengths = (self.tokens[at].text.len(), token.text.len());
        let (day, year) = match lengths {
            (4, 1..=2) => (third, first),
            (1..=2, 4) => (first, third),
            (1..=2, 2) if separator == "/" => (first, 2000 + third),
            _ => return None,
        };
        // month first only where it can't be day first
        let (day, month) = if second > 12 && day <= 12 {
            (second, day)
        } else {
            (day, second)
        };
        self.numeric_day(at..at + 5, day, month, YearOf::Number(year as i32))
    }

    /// "4 ـ 7 ـ 1436ه", whose dashes were tatweels and are folded away.
    fn numeric_lost(&self, at: usize) -> Option<Found> {
        let tokens = self.tokens.get(at..at + 3)?;
        let lost = is_lost_dash(&tokens[0], &tokens[1]) && is_lost_dash(&tokens[1], &tokens[2]);
        if !lost || tokens[2].text.len() != 4 {
            return None;
        }
        let year = YearOf::Number(tokens[2].digits()? as i32);
        self.numeric_day(at..at + 3, tokens[0].digits()?, tokens[1].digits()?, year)
    }

    fn numeric_day(
        &self,
        tokens: Range<usize>,
        day: u32,
        month: u32,
        year: YearOf,
    ) -> Option<Found> {
        let calendar = match year {
            YearOf::Number(1300..=1500) => Calendar::Hijri,
            YearOf::Number(1800..=2200) | YearOf::Unsaid => Calendar::Gregorian,
            _ => return None,
        };
        if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
            return None;
        }
        let first = DayOf {
            day,
            month: MonthOf::Named(calendar, month),
            year,
        };
        let end = self.mark(tokens.end).map_or(tokens.end, |(_, next)| next);
        Some(Found::new(
            tokens.start..end,
            What::Day { first, last: None },
        ))
    }

    // ── Months and years ────────────────────────────────────────────────────────────────────────

    /// A month name with its double ("حزيران/يونيو", "يوليو (تموز)").
    fn month_name(&self, at: usize) -> Option<MonthName> {
        let (
            Meaning::Month {
                calendar,
                number,
                doubtful,
            },
            next,
        ) = self.phrase(at)?
        else {
            return None;
        };
        let same = |at: usize| match self.phrase(at) {
            Some((
                Meaning::Month {
                    calendar: other,
                    number: twin,
                    ..
                },
                next,
            )) => (other == calendar && twin == number).then_some(next),
            _ => None,
        };
        let double = match self.text(next) {
            "/" | "-" | "\\" | "–" => same(next + 1),
            "(" | "[" => same(next + 1).map(|end| {
                if matches!(self.text(end), ")" | "]") {
                    end + 1
                } else {
                    end
                }
            }),
            _ => same(next),
        };
        Some(MonthName {
            calendar,
            number,
            doubtful: doubtful && double.is_none(),
            next: double.unwrap_or(next),
        })
    }

    /// A month without a day.
    fn month(&self, at: usize, cue: Cue) -> Option<Found> {
        let name = self.month_name(at)?;
        let tail = self.tail(name.calendar, name.next);
        // "باب" is a door before it is "in August"
        let word = self.tokens[at].word;
        let door = word.is_some_and(|word| word.clitic.preposition) && cue == Cue::None;
        let settled = tail.year != YearOf::Unsaid || tail.direction.is_some() && !door;
        if name.doubtful && !settled && cue != Cue::Third {
            return None;
        }
        if let Some(day) = self.american(&name) {
            return Some(Found {
                tokens: at..day.tokens.end,
                ..day
            });
        }
        let month = MonthOf::Named(name.calendar, name.number);
        Some(Found::new(at..tail.next, What::Month(month, tail.year)).toward(tail.direction))
    }

    /// "يوليو 23، 2017", as on pages made with American software.
    fn american(&self, name: &MonthName) -> Option<Found> {
        let day = self
            .tokens
            .get(name.next)?
            .digits()
            .filter(|day| (1..=31).contains(day))?;
        let comma = matches!(self.text(name.next + 1), "," | "،");
        let (year, next) = self.year_number(name.calendar, name.next + 1 + usize::from(comma))?;
        let month = MonthOf::Named(name.calendar, name.number);
        let first = DayOf {
            day,
            month,
            year: YearOf::Number(year),
        };
        Some(Found::new(name.next..next, What::Day { first, last: None }))
    }

    /// The year or direction after a month.
    fn tail(&self, calendar: Calendar, at: usize) -> Tail {
        let unsaid = Tail {
            year: YearOf::Unsaid,
            direction: None,
            next: at,
        };
        if let Some(direction) = self.direction(at) {
            return Tail {
                direction: Some(direction),
                next: at + 1,
                ..unsaid
            };
        }
        let comma = usize::from(
            matches!(self.text(at), "،" | ",")
                && self.tokens.get(at + 1).is_some_and(|t| t.text.len() == 4),
        );
        if let Some((year, next)) = self.year_number(calendar, at + comma) {
            return Tail {
                year: YearOf::Number(year),
                next,
                ..unsaid
            };
        }
        let of = usize::from(self.calendar(at) == Some(CalendarWord::From));
        let this = usize::from(self.calendar(at + of) == Some(CalendarWord::This));
        if this > 0
            && self.this(at + of).is_some_and(|found| {
                matches!(
                    found.what,
                    What::Period {
                        unit: Unit::Year,
                        ..
                    }
                )
            })
        {
            return Tail {
                year: YearOf::Relative(0),
                next: at + of + 2,
                ..unsaid
            };
        }
        let same = usize::from(matches!(self.text(at + of), "ذات" | "نفس" | "ذلك"));
        let Some(CalendarWord::Unit(Unit::Year, Number::Singular)) = self.calendar(at + of + same)
        else {
            return unsaid;
        };
        let next = at + of + same + 1;
        if same > 0 {
            return Tail {
                year: YearOf::Other,
                next,
                ..unsaid
            };
        }
        if let Some((year, next)) = self.year_number(calendar, next) {
            return Tail {
                year: YearOf::Number(year),
                next,
                ..unsaid
            };
        }
        if let Some((_, steps, next)) = self.steps(next) {
            return Tail {
                year: YearOf::Relative(steps as i32),
                next,
                ..unsaid
            };
        }
        if self.lexicon.lists.other_year.contains(self.text(next)) {
            return Tail {
                year: YearOf::Other,
                next: next + 1,
                ..unsaid
            };
        }
        unsaid
    }

    /// A year in digits with its mark, which must suit the calendar of the month before it.
    fn year_number(&self, calendar: Calendar, at: usize) -> Option<(i32, usize)> {
        let (own, year, next) = self.year_at(at)?;
        (own == calendar && !self.is_measured(next, false)).then_some((year, next))
    }

    /// Four digits that can be a year, its calendar and the end of its mark.
    fn year_at(&self, at: usize) -> Option<(Calendar, i32, usize)> {
        let token = self.tokens.get(at)?;
        let year = token.digits().filter(|_| token.text.len() == 4)? as i32;
        let (marked, next) = match self.mark(at + 1) {
            Some((calendar, next)) => (Some(calendar), next),
            None => (None, at + 1),
        };
        let calendar = match year {
            1000..=1599
                if marked != Some(Calendar::Gregorian) && (marked.is_some() || year >= 1300) =>
            {
                Calendar::Hijri
            }
            1000..=2200
                if marked != Some(Calendar::Hijri) && (marked.is_some() || year >= 1600) =>
            {
                Calendar::Gregorian
            }
            _ => return None,
        };
        Some((calendar, year, next))
    }

    /// "ه", "هجرية" or "م" at a token.
    fn mark(&self, at: usize) -> Option<(Calendar, usize)> {
        match self.calendar(at)? {
            CalendarWord::Hijri => Some((Calendar::Hijri, at + 1)),
            CalendarWord::Common => Some((Calendar::Gregorian, at + 1)),
            _ => None,
        }
    }

    /// True where what follows makes four digits a count; with `nouns` also a noun that is often counted.
    fn is_measured(&self, at: usize, nouns: bool) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let glued = self.tokens[at - 1].end == token.start
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.kind == Kind::Digits && t.start == token.end);
        let separator = glued && matches!(token.text, "." | "," | "٬" | "٫" | ":");
        let percent = self
            .lexicon
            .percent_signs
            .iter()
            .any(|sign| sign == token.text)
            || self
                .lexicon
                .currency_signs
                .iter()
                .any(|(sign, _)| sign == token.text);
        let noun = token.word.is_some_and(|word| {
            nouns && word.noun.is_some() && !word.clitic.article
                || matches!(
                    word.number,
                    Some(NumberWord::Scale(_) | NumberWord::ScaleMany(_))
                ) && !word.clitic.conjunction
        });
        separator || percent || noun
    }

    /// "عام 2017", "الاسبوع الماضي", "شهر رمضان", "يوم الخميس".
    fn unit(&self, at: usize, unit: Unit) -> Option<Found> {
        let CalendarWord::Unit(_, number) = self.calendar(at)? else {
            return None;
        };
        if unit == Unit::Day {
            return self.prefixed(at, Cue::Day);
        }
        if number != Number::Singular {
            return self.years(at);
        }
        if unit == Unit::Month && !self.has_article(at) && self.month_name(at + 1).is_some() {
            let found = self.month(at + 1, Cue::Third)?;
            return Some(Found {
                tokens: at..found.tokens.end,
                ..found
            });
        }
        if unit == Unit::Year
            && let Some(found) = self.year_after(at)
        {
            return Some(found);
        }
        self.period(at, at)
    }

    /// "الاسبوع الماضي", "العام الجاري".
    fn period(&self, start: usize, at: usize) -> Option<Found> {
        let CalendarWord::Unit(unit, Number::Singular) = self.calendar(at)? else {
            return None;
        };
        if !matches!(unit, Unit::Week | Unit::Month | Unit::Year) || !self.has_article(at) {
            return None;
        }
        if unit == Unit::Year && self.lexicon.lists.general.contains(self.before(at)) {
            return None;
        }
        let (direction, offset, next) = self.steps(at + 1)?;
        Some(Found::new(start..next, What::Period { unit, offset }).toward(Some(direction)))
    }

    /// "هذا الشهر".
    fn this(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.period(at, at + 1) {
            return Some(found);
        }
        let CalendarWord::Unit(unit, Number::Singular) = self.calendar(at + 1)? else {
            return None;
        };
        let whole =
            matches!(unit, Unit::Week | Unit::Month | Unit::Year) && self.has_article(at + 1);
        let found = Found::new(at..at + 2, What::Period { unit, offset: 0 });
        whole.then(|| found.toward(Some(Direction::Current)))
    }

    /// "عام 2017", "سنة 1436ه", "عام 2014-2015", "عام الفين وسبعه عشر".
    fn year_after(&self, at: usize) -> Option<Found> {
        let Some((calendar, first, next)) = self.year_at(at + 1) else {
            let reading = number_at(self.tokens, at + 1)
                .filter(|reading| reading.scaled && !reading.ordinal)?;
            let year = reading.value as i32;
            let what = What::Year {
                calendar: Calendar::Gregorian,
                first: year,
                last: year,
            };
            return (1900..2100)
                .contains(&year)
                .then(|| Found::new(at..reading.next, what));
        };
        let (last, next) = self
            .school_year(calendar, first, next)
            .unwrap_or((first, next));
        Some(Found::new(
            at..next,
            What::Year {
                calendar,
                first,
                last,
            },
        ))
    }

    /// "عامي 2014 و2015".
    fn years(&self, at: usize) -> Option<Found> {
        let (calendar, first, mut next) = self.year_at(at + 1)?;
        let mut last = first;
        while self.text(next) == "و"
            && let Some((own, year, after)) = self.year_at(next + 1)
            && own == calendar
            && year > last
        {
            (last, next) = (year, after);
        }
        Some(Found::new(
            at..next,
            What::Year {
                calendar,
                first,
                last,
            },
        ))
    }

    /// "في 2015", "منذ 2011", "1436ه", "مطلع 2016".
    fn bare_year(&self, at: usize, cue: Cue) -> Option<Found> {
        let (calendar, year, next) = self.year_at(at)?;
        let before = self.before(at);
        let within = self.lexicon.lists.within.contains(before)
            || before
                .strip_prefix('و')
                .is_some_and(|bare| self.lexicon.lists.within.contains(bare));
        let marked = next > at + 1;
        let likely = marked
            || cue == Cue::Third
            || within && calendar == Calendar::Gregorian && (1900..2100).contains(&year);
        let (last, next) = self
            .school_year(calendar, year, next)
            .unwrap_or((year, next));
        let likely = likely || last > year && calendar == Calendar::Hijri;
        let joined = matches!(self.text(next), "-" | "/")
            && self
                .tokens
                .get(next + 1)
                .is_some_and(|t| t.kind == Kind::Digits);
        if !likely || self.is_measured(next, true) || joined {
            return None;
        }
        Some(Found::new(
            at..next,
            What::Year {
                calendar,
                first: year,
                last,
            },
        ))
    }

    /// "2014-2015", "1436/1437ه": the second year and the end, from the token after the first.
    fn school_year(&self, calendar: Calendar, first: i32, at: usize) -> Option<(i32, usize)> {
        if !matches!(self.text(at), "-" | "/" | "–") {
            return None;
        }
        let (own, last, next) = self.year_at(at + 1)?;
        (own == calendar && last == first + 1).then_some((last, next))
    }

    /// "مطلع الشهر المقبل", "اواخر 2014".
    fn third(&self, at: usize, third: Third) -> Option<Found> {
        let found = self.found_at(at + 1, Cue::Third)?;
        let whole = matches!(
            found.what,
            What::Month(..) | What::Year { .. } | What::Period { .. }
        ) && found.third.is_none();
        let tokens = at..found.tokens.end;
        whole.then_some(Found {
            tokens,
            third: Some(third),
            ..found
        })
    }

    // ── Lengths of time ─────────────────────────────────────────────────────────────────────────

    /// "قبل ثلاثة ايام", "منذ يومين", "بعد شهر", "قبل امس".
    fn ago(&self, at: usize) -> Option<Found> {
        let past = self.calendar(at)? == CalendarWord::Before;
        let sign = if past { -1 } else { 1 };
        let direction = Some(if past {
            Direction::Past
        } else {
            Direction::Future
        });
        if let Some((Meaning::Relative { days, .. }, next)) = self.phrase(at + 1) {
            // "منذ امس" is yesterday, "قبل امس" the day before it
            let farther = days.signum() == sign && self.text(at) != "منذ";
            return farther.then(|| Found::new(at..next, What::Offset(days + sign)));
        }
        let about = self.lexicon.lists.about.contains(self.text(at + 1));
        let vague = matches!(
            (self.text(at + 1), self.text(at + 2)),
            ("اكثر" | "اقل", "من")
        );
        let begin = at + 1 + usize::from(about) + 2 * usize::from(vague);
        let (unit, count, next) = self.length(begin)?;
        if self.calendar(next) == Some(CalendarWord::From)
            || matches!(self.text(next), "علي" | "ان")
        {
            return None;
        }
        let count = count.filter(|_| !vague).map(|count| sign * count);
        let (unit, count) = match (unit, count) {
            (Unit::Hour, Some(hours)) if hours.abs() >= 24 => (Unit::Day, Some(hours / 24)),
            (Unit::Hour, _) => return None,
            other => other,
        };
        Some(Found::new(at..next, What::Ago { unit, count }).toward(direction))
    }

    /// "ثلاثة ايام", "يومين", "شهر واحد", "سنوات": unit, how many, end.
    fn length(&self, at: usize) -> Option<(Unit, Option<i64>, usize)> {
        if let CalendarWord::Unit(unit, number) = self.calendar(at).unwrap_or(CalendarWord::From) {
            if self.has_article(at) {
                return None;
            }
            let count = match number {
                Number::Singular => Some(1),
                Number::Dual => Some(2),
                Number::Plural => None,
            };
            let one = matches!(self.text(at + 1), "واحد" | "واحده") && number == Number::Singular;
            let next = at + 1 + usize::from(one);
            return (number != Number::Singular || !self.names_a_time(next))
                .then_some((unit, count, next));
        }
        let reading =
            number_at(self.tokens, at).filter(|reading| !reading.ordinal && !reading.article)?;
        let CalendarWord::Unit(unit, number) = self.calendar(reading.next)? else {
            return None;
        };
        let whole = reading.value.fract() == 0.0 && reading.value < 10_000.0;
        (number != Number::Dual && whole && !self.has_article(reading.next)).then_some((
            unit,
            Some(reading.value as i64),
            reading.next + 1,
        ))
    }

    /// True where "يوم", "شهر", "عام" go with a name or number after them.
    fn names_a_time(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let calendar = matches!(
            self.calendar(at),
            Some(
                CalendarWord::Phrases(_)
                    | CalendarWord::Weekday(_)
                    | CalendarWord::Unit(..)
                    | CalendarWord::OfDay
            )
        );
        let number = token
            .word
            .is_some_and(|word| word.number.is_some() && !word.clitic.conjunction);
        token.kind == Kind::Digits || calendar || number || token.text.starts_with("ال")
    }

    // ── Putting together ────────────────────────────────────────────────────────────────────────

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
