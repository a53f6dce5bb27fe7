//! Who is who across documents: one entity for all spellings of a name within a state, body and office.
//!
//! Articles name a speaker by *mentions*; which mentions are one speaker is worked out from all that look alike
//! ([`cluster`]), anew whenever one of their kind comes in, so that the order of the articles does not show. A surname
//! alone never joins two people: it needs the state and the office, and nobody else of that name who holds it. Every
//! merge has a reason that is stored with the alias, and what people decided ([`decisions`]) is never overturned.

pub mod cluster;
pub mod decisions;
pub mod mention;
pub mod name;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::conflict::denied::denied;
use crate::store::{DecisionRow, MentionRow, Result, SpeakerId, SpeakerVerdict, StoreError, Tx};
use cluster::clusters;
use decisions::Decisions;
use mention::{Mention, MentionKey};
use name::Form;

/// Every stored mention: row number, how many statements it is kept to have, and how many make it.
///
/// # Errors
/// When the database can't be read.
pub fn mention_counts(tx: &Tx<'_>) -> Result<Vec<(i64, i64, i64)>> {
    let mut real: BTreeMap<MentionKey, i64> = BTreeMap::new();
    for said in tx.said_by(None)? {
        *real.entry(Mention::of_stored(&said).key()).or_default() += 1;
    }
    let counted = |(row, kept): (i64, MentionRow)| {
        let statements = kept.statements;
        let real = real.get(&Mention::stored(kept).key()).copied();
        (row, statements, real.unwrap_or_default())
    };
    Ok(tx.mentions()?.into_iter().map(counted).collect())
}

/// A mention with its row number.
#[derive(Debug)]
struct Known {
    row: i64,
    mention: Mention,
}

/// The mentions and speakers of a database, read when they are first needed.
#[derive(Debug, Default)]
pub struct Identities {
    known: Vec<Known>,
    by_key: HashMap<MentionKey, usize>,
    blocks: BTreeMap<i64, Vec<usize>>,
    of_speaker: BTreeMap<SpeakerId, BTreeSet<usize>>,
    /// Blocks with a mention that nobody has looked at yet.
    fresh: BTreeSet<i64>,
    /// Mentions that were counted since the last [`Identities::keep`].
    counted: BTreeSet<usize>,
    /// Name and state of speakers, as stored.
    shown: BTreeMap<SpeakerId, (String, Option<String>)>,
    decisions: Decisions,
    decided: BTreeSet<SpeakerId>,
}

impl Identities {
    /// The identities of a database; mentions are made of the statements where the file is older than mentions.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub fn open(tx: &Tx<'_>) -> Result<Self> {
        let mut identities = Identities {
            decisions: Decisions::new(tx.speaker_decisions()?),
            ..Identities::default()
        };
        if tx.lacks_mentions()? {
            identities.make_mentions(tx)?;
        }
        let blocks: Vec<i64> = identities
            .decisions
            .latest_first()
            .flat_map(|d| d.blocks.clone())
            .collect();
        for block in blocks {
            identities.read(tx, block)?;
        }
        for (&speaker, mentions) in &identities.of_speaker {
            if mentions.iter().any(|&at| identities.spoken_of(at)) {
                identities.decided.insert(speaker);
            }
        }
        Ok(identities)
    }

    /// Speakers on whom people decided something: whether two claims are theirs, the entity tells and not the name.
    pub fn decided(&self) -> &BTreeSet<SpeakerId> {
        &self.decided
    }

    fn spoken_of(&self, at: usize) -> bool {
        !self.decisions.is_empty() && self.decisions.speak_of(self.known[at].mention.node())
    }

    /// Takes in mentions of documents that are about to be stored, and works out whose they are.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub fn meet<'m>(
        &mut self,
        tx: &Tx<'_>,
        mentions: impl Iterator<Item = &'m Mention>,
    ) -> Result<()> {
        for mention in mentions {
            self.read(tx, mention.row.block)?;
            if !self.by_key.contains_key(&mention.key()) {
                self.fresh.insert(mention.row.block);
                self.enter(0, mention.clone());
            }
        }
        self.settle(tx)
    }

    /// Whose a mention is that was taken in by [`Identities::meet`]; it is counted.
    pub fn speaker_of(&mut self, mention: &Mention) -> Option<SpeakerId> {
        let at = *self.by_key.get(&mention.key())?;
        self.known[at].mention.row.statements += 1;
        self.counted.insert(at);
        Some(self.known[at].mention.row.speaker)
    }

    /// Takes back that a statement names its speaker so. A mention that no statement makes any more is forgotten, and
    /// those that looked like it are worked out anew.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub fn leave(&mut self, tx: &Tx<'_>, mention: &Mention) -> Result<()> {
        self.read(tx, mention.row.block)?;
        let Some(&at) = self.by_key.get(&mention.key()) else {
            return Ok(());
        };
        let known = &mut self.known[at];
        known.mention.row.statements -= 1;
        let (row, speaker) = (known.row, known.mention.row.speaker);
        if known.mention.row.statements > 0 {
            self.counted.insert(at);
            return Ok(());
        }
        tx.forget_mention(row)?;
        self.forget(at);
        self.fresh.insert(mention.row.block);
        self.settle(tx)?;
        self.name_anew(tx, speaker)
    }

    /// Lets go of a mention that is stored no more.
    fn forget(&mut self, at: usize) {
        let Mention { row, .. } = &self.known[at].mention;
        let (speaker, block) = (row.speaker, row.block);
        self.by_key.remove(&self.known[at].mention.key());
        self.counted.remove(&at);
        if let Some(list) = self.blocks.get_mut(&block) {
            list.retain(|other| *other != at);
        }
        if let Some(list) = self.of_speaker.get_mut(&speaker) {
            list.remove(&at);
            if list.is_empty() {
                self.of_speaker.remove(&speaker);
                self.shown.remove(&speaker);
                self.decided.remove(&speaker);
            }
        }
    }

    /// Works out the name and the spellings of a speaker that lost one.
    fn name_anew(&mut self, tx: &Tx<'_>, speaker: SpeakerId) -> Result<()> {
        let Some(mentions) = self.of_speaker.get(&speaker) else {
            return Ok(());
        };
        let blocks = mentions.iter().map(|&at| self.known[at].mention.row.block);
        let (_, reasons) = self.groups(blocks.collect());
        self.name(tx, &BTreeSet::from([speaker]), &reasons)
    }

    /// Stores how often mentions were met, and the names that follow from it: the spelling used most often is shown.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn keep(&mut self, tx: &Tx<'_>) -> Result<()> {
        let counted = std::mem::take(&mut self.counted);
        let mut speakers = BTreeSet::new();
        for at in counted {
            let known = &self.known[at];
            tx.count_mention(known.row, known.mention.row.statements)?;
            speakers.insert(known.mention.row.speaker);
        }
        let changed: BTreeSet<SpeakerId> = speakers
            .into_iter()
            .filter(|&s| self.shown.get(&s) != Some(&self.display(s)))
            .collect();
        let blocks = changed
            .iter()
            .flat_map(|s| &self.of_speaker[s])
            .map(|&at| self.known[at].mention.row.block);
        let (_, reasons) = self.groups(blocks.collect());
        self.name(tx, &changed, &reasons)
    }

    /// Reads a block, once.
    fn read(&mut self, tx: &Tx<'_>, block: i64) -> Result<()> {
        if self.blocks.contains_key(&block) {
            return Ok(());
        }
        self.blocks.insert(block, Vec::new());
        for (row, mention) in tx.mentions_in(block)? {
            self.enter(row, Mention::stored(mention));
        }
        Ok(())
    }

    fn enter(&mut self, row: i64, mention: Mention) {
        let at = self.known.len();
        self.by_key.insert(mention.key(), at);
        self.blocks.entry(mention.row.block).or_default().push(at);
        if mention.row.speaker != 0 {
            self.of_speaker
                .entry(mention.row.speaker)
                .or_default()
                .insert(at);
        }
        self.known.push(Known { row, mention });
    }

    /// Works out the speakers of some blocks: for each its mentions, and the reasons of every mention.
    fn groups(&self, blocks: BTreeSet<i64>) -> (Vec<Vec<usize>>, Reasons) {
        let bound = self.decisions.bound(blocks.into_iter());
        let at: Vec<usize> = bound
            .iter()
            .filter_map(|b| self.blocks.get(b))
            .flatten()
            .copied()
            .collect();
        let mentions: Vec<&Mention> = at.iter().map(|&at| &self.known[at].mention).collect();
        let mut reasons = Reasons::new();
        let mut groups = Vec::new();
        for cluster in clusters(&mentions, &self.decisions) {
            groups.push(cluster.members.iter().map(|(n, _)| at[*n]).collect());
            reasons.extend(
                cluster
                    .members
                    .into_iter()
                    .filter_map(|(n, why)| Some((at[n], why?))),
            );
        }
        (groups, reasons)
    }

    /// Works out the speakers of every block that something new came into, and moves what was somebody else's.
    fn settle(&mut self, tx: &Tx<'_>) -> Result<()> {
        let fresh = std::mem::take(&mut self.fresh);
        if fresh.is_empty() {
            return Ok(());
        }
        for block in self.decisions.bound(fresh.iter().copied()) {
            self.read(tx, block)?;
        }
        let (mut groups, reasons) = self.groups(fresh);
        // whoever has an id keeps it, the eldest first
        let eldest = |group: &Vec<usize>, known: &[Known]| {
            let ids = group.iter().map(|&at| known[at].mention.row.speaker);
            ids.filter(|&id| id != 0).min().unwrap_or(SpeakerId::MAX)
        };
        // of two that had one id the one that says most keeps it
        let said = |group: &Vec<usize>, known: &[Known]| -> i64 {
            let counts = group.iter().map(|&at| known[at].mention.row.statements);
            counts.sum()
        };
        groups.sort_by_key(|group| {
            (
                eldest(group, &self.known),
                std::cmp::Reverse(said(group, &self.known)),
                group.first().copied(),
            )
        });
        let mut taken = BTreeSet::new();
        let mut changed = BTreeSet::new();
        let mut moves: BTreeMap<SpeakerId, BTreeMap<usize, SpeakerId>> = BTreeMap::new();
        for group in groups {
            let mut ids: Vec<SpeakerId> = group
                .iter()
                .map(|&at| self.known[at].mention.row.speaker)
                .collect();
            ids.sort_unstable();
            ids.dedup();
            let kept = ids
                .iter()
                .copied()
                .find(|id| *id != 0 && !taken.contains(id));
            let speaker = match kept {
                Some(_) if ids.len() == 1 => {
                    taken.insert(ids[0]);
                    continue;
                }
                Some(kept) => kept,
                None => self.new_speaker(tx, &group)?,
            };
            taken.insert(speaker);
            changed.insert(speaker);
            for at in group {
                let old = self.known[at].mention.row.speaker;
                if old != 0 && old != speaker {
                    moves.entry(old).or_default().insert(at, speaker);
                    changed.insert(old);
                }
                self.give(tx, at, speaker)?;
            }
        }
        for (old, mentions) in moves {
            self.carry(tx, old, &mentions)?;
        }
        changed.retain(|speaker| self.of_speaker.contains_key(speaker));
        for speaker in &changed {
            let decided = self.of_speaker[speaker]
                .iter()
                .any(|&at| self.spoken_of(at));
            if decided {
                self.decided.insert(*speaker);
            } else {
                self.decided.remove(speaker);
            }
        }
        self.name(tx, &changed, &reasons)
    }

    fn new_speaker(&self, tx: &Tx<'_>, group: &[usize]) -> Result<SpeakerId> {
        let first = &self.known[group[0]].mention.row;
        tx.new_speaker(&first.alias, first.kind, first.country.as_deref())
    }

    /// Takes a mention for a speaker's.
    fn give(&mut self, tx: &Tx<'_>, at: usize, speaker: SpeakerId) -> Result<()> {
        let known = &mut self.known[at];
        let old = std::mem::replace(&mut known.mention.row.speaker, speaker);
        if known.row == 0 {
            known.row = tx.add_mention(&known.mention.row)?;
        } else if old != speaker {
            tx.give_mention(known.row, speaker)?;
        }
        if let Some(list) = self.of_speaker.get_mut(&old).filter(|_| old != speaker) {
            list.remove(&at);
            if list.is_empty() {
                self.of_speaker.remove(&old);
                self.shown.remove(&old);
                self.decided.remove(&old);
            }
        }
        self.of_speaker.entry(speaker).or_default().insert(at);
        Ok(())
    }

    /// Moves the statements of mentions that another speaker has now.
    fn carry(
        &self,
        tx: &Tx<'_>,
        old: SpeakerId,
        mentions: &BTreeMap<usize, SpeakerId>,
    ) -> Result<()> {
        let to: BTreeSet<SpeakerId> = mentions.values().copied().collect();
        let gone = !self.of_speaker.contains_key(&old);
        if let (true, [into]) = (gone, &to.iter().copied().collect::<Vec<_>>()[..]) {
            tx.move_speaker(old, *into)?;
            return tx.see_tenures_anew(*into);
        }
        for said in tx.said_by(Some(old))? {
            let mention = Mention::of_stored(&said);
            let at = self.by_key.get(&mention.key());
            if let Some(into) = at.and_then(|at| mentions.get(at)) {
                tx.move_statement(said.seq, *into)?;
            }
        }
        if gone {
            tx.forget_speaker(old)?;
        } else {
            tx.see_tenures_anew(old)?;
        }
        to.into_iter()
            .try_for_each(|into| tx.see_tenures_anew(into))
    }

    /// Stores the names, states and spellings of some speakers.
    fn name(
        &mut self,
        tx: &Tx<'_>,
        speakers: &BTreeSet<SpeakerId>,
        reasons: &Reasons,
    ) -> Result<()> {
        for &speaker in speakers {
            let (name, country) = self.display(speaker);
            let Some(&first) = self.of_speaker[&speaker].first() else {
                continue;
            };
            let kind = self.known[first].mention.row.kind;
            tx.update_speaker(speaker, &name, kind, country.as_deref())?;
            tx.set_aliases(speaker, &self.aliases(speaker, &name, reasons))?;
            self.shown.insert(speaker, (name, country));
        }
        Ok(())
    }

    /// Name and state that a speaker is shown with: of full names without anything before them the one written most
    /// often, among equals the longest, then the first by code points; the state named most often.
    fn display(&self, speaker: SpeakerId) -> (String, Option<String>) {
        let mut names: BTreeMap<(bool, bool, &str), i64> = BTreeMap::new();
        let mut states: BTreeMap<&str, i64> = BTreeMap::new();
        for &at in self.of_speaker.get(&speaker).into_iter().flatten() {
            let Mention { row, name, .. } = &self.known[at].mention;
            *names
                .entry((name.form == Form::Full, name.clean, &row.alias))
                .or_default() += row.statements;
            if let Some(state) = &row.country {
                *states.entry(state).or_default() += row.statements;
            }
        }
        let length = |name: &str| name.chars().count();
        let name =
            names
                .into_iter()
                .max_by(|((a_full, a_clean, a), m), ((b_full, b_clean, b), n)| {
                    (a_full, a_clean, m, length(a))
                        .cmp(&(b_full, b_clean, n, length(b)))
                        .then(b.cmp(a))
                });
        let state = states
            .into_iter()
            .max_by(|(a, m), (b, n)| m.cmp(n).then(b.cmp(a)));
        (
            name.map(|((_, _, name), _)| name.to_string())
                .unwrap_or_default(),
            state.map(|(state, _)| state.to_string()),
        )
    }

    /// A speaker's spellings, each with the reason why it is this speaker's.
    fn aliases(&self, speaker: SpeakerId, shown: &str, reasons: &Reasons) -> Vec<(String, String)> {
        let mut aliases: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for &at in self.of_speaker.get(&speaker).into_iter().flatten() {
            let alias = self.known[at].mention.row.alias.as_str();
            let why = reasons.get(&at).map(String::as_str);
            aliases.entry(alias).or_default().extend(why);
        }
        let of_shown = aliases.get(shown).and_then(|why| why.first().copied());
        let given = |alias: &str, why: BTreeSet<&str>| match why.first() {
            _ if alias == shown => "name".to_string(),
            Some(why) => (*why).to_string(),
            None => match of_shown {
                Some(why) => format!("{shown}: {why}"),
                None => "same name in other letters".to_string(),
            },
        };
        aliases
            .into_iter()
            .map(|(alias, why)| (alias.to_string(), given(alias, why)))
            .collect()
    }

    /// Makes the mentions of a file that has none, all its speakers anew, and notes its denials.
    fn make_mentions(&mut self, tx: &Tx<'_>) -> Result<()> {
        let mut seqs: Vec<(i64, MentionKey)> = Vec::new();
        for said in tx.said_by(None)? {
            let mention = Mention::of_stored(&said);
            let key = mention.key();
            self.blocks.entry(mention.row.block).or_default();
            if !self.by_key.contains_key(&key) {
                self.fresh.insert(mention.row.block);
                self.enter(0, mention);
            }
            let at = self.by_key[&key];
            self.known[at].mention.row.statements += 1;
            if let Some(denied) = denied(said.stance, &said.cue, &said.content) {
                tx.add_denial(&said.id, denied.author.as_deref())?;
            }
            seqs.push((said.seq, key));
        }
        self.settle(tx)?;
        for (seq, key) in seqs {
            tx.move_statement(seq, self.known[self.by_key[&key]].mention.row.speaker)?;
        }
        tx.forget_silent_speakers()?;
        let speakers: Vec<SpeakerId> = self.of_speaker.keys().copied().collect();
        speakers
            .into_iter()
            .try_for_each(|speaker| tx.see_tenures_anew(speaker))
    }

    /// Records that two speakers are one; returns the one that is left.
    ///
    /// # Errors
    /// Where one of them is unknown, or they are of two kinds.
    pub fn merge(
        &mut self,
        tx: &Tx<'_>,
        a: SpeakerId,
        b: SpeakerId,
        by: &Reviewer<'_>,
    ) -> Result<SpeakerId> {
        let (one, other) = (self.mentions_of(tx, a)?, self.mentions_of(tx, b)?);
        let kind = |list: &[usize]| self.known[list[0]].mention.row.kind;
        if kind(&one) != kind(&other) {
            return Err(StoreError::TwoKinds {
                a: kind(&one).as_str(),
                b: kind(&other).as_str(),
            });
        }
        self.decide(tx, SpeakerVerdict::Same, &one, &other, by)?;
        Ok(self.known[one[0]].mention.row.speaker)
    }

    /// Records that some of a speaker's spellings are somebody else, or all of them where none is given; returns the
    /// speakers that there are now.
    ///
    /// # Errors
    /// Where the speaker has no such spelling, or no other one.
    pub fn split(
        &mut self,
        tx: &Tx<'_>,
        speaker: SpeakerId,
        aliases: &[String],
        by: &Reviewer<'_>,
    ) -> Result<Vec<SpeakerId>> {
        let all = self.mentions_of(tx, speaker)?;
        let alike = |at: usize, alias: &String| {
            let fold = crate::language::arabic::fold::folded;
            fold(&self.known[at].mention.row.alias) == fold(alias)
        };
        let missing = aliases
            .iter()
            .find(|alias| !all.iter().any(|&at| alike(at, alias)));
        if let Some(missing) = missing {
            return Err(StoreError::Unknown {
                what: "spelling of this speaker",
                id: missing.clone(),
            });
        }
        if aliases.is_empty() {
            let mut nodes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for &at in &all {
                nodes
                    .entry(self.known[at].mention.name.joined())
                    .or_default()
                    .push(at);
            }
            let mut rest: Vec<usize> = all.clone();
            for node in nodes.into_values() {
                rest.retain(|at| !node.contains(at));
                if !rest.is_empty() {
                    self.decide(tx, SpeakerVerdict::Different, &node, &rest, by)?;
                }
            }
        } else {
            // what has the same letters leaves with it: people decide on names
            let nodes: BTreeSet<&str> = all
                .iter()
                .filter(|&&at| aliases.iter().any(|alias| alike(at, alias)))
                .map(|&at| self.known[at].mention.node())
                .collect();
            let leaves = |at: &usize| nodes.contains(self.known[*at].mention.node());
            let (out, rest): (Vec<usize>, Vec<usize>) = all.iter().partition(|at| leaves(at));
            if rest.is_empty() {
                return Err(StoreError::OneName);
            }
            self.decide(tx, SpeakerVerdict::Same, &out[..1], &out[1..], by)?;
            self.decide(tx, SpeakerVerdict::Different, &out, &rest, by)?;
        }
        let now: BTreeSet<SpeakerId> = all
            .iter()
            .map(|&at| self.known[at].mention.row.speaker)
            .collect();
        if now.len() < 2 {
            return Err(StoreError::OneName);
        }
        Ok(now.into_iter().collect())
    }

    /// The mentions of a speaker.
    fn mentions_of(&mut self, tx: &Tx<'_>, speaker: SpeakerId) -> Result<Vec<usize>> {
        for block in tx.blocks_of(speaker)? {
            self.read(tx, block)?;
        }
        match self.of_speaker.get(&speaker) {
            Some(list) => Ok(list.iter().copied().collect()),
            None => Err(StoreError::Unknown {
                what: "speaker",
                id: speaker.to_string(),
            }),
        }
    }

    /// Records a decision and works out what follows from it.
    fn decide(
        &mut self,
        tx: &Tx<'_>,
        verdict: SpeakerVerdict,
        one: &[usize],
        other: &[usize],
        by: &Reviewer<'_>,
    ) -> Result<()> {
        let nodes = |list: &[usize]| -> Vec<String> {
            let set: BTreeSet<String> = list
                .iter()
                .map(|&at| self.known[at].mention.node().to_string())
                .collect();
            set.into_iter().collect()
        };
        let (names, others) = (nodes(one), nodes(other));
        let others: Vec<String> = others
            .into_iter()
            .filter(|name| !names.contains(name))
            .collect();
        if others.is_empty() {
            return Ok(());
        }
        let blocks: BTreeSet<i64> = one
            .iter()
            .chain(other)
            .map(|&at| self.known[at].mention.row.block)
            .collect();
        let row = DecisionRow {
            verdict,
            one: names,
            other: others,
            blocks: blocks.iter().copied().collect(),
            reviewer: by.name.to_string(),
            note: by.note.to_string(),
        };
        let shown = |list: &[usize]| self.known[list[0]].mention.row.alias.clone();
        tx.add_decision(&crate::store::NewDecision {
            row: &row,
            name: &shown(one),
            other_name: &shown(other),
        })?;
        self.decisions = Decisions::new(tx.speaker_decisions()?);
        self.fresh.extend(blocks);
        self.settle(tx)
    }
}

/// The reasons why mentions, by number, belong to their speaker.
type Reasons = BTreeMap<usize, String>;

/// Who decides, and why.
#[derive(Debug, Clone, Copy)]
pub struct Reviewer<'a> {
    /// The person's name.
    pub name: &'a str,
    /// The reason; may be empty.
    pub note: &'a str,
}

#[cfg(test)]
mod tests;
