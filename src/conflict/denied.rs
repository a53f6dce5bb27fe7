//! What is a denial of something that somebody said, and not merely a negative sentence: "نفى", "ما تردد غير صحيح",
//! "لا صحة لما نشرته صحيفة". Where the words tell who said it, that author is named.

use crate::extract::reading::Reading;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::tag;
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
const SAID: [&str; 28] = [
    "ذكره",
    "ذكرته",
    "نشره",
    "نشرته",
    "اعلنه",
    "اعلنته",
    "قاله",
    "قالته",
    "اورده",
    "اوردته",
    "نقله",
    "نقلته",
    "بثه",
    "بثته",
    "تناقلته",
    "تناقله",
    "تداولته",
    "تداوله",
    "زعمه",
    "زعمته",
    "ادعاه",
    "ادعته",
    "روجه",
    "روجته",
    "اثاره",
    "اثارته",
    "تردده",
    "يردده",
];

/// The same without a subject.
const HEARD: [&str; 6] = ["يتردد", "تردد", "اشيع", "يشاع", "يروج", "يتداول"];

/// Verbs by which something is laid in somebody's mouth, behind "ما", with what stands before his name, folded: "ما نقل عن
/// الوزير".
const IMPUTED: [(&str, &[&str]); 5] = [
    ("نقل", &["عن"]),
    ("نسب", &["الي"]),
    ("ورد", &["علي", "لسان"]),
    ("جاء", &["علي", "لسان"]),
    ("ذكر", &["علي", "لسان"]),
];

/// Nouns for what others say; who says it may follow.
const SAYINGS: [&str; 8] = [
    "مزاعم",
    "ادعاءات",
    "اتهامات",
    "اكاذيب",
    "افتراءات",
    "ادعاء",
    "اتهام",
    "تصريحات",
];

/// Words by which those who say something are called, beside names and offices.
const SAYERS: [&str; 14] = [
    "صحيفه",
    "جريده",
    "وكاله",
    "موقع",
    "مواقع",
    "قناه",
    "قنوات",
    "وسايل",
    "صحف",
    "حزب",
    "نواب",
    "مغردون",
    "ناشطون",
    "مسوولون",
];

/// Words at which the name of an author ends.
const STOPS: [&str; 30] = [
    "من",
    "عن",
    "في",
    "حول",
    "بشان",
    "بان",
    "ان",
    "على",
    "الي",
    "بخصوص",
    "ضد",
    "التي",
    "الذي",
    "وان",
    "امس",
    "اليوم",
    "موخرا",
    "له",
    "لها",
    "بعد",
    "قبل",
    "هو",
    "هي",
    "غير",
    "لا",
    "بعض",
    "خلال",
    "حيث",
    "مجرد",
    "بحق",
];

/// The denial that a statement with this cue and these words is, if it is one.
pub fn denied(stance: Stance, cue: &str, words: &str) -> Option<Denied> {
    if stance != Stance::Deny {
        return None;
    }
    let plain = folded(words);
    let denying = denies(cue) || UNTRUE.iter().any(|mark| plain.contains(mark));
    let refers = author(words, &plain, denying);
    (denying || refers.is_some()).then(|| Denied {
        author: refers.flatten(),
    })
}

/// True where a cue itself denies: "نفى", "نافيا", "في نفيه". Who rules something out or doubts it denies nothing that
/// was said.
fn denies(cue: &str) -> bool {
    const NONE: [&str; 2] = ["استبعد", "شكك"];
    let reading = Reading::new(cue);
    (0..reading.text.tokens.len()).any(|at| {
        let cue = reading.cue(at, |cue, _| {
            cue.stance == Stance::Deny && !NONE.contains(&folded(&cue.lemma).as_str())
        });
        cue.is_some()
            || reading.lexicon.lists.noun_stance.get(reading.bare(at)) == Some(Stance::Deny)
    })
}

/// How many words stand between a verb of [`IMPUTED`] at the head of folded words and the name behind it.
fn imputed(words: &[&str]) -> Option<usize> {
    let (verb, behind) = words.split_first()?;
    let (_, lead) = IMPUTED.iter().find(|(word, _)| word == verb)?;
    behind.starts_with(lead).then_some(lead.len())
}

/// Whether the words speak of what others say, and of whom. A noun for it ("مزاعم") alone tells only whose it is: many
/// speak of accusations and deny none.
fn author(words: &str, plain: &str, denying: bool) -> Option<Option<String>> {
    let written: Vec<&str> = words.split_whitespace().collect();
    let list: Vec<&str> = plain.split_whitespace().collect();
    if written.len() != list.len() {
        return None;
    }
    let mut found = None;
    for (at, word) in list.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| list[at]);
        let what = before.strip_prefix(['ل', 'ب', 'و', 'ك']).unwrap_or(before);
        let by = at.checked_sub(2).map_or("", |at| list[at]);
        // "حسب ما ذكره موقع": that is where it comes from
        let source = matches!(by, "حسب" | "بحسب" | "وفق" | "وفقا" | "مع" | "على");
        let behind_what =
            matches!(what, "ما" | "مما" | "عما") && !source && !before.starts_with('ك');
        if behind_what && HEARD.contains(word) {
            found.get_or_insert(None);
        }
        let bare = word.strip_prefix(['ل', 'ب', 'و']).unwrap_or(word);
        let said = behind_what && SAID.contains(word);
        let saying = denying && (SAYINGS.contains(&bare) || SAYINGS.contains(word));
        if said {
            found.get_or_insert(None);
        }
        let lead = imputed(&list[at..]).filter(|_| behind_what);
        if said || saying || lead.is_some() {
            let from = at + 1 + lead.unwrap_or(0);
            let name = named(&written[from..], &list[from..]);
            if name.is_some() {
                return Some(name);
            }
        }
    }
    found
}

/// The name that words begin with, where they begin with one.
fn named(written: &[&str], plain: &[&str]) -> Option<String> {
    const MOST: usize = 6;
    let mut words: Vec<&str> = Vec::new();
    for (word, plain) in written.iter().zip(plain).take(MOST) {
        if STOPS.contains(plain) || plain.starts_with("بان") {
            break;
        }
        words.push(word);
        if word.ends_with(['،', '.', '؛', ',', ':', ')']) {
            break;
        }
    }
    let first = plain.first()?;
    let name = words.join(" ");
    let name = name
        .trim_matches(|c: char| "،.؛,:\"«»()“”".contains(c))
        .trim();
    let reading = Reading::new(name);
    let note = reading.note(0);
    // "زعيمهم عبد الملك": a given name tells as much as a title in front of it
    let given =
        (1..reading.text.tokens.len()).any(|at| reading.is(at, tag::GIVEN | tag::NAME_PART));
    let somebody = note.entity.is_some()
        || given
        || note.is(tag::TITLE | tag::OFFICE | tag::UNNAMED | tag::BODY | tag::GIVEN)
        || SAYERS.contains(first)
        || first.starts_with("ال") && first.chars().count() > 4;
    (!name.is_empty() && somebody).then(|| name.to_string())
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
        assert_eq!(
            read("ونفى", "ما نقل عن الوزير سالم القاضي بشأن إغلاق الميناء"),
            named("الوزير سالم القاضي")
        );
        assert_eq!(
            read("ونفت", "ما ورد على لسان مدير الميناء"),
            named("مدير الميناء")
        );
        assert_eq!(
            read(
                "ونفت",
                "ما نقل عن رئيسها عبد القادر الوادي حول إغلاق الميناء"
            ),
            named("رئيسها عبد القادر الوادي")
        );
        assert_eq!(
            read("وأكد", "أن ما تردد عن إغلاق الميناء لا صحة له"),
            Some(None)
        );
    }

    #[test]
    fn a_negative_sentence_is_no_denial() {
        assert_eq!(read("وقال", "إن هذه الفرحة لا تقدر بثمن"), None);
        assert_eq!(read("وأضاف", "أن الاستعدادات لم تتوقف"), None);
        assert_eq!(read("واستبعد", "أن ترتفع الأسعار"), None);
        assert_eq!(
            read("وقال", "إن المباراة لن تؤجل حسب ما ذكره موقع النادي"),
            None
        );
    }
}
