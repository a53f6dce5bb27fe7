//! What a page says of itself in JSON-LD (schema.org), read as leniently as search engines do: several
//! scripts, graphs, references by `@id`, comments around the JSON, raw line ends in strings, commas too
//! many. What can't be mended is left out, and the rest of the page is read all the same.

use dom_query::Document as Page;
use serde_json::{Map, Value};

use super::{plain, some_text};

/// Objects looked at on one page; more is no page of an article.
const MOST_OBJECTS: usize = 2_000;

/// The objects of all scripts of a page.
pub(super) struct Linked {
    objects: Vec<Map<String, Value>>,
    /// Which of them is the article.
    article: Option<usize>,
}

impl Linked {
    /// Reads the scripts of a page. `is_this` tells by address or headline whether an article is the one
    /// of the page, where there are several.
    pub(super) fn of(page: &Page, is_this: impl Fn(&str) -> bool) -> Self {
        let mut objects = Vec::new();
        for script in page.select("script[type]").iter() {
            let kind = script.attr_or("type", "").to_ascii_lowercase();
            if kind.trim().starts_with("application/ld+json") {
                for value in lenient(&script.text()) {
                    gather(value, &mut objects);
                }
            }
        }
        let article = article(&objects, is_this);
        Self { objects, article }
    }

    /// True where there is an object of an article.
    pub(super) fn is_article(&self) -> bool {
        self.article.is_some()
    }

    /// True where the page is said to be about a video and not about an article.
    pub(super) fn is_video(&self) -> bool {
        self.article.is_none()
            && self
                .objects
                .iter()
                .any(|object| is_a(object, &["VideoObject"]))
    }

    /// `datePublished` of the article or, where there is none, of the page; never `dateModified`.
    pub(super) fn published(&self) -> Option<String> {
        let page = || {
            self.objects
                .iter()
                .find(|object| is_a(object, &["WebPage"]))
        };
        let of = |object: &Map<String, Value>| {
            ["datePublished", "dateCreated"]
                .iter()
                .find_map(|key| text(object.get(*key)?))
        };
        match self.object() {
            Some(article) => of(article).or_else(|| of(page()?)),
            None => of(page()?),
        }
    }

    /// The first of the article's keys that holds a text.
    pub(super) fn text(&self, keys: &[&str]) -> Option<String> {
        let article = self.object()?;
        keys.iter().find_map(|key| text(article.get(*key)?))
    }

    /// The article's `articleBody`, with its line ends.
    pub(super) fn body(&self) -> Option<&str> {
        self.object()?.get("articleBody")?.as_str()
    }

    /// The names of the people or bodies under a key of the article.
    pub(super) fn names(&self, key: &str) -> Option<String> {
        let names: Vec<String> = match self.object()?.get(key)? {
            Value::Array(all) => all.iter().filter_map(|one| self.name(one)).collect(),
            one => self.name(one).into_iter().collect(),
        };
        some_text(&names.join(", "))
    }

    /// True where the article, or a part of it, is said not to be free.
    pub(super) fn is_paid(&self) -> bool {
        let no = |value: &Value| match value {
            Value::Bool(free) => !free,
            Value::String(free) => free.trim().to_ascii_lowercase().ends_with("false"),
            _ => false,
        };
        self.object()
            .and_then(|article| article.get("isAccessibleForFree"))
            .is_some_and(no)
    }

    fn object(&self) -> Option<&Map<String, Value>> {
        self.objects.get(self.article?)
    }

    /// A name, the name of an object, or the name of the object that is referred to.
    fn name(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(name) => some_text(&plain(name)).filter(|name| !name.contains("://")),
            Value::Object(object) => {
                text(object.get("name").unwrap_or(&Value::Null)).or_else(|| {
                    let id = object.get("@id")?;
                    let other = self
                        .objects
                        .iter()
                        .find(|other| other.get("@id") == Some(id) && other.contains_key("name"))?;
                    text(&other["name"])
                })
            }
            _ => None,
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => some_text(&plain(text)),
        Value::Array(all) => all.iter().find_map(text),
        Value::Object(object) => text(object.get("@value")?),
        _ => None,
    }
}

/// Which object is the page's article: the one that names the page, or the first of few.
fn article(objects: &[Map<String, Value>], is_this: impl Fn(&str) -> bool) -> Option<usize> {
    const FEW: usize = 3;
    let all: Vec<usize> = (0..objects.len())
        .filter(|&at| is_a(&objects[at], &["Article", "Posting", "Report"]))
        .collect();
    let names_page = |object: &Map<String, Value>| {
        let page = object.get("mainEntityOfPage");
        [
            object.get("url"),
            object.get("@id"),
            object.get("headline"),
            page,
        ]
        .into_iter()
        .chain([page.and_then(|page| page.get("@id"))])
        .flatten()
        .filter_map(text)
        .any(|said| is_this(&said))
    };
    let named = all.iter().copied().find(|&at| names_page(&objects[at]));
    named.or_else(|| all.first().copied().filter(|_| all.len() < FEW))
}

/// True where the object's type, or one of its types, ends so.
fn is_a(object: &Map<String, Value>, ends: &[&str]) -> bool {
    let fits = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| ends.iter().any(|end| kind.trim().ends_with(end)))
    };
    object.get("@type").is_some_and(|kind| match kind {
        Value::Array(kinds) => kinds.iter().any(fits),
        kind => fits(kind),
    })
}

/// The objects of lists and graphs, and the main entities of pages; not what is nested elsewhere, such as
/// the updates of a live blog.
fn gather(value: Value, objects: &mut Vec<Map<String, Value>>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if objects.len() >= MOST_OBJECTS {
            return;
        }
        match value {
            Value::Array(all) => open.extend(all.into_iter().rev()),
            Value::Object(mut object) => {
                for key in ["mainEntity", "@graph"] {
                    if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get_mut(key)
                    {
                        open.push(inner.take());
                    }
                }
                objects.push(object);
            }
            _ => {}
        }
    }
}

/// The JSON values of a script, as they stand or mended.
fn lenient(script: &str) -> Vec<Value> {
    let json = bare(script);
    let read = |json: &str| {
        let values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
        values.collect::<Result<Vec<Value>, _>>().ok()
    };
    read(json)
        .or_else(|| read(&mended(json)))
        .unwrap_or_default()
}

/// Without the comment or CDATA signs around it.
fn bare(script: &str) -> &str {
    const AROUND: [&str; 9] = [
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "//",
        "/*",
        "*/",
        ";",
        "\u{FEFF}",
    ];
    let mut json = script.trim();
    loop {
        let before = json.len();
        for sign in AROUND {
            json = json.trim_start_matches(sign).trim_end_matches(sign).trim();
        }
        if json.len() == before {
            return json;
        }
    }
}

/// Escapes line ends and quotation marks within strings, and drops commas before brackets.
fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    // the place in `out` of a comma that nothing has followed yet
    let mut comma = None;
    let mut rest = json.chars();
    while let Some(c) = rest.next() {
        if in_string {
            match c {
                _ if escaped => {
                    escaped = false;
                    match "\"\\/bfnrtu".contains(c) {
                        true => out.push(c),
                        false => {
                            // an escape that JSON does not have: the sign alone
                            out.pop();
                            out.push(c);
                        }
                    }
                }
                '\\' => {
                    escaped = true;
                    out.push(c);
                }
                '"' if ends_string(rest.as_str()) => {
                    in_string = false;
                    out.push(c);
                }
                '"' => out.push_str("\\\""),
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            '}' | ']' => {
                if let Some(at) = comma {
                    out.replace_range(at..=at, " ");
                }
            }
            '"' => in_string = true,
            _ => {}
        }
        if !c.is_whitespace() {
            comma = (c == ',').then_some(out.len());
        }
        out.push(c);
    }
    out
}

/// True where a quotation mark before this ends a string: structure follows.
fn ends_string(rest: &str) -> bool {
    matches!(
        rest.trim_start().chars().next(),
        None | Some(',' | ':' | '}' | ']')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(scripts: &[&str]) -> Linked {
        let scripts: String = scripts
            .iter()
            .map(|json| format!("<script type='application/ld+json'>{json}</script>"))
            .collect();
        Linked::of(&Page::from(scripts.as_str()), |said| said == "هنا")
    }

    #[test]
    fn broken_json_is_mended_where_that_is_cheap() {
        for json in [
            r#"{"@type": "NewsArticle", "headline": "القمح وفير", "datePublished": "2017-06-23"}"#,
            "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"القمح وفير\", \"datePublished\": \"2017-06-23\"} -->",
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"القمح وفير\", \"datePublished\": \"2017-06-23\",}\n//]]>",
            "/*<![CDATA[*/{\"headline\": \"القمح\nوفير\", \"@type\": [\"Thing\", \"NewsArticle\",], \"datePublished\": \"2017-06-23\"}/*]]>*/;",
            r#"[{"@type": "WebSite", "about": "a "quoted" word"}, {"@type": "BlogPosting", "headline": "القمح وفير", "datePublished": "2017-06-23"}]"#,
            r#"{"@type": "WebSite"} {"@type": "http://schema.org/NewsArticle", "headline": "القمح وفير", "datePublished": {"@value": "2017-06-23"}}"#,
            r#"{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "القمح&nbsp;وفير", "datePublished": "2017-06-23"}}"#,
        ] {
            let found = linked(&[json]);
            assert_eq!(
                found.text(&["headline"]).as_deref(),
                Some("القمح وفير"),
                "{json}"
            );
            assert_eq!(found.published().as_deref(), Some("2017-06-23"), "{json}");
        }
    }

    #[test]
    fn one_broken_script_does_not_hide_the_others() {
        let found = linked(&[
            "{\"@type\": \"NewsArticle\", ",
            "{\"@type\": \"Article\", \"headline\": \"القمح\"}",
        ]);
        assert_eq!(found.text(&["headline"]).as_deref(), Some("القمح"));
    }

    #[test]
    fn the_article_of_the_page_among_those_it_links_to() {
        let other =
            r#"{"@type": "NewsArticle", "headline": "هناك", "datePublished": "2001-01-01"}"#;
        let this = r#"{"@type": "NewsArticle", "url": "هنا", "datePublished": "2017-06-23"}"#;
        assert_eq!(
            linked(&[other, other, this]).published().as_deref(),
            Some("2017-06-23")
        );
        assert!(
            !linked(&[other, other, other]).is_article(),
            "none of them is this one"
        );
    }

    #[test]
    fn a_date_of_change_is_no_date_of_publication() {
        let json = r#"{"@type": "NewsArticle", "dateModified": "2017-06-25", "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2017-06-24"}]}"#;
        assert_eq!(linked(&[json]).published(), None);
    }

    #[test]
    fn names_are_found_by_reference() {
        let json = r##"{"@graph": [{"@type": "Article", "author": [{"name": "سلمى"}, "نادر"], "publisher": {"@id": "#o"}},
            {"@type": "Organization", "@id": "#o", "name": "البلد"}]}"##;
        let found = linked(&[json]);
        assert_eq!(found.names("publisher").as_deref(), Some("البلد"));
        assert_eq!(found.names("author").as_deref(), Some("سلمى, نادر"));
    }

    #[test]
    fn what_is_not_free() {
        for (value, paid) in [
            ("false", true),
            ("\"False\"", true),
            ("true", false),
            ("\"http://schema.org/False\"", true),
        ] {
            let json = format!("{{\"@type\": \"Article\", \"isAccessibleForFree\": {value}}}");
            assert_eq!(linked(&[&json]).is_paid(), paid, "{value}");
        }
    }
}
