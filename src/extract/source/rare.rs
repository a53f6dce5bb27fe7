//! What a rare word cannot be. Where a name is due a word that no list holds is taken for one, and two in five of these are
//! verbal nouns, accusatives and verbs that were never met: told here by the pattern that a word is formed by, by what is
//! glued to it, and by the other forms of it that the papers write.

use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{
    ARTICLE, PRONOUNS, is_nunated, is_weak, is_written_feminine, without_article,
};
use crate::language::arabic::lexicon::tag;

/// What names somebody, whatever its letters look like.
pub(super) fn names(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    note.family || note.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART)
}

/// A word of which the papers or its own letters tell that it is no name by itself, however rare it is.
pub fn formed(reading: &Reading, k: usize) -> bool {
    formed_within_name(reading, k) || formed_alone(reading, k)
}

/// The signs that count only outside a name: within one, "سنائي" and "عريقات" are families.
pub(super) fn formed_alone(reading: &Reading, k: usize) -> bool {
    !names(reading, k)
        && (on_hamza(reading, k)
            || mine(reading, k)
            || several(reading, k)
            || noun_of_papers(reading, k))
}

/// The signs that count within a name as well.
pub(super) fn formed_within_name(reading: &Reading, k: usize) -> bool {
    !names(reading, k) && (derived(reading, k) || leaning(reading, k) || no_subject(reading, k))
}

/// What no subject is: an accusative, a verb of a speaker, a word behind a letter that means "to", "with" or "and".
pub fn no_subject(reading: &Reading, k: usize) -> bool {
    !names(reading, k)
        && !reading.note(k).definite
        && (is_nunated(reading.written(k))
            || accusative(reading, k)
            || verb_of_person(reading, k)
            || prefixed_noun(reading, k)
            || verb_behind_and(reading, k))
}

/// "كفة", "سائدة": the papers write it with the article as well, and hardly ever behind a given name.
fn noun_of_papers(reading: &Reading, k: usize) -> bool {
    let lexicon = reading.lexicon;
    let word = reading.bare(k);
    !reading.note(k).definite
        && lexicon.frequency(word) > 0
        && lexicon.is_no_family(&format!("{ARTICLE}{word}"))
}

/// "اقتران", "يقتنع", "فاستعجل": formed by a pattern.
fn derived(reading: &Reading, k: usize) -> bool {
    let patterns = &reading.lexicon.grammar.pattern;
    let definite = reading.note(k).definite;
    let word = without_article(reading.bare(k));
    let on_hamza = || {
        let written = without_article(reading.written(k));
        written.starts_with('إ') && patterns.is_noun_on_hamza(word)
    };
    let noun = || {
        // "تبريزي" is a verbal noun and "my", "التبريزي" comes from Tabriz
        let of_place = definite && word.ends_with('ي');
        !of_place && (patterns.is_noun(word) || on_hamza())
    };
    let behind_and = word.strip_prefix(['و', 'ف']);
    let mut verbs = [Some(word), behind_and].into_iter().flatten();
    noun() || !definite && verbs.any(|verb| patterns.is_verb(verb))
}

/// "أنصاره", "إدانته": a noun with a pronoun, of which the papers write the noun.
fn leaning(reading: &Reading, k: usize) -> bool {
    !reading.note(k).definite && with_pronoun(reading, reading.bare(k), reading.written(k))
}

/// "كلامي", "والدي": what is mine, where the papers write what is his and hers.
fn mine(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 3;
    let lexicon = reading.lexicon;
    let word = reading.bare(k);
    !reading.note(k).definite
        && !lexicon.is_family(&format!("{ARTICLE}{word}"))
        && (word.strip_suffix('ي'))
            .filter(|noun| noun.chars().count() >= SHORTEST)
            .is_some_and(|noun| {
                let of = |pronoun: &str| lexicon.frequency(&format!("{noun}{pronoun}")) > 0;
                of("ه") && of("ها") && (of("هم") || of("نا"))
            })
}

/// "رؤساؤهم", "أصدقائي": a noun that ends in a hamza, and a pronoun.
fn on_hamza(reading: &Reading, k: usize) -> bool {
    const ENDINGS: [&str; 8] = ["ؤه", "ؤها", "ؤهم", "ؤهن", "ئه", "ئها", "ئهم", "ائي"];
    let written = reading.written(k);
    !reading.note(k).definite && ENDINGS.iter().any(|ending| written.ends_with(ending))
}

/// True where a word is a noun that the papers write, and a pronoun.
fn with_pronoun(reading: &Reading, word: &str, written: &str) -> bool {
    const SHORTEST: usize = 3;
    /// "Your" and "our" end names as well.
    const OF_NAMES: [&str; 3] = ["كم", "نا", "ك"];
    const LONG: usize = 5;
    const OF_WOMEN: &str = "هن";
    let lexicon = reading.lexicon;
    let feminine = is_written_feminine(written);
    let known = |noun: &str, pronoun: &str| {
        // "مراسلنا" speaks
        if lexicon.has(noun, tag::TITLE | tag::BODY) {
            false
        } else if OF_NAMES.contains(&pronoun) {
            let long = pronoun != "ك" || noun.chars().count() >= LONG;
            long && lexicon.is_noun(noun)
        } else {
            lexicon.is_written(noun)
        }
    };
    let pronouns = PRONOUNS.into_iter().chain([OF_WOMEN, "ك"]);
    pronouns
        .filter(|p| !(feminine && *p == "ه"))
        .any(|pronoun| {
            word.strip_suffix(pronoun)
                .filter(|stem| stem.chars().count() >= SHORTEST)
                .is_some_and(|stem| {
                    let of_feminine = stem.strip_suffix('ت').map(|root| format!("{root}ه"));
                    known(stem, pronoun) || of_feminine.is_some_and(|noun| known(&noun, pronoun))
                })
        })
}

/// "شرطا", "متأسفا": an indefinite accusative without its sign.
fn accusative(reading: &Reading, k: usize) -> bool {
    const LONG: usize = 6;
    const STEM: usize = 4;
    let lexicon = reading.lexicon;
    let word = reading.bare(k);
    word.strip_suffix('ا').is_some_and(|stem| {
        let written = |form: &str| lexicon.frequency(form) > 0;
        let both_ways = || written(stem) && lexicon.takes_article(stem);
        // "موتا" is a name, for all that "موت" is a word
        let noun =
            written(word) && lexicon.is_common(stem) || stem.chars().count() >= STEM && both_ways();
        let participle = word.starts_with('م') && word.chars().count() >= LONG;
        noun || participle && in_accusative(reading, k)
    })
}

/// "متأسفا": what of a participle says that it is an accusative, and no name as "مادونا" is.
pub(super) fn in_accusative(reading: &Reading, k: usize) -> bool {
    let stem = reading.bare(k).strip_suffix('ا');
    stem.is_some_and(|stem| reading.lexicon.frequency(stem) > 0 || !stem.contains(is_weak))
}

/// "أتذكر", "نتوقع", "سأغادر", "يركض", "شنوا", "ذكرني": a verb with the letters of its persons.
fn verb_of_person(reading: &Reading, k: usize) -> bool {
    let word = reading.bare(k);
    // "يمنيون" are people
    reading.note(k).entity.is_none()
        && (speaks_of_us(reading, k)
            || is_imperfect_by_letters(word)
            || is_perfect_of_many(reading, word)
            || has_object(reading, word))
}

/// "أتذكر", "نتوقع", "سأغادر", "ستسمح": a verb that the papers write of others.
fn speaks_of_us(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 3;
    let lexicon = reading.lexicon;
    let (word, written) = (reading.bare(k), reading.written(k));
    let of_others = |stem: &str| {
        let written = |first: char| lexicon.frequency(&format!("{first}{stem}")) > 0;
        stem.chars().count() >= SHORTEST && written('ي') && written('ت')
    };
    // "أحدث" is "the newest"
    let mine = written.starts_with('أ') && !lexicon.is_frequent(word);
    let of_me = || mine && word.strip_prefix('ا').is_some_and(of_others);
    let of_us = || word.strip_prefix('ن').is_some_and(of_others);
    let to_come = || {
        let mine = written.starts_with("سأ");
        word.strip_prefix('س')
            .and_then(|verb| verb.strip_prefix(['ا', 'ي', 'ت', 'ن']))
            .is_some_and(|stem| of_others(stem) && (mine || !word.starts_with("سا")))
    };
    of_me() || of_us() || to_come()
}

/// "يركض", "يشاطره", "يتناقل", "تستأجر", but "يوسف", "يلتسين".
fn is_imperfect_by_letters(word: &str) -> bool {
    const DERIVED: [&str; 4] = ["يت", "تت", "يست", "تست"];
    const ENDINGS: [&str; 9] = ["ه", "ها", "هم", "هن", "ك", "ني", "ون", "ان", "وا"];
    const OF_THREE: usize = 4;
    let mut letters = word.chars();
    let first = letters.next();
    let strong = letters.next().is_some_and(|second| !is_weak(second));
    let rest = letters.count();
    let long = rest + 2 > OF_THREE;
    let ends = || ENDINGS.iter().any(|ending| word.ends_with(ending));
    let of_him = first == Some('ي') && strong && (rest + 2 == OF_THREE || long && ends());
    of_him || long && DERIVED.iter().any(|letters| word.starts_with(letters))
}

/// "شنوا", "تفرغوا": a verb in the plural that [`verb_form`](super::verb_form) does not tell, too short for it or known in
/// the imperfect; but "كوروساوا", "أوشوا".
fn is_perfect_of_many(reading: &Reading, word: &str) -> bool {
    const SHORTEST: usize = 2;
    let written = |form: &str| reading.lexicon.frequency(form) > 0;
    (word.strip_suffix("وا"))
        .filter(|verb| verb.chars().count() >= SHORTEST)
        .is_some_and(|verb| written(verb) || written(&format!("ي{verb}")))
}

/// "ذكرني", "حاولنا": a verb of which the papers write the feminine, and a pronoun.
fn has_object(reading: &Reading, word: &str) -> bool {
    const ME: (&str, usize) = ("ني", 3);
    /// Of more letters: "سمينا" is a name.
    const US: (&str, usize) = ("نا", 4);
    let written = |form: &str| reading.lexicon.frequency(form) > 0;
    [ME, US].iter().any(|(pronoun, shortest)| {
        word.strip_suffix(pronoun)
            .filter(|verb| verb.chars().count() >= *shortest)
            .is_some_and(|verb| written(verb) && written(&format!("{verb}ت")))
    })
}

/// "لأهواء", "باستغراب", "لمناصريه": a preposition and a noun.
fn prefixed_noun(reading: &Reading, k: usize) -> bool {
    const LONG: usize = 6;
    const ON_HAMZA: [&str; 4] = ["لأ", "لإ", "بأ", "بإ"];
    let (word, written) = (reading.bare(k), reading.written(k));
    let long = word.chars().count() >= LONG;
    let noun = word.strip_prefix(['ب', 'ل']);
    ON_HAMZA.iter().any(|letters| written.starts_with(letters))
        || noun.is_some_and(|noun| {
            reading.lexicon.grammar.pattern.is_noun(noun)
                || long && with_pronoun(reading, noun, written)
        })
}

/// "وتعجبت", "وسيمنع", "وتسأله", "فأجابني": "and" or "so" and a verb, but "وحدات".
fn verb_behind_and(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 4;
    let lexicon = reading.lexicon;
    let (word, written) = (reading.word(k), reading.written(k));
    if lexicon.frequency(word) > 0 {
        return false;
    }
    let and = word.strip_prefix('و').is_some_and(|verb| {
        verb.chars().count() >= SHORTEST
            && (verb.ends_with('ت') && !verb.ends_with("ات")
                || verb.starts_with('ت')
                || verb.starts_with("سي"))
    });
    and || written.starts_with("فأ")
}

/// "تحريات", "شبكتا", "هدفين", "مؤيدو", "المغتربين": a plural or dual of a noun.
fn several(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 5;
    let lexicon = reading.lexicon;
    let word = reading.bare(k);
    let letters = word.chars().count();
    if letters < SHORTEST || lexicon.is_family(word) {
        return false;
    }
    let ends = |ending: &str, of: &dyn Fn(&str) -> bool| {
        without_article(word).strip_suffix(ending).is_some_and(of)
    };
    if reading.note(k).definite {
        // "الليرات" is a family
        let alone = lexicon.frequency(without_article(word)) > 0;
        return alone && word.ends_with("ات") || ends("ين", &|one| lexicon.is_written(one));
    }
    let with = |one: &str, end: &str| lexicon.is_written(&format!("{one}{end}"));
    let feminine = |one: &str| with(one, "ه");
    let masculine = |one: &str| with(one, "ين") || with(one, "ون");
    ends("ات", &|_| letters > SHORTEST || lexicon.is_written(word))
        || ["تا", "تين", "تان"]
            .iter()
            .any(|pair| ends(pair, &feminine))
        || ends("ين", &|one| lexicon.is_common(one))
        || ends("و", &masculine)
}
