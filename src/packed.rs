//! Terms with weights in few bytes: what every article speaks of most is stored so, to be compared and not to be read.
//!
//! Each term takes six bytes: the upper half of its hash ([`fnv`]) and its weight in tenths, both with the high byte
//! first, in the order of the hashes.

use crate::fnv::fnv;

/// Bytes of a term.
const LENGTH: usize = 6;
/// Bytes of its hash.
const HASH: usize = 4;

/// The terms in bytes.
pub fn packed<T: AsRef<str>>(terms: &[(T, f64)]) -> Vec<u8> {
    let mut list: Vec<(u32, u16)> = terms
        .iter()
        .map(|(term, weight)| ((fnv(term.as_ref()) >> 32) as u32, tenths(*weight)))
        .collect();
    list.sort_unstable();
    let bytes = list.into_iter().flat_map(|(hash, weight)| {
        let (hash, weight) = (hash.to_be_bytes(), weight.to_be_bytes());
        hash.into_iter().chain(weight)
    });
    bytes.collect()
}

/// A weight in tenths, as far as two bytes reach.
fn tenths(weight: f64) -> u16 {
    (weight * 10.0).round().clamp(0.0, f64::from(u16::MAX)) as u16
}

/// The hashes and weights in bytes, ascending by hash; what is no whole term at the end is left out.
pub fn unpacked(bytes: &[u8]) -> Vec<(u32, f32)> {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
    bytes
        .chunks_exact(LENGTH)
        .map(|term| (number(&term[..HASH]), number(&term[HASH..]) as f32 / 10.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let terms = [("نفق", 3.5), ("@EG", 1.6), ("بحيره", 0.0), ("قمح", 1e9)];
        let bytes = packed(&terms);
        assert_eq!(bytes.len(), terms.len() * LENGTH);
        let found = unpacked(&bytes);
        assert!(found.is_sorted_by_key(|(hash, _)| *hash));
        for (term, weight) in [("نفق", 3.5), ("@EG", 1.6), ("بحيره", 0.0), ("قمح", 6553.5)]
        {
            let hash = (fnv(term) >> 32) as u32;
            assert!(found.contains(&(hash, weight)), "{term}: {found:?}");
        }
        assert!(unpacked(&bytes[..LENGTH - 1]).is_empty());
    }
}
