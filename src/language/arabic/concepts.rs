//! Concept classes (`concepts.toml`): synonyms of the news and what stands against what.

use super::affixes::{ARTICLE, PRONOUNS};
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::fold::folded;
use super::lexicon::lexicon;
use super::stem::bare_stem;

/// One class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its name; stands as `c:name` among a statement's terms.
    pub name: String,
    /// Words and phrases, as readers write them.
    pub words: Vec<String>,
    /// Words that look like forms of these and name something else ("الأسرة" is no captive).
    #[serde(default)]
    pub except: Vec<String>,
    /// How much sharing it tells.
    pub weight: f64,
    /// Name of the opposite class.
    pub against: Option<String>,
    /// True for what is one thing today and its opposite tomorrow (prices rise and fall): two who assert it do not
    /// contradict each other.
    #[serde(default)]
    pub drifts: bool,
    /// Names shared by classes that can answer each other.
    #[serde(default)]
    pub family: Vec<String>,
    /// Its number among the classes.
    #[serde(skip)]
    number: usize,
    /// The number of the opposite class.
    #[serde(skip)]
    opposite: Option<usize>,
    /// A bit for each of its families.
    #[serde(skip)]
    families: u128,
    /// A bit for each class that it is akin to, itself among them.
    #[serde(skip)]
    kin: u128,
    /// True where one of its families is [`PREPARING`].
    #[serde(skip)]
    prepares: bool,
    /// The term that stands for it.
    #[serde(skip)]
    term: String,
}

/// The family of the classes that speak of what is only being prepared: talks, proposals, plans.
const PREPARING: &str = "preparing";

impl Concept {
    /// The term that stands for it: `c:name`.
    pub fn term(&self) -> &str {
        &self.term
    }

    /// A bit for it, and the bit of the class against it; 0 where there is none.
    pub fn bits(&self) -> (u128, u128) {
        (
            1 << self.number,
            self.opposite.map_or(0, |other| 1 << other),
        )
    }

    /// True where two classes are one, or share a family.
    pub fn akin(&self, other: &Concept) -> bool {
        self.number == other.number || self.families & other.families != 0
    }

    /// A bit for each class that it is akin to, itself among them.
    pub fn kin(&self) -> u128 {
        self.kin
    }

    /// True where it stands against another one.
    pub fn opposes(&self, other: &Concept) -> bool {
        self.opposite == Some(other.number)
    }

    /// True for a class that speaks of what is only being prepared.
    pub fn prepares(&self) -> bool {
        self.prepares
    }
}

impl PartialEq for Concept {
    fn eq(&self, other: &Concept) -> bool {
        self.number == other.number
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    concept: Vec<Concept>,
}

/// All classes, by stem and by phrase.
pub struct Concepts {
    classes: Vec<Concept>,
    by_name: HashMap<String, usize, FixedState>,
    by_stem: HashMap<String, usize, FixedState>,
    by_phrase: HashMap<String, Vec<(Vec<String>, usize)>, FixedState>,
    /// Words that name something else than the class that their stem is of.
    except: HashMap<String, usize, FixedState>,
}

/// The one instance.
pub fn concepts() -> &'static Concepts {
    static CONCEPTS: LazyLock<Concepts> = LazyLock::new(Concepts::load);
    &CONCEPTS
}

impl Concepts {
    fn load() -> Concepts {
        let mut file: File = toml::from_str(include_str!("concepts.toml"))
            .unwrap_or_else(|error| panic!("concepts.toml: {error}"));
        number(&mut file.concept);
        let mut by_stem = HashMap::default();
        let mut by_phrase: HashMap<String, Vec<(Vec<String>, usize)>, FixedState> =
            HashMap::default();
        for (index, class) in file.concept.iter().enumerate() {
            for entry in &class.words {
                let words: Vec<String> = folded(entry)
                    .split_whitespace()
                    .map(str::to_string)
                    .collect();
                match words.as_slice() {
                    [word] => {
                        by_stem.entry(bare_stem(lexicon(), word)).or_insert(index);
                    }
                    [first, ..] => by_phrase
                        .entry(first.clone())
                        .or_default()
                        .push((words.clone(), index)),
                    [] => {}
                }
            }
        }
        Concepts {
            by_name: (0..)
                .zip(&file.concept)
                .map(|(index, class)| (class.name.clone(), index))
                .collect(),
            except: (0..)
                .zip(&file.concept)
                .flat_map(|(index, class)| class.except.iter().map(move |word| (index, word)))
                .map(|(index, word)| (folded(word), index))
                .collect(),
            classes: file.concept,
            by_stem,
            by_phrase,
        }
    }

    /// The class of a folded word without conjunction and preposition, with its stem.
    pub fn of_word(&self, word: &str, stem: &str) -> Option<&Concept> {
        let class = self.of_stem(stem)?;
        let other = self.excepted(word) == Some(class.number);
        (!other).then_some(class)
    }

    /// The class whose exception a word is: as written, without its article, or with a pronoun.
    fn excepted(&self, word: &str) -> Option<usize> {
        let known = |word: &str| self.except.get(word).copied();
        let bare = word.strip_prefix(ARTICLE).unwrap_or(word);
        let possessed = || {
            PRONOUNS.iter().find_map(|pronoun| {
                let rest = bare.strip_suffix(pronoun)?;
                let marbuta = || known(&format!("{}ه", rest.strip_suffix('ت')?));
                // a single letter may be the ending of another word: "مقاطعه"
                let whole = || known(rest).filter(|_| pronoun.chars().count() > 1);
                marbuta().or_else(whole)
            })
        };
        known(word).or_else(|| known(bare)).or_else(possessed)
    }

    /// The class of a stem; of an imperfect by its perfect or noun (تتفاوض: تفاوض, نقترح: اقترح), of a rare word
    /// with a preposition by the word behind it (بإيفاد).
    fn of_stem(&self, stem: &str) -> Option<&Concept> {
        const SHORTEST_VERB: usize = 4;
        let found = self.by_stem.get(stem).or_else(|| {
            let rest = stem
                .strip_prefix(['ي', 'ت', 'ن'])
                .filter(|_| stem.chars().count() >= SHORTEST_VERB)?;
            self.by_stem
                .get(rest)
                .or_else(|| self.by_stem.get(&format!("ا{rest}")))
        });
        let found = found.or_else(|| {
            let rest = stem
                .strip_prefix(['ب', 'ل'])
                .filter(|r| r.chars().count() >= SHORTEST_VERB)?;
            self.by_stem.get(&bare_stem(lexicon(), rest))
        });
        found.map(|&index| &self.classes[index])
    }

    /// The class of a phrase that begins with this word, and its length in words; `word` gives the following ones.
    pub fn of_phrase<'w>(
        &self,
        first: &str,
        word: impl Fn(usize) -> &'w str,
    ) -> Option<(&Concept, usize)> {
        self.by_phrase
            .get(first)?
            .iter()
            .filter(|(words, _)| words.iter().enumerate().skip(1).all(|(k, w)| word(k) == w))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, index)| (&self.classes[*index], words.len()))
    }

    /// The class of this name.
    pub fn class(&self, name: &str) -> Option<&Concept> {
        self.by_name.get(name).map(|&index| &self.classes[index])
    }
}

/// Tells every class its number, its term, and the numbers of the classes that it has to do with.
fn number(classes: &mut [Concept]) {
    let mut families: Vec<String> = classes
        .iter()
        .flat_map(|class| class.family.clone())
        .collect();
    families.sort_unstable();
    families.dedup();
    let opposites: Vec<Option<usize>> = classes
        .iter()
        .map(|class| {
            classes
                .iter()
                .position(|other| class.against.as_ref() == Some(&other.name))
        })
        .collect();
    for (number, (class, opposite)) in classes.iter_mut().zip(opposites).enumerate() {
        class.number = number;
        class.term = format!("c:{}", class.name);
        class.opposite = opposite;
        let bits = families
            .iter()
            .enumerate()
            .filter(|(_, name)| class.family.contains(name));
        class.families = bits.fold(0, |all, (at, _)| all | 1 << at);
        class.prepares = class.family.iter().any(|name| name == PREPARING);
    }
    let kin: Vec<u128> = classes
        .iter()
        .map(|class| {
            let akin = classes.iter().filter(|other| class.akin(other));
            akin.fold(0, |all, other| all | 1 << other.number)
        })
        .collect();
    for (class, kin) in classes.iter_mut().zip(kin) {
        class.kin = kin;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_classes() {
        let classes = &concepts().classes;
        assert!(classes.len() <= 128, "a class is a bit of 128");
        for class in classes {
            assert!(
                !class.words.is_empty() && (0.0..=6.0).contains(&class.weight),
                "{}",
                class.name
            );
            if let Some(against) = &class.against {
                let opposite = classes.iter().find(|other| other.name == *against);
                assert!(
                    opposite.is_some_and(|other| other.against.as_ref() == Some(&class.name)),
                    "{} is against {against}, which must be a class against it",
                    class.name
                );
            }
        }
    }

    /// The class of a word as a reader writes it.
    fn class(word: &str) -> Option<&'static str> {
        let word = folded(word);
        let stem = bare_stem(lexicon(), &word);
        let class = concepts().of_word(&word, &stem);
        class.map(|class| class.name.as_str())
    }

    #[test]
    fn forms_of_a_word_are_of_its_class() {
        for (name, words) in [
            ("talks", ["المفاوضات", "مفاوضاتها", "تتفاوض", "التباحث"]),
            ("proposal", ["مقترحين", "الاقتراح", "نقترح", "مقترحها"]),
            ("send", ["الإرسال", "إرسالها", "سترسل", "أرسلت"]),
            ("continue", ["ستتواصل", "مستمرون", "الاستمرار", "تستمر"]),
        ] {
            for word in words {
                assert_eq!(class(word), Some(name), "{word}");
            }
        }
        for word in ["قلم", "مدرسة", "باب", "تفاح"] {
            assert_eq!(class(word), None, "{word}");
        }
    }

    #[test]
    fn what_only_looks_like_a_form_of_a_word_is_not_of_its_class() {
        for (word, name) in [
            ("الأسرى", Some("abduct")),
            ("الأسرة", None),
            ("أسرتها", None),
            ("مدنيين", Some("civilian")),
            ("المدن", None),
            ("مدنها", None),
            ("معاهدة", Some("agreement")),
            ("المعاهد", None),
            ("ماضية", Some("continue")),
            ("الماضية", None),
        ] {
            assert_eq!(class(word), name, "{word}");
        }
    }

    #[test]
    fn phrases_count_whole() {
        let words = ["وقف", "اطلاق", "النار", "غدا"];
        let at = |k: usize| words.get(k).copied().unwrap_or("");
        let (class, length) = concepts().of_phrase("وقف", at).expect("a phrase");
        assert_eq!((class.name.as_str(), length), ("truce", 3));
        assert!(concepts().of_phrase("وقف", |_| "شيء").is_none());
    }

    #[test]
    fn classes_that_answer_each_other() {
        let class = |name: &str| concepts().class(name).expect("a class");
        assert!(class("talks").akin(class("proposal")) && class("talks").prepares());
        assert!(class("attack").akin(class("attack")));
        assert!(!class("talks").akin(class("attack")));
        assert!(class("end").opposes(class("continue")) && class("continue").opposes(class("end")));
        assert_eq!(class("talks").bits().1, 0, "nothing stands against talks");
        assert_eq!(class("talks").term(), "c:talks");
    }
}
