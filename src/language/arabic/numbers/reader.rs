//! Reads one number from tokens: digits with separators, number words, and mixtures of both.
//!
//! Knows the grammar of Arabic numerals (units before tens, teens, hundreds, scales joined by "و") and
//! nothing of what is counted.

use super::lexicon::NumberWord;
use super::tokens::{Kind, Token};

/// One number as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Reading {
    /// Its value, scales multiplied in.
    pub value: f64,
    /// The first token of the number itself, after detached proclitics.
    pub first: usize,
    /// One past its last token.
    pub next: usize,
    /// True for "الثالث", "الخامس والعشرين".
    pub ordinal: bool,
    /// True with the article.
    pub article: bool,
    /// True where a scale ("ألف", "مليون") is part of it.
    pub scaled: bool,
    /// Number of digits where it is one plain run of digits, else 0.
    pub plain_digits: usize,
    /// True where it is one number word without company.
    pub single_word: bool,
}

/// A number below a scale, and where it ends.
#[derive(Clone, Copy)]
struct Part {
    value: f64,
    next: usize,
}

/// The number that begins at token `at`, if one does.
pub(in super::super) fn number_at(tokens: &[Token], at: usize) -> Option<Reading> {
    let (first, article) = skip_proclitic(tokens, at)?;
    if let Some(ordinal) = ordinal_at(tokens, first) {
        return Some(ordinal);
    }
    let token = tokens.get(first)?;
    let article = article || token.word.is_some_and(|word| word.clitic.article);
    let (mut total, mut next, mut scale) = group(tokens, first, true)?;
    while scale > 1.0 {
        if let Some((fraction, after)) = fraction_of(tokens, next, scale) {
            total += fraction;
            next = after;
            break;
        }
        let Some(begin) = continues(tokens, next) else {
            break;
        };
        let Some((value, after, inner)) = group(tokens, begin, false) else {
            break;
        };
        if value >= scale {
            break;
        }
        total += value;
        next = after;
        scale = inner;
    }
    let scaled = total >= 1000.0 && tokens[first..next].iter().any(is_scale);
    let plain = next == first + 1 && token.kind == Kind::Digits;
    Some(Reading {
        value: total,
        first,
        next,
        ordinal: false,
        article,
        scaled,
        plain_digits: if plain { token.text.len() } else { 0 },
        single_word: next == first + 1 && token.kind == Kind::Word,
    })
}

/// The number word at a token.
pub(in super::super) fn number_word(tokens: &[Token], at: usize) -> Option<NumberWord> {
    tokens.get(at)?.word?.number
}

fn is_scale(token: &Token) -> bool {
    let number = token.word.and_then(|word| word.number);
    matches!(
        number,
        Some(NumberWord::Scale(_) | NumberWord::ScaleTwo(_) | NumberWord::ScaleMany(_))
    )
}

/// The token after a detached proclitic ("ال 20", "و20"), and whether that was an article.
fn skip_proclitic(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let token = tokens.get(at)?;
    if token.word.and_then(|word| word.number) != Some(NumberWord::Proclitic) {
        return Some((at, false));
    }
    let article = token.word.is_some_and(|word| word.clitic.article);
    let next = tokens.get(at + 1)?;
    let attached = next.start == token.end || article;
    (attached && next.kind == Kind::Digits).then_some((at + 1, article))
}

/// Where a number goes on after a scale: a word with "و", or "و" and digits.
fn continues(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let word = token.word?;
    if !word.clitic.conjunction || word.clitic.preposition || word.clitic.article {
        return None;
    }
    match word.number? {
        NumberWord::Proclitic => (tokens.get(at + 1)?.kind == Kind::Digits
            || number_word(tokens, at + 1).is_some())
        .then_some(at + 1),
        NumberWord::Ordinal { .. } => None,
        _ => Some(at),
    }
}

/// A number with the scales that multiply it: value, end and the last scale (1 where there is none).
fn group(tokens: &[Token], at: usize, leading: bool) -> Option<(f64, usize, f64)> {
    let token = tokens.get(at)?;
    let bare = leading
        || token.word.is_some_and(|word| word.clitic.conjunction)
        || token.kind == Kind::Digits;
    if !bare {
        return None;
    }
    let (mut value, mut next, mut scale) = match number_word(tokens, at) {
        Some(NumberWord::Scale(scale)) => (scale, at + 1, scale),
        Some(NumberWord::ScaleTwo(scale)) => (2.0 * scale, at + 1, scale),
        Some(NumberWord::ScaleMany(_)) => return None,
        Some(NumberWord::Fraction(part)) => {
            let NumberWord::Scale(scale) = scale_after(tokens, at + 1)? else {
                return None;
            };
            (part * scale, at + 2, scale)
        }
        Some(_) => {
            let part = small(tokens, at)?;
            (part.value, part.next, 1.0)
        }
        None => {
            let part = digits(tokens, at)?;
            let scale = bracketed(tokens, at, part.next)
                .filter(|&after| scale_after(tokens, after).is_some());
            (part.value, scale.unwrap_or(part.next), 1.0)
        }
    };
    // "3 ونصف مليون"
    if scale == 1.0
        && conjunct_fraction(tokens, next).is_some()
        && scale_after(tokens, next + 1).is_some()
    {
        value += conjunct_fraction(tokens, next).unwrap_or(0.0);
        next += 1;
    }
    while let Some(NumberWord::Scale(by) | NumberWord::ScaleMany(by)) = scale_after(tokens, next) {
        value *= by;
        scale = if scale > 1.0 { scale * by } else { by };
        next += 1;
    }
    Some((value, next, scale))
}

/// Where the text goes on after a number in brackets, "(30) الف".
pub(in super::super) fn bracketed(tokens: &[Token], first: usize, next: usize) -> Option<usize> {
    let opened = first
        .checked_sub(1)
        .is_some_and(|at| tokens[at].text == "(");
    (opened && tokens.get(next).is_some_and(|token| token.text == ")")).then_some(next + 1)
}

/// The scale word at a token, where it stands without "و".
fn scale_after(tokens: &[Token], at: usize) -> Option<NumberWord> {
    let word = tokens.get(at)?.word?;
    let number = word.number?;
    let scale = matches!(number, NumberWord::Scale(_) | NumberWord::ScaleMany(_));
    (scale && !word.clitic.conjunction && !word.clitic.preposition).then_some(number)
}

/// "ونصف" at a token.
fn conjunct_fraction(tokens: &[Token], at: usize) -> Option<f64> {
    let word = tokens.get(at)?.word?;
    match word.number? {
        NumberWord::Fraction(part) if word.clitic.conjunction => Some(part),
        _ => None,
    }
}

/// "ونصف" or "ونصف المليون" after a scale: what it adds and where it ends.
fn fraction_of(tokens: &[Token], at: usize, scale: f64) -> Option<(f64, usize)> {
    let part = conjunct_fraction(tokens, at)?;
    match scale_after(tokens, at + 1) {
        Some(NumberWord::Scale(own)) => Some((part * own, at + 2)),
        _ => Some((part * scale, at + 1)),
    }
}

/// A number below a thousand in words.
fn small(tokens: &[Token], at: usize) -> Option<Part> {
    let hundreds = hundreds(tokens, at);
    let Some(Part { value, next }) = hundreds else {
        return below_hundred(tokens, at);
    };
    let rest = continues(tokens, next)
        .filter(|&begin| begin == next)
        .and_then(|begin| below_hundred(tokens, begin));
    // "مئة وخمسة آلاف" is one number, 105,000
    match rest {
        Some(rest) => Some(Part {
            value: value + rest.value,
            next: rest.next,
        }),
        None => Some(Part { value, next }),
    }
}

/// "مئة", "مئتان", "ثلاثمئة", "ثلاث مئة".
fn hundreds(tokens: &[Token], at: usize) -> Option<Part> {
    match number_word(tokens, at)? {
        NumberWord::Hundred => Some(Part {
            value: 100.0,
            next: at + 1,
        }),
        NumberWord::Hundreds(value) => Some(Part {
            value: f64::from(value),
            next: at + 1,
        }),
        NumberWord::Unit {
            value,
            joined: false,
        } if value > 2 => {
            let word = tokens.get(at + 1)?.word?;
            let hundred =
                word.number == Some(NumberWord::Hundred) && word.clitic == Default::default();
            hundred.then_some(Part {
                value: f64::from(value) * 100.0,
                next: at + 2,
            })
        }
        _ => None,
    }
}

/// 1 to 99 in words.
fn below_hundred(tokens: &[Token], at: usize) -> Option<Part> {
    match number_word(tokens, at)? {
        NumberWord::Ten => Some(Part {
            value: 10.0,
            next: at + 1,
        }),
        NumberWord::Tens(value) => Some(Part {
            value: f64::from(value),
            next: at + 1,
        }),
        NumberWord::Unit { value, joined } => match ten_after(tokens, at + 1) {
            Some((ten, next)) => Some(Part {
                value: f64::from(value + ten),
                next,
            }),
            None if joined => None,
            None => Some(Part {
                value: f64::from(value),
                next: at + 1,
            }),
        },
        _ => None,
    }
}

/// What follows a unit: "عشر" or "وعشرون".
fn ten_after(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    let word = tokens.get(at)?.word?;
    match word.number? {
        NumberWord::Ten if word.clitic == Default::default() => Some((10, at + 1)),
        NumberWord::Tens(value) if word.clitic.conjunction => Some((value, at + 1)),
        _ => None,
    }
}

/// An ordinal: "ثالث", "الحادي عشر", "الخامس والعشرين", "الواحد والعشرين", "العشرين".
fn ordinal_at(tokens: &[Token], at: usize) -> Option<Reading> {
    let word = tokens.get(at)?.word?;
    let article = word.clitic.article;
    let (value, next) = match word.number? {
        NumberWord::Ordinal { value, joined } => match ten_after(tokens, at + 1) {
            Some((ten, next)) => (value + ten, next),
            None if joined => return None,
            None => (value, at + 1),
        },
        NumberWord::Unit { value: 1, .. } if article => {
            let (ten, next) = ten_after(tokens, at + 1)?;
            (1 + ten, next)
        }
        NumberWord::Tens(value) if article => (value, at + 1),
        _ => return None,
    };
    Some(Reading {
        value: f64::from(value),
        first: at,
        next,
        ordinal: true,
        article,
        scaled: false,
        plain_digits: 0,
        single_word: next == at + 1,
    })
}

// ── Digits ──────────────────────────────────────────────────────────────────────────────────────

/// A number in digits, with its separators.
fn digits(tokens: &[Token], at: usize) -> Option<Part> {
    let head = tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    if head.text.len() > 15 {
        return None;
    }
    let whole: f64 = head.text.parse().ok()?;
    let Some(separator) = separator_after(tokens, at) else {
        return Some(spaced(tokens, at, whole));
    };
    let (groups, next) = thousands(tokens, at, separator);
    let scaled = scale_after(tokens, next).is_some();
    let decimal = match separator {
        '٫' => true,
        '.' => groups < 2 && (groups == 0 || scaled),
        _ => groups == 0,
    };
    if decimal || head.text.len() > 3 || head.text == "0" {
        return fraction(tokens, at, whole);
    }
    let joined: String = tokens[at..next]
        .iter()
        .step_by(2)
        .map(|token| token.text)
        .collect();
    let value: f64 = joined.parse().ok()?;
    // "1,234.5"
    match separator_after(tokens, next - 1) {
        Some(other)
            if other != separator && tokens.get(next + 1).is_some_and(|t| t.text.len() != 3) =>
        {
            fraction(tokens, next - 1, value)
        }
        _ => Some(Part { value, next }),
    }
}

/// The separator between a digit run and the next one, where nothing stands between.
fn separator_after(tokens: &[Token], at: usize) -> Option<char> {
    let (head, sign, tail) = (tokens.get(at)?, tokens.get(at + 1)?, tokens.get(at + 2)?);
    let close = head.end == sign.start && sign.end == tail.start && tail.kind == Kind::Digits;
    let c = sign.text.chars().next()?;
    (close && matches!(c, ',' | '.' | '٬' | '٫' | '،' | '\'' | '’')).then_some(c)
}

/// How many groups of three digits follow with one separator, and where they end.
fn thousands(tokens: &[Token], at: usize, separator: char) -> (usize, usize) {
    let mut last = at;
    let mut groups = 0;
    while separator_after(tokens, last) == Some(separator) && tokens[last + 2].text.len() == 3 {
        last += 2;
        groups += 1;
    }
    (groups, last + 1)
}

/// `whole` and the decimals behind the sign after token `at`.
fn fraction(tokens: &[Token], at: usize, whole: f64) -> Option<Part> {
    let decimals = tokens.get(at + 2)?;
    if decimals.text.len() > 9 {
        return None;
    }
    let part: f64 = format!("0.{}", decimals.text).parse().ok()?;
    Some(Part {
        value: whole + part,
        next: at + 3,
    })
}

/// "10 000": groups of three behind single blanks.
fn spaced(tokens: &[Token], at: usize, whole: f64) -> Part {
    let mut part = Part {
        value: whole,
        next: at + 1,
    };
    if tokens[at].text.len() > 3 || tokens[at].text.starts_with('0') {
        return part;
    }
    while let (Some(before), Some(group)) = (tokens.get(part.next - 1), tokens.get(part.next)) {
        let three = group.kind == Kind::Digits && group.text.len() == 3;
        if !three || group.start - before.end != 1 || separator_after(tokens, part.next).is_some() {
            break;
        }
        part.value = part.value * 1000.0 + group.digits().map_or(0.0, f64::from);
        part.next += 1;
    }
    part
}
