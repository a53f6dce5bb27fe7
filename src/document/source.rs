//! The stream of documents behind the SOURCE arguments of the command line: files one at a time, lines
//! of JSONL one at a time, in the order of the arguments and by name within a folder.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use url::Url;
use walkdir::{DirEntry, WalkDir};

use super::file::{OpenFile, STDIN};
use super::format::{self, Format};
use super::input::{self, Next, Values};
use super::web::{Target, Web};
use super::{
    Document, Fault, FileMark, FileVisit, Item, Options, RejectReason, Rejected, Remembered, Setup,
    Visit, json,
};

/// Why a run can't begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No argument.
    #[error("no source; give a file, a folder or - for standard input")]
    None,
    /// An argument without a letter in it.
    #[error("an empty name is no source; give a file, a folder or - for standard input")]
    Nameless,
    /// There is no such path.
    #[error("{0}: no such file or folder; give a file, a folder or - for standard input")]
    Missing(String),
    /// The path is there but can't be looked at.
    #[error("{0}: {1}; check the permissions")]
    Unreachable(String, String),
    /// A folder with files, of which none can be read.
    #[error("{0}: nothing to read in this folder; gainsay reads {endings}", endings = format::ENDINGS)]
    NothingReadable(String),
    /// An address that is none.
    #[error("{0}: {1}; give an address such as https://example.org/feed.xml")]
    Address(String, String),
    /// Standard input twice.
    #[error("-: standard input can be read only once; give - once")]
    StdinTwice,
}

/// One SOURCE argument.
#[derive(Debug, Clone, PartialEq)]
enum Source {
    Web(Target),
    Stdin,
    File(PathBuf),
    Folder(PathBuf),
}

/// Opens the sources for reading. Nothing is read yet, but every argument is looked at.
///
/// # Errors
/// Where an argument can't be a source: then nothing of any of them is read.
pub fn sources(args: &[String], setup: Setup) -> Result<Documents, SourceError> {
    if args.is_empty() {
        return Err(SourceError::None);
    }
    let waiting = args
        .iter()
        .map(|arg| source(arg, args.len() == 1))
        .collect::<Result<VecDeque<_>, _>>()?;
    if waiting
        .iter()
        .filter(|source| **source == Source::Stdin)
        .count()
        > 1
    {
        return Err(SourceError::StdinTwice);
    }
    Ok(Documents::new(waiting, setup))
}

/// What one argument names, the only one or one of several.
fn source(arg: &str, only: bool) -> Result<Source, SourceError> {
    if arg == STDIN {
        return Ok(Source::Stdin);
    }
    if arg.is_empty() {
        return Err(SourceError::Nameless);
    }
    let lower = arg.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let address = Url::parse(arg)
            .map_err(|error| SourceError::Address(arg.to_string(), error.to_string()))?;
        return Ok(Source::Web(Target::Address(address.into())));
    }
    let path = PathBuf::from(arg);
    let found = fs::metadata(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            SourceError::Missing(arg.to_string())
        }
        _ => SourceError::Unreachable(arg.to_string(), error.to_string()),
    })?;
    if !found.is_dir() {
        return match lower.ends_with(".opml") {
            true => Ok(Source::Web(Target::FeedList(path))),
            false => Ok(Source::File(path)),
        };
    }
    match only && holds_only_others(&path) {
        true => Err(SourceError::NothingReadable(arg.to_string())),
        false => Ok(Source::Folder(path)),
    }
}

/// True for a folder with files of which none can be read: most likely it is the wrong one. An empty one is an inbox
/// into which nothing came.
fn holds_only_others(folder: &Path) -> bool {
    let mut files = walk(folder)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .peekable();
    files.peek().is_some() && !files.any(|entry| is_readable(entry.path()))
}

fn is_readable(path: &Path) -> bool {
    format::by_name(path).1.is_some()
}

/// True for a .json file that can be read to its end and in which no value is a document. Settings and
/// expected results lie beside articles in many folders; what is broken or empty is not passed over.
fn is_other_json(path: &Path, options: &Options) -> bool {
    let (_, format, packing) = format::by_name(path);
    if format != Some(Format::Json) {
        return false;
    }
    let Ok(stream) = input::open(path, packing, options.max_unpack_ratio).and_then(input::unmark)
    else {
        return false;
    };
    let mut values = Values::new(stream);
    let mut found = false;
    loop {
        match values.next(options.max_document_bytes) {
            Ok(Next::End) => return found,
            Ok(Next::Only(piece) | Next::Element(piece)) => {
                if piece.cut || !json::is_other(&piece.bytes) {
                    return false;
                }
                found = true;
            }
            Ok(Next::Open) | Err(_) => return false,
        }
    }
}

/// The files of a folder, by name, without those that begin with a dot.
fn walk(folder: &Path) -> Walk {
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_visible)
}

type Walk = walkdir::FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>;

fn is_visible(entry: &DirEntry) -> bool {
    // the folder that was asked for may have any name, "." included
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A stream of documents, of what was refused and of visits, in input order.
pub struct Documents {
    setup: Setup,
    waiting: VecDeque<Source>,
    folder: Option<Walk>,
    web: Option<Web>,
    file: Option<Reading>,
    passed_over: Arc<PassedOver>,
}

/// Files in folders that hold no documents.
#[derive(Debug, Default)]
pub struct PassedOver {
    /// Files whose ending is unknown.
    pub endings: AtomicUsize,
    /// .json files in which nothing has a `text` or an `html`. Named as an argument such a file is rejected.
    pub other_json: AtomicUsize,
}

/// A file that is being read, and what to remember of it.
struct Reading {
    file: OpenFile,
    /// `None` for standard input.
    visit: Option<FileVisit>,
}

impl Documents {
    fn new(waiting: VecDeque<Source>, setup: Setup) -> Self {
        Self {
            setup,
            waiting,
            folder: None,
            web: None,
            file: None,
            passed_over: Arc::default(),
        }
    }

    /// Set from outside to end it.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.setup.stop)
    }

    /// What earlier runs remember, of which nothing is known before there is a database.
    pub fn remembering(mut self, remembered: Arc<dyn Remembered>) -> Self {
        self.setup.remembered = remembered;
        self
    }

    /// The counts of what is passed over, which go on while it is read elsewhere.
    pub fn passed_over(&self) -> Arc<PassedOver> {
        Arc::clone(&self.passed_over)
    }

    /// The next item of the file that is being read.
    fn next_of_file(&mut self) -> Option<Item> {
        let mut reading = self.file.take()?;
        let options = &self.setup.options;
        let next = catch_unwind(AssertUnwindSafe(|| reading.file.next(options)));
        let next = next.unwrap_or_else(|_| {
            let name = reading.visit.as_ref().map_or(STDIN, |visit| &visit.name);
            let fault = Fault::new(
                RejectReason::Broken,
                "the reader breaks on it, and what follows in it is not read; please report it with the file",
            );
            reading.file.end();
            Some(Err(fault.reject(name, Vec::new())))
        });
        match next {
            Some(item) => {
                reading.note(&item);
                self.file = Some(reading);
                Some(item.into())
            }
            None => reading.visit.map(|visit| Item::Visit(Visit::File(visit))),
        }
    }

    /// The next item of the folder that is being walked; `None` where it has none left or a file was opened.
    fn next_of_folder(&mut self) -> Option<Item> {
        match self.folder.as_mut()?.next() {
            None => self.folder = None,
            Some(Err(error)) => return Some(Item::Rejected(walk_rejection(&error))),
            Some(Ok(entry)) if !entry.file_type().is_file() => {}
            Some(Ok(entry)) => return self.meet(&entry),
        }
        None
    }

    /// Opens a file of a folder, unless it is the one that was read before.
    fn meet(&mut self, entry: &DirEntry) -> Option<Item> {
        let path = entry.path();
        if !is_readable(path) {
            self.passed_over.endings.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let visit = FileVisit {
            mark: mark(entry),
            ..visit(path)
        };
        if visit.mark.is_some()
            && let Some((mark, documents)) = self.setup.remembered.file(&visit.path)
            && Some(mark) == visit.mark
        {
            return Some(Item::Unchanged(FileVisit { documents, ..visit }));
        }
        if is_other_json(path, &self.setup.options) {
            self.passed_over.other_json.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        self.open(OpenFile::open(path, &self.setup.options), Some(visit))
    }

    /// Begins to read a file.
    fn open(&mut self, file: Result<OpenFile, Rejected>, visit: Option<FileVisit>) -> Option<Item> {
        match file {
            Ok(file) => self.file = Some(Reading { file, visit }),
            Err(rejected) => return Some(Item::Rejected(rejected)),
        }
        None
    }

    /// Begins the next argument.
    fn begin(&mut self, source: Source) -> Option<Item> {
        match source {
            Source::Folder(path) => self.folder = Some(walk(&path)),
            Source::Web(target) => self.begin_web(target),
            Source::File(path) => {
                let file = OpenFile::open(&path, &self.setup.options);
                return self.open(file, Some(visit(&path)));
            }
            Source::Stdin => return self.open(OpenFile::stdin(&self.setup.options), None),
        }
        None
    }

    /// All addresses and lists of feeds are asked at once, so that no server keeps the others waiting.
    fn begin_web(&mut self, first: Target) {
        let mut targets = vec![first];
        self.waiting.retain(|source| match source {
            Source::Web(target) => {
                targets.push(target.clone());
                false
            }
            _ => true,
        });
        self.web = Some(Web::new(targets, &self.setup));
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if self.setup.stop.load(Ordering::Relaxed) {
                return None;
            }
            let item = if self.file.is_some() {
                self.next_of_file()
            } else if self.folder.is_some() {
                self.next_of_folder()
            } else if let Some(web) = &mut self.web {
                let item = web.next();
                if item.is_none() {
                    self.web = None;
                }
                item
            } else {
                let source = self.waiting.pop_front()?;
                self.begin(source)
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

impl Reading {
    /// Counts a document; a file that can't be read to its end is tried again the next time.
    fn note(&mut self, item: &Result<Document, Rejected>) {
        let Some(visit) = &mut self.visit else {
            return;
        };
        match item {
            Ok(_) => visit.documents += 1,
            Err(rejected) => {
                visit.rejected += 1;
                // what is only too long may pass with another limit
                if matches!(
                    rejected.reason,
                    RejectReason::Unreadable | RejectReason::TooLarge
                ) {
                    visit.mark = None;
                }
            }
        }
    }
}

impl From<Result<Document, Rejected>> for Item {
    fn from(read: Result<Document, Rejected>) -> Self {
        match read {
            Ok(document) => Item::Document(Box::new(document)),
            Err(rejected) => Item::Rejected(rejected),
        }
    }
}

/// A file that changed this shortly before it is read may change again without its time showing it.
const SETTLED: Duration = Duration::from_secs(2);

/// How a file looks before it is opened; `None` where that tells nothing.
fn mark(entry: &DirEntry) -> Option<FileMark> {
    let found = entry.metadata().ok()?;
    let modified = found.modified().ok()?;
    if SystemTime::now().duration_since(modified).ok()? < SETTLED {
        return None;
    }
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(FileMark {
        bytes: found.len(),
        modified: i64::try_from(since.as_nanos()).ok()?,
    })
}

/// A visit to a file, of which nothing is known so far.
fn visit(path: &Path) -> FileVisit {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    FileVisit {
        path: absolute.display().to_string(),
        ..FileVisit::new(path.display().to_string())
    }
}

fn walk_rejection(error: &walkdir::Error) -> Rejected {
    let path = error
        .path()
        .map_or_else(String::new, |path| path.display().to_string());
    let detail = match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("a link back to {}", ancestor.display()),
        (None, Some(error)) => error.to_string(),
        (None, None) => error.to_string(),
    };
    Fault::new(RejectReason::Unreadable, detail).reject(path, Vec::new())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use chrono::NaiveDate;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use tempfile::TempDir;

    use super::*;
    use crate::document::format::Format;
    use crate::document::reread;

    const TEXT: &str =
        "قال وزير الزراعة إن المحصول هذا العام أفضل من العام الماضي، وأضاف أن الأسعار مستقرة.";

    fn options() -> Options {
        Options::new(NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day"))
    }

    /// What a source gives, without the visits.
    fn read_all(
        path: &str,
        options: &Options,
    ) -> impl Iterator<Item = Result<Document, Rejected>> + use<> {
        let items = sources(&[path.to_owned()], Setup::new(options.clone())).expect("sources");
        items.filter_map(|item| match item {
            Item::Document(document) => Some(Ok(*document)),
            Item::Rejected(rejected) => Some(Err(rejected)),
            Item::Unchanged(_) | Item::Visit(_) => None,
        })
    }

    /// A folder with the given files.
    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = TempDir::new().expect("a temporary folder");
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, content).expect("a file");
        }
        folder
    }

    /// Reads the whole folder: the id of each document, or reason and file of what was refused.
    fn read(folder: &TempDir, name: &str, options: &Options) -> Vec<String> {
        let path = folder.path().join(name);
        let shown = path.display().to_string();
        let documents = read_all(&shown, options);
        let prefix = format!("{}/", folder.path().display());
        documents
            .map(|item| match item {
                Ok(document) => document.id,
                Err(rejected) => format!(
                    "{} {}",
                    rejected.reason,
                    rejected.source.replace(&prefix, "")
                ),
            })
            .collect()
    }

    fn rejected(name: &str, content: &[u8]) -> Rejected {
        let folder = folder(&[(name, content)]);
        let path = folder.path().join(name).display().to_string();
        let mut items = read_all(&path, &options());
        items.find_map(Result::err).expect("it must be refused")
    }

    fn line(id: &str) -> String {
        serde_json::json!({"id": id, "text": TEXT}).to_string()
    }

    fn gzip(parts: &[&str]) -> Vec<u8> {
        let mut packed = Vec::new();
        for part in parts {
            let mut encoder = GzEncoder::new(&mut packed, Compression::fast());
            encoder
                .write_all(part.as_bytes())
                .and_then(|()| encoder.try_finish())
                .expect("packed");
        }
        packed
    }

    #[test]
    fn an_empty_pipe_is_no_document() {
        let stream = |bytes: &'static [u8]| Box::new(io::Cursor::new(bytes));
        let open =
            |bytes| OpenFile::new(STDIN.into(), None, Format::Lines, stream(bytes), &options());
        let mut empty = open(b"\n").expect("a stream");
        assert_eq!(empty.next(&options()), None);
        let mut bad = open(b"\n{").expect("a stream");
        let rejected = bad
            .next(&options())
            .expect("an item")
            .expect_err("it must be refused");
        assert_eq!(
            (rejected.source.as_str(), rejected.reason),
            ("-:2", RejectReason::Json)
        );
    }

    #[test]
    fn documents_can_be_read_on_another_thread() {
        fn check<T: Send>() {}
        check::<Documents>();
    }

    #[test]
    fn a_folder_is_read_by_name_with_hidden_and_unknown_files_left_out() {
        let folder = folder(&[
            ("b.txt", TEXT.as_bytes()),
            ("a/2.md", TEXT.as_bytes()),
            ("a/10.txt", TEXT.as_bytes()),
            (
                "c.jsonl",
                format!("{}\n\n{}\n", line("x"), line("y")).as_bytes(),
            ),
            (".hidden.txt", TEXT.as_bytes()),
            (".git/z.txt", TEXT.as_bytes()),
            ("photo.jpg", b"\xFF\xD8"),
        ]);
        assert_eq!(read(&folder, "", &options()), ["10", "2", "b", "x", "y"]);
        let mut documents = sources(
            &[folder.path().display().to_string()],
            Setup::new(options()),
        )
        .expect("sources");
        assert_eq!(
            documents
                .by_ref()
                .filter(|item| matches!(item, Item::Document(_)))
                .count(),
            5
        );
        assert_eq!(documents.passed_over().endings.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn json_of_another_kind_in_a_folder_is_passed_over_and_broken_json_is_not() {
        let array = format!("[{{\"note\": 1}}, {}]", line("in an array"));
        let folder = folder(&[
            ("a.txt", TEXT.as_bytes()),
            ("array.json", array.as_bytes()),
            ("broken.json", b"{\"conflicts\": ["),
            ("empty.json", b""),
            ("expected.json", br#"{"conflicts": [{"text": "x"}]}"#),
            ("numbers.json", b"[1, 2]"),
            ("one.json", line("one").as_bytes()),
            ("open.json", b"[{\"a\": 1}"),
        ]);
        let expected = [
            "a",
            "no_text array.json#1",
            "in an array",
            "json broken.json",
            "empty empty.json",
            "one",
            "no_text open.json#1",
            "json open.json",
        ];
        assert_eq!(read(&folder, "", &options()), expected);
        assert_eq!(
            read(&folder, "expected.json", &options()),
            ["no_text expected.json"]
        );
        let mut documents = sources(
            &[folder.path().display().to_string()],
            Setup::new(options()),
        )
        .expect("sources");
        let is_no_visit = |item: &Item| !matches!(item, Item::Visit(_));
        assert_eq!(
            documents.by_ref().filter(is_no_visit).count(),
            expected.len()
        );
        let passed_over = documents.passed_over();
        assert_eq!(passed_over.endings.load(Ordering::Relaxed), 0);
        assert_eq!(passed_over.other_json.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn packed_files_of_several_members() {
        let (first, second) = (line("1") + "\n", line("2") + "\n");
        let mut zstd = compress_to_vec(first.as_bytes(), CompressionLevel::Fastest);
        zstd.extend(compress_to_vec(
            second.as_bytes(),
            CompressionLevel::Fastest,
        ));
        let folder = folder(&[
            ("a.jsonl.gz", &gzip(&[&first, &second])),
            ("b.jsonl.zst", &zstd),
            ("c.txt.gz", &gzip(&[TEXT])),
            ("packed", &gzip(&[&first, &second])),
        ]);
        assert_eq!(read(&folder, "", &options()), ["1", "2", "1", "2", "c"]);
        assert_eq!(read(&folder, "packed", &options()), ["1", "2"]);
    }

    #[test]
    fn a_packed_file_that_breaks_off_gives_what_can_be_read() {
        let lines: String = (0..2000).map(|n| line(&n.to_string()) + "\n").collect();
        let mut packed = gzip(&[&lines]);
        packed.truncate(packed.len() / 2);
        let folder = folder(&[("a.jsonl.gz", &packed), ("b.jsonl.gz", b"no gzip")]);
        let read = read(&folder, "", &options());
        assert!(read.len() > 10 && read[0] == "0", "{}", read.len());
        let refused: Vec<&String> = read
            .iter()
            .filter(|item| item.starts_with("unreadable"))
            .collect();
        assert_eq!(refused.len(), 2);
        assert_eq!(refused[1], "unreadable b.jsonl.gz");
    }

    #[test]
    fn json_files() {
        let array = format!("[\n{},\n{{\"text\": 5}},\n{}]", line("1"), line("3"));
        let folder = folder(&[
            ("a.json", array.as_bytes()),
            (
                "b.json",
                serde_json::json!({"text": TEXT}).to_string().as_bytes(),
            ),
            ("c.json", format!("{}\n{}", line("4"), line("5")).as_bytes()),
            ("d.json", format!("[{}, {{\"text\": ", line("6")).as_bytes()),
        ]);
        assert_eq!(
            read(&folder, "a.json", &options()),
            ["1", "json a.json#2", "3"]
        );
        assert_eq!(read(&folder, "b.json", &options()), ["b"]);
        assert_eq!(read(&folder, "c.json", &options()), ["4", "5"]);
        assert_eq!(
            read(&folder, "d.json", &options()),
            ["6", "json d.json#2", "json d.json"]
        );
    }

    #[test]
    fn a_bad_line_is_refused_alone() {
        let mut content = format!("\u{FEFF}{}\n{{\"text\": \n", line("1")).into_bytes();
        content.extend(b"{\"text\": \"\xC3\x28\"}\n{\"text\": \"\"}\n{\"id\": 5}\n\r\n");
        content.extend(
            format!(
                "{{\"text\": \"نص\", \"published\": \"soon\"}}\n{}",
                line("2")
            )
            .bytes(),
        );
        let folder = folder(&[("a.jsonl", &content)]);
        assert_eq!(
            read(&folder, "", &options()),
            [
                "1",
                "json a.jsonl:2",
                "encoding a.jsonl:3",
                "empty a.jsonl:4",
                "no_text a.jsonl:5",
                "date a.jsonl:7",
                "2"
            ]
        );
        let rejected = rejected("a.jsonl", &content);
        assert_eq!(rejected.input, b"{\"text\": ");
    }

    #[test]
    fn what_is_longer_than_the_limit_is_refused_and_the_rest_is_read() {
        let long = serde_json::json!({"text": TEXT.repeat(200)}).to_string();
        let options = Options {
            max_document_bytes: 1000,
            ..options()
        };
        let folder = folder(&[
            (
                "a.jsonl",
                format!("{}\n{long}\n{}\n", line("1"), line("3")).as_bytes(),
            ),
            (
                "b.json",
                format!("[{}, {long}, {}]", line("4"), line("5")).as_bytes(),
            ),
            ("c.txt", TEXT.repeat(200).as_bytes()),
        ]);
        assert_eq!(
            read(&folder, "", &options),
            [
                "1",
                "too_large a.jsonl:2",
                "3",
                "4",
                "too_large b.json#2",
                "5",
                "too_large c.txt"
            ]
        );
        let path = folder.path().join("c.txt").display().to_string();
        let mut items = read_all(&path, &options);
        let rejected = items.next().expect("an item").expect_err("too large");
        assert_eq!(rejected.input.len(), 1000);
        assert!(
            rejected.detail.contains("longer than 1000 bytes"),
            "{}",
            rejected.detail
        );
    }

    #[test]
    fn bad_files_and_their_reasons() {
        for (name, content, reason) in [
            ("a.txt", &b""[..], RejectReason::Empty),
            ("a.txt", b" \n\xE2\x80\x8B\n\t ", RejectReason::Empty),
            ("a.jsonl", b"\n\n", RejectReason::Empty),
            ("a.json", b"", RejectReason::Empty),
            ("a.json", b"[]", RejectReason::Empty),
            ("a.html", b"", RejectReason::Empty),
            ("a.txt", b"\x7FELF\0\0\0", RejectReason::Binary),
            ("a.jsonl", b"\x7FELF\0\0\0\n\0\n\0\n", RejectReason::Binary),
            ("a.jsonl", b"{\"text\": \"x\\u0000\"}", RejectReason::Binary),
            (
                "a.txt",
                &"قال الوزير نعم".as_bytes()[..21],
                RejectReason::Encoding,
            ),
            ("a.json", b"{", RejectReason::Json),
            (
                "a.md",
                b"---\npublished: 2017-13-45\n---\nx",
                RejectReason::FrontMatter,
            ),
            ("a.html", b"<html><p>404</p>", RejectReason::NoText),
            ("a.txt.gz", b"x", RejectReason::Unreadable),
        ] {
            let rejected = rejected(name, content);
            assert_eq!(
                rejected.reason, reason,
                "{name} {content:?}: {}",
                rejected.detail
            );
            assert!(!rejected.detail.is_empty() && !rejected.detail.contains('\n'));
        }
    }

    #[test]
    fn old_encodings_and_utf_16() {
        let (windows, _, _) = encoding_rs::WINDOWS_1256.encode(TEXT);
        let mut wide = vec![0xFF, 0xFE];
        wide.extend(
            format!("{}\n", line("w"))
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        let folder = folder(&[("a.txt", &windows), ("b.jsonl", &wide)]);
        let path = folder.path().display().to_string();
        let documents: Vec<Document> = read_all(&path, &options())
            .map(|item| item.expect("a document"))
            .collect();
        assert_eq!(documents[0].text, TEXT);
        assert_eq!(documents[1].text, TEXT);
        assert_eq!(documents[0].hash, documents[1].hash);
    }

    #[test]
    fn files_without_a_known_ending_are_looked_at() {
        let folder = folder(&[
            ("notes", TEXT.as_bytes()),
            ("dump", format!("{}\n{}\n", line("1"), line("2")).as_bytes()),
            ("export.data", format!("[{}]", line("3")).as_bytes()),
            ("page.php", b"<!doctype html><p>x</p>"),
        ]);
        assert_eq!(read(&folder, "notes", &options()), ["notes"]);
        assert_eq!(read(&folder, "dump", &options()), ["1", "2"]);
        assert_eq!(read(&folder, "export.data", &options()), ["3"]);
        assert_eq!(read(&folder, "page.php", &options()), ["no_text page.php"]);
    }

    #[test]
    fn arguments_that_are_no_sources() {
        let folder = folder(&[("photo.jpg", b"x")]);
        let path = |name: &str| folder.path().join(name).display().to_string();
        let message = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| arg.to_string()).collect();
            sources(&args, Setup::new(options()))
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            message(&["seedz/"]),
            "seedz/: no such file or folder; give a file, a folder or - for standard input"
        );
        assert!(message(&[&path("")]).contains("nothing to read in this folder"));
        assert_eq!(
            message(&["https://"]),
            "https://: empty host; give an address such as https://example.org/feed.xml"
        );
        assert!(message(&["-", "-"]).contains("only once"));
        assert!(message(&[]).contains("no source"));
    }

    #[test]
    fn a_refused_input_can_be_read_again() {
        let options = options();
        let again = |source: &str, input: &str| -> Vec<Result<String, RejectReason>> {
            let items = reread(source, input.as_bytes(), &options);
            items
                .into_iter()
                .map(|item| item.map(|d| d.id).map_err(|r| r.reason))
                .collect()
        };
        assert_eq!(again("a/b.jsonl:7", &line("7")), [Ok("7".to_string())]);
        assert_eq!(again("-:7", "{"), [Err(RejectReason::Json)]);
        assert_eq!(again("a/b.json#2", &line("8")), [Ok("8".to_string())]);
        assert_eq!(again("a/001.txt", TEXT), [Ok("001".to_string())]);
        assert_eq!(again("a/001.txt.gz", ""), [Err(RejectReason::Empty)]);
    }
}
