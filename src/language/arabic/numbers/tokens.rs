//! Cuts a folded text into words, digit runs and signs, and looks each word up once.
//!
//! Serves numerals and dates only: it keeps what those two need (line ends are signs, so no date
//! reaches over one) and nothing else.

use super::lexicon::{Word, lexicon};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Digits,
    /// One other character that is not blank; line ends are signs too.
    Sign,
}

/// One token of a folded text.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Token<'t> {
    /// First byte in the folded text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: &'t str,
    /// What the lexicon knows of the word.
    pub word: Option<&'static Word>,
}

impl Token<'_> {
    /// The value of a digit run of at most nine digits.
    pub fn digits(&self) -> Option<u32> {
        match self.kind {
            Kind::Digits if self.text.len() <= 9 => self.text.parse().ok(),
            _ => None,
        }
    }
}

/// The tokens of a folded text, in order.
pub(in super::super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let lexicon = lexicon();
    let mut out = Vec::with_capacity(folded.len() / 9 + 4);
    let mut rest = folded.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let Some(kind) = kind_of(c) else { continue };
        let mut end = start + c.len_utf8();
        if kind != Kind::Sign {
            while let Some(&(at, next)) = rest.peek() {
                if kind_of(next) != Some(kind) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
        }
        let text = &folded[start..end];
        let word = if kind == Kind::Word {
            lexicon.word(text)
        } else {
            None
        };
        out.push(Token {
            start,
            end,
            kind,
            text,
            word,
        });
    }
    out
}

/// True where two digit runs stand two blanks apart: folding drops the tatweel that many papers use for
/// a dash ("5 ـ 6").
pub(in super::super) fn is_lost_dash(one: &Token, two: &Token) -> bool {
    one.kind == Kind::Digits && two.kind == Kind::Digits && two.start == one.end + 2
}

/// The kind a character belongs to, `None` for blanks.
fn kind_of(c: char) -> Option<Kind> {
    match c {
        '\u{0621}'..='\u{064A}' => Some(Kind::Word),
        '0'..='9' => Some(Kind::Digits),
        '\n' => Some(Kind::Sign),
        _ if c.is_whitespace() => None,
        _ if c.is_alphabetic() => Some(Kind::Word),
        _ => Some(Kind::Sign),
    }
}
