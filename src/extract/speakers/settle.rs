//! What only the whole text tells: the names of those who spoke under a title first, and states that go without
//! saying.

use super::{Cast, Speaker};
use crate::extract::setting::Setting;
use crate::statement::SpeakerKind;

impl Cast<'_, '_> {
    /// Gives the speakers whose words name no state the one that goes without saying: of a figure that every reader
    /// knows, of the setting for offices and bodies of state.
    pub fn settle_states(&mut self, setting: &Setting) {
        let lexicon = self.reading.lexicon;
        for speaker in self.speakers.iter_mut().filter(|s| s.country.is_none()) {
            let known = (speaker.kind == SpeakerKind::Person && speaker.named)
                .then(|| lexicon.state_of_figure(&speaker.words))
                .flatten();
            let set = !speaker.of_union;
            speaker.country = known
                .or(setting.state.filter(|_| set && speaker.of_state))
                .or(setting.only.filter(|_| set && speaker.local));
        }
    }

    /// Whom each speaker turned out to be: a bare title that spoke before its holder was named is the one whose name
    /// came later, and takes part in what is known of him.
    pub fn settle_titles(&mut self) -> Vec<usize> {
        let mut same: Vec<usize> = (0..self.speakers.len()).collect();
        for (at, settled) in same.iter_mut().enumerate() {
            let Some(holder) = self.holder(at).or_else(|| self.next_by_name(at)) else {
                continue;
            };
            *settled = holder;
            let office = self.speakers[at].clone();
            let named = &mut self.speakers[holder];
            named.country = named.country.or(office.country);
            named.of_state |= office.of_state;
            if named.title.is_empty() {
                named.title = office.title;
                named.role = office.role;
            }
        }
        same
    }

    /// The one named later with the office that speaker `at` bears without a name.
    fn holder(&self, at: usize) -> Option<usize> {
        let office = &self.speakers[at];
        if office.named || office.kind != SpeakerKind::Person || office.title.is_empty() {
            return None;
        }
        let later = |s: &Speaker| {
            s.named
                && s.kind == SpeakerKind::Person
                && s.heads.iter().any(|h| office.heads.contains(h))
                && (office.country.is_none() || s.country.is_none() || s.country == office.country)
                && office.title.iter().skip(1).all(|w| s.title.contains(w))
        };
        (at + 1..self.speakers.len()).find(|&s| later(&self.speakers[s]))
    }

    /// "قال المتحدث باسم التحالف … وأضاف عسيري": a bare name that nobody introduced, and that speaks right after
    /// somebody without a name, is his.
    fn next_by_name(&self, at: usize) -> Option<usize> {
        let office = &self.speakers[at];
        let person = matches!(office.kind, SpeakerKind::Person | SpeakerKind::Unnamed);
        if office.named || !person {
            return None;
        }
        (at + 1..self.speakers.len()).find(|&s| {
            let next = &self.speakers[s];
            self.followed[s] == Some(at)
                && next.kind == SpeakerKind::Person
                && next.named
                && next.words.len() == 1
                && next.title.is_empty()
                && self.reading.lexicon.is_name(&next.words[0])
        })
    }
}
