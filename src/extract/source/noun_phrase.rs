//! Titles and bodies: a head noun with its genitives, adjectives and prepositions, up to where a name, an object or
//! a circumstance begins.
//!
//! A noun without the article is *open*: the next noun is its genitive. One with the article, or a proper
//! name, *closes* the phrase: adjectives and prepositional places may follow, another noun may not.

use super::name::{further, name_end, name_like};
use super::{Reach, Source};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::{
    begins_with_and, is_feminine, is_nisba, is_nunated, is_oblique, with_article, without_article,
    without_preposition,
};
use crate::language::arabic::countries::{FormKind, Number};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;

/// The longest title or body, in tokens.
const LONGEST: usize = 24;

/// What a step through the phrase found.
enum Step {
    /// The phrase goes on at this token, open or closed.
    On(usize, bool),
    /// It ends before the present token.
    End,
}

/// Reads a title or body from its head at `at`; returns where it ends, and notes the state it names in `source`.
pub(super) fn noun_phrase(
    reading: &Reading,
    at: usize,
    reach: Reach,
    source: &mut Source,
) -> usize {
    let (mut k, mut closed) = match head(reading, at, source) {
        Some(behind) => (behind, true),
        None => (at + 1, reading.note(at).definite || possessed(reading, at)),
    };
    while k < reach.end && k < at + LONGEST {
        match step(reading, at, k, closed, reach, source) {
            Step::On(next, now) => (k, closed) = (next, now),
            Step::End => break,
        }
    }
    k.min(reach.end.max(at + 1))
}

/// Where a head that is a proper name of its own ends: "الخارجية", "حركة حماس".
fn head(reading: &Reading, at: usize, source: &mut Source) -> Option<usize> {
    let (_, length) = reading.note(at).entity?;
    note_state(reading, at, at, source);
    Some(at + length as usize)
}

/// Takes over the state that token `k` of a phrase names.
fn note_state(reading: &Reading, at: usize, k: usize, source: &mut Source) {
    // "المبعوث الروسي إلى سوريا": the state of the office is not the one it is sent to
    let words = &reading.lexicon.grammar.preposition;
    let towards = k > at && words.towards.contains(reading.word(k - 1));
    // "المجلس الأوروبي في بروكسل": a union has no state, wherever it meets
    let meets_there = k > at
        && words.within.contains(reading.word(k - 1))
        && (at..k).any(|t| reading.of_no_state(t));
    // "مركز تصحيح أوضاع الأشقاء اليمنيين": those whom an institution is for
    let people = k > at && several(reading, k) && !reading.is(at, tag::PLURAL | tag::SOME);
    match reading.note(k).entity {
        Some((Entity::Country(..), _)) if !towards && !meets_there && !people => {
            let code = reading.note(k).country().map(|(code, _)| code);
            source.country = source.country.or(code);
        }
        Some((Entity::Body(index), _)) => {
            let lexicon = reading.lexicon;
            let body = &lexicon.bodies[index as usize];
            source.country = source.country.or(lexicon.code(body.country.as_deref()));
            source.stateless |= body.country.is_none() && !lexicon.portfolio[index as usize];
        }
        Some((Entity::Region(_) | Entity::Media(_), _)) => source.stateless = true,
        _ => {}
    }
    source.stateless |= reading.is(k, tag::STATELESS);
}

/// "اليمنيين": the adjective of a state in the plural.
fn several(reading: &Reading, k: usize) -> bool {
    let form = reading.note(k).nisba();
    form.is_some_and(|form| form.number == Number::Plural)
}

/// One step at token `k` of the phrase that began at `at`.
fn step(
    reading: &Reading,
    at: usize,
    k: usize,
    closed: bool,
    reach: Reach,
    source: &mut Source,
) -> Step {
    if closed && !reach.bounded && reading.kind(k) == Kind::Quote {
        // behind a whole name a quotation is what is said
        return Step::End;
    }
    if let Some(step) = marks(reading, k, reach.end, source) {
        return step;
    }
    if !reading.text.is_word(k) && reading.kind(k) != Kind::Number {
        return Step::End;
    }
    if spoken_to(reading, at, k) {
        return Step::End;
    }
    if let Some(step) = small_word(reading, at, k, reach, source) {
        return step;
    }
    if ends(reading, k) || begins_object(reading, at, k) || of_year(reading, k) {
        return Step::End;
    }
    let note = reading.note(k);
    // "بعثة لحفظ السلام تابعة للأمم المتحدة"
    let belonging = &reading.lexicon.grammar.body.belonging;
    if belonging.contains(reading.word(k)) && reading.note(k + 1).preposition == Some('ل') {
        return Step::On(k + 1, true);
    }
    // "مسؤولون | النادي": what ends in "ون" has no genitive
    let sound_plural = reading.is(at, tag::PLURAL)
        && !reading.note(at).definite
        && reading.bare(at).ends_with("ون");
    if sound_plural && k == at + 1 && note.definite && note.entity.is_none() {
        return Step::End;
    }
    // "وزارة الأوقاف والشؤون الدينية": one ministry
    let portfolio = matches!(
        note.entity,
        Some((Entity::Body(index), _)) if reading.lexicon.portfolio[index as usize]
    );
    let foreign =
        note.conjunction && !portfolio && !matches!(note.country(), Some((_, FormKind::Nisba(_))));
    if note.entity.is_some() && foreign && closed {
        return Step::End;
    }
    // "تكتل القوى الثورية | هيئة قناة السويس": another body is spoken to
    let another = matches!(note.entity, Some((Entity::Body(_), _)))
        && reading.is(k, tag::BODY)
        && (!note.definite || reading.is(at, tag::PLURAL) && reading.note(k - 1).definite)
        && (!reading.is(at, tag::TITLE) || reading.is(at, tag::PLURAL));
    if another && closed && note.preposition.is_none() {
        return Step::End;
    }
    note_state(reading, at, k, source);
    match note.entity {
        Some((_, length)) => Step::On(k + length as usize, true),
        None if note.conjunction => conjoined(reading, k, closed),
        None if names_person(reading, k, closed) => institution(reading, k, closed, reach.end),
        None if closed => behind_closed(reading, at, k, reach),
        None => genitive(reading, at, k),
    }
}

/// "المؤسسة العامة للتقاعد | للعام 1435": which year a report is of.
fn of_year(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    let noun = without_preposition(reading.bare(k), note.preposition);
    let number = reading.kind(k + 1) == Kind::Number
        || reading.kind(k + 1) == Kind::Open && reading.kind(k + 2) == Kind::Number;
    number
        && note.preposition == Some('ل')
        && reading.lexicon.lists.stretch.contains(&with_article(&noun))
}

/// "المصدر في شركة صلة | صحة ما تردد", "مصادر دبلوماسية | انهيار الاتفاق": what others say, and a noun behind the
/// indefinite adjective of the head, is what the phrase says something of.
fn begins_object(reading: &Reading, at: usize, k: usize) -> bool {
    let said = reading.lexicon.lists.others_said.at(&reading.text, k);
    let word = reading.word(k);
    let described = k > at + 1
        && reading.is(
            at,
            tag::UNNAMED | tag::PLURAL | tag::OCCASION | tag::DOCUMENT,
        )
        && !reading.note(at).definite
        && !reading.note(k - 1).definite
        && reading.is(k - 1, tag::MODIFIER);
    let adjective = reading.is(k, tag::MODIFIER)
        || reading.note(k).entity.is_some()
        || is_nisba(word)
        || is_feminine(word);
    // "مسؤول محلي وأحد السكان"
    let joined = begins_with_and(word);
    let noun = reading.note(k).common
        && !joined
        && !reading.note(k).definite
        && reading.note(k).preposition.is_none()
        && reading.note(k).tags == 0;
    said.is_some() || described && noun && !adjective
}

/// Prepositions, conjunctions of their own, directions and relative pronouns that lead on within a phrase.
fn small_word(
    reading: &Reading,
    at: usize,
    k: usize,
    reach: Reach,
    source: &mut Source,
) -> Option<Step> {
    if let Some(behind) = quoted_body(reading, at, k, reach) {
        return Some(Step::On(behind, true));
    }
    let note = reading.note(k);
    let word = reading.word(k);
    let words = &reading.lexicon.grammar.clause;
    if words.and.contains(word) && reading.note(k + 1).definite && belongs(reading, k + 1) {
        return Some(Step::On(k + 2, true));
    }
    if reading.lexicon.lists.direction.contains(word) && reading.note(k + 1).entity.is_some() {
        return Some(Step::On(k + 1, false));
    }
    if preposition_in_title(reading, at, k, reach) {
        let whole = note.preposition.is_some() && (note.definite || note.entity.is_some());
        if note.entity.is_some() {
            note_state(reading, at, k, source);
        }
        // "في إحدى شركات البورصة"
        let one_of = &reading.lexicon.grammar.body.one_of;
        if one_of.contains(reading.word(k + 1)) {
            return Some(Step::On(k + 2, false));
        }
        let length = note.entity.map_or(1, |(_, n)| n as usize);
        return Some(Step::On(k + length, whole));
    }
    let relates = words.relative.contains(word);
    relates.then(|| relative(reading, k, reach, source))
}

/// True where a person is named at `k`: by courtesy or rank, or by a given name.
fn names_person(reading: &Reading, k: usize, closed: bool) -> bool {
    let note = reading.note(k);
    let rank = reading.lexicon.honorifics.at(&reading.text, k).unwrap_or(1);
    let before_name = closed
        && note.definite
        && reading.is(k + rank, tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART);
    let learned = note.is(tag::HONORIFIC) && (before_name || !note.is(tag::TITLE | tag::MODIFIER));
    // "م. عجب القحطاني"
    let abbreviated = rank > 1 && reading.word(k).chars().count() == 1;
    let courtesy = learned || abbreviated;
    let given = note.is(tag::GIVEN | tag::NAME_PART) && !note.definite && !note.is(tag::BODY);
    courtesy || (given && (closed || !note.common))
}

/// Quotation marks and brackets within a phrase.
fn marks(reading: &Reading, k: usize, end: usize, source: &mut Source) -> Option<Step> {
    const LONGEST_QUOTED: usize = 6;
    const LONGEST_BRACKET: usize = 5;
    match reading.kind(k) {
        Kind::Quote => {
            if let Some(quote) = reading.short_quote(k, end, LONGEST_QUOTED) {
                // a body in quotation marks is part of the title, a person is not
                let person = reading.is(k + 1, tag::GIVEN | tag::TITLE | tag::HONORIFIC)
                    || (name_like(reading, k + 1, false)
                        && !reading.note(k + 1).definite
                        && !reading.is(k - 1, tag::BODY));
                // "مركز «محمد بن راشد»", but "المشرف على المركز «محمد بن راشد»"
                let of_body = reading.is(k - 1, tag::BODY)
                    && !(reading.note(k - 1).definite
                        && reading.is(k + 1, tag::GIVEN | tag::HONORIFIC));
                if person && !of_body {
                    return Some(Step::End);
                }
                note_state(reading, k, k + 1, source);
                return Some(Step::On(quote.close + 1, true));
            }
            // an unclosed mark before a body: في "مجلس الدوما الروسي
            let unclosed = reading.text.quote_at(k).is_some_and(|q| !q.closed)
                && (reading.is(k + 1, tag::BODY) || reading.note(k + 1).entity.is_some());
            Some(if unclosed {
                Step::On(k + 1, false)
            } else {
                Step::End
            })
        }
        Kind::Open => {
            let close =
                (k + 1..end.min(k + LONGEST_BRACKET)).find(|&t| reading.kind(t) == Kind::Close)?;
            Some(Step::On(close + 1, true))
        }
        _ => None,
    }
}

/// True where token `k` cannot be part of a title: small words, verbs, participles of state.
fn ends(reading: &Reading, k: usize) -> bool {
    const NEVER: u64 = tag::ADJUNCT
        | tag::COMPLEMENTIZER
        | tag::NEGATOR
        | tag::AUXILIARY
        | tag::SPOKEN
        | tag::AUDIENCE
        | tag::PRETEXT
        | tag::COUNTERPART;
    let note = reading.note(k);
    let participle = note.cues.iter().any(|c| c.form == Some(Form::Participle))
        && !note.definite
        && !note.is(tag::TITLE);
    // "مصدر مطلع"
    let of_unnamed = note.is(tag::MODIFIER) && k > 0 && reading.is(k - 1, tag::UNNAMED);
    let small_word = note.is(tag::NOT_NAME)
        && !of_unnamed
        && !note.definite
        && !note.common
        && note.entity.is_none()
        && !note.is(tag::BODY);
    // "الأول": an adjective, but for "أمس الأول"
    let adjective = note.is(tag::MODIFIER)
        && note.definite
        && k > 0
        && !reading.lexicon.lists.moment.contains(reading.word(k - 1));
    (note.is(NEVER) && !adjective)
        || participle
        || is_nunated(reading.written(k))
        || reading.surely_finite(k)
        || small_word
}

/// "الشؤون البلدية | والقروية", "وزير الدولة | وعضو مجلس الوزراء".
fn conjoined(reading: &Reading, k: usize, closed: bool) -> Step {
    let note = reading.note(k);
    // "الهيئة العامة للأرصاد | وحماية البيئة"
    let of_portfolio = reading.note(k - 1).preposition == Some('ل')
        && reading.note(k - 1).definite
        && reading.note(k + 1).definite
        && reading.note(k + 1).preposition.is_none();
    let goes_on = belongs(reading, k)
        && !reading.finite(k)
        && (note.definite || !closed || of_portfolio)
        && !(note.is(tag::TITLE) && note.definite);
    if goes_on {
        Step::On(k + 1, note.definite)
    } else {
        Step::End
    }
}

/// "جامعة | الملك سعود", "مركز | محمد بن راشد": an open body takes a person's name; behind a closed title the
/// person himself is named.
fn institution(reading: &Reading, k: usize, closed: bool, end: usize) -> Step {
    // "جامعة الملك | عبدالعزيز"
    let after = |t: usize| {
        let noun = without_preposition(reading.bare(t), reading.note(t).preposition);
        reading.is(t, tag::BODY) || (reading.lexicon.grammar.body.named_after).contains(&noun)
    };
    let honoured = k > 1 && reading.is(k - 1, tag::HONORIFIC) && after(k - 2);
    let place = honoured || (!closed && after(k - 1) && !reading.is(k - 1, tag::TITLE));
    if !place {
        return Step::End;
    }
    let first = super::name::skip_honorifics(reading, k, end);
    // "حزب صالح | عقد": what is no name elsewhere is none behind the first
    let known = |t: usize| !reading.note(t).common || reading.is(t, tag::GIVEN | tag::NAME_PART);
    let stop = name_end(reading, first, end);
    let stop = (first + 1..stop).find(|&t| !known(t)).unwrap_or(stop);
    Step::On(stop.max(k + 1), true)
}

/// Behind a closed noun: adjectives, numbers; any definite noun where the content's place is known.
fn behind_closed(reading: &Reading, at: usize, k: usize, reach: Reach) -> Step {
    let note = reading.note(k);
    if reading.kind(k) == Kind::Number {
        return Step::On(k + 1, true);
    }
    if !note.definite {
        // "مسؤول عسكري كبير": the adjective of an indefinite head
        let behind_noun = reading.note(k - 1).definite && reading.note(k - 1).entity.is_none();
        let adjective = note.is(tag::MODIFIER) && !reading.note(at).definite && !behind_noun;
        return if adjective {
            Step::On(k + 1, true)
        } else {
            Step::End
        };
    }
    // "الوزير | المواطنين": they are spoken to
    let people = note.is(tag::PLURAL) && note.is(tag::TITLE) && is_oblique(reading.bare(k));
    if people && !reading.is(k - 1, tag::PLURAL) && !is_oblique(reading.bare(k - 1)) {
        return Step::End;
    }
    // "شركة «…» | المتخصصة في تحليل البيانات"
    if reading.kind(k - 1) == Kind::Quote && governs_place(reading, k) {
        return Step::End;
    }
    // "الوزيرة | الأسبوع الماضي"
    let lists = &reading.lexicon.lists;
    if lists.stretch.contains(reading.word(k)) && lists.which.contains(reading.word(k + 1)) {
        return Step::End;
    }
    // "مسؤول عراقي | الاثنين"
    if reading.lexicon.lists.moment.contains(reading.word(k)) && !reading.is(k, tag::MODIFIER) {
        return Step::End;
    }
    if adjective(reading, k) || (reach.bounded && note.common && belongs(reading, k)) {
        Step::On(k + 1, true)
    } else {
        Step::End
    }
}

/// Where the definite adjectives that begin at `k`, and the place behind them, end: "«جبهة …» | المنشقة عن الحركة".
pub(super) fn adjectives(reading: &Reading, mut k: usize, end: usize) -> usize {
    while k < end
        && reading.note(k).definite
        && !reading.note(k).conjunction
        && adjective(reading, k)
        && !governs_place(reading, k)
    {
        k += 1;
        let behind_adjective = &reading.lexicon.grammar.preposition.behind_adjective;
        let place = behind_adjective.contains(reading.word(k))
            && (reading.note(k + 1).entity.is_some() || reading.note(k + 1).definite);
        if place && k + 1 < end {
            k += 1 + reading.note(k + 1).entity.map_or(1, |(_, n)| n as usize);
        }
    }
    k.min(end.max(k.min(end)))
}

/// "شركة «…» | المتخصصة في": a participle with a phrase of its own.
fn governs_place(reading: &Reading, k: usize) -> bool {
    let within = &reading.lexicon.grammar.preposition.within;
    !is_nisba(reading.bare(k))
        && within.contains(reading.word(k + 1))
        && reading.note(k + 2).common
        && reading.note(k + 2).entity.is_none()
}

/// A definite adjective: by the list, by its ending ("البلدية"), or a participle ("المتطرفة").
fn adjective(reading: &Reading, k: usize) -> bool {
    let word = reading.bare(k);
    let plural = ["يين", "يون"].iter().any(|end| word.ends_with(end));
    let participle = ["المت", "المست", "المن", "المخت", "المعن", "المكل"]
        .iter()
        .any(|head| word.starts_with(head));
    // "التجارة الحرة"
    let feminine = is_feminine(word)
        && !word.starts_with("الم")
        && k > 0
        && reading.note(k).tags & !tag::FEMININE == 0
        && reading.note(k - 1).definite
        && is_feminine(reading.bare(k - 1));
    // no name ends so with the article
    let of_thing = reading.note(k).definite && word.ends_with("يه") && reading.note(k).tags == 0;
    // "المملكة القابضة"
    let of_thing_before = feminine
        && !reading.is(k - 1, tag::TITLE)
        && !reading.lexicon.is_family(word)
        && reading.note(k).definite;
    reading.is(k, tag::MODIFIER)
        || plural
        || of_thing_before
        || ((is_nisba(word) || feminine) && reading.note(k).common)
        || participle
        || of_thing
}

/// Behind an open noun: its genitive or adjective, or the proper name of a place or body.
fn genitive(reading: &Reading, at: usize, k: usize) -> Step {
    let note = reading.note(k);
    if reading.kind(k) == Kind::Number {
        return Step::On(k + 1, false);
    }
    // "حزب صالح | عقد": a party named after a man
    if reading.is(k, tag::GIVEN_AMBIGUOUS) && !note.definite && reading.is(k - 1, tag::BODY) {
        return Step::On(k + 1, true);
    }
    // "مصدران رسميان فرنسيان"
    let dual = |t: usize| reading.bare(t).ends_with("ان") && !reading.note(t).definite;
    if dual(at) && reading.bare(k).ends_with("يان") && dual(k) {
        return Step::On(k + 1, false);
    }
    if belongs(reading, k) {
        return Step::On(k + 1, note.definite || possessed(reading, k));
    }
    // "مصدر | جمركي": whatever the adjective of somebody without a name is
    let unnamed = reading.is(at, tag::UNNAMED) && !reading.note(at).definite && k == at + 1;
    if unnamed && is_nisba(reading.bare(k)) && note.tags == 0 && note.preposition.is_none() {
        return Step::On(k + 1, false);
    }
    // "نشطاء حقوقيون | قلقهم": behind an adjective it is what they show
    let shown = k > at + 1 && reading.is(at, tag::PLURAL);
    if possessed(reading, k) {
        return if shown {
            Step::End
        } else {
            Step::On(k + 1, true)
        };
    }
    let proper = k > at && further(reading, k) && !reading.finite(k);
    let person = reading.is(k - 1, tag::TITLE) && !reading.note(k).definite;
    if proper && !person {
        Step::On(k + 1, true)
    } else {
        Step::End
    }
}

/// "التحالف الذي تقوده السعودية": a short relative clause is part of the phrase where the content's place is known.
fn relative(reading: &Reading, k: usize, reach: Reach, source: &mut Source) -> Step {
    const LONGEST_CLAUSE: usize = 7;
    let stop = (k + 1..reach.end.min(k + 1 + LONGEST_CLAUSE)).find(|&t| {
        matches!(reading.kind(t), Kind::Comma | Kind::Quote) || reading.is(t, tag::OCCASION)
    });
    let end = stop.unwrap_or(reach.end);
    let state = (k + 1..end).find_map(|t| reading.note(t).country().map(|(code, _)| (t, code)));
    match state {
        Some((t, code)) if reach.bounded && end <= k + 1 + LONGEST_CLAUSE => {
            source.country = source.country.or(Some(code));
            let length = reading.note(t).entity.map_or(1, |(_, n)| n as usize);
            Step::On(t + length, true)
        }
        _ => Step::End,
    }
}

/// "نظيره", "خارجيتها": a noun closed by a pronoun.
fn possessed(reading: &Reading, k: usize) -> bool {
    let word = reading.bare(k);
    ["ها", "هم", "هما", "نا"].iter().any(|suffix| {
        word.strip_suffix(suffix)
            .is_some_and(|stem| stem.chars().count() >= 3)
    }) && !reading.note(k).definite
        && !reading.is(k, tag::TITLE)
}

/// True where a word can go on with a title or a body: nouns in the genitive, adjectives, places.
pub(super) fn belongs(reading: &Reading, k: usize) -> bool {
    let note = reading.note(k);
    if ends(reading, k) || !(reading.text.is_word(k) || reading.kind(k) == Kind::Number) {
        return false;
    }
    note.entity.is_some()
        || note.definite
        || note.is(tag::MODIFIER | tag::BODY | tag::MEDIA | tag::TITLE)
        || ((note.common || reading.lexicon.is_noun(reading.bare(k)))
            && note.preposition.is_none()
            && !reading.finite(k))
        || reading.kind(k) == Kind::Number
}

/// "مسؤول | لفرانس برس", "المصدر | للصحيفة", "قيادي | لـ«الوطن»": the medium to which somebody spoke who does not work
/// for it.
fn spoken_to(reading: &Reading, at: usize, k: usize) -> bool {
    let words = &reading.lexicon.grammar;
    let works_there = || words.title.reporter.contains(reading.bare(at));
    if words.preposition.alone_to.contains(reading.word(k)) {
        return quoted_medium(reading, k + 1) && !works_there();
    }
    let note = reading.note(k);
    // "الدول المستخدمة | للقناة" is on a canal
    let bare_noun = || note.is(tag::MEDIA) && note.definite && reading.is(at, tag::UNNAMED);
    if note.preposition != Some('ل') || !(note.is_medium() || bare_noun()) {
        return false;
    }
    // "المبعوث | للشرق الأوسط فلان": not the paper
    let behind = k + note.entity.map_or(1, |(_, length)| length as usize);
    let set_off = matches!(reading.kind(behind), Kind::Comma | Kind::Dash | Kind::Open);
    let goes_on = set_off || reading.note(behind).conjunction || name_like(reading, behind, false);
    !goes_on && !works_there()
}

/// True where a quotation mark is followed by the name of a medium.
fn quoted_medium(reading: &Reading, mark: usize) -> bool {
    let name = mark + 1;
    let known_in_quotes = reading.lexicon.is_quoted_medium(reading.word(name));
    reading.kind(mark) == Kind::Quote
        && (reading.note(name).is_medium()
            || known_in_quotes && reading.kind(name + 1) == Kind::Quote)
}

/// "المدير التنفيذي | لـ«نوكيا»", "المسؤول | في «موبايلي»": behind a quoted body in a title.
fn quoted_body(reading: &Reading, at: usize, k: usize, reach: Reach) -> Option<usize> {
    const LONGEST_QUOTED: usize = 4;
    // "مصدر خاص لـ«…»": the paper that was spoken to
    let words = &reading.lexicon.grammar.preposition;
    let word = reading.word(k);
    let spoken_to = words.alone_to.contains(word) && reading.is(at, tag::UNNAMED);
    let preposition = words.before_quoted_body.contains(word) && !spoken_to;
    let quote = reading.short_quote(k + 1, reach.end, LONGEST_QUOTED)?;
    let paper = reading.note(k + 2).is_medium();
    (preposition && reach.bounded && !paper).then_some(quote.close + 1)
}

/// "المسؤول | عن المفاوضات": a word that needs "عن".
fn in_charge(reading: &Reading, k: usize) -> bool {
    let in_charge = &reading.lexicon.grammar.title.in_charge;
    k > 0 && in_charge.stand_in(reading.word(k - 1))
}

/// "نائب حزب الشعب | عن مدينة": somebody who sits for a place, in the title that "عن" at `k` goes on with.
fn stands_for(reading: &Reading, k: usize) -> bool {
    const LONGEST: usize = 5;
    let delegate = &reading.lexicon.grammar.title.delegate;
    (k.saturating_sub(LONGEST)..k).any(|t| delegate.contains(reading.bare(t)))
        && reading.note(k + 1).common
}

/// What no preposition within a title leads on to.
const NO_PART: u64 =
    tag::AUDIENCE | tag::OCCASION | tag::ADJUNCT | tag::COMPLEMENTIZER | tag::HOME | tag::DOCUMENT;

/// True where a preposition at `k` leads on within a title ("باسم الرئاسة", "لشؤون الدفاع", "إلى سوريا", "في البيت
/// الأبيض") rather than to the occasion of the saying ("في بيان") or its content ("بوقف").
fn preposition_in_title(reading: &Reading, at: usize, k: usize, reach: Reach) -> bool {
    let word = reading.bare(k);
    let words = &reading.lexicon.grammar.preposition;
    let led = words.led_by.contains(word) || words.of_place.contains(word);
    if words.in_title.contains(word) || reach.bounded && led {
        return true;
    }
    if reading.note(k).preposition.is_some() {
        return glued_in_title(reading, k, reach);
    }
    if !words.maybe_in_title.contains(word) || k + 1 >= reach.end {
        return false;
    }
    let quoted = reading.kind(k + 1) == Kind::Quote;
    let first = if quoted { k + 2 } else { k + 1 };
    let next = reading.note(first);
    let place = next.entity.is_some() || next.is(tag::BODY);
    // "في إحدى الشركات"
    let one_of = (reading.lexicon.grammar.body.one_of).contains(reading.word(first))
        && reading.note(first + 1).common;
    let leads = if words.about.contains(word) {
        next.is(tag::BODY) || stands_for(reading, k) || (next.definite && in_charge(reading, k))
    } else if words.on.contains(word) {
        // "المشرف | على المركز", but not "يصر الصندوق | على الحصول"
        let supervises = &reading.lexicon.grammar.title.supervising;
        let of_office = supervises.contains(without_article(reading.bare(at)));
        next.definite && !next.is(tag::MODIFIER) && (reach.bounded || reading.is(at, tag::TITLE))
            || of_office && next.common
    } else if words.within.contains(word) {
        // "أهالي سياتل | في مستندات": what many say something in
        let titled = one_of && reading.is(at, tag::TITLE);
        place || titled || next.definite || next.common && !reading.is(at, tag::PLURAL)
    } else if words.from.contains(word) {
        place || next.is(tag::TITLE) || one_of
    } else {
        // "دعا المغردون | إلى الاهتمام": what they say stands there as well
        place || next.definite && reach.bounded
    };
    leads && !next.is(NO_PART) && !reading.finite(first)
}

/// The same for a preposition glued to its noun: "للشؤون", "بوزارة", "لمنطقة"; "ب" mostly leads to the content, so that
/// it needs a body or a place where that may follow.
fn glued_in_title(reading: &Reading, k: usize, reach: Reach) -> bool {
    let note = reading.note(k);
    // "التقرير الصادر عن الهيئة | لعام 2023"
    if reading.kind(k + 1) == Kind::Number {
        return false;
    }
    let of_state = matches!(
        note.entity,
        Some((Entity::Country(..) | Entity::Body(_), _))
    );
    let fits = match note.preposition {
        Some('ل') => {
            note.definite || note.entity.is_some() || note.is(tag::BODY | tag::TITLE) || note.common
        }
        Some('ب') => {
            let area = &reading.lexicon.grammar.body.area;
            let noun = reading.bare(k).strip_prefix('ب').unwrap_or_default();
            let next = reading.note(k + 1);
            let named = area.contains(noun) && (next.entity.is_some() || next.definite);
            of_state || named || note.is(tag::BODY) || (reach.bounded && note.common)
        }
        _ => false,
    };
    fits && !note.is(NO_PART | tag::MEDIA)
}
