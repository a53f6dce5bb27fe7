//! The text of the article: where on the page it stands, and which of its lines are no part of it.

use dom_query::{Document as Page, NodeRef};
use dom_smoothie::{Config, Readability};

use super::FEWEST_WORDS;
use super::lines::{Line, lines, walk};
use super::names::{NAMES, names};
use crate::document::body::{ZoneKind, zones_under};
use crate::document::furniture::{ARABIC, folded_words, words};

/// The element that the page itself calls the article's text, where it does: the one with most text.
/// `several` is true where there are many such elements, as on a page that lists articles.
pub(super) struct Marked<'a> {
    pub node: Option<NodeRef<'a>>,
    pub several: bool,
}

/// Looks for the element that the page calls the article's text.
pub(super) fn marked<'a>(body: &NodeRef<'a>) -> Marked<'a> {
    let mut found: Vec<(NodeRef, usize)> = Vec::new();
    walk(
        body,
        |node| {
            if !node.is_element() {
                return false;
            }
            let names = names(node);
            let is_body = says_so(node) || NAMES.body.has(&names);
            if !is_body {
                let others =
                    NAMES.others.has(&names) || node.has_name("aside") || node.has_name("nav");
                // the page itself may be called anything
                return !others || holds_heading(node);
            }
            let words = prose(node);
            if words > 0 {
                found.push((*node, words));
            }
            // a mark within a mark is the nearer one: looked at as well
            true
        },
        |_| {},
    );
    let Some(most) = found.iter().map(|(_, words)| *words).max() else {
        return Marked {
            node: None,
            several: false,
        };
    };
    let others = found.iter().filter(|(_, words)| *words * 3 > most).count();
    // of nested ones with the same text the innermost
    let best = found
        .iter()
        .rev()
        .find(|(_, words)| *words * 20 >= most * 19);
    let nested = |a: &NodeRef, b: &NodeRef| a.ancestors_it(None).any(|up| up.id == b.id);
    let apart = best.map_or(0, |(best, _)| {
        found
            .iter()
            .filter(|(node, words)| {
                *words * 3 > most
                    && !nested(node, best)
                    && !nested(best, node)
                    && node.id != best.id
            })
            .count()
    });
    Marked {
        node: best.map(|(node, _)| *node),
        several: others >= 4 && apart >= 3,
    }
}

fn holds_heading(node: &NodeRef) -> bool {
    node.descendants_it().any(|inner| inner.has_name("h1"))
}

fn says_so(node: &NodeRef) -> bool {
    ["itemprop", "property"].iter().any(|key| {
        node.attr(key).is_some_and(|value| {
            value
                .split_whitespace()
                .any(|word| word == "articleBody" || word == "content:encoded")
        })
    })
}

/// Words in lines of text.
fn prose(node: &NodeRef) -> usize {
    lines(node, |_, _| {})
        .iter()
        .filter(|line| !line.is_link())
        .map(Line::words)
        .sum()
}

/// The lines of the article that the crate finds by the density of text.
pub(super) fn densest(page: &Page) -> Option<Vec<Line>> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(page.clone(), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = Page::fragment(article.content);
    Some(lines(&content.root(), |_, _| {}))
}

/// The article's lines: without links, buttons, boxes, captions and bylines that no element tells.
///
/// `about` are the names that a byline under the headline may hold: of the site, the publisher, the author.
pub(super) fn text(lines: &[Line], title: Option<&str>, about: &[String]) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::new();
    let title_words = title.map(folded_words).unwrap_or_default();
    let mut gap = false;
    let mut begun = false;
    for line in lines {
        gap |= line.gap;
        if is_furniture(line, &title_words) || !begun && is_byline(&line.text, about) {
            continue;
        }
        begun |= line.words() > PARAGRAPH;
        kept.push(Line {
            gap: std::mem::take(&mut gap),
            ..line.clone()
        });
    }
    by_zones(kept, title)
}

/// A line of more words is text.
const PARAGRAPH: usize = 12;

/// A short line of which a part is the name of the author or of the site.
fn is_byline(line: &str, about: &[String]) -> bool {
    const LONGEST: usize = 8;
    let count = line.split_whitespace().count();
    count <= LONGEST
        && !ends_sentence(line)
        && line
            .split(" - ")
            .flat_map(|part| part.split(['|', '–', '/', '،']))
            .any(|part| {
                let words = folded_words(part);
                !words.is_empty() && about.iter().any(|name| is_in(&words, &folded_words(name)))
            })
}

/// True where all the words stand in the name.
fn is_in(words: &[String], name: &[String]) -> bool {
    words.iter().all(|word| name.contains(word))
}

/// True where every part of the line is a button.
fn is_buttons(line: &str) -> bool {
    line.contains(['|', '•'])
        && line.split(['|', '•']).all(|part| {
            ARABIC
                .mark(part, &words(part))
                .is_some_and(|mark| mark.kind == ZoneKind::Navigation)
        })
}

/// Told by the line alone.
fn is_furniture(line: &Line, title: &[String]) -> bool {
    if line.letters == 0 {
        return true;
    }
    let words = words(&line.text);
    let is_title =
        words.len() == title.len() && words.iter().zip(title).all(|(a, b)| a.folded == *b);
    is_title
        || ARABIC.is_date_line(&words)
        || is_buttons(&line.text)
        || line.is_link() && !(ends_sentence(&line.text) && words.len() > 12)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '"', '”', ')'])
        .ends_with(['.', '؟', '!', ':'])
}

/// Told by the lines together: what the zones of a text leave.
fn by_zones(lines: Vec<Line>, title: Option<&str>) -> Vec<Line> {
    let text = joined(&lines);
    let mut kept: Vec<Line> = Vec::new();
    let mut zones = zones_under(&text, title).into_iter().peekable();
    let mut start = 0;
    let mut gap = false;
    for (at, line) in lines.iter().enumerate() {
        gap |= line.gap;
        if at > 0 {
            start += if line.gap { 2 } else { 1 };
        }
        let end = start + line.text.len();
        let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
        while let Some(zone) = zones.next_if(|zone| zone.bytes.start < end) {
            if !is_dropped(zone.kind, &text[zone.bytes.clone()]) {
                match pieces.last_mut() {
                    Some(last) => last.end = zone.bytes.end,
                    None => pieces.push(zone.bytes),
                }
            }
        }
        if let Some(piece) = pieces.pop() {
            let whole = piece.len() * 20 >= line.text.len() * 19;
            let text = if whole {
                line.text.clone()
            } else {
                text[piece].to_string()
            };
            kept.push(Line {
                text,
                gap: std::mem::take(&mut gap),
                ..line.clone()
            });
        }
        start = end;
    }
    kept
}

fn is_dropped(kind: ZoneKind, text: &str) -> bool {
    match kind {
        ZoneKind::Related | ZoneKind::Comments | ZoneKind::Navigation | ZoneKind::Byline => true,
        ZoneKind::Caption => ARABIC
            .mark(text, &words(text))
            .is_some_and(|mark| mark.kind == ZoneKind::Caption),
        _ => false,
    }
}

/// The text with one blank line between paragraphs.
pub(super) fn joined(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        if !out.is_empty() {
            out.push_str(if line.gap { "\n\n" } else { "\n" });
        }
        out.push_str(&line.text);
    }
    out
}

/// True where there are too few words for an article, or most of them are links.
pub(super) fn is_too_little(lines: &[Line]) -> bool {
    let words: usize = lines.iter().map(Line::words).sum();
    let (linked, letters) = lines.iter().fold((0, 0), |(linked, all), line| {
        (linked + line.linked, all + line.letters)
    });
    words < FEWEST_WORDS || linked * 2 > letters
}

/// True where the lines list other articles: several headings that are links, and little text to each.
pub(super) fn is_index(lines: &[Line]) -> bool {
    const HEADINGS: usize = 4;
    const WORDS_TO_EACH: usize = 50;
    let headings = lines
        .iter()
        .filter(|line| line.heading && line.is_link())
        .count();
    let words: usize = lines.iter().map(Line::words).sum();
    headings >= HEADINGS && words < headings * WORDS_TO_EACH
}
