//! Articles against their hashes, statements against the words of their article, folded words against the folding.
//!
//! Nothing tells what an article's text was before somebody changed it, so that is only said; what is folded, and the
//! number that equal words share, is worked out anew.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{COPY, Finding, Found};
use crate::hex::hex;
use crate::language::arabic::fold::{folded, folds_plainly};
use crate::statement::Span;
use crate::store::error::Result;
use crate::store::write::{kept, wording};

const HASHES: &str = "hashes";
const SPANS: &str = "spans";
const FOLDED: &str = "folded words";
const REPAIR: &str = "gainsay doctor --repair folds them anew";

/// What was found in one pass over all articles.
#[derive(Default)]
struct Pass {
    hashes: Found,
    spans: Found,
    folded: Found,
    /// Article, folded headline and folded text as they should be kept.
    documents: Vec<(i64, String, String)>,
    /// Statement, folded words as they should be kept, and the number of the wording.
    statements: Vec<(i64, String, i64)>,
}

/// Checks all articles and statements.
pub(super) fn check(conn: &Connection) -> Result<Vec<Finding>> {
    Ok(pass(conn)?.told())
}

/// The same; folded words are mended.
pub(super) fn mend(conn: &Connection) -> Result<Vec<Finding>> {
    let pass = pass(conn)?;
    let sql = "UPDATE document SET title_folded = ?2, text_folded = ?3 WHERE id = ?1";
    let mut update = conn.prepare(sql)?;
    for row in &pass.documents {
        update.execute((&row.0, &row.1, &row.2))?;
    }
    let sql = "UPDATE statement SET content_folded = ?2, wording = ?3 WHERE seq = ?1";
    let mut update = conn.prepare(sql)?;
    for row in &pass.statements {
        update.execute((&row.0, &row.1, &row.2))?;
    }
    let findings = pass.told().into_iter().map(|finding| {
        if finding.check == FOLDED && finding.is_wrong() {
            finding.mended()
        } else {
            finding
        }
    });
    Ok(findings.collect())
}

impl Pass {
    fn told(self) -> Vec<Finding> {
        vec![
            Finding::of(
                HASHES,
                "every article has the text that it came with",
                "articles have another text than they came with",
                self.hashes,
            )
            .advise(COPY),
            Finding::of(
                SPANS,
                "every statement's words stand in its article where it says",
                "statements whose words do not stand in their article where they say",
                self.spans,
            )
            .advise(
                "where the article's text was changed, go back to a copy; else gainsay reextract",
            ),
            Finding::of(
                FOLDED,
                "folded words are those of the texts",
                "folded words are not those of the texts",
                self.folded,
            )
            .advise(REPAIR),
        ]
    }
}

/// A statement as far as its words go.
struct Said {
    seq: i64,
    id: String,
    cue: (String, Span),
    source: Option<(String, Span)>,
    content: String,
    fragments: Option<Vec<String>>,
    spans: Option<Vec<Span>>,
    folded: String,
    wording: Option<i64>,
}

fn pass(conn: &Connection) -> Result<Pass> {
    let mut pass = Pass::default();
    let sql = "SELECT id, key, hash, text, coalesce(title, ''), text_folded, title_folded FROM document ORDER BY id";
    let mut documents = conn.prepare(sql)?;
    let sql = "SELECT seq, id, cue, cue_start, cue_end, source, source_start, source_end, content, fragments, spans,
                 content_folded, wording FROM statement WHERE document_id = ?1 ORDER BY seq";
    let mut statements = conn.prepare(sql)?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let (id, key): (i64, String) = (row.get(0)?, row.get(1)?);
        let (hash, text): (String, String) = (row.get(2)?, row.get(3)?);
        if hash != hex(&Sha256::digest(&text)) {
            pass.hashes.add(|| key.clone());
        }
        let title: String = row.get(4)?;
        let (text_folded, title_folded) = (kept_folded(&text), kept_folded(&title));
        if row.get_ref(5)?.as_str().ok() != Some(&text_folded)
            || row.get_ref(6)?.as_str().ok() != Some(&title_folded)
        {
            pass.folded.add(|| format!("article {key}"));
            pass.documents.push((id, title_folded, text_folded));
        }
        let text = Text::new(&text);
        let mut said = statements.query([id])?;
        while let Some(row) = said.next()? {
            pass.statement(&text, &read(row)?);
        }
    }
    Ok(pass)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Said> {
    let span = |start: usize| -> rusqlite::Result<Option<Span>> {
        let ends: (Option<i64>, Option<i64>) = (row.get(start)?, row.get(start + 1)?);
        let (Some(start), Some(end)) = ends else {
            return Ok(None);
        };
        let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        Ok(Some(Span {
            start: number(start),
            end: number(end),
        }))
    };
    let none = Span {
        start: usize::MAX,
        end: usize::MAX,
    };
    let source: String = row.get(5)?;
    let (fragments, spans): (String, String) = (row.get(9)?, row.get(10)?);
    Ok(Said {
        seq: row.get(0)?,
        id: row.get(1)?,
        cue: (row.get(2)?, span(3)?.unwrap_or(none)),
        source: span(6)?.map(|span| (source, span)),
        content: row.get(8)?,
        fragments: serde_json::from_str(&fragments).ok(),
        spans: serde_json::from_str(&spans).ok(),
        folded: row.get(11)?,
        wording: row.get(12)?,
    })
}

impl Pass {
    fn statement(&mut self, text: &Text<'_>, said: &Said) {
        let pieces = pieces(text, said);
        let cue = text.cut(said.cue.1) == Some(&said.cue.0);
        let source = said
            .source
            .as_ref()
            .is_none_or(|(words, span)| text.cut(*span) == Some(words));
        let Some(words) = pieces.filter(|_| cue && source) else {
            self.spans.add(|| said.id.clone());
            return;
        };
        let plain = folded(&words);
        let keep = kept_folded(&words);
        let number = wording(&plain);
        if said.folded != keep || said.wording != Some(number) {
            self.folded.add(|| format!("statement {}", said.id));
            self.statements.push((said.seq, keep, number));
        }
    }
}

/// The words of a statement, where they stand in the text as its spans say.
fn pieces(text: &Text<'_>, said: &Said) -> Option<String> {
    let (spans, fragments) = (said.spans.as_ref()?, said.fragments.as_ref()?);
    let cut: Vec<&str> = spans
        .iter()
        .map(|span| text.cut(*span))
        .collect::<Option<_>>()?;
    if cut.is_empty() {
        return None;
    }
    if !fragments.is_empty() {
        // several pieces: their words are kept as they were joined
        return (cut == *fragments).then(|| said.content.clone());
    }
    match said.content.as_str() {
        "" if cut.len() == 1 => Some(cut[0].to_owned()),
        "" => None,
        // words that were kept because the text alone does not give them
        words => Some(words.to_owned()),
    }
}

/// A text that can be cut at code points.
struct Text<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at);
        Self {
            text,
            starts: starts.chain([text.len()]).collect(),
        }
    }

    /// The words of a span; `None` where it is empty or leads out of the text.
    fn cut(&self, span: Span) -> Option<&'t str> {
        if span.start >= span.end {
            return None;
        }
        let (start, end) = (self.starts.get(span.start)?, self.starts.get(span.end)?);
        self.text.get(*start..*end)
    }
}

/// Folded words as they are kept: nothing where the views work them out.
fn kept_folded(text: &str) -> String {
    if folds_plainly(text) {
        String::new()
    } else {
        kept(text, &folded(text)).to_owned()
    }
}
