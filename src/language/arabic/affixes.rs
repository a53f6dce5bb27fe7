//! What is written together with a word: the article, pronouns, the endings of gender, number and case. All of it is
//! told by the letters of a folded word alone, so that a name may look like any of them.

/// The article.
pub const ARTICLE: &str = "ال";

/// Pronouns that lean on a noun or a verb, the longer before the shorter.
pub const PRONOUNS: [&str; 6] = ["هما", "ها", "هم", "كم", "نا", "ه"];

/// Those of them for the one who was named before: "ذكرته", "والدتها", "عنهم".
pub const OF_ANOTHER: [&str; 3] = ["ها", "هم", "ه"];

/// "الوزير": a word of which enough is left without the article.
pub fn has_article(word: &str) -> bool {
    const LONGEST_STEM: usize = 4;
    word.starts_with(ARTICLE) && word.chars().count() > LONGEST_STEM
}

/// A word with the article: "وزير" is "الوزير", and so is "الوزير".
pub fn with_article(word: &str) -> String {
    format!("{ARTICLE}{}", without_article(word))
}

/// A word without its article: "الوزير" is "وزير".
pub fn without_article(word: &str) -> &str {
    word.strip_prefix(ARTICLE).unwrap_or(word)
}

/// A word of a name without its article, where enough is left to be a name: "الأسد", but not "اله".
pub fn name_without_article(word: &str) -> &str {
    const SHORTEST: usize = 3;
    word.strip_prefix(ARTICLE)
        .filter(|rest| rest.chars().count() >= SHORTEST)
        .unwrap_or(word)
}

/// A word without the preposition glued to it: "للناطق" is "الناطق".
pub fn without_preposition(word: &str, preposition: Option<char>) -> String {
    match preposition.and_then(|p| word.strip_prefix(p)) {
        Some(rest) if rest.starts_with('ل') && word.starts_with("لل") => format!("ا{rest}"),
        Some(rest) => rest.to_string(),
        None => word.to_string(),
    }
}

/// "وزارة", folded: most nouns that end so are feminine.
pub fn is_feminine(word: &str) -> bool {
    word.ends_with('ه')
}

/// "روسي", "روسية": the adjective of a place or a thing.
pub fn is_nisba(word: &str) -> bool {
    word.ends_with('ي') || word.ends_with("يه")
}

/// "الحوثيين": a sound plural that is no subject.
pub fn is_oblique(word: &str) -> bool {
    word.ends_with("ين")
}

/// "وقال": "and" may stand before it.
pub fn begins_with_and(word: &str) -> bool {
    word.starts_with('و')
}

/// "فإن": "so" may stand before it.
pub fn begins_with_so(word: &str) -> bool {
    word.starts_with('ف')
}

/// "يزور", "تزور", "نزور": a verb in the imperfect may be written so.
pub fn is_imperfect(word: &str) -> bool {
    const SHORTEST: usize = 3;
    /// Of more letters, since many nouns begin so.
    const SHORTEST_OF_US: usize = 4;
    let letters = word.chars().count();
    word.starts_with(['ي', 'ت']) && letters >= SHORTEST
        || word.starts_with('ن') && letters >= SHORTEST_OF_US
}

/// "ا", "و", "ي": a letter that a root may have in one form of a word and lose in another.
pub fn is_weak(letter: char) -> bool {
    matches!(letter, 'ا' | 'و' | 'ي')
}

/// "شبانة", as written: the ending of a feminine noun, which folds to the pronoun "his".
pub fn is_written_feminine(word: &str) -> bool {
    word.ends_with('ة')
}

/// "إجمالًا", as written: the nunation of an indefinite accusative, which no name has.
pub fn is_nunated(word: &str) -> bool {
    word.contains('\u{64b}')
}

/// "أُعلن", as written: a verb in the perfect whose first letter has a damma is passive.
pub fn is_passive(word: &str) -> bool {
    const DAMMA: char = '\u{64f}';
    const FATHA: char = '\u{64e}';
    let vowelled = |verb: &str| verb.chars().nth(1) == Some(DAMMA);
    let behind_and = word.strip_prefix(['و', 'ف']);
    vowelled(word) || behind_and.is_some_and(|verb| vowelled(verb.trim_start_matches(FATHA)))
}

/// "أعتقد", as written, is "I believe", where "اعتقد" is "he believed": the two fold to one word.
pub fn is_first_person(word: &str, lemma: &str) -> bool {
    word.trim_start_matches(['و', 'ف']).starts_with('أ') && lemma.starts_with('ا')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_left_on_what_would_be_no_word_without_it() {
        assert_eq!(without_article("الوزير"), "وزير");
        assert_eq!(name_without_article("الاسد"), "اسد");
        assert_eq!(name_without_article("اله"), "اله");
    }

    #[test]
    fn what_folds_to_one_word_is_told_by_what_is_written() {
        assert!(is_passive("أُعلن") && is_passive("ووُصف") && !is_passive("أعلن"));
        assert!(is_first_person("وأعتقد", "اعتقد") && !is_first_person("اعتقد", "اعتقد"));
        assert!(!is_first_person("أعلن", "أعلن"));
        assert!(is_nunated("إجمالًا") && is_nunated("إجمالاً") && !is_nunated("إجمالا"));
    }

    #[test]
    fn short_words_are_no_verbs() {
        assert!(is_imperfect("يزور") && is_imperfect("نزور"));
        assert!(!is_imperfect("يد") && !is_imperfect("نفق"));
    }
}
