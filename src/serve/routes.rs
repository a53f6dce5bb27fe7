//! From an address to a page or a change. All of them pass the guard; what they do runs beside the server, on a thread that
//! may wait for the database.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawPathParams, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use tokio::sync::Semaphore;
use tracing::{debug, error};
use url::form_urlencoded;

use super::changes::{self, Change};
use super::desk::{Desk, is_same_secret};
use super::guard::{Gate, Refusal, called, cookie, remember, seal, set_cookie};
use super::pages::{
    conflict, conflicts, denials, document, documents, overview, runs, search, speaker, speakers,
    statement, topic, topics,
};
use super::visit::{Answer, Trouble, Visit, Visitor, address, answer, field, page, see, without};
use super::{assets, download, layout};
use crate::texts::Texts;

/// Bytes of a form at most; a long note in Arabic is some 25,000.
const LARGEST_FORM: usize = 64 * 1024;
/// Time that a browser has to send a form, and a page to wait for a reader.
const PATIENCE: Duration = Duration::from_secs(20);
/// The cookies that remember what a browser chose.
const REVIEWER: &str = "gainsay_reviewer";
const INTERFACE: &str = "gainsay_interface";

/// What shows a page.
type Show = fn(&Visit<'_>) -> Result<Answer, Trouble>;

/// All addresses.
pub fn router(desk: &Arc<Desk>) -> Router {
    let mut router = Router::new()
        .route("/", show(overview::show))
        .route("/conflicts", show(conflicts::show))
        .route("/conflicts/{id}", show(conflict::show))
        .route("/conflicts/{id}/next", show(changes::next))
        .route("/conflicts/{id}/verdict", change(changes::verdict))
        .route("/topics", show(topics::show))
        .route("/topics/{id}", show(topic::show))
        .route("/speakers", show(speakers::show))
        .route("/speakers/{id}", show(speaker::show))
        .route("/speakers/{id}/merge", change(changes::merge))
        .route("/speakers/{id}/split", change(changes::split))
        .route("/statements/{id}", show(statement::show))
        .route("/statements/{id}/correct", change(changes::correct))
        .route("/documents", show(documents::show))
        .route("/document", show(document::show))
        .route("/denials", show(denials::show))
        .route("/runs", show(runs::show))
        .route("/rejections", show(runs::rejections))
        .route("/rejections/{id}", show(runs::rejection))
        .route("/search", show(search::show))
        .route("/report.html", file(download::html))
        .route(
            "/assets/{name}",
            show(|visit| assets::get(&visit.visitor.id)),
        )
        .route("/token", post(token));
    for list in ["conflicts", "topics", "speakers", "denials", "documents"] {
        for ending in ["csv", "jsonl"] {
            router = router.route(&format!("/{list}.{ending}"), file(download::list));
        }
    }
    router
        .fallback_service(show(|_| Err(Trouble::NotFound)).with_state(Arc::clone(desk)))
        .layer(from_fn_with_state(Arc::clone(desk), guard))
        .with_state(Arc::clone(desk))
}

fn show(page: Show) -> MethodRouter<Arc<Desk>> {
    get(
        move |State(desk): State<Arc<Desk>>, ids: RawPathParams, request: Request| async move {
            let fields = fields(request.uri().query().unwrap_or_default().as_bytes());
            let visitor = visitor(&desk, &request, &ids, fields);
            read(desk, visitor, page).await
        },
    )
}

/// A file to keep, one at a time: it may take long, and must not take the seats of those who read.
fn file(page: Show) -> MethodRouter<Arc<Desk>> {
    get(
        move |State(desk): State<Arc<Desk>>, ids: RawPathParams, request: Request| async move {
            let fields = fields(request.uri().query().unwrap_or_default().as_bytes());
            let visitor = visitor(&desk, &request, &ids, fields);
            let seats = Arc::clone(&desk.download);
            seated(desk, seats, visitor, page).await
        },
    )
}

/// Who comes to the address of a change without a form is led to its page.
async fn lost(request: Request) -> Answer {
    let path = request.uri().path();
    see(&address::<&str>(
        path.rsplit_once('/').map_or("/", |(parent, _)| parent),
        &[],
    ))
}

fn change(change: Change) -> MethodRouter<Arc<Desk>> {
    get(lost).post(
        move |State(desk): State<Arc<Desk>>, ids: RawPathParams, request: Request| async move {
            let mut visitor = visitor(&desk, &request, &ids, Vec::new());
            visitor.sends = true;
            match form(request).await {
                Ok(fields) => {
                    visitor.fields = fields;
                    write(desk, visitor, change).await
                }
                Err(trouble) => refused(&desk, &visitor, &trouble),
            }
        },
    )
}

/// Shows a page, with a reader of the database as soon as one is free.
async fn read(desk: Arc<Desk>, visitor: Visitor, page: Show) -> Answer {
    let seats = Arc::clone(&desk.seats);
    seated(desk, seats, visitor, page).await
}

async fn seated(desk: Arc<Desk>, seats: Arc<Semaphore>, visitor: Visitor, page: Show) -> Answer {
    let Ok(Ok(seat)) = tokio::time::timeout(PATIENCE, seats.acquire_owned()).await else {
        return refused(&desk, &visitor, &Trouble::TooLong);
    };
    beside(desk, visitor, move |desk, visitor| {
        let shown = desk.visit(visitor, page);
        drop(seat);
        shown
    })
    .await
}

/// Makes a change and says where to go on.
async fn write(desk: Arc<Desk>, mut visitor: Visitor, change: Change) -> Answer {
    if !is_same_secret(visitor.field("csrf"), &desk.csrf) {
        return refused(&desk, &visitor, &Trouble::Stale);
    }
    let named = visitor.field("reviewer").to_owned();
    if !named.is_empty() {
        visitor.reviewer = named.clone();
    }
    let mut done = beside(desk, visitor, move |desk, visitor| {
        Ok(see(&change(desk, visitor)?))
    })
    .await;
    if !named.is_empty() {
        remember(&mut done, set_cookie(REVIEWER, &named, "Strict"));
    }
    done
}

/// Runs work on a thread of its own; whatever goes wrong with it becomes a page.
async fn beside(
    desk: Arc<Desk>,
    visitor: Visitor,
    work: impl FnOnce(&Desk, &Visitor) -> Result<Answer, Trouble> + Send + 'static,
) -> Answer {
    let done = tokio::task::spawn_blocking(move || {
        work(&desk, &visitor).unwrap_or_else(|trouble| refused(&desk, &visitor, &trouble))
    });
    done.await.unwrap_or_else(|broken| {
        error!("a page broke: {broken}; please report it");
        answer(
            Trouble::Failed(broken.into()).status(),
            "text/plain; charset=utf-8",
            "gainsay: this page is broken; please report it".into(),
        )
    })
}

fn refused(desk: &Desk, visitor: &Visitor, trouble: &Trouble) -> Answer {
    if let Trouble::Failed(why) = trouble {
        error!("{}: {why:#}", visitor.path);
    }
    let mut response = page(layout::trouble(desk, visitor, trouble));
    *response.status_mut() = trouble.status();
    response
}

fn fields(query: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(query).into_owned().collect()
}

/// The fields of a form that was sent.
async fn form(request: Request) -> Result<Vec<(String, String)>, Trouble> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return Err(Trouble::Stale);
    }
    let body = axum::body::to_bytes(request.into_body(), LARGEST_FORM);
    match tokio::time::timeout(PATIENCE, body).await {
        Ok(Ok(bytes)) => Ok(fields(&bytes)),
        Ok(Err(_)) => Err(Trouble::TooLarge),
        Err(_) => Err(Trouble::TooLong),
    }
}

fn visitor(
    desk: &Desk,
    request: &Request,
    ids: &RawPathParams,
    fields: Vec<(String, String)>,
) -> Visitor {
    let headers = request.headers();
    let chosen = field(&fields, "interface");
    let reviewer = cookie(headers, REVIEWER).filter(|name| !name.trim().is_empty());
    Visitor {
        texts: texts(desk, headers, chosen),
        reviewer: reviewer.unwrap_or_else(|| desk.reviewer.clone()),
        path: request.uri().path().to_owned(),
        id: ids
            .iter()
            .next()
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default(),
        fields,
        sends: false,
    }
}

/// The language of the interface: chosen on this page, earlier, for everybody, or by the browser.
fn texts(desk: &Desk, headers: &HeaderMap, chosen: Option<&str>) -> &'static Texts {
    let kept = cookie(headers, INTERFACE);
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    chosen
        .and_then(Texts::of)
        .or_else(|| kept.as_deref().and_then(Texts::of))
        .or_else(|| desk.interface.as_deref().and_then(Texts::of))
        .unwrap_or_else(|| Texts::accepted(accepted.unwrap_or_default()))
}

/// Lets in who may come in, and puts on every answer what every answer has.
async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let language = fields(request.uri().query().unwrap_or_default().as_bytes())
        .into_iter()
        .find(|(name, value)| name == "interface" && Texts::of(value).is_some());
    let mut answer = match admitted(&desk.gate, &request) {
        Ok(()) => match without_token(&desk, &request) {
            Some(there) => there,
            None => next.run(request).await,
        },
        Err(Refusal::Token) => unknown(&desk, &request),
        Err(refusal) => {
            debug!("refused a request for {:?}: {refusal:?}", called(&request));
            let why = match refusal {
                Refusal::Host => {
                    "gainsay: this desk does not go by that name; see gainsay serve --help on --host\n"
                }
                _ => "gainsay: this request comes from another site\n",
            };
            super::visit::answer(refusal.status(), "text/plain; charset=utf-8", why.into())
        }
    };
    if let Some((_, language)) = language {
        remember(&mut answer, set_cookie(INTERFACE, &language, "Strict"));
    }
    seal(&mut answer);
    answer
}

/// Style and the door itself need no token.
fn admitted(gate: &Gate, request: &Request) -> Result<(), Refusal> {
    let checked = gate.check(request.method(), request.uri(), request.headers());
    let path = request.uri().path();
    match checked {
        Err(Refusal::Token) if path.starts_with("/assets/") || path == "/token" => Ok(()),
        checked => checked,
    }
}

/// For those who have no token yet: one in the address is taken into a cookie and out of the address.
fn unknown(desk: &Desk, request: &Request<Body>) -> Answer {
    if let Some(there) = without_token(desk, request) {
        return there;
    }
    let query = request.uri().query().unwrap_or_default();
    let fields = fields(query.as_bytes());
    let is_wrong = field(&fields, "token").is_some();
    let there = match *request.method() {
        Method::GET => request
            .uri()
            .path_and_query()
            .map_or("/", |there| there.as_str()),
        _ => "/",
    };
    let chosen = field(&fields, "interface");
    knock(texts(desk, request.headers(), chosen), there, is_wrong)
}

/// A right token in the address, taken into a cookie and out of the address.
fn without_token(desk: &Desk, request: &Request<Body>) -> Option<Answer> {
    let query = request
        .uri()
        .query()
        .filter(|_| *request.method() == Method::GET)?;
    let fields = fields(query.as_bytes());
    let kept = desk.gate.cookie_of(field(&fields, "token")?)?;
    let rest = without(&fields, &["token"]);
    let mut there = see(&address(request.uri().path(), &rest));
    remember(&mut there, Some(kept));
    Some(there)
}

fn knock(texts: &Texts, there: &str, wrong: bool) -> Answer {
    let mut response = page(layout::knock(texts, there, wrong));
    *response.status_mut() = Refusal::Token.status();
    response
}

/// The form of those who have no token yet.
async fn token(State(desk): State<Arc<Desk>>, request: Request) -> Answer {
    let texts = texts(&desk, request.headers(), None);
    let Ok(fields) = form(request).await else {
        return knock(texts, "/", true);
    };
    let there = field(&fields, "there").unwrap_or_default().trim();
    let (path, query) = there.split_once('?').unwrap_or((there, ""));
    let asked = self::fields(query.as_bytes());
    let there = address(path, &without(&asked, &["token"]));
    let given = field(&fields, "token").unwrap_or_default().trim();
    match desk.gate.cookie_of(given) {
        Some(kept) => {
            let mut there = see(&there);
            remember(&mut there, Some(kept));
            there
        }
        None => knock(texts, &there, true),
    }
}
