//! The names of speakers in a form that can be compared: titles, verbs and articles off, "عبد" and "أبو" joined to
//! what follows them, and patronymic particles remembered.
//!
//! Arabic names and foreign ones are compared differently: transliteration spells a foreign name in many ways (غ ج ك,
//! long vowels), but "سعد" and "سعيد" are two names and never spellings of one.

use crate::conflict::office;
use crate::extract::reading::Reading;
use crate::fnv::fnv;
use crate::language::arabic::affixes::{ARTICLE, name_without_article};
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::{lexicon, tag};
use crate::language::arabic::skeleton;
use crate::language::text::is_alphanumeric;
use crate::statement::SpeakerKind;

/// What a mention's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Given name and family name, or the name of a body, a state or a group.
    Full,
    /// An office of which a state or body is named and that stands for its holder: "وزير الطاقة الأردني".
    Office,
    /// A surname, a given name, or words that fit many: "المدير العام", "الشركة".
    Bare,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Folded words without articles, patronymic particles and what stands before the name.
    pub words: Vec<String>,
    /// For each word, whether "بن" or "بنت" stands before it.
    pub child: Vec<bool>,
    /// What the words are.
    pub form: Form,
    /// True where nothing but the name was in the mention: such spellings are fit to be shown.
    pub clean: bool,
    /// What all spellings of the name have in common.
    pub letters: Letters,
}

/// The consonants of a name, as hashes: names in which they differ are no spellings of each other, which is told so
/// before anything is spelled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letters {
    /// Those of all its words, where the given names begin alike.
    pub whole: u64,
    /// Those of the last word.
    pub family: u64,
}

impl Letters {
    fn of(words: &[String]) -> Self {
        /// Stands before a word whose first letter is as good as any other.
        const BEFORE: &str = "ب";
        let family = words.last().map_or("", String::as_str);
        Letters {
            whole: fnv(&consonants(&words.concat())),
            family: fnv(&consonants(&format!("{BEFORE}{family}"))),
        }
    }
}

/// A skeleton without the letter that stands for a consonant at the beginning of a word, and for none within.
fn consonants(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    for c in skeleton::skeleton(letters).chars() {
        if c != 'ه' && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

impl Name {
    /// Takes a mention apart.
    pub fn new(alias: &str, kind: SpeakerKind, country: Option<&str>) -> Self {
        if kind == SpeakerKind::Person {
            return person(alias, country);
        }
        let words = words(&raw(alias));
        let form = if kind == SpeakerKind::Organization && fits_many(alias, country.is_some()) {
            Form::Bare
        } else {
            Form::Full
        };
        Name {
            child: vec![false; words.len()],
            letters: Letters::of(&words),
            words,
            form,
            clean: true,
        }
    }

    /// The words in one string.
    pub fn joined(&self) -> String {
        self.words.join(" ")
    }
}

fn person(alias: &str, country: Option<&str>) -> Name {
    let all = raw(alias);
    let (start, titled) = name_in(alias);
    let end = all.len() - usize::from(verb_behind(alias, all.len()));
    let (words, child) = joined_words(&all[start.min(end)..end]);
    if words.len() >= 2 {
        return Name {
            letters: Letters::of(&words),
            words,
            child,
            form: Form::Full,
            clean: start == 0 && end == all.len(),
        };
    }
    let form = if titled && office::key(alias, country).is_some() {
        Form::Office
    } else {
        Form::Bare
    };
    let (words, child) = joined_words(&all);
    Name {
        letters: Letters::of(&words),
        words,
        child,
        form,
        clean: true,
    }
}

/// How many words stand before the name, and whether the first of them is a title. A mention that is nothing but
/// titles has no name: all its words stand before it.
fn name_in(alias: &str) -> (usize, bool) {
    const TITLES: u64 = tag::TITLE | tag::OFFICE | tag::HONORIFIC | tag::UNNAMED;
    let reading = Reading::new(alias);
    let at: Vec<usize> = (0..reading.text.tokens.len())
        .filter(|&i| reading.text.is_word(i))
        .collect();
    let Some(&first) = at.first() else {
        return (0, false);
    };
    let given = |i: usize| lexicon().is_given(reading.word(i));
    if !reading.is(first, TITLES) || given(first) && !reading.is(first, tag::OFFICE) {
        // "يدلي" in front of a name is no part of it
        let verb = at.len() > 2 && !given(first) && reading.surely_finite(first);
        return (usize::from(verb), false);
    }
    let no_name = |nth: usize| {
        let i = at[nth];
        let note = reading.note(i);
        // "ديفيد كاميرون" is no state behind a given name
        if given(i) && !reading.is(i, tag::OFFICE) || nth > 0 && given(at[nth - 1]) {
            return false;
        }
        let short = reading.word(i).chars().count() < 2;
        let noun = note.common || lexicon().is_noun(reading.word(i));
        let spoken_of = note.is(TITLES | tag::BODY | tag::ADJUNCT) || noun;
        short || note.entity.is_some() || spoken_of && !given(i) || note.preposition.is_some()
    };
    let start = (0..at.len())
        .rev()
        .find(|&nth| no_name(nth))
        .map_or(0, |n| n + 1);
    (start, true)
}

/// True where the last word is the verb of the next sentence: "باراك أوباما أعلن".
fn verb_behind(alias: &str, words: usize) -> bool {
    let reading = Reading::new(alias);
    let last = (0..reading.text.tokens.len())
        .rev()
        .find(|&i| reading.text.is_word(i));
    words > 2
        && last.is_some_and(|i| reading.surely_finite(i) && !lexicon().is_given(reading.word(i)))
}

/// The words of a name as written, folded.
fn raw(alias: &str) -> Vec<String> {
    folded(alias)
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

fn words(raw: &[String]) -> Vec<String> {
    raw.iter()
        .map(|word| name_without_article(word).to_string())
        .collect()
}

/// Words of a person's name with the particles joined or dropped, and which of them follow "بن".
fn joined_words(raw: &[String]) -> (Vec<String>, Vec<bool>) {
    let known = &lexicon().grammar.name;
    let mut words: Vec<String> = Vec::new();
    let mut child = Vec::new();
    let mut i = 0;
    let mut son = false;
    while let Some(word) = raw.get(i) {
        i += 1;
        if known.child_of.contains(word) && !words.is_empty() {
            son = true;
            continue;
        }
        let next = raw.get(i);
        if known.house.contains(word) && next.is_some() {
            continue;
        }
        match next {
            Some(next) if known.servant.has(word) => {
                words.push(format!("{}{next}", known.servant.first()));
                i += 1;
            }
            Some(next) if known.father_of.has(word) => {
                words.push(format!(
                    "{}{}",
                    known.father_of.first(),
                    name_without_article(next)
                ));
                i += 1;
            }
            _ => words.push(name_without_article(word).to_string()),
        }
        child.push(son);
        son = false;
    }
    (words, child)
}

/// True for the name of a body that every state or every branch has: "الشركة", "النادي".
fn fits_many(alias: &str, state: bool) -> bool {
    let one_a_state = &lexicon().grammar.body.one_a_state;
    let raw = raw(alias);
    let [word] = raw.as_slice() else {
        return false;
    };
    let Some(rest) = word.strip_prefix(ARTICLE) else {
        return false;
    };
    if state && one_a_state.contains(rest) {
        return false;
    }
    let reading = Reading::new(alias);
    let named = reading.note(0).entity.is_some();
    !named && (reading.is(0, tag::BODY) || lexicon().is_noun(word) || one_a_state.contains(rest))
}

/// True where two names are spellings of one: as many words, each a spelling of the other.
pub fn variant(a: &Name, b: &Name) -> bool {
    let native = is_arabic(a) || is_arabic(b);
    a.words.len() == b.words.len()
        && a.words
            .iter()
            .zip(&b.words)
            .all(|(x, y)| word_variant(x, y, native))
}

/// True where two names may be spellings of one, as foreign family names behind an Arabic given name are ("إبراهيم
/// قالين", "إبراهيم كالن"), or a name that is written in one word and in two: evidence only beside one office.
pub fn akin(a: &Name, b: &Name) -> bool {
    let pairs = || a.words.iter().zip(&b.words);
    a.words.len() == b.words.len() && pairs().all(|(x, y)| skeleton::same(x, y))
        || skeleton::same(&a.words.concat(), &b.words.concat())
}

/// True where the first is the second cut short: the same given name and family name, and of what stands between them
/// nothing that the other lacks.
pub fn shortened(short: &Name, long: &Name) -> bool {
    let native = is_arabic(short) || is_arabic(long);
    let (s, l) = (&short.words, &long.words);
    let (Some((first, rest)), Some(begin)) = (s.split_first(), l.first()) else {
        return false;
    };
    let ends = s.len() >= 2
        && s.len() < l.len()
        && word_variant(first, begin, native)
        && word_variant(&s[s.len() - 1], &l[l.len() - 1], native)
        // "محمد بن سلمان" is no short form of "محمد بن نايف بن سلمان": the name ends with the father
        && !short.child[s.len() - 1];
    let mut from = 1;
    ends && rest.iter().all(|word| {
        let found = l[from..].iter().position(|x| word_variant(word, x, native));
        from += found.map_or(0, |n| n + 1);
        found.is_some()
    })
}

/// True where two words are spellings of one name.
pub fn word_variant(x: &str, y: &str, native: bool) -> bool {
    if x == y || plain(x) == plain(y) {
        return true;
    }
    // "سيرغي", "سيرجي": in a long word these letters are hardly ever another name
    let long = x.chars().count().min(y.chars().count()) >= LONG;
    if long && one_g(x) == one_g(y) {
        return true;
    }
    if !native {
        let known = lexicon().is_given(x) && lexicon().is_given(y);
        return (long || !known) && skeleton::same(x, y);
    }
    // within an Arabic name only a long vowel of a long word is ever left out: "عبدالرحمن", "عبدالرحمان"
    long && without_alif(x) == without_alif(y)
}

/// A word with one letter for the foreign g.
fn one_g(word: &str) -> String {
    plain(&word.replace(['غ', 'گ'], "ج"))
}

/// Letters from which on a word is hardly another name for an alif more.
const LONG: usize = 5;

fn without_alif(word: &str) -> String {
    word.chars().filter(|c| *c != 'ا').collect()
}

/// A word without the carriers of hamza and with every letter once.
fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'ى' => 'ي',
            'ة' => 'ه',
            'ء' => continue,
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// True where the given name is an Arabic one, or a father is named.
pub fn is_arabic(name: &Name) -> bool {
    let known = &lexicon().grammar.name;
    let heads = [known.servant.first(), known.father_of.first()];
    let joined = |word: &str| heads.iter().any(|head| word.starts_with(head));
    name.child.contains(&true)
        || name
            .words
            .first()
            .is_some_and(|first| lexicon().is_given(first) || joined(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(alias: &str) -> Name {
        Name::new(alias, SpeakerKind::Person, Some("JO"))
    }

    #[test]
    fn what_stands_before_a_name_is_no_part_of_it() {
        for (alias, words) in [
            ("الرئيس الأميركي (بارت لوكمان)", "بارت لوكمان"),
            ("وزير التعليم د. سالم الحوراني", "سالم حوراني"),
            ("رئيس الوزراء البريطاني ديفيد كاميرون", "ديفيد كاميرون"),
            ("عبد الله بن أبي بكر الحوراني", "عبدالله ابوبكر حوراني"),
            ("آل خليفة سالم", "خليفه سالم"),
        ] {
            assert_eq!(named(alias).joined(), words, "{alias}");
        }
    }

    #[test]
    fn an_office_is_no_name() {
        assert_eq!(named("المدير العام").form, Form::Bare);
        assert_eq!(named("وزير الطاقة الأردني").form, Form::Office);
        assert_eq!(named("سالم الحوراني").form, Form::Full);
        assert_eq!(named("الحوراني").form, Form::Bare);
    }

    #[test]
    fn spellings() {
        for (a, b, same) in [
            ("غريغوري بافلوف", "جريجوري بافلوف", true),
            ("عبد الرحمن الحوراني", "عبدالرحمان الحوراني", true),
            ("سعد الحوراني", "سعيد الحوراني", false),
            ("محمد سعد", "محمد السعيد", false),
            ("خالد الشرقي", "خالد السرقي", false),
            ("جمال الحوراني", "كمال الحوراني", false),
            ("سيرغي بافلوف", "سيرجي بافلوف", true),
        ] {
            assert_eq!(variant(&named(a), &named(b)), same, "{a} {b}");
        }
    }

    #[test]
    fn short_forms() {
        for (short, long, is) in [
            ("سالم الحوراني", "سالم بن فهد الحوراني", true),
            ("فهد الحوراني", "سالم بن فهد الحوراني", false),
            ("سالم علي الحوراني", "سالم بن فهد الحوراني", false),
            ("سالم بن فهد", "سالم بن نايف بن فهد", false),
        ] {
            assert_eq!(shortened(&named(short), &named(long)), is, "{short} {long}");
        }
    }
}
