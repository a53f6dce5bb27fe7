//! The sides of a topic: class on the page and key of the text, the same in cards, timeline and filters.

use crate::report::Position;

/// The class that gives a side its colour.
pub fn class(position: Position) -> &'static str {
    match position {
        Position::Affirms => "side-affirms",
        Position::Denies => "side-denies",
        Position::Refuses => "side-refuses",
        Position::Conditions => "side-conditions",
        Position::Unaware => "side-unaware",
        Position::Wants => "side-wants",
        Position::Expects => "side-expects",
    }
}

/// The key of its heading.
pub fn heading(position: Position) -> &'static str {
    class(position)
}

/// The key of its name where there is little room.
pub fn short(position: Position) -> &'static str {
    match position {
        Position::Affirms => "side-short-affirms",
        Position::Denies => "side-short-denies",
        Position::Refuses => "side-short-refuses",
        Position::Conditions => "side-short-conditions",
        Position::Unaware => "side-short-unaware",
        Position::Wants => "side-short-wants",
        Position::Expects => "side-short-expects",
    }
}
