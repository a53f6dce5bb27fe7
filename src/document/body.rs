//! Which parts of a text are the article, and which are headline, byline, caption, related links,
//! comments or navigation. The words that tell are data of the language; here is what follows from
//! them. In doubt a line is body: nothing that was said may be lost.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::dateline;
use super::furniture::{ARABIC, Mark, Reach, Word, is_blank_or_mark, words};
use crate::statement::{Span, vocabulary};

vocabulary! {
    /// What a part of a text is.
    ZoneKind {
        /// The headline, or its repetition above or below the text.
        Headline = "headline",
        /// Who wrote it, and when it was put online.
        Byline = "byline",
        /// Place and agency in front of the report.
        Dateline = "dateline",
        /// The article.
        Body = "body",
        /// A beginning of the text that is repeated in full below.
        Teaser = "teaser",
        /// Words under a picture or video, and headings between paragraphs.
        Caption = "caption",
        /// Links to other articles.
        Related = "related",
        /// What readers wrote.
        Comments = "comments",
        /// Buttons, tags, subscriptions.
        Navigation = "navigation",
    }
}

/// A part of a text: a line, or a piece of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Where it stands in bytes, without the white space around it.
    pub bytes: Range<usize>,
    /// Where it stands in code points.
    pub span: Span,
}

/// Cuts a text into zones, in text order and without overlap; only white space is left out.
pub fn zones(text: &str) -> Vec<Zone> {
    zones_under(text, None)
}

/// Like [`zones`], with the headline where it is given apart from the text.
pub fn zones_under(text: &str, title: Option<&str>) -> Vec<Zone> {
    let mut lines = lines(text);
    mark_furniture(&mut lines);
    mark_teasers(&mut lines);
    mark_lead(&mut lines, title);
    mark_headlines(&mut lines, title);
    mark_captions(&mut lines);
    mark_end(&mut lines, title);
    numbered(text, with_datelines(&lines))
}

/// Most words of a headline.
const HEADLINE: usize = 20;
/// Most words of a headline that nothing confirms; longer lines may be sentences without a stop.
const LIKELY_HEADLINE: usize = 14;
/// Most words of a byline.
const NAMES: usize = 9;
/// Most words of a caption, a heading or a name.
const CAPTION: usize = 12;
/// A line of so many words is a paragraph, whatever it ends with.
const PARAGRAPH: usize = 25;
/// Most lines above the article; more short lines than that are a poem or a list.
const LEAD: usize = 6;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// With a full stop, question or exclamation mark, perhaps in quotation marks.
    Stop,
    /// With dots that say that something was cut off.
    Dots,
    /// With a colon, comma or semicolon: it goes on.
    Open,
    /// With a question or exclamation mark.
    Question,
    /// With a closing quotation mark and no stop.
    Quote,
    /// With a word.
    Bare,
}

/// A line of the text, or its tail of furniture.
struct Line<'t> {
    text: &'t str,
    /// Byte of the text at which it begins.
    start: usize,
    words: Vec<Word>,
    ending: Ending,
    /// True where an empty line follows.
    blank_after: bool,
    mark: Option<Mark>,
    kind: Option<ZoneKind>,
}

impl Line<'_> {
    fn len(&self) -> usize {
        self.words.len()
    }

    /// A sentence or more: what an article is made of.
    fn is_prose(&self) -> bool {
        match self.ending {
            Ending::Stop => self.len() >= 6,
            Ending::Question | Ending::Quote => self.len() >= 14,
            Ending::Dots => false,
            Ending::Open | Ending::Bare => self.len() >= PARAGRAPH,
        }
    }

    /// Like [`Line::is_prose`], below a link within the text, where prose is likely to go on.
    fn may_be_prose(&self) -> bool {
        let short_sentence = self.ending == Ending::Stop && self.len() >= 3;
        self.len() >= 15 && self.ending != Ending::Dots
            || short_sentence
            || self.continues() && self.len() >= 4
    }

    /// True where it goes on telling, or is an item of a list.
    fn continues(&self) -> bool {
        ARABIC.begins_like_prose(&self.words) || self.is_item()
    }

    fn is_item(&self) -> bool {
        let first = self.text.chars().next().unwrap_or(' ');
        first.is_numeric() || first.is_control() || "-–—•*·▪■●◦>#+".contains(first)
    }

    /// Few words without an end: a headline, name or caption, if the place fits.
    fn is_label(&self, most: usize) -> bool {
        self.is_short(most) && !self.continues()
    }

    /// Few words without an end, however it begins.
    fn is_short(&self, most: usize) -> bool {
        let open = matches!(self.ending, Ending::Bare | Ending::Question | Ending::Quote);
        open && self.len() <= most
    }

    fn same_words(&self, words: &[Word]) -> bool {
        !words.is_empty() && self.len() == words.len() && starts_with(&self.words, words)
    }
}

fn starts_with(words: &[Word], beginning: &[Word]) -> bool {
    words.len() >= beginning.len()
        && beginning
            .iter()
            .zip(words)
            .all(|(a, b)| a.folded == b.folded)
}

/// The lines of the text that are not blank, with tails of furniture cut off.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for raw in text.split(is_line_end) {
        let trimmed = raw.trim_start_matches(is_blank_or_mark);
        let begin = start + raw.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_blank_or_mark);
        let windows_line_end = raw.is_empty() && text[..start].ends_with("\r\n");
        if trimmed.is_empty() {
            if let (Some(last), false) = (lines.last_mut(), windows_line_end) {
                last.blank_after = true;
            }
        } else {
            let rest = &text[start + raw.len()..];
            push_line(&mut lines, trimmed, begin, few_words_in(rest));
        }
        // every line end is one code point, of whatever length
        start += raw.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn few_words_in(text: &str) -> bool {
    text.split_whitespace().take(12).count() < 12
}

/// Adds a line, cut where furniture stands before or behind what it says.
fn push_line<'t>(lines: &mut Vec<Line<'t>>, text: &'t str, start: usize, near_end: bool) {
    let all = words(text);
    let lead = ARABIC.lead(&all);
    if (1..all.len()).contains(&lead) {
        let rest = text[all[lead - 1].range.end..].trim_start_matches(is_blank_or_mark);
        let begin = text.len() - rest.len();
        let head = text[..begin].trim_end_matches(is_blank_or_mark);
        lines.push(line(head, start, words(head)));
        return push_line(lines, rest, start + begin, near_end);
    }
    let Some(at) = ARABIC.tail(text, &all, near_end).filter(|&at| at > 0) else {
        return lines.push(line(text, start, all));
    };
    let cut = all[at].range.start;
    let head = text[..cut].trim_end_matches(is_blank_or_mark);
    lines.push(line(head, start, words(head)));
    lines.push(line(&text[cut..], start + cut, words(&text[cut..])));
}

fn line(text: &str, start: usize, words: Vec<Word>) -> Line<'_> {
    let mark = ARABIC.mark(text, &words).or_else(|| {
        let tags = ARABIC.is_tags(&words) && ARABIC.tail(text, &words, true) == Some(0);
        tags.then_some(Mark {
            kind: ZoneKind::Navigation,
            reach: Reach::Line,
            more: true,
        })
    });
    Line {
        text,
        start,
        ending: ending(text),
        words,
        blank_after: false,
        mark,
        kind: None,
    }
}

fn ending(text: &str) -> Ending {
    let bare = text.trim_end_matches(|c: char| "\"'»”’)]}›".contains(c) || is_blank_or_mark(c));
    let closed = bare.len() < text.len();
    if bare.ends_with("..") || bare.ends_with('…') {
        return Ending::Dots;
    }
    // ":-" announces a list or a letter
    match bare
        .trim_end_matches(['-', '–', '—', ' '])
        .chars()
        .next_back()
    {
        Some('.' | '۔') => Ending::Stop,
        Some('؟' | '?' | '!') => Ending::Question,
        Some(':' | '،' | ',' | '؛' | ';') => Ending::Open,
        _ if closed => Ending::Quote,
        _ => Ending::Bare,
    }
}

/// Comments to the end, related links until prose begins again, buttons line by line.
fn mark_furniture(lines: &mut [Line]) {
    let mut reign: Option<Mark> = None;
    for line in lines {
        let mark = line.mark.filter(|mark| fits(mark, line));
        if let Some(mark) = mark {
            line.kind = Some(mark.kind);
            let ended = reign.is_some_and(|reign| reign.reach == Reach::End);
            if mark.reach != Reach::Line && !ended {
                reign = Some(mark);
            }
            continue;
        }
        let Some(reigning) = reign else { continue };
        let prose = match reigning.reach {
            Reach::End => false,
            _ if reigning.more => line.may_be_prose(),
            _ => line.is_prose(),
        };
        if prose {
            reign = None;
        } else {
            line.kind = Some(reigning.kind);
        }
    }
}

/// A byline or caption is a short line; the same words may begin a sentence.
fn fits(mark: &Mark, line: &Line) -> bool {
    let most = match mark.kind {
        ZoneKind::Byline => NAMES,
        ZoneKind::Caption => HEADLINE,
        _ => return true,
    };
    line.len() <= most && (line.ending != Ending::Stop || line.len() <= 5)
}

/// The first lines that are said again in full further down.
fn mark_teasers(lines: &mut [Line]) {
    let open: Vec<usize> = (0..lines.len())
        .filter(|&i| lines[i].kind.is_none())
        .collect();
    for (position, &index) in open.iter().enumerate().take(4) {
        let line = &lines[index];
        let cut_off = line.ending == Ending::Dots;
        if line.len() < if cut_off { 5 } else { 12 } {
            continue;
        }
        // the last word may be cut in the middle
        let said = &line.words[..line.len() - usize::from(cut_off)];
        if open[position + 1..]
            .iter()
            .any(|&later| starts_with(&lines[later].words, said))
        {
            lines[index].kind = Some(ZoneKind::Teaser);
        }
    }
}

/// Headline, byline and caption above the first paragraph.
fn mark_lead(lines: &mut [Line], title: Option<&str>) {
    let Some(first) = lines.iter().position(is_paragraph) else {
        return;
    };
    let lead = (0..first)
        .filter(|&index| lines[index].kind.is_none())
        .count();
    if lead > LEAD {
        return;
    }
    let title = words(title.unwrap_or_default());
    let mut headline = false;
    let mut above = None;
    for index in 0..first {
        if lines[index].kind.is_none() {
            let kind = match said_twice(lines, index) {
                true => Some(ZoneKind::Headline),
                false => lead_kind(&lines[index], &title, headline, above, index + 1 == first),
            };
            lines[index].kind = kind;
        }
        above = lines[index].kind;
        headline |= above == Some(ZoneKind::Headline);
    }
}

/// True for a short line that stands in the text again.
fn said_twice(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let again = |(other, later): (usize, &Line)| other != index && later.same_words(&line.words);
    line.len() >= 3 && line.is_label(HEADLINE) && lines.iter().enumerate().any(again)
}

fn is_paragraph(line: &Line) -> bool {
    line.kind.is_none()
        && match line.ending {
            Ending::Stop | Ending::Open => line.len() >= 5,
            _ => line.len() > HEADLINE,
        }
}

fn lead_kind(
    line: &Line,
    title: &[Word],
    headline: bool,
    above: Option<ZoneKind>,
    last: bool,
) -> Option<ZoneKind> {
    if line.same_words(title) {
        return Some(ZoneKind::Headline);
    }
    if ARABIC.is_date_line(&line.words) {
        return Some(ZoneKind::Byline);
    }
    if let Some(kind) = dateline::whole(line.text) {
        return Some(kind);
    }
    if line.text.starts_with("# ") {
        return Some(ZoneKind::Headline);
    }
    let apart = line.blank_after && !headline && line.len() >= 3;
    if apart && line.is_short(LIKELY_HEADLINE) && !line.is_item() {
        return Some(ZoneKind::Headline);
    }
    if !line.is_label(LIKELY_HEADLINE) {
        return None;
    }
    let name = line.len() <= 4 && line.ending == Ending::Bare;
    let dashed = line.text.contains(" - ") || line.text.contains(" – ");
    Some(match above {
        Some(ZoneKind::Teaser) => ZoneKind::Caption,
        _ if dashed && last && line.len() <= CAPTION => ZoneKind::Caption,
        None | Some(ZoneKind::Headline) if name => ZoneKind::Byline,
        _ if line.len() >= 5 => ZoneKind::Headline,
        _ => ZoneKind::Caption,
    })
}

/// The headline again, wherever it stands.
fn mark_headlines(lines: &mut [Line], title: Option<&str>) {
    let mut headlines: Vec<Vec<Word>> = vec![words(title.unwrap_or_default())];
    let found = lines
        .iter()
        .filter(|line| line.kind == Some(ZoneKind::Headline));
    headlines.extend(found.map(|line| line.words.clone()));
    for line in lines
        .iter_mut()
        .filter(|line| line.kind.is_none() && line.len() >= 3)
    {
        let short = line.is_label(HEADLINE);
        if short && headlines.iter().any(|headline| line.same_words(headline)) {
            line.kind = Some(ZoneKind::Headline);
        }
    }
}

/// Short lines between two paragraphs.
fn mark_captions(lines: &mut [Line]) {
    let long = |line: &Line| line.kind.is_none() && line.len() >= 15 && line.ending != Ending::Open;
    let found: Vec<usize> = (1..lines.len().saturating_sub(1))
        .filter(|&index| {
            let line = &lines[index];
            line.kind.is_none()
                && line.ending == Ending::Bare
                && line.is_label(CAPTION)
                && !line.text.contains(':')
                && long(&lines[index - 1])
                && long(&lines[index + 1])
        })
        .collect();
    for index in found {
        lines[index].kind = Some(ZoneKind::Caption);
    }
}

/// Short lines below the last paragraph that repeat its beginning, and the signature of the paper.
fn mark_end(lines: &mut [Line], title: Option<&str>) {
    let Some(last) = lines
        .iter()
        .rposition(|line| line.kind.is_none() && !line.is_label(HEADLINE))
    else {
        return;
    };
    let run: Vec<usize> = (last + 1..lines.len())
        .filter(|&i| lines[i].kind.is_none())
        .collect();
    if run.is_empty() || lines[last].ending == Ending::Open || lines[last].len() < 5 {
        return;
    }
    let known = known_words(lines, title);
    let repeats = |&position: &usize| {
        let line = &lines[run[position]];
        let again = run[position + 1..]
            .iter()
            .any(|&later| lines[later].same_words(&line.words));
        again && line.len() >= 3 || overlaps(line, &known)
    };
    if let Some(first) = (0..run.len()).find(repeats) {
        for &index in &run[first..] {
            lines[index].kind = Some(ZoneKind::Related);
        }
    } else if run.len() <= 2 && lines[last].is_prose() && run.iter().all(|&i| lines[i].len() <= 3) {
        for index in run {
            lines[index].kind = Some(ZoneKind::Byline);
        }
    }
}

/// The stems of title, headline and the first two paragraphs.
fn known_words(lines: &[Line], title: Option<&str>) -> HashSet<String> {
    let title = words(title.unwrap_or_default());
    let headlines = lines
        .iter()
        .filter(|line| line.kind == Some(ZoneKind::Headline));
    let paragraphs = lines.iter().filter(|line| is_paragraph(line)).take(2);
    let all = headlines.chain(paragraphs).flat_map(|line| &line.words);
    title.iter().chain(all).filter_map(stem).collect()
}

/// True where most of the words that mean something are known, three at least.
fn overlaps(line: &Line, known: &HashSet<String>) -> bool {
    let stems: Vec<String> = line.words.iter().filter_map(stem).collect();
    let shared = stems.iter().filter(|stem| known.contains(*stem)).count();
    shared >= 3 && shared * 2 >= stems.len()
}

/// A word without conjunction and article, `None` where it is too short to mean something.
fn stem(word: &Word) -> Option<String> {
    let bare = word.folded.strip_prefix('و').unwrap_or(&word.folded);
    let bare = ["بال", "كال", "فال", "ال", "لل"]
        .iter()
        .find_map(|article| {
            bare.strip_prefix(article)
                .filter(|rest| rest.chars().count() >= 3)
        })
        .unwrap_or(bare);
    (bare.chars().count() >= 3).then(|| bare.to_string())
}

/// The lines as pieces of one kind, with datelines cut off the first paragraphs.
fn with_datelines(lines: &[Line]) -> Vec<(Range<usize>, ZoneKind)> {
    let mut pieces = Vec::with_capacity(lines.len() + 1);
    let mut paragraphs = 0;
    for line in lines {
        let all = line.start..line.start + line.text.len();
        let kind = line.kind.unwrap_or(ZoneKind::Body);
        let looked_at = line.kind.is_none() && line.len() >= 8 && paragraphs < 2;
        paragraphs += usize::from(looked_at);
        match dateline::prefix(line.text).filter(|_| looked_at) {
            None => pieces.push((all, kind)),
            Some(end) => {
                let prefix = line.text[..end].trim_end_matches(is_blank_or_mark);
                let rest = line.text[end..].trim_start_matches(is_blank_or_mark);
                pieces.push((all.start..all.start + prefix.len(), ZoneKind::Dateline));
                pieces.push((all.end - rest.len()..all.end, kind));
            }
        }
    }
    pieces
}

/// The pieces with their code points counted.
fn numbered(text: &str, pieces: Vec<(Range<usize>, ZoneKind)>) -> Vec<Zone> {
    let (mut byte, mut point) = (0, 0);
    let mut count = |to: usize| {
        point += text[byte..to].chars().count();
        byte = to;
        point
    };
    let zone = |(bytes, kind): (Range<usize>, ZoneKind)| {
        let start = count(bytes.start);
        let end = count(bytes.end);
        Zone {
            kind,
            span: Span::new(start, end),
            bytes,
        }
    };
    pieces.into_iter().map(zone).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIRST: &str = "أعلنت وزارة الزراعة أن محصول القمح هذا العام يفوق ما كان متوقعا، مؤكدة أن المخازن جاهزة لاستقباله في جميع المحافظات.";
    const SECOND: &str = "وأضافت الوزارة في بيان وزع على الصحفيين أن الأسعار لن ترتفع قبل نهاية الموسم، وأنها ستشتري الفائض كله من المزارعين.";
    const THIRD: &str = "من جهته نفى نقيب الفلاحين نادر حداد أن تكون الوزارة قد اشترت شيئا من المحصول حتى الآن، ووصف البيان بأنه وعود لا أكثر.";

    /// The kinds of the zones of these lines.
    fn kinds(lines: &[&str]) -> Vec<&'static str> {
        zones(&lines.join("\n"))
            .iter()
            .map(|zone| zone.kind.as_str())
            .collect()
    }

    #[test]
    fn a_plain_article_is_all_body() {
        assert_eq!(kinds(&[FIRST, SECOND, THIRD]), ["body"; 3]);
        assert_eq!(kinds(&[FIRST, "", SECOND, "", "كذلك."]), ["body"; 3]);
        assert_eq!(kinds(&["وعد الوزير بالمزيد"]), ["body"]);
        assert_eq!(kinds(&[]), [""; 0]);
    }

    #[test]
    fn headline_teaser_and_caption_above_the_article() {
        let teaser =
            "أعلنت وزارة الزراعة أن محصول القمح هذا العام يفوق ما كان متوقعا، مؤكدة أن المخا...";
        assert_eq!(
            kinds(&[
                "الزراعة: محصول القمح يفوق التوقعات",
                "",
                teaser,
                "وزارة الزراعة",
                FIRST,
                SECOND
            ]),
            ["headline", "teaser", "caption", "body", "body"]
        );
        assert_eq!(
            kinds(&[
                "الوزير يعد بشراء المحصول",
                "",
                "الوزير يعد بشراء المحصول",
                "",
                FIRST
            ]),
            ["headline", "headline", "body"]
        );
        assert_eq!(
            kinds(&["لا زيادة في سعر القمح", "", FIRST]),
            ["headline", "body"]
        );
        assert_eq!(
            kinds(&["نقيب الفلاحين - نادر حداد", FIRST, SECOND]),
            ["caption", "body", "body"]
        );
    }

    #[test]
    fn the_title_tells_headlines() {
        let lines = ["القمح وفير", FIRST, SECOND, "القمح وفير"].join("\n");
        let found: Vec<_> = zones_under(&lines, Some("القَمحُ وفير"))
            .iter()
            .map(|z| z.kind)
            .collect();
        assert_eq!(found[0], ZoneKind::Headline);
        assert_eq!(found[1..3], [ZoneKind::Body; 2]);
        assert_ne!(found[3], ZoneKind::Body);
    }

    #[test]
    fn bylines_and_datelines() {
        assert_eq!(kinds(&["عين اليوم – الرياض", FIRST]), ["dateline", "body"]);
        assert_eq!(kinds(&["سلمى حداد – متابعات", FIRST]), ["byline", "body"]);
        assert_eq!(kinds(&["نشر في: 23 يونيو 2017", FIRST]), ["byline", "body"]);
        assert_eq!(
            kinds(&["الجمعة 23 يونيو 2017 - 14:05", FIRST]),
            ["byline", "body"]
        );
        let text = format!("الرياض - واس: {FIRST}\n{SECOND}");
        let found = zones(&text);
        assert_eq!(found[0].kind, ZoneKind::Dateline);
        assert_eq!(&text[found[0].bytes.clone()], "الرياض - واس:");
        assert_eq!(&text[found[1].bytes.clone()], FIRST);
        assert_eq!(found[1].span, Span::new(14, 14 + FIRST.chars().count()));
    }

    #[test]
    fn comments_run_to_the_end() {
        assert_eq!(
            kinds(&[
                FIRST,
                "التعليقات (2)",
                "أبو سالم",
                SECOND,
                "الأكثر قراءة",
                THIRD
            ]),
            [
                "body", "comments", "comments", "comments", "related", "comments"
            ]
        );
    }

    #[test]
    fn prose_after_related_links_is_body_again() {
        assert_eq!(
            kinds(&[FIRST, "اقرأ أيضا: الوزير يستقيل من منصبه", SECOND, THIRD]),
            ["body", "related", "body", "body"]
        );
        assert_eq!(
            kinds(&[
                FIRST,
                "إقرأ أيضاً",
                "الوزير يستقيل من منصبه",
                "الأمطار تتأخر هذا العام",
                SECOND
            ]),
            ["body", "related", "related", "related", "body"]
        );
        assert_eq!(
            kinds(&[
                FIRST,
                SECOND,
                "أخبار متعلقة",
                "الوزير يستقيل من منصبه",
                "شارك",
                "الأكثر قراءة",
                "الأمطار تتأخر"
            ]),
            [
                "body",
                "body",
                "related",
                "related",
                "navigation",
                "related",
                "related"
            ]
        );
    }

    #[test]
    fn words_of_the_furniture_within_sentences_are_body() {
        assert_eq!(
            kinds(&[
                "شارك مئات المزارعين في الاحتجاج أمام مبنى الوزارة أمس.",
                "التعليقات التي نشرها الوزير على صفحته أثارت جدلا واسعا.",
                "ومن سمات الموسم الحالي وفرة المياه في السدود كلها.",
                "أخبار متعلقة بالمحصول وصلت أمس إلى مكتب النقيب.",
            ]),
            ["body"; 4]
        );
    }

    #[test]
    fn tails_of_a_line_are_cut_off() {
        let text = format!("{FIRST}\n {SECOND} سمات القمح وزارة الزراعة");
        let found = zones(&text);
        assert_eq!(found.len(), 3);
        assert_eq!(&text[found[1].bytes.clone()], SECOND);
        assert_eq!(found[2].kind, ZoneKind::Navigation);
        let link = format!("{FIRST} رابط الخبر بصحيفة البلد: القمح وفير");
        assert_eq!(kinds(&[&link]), ["body", "related"]);
        assert_eq!(
            kinds(&["Next Previous نادر حداد – جدة", FIRST]),
            ["navigation", "byline", "body"]
        );
        let lead = format!("Next Previous {FIRST}");
        assert_eq!(kinds(&[&lead]), ["navigation", "body"]);
    }

    #[test]
    fn captions_between_paragraphs() {
        assert_eq!(
            kinds(&[FIRST, "مزارعون في أحد الحقول", SECOND]),
            ["body", "caption", "body"]
        );
        assert_eq!(
            kinds(&[FIRST, "(الصورة: أرشيف البلدية)", SECOND]),
            ["body", "caption", "body"]
        );
        assert_eq!(
            kinds(&[FIRST, "معنا من حلب نادر حداد نقيب الفلاحين", SECOND]),
            ["body", "caption", "body"]
        );
        // these go on telling
        for line in [
            "وقال إن القمح وفير",
            "- القمح أولا",
            "الوزير: القمح وفير",
            "كما وعد بالمزيد",
        ] {
            assert_eq!(kinds(&[FIRST, line, SECOND]), ["body"; 3], "{line}");
        }
    }

    #[test]
    fn repetitions_and_signature_below_the_article() {
        assert_eq!(
            kinds(&[
                FIRST,
                SECOND,
                "محصول القمح يفوق المتوقع هذا العام",
                "النقيب غاضب",
                "لم تشترك بعد"
            ]),
            ["body", "body", "related", "related", "navigation"]
        );
        assert_eq!(
            kinds(&[FIRST, SECOND, "صحيفة البلد"]),
            ["body", "body", "byline"]
        );
    }

    #[test]
    fn lists_and_poems_stay_body() {
        assert_eq!(
            kinds(&[
                "قرر المجلس ما يلي:",
                "شراء القمح",
                "بيع الشعير",
                "منع التصدير"
            ]),
            ["body"; 4]
        );
        let poem = [
            "يا حقل قمح",
            "في أول الصيف",
            "كنت لنا",
            "بيتا ووعدا",
            "فأين نمضي",
            "إذا رحلت",
        ];
        assert_eq!(kinds(&poem), ["body"; 6]);
    }

    fn any_text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            Just(FIRST.to_string()),
            Just(SECOND.to_string()),
            prop::sample::select(vec![
                "\n",
                "\n\n",
                "\r\n",
                " ",
                "...",
                ":",
                " - ",
                "\u{200f}",
                "التعليقات (2)",
                "اقرأ أيضا: ",
                "سمات ",
                "Next Previous ",
                "الرياض - واس: ",
                "شارك",
                "رابط الخبر بصحيفة",
                "القمح وفير",
                "«",
                "ـ",
                "2017",
                "😀",
            ])
            .prop_map(str::to_string),
            "\\PC{0,12}",
        ];
        prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn zones_cover_the_text_once_and_in_order(text in any_text()) {
            let found = zones(&text);
            let mut end = 0;
            for zone in &found {
                prop_assert!(zone.bytes.start >= end && zone.bytes.end > zone.bytes.start);
                prop_assert!(text[end..zone.bytes.start].chars().all(is_blank_or_mark));
                prop_assert_eq!(text[..zone.bytes.start].chars().count(), zone.span.start);
                prop_assert_eq!(text[..zone.bytes.end].chars().count(), zone.span.end);
                end = zone.bytes.end;
            }
            prop_assert!(text[end..].chars().all(is_blank_or_mark));
        }
    }
}
