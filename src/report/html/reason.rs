//! Why a conflict was flagged, in the language of the interface.
//!
//! The detection words its reasons in English, in a small closed set of sentences (src/conflict/kinds). Each is recognised
//! here by its shape and said again by a text; one that fits no shape is shown as it is.

use std::sync::LazyLock;

use maud::{Markup, html};
use regex::{Captures, Regex};

use super::country;
use crate::language::arabic::concepts::concepts;
use crate::report::bidi::{FSI, LRM, PDI, RLM};
use crate::report::sanitize::clean;
use crate::texts::{Arg, Texts};

/// The shapes: a key of the texts and the sentence; groups named `stance…` hold a stance, `days` a number, `terms` a list,
/// `term…` one thing, others words. The first that fits holds, so the closer ones come first.
const SHAPES: &[(&str, &str)] = &[
    ("reason-about", r"^both are about: (?P<terms>.+)$"),
    ("reason-same-day", r"^(?:dated|on) the same day$"),
    ("reason-apart", r"^(?:dated )?(?P<days>\d+) days? apart$"),
    ("reason-undated", r"^at least one of them (?:is )?undated$"),
    (
        "reason-speaks",
        r#"^(?P<one>.+) speaks of "(?P<term1>.+)", (?P<two>.+) of "(?P<term2>.+)"$"#,
    ),
    (
        "reason-quotes",
        r"^(?P<one>.+) denies what (?P<two>.+) says, and quotes it$",
    ),
    (
        "reason-untrue",
        r"^(?P<one>.+) calls untrue what the article's title tells and (?P<two>.+) says$",
    ),
    (
        "reason-opposes",
        r"^(?P<one>.+) opposes it \((?P<stance1>[a-z]+)\), (?P<two>.+) does not \((?P<stance2>[a-z]+)\)$",
    ),
    (
        "reason-unaware",
        r"^(?P<two>.+) holds it true, (?P<one>.+) has no knowledge of it$",
    ),
    (
        "reason-denies",
        r"^(?P<two>.+) holds it true, (?P<one>.+) denies it$",
    ),
    (
        "reason-office",
        r"^(?P<one>.+) and (?P<two>.+) are both given as (?P<office>.+)$",
    ),
    (
        "reason-state-shift",
        r"^(?P<state>[A-Z]{2}) \((?P<one>.+) and (?P<two>.+)\): first (?P<stance1>[a-z]+), (?P<days>\d+) days later (?P<stance2>[a-z]+)$",
    ),
    (
        "reason-shift",
        r"^(?P<one>.+): first (?P<stance1>[a-z]+), (?P<days>\d+) days later (?P<stance2>[a-z]+)$",
    ),
    (
        "reason-figures",
        r"^(?P<one>.+) says (?P<here>.+), (?P<two>.+) says (?P<there>.+)$",
    ),
];

static PATTERNS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let pattern = |(key, shape): &(&'static str, &str)| {
        let shape = Regex::new(shape).expect("the shapes are patterns, which the tests see");
        (*key, shape)
    };
    SHAPES.iter().map(pattern).collect()
});

/// A reason for readers.
pub fn reason(texts: &Texts, reason: &str) -> Markup {
    let reason = clean(reason);
    match said(texts, &reason) {
        Some(said) => html! { (said) },
        None => html! { bdi lang="en" dir="ltr" { (reason) } },
    }
}

/// The reason in the language of the interface; `None` where it has no known shape.
fn said(texts: &Texts, reason: &str) -> Option<String> {
    let fits = |(key, pattern): &(&'static str, Regex)| Some((*key, pattern.captures(reason)?));
    let (key, captures) = PATTERNS.iter().find_map(fits)?;
    let args = arguments(texts, key, &captures)?;
    Some(texts.with(key, &args))
}

fn arguments<'a>(
    texts: &Texts,
    key: &str,
    captures: &Captures<'_>,
) -> Option<Vec<(&'static str, Arg<'a>)>> {
    let pattern = &PATTERNS.iter().find(|(known, _)| *known == key)?.1;
    let names = pattern.capture_names().flatten();
    names
        .map(|name| {
            let words = captures.name(name)?.as_str();
            let arg = match name {
                "days" => Arg::from(words.parse::<u64>().ok()?),
                "terms" => Arg::List(terms(texts, words)),
                "state" => term(texts, words).into(),
                _ if name.starts_with("term") => term(texts, words).into(),
                _ if name.starts_with("stance") => texts.get(&format!("stance-{words}")).into(),
                _ => words.to_owned().into(),
            };
            Some((static_name(name)?, arg))
        })
        .collect()
}

/// The names of arguments live as long as the program.
fn static_name(name: &str) -> Option<&'static str> {
    [
        "terms", "days", "one", "two", "term1", "term2", "stance1", "stance2", "state", "office",
        "here", "there",
    ]
    .into_iter()
    .find(|known| *known == name)
}

/// The list in the order of the interface, whatever letters its terms are written in.
fn terms(texts: &Texts, words: &str) -> String {
    let mark = if texts.direction == "rtl" { RLM } else { LRM };
    let terms: Vec<String> = words
        .split(", ")
        .map(|word| format!("{FSI}{}{PDI}", term(texts, word)))
        .collect();
    format!("{mark}{}", terms.join(&texts.get("list-comma")))
}

/// What both speak of: a country's code by its name, and in Arabic a class of words by its first word.
fn term(texts: &Texts, term: &str) -> String {
    let is_code = term.len() == 2 && term.chars().all(|c| c.is_ascii_uppercase());
    if let Some(name) = country::name(texts, term).filter(|_| is_code) {
        return name.to_owned();
    }
    let class = concepts().class(term).filter(|_| texts.language == "ar");
    class
        .and_then(|class| class.words.first())
        .map_or_else(|| term.to_owned(), Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(language: &str, reason: &str) -> String {
        let said = super::reason(Texts::of(language).unwrap(), reason).into_string();
        said.replace([FSI, PDI, LRM, RLM], "")
    }

    #[test]
    fn every_sentence_of_the_detection_is_known() {
        for reason in [
            "زيد speaks of \"continue\", عمرو of \"end\"",
            "زيد says 12 قتيل, عمرو says 15 قتيل",
            "زيد denies what عمرو says, and quotes it",
            "زيد calls untrue what the article's title tells and عمرو says",
            "زيد opposes it (reject), عمرو does not (urge)",
            "عمرو holds it true, زيد has no knowledge of it",
            "عمرو holds it true, زيد denies it",
            "both are about: talks, SY, توتر",
            "dated the same day",
            "on the same day",
            "dated 1 day apart",
            "83 days apart",
            "at least one of them is undated",
            "at least one of them undated",
            "زيد: first deny, 83 days later condition",
            "KZ (زيد and عمرو): first deny, 83 days later condition",
            "زيد and عمرو are both given as وزير النقل",
        ] {
            let arabic = bare("ar", reason);
            assert!(!arabic.contains("lang=\"en\""), "{reason}");
            assert!(!arabic.chars().any(|c| c.is_ascii_alphabetic()), "{arabic}");
            assert!(!bare("en", reason).contains("lang=\"en\""), "{reason}");
        }
    }

    #[test]
    fn english_stays_english_with_countries_by_name() {
        assert_eq!(
            bare("en", "both are about: talks, SY"),
            "both are about: talks, Syria"
        );
        assert_eq!(bare("en", "dated 1 day apart"), "dated 1 day apart");
    }

    #[test]
    fn another_sentence_is_shown_as_it_is() {
        assert_eq!(
            bare("ar", "one <b>denies</b> it"),
            "<bdi lang=\"en\" dir=\"ltr\">one &lt;b&gt;denies&lt;/b&gt; it</bdi>"
        );
    }
}
