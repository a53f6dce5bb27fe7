//! What people corrected, put into what the machine reads: before anybody asks who speaks and what contradicts what, so
//! that everything after it sees the statement as it was corrected. Where an edited article says the same in the same
//! words, its statement takes over what was corrected in the version before.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Prepared, PreparedStatement, Ready};
use crate::document::Document;
use crate::extract::figures_within;
use crate::statement::{Span, Statement};
use crate::store::{CorrectableRow, Correction, Corrections, Known, Lookup, Reading, Tx};

/// Corrects statements of documents by their ids.
pub(super) fn apply(tx: &Tx<'_>, documents: &mut [Prepared]) -> Result<()> {
    if !tx.has_corrections()? {
        return Ok(());
    }
    documents
        .iter_mut()
        .try_for_each(|prepared| apply_to(tx, prepared))
}

fn apply_to(tx: &Tx<'_>, prepared: &mut Prepared) -> Result<()> {
    let Prepared {
        document,
        statements,
        ..
    } = prepared;
    for statement in statements {
        let correction = tx.correction(&statement.statement.id)?;
        if !correction.is_empty() {
            put_right(statement, &correction, document);
        }
    }
    Ok(())
}

/// The same for documents that come in; where one is a new version, what was corrected in the present one is carried
/// over first.
pub(super) fn follow(tx: &Tx<'_>, batch: &mut [Ready]) -> Result<()> {
    if !tx.has_corrections()? {
        return Ok(());
    }
    for item in batch {
        let Ready::Document(prepared) = item else {
            continue;
        };
        let (id, hash) = (&prepared.document.id, &prepared.document.hash);
        if let Known::Changed(present) = tx.document_known(id, hash)? {
            carry(tx, prepared, present.id)?;
        }
        apply_to(tx, prepared)?;
    }
    Ok(())
}

/// Gives the statements of a new version the corrections of those that the machine reads alike in the present one.
fn carry(tx: &Tx<'_>, prepared: &Prepared, present: i64) -> Result<()> {
    let corrected = tx.corrected_in(present)?;
    if corrected.is_empty() {
        return Ok(());
    }
    let before = tx.stored_document(present)?;
    let mut taken = BTreeSet::new();
    for row in &corrected {
        let Some(machine) = &row.machine else {
            continue;
        };
        let Some(words) = cut(&before.text, &machine.spans) else {
            continue;
        };
        let heir =
            prepared.statements.iter().map(|s| &s.statement).find(|s| {
                !taken.contains(&s.id) && is_alike(s, row, machine) && s.content == words
            });
        let Some(heir) = heir else {
            continue;
        };
        taken.insert(heir.id.clone());
        // another version with the very same text brings its own
        if tx.correction(&heir.id)?.is_empty() {
            let shift = shift(machine, heir, row, &prepared.document.text);
            tx.copy_corrections(&row.id, &heir.id, shift)?;
        }
    }
    Ok(())
}

/// True where the machine reads two statements to be one speaker's, named and signalled by the same words.
fn is_alike(new: &Statement, old: &CorrectableRow, machine: &Reading) -> bool {
    new.source == old.source && new.cue == old.cue && new.speaker == machine.speaker
}

/// How much further on the words that somebody marked stand in the new text; `None` where they do not.
fn shift(machine: &Reading, new: &Statement, old: &CorrectableRow, text: &str) -> Option<i64> {
    let (from, to) = (machine.spans.first()?.start, new.spans.first()?.start);
    let shift = i64::try_from(to).ok()? - i64::try_from(from).ok()?;
    let moved = |at: usize| usize::try_from(i64::try_from(at).ok()? + shift).ok();
    let marked = old.reading.spans.first()?;
    let there = Span::new(moved(marked.start)?, moved(marked.end)?);
    (cut(text, &[there])? == [old.content.as_str()]).then_some(shift)
}

/// Makes a statement what people say that it is, and keeps what the machine reads.
fn put_right(prepared: &mut PreparedStatement, correction: &Correction, document: &Document) {
    let machine = Reading::of(&prepared.statement);
    let mut reading = correction.applied(&machine);
    let mut statement = prepared.statement.clone();
    if reading.spans != machine.spans {
        match cut(&document.text, &reading.spans) {
            Some(words) => {
                statement.content = words;
                statement.figures = figures_within(document, &reading.spans);
            }
            // another text than the one it was marked in
            None => reading.spans.clone_from(&machine.spans),
        }
    }
    statement.speaker = reading.speaker;
    statement.speaker_kind = reading.kind;
    statement.role = reading.role;
    statement.country = reading.country;
    statement.stance = reading.stance;
    statement.spans = reading.spans;
    let (setting, article) = (&prepared.setting, &prepared.article);
    *prepared = PreparedStatement {
        machine: Some(machine),
        ..PreparedStatement::new(statement, &document.text, setting, article)
    };
}

/// The words of spans, a piece for each; `None` where one is empty or leads out of the text.
pub(super) fn cut(text: &str, spans: &[Span]) -> Option<Vec<String>> {
    let piece = |span: &Span| {
        let words: String = text.chars().skip(span.start).take(span.len()).collect();
        (!span.is_empty() && words.chars().count() == span.len()).then_some(words)
    };
    spans.iter().map(piece).collect()
}
