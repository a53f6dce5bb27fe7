//! Which mentions are one speaker: worked out anew from all mentions of a block, so that the order in which they came
//! in does not show, and so that a rival who turns up later undoes what was too rash.
//!
//! People's decisions come first, the latest before the earlier; no rule of the machine may bring together what a
//! person took apart.

use std::collections::{BTreeMap, BTreeSet};

use super::decisions::{Decisions, Verdict};
use super::mention::{Mention, offices_agree, offices_differ, one_office};
use super::name::{Form, akin, is_arabic, shortened, variant, word_variant};
use crate::language::arabic::skeleton::skeleton;
use crate::statement::SpeakerKind;

/// One speaker: its mentions, by number, with the reason why each belongs to it where it has another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Numbers of the mentions, ascending, and the reasons.
    pub members: Vec<(usize, Option<String>)>,
}

/// Groups mentions. The result does not depend on their order, but for the numbers.
pub fn clusters(mentions: &[&Mention], decisions: &Decisions) -> Vec<Cluster> {
    let mut nodes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        nodes.entry(mention.node()).or_default().push(at);
    }
    let mut work = Work::new(nodes, mentions, decisions);
    work.obey();
    work.same_words();
    work.spellings();
    work.short_forms();
    work.ends();
    work.surnames();
    work.result()
}

/// A name in its state, with every mention that has it.
struct Node<'m> {
    key: &'m str,
    members: Vec<usize>,
    first: &'m Mention,
}

struct Work<'m> {
    nodes: Vec<Node<'m>>,
    mentions: &'m [&'m Mention],
    decisions: &'m Decisions,
    /// The node that stands for each node's group.
    root: Vec<usize>,
    /// The nodes of each group, by the one that stands for it.
    groups: BTreeMap<usize, Vec<usize>>,
    why: Vec<Option<String>>,
}

impl<'m> Work<'m> {
    fn new(
        nodes: BTreeMap<&'m str, Vec<usize>>,
        mentions: &'m [&'m Mention],
        decisions: &'m Decisions,
    ) -> Self {
        let nodes: Vec<Node> = nodes
            .into_iter()
            .filter_map(|(key, members)| {
                // any of them will do, as long as it is always the same one
                let first = members
                    .iter()
                    .map(|&m| mentions[m])
                    .min_by(|a, b| a.row.alias.cmp(&b.row.alias))?;
                Some(Node {
                    key,
                    members,
                    first,
                })
            })
            .collect();
        Self {
            root: (0..nodes.len()).collect(),
            groups: (0..nodes.len()).map(|n| (n, vec![n])).collect(),
            why: vec![None; nodes.len()],
            nodes,
            mentions,
            decisions,
        }
    }

    /// Takes one node for another one's speaker, unless a person said that they are two.
    fn join(&mut self, new: usize, known: usize, why: String) {
        let (x, y) = (self.root[new], self.root[known]);
        if x == y || self.kept_apart(x, y) {
            return;
        }
        let moved = self.groups.remove(&x).unwrap_or_default();
        for &node in &moved {
            self.root[node] = y;
        }
        self.groups.entry(y).or_default().extend(moved);
        self.why[new].get_or_insert(why);
    }

    fn kept_apart(&self, x: usize, y: usize) -> bool {
        if self.decisions.is_empty() {
            return false;
        }
        let (x, y) = (&self.groups[&x], &self.groups[&y]);
        x.iter().any(|&a| {
            y.iter().any(|&b| {
                let (a, b) = (self.nodes[a].key, self.nodes[b].key);
                self.decisions
                    .on(a, b)
                    .is_some_and(|d| d.verdict == Verdict::Different)
            })
        })
    }

    /// What people said.
    fn obey(&mut self) {
        let here: BTreeMap<&str, usize> = (0..)
            .zip(&self.nodes)
            .map(|(n, node)| (node.key, n))
            .collect();
        let mut links = Vec::new();
        for decision in self.decisions.latest_first() {
            if decision.verdict == Verdict::Different {
                continue;
            }
            for one in &decision.one {
                for other in &decision.other {
                    let (Some(&a), Some(&b)) = (here.get(one.as_str()), here.get(other.as_str()))
                    else {
                        continue;
                    };
                    let last = self.decisions.on(one, other);
                    if last.is_some_and(|last| last.verdict == Verdict::Same) {
                        links.push((b, a, decision.reason()));
                    }
                }
            }
        }
        for (new, known, why) in links {
            self.join(new, known, why);
        }
    }

    fn person(&self, node: usize) -> bool {
        self.nodes[node].first.row.kind == SpeakerKind::Person
    }

    fn full(&self, node: usize) -> bool {
        self.nodes[node].first.name.form == Form::Full
    }

    fn state(&self, node: usize) -> Option<&str> {
        self.nodes[node].first.row.country.as_deref()
    }

    /// True where any offices of two groups agree.
    fn agree(&self, x: usize, y: usize) -> bool {
        self.any(x, y, offices_agree)
    }

    /// True where both groups have offices and all of them differ.
    fn differ(&self, x: usize, y: usize) -> bool {
        self.any(x, y, offices_differ)
            && !self.any(x, y, |a, b| {
                a.office.is_some() && b.office.is_some() && !offices_differ(a, b)
            })
    }

    fn any(&self, x: usize, y: usize, test: impl Fn(&Mention, &Mention) -> bool) -> bool {
        let of = |node: usize| {
            let group = &self.groups[&self.root[node]];
            group
                .iter()
                .flat_map(|&n| self.nodes[n].members.iter().map(|&m| self.mentions[m]))
        };
        of(x).any(|a| of(y).any(|b| test(a, b)))
    }

    /// One state, or one of the two not told and one office.
    fn one_place(&self, x: usize, y: usize) -> Option<&'static str> {
        match (self.state(x), self.state(y)) {
            (Some(a), Some(b)) if a == b => Some("same state"),
            (Some(_), Some(_)) => None,
            _ => self.agree(x, y).then_some("same office"),
        }
    }

    /// The same words: with a state and without one, where there is no other state; in two states with one office.
    fn same_words(&mut self) {
        let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in (0..self.nodes.len()).filter(|&n| self.person(n) && self.full(n)) {
            by_words
                .entry(self.nodes[n].first.name.joined())
                .or_default()
                .push(n);
        }
        for list in by_words.into_values().filter(|list| list.len() > 1) {
            let (placed, open): (Vec<usize>, Vec<usize>) =
                list.into_iter().partition(|&n| self.state(n).is_some());
            for (at, &x) in placed.iter().enumerate() {
                for &y in &placed[..at] {
                    // three names in a row are hardly ever two people's
                    let whole = self.nodes[x].first.name.words.len() > 2 && self.agree(x, y);
                    if whole || self.any(x, y, one_office) {
                        self.join(x, y, "same full name and office".to_string());
                    }
                }
            }
            for n in open {
                let fits = |n: usize, work: &Self| -> Vec<usize> {
                    let agree = placed.iter().copied().filter(|&p| work.agree(n, p));
                    work.roots(agree)
                };
                let all = self.roots(placed.iter().copied());
                let found = if all.len() == 1 { all } else { fits(n, self) };
                if let [known] = found[..] {
                    self.join(n, known, "same full name, no other state".to_string());
                }
            }
        }
    }

    /// The groups of some nodes, each once.
    fn roots(&self, nodes: impl Iterator<Item = usize>) -> Vec<usize> {
        let roots: BTreeSet<usize> = nodes.map(|n| self.root[n]).collect();
        roots.into_iter().collect()
    }

    /// People with full names, by the consonants of the given name.
    fn people(&self) -> BTreeMap<String, Vec<usize>> {
        let mut by_given: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in (0..self.nodes.len()).filter(|&n| self.person(n) && self.full(n)) {
            let given = self.nodes[n].first.name.words.first();
            by_given
                .entry(skeleton(given.map_or("", String::as_str)))
                .or_default()
                .push(n);
        }
        by_given
    }

    fn name(&self, node: usize) -> String {
        self.nodes[node].first.row.alias.clone()
    }

    /// Other spellings of a name, in one state or office.
    fn spellings(&mut self) {
        for list in self.people().into_values() {
            for (at, &x) in list.iter().enumerate() {
                for &y in &list[..at] {
                    let (a, b) = (&self.nodes[x].first.name, &self.nodes[y].first.name);
                    if a.letters.whole != b.letters.whole || a.words == b.words {
                        continue;
                    }
                    if !(variant(a, b) || akin(a, b) && self.agree(x, y)) {
                        continue;
                    }
                    if let Some(place) = self.one_place(x, y) {
                        let why = format!("another spelling of {}, {place}", self.name(y));
                        self.join(x, y, why);
                    }
                }
            }
        }
    }

    /// Names without what stands in their middle, the longest first; a name that two people may be short for is
    /// neither's, unless the office tells.
    fn short_forms(&mut self) {
        for mut list in self.people().into_values() {
            let length = |n: &usize, work: &Self| work.nodes[*n].first.name.words.len();
            list.sort_by_key(|n| std::cmp::Reverse(length(n, self)));
            for &short in &list {
                let longer: Vec<usize> = list
                    .iter()
                    .copied()
                    .filter(|&long| {
                        let (s, l) = (&self.nodes[short].first.name, &self.nodes[long].first.name);
                        s.letters.family == l.letters.family
                            && shortened(s, l)
                            && self.one_place(short, long).is_some()
                    })
                    .collect();
                self.settle(short, &longer, "short for", false);
            }
        }
    }

    /// Joins a node to the one group that it may belong to; among several to the one whose office agrees.
    fn settle(&mut self, node: usize, known: &[usize], why: &str, office_needed: bool) {
        let all = self.roots(known.iter().copied());
        let agreeing = self.roots(known.iter().copied().filter(|&k| self.agree(node, k)));
        let found = match (&all[..], &agreeing[..]) {
            (_, [one]) if office_needed || all.len() > 1 => *one,
            ([one], _) if !office_needed && !self.differ(node, *one) => *one,
            _ => return,
        };
        let Some(&at) = known.iter().find(|&&k| self.root[k] == found) else {
            return;
        };
        let place = match self.one_place(node, at) {
            Some("same state") if self.agree(node, at) => "same state and office",
            Some(place) => place,
            None => return,
        };
        let why = format!("{why} {}, {place}", self.name(at));
        self.join(node, at, why);
    }

    /// A name that is the end of a longer one, in the same office: "جواد ظريف".
    fn ends(&mut self) {
        let mut by_words: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for n in (0..self.nodes.len()).filter(|&n| self.person(n) && self.full(n)) {
            by_words
                .entry(&self.nodes[n].first.name.words)
                .or_default()
                .push(n);
        }
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (words, longer) in &by_words {
            for from in 1..words.len().saturating_sub(1) {
                for &short in by_words.get(&words[from..]).into_iter().flatten() {
                    // "محمد بن سلمان": his father is somebody else
                    let longer = longer
                        .iter()
                        .filter(|&&l| !self.nodes[l].first.name.child[from]);
                    found.entry(short).or_default().extend(longer);
                }
            }
        }
        for (short, longer) in found {
            let placed: Vec<usize> = longer
                .into_iter()
                .filter(|&l| self.one_place(short, l).is_some())
                .collect();
            self.settle(short, &placed, "end of the name", true);
        }
    }

    /// A surname with a state and an office is the one person of that surname who holds it.
    fn surnames(&mut self) {
        let mut people: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for n in (0..self.nodes.len()).filter(|&n| self.person(n) && self.full(n)) {
            let family = self.nodes[n].first.name.letters.family;
            people.entry(family).or_default().push(n);
        }
        for n in 0..self.nodes.len() {
            let first = self.nodes[n].first;
            let bare = first.name.form == Form::Bare && first.row.document.is_empty();
            let ([surname], true) = (&first.name.words[..], bare && self.person(n)) else {
                continue;
            };
            let holders: Vec<usize> = people
                .get(&first.name.letters.family)
                .into_iter()
                .flatten()
                .copied()
                .filter(|&p| {
                    let name = &self.nodes[p].first.name;
                    let last = name.words.last().filter(|_| !name.child.ends_with(&[true]));
                    self.state(p) == self.state(n)
                        && last.is_some_and(|last| word_variant(surname, last, is_arabic(name)))
                        && self.agree(n, p)
                })
                .collect();
            self.settle(n, &holders, "surname of", true);
        }
    }

    fn result(self) -> Vec<Cluster> {
        self.groups
            .into_values()
            .map(|group| {
                let mut members: Vec<(usize, Option<String>)> = group
                    .into_iter()
                    .flat_map(|n| {
                        let why = &self.why[n];
                        self.nodes[n].members.iter().map(move |&m| (m, why.clone()))
                    })
                    .collect();
                members.sort_unstable();
                Cluster { members }
            })
            .collect()
    }
}
