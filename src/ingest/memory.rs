//! What a run remembers of the database: the statements that new ones may answer, read when they are first needed.
//!
//! For every day of a new statement the weeks around it are read once, and the positions that its speaker and its
//! state took outside of them. What an article tells long after it was said brings only these positions, and what else
//! prints the article: so a look back does not cost the reading of another year. An undated statement may answer
//! anything, and brings all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use chrono::{Days, NaiveDate, Weekday};

use crate::conflict::index::Index;
use crate::conflict::kinds::{NEWS, STATE_MEMORY, WINDOW, is_retold, may_shift};
use crate::conflict::profile::Profile;
use crate::conflict::terms::{profile, setting};
use crate::conflict::{Claim, Read};
use crate::extract::reading::Reading;
use crate::language::arabic::fold::folded;
use crate::store::{ArticleRow, Lookup, Recall, SpeakerId, StatementRow};

/// The statements in memory, and what was read already.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The statements, by what they are about.
    pub(super) index: Index,
    everything: bool,
    undated: bool,
    /// Days that were read.
    days: BTreeSet<NaiveDate>,
    /// Days of which all that is near was read.
    around: BTreeSet<NaiveDate>,
    /// Speakers and states whose positions were read, with the first day of the week for which.
    speakers: BTreeSet<(SpeakerId, i64, NaiveDate)>,
    states: BTreeSet<(String, NaiveDate)>,
    /// Speakers on whom people decided something.
    decided: BTreeSet<SpeakerId>,
    /// Statements that came in since sentences were let go of.
    met: usize,
}

/// Where a new claim comes from.
pub(super) struct Source<'s> {
    /// Its speaker.
    pub(super) speaker: SpeakerId,
    /// Where mentions of one name stand together; see [`MentionRow::block`](crate::store::MentionRow::block).
    pub(super) block: i64,
    /// The documents that print its document's text.
    pub(super) printed: &'s BTreeSet<i64>,
}

/// After so many statements the sentences of all of them are let go of: they are half of what is held, and most are not
/// needed again.
const SENTENCES: usize = 20_000;
/// So many statements are held in any case.
const LEAST_HELD: usize = 20_000;
/// How many times what is in reach is held before the rest is let go of.
const MOST_HELD: f64 = 1.25;

impl Memory {
    /// An empty memory of a database where people decided something on these speakers.
    pub(super) fn new(decided: &BTreeSet<SpeakerId>) -> Self {
        Memory {
            decided: decided.clone(),
            ..Memory::default()
        }
    }

    /// Lets go of what is out of reach of what came in last and of what may come next, where that is much: it is stored,
    /// and read again where it is needed. So memory holds some weeks, however many years are read at once.
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
        let new = came_in.iter().map(|&at| self.index.get(at));
        let days = new
            .filter(|claim| !claim.retold)
            .filter_map(|claim| claim.day);
        let days: BTreeSet<NaiveDate> = days.collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return;
        };
        // the next article may tell as news what was said some weeks before
        let reach = [
            before(*first.min(&before(*last, NEWS)), WINDOW),
            behind(*last, WINDOW),
        ];
        let needed = (0..self.index.end()).filter(|&at| in_reach(self.index.get(at).day, reach));
        if needed.count() as f64 * MOST_HELD < held as f64 {
            self.keep(reach);
        }
    }

    /// Lets go of all but what some days brought, and what has none.
    fn keep(&mut self, reach: [NaiveDate; 2]) {
        let [first, last] = reach;
        let inner = [behind(first, WINDOW), before(last, WINDOW)];
        self.days.retain(|day| in_reach(Some(*day), reach));
        self.around.retain(|day| in_reach(Some(*day), inner));
        self.speakers.clear();
        self.states.clear();
        let index = std::mem::take(&mut self.index);
        self.index = index.into_kept(|claim| in_reach(claim.day, reach));
    }

    /// Reads what a new claim may answer, and what it may be one saying with.
    pub(super) fn recall(
        &mut self,
        store: &impl Lookup,
        claim: &Claim,
        source: &Source<'_>,
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
        if claim.retold {
            for &row in source.printed {
                self.read(store, Recall::Version(row))?;
            }
        } else if self.around.insert(day) {
            self.days(store, [before(day, WINDOW), behind(day, WINDOW)])?;
        }
        if may_shift(claim.stance) && !claim.embedded {
            self.positions(store, claim, source, day)?;
        }
        Ok(())
    }

    /// Reads what else stands in a version of a document, whenever it was said.
    pub(super) fn beside(&mut self, store: &impl Lookup, version: i64) -> Result<()> {
        if self.everything {
            return Ok(());
        }
        self.read(store, Recall::Version(version))
    }

    /// Reads some days, as far as they are not there yet.
    fn days(&mut self, store: &impl Lookup, [first, last]: [NaiveDate; 2]) -> Result<()> {
        for [from, to] in missing(&self.days, [first, last]) {
            self.days.extend(days(from, to));
            self.read(store, Recall::Days(from, to))?;
        }
        Ok(())
    }

    /// Reads what the speaker and the state stood for before and after the days that are near every day of the week.
    fn positions(
        &mut self,
        store: &impl Lookup,
        claim: &Claim,
        source: &Source<'_>,
        day: NaiveDate,
    ) -> Result<()> {
        let week = day.week(Weekday::Sat);
        let (first, last) = (
            before(week.last_day(), WINDOW),
            behind(week.first_day(), WINDOW),
        );
        let Source { speaker, block, .. } = *source;
        if self.speakers.insert((speaker, block, week.first_day())) {
            self.read(store, Recall::Speaker(speaker, block, [first, last]))?;
        }
        let Some(state) = &claim.country else {
            return Ok(());
        };
        if self.states.insert((state.clone(), week.first_day())) {
            let (earlier, later) = (before(first, STATE_MEMORY), behind(last, STATE_MEMORY));
            self.read(store, Recall::State(state, earlier, before(first, 1)))?;
            self.read(store, Recall::State(state, behind(last, 1), later))?;
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

/// The days of a range that are not there yet, as runs.
fn missing(known: &BTreeSet<NaiveDate>, [first, last]: [NaiveDate; 2]) -> Vec<[NaiveDate; 2]> {
    let mut runs: Vec<[NaiveDate; 2]> = Vec::new();
    for day in days(first, last).filter(|day| !known.contains(day)) {
        match runs.last_mut() {
            Some([_, to]) if to.succ_opt() == Some(day) => *to = day,
            _ => runs.push([day, day]),
        }
    }
    runs
}

fn days(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}

/// True for a day of a range; an undated statement is never out of reach.
fn in_reach(day: Option<NaiveDate>, [first, last]: [NaiveDate; 2]) -> bool {
    day.is_none_or(|day| first <= day && day <= last)
}

fn before(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_sub_days(Days::new(days.unsigned_abs()))
        .unwrap_or(NaiveDate::MIN)
}

fn behind(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_days(Days::new(days.unsigned_abs()))
        .unwrap_or(NaiveDate::MAX)
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
    published: Option<NaiveDate>,
}

impl Article {
    /// That of a stored document.
    pub(super) fn of(row: &ArticleRow) -> Self {
        let title = row.title.as_deref().map(folded).unwrap_or_default();
        Self {
            setting: Arc::new(setting(&Reading::new(&title))),
            terms: Arc::new(Profile::of_article(&row.terms)),
            published: row.published,
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
        retold: is_retold(row.day, article.published),
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
