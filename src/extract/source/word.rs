//! What tells a word that no list holds from a name: the forms of it that the papers write, its endings, the letters
//! glued to it.

use super::rare::{formed_alone, formed_within_name, names};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{PRONOUNS, is_written_feminine};
use crate::language::arabic::lexicon::tag;

/// "يبتسمون", "نسمعهم", "وأسرعت", "أعجبتني": a verb that no list holds, told by the other forms that the papers write.
pub fn verb_form(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 3;
    const AND: [char; 2] = ['و', 'ف'];
    const OF_IMPERFECT: [char; 2] = ['ي', 'ت'];
    const ME: &str = "ني";
    let lexicon = reading.lexicon;
    let note = reading.note(k);
    let named = note.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART | tag::TITLE);
    if named || note.definite || note.entity.is_some() || note.common {
        return false;
    }
    let long = |word: &str| word.chars().count() >= SHORTEST;
    let known = |word: &str| long(word) && lexicon.frequency(word) > 0;
    let word = reading.bare(k);
    let joined = word.strip_prefix(AND).is_some_and(known);
    let of_person = |word: &str| {
        let rest = word.strip_prefix(OF_IMPERFECT)?;
        let plural = rest.strip_suffix("ون").filter(|_| word.starts_with('ي'));
        let forms = |stem: &str| {
            OF_IMPERFECT
                .iter()
                .filter(|first| !word.starts_with(**first))
                .any(|first| known(&format!("{first}{stem}")))
        };
        let verb = forms(rest) && !lexicon.takes_article(word);
        Some(verb || plural.is_some_and(long))
    };
    let with_object = PRONOUNS
        .iter()
        .filter_map(|pronoun| word.strip_suffix(pronoun))
        .any(|verb| of_person(verb) == Some(true));
    // "انسحبوا", "سألوه"
    let plural = |word: &str| word.strip_suffix('و').is_some_and(known);
    let past = word.strip_suffix('ا').is_some_and(plural)
        || (PRONOUNS.iter()).any(|p| word.strip_suffix(p).is_some_and(plural))
        || past_verb(reading, word);
    let of_me = word
        .strip_suffix(ME)
        .is_some_and(|verb| verb.ends_with('ت') && long(verb) || of_person(verb) == Some(true));
    joined || of_person(word) == Some(true) || with_object || past || of_me
}

/// "صدم", "ابتسم": a verb in the perfect, of which the papers write the feminine and the imperfect, and never the article.
fn past_verb(reading: &Reading, word: &str) -> bool {
    let lexicon = reading.lexicon;
    let written = |form: String| lexicon.frequency(&form) > 0;
    let root = word.strip_prefix('ا').unwrap_or(word);
    lexicon.frequency(word) > 0
        && written(format!("{word}ت"))
        && written(format!("ي{root}"))
        && !lexicon.takes_article(word)
}

/// "هدفنا", "موقفها", "تداعياته", "سعادتي": a noun with a pronoun.
pub fn possessed_noun(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 3;
    const LONG: usize = 5;
    const MINE: &str = "ي";
    let lexicon = reading.lexicon;
    let feminine = is_written_feminine(reading.written(k));
    let pronouns = PRONOUNS.iter().filter(|p| !(feminine && **p == "ه"));
    let word = reading.bare(k);
    let of_feminine = |stem: &str| {
        let noun = stem.strip_suffix('ت').map(|root| format!("{root}ه"));
        let length = stem.chars().count();
        // "مطاردتهم": of a long one no other word is written so
        let noun_of = |noun: String| {
            lexicon.is_common(&noun) || length > LONG && lexicon.frequency(&noun) > 0
        };
        length > SHORTEST
            && !reading.note(k).definite
            && (lexicon.frequency(stem) > 0 && stem.ends_with("ات") || noun.is_some_and(noun_of))
    };
    // "كان قراري", but "سهل حفظي" is a name
    let of_me = |stem: &str| {
        lexicon.is_noun(stem)
            && lexicon.is_frequent(stem)
            && !reading.note(k).definite
            && !lexicon.takes_article(word)
            && k > 0
            && reading.surely_finite(k - 1)
            && !reading.is(k - 1, tag::GIVEN_AMBIGUOUS)
    };
    // "اعتزاله", "استقالته": a masdar of the derived stems
    let masdar = |stem: &str| {
        let letters: Vec<char> = stem.chars().collect();
        letters.len() >= 6 && letters[0] == 'ا' && letters[letters.len() - 2] == 'ا'
    };
    if !feminine && word.strip_suffix('ه').is_some_and(masdar) {
        return true;
    }
    let mine = word
        .strip_suffix(MINE)
        .is_some_and(|stem| of_feminine(stem) || of_me(stem));
    mine || pronouns.into_iter().any(|pronoun| {
        word.strip_suffix(pronoun).is_some_and(|stem| {
            of_feminine(stem)
                || stem.chars().count() >= SHORTEST
                    && (lexicon.is_common(stem) || lexicon.is_common(&format!("{stem}ه")))
        })
    })
}

/// "صريحا", "الحادثين": an ordinary noun or adjective with an ending of case or number.
pub fn inflected_noun(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 4;
    ["ا", "ين", "ان", "ون"].iter().any(|ending| {
        reading.bare(k).strip_suffix(ending).is_some_and(|stem| {
            stem.trim_start_matches("ال").chars().count() >= SHORTEST
                && reading.lexicon.is_common(stem)
        })
    })
}

/// "الوقفة", "طبعها", "التخصصية": definite words that never stand behind a given name, and words that end as no name does.
fn told_from_name(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 5;
    let word = reading.bare(k);
    let long = word.chars().count() >= SHORTEST;
    let noun = reading.note(k).definite && reading.lexicon.is_no_family(word);
    let feminine = reading.note(k).definite && word.ends_with("يه");
    let joined = ["ول", "وب"].iter().any(|p| {
        word.strip_prefix(p)
            .is_some_and(|rest| reading.lexicon.is_frequent(rest))
    });
    // "ضلوعه", "كفالته", as written: no "فاطمة"
    let letters: Vec<char> = word.chars().collect();
    let masdar = matches!(letters[..], [_, _, 'و', _, 'ه']) || word.ends_with("ته");
    let of_him = masdar
        && !reading.note(k).definite
        && reading.written(k).ends_with('ه')
        && reading.lexicon.frequency(word) == 0
        && !reading.is(k, tag::GIVEN | tag::GIVEN_AMBIGUOUS);
    noun || feminine || joined || of_him || (long && word.ends_with("ها"))
}

/// A word that the papers write too often for a name, or a verb with the feminine ending.
fn ordinary(reading: &Reading, k: usize) -> bool {
    let word = reading.bare(k);
    let lexicon = reading.lexicon;
    lexicon.is_frequent(word) || (word.ends_with('ت') && lexicon.frequency(word) > 0)
}

/// "للفخر", "بالعمل": a preposition and the article.
fn prefixed(word: &str) -> bool {
    const SHORTEST: usize = 5;
    word.chars().count() >= SHORTEST
        && ["لل", "بال", "كال", "فال", "وال"]
            .iter()
            .any(|p| word.starts_with(p))
}

/// "داعشية": the feminine adjective that no list holds describes somebody and names nobody.
fn adjective_of_thing(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    !note.definite && reading.word(k).ends_with("يه")
}

/// A word that nothing is known of, and that may be a name. `alone` where no name stands before it.
pub(super) fn unknown(reading: &Reading, k: usize, alone: bool) -> bool {
    let by_itself = || alone && !names(reading, k + 1) && !unheard(reading, k + 1, false);
    unheard(reading, k, alone)
        && !formed_within_name(reading, k)
        && !(by_itself() && formed_alone(reading, k))
}

/// A word that no list holds. `alone` allows the article.
pub(super) fn unheard(reading: &Reading, k: usize, alone: bool) -> bool {
    const KNOWN: u64 = tag::ADJUNCT
        | tag::NEGATOR
        | tag::NEGATIVE_NOUN
        | tag::COMPLEMENTIZER
        | tag::AUXILIARY
        | tag::TITLE
        | tag::BODY
        | tag::MEDIA
        | tag::NOT_NAME
        | tag::OCCASION
        | tag::SPOKEN
        | tag::PRETEXT
        | tag::HOME
        | tag::SIDE
        | tag::DOCUMENT
        | tag::MODIFIER
        | tag::COUNTERPART
        | tag::AUDIENCE
        | tag::SOME
        | tag::PRONOUN_TITLE;
    let note = reading.note(k);
    let cue = note.cues.iter().any(|c| {
        let careful = reading.lexicon.cues[c.cue as usize].careful;
        c.form.is_some() && !careful
    });
    !note.is(KNOWN)
        && !cue
        && !possessed_noun(reading, k)
        && !verb_form(reading, k)
        && !inflected_noun(reading, k)
        && !told_from_name(reading, k)
        && reading.cue_with_pronoun(k).is_none()
        && !adjective_of_thing(reading, k)
        && note.entity.is_none()
        && note.preposition.is_none()
        && !note.conjunction
        && !note.common
        && !prefixed(reading.word(k))
        && (note.definite || !ordinary(reading, k))
        && reading.word(k).chars().count() >= 2
        && (alone || !note.definite)
}
