//! One file at a time: its documents in order, lines of JSONL one at a time.

use std::io;
use std::path::Path;

use super::format::{self, Format, Packing};
use super::input::{self, Next, Piece, Stream, Values};
use super::record::Fields;
use super::{Document, Fault, Options, RejectReason, Rejected, decode, html, json, text};

/// Name of standard input, as an argument and in messages.
pub(super) const STDIN: &str = "-";

/// A file that is being read.
pub(super) struct OpenFile {
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
    pub(super) fn open(path: &Path, options: &Options) -> Result<Self, Rejected> {
        let name = path.display().to_string();
        let (stem, format, packing) = format::by_name(path);
        match open(path, format, packing, options) {
            Ok((format, stream)) => Self::new(name, Some(stem), format, stream, options),
            Err(error) => Err(unreadable(&error).reject(name, Vec::new())),
        }
    }

    pub(super) fn new(
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

    /// Lines of JSONL from standard input.
    pub(super) fn stdin(options: &Options) -> Result<Self, Rejected> {
        let stream = Box::new(io::BufReader::new(io::stdin()));
        Self::new(STDIN.into(), None, Format::Lines, stream, options)
    }

    /// Reads nothing more of it.
    pub(super) fn end(&mut self) {
        self.records = Records::Done;
    }

    /// The next document of the file.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Document, Rejected>> {
        match std::mem::replace(&mut self.records, Records::Done) {
            Records::Text(stream) => {
                Some(self.whole(stream, options, |bytes| text::fields(&decode::text(bytes)?)))
            }
            Records::Html(stream) => Some(self.whole(stream, options, |bytes| {
                html::fields(&decode::page(bytes, None)?)
            })),
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
fn open(
    path: &Path,
    format: Option<Format>,
    packing: Packing,
    options: &Options,
) -> io::Result<(Format, Stream)> {
    let mut stream = input::open(path, packing, options.max_unpack_ratio)?;
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
    let endless = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<input::Endless>());
    if let Some(endless) = endless {
        return Fault::new(RejectReason::TooLarge, endless.to_string());
    }
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
