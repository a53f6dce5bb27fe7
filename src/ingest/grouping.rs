//! Ranking conflicts and grouping them, and what belongs to them, into topics when a run ends.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::memory::Memory;
use crate::conflict::Claim;
use crate::conflict::ranking::{Ranked, standings};
use crate::conflict::topics::{Edge, topics};
use crate::store::{ConflictRow, Lookup, NewTopic, Store, Tx};

/// Groups all conflicts anew; a topic keeps its id and what was in it.
pub(super) fn group(store: &mut Store, memory: Memory) -> Result<()> {
    let tx = store.begin()?;
    let before: BTreeMap<String, String> = tx.claim_topics()?.into_iter().collect();
    group_within(&tx, memory, &before)?;
    Ok(tx.commit()?)
}

/// The same within a transaction; `before` says in which topic a claim was.
pub(super) fn group_within(
    tx: &Tx<'_>,
    mut memory: Memory,
    before: &BTreeMap<String, String>,
) -> Result<()> {
    memory.grouped(tx)?;
    let rows = tx.conflict_rows()?;
    let edges: Vec<Edge> = rank(tx, rows)?
        .into_iter()
        .map(|row| Edge {
            a: row.claim_a,
            b: row.claim_b,
            kind: row.kind,
        })
        .collect();
    let claims: Vec<&Claim> = memory.index.shown().into_values().collect();
    let ids: BTreeSet<&str> = edges
        .iter()
        .flat_map(|edge| [edge.a.as_str(), edge.b.as_str()])
        .collect();
    let titled: Vec<&str> = claims
        .iter()
        .filter(|claim| ids.contains(claim.claim.as_str()))
        .map(|claim| claim.statement.as_str())
        .collect();
    let shown: BTreeMap<String, String> = tx
        .statement_rows(&titled)?
        .into_iter()
        .map(|row| (row.claim_id, row.content))
        .collect();
    let grouped: Vec<NewTopic> = topics(&edges, &claims, &shown, before)
        .into_iter()
        .map(|topic| NewTopic {
            id: topic.id,
            title: topic.title,
            claims: topic.claims,
        })
        .collect();
    Ok(tx.set_topics(&grouped)?)
}

/// Gives every conflict its place among the others, and returns those that are shown: what is weak
/// beside better ones is not, unless somebody reviewed it.
fn rank(tx: &Tx<'_>, rows: Vec<ConflictRow>) -> Result<Vec<ConflictRow>> {
    let list: Vec<Ranked> = rows
        .iter()
        .map(|row| Ranked {
            id: row.id.clone(),
            raw: row.score,
            claims: [row.claim_a.clone(), row.claim_b.clone()],
        })
        .collect();
    let mut shown = Vec::new();
    for (row, standing) in rows.into_iter().zip(standings(&list)) {
        let weak = standing.weak && row.review.is_none();
        tx.set_score(&row.id, standing.score, weak)?;
        if !weak {
            shown.push(row);
        }
    }
    Ok(shown)
}
