//! The mention: one way in which articles name a speaker, with all that tells who it is. Mentions are what entities
//! are made of, and are the same in whatever order articles come in.

use super::name::{Form, Name};
use crate::conflict::office;
use crate::extract::reading::Reading;
use crate::fnv::fnv;
use crate::language::arabic::affixes::name_without_article;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::{lexicon, tag};
use crate::language::arabic::skeleton::skeleton;
use crate::statement::{SpeakerKind, Statement};
use crate::store::{MentionRow, SaidBy};

/// What tells one mention from another.
pub type MentionKey = (String, &'static str, Option<String>, String, String);

/// One way in which a speaker is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What identifies it, and what is stored.
    pub row: MentionRow,
    /// The words taken apart.
    pub name: Name,
    /// Head of the office, and what it is head of.
    pub office: Option<(String, Vec<String>)>,
    node: String,
}

impl Mention {
    /// The mention of a statement, in the article with this id.
    pub fn of(statement: &Statement) -> Self {
        Self::new(
            &statement.speaker,
            statement.speaker_kind,
            statement.country.as_deref(),
            statement.role.as_deref(),
            &statement.document,
        )
    }

    /// The same of a stored statement.
    pub fn of_stored(said: &SaidBy) -> Self {
        Self::new(
            &said.name,
            said.kind,
            said.country.as_deref(),
            said.role.as_deref(),
            &said.document,
        )
    }

    /// A mention by its parts; the article counts only where the words could be anybody's.
    pub fn new(
        alias: &str,
        kind: SpeakerKind,
        country: Option<&str>,
        role: Option<&str>,
        document: &str,
    ) -> Self {
        let name = Name::new(alias, kind, country);
        let seat = role
            .filter(|_| kind == SpeakerKind::Person)
            .and_then(|role| seat(role, country))
            .unwrap_or_default();
        let parts = parts(&seat);
        // a surname with a state and an office may be somebody known; without them it is nobody's outside its article
        let placed = country.is_some() && parts.as_ref().is_some_and(|(_, of)| !of.is_empty());
        let local = name.form == Form::Bare && !placed;
        let row = MentionRow {
            block: block(&name, kind),
            alias: alias.to_string(),
            kind,
            country: country.map(str::to_string),
            office: seat,
            document: if local {
                document.to_string()
            } else {
                String::new()
            },
            speaker: 0,
            statements: 0,
        };
        Self {
            node: node(&row, &name),
            row,
            name,
            office: parts,
        }
    }

    /// A stored mention.
    pub fn stored(row: MentionRow) -> Self {
        let name = Name::new(&row.alias, row.kind, row.country.as_deref());
        Self {
            node: node(&row, &name),
            office: parts(&row.office),
            row,
            name,
        }
    }

    /// What tells it from others: alias, kind, state, office, and article where it counts.
    pub fn key(&self) -> MentionKey {
        let row = &self.row;
        let (country, office) = (row.country.clone(), row.office.clone());
        (
            row.alias.clone(),
            row.kind.as_str(),
            country,
            office,
            row.document.clone(),
        )
    }

    /// What people decide about: the name in its state, whatever the office; a surname with its office or article.
    pub fn node(&self) -> &str {
        &self.node
    }
}

fn node(row: &MentionRow, name: &Name) -> String {
    let office = if name.form == Form::Bare {
        row.office.as_str()
    } else {
        ""
    };
    format!(
        "{}|{}|{}|{office}|{}",
        row.kind.as_str(),
        name.joined(),
        row.country.as_deref().unwrap_or_default(),
        row.document
    )
}

/// True where two offices may be one: the same head, and something in common that it is head of.
pub fn offices_agree(a: &Mention, b: &Mention) -> bool {
    let (Some((x, of_x)), Some((y, of_y))) = (&a.office, &b.office) else {
        return false;
    };
    x == y && of_x.iter().any(|word| of_y.contains(word)) || one_office(a, b)
}

/// True where two offices have nothing in common.
pub fn offices_differ(a: &Mention, b: &Mention) -> bool {
    let (Some((x, of_x)), Some((y, of_y))) = (&a.office, &b.office) else {
        return false;
    };
    x != y && !of_x.iter().any(|word| of_y.contains(word))
}

/// An office in a short form: its key, else its head and the words that tell what it is head of.
fn seat(role: &str, country: Option<&str>) -> Option<String> {
    if let Some(key) = office::key(role, None) {
        return Some(format!("{key}{OWN}"));
    }
    if let Some(key) = office::key(role, country) {
        return Some(key);
    }
    let reading = Reading::new(role);
    let words: Vec<usize> = (0..reading.text.tokens.len())
        .filter(|&at| reading.text.is_word(at))
        .collect();
    let (&first, rest) = words.split_first()?;
    let head = lexicon().lemma_of_title(name_without_article(reading.word(first)));
    let mut of: Vec<&str> = rest
        .iter()
        .filter(|&&at| !reading.is(at, tag::ADJUNCT) && reading.note(at).country().is_none())
        .map(|&at| name_without_article(reading.word(at)))
        .filter(|word| {
            word.chars().count() > 2 && !lexicon().clashes.office.links_by_word.contains(word)
        })
        .collect();
    of.sort_unstable();
    of.dedup();
    of.truncate(MOST_WORDS);
    Some(format!("{head}|{}", of.join("+")))
}

/// Marks an office whose state its own words name.
const OWN: &str = "|own";

/// True where two mentions hold an office that by its own words is one.
pub fn one_office(a: &Mention, b: &Mention) -> bool {
    a.row.office.ends_with(OWN) && a.row.office == b.row.office
}

/// Words of an office that are kept.
const MOST_WORDS: usize = 6;

/// Head and matter of an office in its short form.
fn parts(seat: &str) -> Option<(String, Vec<String>)> {
    let mut fields = seat.split('|');
    let head = fields.next().filter(|head| !head.is_empty())?;
    let of = fields.next().unwrap_or_default();
    let words = of
        .split(['+', ' '])
        .map(|word| name_without_article(&folded(word.trim_start_matches('#'))).to_string())
        .filter(|word| !word.is_empty())
        .collect();
    let head = lexicon().clashes.office.head(head);
    Some((head.to_string(), words))
}

/// Consonants of a surname by which it is looked up.
const CONSONANTS: usize = 3;

/// Where a mention is looked up: people by the consonants of the last word, others by the whole name. Only mentions
/// of one block are ever taken for one speaker by the machine.
fn block(name: &Name, kind: SpeakerKind) -> i64 {
    let key = match name.words.last() {
        Some(last) if kind == SpeakerKind::Person && name.form != Form::Office => {
            // the last consonants alone: "جمعة قاديروف" is "جماقديروف" as well
            let consonants: Vec<char> = skeleton(last).chars().rev().take(CONSONANTS).collect();
            format!("~{}", consonants.into_iter().collect::<String>())
        }
        _ => format!("{}:{}", kind.as_str(), name.joined()),
    };
    // 53 bits, so that every program that reads the file can hold them
    (fnv(&key) >> 11).cast_signed()
}
