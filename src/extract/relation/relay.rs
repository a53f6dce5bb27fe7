//! Those who pass on another's words: "نقلت وكالة … عن … قوله إن", and the speaker's words in a noun with a
//! pronoun ("بقوله") or a pretext ("بحجة أن").

use super::complement::{Complement, SHORTEST_QUOTE, clause_start};
use super::described::described;
use super::{Link, Place, Relation, Said, Shape};
use crate::extract::reading::Reading;
use crate::extract::source::{Phrase, Reach, quoted_name, source};
use crate::language::arabic::affixes::OF_ANOTHER;
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::{CueClass, tag};
use crate::language::text::Kind;

/// The longest stretch between a relay and its "عن", in tokens.
const ABOUT: usize = 18;
/// The longest stretch between the speaker and his words.
const WORDS: usize = 30;

impl Place<'_, '_> {
    /// "نقلت وكالة X عن Y قوله إن", "ونقلت عنه".
    pub(super) fn relay(self) -> Option<Relation> {
        let Place { reading, at, .. } = self;
        let (cue, form) = reading.cue(at, |c, f| c.class == CueClass::Relay && f.form.is_some())?;
        let limit = self.end.min(at + 1 + ABOUT);
        let from = cue.governs.prepositions.first()?;
        let about = (at + 1..limit).find(|&t| is_about(reading, t, from))?;
        let before = self.subject_before();
        let between = match &before {
            Some(source) => Some(source.clone()),
            None => source(reading, at + 1, Reach::bounded(about)),
        };
        if (at + 1..about).any(|t| reading.surely_finite(t)) {
            return None;
        }
        let mut relation = self.words_of_another(about, form.person)?;
        relation.around.start = at;
        if relation.cue.start == about {
            relation.cue = at..at + 1;
        }
        // "نقلت عنه وكالة … قوله": the one between stands behind
        let between = between.or_else(|| {
            source(reading, about + 1, Reach::bounded(relation.cue.start))
                .filter(|source| reading.word(about) != from && source.phrase == Phrase::Media)
        });
        relation.via = between.into_iter().collect();
        Some(relation)
    }

    /// What stands behind "عن": the speaker, a word such as "قوله", the content.
    fn words_of_another(self, about: usize, person: Person) -> Option<Relation> {
        let reading = self.reading;
        let from = about + 1;
        let words = &reading.lexicon.grammar.preposition;
        let preposition = reading.word(about);
        let named = words.about.contains(preposition) || words.from.contains(preposition);
        let limit = self.end.min(from + WORDS);
        let (cue, found) = (from..limit).find_map(|t| self.words_begin(t, about))?;
        let said = if named {
            let bound = if cue.start > about {
                cue.start
            } else {
                found.marker
            };
            let speaker = source(reading, from, Reach::bounded(bound))
                .or_else(|| described(reading, from, bound))?;
            Said::By(speaker)
        } else {
            self.topic(person).map_or(Said::Subject(person), Said::By)
        };
        Some(Relation {
            named: true,
            certainty: 0.9,
            ..Relation::new(Shape::Finite, cue, said, &found)
        })
    }

    /// The cue and the content, if the words begin at token `t`; a cue at `about` stands for the verb itself.
    fn words_begin(self, t: usize, about: usize) -> Option<(std::ops::Range<usize>, Complement)> {
        let reading = self.reading;
        if reading.is(t, tag::SPOKEN) {
            let found = after_spoken(reading, t + 1, self.end)?;
            return Some((t..t + 1, found));
        }
        if quoted_name(reading, t, self.end).is_some() {
            return None;
        }
        let found = marker(reading, t)?;
        Some((about..about, found))
    }

    /// A cue noun with its pronoun outside a relay: "… في قوله إن", "بقوله".
    pub(super) fn spoken(self) -> Option<Relation> {
        const NEAR: usize = 6;
        if !self.reading.is(self.at, tag::SPOKEN) {
            return None;
        }
        let limit = self.end.min(self.at + NEAR);
        let found = after_spoken(self.reading, self.at + 1, limit)?;
        let by_saying = &self.reading.lexicon.grammar.clause.by_saying_alone;
        // "ورد المحاميان بالقول": the subject of the verb before it
        let said = self
            .topic(Person::First)
            .filter(|source| {
                self.since == self.start
                    && by_saying.contains(self.reading.word(self.at))
                    && source.phrase != Phrase::Media
            })
            .map_or(Said::Subject(Person::First), Said::By);
        let cue = self.at..self.at + 1;
        Some(Relation::new(Shape::Finite, cue, said, &found))
    }

    /// "بحجة أن": a reason in the speaker's name.
    pub(super) fn pretext(self) -> Option<Relation> {
        let Place {
            reading, at, end, ..
        } = self;
        let clause = reading.is(at, tag::PRETEXT) && reading.complementizer(at + 1) && at + 2 < end;
        clause.then(|| Relation {
            certainty: 0.8,
            ..Relation::new(
                Shape::Participle,
                at..at + 1,
                Said::Subject(Person::First),
                &Complement::clause(reading, at + 1),
            )
        })
    }
}

/// True where the preposition before the speaker stands at `t`, with or without a pronoun.
fn is_about(reading: &Reading, t: usize, preposition: &str) -> bool {
    reading
        .word(t)
        .strip_prefix(preposition)
        .is_some_and(|pronoun| pronoun.is_empty() || OF_ANOTHER.contains(&pronoun))
}

/// A clause, colon or quotation that begins at token `t`.
fn marker(reading: &Reading, t: usize) -> Option<Complement> {
    if reading.complementizer(t) {
        return Some(Complement {
            start: clause_start(reading, t),
            link: Link::Clause,
            marker: t,
        });
    }
    match reading.kind(t) {
        Kind::Colon => Some(Complement {
            start: t + 1,
            link: Link::Colon,
            marker: t,
        }),
        Kind::Quote => {
            let quote = reading.text.quote_at(t)?;
            (quote.close - t > SHORTEST_QUOTE).then_some(Complement {
                start: t,
                link: Link::Quote,
                marker: t,
            })
        }
        _ => None,
    }
}

/// The words behind "قوله".
fn after_spoken(reading: &Reading, from: usize, end: usize) -> Option<Complement> {
    const FAR: usize = 24;
    (from..end.min(from + FAR)).find_map(|t| marker(reading, t))
}
