//! When two addresses are one article's: without what only says how a reader came to it, and with what a page says
//! of itself as far as it may say it.

use url::Url;

/// Parameters that say how a reader came to a page, by the beginnings of their names, and by their whole names.
const TRACKING: (&[&str], &[&str]) = (
    &["utm_", "mc_", "at_", "pk_", "mtm_", "hsa_"],
    &[
        "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "igshid",
        "igsh", "ttclid", "ncid", "cmpid", "xtor", "_ga", "_gl",
    ],
);

/// The address of a page without fragment and tracking parameters: what it is asked for and known by.
pub(super) fn plain(url: &Url) -> Url {
    let mut plain = url.clone();
    plain.set_fragment(None);
    let Some(query) = url.query() else {
        return plain;
    };
    // taken apart by hand: what stays must stay as it is written
    let kept: Vec<_> = query.split('&').filter(|part| !is_tracking(part)).collect();
    match kept.join("&") {
        kept if kept == query => {}
        kept if kept.is_empty() => plain.set_query(None),
        kept => plain.set_query(Some(&kept)),
    }
    plain
}

fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part).to_ascii_lowercase();
    let (beginnings, names) = TRACKING;
    beginnings
        .iter()
        .any(|beginning| name.starts_with(beginning))
        || names.contains(&&*name)
}

/// The address by which an article is known: what its page says of itself where it is of the same site, else how one
/// came to it. `claimed` is what the page says, `answered` the address that gave it, `asked` the one asked for.
pub(super) fn identity(claimed: Option<&str>, answered: &Url, asked: &Url) -> Url {
    let claimed = claimed
        .and_then(|claimed| answered.join(claimed).ok())
        .filter(|claimed| may_claim(claimed, answered))
        .map(|claimed| plain(&claimed));
    claimed.unwrap_or_else(|| plain(asked))
}

/// A page may say which of its site's addresses is its own, but not that it is a page of another site, and not that
/// it is the front page: many templates say that of every article.
pub(super) fn may_claim(claimed: &Url, answered: &Url) -> bool {
    matches!(claimed.scheme(), "http" | "https")
        && claimed.port() == answered.port()
        && site(claimed) == site(answered)
        && (!is_front(claimed) || is_front(answered))
        && !is_script_of(claimed, answered)
}

/// True for the front page of a site.
pub(super) fn is_front(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none()
}

/// True where an address is the other one without the number by which articles are told apart: "article.php" is not
/// what "article.php?id=7" is known by.
fn is_script_of(claimed: &Url, answered: &Url) -> bool {
    let numbered = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    claimed.path() == answered.path()
        && claimed.query().is_none()
        && !numbered(claimed.path())
        && plain(answered).query().is_some_and(numbered)
}

/// The host without what only says for which device it is.
fn site(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    let bare = ["www.", "m.", "amp."]
        .iter()
        .find_map(|device| host.strip_prefix(device));
    Some(bare.unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn tracking_goes_and_the_rest_stays_as_it_is() {
        for (given, expected) in [
            ("https://a.example/1#top", "https://a.example/1"),
            (
                "https://a.example/1?utm_source=rss&UTM_medium=x",
                "https://a.example/1",
            ),
            (
                "https://a.example/1?id=7&fbclid=q&b=%20+",
                "https://a.example/1?id=7&b=%20+",
            ),
            ("https://a.example/1?", "https://a.example/1?"),
            (
                "https://a.example/1?utmost=1",
                "https://a.example/1?utmost=1",
            ),
        ] {
            assert_eq!(plain(&url(given)).as_str(), expected);
        }
    }

    #[test]
    fn a_page_may_name_itself_but_no_other_site() {
        let asked = url("https://feeds.example/r?u=1&utm_source=x");
        let answered = url("https://m.paper.example/2024/1?amp=1");
        for (claimed, expected) in [
            (
                "https://www.paper.example/2024/1#x",
                "https://www.paper.example/2024/1",
            ),
            (
                "http://paper.example/2024/1?utm_campaign=1",
                "http://paper.example/2024/1",
            ),
            ("/2024/1", "https://m.paper.example/2024/1"),
            (
                "https://other.example/2024/1",
                "https://feeds.example/r?u=1",
            ),
            (
                "https://paper.example.evil/2024/1",
                "https://feeds.example/r?u=1",
            ),
            (
                "https://paper.example:8443/2024/1",
                "https://feeds.example/r?u=1",
            ),
            ("https://paper.example/", "https://feeds.example/r?u=1"),
            ("javascript:1", "https://feeds.example/r?u=1"),
        ] {
            assert_eq!(
                identity(Some(claimed), &answered, &asked).as_str(),
                expected,
                "{claimed}"
            );
        }
        assert_eq!(
            identity(None, &answered, &asked).as_str(),
            "https://feeds.example/r?u=1"
        );
    }
}
