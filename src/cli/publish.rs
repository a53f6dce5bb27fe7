//! `gainsay publish`: a clean copy of the database for others, and the backup of every night.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome};
use crate::store::Store;

/// Write a clean, read-only copy of the database for others
///
/// The copy is one file without a -wal beside it: for a web server, for Datasette, for colleagues, and as a backup. It
/// is made and checked under another name and then takes the place of FILE, so that readers see the old one or the
/// new one, and never half of it. Runs and readers go on meanwhile.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay publish public/claims.db
  gainsay --db /var/lib/gainsay/claims.db publish /srv/www/claims.db")]
pub struct Args {
    /// Where the copy goes; only an earlier copy is replaced
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Makes the copy.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    let store = Store::open_read_only(&global.database())?;
    let bytes = store.publish(&args.file)?;
    let megabytes = bytes.div_ceil(1 << 20);
    writeln!(
        io::stdout().lock(),
        "{}: {megabytes} MB, a copy of {}",
        args.file.display(),
        store.path().display()
    )?;
    Ok(Outcome::Done)
}
