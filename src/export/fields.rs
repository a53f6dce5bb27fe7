//! The fields of every kind of record, in the order of the contract, each with the type that it has for programs that
//! know types.

use super::Records;

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, or nothing.
    Text,
    /// A day, or nothing.
    Day,
    /// A number between 0 and 1, or nothing.
    Score,
    /// How many.
    Count,
    /// True or false.
    Flag,
    /// A list of texts.
    Texts,
    /// Words in one piece or in several, joined by " … ".
    Words,
    /// The same words as a list of pieces; only where there are types, JSON and CSV have both in one field.
    Pieces,
    /// A list of pairs of numbers.
    Spans,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it stands in the record: `key` or `key.key`.
    pub path: String,
    /// Its column's name.
    pub column: String,
    /// What stands in it.
    pub kind: Kind,
}

const STATEMENT: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("document", Kind::Text),
    ("speaker", Kind::Text),
    ("speaker_kind", Kind::Text),
    ("role", Kind::Text),
    ("country", Kind::Text),
    ("via", Kind::Texts),
    ("cue", Kind::Text),
    ("content", Kind::Words),
    ("content", Kind::Pieces),
    ("spans", Kind::Spans),
    ("mode", Kind::Text),
    ("stance", Kind::Text),
    ("said_on", Kind::Day),
    ("said_on_basis", Kind::Text),
    ("published", Kind::Day),
    ("embedded", Kind::Flag),
    ("parent", Kind::Text),
    ("certainty", Kind::Score),
];

const CONFLICT: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("kind", Kind::Text),
    ("score", Kind::Score),
    ("topic", Kind::Text),
    ("reasons", Kind::Texts),
    ("review", Kind::Text),
];

const TOPIC: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("title", Kind::Text),
    ("conflicts", Kind::Count),
    ("score", Kind::Score),
    ("claims", Kind::Count),
    ("statements", Kind::Count),
    ("documents", Kind::Count),
    ("publishers", Kind::Count),
    ("speakers", Kind::Count),
    ("countries", Kind::Text),
    ("first_day", Kind::Day),
    ("last_day", Kind::Day),
];

/// Every field of a kind of record.
pub fn fields(records: Records) -> Vec<Field> {
    let of = |list: &[(&str, Kind)], prefix: &str| -> Vec<Field> {
        list.iter()
            .map(|(name, kind)| field(prefix, name, *kind))
            .collect()
    };
    match records {
        Records::Statements => of(STATEMENT, ""),
        Records::Topics => of(TOPIC, ""),
        Records::Conflicts => [of(CONFLICT, ""), of(STATEMENT, "a."), of(STATEMENT, "b.")].concat(),
    }
}

fn field(prefix: &str, name: &str, kind: Kind) -> Field {
    let column = if kind == Kind::Pieces { "pieces" } else { name };
    Field {
        path: format!("{prefix}{name}"),
        column: format!("{prefix}{column}").replace('.', "_"),
        kind,
    }
}

/// Where the fields of a record stand, each once: `key` or `key.key`.
pub fn paths(records: Records) -> Vec<String> {
    let fields = fields(records).into_iter();
    fields
        .filter(|field| field.kind != Kind::Pieces)
        .map(|field| field.path)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_names_of_their_own() {
        for records in [Records::Statements, Records::Conflicts, Records::Topics] {
            let fields = fields(records);
            let mut names: Vec<_> = fields.iter().map(|field| &field.column).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), fields.len());
        }
        assert!(paths(Records::Conflicts).contains(&"b.said_on".to_owned()));
    }
}
