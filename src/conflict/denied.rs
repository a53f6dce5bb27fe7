//! What is a denial of something that somebody said, and not merely a negative sentence: "نفى", "ما تردد غير صحيح",
//! "لا صحة لما نشرته صحيفة". Where the words tell who said it, that author is named.

use crate::extract::reading::Reading;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::clashes::DenialWords;
use crate::language::arabic::lexicon::{lexicon, tag};
use crate::statement::Stance;

/// A denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// Who said what is denied, as far as the words tell it.
    pub author: Option<String>,
}

/// The denial that a statement with this cue and these words is, if it is one.
pub fn denied(stance: Stance, cue: &str, words: &str) -> Option<Denied> {
    if stance != Stance::Deny {
        return None;
    }
    let plain = folded(words);
    let denying = denies(cue) || words_of_denial().untrue.stand_in(&plain);
    let refers = author(words, &plain, denying);
    (denying || refers.is_some()).then(|| Denied {
        author: refers.flatten(),
    })
}

fn words_of_denial() -> &'static DenialWords {
    &lexicon().clashes.denial
}

/// True where a cue itself denies: "نفى", "نافيا", "في نفيه". Who rules something out or doubts it denies nothing that
/// was said.
fn denies(cue: &str) -> bool {
    let reading = Reading::new(cue);
    (0..reading.text.tokens.len()).any(|at| {
        let cue = reading.cue(at, |cue, _| {
            cue.stance == Stance::Deny && !words_of_denial().doubting.contains(&folded(&cue.lemma))
        });
        cue.is_some()
            || reading.lexicon.lists.noun_stance.get(reading.bare(at)) == Some(Stance::Deny)
    })
}

/// Whether the words speak of what others say, and of whom. A noun for it ("مزاعم") alone tells only whose it is: many
/// speak of accusations and deny none.
fn author(words: &str, plain: &str, denying: bool) -> Option<Option<String>> {
    let written: Vec<&str> = words.split_whitespace().collect();
    let list: Vec<&str> = plain.split_whitespace().collect();
    if written.len() != list.len() {
        return None;
    }
    let known = words_of_denial();
    let mut found = None;
    for (at, word) in list.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| list[at]);
        let what = before.strip_prefix(['ل', 'ب', 'و', 'ك']).unwrap_or(before);
        let by = at.checked_sub(2).map_or("", |at| list[at]);
        // "حسب ما ذكره موقع": that is where it comes from
        let source = known.source.contains(by);
        let behind_what =
            lexicon().lists.what.contains(what) && !source && !before.starts_with('ك');
        if behind_what && known.heard.contains(word) {
            found.get_or_insert(None);
        }
        let bare = word.strip_prefix(['ل', 'ب', 'و']).unwrap_or(word);
        let said = behind_what && known.said.contains(word);
        let saying = denying && (known.sayings.contains(bare) || known.sayings.contains(word));
        if said {
            found.get_or_insert(None);
        }
        let imputed = known.imputed.begin(&list[at..]).filter(|_| behind_what);
        if said || saying || imputed.is_some() {
            let from = at + imputed.unwrap_or(1);
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
        if words_of_denial().author_ends.contains(plain) {
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
        || words_of_denial().sayers.contains(first)
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
