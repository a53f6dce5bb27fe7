//! From whatever came in to one [`Document`]: readers for text, HTML and JSON, decoding, and the
//! sanity checks on dates. Knows nothing of statements.

use chrono::NaiveDate;
use serde_json::{Map, Value};

/// One article as it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// `id` of the input, else the URL, else the file's stem, else a prefix of `hash`.
    pub id: String,
    /// The article's text, Unicode NFC is *not* applied: spans count code points of exactly this.
    pub text: String,
    /// Headline, where it is given apart from the text.
    pub title: Option<String>,
    /// Paper or site that published it.
    pub publisher: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Publication day; `None` where it is missing, unreadable, in the future or before 1990.
    pub published: Option<NaiveDate>,
    /// Publication date exactly as it was given.
    pub published_raw: Option<String>,
    /// BCP 47 language tag, "ar" where nothing says otherwise.
    pub language: String,
    /// Byline.
    pub author: Option<String>,
    /// Keys of the input that gainsay does not know.
    pub metadata: Map<String, Value>,
    /// SHA-256 of `text`, lower-case hex.
    pub hash: String,
}
