//! Which words of two sentences answer each other.

use super::sentence::{Sentence, Word};

/// Two sentences with their words side by side, by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair<'s> {
    /// The one: always the same of the two, whichever was named first.
    pub a: &'s Sentence,
    /// The other.
    pub b: &'s Sentence,
    /// Pairs of one stem.
    pub same: Vec<(usize, usize)>,
    /// Pairs of related words: one concept, one name, one root, one name in two spellings.
    pub akin: Vec<(usize, usize)>,
    /// What only the one has.
    pub only_a: Vec<usize>,
    /// What only the other has.
    pub only_b: Vec<usize>,
}

impl<'s> Pair<'s> {
    /// Aligns the words of two sentences: the surest pairs first, each word once.
    pub fn new(a: &'s Sentence, b: &'s Sentence) -> Pair<'s> {
        let key = |sentence: &'s Sentence| {
            let words = sentence.words.iter();
            let words: Vec<(u64, &str)> = words
                .map(|word| (word.key, word.written.as_str()))
                .collect();
            (words.len(), words)
        };
        let (a, b) = if key(a) <= key(b) { (a, b) } else { (b, a) };
        let mut free = [vec![true; a.words.len()], vec![true; b.words.len()]];
        let same = pairs(a, b, &mut free, |x, y| x.key == y.key);
        let mut akin = pairs(a, b, &mut free, same_thing);
        akin.extend(pairs(a, b, &mut free, related));
        let left = |free: &[bool]| (0..free.len()).filter(|&at| free[at]).collect();
        Pair {
            same,
            akin,
            only_a: left(&free[0]),
            only_b: left(&free[1]),
            a,
            b,
        }
    }

    /// The words that only the one has, and those that only the other has.
    pub fn only(&self) -> [Vec<&'s Word>; 2] {
        let words = |sentence: &'s Sentence, list: &[usize]| -> Vec<&'s Word> {
            list.iter().map(|&at| &sentence.words[at]).collect()
        };
        [words(self.a, &self.only_a), words(self.b, &self.only_b)]
    }

    /// All pairs, in the order of the first sentence.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = [self.same.as_slice(), self.akin.as_slice()].concat();
        pairs.sort_unstable();
        pairs
    }
}

/// Pairs among the words that are still free.
fn pairs(
    a: &Sentence,
    b: &Sentence,
    free: &mut [Vec<bool>; 2],
    answers: impl Fn(&Word, &Word) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for i in 0..a.words.len() {
        if !free[0][i] {
            continue;
        }
        // of a word said twice the one that stands at the like place
        let nearest = (0..b.words.len())
            .filter(|&j| free[1][j] && answers(&a.words[i], &b.words[j]))
            .min_by_key(|&j| (i.abs_diff(j), j));
        if let Some(j) = nearest {
            free[0][i] = false;
            free[1][j] = false;
            found.push((i, j));
        }
    }
    found
}

/// Words of one concept, or names of one state or body; two towns of one state are two.
fn same_thing(x: &Word, y: &Word) -> bool {
    let towns = x.town.is_some() && y.town.is_some() && x.town != y.town;
    x.class.is_some() && x.class == y.class || x.named.is_some() && x.named == y.named && !towns
}

/// Words of one root, or two spellings of one name.
fn related(x: &Word, y: &Word) -> bool {
    const SHORTEST: usize = 4;
    const ALIKE: f64 = 0.75;
    if x.number || y.number {
        return false;
    }
    if x.root.is_some() && x.root == y.root {
        return true;
    }
    let (short, long) = (x.length.min(y.length), x.length.max(y.length));
    // what their letters alone rule out need not be spelled out
    let may_differ = long / 4;
    short >= SHORTEST
        && long - short <= may_differ
        && (x.letters ^ y.letters).count_ones() as usize <= 2 * may_differ
        && strsim::normalized_levenshtein(&x.stem, &y.stem) >= ALIKE
}
