//! Packed files that unpack to far more than there is of them, and lines that never end.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::helper::Place;

const LINE: &str = "{\"text\": \"قال وزير الزراعة الأردني سليم الحوراني إن محصول القمح هذا العام أوفر من سابقه.\"}\n";

/// A document, far too many blank lines, and another document.
fn bomb() -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let mut blank = vec![b' '; 1 << 20];
    blank.push(b'\n');
    packer.write_all(LINE.as_bytes()).expect("memory");
    for _ in 0..70 {
        packer.write_all(&blank).expect("memory");
    }
    packer.write_all(LINE.as_bytes()).expect("memory");
    packer.finish().expect("memory")
}

#[test]
fn a_file_that_unpacks_to_far_more_than_its_size_is_given_up() {
    let place = Place::new();
    place.file("bomb.jsonl.gz", bomb());
    let why = "too_large: it unpacks to more than 200 times its size; raise --max-unpack-ratio if it is sound (the rest was not read)";
    place
        .run("extract bomb.jsonl.gz")
        .status(3)
        .stderr(format!("gainsay: rejected bomb.jsonl.gz:65: {why}\n"))
        .read();
    let both = place
        .run("extract bomb.jsonl.gz --max-unpack-ratio 2000")
        .read();
    assert_eq!(both.lines().count(), 2, "{both}");
}

#[test]
fn members_of_a_file_count_together() {
    let place = Place::new();
    // the second member alone would be too much for the file's size
    let bytes = [bomb(), bomb()].concat();
    place.file("two.jsonl.gz", bytes);
    let found = place
        .run("extract two.jsonl.gz --max-unpack-ratio 2000")
        .read();
    assert_eq!(found.lines().count(), 4, "{found}");
}

#[test]
fn a_line_without_end_is_given_up() {
    let place = Place::new();
    let endless = format!("{LINE}{{\"text\": \"{}", "x".repeat(200_000));
    place.file("endless.jsonl", &endless);
    let why = "too_large: a line or value without end: more than 100 times 1000 bytes; raise --max-document-bytes (the rest was not read)";
    place
        .run("extract endless.jsonl --max-document-bytes 1000")
        .status(3)
        .stderr(format!("gainsay: rejected endless.jsonl:2: {why}\n"))
        .read();
}
