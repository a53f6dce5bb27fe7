//! Settles which relations the reporter makes and which stand inside somebody's words, and where each
//! content ends.
//!
//! A participle and a verb with "و" go on with the report; a verb without one inside a content is somebody
//! else's saying within it. A quotation ends at its closing mark; a clause ends where the reporter's next
//! relation begins, at his comment ("في إشارة إلى"), or with the sentence.

use std::ops::Range;

use super::reading::Reading;
use super::relation::{Link, Relation, Said, Shape};
use super::source::Phrase;
use crate::language::arabic::lexicon::tag;
use crate::language::text::Kind;
use crate::statement::Mode;

/// Settles the relations of one sentence.
pub fn settle(
    reading: &Reading,
    sentence: &Range<usize>,
    relations: Vec<Relation>,
) -> Vec<Relation> {
    let mut relations = levels(reading, sentence, relations);
    for at in 0..relations.len() {
        let end = end_of(reading, sentence, &relations, at);
        relations[at].content = fragments(reading, &relations[at], sentence, end);
    }
    let mut settled = before_particles(reading, sentence, relations);
    drop_empty(&mut settled);
    settled
}

/// Where the words of a relation begin in the sentence: at a subject before the verb, else at the cue.
fn head(relation: &Relation) -> usize {
    match &relation.said {
        Said::By(source)
            if relation.named
                && source.range.start < relation.cue.start
                && relation.shape != Shape::Noun =>
        {
            source.range.start
        }
        _ => relation.cue.start.min(relation.around.start),
    }
}

/// Marks the relations inside others' contents, with their parents.
fn levels(reading: &Reading, sentence: &Range<usize>, relations: Vec<Relation>) -> Vec<Relation> {
    let mut out: Vec<Relation> = Vec::with_capacity(relations.len());
    let mut outer: Option<usize> = None;
    for mut relation in relations {
        let around =
            outer.filter(|&o| out[o].start <= relation.cue.start && out[o].link != Link::Before);
        let inside = around.filter(|&o| !by_reporter(reading, &out[o], &relation));
        match inside {
            Some(parent) => {
                relation.embedded = true;
                relation.parent = Some(innermost(&out, parent, &relation));
            }
            None => {
                // a noun on its own is a relation only within a report
                relation.embedded = false;
                relation.parent = None;
                if relation.shape != Shape::Noun && relation.link != Link::Before {
                    outer = Some(out.len());
                }
            }
        }
        out.push(relation);
    }
    let _ = sentence;
    out
}

/// The embedded relation that the new one is inside of, if any: "قال إن موسكو تريد … وإن".
fn innermost(out: &[Relation], parent: usize, _relation: &Relation) -> usize {
    let _ = out;
    parent
}

/// True where the reporter himself goes on with `next` after `last`.
fn by_reporter(reading: &Reading, last: &Relation, next: &Relation) -> bool {
    let at = next.cue.start;
    if let Some(close) = reading.quoted_until(at) {
        // inside a quotation that belongs to the content
        let opens_inside = reading
            .text
            .quotes
            .iter()
            .any(|q| q.closed && q.close == close && q.open >= last.start.saturating_sub(1));
        if opens_inside {
            return false;
        }
    }
    if quotation_over(reading, last, at) {
        return next.shape != Shape::Noun;
    }
    match next.shape {
        Shape::Noun => false,
        Shape::Particle => true,
        Shape::Participle => true,
        Shape::Finite => {
            let start = head(next);
            reading.note(start).conjunction
                && reading
                    .text
                    .quote_at(last.start)
                    .is_none_or(|q| q.closed || q.close < at)
                || contrast_between(reading, last.start, start)
                || matches!(reading.word(start.wrapping_sub(1)), "كما" | "ثم" | "كذلك")
                || reading.word(start) == "عاد"
                || (!next.named && start > 0 && reading.kind(start - 1) == Kind::Comma)
        }
    }
}

/// True where the content was a quotation and it closed before token `at`.
fn quotation_over(reading: &Reading, relation: &Relation, at: usize) -> bool {
    let quoted = matches!(
        relation.link,
        Link::Quote | Link::Colon | Link::Clause | Link::Object
    );
    quoted
        && reading
            .text
            .quote_at(relation.start)
            .is_some_and(|q| q.closed && q.close < at && !runs_on(reading, q.close))
}

/// True where the sentence goes on in the reporter's words right behind a closing mark, as part of the same clause:
/// "«احتمالا كبيرا» بأن زعيم التنظيم قتل".
fn runs_on(reading: &Reading, close: usize) -> bool {
    let next = close + 1;
    reading.text.is_word(next)
        && !reading.note(next).conjunction
        && reading.lexicon.contrast.at(&reading.text, next).is_none()
        && reading.lexicon.particles.at(&reading.text, next).is_none()
}

/// True where the reporter turns to something else between the two tokens.
fn contrast_between(reading: &Reading, from: usize, to: usize) -> bool {
    (from..to).any(|t| {
        reading.text.is_word(t)
            && reading.quoted_until(t).is_none()
            && reading.lexicon.contrast.at(&reading.text, t).is_some()
    })
}

/// Where the content of relation `at` ends at the latest.
fn end_of(reading: &Reading, sentence: &Range<usize>, relations: &[Relation], at: usize) -> usize {
    let this = &relations[at];
    let mut end = sentence.end;
    if let Some(parent) = this.parent {
        end = relations[parent].content.last().map_or(end, |c| c.end);
        // the next relation of the same content, where it is set off by "و"
        for next in relations[at + 1..]
            .iter()
            .filter(|r| r.parent == Some(parent) && r.shape == Shape::Finite)
        {
            let start = boundary(reading, this.start, next);
            if reading.note(start).conjunction && start > this.start {
                end = end.min(start);
            }
        }
        if let Some(close) = reading.quoted_until(this.start) {
            end = end.min(close);
        }
        return embedded_end(reading, this, end);
    }
    for next in relations[at + 1..]
        .iter()
        .filter(|r| !r.embedded && r.cue.start > this.start)
    {
        if next.shape == Shape::Noun {
            continue;
        }
        end = end.min(boundary(reading, this.start, next));
    }
    comment(reading, this.start, end).unwrap_or(end)
}

/// An embedded clause does not run past a new clause of the one around it ("… وأن هذا المقترح …").
fn embedded_end(reading: &Reading, relation: &Relation, end: usize) -> usize {
    (relation.start + 1..end)
        .find(|&t| {
            let comma = reading.kind(t - 1) == Kind::Comma;
            (reading.complementizer(t)
                && reading.note(t).is(tag::COMPLEMENTIZER)
                && reading.word(t).starts_with('و'))
                || (comma
                    && (reading.lexicon.contrast.at(&reading.text, t).is_some()
                        || reading.word(t) == "حيث"))
        })
        .unwrap_or(end)
}

/// The first token of the next relation's clause: its head, with the conjunctions and contrasts before it.
fn boundary(reading: &Reading, from: usize, next: &Relation) -> usize {
    let mut at = head(next);
    while at > from + 1 {
        let before = at - 1;
        let skip = matches!(
            reading.kind(before),
            Kind::Comma | Kind::Dash | Kind::Ellipsis
        ) || reading.is(before, tag::AUXILIARY)
            || matches!(
                reading.word(before),
                "كما" | "ثم" | "و" | "حين" | "وقت" | "في" | "فيما" | "بينما" | "حيث"
            );
        if !skip {
            break;
        }
        at = before;
    }
    // a contrast further back opens the new clause
    (from + 1..at)
        .rev()
        .take(22)
        .find(|&t| {
            reading.quoted_until(t).is_none()
                && reading.lexicon.contrast.at(&reading.text, t).is_some()
                && next.shape == Shape::Finite
        })
        .unwrap_or(at)
}

/// The reporter's comment behind a comma.
fn comment(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    (from + 1..end).find(|&t| {
        reading.kind(t - 1) == Kind::Comma
            && reading.quoted_until(t).is_none()
            && reading.text.is_word(t)
            && reading.lexicon.comment.at(&reading.text, t).is_some()
    })
}

/// The token ranges of a content that begins at `relation.start` and ends at `end` at the latest.
fn fragments(
    reading: &Reading,
    relation: &Relation,
    sentence: &Range<usize>,
    end: usize,
) -> Vec<Range<usize>> {
    let start = relation.start;
    if relation.link == Link::Before || start >= sentence.end {
        return Vec::new();
    }
    let Some(quote) = reading.text.quote_at(start) else {
        return vec![reading.text.trim(start..end)];
    };
    if !quote.closed {
        return vec![reading.text.trim(start + 1..end.max(start + 1))];
    }
    if runs_on(reading, quote.close)
        && quote.close + 1 < end
        && relation.link != Link::Colon
        && relation.link != Link::Quote
    {
        // a few quoted words at the head of an indirect clause
        return vec![reading.text.trim(start..end)];
    }
    let mut out = vec![reading.text.trim(start + 1..quote.close)];
    // the same words go on in a further quotation: "…".. "…"
    let mut close = quote.close;
    loop {
        let mut next = close + 1;
        while next < sentence.end && matches!(reading.kind(next), Kind::Ellipsis | Kind::Dash) {
            next += 1;
        }
        match reading.text.quote_at(next) {
            Some(more) if more.closed && next > close && more.close - next > 3 => {
                out.push(reading.text.trim(next + 1..more.close));
                close = more.close;
            }
            _ => break,
        }
    }
    out
}

/// Gives particles behind a clause their content, or makes them the way by which another statement came.
fn before_particles(
    reading: &Reading,
    sentence: &Range<usize>,
    mut relations: Vec<Relation>,
) -> Vec<Relation> {
    for at in 0..relations.len() {
        if relations[at].link != Link::Before || relations[at].embedded {
            continue;
        }
        let end = relations[at].cue.start;
        let before = (0..at).rev().find(|&p| {
            relations[p].link != Link::Before
                && !relations[p].embedded
                && !relations[p].content.is_empty()
        });
        let mut start = sentence.start;
        if let Some(p) = before {
            let last = relations[p].content.last().map_or(end, |c| c.end);
            let closed = reading.kind(last) == Kind::Quote
                || reading
                    .quoted_until(relations[p].start + 1)
                    .is_some_and(|close| close <= end);
            let turn = (relations[p].start + 1..end).rev().find(|&t| {
                reading.kind(t - 1) == Kind::Comma && matches!(reading.word(t), "حيث" | "اذ")
            });
            match (closed, turn) {
                (true, _) => start = last + 1,
                (false, Some(turn)) => {
                    if let Some(content) = relations[p].content.last_mut() {
                        *content = reading.text.trim(content.start..turn);
                    }
                    start = turn + 1;
                }
                // the clause before belongs to somebody already: the particle names the way it came
                (false, None) => start = end,
            }
            if words(reading, start..end) < 3 {
                if let Said::By(source) = relations[at].said.clone() {
                    if source.phrase == Phrase::Media {
                        relations[p].via.push(source);
                    }
                }
                continue;
            }
        }
        while start < end
            && (reading.is(start, tag::AUXILIARY) || reading.kind(start) == Kind::Comma)
        {
            start += 1;
        }
        if reading.complementizer(start) && reading.bare_complementizer(start) {
            start += 1;
        }
        if words(reading, start..end) >= 3 {
            relations[at].content = vec![reading.text.trim(start..end)];
        }
    }
    relations
}

fn words(reading: &Reading, range: Range<usize>) -> usize {
    range.filter(|&t| reading.text.is_word(t)).count()
}

/// Drops relations whose content came out empty, and keeps parents' indices right.
fn drop_empty(relations: &mut Vec<Relation>) {
    let mut kept = 0usize;
    let places: Vec<Option<usize>> = relations
        .iter()
        .map(|r| {
            let keep = r.content.iter().any(|c| c.start < c.end);
            kept += usize::from(keep);
            keep.then(|| kept - 1)
        })
        .collect();
    for relation in relations.iter_mut() {
        relation.content.retain(|c| c.start < c.end);
        relation.parent = relation.parent.and_then(|p| places[p]);
        if let Said::Same(of) = relation.said {
            relation.said = Said::Same(places[of].unwrap_or(0));
        }
    }
    relations.retain(|r| !r.content.is_empty());
}

/// How the words are reported: within quotation marks, partly, or in the reporter's words.
pub fn mode(reading: &Reading, content: &[Range<usize>]) -> Mode {
    const QUOTED_PHRASE: usize = 4;
    let mut quoted = 0;
    let mut all = 0;
    for range in content {
        let unclosed = range.start > 0
            && reading
                .text
                .quote_at(range.start - 1)
                .is_some_and(|q| !q.closed);
        for t in range.clone().filter(|&t| reading.text.is_word(t)) {
            all += 1;
            quoted += usize::from(unclosed || reading.quoted_until(t).is_some());
        }
    }
    if all > 0 && quoted == all {
        Mode::Direct
    } else if quoted >= QUOTED_PHRASE {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}
