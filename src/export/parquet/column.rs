//! One column on its way into a Parquet file: its values, and the levels that say where something is missing and where
//! a list begins.
//!
//! Days are DATE, scores DOUBLE, lists are lists. A single value may be missing; a list is there and may be empty.

use chrono::{Datelike, NaiveDate};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use serde_json::Value;

use crate::export::fields::{Field, Kind};

/// Day 0 of Parquet's DATE, 1970-01-01, in days of the Christian era.
const EPOCH: i32 = 719_163;

/// The schema of a file, in Parquet's own words.
pub fn schema(name: &str, fields: &[Field]) -> String {
    let columns: String = fields
        .iter()
        .map(|f| column_schema(&f.column, f.kind))
        .collect();
    format!("message {name} {{\n{columns}}}\n")
}

fn column_schema(name: &str, kind: Kind) -> String {
    let list = |element: &str| {
        format!("REQUIRED group {name} (LIST) {{ REPEATED group list {{ {element} }} }}\n")
    };
    match kind {
        Kind::Text | Kind::Words => format!("OPTIONAL BYTE_ARRAY {name} (UTF8);\n"),
        Kind::Day => format!("OPTIONAL INT32 {name} (DATE);\n"),
        Kind::Score => format!("OPTIONAL DOUBLE {name};\n"),
        Kind::Count => format!("OPTIONAL INT64 {name};\n"),
        Kind::Flag => format!("OPTIONAL BOOLEAN {name};\n"),
        Kind::Texts | Kind::Pieces => list("REQUIRED BYTE_ARRAY element (UTF8);"),
        Kind::Spans => list(
            "REQUIRED group element (LIST) { REPEATED group list { REQUIRED INT64 element; } }",
        ),
    }
}

/// The values of a column.
pub struct Column {
    kind: Kind,
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Day(Vec<i32>),
    Number(Vec<i64>),
    Score(Vec<f64>),
    Flag(Vec<bool>),
}

impl Column {
    /// An empty column.
    pub fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text | Kind::Words | Kind::Texts | Kind::Pieces => Values::Text(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::Score => Values::Score(Vec::new()),
            Kind::Count | Kind::Spans => Values::Number(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
        };
        Self {
            kind,
            values,
            definition: Vec::new(),
            repetition: Vec::new(),
        }
    }

    /// One more row. What is of another type than the column counts as missing.
    pub fn push(&mut self, value: &Value) {
        match self.kind {
            Kind::Texts | Kind::Pieces => self.push_list(value),
            Kind::Spans => self.push_spans(value),
            Kind::Words => {
                let words: Vec<&str> = pieces(value).iter().filter_map(|v| v.as_str()).collect();
                let joined = Value::from(words.join(" … "));
                let present = self.values.push(&joined);
                self.level(present.into(), 0);
            }
            _ => {
                let present = self.values.push(value);
                self.level(present.into(), 0);
            }
        }
    }

    fn level(&mut self, definition: i16, repetition: i16) {
        self.definition.push(definition);
        self.repetition.push(repetition);
    }

    fn push_list(&mut self, value: &Value) {
        let mut repetition = 0;
        for text in pieces(value) {
            if self.values.push(text) {
                self.level(1, repetition);
                repetition = 1;
            }
        }
        if repetition == 0 {
            self.level(0, 0);
        }
    }

    fn push_spans(&mut self, value: &Value) {
        let mut repetition = 0;
        for span in pieces(value) {
            let mut inner = repetition;
            for end in pieces(span) {
                if self.values.push(end) {
                    self.level(2, inner);
                    inner = 2;
                }
            }
            if inner == repetition {
                self.level(1, repetition);
            }
            repetition = 1;
        }
        if repetition == 0 {
            self.level(0, 0);
        }
    }

    /// Writes all rows and forgets them.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let (definition, repetition) = (Some(&*self.definition), Some(&*self.repetition));
        match &mut self.values {
            Values::Text(v) => out
                .typed::<ByteArrayType>()
                .write_batch(v, definition, repetition),
            Values::Day(v) => out
                .typed::<Int32Type>()
                .write_batch(v, definition, repetition),
            Values::Number(v) => out
                .typed::<Int64Type>()
                .write_batch(v, definition, repetition),
            Values::Score(v) => out
                .typed::<DoubleType>()
                .write_batch(v, definition, repetition),
            Values::Flag(v) => out
                .typed::<BoolType>()
                .write_batch(v, definition, repetition),
        }?;
        *self = Self::new(self.kind);
        Ok(())
    }
}

/// The elements of a list; what is no list is its only element.
fn pieces(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

impl Values {
    /// Takes a value of the column's type; false where it is none.
    fn push(&mut self, value: &Value) -> bool {
        match self {
            Self::Text(all) => value
                .as_str()
                .map(|text| all.push(ByteArray::from(text.as_bytes().to_vec())))
                .is_some(),
            Self::Day(all) => value
                .as_str()
                .and_then(|day| day.parse::<NaiveDate>().ok())
                .map(|day| all.push(day.num_days_from_ce() - EPOCH))
                .is_some(),
            Self::Number(all) => value.as_i64().map(|n| all.push(n)).is_some(),
            Self::Score(all) => value.as_f64().map(|x| all.push(x)).is_some(),
            Self::Flag(all) => value.as_bool().map(|b| all.push(b)).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::schema::parser::parse_message_type;
    use serde_json::json;

    use crate::export::Records;
    use crate::export::fields::fields;

    #[test]
    fn every_kind_of_record_has_a_schema() {
        for records in [Records::Statements, Records::Conflicts, Records::Topics] {
            let text = schema(records.one(), &fields(records));
            assert!(parse_message_type(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn levels_tell_where_lists_begin() {
        let mut column = Column::new(Kind::Spans);
        for value in [json!([[0, 4], [6, 9]]), json!([]), json!([[1, 2]])] {
            column.push(&value);
        }
        assert_eq!(column.definition, [2, 2, 2, 2, 0, 2, 2]);
        assert_eq!(column.repetition, [0, 2, 1, 2, 0, 0, 2]);
    }

    #[test]
    fn the_epoch_is_day_0() {
        let mut column = Column::new(Kind::Day);
        column.push(&json!("1970-01-02"));
        column.push(&Value::Null);
        let Values::Day(days) = &column.values else {
            panic!("days");
        };
        assert_eq!((days.as_slice(), column.definition), (&[1][..], vec![1, 0]));
    }
}
