//! Persons: names in all their spellings, offices, and those without a name.

use std::ops::Range;

use super::{Cast, Speaker};
use crate::extract::source::Source;
use crate::language::arabic::affixes::OF_ANOTHER;
use crate::language::arabic::lexicon::{lexicon, tag};
use crate::language::arabic::skeleton;
use crate::statement::SpeakerKind;

impl Cast<'_, '_> {
    /// "المسؤول الكازاخستاني": the one so described before, or somebody named before whom it fits; else somebody
    /// without a name.
    pub(super) fn unnamed(&mut self, source: &Source) -> usize {
        let before = self
            .same_head(source, SpeakerKind::Unnamed)
            .or_else(|| self.same_relative(source))
            .or_else(|| self.by_family_name(source));
        if let Some(found) = before {
            return found;
        }
        let definite = source
            .title
            .as_ref()
            .is_some_and(|t| self.reading.note(t.start).definite);
        let nobody = &self.reading.lexicon.grammar.title.nobody;
        let impersonal = nobody.contains(self.reading.bare(source.range.start))
            || !self.reading.is(source.range.start, tag::TITLE | tag::SOME);
        if definite && !impersonal {
            let report = |s: &Speaker| {
                let head = s.words.first();
                head.is_some_and(|word| self.reading.lexicon.has(word, tag::DOCUMENT))
            };
            let fits = |s: &Speaker| {
                matches!(s.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
                    && s.feminine == source.feminine
                    && s.plural == source.plural
                    && !report(s)
                    && (source.country.is_none() || s.country == source.country)
            };
            if let Some(found) = self.latest(fits) {
                return found;
            }
        }
        self.described(source, SpeakerKind::Unnamed)
    }

    /// "وأوضح الفضل": an ordinary word that is the last of somebody's name.
    fn by_family_name(&self, source: &Source) -> Option<usize> {
        let family = self.words(source.range.clone());
        let [word] = family.as_slice() else {
            return None;
        };
        self.latest_or_named(|s| {
            s.kind == SpeakerKind::Person && s.words.len() > 1 && s.words.last() == Some(word)
        })
    }

    /// "والدته": the mother of whom we heard before.
    fn same_relative(&self, source: &Source) -> Option<usize> {
        let head = source.range.start;
        if source.range.len() > 1 || !self.reading.is(head, tag::KIN) {
            return None;
        }
        let word = self.reading.bare(head);
        let stem = OF_ANOTHER
            .iter()
            .find_map(|pronoun| word.strip_suffix(pronoun))?;
        let stem = stem.strip_suffix('ت').unwrap_or(stem);
        self.latest(|s| {
            let first = s.words.first().map(|w| w.strip_suffix('ه').unwrap_or(w));
            s.kind == SpeakerKind::Unnamed && first == Some(stem)
        })
    }

    /// A person by name, by office or both.
    pub(super) fn person(&mut self, source: &Source) -> usize {
        let mention = self.mention(source);
        self.last_country = source.country.or(self.last_country);
        let found = if mention.words.is_empty() {
            self.by_family_name(source)
                .or_else(|| self.by_title(source, &mention))
        } else {
            self.by_name(&mention)
        };
        if found.is_none()
            && let Some(body) = self.body_for_short(source)
        {
            return body;
        }
        match found {
            Some(index) => {
                self.speakers[index].learn(mention);
                index
            }
            None => {
                let home = || {
                    let title = source.title.clone()?;
                    self.neighbour(title.clone())
                        .or_else(|| self.of_body(title))
                };
                self.add(Speaker {
                    country: mention.country.or_else(home),
                    ..mention
                })
            }
        }
    }

    /// What a source says of a person.
    fn mention(&self, source: &Source) -> Speaker {
        let part =
            |range: &Option<Range<usize>>| range.clone().map(|r| self.words(r)).unwrap_or_default();
        let words = part(&source.name);
        let title = part(&source.title);
        let role = source
            .title
            .clone()
            .filter(|t| t.len() > 1 || !self.reading.is(t.start, tag::HONORIFIC))
            .map(|t| self.title_text(t));
        let name = match &source.name {
            Some(name) => self.name_text(name.clone()),
            None => role
                .clone()
                .unwrap_or_else(|| self.text(source.range.clone())),
        };
        let heads = (source.title.clone())
            .map(|title| self.offices(title))
            .unwrap_or_default();
        Speaker {
            role,
            country: source.country,
            feminine: source.feminine,
            named: !words.is_empty(),
            of_state: self.of_state(source),
            local: self.local(source),
            of_union: self.of_union(source),
            title,
            heads,
            ..Speaker::new(name, SpeakerKind::Person, words)
        }
    }

    /// The words of a name, without the preposition in front of it: "لغازي القصيبي", but "لافي اللهيبي".
    fn name_text(&self, name: Range<usize>) -> String {
        let reading = self.reading;
        let word = reading.bare(name.start);
        let given = |word: &str| reading.lexicon.is_given(word);
        match word.strip_prefix('ل') {
            Some(rest) if !given(word) && given(rest) => self.title_text(name),
            _ => self.text(name),
        }
    }

    /// "نائب رئيس المفوضية الأوروبية", "الأمين العام للأمم المتحدة".
    fn of_union(&self, source: &Source) -> bool {
        let union = |t: usize| self.reading.of_no_state(t);
        source.country.is_none() && source.title.clone().is_some_and(|mut t| t.any(union))
    }

    /// The heads of the offices in a title: "أمين الطائف", "رئيس اللجنة" of "أمين الطائف رئيس اللجنة".
    fn offices(&self, title: Range<usize>) -> Vec<String> {
        let reading = self.reading;
        let further = |&t: &usize| {
            let before = reading.note(t - 1);
            let whole = before.definite || before.entity.is_some();
            reading.is(t, tag::OFFICE)
                && !reading.note(t).definite
                && reading.note(t).preposition.is_none()
                && (whole || reading.note(t).conjunction)
        };
        let first = title.start;
        let heads = std::iter::once(first).chain((first + 1..title.end).filter(further));
        heads
            .flat_map(|t| self.words(t..t + 1))
            .map(|word| reading.lexicon.lemma_of_title(&word))
            .collect()
    }

    /// "وزير خارجيتها": the state that was last spoken of.
    fn neighbour(&self, title: Range<usize>) -> Option<&'static str> {
        const FARTHEST: usize = 40;
        let possessed = title.clone().skip(1).any(|t| {
            let word = self.reading.word(t);
            word.ends_with("تها")
                && !self.reading.note(t).definite
                && self.reading.lexicon.frequency(word) > 0
        });
        let mut before = (0..title.start).rev().take(FARTHEST);
        possessed
            .then(|| before.find_map(|t| self.reading.note(t).country()))
            .flatten()
            .map(|(code, _)| code)
    }

    /// "المتحدث باسم الوزارة": the state of the body with this head that was named last.
    fn of_body(&self, title: Range<usize>) -> Option<&'static str> {
        let last = title.end - 1;
        let body = title.len() > 1 && self.reading.is(last, tag::BODY);
        let named = body.then(|| self.body_with_head(last)).flatten()?;
        self.speakers[named].country
    }

    /// A person named before whose name ends, begins or spells like this one.
    fn by_name(&self, mention: &Speaker) -> Option<usize> {
        self.latest_or_named(|s| {
            s.kind == SpeakerKind::Person && s.named && same_name(&s.words, &mention.words)
        })
        .or_else(|| self.by_first_name(mention))
    }

    /// "الأمير عبدالله": the only one so far whose name begins so.
    fn by_first_name(&self, mention: &Speaker) -> Option<usize> {
        let first = mention.words.concat();
        if mention.words.len() > 2 || !self.reading.lexicon.is_given(&first) {
            return None;
        }
        let begins = |s: &Speaker| {
            let longer = s.words.len() > mention.words.len();
            longer && (s.words[0] == first || s.words[..mention.words.len()].concat() == first)
        };
        let mut so_named = (0..self.speakers.len())
            .filter(|&s| self.speakers[s].kind == SpeakerKind::Person && begins(&self.speakers[s]));
        so_named.next().filter(|_| so_named.next().is_none())
    }

    /// The person who holds the office that a title names.
    fn by_title(&self, source: &Source, mention: &Speaker) -> Option<usize> {
        let range = source.title.clone()?;
        if !self.reading.note(range.start).definite && range.len() == 1 {
            return None;
        }
        // the state's adjective is settled by its code, however it is spelt
        let of_state = |word: &str| {
            range.clone().any(|t| {
                self.reading.note(t).country().is_some() && self.reading.word(t).ends_with(word)
            })
        };
        let mut rest = mention.title.clone();
        rest.drain(..rest.len().min(1));
        rest.retain(|word| !of_state(word) && !of_any_state(word));
        self.latest_or_named(|s| {
            s.kind == SpeakerKind::Person
                && s.feminine == source.feminine
                && mention.heads.iter().all(|h| s.heads.contains(h))
                && (source.country.is_none() || s.country == source.country)
                && rest.iter().all(|w| s.title.contains(w))
        })
    }
}

/// "رئيس الجمهورية", "رئيس الدولة": words of an office that its other forms leave out.
fn of_any_state(word: &str) -> bool {
    lexicon().grammar.title.of_any_state.contains(word)
}

impl Speaker {
    /// Takes over what a further mention says: a fuller name or title, the state.
    fn learn(&mut self, mention: Speaker) {
        if mention.words.len() > self.words.len() || (!self.named && mention.named) {
            self.words = mention.words;
            self.name = mention.name;
            self.named = true;
            self.kind = SpeakerKind::Person;
        }
        if mention.title.len() > self.title.len() && mention.named {
            self.title = mention.title;
            self.role = mention.role;
            self.heads.extend(mention.heads);
            self.feminine = mention.feminine;
        }
        self.country = self.country.or(mention.country);
        self.of_state |= mention.of_state;
        self.local |= mention.local;
        self.of_union |= mention.of_union;
    }
}

/// Two mentions of one name: one's words close or open the other's, spelling of foreign letters aside.
pub fn same_name(a: &[String], b: &[String]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let Some(first) = short.first() else {
        return false;
    };
    let tail = long[long.len() - short.len()..]
        .iter()
        .zip(short)
        .all(|(x, y)| skeleton::same(x, y));
    let one_word =
        short.len() == 1 && long.len() > 1 && skeleton::same(&long[1..].concat(), &short.concat());
    // "آل غالب" of "عبدالله آل غالب الشريف"
    let inside = short.len() >= 2 && long.windows(short.len()).any(|words| words == short);
    let skips = short.len() >= 2 && long[0] == *first && short.iter().all(|w| long.contains(w));
    tail || skeleton::same(&long.concat(), &short.concat()) || one_word || inside || skips
}
