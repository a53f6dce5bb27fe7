//! One request as the pages see it, and what they answer.

use std::borrow::Cow;

use anyhow::Result;
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue, LOCATION};
use axum::http::{Response, StatusCode};
use maud::Markup;
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::desk::Desk;
use crate::ingest::CorrectionError;
use crate::store::{Store, StoreError};
use crate::texts::{Arg, Texts};

/// What a browser asked for, and who asks.
pub struct Visitor {
    /// Words of the interface.
    pub texts: &'static Texts,
    /// Name under which verdicts are recorded.
    pub reviewer: String,
    /// The path, as it was asked for.
    pub path: String,
    /// The last part of the path: the id of what is shown; empty where there is none.
    pub id: String,
    /// What stands behind the question mark, or in the form that was sent.
    pub fields: Vec<(String, String)>,
    /// True where a form was sent.
    pub sends: bool,
}

impl Visitor {
    /// A field without the blanks around it; empty where it is missing.
    pub fn field(&self, name: &str) -> &str {
        field(&self.fields, name).unwrap_or_default().trim()
    }

    /// The page that a form of it leads back to: the path without its last part.
    pub fn parent(&self) -> &str {
        self.path.rsplit_once('/').map_or("/", |(parent, _)| parent)
    }

    /// A text of the interface.
    pub fn say(&self, key: &str) -> String {
        self.texts.get(key)
    }

    /// A text of the interface with something put in.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.with(key, args)
    }
}

/// A field as it was sent; `None` where it is missing.
pub fn field<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = fields.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.as_str())
}

/// The fields but for some, as an address takes them.
pub fn without<'f>(fields: &'f [(String, String)], names: &[&str]) -> Vec<(&'f str, &'f str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| !names.contains(&name.as_str()));
    kept.map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// A visitor at the desk, with a database to read.
pub struct Visit<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// A reader of the database.
    pub store: &'a Store,
    /// Who asks for what.
    pub visitor: &'a Visitor,
    /// State of the database, taken before the reader's moment began.
    pub version: i64,
}

impl Visit<'_> {
    /// The rows of a query of `sql/`.
    ///
    /// # Errors
    /// Where the query fails.
    pub fn ask<T: DeserializeOwned>(&self, query: &str, params: &[(&str, &str)]) -> Result<Vec<T>> {
        self.desk.ask(self, query, params)
    }

    /// The first row of a query of `sql/`.
    ///
    /// # Errors
    /// [`Trouble::NotFound`] where there is none, or where the query fails.
    pub fn ask_one<T: DeserializeOwned>(
        &self,
        query: &str,
        params: &[(&str, &str)],
    ) -> Result<T, Trouble> {
        let rows = self.ask(query, params)?;
        rows.into_iter().next().ok_or(Trouble::NotFound)
    }

    /// A text of the interface.
    pub fn say(&self, key: &str) -> String {
        self.visitor.say(key)
    }

    /// A text of the interface with something put in.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.visitor.say_with(key, args)
    }
}

/// What goes back to the browser.
pub type Answer = Response<Body>;

/// A page.
pub fn page(markup: Markup) -> Answer {
    answer(
        StatusCode::OK,
        "text/html; charset=utf-8",
        markup.into_string().into(),
    )
}

/// Any answer with a body.
pub fn answer(status: StatusCode, kind: &'static str, body: Body) -> Answer {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A file to keep.
pub fn download(name: &'static str, kind: &'static str, body: String) -> Answer {
    let mut response = answer(StatusCode::OK, kind, body.into());
    if let Ok(value) = format!("attachment; filename=\"{name}\"").parse() {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// "See there": after every change, so that a reload does not repeat it.
pub fn see(place: &str) -> Answer {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(place) = place.parse() {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

/// An address of ours: the path with its fields, the empty ones left out.
pub fn address<V: AsRef<str>>(path: &str, fields: &[(&str, V)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if !value.as_ref().is_empty() {
            query.append_pair(name, value.as_ref());
        }
    }
    let query = query.finish();
    // what begins with two slashes would lead to another site
    let path = path.trim_start_matches(['/', '\\']);
    if query.is_empty() {
        format!("/{path}")
    } else {
        format!("/{path}?{query}")
    }
}

/// Why a page can't be shown, or a change not be made.
#[derive(Debug)]
pub enum Trouble {
    /// There is no such thing.
    NotFound,
    /// What was asked is wrong; in words.
    Wrong(Cow<'static, str>),
    /// The form is not one of ours, or of an earlier run.
    Stale,
    /// The request is too large.
    TooLarge,
    /// It took too long.
    TooLong,
    /// Somebody else writes; the change was not made.
    Busy(String),
    /// It failed.
    Failed(anyhow::Error),
}

impl Trouble {
    /// What was asked is wrong.
    pub fn wrong(told: impl Into<Cow<'static, str>>) -> Self {
        Self::Wrong(told.into())
    }

    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Stale => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooLong | Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        if let Some(refused) = error.downcast_ref::<CorrectionError>() {
            return Self::wrong(refused.to_string());
        }
        match error.downcast_ref::<StoreError>() {
            Some(StoreError::Busy | StoreError::Locked { .. }) => Self::Busy(error.to_string()),
            Some(StoreError::TooSlow { .. }) => Self::TooLong,
            Some(StoreError::Unknown { .. }) => Self::NotFound,
            Some(StoreError::TwoKinds { .. } | StoreError::OneName) => {
                Self::wrong(error.to_string())
            }
            _ => Self::Failed(error),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        anyhow::Error::from(error).into()
    }
}
