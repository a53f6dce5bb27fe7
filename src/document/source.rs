//! The stream of documents behind the SOURCE arguments of the command line: files one at a time, lines
//! of JSONL one at a time, in the order of the arguments and by name within a folder.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::format::{self, Format, Packing};
use super::input::{self, Next, Piece, Stream, Values};
use super::record::Fields;
use super::{Document, Fault, Options, RejectReason, Rejected, decode, html, json, text};

/// Name of standard input, as an argument and in messages.
const STDIN: &str = "-";

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
    /// A folder without a file that can be read.
    #[error("{0}: nothing to read in this folder; gainsay reads {endings}", endings = format::ENDINGS)]
    NothingReadable(String),
    /// An http(s) address.
    #[error("{0}: gainsay does not fetch pages; download the page first and give the file")]
    Address(String),
    /// A list of feeds.
    #[error(
        "{0}: gainsay does not follow feed lists; download the pages first and give their folder"
    )]
    FeedList(String),
    /// Standard input twice.
    #[error("-: standard input can be read only once; give - once")]
    StdinTwice,
}

/// One SOURCE argument.
#[derive(Debug, Clone, PartialEq)]
enum Source {
    Stdin,
    File(PathBuf),
    Folder(PathBuf),
}

/// Opens the sources for reading. Nothing is read yet, but every argument is looked at.
///
/// # Errors
/// Where an argument can't be a source: then nothing of any of them is read.
pub fn sources(args: &[String], options: Options) -> Result<Documents, SourceError> {
    if args.is_empty() {
        return Err(SourceError::None);
    }
    let waiting = args
        .iter()
        .map(|arg| source(arg))
        .collect::<Result<VecDeque<_>, _>>()?;
    if waiting
        .iter()
        .filter(|source| **source == Source::Stdin)
        .count()
        > 1
    {
        return Err(SourceError::StdinTwice);
    }
    Ok(Documents::new(waiting, options))
}

/// What one argument names.
fn source(arg: &str) -> Result<Source, SourceError> {
    if arg == STDIN {
        return Ok(Source::Stdin);
    }
    if arg.is_empty() {
        return Err(SourceError::Nameless);
    }
    let lower = arg.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Err(SourceError::Address(arg.to_string()));
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
            true => Err(SourceError::FeedList(arg.to_string())),
            false => Ok(Source::File(path)),
        };
    }
    let readable = walk(&path)
        .filter_map(Result::ok)
        .any(|entry| entry.file_type().is_file() && is_readable(entry.path()));
    match readable {
        true => Ok(Source::Folder(path)),
        false => Err(SourceError::NothingReadable(arg.to_string())),
    }
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
    let Ok(stream) = input::open(path, packing).and_then(input::unmark) else {
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

/// A stream of documents and of what was refused, in input order.
pub struct Documents {
    options: Options,
    waiting: VecDeque<Source>,
    folder: Option<Walk>,
    file: Option<OpenFile>,
    skipped: usize,
    not_documents: usize,
}

impl Documents {
    fn new(waiting: VecDeque<Source>, options: Options) -> Self {
        Self {
            options,
            waiting,
            folder: None,
            file: None,
            skipped: 0,
            not_documents: 0,
        }
    }

    /// How many files in the folders so far were passed over because their ending is unknown.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// How many .json files in the folders so far were passed over because they are JSON of another
    /// kind: nothing in them has a `text` or an `html`. Named as an argument such a file is rejected.
    pub fn not_documents(&self) -> usize {
        self.not_documents
    }

    /// Opens the next file; `None` when there is none left.
    fn advance(&mut self) -> Option<Result<OpenFile, Rejected>> {
        loop {
            if let Some(walk) = &mut self.folder {
                match walk.next() {
                    None => self.folder = None,
                    Some(Err(error)) => return Some(Err(walk_rejection(&error))),
                    Some(Ok(entry)) if !entry.file_type().is_file() => {}
                    Some(Ok(entry)) if is_other_json(entry.path(), &self.options) => {
                        self.not_documents += 1;
                    }
                    Some(Ok(entry)) if is_readable(entry.path()) => {
                        return Some(OpenFile::open(entry.path(), &self.options));
                    }
                    Some(Ok(_)) => self.skipped += 1,
                }
                continue;
            }
            match self.waiting.pop_front()? {
                Source::Folder(path) => self.folder = Some(walk(&path)),
                Source::File(path) => return Some(OpenFile::open(&path, &self.options)),
                Source::Stdin => {
                    let stream = Box::new(io::BufReader::new(io::stdin()));
                    return Some(OpenFile::new(
                        STDIN.into(),
                        None,
                        Format::Lines,
                        stream,
                        &self.options,
                    ));
                }
            }
        }
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(file) = &mut self.file {
                if let Some(item) = file.next(&self.options) {
                    return Some(item);
                }
                self.file = None;
            }
            match self.advance()? {
                Ok(file) => self.file = Some(file),
                Err(rejected) => return Some(Err(rejected)),
            }
        }
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

/// A file that is being read.
struct OpenFile {
    /// Its name in messages.
    name: String,
    /// The id that it gives to its only document.
    stem: Option<String>,
    records: Records,
}

/// What is left of a file.
enum Records {
    Text(Stream),
    Html(Stream),
    Json { values: Values, count: usize },
    Lines { stream: Stream, line: usize },
    Done,
}

impl OpenFile {
    fn open(path: &Path, options: &Options) -> Result<Self, Rejected> {
        let name = path.display().to_string();
        let (stem, format, packing) = format::by_name(path);
        match open(path, format, packing) {
            Ok((format, stream)) => Self::new(name, Some(stem), format, stream, options),
            Err(error) => Err(unreadable(&error).reject(name, Vec::new())),
        }
    }

    fn new(
        name: String,
        stem: Option<String>,
        format: Format,
        stream: Stream,
        options: &Options,
    ) -> Result<Self, Rejected> {
        let records = match format {
            Format::Text => Records::Text(stream),
            Format::Html => Records::Html(stream),
            Format::Json => Records::Json {
                values: Values::new(text_stream(&name, stream, options)?),
                count: 0,
            },
            Format::Lines => Records::Lines {
                stream: text_stream(&name, stream, options)?,
                line: 0,
            },
        };
        Ok(Self {
            name,
            stem,
            records,
        })
    }

    /// The next document of the file.
    fn next(&mut self, options: &Options) -> Option<Result<Document, Rejected>> {
        match std::mem::replace(&mut self.records, Records::Done) {
            Records::Text(stream) => {
                Some(self.whole(stream, options, |bytes| text::fields(&decode::text(bytes)?)))
            }
            Records::Html(stream) => {
                Some(self.whole(stream, options, |bytes| html::fields(&decode::page(bytes)?)))
            }
            Records::Json { values, count } => self.value(values, count, options),
            Records::Lines { stream, line } => self.line(stream, line, options),
            Records::Done => None,
        }
    }

    /// A file that is one document.
    fn whole(
        &self,
        mut stream: Stream,
        options: &Options,
        fields: impl Fn(&[u8]) -> Result<Fields, Fault>,
    ) -> Result<Document, Rejected> {
        let (piece, read) = input::read_all(&mut stream, options.max_document_bytes);
        let document = match read {
            Err(error) => Err(unreadable(&error)),
            Ok(()) => sized(&piece, options)
                .and_then(not_empty)
                .and_then(|bytes| fields(bytes)?.document(self.stem.as_deref(), options)),
        };
        document.map_err(|fault| fault.reject(&*self.name, piece.bytes))
    }

    /// The next value of a .json file; `count` were read before.
    fn value(
        &mut self,
        mut values: Values,
        count: usize,
        options: &Options,
    ) -> Option<Result<Document, Rejected>> {
        let refuse = |fault: Fault| Some(Err(fault.reject(&*self.name, Vec::new())));
        let (piece, only) = match values.next(options.max_document_bytes) {
            Err(error) => return refuse(unreadable(&error)),
            Ok(Next::End) if count == 0 => {
                return refuse(Fault::new(
                    RejectReason::Empty,
                    "there is no document in it",
                ));
            }
            Ok(Next::End) => return None,
            Ok(Next::Open) => {
                return refuse(Fault::new(
                    RejectReason::Json,
                    "the array is not closed: the file breaks off",
                ));
            }
            Ok(Next::Only(piece)) => (piece, true),
            Ok(Next::Element(piece)) => (piece, false),
        };
        let count = count + 1;
        let (name, stem) = match only {
            true => (self.name.clone(), self.stem.as_deref()),
            false => (format!("{}#{count}", self.name), None),
        };
        let document = object(&piece, stem, options).map_err(|mut fault| {
            if piece.line > 1 {
                fault.detail = format!(
                    "the value that begins on line {}: {}",
                    piece.line, fault.detail
                );
            }
            fault.reject(name, piece.bytes)
        });
        self.records = Records::Json { values, count };
        Some(document)
    }

    /// The next line of JSONL that is not blank.
    fn line(
        &mut self,
        mut stream: Stream,
        line: usize,
        options: &Options,
    ) -> Option<Result<Document, Rejected>> {
        let mut number = line;
        loop {
            number += 1;
            let name = format!("{}:{number}", self.name);
            let piece = match input::read_line(&mut stream, options.max_document_bytes) {
                Err(error) => return Some(Err(unreadable(&error).reject(name, Vec::new()))),
                // an empty pipe is an empty share of the work, an empty file a mishap
                Ok(None) if line == 0 && self.name != STDIN => {
                    let fault = Fault::new(RejectReason::Empty, "there is nothing in it");
                    return Some(Err(fault.reject(&*self.name, Vec::new())));
                }
                Ok(None) => return None,
                Ok(Some(piece)) => piece,
            };
            if piece.bytes.trim_ascii().is_empty() && !piece.cut {
                continue;
            }
            let document =
                object(&piece, None, options).map_err(|fault| fault.reject(name, piece.bytes));
            self.records = Records::Lines {
                stream,
                line: number,
            };
            return Some(document);
        }
    }
}

/// Opens a file; where its name says nothing, its first bytes tell the format.
fn open(path: &Path, format: Option<Format>, packing: Packing) -> io::Result<(Format, Stream)> {
    let mut stream = input::open(path, packing)?;
    let format = match format {
        Some(format) => format,
        None => format::by_content(stream.fill_buf()?),
    };
    Ok((format, stream))
}

/// A stream of JSON without its byte order mark, refused as a whole where it is plainly no text: else
/// every line of a program file would be kept as a document of its own.
fn text_stream(name: &str, stream: Stream, options: &Options) -> Result<Stream, Rejected> {
    let refuse = |error: &io::Error| unreadable(error).reject(name, Vec::new());
    let mut stream = input::unmark(stream).map_err(|error| refuse(&error))?;
    let start = stream.fill_buf().map_err(|error| refuse(&error))?;
    let nul = start.iter().filter(|&&byte| byte == 0).count();
    if nul * 100 > start.len() {
        let (piece, _) = input::read_all(&mut stream, options.max_document_bytes);
        let fault = Fault::new(RejectReason::Binary, "it has NUL bytes, so it is not JSON");
        return Err(fault.reject(name, piece.bytes));
    }
    Ok(stream)
}

/// One JSON object as a document.
fn object(piece: &Piece, stem: Option<&str>, options: &Options) -> Result<Document, Fault> {
    json::fields(sized(piece, options)?)?.document(stem, options)
}

/// The bytes of a piece that was not cut.
fn sized<'p>(piece: &'p Piece, options: &Options) -> Result<&'p [u8], Fault> {
    if piece.cut {
        return Err(Fault::new(
            RejectReason::TooLarge,
            format!(
                "longer than {0} bytes; raise --max-document-bytes (the first {0} bytes are kept)",
                options.max_document_bytes
            ),
        ));
    }
    Ok(&piece.bytes)
}

fn not_empty(bytes: &[u8]) -> Result<&[u8], Fault> {
    match bytes.trim_ascii().is_empty() {
        true => Err(Fault::new(RejectReason::Empty, "the file is empty")),
        false => Ok(bytes),
    }
}

fn unreadable(error: &io::Error) -> Fault {
    let detail = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed data breaks off".to_string(),
        io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        _ => error.to_string(),
    };
    Fault::new(RejectReason::Unreadable, detail)
}

/// Reads a refused input again, as it is kept in [`Rejected::input`] under [`Rejected::source`].
/// Inputs refused as `too_large` or `unreadable` are not whole and must be read from their source.
pub fn reread(source: &str, input: &[u8], options: &Options) -> Vec<Result<Document, Rejected>> {
    let in_series = source
        .rsplit_once([':', '#'])
        .is_some_and(|(_, number)| number.parse::<usize>().is_ok());
    if in_series {
        let document = json::fields(input).and_then(|fields| fields.document(None, options));
        return vec![document.map_err(|fault| fault.reject(source, input.to_vec()))];
    }
    let (stem, format, _) = format::by_name(Path::new(source));
    let format = format.unwrap_or_else(|| format::by_content(input));
    let stream = Box::new(io::Cursor::new(input.to_vec()));
    match OpenFile::new(source.to_string(), Some(stem), format, stream, options) {
        Ok(mut file) => std::iter::from_fn(|| file.next(options)).collect(),
        Err(rejected) => vec![Err(rejected)],
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use chrono::NaiveDate;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use tempfile::TempDir;

    use super::*;

    const TEXT: &str =
        "قال وزير الزراعة إن المحصول هذا العام أفضل من العام الماضي، وأضاف أن الأسعار مستقرة.";

    fn options() -> Options {
        Options::new(NaiveDate::from_ymd_opt(2024, 5, 1).expect("a day"))
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
        let documents = sources(&[shown], options.clone()).expect("sources");
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
        let mut items = sources(&[path], options()).expect("sources");
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
        let mut documents =
            sources(&[folder.path().display().to_string()], options()).expect("sources");
        assert_eq!(documents.by_ref().count(), 5);
        assert_eq!(documents.skipped(), 1);
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
        let mut documents =
            sources(&[folder.path().display().to_string()], options()).expect("sources");
        assert_eq!(documents.by_ref().count(), expected.len());
        assert_eq!((documents.skipped(), documents.not_documents()), (0, 2));
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
        let mut items = sources(&[path], options).expect("sources");
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
        let documents: Vec<Document> = sources(&[path], options())
            .expect("sources")
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
        let folder = folder(&[("photo.jpg", b"x"), ("feeds.opml", b"<opml/>")]);
        let path = |name: &str| folder.path().join(name).display().to_string();
        let message = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|arg| arg.to_string()).collect();
            sources(&args, options())
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        assert_eq!(
            message(&["seedz/"]),
            "seedz/: no such file or folder; give a file, a folder or - for standard input"
        );
        assert!(message(&[&path("")]).contains("nothing to read in this folder"));
        assert!(message(&["https://example.org/1"]).contains("download the page first"));
        assert!(message(&[&path("feeds.opml")]).contains("feed lists"));
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
