//! Reports, studies and statements: "التقرير" speaks for whoever issued it, and mostly the text told before who that is, by
//! a genitive, a pronoun or a verb of issuing.

use std::ops::Range;

use super::Cast;
use crate::extract::reading::Reading;
use crate::extract::source::{
    Phrase, Reach, Source, document_author, phrase_end, source, source_with_preposition,
};
use crate::language::arabic::affixes::{PRONOUNS, is_feminine, without_article};

impl Cast<'_, '_> {
    /// "التقرير", "الدراسة": whoever issued the document of this noun that was named last.
    pub(super) fn issuer(&mut self, document: &Source) -> Option<usize> {
        const FARTHEST: usize = 400;
        let reading = self.reading;
        let at = document.range.start;
        let noun = self.words(at..at + 1).pop()?;
        for t in (at.saturating_sub(FARTHEST)..at).rev() {
            let Some(owned) = names_document(reading, t, &noun) else {
                continue;
            };
            if let Some(found) = issuer_of(reading, t, owned) {
                return self.resolve(&found);
            }
            // what was introduced there is of nobody that is named
            if !reading.note(t).definite {
                return None;
            }
        }
        None
    }
}

/// Whether a word names a document by a noun, and the pronoun of its owner.
fn names_document<'r>(reading: &'r Reading, t: usize, noun: &str) -> Option<Option<&'r str>> {
    if !reading.text.is_word(t) || reading.quoted_until(t).is_some() {
        return None;
    }
    let word = without_article(reading.bare(t));
    if word == noun {
        return Some(None);
    }
    // "دراستها" of "دراسة"
    let stem = noun.strip_suffix('ه');
    PRONOUNS.into_iter().find_map(|pronoun| {
        let rest = word.strip_suffix(pronoun)?;
        let feminine = || {
            rest.strip_suffix('ت')
                .is_some_and(|rest| Some(rest) == stem)
        };
        (rest == noun || feminine()).then_some(Some(pronoun))
    })
}

/// Who issued the document that is named at `t`.
fn issuer_of(reading: &Reading, t: usize, owned: Option<&str>) -> Option<Source> {
    let sentences = &reading.text.sentences;
    let sentence = sentences
        .get(sentences.partition_point(|s| s.end <= t))?
        .clone();
    let reach = Reach::open(sentence.end);
    match owned {
        Some(pronoun) => owner(reading, sentence.start..t, pronoun)
            .or_else(|| issued_before(reading, sentence.start..t)),
        None => document_author(reading, t, reach)
            .or_else(|| issued_behind(reading, t, sentence.end))
            .or_else(|| issued_before(reading, sentence.start..t)),
    }
    .filter(|found| matches!(found.phrase, Phrase::Body | Phrase::Media | Phrase::Country))
}

/// "توقعت الرئاسة العامة للأرصاد في تقريرها": the first body of the sentence that the pronoun may stand for.
fn owner(reading: &Reading, before: Range<usize>, pronoun: &str) -> Option<Source> {
    let feminine = pronoun == "ها";
    (before.start..before.end)
        .filter_map(|from| source(reading, from, Reach::open(before.end)))
        .find(|found| found.identifies() && found.feminine == feminine)
}

/// "تقرير التعداد الزراعي في المملكة الذي أصدرته المصلحة".
fn issued_behind(reading: &Reading, t: usize, end: usize) -> Option<Source> {
    const NEAR: usize = 12;
    (t + 1..end.min(t + NEAR))
        .take_while(|&k| reading.text.is_word(k))
        .find_map(|k| {
            let length = reading.lexicon.lists.issued.at(&reading.text, k)?;
            source_with_preposition(reading, k + length, Reach::open(end))
        })
}

/// "أصدرت الغرفة تقريرا", "نفذت المنظمة دراسة".
fn issued_before(reading: &Reading, before: Range<usize>) -> Option<Source> {
    let issuing = &reading.lexicon.grammar.clause.issuing;
    let verb = before
        .clone()
        .rev()
        .find(|&v| issuing.contains(reading.word(v)))?;
    let first = verb + 1;
    let known = source(reading, first, Reach::open(before.end)).filter(Source::identifies);
    // "أصدرت غرفة الشرقية": what issues something is a body, though the noun may be another one
    let genitive = reading.note(first).common && reading.note(first + 1).definite;
    known.or_else(|| {
        let end = phrase_end(reading, first, before.end);
        (genitive && end > first + 1).then(|| Source {
            feminine: is_feminine(reading.bare(first)),
            ..Source::new(first..end, Phrase::Body)
        })
    })
}
