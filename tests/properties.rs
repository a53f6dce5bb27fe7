use gainsay::language::arabic::fold::{fold, folded};
use proptest::prelude::*;

use crate::idempotence::statements;

/// Letters, marks, digits, presentation forms and whatever else comes in an Arabic article.
fn text() -> impl Strategy<Value = String> {
    let arabic = prop::char::ranges(
        vec![
            '\u{0600}'..='\u{06FF}',
            '\u{0750}'..='\u{077F}',
            '\u{08A0}'..='\u{08FF}',
            '\u{FB50}'..='\u{FDFF}',
            '\u{FE70}'..='\u{FEFF}',
            '\u{2000}'..='\u{206F}',
            ' '..='~',
        ]
        .into(),
    );
    let any = prop_oneof![9 => arabic, 1 => any::<char>()];
    prop::collection::vec(any, 0..60).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn both_ways_to_fold_agree(text in text()) {
        prop_assert_eq!(fold(&text).text, folded(&text));
    }

    /// Every folded code point has an origin, in order, and the piece of the original it stands for
    /// folds to it again; but for numbers that are shown in another order than they are stored in.
    #[test]
    fn folded_offsets_map_back(text in text()) {
        prop_assume!(!text.contains(".\u{200F}"));
        let fold = fold(&text);
        let original: Vec<char> = text.chars().collect();
        let chars: Vec<char> = fold.text.chars().collect();
        prop_assert_eq!(fold.origin.len(), chars.len() + 1);
        prop_assert_eq!(*fold.origin.last().expect("one more") as usize, original.len());
        prop_assert!(fold.origin.is_sorted());
        for (index, c) in chars.iter().enumerate() {
            let source: String = original[fold.origin[index] as usize].to_string();
            prop_assert!(folded(&source).contains(*c), "{:?} does not come from {:?}", c, source);
        }
    }

    #[test]
    fn a_number_shown_in_another_order_keeps_its_place(parts in prop::collection::vec("[0-9٠-٩]{1,4}", 2..4)) {
        let text = format!("بلغ {} طن", parts.join(".\u{200F}"));
        let fold = fold(&text);
        let shown: Vec<String> = parts.iter().rev().map(|part| folded(part)).collect();
        prop_assert_eq!(&fold.text, &format!("بلغ {} طن", shown.join(".")));
        prop_assert!(fold.origin.is_sorted());
        prop_assert_eq!(*fold.origin.last().expect("one more") as usize, text.chars().count());
    }

    #[test]
    fn diacritics_and_tatweel_change_nothing(words in "[ء-ي ]{0,40}", seed in any::<u64>()) {
        let marks = ['\u{064E}', '\u{0651}', '\u{0652}', '\u{0640}', '\u{200F}'];
        let mut state = seed;
        let marked: String = words
            .chars()
            .flat_map(|c| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let mark = marks[(state >> 33) as usize % marks.len()];
                [Some(c), ((state >> 60) % 2 == 0).then_some(mark)]
            })
            .flatten()
            .collect();
        prop_assert_eq!(folded(&marked), folded(&words));
    }

    /// Extraction is total, and says of itself where it found what.
    #[test]
    fn extraction_never_fails_and_spans_hold(text in text(), cue in "(قال|أكد|نفى|ونقلت|بحسب|وأضاف|دعا|قوله|رفض)", more in text()) {
        let text = format!("{text} {cue} الوزير {more} {cue} أن {text}. {more}");
        let statements = gainsay::extract::extract(&document(&text));
        let chars: Vec<char> = text.chars().collect();
        for statement in statements {
            prop_assert_eq!(statement.content.len(), statement.spans.len());
            for (words, span) in statement.content.iter().zip(&statement.spans) {
                prop_assert!(!span.is_empty() && span.end <= chars.len());
                let found: String = chars[span.start..span.end].iter().collect();
                prop_assert_eq!(words, &found);
            }
            prop_assert!(statement.spans.is_sorted());
            prop_assert!((0.0..=1.0).contains(&statement.certainty));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn statements_do_not_depend_on_the_order(order in Just([0, 1, 2, 3, 4]).prop_shuffle()) {
        prop_assert_eq!(statements(&order), statements(&[0, 1, 2, 3, 4]));
    }
}

fn document(text: &str) -> gainsay::document::Document {
    gainsay::document::Document {
        id: "a".to_owned(),
        text: text.to_owned(),
        title: None,
        publisher: None,
        url: None,
        published: chrono::NaiveDate::from_ymd_opt(2024, 3, 5),
        published_raw: None,
        published_basis: None,
        language: "ar".to_owned(),
        author: None,
        metadata: serde_json::Map::new(),
        hash: "00".repeat(32),
    }
}
