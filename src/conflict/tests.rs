//! Pairs of sentences and what they are to each other, one table for each kind.
//!
//! A side is written `who|state|stance|day|words`; the state may be empty. Every table holds look-alikes beside the
//! conflicts: what shares the words of a conflict without being one.

use chrono::NaiveDate;

use std::sync::Arc;

use super::profile::Profile;
use super::relation::{answer, relate};
use super::terms::terms;
use super::{Claim, Read, kinds};
use crate::language::arabic::fold::folded;
use crate::language::arabic::numbers::numerals;
use crate::statement::{
    ConflictKind, DateBasis, Figure, Mode, Span, SpeakerKind, Stance, Statement,
};

/// A claim written in one line; the same name is the same speaker.
pub(super) fn claim(line: &str) -> Claim {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [who, state, stance, day, words] = fields[..] else {
        panic!("five fields wanted: {line}");
    };
    let statement = statement(who, state, stance, day, words);
    let terms = terms(
        &folded(words),
        statement.speaker_kind,
        statement.country.as_deref(),
    );
    Claim {
        statement: statement.id.clone(),
        claim: statement.id.clone(),
        name: who.to_string(),
        kind: statement.speaker_kind,
        country: statement.country.clone(),
        office: None,
        role: statement.role.clone(),
        stance: statement.stance,
        embedded: false,
        day: statement.said_on,
        retold: false,
        document: statement.document.clone(),
        version: 0,
        cue: statement.cue.clone(),
        words: folded(words),
        profile: Profile::of(&terms),
        setting: Arc::default(),
        // an article of one sentence
        article: Arc::new(Profile::of(&terms)),
        figures: statement.figures,
        certainty: statement.certainty,
        parent: None,
        entity: None,
        read: Read::default(),
    }
}

/// Words with which a content denies by itself; without one the cue does.
const NEGATORS: [&str; 4] = ["لم", "لا", "لن", "ليس"];

fn statement(who: &str, state: &str, stance: &str, day: &str, words: &str) -> Statement {
    let day: Option<NaiveDate> = day.parse().ok();
    Statement {
        id: format!("{who}-{stance}-{words}"),
        document: format!("{who} {words}"),
        source: who.to_string(),
        source_span: None,
        speaker: who.to_string(),
        speaker_kind: SpeakerKind::Person,
        role: Some("وزير".to_string()),
        country: (!state.is_empty()).then(|| state.to_string()),
        via: Vec::new(),
        cue: match stance {
            "deny" if !folded(words).split(' ').any(|w| NEGATORS.contains(&w)) => "نفى",
            "reject" => "رفض",
            _ => "قال",
        }
        .to_string(),
        cue_span: Span::new(0, 3),
        content: vec![words.to_string()],
        spans: vec![Span::new(4, 4 + words.chars().count())],
        mode: Mode::Indirect,
        stance: stance.parse::<Stance>().expect(stance),
        said_on: day,
        said_on_basis: DateBasis::Explicit,
        published: day,
        embedded: false,
        parent: None,
        certainty: 0.95,
        figures: figures(words),
    }
}

fn figures(words: &str) -> Vec<Figure> {
    numerals(&folded(words))
        .into_iter()
        .filter(|numeral| numeral.is_figure())
        .map(|numeral| Figure {
            value: numeral.value,
            unit: numeral.unit,
            bound: numeral.bound.as_str().to_string(),
            span: Span::new(0, 0),
        })
        .collect()
}

/// Compares both ways round: which side comes first must not matter.
fn kind_of(a: &str, b: &str) -> Option<ConflictKind> {
    let (a, b) = (claim(a), claim(b));
    let (there, back) = (kinds::compare(&a, &b), kinds::compare(&b, &a));
    assert_eq!(
        there.as_ref().map(|f| (f.kind, f.score)),
        back.as_ref().map(|f| (f.kind, f.score)),
        "not the same both ways: {} <> {}",
        a.words,
        b.words
    );
    there.map(|finding| finding.kind)
}

fn check(expected: ConflictKind, table: &[(&str, &str, &str, bool)]) {
    let mut wrong = Vec::new();
    for (why, a, b, conflict) in table {
        let wanted = conflict.then_some(expected);
        let found = kind_of(a, b);
        if found != wanted {
            wrong.push(format!(
                "{why}: {found:?} instead of {wanted:?}\n  {a}\n  {b}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn denials() {
    check(
        ConflictKind::Denial,
        &[
            (
                "a denial in the words of what it denies",
                "سالم الجبال|DZ|affirm|2021-03-04|هناك خطة لنقل المستودعات إلى خارج المدينة",
                "خالد الماجد|DZ|deny|2021-03-05|وجود خطة لنقل المستودعات إلى خارج المدينة",
                true,
            ),
            (
                "one says a contract was signed, the other denies it",
                "سمير دهان|DZ|affirm|2021-03-04|الشركة وقعت عقدا مع مصنع إيطالي لتوريد عشرين قطارا",
                "باولو ريتشي|IT|deny|2021-03-05|توقيع المصنع الإيطالي عقدا مع الشركة لتوريد قطارات",
                true,
            ),
            (
                "an offer that the other side never received",
                "نيكوس بابادو|GR|affirm|2021-03-04|اليونان قدمت إلى تركيا عرضا لاستضافة محادثات حول قبرص",
                "ليفنت أوزكان|TR|unaware|2021-03-05|تركيا لم تتلق أي عرض من اليونان لاستضافة محادثات حول قبرص",
                true,
            ),
            (
                "the plural of what the other says in the singular, the verb of his noun",
                "سمير دهان|DZ|affirm|2021-03-04|احتراق مستودع للأدوية المستوردة في ضاحية الميناء",
                "ليلى بناني|DZ|deny|2021-03-05|احترقت مستودعات الدواء المستورد في ضواحي الميناء",
                true,
            ),
            (
                "a condition on what the other proposes",
                "باولو ريتشي|IT|propose|2021-03-04|نشر مراقبين أجانب في ميناء بلرم",
                "سمير دهان|DZ|condition|2021-03-05|لن يتم نشر أي مراقبين أجانب في ميناء بلرم إلا بتفويض",
                false,
            ),
            (
                "a denial that it is untrue",
                "سمير دهان|DZ|affirm|2021-03-04|الشركة وقعت عقدا مع مصنع إيطالي لتوريد عشرين قطارا",
                "باولو ريتشي|IT|deny|2021-03-05|ما نسب إليه من أن توقيع عقد مع مصنع إيطالي لتوريد قطارات غير صحيح",
                false,
            ),
            (
                "a paraphrase",
                "سمير دهان|DZ|affirm|2021-03-04|الشركة وقعت عقدا مع مصنع إيطالي لتوريد عشرين قطارا",
                "باولو ريتشي|IT|affirm|2021-03-05|المصنع أبرم مع الشركة عقد توريد عشرين قطارا",
                false,
            ),
            (
                "the same denial twice",
                "سمير دهان|DZ|deny|2021-03-04|توقيع عقد مع مصنع إيطالي لتوريد قطارات",
                "باولو ريتشي|IT|deny|2021-03-05|توقيع المصنع الإيطالي عقدا مع الشركة لتوريد قطارات",
                false,
            ),
            (
                "a denial months later answers something else",
                "سمير دهان|DZ|affirm|2021-03-04|الشركة وقعت عقدا مع مصنع إيطالي لتوريد عشرين قطارا",
                "باولو ريتشي|IT|deny|2021-09-05|توقيع المصنع الإيطالي عقدا مع الشركة لتوريد قطارات",
                false,
            ),
            (
                "another matter between the same states",
                "نيكوس بابادو|GR|affirm|2021-03-04|اليونان قدمت إلى تركيا عرضا لاستضافة محادثات حول قبرص",
                "ليفنت أوزكان|TR|deny|2021-03-05|عبور مقاتلات من تركيا أجواء اليونان",
                false,
            ),
            (
                "who is called dead, and who calls him alive",
                "سمير دهان|DZ|deny|2021-03-04|وفاة المهندس بلقاسم الزناتي في مستشفى عنابة",
                "باولو ريتشي|IT|affirm|2021-03-05|المهندس بلقاسم الزناتي في مستشفى عنابة على قيد الحياة",
                false,
            ),
            (
                "both negate it, and the one goes on to something else",
                "سمير دهان|DZ|deny|2021-03-04|توغل قوات البحرية في ميناء سواكن",
                "باولو ريتشي|IT|affirm|2021-03-04|قوات البحرية لم تقم بأي توغل في ميناء سواكن، وإنما ساعدت في إسعاف الصيادين قرب ميناء سواكن",
                false,
            ),
            (
                "who only sets conditions asserts nothing",
                "نيكوس بابادو|GR|condition|2021-03-04|اليونان مستعدة لاستضافة محادثات حول قبرص إذا وافقت تركيا",
                "ليفنت أوزكان|TR|unaware|2021-03-05|تركيا لم تتلق أي عرض لاستضافة محادثات حول قبرص",
                false,
            ),
            (
                "who does not lessen a danger leaves it there",
                "ليفنت أوزكان|TR|affirm|2021-03-04|اتفاق قبرص النووي سيجعل الجزيرة أكثر أمانا",
                "نيكوس بابادو|GR|warn|2021-03-05|اتفاق قبرص النووي لا يقلل من خطر الحرب في الجزيرة",
                true,
            ),
            (
                "one wire report, read with two stances",
                "سمير دهان|DZ|affirm|2021-03-04|الشركة لم توقع أي عقد مع المصنع الإيطالي لتوريد القطارات",
                "ناطق بالشركة|DZ|deny|2021-03-04|الشركة لم توقع أي عقد مع المصنع الإيطالي لتوريد القطارات",
                false,
            ),
        ],
    );
}

#[test]
fn what_only_looks_negated_denies_nothing() {
    let negates = |words: &str| {
        let claim = claim(&format!("سمير دهان|DZ|affirm|2021-03-04|{words}"));
        claim.proposition().negated_core().is_some()
    };
    assert!(!negates("طائرات من دون طيار أقلعت من قاعدة الوادي"));
    assert!(!negates("لا يزال الجسر مغلقا أمام الشاحنات"));
    assert!(!negates("الجسر أغلق أمام ما لا يقل عن خمسين شاحنة"));
    assert!(negates("الشاحنات تعبر الجسر من دون رسوم"));
}

#[test]
fn policies() {
    check(
        ConflictKind::Policy,
        &[
            (
                "one wants the tunnel, the other refuses it",
                "إيمان شلبي|EG|propose|2021-03-04|حفر نفق للقطارات تحت البحيرة",
                "عمر قاسم|EG|reject|2021-03-06|حفر نفق للقطارات تحت البحيرة بأموال المدينة",
                true,
            ),
            (
                "to go on, or to stop",
                "إيمان شلبي|EG|urge|2021-03-04|مواصلة الحصار البحري لموانئ ليبيا",
                "عمر قاسم|SD|urge|2021-03-06|وقف الحصار البحري لموانئ ليبيا",
                true,
            ),
            (
                "both want it",
                "إيمان شلبي|EG|propose|2021-03-04|حفر نفق للقطارات تحت البحيرة",
                "عمر قاسم|EG|accept|2021-03-06|حفر نفق للقطارات تحت البحيرة بأموال المدينة",
                false,
            ),
            (
                "both refuse it",
                "إيمان شلبي|EG|reject|2021-03-04|حفر نفق للقطارات تحت البحيرة",
                "عمر قاسم|EG|reject|2021-03-06|حفر نفق للقطارات تحت البحيرة بأموال المدينة",
                false,
            ),
            (
                "another time",
                "إيمان شلبي|EG|propose|2021-03-04|حفر نفق للقطارات تحت البحيرة",
                "عمر قاسم||reject|2022-03-06|حفر نفق للقطارات تحت البحيرة بأموال المدينة",
                false,
            ),
        ],
    );
}

#[test]
fn shifts() {
    check(
        ConflictKind::Shift,
        &[
            (
                "first against it, half a year later for it",
                "إيمان شلبي|EG|reject|2021-03-04|إرسال جنود إلى بعثة حفظ السلام في مالي",
                "إيمان شلبي|EG|accept|2021-09-06|إرسال جنود إلى بعثة حفظ السلام في مالي",
                true,
            ),
            (
                "the same position again",
                "إيمان شلبي|EG|reject|2021-03-04|إرسال جنود إلى بعثة حفظ السلام في مالي",
                "إيمان شلبي|EG|deny|2021-09-06|إرسال جنود إلى بعثة حفظ السلام في مالي",
                false,
            ),
            (
                "somebody of another state",
                "إيمان شلبي|EG|reject|2021-03-04|إرسال جنود إلى بعثة حفظ السلام في مالي",
                "عمر قاسم|SD|accept|2021-09-06|إرسال جنود إلى بعثة حفظ السلام في مالي",
                false,
            ),
            (
                "another mission",
                "إيمان شلبي|EG|reject|2021-03-04|إرسال جنود إلى بعثة حفظ السلام في مالي",
                "إيمان شلبي|EG|accept|2021-09-06|إرسال مدرسين إلى جامعات السنغال",
                false,
            ),
        ],
    );
}

#[test]
fn numbers() {
    check(
        ConflictKind::Figure,
        &[
            (
                "two tolls of one fire on one day",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل 40 عاملا",
                "ليلى زروق|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل 25 عاملا",
                true,
            ),
            (
                "the toll has risen a week later",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل 25 عاملا",
                "ليلى زروق|DZ|affirm|2021-03-12|حريق مصنع النسيج في وهران أدى إلى مقتل 40 عاملا",
                false,
            ),
            (
                "within the bound",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل أكثر من 30 عاملا",
                "ليلى زروق|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل 40 عاملا",
                false,
            ),
            (
                "rounded",
                "سمير دهان|DZ|affirm|2021-03-04|الحكومة رصدت نحو 500 مليون دولار لإصلاح ميناء وهران",
                "ليلى زروق|DZ|affirm|2021-03-04|الحكومة رصدت 510 ملايين دولار لإصلاح ميناء وهران",
                false,
            ),
            (
                "tens are not two",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى سقوط عشرات القتلى",
                "ليلى زروق|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى سقوط قتيلين",
                true,
            ),
            (
                "forty are tens",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى سقوط عشرات القتلى",
                "ليلى زروق|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى سقوط 40 قتيلا",
                false,
            ),
            (
                "one puts the other's number right",
                "سمير دهان|DZ|affirm|2021-03-04|أموال الصندوق المجمدة في لندن تبلغ 29 مليار دولار وليس 100 مليار",
                "ليلى زروق|FR|affirm|2021-03-06|100 مليار دولار من أموال الصندوق ما زالت مجمدة",
                true,
            ),
            (
                "both put the same number right",
                "سمير دهان|DZ|affirm|2021-03-04|أموال الصندوق المجمدة في لندن تبلغ 29 مليار دولار وليس 100 مليار",
                "ليلى زروق|DZ|affirm|2021-03-05|أرصدة الصندوق المجمدة تبلغ 29 مليار دولار فقط وليس 100 مليار دولار",
                false,
            ),
            (
                "other units",
                "سمير دهان|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران أدى إلى مقتل 40 عاملا",
                "ليلى زروق|DZ|affirm|2021-03-04|حريق مصنع النسيج في وهران استمر 25 ساعة",
                false,
            ),
        ],
    );
}

#[test]
fn a_long_number_is_told_in_groups_of_three() {
    let (a, b) = (
        claim(
            "سمير دهان|DZ|affirm|2021-03-04|أموال الصندوق المجمدة في لندن تبلغ 29 مليار دولار وليس 100 مليار",
        ),
        claim("ليلى زروق|FR|affirm|2021-03-06|100 مليار دولار من أموال الصندوق ما زالت مجمدة"),
    );
    let found = kinds::compare(&a, &b).expect("they conflict");
    assert!(
        found.reasons[0].contains("29,000,000,000 دولار"),
        "{:?}",
        found.reasons
    );
}

#[test]
fn figures_that_can_both_be_right() {
    let figure = |value: f64, bound: &str| Figure {
        value,
        unit: "قتيل".to_string(),
        bound: bound.to_string(),
        span: Span::new(0, 0),
    };
    for (x, y, right) in [
        (figure(100.0, "="), figure(100.0, "="), true),
        (figure(100.0, "~"), figure(110.0, "="), true),
        (figure(100.0, ">="), figure(180.0, "="), true),
        (figure(100.0, "<="), figure(80.0, "="), true),
        (figure(1000.0, "="), figure(1020.0, "="), true),
        (figure(8.0, "="), figure(9.0, "="), false),
        (figure(100.0, ">="), figure(60.0, "="), false),
        (figure(100.0, "~"), figure(150.0, "="), false),
    ] {
        assert_eq!(kinds::figure::compatible(&x, &y), right, "{x:?} {y:?}");
        assert_eq!(kinds::figure::compatible(&y, &x), right, "{y:?} {x:?}");
    }
}

#[test]
fn what_is_called_untrue_begins_where_the_talk_is_named() {
    let claim = claim(
        "سالم الحوراني|SY|affirm|2021-03-04|حركة السفن في الميناء طبيعية، وما يتم تداوله عن إغلاق الرصيف غير صحيح",
    );
    let places = &claim.proposition().places;
    let is_negated = |key: u64| places.iter().any(|place| place.key == key && place.negated);
    assert!(is_negated(super::profile::key("c:end")));
    let first = places.first().expect("the ships");
    assert!(!is_negated(first.key));
}

#[test]
fn what_is_negated_stands_before_and_if() {
    let said = claim(
        "سمير دهان|DZ|deny|2021-03-05|الحارس لم يوقع على أي عقد مع نادي الرمال وإن حدث ذلك فسنعلنه في حينه",
    );
    let core = said.proposition().negated_core().expect("a negation");
    let words: Vec<&str> = core
        .places
        .iter()
        .map(|p| &said.words[p.offset..])
        .collect();
    assert_eq!(core.head(0).class(), Some("sign"));
    assert!(
        !words.iter().any(|rest| rest.starts_with("حدث")),
        "{words:?}"
    );
}

/// The words that a claim negates, folded.
fn negated(claim: &Claim) -> Vec<&str> {
    let places = claim.proposition().places.iter();
    let places = places.filter(|place| place.negated);
    places
        .filter_map(|place| claim.words[place.offset..].split_whitespace().next())
        .collect()
}

#[test]
fn whoever_denies_what_came_of_a_fire_does_not_deny_the_fire() {
    let none = claim("سمير دهان|DZ|deny|2021-03-05|لا وجود لإصابات بين العمال جراء احتراق المستودع");
    assert_eq!(negated(&none), ["لاصابات", "العمال"]);
    let denied = claim("سمير دهان|DZ|deny|2021-03-05|سقوط ضحايا إثر انهيار الجسر");
    assert_eq!(negated(&denied), ["سقوط", "ضحايا"]);
    let cause = claim("سمير دهان|DZ|deny|2021-03-05|لم يغرق القارب بسبب العاصفة");
    assert!(negated(&cause).contains(&"العاصفه"));
}

#[test]
fn contrary_to_what_is_told_is_not_so() {
    let words = "خلافا لما تردد عن إغلاق الميناء، تعمل الأرصفة كلها";
    let corrected = claim(&format!("سمير دهان|DZ|affirm|2021-03-05|{words}"));
    assert_eq!(negated(&corrected), ["اغلاق", "الميناء،"]);
}

#[test]
fn a_denial_reaches_to_the_end_of_its_sentence() {
    let denial = claim("سمير دهان|DZ|deny|2021-03-05|إغلاق الميناء. السفن تدخل الأرصفة بلا انقطاع");
    let negated = negated(&denial);
    assert!(negated.contains(&"الميناء."), "{negated:?}");
    assert!(!negated.contains(&"السفن"), "{negated:?}");
}

#[test]
fn who_says_there_is_no_proof_denies_the_thing() {
    let said = claim("سمير دهان|DZ|deny|2021-03-05|لا توجد أدلة على تسرب النفط من الخزان");
    let core = said.proposition().negated_core().expect("a negation");
    let first = &said.words[core.head(0).offset..];
    assert!(first.starts_with("تسرب"), "{first}");
}

#[test]
fn whoever_speaks_need_not_name_himself() {
    let denial = claim("سمير دهان|DZ|deny|2021-03-05|الحارس لم يوقع على أي عقد مع نادي الرمال");
    let core = denial.proposition().negated_core().expect("a negation");
    let covered = |who: &str| {
        let other = format!("{who}|DZ|affirm|2021-03-04|توقيع عقد مع الحارس لثلاثة مواسم");
        answer(&core, &claim(&other)).expect("an answer").covered
    };
    assert!(covered("نادي الرمال") > covered("نادي الجبل"));
}

#[test]
fn a_denial_names_whom_it_answers() {
    let denial = claim("عمر قاسم|SY|deny|2021-03-05|إغلاق الرصيف خلافا لما ذكره سالم الحوراني");
    assert_eq!(denial.denied_author(), ["سالم", "حوراني"]);
    let plain = claim("عمر قاسم|SY|deny|2021-03-05|إغلاق الرصيف");
    assert!(plain.denied_author().is_empty());
}

#[test]
fn a_conflict_says_what_both_are_about_in_whole_words() {
    let said = claim("سمير دهان|DZ|affirm|2021-03-04|احتراق مستودعات الأدوية في ضواحي الميناء");
    let denied = claim("ليلى بناني|DZ|deny|2021-03-05|احتراق مستودع للأدوية في ضاحية الميناء");
    let found = kinds::compare(&said, &denied).expect("a conflict");
    let about = &found.reasons[1];
    for word in ["مستودعات", "ادويه", "ضواحي", "ميناء"] {
        assert!(about.contains(word), "{about}: {word}");
    }
}

#[test]
fn a_noun_at_which_a_name_ends_is_of_its_class_all_the_same() {
    let terms = terms(&folded("إعلان مقتل صياد"), SpeakerKind::Unnamed, None);
    assert!(terms.iter().any(|(term, _)| term == "c:die"), "{terms:?}");
}

#[test]
fn counts_of_two_years_are_two_counts() {
    let apart = |x: &str, y: &str| {
        let a = claim(&format!("إيمان شلبي|SY|affirm|2021-03-04|{x}"));
        let b = claim(&format!("عمر قاسم|SY|affirm|2021-03-04|{y}"));
        kinds::figure::numbers_apart(&a, &b, &relate(&a, &b)).is_some()
    };
    let built = "بنت الحكومة 200 مدرسة في محافظة الساحل الجنوبية";
    let more = "بنت الحكومة 350 مدرسة في محافظة الساحل الجنوبية";
    assert!(apart(built, more));
    let (first, second) = (format!("{built} عام 2019"), format!("{more} عام 2020"));
    assert!(!apart(&first, &second));
}
