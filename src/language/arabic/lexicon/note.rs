//! What is known of one token: the word as it stands, else without its proclitics.

use super::{CueForm, Entity, Lexicon, Note, tag};
use crate::language::arabic::affixes::{has_article, without_preposition};
use crate::language::arabic::countries::FormKind;
use crate::language::text::{Kind, Text};

impl Lexicon {
    /// What is known of token `i`: of most words of the papers it is worked out once.
    pub fn note(&'static self, text: &Text, i: usize) -> Note {
        if text.kind(i) != Kind::Word {
            return Note::NOTHING;
        }
        let word = text.word(i);
        let known = self.vocabulary.get(word).and_then(|usage| {
            let alone = || (!self.may_begin_name(word)).then(|| self.note_of_word(text, i));
            *usage.note.get_or_init(alone)
        });
        known.unwrap_or_else(|| self.note_of_word(text, i))
    }

    /// True where a name of several words may begin with a word, in whatever form it is looked up: what is known of it
    /// depends on the words behind it.
    fn may_begin_name(&self, word: &str) -> bool {
        let begins = |form: &str| {
            let names = self.entities.get(form);
            names.is_some_and(|list| list.iter().any(|(words, _)| words.len() > 1))
        };
        let bare = word.strip_prefix(['و', 'ف']);
        [Some(word), bare].into_iter().flatten().any(|form| {
            let noun = form.strip_prefix(['ب', 'ل', 'ك']);
            begins(form) || noun.is_some_and(|noun| begins(noun) || begins(&format!("ا{noun}")))
        })
    }

    fn note_of_word(&'static self, text: &Text, i: usize) -> Note {
        let mut note = Note::NOTHING;
        let word = text.word(i);
        note.definite = has_article(word);
        let mut rest = word;
        self.look_up(text, i, rest, &mut note);
        if note.is_unknown()
            && let Some((stripped, inner)) = self.without_conjunction(text, i, &note)
        {
            note = inner;
            rest = stripped;
        }
        // "وجاء": a turn in the report, and a verb with its conjunction
        if note.tags == tag::NOT_NAME
            && note.cues.is_empty()
            && let Some(info) = rest.strip_prefix('و').and_then(|bare| self.words.get(bare))
            && !info.cues.is_empty()
        {
            note.cues = &info.cues;
            note.conjunction = true;
        }
        if note.is_unknown() {
            self.look_up_prepositional(text, i, rest, &mut note);
        }
        if note.is(tag::AUDIENCE)
            && let Some(medium) = rest.strip_prefix('ل')
        {
            // "لصحيفة": whoever is spoken to may also be the source ("وفقا لصحيفة …")
            self.look_up(text, i, medium, &mut note);
            note.preposition = Some('ل');
        }
        // "تعز" is a city sooner than a form of "عزا"
        if let Some((Entity::Country(_, FormKind::Name | FormKind::Capital | FormKind::City), _)) =
            note.entity
        {
            note.cues = &[];
        }
        note.common = self.is_common(&without_preposition(rest, note.preposition));
        note
    }

    /// The word without "و" or "ف" before it, and what is known of that, where the letter is a conjunction.
    fn without_conjunction<'t>(
        &'static self,
        text: &'t Text,
        i: usize,
        note: &Note,
    ) -> Option<(&'t str, Note)> {
        const SHORTEST: usize = 2;
        const SHORTEST_DEFINITE: usize = 5;
        let word = text.word(i);
        let stripped = word.strip_prefix(['و', 'ف'])?;
        let letters = stripped.chars().count();
        // "فكرة", "وجود": a common noun begins with its own letter
        if letters < SHORTEST || self.is_common(word) {
            return None;
        }
        let mut inner = *note;
        self.look_up(text, i, stripped, &mut inner);
        // "والقروية": no word begins with وال but for والد and والي, which the lists know
        let article = stripped.starts_with("ال") && letters >= SHORTEST_DEFINITE;
        let often = self.frequency(stripped);
        let conjunction =
            !inner.is_unknown() || article || (often > 0 && often >= self.frequency(word));
        inner.conjunction = true;
        inner.definite = has_article(stripped);
        conjunction.then_some((stripped, inner))
    }

    /// Looks a form up as it stands, and without its article.
    fn look_up(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        if let Some(info) = self.words.get(form) {
            note.tags |= info.tags;
            note.cues = &info.cues;
        }
        self.look_up_entity(text, i, form, note);
        self.look_up_definite(form, note);
    }

    /// Looks a noun up without its article.
    fn look_up_definite(&'static self, form: &str, note: &mut Note) {
        const OF_NOUNS: u64 = tag::TITLE
            | tag::KIN
            | tag::LOCAL
            | tag::OFFICIAL
            | tag::OFFICE
            | tag::UNNAMED
            | tag::PLURAL
            | tag::BODY
            | tag::MEDIA
            | tag::HONORIFIC
            | tag::FEMININE
            | tag::STATELESS
            | tag::MODIFIER;
        if let Some(info) = form
            .strip_prefix("ال")
            .and_then(|bare| self.words.get(bare))
        {
            note.tags |= info.tags & OF_NOUNS;
            if note.cues.is_empty() && info.cues.iter().all(|c| c.form.is_none()) {
                note.cues = &info.cues;
            }
        }
    }

    /// The longest name that begins at token `i`, its first word in the given form.
    fn look_up_entity(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        let Some(list) = self.entities.get(form) else {
            return;
        };
        let best = list
            .iter()
            .filter_map(|(words, entity)| Some((*entity, tokens_of(text, i, words)?)))
            // "السوداني" is of the Sudan sooner than the paper of that name
            .max_by_key(|(entity, tokens)| (*tokens, !matches!(entity, Entity::Media(_))));
        note.entity = best.or(note.entity);
    }

    /// بـ، لـ (للـ), كـ: the noun behind them.
    fn look_up_prepositional(&'static self, text: &Text, i: usize, form: &str, note: &mut Note) {
        let Some(preposition) = form.chars().next().filter(|c| matches!(c, 'ب' | 'ل' | 'ك'))
        else {
            return;
        };
        let rest = &form[preposition.len_utf8()..];
        let rest: String = if preposition == 'ل' && rest.starts_with('ل') {
            format!("ا{rest}")
        } else {
            rest.to_string()
        };
        // "لحي الروضة": a noun of two letters
        const SHORTEST: usize = 3;
        let genitive = || {
            preposition == 'ل'
                && self.is_noun(&rest)
                && !self.is_common(form)
                && self.words.get(&rest).is_none_or(|info| info.tags == 0)
                && self.frequency(&rest) > self.frequency(form)
        };
        if rest.chars().count() < SHORTEST && !genitive() {
            return;
        }
        let mut inner = *note;
        inner.tags = 0;
        self.look_up(text, i, &rest, &mut inner);
        const NOT_VERBS: fn(&CueForm) -> bool = |c| c.form.is_none();
        let known = inner.tags != 0 || inner.entity.is_some() || inner.cues.iter().any(NOT_VERBS);
        let definite = has_article(&rest);
        let rarer = || self.frequency(&rest).saturating_mul(2) < self.frequency(form);
        let adjective = |(entity, _)| match entity {
            Entity::Region(_) => true,
            Entity::Country(_, kind) => kind.nisba().is_some(),
            _ => false,
        };
        // "بلاتيني" is no "ب" and "لاتيني", "بيرون" no "ب" and "يرون"
        let part = inner.tags == 0 && !definite && inner.entity.is_some_and(adjective) && rarer();
        let verb = !known && !inner.cues.is_empty();
        if verb || part {
            return;
        }
        if known || self.leads(form, preposition) {
            // "كولا" is no "ك" and "not"
            note.tags = inner.tags & !(tag::ADJUNCT | tag::NEGATOR);
            note.entity = inner.entity;
            note.cues = inner.cues;
            note.preposition = Some(preposition);
            note.definite = definite;
        }
    }
}

/// How many tokens the words of a name take that begins at token `i`, where all of them stand there. Quotation marks may
/// stand around a part of it: حزب «العدالة والتنمية».
fn tokens_of(text: &Text, i: usize, words: &[String]) -> Option<u8> {
    let mut at = i + 1;
    let mut open = false;
    for word in &words[1..] {
        if text.kind(at) == Kind::Quote && !open {
            open = true;
            at += 1;
        }
        if text.word(at) != word {
            return None;
        }
        at += 1;
    }
    let closes = open && text.kind(at) == Kind::Quote;
    (closes || !open).then_some((at - i + usize::from(closes)) as u8)
}
