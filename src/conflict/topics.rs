//! Matters: conflicts that share a claim and are about the same in it belong together, and so do the claims that say
//! the same without being in conflict.
//!
//! A topic keeps the id that most of its claims had before; a new one is named after its first claim. The title is
//! the matter in somebody's own words: the shortest claim that covers most of what the others speak of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::Claim;
use super::profile::{Profile, is_state};
use super::relation::side;
use super::terms::shared;
use crate::language::arabic::lexicon::lexicon;
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

impl Edge {
    /// Both claims.
    fn claims(&self) -> [&str; 2] {
        [&self.a, &self.b]
    }
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
/// Share of the weight of a claim of the topic, or of its own, that a claim must have to join.
const SAYS: f64 = 0.55;
/// The least weight of it.
const LEAST_SAID: f64 = 7.0;
/// Share of the lighter matter that two conflicts of one claim must have in common to be one.
const ONE_MATTER: f64 = 0.4;
/// How many conflicts of a claim every other one of it is compared with.
const MOST_COMPARED: usize = 64;
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
    let groups = groups(edges, &by_id);
    let inside: BTreeSet<&str> = groups.iter().flatten().copied().collect();
    let free = claims.iter().copied();
    let free = free.filter(|c| !c.embedded && !inside.contains(c.claim.as_str()));
    let seeds: Vec<Seed> = groups
        .into_iter()
        .map(|members| Seed::of(members, &by_id))
        .collect();
    let free = Free::new(free, &seeds);
    let joined: Vec<Vec<&Claim>> = seeds.par_iter().map(|seed| free.joining(seed)).collect();
    let mut taken = BTreeSet::new();
    let mut out: Vec<Topic> = seeds
        .iter()
        .zip(joined)
        .map(|(seed, joined)| seed.topic(&joined, shown, before, &mut taken))
        .collect();
    out.sort_by(|x, y| x.id.cmp(&y.id));
    out
}

/// The claims of each matter. Conflicts that share a claim are one matter where they are about the same in it: a long
/// claim may be denied in one half and doubted in the other. Attributions come last: they join the matter of either
/// claim.
fn groups<'e>(edges: &'e [Edge], by_id: &BTreeMap<&str, &Claim>) -> Vec<BTreeSet<&'e str>> {
    let (mut joining, mut making): (Vec<&Edge>, Vec<&Edge>) = edges
        .iter()
        .partition(|edge| edge.kind == ConflictKind::Attribution);
    for list in [&mut joining, &mut making] {
        list.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    }
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for conflicts in matters(&making, by_id) {
        let claims = conflicts.iter().map(|&at| making[at]);
        groups.push(claims.flat_map(Edge::claims).collect());
    }
    let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for claim in group {
            first_with.entry(claim).or_insert(at);
        }
    }
    for edge in joining {
        let known = edge.claims().into_iter();
        let known = known.filter_map(|claim| first_with.get(claim).copied());
        let at = known.min().unwrap_or(groups.len());
        if at == groups.len() {
            groups.push(BTreeSet::new());
        }
        groups[at].extend(edge.claims());
        for claim in edge.claims() {
            let first = first_with.entry(claim).or_insert(at);
            *first = at.min(*first);
        }
    }
    groups
}

/// The conflicts of each matter, by their places in the list.
fn matters(edges: &[&Edge], by_id: &BTreeMap<&str, &Claim>) -> Vec<Vec<usize>> {
    let matters: Vec<Matter> = edges.iter().map(|edge| Matter::of(edge, by_id)).collect();
    let mut of_claim: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, edge) in edges.iter().enumerate() {
        for claim in edge.claims() {
            of_claim.entry(claim).or_default().push(at);
        }
    }
    let mut union = Union::new(edges.len());
    for list in of_claim.values_mut() {
        list.sort_by(|&x, &y| {
            let (v, w) = (matters[x].weight, matters[y].weight);
            w.total_cmp(&v).then(x.cmp(&y))
        });
        // a claim in hundreds of conflicts is compared by those that say most
        for (nth, &at) in list.iter().enumerate() {
            for &other in &list[..nth.min(MOST_COMPARED)] {
                if !union.are_one(at, other) && matters[at].is_one_with(&matters[other]) {
                    union.join(at, other);
                }
            }
        }
    }
    union.groups()
}

/// What both sides of a conflict speak of.
struct Matter {
    profile: Profile,
    weight: f64,
}

impl Matter {
    fn of(edge: &Edge, by_id: &BTreeMap<&str, &Claim>) -> Matter {
        let claims = edge.claims().map(|claim| by_id.get(claim));
        let [Some(a), Some(b)] = claims else {
            return Matter {
                profile: Profile::default(),
                weight: 0.0,
            };
        };
        let common = shared(a.terms(), b.terms());
        let common: Vec<(String, f64)> = common
            .into_iter()
            .map(|(term, weight)| (term.to_string(), weight))
            .collect();
        Matter {
            profile: Profile::of(&common),
            weight: common.iter().map(|(_, weight)| weight).sum(),
        }
    }

    /// True where two have enough in common. What is unknown may be anything.
    fn is_one_with(&self, other: &Matter) -> bool {
        let whole = self.weight.min(other.weight);
        whole == 0.0 || self.profile.common(&other.profile).weight >= ONE_MATTER * whole
    }
}

/// Numbers that are joined to groups (union-find): a group is known by its lowest.
struct Union {
    parent: Vec<usize>,
}

impl Union {
    fn new(count: usize) -> Union {
        Union {
            parent: (0..count).collect(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            // every second step is left out the next time
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn are_one(&mut self, x: usize, y: usize) -> bool {
        self.root(x) == self.root(y)
    }

    fn join(&mut self, x: usize, y: usize) {
        let (x, y) = (self.root(x), self.root(y));
        self.parent[x.max(y)] = x.min(y);
    }

    /// The groups by their lowest numbers, each ascending.
    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            found.entry(self.root(at)).or_default().push(at);
        }
        found.into_values().collect()
    }
}

/// The claims of a topic that stand in conflicts, and what most of them are about.
struct Seed<'c> {
    members: BTreeSet<&'c str>,
    inside: Vec<&'c Claim>,
    core: Vec<(String, f64)>,
    /// The core by hashes, with its whole weight.
    profile: Profile,
    whole: f64,
}

impl<'c> Seed<'c> {
    fn of(members: BTreeSet<&'c str>, by_id: &BTreeMap<&str, &'c Claim>) -> Self {
        let inside = members.iter().filter_map(|m| by_id.get(m).copied());
        let inside: Vec<&Claim> = inside.collect();
        let core = core(&inside);
        let profile = Profile::of(&core);
        Self {
            whole: profile.keys.iter().map(|(_, w)| f64::from(*w)).sum(),
            members,
            inside,
            core,
            profile,
        }
    }

    /// The topic, with the claims that join it.
    fn topic(
        &self,
        joined: &[&Claim],
        shown: &BTreeMap<String, String>,
        before: &BTreeMap<String, String>,
        taken: &mut BTreeSet<String>,
    ) -> Topic {
        let joined = joined.iter().map(|claim| claim.claim.as_str());
        let all: BTreeSet<&str> = self.members.iter().copied().chain(joined).collect();
        Topic {
            id: id_of(&self.inside, &self.members, before, taken),
            title: title(&self.inside, &self.core, shown),
            claims: all.into_iter().map(str::to_owned).collect(),
        }
    }

    /// True where the core is about enough to draw claims in.
    fn draws(&self) -> bool {
        self.whole >= LEAST_CORE - ROUNDING
    }

    /// The hashes of the core's terms, states aside.
    fn matters(&self) -> impl Iterator<Item = u64> {
        let keys = self.profile.keys.iter().map(|(key, _)| *key);
        keys.filter(|key| !is_state(*key))
    }
}

/// The claims outside of all conflicts, by the terms of the cores that may draw them in.
struct Free<'c> {
    claims: Vec<&'c Claim>,
    by_term: HashMap<u64, Vec<u32>, FixedState>,
}

impl<'c> Free<'c> {
    fn new(claims: impl Iterator<Item = &'c Claim>, seeds: &[Seed<'_>]) -> Self {
        let drawing = seeds.iter().filter(|seed| seed.draws());
        let mut by_term: HashMap<u64, Vec<u32>, FixedState> = drawing
            .flat_map(Seed::matters)
            .map(|key| (key, Vec::new()))
            .collect();
        let claims: Vec<&Claim> = claims.collect();
        for (at, claim) in (0..).zip(&claims) {
            for (key, _) in &claim.profile.keys {
                if let Some(list) = by_term.get_mut(key) {
                    list.push(at);
                }
            }
        }
        Self { claims, by_term }
    }

    /// Those that join a topic without a conflict: they are about its core, in its days, and say what one in it says.
    fn joining(&self, seed: &Seed<'_>) -> Vec<&'c Claim> {
        const LEAST_MATTERS: u8 = 2;
        if !seed.draws() {
            return Vec::new();
        }
        let mut shared = vec![0u8; self.claims.len()];
        let mut found = Vec::new();
        for at in seed
            .matters()
            .filter_map(|key| self.by_term.get(&key))
            .flatten()
        {
            let count = &mut shared[*at as usize];
            *count = count.saturating_add(1);
            if *count == LEAST_MATTERS {
                found.push(self.claims[*at as usize]);
            }
        }
        found.retain(|claim| {
            may_cover(claim, seed)
                && near(claim, &seed.inside)
                && may_say_so(claim, &seed.inside)
                && covers(claim, &seed.core)
                && says_so(claim, &seed.inside)
        });
        found
    }
}

/// The terms that at least two fifths of the claims have, with weights.
fn core(inside: &[&Claim]) -> Vec<(String, f64)> {
    const SHARE: f64 = 0.4;
    let mut counts: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for claim in inside {
        for (term, weight) in claim.terms() {
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

/// How far weights by hashes may be off those by terms.
const ROUNDING: f64 = 1e-3;

/// What [`covers`] asks for, by hashes: nearly all claims fail here.
fn may_cover(claim: &Claim, seed: &Seed<'_>) -> bool {
    let common = claim.profile.common(&seed.profile);
    common.matters >= 2 && common.weight >= JOINS * seed.whole - ROUNDING
}

fn covers(claim: &Claim, core: &[(String, f64)]) -> bool {
    let whole: f64 = core.iter().map(|(_, w)| w).sum();
    let common = shared(claim.terms(), core);
    let part: f64 = common.iter().map(|(_, w)| w).sum();
    let matters = common
        .iter()
        .filter(|(term, _)| !term.starts_with('@'))
        .count();
    whole >= LEAST_CORE && matters >= 2 && part >= JOINS * whole
}

/// What [`says_so`] asks for, by hashes.
fn may_say_so(claim: &Claim, inside: &[&Claim]) -> bool {
    let whole = |claim: &Claim| -> f64 {
        let weights = claim.profile.keys.iter().map(|(_, weight)| weight);
        weights.copied().map(f64::from).sum()
    };
    let own = whole(claim);
    inside.iter().any(|other| {
        let common = claim.profile.common(&other.profile).weight;
        common >= LEAST_SAID && common >= SAYS * whole(other).min(own) - ROUNDING
    })
}

/// True where a claim says most of what one of the others says.
fn says_so(claim: &Claim, inside: &[&Claim]) -> bool {
    let own = weight(claim);
    inside.iter().any(|other| {
        let common = claim.profile.common(&other.profile).weight;
        common >= LEAST_SAID && common >= SAYS * weight(other).min(own)
    })
}

fn weight(claim: &Claim) -> f64 {
    claim.terms().iter().map(|(_, weight)| weight).sum()
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
    headline(&words)
}

/// The words as a title: without the conjunction in front, and cut where a clause ends.
fn headline(words: &str) -> String {
    let known = &lexicon().clashes.title;
    let mut list: Vec<&str> = words.split_whitespace().collect();
    if list.len() > SHORTEST_TITLE && known.conjunctions.iter().any(|word| word == list[0]) {
        list.remove(0);
    }
    if list.len() <= TITLE_WORDS {
        return tidy(&list.join(" "));
    }
    let ends = |word: &&str| word.ends_with(['،', '؛', ',', '.', '؟', '!', ':']);
    let clause = list[..TITLE_WORDS]
        .iter()
        .rposition(ends)
        .map_or(0, |at| at + 1);
    if clause > SHORTEST_TITLE {
        return tidy(&list[..clause].join(" "));
    }
    // better before the next "and" than within a phrase
    let and = list[SHORTEST_TITLE + 3..=TITLE_WORDS]
        .iter()
        .rposition(|word| {
            word.starts_with('و') && word.chars().count() > 4
                || known.breaks.iter().any(|other| other == word)
        });
    let end = and.map_or(TITLE_WORDS, |at| at + SHORTEST_TITLE + 3);
    format!("{} …", tidy(&list[..end].join(" ")))
}

/// A title without punctuation at its ends, nor quotation marks that lack their other half.
fn tidy(title: &str) -> String {
    let mut title = title
        .trim_matches(|c: char| "،؛,.:-!".contains(c) || c.is_whitespace())
        .to_string();
    for (open, close) in [('«', '»'), ('(', ')'), ('“', '”')] {
        if title.matches(open).count() != title.matches(close).count() {
            title.retain(|c| c != open && c != close);
        }
    }
    if title.matches('"').count() % 2 == 1 {
        title.retain(|c| c != '"');
    }
    title
}

/// How good a title a claim makes: it covers the core in few words, and is understood without its article.
fn worth(claim: &Claim, core: &[(String, f64)]) -> f64 {
    const FREE_WORDS: f64 = 8.0;
    let covered: f64 = shared(claim.terms(), core).iter().map(|(_, w)| w).sum();
    let length = claim.words.split_whitespace().count();
    let plain = if side(claim.stance) > 0 { 1.0 } else { 0.8 };
    let told = if points_back(&claim.words) { 0.6 } else { 1.0 };
    let fits = match length {
        0..SHORTEST_TITLE => 0.6,
        SHORTEST_TITLE..=TITLE_WORDS => 1.0,
        _ => 0.75,
    };
    claim.certainty * plain * told * fits * covered / (FREE_WORDS + length as f64).sqrt()
}

/// Words from which on a title says something.
const SHORTEST_TITLE: usize = 4;

/// True where folded words begin with somebody who was named before: "انها", "انهم", "هو".
fn points_back(words: &str) -> bool {
    /// Words in front of the conjunction ("فورا أنها", "أول من أمس أنه").
    const IN_FRONT: usize = 4;
    let bare = |word: &str| {
        word.strip_prefix(['و', 'ب', 'ل'])
            .unwrap_or(word)
            .to_string()
    };
    let mut list = words.split_whitespace();
    let first = list.next().unwrap_or_default();
    let pronouns = &lexicon().clashes.title.points_back;
    pronouns.contains(first)
        || pronouns.contains(&bare(first))
        || list
            .take(IN_FRONT)
            .any(|word| word.starts_with("ان") && pronouns.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conflict::Read;
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

    /// A claim that speaks of these things, each of one weight.
    fn speaks_of(id: usize, things: &[String]) -> Claim {
        let mut claim = claim("إيمان شلبي|EG|affirm|2021-03-04|حفر نفق");
        let mut terms: Vec<(String, f64)> = things.iter().map(|t| (t.clone(), 3.0)).collect();
        terms.sort_by(|x, y| x.0.cmp(&y.0));
        (claim.claim, claim.statement) = (format!("c{id:05}"), format!("c{id:05}"));
        claim.profile = Profile::of(&terms);
        claim.read = Read::default();
        claim.read.terms = terms.into();
        claim
    }

    #[test]
    fn a_claim_in_hundreds_of_conflicts_stands_in_its_two_matters() {
        const EACH: usize = 400;
        let things = |matter: &str, from: usize| -> Vec<String> {
            (from..from + 6).map(|n| format!("{matter}{n}")).collect()
        };
        let hub = speaks_of(0, &[things("جسر", 0), things("سد", 0)].concat());
        let mut claims = vec![hub];
        for n in 0..EACH {
            for (at, matter) in ["جسر", "سد"].iter().enumerate() {
                claims.push(speaks_of(2 * n + at + 1, &things(matter, n % 2)));
            }
        }
        let others = claims[1..].iter();
        let edges: Vec<Edge> = others
            .map(|c| edge(&claims[0], c, ConflictKind::Denial))
            .collect();
        let found = grouped(&edges, &claims, &[]);
        let sizes: Vec<usize> = found.iter().map(|topic| topic.claims.len()).collect();
        assert_eq!(sizes, [EACH + 1, EACH + 1]);
    }
}
