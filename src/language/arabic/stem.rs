//! Light stemming: clitics, the article and the commonest endings are cut off, roots are left alone.
//!
//! After Larkey, Ballesteros and Connell's "light10" (2002), on folded words, with the caution that a stem
//! keeps three letters and that an initial letter is cut as a preposition only where the rest is a word of
//! the papers.

use std::borrow::Cow;

use super::concepts::{Concept, concepts};
use super::lexicon::{Lexicon, Note};

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
    /// In how many of the papers' articles it stands as a word; see [`Lexicon::frequency`].
    pub articles: u32,
}

impl Stemmed {
    fn of(lexicon: &Lexicon, word: &str) -> Stemmed {
        let stem = bare_stem(lexicon, word);
        Stemmed {
            letters: stem.chars().count(),
            class: concepts().of_word(word, &stem),
            articles: lexicon.frequency(&stem),
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
fn without_clitics<'w>(word: &'w str, note: &Note) -> &'w str {
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
        ] {
            let [x, y] = [a, b].map(|w| bare_stem(lexicon(), &folded(w)));
            assert_eq!(x, y, "{a} {b}");
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
