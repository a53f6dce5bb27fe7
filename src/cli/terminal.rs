//! What the program knows of the place its output goes to.

use std::io::{self, IsTerminal};

use super::When;
use crate::report::Layout;
use crate::report::bidi::Bidi;

/// Cells in a line where there is no terminal to ask.
const WIDTH: usize = 100;

/// True where stdout is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The layout for stdout.
pub fn layout(bidi: When) -> Layout {
    let width =
        terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| width.0.into());
    Layout {
        width,
        bidi: Bidi(bidi == When::On || (bidi == When::Auto && is_terminal())),
    }
}

/// The layout for a file.
pub fn file_layout(bidi: When) -> Layout {
    Layout {
        width: WIDTH,
        bidi: Bidi(bidi == When::On),
    }
}
