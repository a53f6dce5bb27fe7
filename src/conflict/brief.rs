//! What of a claim decides whether comparing it can find anything: a few bytes that lie side by side in memory.
//!
//! Of the claims that share a few words with a new one, most can't contradict it whatever they say: both affirm, no
//! number stands in them, no word of one is opposed to a word of the other. They are passed over before anything else
//! of them is looked at.

use super::Claim;
use super::kinds::figure;
use super::profile::state_key;
use super::relation::side;
use crate::language::arabic::lexicon::lexicon;
use crate::statement::Stance;

/// The digest of a claim by which most pairs are passed over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brief {
    /// Concept classes of its words, as bits.
    pub classes: u128,
    /// The classes opposed to them.
    pub against: u128,
    /// The marks of its terms; see [`Profile::marked`](super::profile::Profile::marked).
    pub marks: u64,
    /// Weight of all its terms; see [`Profile::total`](super::profile::Profile::total).
    pub total: f64,
    /// Its day, counted from the year 1.
    pub day: Option<i32>,
    /// Its stance.
    pub stance: Stance,
    /// Its speaker's state, as the hash of its term.
    pub state: Option<u64>,
    /// True where people decided who its speaker is.
    pub decided: bool,
    /// True where it stands inside somebody else's words.
    pub embedded: bool,
    /// True where its article tells of it long after its day.
    pub retold: bool,
    /// What it gives numbers of, as bits; see [`figure::units`].
    pub units: u64,
    /// True where it corrects what others say.
    pub corrects: bool,
}

impl Brief {
    /// The digest of a claim.
    pub fn of(claim: &Claim) -> Brief {
        let (classes, against) = claim.profile.bits();
        Brief {
            classes,
            against,
            marks: claim
                .profile
                .marked()
                .iter()
                .fold(0, |all, (mark, _)| all | mark),
            total: claim.profile.total,
            day: claim
                .day
                .map(|day| chrono::Datelike::num_days_from_ce(&day)),
            stance: claim.stance,
            state: claim.country.as_deref().map(state_key),
            decided: claim.entity.is_some(),
            embedded: claim.embedded,
            retold: claim.retold,
            units: figure::units(claim),
            corrects: lexicon().clashes.correction.marks.stand_in(&claim.words),
        }
    }

    /// Days from one to the other, where both are dated.
    pub fn days(&self, other: &Brief) -> Option<i64> {
        let (x, y) = self.day.zip(other.day)?;
        Some(i64::from((x - y).abs()))
    }

    /// True where both give numbers of one thing, in the days in which they may contradict each other.
    pub fn counts_one_thing(&self, other: &Brief) -> bool {
        let soon = self.days(other).is_none_or(|days| days <= figure::DAYS);
        soon && self.units & other.units != 0
    }

    /// True for a stance against what is said.
    pub fn is_against(&self) -> bool {
        side(self.stance) < 0
    }

    /// True where both name their states, and these are two, and nobody decided that the speaker is one all the same.
    pub fn of_two_states(&self, other: &Brief) -> bool {
        let two = self.state.zip(other.state).is_some_and(|(x, y)| x != y);
        two && !(self.decided && other.decided)
    }

    /// True where one has a word of a class that stands against a class of the other.
    pub fn opposes(&self, other: &Brief) -> bool {
        self.classes & other.against != 0
    }
}
