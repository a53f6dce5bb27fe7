//! Direction controls for terminals that show Arabic and Latin on one line.
//!
//! Only places where text is drawn by a terminal get them; files and pipes keep plain logical order,
//! because an editor or browser finds the direction itself and a script wants the bare words.

/// First strong isolate: the run finds its own direction and leaves its neighbours alone.
pub const FSI: char = '\u{2068}';
/// Right-to-left isolate.
pub const RLI: char = '\u{2067}';
/// Pop directional isolate: the end of either.
pub const PDI: char = '\u{2069}';
/// Right-to-left mark, for terminals that take a line's direction from its first strong character.
pub const RLM: char = '\u{200F}';

/// Left-to-right mark.
pub const LRM: char = '\u{200E}';

/// Whether direction controls are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bidi(pub bool);

impl Bidi {
    /// A name or phrase inside a line of another direction.
    pub fn run(self, text: &str) -> String {
        if self.0 && is_rtl(text) {
            format!("{FSI}{text}{PDI}")
        } else {
            text.to_owned()
        }
    }

    /// A whole line, without its indent, that reads from right to left where its words do.
    pub fn line(self, text: &str) -> String {
        if self.0 && is_rtl(text) {
            format!("{RLM}{RLI}{text}{PDI}")
        } else {
            text.to_owned()
        }
    }
}

/// True where the first letter of the text, or most of its letters, belong to a right-to-left script.
pub fn is_rtl(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    match letters().next() {
        None => false,
        Some(first) => {
            is_rtl_letter(first)
                || letters().filter(|c| is_rtl_letter(*c)).count() * 2 > letters().count()
        }
    }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms.
fn is_rtl_letter(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{1E900}'..='\u{1EEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_to_left_text_is_isolated() {
        assert_eq!(Bidi(true).run("KZ"), "KZ");
        assert_eq!(Bidi(true).run("وزير"), "\u{2068}وزير\u{2069}");
        assert_eq!(Bidi(true).line("قال"), "\u{200F}\u{2067}قال\u{2069}");
        assert_eq!(Bidi(true).line("2017"), "2017");
    }

    #[test]
    fn nothing_is_written_where_it_is_off() {
        assert_eq!(Bidi(false).run("وزير"), "وزير");
        assert_eq!(Bidi(false).line("قال"), "قال");
    }

    #[test]
    fn the_direction_is_that_of_the_first_letter_or_of_most() {
        assert!(is_rtl("«وزير Kazakhstan»"));
        assert!(is_rtl("BBC تنقل عن الوزير"));
        assert!(!is_rtl("Minister وزير"));
    }
}
