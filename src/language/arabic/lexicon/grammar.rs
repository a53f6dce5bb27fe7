//! Small words by which sentences, titles and names are read, as grammar.toml lists them: each list serves one rule.

use serde::Deserialize;

use super::Words;
use super::lists::{Fragments, Patterns, Phrases, Variants};

/// All of grammar.toml, table by table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarWords {
    /// Prepositions, and what they lead to.
    pub preposition: PrepositionWords,
    /// What opens, joins and turns clauses.
    pub clause: ClauseWords,
    /// What makes a wish, a duty, a possibility of a clause.
    pub stance: StanceWords,
    /// What belongs to a title.
    pub title: TitleWords,
    /// How bodies, states and groups are named.
    pub body: BodyWords,
    /// What belongs to a name.
    pub name: NameWords,
    /// How words are derived from a root.
    pub pattern: PatternWords,
}

/// Prepositions, and what they lead to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrepositionWords {
    /// "عن".
    pub about: Words,
    /// "على".
    pub on: Words,
    /// "في".
    pub within: Words,
    /// "من".
    pub from: Words,
    /// The noun in "من قبل".
    pub before: Words,
    /// The letter alone before a quotation mark: "لـ «…»".
    pub alone_to: Words,
    /// The same between an office and its quoted body.
    pub before_quoted_body: Words,
    /// Before the place somebody is sent to: "إلى".
    pub towards: Words,
    /// Shown with the participle in front of them: "مشيرا إلى".
    pub with_cue: Words,
    /// With them the reporter's phrase goes on behind a short quotation.
    pub behind_quotation: Words,
    /// Between an adjective and its place: "المنشقة عن".
    pub behind_adjective: Words,
    /// Before "now": "حتى".
    pub until: Words,
    /// "الآن".
    pub now: Words,
    /// They open a circumstance between subject and object: "خلال".
    pub of_circumstance: Words,
    /// They begin with the letter of a preposition, and no content stands behind it: "بعد".
    pub no_content: Words,
    /// In front of a leader: "برئاسة".
    pub led_by: Words,
    /// In front of the place of an office: "بمحافظة".
    pub of_place: Words,
    /// They lead on within a title: "باسم".
    pub in_title: Words,
    /// They may lead on within a title: "لدى".
    pub maybe_in_title: Words,
    /// They make a comparison of the word before them: "منه".
    pub comparing: Words,
}

/// What opens, joins and turns clauses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    /// "و", standing alone.
    pub and: Words,
    /// "ما".
    pub what: Words,
    /// "كما".
    pub just_as: Words,
    /// "لما".
    pub when: Words,
    /// "حيث".
    pub r#where: Words,
    /// Behind a comma they turn from what was quoted: "إذ".
    pub turning: Words,
    /// Right before the reporter's next verb: "ثم".
    pub also: Words,
    /// They belong to the clause that begins behind them: "بينما".
    pub opening: Words,
    /// A verb of resuming: "عاد".
    pub resuming: Words,
    /// Nouns of saying in place of the reporter's verb: "بقوله".
    pub by_saying: Words,
    /// The same without a pronoun.
    pub by_saying_alone: Words,
    /// Nouns that only repeat the saying: "التأكيد".
    pub repeating: Words,
    /// Before what somebody says, and is not so: "بخلاف".
    pub contrary_to: Words,
    /// Before what is still to come: "المقرر".
    pub due: Words,
    /// Verbs of making a report known: "أصدرت".
    pub issuing: Words,
    /// Nouns that make one meaning with a verb: "لفت النظر".
    pub object_of_idiom: Words,
    /// A short relative clause behind them belongs to a title: "التي".
    pub relative: Words,
    /// Relative pronouns for what is masculine, and for what is feminine.
    pub who_he: Words,
    /// "التي".
    pub who_she: Words,
    /// Before a subject whose verb has "so": "أما".
    pub as_for: Words,
    /// An object by themselves: "ذلك".
    pub demonstrative: Words,
    /// Behind a verb, in what the words stand: "بيانا طالبت فيه".
    pub in_it: Words,
    /// Before a name in quotation marks: "بعنوان".
    pub titled: Words,
    /// Between a page and its network: "موقع".
    pub of_page: Words,
    /// Particles whose source may be a pronoun: "بحسب".
    pub according: Words,
    /// The pluperfect: "كانت".
    pub had: Words,
    /// Its verb before a subject.
    pub been: Words,
    /// They open a clause in front of the main one: "فيما".
    pub meanwhile: Words,
    /// Words with a pronoun for the subject of the verb behind them: "لكنه".
    pub with_pronoun: Words,
    /// Lemma of the cue in "جاء في البيان".
    pub came: Words,
    /// "but", before a clause with its own subject.
    pub adverse: Words,
    /// "to me", between the verb and its subject.
    pub to_me: Words,
    /// "between", and with "and".
    pub between: Words,
    /// "and between", written like a verb of saying.
    pub and_between: Words,
    /// Lemma of the cue that says something only of a paper.
    pub published: Words,
    /// Lemma of the cue whose content may be anything.
    pub said: Words,
    /// Before a number: fewer than that.
    pub below: Words,
}

/// What makes a wish, a duty, a possibility of a clause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StanceWords {
    /// The noun behind it has the stance: "وجود".
    pub existence: Words,
    /// "عدم".
    pub absence: Words,
    /// It values what is there: "أهمية".
    pub importance: Words,
    /// What goes on is there: "استمرار".
    pub continuation: Words,
    /// They take a condition away: "دون".
    pub unconditional: Words,
    /// Before what is not to be: "إذا".
    pub if_not: Words,
    /// Those of them that negate by themselves.
    pub without: Words,
    /// Before somebody who has to do something: "علينا".
    pub due_from: Words,
    /// Before what is to be done: "أن".
    pub to_do: Words,
    /// "That" behind them begins no clause of its own: "يجب".
    pub before_duty: Words,
    /// They except behind a negator: "إلا".
    pub excepting: Words,
    /// Behind "not" and a noun they say what is instead: "بل".
    pub correcting: Words,
    /// No consent behind "عدم": "قبول".
    pub consent: Words,
    /// In front of a verb in the perfect: "لقد".
    pub of_past: Words,
    /// The same, however far behind it: "سوى".
    pub only: Words,
    /// The same right behind its verb: "غير".
    pub other_than: Words,
    /// Verbs of being behind a negator.
    pub to_be: Words,
    /// "لا".
    pub not: Words,
    /// Negators of verbs alone: "لم".
    pub before_verb_only: Words,
    /// Soon behind a negator they make sure of something: "شك".
    pub doubt: Words,
    /// Before what was not said: "لم".
    pub not_yet: Words,
    /// Behind "there is not", of whom: "له".
    pub of_him: Words,
    /// "لن".
    pub never: Words,
    /// What things will not do: "يؤثر".
    pub of_things: Words,
    /// A negator behind them is not the main clause's: "حتى".
    pub subordinating: Words,
    /// Before the imperfect: "قد".
    pub may: Words,
    /// At the end of a clause: "محتمل".
    pub possible: Words,
    /// A content that opens with them comes to its main clause behind "فإن".
    pub circumstance: Words,
    /// Contrasts that tell of the same time: "فيما".
    pub meanwhile: Words,
    /// "لأن".
    pub reason: Words,
}

/// What belongs to a title.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// Between an office and a name: "سابقا".
    pub held: Words,
    /// Behind the source that was just named: "ذاته".
    pub itself: Words,
    /// Offices of whoever looks after something: "مشرف".
    pub supervising: Words,
    /// Offices that one holds beside another: "مستشار".
    pub beside: Words,
    /// Adjectives that need "عن": "مسؤول".
    pub in_charge: Fragments,
    /// Those who sit for a place or a party, with "عن": "نائب".
    pub delegate: Words,
    /// Words of an office that its other forms may leave out: "جمهورية".
    pub of_any_state: Words,
    /// Who works for a medium: "مراسل".
    pub reporter: Words,
    /// Nobody in particular: "مصدر".
    pub nobody: Words,
}

/// How bodies, states and groups are named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyWords {
    /// "وزارة".
    pub ministry: Words,
    /// "وسائل".
    pub media: Words,
    /// Documents that speak for whoever spoke before: "بيان".
    pub of_speaker: Words,
    /// Reports that are many: "تقارير".
    pub reports: Words,
    /// One of several: "أحد".
    pub one_of: Words,
    /// One of several women.
    pub one_woman_of: Words,
    /// Several states together: "البلدان".
    pub states: Words,
    /// The same behind another state.
    pub further_states: Words,
    /// Places and things named after people, as bodies are: "مدينة الملك عبدالله".
    pub named_after: Words,
    /// People, though of no form that tells it: "آخرون".
    pub several: Words,
    /// States that are no "she": "لبنان".
    pub masculine_state: Words,
    /// Heads of bodies that states have as well as the world.
    pub council: Words,
    /// "belonging to", before a body.
    pub belonging: Words,
    /// Areas, before their names: "منطقة".
    pub area: Words,
    /// The state of the paper: "المملكة".
    pub kingdom: Fragments,
    /// Bodies of which a state has one, without the article: "حكومة".
    pub one_a_state: Words,
}

/// What belongs to a name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// The word behind them belongs to the name: "عبد".
    pub joining: Words,
    /// Behind "علي" they tell that it is a name.
    pub behind_ali: Words,
    /// "علي".
    pub ali: Words,
    /// "أم".
    pub mother: Words,
    /// The father's name follows: "بن".
    pub child_of: Words,
    /// Of a family, left out: "آل".
    pub house: Words,
    /// Before the name of somebody described: "شاب يدعى فلان".
    pub called: Words,
    /// Names with small words in them: "بان كي مون".
    pub of_small_words: Phrases,
    /// Folds to one word with "so that": "فان".
    pub van: Words,
    /// Folds to one word with "that".
    pub ann: Words,
    /// Who is prayed to, and says nothing: "سأل الله أن".
    pub prayed_to: Words,
    /// Written in one word with what follows: "عبد".
    pub servant: Variants,
    /// The same, without an article behind it: "أبو".
    pub father_of: Variants,
}

/// How words are derived from a root.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternWords {
    /// Verbal nouns and participles: "استفعال".
    pub noun: Patterns,
    /// The same, written with a hamza: "إفعال".
    pub noun_on_hamza: Patterns,
    /// What may follow them: "ها".
    pub noun_ending: Words,
    /// Verbs: "يستفعل".
    pub verb: Patterns,
    /// What may follow them: "ون".
    pub verb_ending: Words,
}

impl PatternWords {
    /// True where a folded word without its article is a verbal noun or a participle by its form: "تطعيمه".
    pub fn is_noun(&self, word: &str) -> bool {
        self.noun.hold(word, &self.noun_ending)
    }

    /// True where a folded word that is written with a hamza is a verbal noun by its form: "إقصاء".
    pub fn is_noun_on_hamza(&self, word: &str) -> bool {
        self.noun_on_hamza.hold(word, &self.noun_ending)
    }

    /// True where a folded word is a verb by its form: "يقتنع".
    pub fn is_verb(&self, word: &str) -> bool {
        self.verb.hold(word, &self.verb_ending)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::arabic::lexicon::lexicon;

    #[test]
    fn a_word_is_told_by_its_pattern_whatever_follows_it() {
        let pattern = &lexicon().grammar.pattern;
        assert!(
            pattern.is_noun("اقتران") && pattern.is_noun("تطعيمه") && pattern.is_noun("استنكارهم")
        );
        assert!(
            pattern.is_verb("يقتنع") && pattern.is_verb("استبشرت") && pattern.is_verb("يتنزهون")
        );
    }

    #[test]
    fn weak_letters_and_other_endings_fit_no_pattern() {
        let pattern = &lexicon().grammar.pattern;
        assert!(!pattern.is_noun("انطوان") && !pattern.is_noun("استانا"));
        assert!(!pattern.is_noun("تطعيموف") && !pattern.is_verb("نتنياهو"));
    }
}
