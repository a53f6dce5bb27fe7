//! What only the whole text tells of a word: names that it teaches, words that fold to one form, the state of its paper.

use std::collections::HashSet;

use crate::language::arabic::affixes::is_written_feminine;
use crate::language::arabic::countries::FormKind;
use crate::language::arabic::lexicon::{Entity, Note, lexicon, tag};
use crate::language::text::Text;

/// "علي" the name and "على" the preposition fold to one word; a paper that writes both means what it writes.
pub(super) fn tell_ali_apart(text: &Text, notes: &mut [Note]) {
    let names = &lexicon().grammar.name;
    let written: Vec<(usize, bool)> = (0..notes.len())
        .filter(|&i| names.ali.contains(text.word(i)))
        .map(|i| (i, text.slice(text.tokens[i].span).ends_with('ى')))
        .collect();
    let told = written.iter().any(|(_, preposition)| *preposition);
    for (i, preposition) in written {
        // "علي بن عمير"
        let father = names.behind_ali.contains(text.word(i + 1));
        if !told && !father {
            continue;
        }
        let tags = &mut notes[i].tags;
        if preposition {
            *tags &= !(tag::GIVEN | tag::GIVEN_AMBIGUOUS);
        } else {
            *tags &= !(tag::ADJUNCT | tag::NOT_NAME | tag::GIVEN_AMBIGUOUS);
            *tags |= tag::GIVEN;
        }
    }
}

/// "بان كي مون", "آن باترسون": names with a word in them that elsewhere begins a clause.
pub(super) fn name_small_words(text: &Text, notes: &mut [Note]) {
    const SMALL: u64 = tag::COMPLEMENTIZER | tag::ADJUNCT | tag::NOT_NAME;
    const MADDA: char = 'آ';
    let names = &lexicon().grammar.name;
    for i in 0..notes.len() {
        if names.ann.contains(text.word(i)) && text.slice(text.tokens[i].span).starts_with(MADDA) {
            notes[i].tags &= !SMALL;
            notes[i].tags |= tag::GIVEN_AMBIGUOUS;
        }
        if names.van.contains(text.word(i)) && i > 0 && is_van(text, notes, i) {
            notes[i].tags &= !SMALL;
            notes[i].tags |= tag::NAME_PART;
            notes[i + 1].tags |= tag::GIVEN;
        }
        let length = names.of_small_words.at(text, i).unwrap_or(0);
        for note in notes.iter_mut().skip(i).take(length) {
            note.tags &= !SMALL;
            note.tags |= tag::GIVEN;
            note.cues = &[];
        }
    }
}

/// "لويس فان غال", "وقال فان غال": behind a verb or a name, and before a word that is nothing else.
fn is_van(text: &Text, notes: &[Note], i: usize) -> bool {
    let Some(next) = notes.get(i + 1) else {
        return false;
    };
    let written = text.slice(text.tokens[i].span);
    let before = &notes[i - 1];
    let verb = before.cues.iter().any(|cue| cue.form.is_some());
    let behind = verb || before.is(tag::GIVEN | tag::TITLE | tag::NAME_PART);
    // "فإن" folds to the same word, and is not written so
    written == text.word(i) && behind && is_bare_unknown(next) && text.is_word(i + 1)
}

/// A word as it stands that no list holds, and no common noun.
fn is_bare_unknown(note: &Note) -> bool {
    note.is_unknown() && !note.definite && !note.common && !note.conjunction
}

/// "بلاتر", "سنائي": a word that the text has behind a given name may be the family's where it stands by itself, whatever
/// it looks like; one that the papers write often is a name then.
pub(super) fn learn_family_names(text: &Text, notes: &mut [Note]) {
    let lexicon = lexicon();
    const NAMES: u64 = tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::NAME_PART;
    let behind = |i: usize, tags: u64| i > 0 && notes[i - 1].is(tags);
    let (mut families, mut given) = (HashSet::new(), HashSet::new());
    for (i, note) in notes.iter().enumerate() {
        let word = text.word(i);
        if !text.is_word(i) || !behind(i, NAMES) || !is_bare_unknown(note) {
            continue;
        }
        families.insert(word);
        if behind(i, tag::GIVEN) && lexicon.is_frequent(word) && lexicon.is_bare_only(word) {
            given.insert(word);
        }
    }
    if families.is_empty() {
        return;
    }
    let alone: HashSet<&str> = (0..notes.len())
        .filter(|&i| families.contains(text.word(i)) && !behind(i, NAMES))
        .map(|i| text.word(i))
        .collect();
    for (i, note) in notes.iter_mut().enumerate() {
        let word = text.word(i);
        note.family = alone.contains(word);
        if given.contains(word) {
            note.tags |= tag::GIVEN;
        }
    }
}

/// "حديثة" is no "حديثه": an adjective with the feminine ending folds to one word with a noun and its pronoun.
pub(super) fn tell_feminine_apart(text: &Text, notes: &mut [Note]) {
    let lexicon = lexicon();
    for (i, note) in notes.iter_mut().enumerate() {
        let written = || text.slice(text.tokens[i].span);
        if !note.is(tag::OCCASION) || note.definite || !is_written_feminine(written()) {
            continue;
        }
        let noun = text.word(i).strip_suffix('ه');
        if noun.is_some_and(|noun| lexicon.has(noun, tag::OCCASION)) {
            note.tags &= !(tag::OCCASION | tag::NOT_NAME);
            note.tags |= tag::MODIFIER;
        }
    }
}

/// "المملكة" alone is Saudi Arabia but in the papers of another kingdom.
pub(super) fn name_kingdom(text: &Text, notes: &mut [Note], code: &str) {
    let lexicon = lexicon();
    let Some(index) = lexicon.codes.iter().position(|known| *known == code) else {
        return;
    };
    for (i, note) in notes.iter_mut().enumerate() {
        let alone = lexicon.grammar.body.kingdom.stand_in(text.word(i));
        if let Some((Entity::Country(_, FormKind::Name), 1)) = note.entity.filter(|_| alone) {
            note.entity = Some((Entity::Country(index as u16, FormKind::Name), 1));
        }
    }
}

/// A longer name swallows the shorter ones inside it: in "وكالة الأناضول التركية" no state speaks.
pub(super) fn hide_inside_names(notes: &mut [Note]) {
    let mut i = 0;
    while i < notes.len() {
        let length = notes[i].entity.map_or(1, |(_, n)| n.max(1) as usize);
        if length > 1 {
            // "إن أتش كي": a name with a small word in it
            for note in notes.iter_mut().skip(i).take(length) {
                note.tags &= !(tag::COMPLEMENTIZER | tag::ADJUNCT | tag::NOT_NAME);
            }
        }
        for note in notes.iter_mut().skip(i + 1).take(length.saturating_sub(1)) {
            note.entity = None;
            note.cues = &[];
        }
        i += length;
    }
}
