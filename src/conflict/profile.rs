//! What a claim is about in a form that compares fast: most pairs of claims that share a word or two have nothing to
//! say to each other, and must be told so in a fraction of a microsecond.
//!
//! Terms are kept by hash, which does not depend on what else is stored; concept classes as bits, so that two claims
//! with opposed words are found by one operation.

use crate::fnv::{fnv, hashed};
use crate::language::arabic::concepts::{Concept, concepts};
use crate::packed::unpacked;

use super::terms::capped;

/// The digest of a claim's terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Hash and weight of every term, sorted by hash.
    pub keys: Vec<(u64, f32)>,
    /// Weight of all terms, each capped as in [`capped`].
    pub total: f64,
    /// Sum of the squares of the weights.
    norm: f64,
    classes: u128,
    against: u128,
    kin: u128,
}

/// The lowest bit of a key says whether the term is a state.
const STATE: u64 = 1;

/// What two profiles share.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Common {
    /// Weight of what both have.
    pub weight: f64,
    /// The same with each term capped.
    pub capped: f64,
    /// Number of shared terms that are no states.
    pub matters: usize,
}

impl Profile {
    /// The digest of terms with weights.
    pub fn of<T: AsRef<str>>(terms: &[(T, f64)]) -> Profile {
        let mut profile = Profile {
            keys: Vec::with_capacity(terms.len()),
            ..Profile::default()
        };
        for (term, weight) in terms {
            let term = term.as_ref();
            if let Some(name) = term.strip_prefix("c:") {
                let concept = concepts().class(name);
                let (class, against) = concept.map_or((0, 0), Concept::bits);
                profile.classes |= class;
                profile.against |= against;
                profile.kin |= concept.map_or(0, Concept::kin);
            }
            profile.keys.push((key(term), *weight as f32));
        }
        profile.keys.sort_unstable_by_key(|(key, _)| *key);
        profile.norm = norm(&profile.keys);
        profile.total = terms.iter().map(|(_, weight)| capped(*weight)).sum();
        profile
    }

    /// The digest of an article from what is stored of it, to be compared with other articles only: see
    /// [`packed`](crate::packed).
    pub fn of_article(bytes: &[u8]) -> Profile {
        let terms = unpacked(bytes).into_iter();
        let keys: Vec<(u64, f32)> = terms.map(|(hash, w)| (u64::from(hash), w)).collect();
        Profile {
            norm: norm(&keys),
            keys,
            ..Profile::default()
        }
    }

    /// What both have.
    pub fn common(&self, other: &Profile) -> Common {
        let mut common = Common::default();
        self.shared(other, |key, v, w| {
            let weight = f64::from(v.min(w));
            common.weight += weight;
            common.capped += capped(weight);
            common.matters += usize::from(!is_state(key));
        });
        common
    }

    /// A mark for every term, one bit of 64, and its weight, capped: a term whose mark another profile lacks is not in it.
    pub fn marked(&self) -> Vec<(u64, f64)> {
        let keys = self.keys.iter();
        keys.map(|(key, weight)| (1 << (key >> 58), capped(f64::from(*weight))))
            .collect()
    }

    /// How much of each other two profiles are: the cosine of the angle between them, 0 to 1.
    pub fn alike(&self, other: &Profile) -> f64 {
        let mut dot = 0.0;
        self.shared(other, |_, v, w| dot += f64::from(v * w));
        self.cosine(other, dot)
    }

    /// The same where the sum of the products of their weights is known.
    pub fn cosine(&self, other: &Profile, dot: f64) -> f64 {
        let norms = (self.norm * other.norm).sqrt();
        if norms > 0.0 { dot / norms } else { 0.0 }
    }

    /// Hands over every term that both have, with its two weights.
    fn shared(&self, other: &Profile, mut each: impl FnMut(u64, f32, f32)) {
        let (mut x, mut y) = (self.keys.iter(), other.keys.iter());
        let (mut a, mut b) = (x.next(), y.next());
        while let (Some((p, v)), Some((q, w))) = (a, b) {
            if p == q {
                each(*p, *v, *w);
            }
            if p <= q {
                a = x.next();
            }
            if q <= p {
                b = y.next();
            }
        }
    }

    /// True where a term is among them.
    pub fn has(&self, term: &str) -> bool {
        self.has_key(key(term))
    }

    /// True where the term of this hash is among them.
    pub fn has_key(&self, wanted: u64) -> bool {
        self.keys
            .binary_search_by_key(&wanted, |(key, _)| *key)
            .is_ok()
    }

    /// True where each names a state and none in common.
    pub fn other_states(&self, other: &Profile) -> bool {
        let states = |profile: &Profile| -> Vec<u64> {
            let keys = profile.keys.iter().map(|(key, _)| *key);
            keys.filter(|key| is_state(*key)).collect()
        };
        let (x, y) = (states(self), states(other));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|key| y.contains(key))
    }

    /// True where one has a word of a class that stands against a class of the other.
    pub fn opposes(&self, other: &Profile) -> bool {
        self.classes & other.against != 0
    }

    /// True where one has a word of a class that answers a class of the other.
    pub fn kin(&self, other: &Profile) -> bool {
        self.kin & other.classes != 0
    }

    /// The concept classes among the terms, and those opposed to them, as bits.
    pub fn bits(&self) -> (u128, u128) {
        (self.classes, self.against)
    }
}

/// Sum of the squares of the weights.
fn norm(keys: &[(u64, f32)]) -> f64 {
    keys.iter().map(|(_, w)| f64::from(w * w)).sum()
}

/// True for the hash of a state.
pub fn is_state(key: u64) -> bool {
    key & STATE != 0
}

/// The hash of a term: FNV-1a, the last bit for states.
pub fn key(term: &str) -> u64 {
    let hash = fnv(term);
    if term.starts_with('@') {
        hash | STATE
    } else {
        hash & !STATE
    }
}

/// The hash of the term that stands for a state, by its code.
pub fn state_key(code: &str) -> u64 {
    hashed("@".bytes().chain(code.bytes())) | STATE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(terms: &[(&str, f64)]) -> Profile {
        let terms: Vec<_> = terms.iter().map(|(t, w)| (t.to_string(), *w)).collect();
        Profile::of(&terms)
    }

    #[test]
    fn shares_what_both_have() {
        let a = profile(&[("@EG", 1.6), ("نفق", 3.5), ("بحيره", 3.0)]);
        let b = profile(&[("نفق", 3.5), ("@EG", 0.8), ("قمح", 3.0)]);
        let common = a.common(&b);
        assert_eq!(common, b.common(&a));
        assert_eq!(common.matters, 1, "a state is no matter");
        assert!((common.weight - 4.3).abs() < 1e-6, "{common:?}");
    }

    #[test]
    fn a_state_has_one_hash() {
        assert_eq!(state_key("EG"), key("@EG"));
        assert!(is_state(state_key("EG")) && !is_state(key("نفق")));
    }

    #[test]
    fn opposed_classes_are_seen_both_ways() {
        let (a, b) = (profile(&[("c:end", 2.0)]), profile(&[("c:continue", 2.0)]));
        assert!(a.opposes(&b) && b.opposes(&a));
        assert!(!a.opposes(&a));
    }
}
