//! The words around articles, from a data file of the language, and the matching of lines against them.
//! What follows from a match is decided in [`super::body`].

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::body::ZoneKind;
use crate::language::arabic::fold::folded;
use crate::language::text::is_alphanumeric;

/// The furniture of Arabic papers.
pub(super) static ARABIC: LazyLock<Furniture> = LazyLock::new(|| {
    let words = include_str!("../language/arabic/furniture.toml");
    Furniture::parse(words).expect("the data file is checked by a test")
});

/// How much a mark covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reach {
    /// The line it stands in.
    Line,
    /// The lines below, until prose begins again.
    Block,
    /// Everything below.
    End,
}

/// What a line was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: ZoneKind,
    pub reach: Reach,
    /// True where the line holds more than the mark, such as the linked headline.
    pub more: bool,
}

/// The parts of a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A paper, an agency, a desk.
    Desk,
    /// A town or a state.
    Place,
}

/// The words of one language, folded.
#[derive(Debug)]
pub(super) struct Furniture {
    phrases: Vec<Phrase>,
    /// Indices into `phrases` by first word, longest phrase first.
    by_first: HashMap<String, Vec<usize>>,
    tags: Vec<Vec<String>>,
    datelines: HashMap<String, Part>,
    date_words: HashSet<String>,
    prose_starts: Vec<Vec<String>>,
    own_waw: Vec<String>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    kind: ZoneKind,
    reach: Reach,
    mode: Mode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Line,
    Head,
    Start,
    Lead,
    Inline,
}

/// The data file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    zone: Vec<ZoneWords>,
    tags: Tags,
    dateline: Dateline,
    date: Tags,
    prose: Prose,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneWords {
    kind: ZoneKind,
    reach: Reach,
    #[serde(default)]
    line: Vec<String>,
    #[serde(default)]
    head: Vec<String>,
    #[serde(default)]
    start: Vec<String>,
    #[serde(default)]
    lead: Vec<String>,
    #[serde(default)]
    inline: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tags {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dateline {
    desks: Vec<String>,
    places: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prose {
    starts: Vec<String>,
    own_waw: Vec<String>,
}

impl Furniture {
    fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let mut phrases = Vec::new();
        for zone in &file.zone {
            let modes = [
                (Mode::Line, &zone.line),
                (Mode::Head, &zone.head),
                (Mode::Start, &zone.start),
                (Mode::Lead, &zone.lead),
                (Mode::Inline, &zone.inline),
            ];
            for (mode, list) in modes {
                phrases.extend(list.iter().map(|phrase| Phrase {
                    words: folded_words(phrase),
                    kind: zone.kind,
                    reach: zone.reach,
                    mode,
                }));
            }
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            by_first
                .entry(phrase.words[0].clone())
                .or_default()
                .push(index);
        }
        let lists = |list: &[String]| list.iter().map(|phrase| folded_words(phrase)).collect();
        let joined = |phrase: &String| folded_words(phrase).join(" ");
        let places = file
            .dateline
            .places
            .iter()
            .map(|place| (joined(place), Part::Place));
        let desks = file
            .dateline
            .desks
            .iter()
            .map(|desk| (joined(desk), Part::Desk));
        Ok(Self {
            phrases,
            by_first,
            tags: lists(&file.tags.words),
            datelines: places.chain(desks).collect(),
            date_words: file.date.words.iter().map(|word| folded(word)).collect(),
            prose_starts: lists(&file.prose.starts),
            own_waw: file.prose.own_waw.iter().map(|word| folded(word)).collect(),
        })
    }

    /// What the line is, by its words.
    pub fn mark(&self, text: &str, words: &[Word]) -> Option<Mark> {
        let first = words.first()?;
        let named = words.iter().filter(|word| !word.is_number()).count();
        self.by_first.get(&first.folded)?.iter().find_map(|&index| {
            let phrase = &self.phrases[index];
            let length = phrase.words.len();
            if !phrase.begins(words) {
                return None;
            }
            let whole = named == length;
            let matches = match phrase.mode {
                Mode::Line | Mode::Lead => whole,
                Mode::Head => whole || followed_by_sign(&text[words[length - 1].range.end..]),
                Mode::Start | Mode::Inline => true,
            };
            matches.then_some(Mark {
                kind: phrase.kind,
                reach: phrase.reach,
                more: !whole,
            })
        })
    }

    /// How many words at the beginning of the line are furniture by themselves.
    pub fn lead(&self, words: &[Word]) -> usize {
        let candidates = words
            .first()
            .and_then(|first| self.by_first.get(&first.folded));
        let phrases = candidates
            .into_iter()
            .flatten()
            .map(|&index| &self.phrases[index]);
        phrases
            .filter(|phrase| phrase.mode == Mode::Lead && phrase.begins(words))
            .map(|phrase| phrase.words.len())
            .max()
            .unwrap_or(0)
    }

    /// The word at which furniture begins within the line. `near_end` says that hardly anything follows
    /// the line, which makes a match without a sentence's end before it believable, and a list of tags
    /// possible.
    pub fn tail(&self, text: &str, words: &[Word], near_end: bool) -> Option<usize> {
        (0..words.len()).find(|&at| {
            let before = text[..words[at].range.start].trim_end_matches(is_blank_or_mark);
            let after_sentence = before.chars().next_back().is_none_or(ends_sentence);
            let short = words.len() - at <= 40;
            let inline = self.by_first.get(&words[at].folded).is_some_and(|all| {
                all.iter()
                    .map(|&index| &self.phrases[index])
                    .any(|phrase| phrase.mode == Mode::Inline && phrase.begins(&words[at..]))
            });
            let is_tag = |tag: &Vec<String>| begins(tag, &words[at..]);
            (inline && (after_sentence || near_end && short))
                || (near_end
                    && after_sentence
                    && short
                    && words.len() - at > 1
                    && !has_sentence_end(&text[words[at].range.start..])
                    && self.tags.iter().any(is_tag))
        })
    }

    /// True where the line begins with a list of tags.
    pub fn is_tags(&self, words: &[Word]) -> bool {
        self.tags.iter().any(|tag| begins(tag, words))
    }

    /// The dateline part that these words are.
    pub fn dateline_part(&self, words: &[Word]) -> Option<Part> {
        let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        self.datelines.get(&words.join(" ")).copied()
    }

    /// True where the line says when the article was put online, and nothing else.
    pub fn is_date_line(&self, words: &[Word]) -> bool {
        let numbers = words.iter().filter(|word| word.is_number()).count();
        (2..=16).contains(&words.len())
            && numbers > 0
            && words
                .iter()
                .all(|word| word.is_number() || self.date_words.contains(&word.folded))
    }

    /// True where the line begins as running text does.
    pub fn begins_like_prose(&self, words: &[Word]) -> bool {
        let Some(first) = words.first() else {
            return false;
        };
        if self.prose_starts.iter().any(|start| begins(start, words)) {
            return true;
        }
        first.folded.starts_with('و')
            && first.folded.chars().count() >= 3
            && !self
                .own_waw
                .iter()
                .any(|own| first.folded.starts_with(own.as_str()))
    }
}

impl Phrase {
    fn begins(&self, words: &[Word]) -> bool {
        // papers glue the next word to such a phrase; a long one is told without its end
        let glued = self.mode == Mode::Inline && self.words.len() >= 3;
        begins(&self.words, words)
            || glued
                && words.len() >= self.words.len()
                && begins(&self.words[..self.words.len() - 1], words)
                && words[self.words.len() - 1]
                    .folded
                    .starts_with(&self.words[self.words.len() - 1])
    }
}

fn begins(phrase: &[String], words: &[Word]) -> bool {
    words.len() >= phrase.len() && phrase.iter().zip(words).all(|(p, word)| *p == word.folded)
}

fn followed_by_sign(rest: &str) -> bool {
    let rest = rest
        .trim_start_matches(|c: char| c.is_whitespace() || c.is_numeric() || "()[]".contains(c));
    rest.is_empty() || rest.starts_with([':', '|', '/', '-', '–', '—', '»', '>', '▼', '؛'])
}

/// One word of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Folded.
    pub folded: String,
    /// Bytes of the line.
    pub range: Range<usize>,
}

impl Word {
    fn is_number(&self) -> bool {
        self.folded.chars().all(|c| c.is_ascii_digit())
    }
}

/// The words of a line: runs of letters and digits, cut where Arabic and Latin letters meet.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut latin = false;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let part = is_alphanumeric(c);
        let cut = part && start.is_some() && c.is_ascii() != latin && c.is_alphabetic();
        if let Some(begin) = start
            && (!part || cut)
        {
            let word = folded(&line[begin..at]);
            if !word.is_empty() {
                words.push(Word {
                    folded: word,
                    range: begin..at,
                });
            }
            start = None;
        }
        if part && start.is_none() {
            start = Some(at);
            latin = c.is_ascii();
        }
    }
    words
}

pub(super) fn folded_words(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|word| word.folded).collect()
}

/// White space, direction marks and other signs that take no room.
pub(super) fn is_blank_or_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn ends_sentence(c: char) -> bool {
    ".!?؟…»”\")]}>/۔".contains(c)
}

/// True where a sentence ends in the text and goes on with another one, or the text ends with one.
fn has_sentence_end(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank_or_mark);
    text.ends_with(['.', '!', '؟', '۔']) || [". ", "! ", "؟ "].iter().any(|end| text.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_sound() {
        let furniture = Furniture::parse(include_str!("../language/arabic/furniture.toml"))
            .expect("the data file can be read");
        assert!(
            furniture
                .phrases
                .iter()
                .all(|phrase| !phrase.words.is_empty())
        );
        let mut seen = HashSet::new();
        for phrase in &furniture.phrases {
            let key = (format!("{:?}", phrase.mode), phrase.words.join(" "));
            assert!(seen.insert(key.clone()), "{key:?} stands there twice");
        }
    }

    #[test]
    fn words_of_a_line() {
        let line = "«قَالَ» الوزيرُ: 2,5% Stcقال ـ لا";
        let found: Vec<String> = words(line).into_iter().map(|word| word.folded).collect();
        assert_eq!(found, ["قال", "الوزير", "2", "5", "stc", "قال", "لا"]);
    }

    #[test]
    fn marks() {
        let mark = |line: &str| ARABIC.mark(line, &words(line)).map(|m| (m.kind, m.more));
        assert_eq!(mark("التعليقات (2)"), Some((ZoneKind::Comments, false)));
        assert_eq!(mark("التعليقات: 14"), Some((ZoneKind::Comments, false)));
        assert_eq!(mark("التعليقات التي أدلى بها الوزير أثارت جدلا"), None);
        assert_eq!(
            mark("إقرأ أيضاً : الوزير يستقيل"),
            Some((ZoneKind::Related, true))
        );
        assert_eq!(mark("شارك"), Some((ZoneKind::Navigation, false)));
        assert_eq!(mark("شارك مئات المزارعين في الاحتجاج"), None);
        assert_eq!(mark("أخبار متعلقة بالمحصول وصلت أمس"), None);
        assert_eq!(
            mark("(الصورة: أرشيف البلدية)"),
            Some((ZoneKind::Caption, true))
        );
    }
}
