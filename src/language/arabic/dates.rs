//! stub
use std::ops::Range; use chrono::NaiveDate; use crate::statement::DateBasis;
#[derive(Debug,Clone,Copy,PartialEq,Eq)] pub enum Precision {Day,Month,Year,Week}
#[derive(Debug,Clone,Copy,PartialEq,Eq)] pub enum Tense {Past,Future,None}
#[derive(Debug,Clone)] pub struct DateMention { pub range: Range<usize>, pub day: Option<NaiveDate>, pub basis: DateBasis, pub precision: Precision, pub tense: Tense }
pub fn dates(_f:&str,_p:Option<NaiveDate>)->Vec<DateMention>{vec![]}
