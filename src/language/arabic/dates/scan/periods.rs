//! Longer times and lengths of time: "حزيران/يونيو 2017", "العام الجاري", "قبل ثلاثة ايام".

use crate::language::arabic::numbers::lexicon::{
    Calendar, CalendarWord, Direction, Meaning, Number, NumberWord, Third, Unit,
};
use crate::language::arabic::numbers::reader::number_at;
use crate::language::arabic::numbers::tokens::Kind;

use super::{Cue, DayOf, Found, MonthName, MonthOf, Scanner, Tail, What, YearOf};

impl Scanner<'_> {
    /// A month name with its double ("حزيران/يونيو", "يوليو (تموز)").
    pub(super) fn month_name(&self, at: usize) -> Option<MonthName> {
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
    pub(super) fn month(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn american(&self, name: &MonthName) -> Option<Found> {
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
    pub(super) fn tail(&self, calendar: Calendar, at: usize) -> Tail {
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
    pub(super) fn year_number(&self, calendar: Calendar, at: usize) -> Option<(i32, usize)> {
        let (own, year, next) = self.year_at(at)?;
        (own == calendar && !self.is_measured(next, false)).then_some((year, next))
    }

    /// Four digits that can be a year, its calendar and the end of its mark.
    pub(super) fn year_at(&self, at: usize) -> Option<(Calendar, i32, usize)> {
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
    pub(super) fn mark(&self, at: usize) -> Option<(Calendar, usize)> {
        match self.calendar(at)? {
            CalendarWord::Hijri => Some((Calendar::Hijri, at + 1)),
            CalendarWord::Common => Some((Calendar::Gregorian, at + 1)),
            _ => None,
        }
    }

    /// True where what follows makes four digits a count; with `nouns` also a noun that is often counted.
    pub(super) fn is_measured(&self, at: usize, nouns: bool) -> bool {
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
    pub(super) fn unit(&self, at: usize, unit: Unit) -> Option<Found> {
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
    pub(super) fn period(&self, start: usize, at: usize) -> Option<Found> {
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
    pub(super) fn this(&self, at: usize) -> Option<Found> {
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
    pub(super) fn year_after(&self, at: usize) -> Option<Found> {
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
    pub(super) fn years(&self, at: usize) -> Option<Found> {
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
    pub(super) fn bare_year(&self, at: usize, cue: Cue) -> Option<Found> {
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
    pub(super) fn school_year(
        &self,
        calendar: Calendar,
        first: i32,
        at: usize,
    ) -> Option<(i32, usize)> {
        if !matches!(self.text(at), "-" | "/" | "–") {
            return None;
        }
        let (own, last, next) = self.year_at(at + 1)?;
        (own == calendar && last == first + 1).then_some((last, next))
    }

    /// "مطلع الشهر المقبل", "اواخر 2014".
    pub(super) fn third(&self, at: usize, third: Third) -> Option<Found> {
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

    /// "قبل ثلاثة ايام", "منذ يومين", "بعد شهر", "قبل امس".
    pub(super) fn ago(&self, at: usize) -> Option<Found> {
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
    pub(super) fn length(&self, at: usize) -> Option<(Unit, Option<i64>, usize)> {
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
    pub(super) fn names_a_time(&self, at: usize) -> bool {
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
}
