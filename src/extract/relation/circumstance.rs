//! What stands between a subject and its object: when, where and to whom something was said ("في تصريحات إلى «الوطن» أمس",
//! "- الذين طلبوا عدم ذكر أسمائهم -").

use crate::extract::reading::Reading;
use crate::extract::source::{audience, phrase_end};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{CueClass, tag};
use crate::language::text::Kind;

/// Skips circumstances between subject and object: "أمس", "في بيان أمس", ", خلال لقائه السفير,".
pub(super) fn behind_circumstances(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    const MOST: usize = 4;
    let words = &reading.lexicon.grammar.preposition;
    let mut k = from;
    for _ in 0..MOST {
        if k >= end {
            break;
        }
        // "- الذين طلبوا عدم ذكر أسمائهم -"
        let aside = reading.kind(k) == Kind::Dash && reading.is(k + 1, tag::RELATIVE);
        let close = aside.then(|| (k + 1..end).find(|&t| reading.kind(t) == Kind::Dash));
        if let Some(close) = close.flatten() {
            k = close + 1;
        } else if matches!(reading.kind(k), Kind::Comma | Kind::Dash) && noun_behind(reading, k) {
            // "أعلنت المديرية، إطلاق حملة"
            return Some(k + 1);
        } else if reading.kind(k) == Kind::Comma {
            // "استنكر الأمين العام، بشدة تصريحات"
            let moment = reading.lexicon.lists.moment.contains(reading.bare(k + 1));
            k = set_off(reading, k, end).or_else(|| moment.then_some(k + 2))?;
        } else if reading.kind(k) == Kind::Open {
            k = closing(reading, k, end)?;
        } else if let Some(behind) = audience(reading, k, end) {
            k = behind;
        } else if told_to(reading, k) || words.led_by.contains(reading.word(k)) {
            k = phrase_end(reading, k + 1, end);
        } else if reading.is(k, tag::ADJUNCT | tag::AUDIENCE)
            || reading.lexicon.lists.moment.contains(reading.bare(k))
        {
            k = circumstance_end(reading, k, end)?;
        } else {
            break;
        }
    }
    Some(k)
}

/// "أكدت لرئيس الوزراء دعمها": the person that was told.
fn told_to(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    note.preposition == Some('ل')
        && (note.is(tag::TITLE | tag::GIVEN | tag::HONORIFIC)
            || reading.is(k + 1, tag::GIVEN | tag::NAME_PART))
}

/// True where a noun stands behind the comma at `k` that is neither a circumstance nor an apposition to a subject.
pub(super) fn noun_behind(reading: &Reading, k: usize) -> bool {
    const OTHER: u64 = tag::ADJUNCT
        | tag::TITLE
        | tag::HONORIFIC
        | tag::BODY
        | tag::NOT_NAME
        | tag::AUDIENCE
        | tag::OCCASION
        | tag::RELATIVE
        | tag::GIVEN
        | tag::GIVEN_AMBIGUOUS;
    let note = reading.note(k + 1);
    let verbal_noun = reading
        .cue(k + 1, |c, _| c.class == CueClass::Noun)
        .is_some();
    let what = &reading.lexicon.grammar.clause.what;
    if what.contains(reading.word(k + 1)) {
        // "أكدت الهيئة، ما للمسجد من مكانة"
        return true;
    }
    // "أكد الوزير، أهمية": no name either, and an object of saying
    let told = (reading.lexicon.lists.noun_stance)
        .get(reading.word(k + 1))
        .is_some();
    (note.common || verbal_noun)
        && (!note.is(OTHER) || told)
        && note.entity.is_none()
        && note.preposition.is_none()
        && !note.conjunction
        && (!reading.finite(k + 1) || verbal_noun)
        && reading
            .cue(k + 1, |_, f| f.form == Some(Form::Participle))
            .is_none()
}

/// Behind a circumstance between two commas, the first of them at `k`.
fn set_off(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 14;
    let circumstance = reading.is(k + 1, tag::ADJUNCT);
    let close = (k + 1..end.min(k + LONGEST)).find(|&t| reading.kind(t) == Kind::Comma)?;
    circumstance.then_some(close + 1)
}

/// Behind the bracket that token `k` opens.
fn closing(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let close = (k + 1..end.min(k + LONGEST)).find(|&t| reading.kind(t) == Kind::Close)?;
    Some(close + 1)
}

/// Where a circumstance that begins at `k` ends, if the object can follow it: "أمس", "في بيان رسمي", "خلال المؤتمر
/// المشترك مع وزير الخارجية".
pub(super) fn circumstance_end(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    let lexicon = reading.lexicon;
    if lexicon.lists.moment.contains(reading.bare(k)) {
        return Some(k + 1);
    }
    let words = &lexicon.grammar.preposition;
    let opens = words.of_circumstance.contains(reading.word(k));
    if words.from.contains(reading.word(k)) && words.before.contains(reading.word(k + 1)) {
        return Some(k + 2);
    }
    // "رفضت إيران حتى الآن نشر النسخة"
    if words.until.contains(reading.word(k)) && words.now.contains(reading.word(k + 1)) {
        return Some(k + 2);
    }
    if words.on.contains(reading.word(k)) {
        return own_page(reading, k, end);
    }
    let mut stop = phrase_end(reading, k + 1, end);
    if reading.is(k + 1, tag::DOCUMENT | tag::OCCASION) {
        stop = behind_issuer(reading, stop, end);
        stop = behind_listener(reading, stop, end).unwrap_or(stop);
    }
    while stop < end && lexicon.lists.moment.contains(reading.word(stop)) {
        stop += 1;
    }
    (opens && stop > k + 1).then_some(stop)
}

/// "في تصريحات | إلى «الوطن»": behind the paper that was spoken to.
fn behind_listener(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    const LONGEST_QUOTED: usize = 4;
    let towards = &reading.lexicon.grammar.preposition.towards;
    if !towards.contains(reading.word(k)) {
        return audience(reading, k, end);
    }
    let quote = reading.short_quote(k + 1, end, LONGEST_QUOTED);
    let medium = reading.note(k + 1).is_medium() || reading.is(k + 1, tag::MEDIA);
    let named = || medium.then(|| phrase_end(reading, k + 1, end));
    quote.map(|quote| quote.close + 1).or_else(named)
}

/// "في بيان | أصدرته", "في بيان | نشرته من قبل المتحدث": behind whoever issued the document that ends at `k`.
fn behind_issuer(reading: &Reading, k: usize, end: usize) -> usize {
    let words = &reading.lexicon.grammar.preposition;
    let issued = reading.lexicon.lists.issued.at(&reading.text, k);
    if issued != Some(1) || reading.is(k, tag::ADJUNCT) {
        return k;
    }
    let by = words.from.contains(reading.word(k + 1)) && words.before.contains(reading.word(k + 2));
    let issuer = k + if by { 3 } else { 1 };
    const WHO: u64 = tag::TITLE | tag::HONORIFIC | tag::BODY;
    let named = by || reading.is(issuer, WHO) || reading.note(issuer).entity.is_some();
    if named {
        phrase_end(reading, issuer, end)
    } else {
        issuer
    }
}

/// "على صفحته على فيسبوك", "على حسابها الرسمي في تويتر": where the page ends that something was written on; `k` is its
/// preposition.
fn own_page(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let (lists, words) = (&reading.lexicon.lists, &reading.lexicon.grammar.clause);
    if !lists.page.contains(reading.word(k + 1)) {
        return None;
    }
    let last = (k + 1..end.min(k + LONGEST))
        .take_while(|&t| {
            words.of_page.contains(reading.word(t))
                || lists.page.contains(reading.word(t))
                || lists.network.contains(reading.bare(t))
                || reading.is(t, tag::MODIFIER)
                || lists.moment.contains(reading.word(t))
                || matches!(reading.kind(t), Kind::Quote | Kind::Open | Kind::Close)
        })
        .last()?;
    Some(last + 1)
}
