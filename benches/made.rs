//! Articles to measure with: those of a corpus, or made from templates.
//!
//! The made articles have the shape of real ones: about 2,500 characters in six paragraphs, half of the
//! sentences with a source, the rest narration, and related links below. What the lexicons do with real
//! vocabulary only a corpus shows.

use chrono::NaiveDate;
use gainsay::document::{Document, Item, Options, Setup, sources};

/// Articles made, where no corpus is given.
const ARTICLES: usize = 200;

/// The corpus of `GAINSAY_BENCH_CORPUS`, else articles made from templates.
pub fn documents() -> Vec<Document> {
    let day = NaiveDate::from_ymd_opt(2024, 3, 5).expect("a day");
    let options = Options::new(day);
    match std::env::var("GAINSAY_BENCH_CORPUS") {
        Ok(path) if !path.is_empty() => {
            let read = sources(&[path], Setup::new(options))
                .unwrap_or_else(|error| panic!("GAINSAY_BENCH_CORPUS: {error}"));
            let documents = read.filter_map(|item| match item {
                Item::Document(document) => Some(*document),
                _ => None,
            });
            documents.collect()
        }
        _ => (0..ARTICLES).map(|number| made(number, day)).collect(),
    }
}

const PEOPLE: &[(&str, &str)] = &[
    ("وزير الزراعة الأردني", "سليم الحوراني"),
    ("المتحدث باسم الخارجية التونسية", "منير الجبالي"),
    ("رئيسة لجنة المياه في البرلمان العراقي", "هدى الساعدي"),
    ("محافظ البنك المركزي المصري", "طارق الفقي"),
    ("نائب وزير الطاقة الجزائري", "لطفي بن عمار"),
    ("سكرتير مجلس الأمن القومي في أرمينيا", "أرمين غالستيان"),
];
const CUES: &[&str] = &["قال", "أكد", "أوضح", "نفى", "أعلن", "ذكر", "اعتبر"];
const PARTICIPLES: &[&str] = &[
    "مؤكدا أن",
    "مشيرا إلى أن",
    "لافتا إلى أن",
    "موضحا أن",
    "داعيا إلى",
];
const CONTENTS: &[&str] = &[
    "محصول القمح هذا العام أوفر من سابقه بعشرة في المئة",
    "المفاوضات على مياه النهر ستستأنف في 14 و15 نيسان المقبل",
    "بلاده لم تتلق أي عرض رسمي بشأن أنبوب الغاز الجديد",
    "الحكومة مستعدة لبحث الأسعار إذا وافق البرلمان على الموازنة",
    "عدد المصابين بلغ اثنين وثلاثين شخصا على الأقل",
    "الحدود لن تغلق قبل انتهاء موسم الحج",
];
const NARRATION: &[&str] = &[
    "وارتفعت أسعار الخبز في أسواق العاصمة خلال الأسابيع الماضية، ووقف الناس في طوابير طويلة أمام الأفران.",
    "ويمر الأنبوب بثلاث دول قبل أن يصل إلى الساحل، ويبلغ طوله نحو ألف وأربعمئة كيلومتر.",
    "وكان البرلمان قد أقر القانون في جلسة استمرت حتى ساعة متأخرة من الليل بعد نقاش حاد.",
    "وتشهد المنطقة منذ سنوات جفافا شديدا أدى إلى هجرة آلاف الفلاحين من قراهم إلى المدن الكبرى.",
];

/// An article of realistic shape; the same number always gives the same one.
fn made(number: usize, day: NaiveDate) -> Document {
    let mut dice = Dice(number as u64 + 1);
    let mut text = String::new();
    for paragraph in 0..6 {
        let (office, name) = dice.pick(PEOPLE);
        let surname = name.split(' ').next_back().unwrap_or(name);
        let cue = dice.pick(CUES);
        let content = dice.pick(CONTENTS);
        text += &match paragraph % 3 {
            0 => format!(
                "{cue} {office} {name}، أمس الاثنين، إن {content}، {} {}.",
                dice.pick(PARTICIPLES),
                dice.pick(CONTENTS)
            ),
            1 => format!(
                "ونقلت وكالة الأنباء عن {office} {name} قوله: «{content}». وأضاف {surname} أن {}.",
                dice.pick(CONTENTS)
            ),
            _ => format!("وفي سياق آخر، {cue} {name}، {office}، أن {content}، بحسب بيان صدر أمس."),
        };
        for _ in 0..3 {
            text.push(' ');
            text += dice.pick(NARRATION);
        }
        text += "\n\n";
    }
    text += "اقرأ أيضا\nأسعار الخبز ترتفع في ثلاث مدن\nالبرلمان يؤجل جلسته إلى الأسبوع المقبل\n";
    Document {
        id: number.to_string(),
        hash: format!("{number:064x}"),
        text,
        title: None,
        publisher: Some("صدى الوادي".to_owned()),
        url: None,
        published: Some(day),
        published_raw: None,
        published_basis: None,
        language: "ar".to_owned(),
        author: None,
        metadata: serde_json::Map::new(),
    }
}

/// A linear congruential generator: repeatable, and good enough to mix sentences.
struct Dice(u64);

impl Dice {
    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        list[(self.0 >> 33) as usize % list.len()]
    }
}
