//! The written forms of a verb, from the ones that a dictionary line gives.
//!
//! Works on folded words: one rule for all hamza carriers, no vowels to care for. Weak verbs are told by
//! their last letter (نفى, دعا, رأى).

use super::fold::folded;

/// Who the form agrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// He.
    Masculine,
    /// She, or any body, state or group of things.
    Feminine,
    /// They.
    Plural,
    /// I, we.
    First,
}

/// Which form of the lemma it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// قال، قالت، قالوا
    Past,
    /// يقول، تقول، يقولون
    Present,
    /// قائلا، مؤكدة، لافتين
    Participle,
}

/// The perfect: 3rd person masculine, feminine, dual and plural, and the first person.
pub fn past(lemma: &str) -> Vec<(String, Person)> {
    let base = folded(lemma);
    let weak = base.ends_with(['ي', 'ا']) && base.chars().count() > 2;
    let stem: &str = if weak { cut(&base) } else { &base };
    let mut forms = vec![
        (base.clone(), Person::Masculine),
        (format!("{stem}ت"), Person::Feminine),
        (format!("{stem}وا"), Person::Plural),
        (format!("{stem}تا"), Person::Feminine),
    ];
    if weak {
        forms.push((format!("{stem}يا"), Person::Masculine));
        forms.push((format!("{stem}ينا"), Person::First));
    } else {
        forms.push((format!("{stem}ا"), Person::Masculine));
        forms.push((format!("{stem}نا"), Person::First));
    }
    forms
}

/// The imperfect, indicative and subjunctive, with and without the future particle سـ.
pub fn present(lemma: &str) -> Vec<(String, Person)> {
    let base = folded(lemma);
    let mut chars = base.chars();
    chars.next();
    let rest = chars.as_str();
    let weak = rest.ends_with(['ي', 'و', 'ا']);
    let stem = if weak { cut(rest) } else { rest };
    let mut forms = Vec::new();
    for future in ["", "س"] {
        forms.extend([
            (format!("{future}ي{rest}"), Person::Masculine),
            (format!("{future}ت{rest}"), Person::Feminine),
            (format!("{future}ي{stem}ون"), Person::Plural),
            (format!("{future}ي{stem}وا"), Person::Plural),
            (format!("{future}ن{rest}"), Person::First),
            (format!("{future}ا{rest}"), Person::First),
        ]);
        let dual = if weak { rest } else { stem };
        forms.push((format!("{future}ي{dual}ان"), Person::Plural));
        forms.push((format!("{future}ت{dual}ان"), Person::Plural));
    }
    if weak {
        // the jussive after لم drops the last letter
        forms.push((format!("ي{stem}"), Person::Masculine));
        forms.push((format!("ت{stem}"), Person::Feminine));
    }
    forms
}

/// The active participle in the accusative of state: مؤكدا، مؤكدة، مؤكدين، مؤكدتين، مؤكدات.
pub fn participle(lemma: &str) -> Vec<(String, Person)> {
    let base = folded(lemma);
    let weak = base.ends_with('ي');
    let stem = if weak { cut(&base) } else { &base };
    vec![
        (format!("{base}ا"), Person::Masculine),
        (format!("{base}ه"), Person::Feminine),
        (format!("{stem}ين"), Person::Plural),
        (format!("{base}تين"), Person::Plural),
        (format!("{base}ات"), Person::Plural),
    ]
}

/// The word without its last letter.
fn cut(word: &str) -> &str {
    word.char_indices()
        .next_back()
        .map_or(word, |(at, _)| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(forms: Vec<(String, Person)>) -> String {
        forms
            .into_iter()
            .map(|(w, _)| w)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn strong_and_weak_verbs_inflect() {
        assert_eq!(words(past("قال")), "قال قالت قالوا قالتا قالا قالنا");
        assert_eq!(words(past("نفى")), "نفي نفت نفوا نفتا نفيا نفينا");
        assert!(words(present("يدعو")).contains("يدعو تدعو يدعون"));
        assert!(words(present("ينفي")).contains("ينفي تنفي ينفون"));
        assert_eq!(
            words(participle("داعي")),
            "داعيا داعيه داعين داعيتين داعيات"
        );
        assert_eq!(
            words(participle("مؤكد")),
            "موكدا موكده موكدين موكدتين موكدات"
        );
    }
}
