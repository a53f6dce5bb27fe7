//! Orthographic folding with a map back to the original offsets.
//!
//! Arabic papers spell one word many ways: with or without diacritics, hamza, the dots of ya and ta
//! marbuta, stretched with tatweel, in presentation forms, with invisible direction marks. Everything
//! that is looked up or compared goes through [`fold`]; what is shown never does.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

/// A folded text and, for each of its code points, the code point of the original it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// `origin[i]` is the original code point index of the folded code point `i`; one more entry at the
    /// end holds the original's length.
    pub origin: Vec<u32>,
}

/// Folds one text.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        origin: Vec::with_capacity(text.len() / 2 + 1),
    };
    let mut count = 0u32;
    for (index, original) in as_read(text).chars().enumerate() {
        count = index as u32 + 1;
        each_folded(original, |c| {
            folded.text.push(c);
            folded.origin.push(index as u32);
        });
    }
    folded.origin.push(count);
    folded
}

/// Folds a word or a query where offsets do not matter.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in as_read(text).chars() {
        each_folded(c, |f| out.push(f));
    }
    out
}

/// A text with its numbers as readers see them: the mark behind a point keeps the digits around it apart, so that what is
/// stored as "104", ".", mark, "3" is shown as 3.104, and papers that write so mean that (Unicode Standard Annex 9, W4).
/// As many code points as before.
fn as_read(text: &str) -> Cow<'_, str> {
    /// The point, and the mark from which a text runs from right to left.
    const APART: &str = ".\u{200F}";
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\d+(?:\.\x{200F}\d+)+").expect("the pattern is a constant"));
    if !text.contains(APART) {
        return Cow::Borrowed(text);
    }
    PARTS.replace_all(text, |number: &Captures| {
        let parts: Vec<&str> = number[0].rsplit(APART).collect();
        parts.join(APART)
    })
}

/// True where the database's views, in plain SQL, fold a text just so: nothing in it but the marks, letters and digits
/// that they know (`document_words` in migrations/V4__smaller.sql), and what stays as it is.
pub fn folds_plainly(text: &str) -> bool {
    let turned = matches!(as_read(text), Cow::Owned(_));
    !turned
        && text.chars().all(|c| match c {
            '\u{0}' => false,
            '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}' => true,
            '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{00A0}' => true,
            '\u{0660}'..='\u{0669}' | '\u{0}'..='\u{7F}' => true,
            'أ' | 'إ' | 'آ' | 'ٱ' | 'ؤ' | 'ئ' | 'ى' | 'ة' => true,
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => false,
            _ => fold_char(c) == Some(c),
        })
}

/// Hands every code point that `c` folds to, none to three of them, to `push`.
fn each_folded(c: char, mut push: impl FnMut(char)) {
    match c {
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
            for part in std::iter::once(c).nfkc() {
                if let Some(f) = fold_char(part) {
                    push(f);
                }
            }
        }
        _ => {
            if let Some(f) = fold_char(c) {
                push(f);
            }
        }
    }
}

/// The folded form of one code point, `None` where it is dropped.
fn fold_char(c: char) -> Option<char> {
    Some(match c {
        // harakat, shadda, sukun, superscript alef, Koranic marks, tatweel
        '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' => return None,
        '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' => return None,
        // direction marks, joiners, byte order mark, soft hyphen
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => return None,
        '\u{FEFF}' | '\u{00AD}' | '\u{061C}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' | 'ے' => 'ي',
        'ة' | 'ۃ' | 'ە' | 'ۀ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        '\u{0660}'..='\u{0669}' => digit(c, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(c, '\u{06F0}'),
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' | '\t' => ' ',
        '\u{0621}'..='\u{064A}' | ' '..='@' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}
