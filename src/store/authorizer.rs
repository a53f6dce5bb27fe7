//! What SQL from outside may do: read. SQLite asks here before every step that it prepares.
//!
//! A read-only connection would refuse to write anyway; this also refuses what is no writing to this file: to attach
//! another one, to change how the connection works, to load code.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// Pragmas that tell of the file and change nothing; some take the name of a table.
const TELLING: &[&str] = &[
    "collation_list",
    "compile_options",
    "database_list",
    "foreign_key_check",
    "foreign_key_list",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "module_list",
    "pragma_list",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// Pragmas that tell a number or a word, and would change it where they are given another one.
const TELLING_WITHOUT_VALUE: &[&str] = &[
    "application_id",
    // full-text search looks at it for itself
    "data_version",
    "encoding",
    "freelist_count",
    "page_count",
    "page_size",
    "schema_version",
    "user_version",
];

/// Functions that reach out of the database.
const REACHING_OUT: &[&str] = &[
    "load_extension",
    "fts3_tokenizer",
    "readfile",
    "writefile",
    "edit",
];

/// The switch of a connection's authorizer; off, everything is allowed.
#[derive(Debug, Default)]
pub(super) struct Authorizer(Arc<AtomicBool>);

impl Authorizer {
    /// Puts an authorizer on a connection.
    pub(super) fn on(conn: &mut Connection) -> rusqlite::Result<Self> {
        let authorizer = Self::default();
        let only_reading = Arc::clone(&authorizer.0);
        conn.authorizer(Some(move |context: AuthContext<'_>| {
            if !only_reading.load(Ordering::Relaxed) || is_reading(&context.action) {
                Authorization::Allow
            } else {
                Authorization::Deny
            }
        }))?;
        Ok(authorizer)
    }

    /// Allows nothing but reading until the guard is dropped.
    pub(super) fn only_reading(&self) -> OnlyReading<'_> {
        self.0.store(true, Ordering::Relaxed);
        OnlyReading(self)
    }
}

/// Lifts the restriction when dropped.
pub(super) struct OnlyReading<'a>(&'a Authorizer);

impl Drop for OnlyReading<'_> {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Relaxed);
    }
}

fn is_reading(action: &AuthAction<'_>) -> bool {
    let is_in =
        |list: &[&str], name: &str| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !is_in(REACHING_OUT, function_name),
        AuthAction::Pragma {
            pragma_name,
            pragma_value,
        } => {
            is_in(TELLING, pragma_name)
                || pragma_value.is_none() && is_in(TELLING_WITHOUT_VALUE, pragma_name)
        }
        _ => false,
    }
}
