//! Words of documents on a page: escaped, in a direction of their own, and unable to turn round what stands about them.

use std::borrow::Cow;

use maud::{Markup, PreEscaped, Render, html};

use crate::report::bidi::is_rtl;
use crate::report::sanitize::{clean, is_dangerous, is_mark};

/// A name or phrase inside a line: on one line, isolated.
pub fn name(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// The direction in which a language is written; `auto` where that is not known.
pub fn direction(language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "ar" | "fa" | "ur" | "he" | "ckb" | "ps" | "sd" | "ug" | "yi" | "dv" | "syr" => "rtl",
        "" | "und" | "mul" => "auto",
        _ => "ltr",
    }
}

/// The direction of a phrase whose language is not known: that of its words.
pub fn direction_of(text: &str) -> &'static str {
    if is_rtl(text) { "rtl" } else { "ltr" }
}

/// The language of a phrase that is written in Arabic letters.
pub fn arabic(text: &str) -> Option<&'static str> {
    (direction_of(text) == "rtl").then_some("ar")
}

/// A string as the value of an `id`: letters, digits, `-` and `_` stay, other bytes become `.` and two hexadecimal digits.
pub fn anchor(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if plain(char::from(byte)) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!(".{byte:02x}"));
        }
    }
    Cow::Owned(out)
}

/// The address where a browser may follow it: http and https alone.
pub fn web(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
        lower.starts_with("http://") || lower.starts_with("https://")
    })
}

/// Running text, white space as it is: what has no shape and could turn the line is shown as its code point.
pub struct Running<'a>(pub &'a [char]);

impl Render for Running<'_> {
    fn render_to(&self, out: &mut String) {
        for &c in self.0 {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                c if c.is_whitespace() => out.push(' '),
                c if is_mark(c) => {}
                c if is_dangerous(c) => control(c).render_to(out),
                c => out.push(c),
            }
        }
    }
}

fn control(c: char) -> Markup {
    PreEscaped(format!(
        "<bdi class=\"control\" dir=\"ltr\">U+{:04X}</bdi>",
        c as u32
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_plain_and_its_own() {
        assert_eq!(anchor("3156beba18d17451"), "3156beba18d17451");
        assert_eq!(anchor("a b"), "a.20b");
        assert_eq!(anchor("a.20b"), "a.2e20b");
    }

    #[test]
    fn only_web_addresses_are_followed() {
        assert_eq!(web(Some("HTTPS://x.example/")), Some("HTTPS://x.example/"));
        assert_eq!(web(Some("javascript:alert(1)")), None);
        assert_eq!(web(Some("وكالة")), None);
        assert_eq!(web(None), None);
    }

    #[test]
    fn a_language_tells_the_direction() {
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("en"), "ltr");
        assert_eq!(direction(""), "auto");
    }

    #[test]
    fn overrides_are_shown_and_not_obeyed() {
        let text: Vec<char> = "a\u{202e}<b>\u{200f}\u{7}".chars().collect();
        let shown = html! { (Running(&text)) }.into_string();
        assert!(!shown.contains(['\u{202e}', '\u{200f}', '\u{7}']));
        assert!(
            shown.contains("U+202E") && shown.contains("&lt;b&gt;") && shown.contains("U+0007")
        );
    }
}
