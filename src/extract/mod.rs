//! From a document to the statements in it: `Document -> Vec<Statement>`, pure.
//!
//! The steps, one file each: [`reading`] (tokens with what the lexicon knows of them), [`relation`] (cue,
//! source, start of content), [`source`] (the phrase that names the source), [`content`] (which relations
//! are the reporter's, and where contents end), [`stance`], [`speakers`] (who a name, a title or a pronoun
//! is), [`when`] (the day of the saying). No file, no clock, no database.

pub mod content;
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
use crate::language::arabic::dates::dates_and_numerals;
use crate::language::arabic::lexicon::{Entity, tag};
use crate::language::arabic::numbers::Numeral;
use crate::language::text::Kind;
use crate::statement::{DateBasis, Figure, Span, SpeakerKind, Statement};
use content::{mode, settle};
use reading::Reading;
use relation::{Relation, Said, Shape, relations};
use setting::Setting;
use source::{Phrase, Reach, Source};
use speakers::{Cast, Speaker, written};
use when::Calendar;

/// Everything that is said in a document, in text order.
pub fn extract(document: &Document) -> Vec<Statement> {
    let reading = Reading::new(&document.text);
    let mut cast = Cast::new(&reading);
    let (dates, numerals) = dates_and_numerals(&reading.text.folded.text, document.published);
    let figures: Vec<Figure> = numerals
        .iter()
        .filter(|n| n.is_figure())
        .map(|n| figure(&reading, n))
        .collect();
    let zones = zones_under(&document.text, document.title.as_deref());
    let mut calendar = Calendar::new(&reading, dates, document.published);
    let mut drafts: Vec<Draft> = Vec::new();
    for sentence in body(&reading, &zones) {
        let settled = settle(&reading, &sentence, relations(&reading, sentence.clone()));
        if settled.is_empty() {
            cast.stage(&sentence);
        }
        draft(
            &reading,
            &sentence,
            settled,
            &mut cast,
            &mut calendar,
            &mut drafts,
        );
    }
    backdate(&mut drafts);
    let same = cast.settle_titles();
    cast.settle_states(&Setting::new(&reading, document, &zones));
    let ids: Vec<String> = drafts
        .iter()
        .map(|d| id(document, &d.spans, &d.cue_span, d.position))
        .collect();
    drafts
        .iter()
        .enumerate()
        .map(|(at, d)| {
            let speaker = &cast.speakers[same[d.speaker]];
            finish(document, &reading, speaker, &ids, &figures, at, d)
        })
        .collect()
}

/// A statement whose speaker is an index into the cast.
struct Draft {
    speaker: usize,
    source: Option<Source>,
    via: Vec<String>,
    relation: Relation,
    spans: Vec<Span>,
    cue_span: Span,
    said_on: Option<chrono::NaiveDate>,
    basis: DateBasis,
    parent: Option<usize>,
    /// Which of the joint speakers of one relation it is, from 0.
    position: usize,
    steps_back: bool,
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
        // a dateline or a link at its edge is cut off
        let start = sentence
            .clone()
            .find(|&t| reading.text.tokens[t].span.start >= zone.start)
            .unwrap_or(sentence.end);
        let end = sentence
            .clone()
            .rev()
            .find(|&t| reading.text.tokens[t].span.end <= zone.end)
            .map_or(start, |t| t + 1);
        sentences.extend(pieces(reading, start..end).filter(|piece| piece.len() >= SHORTEST));
    }
    sentences
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

/// A numeral as a figure of the statement it stands in.
fn figure(reading: &Reading, numeral: &Numeral) -> Figure {
    let first = reading
        .text
        .tokens
        .partition_point(|t| t.folded.end <= numeral.range.start);
    let last = reading
        .text
        .tokens
        .partition_point(|t| t.folded.start < numeral.range.end);
    Figure {
        value: numeral.value,
        unit: numeral.unit.clone(),
        bound: numeral.bound.as_str().to_string(),
        span: reading.text.span(first..last.max(first + 1)),
    }
}

/// Resolves the relations of one sentence to speakers and days.
fn draft(
    reading: &Reading,
    sentence: &Range<usize>,
    settled: Vec<Relation>,
    cast: &mut Cast,
    calendar: &mut Calendar,
    drafts: &mut Vec<Draft>,
) {
    let mut of_relation: Vec<Option<usize>> = vec![None; settled.len()];
    let mut last_in_sentence = None;
    for (at, relation) in settled.iter().enumerate() {
        let parent = relation.parent.and_then(|p| of_relation[p]);
        let sources = joint(reading, relation);
        let mut speakers: Vec<(usize, Option<Source>)> = Vec::new();
        match (&relation.said, sources.is_empty()) {
            (Said::By(source), true) => {
                let resolved = if relation.embedded {
                    cast.resolve(source)
                } else {
                    cast.speak(source)
                };
                speakers.extend(resolved.map(|s| (s, Some(source.clone()))));
            }
            (Said::By(_), false) => {
                for source in sources {
                    let resolved = if relation.embedded {
                        cast.resolve(&source)
                    } else {
                        cast.speak(&source)
                    };
                    speakers.extend(resolved.map(|s| (s, Some(source))));
                }
            }
            // "الدول الضامنة تدين … وتجدد": the subject of the relation beside it in the same content
            (Said::Subject(_), _) if relation.embedded => {
                let beside = drafts
                    .last()
                    .filter(|d| parent.is_some() && d.parent == parent && d.source.is_some());
                speakers.extend(beside.map(|d| (d.speaker, d.source.clone())));
            }
            // a participle goes on with whoever spoke last in the sentence
            (Said::Subject(_), _)
                if relation.shape == Shape::Participle && last_in_sentence.is_some() =>
            {
                speakers.extend(last_in_sentence.map(|s| (s, None)));
            }
            (Said::Subject(person), _) => speakers.extend(cast.subject(*person).map(|s| (s, None))),
        }
        if relation.embedded
            && !worth_embedding(relation, &speakers, cast, parent.map(|p| &drafts[p]))
        {
            continue;
        }
        let (said_on, basis) = if relation.embedded {
            (None, DateBasis::None)
        } else {
            calendar.said_on(reading, relation, sentence)
        };
        let mut via: Vec<String> = Vec::new();
        if let Some(p) = parent {
            via.extend(drafts[p].via.iter().cloned());
            via.push(cast.speakers[drafts[p].speaker].name.clone());
        }
        for between in relation.via.iter().chain(&media_around(reading, relation)) {
            if let Some(speaker) = cast.resolve(between) {
                let name = cast.speakers[speaker].name.clone();
                if !via.contains(&name) && speakers.iter().all(|(s, _)| *s != speaker) {
                    via.push(name);
                }
            }
        }
        if !relation.embedded {
            last_in_sentence = speakers.last().map(|(s, _)| *s).or(last_in_sentence);
        }
        for (position, (speaker, source)) in speakers.into_iter().enumerate() {
            of_relation[at] = Some(drafts.len());
            drafts.push(Draft {
                speaker,
                source,
                via: via.clone(),
                spans: relation
                    .content
                    .iter()
                    .map(|c| reading.text.span(c.clone()))
                    .collect(),
                cue_span: reading.text.span(relation.cue.clone()),
                relation: relation.clone(),
                said_on,
                basis,
                parent,
                position,
                steps_back: basis == DateBasis::None,
            });
        }
    }
}

/// Two states that speak with one verb make two statements ("نفت أستانا وبشكيك"); a joint declaration makes one.
fn joint(reading: &Reading, relation: &Relation) -> Vec<Source> {
    let Said::By(source) = &relation.said else {
        return Vec::new();
    };
    let together = reading
        .lexicon
        .joint
        .find(&reading.text, relation.around.clone())
        .is_some();
    if source.phrase != Phrase::Country || source.states.len() < 2 || together {
        return Vec::new();
    }
    source
        .states
        .iter()
        .map(|(range, code)| Source::state(range.clone(), code))
        .collect()
}

/// Inside somebody's words only a relation with a source of its own counts, and not what he says of himself.
fn worth_embedding(
    relation: &Relation,
    speakers: &[(usize, Option<Source>)],
    cast: &Cast,
    parent: Option<&Draft>,
) -> bool {
    let (Some((speaker, Some(source))), Some(parent)) = (speakers.first(), parent) else {
        return false;
    };
    let named = source.name.is_some()
        || source.title.is_some()
        || !source.states.is_empty()
        || matches!(source.phrase, Phrase::Body | Phrase::Media | Phrase::Group);
    let itself = *speaker == parent.speaker
        || cast.speakers[*speaker].name == cast.speakers[parent.speaker].name;
    // "قال مدير الهيئة إن الهيئة تسعى إلى": he speaks for it already
    let own_side = source.phrase == Phrase::Body
        && cast.speakers[parent.speaker].is_side(cast.reading(), source.range.start);
    named
        && !itself
        && !own_side
        && !relation.negated
        && relation.content.iter().map(|c| c.len()).sum::<usize>() >= 2
}

/// The agency, paper or channel between cue and content: "في حديث لوكالة …", "مع “سكاي نيوز عربية”".
fn media_around(reading: &Reading, relation: &Relation) -> Vec<Source> {
    let behind = match &relation.said {
        Said::By(source) if source.phrase == Phrase::Media => return Vec::new(),
        Said::By(source) if source.range.start >= relation.around.start => source.range.end,
        _ => relation.around.start,
    };
    let mut found = Vec::new();
    let mut t = behind;
    while t < relation.around.end {
        match named_medium(reading, t, relation.around.end) {
            Some(source) => {
                t = source.range.end.max(t + 1);
                found.push(source);
            }
            None => t += 1,
        }
    }
    found
}

/// A medium at `t` with a name of its own; "وسائل إعلام" stand between nobody.
fn named_medium(reading: &Reading, t: usize, end: usize) -> Option<Source> {
    let known = |t: usize| matches!(reading.note(t).entity, Some((Entity::Media(_), _)));
    let headed = reading.is(t, tag::MEDIA) && !reading.is(t, tag::OCCASION | tag::PLURAL);
    if !headed && !known(t) {
        return None;
    }
    let found = source::source_with_preposition(reading, t, Reach::open(end))?;
    let named = found
        .range
        .clone()
        .any(|t| known(t) || reading.kind(t) == Kind::Quote);
    named.then_some(found)
}

/// A statement before the first dated one of the same speaker was made on the same occasion.
fn backdate(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        if drafts[at].said_on.is_some() || drafts[at].parent.is_some() {
            continue;
        }
        let dated = drafts[at + 1..]
            .iter()
            .take(6)
            .find(|d| {
                d.speaker == drafts[at].speaker
                    && d.parent.is_none()
                    && d.said_on.is_some()
                    && d.basis != DateBasis::Context
            })
            .and_then(|d| d.said_on);
        if dated.is_some()
            && drafts[at].relation.cue.start < usize::MAX
            && drafts[at].steps_back
            && at == 0
        {
            drafts[at].said_on = dated;
            drafts[at].basis = DateBasis::Context;
        }
    }
}

/// Makes the statement.
fn finish(
    document: &Document,
    reading: &Reading,
    speaker: &Speaker,
    ids: &[String],
    figures: &[Figure],
    at: usize,
    draft: &Draft,
) -> Statement {
    let (source, source_span) = match &draft.source {
        Some(source) => written(reading, source),
        None => (String::new(), None),
    };
    let relation = &draft.relation;
    let stance = stance::stance(reading, relation, speaker);
    Statement {
        id: ids[at].clone(),
        document: document.id.clone(),
        source,
        source_span,
        speaker: speaker.name.clone(),
        speaker_kind: speaker.kind,
        role: speaker
            .role
            .clone()
            .filter(|_| speaker.kind == SpeakerKind::Person),
        country: speaker.country.map(str::to_string),
        via: draft.via.clone(),
        cue: reading.text.slice(draft.cue_span).to_string(),
        cue_span: draft.cue_span,
        content: draft
            .spans
            .iter()
            .map(|s| reading.text.slice(*s).to_string())
            .collect(),
        spans: draft.spans.clone(),
        mode: mode(reading, &relation.content),
        stance,
        said_on: draft.said_on,
        said_on_basis: draft.basis,
        published: document.published,
        embedded: draft.parent.is_some(),
        parent: draft.parent.map(|p| ids[p].clone()),
        certainty: certainty(draft),
        figures: figures
            .iter()
            .filter(|f| {
                draft
                    .spans
                    .iter()
                    .any(|s| s.start <= f.span.start && f.span.end <= s.end)
            })
            .cloned()
            .collect(),
    }
}

/// How sure: the form of the relation, less where the source had to be inferred or the content is out of proportion.
fn certainty(draft: &Draft) -> f64 {
    let inferred = if draft.source.is_none() { 0.95 } else { 1.0 };
    let length: usize = draft.relation.content.iter().map(|c| c.len()).sum();
    let proportion = if !(3..=120).contains(&length) {
        0.85
    } else {
        1.0
    };
    let embedded = if draft.parent.is_some() { 0.8 } else { 1.0 };
    let value = draft.relation.certainty * inferred * proportion * embedded;
    (value * 100.0).round() / 100.0
}

/// The id of a statement: a hash of the document's text and the place in it.
fn id(document: &Document, spans: &[Span], cue: &Span, position: usize) -> String {
    const LENGTH: usize = 16;
    let mut hasher = Sha256::new();
    hasher.update(document.id.as_bytes());
    hasher.update(b"|");
    hasher.update(document.hash.as_bytes());
    for span in spans {
        hasher.update(format!("|{}-{}", span.start, span.end));
    }
    hasher.update(format!("|{}|{position}", cue.start));
    let digest = hasher.finalize();
    let hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    hex[..LENGTH].to_string()
}
