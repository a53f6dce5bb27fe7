//! The place in a text where most of what was searched for stands together.

use crate::language::arabic::written;
use crate::language::text::{Kind, Text};
use crate::statement::Span;

use super::{Phrase, Query};

/// Words shown of a text.
const WORDS: usize = 30;
/// Words shown before the first hit, where there are as many.
const BEFORE: usize = 6;

/// About thirty words of a text around its best place, in one line, each hit in `[` and `]`; the beginning where no word is
/// hit.
pub fn snippet(text: &str, query: &Query) -> String {
    let text = Text::new(text);
    let words: Vec<usize> = (0..text.tokens.len())
        .filter(|&i| matches!(text.kind(i), Kind::Word | Kind::Number))
        .collect();
    let phrases: Vec<Wanted> = query.phrases().into_iter().map(Wanted::new).collect();
    let hits = hits(&text, &words, &phrases);
    let best = best(&hits);
    let first = best.map_or(0, |hit| hit.first.saturating_sub(BEFORE));
    let end = (first + WORDS).min(words.len());
    show(&text, &words, first..end, &hits)
}

/// A phrase with the forms of its first word.
struct Wanted<'q> {
    phrase: &'q Phrase,
    forms: Vec<String>,
}

impl<'q> Wanted<'q> {
    fn new(phrase: &'q Phrase) -> Self {
        Self {
            phrase,
            forms: written::forms(&phrase.words[0]),
        }
    }

    /// True where the words of a text from `words[0]` on are this phrase.
    fn is_at(&self, text: &Text<'_>, words: &[usize]) -> bool {
        let length = self.phrase.words.len();
        if words.len() < length {
            return false;
        }
        (0..length).all(|i| {
            let found = text.word(words[i]);
            let prefix = self.phrase.prefix && i + 1 == length;
            let is = |wanted: &str| found == wanted || prefix && found.starts_with(wanted);
            if i == 0 {
                self.forms.iter().any(|form| is(form))
            } else {
                is(&self.phrase.words[i])
            }
        })
    }
}

/// Words of a text that were searched for.
struct Hit {
    /// Index of its first word.
    first: usize,
    /// How many words.
    length: usize,
    /// Which of the phrases it is.
    phrase: usize,
}

fn hits(text: &Text<'_>, words: &[usize], phrases: &[Wanted<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let phrase = phrases.iter().position(|p| p.is_at(text, &words[first..]));
        let length = phrase.map_or(1, |p| phrases[p].phrase.words.len());
        hits.extend(phrase.map(|phrase| Hit {
            first,
            length,
            phrase,
        }));
        first += length;
    }
    hits
}

/// The first hit of the window in which most phrases, and of them most hits, stand.
fn best(hits: &[Hit]) -> Option<&Hit> {
    let worth = |start: usize| {
        let reach = hits[start].first + WORDS - BEFORE;
        let window: Vec<&Hit> = hits[start..]
            .iter()
            .take_while(|h| h.first < reach)
            .collect();
        let mut phrases: Vec<usize> = window.iter().map(|h| h.phrase).collect();
        phrases.sort_unstable();
        phrases.dedup();
        (phrases.len(), window.len())
    };
    let best = (0..hits.len()).max_by_key(|&start| (worth(start), std::cmp::Reverse(start)));
    best.map(|start| &hits[start])
}

fn show(text: &Text<'_>, words: &[usize], range: std::ops::Range<usize>, hits: &[Hit]) -> String {
    let span = |word: usize| text.tokens[words[word]].span;
    let mut out = String::new();
    if range.start > 0 {
        out += "… ";
    }
    let mut at = if range.start == 0 {
        0
    } else {
        span(range.start).start
    };
    for hit in hits {
        let last = hit.first + hit.length;
        if hit.first < range.start || last > range.end {
            continue;
        }
        let (start, end) = (span(hit.first).start, span(last - 1).end);
        out += text.slice(Span {
            start: at,
            end: start,
        });
        out += &format!("[{}]", text.slice(Span { start, end }));
        at = end;
    }
    let cut = range.end < words.len();
    let end = match range.end.checked_sub(1) {
        Some(last) if cut => span(last).end,
        _ => usize::MAX,
    };
    out += text.slice(Span { start: at, end });
    if cut {
        out += " …";
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, query: &str) -> String {
        snippet(text, &Query::parse(query).unwrap())
    }

    #[test]
    fn hits_are_marked_as_the_paper_wrote_them() {
        assert_eq!(
            of("وصلت شحنة القَمْح إلى الميناء.", "قمح"),
            "وصلت شحنة [القَمْح] إلى الميناء."
        );
        assert_eq!(
            of("قرار مجلس الأمن\nالدولي", "\"مجلس الامن\""),
            "قرار [مجلس الأمن] الدولي"
        );
        assert_eq!(of("وصلت الشحنة", "سفينة"), "وصلت الشحنة");
        assert_eq!(of("", "سفينة"), "");
    }

    #[test]
    fn the_place_with_most_of_the_words_is_shown() {
        let far = "كلمة ".repeat(60);
        let text = format!("قمح {far} سعر القمح ارتفع {far}");
        let shown = of(&text, "سعر قمح");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("[سعر] [القمح]"), "{shown}");
    }
}
