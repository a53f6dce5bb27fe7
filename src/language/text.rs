//! A text cut into tokens and sentences, with its quotation marks paired.
//!
//! Works on the folded text and keeps the way back to the original: whatever is found among the tokens
//! can be shown exactly as the paper wrote it. Marks that do not pair up are common in real papers and
//! never an error.

use std::ops::Range;

use crate::language::arabic::fold::{Folded, fold};
use crate::statement::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters (marks and digits inside a word count as letters).
    Word,
    /// Digits, with separators between them.
    Number,
    /// A quotation mark; which side it is on is told by [`Text::quotes`].
    Quote,
    /// `:`
    Colon,
    /// `،` or `,`
    Comma,
    /// `؛` or `;`
    Semicolon,
    /// `.` `!` `؟` `?`: one that ends a sentence.
    Stop,
    /// `..`, `...`, `…`, or a dot that ends nothing.
    Ellipsis,
    /// `-`, `–`, `—`, `|`
    Dash,
    /// An opening parenthesis or bracket.
    Open,
    /// A closing parenthesis or bracket.
    Close,
    /// End of a line.
    Newline,
    /// Anything else.
    Other,
}

/// One token.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Code points in the original text.
    pub span: Span,
    /// Bytes in the folded text.
    pub folded: Range<usize>,
    /// True where no white space stands before it.
    pub glued: bool,
}

/// A pair of quotation marks, or one that was never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// Token index of the opening mark.
    pub open: usize,
    /// Token index of the closing mark; of the end of the line where it is missing.
    pub close: usize,
    /// True where both marks are there.
    pub closed: bool,
}

/// A tokenised text.
pub struct Text<'t> {
    original: &'t str,
    /// Byte offset of every code point of the original, and its length at the end.
    bytes: Vec<u32>,
    /// The folded text.
    pub folded: Folded,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// Quotations by opening mark; nested ones after the one around them.
    pub quotes: Vec<Quote>,
    /// Token ranges of sentences, without their final stop.
    pub sentences: Vec<Range<usize>>,
}

impl<'t> Text<'t> {
    /// Folds, tokenises and segments a text.
    pub fn new(original: &'t str) -> Self {
        let mut bytes: Vec<u32> = original.char_indices().map(|(at, _)| at as u32).collect();
        bytes.push(original.len() as u32);
        let folded = fold(original);
        let mut text = Text {
            original,
            bytes,
            tokens: tokens(&folded),
            folded,
            quotes: Vec::new(),
            sentences: Vec::new(),
        };
        text.quotes = pair_quotes(&text);
        text.sentences = sentences(&text);
        text
    }

    /// Ends quotations earlier, each at a token given with its index, and cuts the sentences anew.
    pub fn end_quotes(&mut self, ends: &[(usize, usize)]) {
        if ends.is_empty() {
            return;
        }
        for &(quote, close) in ends {
            self.quotes[quote].close = close;
        }
        self.sentences = sentences(self);
    }

    /// The original words of a span.
    pub fn slice(&self, span: Span) -> &'t str {
        let last = self.bytes.len() - 1;
        let (start, end) = (span.start.min(last), span.end.min(last));
        &self.original[self.bytes[start] as usize..self.bytes[end.max(start)] as usize]
    }

    /// The folded form of token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.folded.text[t.folded.clone()])
    }

    /// The kind of token `i`; a line end past the end.
    pub fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::Newline, |t| t.kind)
    }

    /// True where token `i` is a word.
    pub fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Kind::Word
    }

    /// The span from the first to the last token of a range, without marks and blanks at its ends.
    pub fn span(&self, range: Range<usize>) -> Span {
        match (
            self.tokens.get(range.start),
            range.end.checked_sub(1).and_then(|l| self.tokens.get(l)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::new(0, 0),
        }
    }

    /// Narrows a range of tokens until it begins and ends with a word, a number, or a parenthesis.
    pub fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        let solid = |k: Kind| matches!(k, Kind::Word | Kind::Number | Kind::Other);
        while range.start < range.end
            && !solid(self.kind(range.start))
            && self.kind(range.start) != Kind::Open
        {
            range.start += 1;
        }
        while range.start < range.end
            && !solid(self.kind(range.end - 1))
            && self.kind(range.end - 1) != Kind::Close
            && !self.closes_inside(range.clone())
        {
            range.end -= 1;
        }
        range
    }

    /// True where the last token of a range closes a quotation that opens within it, behind its first token:
    /// "القرار «نهائي»".
    fn closes_inside(&self, range: Range<usize>) -> bool {
        self.kind(range.end - 1) == Kind::Quote
            && self
                .quotes
                .iter()
                .any(|q| q.closed && q.close == range.end - 1 && q.open > range.start)
    }

    /// True where the stop at `i` ends no sentence: "د. أحمد", "م. علي", "د.إ.", "www.example.org": glued to a single
    /// letter, or between Latin words; or behind Latin letters by their names, "سي. إن. إن.".
    pub fn abbreviates(&self, i: usize) -> bool {
        let glued = i > 0
            && self.word(i) == "."
            && self.tokens[i].glued
            && self.is_word(i - 1)
            && self.is_word(i + 1);
        let latin = |k: usize| self.word(k).is_ascii() && self.tokens[k].glued;
        let short = || {
            self.word(i - 1).chars().count() == 1 || (self.word(i - 1).is_ascii() && latin(i + 1))
        };
        spelled(self, i) || glued && short()
    }

    /// The quotation that token `i` opens.
    pub fn quote_at(&self, i: usize) -> Option<Quote> {
        self.quotes
            .binary_search_by_key(&i, |q| q.open)
            .ok()
            .map(|at| self.quotes[at])
    }
}

/// Cuts the folded text into tokens.
fn tokens(folded: &Folded) -> Vec<Token> {
    let text = &folded.text;
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 8 + 4);
    let mut chars = text.char_indices().enumerate().peekable();
    let mut glued = false;
    while let Some((index, (at, c))) = chars.next() {
        if c.is_whitespace() && c != '\n' {
            glued = false;
            continue;
        }
        let mut kind = kind_of(c);
        let (mut end, mut last) = (at + c.len_utf8(), index);
        while let Some(&(next, (next_at, next_c))) = chars.peek() {
            if !goes_on(kind, text, next_at, next_c) {
                break;
            }
            if kind == Kind::Stop && (c == '.' && next_c == '.' || next_c == '…') {
                kind = Kind::Ellipsis;
            }
            chars.next();
            (end, last) = (next_at + next_c.len_utf8(), next);
        }
        out.push(Token {
            kind,
            span: Span::new(folded.origin[index] as usize, origin_end(folded, last)),
            folded: at..end,
            glued,
        });
        glued = kind != Kind::Newline;
    }
    out
}

/// True where the code point `next`, at byte `at`, belongs to the token of this kind before it.
fn goes_on(kind: Kind, text: &str, at: usize, next: char) -> bool {
    match kind {
        // "و17.5"
        Kind::Word => {
            kind_of(next) == kind
                || next.is_numeric()
                || (matches!(next, '.' | ',' | '٫' | '٬')
                    && text[..at].ends_with(|c: char| c.is_ascii_digit())
                    && digit_follows(text, at, next))
        }
        Kind::Number => kind_of(next) == kind || (separates(next) && digit_follows(text, at, next)),
        Kind::Stop | Kind::Ellipsis => matches!(kind_of(next), Kind::Stop | Kind::Ellipsis),
        _ => false,
    }
}

/// The original end of folded code point `last`: one past the original it came from, with the marks that
/// were dropped behind it.
fn origin_end(folded: &Folded, last: usize) -> usize {
    let here = folded.origin[last];
    folded.origin[last + 1..]
        .iter()
        .find(|&&o| o > here)
        .map_or(here as usize + 1, |&next| next as usize)
}

/// As [`char::is_alphanumeric`], faster for what nearly every character of an Arabic text is: the Unicode tables are
/// slow.
pub fn is_alphanumeric(c: char) -> bool {
    ('\u{0621}'..='\u{064A}').contains(&c) || c.is_alphanumeric()
}

fn kind_of(c: char) -> Kind {
    match c {
        // nearly every character of an Arabic text; the Unicode tables are slow
        '\u{0621}'..='\u{064A}' | 'a'..='z' => Kind::Word,
        '0'..='9' => Kind::Number,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Kind::Newline,
        '«' | '»' | '{' | '}' | '“' | '”' | '„' | '"' | '‟' | '″' | '‘' | '’' | '‹' | '›'
        | '＂' | '\'' | '‚' | '`' | '´' => Kind::Quote,
        ':' | '：' => Kind::Colon,
        '،' | ',' | '٬' => Kind::Comma,
        '؛' | ';' => Kind::Semicolon,
        '.' | '!' | '؟' | '?' | '۔' => Kind::Stop,
        '…' => Kind::Ellipsis,
        '-' | '–' | '—' | '|' | '_' | '−' => Kind::Dash,
        '(' | '[' | '﴾' => Kind::Open,
        ')' | ']' | '﴿' => Kind::Close,
        c if c.is_numeric() => Kind::Number,
        c if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Other,
    }
}

fn separates(c: char) -> bool {
    matches!(c, '.' | ',' | '٫' | '٬' | '/' | ':')
}

fn digit_follows(text: &str, at: usize, c: char) -> bool {
    text[at + c.len_utf8()..]
        .chars()
        .next()
        .is_some_and(|d| d.is_ascii_digit())
}

/// Two marks of one family may pair: papers mix “ ” " and turn them round, and some print braces for «».
fn family(mark: &str) -> u8 {
    match mark.chars().next() {
        Some('«' | '»' | '{' | '}' | '‹' | '›') => 0,
        Some('‘' | '’' | '\'' | '‚' | '`' | '´') => 2,
        _ => 1,
    }
}

/// Pairs the quotation marks line by line. A guillemet knows its side; any other mark opens where it
/// leans on the word after it, closes where it leans on the word before it, and otherwise takes turns.
fn pair_quotes(text: &Text) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // closing marks without an opening one on their line
    let mut strays: Vec<usize> = Vec::new();
    let unclosed = |open: usize, close: usize| Quote {
        open,
        close,
        closed: false,
    };
    for i in 0..=text.tokens.len() {
        match text.kind(i) {
            Kind::Newline => found.extend(open.drain(..).map(|o| unclosed(o, i))),
            Kind::Quote if !apostrophe(text, i) => {
                let family_of = family(text.word(i));
                let partner = open
                    .iter()
                    .rposition(|&o| family(text.word(o)) == family_of);
                match (closes(text, i, partner.is_some()), partner) {
                    (true, Some(at)) => {
                        // whatever was opened inside and never closed ends here too
                        found.extend(open.drain(at + 1..).map(|o| unclosed(o, i)));
                        found.extend(open.pop().map(|open| Quote {
                            open,
                            close: i,
                            closed: true,
                        }));
                    }
                    (true, None) => strays.push(i),
                    (false, _) => open.push(i),
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|q| q.open);
    let newlines: Vec<usize> = (0..text.tokens.len())
        .filter(|&i| text.kind(i) == Kind::Newline)
        .collect();
    for at in 0..found.len() {
        if let Some(close) = end_of_speech(text, &found, at, &strays, &newlines) {
            found[at].close = close;
            found[at].closed = true;
        }
    }
    found
}

/// Where a speech ends whose mark, behind a colon, is not closed on its line: at the stray closing mark some lines below,
/// or else with its line, where nothing else is quoted on that.
fn end_of_speech(
    text: &Text,
    quotes: &[Quote],
    at: usize,
    strays: &[usize],
    newlines: &[usize],
) -> Option<usize> {
    const LINES: usize = 4;
    let quote = quotes[at];
    if quote.closed || quote.open == 0 || text.kind(quote.open - 1) != Kind::Colon {
        return None;
    }
    let family_of = family(text.word(quote.open));
    let line = newlines.partition_point(|&at| at < quote.open);
    let line_end = newlines.get(line).copied().unwrap_or(text.tokens.len());
    let further = (quotes[at + 1..].iter())
        .find(|other| family(text.word(other.open)) == family_of && !other.closed);
    let behind = strays.partition_point(|&s| s <= quote.open);
    let stray = (strays[behind..].iter().copied())
        .take_while(|&s| newlines.partition_point(|&at| at < s) <= line + LINES)
        .find(|&s| family(text.word(s)) == family_of);
    let before_further = |s: &usize| further.is_none_or(|other| *s < other.open);
    stray.filter(before_further).or_else(|| {
        let alone = further.is_none_or(|other| other.open > line_end);
        (alone && quote.close == line_end).then_some(line_end)
    })
}

/// True where a single mark stands within a word, and is no quotation mark.
fn apostrophe(text: &Text, i: usize) -> bool {
    let glued = |k: usize| text.tokens.get(k).is_some_and(|t| t.glued);
    family(text.word(i)) == 2
        && glued(i)
        && glued(i + 1)
        && text.is_word(i + 1)
        && i > 0
        && text.is_word(i - 1)
}

fn closes(text: &Text, i: usize, any_open: bool) -> bool {
    match text.word(i) {
        "«" | "{" | "‹" => false,
        "»" | "}" | "›" => true,
        _ => {
            let leans_back = text.tokens[i].glued;
            let leans_on = text.tokens.get(i + 1).is_some_and(|t| {
                t.glued && matches!(t.kind, Kind::Word | Kind::Number | Kind::Quote | Kind::Open)
            });
            match (leans_back, leans_on) {
                // a proclitic or an opening mark glued before it: لـ"رويترز"
                (true, true) => any_open && !short_word(text, i.wrapping_sub(1)),
                (false, true) => false,
                (true, false) => any_open || !matches!(text.kind(i.wrapping_sub(1)), Kind::Colon),
                (false, false) => any_open,
            }
        }
    }
}

/// A proclitic that is written on its own before a quotation mark.
fn short_word(text: &Text, i: usize) -> bool {
    matches!(
        text.word(i),
        "ل" | "ب" | "و" | "ف" | "ك" | "وب" | "ول" | "(" | ":"
    )
}

/// Token ranges of sentences: they end at stops and line ends, but not inside a closed quotation, after
/// an initial or an abbreviation.
fn sentences(text: &Text) -> Vec<Range<usize>> {
    let mut inside = vec![false; text.tokens.len() + 1];
    for quote in text.quotes.iter().filter(|q| q.closed) {
        for flag in &mut inside[quote.open..quote.close] {
            *flag = true;
        }
    }
    let mut out = Vec::new();
    let mut start = 0;
    for (i, &quoted) in inside.iter().enumerate() {
        let ends = match text.kind(i) {
            Kind::Newline => !quoted || i >= text.tokens.len(),
            Kind::Stop => !quoted && !text.abbreviates(i) && !numbers_item(text, i),
            _ => false,
        };
        if ends {
            if start < i {
                out.push(start..i);
            }
            start = i + 1;
        }
    }
    out
}

/// "وفقا لما يلي: 1. اعتماد …": the stop behind the number of a list's first item.
fn numbers_item(text: &Text, i: usize) -> bool {
    i > 1
        && text.kind(i - 1) == Kind::Number
        && text.kind(i - 2) == Kind::Colon
        && text.is_word(i + 1)
}

/// "سي. إن. إن. الأمريكية", "جي. بي. إس.": a stop between or behind Latin letters by their names.
fn spelled(text: &Text, i: usize) -> bool {
    const LETTERS: [&str; 21] = [
        "اي", "ايه", "بي", "سي", "دي", "اف", "جي", "اتش", "جيه", "كي", "ال", "ام", "ان", "او",
        "بيه", "ار", "اس", "تي", "يو", "في", "اكس",
    ];
    let letter = |k: usize| LETTERS.contains(&text.word(k));
    let before = i > 2 && text.kind(i - 2) == Kind::Stop && letter(i - 3);
    let behind = text.kind(i + 2) == Kind::Stop && letter(i + 1);
    i > 0
        && text.word(i) == "."
        && text.tokens[i].glued
        && letter(i - 1)
        && (text.is_word(i + 1) || text.kind(i + 1) == Kind::Close)
        && (before || behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let t = Text::new(text);
        t.quotes
            .iter()
            .map(|q| t.slice(t.span(t.trim(q.open + 1..q.close))).to_string())
            .collect()
    }

    #[test]
    fn spans_lead_back_to_the_original() {
        let text = "قَالَ الوزيرُ: ﻻ تغيير ١٢";
        let t = Text::new(text);
        let words: Vec<_> = t.tokens.iter().map(|k| t.slice(k.span)).collect();
        assert_eq!(words, ["قَالَ", "الوزيرُ", ":", "ﻻ", "تغيير", "١٢"]);
        assert_eq!(t.word(3), "لا");
        assert_eq!(t.word(5), "12");
    }

    #[test]
    fn quotation_marks_pair_up_however_they_are_written() {
        assert_eq!(
            quoted("قال «نعم» ثم \"لا\" ثم “ربما” ثم ”قد“ ثم ‘أجل’"),
            ["نعم", "لا", "ربما", "قد", "أجل"]
        );
        assert_eq!(
            quoted("قال لـ\"رويترز\" إن \"ذلك صحيح\"."),
            ["رويترز", "ذلك صحيح"]
        );
        assert_eq!(
            quoted("\"رفض \"الحكم الذاتي\" تماما\""),
            ["رفض \"الحكم الذاتي\" تماما", "الحكم الذاتي"]
        );
        assert_eq!(quoted("أكد \"بدء العمل غدا."), ["بدء العمل غدا"]);
    }

    #[test]
    fn sentences_survive_abbreviations_ellipses_and_quotations() {
        let t = Text::new("قال د. أحمد: «جئنا. رأينا.» ثم مضى.. وعاد. انتهى 3.5 كم!\nسطر");
        assert_eq!(t.sentences.len(), 3);
    }
}
