//! Settles which relations the reporter makes and which stand inside somebody's words, and where each
//! content ends.
//!
//! A participle and a verb with "و" go on with the report; a verb without one inside a content is somebody
//! else's saying within it. A quotation ends at its closing mark; a clause ends where the reporter's next
//! relation begins, at his comment ("في إشارة إلى"), or with the sentence.

use std::ops::Range;

use super::reading::Reading;
use super::relation::{Link, Relation, Said, Shape, circumstance_start};
use super::source::Phrase;
use crate::language::arabic::inflect::Person;
use crate::language::arabic::lexicon::tag;
use crate::language::text::{Kind, Quote};
use crate::statement::Mode;

/// Settles the relations of one sentence.
pub fn settle(
    reading: &Reading,
    sentence: &Range<usize>,
    relations: Vec<Relation>,
) -> Vec<Relation> {
    let mut relations = levels(reading, relations);
    for at in 0..relations.len() {
        if relations[at].shape == Shape::Relative {
            continue;
        }
        let end = end_of(reading, sentence, &relations, at);
        let mut content = fragments(reading, &relations[at], sentence, end);
        // "«…»، قال الوزير، «…»": the cue breaks the quotation up
        let this = &relations[at];
        if this.link == Link::Quote
            && this.shape == Shape::Finite
            && let Some(first) = reading.quote_in_front(this.cue.start, sentence.start)
        {
            content.insert(0, reading.text.trim(first));
        }
        relations[at].content = content;
    }
    let mut settled = before_particles(reading, sentence, relations);
    // "الانتقادات التي وجهها": outside of anybody's words too little is said
    for relation in settled.iter_mut() {
        if relation.shape == Shape::Relative && !relation.embedded {
            relation.content.clear();
        }
    }
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

/// Marks the relations inside others' contents, with their parents. Relations of the first level follow one
/// another; whatever stands in the content of the latest of them and is not the reporter's is embedded in it.
fn levels(reading: &Reading, relations: Vec<Relation>) -> Vec<Relation> {
    let mut out: Vec<Relation> = Vec::with_capacity(relations.len());
    let mut outer: Option<usize> = None;
    for mut relation in relations {
        let around =
            outer.filter(|&o| out[o].start <= relation.cue.start && out[o].link != Link::Before);
        let inner = around.map(|o| o + 1..out.len()).unwrap_or(0..0);
        relation.parent =
            around.filter(|&o| !by_reporter(reading, &out[o], &out[inner], &relation));
        relation.embedded = relation.parent.is_some();
        let on_its_own = relation.shape == Shape::Relative
            || (relation.shape == Shape::Noun && relation.link != Link::Clause);
        if !relation.embedded && !on_its_own && relation.link != Link::Before {
            outer = Some(out.len());
        }
        out.push(relation);
    }
    out
}

/// True where the reporter himself goes on with `next` after `last`; `inner` are the relations inside its content.
fn by_reporter(reading: &Reading, last: &Relation, inner: &[Relation], next: &Relation) -> bool {
    let at = next.cue.start;
    if quoted_within(reading, last, at) {
        return false;
    }
    if quotation_over(reading, last, at) {
        return !matches!(next.shape, Shape::Noun | Shape::Relative);
    }
    match next.shape {
        Shape::Noun | Shape::Relative => false,
        Shape::Particle | Shape::Participle => true,
        Shape::Finite => {
            answers_meanwhile(reading, last, next) || verb_of_reporter(reading, last, inner, next)
        }
    }
}

/// "وفيما نفى الوزير أن …، كشفت مصادر": the main clause behind one that opens the sentence.
fn answers_meanwhile(reading: &Reading, last: &Relation, next: &Relation) -> bool {
    let meanwhile = &reading.lexicon.grammar.clause.meanwhile;
    let Some(opener) = head(last).checked_sub(1) else {
        return false;
    };
    let opens = opener == 0
        || matches!(
            reading.kind(opener - 1),
            Kind::Stop | Kind::Newline | Kind::Ellipsis
        );
    let start = head(next);
    let set_off = start > 0 && reading.kind(start - 1) == Kind::Comma;
    opens && meanwhile.contains(reading.bare(opener)) && set_off && next.named
}

/// True where token `at` stands inside a quotation that belongs to the content of `last`.
fn quoted_within(reading: &Reading, last: &Relation, at: usize) -> bool {
    let Some(close) = reading.quoted_until(at) else {
        return false;
    };
    let mut quotes = reading.text.quotes.iter();
    quotes.any(|q| q.closed && q.close == close && q.open >= last.start.saturating_sub(1))
}

/// A finite verb is the reporter's where it begins a clause of its own, and its subject is not the one that the
/// content speaks of ("أن الحزب اعترف بمقتل اثنين، وأعلن").
fn verb_of_reporter(
    reading: &Reading,
    last: &Relation,
    inner: &[Relation],
    next: &Relation,
) -> bool {
    let start = head(next);
    let spoken = reading.is(next.cue.start, tag::SPOKEN);
    let words = &reading.lexicon.grammar.clause;
    if spoken && words.by_saying.contains(reading.word(next.cue.start)) {
        return true;
    }
    if next.said == Said::Subject(Person::First) && !spoken {
        return false;
    }
    if (!next.named && goes_on_inside(last, inner, next)) || both_sides(reading, next) {
        return false;
    }
    let unclosed = reading
        .text
        .quote_at(last.start)
        .is_some_and(|q| !q.closed && q.close >= next.cue.start);
    // "وتونس ترفض": the reporter puts his verb first
    let subject_first = start < next.cue.start && next.present;
    (reading.note(start).conjunction && !unclosed && !subject_first)
        || circumstance_start(reading, next.cue.start, last.start).is_some()
        || contrast_between(reading, last.start, start)
        || words.also.contains(reading.word(start.wrapping_sub(1)))
        || words.resuming.contains(reading.word(start))
        || (!next.named
            && start > 0
            && reading.kind(start - 1) == Kind::Comma
            && !opposed(last.person, next.person))
}

/// "واتفق الجانبان": the two of whom the content speaks.
fn both_sides(reading: &Reading, next: &Relation) -> bool {
    let Said::By(source) = &next.said else {
        return false;
    };
    let word = reading.bare(source.range.start);
    source.range.len() == 1 && reading.lexicon.lists.parties.contains(word)
}

/// True where one verb form is masculine and the other feminine.
fn opposed(a: Person, b: Person) -> bool {
    matches!(
        (a, b),
        (Person::Masculine, Person::Feminine) | (Person::Feminine, Person::Masculine)
    )
}

/// True where a verb without subject agrees with the one before it inside the content, and not with the speaker.
fn goes_on_inside(last: &Relation, inner: &[Relation], next: &Relation) -> bool {
    let beside = inner.iter().rev().find(|r| r.shape == Shape::Finite);
    opposed(last.person, next.person) && beside.is_some_and(|r| r.person == next.person)
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
        && !reading.contrast(next)
        && reading.lexicon.particles.at(&reading.text, next).is_none()
}

/// True where the reporter turns to something else between the two tokens.
fn contrast_between(reading: &Reading, from: usize, to: usize) -> bool {
    (from..to).any(|t| {
        reading.text.is_word(t) && reading.quoted_until(t).is_none() && reading.contrast(t)
    })
}

/// Where the content of relation `at` ends at the latest.
fn end_of(reading: &Reading, sentence: &Range<usize>, relations: &[Relation], at: usize) -> usize {
    let this = &relations[at];
    if let Some(parent) = this.parent {
        return embedded_end(reading, sentence, relations, at, parent);
    }
    let end = relations[at + 1..]
        .iter()
        .filter(|r| !r.embedded && r.cue.start > this.start)
        .filter(|r| !matches!(r.shape, Shape::Noun | Shape::Relative) || this.shape == Shape::Noun)
        .map(|next| boundary(reading, this.start, next))
        .fold(sentence.end, usize::min);
    let end = comment(reading, this.start, end).unwrap_or(end);
    joined_clause(reading, this, end).unwrap_or(end)
}

/// The same for a relation inside another one's content: it ends with that, with the quotation around it, where the
/// next relation of that content is set off by "و", or where the content goes on with a clause of its own.
fn embedded_end(
    reading: &Reading,
    sentence: &Range<usize>,
    relations: &[Relation],
    at: usize,
    parent: usize,
) -> usize {
    let this = &relations[at];
    let mut end = relations[parent]
        .content
        .last()
        .map_or(sentence.end, |c| c.end);
    let beside = relations[at + 1..]
        .iter()
        .filter(|r| r.parent == Some(parent) && r.shape == Shape::Finite);
    for next in beside {
        let start = boundary(reading, this.start, next);
        if reading.note(start).conjunction && start > this.start {
            end = end.min(start);
        }
    }
    if let Some(close) = reading.quoted_until(this.start) {
        end = end.min(close);
    }
    own_clause(reading, this.start, end).unwrap_or(end)
}

/// Where the content around an embedded relation goes on with a clause of its own ("… وأن هذا المقترح …", "…، لكن").
fn own_clause(reading: &Reading, start: usize, end: usize) -> Option<usize> {
    let words = &reading.lexicon.grammar.clause;
    (start + 1..end).find(|&t| {
        let further = reading.further_complementizer(t);
        let comma = reading.kind(t - 1) == Kind::Comma;
        let turn = reading.contrast(t);
        let note = reading.note(t);
        let thing =
            note.conjunction && (note.definite || note.entity.is_some() || reading.finite(t));
        let reason = reading.lexicon.lists.new_clause.contains(reading.word(t));
        // "أن هناك اتفاقا، مجرد أكاذيب": what is said of the words
        let untrue = comma
            && reading
                .lexicon
                .lists
                .falsehood
                .at(&reading.text, t)
                .is_some();
        let on = turn || thing || words.r#where.contains(reading.word(t));
        further || reason || untrue || comma && on
    })
}

/// The first token of the next relation's clause: its head, with the conjunctions and contrasts before it.
fn boundary(reading: &Reading, from: usize, next: &Relation) -> usize {
    let opening = &reading.lexicon.grammar.clause.opening;
    let mut at = head(next);
    if let Some(circumstance) = circumstance_start(reading, at, from) {
        at = circumstance;
    }
    while at > from + 1 {
        let before = at - 1;
        let skip = matches!(
            reading.kind(before),
            Kind::Comma | Kind::Dash | Kind::Ellipsis
        ) || reading.is(before, tag::AUXILIARY)
            || opening.contains(reading.word(before));
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
            reading.quoted_until(t).is_none() && reading.contrast(t) && next.shape == Shape::Finite
        })
        .unwrap_or(at)
}

/// The reporter's comment behind a comma, or what he says was left open.
fn comment(reading: &Reading, from: usize, end: usize) -> Option<usize> {
    let lists = &reading.lexicon.lists;
    let text = &reading.text;
    // "، حسب بيان نشر على صفحة الحركة"
    let source = |t: usize| {
        let particle = reading.lexicon.particles.at(text, t);
        particle.is_some_and(|length| {
            reading.is(t + length, tag::DOCUMENT | tag::MEDIA)
                || reading.note(t + length).is_medium()
        })
    };
    (from + 1..end).find(|&t| {
        let comma = reading.kind(t - 1) == Kind::Comma;
        let comment = comma && (lists.comment.at(text, t).is_some() || source(t));
        let left_open = || lists.left_open.at(text, t).is_some();
        text.is_word(t) && reading.quoted_until(t).is_none() && (comment || left_open())
    })
}

/// "وافق على إعارة اللاعب، بعد أن …", "أبدى رغبة في العمل لكن …": what is said as a noun phrase ends where a clause with
/// a verb of its own is joined to it.
fn joined_clause(reading: &Reading, relation: &Relation, end: usize) -> Option<usize> {
    let start = relation.start;
    let clause = reading.complementizer(start) || reading.text.quote_at(start).is_some();
    if !matches!(relation.link, Link::Object | Link::Preposition) || clause {
        return None;
    }
    let lists = &reading.lexicon.lists;
    let adverse = &reading.lexicon.grammar.clause.adverse;
    let inside = |t: usize| reading.quoted_until(t).is_some();
    (start + 2..end).find(|&t| {
        let comma = reading.kind(t - 1) == Kind::Comma;
        let after = comma && lists.afterwards.at(&reading.text, t).is_some();
        let but = adverse.contains(reading.word(t));
        reading.text.is_word(t) && !inside(t) && (after || but)
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
        && !whole_quotation(quote, end)
        && quote.close + 1 < end
        && relation.link != Link::Colon
        && (relation.link != Link::Quote || heads_phrase(reading, quote))
    {
        // a few quoted words at the head of an indirect clause
        return vec![reading.text.trim(start..end)];
    }
    if let Some(clause) = further_clause(reading, quote.close, end) {
        return vec![reading.text.trim(start..clause)];
    }
    let mut out = vec![reading.text.trim(start + 1..quote.close)];
    let mut close = quote.close;
    while let Some(more) = further_quotation(reading, close, sentence.end) {
        out.push(reading.text.trim(more.open + 1..more.close));
        close = more.close;
    }
    out
}

/// "«التخلي طوعا» عن الحكومة": a few quoted words that go on in the reporter's phrase, and not in the circumstances of
/// the saying.
fn heads_phrase(reading: &Reading, quote: Quote) -> bool {
    const FEW: usize = 3;
    let next = quote.close + 1;
    let behind_quotation = &reading.lexicon.grammar.preposition.behind_quotation;
    let leads = behind_quotation.contains(reading.word(next))
        || reading.note(next).preposition.is_some_and(|p| p != 'ك');
    let circumstance =
        reading.is(next, tag::AUDIENCE | tag::OCCASION) || reading.is(next + 1, tag::OCCASION);
    quote.close - quote.open <= FEW + 1 && leads && !circumstance
}

/// "أن «الإغلاق تم من جانب واحد»، وأن الحكومة تأمل": where the clause that goes on behind a quotation ends.
fn further_clause(reading: &Reading, close: usize, end: usize) -> Option<usize> {
    let comma = usize::from(reading.kind(close + 1) == Kind::Comma);
    let next = close + 1 + comma;
    let joined = next + 1 < end && reading.further_complementizer(next);
    joined.then_some(end)
}

/// "…".. "…": the same words go on in a further quotation behind the mark at `close`.
fn further_quotation(reading: &Reading, close: usize, end: usize) -> Option<Quote> {
    const SHORTEST_QUOTE: usize = 3;
    let next = (close + 1..end)
        .find(|&t| !matches!(reading.kind(t), Kind::Ellipsis | Kind::Dash))
        .unwrap_or(end);
    reading
        .text
        .quote_at(next)
        .filter(|more| more.closed && more.close - next > SHORTEST_QUOTE)
}

/// True where a quotation is the content, though the reporter's sentence runs on behind it: a few quoted words, or a
/// few words behind it, make one clause with it.
fn whole_quotation(quote: Quote, end: usize) -> bool {
    const LONG: usize = 8;
    const TAIL: usize = 4;
    quote.close - quote.open > LONG && end.saturating_sub(quote.close) > TAIL
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
        let start = match before {
            Some(p) => behind_content(reading, &mut relations[p], end),
            None => sentence.start,
        };
        let range = without_lead(reading, start..end);
        if words(reading, range.clone()) >= SHORTEST {
            relations[at].content = vec![reading.text.trim(range)];
        } else if let (Some(p), Said::By(source)) = (before, relations[at].said.clone())
            && source.phrase == Phrase::Media
        {
            relations[p].via.push(source);
        }
    }
    relations
}

/// Fewest words of a content before a particle.
const SHORTEST: usize = 3;

/// Where the words of a particle begin if `relation` stands before it in the sentence; its content is cut off there.
/// Without a turn the clause belongs to `relation` already, and nothing is left for the particle.
fn behind_content(reading: &Reading, relation: &mut Relation, end: usize) -> usize {
    let last = relation.content.last().map_or(end, |c| c.end);
    let closed = reading.kind(last) == Kind::Quote
        || reading
            .quoted_until(relation.start + 1)
            .is_some_and(|close| close <= end);
    if closed {
        return last + 1;
    }
    let turning = &reading.lexicon.grammar.clause.turning;
    let turn = (relation.start + 1..end)
        .rev()
        .find(|&t| reading.kind(t - 1) == Kind::Comma && turning.contains(reading.word(t)));
    let Some(turn) = turn else {
        return end;
    };
    if let Some(content) = relation.content.last_mut() {
        *content = reading.text.trim(content.start..turn);
    }
    turn + 1
}

/// A range without auxiliaries, commas and the complementizer at its head.
fn without_lead(reading: &Reading, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end
        && (reading.is(range.start, tag::AUXILIARY) || reading.kind(range.start) == Kind::Comma)
    {
        range.start += 1;
    }
    if reading.bare_complementizer(range.start) {
        range.start += 1;
    }
    range.start = range.start.min(range.end);
    range
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
