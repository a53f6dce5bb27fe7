//! What a run remembers of the database: the statements that new ones may answer, read when they are first needed.
//!
//! For every day of a new statement the weeks around it are read once, and the positions that its speaker and its
//! state took outside of them. An undated statement may answer anything, and brings all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate};

use crate::conflict::index::Index;
use crate::conflict::kinds::{STATE_MEMORY, WINDOW, may_shift};
use crate::conflict::profile::Profile;
use crate::conflict::terms::{profile, setting};
use crate::conflict::{Claim, Read};
use crate::language::arabic::fold::folded;
use crate::store::{ArticleRow, Lookup, Recall, SpeakerId, StatementRow};

/// Days read at a time.
const STEP: i32 = 7;

/// The statements in memory, and what was read already.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The statements, by what they are about.
    pub(super) index: Index,
    everything: bool,
    undated: bool,
    weeks: BTreeSet<i32>,
    speakers: BTreeSet<(SpeakerId, i32)>,
    states: BTreeSet<(String, i32)>,
    /// Speakers on whom people decided something.
    decided: BTreeSet<SpeakerId>,
    /// Statements that came in since sentences were let go of.
    met: usize,
}

/// After so many statements the sentences of all of them are let go of: they are half of what is held, and most are not
/// needed again.
const SENTENCES: usize = 20_000;
/// So many statements are held in any case.
const LEAST_HELD: usize = 20_000;

impl Memory {
    /// An empty memory of a database where people decided something on these speakers.
    pub(super) fn new(decided: &BTreeSet<SpeakerId>) -> Self {
        Memory {
            decided: decided.clone(),
            ..Memory::default()
        }
    }

    /// Lets go of what lies out of reach of what came in last when that is most of all: it is stored, and read again
    /// where it is needed. So memory holds some weeks, however many years are read at once.
    pub(super) fn trim(&mut self, came_in: &[u32]) {
        let held = self.index.end() as usize;
        if held < LEAST_HELD {
            return;
        }
        self.met += came_in.len();
        if self.met > SENTENCES {
            self.met = 0;
            self.index.forget_sentences();
        }
        if self.everything {
            return;
        }
        let days: BTreeSet<NaiveDate> = came_in
            .iter()
            .filter_map(|&at| self.index.get(at).day)
            .collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return;
        };
        let reach = Days::new(WINDOW.unsigned_abs());
        let from = first.checked_sub_days(reach).unwrap_or(*first);
        let to = last.checked_add_days(reach).unwrap_or(*last);
        let within = |day: Option<NaiveDate>| day.is_none_or(|day| day >= from && day <= to);
        let needed = (0..self.index.end()).filter(|&at| within(self.index.get(at).day));
        if needed.count() * 2 < held {
            self.keep(within);
        }
    }

    /// Lets go of all but what some days brought.
    fn keep(&mut self, within: impl Fn(Option<NaiveDate>) -> bool) {
        let begins_within = |week: i32| first_day(week).is_some_and(|day| within(Some(day)));
        let weeks = self.weeks.iter().copied();
        let whole = weeks.filter(|week| begins_within(*week) && begins_within(week + 1));
        *self = Memory {
            weeks: whole.collect(),
            undated: self.undated,
            index: std::mem::take(&mut self.index).into_kept(|claim| within(claim.day)),
            ..Self::new(&self.decided)
        };
    }

    /// Reads what a new claim may answer.
    pub(super) fn recall(
        &mut self,
        store: &impl Lookup,
        claim: &Claim,
        speaker: SpeakerId,
    ) -> Result<()> {
        if self.everything {
            return Ok(());
        }
        let Some(day) = claim.day else {
            self.everything = true;
            return self.read(store, Recall::All);
        };
        if !self.undated {
            self.undated = true;
            self.read(store, Recall::Undated)?;
        }
        let week = day.num_days_from_ce().div_euclid(STEP);
        let reach = i32::try_from(WINDOW).unwrap_or(i32::MAX) / STEP + 1;
        for (from, to) in missing(&self.weeks, week - reach..=week + reach) {
            self.weeks.extend(from..=to);
            if let (Some(first), Some(last)) = (first_day(from), first_day(to + 1)) {
                let last = last.pred_opt().unwrap_or(last);
                self.read(store, Recall::Days(first, last))?;
            }
        }
        if may_shift(claim.stance) && !claim.embedded {
            self.positions(store, claim, speaker, week, reach)?;
        }
        Ok(())
    }

    /// Reads what the speaker and the state stood for before and after the weeks around.
    fn positions(
        &mut self,
        store: &impl Lookup,
        claim: &Claim,
        speaker: SpeakerId,
        week: i32,
        reach: i32,
    ) -> Result<()> {
        let (Some(near), Some(until)) = (first_day(week - reach), first_day(week + reach + 1))
        else {
            return Ok(());
        };
        let last = until.pred_opt().unwrap_or(until);
        if self.speakers.insert((speaker, week)) {
            self.read(store, Recall::Speaker(speaker, near, last))?;
        }
        let Some(state) = &claim.country else {
            return Ok(());
        };
        if self.states.insert((state.clone(), week)) {
            let memory = Days::new(STATE_MEMORY.unsigned_abs());
            let from = near.checked_sub_days(memory).unwrap_or(near);
            let to = last.checked_add_days(memory).unwrap_or(last);
            let before = near.pred_opt().unwrap_or(near);
            self.read(store, Recall::State(state, from, before))?;
            self.read(store, Recall::State(state, until, to))?;
        }
        Ok(())
    }

    fn read(&mut self, store: &impl Lookup, which: Recall<'_>) -> Result<()> {
        let (index, decided) = (&self.index, &self.decided);
        let read: Mutex<BTreeMap<usize, Vec<Box<Claim>>>> = Mutex::default();
        // what was read is made sense of while the rest is being read
        rayon::in_place_scope(|scope| {
            let mut count = 0..;
            store.recall(which, &|id| index.has(id), &mut |rows| {
                let (nth, read) = (count.next().unwrap_or_default(), &read);
                scope.spawn(move |_| {
                    let claims = claims_of(rows, decided);
                    let mut all = read.lock().unwrap_or_else(PoisonError::into_inner);
                    all.insert(nth, claims);
                });
            })
        })?;
        let read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
        for claim in read.into_values().flatten() {
            self.index.add(claim);
        }
        Ok(())
    }

    /// Forgets a document that another version takes the place of.
    pub(super) fn forget(&mut self, document: &str) {
        self.index.forget(document);
    }

    /// Takes another version of a document for the one it had, as the database has it now.
    pub(super) fn replace(&mut self, store: &impl Lookup, document: &str) -> Result<()> {
        self.forget(document);
        self.read(store, Recall::Document(document))
    }

    /// Reads what stands in conflicts and topics.
    pub(super) fn grouped(&mut self, store: &impl Lookup) -> Result<()> {
        if self.everything {
            return Ok(());
        }
        self.read(store, Recall::Grouped)
    }
}

/// The weeks of a range that are not there yet, as runs.
fn missing(known: &BTreeSet<i32>, wanted: std::ops::RangeInclusive<i32>) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for week in wanted.filter(|week| !known.contains(week)) {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == week => *to = week,
            _ => runs.push((week, week)),
        }
    }
    runs
}

fn first_day(week: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(week * STEP)
}

/// Stored statements as the conflict engine sees them; those of one document stand together.
#[expect(clippy::vec_box, reason = "they go into the index as they are")]
fn claims_of(rows: Vec<StatementRow>, decided: &BTreeSet<SpeakerId>) -> Vec<Box<Claim>> {
    let mut last: Option<(i64, Article)> = None;
    let mut claims = Vec::with_capacity(rows.len());
    for row in rows {
        let known = last.take().filter(|(id, _)| *id == row.document_id);
        let (id, article) = known.unwrap_or_else(|| (row.document_id, Article::of(&row.article)));
        claims.push(Box::new(claim(row, article.clone(), decided)));
        last = Some((id, article));
    }
    claims
}

/// What an article tells of each of its statements: they share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Article {
    setting: Arc<Profile>,
    terms: Arc<Profile>,
}

impl Article {
    /// That of a stored document.
    pub(super) fn of(row: &ArticleRow) -> Self {
        let title = row.title.as_deref().map(folded).unwrap_or_default();
        Self {
            setting: Arc::new(setting(&title)),
            terms: Arc::new(Profile::of_article(&row.terms)),
        }
    }
}

/// A stored statement of an article as the conflict engine sees it; `decided` are the speakers on whom people decided
/// something.
pub(super) fn claim(row: StatementRow, article: Article, decided: &BTreeSet<SpeakerId>) -> Claim {
    let words = folded(&row.content);
    let profile = profile(&words, row.speaker_kind, row.country.as_deref());
    Claim {
        statement: row.id,
        claim: row.claim_id,
        name: row.speaker,
        kind: row.speaker_kind,
        country: row.country,
        office: row.office_id,
        role: row.role,
        stance: row.stance,
        embedded: row.embedded,
        day: row.day,
        document: row.article.key.clone(),
        version: row.document_id,
        cue: row.cue,
        words,
        profile,
        setting: article.setting,
        article: article.terms,
        figures: row.figures,
        certainty: row.certainty,
        parent: row.parent,
        entity: decided.contains(&row.speaker_id).then_some(row.speaker_id),
        read: Read::default(),
    }
}

/// Every current statement of a database as the conflict engine sees it, by document: for tools that learn from them.
///
/// # Errors
/// When the database can't be read.
pub fn claims(store: &impl Lookup) -> Result<Vec<Claim>> {
    let mut claims = Vec::new();
    store.recall(Recall::All, &|_| false, &mut |rows| {
        claims.extend(claims_of(rows, &BTreeSet::new()));
    })?;
    Ok(claims.into_iter().map(|claim| *claim).collect())
}
