//! What two sentences have in common and where they part, as named features.
//!
//! A feature is a sort ("other numbers") or a sort and what it is about ("only نفي": a word that only one of them has;
//! "opposite rise or fall": words of one line of the opposites that stand against each other). The names are those of
//! the table of weights.

use std::fmt;

use super::alignment::Pair;
use super::sentence::{Count, Sentence, Word};
use crate::conflict::relation::opposition;
use crate::language::arabic::opposites::opposites;

/// The name of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature<'s> {
    /// The sort.
    pub sort: &'static str,
    /// What it is about; empty where the sort says all.
    pub of: &'s str,
}

impl Feature<'_> {
    /// FNV-1a of its name.
    pub fn key(&self) -> u64 {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let space = if self.of.is_empty() { "" } else { " " };
        [self.sort, space, self.of]
            .iter()
            .flat_map(|part| part.bytes())
            .fold(OFFSET, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(PRIME)
            })
    }
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sort)?;
        if self.of.is_empty() {
            return Ok(());
        }
        write!(f, " {}", self.of)
    }
}

/// Features with values.
pub type Valued<'s> = Vec<(Feature<'s>, f32)>;

/// The features of a pair that are not 0; one that comes twice counts twice.
pub fn features<'s>(pair: &Pair<'s>) -> Valued<'s> {
    let mut found = Found {
        list: Vec::with_capacity(96),
    };
    found.named("bias", 1.0);
    found.share(pair);
    found.order(pair);
    found.slot(pair);
    found.negation(pair);
    found.numbers(pair);
    found.names(pair);
    found.opposites(pair);
    found.movement(pair);
    found.words(pair);
    found.list
}

struct Found<'s> {
    list: Valued<'s>,
}

impl<'s> Found<'s> {
    fn named(&mut self, sort: &'static str, value: f32) {
        if value != 0.0 {
            self.list.push((Feature { sort, of: "" }, value));
        }
    }

    fn flag(&mut self, sort: &'static str, holds: bool) {
        self.named(sort, f32::from(u8::from(holds)));
    }

    fn of(&mut self, sort: &'static str, of: &'s str) {
        self.list.push((Feature { sort, of }, 1.0));
    }

    /// How much of their weight both have, and how many words each has alone.
    fn share(&mut self, pair: &Pair<'s>) {
        const OVERLAP: [(&str, f32); 6] = [
            ("overlap above 0", 0.01),
            ("overlap above .2", 0.2),
            ("overlap above .4", 0.4),
            ("overlap above .6", 0.6),
            ("overlap above .8", 0.8),
            ("overlap 1", 0.999),
        ];
        const ALIKE: [(&str, f32); 5] = [
            ("alike above .2", 0.2),
            ("alike above .4", 0.4),
            ("alike above .6", 0.6),
            ("alike above .8", 0.8),
            ("alike 1", 0.999),
        ];
        const FEWER: [&str; 5] = [
            "fewer differ 0",
            "fewer differ 1",
            "fewer differ 2",
            "fewer differ 3",
            "fewer differ 4",
        ];
        const MORE: [&str; 5] = [
            "more differ 0",
            "more differ 1",
            "more differ 2",
            "more differ 3",
            "more differ 4",
        ];
        let weight = |(i, j): &(usize, usize)| (pair.a.words[*i].weight, pair.b.words[*j].weight);
        let same: f32 = pair.same.iter().map(|p| weight(p).0.max(weight(p).1)).sum();
        let akin: f32 = pair.akin.iter().map(|p| weight(p).0.min(weight(p).1)).sum();
        let [x, y] = pair
            .only()
            .map(|words| words.iter().map(|word| word.weight).sum::<f32>());
        let common = same + akin;
        let heavier = (common + x.max(y)).max(1.0);
        let overlap = common / (common + x.min(y)).max(1.0);
        let alike = common / heavier;
        self.named("overlap", overlap);
        self.named("alike", alike);
        self.named("same", same / heavier);
        self.named("akin", akin / heavier);
        for (name, least) in OVERLAP {
            self.flag(name, overlap >= least);
        }
        for (name, least) in ALIKE {
            self.flag(name, alike >= least);
        }
        let [m, n] = pair
            .only()
            .map(|words| words.iter().filter(|word| word.tells()).count());
        let (fewer, more) = (m.min(n), m.max(n));
        self.named("fewer differ", fewer as f32 / 4.0);
        self.named("more differ", more as f32 / 4.0);
        self.flag(FEWER[fewer.min(FEWER.len() - 1)], true);
        self.flag(MORE[more.min(MORE.len() - 1)], true);
        self.flag("one word against one", m == 1 && n == 1);
        let alone = pair.only_a.len() + pair.only_b.len();
        self.flag("no word differs", alone == 0);
        self.flag("one word added", alone == 1);
        self.named("same words", (pair.same.len() as f32).ln_1p() / 2.0);
        self.named("akin words", (pair.akin.len() as f32).ln_1p() / 2.0);
        let lengths = [pair.a, pair.b].map(|s| s.words.len().max(1) as f32);
        self.named("length", (lengths[0] / lengths[1]).ln().abs());
        self.named("short", 1.0 / lengths[0].min(lengths[1]));
    }

    /// Whether what both have stands in one order: who edits a sentence keeps it, who rewords it does not.
    fn order(&mut self, pair: &Pair<'s>) {
        let pairs = pair.pairs();
        let steps = pairs.len().saturating_sub(1) as f32;
        if steps == 0.0 {
            return;
        }
        let [m, n] = pair
            .only()
            .map(|words| words.iter().filter(|word| word.tells()).count());
        let (mut kept, mut close) = (0.0, 0.0);
        for two in pairs.windows(2) {
            if two[0].1 < two[1].1 {
                kept += 1.0 / steps;
                close += f32::from(u8::from(two[1].1 - two[0].1 == two[1].0 - two[0].0)) / steps;
            }
        }
        self.named("in order", kept);
        self.named("in place", close);
        self.flag("all in order", kept > 0.999);
        self.flag("all in place", close > 0.999);
        self.flag(
            "in place and few differ",
            close > 0.7 && m.max(n) <= 2 && m.min(n) >= 1,
        );
        self.flag("reordered and few differ", kept < 0.8 && m.min(n) <= 1);
        // "A warns B", "B warns A"
        let nouns: Vec<usize> = pairs
            .iter()
            .filter(|(i, _)| noun(&pair.a.words[*i]))
            .map(|(_, j)| *j)
            .collect();
        let turned = nouns.windows(2).any(|two| two[0] > two[1]);
        self.flag("nouns turned", turned);
        self.flag("nouns turned and nothing differs", turned && m.max(n) == 0);
        self.flag("nouns turned and few differ", turned && m.max(n) <= 1);
    }

    /// Whether the two are one sentence but for one place.
    fn slot(&mut self, pair: &Pair<'s>) {
        let (a, b) = (&pair.a.words, &pair.b.words);
        let one = |(x, y): &(&Word, &Word)| x.key == y.key;
        let first = a.iter().zip(b).take_while(one).count();
        let rest = a.len().min(b.len()) - first;
        let last = a
            .iter()
            .rev()
            .zip(b.iter().rev())
            .take(rest)
            .take_while(one)
            .count();
        let (x, y) = (a.len() - first - last, b.len() - first - last);
        let (fewer, more) = (x.min(y), x.max(y));
        self.named(
            "same ends",
            (first + last) as f32 / a.len().max(b.len()).max(1) as f32,
        );
        self.flag("one word in the place of one", fewer == 1 && more == 1);
        self.flag("words added in one place", fewer == 0 && more > 0);
        self.flag(
            "few words in the place of few",
            (2..=3).contains(&more) && fewer >= 1 && first + last >= 2,
        );
        self.flag("same first", first > 0);
        self.flag("same last", last > 0);
    }

    /// Who negates, denies or asks, and what.
    fn negation(&mut self, pair: &Pair<'s>) {
        let [x, y] = pair
            .only()
            .map(|words| words.iter().any(|word| word.negates));
        self.flag("negation on one side", x != y);
        self.flag("negation on both sides", x && y);
        let negations = |s: &Sentence| s.words.iter().filter(|word| word.negates).count();
        self.flag(
            "odd negations",
            (negations(pair.a) + negations(pair.b)) % 2 == 1,
        );
        let turned = (pair.pairs().iter())
            .filter(|(i, j)| pair.a.words[*i].negated != pair.b.words[*j].negated)
            .count();
        self.flag("negated on one side", turned > 0);
        self.named("words negated on one side", turned as f32 / 4.0);
        let [p, q] = pair
            .only()
            .map(|words| words.iter().any(|word| word.denies()));
        self.flag("denial on one side", p != q);
        // "no plans", "denies that there are plans"
        self.flag("denial against negation", p != q && x != y && p != x);
        self.flag("question on one side", pair.a.asks != pair.b.asks);
        self.flag("both ask", pair.a.asks && pair.b.asks);
    }

    /// Numbers that are the same, and that are not.
    fn numbers(&mut self, pair: &Pair<'s>) {
        let (a, b) = (&pair.a.counts, &pair.b.counts);
        let [x, y] = [missing(a, b), missing(b, a)].map(|counts| counts.len());
        self.flag("other numbers", x > 0 && y > 0);
        self.flag("number on one side", (x > 0) != (y > 0));
        self.flag("same numbers", x + y == 0 && !a.is_empty());
        let unit = a.iter().any(|p| b.iter().any(|q| p.unit == q.unit));
        self.flag("other numbers of one unit", x > 0 && y > 0 && unit);
    }

    /// States, towns and bodies that the two name.
    fn names(&mut self, pair: &Pair<'s>) {
        let named = |mark: char| {
            move |word: &'s Word| word.named.as_deref().filter(|name| name.starts_with(mark))
        };
        self.parted(["other states", "state on one side"], pair, named('@'));
        self.parted(["other bodies", "body on one side"], pair, named('#'));
        let town = |word: &'s Word| word.town.as_deref();
        self.parted(["other towns", "town on one side"], pair, town);
        let [x, y] = [pair.a, pair.b].map(|sentence| {
            let mut names: Vec<&str> = Vec::new();
            for name in sentence.words.iter().filter_map(|w| w.named.as_deref()) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        });
        let both = |x: &[&'s str], y: &[&'s str]| -> Vec<&'s str> {
            x.iter().copied().filter(|name| y.contains(name)).collect()
        };
        self.flag("names in another order", both(&x, &y) != both(&y, &x));
    }

    /// Flags where each names something that the other does not, and where only one does.
    fn parted(
        &mut self,
        [both, one]: [&'static str; 2],
        pair: &Pair<'s>,
        name: impl Fn(&'s Word) -> Option<&'s str>,
    ) {
        let [x, y] = [pair.a, pair.b]
            .map(|sentence| sentence.words.iter().filter_map(&name).collect::<Vec<_>>());
        let alone = |x: &[&str], y: &[&str]| x.iter().any(|name| !y.contains(name));
        let (left, right) = (alone(&x, &y), alone(&y, &x));
        self.flag(both, left && right);
        self.flag(one, left != right);
    }

    /// Words that only the one has, against words that only the other has.
    fn opposites(&mut self, pair: &Pair<'s>) {
        let (mut agree, mut oppose) = (0, 0);
        for (line, opposed, ..) in answers(pair) {
            let name = opposites().name(line);
            if opposed {
                oppose += 1;
                self.of("opposite", name);
            } else {
                agree += 1;
                self.of("synonym", name);
            }
        }
        self.flag("synonyms", agree > 0);
        self.flag("opposites", oppose > 0);
        self.flag("several synonyms", agree > 1);
        self.flag("several opposites", oppose > 1);
        self.flag("synonyms alone", agree > 0 && oppose == 0);
        self.flag("opposites alone", oppose > 0 && agree == 0);
        let [x, y] = pair.only();
        for (words, others) in [(&x, &y), (&y, &x)] {
            for side in words.iter().flat_map(|word| word.sides) {
                let met = |word: &&Word| word.sides.iter().any(|other| other.line == side.line);
                if !others.iter().any(met) {
                    let sort = if side.second {
                        "unmet second of"
                    } else {
                        "unmet first of"
                    };
                    self.of(sort, opposites().name(side.line));
                }
            }
        }
        // concept classes of the engine, said of one thing
        let opposed = opposition(&pair.a.proposition, &pair.b.proposition);
        self.flag("opposed", opposed.is_some());
        if let Some(opposed) = opposed {
            self.named(
                "opposed of one thing",
                (opposed.object.weight as f32 / 6.0).min(1.0),
            );
        }
    }

    /// What is said to become of what both speak of.
    fn movement(&mut self, pair: &Pair<'s>) {
        let (alike, contrary) = movements(pair);
        let (alike, contrary) = (alike.len(), contrary.len());
        self.flag("moves alike", alike > 0);
        self.flag("moves contrary", contrary > 0);
        self.flag("moves only alike", alike > 0 && contrary == 0);
        self.flag("moves only contrary", contrary > 0 && alike == 0);
        self.named("moves", (alike as f32 - contrary as f32) / 2.0);
    }

    /// The words that only one has.
    fn words(&mut self, pair: &Pair<'s>) {
        for word in pair
            .only()
            .into_iter()
            .flatten()
            .filter(|word| !word.number)
        {
            self.of("only", &word.stem);
            if let Some(class) = word.class {
                self.of("only concept", class);
            }
            if let Some(stance) = word.stance {
                self.of("only stance", stance.as_str());
            }
        }
    }
}

/// True for a word that may be one of those that do or suffer something.
fn noun(word: &Word) -> bool {
    word.tells() && word.stance.is_none() && word.sides.is_empty() && !word.verb
}

/// Numbers of the one that the other does not give, in whatever unit.
pub(super) fn missing<'s>(of: &'s [Count], from: &[Count]) -> Vec<&'s Count> {
    of.iter()
        .filter(|count| !from.iter().any(|other| other.bits == count.bits))
        .collect()
}

/// Words that only one has and that answer a word that only the other has: the line of the opposites, whether they are
/// opposed on it, and the two words. Who is both friend and foe on different lines is neither.
pub(super) fn answers<'s>(pair: &Pair<'s>) -> Vec<(u16, bool, &'s Word, &'s Word)> {
    let mut out = Vec::new();
    let [a, b] = pair.only();
    for &x in &a {
        for &y in &b {
            let (mut agree, mut oppose) = (None, None);
            for p in x.sides {
                for q in y.sides.iter().filter(|q| q.line == p.line) {
                    let kind = if p.second == q.second {
                        &mut agree
                    } else {
                        &mut oppose
                    };
                    *kind = Some(p.line);
                }
            }
            match (agree, oppose) {
                (Some(line), None) => out.push((line, false, x, y)),
                (None, Some(line)) => out.push((line, true, x, y)),
                _ => {}
            }
        }
    }
    out
}

/// What both speak of and say the same of, and what they say the contrary of ("the dollar rose", "fall of the dollar").
pub(super) fn movements<'s>(pair: &Pair<'s>) -> (Vec<&'s Word>, Vec<&'s Word>) {
    /// Lines at the beginning of the list that speak of more and less.
    const LINES: u16 = 3;
    let (mut alike, mut contrary) = (Vec::new(), Vec::new());
    let pairs = pair.same.iter().chain(&pair.akin);
    for &(i, j) in pairs {
        let word = &pair.a.words[i];
        if !word.tells() || !word.sides.is_empty() {
            continue;
        }
        for line in 0..LINES {
            match (nearest(pair.a, i, line), nearest(pair.b, j, line)) {
                (Some(x), Some(y)) if x == y => alike.push(word),
                (Some(_), Some(_)) => contrary.push(word),
                _ => {}
            }
        }
    }
    (alike, contrary)
}

/// The side of a line of the opposites that the nearest word around a place is on; a negation turns it round.
fn nearest(sentence: &Sentence, at: usize, line: u16) -> Option<bool> {
    const REACH: usize = 2;
    let around = at.saturating_sub(REACH)..(at + REACH + 1).min(sentence.words.len());
    around
        .filter(|&place| place != at)
        .filter_map(|place| {
            let word = &sentence.words[place];
            let side = word.sides.iter().find(|side| side.line == line)?;
            Some((place.abs_diff(at), side.second != word.negated))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, side)| side)
}
