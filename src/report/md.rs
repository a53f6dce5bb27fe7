//! The report in Markdown, for a wiki, an issue or a mail that renders it.
//!
//! Words of documents are escaped, so that an asterisk or an angle bracket of theirs stays what it is.

use super::sanitize::clean;
use super::words;
use super::{Claim, Flag, Report, Topic};

/// The report as Markdown.
pub fn render(report: &Report) -> String {
    let mut out = format!("# Contradictions\n\n{}\n", words::head(report));
    for note in words::notes(report) {
        out += &format!("\n{note}\n");
    }
    for (index, topic) in report.topics.iter().enumerate() {
        push_topic(&mut out, index + 1, topic);
    }
    out
}

fn push_topic(out: &mut String, number: usize, topic: &Topic) {
    *out += &format!("\n## {number}. {}\n\n", escape(&topic.title));
    *out += &format!("{}\n", words::summary(topic));
    for side in &topic.sides {
        *out += &format!("\n### {}\n", words::side(side.position));
        let (claims, left) = words::shown(topic, side);
        for claim in claims {
            push_claim(out, claim);
        }
        if let Some(more) = words::more(topic, left) {
            *out += &format!("\n{more}\n");
        }
    }
    *out += "\n### Why flagged\n\n";
    for flag in &topic.conflicts {
        push_flag(out, flag);
    }
}

fn push_claim(out: &mut String, claim: &Claim) {
    let statement = &claim.statement;
    *out += &format!("\n**{}**", escape(&statement.speaker));
    if let Some(role) = statement.office() {
        *out += &format!(", {}", escape(role));
    }
    if let Some(country) = &statement.country {
        *out += &format!(" ({})", escape(country));
    }
    for via in &statement.via {
        *out += &format!(", via {}", escape(via));
    }
    *out += &format!(
        ", {}\n\n> {}\n",
        words::date(claim),
        escape(&words::quote(claim))
    );
    let papers = links(claim);
    if !papers.is_empty() {
        let carried = words::carried(claim).map_or_else(String::new, |c| format!(" {c}"));
        *out += &format!("\nin {}{carried}\n", papers.join(", "));
    }
}

/// The papers, each with the address of its article where that is known.
fn links(claim: &Claim) -> Vec<String> {
    let address = |name: &str| {
        claim
            .witnesses
            .iter()
            .find(|w| clean(w.publisher.as_deref().unwrap_or(&w.document)) == name)
            .and_then(|w| w.url.as_deref())
            .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
            .filter(|url| {
                !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()\\".contains(c))
            })
    };
    words::papers(claim)
        .iter()
        .map(|name| match address(name) {
            Some(url) => format!("[{}](<{url}>)", escape(name)),
            None => escape(name),
        })
        .collect()
}

fn push_flag(out: &mut String, flag: &Flag) {
    let (a, b) = (escape(&flag.a_speaker), escape(&flag.b_speaker));
    let reasons: Vec<_> = flag.reasons.iter().map(|r| escape(r)).collect();
    *out += &format!(
        "- **{}**{}: {a} against {b}: {} (`{}`)\n",
        words::label(flag),
        flag.reviewer
            .as_deref()
            .map_or_else(String::new, |name| format!(" by {}", escape(name))),
        reasons.join("; "),
        clean(&flag.id)
    );
    if let Some(note) = &flag.note {
        *out += &format!("  > {}\n", escape(note));
    }
}

/// The text on one line, with everything that Markdown or HTML would act on escaped.
pub fn escape(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    // a line that begins like a list item, a heading rule or a number would become one
    match out.chars().next() {
        Some('-' | '+' | '=') => out.insert(0, '\\'),
        Some(c) if c.is_ascii_digit() => {
            let digits = out.chars().take_while(char::is_ascii_digit).count();
            let rest = &out[digits..];
            if rest.starts_with(['.', ')']) && !rest[1..].starts_with(|c: char| c != ' ') {
                out.insert(digits, '\\');
            }
        }
        _ => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::sample;
    use super::*;

    #[test]
    fn a_report_has_one_heading_a_side() {
        let expected = "\
# Contradictions

3 documents, 9 statements by 4 speakers, 2 conflicts on 1 topic

1 document has no publication date. What such a document reports is marked \"undated\" unless its own \
text says when: whether it came before or after the rest cannot be told.

## 1. اتفاق الميناء

2 conflicts, strongest 0.91, topic t1

### Says it is so

**نادر الصباغ**, وزير النقل الأردني (JO), 2024-03-05

> «اتفاق الميناء وُقّع أمس في العاصمة»

in صحيفة الشاطئ, Coast Daily (carried by 2 papers)

### Denies

**سلمى العطار**, via وكالة الساحل, published 2024-03-06

> توقيع أي اتفاق يتعلق بالميناء

in 003

### Has heard nothing

**بلدية المدينة**, undated

> لم تتلق أي إشعار بالاتفاق

in 003

### Why flagged

- **denial 0.91**: سلمى العطار against نادر الصباغ: one denies what the other affirms; both name الميناء (`c1`)
- **denial 0.60**: بلدية المدينة against نادر الصباغ: one has heard nothing of it (`c2`)
";
        assert_eq!(render(&sample()), expected);
    }

    #[test]
    fn words_of_documents_stay_words() {
        assert_eq!(
            escape("a*b <script>|[x](y)"),
            "a\\*b \\<script\\>\\|\\[x\\](y)"
        );
        assert_eq!(escape("- x"), "\\- x");
        assert_eq!(escape("2. x"), "2\\. x");
        assert_eq!(escape("2."), "2\\.");
        assert_eq!(escape("2017"), "2017");
        assert_eq!(escape("0.91"), "0.91");
    }

    #[test]
    fn only_web_addresses_become_links() {
        let mut claim = sample().topics[0].sides[0].claims[0].clone();
        claim.witnesses[0].url = Some("https://shore.example/1".into());
        claim.witnesses[1].url = Some("javascript:alert(1)".into());
        assert_eq!(
            links(&claim),
            ["[صحيفة الشاطئ](<https://shore.example/1>)", "Coast Daily"]
        );
    }
}
