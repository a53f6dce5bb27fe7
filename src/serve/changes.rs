//! What reviewers do: verdicts, who is who, and what a statement says. Each ends in "see there", with the name of what was
//! done in the address, so that a reload does nothing twice.

use super::desk::Desk;
use super::list::List;
use super::pages::conflicts::PARAMS;
use super::show::Conflict;
use super::visit::{Trouble, Visit, Visitor, address};
use crate::identity::Reviewer;
use crate::ingest;
use crate::statement::{Span, SpeakerKind, Stance, Verdict};
use crate::store::{Correction, Limits, SpeakerId, Store, Value};

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
    let next = desk.visit(visitor, |visit| following(visit, &list))?;
    let meanwhile = desk.judge(|store| {
        let params = [("conflict", visitor.id.as_str()), ("limit", "1")];
        let last = store.run_query("desk_reviews", &params, Limits::WHOLE)?;
        let last = last.rows.first().and_then(|row| row.first().cloned());
        let tx = store.begin()?;
        tx.add_review(&visitor.id, verdict, by.name, by.note)?;
        tx.commit()?;
        Ok(matches!(last, Some(Value::Integer(last)) if last > seen))
    })?;
    let (path, done) = match next {
        Some(id) => (format!("/conflicts/{id}"), verdict.as_str()),
        None => ("/conflicts".to_owned(), "last"),
    };
    let more = [
        ("done", done),
        ("about", &visitor.id),
        ("meanwhile", if meanwhile { "1" } else { "" }),
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

/// Refuses a form whose speaker is somebody else by now: row numbers are given again.
fn still(desk: &Desk, visitor: &Visitor, id: SpeakerId, name: &str) -> Result<(), Trouble> {
    #[derive(serde::Deserialize)]
    struct Named {
        name: String,
    }
    let found: Named = desk.visit(visitor, |visit| {
        visit.ask_one("desk_speaker", &[("speaker_id", &id.to_string())])
    })?;
    if found.name != name {
        return Err(Trouble::Stale);
    }
    Ok(())
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
    still(desk, visitor, one, visitor.field("name"))?;
    still(
        desk,
        visitor,
        other,
        visitor.field(&format!("name-{other}")),
    )?;
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
    still(desk, visitor, one, visitor.field("name"))?;
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
    let change = correction(visitor)?;
    if change.is_empty() {
        return Ok(there("unchanged"));
    }
    desk.write(|store: &mut Store| ingest::correct(store, id, &change, &by))?;
    Ok(there("corrected"))
}

/// What a form says that its reviewer did not see: what somebody else corrected meanwhile stays as it is.
fn correction(visitor: &Visitor) -> Result<Correction, Trouble> {
    let differs = |name: &str| {
        let value = visitor.field(name);
        (value != visitor.field(&format!("was-{name}"))).then(|| value.to_owned())
    };
    let given = |value: String| (!value.is_empty()).then_some(value);
    let speaker = differs("speaker").and_then(given);
    if speaker
        .as_deref()
        .is_some_and(|name| name.chars().all(char::is_numeric))
    {
        return Err(Trouble::wrong(visitor.say("trouble-speaker-name")));
    }
    let stance = match differs("stance") {
        None => None,
        Some(word) => Some(
            word.parse::<Stance>()
                .map_err(|_| Trouble::wrong(visitor.say("trouble-stance")))?,
        ),
    };
    let kind = match visitor.field("speaker-kind") {
        "" => None,
        word => Some(
            word.parse::<SpeakerKind>()
                .map_err(|_| Trouble::wrong(visitor.say("trouble-speaker")))?,
        ),
    };
    Ok(Correction {
        speaker,
        kind,
        role: differs("role").map(given),
        country: differs("country").map(|code| given(code.to_ascii_uppercase())),
        stance,
        span: span(visitor)?.filter(|_| differs("start").is_some() || differs("end").is_some()),
    })
}

/// The place of the words, where the form tells it.
fn span(visitor: &Visitor) -> Result<Option<Span>, Trouble> {
    let (start, end) = (visitor.field("start"), visitor.field("end"));
    if start.is_empty() && end.is_empty() {
        return Ok(None);
    }
    match (start.parse::<usize>(), end.parse::<usize>()) {
        (Ok(start), Ok(end)) if start < end => Ok(Some(Span::new(start, end))),
        _ => Err(Trouble::wrong(visitor.say("trouble-span"))),
    }
}
