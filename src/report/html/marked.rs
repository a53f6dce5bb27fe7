//! An article as paragraphs with statements highlighted where they stand.
//!
//! Highlights may overlap and nest: the text is cut where any of them begins or ends, and each piece carries the classes of
//! all that cover it. A span that ends past the text ends with the text, and its anchor is there all the same.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::safe::{Running, anchor, direction};
use crate::statement::Span;

/// What a highlighted span is to its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The words that name the source.
    Source,
    /// The words that signal the saying.
    Cue,
    /// What was said.
    Content,
}

impl Part {
    /// The class on the page.
    pub fn class(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
        }
    }
}

/// A span of an article that is highlighted.
#[derive(Debug, Clone)]
pub struct Highlight {
    /// Code points of the article.
    pub span: Span,
    /// Source, cue or content.
    pub part: Part,
    /// The anchor that links lead to: it stands where the span begins.
    pub id: Option<String>,
    /// Id of the statement, which the script finds as `data-of`.
    pub of: String,
    /// What stands behind the span, as a link back.
    pub after: Option<Markup>,
}

/// Source, cue and content of a statement `of` an article. The anchor `id` stands where the content begins; a statement
/// without words is nowhere, and its cue stands for it.
pub fn highlights(
    of: &str,
    source: Option<Span>,
    cue: Span,
    content: &[Span],
    id: String,
) -> Vec<Highlight> {
    let parts = source
        .map(|span| (span, Part::Source))
        .into_iter()
        .chain([(cue, Part::Cue)])
        .chain(content.iter().map(|span| (*span, Part::Content)));
    let mut found: Vec<Highlight> = parts
        .map(|(span, part)| Highlight {
            span,
            part,
            id: None,
            of: of.to_owned(),
            after: None,
        })
        .collect();
    let place = found.len() - content.len().max(1);
    found[place].id = Some(id);
    found
}

/// The paragraphs of an article in its language, with the highlights.
pub fn marked(text: &str, highlights: &[Highlight], language: &str) -> Markup {
    let text: Vec<char> = text.chars().collect();
    let placed = placed(highlights, text.len());
    let mut cuts: BTreeSet<usize> = placed.iter().flat_map(|p| [p.start, p.end]).collect();
    cuts.insert(text.len());
    let paragraphs = paragraphs(&text);
    let mut painter = Painter {
        text: &text,
        placed,
        cuts,
    };
    let mut parts: Vec<Markup> = Vec::with_capacity(paragraphs.len() + 1);
    for (index, span) in paragraphs.iter().enumerate() {
        // what begins between two paragraphs begins with the later one, what begins behind the last ends it
        let reach = match paragraphs.get(index + 1) {
            Some(next) => next.start,
            None => usize::MAX,
        };
        parts.push(painter.paragraph(*span, reach));
    }
    html! {
        div.marked lang=(language) dir=(direction(language)) {
            @for part in &parts { (part) }
            // an article without a word still is a place that links lead to
            @if paragraphs.is_empty() { p { (painter.anchors(usize::MAX)) } }
        }
    }
}

/// A highlight on its way onto the page.
struct Placed<'a> {
    start: usize,
    end: usize,
    highlight: &'a Highlight,
    /// True once its anchor is written.
    begun: bool,
    /// True once what stands behind it is written.
    ended: bool,
}

fn placed(highlights: &[Highlight], length: usize) -> Vec<Placed<'_>> {
    let mut placed: Vec<Placed<'_>> = highlights
        .iter()
        .map(|highlight| {
            let start = highlight.span.start.min(length);
            Placed {
                start,
                end: highlight.span.end.clamp(start, length),
                highlight,
                begun: false,
                ended: false,
            }
        })
        .collect();
    // the outer one first, so that its anchor stands before the inner one's
    placed.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    placed
}

/// The lines that have words in them, without the white space about them.
fn paragraphs(text: &[char]) -> Vec<Span> {
    let breaks = |c: &char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split(breaks) {
        let end = start + line.len();
        let blank = |c: &&char| c.is_whitespace();
        let before = line.iter().take_while(blank).count();
        let behind = line.iter().rev().take_while(blank).count();
        if before < line.len() {
            found.push(Span::new(start + before, end - behind));
        }
        start = end + 1;
    }
    found
}

/// Writes paragraphs in their order and remembers which anchors stand already.
struct Painter<'a> {
    text: &'a [char],
    placed: Vec<Placed<'a>>,
    cuts: BTreeSet<usize>,
}

impl Painter<'_> {
    fn paragraph(&mut self, span: Span, reach: usize) -> Markup {
        let mut pieces = Vec::new();
        let mut start = span.start;
        while start < span.end {
            let next = self.cuts.range(start + 1..).next().copied();
            let end = next.unwrap_or(span.end).min(span.end);
            pieces.push(self.piece(Span::new(start, end)));
            start = end;
        }
        pieces.push(self.anchors(reach));
        pieces.push(self.behind(reach));
        html! { p { @for piece in &pieces { (piece) } } }
    }

    /// A run of text that the same highlights cover.
    fn piece(&mut self, span: Span) -> Markup {
        let covers = |p: &Placed<'_>| p.start <= span.start && span.start < p.end;
        let mut classes: Vec<Part> = Vec::new();
        let mut of: Vec<&str> = Vec::new();
        for placed in self.placed.iter().filter(|p| covers(p)) {
            classes.push(placed.highlight.part);
            if !of.contains(&placed.highlight.of.as_str()) {
                of.push(&placed.highlight.of);
            }
        }
        classes.sort_unstable();
        classes.dedup();
        let behind = self.behind(span.start);
        let mut ids = self.begin(span.start);
        let own = if classes.is_empty() { None } else { ids.pop() };
        let text = Running(&self.text[span.start..span.end]);
        html! {
            (behind)
            @for id in &ids { span.anchor id=(id) {} }
            @if classes.is_empty() { (text) }
            @else {
                mark id=[own] class=(joined(classes.iter().map(|c| c.class()))) data-of=(joined(of.into_iter())) { (text) }
            }
        }
    }

    /// The anchors of all that begins up to here and has none yet.
    fn begin(&mut self, reach: usize) -> Vec<String> {
        let mut ids = Vec::new();
        for placed in self
            .placed
            .iter_mut()
            .filter(|p| !p.begun && p.start <= reach)
        {
            placed.begun = true;
            ids.extend(
                placed
                    .highlight
                    .id
                    .as_deref()
                    .map(|id| anchor(id).into_owned()),
            );
        }
        ids
    }

    fn anchors(&mut self, reach: usize) -> Markup {
        // what begins just behind the last piece of a paragraph begins in the next one
        let ids = if reach == usize::MAX {
            self.begin(reach)
        } else {
            Vec::new()
        };
        html! { @for id in &ids { span.anchor id=(id) {} } }
    }

    /// What stands behind the highlights that end up to here.
    fn behind(&mut self, reach: usize) -> Markup {
        let mut parts = Vec::new();
        for placed in self
            .placed
            .iter_mut()
            .filter(|p| !p.ended && p.end <= reach && p.begun)
        {
            placed.ended = true;
            parts.extend(placed.highlight.after.clone());
        }
        html! { @for part in &parts { (part) } }
    }
}

fn joined<'s>(words: impl Iterator<Item = &'s str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight(start: usize, end: usize, part: Part, of: &str) -> Highlight {
        Highlight {
            span: Span::new(start, end),
            part,
            id: (part == Part::Content).then(|| format!("s-{of}")),
            of: of.into(),
            after: None,
        }
    }

    fn body(text: &str, highlights: &[Highlight]) -> String {
        let page = marked(text, highlights, "ar").into_string();
        let inner = page
            .strip_prefix("<div class=\"marked\" lang=\"ar\" dir=\"rtl\">")
            .and_then(|rest| rest.strip_suffix("</div>"));
        inner.expect("one block").to_owned()
    }

    #[test]
    fn lines_are_paragraphs_and_nothing_else_changes() {
        assert_eq!(body("ا ب\n\n  ج \n", &[]), "<p>ا ب</p><p>ج</p>");
        assert_eq!(body("", &[]), "<p></p>");
    }

    #[test]
    fn source_cue_and_content_stand_in_their_places() {
        let found = body(
            "قال زيد كذا.",
            &[
                highlight(0, 3, Part::Cue, "1"),
                highlight(4, 7, Part::Source, "1"),
                highlight(8, 11, Part::Content, "1"),
            ],
        );
        assert_eq!(
            found,
            "<p><mark class=\"cue\" data-of=\"1\">قال</mark> <mark class=\"source\" data-of=\"1\">زيد</mark> \
             <mark id=\"s-1\" class=\"content\" data-of=\"1\">كذا</mark>.</p>"
        );
    }

    #[test]
    fn nested_and_overlapping_spans_share_pieces() {
        let found = body(
            "abcdef",
            &[
                highlight(0, 4, Part::Content, "1"),
                highlight(1, 2, Part::Cue, "2"),
                highlight(2, 6, Part::Content, "2"),
            ],
        );
        assert_eq!(
            found,
            "<p><mark id=\"s-1\" class=\"content\" data-of=\"1\">a</mark>\
             <mark class=\"cue content\" data-of=\"1 2\">b</mark>\
             <mark id=\"s-2\" class=\"content\" data-of=\"1 2\">cd</mark>\
             <mark class=\"content\" data-of=\"2\">ef</mark></p>"
        );
    }

    #[test]
    fn two_that_begin_together_have_both_their_anchors() {
        let found = body(
            "abc",
            &[
                highlight(0, 2, Part::Content, "2"),
                highlight(0, 3, Part::Content, "1"),
            ],
        );
        assert!(
            found.starts_with("<p><span class=\"anchor\" id=\"s-1\"></span><mark id=\"s-2\""),
            "{found}"
        );
    }

    #[test]
    fn a_span_over_a_line_break_goes_on_in_the_next_paragraph() {
        let found = body("ab\ncd", &[highlight(1, 4, Part::Content, "1")]);
        assert_eq!(
            found,
            "<p>a<mark id=\"s-1\" class=\"content\" data-of=\"1\">b</mark></p>\
             <p><mark class=\"content\" data-of=\"1\">c</mark>d</p>"
        );
    }

    #[test]
    fn a_span_past_the_end_has_its_anchor() {
        let found = body(
            "ab",
            &[
                highlight(1, 9, Part::Content, "1"),
                highlight(7, 9, Part::Content, "2"),
            ],
        );
        assert!(found.contains("<mark id=\"s-1\" class=\"content\" data-of=\"1\">b</mark>"));
        assert!(
            found.contains("<span class=\"anchor\" id=\"s-2\"></span></p>"),
            "{found}"
        );
        assert!(body("", &[highlight(0, 3, Part::Content, "1")]).contains("id=\"s-1\""));
        assert!(body("ab\n", &[highlight(2, 3, Part::Content, "1")]).contains("id=\"s-1\""));
    }

    #[test]
    fn what_stands_behind_comes_once_and_at_the_end() {
        let mut one = highlight(0, 1, Part::Content, "1");
        one.after = Some(html! { a href="#c" { "↩" } });
        assert_eq!(
            body("ab", &[one.clone()]),
            "<p><mark id=\"s-1\" class=\"content\" data-of=\"1\">a</mark><a href=\"#c\">↩</a>b</p>"
        );
        one.span = Span::new(0, 9);
        assert!(body("ab", &[one]).ends_with("ab</mark><a href=\"#c\">↩</a></p>"));
    }

    #[test]
    fn the_text_cannot_act() {
        let found = body(
            "<script>\u{202e}&\"",
            &[highlight(0, 3, Part::Content, "\"><b>")],
        );
        assert!(
            !found.contains("<script") && !found.contains('\u{202e}') && !found.contains("<b>")
        );
        assert!(found.contains("U+202E") && found.contains("&amp;&quot;"));
    }
}
