//! The Arabic lexicon: the data files of this folder in one hash table.
//!
//! Loaded once. Every form is folded; a word of a text is looked up as it stands and, where that finds
//! nothing, without its proclitics (و ف ب ل ك and the article), so the files list bare forms only.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::countries::{self, FormKind, Trust};
use super::fold::folded;
use super::inflect::{self, Form, Person};
use super::publishers::Publishers;
use crate::language::text::{Kind, Text};
use crate::statement::Stance;

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
        /// Feminine title or body.
        FEMININE,
        /// Carries little of a proposition: what it is about comes behind it.
        LIGHT,
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
    /// A region or union that looks like a state and has no code (الخليج، أوروبا), and its adjectives.
    Region,
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

/// A list of phrases, looked up by their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: HashMap<String, Vec<Vec<String>>>,
}

impl Phrases {
    fn new<S: AsRef<str>>(list: &[S]) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
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

    /// First place within `range` where a phrase begins.
    pub fn find(&self, text: &Text, mut range: std::ops::Range<usize>) -> Option<usize> {
        range.find(|&i| text.is_word(i) && self.at(text, i).is_some())
    }
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
}

impl Note {
    /// True where it has one of the tags.
    pub fn is(&self, tags: u64) -> bool {
        self.tags & tags != 0
    }

    /// ISO code, where a name or adjective of a state begins here.
    pub fn country(&self) -> Option<(&'static str, FormKind)> {
        match self.entity {
            Some((Entity::Country(code, kind), _)) => Some((lexicon().codes[code as usize], kind)),
            _ => None,
        }
    }
}

/// The whole lexicon.
pub struct Lexicon {
    words: HashMap<String, WordInfo>,
    entities: HashMap<String, Vec<(Vec<String>, Entity)>>,
    vocabulary: HashMap<&'static str, u32>,
    /// Reporting cues.
    pub cues: Vec<Cue>,
    /// Named bodies; a ministry's short name ("الخارجية") has the full one here.
    pub bodies: Vec<Named>,
    /// Agencies, papers, channels.
    pub media: Vec<Named>,
    /// ISO codes that [`Entity::Country`] points to.
    pub codes: Vec<&'static str>,
    /// Which bodies are a portfolio that needs a state ("الخارجية" + "الروسية").
    pub portfolio: Vec<bool>,
    portfolios: HashMap<String, u16>,
    /// Titles of respect before a name.
    pub honorifics: Phrases,
    /// Particles before a source: بحسب، وفقا ل.
    pub particles: Phrases,
    /// See `words.toml`.
    pub falsehood: Phrases,
    /// See `words.toml`.
    pub unaware: Phrases,
    /// See `words.toml`.
    pub condition: Phrases,
    /// See `words.toml`.
    pub obligation: Phrases,
    /// See `words.toml`.
    pub possibility: Phrases,
    /// See `words.toml`.
    pub must: Phrases,
    /// See `words.toml`.
    pub refusal: Phrases,
    /// What is denied where it is rejected: "اتهامات".
    pub claim: HashSet<String>,
    /// Words behind a negator that leave the clause affirmed: "يزال".
    pub affirmed: HashSet<String>,
    /// Stance of a verb or adjective that the speaker's own side is the subject of.
    pub own_stance: HashMap<String, Stance>,
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
    pub opener: HashSet<String>,
    /// Words that can stand between a subject and its verb: "قد", "كانت".
    pub before_verb: HashSet<String>,
    /// Words behind which no verb stands: "في", "بعد".
    pub before_noun: HashSet<String>,
    /// Forms of cues without a subject: "يذكر".
    pub impersonal: HashSet<String>,
    /// Prepositions that open a sentence with its matter: "وعن الوضع في ليبيا قال".
    pub circumstance: HashSet<String>,
    /// A day or manner in one word: "أمس", "رسميا".
    pub moment: HashSet<String>,
    /// Words that make a clause of time or manner of "أن": "بعد أن".
    pub not_before_clause: HashSet<String>,
    /// Words that end what an embedded source says: "لأنه", "وبالتالي", "ونحن".
    pub new_clause: HashSet<String>,
    /// "شمال", "غرب": before the place of an office.
    pub direction: HashSet<String>,
    /// Adjectives that need "ب": "المهتم بالرياضة".
    pub with_ba: HashSet<String>,
    /// What a source keeps to himself: "رفض الكشف عن هويته".
    pub identity: HashSet<String>,
    /// Words that make a hypothesis of a verb: "إذا رفض".
    pub hypothetical: HashSet<String>,
    /// Words that begin the content behind "بحسب …": "فقد".
    pub resumes: HashSet<String>,
    /// "joint statement".
    pub joint: Phrases,
    /// "at an earlier time".
    pub earlier: Phrases,
    /// Stance of a noun right behind the cue.
    pub noun_stance: HashMap<String, Stance>,
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

#[derive(Deserialize)]
struct CueFile {
    verb: Vec<CueLine>,
    intent: Vec<CueLine>,
    relay: Vec<CueLine>,
    contain: Vec<CueLine>,
    particle: Vec<ParticleLine>,
    noun: Vec<NounLine>,
    spoken: Vec<String>,
    document: Vec<String>,
    pretext: Vec<String>,
}

#[derive(Deserialize)]
struct CueLine {
    past: String,
    present: String,
    participle: Option<String>,
    #[serde(default = "affirm")]
    stance: Stance,
    #[serde(default)]
    governs: String,
    #[serde(default)]
    addressee: bool,
    #[serde(default)]
    careful: bool,
    #[serde(default)]
    insists: bool,
    /// The present is mostly another verb or meaning (يعد "is considered").
    #[serde(default)]
    past_only: bool,
}

fn affirm() -> Stance {
    Stance::Affirm
}

#[derive(Deserialize)]
struct ParticleLine {
    form: String,
}

#[derive(Deserialize)]
struct NounLine {
    form: String,
    #[serde(default)]
    plural: Vec<String>,
    stance: Stance,
    governs: String,
}

#[derive(Deserialize)]
struct WordFile {
    complementizer: Vec<String>,
    enclitic: Vec<String>,
    negator: Vec<String>,
    negative_noun: Vec<String>,
    falsehood: Vec<String>,
    unaware: Vec<String>,
    condition: Vec<String>,
    obligation: Vec<String>,
    possibility: Vec<String>,
    light: Vec<String>,
    must: Vec<String>,
    refusal: Vec<String>,
    claim: Vec<String>,
    affirmed: Vec<String>,
    noun_stance: HashMap<String, Vec<String>>,
    own_stance: HashMap<String, Vec<String>>,
    connective: Connective,
    source: SourceWords,
}

#[derive(Deserialize)]
struct Connective {
    contrast: Vec<String>,
    comment: Vec<String>,
    auxiliary: Vec<String>,
    relative: Vec<String>,
    opener: Vec<String>,
    before_verb: Vec<String>,
    before_noun: Vec<String>,
    behind_verb: Vec<String>,
    impersonal: Vec<String>,
    circumstance: Vec<String>,
    resumes: Vec<String>,
    not_before_clause: Vec<String>,
    new_clause: Vec<String>,
    hypothetical: Vec<String>,
}

#[derive(Deserialize)]
struct SourceWords {
    occasion: Vec<String>,
    adjunct: Vec<String>,
    moment: Vec<String>,
    lead: Vec<String>,
    pious: Vec<String>,
    issued: Vec<String>,
    identity: Vec<String>,
    with_ba: Vec<String>,
    direction: Vec<String>,
    some: Vec<String>,
    royal: Vec<String>,
    stateless: Vec<String>,
    side: Vec<String>,
    pronoun_title: Vec<String>,
    joint: Vec<String>,
    audience: Vec<String>,
    home: Vec<String>,
    earlier: Vec<String>,
}

#[derive(Deserialize)]
struct TitleFile {
    head: Vec<TitleLine>,
    honorific: Vec<String>,
    pronoun_title: Vec<String>,
    modifier: Vec<String>,
    counterpart: Vec<String>,
}

#[derive(Deserialize)]
struct TitleLine {
    ms: String,
    fs: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    ambiguous: bool,
    #[serde(default)]
    pl: Vec<String>,
    #[serde(default)]
    dual: Vec<String>,
    #[serde(default)]
    office: bool,
    #[serde(default)]
    unnamed: bool,
}

#[derive(Deserialize)]
struct BodyFile {
    head: Vec<BodyHead>,
    portfolio: Vec<Portfolio>,
    body: Vec<NamedLine>,
}

#[derive(Deserialize)]
struct BodyHead {
    form: String,
    #[serde(default)]
    ambiguous: bool,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    pl: Vec<String>,
    #[serde(default)]
    dual: Vec<String>,
}

#[derive(Deserialize)]
struct Portfolio {
    form: String,
    body: String,
    /// The word stands for the body without a head.
    #[serde(default)]
    alone: bool,
}

#[derive(Deserialize)]
struct NamedLine {
    name: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    equivalent: Vec<String>,
    #[serde(default)]
    country: String,
}

#[derive(Deserialize)]
struct MediaFile {
    head: Vec<BodyHead>,
    agency: Vec<NamedLine>,
    paper: Vec<NamedLine>,
    channel: Vec<NamedLine>,
    site: Vec<NamedLine>,
}

#[derive(Deserialize)]
struct NameFile {
    given: Vec<String>,
    given_ambiguous: Vec<String>,
    part: Vec<String>,
    not_name: Vec<String>,
}

/// Reads one of the lexicon files; they are part of the program, and a test loads them all.
fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The folded words of a phrase.
fn words_of(phrase: &str) -> Vec<String> {
    folded(phrase)
        .split_whitespace()
        .map(str::to_string)
        .collect()
}

impl Lexicon {
    fn load() -> Lexicon {
        let cues: CueFile = parse("cues.toml", include_str!("cues.toml"));
        let words: WordFile = parse("words.toml", include_str!("words.toml"));
        let titles: TitleFile = parse("titles.toml", include_str!("titles.toml"));
        let bodies: BodyFile = parse("bodies.toml", include_str!("bodies.toml"));
        let media: MediaFile = parse("media.toml", include_str!("media.toml"));
        let names: NameFile = parse("names.toml", include_str!("names.toml"));
        let mut lexicon = Lexicon {
            words: HashMap::new(),
            entities: HashMap::new(),
            vocabulary: vocabulary(),
            cues: Vec::new(),
            bodies: Vec::new(),
            media: Vec::new(),
            codes: Vec::new(),
            portfolio: Vec::new(),
            portfolios: HashMap::new(),
            honorifics: Phrases::default(),
            particles: Phrases::new(&particles(&cues.particle)),
            falsehood: Phrases::new(&words.falsehood),
            unaware: Phrases::new(&words.unaware),
            condition: Phrases::new(&words.condition),
            obligation: Phrases::new(&words.obligation),
            possibility: Phrases::new(&words.possibility),
            must: Phrases::new(&words.must),
            refusal: Phrases::new(&words.refusal),
            claim: folded_set(&words.claim),
            affirmed: folded_set(&words.affirmed),
            own_stance: stances(&words.own_stance),
            contrast: Phrases::new(&words.connective.contrast),
            comment: Phrases::new(&words.connective.comment),
            lead: Phrases::new(&words.source.lead),
            pious: Phrases::new(&words.source.pious),
            issued: Phrases::new(&words.source.issued),
            behind_verb: Phrases::new(&words.connective.behind_verb),
            opener: folded_set(&words.connective.opener),
            before_verb: folded_set(&words.connective.before_verb),
            before_noun: folded_set(&words.connective.before_noun),
            impersonal: folded_set(&words.connective.impersonal),
            circumstance: folded_set(&words.connective.circumstance),
            moment: folded_set(&words.source.moment),
            not_before_clause: folded_set(&words.connective.not_before_clause),
            new_clause: folded_set(&words.connective.new_clause),
            direction: folded_set(&words.source.direction),
            with_ba: folded_set(&words.source.with_ba),
            identity: folded_set(&words.source.identity),
            hypothetical: folded_set(&words.connective.hypothetical),
            resumes: folded_set(&words.connective.resumes),
            joint: Phrases::new(&words.source.joint),
            earlier: Phrases::new(&words.source.earlier),
            noun_stance: stances(&words.noun_stance),
            title_lemma: HashMap::new(),
            publishers: Publishers::load(),
            figures: figures(),
        };
        lexicon.add_names(&names);
        lexicon.add_figures();
        lexicon.add_titles(&titles);
        lexicon.add_bodies(&bodies, &media);
        lexicon.add_countries();
        lexicon.add_words(&words);
        lexicon.add_cues(&cues);
        lexicon
    }

    fn tag(&mut self, form: &str, tags: u64) {
        let words = words_of(form);
        if let [word] = words.as_slice() {
            self.words.entry(word.clone()).or_default().tags |= tags;
        }
    }

    /// Tags a form that may have several words by its first one.
    fn tag_head(&mut self, form: &str, tags: u64) {
        if let Some(first) = words_of(form).into_iter().next() {
            self.words.entry(first).or_default().tags |= tags;
        }
    }

    fn tag_all<S: AsRef<str>>(&mut self, forms: &[S], tags: u64) {
        for form in forms {
            self.tag(form.as_ref(), tags);
        }
    }

    fn add_names(&mut self, names: &NameFile) {
        self.tag_all(&names.given, tag::GIVEN);
        self.tag_all(&names.given_ambiguous, tag::GIVEN_AMBIGUOUS);
        self.tag_all(&names.part, tag::NAME_PART);
        self.tag_all(&names.not_name, tag::NOT_NAME);
    }

    /// The words of figures' names are names, but for those that are as often something else.
    fn add_figures(&mut self) {
        let mut words: Vec<String> = Vec::new();
        for (last, known) in &self.figures {
            words.push(last.clone());
            words.extend(known.iter().flat_map(|(name, _)| name.iter().cloned()));
        }
        words.retain(|word| {
            !self.words.contains_key(word) && !self.is_noun(word) && word.chars().count() > 2
        });
        self.tag_all(&words, tag::GIVEN);
    }

    fn add_titles(&mut self, titles: &TitleFile) {
        for line in &titles.head {
            let mut tags = tag::TITLE;
            if line.office {
                tags |= tag::OFFICE;
            }
            if line.unnamed {
                tags |= tag::UNNAMED;
            }
            // a form that is as often another word is a title only with the article
            let tag_title = |lexicon: &mut Lexicon, form: &str, tags: u64| {
                if line.ambiguous {
                    lexicon.tag_head(&format!("ال{form}"), tags);
                    lexicon.tag_head(form, tag::MAYBE_TITLE);
                } else {
                    lexicon.tag_head(form, tags);
                }
            };
            tag_title(self, &line.ms, tags);
            for form in &line.also {
                tag_title(self, form, tags);
            }
            if let Some(feminine) = &line.fs {
                tag_title(self, feminine, tags | tag::FEMININE);
            }
            // "صديقي", "شيخي": the construct of the oblique case is no subject, and mostly a family name
            let surname = format!("{}ي", folded(&line.ms));
            for form in line.pl.iter().chain(&line.dual) {
                if folded(form) != surname {
                    tag_title(self, form, tags | tag::PLURAL);
                }
            }
            let forms = std::iter::once(&line.ms)
                .chain(&line.fs)
                .chain(&line.also)
                .chain(&line.pl)
                .chain(&line.dual);
            for form in forms {
                self.title_lemma
                    .entry(folded(form))
                    .or_insert_with(|| folded(&line.ms));
            }
        }
        self.honorifics = Phrases::new(&titles.honorific);
        self.tag_all(&titles.pronoun_title, tag::PRONOUN_TITLE);
        self.tag_all(&titles.honorific, tag::HONORIFIC);
        self.tag_all(&titles.modifier, tag::MODIFIER);
        // "مصدر أمني": the same word without its article
        let bare: Vec<&str> = titles
            .modifier
            .iter()
            .filter_map(|form| form.strip_prefix("ال"))
            .filter(|form| !form.contains(' '))
            .collect();
        self.tag_all(&bare, tag::MODIFIER);
        self.tag_all(&titles.counterpart, tag::COUNTERPART);
    }

    fn add_bodies(&mut self, bodies: &BodyFile, media: &MediaFile) {
        for head in &bodies.head {
            let gender = if folded(&head.form).ends_with('ه') {
                tag::FEMININE
            } else {
                0
            };
            if head.ambiguous {
                self.tag(&format!("ال{}", head.form), tag::BODY | gender);
                for form in head.pl.iter().chain(&head.dual) {
                    self.tag(&format!("ال{form}"), tag::BODY | tag::PLURAL);
                }
                continue;
            }
            self.tag(&head.form, tag::BODY | gender);
            self.tag_all(&head.pl, tag::BODY | tag::PLURAL);
            self.tag_all(&head.dual, tag::BODY | tag::PLURAL);
        }
        for line in &bodies.portfolio {
            let index = self.add_body(&line.body, "", true);
            self.portfolios.insert(folded(&line.form), index);
            if line.alone {
                self.entity(&line.form, Entity::Body(index));
            }
        }
        for line in &bodies.body {
            let index = self.add_body(&line.name, &line.country, false);
            for form in std::iter::once(&line.name)
                .chain(&line.variants)
                .chain(&line.equivalent)
            {
                self.entity(form, Entity::Body(index));
            }
        }
        for head in media.head.iter().filter(|head| head.kind != "document") {
            self.tag(&head.form, tag::MEDIA);
            self.tag_all(&head.pl, tag::MEDIA | tag::PLURAL);
            self.tag_all(&head.dual, tag::MEDIA | tag::PLURAL);
        }
        for line in media
            .agency
            .iter()
            .chain(&media.paper)
            .chain(&media.channel)
            .chain(&media.site)
        {
            let index = self.media.len() as u16;
            self.media.push(Named {
                name: line.name.clone(),
                country: code_of(&line.country),
            });
            for form in std::iter::once(&line.name).chain(&line.variants) {
                self.entity(form, Entity::Media(index));
            }
        }
    }

    fn add_body(&mut self, name: &str, country: &str, portfolio: bool) -> u16 {
        self.bodies.push(Named {
            name: name.to_string(),
            country: code_of(country),
        });
        self.portfolio.push(portfolio);
        (self.bodies.len() - 1) as u16
    }

    fn entity(&mut self, form: &str, entity: Entity) {
        self.entity_words(words_of(form), entity);
    }

    fn entity_words(&mut self, words: Vec<String>, entity: Entity) {
        if let Some(first) = words.first() {
            let list = self.entities.entry(first.clone()).or_default();
            if !list.iter().any(|(known, _)| *known == words) {
                list.push((words, entity));
            }
        }
    }

    fn add_countries(&mut self) {
        let countries = countries::countries();
        for words in countries.not_states() {
            self.entity_words(words, Entity::Region);
        }
        let mut forms: Vec<_> = countries
            .forms()
            .iter()
            .filter(|form| form.trust != Trust::Rare)
            .collect();
        forms.sort_by_key(|form| (form.trust, form.kind));
        for form in forms {
            let code = match self.codes.iter().position(|c| *c == form.code) {
                Some(at) => at,
                None => {
                    self.codes.push(form.code);
                    self.codes.len() - 1
                }
            };
            self.entity_words(form.words.clone(), Entity::Country(code as u16, form.kind));
        }
        for region in countries.region_forms() {
            self.entity_words(region.words.clone(), Entity::Region);
        }
    }

    fn add_words(&mut self, words: &WordFile) {
        for complementizer in &words.complementizer {
            self.tag(complementizer, tag::COMPLEMENTIZER);
            for pronoun in &words.enclitic {
                self.tag(&format!("{complementizer}{pronoun}"), tag::COMPLEMENTIZER);
            }
        }
        self.tag_all(&words.negator, tag::NEGATOR);
        self.tag_all(&words.negative_noun, tag::NEGATIVE_NOUN);
        self.tag_all(&words.light, tag::LIGHT);
        self.tag_all(&words.connective.auxiliary, tag::AUXILIARY);
        self.tag_all(&words.connective.contrast, tag::NOT_NAME);
        self.tag_all(&words.connective.comment, tag::NOT_NAME);
        self.tag_all(&words.connective.relative, tag::RELATIVE);
        let source = &words.source;
        self.tag_all(&source.occasion, tag::OCCASION);
        self.tag_all(&source.adjunct, tag::ADJUNCT);
        self.tag_all(&source.side, tag::SIDE);
        self.tag_all(&source.pronoun_title, tag::PRONOUN_TITLE);
        self.tag_all(&source.audience, tag::AUDIENCE);
        self.tag_all(&source.home, tag::HOME);
        self.tag_all(&source.some, tag::SOME);
        self.tag_all(&source.royal, tag::ROYAL);
        self.tag_all(&source.stateless, tag::STATELESS);
    }

    fn add_cues(&mut self, file: &CueFile) {
        for (lines, class) in [
            (&file.verb, CueClass::Verb),
            (&file.intent, CueClass::Intent),
            (&file.relay, CueClass::Relay),
            (&file.contain, CueClass::Contain),
        ] {
            for line in lines {
                let cue = self.add_cue(Cue {
                    lemma: line.past.clone(),
                    class,
                    stance: line.stance,
                    governs: line.governs.as_str().into(),
                    addressee: line.addressee,
                    careful: line.careful,
                    insists: line.insists,
                });
                // the perfect of wanting and striving is spelt like its noun (سعى، سعي)
                if class != CueClass::Intent {
                    self.cue_forms(cue, inflect::past(&line.past), Some(Form::Past));
                }
                if !line.past_only {
                    self.cue_forms(cue, inflect::present(&line.present), Some(Form::Present));
                }
                if let Some(participle) = &line.participle {
                    self.cue_forms(cue, inflect::participle(participle), Some(Form::Participle));
                }
            }
        }
        for line in &file.noun {
            let cue = self.add_cue(Cue {
                lemma: line.form.clone(),
                class: CueClass::Noun,
                stance: line.stance,
                governs: line.governs.as_str().into(),
                addressee: false,
                careful: false,
                insists: false,
            });
            let mut forms = Vec::new();
            for form in std::iter::once(&line.form).chain(&line.plural) {
                let form = folded(form);
                forms.push((format!("{form}ا"), Person::Masculine));
                forms.push((form, Person::Masculine));
            }
            self.cue_forms(cue, forms, None);
        }
        self.tag_all(&file.spoken, tag::SPOKEN);
        self.tag_all(&file.document, tag::DOCUMENT);
        self.tag_all(&file.pretext, tag::PRETEXT);
    }

    fn add_cue(&mut self, cue: Cue) -> u16 {
        self.cues.push(cue);
        (self.cues.len() - 1) as u16
    }

    fn cue_forms(&mut self, cue: u16, forms: Vec<(String, Person)>, form: Option<Form>) {
        for (word, person) in forms {
            let info = self.words.entry(word).or_default();
            if !info.cues.iter().any(|known| known.cue == cue) {
                info.cues.push(CueForm { cue, form, person });
            }
        }
    }

    /// ISO code of the state that is home to a publisher, by its name or the address of its page; `None` where it
    /// is unknown or writes for many states.
    pub fn home(&self, publisher: Option<&str>, url: Option<&str>) -> Option<&'static str> {
        self.publishers.home(publisher, url)
    }

    /// ISO code of the state of a figure of world affairs, by the words of the name (folded, without article).
    pub fn state_of_figure(&self, name: &[String]) -> Option<&'static str> {
        let last = name.last()?;
        let found = self.figures.get(last)?.iter().find(|(known, _)| {
            known.first() == name.first() && (in_order(known, name) || in_order(name, known))
        })?;
        Some(found.1)
    }

    /// In how many of the papers' articles a folded word stands; 0 where it is rare or unknown.
    pub fn frequency(&self, word: &str) -> u32 {
        self.vocabulary.get(word).copied().unwrap_or(0)
    }

    /// The body that a ministry's portfolio word names, with or without the article.
    pub fn portfolio_of(&self, word: &str) -> Option<String> {
        let definite = format!("ال{}", word.strip_prefix("ال").unwrap_or(word));
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
        let (bare, definite) = match word.strip_prefix("ال") {
            Some(rest) => (self.frequency(rest), self.frequency(word)),
            None => (self.frequency(word), self.frequency(&format!("ال{word}"))),
        };
        bare >= OFTEN && definite >= OFTEN
    }

    /// A noun rather than a name: the papers write it with and without the article.
    pub fn is_noun(&self, word: &str) -> bool {
        const SOMETIMES: u32 = 12;
        // a nisba is as often a family name
        !word.ends_with('ي')
            && self.frequency(word) >= SOMETIMES
            && self.frequency(&format!("ال{word}")) >= SOMETIMES
    }

    /// A word that the papers write too often for a name that no list holds.
    pub fn is_frequent(&self, word: &str) -> bool {
        const OFTEN: u32 = 40;
        self.frequency(word) >= OFTEN
    }

    /// A code as the lexicon keeps it, where it is the code of a state.
    pub fn code(&self, code: Option<&str>) -> Option<&'static str> {
        let code = code?;
        self.codes.iter().find(|known| **known == code).copied()
    }

    /// What is known of token `i`.
    pub fn note(&'static self, text: &Text, i: usize) -> Note {
        let mut note = Note {
            tags: 0,
            cues: &[],
            conjunction: false,
            preposition: None,
            definite: false,
            entity: None,
            common: false,
        };
        if text.kind(i) != Kind::Word {
            return note;
        }
        let word = text.word(i);
        note.definite = word.starts_with("ال") && word.chars().count() > 4;
        let mut rest = word;
        self.look_up(text, i, rest, &mut note);
        let unknown = note.tags == 0 && note.cues.is_empty() && note.entity.is_none();
        // "فكرة", "وجود": a common noun begins with its own letter
        if unknown && !self.is_common(word) {
            if let Some(stripped) = word
                .strip_prefix(['و', 'ف'])
                .filter(|r| r.chars().count() >= 2)
            {
                let mut inner = note;
                self.look_up(text, i, stripped, &mut inner);
                self.look_up_definite(text, i, stripped, &mut inner);
                let known = inner.tags != 0 || !inner.cues.is_empty() || inner.entity.is_some();
                // "والقروية": no word begins with وال but for والد and والي, which the lists know
                let article = stripped.starts_with("ال") && stripped.chars().count() >= 5;
                if known
                    || article
                    || self.frequency(stripped) >= self.frequency(word)
                        && self.frequency(stripped) > 0
                {
                    note = inner;
                    note.conjunction = true;
                    rest = stripped;
                    note.definite = stripped.starts_with("ال") && stripped.chars().count() > 4;
                }
            } else {
                self.look_up_definite(text, i, rest, &mut note);
            }
        }
        if note.tags == 0 && note.cues.is_empty() && note.entity.is_none() {
            self.look_up_prepositional(text, i, rest, &mut note);
        }
        note.common = self.is_common(&without_preposition(rest, note.preposition));
        note
    }

    /// Looks a form up as it stands, and without its article.
    fn look_up(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        if let Some(info) = self.words.get(form) {
            note.tags |= info.tags;
            note.cues = &info.cues;
        }
        self.look_up_entity(text, i, form, note);
        if !note.conjunction {
            self.look_up_definite(text, i, form, note);
        }
    }

    fn look_up_definite(&'static self, _text: &Text, _i: usize, form: &str, note: &mut Note) {
        const OF_NOUNS: u64 = tag::TITLE
            | tag::OFFICE
            | tag::UNNAMED
            | tag::PLURAL
            | tag::BODY
            | tag::MEDIA
            | tag::HONORIFIC
            | tag::FEMININE
            | tag::STATELESS
            | tag::MODIFIER;
        if let Some(info) = form
            .strip_prefix("ال")
            .and_then(|bare| self.words.get(bare))
        {
            note.tags |= info.tags & OF_NOUNS;
            if note.cues.is_empty() && info.cues.iter().all(|c| c.form.is_none()) {
                note.cues = &info.cues;
            }
        }
    }

    fn look_up_entity(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        let Some(list) = self.entities.get(form) else {
            return;
        };
        let best = list
            .iter()
            .filter(|(words, _)| {
                words
                    .iter()
                    .enumerate()
                    .skip(1)
                    .all(|(k, w)| text.word(i + k) == w)
            })
            .max_by_key(|(words, _)| words.len());
        if let Some((words, entity)) = best {
            note.entity = Some((*entity, words.len() as u8));
        }
    }

    /// بـ، لـ (للـ), كـ: the noun behind them.
    fn look_up_prepositional(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        let Some(preposition) = form.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك'))
        else {
            return;
        };
        let rest = &form[preposition.len_utf8()..];
        let rest: String = if preposition == 'ل' && rest.starts_with('ل') {
            format!("ا{rest}")
        } else {
            rest.to_string()
        };
        if rest.chars().count() < 3 {
            return;
        }
        let mut inner = *note;
        inner.tags = 0;
        self.look_up(text, i, &rest, &mut inner);
        const NOT_VERBS: fn(&CueForm) -> bool = |c| c.form.is_none();
        let known = inner.tags != 0 || inner.entity.is_some() || inner.cues.iter().any(NOT_VERBS);
        if known || self.leads(form, preposition) {
            note.tags = inner.tags & !tag::ADJUNCT;
            note.entity = inner.entity;
            note.cues = inner.cues;
            note.preposition = Some(preposition);
            note.definite = rest.starts_with("ال") && rest.chars().count() > 4;
        }
    }
}

/// A word without the preposition glued to it: "للناطق" is "الناطق".
fn without_preposition(word: &str, preposition: Option<char>) -> String {
    match preposition.and_then(|p| word.strip_prefix(p)) {
        Some(rest) if rest.starts_with('ل') && word.starts_with("لل") => format!("ا{rest}"),
        Some(rest) => rest.to_string(),
        None => word.to_string(),
    }
}

/// Words by the stance they express, from lists by stance.
fn stances(lists: &HashMap<String, Vec<String>>) -> HashMap<String, Stance> {
    Stance::ALL
        .iter()
        .flat_map(|stance| {
            let forms = lists.get(stance.as_str()).into_iter().flatten();
            forms.map(|form| (folded(form), *stance))
        })
        .collect()
}

fn folded_set(words: &[String]) -> HashSet<String> {
    words.iter().map(|word| folded(word)).collect()
}

/// True where all words of `few` stand in `many`, in this order.
fn in_order(few: &[String], many: &[String]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|word| rest.any(|other| other == word))
}

#[derive(Deserialize)]
struct FigureFile {
    figures: BTreeMap<String, Vec<String>>,
}

/// The figures, by the last word of the name without article.
fn figures() -> BTreeMap<String, Vec<(Vec<String>, &'static str)>> {
    let file: FigureFile = parse("figures.toml", include_str!("figures.toml"));
    let mut by_last: BTreeMap<String, Vec<(Vec<String>, &'static str)>> = BTreeMap::new();
    for (code, names) in &file.figures {
        let Some(country) = countries::countries().by_code(code) else {
            continue;
        };
        for name in names {
            let words: Vec<String> = words_of(name)
                .iter()
                .map(|word| word.strip_prefix("ال").unwrap_or(word).to_string())
                .collect();
            if let Some(last) = words.last() {
                let list = by_last.entry(last.clone()).or_default();
                list.push((words, country.code.as_str()));
            }
        }
    }
    by_last
}

/// The particles, and those of manner with their pronouns ("على حد تعبيره").
fn particles(lines: &[ParticleLine]) -> Vec<String> {
    let mut forms: Vec<String> = lines.iter().map(|line| line.form.clone()).collect();
    for line in lines.iter().filter(|line| line.form.starts_with("على حد")) {
        forms.extend(["ه", "ها", "هم", "هما"].map(|pronoun| format!("{}{pronoun}", line.form)));
    }
    forms
}

fn code_of(country: &str) -> Option<String> {
    (!country.is_empty()).then(|| country.to_string())
}

fn vocabulary() -> HashMap<&'static str, u32> {
    include_str!("vocabulary.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, count)| Some((word, count.parse().ok()?)))
        .collect()
}
