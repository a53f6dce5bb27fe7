//! What a run did, in the text format of Prometheus, for node_exporter's textfile collector: an alert on a night that
//! failed, on a feed that is down, or on a night that did not come at all.

use std::time::Duration;

use anyhow::Result;
use prometheus::{Gauge, GaugeVec, Opts, Registry, TextEncoder};

use crate::ingest::Summary;

/// The metrics of a run of `command` that ended at `end` (seconds since 1970) after `took`; without a summary where it
/// failed.
///
/// # Errors
/// Where a metric has a name that Prometheus does not take, which a test excludes.
pub fn render(
    command: &str,
    summary: Option<&Summary>,
    took: Duration,
    end: i64,
) -> Result<String> {
    let registry = Registry::new();
    let whole = Whole {
        registry: &registry,
        command,
    };
    let stopped = summary.is_some_and(|summary| summary.stopped);
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds since 1970 have 31 bits"
    )]
    whole.gauge(
        "run_end_timestamp_seconds",
        "When the last run ended.",
        end as f64,
    )?;
    whole.gauge(
        "run_duration_seconds",
        "How long the last run took.",
        took.as_secs_f64(),
    )?;
    whole.gauge(
        "run_success",
        "1 where the last run came to its end, 0 where it failed or was stopped.",
        f64::from(u8::from(summary.is_some() && !stopped)),
    )?;
    if let Some(summary) = summary {
        counts(&whole, summary)?;
        feeds(&registry, summary)?;
    }
    Ok(TextEncoder::new().encode_to_string(&registry.gather())?)
}

/// Gauges of the run as a whole.
struct Whole<'a> {
    registry: &'a Registry,
    command: &'a str,
}

impl Whole<'_> {
    fn gauge(&self, name: &str, help: &str, value: f64) -> Result<()> {
        let options = Opts::new(name, help)
            .namespace("gainsay")
            .const_label("command", self.command);
        let gauge = Gauge::with_opts(options)?;
        gauge.set(value);
        self.registry.register(Box::new(gauge))?;
        Ok(())
    }
}

/// A count as Prometheus has it.
#[expect(
    clippy::cast_precision_loss,
    reason = "documents of a night have far less than 52 bits"
)]
fn number(count: u64) -> f64 {
    count as f64
}

fn counts(whole: &Whole<'_>, summary: &Summary) -> Result<()> {
    let options = Opts::new(
        "run_documents",
        "Documents of the last run by what became of them.",
    )
    .namespace("gainsay")
    .const_label("command", whole.command);
    let documents = GaugeVec::new(options, &["outcome"])?;
    for (outcome, count) in [
        ("added", summary.added),
        ("changed", summary.changed),
        ("known", summary.known),
        ("rejected", summary.rejected),
    ] {
        documents.with_label_values(&[outcome]).set(number(count));
    }
    whole.registry.register(Box::new(documents))?;
    for (name, help, count) in [
        (
            "run_undated_documents",
            "Documents without a publication date.",
            summary.undated,
        ),
        (
            "run_statements",
            "Statements stored by the last run.",
            summary.statements,
        ),
        (
            "run_conflicts",
            "Conflicts that the last run found.",
            summary.conflicts,
        ),
    ] {
        whole.gauge(name, help, number(count))?;
    }
    Ok(())
}

fn feeds(registry: &Registry, summary: &Summary) -> Result<()> {
    let options = Opts::new(
        "feed_up",
        "1 where the last visit to the feed went well, else 0.",
    )
    .namespace("gainsay");
    let up = GaugeVec::new(options, &["feed"])?;
    for feed in &summary.feeds {
        let well = !feed.is_failing();
        up.with_label_values(&[feed.url.as_str()])
            .set(f64::from(u8::from(well)));
    }
    registry.register(Box::new(up))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FeedOutcome;
    use crate::store::FeedRow;

    #[test]
    fn a_night_in_the_text_format_of_prometheus() {
        let feed = FeedRow {
            url: "https://example.org/\"feed\"".to_owned(),
            title: None,
            outcome: FeedOutcome::Failed,
            status: Some(503),
            detail: String::new(),
            entries: 0,
            entries_failed: 0,
            failing_since: None,
        };
        let summary = Summary {
            added: 7,
            feeds: vec![feed],
            ..Summary::default()
        };
        let text = render(
            "ingest",
            Some(&summary),
            Duration::from_millis(1500),
            1_709_600_400,
        )
        .expect("sound names");
        for line in [
            "gainsay_run_success{command=\"ingest\"} 1",
            "gainsay_run_end_timestamp_seconds{command=\"ingest\"} 1709600400",
            "gainsay_run_duration_seconds{command=\"ingest\"} 1.5",
            "gainsay_run_documents{command=\"ingest\",outcome=\"added\"} 7",
            "gainsay_feed_up{feed=\"https://example.org/\\\"feed\\\"\"} 0",
            "# TYPE gainsay_run_documents gauge",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        let failed = render("ingest", None, Duration::ZERO, 1).expect("sound names");
        assert!(
            failed.contains("gainsay_run_success{command=\"ingest\"} 0"),
            "{failed}"
        );
    }
}
