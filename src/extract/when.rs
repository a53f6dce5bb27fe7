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
use crate::language::arabic::dates::{DateMention, Direction, Precision};
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::DateBasis;

/// The dates of a document, by token.
pub struct Calendar {
    mentions: Vec<(usize, DateMention)>,
    /// The day that the article's lead speaks of, for statements without any date.
    lead: Option<NaiveDate>,
    last: Option<NaiveDate>,
    published: Option<NaiveDate>,
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
        let dateline = |(at, _): &(usize, DateMention)| *at == 0 && reading.kind(1) == Kind::Dash;
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
                .filter(|(at, m)| *at < lead_end && past_day(m))
                .filter_map(|(_, m)| m.day)
                .find(|day| (published - *day).num_days() <= 1 && *day <= published)
        });
        Calendar {
            mentions,
            lead,
            last: None,
            published,
        }
    }

    /// The day of an outer relation, and what it rests on.
    pub fn said_on(
        &mut self,
        reading: &Reading,
        relation: &Relation,
        sentence: &Range<usize>,
    ) -> (Option<NaiveDate>, DateBasis) {
        let before = clause_before(reading, relation, sentence);
        let own = self
            .within(&relation.around)
            .or_else(|| self.within(&before));
        let steps_back = steps_back(reading, relation, &before);
        if let Some((day, basis)) = own {
            // "وكان قد أعلن في مارس", "أعلن في 2012": what is told next was not said on that day
            let lately = self
                .published
                .is_none_or(|published| (published - day).num_days() <= LATELY);
            if !steps_back && lately {
                self.last = Some(day);
            }
            return (Some(day), basis);
        }
        if steps_back {
            return (None, DateBasis::None);
        }
        match self.last.or(self.lead) {
            Some(day) => (Some(day), DateBasis::Context),
            None => (None, DateBasis::None),
        }
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
