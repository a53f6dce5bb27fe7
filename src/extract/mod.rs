//! From a document to the statements in it: `Document -> Vec<Statement>`, pure.
//!
//! The steps, one file each: [`reading`] (tokens with what the lexicon knows of them), [`relation`] (cue,
//! source, start of content), [`source`] (the phrase that names the source), [`content`] (which relations
//! are the reporter's, and where contents end), [`speakers`] (who a name, a title or a pronoun is), [`when`]
//! (the day of the saying), [`stance`], [`setting`] (whose state an office belongs to where nobody says it).
//! No file, no clock, no database.

mod certainty;
pub mod content;
mod draft;
pub mod reading;
pub mod relation;
pub mod setting;
pub mod source;
pub mod speakers;
pub mod stance;
pub mod when;

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::document::body::{Zone, ZoneKind, zones_under};
use crate::hex::hex;
use crate::language::arabic::dates::dates_and_numerals;
use crate::language::arabic::numbers::Numeral;
use crate::language::text::Kind;
use crate::statement::{Figure, Span, SpeakerKind, Statement};
use certainty::certainty;
use content::{mode, settle};
use draft::{Draft, Drafting};
use reading::Reading;
use relation::relations;
use setting::Setting;
use speakers::{Speaker, written};
use when::{Calendar, backdate};

/// Everything that is said in a document, in text order.
pub fn extract(document: &Document) -> Vec<Statement> {
    statements(document, &read(document))
}

/// The text of a document, read where it is at home.
pub fn read(document: &Document) -> Reading<'_> {
    Reading::at_home(&document.text, setting::home(document))
}

/// The same as [`extract`], of a text that was read by [`read`].
pub fn statements(document: &Document, reading: &Reading<'_>) -> Vec<Statement> {
    let zones = zones_under(&document.text, document.title.as_deref());
    let (dates, numerals) = dates_and_numerals(&reading.text.folded.text, document.published);
    let calendar = Calendar::new(reading, dates, document.published);
    let mut drafting = Drafting::new(reading, calendar);
    for sentence in body(reading, &zones) {
        let settled = settle(reading, &sentence, relations(reading, sentence.clone()));
        drafting.sentence(&sentence, settled);
    }
    let (mut cast, mut drafts) = drafting.done();
    backdate(&mut drafts);
    let same = cast.settle_titles();
    cast.settle_states(&Setting::new(reading, document, &zones));
    let article = Article {
        document,
        reading,
        ids: drafts.iter().map(|d| id(document, d)).collect(),
        figures: figures(reading, &numerals),
    };
    drafts
        .iter()
        .enumerate()
        .map(|(at, d)| article.statement(at, d, &cast.speakers[same[d.speaker]]))
        .collect()
}

/// The figures that stand within some words of a document.
pub fn figures_within(document: &Document, spans: &[Span]) -> Vec<Figure> {
    let reading = Reading::new(&document.text);
    let (_, numerals) = dates_and_numerals(&reading.text.folded.text, document.published);
    inside(&figures(&reading, &numerals), spans)
}

/// The sentences of the article itself: headlines, teasers, captions, links and comments say nothing of their own.
fn body(reading: &Reading, zones: &[Zone]) -> Vec<Range<usize>> {
    const SHORTEST: usize = 4;
    let zones: Vec<Span> = zones
        .iter()
        .filter(|zone| zone.kind == ZoneKind::Body)
        .map(|zone| zone.span)
        .collect();
    let mut sentences = Vec::new();
    for sentence in &reading.text.sentences {
        let span = reading.text.span(sentence.clone());
        let at = zones.partition_point(|zone| zone.end <= span.start);
        let Some(zone) = zones.get(at).filter(|zone| zone.overlaps(span)) else {
            continue;
        };
        // a speech may go over several lines
        let last_zone = zones[at..]
            .iter()
            .take_while(|zone| zone.overlaps(span))
            .last()
            .unwrap_or(zone);
        // a dateline or a link at its edge is cut off
        let start = sentence
            .clone()
            .find(|&t| reading.text.tokens[t].span.start >= zone.start)
            .unwrap_or(sentence.end);
        let end = sentence
            .clone()
            .rev()
            .find(|&t| reading.text.tokens[t].span.end <= last_zone.end)
            .map_or(start, |t| t + 1);
        match sentences.last_mut() {
            Some(last) if names_source_of_last(reading, last, start..end) => last.end = end,
            _ => sentences
                .extend(pieces(reading, start..end).filter(|piece| piece.len() >= SHORTEST)),
        }
    }
    sentences
}

/// "… جنوب البلاد. وفقا لشبكة …": a sentence that is only a particle with its source tells whose words those before it
/// are.
fn names_source_of_last(reading: &Reading, last: &Range<usize>, sentence: Range<usize>) -> bool {
    const LONGEST: usize = 9;
    const BETWEEN: usize = 1;
    let Some(length) = reading.lexicon.particles.at(&reading.text, sentence.start) else {
        return false;
    };
    sentence.len() <= LONGEST
        && sentence.start <= last.end + BETWEEN
        && sentence.start + length < sentence.end
        && !sentence
            .clone()
            .any(|t| reading.surely_finite(t) || reading.complementizer(t))
        && !(sentence.clone()).any(|t| matches!(reading.kind(t), Kind::Comma | Kind::Colon))
}

/// A sentence in pieces that a reader could take in: a text without stops is cut at commas, or where it must, so that
/// the time it takes grows with its length and not with its square.
fn pieces(reading: &Reading, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const LONGEST: usize = 700;
    const LOOK_BACK: usize = 200;
    let mut start = sentence.start;
    std::iter::from_fn(move || {
        if start >= sentence.end {
            return None;
        }
        let hard = sentence.end.min(start + LONGEST);
        let end = if hard == sentence.end {
            hard
        } else {
            (hard - LOOK_BACK..hard)
                .rev()
                .find(|&t| matches!(reading.kind(t), Kind::Comma | Kind::Semicolon))
                .map_or(hard, |comma| comma + 1)
        };
        let piece = start..end;
        start = end;
        Some(piece)
    })
}

/// The numerals of a text that count or measure something.
fn figures(reading: &Reading, numerals: &[Numeral]) -> Vec<Figure> {
    let tokens = &reading.text.tokens;
    let figure = |numeral: &Numeral| {
        let first = tokens.partition_point(|t| t.folded.end <= numeral.range.start);
        let last = tokens.partition_point(|t| t.folded.start < numeral.range.end);
        Figure {
            value: numeral.value,
            unit: numeral.unit.clone(),
            bound: numeral.bound.as_str().to_string(),
            span: reading.text.span(first..last.max(first + 1)),
        }
    };
    let counting = numerals.iter().filter(|n| n.is_figure());
    counting.map(figure).collect()
}

/// What all statements of a document share.
struct Article<'a, 't> {
    document: &'a Document,
    reading: &'a Reading<'t>,
    /// Ids of the drafts.
    ids: Vec<String>,
    /// Figures of the whole text.
    figures: Vec<Figure>,
}

impl Article<'_, '_> {
    /// Makes a statement of the draft at `at`.
    fn statement(&self, at: usize, draft: &Draft, speaker: &Speaker) -> Statement {
        let reading = self.reading;
        let (source, source_span) = match &draft.source {
            Some(source) => written(reading, source),
            None => (String::new(), None),
        };
        let slice = |span: &Span| reading.text.slice(*span).to_string();
        let role = speaker.role.clone();
        let stance = stance::stance(reading, &draft.relation, speaker);
        let words = (draft.relation.content.iter().cloned().flatten())
            .filter(|&t| reading.text.is_word(t))
            .count();
        Statement {
            id: self.ids[at].clone(),
            document: self.document.id.clone(),
            source,
            source_span,
            speaker: speaker.name.clone(),
            speaker_kind: speaker.kind,
            role: role.filter(|_| speaker.kind == SpeakerKind::Person),
            country: speaker.country.map(str::to_string),
            via: draft.via.clone(),
            cue: slice(&draft.cue_span),
            cue_span: draft.cue_span,
            content: draft.spans.iter().map(slice).collect(),
            spans: draft.spans.clone(),
            mode: mode(reading, &draft.relation.content),
            stance,
            said_on: draft.said_on,
            said_on_basis: draft.basis,
            published: self.document.published,
            embedded: draft.parent.is_some(),
            parent: draft.parent.map(|p| self.ids[p].clone()),
            certainty: certainty(draft, speaker, stance, words),
            figures: inside(&self.figures, &draft.spans),
        }
    }
}

/// Those of some figures that stand within spans.
fn inside(figures: &[Figure], spans: &[Span]) -> Vec<Figure> {
    let inside = |f: &&Figure| {
        let mut spans = spans.iter();
        spans.any(|s| s.start <= f.span.start && f.span.end <= s.end)
    };
    figures.iter().filter(inside).cloned().collect()
}

/// The id of a statement: a hash of the document's text and the place in it.
fn id(document: &Document, draft: &Draft) -> String {
    const LENGTH: usize = 16;
    let mut hasher = Sha256::new();
    hasher.update(document.id.as_bytes());
    hasher.update(b"|");
    hasher.update(document.hash.as_bytes());
    for span in &draft.spans {
        hasher.update(format!("|{}-{}", span.start, span.end));
    }
    hasher.update(format!("|{}|{}", draft.cue_span.start, draft.position));
    hex(&hasher.finalize())[..LENGTH].to_owned()
}
