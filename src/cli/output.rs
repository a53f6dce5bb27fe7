//! Prints records in the five formats: for people (table, Markdown) and for machines (JSON, JSONL, CSV).
//!
//! Machines get every character as it was; what people see is sanitised. Records stream, but for the
//! table, which must know its widest cell first.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;

use super::table;
use crate::export::csv::{cells, header, plain, write_line};
use crate::report::Layout;
use crate::report::md::escape;
use crate::report::sanitize::clean;

/// A format that records come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for reading.
    Table,
    /// One JSON list.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// A Markdown table.
    Md,
}

/// A column for people: its heading and how its cell is made from a record.
pub struct Column {
    /// Heading.
    pub header: String,
    /// The cell; a line break starts a new line in it.
    pub cell: Box<dyn Fn(&Value) -> String>,
}

impl Column {
    /// A column that shows one field as it is.
    pub fn field(name: &str) -> Self {
        let key = name.to_owned();
        Self {
            header: name.to_owned(),
            cell: Box::new(move |record| show(&record[&key])),
        }
    }

    /// A column that is made from several fields.
    pub fn new(header: &str, cell: impl Fn(&Value) -> String + 'static) -> Self {
        Self {
            header: header.to_owned(),
            cell: Box::new(cell),
        }
    }
}

/// What the columns of a kind of record are.
pub struct Shape {
    /// For tables, the one with long text last.
    pub columns: Vec<Column>,
    /// For CSV: every field, as `key` or `key.key`.
    pub fields: Vec<String>,
}

impl Shape {
    /// Every field in a column of its own.
    pub fn flat(fields: &[String]) -> Self {
        Self {
            columns: fields.iter().map(|f| Column::field(f)).collect(),
            fields: fields.to_vec(),
        }
    }
}

/// Writes records one after the other.
pub struct Output<W: Write> {
    out: W,
    format: Format,
    layout: Layout,
    shape: Shape,
    rows: Vec<Vec<String>>,
    count: usize,
}

impl<W: Write> Output<W> {
    /// Opens an output; CSV and Markdown get their header at once.
    pub fn new(mut out: W, format: Format, layout: Layout, shape: Shape) -> io::Result<Self> {
        match format {
            Format::Csv => {
                write_line(&mut out, &header(&shape.fields))?;
            }
            Format::Md => {
                let header: Vec<_> = shape.columns.iter().map(|c| escape(&c.header)).collect();
                writeln!(out, "| {} |", header.join(" | "))?;
                writeln!(out, "|{}", " --- |".repeat(header.len()))?;
            }
            Format::Table | Format::Json | Format::Jsonl => {}
        }
        Ok(Self {
            out,
            format,
            layout,
            shape,
            rows: Vec::new(),
            count: 0,
        })
    }

    /// Writes one record.
    pub fn record(&mut self, record: &impl Serialize) -> io::Result<()> {
        self.count += 1;
        match self.format {
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, record)?;
                self.out.write_all(b"\n")
            }
            Format::Json => {
                self.out
                    .write_all(if self.count == 1 { b"[\n" } else { b",\n" })?;
                Ok(serde_json::to_writer(&mut self.out, record)?)
            }
            Format::Csv => {
                let record = serde_json::to_value(record)?;
                write_line(&mut self.out, &cells(&record, &self.shape.fields))
            }
            Format::Md => {
                let cells = self.cells(&serde_json::to_value(record)?, escape);
                let cells: Vec<_> = cells.iter().map(|c| c.replace('\n', "<br>")).collect();
                writeln!(self.out, "| {} |", cells.join(" | "))
            }
            Format::Table => {
                let cells = self.cells(&serde_json::to_value(record)?, |line| {
                    clean(line).into_owned()
                });
                self.rows.push(cells);
                Ok(())
            }
        }
    }

    /// The cells of a record, every line of them made safe.
    fn cells(&self, record: &Value, safe: impl Fn(&str) -> String) -> Vec<String> {
        let cell = |column: &Column| {
            let text = (column.cell)(record);
            text.split('\n').map(&safe).collect::<Vec<_>>().join("\n")
        };
        self.shape.columns.iter().map(cell).collect()
    }

    /// Writes what is still open and says how many records there were.
    pub fn finish(mut self) -> io::Result<usize> {
        match self.format {
            Format::Json if self.count == 0 => self.out.write_all(b"[]\n")?,
            Format::Json => self.out.write_all(b"\n]\n")?,
            Format::Table => {
                let header: Vec<_> = self
                    .shape
                    .columns
                    .iter()
                    .map(|c| clean(&c.header).into_owned())
                    .collect();
                self.out
                    .write_all(table::render(&header, &self.rows, self.layout).as_bytes())?;
            }
            Format::Jsonl | Format::Csv | Format::Md => {}
        }
        self.out.flush()?;
        Ok(self.count)
    }
}

/// A field as a cell for people; lists are joined.
pub fn show(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(show).collect::<Vec<_>>().join("; "),
        // a line break in a field is no new line of the table
        other => plain(other).replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::bidi::Bidi;
    use serde_json::json;

    fn print(format: Format, records: &[Value]) -> String {
        let layout = Layout {
            width: 60,
            bidi: Bidi(false),
        };
        let shape = Shape {
            columns: vec![
                Column::field("id"),
                Column::new("who", |r| {
                    format!("{}\nagainst {}", show(&r["a"]["name"]), show(&r["b"]))
                }),
            ],
            fields: ["id", "a.name", "b"].map(String::from).to_vec(),
        };
        let mut bytes = Vec::new();
        let mut output = Output::new(&mut bytes, format, layout, shape).unwrap();
        for record in records {
            output.record(record).unwrap();
        }
        assert_eq!(output.finish().unwrap(), records.len());
        String::from_utf8(bytes).unwrap()
    }

    fn two() -> [Value; 2] {
        [
            json!({"id": "c1", "a": {"name": "نادر, \"الصباغ\""}, "b": ["x", "y"]}),
            json!({"id": null, "a": {"name": "a|b\u{1b}"}, "b": 1.5}),
        ]
    }

    #[test]
    fn jsonl_is_one_object_a_line() {
        let text = print(Format::Jsonl, &two());
        assert_eq!(text.lines().count(), 2);
        assert_eq!(
            serde_json::from_str::<Value>(text.lines().next().unwrap()).unwrap(),
            two()[0]
        );
    }

    #[test]
    fn json_is_one_list() {
        let list: Value = serde_json::from_str(&print(Format::Json, &two())).unwrap();
        assert_eq!(list, json!(two()));
        assert_eq!(print(Format::Json, &[]), "[]\n");
    }

    #[test]
    fn csv_keeps_every_character_and_has_a_header_without_records() {
        assert_eq!(
            print(Format::Csv, &two()),
            "id,a_name,b\nc1,\"نادر, \"\"الصباغ\"\"\",\"[\"\"x\"\",\"\"y\"\"]\"\n,a|b\u{1b},1.5\n"
        );
        assert_eq!(print(Format::Csv, &[]), "id,a_name,b\n");
    }

    #[test]
    fn markdown_escapes_what_would_break_the_table() {
        let expected = "| id | who |\n| --- | --- |\n| c1 | نادر, \"الصباغ\"<br>against x; y |\n\
                        |  | a\\|b\\\\u{1b}<br>against 1.5 |\n";
        assert_eq!(print(Format::Md, &two()), expected);
    }

    #[test]
    fn tables_are_for_eyes() {
        let expected = "\
id  who
--  ---
c1  نادر, \"الصباغ\"
    against x; y
    a|b\\u{1b}
    against 1.5
";
        assert_eq!(print(Format::Table, &two()), expected);
    }
}
