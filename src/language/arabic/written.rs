//! The forms in which an index may hold a word that somebody looks for: with and without the article and the particles
//! that Arabic writes together with it.
//!
//! The same list and the same steps stand in plain SQL in `sql/search_folded.sql`; a test holds the two together.

/// What may be written before a word: conjunctions, prepositions, the article, and what they make together.
const PROCLITICS: [&str; 16] = [
    "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ول", "وب", "ولل", "وبال",
];

/// Beginnings that hold the article, longest first: who types them looks for the word behind.
const ARTICLES: [&str; 7] = ["وال", "فال", "بال", "كال", "ولل", "ال", "لل"];

/// The shortest word that is left behind an article, in letters.
const SHORTEST: usize = 3;

/// The shortest word that is left behind a single particle, in letters.
const SHORTEST_BEHIND_PARTICLE: usize = 4;

/// Every form of a folded word, itself first; one in other letters has no form but itself.
pub fn forms(word: &str) -> Vec<String> {
    if !is_arabic(word) {
        return vec![word.to_owned()];
    }
    let bare = without_article(word);
    // its "and" may be a letter of its own as well: both are looked for
    let without_and = bare.strip_prefix('و').filter(|rest| is_long(rest));
    let mut forms = vec![word.to_owned()];
    for bare in [Some(bare), without_and].into_iter().flatten() {
        for proclitic in PROCLITICS {
            let form = format!("{proclitic}{bare}");
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// The folded word without its first letter, where that may be a preposition: to be tried where no article has the word
/// as it is ("بكازاخستان"), since much that begins with such a letter is one word, and what is left another ("بلدية").
pub fn without_particle(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['ف', 'ب', 'ل', 'ك'])?;
    (is_arabic(word) && is_long(rest)).then_some(rest)
}

fn is_long(rest: &str) -> bool {
    rest.chars().count() >= SHORTEST_BEHIND_PARTICLE
}

fn without_article(word: &str) -> &str {
    let bare = ARTICLES.iter().find_map(|article| {
        word.strip_prefix(article)
            .filter(|rest| rest.chars().count() >= SHORTEST)
    });
    bare.unwrap_or(word)
}

fn is_arabic(word: &str) -> bool {
    word.starts_with(|c| ('\u{0600}'..='\u{06FF}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_and_what_stands_before_it_make_no_difference() {
        let bare = forms("قمح");
        for word in ["القمح", "والقمح", "للقمح", "بالقمح"] {
            let found = forms(word);
            assert!(bare.iter().all(|form| found.contains(form)), "{word}");
        }
        // too short to be more than its letters
        assert!(!forms("الم").contains(&"م".to_owned()));
        assert_eq!(forms("nato"), ["nato"]);
    }

    #[test]
    fn a_particle_is_cut_off_long_words_only() {
        assert_eq!(without_particle("بكازاخستان"), Some("كازاخستان"));
        assert_eq!(without_particle("بيت"), None);
        assert!(forms("وكازاخستان").contains(&"كازاخستان".to_owned()));
        assert!(!forms("وزير").contains(&"زير".to_owned()));
    }
}
