//! The pages, one file each: what it asks the query layer for, and how that is shown.

pub mod conflict;
pub mod conflicts;
pub mod denials;
pub mod document;
pub mod documents;
pub mod overview;
pub mod runs;
pub mod search;
pub mod speaker;
pub mod speakers;
pub mod statement;
pub mod topic;
pub mod topics;
