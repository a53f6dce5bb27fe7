//! Whether a page is nested too deep to be read: trees are walked recursively by the crates that read
//! them, and building the tree of such a page takes the square of its length.

use dom_query::Document as Page;

/// Like [`is_deeper`], told from the tags alone: building the tree of such a page takes the square of
/// its length.
pub(super) fn looks_deeper(html: &str, limit: usize) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, tag) = match rest.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, rest),
        };
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        let name = &tag[..end];
        let raw = open
            .last()
            .copied()
            .filter(|last| is_one_of(last, &["script", "style"]));
        if name.is_empty()
            || is_one_of(name, &FLAT)
            || raw.is_some_and(|raw| !is_one_of(name, &[raw]))
        {
            continue;
        }
        if closing {
            if let Some(position) = open.iter().rposition(|other| is_one_of(name, &[other])) {
                open.truncate(position);
            }
        } else if raw.is_none() && !closes_itself(tag, &open) {
            open.push(name);
        }
        if open.len() > limit {
            return true;
        }
    }
    false
}

/// Elements that hold nothing, or are closed by what follows them.
const FLAT: [&str; 21] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "source", "td", "th", "tr", "track", "wbr",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Only drawings and formulas have tags that close themselves.
fn closes_itself(tag: &str, open: &[&str]) -> bool {
    let foreign = open.iter().any(|name| is_one_of(name, &["svg", "math"]));
    foreign
        && tag
            .split_once('>')
            .is_some_and(|(tag, _)| tag.ends_with('/'))
}

/// True where an element of the page stands deeper than the limit. Walks without recursion.
pub(super) fn is_deeper(page: &Page, limit: usize) -> bool {
    let mut depth = 0usize;
    let mut node = page.root();
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > limit {
                return true;
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) if depth > 0 => {
                    depth -= 1;
                    node = parent;
                }
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_pages_are_not_deep_ones() {
        let parts = [
            "<p>x",
            "<ul><li>x<li>y</ul>",
            "<div><br/></div>",
            "<!-- <div> -->",
            "<DIV></div>",
        ];
        for part in parts {
            assert!(!looks_deeper(&part.repeat(5_000), 2_000), "{part}");
        }
        let drawing = format!("<svg>{}</svg>", "<path d='x'/>".repeat(5_000));
        let script = format!("<script>{}</script>", "'<div>' ".repeat(5_000));
        assert!(!looks_deeper(&drawing, 2_000) && !looks_deeper(&script, 2_000));
    }
}
