//! One JSON object to the fields of a document. The keys are those of the contract (docs of the JSONL
//! format); whatever else the object holds is kept as metadata.

use serde_json::{Map, Value};

use super::record::Fields;
use super::{Fault, RejectReason, date, html};

/// The fields of one object.
///
/// # Errors
/// `json` where it is not an object or a known key has a value of another kind, `encoding` where a byte
/// is not UTF-8, `date` where `published` is a text that is no date, `no_text` where there is neither
/// `text` nor `html`.
pub(super) fn fields(bytes: &[u8]) -> Result<Fields, Fault> {
    if bytes.contains(&0) {
        return Err(Fault::new(
            RejectReason::Binary,
            "it has NUL bytes, so it is not JSON",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Fault::new(
            RejectReason::Encoding,
            format!("byte {at} is not valid UTF-8"),
        )
    })?;
    let mut object = match serde_json::from_str(text) {
        Ok(Value::Object(object)) => object,
        Ok(other) => {
            return Err(json(format!(
                "expected an object such as {{\"text\": \"…\"}}, found {}",
                kind(&other)
            )));
        }
        Err(error) => return Err(json(syntax(&error))),
    };
    let mut fields = Fields {
        id: word(&mut object, "id")?,
        url: word(&mut object, "url")?,
        title: word(&mut object, "title")?,
        publisher: word(&mut object, "publisher")?,
        published: published(&mut object)?,
        language: word(&mut object, "language")?,
        author: author(&mut object)?,
        ..Fields::default()
    };
    content(&mut object, &mut fields)?;
    fields.metadata = object;
    Ok(fields)
}

/// True for sound JSON that is no document and was not meant as one: without `text` and `html`.
pub(super) fn is_other(bytes: &[u8]) -> bool {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => !object.contains_key("text") && !object.contains_key("html"),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// `text`, or the article that `html` holds.
fn content(object: &mut Map<String, Value>, fields: &mut Fields) -> Result<(), Fault> {
    let text = string(object, "text")?;
    let page = string(object, "html")?;
    match (text, page) {
        (Some(text), None) => fields.text = text,
        (Some(text), Some(_)) if !text.trim().is_empty() => fields.text = text,
        (_, Some(page)) => {
            let found = html::fields(&page)?;
            fields.text = found.text;
            fields.url = fields.url.take().or(found.url);
            fields.title = fields.title.take().or(found.title);
            fields.publisher = fields.publisher.take().or(found.publisher);
            if fields.published.is_none() {
                fields.published = found.published;
                fields.basis = found.basis;
            }
            fields.language = fields.language.take().or(found.language);
            fields.author = fields.author.take().or(found.author);
        }
        (None, None) => {
            return Err(Fault::new(
                RejectReason::NoText,
                "the object has neither \"text\" nor \"html\"; one of them must hold the article",
            ));
        }
    }
    Ok(())
}

/// Takes a text out of the object; `null` counts as missing.
fn string(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Fault> {
    match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(json(format!(
            "\"{key}\" must be a text, found {}",
            kind(&other)
        ))),
    }
}

/// Takes a short value out of the object; numbers and booleans are written out.
fn word(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Fault> {
    match object.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(Value::Bool(value)) => Ok(Some(value.to_string())),
        Some(other) => Err(json(format!(
            "\"{key}\" must be a text, found {}",
            kind(&other)
        ))),
    }
}

/// `author` may be a list of names too.
fn author(object: &mut Map<String, Value>) -> Result<Option<String>, Fault> {
    if let Some(Value::Array(names)) = object.get("author") {
        let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
        let joined = names.join(", ");
        object.shift_remove("author");
        return Ok(Some(joined));
    }
    word(object, "author")
}

/// `published` as written and as a day. A number says no day by itself: it is kept, not used.
fn published(
    object: &mut Map<String, Value>,
) -> Result<Option<(String, Option<chrono::NaiveDate>)>, Fault> {
    let is_text = object.get("published").is_some_and(Value::is_string);
    let Some(raw) = word(object, "published")?.filter(|raw| !raw.trim().is_empty()) else {
        return Ok(None);
    };
    if !is_text {
        return Ok(Some((raw, None)));
    }
    match date::parse(&raw) {
        Some(day) => Ok(Some((raw, Some(day)))),
        None => Err(Fault::new(
            RejectReason::Date,
            format!("\"published\": {raw:?} is not a date; {}", date::EXPECTED),
        )),
    }
}

fn json(detail: String) -> Fault {
    Fault::new(RejectReason::Json, detail)
}

/// serde's words, with the place in front.
fn syntax(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let words = words.strip_suffix(&place).unwrap_or(&words);
    match error.line() {
        0 | 1 => format!("column {}: {words}", error.column()),
        line => format!("line {line}, column {}: {words}", error.column()),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(object: &str) -> (RejectReason, String) {
        let fault = fields(object.as_bytes()).expect_err("it must be refused");
        (fault.reason, fault.detail)
    }

    #[test]
    fn known_keys_and_the_rest() {
        let fields = fields(
            r#"{"id": 7, "text": "نص", "published": "2017-06-23T10:00:00Z", "author": ["سلمى", "نادر"],
               "title": null, "score": 0.5, "tags": ["قمح"]}"#
                .as_bytes(),
        )
        .expect("fields");
        assert_eq!(fields.id.as_deref(), Some("7"));
        assert_eq!(fields.title, None);
        assert_eq!(fields.author.as_deref(), Some("سلمى, نادر"));
        assert_eq!(
            serde_json::Value::from(fields.metadata),
            serde_json::json!({"score": 0.5, "tags": ["قمح"]})
        );
    }

    #[test]
    fn a_date_that_is_a_number_or_null_is_no_reason_to_refuse() {
        let published = |value: &str| {
            fields(format!(r#"{{"text": "نص", "published": {value}}}"#).as_bytes())
                .map(|f| f.published)
        };
        assert_eq!(published("null"), Ok(None));
        assert_eq!(published("\"\""), Ok(None));
        assert_eq!(
            published("1498176000"),
            Ok(Some(("1498176000".into(), None)))
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(
            fault(r#"{"text": "x", "published": "soon"}"#).0,
            RejectReason::Date
        );
        assert_eq!(
            fault(r#"{"text": "x", "published": "2017-13-45"}"#).0,
            RejectReason::Date
        );
        assert_eq!(fault(r#"{"title": "x"}"#).0, RejectReason::NoText);
        assert_eq!(
            fault(r#"{"text": 5}"#),
            (
                RejectReason::Json,
                "\"text\" must be a text, found a number".into()
            )
        );
        assert_eq!(fault("[]").0, RejectReason::Json);
        let (reason, detail) = fault(r#"{"text": "x""#);
        assert_eq!(reason, RejectReason::Json);
        assert!(
            detail.starts_with("column 12: EOF while parsing"),
            "{detail}"
        );
        assert_eq!(fault("{\"text\": \"x\0\"}").0, RejectReason::Binary);
    }

    #[test]
    fn a_broken_byte_is_named() {
        let fault = fields(b"{\"text\": \"\xFF\"}").expect_err("it must be refused");
        assert_eq!(
            (fault.reason, fault.detail.as_str()),
            (RejectReason::Encoding, "byte 10 is not valid UTF-8")
        );
    }
}
