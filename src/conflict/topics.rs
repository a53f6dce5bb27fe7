//! Matters: conflicts that share a claim belong together, and so do the claims that say the same without being in
//! conflict.
//!
//! A topic keeps the id that most of its claims had before; a new one is named after its first claim. The title is
//! the matter in somebody's own words: the shortest claim that covers most of what the others speak of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use foldhash::fast::FixedState;

use super::Claim;
use super::profile::{Profile, is_state};
use super::relation::side;
use super::terms::shared;
use crate::statement::ConflictKind;

/// A conflict, as far as grouping needs it.
#[derive(Debug, Clone)]
pub struct Edge {
    /// One claim.
    pub a: String,
    /// The other.
    pub b: String,
    /// Attributions join a topic, they do not make one.
    pub kind: ConflictKind,
}

/// One matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Stable id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Ids of its claims, sorted.
    pub claims: Vec<String>,
}

/// The most words of a title.
const TITLE_WORDS: usize = 16;
/// Share of the core that a claim must have to join a topic without a conflict.
const JOINS: f64 = 0.5;
/// The least weight of a core that can draw claims in: a thin one would draw in everything.
const LEAST_CORE: f64 = 4.0;
/// Days around a topic's claims within which another one joins.
const JOIN_WINDOW: i64 = 60;

/// Groups conflicts and claims into topics. `claims` holds one statement for every claim, the one that shows it
/// best, with its original words in `shown`; `before` tells in which topic a claim was.
pub fn topics(
    edges: &[Edge],
    claims: &[&Claim],
    shown: &BTreeMap<String, String>,
    before: &BTreeMap<String, String>,
) -> Vec<Topic> {
    let by_id: BTreeMap<&str, &Claim> = claims.iter().map(|c| (c.claim.as_str(), *c)).collect();
    let by_term = by_term(claims);
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    // attributions last: they join the matter of either claim
    let mut ordered: Vec<&Edge> = edges.iter().collect();
    ordered.sort_by_key(|e| {
        (
            e.kind == ConflictKind::Attribution,
            e.a.clone(),
            e.b.clone(),
        )
    });
    for edge in ordered {
        let touching: Vec<usize> = (0..groups.len())
            .filter(|&g| groups[g].contains(edge.a.as_str()) || groups[g].contains(edge.b.as_str()))
            .collect();
        let mut group: BTreeSet<&str> = [edge.a.as_str(), edge.b.as_str()].into();
        if edge.kind == ConflictKind::Attribution
            && let Some(&first) = touching.first()
        {
            groups[first].extend(group);
            continue;
        }
        for &at in touching.iter().rev() {
            group.extend(groups.remove(at));
        }
        groups.push(group);
    }
    let mut taken = BTreeSet::new();
    let mut out: Vec<Topic> = groups
        .into_iter()
        .map(|members| topic(&members, &by_id, &by_term, shown, before, &mut taken))
        .collect();
    out.sort_by(|x, y| x.id.cmp(&y.id));
    out
}

fn topic(
    members: &BTreeSet<&str>,
    by_id: &BTreeMap<&str, &Claim>,
    by_term: &ByTerm<'_>,
    shown: &BTreeMap<String, String>,
    before: &BTreeMap<String, String>,
    taken: &mut BTreeSet<String>,
) -> Topic {
    let inside: Vec<&Claim> = members
        .iter()
        .filter_map(|m| by_id.get(m).copied())
        .collect();
    let core = core(&inside);
    let mut all: BTreeSet<String> = members.iter().map(|m| m.to_string()).collect();
    let profile = Profile::of(&core);
    let others = profile.keys.iter().filter(|(key, _)| !is_state(*key));
    let others = others.flat_map(|(key, _)| by_term.get(key).into_iter().flatten());
    let others = others.filter(|claim| may_cover(claim, &profile));
    let others: BTreeMap<&str, &Claim> = others.map(|c| (c.claim.as_str(), *c)).collect();
    for (id, claim) in others {
        let outside = !members.contains(id);
        if outside && covers(claim, &core) && near(claim, &inside) {
            all.insert(claim.claim.clone());
        }
    }
    Topic {
        id: id_of(&inside, members, before, taken),
        title: title(&inside, &core, shown),
        claims: all.into_iter().collect(),
    }
}

/// Claims by the hashes of their terms, states aside.
type ByTerm<'c> = HashMap<u64, Vec<&'c Claim>, FixedState>;

fn by_term<'c>(claims: &[&'c Claim]) -> ByTerm<'c> {
    let mut found = ByTerm::default();
    for claim in claims.iter().filter(|claim| !claim.embedded) {
        for (key, _) in claim.profile.keys.iter().filter(|(key, _)| !is_state(*key)) {
            found.entry(*key).or_default().push(claim);
        }
    }
    found
}

/// The terms that at least two fifths of the claims have, with weights.
fn core(inside: &[&Claim]) -> Vec<(String, f64)> {
    const SHARE: f64 = 0.4;
    let mut counts: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for claim in inside {
        for (term, weight) in &claim.terms {
            let entry = counts.entry(term).or_insert((0, 0.0));
            entry.0 += 1;
            entry.1 = entry.1.max(*weight);
        }
    }
    let least = (inside.len() as f64 * SHARE).max(2.0);
    counts
        .into_iter()
        .filter(|(_, (n, _))| *n as f64 >= least)
        .map(|(term, (_, weight))| (term.to_string(), weight))
        .collect()
}

/// What [`covers`] asks for, by hashes: nearly all claims fail here.
fn may_cover(claim: &Claim, core: &Profile) -> bool {
    const ROUNDING: f64 = 1e-3;
    let whole: f64 = core.keys.iter().map(|(_, weight)| f64::from(*weight)).sum();
    let common = claim.profile.common(core);
    whole >= LEAST_CORE - ROUNDING
        && common.matters >= 2
        && common.weight >= JOINS * whole - ROUNDING
}

fn covers(claim: &Claim, core: &[(String, f64)]) -> bool {
    let whole: f64 = core.iter().map(|(_, w)| w).sum();
    let common = shared(&claim.terms, core);
    let part: f64 = common.iter().map(|(_, w)| w).sum();
    let matters = common
        .iter()
        .filter(|(term, _)| !term.starts_with('@'))
        .count();
    whole >= LEAST_CORE && matters >= 2 && part >= JOINS * whole
}

fn near(claim: &Claim, inside: &[&Claim]) -> bool {
    inside.iter().any(|other| match claim.day.zip(other.day) {
        Some((x, y)) => (x - y).num_days().abs() <= JOIN_WINDOW,
        None => true,
    })
}

/// The id that most of the claims had before, where no other topic has it now; else one made of the first claim.
fn id_of(
    inside: &[&Claim],
    members: &BTreeSet<&str>,
    before: &BTreeMap<String, String>,
    taken: &mut BTreeSet<String>,
) -> String {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in members.iter().filter_map(|m| before.get(*m)) {
        *votes.entry(topic).or_default() += 1;
    }
    let known = votes
        .into_iter()
        .filter(|(id, _)| !taken.contains(*id))
        .max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(x.0)));
    let id = match known {
        Some((id, _)) => id.to_string(),
        None => new_id(inside, members, taken),
    };
    taken.insert(id.clone());
    id
}

/// An id made of the earliest claim that no other topic is named after.
fn new_id(inside: &[&Claim], members: &BTreeSet<&str>, taken: &BTreeSet<String>) -> String {
    const LENGTH: usize = 12;
    let mut ordered: Vec<(bool, Option<NaiveDate>, &str)> = members
        .iter()
        .map(|member| {
            let day = inside
                .iter()
                .find(|claim| claim.claim == **member)
                .and_then(|claim| claim.day);
            (day.is_none(), day, *member)
        })
        .collect();
    ordered.sort_unstable();
    let name = |id: &str| format!("t{}", id.chars().take(LENGTH).collect::<String>());
    let ids: Vec<String> = ordered.iter().map(|(_, _, id)| name(id)).collect();
    let last = ids.last().cloned().unwrap_or_default();
    ids.into_iter()
        .find(|id| !taken.contains(id))
        .unwrap_or(format!("{last}-{}", taken.len()))
}

/// The shortest claim that covers most of the core, in its own words.
fn title(inside: &[&Claim], core: &[(String, f64)], shown: &BTreeMap<String, String>) -> String {
    let best = inside.iter().max_by(|x, y| {
        worth(x, core)
            .total_cmp(&worth(y, core))
            .then(y.statement.cmp(&x.statement))
    });
    let Some(best) = best else {
        return String::new();
    };
    let words = shown
        .get(&best.claim)
        .cloned()
        .unwrap_or_else(|| best.words.clone());
    let list: Vec<&str> = words.split_whitespace().collect();
    if list.len() <= TITLE_WORDS {
        list.join(" ")
    } else {
        format!("{} …", list[..TITLE_WORDS].join(" "))
    }
}

fn worth(claim: &Claim, core: &[(String, f64)]) -> f64 {
    const FREE_WORDS: f64 = 8.0;
    let covered: f64 = shared(&claim.terms, core).iter().map(|(_, w)| w).sum();
    let length = claim.words.split_whitespace().count() as f64;
    let plain = if side(claim.stance) > 0 { 1.0 } else { 0.8 };
    plain * covered / (FREE_WORDS + length).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::tests::claim;

    const TUNNEL: [&str; 4] = [
        "إيمان شلبي|EG|propose|2021-03-04|حفر نفق للقطارات تحت البحيرة",
        "عمر قاسم|EG|reject|2021-03-06|حفر نفق للقطارات تحت البحيرة بأموال المدينة",
        "منى عادل|EG|affirm|2021-03-08|نفق القطارات تحت البحيرة ضروري للمدينة",
        "سمير دهان|DZ|affirm|2021-03-04|محصول القمح هذا العام وفير في سهول وهران",
    ];

    fn edge(a: &Claim, b: &Claim, kind: ConflictKind) -> Edge {
        Edge {
            a: a.claim.clone(),
            b: b.claim.clone(),
            kind,
        }
    }

    fn grouped(edges: &[Edge], claims: &[Claim], before: &[Topic]) -> Vec<Topic> {
        let before = before
            .iter()
            .flat_map(|t| t.claims.iter().map(|c| (c.clone(), t.id.clone())))
            .collect();
        let claims: Vec<&Claim> = claims.iter().collect();
        topics(edges, &claims, &BTreeMap::new(), &before)
    }

    #[test]
    fn a_topic_draws_in_what_is_about_its_core() {
        let claims = TUNNEL.map(claim);
        let edges = [edge(&claims[0], &claims[1], ConflictKind::Policy)];
        let topics = grouped(&edges, &claims, &[]);
        assert_eq!(topics.len(), 1);
        let has = |at: usize| topics[0].claims.contains(&claims[at].claim);
        assert!(
            has(0) && has(1) && has(2) && !has(3),
            "{:?}",
            topics[0].claims
        );
        assert_eq!(topics[0].title, claims[0].words, "the shortest covers it");
    }

    #[test]
    fn the_order_of_edges_and_claims_does_not_matter() {
        let mut claims = TUNNEL.map(claim).to_vec();
        let mut edges = vec![
            edge(&claims[0], &claims[1], ConflictKind::Policy),
            edge(&claims[1], &claims[2], ConflictKind::Policy),
            edge(&claims[3], &claims[0], ConflictKind::Attribution),
        ];
        let there = grouped(&edges, &claims, &[]);
        claims.reverse();
        edges.reverse();
        assert_eq!(grouped(&edges, &claims, &[]), there);
    }

    #[test]
    fn conflicts_that_share_a_claim_are_one_topic() {
        let claims = TUNNEL.map(claim);
        let apart = [
            edge(&claims[0], &claims[1], ConflictKind::Policy),
            edge(&claims[2], &claims[3], ConflictKind::Denial),
        ];
        assert_eq!(grouped(&apart, &claims, &[]).len(), 2);
        let bound = [
            apart[0].clone(),
            apart[1].clone(),
            edge(&claims[1], &claims[2], ConflictKind::Shift),
        ];
        assert_eq!(grouped(&bound, &claims, &[]).len(), 1);
        // who holds an office is a matter of its own and binds no two topics
        let attributed = [
            apart[0].clone(),
            apart[1].clone(),
            edge(&claims[1], &claims[2], ConflictKind::Attribution),
        ];
        assert_eq!(grouped(&attributed, &claims, &[]).len(), 2);
    }

    #[test]
    fn a_topic_keeps_its_id_when_it_grows() {
        let claims = TUNNEL.map(claim);
        let first = [edge(&claims[1], &claims[2], ConflictKind::Policy)];
        let before = grouped(&first, &claims[1..3], &[]);
        let more = [
            first[0].clone(),
            edge(&claims[0], &claims[1], ConflictKind::Policy),
        ];
        let after = grouped(&more, &claims, &before);
        assert_eq!(after[0].id, before[0].id);
        assert!(after[0].claims.contains(&claims[0].claim));
    }

    #[test]
    fn no_two_topics_share_an_id() {
        let claims = TUNNEL.map(claim);
        let one = [
            edge(&claims[0], &claims[1], ConflictKind::Policy),
            edge(&claims[1], &claims[2], ConflictKind::Policy),
            edge(&claims[2], &claims[3], ConflictKind::Denial),
        ];
        let before = grouped(&one, &claims, &[]);
        // the bridge is gone: two topics now, and only one can keep the id
        let after = grouped(&[one[0].clone(), one[2].clone()], &claims, &before);
        assert_eq!(after.len(), 2);
        assert_ne!(after[0].id, after[1].id);
        assert!(after.iter().any(|t| t.id == before[0].id));
    }
}
