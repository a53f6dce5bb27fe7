//! Pages that do not show the article: behind a subscription, a log-in, a consent or a test whether the
//! reader is human; and pages that say with status 200 that there is nothing. The phrases are data.

use super::lines::Line;
use super::linked::Linked;
use crate::document::furniture::words;
use crate::document::page_words::PAGE_WORDS;
use crate::document::{Fault, RejectReason};

/// A text with fewer words may be the beginning that everybody may read; longer ones are read as they are.
const TEASER: usize = 150;
/// With fewer words there is no article, only what the page says instead.
const STUB: usize = 40;

/// What a page without its article is.
///
/// `text` is what was found of the article, `page` all that is to be seen, `title` the page's own.
///
/// # Errors
/// `wall` or `no_text`, with what was seen.
pub(super) fn check(
    text: &[Line],
    page: &[Line],
    title: &str,
    linked: &Linked,
) -> Result<(), Fault> {
    let count: usize = text.iter().map(Line::words).sum();
    if count >= TEASER {
        return Ok(());
    }
    if linked.is_paid() {
        return Err(wall(
            "the page says that it is not free (isAccessibleForFree)",
        ));
    }
    let lines: Vec<_> = page.iter().map(|line| words(&line.text)).collect();
    if let Some(phrase) = lines.iter().find_map(|line| PAGE_WORDS.strong.find(line)) {
        return Err(wall(&format!("the page says \"{phrase}\"")));
    }
    if count >= STUB {
        return Ok(());
    }
    let all: usize = lines.iter().map(Vec::len).sum();
    let titled = words(title);
    let human = PAGE_WORDS.human.find(&titled);
    let human = human.or_else(|| lines.iter().find_map(|line| PAGE_WORDS.human.find(line)));
    if let Some(phrase) = human.filter(|_| all < 2 * TEASER) {
        return Err(wall(&format!(
            "the server asks who is reading: \"{phrase}\""
        )));
    }
    let missing = PAGE_WORDS.missing.find(&titled);
    let missing = missing.or_else(|| lines.iter().find_map(|line| PAGE_WORDS.missing.find(line)));
    if let Some(phrase) = missing {
        return Err(nothing(&format!("the page says \"{phrase}\"")));
    }
    if linked.is_video() {
        return Err(nothing("a video without an article"));
    }
    Ok(())
}

/// Of a page without an article: whether a log-in or consent stands in its place.
pub(super) fn instead(page: &[Line]) -> Option<Fault> {
    let lines: Vec<_> = page.iter().map(|line| words(&line.text)).collect();
    let all: usize = lines.iter().map(Vec::len).sum();
    let phrase = lines.iter().find_map(|line| PAGE_WORDS.weak.find(line))?;
    (all < 2 * TEASER).then(|| wall(&format!("instead of an article the page has \"{phrase}\"")))
}

/// True where the page lists what was searched for.
pub(super) fn is_search(title: &str) -> bool {
    PAGE_WORDS.list.find(&words(title)).is_some()
}

fn wall(seen: &str) -> Fault {
    Fault::new(RejectReason::Wall, seen)
}

fn nothing(seen: &str) -> Fault {
    Fault::new(
        RejectReason::NoText,
        format!("no article found on the page: {seen}"),
    )
}
