//! tests/golden/extract holds one article a phenomenon (`name.txt`, the front matter says which in
//! `shows`) and beside it what is found in it (`name.md`). `UPDATE_GOLDEN=1 tests/run.sh extract_golden`
//! writes the latter anew; read every line of the difference before it is committed. An article with a
//! `weakness` in its front matter shows what goes wrong and why that is known.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::helper::{Place, crate_folder, record};
use crate::shapes::Statement;

/// True where golden files are to be written instead of compared.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| !value.is_empty())
}

/// The articles, sorted by name.
fn articles() -> Vec<PathBuf> {
    let folder = crate_folder().join("tests/golden/extract");
    let entries = fs::read_dir(folder).expect("the golden folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
}

/// Front matter and text of an article.
fn parts(article: &str) -> (BTreeMap<&str, &str>, &str) {
    let (head, text) = article
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .expect("front matter");
    (
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .collect(),
        text.trim_end(),
    )
}

/// The statements for reading: the article with every content marked, then who says what.
fn page(article: &str, statements: &[Statement]) -> String {
    let (head, text) = parts(article);
    let mut page = format!("# {}\n", head["shows"]);
    if let Some(weakness) = head.get("weakness") {
        page += &format!("\nKnown weakness: {weakness}\n");
    }
    if statements.is_empty() {
        page += "\nNobody says anything.\n";
    }
    let chars: Vec<char> = text.chars().collect();
    for (index, statement) in statements.iter().enumerate() {
        page += &format!("\n{}. {}", index + 1, statement.speaker);
        if let Some(role) = &statement.role {
            page += &format!(", {role}");
        }
        page += &format!(
            " ({}, {})\n",
            statement.speaker_kind,
            statement.country.as_deref().unwrap_or("no country")
        );
        if !statement.via.is_empty() {
            page += &format!("   - via: {}\n", statement.via.join(" < "));
        }
        let day = statement.said_on.as_deref().unwrap_or("undated");
        page += &format!(
            "   - {}, {}, {day} ({})",
            statement.stance, statement.mode, statement.said_on_basis
        );
        page += if statement.embedded {
            ", embedded\n"
        } else {
            "\n"
        };
        page += &format!("   - cue: {}\n", statement.cue);
        for (words, [start, end]) in statement.content.pieces().iter().zip(&statement.spans) {
            let found: String = chars[*start..*end].iter().collect();
            assert_eq!(*words, found, "the span holds other words");
            page += &format!("   - {start}-{end}: {words}\n");
        }
    }
    page
}

/// Lines that differ.
pub fn diff(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let lost = expected
        .iter()
        .filter(|line| !found.contains(line))
        .map(|line| format!("- {line}\n"));
    let new = found
        .iter()
        .filter(|line| !expected.contains(line))
        .map(|line| format!("+ {line}\n"));
    lost.chain(new).collect()
}

#[test]
fn one_article_a_phenomenon() {
    let place = Place::new();
    let mut wrong = String::new();
    let articles = articles();
    assert!(articles.len() >= 20);
    for path in articles {
        let article = fs::read_to_string(&path).expect("an article");
        let lines = place.run("extract").arg(path.display().to_string()).read();
        let statements: Vec<Statement> = lines.lines().map(record).collect();
        let found = page(&article, &statements);
        let golden = path.with_extension("md");
        if is_update() {
            fs::write(golden, found).expect("the golden file");
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if expected != found {
            wrong += &format!("{}\n{}\n", golden.display(), diff(&expected, &found));
        }
    }
    assert!(
        wrong.is_empty(),
        "read it, then UPDATE_GOLDEN=1 tests/run.sh extract_golden\n{wrong}"
    );
}

/// No golden file without its article.
#[test]
fn every_golden_file_has_its_article() {
    let folder = crate_folder().join("tests/golden/extract");
    for entry in fs::read_dir(folder).expect("the golden folder") {
        let path = entry.expect("an entry").path();
        assert!(path.with_extension("txt").exists(), "{}", path.display());
    }
}
