//! The words of the interface, one file a language: `en.ftl` and `ar.ftl` in Fluent's syntax, which knows the six
//! plurals of Arabic. A language is added by adding a file and a line to [`Texts::ALL`]; what it lacks is said in English.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::report::sanitize::clean;

/// First strong isolate and its end: what stands between them keeps its own direction.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// The words of one language.
pub struct Texts {
    /// BCP 47, for the `lang` attribute.
    pub language: &'static str,
    /// Its name in itself, for the switch.
    pub name: &'static str,
    /// `ltr` or `rtl`, for the `dir` attribute.
    pub direction: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({})", self.language)
    }
}

/// Something that is put into a text.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A number, by which the plural is chosen.
    Count(u64),
    /// Words that keep their own direction: names, quotes, ids.
    Words(Cow<'a, str>),
    /// Several words, clean already and each with its own direction.
    List(String),
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Count(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Count(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Count(number as u64)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(words: String) -> Self {
        Self::Words(words.into())
    }
}

static ALL: LazyLock<[Texts; 2]> = LazyLock::new(|| {
    [
        Texts::new("en", "English", "ltr", include_str!("en.ftl")),
        Texts::new("ar", "العربية", "rtl", include_str!("ar.ftl")),
    ]
});

impl Texts {
    /// Every language, English first.
    pub fn all() -> &'static [Self] {
        &*ALL
    }

    /// The words of a language; `None` where the interface does not speak it.
    pub fn of(language: &str) -> Option<&'static Self> {
        Self::all().iter().find(|texts| texts.language == language)
    }

    /// English.
    pub fn english() -> &'static Self {
        &Self::all()[0]
    }

    /// The first language of an `Accept-Language` header that the interface speaks, else English.
    pub fn accepted(header: &str) -> &'static Self {
        header
            .split(',')
            .filter_map(|part| part.split([';', '-']).next())
            .find_map(|code| Self::of(&code.trim().to_ascii_lowercase()))
            .unwrap_or_else(Self::english)
    }

    fn new(
        language: &'static str,
        name: &'static str,
        direction: &'static str,
        source: &str,
    ) -> Self {
        let id: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        // what cannot be parsed is left out, which the tests see
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
        Self {
            language,
            name,
            direction,
            bundle,
        }
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with its arguments put in.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, args)
            .or_else(|| Self::english().find(key, args))
            .unwrap_or_else(|| key.to_owned())
    }

    /// True where this language itself has the text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn find(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Count(number) => FluentValue::from(*number),
                Arg::Words(words) => isolated(&clean(words)),
                Arg::List(list) => isolated(list),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors);
        Some(text.into_owned())
    }
}

fn isolated(words: &str) -> FluentValue<'static> {
    FluentValue::from(format!("{}{words}{}", ISOLATE.0, ISOLATE.1))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The keys of a file, with the variables that each uses.
    fn keys(source: &str) -> BTreeSet<(String, Vec<String>)> {
        let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let key = line.split('=').next().unwrap_or_default().trim().to_owned();
                found.push((key, BTreeSet::new()));
            }
            if line.starts_with('#') {
                continue;
            }
            if let Some((_, variables)) = found.last_mut() {
                variables.extend(line.split('$').skip(1).map(|rest| {
                    rest.chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect::<String>()
                }));
            }
        }
        found
            .into_iter()
            .map(|(key, variables)| (key, variables.into_iter().collect()))
            .collect()
    }

    #[test]
    fn every_language_says_everything_with_the_same_arguments() {
        let (english, arabic) = (keys(include_str!("en.ftl")), keys(include_str!("ar.ftl")));
        let missing: Vec<_> = english.symmetric_difference(&arabic).collect();
        assert!(missing.is_empty(), "{missing:?}");
        for texts in Texts::all() {
            for (key, _) in &english {
                assert!(texts.has(key), "{} does not say {key}", texts.language);
            }
        }
    }

    /// The keys that the pages name outright: `say("…")`, `get("…")`, `with("…"` and their like.
    fn named(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                named(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                for call in [
                    "say(",
                    "say_with(",
                    "texts.get(",
                    "texts.with(",
                    "(t.get(",
                    "(t.with(",
                ] {
                    let calls = text.split(call).skip(1).map(str::trim_start);
                    let keys = calls.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                    found.extend(keys.map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_text_that_a_page_names_is_there() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut keys = BTreeSet::new();
        named(&source.join("serve"), &mut keys);
        named(&source.join("report/html"), &mut keys);
        assert!(keys.len() > 100, "{keys:?}");
        let missing: Vec<_> = keys
            .iter()
            .filter(|key| !Texts::english().has(key))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn arabic_counts_in_six_ways() {
        let arabic = Texts::of("ar").unwrap();
        let said: BTreeSet<String> = [0u64, 1, 2, 3, 11, 100]
            .map(|n| arabic.with("count-conflicts", &[("n", n.into())]))
            .into();
        assert_eq!(said.len(), 6, "{said:?}");
    }

    #[test]
    fn words_put_into_a_text_keep_their_direction() {
        let english = Texts::english();
        let said = english.with("by-reviewer", &[("reviewer", "أمل".into())]);
        assert_eq!(said, "by \u{2068}أمل\u{2069}");
        let said = english.with("by-reviewer", &[("reviewer", "a\u{2069}\u{202e}b".into())]);
        assert!(!said.contains('\u{202e}'), "{said:?}");
    }

    #[test]
    fn a_reader_gets_the_first_language_that_there_is() {
        assert_eq!(Texts::accepted("fr-FR, ar-EG;q=0.9, en").language, "ar");
        assert_eq!(Texts::accepted("fr").language, "en");
        assert_eq!(Texts::accepted("").language, "en");
    }
}
