//! Light stemming: clitics, the article and the commonest endings are cut off, roots are left alone.
//!
//! After Larkey, Ballesteros and Connell's "light10" (2002), on folded words, with the caution that a stem
//! keeps three letters and that an initial letter is cut as a preposition only where the rest is a word of
//! the papers. A broken plural has the stem of its singular; what the tenses of a verb and its verbal noun have in common
//! is the lemma.

use std::borrow::Cow;

use super::concepts::{Concept, concepts};
use super::lexicon::{Lexicon, Note};
use super::plurals::{singular, singular_before_pronoun};

/// Endings, longest first.
const SUFFIXES: [&str; 11] = [
    "هما", "ات", "ون", "ين", "ان", "ها", "هم", "يه", "نا", "ه", "ي",
];

/// The shortest stem, in letters.
const SHORTEST: usize = 3;

/// A stem with what is known of it.
#[derive(Debug, Clone)]
pub struct Stemmed {
    /// The stem.
    pub stem: String,
    /// Number of its letters.
    pub letters: usize,
    /// The concept class of words with this stem.
    pub class: Option<&'static Concept>,
    /// One form for the tenses and persons of a verb and for its verbal noun, as far as the papers show them to belong
    /// together: "يجتمع", "اجتمعت" and "اجتماع" are "اجتمع".
    pub lemma: String,
    /// In how many of the papers' articles the stem or the lemma stands as a word; see [`Lexicon::frequency`].
    pub articles: u32,
}

impl Stemmed {
    fn of(lexicon: &Lexicon, word: &str) -> Stemmed {
        let stem = bare_stem(lexicon, word);
        let lemma = lemma(lexicon, &stem);
        let articles = lexicon.frequency(&stem);
        Stemmed {
            letters: stem.chars().count(),
            class: concepts().of_word(word, &stem),
            articles: articles.max(lexicon.frequency(&lemma)),
            lemma,
            stem,
        }
    }
}

/// The stem of a folded word of a text, as [`stem`] gives it: that of most words of the papers is worked out once.
pub fn stemmed(lexicon: &'static Lexicon, word: &str, note: &Note) -> Cow<'static, Stemmed> {
    let bare = without_clitics(word, note);
    let known = lexicon.known_stem(bare, || Stemmed::of(lexicon, bare));
    known.map_or_else(|| Cow::Owned(Stemmed::of(lexicon, bare)), Cow::Borrowed)
}

/// The stem of a folded word of a text; `note` tells which clitics it carries.
pub fn stem(lexicon: &Lexicon, word: &str, note: &Note) -> String {
    bare_stem(lexicon, without_clitics(word, note))
}

/// A folded word without the conjunction and the preposition that its note tells of.
pub fn without_clitics<'w>(word: &'w str, note: &Note) -> &'w str {
    let mut rest = word;
    if note.conjunction {
        rest = rest.strip_prefix(['و', 'ف']).unwrap_or(rest);
    }
    if let Some(preposition) = note.preposition {
        rest = rest.strip_prefix(preposition).unwrap_or(rest);
        if preposition == 'ل' {
            // للقوات
            rest = rest
                .strip_prefix('ل')
                .filter(|r| r.chars().count() >= SHORTEST)
                .unwrap_or(rest);
        }
    }
    rest
}

/// The stem of a folded word without clitics.
pub fn bare_stem(lexicon: &Lexicon, word: &str) -> String {
    let mut rest = word;
    if let Some(bare) = rest
        .strip_prefix("ال")
        .filter(|r| r.chars().count() >= SHORTEST)
    {
        rest = bare;
    }
    // "ألبسة", which begins like an article
    if let Some(singular) = singular(word).or_else(|| singular(rest)) {
        return bare_stem(lexicon, singular);
    }
    if let Some(verb) = future(lexicon, rest) {
        rest = verb;
    }
    for _ in 0..2 {
        let Some(cut) = SUFFIXES.iter().find_map(|s| {
            rest.strip_suffix(s)
                .filter(|r| r.chars().count() >= SHORTEST)
        }) else {
            break;
        };
        if let Some(singular) = singular_before_pronoun(cut) {
            return bare_stem(lexicon, singular);
        }
        // حكومتها: the ta marbuta before a pronoun
        rest = cut
            .strip_suffix('ت')
            .filter(|r| {
                r.chars().count() >= SHORTEST
                    && lexicon.frequency(&format!("{r}ه")) > lexicon.frequency(cut)
            })
            .unwrap_or(cut);
    }
    // the accusative alef of an indefinite noun: تفويضا
    if let Some(cut) = rest
        .strip_suffix('ا')
        .filter(|r| r.chars().count() >= SHORTEST && word.ends_with('ا'))
    {
        rest = cut;
    }
    rest.to_string()
}

/// The lemma of a stem; see [`Stemmed::lemma`].
fn lemma(lexicon: &Lexicon, stem: &str) -> String {
    let verb = perfect(lexicon, stem);
    verb_of_noun(lexicon, &verb).unwrap_or(verb)
}

/// The perfect of a stem, as far as it is a verb: "يعلن" and "تعلن" are "اعلن", "تقدمت" is "تقدم".
fn perfect(lexicon: &Lexicon, stem: &str) -> String {
    let known = |word: &str| lexicon.frequency(word) > 0;
    let long = |rest: &&str| rest.chars().count() >= SHORTEST;
    let bare = stem
        .strip_suffix('ت')
        .filter(|rest| rest.chars().count() > SHORTEST)
        .unwrap_or(stem);
    let he = bare.strip_prefix('ي').filter(long).filter(|rest| {
        let forms = ["ت", "ن", "ا"].map(|prefix| format!("{prefix}{rest}"));
        forms.iter().any(|form| known(form))
    });
    // "تتقدم" and "تعلن", and not "تقدم", of which there is "يتقدم"
    let she = bare
        .strip_prefix(['ت', 'ن'])
        .filter(long)
        .filter(|rest| known(&format!("ي{rest}")) && !known(&format!("ي{bare}")));
    let Some(rest) = he.or(she) else {
        return bare.to_owned();
    };
    let derived = format!("ا{rest}");
    if lexicon.frequency(&derived) > lexicon.frequency(rest) {
        derived
    } else {
        rest.to_owned()
    }
}

/// The verb of a verbal noun with an alef before its last letter ("اجتماع": "اجتمع"), or of one that begins with meem
/// ("مشارك", from "مشاركة": "شارك"), where the papers have that verb in both tenses.
fn verb_of_noun(lexicon: &Lexicon, noun: &str) -> Option<String> {
    const LONG: usize = 5;
    let letters: Vec<char> = noun.chars().collect();
    let (verb, present) = match letters[..] {
        ['ا', .., _, 'ا', last] if letters.len() >= LONG => {
            let inner: String = letters[1..letters.len() - 2].iter().collect();
            (format!("ا{inner}{last}"), format!("ي{inner}{last}"))
        }
        ['م', a, 'ا', b, c] => (format!("{a}ا{b}{c}"), format!("ي{a}ا{b}{c}")),
        _ => return None,
    };
    let known = lexicon.frequency(&verb) > 0 && lexicon.frequency(&present) > 0;
    known.then_some(verb)
}

/// "ستتواصل": the future particle before an imperfect.
fn future<'w>(lexicon: &Lexicon, word: &'w str) -> Option<&'w str> {
    let rest = word.strip_prefix('س')?;
    (rest.starts_with(['ي', 'ت', 'ن'])
        && rest.chars().count() > SHORTEST
        && lexicon.frequency(rest) > 0)
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::arabic::fold::folded;
    use crate::language::arabic::lexicon::lexicon;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (a, b) in [
            ("القوات", "قواتها"),
            ("تفويضاً", "التفويض"),
            ("المحادثات", "محادثات"),
            ("عسكريين", "عسكريون"),
            ("اقتراحات", "اقتراح"),
            ("القوانين", "قانون"),
            ("صواريخها", "الصاروخ"),
            ("أدلتهم", "الأدلة"),
            ("وزرائها", "الوزير"),
        ] {
            let [x, y] = [a, b].map(|w| bare_stem(lexicon(), &folded(w)));
            assert_eq!(x, y, "{a} {b}");
        }
    }

    #[test]
    fn forms_of_one_verb_and_its_noun_share_a_lemma() {
        let lemma = |word: &str| Stemmed::of(lexicon(), &folded(word)).lemma;
        for (a, b) in [
            ("يجتمع", "اجتماعات"),
            ("تعلن", "أعلنت"),
            ("المشاركة", "يشارك"),
            ("نستخدم", "استخدام"),
            ("تتقدم", "تقدم"),
        ] {
            assert_eq!(lemma(a), lemma(b), "{a} {b}");
        }
        for (a, b) in [
            ("تقدم", "يقدم"),
            ("اليسار", "سار"),
            ("ياسمين", "اسم"),
            ("الإرهاب", "أرهب"),
            ("مصالح", "صالح"),
        ] {
            assert_ne!(lemma(a), lemma(b), "{a} {b}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [("سلام", "سلاح"), ("وزارة", "وزن"), ("ليبيا", "لبنان")]
        {
            let [x, y] = [a, b].map(|w| bare_stem(lexicon(), &folded(w)));
            assert_ne!(x, y, "{a} {b}");
        }
    }

    #[test]
    fn three_letters_stay() {
        for word in ["نفط", "بين", "هان", "يات", "سين", "الا", ""] {
            let stem = bare_stem(lexicon(), word);
            assert!(
                stem.chars().count() >= word.chars().count().min(SHORTEST),
                "{word}: {stem}"
            );
        }
    }

    #[test]
    fn clitics_are_cut_as_the_note_says() {
        use crate::extract::reading::Reading;
        for (text, expected) in [
            ("وللقوات", "قو"),
            ("بالقوات", "قو"),
            ("والمحادثات", "محادث"),
        ] {
            let reading = Reading::new(text);
            let stem = stem(lexicon(), reading.word(0), &reading.note(0));
            assert!(stem.starts_with(expected), "{text}: {stem}");
        }
    }
}
