//! Verbs of saying and their participles.

use super::complement::{Complement, bare, complement, object, object_first};
use super::described::{described, goes_on, up_to, with_family};
use super::{Link, Place, Relation, Said, Shape};
use crate::extract::reading::Reading;
use crate::extract::source::{Phrase, Reach, Source};
use crate::language::arabic::affixes::{
    begins_with_and, is_first_person, is_nisba, is_passive, is_written_feminine,
};
use crate::language::arabic::inflect::{Form, Person};
use crate::language::arabic::lexicon::{Cue, CueClass, CueForm, Objects, tag};
use crate::language::text::Kind;
use crate::statement::Stance;

/// The longest stretch between a cue and its content, in tokens.
const FARTHEST: usize = 56;
/// The same for a cue whose form is also an ordinary word.
const FARTHEST_CAREFUL: usize = 24;
/// The same between a participle and its content.
const NEAR: usize = 12;
/// The same for a participle whose form is also an ordinary word.
const NEAR_CAREFUL: usize = 3;

impl Place<'_, '_> {
    /// A finite verb: قال، أكدت، يرى.
    pub(super) fn finite(self) -> Option<Relation> {
        let (cue, form) = self.active_verb()?;
        let before = self
            .subject_in_front(form.person)
            .filter(|_| !self.has_own_subject(cue, form.person));
        let from = self.behind_verb();
        let (behind, found) = match &before {
            Some(_) => (None, self.complement_of(cue, from)),
            None => self.subject_and_complement(cue, form, from),
        };
        let found = found.or_else(|| self.quotation_before(cue, behind.as_ref()))?;
        let named = before.is_some() || behind.is_some();
        if self.says_nothing(cue, form, named, &found)
            || !self.class_fits(cue, before.as_ref(), behind.as_ref(), &found)
            || (cue.careful
                && !self.opens_clause()
                && !self.surely_verb(before.as_ref(), &found)
                && !self.of_document()
                && !says_clause(cue, form, behind.as_ref(), &found))
        {
            return None;
        }
        if self.contradicted() {
            return None;
        }
        let negated = self.at > self.start
            && self.reading.is(self.at - 1, tag::NEGATOR)
            && cue.class != CueClass::Contain;
        let start = self.with_addressee(cue, behind.as_ref(), from, &found);
        let said = before
            .or(behind)
            .or_else(|| self.topic(form.person))
            .map_or(Said::Subject(form.person), Said::By);
        Some(Relation {
            stance: cue.stance,
            person: form.person,
            present: form.form == Some(Form::Present),
            insists: cue.insists,
            start,
            negated,
            named,
            certainty: certainty(cue, found.link, named),
            ..Relation::new(Shape::Finite, self.cue_range(), said, &found)
        })
    }

    /// "بخلاف ما يقول القضاة": what stands behind it is not what they say.
    fn contradicted(self) -> bool {
        let reading = self.reading;
        let words = &reading.lexicon.grammar.clause;
        let what =
            |t: usize| words.what.contains(reading.word(t)) || words.when.contains(reading.word(t));
        self.at >= self.start + 2
            && what(self.at - 1)
            && words.contrary_to.contains(reading.bare(self.at - 2))
    }

    /// A verb of wanting counts only behind its subject, a verb of containing only with a document, one of publishing
    /// something ("نشرت الصحيفة عن") only of a paper.
    fn class_fits(
        self,
        cue: &Cue,
        before: Option<&Source>,
        behind: Option<&Source>,
        found: &Complement,
    ) -> bool {
        let source = before.or(behind);
        let words = &self.reading.lexicon.grammar;
        match cue.class {
            CueClass::Intent => before.is_some() && !self.behind_relative(),
            // "جاء في البيان أن"
            CueClass::Contain if words.clause.came.contains(&cue.lemma) => {
                let document = self.reading.is(self.behind_verb(), tag::DOCUMENT);
                let within = &words.preposition.within;
                document && within.contains(self.reading.word(self.at + 1))
            }
            CueClass::Contain => source.is_some_and(|s| s.phrase == Phrase::Document),
            // "نشرت الصحيفة عن": only a paper does so
            _ if words.clause.published.contains(&cue.lemma) && found.link == Link::Preposition => {
                let media = |s: &Source| {
                    let head = self.reading.bare(s.range.start);
                    s.phrase == Phrase::Media || words.body.media.contains(head)
                };
                source.is_some_and(media)
            }
            // "وجهت لهم تهمة التجسس … بـ": a thing gives no orders
            _ if cue.careful && cue.stance == Stance::Urge && found.link == Link::Preposition => {
                let thing = |s: &Source| {
                    let head = s.range.start;
                    s.phrase == Phrase::Unnamed
                        && !self.reading.is(head, tag::TITLE | tag::SOME | tag::KIN)
                };
                !source.is_some_and(thing)
            }
            _ => true,
        }
    }

    /// "«…»، قال الوزير.": the sentence so far is a quotation, and the verb with its subject ends it.
    fn quotation_before(self, cue: &Cue, behind: Option<&Source>) -> Option<Complement> {
        let reading = self.reading;
        let source = behind.filter(|_| cue.governs.quote)?;
        reading.quote_in_front(self.at, self.start)?;
        let marker = source.range.end;
        Some(Complement {
            start: self.at,
            link: Link::Before,
            marker,
        })
    }

    /// The subject before the verb, or what the relative pronoun before it stands for.
    fn subject_in_front(self, person: Person) -> Option<Source> {
        let of_verb = |found: &Source| {
            // "وفيما يتعلق بإيران، قال معاليه": what stands before the comma is not who speaks
            let comma = self.reading.kind(found.range.end) == Kind::Comma;
            let reach = Reach::open(self.end);
            // "أن الوزارة، وجهت": the clause has no other subject
            let first = found.range.start;
            let of_clause = first > self.start && self.reading.complementizer(first - 1);
            !comma
                || of_clause
                || found.range.end == self.at
                || self.subject_behind(self.at + 1, reach, person).is_none()
        };
        if person == Person::First {
            return None;
        }
        self.subject_before()
            .filter(of_verb)
            .or_else(|| self.described_before().filter(|found| found.agrees(person)))
            .or_else(|| self.antecedent_of(person))
            .or_else(|| self.report_before().filter(|found| found.agrees(person)))
    }

    /// "اللاعب الذي أعلن النادي التعاقد معه": a relative clause with a subject of its own; what the pronoun stands for says
    /// nothing in it.
    fn has_own_subject(self, cue: &Cue, person: Person) -> bool {
        let said_of = cue.stance == Stance::Affirm && !cue.addressee;
        self.behind_relative()
            && said_of
            && self
                .subject_behind(self.at + 1, Reach::open(self.end), person)
                .is_some_and(|found| found.identifies() && found.agrees(person))
    }

    /// True where a verb is no report: it keeps a name back ("رفض الكشف عن هويته"), has no subject of its own and no
    /// clause or quotation ("لا يستبعد حصول", "أعلن عن وفاة").
    fn says_nothing(self, cue: &Cue, form: CueForm, named: bool, found: &Complement) -> bool {
        let reading = self.reading;
        // "المباريات التي أكدت جاهزيته": the subject is no one who speaks
        let relative = self.behind_relative()
            && !(found.link == Link::Clause && self.relates_to_another(form.person));
        // "يُذكر أن", "تبيّن أن": nobody says it
        let impersonal = reading
            .lexicon
            .lists
            .impersonal
            .contains(reading.word(self.at));
        // "واتهم بالقتل", "وصف بالزاهد": of whom it is said, nobody tells by whom; but "ووصفها بالخطأ"
        let passive = says_of_somebody(cue)
            && form.form == Some(Form::Past)
            && found.link == Link::Preposition
            && found.marker == self.at + 1
            && reading.verb_with_object(self.at).is_none();
        let empty = found.link == Link::Object && !object_fits(reading, cue, found.start, self.end);
        if empty || keeps_back(reading, found) || ((relative || impersonal || passive) && !named) {
            return true;
        }
        let marked = matches!(
            found.link,
            Link::Clause | Link::Quote | Link::Colon | Link::Bare
        );
        let goes_on =
            reading.note(self.at).conjunction || self.follows_small_word() || self.of_document();
        // "طلبت من بلدان الجوار تأمين حدودها": where somebody is addressed, something is said
        let words = &reading.lexicon.grammar;
        let addressed =
            words.preposition.from.contains(reading.word(self.at + 1)) && found.start > self.at + 2;
        if self.behind_pronoun() && !cue.careful {
            return false;
        }
        let present = form.form == Some(Form::Present) && found.link == Link::Object;
        let object = cue.careful && found.link == Link::Object && !addressed;
        let loose = found.link == Link::Bare
            && !words.clause.said.contains(&cue.lemma)
            && reading.note(found.start).common
            && !reading.is(found.start, tag::NOT_NAME | tag::ADJUNCT | tag::AUXILIARY);
        loose || !named && !marked && (!goes_on || present || object)
    }

    /// "لكنه نفى ضلوعه", "لأنها رفضت الفكرة", "وكانت تنفي وجوده": the verb has a subject, though no name.
    fn behind_pronoun(self) -> bool {
        let reading = self.reading;
        let of_pronoun = &reading.lexicon.grammar.clause.with_pronoun;
        let auxiliary = self.at > self.start && reading.is(self.at - 1, tag::AUXILIARY);
        let before = self.at - usize::from(auxiliary);
        auxiliary || before > self.start && of_pronoun.contains(reading.word(before - 1))
    }

    /// "ولم تعلن الوزارة", "لا قدر الله", "لا أحد ينكر": what nobody said.
    fn unsaid(self, cue: &Cue, form: CueForm) -> bool {
        let reading = self.reading;
        let Some(before) = self.at.checked_sub(1).filter(|&t| t >= self.start) else {
            return false;
        };
        let words = &reading.lexicon.grammar;
        let nobody = words.body.one_of.contains(reading.word(before))
            && before > self.start
            && reading.is(before - 1, tag::NEGATOR);
        let wish = form.form == Some(Form::Past) && words.stance.not.contains(reading.word(before));
        let not_yet = words.stance.not_yet.contains(reading.word(before));
        // "لم يغفل البيان الأمر": it holds it all the same
        let told = cue.stance == Stance::Affirm && cue.class != CueClass::Contain;
        nobody || told && (wish || not_yet)
    }

    /// "كما أكد", "ثم دعا": the verb goes on with the subject so far.
    fn follows_small_word(self) -> bool {
        self.at > self.start
            && (self
                .reading
                .lexicon
                .lists
                .opener
                .contains(self.reading.word(self.at - 1))
                || !matches!(
                    self.reading.kind(self.at - 1),
                    Kind::Word | Kind::Number | Kind::Newline
                ))
    }

    /// True where a form that is also another word is a verb behind its subject: with the content right behind it, or
    /// with "كان" before the subject.
    fn surely_verb(self, before: Option<&Source>, found: &Complement) -> bool {
        before.is_some_and(|source| {
            let first = source.range.start;
            let been = first > self.start && self.reading.is(first - 1, tag::AUXILIARY);
            been || (found.marker == self.at + 1 && found.link != Link::Object)
        })
    }

    /// "بيانا رسميا | طالبت فيه بـ": a verb in the relative clause of a document or a speech.
    fn of_document(self) -> bool {
        let in_it = &self.reading.lexicon.grammar.clause.in_it;
        in_it.contains(self.reading.word(self.at + 1))
    }

    /// The verb that token `at` is, unless it is passive or a noun here.
    fn active_verb(self) -> Option<(&'static Cue, CueForm)> {
        let reading = self.reading;
        let plain = reading.cue(self.at, |c, f| {
            matches!(f.form, Some(Form::Past | Form::Present))
                && matches!(
                    c.class,
                    CueClass::Verb | CueClass::Intent | CueClass::Contain
                )
        });
        let verb = plain.or_else(|| reading.verb_with_object(self.at))?;
        let noun = reading.note(self.at).preposition.is_some()
            || self.passive_or_noun()
            || verb.1.form == Some(Form::Past) && is_passive(reading.written(self.at));
        let (cue, form) = verb;
        (!noun && !self.hypothetical() && !self.unsaid(cue, form))
            .then(|| (cue, self.as_written(cue, form)))
    }

    /// "أعتقد" is "I believe" where "اعتقد" is "he believed": the two fold to one word.
    fn as_written(self, cue: &Cue, form: CueForm) -> CueForm {
        let person = if is_first_person(self.reading.written(self.at), &cue.lemma) {
            Person::First
        } else {
            form.person
        };
        CueForm { person, ..form }
    }

    /// "إذا رفض", "إذا لم يوافق", "دون أن تعلن": what is only supposed, or did not happen.
    fn hypothetical(self) -> bool {
        let reading = self.reading;
        let words = &reading.lexicon.grammar;
        let without = |word: &str| {
            words.stance.without.contains(word) || words.preposition.before.contains(word)
        };
        let that = self.at >= self.start + 2 && reading.bare_complementizer(self.at - 1);
        if that && without(reading.word(self.at - 2)) {
            return true;
        }
        let negated = self.at > self.start && reading.is(self.at - 1, tag::NEGATOR);
        let before = self.at - usize::from(negated);
        before > self.start
            && reading
                .lexicon
                .lists
                .hypothetical
                .contains(reading.word(before - 1))
    }

    /// "تم الاتفاق", "في رد", "بعد قرار": a form that is no active verb here.
    fn passive_or_noun(self) -> bool {
        let reading = self.reading;
        // "أوضح منه": a comparison
        let comparing = &reading.lexicon.grammar.preposition.comparing;
        if comparing.contains(reading.word(self.at + 1)) {
            return true;
        }
        // "بين الرعية والرعاة | وبين الشباب والعلماء"
        const PAIR: usize = 16;
        let clause = &reading.lexicon.grammar.clause;
        let earlier = self.start.max(self.at.saturating_sub(PAIR))..self.at;
        let second = clause.and_between.contains(reading.word(self.at))
            && (earlier.into_iter()).any(|t| clause.between.contains(reading.word(t)));
        if second {
            return true;
        }
        self.at > self.start
            && reading
                .lexicon
                .lists
                .before_noun
                .contains(reading.word(self.at - 1))
    }

    /// Behind the verb and the small words that lean on it: "اشترطت فيه", "كشف كذلك", "أضافت نقلا عنه".
    fn behind_verb(self) -> usize {
        let reading = self.reading;
        let mut k = self.at + 1;
        let words = &reading.lexicon.grammar;
        // "جاء في البيان"
        if words.preposition.within.contains(reading.word(k)) && reading.is(k + 1, tag::DOCUMENT) {
            let came = reading.cue(self.at, |cue, _| words.clause.came.contains(&cue.lemma));
            k += usize::from(came.is_some());
        }
        while k < self.end
            && reading
                .lexicon
                .lists
                .behind_verb
                .at(&reading.text, k)
                .is_some()
        {
            k += reading
                .lexicon
                .lists
                .behind_verb
                .at(&reading.text, k)
                .unwrap_or(1);
        }
        // "قال لي الرجل"
        k + usize::from(words.clause.to_me.contains(reading.word(k)))
    }

    /// The subject behind the verb and the complement behind that.
    fn subject_and_complement(
        self,
        cue: &Cue,
        form: CueForm,
        from: usize,
    ) -> (Option<Source>, Option<Complement>) {
        let reading = self.reading;
        let joined = reading.note(self.at).conjunction && form.person == Person::Feminine;
        let subject = |reach: Reach| {
            self.subject_behind(from, reach, form.person)
                .filter(|found| {
                    let behind = found.range.end;
                    !(joined && self.manner(found, behind) && self.content_at(behind))
                })
        };
        let sure = subject(Reach::open(self.end));
        let behind = sure.as_ref().map_or(from, |s| s.range.end);
        let mut found = complement(reading, cue, behind, self.end, farthest(cue));
        if found.is_none() && sure.is_none() {
            let against = cue.stance.negates() && !cue.careful;
            let set_apart = || self.described_apart(from).filter(|s| s.agrees(form.person));
            let subject = against.then(set_apart).flatten();
            let behind = subject.as_ref().map_or(from, |s| s.range.end);
            return (subject, self.object_or_bare(cue, behind));
        }
        if let Some(marked) = &found {
            let whole = subject(Reach::bounded(marked.marker));
            let stop = whole.as_ref().map_or(behind, |s| s.range.end);
            let has_object = cue.governs.object && object_first(reading, behind, marked, cue);
            if has_object {
                let nominal = object(reading, behind, self.end);
                return (sure, nominal.or(found));
            }
            let stranger = whole.is_none() && sure.is_none() && marked.marker > stop;
            // "وصف الوزير القرار بالخطير": a further noun is whom or what it is said of
            let takes_object = cue.addressee || cue.governs.object;
            let whole = whole.filter(|_| {
                let further = sure.as_ref().is_some_and(|s| self.thing(s.range.end));
                !(takes_object && further)
            });
            let clause = marked.link == Link::Clause && !cue.addressee;
            let read = whole.or(sure).map(|source| match takes_object {
                // "أكد فيصل | السنين | أن": no object stands before the clause
                true if clause
                    && marked.marker == source.range.end + 1
                    && goes_on(reading, source.range.end) =>
                {
                    with_family(reading, source, marked.marker)
                }
                true => source,
                false => up_to(reading, source, marked.marker),
            });
            let subject = read.or_else(|| {
                (stranger && !cue.addressee && form.person != Person::First)
                    .then(|| described(reading, from, marked.marker))
                    .flatten()
                    .filter(|found| {
                        form.person != Person::Feminine || !self.manner(found, marked.marker)
                    })
            });
            return (subject, found);
        }
        found = self.object_or_bare(cue, behind);
        (sure, found)
    }

    /// "نفى المقاول | في تصريحات أمس | ضلوعه": a noun with the article that a circumstance divides from the object.
    fn described_apart(self, from: usize) -> Option<Source> {
        const LONGEST: usize = 4;
        let reading = self.reading;
        if !reading.note(from).definite || reading.is(from, tag::DOCUMENT) {
            return None;
        }
        let stop = (from + 1..self.end.min(from + LONGEST)).find(|&t| {
            reading.is(t, tag::ADJUNCT) || reading.lexicon.lists.moment.contains(reading.word(t))
        })?;
        let circumstance = &reading.lexicon.grammar.preposition.of_circumstance;
        let occasion = circumstance.contains(reading.word(stop))
            && reading.is(stop + 1, tag::OCCASION | tag::DOCUMENT);
        occasion.then(|| described(reading, from, stop)).flatten()
    }

    /// True where a colon, a quotation or a clause stands at `t`.
    fn content_at(self, t: usize) -> bool {
        let reading = self.reading;
        matches!(reading.kind(t), Kind::Colon | Kind::Quote) || reading.complementizer(t)
    }

    /// "وتابعت ضاحكة:": one word with the feminine ending behind a feminine verb tells how it was said.
    fn manner(self, found: &Source, marker: usize) -> bool {
        let reading = self.reading;
        let word = found.range.start;
        found.range.len() == 1
            && found.range.end == marker
            && is_written_feminine(reading.written(word))
            && !reading.note(word).definite
            && !reading.is(word, tag::GIVEN | tag::GIVEN_AMBIGUOUS | tag::DOCUMENT)
    }

    /// True where a definite noun stands at `t` that is no adjective and no name.
    pub(super) fn thing(self, t: usize) -> bool {
        let note = self.reading.note(t);
        const OTHER: u64 = tag::MODIFIER
            | tag::HONORIFIC
            | tag::OFFICE
            | tag::GIVEN
            | tag::GIVEN_AMBIGUOUS
            | tag::ADJUNCT;
        note.definite
            && note.common
            && note.preposition.is_none()
            && note.entity.is_none()
            && !note.is(OTHER)
            && !is_nisba(self.reading.bare(t))
    }

    /// The complement where the subject stands before the verb.
    fn complement_of(self, cue: &Cue, from: usize) -> Option<Complement> {
        let marked = complement(self.reading, cue, from, self.end, farthest(cue));
        match marked {
            Some(found) if cue.governs.object && object_first(self.reading, from, &found, cue) => {
                object(self.reading, from, self.end).or(Some(found))
            }
            Some(found) => Some(found),
            None => self.object_or_bare(cue, from),
        }
    }

    fn object_or_bare(self, cue: &Cue, from: usize) -> Option<Complement> {
        if cue.governs.object {
            object(self.reading, from, self.end)
        } else if cue.governs.bare {
            bare(self.reading, from, self.end)
        } else {
            None
        }
    }

    /// "طالب عسيري الحوثيين بتنفيذ": the one addressed belongs to the content, but for one who is told something.
    fn with_addressee(
        self,
        cue: &Cue,
        subject: Option<&Source>,
        from: usize,
        found: &Complement,
    ) -> usize {
        let reading = self.reading;
        let mut at = subject.map_or(from, |s| s.range.end);
        while at < found.marker
            && (reading.kind(at) == Kind::Comma
                || reading.lexicon.lists.moment.contains(reading.word(at)))
        {
            at += 1;
        }
        let addressed = cue.addressee
            && found.link == Link::Preposition
            && found.marker > at
            && reading.text.is_word(at)
            && !(cue.governs.clause && cue.stance == Stance::Affirm)
            && !reading.is(at, tag::ADJUNCT | tag::AUDIENCE | tag::OCCASION)
            && !reading.note(at).conjunction
            && reading.note(at).preposition.is_none();
        if addressed { at } else { found.start }
    }

    /// "عاد وقال": the cue takes in the verb of resuming.
    fn cue_range(self) -> std::ops::Range<usize> {
        let resuming = &self.reading.lexicon.grammar.clause.resuming;
        let resumes = self.at > self.start && resuming.contains(self.reading.word(self.at - 1));
        self.at - usize::from(resumes)..self.at + 1
    }

    /// A participle of state: "مؤكدا أن", "لافتا إلى", "رافضين إنهاء": the subject so far goes on.
    pub(super) fn participle(self) -> Option<Relation> {
        let Place { reading, at, .. } = self;
        let (cue, form) = reading.cue(at, |c, f| {
            f.form == Some(Form::Participle) && c.class == CueClass::Verb
        })?;
        if reading.note(at).preposition.is_some() || reading.note(at).definite {
            return None;
        }
        // "، مطالبا": no other word is written so
        let sure = reading.kind(at.wrapping_sub(1)) == Kind::Comma
            && reading.word(at).ends_with(['ا', 'ن'])
            && cue.addressee;
        let near = if cue.careful && !sure {
            NEAR_CAREFUL
        } else {
            NEAR
        };
        let object = || {
            self.object_or_bare(cue, self.behind_verb())
                .filter(|_| cue.governs.object)
        };
        let marked = complement(reading, cue, at + 1, self.end, near);
        // "مؤكدا ضرورة الحفاظ على": the preposition is the noun's
        let of_noun = marked.as_ref().is_some_and(|found| {
            cue.governs.object
                && found.link == Link::Preposition
                && object_first(reading, at + 1, found, cue)
        });
        let found = if of_noun {
            object().or(marked)
        } else {
            marked.or_else(object)
        }?;
        let marked_off = self.marked_off();
        // "متهم بالقتل", "خمسة متهمين آخرين بالسجن": who is accused, and accuses nobody
        let counted = at > self.start && reading.is(at - 1, tag::SOME);
        if says_of_somebody(cue)
            && found.link == Link::Preposition
            && !marked_off
            && (found.marker == at + 1 || counted)
        {
            return None;
        }
        let doubtful = cue.careful && !reading.complementizer(at + 1) && !marked_off;
        let empty = found.link == Link::Object && !object_fits(reading, cue, found.start, self.end);
        if doubtful || empty || keeps_back(reading, &found) {
            return None;
        }
        let said = self
            .topic(form.person)
            .map_or(Said::Subject(form.person), Said::By);
        let sure = marked_off || reading.note(at).conjunction;
        let shown = cue_with_preposition(reading, at, found.marker);
        Some(Relation {
            stance: cue.stance,
            person: form.person,
            insists: cue.insists,
            named: false,
            certainty: if sure { 0.9 } else { 0.75 },
            ..Relation::new(Shape::Participle, shown, said, &found)
        })
    }

    /// True where a mark stands before the cue.
    fn marked_off(self) -> bool {
        self.at == self.start
            || matches!(
                self.reading.kind(self.at - 1),
                Kind::Comma
                    | Kind::Quote
                    | Kind::Stop
                    | Kind::Ellipsis
                    | Kind::Close
                    | Kind::Newline
            )
    }

    /// "الهدنة التي طلبها الرئيس": a verb with a pronoun in a relative clause; what it stands for is the content.
    pub(super) fn relative(self) -> Option<Relation> {
        let Place { reading, at, .. } = self;
        let (cue, form) = reading.cue_with_pronoun(at)?;
        let person = form.person;
        let pronoun = (self.start..at)
            .rev()
            .take(8)
            .find(|&t| reading.is(t, tag::RELATIVE))?;
        let between = pronoun + 1..at;
        let joined = between.is_empty() || begins_with_and(reading.word(at));
        let telling = cue.stance != Stance::Affirm && cue.class == CueClass::Verb;
        if !joined || !telling {
            return None;
        }
        let antecedent = self.antecedent(pronoun)?;
        let subject = self
            .subject_behind(at + 1, Reach::open(self.end), person)
            .map_or(Said::Subject(person), Said::By);
        let found = Complement {
            start: antecedent.start,
            link: Link::Object,
            marker: at + 1,
        };
        Some(Relation {
            stance: cue.stance,
            content: vec![antecedent],
            certainty: 0.7,
            ..Relation::new(Shape::Relative, at..at + 1, subject, &found)
        })
    }

    /// The noun that a relative pronoun stands for, with its adjectives and genitive.
    fn antecedent(self, pronoun: usize) -> Option<std::ops::Range<usize>> {
        const LONGEST: usize = 4;
        let reading = self.reading;
        let mut first = None;
        for t in (self.start.max(pronoun.saturating_sub(LONGEST))..pronoun).rev() {
            let noun = reading.text.is_word(t)
                && !reading.is(t, tag::ADJUNCT | tag::COMPLEMENTIZER | tag::NEGATOR)
                && !reading.surely_finite(t);
            if !noun {
                break;
            }
            first = Some(t);
            if reading.note(t).conjunction || reading.note(t).preposition.is_some() {
                break;
            }
        }
        let first = first?;
        Some(first..pronoun)
    }
}

/// "اتهم", "وصف", "حمل": cues that say something of whoever is their object, so that without one they may be passive.
fn says_of_somebody(cue: &Cue) -> bool {
    cue.addressee && cue.stance == Stance::Affirm && cue.governs.object
}

/// True where what stands at `at` can be the object of a cue: "جدد رفضه", "قدرت الخسائر بنحو مليون ريال".
fn object_fits(reading: &Reading, cue: &Cue, at: usize, end: usize) -> bool {
    const NEAR: usize = 16;
    match cue.object {
        Objects::Any => true,
        Objects::Saying => {
            let word = reading.bare(at);
            let lists = &reading.lexicon.lists;
            lists.noun_stance.get(word).is_some()
                || lists.citation.contains(word)
                || reading.lexicon.grammar.clause.repeating.contains(word)
                || reading.cue(at, |c, _| c.class == CueClass::Noun).is_some()
                || reading.is(at, tag::SPOKEN)
        }
        Objects::Figure => (at + 1..end.min(at + NEAR))
            .take_while(|&t| reading.text.is_word(t) || reading.kind(t) == Kind::Quote)
            .any(|t| reading.word(t).starts_with('ب') && reading.kind(t + 1) == Kind::Number),
    }
}

/// "رفض الكشف عن هويته": what is not told is no content.
fn keeps_back(reading: &Reading, found: &Complement) -> bool {
    const NEAR: usize = 3;
    (found.start..found.start + NEAR)
        .any(|t| reading.lexicon.lists.identity.contains(reading.word(t)))
}

/// "انتخابات يرى العديد من النواب أن لا مفر منها": a form that is also another word, with its subject and a clause behind
/// it.
fn says_clause(cue: &Cue, form: CueForm, behind: Option<&Source>, found: &Complement) -> bool {
    let asks = cue.addressee && found.link == Link::Preposition;
    form.form == Some(Form::Present)
        && (found.link == Link::Clause || asks)
        && behind.is_some_and(|source| source.identifies() && found.marker == source.range.end)
}

fn farthest(cue: &Cue) -> usize {
    if cue.careful {
        FARTHEST_CAREFUL
    } else {
        FARTHEST
    }
}

/// How sure a verb's relation is.
fn certainty(cue: &Cue, link: Link, named: bool) -> f64 {
    match (link, named, cue.careful) {
        (Link::Clause | Link::Quote, true, false) => 0.95,
        (Link::Clause | Link::Quote, _, _) => 0.88,
        (Link::Colon, true, _) => 0.9,
        (Link::Preposition, true, false) => 0.88,
        (Link::Object, true, false) => 0.8,
        _ => 0.7,
    }
}

/// "مشيرا إلى": the preposition right behind the cue is shown with it.
fn cue_with_preposition(reading: &Reading, at: usize, marker: usize) -> std::ops::Range<usize> {
    let with_cue = &reading.lexicon.grammar.preposition.with_cue;
    let preposition = marker == at + 1 && with_cue.contains(reading.word(marker));
    at..if preposition { at + 2 } else { at + 1 }
}
