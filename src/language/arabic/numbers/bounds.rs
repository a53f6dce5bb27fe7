//! "نحو", "أكثر من", "على الأقل", "بين … و…": how the true number relates to the one given.

use super::Bound;
use super::finder::Finder;
use super::reader::Reading;

impl Finder<'_> {
    /// The bound given by the words before the number or after what it counts.
    pub(super) fn bound(&self, at: usize, reading: &Reading, next: usize) -> Bound {
        let before = self
            .bound_before(at)
            .or_else(|| self.bound_before(reading.first));
        let after = self
            .bound_after(reading.next)
            .or_else(|| self.bound_after(next));
        // "10 قتلى مدنيين على الأقل": one adjective may stand between
        after
            .or_else(|| {
                (next < self.tokens.len())
                    .then(|| self.bound_after(next + 1))
                    .flatten()
            })
            .or(before)
            .unwrap_or(Bound::Equal)
    }

    pub(super) fn bound_before(&self, at: usize) -> Option<Bound> {
        let last = self.tokens.get(at.checked_sub(1)?)?;
        let find = |word: &str| {
            let phrases = self.lexicon.bounds_before.get(word)?;
            phrases
                .iter()
                .find(|(phrase, _)| self.phrase_ends(at, phrase))
                .map(|&(_, bound)| bound)
        };
        find(last.text).or_else(|| proclitics_off(last.text).find_map(find))
    }

    pub(super) fn bound_after(&self, at: usize) -> Option<Bound> {
        let phrases = self.lexicon.bounds_after.get(self.tokens.get(at)?.text)?;
        phrases
            .iter()
            .find(|(phrase, _)| self.phrase_at(at, phrase))
            .map(|&(_, bound)| bound)
    }

    /// "بين 10 و20": at least the first, at most the second.
    pub(super) fn range_bound(&mut self, at: usize, reading: &Reading, bound: Bound) -> Bound {
        if std::mem::take(&mut self.open_range) {
            return if bound == Bound::Equal {
                Bound::AtMost
            } else {
                bound
            };
        }
        let joint = self.tokens.get(reading.next);
        let joined = joint.is_some_and(|joint| {
            joint
                .word
                .is_some_and(|word| word.clitic.conjunction && word.number.is_some())
                || joint.text == "الي"
        });
        if joined && self.follows_between(at) && bound == Bound::Equal {
            self.open_range = true;
            return Bound::AtLeast;
        }
        bound
    }
}

/// The word without one and without two proclitics.
pub(super) fn proclitics_off(word: &str) -> impl Iterator<Item = &str> {
    let off = |word: &'_ str| {
        word.char_indices()
            .nth(1)
            .filter(|_| word.starts_with(['و', 'ف', 'ب', 'ل', 'ك']))
            .map(|(at, _)| at)
    };
    let one = off(word).map(|at| &word[at..]);
    let two = one.and_then(|one| off(one).map(|at| &one[at..]));
    [one, two].into_iter().flatten()
}
