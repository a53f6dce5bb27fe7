//! The states of the world as Arabic newspapers name them: names, adjectives, peoples, capitals, seats.
//!
//! The words stand in countries.toml; this module reads them once, inflects the adjectives and hands out
//! every folded form with the state it shows and how. It decides nothing about a sentence: which reading
//! of an ambiguous form holds, and whether a capital speaks, is for the extraction to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::fold::folded;

/// One state and the words that show it, as written in countries.toml.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code, XK for Kosovo.
    pub code: String,
    /// Name shown to readers.
    pub name: String,
    /// Other spellings, official and press forms.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Adjectives, masculine singular without article.
    #[serde(default)]
    pub nisba: Vec<String>,
    /// Broken plurals that name the people, without article.
    #[serde(default)]
    pub plurals: Vec<String>,
    /// Spellings of the capital, which stands for the state when it speaks.
    #[serde(default)]
    pub capital: Vec<String>,
    /// Seats of government that speak for the state.
    #[serde(default)]
    pub metonyms: Vec<String>,
    /// Parliaments, parties and forces that show the state without speaking for it.
    #[serde(default)]
    pub bodies: Vec<String>,
    /// Cities and regions that show the state without speaking for it.
    #[serde(default)]
    pub cities: Vec<String>,
    /// Adjectives of those cities and regions.
    #[serde(default)]
    pub local_nisba: Vec<String>,
    /// Broken plurals of their people.
    #[serde(default)]
    pub local_plurals: Vec<String>,
}

/// Something that looks like a state in a sentence and has no code: a union, a continent, a people.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Name shown to readers.
    pub name: String,
    /// Other spellings and parts of it.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Adjectives, masculine singular without article.
    #[serde(default)]
    pub nisba: Vec<String>,
    /// Broken plurals that name the people, without article.
    #[serde(default)]
    pub plurals: Vec<String>,
}

/// A spelling with more than one reading, the usual one first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    /// The spelling; of an adjective or plural, the citation form that stands for all its forms.
    pub form: String,
    /// What it can mean.
    pub readings: Vec<Reading>,
}

/// One meaning of an ambiguous spelling.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Reading {
    /// A state, by one kind of form.
    State(String, Role),
    /// An entry of the regions.
    Region,
    /// An ordinary word.
    Word,
    /// A first or family name.
    Person,
    /// A paper, club, firm or other body.
    Body,
    /// A place that shows no state.
    Place,
}

/// What a form is to its state, whatever its inflection: one field or two of countries.toml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Name or variant.
    Name,
    /// Adjective of the state.
    Nisba,
    /// The people by a broken plural.
    People,
    /// The capital.
    Capital,
    /// A seat of government.
    Metonym,
    /// A parliament, party or force.
    Body,
    /// A city or region.
    City,
    /// Adjective or people of a city or region.
    Local,
}

impl TryFrom<String> for Reading {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (code, role) = match text.as_str() {
            "region" => return Ok(Reading::Region),
            "word" => return Ok(Reading::Word),
            "person" => return Ok(Reading::Person),
            "body" => return Ok(Reading::Body),
            "place" => return Ok(Reading::Place),
            other => other.split_once(':').unwrap_or((other, "name")),
        };
        let role = match role {
            "name" => Role::Name,
            "nisba" => Role::Nisba,
            "people" => Role::People,
            "capital" => Role::Capital,
            "metonym" => Role::Metonym,
            "body" => Role::Body,
            "city" => Role::City,
            "local" => Role::Local,
            _ => {
                return Err(format!(
                    "unknown reading {text:?}; write CODE or CODE:nisba"
                ));
            }
        };
        if code.len() != 2 {
            return Err(format!(
                "unknown reading {text:?}; write a two-letter code or \"word\""
            ));
        }
        Ok(Reading::State(code.to_string(), role))
    }
}

/// Number of an adjective. The ending ين, dual and plural alike without vowels, counts as plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// One.
    Singular,
    /// Two.
    Dual,
    /// Three and more.
    Plural,
}

/// Gender of an adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// How an adjective or a plural is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inflection {
    /// Number.
    pub number: Number,
    /// Gender.
    pub gender: Gender,
    /// True with the article.
    pub definite: bool,
}

/// What a form is to the state it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// The state's name.
    Name,
    /// Its adjective; in the plural also its people.
    Nisba(Inflection),
    /// Its people by a broken plural.
    People(Inflection),
    /// Its capital.
    Capital,
    /// A seat that speaks for it.
    Metonym,
    /// A parliament, party or force of it; never its voice.
    Body,
    /// A city or region of it; never its voice.
    City,
    /// The adjective of a city or region of it.
    LocalNisba(Inflection),
    /// The people of a city or region of it, by a broken plural.
    LocalPeople(Inflection),
}

/// Makes the kind of an inflected form.
type Inflected = fn(Inflection) -> FormKind;

impl FormKind {
    /// The inflection of an adjective, of the state or of a place in it.
    pub fn nisba(self) -> Option<Inflection> {
        match self {
            FormKind::Nisba(form) | FormKind::LocalNisba(form) => Some(form),
            _ => None,
        }
    }

    /// The kind without inflection, as readings name it.
    pub fn role(self) -> Role {
        match self {
            FormKind::Name => Role::Name,
            FormKind::Nisba(_) => Role::Nisba,
            FormKind::People(_) => Role::People,
            FormKind::Capital => Role::Capital,
            FormKind::Metonym => Role::Metonym,
            FormKind::Body => Role::Body,
            FormKind::City => Role::City,
            FormKind::LocalNisba(_) | FormKind::LocalPeople(_) => Role::Local,
        }
    }
}

/// How far a form can be trusted to show its state without looking at the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// It has no other reading.
    Sole,
    /// It has others, and this is the usual one.
    Usual,
    /// Another reading is the usual one.
    Rare,
}

/// One folded form of one state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The folded words of the form, at least one.
    pub words: Vec<String>,
    /// Code of the state.
    pub code: &'static str,
    /// What the form is to the state.
    pub kind: FormKind,
    /// Whether it can mean something else.
    pub trust: Trust,
}

/// One folded form of one region. Of the kinds, only name, adjective and people occur.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionForm {
    /// The folded words of the form, at least one.
    pub words: Vec<String>,
    /// Name of the region.
    pub region: &'static str,
    /// What the form is to the region.
    pub kind: FormKind,
}

/// The whole lexicon.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    processes: Vec<String>,
    not_states: Vec<String>,
    whole_words: Vec<String>,
    ambiguous: Vec<Ambiguity>,
    region: Vec<Region>,
    country: Vec<Country>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    toml::from_str(include_str!("countries.toml")).expect("countries.toml, checked by the tests")
});
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| COUNTRIES.all_forms());
static REGION_FORMS: LazyLock<Vec<RegionForm>> = LazyLock::new(|| COUNTRIES.all_region_forms());
static PROCESSES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    COUNTRIES
        .processes
        .iter()
        .map(|word| folded(word))
        .collect()
});
static READINGS: LazyLock<BTreeMap<String, &'static [Reading]>> = LazyLock::new(|| {
    let entries = COUNTRIES.ambiguous.iter();
    entries
        .map(|entry| (key(&entry.form), entry.readings.as_slice()))
        .collect()
});

/// The name shown to readers of the state of a code.
pub fn name_of(code: &str) -> Option<&'static str> {
    countries()
        .by_code(code)
        .map(|country| country.name.as_str())
}

/// The adjective of a state with the article, as it stands behind the name of a body ("وزارة الخارجية
/// الكازاخستانية").
pub fn adjective_of(code: &str, feminine: bool) -> Option<String> {
    let nisba = countries().by_code(code)?.nisba.first()?;
    Some(format!("ال{nisba}{}", if feminine { "ة" } else { "" }))
}

/// The lexicon, read on first use.
pub fn countries() -> &'static Countries {
    &COUNTRIES
}

impl Countries {
    /// Every state, in the order of the codes.
    pub fn all(&'static self) -> &'static [Country] {
        &self.country
    }

    /// The state of an ISO 3166-1 alpha-2 code in capital letters.
    pub fn by_code(&'static self, code: &str) -> Option<&'static Country> {
        let place = self
            .country
            .binary_search_by(|country| country.code.as_str().cmp(code));
        self.country.get(place.ok()?)
    }

    /// What looks like a state and is none.
    pub fn regions(&'static self) -> &'static [Region] {
        &self.region
    }

    /// True where the folded word, standing before a capital, makes it a process, an event or a place.
    pub fn is_process(&self, word: &str) -> bool {
        PROCESSES.contains(word)
    }

    /// Fixed names, as folded words, that contain a form of a state and show none ("واشنطن بوست").
    pub fn not_states(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        self.not_states.iter().map(|name| words(name))
    }

    /// Folded words that look like a prefix and a form, and must not be cut ("باكرا").
    pub fn whole_words(&self) -> impl Iterator<Item = String> + '_ {
        self.whole_words.iter().map(|word| folded(word))
    }

    /// The readings of an ambiguous form (folded, words apart by one space), the usual one first.
    pub fn readings(&self, form: &str) -> Option<&'static [Reading]> {
        READINGS.get(form).copied()
    }

    /// Every form of every state, sorted by words, without repetitions. One form can come more than once
    /// with another state or kind.
    pub fn forms(&'static self) -> &'static [Form] {
        &FORMS
    }

    /// Every form of every region, sorted by words, without repetitions.
    pub fn region_forms(&'static self) -> &'static [RegionForm] {
        &REGION_FORMS
    }

    fn all_forms(&'static self) -> Vec<Form> {
        let names = self.plain_names();
        let forms = self.country.iter().flat_map(Country::forms);
        let mut forms: Vec<Form> = forms
            .filter(|form| !shadowed(&form.words, form.kind, &names))
            .collect();
        forms.sort();
        forms.dedup();
        forms
    }

    fn all_region_forms(&'static self) -> Vec<RegionForm> {
        let names = self.plain_names();
        let forms = self.region.iter().flat_map(Region::forms);
        let mut forms: Vec<RegionForm> = forms
            .filter(|form| !shadowed(&form.words, form.kind, &names))
            .collect();
        forms.sort();
        forms.dedup();
        forms
    }

    /// The folded words of every state's and region's names.
    fn plain_names(&self) -> BTreeSet<Vec<String>> {
        let states = self.country.iter().flat_map(Country::names);
        let regions = self
            .region
            .iter()
            .flat_map(|r| std::iter::once(&r.name).chain(&r.variants));
        states.chain(regions).map(|name| words(name)).collect()
    }
}

impl Country {
    /// The name and its variants.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.variants)
    }

    /// Every form of the state, inflected, in the order of the fields.
    fn forms(&'static self) -> Vec<Form> {
        let mut forms = Vec::new();
        let plain = [
            (FormKind::Capital, &self.capital),
            (FormKind::Metonym, &self.metonyms),
            (FormKind::Body, &self.bodies),
            (FormKind::City, &self.cities),
        ];
        let plain = plain
            .into_iter()
            .flat_map(|(kind, list)| list.iter().map(move |e| (kind, e)));
        for (kind, entry) in self.names().map(|name| (FormKind::Name, name)).chain(plain) {
            forms.push(self.form(entry, words(entry), kind));
        }
        let inflected: [(Inflected, &Vec<String>); 2] = [
            (FormKind::Nisba, &self.nisba),
            (FormKind::LocalNisba, &self.local_nisba),
        ];
        for (kind, list) in inflected {
            for entry in list {
                for (words, inflection) in nisba_forms(entry) {
                    forms.push(self.form(entry, words, kind(inflection)));
                }
            }
        }
        let broken: [(Inflected, &Vec<String>); 2] = [
            (FormKind::People, &self.plurals),
            (FormKind::LocalPeople, &self.local_plurals),
        ];
        for (kind, list) in broken {
            for entry in list {
                for (words, inflection) in people_forms(entry) {
                    forms.push(self.form(entry, words, kind(inflection)));
                }
            }
        }
        forms
    }

    fn form(&'static self, entry: &str, words: Vec<String>, kind: FormKind) -> Form {
        let trust = trust(&words.join(" "), &key(entry), &self.code, kind.role());
        Form {
            words,
            code: &self.code,
            kind,
            trust,
        }
    }
}

impl Region {
    fn forms(&'static self) -> Vec<RegionForm> {
        let names = std::iter::once(&self.name).chain(&self.variants);
        let names = names.map(|name| (words(name), FormKind::Name));
        let nisba = self.nisba.iter().flat_map(|entry| nisba_forms(entry));
        let people = self.plurals.iter().flat_map(|entry| people_forms(entry));
        names
            .chain(nisba.map(|(words, inflection)| (words, FormKind::Nisba(inflection))))
            .chain(people.map(|(words, inflection)| (words, FormKind::People(inflection))))
            .map(|(words, kind)| RegionForm {
                words,
                region: &self.name,
                kind,
            })
            .collect()
    }
}

/// True for an accusative that is spelled like a name ("وزيرا سوريا"): everybody reads the name.
fn shadowed(form: &[String], kind: FormKind, names: &BTreeSet<Vec<String>>) -> bool {
    let accusative = matches!(
        kind,
        FormKind::Nisba(inflection) | FormKind::LocalNisba(inflection)
            if inflection.number == Number::Singular && inflection.gender == Gender::Masculine
    ) && form.iter().any(|word| word.ends_with("يا"));
    accusative && names.contains(form)
}

/// Trust of a form whose own entry or whose citation form may be listed as ambiguous.
fn trust(form: &str, entry: &str, code: &str, role: Role) -> Trust {
    let Some(readings) = READINGS.get(form).or_else(|| READINGS.get(entry)) else {
        return Trust::Sole;
    };
    match &readings[..] {
        [Reading::State(first, kind), ..] if first == code && *kind == role => Trust::Usual,
        _ => Trust::Rare,
    }
}

/// The folded words of an entry.
fn words(entry: &str) -> Vec<String> {
    let folded = folded(entry);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// The folded words of an entry apart by one space.
fn key(entry: &str) -> String {
    words(entry).join(" ")
}

/// Endings of an adjective in ي without article. The last, the accusative, has no article.
const ENDINGS: [(&str, Number, Gender); 9] = [
    ("", Number::Singular, Gender::Masculine),
    ("ه", Number::Singular, Gender::Feminine),
    ("ون", Number::Plural, Gender::Masculine),
    ("ين", Number::Plural, Gender::Masculine),
    ("ات", Number::Plural, Gender::Feminine),
    ("ان", Number::Dual, Gender::Masculine),
    ("تان", Number::Dual, Gender::Feminine),
    ("تين", Number::Dual, Gender::Feminine),
    ("ا", Number::Singular, Gender::Masculine),
];

/// Every form of an adjective given in the masculine singular without article.
fn nisba_forms(entry: &str) -> Vec<(Vec<String>, Inflection)> {
    let base = words(entry);
    let mut forms = Vec::with_capacity(2 * ENDINGS.len());
    for (ending, number, gender) in ENDINGS {
        let bare: Vec<String> = base
            .iter()
            .map(|word| {
                if inflects(word, base.len() == 1) {
                    format!("{word}{ending}")
                } else {
                    word.clone()
                }
            })
            .collect();
        if ending != "ا" {
            let definite = with_article(
                &bare,
                base.iter().all(|word| inflects(word, base.len() == 1)),
            );
            forms.push((
                definite,
                Inflection {
                    number,
                    gender,
                    definite: true,
                },
            ));
        }
        forms.push((
            bare,
            Inflection {
                number,
                gender,
                definite: false,
            },
        ));
    }
    forms
}

/// True for the words of an adjective that take endings: not the "جنوب" of "جنوب أفريقي", nor the "سري"
/// of "سري لانكي".
fn inflects(word: &str, alone: bool) -> bool {
    word.ends_with('ي') && (alone || word.chars().count() > 3)
}

/// The forms of a broken plural: bare, and with the article on every word.
fn people_forms(entry: &str) -> [(Vec<String>, Inflection); 2] {
    let bare = words(entry);
    let inflection = |definite| Inflection {
        number: Number::Plural,
        gender: Gender::Masculine,
        definite,
    };
    [
        (with_article(&bare, true), inflection(true)),
        (bare, inflection(false)),
    ]
}

/// Puts the article on every word, or on the first alone.
fn with_article(bare: &[String], every: bool) -> Vec<String> {
    let article = |(place, word): (usize, &String)| {
        if every || place == 0 {
            format!("ال{word}")
        } else {
            word.clone()
        }
    };
    bare.iter().enumerate().map(article).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 193 member states of the United Nations.
    const UNITED_NATIONS: &str = "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS \
        BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ \
        FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI \
        KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX \
        MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI \
        SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS \
        YE ZA ZM ZW";

    /// States, territories and islands with a code of their own that newspapers name besides those.
    const OTHERS: &str = "AS AW BM CK CW EH FK FO GF GI GL GP GU HK IM JE KY MO MQ NC PF PR PS RE TW VA \
        VG VI XK YT";

    fn fields(country: &Country) -> [(&'static str, &Vec<String>); 9] {
        [
            ("variants", &country.variants),
            ("nisba", &country.nisba),
            ("plurals", &country.plurals),
            ("capital", &country.capital),
            ("metonyms", &country.metonyms),
            ("bodies", &country.bodies),
            ("cities", &country.cities),
            ("local_nisba", &country.local_nisba),
            ("local_plurals", &country.local_plurals),
        ]
    }

    /// The forms with these words, as `CODE kind trust`.
    fn lookup(text: &str) -> Vec<(&'static str, Role, Trust)> {
        let wanted = words(text);
        let forms = countries()
            .forms()
            .iter()
            .filter(|form| form.words == wanted);
        forms
            .map(|form| (form.code, form.kind.role(), form.trust))
            .collect()
    }

    #[test]
    fn every_member_of_the_united_nations_is_there() {
        let members: Vec<&str> = UNITED_NATIONS.split_whitespace().collect();
        assert_eq!(members.len(), 193);
        for code in members {
            let country = countries()
                .by_code(code)
                .unwrap_or_else(|| panic!("{code} is missing"));
            assert!(!country.nisba.is_empty(), "{code} has no nisba");
        }
    }

    #[test]
    fn codes_are_known_unique_and_sorted() {
        let known: BTreeSet<&str> = UNITED_NATIONS
            .split_whitespace()
            .chain(OTHERS.split_whitespace())
            .collect();
        for country in countries().all() {
            assert!(
                known.contains(country.code.as_str()),
                "{} is no code",
                country.code
            );
        }
        for pair in countries().all().windows(2) {
            assert!(
                pair[0].code < pair[1].code,
                "{} stands before {}",
                pair[0].code,
                pair[1].code
            );
        }
    }

    #[test]
    fn every_entry_folds_to_words_and_stands_once_in_its_field() {
        for country in countries().all() {
            let code = &country.code;
            assert!(!words(&country.name).is_empty(), "{code} has no name");
            for (field, list) in fields(country) {
                let mut seen = BTreeSet::new();
                if field == "variants" {
                    seen.insert(key(&country.name));
                }
                for entry in list {
                    assert!(!key(entry).is_empty(), "{code} {field}: {entry:?} is empty");
                    assert!(
                        seen.insert(key(entry)),
                        "{code} {field}: {entry} stands twice"
                    );
                }
            }
        }
    }

    #[test]
    fn adjectives_end_in_ya_and_have_no_article() {
        for country in countries().all() {
            for entry in country.nisba.iter().chain(&country.local_nisba) {
                assert!(
                    entry.ends_with('ي'),
                    "{}: {entry} is no nisba",
                    country.code
                );
                let base = words(entry);
                let last = base
                    .last()
                    .is_some_and(|word| inflects(word, base.len() == 1));
                assert!(last, "{}: {entry} takes no endings", country.code);
                assert!(
                    !entry.starts_with("ال"),
                    "{}: {entry} has the article",
                    country.code
                );
            }
        }
    }

    #[test]
    fn a_form_of_two_states_is_marked_ambiguous() {
        let mut by_words: BTreeMap<&[String], Vec<&Form>> = BTreeMap::new();
        for form in countries().forms() {
            by_words.entry(&form.words).or_default().push(form);
        }
        let mut wrong = Vec::new();
        for (words, forms) in by_words {
            let codes: BTreeSet<&str> = forms.iter().map(|form| form.code).collect();
            let usual: BTreeSet<&str> = forms
                .iter()
                .filter(|form| form.trust != Trust::Rare)
                .map(|form| form.code)
                .collect();
            let unmarked = forms.iter().any(|form| form.trust == Trust::Sole);
            if codes.len() > 1 && (unmarked || usual.len() > 1) {
                wrong.push(format!("{} {codes:?}", words.join(" ")));
            }
        }
        assert!(
            wrong.is_empty(),
            "not in ambiguous, or usual twice: {wrong:#?}"
        );
    }

    #[test]
    fn a_form_of_a_state_and_a_region_is_marked_ambiguous() {
        let regions: BTreeSet<&[String]> = countries()
            .region_forms()
            .iter()
            .map(|form| form.words.as_slice())
            .collect();
        let forms = countries().forms().iter();
        let wrong: Vec<_> = forms
            .filter(|form| regions.contains(form.words.as_slice()) && form.trust == Trust::Sole)
            .map(|form| format!("{} {}", form.words.join(" "), form.code))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn every_reading_of_a_state_is_an_entry_of_that_state() {
        let mut seen = BTreeSet::new();
        let mut wrong = Vec::new();
        for Ambiguity { form, readings } in &countries().ambiguous {
            assert!(seen.insert(key(form)), "{form} stands twice in ambiguous");
            assert!(readings.len() > 1, "{form} has one reading");
            let known = lookup(form);
            for reading in readings {
                let Reading::State(code, role) = reading else {
                    continue;
                };
                if !known
                    .iter()
                    .any(|(other, kind, _)| other == code && kind == role)
                {
                    wrong.push(format!("{form}: {code} {role:?}"));
                }
            }
            for (code, role, _) in known {
                if !readings.contains(&Reading::State(code.to_string(), role)) {
                    wrong.push(format!("{form}: {code} {role:?} is not among the readings"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// The words of every form of a state or region.
    fn all_words() -> BTreeSet<Vec<String>> {
        let states = countries().forms().iter().map(|form| form.words.clone());
        states
            .chain(
                countries()
                    .region_forms()
                    .iter()
                    .map(|form| form.words.clone()),
            )
            .collect()
    }

    #[test]
    fn fixed_names_contain_a_form_and_are_none() {
        let known = all_words();
        let mut wrong = Vec::new();
        for name in countries().not_states() {
            let held = (0..name.len())
                .flat_map(|from| (from + 1..=name.len()).map(move |to| from..to))
                .any(|part| known.contains(&name[part]));
            if known.contains(&name) || !held {
                wrong.push(name.join(" "));
            }
        }
        assert!(
            wrong.is_empty(),
            "forms themselves, or without one: {wrong:#?}"
        );
    }

    #[test]
    fn whole_words_begin_with_a_prefix_and_are_no_forms() {
        let known = all_words();
        for word in countries().whole_words() {
            let rest: String = word.chars().skip(1).collect();
            assert!(
                !known.contains([word.clone()].as_slice()),
                "{word} is a form"
            );
            assert!(known.contains([rest].as_slice()), "{word} hides no form");
        }
    }

    #[test]
    fn adjectives_are_inflected() {
        let nisba = (|code| vec![(code, Role::Nisba, Trust::Sole)]) as fn(_) -> _;
        for form in [
            "كازاخستاني",
            "الكازاخستانية",
            "كازاخستانيون",
            "الكازاخستانيين",
            "كازاخستانيات",
        ] {
            assert_eq!(lookup(form), nisba("KZ"), "{form}");
        }
        for form in ["كوري جنوبي", "الكورية الجنوبية", "الكوريين الجنوبيين"]
        {
            assert_eq!(lookup(form), nisba("KR"), "{form}");
        }
        for form in ["جنوب أفريقية", "الجنوب أفريقي", "الجنوب أفريقيين"]
        {
            assert_eq!(lookup(form), nisba("ZA"), "{form}");
        }
        assert_eq!(lookup("السري لانكيتان"), nisba("LK"));
        assert_eq!(lookup("فرنسيا"), nisba("FR"));
        assert_eq!(lookup("الفرنسيا"), vec![]);
    }

    #[test]
    fn endings_tell_number_and_gender() {
        let wanted = words("القرغيزيات");
        let form = countries()
            .forms()
            .iter()
            .find(|form| form.words == wanted)
            .unwrap();
        let inflection = Inflection {
            number: Number::Plural,
            gender: Gender::Feminine,
            definite: true,
        };
        assert_eq!(form.kind, FormKind::Nisba(inflection));
    }

    #[test]
    fn trust_follows_the_order_of_the_readings() {
        assert_eq!(
            lookup("عُمان"),
            [
                ("JO", Role::Capital, Trust::Rare),
                ("OM", Role::Name, Trust::Usual)
            ]
        );
        assert_eq!(lookup("المالية"), [("ML", Role::Nisba, Trust::Rare)]);
        assert_eq!(lookup("أنقرة"), [("TR", Role::Capital, Trust::Sole)]);
        assert_eq!(lookup("الأتراك"), [("TR", Role::People, Trust::Sole)]);
        assert_eq!(lookup("البيت الأبيض"), [("US", Role::Metonym, Trust::Sole)]);
    }

    #[test]
    fn processes_are_found_folded() {
        assert!(countries().is_process(&folded("محادثات")));
        assert!(countries().is_process(&folded("جولة")));
        assert!(!countries().is_process(&folded("حكومة")));
    }
}
