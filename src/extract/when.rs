//! The day of the saying.
//!
//! A date between cue and content is the saying's own. Where a sentence gives none, the occasion goes on: the
//! statements of one article mostly stem from one day, unless the reporter steps back ("وكان قد أعلن",
//! "في وقت سابق").

use std::ops::Range;

use chrono::NaiveDate;

use super::draft::Draft;
use super::reading::Reading;
use super::relation::{Link, Relation};
use crate::language::arabic::affixes::is_imperfect;
use crate::language::arabic::dates::{DateMention, Direction, Precision};
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::DateBasis;

/// The dates of a document, by token.
pub struct Calendar {
    mentions: Vec<(usize, DateMention)>,
    /// The day that the article's lead speaks of, for statements without any date.
    lead: Option<NaiveDate>,
    last: Option<Occasion>,
    published: Option<NaiveDate>,
    /// Where the article turns to another matter, from the back; what was dated before says nothing of what follows.
    turns: Vec<usize>,
}

/// The day of a statement that gave one, for those behind it: of the same speaker, or in the same paragraph.
struct Occasion {
    day: NaiveDate,
    speaker: Option<usize>,
    /// Token of the cue.
    cue: usize,
}

/// Days before publication within which an occasion goes on from one statement to the next.
const LATELY: i64 = 45;

impl Calendar {
    /// Takes the dates of a text.
    pub fn new(reading: &Reading, dates: Vec<DateMention>, published: Option<NaiveDate>) -> Self {
        const LEAD_SENTENCES: usize = 4;
        let yet = |m: &DateMention| match (m.day, published) {
            (Some(day), Some(published)) => day <= published,
            _ => true,
        };
        // "اليوم - الدمام": the name of the paper
        let dateline = |(at, _): &(usize, DateMention)| {
            let opens = *at == 0 || reading.kind(at - 1) == Kind::Newline;
            opens && reading.kind(at + 1) == Kind::Dash
        };
        let mentions: Vec<(usize, DateMention)> = dates
            .into_iter()
            .filter(yet)
            .map(|m| {
                (
                    reading
                        .text
                        .tokens
                        .partition_point(|t| t.folded.end <= m.range.start),
                    m,
                )
            })
            .filter(|mention| !dateline(mention))
            .collect();
        let lead_end = reading
            .text
            .sentences
            .iter()
            .filter(|s| s.len() > 8)
            .nth(LEAD_SENTENCES - 1)
            .map_or(usize::MAX, |s| s.end);
        let lead = published.and_then(|published| {
            mentions
                .iter()
                .filter(|(at, m)| {
                    *at < lead_end
                        && past_day(m)
                        && occasion(reading, *at, m.day == Some(published))
                })
                .filter_map(|(_, m)| m.day)
                .find(|day| (published - *day).num_days() <= 1 && *day <= published)
        });
        Calendar {
            mentions,
            lead,
            last: None,
            published,
            turns: turns(reading),
        }
    }

    /// The day of an outer relation, and what it rests on.
    pub fn said_on(
        &mut self,
        reading: &Reading,
        relation: &Relation,
        sentence: &Range<usize>,
        speaker: Option<usize>,
    ) -> (Option<NaiveDate>, DateBasis) {
        self.turn(relation.cue.start);
        let before = clause_before(reading, relation, sentence);
        let own = self
            .within(&relation.around)
            .or_else(|| self.within(&before))
            .or_else(|| self.within(&opening_circumstance(reading, relation, sentence)));
        let steps_back = steps_back(reading, relation, &before);
        if let Some((day, basis)) = own {
            // "وكان قد أعلن في مارس", "أعلن في 2012": what is told next was not said on that day
            let lately = self
                .published
                .is_none_or(|published| (published - day).num_days() <= LATELY);
            if !steps_back && lately {
                let cue = relation.cue.start;
                self.last = Some(Occasion { day, speaker, cue });
            }
            return (Some(day), basis);
        }
        let opening = sentence.start..(sentence.start + 2).min(relation.cue.start);
        const BESIDE: usize = 6;
        let around = &relation.around;
        let beside = around.start..around.end.min(relation.cue.end + BESIDE);
        let ago = [&beside, &opening];
        if steps_back || ago.into_iter().any(|range| self.some_time_ago(range)) {
            return (None, DateBasis::None);
        }
        let goes_on = |last: &&Occasion| {
            let mut between = last.cue..relation.cue.start;
            last.speaker == speaker || !between.any(|t| reading.kind(t) == Kind::Newline)
        };
        let last = self.last.as_ref();
        // another speaker's day is no reason to think of the lead's
        let lead = (self.lead).filter(|lead| last.is_none_or(|last| last.day == *lead));
        match last.filter(goes_on).map(|last| last.day).or(lead) {
            Some(day) => (Some(day), DateBasis::Context),
            None => (None, DateBasis::None),
        }
    }

    /// Forgets the days of what stood before the last turn in front of a token.
    fn turn(&mut self, cue: usize) {
        while self.turns.last().is_some_and(|&turn| turn <= cue) {
            self.turns.pop();
            self.last = None;
            self.lead = None;
        }
    }

    /// True where a longer time in the past stands there: "الأسبوع الماضي", "في أبريل الماضي", "قبل شهرين".
    fn some_time_ago(&self, range: &Range<usize>) -> bool {
        self.mentions.iter().any(|(at, m)| {
            let past = m.direction == Some(Direction::Past);
            range.contains(at) && past && m.precision != Precision::Day
        })
    }

    fn within(&self, range: &Range<usize>) -> Option<(NaiveDate, DateBasis)> {
        self.mentions
            .iter()
            .filter(|(at, m)| range.contains(at) && past_day(m))
            .find_map(|(_, m)| Some((m.day?, m.basis)))
    }
}

fn past_day(mention: &DateMention) -> bool {
    mention.precision == Precision::Day && mention.direction != Some(Direction::Future)
}

/// True unless a date stands in quoted words, or with what is still to come ("تنطلق اليوم").
fn occasion(reading: &Reading, at: usize, today: bool) -> bool {
    let sentences = &reading.text.sentences;
    let first = sentences.get(sentences.partition_point(|s| s.end <= at));
    let scheduled = first.is_some_and(|sentence| {
        let verb = sentence.start;
        today && is_imperfect(reading.word(verb)) && !reading.finite(verb)
    });
    let words = &reading.lexicon.grammar;
    let until = at > 0 && words.preposition.until.contains(reading.word(at - 1));
    // "المقرر أن ينطلق اليوم"
    const NEAR: usize = 6;
    let due = (at.saturating_sub(NEAR)..at).any(|t| words.clause.due.contains(reading.word(t)));
    reading.quoted_until(at).is_none() && !scheduled && !until && !due
}

/// The sentences that open with another matter ("من ناحية أخرى"), the last one first.
fn turns(reading: &Reading) -> Vec<usize> {
    let lists = &reading.lexicon.lists;
    let sentences = reading.text.sentences.iter().rev();
    sentences
        .map(|sentence| sentence.start)
        .filter(|&start| lists.other_matter.at(&reading.text, start).is_some())
        .collect()
}

/// The tokens between the start of the clause and the cue.
fn clause_before(reading: &Reading, relation: &Relation, sentence: &Range<usize>) -> Range<usize> {
    const LONGEST: usize = 14;
    let cue = relation.cue.start;
    if relation.link == Link::Before {
        return cue..cue;
    }
    let from = sentence.start.max(cue.saturating_sub(LONGEST));
    let start = (from..cue)
        .rev()
        .find(|&t| {
            matches!(reading.kind(t), Kind::Comma | Kind::Quote | Kind::Stop) || reading.contrast(t)
        })
        .map_or(from, |t| t + 1);
    start..cue
}

/// "وفي 5 آب (أغسطس) الفائت، | طالب": the circumstance that opens the sentence right before the cue.
fn opening_circumstance(
    reading: &Reading,
    relation: &Relation,
    sentence: &Range<usize>,
) -> Range<usize> {
    const LONGEST: usize = 12;
    let cue = relation.cue.start;
    let opening = sentence.start..cue.saturating_sub(1).max(sentence.start);
    let circumstance = &reading.lexicon.lists.circumstance;
    let plain = relation.link != Link::Before
        && opening.len() <= LONGEST
        && !opening.is_empty()
        && reading.kind(cue - 1) == Kind::Comma
        && circumstance.contains(reading.bare(sentence.start))
        && !opening
            .clone()
            .any(|t| reading.surely_finite(t) || reading.kind(t) == Kind::Comma);
    if plain { opening } else { cue..cue }
}

/// A statement at the head of an article without a date of its own was made on the occasion that the next dated one of
/// the same speaker names.
pub(super) fn backdate(drafts: &mut [Draft]) {
    const NEAR: usize = 6;
    let Some((first, rest)) = drafts.split_first_mut() else {
        return;
    };
    if first.said_on.is_some() || first.parent.is_some() {
        return;
    }
    let dated = rest.iter().take(NEAR).find(|d| {
        d.speaker == first.speaker
            && d.parent.is_none()
            && d.said_on.is_some()
            && d.basis != DateBasis::Context
    });
    if let Some(day) = dated.and_then(|d| d.said_on) {
        first.said_on = Some(day);
        first.basis = DateBasis::Context;
    }
}

/// "وكان قد أعلن", "في وقت سابق", "في تصريحات سابقة".
fn steps_back(reading: &Reading, relation: &Relation, before: &Range<usize>) -> bool {
    let had = &reading.lexicon.grammar.clause.had;
    let pluperfect = before
        .clone()
        .any(|t| reading.is(t, tag::AUXILIARY) && had.contains(reading.bare(t)));
    let earlier = [before, &relation.around].into_iter().any(|r| {
        reading
            .lexicon
            .lists
            .earlier
            .find(&reading.text, r.clone())
            .is_some()
    });
    pluperfect || earlier
}
