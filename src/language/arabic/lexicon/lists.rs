//! Closed classes of words and phrases, as words.toml lists them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Deserializer};

use super::{Map, words_of};
use crate::language::arabic::affixes::is_weak;
use crate::language::arabic::fold::folded;
use crate::language::text::Text;
use crate::statement::Stance;

/// A list of phrases, looked up by their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: Map<String, Vec<Vec<String>>>,
}

impl Phrases {
    pub(super) fn new<S: AsRef<str>>(list: &[S]) -> Self {
        let mut by_first: Map<String, Vec<Vec<String>>> = Map::default();
        for phrase in list {
            let words = words_of(phrase.as_ref());
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(words);
            }
        }
        Phrases { by_first }
    }

    /// Number of tokens of the longest phrase that begins at token `i`; a conjunction glued to the first
    /// word does not matter, a lone letter at the end of a phrase ("إلا ب") is a prefix of the next word.
    pub fn at(&self, text: &Text, i: usize) -> Option<usize> {
        let word = text.word(i);
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        [word, bare]
            .into_iter()
            .filter_map(|w| self.by_first.get(w))
            .flatten()
            .filter(|phrase| {
                phrase.iter().enumerate().skip(1).all(|(k, expected)| {
                    let there = text.word(i + k);
                    there == expected
                        || (k + 1 == phrase.len()
                            && expected.chars().count() == 1
                            && there.starts_with(expected.as_str()))
                })
            })
            .map(Vec::len)
            .max()
    }

    /// Number of words of the longest phrase that folded words begin with, just as they stand.
    pub fn begin(&self, words: &[&str]) -> Option<usize> {
        let phrases = self.by_first.get(*words.first()?)?.iter();
        let here = phrases.filter(|phrase| {
            words.len() >= phrase.len() && phrase.iter().zip(words).all(|(x, y)| x == y)
        });
        here.map(Vec::len).max()
    }

    /// First place within `range` where a phrase begins.
    pub fn find(&self, text: &Text, mut range: Range<usize>) -> Option<usize> {
        range.find(|&i| text.is_word(i) && self.at(text, i).is_some())
    }
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<String>::deserialize(deserializer)?;
        Ok(Phrases::new(&list))
    }
}

/// The strings of a list, folded.
fn folded_list<'de, D: Deserializer<'de>, L: FromIterator<String>>(
    deserializer: D,
) -> Result<L, D::Error> {
    let list = Vec::<String>::deserialize(deserializer)?;
    Ok(list.iter().map(|one| folded(one)).collect())
}

/// A set of single words, folded.
#[derive(Debug, Default, Deserialize)]
pub struct Words(
    #[serde(deserialize_with = "folded_list")] HashSet<String, foldhash::fast::FixedState>,
);

impl Words {
    /// True where the folded word is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Patterns of derived words (أوزان), folded: "افتعال". Their ف, ع and ل stand for the letters of a root.
#[derive(Debug, Deserialize)]
pub struct Patterns(#[serde(deserialize_with = "folded_list")] Vec<String>);

impl Patterns {
    /// True where a folded word is formed by one of them, and ends there or in one of the endings. The letters of its root
    /// are strong: with a weak one in it a word takes another form.
    pub fn hold(&self, word: &str, endings: &Words) -> bool {
        self.0.iter().any(|pattern| {
            let mut letters = word.chars();
            let formed = pattern.chars().all(|slot| {
                letters.next().is_some_and(|letter| match slot {
                    'ف' | 'ع' | 'ل' => !is_weak(letter),
                    _ => letter == slot,
                })
            });
            let ending = letters.as_str();
            formed && (ending.is_empty() || endings.contains(ending))
        })
    }
}

/// Pieces of folded text, blanks and all; one may end within a word.
#[derive(Debug, Deserialize)]
pub struct Fragments(#[serde(deserialize_with = "folded_list")] Vec<String>);

impl Fragments {
    /// True where one of them stands in a folded text.
    pub fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|piece| text.contains(piece.as_str()))
    }
}

/// Words of one meaning; the first stands for all.
#[derive(Debug, Deserialize)]
pub struct Variants(#[serde(deserialize_with = "folded_list")] Vec<String>);

impl Variants {
    /// True where a folded word is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.0.iter().any(|one| one == word)
    }

    /// The one that stands for all.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }
}

/// Single words, folded, with the stance that each expresses.
#[derive(Debug, Default)]
pub struct Stances(HashMap<String, Stance>);

impl Stances {
    /// The stance of a folded word.
    pub fn get(&self, word: &str) -> Option<Stance> {
        self.0.get(word).copied()
    }
}

impl<'de> Deserialize<'de> for Stances {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lists = HashMap::<Stance, Vec<String>>::deserialize(deserializer)?;
        // a word of two stances has the one that the contract names last
        let by_word = Stance::ALL.iter().flat_map(|stance| {
            let words = lists.get(stance).into_iter().flatten();
            words.map(|word| (folded(word), *stance))
        });
        Ok(Stances(by_word.collect()))
    }
}

/// The lists that are looked up by themselves; those that only tag words are in [`super::files::TagLists`].
#[derive(Debug, Deserialize)]
pub struct Lists {
    /// A noun phrase that says that something is not so: "لا صحة".
    pub falsehood: Phrases,
    /// What others say, as the object of a denial: "صحة ما", "ما تردد".
    pub others_said: Phrases,
    /// What is told by nobody in particular: "أنباء".
    pub hearsay: Words,
    /// One's own place on the net: "صفحته".
    pub page: Words,
    /// Where it is: "تويتر".
    pub network: Words,
    /// Not to know of it: "لم يتلق".
    pub unaware: Phrases,
    /// "إلا بتفويض", "شرط".
    pub condition: Phrases,
    /// "يجب", "ضرورة".
    pub obligation: Phrases,
    /// "ربما", "احتمال".
    pub possibility: Phrases,
    /// What somebody has to do, also behind a relative clause: "يتعين".
    pub must: Phrases,
    /// "غير مقبول", "لن نسمح".
    pub refusal: Phrases,
    /// What is denied where it is rejected: "اتهامات".
    pub claim: Words,
    /// Words behind a negator that leave the clause affirmed: "يزال".
    pub affirmed: Words,
    /// Stance of a verb or adjective that the speaker's own side is the subject of.
    pub own_stance: Stances,
    /// The reporter's contrast.
    pub contrast: Phrases,
    /// The reporter's comment.
    pub comment: Phrases,
    /// Small words before a subject.
    pub lead: Phrases,
    /// Wishes behind a name: "حفظه الله".
    pub pious: Phrases,
    /// Between a document and its author: "صادر عن".
    pub issued: Phrases,
    /// Small words that lean on a verb: "اشترطت فيه", "كشف كذلك".
    pub behind_verb: Phrases,
    /// Words behind which a clause begins: "كما", "حيث".
    pub opener: Words,
    /// Words that can stand between a subject and its verb: "قد", "كانت".
    pub before_verb: Words,
    /// Words behind which no verb stands: "في", "بعد".
    pub before_noun: Words,
    /// Forms of cues without a subject: "يذكر".
    pub impersonal: Words,
    /// Prepositions that open a sentence with its matter: "وعن الوضع في ليبيا قال".
    pub circumstance: Words,
    /// Verbs that charge or reveal: what others deny.
    pub accuse: Words,
    /// "ما", "بما": what is told, in front of the verb of telling.
    pub what: Words,
    /// Verbs that only tell in "ما نشرته": with and without the pronoun.
    pub published: Words,
    /// Prepositions behind which the matter of a telling stands: "عن", "بشأن".
    pub matter: Words,
    /// A day or manner in one word: "أمس", "رسميا".
    pub moment: Words,
    /// Words that make a clause of time or manner of "أن": "بعد أن".
    pub not_before_clause: Words,
    /// Words that end what an embedded source says: "لأنه", "وبالتالي", "ونحن".
    pub new_clause: Words,
    /// "شمال", "غرب": before the place of an office.
    pub direction: Words,
    /// Adjectives that need "ب": "المهتم بالرياضة".
    pub with_ba: Words,
    /// What a source keeps to himself: "رفض الكشف عن هويته".
    pub identity: Words,
    /// "إذا", "في حال": what a readiness or a plan may depend on.
    pub proviso: Phrases,
    /// Words that make a hypothesis of a verb: "إذا رفض".
    pub hypothetical: Words,
    /// The two of whom a report speaks: "الجانبان".
    pub parties: Words,
    /// Behind a particle they lead to whoever said it: "بحسب تصريح …".
    pub citation: Words,
    /// Behind a particle a measure, and no source: "وفق القانون".
    pub measure: Words,
    /// Words that begin the content behind "بحسب …": "فقد".
    pub resumes: Words,
    /// "joint statement".
    pub joint: Phrases,
    /// "at an earlier time".
    pub earlier: Phrases,
    /// A stretch of time: "الأسبوع".
    pub stretch: Words,
    /// Which stretch of time: "الماضي".
    pub which: Words,
    /// Behind a comma, a clause that goes on from a noun phrase: "بعدما".
    pub afterwards: Phrases,
    /// What a report left open: "دون أن يحدد".
    pub left_open: Phrases,
    /// At the head of a sentence: the article turns to another matter ("من ناحية أخرى").
    pub other_matter: Phrases,
    /// Stance of a noun right behind the cue.
    pub noun_stance: Stances,
}
