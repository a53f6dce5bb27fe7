//! Taking away what stands around an article: first all that has nothing to do with it (navigation,
//! comments, related links, buttons, advertisements), told by elements, names and headings, then what is
//! about it (byline, date) and is no text of its own.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::lines::{Line, UNSEEN, lines, walk};
use super::names::{NAMES, names};
use crate::document::body::ZoneKind;
use crate::document::furniture::{ARABIC, Mark, Reach, words};

/// Elements that never hold the article, whatever they are called.
const NEVER: [&str; 10] = [
    "nav",
    "aside",
    "dialog",
    "figcaption",
    "menu",
    "amp-sidebar",
    "amp-consent",
    "amp-embed",
    "amp-list",
    "amp-social-share",
];

/// Most headings of boxes that are looked at on one page.
const MOST_BOXES: usize = 300;
/// Most elements that a box is looked for above its heading, and beside it.
const FAR: usize = 60;

/// Takes away what has nothing to do with the article. `kept` stay, and all that they stand in. Unless it is
/// done `strictly`, what elements are called is no reason.
pub(super) fn around(body: &NodeRef, kept: &[NodeRef], strictly: bool) {
    let guarded = guarded(kept);
    remove(body, &guarded, |node| is_around(node, strictly));
    boxes(body, &guarded);
}

/// Takes away what tells of the article: names, dates, sections.
pub(super) fn about(body: &NodeRef, kept: &[NodeRef]) {
    remove(body, &guarded(kept), |node| {
        (node.has_name("time") || node.has_name("footer") || NAMES.about.has(&names(node)))
            && is_short(node)
    });
}

/// Removes the elements of which `away` holds, with all that is in them; those that are guarded stay.
fn remove(body: &NodeRef, guarded: &HashSet<NodeId>, away: impl Fn(&NodeRef) -> bool) {
    let mut gone = Vec::new();
    walk(
        body,
        |node| {
            let away = node.is_element() && !guarded.contains(&node.id) && away(node);
            if away {
                gone.push(*node);
            }
            !away
        },
        |_| {},
    );
    for node in gone {
        node.remove_from_parent();
    }
}

/// The elements and all that they stand in.
fn guarded(kept: &[NodeRef]) -> HashSet<NodeId> {
    let mut guarded = HashSet::new();
    for node in kept {
        let mut next = Some(*node);
        while let Some(node) = next.filter(|node| guarded.insert(node.id)) {
            next = node.parent();
        }
    }
    guarded
}

fn is_around(node: &NodeRef, strictly: bool) -> bool {
    let Some(name) = node.node_name() else {
        return false;
    };
    let name: &str = &name;
    match name {
        "html" | "body" | "main" => false,
        _ if NEVER.contains(&name) || UNSEEN.contains(&name) => true,
        // those of an article tell of it
        "header" | "footer" => !is_in_article(node),
        "form" => is_short(node),
        "figure" => is_picture(node),
        "a" => is_button(node),
        _ => is_hidden(node) || (strictly && NAMES.is_around(&names(node))),
    }
}

fn is_in_article(node: &NodeRef) -> bool {
    node.ancestors_it(None).any(|up| up.has_name("article"))
}

/// A link to a script.
fn is_button(node: &NodeRef) -> bool {
    node.attr("href").is_some_and(|href| {
        let start = href.trim_start().get(..11).unwrap_or_default();
        start.eq_ignore_ascii_case("javascript:")
    })
}

/// True where nobody sees the element before a script shows it.
pub(super) fn is_hidden(node: &NodeRef) -> bool {
    let style = || {
        let style = node.attr("style")?.to_ascii_lowercase();
        let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        Some(bare.contains("display:none") || bare.contains("visibility:hidden"))
    };
    node.has_attr("hidden")
        || node
            .attr("aria-hidden")
            .is_some_and(|value| &*value == "true")
        || node
            .attr("aria-modal")
            .is_some_and(|value| &*value == "true")
        || style().unwrap_or(false)
}

/// A form with more words than this is the whole page.
const FORM: usize = 60;

fn is_short(node: &NodeRef) -> bool {
    let mut count = 0;
    walk(
        node,
        |inner| {
            if inner.is_text() && count <= FORM {
                count += inner.text().split_whitespace().count();
            }
            count <= FORM
        },
        |_| {},
    );
    count <= FORM
}

/// A figure around a picture, not around a table or a quotation.
fn is_picture(node: &NodeRef) -> bool {
    node.descendants_it().any(|inner| {
        ["img", "picture", "video", "iframe", "amp-img", "amp-video"]
            .iter()
            .any(|name| inner.has_name(name))
    })
}

/// Boxes without telling names: known by the words on top of them.
fn boxes(body: &NodeRef, guarded: &HashSet<NodeId>) {
    let heads: Vec<(Mark, NodeId)> = lines(body, |_, _| {})
        .iter()
        .filter_map(|line| Some((head(line)?, line.element?)))
        .take(MOST_BOXES)
        .collect();
    for (mark, element) in heads {
        let Some(head) = body.tree.get(&element) else {
            continue;
        };
        let Some(top) = top_of_box(&head, body, guarded) else {
            continue;
        };
        if !is_alone(&top) {
            top.remove_from_parent();
            continue;
        }
        for next in below(&top, &mark, guarded) {
            next.remove_from_parent();
        }
        top.remove_from_parent();
    }
}

/// What a line is the heading of, where it is one and nothing else.
fn head(line: &Line) -> Option<Mark> {
    ARABIC
        .mark(&line.text, &words(&line.text))
        .filter(|mark| !mark.more && mark.reach != Reach::Line)
        .filter(|mark| {
            matches!(
                mark.kind,
                ZoneKind::Comments | ZoneKind::Related | ZoneKind::Navigation
            )
        })
}

/// The largest element that begins with the heading.
fn top_of_box<'a>(
    head: &NodeRef<'a>,
    body: &NodeRef<'a>,
    guarded: &HashSet<NodeId>,
) -> Option<NodeRef<'a>> {
    if guarded.contains(&head.id) {
        return None;
    }
    let mut top = *head;
    for _ in 0..FAR {
        let Some(parent) = top.parent().filter(|parent| parent.id != body.id) else {
            break;
        };
        if guarded.contains(&parent.id) || !is_first(&top) {
            break;
        }
        top = parent;
    }
    // it was taken away with another box, or is the page itself
    let mut up = top.parent();
    while let Some(node) = up {
        if node.id == body.id {
            return Some(top);
        }
        up = node.parent();
    }
    None
}

/// True where no words stand before it in its parent.
fn is_first(node: &NodeRef) -> bool {
    let mut before = node.prev_sibling();
    for _ in 0..FAR {
        let Some(sibling) = before else { return true };
        if has_words(&sibling) {
            return false;
        }
        before = sibling.prev_sibling();
    }
    false
}

fn has_words(node: &NodeRef) -> bool {
    let mut found = false;
    walk(
        node,
        |inner| {
            found |= inner.is_text() && inner.text().contains(char::is_alphanumeric);
            !found
                && inner
                    .node_name()
                    .is_none_or(|name| !UNSEEN.contains(&&*name))
        },
        |_| {},
    );
    found
}

/// True where the element holds one line.
fn is_alone(node: &NodeRef) -> bool {
    lines(node, |_, _| {}).len() <= 1
}

/// What the heading stands over: to the end for comments, until text for links.
fn below<'a>(top: &NodeRef<'a>, mark: &Mark, guarded: &HashSet<NodeId>) -> Vec<NodeRef<'a>> {
    let mut found = Vec::new();
    let mut next = top.next_sibling();
    while let Some(node) = next {
        if guarded.contains(&node.id) || found.len() > 50 * FAR {
            break;
        }
        if mark.reach != Reach::End && (is_text(&node) || found.len() > FAR) {
            break;
        }
        next = node.next_sibling();
        found.push(node);
    }
    found
}

/// True where it holds words that are no link.
fn is_text(node: &NodeRef) -> bool {
    if node.is_text() {
        return has_words(node);
    }
    const LABEL: usize = 12;
    node.is_element()
        && lines(node, |_, _| {})
            .iter()
            .any(|line| !line.is_link() && line.words() > LABEL)
}
