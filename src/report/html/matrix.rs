//! Who contradicts whom: a table of countries, each field shaded by the number of conflicts between two.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::country::{NONE, country, name};
use crate::texts::Texts;

/// Most countries that have a row of their own; the others share one.
const MOST: usize = 18;
/// Stands for a side without a country, as in sql/conflicts_by_country_pair.sql.
pub const UNKNOWN: &str = "-";
/// Stands for the countries without a row of their own.
const OTHERS: &str = "*";

/// The table; `cells` are two codes and how many conflicts lie between them, in any order, more than one a pair allowed.
/// A country's conflicts with itself stand where its row and column meet. Nothing where there are none.
pub fn matrix(texts: &Texts, cells: &[(String, String, u32)]) -> Markup {
    let cells: Vec<_> = cells.iter().filter(|(_, _, n)| *n > 0).collect();
    if cells.is_empty() {
        return html! {};
    }
    let heads = heads(&cells);
    let row_of = |code: &str| {
        if heads.iter().any(|h| h == code) {
            code.to_owned()
        } else {
            OTHERS.to_owned()
        }
    };
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for (a, b, n) in cells {
        let (a, b) = (row_of(a), row_of(b));
        if a != b {
            *counts.entry((b.clone(), a.clone())).or_default() += n;
        }
        *counts.entry((a, b)).or_default() += n;
    }
    let count = |a: &str, b: &str| {
        counts
            .get(&(a.to_owned(), b.to_owned()))
            .copied()
            .unwrap_or(0)
    };
    let most = counts.values().copied().max().unwrap_or(1);
    html! {
        div.matrix tabindex="0" role="region" aria-label=(texts.get("matrix-title")) {
            table {
                caption { (texts.get("matrix-caption")) }
                thead {
                    tr {
                        td {}
                        @for head in &heads { th scope="col" { (shown(texts, head)) } }
                    }
                }
                tbody {
                    @for row in &heads {
                        tr {
                            th scope="row" { (shown(texts, row)) }
                            @for column in &heads { (field(texts, row, column, count(row, column), most)) }
                        }
                    }
                }
            }
        }
    }
}

/// The countries by the number of their conflicts, then by code; the unknown and the others last.
fn heads(cells: &[&(String, String, u32)]) -> Vec<String> {
    let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
    for (a, b, n) in cells {
        *sums.entry(a).or_default() += n;
        if a != b {
            *sums.entry(b).or_default() += n;
        }
    }
    let unknown = sums.remove(UNKNOWN).is_some();
    let mut heads: Vec<(&str, u32)> = sums.into_iter().collect();
    heads.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let others = heads.len() > MOST;
    heads.truncate(MOST);
    let mut heads: Vec<String> = heads.into_iter().map(|(code, _)| code.to_owned()).collect();
    heads.extend(others.then(|| OTHERS.to_owned()));
    heads.extend(unknown.then(|| UNKNOWN.to_owned()));
    heads
}

fn shown(texts: &Texts, code: &str) -> Markup {
    match code {
        UNKNOWN => country(texts, None),
        OTHERS => html! { (texts.get("matrix-others")) },
        code => country(texts, Some(code)),
    }
}

fn field(texts: &Texts, row: &str, column: &str, count: u32, most: u32) -> Markup {
    if count == 0 {
        return html! { td.none.self[row == column] { "·" } };
    }
    // five shades, the darkest for the most; by the root, so that one large number leaves the others their differences
    let share = f64::from(count) / f64::from(most.max(1));
    let shade = (share.sqrt() * 5.0).ceil().clamp(1.0, 5.0);
    let said = |code: &str| match code {
        UNKNOWN => NONE.to_owned(),
        OTHERS => texts.get("matrix-others"),
        code => name(texts, code).unwrap_or(code).to_owned(),
    };
    let hint = texts.with(
        "matrix-field",
        &[
            ("one", said(row).into()),
            ("other", said(column).into()),
            (
                "conflicts",
                texts.with("count-conflicts", &[("n", count.into())]).into(),
            ),
        ],
    );
    html! { td.{ "shade-" (shade) }.self[row == column] title=(hint) { (count) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(a: &str, b: &str, n: u32) -> (String, String, u32) {
        (a.into(), b.into(), n)
    }

    fn english(cells: &[(String, String, u32)]) -> String {
        matrix(Texts::english(), cells).into_string()
    }

    #[test]
    fn without_conflicts_there_is_no_table() {
        assert_eq!(english(&[]), "");
        assert_eq!(english(&[cell("KZ", "RU", 0)]), "");
    }

    #[test]
    fn both_halves_say_the_same_and_both_orders_count() {
        let page = english(&[
            cell("KZ", "RU", 2),
            cell("RU", "KZ", 1),
            cell("KZ", "KZ", 4),
        ]);
        assert_eq!(page.matches(">3</td>").count(), 2, "{page}");
        assert_eq!(page.matches(">4</td>").count(), 1);
        assert!(page.contains("shade-5") && page.contains("Kazakhstan"));
    }

    #[test]
    fn a_side_without_a_country_is_a_dash_and_comes_last() {
        let page = english(&[cell("-", "RU", 9), cell("-", "-", 1)]);
        let last = page.rfind("<th scope=\"row\">").unwrap();
        assert!(page[last..].contains(NONE));
    }

    #[test]
    fn many_countries_share_a_row() {
        let cells: Vec<_> = (b'A'..=b'Z')
            .map(|c| cell(&format!("A{}", char::from(c)), "RU", 1))
            .collect();
        let page = english(&cells);
        assert_eq!(page.matches("<th scope=\"row\">").count(), MOST + 1);
        assert!(page.contains("others"));
    }

    #[test]
    fn codes_cannot_act() {
        assert!(!english(&[cell("<b>", "RU", 1)]).contains("<b>"));
    }
}
