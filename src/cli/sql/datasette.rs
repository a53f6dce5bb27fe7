//! `datasette.yaml` from what the file says of itself: descriptions from `schema_notes`, canned queries from sql/.
//!
//! Datasette finds foreign keys and indexes by itself; it must be told what a view can be searched and sorted by, and
//! which column labels a row (docs.datasette.io, "Metadata" and "Canned queries").

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::store::{Limits, Store, Value, queries};

/// The whole file.
#[derive(Debug, Serialize)]
struct Instance {
    title: String,
    description: String,
    databases: BTreeMap<String, Database>,
}

#[derive(Debug, Serialize)]
struct Database {
    description: String,
    tables: BTreeMap<String, Table>,
    queries: BTreeMap<String, Canned>,
}

#[derive(Debug, Default, Serialize)]
struct Table {
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sortable_columns: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_desc: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    facets: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    label_column: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fts_table: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fts_pk: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
}

/// A query with its form.
#[derive(Debug, Serialize)]
struct Canned {
    title: &'static str,
    description: String,
    params: Vec<&'static str>,
    sql: &'static str,
}

/// What Datasette is told of a table or view beyond its notes.
struct Manner {
    object: &'static str,
    search: Option<(&'static str, &'static str)>,
    facets: &'static [&'static str],
    sort_desc: Option<&'static str>,
    label: Option<&'static str>,
}

const fn view(object: &'static str) -> Manner {
    Manner {
        object,
        search: None,
        facets: &[],
        sort_desc: None,
        label: None,
    }
}

/// The views and tables that people open first. What is not listed has its notes only.
const MANNERS: &[Manner] = &[
    Manner {
        search: Some(("document_fts", "document_id")),
        facets: &["publisher", "language"],
        ..view("documents")
    },
    Manner {
        search: Some(("statement_fts", "statement_seq")),
        facets: &["stance", "country", "publisher"],
        ..view("statements")
    },
    Manner {
        search: Some(("speaker_fts", "id")),
        facets: &["kind", "country"],
        sort_desc: Some("statements"),
        ..view("speakers")
    },
    Manner {
        facets: &["kind", "review", "a_country", "b_country"],
        sort_desc: Some("score"),
        ..view("conflicts")
    },
    Manner {
        sort_desc: Some("conflicts"),
        ..view("topics")
    },
    Manner {
        search: Some(("speaker_fts", "speaker_id")),
        facets: &["stance", "country"],
        ..view("positions")
    },
    Manner {
        facets: &["country", "publisher"],
        sort_desc: Some("day"),
        ..view("open_denials")
    },
    Manner {
        facets: &["unit"],
        ..view("figures")
    },
    Manner {
        search: Some(("speaker_fts", "speaker_id")),
        facets: &["country"],
        ..view("offices")
    },
    Manner {
        facets: &["verdict", "reviewer", "kind"],
        sort_desc: Some("created_at"),
        ..view("reviews")
    },
    Manner {
        sort_desc: Some("id"),
        ..view("runs")
    },
    Manner {
        facets: &["outcome"],
        ..view("feeds")
    },
    Manner {
        facets: &["reason", "settled"],
        ..view("rejections")
    },
    Manner {
        label: Some("title"),
        ..view("document")
    },
    Manner {
        label: Some("id"),
        ..view("claim")
    },
    Manner {
        label: Some("source"),
        ..view("statement")
    },
    Manner {
        label: Some("started_at"),
        ..view("run")
    },
    Manner {
        label: Some("url"),
        ..view("feed")
    },
];

/// What Datasette need not list: indexes, and what only the program reads.
const HIDDEN: &[&str] = &[
    "refinery_schema_history",
    "shingle_band",
    "document_words",
    "statement_words",
    "document_fts",
    "statement_fts",
    "speaker_fts",
];

/// The metadata of the database that `store` has open.
pub fn yaml(store: &Store) -> Result<String> {
    let name = store.path().file_stem().unwrap_or_default();
    let tables = tables(store)?;
    let database = Database {
        description: "Who said what, about what, when and in which paper, and which statements cannot both hold. \
            The plural views are the interface; every column is described."
            .to_owned(),
        queries: queries(&tables),
        tables,
    };
    let instance = Instance {
        title: "gainsay: claims and contradictions in the news".to_owned(),
        description: "It flags; a person judges.".to_owned(),
        databases: BTreeMap::from([(name.to_string_lossy().into_owned(), database)]),
    };
    serde_saphyr::to_string(&instance).context("the metadata cannot be written as YAML")
}

fn tables(store: &Store) -> Result<BTreeMap<String, Table>> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    let notes = store.run_sql(
        "SELECT object, column_name, note FROM schema_notes",
        &[],
        Limits::WHOLE,
    )?;
    for row in &notes.rows {
        let [object, column, note] = [0, 1, 2].map(|at| text(&row[at]));
        let table = tables.entry(object).or_default();
        if column.is_empty() {
            table.description = note;
        } else {
            table.columns.insert(column, note);
        }
    }
    for manner in MANNERS {
        let table = tables.entry(manner.object.to_owned()).or_default();
        table.facets = manner.facets;
        table.sort_desc = manner.sort_desc;
        table.label_column = manner.label;
        table.fts_table = manner.search.map(|(index, _)| index);
        table.fts_pk = manner.search.map(|(_, key)| key);
    }
    let views = store.run_sql(
        "SELECT name FROM sqlite_master WHERE type = 'view'",
        &[],
        Limits::WHOLE,
    )?;
    for view in views.rows.iter().map(|row| text(&row[0])) {
        let table = tables.entry(view).or_default();
        table.sortable_columns = table.columns.keys().cloned().collect();
    }
    for object in HIDDEN {
        tables.entry((*object).to_owned()).or_default().hidden = true;
    }
    Ok(tables)
}

/// The queries of sql/; those that the report is made of are for the program. Datasette would show a query in place of a
/// table or view of its name, so such a one gets another name.
fn queries(tables: &BTreeMap<String, Table>) -> BTreeMap<String, Canned> {
    let canned = |query: &'static queries::NamedQuery| Canned {
        title: query.title,
        description: query.answers.clone(),
        params: query.params.iter().map(|param| param.name).collect(),
        sql: query.text,
    };
    let name = |query: &queries::NamedQuery| {
        let prefix = if tables.contains_key(query.name) {
            "query_"
        } else {
            ""
        };
        format!("{prefix}{}", query.name)
    };
    let all = queries::all()
        .iter()
        .filter(|query| !query.name.starts_with("report_"));
    all.map(|query| (name(query), canned(query))).collect()
}
