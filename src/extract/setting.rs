//! Whose state an office belongs to where the words do not say: "وزير الصحة" in a Saudi paper is the Saudi one.
//!
//! A report has a setting: the state of its dateline, the home of its publisher, or the state that it mostly
//! speaks of. [`Setting`] settles which; what may ask for it (offices and bodies of state, never a company or a
//! union of states) is for [`super::speakers`] to say.

use std::collections::BTreeMap;
use std::ops::Range;

use super::reading::Reading;
use crate::document::Document;
use crate::document::body::{Zone, ZoneKind};
use crate::language::arabic::lexicon::{Entity, Lexicon, Note, lexicon, tag};
use crate::language::text::Text;

/// The state in which a report is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// ISO code, where one state stands out.
    pub state: Option<&'static str>,
    /// The same where the report hardly speaks of any other, so that everybody in it belongs there.
    pub only: Option<&'static str>,
    /// The state of the publisher; `None` for papers that write for many states.
    pub home: Option<&'static str>,
}

/// ISO code of the state that is home to the publisher of a document.
pub fn home(document: &Document) -> Option<&'static str> {
    lexicon().home(document.publisher.as_deref(), document.url.as_deref())
}

impl Setting {
    /// Reads the setting off a document's dateline, headline and text.
    pub fn new(reading: &Reading, document: &Document, zones: &[Zone]) -> Self {
        let home = home(document);
        let mut count: BTreeMap<&'static str, usize> = BTreeMap::new();
        let title = document.title.as_deref().unwrap_or_default();
        for code in states_in_title(title) {
            *count.entry(code).or_default() += 1;
        }
        let mut dateline = None;
        for zone in zones {
            let tokens = reading.tokens_of(zone.span);
            match zone.kind {
                ZoneKind::Dateline | ZoneKind::Byline => {
                    dateline = dateline.or(states(reading, tokens).next());
                }
                ZoneKind::Body => {
                    for code in states(reading, tokens) {
                        *count.entry(code).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        let state = dateline.or_else(|| prevailing(&count, home));
        Setting {
            state,
            only: state.filter(|state| alone(&count, state, home)),
            home,
        }
    }
}

/// The state that a text mostly speaks of. The home of the paper goes without saying, so that a few mentions
/// count; another state must have at least half of all.
fn prevailing(
    count: &BTreeMap<&'static str, usize>,
    home: Option<&'static str>,
) -> Option<&'static str> {
    let all: usize = count.values().sum();
    let at_home = home.and_then(|h| count.get(h)).copied().unwrap_or(0);
    // of equals the first by code: the order must not depend on chance
    let abroad = count
        .iter()
        .filter(|(code, _)| Some(**code) != home)
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    match abroad {
        Some((code, &n)) if n > 2 * at_home => (2 * n >= all).then_some(*code),
        _ => home,
    }
}

/// True where a report speaks of one state and hardly of another. At home that goes without saying: three mentions of
/// five will do; of a foreign state it has to speak more than once.
fn alone(count: &BTreeMap<&'static str, usize>, state: &str, home: Option<&'static str>) -> bool {
    const MENTIONS_ABROAD: usize = 4;
    let all: usize = count.values().sum();
    let own = count.get(state).copied().unwrap_or(0);
    if home == Some(state) {
        5 * own >= 3 * all
    } else {
        4 * own >= 3 * all && own >= MENTIONS_ABROAD
    }
}

/// States named in a range of tokens, in text order.
fn states<'r>(
    reading: &'r Reading,
    tokens: Range<usize>,
) -> impl Iterator<Item = &'static str> + 'r {
    tokens
        .filter(|&t| !of_people(reading, t))
        .filter_map(|t| state(reading.lexicon, &reading.note(t)))
}

/// "عمالة إثيوبية", "الدكتور السويد": whose citizens some are, and a family, tell nothing of where a report is set.
fn of_people(reading: &Reading, t: usize) -> bool {
    let note = reading.note(t);
    let citizens = note.nisba().is_some() && !note.definite && note.preposition.is_none();
    let family = t > 0
        && reading.is(t - 1, tag::GIVEN | tag::NAME_PART | tag::HONORIFIC)
        && !reading.is(t - 1, tag::OFFICE | tag::ROYAL);
    citizens || family
}

/// The state that a name shows: its own, or that of a body.
fn state(lexicon: &Lexicon, note: &Note) -> Option<&'static str> {
    match note.entity {
        Some((Entity::Body(index), _)) => {
            lexicon.code(lexicon.bodies[index as usize].country.as_deref())
        }
        _ => note.country().map(|(code, _)| code),
    }
}

fn states_in_title(title: &str) -> Vec<&'static str> {
    let text = Text::new(title);
    (0..text.tokens.len())
        .filter_map(|t| state(lexicon(), &lexicon().note(&text, t)))
        .collect()
}
