//! The report as one JSON object: every character as it was, indented for people who open it.

use super::Report;

/// The report as JSON.
pub fn render(report: &Report) -> String {
    let mut out =
        serde_json::to_string_pretty(report).expect("a report is plain data with string keys");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::sample;
    use serde_json::Value;

    #[test]
    fn claims_and_conflicts_point_at_each_other() {
        let report: Value = serde_json::from_str(&super::render(&sample())).unwrap();
        let topic = &report["topics"][0];
        assert_eq!(topic["sides"][1]["position"], "denies");
        assert_eq!(
            topic["sides"][1]["claims"][0]["id"],
            topic["conflicts"][0]["a"]
        );
        assert_eq!(report["totals"]["undated_documents"], 1);
    }
}
