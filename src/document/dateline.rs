//! Datelines: the place, agency or reporter that a report begins with, in a line of its own or in front
//! of the first sentence.

use super::body::ZoneKind;
use super::furniture::{ARABIC, Part, Word, words};

/// A part of a possible dateline: its words and the sign after them.
struct Piece {
    words: Vec<Word>,
    /// The sign that ends it, `None` at the end of the line.
    sign: Option<char>,
    /// True where white space follows the sign.
    spaced: bool,
    /// Byte after the sign.
    end: usize,
}

impl Piece {
    fn part(&self) -> Option<Part> {
        ARABIC.dateline_part(&self.words)
    }

    /// "خاص ب" in front of the paper's name.
    fn desk_for(&self) -> Option<Part> {
        let (last, before) = self.words.split_last()?;
        let part = ARABIC.dateline_part(before)?;
        (last.folded == "ب" && part == Part::Desk).then_some(part)
    }
}

/// How far a dateline reaches at most, in words.
const LONGEST: usize = 14;

/// What a whole line is, where it is nothing but a dateline or byline such as "سلمى حداد – متابعات".
pub(super) fn whole(line: &str) -> Option<ZoneKind> {
    let pieces = pieces(line, usize::MAX)?;
    let words: usize = pieces.iter().map(|piece| piece.words.len()).sum();
    let named: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| !piece.words.is_empty())
        .collect();
    let known = named.iter().filter(|piece| piece.part().is_some()).count();
    let ends_open = pieces
        .iter()
        .any(|piece| piece.sign == Some(':') && piece.end < line.trim_end().len());
    // "«الإذاعة» ترد على الحكومة" is a headline
    let quoted = known < named.len() && line.contains(['«', '»', '"', '“', '”']);
    let long = words > LONGEST || named.iter().any(|piece| piece.words.len() > 5);
    if long || known == 0 || ends_open || quoted {
        return None;
    }
    match (named.len(), known) {
        (1, _) => Some(ZoneKind::Byline),
        (all, known) if all == known => Some(ZoneKind::Dateline),
        (2 | 3, _) => Some(ZoneKind::Byline),
        _ => has_desk(&named).then_some(ZoneKind::Dateline),
    }
}

/// Where the text begins after a dateline in front of the first sentence; `None` where there is none.
pub(super) fn prefix(line: &str) -> Option<usize> {
    let pieces = pieces(line, LONGEST)?;
    up_to_colon(&pieces)
        .or_else(|| up_to_known(line, &pieces))
        .or_else(|| up_to_dash(line, &pieces))
        .filter(|&end| line[end..].contains(char::is_alphabetic))
}

/// "سبق - الرياض:", "الرياض - سلمى حداد:", "سلمى حداد - سبق - فيفاء:"
fn up_to_colon(pieces: &[Piece]) -> Option<usize> {
    let colon = pieces.iter().position(|piece| piece.sign == Some(':'))?;
    let named: Vec<&Piece> = pieces[..=colon]
        .iter()
        .filter(|piece| !piece.words.is_empty())
        .collect();
    let joined = pieces[..colon]
        .iter()
        .all(|piece| piece.sign.is_some_and(joins));
    let last = named.len().checked_sub(1)?;
    let desk_before = has_desk(&named[..last]);
    // after a desk comes a place, known or not
    let fits = |(at, piece): (usize, &&Piece)| {
        piece.part().is_some()
            || is_name(piece)
            || at == last && desk_before && piece.words.len() == 1
    };
    let plain = (2..=4).contains(&named.len()) && named.iter().enumerate().all(fits);
    let known = named.iter().all(|piece| piece.part().is_some());
    let reporter = named.len() == 2 && named[0].part() == Some(Part::Place);
    (plain && joined && (has_desk(&named) || known || reporter)).then(|| pieces[colon].end)
}

/// "الإذاعة – متابعات أعلنت …", "القاهرة (رويترز) - أعلنت …": known names one after the other.
fn up_to_known(line: &str, pieces: &[Piece]) -> Option<usize> {
    let mut known = 0;
    let mut desk = false;
    let mut end = None;
    for piece in pieces {
        let joined = piece.sign.is_some_and(joins);
        if piece.words.is_empty() {
            continue;
        }
        let words_end = piece.words.last().map(|word| word.range.end);
        if let Some(part) = piece.part().or_else(|| piece.desk_for()) {
            known += 1;
            desk |= part == Part::Desk;
            end = words_end;
            if !joined {
                break;
            }
        } else if known >= 2 && piece.sign == Some(')') && piece.words.len() <= 4 {
            // a name in brackets after the known ones is the reporter
            end = words_end;
        } else {
            // the last one may run on into the sentence without a sign
            if let Some((length, part)) = longest_known(&piece.words).filter(|_| known >= 1) {
                known += 1;
                desk |= part == Part::Desk;
                end = Some(piece.words[length - 1].range.end);
            }
            break;
        }
    }
    let end = end.filter(|_| known >= 2 && desk)?;
    let mut quotes = line[..end].matches('"').count();
    let text = line[end..].trim_start_matches(|c: char| {
        quotes += usize::from(c == '"');
        c.is_whitespace() || "-–—ـ|/)]»”:".contains(c) || c == '"' && quotes.is_multiple_of(2)
    });
    Some(line.len() - text.len())
}

/// "دمشق - أعلنت …": a place and a dash, where no second dash makes it a parenthesis.
fn up_to_dash(line: &str, pieces: &[Piece]) -> Option<usize> {
    let first = pieces.first()?;
    let dash = matches!(first.sign, Some('-' | '–' | '—' | 'ـ')) && first.spaced;
    let rest: String = line[first.end..].chars().take(100).collect();
    let single = ![" -", "- ", " –", "– ", " —", "— "]
        .iter()
        .any(|dash| rest.contains(dash));
    // "موسكو - فلان: …" is a speaker
    let quoted = pieces.get(1).is_some_and(|piece| piece.sign == Some(':'));
    (dash && single && !quoted && first.part() == Some(Part::Place)).then_some(first.end)
}

/// A reporter has two names or more; "الوزير لـ«الحياة»:" is a speaker and whom he spoke to.
fn is_name(piece: &Piece) -> bool {
    let addressed = piece.words.last().is_some_and(|word| word.folded == "ل");
    (2..=4).contains(&piece.words.len()) && !addressed
}

fn has_desk(pieces: &[&Piece]) -> bool {
    pieces.iter().any(|piece| piece.part() == Some(Part::Desk))
}

/// The longest run of words from the first on that is a known name.
fn longest_known(words: &[Word]) -> Option<(usize, Part)> {
    (1..=words.len().min(4)).rev().find_map(|length| {
        ARABIC
            .dateline_part(&words[..length])
            .map(|part| (length, part))
    })
}

fn joins(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | 'ـ'
            | '|'
            | '/'
            | '('
            | ')'
            | '،'
            | ','
            | '«'
            | '»'
            | '"'
            | '“'
            | '”'
            | '['
            | ']'
    )
}

/// Cuts the beginning of a line at its signs, up to a number of words or the end of the first sentence.
fn pieces(line: &str, most: usize) -> Option<Vec<Piece>> {
    let begin: usize = line.chars().take(200).map(char::len_utf8).sum();
    let line = if most == usize::MAX {
        line
    } else {
        &line[..begin]
    };
    let words = words(line);
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    let mut count = 0;
    let mut begin = 0;
    for (index, word) in words.iter().enumerate() {
        if let Some((sign, end)) = sign(line, begin, word.range.start) {
            let spaced = line[end..].starts_with(char::is_whitespace);
            pieces.push(Piece {
                words: std::mem::take(&mut piece),
                sign: Some(sign),
                spaced,
                end,
            });
            if matches!(sign, '.' | '؟' | '!') {
                return Some(pieces);
            }
            // more than one sign in a row: "(واس) -"
            let more = &line[end..word.range.start];
            for (at, c) in more.char_indices().filter(|(_, c)| joins(*c) || *c == ':') {
                let end = end + at + c.len_utf8();
                let spaced = line[end..].starts_with(char::is_whitespace);
                pieces.push(Piece {
                    words: Vec::new(),
                    sign: Some(c),
                    spaced,
                    end,
                });
            }
        }
        count += 1;
        if count > most {
            break;
        }
        piece.push(word.clone());
        begin = word.range.end;
        if index + 1 == words.len() {
            let last = sign(line, begin, line.len());
            let end = last.map_or(line.len(), |(_, end)| end);
            pieces.push(Piece {
                words: std::mem::take(&mut piece),
                sign: last.map(|(c, _)| c),
                spaced: false,
                end,
            });
        }
    }
    if !piece.is_empty() {
        let end = piece.last().map_or(0, |word| word.range.end);
        pieces.push(Piece {
            words: piece,
            sign: None,
            spaced: false,
            end,
        });
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// The first sign between two words that cuts, and the byte after it.
fn sign(line: &str, from: usize, to: usize) -> Option<(char, usize)> {
    line[from..to]
        .char_indices()
        .find(|&(_, c)| joins(c) || matches!(c, ':' | '.' | '؟' | '!'))
        .map(|(at, c)| (c, from + at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_nothing_else() {
        for (line, kind) in [
            ("عين اليوم – الرياض", Some(ZoneKind::Dateline)),
            ("سلمى حداد – متابعات", Some(ZoneKind::Byline)),
            (
                "أخبار الآن| دبي- الإمارات العربية المتحدة (سلمى حداد)",
                Some(ZoneKind::Dateline),
            ),
            ("الرياضي ـ جدة", Some(ZoneKind::Dateline)),
            ("وزير الزراعة - نادر حداد", None),
            (
                "دمشق - أعلنت وزارة الزراعة السورية أمس أن المحصول وفير هذا العام في كل المناطق",
                None,
            ),
            ("كيري: سنرد", None),
        ] {
            assert_eq!(whole(line), kind, "{line}");
        }
    }

    #[test]
    fn datelines_in_front_of_a_sentence() {
        let rest = |line: &'static str| prefix(line).map(|end| line[end..].trim());
        let said = "أعلنت الوزارة أن المحصول وفير.";
        for line in [
            "الرياض - واس: أعلنت الوزارة أن المحصول وفير.",
            "سبق- جدة:أعلنت الوزارة أن المحصول وفير.",
            "نادر حداد- سبق- ينبع: أعلنت الوزارة أن المحصول وفير.",
            "الرياض - نادر حداد: أعلنت الوزارة أن المحصول وفير.",
            "القاهرة (رويترز) - أعلنت الوزارة أن المحصول وفير.",
            "لندن - «الشرق الأوسط»: أعلنت الوزارة أن المحصول وفير.",
            "دمشق (سانا) (سلمى حداد) | أعلنت الوزارة أن المحصول وفير.",
            "عين اليوم – متابعات أعلنت الوزارة أن المحصول وفير.",
            "دمشق - أعلنت الوزارة أن المحصول وفير.",
            "نادر حداد- سبق- فيفاء: أعلنت الوزارة أن المحصول وفير.",
            "د ب أ - الرياض: أعلنت الوزارة أن المحصول وفير.",
        ] {
            assert_eq!(rest(line), Some(said), "{line}");
        }
    }

    #[test]
    fn a_quotation_after_the_dateline_keeps_its_mark() {
        for quote in ["\"لن نستورد\" قال الوزير.", "«لن نستورد» قال الوزير."]
        {
            for dateline in [
                "عين اليوم – متابعات",
                "صنعاء - خاص ب\"الرياض\"",
                "عمان (رويترز) -",
            ] {
                let line = format!("{dateline} {quote}");
                assert_eq!(prefix(&line).map(|end| &line[end..]), Some(quote), "{line}");
            }
        }
    }

    #[test]
    fn sentences_that_only_look_like_it() {
        for line in [
            "موسكو: سنرد على كل اعتداء.",
            "موسكو - التي رفضت الاقتراح - عادت فقبلته.",
            "كيري - وزير الخارجية: سنرد.",
            "قال الوزير: المحصول وفير.",
            "الرياض وجدة والدمام مدن كبيرة، وفيها مصانع: للقمح والشعير.",
            "موسكو - لافروف: سنرد على كل اعتداء.",
            "الوزير لـ«الحياة»: لن نستورد القمح.",
        ] {
            assert_eq!(prefix(line), None, "{line}");
        }
    }
}
