//! What the program says besides its results: log lines on stderr, for people or as JSON, which a progress line on a
//! terminal makes room for.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use clap::ValueEnum;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::registry::LookupSpan;

use super::progress;
use crate::report::sanitize::clean;

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A sentence, with "gainsay:" in front.
    Text,
    /// A JSON object with time, level and fields.
    Json,
}

/// Begins to log: what is at least of this level.
pub fn begin(format: LogFormat, level: Level) {
    let lines = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(Stderr);
    // a second logger is none; the first goes on
    let _ = match format {
        LogFormat::Text => {
            tracing::subscriber::set_global_default(lines.event_format(Sentence).finish())
        }
        LogFormat::Json => tracing::subscriber::set_global_default(
            lines
                .json()
                .flatten_event(true)
                .with_target(false)
                .with_current_span(false)
                .with_span_list(false)
                .finish(),
        ),
    };
}

/// A log line for people: only the message, on one line, safe for a terminal.
struct Sentence;

impl<S, N> FormatEvent<S, N> for Sentence
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut message = Message::default();
        event.record(&mut message);
        writeln!(writer, "gainsay: {}", clean(&message.0))
    }
}

/// The message of an event; its other fields are for machines.
#[derive(Default)]
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // writing to a String can't fail
            let _ = write!(self.0, "{value:?}");
        }
    }
}

/// Standard error past the progress line. That nobody reads it is no reason to stop.
struct Stderr;

impl<'a> MakeWriter<'a> for Stderr {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

impl Write for Stderr {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        progress::aside(|| {
            let _ = io::stderr().write_all(line);
        });
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
