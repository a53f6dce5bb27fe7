use std::fs;

use clap::{CommandFactory, Parser};
use gainsay::cli::Cli;

use crate::helper::{Place, SEEDS_SAY, crate_folder, record, seeds};
use crate::query_layer::stories;
use crate::shapes::{Row, Statement};

/// The commands, as the program lists them.
fn commands() -> Vec<String> {
    let help = Place::new().run("--help").read();
    let list = help
        .split("Commands:\n")
        .nth(1)
        .expect("a list of commands");
    let list = list.split("\n\n").next().expect("the list ends");
    let name = |line: &str| {
        line.strip_prefix("  ")?
            .split(' ')
            .next()
            .map(str::to_owned)
    };
    list.lines()
        .filter_map(name)
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn every_command_has_help_with_an_example() {
    let commands = commands();
    assert!(commands.len() >= 9, "{commands:?}");
    for command in commands {
        let long = Place::new().run(&command).arg("--help").read();
        for part in ["Usage: gainsay ", "\nExamples:\n  gainsay "] {
            assert!(
                long.contains(part),
                "{command}: {part:?} is missing in\n{long}"
            );
        }
        assert!(long.contains(&format!("  gainsay {command}")), "{command}");
        for line in long.lines() {
            assert!(line.chars().count() <= 110, "{command}: {line}");
        }
    }
}

#[test]
fn the_version_is_the_one_of_the_crate() {
    let version = format!("gainsay {}\n", env!("CARGO_PKG_VERSION"));
    Place::new().run("--version").stdout(version).check();
}

fn readme() -> String {
    fs::read_to_string(crate_folder().join("README.md")).expect("README.md")
}

/// The lines of the shell blocks of the README.
fn shell_lines(readme: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut in_shell = false;
    for line in readme.lines() {
        if let Some(language) = line.strip_prefix("```") {
            in_shell = language == "sh";
        } else if in_shell {
            lines.push(line);
        }
    }
    lines
}

/// Words at blanks, but for what stands in quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn the_readme_calls_no_command_that_is_not_there() {
    let readme = readme();
    let mut calls = 0;
    for line in shell_lines(&readme) {
        let line = line.split(" #").next().unwrap_or(line).trim();
        let call = line
            .strip_prefix("gainsay ")
            .or_else(|| line.strip_prefix("cargo run --release -- "));
        let Some(call) = call else { continue };
        let call = call.split(['|', '>', '<']).next().unwrap_or(call);
        let parsed = Cli::try_parse_from([vec!["gainsay".to_owned()], words(call)].concat());
        assert!(parsed.is_ok(), "{line}: {}", parsed.expect_err("an error"));
        calls += 1;
    }
    assert!(calls >= 10, "{calls} calls");
}

#[test]
fn the_readme_shows_every_command_view_and_query() {
    let readme = readme();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(readme.contains(&format!("gainsay {name}")), "{name}");
    }
    let place = Place::with_article();
    let views = place
        .run("sql --format csv")
        .arg("SELECT name FROM sqlite_master WHERE type = 'view'");
    for view in views.read().lines().skip(1) {
        assert!(readme.contains(&format!("| `{view}` |")), "{view}");
    }
    for file in [
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "CHANGELOG.md",
        "tests/run.sh",
        ".ci/run",
    ] {
        assert!(crate_folder().join(file).exists(), "{file}");
    }
    for (_, target) in links(&readme) {
        if !target.starts_with("http") && !target.starts_with('#') {
            assert!(crate_folder().join(&target).exists(), "{target}");
        }
    }
}

/// What the README shows of the report is what the report says, in this order.
#[test]
fn the_readme_shows_a_real_report() {
    let readme = readme();
    let excerpt = readme.split("<!-- excerpt").nth(1).expect("an excerpt");
    let excerpt = excerpt
        .split("```")
        .nth(1)
        .expect("a block")
        .trim_start_matches("text\n");
    let report = Place::new()
        .run("report")
        .arg(seeds())
        .stderr(SEEDS_SAY)
        .read();
    let mut lines = report.lines();
    for line in excerpt.lines().filter(|line| *line != "…") {
        assert!(
            lines.any(|found| found == line),
            "not in the report, or not there: {line}"
        );
    }
}

/// The blocks of the README in one language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let open = format!("```{language}\n");
    let after = readme.split(&*open).skip(1);
    after
        .map(|rest| rest.split("```").next().unwrap_or(rest))
        .collect()
}

#[test]
fn the_questions_of_the_readme_are_answered() {
    let place = stories();
    let readme = readme();
    let blocks = blocks(&readme, "sql");
    let questions: Vec<&str> = blocks
        .iter()
        .filter(|block| !block.starts_with("-- DuckDB"))
        .flat_map(|block| block.split(';'))
        .map(str::trim)
        .filter(|question| !question.is_empty())
        .collect();
    assert_eq!(questions.len(), 11);
    for question in questions {
        let rows: Vec<Row> = place.run("sql -").stdin(question).records();
        assert!(!rows.is_empty(), "{question}");
    }
}

#[test]
fn the_json_of_the_readme_is_what_the_program_reads_and_writes() {
    let readme = readme();
    let blocks = blocks(&readme, "json");
    let [document, statement] = blocks.as_slice() else {
        panic!("{} blocks", blocks.len());
    };
    let place = Place::new();
    let text = "قال وزير الزراعة الأردني إن المحصول وافر.";
    let document = document.replacen("\"text\": \"…\"", &format!("\"text\": \"{text}\""), 1);
    let document = document.replacen("\"published\": \"…\"", "\"published\": \"2024-03-05\"", 1);
    assert!(
        place
            .run("extract")
            .stdin(document)
            .read()
            .contains("\"document\":\"a1\"")
    );
    let statement: Statement = record(statement);
    assert_eq!(statement.stance, "deny");
}

/// The columns in the README's table of views are the columns of the views.
#[test]
fn the_readme_names_columns_that_exist() {
    let readme = readme();
    let place = Place::with_article();
    let mut views = 0;
    for line in readme.lines() {
        let Some((view, rest)) = line
            .strip_prefix("| `")
            .and_then(|line| line.split_once("` | "))
        else {
            continue;
        };
        let sql = format!("SELECT group_concat(name) AS names FROM pragma_table_info('{view}')");
        let names = place.run("sql --format csv").arg(sql).read();
        let names: Vec<_> = names
            .lines()
            .nth(1)
            .unwrap_or("")
            .trim_matches('"')
            .split(',')
            .collect();
        if names == [""] {
            continue;
        }
        views += 1;
        let columns = rest.rsplit_once(" | ").map_or(rest, |(_, columns)| columns);
        for column in columns.split('`').skip(1).step_by(2) {
            assert!(names.contains(&column), "{view} has no column {column}");
        }
    }
    assert_eq!(views, 19);
}

/// The links of a Markdown text: words and target.
fn links(text: &str) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for part in text.split('[').skip(1) {
        let Some((words, rest)) = part.split_once("](") else {
            continue;
        };
        let Some((target, _)) = rest.split_once(')') else {
            continue;
        };
        let target = target.split('#').next().unwrap_or(target);
        links.push((
            words.to_owned(),
            if target.is_empty() { "#" } else { target }.to_owned(),
        ));
    }
    links
}
