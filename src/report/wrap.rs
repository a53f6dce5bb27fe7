//! Widths and line breaks for text that mixes Arabic and Latin.
//!
//! Widths are summed character by character: `unicode-width` counts the ligature لا of a whole string
//! as one cell, while most terminals draw two. An isolate that a break cuts is closed on the line
//! before and opened again on the next, so that no line leaks its direction.

use unicode_width::UnicodeWidthChar;

use super::bidi::{FSI, PDI, RLI};

/// Number of terminal cells the text takes at most.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Breaks `text` at blanks into lines of at most `limit` cells (at least one character a line); words
/// that are longer are cut. No text gives no line.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        for piece in pieces(word, limit) {
            let cells = width(piece);
            let glued = piece.as_ptr() != word.as_ptr();
            let blank = usize::from(!line.is_empty() && !glued);
            if !line.is_empty() && used + blank + cells > limit {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if blank == 1 {
                line.push(' ');
                used += 1;
            }
            line.push_str(piece);
            used += cells;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    balance(&mut lines);
    lines
}

/// The word in pieces of at most `limit` cells.
fn pieces(word: &str, limit: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, c) in word.char_indices() {
        let cells = c.width().unwrap_or(0);
        if used + cells > limit && at > start {
            out.push(&word[start..at]);
            (start, used) = (at, 0);
        }
        used += cells;
    }
    out.push(&word[start..]);
    out
}

/// Closes the isolates that are open at the end of each line and opens them again on the next.
fn balance(lines: &mut [String]) {
    let mut open: Vec<char> = Vec::new();
    for line in lines {
        let carried: String = open.iter().collect();
        for c in line.chars() {
            match c {
                FSI | RLI => open.push(c),
                PDI => {
                    open.pop();
                }
                _ => {}
            }
        }
        line.insert_str(0, &carried);
        line.extend(open.iter().map(|_| PDI));
    }
}

/// The text cut to `limit` cells, with `…` as the last one where something is missing.
pub fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > limit {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lam_alif_takes_two_cells() {
        assert_eq!(width("لا"), 2);
        assert_eq!(width("قَالَ"), 3);
    }

    #[test]
    fn breaks_at_blanks() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("قال الوزير أمس", 10), ["قال الوزير", "أمس"]);
        assert!(wrap("", 10).is_empty());
        assert!(wrap("  ", 10).is_empty());
    }

    #[test]
    fn cuts_words_that_do_not_fit() {
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("x abcdef", 4), ["x", "abcd", "ef"]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }

    #[test]
    fn no_line_is_wider_than_the_limit() {
        let text = "نفى المتحدث لا لا وجود أي مفاوضات مع agency-of-very-long-name حول الأمر";
        for limit in 1..40 {
            for line in wrap(text, limit) {
                assert!(width(&line) <= limit, "{limit}: {line}");
            }
        }
    }

    #[test]
    fn isolates_are_closed_on_every_line() {
        let text = format!("x {FSI}واحد اثنان{PDI} y");
        let expected = [format!("x {FSI}واحد{PDI}"), format!("{FSI}اثنان{PDI} y")];
        assert_eq!(wrap(&text, 7), expected);
    }

    #[test]
    fn cut_says_that_something_is_missing() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 5), "abcd…");
        assert_eq!(cut("abc def", 5), "abc…");
    }
}
