//! Names of persons: honorifics before them, where they end, and titles in apposition behind.

use super::noun_phrase::noun_phrase;
use super::rare::{in_accusative, no_subject};
use super::word::{unheard, unknown};
use super::{Reach, Source, pious};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{is_imperfect, is_written_feminine, without_preposition};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::Stance;

/// Skips courtesy, learning and rank before a name: "معالي الدكتور", "د.", "العقيد".
pub(super) fn skip_honorifics(reading: &Reading, mut k: usize, end: usize) -> usize {
    while k < end && (!reading.is(k, tag::OFFICE) || rank(reading, k)) {
        let phrase = reading.lexicon.honorifics.at(&reading.text, k);
        match phrase {
            Some(length) if length > 1 => {
                // "فخامة الرئيس": the title in it is read as one
                let courtesy = (1..length)
                    .find(|&n| reading.is(k + n, tag::TITLE) && reading.note(k + n).definite);
                k = (k + courtesy.unwrap_or(length)).min(end);
            }
            _ if phrase.is_some() || reading.is(k, tag::HONORIFIC) => {
                let abbreviated =
                    reading.kind(k + 1) == Kind::Stop && reading.word(k).chars().count() <= 2;
                k = (k + 1 + usize::from(abbreviated)).min(end);
            }
            _ if reading.kind(k) == Kind::Other && reading.word(k) == "/" => k += 1,
            _ => break,
        }
    }
    k
}

/// "النقيب عمر": an office that is a rank as well, before a name.
fn rank(reading: &Reading, k: usize) -> bool {
    // "العميد ركن أحمد"
    let length = reading.lexicon.honorifics.at(&reading.text, k).unwrap_or(1);
    reading.is(k, tag::HONORIFIC)
        && reading.note(k).definite
        && reading.is(
            k + length,
            tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART,
        )
}

/// The closing mark where a quotation at `at` merely sets off a name ("قالت “ماريا زاخاروفا” إن").
pub fn quoted_name(reading: &Reading, at: usize, end: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 7;
    const LONGEST_UNKNOWN: usize = 3;
    let quote = reading.short_quote(at, end, LONGEST_NAME)?;
    let inner = at + 1;
    let words = quote.close - inner;
    let known = reading.is(
        inner,
        tag::TITLE | tag::HONORIFIC | tag::GIVEN | tag::MEDIA | tag::BODY,
    ) || reading.note(inner).entity.is_some();
    let unknown =
        words <= LONGEST_UNKNOWN && (inner..quote.close).all(|k| name_like(reading, k, true));
    // "قال «دي 3» إن"
    let code = words == 2
        && reading.kind(quote.close - 1) == Kind::Number
        && reading.complementizer(quote.close + 1);
    let unknown = unknown || code;
    let verbal = (inner..quote.close)
        .any(|k| reading.surely_finite(k) || reading.is(k, tag::NEGATOR | tag::COMPLEMENTIZER));
    (words > 0 && (known || unknown) && !verbal).then_some(quote.close)
}

/// Reads a name; sets it in `source` and returns where it ends. `sure` is true where the place alone makes a name of
/// the word.
pub(super) fn name(
    reading: &Reading,
    at: usize,
    end: usize,
    sure: bool,
    source: &mut Source,
) -> usize {
    const LONGEST_QUOTED: usize = 6;
    if let Some(quote) = reading.short_quote(at, end, LONGEST_QUOTED) {
        let first = skip_honorifics(reading, at + 1, quote.close);
        let whole =
            name_like(reading, first, true) && name_end(reading, first, quote.close) == quote.close;
        if whole {
            source.name = Some(first..quote.close);
            return quote.close + 1;
        }
        return at;
    }
    let family_alone = source.title.is_none() && super::person::surname_of_place(reading, at);
    if at >= end || !(sure || name_like(reading, at, true) || family_alone) {
        return at;
    }
    let stop = name_end(reading, at, end);
    if stop > at {
        source.name = Some(at..stop);
    }
    stop
}

/// Where a name that begins at `at` ends.
pub(super) fn name_end(reading: &Reading, at: usize, end: usize) -> usize {
    const LONGEST: usize = 8;
    let limit = end.min(at + LONGEST);
    let mut k = at + 1;
    while k < limit {
        if reading.hyphen(k) && k + 1 < limit {
            k += 2;
        } else if goes_on(reading, k) {
            k += 1;
        } else {
            break;
        }
    }
    k.min(end).max(at)
}

/// True where token `k` goes on with the name before it.
fn goes_on(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    if !reading.text.is_word(k) || note.conjunction {
        return false;
    }
    if reading.is(k - 1, tag::NAME_PART) && joins(reading, k - 1) {
        // "بن فان بيوردن"
        return !note.is(tag::COMPLEMENTIZER | tag::NEGATOR) || joins(reading, k);
    }
    if governed(reading, k) || manner(reading, k) {
        return false;
    }
    if note.is(tag::NAME_PART) && !reading.finite(k) && !note.is(tag::ADJUNCT | tag::NOT_NAME) {
        return true;
    }
    // "رياض المالكي باسم الرئيس"
    let in_title = &reading.lexicon.grammar.preposition.in_title;
    if in_title.contains(reading.word(k)) && reading.note(k + 1).definite {
        return false;
    }
    if given_inside(reading, k) {
        return true;
    }
    // "عبد الله بن محمد المرشد مدير عام البرامج": a family name, since the title follows
    let before_title = note.is(tag::TITLE)
        && note.definite
        && (reading.is(k + 1, tag::TITLE) || super::person::title_here(reading, k + 1))
        && !reading.note(k + 1).definite
        && !reading.note(k + 1).conjunction;
    if before_title {
        return true;
    }
    // "سامر الحاج": a title of respect before no name is the family's
    let respected = note.is(tag::HONORIFIC)
        && note.definite
        && !note.is(tag::OFFICE)
        && reading.is(k - 1, tag::GIVEN)
        && !reading.lexicon.is_no_family(reading.bare(k))
        && !name_like(reading, k + 1, true);
    if respected {
        return true;
    }
    // "يونس العلمي إن": an adjective behind a given name, with nothing it could belong to
    let closes = !reading.text.is_word(k + 1)
        || reading.complementizer(k + 1)
        || reading.is(k + 1, tag::ADJUNCT | tag::AUDIENCE)
        || tells_how(reading, k + 1);
    // "عمر المبارك مدير عام": the office begins behind it
    let before_office = reading.is(k + 1, tag::TITLE)
        && !reading.note(k + 1).definite
        && !reading.note(k + 1).conjunction
        && !note.is(tag::TITLE | tag::BODY | tag::ADJUNCT | tag::AUDIENCE | tag::OCCASION);
    // "محمود أميري مقدم": an adjective that the papers never write
    let rare = note.is(tag::MODIFIER)
        && !note.definite
        && reading.is(k - 1, tag::GIVEN)
        && reading.lexicon.frequency(reading.word(k)) == 0;
    if rare {
        return true;
    }
    // "كريستيان نوايه حاكم بنك": a word that the papers never write elsewhere
    let unheard_of =
        before_office && reading.lexicon.frequency(reading.word(k)) == 0 && note.entity.is_none();
    if unheard_of && reading.is(k - 1, tag::GIVEN) && note.preposition.is_none() {
        return true;
    }
    let adjective = (note.is(tag::MODIFIER) || before_office)
        && note.definite
        && note.entity.is_none()
        && reading.is(k - 1, tag::GIVEN)
        && (closes || before_office || reading.lexicon.is_family(reading.bare(k)));
    if adjective {
        return true;
    }
    if family_of_title(reading, k) || family_of_adjective(reading, k) {
        return true;
    }
    let family = word_of_family(reading, k);
    if note.definite {
        return family;
    }
    family
        && (name_like(reading, k, false) || known_family(reading, k))
        && !reading.lexicon.is_noun(reading.word(k))
        && !accusative(reading, k)
}

/// "قائلا", "مشيرا": a participle of saying, behind which no name goes on.
fn tells_how(reading: &Reading, t: usize) -> bool {
    let participle = reading.cue(t, |cue, form| {
        form.form == Some(Form::Participle) && cue.stance == Stance::Affirm
    });
    participle.is_some() && !reading.note(t).definite
}

/// "منصور بن محمد النقيب، مشيرا", "عبد الهادي الشيخ إن": a title with the article behind a given name, and nothing that it
/// could be the title of.
fn family_of_title(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    let title = note.is(tag::TITLE | tag::HONORIFIC) && note.definite && !note.is(tag::PLURAL);
    let behind_given = reading.is(k - 1, tag::GIVEN)
        || k >= 2 && reading.is(k - 2, tag::NAME_PART) && joins(reading, k - 2);
    let closes = matches!(
        reading.kind(k + 1),
        Kind::Comma | Kind::Colon | Kind::Stop | Kind::Newline
    ) || reading.complementizer(k + 1)
        || reading.is(k + 1, tag::AUDIENCE)
        || tells_how(reading, k + 1);
    // "قال فهد المدرب، فيما": of one alone nobody knows
    let full = k >= 2 && reading.is(k - 2, tag::GIVEN | tag::NAME_PART | tag::HONORIFIC);
    title && behind_given && full && closes && note.preposition.is_none()
}

/// "محمد رضا نقدي": an adjective without the article describes nobody who has a name.
fn family_of_adjective(reading: &Reading, k: usize) -> bool {
    let (note, lexicon) = (reading.note(k), reading.lexicon);
    let word = reading.bare(k);
    !note.definite
        && note.tags & !(tag::MODIFIER | tag::GIVEN_AMBIGUOUS) == 0
        && note.entity.is_none()
        && note.preposition.is_none()
        && word.ends_with('ي')
        && lexicon.takes_article(word)
        && reading.is(k - 1, tag::GIVEN)
        && !reading.finite(k)
}

/// "المليحان | معددا", "جاين باتريك | متوجهة", "مها | لتوضح": a participle that tells how it was said, and a verb of purpose.
fn manner(reading: &Reading, k: usize) -> bool {
    const SHORTEST: usize = 5;
    let (note, lexicon) = (reading.note(k), reading.lexicon);
    let word = reading.bare(k);
    if note.definite || note.is(tag::GIVEN | tag::NAME_PART | tag::GIVEN_AMBIGUOUS) {
        return false;
    }
    let participle = word.starts_with('م') && word.chars().count() >= SHORTEST;
    let accusative = in_accusative(reading, k);
    let feminine = is_written_feminine(reading.written(k)) && word.starts_with("مت");
    let purpose = word
        .strip_prefix('ل')
        .is_some_and(|verb| is_imperfect(verb) && lexicon.frequency(verb) > 0 && note.tags == 0);
    participle && (accusative || feminine) || purpose
}

/// "كيري | بالاتفاق", "أوباما | لإتمام": a preposition glued to a noun; but "باريك" is no "ب" and a name.
fn governed(reading: &Reading, k: usize) -> bool {
    let (note, lexicon) = (reading.note(k), reading.lexicon);
    let Some(preposition) = note.preposition else {
        return false;
    };
    let noun = without_preposition(reading.bare(k), Some(preposition));
    let written = lexicon.frequency(&noun) > 0;
    note.tags == 0
        && note.entity.is_none()
        && written
        && (note.definite || lexicon.is_noun(&noun) || lexicon.frequency(reading.bare(k)) > 0)
}

/// "براون": a word that the papers write often, never with the article, and never inflected as a verb.
fn known_family(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    let other = note.tags & !(tag::GIVEN | tag::GIVEN_AMBIGUOUS) != 0 || !note.cues.is_empty();
    !other
        && !note.common
        && note.entity.is_none()
        && note.preposition.is_none()
        && reading.lexicon.is_bare_only(reading.word(k))
}

/// "رابطا": an indefinite noun in the accusative.
fn accusative(reading: &Reading, k: usize) -> bool {
    let stem = reading.word(k).strip_suffix('ا');
    stem.is_some_and(|stem| reading.lexicon.is_frequent(stem))
}

/// "عبد", "بن", "أبو", "آل": the word behind belongs to the name, whatever it is.
fn joins(reading: &Reading, k: usize) -> bool {
    reading
        .lexicon
        .grammar
        .name
        .joining
        .contains(reading.bare(k))
}

/// A family name: with the article once, or an unknown word.
fn word_of_family(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    const NEVER: u64 = tag::TITLE
        | tag::BODY
        | tag::ADJUNCT
        | tag::OCCASION
        | tag::MEDIA
        | tag::NOT_NAME
        | tag::MODIFIER
        | tag::AUDIENCE
        | tag::HONORIFIC;
    if note.is(NEVER) {
        return false;
    }
    if note.entity.is_some() {
        // "أشرف العربي": behind one given name an adjective of a place is the family's
        let one_man = reading.bare(k).ends_with('ي') && note.definite;
        return one_man && reading.is(k - 1, tag::GIVEN | tag::GIVEN_AMBIGUOUS);
    }
    if !note.definite {
        return true;
    }
    let word = reading.word(k);
    if reading.lexicon.is_no_family(word) && !reading.lexicon.is_family_by_form(word) {
        return false;
    }
    let nisba = reading.bare(k).ends_with('ي');
    // "عبد الرحمن السديس"
    let behind_compound = k >= 2 && reading.is(k - 2, tag::NAME_PART) && joins(reading, k - 2);
    !reading.note(k - 1).definite || behind_compound || nisba && !reading.is(k - 1, tag::HONORIFIC)
}

/// A given name behind another one; ordinary words such as "كامل" only where nothing else is meant.
fn given_inside(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    if note.is(tag::COMPLEMENTIZER | tag::NEGATOR | tag::AUXILIARY) {
        return false;
    }
    // "حسن نصر الله"
    let prayed_to = &reading.lexicon.grammar.name.prayed_to;
    let of_god = note.is(tag::GIVEN_AMBIGUOUS) && prayed_to.contains(reading.word(k + 1));
    if note.is(tag::GIVEN) || of_god {
        return true;
    }
    if note.is(tag::ADJUNCT | tag::NOT_NAME) {
        let ends = !reading.text.is_word(k + 1)
            || reading.complementizer(k + 1)
            || reading.is(k + 1, tag::GIVEN);
        return note.is(tag::GIVEN_AMBIGUOUS)
            && ends
            && reading.is(k - 1, tag::GIVEN | tag::NAME_PART);
    }
    // "كاردين | اكبر عضو", "ماكغورك | مساعد الجنرال"
    let next = reading.note(k + 1);
    let elative = note.is(tag::MODIFIER) && next.is(tag::TITLE) && !next.definite;
    let office = super::person::title_here(reading, k) && next.is(tag::TITLE | tag::HONORIFIC)
        // "علي جعفري | قائد الحرس"
        || note.is(tag::OFFICE) && next.definite && next.is(tag::BODY);
    note.is(tag::GIVEN_AMBIGUOUS) && !reading.finite(k) && !elative && !office
}

/// A title behind the name: "ألكسندر لافرنتييف، المبعوث الخاص للرئيس الروسي"، "إبراهيم كالن المتحدث باسم الرئاسة".
pub(super) fn apposition(reading: &Reading, at: usize, reach: Reach, source: &mut Source) -> usize {
    let at = pious(reading, at, reach.end).unwrap_or(at);
    // "نفى فريد؛ لاعب النادي، تناوله"
    let comma = matches!(
        reading.kind(at),
        Kind::Comma | Kind::Dash | Kind::Open | Kind::Semicolon
    );
    let mut k = if comma { at + 1 } else { at };
    let quote = reading
        .text
        .quote_at(k)
        .filter(|q| q.closed && q.close < reach.end);
    if let Some(quote) = quote
        && reading.is(k + 1, tag::TITLE)
        && source.title.is_none()
    {
        let inner = noun_phrase(reading, k + 1, Reach::bounded(quote.close), source);
        source.title = Some(k + 1..inner.max(k + 2).min(quote.close));
        return quote.close + 1;
    }
    k = skip_honorifics(reading, k, reach.end);
    let note = reading.note(k);
    // "محمد المخرج أمين الطائف"
    let of_place = comma || reading.note(k + 1).entity.is_some();
    let title =
        note.is(tag::TITLE | tag::SOME) || of_place && super::person::title_here(reading, k);
    // "دعا الوزير فلان | المواطنين": several are no title of one
    let several = note.is(tag::PLURAL) && !note.is(tag::SOME);
    if k >= reach.end || !title || several || note.conjunction || note.preposition.is_some() {
        return at;
    }
    let mut behind = source.clone();
    let mut stop = noun_phrase(reading, k, reach, &mut behind);
    // "ولي العهد | وزير الدفاع": offices one after the other
    while stop < reach.end && stop > k && further_office(reading, stop) {
        stop = noun_phrase(reading, stop, reach, &mut behind).max(stop + 1);
    }
    source.country = source.country.or(behind.country);
    source.stateless |= behind.stateless && source.country.is_none();
    if source.title.is_none() {
        source.feminine = reading.is(k, tag::FEMININE);
        source.title = Some(k..stop);
    }
    let closed = matches!(reading.kind(stop), Kind::Comma | Kind::Dash | Kind::Close);
    if comma && closed { stop + 1 } else { stop }
}

/// True where one more office of the same man begins at `k`.
fn further_office(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    // "أمير منطقة مكة", "رئيس اللجنة"
    let whole = |t: usize| reading.note(t).definite || reading.note(t).entity.is_some();
    note.is(tag::OFFICE)
        && !note.is(tag::ADJUNCT | tag::UNNAMED | tag::PLURAL)
        && !note.conjunction
        && note.preposition.is_none()
        && !reading.finite(k)
        && (whole(k + 1) || reading.note(k + 1).common && whole(k + 2))
}

/// A word that goes on with a phrase: a name, or one that no list holds and that may be a noun.
pub(super) fn further(reading: &Reading, k: usize) -> bool {
    name_like(reading, k, true) || unheard(reading, k, true) && !no_subject(reading, k)
}

/// True where a word can be (the beginning of) a proper name: nothing else that the lexicon knows. `alone` allows a
/// definite surname ("الجبير").
pub fn name_like(reading: &Reading, k: usize, alone: bool) -> bool {
    const SMALL_WORD: u64 =
        tag::ADJUNCT | tag::COMPLEMENTIZER | tag::NOT_NAME | tag::NEGATOR | tag::AUXILIARY;
    if !reading.text.is_word(k) {
        return false;
    }
    let note = reading.note(k);
    if note.is(tag::GIVEN | tag::NAME_PART) && !note.is(SMALL_WORD) && !note.conjunction {
        return true;
    }
    // "الأحمد": a family name by the company it keeps
    let family = alone
        && note.definite
        && !note.conjunction
        && note.preposition.is_none()
        && note.entity.is_none()
        && !note.is(SMALL_WORD | tag::TITLE | tag::HONORIFIC | tag::BODY | tag::MODIFIER)
        && reading.lexicon.is_family(reading.bare(k));
    if family {
        return true;
    }
    // "سلام فياض": an ordinary word before a surname
    let before_surname = note.is(tag::GIVEN_AMBIGUOUS)
        && !note.is(SMALL_WORD)
        && !note.conjunction
        && !note.definite
        && reading.text.is_word(k + 1)
        && (!reading.note(k + 1).common
            || reading.is(k + 1, tag::GIVEN | tag::NAME_PART | tag::GIVEN_AMBIGUOUS))
        && (name_like(reading, k + 1, true) || name_like(reading, k + 1, false));
    // "تيسير المفرج": whatever word before a family name
    let before_family = !note.definite
        && !note.is(SMALL_WORD
            | tag::TITLE
            | tag::HONORIFIC
            | tag::BODY
            | tag::MODIFIER
            | tag::OCCASION)
        && !note.conjunction
        && note.preposition.is_none()
        && note.entity.is_none()
        && !reading.surely_finite(k)
        && reading.note(k + 1).definite
        && reading.text.is_word(k + 1)
        && reading.lexicon.is_family(reading.bare(k + 1));
    // "أم محمد"
    let mother = reading
        .lexicon
        .grammar
        .name
        .mother
        .contains(reading.bare(k))
        && reading.is(k + 1, tag::GIVEN | tag::GIVEN_AMBIGUOUS);
    before_surname || before_family || mother || unknown(reading, k, alone)
}
