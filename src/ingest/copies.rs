//! Near copies: a wire report that ten papers print is one report.
//!
//! A document's five-word shingles are boiled down to minimum hashes (Broder 1997), a few of them to a band, and
//! documents that share a band are compared shingle by shingle. The bands stand in the database, so that finding the
//! copies of a night's document costs a few look-ups, however much is stored.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::fnv::fnv;
use crate::language::text::is_alphanumeric;
use crate::store::{DocumentRow, Lookup, Tx};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Bands of a document, and minimum hashes in each: two texts that share four fifths of their shingles miss each other
/// once in two hundred times.
const BANDS: usize = 10;
const ROWS: usize = 4;
/// The fewest shingles that can tell a copy.
const FEWEST: usize = 12;
/// Share of the shingles of both that makes a near copy.
const ALIKE: f64 = 0.6;
/// Share of the shorter one's shingles: a report cut short.
const INSIDE: f64 = 0.8;

/// The bands of a folded text; none for one too short to tell.
pub(super) fn bands(text: &str) -> Vec<i64> {
    let shingles = shingles(text);
    if shingles.len() < FEWEST {
        return Vec::new();
    }
    (0..BANDS)
        .map(|band| {
            let rows = (0..ROWS).map(|row| mixed((band * ROWS + row) as u64 + 1));
            let minimum = |salt: u64| shingles.iter().map(|s| mixed(s ^ salt)).min();
            let hash = rows.fold(band as u64, |hash, salt| {
                mixed(hash ^ minimum(salt).unwrap_or_default())
            });
            // half of it tells as well which documents to look at closely
            hash.cast_signed() >> (u64::BITS / 2)
        })
        .collect()
}

/// Enters a new document into the index, and notes whose copy it is; returns the other documents that print its text.
pub(super) fn note(
    tx: &Tx<'_>,
    row: &DocumentRow,
    text: &str,
    bands: &[i64],
) -> Result<BTreeSet<i64>> {
    tx.add_bands(row.id, bands)?;
    let candidates = tx.documents_in_bands(row.id, bands)?;
    if candidates.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mine = shingles(text);
    for (other, folded) in candidates {
        if copies(&mine, &shingles(&folded)) {
            tx.add_copy(row.id, other)?;
        }
    }
    printed(tx, row.id)
}

/// The other documents that print the text of one, by their row numbers.
pub(super) fn printed(tx: &Tx<'_>, document: i64) -> Result<BTreeSet<i64>> {
    Ok(tx.copies_of(document)?.into_iter().collect())
}

fn copies(x: &[u64], y: &[u64]) -> bool {
    let both = x.iter().filter(|shingle| y.binary_search(shingle).is_ok());
    let both = both.count() as f64;
    let all = (x.len() + y.len()) as f64 - both;
    both / all >= ALIKE || both / x.len().min(y.len()).max(1) as f64 >= INSIDE
}

/// The shingles of a text as hashes, each once, ascending.
fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text
        .split(|c: char| !is_alphanumeric(c))
        .filter(|word| !word.is_empty())
        .map(fnv)
        .collect();
    let mut shingles: Vec<u64> = words
        .windows(SHINGLE)
        .map(|run| run.iter().fold(0, |hash, word| mixed(hash ^ word)))
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// A good mixer of 64 bits (the finalizer of splitmix64).
fn mixed(value: u64) -> u64 {
    let x = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words by number, so that texts of any likeness can be made.
    fn text(words: impl Iterator<Item = usize>) -> String {
        words.map(|n| format!("كلمه{n} ")).collect()
    }

    fn found(a: &str, b: &str) -> bool {
        let (x, y) = (bands(a), bands(b));
        x.iter().any(|band| y.contains(band)) && copies(&shingles(a), &shingles(b))
    }

    #[test]
    fn a_copy_with_another_opening_is_found() {
        let original = text(0..200);
        let changed = text((900..910).chain(10..200));
        assert!(found(&original, &original));
        assert!(found(&original, &changed));
    }

    #[test]
    fn another_text_is_none() {
        assert!(!found(&text(0..200), &text(1000..1200)));
        assert!(!found(&text(0..200), &text((0..60).chain(1000..1140))));
    }

    #[test]
    fn a_line_or_two_tell_nothing() {
        assert_eq!(bands(&text(0..10)), Vec::<i64>::new());
    }
}
