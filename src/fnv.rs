//! Hashes of texts that are the same on every machine and in every version: FNV-1a (Fowler, Noll, Vo), 64 bits.

/// FNV-1a of a text.
pub fn fnv(text: &str) -> u64 {
    hashed(text.bytes())
}

/// FNV-1a of bytes.
pub fn hashed(bytes: impl Iterator<Item = u8>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}
