//! The review desk: what reviewers do at it in a browser, with the mouse, with keys and without a script, in both
//! languages; and what nobody may do to it.

mod attacks;
mod barriers;
mod browser;
mod crowd;
mod http;
mod journeys;
mod keyboard;
mod script_free;

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout};
use std::sync::OnceLock;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::helper::{Place, Run};
use http::{Answer, encoded};

/// The languages of the interface.
const LANGUAGES: [&str; 2] = ["en", "ar"];

/// The Kazakhstan denial of the seeds: who said it, and who denied it.
const SAID: &str = "المحادثات مع كازاخستان وقرغيزيا على إرسال قواتهما إلى سوريا جارية فعلاً";
const DENIED: &str = "لم نجلس مع أحد للتباحث في إرسال جنودنا إلى سوريا";

/// A folder with the seeds in claims.db; they are read once and copied.
fn seeded() -> Place {
    static SEEDED: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = SEEDED.get_or_init(|| Place::with_seeds().bytes("claims.db"));
    let place = Place::new();
    place.file("claims.db", bytes);
    place
}

/// What a query that gives one value gives.
#[track_caller]
fn one<T: rusqlite::types::FromSql>(place: &Place, sql: &str) -> T {
    let db = place.open("claims.db");
    db.busy_timeout(Duration::from_secs(10)).expect("patience");
    let found = db.query_row(sql, [], |row| row.get(0));
    found.unwrap_or_else(|error| panic!("{error}: {sql}"))
}

/// The id of the conflict between two quotes, whichever side they are on.
#[track_caller]
fn between(place: &Place, one_quote: &str, other: &str) -> String {
    one(
        place,
        &format!(
            "SELECT id FROM conflicts WHERE (a_quote = '{one_quote}' AND b_quote = '{other}') OR \
             (a_quote = '{other}' AND b_quote = '{one_quote}')"
        ),
    )
}

/// A desk that is open; it is closed at the end of the test.
struct Desk {
    child: Child,
    address: SocketAddr,
    /// What it printed to be opened.
    link: String,
    rest: BufReader<ChildStdout>,
    log: Option<JoinHandle<String>>,
}

impl Desk {
    /// Opens the desk on the database of the folder.
    fn of(place: &Place) -> Self {
        Self::open(place.run("serve --reviewer Amal"))
    }

    /// Opens the desk that is described; it gets a free port.
    fn open(run: Run<'_>) -> Self {
        let mut child = run.args("--port 0").start();
        let mut rest = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut stderr = child.stderr.take().expect("a pipe");
        let log = std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = stderr.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        let mut link = String::new();
        rest.read_line(&mut link).expect("the address");
        let link = link.trim().to_owned();
        let address = link
            .strip_prefix("http://")
            .and_then(|rest| rest.split('/').next())
            .and_then(|address| address.parse().ok())
            .unwrap_or_else(|| panic!("no address: {link:?}"));
        Self {
            child,
            address,
            link,
            rest,
            log: Some(log),
        }
    }

    /// The address of a page.
    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks for a page as a browser does.
    #[track_caller]
    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    /// Sends a form as a browser does.
    #[track_caller]
    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.url("");
        self.ask(
            "POST",
            path,
            &[("Origin", &origin)],
            encoded(fields).as_bytes(),
        )
    }

    /// Sends a request with more headers.
    #[track_caller]
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let host = self.address.to_string();
        let mut all = vec![("Host", host.as_str())];
        all.extend_from_slice(headers);
        http::ask(self.address, method, path, &all, body)
    }

    /// The token that every form carries.
    #[track_caller]
    fn csrf(&self) -> String {
        let page = self.get("/conflicts?status=all").text();
        let id = between_marks(&page, "href=\"/conflicts/", "?");
        hidden(&self.get(&format!("/conflicts/{id}")).text(), "csrf")
    }

    /// Records a verdict past the browser.
    #[track_caller]
    fn verdict(&self, conflict: &str, csrf: &str, more: &[(&str, &str)]) -> Answer {
        let mut fields = vec![("csrf", csrf)];
        if more.iter().all(|(name, _)| *name != "verdict") {
            fields.push(("verdict", "confirmed"));
        }
        fields.extend_from_slice(more);
        self.post(&format!("/conflicts/{conflict}/verdict"), &fields)
    }

    /// Tells the desk to close.
    fn terminate(&self) {
        let told = std::process::Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(told.is_ok_and(|status| status.success()), "kill works");
    }

    /// Waits until the desk has closed; gives its exit code and what it said.
    fn closed(mut self) -> (Option<i32>, String) {
        let patience = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            assert!(patience.elapsed() < Duration::from_secs(20), "it closes");
            std::thread::sleep(Duration::from_millis(20));
        };
        let mut more = String::new();
        self.rest.read_to_string(&mut more).expect("stdout");
        assert_eq!(more, "", "the address alone goes to stdout");
        let log = self.log.take().map(|log| log.join().expect("a log"));
        (status.code(), log.unwrap_or_default())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(log) = self.log.take().and_then(|log| log.join().ok())
            && std::thread::panicking()
        {
            eprintln!("the desk said:\n{log}");
        }
    }
}

/// The value of a hidden field on a page.
#[track_caller]
fn hidden(page: &str, name: &str) -> String {
    between_marks(page, &format!("name=\"{name}\" value=\""), "\"")
}

/// What stands between two marks, or a quotation mark where the second one is not there.
#[track_caller]
fn between_marks(page: &str, before: &str, behind: &str) -> String {
    let (_, rest) = page
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {page}"));
    let rest = rest.split('"').next().unwrap_or_default();
    rest.split(behind).next().unwrap_or_default().to_owned()
}

/// A folder in which every page has something to show: the seeds, verdicts, a correction, a decision on names, a refused
/// input.
fn lived_in() -> Place {
    let place = seeded();
    place
        .file("broken.jsonl", "{\"text\": \"لا نهاية\n")
        .run("ingest broken.jsonl --json")
        .status(3)
        .stderr("gainsay: rejected broken.jsonl:1: json: column 25: EOF while parsing a string\n")
        .read();
    let id = between(&place, SAID, DENIED);
    place
        .run(&format!("review {id} unsure --reviewer Amal --note"))
        .arg("أقرأه مرة أخرى")
        .read();
    let statement: String = one(
        &place,
        &format!("SELECT a_statement FROM conflicts WHERE id = '{id}'"),
    );
    place
        .run(&format!("correct {statement} --country RU --reviewer Amal"))
        .read();
    for (decision, names) in [
        ("split-speaker", &["إبراهيم كالين"][..]),
        ("merge-speakers", &["إبراهيم كالين", "إبراهيم قالين"]),
    ] {
        let run = place.run(&format!("{decision} --reviewer Amal"));
        names.iter().fold(run, |run, name| run.arg(*name)).read();
    }
    place
}

/// Every kind of page, with something on it.
fn pages(place: &Place) -> Vec<String> {
    let text = |sql: &str| one::<String>(place, sql);
    let number = |sql: &str| one::<i64>(place, sql);
    let conflict = text("SELECT id FROM conflicts ORDER BY review IS NULL, score DESC LIMIT 1");
    let topic = text("SELECT topic FROM conflicts ORDER BY score DESC LIMIT 1");
    let speaker = number(
        "SELECT speaker_id FROM speaker_alias GROUP BY speaker_id ORDER BY count(*) DESC LIMIT 1",
    );
    let statement =
        text("SELECT a_statement FROM conflicts ORDER BY review IS NULL, score DESC LIMIT 1");
    let document = text("SELECT a_document FROM conflicts ORDER BY score DESC LIMIT 1");
    let mut pages: Vec<String> = [
        "/",
        "/conflicts",
        "/conflicts?status=all&kind=denial&sort=newest",
        "/topics",
        "/speakers",
        "/denials",
        "/documents",
        "/runs",
        "/rejections",
        "/search",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.push(format!("/conflicts/{conflict}"));
    pages.push(format!("/topics/{topic}"));
    pages.push(format!("/speakers/{speaker}"));
    pages.push(format!("/statements/{statement}"));
    pages.push(format!("/document?{}", encoded(&[("id", &document)])));
    pages.push(format!("/search?{}", encoded(&[("words", "سوريا")])));
    let refused = "SELECT max(id) FROM rejection";
    if let Some(refused) = one::<Option<i64>>(place, refused) {
        pages.push(format!("/rejections/{refused}"));
    }
    pages
}

/// A text of the interface that has nothing to be put in.
#[track_caller]
fn text(language: &str, key: &str) -> &'static str {
    let all = match language {
        "ar" => include_str!("../../src/texts/ar.ftl"),
        _ => include_str!("../../src/texts/en.ftl"),
    };
    all.lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
        .unwrap_or_else(|| panic!("no text {key} in {language}"))
}
