//! Runs the program in a fresh folder and compares all that it says, every time.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::{Connection, types::Value};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_gainsay");

/// The folder of the crate, with seeds/, sql/ and README.md in it.
pub fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The seeds, as an argument of the command line.
pub fn seeds() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")
}

/// What a run says of seeds/expected.json, which lies beside the articles and is none.
pub const SEEDS_SAY: &str =
    "gainsay: 1 .json file was passed over: nothing in it has a \"text\" or \"html\"\n";

/// An article with a statement in it, for tests that only need some document.
pub const ARTICLE: &str = "---\n\
    publisher: صدى الوادي\n\
    published: 2024-03-05\n\
    ---\n\
    قال وزير الزراعة الأردني سليم الحوراني، أمس الاثنين، إن محصول القمح هذا العام أوفر من سابقه.\n";

/// A fresh folder in which the program runs; it vanishes with its files at the end of the test.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A folder with the seeds read into claims.db.
    pub fn with_seeds() -> Self {
        let place = Self::new();
        place.run("ingest").arg(seeds()).stderr(SEEDS_SAY).read();
        place
    }

    /// A folder with one article read into claims.db.
    pub fn with_article() -> Self {
        let place = Self::new();
        place
            .file("good.txt", ARTICLE)
            .run("ingest good.txt")
            .read();
        place
    }

    /// Writes a file, with its folders.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    /// Where a file of the folder is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The bytes of a file.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("the file can be read")
    }

    /// The names in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("the folder can be read");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// Opens a database of the folder past the program.
    pub fn open(&self, name: &str) -> Connection {
        Connection::open(self.path(name)).expect("a database")
    }

    /// Everything the database `claims.db` knows of the world, as text: all tables but the log of the
    /// runs and what is remembered of sources, without the numbers of rows and runs, which tell in which order things came.
    pub fn dump(&self) -> String {
        dump(&self.open("claims.db"))
    }

    /// The program with arguments that have no blanks in them; [`Run::arg`] takes the others.
    pub fn run(&self, args: &str) -> Run<'_> {
        Run::new(self, args)
    }
}

/// An article of a few lines.
pub fn article(published: &str, text: &str) -> String {
    format!("---\npublisher: صدى الوادي\npublished: {published}\n---\n{text}\n")
}

/// A call of the program in which double quotes hold words together.
pub fn call<'p>(place: &'p Place, line: &str) -> Run<'p> {
    let mut run = place.run("");
    for (n, part) in line.split('"').enumerate() {
        run = if n % 2 == 1 {
            run.arg(part)
        } else {
            run.args(part)
        };
    }
    run
}

/// A run of the program and what is expected of it: unless told otherwise nothing on stderr and exit
/// code 0. Nothing happens before [`Run::check`], [`Run::read`] or [`Run::records`].
#[must_use = "the program runs only when the run is checked or read"]
pub struct Run<'p> {
    place: &'p Place,
    args: Vec<String>,
    env: Vec<(&'static str, &'static str)>,
    stdin: Vec<u8>,
    stdout: String,
    stderr: String,
    status: i32,
    unprivileged: bool,
}

impl<'p> Run<'p> {
    fn new(place: &'p Place, args: &str) -> Self {
        Self {
            place,
            args: args.split_whitespace().map(str::to_owned).collect(),
            env: Vec::new(),
            stdin: Vec::new(),
            stdout: String::new(),
            stderr: String::new(),
            status: 0,
            unprivileged: false,
        }
    }

    /// One more argument, blanks and all.
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// More arguments without blanks in them.
    pub fn args(mut self, args: &str) -> Self {
        self.args.extend(args.split_whitespace().map(str::to_owned));
        self
    }

    /// A variable of the environment.
    pub fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.env.push((name, value));
        self
    }

    /// What is piped in.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// Expects this on stdout.
    pub fn stdout(mut self, text: impl Into<String>) -> Self {
        self.stdout = text.into();
        self
    }

    /// Expects this on stderr.
    pub fn stderr(mut self, text: impl Into<String>) -> Self {
        self.stderr = text.into();
        self
    }

    /// Expects this exit code.
    pub fn status(mut self, status: i32) -> Self {
        self.status = status;
        self
    }

    /// Expects one line of the program on stderr, and this exit code.
    pub fn refused(self, status: i32, line: &str) -> Self {
        self.status(status).stderr(format!("gainsay: {line}\n"))
    }

    /// Runs as a user whom file permissions hold back: root steps down to nobody.
    pub fn unprivileged(mut self) -> Self {
        self.unprivileged = true;
        self
    }

    /// Runs the program and compares stdout, stderr and exit code.
    #[track_caller]
    pub fn check(self) {
        let expected = self.stdout.clone();
        let found = self.read();
        assert!(
            found == expected,
            "stdout differs\n--- expected\n{expected}\n--- found\n{found}"
        );
    }

    /// Runs the program, compares stderr and exit code and gives stdout.
    #[track_caller]
    pub fn read(self) -> String {
        let shown = format!("gainsay {}", self.args.join(" "));
        let output = self.output();
        let stdout = String::from_utf8(output.stdout).expect("stdout is UTF-8");
        let stderr = String::from_utf8(output.stderr).expect("stderr is UTF-8");
        assert!(
            (stderr == self.stderr) && output.status.code() == Some(self.status),
            "{shown}: stderr or exit code differ\n--- expected {}\n{}\n--- found {:?}\n{stderr}\n--- stdout\n{stdout}",
            self.status,
            self.stderr,
            output.status.code(),
        );
        stdout
    }

    /// As [`Run::read`], for JSONL: one record a line.
    #[track_caller]
    pub fn records<T: DeserializeOwned>(self) -> Vec<T> {
        let stdout = self.arg("--format").arg("jsonl").read();
        stdout.lines().map(record).collect()
    }

    /// Starts the program and leaves it running, with what it says in pipes: who starts it ends it.
    pub fn start(self) -> std::process::Child {
        self.prepared().spawn().expect("the program starts")
    }

    fn output(&self) -> std::process::Output {
        let mut child = self.prepared().spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = self.stdin.clone();
        // a program that stops reading early is no failure of the test
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        output
    }

    fn prepared(&self) -> Command {
        let mut command = self.command();
        command
            .args(&self.args)
            .current_dir(self.place.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for name in [
            "GAINSAY_DB",
            "GAINSAY_TOKEN",
            "RAYON_NUM_THREADS",
            "COLUMNS",
        ] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().copied()).env("USER", "tester");
        command
    }

    #[cfg(unix)]
    fn command(&self) -> Command {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        use std::os::unix::process::CommandExt;
        const NOBODY: u32 = 65534;
        let is_root = fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
        if !(self.unprivileged && is_root) {
            return Command::new(PROGRAM);
        }
        // nobody may not look into the folder where cargo puts the program
        let program = self.place.path("gainsay-of-nobody");
        fs::copy(PROGRAM, &program).expect("a copy of the program");
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.place.folder.path(), open).expect("an open folder");
        let mut command = Command::new(program);
        command.uid(NOBODY).gid(NOBODY);
        command
    }

    #[cfg(not(unix))]
    fn command(&self) -> Command {
        Command::new(PROGRAM)
    }
}

/// The Python with the packages that tests/run.sh installs; says so where they are missing.
pub fn python(needs: &str) -> Option<PathBuf> {
    let python = crate_folder().join("target/tools/venv/bin/python");
    let has = Command::new(&python)
        .args(["-c", &format!("import {needs}")])
        .stderr(Stdio::null())
        .status();
    if has.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    eprintln!("skipped: no Python with {needs} in target/tools/venv (tests/run.sh installs it)");
    None
}

/// Reads one JSON record.
#[track_caller]
pub fn record<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

/// See [`Place::dump`].
pub fn dump(db: &Connection) -> String {
    let tables = column(
        db,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
         AND name NOT LIKE 'sqlite_%' AND name NOT IN ('run', 'rejection', 'file', 'page', 'feed', 'feed_visit') ORDER BY name",
    );
    let mut out = String::new();
    for table in tables {
        let columns: Vec<_> = column(
            db,
            &format!("SELECT name FROM pragma_table_info('{table}')"),
        )
        .into_iter()
        .filter(|name| !is_order(&table, name))
        .map(|name| format!("\"{name}\""))
        .collect();
        if columns.is_empty() {
            continue;
        }
        let mut rows = rows(
            db,
            &format!("SELECT {} FROM \"{table}\"", columns.join(", ")),
        );
        rows.sort();
        out += &format!("{table} ({}): {} rows\n", columns.join(", "), rows.len());
        for row in rows {
            out += &format!("  {row}\n");
        }
    }
    out
}

/// True for what tells only when something came in.
fn is_order(table: &str, column: &str) -> bool {
    let number = match table {
        "conflict" | "topic" | "claim" | "statement" => false,
        _ => column == "id",
    };
    number
        || column == "seq"
        || column == "applied_on"
        || column.ends_with("_at")
        || column.ends_with("_id") && !matches!(column, "claim_id" | "topic_id" | "parent_id")
        || column.ends_with("_seq")
        || column.ends_with("_run")
        || matches!(column, "supersedes" | "statement_a" | "statement_b")
}

fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut query = db.prepare(sql).expect("the query is sound");
    let count = query.column_count();
    let cells = |row: &rusqlite::Row<'_>| -> rusqlite::Result<String> {
        let cells = (0..count)
            .map(|index| Ok(format!("{:?}", row.get::<_, Value>(index)?)))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(cells.join(" | "))
    };
    let rows = query.query_map([], cells).expect("the query runs");
    rows.collect::<rusqlite::Result<_>>().expect("rows")
}

fn column(db: &Connection, sql: &str) -> Vec<String> {
    let mut query = db.prepare(sql).expect("the query is sound");
    let rows = query
        .query_map([], |row| row.get(0))
        .expect("the query runs");
    rows.collect::<rusqlite::Result<_>>().expect("rows")
}
