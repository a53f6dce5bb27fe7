//! The fields of a document on their way from any format to a [`Document`]: what the input leaves open
//! is filled here, in one place.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Document, Fault, Options, PublishedBasis, RejectReason, date};
use crate::hex::hex;

/// Language of a document where nothing says otherwise.
const LANGUAGE: &str = "ar";

/// What an input says about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fields {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// What the date stands on, where it is not simply given.
    pub basis: Option<PublishedBasis>,
    /// The publication date as written, and the day if it is one.
    pub published: Option<(String, Option<NaiveDate>)>,
    pub language: Option<String>,
    pub author: Option<String>,
    pub text: String,
    pub metadata: Map<String, Value>,
}

impl Fields {
    /// The document. `stem` is the name that its file gives it, where the file holds nothing else.
    ///
    /// # Errors
    /// `empty` where the text has no words, `binary` where it has NUL characters, which SQLite does not
    /// count and other readers of the database stop at.
    pub fn document(self, stem: Option<&str>, options: &Options) -> Result<Document, Fault> {
        if !self.text.contains(char::is_alphanumeric) {
            return Err(Fault::new(
                RejectReason::Empty,
                "there are no words in the text",
            ));
        }
        if self.text.contains('\0') {
            return Err(Fault::new(
                RejectReason::Binary,
                "the text has NUL characters",
            ));
        }
        let hash = sha256(&self.text);
        let url = clean(self.url);
        let id = clean(self.id)
            .or_else(|| url.clone())
            .or_else(|| clean(stem.map(str::to_string)))
            .unwrap_or_else(|| hash[..16].to_string());
        let (given, basis) = match (self.published, options.published) {
            (Some(given), _) => (
                Some(given),
                Some(self.basis.unwrap_or(PublishedBasis::Given)),
            ),
            (None, Some(day)) => (
                Some((day.to_string(), Some(day))),
                Some(PublishedBasis::Option),
            ),
            (None, None) => (None, None),
        };
        let (published_raw, day) = given.map_or((None, None), |(raw, day)| (Some(raw), day));
        Ok(Document {
            id,
            title: clean(self.title),
            publisher: clean(self.publisher).or_else(|| options.publisher.clone()),
            url,
            published: day.and_then(|day| date::plausible(day, options.today)),
            published_raw,
            published_basis: basis,
            language: clean(self.language)
                .or_else(|| options.language.clone())
                .unwrap_or_else(|| LANGUAGE.to_string()),
            author: clean(self.author),
            metadata: self.metadata,
            hash,
            text: self.text,
        })
    }
}

/// SHA-256 in lower-case hex.
fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// A one-line value, `None` where nothing is left of it. Line ends, tabs and other control characters (C0, C1,
/// U+2028, U+2029) become a blank; what nobody sees is dropped: marks, embeddings, overrides and isolates of
/// direction (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), U+200B, U+2060 to U+2064 and U+FEFF. They
/// make two names of one, and an override turns what stands behind it around in every list. The joiners
/// U+200C and U+200D stay: Persian and Urdu are spelled with them. Blanks within the line stay as they are.
fn clean(value: Option<String>) -> Option<String> {
    let value = value?;
    let seen: String = value
        .chars()
        .filter(|c| {
            !matches!(c, '\0' | '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
        })
        .map(|c| match c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            true => ' ',
            false => c,
        })
        .collect();
    let trimmed = seen.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options::new(NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day"))
    }

    fn fields() -> Fields {
        Fields {
            text: "قال الوزير إن المحصول جيد.".into(),
            ..Fields::default()
        }
    }

    #[test]
    fn id_then_url_then_stem_then_hash() {
        let mut fields = fields();
        let id = |fields: &Fields, stem| fields.clone().document(stem, &options()).map(|d| d.id);
        let hash = sha256(&fields.text);
        assert_eq!(id(&fields, None).as_deref(), Ok(&hash[..16]));
        assert_eq!(id(&fields, Some("001")).as_deref(), Ok("001"));
        fields.url = Some("https://example.org/7".into());
        assert_eq!(
            id(&fields, Some("001")).as_deref(),
            Ok("https://example.org/7")
        );
        fields.id = Some(" 7 ".into());
        assert_eq!(id(&fields, Some("001")).as_deref(), Ok("7"));
    }

    #[test]
    fn the_hash_is_that_of_sha256sum() {
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn options_fill_only_what_is_missing() {
        let day = |d| NaiveDate::from_ymd_opt(2020, 1, d).expect("a day");
        let options = Options {
            published: Some(day(1)),
            publisher: Some("النهار".into()),
            language: Some("fa".into()),
            ..options()
        };
        let filled = fields().document(None, &options).expect("a document");
        assert_eq!(filled.published, Some(day(1)));
        assert_eq!(filled.publisher.as_deref(), Some("النهار"));
        assert_eq!(filled.language, "fa");
        let given = Fields {
            published: Some(("2020-01-02".into(), Some(day(2)))),
            publisher: Some("البلد".into()),
            language: Some("ar".into()),
            ..fields()
        };
        let kept = given.document(None, &options).expect("a document");
        assert_eq!(kept.published, Some(day(2)));
        assert_eq!(kept.publisher.as_deref(), Some("البلد"));
        assert_eq!(kept.language, "ar");
    }

    #[test]
    fn names_are_one_line_and_hide_nothing() {
        let cleaned = |text: &str| clean(Some(text.to_string()));
        assert_eq!(
            cleaned(" سلمى\n\tحداد\u{7} ").as_deref(),
            Some("سلمى  حداد")
        );
        assert_eq!(
            cleaned("\u{202E}exe.\u{2066}صورة\u{2069}\u{200F}").as_deref(),
            Some("exe.صورة")
        );
        assert_eq!(cleaned("می\u{200C}رود").as_deref(), Some("می\u{200C}رود"));
        assert_eq!(cleaned("\u{200E}\u{85}\u{FEFF}\0 "), None);
    }

    #[test]
    fn a_future_day_is_kept_as_given_but_not_used() {
        let day = NaiveDate::from_ymd_opt(2031, 1, 1);
        let fields = Fields {
            published: Some(("2031-01-01".into(), day)),
            ..fields()
        };
        let document = fields.document(None, &options()).expect("a document");
        assert_eq!(document.published, None);
        assert_eq!(document.published_raw.as_deref(), Some("2031-01-01"));
    }
}
