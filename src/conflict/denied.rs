//! What is a denial of something that somebody said, and not merely a negative sentence: "نفى", "ما تردد غير صحيح",
//! "لا صحة لما نشرته صحيفة". Where the words tell who said it, that author is named.

use super::proposition::negating_noun;
use crate::extract::reading::Reading;
use crate::language::arabic::fold::folded;
use crate::statement::Stance;

/// A denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// Who said what is denied, as far as the words tell it.
    pub author: Option<String>,
}

/// What is said of words that are denied, folded.
const UNTRUE: [&str; 16] = [
    "غير صحيح",
    "غير صحيحه",
    "غير دقيق",
    "غير دقيقه",
    "لا صحه",
    "ليس صحيحا",
    "ليست صحيحه",
    "عار عن الصحه",
    "عاريه عن الصحه",
    "عار من الصحه",
    "عاريه من الصحه",
    "لا اساس ل",
    "مجرد شايعات",
    "مجرد شايعه",
    "محض افتراء",
    "محض كذب",
];

/// Verbs by which others are said to have said something, behind "ما", folded; their subject follows.
const SAID: [&str; 34] = [
    "ذكره", "ذكرته", "نشره", "نشرته", "اعلنه", "اعلنته", "قاله", "قالته", "اورده", "اوردته", "نقله", "نقلته", "بثه",
    "بثته", "تناقلته", "تناقله", "تداولته", "تداوله", "زعمه", "زعمته", "ادعاه", "ادعته", "روجه", "روجته", "اثاره",
    "اثارته", "تردده", "يردده", "يروجه", "يروج", "يتردد", "تردد", "اشيع", "يشاع",
];

/// Nouns for what others say; who says it may follow.
const SAYINGS: [&str; 15] = [
    "مزاعم", "ادعاءات", "اتهامات", "شايعات", "شايعه", "انباء", "تقارير", "اشاعات", "اشاعه", "اكاذيب", "افتراءات",
    "ادعاء", "اتهام", "زعم", "ترهات",
];

/// Words at which the name of an author ends.
const STOPS: [&str; 30] = [
    "من", "عن", "في", "حول", "بشان", "بان", "ان", "على", "الي", "بخصوص", "ضد", "التي", "الذي", "وان", "امس", "اليوم",
    "موخرا", "له", "لها", "بعد", "قبل", "هو", "هي", "غير", "لا", "بعض", "خلال", "حيث", "مجرد", "بحق",
];

/// The denial that a statement with this cue and these words is, if it is one.
pub fn denied(stance: Stance, cue: &str, words: &str) -> Option<Denied> {
    if stance != Stance::Deny {
        return None;
    }
    let plain = folded(words);
    let refers = author(words, &plain);
    let called_untrue = UNTRUE.iter().any(|mark| plain.contains(mark));
    (denies(cue) || called_untrue || refers.is_some()).then(|| Denied {
        author: refers.flatten(),
    })
}

/// True where a cue itself denies: "نفى", "نافيا", "في نفيه".
fn denies(cue: &str) -> bool {
    let reading = Reading::new(cue);
    (0..reading.text.tokens.len()).any(|at| {
        let cue = reading.cue(at, |cue, _| cue.stance == Stance::Deny);
        cue.is_some() || negating_noun(&reading, at)
    })
}

/// Whether the words speak of what others say, and of whom.
fn author(words: &str, plain: &str) -> Option<Option<String>> {
    const MOST: usize = 4;
    let written: Vec<&str> = words.split_whitespace().collect();
    let list: Vec<&str> = plain.split_whitespace().collect();
    if written.len() != list.len() {
        return None;
    }
    let mut found = None;
    for (at, word) in list.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| list[at]);
        let what = before.strip_prefix(['ل', 'ب', 'و', 'ك']).unwrap_or(before);
        let said = matches!(what, "ما" | "مما" | "عما") && SAID.contains(word);
        let bare = word.strip_prefix(['ل', 'ب', 'و']).unwrap_or(word);
        let saying = SAYINGS.contains(&bare) || SAYINGS.contains(word);
        if !said && !saying {
            continue;
        }
        found.get_or_insert(None);
        let named: Vec<&str> = list[at + 1..]
            .iter()
            .zip(&written[at + 1..])
            .take(MOST)
            .take_while(|(plain, _)| !STOPS.contains(plain))
            .scan(false, |ended, (_, word)| {
                let go_on = !*ended;
                *ended = word.ends_with(['،', '.', '؛', ',', ':']);
                go_on.then_some(*word)
            })
            .collect();
        let name = named.join(" ");
        let name = name.trim_matches(|c: char| "،.؛,:\"«»()".contains(c)).trim();
        let short = named.len() < MOST || said;
        if !name.is_empty() && short {
            return Some(Some(name.to_string()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cue: &str, words: &str) -> Option<Option<String>> {
        denied(Stance::Deny, cue, words).map(|denied| denied.author)
    }

    #[test]
    fn a_denial_and_whose_words_it_denies() {
        let named = |name: &str| Some(Some(name.to_string()));
        assert_eq!(read("ونفى", "وجود خلاف مع الشركة"), Some(None));
        assert_eq!(
            read("ونفى", "ما ذكرته صحيفة الوادي عن إغلاق الميناء"),
            named("صحيفة الوادي")
        );
        assert_eq!(
            read("وقال", "إن مزاعم حزب الفجر عن الميناء غير صحيحة"),
            named("حزب الفجر")
        );
        assert_eq!(read("وأكد", "أن ما تردد عن إغلاق الميناء لا صحة له"), Some(None));
    }

    #[test]
    fn a_negative_sentence_is_no_denial() {
        assert_eq!(read("وقال", "إن هذه الفرحة لا تقدر بثمن"), None);
        assert_eq!(read("وأضاف", "أن الاستعدادات لم تتوقف"), None);
    }
}
