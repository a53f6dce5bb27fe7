//! The frame of every page: head, navigation, and the words for people that something happened.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::desk::Desk;
use super::list::List;
use super::visit::{Trouble, Visitor, address, without};
use crate::report::bidi::{FSI, PDI};
use crate::report::html::safe;
use crate::report::sanitize::clean;
use crate::texts::Texts;

/// The pages of the navigation: address and key of the text.
const PAGES: [(&str, &str); 7] = [
    ("/", "nav-overview"),
    ("/conflicts", "nav-conflicts"),
    ("/topics", "nav-topics"),
    ("/speakers", "nav-speakers"),
    ("/denials", "nav-denials"),
    ("/documents", "nav-documents"),
    ("/runs", "nav-runs"),
];

/// A page in its frame. `title` stands in the window and as the heading.
pub fn page(desk: &Desk, visitor: &Visitor, title: &str, body: &Markup) -> Markup {
    page_under(desk, visitor, title, &heading(visitor.texts, title), body)
}

/// A page in its frame under a text of the interface with names in it, each in its own direction.
pub fn page_between(desk: &Desk, visitor: &Visitor, title: &str, body: &Markup) -> Markup {
    let plain = title.replace([FSI, PDI], "");
    page_under(desk, visitor, &plain, &html! { h1 { (title) } }, body)
}

fn page_under(
    desk: &Desk,
    visitor: &Visitor,
    title: &str,
    heading: &Markup,
    body: &Markup,
) -> Markup {
    let t = visitor.texts;
    html! {
        (DOCTYPE)
        html lang=(t.language) dir=(t.direction) {
            head {
                (window(title))
                script src=(assets::JS.address()) defer {}
            }
            body {
                a.skip href="#main" { (t.get("skip")) }
                (head(desk, visitor))
                main #main tabindex="-1" {
                    (notice(visitor))
                    p #working role="status" hidden { (t.get("working")) }
                    (heading)
                    (body)
                }
                footer {
                    p {
                        "gainsay " (env!("CARGO_PKG_VERSION")) " · " bdi { (desk.name) } " · "
                        button.link #help-open type="button" hidden { (t.get("keys-show")) }
                    }
                    (keys(t))
                }
            }
        }
    }
}

/// What the window of every page needs.
fn window(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (clean(title)) " · gainsay" }
        link rel="stylesheet" href=(assets::CSS.address());
        link rel="icon" href=(assets::ICON.address()) type="image/svg+xml";
    }
}

/// The title as heading, in its own language and direction where that is not the interface's.
fn heading(t: &Texts, title: &str) -> Markup {
    let direction = safe::direction_of(title);
    let is_other = direction != t.direction;
    let language = if direction == "rtl" { "ar" } else { "en" };
    html! {
        h1 lang=[is_other.then_some(language)] dir=[is_other.then_some(direction)] { (clean(title)) }
    }
}

fn head(desk: &Desk, visitor: &Visitor) -> Markup {
    let t = visitor.texts;
    let here = |path: &str| match path {
        "/" => visitor.path == "/",
        path => {
            visitor.path.starts_with(path) || visitor.path.starts_with(path.trim_end_matches('s'))
        }
    };
    html! {
        header {
            a.brand href="/" aria-label=(t.get("brand")) { "gain" span { "say" } }
            nav aria-label=(t.get("nav")) {
                ul {
                    @for (path, key) in PAGES {
                        li { a href=(path) aria-current=[here(path).then_some("page")] { (t.get(key)) } }
                    }
                }
            }
            form.search role="search" action="/search" method="get" {
                label.unseen for="search" { (t.get("search")) }
                input #search type="search" name="words" placeholder=(t.get("search")) dir="auto";
                button { (t.get("search-go")) }
            }
            ul.languages aria-label=(t.get("interface")) {
                @for other in Texts::all() {
                    @if other.language != t.language {
                        li {
                            a lang=(other.language) hreflang=(other.language) href=(switch(visitor, other.language)) { (other.name) }
                        }
                    }
                }
            }
        }
        @if desk.gate.token.is_some() && !desk.gate.address.ip().is_loopback() {
            p.warning { (t.get("warning-open")) }
        }
    }
}

/// The same page in another language of the interface.
fn switch(visitor: &Visitor, language: &str) -> String {
    // a form that was sent has no address of its own, and its fields are nobody else's business
    if visitor.sends {
        return address(visitor.parent(), &[("interface", language)]);
    }
    let mut fields = without(&visitor.fields, &["interface", "done", "csrf", "token"]);
    fields.push(("interface", language));
    address(&visitor.path, &fields)
}

/// What the last change did, where the address tells of one.
fn notice(visitor: &Visitor) -> Markup {
    let t = visitor.texts;
    let done = visitor.field("done");
    let key = format!("done-{done}");
    html! {
        @if !done.is_empty() && t.has(&key) {
            div.notice role="status" {
                p {
                    (t.get(&key))
                    @let about = visitor.field("about");
                    @if !about.is_empty() && about.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                        " " a href=(back(visitor, about)) { (t.get("done-back")) }
                    }
                }
                @if visitor.field("meanwhile") == "1" {
                    p { (t.get("done-meanwhile")) }
                }
            }
        }
    }
}

/// The conflict that was judged last, with the filters of its list.
fn back(visitor: &Visitor, about: &str) -> String {
    let path = format!("/conflicts/{about}");
    match List::of(visitor) {
        Ok(list) => list.address(&path, &[]),
        Err(_) => path,
    }
}

/// The keys, in a dialog that the script opens.
fn keys(t: &Texts) -> Markup {
    let keys = [
        ("C", "key-confirm"),
        ("D", "key-dismiss"),
        ("U", "key-unsure"),
        ("N", "key-next"),
        ("J / K", "key-rows"),
        ("/", "key-search"),
        ("?", "key-help"),
    ];
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { (t.get("keys-title")) }
            dl.keys {
                @for (key, text) in keys {
                    div { dt { kbd dir="ltr" { (key) } } dd { (t.get(text)) } }
                }
            }
            p {
                input #keys-on type="checkbox" checked;
                " " label for="keys-on" { (t.get("keys-on")) }
            }
            form method="dialog" { button { (t.get("close")) } }
        }
    }
}

/// The page that says why there is no page.
pub fn trouble(desk: &Desk, visitor: &Visitor, trouble: &Trouble) -> Markup {
    let t = visitor.texts;
    let (title, told) = match trouble {
        Trouble::NotFound => ("trouble-not-found", t.get("trouble-not-found-told")),
        Trouble::Wrong(told) => ("trouble-wrong", told.clone().into_owned()),
        Trouble::Stale => ("trouble-stale", t.get("trouble-stale-told")),
        Trouble::TooLarge => ("trouble-too-large", t.get("trouble-too-large-told")),
        Trouble::TooLong => ("trouble-too-long", t.get("trouble-too-long-told")),
        Trouble::Busy(told) => (
            "trouble-busy",
            t.with("trouble-busy-told", &[("why", told.as_str().into())]),
        ),
        Trouble::Failed(_) => ("trouble-failed", t.get("trouble-failed-told")),
    };
    let body = html! {
        @match trouble {
            // refusals of the store are told in English
            Trouble::Wrong(_) | Trouble::Busy(_) => { p.trouble dir=(safe::direction_of(&told)) { (harmless(&told)) } },
            _ => { p.trouble { (told) } },
        }
        p { a href="/" { (t.get("trouble-home")) } }
    };
    page(desk, visitor, &t.get(title), &body)
}

/// A refusal in words: what is no isolate of ours could turn the line.
fn harmless(told: &str) -> String {
    // private letters stand in for them, since whatever else looks like them goes
    const KEPT: [(char, &str); 2] = [(FSI, "\u{E000}"), (PDI, "\u{E001}")];
    let told = KEPT.iter().fold(told.to_owned(), |told, (isolate, kept)| {
        told.replace(*isolate, kept)
    });
    KEPT.iter()
        .fold(clean(&told).into_owned(), |told, (isolate, kept)| {
            told.replace(kept, &isolate.to_string())
        })
}

/// The page for those who have no token, or a wrong one.
pub fn knock(t: &Texts, there: &str, wrong: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(t.language) dir=(t.direction) {
            head { (window(&t.get("knock-title"))) }
            body.knock {
                main {
                    h1 { (t.get("knock-title")) }
                    p { (t.get("knock-told")) }
                    @if wrong { p.trouble role="alert" { (t.get("knock-wrong")) } }
                    form method="post" action="/token" {
                        input type="hidden" name="there" value=(there);
                        p {
                            label for="token" { (t.get("knock-label")) }
                            input #token name="token" type="password" autocomplete="current-password" required;
                        }
                        button { (t.get("knock-go")) }
                    }
                }
            }
        }
    }
}
