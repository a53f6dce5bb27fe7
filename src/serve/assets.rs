//! Style, script and icon, kept inside the program. Their addresses have their hash, so that browsers may keep them for
//! ever and a new program brings new ones.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use sha2::{Digest, Sha256};

use super::visit::{Answer, Trouble, answer};
use crate::hex::hex;
use crate::report::html::PARTS_CSS;
use crate::report::html::country::FLAGS_JS;

/// A file inside the program.
pub struct Asset {
    name: String,
    kind: &'static str,
    body: String,
}

/// Style of all pages, that of the pictures and of marked articles with it.
pub static CSS: LazyLock<Asset> = LazyLock::new(|| {
    let css = format!("{PARTS_CSS}{}", include_str!("assets/desk.css"));
    Asset::new("desk", "css", "text/css; charset=utf-8", &css)
});

/// Keys, selecting words of an article, and flags where the fonts have them.
pub static JS: LazyLock<Asset> = LazyLock::new(|| {
    let js = format!("{}{FLAGS_JS}", include_str!("assets/desk.js"));
    Asset::new("desk", "js", "text/javascript; charset=utf-8", &js)
});

/// The icon of the window.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "icon",
        "svg",
        "image/svg+xml",
        include_str!("assets/icon.svg"),
    )
});

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, body: &str) -> Self {
        let hash = hex(&Sha256::digest(body)[..6]);
        Self {
            name: format!("{name}-{hash}.{ending}"),
            kind,
            body: body.to_owned(),
        }
    }

    /// Where the browser finds it.
    pub fn address(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// The asset of that name.
///
/// # Errors
/// [`Trouble::NotFound`] for every other name: no name ever becomes a path.
pub fn get(name: &str) -> Result<Answer, Trouble> {
    let asset = [&CSS, &JS, &ICON]
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or(Trouble::NotFound)?;
    let mut found = answer(StatusCode::OK, asset.kind, asset.body.clone().into());
    found.headers_mut().insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(found)
}
