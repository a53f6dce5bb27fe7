//! Tables for people: plain columns without borders, so that a cell of Arabic that a terminal draws wider
//! or narrower than counted pushes nothing out of line but itself.

use crate::report::Layout;
use crate::report::wrap::{width, wrap};

/// Blanks between two columns.
const GAP: usize = 2;
/// A column is not squeezed below this many cells.
const LEAST: usize = 8;

/// Lays out rows under a header; the last column takes what is left of the width. A line break in a
/// cell starts a new line of the cell.
pub fn render(header: &[String], rows: &[Vec<String>], layout: Layout) -> String {
    let widths = widths(header, rows, layout.width);
    let mut out = String::new();
    push_row(&mut out, header, &widths, layout);
    let rule: Vec<String> = widths
        .iter()
        .zip(header)
        .map(|(w, h)| "-".repeat((*w).min(width(h))))
        .collect();
    push_row(&mut out, &rule, &widths, layout);
    for row in rows {
        push_row(&mut out, row, &widths, layout);
    }
    out
}

/// Natural widths, the widest squeezed until the row fits or nothing can give way any more.
fn widths(header: &[String], rows: &[Vec<String>], limit: usize) -> Vec<usize> {
    let natural = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let lines = cells.flat_map(|cell| cell.split('\n')).map(width);
        lines.chain([width(&header[column])]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..header.len()).map(natural).collect();
    let room = limit.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let excess = widths.iter().sum::<usize>() - room;
        let Some(widest) = widths.iter_mut().max() else {
            break;
        };
        if *widest <= LEAST {
            break;
        }
        *widest -= excess.min(*widest - LEAST).min((*widest / 8).max(1));
    }
    widths
}

fn push_row(out: &mut String, row: &[String], widths: &[usize], layout: Layout) {
    let cells: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, limit)| {
            cell.split('\n')
                .flat_map(|part| wrap(part, *limit))
                .collect()
        })
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for line in 0..height {
        let start = out.len();
        for (column, limit) in widths.iter().enumerate() {
            let text = cells
                .get(column)
                .and_then(|c| c.get(line))
                .map_or("", String::as_str);
            out.push_str(&layout.bidi.run(text));
            out.extend(std::iter::repeat_n(
                ' ',
                (limit + GAP).saturating_sub(width(text)),
            ));
        }
        let end = start + out[start..].trim_end().len();
        out.truncate(end);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::bidi::Bidi;

    #[track_caller]
    fn check(rows: &[[&str; 3]], limit: usize, bidi: bool, expected: &str) {
        let header = ["id", "kind", "what"].map(String::from);
        let rows: Vec<_> = rows
            .iter()
            .map(|row| row.map(String::from).to_vec())
            .collect();
        let layout = Layout {
            width: limit,
            bidi: Bidi(bidi),
        };
        assert_eq!(render(&header, &rows, layout), expected);
    }

    #[test]
    fn columns_stand_under_each_other() {
        let expected = "\
id   kind    what
--   ----    ----
c1   denial  لا اتفاق
c22  shift   اتفاق
";
        check(
            &[["c1", "denial", "لا اتفاق"], ["c22", "shift", "اتفاق"]],
            60,
            false,
            expected,
        );
    }

    #[test]
    fn long_cells_wrap_in_their_column() {
        let expected = "\
id  kind    what
--  ----    ----
c1  denial  one two three
            four five
            six
";
        check(
            &[["c1", "denial", "one two three four five\nsix"]],
            26,
            false,
            expected,
        );
    }

    #[test]
    fn each_line_of_an_arabic_cell_is_isolated_on_a_terminal() {
        let expected = "\
id  kind   what
--  ----   ----
c1  shift  \u{2068}قال الوزير\u{2069}
           \u{2068}كذا\u{2069}
";
        check(&[["c1", "shift", "قال الوزير كذا"]], 21, true, expected);
    }

    #[test]
    fn no_rows_leave_the_header() {
        check(&[], 60, false, "id  kind  what\n--  ----  ----\n");
    }
}
