//! The file that an export goes to: written under another name and then put in its place whole, or not at all.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::{Format, Records, claimreview, csv, fields};
use crate::place;

/// Most bytes of an existing file that are looked at to tell whose it is.
const LOOK: u64 = 1 << 20;

/// A file on its way to its place.
pub struct Target {
    to: PathBuf,
    made: Option<PathBuf>,
}

impl Target {
    /// Opens a file for an export to `path`: what is there is replaced only if it is an export of the same records in
    /// the same format, or with `force`. What is no plain file (a pipe, /dev/stdout) is written to as it is.
    ///
    /// # Errors
    /// Where something else is there, or the file can't be made.
    pub fn open(
        path: &Path,
        format: Format,
        records: Records,
        force: bool,
    ) -> Result<(Self, Box<dyn Write>)> {
        let cannot = || format!("cannot write to {}", path.display());
        // through a link to what it points at
        let to = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if to.is_dir() {
            bail!("{}: it is a folder; give a file", cannot());
        }
        if fs::metadata(&to).is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(&to).with_context(cannot)?;
            return Ok((Self { to, made: None }, Box::new(BufWriter::new(file))));
        }
        if !force && to.exists() && !is_ours(&to, format, records).with_context(cannot)? {
            bail!(
                "{} is there and no export of {}s in this format; give another file, or --force to replace it",
                path.display(),
                records.one()
            );
        }
        to.file_name().context("this is no file name")?;
        place::sweep(&to);
        let made = place::unfinished(&to);
        let file = File::create(&made).with_context(cannot)?;
        let target = Self {
            to,
            made: Some(made),
        };
        Ok((target, Box::new(BufWriter::new(file))))
    }

    /// Puts the finished file in its place.
    ///
    /// # Errors
    /// Where the disk is full or the folder can't be written to; what was there is still there then.
    pub fn keep(mut self) -> Result<()> {
        if let Some(made) = &self.made {
            let put = File::open(made)
                .and_then(|file| file.sync_all())
                .and_then(|()| fs::rename(made, &self.to));
            put.with_context(|| format!("cannot write to {}", self.to.display()))?;
            self.made = None;
        }
        Ok(())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Some(made) = &self.made {
            let _ = fs::remove_file(made);
        }
    }
}

/// True for an empty file, and for one that begins as an export of these records does.
fn is_ours(path: &Path, format: Format, records: Records) -> io::Result<bool> {
    let mut first = Vec::new();
    BufReader::new(File::open(path)?.take(LOOK)).read_until(b'\n', &mut first)?;
    let Ok(first) = String::from_utf8(first) else {
        return Ok(false);
    };
    let paths = fields::paths(records);
    Ok(first.is_empty()
        || match format {
            Format::Jsonl => serde_json::from_str::<Map<String, Value>>(&first)
                .is_ok_and(|found| is_record(&found, &paths)),
            Format::Csv => first.trim_end() == csv::header(&paths).join(","),
            Format::Claimreview => first.trim_end() == claimreview::BEGIN.trim_end(),
            Format::Parquet => false,
        })
}

/// True where an object has the keys of a record, in their order.
fn is_record(found: &Map<String, Value>, paths: &[String]) -> bool {
    let mut keys: Vec<&str> = paths
        .iter()
        .map(|path| path.split('.').next().unwrap_or(path))
        .collect();
    keys.dedup();
    found.keys().map(String::as_str).eq(keys)
}
