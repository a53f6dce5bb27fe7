//! Claims in memory, found by what they are about: an inverted index over their telling terms.
//!
//! Whether two claims find each other does not depend on which was there first, so that the order in which documents
//! come in does not matter.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::Claim;
use super::brief::Brief;
use super::kinds::may_conflict;
use super::profile::Profile;
use crate::statement::Stance;

/// The least weight of a term that is looked up: states and common words bring half the database.
const TELLING: f32 = 1.7;
/// The least weight of telling terms of two claims that may say the same.
const LEAST: f32 = 4.0;
/// The same of two claims that may contradict each other in articles on different events.
const LEAST_AGAINST: f32 = 5.5;
/// The least weight of a term by which flat denials and what they deny find each other: the states that a short denial names
/// are half of what it says ("claims of Iran's interference").
const TELLING_DENIED: f32 = 1.5;
/// The least weight of such terms that both have.
const LEAST_DENIED: f32 = 3.7;
/// The least share of these in all that the denial says.
const LEAST_DENIED_SHARE: f64 = 0.45;
/// A denial that weighs less says next to nothing.
const EMPTY: f64 = 12.0;
/// The least weight of such terms that its title shares with what it denies.
const LEAST_TITLE: f32 = 4.5;
/// The least weight of a term that tells what event an article is on.
const TELLING_ARTICLE: f32 = 3.0;
/// The least weight of such terms that two articles on one event share.
const LEAST_ARTICLE: f32 = 6.0;
/// How much two articles on one event have in common, at least.
const ONE_EVENT: f64 = 0.25;

/// Most claims that one is compared with: where more share enough with it, those that share most. No news of some weeks
/// has so many, so that nothing depends on what is in memory; texts made from one template have.
const MOST_CANDIDATES: usize = 10_000;
/// Most places of a term that are looked at, the latest ones: a term that stands in more tells nothing.
const MOST_PLACES: usize = 20_000;

/// Where a term stands: number and weight, ascending by number.
type Postings = HashMap<u64, Vec<(u32, f32)>, FixedState>;

thread_local! {
    /// Weights by number, all zero between two look-ups.
    static WEIGHTS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    /// Sums by the number of an article, all zero between two look-ups.
    static SUMS: RefCell<Vec<Sum>> = const { RefCell::new(Vec::new()) };
}

/// What an article shares with the one that is looked up.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// The product of the two, all terms counted.
    dot: f64,
    /// Weight of the telling terms of both.
    telling: f32,
}

/// The number of a claim or an article, and the weight of what it shares with another one.
pub type Near = (u32, f32);

/// What stands around a claim.
#[derive(Debug, Clone, Copy)]
pub struct Around<'n> {
    /// What shares terms with it; see [`Index::sharing`].
    pub sharing: &'n [Near],
    /// The articles on the event that its article tells of; see [`Index::neighbours`].
    pub neighbours: &'n [Near],
}

/// Claims and where their terms stand.
#[derive(Debug, Default)]
pub struct Index {
    #[expect(
        clippy::vec_box,
        reason = "a list of large claims is copied whenever it grows"
    )]
    claims: Vec<Box<Claim>>,
    briefs: Vec<Brief>,
    gone: Vec<bool>,
    postings: Postings,
    /// Flat denials.
    denials: Postings,
    /// Denials by the telling terms of their titles.
    titles_of_denials: Postings,
    /// Those that say next to nothing, by all terms of their titles.
    titles_of_empty: Postings,
    by_statement: HashMap<String, u32, FixedState>,
    by_claim: HashMap<String, Vec<u32>, FixedState>,
    by_office: HashMap<i64, Vec<u32>, FixedState>,
    by_document: HashMap<String, Vec<u32>, FixedState>,
    stories: Vec<(Arc<Profile>, Vec<u32>)>,
    story_of: HashMap<String, u32, FixedState>,
    story_postings: Postings,
}

impl Index {
    /// Adds a claim; one whose statement is there already is left as it is. Returns its number.
    pub fn add(&mut self, claim: impl Into<Box<Claim>>) -> u32 {
        let claim: Box<Claim> = claim.into();
        if let Some(&at) = self.by_statement.get(&claim.statement) {
            self.gone[at as usize] = false;
            return at;
        }
        let at = u32::try_from(self.claims.len()).unwrap_or(u32::MAX);
        post(&mut self.postings, &claim.profile, TELLING_DENIED, at);
        if claim.flatly_denies() {
            post(&mut self.denials, &claim.profile, TELLING_DENIED, at);
        }
        if claim.stance == Stance::Deny {
            post(&mut self.titles_of_denials, &claim.setting, TELLING, at);
        }
        if is_empty(&claim) {
            post(
                &mut self.titles_of_empty,
                &claim.setting,
                TELLING_DENIED,
                at,
            );
        }
        self.by_statement.insert(claim.statement.clone(), at);
        self.by_claim
            .entry(claim.claim.clone())
            .or_default()
            .push(at);
        self.by_document
            .entry(claim.document.clone())
            .or_default()
            .push(at);
        self.tell(&claim, at);
        if let Some(office) = claim.office {
            self.by_office.entry(office).or_default().push(at);
        }
        self.briefs.push(*claim.brief());
        self.gone.push(false);
        self.claims.push(claim);
        at
    }

    /// Enters a claim under its article.
    fn tell(&mut self, claim: &Claim, at: u32) {
        if let Some(&story) = self.story_of.get(&claim.document) {
            self.stories[story as usize].1.push(at);
            return;
        }
        let story = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
        post(&mut self.story_postings, &claim.article, 0.0, story);
        self.story_of.insert(claim.document.clone(), story);
        self.stories.push((claim.article.clone(), vec![at]));
    }

    /// Numbers below `end` of the claims that share enough telling terms with a profile to say the same, with the weight
    /// of these, in no order.
    pub fn sharing(&self, profile: &Profile, end: u32) -> Vec<Near> {
        let mut found = Vec::new();
        reach(
            &self.postings,
            profile,
            (TELLING, LEAST),
            end,
            &mut |at, weight| {
                if self.is_here(at) {
                    found.push((at, weight));
                }
            },
        );
        found
    }

    /// The articles on the event that one tells of: worked out once for all that is said in it.
    pub fn neighbours(&self, article: &Profile) -> Vec<Near> {
        SUMS.with_borrow_mut(|sums| {
            if sums.len() < self.stories.len() {
                sums.resize(self.stories.len(), Sum::default());
            }
            let mut touched: Vec<u32> = Vec::new();
            for &(key, weight) in &article.keys {
                for &(story, other) in self.story_postings.get(&key).into_iter().flatten() {
                    let sum = &mut sums[story as usize];
                    if sum.dot == 0.0 {
                        touched.push(story);
                    }
                    sum.dot += f64::from(weight * other);
                    if weight.min(other) >= TELLING_ARTICLE {
                        sum.telling += weight.min(other);
                    }
                }
            }
            let mut found = Vec::new();
            for story in touched {
                let Sum { dot, telling } = std::mem::take(&mut sums[story as usize]);
                if telling >= LEAST_ARTICLE
                    && self.stories[story as usize].0.cosine(article, dot) >= ONE_EVENT
                {
                    found.push((story, telling));
                }
            }
            found
        })
    }

    /// Numbers below `end` of the claims that one may answer, ascending: those that share enough telling terms with it,
    /// and those of articles on the same event, as far as comparing them can find anything. A denial that leaves out
    /// what it denies is found by its own title, and finds by it, whichever of the two was there first.
    pub fn candidates(&self, claim: &Claim, end: u32, around: &Around<'_>) -> Vec<u32> {
        let mut found: Vec<Near> = Vec::new();
        let mut find = |at: u32, weight: f32| {
            if at < end
                && self.is_here(at)
                && may_conflict(claim.brief(), &self.briefs[at as usize])
            {
                found.push((at, weight));
            }
        };
        for &(at, weight) in around.sharing {
            if weight >= LEAST_AGAINST {
                find(at, weight);
            }
        }
        let (least, title) = ((TELLING, LEAST), (TELLING_DENIED, LEAST_TITLE));
        if claim.stance == Stance::Deny {
            reach(&self.postings, &claim.setting, least, end, &mut find);
        }
        if is_empty(claim) {
            reach(&self.postings, &claim.setting, title, end, &mut find);
        }
        let profile = &claim.profile;
        reach(&self.titles_of_denials, profile, least, end, &mut find);
        reach(&self.titles_of_empty, profile, title, end, &mut find);
        self.denied(claim, end, &mut find);
        for &(story, weight) in around.neighbours {
            for &at in &self.stories[story as usize].1 {
                find(at, weight);
            }
        }
        best(found, MOST_CANDIDATES)
    }

    /// Hands over what shares much of a short flat denial, whichever of the two was there first.
    fn denied(&self, claim: &Claim, end: u32, find: &mut impl FnMut(u32, f32)) {
        let least = (TELLING_DENIED, LEAST_DENIED);
        let much =
            |weight: f32, denial: &Brief| f64::from(weight) >= LEAST_DENIED_SHARE * denial.total;
        let profile = &claim.profile;
        reach(&self.denials, profile, least, end, &mut |at, weight| {
            if much(weight, &self.briefs[at as usize]) {
                find(at, weight);
            }
        });
        if claim.flatly_denies() {
            reach(&self.postings, profile, least, end, &mut |at, weight| {
                if much(weight, claim.brief()) {
                    find(at, weight);
                }
            });
        }
    }

    fn is_here(&self, at: u32) -> bool {
        !self.gone[at as usize]
    }

    /// True where a statement is here.
    pub fn has(&self, statement: &str) -> bool {
        self.by_statement
            .get(statement)
            .is_some_and(|&at| self.is_here(at))
    }

    /// The claim with this number.
    pub fn get(&self, at: u32) -> &Claim {
        &self.claims[at as usize]
    }

    /// The claim of a statement, where it is here.
    pub fn of_statement(&self, statement: &str) -> Option<&Claim> {
        self.by_statement.get(statement).map(|&at| self.get(at))
    }

    /// The number after the last one.
    pub fn end(&self) -> u32 {
        u32::try_from(self.claims.len()).unwrap_or(u32::MAX)
    }

    /// The number of a statement, where it is here.
    pub fn number(&self, statement: &str) -> Option<u32> {
        self.by_statement.get(statement).copied()
    }

    /// Numbers of what a document says.
    pub fn of_document(&self, document: &str) -> Vec<u32> {
        self.present(self.by_document.get(document))
    }

    /// Makes a statement an appearance of another claim.
    pub fn reclaim(&mut self, at: u32, claim: &str) {
        let old = std::mem::replace(&mut self.claims[at as usize].claim, claim.to_string());
        if let Some(list) = self.by_claim.get_mut(&old) {
            list.retain(|other| *other != at);
        }
        self.by_claim.entry(claim.to_string()).or_default().push(at);
    }

    /// What decides whether a claim is worth comparing.
    pub fn brief(&self, at: u32) -> &Brief {
        &self.briefs[at as usize]
    }

    /// Numbers of the claims that were made in an office.
    pub fn in_office(&self, office: i64) -> Vec<u32> {
        self.present(self.by_office.get(&office))
    }

    /// Numbers of the appearances of a claim.
    pub fn of_claim(&self, claim: &str) -> Vec<u32> {
        self.present(self.by_claim.get(claim))
    }

    fn present(&self, list: Option<&Vec<u32>>) -> Vec<u32> {
        list.into_iter()
            .flatten()
            .copied()
            .filter(|&at| self.is_here(at))
            .collect()
    }

    /// Makes the appearances of one claim appearances of another.
    pub fn join(&mut self, from: &str, into: &str) {
        let moved = self.by_claim.remove(from).unwrap_or_default();
        for &at in &moved {
            self.claims[at as usize].claim = into.to_string();
        }
        self.by_claim
            .entry(into.to_string())
            .or_default()
            .extend(moved);
    }

    /// Lets go of the words of claims as sentences: they are large, and read again where they are needed.
    pub fn forget_sentences(&mut self) {
        for claim in &mut self.claims {
            claim.read.forget_sentence();
        }
    }

    /// Forgets what a document said: another version of it is current now.
    pub fn forget(&mut self, document: &str) {
        for &at in self.by_document.get(document).into_iter().flatten() {
            self.gone[at as usize] = true;
        }
    }

    /// The index of those claims that are to be kept, in the order in which they came in.
    pub fn into_kept(self, keep: impl Fn(&Claim) -> bool) -> Index {
        let mut kept = Index::default();
        for (claim, gone) in self.claims.into_iter().zip(self.gone) {
            if !gone && keep(&claim) {
                kept.add(claim);
            }
        }
        kept
    }

    /// One statement for every claim, by claim: the surest, then the earliest.
    pub fn shown(&self) -> BTreeMap<&str, &Claim> {
        let mut best: BTreeMap<&str, &Claim> = BTreeMap::new();
        for (at, claim) in (0..).zip(&self.claims) {
            if !self.is_here(at) {
                continue;
            }
            let claim: &Claim = claim;
            let kept = best.entry(&claim.claim).or_insert(claim);
            let earlier = || (claim.day, &claim.statement) < (kept.day, &kept.statement);
            if claim.certainty > kept.certainty || claim.certainty == kept.certainty && earlier() {
                *kept = claim;
            }
        }
        best
    }
}

/// True for a denial that leaves out what it denies ("all this is untrue"): its title tells.
fn is_empty(claim: &Claim) -> bool {
    claim.stance == Stance::Deny && claim.profile.total < EMPTY
}

/// Enters a claim under every term of a profile that weighs enough.
fn post(postings: &mut Postings, profile: &Profile, telling: f32, at: u32) {
    for &(key, weight) in profile.keys.iter().filter(|(_, w)| *w >= telling) {
        postings.entry(key).or_default().push((at, weight));
    }
}

/// Numbers, ascending and each once: those of the greatest weight where there are more than `most`.
fn best(mut found: Vec<Near>, most: usize) -> Vec<u32> {
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|(at, _)| *at);
    if found.len() > most {
        found.select_nth_unstable_by(most, |a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        found.truncate(most);
        found.sort_unstable_by_key(|(at, _)| *at);
    }
    found.into_iter().map(|(at, _)| at).collect()
}

/// Hands over the numbers below `end` at which the telling terms of a profile weigh enough together, with that weight;
/// `least` holds the least weight that such a term has on both sides, and the least of all that are shared.
fn reach(
    postings: &Postings,
    profile: &Profile,
    least: (f32, f32),
    end: u32,
    found: &mut impl FnMut(u32, f32),
) {
    let (telling, enough) = least;
    WEIGHTS.with_borrow_mut(|weights| {
        if weights.len() < end as usize {
            weights.resize(end as usize, 0.0);
        }
        let mut touched: Vec<u32> = Vec::new();
        for (key, weight) in profile.keys.iter().filter(|(_, w)| *w >= telling) {
            let list = postings.get(key).map_or(&[][..], Vec::as_slice);
            let list = &list[..list.partition_point(|(at, _)| *at < end)];
            for (at, other) in &list[list.len().saturating_sub(MOST_PLACES)..] {
                let both = other.min(*weight);
                if both < telling {
                    continue;
                }
                let shared = &mut weights[*at as usize];
                if *shared == 0.0 {
                    touched.push(*at);
                }
                *shared += both;
            }
        }
        for at in touched {
            let shared = std::mem::take(&mut weights[at as usize]);
            if shared >= enough {
                found(at, shared);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::terms::setting;
    use crate::conflict::tests::claim;
    use crate::extract::reading::Reading;
    use crate::language::arabic::fold::folded;

    /// True where the second claim finds the first, and the first the second.
    fn meet(first: &Claim, second: &Claim) -> bool {
        [[first, second], [second, first]]
            .iter()
            .all(|[first, second]| {
                let mut index = Index::default();
                index.add((*first).clone());
                let end = index.end();
                let around = Around {
                    sharing: &index.sharing(&second.profile, end),
                    neighbours: &index.neighbours(&second.article),
                };
                index.candidates(second, end, &around) == [0]
            })
    }

    #[test]
    fn a_denial_that_leaves_out_what_it_denies_is_found_by_its_title_in_either_order() {
        let said = claim("إيمان شلبي|EG|affirm|2021-03-04|حفر نفق للقطارات تحت البحيرة");
        let mut denial = claim("عمر قاسم|EG|deny|2021-03-05|صحة هذه الأنباء");
        let title = folded("عمر قاسم ينفي حفر نفق للقطارات تحت البحيرة");
        denial.setting = Arc::new(setting(&Reading::new(&title)));
        assert!(meet(&said, &denial));
    }

    #[test]
    fn two_claims_share_as_much_whichever_looks_the_other_up() {
        let claims = [
            claim(
                "إيمان شلبي|EG|affirm|2021-03-04|حفر نفق جديد للقطارات تحت البحيرة بعد انتهاء الدراسات",
            ),
            claim(
                "عمر قاسم|ML|deny|2021-03-05|الدراسات الجديدة تبين أن القطارات لا تعبر البحيرة بأمان",
            ),
            claim(
                "ليلى بناني|EG|propose|2021-03-05|تجربة القطارات الجديدة وإعطاء فرصة لشركات النفق في مالي ومصر",
            ),
            claim(
                "باسل نعمة|ML|reject|2021-03-06|إعطاء شركات مصر فرصة تجربة جديدة في البحيرة بعد مؤتمر مالي",
            ),
        ];
        let mut index = Index::default();
        for claim in &claims {
            index.add(claim.clone());
        }
        let shared = |looking: u32, found: u32| {
            let all = index.sharing(&claims[looking as usize].profile, index.end());
            all.into_iter().find(|(at, _)| *at == found)
        };
        for (a, b) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            let weights = [shared(a, b), shared(b, a)].map(|near| near.map(|(_, weight)| weight));
            assert_eq!(weights[0], weights[1], "{a} and {b}");
        }
        assert!(shared(2, 3).is_some(), "nothing is shared at all");
    }

    #[test]
    fn a_short_flat_denial_is_found_by_the_state_that_it_names() {
        let said =
            claim("إيمان شلبي|EG|affirm|2021-03-04|مشكلتنا تدخل مالي في نقابات العمال والطلبة");
        let mut denial = claim("عمر قاسم|ML|deny|2021-03-05|تدخل مالي");
        denial.article = Arc::default();
        denial.cue = "نفى".to_owned();
        assert!(meet(&said, &denial));
        denial.stance = Stance::Affirm;
        assert!(!meet(&said, &denial), "only a denial is that short");
    }
}
