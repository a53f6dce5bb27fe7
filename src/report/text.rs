//! The report for reading: on a terminal, in a pager, in a mail.
//!
//! Every quote stands on lines of its own, so that it can be read from right to left even where the
//! lines around it cannot.

use super::sanitize::clean;
use super::words;
use super::wrap::wrap;
use super::{Claim, Flag, Layout, Report, Topic};

/// The report as text.
pub fn render(report: &Report, layout: Layout) -> String {
    let mut page = Page {
        out: String::new(),
        layout,
    };
    page.text(0, &words::head(report));
    for note in words::notes(report) {
        page.text(0, &note);
    }
    for (index, topic) in report.topics.iter().enumerate() {
        page.out.push('\n');
        page.topic(index + 1, topic);
    }
    page.out
}

/// The text as it grows.
struct Page {
    out: String,
    layout: Layout,
}

impl Page {
    /// Wrapped lines of the report's own language.
    fn text(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.room(indent)) {
            self.line(indent, &line);
        }
    }

    /// Wrapped lines of a document's words.
    fn quote(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.room(indent)) {
            self.line(indent, &self.layout.bidi.line(&line));
        }
    }

    fn line(&mut self, indent: usize, line: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Cells left beside the indent; a very narrow terminal still gets some words on a line.
    fn room(&self, indent: usize) -> usize {
        self.layout.width.saturating_sub(indent).max(20)
    }

    /// A name inside a line.
    fn name(&self, text: &str) -> String {
        self.layout.bidi.run(&clean(text))
    }

    fn topic(&mut self, number: usize, topic: &Topic) {
        let heading = format!("{number}. {}", self.name(&topic.title));
        self.text(0, &heading);
        self.text(3, &words::summary(topic));
        for side in &topic.sides {
            self.out.push('\n');
            self.line(3, words::side(side.position));
            let (claims, left) = words::shown(topic, side);
            for claim in claims {
                self.claim(claim);
            }
            if let Some(more) = words::more(topic, left) {
                self.text(5, &more);
            }
        }
        self.out.push('\n');
        self.line(3, "Why flagged");
        for flag in &topic.conflicts {
            self.flag(flag);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let statement = &claim.statement;
        let mut who = self.name(&statement.speaker);
        if let Some(role) = statement.office() {
            who += &format!(", {}", self.name(role));
        }
        if let Some(country) = &statement.country {
            who += &format!(" ({})", clean(country));
        }
        for via in &statement.via {
            who += &format!(", via {}", self.name(via));
        }
        who += &format!(", {}", words::date(claim));
        self.text(5, &who);
        self.quote(9, &words::quote(claim));
        let papers: Vec<_> = words::papers(claim)
            .iter()
            .map(|p| self.layout.bidi.run(p))
            .collect();
        if papers.is_empty() {
            return;
        }
        let carried = words::carried(claim).map_or_else(String::new, |c| format!(" {c}"));
        self.text(7, &format!("in {}{carried}", papers.join(", ")));
    }

    fn flag(&mut self, flag: &Flag) {
        let versus = format!(
            "{} against {}",
            self.name(&flag.a_speaker),
            self.name(&flag.b_speaker)
        );
        self.text(
            5,
            &format!("{}: {versus} [{}]", words::label(flag), clean(&flag.id)),
        );
        let reasons: Vec<_> = flag.reasons.iter().map(|r| clean(r)).collect();
        self.text(7, &reasons.join("; "));
    }
}

#[cfg(test)]
mod tests {
    use super::super::bidi::Bidi;
    use super::super::words::tests::sample;
    use super::super::wrap::width;
    use super::*;

    const PLAIN: Layout = Layout {
        width: 100,
        bidi: Bidi(false),
    };

    #[test]
    fn a_report_reads_from_the_matter_to_the_reasons() {
        let expected = "\
3 documents, 9 statements by 4 speakers, 2 conflicts on 1 topic
1 document has no publication date. What such a document reports is marked \"undated\" unless its own
text says when: whether it came before or after the rest cannot be told.

1. اتفاق الميناء
   2 conflicts, strongest 0.91, topic t1

   Says it is so
     نادر الصباغ, وزير النقل الأردني (JO), 2024-03-05
         «اتفاق الميناء وُقّع أمس في العاصمة»
       in صحيفة الشاطئ, Coast Daily (carried by 2 papers)

   Denies
     سلمى العطار, via وكالة الساحل, published 2024-03-06
         توقيع أي اتفاق يتعلق بالميناء
       in 003

   Has heard nothing
     بلدية المدينة, undated
         لم تتلق أي إشعار بالاتفاق
       in 003

   Why flagged
     denial 0.91: سلمى العطار against نادر الصباغ [c1]
       one denies what the other affirms; both name الميناء
     denial 0.60: بلدية المدينة against نادر الصباغ [c2]
       one has heard nothing of it
";
        assert_eq!(render(&sample(), PLAIN), expected);
    }

    #[test]
    fn a_terminal_gets_isolates_and_a_file_none() {
        let isolated = render(
            &sample(),
            Layout {
                width: 60,
                bidi: Bidi(true),
            },
        );
        assert!(isolated.contains("\n1. \u{2068}اتفاق الميناء\u{2069}\n"));
        assert!(
            isolated.contains("\n         \u{200F}\u{2067}توقيع أي اتفاق يتعلق بالميناء\u{2069}\n")
        );
        for line in isolated.lines() {
            let open = line.matches(['\u{2067}', '\u{2068}']).count();
            assert_eq!(open, line.matches('\u{2069}').count(), "{line}");
        }
        let bare = isolated.replace(['\u{2067}', '\u{2068}', '\u{2069}', '\u{200F}'], "");
        assert_eq!(
            bare,
            render(
                &sample(),
                Layout {
                    width: 60,
                    bidi: Bidi(false)
                }
            )
        );
    }

    #[test]
    fn lines_keep_to_the_width() {
        for limit in [40, 60, 80] {
            for line in render(
                &sample(),
                Layout {
                    width: limit,
                    ..PLAIN
                },
            )
            .lines()
            {
                assert!(width(line) <= limit, "{limit}: {line}");
            }
        }
    }

    #[test]
    fn documents_cannot_draw_on_the_page() {
        let mut report = sample();
        report.topics[0].sides[0].claims[0].statement.speaker = "x\u{1b}[2J\u{202e}\ny".into();
        let page = render(&report, PLAIN);
        assert!(page.contains("x\\u{1b}[2J\\u{202e} y, "));
        assert!(!page.contains('\u{1b}'));
    }
}
