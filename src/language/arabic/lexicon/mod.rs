//! The Arabic lexicon: the data files of this folder in one hash table.
//!
//! [`load`] reads the files, [`note`] tells what is known of a token. Loaded once. Every form is folded; a word of a text is looked up as it stands and, where that finds
//! nothing, without its proclitics (و ف ب ل ك and the article), so the files list bare forms only.

pub mod clashes;
mod files;
pub mod grammar;
mod lists;
mod load;
mod note;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use super::affixes::{ARTICLE, without_article};
use super::countries::{FormKind, Inflection};
use super::fold::folded;
use super::inflect::{Form, Person};
use super::publishers::Publishers;
use super::stem::Stemmed;
use crate::statement::Stance;

use clashes::ClashWords;
use grammar::GrammarWords;
pub use lists::{Lists, Phrases, Stances, Words};

/// Properties of a word; one word may have several.
pub mod tag {
    macro_rules! tags {
        ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { tags!(@ 0u64; $($(#[$doc])* $name),+); };
        (@ $n:expr; $(#[$doc:meta])* $name:ident $(, $(#[$rdoc:meta])* $rest:ident)*) => {
            $(#[$doc])* pub const $name: u64 = 1 << ($n);
            tags!(@ $n + 1; $($(#[$rdoc])* $rest),*);
        };
        (@ $n:expr; ) => {};
    }
    tags! {
        /// أن، إن، بأن, also with a pronoun.
        COMPLEMENTIZER,
        /// لم، لا، ليس
        NEGATOR,
        /// عدم، غير
        NEGATIVE_NOUN,
        /// Heads an office or the description of a person.
        TITLE,
        /// An office that one person holds at a time.
        OFFICE,
        /// Stands for people without names.
        UNNAMED,
        /// Plural of a title.
        PLURAL,
        /// Goes with a name and is no part of it.
        HONORIFIC,
        /// An adjective within offices.
        MODIFIER,
        /// Heads a body.
        BODY,
        /// Heads an agency, a paper, a channel.
        MEDIA,
        /// A given name.
        GIVEN,
        /// A given name that is an ordinary word as well (سلام، وفاء): a name only among other name words.
        GIVEN_AMBIGUOUS,
        /// A word inside names: عبد، أبو، بن.
        NAME_PART,
        /// Stands where a name could, and is none.
        NOT_NAME,
        /// نظيره
        COUNTERPART,
        /// معاليه
        PRONOUN_TITLE,
        /// Ends the source: time, place and manner of the saying.
        ADJUNCT,
        /// بيان، مؤتمر, behind في or خلال.
        OCCASION,
        /// كان، قد
        AUXILIARY,
        /// A document that speaks for its author.
        DOCUMENT,
        /// قوله
        SPOKEN,
        /// بحجة
        PRETEXT,
        /// بلاده
        HOME,
        /// الجانب
        SIDE,
        /// للصحفيين
        AUDIENCE,
        /// Carries little of a proposition: what it is about comes behind it.
        LIGHT,
        /// A relative of whoever is named behind it: والدة، شقيق.
        KIN,
        /// People who live where the report is set: سكان، مواطن.
        LOCAL,
        /// An adjective of those who serve a state: أمني، حكومي.
        OFFICIAL,
        /// Feminine title or body.
        FEMININE,
        /// بعض، أحد
        SOME,
        /// A body that belongs to no state by its nature: a movement, a company.
        STATELESS,
        /// الذي، التي
        RELATIVE,
        /// الأمير، سمو: a house that rules.
        ROYAL,
        /// A title that without the article is as often another word.
        MAYBE_TITLE,
    }
}

/// What a cue may be followed by; see `cues.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Governs {
    /// A clause with أن or إن.
    pub clause: bool,
    /// A quotation.
    pub quote: bool,
    /// A colon.
    pub colon: bool,
    /// A clause with nothing before it.
    pub bare: bool,
    /// A noun phrase.
    pub object: bool,
    /// Prepositions, folded.
    pub prepositions: Vec<String>,
}

impl From<&str> for Governs {
    fn from(words: &str) -> Self {
        let mut governs = Governs::default();
        for word in words.split_whitespace() {
            match word {
                "clause" => governs.clause = true,
                "quote" => governs.quote = true,
                "colon" => governs.colon = true,
                "bare" => governs.bare = true,
                "object" => governs.object = true,
                preposition => governs.prepositions.push(folded(preposition)),
            }
        }
        governs
    }
}

/// What a cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueClass {
    /// Reports what its subject says.
    Verb,
    /// Wanting and doing; reports a position only inside somebody's words.
    Intent,
    /// Passes on somebody else's words.
    Relay,
    /// What a document does: contains, does not leave out.
    Contain,
    /// A noun such as "proposal".
    Noun,
}

/// One lemma of `cues.toml`.
#[derive(Debug, Clone)]
pub struct Cue {
    /// The dictionary form.
    pub lemma: String,
    /// What it does.
    pub class: CueClass,
    /// The speaker's stance where the content does not say otherwise.
    pub stance: Stance,
    /// What may follow.
    pub governs: Governs,
    /// True where the one spoken to may stand before the content.
    pub addressee: bool,
    /// True where the form is also an ordinary word.
    pub careful: bool,
    /// True where what is said with it is to be done: "شدد على تضافر الجهود".
    pub insists: bool,
    /// What an object has to be, where it governs one.
    pub object: Objects,
}

/// What the object of a cue has to be for something to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Objects {
    /// Any noun: "أعلن وفاته".
    #[default]
    Any,
    /// A noun of saying or of a stance: "جدد رفضه".
    Saying,
    /// Something with what it comes to: "قدرت الخسائر بنحو مليون ريال".
    Figure,
}

/// A form of a cue.
#[derive(Debug, Clone, Copy)]
pub struct CueForm {
    /// Index into [`Lexicon::cues`].
    pub cue: u16,
    /// Which form; `None` for nouns.
    pub form: Option<Form>,
    /// Agreement.
    pub person: Person,
}

/// What a name in the lexicon names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// A state, by name, adjective, capital …; index into the countries' codes.
    Country(u16, FormKind),
    /// A named body; index into [`Lexicon::bodies`].
    Body(u16),
    /// An agency, paper or channel; index into [`Lexicon::media`].
    Media(u16),
    /// A region or union that looks like a state and has no code (الخليج، أوروبا), its adjectives, its people.
    Region(FormKind),
}

/// A named body or medium.
#[derive(Debug, Clone)]
pub struct Named {
    /// Name shown to readers.
    pub name: String,
    /// ISO code of the state it belongs to.
    pub country: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct WordInfo {
    tags: u64,
    cues: Vec<CueForm>,
}

/// What the lexicon knows of one token.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// Properties; see [`tag`].
    pub tags: u64,
    /// Forms of cues it may be.
    pub cues: &'static [CueForm],
    /// True where a conjunction (و ف) is glued to it.
    pub conjunction: bool,
    /// The preposition glued to it (ب ل ك).
    pub preposition: Option<char>,
    /// True where it has the article.
    pub definite: bool,
    /// The name that begins here, and how many tokens it has.
    pub entity: Option<(Entity, u8)>,
    /// True where the word is a common noun or adjective of the papers' vocabulary.
    pub common: bool,
    /// True where the text has the word behind a given name as well as by itself: it may be a family's.
    pub family: bool,
}

impl Note {
    /// Nothing known.
    pub const NOTHING: Note = Note {
        tags: 0,
        cues: &[],
        conjunction: false,
        preposition: None,
        definite: false,
        entity: None,
        common: false,
        family: false,
    };

    /// True for a word in no list, and no cue.
    pub fn is_unknown(&self) -> bool {
        self.tags == 0 && self.cues.is_empty() && self.entity.is_none()
    }

    /// True where it has one of the tags.
    pub fn is(&self, tags: u64) -> bool {
        self.tags & tags != 0
    }

    /// True where the name of a medium begins here.
    pub fn is_medium(&self) -> bool {
        matches!(self.entity, Some((Entity::Media(_), _)))
    }

    /// ISO code, where a name or adjective of a state begins here.
    pub fn country(&self) -> Option<(&'static str, FormKind)> {
        match self.entity {
            Some((Entity::Country(code, kind), _)) => Some((lexicon().codes[code as usize], kind)),
            _ => None,
        }
    }

    /// The inflection of an adjective of a state or of one of its places.
    pub fn nisba(&self) -> Option<Inflection> {
        self.country().and_then(|(_, kind)| kind.nisba())
    }
}

/// The tables that every token is looked up in; what they hold is ours, so that nobody can choose colliding keys.
type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// How the papers use a word.
#[derive(Debug, Clone)]
struct Usage {
    /// Articles it stands in.
    articles: u32,
    /// How often in a hundred it stands behind a given name; only of words with the article.
    behind_given: Option<u32>,
    /// Articles in which the same word stands with the article, or without it where this one has it.
    counterpart: u32,
    /// What is known of the word wherever it stands, once somebody asked; `None` where that depends on what follows.
    note: OnceLock<Option<Note>>,
    /// Its stem, once somebody asked.
    stem: OnceLock<Box<Stemmed>>,
}

/// The whole lexicon.
pub struct Lexicon {
    words: Map<String, WordInfo>,
    entities: Map<String, Vec<(Vec<String>, Entity)>>,
    vocabulary: Map<&'static str, Usage>,
    /// Reporting cues.
    pub cues: Vec<Cue>,
    /// Named bodies; a ministry's short name ("الخارجية") has the full one here.
    pub bodies: Vec<Named>,
    /// Agencies, papers, channels.
    pub media: Vec<Named>,
    /// Words that name a medium in quotation marks: «الوطن».
    quoted_media: HashSet<String>,
    /// ISO codes that [`Entity::Country`] points to.
    pub codes: Vec<&'static str>,
    /// Which bodies are a portfolio that needs a state ("الخارجية" + "الروسية").
    pub portfolio: Vec<bool>,
    portfolios: HashMap<String, u16>,
    /// Titles of respect before a name.
    pub honorifics: Phrases,
    /// Particles before a source: بحسب، وفقا ل.
    pub particles: Phrases,
    /// Closed classes of words.
    pub lists: Lists,
    /// Small words by which sentences, titles and names are read.
    pub grammar: GrammarWords,
    /// Words by which statements deny and correct each other.
    pub clashes: ClashWords,
    /// Dictionary form of a title's every form: وزراء → وزير.
    pub title_lemma: HashMap<String, String>,
    publishers: Publishers,
    /// Figures of world affairs with their states, by the last word of the name.
    figures: BTreeMap<String, Vec<(Vec<String>, &'static str)>>,
}

/// The one instance.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);
    &LEXICON
}

impl Lexicon {
    /// ISO code of the state that is home to a publisher, by its name or the address of its page; `None` where it
    /// is unknown or writes for many states.
    pub fn home(&self, publisher: Option<&str>, url: Option<&str>) -> Option<&'static str> {
        self.publishers.home(publisher, url)
    }

    /// True for a folded word that names a medium where it stands in quotation marks.
    pub fn is_quoted_medium(&self, word: &str) -> bool {
        self.quoted_media.contains(word)
    }

    /// ISO code of the state of a figure of world affairs, by the words of the name (folded, without article).
    pub fn state_of_figure(&self, name: &[String]) -> Option<&'static str> {
        let last = name.last()?;
        let found = self.figures.get(last)?.iter().find(|(known, _)| {
            // "عبدالله" alone is not عبدالله عبدالله
            let whole = name.len() > 1 || known.len() == 1;
            whole
                && known.first() == name.first()
                && (in_order(known, name) || in_order(name, known))
        })?;
        Some(found.1)
    }

    /// The stem of a word of the papers' vocabulary, worked out by `read` once for all.
    pub(super) fn known_stem(
        &'static self,
        word: &str,
        read: impl FnOnce() -> Stemmed,
    ) -> Option<&'static Stemmed> {
        let usage = self.vocabulary.get(word)?;
        Some(usage.stem.get_or_init(|| Box::new(read())))
    }

    /// In how many of the papers' articles a folded word stands; 0 where it is rare or unknown.
    pub fn frequency(&self, word: &str) -> u32 {
        self.vocabulary.get(word).map_or(0, |usage| usage.articles)
    }

    /// True where the papers write a folded word, with the article or without.
    pub fn is_written(&self, word: &str) -> bool {
        self.frequency(word) > 0 || self.takes_article(word)
    }

    /// True where the papers write a folded word with the article.
    pub fn takes_article(&self, word: &str) -> bool {
        self.frequency(&format!("{ARTICLE}{word}")) > 0
    }

    /// True where a folded word with the article, known from the papers, hardly ever stands behind a given name: no
    /// family name.
    pub fn is_no_family(&self, word: &str) -> bool {
        const LEAST_PERCENT: u32 = 3;
        self.vocabulary
            .get(word)
            .and_then(|usage| usage.behind_given)
            .is_some_and(|percent| percent < LEAST_PERCENT)
    }

    /// "السبسي": the form of an adjective of a place, which the papers never write without the article.
    pub fn is_family_by_form(&self, word: &str) -> bool {
        word.ends_with('ي') && self.frequency(without_article(word)) == 0
    }

    /// The body that a ministry's portfolio word names, with or without the article.
    pub fn portfolio_of(&self, word: &str) -> Option<String> {
        let definite = format!("{ARTICLE}{}", without_article(word));
        let index = self
            .portfolios
            .get(&definite)
            .or_else(|| self.portfolios.get(word))?;
        Some(self.bodies[*index as usize].name.clone())
    }

    /// The dictionary form of a title, given without article.
    pub fn lemma_of_title(&self, word: &str) -> String {
        self.title_lemma
            .get(word)
            .cloned()
            .unwrap_or_else(|| word.to_string())
    }

    /// True where a folded word is a given name.
    pub fn is_given(&self, word: &str) -> bool {
        self.words
            .get(word)
            .is_some_and(|info| info.tags & (tag::GIVEN | tag::GIVEN_AMBIGUOUS) != 0)
    }

    /// True where a folded word without article is a given name or, with the article, a word that only names have.
    pub fn is_name(&self, word: &str) -> bool {
        let given = self
            .words
            .get(word)
            .is_some_and(|info| info.tags & tag::GIVEN != 0);
        let local = self.entities.contains_key(word);
        given || local || (word.ends_with('ي') && !self.is_common(word))
    }

    /// The finite forms of cues that a folded word may be.
    pub fn verbs(&self, word: &str) -> impl Iterator<Item = CueForm> {
        let cues = self.words.get(word).map_or(&[][..], |info| &info.cues);
        cues.iter()
            .copied()
            .filter(|c| matches!(c.form, Some(Form::Past | Form::Present)))
    }

    /// True where a preposition is glued to the word rather than part of it: the rest is a word on its own
    /// that is not much rarer than the whole.
    pub fn leads(&self, word: &str, preposition: char) -> bool {
        let Some(rest) = word.strip_prefix(preposition) else {
            return false;
        };
        if rest.chars().count() < 3 {
            return false;
        }
        let article = if preposition == 'ل' {
            rest.starts_with('ل')
        } else {
            rest.starts_with("ال")
        };
        let known = rest.chars().count() > 4;
        if preposition == 'ك' {
            return (article && known || self.is_common(rest))
                && self.frequency(rest) > self.frequency(word);
        }
        (article && known) || self.frequency(rest).saturating_mul(2) >= self.frequency(word).max(1)
    }

    /// A common noun or adjective: the papers write it often, with and without the article.
    pub fn is_common(&self, word: &str) -> bool {
        const OFTEN: u32 = 25;
        self.stands_both_ways(word, OFTEN)
    }

    /// True where the papers write a word in so many articles, and as often with or without its article.
    fn stands_both_ways(&self, word: &str, often: u32) -> bool {
        self.vocabulary
            .get(word)
            .is_some_and(|usage| usage.articles >= often && usage.counterpart >= often)
    }

    /// A noun rather than a name: the papers write it with and without the article.
    pub fn is_noun(&self, word: &str) -> bool {
        const SOMETIMES: u32 = 12;
        // a nisba is as often a family name
        !word.ends_with('ي') && self.stands_both_ways(word, SOMETIMES)
    }

    /// "براون": a word that the papers never write with the article, nor inflected as a verb, and that has no letters of
    /// one at its ends.
    pub fn is_bare_only(&self, word: &str) -> bool {
        const OF_VERBS: [&str; 4] = ["ت", "ها", "ه", "وا"];
        let written = |form: String| self.frequency(&form) > 0;
        let verb = word.starts_with(['ي', 'ت', 'ن', 'س']) || word.ends_with(['ا', 'ت', 'ه']);
        !verb
            && !self.takes_article(word)
            && !OF_VERBS.iter().any(|end| written(format!("{word}{end}")))
    }

    /// True where a list gives a folded word one of the tags.
    pub fn has(&self, word: &str, tags: u64) -> bool {
        self.words
            .get(word)
            .is_some_and(|info| info.tags & tags != 0)
    }

    /// A word that the papers write too often for a name that no list holds.
    pub fn is_frequent(&self, word: &str) -> bool {
        const OFTEN: u32 = 40;
        self.frequency(word) >= OFTEN
    }

    /// True where a folded word with the article often stands behind a given name: a family name, though the papers
    /// write it without the article too (الأحمد).
    pub fn is_family(&self, word: &str) -> bool {
        const MOST_PERCENT: u32 = 20;
        self.vocabulary
            .get(word)
            .and_then(|usage| usage.behind_given)
            .is_some_and(|percent| percent >= MOST_PERCENT)
    }

    /// A code as the lexicon keeps it, where it is the code of a state.
    pub fn code(&self, code: Option<&str>) -> Option<&'static str> {
        let code = code?;
        self.codes.iter().find(|known| **known == code).copied()
    }
}

/// True where all words of `few` stand in `many`, in this order.
fn in_order(few: &[String], many: &[String]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|word| rest.any(|other| other == word))
}

/// The folded words of a phrase.
fn words_of(phrase: &str) -> Vec<String> {
    folded(phrase)
        .split_whitespace()
        .map(str::to_string)
        .collect()
}
