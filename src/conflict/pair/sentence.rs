//! A sentence read once, so that it can be compared many times.

use std::collections::BTreeSet;

use crate::conflict::proposition::Proposition;
use crate::conflict::terms::{mentions, rarity};
use crate::extract::reading::Reading;
use crate::fnv::fnv;
use crate::language::arabic::lexicon::tag;
use crate::language::arabic::numbers::{NumeralKind, numerals};
use crate::language::arabic::opposites::{Side, opposites};
use crate::language::arabic::stem::stemmed;
use crate::language::text::Kind;
use crate::statement::Stance;

/// A word or a number of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// As the sentence has it.
    pub written: String,
    /// Its stem, folded; of a number its digits.
    pub stem: String,
    /// Hash of the stem.
    pub key: u64,
    /// Hash of the consonants that derivations share ("يرتفع", "ارتفاع"); `None` where there are fewer than three.
    pub root: Option<u64>,
    /// A bit for each letter of the stem, which tells fast how many letters two stems cannot share.
    pub letters: u64,
    /// Number of letters of the stem.
    pub length: usize,
    /// How much it tells that both have it; 0 for small words.
    pub weight: f32,
    /// Where it stands among the opposites.
    pub sides: &'static [Side],
    /// The concept class that it belongs to.
    pub class: Option<&'static str>,
    /// The state or body that it names, as a term.
    pub named: Option<String>,
    /// The town that it names, as a term.
    pub town: Option<String>,
    /// The stance of the verb or noun of saying that it is.
    pub stance: Option<Stance>,
    /// True for a number in digits.
    pub number: bool,
    /// True for what looks like a verb in the imperfect ("تحذر": there is "يحذر" as well; "ترامب" is none).
    pub verb: bool,
    /// True for a word that negates.
    pub negates: bool,
    /// True under a negation.
    pub negated: bool,
}

impl Word {
    /// True for a word that tells what a sentence is about.
    pub fn tells(&self) -> bool {
        self.weight > 0.0
    }

    /// True for a verb or noun that denies or refuses ("نفى", "رفض").
    pub fn denies(&self) -> bool {
        self.stance.is_some_and(Stance::negates)
    }
}

/// A number of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// What is counted, folded; empty where the text names nothing.
    pub unit: String,
    /// Bits of the value, so that numbers can be sorted.
    pub bits: u64,
}

impl Count {
    /// The value.
    pub fn value(&self) -> f64 {
        f64::from_bits(self.bits)
    }
}

/// A sentence, prepared for comparing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// Its words and numbers in order.
    pub words: Vec<Word>,
    /// The numbers in it, in digits or words, each once.
    pub counts: Vec<Count>,
    /// Its terms in order, with what is negated.
    pub proposition: Proposition,
    /// True for a question.
    pub asks: bool,
}

impl Sentence {
    /// Reads a sentence, or several, in whatever spelling. A text without words gives an empty one.
    pub fn new(text: &str) -> Sentence {
        let reading = Reading::new(text);
        // the number of each word's token, and its word
        let (tokens, mut words): (Vec<usize>, Vec<Word>) = (0..reading.text.tokens.len())
            .filter_map(|at| Some((at, word(&reading, at)?)))
            .unzip();
        for mention in mentions(&reading, None) {
            let first = tokens.partition_point(|at| *at < mention.at);
            for word in words.iter_mut().skip(first).take(mention.length) {
                word.weight = word.weight.max(mention.weight as f32);
                if mention.term.starts_with(['@', '#']) {
                    word.named = Some(mention.term.to_string());
                } else if mention.term.starts_with('%') {
                    word.town = Some(mention.term.to_string());
                } else if let Some(class) = mention.class {
                    word.class = Some(&class.name);
                }
            }
        }
        let proposition = Proposition::new(text, false, None);
        let starts = |at: &usize| reading.text.tokens[*at].folded.start;
        for place in &proposition.places {
            let at = tokens.partition_point(|at| starts(at) < place.offset);
            if let Some(word) = words.get_mut(at) {
                word.negated = place.negated;
            }
        }
        let counts: BTreeSet<Count> = numerals(&reading.text.folded.text)
            .into_iter()
            .filter(|numeral| numeral.kind != NumeralKind::Vague)
            .map(|numeral| Count {
                unit: numeral.unit,
                bits: numeral.value.to_bits(),
            })
            .collect();
        Sentence {
            asks: asks(&reading),
            words,
            counts: counts.into_iter().collect(),
            proposition,
        }
    }

    /// True where there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// True where both have the same words in the same order, whatever the spelling and the marks.
    pub fn says_the_same_words(&self, other: &Sentence) -> bool {
        let keys = |sentence: &Sentence| -> Vec<u64> {
            sentence.words.iter().map(|word| word.key).collect()
        };
        self.asks == other.asks && keys(self) == keys(other)
    }
}

fn word(reading: &Reading, at: usize) -> Option<Word> {
    const SHORTEST: usize = 2;
    let number = match reading.kind(at) {
        Kind::Word => false,
        Kind::Number => true,
        _ => return None,
    };
    let note = reading.note(at);
    let (stem, class) = if number {
        (reading.word(at).to_string(), None)
    } else {
        let known = stemmed(reading.lexicon, reading.word(at), &note);
        (known.stem.clone(), known.class)
    };
    // "دون 74 دولارا": less than that
    let below = reading
        .lexicon
        .grammar
        .clause
        .below
        .contains(reading.word(at))
        && reading.kind(at + 1) == Kind::Number;
    let negates = note.is(tag::NEGATOR | tag::NEGATIVE_NOUN) && !below;
    let small = note.is(tag::ADJUNCT | tag::COMPLEMENTIZER | tag::AUXILIARY);
    let length = stem.chars().count();
    let weight = if small || negates || length < SHORTEST {
        0.0
    } else {
        let lexicon = reading.lexicon;
        let articles = lexicon.frequency(reading.word(at));
        rarity(articles.max(lexicon.frequency(&stem))) as f32
    };
    Some(Word {
        written: reading.text.slice(reading.text.tokens[at].span).to_string(),
        key: fnv(&stem),
        root: root(&stem),
        letters: stem.chars().fold(0, |set, c| set | 1 << (c as u32 % 64)),
        length,
        weight,
        sides: opposites().sides(&stem),
        class: class.map(|class| class.name.as_str()),
        named: None,
        town: None,
        stance: reading.cue(at, |_, _| true).map(|(cue, _)| cue.stance),
        number,
        verb: imperfect(reading, &stem),
        negates,
        negated: false,
        stem,
    })
}

/// True for a stem that the papers have with the prefixes of both genders.
fn imperfect(reading: &Reading, stem: &str) -> bool {
    let common =
        |prefix: &str, rest: &str| reading.lexicon.frequency(&format!("{prefix}{rest}")) > 0;
    match (stem.strip_prefix('ي'), stem.strip_prefix('ت')) {
        (Some(rest), _) => common("ت", rest),
        (_, Some(rest)) => common("ي", rest),
        _ => false,
    }
}

/// True for a question: by its mark, or by its first word.
fn asks(reading: &Reading) -> bool {
    let asks = &reading.lexicon.clashes.clause.asks;
    let tokens = reading.text.tokens.len();
    (0..tokens).any(|at| matches!(reading.word(at), "؟" | "?")) || asks.contains(reading.word(0))
}

/// Hash of the consonants of a stem without those that derivation adds.
fn root(stem: &str) -> Option<u64> {
    const CONSONANTS: usize = 3;
    let letters = stem.chars().count();
    let mut out = String::with_capacity(stem.len());
    for (at, c) in stem.chars().enumerate() {
        let weak = matches!(c, 'ا' | 'و' | 'ي' | 'ء' | 'ه');
        let added = at == 0 && letters > CONSONANTS && matches!(c, 'ت' | 'م' | 'ن' | 'س');
        if !weak && !added && !out.ends_with(c) {
            out.push(c);
        }
    }
    (out.chars().count() >= CONSONANTS).then(|| fnv(&out))
}
