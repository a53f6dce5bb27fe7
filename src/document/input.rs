//! Bytes: opening and unpacking files, and cutting a stream into lines or JSON values without ever
//! holding more of one than the limit. Knows nothing of what the bytes mean.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::format::Packing;

/// A stream of bytes that may move to another thread.
pub(super) type Stream = Box<dyn BufRead + Send>;

const BUFFER: usize = 64 << 10;

/// What is not read to its end. It comes as the inner error of an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Endless {
    /// A packed file unpacks to far more than there is of it.
    #[error(
        "it unpacks to more than {0} times its size; raise --max-unpack-ratio if it is sound (the rest was not read)"
    )]
    Packed(u64),
    /// A line or a JSON value goes on and on.
    #[error(
        "a line or value without end: more than {LINES} times {0} bytes; raise --max-document-bytes (the rest was not read)"
    )]
    Line(usize),
}

impl From<Endless> for io::Error {
    fn from(endless: Endless) -> Self {
        io::Error::other(endless)
    }
}

/// A line is followed to its end for so many times the longest document, then the stream is given up.
const LINES: usize = 100;

/// What a file may unpack to, however small it is.
const FREE: u64 = 64 << 20;

/// Opens a file and unpacks it if its first bytes say that it is packed. Beyond its first 64 MiB no more
/// is unpacked than `max_ratio` times what was read of the file.
///
/// # Errors
/// Where the file can't be opened, or is named like a packed one and is not. Reading fails with [`Endless`].
pub(super) fn open(path: &Path, packing: Packing, max_ratio: u64) -> io::Result<Stream> {
    let packed = Arc::new(AtomicU64::new(0));
    let file = Counted {
        file: File::open(path)?,
        count: Arc::clone(&packed),
    };
    let mut file = BufReader::with_capacity(BUFFER, file);
    let start = file.fill_buf()?;
    let found = match start {
        [0x1F, 0x8B, ..] => Packing::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Packing::Zstd,
        [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Packing::Zstd,
        _ => Packing::Plain,
    };
    if packing != Packing::Plain && found != packing && !start.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the name says that it is compressed, the content is not; rename it",
        ));
    }
    Ok(match found {
        Packing::Plain => Box::new(file),
        Packing::Gzip => capped(MultiGzDecoder::new(file), packed, max_ratio),
        Packing::Zstd => capped(ZstdFrames::new(file), packed, max_ratio),
    })
}

fn capped(unpacker: impl Read + Send + 'static, packed: Arc<AtomicU64>, max_ratio: u64) -> Stream {
    let capped = Capped {
        unpacker,
        unpacked: 0,
        packed,
        max_ratio,
    };
    Box::new(BufReader::with_capacity(BUFFER, capped))
}

/// A file and how much of it was read.
struct Counted {
    file: File,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

/// Unpacked bytes, as long as there are not far more of them than packed ones.
struct Capped<R> {
    unpacker: R,
    unpacked: u64,
    packed: Arc<AtomicU64>,
    max_ratio: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.unpacker.read(buffer)?;
        self.unpacked += length as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > FREE && self.unpacked > packed.saturating_mul(self.max_ratio) {
            return Err(Endless::Packed(self.max_ratio).into());
        }
        Ok(length)
    }
}

/// All frames of a Zstandard file, one after the other. ruzstd's own reader stops after the first.
struct ZstdFrames<R> {
    source: R,
    decoder: FrameDecoder,
    started: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            decoder: FrameDecoder::new(),
            started: false,
        }
    }

    /// Begins the next frame; false at the end of the input.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = (&mut self.source).take(u64::from(length));
                    io::copy(&mut { skipped }, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.started && self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if !self.started || self.decoder.is_finished() {
                self.started = self.next_frame()?;
                if !self.started {
                    return Ok(0);
                }
                continue;
            }
            self.decoder
                .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(io::Error::other)?;
        }
    }
}

/// Drops a byte order mark, and turns UTF-16 with a mark into UTF-8. Everything else passes as it is.
///
/// # Errors
/// Where the first bytes can't be read.
pub(super) fn unmark(mut stream: Stream) -> io::Result<Stream> {
    let start = stream.fill_buf()?;
    let (length, encoding) = match start {
        [0xEF, 0xBB, 0xBF, ..] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(UTF_16BE)),
        _ => (0, None),
    };
    stream.consume(length);
    Ok(match encoding {
        None => stream,
        Some(encoding) => Box::new(BufReader::with_capacity(
            BUFFER,
            Transcoded {
                source: stream,
                decoder: encoding.new_decoder_without_bom_handling(),
                ready: vec![0; BUFFER],
                rest: 0..0,
                ended: false,
            },
        )),
    })
}

/// A stream in another encoding, read as UTF-8.
struct Transcoded {
    source: Stream,
    decoder: Decoder,
    /// Decoded bytes, of which `rest` are not handed out yet.
    ready: Vec<u8>,
    rest: Range<usize>,
    ended: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() && !self.ended {
            let input = self.source.fill_buf()?;
            let last = input.is_empty();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(input, &mut self.ready, last);
            self.source.consume(read);
            self.rest = 0..written;
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let length = self.rest.len().min(buffer.len());
        let end = self.rest.start + length;
        buffer[..length].copy_from_slice(&self.ready[self.rest.start..end]);
        self.rest.start = end;
        Ok(length)
    }
}

/// A piece of a stream: a line or a JSON value.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// Its bytes, the first `limit` of them where it is longer.
    pub bytes: Vec<u8>,
    /// True where there was more than the limit.
    pub cut: bool,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl Piece {
    fn push(&mut self, bytes: &[u8], limit: usize) {
        let room = limit.saturating_sub(self.bytes.len());
        self.cut |= bytes.len() > room;
        self.bytes
            .extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

/// Everything that is left, up to the limit.
///
/// # Errors
/// Where reading fails; what was read before is in the piece.
pub(super) fn read_all(stream: &mut Stream, limit: usize) -> (Piece, io::Result<()>) {
    let mut piece = Piece {
        line: 1,
        ..Piece::default()
    };
    let mut limited = stream.take(limit as u64 + 1);
    let result = limited.read_to_end(&mut piece.bytes).map(drop);
    piece.cut = piece.bytes.len() > limit;
    piece.bytes.truncate(limit);
    (piece, result)
}

/// Reads up to the next newline, which is dropped; `None` at the end of the stream.
///
/// # Errors
/// Where reading fails.
pub(super) fn read_line(stream: &mut Stream, limit: usize) -> io::Result<Option<Piece>> {
    let mut piece = Piece::default();
    let mut any = false;
    let mut length = 0usize;
    loop {
        let buffer = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            return Ok(any.then_some(piece));
        }
        any = true;
        let end = buffer.iter().position(|&b| b == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        piece.push(part, limit);
        length = length.saturating_add(part.len());
        if length > limit.saturating_mul(LINES) {
            return Err(Endless::Line(limit).into());
        }
        let used = end.map_or(buffer.len(), |end| end + 1);
        stream.consume(used);
        if end.is_some() {
            return Ok(Some(piece));
        }
    }
}

/// Cuts a stream of JSON into the elements of its array, or into the values that stand one after the
/// other, by brackets and quotes alone: a broken element does not hide the ones after it.
pub(super) struct Values {
    stream: Stream,
    line: usize,
    started: bool,
    in_array: bool,
}

/// What comes next in a stream of JSON.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// An element of an array, or one of several values.
    Element(Piece),
    /// The only value of the stream, and not in an array.
    Only(Piece),
    /// The array is not closed: the stream was cut off.
    Open,
    /// Nothing more.
    End,
}

impl Values {
    pub(super) fn new(stream: Stream) -> Self {
        Self {
            stream,
            line: 1,
            started: false,
            in_array: false,
        }
    }

    /// The next value, no more of it than `limit` bytes.
    ///
    /// # Errors
    /// Where reading fails.
    pub(super) fn next(&mut self, limit: usize) -> io::Result<Next> {
        let first = !self.started;
        self.started = true;
        let mut next = self.skip_space()?;
        if first && next == Some(b'[') {
            self.stream.consume(1);
            self.in_array = true;
            next = self.skip_space()?;
        }
        while self.in_array && matches!(next, Some(b',' | b']')) {
            self.in_array = next == Some(b',');
            self.stream.consume(1);
            next = self.skip_space()?;
        }
        if next.is_none() {
            return Ok(if std::mem::take(&mut self.in_array) {
                Next::Open
            } else {
                Next::End
            });
        }
        let value = self.value(limit)?;
        let only = first && !self.in_array && self.skip_space()?.is_none();
        Ok(if only {
            Next::Only(value)
        } else {
            Next::Element(value)
        })
    }

    /// Passes over white space and gives the byte after it, unread.
    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.stream.fill_buf()?;
            let Some(&byte) = buffer.first() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.line += usize::from(byte == b'\n');
            self.stream.consume(1);
        }
    }

    /// One value, from its first byte to its last.
    fn value(&mut self, limit: usize) -> io::Result<Piece> {
        let mut piece = Piece {
            line: self.line,
            ..Piece::default()
        };
        let mut scan = Scan::default();
        let mut length = 0usize;
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok(piece);
            }
            let (used, done) = scan.advance(buffer);
            self.line += buffer[..used].iter().filter(|&&b| b == b'\n').count();
            piece.push(&buffer[..used], limit);
            length = length.saturating_add(used);
            if length > limit.saturating_mul(LINES) {
                return Err(Endless::Line(limit).into());
            }
            self.stream.consume(used);
            if done {
                return Ok(piece);
            }
        }
    }
}

/// Where the scanner stands within a value.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// Runs over some bytes: how many belong to the value, and whether it ends with them.
    fn advance(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (index, &byte) in bytes.iter().enumerate() {
            let begun = std::mem::replace(&mut self.begun, true);
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (index + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (index + 1, true);
                    }
                }
                // a stray bracket is a value by itself, else it would stand in the way for ever
                b'}' | b']' | b',' if self.depth == 0 => {
                    return (index + usize::from(!begun), true);
                }
                _ if self.depth == 0 && byte.is_ascii_whitespace() => return (index, true),
                _ => {}
            }
        }
        (bytes.len(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(bytes: &[u8]) -> Stream {
        // a tiny buffer, so that every piece crosses its edge
        Box::new(BufReader::with_capacity(3, io::Cursor::new(bytes.to_vec())))
    }

    fn values(text: &str) -> Vec<String> {
        let mut values = Values::new(stream(text.as_bytes()));
        let mut found = Vec::new();
        loop {
            match values.next(100).expect("no reading errors here") {
                Next::Element(piece) => found.push(String::from_utf8_lossy(&piece.bytes).into()),
                Next::Only(piece) => {
                    found.push(format!("only {}", String::from_utf8_lossy(&piece.bytes)));
                }
                Next::Open => found.push("open".into()),
                Next::End => return found,
            }
        }
    }

    #[test]
    fn json_is_cut_into_its_values() {
        assert_eq!(values(r#" {"a": "}\"]"} "#), [r#"only {"a": "}\"]"}"#]);
        assert_eq!(
            values(r#"[{"a": [1]}, {"b": "x"},3 , "s"]"#),
            [r#"{"a": [1]}"#, r#"{"b": "x"}"#, "3", r#""s""#]
        );
        assert_eq!(values("{}\n{}"), ["{}", "{}"]);
        assert_eq!(values("[]"), [""; 0]);
        assert_eq!(values("[{}, {"), ["{}", "{", "open"]);
        assert_eq!(values("{} ]} x"), ["{}", "]", "}", "x"]);
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_one_is_whole() {
        let mut lines = stream(b"short\nmuch too long\n\nlast");
        let mut next = || read_line(&mut lines, 5).expect("no reading errors here");
        assert_eq!(
            next().map(|p| (p.bytes, p.cut)),
            Some((b"short".to_vec(), false))
        );
        assert_eq!(
            next().map(|p| (p.bytes, p.cut)),
            Some((b"much ".to_vec(), true))
        );
        assert_eq!(next().map(|p| p.bytes), Some(Vec::new()));
        assert_eq!(next().map(|p| p.bytes), Some(b"last".to_vec()));
        assert_eq!(next(), None);
    }

    #[test]
    fn a_line_without_end_is_given_up() {
        let endless = |error: io::Error| error.get_ref()?.downcast_ref::<Endless>().copied();
        let line = [b'x'; 600];
        let error = read_line(&mut stream(&line), 5).expect_err("it has no end");
        assert_eq!(endless(error), Some(Endless::Line(5)));
        let value = format!("[{{\"a\": \"{}", "x".repeat(600));
        let error = Values::new(stream(value.as_bytes()))
            .next(5)
            .expect_err("it has no end");
        assert_eq!(endless(error), Some(Endless::Line(5)));
    }

    #[test]
    fn utf_16_is_read_as_utf_8() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("قال\n😀".encode_utf16().flat_map(u16::to_le_bytes));
        let mut text = String::new();
        unmark(stream(&bytes))
            .and_then(|mut s| s.read_to_string(&mut text))
            .expect("readable");
        assert_eq!(text, "قال\n😀");
    }

    #[test]
    fn all_frames_of_a_zstd_file_are_read() {
        use ruzstd::encoding::{CompressionLevel, compress_to_vec};
        let mut packed = compress_to_vec(&b"one "[..], CompressionLevel::Fastest);
        // a skippable frame of two bytes stands between them
        packed.extend([0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7]);
        packed.extend(compress_to_vec(&b"two"[..], CompressionLevel::Fastest));
        let mut text = String::new();
        let read = ZstdFrames::new(io::Cursor::new(&packed)).read_to_string(&mut text);
        assert_eq!((text.as_str(), read.ok()), ("one two", Some(7)));
        let cut = ZstdFrames::new(io::Cursor::new(&packed[..packed.len() - 3]))
            .read_to_string(&mut String::new());
        assert!(cut.is_err());
    }
}
