//! Bytes to text. UTF-8 first, then what a byte order mark or the page itself says, then a guess, which
//! is believed only if it gives clean text in Arabic or Latin letters.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};
use regex::bytes::Regex;

use super::{Fault, RejectReason};

/// `charset=…` as it stands in the meta elements of a page or in an XML declaration.
static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})"#)
        .expect("the pattern is a constant")
});

/// A page says its charset within its first bytes: 1,024 by the standard, more in practice.
const HEAD: usize = 4096;

/// The text of a plain file.
///
/// # Errors
/// `binary` where there are NUL bytes or hardly any letters, `encoding` where it can't be made out.
pub(super) fn text(bytes: &[u8]) -> Result<String, Fault> {
    match marked(bytes)? {
        Some(text) => Ok(text),
        None => guessed(bytes),
    }
}

/// The text of a web page. A byte order mark and valid UTF-8 settle it; else `charset` (of the HTTP header)
/// and what the page says of itself are tried before guessing, and each is believed only if the text makes
/// no less sense in it than in the other encodings of Arabic: headers and templates often say what their
/// maker's machine had. A single broken byte in a page of UTF-8 becomes U+FFFD, because it usually stands
/// outside of the article.
///
/// # Errors
/// As for [`text`].
pub(super) fn page(bytes: &[u8], charset: Option<&str>) -> Result<String, Fault> {
    if let Some(encoding) = unmarked_utf16(bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return without_nul(text.into_owned());
    }
    if let Some(text) = marked(bytes)? {
        return Ok(text);
    }
    if mostly_utf8(bytes) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let header = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let own = CHARSET
        .captures_iter(&bytes[..bytes.len().min(HEAD)])
        .filter_map(|found| Encoding::for_label(&found[1]));
    let declared: Vec<&Encoding> = header.into_iter().chain(own).collect();
    match most_sense(bytes, &declared) {
        Some(text) => Ok(text),
        None => guessed(bytes),
    }
}

/// The text in the declared encoding or, where it makes more sense, in another one of Arabic; `None` where
/// none is declared or the text is readable in none.
fn most_sense(bytes: &[u8], declared: &[&'static Encoding]) -> Option<String> {
    /// More than so many thousandths of the characters that an encoding does not have, and it is another.
    const BROKEN: usize = 2;
    let others = [WINDOWS_1256, ISO_8859_6];
    let mut best: Option<(usize, String)> = None;
    let candidates = declared.iter().filter(|encoding| **encoding != UTF_8);
    for encoding in candidates.copied().chain(others) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let broken = text.matches('\u{FFFD}').count();
        let readable = matches!(Script::of(&text), Script::Readable);
        if !readable || broken * 1000 > BROKEN * text.len() {
            continue;
        }
        let sense = sense(&text);
        // a tenth more, so that what is declared is kept where there is little to choose
        let better = best.as_ref().is_none_or(|(most, _)| sense * 10 > most * 11);
        if better {
            best = Some((sense, text.into_owned()));
        }
    }
    let (sense, text) = best?;
    // nothing was declared and it is no Arabic: guess
    (!declared.is_empty() || sense > 0).then_some(text)
}

/// How much sense a text makes as Arabic: how many of its words are of the commonest or have the article.
fn sense(text: &str) -> usize {
    const COMMON: [&str; 12] = [
        "في", "من", "على", "إلى", "أن", "إن", "عن", "قال", "مع", "التي", "الذي", "هذا",
    ];
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| {
            COMMON.contains(word) || (word.starts_with("ال") && word.chars().count() > 3)
        })
        .count()
}

/// UTF-16 without a mark, by the NUL bytes about the first tag.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The text where a byte order mark or valid UTF-8 settles it.
fn marked(bytes: &[u8]) -> Result<Option<String>, Fault> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return match encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..])
        {
            Some(text) => without_nul(text.into_owned()).map(Some),
            None if encoding == UTF_8 => Err(broken_utf8(bytes)),
            None => Err(Fault::new(
                RejectReason::Encoding,
                format!(
                    "it begins like {} but is broken further on",
                    encoding.name()
                ),
            )),
        };
    }
    if bytes.contains(&0) {
        return Err(Fault::new(
            RejectReason::Binary,
            "it has NUL bytes, so it is not a text",
        ));
    }
    Ok(std::str::from_utf8(bytes).ok().map(str::to_string))
}

fn without_nul(text: String) -> Result<String, Fault> {
    if text.contains('\0') {
        return Err(Fault::new(
            RejectReason::Binary,
            "it has NUL characters, so it is not a text",
        ));
    }
    Ok(text)
}

/// The text in the encoding it most likely is in.
fn guessed(bytes: &[u8]) -> Result<String, Fault> {
    if mostly_utf8(bytes) {
        return Err(broken_utf8(bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Err(Fault::new(
            RejectReason::Encoding,
            format!(
                "it is not UTF-8 and has bytes that {}, the likeliest encoding, does not have; save it as UTF-8",
                encoding.name()
            ),
        ));
    };
    match Script::of(&text) {
        Script::Readable => Ok(text.into_owned()),
        Script::Foreign => Err(Fault::new(
            RejectReason::Encoding,
            format!(
                "it is not UTF-8, and read as {} it is in neither Arabic nor Latin letters; save it as UTF-8",
                encoding.name()
            ),
        )),
        Script::Noise => Err(Fault::new(
            RejectReason::Binary,
            "it is not UTF-8 and has too many control characters for a text",
        )),
    }
}

/// True where nearly all of what is not ASCII is valid UTF-8: such a text is damaged, not in another
/// encoding, and reading it as windows-1256 would give nonsense in Arabic letters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid >= 8 * invalid.max(1)
}

fn broken_utf8(bytes: &[u8]) -> Fault {
    let at = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), |_| bytes.len());
    Fault::new(
        RejectReason::Encoding,
        format!("byte {at} is not valid UTF-8; mend or save it again"),
    )
}

/// What a decoded text looks like.
enum Script {
    Readable,
    Foreign,
    Noise,
}

impl Script {
    fn of(text: &str) -> Self {
        let (mut ours, mut letters, mut controls, mut all) = (0usize, 0usize, 0usize, 0usize);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            all += 1;
            controls += usize::from(c.is_control());
            letters += usize::from(c.is_alphabetic());
            ours += usize::from(c.is_alphabetic() && is_arabic_or_latin(c));
        }
        if controls * 50 > all || letters * 4 < all {
            Script::Noise
        } else if ours * 10 < letters * 9 {
            Script::Foreign
        } else {
            Script::Readable
        }
    }
}

/// True for letters of the two scripts, the presentation forms included.
pub(super) fn is_arabic_or_latin(c: char) -> bool {
    is_arabic(c) || matches!(c, '\u{0041}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}')
}

/// True for letters and signs of the Arabic blocks.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "قال وزير الزراعة إن المحصول هذا العام أفضل من العام الماضي، وأضاف أن الأسعار مستقرة.";

    fn reason(result: Result<String, Fault>) -> RejectReason {
        result.expect_err("it must not decode").reason
    }

    #[test]
    fn arabic_in_its_old_encodings() {
        let (windows, _, lossy) = encoding_rs::WINDOWS_1256.encode(SENTENCE);
        assert!(!lossy);
        assert_eq!(text(&windows).as_deref(), Ok(SENTENCE));
        let (iso, _, lossy) = encoding_rs::ISO_8859_6.encode(SENTENCE);
        assert!(!lossy);
        assert_eq!(text(&iso).as_deref(), Ok(SENTENCE));
    }

    #[test]
    fn marks_and_utf_16() {
        assert_eq!(text("\u{FEFF}قال".as_bytes()).as_deref(), Ok("قال"));
        let mut bytes = vec![0xFE, 0xFF];
        bytes.extend("قال".encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(text(&bytes).as_deref(), Ok("قال"));
    }

    #[test]
    fn a_page_says_its_charset() {
        let html = format!("<meta charset=windows-1256><p>{SENTENCE}");
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(&html);
        assert_eq!(page(&bytes, None).as_deref(), Ok(html.as_str()));
        // saved again as UTF-8, the old declaration left in: the bytes are right
        assert_eq!(page(html.as_bytes(), None).as_deref(), Ok(html.as_str()));
        assert_eq!(
            page(html.as_bytes(), Some("windows-1256")).as_deref(),
            Ok(html.as_str())
        );
    }

    #[test]
    fn a_charset_that_lies_is_not_believed() {
        let (windows, _, _) = WINDOWS_1256.encode(SENTENCE);
        let (iso, _, _) = ISO_8859_6.encode(SENTENCE);
        for lie in [
            "utf-8",
            "iso-8859-1",
            "windows-1252",
            "iso-8859-6",
            "windows-1256",
            "koi8-r",
            "nonsense",
        ] {
            assert_eq!(page(&windows, Some(lie)).as_deref(), Ok(SENTENCE), "{lie}");
            assert_eq!(page(&iso, Some(lie)).as_deref(), Ok(SENTENCE), "{lie}");
        }
        let french = "<meta charset=iso-8859-1><p>Le ministre a déclaré à la télévision que la récolte était bonne.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(french);
        assert_eq!(page(&bytes, None).as_deref(), Ok(french));
    }

    #[test]
    fn utf_16_needs_no_mark_in_a_page() {
        let html = "<p>قال";
        let bytes: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(page(&bytes, None).as_deref(), Ok(html));
    }

    #[test]
    fn damaged_utf_8_is_not_read_as_something_else() {
        let mut bytes = SENTENCE.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        assert_eq!(reason(text(&bytes)), RejectReason::Encoding);
        assert!(page(&bytes, None).is_ok_and(|t| t.ends_with('\u{FFFD}')));
    }

    #[test]
    fn what_is_no_text_in_our_letters_is_refused() {
        assert_eq!(reason(text(b"MZ\0\x01\x02 program")), RejectReason::Binary);
        let noise: Vec<u8> = (0..400u32).map(|n| (n * 151 % 255) as u8 + 1).collect();
        assert!(matches!(
            reason(text(&noise)),
            RejectReason::Binary | RejectReason::Encoding
        ));
        let (russian, _, _) = encoding_rs::KOI8_R.encode("Министр заявил, что урожай хороший.");
        assert_eq!(reason(text(&russian)), RejectReason::Encoding);
    }
}
