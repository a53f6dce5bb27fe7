//! The parts of a page by the names that sites give to elements: names.toml matched against classes, ids
//! and roles.

use std::collections::HashMap;
use std::sync::LazyLock;

use dom_query::NodeRef;
use serde::Deserialize;

/// The data file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    never: Vec<String>,
    others: Vec<String>,
    spared: Vec<String>,
    about: Vec<String>,
    body: Vec<String>,
    when: Vec<String>,
    changed: Vec<String>,
    who: Vec<String>,
}

/// The lists of names.toml.
pub(super) struct Names {
    pub never: List,
    pub others: List,
    spared: List,
    pub about: List,
    pub body: List,
    pub when: List,
    pub changed: List,
    pub who: List,
}

/// The names of all sites.
pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("names.toml")).expect("the data file is checked by a test");
    Names {
        never: List::new(&file.never),
        others: List::new(&file.others),
        spared: List::new(&file.spared),
        about: List::new(&file.about),
        body: List::new(&file.body),
        when: List::new(&file.when),
        changed: List::new(&file.changed),
        who: List::new(&file.who),
    }
});

/// Names that mean one thing.
pub(super) struct List {
    /// Names by their first piece, where that is written out.
    whole: HashMap<String, Vec<Name>>,
    /// Names of one piece that may go on.
    beginnings: Vec<String>,
}

struct Name {
    pieces: Vec<String>,
    open: bool,
}

impl Names {
    /// True where one of an element's names says that it has nothing to do with the article.
    pub(super) fn is_around(&self, names: &[Vec<String>]) -> bool {
        names
            .iter()
            .any(|pieces| self.never.has_name(pieces) && !self.spared.has_name(pieces))
    }
}

impl List {
    fn new(entries: &[String]) -> Self {
        let mut whole: HashMap<String, Vec<Name>> = HashMap::new();
        let mut beginnings = Vec::new();
        for entry in entries {
            let open = entry.ends_with('*');
            let mut pieces = pieces(entry.trim_end_matches('*'));
            if entry.ends_with("-*") {
                pieces.push(String::new());
            }
            match &pieces[..] {
                [one] if open => beginnings.push(one.clone()),
                _ => whole
                    .entry(pieces[0].clone())
                    .or_default()
                    .push(Name { pieces, open }),
            }
        }
        Self { whole, beginnings }
    }

    /// True where one of an element's names is in the list.
    pub(super) fn has(&self, names: &[Vec<String>]) -> bool {
        names.iter().any(|pieces| self.has_name(pieces))
    }

    fn has_name(&self, pieces: &[String]) -> bool {
        (0..pieces.len()).any(|at| {
            let whole = self.whole.get(&pieces[at]);
            whole.is_some_and(|all| all.iter().any(|name| name.begins(&pieces[at..])))
                || self
                    .beginnings
                    .iter()
                    .any(|beginning| pieces[at].starts_with(beginning.as_str()))
        })
    }
}

impl Name {
    fn begins(&self, pieces: &[String]) -> bool {
        let last = self.pieces.len() - 1;
        pieces.len() > last
            && pieces[..last] == self.pieces[..last]
            && match self.open {
                true => pieces[last].starts_with(&self.pieces[last]),
                false => pieces[last] == self.pieces[last],
            }
    }
}

/// Longest list of classes that is looked at, in bytes; more is not written by people.
const LONGEST: usize = 1_000;

/// The names of an element, cut into pieces. Names that tell of the page ("has-sidebar",
/// "comments-open") tell nothing of the element.
pub(super) fn names(node: &NodeRef) -> Vec<Vec<String>> {
    const OF_THE_PAGE: [&str; 9] = [
        "no", "not", "has", "with", "without", "open", "closed", "hide", "enabled",
    ];
    let mut all = Vec::new();
    for key in ["class", "id", "role", "data-component"] {
        let Some(value) = node.attr(key).filter(|value| value.len() <= LONGEST) else {
            continue;
        };
        for name in value.split_whitespace() {
            let pieces = pieces(name);
            if !pieces.is_empty() && !pieces.iter().any(|p| OF_THE_PAGE.contains(&p.as_str())) {
                all.push(pieces);
            }
        }
    }
    all
}

/// "entry-meta__postDate" as entry, meta, post, date.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        let cut = !c.is_alphanumeric() || (c.is_ascii_uppercase() && lower);
        if cut && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(String::new());
        }
        lower = c.is_lowercase();
        if let (Some(piece), true) = (pieces.last_mut(), c.is_alphanumeric()) {
            piece.push(c.to_ascii_lowercase());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(list: &List, name: &str) -> bool {
        list.has(&[pieces(name)])
    }

    #[test]
    fn names_are_matched_by_their_pieces() {
        for name in [
            "jp-relatedposts",
            "postShare",
            "comments_list",
            "most-read-box",
            "widget_recent",
            "AdSlot ad",
            "comment-12",
        ] {
            assert!(has(&NAMES.never, name), "{name}");
        }
        for name in [
            "header-text",
            "loaded",
            "publisher",
            "commentary",
            "shareholders-news",
            "content",
            "post-17",
        ] {
            assert!(!has(&NAMES.never, name), "{name}");
        }
        assert!(has(&NAMES.body, "field-name-body") && has(&NAMES.body, "ArticleBody"));
    }
}
