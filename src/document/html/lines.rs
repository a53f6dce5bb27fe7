//! The visible lines of a part of a page, as a reader sees them: blocks and line breaks apart, white space
//! run together, and how much of each line is a link.

use dom_query::{NodeId, NodeRef};

/// A line of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its words, with single blanks.
    pub text: String,
    /// True where a paragraph begins with it, false after a single line break.
    pub gap: bool,
    /// Letters and digits in links.
    pub linked: usize,
    /// Letters and digits.
    pub letters: usize,
    /// True in a heading.
    pub heading: bool,
    /// The element that holds its first word.
    pub element: Option<NodeId>,
}

impl Line {
    /// True where it is a link and hardly anything else.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 5 > self.letters * 4
    }

    /// Number of words.
    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Goes through a tree in document order without recursion. Where `enter` says false, what is in the
/// element is passed over.
pub(super) fn walk<'a>(
    root: &NodeRef<'a>,
    mut enter: impl FnMut(&NodeRef<'a>) -> bool,
    mut leave: impl FnMut(&NodeRef<'a>),
) {
    let mut node = *root;
    loop {
        if enter(&node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            leave(&node);
            if node.id == root.id {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return,
            }
        }
    }
}

/// The lines of an element. `note` is told of every element before its words, with the number of the line
/// that is being written.
pub(super) fn lines<'a>(
    root: &NodeRef<'a>,
    mut note: impl FnMut(&NodeRef<'a>, usize),
) -> Vec<Line> {
    let pen = std::cell::RefCell::new(Pen::default());
    walk(
        root,
        |node| {
            let mut pen = pen.borrow_mut();
            if node.is_text() {
                pen.write(&node.text(), node.parent().map(|parent| parent.id));
                return false;
            }
            if !node.is_element() {
                return node.is_document() || node.is_fragment();
            }
            let name = node.node_name().unwrap_or_default();
            if is_one_of(&name, &UNSEEN) {
                pen.blank |= is_one_of(&name, &["button", "input", "select", "textarea"]);
                return false;
            }
            pen.open(&name);
            note(node, pen.lines.len());
            true
        },
        |node| {
            if node.is_element() {
                let name = node.node_name().unwrap_or_default();
                if !is_one_of(&name, &UNSEEN) {
                    pen.borrow_mut().close(&name);
                }
            }
        },
    );
    let mut pen = pen.into_inner();
    pen.end_line();
    pen.lines
}

/// Elements whose text nobody sees, or that are no text.
pub(super) const UNSEEN: [&str; 24] = [
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object",
    "embed", "video", "audio", "canvas", "select", "textarea", "button", "input", "datalist",
    "map", "applet", "noembed", "noframes", "amp-ad",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "marquee",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements that stand on lines of their own without being paragraphs.
const LINES: [&str; 5] = ["li", "td", "th", "dd", "dt"];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

/// Writes lines.
#[derive(Default)]
struct Pen {
    lines: Vec<Line>,
    line: Line,
    /// A blank to write before the next word.
    blank: bool,
    /// Line breaks since the last word.
    breaks: usize,
    /// True where a paragraph ended since the last word.
    gap: bool,
    links: usize,
    headings: usize,
    pre: usize,
}

impl Pen {
    fn write(&mut self, text: &str, element: Option<NodeId>) {
        for c in text.chars() {
            if c == '\n' && self.pre > 0 {
                self.line_break();
                continue;
            }
            if c.is_whitespace() {
                self.blank = true;
                continue;
            }
            if self.line.text.is_empty() {
                self.line.gap = self.lines.is_empty() || self.gap || self.breaks > 1;
                self.line.heading = self.headings > 0;
                self.line.element = element;
                (self.breaks, self.gap) = (0, false);
            } else if self.blank {
                self.line.text.push(' ');
            }
            self.blank = false;
            self.line.text.push(c);
            if c.is_alphanumeric() {
                self.line.letters += 1;
                self.line.linked += usize::from(self.links > 0);
            }
        }
    }

    fn end_line(&mut self) {
        self.blank = false;
        if !self.line.text.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }

    fn line_break(&mut self) {
        self.end_line();
        self.breaks += 1;
    }

    fn open(&mut self, name: &str) {
        self.around(name);
        match name {
            "br" => self.line_break(),
            "a" => self.links += 1,
            "pre" => self.pre += 1,
            _ if is_one_of(name, &HEADINGS) => self.headings += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.around(name);
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => self.pre = self.pre.saturating_sub(1),
            _ if is_one_of(name, &HEADINGS) => self.headings = self.headings.saturating_sub(1),
            _ => {}
        }
    }

    /// The edge of an element.
    fn around(&mut self, name: &str) {
        if is_one_of(name, &LINES) {
            self.end_line();
        } else if is_one_of(name, &BLOCKS) {
            self.end_line();
            self.gap = true;
        }
    }
}
