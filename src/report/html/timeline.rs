//! The timeline of a topic as a picture: time across, sides down, each statement a mark with its country's letters, changes
//! of position as arrows, what is undated in a column of its own.
//!
//! It is drawn for the direction of the interface: where that reads from right to left, so does time. All coordinates are
//! laid out from left to right and mirrored as they are written.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};
use maud::{Markup, html};

use super::country::NONE;
use super::sides;
use crate::report::Position;
use crate::report::sanitize::clean;
use crate::texts::Texts;

/// A statement on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Day of the saying, else of publication.
    pub day: Option<NaiveDate>,
    /// The side it is on.
    pub position: Position,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Who says what, for the hint.
    pub label: String,
    /// Where the mark leads.
    pub href: String,
    /// True where it takes part in what the page is about.
    pub highlighted: bool,
}

/// A change of position, from the earlier mark to the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// Index of the mark where it begins.
    pub from: usize,
    /// Index of the mark that it points at.
    pub to: usize,
    /// Who changed, for the hint.
    pub label: String,
}

/// Width of the picture where the marks need no more, in its own units: a pixel at full size.
const WIDTH: f64 = 960.0;
/// Room for the names of the sides.
const NAMES: f64 = 176.0;
/// Room behind the last day.
const MARGIN: f64 = 38.0;
/// Width of the column of the undated.
const UNDATED: f64 = 88.0;
/// A mark, and the room it takes.
const MARK: (f64, f64) = (27.0, 17.0);
const STEP: (f64, f64) = (31.0, 21.0);
/// Most marks that stand above each other on one day: as few as leave all near their days, else the last.
const LANES: [usize; 4] = [5, 8, 12, 20];
/// How far from its day a mark may stand.
const NEAR: f64 = 40.0;
/// Height of the axis.
const AXIS: f64 = 34.0;

/// The picture; nothing where there are no marks. `id` makes the ids in it unique on its page.
pub fn timeline(texts: &Texts, id: &str, marks: &[Mark], arrows: &[Arrow]) -> Markup {
    if marks.is_empty() {
        return html! {};
    }
    let plan = Plan::new(marks, texts.direction == "rtl");
    let title = format!("{id}-title");
    let desc = format!("{id}-desc");
    let arrow = format!("{id}-arrow");
    html! {
        div.timeline {
            // the marks are links, so it is a group with a name: an image could have none
            svg role="group" aria-labelledby={ (title) " " (desc) } width=(plan.width) height=(plan.height)
                viewBox={ "0 0 " (plan.width) " " (plan.height) } {
                title id=(title) { (texts.get("timeline-title")) }
                desc id=(desc) { (described(texts, marks)) }
                @if !arrows.is_empty() {
                    defs {
                        marker id=(arrow) viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto" {
                            path.head d="M0 0L10 5L0 10z" {}
                        }
                    }
                }
                (plan.rows(texts))
                (plan.axis(texts))
                @for arrow_of in arrows { (plan.arrow(arrow_of, &arrow)) }
                @for (index, mark) in marks.iter().enumerate() { (plan.mark(index, mark)) }
            }
        }
    }
}

/// The picture in one sentence.
fn described(texts: &Texts, marks: &[Mark]) -> String {
    let count = texts.with("count-claims", &[("n", marks.len().into())]);
    let days = || marks.iter().filter_map(|m| m.day);
    match (days().min(), days().max()) {
        (Some(first), Some(last)) => texts.with(
            "timeline-from-to",
            &[
                ("claims", count.into()),
                ("first", first.to_string().into()),
                ("last", last.to_string().into()),
            ],
        ),
        _ => texts.with("timeline-undated", &[("claims", count.into())]),
    }
}

/// One side: its band.
struct Row {
    position: Position,
    top: f64,
    lanes: usize,
}

/// Where everything goes, from left to right.
struct Plan {
    rows: Vec<Row>,
    /// The middle of every mark.
    places: Vec<(f64, f64)>,
    days: Option<(NaiveDate, NaiveDate)>,
    /// Where the first and the last day stand.
    ends: (f64, f64),
    /// Where the column of the undated begins.
    undated: Option<f64>,
    width: f64,
    height: f64,
    mirrored: bool,
}

impl Plan {
    fn new(marks: &[Mark], mirrored: bool) -> Self {
        let days = || marks.iter().filter_map(|m| m.day);
        let days = days().min().zip(days().max());
        let has_undated = marks.iter().any(|m| m.day.is_none());
        let behind = if has_undated { UNDATED } else { 0.0 };
        let ends = (NAMES + MARGIN, WIDTH - behind - MARGIN);
        let x = |day: NaiveDate| on_axis(days, ends, day);
        let columns = columns(marks, x);
        let last = columns.iter().filter_map(|c| c.x).fold(ends.1, f64::max);
        let undated = has_undated.then_some(last + MARGIN);
        let widest = columns
            .iter()
            .filter(|c| c.x.is_none())
            .map(|c| c.shift)
            .fold(0.0, f64::max);
        let rows = rows(marks, &columns);
        let places = marks
            .iter()
            .zip(&columns)
            .map(|(mark, column)| {
                let top = rows
                    .iter()
                    .find(|r| r.position == mark.position)
                    .map_or(0.0, |r| r.top);
                let x = column
                    .x
                    .or(undated.map(|u| u + STEP.0 / 2.0 + 8.0 + column.shift))
                    .unwrap_or(NAMES);
                (x, top + 6.0 + STEP.1 * (column.lane as f64 + 0.5))
            })
            .collect();
        let bottom = rows.last().map_or(0.0, |r| r.top + height(r.lanes));
        Self {
            rows,
            places,
            days,
            ends,
            undated,
            width: (last
                + MARGIN
                + if has_undated {
                    UNDATED.max(widest + STEP.0 + 16.0)
                } else {
                    0.0
                })
            .round(),
            height: bottom + AXIS,
            mirrored,
        }
    }

    /// The coordinate as it is written.
    fn x(&self, x: f64) -> f64 {
        let x = if self.mirrored { self.width - x } else { x };
        (x * 10.0).round() / 10.0
    }

    /// A rectangle's left edge as it is written.
    fn left(&self, x: f64, width: f64) -> f64 {
        self.x(if self.mirrored { x + width } else { x })
    }

    fn bottom(&self) -> f64 {
        self.height - AXIS
    }

    /// The bands with the names of the sides.
    fn rows(&self, texts: &Texts) -> Markup {
        html! {
            @for (index, row) in self.rows.iter().enumerate() {
                rect.band.odd[index % 2 == 1] x="0" y=(row.top) width=(self.width) height=(height(row.lanes)) {}
                rect class={ "edge " (sides::class(row.position)) } x=(self.left(0.0, 4.0)) y=(row.top) width="4" height=(height(row.lanes)) {}
                text class={ "name " (sides::class(row.position)) } x=(self.x(14.0)) y=(row.top + height(row.lanes) / 2.0 + 4.5)
                    direction=(texts.direction) { (texts.get(sides::short(row.position))) }
            }
        }
    }

    /// The days below, and the line before the undated.
    fn axis(&self, texts: &Texts) -> Markup {
        let bottom = self.bottom();
        let ticks = self
            .days
            .map_or_else(Vec::new, |days| ticks(days.0, days.1));
        html! {
            @for (day, label) in &ticks {
                @let x = self.x(on_axis(self.days, self.ends, *day));
                line.tick x1=(x) x2=(x) y1="0" y2=(bottom + 5.0) {}
                text.day x=(x) y=(bottom + 21.0) direction="ltr" { (label) }
            }
            line.axis x1="0" x2=(self.width) y1=(bottom) y2=(bottom) {}
            @if let Some(undated) = self.undated {
                line.apart x1=(self.x(undated)) x2=(self.x(undated)) y1="0" y2=(bottom) {}
                text.day x=(self.x((undated + self.width) / 2.0)) y=(bottom + 21.0) direction=(texts.direction) {
                    (texts.get("date-none"))
                }
            }
        }
    }

    fn mark(&self, index: usize, mark: &Mark) -> Markup {
        let (x, y) = self.places[index];
        let code = mark.country.as_deref().unwrap_or(NONE);
        html! {
            a.mark.(sides::class(mark.position)).highlighted[mark.highlighted] href=(mark.href) {
                title { (clean(&mark.label)) }
                rect x=(self.left(x - MARK.0 / 2.0, MARK.0)) y=(y - MARK.1 / 2.0) width=(MARK.0) height=(MARK.1) rx="5" {}
                text x=(self.x(x)) y=(y + 3.8) direction="ltr" { (clean(code)) }
            }
        }
    }

    /// A bow from one mark to another; nothing where one of them is not there.
    fn arrow(&self, arrow: &Arrow, marker: &str) -> Markup {
        let (Some(from), Some(to)) = (self.places.get(arrow.from), self.places.get(arrow.to))
        else {
            return html! {};
        };
        if arrow.from == arrow.to {
            return html! {};
        }
        html! {
            path.shift d=(self.bow(*from, *to)) marker-end={ "url(#" (marker) ")" } { title { (clean(&arrow.label)) } }
        }
    }

    /// Leaves the mark at its side or its edge and ends at the edge of the other.
    fn bow(&self, from: (f64, f64), to: (f64, f64)) -> String {
        let down = (to.1 - from.1).signum();
        let (half, tall) = (MARK.0 / 2.0, MARK.1 / 2.0);
        let (start, end, first, second);
        if (to.0 - from.0).abs() > MARK.0 * 2.0 {
            let ahead = (to.0 - from.0).signum();
            start = (from.0 + ahead * half, from.1);
            end = (to.0 - ahead * (half + 1.0), to.1);
            let reach = (end.0 - start.0) / 2.0;
            first = (start.0 + reach, start.1);
            second = (end.0 - reach, end.1);
        } else {
            start = (from.0, from.1 + down * tall);
            end = (to.0, to.1 - down * (tall + 1.0));
            let reach = (end.1 - start.1) / 2.0;
            first = (start.0, start.1 + reach);
            second = (end.0, end.1 - reach);
        }
        let points = [start, first, second, end].map(|(x, y)| format!("{} {y:.1}", self.x(x)));
        format!(
            "M{} C{}, {}, {}",
            points[0], points[1], points[2], points[3]
        )
    }
}

/// Height of a band with so many lanes.
fn height(lanes: usize) -> f64 {
    STEP.1 * lanes.max(1) as f64 + 12.0
}

/// Where a day stands between the two ends; a single day in the middle.
fn on_axis(days: Option<(NaiveDate, NaiveDate)>, ends: (f64, f64), day: NaiveDate) -> f64 {
    let Some((first, last)) = days else {
        return ends.0;
    };
    let all = (last - first).num_days();
    if all == 0 {
        return f64::midpoint(ends.0, ends.1);
    }
    ends.0 + (ends.1 - ends.0) * (day - first).num_days() as f64 / all as f64
}

/// The place of a mark in its band.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    /// The middle; `None` in the column of the undated.
    x: Option<f64>,
    /// There: how far from its beginning.
    shift: f64,
    lane: usize,
}

/// Finds a free place for every mark, in no more lanes than needed.
fn columns(marks: &[Mark], x: impl Fn(NaiveDate) -> f64) -> Vec<Column> {
    let mut found = Vec::new();
    for lanes in LANES {
        found = columns_in(marks, &x, lanes);
        let mut days = marks
            .iter()
            .zip(&found)
            .filter_map(|(m, c)| Some((m.day?, c.x?)));
        if days.all(|(day, at)| at - x(day) <= NEAR) {
            break;
        }
    }
    found
}

/// Of one day above each other, and what finds no lane a step later.
fn columns_in(marks: &[Mark], x: impl Fn(NaiveDate) -> f64, lanes: usize) -> Vec<Column> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&i| (marks[i].position, marks[i].day.is_none(), marks[i].day));
    let mut found = vec![
        Column {
            x: None,
            shift: 0.0,
            lane: 0
        };
        marks.len()
    ];
    let mut taken: Vec<f64> = Vec::new();
    let mut band = None;
    for index in order {
        let mark = &marks[index];
        if band != Some((mark.position, mark.day.is_none())) {
            band = Some((mark.position, mark.day.is_none()));
            taken = vec![f64::NEG_INFINITY; lanes];
        }
        let wanted = mark.day.map_or(0.0, &x);
        // the first lane that is free there, else the one that is free soonest
        let free = taken.iter().position(|end| end + STEP.0 <= wanted + 0.01);
        let lane = free.unwrap_or_else(|| {
            let mut order: Vec<usize> = (0..lanes).collect();
            order.sort_by(|&a, &b| taken[a].total_cmp(&taken[b]).then(a.cmp(&b)));
            order[0]
        });
        let at = wanted.max(taken[lane] + STEP.0);
        taken[lane] = at;
        found[index] = Column {
            x: mark.day.map(|_| at),
            shift: at,
            lane,
        };
    }
    found
}

/// The sides that there are, in their order, each as high as its fullest day.
fn rows(marks: &[Mark], columns: &[Column]) -> Vec<Row> {
    let positions: BTreeSet<Position> = marks.iter().map(|m| m.position).collect();
    let mut top = 0.0;
    let mut rows = Vec::with_capacity(positions.len());
    for position in positions {
        let of = marks
            .iter()
            .zip(columns)
            .filter(|(m, _)| m.position == position);
        let lanes = of.map(|(_, c)| c.lane + 1).max().unwrap_or(1);
        rows.push(Row {
            position,
            top,
            lanes,
        });
        top += height(lanes);
    }
    rows
}

/// The days that are written below: at most eight, on days, weeks, months or years, whatever is enough.
fn ticks(first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, String)> {
    const MOST: i64 = 8;
    let days = (last - first).num_days();
    let step = [1, 2, 7, 14]
        .into_iter()
        .find(|step| days / step < MOST && days <= 7 * MOST);
    if let Some(step) = step {
        let days = (0..=days).step_by(step as usize);
        let ticks = days.filter_map(|n| first.checked_add_days(Days::new(n.unsigned_abs())));
        return ticks.map(|day| (day, day.to_string())).collect();
    }
    let months = i64::from((last.year() - first.year()) * 12) + i64::from(last.month0())
        - i64::from(first.month0());
    let step = [1, 2, 3, 6, 12, 24, 60, 120, 600]
        .into_iter()
        .find(|step| months / step < MOST)
        .unwrap_or(1200);
    let start = NaiveDate::from_ymd_opt(first.year(), 1, 1).unwrap_or(first);
    let ends = (0..).map_while(|n| start.checked_add_months(Months::new(n * step as u32)));
    ends.skip_while(|day| *day < first)
        .take_while(|day| *day <= last)
        .map(|day| {
            (
                day,
                if step >= 12 {
                    day.format("%Y").to_string()
                } else {
                    day.format("%Y-%m").to_string()
                },
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: Option<&str>, position: Position, country: Option<&str>) -> Mark {
        Mark {
            day: day.map(|d| d.parse().unwrap()),
            position,
            country: country.map(Into::into),
            label: "زيد: «كذا» <b>".into(),
            href: "#claim-1".into(),
            highlighted: false,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn english(marks: &[Mark], arrows: &[Arrow]) -> String {
        timeline(Texts::english(), "t", marks, arrows).into_string()
    }

    #[test]
    fn without_marks_there_is_no_picture() {
        assert_eq!(english(&[], &[]), "");
    }

    #[test]
    fn a_single_day_stands_in_the_middle() {
        let plan = Plan::new(&[mark(Some("2024-03-05"), Position::Denies, None)], false);
        assert_eq!(plan.places[0].0, f64::midpoint(plan.ends.0, plan.ends.1));
        let page = english(
            &[mark(Some("2024-03-05"), Position::Denies, Some("JO"))],
            &[],
        );
        assert!(page.contains(">2024-03-05</text>") && page.contains(">JO</text>"));
        assert!(page.contains("&lt;b&gt;") && !page.contains("<b>"));
    }

    #[test]
    fn marks_of_one_day_never_cover_each_other() {
        let many: Vec<Mark> = (0..40)
            .map(|_| mark(Some("2024-03-05"), Position::Denies, None))
            .collect();
        let undated: Vec<Mark> = (0..9).map(|_| mark(None, Position::Denies, None)).collect();
        let all = [many, undated].concat();
        let plan = Plan::new(&all, false);
        for (i, a) in plan.places.iter().enumerate() {
            assert!(
                a.0 + MARK.0 / 2.0 <= plan.width && a.1 < plan.height,
                "{a:?}"
            );
            for b in &plan.places[..i] {
                assert!(
                    (a.0 - b.0).abs() >= MARK.0 || (a.1 - b.1).abs() >= MARK.1,
                    "{a:?} {b:?}"
                );
            }
        }
    }

    #[test]
    fn the_undated_stand_behind_all_days() {
        let marks = [
            mark(Some("2024-03-05"), Position::Affirms, None),
            mark(None, Position::Affirms, None),
        ];
        let plan = Plan::new(&marks, false);
        assert!(
            plan.places[1].0 > plan.undated.unwrap() && plan.places[0].0 < plan.undated.unwrap()
        );
        assert!(english(&marks, &[]).contains(">undated</text>"));
        assert!(english(&marks[1..], &[]).contains(">undated</text>"));
    }

    #[test]
    fn right_to_left_is_the_mirror_image() {
        let marks = [
            mark(Some("2024-03-05"), Position::Affirms, None),
            mark(Some("2024-04-05"), Position::Denies, None),
        ];
        let (ltr, rtl) = (Plan::new(&marks, false), Plan::new(&marks, true));
        for (a, b) in ltr.places.iter().zip(&rtl.places) {
            assert!((ltr.x(a.0) + rtl.x(b.0) - ltr.width).abs() < 0.2);
        }
        assert!(ltr.x(ltr.places[0].0) < ltr.x(ltr.places[1].0));
        assert!(rtl.x(rtl.places[0].0) > rtl.x(rtl.places[1].0));
    }

    #[test]
    fn an_arrow_points_at_its_mark_and_a_wrong_one_is_left_out() {
        let marks = [
            mark(Some("2024-03-05"), Position::Denies, None),
            mark(Some("2024-06-05"), Position::Conditions, None),
        ];
        let arrow = |from, to| Arrow {
            from,
            to,
            label: "زيد".into(),
        };
        let page = english(&marks, &[arrow(0, 1), arrow(1, 7), arrow(0, 0)]);
        assert_eq!(page.matches("marker-end=\"url(#t-arrow)\"").count(), 1);
        assert!(page.contains("id=\"t-arrow\""));
    }

    #[test]
    fn ticks_are_few_and_round() {
        let labels = |a, b| -> Vec<String> {
            ticks(day(a), day(b))
                .into_iter()
                .map(|(_, label)| label)
                .collect()
        };
        assert_eq!(labels("2024-03-05", "2024-03-05"), ["2024-03-05"]);
        assert_eq!(labels("2024-03-05", "2024-03-07").len(), 3);
        assert_eq!(
            labels("2017-06-22", "2017-09-14"),
            ["2017-07", "2017-08", "2017-09"]
        );
        assert_eq!(
            labels("2015-06-22", "2018-09-14"),
            [
                "2015-07", "2016-01", "2016-07", "2017-01", "2017-07", "2018-01", "2018-07"
            ]
        );
        assert_eq!(
            labels("2001-06-22", "2006-01-01"),
            ["2002", "2003", "2004", "2005", "2006"]
        );
        for last in ["2024-03-20", "2024-05-01", "2026-01-01", "2124-01-01"] {
            assert!(ticks(day("2024-03-05"), day(last)).len() <= 9, "{last}");
        }
    }
}
