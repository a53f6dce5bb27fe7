//! Plain text and Markdown, with or without a front matter block. Markdown is kept as it is written.

use serde_json::Value;

use super::record::Fields;
use super::{Fault, RejectReason, date};

const FENCE: &str = "---";

/// The fields of a text file.
///
/// # Errors
/// `front_matter` where it is not closed, has a line that is not `key: value`, or a date that is none.
pub(super) fn fields(content: &str) -> Result<Fields, Fault> {
    let mut fields = Fields::default();
    let body = match front_matter(content) {
        Some(block) => read_block(block, &mut fields)?,
        None => content,
    };
    fields.text = body.trim_end().to_string();
    Ok(fields)
}

/// Everything after the opening fence, where the text begins with a block; a text that merely begins
/// with a rule of three dashes does not.
fn front_matter(content: &str) -> Option<&str> {
    let (first, rest) = content.split_once('\n')?;
    let key_or_fence = rest.lines().find(|line| !is_blank(line))?;
    (first.trim_end() == FENCE
        && (key_value(key_or_fence).is_some() || key_or_fence.trim_end() == FENCE))
        .then_some(rest)
}

/// Reads the block into the fields and gives the text below it.
fn read_block<'t>(block: &'t str, fields: &mut Fields) -> Result<&'t str, Fault> {
    let mut rest = block;
    let mut line_number = 1;
    let mut last_key: Option<String> = None;
    while let Some((line, after)) = next_line(rest) {
        rest = after;
        line_number += 1;
        if line.trim_end() == FENCE {
            return Ok(rest.trim_start_matches(['\n', '\r']));
        }
        if is_blank(line) {
            continue;
        }
        match (list_item(line), &last_key) {
            (Some(item), Some(key)) => append(fields, key, item),
            _ => {
                let (key, value) = key_value(line).ok_or_else(|| {
                    fault(
                        line_number,
                        &format!(
                            "{line:?} is not \"key: value\", and no --- closes the block before it"
                        ),
                    )
                })?;
                set(fields, key, value, line_number)?;
                last_key = value.is_empty().then(|| key.to_string());
            }
        }
    }
    Err(fault(line_number, "the block has no closing ---"))
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    (!text.is_empty()).then(|| text.split_once('\n').unwrap_or((text, "")))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// A key in ASCII letters, a colon, and the value without its quotes.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let known = key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(plain);
    known.then(|| (key, unquoted(value.trim())))
}

/// The value of a YAML list line: `- value`.
fn list_item(line: &str) -> Option<&str> {
    line.trim_start()
        .strip_prefix("- ")
        .map(|item| unquoted(item.trim()))
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

fn set(fields: &mut Fields, key: &str, value: &str, line: usize) -> Result<(), Fault> {
    let given = Some(value.to_string());
    match key.to_ascii_lowercase().as_str() {
        "id" => fields.id = given,
        "url" => fields.url = given,
        "title" => fields.title = given,
        "publisher" => fields.publisher = given,
        "language" => fields.language = given,
        "author" => fields.author = given,
        "published" if value.is_empty() || value == "null" => {}
        "published" => {
            let day = date::parse(value).ok_or_else(|| {
                fault(
                    line,
                    &format!("published: {value:?} is not a date; {}", date::EXPECTED),
                )
            })?;
            fields.published = Some((value.to_string(), Some(day)));
        }
        _ => {
            fields.metadata.insert(key.to_string(), Value::from(value));
        }
    }
    Ok(())
}

fn append(fields: &mut Fields, key: &str, item: &str) {
    let joined = |known: Option<String>| match known {
        Some(list) if !list.is_empty() => Some(format!("{list}, {item}")),
        _ => Some(item.to_string()),
    };
    match key.to_ascii_lowercase().as_str() {
        "author" => fields.author = joined(fields.author.take()),
        _ => match fields.metadata.get_mut(key) {
            Some(Value::Array(items)) => items.push(Value::from(item)),
            Some(value) => *value = Value::from(vec![item]),
            None => {}
        },
    }
}

fn fault(line: usize, what: &str) -> Fault {
    Fault::new(RejectReason::FrontMatter, format!("line {line}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(content: &str) -> String {
        fields(content).expect_err("it must be refused").detail
    }

    #[test]
    fn front_matter_becomes_fields() {
        let fields = fields(
            "---\r\nid: 7\ntitle: \"الوزير: المحصول جيد\"\n# note\nPublished: 2017-06-23\nauthor:\n  - سلمى\n  - نادر\n\
             section: اقتصاد\ntags:\n- قمح\n- شعير\nurl: https://example.org/a:b\n---\n\nقال الوزير.\n",
        )
        .expect("fields");
        assert_eq!(fields.id.as_deref(), Some("7"));
        assert_eq!(fields.title.as_deref(), Some("الوزير: المحصول جيد"));
        assert_eq!(fields.url.as_deref(), Some("https://example.org/a:b"));
        assert_eq!(fields.author.as_deref(), Some("سلمى, نادر"));
        assert_eq!(fields.metadata["section"], "اقتصاد");
        assert_eq!(fields.metadata["tags"], serde_json::json!(["قمح", "شعير"]));
        assert_eq!(fields.published.expect("a date").0, "2017-06-23");
        assert_eq!(fields.text, "قال الوزير.");
    }

    #[test]
    fn text_without_front_matter_is_kept_from_its_first_character() {
        for text in [
            "  قال الوزير.",
            "---\nقال الوزير: لا.\n---\nنعم.",
            "---",
            "id: 7\nقال",
        ] {
            assert_eq!(fields(text).expect("fields").text, text);
        }
    }

    #[test]
    fn bad_front_matter_names_line_and_expectation() {
        for date in ["2017-13-45", "soon"] {
            let detail = detail(&format!("---\nid: 7\npublished: {date}\n---\nنص"));
            assert!(
                detail.starts_with(&format!(
                    "line 3: published: {date:?} is not a date; expected"
                )),
                "{detail}"
            );
        }
        assert!(detail("---\nid: 7\nقال الوزير\n---\n").starts_with("line 3: "));
        assert_eq!(
            detail("---\nid: 7\n"),
            "line 2: the block has no closing ---"
        );
    }

    #[test]
    fn a_front_matter_may_leave_values_out() {
        let fields = fields("---\npublished:\ntitle:\n---\nنص").expect("fields");
        assert_eq!(fields.published, None);
        assert_eq!(fields.text, "نص");
    }
}
