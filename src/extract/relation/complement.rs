//! What follows a cue and holds its content: a clause, a quotation, a colon, a preposition, an object.

use crate::extract::reading::Reading;
use crate::extract::source::{audience, phrase_end, quoted_name};
use crate::language::arabic::affixes::{PRONOUNS, begins_with_and};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{Cue, CueClass, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

use super::Link;
use super::circumstance::{behind_circumstances, circumstance_end, noun_behind};

/// Where the content begins and how it is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complement {
    /// First token of the content.
    pub start: usize,
    /// How it is linked.
    pub link: Link,
    /// First token of the marker (complementizer, preposition, quotation mark).
    pub marker: usize,
}

impl Complement {
    /// The clause behind the complementizer at `t`.
    pub fn clause(reading: &Reading, t: usize) -> Self {
        Complement {
            start: clause_start(reading, t),
            link: Link::Clause,
            marker: t,
        }
    }

    /// What stands behind the preposition at `t`, a clause or a noun.
    pub fn behind(reading: &Reading, t: usize) -> Self {
        if reading.complementizer(t + 1) {
            return Complement::at(clause_start(reading, t + 1), Link::Clause, t);
        }
        Complement::at(t + 1, Link::Preposition, t)
    }

    fn at(start: usize, link: Link, marker: usize) -> Self {
        Complement {
            start,
            link,
            marker,
        }
    }
}

/// Fewest tokens of a quotation that is somebody's words and not merely a name or a term.
pub(super) const SHORTEST_QUOTE: usize = 3;

/// The content of a clause leaves out a bare أن and keeps a pronoun with it, as in "إنها تابعة".
pub(super) fn clause_start(reading: &Reading, complementizer: usize) -> usize {
    if reading.bare_complementizer(complementizer) {
        complementizer + 1
    } else {
        complementizer
    }
}

/// Looks for the complement of a cue from token `from` on, at most `farthest` tokens away.
pub(super) fn complement(
    reading: &Reading,
    cue: &Cue,
    from: usize,
    end: usize,
    farthest: usize,
) -> Option<Complement> {
    let end = end.min(from + farthest);
    let mut t = from;
    while t < end {
        match reading.kind(t) {
            Kind::Colon if cue.governs.colon || cue.governs.quote => {
                return Some(Complement::at(t + 1, Link::Colon, t));
            }
            Kind::Quote => match quotation(reading, cue, t, from, end) {
                Ok(found) => return Some(found),
                Err(next) => t = next,
            },
            Kind::Word => match word(reading, cue, t, from, end) {
                Found::Here(found) => return Some(found),
                Found::Nothing => return None,
                Found::FurtherOn => t += 1,
            },
            Kind::Stop if reading.text.abbreviates(t) => t += 1,
            // "أعلنت الهيئة؛ أن": some papers write it for the comma
            Kind::Semicolon if opens_content(reading, cue, t + 1) => t += 1,
            Kind::Stop | Kind::Newline | Kind::Semicolon => return None,
            Kind::Comma => t = aside(reading, t, end).unwrap_or(t + 1),
            _ => t += 1,
        }
    }
    None
}

/// "أوضح المتحدث، وفقا لما نقلته الصحيفة، أن": the closing comma of what stands between source and content on where it was
/// told.
fn aside(reading: &Reading, comma: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 14;
    reading.lexicon.particles.at(&reading.text, comma + 1)?;
    let mut rest = comma + 1..end.min(comma + LONGEST);
    let close = rest.find(|&t| reading.kind(t) == Kind::Comma)?;
    let content = reading.complementizer(close + 1)
        || matches!(reading.kind(close + 1), Kind::Colon | Kind::Quote);
    content.then_some(close)
}

/// True where a clause or a preposition that the cue governs stands at `t`.
fn opens_content(reading: &Reading, cue: &Cue, t: usize) -> bool {
    let word = reading.word(t);
    reading.bare_complementizer(t) || cue.governs.prepositions.iter().any(|p| p == word)
}

/// A quotation at `t`: the content, or else the token behind what is only a name or a term.
fn quotation(
    reading: &Reading,
    cue: &Cue,
    t: usize,
    from: usize,
    end: usize,
) -> Result<Complement, usize> {
    if let Some(close) = quoted_name(reading, t, end) {
        let saying = cue.governs.quote && reading.kind(close + 1) == Kind::Stop;
        if !saying {
            return Err(close + 1);
        }
    }
    let Some(quote) = reading.text.quote_at(t) else {
        return Err(t + 1);
    };
    if quote.closed && t > from && titled(reading, t) && quote.close - t <= LONGEST_TITLE {
        return Err(quote.close + 1);
    }
    let long = quote.close - t > SHORTEST_QUOTE;
    if long && (cue.governs.quote || (cue.governs.object && t == from)) {
        return Ok(Complement::at(t, Link::Quote, t));
    }
    Err(if quote.closed { quote.close + 1 } else { t + 1 })
}

/// Most tokens of the name of a programme or a book, with its first mark.
const LONGEST_TITLE: usize = 7;

/// "لبرنامج «…»", "في ندوة بعنوان «…»": a name in quotation marks, not words of the speaker.
fn titled(reading: &Reading, quote: usize) -> bool {
    reading.is(
        quote - 1,
        tag::AUDIENCE | tag::OCCASION | tag::MEDIA | tag::BODY,
    ) || reading
        .lexicon
        .grammar
        .clause
        .titled
        .contains(reading.bare(quote - 1))
}

/// What a word says of the complement.
enum Found {
    Here(Complement),
    Nothing,
    FurtherOn,
}

fn word(reading: &Reading, cue: &Cue, t: usize, from: usize, end: usize) -> Found {
    if reading.complementizer(t)
        && let Some(found) = complementizer(reading, cue, t, from)
    {
        return found;
    }
    if let Some(found) = prepositional(reading, cue, t, end) {
        return Found::Here(found);
    }
    let other_clause = t > from
        && reading.quoted_until(t).is_none()
        && !relative_before(reading, t, from)
        && (reading.surely_finite(t)
            || further_verb(reading, t)
            || (other_participle(reading, t) && !before_colon(reading, t, end)));
    if other_clause {
        Found::Nothing
    } else {
        Found::FurtherOn
    }
}

/// What a complementizer at `t` begins: the content, a clause of another kind, or no clause.
fn complementizer(reading: &Reading, cue: &Cue, t: usize, from: usize) -> Option<Found> {
    let joined = begins_with_and(reading.word(t));
    if joined && t > from && reading.quoted_until(t).is_none() {
        // "رفض الاقتراح، وأن": the second of two clauses is not the cue's first
        return Some(Found::Nothing);
    }
    if reading.note(t).conjunction && t == from {
        return None;
    }
    let before = if t > from { reading.word(t - 1) } else { "" };
    // "كشف مصدر إلى أن": some write it so behind whatever verb of saying
    let towards = reading.lexicon.grammar.preposition.towards.contains(before);
    let says = cue.class == CueClass::Verb && cue.stance == Stance::Affirm && !cue.careful;
    if towards && cue.governs.clause && says {
        return Some(Found::Here(Complement::clause(reading, t)));
    }
    if reading.lexicon.lists.not_before_clause.contains(before) {
        // "بعد أن": a clause of time, not what is said
        return Some(Found::FurtherOn);
    }
    // "أمرت السلطات الشركة بأن"
    let asked =
        cue.addressee && !cue.governs.object && cue.governs.prepositions.iter().any(|p| p == "ب");
    let with_ba = (t == from || asked) && reading.bare(t).starts_with('ب');
    let governed = cue.governs.prepositions.iter().any(|p| p == before);
    Some(if cue.governs.clause || with_ba || governed {
        Found::Here(Complement::clause(reading, t))
    } else {
        Found::Nothing
    })
}

/// "ونأمل أن", "يصفها بأنها": a verb at `t`, though its form is also another word.
fn further_verb(reading: &Reading, t: usize) -> bool {
    let joined = reading.finite(t) && reading.note(t).conjunction && reading.complementizer(t + 1);
    joined || reading.verb_with_object(t).is_some()
}

/// "رافضا الكشف عن اسمه: «…»": a participle between the source and a quotation behind a colon.
fn before_colon(reading: &Reading, t: usize, end: usize) -> bool {
    const NEAR: usize = 10;
    (t + 1..end.min(t + NEAR))
        .take_while(|&k| reading.text.is_word(k) || reading.kind(k) == Kind::Colon)
        .any(|k| reading.kind(k) == Kind::Colon && reading.kind(k + 1) == Kind::Quote)
}

/// True where a participle of state at `t` begins a relation of its own.
fn other_participle(reading: &Reading, t: usize) -> bool {
    // "معتبرا أن": with its clause even a word that is another one as well
    let clause = reading.complementizer(t + 1);
    let participle = reading.cue(t, |c, f| {
        f.form == Some(Form::Participle) && (!c.careful || clause)
    });
    participle.is_some() && !reading.note(t).definite && !passes_on(reading, t)
}

/// True where token `t` only leads over to the content: "قائلا:", "بقوله:", "قائلا إن".
pub(super) fn passes_on(reading: &Reading, t: usize) -> bool {
    let saying = reading
        .cue(t, |c, f| {
            f.form == Some(Form::Participle)
                && c.stance == Stance::Affirm
                && c.class == CueClass::Verb
        })
        .is_some()
        || reading.is(t, tag::SPOKEN);
    saying
        && !reading.note(t).conjunction
        && (matches!(reading.kind(t + 1), Kind::Colon | Kind::Quote)
            || reading.complementizer(t + 1))
        && !matches!(reading.kind(t.wrapping_sub(1)), Kind::Comma | Kind::Close)
}

/// True where a relative pronoun stands between `from` and `t`: the verb belongs to the relative clause.
fn relative_before(reading: &Reading, t: usize, from: usize) -> bool {
    let words = &reading.lexicon.grammar.clause;
    (from..t)
        .rev()
        .take_while(|&i| reading.kind(i) != Kind::Comma && !words.r#where.contains(reading.word(i)))
        .any(|i| reading.is(i, tag::RELATIVE))
}

/// "إلى أن", "على ضرورة", "بأنه", "بتعهد", "عن اقتراح".
pub(super) fn prepositional(
    reading: &Reading,
    cue: &Cue,
    t: usize,
    end: usize,
) -> Option<Complement> {
    cue.governs.prepositions.iter().find_map(|preposition| {
        behind_preposition(reading, preposition, t, end)
            .filter(|_| !of_adjective(reading, cue, preposition, t, end))
    })
}

/// "المهتم | بالرياضة": a preposition that an adjective asks for; but for the only one where somebody is asked ("طالب الجهات
/// المعنية | بسرعة …").
fn of_adjective(reading: &Reading, cue: &Cue, preposition: &str, t: usize, end: usize) -> bool {
    const NEAR: usize = 12;
    let adjective = |t: usize| t > 0 && reading.lexicon.lists.with_ba.contains(reading.bare(t - 1));
    let further = || {
        let mut rest = t + 1..end.min(t + NEAR);
        rest.any(|t| behind_preposition(reading, preposition, t, end).is_some() && !adjective(t))
    };
    preposition == "ب" && adjective(t) && (!cue.addressee || further())
}

fn behind_preposition(
    reading: &Reading,
    preposition: &str,
    t: usize,
    end: usize,
) -> Option<Complement> {
    let word = reading.word(t);
    if word == preposition && t + 1 < end {
        // "كشف التقرير الصادر عن الوزارة عن": the preposition of a participle
        if t > 0 && reading.lexicon.lists.issued.at(&reading.text, t - 1) == Some(2) {
            return None;
        }
        let words = &reading.lexicon.grammar.preposition;
        let occasion = reading.is(t + 1, tag::OCCASION)
            && (words.within.contains(word) || words.about.contains(word));
        return (!occasion).then(|| Complement::behind(reading, t));
    }
    let mut letters = preposition.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return None;
    };
    // "بـ “نص”": the letter stands alone
    if word == preposition {
        return Some(Complement::at(t + 1, Link::Preposition, t));
    }
    glued(reading, letter, t).then(|| {
        let clause = letter == 'ب' && word.starts_with("بان");
        let start = if clause { clause_start(reading, t) } else { t };
        Complement::at(start, Link::Preposition, t)
    })
}

/// True where the preposition `letter` is glued to the word at `t` and governs it.
fn glued(reading: &Reading, letter: char, t: usize) -> bool {
    let word = reading.word(t);
    // "أشاد بما قدمه"
    if letter == 'ب' && word.starts_with(letter) && reading.lexicon.lists.what.contains(word) {
        return true;
    }
    let other = reading
        .lexicon
        .grammar
        .preposition
        .no_content
        .contains(word);
    !other
        && word.starts_with(letter)
        && !reading.is(t, tag::AUDIENCE | tag::OCCASION | tag::HOME)
        && (reading.note(t).preposition == Some(letter)
            || reading.lexicon.leads(word, letter)
            || (letter == 'ب' && reading.lexicon.frequency(word) == 0))
}

/// True where a clause or preposition found far away belongs to the noun phrase that is the object. A clause behind a
/// comma does not: what stands before it may be an apposition to the source.
pub(super) fn object_first(reading: &Reading, from: usize, found: &Complement, cue: &Cue) -> bool {
    // "أكد وزير الصحة، حرص المملكة على السلام"
    let set_off = reading.kind(from) == Kind::Comma
        && noun_behind(reading, from)
        && (from + 1..found.marker).all(|t| reading.kind(t) != Kind::Comma);
    let from = from + usize::from(set_off);
    // "أكد المتحدث لـ«الوطن» واقعة الاعتداء على": the object stands behind the paper
    let from = audience(reading, from, found.marker).unwrap_or(from);
    // "أكدت الهيئة مجددا منحها القطاع عناية … للحفاظ على"
    let moment = |t: &usize| reading.lexicon.lists.moment.contains(reading.word(*t));
    let from = (from..found.marker)
        .find(|t| !moment(t))
        .unwrap_or(found.marker);
    if found.marker == from || !reading.text.is_word(from) || cue.addressee {
        return false;
    }
    let first = reading.note(from);
    let comma =
        found.link == Link::Clause && (from..found.marker).any(|t| reading.kind(t) == Kind::Comma);
    // "رفضت موسكو إغلاق المسار، متذرعة بأن": a plain noun behind the subject is what is refused
    let thing = cue.stance != Stance::Affirm
        && first.common
        && !first.definite
        && !first.is(tag::TITLE | tag::BODY | tag::HONORIFIC | tag::GIVEN | tag::GIVEN_AMBIGUOUS);
    // "أكد المهندس المبارك أن": what is definite and no object of saying is the rest of the source
    let rest = cue.stance == Stance::Affirm
        && found.link == Link::Clause
        && reading.complementizer(found.marker)
        && first.definite
        && !comma;
    // "ادعى نقدي أن": an adjective without a noun is no object either
    let surname = found.link == Link::Clause
        && found.marker == from + 1
        && reading.complementizer(found.marker)
        && !first.definite
        && reading.bare(from).ends_with('ي')
        && reading.lexicon.takes_article(reading.bare(from));
    let rest = rest || surname;
    // "أكد لـ«الوطن» أن"
    let alone_to = &reading.lexicon.grammar.preposition.alone_to;
    let audience = alone_to.contains(reading.word(from));
    first.preposition.is_none()
        && !audience
        && !rest
        && (!comma || thing)
        && !first.is(tag::ADJUNCT | tag::AUDIENCE | tag::OCCASION)
}

/// The object noun phrase from `from` on, behind time and occasion.
pub(super) fn object(reading: &Reading, from: usize, end: usize) -> Option<Complement> {
    let words = &reading.lexicon.grammar;
    let pointed = words.clause.demonstrative.contains(reading.word(from));
    // "أكد ذلك الدكتور فلان": who says it stands behind
    const WHO: u64 = tag::HONORIFIC | tag::OFFICE | tag::GIVEN;
    if pointed && reading.is(from + 1, WHO) {
        return None;
    }
    if pointed && from + 2 < end {
        return Some(Complement::at(from, Link::Object, from));
    }
    let k = behind_circumstances(reading, from, end)?;
    let k = behind_apposition(reading, k, end).unwrap_or(k);
    let k = behind_joined(reading, k, end);
    if k + 1 >= end {
        return None;
    }
    if reading.kind(k) == Kind::Quote {
        // "بعثة الأمم المتحدة "يونامي" مقتل": what the body is called for short
        let acronym =
            (reading.short_quote(k, end, 1)).filter(|q| reading.text.is_word(q.close + 1));
        if let Some(quote) = acronym.filter(|_| k == from && k > 0) {
            return object(reading, quote.close + 1, end);
        }
        return reading
            .text
            .quote_at(k)
            .map(|_| Complement::at(k, Link::Quote, k));
    }
    let note = reading.note(k);
    // "أكد رفض بلاده": behind verb and subject no verb can stand
    let with_pronoun = PRONOUNS
        .iter()
        .any(|pronoun| reading.word(k).ends_with(pronoun));
    let verbal_noun = with_pronoun
        || reading.lexicon.takes_article(reading.word(k))
        || reading.cue(k, |c, _| c.class == CueClass::Noun).is_some();
    let noun = reading.text.is_word(k)
        && !words.preposition.alone_to.contains(reading.word(k))
        && !note.is(tag::COMPLEMENTIZER | tag::ADJUNCT | tag::NEGATOR | tag::RELATIVE)
        && (!reading.surely_finite(k) || verbal_noun)
        && note.preposition.is_none()
        && !note.conjunction;
    noun.then(|| {
        through_masdar(reading, k, end).unwrap_or_else(|| Complement::at(k, Link::Object, k))
    })
}

/// "رفضت النقابات | والأحزاب | القرار": behind those who are joined to the subject.
fn behind_joined(reading: &Reading, mut k: usize, end: usize) -> usize {
    let joined = |t: usize| {
        let note = reading.note(t);
        let noun = note.definite || note.entity.is_some() || note.is(tag::TITLE | tag::BODY);
        t < end && note.conjunction && noun && !reading.finite(t) && !note.is(tag::ADJUNCT)
    };
    while joined(k) {
        k = phrase_end(reading, k, end).max(k + 1);
    }
    k
}

/// "نفت الشركة الرائدة في النقل صحة ما تردد": behind what still tells who the source is, where what follows is plainly what
/// others say.
fn behind_apposition(reading: &Reading, k: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 14;
    let first = reading.note(k);
    let apposition = first.definite || first.is(tag::GIVEN | tag::GIVEN_AMBIGUOUS);
    if !apposition || first.preposition.is_some() || first.conjunction {
        return None;
    }
    (k + 1..end.min(k + LONGEST))
        .take_while(|&t| reading.text.is_word(t) && !reading.complementizer(t))
        .find(|&t| {
            let governed = reading.is(t - 1, tag::ADJUNCT)
                || reading
                    .lexicon
                    .lists
                    .before_noun
                    .contains(reading.word(t - 1));
            !governed
                && !reading.note(t).conjunction
                && reading
                    .lexicon
                    .lists
                    .others_said
                    .at(&reading.text, t)
                    .is_some()
        })
}

/// "جدد التأكيد على أن": behind the noun that only repeats the saying.
fn through_masdar(reading: &Reading, k: usize, end: usize) -> Option<Complement> {
    let repeating = &reading.lexicon.grammar.clause.repeating;
    let repeats = repeating.contains(reading.word(k));
    let clause = (k + 1..end.min(k + 3)).find(|&t| reading.complementizer(t))?;
    repeats.then(|| Complement::clause(reading, clause))
}

/// A clause with nothing before it: "وقال هدفنا هو تنفيذ الاتفاقية", "وأضاف في كلمته لقد انتخبنا الشعب".
pub(super) fn bare(reading: &Reading, from: usize, end: usize) -> Option<Complement> {
    const SHORTEST: usize = 4;
    // "وقال للصحفيين، تم تحديد"
    let from = if reading.is(from, tag::AUDIENCE) && reading.kind(from + 1) == Kind::Comma {
        from + 2
    } else {
        from
    };
    let k = if reading.is(from, tag::ADJUNCT) {
        circumstance_end(reading, from, end)?
    } else {
        from
    };
    let starts = reading.text.is_word(k) && !reading.is(k, tag::RELATIVE | tag::SPOKEN);
    (k + SHORTEST <= end && starts).then(|| Complement::at(k, Link::Bare, k))
}
