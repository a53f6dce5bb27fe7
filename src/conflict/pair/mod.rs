//! The relation of two sentences, as `gainsay compare` shows it: do they agree, contradict each other, or speak of
//! different things?
//!
//! [`sentence`] reads each once with the engine's own terms, negations and figures, [`alignment`] finds which words answer
//! each other, [`features`] names what the two have in common and where they part, and [`model`] weighs that: a linear
//! model (multinomial logistic regression) whose weights are a table that a person can read, made offline by
//! `src/conflict/make/train.rs`. [`reasons`] says what decided. Which sentence comes first makes no difference.

pub mod alignment;
pub mod features;
pub mod model;
pub mod reasons;
pub mod sentence;

use serde::{Deserialize, Serialize};

use crate::statement::vocabulary;

use self::alignment::Pair;
use self::features::features;
use self::model::model;
use self::sentence::Sentence;

vocabulary! {
    /// How two sentences stand to each other.
    PairRelation {
        /// Who holds the one true holds the other true.
        Agree = "agree",
        /// Both cannot hold.
        Disagree = "disagree",
        /// They speak of different things.
        Other = "other",
    }
}

/// How likely each relation is: three numbers from 0 to 1 that add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odds {
    /// That the two agree.
    pub agree: f64,
    /// That they contradict each other.
    pub disagree: f64,
    /// That they speak of different things.
    pub other: f64,
}

impl Odds {
    /// The likeliest relation and how likely it is; in a tie the one that claims less.
    pub fn best(&self) -> (PairRelation, f64) {
        let likelier = |(x, p): (PairRelation, f64), (y, q): (PairRelation, f64)| {
            if q > p { (y, q) } else { (x, p) }
        };
        let first = likelier(
            (PairRelation::Other, self.other),
            (PairRelation::Agree, self.agree),
        );
        likelier(first, (PairRelation::Disagree, self.disagree))
    }
}

/// The relation of two sentences with what decided it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The likeliest relation.
    pub relation: PairRelation,
    /// How likely it is, 0 to 1: of those that score 0.8, four in five are right on headlines of news.
    pub score: f64,
    /// How likely each is.
    pub odds: Odds,
    /// Why, in words, the weightiest first.
    pub reasons: Vec<String>,
}

/// Compares two sentences. An empty one has nothing in common with any.
pub fn compare(a: &Sentence, b: &Sentence) -> Verdict {
    let odds = odds(a, b);
    let (relation, score) = odds.best();
    Verdict {
        relation,
        score,
        odds,
        reasons: reasons::reasons(a, b, relation),
    }
}

/// How likely two texts agree, contradict each other, or speak of different things, without the reasons: cheap enough to
/// be asked of every candidate pair once both are prepared. The numbers were fitted to headlines; on longer texts and on
/// pairs of claims they are a sign among others and no verdict.
pub(crate) fn odds(a: &Sentence, b: &Sentence) -> Odds {
    if a.is_empty() || b.is_empty() {
        return Odds {
            agree: 0.0,
            disagree: 0.0,
            other: 1.0,
        };
    }
    // no weighing can tell more of what is said in the same words
    if a.says_the_same_words(b) {
        return Odds {
            agree: 1.0,
            disagree: 0.0,
            other: 0.0,
        };
    }
    let [agree, disagree, other] = model().odds(&features(&Pair::new(a, b)));
    Odds {
        agree,
        disagree,
        other,
    }
}
