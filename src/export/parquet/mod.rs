//! A folder of Parquet files, partitioned by month as Hive does it (`month=2017-06/part-0.parquet`), which DuckDB,
//! pandas, Spark and Polars read as one table.
//!
//! Everything is written into a hidden folder first and then moved to its place. A list beside the months says what
//! is ours: the next export into the folder replaces that and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::TypePtr;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::csv::lookup;
use super::fields::{Field, fields};
use super::{Exporter, Records};
use column::{Column, schema};

mod column;

/// Rows that are kept in memory for a month before they are written out.
const ROWS: usize = 10_000;
/// Hive's name for what has no value.
const UNDATED: &str = "undated";
/// The list of what the last export wrote; readers pass over names with an underscore.
const LIST: &str = "_gainsay_export.json";

/// What an export left in its folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Listing {
    records: String,
    files: BTreeSet<String>,
}

/// Writes a folder of Parquet files.
pub struct Parquet {
    folder: PathBuf,
    building: PathBuf,
    records: Records,
    fields: Vec<Field>,
    schema: TypePtr,
    months: BTreeMap<String, Month>,
    force: bool,
}

/// One month on its way to its file.
struct Month {
    columns: Vec<Column>,
    rows: usize,
    file: Option<SerializedFileWriter<File>>,
}

impl Parquet {
    /// Begins an export into `folder`, which is made where there is none.
    ///
    /// # Errors
    /// Where the folder holds something that no export of these records wrote, unless `force`.
    pub fn new(folder: &Path, records: Records, force: bool) -> Result<Self> {
        if !force {
            may_write(folder, records)?;
        }
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        sweep(folder);
        let building = folder.join(format!(".export-{}.tmp", std::process::id()));
        fs::create_dir(&building)
            .with_context(|| format!("cannot write to {}", folder.display()))?;
        let fields = fields(records);
        let schema = parse_message_type(&schema(records.one(), &fields))
            .context("the schema of the Parquet files")?;
        Ok(Self {
            folder: folder.to_owned(),
            building,
            records,
            fields,
            schema: Arc::new(schema),
            months: BTreeMap::new(),
            force,
        })
    }

    fn month(&mut self, name: String) -> &mut Month {
        let fields = &self.fields;
        self.months.entry(name).or_insert_with(|| Month {
            columns: fields.iter().map(|field| Column::new(field.kind)).collect(),
            rows: 0,
            file: None,
        })
    }

    /// Writes the rows of a month that wait in memory.
    fn write_out(&mut self, name: &str) -> Result<()> {
        let Some(month) = self.months.get_mut(name) else {
            return Ok(());
        };
        let file = match &mut month.file {
            Some(file) => file,
            none => none.insert(begin(&self.building, name, self.schema.clone())?),
        };
        if month.rows > 0 {
            let mut group = file.next_row_group()?;
            let mut columns = month.columns.iter_mut();
            while let (Some(mut writer), Some(column)) = (group.next_column()?, columns.next()) {
                column.write(&mut writer)?;
                writer.close()?;
            }
            group.close()?;
            month.rows = 0;
        }
        Ok(())
    }

    /// Puts the finished files in their place and takes away what the last export wrote and this one did not. Cut off
    /// in the middle, the list tells the next export what is ours.
    fn publish(&self, files: BTreeSet<String>) -> Result<()> {
        let before = listing(&self.folder).unwrap_or_default();
        if !self.force {
            for file in files.difference(&before.files) {
                if self.folder.join(file).exists() {
                    bail!(taken(&self.folder.join(file)));
                }
            }
        }
        self.list(files.union(&before.files).cloned().collect())?;
        for file in &files {
            let to = self.folder.join(file);
            fs::create_dir_all(to.parent().unwrap_or(&self.folder))?;
            fs::rename(self.building.join(file), &to)
                .with_context(|| format!("cannot write {}", to.display()))?;
        }
        for file in before.files.difference(&files).filter(|f| is_plain(f)) {
            let gone = self.folder.join(file);
            let _ = fs::remove_file(&gone);
            // only where nothing else is in it
            let _ = gone.parent().map(fs::remove_dir);
        }
        self.list(files)
    }

    fn list(&self, files: BTreeSet<String>) -> Result<()> {
        let listing = Listing {
            records: self.records.one().to_owned(),
            files,
        };
        let made = self.building.join(LIST);
        let text = serde_json::to_string_pretty(&listing)? + "\n";
        fs::write(&made, text)?;
        Ok(fs::rename(made, self.folder.join(LIST))?)
    }
}

impl Exporter for Parquet {
    fn record(&mut self, record: &Value) -> Result<()> {
        let name = month_of(self.records, record);
        let fields = self.fields.clone();
        let month = self.month(name.clone());
        for (column, field) in month.columns.iter_mut().zip(&fields) {
            column.push(lookup(record, &field.path));
        }
        month.rows += 1;
        if month.rows >= ROWS {
            self.write_out(&name)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if self.months.is_empty() {
            // a file without rows tells the columns
            self.month(UNDATED.to_owned());
        }
        let names: Vec<String> = self.months.keys().cloned().collect();
        let mut files = BTreeSet::new();
        for name in names {
            self.write_out(&name)?;
            if let Some(file) = self.months.remove(&name).and_then(|month| month.file) {
                file.close()
                    .with_context(|| format!("cannot write to {}", self.folder.display()))?;
            }
            files.insert(part(&name));
        }
        self.publish(files)
    }
}

impl Drop for Parquet {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.building);
    }
}

/// The file of a month.
fn part(month: &str) -> String {
    format!("month={month}/part-0.parquet")
}

fn begin(building: &Path, month: &str, schema: TypePtr) -> Result<SerializedFileWriter<File>> {
    let path = building.join(part(month));
    fs::create_dir_all(path.parent().unwrap_or(building))?;
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    Ok(SerializedFileWriter::new(
        file,
        schema,
        Arc::new(properties.build()),
    )?)
}

/// The month of a record: of the saying, else of publication; of the later one of two; of the last word on a topic.
fn month_of(records: Records, record: &Value) -> String {
    let said = |statement: &Value| -> Option<String> {
        let day = statement["said_on"].as_str();
        Some(day.or(statement["published"].as_str())?.to_owned())
    };
    let day = match records {
        Records::Statements => said(record),
        Records::Conflicts => said(&record["a"]).max(said(&record["b"])),
        Records::Topics => record["last_day"].as_str().map(str::to_owned),
    };
    let month = day.and_then(|day| Some(day.get(..7)?.to_owned()));
    month.unwrap_or_else(|| UNDATED.to_owned())
}

/// Refuses a folder with something in it that is not an export of these records.
fn may_write(folder: &Path, records: Records) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        bail!(
            "cannot write Parquet files to {}: it is a file; give a folder",
            folder.display()
        );
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    match listing(folder) {
        Some(found) if found.records == records.one() => Ok(()),
        Some(found) => bail!(
            "{} holds an export of {}s; give another folder, or --force to replace it",
            folder.display(),
            found.records
        ),
        None if entries.flatten().all(|entry| is_left(&entry.file_name())) => Ok(()),
        None => bail!(taken(folder)),
    }
}

fn taken(path: &Path) -> String {
    format!(
        "{} is there and no export of gainsay's; give another place, or --force to write there all the same",
        path.display()
    )
}

/// What the last export into a folder wrote.
fn listing(folder: &Path) -> Option<Listing> {
    let text = fs::read_to_string(folder.join(LIST)).ok()?;
    serde_json::from_str(&text).ok()
}

/// True for a name that an export gave: a list that somebody changed must not lead out of the folder.
fn is_plain(file: &str) -> bool {
    let month = file
        .strip_prefix("month=")
        .and_then(|rest| rest.strip_suffix("/part-0.parquet"));
    month.is_some_and(|month| {
        month == UNDATED
            || month
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
    })
}

/// True for the folder in which an export builds.
fn is_left(name: &std::ffi::OsStr) -> bool {
    let number = name
        .to_str()
        .and_then(|name| name.strip_prefix(".export-")?.strip_suffix(".tmp"));
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Removes what exports left that were cut off.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_left(&entry.file_name()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_belongs_to_the_month_of_its_last_word() {
        let record = json!({
            "a": {"said_on": "2017-06-23", "published": "2017-07-01"},
            "b": {"said_on": null, "published": "2017-06-30"},
        });
        assert_eq!(month_of(Records::Conflicts, &record), "2017-06");
        assert_eq!(month_of(Records::Statements, &record["b"]), "2017-06");
        assert_eq!(month_of(Records::Statements, &json!({})), UNDATED);
    }

    #[test]
    fn a_list_cannot_lead_out_of_its_folder() {
        assert!(is_plain(&part("2017-06")));
        assert!(is_plain(&part(UNDATED)));
        assert!(!is_plain("month=../../x/part-0.parquet"));
        assert!(!is_plain("/etc/passwd"));
    }
}
