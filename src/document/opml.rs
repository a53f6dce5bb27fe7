//! Lists of feeds in OPML, as feed readers write and people mend them by hand: outlines in any depth, names in any
//! case. Knows nothing of the feeds themselves.

use std::collections::BTreeSet;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{Fault, RejectReason, decode};

/// A feed of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// `xmlUrl`, as it stands there.
    pub url: String,
    /// `title`, else `text`.
    pub title: Option<String>,
}

/// The feeds of a list, every one once, in the order of the list, and what is wrong with the list: one that breaks
/// off has feeds before that all the same.
pub(super) fn feeds(bytes: &[u8]) -> (Vec<Listed>, Option<Fault>) {
    let text = match decode::page(bytes, None) {
        Ok(text) => text,
        Err(fault) => return (Vec::new(), Some(fault)),
    };
    let mut found = Vec::new();
    let fault = read(&text, &mut found).err();
    let mut seen = BTreeSet::new();
    found.retain(|feed: &Listed| seen.insert(feed.url.clone()));
    let fault = fault.or_else(|| {
        found.is_empty().then(|| {
            Fault::new(
                RejectReason::Empty,
                "there is no feed in the list: no outline has an xmlUrl",
            )
        })
    });
    (found, fault)
}

/// Collects the feeds. Entities that the list defines itself stay as they are written, so none can grow.
fn read(text: &str, found: &mut Vec<Listed>) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut is_list = false;
    loop {
        match reader.read_event() {
            Err(error) if is_list => return Err(broken(&error.to_string())),
            Err(error) => return Err(no_list(&error.to_string())),
            Ok(Event::Eof) if !is_list => return Err(no_list("it has no element at all")),
            Ok(Event::Eof) if depth > 0 => return Err(broken("it ends within an element")),
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Start(element)) => {
                is_list = is_list || root(&element)?;
                depth += 1;
                found.extend(listed(&element));
            }
            Ok(Event::Empty(element)) => {
                is_list = is_list || root(&element)?;
                found.extend(listed(&element));
            }
            Ok(_) => {}
        }
    }
}

fn broken(what: &str) -> Fault {
    Fault::new(
        RejectReason::Unreadable,
        format!("the list of feeds is broken, what follows is not read: {what}"),
    )
}

fn no_list(what: &str) -> Fault {
    Fault::new(
        RejectReason::NoText,
        format!("not a list of feeds in OPML: {what}"),
    )
}

/// The first element must be `opml`.
fn root(element: &BytesStart<'_>) -> Result<bool, Fault> {
    let name = element.local_name();
    match name.as_ref().eq_ignore_ascii_case("opml") {
        true => Ok(true),
        false => Err(no_list(&format!(
            "it begins with <{}>, not with <opml>",
            name.as_ref()
        ))),
    }
}

/// The feed of an outline that has one.
fn listed(element: &BytesStart<'_>) -> Option<Listed> {
    if !element
        .local_name()
        .as_ref()
        .eq_ignore_ascii_case("outline")
    {
        return None;
    }
    let url = attribute(element, "xmlurl")?;
    let title = attribute(element, "title").or_else(|| attribute(element, "text"));
    Some(Listed { url, title })
}

/// The value of an attribute, its name in any case; `None` where there is nothing in it.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
    let value = match found.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => value.into_owned(),
        // addresses with a bare & are frequent in lists made by hand
        Err(_) => found.value.replace("&amp;", "&"),
    };
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(opml: &str) -> (Vec<String>, String) {
        let (found, fault) = feeds(opml.as_bytes());
        (
            found.into_iter().map(|feed| feed.url).collect(),
            fault.map(|fault| fault.detail).unwrap_or_default(),
        )
    }

    #[test]
    fn outlines_in_any_depth_and_case() {
        let list = r#"<?xml version="1.0"?><!-- mine --><OPML version="2.0"><head><title>x</title></head><body>
            <outline text="folder"><outline xmlUrl="https://a.example/1?x=1&amp;y=2"/>
            <outline><outline TEXT="ب" xmlurl=" https://b.example/2 "></outline></outline></outline>
            <outline text="again" XMLURL="https://b.example/2"/><outline text="no feed" htmlUrl="https://c.example"/>
            <outline text="by hand" xmlUrl="https://d.example/?a=1&b=2"/></body></OPML>"#;
        let (found, fault) = feeds(list.as_bytes());
        assert_eq!(fault, None);
        let found: Vec<_> = found
            .iter()
            .map(|feed| (feed.url.as_str(), feed.title.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("https://a.example/1?x=1&y=2", None),
                ("https://b.example/2", Some("ب")),
                ("https://d.example/?a=1&b=2", Some("by hand")),
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_a_list_is_said_and_the_rest_is_read() {
        let (found, fault) = urls("<opml><body><outline xmlUrl='https://a.example/'/>");
        assert_eq!(found, ["https://a.example/"]);
        assert!(fault.contains("broken"), "{fault}");
        let (found, fault) = urls("<opml><body><outline xmlUrl='https://a.example/'/></head>");
        assert_eq!(found, ["https://a.example/"]);
        assert!(fault.contains("broken"), "{fault}");
        for (list, what) in [
            ("<html><body>no</body></html>", "begins with <html>"),
            ("", "no element at all"),
            ("just words", "no element at all"),
            ("<opml><body/></opml>", "no outline has an xmlUrl"),
        ] {
            let (found, fault) = urls(list);
            assert!(found.is_empty() && fault.contains(what), "{list}: {fault}");
        }
    }

    #[test]
    fn lists_in_their_own_encoding() {
        let list = "<?xml version=\"1.0\" encoding=\"windows-1256\"?><opml><body><outline text=\"أخبار البلد\" \
                    xmlUrl=\"https://a.example/\"/></body></opml>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(list);
        let (found, _) = feeds(&bytes);
        assert_eq!(found[0].title.as_deref(), Some("أخبار البلد"));
    }

    #[test]
    fn entities_do_not_grow() {
        let list = "<!DOCTYPE opml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\
            <opml><body><outline text=\"&b;\" xmlUrl=\"https://a.example/\"/></body></opml>";
        let (found, fault) = feeds(list.as_bytes());
        assert_eq!(fault, None);
        assert_eq!(found[0].title.as_deref(), Some("&b;"));
    }
}
