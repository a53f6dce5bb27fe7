//! What strangers, other sites and hostile documents may not do.

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::browser::Browser;
use super::http::{self, encoded};
use super::{DENIED, Desk, SAID, between, hidden, lived_in, one, pages, seeded};
use crate::helper::Place;

const TOKEN: &str = "a token of 22 letters!";

fn verdicts(place: &Place) -> i64 {
    one(place, "SELECT count(*) FROM review")
}

#[test]
fn other_names_and_other_sites_are_turned_away() {
    let place = seeded();
    let desk = Desk::of(&place);
    let (host, port) = (desk.address.to_string(), desk.address.port());
    let ask = |method: &str, headers: &[(&str, &str)]| {
        http::ask(desk.address, method, "/conflicts", headers, b"")
    };
    for wrong in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        format!("0.0.0.0:{port}"),
        String::new(),
    ] {
        let answer = ask("GET", &[("Host", &wrong)]).is(421);
        assert!(!answer.text().contains("<html"), "{wrong}");
        is_sealed(&answer);
    }
    ask("GET", &[("Host", &host), ("Host", "evil.example")]).is(421);
    ask("GET", &[("Host", &host), ("Host", &host)]).is(421);
    let none = http::send(desk.address, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(matches!(none.status, 400 | 421), "{}", none.status);
    // the whole address in the first line does not change whose request it is
    let absolute =
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let answer = http::send(desk.address, absolute.as_bytes());
    assert!(!answer.text().contains("evil.example"));
    for good in [
        host.clone(),
        format!("localhost:{port}"),
        format!("LocalHost:{port}"),
    ] {
        ask("GET", &[("Host", &good)]).is(200);
    }

    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let path = format!("/conflicts/{id}/verdict");
    let form = encoded(&[("csrf", &csrf), ("verdict", "confirmed")]);
    for origin in [
        "http://evil.example",
        "https://evil.example",
        "null",
        "file://",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        &format!("http://{host}.evil.example"),
        &format!("http://evil.example:{port}"),
        &format!("ftp://{host}"),
        "",
    ] {
        desk.ask("GET", "/", &[("Origin", origin)], b"").is(403);
        desk.ask("POST", &path, &[("Origin", origin)], form.as_bytes())
            .is(403);
    }
    for site in ["cross-site", "same-site"] {
        desk.ask("POST", &path, &[("Sec-Fetch-Site", site)], form.as_bytes())
            .is(403);
    }
    let twice = [
        ("Origin", "http://evil.example"),
        ("Origin", &*desk.url("")),
    ];
    desk.ask("POST", &path, &twice, form.as_bytes()).is(403);
    assert_eq!(verdicts(&place), 0);
    let ours = format!("http://{host}");
    desk.ask("POST", &path, &[("Origin", &ours)], form.as_bytes())
        .is(303);
    assert_eq!(verdicts(&place), 1);
}

/// Holds against it that an answer has what every answer has.
#[track_caller]
fn is_sealed(answer: &http::Answer) {
    let policy = answer.header("Content-Security-Policy");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"),
        "{policy}"
    );
    assert_eq!(answer.header("X-Content-Type-Options"), "nosniff");
    assert_eq!(answer.header("X-Frame-Options"), "DENY");
    assert_eq!(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
    assert_eq!(answer.header("Cross-Origin-Resource-Policy"), "same-origin");
    assert!(answer.headers("Access-Control-Allow-Origin").is_empty());
    for cookie in answer.headers("Set-Cookie") {
        assert!(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain="), "{cookie}");
    }
}

#[test]
fn every_answer_is_sealed() {
    let place = lived_in();
    let desk = Desk::of(&place);
    for page in pages(&place) {
        let answer = desk.get(&page).is(200);
        is_sealed(&answer);
        assert_eq!(answer.header("Cache-Control"), "no-store", "{page}");
        let text = answer.text();
        assert_eq!(text.matches("<script").count(), 1, "{page}: ours alone");
        for inline in [
            " style=",
            " onclick=",
            " onload=",
            " onerror=",
            "javascript:",
        ] {
            assert!(!text.contains(inline), "{page}: {inline}");
        }
    }
    for (path, status) in [
        ("/nothing", 404),
        ("/conflicts?page=x", 422),
        ("/conflicts.csv", 200),
        ("/report.html", 200),
    ] {
        is_sealed(&desk.get(path).is(status));
    }
    let chosen = desk.get("/?interface=ar").is(200);
    assert_eq!(chosen.headers("Set-Cookie").len(), 1);
    is_sealed(&chosen);
    let css = super::between_marks(&desk.get("/").text(), "stylesheet\" href=\"", "\"");
    let css = desk.get(&css).is(200);
    is_sealed(&css);
    assert!(css.header("Cache-Control").contains("immutable"));
    for (method, path) in [
        ("PUT", "/"),
        ("DELETE", "/conflicts"),
        ("OPTIONS", "/"),
        ("POST", "/"),
        ("GET", "/token"),
        ("TRACE", "/"),
    ] {
        is_sealed(&desk.ask(method, path, &[], b"").is(405));
    }
}

#[test]
fn changes_need_the_token_of_the_form() {
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let mut other = csrf.clone();
    other.replace_range(..1, if csrf.starts_with('0') { "1" } else { "0" });
    let statement: String = one(&place, "SELECT id FROM statements LIMIT 1");
    let speaker: i64 = one(&place, "SELECT min(id) FROM speaker");
    for path in [
        format!("/conflicts/{id}/verdict"),
        format!("/speakers/{speaker}/merge"),
        format!("/speakers/{speaker}/split"),
        format!("/statements/{statement}/correct"),
    ] {
        for wrong in ["", other.as_str(), &csrf[1..], "null"] {
            desk.post(&path, &[("csrf", wrong), ("verdict", "confirmed")])
                .is(403);
        }
        desk.post(&path, &[("verdict", "confirmed")]).is(403);
        // in the address it does not count, and a change is no link
        let query = encoded(&[("csrf", &csrf), ("verdict", "confirmed")]);
        desk.post(&format!("{path}?{query}"), &[]).is(403);
        desk.get(&format!("{path}?{query}")).is(405);
        // kinds of forms that other sites can send without asking
        for kind in [
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/json",
        ] {
            desk.ask("POST", &path, &[("Content-Type", kind)], query.as_bytes())
                .is(403);
        }
    }
    let before = desk.csrf();
    assert_eq!(before, csrf, "as long as the desk is open");
    assert_ne!(Desk::of(&place).csrf(), csrf, "another desk, another token");
    assert_eq!(verdicts(&place), 0);
}

#[test]
fn the_token_of_the_desk_is_asked_for() {
    let place = seeded();
    let desk = Desk::open(place.run("serve").env("GAINSAY_TOKEN", TOKEN));
    let query = encoded(&[("token", TOKEN)]);
    assert_eq!(desk.link, desk.url(&format!("/?{query}")));
    let id = between(&place, SAID, DENIED);
    for path in [
        "/",
        "/conflicts",
        "/conflicts.csv",
        "/report.html",
        "/nothing",
        &format!("/conflicts/{id}"),
    ] {
        let answer = desk.get(path).is(401);
        is_sealed(&answer);
        let text = answer.text();
        assert!(
            !text.contains("شامانوف") && !text.contains("claims.db"),
            "{path}"
        );
    }
    let cookie = format!("gainsay_token_{}", desk.address.port());
    for wrong in ["", "guess", &TOKEN[1..], &format!("{TOKEN}x")] {
        let query = encoded(&[("token", wrong)]);
        desk.get(&format!("/?{query}")).is(401);
        assert!(
            desk.post("/token", &[("token", wrong)])
                .is(401)
                .headers("Set-Cookie")
                .is_empty()
        );
        desk.ask(
            "GET",
            "/",
            &[("Authorization", &format!("Bearer {wrong}"))],
            b"",
        )
        .is(401);
        desk.ask("GET", "/", &[("Cookie", &format!("{cookie}={wrong}"))], b"")
            .is(401);
    }
    desk.post(
        &format!("/conflicts/{id}/verdict"),
        &[("verdict", "confirmed")],
    )
    .is(401);
    desk.ask(
        "GET",
        "/",
        &[("Authorization", &format!("Basic {TOKEN}"))],
        b"",
    )
    .is(401);

    // by the address: taken into a cookie and out of the address
    let given = desk.get(&format!("/conflicts?kind=denial&{query}")).is(303);
    assert_eq!(given.header("Location"), "/conflicts?kind=denial");
    is_sealed(&given);
    let kept = given
        .header("Set-Cookie")
        .split(';')
        .next()
        .expect("a cookie")
        .to_owned();
    assert!(kept.starts_with(&format!("{cookie}=")), "{kept}");
    assert!(
        !given.header("Set-Cookie").contains("Max-Age"),
        "until the browser is closed"
    );
    desk.ask("GET", "/conflicts", &[("Cookie", &kept)], b"")
        .is(200);
    // by the form
    let given = desk.post("/token", &[("token", TOKEN)]).is(303);
    assert_eq!(given.header("Location"), "/");
    assert!(given.header("Set-Cookie").starts_with(&kept));
    // by a program
    desk.ask(
        "GET",
        "/",
        &[("Authorization", &format!("Bearer {TOKEN}"))],
        b"",
    )
    .is(200);
    // the token of the desk does not stand for that of the form, nor for where the request comes from
    let path = format!("/conflicts/{id}/verdict");
    desk.ask("POST", &path, &[("Cookie", &kept)], b"verdict=confirmed")
        .is(403);
    desk.ask(
        "GET",
        "/",
        &[("Cookie", &kept), ("Origin", "http://evil.example")],
        b"",
    )
    .is(403);
    assert_eq!(verdicts(&place), 0);
}

#[test]
fn a_short_token_is_none() {
    let place = seeded();
    place
        .run("serve --port 0")
        .env("GAINSAY_TOKEN", "short")
        .refused(
            2,
            "$GAINSAY_TOKEN: a token of less than 16 characters can be guessed; give a longer one",
        )
        .check();
}

#[test]
fn beyond_loopback_there_is_always_a_token() {
    let place = seeded();
    let desk = Desk::open(place.run("serve --bind 0.0.0.0 --host desk.example"));
    let link = desk.link.clone();
    let (_, token) = link.split_once("/?token=").expect("a token was made up");
    assert!(token.len() >= 32, "{token}");
    let here = format!("127.0.0.1:{}", desk.address.port());
    let address = here.parse().expect("an address");
    let ask = |host: &str, path: &str| http::ask(address, "GET", path, &[("Host", host)], b"");
    ask(&here, "/").is(401);
    ask(&here, &format!("/?token={token}")).is(303);
    ask("desk.example", "/").is(401);
    ask("evil.example", &format!("/?token={token}")).is(421);
    let bearer = format!("Bearer {token}");
    let page = http::ask(
        address,
        "GET",
        "/",
        &[("Host", &here), ("Authorization", &bearer)],
        b"",
    )
    .is(200);
    assert!(
        page.text().contains("class=\"warning\""),
        "reviewers are told"
    );
    desk.terminate();
    let (status, said) = desk.closed();
    assert_eq!(status, Some(0));
    assert!(said.contains("plain HTTP"), "{said}");
    assert!(!said.contains(token), "the token is not in the log: {said}");
}

#[test]
fn too_much_is_refused_and_nothing_of_it_kept() {
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let note =
        |length: usize, letter: &str| desk.verdict(&id, &csrf, &[("note", &letter.repeat(length))]);
    note(10 * 1024 * 1024, "x").is(413);
    note(4_001, "x").is(413);
    note(4_001, "ق").is(413);
    assert_eq!(verdicts(&place), 0);
    note(4_000, "ق").is(303);
    assert_eq!(one::<i64>(&place, "SELECT length(note) FROM review"), 4_000);
    let long = desk
        .verdict(&id, &csrf, &[("reviewer", &"x".repeat(101))])
        .is(422);
    assert!(long.text().contains(super::text("en", "trouble-name")));
    // a head without end, and an address without end
    let host = desk.address.to_string();
    let head = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX: {}\r\n\r\n",
        "x".repeat(200_000)
    );
    let refused = http::send(desk.address, head.as_bytes());
    assert!(matches!(refused.status, 400 | 431), "{}", refused.status);
    let refused = desk.get(&format!("/?{}", "x".repeat(200_000)));
    assert!(
        matches!(refused.status, 400 | 414 | 431),
        "{}",
        refused.status
    );
    let fields = "a=b&".repeat(10_000);
    desk.ask(
        "POST",
        &format!("/conflicts/{id}/verdict"),
        &[],
        fields.as_bytes(),
    )
    .is(403);
    // said to be long and never sent, or said to be short
    let lie = http::head("POST", "/token", &[("Host", &host)], 5)
        + "token=much longer than it was said to be";
    assert!(http::send(desk.address, lie.as_bytes()).status >= 300);
    assert_eq!(verdicts(&place), 1);
    desk.get("/").is(200);
}

#[test]
fn addresses_are_no_paths() {
    let place = seeded();
    let desk = Desk::of(&place);
    place.file("secret.txt", "the secret");
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/../../../../../../../etc/passwd",
        "/%2e%2e%2fsecret.txt",
        "/..%5c..%5csecret.txt",
        "/secret.txt",
        "/claims.db",
        "//evil.example/",
        "//evil.example/conflicts",
        "/\\evil.example",
        "/document?id=../../etc/passwd",
        "/document?id=/etc/passwd",
        "/document?id=",
        "/document?id=001%00",
        "/document",
        "/conflicts/%00",
        "/conflicts/..%2f..%2fclaims.db",
        "/conflicts/%ff%fe",
        "/statements/%e2%80%ae",
        "/speakers/-1",
        "/speakers/99999999999999999999",
        "/speakers/1e3",
        "/rejections/0",
        "/topics/x",
        "/conflicts.sqlite",
        "/.git/config",
    ] {
        let answer = desk.get(path);
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        is_sealed(&answer);
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(
            !text.contains("root:") && !text.contains("the secret") && !text.contains("[package]"),
            "{path}"
        );
    }
    // a byte that ends names elsewhere
    let raw = format!(
        "GET /document?id=001\0 HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        desk.address
    );
    http::send(desk.address, raw.as_bytes()).is(400);
    desk.get("/").is(200);
}

#[test]
fn what_is_not_there_can_not_be_judged() {
    let place = seeded();
    let desk = Desk::of(&place);
    let before = place.dump();
    let csrf = desk.csrf();
    let id = between(&place, SAID, DENIED);
    for missing in ["0000000000000000", "x", "%00", "..", "e8a2a91c8f7c219e%20"] {
        desk.verdict(missing, &csrf, &[]).is(404);
    }
    for verdict in ["", "CONFIRMED", "confirmed'", "maybe"] {
        desk.verdict(&id, &csrf, &[("verdict", verdict)]).is(422);
    }
    let speaker: i64 = one(&place, "SELECT min(id) FROM speaker");
    let other: i64 = one(&place, "SELECT max(id) FROM speaker");
    let merge = |one: &str, other: &str| {
        desk.post(
            &format!("/speakers/{one}/merge"),
            &[("csrf", &csrf), ("other", other)],
        )
    };
    let (speaker, other) = (speaker.to_string(), other.to_string());
    merge(&speaker, &speaker).is(422);
    merge(&speaker, "").is(422);
    merge(&speaker, "x").is(422);
    merge(&speaker, "999999").is(404);
    merge("999999", &other).is(404);
    let split = |one: &str, alias: &str| {
        desk.post(
            &format!("/speakers/{one}/split"),
            &[("csrf", &csrf), ("alias", alias)],
        )
    };
    for (one, alias) in [
        (speaker.as_str(), "nobody"),
        ("999999", "nobody"),
        (&speaker, ""),
    ] {
        let answer = split(one, alias);
        assert!(
            matches!(answer.status, 404 | 422),
            "{one} {alias}: {}",
            answer.status
        );
    }
    let statement: String = one(&place, "SELECT id FROM statements ORDER BY id LIMIT 1");
    let correct = |id: &str, more: &[(&str, &str)]| {
        let mut fields = vec![("csrf", csrf.as_str())];
        let known = [("stance", "affirm"), ("start", "0"), ("end", "5")];
        fields.extend(
            known
                .iter()
                .filter(|(name, _)| more.iter().all(|(other, _)| other != name)),
        );
        fields.extend_from_slice(more);
        desk.post(&format!("/statements/{id}/correct"), &fields)
    };
    correct("0000000000000000", &[]).is(404);
    for wrong in [
        [("stance", "perhaps")],
        [("start", "-1")],
        [("start", "9")],
        [("end", "0")],
        [("end", "99999999")],
        [("end", "99999999999999999999999")],
        [("country", "Q")],
        [("country", "'; DROP TABLE review; --")],
    ] {
        let answer = correct(&statement, &wrong);
        assert_eq!(answer.status, 422, "{wrong:?}: {}", answer.text());
    }
    assert_eq!(place.dump(), before, "nothing was changed");
}

#[test]
fn filters_are_values_and_no_sql() {
    let place = seeded();
    let desk = Desk::of(&place);
    let before = place.dump();
    let tricks = [
        "' OR 1=1 --",
        "\"; DROP TABLE review; --",
        "x') UNION SELECT sql, 1 FROM sqlite_master --",
        ":status",
        "?1",
        "%",
        "_",
        "\0",
        "\u{202e}",
        "<script>window.owned=1</script>",
        "NEAR(a b, 9)",
        "\"",
        "*",
        "a AND",
        "content:x",
        "{a b}: c",
        "^a",
        "-",
    ];
    let lists = [
        "/conflicts",
        "/topics",
        "/speakers",
        "/denials",
        "/documents",
        "/search",
        "/conflicts.csv",
        "/report.html",
        "/speakers.jsonl",
    ];
    let filters = [
        "status",
        "kind",
        "country",
        "speaker",
        "publisher",
        "words",
        "topic",
        "since",
        "until",
        "min_score",
        "sort",
        "page",
    ];
    for (n, trick) in tricks.iter().enumerate() {
        for (m, filter) in filters.iter().enumerate() {
            // every list sees every filter and every trick, not all of them together
            let list = lists[(n + m) % lists.len()];
            let answer = desk.get(&format!("{list}?{}", encoded(&[(filter, trick)])));
            assert!(
                matches!(answer.status, 200 | 422),
                "{list} {filter}={trick}: {}",
                answer.status
            );
            let text = answer.text();
            assert!(
                !text.contains("CREATE TABLE") && !text.contains("syntax error"),
                "{list} {filter}={trick}"
            );
            if list != "/report.html" {
                assert!(!text.contains("<script>window"), "{list} {filter}={trick}");
                assert!(
                    !outside_fields(&text).contains(OVERRIDE),
                    "{list} {filter}={trick}"
                );
            }
        }
    }
    for page in [
        "/?done=%3Cscript%3E",
        "/?done=confirmed&about=//evil.example",
        "/conflicts?done=x%27y",
        "/?interface=../../x",
        "/?token=x",
    ] {
        let text = desk.get(page).is(200).text();
        assert!(
            !text.contains("\"//") && !text.contains("/conflicts//") && !text.contains("<script>"),
            "{page}"
        );
    }
    assert_eq!(place.dump(), before);
}

#[test]
fn nobody_is_led_elsewhere() {
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let away = [
        ("topic", "//evil.example"),
        ("words", ""),
        ("next", "http://evil.example"),
        ("about", "http://evil.example"),
        ("speaker", "\r\nLocation: http://evil.example"),
    ];
    let there = desk.verdict(&id, &csrf, &away).is(303);
    let place_to_go = there.header("Location");
    assert!(
        place_to_go.starts_with("/conflicts?") || place_to_go.starts_with("/conflicts/"),
        "{place_to_go}"
    );
    let line = encoded(&[("speaker", "x\r\nSet-Cookie: a=b")]);
    let next = desk.get(&format!("/conflicts/{id}/next?{line}")).is(303);
    assert!(next.header("Location").starts_with("/conflicts"));
    assert!(next.headers("Set-Cookie").is_empty());

    let desk = Desk::open(place.run("serve").env("GAINSAY_TOKEN", TOKEN));
    let token = encoded(&[("token", TOKEN)]);
    for path in [
        "//evil.example/",
        "//evil.example/%2e%2e",
        "/\\evil.example/",
        "///evil.example",
        "/%0d%0aLocation:%20x",
    ] {
        let answer = desk.get(&format!("{path}?{token}"));
        if answer.status == 303 {
            let there = answer.header("Location");
            assert!(
                there.starts_with('/') && !there.starts_with("//") && !there.starts_with("/\\"),
                "{path}: {there}"
            );
        }
    }
}

/// Markup that would run a script, and a mark that turns the line round.
const SCRIPT: &str = "<script>window.owned=1</script>";
const IMAGE: &str = "<img src=x onerror=window.owned=1>";
const OVERRIDE: &str = "\u{202e}";

/// A page without the values of its fields, which keep every character as it was typed.
fn outside_fields(page: &str) -> String {
    let mut pieces = page.split(" value=\"");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        rest += piece.split_once('"').map_or("", |(_, behind)| behind);
    }
    rest
}

/// A folder with two articles that try everything, judged and corrected by a reviewer who does.
fn hostile() -> Place {
    let said =
        "قال وزير الدفاع الروسي فيكتور بافلوف إن أوزبكستان سترسل قوات إلى سوريا ضمن بعثة المراقبة.";
    let denied = "نفى وزير الخارجية الأوزبكي رستم قاديروف أن تكون بلاده سترسل قوات إلى سوريا ضمن بعثة المراقبة.";
    let evil = format!("{OVERRIDE}{IMAGE}{SCRIPT}</mark></p>\"'&amp;");
    let place = Place::new();
    let article = |id: &str, day: &str, text: String| {
        serde_json::json!({
            "id": format!("{id}{SCRIPT}"), "title": format!("{evil} عنوان"), "publisher": format!("{IMAGE}{OVERRIDE} صدى"),
            "author": evil, "published": day, "url": format!("javascript:window.owned=1//{SCRIPT}"), "text": text,
        })
    };
    let one_article = article(
        "a",
        "2024-03-05",
        format!("{said}\nوقال الوزير إن {evil} المحصول أوفر من سابقه."),
    );
    let other = article("b", "2024-03-06", format!("{denied}\n{evil}"));
    place.file("evil.jsonl", format!("{one_article}\n{other}\n"));
    place.run("ingest evil.jsonl").read();
    let name = format!("{IMAGE}{OVERRIDE}.jsonl");
    place.file(&name, format!("{SCRIPT}{OVERRIDE}\n"));
    let refused = place.run("ingest --json").arg(&name).start();
    let refused = refused.wait_with_output().expect("it ends");
    assert_eq!(refused.status.code(), Some(3));
    let statement: String = one(&place, "SELECT b_statement FROM conflicts");
    place
        .run(&format!("correct {statement} --reviewer"))
        .arg(format!("{SCRIPT}{OVERRIDE}"))
        .arg("--speaker")
        .arg(format!("{SCRIPT} قاديروف"))
        .arg("--note")
        .arg(&evil)
        .read();
    place
}

#[test]
fn markup_and_overrides_in_documents_are_text() {
    let place = hostile();
    let desk = Desk::open(
        place
            .run("serve --reviewer")
            .arg(format!("{IMAGE}{OVERRIDE}")),
    );
    let id: String = one(&place, "SELECT id FROM conflicts");
    let page = desk.get(&format!("/conflicts/{id}")).is(200).text();
    let csrf = hidden(&page, "csrf");
    desk.verdict(
        &id,
        &csrf,
        &[
            ("verdict", "unsure"),
            ("note", &format!("{SCRIPT}{OVERRIDE}")),
            ("reviewer", IMAGE),
        ],
    )
    .is(303);
    let words = encoded(&[("words", "owned")]);
    let mut pages = pages(&place);
    pages.push(format!("/search?{words}"));
    pages.push(format!("/search?{}", encoded(&[("words", "المحصول")])));
    pages.push(format!(
        "/conflicts/{id}?{}",
        encoded(&[("speaker", SCRIPT), ("words", "سوريا")])
    ));
    for speaker in 1..=one::<i64>(&place, "SELECT max(id) FROM speaker") {
        pages.push(format!("/speakers/{speaker}"));
    }
    for page in &pages {
        let answer = desk.get(page);
        let text = outside_fields(&answer.text());
        for bad in [
            "<script>",
            "<img",
            OVERRIDE,
            "href=\"javascript:",
            "&amp;amp;amp;",
        ] {
            assert!(!text.contains(bad), "{page} has {bad}");
        }
    }
    let Some(browser) = Browser::open() else {
        return;
    };
    let mut seen = 0;
    for page in &pages {
        browser.go(&desk.url(page));
        let owned = browser.run(
            "return [typeof window.owned, document.querySelectorAll('img, main script').length]",
        );
        assert_eq!(owned, serde_json::json!(["undefined", 0]), "{page}");
        seen += usize::from(browser.words("main").contains(SCRIPT));
        let console = browser.console();
        let missing = console.iter().all(|line| line.contains("status of 404"));
        assert!(missing, "{page}: {console:?}");
    }
    assert!(seen >= 8, "shown as text, on {seen} pages");
}

#[test]
fn who_never_finishes_a_request_does_not_hold_up_others() {
    let place = seeded();
    let desk = Desk::of(&place);
    let id = between(&place, SAID, DENIED);
    let csrf = desk.csrf();
    let host = desk.address.to_string();
    let mut slow = Vec::new();
    for n in 0..60 {
        let mut stream = http::connect(desk.address);
        let begun = match n % 3 {
            0 => "GET / HTT".to_owned(),
            1 => format!("GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: "),
            // a form of which half never comes
            _ => {
                http::head(
                    "POST",
                    &format!("/conflicts/{id}/verdict"),
                    &[("Host", &host)],
                    1_000,
                ) + "csrf="
            }
        };
        stream.write_all(begun.as_bytes()).expect("it is read");
        slow.push(stream);
    }
    let began = Instant::now();
    for _ in 0..5 {
        desk.get("/").is(200);
        desk.get("/conflicts").is(200);
    }
    desk.verdict(&id, &csrf, &[]).is(303);
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    // a head has 15 seconds
    let ended = http::read(slow.swap_remove(0));
    assert!(
        ended.is_empty() || ended.starts_with(b"HTTP/1.1 408"),
        "{}",
        String::from_utf8_lossy(&ended)
    );
    assert!(
        began.elapsed() < Duration::from_secs(40),
        "the desk ends it"
    );
    assert_eq!(verdicts(&place), 1);
}

#[test]
fn a_desk_that_can_not_open_says_why() {
    let place = seeded();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its number").port();
    let line = format!(
        "cannot listen on 127.0.0.1:{port}; give another one with --bind or --port: Address already in use (os error 98)"
    );
    place
        .run(&format!("serve --port {port}"))
        .refused(1, &line)
        .check();
    place
        .run("serve --port 0 --db none.db")
        .refused(
            1,
            "there is no database at none.db; `gainsay ingest` makes one, --db names another",
        )
        .check();
    place.file(
        "text.db",
        "no database at all, but some text that is long enough to look at".repeat(20),
    );
    let said = place
        .run("serve --port 0 --db text.db")
        .start()
        .wait_with_output()
        .expect("it ends");
    assert_eq!(said.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&said.stderr).lines().count(), 1);
    assert!(
        said.stdout.is_empty(),
        "no address of a desk that is not there"
    );
    assert_eq!(
        place.names(),
        ["claims.db", "text.db"],
        "and no database is made"
    );
}
