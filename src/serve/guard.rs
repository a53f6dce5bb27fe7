//! Who may come in, and what goes out with every answer.
//!
//! The desk listens on loopback, where any page in the same browser could reach it: so the `Host` must be one of ours
//! (against DNS rebinding), the `Origin` of whatever has one must be ours (against other sites), every change brings back
//! the token that its form was given, and the answers forbid all script, style and frames but our own. Beyond loopback a
//! secret token is asked for as well.

use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::http::header::{
    self, AUTHORIZATION, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderMap, HeaderName, HeaderValue,
    ORIGIN, SET_COOKIE,
};
use axum::http::{Method, Request, Response, StatusCode, Uri};
use url::Url;

use super::desk::is_same_secret;

/// Nothing but what the desk itself serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// Who may come in.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Where the desk listens.
    pub address: SocketAddr,
    /// Names by which it may be called besides its address.
    pub names: Vec<String>,
    /// What must be known to come in; always there beyond loopback.
    pub token: Option<String>,
}

/// Why somebody may not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Called by a name that is not ours.
    Host,
    /// From a page that is not ours.
    Origin,
    /// Without the token.
    Token,
}

impl Refusal {
    /// Status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Token => StatusCode::UNAUTHORIZED,
        }
    }
}

impl Gate {
    /// Checks where a request comes from and what it knows.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = one(headers, &HOST).or_else(|| uri.authority().map(|a| a.as_str()));
        if headers.get_all(HOST).iter().count() > 1 || !host.is_some_and(|host| self.is_ours(host))
        {
            return Err(Refusal::Host);
        }
        if !self.is_from_here(method, headers) {
            return Err(Refusal::Origin);
        }
        match &self.token {
            Some(token) if !self.is_known(token, headers) => Err(Refusal::Token),
            _ => Ok(()),
        }
    }

    /// True where the desk may be called so: `localhost:8044`, `[::1]:8044`. An address of numbers can't be rebound, so
    /// that where the desk listens everywhere, any of them is good.
    fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = name_and_port(host) else {
            return false;
        };
        if self
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&name))
        {
            // behind a proxy the port is the proxy's
            return true;
        }
        let here = self.address.ip();
        let is_near = here.is_loopback() || here.is_unspecified();
        let is_good = match name.parse::<IpAddr>() {
            Ok(number) if here.is_unspecified() => number != here,
            Ok(number) => number == here || (here.is_loopback() && number.is_loopback()),
            Err(_) => is_near && name.eq_ignore_ascii_case("localhost"),
        };
        is_good && port == self.address.port()
    }

    /// False for what another site's page sends.
    fn is_from_here(&self, method: &Method, headers: &HeaderMap) -> bool {
        if headers.get_all(ORIGIN).iter().count() > 1 {
            return false;
        }
        if headers.contains_key(ORIGIN) {
            return one(headers, &ORIGIN)
                .and_then(|origin| Url::parse(origin).ok())
                .filter(|origin| matches!(origin.scheme(), "http" | "https"))
                .is_some_and(|origin| {
                    self.is_ours(&origin[url::Position::BeforeHost..url::Position::AfterPort])
                });
        }
        // browsers that leave out Origin tell at least this much; a link from elsewhere is good, a picture is not
        let reads = matches!(*method, Method::GET | Method::HEAD);
        let is_link = reads && one(headers, &SEC_FETCH_MODE) == Some("navigate");
        is_link
            || one(headers, &SEC_FETCH_SITE)
                .is_none_or(|site| matches!(site, "same-origin" | "none"))
    }

    fn is_known(&self, token: &str, headers: &HeaderMap) -> bool {
        let bearer = one(headers, &AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        bearer.is_some_and(|given| is_same_secret(given.trim(), token))
            || cookie(headers, &self.cookie_name())
                .is_some_and(|given| is_same_secret(&given, token))
    }

    /// Name of the cookie that keeps the token; cookies know no ports, so the name has it.
    pub fn cookie_name(&self) -> String {
        format!("gainsay_token_{}", self.address.port())
    }

    /// The cookie that keeps a token that was given in the address.
    pub fn cookie_of(&self, token: &str) -> Option<HeaderValue> {
        let expected = self.token.as_deref()?;
        is_same_secret(token, expected)
            // lax: whoever follows a link to a page has it with him; changes are guarded by more than cookies
            .then(|| set_cookie(&self.cookie_name(), token, "Lax"))
            .flatten()
    }
}

static SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
static SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// `name:port`, an address of version 6 without its brackets; 80 where no port is told.
fn name_and_port(host: &str) -> Option<(String, u16)> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            (name, port.strip_prefix(':'))
        }
        None => match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        },
    };
    let port = match port {
        Some(port) => port.parse().ok()?,
        None => 80,
    };
    (!name.is_empty()).then(|| (name.to_owned(), port))
}

/// A cookie that the browser sent.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let value = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    let decoded = url::form_urlencoded::parse(format!("v={value}").as_bytes())
        .next()?
        .1
        .into_owned();
    Some(decoded)
}

/// A cookie for this site alone: `Lax` as long as the browser runs, `Strict` a year.
pub fn set_cookie(name: &str, value: &str, site: &str) -> Option<HeaderValue> {
    let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let age = if site == "Strict" {
        "; Max-Age=31536000"
    } else {
        ""
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite={site}{age}")
        .parse()
        .ok()
}

/// Puts on an answer what every answer has.
pub fn seal(answer: &mut Response<Body>) {
    let headers = answer.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // with no-referrer browsers would send `Origin: null`
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Adds a cookie to an answer.
pub fn remember(answer: &mut Response<Body>, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// What a request for another host says of itself, for the log.
pub fn called(request: &Request<Body>) -> String {
    let host = request
        .headers()
        .get(HOST)
        .map(|host| String::from_utf8_lossy(host.as_bytes()));
    host.unwrap_or_default().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(address: &str, token: Option<&str>) -> Gate {
        Gate {
            address: address.parse().unwrap(),
            names: vec!["desk.example".to_owned()],
            token: token.map(str::to_owned),
        }
    }

    fn check(gate: &Gate, method: Method, headers: &[(HeaderName, &str)]) -> Result<(), Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.clone(), value.parse().unwrap());
        }
        gate.check(&method, &Uri::from_static("/"), &map)
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let local = gate("127.0.0.1:8044", None);
        for (host, good) in [
            ("127.0.0.1:8044", true),
            ("localhost:8044", true),
            ("LOCALHOST:8044", true),
            ("[::1]:8044", true),
            ("desk.example", true),
            ("localhost", false),
            ("127.0.0.1:80", false),
            ("evil.example:8044", false),
            ("localhost.evil.example:8044", false),
            ("192.168.0.7:8044", false),
            ("", false),
            ("[::1", false),
            ("localhost:x", false),
        ] {
            let found = check(&local, Method::GET, &[(HOST, host)]);
            assert_eq!(found.is_ok(), good, "{host}");
        }
        assert_eq!(check(&local, Method::GET, &[]), Err(Refusal::Host));
        let twice = [(HOST, "localhost:8044"), (HOST, "evil.example:8044")];
        assert_eq!(check(&local, Method::GET, &twice), Err(Refusal::Host));
    }

    #[test]
    fn a_desk_for_everybody_answers_to_numbers_and_to_the_names_it_was_given() {
        let open = gate("0.0.0.0:8044", None);
        for (host, good) in [
            ("192.168.0.7:8044", true),
            ("desk.example:443", true),
            ("localhost:8044", true),
            ("evil.example:8044", false),
        ] {
            assert_eq!(
                check(&open, Method::GET, &[(HOST, host)]).is_ok(),
                good,
                "{host}"
            );
        }
    }

    #[test]
    fn other_sites_may_not_send() {
        let local = gate("127.0.0.1:8044", None);
        let host = (HOST, "127.0.0.1:8044");
        for (origin, good) in [
            ("http://127.0.0.1:8044", true),
            ("http://localhost:8044", true),
            ("https://desk.example", true),
            ("http://127.0.0.1:9000", false),
            ("https://evil.example", false),
            ("null", false),
            ("file://", false),
        ] {
            for method in [Method::GET, Method::POST] {
                let found = check(&local, method, &[host.clone(), (ORIGIN, origin)]);
                assert_eq!(found.is_ok(), good, "{origin}");
            }
        }
        let cross = [host.clone(), (SEC_FETCH_SITE.clone(), "cross-site")];
        assert_eq!(check(&local, Method::POST, &cross), Err(Refusal::Origin));
        assert_eq!(
            check(&local, Method::GET, &cross),
            Err(Refusal::Origin),
            "a picture on another site's page"
        );
        let link = [&cross[..], &[(SEC_FETCH_MODE.clone(), "navigate")]].concat();
        assert_eq!(check(&local, Method::GET, &link), Ok(()), "a link");
        assert_eq!(
            check(&local, Method::POST, &[host]),
            Ok(()),
            "no browser at all"
        );
    }

    #[test]
    fn the_token_is_asked_for_and_known_again() {
        let open = gate("0.0.0.0:8044", Some("s3cret"));
        let host = (HOST, "10.0.0.1:8044");
        let with = |name: HeaderName, value: &str| {
            check(&open, Method::GET, &[host.clone(), (name, value)])
        };
        assert_eq!(with(COOKIE, "a=b"), Err(Refusal::Token));
        assert_eq!(with(AUTHORIZATION, "Bearer s3cre"), Err(Refusal::Token));
        assert_eq!(with(AUTHORIZATION, "Bearer s3cret"), Ok(()));
        assert_eq!(with(COOKIE, "a=b; gainsay_token_8044=s3cret"), Ok(()));
        assert!(open.cookie_of("s3cret").is_some());
        assert_eq!(open.cookie_of("guess"), None);
    }

    #[test]
    fn cookies_keep_any_name() {
        let cookie_line = set_cookie("gainsay_reviewer", "أمل; x=1", "Strict").unwrap();
        let mut headers = HeaderMap::new();
        let sent = cookie_line
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        headers.insert(COOKIE, sent.parse().unwrap());
        assert_eq!(cookie(&headers, "gainsay_reviewer").unwrap(), "أمل; x=1");
    }
}
