//! Finds attribution relations: a cue, the phrase that names the source, and where the content begins.
//!
//! A cue counts only with a complement that its lemma governs: a clause, a quotation, a colon, a
//! preposition, a noun phrase. What stands between cue and complement is the source and the circumstances
//! of the saying. Contents end where the next relation of the reporter, a contrast or the sentence ends
//! them; that is settled when all relations of a sentence are known.

use std::ops::Range;

use super::reading::Reading;
use super::source::{Phrase, Source, name_like, quoted_name, source};
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::{Cue, CueClass, Entity, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

/// How the content is linked to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// أن، إن
    Clause,
    /// A quotation.
    Quote,
    /// A colon.
    Colon,
    /// A preposition, on its own or glued.
    Preposition,
    /// A noun phrase.
    Object,
    /// Nothing.
    Bare,
    /// The content stands before the cue.
    Before,
}

/// Who says it, as far as the sentence tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// The sentence names the source.
    By(Source),
    /// A pronoun, a verb or a participle alone: the subject so far, agreeing with this person.
    Subject(Person),
    /// The source of the relation with this index in the sentence.
    Same(usize),
}

/// What form the cue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A finite verb, or a relay with its "قوله".
    Finite,
    /// A participle of state, or a pretext.
    Participle,
    /// A cue noun.
    Noun,
    /// A particle.
    Particle,
}

/// One relation, before speakers and dates are resolved.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Tokens of the cue.
    pub cue: Range<usize>,
    /// Its form.
    pub shape: Shape,
    /// Who.
    pub said: Said,
    /// Agencies, papers and persons in between, outermost first.
    pub via: Vec<Source>,
    /// Where the content begins.
    pub start: usize,
    /// Content token ranges; filled when the ends are settled.
    pub content: Vec<Range<usize>>,
    /// How it is linked.
    pub link: Link,
    /// Stance of the cue.
    pub stance: Stance,
    /// True where the cue says nothing of stance, so that the content may.
    pub neutral: bool,
    /// True where it stands inside another relation's content.
    pub embedded: bool,
    /// Index of that relation within the sentence.
    pub parent: Option<usize>,
    /// True where the subject stands beside the verb, and was not inferred.
    pub named: bool,
    /// Negation before the cue ("لم يؤكد").
    pub negated: bool,
    /// Tokens between cue and content, for dates and media.
    pub around: Range<usize>,
    /// How sure, from the form of the relation alone.
    pub certainty: f64,
}

/// The longest stretch between a cue and its content, in tokens.
const FARTHEST: usize = 48;
/// The same for a cue whose form is also an ordinary word.
const FARTHEST_CAREFUL: usize = 16;

/// All relations of a sentence in the order of their cues.
pub fn relations(reading: &Reading, sentence: Range<usize>) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        if !reading.text.is_word(i) {
            i += 1;
            continue;
        }
        let relation = relay(reading, i, &sentence)
            .or_else(|| spoken(reading, i, &sentence))
            .or_else(|| participle(reading, i, &sentence))
            .or_else(|| finite(reading, i, &sentence))
            .or_else(|| pretext(reading, i, &sentence))
            .or_else(|| particle(reading, i, &sentence))
            .or_else(|| noun(reading, i, &sentence));
        match relation {
            Some(relation) => {
                let next = relation.cue.end.max(i + 1);
                found.push(relation);
                i = next;
            }
            None => i += 1,
        }
    }
    found
}

/// What follows a cue: where the content begins and how it is linked.
struct Complement {
    start: usize,
    link: Link,
    /// First token of the marker (complementizer, preposition, quotation mark).
    marker: usize,
}

/// Looks for the complement from token `k` on.
fn complement(
    reading: &Reading,
    cue: &Cue,
    k: usize,
    end: usize,
    farthest: usize,
) -> Option<Complement> {
    let governs = &cue.governs;
    let end = end.min(k + farthest);
    let mut t = k;
    while t < end {
        match reading.kind(t) {
            Kind::Colon if governs.colon || governs.quote => {
                return Some(Complement {
                    start: t + 1,
                    link: Link::Colon,
                    marker: t,
                });
            }
            Kind::Quote => {
                if let Some(close) = quoted_name(reading, t, end) {
                    let saying = governs.quote && reading.kind(close + 1) == Kind::Stop;
                    if !saying {
                        t = close + 1;
                        continue;
                    }
                }
                let quote = reading.text.quote_at(t)?;
                let long = quote.close - t > 3;
                if governs.quote && long {
                    return Some(Complement {
                        start: t,
                        link: Link::Quote,
                        marker: t,
                    });
                }
                if governs.object && long && t == k {
                    return Some(Complement {
                        start: t,
                        link: Link::Quote,
                        marker: t,
                    });
                }
                t = if quote.closed { quote.close + 1 } else { t + 1 };
                continue;
            }
            Kind::Word => {
                if reading.complementizer(t) && !(reading.note(t).conjunction && t == k) {
                    if governs.clause
                        || t == k
                        || (t > 0
                            && reading.kind(t - 1) == Kind::Word
                            && governs
                                .prepositions
                                .iter()
                                .any(|p| p == reading.word(t - 1)))
                    {
                        return Some(Complement {
                            start: clause_start(reading, t),
                            link: Link::Clause,
                            marker: t,
                        });
                    }
                    return None;
                }
                if let Some(found) = prepositional(reading, cue, t, end) {
                    return Some(found);
                }
                if t > k
                    && reading.surely_finite(t)
                    && !reading.quoted_until(t).is_some()
                    && !relative_before(reading, t, k)
                {
                    return None;
                }
            }
            Kind::Stop | Kind::Newline | Kind::Semicolon => return None,
            _ => {}
        }
        t += 1;
    }
    None
}

/// True where a relative pronoun stands between `from` and `t`: the verb belongs to the relative clause.
fn relative_before(reading: &Reading, t: usize, from: usize) -> bool {
    (from..t).any(|i| matches!(reading.bare(i), "الذي" | "التي" | "الذين" | "اللذين"))
}

/// "إلى أن", "على ضرورة", "بأنه", "بتعهد", "عن اقتراح".
fn prepositional(reading: &Reading, cue: &Cue, t: usize, end: usize) -> Option<Complement> {
    let word = reading.word(t);
    for preposition in &cue.governs.prepositions {
        if word == preposition && t + 1 < end {
            if reading.is(t + 1, tag::OCCASION) && (word == "في" || word == "عن") {
                continue;
            }
            let start = if reading.complementizer(t + 1) {
                clause_start(reading, t + 1)
            } else {
                t + 1
            };
            let link = if reading.complementizer(t + 1) {
                Link::Clause
            } else {
                Link::Preposition
            };
            return Some(Complement {
                start,
                link,
                marker: t,
            });
        }
        if preposition.chars().count() == 1
            && !reading.is(t, tag::AUDIENCE | tag::OCCASION | tag::HOME)
        {
            let letter = preposition.chars().next()?;
            // "بـ “نص”": the letter stands alone
            if word == preposition {
                return Some(Complement {
                    start: t + 1,
                    link: Link::Preposition,
                    marker: t,
                });
            }
            let glued = word.starts_with(letter)
                && (reading.note(t).preposition == Some(letter)
                    || reading.lexicon.leads(word, letter))
                && !matches!(
                    word,
                    "به" | "بها" | "بهم" | "له" | "لها" | "لهم" | "بين" | "بعد"
                );
            if glued {
                let pronoun_clause = letter == 'ب' && word.starts_with("بان");
                return Some(Complement {
                    start: if pronoun_clause {
                        clause_start(reading, t)
                    } else {
                        t
                    },
                    link: Link::Preposition,
                    marker: t,
                });
            }
        }
    }
    None
}

/// The content of a clause leaves out a bare أن and keeps a pronoun with it, as in "إنها تابعة".
fn clause_start(reading: &Reading, complementizer: usize) -> usize {
    if reading.bare_complementizer(complementizer) {
        complementizer + 1
    } else {
        complementizer
    }
}

/// A finite verb: قال، أكدت، يرى.
fn finite(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    let (cue, form) = reading.cue(i, |c, f| {
        matches!(f.form, Some(Form::Past | Form::Present))
            && matches!(
                c.class,
                CueClass::Verb | CueClass::Intent | CueClass::Contain
            )
    })?;
    if reading.note(i).preposition.is_some() || passive_or_noun(reading, i) {
        return None;
    }
    let before = subject_before(reading, i, sentence.start);
    let opens = opens_clause(reading, i, sentence.start);
    if cue.careful && !opens && !(before.is_some() && reading.complementizer(i + 1)) {
        return None;
    }
    let mut k = i + 1;
    // "في وقت اشترطت فيه كازاخستان"
    if matches!(reading.word(k), "فيه" | "فيها" | "به" | "بها") {
        k += 1;
    }
    // "عاد وقال", "كشف كذلك"
    while k < sentence.end && matches!(reading.word(k), "ايضا" | "كذلك" | "مجددا" | "ايضاً")
    {
        k += 1;
    }
    let mut subject = if before.is_none() {
        source(reading, k, sentence.end)
    } else {
        None
    };
    // a verb that governs a noun phrase takes what follows as its object where somebody spoke before
    if cue.class == CueClass::Intent && before.is_none() {
        return None;
    }
    if cue.class == CueClass::Contain
        && subject
            .as_ref()
            .or(before.as_ref())
            .is_none_or(|s| s.phrase != Phrase::Document)
    {
        return None;
    }
    let farthest = if cue.careful {
        FARTHEST_CAREFUL
    } else {
        FARTHEST
    };
    let from = subject.as_ref().map_or(k, |s| s.range.end);
    let mut found = complement(reading, cue, from, sentence.end, farthest);
    if found.is_none() && subject.is_none() && before.is_none() {
        // an unknown description: "قالت داعشية منشقة عن التنظيم … إن"
        found = complement(reading, cue, k, sentence.end, farthest);
    }
    if let (Some(complement), None, None) = (&found, &subject, &before) {
        subject = described(reading, k, complement.marker);
    }
    let found = match (found, cue.governs.object) {
        (Some(found), true)
            if matches!(found.link, Link::Clause | Link::Preposition)
                && object_first(reading, from, found.marker, cue) =>
        {
            object(reading, from, sentence.end).or(Some(found))
        }
        (None, true) => object(reading, from, sentence.end),
        (None, false) if cue.governs.bare => bare(reading, from, sentence.end),
        (found, _) => found,
    }?;
    let mut start = found.start;
    if cue.addressee
        && found.marker > from
        && subject.is_some()
        && found.link == Link::Preposition
        && reading.kind(from) == Kind::Word
        && !reading.is(from, tag::ADJUNCT)
        && reading.note(found.marker).preposition.is_some()
    {
        // "طالب عسيري الحوثيين بتنفيذ": the one addressed stands first
        start = from;
    }
    let named = before.is_some() || subject.is_some();
    let said = match before
        .or(subject)
        .or_else(|| topic(reading, i, sentence.start, form.person))
    {
        Some(source) => Said::By(source),
        None => Said::Subject(form.person),
    };
    let certainty = match (found.link, named, cue.careful) {
        (Link::Clause | Link::Quote, true, false) => 0.95,
        (Link::Clause | Link::Quote, _, _) => 0.88,
        (Link::Colon, true, _) => 0.9,
        (Link::Preposition, true, false) => 0.88,
        (Link::Object, true, false) => 0.8,
        _ => 0.7,
    };
    Some(Relation {
        shape: Shape::Finite,
        cue: with_auxiliary(reading, i, sentence.start)..i + 1,
        said,
        via: Vec::new(),
        start,
        content: Vec::new(),
        link: found.link,
        stance: cue.stance,
        neutral: cue.stance == Stance::Affirm,
        embedded: false,
        parent: None,
        named,
        negated: reading.is(i.wrapping_sub(1), tag::NEGATOR)
            && i > sentence.start
            && cue.class != CueClass::Contain,
        around: i + 1..found.marker.max(i + 1),
        certainty,
    })
}

/// True where a verb begins its clause: at the start, behind a mark, a conjunction, an auxiliary.
fn opens_clause(reading: &Reading, i: usize, start: usize) -> bool {
    i == start
        || reading.note(i).conjunction
        || !matches!(reading.kind(i - 1), Kind::Word | Kind::Number)
        || reading.is(i - 1, tag::AUXILIARY | tag::NEGATOR)
        || matches!(
            reading.word(i - 1),
            "كما"
                | "ثم"
                | "حيث"
                | "فيما"
                | "بينما"
                | "حسبما"
                | "ما"
                | "حتي"
                | "عندما"
                | "حين"
                | "بعدما"
                | "هذا"
                | "وقت"
        )
}

/// "عاد وقال": the cue takes in the verb of resuming.
fn with_auxiliary(reading: &Reading, i: usize, start: usize) -> usize {
    if i > start && reading.word(i - 1) == "عاد" {
        i - 1
    } else {
        i
    }
}

/// "يُذكر أن", "تم الاتفاق": a form that is no active verb here.
fn passive_or_noun(reading: &Reading, i: usize) -> bool {
    let previous = if i > 0 { reading.word(i - 1) } else { "" };
    if matches!(previous, "تم" | "يتم" | "وتم" | "جري" | "كما")
        && matches!(reading.word(i), "ذكر" | "بين" | "علق")
    {
        return true;
    }
    // a noun after a preposition or in the genitive: "في رد", "بعد قرار"
    matches!(
        previous,
        "في" | "من"
            | "عن"
            | "علي"
            | "الي"
            | "بعد"
            | "قبل"
            | "دون"
            | "كل"
            | "اي"
            | "هذا"
            | "هذه"
            | "مع"
    ) || matches!(
        reading.word(i),
        "يذكر" | "ويذكر" | "يشار" | "ويشار" | "يبين"
    )
}

/// True where a clause or preposition found far away belongs to the noun phrase that is the object.
fn object_first(reading: &Reading, from: usize, marker: usize, cue: &Cue) -> bool {
    if marker == from || !reading.text.is_word(from) {
        return false;
    }
    let first = reading.note(from);
    let nominal =
        !first.is(tag::ADJUNCT | tag::AUDIENCE | tag::OCCASION) && first.preposition.is_none();
    nominal
        && !cue.addressee
        && !reading.text.tokens[from..marker]
            .iter()
            .any(|t| t.kind == Kind::Comma)
}

/// The object noun phrase from `k` on, behind time and occasion set off by commas.
fn object(reading: &Reading, k: usize, end: usize) -> Option<Complement> {
    let mut k = k;
    let mut guard = 0;
    while k < end && guard < 3 {
        guard += 1;
        if reading.kind(k) == Kind::Comma {
            let close = (k + 1..end.min(k + 14)).find(|&t| reading.kind(t) == Kind::Comma);
            let circumstance = reading.is(k + 1, tag::ADJUNCT)
                || matches!(reading.word(k + 1), "في" | "خلال" | "يوم" | "امس" | "اليوم");
            match (circumstance, close) {
                (true, Some(close)) => k = close + 1,
                _ => return None,
            }
        } else if reading.is(k, tag::ADJUNCT) || reading.is(k, tag::AUDIENCE) {
            k = circumstance_end(reading, k, end)?;
        } else {
            break;
        }
    }
    if k + 1 >= end {
        return None;
    }
    if reading.kind(k) == Kind::Quote {
        return reading.text.quote_at(k).map(|_| Complement {
            start: k,
            link: Link::Quote,
            marker: k,
        });
    }
    let note = reading.note(k);
    if !reading.text.is_word(k)
        || note.is(tag::COMPLEMENTIZER | tag::ADJUNCT | tag::NEGATOR)
        || reading.surely_finite(k)
        || note.conjunction
    {
        return None;
    }
    Some(Complement {
        start: k,
        link: Link::Object,
        marker: k,
    })
}

/// "أمس", "في بيان أمس", "خلال لقائه مع …": where a circumstance that begins at `k` ends, if the object can follow.
fn circumstance_end(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    let word = reading.word(k);
    let single = matches!(
        word,
        "امس"
            | "اليوم"
            | "غدا"
            | "ايضا"
            | "كذلك"
            | "مجددا"
            | "رسميا"
            | "علنا"
            | "صراحه"
            | "لاحقا"
    );
    let mut t = k + 1;
    if !single {
        if !matches!(word, "في" | "خلال" | "عبر" | "يوم" | "مساء" | "صباح") {
            return None;
        }
        t += 1;
        while t < end
            && t < k + 4
            && matches!(
                reading.word(t),
                "امس"
                    | "صحفي"
                    | "صحافي"
                    | "رسمي"
                    | "له"
                    | "لها"
                    | "الجمعه"
                    | "السبت"
                    | "الاحد"
                    | "الاثنين"
                    | "الثلاثاء"
                    | "الاربعاء"
                    | "الخميس"
                    | "متلفز"
                    | "اليوم"
            )
        {
            t += 1;
        }
    }
    Some(t)
}

/// A clause with nothing before it: "وقال هدفنا هو تنفيذ الاتفاقية".
fn bare(reading: &Reading, k: usize, end: usize) -> Option<Complement> {
    const SHORTEST: usize = 4;
    let mut k = k;
    if reading.kind(k) == Kind::Comma {
        return None;
    }
    if reading.is(k, tag::ADJUNCT) {
        k = circumstance_end(reading, k, end)?;
    }
    (k + SHORTEST <= end && reading.text.is_word(k)).then_some(Complement {
        start: k,
        link: Link::Bare,
        marker: k,
    })
}

/// Whatever stands between verb and complement, where no rule reads it: "داعشية منشقة عن التنظيم".
fn described(reading: &Reading, k: usize, marker: usize) -> Option<Source> {
    const LONGEST: usize = 10;
    let stop = (k..marker.min(k + LONGEST))
        .find(|&t| {
            reading.is(t, tag::ADJUNCT | tag::AUDIENCE) || !matches!(reading.kind(t), Kind::Word)
        })
        .unwrap_or(marker.min(k + LONGEST));
    let first = reading.note(k);
    if stop == k
        || first.is(tag::ADJUNCT | tag::AUDIENCE | tag::NEGATOR | tag::COMPLEMENTIZER)
        || first.preposition.is_some()
        || first.conjunction
        || reading.finite(k)
    {
        return None;
    }
    Some(Source {
        range: k..stop,
        phrase: if name_like(reading, k, true) {
            Phrase::Person
        } else {
            Phrase::Unnamed
        },
        name: None,
        title: None,
        country: (k..stop)
            .find_map(|t| reading.note(t).country())
            .map(|(code, _)| code),
        states: Vec::new(),
        feminine: reading.word(k).ends_with('ه'),
        plural: false,
    })
}

/// A subject before the verb: "لكن بشكيك شددت", "وكان إبراهيم كالن … كشف", "أن موسكو تريد".
fn subject_before(reading: &Reading, i: usize, start: usize) -> Option<Source> {
    const LONGEST: usize = 16;
    let verb = if i > start
        && matches!(
            reading.word(i - 1),
            "قد" | "كانت" | "كان" | "لا" | "لم" | "لن"
        ) {
        i - 1
    } else {
        i
    };
    if reading.note(i).conjunction || verb == start {
        return None;
    }
    let earliest = start.max(verb.saturating_sub(LONGEST));
    // where a clause can begin: after a complementizer, an auxiliary, a contrast, a comma, at the start
    for from in (earliest..verb).rev() {
        let opens = from == start
            || reading.complementizer(from.wrapping_sub(1))
            || reading.is(from - 1, tag::AUXILIARY)
            || matches!(
                reading.kind(from - 1),
                Kind::Comma | Kind::Stop | Kind::Newline | Kind::Colon
            )
            || (reading.kind(from - 1) == Kind::Quote)
            || matches!(
                reading.word(from - 1),
                "لكن"
                    | "ولكن"
                    | "بينما"
                    | "فيما"
                    | "حيث"
                    | "كذلك"
                    | "حين"
                    | "بان"
                    | "اذ"
                    | "ومازال"
                    | "التي"
                    | "الذي"
            )
            || reading.note(from).conjunction;
        if !opens || !reading.text.is_word(from) {
            continue;
        }
        if matches!(
            reading.word(from - usize::from(from > start)),
            "التي" | "الذي"
        ) {
            // the antecedent of a relative clause
            continue;
        }
        if let Some(found) = source(reading, from, verb) {
            let comma = reading.kind(found.range.end) == Kind::Comma && found.range.end + 1 == verb;
            if found.range.end == verb || comma {
                return Some(found);
            }
        }
    }
    None
}

/// The subject of the clause that a verb or participle without one stands in: "لكن الخارجية الكازاخية أصدرت بيانا
/// أشارت فيه إلى", "رد الروس على كلامه رافضين".
fn topic(reading: &Reading, i: usize, start: usize, person: Person) -> Option<Source> {
    const FARTHEST_BACK: usize = 24;
    let earliest = start.max(i.saturating_sub(FARTHEST_BACK));
    for t in (earliest..i).rev() {
        if !reading.text.is_word(t) || reading.quoted_until(t).is_some() {
            continue;
        }
        // behind another cue the subject is that cue's
        let contrast = reading
            .lexicon
            .contrast
            .at(&reading.text, t)
            .filter(|_| reading.quoted_until(t).is_none());
        let opening = contrast
            .map(|length| t + length)
            .or_else(|| (t == start).then_some(t))
            .or_else(|| {
                (reading.bare(t).starts_with("كان") && reading.is(t, tag::AUXILIARY))
                    .then_some(t + 1)
            });
        let verb_first = (reading.finite(t) && opens_clause(reading, t, start))
            || t == start
            || contrast.is_some_and(|_| false);
        let candidates = [opening, verb_first.then_some(t + 1)];
        for at in candidates.into_iter().flatten() {
            if at >= i || reading.note(at).preposition.is_some() {
                continue;
            }
            if let Some(found) = source(reading, at, i) {
                let strong = found.title.is_some()
                    || found.name.is_some_and(|n| n.len() > 1)
                    || !found.states.is_empty()
                    || matches!(found.phrase, Phrase::Body | Phrase::Group);
                let found = source(reading, at, i).filter(|_| strong)?;
                return found.agrees(person).then_some(found);
            }
        }
        if contrast.is_some() || (reading.finite(t) && opens_clause(reading, t, start)) {
            return None;
        }
    }
    None
}

/// A participle of state: "مؤكدا أن", "لافتا إلى", "رافضين إنهاء": the subject so far goes on.
fn participle(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    const NEAR: usize = 9;
    let (cue, form) = reading.cue(i, |c, f| {
        f.form == Some(Form::Participle) && c.class == CueClass::Verb
    })?;
    if reading.note(i).preposition.is_some() || reading.note(i).definite {
        return None;
    }
    let near = if cue.careful { 3 } else { NEAR };
    let found = complement(reading, cue, i + 1, sentence.end, near).or_else(|| {
        cue.governs
            .object
            .then(|| object(reading, i + 1, sentence.end))
            .flatten()
    })?;
    let set_off = i == sentence.start
        || matches!(
            reading.kind(i - 1),
            Kind::Comma | Kind::Quote | Kind::Stop | Kind::Ellipsis | Kind::Close
        )
        || reading.note(i).conjunction;
    if cue.careful && !set_off {
        return None;
    }
    let start = found.start;
    let said =
        topic(reading, i, sentence.start, form.person).map_or(Said::Subject(form.person), Said::By);
    Some(Relation {
        shape: Shape::Participle,
        cue: cue_with_preposition(reading, i, found.marker),
        said,
        via: Vec::new(),
        start,
        content: Vec::new(),
        link: found.link,
        stance: cue.stance,
        neutral: cue.stance == Stance::Affirm,
        embedded: false,
        parent: None,
        named: false,
        negated: false,
        around: i + 1..found.marker.max(i + 1),
        certainty: if set_off { 0.9 } else { 0.75 },
    })
}

/// "مشيرا إلى": the preposition right behind the cue is shown with it.
fn cue_with_preposition(reading: &Reading, i: usize, marker: usize) -> Range<usize> {
    let preposition =
        marker == i + 1 && matches!(reading.word(marker), "الي" | "علي" | "عن" | "من");
    i..if preposition { i + 2 } else { i + 1 }
}

/// "نقلت وكالة X عن Y قوله إن", "نقلا عن".
fn relay(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    let (_, form) = reading.cue(i, |c, f| c.class == CueClass::Relay && f.form.is_some())?;
    let before = subject_before(reading, i, sentence.start);
    let subject = before
        .clone()
        .or_else(|| source(reading, i + 1, sentence.end));
    let from = match (&before, &subject) {
        (None, Some(subject)) => subject.range.end,
        _ => i + 1,
    };
    let about = (from..sentence.end.min(from + 18))
        .find(|&t| matches!(reading.word(t), "عن" | "عنه" | "عنها" | "عنهم"))?;
    if (from..about).any(|t| reading.finite(t)) {
        return None;
    }
    let (said, behind) = if reading.word(about) == "عن" {
        let inner = source(reading, about + 1, sentence.end)
            .or_else(|| described(reading, about + 1, sentence.end))?;
        let behind = inner.range.end;
        (Said::By(inner), behind)
    } else {
        (Said::Subject(form.person), about + 1)
    };
    let limit = sentence.end.min(behind + 30);
    let mut cue = i..i + 1;
    let mut found = None;
    for t in behind..limit {
        if reading.is(t, tag::SPOKEN) {
            cue = t..t + 1;
            found = after_spoken(reading, t + 1, sentence.end);
            break;
        }
        if reading.complementizer(t) {
            found = Some(Complement {
                start: clause_start(reading, t),
                link: Link::Clause,
                marker: t,
            });
            break;
        }
        if reading.kind(t) == Kind::Colon {
            found = Some(Complement {
                start: t + 1,
                link: Link::Colon,
                marker: t,
            });
            break;
        }
        if reading.kind(t) == Kind::Quote
            && quoted_name(reading, t, sentence.end).is_none()
            && reading.text.quote_at(t).is_some_and(|q| q.close - t > 3)
        {
            found = Some(Complement {
                start: t,
                link: Link::Quote,
                marker: t,
            });
            break;
        }
        if reading.surely_finite(t) {
            break;
        }
    }
    let found = found?;
    Some(Relation {
        shape: Shape::Finite,
        via: subject.into_iter().collect(),
        said,
        around: i + 1..found.marker,
        start: found.start,
        content: Vec::new(),
        link: found.link,
        stance: Stance::Affirm,
        neutral: true,
        embedded: false,
        parent: None,
        named: true,
        negated: false,
        certainty: 0.9,
        cue,
    })
}

fn after_spoken(reading: &Reading, k: usize, end: usize) -> Option<Complement> {
    const FAR: usize = 24;
    for t in k..end.min(k + FAR) {
        if reading.complementizer(t) {
            return Some(Complement {
                start: clause_start(reading, t),
                link: Link::Clause,
                marker: t,
            });
        }
        if reading.kind(t) == Kind::Colon {
            return Some(Complement {
                start: t + 1,
                link: Link::Colon,
                marker: t,
            });
        }
        if reading.kind(t) == Kind::Quote
            && reading.text.quote_at(t).is_some_and(|q| q.close - t > 3)
        {
            return Some(Complement {
                start: t,
                link: Link::Quote,
                marker: t,
            });
        }
    }
    None
}

/// A cue noun with its pronoun outside a relay: "… في قوله إن", "بقوله".
fn spoken(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    if !reading.is(i, tag::SPOKEN) {
        return None;
    }
    let found = after_spoken(reading, i + 1, sentence.end.min(i + 6))?;
    Some(Relation {
        shape: Shape::Finite,
        cue: i..i + 1,
        said: Said::Subject(Person::First),
        via: Vec::new(),
        around: i + 1..found.marker,
        start: found.start,
        content: Vec::new(),
        link: found.link,
        stance: Stance::Affirm,
        neutral: true,
        embedded: false,
        parent: None,
        named: false,
        negated: false,
        certainty: 0.75,
    })
}

/// "بحجة أن": a reason in the speaker's name.
fn pretext(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    if !reading.is(i, tag::PRETEXT) || !reading.complementizer(i + 1) || i + 2 >= sentence.end {
        return None;
    }
    Some(Relation {
        shape: Shape::Participle,
        cue: i..i + 1,
        said: Said::Subject(Person::First),
        via: Vec::new(),
        around: i + 1..i + 1,
        start: clause_start(reading, i + 1),
        content: Vec::new(),
        link: Link::Clause,
        stance: Stance::Affirm,
        neutral: true,
        embedded: false,
        parent: None,
        named: false,
        negated: false,
        certainty: 0.8,
    })
}

/// "بحسب البيان", "وفقا لوزارة الدفاع", "على حد تعبيره", "حسبما ذكرت الوزارة".
fn particle(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    let length = reading.lexicon.particles.at(&reading.text, i)?;
    let last = i + length - 1;
    let glued = length > 1
        && reading.word(last).starts_with('ل')
        && reading.word(last) != "لما"
        && reading.word(last).chars().count() > 2;
    // "وفقا لوزارة": the source begins with the preposition
    let mut at = if glued { last } else { last + 1 };
    let mut cue_end = at.max(i + 1);
    // "بحسب ما ذكرته وزارة", "حسبما نقلت وكالة"
    if reading.word(at) == "ما" {
        at += 1;
    }
    if reading.finite(at) || finite_with_pronoun(reading, at) {
        at += 1;
        cue_end = at;
    }
    let possessed = length == 3
        && (reading.word(last).ends_with('ه')
            || reading.word(last).ends_with("ها")
            || reading.word(last).ends_with("هم"));
    let said = if possessed {
        Said::Subject(Person::First)
    } else {
        Said::By(source_behind_particle(reading, at, sentence.end)?)
    };
    let behind = match &said {
        Said::By(source) => source.range.end,
        _ => cue_end,
    };
    // at the head of the sentence the content follows, else it stands before
    let head = (sentence.start..i).all(|t| !reading.text.is_word(t));
    let mut start = i;
    if head {
        start = behind;
        while start < sentence.end
            && (matches!(reading.kind(start), Kind::Comma | Kind::Quote)
                || matches!(reading.word(start), "فقد" | "قد"))
            && reading.text.quote_at(start).is_none()
        {
            start += 1;
        }
        if reading.complementizer(start) {
            start = clause_start(reading, start);
        }
        if start + 2 >= sentence.end {
            return None;
        }
    }
    Some(Relation {
        shape: Shape::Particle,
        cue: i..cue_end,
        said,
        via: Vec::new(),
        around: cue_end..behind.max(cue_end),
        start,
        content: Vec::new(),
        link: if head { Link::Bare } else { Link::Before },
        stance: Stance::Affirm,
        neutral: true,
        embedded: false,
        parent: None,
        named: true,
        negated: false,
        certainty: if head { 0.85 } else { 0.8 },
    })
}

/// "ذكرته": a finite cue with an object pronoun.
fn finite_with_pronoun(reading: &Reading, i: usize) -> bool {
    let word = reading.word(i);
    ["ته", "ه", "تها", "ها"].iter().any(|suffix| {
        word.strip_suffix(suffix).is_some_and(|stem| {
            let form = if suffix.starts_with('ت') {
                format!("{stem}ت")
            } else {
                stem.to_string()
            };
            reading.lexicon.frequency(&form) > 0 && reading.lexicon.is_cue(&form)
        })
    })
}

/// The source behind a particle, with or without a preposition glued to it.
fn source_behind_particle(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    if reading.note(at).preposition.is_some() {
        return glued_source(reading, at, end);
    }
    source(reading, at, end)
}

/// A source whose first word carries a preposition: لوزارة، للوزير، لمصدر.
pub fn glued_source(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let note = reading.note(at);
    let state = note.country();
    if let (Some((code, _)), Some((Entity::Country(..), length))) = (state, note.entity) {
        let range = at..at + length as usize;
        return Some(Source {
            range: range.clone(),
            phrase: Phrase::Country,
            name: None,
            title: None,
            country: Some(code),
            states: vec![(range, code)],
            feminine: true,
            plural: false,
        });
    }
    super::source::source_with_preposition(reading, at, end)
}

/// A cue noun inside a clause: "اقتراح روسي بإرسال", "تعهد الولايات المتحدة بـ", "طلب الدولة المضيفة بإلغائه".
fn noun(reading: &Reading, i: usize, sentence: &Range<usize>) -> Option<Relation> {
    const NEAR: usize = 8;
    let (cue, _) = reading.cue(i, |c, f| c.class == CueClass::Noun && f.form.is_none())?;
    let adjective = reading
        .note(i + 1)
        .country()
        .filter(|(_, kind)| matches!(kind, crate::language::arabic::countries::FormKind::Nisba(_)));
    let subject = match adjective {
        Some((code, _)) => Source {
            range: i + 1..i + 2,
            phrase: Phrase::Country,
            name: None,
            title: None,
            country: Some(code),
            states: vec![(i + 1..i + 2, code)],
            feminine: true,
            plural: false,
        },
        None if reading.note(i).definite => return None,
        None => genitive_source(reading, i + 1, sentence.end)?,
    };
    let from = subject.range.end;
    let found = (from..sentence.end.min(from + NEAR)).find_map(|t| {
        if matches!(reading.kind(t), Kind::Stop | Kind::Newline | Kind::Quote)
            || (reading.kind(t) == Kind::Comma && !reading.complementizer(t + 1))
        {
            return Some(None);
        }
        if reading.complementizer(t) {
            return Some(cue.governs.clause.then(|| Complement {
                start: clause_start(reading, t),
                link: Link::Clause,
                marker: t,
            }));
        }
        prepositional(reading, cue, t, sentence.end).map(Some)
    })??;
    Some(Relation {
        shape: Shape::Noun,
        cue: i..i + 1,
        said: Said::By(subject),
        via: Vec::new(),
        around: i + 1..found.marker,
        start: found.start,
        content: Vec::new(),
        link: found.link,
        stance: cue.stance,
        neutral: cue.stance == Stance::Affirm,
        embedded: true,
        parent: None,
        named: true,
        negated: false,
        certainty: 0.7,
    })
}

/// The genitive behind a cue noun, where it can speak: a state, a person, a body.
fn genitive_source(reading: &Reading, at: usize, end: usize) -> Option<Source> {
    let note = reading.note(at);
    if note.conjunction || note.preposition.is_some_and(|p| p != 'ل') {
        return None;
    }
    let found = if note.preposition == Some('ل') {
        glued_source(reading, at, end)
    } else {
        source(reading, at, end)
    }?;
    let named = found.name.is_some()
        || found.title.is_some()
        || !found.states.is_empty()
        || found.phrase == Phrase::Body;
    named.then_some(found)
}
