//! What a claim says, word by word: its terms in order, where they stand, and which of them are negated.
//!
//! Bags of terms find what two claims are about; whether they answer each other is seen only where the words stand
//! together: what is denied, and whether the other side says just that. Negation is read by its words (لم، عدم، "لا
//! صحة"), within the clause they stand in; a denial that comes from the cue alone ("نفى") negates everything.

use std::ops::Range;

use crate::extract::reading::Reading;
use crate::language::arabic::affixes::begins_with_and;
use crate::language::arabic::concepts::{Concept, concepts};
use crate::language::arabic::inflect::Form;
use crate::language::arabic::lexicon::{CueClass, tag};
use crate::language::arabic::stem::stemmed;
use crate::language::text::Kind;
use crate::statement::Stance;

use super::profile::{Profile, key};
use super::terms::{Mention, mentions};

/// One term of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The hash of its term, which compares fast; see [`terms`](super::terms).
    pub key: u64,
    /// What sort of thing it names.
    pub sort: Sort,
    /// The concept class that it is.
    pub concept: Option<&'static Concept>,
    /// Its number among the distinct terms of the claim, in their order.
    pub rank: usize,
    /// How much sharing it tells.
    pub weight: f64,
    /// Byte of the words at which it begins.
    pub offset: usize,
    /// Number of the clause.
    pub clause: u32,
    /// Number of the sentence.
    pub sentence: u32,
    /// Number of "that" before it.
    pub that: u32,
    /// True under a negation.
    pub negated: bool,
    /// True behind a relative pronoun: it tells which one, and asserts nothing.
    pub relative: bool,
    /// True behind a word for talk ("ما تردد عن"): it is spoken of, not said.
    pub hearsay: bool,
    /// True for the subject of "ليس": what is denied comes behind it.
    pub subject: bool,
    /// True for a verb that only reports or intends ("أعلن", "تعتزم"): what is said comes behind it.
    pub reports: bool,
}

impl Place {
    /// True for the name of a state.
    pub fn is_state(&self) -> bool {
        self.sort == Sort::State
    }

    /// True for the name of a town.
    pub fn is_town(&self) -> bool {
        self.sort == Sort::Town
    }

    /// True for the name of a state, a town or a body.
    pub fn is_named(&self) -> bool {
        self.sort != Sort::Other
    }

    /// True where two terms are one, or classes that answer each other.
    pub fn akin(&self, other: &Place) -> bool {
        let classes = || self.concept.zip(other.concept);
        self.key == other.key || classes().is_some_and(|(x, y)| x.akin(y))
    }

    /// The name of the concept class, where it is one.
    pub fn class(&self) -> Option<&'static str> {
        self.concept.map(|concept| concept.name.as_str())
    }

    /// True where it speaks of what is only being prepared.
    pub fn prepares(&self) -> bool {
        self.concept.is_some_and(Concept::prepares)
    }
}

/// What sort of thing a term names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A state.
    State,
    /// A town.
    Town,
    /// A named body.
    Body,
    /// Anything else.
    Other,
}

impl Sort {
    /// The sort of a term, by the mark before it.
    fn of(term: &str) -> Sort {
        match term.bytes().next() {
            Some(b'@') => Sort::State,
            Some(b'%') => Sort::Town,
            Some(b'#') => Sort::Body,
            _ => Sort::Other,
        }
    }
}

/// The terms of a claim in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposition {
    /// Terms in the order of the words.
    pub places: Vec<Place>,
    /// True where it calls untrue what was said ("لا صحة لما").
    pub retracts: bool,
    /// What it negates first.
    negated: Option<Extent>,
    /// What it says that it has not received or knows nothing of, where it does.
    unknown: Option<Extent>,
    /// Byte of the "بشأن" behind the one whose words are spoken of ("ما نقل عن فلان بشأن").
    quotes_author: Option<usize>,
}

/// What a claim is about first: the part of it that another one can answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Core<'p> {
    /// All of its terms, heads among them.
    pub places: &'p [Place],
    all: &'p [Place],
    heads: &'p [usize],
}

/// Where a core stands among the places of its claim.
#[derive(Debug, Clone, PartialEq)]
struct Extent {
    heads: Vec<usize>,
    places: Range<usize>,
}

impl<'p> Core<'p> {
    /// The first term that is no name of a state or body and no verb of saying, which carries it, and the one behind
    /// that.
    pub fn heads(&self) -> impl Iterator<Item = &'p Place> + use<'p> {
        let all = self.all;
        self.heads.iter().map(move |&at| &all[at])
    }

    /// The head of this number.
    pub fn head(&self, number: usize) -> &'p Place {
        &self.all[self.heads[number]]
    }

    /// True where one of the heads, or a class akin to it, is among the terms of a claim.
    pub fn may_meet(&self, profile: &Profile) -> bool {
        let (classes, _) = profile.bits();
        self.heads().any(|head| {
            profile.has_key(head.key) || head.concept.is_some_and(|c| c.kin() & classes != 0)
        })
    }
}

/// The most terms of a core.
const LONGEST: usize = 12;
/// A clause with fewer terms than this goes on into the next.
const SHORTEST: usize = 2;
/// Terms of a core that may carry it.
const HEADS: usize = 2;

impl Proposition {
    /// Reads folded words; `by_cue` where the cue negates them, `country` is what "his country" means in them.
    pub fn new(words: &str, by_cue: bool, country: Option<&str>) -> Proposition {
        let reading = Reading::new(words);
        let marks = Marks::of(&reading, by_cue);
        let unaware = (0..reading.text.tokens.len())
            .find(|&at| {
                reading
                    .lexicon
                    .lists
                    .unaware
                    .at(&reading.text, at)
                    .is_some()
            })
            .filter(|&at| !only(&reading, at, reading.text.tokens.len()))
            .map(|at| reading.text.tokens[at].folded.start);
        let mut proposition = Proposition {
            negated: None,
            unknown: None,
            quotes_author: matter_of_words(&reading),
            retracts: marks.retracts,
            places: places(&reading, &marks, country),
        };
        let negated = proposition.first_negated();
        proposition.negated = negated.and_then(|first| proposition.extent(first));
        let places = &proposition.places;
        let unaware = unaware.map(|offset| places.partition_point(|p| p.offset < offset));
        proposition.unknown = unaware.and_then(|first| proposition.extent(first));
        proposition
    }

    /// The core that is negated, where anything is.
    pub fn negated_core(&self) -> Option<Core<'_>> {
        self.negated.as_ref().map(|extent| self.core(extent))
    }

    /// Where what is negated begins.
    fn first_negated(&self) -> Option<usize> {
        let denied = |place: &Place| place.negated && !place.relative;
        let first = self.places.iter().position(denied)?;
        Some(self.behind_author(first))
    }

    /// The first place behind "that", where what stands before it names only who said it ("قول فلان بأن", "تقارير ذكرت أن").
    fn behind_author(&self, first: usize) -> usize {
        const AUTHOR: usize = 6;
        let here = &self.places[first];
        let next = self.places[first..]
            .iter()
            .take(AUTHOR)
            .position(|place| place.that > here.that && place.sentence == here.sentence);
        let next = next.or_else(|| self.behind_matter(first));
        next.filter(|&offset| offset > 0 && self.places[first + offset].negated == here.negated)
            .map_or(first, |offset| first + offset)
    }

    /// The first place behind "بشأن", where what stands before it is spoken of as somebody's words ("ما نقل عن فلان بشأن").
    fn behind_matter(&self, first: usize) -> Option<usize> {
        const AUTHOR: usize = 7;
        let here = &self.places[first];
        let mut next = self.places[first..].iter().take(AUTHOR);
        let quoted = self.quotes_author.filter(|&offset| here.offset < offset)?;
        next.position(|place| place.offset > quoted && place.sentence == here.sentence)
    }

    /// True where saying or meaning to is negated, and not the thing: "لم يعلن", "لا نريد".
    pub fn withholds(&self) -> bool {
        let first = self.places.iter().find(|place| place.negated);
        first.is_some_and(|place| place.reports)
    }

    /// The core of which nothing is known.
    pub fn unknown_core(&self) -> Option<Core<'_>> {
        let unknown = self.unknown.as_ref().map(|extent| self.core(extent));
        unknown.or_else(|| self.negated_core())
    }

    fn core<'p>(&'p self, extent: &'p Extent) -> Core<'p> {
        Core {
            places: &self.places[extent.places.clone()],
            all: &self.places,
            heads: &extent.heads,
        }
    }

    /// The core whose first head is at `head`: its clause from the beginning, and the next one where it is short.
    fn extent(&self, head: usize) -> Option<Extent> {
        let clause = self.places.get(head)?.clause;
        let start = self.places.partition_point(|place| place.clause < clause);
        let start = start.max((head + 1).saturating_sub(LONGEST));
        let within = self.places[head..]
            .iter()
            .take(LONGEST)
            .enumerate()
            .take_while(|(k, place)| {
                place.sentence == self.places[head].sentence
                    && (place.clause == clause || place.negated && head + k < start + SHORTEST)
            })
            .count();
        let mut places = start..head + within;
        let behind = |wanted: &dyn Fn(&Place) -> bool| -> Vec<usize> {
            let found = (head..head + within).filter(|&at| wanted(&self.places[at]));
            found.take(HEADS).collect()
        };
        let mut heads = behind(&|place| !place.is_named() && !place.reports && !place.subject);
        if heads.is_empty() {
            heads = behind(&|place| !place.is_state());
        }
        // the talks, and not the verb before them: "لم نجلس مع أحد للتباحث"
        if let [first, second] = heads[..]
            && self.places[first].concept.is_none()
            && self.places[second].prepares()
        {
            heads.swap(0, 1);
            places.start = second;
        }
        Some(Extent { heads, places })
    }

    /// Number of places before `at` in its sentence.
    pub fn depth(&self, at: usize) -> usize {
        let sentence = self.places[at].sentence;
        at - self
            .places
            .partition_point(|place| place.sentence < sentence)
    }

    /// Places within `reach` terms of `at`, in its sentence.
    pub fn around(&self, at: usize, reach: usize) -> &[Place] {
        let sentence = self.places[at].sentence;
        let inside = |range: Range<usize>| {
            range
                .clone()
                .filter(|&k| self.places[k].sentence == sentence)
                .count()
        };
        let from = at - inside(at.saturating_sub(reach)..at);
        let to = at + inside(at..(at + reach + 1).min(self.places.len()));
        &self.places[from..to]
    }
}

/// What the marks and small words of a text make of each of its tokens.
#[derive(Default)]
struct Marks {
    class: Vec<Option<&'static Concept>>,
    clause: Vec<u32>,
    sentence: Vec<u32>,
    that: Vec<u32>,
    relative: Vec<bool>,
    hearsay: Vec<bool>,
    talks: Vec<bool>,
    negated: Vec<bool>,
    silent: Vec<bool>,
    retracts: bool,
    subject: Option<usize>,
}

/// The places of a text.
fn places(reading: &Reading, marks: &Marks, country: Option<&str>) -> Vec<Place> {
    let mut mentions = mentions(reading, country);
    mentions.retain(|mention| mention.weight > 0.0 && !marks.silent[mention.at]);
    let mut terms: Vec<&str> = mentions.iter().map(|m| m.term.as_ref()).collect();
    terms.sort_unstable();
    terms.dedup();
    let rank = |term: &str| terms.partition_point(|other| *other < term);
    mentions
        .iter()
        .map(|mention| place(reading, marks, mention, rank(&mention.term)))
        .collect()
}

fn place(reading: &Reading, marks: &Marks, mention: &Mention, rank: usize) -> Place {
    Place {
        offset: reading.text.tokens[mention.at].folded.start,
        clause: marks.clause[mention.at],
        sentence: marks.sentence[mention.at],
        that: marks.that[mention.at],
        negated: marks.negated[mention.at],
        relative: marks.relative[mention.at],
        hearsay: marks.hearsay[mention.at],
        subject: marks.subject == Some(mention.at),
        reports: marks.class[mention.at].is_none() && reports(reading, mention.at),
        key: key(&mention.term),
        sort: Sort::of(&mention.term),
        concept: mention.class,
        rank,
        weight: mention.weight,
    }
}

/// True for a verb of reporting or intending; one of a concept class ("تضمن", "يشمل") reports in a statement's own
/// words, and tells in what is stated.
fn reports(reading: &Reading, at: usize) -> bool {
    let cue = reading.cue(at, |cue, form| {
        matches!(form.form, Some(Form::Past | Form::Present))
            && (cue.stance == Stance::Affirm || cue.class == CueClass::Intent)
    });
    cue.is_some()
}

/// How long a negation lasts.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    /// Nothing is negated.
    Nothing,
    /// The next word.
    Word,
    /// All up to the end of the clause.
    Clause,
    /// All up to the end of the sentence.
    Sentence,
}

impl Marks {
    fn of(reading: &Reading, by_cue: bool) -> Marks {
        let mut marks = Marks::default();
        marks.segments(reading);
        marks.negations(reading);
        if by_cue {
            marks.deny();
        }
        marks.spare_causes(reading);
        marks
    }

    /// "نفى أن": all of the first sentence is denied; a negation in its words is turned round ("نفى عدم").
    fn deny(&mut self) {
        let first = self.sentence.partition_point(|&sentence| sentence == 0);
        self.negated[..first].iter_mut().for_each(|n| *n = !*n);
    }

    /// "لا وجود لإصابات جراء الحريق": what there is none of is denied, and that there was a fire is not.
    fn spare_causes(&mut self, reading: &Reading) {
        // most claims negate nothing
        if !self.negated.contains(&true) {
            return;
        }
        let words = &reading.lexicon.clashes.negation;
        let mut exists = None;
        let mut cause = None;
        for at in 0..self.clause.len() {
            let clause = Some(self.clause[at]);
            let word = reading.bare(at);
            if words.existence.contains(word) {
                exists = clause;
            } else if exists == clause && words.presupposing.contains(word) {
                cause = clause;
            }
            self.negated[at] &= cause != clause;
        }
    }

    /// Clauses and sentences, and what they hang on.
    fn segments(&mut self, reading: &Reading) {
        let (mut clause, mut sentence, mut that) = (0, 0, 0);
        let (mut relative, mut hearsay) = (false, false);
        for at in 0..reading.text.tokens.len() {
            let (ends_clause, ends_sentence) = ends(reading, at);
            sentence += u32::from(ends_sentence);
            clause += u32::from(ends_clause);
            that += u32::from(reading.complementizer(at) && !reading.further_complementizer(at));
            if ends_clause {
                relative = reading
                    .lexicon
                    .clashes
                    .clause
                    .relative
                    .contains(reading.bare(at));
                hearsay = false;
            }
            let class = class_of(reading, at);
            let talks = is_class(class, TALK);
            hearsay |= talks;
            self.class.push(class);
            self.talks.push(talks);
            self.clause.push(clause);
            self.sentence.push(sentence);
            self.that.push(that);
            self.relative.push(relative);
            self.hearsay.push(hearsay);
        }
    }

    /// What is negated, and by which words.
    fn negations(&mut self, reading: &Reading) {
        let count = reading.text.tokens.len();
        self.negated = vec![false; count];
        self.silent = vec![false; count];
        let (mut scope, mut opened, mut begun, mut retracted) = (Scope::Nothing, 0, 0, false);
        let mut at = 0;
        while at < count {
            let (ends_clause, ends_sentence) = ends(reading, at);
            if ends_sentence {
                (begun, retracted) = (at + 1, false);
            }
            if ends_sentence || ends_clause && scope != Scope::Sentence {
                scope = Scope::Nothing;
            }
            let untrue = is_class(self.class[at], UNTRUE);
            if let Some(length) = retracts(reading, at, untrue) {
                self.retracts = true;
                let from = if scope == Scope::Nothing {
                    begun
                } else {
                    opened
                };
                let from = self.talk_before(reading, from, at);
                if !worded(reading, from..at) {
                    (scope, opened) = (Scope::Sentence, at + length);
                } else if !retracted {
                    self.negated[from..at].iter_mut().for_each(|n| *n = !*n);
                    retracted = true;
                }
                let end = (at + length).min(count);
                self.silent[at..end].fill(true);
                at = end.max(at + 1);
                continue;
            }
            if let Some(wider) = opens(reading, at) {
                (scope, opened) = (wider, at + 1);
                self.note_subject(reading, at);
            } else if reading.text.is_word(at) {
                self.negated[at] = scope != Scope::Nothing;
                if scope == Scope::Word {
                    scope = Scope::Nothing;
                }
            }
            at += 1;
        }
    }

    /// Where the clause on what is said begins that is called untrue at `at`: "الحركة طبيعية، |وما يتم تداوله عن إغلاقه غير
    /// صحيح".
    fn talk_before(&self, reading: &Reading, from: usize, at: usize) -> usize {
        const NEAR: usize = 4;
        let what = &reading.lexicon.grammar.clause.what;
        let begins = |t: usize| {
            let set_off = reading.note(t).conjunction
                || what.contains(reading.bare(t))
                    && (t == 0
                        || reading.kind(t - 1) == Kind::Comma
                        || begins_with_and(reading.word(t)));
            let talks = self.talks[t]
                || what.contains(reading.bare(t))
                    && (t + 1..(t + NEAR).min(at)).any(|k| self.talks[k]);
            set_off && talks
        };
        (from + 1..at)
            .rev()
            .find(|&t| reading.text.is_word(t) && begins(t))
            .unwrap_or(from)
    }

    /// "ليس التنسيق أمرا جديدا": the noun behind a "ليس" that nothing stands before.
    fn note_subject(&mut self, reading: &Reading, at: usize) {
        let nominal = &reading.lexicon.clashes.negation.nominal;
        let nominal = nominal.contains(reading.bare(at));
        let clause = self.clause[at];
        let first = self.clause.partition_point(|&c| c < clause);
        if nominal && self.subject.is_none() && !worded(reading, first..at) {
            self.subject = (at + 1..reading.text.tokens.len()).find(|&t| reading.note(t).definite);
        }
    }
}

/// "ما نقل عن فلان بشأن …", "تصريحات الوزير حول …": the byte at which the matter begins of what somebody is said to have
/// said at the beginning of the words.
fn matter_of_words(reading: &Reading) -> Option<usize> {
    const BEGINNING: usize = 3;
    const AUTHOR: usize = 12;
    let (lists, denial) = (&reading.lexicon.lists, &reading.lexicon.clashes.denial);
    let count = reading.text.tokens.len();
    let what = (0..count.min(BEGINNING)).find(|&t| {
        let next = reading.word(t + 1);
        let quotes = || lists.published.contains(next) || denial.quoted.contains(next);
        let bare = reading.bare(t);
        lists.what.contains(bare) && quotes() || denial.quoted_as.contains(bare)
    })?;
    let matter = (what + 2..count.min(what + AUTHOR))
        .take_while(|&t| reading.text.is_word(t) || reading.kind(t) == Kind::Quote)
        .find(|&t| denial.matter.contains(reading.word(t)))?;
    Some(reading.text.tokens[matter].folded.start)
}

/// The class of words for talk: what follows is spoken of.
const TALK: &str = "rumour";
/// The class of words that call something untrue.
const UNTRUE: &str = "falsehood";

fn is_class(class: Option<&Concept>, name: &str) -> bool {
    class.is_some_and(|class| class.name == name)
}

/// The concept class of the word or phrase at a token.
fn class_of(reading: &Reading, at: usize) -> Option<&'static Concept> {
    if !reading.text.is_word(at) {
        return None;
    }
    let concepts = concepts();
    let phrase = concepts.of_phrase(reading.bare(at), |k| reading.word(at + k));
    phrase
        .map(|(class, _)| class)
        .or_else(|| stemmed(reading.lexicon, reading.word(at), &reading.note(at)).class)
}

/// Whether a clause and a sentence end at a token.
fn ends(reading: &Reading, at: usize) -> (bool, bool) {
    let words = &reading.lexicon.clashes.clause;
    match reading.kind(at) {
        Kind::Stop | Kind::Newline | Kind::Ellipsis => (true, true),
        Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dash => (true, false),
        Kind::Word => {
            let further = reading.further_complementizer(at);
            let word = reading.bare(at);
            (
                further || words.turns.contains(word) || words.relative.contains(word),
                false,
            )
        }
        _ => (false, false),
    }
}

/// "لم تبلغ إلا": what is excepted is not denied.
fn only(reading: &Reading, at: usize, end: usize) -> bool {
    let except = &reading.lexicon.clashes.negation.except;
    (at + 1..end).any(|t| except.contains(reading.word(t)))
}

/// Length of a phrase that calls what was said false, or of a word of that class; "لا علاقة له بـ" denies only what follows it.
fn retracts(reading: &Reading, at: usize, untrue: bool) -> Option<usize> {
    let phrase = reading.lexicon.lists.falsehood.at(&reading.text, at);
    let length = phrase.or_else(|| untrue.then_some(1))?;
    let absent = &reading.lexicon.clashes.negation.absent;
    let follows = absent.contains(reading.word(at + 1));
    (!follows).then_some(length)
}

/// "رفضه", "نفيها": a noun of refusal or denial.
pub(super) fn negating_noun(reading: &Reading, at: usize) -> bool {
    let word = reading.bare(at);
    let bare = word
        .strip_prefix('ب')
        .filter(|_| reading.note(at).preposition.is_some());
    [Some(word), bare].into_iter().flatten().any(|word| {
        let stance = reading.lexicon.lists.noun_stance.get(word);
        stance.is_some_and(Stance::negates)
    })
}

/// True where a range says something that a later "غير صحيح" can be said of.
fn worded(reading: &Reading, mut range: Range<usize>) -> bool {
    range.any(|t| {
        reading.text.is_word(t)
            && !reading.is(
                t,
                tag::COMPLEMENTIZER | tag::LIGHT | tag::ADJUNCT | tag::AUXILIARY,
            )
    })
}

/// The scope of the negation that a word opens.
fn opens(reading: &Reading, at: usize) -> Option<Scope> {
    const SOON: usize = 4;
    const EXCEPT: usize = 8;
    let note = reading.note(at);
    let words = &reading.lexicon.clashes.negation;
    if note.is(tag::NEGATOR) {
        let idle = words.idle.contains(reading.word(at + 1))
            || (at + 1..at + SOON).any(|t| words.double.contains(reading.word(t)));
        // "لا يقلل من الخطر": the danger is there
        let scope = if words.lessening.contains(reading.word(at + 1)) {
            Scope::Word
        } else {
            Scope::Clause
        };
        return (!only(reading, at, at + EXCEPT) && !idle).then_some(scope);
    }
    // "من دون طيار": nothing is denied
    if note.is(tag::NEGATIVE_NOUN) && !words.idle.contains(reading.word(at + 1)) {
        return Some(if words.next_word.contains(reading.word(at)) {
            Scope::Word
        } else {
            Scope::Clause
        });
    }
    if negating_noun(reading, at) || words.contrary.at(&reading.text, at).is_some() {
        return Some(Scope::Clause);
    }
    let refuses = reading.cue(at, |cue, form| {
        matches!(form.form, Some(Form::Past | Form::Present))
            && cue.class == CueClass::Verb
            && cue.stance.negates()
            && !cue.careful
    });
    refuses.map(|_| Scope::Clause)
}
