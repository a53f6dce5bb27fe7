//! Guards over the lexicon files of titles, bodies, media, names and lists of words: they parse, hold no empty, doubled or
//! misspelt entries, and do not contradict one another. They say nothing on how the extractor reads them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::fold::folded;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titles {
    head: Vec<Title>,
    honorific: Vec<String>,
    pronoun_title: Vec<String>,
    modifier: Vec<String>,
    link: Vec<String>,
    counterpart: Vec<String>,
    official: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    ms: String,
    fs: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    pl: Vec<String>,
    #[serde(default)]
    dual: Vec<String>,
    #[serde(default)]
    person: bool,
    #[serde(default)]
    office: bool,
    #[serde(default)]
    unnamed: bool,
    #[serde(default)]
    of_title: bool,
    #[serde(default)]
    kin: bool,
    #[serde(default)]
    local: bool,
    #[serde(default, rename = "ambiguous")]
    _ambiguous: bool,
}

impl Title {
    fn forms(&self) -> Vec<&str> {
        let lists = [&self.also, &self.pl, &self.dual];
        let singular = std::iter::once(&self.ms).chain(self.fs.as_ref());
        singular
            .chain(lists.into_iter().flatten())
            .map(String::as_str)
            .collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bodies {
    head: Vec<BodyHead>,
    portfolio: Vec<Portfolio>,
    body: Vec<Body>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyHead {
    form: String,
    gender: String,
    #[serde(default)]
    pl: Vec<String>,
    #[serde(default)]
    dual: Vec<String>,
    #[serde(default, rename = "ambiguous")]
    _ambiguous: bool,
}

impl BodyHead {
    fn forms(&self) -> Vec<&str> {
        let all = std::iter::once(&self.form)
            .chain(&self.pl)
            .chain(&self.dual);
        all.map(String::as_str).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Portfolio {
    form: String,
    body: String,
    #[serde(default, rename = "alone")]
    _alone: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    kind: String,
    country: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    equivalent: Vec<String>,
    #[serde(default)]
    generic: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Media {
    head: Vec<MediaHead>,
    agency: Vec<Medium>,
    paper: Vec<Medium>,
    channel: Vec<Medium>,
    site: Vec<Medium>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MediaHead {
    form: String,
    gender: String,
    kind: String,
    #[serde(default)]
    pl: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Medium {
    name: String,
    country: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(default)]
    headed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    given: Vec<String>,
    given_ambiguous: Vec<String>,
    part: Vec<String>,
    not_name: Vec<String>,
}

fn titles() -> Titles {
    toml::from_str(include_str!("titles.toml")).expect("titles.toml parses")
}

fn bodies() -> Bodies {
    toml::from_str(include_str!("bodies.toml")).expect("bodies.toml parses")
}

fn media() -> Media {
    toml::from_str(include_str!("media.toml")).expect("media.toml parses")
}

fn names() -> Names {
    toml::from_str(include_str!("names.toml")).expect("names.toml parses")
}

/// Media of all four kinds, the kind first.
fn all_media(media: &Media) -> Vec<(&'static str, &Medium)> {
    let kinds = [
        ("agency", &media.agency),
        ("paper", &media.paper),
        ("channel", &media.channel),
        ("site", &media.site),
    ];
    kinds
        .into_iter()
        .flat_map(|(kind, list)| list.iter().map(move |m| (kind, m)))
        .collect()
}

/// Fails where a form is not well written, or where two owners, or one twice, hold forms that fold alike.
fn assert_distinct<'a>(what: &str, entries: impl IntoIterator<Item = (String, Vec<&'a str>)>) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (owner, forms) in entries {
        for form in forms {
            assert_well_written(what, form);
            if let Some(other) = seen.insert(folded(form), owner.clone()) {
                panic!("{what}: «{form}» of {owner} folds like a form of {other}");
            }
        }
    }
    assert!(!seen.is_empty(), "{what} is empty");
}

fn assert_well_written(what: &str, form: &str) {
    assert!(!folded(form).is_empty(), "{what}: empty entry");
    assert_eq!(
        form,
        form.split_whitespace().collect::<Vec<_>>().join(" "),
        "{what}: stray space in «{form}»"
    );
    let allowed = |c: char| {
        matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | ' ' | '.' | '/' | '+')
            || c.is_ascii_digit()
    };
    assert!(
        form.chars().all(allowed),
        "{what}: «{form}» has a letter no paper writes"
    );
}

fn assert_list(what: &str, list: &[String]) {
    assert_distinct(
        what,
        list.iter().map(|form| (form.clone(), vec![form.as_str()])),
    );
}

fn assert_country(owner: &str, code: &str) {
    let iso = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    assert!(
        iso || code.is_empty(),
        "{owner}: country «{code}» is neither two capitals nor empty"
    );
}

fn folded_set<'a>(forms: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    forms.into_iter().map(folded).collect()
}

fn assert_disjoint(what: &str, a: &BTreeSet<String>, b: &BTreeSet<String>) {
    let both: Vec<_> = a.intersection(b).collect();
    assert!(both.is_empty(), "{what}: {both:?}");
}

#[test]
fn title_heads_are_distinct_and_sensible() {
    let titles = titles();
    assert_distinct(
        "title head",
        titles.head.iter().map(|t| (t.ms.clone(), t.forms())),
    );
    for title in &titles.head {
        assert!(
            title.person || title.unnamed || title.local,
            "{}: neither a person nor a source",
            title.ms
        );
        assert!(
            title.person || !title.kin,
            "{}: only people have relatives",
            title.ms
        );
        assert!(
            !(title.office && title.unnamed),
            "{}: an office has a name",
            title.ms
        );
        assert!(
            title.person || !title.of_title,
            "{}: only people have a chief",
            title.ms
        );
    }
}

#[test]
fn title_words_are_distinct() {
    let titles = titles();
    assert_list("honorific", &titles.honorific);
    assert_list("official", &titles.official);
    assert_list("pronoun_title", &titles.pronoun_title);
    assert_list("modifier", &titles.modifier);
    assert_list("link", &titles.link);
    assert_list("counterpart", &titles.counterpart);
}

#[test]
fn body_heads_are_distinct_and_no_title() {
    let bodies = bodies();
    let titles = titles();
    assert_distinct(
        "body head",
        bodies.head.iter().map(|b| (b.form.clone(), b.forms())),
    );
    for head in &bodies.head {
        assert!(
            matches!(head.gender.as_str(), "m" | "f"),
            "{}: gender {}",
            head.form,
            head.gender
        );
    }
    let of_titles = folded_set(titles.head.iter().flat_map(Title::forms));
    let of_bodies = folded_set(bodies.head.iter().flat_map(BodyHead::forms));
    assert_disjoint("both title and body head", &of_titles, &of_bodies);
}

#[test]
fn portfolios_are_distinct_and_no_modifier() {
    let bodies = bodies();
    assert_distinct(
        "portfolio",
        bodies
            .portfolio
            .iter()
            .map(|p| (p.form.clone(), vec![p.form.as_str()])),
    );
    for portfolio in &bodies.portfolio {
        assert_well_written("portfolio body", &portfolio.body);
    }
    let modifiers = folded_set(titles().modifier.iter().map(String::as_str));
    let portfolios = folded_set(bodies.portfolio.iter().map(|p| p.form.as_str()));
    assert_disjoint("both modifier and portfolio", &modifiers, &portfolios);
}

#[test]
fn named_bodies_are_distinct() {
    const KINDS: [&str; 14] = [
        "government",
        "parliament",
        "court",
        "army",
        "force",
        "intelligence",
        "movement",
        "party",
        "organisation",
        "ngo",
        "bank",
        "company",
        "club",
        "sport",
    ];
    let bodies = bodies();
    assert_distinct(
        "body",
        bodies.body.iter().map(|b| {
            let all = std::iter::once(&b.name)
                .chain(&b.variants)
                .chain(&b.equivalent);
            (b.name.clone(), all.map(String::as_str).collect())
        }),
    );
    for body in &bodies.body {
        assert_country(&body.name, &body.country);
        assert!(
            KINDS.contains(&body.kind.as_str()),
            "{}: kind {}",
            body.name,
            body.kind
        );
    }
}

#[test]
fn a_generic_chamber_is_one_body_of_its_state() {
    let bodies = bodies();
    let mut owner: BTreeMap<(String, String), String> = BTreeMap::new();
    for body in &bodies.body {
        for generic in &body.generic {
            assert_well_written("generic", generic);
            assert!(
                !body.country.is_empty(),
                "{}: generic names need a state",
                body.name
            );
            let key = (body.country.clone(), folded(generic));
            if let Some(other) = owner.insert(key, body.name.clone()) {
                panic!(
                    "«{generic}» of {} is both {other} and {}",
                    body.country, body.name
                );
            }
        }
    }
    let states: BTreeSet<_> = owner.keys().map(|(country, _)| country).collect();
    assert!(
        states.len() >= 60,
        "chambers of {} states only",
        states.len()
    );
}

#[test]
fn media_are_distinct() {
    let media = media();
    let all = all_media(&media);
    assert!(all.len() >= 200);
    assert_distinct(
        "medium",
        all.iter().map(|(_, m)| {
            let forms = std::iter::once(&m.name)
                .chain(&m.variants)
                .map(String::as_str);
            (m.name.clone(), forms.collect())
        }),
    );
    let mut headed = BTreeSet::new();
    for (kind, medium) in all {
        assert_country(&medium.name, &medium.country);
        for form in &medium.headed {
            assert_well_written("headed", form);
            assert!(
                headed.insert((kind, folded(form))),
                "{kind}: two are named «{form}»"
            );
        }
    }
}

#[test]
fn media_heads_are_distinct_and_of_a_known_kind() {
    const KINDS: [&str; 6] = ["agency", "paper", "channel", "site", "media", "document"];
    let media = media();
    assert_distinct(
        "media head",
        media.head.iter().map(|h| {
            let forms = std::iter::once(&h.form).chain(&h.pl).map(String::as_str);
            (h.form.clone(), forms.collect())
        }),
    );
    for head in &media.head {
        assert!(
            matches!(head.gender.as_str(), "m" | "f"),
            "{}: gender {}",
            head.form,
            head.gender
        );
        assert!(
            KINDS.contains(&head.kind.as_str()),
            "{}: kind {}",
            head.form,
            head.kind
        );
    }
}

#[test]
fn name_lists_are_distinct_single_words() {
    let names = names();
    for (what, list) in [
        ("given", &names.given),
        ("given_ambiguous", &names.given_ambiguous),
        ("part", &names.part),
        ("not_name", &names.not_name),
    ] {
        assert_list(what, list);
        for name in list {
            assert!(
                !name.contains(' '),
                "{what}: «{name}» is more than one word"
            );
        }
    }
    assert!(names.given.len() >= 1500);
}

#[test]
fn a_plain_given_name_is_nothing_else() {
    let names = names();
    let given = folded_set(names.given.iter().map(String::as_str));
    let titles = titles();
    let bodies = bodies();
    let media = media();
    let ambiguous = folded_set(names.given_ambiguous.iter().map(String::as_str));
    let not_name = folded_set(names.not_name.iter().map(String::as_str));
    let title_forms = folded_set(titles.head.iter().flat_map(Title::forms));
    let honorifics = folded_set(titles.honorific.iter().map(String::as_str));
    let body_forms = folded_set(bodies.head.iter().flat_map(BodyHead::forms));
    let media_forms = folded_set(media.head.iter().map(|h| h.form.as_str()));
    assert_disjoint("given and ambiguous", &given, &ambiguous);
    assert_disjoint("given and not_name", &given, &not_name);
    assert_disjoint("given and title", &given, &title_forms);
    assert_disjoint("given and honorific", &given, &honorifics);
    assert_disjoint("given and body head", &given, &body_forms);
    assert_disjoint("given and media head", &given, &media_forms);
}

/// Every list of strings in a table, however deep, with its name.
fn lists_in(name: &str, value: &toml::Value, found: &mut Vec<(String, Vec<String>)>) {
    match value {
        toml::Value::Array(list) => {
            let words = list.iter().filter_map(toml::Value::as_str);
            found.push((name.to_owned(), words.map(str::to_owned).collect()));
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                lists_in(&format!("{name}.{key}"), value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn no_list_of_words_has_one_twice() {
    for (file, text) in [
        ("words", include_str!("words.toml")),
        ("clashes", include_str!("clashes.toml")),
        ("grammar", include_str!("grammar.toml")),
    ] {
        let value: toml::Value = toml::from_str(text).expect("it parses");
        let mut lists = Vec::new();
        lists_in(file, &value, &mut lists);
        assert!(!lists.is_empty(), "{file} has no lists");
        for (name, words) in lists {
            assert!(!words.is_empty(), "{name} is empty");
            // the same letters with another hamza are two words there
            let as_written = ["words.complementizer", "clashes.title.conjunctions"];
            let form = |word: &String| match as_written.contains(&name.as_str()) {
                true => word.clone(),
                false => folded(word),
            };
            let distinct: BTreeSet<String> = words.iter().map(form).collect();
            assert_eq!(distinct.len(), words.len(), "{name}: {words:?}");
        }
    }
}
