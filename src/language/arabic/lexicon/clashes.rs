//! Words by which one statement denies, corrects or leaves room for another, and what titles and offices are read by, as
//! clashes.toml lists them.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};

use super::lists::{Fragments, Variants};
use super::{Phrases, Words};
use crate::language::arabic::fold::folded;

/// All of clashes.toml, table by table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClashWords {
    /// How denials speak of what they deny, and of who said it.
    pub denial: DenialWords,
    /// How others are corrected.
    pub correction: CorrectionWords,
    /// What is negated, and how far.
    pub negation: NegationWords,
    /// Where clauses begin.
    pub clause: ClauseWords,
    /// What befell the people who are counted.
    pub toll: TollWords,
    /// What offices are told apart by.
    pub office: OfficeWords,
    /// What the titles of topics begin and end with.
    pub title: TitleWords,
}

/// How denials speak of what they deny, and of who said it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DenialWords {
    /// Said of words that are denied: "غير صحيح".
    pub untrue: Fragments,
    /// Verbs behind "ما" whose subject follows: "ذكرته".
    pub said: Words,
    /// The same without a subject: "يتردد".
    pub heard: Words,
    /// What lays words in somebody's mouth: "نقل عن".
    pub imputed: Phrases,
    /// What makes a source of what stands behind: "حسب".
    pub source: Words,
    /// Nouns for what others say: "مزاعم".
    pub sayings: Words,
    /// Those who say something: "صحيفة".
    pub sayers: Words,
    /// Words before which the name of an author ends.
    pub author_ends: Words,
    /// Lemmas of cues that only doubt: "استبعد".
    pub doubting: Words,
    /// Verbs that speak of somebody's words: "نسب".
    pub quoted: Words,
    /// Nouns that do: "تصريحات".
    pub quoted_as: Words,
    /// Prepositions before the matter of such words: "بشأن".
    pub matter: Words,
}

/// How others are corrected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionWords {
    /// What a correction has in its words: "وليس".
    pub marks: Fragments,
}

/// What is negated, and how far.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NegationWords {
    /// What looks negated and is not: "لا يزال", "من دون طيار".
    pub idle: Words,
    /// What holds a thing all the more when negated: "إنكار".
    pub double: Words,
    /// What leaves a thing as it is when negated: "يقلل".
    pub lessening: Words,
    /// Negates what comes behind its subject: "ليس".
    pub nominal: Words,
    /// Negative nouns that reach no further than the next word: "غير".
    pub next_word: Words,
    /// In front of what is excepted: "إلا".
    pub except: Words,
    /// What they lead to is not so: "خلافا لما".
    pub contrary: Phrases,
    /// What is not there, rather than untrue: "لا علاقة".
    pub absent: Words,
    /// Words for being there or happening: "وجود".
    pub existence: Words,
    /// In front of what nobody denies who denies what came of it: "جراء".
    pub presupposing: Words,
}

/// Where clauses begin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    /// Words that turn to something else: "بل".
    pub turns: Words,
    /// Relative pronouns: "التي".
    pub relative: Words,
    /// Words that ask: "هل".
    pub asks: Words,
}

/// What befell the people who are counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TollWords {
    /// Units of the dead.
    pub dead: Variants,
    /// Units of those who were hurt.
    pub hurt: Variants,
    /// Units that do not tell.
    pub anybody: Variants,
}

/// What offices are told apart by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeWords {
    /// Heads of offices with several holders: "سفير".
    pub shared: Words,
    /// Heads of offices that two people may hold without a paper being wrong: "نائب".
    pub several: Words,
    /// Of an office that somebody held before: "سابق".
    pub former: Words,
    /// Words that link or rank: "شؤون".
    pub links: Words,
    /// The same in titles that are read word by word.
    pub links_by_word: Words,
    #[serde(deserialize_with = "folded_pairs")]
    same: HashMap<String, String>,
}

impl OfficeWords {
    /// One word for a folded head that has two: "متحدث" for "ناطق".
    pub fn head<'h>(&'h self, head: &'h str) -> &'h str {
        self.same.get(head).map_or(head, String::as_str)
    }
}

/// What the titles of topics begin and end with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// Left out at the head of a title, as written: "أن".
    pub conjunctions: Vec<String>,
    /// What a long title is cut before, as written: "في".
    pub breaks: Vec<String>,
    /// What speaks of somebody named before: "هو".
    pub points_back: Words,
}

fn folded_pairs<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<HashMap<String, String>, D::Error> {
    let pairs = HashMap::<String, String>::deserialize(deserializer)?;
    let pairs = pairs.into_iter().map(|(x, y)| (folded(&x), folded(&y)));
    Ok(pairs.collect())
}
