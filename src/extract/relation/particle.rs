//! Particles that name the source: "بحسب البيان", "وفقا لوزارة الدفاع", "على حد تعبيره", "على ما أفاد مسؤول".

use super::complement::{Complement, clause_start};
use super::described::described;
use super::{Link, Place, Relation, Said, Shape};
use crate::extract::reading::Reading;
use crate::extract::source::{Phrase, Reach, Source, glued_state, source, source_with_preposition};
use crate::language::arabic::affixes::begins_with_so;
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::Stance;

impl Place<'_, '_> {
    /// A particle with its source; at the head of the sentence the content follows, else it stands before.
    pub(super) fn particle(self) -> Option<Relation> {
        let (source_at, cue_end) = self.particle_and_verb()?;
        let head = (self.start..self.at).all(|t| !self.reading.text.is_word(t))
            || self.opens_next_clause(source_at);
        let possessed = source_at > self.end || self.possessed(cue_end);
        let (said, behind) = if possessed {
            (Said::Subject(Person::First), cue_end)
        } else {
            let bound = self.bound(source_at, head);
            let resumed = self.resumes_at(bound).filter(|_| head);
            let found = behind_particle(self.reading, source_at, bound)
                .or_else(|| self.family_name(source_at))
                .or_else(|| described(self.reading, source_at, resumed?))?;
            // "ووفقا للبيان الصادر عن الاجتماع | فإن": whatever else tells of the source
            let behind = resumed.unwrap_or(found.range.end);
            if !head && !self.ends_at(behind) {
                return None;
            }
            (Said::By(found), behind)
        };
        let found = Complement {
            start: if head {
                self.content_behind(behind)
            } else {
                self.at
            },
            link: if head { Link::Bare } else { Link::Before },
            marker: behind,
        };
        if head && found.start + 2 >= self.end {
            return None;
        }
        Some(Relation {
            named: true,
            certainty: if head { 0.85 } else { 0.8 },
            ..Relation::new(Shape::Particle, self.at..cue_end, said, &found)
        })
    }

    /// "…، كما أوضح العلمي.": one definite word between the verb and the end of its clause.
    fn family_name(self, at: usize) -> Option<Source> {
        let reading = self.reading;
        let alone = !reading.text.is_word(at + 1) || at + 1 >= self.end;
        let just_as = &reading.lexicon.grammar.clause.just_as;
        let name = just_as.contains(reading.word(self.at))
            && reading.note(at).definite
            && reading.bare(at).ends_with('ي');
        (alone && name).then(|| Source {
            name: Some(at..at + 1),
            ..Source::new(at..at + 1, Phrase::Person)
        })
    }

    /// "…، كما أفاد شهود.": a verb of saying behind "كما" that ends its clause with its subject.
    fn as_said(self) -> bool {
        const FEW: usize = 14;
        const LONGEST_QUOTED: usize = 6;
        let reading = self.reading;
        let just_as = &reading.lexicon.grammar.clause.just_as;
        if !just_as.contains(reading.word(self.at)) {
            return false;
        }
        let limit = self.end.min(self.at + FEW);
        let mut stop = (self.at + 2).min(limit);
        while stop < limit {
            let quote = reading.short_quote(stop, self.end, LONGEST_QUOTED);
            match quote {
                Some(quote) => stop = quote.close + 1,
                None if reading.text.is_word(stop) => stop += 1,
                None => break,
            }
        }
        let ends = stop == self.end || matches!(reading.kind(stop), Kind::Comma | Kind::Stop);
        let set_off =
            self.at > self.start && (reading.kind(self.at - 1) == Kind::Comma || stop == self.end);
        set_off
            && reading
                .cue(self.at + 1, |c, f| {
                    matches!(f.form, Some(Form::Past | Form::Present))
                        && c.stance == Stance::Affirm
                        && c.governs.clause
                })
                .is_some()
            && ends
            && stop > self.at + 2
            && !(self.at + 2..stop).any(|t| reading.complementizer(t) || reading.surely_finite(t))
    }

    /// "…، وبحسب شهود فإن": a particle that opens a clause within the sentence.
    fn opens_next_clause(self, from: usize) -> bool {
        const LONGEST: usize = 12;
        let reading = self.reading;
        let behind_comma = self.at > self.start
            && matches!(reading.kind(self.at - 1), Kind::Comma | Kind::Semicolon);
        behind_comma
            && reading.note(self.at).conjunction
            && (from..self.end.min(from + LONGEST))
                .take_while(|&t| reading.text.is_word(t) || reading.kind(t) == Kind::Quote)
                .any(|t| reading.lexicon.lists.resumes.contains(reading.word(t)))
    }

    /// Where the source begins and the cue ends: "وفقا ل|وزارة", "بحسب ما ذكرته|وزارة".
    fn particle_and_verb(self) -> Option<(usize, usize)> {
        let reading = self.reading;
        let length = (reading.lexicon.particles.at(&reading.text, self.at))
            .or_else(|| self.as_said().then_some(1))?;
        let last = self.at + length - 1;
        let word = reading.word(last);
        let words = &reading.lexicon.grammar;
        let glued = length > 1
            && word.starts_with('ل')
            && !words.clause.when.contains(word)
            && word.chars().count() > 2;
        // "وفقا لوزارة": the source begins with the preposition
        let mut at = if glued { last } else { last + 1 };
        let mut cue_end = at.max(self.at + 1);
        if words.clause.what.contains(reading.word(at)) {
            at += 1;
        }
        let verb = reading.finite(at) || reading.cue_with_pronoun(at).is_some();
        if verb {
            at += 1;
            cue_end = at;
        }
        // "على ما": only with a verb of saying
        let first = reading.word(self.at);
        let needs_verb = words.clause.just_as.contains(first)
            || (words.clause.what.contains(word) && words.preposition.on.contains(first));
        (verb || !needs_verb).then_some((at, cue_end))
    }

    /// A particle behind the content ends its clause; elsewhere it belongs to the content ("وفقا للمبادرة وآلياتها").
    fn ends_at(self, behind: usize) -> bool {
        behind >= self.end
            || !matches!(self.reading.kind(behind), Kind::Word | Kind::Number)
            || self.reading.is(behind, tag::AUDIENCE | tag::ADJUNCT)
            || self
                .reading
                .lexicon
                .lists
                .moment
                .contains(self.reading.word(behind))
            || self
                .reading
                .lexicon
                .grammar
                .preposition
                .alone_to
                .contains(self.reading.word(behind))
    }

    /// "على حد تعبيره", "بحسب وصفهم": the source is a pronoun.
    fn possessed(self, cue_end: usize) -> bool {
        let words = &self.reading.lexicon.grammar;
        let last = self.reading.word(cue_end - 1);
        let particle = self.reading.bare(self.at);
        let manner = match cue_end - self.at {
            3 => words.preposition.on.contains(particle),
            2 => words.clause.according.contains(particle),
            _ => false,
        };
        manner && ["ه", "ها", "هم", "هما"].iter().any(|p| last.ends_with(p))
    }

    /// How far the source can reach: to the clause that follows a particle at the head, to a comma, to the end.
    fn bound(self, from: usize, head: bool) -> Reach {
        const LONGEST: usize = 32;
        let reading = self.reading;
        let limit = self.end.min(from + LONGEST);
        if head {
            let clause = (from..limit).find(|&t| {
                reading.complementizer(t) || reading.lexicon.lists.resumes.contains(reading.word(t))
            });
            if let Some(clause) = clause {
                return Reach::bounded(clause);
            }
            return Reach::open(limit);
        }
        let stop = (from..limit).find(|&t| reading.kind(t) == Kind::Comma);
        let stop = stop.unwrap_or(limit);
        // "كما ذكر دبلوماسي في الخارجية": nothing but the source follows
        let just_as = &reading.lexicon.grammar.clause.just_as;
        if just_as.contains(reading.word(self.at)) && stop < from + LONGEST {
            return Reach::bounded(stop);
        }
        Reach::open(stop)
    }

    /// The token with which the reporter goes on behind a source that reaches up to it: "فإن", "فقد".
    fn resumes_at(self, reach: Reach) -> Option<usize> {
        let word = self.reading.word(reach.end);
        let resumes = begins_with_so(word) && self.reading.lexicon.lists.resumes.contains(word);
        (reach.bounded && resumes).then_some(reach.end)
    }

    /// Where the content begins behind a source that ends before `from`.
    fn content_behind(self, from: usize) -> usize {
        let reading = self.reading;
        let mut start = from;
        while start < self.end
            && reading.text.quote_at(start).is_none()
            && (matches!(
                reading.kind(start),
                Kind::Comma | Kind::Quote | Kind::Semicolon | Kind::Colon
            ) || reading.lexicon.lists.resumes.contains(reading.word(start)))
        {
            start += 1;
        }
        if reading.complementizer(start) {
            clause_start(reading, start)
        } else {
            start
        }
    }
}

/// The source behind a particle, with or without a preposition glued to it.
fn behind_particle(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    let note = reading.note(at);
    let plan = note.is(tag::OCCASION) && !note.is(tag::DOCUMENT | tag::MEDIA);
    // "بحسب تصريح الأطباء": whoever made it
    let words_of = reading.lexicon.lists.citation.contains(reading.bare(at));
    if words_of && let Some(author) = source(reading, at + 1, reach) {
        return Some(author);
    }
    let measure = reading.lexicon.lists.measure.contains(reading.bare(at));
    if (plan || measure) && note.entity.is_none() {
        // "وفق البرنامج", "حسب القانون": a plan or a measure says nothing
        return None;
    }
    if reading.note(at).preposition.is_some() {
        return glued_state(reading, at).or_else(|| source_with_preposition(reading, at, reach));
    }
    source(reading, at, reach)
}
