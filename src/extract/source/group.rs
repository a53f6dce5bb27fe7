//! Several who speak together, and one of several.

use super::noun_phrase::noun_phrase;
use super::{Phrase, Reach, Source, source_with_preposition};
use crate::extract::reading::Reading;
use crate::language::arabic::affixes::is_oblique;
use crate::language::arabic::lexicon::tag;

pub(super) fn group(reading: &Reading, at: usize, reach: Reach) -> Source {
    let mut source = Source {
        plural: true,
        ..Source::new(at..at + 1, Phrase::Group)
    };
    source.range = at..noun_phrase(reading, at, reach, &mut source);
    source
}

/// "المشاركون", "متظاهرون": a sound masculine plural in the nominative is a group of people. So are "مرتادو الطريق", and the
/// pair of "كتلتا البرلمان".
pub fn group_word(reading: &Reading, at: usize) -> bool {
    const SHORTEST: usize = 6;
    const SHORTEST_CONSTRUCT: usize = 5;
    let word = reading.bare(at);
    let note = reading.note(at);
    let letters = word.chars().count();
    let verb = word.starts_with(['ي', 'ت']) && !note.definite;
    let lexicon = reading.lexicon;
    let oblique = |stem: &str| lexicon.is_written(&format!("{stem}ين"));
    let next = reading.note(at + 1);
    let before_noun = word.starts_with('م') && next.definite && next.common;
    let many = word.strip_suffix('و');
    let pair = word.strip_suffix("تا");
    let construct = letters >= SHORTEST_CONSTRUCT
        && note.is_unknown()
        && !note.definite
        && reading.text.is_word(at + 1)
        && (many.is_some_and(|stem| before_noun || oblique(stem))
            || pair.is_some_and(|stem| lexicon.frequency(&format!("{stem}ه")) > 0));
    // "كاميرون" ends so, and has no oblique case
    let plural = word
        .strip_suffix("ون")
        .is_some_and(|stem| note.definite || lexicon.is_common(stem) || oblique(stem));
    (plural && letters >= SHORTEST || construct)
        && !verb
        && !note.is(tag::ADJUNCT | tag::NOT_NAME | tag::GIVEN)
}

/// "بعض القياديين", "عدد من الأعضاء", "أحد السكان": several people, or one without a name.
pub(super) fn some_of(reading: &Reading, at: usize, reach: Reach) -> Option<Source> {
    if !reading.is(at, tag::SOME) {
        return None;
    }
    let words = &reading.lexicon.grammar;
    let from = at + 1 + usize::from(words.preposition.from.contains(reading.word(at + 1)));
    let note = reading.note(from);
    // "عدد من العاملات": whoever several of them are
    let several = note.definite
        && !note.is(tag::ADJUNCT | tag::DOCUMENT | tag::NOT_NAME)
        && (is_oblique(reading.bare(from))
            || reading.bare(from).ends_with("ات")
                && (reading.complementizer(from + 1)
                    || words.preposition.alone_to.contains(reading.word(from + 1))
                    || reading.is(from + 1, tag::AUDIENCE)));
    // "بعض الدراسات", "إحدى الدراسات"
    let reports = note.is(tag::DOCUMENT) && note.definite;
    let people = note.is(tag::TITLE | tag::PLURAL)
        || reports
        || group_word(reading, from)
        || note.is(tag::BODY)
        || several;
    if from >= reach.end || !reading.text.is_word(from) || !people {
        return None;
    }
    let one = words.body.one_of.contains(reading.bare(at));
    let phrase = if one || reports {
        Phrase::Unnamed
    } else {
        Phrase::Group
    };
    let mut source = Source {
        plural: !one,
        feminine: words.body.one_woman_of.contains(reading.bare(at)),
        ..Source::new(at..from, phrase)
    };
    let stop = noun_phrase(reading, from, reach, &mut source);
    source.range = at..stop;
    source.title = (one || reports).then_some(at..stop);
    Some(source)
}

/// "كيري ووزراء خارجية دول المجلس": two who speak together are a group; two titles of one man are not. Only where the
/// content's place is known, since a name behind "و" may as well begin the next clause.
pub(super) fn together(reading: &Reading, first: Source, reach: Reach) -> Source {
    let at = first.range.end;
    let note = reading.note(at);
    // "نائب رئيس الوزراء والمتحدث باسم الحكومة فلان": a title without a name goes on
    let titles = first.title.is_some()
        && first.name.is_none()
        && note.is(tag::TITLE)
        && note.definite
        && !first.plural;
    let joins = (reach.bounded || titles)
        && at < reach.end
        && note.conjunction
        && !reading.finite(at)
        && !matches!(first.phrase, Phrase::Document | Phrase::Pronoun)
        && (note.is(tag::TITLE | tag::BODY | tag::SOME) || note.entity.is_some());
    let second = joins
        .then(|| source_with_preposition(reading, at, reach))
        .flatten();
    let Some(second) = second else {
        return first;
    };
    if !reach.bounded && second.name.is_none() {
        return first;
    }
    let range = first.range.start..second.range.end;
    if one_man(&first, &second) {
        return Source {
            range,
            country: first.country.or(second.country),
            name: first.name.or(second.name),
            ..first
        };
    }
    let one_state = first.country == second.country;
    Source {
        plural: true,
        country: first.country.filter(|_| one_state),
        stateless: first.stateless || second.stateless || !one_state,
        ..Source::new(range, Phrase::Group)
    }
}

/// "محمد … رئيس اللجنة والمختص في الأسواق", "كاتب الدراسة ونائب مدير المعهد محمد …": one name for two titles.
fn one_man(first: &Source, second: &Source) -> bool {
    let title_only = |s: &Source| s.name.is_none() && s.title.is_some() && !s.plural;
    (first.name.is_some() && title_only(second)) || (title_only(first) && second.name.is_some())
}
