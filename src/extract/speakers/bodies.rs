//! Bodies and media: one name for all ways to write a ministry, and "الوزارة" for the one named before.

use std::ops::Range;

use super::{Cast, Speaker};
use crate::extract::source::Source;
use crate::language::arabic::affixes::{is_feminine, without_article};
use crate::language::arabic::countries;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::text::Kind;
use crate::statement::SpeakerKind;

impl Cast<'_, '_> {
    /// An agency, paper or channel.
    pub(super) fn medium(&mut self, source: &Source) -> usize {
        let unquoted = self.unquoted(source);
        let source = unquoted.as_ref().unwrap_or(source);
        let lexicon = self.reading.lexicon;
        let known = source.range.clone().find_map(|t| {
            let Some((Entity::Media(index), _)) = self.reading.note(t).entity else {
                return None;
            };
            Some(lexicon.media[index as usize].name.clone())
        });
        // "شبكة … أشارت الشبكة"
        if known.is_none()
            && source.range.len() == 1
            && let Some(found) = self.body_with_head(source.range.start)
        {
            return found;
        }
        let kind = if source.plural && known.is_none() {
            SpeakerKind::Group
        } else {
            SpeakerKind::Organization
        };
        let name = known.unwrap_or_else(|| self.title_text(source.range.clone()));
        self.organization(name, source, kind)
    }

    /// A ministry, movement, company …
    pub(super) fn body(&mut self, source: &Source) -> usize {
        let unquoted = self.unquoted(source);
        let source = unquoted.as_ref().unwrap_or(source);
        if let Some(found) = self.named_before(source) {
            return found;
        }
        let mut source = source.clone();
        let portfolio = self.portfolio(&source);
        if let Some(body) = &portfolio
            && source.country.is_none()
            && source.range.len() == 1
        {
            // "الخارجية" alone: the one named before, else of the state last spoken of
            let words = words_of(body);
            let same = |s: &Speaker| s.kind == SpeakerKind::Organization && s.words == words;
            if let Some(found) = self.latest_or_named(same) {
                return found;
            }
            source.country = self.last_country;
        }
        self.last_country = source.country.or(self.last_country);
        let name = portfolio
            .and_then(|body| {
                // "الداخلية" is a ministry in whatever state
                let plain = || (source.range.len() == 1).then(|| body.clone());
                ministry(&body, source.country).or_else(plain)
            })
            .or_else(|| self.known_name(&source))
            .unwrap_or_else(|| self.title_text(source.range.clone()));
        self.organization(name, &source, SpeakerKind::Organization)
    }

    /// "«الصحة»": a source without the quotation marks, where they stand around all of it.
    fn unquoted(&self, source: &Source) -> Option<Source> {
        let mark = |t: usize| self.reading.kind(t) == Kind::Quote;
        let Range { start, end } = source.range;
        let quoted = source.range.len() > 2 && mark(start) && mark(end - 1);
        (quoted && !(start + 1..end - 1).any(mark)).then(|| Source {
            range: start + 1..end - 1,
            ..source.clone()
        })
    }

    /// "الوزارة", "الحزب": the body with this head that was named last; "الشركة الأمريكية": the one of that state.
    fn named_before(&self, source: &Source) -> Option<usize> {
        let head = source.range.start;
        if source.range.len() == 1 && source.country.is_none() {
            let known = self.last_country.is_some() || self.known_name(source).is_some();
            let short = || (!known).then(|| self.body_with_word(source)).flatten();
            return self.body_with_head(head).or_else(short);
        }
        let of_state = source.range.len() == 2 && self.reading.note(head + 1).nisba().is_some();
        let found = of_state.then(|| self.body_with_head(head)).flatten()?;
        let state = self.speakers[found].country;
        (state.is_none() || state == source.country).then_some(found)
    }

    /// "توقعت الأرصاد": the body named last that has this word in its name, which is nobody's.
    pub(super) fn body_for_short(&self, source: &Source) -> Option<usize> {
        let reading = self.reading;
        let at = source.range.start;
        let nobody = source.range.len() == 1 && reading.lexicon.is_no_family(reading.bare(at));
        nobody.then(|| self.body_with_word(source)).flatten()
    }

    /// The body named last that has the one definite word of a source in its name.
    fn body_with_word(&self, source: &Source) -> Option<usize> {
        let definite = self.reading.note(source.range.start).definite;
        let word = self
            .words(source.range.clone())
            .pop()
            .filter(|_| definite)?;
        // "مجلس إدارة الشركة" is not the company
        let part = |s: &Speaker| {
            self.reading.is(source.range.start, tag::BODY) && s.words.last() == Some(&word)
        };
        self.latest_or_named(|s| {
            let of_name = s.words.len() > 1 && s.words.contains(&word);
            s.kind == SpeakerKind::Organization && of_name && !part(s)
        })
    }

    /// The body named last whose name begins with the definite word at `head`, and has more words.
    pub(super) fn body_with_head(&self, head: usize) -> Option<usize> {
        let note = self.reading.note(head);
        if !note.definite || note.entity.is_some() {
            return None;
        }
        let word = self.words(head..head + 1).into_iter().next()?;
        self.latest_or_named(|s| {
            s.kind == SpeakerKind::Organization
                && (s.words.len() > 1 && s.words.first() == Some(&word) || s.heads.contains(&word))
        })
    }

    /// The name that the lexicon gives to a body, where its words are all of the phrase.
    fn known_name(&self, source: &Source) -> Option<String> {
        let (Entity::Body(index), length) = self.reading.note(source.range.start).entity? else {
            return None;
        };
        let lexicon = self.reading.lexicon;
        let whole = source.range.len() <= length as usize && !lexicon.portfolio[index as usize];
        whole.then(|| lexicon.bodies[index as usize].name.clone())
    }

    /// The portfolio of a ministry: "الخارجية الكازاخية", "وزارة خارجية كازاخستان", "وزارة الخارجية".
    fn portfolio(&self, source: &Source) -> Option<String> {
        const NEAR: usize = 3;
        let start = source.range.start;
        let lexicon = self.reading.lexicon;
        (start..source.range.end.min(start + NEAR)).find_map(|t| {
            if let Some((Entity::Body(index), _)) = self.reading.note(t).entity
                && lexicon.portfolio[index as usize]
            {
                return Some(lexicon.bodies[index as usize].name.clone());
            }
            let ministry = &lexicon.grammar.body.ministry;
            let ministry = ministry.contains(self.reading.bare(start)) && t == start + 1;
            ministry
                .then(|| lexicon.portfolio_of(self.reading.word(t)))
                .flatten()
        })
    }

    /// The body of this name, or a new one.
    pub(super) fn organization(
        &mut self,
        name: String,
        source: &Source,
        kind: SpeakerKind,
    ) -> usize {
        let words = words_of(&name);
        // "شبكة «فوكس نيوز»" is "الشبكة" later on, whatever the lexicon calls it
        let start = source.range.start;
        let head = match source.range.len() {
            0 | 1 => None,
            _ => self.words(start..start + 1).pop(),
        };
        let known = self
            .speakers
            .iter()
            .position(|s| s.kind == kind && s.words == words);
        if let Some(found) = known {
            let heads = &mut self.speakers[found].heads;
            heads.extend(head.filter(|word| !heads.contains(word)));
            return found;
        }
        let feminine_name = kind == SpeakerKind::Organization
            && words.first().is_some_and(|word| is_feminine(word));
        let of_state = self.of_state(source);
        self.add(Speaker {
            country: source.country,
            feminine: source.feminine || feminine_name,
            plural: source.plural,
            of_state,
            local: self.local(source),
            heads: head.into_iter().collect(),
            ..Speaker::new(name, kind, words)
        })
    }
}

/// The words of a body's name, folded, without article.
fn words_of(name: &str) -> Vec<String> {
    folded(name)
        .split_whitespace()
        .map(|word| without_article(word).to_string())
        .collect()
}

/// "وزارة الخارجية الكازاخستانية": one name for all ways to write it.
fn ministry(body: &str, country: Option<&'static str>) -> Option<String> {
    let feminine = body
        .split_whitespace()
        .next()
        .is_some_and(|w| w.ends_with('ة'));
    let adjective = countries::adjective_of(country?, feminine)?;
    Some(format!("{body} {adjective}"))
}
