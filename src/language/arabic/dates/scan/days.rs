//! Days: "اليوم", "الخميس الماضي", "4 و5 تموز", "23/6/2017".

use std::ops::Range;

use crate::language::arabic::numbers::lexicon::{
    Calendar, CalendarWord, Direction, Meaning, Number, NumberWord, Unit,
};
use crate::language::arabic::numbers::reader::number_at;
use crate::language::arabic::numbers::tokens::{Kind, is_lost_dash};

use super::{Cue, DayOf, Found, MonthOf, Scanner, Tail, What, YearOf};

impl Scanner<'_> {
    /// "يوم", "صباح" and the like with the day they go with.
    pub(super) fn prefixed(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn relative(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn is_counted_day(&self, at: usize) -> bool {
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
    pub(super) fn closes_name(&self, at: usize, next: usize) -> bool {
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
    pub(super) fn phrase(&self, at: usize) -> Option<(Meaning, usize)> {
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
    pub(super) fn weekday(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn day_of_month(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn counts_something(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind != Kind::Sign || matches!(token.text, "/" | "-" | "%" | ":" | ".")
        }) && !matches!(
            self.calendar(at),
            Some(CalendarWord::From | CalendarWord::To | CalendarWord::OfDay)
        )
    }

    /// 1 to 31 in digits or as an ordinal with the article.
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
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
    pub(super) fn day_list(&self, at: usize, first: u32, next: usize) -> Option<Found> {
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
    pub(super) fn next_day(&self, at: usize) -> Option<(u32, usize)> {
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
    pub(super) fn day_with_month(
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
    pub(super) fn month_of_day(&self, at: usize) -> Option<(MonthOf, Tail)> {
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
    pub(super) fn name_checked(&self, mut found: Found) -> Found {
        let undated = matches!(found.what, What::Day { first, .. } if first.year == YearOf::Unsaid);
        let at = found.tokens.start;
        found.named = undated
            && found.direction.is_none()
            && self.lexicon.lists.named.contains(self.before(at));
        found
    }

    /// "من 28 يونيو الى 3 يوليو": the second day of a range with two months.
    pub(super) fn ranged(&self, found: Found) -> Found {
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
    pub(super) fn numeric(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn numeric_lost(&self, at: usize) -> Option<Found> {
        let tokens = self.tokens.get(at..at + 3)?;
        let lost = is_lost_dash(&tokens[0], &tokens[1]) && is_lost_dash(&tokens[1], &tokens[2]);
        if !lost || tokens[2].text.len() != 4 {
            return None;
        }
        let year = YearOf::Number(tokens[2].digits()? as i32);
        self.numeric_day(at..at + 3, tokens[0].digits()?, tokens[1].digits()?, year)
    }

    pub(super) fn numeric_day(
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
}
