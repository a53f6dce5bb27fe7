//! Which state is home to a publisher; the list is publishers.toml.

use std::collections::HashMap;

use serde::Deserialize;

use super::countries::countries;
use super::fold::folded;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublisherFile {
    publisher: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    country: String,
    ids: Vec<String>,
    domains: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
}

/// Publishers by name and by domain, with their state; `None` for those that write for many.
pub struct Publishers {
    by_name: HashMap<String, Option<&'static str>>,
    by_domain: HashMap<String, Option<&'static str>>,
}

impl Publishers {
    /// Reads publishers.toml.
    pub(super) fn load() -> Self {
        let file: PublisherFile = toml::from_str(include_str!("publishers.toml"))
            .unwrap_or_else(|error| panic!("publishers.toml: {error}"));
        let mut publishers = Publishers {
            by_name: HashMap::new(),
            by_domain: HashMap::new(),
        };
        for line in &file.publisher {
            let state = countries().by_code(&line.country).map(|c| c.code.as_str());
            for name in line.ids.iter().chain(&line.names) {
                publishers.by_name.insert(key(name), state);
            }
            for domain in &line.domains {
                publishers.by_domain.insert(domain.clone(), state);
            }
        }
        publishers
    }

    /// The home of a publisher, by its name, else by the domain of its page, else by the state of the domain.
    pub fn home(&self, publisher: Option<&str>, url: Option<&str>) -> Option<&'static str> {
        let named = publisher.and_then(|name| self.by_name.get(&key(name)));
        if let Some(state) = named {
            return *state;
        }
        let host = url.and_then(host)?;
        let mut domain = host.as_str();
        loop {
            if let Some(state) = self.by_domain.get(domain) {
                return *state;
            }
            match domain.split_once('.') {
                Some((_, parent)) => domain = parent,
                // the last label: ".sa"
                None => return of_top_level(domain),
            }
        }
    }
}

/// A name without case, spaces, hyphens and the head noun before it.
fn key(name: &str) -> String {
    let name = folded(name).to_lowercase();
    let name = ["صحيفه ", "جريده ", "موقع "]
        .iter()
        .find_map(|head| name.strip_prefix(head))
        .unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The host of an address, in small letters.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

fn of_top_level(label: &str) -> Option<&'static str> {
    // sold to anybody
    const NOT_OF_A_STATE: [&str; 7] = ["TV", "ME", "IO", "CO", "AI", "FM", "CC"];
    let code = match label.to_uppercase().as_str() {
        "UK" => "GB".to_string(),
        code if NOT_OF_A_STATE.contains(&code) => return None,
        code => code.to_string(),
    };
    countries().by_code(&code).map(|c| c.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publisher_is_known_by_name_domain_or_top_level() {
        let publishers = Publishers::load();
        for (publisher, url, home) in [
            (Some("alriyadh"), None, Some("SA")),
            (Some("صحيفة عكاظ"), None, Some("SA")),
            (Some("Al-Madina"), None, Some("SA")),
            (None, Some("https://www.okaz.com.sa/new/1"), Some("SA")),
            (
                None,
                Some("http://gate.ahram.org.eg/News/1.aspx"),
                Some("EG"),
            ),
            (None, Some("https://unknown.example.jo/x"), Some("JO")),
            (Some("aawsat"), Some("https://aawsat.com.sa/x"), None),
            (Some("unknown"), Some("https://www.example.com/"), None),
            (None, Some("https://www.bbc.co.uk/arabic"), None),
            (None, None, None),
        ] {
            assert_eq!(
                publishers.home(publisher, url),
                home,
                "{publisher:?} {url:?}"
            );
        }
    }
}
