//! One statement, and the form by which a person mends what the machine read wrong.

use maud::{Markup, html};
use serde::Deserialize;

use super::conflict::{csrf, reviewer};
use crate::report::html::safe;
use crate::report::sanitize::is_dangerous;
use crate::serve::article::{self, Article};
use crate::serve::changes::LONGEST_NOTE;
use crate::serve::layout;
use crate::serve::show;
use crate::serve::visit::{Answer, Trouble, Visit, address, page};
use crate::statement::{Span, SpeakerKind, Stance};

/// A row of sql/desk_statement.sql.
#[derive(Debug, Deserialize)]
struct Said {
    id: String,
    document: String,
    document_title: Option<String>,
    speaker: String,
    speaker_id: i64,
    speaker_in_document: String,
    role: Option<String>,
    country: Option<String>,
    stance: Stance,
    content: String,
    spans: String,
}

/// A correction that was made: a row of sql/corrections.sql.
#[derive(Debug, Deserialize)]
struct Corrected {
    action: String,
    speaker: Option<String>,
    role: Option<String>,
    country: Option<String>,
    stance: Option<Stance>,
    span_start: Option<usize>,
    span_end: Option<usize>,
    reviewer: String,
    note: String,
    created_at: String,
    was_speaker: Option<String>,
    was_stance: Option<Stance>,
}

/// Shows the statement.
///
/// # Errors
/// Where there is none of that id, or a query fails.
pub fn show(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    if visit.visitor.id.is_empty() {
        return Err(Trouble::NotFound);
    }
    let said: Said = visit.ask_one("desk_statement", &[("statement", &visit.visitor.id)])?;
    let article = article::read(visit, &said.document)?;
    let spans: Vec<Span> = serde_json::from_str(&said.spans).unwrap_or_default();
    let t = visit.visitor.texts;
    let body = html! {
        p.lead {
            a href=(format!("/speakers/{}", said.speaker_id)) { (show::words(&said.speaker)) } " "
            (show::post(t, &said.speaker, said.role.as_deref(), said.country.as_deref())) " " (show::stance(t, said.stance))
        }
        (show::quote(&said.content))
        p.meta {
            a href=(format!("{}#s-{}", address("/document", &[("id", &said.document)]), said.id)) {
                (show::title(t, said.document_title.as_deref()))
            }
        }
        (form(visit, &said, &article, &spans))
        (history(visit, &said)?)
    };
    let title = t.get("statement");
    Ok(page(layout::page(visit.desk, visit.visitor, &title, &body)))
}

fn form(visit: &Visit<'_>, said: &Said, article: &Article, spans: &[Span]) -> Markup {
    let t = visit.visitor.texts;
    let (start, end) = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => (0, 0),
    };
    html! {
        section aria-labelledby="correct" {
            h2 #correct { (t.get("correct-title")) }
            p { (t.get("correct-told")) }
            form.correct method="post" action=(format!("/statements/{}/correct", said.id)) {
                (csrf(visit))
                // what the reviewer sees: only what differs from it is a correction
                input type="hidden" name="was-speaker" value=(said.speaker_in_document);
                input type="hidden" name="was-role" value=(said.role.as_deref().unwrap_or_default());
                input type="hidden" name="was-country" value=(said.country.as_deref().unwrap_or_default());
                input type="hidden" name="was-stance" value=(said.stance);
                input type="hidden" name="was-start" value=(start);
                input type="hidden" name="was-end" value=(end);
                div.row {
                div.field {
                    label for="speaker" { (t.get("field-speaker")) }
                    input #speaker name="speaker" value=(said.speaker_in_document) maxlength="200" dir="auto";
                }
                div.field {
                    label for="kind" { (t.get("field-kind")) }
                    select #kind name="speaker-kind" {
                        option value="" { (t.get("as-it-is")) }
                        @for kind in SpeakerKind::ALL {
                            option value=(kind) { (t.get(&format!("speaker-kind-{kind}"))) }
                        }
                    }
                }
                div.field {
                    label for="role" { (t.get("field-role")) }
                    input #role name="role" value=(said.role.as_deref().unwrap_or_default()) maxlength="200" dir="auto";
                }
                div.field {
                    label for="country" { (t.get("field-country")) }
                    input #country name="country" value=(said.country.as_deref().unwrap_or_default()) maxlength="2" dir="ltr"
                        pattern="[A-Za-z]{2}" aria-describedby="country-hint";
                    span.hint #country-hint { (t.get("country-hint")) }
                }
                div.field {
                    label for="stance" { (t.get("field-stance")) }
                    select #stance name="stance" {
                        @for stance in Stance::ALL {
                            option value=(stance) selected[*stance == said.stance] { (t.get(&format!("stance-{stance}"))) }
                        }
                    }
                }
                }
                fieldset {
                    legend { (t.get("field-span")) }
                    p #span-hint { (t.get("span-hint")) }
                    div.row {
                    div.field {
                        label for="span-start" { (t.get("span-start")) }
                        input #span-start name="start" type="number" min="0" value=(start) dir="ltr";
                    }
                    div.field {
                        label for="span-end" { (t.get("span-end")) }
                        input #span-end name="end" type="number" min="0" value=(end) dir="ltr";
                    }
                    }
                    blockquote #span-words lang=(article.language()) dir=(safe::direction(article.language())) {}
                    p { button #span-reset type="button" .quiet hidden { (t.get("span-reset")) } }
                    div #selectable .scroll.marked tabindex="0" role="region" aria-label=(t.get("article-text"))
                        lang=(article.language()) dir=(safe::direction(article.language())) {
                        (selectable(&article.text, spans))
                    }
                }
                div.field {
                    label for="note" { (t.get("note")) }
                    input #note name="note" maxlength=(LONGEST_NOTE) dir="auto";
                }
                (reviewer(visit))
                div.buttons {
                    button { (t.get("correct-go")) } " "
                    button name="undo" value="1" .quiet { (t.get("correct-undo")) }
                }
            }
        }
    }
}

/// What people corrected before, the last first.
fn history(visit: &Visit<'_>, said: &Said) -> Result<Markup, Trouble> {
    let t = visit.visitor.texts;
    let rows: Vec<Corrected> = visit.ask("corrections", &[("statement", &said.id)])?;
    Ok(html! {
        @if !rows.is_empty() {
            section aria-labelledby="history" {
                h2 #history { (t.get("corrections")) }
                ol {
                    @for row in &rows {
                        li {
                            (values(visit, row)) " "
                            (t.with("by-reviewer", &[("reviewer", row.reviewer.as_str().into())])) " · " (show::moment(&row.created_at))
                            @if !row.note.is_empty() { p.note dir="auto" { (safe::name(&row.note)) } }
                        }
                    }
                }
            }
        }
    })
}

/// What one correction says.
fn values(visit: &Visit<'_>, row: &Corrected) -> Markup {
    let t = visit.visitor.texts;
    let words = [
        ("field-speaker", &row.speaker, &row.was_speaker),
        ("field-role", &row.role, &None),
        ("field-country", &row.country, &None),
    ];
    html! {
        @if row.action == "undo" { (t.get("correct-undo")) ". " }
        @for (field, value, was) in words {
            @if let Some(value) = value {
                (t.get(field)) ": "
                @if let Some(was) = was { (show::words(was)) " → " }
                @if value.is_empty() { "—" } @else { (show::words(value)) }
                ". "
            }
        }
        @if let Some(stance) = row.stance {
            (t.get("field-stance")) ": "
            @if let Some(was) = row.was_stance { (show::stance(t, was)) " → " }
            (show::stance(t, stance)) ". "
        }
        @if let (Some(start), Some(end)) = (row.span_start, row.span_end) {
            (t.get("field-span")) ": " span dir="ltr" { (start) "–" (end) } ". "
        }
    }
}

/// The text with one character on the page for each code point, so that a selection can be counted: the script adds the
/// `data-start` of a piece to the place in it.
fn selectable(text: &str, spans: &[Span]) -> Markup {
    let is_said = |at: usize| {
        spans
            .iter()
            .any(|span| (span.start..span.end).contains(&at))
    };
    let mut paragraphs: Vec<Vec<(usize, bool, String)>> = vec![Vec::new()];
    for (at, c) in text.chars().enumerate() {
        let said = is_said(at);
        if c == '\n' {
            paragraphs.push(Vec::new());
            continue;
        }
        let Some(pieces) = paragraphs.last_mut() else {
            continue;
        };
        let shown = single(c);
        match pieces.last_mut() {
            Some((_, same, words)) if *same == said => words.push(shown),
            _ => pieces.push((at, said, shown.to_string())),
        }
    }
    html! {
        @for pieces in &paragraphs {
            @if !pieces.is_empty() {
                p {
                    @for (start, said, words) in pieces {
                        @if *said { mark.content data-start=(start) { (words) } }
                        @else { span data-start=(start) { (words) } }
                    }
                }
            }
        }
    }
}

/// A character that takes one place and can't turn the line.
fn single(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        c if is_dangerous(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}
