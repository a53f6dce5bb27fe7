//! The shape of numerals.toml and calendar.toml; the files say what each table is for.

use serde::Deserialize;

use super::{Bound, Calendar, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numerals {
    pub unit: Vec<Valued>,
    pub ten: Vec<Valued>,
    pub hundred: Vec<Valued>,
    pub scale: Vec<Scale>,
    pub vague: Vec<Vague>,
    pub fraction: Vec<Fraction>,
    pub ordinal: Vec<Valued>,
    pub not_numerals: Plain,
    pub bound: Vec<BoundWords>,
    pub between: Plain,
    pub percent: Percent,
    pub currency: Vec<NounForms>,
    pub noun: Vec<NounForms>,
    pub beside: Beside,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Valued {
    pub value: u16,
    pub words: Vec<String>,
    /// Units and ordinals: count only with a ten after them.
    #[serde(default)]
    pub joined: Vec<String>,
    /// Ordinals: only with the article.
    #[serde(default)]
    pub definite: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scale {
    pub value: f64,
    pub one: Vec<String>,
    pub two: Vec<String>,
    pub many: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vague {
    pub least: f64,
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fraction {
    pub value: f64,
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plain {
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundWords {
    pub bound: Bound,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Percent {
    pub signs: Vec<String>,
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NounForms {
    pub name: String,
    #[serde(default)]
    pub forms: Vec<String>,
    #[serde(default)]
    pub dual: Vec<String>,
    #[serde(default)]
    pub signs: Vec<String>,
    #[serde(default)]
    pub plain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    pub qualifiers: Vec<String>,
    pub not_units: Vec<String>,
    pub identifier: Vec<String>,
    pub identifier_far: Vec<String>,
    pub hour_before: Vec<String>,
    pub hour_after: Vec<String>,
    pub year_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    pub month: Vec<Month>,
    pub weekday: Vec<WeekdayNames>,
    pub relative: Vec<Relative>,
    pub direction: Directions,
    pub unit: Vec<UnitForms>,
    pub glue: Glue,
    pub guards: Guards,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Month {
    pub calendar: Calendar,
    pub number: u32,
    pub names: Vec<String>,
    #[serde(default)]
    pub doubtful: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeekdayNames {
    pub number: u8,
    pub names: Vec<String>,
    #[serde(default)]
    pub not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Relative {
    pub days: i64,
    pub words: Vec<String>,
    #[serde(default)]
    pub weak: bool,
    #[serde(default)]
    pub not_after: Vec<String>,
    #[serde(default)]
    pub not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directions {
    pub past: Vec<String>,
    pub current: Vec<String>,
    pub future: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitForms {
    pub unit: Unit,
    pub singular: Vec<String>,
    pub dual: Vec<String>,
    pub plural: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Glue {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub between: Vec<String>,
    pub this: Vec<String>,
    pub within: Vec<String>,
    pub day: Vec<String>,
    pub of_day: Vec<String>,
    pub corresponding: Vec<String>,
    pub hijri: Vec<String>,
    pub common: Vec<String>,
    pub about: Vec<String>,
    pub early: Vec<String>,
    pub middle: Vec<String>,
    pub late: Vec<String>,
    pub other_year: Vec<String>,
    pub years: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guards {
    pub general: Vec<String>,
    pub named: Vec<String>,
    pub counted: Vec<String>,
    pub habit: Vec<String>,
    pub media: Vec<String>,
}
