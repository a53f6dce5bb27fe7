//! Makes text that came from documents safe to print on a line of a terminal, a table or a report.
//!
//! It is for people's eyes only: JSON, JSONL and CSV keep every character as it was. Joiners that
//! Persian and Urdu spelling needs stay.

use std::borrow::Cow;

/// The text on one line: white space of every kind becomes one blank, invisible direction marks go,
/// control characters and everything that could turn the rest of the line around are written out as
/// `\u{…}`.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_mark(c) => {}
            c if is_dangerous(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// True where [`clean`] has nothing to do.
fn is_clean(text: &str) -> bool {
    let mut blank = true;
    for c in text.chars() {
        if is_mark(c) || is_dangerous(c) || (c.is_whitespace() && (c != ' ' || blank)) {
            return false;
        }
        blank = c == ' ';
    }
    text.is_empty() || !blank
}

/// Marks without a shape: LRM, RLM, ALM, zero width space, word joiner, byte order mark, soft hyphen.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Control characters, bidi embeddings, overrides and isolates, annotation and tag characters.
pub(crate) fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{202A}'..='\u{202E}'
                | '\u{2066}'..='\u{206F}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(clean(input), expected);
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(clean("قال الوزير كذا"), Cow::Borrowed(_)));
        assert!(matches!(clean(""), Cow::Borrowed(_)));
    }

    #[test]
    fn white_space_becomes_one_blank() {
        check(" قال\r\n\tالوزير\u{2028}كذا\u{A0} ", "قال الوزير كذا");
    }

    #[test]
    fn escape_sequences_cannot_reach_the_terminal() {
        check("a\u{1b}[31mb\u{7}\u{9b}", "a\\u{1b}[31mb\\u{7}\\u{9b}");
    }

    #[test]
    fn overrides_cannot_turn_the_line_around() {
        check(
            "a\u{202e}b\u{2067}c\u{2069}",
            "a\\u{202e}b\\u{2067}c\\u{2069}",
        );
    }

    #[test]
    fn direction_marks_go_and_joiners_stay() {
        check("\u{200f}می\u{200c}رود\u{200e}", "می\u{200c}رود");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["a\u{1b}b", "  x  y ", "\u{200f}", "\u{202e}ا"] {
            let once = clean(text).into_owned();
            assert_eq!(clean(&once), once);
        }
    }
}
