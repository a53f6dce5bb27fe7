//! What reviewers do: verdicts, who is who, and what a statement says. Each ends in "see there", with the name of what was
//! done in the address, so that a reload does nothing twice.

use super::desk::Desk;
use super::list::List;
use super::pages::conflict::Review;
use super::pages::conflicts::PARAMS;
use super::show::Conflict;
use super::visit::{Trouble, Visit, Visitor, address};
use crate::identity::Reviewer;
use crate::ingest;
use crate::statement::{Span, Stance, Verdict};
use crate::store::{Correction, SpeakerId, Store};

/// Characters of a note at most.
pub const LONGEST_NOTE: usize = 4_000;
/// Characters of a reviewer's name at most.
const LONGEST_NAME: usize = 100;

/// A change: what was sent, and the desk to make it at. Says where to go on.
pub type Change = fn(&Desk, &Visitor) -> Result<String, Trouble>;

/// The note of a form.
fn note(visitor: &Visitor) -> Result<&str, Trouble> {
    let note = visitor.field("note");
    if note.chars().count() > LONGEST_NOTE {
        return Err(Trouble::TooLarge);
    }
    Ok(note)
}

/// Who decides.
fn by<'v>(visitor: &'v Visitor) -> Result<Reviewer<'v>, Trouble> {
    let name = visitor.reviewer.as_str();
    if name.chars().count() > LONGEST_NAME {
        return Err(Trouble::wrong(visitor.say("trouble-name")));
    }
    Ok(Reviewer {
        name,
        note: note(visitor)?,
    })
}

/// Records a verdict and goes on to the next conflict of the list.
///
/// # Errors
/// No such conflict, no such verdict, or a database that can't be written.
pub fn verdict(desk: &Desk, visitor: &Visitor) -> Result<String, Trouble> {
    let list = List::of(visitor)?;
    let by = by(visitor)?;
    let verdict: Verdict = visitor
        .field("verdict")
        .parse()
        .map_err(|_| Trouble::wrong(visitor.say("trouble-verdict")))?;
    let seen: i64 = visitor.field("seen").parse().unwrap_or_default();
    // what follows in the list is looked up before the verdict takes the conflict out of it
    let (next, meanwhile) = desk.read(|store| {
        let visit = Visit {
            desk,
            store,
            visitor,
        };
        let reviews: Vec<Review> = visit.ask("desk_reviews", &[("conflict", &visitor.id)])?;
        let meanwhile = reviews.first().is_some_and(|review| review.id > seen);
        Ok::<_, Trouble>((following(&visit, &list)?, meanwhile))
    })?;
    desk.write(|store| {
        let tx = store.begin()?;
        tx.add_review(&visitor.id, verdict, by.name, by.note)?;
        Ok(tx.commit()?)
    })?;
    let path = next.map_or_else(|| "/conflicts".to_owned(), |id| format!("/conflicts/{id}"));
    let meanwhile = if meanwhile { "1" } else { "" };
    let more = [
        ("done", verdict.as_str()),
        ("about", &visitor.id),
        ("meanwhile", meanwhile),
    ];
    Ok(list.address(&path, &more))
}

/// The conflict that follows the one of the visit in its list.
fn following(visit: &Visit<'_>, list: &List) -> Result<Option<String>, Trouble> {
    let params = list
        .params(visit, &PARAMS)?
        .with("after", visit.visitor.id.as_str())
        .with("limit", "1")
        .with("offset", "0");
    let rows: Vec<Conflict> = visit.ask("desk_queue", &params.list())?;
    Ok(rows.into_iter().map(|row| row.id).next())
}

/// Where "next" leads: the conflict that follows in the list, else the list.
///
/// # Errors
/// Wrong filters, or a query that fails.
pub fn next(visit: &Visit<'_>) -> Result<super::visit::Answer, Trouble> {
    let list = List::of(visit.visitor)?;
    let there = match following(visit, &list)? {
        Some(id) => list.address(&format!("/conflicts/{id}"), &[]),
        None => list.address("/conflicts", &[("done", "end")]),
    };
    Ok(super::visit::see(&there))
}

fn speaker(visitor: &Visitor, value: &str) -> Result<SpeakerId, Trouble> {
    value
        .parse()
        .map_err(|_| Trouble::wrong(visitor.say("trouble-speaker")))
}

/// Makes two speakers one.
///
/// # Errors
/// Speakers that are not there or can't be one, or a database that can't be written.
pub fn merge(desk: &Desk, visitor: &Visitor) -> Result<String, Trouble> {
    let by = by(visitor)?;
    let one = speaker(visitor, &visitor.id)?;
    let other = speaker(visitor, visitor.field("other"))?;
    if one == other {
        return Err(Trouble::wrong(visitor.say("trouble-speaker")));
    }
    let left = desk.write(|store| ingest::merge_speakers(store, one, other, &by))?;
    Ok(address(&format!("/speakers/{left}"), &[("done", "merged")]))
}

/// Makes the names that were chosen somebody else.
///
/// # Errors
/// Names that are not the speaker's, or a database that can't be written.
pub fn split(desk: &Desk, visitor: &Visitor) -> Result<String, Trouble> {
    let by = by(visitor)?;
    let one = speaker(visitor, &visitor.id)?;
    let aliases: Vec<String> = visitor
        .fields
        .iter()
        .filter(|(name, _)| name == "alias")
        .map(|(_, value)| value.clone())
        .collect();
    if aliases.is_empty() {
        return Err(Trouble::wrong(visitor.say("trouble-split")));
    }
    desk.write(|store| ingest::split_speaker(store, one, &aliases, &by))?;
    Ok(address(&format!("/speakers/{one}"), &[("done", "split")]))
}

/// Mends what the machine read wrong in a statement: what differs from what it reads now.
///
/// # Errors
/// No such statement, values that are none, or a database that can't be written.
pub fn correct(desk: &Desk, visitor: &Visitor) -> Result<String, Trouble> {
    let by = by(visitor)?;
    let id = visitor.id.as_str();
    let there = |done: &str| address(&format!("/statements/{id}"), &[("done", done)]);
    if !visitor.field("undo").is_empty() {
        desk.write(|store: &mut Store| ingest::undo_correction(store, id, &by))?;
        return Ok(there("undone"));
    }
    let change = correction(desk, visitor)?;
    if change.is_empty() {
        return Ok(there("unchanged"));
    }
    desk.write(|store: &mut Store| ingest::correct(store, id, &change, &by))?;
    Ok(there("corrected"))
}

/// What a form says that the statement does not.
fn correction(desk: &Desk, visitor: &Visitor) -> Result<Correction, Trouble> {
    #[derive(serde::Deserialize)]
    struct Said {
        speaker_in_document: String,
        role: Option<String>,
        country: Option<String>,
        stance: Stance,
        spans: String,
    }
    let said: Said = desk.read(|store| {
        let visit = Visit {
            desk,
            store,
            visitor,
        };
        visit.ask_one("desk_statement", &[("statement", &visitor.id)])
    })?;
    let spans: Vec<Span> = serde_json::from_str(&said.spans).unwrap_or_default();
    let stance: Stance = visitor
        .field("stance")
        .parse()
        .map_err(|_| Trouble::wrong(visitor.say("trouble-stance")))?;
    let place = |name: &str| {
        visitor
            .field(name)
            .parse::<usize>()
            .map_err(|_| Trouble::wrong(visitor.say("trouble-span")))
    };
    let (start, end) = (place("start")?, place("end")?);
    if start >= end {
        return Err(Trouble::wrong(visitor.say("trouble-span")));
    }
    let is_as_it_was = spans.first().map(|span| span.start) == Some(start)
        && spans.last().map(|span| span.end) == Some(end);
    let speaker = visitor.field("speaker");
    let given = |value: String| (!value.is_empty()).then_some(value);
    let country = given(visitor.field("country").to_ascii_uppercase());
    let role = given(visitor.field("role").to_owned());
    Ok(Correction {
        speaker: (!speaker.is_empty() && speaker != said.speaker_in_document)
            .then(|| speaker.to_owned()),
        role: (role != said.role).then_some(role),
        country: (country != said.country).then_some(country),
        stance: (stance != said.stance).then_some(stance),
        span: (!is_as_it_was).then(|| Span::new(start, end)),
        ..Correction::default()
    })
}
