//! A headless Chromium through WebDriver, driven one step after the other.

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::http::Method;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

use super::Desk;

/// Time that a page may take to become what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with a profile of its own; it is closed at the end of the test.
pub struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser. Without one tests are skipped, loudly; where `CI` is `true` they fail.
    pub fn open() -> Option<Self> {
        let profile = tempfile::tempdir().expect("a folder");
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match driver {
            Ok(driver) => driver,
            Err(error) => {
                is_optional(&format!("no chromedriver ({error})"));
                return None;
            }
        };
        let stdout = BufReader::new(driver.stdout.take().expect("a pipe"));
        let port = stdout.lines().map_while(Result::ok).find_map(|line| {
            let port = line.strip_prefix("ChromeDriver was started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver starts"));
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let client = runtime
            .block_on(
                ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
                    .capabilities(capabilities(profile.path()))
                    .connect(&address),
            )
            .expect("a browser");
        let browser = Self {
            runtime,
            client: Some(client),
            driver,
            _profile: profile,
        };
        Some(browser)
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the browser is open")
    }

    #[track_caller]
    fn wait<T>(&self, what: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.runtime.block_on(what) {
            Ok(done) => done,
            Err(error) => panic!("{error} at {}", self.place()),
        }
    }

    fn place(&self) -> String {
        let place = self.runtime.block_on(self.client().current_url());
        place.map_or_else(|error| error.to_string(), |url| url.to_string())
    }

    /// Opens an address.
    #[track_caller]
    pub fn go(&self, url: &str) {
        self.wait(self.client().goto(url));
    }

    /// Opens a page of the desk in a language.
    #[track_caller]
    pub fn show(&self, desk: &Desk, path: &str, language: &str) {
        let sign = if path.contains('?') { '&' } else { '?' };
        self.go(&desk.url(&format!("{path}{sign}interface={language}")));
    }

    /// Forgets what the desk of this page asked the browser to remember.
    #[track_caller]
    pub fn forget(&self) {
        self.wait(self.client().delete_all_cookies());
    }

    /// Path and query of the page.
    pub fn path(&self) -> String {
        let url = self.wait(self.client().current_url());
        url[url::Position::BeforePath..].to_owned()
    }

    /// Waits until something holds.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(
                began.elapsed() < PATIENCE,
                "never {what}; it is {}:\n{}",
                self.place(),
                self.run("return document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    #[track_caller]
    fn find(&self, css: &str) -> Element {
        self.wait(self.client().find(Locator::Css(css)))
    }

    /// Clicks on the first of its kind.
    #[track_caller]
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.wait(element.click());
    }

    /// Clicks on what leads to another page, and waits for that.
    #[track_caller]
    pub fn follow(&self, css: &str) {
        self.leaving(|| self.click(css));
    }

    /// Does what leads to another page, and waits for that.
    #[track_caller]
    pub fn leaving(&self, act: impl FnOnce()) {
        self.run("window.left = false");
        act();
        self.until("leaves the page", |browser| {
            browser.run("return document.readyState === 'complete' && window.left === undefined")
                == true
        });
    }

    /// Types into a field, in place of what is in it.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.find(css);
        self.wait(element.clear());
        self.wait(element.send_keys(text));
    }

    /// Chooses a value of a list.
    #[track_caller]
    pub fn choose(&self, css: &str, value: &str) {
        let element = self.find(css);
        self.wait(element.select_by_value(value));
    }

    /// Presses a key on whatever has the focus.
    #[track_caller]
    pub fn press(&self, key: impl Into<char>) {
        let value = key.into();
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.wait(self.client().perform_actions(keys));
    }

    /// Presses a key that has a name.
    #[track_caller]
    pub fn press_named(&self, key: Key) {
        self.press(char::from(key));
    }

    /// Draws the mouse from one place in the window to another, its button held.
    #[track_caller]
    pub fn draw(&self, from: (i64, i64), to: (i64, i64)) {
        let move_to = |(x, y): (i64, i64)| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(50)),
            x: x as f64,
            y: y as f64,
        };
        let button = MOUSE_BUTTON_LEFT;
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(from))
            .then(PointerAction::Down { button })
            .then(move_to(to))
            .then(PointerAction::Up { button });
        self.wait(self.client().perform_actions(mouse));
    }

    /// The words of the first of its kind, as they are in the page.
    #[track_caller]
    pub fn words(&self, css: &str) -> String {
        let found = self.run_with(
            "return document.querySelector(arguments[0])?.textContent",
            json!(css),
        );
        let found = found.as_str();
        found
            .unwrap_or_else(|| panic!("no {css} at {}", self.place()))
            .to_owned()
    }

    /// How many there are of a kind.
    #[track_caller]
    pub fn count(&self, css: &str) -> u64 {
        let found = self.run_with(
            "return document.querySelectorAll(arguments[0]).length",
            json!(css),
        );
        found.as_u64().expect("a number")
    }

    /// True where there is one of its kind.
    #[track_caller]
    pub fn has(&self, css: &str) -> bool {
        self.count(css) > 0
    }

    /// The value of a field.
    #[track_caller]
    pub fn value(&self, css: &str) -> String {
        let found = self.run_with(
            "return document.querySelector(arguments[0]).value",
            json!(css),
        );
        found.as_str().expect("a value").to_owned()
    }

    /// Runs a script in the page.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.wait(self.client().execute(script, Vec::new()))
    }

    /// Runs a script in the page with an argument.
    #[track_caller]
    pub fn run_with(&self, script: &str, argument: Value) -> Value {
        self.wait(self.client().execute(script, vec![argument]))
    }

    /// Runs a script in the page that tells by its last argument that it is done.
    #[track_caller]
    pub fn run_slowly(&self, script: &str, argument: Value) -> Value {
        self.wait(self.client().execute_async(script, vec![argument]))
    }

    /// Light or dark.
    #[track_caller]
    pub fn scheme(&self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.order(
            "goog/cdp/execute",
            json!({"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}}),
        );
    }

    /// What the console said since it was last asked: errors of scripts and of the page's policy among it.
    #[track_caller]
    pub fn console(&self) -> Vec<String> {
        let said = self.order("se/log", json!({"type": "browser"}));
        let said = said.as_array().expect("lines").iter();
        // what is no more than advice is left out
        let said = said.filter(|line| !matches!(line["level"].as_str(), Some("DEBUG" | "INFO")));
        said.map(|line| format!("{}: {}", line["level"], line["message"]))
            .collect()
    }

    #[track_caller]
    fn order(&self, path: &'static str, body: Value) -> Value {
        self.wait(self.client().issue_cmd(Order { path, body }))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Says that a test is skipped for want of a tool, or fails where nothing may be wanting.
pub fn is_optional(missing: &str) {
    let is_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!is_ci, "{missing}; tests/run.sh installs what is needed");
    eprintln!("skipped: {missing} (tests/run.sh installs what is needed)");
}

fn capabilities(profile: &Path) -> Capabilities {
    let profile = format!("--user-data-dir={}", profile.display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1300,1000",
        "--lang=en",
        "--no-first-run",
        &profile,
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"args": arguments},
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    match capabilities {
        Value::Object(capabilities) => capabilities,
        _ => Capabilities::new(),
    }
}

/// A command of chromedriver's own.
#[derive(Debug)]
struct Order {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Order {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
