//! Who is who across documents: one entity for all spellings of a name within a state and office.
//!
//! A surname alone never merges two people. A full name in the same spelling does unless the states differ; a full name
//! in another spelling (equal consonant skeletons, see [`skeleton`]) does within one state, or within one office
//! where one of the mentions names no state. Every merge has a reason that is stored with the alias.

use std::collections::HashMap;

use crate::extract::speakers::persons::same_name;
use crate::language::arabic::fold::folded;
use crate::language::arabic::lexicon::lexicon;
use crate::language::arabic::skeleton::skeleton;
use crate::statement::{SpeakerKind, Statement};
use crate::store::{SpeakerId, SpeakerRow};

/// What is known of one entity.
#[derive(Debug, Clone)]
struct Entity {
    id: SpeakerId,
    name: String,
    kind: SpeakerKind,
    country: Option<String>,
    /// The words of every spelling, folded, without articles.
    spellings: Vec<Vec<String>>,
    /// Heads of the offices seen with it.
    heads: Vec<String>,
    /// The document it was last seen in.
    document: Option<String>,
}

/// A decision on a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is this entity; with the reason, and the state where the entity had none.
    Known {
        /// Whose mention it is.
        speaker: SpeakerId,
        /// Why.
        reason: &'static str,
        /// Name and state to store, where the mention is fuller than what was known.
        update: Option<(String, Option<String>)>,
    },
    /// Nobody known: a new entity.
    New,
}

/// All entities of a database, held in memory during a run.
#[derive(Debug, Default)]
pub struct Identities {
    entities: Vec<Entity>,
    by_key: HashMap<String, Vec<usize>>,
    by_id: HashMap<SpeakerId, usize>,
}

impl Identities {
    /// The entities that a database holds, with the offices in which each of them spoke.
    pub fn new(rows: Vec<SpeakerRow>, roles: &[(SpeakerId, String)]) -> Self {
        let mut identities = Identities::default();
        for row in rows {
            identities.add(row.id, &row.name, row.kind, row.country.as_deref(), None);
            let at = identities.entities.len() - 1;
            for spelling in &row.folded {
                identities.spell(at, words(spelling));
            }
            let from = roles.partition_point(|(speaker, _)| *speaker < row.id);
            let theirs = roles[from..]
                .iter()
                .take_while(|(speaker, _)| *speaker == row.id);
            let mut heads: Vec<String> = theirs.filter_map(|(_, role)| head_of(role)).collect();
            heads.sort();
            heads.dedup();
            identities.entities[at].heads = heads;
        }
        identities
    }

    /// Whose mention a statement's speaker is.
    pub fn decide(&self, statement: &Statement) -> Decision {
        let words = words(&folded(&statement.speaker));
        let head = head(statement);
        let mut candidates: Vec<usize> = keys(&words, statement.speaker_kind)
            .iter()
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let found: Vec<(usize, &'static str)> = candidates
            .into_iter()
            .filter_map(|at| {
                Some((
                    at,
                    self.same(&self.entities[at], statement, &words, head.as_deref())?,
                ))
            })
            .collect();
        // a surname that fits two people is neither's
        let Some(&(at, reason)) = found
            .first()
            .filter(|_| words.len() > 1 || found.len() == 1)
        else {
            return Decision::New;
        };
        let entity = &self.entities[at];
        let fuller = statement.speaker_kind == SpeakerKind::Person
            && words.len() > entity.spellings.iter().map(Vec::len).max().unwrap_or(0);
        let state = entity.country.is_none() && statement.country.is_some();
        let update = (fuller || state).then(|| {
            let name = if fuller {
                statement.speaker.clone()
            } else {
                entity.name.clone()
            };
            (name, entity.country.clone().or(statement.country.clone()))
        });
        Decision::Known {
            speaker: entity.id,
            reason,
            update,
        }
    }

    /// The reason why a mention is this entity, if it is.
    fn same(
        &self,
        entity: &Entity,
        statement: &Statement,
        words: &[String],
        head: Option<&str>,
    ) -> Option<&'static str> {
        if entity.kind != statement.speaker_kind {
            return None;
        }
        let states = (entity.country.as_deref(), statement.country.as_deref());
        let one_state = states.0.is_some() && states.0 == states.1;
        let open = states.0.is_none() || states.1.is_none();
        if !one_state && !open {
            return None;
        }
        let exact = entity.spellings.iter().any(|s| s == words);
        if entity.kind != SpeakerKind::Person {
            return (exact && (one_state || states.0 == states.1)).then_some("same name and state");
        }
        let office = head.is_some_and(|h| entity.heads.iter().any(|e| e == h));
        match (exact, words.len()) {
            (true, 2..) => Some("same full name"),
            (true, _) if one_state && office => Some("same surname, office and state"),
            (true, _) if entity.document.as_deref() == Some(&statement.document) => {
                Some("same name in one article")
            }
            (_, 2..) => {
                let spelt = entity
                    .spellings
                    .iter()
                    .any(|s| s.len() > 1 && same_name(s, words));
                match (spelt, one_state, open && office) {
                    (true, true, _) => Some("another spelling of the name, same state"),
                    (true, _, true) => Some("another spelling of the name, same office"),
                    _ => None,
                }
            }
            _ => {
                let surname = entity
                    .spellings
                    .iter()
                    .any(|s| s.len() > 1 && same_name(s, words));
                (surname && one_state && office)
                    .then_some("surname of a holder of the office, same state")
            }
        }
    }

    /// Adds an entity that was stored.
    pub fn add(
        &mut self,
        id: SpeakerId,
        name: &str,
        kind: SpeakerKind,
        country: Option<&str>,
        statement: Option<&Statement>,
    ) {
        self.by_id.insert(id, self.entities.len());
        self.entities.push(Entity {
            id,
            name: name.to_string(),
            kind,
            country: country.map(str::to_string),
            spellings: Vec::new(),
            heads: statement.and_then(head).into_iter().collect(),
            document: statement.map(|s| s.document.clone()),
        });
        self.spell(self.entities.len() - 1, words(&folded(name)));
    }

    /// Notes that a mention was taken for an entity.
    pub fn see(&mut self, id: SpeakerId, statement: &Statement) {
        let Some(&at) = self.by_id.get(&id) else {
            return;
        };
        self.spell(at, words(&folded(&statement.speaker)));
        let entity = &mut self.entities[at];
        entity.document = Some(statement.document.clone());
        if let Some(head) = head(statement).filter(|h| !entity.heads.contains(h)) {
            entity.heads.push(head);
        }
        entity.country = entity.country.take().or(statement.country.clone());
        if words(&folded(&statement.speaker)).len() > words(&folded(&entity.name)).len() {
            entity.name = statement.speaker.clone();
        }
    }

    fn spell(&mut self, at: usize, words: Vec<String>) {
        if words.is_empty() || self.entities[at].spellings.contains(&words) {
            return;
        }
        for key in keys(&words, self.entities[at].kind) {
            let list = self.by_key.entry(key).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
        }
        self.entities[at].spellings.push(words);
    }
}

/// The head of the office in which a statement was made.
fn head(statement: &Statement) -> Option<String> {
    head_of(statement.role.as_deref()?)
}

fn head_of(role: &str) -> Option<String> {
    let role = folded(role);
    let first = role.split_whitespace().next()?;
    Some(lexicon().lemma_of_title(first.strip_prefix("ال").unwrap_or(first)))
}

/// Folded words without articles and marks.
fn words(folded: &str) -> Vec<String> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            w.strip_prefix("ال")
                .filter(|r| r.chars().count() > 2)
                .unwrap_or(w)
                .to_string()
        })
        .collect()
}

/// Where a name is looked up: people by the skeleton of their surname and of the whole name, others by the name.
fn keys(words: &[String], kind: SpeakerKind) -> Vec<String> {
    if kind != SpeakerKind::Person {
        return vec![words.join(" ")];
    }
    let whole = format!("={}", skeleton(&words.concat()));
    match words.last() {
        Some(surname) => vec![format!("~{}", skeleton(surname)), whole],
        None => vec![whole],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::{DateBasis, Mode, Span, Stance};

    /// `name|kind|state|office|document`, where state and office may be empty.
    fn mention(line: &str) -> Statement {
        let fields: Vec<&str> = line.split('|').collect();
        let [name, kind, state, office, document] = fields[..] else {
            panic!("five fields wanted: {line}");
        };
        let some = |s: &str| (!s.is_empty()).then(|| s.to_string());
        Statement {
            id: line.to_string(),
            document: document.to_string(),
            source: name.to_string(),
            source_span: None,
            speaker: name.to_string(),
            speaker_kind: kind.parse().expect(kind),
            role: some(office),
            country: some(state),
            via: Vec::new(),
            cue: "قال".to_string(),
            cue_span: Span::new(0, 3),
            content: vec!["كلاما".to_string()],
            spans: vec![Span::new(4, 9)],
            mode: Mode::Indirect,
            stance: Stance::Affirm,
            said_on: None,
            said_on_basis: DateBasis::None,
            published: None,
            embedded: false,
            parent: None,
            certainty: 0.9,
            figures: Vec::new(),
        }
    }

    /// The number of the entity that each mention is taken for, in the order of their arrival.
    fn entities(mentions: &[&str]) -> Vec<SpeakerId> {
        let mut identities = Identities::default();
        let mut next = 0;
        mentions
            .iter()
            .map(|line| {
                let statement = mention(line);
                match identities.decide(&statement) {
                    Decision::Known { speaker, .. } => {
                        identities.see(speaker, &statement);
                        speaker
                    }
                    Decision::New => {
                        let state = statement.country.as_deref();
                        identities.add(
                            next,
                            &statement.speaker,
                            statement.speaker_kind,
                            state,
                            Some(&statement),
                        );
                        next += 1;
                        next - 1
                    }
                }
            })
            .collect()
    }

    #[test]
    fn who_is_who() {
        for (why, mentions, expected) in [
            (
                "another spelling within one state",
                vec![
                    "غريغوري بافلوف|person|BG||1",
                    "غريغوري بافلوف|person|||2",
                    "جريجوري بافلوف|person|BG||3",
                ],
                vec![0, 0, 0],
            ),
            (
                "another spelling in another state is somebody else",
                vec!["غريغوري بافلوف|person|BG||1", "جريجوري بافلوف|person|RU||2"],
                vec![0, 1],
            ),
            (
                "the same full name while one mention names no state",
                vec!["هند مرزوق|person|TN||1", "هند مرزوق|person|||2"],
                vec![0, 0],
            ),
            (
                "the same full name in two states",
                vec!["هند مرزوق|person|TN||1", "هند مرزوق|person|LB||2"],
                vec![0, 1],
            ),
            (
                "a surname alone is nobody known",
                vec!["هند مرزوق|person|TN||1", "مرزوق|person|TN||2"],
                vec![0, 1],
            ),
            (
                "a surname with the office and the state",
                vec![
                    "هند مرزوق|person|TN|وزيرة النقل التونسية|1",
                    "مرزوق|person|TN|وزيرة النقل|2",
                ],
                vec![0, 0],
            ),
            (
                "two people with one surname",
                vec![
                    "هند مرزوق|person|TN|وزيرة النقل|1",
                    "وسام مرزوق|person|TN|وزير العدل|1",
                    "مرزوق|person|TN||2",
                ],
                vec![0, 1, 2],
            ),
            (
                "a body is one body within its state only",
                vec![
                    "وزارة الصحة|organization|TN||1",
                    "وزارة الصحة|organization|TN||2",
                    "وزارة الصحة|organization|LB||3",
                    "وزارة الصحة|organization|||4",
                ],
                vec![0, 0, 1, 2],
            ),
            (
                "a person and a body of one name",
                vec!["النهضة|organization|TN||1", "النهضة|person|TN||2"],
                vec![0, 1],
            ),
            (
                "hamza, article and ya do not matter",
                vec!["أنيس الصحراوى|person|||1", "انيس صحراوي|person|||2"],
                vec![0, 0],
            ),
        ] {
            assert_eq!(entities(&mentions), expected, "{why}");
        }
    }

    #[test]
    fn a_fuller_mention_gives_name_and_state() {
        let mut identities = Identities::default();
        let first = mention("هند مرزوق|person|||1");
        identities.add(7, &first.speaker, first.speaker_kind, None, Some(&first));
        let fuller = identities.decide(&mention("هند سالم مرزوق|person|TN||1"));
        let again = identities.decide(&mention("هند مرزوق|person|TN||1"));
        assert_eq!(
            again,
            Decision::Known {
                speaker: 7,
                reason: "same full name",
                update: Some(("هند مرزوق".to_string(), Some("TN".to_string()))),
            }
        );
        // a middle name more, but no state or office that both share: not proven
        assert_eq!(fuller, Decision::New);
    }

    #[test]
    fn every_merge_has_a_reason() {
        let mut identities = Identities::default();
        let first = mention("هند مرزوق|person|TN|وزيرة النقل|1");
        identities.add(
            1,
            &first.speaker,
            first.speaker_kind,
            Some("TN"),
            Some(&first),
        );
        for (line, expected) in [
            ("هند مرزوق|person|TN||2", "same full name"),
            (
                "هند مرزوك|person|TN||2",
                "another spelling of the name, same state",
            ),
            (
                "مرزوق|person|TN|وزيرة النقل|2",
                "surname of a holder of the office, same state",
            ),
        ] {
            match identities.decide(&mention(line)) {
                Decision::Known { reason, .. } => assert_eq!(reason, expected, "{line}"),
                Decision::New => panic!("{line} is new"),
            }
        }
    }
}
