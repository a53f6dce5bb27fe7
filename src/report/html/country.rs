//! Countries as readers see them: the flag where the font has it, and always the two letters, with the name as a hint.

use std::sync::LazyLock;

use maud::{Markup, html};

use crate::language::arabic::countries;
use crate::texts::Texts;

/// English names by code, in the order of the codes.
static ENGLISH: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("countries.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The script that shows the flags where the browser has pictures for them: elsewhere there would be boxes or the letters
/// once more.
pub const FLAGS_JS: &str = include_str!("flags.js");

/// What stands for no country.
pub const NONE: &str = "—";

/// The state's name in the language of the interface; `None` for a code that nobody uses.
pub fn name(texts: &Texts, code: &str) -> Option<&'static str> {
    if texts.language == "ar" {
        return countries::name_of(code).or_else(|| english(code));
    }
    english(code)
}

fn english(code: &str) -> Option<&'static str> {
    let place = ENGLISH.binary_search_by(|(known, _)| (*known).cmp(code));
    Some(ENGLISH[place.ok()?].1)
}

/// The flag as an emoji: two regional indicators. `None` where the code is not two capital letters.
pub fn flag(code: &str) -> Option<String> {
    const FIRST: u32 = 0x1F1E6;
    let indicator = |c: char| char::from_u32(FIRST + (c as u32 - 'A' as u32));
    let is_code = code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase());
    is_code.then(|| code.chars().filter_map(indicator).collect())
}

/// Flag and code, with the name on hovering and for screen readers; a dash where no country is known.
pub fn country(texts: &Texts, code: Option<&str>) -> Markup {
    let Some(code) = code else {
        return html! {
            span.country title=(texts.get("page-no-country")) { (NONE) }
        };
    };
    html! {
        abbr.country dir="ltr" title=[name(texts, code)] {
            @if let Some(flag) = flag(code) {
                span.flag aria-hidden="true" hidden { (flag) }
            }
            (code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_codes_once_each() {
        assert!(ENGLISH.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(ENGLISH.len() > 240);
    }

    #[test]
    fn every_state_of_the_lexicon_has_a_name_in_every_language() {
        for country in countries::countries().all() {
            for texts in Texts::all() {
                assert!(name(texts, &country.code).is_some(), "{}", country.code);
            }
        }
    }

    #[test]
    fn the_code_is_always_there_to_be_read() {
        let texts = Texts::english();
        let shown = country(texts, Some("KZ")).into_string();
        assert!(shown.contains("title=\"Kazakhstan\"") && shown.contains("🇰🇿"));
        assert!(shown.ends_with("</span>KZ</abbr>"));
        assert!(country(texts, None).into_string().contains(NONE));
        assert_eq!(flag("kz"), None);
        assert_eq!(
            country(texts, Some("<b>")).into_string(),
            "<abbr class=\"country\" dir=\"ltr\">&lt;b&gt;</abbr>"
        );
    }
}
