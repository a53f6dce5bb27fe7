//! What a file is, by its name or, where the name says nothing, by how it begins.

use std::path::Path;

/// The kinds of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text or Markdown, perhaps with front matter: one document.
    Text,
    /// A web page: one document.
    Html,
    /// One JSON object, or an array of them.
    Json,
    /// One JSON object a line.
    Lines,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    Plain,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// The endings that are read, for messages.
pub(super) const ENDINGS: &str =
    ".txt, .md, .html, .htm, .json, .jsonl and .ndjson, each also with .gz or .zst";

/// Stem, format and packing of a file name; the format is `None` where the ending is unknown.
pub(super) fn by_name(path: &Path) -> (String, Option<Format>, Packing) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (name, packing) = match ending(&name) {
        Some((stem, "gz")) => (stem, Packing::Gzip),
        Some((stem, "zst")) => (stem, Packing::Zstd),
        _ => (&*name, Packing::Plain),
    };
    let Some((stem, ending)) = ending(name) else {
        return (name.to_string(), None, packing);
    };
    let format = match ending {
        "txt" | "md" => Format::Text,
        "html" | "htm" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::Lines,
        _ => return (name.to_string(), None, packing),
    };
    (stem.to_string(), Some(format), packing)
}

/// Splits the ending off a name; `None` where there is none or the name is nothing else.
fn ending(name: &str) -> Option<(&str, &'static str)> {
    const KNOWN: [&str; 9] = [
        "gz", "zst", "txt", "md", "html", "htm", "json", "jsonl", "ndjson",
    ];
    let (stem, ending) = name.rsplit_once('.')?;
    let known = KNOWN.iter().find(|k| ending.eq_ignore_ascii_case(k))?;
    (!stem.is_empty()).then_some((stem, known))
}

/// The format of a file whose name says nothing, by its first bytes (a few kilobytes are enough).
pub(super) fn by_content(start: &[u8]) -> Format {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let start = start.trim_ascii_start();
    match start.first() {
        Some(b'[') if start[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
        Some(b'{') if first_line_is_whole(start) => Format::Lines,
        Some(b'{') if start[1..].trim_ascii_start().starts_with(b"\"") => Format::Json,
        Some(b'<') if looks_like_page(start) => Format::Html,
        _ => Format::Text,
    }
}

/// True where the first line is an object by itself and another line follows.
fn first_line_is_whole(start: &[u8]) -> bool {
    let Some(end) = start.iter().position(|&b| b == b'\n') else {
        return false;
    };
    !start[end..].trim_ascii().is_empty()
        && serde_json::from_slice::<serde::de::IgnoredAny>(&start[..end]).is_ok()
}

fn looks_like_page(start: &[u8]) -> bool {
    let start: Vec<u8> = start[..start.len().min(1024)].to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<?xml"]
        .iter()
        .any(|tag| start.windows(tag.len()).any(|w| w == tag.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, stem, format, packing) in [
            ("a/001.txt", "001", Some(Format::Text), Packing::Plain),
            ("001.TXT.GZ", "001", Some(Format::Text), Packing::Gzip),
            (
                "x.2017.jsonl.zst",
                "x.2017",
                Some(Format::Lines),
                Packing::Zstd,
            ),
            ("page.htm", "page", Some(Format::Html), Packing::Plain),
            ("README", "README", None, Packing::Plain),
            ("dump.gz", "dump", None, Packing::Gzip),
            ("photo.jpg", "photo.jpg", None, Packing::Plain),
        ] {
            assert_eq!(
                by_name(Path::new(name)),
                (stem.to_string(), format, packing),
                "{name}"
            );
        }
    }

    #[test]
    fn contents() {
        for (start, format) in [
            ("[ {\"text\": 1}]", Format::Json),
            ("{\"text\":\n \"x\"}", Format::Json),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", Format::Lines),
            ("{\"text\": \"x\"}\n", Format::Json),
            ("\u{FEFF}<!DOCTYPE html><p>", Format::Html),
            ("[1] أعلنت", Format::Text),
            ("<< أعلنت >>", Format::Text),
            ("", Format::Text),
        ] {
            assert_eq!(by_content(start.as_bytes()), format, "{start}");
        }
    }
}
