//! A document's text with everything the lexicon knows of its tokens.

mod whole_text;

use std::ops::Range;

use crate::language::arabic::affixes::{OF_ANOTHER, begins_with_and};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{
    Cue, CueClass, CueForm, Entity, Lexicon, Note, lexicon, tag,
};
use crate::language::text::{Kind, Quote, Text};
use crate::statement::Span;
use whole_text::{
    hide_inside_names, learn_family_names, name_kingdom, name_small_words, tell_ali_apart,
    tell_feminine_apart,
};

/// Text, tokens and notes, side by side.
pub struct Reading<'t> {
    /// The tokenised text.
    pub text: Text<'t>,
    /// What the lexicon knows of each token.
    pub notes: Vec<Note>,
    /// The lexicon.
    pub lexicon: &'static Lexicon,
    /// For each token the closing mark of the outermost closed quotation it stands in, 0 where in none.
    closing: Vec<u32>,
}

impl<'t> Reading<'t> {
    /// Reads a text.
    pub fn new(original: &'t str) -> Self {
        Self::at_home(original, None)
    }

    /// Reads the text of a paper whose home state is known, and is "المملكة" there.
    pub fn at_home(original: &'t str, home: Option<&'static str>) -> Self {
        let mut text = Text::new(original);
        let lexicon = lexicon();
        let mut notes: Vec<Note> = (0..text.tokens.len())
            .map(|i| lexicon.note(&text, i))
            .collect();
        hide_inside_names(&mut notes);
        name_small_words(&text, &mut notes);
        tell_ali_apart(&text, &mut notes);
        tell_feminine_apart(&text, &mut notes);
        learn_family_names(&text, &mut notes);
        if let Some(kingdom) = home.filter(|code| matches!(*code, "JO" | "MA" | "BH")) {
            name_kingdom(&text, &mut notes, kingdom);
        }
        end_speeches(&mut text, &notes);
        let mut closing = vec![0u32; text.tokens.len() + 1];
        for quote in text.quotes.iter().filter(|q| q.closed) {
            for slot in &mut closing[quote.open + 1..quote.close] {
                if *slot == 0 {
                    *slot = quote.close as u32;
                }
            }
        }
        Reading {
            text,
            notes,
            lexicon,
            closing,
        }
    }

    /// The note on token `i`; an empty one past the end.
    pub fn note(&self, i: usize) -> Note {
        self.notes.get(i).copied().unwrap_or(Note::NOTHING)
    }

    /// True where token `i` has one of the tags.
    pub fn is(&self, i: usize, tags: u64) -> bool {
        self.note(i).is(tags)
    }

    /// True where the reporter turns to something else at token `t`: "لكن", "في المقابل".
    pub fn contrast(&self, t: usize) -> bool {
        self.lexicon.lists.contrast.at(&self.text, t).is_some()
    }

    /// The quotation that opens the sentence at `start` and ends right before the cue at `cue`, but for a comma.
    pub fn quote_in_front(&self, cue: usize, start: usize) -> Option<Range<usize>> {
        let quote = self.text.quote_at(start).filter(|quote| quote.closed)?;
        let comma = usize::from(self.kind(quote.close + 1) == Kind::Comma);
        (quote.close + 1 + comma == cue).then_some(quote.open + 1..quote.close)
    }

    /// The folded word.
    pub fn word(&self, i: usize) -> &str {
        self.text.word(i)
    }

    /// The kind of token.
    pub fn kind(&self, i: usize) -> Kind {
        self.text.kind(i)
    }

    /// The folded word without a conjunction glued to it.
    pub fn bare(&self, i: usize) -> &str {
        let word = self.word(i);
        if self.note(i).conjunction {
            word.strip_prefix(['و', 'ف']).unwrap_or(word)
        } else {
            word
        }
    }

    /// Token `i` as the article writes it; empty past the end.
    pub fn written(&self, i: usize) -> &'t str {
        let token = self.text.tokens.get(i);
        token.map_or("", |token| self.text.slice(token.span))
    }

    /// Closing mark of the outermost closed quotation around token `i`.
    pub fn quoted_until(&self, i: usize) -> Option<usize> {
        match self.closing.get(i) {
            Some(&close) if close > 0 => Some(close as usize),
            _ => None,
        }
    }

    /// The reading of token `i` as a cue in one of the given forms.
    pub fn cue(
        &self,
        i: usize,
        wanted: impl Fn(&Cue, &CueForm) -> bool,
    ) -> Option<(&'static Cue, CueForm)> {
        let note = self.note(i);
        // a preposition makes a noun of it: "بتعهد"
        note.cues
            .iter()
            .filter(|form| form.form.is_none() || note.preposition.is_none())
            .map(|form| (&self.lexicon.cues[form.cue as usize], *form))
            .find(|(cue, form)| wanted(cue, form))
    }

    /// True where token `i` names a union of states, or a body that belongs to none.
    pub fn of_no_state(&self, i: usize) -> bool {
        match self.note(i).entity {
            Some((Entity::Region(_), _)) => true,
            Some((Entity::Body(index), _)) => {
                let body = &self.lexicon.bodies[index as usize];
                let portfolio = self.lexicon.portfolio[index as usize];
                // "مجلس الأمن في قرغيزستان" is that state's
                let council = self.lexicon.grammar.body.council.contains(self.bare(i));
                body.country.is_none() && !portfolio && !council
            }
            _ => false,
        }
    }

    /// The closed quotation that token `i` opens, where it closes before `end` within `longest` tokens.
    pub fn short_quote(&self, i: usize, end: usize, longest: usize) -> Option<Quote> {
        self.text
            .quote_at(i)
            .filter(|q| q.closed && q.close < end && q.close - i <= longest + 1)
    }

    /// True where token `i` is a hyphen that joins two words without a blank: "جان-مارك".
    pub fn hyphen(&self, i: usize) -> bool {
        let tokens = &self.text.tokens;
        let touches = |i: usize| tokens[i - 1].span.end == tokens[i].span.start;
        i > 0
            && matches!(self.written(i), "-" | "\u{2010}" | "\u{2011}")
            && self.text.is_word(i + 1)
            && !self.note(i + 1).definite
            && touches(i)
            && touches(i + 1)
    }

    /// The tokens that a span of the original covers.
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        let tokens = &self.text.tokens;
        let start = tokens.partition_point(|t| t.span.end <= span.start);
        let end = tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The cue that token `i` is with an object pronoun ("ذكرته", "طلبها"), and its form.
    pub fn cue_with_pronoun(&self, i: usize) -> Option<(&'static Cue, CueForm)> {
        let word = self.word(i);
        let stems = [Some(word), word.strip_prefix('و')];
        stems.into_iter().flatten().find_map(|word| {
            OF_ANOTHER.iter().find_map(|pronoun| {
                let stem = word.strip_suffix(pronoun)?;
                let form = self.lexicon.verbs(stem).next()?;
                Some((&self.lexicon.cues[form.cue as usize], form))
            })
        })
    }

    /// The same where the pronoun is the one spoken to or of, and the content follows: "طالبه بـ", "يصفها بأنها".
    pub fn verb_with_object(&self, i: usize) -> Option<(&'static Cue, CueForm)> {
        let found = self.cue_with_pronoun(i)?;
        let prepositions = &found.0.governs.prepositions;
        let glued = |t: usize| {
            let letter = self.note(t).preposition;
            let single = |p: &String| p.chars().count() == 1 && letter == p.chars().next();
            prepositions.iter().any(single)
        };
        let next = self.word(i + 1);
        let governed = prepositions.iter().any(|p| next == p) || glued(i + 1);
        // "وقد طالبه البعض بعدم الاختباء"
        const NEAR: usize = 6;
        let behind_subject = || {
            let words = (i + 1..i + 1 + NEAR).take_while(|&t| self.text.is_word(t));
            let stops = |t: &usize| self.surely_finite(*t) || self.is(*t, tag::ADJUNCT);
            let governs = |t: usize| glued(t) || found.0.governs.clause && self.complementizer(t);
            !self.note(i + 1).conjunction && (words.skip(1).take_while(|t| !stops(t))).any(governs)
        };
        let follows = governed || self.complementizer(i + 1) || behind_subject();
        (found.0.addressee && found.0.class == CueClass::Verb && follows).then_some(found)
    }

    /// True where token `i` is a finite verb of the cue list.
    pub fn finite(&self, i: usize) -> bool {
        self.cue(i, |_, f| matches!(f.form, Some(Form::Past | Form::Present)))
            .is_some()
    }

    /// True where token `i` is a finite verb that is no other word as well.
    pub fn surely_finite(&self, i: usize) -> bool {
        self.cue(i, |c, f| {
            matches!(f.form, Some(Form::Past | Form::Present)) && !c.careful
        })
        .is_some()
    }

    /// True where a complementizer (أن، إنه) stands at `i`.
    pub fn complementizer(&self, i: usize) -> bool {
        // "سي. إن. إن."
        let letter = self.kind(i + 1) == Kind::Stop && self.text.abbreviates(i + 1);
        self.is(i, tag::COMPLEMENTIZER) && !letter
    }

    /// True for "وأن": it goes on with what is told, and does not begin it.
    pub fn further_complementizer(&self, i: usize) -> bool {
        self.complementizer(i) && begins_with_and(self.word(i))
    }

    /// True where the complementizer carries no pronoun, so that it is no part of the content.
    pub fn bare_complementizer(&self, i: usize) -> bool {
        self.complementizer(i) && self.word(i).ends_with("ان")
    }
}

/// A speech whose closing mark is missing ends at the latest where the reporter's next verb of saying opens a sentence.
fn end_speeches(text: &mut Text, notes: &[Note]) {
    let reports = |t: usize| {
        let note = &notes[t + 1];
        let says = note.cues.iter().any(|c| c.form == Some(Form::Past));
        text.kind(t) == Kind::Stop && note.conjunction && says
    };
    let missing = |quote: &Quote| quote.closed && text.kind(quote.close) == Kind::Newline;
    let ends: Vec<(usize, usize)> = (text.quotes.iter().enumerate())
        .filter(|(_, quote)| missing(quote))
        .filter_map(|(at, quote)| {
            let last = quote.close.min(notes.len().saturating_sub(1));
            Some((at, (quote.open..last).find(|&t| reports(t))?))
        })
        .collect();
    text.end_quotes(&ends);
}
